"""Rows for coders of events, UCDP-GED-like and ACLED-like: their columns and rules, nothing invented, every sum holding."""

import csv
import io
from datetime import date
from typing import Any

import msgspec
import pytest
from exported_story import RAW, estimate, source
from hypothesis import given, settings
from hypothesis import strategies as st

from crossreport.export import acled, ged
from crossreport.export.sides import deaths_of, sides_of
from crossreport.export.source import Scope, Source
from crossreport.export.table import csv_lines
from crossreport.model.happened import Event, EventActor, EventDate, Place
from crossreport.model.judged import Cell, Estimate

# UCDP GED 23.1 to 25.1, and the columns that ACLED's codebook lists: written down here once more, so that no change of the
# code can change them unseen.
GED = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]
ACLED = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
SUB_EVENTS = {
    "Battles": {"Government regains territory", "Non-state actor overtakes territory", "Armed clash"},
    "Protests": {"Excessive force against protesters", "Protest with intervention", "Peaceful protest"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
}  # fmt: skip
INTER = {
    "", "State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", "Civilians",
    "External/Other forces",
}  # fmt: skip
ARMY, FRONT = EventActor("Ostrand army", "actor", (), "AQ", "MIL"), EventActor("Hills Front", "actor", (), "AQ", "REB")
NURSE = EventActor("a nurse", "recipient", (), None, "MED")


def rows(table: Any, made: Source) -> dict[str, dict[str, str]]:
    lines = b"".join(csv_lines(table, made)).decode()
    return {next(iter(row.values())): row for row in csv.DictReader(io.StringIO(lines, newline=""))}


def of(*events: Event) -> Source:
    return source(unsealed=True, derived=msgspec.structs.replace(RAW, events=events))


def as_recipient(actor: EventActor) -> EventActor:
    return msgspec.structs.replace(actor, role="recipient")


def attack(*actors: EventActor, killed: Estimate | None = None, cells: tuple[Cell, ...] = (), **fields: Any) -> Event:
    given_ = {
        "plover": "ASSAULT", "cause": "violence", "date": EventDate("2024-05-14", "2024-05-14", "day", "stated"),
        "place": Place("Velmora", "Ostrand", "AQ", 7, -70.5, 12.25, 1), **fields,
    }  # fmt: skip
    figures = {"killed": killed} if killed else {}
    return Event("E-1", "attack", "incident", (), (), actors=actors, figures=figures, cells=cells, **given_)


def test_the_columns_of_ged_stand_first_and_in_their_order() -> None:
    names = [column.name for column in ged.GED.columns]
    assert names[:49] == GED
    assert names[-5:] == ["profile", "corroboration", "responsibility", "agreement", "review"]


def test_the_columns_of_acled_stand_first_and_in_their_order() -> None:
    names = [column.name for column in acled.ACLED.columns]
    assert names[:31] == ACLED
    assert names[-5:] == ["profile", "corroboration", "responsibility", "agreement", "review"]


def test_a_shelling_of_civilians_as_ucdp_would_have_it() -> None:
    row = rows(ged.GED, source())["crossreport-E-1"]
    assert (row["side_a"], row["side_b"], row["type_of_violence"]) == ("Ostrand army", "Civilians", "3")
    assert [row[f"deaths_{part}"] for part in ("a", "b", "civilians", "unknown")] == ["0", "0", "12", "2"]
    assert (row["low"], row["best"], row["high"]) == ("12", "14", "14")
    assert (row["date_prec"], row["where_prec"], row["event_clarity"], row["year"]) == ("1", "1", "1", "2024")
    assert (row["where_coordinates"], row["where_description"]) == ("Velmora", "Market, Velmora")
    assert (row["geom_wkt"], row["country"]) == ("POINT (12.250000 -70.500000)", "Antarctica")
    assert (row["number_of_sources"], row["origins"]) == ("2", "2")
    assert (row["conflict_name"], row["dyad_name"], row["gwnoa"], row["region"]) == ("", "", "", "")
    assert (row["responsibility"], row["review"]) == ("denied", "machine, unreviewed")


def test_a_clash_has_its_dead_on_their_sides_and_the_state_on_side_a() -> None:
    row = rows(ged.GED, source())["crossreport-E-2"]
    assert (row["side_a"], row["side_b"], row["type_of_violence"]) == ("soldiers", "Free Hills Front", "1")
    assert [row[f"deaths_{part}"] for part in ("a", "b", "civilians", "unknown")] == ["9", "5", "0", "0"]
    assert row["date_prec"] == "2"


def test_what_ged_leaves_out_is_listed_with_the_reason() -> None:
    made = ged.files(source(), Scope())
    notes = b"".join(made["ged_like.notes.md"]).decode()
    assert "Left out: 3 of 5 events" in notes
    assert "- E-3 (abduction of a nurse): no report tells how many it killed" in notes
    assert "- E-4 (bus crash): its cause is accident" in notes
    assert "- E-6 (a week of shelling): its incidents are counted one by one" in notes
    assert ged.told(source())[0] == "ged_like: 2 of 5 events."


@pytest.mark.parametrize(("event", "reason"), [
    (attack(killed=estimate(1, 1, 1, ())), "no state's force or organised group"),
    (attack(ARMY, killed=estimate(0, 0, 0, ())), "nobody is told to have died"),
    (attack(ARMY, killed=estimate(1, 1, 1, ()), place=None), "where it was is not known"),
    (attack(ARMY, killed=estimate(1, 1, 1, ()), date=EventDate()), "when it was is not known"),
    (attack(ARMY, killed=estimate(1, 1, 1, ()), review="withdrawn"), "a person withdrew it"),
])  # fmt: skip
def test_ged_counts_deaths_by_organised_actors_somewhere_at_some_time(event: Event, reason: str) -> None:
    [(_, why)] = ged.choose(of(event)).left_out
    assert reason in why


def test_a_dead_attacker_is_never_of_the_force_that_shot_him() -> None:
    attackers = (Cell("killed", estimate(1, 1, 1, ()), "attacker"),)
    for doer, expected in ((ARMY, ("0", "1")), (FRONT, ("1", "0"))):
        [row] = rows(ged.GED, of(attack(doer, NURSE, killed=estimate(1, 1, 1, ()), cells=attackers))).values()
        assert (row["deaths_a"], row["deaths_unknown"]) == expected


def test_a_hostile_title_stays_words_in_the_notes() -> None:
    event = msgspec.structs.replace(attack(), title="<script>alert(1)</script>\n# big")
    notes = b"".join(ged.files(of(event), Scope())["ged_like.notes.md"]).decode()
    assert "<script>" not in notes.replace("\\<", "")
    assert "\n# big" not in notes


def test_open_and_unset_numbers_stay_empty() -> None:
    [row] = rows(ged.GED, of(attack(ARMY, killed=estimate(3, None, None, ())))).values()
    assert [row[name] for name in ("deaths_a", "deaths_unknown", "best", "high", "low")] == ["", "", "", "", "3"]
    assert row["high_open"] == "true"


def test_parts_that_come_to_more_than_the_whole_are_unknown_and_it_is_said() -> None:
    event = attack(ARMY, killed=estimate(3, 3, 3, ()), cells=(Cell("killed", estimate(5, 5, 5, ()), "civilian"),))
    [row] = rows(ged.GED, of(event)).values()
    assert (row["deaths_civilians"], row["deaths_unknown"]) == ("0", "3")
    assert "come to 5, more than the best of 3" in row["note"]


def test_an_event_of_two_years_has_no_year_and_a_country_no_position() -> None:
    whole = Place("Antarctica", None, "AQ", 9, -75.0, 0.0, 6)
    event = attack(ARMY, killed=estimate(1, 1, 1, ()), date=EventDate("2023-12-31", "2024-01-01", "day"), place=whole)
    [row] = rows(ged.GED, of(event)).values()
    assert (row["year"], row["latitude"], row["geom_wkt"], row["priogrid_gid"]) == ("", "", "", "")


def test_the_cells_of_prio_grid() -> None:
    assert ged.priogrid(34.531094, 69.162796) == 179779  # Kabul, in UCDP's own data
    assert (ged.priogrid(-90, -180), ged.priogrid(90, 180)) == (1, 259200)


@pytest.mark.parametrize(("days", "precision"), [
    (("2024-05-14", "2024-05-14"), 1), (("2024-05-14", "2024-05-15"), 2), (("2024-05-13", "2024-05-19"), 3),
    (("2024-05-01", "2024-05-31"), 4), (("2024-01-01", "2024-12-31"), 5),
])  # fmt: skip
def test_date_precision(days: tuple[str, str], precision: int) -> None:
    assert ged.date_prec(EventDate(*days)) == precision


def test_a_shelling_as_acled_would_have_it() -> None:
    row = rows(acled.ACLED, source())["E-1"]
    assert (row["event_type"], row["sub_event_type"]) == ("Explosions/Remote violence", "Shelling/artillery/missile attack")
    assert (row["actor1"], row["inter1"], row["actor2"], row["inter2"]) == (
        "Ostrand army", "State forces", "people", "Civilians",
    )  # fmt: skip
    assert (row["interaction"], row["civilian_targeting"]) == ("State forces-Civilians", "Civilian targeting")
    assert (row["event_date"], row["time_precision"], row["iso"], row["admin2"]) == ("2024-05-14", "1", "10", "")
    assert (row["fatalities"], row["fatalities_basis"], row["latitude"]) == ("14", "best", "-70.5")
    assert row["assoc_actor_1"] == "•••"


def test_no_number_is_0_and_the_row_says_that_it_means_none_or_unknown() -> None:
    [row] = rows(acled.ACLED, of(attack(ARMY, NURSE))).values()
    assert (row["fatalities"], row["fatalities_basis"], row["fatalities_best"]) == ("0", "none_reported", "")
    [row] = rows(acled.ACLED, of(attack(ARMY, NURSE, killed=estimate(0, 0, 0, ())))).values()
    assert (row["fatalities"], row["fatalities_basis"], row["fatalities_best"]) == ("0", "best", "0")


def test_what_acled_leaves_out_is_listed_with_the_reason() -> None:
    reasons = {event.id: why for event, why in acled.choose(source()).left_out}
    assert reasons == {
        "E-3": "no place finer than a country is known",
        "E-4": "its cause is accident",
        "E-6": "it is several incidents told in sum; ACLED counts single events",
    }
    assert "it may be crime" in acled.choose(of(attack(NURSE))).left_out[0][1]


@pytest.mark.parametrize(("event", "expected"), [
    (attack(ARMY, as_recipient(FRONT)), ("Battles", "Armed clash")),
    (attack(ARMY, as_recipient(msgspec.structs.replace(ARMY, name="police", sector="COP"))), ("", "")),
    (attack(ARMY, as_recipient(msgspec.structs.replace(ARMY, country="IS"))), ("Battles", "Armed clash")),
    (attack(FRONT, NURSE), ("Violence against civilians", "Attack")),
    (attack(FRONT, NURSE, mode="abduct"), ("Violence against civilians", "Abduction/forced disappearance")),
    (attack(FRONT, mode="abduct"), ("", "")),
    (attack(ARMY, mode="drone"), ("Explosions/Remote violence", "Air/drone strike")),
    (attack(ARMY, mode="explosives"), ("Explosions/Remote violence", "")),
    (attack(ARMY, EventActor("students", "recipient", (), None, "OPP")), ("", "")),
    (attack(EventActor("students", "actor", (), None, "OPP"), plover="PROTEST", mode="demo"), ("Protests", "")),
    (attack(EventActor("youths", "actor", (), None, "OPP"), plover="PROTEST", mode="riot"), ("Riots", "")),
])  # fmt: skip
def test_an_event_type_only_where_mode_and_actors_leave_no_doubt(event: Event, expected: tuple[str, str]) -> None:
    [row] = rows(acled.ACLED, of(event)).values()
    assert (row["event_type"], row["sub_event_type"]) == expected


def test_a_states_forces_abroad_are_external() -> None:
    [row] = rows(acled.ACLED, of(attack(msgspec.structs.replace(ARMY, country="IS"), NURSE))).values()
    assert row["inter1"] == "External/Other forces"


SECTORS = st.sampled_from([None, "MIL", "COP", "REB", "UAF", "CVL", "OPP", "MED", "CRM"])
ACTORS = st.builds(
    EventActor,
    st.sampled_from(["Ostrand army", "Hills Front", "people", "Kestry police"]),
    st.sampled_from(["actor", "recipient", "accused", "claimed"]),
    st.just(()),
    st.sampled_from([None, "AQ", "IS"]),
    SECTORS,
)
COUNTS = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)).map(sorted)


