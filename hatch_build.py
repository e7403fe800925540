"""Puts the compiled index of place names into the wheel, so that who installs it need not compile it."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles the index before the wheel is packed. An editable installation finds it in the user's cache instead."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the index to what the wheel holds."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "src"))
        from crossreport.vocabulary.compile_gazetteer import SHIPPED, compile_gazetteer

        self.folder = tempfile.TemporaryDirectory()
        index = Path(self.folder.name) / "gazetteer.sqlite"
        compile_gazetteer(index)
        build_data["force_include"][str(index)] = "/".join(("crossreport", *SHIPPED))

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Removes what was compiled: the wheel has it."""
        if version != "editable":
            self.folder.cleanup()
