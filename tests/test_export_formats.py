"""All formats together: the registry, where files come to lie, sealed names, and the docs of every field."""

import io
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from exported_story import REPORTS, source
from record_fixtures import simple_reader, told

from crossreport import build
from crossreport.cli import main
from crossreport.errors import InputError
from crossreport.export.formats import FORMATS, contents
from crossreport.export.package import zipped
from crossreport.export.source import Scope
from crossreport.model.report import Report

NAMES = [
    "jsonl", "csv", "parquet", "ged", "acled", "plover", "hxl", "geojson", "annotation", "lists", "package", "html",
    "markdown",
]  # fmt: skip
SEALED = ("brask", "mira holt", "holt")


def run(*arguments: Any) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture
def record(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    request.getfixturevalue(simple_reader.__name__)
    text = "The night watch held Teo Brask, accused of murder, after 3 people were killed in Velmora. Brask said nothing."
    reports = [told("a", text=text, title="Teo Brask held", url="https://x.example/teo-brask"), told("b", 2, place="Kestry")]
    build(reports, record=tmp_path / "my.record").close()
    return tmp_path / "my.record"


def test_the_formats_are_those_of_the_contract_in_its_order() -> None:
    assert list(FORMATS) == NAMES
    assert all(one.line and one.name == name for name, one in FORMATS.items())


def everything(path: Path) -> bytes:
    """All that a file or folder holds: names, bytes, and what is packed in them."""
    found = b""
    for one in sorted(path.rglob("*")) if path.is_dir() else [path]:
        found += one.name.encode()
        if one.is_file():
            found += unpacked(one.name, one.read_bytes())
    return found


def unpacked(name: str, data: bytes) -> bytes:
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return data + b"".join(inner.encode() + archive.read(inner) for inner in archive.namelist())
    if name.endswith(".parquet"):
        return data + str(pq.read_table(io.BytesIO(data)).to_pylist()).encode()
    return data


@pytest.mark.parametrize("name", NAMES)
def test_no_format_shows_a_sealed_name(name: str) -> None:
    for unsealed in (False, True):
        files = contents(FORMATS[name], source(unsealed))
        if name == "package":
            files = {**files, "package.zip": zipped(contents(FORMATS[name], source(unsealed)))}
        packed = (one.encode() + unpacked(one, b"".join(pieces)) for one, pieces in files.items())
        told_ = b"".join(packed).decode(errors="replace")
        shown = [one for one in SEALED if one in told_.lower()]
        assert not shown or unsealed, name
        if name not in ("geojson", "lists"):
            assert bool(shown) is unsealed, name


@pytest.mark.parametrize("name", NAMES)
def test_no_format_of_a_record_shows_a_sealed_name_in_bytes_or_file_names(name: str, record: Path, tmp_path: Path) -> None:
    assert run("export", record, "--format", name, "--to", tmp_path / "out").exit_code == 0
    assert b"brask" not in everything(tmp_path / "out").lower()


@pytest.mark.parametrize("name", NAMES)
def test_exporting_twice_gives_the_same_bytes(name: str, record: Path, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        assert run("export", record, "--format", name, "--to", tmp_path / folder).exit_code == 0
    assert everything(tmp_path / "one") == everything(tmp_path / "two")
    assert list((tmp_path / "one").iterdir())


def test_a_format_of_one_file_may_be_given_its_name(record: Path, tmp_path: Path) -> None:
    run("export", record, "--format", "geojson", "--to", tmp_path / "new" / "map.geojson")
    assert (tmp_path / "new" / "map.geojson").is_file()
    run("export", record, "--format", "geojson", "--to", tmp_path / "map.json")
    assert (tmp_path / "map.json").is_file()
    run("export", record, "--format", "ged", "--to", tmp_path / "mine.csv")
    assert {"mine.csv", "mine.notes.md"} <= {path.name for path in tmp_path.iterdir()}
    run("export", record, "--format", "package", "--to", tmp_path / "data.zip")
    assert zipfile.is_zipfile(tmp_path / "data.zip")


def test_one_file_may_go_to_standard_output_with_what_there_is_to_tell_beside_it(record: Path) -> None:
    found = run("export", record, "--format", "ged", "--to", "-")
    assert found.stdout.startswith("id,relid,year")
    assert "0 of 2 events" in found.stderr
    assert "several files: give a folder" in run("export", record, "--format", "csv", "--to", "-").stderr


def test_what_a_codebook_leaves_out_is_told_on_standard_error(record: Path, tmp_path: Path) -> None:
    found = run("export", record, "--format", "ged", "--to", tmp_path / "out")
    assert "ged_like: 0 of 2 events." in found.stderr
    assert "2 left out: no state's force or organised group is named as its doer" in found.stderr
    assert found.stdout == ""


def test_the_coders_formats_follow_their_own_codebooks_profile_unless_one_is_named(record: Path, tmp_path: Path) -> None:
    for name, arguments, profile in (
        ("ged", [], "reliable_first"), ("acled", [], "conservative"), ("acled", ["--profile", "range_only"], "range_only"),
    ):  # fmt: skip
        run("export", record, "--format", name, "--to", tmp_path / profile, *arguments)
        assert f"by the profile {profile}:" in next((tmp_path / profile).glob("*.notes.md")).read_text()


@pytest.mark.parametrize(("arguments", "message"), [
    (["--format", "csv", "--story", "S-1"], "can be asked of html and markdown"),
    (["--format", "csv", "--to", "claims.csv"], "csv is several files: give a folder"),
    (["--format", "html", "--story", "S-1", "--event", "E-1"], "not both"),
    (["--format", "html", "--story", "S-99"], "no story 'S-99'"),
    (["--format", "markdown", "--event", "E-99"], "no event 'E-99'"),
])  # fmt: skip
def test_what_cannot_be_is_said_and_nothing_is_written(
    arguments: list[str], message: str, record: Path, tmp_path: Path
) -> None:
    found = run("export", record, "--to", tmp_path / "out", *arguments)
    assert found.exit_code == 2
    assert message in found.stderr
    assert not (tmp_path / "out").exists()


def test_a_format_that_is_not_there_is_told(record: Path) -> None:
    from crossreport import open_record

    with open_record(record) as opened, pytest.raises(InputError, match="no format 'papyrus'"):
        opened.export("out", format="papyrus")


def test_an_empty_record_makes_empty_tables_and_pages_say_that_there_is_no_story() -> None:
    from crossreport.errors import NotFound
    from crossreport.model.record import Derived

    empty = source(derived=Derived("recent_majority"), reports=())
    for name, form in FORMATS.items():
        if form.paged:
            with pytest.raises(NotFound):
                contents(form, empty)
        else:
            assert all(b"".join(pieces) is not None for pieces in contents(form, empty).values()), name


def test_odd_characters_of_a_report_break_no_format() -> None:
    odd = msgspec.structs.replace(
        REPORTS[0],
        text=f"{REPORTS[0].text}\x00\x1b\ud800",
        title=f"{REPORTS[0].title}\ud800\x00\u2028\u202e",
        outlet="a;b,c\"d'\n=1",
        url="https://x/\ud800",
    )
    made = source(reports=(odd, *REPORTS[1:]))
    for name in ("csv", "package", "ged", "acled", "hxl", "html", "markdown", "lists"):
        for pieces in contents(FORMATS[name], made, Scope()).values():
            b"".join(pieces).decode()


def test_how_sources_were_captured_goes_out_with_the_addresses_masked() -> None:
    from crossreport.export.source import _captures
    from crossreport.model.report import Capture
    from crossreport.store.protection import SealedName, Seals

    class Record:
        def reports(self) -> list[Report]:
            return [Report("a", "x")]

        def captures(self, ident: str) -> tuple[Capture, ...]:
            return (Capture("ab", url=f"https://x.example/teo-brask/{ident}", final_url=None),)

    [(ident, capture)] = _captures(Record(), Seals([SealedName("a", "Teo Brask", "accused")]))  # type: ignore[arg-type]
    assert (ident, capture.url, capture.final_url) == ("a", "https://x.example/•••/a", None)
