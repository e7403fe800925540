"""What people decide about a record: each decision with who, when and why, tied to the words that it was made on.

A decision names no machine id that it could not do without: ids stand in it for people to read, and are found again by the
words (the TextQuoteSelector of the W3C Web Annotation Data Model: exact words, what stands before and after them).
"""

from collections.abc import Iterator
from typing import Any, Literal, get_args

import msgspec

from crossreport.model.happened import Cause, EventDate, Place
from crossreport.model.judged import VERIFIED
from crossreport.model.report import Report
from crossreport.model.said import Aux, Certainty, ClaimType, Form, Outcome, Polarity, Stance, Status

# Characters before and after the words that an anchor keeps, whole words of them.
CONTEXT = 32

# Levels that a person alone sets (docs/method.md, "Five axes"): of corroboration, responsibility and review.
ESTABLISHED = ("judicially_established",)
REVIEW = ("machine", "triaged", "reviewed", "second_reviewed", "published", "corrected", "withdrawn")
LEVELS = (*VERIFIED, *ESTABLISHED, *REVIEW)

TargetKind = Literal["claim", "event", "story", "actor", "victim", "report"]
Medium = Literal["call", "message", "interview", "visit", "photo", "video", "audio", "post", "document", "other"]
MEDIA: tuple[Medium, ...] = get_args(Medium)
Does = Literal["claims", "admits", "accused", "denies"]
DOES: tuple[Does, ...] = get_args(Does)
SourceKind = Literal["report", "outlet", "origin"]


class Quote(msgspec.Struct, frozen=True, omit_defaults=True):
    """Words of a report (of its title where `title`) with what stands around them; `start` is where they stood, a hint."""

    report: str
    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = -1
    title: bool = False


class Anchor(msgspec.Struct, frozen=True, omit_defaults=True):
    """A claim by its words: what kind it is, its outcome where it is a figure, and its speaker tell it from others there."""

    quotes: tuple[Quote, ...]
    type: ClaimType
    outcome: Outcome | None = None
    source: str | None = None


