"""Reports come in from folders, text files and JSON Lines; whatever cannot be taken is named with its reason."""

import json
import os
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossreport.errors import InputError, ReportError
from crossreport.ingest.items import MAX_BYTES, Ignored, Ingested, Item, Refused
from crossreport.ingest.jsonl import parse
from crossreport.ingest.sources import distinct, ingest
from crossreport.ingest.versions import Known, compare, is_later
from crossreport.model.report import Report


def taken(items: list[Ingested]) -> list[Report]:
    return [item.report for item in items if isinstance(item, Item)]


def reasons(items: list[Ingested]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Refused)]


def lines(path: Path, *rows: Any) -> Path:
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), encoding="utf-8")
    return path


def row(**fields: Any) -> dict[str, Any]:
    return {"id": "a", "text": "Two men were killed in Velmora.", **fields}


def test_a_text_file_is_a_report_with_its_stem_for_an_id(tmp_path: Path) -> None:
    (tmp_path / "velmora-1.txt").write_bytes(b"Erste Zeile\r\nsecond line\n")
    assert taken(list(ingest([tmp_path / "velmora-1.txt"]))) == [Report("velmora-1", "Erste Zeile\r\nsecond line\n")]


def test_a_folder_is_read_with_all_below_it_in_the_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.txt").write_text("two")
    (tmp_path / "a.txt").write_text("one")
    lines(tmp_path / "c.jsonl", row(id="three"), row(id="four"))
    assert [report.id for report in taken(list(ingest([tmp_path])))] == ["a", "two", "three", "four"]


def test_stems_that_clash_take_eight_digits_of_their_texts_hash(tmp_path: Path) -> None:
    for folder, text in (("x", "one text"), ("y", "another text")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "001.txt").write_text(text)
    first, second = (report.id for report in taken(list(ingest([tmp_path]))))
    assert first != second
    assert all(ident.startswith("001-") and len(ident) == 12 for ident in (first, second))


def test_every_field_of_the_format_is_taken_and_further_ones_are_passed_over(tmp_path: Path) -> None:
    fields = {
        "title": "Two dead",
        "outlet": "Ostrand Courier",
        "url": "https://courier.example/1",
        "published": "2024-05-15T10:00:00Z",
        "published_inferred": True,
        "language": "en",
        "credit": ["Northern Wire"],
    }
    [report] = taken(list(ingest([lines(tmp_path / "r.jsonl", row(**fields, section="world"))])))
    assert report == Report("a", "Two men were killed in Velmora.", **{**fields, "credit": ("Northern Wire",)})  # type: ignore[arg-type]


