"""Reviewing in the pages: the queue, the effect before it is saved, the reason, undoing, and what others see of it."""

import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages_fixtures import client_of, plain_reports, record_of, simply_read
from record_fixtures import told
from starlette.testclient import TestClient

import crossreport
from crossreport.api import Record
from crossreport.errors import InputError
from crossreport.model.happened import FURNITURE, NUMBER_LEFT
from crossreport.store.names import MASK, find, masked, unmoved
from crossreport.store.waiting import EventSeen, FigureSeen
from crossreport.web.deciding import fields_of
from crossreport.web.views import review
from crossreport.web.views.review import reasons_of

WHY = {"why": "two witnesses", "by": "Ines M."}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return record_of(tmp_path / "my.record", *plain_reports())


@pytest.fixture
def browser(path: Path) -> Iterator[TestClient]:
    with client_of(path) as made, simply_read():
        yield made


def token_of(browser: TestClient) -> str:
    return str(browser.get("/build").text).partition('name="token" content="')[2].partition('"')[0]


def send(browser: TestClient, do: str, step: str = "preview", **fields: Any) -> Any:
    sent = {"token": token_of(browser), "do": do, "step": step, "back": "/review", **WHY, **fields}
    return browser.post("/decide", data=sent)


def main_event(browser: TestClient) -> dict[str, Any]:
    story = browser.get("/api", params={"sort": "largest"}).json()["stories"][0]["id"]
    ident = browser.get(f"/api/story/{story}").json()["main_event"]
    found: dict[str, Any] = browser.get(f"/api/event/{ident}").json()
    return found


def events_of(browser: TestClient) -> list[str]:
    stories = browser.get("/api").json()["stories"]
    found = (browser.get(f"/api/story/{one['id']}").json() for one in stories)
    return sorted({line["ident"] for story in found for line in story["timeline"] if line["kind"] == "event"})


def killed(browser: TestClient) -> tuple[str, str, str]:
    one = next(one for one in main_event(browser)["estimates"] if one["outcome"] == "killed")
    return one["low"], one["best"], one["high"]


def test_the_queue_holds_disputes_and_unread_numbers_with_what_can_be_done(path: Path) -> None:
    record_of(
        path,
        told("three", 9, outlet="Third Voice", published="2024-05-16"),
        told("more", text="In the north 12 of many died.", outlet="North"),
    )
    with client_of(path) as browser:
        view = browser.get("/api/review").json()
        assert view["unreviewed"] > 0
        assert {"unread", "machine"} <= {one["kind"] for one in view["items"]}
        assert [one["weight"] for one in view["items"]] == sorted((one["weight"] for one in view["items"]), reverse=True)
        for one in view["items"]:
            for step in one["steps"]:
                assert browser.get(step["where"]).status_code == 200
        only = browser.get("/api/review", params={"kind": "unread"}).json()
        assert {one["kind"] for one in only["items"]} == {"unread"}
        assert all(one["label"] for one in only["items"])
        assert browser.get("/review", params={"kind": "nothing"}).status_code == 422


def test_a_sentence_whose_number_may_count_people_comes_before_what_stands_on_every_page_of_its_site() -> None:
    reasons = ("furniture of the page or a repeated paragraph", "no person is counted", NUMBER_LEFT)
    assert sorted(reasons, key=review.unread_weight, reverse=True) == list(reversed(reasons))
    assert review.unread_weight(FURNITURE) < review.WEIGHTS["machine"] <= review.unread_weight(reasons[1])


def test_alarms_come_before_disputes_and_larger_disputes_before_smaller_ones() -> None:
    def event(ident: str, low: int, high: int, *alarms: str) -> EventSeen:
        return EventSeen(ident, figures={"killed": FigureSeen(low, low, high, "disputed", alarms)})

    found = [
        one for made in (event("E-1", 2, 3), event("E-2", 5, 70), event("E-3", 1, 2, "5 to 90")) for one in reasons_of(made)
    ]
    order = [(one.event, one.kind) for one in sorted(found, key=lambda one: -one.weight)]
    assert order == [("E-3", "jump"), ("E-2", "dispute"), ("E-1", "dispute")]


