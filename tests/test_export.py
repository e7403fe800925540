"""An export is the interchange format: the fields of the contract, what is absent left out, files whole or not at all."""

import json
from pathlib import Path
from typing import Any

import pytest
from exported_story import source

from crossreport.errors import ExportError
from crossreport.export import jsonl, readings
from crossreport.export.files import write_files
from crossreport.export.source import Scope, Source
from crossreport.model.happened import (
    Action,
    Event,
    EventActor,
    EventDate,
    EventPerson,
    Mention,
    Party,
    Person,
    Place,
    Reading,
    TimeExpression,
    Toponym,
    Unread,
)
from crossreport.model.judged import Cell, Difference, Estimate, Found, Relation, Story, StoryRow, Tally
from crossreport.model.record import Derived, ReportRow
from crossreport.model.report import Report, Span
from crossreport.model.said import Attribution, Claim, Figure, Origin, Said

VELMORA = Place("Mill Lane, Velmora", "Ostrand", "ZZ", 7, 1.5, -2.5, 2, ambiguous=("Velmora, Kestry",))
ESTIMATE = Estimate(None, None, None, True, ("o",), "ranged", "p", ("c",))


def plain(value: Any) -> Any:
    return json.loads(json.dumps(value))


def test_a_line_of_each_file_has_the_fields_of_the_contract() -> None:
    assert jsonl.report(ReportRow("a", "s", "e", "b")) == {"report": "a", "story": "s", "main_event": "e", "copy_of": "b"}
    assert jsonl.origin(Origin("o", "speaker", "assumed", ("a",), "police", "police")) == {
        "id": "o", "speaker": "police", "basis": "speaker", "reports": ("a",), "independence": "assumed",
    }  # fmt: skip
    assert jsonl.relation(Relation("c", "d", "update_up", "3, then 5")) == {
        "a": "c", "b": "d", "type": "update_up", "why": "3, then 5",
    }  # fmt: skip
    row = StoryRow("differ", ("c", "d"), "three or five", weight=2.0)
    assert plain(jsonl.story(Story("s", "Shooting", ("a",), ("e",), "2024-05-15", "2024-05-16", "e", (row,)))) == {
        "id": "s", "title": "Shooting", "from": "2024-05-15", "to": "2024-05-16", "reports": ["a"], "events": ["e"],
        "rows": [{"kind": "differ", "claims": ["c", "d"], "text": "three or five"}],
    }  # fmt: skip


def test_an_event_has_figures_with_nulls_and_no_key_for_what_is_not_reported() -> None:
    event = Event(
        "e", "shooting", "incident", ("a",), ("c",), formerly=("d",), plover="ASSAULT", cause="violence", part_of="f",
        date=EventDate("2024-05-15", "2024-05-15", "day", "stated"), place=VELMORA,
        actors=(EventActor("gunmen", "actor", ("c",), sector="REB"),),
        people=(EventPerson("Jana Orlen", "victim", ("c",), "killed", 34, "female"),),
        figures={"killed": ESTIMATE}, cells=(Cell("killed", ESTIMATE, subgroup="child"),),
    )  # fmt: skip
    estimate = {
        "low": None, "best": None, "high": None, "high_open": True, "origins": ["o"], "agreement": "ranged", "profile": "p",
        "claims": ["c"],
    }  # fmt: skip
    assert plain(jsonl.event(event)) == {
        "id": "e", "title": "shooting", "formerly": ["d"], "kind": "incident", "part_of": "f", "plover": "ASSAULT",
        "cause": "violence",
        "date": {"from": "2024-05-15", "to": "2024-05-15", "precision": "day", "basis": "stated"},
        "place": {
            "name": "Mill Lane, Velmora", "admin1": "Ostrand", "country": "ZZ", "geonameid": 7, "lat": 1.5, "lon": -2.5,
            "precision": 2,
        },
        "actors": [{"name": "gunmen", "role": "actor", "sector": "REB", "claims": ["c"]}],
        "people": [
            {"name": "Jana Orlen", "role": "victim", "outcome": "killed", "age": 34, "sex": "female", "claims": ["c"]}
        ],
        "figures": {"killed": estimate}, "cells": [{"outcome": "killed", "subgroup": "child", **estimate}],
        "reports": ["a"], "claims": ["c"], "corroboration": "unassessed", "responsibility": "none", "review": "machine",
    }  # fmt: skip
    bare = plain(jsonl.event(Event("e", "t", "incident", ("a",), ("c",))))
    assert bare["figures"] == {}
    assert not {"place", "plover", "mode", "part_of"} & set(bare)
    assert bare["date"] == {"precision": "unknown", "basis": "inferred"}


