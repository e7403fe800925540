"""Pages are fetched on request alone, as robots.txt allows, within limits, and with a record of how they were captured.

The servers of these tests are on this machine; nothing here uses the network.
"""

import hashlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import articles
import pytest
from articles import ARTICLE
from click.testing import CliRunner

from crossreport.cli import main
from crossreport.errors import ReportError, SetupError
from crossreport.ingest.fetch import Fetcher, Saved
from crossreport.ingest.items import Item, Refused
from crossreport.ingest.network import Network, check_address
from crossreport.ingest.sources import ingest

PAGE = articles.html(ARTICLE, date="")


class Server(ThreadingHTTPServer):
    """Answers by path; a page may be bytes, or a function that answers by itself."""

    daemon_threads = True
    pages: dict[str, Any]
    asked: list[tuple[str, str]]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["User-Agent"]))
        page = self.server.pages.get(self.path)
        if callable(page):
            page(self)
            return
        self.answer(404 if page is None else 200, page or b"")

    def answer(self, status: int, body: bytes = b"", form: str = "text/html; charset=utf-8", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", form)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server(("127.0.0.1", 0), Handler)
    made.pages, made.asked = {"/a/blast.html": PAGE}, []
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()


def fetched(server: Server, folder: Path, *paths: str, whole: float = 5.0, **options: Any) -> list[Any]:
    def network(agent: str) -> Network:
        return Network(agent, inside=True, whole=whole, backoff=0.0)

    made = Fetcher(folder, pause=0.0, network=network, **options)
    return list(made.fetch([server.url + path for path in paths]))


def given(network: Network) -> Callable[[str], Network]:
    return lambda agent: network


def reason(found: list[Any]) -> str:
    [one] = found
    assert isinstance(one, Refused), one
    return one.reason


def test_a_page_is_saved_as_it_came_with_a_record_of_its_capture_that_a_build_reads(server: Server, tmp_path: Path) -> None:
    [saved] = fetched(server, tmp_path, "/a/blast.html")
    assert isinstance(saved, Saved)
    assert saved.path.name.startswith("blast-")
    assert saved.path.read_bytes() == PAGE
    facts = json.loads(saved.path.with_name(saved.path.name + ".capture.json").read_bytes())
    assert facts["sha256"] == hashlib.sha256(PAGE).hexdigest()
    assert (facts["url"], facts["method"], facts["status"]) == (server.url + "/a/blast.html", "fetch", 200)
    assert facts["tool"].startswith("crossreport/")
    assert facts["headers"]["content-type"] == "text/html; charset=utf-8"
    [item] = list(ingest(tmp_path))
    assert isinstance(item, Item)
    assert item.capture == saved.capture
    assert (item.report.published, item.report.published_inferred) == (facts["at"], True)


def test_it_says_who_it_is_and_whom_to_write_to(server: Server, tmp_path: Path) -> None:
    fetched(server, tmp_path, "/a/blast.html", contact="desk@courier.example")
    assert {agent.split("/")[0] for _, agent in server.asked} == {"crossreport"}
    assert all(agent.endswith("(contact: desk@courier.example)") for _, agent in server.asked)
    with pytest.raises(SetupError):
        Fetcher(tmp_path, contact="a\r\nCookie: b")


def test_what_robots_txt_forbids_is_not_fetched(server: Server, tmp_path: Path) -> None:
    server.pages["/robots.txt"] = b"User-agent: *\nDisallow: /a/*.html$\n"
    server.pages["/b"] = PAGE
    found = fetched(server, tmp_path, "/a/blast.html", "/b")
    assert [type(one) for one in found] == [Refused, Saved]
    assert "robots.txt of 127.0.0.1" in found[0].reason
    assert [path for path, _ in server.asked] == ["/robots.txt", "/b"]


def test_without_an_answer_to_robots_txt_nothing_is_fetched(server: Server, tmp_path: Path) -> None:
    server.pages["/robots.txt"] = lambda handler: handler.answer(500)
    assert "its robots.txt cannot be had (the server answered 500)" in reason(fetched(server, tmp_path, "/a/blast.html"))
    assert {path for path, _ in server.asked} == {"/robots.txt"}


def test_what_robots_txt_asks_for_between_requests_is_waited(server: Server, tmp_path: Path) -> None:
    server.pages |= {"/robots.txt": b"User-agent: crossreport\nCrawl-delay: 0.3\n", "/b": PAGE, "/c": PAGE}
    started = time.monotonic()
    assert len(fetched(server, tmp_path, "/a/blast.html", "/b", "/c")) == 3
    assert time.monotonic() - started >= 0.6


def test_the_pages_of_a_feed_are_fetched_once(server: Server, tmp_path: Path) -> None:
    feed = articles.rss(ARTICLE._replace(url=server.url + "/a/blast.html")).replace(b"<item>", b"<item/><item>")
    server.pages["/feed"] = lambda handler: handler.answer(200, feed, "application/rss+xml")
    assert [type(one).__name__ for one in fetched(server, tmp_path, "/feed", "/feed")] == ["Saved"]
    assert [type(one).__name__ for one in fetched(server, tmp_path, "/feed")] == ["Ignored"]
    assert [type(one).__name__ for one in fetched(server, tmp_path, "/feed", again=True)] == ["Saved"]
    assert len(list(tmp_path.glob("*.html"))) == 2


def test_redirects_are_followed_a_few_times_and_asked_of_robots_txt(server: Server, tmp_path: Path) -> None:
    server.pages["/old"] = lambda handler: handler.answer(301, Location="/a/blast.html")
    server.pages["/round"] = lambda handler: handler.answer(302, Location="/round")
    server.pages["/file"] = lambda handler: handler.answer(302, Location="file:///etc/passwd")
    [saved] = fetched(server, tmp_path, "/old")
    assert (saved.capture.url, saved.capture.final_url) == (server.url + "/old", server.url + "/a/blast.html")
    assert "it leads on and on" in reason(fetched(server, tmp_path, "/round"))
    assert "no address of the web" in reason(fetched(server, tmp_path, "/file"))
    server.pages["/robots.txt"] = b"User-agent: *\nDisallow: /a/\n"
    server.pages["/older"] = lambda handler: handler.answer(301, Location="/a/blast.html")
    assert "does not allow it" in reason(fetched(server, tmp_path, "/older"))


def test_a_busy_server_is_asked_again(server: Server, tmp_path: Path) -> None:
    answers = iter([503, 429, 200])

    def busy(handler: Handler) -> None:
        status = next(answers)
        handler.answer(status, PAGE if status == 200 else b"", Retry_After="0")

    server.pages["/busy"] = busy
    [saved] = fetched(server, tmp_path, "/busy")
    assert isinstance(saved, Saved)


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(1000):
        handler.wfile.write(b"x" * 100_000)


def dripping(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b"x")
        time.sleep(0.1)


def dripping_head(handler: Handler) -> None:
    for _ in range(100):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-A: "[:1])
        time.sleep(0.1)


def cut_off(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(PAGE)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (endless, "larger than"),
        (dripping, "took longer than 1 seconds"),
        (dripping_head, "took longer than 1 seconds"),
        (cut_off, "IncompleteRead"),
        (lambda handler: handler.answer(404), "the server answered 404"),
        (lambda handler: handler.answer(200, b"\x89PNG", "image/png"), "no page: the server calls it image/png"),
        (lambda handler: handler.answer(200, b"  "), "the page is empty"),
        (lambda handler: handler.wfile.write(b"nonsense\r\n\r\n"), "no answer"),
        (lambda handler: handler.answer(200, b"<rss><channel></channel></rss>", "text/xml"), "leads to no page"),
    ],
)
def test_an_answer_outside_the_limits_is_refused_in_time_and_nothing_is_kept(
    server: Server, tmp_path: Path, answer: Callable[[Handler], None], expected: str
) -> None:
    server.pages["/x"] = answer
    started = time.monotonic()
    assert expected in reason(fetched(server, tmp_path, "/x", whole=1.0))
    assert time.monotonic() - started < 6
    assert list(tmp_path.iterdir()) == []