def test_every_event_that_nobody_reviewed_stands_on_some_page_of_the_queue_the_deadliest_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "A_PAGE", 10)
    reports = [told(f"r{n}", 1 + n, place=f"Town{chr(97 + n)}", published=f"2024-06-{1 + n:02}") for n in range(25)]
    with client_of(record_of(tmp_path / "my.record", *reports)) as browser:
        pages = [browser.get("/api/review", params={"page": n}).json() for n in (1, 2, 3)]
        events = [one["event"] for page in pages for one in page["items"]]
        assert len(events) == len(set(events)) == pages[0]["of"] == pages[0]["unreviewed"] == 25
        weights = [one["weight"] for page in pages for one in page["items"]]
        assert weights == sorted(weights, reverse=True)


def test_what_a_decision_changes_is_shown_before_it_is_saved_and_undone_again(browser: TestClient) -> None:
    event = main_event(browser)
    wrong = next(one for one in event["estimates"][0]["ledger"] if one["number"] == "4")
    before = killed(browser)
    shown = send(browser, "reject", claim=wrong["id"])
    assert shown.status_code == 200
    assert "What this changes" in shown.text
    assert killed(browser) == before, "a preview saves nothing"
    saved = send(browser, "reject", "save", claim=wrong["id"])
    assert saved.status_code == 303
    decision = saved.headers["location"].partition("done=")[2]
    assert killed(browser) == ("3", "3", "3")
    assert "two witnesses" in browser.get("/decisions").text
    assert re.search(r"step \d+ of the log", browser.get("/decisions").text)
    assert "Ines M." in browser.get("/decide?do=note&id=" + event["id"]).text, "the name is remembered"
    assert send(browser, "undo", "save", decision=decision).status_code == 303
    assert killed(browser) == before
    states = {one["id"]: one["state"] for one in browser.get("/api/decisions").json()["decisions"]}
    assert states[decision] == "undone"


def chosen(page: str, name: str) -> list[str]:
    """What a form has in a choice before anybody chose."""
    [options] = re.findall(rf'<select id="{name}".*?</select>', page, re.S)
    return re.findall(r'<option value="([^"]*)" selected', options) or re.findall(r'<option value="([^"]*)"', options)[:1]


def test_no_form_says_before_a_person_does_what_only_a_person_can_say(browser: TestClient) -> None:
    event = main_event(browser)
    assert chosen(browser.get(f"/decide?do=level&event={event['id']}").text, "level") == [""]
    page = browser.get(f"/decide?do=set&event={event['id']}").text
    assert chosen(page, "outcome") == [""]
    for name in ("low", "best", "high"):
        assert re.search(rf'<input id="{name}"[^>]* value="">', page)
    assert "Now: killed " in page
    report = event["reports"][0][0]
    assert chosen(browser.get("/decide", params={"do": "add_claim", "report": report}).text, "does") == [""]


def test_who_sets_a_day_sets_no_figure_and_numbers_need_to_be_of_something(browser: TestClient) -> None:
    event = main_event(browser)["id"]
    assert send(browser, "set", event=event, best="4").status_code == 400
    assert send(browser, "set", "save", event=event, outcome="", date="2024-05-02").status_code == 303
    [one] = browser.get("/api/decisions").json()["decisions"]
    assert one["what"] == "date 2024-05-02"
    assert not browser.get(f"/api/event/{event}").json()["estimates"][0].get("marks")


def test_what_a_decision_set_is_told_with_the_name_of_each_field_and_no_words_of_other_claims(browser: TestClient) -> None:
    event = main_event(browser)["id"]
    assert (
        send(browser, "set", "save", event=event, outcome="killed", low="3", best="4", high="9", title="A raid").status_code
        == 303
    )
    [one] = browser.get("/api/decisions").json()["decisions"]
    assert one["what"] == "killed low 3, best 4, high 9, title A raid"
    assert "words" not in one


def test_a_sentence_that_copies_have_waits_once_and_names_them(path: Path) -> None:
    text = "In the north 12 of many died."
    record_of(path, *(told(f"copy{n}", text=text, outlet=f"Paper {n}") for n in range(3)))
    with client_of(path) as browser:
        waiting = browser.get("/api/review", params={"kind": "unread"}).json()["items"]
        [one] = [one for one in waiting if "12 of many" in one["title"]]
        assert (one["report"], one["label"]) == ("copy0", "Paper 0")
        assert one["also"] == [["copy1", "Paper 1"], ["copy2", "Paper 2"]]
        assert "In the same words in 2 more" in browser.get("/review").text