def test_a_claim_has_its_words_who_says_them_and_its_figure() -> None:
    claim = Claim(
        "c", "a", "figure", (Span(0, 7), Span(3, 9, title=True)), "3 men … killed", ("e",), origin="o", rule="passive",
        figure=Figure(
            Span(0, 7), "killed", "at_least", low=3, point=3, who="men", period_from="2024-01-01", scope="period",
            area="Ostrand", unit="families", mention="m", attribution="t",
        ),
        subset_of="d", attribution=Said("confirmed", "+", "CT", "the mayor", "official", via=("Northern Wire",)),
    )  # fmt: skip
    assert plain(jsonl.claim(claim)) == {
        "id": "c", "report": "a", "events": ["e"], "type": "figure",
        "spans": [{"start": 0, "end": 7}, {"start": 3, "end": 9, "in": "title"}], "quote": "3 men … killed",
        "attribution": {
            "source": "the mayor", "stance": "confirmed", "polarity": "+", "certainty": "CT", "via": ["Northern Wire"],
        },
        "figure": {
            "outcome": "killed", "form": "at_least", "low": 3, "point": 3, "unit": "families", "measure": "stock",
            "scope": "period", "who": "men", "status": "unstated", "period": {"from": "2024-01-01"}, "area": "Ostrand",
            "subset_of": "d",
        },
        "origin": "o", "status": "current", "rule": "passive", "human_status": "machine",
    }  # fmt: skip


def test_a_tally_has_what_the_record_found_in_its_scope_and_how_it_differs() -> None:
    tally = Tally(
        "c", "killed", "2024-01-01", "2024-05-15", Found(1, 2, None, ("e",)), "men", 35, 35, 35, "Ostrand", "Northern Wire",
        Difference(("d",), "34 + 1 = 35"),
    )  # fmt: skip
    assert plain(jsonl.tally(tally)) == {
        "claim": "c", "outcome": "killed", "who": "men", "low": 35, "high": 35, "point": 35,
        "period": {"from": "2024-01-01", "to": "2024-05-15"}, "area": "Ostrand", "by": "Northern Wire",
        "found": {"low": 1, "best": 2, "high": None, "events": ["e"]},
        "difference": {"claims": ["d"], "text": "34 + 1 = 35", "certain": False},
    }  # fmt: skip


