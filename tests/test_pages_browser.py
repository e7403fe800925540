"""The pages in a real browser: from nothing to a reviewed record, by keyboard, no fault of accessibility or script."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from pages_fixtures import EVIL, hostile_reports, plain_reports, record_of, simply_read

from crossreport.web.app import create_app
from crossreport.web.serve import _bound

CHROMIUM = Path("/usr/bin/chromium")
REQUIRED = bool(os.environ.get("CI") or os.environ.get("CROSSREPORT_GOLD"))
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
if not CHROMIUM.exists() and not REQUIRED:
    pytest.skip("there is no Chromium at /usr/bin/chromium", allow_module_level=True)


def press(page: Any, *keys: str) -> None:
    """Press keys on a page that has come whole: its words stand there before its script listens."""
    page.wait_for_load_state()
    for key in keys:
        page.keyboard.press(key)


class Server:
    """A server of one record, in a thread."""

    def __init__(self, record: Path):
        self.socket = _bound("127.0.0.1", 0)
        config = uvicorn.Config(create_app(record), log_level="error", access_log=False, lifespan="off")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, args=([self.socket],), daemon=True)
        self.thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield made
        made.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    record = record_of(tmp_path_factory.mktemp("pages") / "my.record", *plain_reports(), *hostile_reports())
    server = Server(record)
    yield server.address
    server.stop()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page of a fresh visitor; whatever a script or the policy complains about fails the test."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    made = context.new_page()
    faults: list[str] = []
    made.on("console", lambda told: faults.append(told.text) if told.type in ("error", "warning") else None)
    made.on("pageerror", lambda error: faults.append(str(error)))
    made.on("dialog", lambda _: faults.append("a dialog was opened"))
    made.on("request", lambda asked: None if asked.url.startswith(address) else faults.append(f"asked {asked.url}"))
    yield made
    context.close()
    assert faults == []


def all_pages(page: Any) -> list[str]:
    story = page.request.get("/api?sort=largest").json()["stories"][0]["id"]
    event = page.request.get(f"/api/story/{story}").json()["main_event"]
    report = page.request.get(f"/api/story/{story}").json()["reports"][0]["id"]
    return [
        "/",
        "/?q=killed",
        f"/story/{story}",
        f"/story/{story}/side",
        f"/event/{event}",
        f"/report?id={report.replace('&', '%26').replace('#', '%23')}",
        "/tallies",
        "/actors",
        *(f"/actor/{one['id']}" for one in page.request.get("/api/actors").json()["actors"][:1]),
        "/review",
        f"/decide?do=set&event={event}",
        f"/decide?do=merge&ids={event}",
        f"/decide?do=split&id={event}&alone=1",
        f"/decide?do=add_claim&report=two&type=responsibility&event={event}",
        f"/event/{event}/history",
        "/changes",
        "/decisions",
        "/export",
        "/build",
        "/method",
        "/nothing",
    ]


WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# On a narrow screen: wider than it, or a table of words that must be pushed aside to be read.
TOO_WIDE = """() => document.documentElement.scrollWidth > 390
    || [...document.querySelectorAll(".wide")].some((one) => one.querySelector(".rows, .ledger")
        && one.scrollWidth > one.clientWidth + 1)"""


def test_no_page_has_a_fault_of_accessibility_or_is_wider_than_its_screen(page: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe, found = Axe(), {}

    def look(path: str, **options: Any) -> None:
        # Only faults are told in full: telling what is right takes axe most of its time.
        asked = {"resultTypes": ["violations"], "iframes": False, **options}
        faults = axe.run(page, options=asked).response["violations"]
        if faults:
            found[path, str(options)] = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in faults]

    paths = [one for one in all_pages(page) if one != "/nothing"]
    for path in paths:
        page.goto(path, wait_until="domcontentloaded")
        look(path, runOnly=WCAG)
        page.set_viewport_size({"width": 390, "height": 800})
        if page.evaluate(TOO_WIDE):
            found[path, "narrow"] = ["it is wider than the screen"]
        page.set_viewport_size({"width": 1280, "height": 900})
    # The colours are what the two schemes differ in, and these two pages hold them all.
    page.emulate_media(color_scheme="dark")
    for path in paths[4:6]:
        page.goto(path, wait_until="domcontentloaded")
        look(path, runOnly=["color-contrast"])
    assert found == {}


def test_what_is_printed_is_no_wider_than_its_sheet(page: Any) -> None:
    """A table that the screen lets one push aside has to fit on paper: the last report's words were cut off there."""
    page.set_viewport_size({"width": 720, "height": 1000})
    page.emulate_media(media="print")
    found = []
    for path in [one for one in all_pages(page) if one != "/nothing"]:
        page.goto(path, wait_until="domcontentloaded")
        if page.evaluate("document.documentElement.scrollWidth") > 720:
            found.append(path)
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 900})
    assert found == []


def test_hostile_reports_run_nothing(page: Any) -> None:
    hits = page.request.get("/api?q=Velmora&kind=report").json()["hits"]
    ident = next(one["id"] for one in hits if EVIL in one["id"])
    page.goto("/?q=Velmora")
    page.locator(f'.stories a[href*="{ident[:4]}"]').first.click()
    assert EVIL in page.locator("main").inner_text()
    for path in (page.url, *all_pages(page)[:5]):
        page.goto(path)
        assert page.locator("script").count() == 1
        assert page.locator("img[src=x], svg").count() == 0


