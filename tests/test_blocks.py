"""Which mentions are compared: those that share enough for the days between them, however many others there are."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import inf
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from linked_story import KESTRY, VELMORA, at, day, dead, mention, report, victim

from crossreport.linking.apart import Apart
from crossreport.linking.copies import Copies, find_copies
from crossreport.linking.evidence import Judge
from crossreport.linking.pairs import Mark, Marked, When
from crossreport.linking.pairs import pairs_of as pairs_of_marked
from crossreport.linking.sides import Key, sides, weights
from crossreport.linking.words import bag
from crossreport.model.happened import EventDate, Reading, TimeExpression
from crossreport.model.report import Report

LEAST = weights()["blocks"]["least"]


def word(term: str, day: int | None, weight: float) -> Mark:
    return Mark(("word", term), day, 21, weight)


def pairs_of(marked: Mapping[Key, Sequence[Mark]], when: Mapping[Key, When]) -> list[tuple[Key, Key]]:
    """The pairs among these things."""
    made = Marked()
    for key in sorted(marked):
        made.add(key, marked[key], when[key])
    return list(pairs_of_marked(made))


def paired(**held: list[Mark]) -> list[tuple[str, str]]:
    """The reports that are compared, each with one mention on the day of its first mark."""
    marked: dict[Key, list[Mark]] = {(name, "m1"): marks for name, marks in held.items()}
    when = {key: When(marks[0].day) for key, marks in marked.items()}
    return [(a[0], b[0]) for a, b in pairs_of(marked, when)]


def of_one_day(marked: dict[Key, list[Mark]]) -> dict[Key, When]:
    """All of them told on one day."""
    return dict.fromkeys(marked, When(0))


def test_one_strong_key_is_enough_and_light_words_are_not() -> None:
    town = Mark(("place", "velmora"), 10, 4)
    assert paired(a=[town], b=[town]) == [("a", "b")]
    assert paired(a=[word("shot", 10, 1.8)], b=[word("shot", 10, 1.8)]) == []
    both = [word("harbour", 10, 4.0), word("tannery", 10, 4.0)]
    assert paired(a=both, b=both) == [("a", "b")]


def test_the_more_days_lie_between_the_more_must_be_shared() -> None:
    def told(day: int, *terms: str) -> list[Mark]:
        return [word(term, day, LEAST) for term in terms]

    assert paired(a=told(10, "harbour"), b=told(10, "harbour")) == [("a", "b")]
    assert paired(a=told(10, "harbour"), b=told(20, "harbour")) == []
    assert paired(a=told(10, "harbour", "tannery"), b=told(20, "harbour", "tannery")) == [("a", "b")]
    assert paired(a=told(10, "harbour", "tannery"), b=told(40, "harbour", "tannery")) == [], "out of reach"


def test_without_a_day_two_are_as_far_apart_as_words_reach() -> None:
    told = [word("harbour", None, LEAST)]
    assert paired(a=told, b=told) == []
    told = [word(term, None, LEAST) for term in ("harbour", "tannery", "ferry")]
    assert paired(a=told, b=told) == [("a", "b")]


def test_a_key_counts_once_and_by_the_lighter_of_the_two() -> None:
    twice = [Mark(("person", "vint"), 1, 9, LEAST - 1), Mark(("person", "vint"), 2, 9, LEAST - 1)]
    assert paired(a=twice, b=twice) == []
    assert paired(a=[word("ferry", 1, LEAST)], b=[word("ferry", 1, LEAST - 1)]) == []


def test_two_mentions_of_one_report_are_not_compared() -> None:
    town = [Mark(("place", "velmora"), 10, 4)]
    marked: dict[Key, list[Mark]] = {("a", "m1"): town, ("a", "m2"): town}
    assert pairs_of(marked, of_one_day(marked)) == []


MARKS = st.lists(
    st.builds(
        Mark,
        key=st.sampled_from("abcdefgh"),
        day=st.none() | st.integers(0, 30),
        reach=st.just(7),
        weight=st.sampled_from([0.5, 1.8, 4.0, 5.0, inf]),
    ),
    max_size=6,
)
RECORDS = st.dictionaries(st.tuples(st.sampled_from("pqrstu"), st.just("m1")), MARKS, max_size=6)


@given(RECORDS)
def test_all_pairs_that_share_enough_are_found_and_no_others(marked: dict[Key, list[Mark]]) -> None:
    def shared(a: Key, b: Key) -> float:
        best: dict[object, float] = {}
        for one in marked[a]:
            for two in marked[b]:
                near = one.day is None or two.day is None or abs(one.day - two.day) <= one.reach
                if one.key == two.key and near:
                    best[one.key] = max(best.get(one.key, 0.0), min(one.weight, two.weight))
        return sum(best.values())

    keys = sorted(marked)
    assert pairs_of(marked, of_one_day(marked)) == [
        (a, b) for n, a in enumerate(keys) for b in keys[n + 1 :] if shared(a, b) >= LEAST
    ]


@given(RECORDS, MARKS)
def test_one_more_report_moves_no_other_pair(marked: dict[Key, list[Mark]], more: list[Mark]) -> None:
    grown = {**marked, ("z", "m1"): more}
    when = {key: When(3 * at) for at, key in enumerate(sorted(grown))}
    before, after = pairs_of(marked, when), pairs_of(grown, when)
    assert before == [pair for pair in after if pair[1][0] != "z"]


def test_the_pairs_grow_as_the_reports_do() -> None:
    def record(towns: int) -> dict[Key, list[Mark]]:
        """Each day a shooting in another town, told by two reports in words that all shootings have in common."""
        made: dict[Key, list[Mark]] = {}
        for n in range(towns):
            common = [word(term, n, 1.8) for term in ("shot", "gunman", "police")]
            for outlet in ("x", "y"):
                made[f"{outlet}{n}", "m1"] = [Mark(("place", f"town {n}"), n, 4), *common]
        return made

    for towns in (50, 100, 200):
        found = pairs_of(record(towns), {key: When(int(key[0][1:])) for key in record(towns)})
        assert len(found) <= 2 * towns


def test_words_weigh_nothing_more_for_being_many_in_the_record() -> None:
    crowd = {(f"c{n}", "m1"): [word("harbour", n * 100, LEAST)] for n in range(30)}
    pair: dict[Key, list[Mark]] = {(name, "m1"): [word("harbour", 0, LEAST)] for name in ("a", "b")}
    marked = {**crowd, **pair}
    assert (("a", "m1"), ("b", "m1")) in pairs_of(marked, of_one_day(marked))


PLACES = st.sampled_from(
    [None, VELMORA, KESTRY]
    + [msgspec.structs.replace(KESTRY, name=name, lat=lat, precision=precision) for name in ("Kestry", "Van", "Upper Kestry")
       for lat, precision in ((10.0, 1), (10.4, 2), (10.9, 1), (10.9, 4), (None, 1))]
)  # fmt: skip
TOLD = st.tuples(
    PLACES,
    st.none() | st.dates(date(2024, 5, 10), date(2024, 5, 20)),
    st.sampled_from(["Kestry", "Velmora", "Upper Kestry", "Nowhere", "Velmora and Kestry"]),
    st.sampled_from(["incident", "episode"]),
    st.sampled_from([None, "Marcus Orlen", "Daniel Verre"]),
    st.sampled_from([0, 1, 2, 3]),
)


@given(st.lists(TOLD, min_size=2, max_size=6), st.booleans())
def test_many_are_parted_at_once_as_two_are(told: list[Any], is_named: bool) -> None:
    made = []
    for n, (place, when, words, kind, person, killed) in enumerate(told):
        text = f"A grey van and a gunman in {words}. {person or ''} {killed} died."
        one = report(f"r{n}", text, "2024-05-15", title="A gunman in a van")
        shot = mention(one, "a gunman", place=place, kind=kind, date=day(str(when)) if when else EventDate())
        people = (victim(one, person, 34),) if person else ()
        counted = (dead(one, f"{killed} died", killed),) if killed else ()
        made += sides(one, Reading(one.id, mentions=(shot,), people=people, figures=counted), bag(one))
    judge = Judge(Copies())
    others = np.arange(1, len(made))
    kept = Apart(made, judge).keep(0, others, np.full(len(others), is_named))
    assert kept.tolist() == [not judge.cannot_be_one(made[0], made[n], is_named) for n in others]


NEWS = st.tuples(
    st.sampled_from(["2024-01-10", "2024-05-14", "2024-05-30"]),
    st.sampled_from([0, 1, 120]),
    st.sampled_from(["Some of Marcus Orlen", "Nobody was seen in Kestry, where a grey van was found", "A van left"]),
    st.sampled_from([None, "Marcus Orlen", "Markus Orlen"]),
    st.sampled_from([False, False, True]),
)


@given(st.lists(NEWS, min_size=5, max_size=8), st.booleans())
def test_those_of_weeks_apart_are_parted_at_once_as_two_are(told: list[Any], is_named: bool) -> None:
    made, reports = [], []
    for n, (published, before, words, person, is_later) in enumerate(told):
        text = f"A gunman shot. {words}.\n\n{person or ''}"
        one = report(f"r{n}", text, published, title="A gunman in a van")
        reports.append(one)
        when = date.fromisoformat(published) - timedelta(before)
        shot = mention(one, "A gunman", place=KESTRY, date=day(str(when)), follow_up=is_later)
        people = (victim(one, person, 34),) if person else ()
        made += sides(one, Reading(one.id, mentions=(shot,), people=people), bag(one))
    for copies in (Copies(), find_copies(reports)):
        judge = Judge(copies)
        apart = Apart(made, judge)
        for first in range(len(made)):
            others = np.arange(first + 1, len(made))
            kept = apart.keep(first, others, np.full(len(others), is_named))
            assert kept.tolist() == [not judge.cannot_be_one(made[first], made[n], is_named) for n in others]


def kept_together(*told: tuple[str, str], **of_later: Any) -> bool:
    """Are the shootings of two reports, each told on its day, left to be compared? "January" is the day of the first."""
    made, reports = [], list[Report]()
    for n, (published, text) in enumerate(told):
        one = report(f"r{n}", text, published, title="A gunman in a van")
        reports.append(one)
        first = told[0][0]
        looks_back = (TimeExpression(at(one, "January"), "DATE", first, first, first),) if "January" in text else ()
        shot = mention(one, "A gunman", place=KESTRY, date=day(published), **(of_later if n else {}))
        made += sides(one, Reading(one.id, mentions=(shot,), dates=looks_back), bag(one))
    judge = Judge(find_copies(reports))
    kept = bool(Apart(made, judge).keep(0, np.array([1]), np.array([True]))[0])
    assert kept is not judge.cannot_be_one(made[0], made[1], True)
    return kept


def test_a_follow_up_that_names_the_day_months_before_is_compared_with_the_news_of_it() -> None:
    news, later = ("2024-01-10", "A gunman fired at a ferry."), ("2024-05-14", "A gunman of January stood before the court.")
    assert kept_together(news, later, follow_up=True)
    assert not kept_together(news, later), "it has fresh news of its own"


@pytest.mark.parametrize(("published", "is_kept"), [("2024-01-31", True), ("2024-02-01", False)])
def test_news_three_weeks_later_may_look_back_and_news_after_that_has_its_own(published: str, is_kept: bool) -> None:
    news, later = ("2024-01-10", "A gunman fired at a ferry."), (published, "A gunman was sought since a raid in January.")
    assert kept_together(news, later) is is_kept


def test_a_text_that_is_printed_again_months_later_is_compared_with_itself() -> None:
    text = "A gunman left a grey van at the harbour and fired nine shots at those who were waiting for the ferry to Orlen."
    again = (
        "A gunman of whom nobody knew anything had walked home through the fields before anybody thought of following him."
    )
    assert kept_together(("2024-01-10", text), ("2024-05-14", text))
    assert not kept_together(("2024-01-10", text), ("2024-05-14", again))
