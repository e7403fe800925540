"""What does not fit into memory while a record is linked comes back as it was."""

import weakref
from pathlib import Path

import msgspec
import pytest
from generate import generate
from hypothesis import given
from hypothesis import strategies as st
from kept import fill
from linked_story import report
from same_rows import rows

from crossreport.engines.collector import uncollected
from crossreport.linking import link as linking
from crossreport.linking import pile as piles
from crossreport.linking import shelf, sides
from crossreport.linking.link import link
from crossreport.linking.pile import ById, Pile, Revised
from crossreport.linking.shelf import shelf_of
from crossreport.linking.sides import Sides
from crossreport.model.happened import Reading
from crossreport.pipeline import build
from crossreport.reading.read import read

TEXT = "{n} people were shot dead in Orlen on Monday, police said. A suspect was arrested in Velmora on Tuesday."


@given(st.lists(st.integers(0, 9), min_size=1, max_size=60))
def test_whatever_is_looked_up_in_whatever_order_is_what_was_put(asked: list[int]) -> None:
    kept = shelf_of(Reading, held=2)
    for n in range(10):
        kept.put(str(n), Reading(str(n)))
    assert [kept[str(n)].report for n in asked] == [str(n) for n in asked]
    assert list(kept) == [str(n) for n in range(10)]


def test_a_record_is_linked_the_same_where_next_to_nothing_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    reports = [report(f"r{n}", TEXT.format(n=2 + n % 3), published=f"2024-05-{10 + n}") for n in range(6)]
    readings = [read(one) for one in reports]
    whole = link(reports, readings)
    for module, name in ((shelf, "HELD"), (sides, "HELD"), (linking, "BAGS")):
        monkeypatch.setattr(module, name, 1)
    assert link(reports, readings) == whole


class Told(msgspec.Struct, frozen=True):
    id: str
    words: str = ""


NUMBERS = st.lists(st.integers(0, 9), max_size=8)


@given(st.integers(0, 12), NUMBERS, NUMBERS)
def test_a_pile_gives_what_was_put_into_it_by_number_by_id_and_in_order(
    held: int, changed: list[int], asked: list[int]
) -> None:
    pile = Pile(Told, held).add_all(Told(f"t{n}") for n in range(10))
    revised = Revised(pile, Told)
    for n in changed:
        revised.put(n, Told(f"t{n}", f"changed {len(changed)}"))
    revised.add(Told("more", "put behind all"))
    now = [Told(f"t{n}", f"changed {len(changed)}") if n in changed else Told(f"t{n}") for n in range(10)]
    by_id = ById(revised, frozenset({"t0"}))
    assert list(pile) == [Told(f"t{n}") for n in range(10)]
    assert [revised[n] for n in asked] == [now[n] for n in asked]
    assert [by_id.get(f"t{n}") for n in asked] == [now[n] if n else None for n in asked]
    assert "t99" not in by_id
    assert len(by_id) == 10
    assert by_id["more"].words == "put behind all"
    assert list(revised) == [*now, Told("more", "put behind all")]
    in_order = revised.plain({3: [10]})
    assert list(in_order) == [*now[:3], Told("more", "put behind all"), *now[3:]]
    assert [in_order[n] for n in asked] == [list(in_order)[n] for n in asked]


def test_what_was_held_goes_when_it_is_done_with_and_waits_for_no_collector() -> None:
    with uncollected():
        pile, known = Pile(Told, held=0).add_all([Told("t0"), Told("t1")]), Sides({})
        assert pile[1].id == "t1"
        gone = weakref.ref(pile), weakref.ref(known)
        del pile, known
        assert [one() for one in gone] == [None, None]


def test_a_record_is_the_same_whether_its_claims_are_held_or_lie_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = (
        "Five people were shot in Orlen on Monday, two of them fatally, police said. 900 have been killed since 1 March.",
        "Three people were killed in Orlen on Monday, police said.",
        "Police retracted their statement that three people were killed in Orlen on Monday.",
    )
    texts = [report(f"r{n}", text, published=f"2024-05-{14 + n}") for n, text in enumerate(told)]
    pairs = [*generate(25, seed=3, a_day=6), *((one, read(one)) for one in texts)]
    made = []
    for held in (piles.PILED, 4):
        monkeypatch.setattr(piles, "PILED", held)
        path = tmp_path / f"{held}.record"
        fill(path, pairs)
        build([], record=path)[0].close()
        made.append(rows(path))
    assert made[0] == made[1]