def test_everything_is_reached_by_keyboard(page: Any) -> None:
    page.goto("/")
    press(page, "Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    press(page, "j", "Enter")
    page.wait_for_url("**/story/**")
    press(page, "g", "a")
    page.wait_for_url("**/actors")
    press(page, "?")
    assert page.locator("#keys").is_visible()
    press(page, "Escape", "/")
    page.keyboard.type("Velmora")
    press(page, "Enter")
    page.wait_for_url("**/?q=Velmora")
    assert page.locator(".stories li").count() >= 1


def test_words_and_claims_light_up_together_and_lead_to_each_other(page: Any) -> None:
    page.goto(all_pages(page)[5])
    words = page.locator(".text .hl").first
    words.hover()
    assert "lit" in words.get_attribute("class")
    claim = words.get_attribute("data-claims").split()[0]
    assert "lit" in page.locator(f"#c-{claim}").get_attribute("class")
    page.locator(f"#c-{claim} .quote").focus()
    assert page.locator(".text .lit").count() >= 1
    page.evaluate(
        """() => { const words = document.querySelector(".text [data-start]").firstChild;
                   getSelection().setBaseAndExtent(words, 0, words, 4); }"""
    )
    page.wait_for_function("document.getElementById('add').href.includes('end=4')")
    kind = page.locator("input[data-kind]").first
    kind.uncheck()
    assert page.locator(".text .hl.off").count() >= 1


def test_a_single_claim_leaves_an_event_by_keyboard_and_the_form_asks_only_for_what_fits(
    browser: Any, tmp_path: Path
) -> None:
    server = Server(record_of(tmp_path / "my.record", *plain_reports()))
    context = browser.new_context(base_url=server.address)
    page = context.new_page()
    try:
        with simply_read():
            event = all_pages(page)[4]
            page.goto(event)
            page.get_by_role("link", name="The claim of Harbour Post is of another event").focus()
            press(page, "Enter")
            page.wait_for_url("**/decide?**alone=1**")
            assert page.get_by_label("“4 people were killed in Velmora” (Harbour Post)").is_checked()
            page.get_by_label("Why").fill("another night")
            press(page, "Tab")
            page.keyboard.type("Ines M.")
            press(page, "Enter")
            page.locator(".effect").wait_for()
            assert "an event of its own" in page.locator(".effect").inner_text()
            press(page, "s")
            page.wait_for_url("**/event/**done=**")
            assert page.locator(".ledger tbody tr").count() == 1
            page.goto(f"/decide?do=add_claim&report=two&event={event.rpartition('/')[2]}")
            assert page.locator("#point").is_visible()
            assert not page.locator("#actor").is_visible()
            page.get_by_label("Kind").select_option("responsibility")
            assert page.locator("#actor").is_visible()
            assert not page.locator("#point").is_visible()
    finally:
        context.close()
        server.stop()


def test_from_an_empty_record_through_building_to_a_reviewed_and_exported_event(browser: Any, tmp_path: Path) -> None:
    server = Server(tmp_path / "new.record")
    context = browser.new_context(base_url=server.address)
    page = context.new_page()
    try:
        with simply_read():
            page.goto("/")
            page.get_by_role("link", name="Build it from reports").click()
            page.get_by_label("Text").fill("Police said 3 people were killed in Velmora on Wednesday.")
            page.get_by_label("Outlet").fill("Valley Courier")
            page.get_by_label("Published").fill("2024-05-15")
            page.get_by_role("button", name="Build").click()
            page.get_by_role("link", name="See the stories").wait_for()
            page.get_by_role("link", name="Add more").click()
            upload = {
                "name": "harbour.txt",
                "mimeType": "text/plain",
                "buffer": b"Police said 4 people were killed in Velmora.",
            }
            page.get_by_label("Choose one or several").set_input_files([upload])
            page.get_by_role("button", name="Build").click()
            page.get_by_role("link", name="See the stories").click()
        assert "2 reports" in page.locator(".lead").inner_text()
        page.locator(".stories a").first.click()
        page.locator(".counts a").first.click()
        page.locator(".ledger tbody tr").first.wait_for()
        event = page.url
        page.locator(".ledger .go").first.click()
        assert "killed" in page.locator(".text").inner_text()

        press(page, "g", "r")
        page.wait_for_url("**/review")
        page.goto(event)
        page.get_by_role("link", name="Reviewed", exact=True).click()
        page.get_by_label("Why").fill("both reports read")
        page.get_by_label("Who decides").fill("Ines M.")
        page.get_by_role("button", name="Show what it changes").click()
        assert "reviewed" in page.locator(".effect").inner_text()
        press(page, "s")
        page.wait_for_url("**/event/**done=**")
        assert page.locator(".reviewed").first.is_visible()
        page.get_by_role("link", name="export", exact=True).click()
        with page.expect_download() as download:
            page.get_by_role("link", name="html").click()
        assert "killed" in Path(download.value.path()).read_text(encoding="utf-8")
    finally:
        context.close()
        server.stop()