@st.composite
def estimates(draw: st.DrawFn) -> Estimate:
    low, best, high = draw(COUNTS)
    return estimate(
        draw(st.sampled_from([low, None])), draw(st.sampled_from([best, None])), draw(st.sampled_from([high, None])), ()
    )


CELLS = st.builds(
    Cell, st.sampled_from(["killed", "injured"]), estimates(),
    st.sampled_from([None, "civilian", "combatant", "security_force", "attacker"]),
    st.sampled_from([None, "Hills Front", "army", "Ostrand"]), st.sampled_from([None, "child"]),
)  # fmt: skip
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2030, 1, 1))
DATES = st.tuples(DAYS, DAYS).map(sorted).map(lambda two: EventDate(two[0].isoformat(), two[1].isoformat(), "day"))
PLACES = st.builds(
    Place, st.just("Mill, Velmora"), st.none(), st.sampled_from([None, "AQ"]), st.none(), st.floats(-90, 90),
    st.floats(-180, 180), st.sampled_from([None, 1, 2, 3, 4, 5, 6]),
)  # fmt: skip


@st.composite
def happenings(draw: st.DrawFn) -> Event:
    return attack(
        *draw(st.lists(ACTORS, max_size=4)),
        killed=draw(st.none() | estimates()),
        cells=tuple(draw(st.lists(CELLS, max_size=4))),
        plover=draw(st.sampled_from(["ASSAULT", "PROTEST", "COERCE", None])),
        mode=draw(st.sampled_from([None, "aerial", "abduct", "sexual", "firearms", "riot", "demo", "explosives"])),
        date=draw(DATES | st.just(EventDate("2024-05-14", "2024-05-14", "day"))),
        place=draw(PLACES | st.none()),
    )