def test_every_filter_of_the_queue_says_how_much_it_holds(path: Path) -> None:
    record_of(path, told("more", text="In the north 12 of many died.", outlet="North"))
    with client_of(path) as browser:
        view = browser.get("/api/review").json()
        unread = browser.get("/api/review", params={"kind": "unread"}).json()["items"]
        assert (view["unread"], view["unread_of"]) == (len(unread), 4)
        assert unread
        assert f'gave no claim <span class="dim">{len(unread)}</span>' in browser.get("/review").text


def test_a_rejected_claim_stays_in_the_ledger_struck_with_who_rejected_it_and_why(browser: TestClient) -> None:
    event = main_event(browser)
    wrong = next(one for one in event["estimates"][0]["ledger"] if one["number"] == "4")
    assert send(browser, "reject", "save", claim=wrong["id"]).status_code == 303
    now = main_event(browser)
    assert [(one["number"], one["used"], one.get("judged", "machine")) for one in now["estimates"][0]["ledger"]] == [
        ("3", True, "machine"),
        ("4", False, "rejected"),
    ]
    assert now["estimates"][0]["ledger"][1]["reason"].startswith("rejected by Ines M.")
    assert now["review"] == "triaged", "a person has looked at the event"
    page = browser.get(f"/event/{event['id']}").text
    assert "<s>4</s>" in page
    assert "rejected by Ines M.," in page
    assert ": two witnesses" in page, repr(page[page.index("rejected by") : page.index("rejected by") + 200])
    assert "two witnesses" in browser.get("/decisions", params={"about": event["id"]}).text
    assert "4" not in [one["number"] for one in now["points"]], "nothing that was rejected is drawn"


def test_rejected_claims_without_a_ledger_left_are_listed_apart(browser: TestClient) -> None:
    event = main_event(browser)
    for one in event["estimates"][0]["ledger"]:
        assert send(browser, "reject", "save", claim=one["id"]).status_code == 303
    now = browser.get(f"/api/event/{event['id']}").json()
    import json

    print(json.dumps(now)[:3000])
    print(browser.get("/api/decisions").json())
    assert {one["id"] for one in now["rejected"]} >= {one["id"] for one in event["estimates"][0]["ledger"]}
    assert "Taken out by people" in browser.get(f"/event/{event['id']}").text


def test_an_event_that_was_reviewed_no_longer_says_machine(browser: TestClient) -> None:
    ident = main_event(browser)["id"]
    assert "Machine, unreviewed" in browser.get(f"/event/{ident}").text
    waiting = browser.get("/api/review").json()["unreviewed"]
    assert send(browser, "level", "save", event=ident, level="reviewed").status_code == 303
    assert "Machine, unreviewed" not in browser.get(f"/event/{ident}").text
    assert browser.get("/api/review").json()["unreviewed"] == waiting - 1
    history = browser.get(f"/api/event/{ident}/history").json()
    history = history["moments"]
    assert [one["review"] for one in history] == ["reviewed", "machine"]


def test_who_set_one_figure_of_an_event_has_not_looked_at_another_which_waits_on(tmp_path: Path) -> None:
    path = record_of(tmp_path / "my.record", told("a", 3, outlet="Harbour Post"), told("b", 90, outlet="Third Voice"))
    with client_of(path) as browser, simply_read():
        event = main_event(browser)["id"]

        def waiting() -> list[str]:
            items = browser.get("/api/review").json()["items"]
            return [one["kind"] for one in items if one["event"] == event]

        assert waiting() == ["jump"]
        assert send(browser, "set", "save", event=event, outcome="injured", low="7", best="7", high="9").status_code == 303
        assert waiting() == ["jump"], "its dead are as doubtful as before"
        assert send(browser, "set", "save", event=event, outcome="killed", low="3", best="9", high="9").status_code == 303
        assert waiting() == []


def test_a_figure_is_set_and_a_claim_corrected(browser: TestClient) -> None:
    event = main_event(browser)
    assert send(browser, "set", "save", event=event["id"], outcome="killed", low="5", best="6", high="7").status_code == 303
    assert killed(browser) == ("5", "6", "7")
    claim = event["estimates"][0]["ledger"][0]
    assert send(browser, "edit", "save", claim=claim["id"], point="2", outcome="injured").status_code == 303
    again = main_event(browser)
    assert {one["outcome"] for one in again["estimates"]} == {"killed", "injured"}


