"""What does not fit into memory while a record is linked comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linked_story import report

from crossreport.linking import link as linking
from crossreport.linking import shelf, sides
from crossreport.linking.link import link
from crossreport.linking.shelf import shelf_of
from crossreport.model.happened import Reading
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
