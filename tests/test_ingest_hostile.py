"""Files made to do harm are refused with a reason, within bounds of memory and time, and the rest is taken."""

import gzip
import io
import json
import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import articles
import pytest
from articles import ARTICLE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossreport.ingest.archive import MAX_MEMBERS
from crossreport.ingest.given import Upload
from crossreport.ingest.items import Ignored, Item, Noted, Refused
from crossreport.ingest.sources import ingest

MEMORY, SECONDS = 1 << 30, 60
# Reads a folder under limits that the system holds it to, and prints what was taken and refused.
UNDER_LIMITS = """
import json, resource, sys
import trafilatura, feedparser, fastwarc.warc
from crossreport.ingest.items import Item, Refused
from crossreport.ingest.sources import ingest
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[3]), int(sys.argv[3])))
found = list(ingest(sys.argv[1]))
print(json.dumps({
    "taken": [one.report.id for one in found if isinstance(one, Item)],
    "refused": [(one.source, one.reason) for one in found if isinstance(one, Refused)],
}))
"""
SENTENCE = b"<p>A bomb killed three people in a market in Velmora on Tuesday, police said.</p>"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (97 + at, b"&%c;" % (96 + at) * 20) for at in range(1, 12))
    + b"]><rss><channel><item><title>&l;</title></item></channel></rss>"
)


def http(body: bytes) -> bytes:
    return articles.answer(gzip.compress(body), extra="Content-Encoding: gzip\r\n")


def parts(depth: int) -> bytes:
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b0\r\n\r\n"
    inner = b"".join(b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (at, at + 1) for at in range(depth))
    return head + inner


def zip_of(*names: str, content: bytes = b"Two men died.", **fields: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            for field, value in fields.items():
                setattr(info, field, value)
            made.writestr(info, content)
    return out.getvalue()


HOSTILE: dict[str, tuple[bytes, str]] = {
    "laughs.xml": (LAUGHS, "XML entities of its own"),
    "laughs16.xml": (LAUGHS.decode().encode("utf-16"), "XML entities of its own"),
    "deep.xml": (b"<rss><channel>" + b"<item>" * 100_000, "100,000 entries; 20,000 are the most"),
    "deep.json": (b'{"text": "x", "a": ' + b"[" * 200_000, "nested too deeply"),
    "wide.json": (b'[{"x": 1}' + b",{}" * 100_000 + b"]", "no field is known to hold the text"),
    "deep.html": (b"<html><body>" + b"<div>" * 25_000 + SENTENCE, "no article was found"),
    "deeper.html": (b"<html><body>" + b"<b><i>" * 100_000 + SENTENCE, "200,003 elements"),
    "crowded.html": (b"<html><p " + b"".join(b"a%d=1 " % at for at in range(100_000)) + b">" + SENTENCE, "attributes"),
    "large.html": (b"<html><body>" + b"x" * (9 << 20), "larger than 8 MB"),
    "nul.html": (b"<html><body>\0" + SENTENCE, "a NUL character"),
    "zip.html": (zip_of("a.pdf", content=b"%PDF-1.7"), "it is a PDF"),
    "binary.csv": (b"\x7fELF\0\0\1", "binary"),
    "open.csv": (b'text,title\n"' + b"x" * 3_000_000, "longer than 2,000,000 characters"),
    "line.csv": (b"text,title\n" + b"x" * 3_000_000, "longer than 2,000,000 characters"),
    "lines.csv": (b'text,title\n"' + b"xxxxxxxx\n" * 300_000, "a cell has more than 2,000,000 characters"),
    "bomb.warc.gz": (gzip.compress(b"WARC/1.0\r\n" + b"\0" * 150_000_000, 6), "unpacks to more than 200 times its size"),
    "page-bomb.warc": (
        articles.record("response", ARTICLE.url, http(b"<html>" + b" " * 20_000_000)),
        "the page is larger than 8 MB",
    ),
    "length.warc": (
        articles.record("response", ARTICLE.url, articles.answer(SENTENCE)).replace(b"-Length: ", b"-Length: 99999999999"),
        "the answer is larger than 16 MB",
    ),
    "parts.mhtml": (parts(3000), "broken"),
    "name\x01.txt": (b"Two men died.", "control characters"),
    "bomb.zip": (zip_of("a.txt", content=b"x" * 50_000_000), "unpacks to more than 200 times its size"),
    "up.zip": (zip_of("../../up.txt"), "its path leads out"),
    "root.zip": (zip_of("/etc/root.txt"), "its path leads out"),
    "drive.zip": (zip_of("C:/drive.txt"), "its path leads out"),
    "link.zip": (zip_of("link.txt", external_attr=(stat.S_IFLNK | 0o777) << 16), "it is a link"),
    "nested.zip": (zip_of("inner.zip", content=zip_of("a.txt")), "a zip file within a zip file"),
    "many.zip": (zip_of(*(f"{at}.txt" for at in range(MAX_MEMBERS + 1)), content=b""), "20,001 files; 20,000 are the most"),
    "deep.zip": (zip_of("a/" * 60 + "a.txt"), "more than 50 folders deep"),
    "cut.zip": (zip_of("a.txt")[:-10], "it has no directory at its end"),
    "torn.zip": (
        zip_of("torn.txt", content=os.urandom(500))[:60] + b"\0" * 100 + zip_of("torn.txt", content=b"x")[60:],
        "zip",
    ),
}


def test_hostile_files_are_refused_within_bounds_and_the_rest_is_taken(tmp_path: Path) -> None:
    for name, (content, _) in HOSTILE.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "good.html").write_bytes(articles.html(ARTICLE))
    (tmp_path / "good.zip").write_bytes(articles.zipped(("inside.txt", b"Two men died.")))
    found = subprocess.run(
        [sys.executable, "-c", UNDER_LIMITS, tmp_path, str(MEMORY), str(SECONDS)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert found.returncode == 0, found.stderr[-2000:]
    told = json.loads(found.stdout)
    assert {"good", "inside"} <= set(told["taken"])
    wrong = {}
    for name, (_, reason) in HOSTILE.items():
        path = str(tmp_path / name)
        reasons = [why for source, why in told["refused"] if source == path or source.startswith(f"{path}: ")]
        if not any(reason in one for one in reasons):
            wrong[name] = reasons
    assert wrong == {}


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(articles.html(ARTICLE))
    (tmp_path / "a.html").chmod(0)
    (tmp_path / "b.txt").write_text("Two men died.")
    found = list(ingest(tmp_path))
    assert any(isinstance(one, Item) and one.report.id == "b" for one in found)
    if os.geteuid():  # who is root may read everything
        assert [one.reason for one in found if isinstance(one, Refused)] == ["cannot be read: Permission denied"]


def test_an_encrypted_zip_file_says_what_to_do() -> None:
    raw = bytearray(zip_of("secret.txt"))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    [refused] = list(ingest([Upload("a.zip", bytes(raw))]))
    assert isinstance(refused, Refused)
    assert "it is encrypted: unpack the zip file" in refused.reason


def test_a_zip_file_with_a_directory_that_would_fill_the_memory_is_refused() -> None:
    raw = bytearray(zip_of("a.txt"))
    end = raw.rindex(b"PK\x05\x06")
    raw[end + 12 : end + 16] = (1 << 30).to_bytes(4, "little")
    [refused] = list(ingest([Upload("a.zip", bytes(raw))]))
    assert isinstance(refused, Refused)
    assert "its list of files alone is larger" in refused.reason


WHOLE = {upload.name.partition(".")[2] + str(at): upload for at, upload in enumerate(articles.every_format(ARTICLE))}


@st.composite
def damaged(draw: st.DrawFn) -> Upload:
    """A file of a format with bytes cut out, put in or changed."""
    upload = WHOLE[draw(st.sampled_from(sorted(WHOLE)))]
    raw = bytearray(upload.content)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(raw) - 1, 0)))
        until = at + draw(st.integers(0, 60))
        raw[at:until] = draw(st.binary(max_size=20) | st.sampled_from([b"<", b'"', b"\0", b"&#xD800;", b"{", b"\xff\xfe"]))
    return Upload(upload.name, bytes(raw))


