"""The pages: what each shows of a record, that every link leads somewhere, and that the JSON says the same."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from pages_fixtures import client_of, links, plain_reports, record_of
from record_fixtures import read, reading_by, told
from starlette.testclient import TestClient

import crossreport
from crossreport.cli import main
from crossreport.model.happened import Reading
from crossreport.model.report import Report
from crossreport.web.serve import is_here


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record_of(tmp_path_factory.mktemp("pages") / "my.record", *plain_reports())


@pytest.fixture(scope="module")
def client(record: Path) -> Iterator[TestClient]:
    with client_of(record) as made:
        yield made


def first_story(client: TestClient) -> str:
    return str(client.get("/api", params={"sort": "largest"}).json()["stories"][0]["id"])


def test_the_overview_lists_stories_with_their_dead_and_says_that_a_machine_read_them(client: TestClient) -> None:
    page = client.get("/").text
    assert "Machine" in page or "machine" in page
    assert "unreviewed" in page
    assert "killed</p>" in page
    assert "3 reports" in page


def test_every_link_of_every_page_leads_somewhere(client: TestClient) -> None:
    seen: dict[str, int] = {}
    waiting = ["/"]
    while waiting and len(seen) < 200:
        where = waiting.pop()
        if where in seen:
            continue
        found = client.get(where)
        seen[where] = found.status_code
        if "text/html" in found.headers["content-type"]:
            waiting += [one for one in links(found.text) if one not in seen]
    assert len(seen) > 15
    assert {where: status for where, status in seen.items() if status != 200} == {}


def test_a_story_shows_counts_and_every_cell_leads_to_the_words_in_their_report(client: TestClient) -> None:
    ident = first_story(client)
    page = client.get(f"/story/{ident}").text
    cells = re.findall(r'class="(?:cell|ev)" href="([^"#]+)#w-([^"]+)"', page)
    assert cells
    for where, claim in cells:
        assert f'id="w-{claim}"' in client.get(where.replace("&amp;", "&")).text


def test_an_event_tells_of_each_claim_who_says_it_and_whether_it_is_used(client: TestClient) -> None:
    story = client.get(f"/api/story/{first_story(client)}").json()
    view = client.get(f"/api/event/{story['main_event']}").json()
    killed = next(one for one in view["estimates"] if one["outcome"] == "killed")
    assert {one["number"] for one in killed["ledger"]} == {"3", "4"}
    assert all("used" in one and one["words"] for one in killed["ledger"])
    page = client.get(f"/event/{story['main_event']}").text
    assert "Ledger of claims" in page
    assert "Machine, unreviewed" in page


def test_a_profile_that_sets_no_best_shows_none(client: TestClient) -> None:
    story = client.get(f"/api/story/{first_story(client)}").json()
    event = story["main_event"]
    by_range = client.get(f"/api/event/{event}", params={"profile": "range_only"}).json()
    assert by_range["estimates"][0]["best"] == "–"
    assert "range_only" in client.get(f"/event/{event}", params={"profile": "range_only"}).text
    wrong = client.get(f"/event/{event}", params={"profile": "no_such"})
    assert wrong.status_code == 400
    assert "There is no profile" in wrong.text


def test_a_report_shows_all_its_text_with_the_words_of_each_claim_and_what_was_left_unread(client: TestClient) -> None:
    ident = plain_reports()[0].id
    view = client.get("/api/report", params={"id": ident}).json()
    text = "".join(piece["text"] for paragraph in view["paragraphs"] for piece in paragraph)
    assert text == plain_reports()[0].text.replace("Teo Brask", "•••").replace("Brask", "•••")
    marked = {claim for paragraph in view["paragraphs"] for piece in paragraph for claim in piece.get("claims", ())}
    assert {one["id"] for one in view["claims"]} == marked
    assert view["unread"][0]["reason"] == "no number"
    for claim in view["claims"]:
        for words in claim["words"]:
            assert all(0 <= start < end <= len(words["text"]) for start, end in words["marks"])


def test_sealed_names_are_masked_on_every_page_and_shown_where_the_owner_asks(record: Path, client: TestClient) -> None:
    ident = plain_reports()[0].id
    for where in ("/", f"/story/{first_story(client)}", "/api"):
        assert "Brask" not in client.get(where).text
    for where in ("/report", "/api/report"):
        page = client.get(where, params={"id": ident}).text
        assert "Brask" not in page
        assert "•••" in page
    with client_of(record, unsealed=True) as owner:
        assert "Teo Brask" in owner.get("/report", params={"id": ident}).text
        assert "Unsealed" in owner.get("/").text


def test_what_came_in_since_the_last_visit_is_told(tmp_path: Path) -> None:
    path = record_of(tmp_path / "my.record", told("a"))
    with client_of(path) as browser:
        assert "Since your last visit" not in browser.get("/").text
        browser.cookies.delete("base")  # half an hour goes by
        record_of(path, told("b", 5, place="Kestry", published="2024-06-01"))
        page = browser.get("/").text
        assert "Since your last visit" in page
        assert "1 report came in" in page
        assert page.count('class="new"') == 1
        where = page.partition('href="/changes?')[2].partition('"')[0]
        assert "Kestry" in browser.get(f"/changes?{where}").text
        assert [one["kind"] for one in browser.get(f"/api/changes?{where}").json()["changes"]]


def test_a_record_that_is_not_there_yet_says_how_to_build_it(tmp_path: Path) -> None:
    with client_of(tmp_path / "none.record") as browser:
        assert "holds nothing yet" in browser.get("/").text
        assert browser.get("/story/S-1").status_code == 409
        assert browser.get("/api").json()["error"].endswith("holds nothing yet.")


def test_what_there_is_not_is_said_and_nothing_else(client: TestClient) -> None:
    for where in ("/story/S-none", "/event/E-none", "/report?id=none", "/nothing"):
        found = client.get(where)
        assert found.status_code == 404
        assert "There is none such" in found.text
    assert client.get("/api/event/E-none").json() == {"error": "The record has no event 'E-none'."}
    assert client.get("/?page=0").status_code == 422
    assert client.get("/?since=yesterday").status_code == 422


def test_the_description_names_every_answer_of_the_api(client: TestClient) -> None:
    found = client.get("/openapi.json").json()
    assert "/api/story/{ident}" in found["paths"]
    refs = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(found)))
    assert refs == set(found["components"]["schemas"])


def test_serve_refuses_other_addresses_without_a_password(tmp_path: Path) -> None:
    for host in ("0.0.0.0", "::", "192.0.2.1"):
        found = CliRunner().invoke(main, ["serve", str(tmp_path / "x.record"), "--host", host, "--port", "0"])
        assert found.exit_code == 2
        assert "a password is needed" in found.output
    assert is_here("127.0.0.1")
    assert is_here("::1")
    assert is_here("localhost")
    assert not is_here("example.org")


def test_serve_refuses_what_is_no_record_and_a_password_that_is_too_short(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no record")
    (tmp_path / "pass").write_text("short\n")
    found = CliRunner().invoke(main, ["serve", str(tmp_path / "notes.txt"), "--port", "0"])
    assert (found.exit_code, "is not a record" in found.output) == (2, True)
    found = CliRunner().invoke(
        main, ["serve", str(tmp_path / "x"), "--port", "0", "--password-file", str(tmp_path / "pass")]
    )
    assert (found.exit_code, "8 are the fewest" in found.output) == (2, True)
    assert (tmp_path / "notes.txt").read_text() == "no record"


def test_a_build_while_the_pages_are_open_is_seen_at_the_next_look(tmp_path: Path) -> None:
    path = record_of(tmp_path / "my.record", told("a"))
    with client_of(path) as browser:
        assert browser.get("/api").json()["counts"]["reports"] == 1
        record_of(path, told("b", 5, place="Kestry"))
        assert browser.get("/api").json()["counts"]["reports"] == 2
    with crossreport.open_record(path) as opened:
        assert opened.counts()["reports"] == 2


def test_the_overview_tells_the_dead_of_every_incident_of_a_story_with_their_ranges(tmp_path: Path) -> None:
    reports = (told("one", 3), told("two", 5, outlet="Harbour Post"))
    with client_of(record_of(tmp_path / "my.record", *reports)) as browser:
        [story] = browser.get("/api", params={"sort": "largest"}).json()["stories"]
        assert [tuple(one) for one in story["dead"]] == [tuple(story["killed"])]


def test_the_overview_tells_who_was_hurt_where_nobody_died(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wounded(report: Report) -> Reading:
        found = read(report)
        figures = (msgspec.structs.replace(one, outcome="injured") for one in found.figures)
        return msgspec.structs.replace(found, figures=tuple(figures))

    monkeypatch.setitem(sys.modules, "crossreport.reading.read", reading_by(wounded))
    crossreport.build([told("one", 4)], record=tmp_path / "my.record").close()
    with client_of(tmp_path / "my.record") as browser:
        [story] = browser.get("/api").json()["stories"]
        assert [tuple(one) for one in story["hurt"]] == [("4", "4", "4")]
        assert "<b>4</b> injured" in browser.get("/").text


def test_a_search_says_of_each_report_who_published_it(client: TestClient) -> None:
    hits = client.get("/api", params={"q": "killed", "kind": "report"}).json()["hits"]
    assert hits
    assert all(one["label"] for one in hits)