def test_a_reading_is_a_line_with_actions_in_the_order_of_the_text() -> None:
    gunmen, town = Party("gunmen", "gunmen", Span(0, 6), sector="REB"), Party("Velmora", "velmora", country="ZZ")
    reading = Reading(
        "a",
        dates=(TimeExpression(Span(5, 9), "DATE", "2024-05-15", "2024-05-15", "2024-05-15"),),
        places=(Toponym(Span(2, 5), VELMORA),),
        attributions=(Attribution("t", (Span(0, 9),), "stated", "+", "CT", Span(0, 2), Span(2, 4), "u"),),
        figures=(
            Figure(Span(0, 5), "killed", "exact", low=3, high=3, point=3, attribution="t"),
            Figure(Span(6, 9), "killed", "exact", low=1, high=1, point=1, subset_of=0, mention="m", as_of="2024-05-15"),
        ),
        actions=(Action(Span(9, 12), "AID"), Action(Span(2, 5), "ASSAULT", "negated", "kill", gunmen, town, "m", "t")),
        mentions=(
            Mention("m", (Span(0, 5),), True, date=EventDate("2024-05-15", "2024-05-15", "day", "stated"), place=VELMORA),
            Mention("n", (Span(1, 5),)),
        ),
        unread=(Unread(Span(0, 4, title=True), "no number"),),
    )
    place = {"name": "Mill Lane, Velmora", "country": "ZZ", "geonameid": 7, "lat": 1.5, "lon": -2.5, "precision": 2}
    assert plain(readings.reading(reading, str)) == {
        "report": "a",
        "dates": [
            {"start": 5, "end": 9, "type": "DATE", "value": "2024-05-15", "from": "2024-05-15", "to": "2024-05-15"}
        ],
        "places": [{"start": 2, "end": 5, **place}],
        "attributions": [{
            "id": "t", "source": {"start": 0, "end": 2}, "cue": {"start": 2, "end": 4}, "content": [{"start": 0, "end": 9}],
            "stance": "stated", "polarity": "+", "certainty": "CT", "parent": "u",
        }],
        "figures": [
            {"start": 0, "end": 5, "outcome": "killed", "form": "exact", "low": 3, "high": 3, "point": 3, "measure": "stock",
             "scope": "incident", "status": "unstated", "attribution": "t"},
            {"start": 6, "end": 9, "outcome": "killed", "form": "exact", "low": 1, "high": 1, "point": 1, "measure": "stock",
             "scope": "incident", "status": "unstated", "as_of": "2024-05-15", "subset_of": 0, "mention": "m"},
        ],
        "actions": [
            {"start": 2, "end": 5, "plover": "ASSAULT", "mode": "kill",
             "actor": {"start": 0, "end": 6, "name": "gunmen", "sector": "REB"},
             "recipient": {"name": "Velmora", "country": "ZZ"}, "aux": "negated", "mention": "m", "attribution": "t"},
            {"start": 9, "end": 12, "plover": "AID", "aux": "none"},
        ],
        "mentions": [
            {"id": "m", "spans": [{"start": 0, "end": 5}], "main": True, "aux": "none",
             "place": {**place, "admin1": "Ostrand"},
             "date": {"from": "2024-05-15", "to": "2024-05-15", "precision": "day", "basis": "stated"}},
            {"id": "n", "spans": [{"start": 1, "end": 5}], "main": False, "aux": "none"},
        ],
        "unread": [{"start": 0, "end": 4, "in": "title", "reason": "no number"}],
    }  # fmt: skip


def test_names_that_a_reading_seals_are_masked_in_its_line() -> None:
    report = Report("a", "Teo Brask, accused of murder, shot a man.")
    actor = Party("Teo Brask", "teo brask", Span(0, 9), "person")
    reading = Reading(
        "a",
        people=(Person(Span(0, 9), "accused", "Teo Brask", sealed="accused"),),
        actions=(Action(Span(30, 34), "ASSAULT", actor=actor),),
    )
    for unsealed, name in ((False, "•••"), (True, "Teo Brask")):
        [line] = readings.lines([(report, reading)], unsealed)
        assert json.loads(line)["actions"][0]["actor"]["name"] == name


def test_all_files_of_the_contract_are_written_and_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "export"
    for ident in ("ä", "ö"):
        write_files(folder, jsonl.files(Source(Derived("p", rows=(ReportRow(ident),))), Scope()))
    names = [
        "actors",
        "claims",
        "decisions",
        "events",
        "interactions",
        "origins",
        "relations",
        "reports",
        "stories",
        "tallies",
        "victims",
    ]
    assert sorted(path.name for path in folder.iterdir()) == [f"{name}.jsonl" for name in names]
    assert (folder / "reports.jsonl").read_text(encoding="utf-8") == '{"report":"ö"}\n'


def test_a_write_that_fails_leaves_the_files_that_were_there(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("before")

    def full() -> Any:
        yield b"half of it"
        raise OSError(28, "No space left on device")

    with pytest.raises(ExportError, match="No space left"):
        write_files(tmp_path, {"a.jsonl": iter([b"after"]), "b.jsonl": full()})
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]
    assert (tmp_path / "a.jsonl").read_text() == "before"


def test_a_file_in_the_folders_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(ExportError, match="is a file: give a folder"):
        write_files(tmp_path / "out", jsonl.files(Source(Derived("p")), Scope()))
    assert (tmp_path / "out").read_text() == "mine"


def test_every_field_of_every_file_is_documented_and_none_else() -> None:
    for name, lines in jsonl.files(source(), Scope()).items():
        told = {key for line in lines for key in json.loads(line)}
        assert told == set(jsonl.DOCS[name]), name