@given(damaged())
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_files_give_usable_reports_or_reasons_and_stop_nothing(upload: Upload) -> None:
    found = list(ingest([upload, Upload("good.txt", b"Two men died.")]))
    assert any(isinstance(one, Item) and one.report.id.startswith("good") for one in found)
    for one in found:
        if isinstance(one, Item):
            assert one.report.text.strip() or one.report.is_withdrawn
            assert one.report.day is None or 1500 <= one.report.day.year <= 2200
            json.dumps([one.report.id, one.report.text, one.report.title, one.report.outlet]).encode()
        else:
            assert one.reason
    assert len([one for one in found if isinstance(one, Item | Refused | Ignored | Noted)]) >= 2


@pytest.mark.parametrize("name", ["a.html", "a.csv", "a.json", "a.xml", "a.warc", "a.mhtml", "a.zip", "a.txt", "a", "a.md"])
@given(raw=st.binary(max_size=400))
@settings(max_examples=40, deadline=None)
def test_no_bytes_get_past_a_door_as_anything_but_reports_and_reasons(name: str, raw: bytes) -> None:
    found = list(ingest([Upload(name, raw)]))
    assert found
    assert all(isinstance(one, Item) or one.reason for one in found)


@pytest.mark.parametrize("name", ["", "..", "/", "a\\", "\ud800.txt", "a\nb.txt", "x" * 2000 + ".txt"])
def test_names_of_uploads_that_are_none_are_refused(name: str) -> None:
    [found] = list(ingest([Upload(name, b"Two men died.")]))
    assert isinstance(found, Refused)


def test_the_path_in_an_uploads_name_leads_nowhere() -> None:
    for name in ("../../etc/a.txt", "C:\\temp\\a.txt", "/a.txt"):
        [found] = list(ingest([Upload(name, b"Two men died.")]))
        assert isinstance(found, Item)
        assert found.report.id == "a"


def readings(of: bytes) -> Iterator[Upload]:
    """What a file may be called that lies about its type."""
    for name in ("a.html", "a.csv", "a.json", "a.xml", "a.warc", "a.txt", "a.zip", "a"):
        yield Upload(name, of)


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n", b"\x89PNG\r\n", b"PK\x03\x04" + b"\0" * 26 + b"word/document.xml", b"\0\1\2"]
)
def test_files_that_lie_about_their_type_are_refused_under_any_name(content: bytes) -> None:
    for upload in readings(content):
        assert [type(one) for one in ingest([upload])] == [Refused], upload.name
