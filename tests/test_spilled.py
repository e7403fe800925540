"""Lists that lie in files where they are long give what they were given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossreport.store import spilled
from crossreport.store.spilled import SortedLines, Spilled, joined

LINES = st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=8), max_size=40)


@given(LINES, st.integers(1, 7))
def test_lines_come_in_their_order_however_many_are_sorted_at_once(lines: list[str], run: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(spilled, "RUN", run)
        patched.setattr(spilled, "HELD", 10)
        found = SortedLines()
        for line in lines:
            found.add(line)
        assert b"".join(joined(found)) == "\n".join(sorted(lines)).encode()
        assert list(found) == sorted(lines)  # and once more


@given(st.lists(st.tuples(st.integers(-(2**60), 2**60), LINES)))
def test_values_come_as_they_were_put(values: list[tuple[int, list[str]]]) -> None:
    held = Spilled()
    for value in values:
        held.add(value)
    assert held.count == len(values)
    assert [(number, lines) for number, lines in held] == values