def test_who_writes_a_best_alone_means_that_number_and_leaves_no_end_open(browser: TestClient) -> None:
    event = main_event(browser)["id"]
    assert send(browser, "set", "save", event=event, outcome="killed", best="6").status_code == 303
    assert killed(browser) == ("6", "6", "6")
    assert "Set by Ines M., in the place of what the claims give." in browser.get(f"/event/{event}").text
    assert send(browser, "set", "save", event=event, outcome="killed", low="2", best="6").status_code == 303
    assert killed(browser) == ("2", "6", "open")


def test_words_that_a_reviewer_marks_become_a_claim_though_a_masked_name_stands_before_them(browser: TestClient) -> None:
    ident = plain_reports()[0].id
    view = browser.get("/api/report", params={"id": ident}).json()
    text = "".join(piece["text"] for paragraph in view["paragraphs"] for piece in paragraph)
    start = text.index("many died")
    assert text.index(MASK) < start
    fields = {
        "report": ident,
        "start": str(start),
        "end": str(start + 9),
        "type": "figure",
        "outcome": "killed",
        "point": "8",
    }
    shown = browser.get("/decide", params={"do": "add_claim", **fields})
    assert "<mark>many died</mark>" in shown.text
    assert send(browser, "add_claim", "save", **fields).status_code == 303
    claims = browser.get("/api/report", params={"id": ident}).json()["claims"]
    assert [one["number"] for one in claims if one["quote"] == "many died"] == ["8"]


def test_a_single_claim_is_taken_out_of_one_telling_and_brought_back(browser: TestClient) -> None:
    event = main_event(browser)
    claim = next(one for one in event["estimates"][0]["ledger"] if one["number"] == "4")
    where = {"do": "split", "id": event["id"], "alone": "1", "apart": claim["id"]}
    assert where["apart"] in browser.get(f"/event/{event['id']}").text
    form = browser.get("/decide", params=where).text
    assert "of another event" in form
    assert f'value="{claim["id"]}" checked' in form
    fields = {"id": event["id"], "alone": "1", "apart": claim["id"]}
    shown = send(browser, "split", **fields)
    assert "an event of its own" in shown.text
    assert len(browser.get(f"/api/event/{event['id']}").json()["estimates"][0]["ledger"]) == 2, "a preview saves nothing"
    saved = send(browser, "split", "save", **fields)
    assert saved.status_code == 303
    assert [one["number"] for one in main_event(browser)["estimates"][0]["ledger"]] == ["3"]
    undone = send(browser, "undo", "save", decision=saved.headers["location"].partition("done=")[2])
    assert undone.status_code == 303
    assert main_event(browser)["estimates"] == event["estimates"]


def test_a_claim_that_is_the_telling_itself_leaves_no_event_alone(browser: TestClient) -> None:
    event = main_event(browser)
    told = event["others"]["occurrence"][0]["claim"]["id"]
    form = browser.get("/decide", params={"do": "split", "id": event["id"], "alone": "1"}).text
    assert told not in form
    refused = send(browser, "split", "save", id=event["id"], alone="1", apart=told)
    assert refused.status_code == 400
    assert "it is the telling itself" in refused.text


@pytest.mark.parametrize(("does", "kind"), [("denies", "denied"), ("claims", "claimed"), ("accused", "alleged")])
def test_who_is_responsible_is_added_by_hand(browser: TestClient, does: str, kind: str) -> None:
    event = main_event(browser)
    fields = {
        "report": "two", "words": "Police said", "type": "responsibility", "event": event["id"], "actor": "Orlen Front",
        "does": does, "form": "exact", "stance": "stated", "source": "Police" if does == "accused" else "",
    }  # fmt: skip
    asked = {"do": "add_claim", "report": "two", "type": "responsibility", "event": event["id"]}
    assert "Add who is responsible" in browser.get("/decide", params=asked).text
    assert "Orlen Front" in send(browser, "add_claim", **fields).text
    saved = send(browser, "add_claim", "save", **fields)
    assert saved.status_code == 303, saved.text
    now = main_event(browser)
    assert now["responsibility"] != event["responsibility"] or does == "denies"
    claims = browser.get("/api/report", params={"id": "two"}).json()["claims"]
    assert kind in {one["stance"] for one in claims}
    send(browser, "undo", "save", decision=saved.headers["location"].partition("done=")[2])
    assert main_event(browser)["responsibility"] == event["responsibility"]


