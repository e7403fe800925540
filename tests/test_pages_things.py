"""Deciding in the pages on victims, actors, stories; captures on a report's page; long lists shown in part. All invented."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from pages_fixtures import client_of, plain_reports, record_of
from record_fixtures import reading_by, told
from starlette.testclient import TestClient
from test_decided_persons import read, report

import crossreport
from crossreport.api import Record
from crossreport.ingest.items import Item
from crossreport.model.report import Capture
from crossreport.store.writer import Writer
from crossreport.web import tallying

VICTIMS, DOERS = {"a": "Ana Brok", "b": "Runa Velt"}, {"a": "Hill Guard", "b": "Guard Host"}
WHY = {"why": "knew them", "by": "Ines M."}


@contextmanager
def persons_read() -> Iterator[None]:
    """Within it reports are read by the reader of test_decided_persons."""
    module = reading_by(lambda one: read(one, VICTIMS[one.id], DOERS[one.id]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "crossreport.reading.read", module)
        yield


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[TestClient]:
    """A record of one killing in two reports, which name the dead and the doer differently."""
    with persons_read():
        made = [report(ident, VICTIMS[ident], DOERS[ident]) for ident in "ab"]
        crossreport.build(made, record=tmp_path / "my.record").close()
        with client_of(tmp_path / "my.record") as client:
            yield client


def save(browser: TestClient, **fields: Any) -> Any:
    token = browser.get("/build").text.partition('name="token" content="')[2].partition('"')[0]
    return browser.post(
        "/decide", data={"token": token, "step": "save", "back": "/", **WHY, **fields}, follow_redirects=False
    )


def the_event(browser: TestClient) -> dict[str, Any]:
    story = browser.get("/api").json()["stories"][0]["id"]
    found: dict[str, Any] = browser.get(f"/api/event/{browser.get(f'/api/story/{story}').json()['main_event']}").json()
    return found


def test_two_victims_are_made_one_from_the_event_and_two_again(browser: TestClient) -> None:
    story = browser.get("/api").json()["stories"][0]["id"]
    events = [one["id"] for one in browser.get(f"/api/story/{story}").json()["events"]]
    assert save(browser, do="merge", ids=events).status_code == 303
    event = the_event(browser)
    victims = {one["words"]: one["id"] for one in event["people"]}
    assert set(victims) == {"Ana Brok", "Runa Velt"}
    form = browser.get(f"/decide?do=merge&ids={victims['Ana Brok']}&event={event['id']}").text
    assert "These are one person" in form
    assert f'name="ids" value="{victims["Runa Velt"]}"' in form
    assert save(browser, do="merge", ids=list(victims.values()), event=event["id"]).status_code == 303
    (one,) = the_event(browser)["people"]
    form = browser.get(f"/decide?do=split&id={one['id']}&event={event['id']}").text
    assert form.count('name="apart"') == 2
    assert save(browser, do="split", id=one["id"], apart="b", event=event["id"]).status_code == 303
    assert len(the_event(browser)["people"]) == 2


def test_two_actors_are_made_one_from_the_page_of_either_and_two_again(browser: TestClient) -> None:
    actors = {one["name"]: one["id"] for one in browser.get("/api/actors").json()["actors"]}
    assert "/decide?do=merge" in browser.get(f"/actor/{actors['Hill Guard']}").text
    form = browser.get(f"/decide?do=merge&ids={actors['Hill Guard']}").text
    assert "These are one actor" in form
    assert actors["Guard Host"] in form  # it bears a word of the name
    assert save(browser, do="merge", ids=[actors["Hill Guard"], actors["Guard Host"]]).status_code == 303
    (one,) = (one for one in browser.get("/api/actors").json()["actors"] if "Guard" in one["name"])
    form = browser.get(f"/decide?do=split&id={one['id']}").text
    assert 'value="Guard Host"' in form
    assert save(browser, do="split", id=one["id"], apart="Guard Host").status_code == 303
    assert sum("Guard" in one["name"] for one in browser.get("/api/actors").json()["actors"]) == 2


def test_a_story_is_split_by_its_reports(browser: TestClient) -> None:
    story = browser.get("/api").json()["stories"][0]["id"]
    form = browser.get(f"/decide?do=split&id={story}").text
    assert "This is not one story" in form
    assert save(browser, do="split", id=story, apart="b").status_code == 303
    assert browser.get("/api").json()["of"] == 2


def test_what_is_no_victim_of_the_event_is_said(browser: TestClient) -> None:
    event = the_event(browser)["id"]
    assert "has no victim" in browser.get(f"/decide?do=merge&ids=V-none&event={event}").text
    assert browser.get("/decide?do=merge&ids=V-none").status_code == 404
    assert browser.get("/decide?do=split&id=nothing").status_code == 404


def test_a_report_tells_how_its_source_was_captured_and_masks_names_in_the_address(tmp_path: Path) -> None:
    path = record_of(tmp_path / "my.record", *plain_reports())
    one = plain_reports()[0]
    capture = Capture(
        "ab" * 32,
        "2024-05-15T10:00:00Z",
        "https://valley.example/teo-brask-held",
        method="fetch",
        tool="reader 1",
        status=200,
    )
    writer = Writer(path)
    writer.add([Item(one, "valley.html", capture=capture)])
    writer.close()
    with client_of(path) as browser:
        page = browser.get("/report", params={"id": one.id}).text
        assert "ab" * 32 in page
        assert "2024-05-15 10:00 UTC, fetched by reader 1" in page
        assert "brask" not in page.lower()
    with client_of(path, unsealed=True) as owner:
        assert "teo-brask-held" in owner.get("/report", params={"id": one.id}).text


def test_long_lists_are_shown_in_part_and_whole_where_that_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from crossreport.web.views import event

    monkeypatch.setattr(event, "MOST_LEDGER", 1)
    monkeypatch.setattr(event, "MOST_REPORTS", 1)
    with client_of(record_of(tmp_path / "my.record", *plain_reports())) as browser:
        ident = the_event(browser)["id"]
        part = browser.get(f"/api/event/{ident}").json()
        assert (len(part["estimates"][0]["ledger"]), part["left"]) == (1, {"killed": 1, "reports": 1})
        assert "1 more claims" in browser.get(f"/event/{ident}").text
        whole = browser.get(f"/api/event/{ident}", params={"whole": "1"}).json()
        assert len(whole["estimates"][0]["ledger"]) == 2
        assert "left" not in whole


def test_a_sum_by_other_rules_tells_how_far_it_is_and_keeps_no_other_page_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, go_on, weigh = record_of(tmp_path / "my.record", *plain_reports()), Event(), Record.events_weighed

    def slowly(self: Record, ids: Iterable[str], profile: str, tell: Any = None) -> Any:
        if tell is not None:
            tell(1, 2)
            go_on.wait()
        return weigh(self, ids, profile, tell)

    monkeypatch.setattr(Record, "events_weighed", slowly)
    monkeypatch.setattr(tallying, "PATIENCE", 0.0)
    with client_of(path) as browser:
        try:
            waiting = browser.get("/tallies?profile=conservative")
            assert "Weighing by other rules" in waiting.text
            assert waiting.headers["refresh"] == "3"
            assert browser.get("/tallies").status_code == 200, "others are answered meanwhile"
        finally:
            go_on.set()
        told = browser.get("/api/tallies?profile=conservative").json()
        assert told["profile"] == "conservative"
        page = browser.get("/tallies?profile=conservative")
        assert "refresh" not in page.headers
        assert told["arithmetic"] in page.text
        assert browser.get(f"{told['link']}").status_code == 200
        assert browser.get("/tallies.csv?profile=conservative").text.count("\n") == len(told["rows"]) + 1


def test_a_sum_by_other_rules_that_cannot_be_is_told_so(tmp_path: Path) -> None:
    with client_of(record_of(tmp_path / "my.record", *plain_reports())) as browser:
        for where in ("/tallies", "/api/tallies", "/tallies.csv", "/tallies.svg"):
            assert browser.get(where, params={"profile": "nobody's"}).status_code in (400, 404, 503), where
            assert browser.get(where, params={"profile": "conservative", "outcome": "annoyed"}).status_code == 400, where


def test_a_report_names_the_one_that_it_copies_and_its_form_of_splitting_gives_days_in_words(tmp_path: Path) -> None:
    passage = (
        "Fishermen who came back from the outer bank before dawn told the keeper of the light that the ferry had lain"
        " without lamps beside the old pier for an hour, and that nobody on it had answered when they called."
    )
    made = [
        told("9f3a1c", text=f"Police said 3 people were killed in Velmora on Wednesday. {passage}", outlet="Harbour Post"),
        told(
            "77bd02", published="2024-05-17", outlet="Coast Daily",
            text=f"Police said 3 people were killed in Velmora on Wednesday. {passage}",
        ),
    ]  # fmt: skip
    with client_of(record_of(tmp_path / "my.record", *made)) as client:
        page = client.get("/report?id=77bd02").text
        assert ">Harbour Post</a>, " in page
        assert ">9f3a1c<" not in page
        story = client.get("/api").json()["stories"][0]["id"]
        form = client.get(f"/decide?do=split&id={story}").text
        assert "Coast Daily, 17 May 2024" in form
        assert "2024-05-17" not in form


def test_the_history_of_an_event_that_nobody_reviewed_says_so(tmp_path: Path) -> None:
    with client_of(record_of(tmp_path / "my.record", told("mill", 3))) as client:
        story = client.get("/api").json()["stories"][0]["id"]
        event = client.get(f"/api/story/{story}").json()["main_event"]
        assert "Machine, unreviewed" in client.get(f"/event/{event}/history").text
