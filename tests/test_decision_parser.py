"""The door by which decisions come in from outside: whatever comes, it is a decision or an error in words."""

from contextlib import suppress

import msgspec
import pytest
from decided_story import Story
from hypothesis import given
from hypothesis import strategies as st

from crossreport.deciding.parse import id_of, parsed
from crossreport.deciding.propose import MAKERS, propose
from crossreport.deciding.world import World
from crossreport.errors import CrossreportError, InputError

STORY = Story()
GOOD = STORY.decide("edit", claim=STORY.claim("mill").id, changes={"point": 4}).decisions[0]
LINE = msgspec.json.encode(GOOD)
WORLD = World(STORY.linked, STORY.derived)


def test_what_is_written_is_read_back() -> None:
    assert parsed([LINE, b"\n"]) == [GOOD]


@given(st.binary(max_size=300))
def test_any_bytes_are_a_decision_or_an_error(line: bytes) -> None:
    with suppress(InputError):
        parsed([line])


@given(st.integers(0, len(LINE) - 1), st.integers(0, 255))
def test_a_decision_with_one_byte_changed_is_refused_or_the_same(at: int, byte: int) -> None:
    changed = LINE[:at] + bytes([byte]) + LINE[at + 1 :]
    with suppress(InputError):
        assert parsed([changed]) == [GOOD]


def test_a_line_too_deep_is_refused() -> None:
    with pytest.raises(InputError):
        parsed([b'{"id":' + b"[" * 100_000])


def test_a_decision_that_says_something_else_under_its_id_is_refused() -> None:
    other = msgspec.structs.replace(GOOD, why="another reason")
    assert id_of(other) != GOOD.id
    with pytest.raises(InputError, match="it was changed"):
        parsed([msgspec.json.encode(other)])


plain = st.none() | st.booleans() | st.integers(-5, 10**12) | st.floats() | st.text(max_size=8)
ids = [*(one.id for one in STORY.derived.claims), *(one.id for one in STORY.derived.events), "mill"]
values = st.recursive(
    plain | st.sampled_from(ids),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@st.composite
def asked(draw: st.DrawFn) -> tuple[str, dict[str, object]]:
    do = draw(st.sampled_from(sorted(MAKERS)))
    names = st.sampled_from([*MAKERS[do][1], "other"])
    return do, draw(st.dictionaries(names, values, max_size=4))


@given(asked(), st.text(max_size=5), st.text(max_size=5))
def test_whatever_is_asked_a_decision_comes_or_an_error_in_words(
    what: tuple[str, dict[str, object]], by: str, why: str
) -> None:
    with suppress(CrossreportError):
        made = propose(WORLD, what[0], by, why, what[1])
        assert parsed([msgspec.json.encode(made)]) == [made]


@pytest.mark.parametrize(
    ("do", "what", "error"),
    [
        ("edit", {"claim": "C-none", "changes": {}}, "no claim"),
        ("merge", {"ids": ["mill", "harbour"]}, "neither merged nor split"),
        ("exclude", {}, "one of: a report, an outlet, an origin"),
        ("exclude", {"outlet": "Nobody's Post"}, "Its outlets: Outlet harbour, Outlet mill"),
        ("undo", {"decision": "D-none"}, "no decision"),
        ("add_source", {"text": "t", "medium": "smoke", "taken_by": "A", "taken_at": "2024-05-01"}, "medium"),
        ("dance", {}, "no decision 'dance'"),
    ],
)
def test_bad_decisions_say_what_was_wrong(do: str, what: dict[str, object], error: str) -> None:
    with pytest.raises(CrossreportError, match=error):
        propose(WORLD, do, "Ada Berg", "w", what)


@pytest.mark.parametrize(("by", "why"), [("", "w"), ("A", " "), ("A", "w\x1b[2J"), ("A" * 500, "w"), ("A", "\ud800")])
def test_who_and_why_are_needed_and_printable(by: str, why: str) -> None:
    with pytest.raises(InputError):
        propose(WORLD, "note", by, why, {"id": STORY.claim("mill").id})