class Target(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a decision is about. `id` is what the machine called it then, for people to read.

    A claim is found by its words; an event by those of its claims, one of each report's telling, the one that speaks for it
    first; an actor or a victim by the words that name it (`names`); a story by its reports; a report by its id.
    """

    kind: TargetKind
    id: str
    claims: tuple[Anchor, ...] = ()
    names: tuple[Quote, ...] = ()
    reports: tuple[str, ...] = ()


class Changes(msgspec.Struct, frozen=True, omit_defaults=True):
    """Fields of a claim: those that an edit sets, or those that were seen. Those left out (UNSET) stay; None empties one.

    `point`, `low` and `high` are persons. `stance`, `polarity`, `certainty` and `source` are those of who says it.
    """

    outcome: Outcome | msgspec.UnsetType = msgspec.UNSET
    form: Form | msgspec.UnsetType = msgspec.UNSET
    low: int | msgspec.UnsetType | None = msgspec.UNSET
    high: int | msgspec.UnsetType | None = msgspec.UNSET
    point: int | msgspec.UnsetType | None = msgspec.UNSET
    measure: Literal["stock", "increment"] | msgspec.UnsetType = msgspec.UNSET
    scope: Literal["incident", "period"] | msgspec.UnsetType = msgspec.UNSET
    unit: str | msgspec.UnsetType | None = msgspec.UNSET
    who: str | msgspec.UnsetType | None = msgspec.UNSET
    status: Status | msgspec.UnsetType = msgspec.UNSET
    subgroup: str | msgspec.UnsetType | None = msgspec.UNSET
    side: str | msgspec.UnsetType | None = msgspec.UNSET
    as_of: str | msgspec.UnsetType | None = msgspec.UNSET
    includes_attackers: bool | msgspec.UnsetType | None = msgspec.UNSET
    aux: Aux | msgspec.UnsetType = msgspec.UNSET
    stance: Stance | msgspec.UnsetType = msgspec.UNSET
    polarity: Polarity | msgspec.UnsetType = msgspec.UNSET
    certainty: Certainty | msgspec.UnsetType = msgspec.UNSET
    source: str | msgspec.UnsetType | None = msgspec.UNSET


class Accept(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="do", tag="accept"):
    """The claim is right as it was `seen`, whatever is read of it later.

    With `here_only` it says nothing of copies of the passage in other reports.
    """

    about: Target
    seen: Changes
    here_only: bool = False


class Reject(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="do", tag="reject"):
    """The claim, read as it was `seen`, is wrong: it stays in the record, and supports nothing."""

    about: Target
    seen: Changes
    here_only: bool = False


class Edit(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="do", tag="edit"):
    """The claim is right with these changes; what the machine read stays beside them."""

    about: Target
    changes: Changes
    here_only: bool = False


class Merge(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="do", tag="merge"):
    """These events (or stories, actors, victims) are one. The first one's words come first."""

    targets: tuple[Target, ...]


class Split(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="do", tag="split"):
    """What `apart` names is not part of `stays`, with which the machine had it together, but one thing of its own.

    With `alone` (of events) these claims alone leave it, out of what their reports tell as one incident; without, all that
    these reports tell of it. `here_only` then leaves copies of their passages in other reports where they are.
    """

    stays: Target
    apart: Target
    alone: bool = False
    here_only: bool = False


class Numbers(msgspec.Struct, frozen=True, omit_defaults=True):
    """The figure of one outcome as a person sets it, in persons. `high` None is an open end, `best` None sets none."""

    outcome: Outcome
    low: int | None
    best: int | None
    high: int | None


class Set(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="do", tag="set"):
    """What is known of an event by a person's finding, whatever its claims give; what they give stays beside it."""

    about: Target
    figure: Numbers | None = None
    title: str | None = None
    cause: Cause | None = None
    plover: str | None = None
    mode: str | None = None
    date: EventDate | None = None
    place: Place | None = None


class Exclude(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="do", tag="exclude"):
    """A report (by id), an outlet (by name) or an origin (by the words of its claims) supports nothing."""

    kind: SourceKind
    name: str
    claims: tuple[Anchor, ...] = ()


class Level(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="do", tag="level"):
    """The event has this level (one of LEVELS). `seen` are the reports that it rested on then."""

    about: Target
    level: str
    seen: tuple[str, ...] = ()


class Note(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="do", tag="note"):
    """A note on something; its words are the decision's `why`."""

    about: Target


class AddClaim(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="do", tag="add_claim"):
    """A claim that the machine missed, on marked words of one report, with what they say.

    It belongs to `event`; where that is None, to an event of its own with the date, place and kind given here. One of
    responsibility says what `actor` `does`: whom it is about, and whether he claims, admits or denies it or is accused of
    it. `person`: the actor is a natural person, whose name is sealed as that of anybody who is accused.
    """

    words: tuple[Quote, ...]
    type: Literal["figure", "occurrence", "tally", "statement", "responsibility"]
    event: Target | None = None
    outcome: Outcome | None = None
    form: Form = "exact"
    low: int | None = None
    high: int | None = None
    point: int | None = None
    who: str | None = None
    status: Status = "unstated"
    source: str | None = None
    stance: Stance = "stated"
    polarity: Polarity = "+"
    title: str = ""
    date: EventDate | None = None
    place: Place | None = None
    plover: str | None = None
    mode: str | None = None
    cause: Cause | None = None
    period_from: str | None = None
    period_to: str | None = None
    area: str | None = None
    here_only: bool = False
    actor: str | None = None
    does: Does | None = None
    person: bool = False


class AddSource(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="do", tag="add_source"):
    """A source without a published text: its description is kept and read as a report.

    The report's `text` is the description in the words of who took it down, its `outlet` who told or made it, its
    `published` when. `taken_at` is an ISO 8601 date or date-time, `language` that of the source itself (BCP 47).
    """

    report: Report
    medium: Medium
    taken_by: str
    taken_at: str
    language: str | None = None


class Undo(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="do", tag="undo"):
    """The decision of this id counts no more; undone itself, it counts again."""

    decision: str


Action = Accept | Reject | Edit | Merge | Split | Set | Exclude | Level | Note | AddClaim | AddSource | Undo


class Decision(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one person decided: by whom, when (UTC, ISO 8601), why, and what. The id hangs on all of these."""

    id: str
    by: str
    at: str
    why: str
    action: Action


def named_reports(value: object) -> Iterator[str]:
    """The ids of the reports that stand in an action, or within a part of one: those whose words it may hold."""
    if isinstance(value, Quote):
        yield value.report
    elif isinstance(value, Exclude) and value.kind == "report":
        yield value.name
    if isinstance(value, Target):
        yield from value.reports
    if isinstance(value, Level):
        yield from value.seen
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from named_reports(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from named_reports(one)


class Applied(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of one decision that counts: where it took hold, and which decisions of others it disagrees with.

    `orphaned`: the words that it was made on are not in the record any more, or are read as another thing; `overruled`: a
    later one decides instead, `by` its id.
    """

    decision: str
    state: Literal["applied", "orphaned", "overruled"]
    why: str = ""
    claims: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    by: str | None = None


def values_within(value: Any) -> Iterator[Any]:
    """A value and all that its fields hold, however deep: the targets and quotations of a decision, say."""
    yield value
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from values_within(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from values_within(one)
