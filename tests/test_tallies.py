"""Totals: what reports state beside what the record holds, and what anybody asks for."""

from typing import Any

import msgspec
from linked_by_hand import Hand, actor, place

from crossreport.model.happened import EventDate, Place
from crossreport.model.judged import Story
from crossreport.profiles.load import load_profile
from crossreport.reconcile.areas import area, contains
from crossreport.reconcile.reconcile import reconcile
from crossreport.reconcile.tallies import tally

WEST = Place("West Bank", None, "PS", precision=4)


def two_villages() -> Hand:
    """Six and one killed in two villages of Oriel, three in Maren; two reports state totals that are one apart."""
    story = Hand()
    story.event("E1", title="Raid on Tarno", place=place("Tarno", "XA", "Oriel"))
    story.event("E2", title="Shooting near Velk", place=place("Velk", "XA", "Oriel"))
    story.event("E3", title="Blast in Sund", place=place("Sund", "XB", "Maren"))
    story.says("north", "six Orielans were killed", 6, events=("E1",), who="six Orielans")
    story.says("south", "six Orielans died", 6, events=("E1",), who="six Orielans")
    story.says("north", "an Orielan youth was killed", 1, events=("E2",), who="an Orielan youth")
    story.says("north", "three killed in Sund", 3, events=("E3",), who="three people")
    period: dict[str, Any] = {
        "scope": "period",
        "period_from": "2024-01-01",
        "who": "Orielans",
        "type": "tally",
        "events": (),
    }
    story.says("north", "35 Orielans killed by army bullets since January", 35, area="Oriel", by="an agency", **period)
    story.says("south", "34 Orielans killed in clashes since January", 34, **period)
    return story


def test_found_is_what_the_record_holds_in_that_scope() -> None:
    first = next(t for t in two_villages().judged().tallies if t.point == 35)
    assert (first.found.low, first.found.best, first.found.high) == (7, 7, 7)
    assert first.found.events == ("E1", "E2")
    assert (first.by, first.area, first.who) == ("an agency", "Oriel", "Orielans")


def test_a_stated_total_enters_no_incident() -> None:
    assert [e.figures["killed"].best for e in two_villages().judged().events] == [6, 1, 3]


def test_a_total_without_period_and_area_is_one_of_its_story() -> None:
    story = two_villages()
    story.event("E9", title="Blast in Orn", place=place("Orn", "XC", "Varn"))
    story.says("far", "nine killed in Orn", 9, events=("E9",))
    story.says("north", "ten dead in all", 10, scope="period", type="tally", events=())
    linked = story.linked()
    apart = (Story("S1", "the raids", ("north", "south"), ("E1", "E2", "E3")), Story("S2", "the blast", ("far",), ("E9",)))
    of = {report: one.id for one in apart for report in one.reports}
    rows = tuple(msgspec.structs.replace(row, story=of[row.report]) for row in linked.rows)
    derived = reconcile(msgspec.structs.replace(linked, stories=apart, rows=rows), load_profile("recent_majority"))
    (whole,) = [one for one in derived.tallies if one.point == 10]
    assert (whole.found.best, whole.found.events) == (10, ("E1", "E2", "E3"))


def test_the_nearest_of_several_totals_is_set_against_one() -> None:
    story = Hand()
    period: dict[str, Any] = {"scope": "period", "who": "Orielans", "type": "tally", "events": ()}
    for name, count, day in (("north", 39, "01"), ("south", 34, "02"), ("east", 45, "03"), ("west", 40, "09")):
        story.says(name, f"{count} killed", count, period_from=f"2024-01-{day}", **period)
    told = {tally.point: tally for tally in story.judged().tallies}
    claims = {claim.id: claim for claim in story.judged().claims}

    def against(number: int) -> int | None:
        found = told[number].difference
        figure = claims[found.claims[0]].figure if found else None
        return figure.point if figure else None

    assert [against(number) for number in (39, 34, 45, 40)] == [34, 39, 39, None], "the last begins a week later"


def test_difference_names_scope_first_and_a_possible_explanation() -> None:
    first = next(t for t in two_villages().judged().tallies if t.point == 35)
    assert first.difference
    assert not first.difference.certain
    text = first.difference.text
    assert text.startswith("Not the same scope: ")
    assert "where: " in text
    assert "not said (" in text
    assert "1 apart. Possible: north tells of one killed (Shooting near Velk)" in text
    assert "34 + 1 = 35" in text


def test_no_explanation_is_invented() -> None:
    story = Hand()
    period: dict[str, Any] = {
        "scope": "period",
        "period_from": "2024-01-01",
        "who": "Orielans",
        "type": "tally",
        "events": (),
    }
    story.says("north", "39 killed", 39, **period)
    story.says("south", "34 killed", 34, **period)
    text = story.judged().tallies[0].difference
    assert text
    assert text.text.endswith("Nothing here accounts for it.")