def test_addresses_on_the_inside_are_refused_unless_allowed(server: Server, tmp_path: Path) -> None:
    hosts = (server.url, server.url.replace("127.0.0.1", "localhost"), server.url.replace("127.0.0.1", "0x7f.1"))
    for host in hosts:
        network = Network("test", backoff=0.0)
        found = list(Fetcher(tmp_path, pause=0.0, network=given(network)).fetch([host + "/a/blast.html"]))
        assert "an address on the inside (127.0.0.1), which --inside allows" in reason(found)
    assert server.asked == []


@pytest.mark.parametrize(
    "url", ["", "file:///etc/passwd", "ftp://a.example/x", "http://", "http://[", "http://a.example/\r\nX: y", "a.example",
            "http://me:secret@a.example/", "http://a.example:99999/", "http://a.example/" + "x" * 3000]
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_not_asked(url: str) -> None:
    with pytest.raises(ReportError):
        check_address(url)


def test_nobody_there_is_told(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    network = Network("test", inside=True, backoff=0.0)
    found = list(Fetcher(tmp_path, pause=0.0, network=given(network)).fetch([f"http://127.0.0.1:{port}/"]))
    assert "no answer" in reason(found)


def test_the_command_fetches_and_tells_what_it_could_not(server: Server, tmp_path: Path) -> None:
    found = CliRunner().invoke(main, ["fetch", server.url + "/a/blast.html", "--to", str(tmp_path), "--inside"])
    assert found.exit_code == 0
    assert "1 page saved, 0 passed over, 0 refused." in found.output
    found = CliRunner().invoke(main, ["fetch", server.url + "/a/blast.html", "--to", str(tmp_path / "b")])
    assert found.exit_code == 1
    assert "refused" in found.output
    (tmp_path / "file").write_text("x")
    found = CliRunner().invoke(main, ["fetch", server.url + "/", "--to", str(tmp_path / "file")])
    assert found.exit_code == 2