def test_what_may_be_absent_may_be_null_or_blank(tmp_path: Path) -> None:
    nulls = dict.fromkeys(("title", "outlet", "url", "published", "published_inferred", "language", "credit"))
    blank = dict.fromkeys(("title", "outlet", "url", "published", "language"), "")
    path = lines(tmp_path / "r.jsonl", row(**nulls), row(id="b", **blank))
    assert taken(list(ingest([path]))) == [Report("a", row()["text"]), Report("b", row()["text"])]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ({"id": "a"}, "the field `text` is missing"),
        ({"text": "x"}, "the field `id` is missing"),
        (row(id=5.5), "id is a number; it must be a whole number or text"),
        (row(credit="AFP"), "credit is text; it must be a list"),
        (["a", "b"], "it is a list; it must be an object with the fields of a report"),
        ("nonsense", "no valid JSON"),
        ('{"id": "a", "text": "x"', "no valid JSON"),
        ('{"id": "a", "text": "x"} {"id": "b"}', "trailing characters"),
        ('{"id": "a", "text": "\\ud800"}', "surrogate"),
        ('{"id": "a", "text": "x", "weight": NaN}', "no valid JSON"),
        ('{"id": "a", "text": "x", "y": ' + "[" * 100_000, "nested too deeply"),
        (row(text=" \n"), "the text is empty"),
        (row(id=" "), "the id is empty"),
        (row(id="a\nb"), "control characters"),
        (row(id="a" * 2000), "2000 characters"),
        (row(published="yesterday"), "published is 'yesterday'"),
        (row(published="2024-02-30"), "published is '2024-02-30'"),
        (row(published="15/05/2024"), "ISO 8601"),
        (row(published="2024-05-15T99:00"), "ISO 8601"),
        (row(published="9999-12-31"), "its year must lie between"),
        (row(published="0001-01-01"), "its year must lie between"),
        (row(text="x" * 2_000_001), "2,000,001 characters"),
    ],
)
def test_a_line_that_cannot_be_taken_is_refused_with_line_and_reason_and_the_rest_is_taken(
    tmp_path: Path, line: Any, reason: str
) -> None:
    path = lines(tmp_path / "r.jsonl", row(id="before"), line, row(id="after"))
    items = list(ingest([path]))
    assert [report.id for report in taken(items)] == ["before", "after"]
    [refused] = [item for item in items if isinstance(item, Refused)]
    assert (refused.source, refused.line) == (str(path), 2)
    assert reason in refused.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the text is empty"),
        (b"GIF89a\0\0\1", "a picture, sound or film"),
        (b"caf\xe9", "broken UTF-8 at byte 4 (0xe9)"),
        ("Velmora".encode("utf-16"), "is UTF-16"),
        (b"x" * (MAX_BYTES + 1), "larger than 16 MB"),
    ],
)
def test_a_text_file_that_is_no_text_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "bad.txt").write_bytes(content)
    (tmp_path / "good.txt").write_text("Two men were killed.")
    items = list(ingest([tmp_path]))
    assert [report.id for report in taken(items)] == ["good"]
    assert [reason in found for found in reasons(items)] == [True]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"\n \n", "the file is empty"),
        (b"\x7fELF\0\n\0\n\0\n", "binary"),
        (b"\xff\xfe{\0", "UTF-16"),
    ],
)
def test_a_jsonl_file_that_is_none_is_refused_once(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "bad.jsonl").write_bytes(content)
    [found] = reasons(list(ingest([tmp_path])))
    assert reason in found


