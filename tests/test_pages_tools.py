"""The pages that add up, follow actors, draw, and build: each by the questions that its users put to it."""

import itertools
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from linked_by_hand import Hand
from pages_fixtures import client_of, plain_reports, record_of, simply_read
from record_fixtures import told
from starlette.testclient import TestClient

import crossreport
from crossreport.answers.words import number_words
from crossreport.model.judged import TallyRow
from crossreport.web import charts
from crossreport.web.charts import plotted, shortened
from crossreport.web.compile_land import land
from crossreport.web.maps import Frame, framed, land_in, outlines
from crossreport.web.views.over_time import Bars, bars, starts
from crossreport.web.views.plots import PlaceView, PointView
from crossreport.web.views.tallies import CountedView, as_csv, gap_words

FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record_of(tmp_path_factory.mktemp("pages") / "my.record", *plain_reports())


@pytest.fixture(scope="module")
def client(record: Path) -> Iterator[TestClient]:
    with client_of(record) as made:
        yield made


def token_of(browser: TestClient, where: str = "/build") -> str:
    return str(browser.get(where).text).partition('name="token" content="')[2].partition('"')[0]


def built(browser: TestClient, **fields: Any) -> dict[str, Any]:
    """Sends the form and waits until the build has ended."""
    files = fields.pop("files", None)
    with simply_read():
        found = browser.post("/build", data={"token": token_of(browser), **fields}, files=files)
        assert found.status_code == 303, found.text
        where = found.headers["location"]
        for _ in range(200):
            job: dict[str, Any] = browser.get(f"/api{where}").json()
            if job["state"] != "running":
                assert browser.get(where).status_code == 200
                return job
            time.sleep(0.05)
    raise AssertionError("the build did not end")


# ---------------------------------------------------------------------------------------------------------- tallies


def test_a_tally_adds_its_events_up_and_says_what_it_left_out(client: TestClient) -> None:
    view = client.get("/api/tallies").json()
    assert view["low"] == sum(row["low"] for row in view["rows"])
    assert view["best"] == sum(row["best"] for row in view["rows"])
    may = client.get("/api/tallies", params={"since": "2024-05-01", "until": "2024-05-31"}).json()
    assert {row["event"] for row in may["rows"]} < {row["event"] for row in view["rows"]}
    page = client.get("/tallies", params={"since": "", "who": "", "status": "", "corroboration": ""})
    assert page.status_code == 200
    assert "silence is not zero" in page.text


def test_the_link_of_a_tally_gives_the_same_figures_and_says_so_where_it_does_not(client: TestClient) -> None:
    link = client.get("/api/tallies", params={"since": "2024-05-01"}).json()["link"]
    assert "gave the same figures" in client.get(link).text
    other = link.rpartition("then=")[0] + "then=1-2-3"
    assert "the record has changed since" in client.get(other).text
    assert client.get("/tallies?then=cut").status_code == 400


def test_a_tally_asked_for_what_there_is_not_is_refused_not_zero(client: TestClient) -> None:
    for wrong in (
        {"outcome": "hungry"},
        {"status": "robot"},
        {"since": "2024-06-01", "until": "2024-01-01"},
        {"since": "May"},
    ):
        assert client.get("/api/tallies", params=wrong).status_code in (400, 422)


def test_the_csv_of_a_tally_holds_its_events_and_nothing_that_a_spreadsheet_would_run(client: TestClient) -> None:
    found = client.get("/tallies.csv")
    assert found.headers["content-disposition"].startswith("attachment")
    assert len(found.text.splitlines()) == 1 + len(client.get("/api/tallies").json()["rows"])
    line = CountedView("E-1", "=cmd|' /C calc'!A0", "", "@here", "single_origin", "machine", 1, None, None)
    assert "'=cmd" in as_csv([line])
    assert "'@here" in as_csv([line])


