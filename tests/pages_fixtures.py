"""Records for the tests of the pages, and a client that asks as a browser on this machine does. All names are invented."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from record_fixtures import read, reading_by, told
from starlette.testclient import TestClient

import crossreport
from crossreport.model.report import Report
from crossreport.web.app import create_app

HERE = "http://127.0.0.1"
EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>{{7*7}}"


@contextmanager
def simply_read() -> Iterator[None]:
    """Within it reports are read by the reader of `record_fixtures`, which needs no parser."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "crossreport.reading.read", reading_by(read))
        yield


def record_of(path: Path, *reports: Report) -> Path:
    """A record of these reports in that file."""
    with simply_read():
        crossreport.build(reports, record=path).close()
    return path


def plain_reports() -> tuple[Report, ...]:
    """Two outlets on one killing that give different numbers, one of which names an accused person."""
    text = (
        "Police said 3 people were killed in Velmora on Wednesday night. The night watch held Teo Brask, accused of murder."
        " Brask said nothing. In the valley, many died."
    )
    return (
        told(
            "a/../b c?&",
            text=text,
            title="Teo Brask held after killing",
            outlet="Valley Courier",
            url="https://valley.example/1",
        ),
        told("two", 4, outlet="Harbour Post", published="2024-05-16"),
        told("far", 2, place="Kestry", outlet="Coast Daily", published="2024-04-02"),
    )


def hostile_reports() -> tuple[Report, ...]:
    """Markup in every field that a report has, and characters that turn the direction of text."""
    return (
        told(
            f"evil {EVIL}",
            text=f"{EVIL} Police said 5 people were killed in Velmora on Wednesday. {EVIL} \u202eevil\u2066 many died.",
            title=f"{EVIL} killed",
            outlet=EVIL,
            url="javascript:alert(4)",
            language="en",
            credit=(EVIL,),
        ),
        told("evil 2", 5, outlet=f"{EVIL} two", url=f'https://x.example/"><script>alert(5)</script>{EVIL}'),
    )


def client_of(path: Path, unsealed: bool = False, password: str | None = None, base: str = HERE) -> TestClient:
    """A browser at a server of that record."""
    return TestClient(create_app(path, unsealed, password), base_url=base, follow_redirects=False)


def links(html: str) -> list[str]:
    """The addresses on this server that a page leads to, each once, without their parts."""
    found = re.findall(r'(?:href|src)="(/[^"#]*)', html)
    return list(dict.fromkeys(one.replace("&amp;", "&").replace("&#39;", "'") for one in found))