def test_broken_utf8_in_a_line_is_refused_with_its_byte(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(b'{"id": "a", "text": "caf\xe9"}\n{"id": "b", "text": "x"}\n')
    items = list(ingest([path]))
    assert reasons(items) == ["broken UTF-8 at byte 25 (0xe9): save it as UTF-8"]
    assert [report.id for report in taken(items)] == ["b"]


def test_a_byte_order_mark_is_no_part_of_the_report(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfTwo men")
    (tmp_path / "b.jsonl").write_bytes(b'\xef\xbb\xbf{"id": "b", "text": "Two men"}\r\n')
    assert [report.text for report in taken(list(ingest([tmp_path])))] == ["Two men", "Two men"]


def test_a_line_of_50_megabytes_is_refused_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    with path.open("wb") as file:
        file.write(b'{"id": "a", "text": "')
        for _ in range(50):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n{"id": "b", "text": "y"}\n')
    tracemalloc.start()
    items = list(ingest([path]))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [report.id for report in taken(items)] == ["b"]
    assert reasons(items) == ["the line is longer than 16 MB, the most for one report"]
    assert most < 40_000_000


@pytest.mark.parametrize("text", ["x", "x" * 1_000_000, "\u202eכותרת\u202c קטל", "a\x00\x07\x1b[31mb", "קרב", "👩‍🚒"])
def test_odd_texts_are_taken_as_they_are(tmp_path: Path, text: str) -> None:
    assert [report.text for report in taken(list(ingest([lines(tmp_path / "r.jsonl", row(text=text))])))] == [text]


def test_a_path_that_is_not_there_stops_everything_before_the_first_report(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(InputError, match=r"no such file or folder: .*nowhere"):
        ingest([tmp_path / "a.txt", tmp_path / "nowhere"])


@pytest.mark.parametrize(
    "address", ["https://courier.example/a/1", Path("https://courier.example/a"), "www.courier.example"]
)
def test_an_address_for_a_file_is_told_how_pages_are_fetched(address: str | Path) -> None:
    with pytest.raises(InputError, match="`crossreport fetch ADDRESS --to FOLDER` saves the page"):
        ingest(address)


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "b.txt").write_text("y")
    real = Path.open

    def locked(self: Path, *given: Any, **options: Any) -> Any:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return real(self, *given, **options)

    monkeypatch.setattr(Path, "open", locked)
    items = list(ingest([tmp_path]))
    assert reasons(items) == ["cannot be read: Permission denied"]
    assert [report.id for report in taken(items)] == ["b"]


def test_links_that_go_in_circles_or_nowhere_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    os.symlink(tmp_path, tmp_path / "loop")
    os.symlink(tmp_path / "self", tmp_path / "self")
    os.symlink(tmp_path / "gone", tmp_path / "gone.txt")
    os.symlink(tmp_path / "a.txt", tmp_path / "same.txt")
    items = list(ingest([tmp_path]))
    assert [report.id for report in taken(items)] == ["a"]
    assert len(reasons(items)) == 2
    assert sum("met before" in item.reason for item in items if isinstance(item, Ignored)) == 2


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert reasons(list(ingest([tmp_path]))) == ["no plain file (a pipe, socket or device)"]


def test_other_files_are_passed_over_in_a_folder_and_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "notes.docx").write_text("x")
    (tmp_path / ".hidden.txt").write_text("x")
    assert [type(item) for item in ingest([tmp_path])] == [Ignored, Ignored]
    assert "name plain text .txt" in reasons(list(ingest([tmp_path / "notes.docx"])))[0]


def test_reports_given_as_values_are_checked_too() -> None:
    items = list(ingest([Report("a", "x"), Report("b", 5), Report("c", "\ud800"), Report("", "x")]))  # type: ignore[arg-type]
    assert [report.id for report in taken(items)] == ["a"]
    assert [item.line for item in items if isinstance(item, Refused)] == [2, 3, 4]


def test_the_same_report_again_is_ignored_a_later_one_passes_a_clash_is_refused(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "r.jsonl",
        row(published="2024-05-15"),
        row(published="2024-05-16"),
        row(text="Three men were killed.", published="2024-05-16"),
        row(text="One man was killed.", published="2024-05-14"),
        row(text="Four men were killed.", published="2024-05-16"),
        row(text="Five men were killed."),
    )
    items = list(distinct(ingest([path])))
    assert [type(item) for item in items] == [Item, Ignored, Item, Ignored, Refused, Refused]
    assert "older version" in items[3].reason  # type: ignore[union-attr]
    assert "does not say which is newer (2024-05-16 there, absent here)" in items[5].reason  # type: ignore[union-attr]


def test_a_day_is_compared_with_a_moment_by_the_day_alone() -> None:
    assert is_later("2024-05-16", "2024-05-15T23:00:00Z")
    assert is_later("2024-05-15", "2024-05-15T23:00:00Z") is None
    assert is_later("2024-05-15T12:00:00+02:00", "2024-05-15T11:00:00Z") is False
    assert is_later("2024-05-15T12:00:00", "2024-05-15T11:00:00Z")
    assert compare(Known("t", None), Known("u", None)).kind == "clash"


def report_or_reason(raw: bytes) -> Report | str:
    try:
        return parse(raw)
    except ReportError as error:
        return str(error)


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_no_bytes_of_a_line_get_past_as_anything_but_a_report_or_a_reason(raw: bytes) -> None:
    found = report_or_reason(raw)
    assert isinstance(found, Report) or found


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
names = st.sampled_from(
    ["id", "text", "title", "outlet", "url", "published", "published_inferred", "language", "credit", "x"]
)


@given(st.dictionaries(names, json_values | st.text(min_size=1) | st.dates().map(str) | st.datetimes().map(str)))
@settings(max_examples=300, deadline=None)
def test_no_object_gets_past_as_anything_but_a_usable_report_or_a_reason(fields: dict[str, Any]) -> None:
    found = report_or_reason(json.dumps(fields).encode())
    if isinstance(found, Report):
        assert (found.id, found.text) == (fields["id"], fields["text"])
        assert found.day is None or 1500 <= found.day.year <= 2200
    else:
        assert found


@given(st.lists(st.tuples(st.sampled_from(["a.txt", "b.jsonl", "c.txt"]), st.binary(max_size=200)), max_size=3))
@settings(max_examples=100, deadline=None)
def test_no_file_stops_the_others(tmp_path_factory: pytest.TempPathFactory, contents: list[tuple[str, bytes]]) -> None:
    folder = tmp_path_factory.mktemp("in")
    for name, content in contents:
        (folder / name).write_bytes(content)
    (folder / "good.txt").write_text("Two men were killed.")
    assert "good" in [report.id for report in taken(list(ingest([folder])))]