def test_the_gap_between_a_stated_total_and_the_events_is_arithmetic() -> None:
    story = Hand()
    story.says("north", "Three men were killed", 3)
    story.says("north", "40 people killed since January", 40, type="tally", scope="period", events=(),
               period_from="2024-01-01", period_to="2024-05-15")  # fmt: skip
    tally = story.judged().tallies[0]

    def gap(low: int | None, point: int | None, high: int | None) -> str:
        return gap_words(msgspec.structs.replace(tally, low=low, point=point, high=high))

    assert gap_words(tally) == "40 − 3 in 1 event = 37 not in these reports"
    assert gap(3, 3, 3) == "3 − 3 in 1 event = nothing is left"
    assert "look again" in gap(2, 2, 2)
    assert gap(41, 41, None) == "at least 41 − 3 in 1 event = at least 38 not in these reports"
    assert gap(2, None, None) == "at least 2, and 3 in 1 event here"
    assert gap(None, None, 9) == "at most 9 − 3 in 1 event = at most 6 not in these reports"
    assert "look again" in gap(None, None, 2)
    assert gap(None, None, None) == "no number to hold against"
    none = msgspec.structs.replace(tally, found=msgspec.structs.replace(tally.found, best=0, events=()))
    assert gap_words(none) == "40 not in these reports: no event here is of them"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"number": 7}, "7"),
        ({"number": 5, "form": "at_least", "high": None}, "at least 5"),
        ({"number": None, "form": "more_than", "low": 101, "point": 101}, "more than 100"),
        ({"number": None, "form": "range", "low": 10, "high": 12}, "10 to 12"),
        ({"number": None, "form": "vague", "low": 12, "high": 99, "point": 12, "vague": "dozens"}, "dozens (12 to 99)"),
        ({"number": 0, "form": "zero"}, "none"),
        ({"number": 2, "measure": "increment"}, "+2"),
        ({"number": None, "form": "indefinite_plural", "low": 2}, "2 or more"),
        ({"number": None, "form": "at_most", "high": 9}, "at most 9"),
    ],
)
def test_a_number_is_told_in_the_form_that_it_has(fields: dict[str, Any], words: str) -> None:
    story = Hand()
    ident = story.says("north", "people were killed", fields.pop("number"), **fields)
    figure = story.claim(ident).figure
    assert figure is not None
    assert number_words(figure) == words


# ----------------------------------------------------------------------------------------------------------- actors


def test_actors_are_listed_and_found_by_name(client: TestClient) -> None:
    view = client.get("/api/actors").json()
    for one in view["actors"]:
        assert client.get(f"/actor/{one['id']}").status_code == 200
    assert client.get("/actor/A-none").status_code == 404
    assert client.get("/api/actors", params={"q": "Brask"}).json()["actors"] == []


# ----------------------------------------------------------------------------------------------------------- charts


def point(**given: Any) -> PointView:
    fields: dict[str, Any] = {"claim": "C-1", "event": "E-1", "outcome": "killed", "origin": "police", "at": "2024-05-15"}
    fields |= {"number": "5", "status": "current", "label": "Post", "low": 5, "point": 5, "high": 5}
    return PointView(**(fields | given))


def test_charts_are_drawn_as_pictures_without_scripts(client: TestClient) -> None:
    pytest.importorskip("vl_convert")
    view = client.get("/api", params={"sort": "largest"}).json()
    where = f"/story/{view['stories'][0]['id']}/numbers.svg"
    for query in ({}, {"theme": "dark", "size": "narrow"}):
        found = client.get(where, params=query)
        assert found.headers["content-type"] == "image/svg+xml"
        assert found.text.startswith("<svg")
        assert "<script" not in found.text
        assert "http" not in found.text.replace("http://www.w3.org", "")
    assert client.get(where, params={"outcome": "missing"}).status_code == 404
    assert client.get("/tallies.svg").text.startswith("<svg")


def test_where_charts_are_not_installed_the_page_says_so_and_tells_the_same_in_words(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charts, "find_spec", lambda _: None)
    view = client.get("/api", params={"sort": "largest"}).json()
    page = client.get(f"/story/{view['stories'][0]['id']}").text
    assert "crossreport[charts]" in page
    assert 'class="points"' in page
    assert "<img" not in page
    found = client.get("/tallies.svg")
    assert found.status_code == 400
    assert "crossreport[charts]" in found.text


def test_one_number_that_several_reports_pass_on_is_plotted_once() -> None:
    rows = charts.plotted([point(), point(claim="C-2", label="Voice"), point(claim="C-3", origin="army")])
    assert [row["name"] for row in rows] == ["police", "army"] or [row["name"] for row in rows] == ["army", "police"]
    assert charts.plotted([point(low=None, high=None, point=None)]) == []


