"""What is judged of claims: evidence for a link or a reading, relations, estimates, tallies, stories."""

from typing import Literal

import msgspec

RelationType = Literal[
    "agree", "compatible", "update_up", "update_down", "transfer", "scope_difference", "partisan_dispute", "contradiction",
    "denial", "retracted",
]  # fmt: skip
Agreement = Literal[
    "single", "unanimous", "compatible", "developing", "ranged", "disputed", "partisan_dispute", "scope_unclear"
]  # fmt: skip

# How far an event is corroborated (docs/method.md, "Five axes"): levels that are computed, and those that people alone set.
VERIFIED = ("verified", "discounted")
CORROBORATION = (
    "unassessed", "single_origin", "corroborated", "corroborated_multi_type", "acknowledged", "contested", *VERIFIED
)  # fmt: skip


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True):
    """One row of evidence: what was looked at, what was found, what it adds (weights add up to a link's score)."""

    what: str
    found: str
    weight: float = 0.0


class Link(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why two mentions were taken for one event: rows whose weights sum to `score`."""

    a: tuple[str, str]
    b: tuple[str, str]
    score: float
    evidence: tuple[Evidence, ...]


class Copy(msgspec.Struct, frozen=True, omit_defaults=True):
    """Text taken over: `report` repeats `share` (0 to 1) of its paragraphs from `of`, the earlier one."""

    report: str
    of: str
    share: float
    whole: bool = False
    evidence: tuple[Evidence, ...] = ()


class Relation(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one claim is to another, and why, in words that carry the arithmetic."""

    a: str
    b: str
    type: RelationType
    why: str


class Mark(msgspec.Struct, frozen=True, omit_defaults=True):
    """A field that a person set by a decision, with what it was before (in words; None where nothing was)."""

    field: str
    was: str | None
    decision: str
    by: str
    why: str


class Override(msgspec.Struct, frozen=True, omit_defaults=True):
    """A person's decision that sets a figure, with the low, best, high and agreement that the claims give without it."""

    decision: str
    by: str
    why: str
    low: int | None = None
    best: int | None = None
    high: int | None = None
    agreement: Agreement | None = None


class Estimate(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Low, best and high of one outcome by one profile, in persons; never an average, never a confidence interval.

    `high` is None exactly where `high_open`; `best` None where the profile sets none. `claims` are the current ones it
    rests on, `origins` theirs. `arithmetic` says in words how it came about. Where a person set it, `override` says who and
    why, and `claims` are those that it overrides.
    """

    low: int | None
    best: int | None
    high: int | None
    high_open: bool
    origins: tuple[str, ...]
    agreement: Agreement
    profile: str
    claims: tuple[str, ...]
    perpetrators: int | None = None
    party_only: bool = False
    arithmetic: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()
    override: Override | None = None


class Cell(msgspec.Struct, frozen=True, omit_defaults=True):
    """The estimate for a part of the dead or hurt that reports tell apart (status, side, subgroup)."""

    outcome: str
    estimate: Estimate
    status: str | None = None
    side: str | None = None
    subgroup: str | None = None


class Found(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the record itself holds within the scope of a stated total."""

    low: int
    best: int
    high: int | None
    events: tuple[str, ...]


class Difference(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a stated total differs from the nearest other one of a like scope; `certain` only where a source says so."""

    claims: tuple[str, ...]
    text: str
    certain: bool = False


class Tally(msgspec.Struct, frozen=True, omit_defaults=True):
    """A total that a report states for a period or an area, beside what the record holds in that scope."""

    claim: str
    outcome: str
    period_from: str | None
    period_to: str | None
    found: Found
    who: str | None = None
    low: int | None = None
    high: int | None = None
    point: int | None = None
    area: str | None = None
    by: str | None = None
    difference: Difference | None = None


class TallyRow(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One event's part of a tally."""

    event: str
    low: int
    best: int | None
    high: int | None


class TallyResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the record's events add up to within a filter; it can be recomputed from its rows. `high` is None where open.

    `lacking` are events in scope with no figure for the outcome; `without_best` counts rows without a best, which add
    their low to it. `choices` names the choices about contested areas that touched a place; `outside` are events with such
    a figure that the profile's case definition leaves out (an accident in a tally of violence), or a person discounted.
    Where nothing at all is found, `unmatched` names those of "place", "side" and "actor" that fit no event of the record.
    """

    outcome: str
    profile: str
    low: int
    best: int
    high: int | None
    rows: tuple[TallyRow, ...]
    lacking: tuple[str, ...]
    arithmetic: str
    who: str | None = None
    status: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    side: str | None = None
    actor: str | None = None
    corroboration: tuple[str, ...] = ()
    without_best: int = 0
    choices: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()

    @property
    def high_open(self) -> bool:
        """Is there no upper end?"""
        return self.high is None


class StoryRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of agree / differ / alone: the claims lined up, and what they say, in words. `weight` orders rows."""

    kind: Literal["agree", "differ", "alone"]
    claims: tuple[str, ...]
    text: str
    topic: Literal["figure", "tally", "statement", "date", "place", "actor", "cause", "stance", "disputed"] = "statement"
    details: tuple[tuple[str, str], ...] = ()
    weight: float = 0.0


class Story(msgspec.Struct, frozen=True, omit_defaults=True):
    """A group of reports on one development. `from_` and `to` are the first and last day of publication.

    `formerly` are the ids of stories that a person found to be this one.
    """

    id: str
    title: str
    reports: tuple[str, ...]
    events: tuple[str, ...]
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    main_event: str | None = None
    rows: tuple[StoryRow, ...] = ()
    formerly: tuple[str, ...] = ()
