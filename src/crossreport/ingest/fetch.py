"""Pages and feeds from the network, on request: what robots.txt allows, kept with a record of how each was captured."""

import hashlib
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from crossreport.errors import ExportError, ReportError, SetupError
from crossreport.ingest.custody import ENDING
from crossreport.ingest.encoding import text_of
from crossreport.ingest.feed import ENTITY, is_feed, parse
from crossreport.ingest.html import is_html
from crossreport.ingest.items import Ignored, Refused, megabytes
from crossreport.ingest.network import MAX_BODY, MAX_REDIRECTS, RETRIES, WHOLE, Answer, Network, Unreachable
from crossreport.model.report import Capture

NAME = "crossreport"
# RFC 9309: at least 500 KiB of robots.txt are to be read.
MAX_ROBOTS = 512 * 1024
# Pages that one feed may lead to.
MAX_ENTRIES = 500
# Seconds between two requests to one host, and the most that robots.txt can ask for.
PAUSE, LONGEST_PAUSE = 1.0, 30.0
KEPT = ("content-type", "date", "last-modified", "etag", "server", "content-language", "content-encoding")
STEM = re.compile(r"[^a-z0-9]+")
LONGEST_STEM = 60


RULES = (
    "Fetched are pages, and the pages that a feed leads to; no other command uses the network.",
    f"What robots.txt forbids to `{NAME}` or to all is not fetched, and nothing where it cannot be had (RFC 9309).",
    f"{PAUSE:g} second between two requests to one host, or what robots.txt asks for, up to {LONGEST_PAUSE:g}.",
    f"An answer has at most {megabytes(MAX_BODY)}, comes within {WHOLE:g} seconds, and after at most {MAX_REDIRECTS}"
    " redirects;"
    f" a feed leads to at most {MAX_ENTRIES} pages.",
    f"A busy server is asked {RETRIES} times more.",
    "Addresses of this machine and its own network are refused unless `--inside` is given.",
    "Beside each page lies `NAME.html.capture.json`: SHA-256, time (UTC), address asked and answered, status, headers,"
    " program"
    " and version. What is there already is not fetched again, unless `--again`, and nothing is overwritten.",
)


class Saved(msgspec.Struct, frozen=True):
    """A page that was fetched: where it lies, and how it was captured; the same facts lie beside it as JSON."""

    path: Path
    capture: Capture