@pytest.mark.parametrize("first", ["C-0", "C-9"])
def test_a_number_that_holds_is_plotted_as_such_though_the_headline_that_has_it_too_is_not_used(first: str) -> None:
    [row] = charts.plotted([point(), point(claim=first, status="not used")])
    assert row["status"] == "current"


def test_a_map_shows_its_places_with_room_around_them_and_the_land_cut_at_its_frame() -> None:
    at = [
        PlaceView("E-1", "x", "Here", 10.0, 20.0, 1),
        PlaceView("E-2", "y", "There", 11.0, 22.0, 1),
        PlaceView("E-3", "z", "?"),
    ]
    frame = framed(at, 0.5)
    assert frame.west < 20 < 22 < frame.east
    assert frame.south < 10 < 11 < frame.north
    outlines = list(land_in(Frame(0.0, 0.0, 10.0, 10.0)))
    assert outlines
    assert all(-1e-9 <= x <= 10 + 1e-9 and -1e-9 <= y <= 10 + 1e-9 for ring in outlines for x, y in ring)
    assert list(land_in(Frame(-30.0, 0.0, -29.0, 1.0))) == []  # the open sea


def test_no_island_on_the_line_of_the_date_is_a_streak_across_the_map() -> None:
    for ring in land_in(Frame(-179.0, -60.0, 179.0, 80.0)):
        steps = [(a, b) for a, b in itertools.pairwise(ring) if -55 < a[1] < 60]
        assert all(abs(a[0] - b[0]) < 100 for a, b in steps)
    assert any(list(land_in(Frame(178.0, -19.0, 181.0, -16.0))))


