"""The docs say what the code does: generated pages are fresh, commands and options in the text exist, links resolve."""

import importlib.util
import re
import shlex
from pathlib import Path
from types import ModuleType

import click
import pytest

from crossreport.cli import main

ROOT = Path(__file__).parent.parent
TEXTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")])
COMMAND = re.compile(r"(?:^|`|\s)crossreport ([a-z][^`\n#|]*)", re.M)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_pages_are_what_the_code_gives() -> None:
    for name, page in generator().PAGES.items():
        assert (ROOT / "docs" / name).read_text(encoding="utf-8") == page(), f"docs/{name} is stale: run `make docs`"


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.name)
def test_commands_and_options_in_the_docs_exist(path: Path) -> None:
    for found in COMMAND.finditer(path.read_text(encoding="utf-8")):
        words = shlex.split(found[1].replace("'", ""), comments=True)
        command = main.commands.get(words[0])
        if command is None:
            assert not any(word.startswith("--") for word in words), f"{path.name}: no command {words[0]!r}: {found[0]!r}"
            continue
        parts = command.commands.values() if isinstance(command, click.Group) else ()
        options = [one for part in (command, *parts) for one in part.params if isinstance(one, click.Option)]
        known = {option for one in options for option in one.opts}
        for word in words:
            option = word.strip("[]").split("=")[0]
            assert not option.startswith("--") or option in known | {"--help"}, f"{path.name}: {words[0]} has no {option}"


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in main.commands if f"crossreport {name}" not in readme] == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.name)
def test_links_lead_to_files_that_are_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [link for link in LINK.findall(text) if not (path.parent / link).exists()] == []


def test_every_promise_names_a_test_that_is_there() -> None:
    rows = re.findall(
        r"^\| .+ \| `(tests/\w+\.py)::(\w+)` \|$", (ROOT / "docs/promises.md").read_text(encoding="utf-8"), re.M
    )
    assert len(rows) > 20
    missing = [name for path, name in rows if f"def {name}(" not in (ROOT / path).read_text(encoding="utf-8")]
    assert missing == []
