"""Shoots the pictures of the pages in docs/pictures anew, of the sample reports: `make pictures` (needs Chromium).

Beside them it keeps a hash of the words that each page showed; `--check` says which pages show other words by now, without
a browser, and ends with exit code 1 where one does.
"""

import argparse
import hashlib
import html
import json
import re
import socket
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any, NamedTuple

import uvicorn
from starlette.testclient import TestClient

import crossreport
from crossreport.web.app import create_app

ROOT = Path(__file__).parents[1]
SAMPLE, PICTURES = ROOT / "examples" / "reports.jsonl", ROOT / "docs" / "pictures"
SHOWN = PICTURES / "shown.json"
CHROMIUM = "/usr/bin/chromium"
HERE = "http://127.0.0.1"
WIDTH, HEIGHT = 1100, 760
# Room left above the part that a picture begins with.
ABOVE = 18


class Picture(NamedTuple):
    """A picture: its name, the address of its page, and what it begins with (CSS); with none, at the top of the page."""

    name: str
    where: str
    begins: str | None = None


def pictures(client: TestClient) -> tuple[Picture, ...]:
    """What is shot of the record that this client asks: its largest story, and the main event of that."""
    story = client.get("/api", params={"sort": "largest"}).json()["stories"][0]["id"]
    event = client.get(f"/api/story/{story}").json()["main_event"]
    return (
        Picture("story", f"/story/{story}"),
        Picture("event", f"/event/{event}", ".does"),
        Picture("review", "/review"),
        Picture("tallies", "/tallies", "h2"),
    )


def words_of(page: str) -> str:
    """The hash of the words that a page shows in its main part."""
    main = page.partition("<main")[2].partition("</main>")[0]
    told = html.unescape(re.sub(r"<[^>]+>", " ", main))
    return hashlib.sha256(" ".join(told.split()).encode()).hexdigest()[:16]


def shoot(path: Path, every: tuple[Picture, ...]) -> None:
    """Puts the pictures of this record in the place of those that were there."""
    from playwright.sync_api import sync_playwright

    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(path), log_level="error", access_log=False, lifespan="off"))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page: Any = browser.new_page(
                viewport={"width": WIDTH, "height": HEIGHT}, base_url=f"{HERE}:{listening.getsockname()[1]}"
            )
            for one in every:
                page.goto(one.where, wait_until="networkidle")
                if one.begins is not None:
                    page.evaluate(
                        "([what, above]) => scrollTo({top: document.querySelector(what).getBoundingClientRect().top"
                        " + scrollY - above, behavior: 'instant'})",
                        [one.begins, ABOVE],
                    )
                page.screenshot(path=PICTURES / f"{one.name}.png")
            browser.close()
    finally:
        server.should_exit = True
        thread.join(10)


def main() -> int:
    """Exit code 1 where a picture shows other words than its page does now."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true")
    is_check = options.parse_args().check
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.record"
        crossreport.build([SAMPLE], record=path).close()
        with TestClient(create_app(path), base_url=HERE) as client:
            every = pictures(client)
            now = {one.name: words_of(client.get(one.where).text) for one in every}
        if not is_check:
            shoot(path, every)
            SHOWN.write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")
            return 0
    kept = json.loads(SHOWN.read_text(encoding="utf-8"))
    other = sorted(name for name, words in now.items() if kept.get(name) != words)
    for name in other:
        print(f"docs/pictures/{name}.png shows other words than its page does now: make pictures shoots it anew.")
    return int(bool(other))


if __name__ == "__main__":
    sys.exit(main())