def test_outlines_leave_out_what_no_pixel_would_show() -> None:
    frame = Frame(-179.0, -60.0, 179.0, 80.0)
    fine, coarse = (sum(one.count("L") for one in outlines(frame, width, width // 2)) for width in (4000, 400))
    assert len(list(outlines(frame, 400, 200))) < coarse < fine / 2


def test_the_land_is_put_together_from_the_lines_of_an_atlas() -> None:
    pytest.importorskip("shapely")
    square = [[0, 0], [10, 0], [0, 10]], [[10, 10], [-10, 0], [0, -10]]
    atlas = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [list(one) for one in square],
        "objects": {"land": {"geometries": [{"arcs": [[[0, 1]]]}]}},
    }
    assert sorted(set(land(atlas)[0][0])) == [(0.0, 0.0), (0.0, 10.0), (10.0, 0.0), (10.0, 10.0)]


# ------------------------------------------------------------------------------------------------------------ build


def test_a_record_is_built_from_nothing_by_pasting_and_uploading(tmp_path: Path) -> None:
    path = tmp_path / "new.record"
    with client_of(path) as browser:
        fields = {"title": "Killing in Velmora", "outlet": "Valley Courier", "published": "2024-05-15"}
        job = built(browser, text="Police said 3 people were killed in Velmora.", **fields)
        assert (job["state"], job["taken"]) == ("done", 1)
        again = built(browser, text="Police said 3 people were killed in Velmora.", **fields)
        assert again["is_unchanged"]
        files = [
            ("files", ("../../evil.txt", b"Police said 4 people were killed in Kestry.")),
            ("files", ("bad.jsonl", b"{not json")),
        ]
        job = built(browser, files=files)
        assert (job["taken"], len(job["refused"])) == (1, 1)
        assert browser.get("/api").json()["counts"]["reports"] == 2
        assert browser.get("/report", params={"id": "evil"}).status_code == 200
    assert sorted(one.name for one in tmp_path.iterdir()) == ["new.record"]
    with crossreport.open_record(path) as opened:
        assert opened.report(next(one.id for one in opened.reports() if one.outlet)).published == "2024-05-15"


def test_a_build_needs_something_and_the_token_of_its_own_page(tmp_path: Path) -> None:
    path = tmp_path / "new.record"
    with client_of(path) as browser:
        token = token_of(browser)
        assert browser.post("/build", data={"token": token, "text": "  "}).status_code == 400
        wrong_day = {"text": "3 <b>people</b> were killed.", "outlet": "Lake Times", "published": "the ides of March"}
        refused = browser.post("/build", data={"token": token, **wrong_day})
        assert refused.status_code == 400
        assert "3 &lt;b&gt;people&lt;/b&gt; were killed." in refused.text, "what was typed is not lost"
        assert 'value="Lake Times"' in refused.text
        for wrong in ("", "0" * 64, token[:-1]):
            assert (
                browser.post("/build", data={"token": wrong, "text": "3 people were killed in Velmora."}).status_code == 403
            )
        browser.cookies.clear()
        assert browser.post("/build", data={"token": token, "text": "3 people were killed in Velmora."}).status_code == 403
        assert browser.get("/build/none").status_code == 404
    assert not path.exists()


def test_the_pages_show_the_record_as_it_was_while_it_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = record_of(tmp_path / "my.record", told("a"))
    with client_of(path) as browser:
        held: dict[str, Any] = {}

        def slow(given: Any, record: Path, **more: Any) -> Any:
            more["progress"]("reading", 1, 2)
            held["page"] = browser.get("/api").json()["counts"]["reports"]
            held["second"] = browser.post("/build", data={"token": token_of(browser), "text": "x"}).status_code
            raise OSError("the disk is gone: Teo Brask")

        monkeypatch.setattr("crossreport.web.jobs.build", slow)
        job = built(browser, text="Police said 4 people were killed in Kestry.")
        assert held == {"page": 1, "second": 409}
        assert job["state"] == "failed"
        assert "Brask" not in job["message"]
        assert browser.get("/api").json()["counts"]["reports"] == 1


def counted_row(event: str, best: int, low: int | None = None) -> TallyRow:
    return TallyRow(event, best if low is None else low, best, best)


def test_bars_are_of_days_weeks_months_or_years_as_their_span_needs() -> None:
    def drawn(*days: tuple[str, str]) -> Bars:
        rows = [counted_row(f"E-{n}", n + 1) for n in range(len(days))]
        return bars(rows, starts({f"E-{n}": day for n, day in enumerate(days)}))

    assert drawn(("2024-05-14", "2024-05-14"), ("2024-05-15", "2024-05-15")).unit == "day"
    weeks = drawn(("2024-01-01", "2024-01-01"), ("2024-01-03", "2024-01-07"), ("2024-05-15", "2024-05-15"))
    assert (weeks.unit, [one["best"] for one in weeks.bars]) == ("week", [3, 3])
    assert (weeks.bars[0]["day"], weeks.bars[0]["end"]) == ("2024-01-01", "2024-01-08")
    months = drawn(("2020-01-01", "2020-01-31"), ("2024-12-30", "2024-12-30"), ("2020-02-03", "2020-02-03"))
    assert (months.unit, months.bars[-1]["end"]) == ("month", "2025-01-01")
    assert drawn(("1984-01-01", "1984-01-01"), ("2024-05-15", "2024-05-15")).unit == "year"
    one_known_to_the_year = drawn(("1984-01-01", "1984-12-31"), ("2024-05-14", "2024-05-14"))
    assert (one_known_to_the_year.unit, one_known_to_the_year.without) == ("day", 1)
    assert drawn(("1984-01-01", "1984-12-31")).unit == "year"
    assert drawn(("0001-01-01", "0001-01-01"), ("9999-12-31", "9999-12-31")).unit == "year"


def test_an_event_that_no_bar_can_hold_is_counted_beside_them() -> None:
    rows = [counted_row("E-1", 3, low=2), counted_row("E-2", 5), counted_row("E-3", 7)]
    days = {"E-1": ("2024-05-14", "2024-05-14"), "E-2": ("2024-05-01", "2024-05-31"), "E-3": (None, None)}
    found = bars(rows, starts(days))
    assert (found.unit, found.without) == ("day", 2)
    assert found.bars == ({"day": "2024-05-14", "end": "2024-05-15", "low": 2, "best": 3, "high": 3},)


def test_the_plot_of_a_story_tells_its_events_apart_and_cuts_no_word() -> None:
    def told(event: str, title: str, number: int, claim: str) -> PointView:
        return PointView(
            claim, event, "killed", "the mayor", "2024-05-16", str(number), "current", "Post", number, number, number, title
        )

    one = told("E-1", "Shelling of the old market in Ostrel", 4, "C-1")
    other = told("E-2", "Ambush", 9, "C-2")
    assert [row["name"] for row in plotted([one])] == ["the mayor"]
    names = [row["name"] for row in plotted([other, one, told("E-2", "Ambush", 8, "C-3")])]
    assert names == ["Shelling of the old market in…: the mayor", "Ambush: the mayor", "Ambush: the mayor"]
    assert shortened("Velmora", 4) == "Vel…"