def test_a_decision_needs_a_reason_a_name_a_token_and_fields_that_make_sense(browser: TestClient, path: Path) -> None:
    event = main_event(browser)
    good = {"event": event["id"], "level": "reviewed"}
    for wrong in ({"why": " "}, {"by": ""}, {"level": "perfect"}):
        refused = send(browser, "level", "save", **{**good, **wrong})
        assert refused.status_code == 400
        assert 'role="alert"' in refused.text
    assert send(browser, "level", "save", event="E-none", level="reviewed").status_code == 404
    assert send(browser, "set", event=event["id"], low="-1").status_code == 400
    assert send(browser, "set", event=event["id"], low="9", high="3").status_code == 400
    assert send(browser, "nothing").status_code == 400
    assert send(browser, "level", "save", **good, token="0" * 64).status_code == 403
    assert browser.get("/api/decisions").json()["decisions"] == []
    with crossreport.open_record(path, unsealed=True) as record:
        assert not record.check()


@pytest.mark.parametrize("where", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_after_a_decision_nobody_is_led_elsewhere(browser: TestClient, where: str) -> None:
    saved = send(browser, "level", "save", event=main_event(browser)["id"], level="reviewed", back=where)
    assert saved.headers["location"].startswith("/review?done=")


def test_sealed_names_stay_masked_in_what_a_decision_shows(browser: TestClient) -> None:
    ident = plain_reports()[0].id
    claim = browser.get("/api/report", params={"id": ident}).json()["claims"][0]["id"]
    for page in (send(browser, "reject", claim=claim), browser.get("/decide", params={"do": "reject", "claim": claim})):
        assert page.status_code == 200
        assert "Brask" not in page.text
    assert send(browser, "reject", "save", claim=claim).status_code == 303
    for where in ("/decisions", "/api/decisions", "/review", "/export/markdown?event=" + main_event(browser)["id"]):
        assert "Brask" not in browser.get(where).text


def test_the_record_goes_out_in_every_format(browser: TestClient) -> None:
    page = browser.get("/export").text
    for name in ("jsonl", "csv", "geojson", "package"):
        assert f"/export/{name}" in page
        found = browser.get(f"/export/{name}")
        assert found.status_code == 200
        assert found.headers["content-disposition"].startswith("attachment")
        assert b"Brask" not in found.content
    ident = main_event(browser)["id"]
    assert "killed" in browser.get("/export/markdown", params={"event": ident}).text
    assert browser.get("/export/nothing").status_code == 400
    assert browser.get("/export/html", params={"event": "E-none"}).status_code == 404


def test_fields_of_a_form_are_taken_as_what_they_are() -> None:
    assert fields_of("merge", {"ids": ["E-1  E-2", "E-3"]}) == {"ids": ["E-1", "E-2", "E-3"]}
    assert fields_of("set", {"event": ["E-1"], "low": ["3"], "high": [""]}) == {"event": "E-1", "low": 3}
    for wrong in ("1.5", "-2", "many", "99999999999", "²"):
        with pytest.raises(InputError, match="whole number"):
            fields_of("set", {"low": [wrong]})


@given(st.lists(st.sampled_from(["Teo Brask", "a", " ", "Ann", "told. ", "é"]), max_size=12).map(" ".join), st.data())
def test_words_as_shown_lead_back_to_words_as_given(text: str, data: st.DataObject) -> None:
    cuts = find(text, frozenset(["Teo Brask"]), frozenset(["brask"]), frozenset())
    shown = masked(text, cuts)
    if not shown:
        return
    start = data.draw(st.integers(0, len(shown) - 1))
    end = data.draw(st.integers(start + 1, len(shown)))
    old_start, old_end = unmoved(start, end, cuts)
    assert 0 <= old_start <= old_end <= len(text)
    if MASK[0] not in shown[start:end]:
        assert text[old_start:old_end] == shown[start:end]
    else:
        inside = masked(
            text[old_start:old_end], [(a - old_start, b - old_start) for a, b in cuts if old_start <= a and b <= old_end]
        )
        assert shown[start:end].strip(MASK[0]) in inside


def test_a_saved_decision_can_be_undone_from_the_page_it_was_made_on(browser: TestClient) -> None:
    claim = main_event(browser)["estimates"][0]["ledger"][0]
    where = f"/report?id={claim['report']}"
    saved = send(browser, "reject", "save", claim=claim["id"], back=where)
    page = browser.get(saved.headers["location"])
    decision = saved.headers["location"].partition("done=")[2]
    assert page.status_code == 200
    assert f'Saved: <a href="/decisions#{decision}">' in page.text
    event = main_event(browser)
    assert f"What people decided about {event['title']}" in browser.get(f"/decisions?about={event['id']}").text
    form = browser.get("/decide", params={"do": "undo", "decision": decision, "back": where})
    assert "The claim is wrong" in form.text
    assert WHY["why"] in form.text


def test_who_decides_is_remembered_letter_by_letter(browser: TestClient) -> None:
    claim = main_event(browser)["estimates"][0]["ledger"][0]["id"]
    send(browser, "accept", "save", claim=claim, by="Zoë Ağaoğlu")
    assert 'value="Zoë Ağaoğlu"' in browser.get("/decide", params={"do": "reject", "claim": claim}).text


def test_claims_of_an_excluded_source_stay_in_the_ledger_struck_with_who_and_why(browser: TestClient) -> None:
    event = main_event(browser)
    wrong = next(one for one in event["estimates"][0]["ledger"] if one["number"] == "4")
    assert send(browser, "exclude", "save", report=wrong["report"]).status_code == 303
    now = main_event(browser)
    assert [(one["number"], one["used"], one.get("struck", False)) for one in now["estimates"][0]["ledger"]] == [
        ("3", True, False),
        ("4", False, True),
    ]
    assert "is excluded by Ines M." in now["estimates"][0]["ledger"][1]["reason"]
    assert all(one["claim"]["report"] != wrong["report"] for told in now["others"].values() for one in told)
    assert wrong["report"] in {one["report"] for one in now["rejected"]}, "what it says without a number is listed apart"
    assert "4" not in [one["number"] for one in now["points"]], "nothing of it is drawn"
    page = browser.get(f"/event/{event['id']}").text
    assert "<s>4</s>" in page
    assert "is excluded by Ines M." in page
    assert "two witnesses" in browser.get("/decisions", params={"about": event["id"]}).text


def test_an_event_that_becomes_part_of_another_is_told_by_its_name_and_led_to(browser: TestClient) -> None:
    event = main_event(browser)
    other = next(one for one in browser.get("/api", params={"kind": "event", "q": "Kestry"}).json()["hits"])
    shown = send(browser, "merge", ids=f"{event['id']} {other['id']}").text
    assert f"part of {event['title']}" in shown or f"part of {other['title']}" in shown
    effect = shown.split("What this changes")[1].split("</table>")[0]
    assert not re.search(r">[^<]*\bE-[0-9a-f]{6}", effect), "no id is shown for a name"


@pytest.mark.parametrize(("step", "slow"), [("preview", "preview"), ("save", "decide")])
def test_the_other_pages_go_on_while_a_decision_that_changes_what_is_linked_is_tried_or_saved(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch, step: str, slow: str
) -> None:
    begun, done, as_ever = threading.Event(), threading.Event(), getattr(Record, slow)

    def slowly(record: Record, decision: Any) -> Any:
        begun.set()
        assert done.wait(60)
        return as_ever(record, decision)

    monkeypatch.setattr(Record, slow, slowly)
    ids = events_of(browser)
    with ThreadPoolExecutor() as pool:
        sent = pool.submit(send, browser, "merge", step, ids=" ".join(ids[:2]))
        assert begun.wait(60)
        shown = pool.submit(browser.get, "/")
        try:
            assert shown.result(30).status_code == 200
            if step == "save":
                assert send(browser, "note", "save", id=ids[0]).status_code == 409
        finally:
            done.set()
        assert sent.result(60).status_code == (303 if step == "save" else 200)


def test_what_changes_names_the_report_of_a_claim_and_each_value_says_what_it_is_on_a_narrow_screen(
    browser: TestClient,
) -> None:
    claim = next(one for one in main_event(browser)["estimates"] if one["outcome"] == "killed")["ledger"][0]
    shown = send(browser, "edit", claim=claim["id"], point="7").text
    assert f"claim, {claim['label']}</span>" in shown
    assert all(f'data-label="{name}"' in shown for name in ("field", "before", "after"))