def numbers(row: dict[str, str], *names: str) -> list[int]:
    return [int(row[name]) for name in names if row[name]]


@settings(deadline=None, max_examples=50)
@given(happenings())
def test_in_every_ged_row_low_best_and_high_are_in_order_and_the_parts_sum_to_best(event: Event) -> None:
    for row in rows(ged.GED, of(event)).values():
        told = numbers(row, "low", "best", "high")
        assert told == sorted(told)
        parts = numbers(row, "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
        assert all(part >= 0 for part in parts)
        assert (sum(parts) == int(row["best"])) if row["best"] else not parts
        assert row["type_of_violence"] in ("", "1", "2", "3")
        assert row["side_a"]
        assert (row["high"] == "") == (row["high_open"] == "true")
        assert 1 <= int(row["priogrid_gid"] or 1) <= 259200


@settings(deadline=None, max_examples=50)
@given(happenings())
def test_in_every_acled_row_the_terms_are_the_codebooks_and_numbers_in_order(event: Event) -> None:
    for row in rows(acled.ACLED, of(event)).values():
        told = numbers(row, "fatalities_low", "fatalities_best", "fatalities_high")
        assert told == sorted(told)
        assert int(row["fatalities"]) >= 0
        assert row["sub_event_type"] in SUB_EVENTS.get(row["event_type"], set()) | {""}
        assert row["event_type"] in SUB_EVENTS.keys() | {""}
        assert {row["inter1"], row["inter2"]} <= INTER
        assert row["disorder_type"] in ("Political violence", "Demonstrations")
        assert (event.date.from_ or "9") <= row["event_date"] <= (event.date.to or "")
        assert row["geo_precision"] in ("1", "2", "3")
        if row["fatalities_basis"] == "none_reported":
            assert event.figures.get("killed") is None


@settings(deadline=None, max_examples=50)
@given(happenings())
def test_deaths_by_side_never_come_to_more_than_the_best(event: Event) -> None:
    sides, killed = sides_of(event), event.figures.get("killed")
    if sides and killed:
        found = deaths_of(event, killed, sides)
        known = [part for part in (found.a, found.b, found.civilians, found.unknown) if part is not None]
        assert sum(known) == (killed.best or 0)


def test_the_same_record_gives_the_same_bytes() -> None:
    for module in (ged, acled):
        once, again = (
            {name: b"".join(pieces) for name, pieces in module.files(source(), Scope()).items()} for _ in range(2)
        )
        assert once == again