class Fetcher:
    """Fetches into a folder. `contact` is told to the servers; `again` fetches once more, beside it, what is there."""

    def __init__(
        self,
        folder: Path,
        contact: str | None = None,
        again: bool = False,
        inside: bool = False,
        pause: float = PAUSE,
        network: Callable[[str], Network] | None = None,
    ):
        self.tool = f"{NAME}/{version(NAME)}"
        agent = f"{self.tool} (contact: {contact})" if contact else self.tool
        if not agent.isascii() or not agent.isprintable():
            raise SetupError("The contact must be plain ASCII, such as an e-mail address.")
        self.folder, self.again, self.pause = folder, again, pause
        self._network = network(agent) if network else Network(agent, inside)
        self._rules: dict[str, Any] = {}
        self._last: dict[str, float] = {}

    def fetch(self, urls: Iterable[str]) -> Iterator[Saved | Refused | Ignored]:
        """Each page, and each page that a feed leads to; what cannot be had is told, and the rest is fetched."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ExportError(f"The folder {self.folder} cannot be made: {error.strerror}.") from None
        seen: set[str] = set()
        for url in urls:
            yield from self._one(url.strip(), seen, is_entry=False)

    def _one(self, url: str, seen: set[str], is_entry: bool) -> Iterator[Saved | Refused | Ignored]:
        if url in seen:
            return
        seen.add(url)
        there = next(self._there(url), None)
        if there is not None and not self.again:
            yield Ignored(url, f"it was fetched before, as {there.name}; --again fetches it anew")
            return
        try:
            answer = self._network.get(url, MAX_BODY, self._allowed)
            if answer.status != 200:
                raise ReportError(f"the server answered {answer.status}")
            if is_feed(answer.body[:4096]) and not is_entry:
                links = _links(answer.body)
            else:
                yield self._save(answer)
                return
        except ReportError as error:
            yield Refused(url, str(error))
            return
        for link in links[:MAX_ENTRIES]:
            yield from self._one(link, seen, is_entry=True)
        if len(links) > MAX_ENTRIES:
            yield Refused(url, f"the feed leads to {len(links):,} pages; the first {MAX_ENTRIES} were fetched")

    def _allowed(self, url: str) -> None:
        """Waits until the host may be asked again. ReportError where its robots.txt does not allow this address."""
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._rules:
            self._wait(host, self.pause)
            self._rules[host] = self._robots(host)
        rules = self._rules[host]
        if isinstance(rules, ReportError):
            raise rules
        if not rules.can_fetch(url, NAME):
            raise ReportError(f"robots.txt of {parts.netloc} does not allow it")
        self._wait(host, min(max(rules.crawl_delay(NAME) or 0.0, self.pause), LONGEST_PAUSE))

    def _robots(self, host: str) -> Any:
        """The rules of a host; none where it has no robots.txt, and all is forbidden where that cannot be had (RFC 9309)."""
        try:
            from protego import Protego
        except ImportError:
            raise SetupError("Fetching needs libraries that are not installed: pip install 'crossreport[fetch]'") from None
        try:
            answer = self._network.get(f"{host}/robots.txt", MAX_ROBOTS)
        except Unreachable as error:
            return error
        except ReportError as error:
            return ReportError(f"its robots.txt cannot be read ({error}), so nothing of the host is fetched")
        if answer.status >= 500:
            return ReportError(f"its robots.txt cannot be had (the server answered {answer.status}), so nothing is fetched")
        return Protego.parse(answer.body.decode("utf-8", "replace") if answer.status == 200 else "")

    def _wait(self, host: str, pause: float) -> None:
        left = self._last.get(host, 0.0) + pause - time.monotonic()
        if left > 0 and host in self._last:
            time.sleep(left)
        self._last[host] = time.monotonic()

    def _there(self, url: str) -> Iterator[Path]:
        """What was fetched of this address before."""
        yield from sorted(self.folder.glob(f"*-{_mark(url)}.html"))

    def _save(self, answer: Answer) -> Saved:
        kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind not in ("text/html", "application/xhtml+xml") and not is_html(answer.body[:4096]):
            raise ReportError(f"it is no page: the server calls it {kind or 'nothing'}")
        if not answer.body.strip():
            raise ReportError("the page is empty")
        now = datetime.now(UTC)
        capture = Capture(
            sha256=hashlib.sha256(answer.body).hexdigest(),
            at=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            url=answer.url,
            final_url=answer.final_url,
            method="fetch",
            tool=self.tool,
            status=answer.status,
            headers={name: answer.headers[name] for name in KEPT if name in answer.headers},
        )
        path = self.folder / f"{_stem(answer.url)}-{_mark(answer.url)}.html"
        if path.exists():
            path = path.with_stem(f"{path.stem}-{now:%Y%m%dT%H%M%SZ}")
        facts = msgspec.json.format(msgspec.json.encode(capture), indent=2) + b"\n"
        # The facts first: a page is never without them.
        _write(path.with_name(path.name + ENDING), facts)
        _write(path, answer.body)
        return Saved(path, capture)


def _links(raw: bytes) -> list[str]:
    """Where a feed's entries lead to. ReportError where it cannot be read."""
    text, _ = text_of(raw)
    if ENTITY.search(text):
        raise ReportError("the feed defines XML entities of its own, which no feed needs")
    links = [str(entry.get("link") or "").strip() for entry in parse(text).entries]
    found = list(dict.fromkeys(link for link in links if link))
    if not found:
        raise ReportError("the feed leads to no page")
    return found


def _mark(url: str) -> str:
    return hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()[:8]


def _stem(url: str) -> str:
    """The readable part of a page's name: the last part of its address, else its host."""
    parts = urlsplit(url)
    last = parts.path.rstrip("/").rpartition("/")[2].rsplit(".", 1)[0]
    return STEM.sub("-", (last or parts.hostname or "page").lower()).strip("-")[:LONGEST_STEM].strip("-") or "page"


def _write(path: Path, content: bytes) -> None:
    """A whole file or none. ExportError where it cannot be written."""
    new = path.with_name(f".{path.name}.new")
    try:
        with new.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise ExportError(f"{path} cannot be written: {error.strerror}.") from None
