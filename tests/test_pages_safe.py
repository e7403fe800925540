"""The pages under attack: hostile reports, other sites, other names, too much, secrets in logs."""

import base64
import logging
import socket
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pages_fixtures import HERE, client_of, hostile_reports, links, plain_reports, record_of
from starlette.testclient import TestClient

from crossreport.web.guard import HEADERS, MOST_SENT
from crossreport.web.serve import run


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record_of(tmp_path_factory.mktemp("pages") / "hostile.record", *hostile_reports())


@pytest.fixture(scope="module")
def client(hostile: Path) -> Iterator[TestClient]:
    with client_of(hostile) as made:
        yield made


class Elements(HTMLParser):
    """Collects what a browser would run or load."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("script", "img", "iframe", "object", "link", "source") and not (
            given.get("src") or given.get("href") or given.get("srcset") or ""
        ).startswith("/"):
            self.faults.append(f"<{tag}> of {given}")
        for name, value in attrs:
            if name.startswith("on") or name == "style" or (value or "").strip().lower().startswith("javascript:"):
                self.faults.append(f"{tag} {name}={value}")


def every_page(client: TestClient) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    waiting = ["/"]
    while waiting and len(seen) < 80:
        where = waiting.pop()
        if where in seen or where.startswith(("/api", "/static", "/openapi")):
            continue
        seen.add(where)
        found = client.get(where)
        if found.headers["content-type"].startswith("text/html"):
            yield where, found.text
            waiting += links(found.text)


def test_nothing_in_a_report_becomes_markup_a_script_or_an_address(client: TestClient) -> None:
    pages = dict(every_page(client))
    assert len(pages) >= 5
    assert any("&lt;script&gt;" in page for page in pages.values())
    for where, page in pages.items():
        found = Elements()
        found.feed(page)
        assert found.faults == [], where
        assert "\u202e" not in page, "no report turns the direction of a page"
        assert "49{{" not in page


def test_every_answer_says_what_browsers_may_do_with_it(client: TestClient) -> None:
    for where in ("/", "/api", "/static/style.css", "/nothing", "/openapi.json", "/static/../../pyproject.toml"):
        headers = client.get(where).headers
        for name in HEADERS:
            assert name in headers, where
        assert "unsafe" not in headers["content-security-policy"]


@pytest.mark.parametrize(
    "name", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil.example:80", "[::1", "10.0.0.8"]
)
def test_another_name_is_not_answered_to(hostile: Path, name: str) -> None:
    with client_of(hostile) as browser:
        found = browser.get("/", headers={"host": name})
        assert found.status_code == 421
        assert "killed" not in found.text


@pytest.mark.parametrize("name", ["127.0.0.1:8480", "localhost:8480", "[::1]:8480", "LOCALHOST"])
def test_the_names_of_this_machine_are(hostile: Path, name: str) -> None:
    with client_of(hostile) as browser:
        assert browser.get("/", headers={"host": name}).status_code == 200


def test_with_a_password_nothing_is_told_without_it(hostile: Path) -> None:
    def knowing(password: str) -> dict[str, str]:
        return {"authorization": "Basic " + base64.b64encode(f"me:{password}".encode()).decode()}

    with client_of(hostile, password="long enough ü", base="http://host.example") as browser:
        for where in ("/", "/api", "/static/style.css", "/openapi.json"):
            found = browser.get(where)
            assert found.status_code == 401
            assert found.headers["www-authenticate"].startswith("Basic")
        for wrong in ({"authorization": "Basic !!!"}, {"authorization": "Bearer x"}, knowing("wrong")):
            assert browser.get("/", headers=wrong).status_code == 401
        assert browser.get("/", headers=knowing("long enough ü")).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static//etc/passwd",
        "/static/%2e%2e%2f%2e%2e%2fapi.py",
    ],
)
def test_no_path_leads_out_of_what_is_served(client: TestClient, path: str) -> None:
    found = client.get(path)
    assert found.status_code == 404
    assert "import" not in found.text


def test_more_than_is_taken_is_refused_whether_announced_or_not(client: TestClient) -> None:
    assert client.post("/", content=b"x" * (MOST_SENT + 1)).status_code == 413
    assert client.post("/", headers={"content-length": "many"}, content=b"x").status_code == 413


def test_what_another_sites_page_sends_is_refused(client: TestClient) -> None:
    assert client.post("/", headers={"origin": "https://evil.example"}).status_code == 403
    assert client.post("/", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.post("/", headers={"origin": "null"}).status_code == 403
    assert client.post("/", headers={"origin": HERE}).status_code == 405


def test_no_log_holds_words_of_reports_or_questions(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = record_of(tmp_path / "my.record", *plain_reports())
    caplog.set_level(logging.DEBUG, logger="crossreport")
    with client_of(path, unsealed=True) as browser, pytest.MonkeyPatch.context() as patch:
        patch.setattr("crossreport.web.reading.overview", lambda *_: (_ for _ in ()).throw(ValueError("Teo Brask")))
        found = browser.get("/", params={"q": "Velmora"})
        assert found.status_code == 500
        assert "ValueError" in found.text
    assert "ValueError" in caplog.text
    assert "Brask" not in caplog.text
    assert "Velmora" not in caplog.text
    assert "Brask" not in found.text


def test_the_address_can_be_reached_as_soon_as_it_is_told(tmp_path: Path) -> None:
    class Reached(Exception):
        pass

    def follow(address: str) -> None:
        parts = urlsplit(address)
        socket.create_connection((parts.hostname or "", parts.port or 0), timeout=5).close()
        raise Reached

    with pytest.raises(Reached):
        run(tmp_path / "new.record", "127.0.0.1", 0, None, False, follow)