def test_totals_of_other_people_or_periods_are_not_compared() -> None:
    story = Hand()
    period: dict[str, Any] = {"scope": "period", "type": "tally", "events": ()}
    story.says("north", "39 Orielans killed", 39, who="Orielans", period_from="2024-01-01", **period)
    story.says("south", "34 soldiers killed", 34, who="soldiers", period_from="2024-01-01", **period)
    story.says(
        "east", "200 Orielans killed", 200, who="Orielans", period_from="2023-01-01", period_to="2023-12-31", **period
    )
    assert [t.difference for t in story.judged().tallies] == [None, None, None]


def test_tally_by_whom_where_and_when_can_be_recomputed() -> None:
    derived = two_villages().judged()
    whole = tally(derived, "killed")
    assert (whole.low, whole.best, whole.high, whole.arithmetic) == (10, 10, 10, "6 + 3 + 1 = 10")
    assert tally(derived, "killed", who="Orielans").best == 7
    assert tally(derived, "killed", place="Oriel").best == 7
    assert tally(derived, "killed", until="2024-05-01").best == 0
    assert sum(row.best or 0 for row in whole.rows) == whole.best


def test_tally_counts_events_that_lack_a_figure() -> None:
    story = Hand()
    story.event("E1")
    story.event("E2")
    story.says("north", "six dead", 6)
    story.says("north", "nine hurt", 9, "injured", events=("E2",))
    found = tally(story.judged(), "killed")
    assert found.best == 6
    assert found.lacking == ("E2",)


def test_an_open_high_end_stays_open_in_the_sum() -> None:
    story = Hand()
    story.event("E1")
    story.event("E2")
    story.says("north", "at least six dead", 6, form="at_least", high=None)
    story.says("north", "two dead", 2, events=("E2",))
    found = tally(story.judged(), "killed")
    assert (found.low, found.best, found.high, found.high_open) == (8, 8, None, True)


def test_an_undated_event_lies_in_no_period() -> None:
    story = Hand()
    story.event("E1", date=EventDate())
    story.says("north", "six dead", 6)
    assert tally(story.judged(), since="2024-01-01").best == 0
    assert tally(story.judged()).best == 6


def test_who_died_may_be_known_from_the_recipient() -> None:
    story = Hand()
    story.event("E1", actors=(actor("Orielans", "recipient"),))
    story.says("north", "six dead", 6)
    assert tally(story.judged(), who="Orielans").best == 6


def test_contested_parts_follow_the_choice_on_file_and_say_so() -> None:
    inside, choice = contains(area("West Bank"), Place("East Jerusalem", None, "PS", precision=1))
    assert inside
    assert choice
    assert "areas.yaml" in choice
    assert contains(area("West Bank and East Jerusalem"), Place("East Jerusalem", None, "PS")) == (True, None)
    assert contains(area("the occupied West Bank"), WEST)[0]
    assert contains(area("West Bank"), Place("southern West Bank", None, "PS"))[0]
    assert not contains(area("West Bank"), Place("Haifa", "Haifa", "IL"))[0]
    assert not contains(area("West Bank"), None)[0]


def test_a_country_holds_its_towns() -> None:
    assert contains(area("Norway"), Place("Bergen", None, "NO", precision=1))[0]
    assert not contains(area("Norway"), Place("Malmö", None, "SE", precision=1))[0]


def test_filters_narrow_each_other() -> None:
    story = Hand()
    story.event("E1", actors=(actor("Northern Guard", "actor"),))
    story.event("E2", actors=(actor("Harbour Police", "accused"),))
    story.says("north", "six civilians dead", 6, status="civilian")
    story.says("north", "two dead", 2, events=("E2",))
    derived = story.judged()
    assert tally(derived, status="civilian").best == 6
    assert tally(derived, actor="harbour police").best == 2
    assert tally(derived, status="civilian", actor="Harbour Police").rows == ()
    assert tally(derived, corroboration=("single_origin",)).best == 8
    assert tally(derived, corroboration=("corroborated",)).best == 0


def test_the_dead_of_one_side() -> None:
    story = Hand()
    story.event("E1")
    story.says("north", "six Orielans and two guards dead", 8)
    story.says("north", "six Orielans", 6, side="Oriel")
    story.says("north", "two guards of Tarn", 2, side="Tarn", status="security_force")
    derived = story.judged()
    assert [tally(derived, side=side).best for side in ("oriel", "Tarn", "Elsewhere")] == [6, 2, 0]
    assert tally(derived, side="Tarn", status="civilian").rows == ()


def test_accidents_stay_out_of_a_tally_of_violence_and_are_named() -> None:
    story = Hand()
    story.event("E1", cause="violence")
    story.event("E2", cause="accident")
    story.says("north", "six dead", 6)
    story.says("north", "two dead", 2, events=("E2",))
    found = tally(story.judged("recent_majority"))
    assert (found.best, found.outside) == (6, ("E2",))
    assert tally(story.judged("official_latest")).best == 8


def test_where_nothing_is_found_the_filter_that_fits_no_event_at_all_is_named() -> None:
    derived = two_villages().judged()
    assert tally(derived, place="Atlantis", actor="Nobody").unmatched == ("place", "actor")
    assert tally(derived, place="Oriel", side="Atlantis").unmatched == ("side",)
    assert tally(derived, place="Oriel", since="1999-01-01", until="1999-12-31").unmatched == ()
