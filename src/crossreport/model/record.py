"""The sourced record as one value: what linking and reconciling make of a set of readings."""

from collections.abc import Sequence

import msgspec

from crossreport.model.acting import Actor, Interaction
from crossreport.model.decided import Applied
from crossreport.model.happened import Event, Reading
from crossreport.model.judged import Copy, Evidence, Link, Relation, RelationType, Story, Tally
from crossreport.model.report import Report
from crossreport.model.said import Claim, Origin


class ReportRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a report stands in the record: its story, its main event, the report whose text it copies.

    `inferred_day` (ISO) is when a report that gives no day was probably published, by the reports that it is linked with,
    and `day_evidence` says by which.
    """

    report: str
    story: str | None = None
    main_event: str | None = None
    copy_of: str | None = None
    inferred_day: str | None = None
    day_evidence: tuple[Evidence, ...] = ()


class Older(msgspec.Struct, frozen=True):
    """A version of a report that counts no more, with its reading: a newer one stands in its place (`by`), or the report was
    withdrawn (`withdrawn` says by whom and why)."""

    version: str
    report: Report
    reading: Reading
    by: Report | None = None
    withdrawn: str | None = None


class EarlierClaim(msgspec.Struct, frozen=True, omit_defaults=True):
    """A claim of a version of a report that counts no more: superseded or, of a withdrawn report, excluded.

    The claim's spans point into that `version` (its hash), published then. `replaced_by` is the claim that the current
    version makes in its place, `change` what that is to it and `why` the arithmetic, where both are figures.
    """

    claim: Claim
    version: str
    published: str | None = None
    replaced_by: str | None = None
    change: RelationType | None = None
    why: str = ""


class Linked(msgspec.Struct, frozen=True):
    """What linking gives: claims tied to events and origins, nothing yet weighed (no figures, relations, rows).

    `decided` says where merges, splits and additions by people took hold.
    """

    reports: Sequence[Report]
    readings: Sequence[Reading]
    rows: tuple[ReportRow, ...] = ()
    claims: Sequence[Claim] = ()
    events: tuple[Event, ...] = ()
    origins: tuple[Origin, ...] = ()
    stories: tuple[Story, ...] = ()
    copies: tuple[Copy, ...] = ()
    links: Sequence[Link] = ()
    actors: Sequence[Actor] = ()
    interactions: tuple[Interaction, ...] = ()
    decided: tuple[Applied, ...] = ()


class Derived(msgspec.Struct, frozen=True):
    """What reconciling gives: the whole record by one profile, ready to be stored, answered from and exported.

    `earlier` are claims of versions of reports that count no more: they are in no event, estimate or relation.
    """

    profile: str
    rows: tuple[ReportRow, ...] = ()
    claims: Sequence[Claim] = ()
    events: tuple[Event, ...] = ()
    origins: tuple[Origin, ...] = ()
    stories: Sequence[Story] = ()
    copies: tuple[Copy, ...] = ()
    links: Sequence[Link] = ()
    relations: tuple[Relation, ...] = ()
    tallies: tuple[Tally, ...] = ()
    actors: Sequence[Actor] = ()
    interactions: tuple[Interaction, ...] = ()
    earlier: tuple[EarlierClaim, ...] = ()
    decided: tuple[Applied, ...] = ()
