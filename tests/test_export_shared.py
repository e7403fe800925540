"""PLOVER, HXL, GeoJSON, annotations and lists: opened by the libraries of their users, held against their standards."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hxl
import msgspec
import pytest
import shapely.geometry
from exported_story import EVENTS, RAW, REPORTS, SEALS, SECRET, source
from hypothesis import given, settings
from hypothesis import strategies as st

from crossreport.export import annotation, geojson, lists, plover
from crossreport.export import hxl as hxl_format
from crossreport.export.files import write_files
from crossreport.export.source import Scope, Source
from crossreport.model.happened import Event, EventDate, Place, Victim
from crossreport.model.report import Report, Span
from crossreport.model.said import Claim, Origin
from crossreport.store.protection import Seals, Shown
from crossreport.vocabulary.load import vocabulary


def made(module: Any, given_: Source) -> dict[str, bytes]:
    return {name: b"".join(pieces) for name, pieces in module.files(given_, Scope()).items()}


def records(given_: Source) -> dict[str, dict[str, Any]]:
    lines = made(plover, given_)["events.plover.jsonl"].splitlines()
    return {one["id"]: one for one in map(json.loads, lines)}


# ---------------------------------------------------------------- PLOVER


def test_a_plover_record_has_its_parties_place_size_and_levels() -> None:
    one = records(source())["E-1"]
    assert (one["event"], one["mode"], one["context"], one["quad_code"]) == (["ASSAULT"], ["heavy-weapons"], [], 4)
    assert one["actor"][0] == {"entity_text": "Ostrand army", "code": "ATA", "sector": "MIL", "role": "actor"}
    assert one["recipient"] == [{"entity_text": "people", "sector": "CVL"}]
    assert (one["event_loc"]["country_code"], one["event_loc"]["lat"]) == ("ATA", -70.5)
    assert one["size"] == {
        "dead": 14, "dead_low": 12, "dead_high": 14, "dead_high_open": False,
        "injured": 2, "injured_low": 2, "injured_high_open": True,
    }  # fmt: skip
    assert (one["review"], one["corroboration"], one["profile"]) == (
        "machine, unreviewed",
        "corroborated",
        "recent_majority",
    )
    assert "text" not in one


def test_an_act_between_actors_is_a_record_too() -> None:
    one = records(source())["I-1"]
    assert (one["event"], one["mode"], one["quad_code"]) == (["THREATEN"], ["violence"], 3)
    assert [party["entity_text"] for party in (*one["actor"], *one["recipient"])] == ["Ostrand army", "Free Hills Front"]


def test_a_country_has_no_position_and_silence_no_size() -> None:
    one = records(source())["E-3"]
    assert "lat" not in one["event_loc"]
    assert one["size"] == {}
    assert one["enddate"] == "2024-05-31"


def test_types_and_modes_are_in_the_current_list_and_the_quads_hold_every_type() -> None:
    types = vocabulary("actions")["types"]
    assert set(plover.QUAD_OF) == set(types)
    retired = {"assassinate", "massacre", "cleansing", "ban", "ease", "political"}
    for one in records(source()).values():
        assert one["event"][0] in types
        assert set(one["mode"]) <= set(types[one["event"][0]]) - retired
    odd = msgspec.structs.replace(EVENTS[0], mode="massacre")
    assert records(source(derived=msgspec.structs.replace(RAW, events=(odd,))))["E-1"]["mode"] == []


def test_events_without_a_type_are_left_out_with_the_reason() -> None:
    notes = made(plover, source())["events.plover.notes.md"].decode()
    assert "- E-4 (bus crash): no act that PLOVER has a type for" in notes


def test_every_field_of_a_plover_record_is_documented_and_none_else() -> None:
    assert {key for one in records(source()).values() for key in one} == set(plover.FIELDS)


# ---------------------------------------------------------------- HXL


def test_libhxl_opens_the_file_and_adds_up_the_dead(tmp_path: Path) -> None:
    write_files(tmp_path, hxl_format.files(source(), Scope()))
    data = hxl.data(str(tmp_path / "events.hxl.csv"), hxl.InputOptions(allow_local=True))
    assert data.columns[0].display_tag == "#event+code"
    rows = list(data)
    killed = [row.get("#affected+killed-min-max-open-civilians-children-f-m") or "" for row in rows]
    assert killed == ["14", "14", "", "2", ""]
    assert rows[0].get("#affected+killed+civilians") == "12"
    assert rows[0].get("#affected+killed+children") == "3"
    assert rows[0].get("#status+review") == "machine, unreviewed"
    assert rows[0].get("#country+code") == "ATA"


def test_every_hashtag_is_well_formed_and_stands_once() -> None:
    assert len(set(hxl_format.TAGS)) == len(hxl_format.TAGS)
    assert all(re.fullmatch(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*", tag) for tag in hxl_format.TAGS)


# ---------------------------------------------------------------- GeoJSON


def features(given_: Source) -> dict[str, Any]:
    collection = json.loads(made(geojson, given_)["events.geojson"])
    assert collection["type"] == "FeatureCollection"
    assert "GeoNames" in collection["attribution"]
    return {one["id"]: one for one in collection["features"]}


def test_shapely_finds_points_with_the_longitude_first() -> None:
    found = features(source())
    shape = shapely.from_geojson(json.dumps(found["E-1"]["geometry"]))
    assert (shape.x, shape.y) == (12.25, -70.5)
    shapes = [shapely.geometry.shape(one["geometry"]) for one in found.values() if one["geometry"]]
    assert len(shapes) == 3
    assert all(shape.is_valid for shape in shapes)


def test_where_only_the_country_is_known_there_is_no_point() -> None:
    one = features(source())["E-3"]
    assert one["geometry"] is None
    assert one["properties"]["where_prec_meaning"] == "only the country is known"
    assert features(source())["E-4"]["geometry"] is None


def test_properties_carry_the_levels_and_how_far_a_point_can_be_trusted() -> None:
    told = features(source())["E-1"]["properties"]
    assert told["killed"] == {
        "low": 12, "best": 14, "high": 14, "high_open": False, "agreement": "compatible", "profile": "recent_majority",
    }  # fmt: skip
    assert (told["where_prec"], told["geo_precision"], told["review"]) == (1, 1, "machine, unreviewed")
    assert {key for one in features(source()).values() for key in one["properties"]} == set(geojson.FIELDS)


@settings(deadline=None, max_examples=50)
@given(st.floats(-90, 90), st.floats(-180, 180), st.sampled_from([None, 1, 2, 3, 4, 5, 6]))
def test_every_point_lies_on_the_earth_and_none_is_a_country(lat: float, lon: float, precision: int | None) -> None:
    found = geojson.point(Place("Velmora", lat=lat, lon=lon, precision=precision))
    assert (found is None) == (precision == 6)
    if found:
        assert abs(found["coordinates"][0]) <= 180
        assert abs(found["coordinates"][1]) <= 90


def test_no_events_make_an_empty_collection() -> None:
    assert features(source(derived=msgspec.structs.replace(RAW, events=()))) == {}


# ---------------------------------------------------------------- annotations


def annotations(given_: Source) -> list[dict[str, Any]]:
    page = json.loads(made(annotation, given_)["evidence.jsonld"])
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    found: list[dict[str, Any]] = page["items"]
    return found


def check_selectors(items: list[dict[str, Any]], reports: dict[str, Report]) -> Iterator[dict[str, Any]]:
    for one in items:
        for target in one["target"]:
            part, _, ident = target["source"]["id"].removeprefix("#").partition("-")
            report = reports[ident]
            text = (report.title or "") if part == "title" else report.text
            *quoted, position = target["selector"]
            assert 0 <= position["start"] < position["end"] <= len(text)
            for selector in quoted:
                assert text[position["start"] : position["end"]] == selector["exact"]
                assert text[: position["start"]].endswith(selector["prefix"])
                assert text[position["end"] :].startswith(selector["suffix"])
                yield selector


def test_every_annotation_points_at_its_words() -> None:
    reports = {one.id: one for one in REPORTS}
    for unsealed in (True, False):
        items = annotations(source(unsealed))
        assert len(items) == len(RAW.claims)
        selectors = list(check_selectors(items, reports))
        spans = sum(len(one.spans) for one in RAW.claims)
        assert len(selectors) == spans - (0 if unsealed else 1)


def test_words_that_hold_a_sealed_name_are_pointed_at_by_position_and_masked_in_the_body() -> None:
    [one] = [one for one in annotations(source()) if one["id"] == "#claim-C-3"]
    assert [selector["type"] for selector in one["target"][0]["selector"]] == ["TextPositionSelector"]
    assert "•••, 29, who is accused" in one["body"][0]["value"]
    assert SECRET not in json.dumps(one)


def test_a_mask_that_the_distance_cuts_leaves_no_part_in_prefix_or_suffix() -> None:
    for padding in range(annotation.AROUND + 12):
        gap = "x" * padding
        text = f"Teo Brask {gap}two men{gap} Teo Brask"
        claims = (Claim("C-1", "wire-1", "statement", (Span(text.index("two"), text.index("men") + 3),), "two men"),)
        given_ = source(derived=msgspec.structs.replace(RAW, claims=claims), reports=(Report("wire-1", text),))
        assert len(list(check_selectors(annotations(given_), {"wire-1": Report("wire-1", text)}))) == 1


def test_the_body_tells_what_was_read_and_by_what_level_it_goes() -> None:
    [one] = [one for one in annotations(source()) if one["id"] == "#claim-C-1"]
    assert one["body"][0]["value"] == (
        "“a dozen in Velmora … At least 12 people were killed”: figure; killed at_least 12 to open;"
        " a doctor: stated +; current"
    )
    whole = json.loads(one["body"][1]["value"])
    assert (whole["id"], whole["figure"]["low"], whole["review"]) == ("C-1", 12, "machine, unreviewed")
    assert whole["levels"][0]["corroboration"] == "corroborated"


def test_an_annotation_has_the_properties_of_the_model() -> None:
    items = annotations(source())
    assert len({one["id"] for one in items}) == len(items)
    for one in items:
        assert set(one) == {"id", "type", "motivation", "creator", "body", "target"}
        assert one["type"] == "Annotation"
        assert one["target"]
        for target in one["target"]:
            assert target["type"] == "SpecificResource"
            assert re.fullmatch(r"[0-9a-f]{64}", target["source"]["schema:sha256"])
            assert {selector["type"] for selector in target["selector"]} <= {"TextQuoteSelector", "TextPositionSelector"}


@settings(deadline=None, max_examples=50)
@given(st.text(alphabet="Teo Brask•killed.,é\u0301\n", max_size=80), st.data())
def test_quotes_never_show_a_sealed_name_and_always_point_at_their_words(text: str, data: st.DataObject) -> None:
    text = f"{text} Teo Brask {text} x"
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    report = Report("wire-1", text)
    claims = (Claim("C-1", "wire-1", "statement", (span,), "words"),)
    given_ = source(derived=msgspec.structs.replace(RAW, claims=claims), reports=(report,))
    given_.texts = lambda: iter([(report, Shown([report], Seals(SEALS_OF_WIRE)))])
    items = annotations(given_)
    for selector in check_selectors(items, {"wire-1": report}):
        assert "Brask" not in selector["exact"] + selector["prefix"] + selector["suffix"]


SEALS_OF_WIRE = SEALS._by_report["wire-1"]


# ---------------------------------------------------------------- lists


def histories(given_: Source) -> tuple[list[dict[str, str]], str]:
    files = made(lists, given_)
    rows = csv.DictReader(io.StringIO(files["lists.csv"].decode(), newline=""))
    return list(rows), files["lists.notes.md"].decode()


def test_a_victim_is_a_row_and_an_origin_a_column() -> None:
    rows, _ = histories(source())
    jana, mira, _ = rows
    assert (jana["match_group_id"], jana["event"], jana["sex"], jana["age_group"]) == ("V-1", "E-1", "female", "adult")
    assert (jana["month"], jana["admin1"], jana["country"]) == ("2024-05", "Ostrand", "ATA")
    columns = [name for name in jana if name.startswith("in_")]
    assert columns == ["in_outlet_kestry_tide", "in_speaker_doctor_of_o_1"]
    assert [jana[name] for name in columns] == ["1", "1"]
    assert [mira[name] for name in columns] == ["0", "1"]


def test_no_row_is_all_zero_and_no_row_has_a_name() -> None:
    rows, _ = histories(source(unsealed=True))
    assert rows
    for row in rows:
        assert "1" in [value for name, value in row.items() if name.startswith("in_")]
        assert not {"Jana Orlen", "Mira Holt"} & set(row.values())


def test_victims_whom_no_origin_has_are_counted_as_left_out() -> None:
    lost = Victim("V-9", "a man", ("nowhere",), ())
    event = msgspec.structs.replace(EVENTS[0], victims=(*EVENTS[0].victims, lost))
    given_ = source(derived=msgspec.structs.replace(RAW, events=(event,)))
    assert len(histories(given_)[0]) == 3
    assert "1 left out" in lists.told(given_)[0]


def test_an_agency_is_one_list_through_all_stories_and_a_speaker_one_of_his_own() -> None:
    origins = tuple(
        Origin(
            f"O-{n}", "agency" if n < 3 else "speaker", "established", ("wire-1",), "Northern Wire" if n < 3 else "police"
        )
        for n in (1, 2, 3, 4)
    )
    claims = tuple(Claim(f"C-{n}", "wire-1", "figure", (Span(0, 1),), "x", ("E-1",), origin=f"O-{n}") for n in (1, 2, 3, 4))
    victims = tuple(Victim(f"V-{n}", "a man", (f"C-{n}",), ("wire-1",)) for n in (1, 2, 3, 4))
    event = Event("E-1", "t", "incident", (), (), victims=victims, date=EventDate())
    given_ = source(derived=msgspec.structs.replace(RAW, origins=origins, claims=claims, events=(event,)))
    columns = [name for name in histories(given_)[0][0] if name.startswith("in_")]
    assert columns == ["in_agency_northern_wire", "in_speaker_police_o_3", "in_speaker_police_o_4"]


def test_of_a_large_record_the_smallest_lists_share_a_column_and_the_captures_have_them_all() -> None:
    found = lists.captures(source())
    names = [column.name for column in lists.table(found, most=len(found.rows)).columns]
    assert names[-2:] == ["in_speaker_doctor_of_o_1", "in_others"]
    assert "in_others" not in [column.name for column in lists.table(found).columns]
    pairs = csv.reader(io.StringIO(made(lists, source())["lists.captures.csv"].decode(), newline=""))
    assert [",".join(row[:2]) for row in pairs] == [
        "match_group_id,list", "V-1,in_outlet_kestry_tide", "V-1,in_speaker_doctor_of_o_1",
        "V-2,in_speaker_doctor_of_o_1", "V-3,in_speaker_doctor_of_o_1",
    ]  # fmt: skip


def test_the_notes_warn_of_dependence_and_show_the_overlaps() -> None:
    notes = histories(source())[1]
    assert "1 of 3 reports are copies" in notes
    assert "positively dependent" in notes
    assert "| `in_outlet_kestry_tide` | `in_speaker_doctor_of_o_1` | 1 |" in notes
    assert "independence established" in notes


@pytest.mark.parametrize("module", [plover, hxl_format, geojson, annotation, lists])
def test_the_same_record_gives_the_same_bytes(module: Any) -> None:
    assert made(module, source()) == made(module, source())
