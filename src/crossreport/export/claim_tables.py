"""The ledger of claims as a table, and those of versions of reports that count no more.

A nested field of the interchange format keeps its name, its parts joined by an underscore: `figure.low` is `figure_low`.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from crossreport.export.levels import MEANINGS, UNREVIEWED, agreement_on, review
from crossreport.export.source import Source
from crossreport.export.table import Column, Table
from crossreport.model.happened import Event
from crossreport.model.record import EarlierClaim
from crossreport.model.report import Report, Span
from crossreport.model.said import Claim, Origin


class ClaimRow(NamedTuple):
    """A claim with its report, its origin and its events."""

    claim: Claim
    report: Report
    origin: Origin | None
    events: tuple[Event, ...]


def claim_rows(source: Source) -> Iterator[ClaimRow]:
    """A row for each claim, with what it belongs to."""
    for claim in source.derived.claims:
        events = tuple(source.events[one] for one in claim.events if one in source.events)
        yield ClaimRow(claim, source.head(claim.report), source.origins.get(claim.origin), events)


def spans(values: Iterable[Span]) -> list[str]:
    """Spans as text: '12-34', or 'title:0-9' where they lie in the title."""
    return [f"{'title:' if one.title else ''}{one.start}-{one.end}" for one in values]


def _reviews(row: ClaimRow) -> list[str]:
    return list(dict.fromkeys(review(one.review) for one in row.events)) or [UNREVIEWED]


def _agreements(row: ClaimRow) -> list[str]:
    return [found for one in row.events if (found := agreement_on(row.claim, one))]


def _earlier(source: Source) -> tuple[EarlierClaim, ...]:
    return source.derived.earlier


CLAIMS = Table(
    "claims",
    "The ledger: one row a claim, what one report says, with its words, who says so, and what became of it.",
    ("claim",),
    (
        Column("claim", "string", "id of the claim", "claim.id", True),
        Column("report", "string", "id of the report that says it", "claim.report", True),
        Column("outlet", "string", "who published the report", "report.outlet"),
        Column("published", "string", "when, ISO 8601, a day or a moment", "report.published"),
        Column("type", "string", "occurrence, figure, responsibility, denial, statement or tally", "claim.type", True),
        Column("quote", "string", "the words that it rests on, parts joined by …", "claim.quote"),
        Column("spans", "list", "where they stand: code points of the report's text, end exclusive; title:… in its title",
               lambda row: spans(row.claim.spans)),
        Column("events", "list", "ids of the events that it is about; on several it is added to none of them alone",
               "claim.events"),
        Column("event_titles", "list", "what these events are called", lambda row: [one.title for one in row.events]),
        Column("attribution_source", "string", "who says so, where the report names somebody", "claim.attribution.source"),
        Column("attribution_stance", "string", "stated, claimed, alleged, confirmed, denied, not_confirmed, ...",
               "claim.attribution.stance"),
        Column("attribution_polarity", "string", "+ it is so, - it is not, u left open", "claim.attribution.polarity",
               fixed=True),
        Column("attribution_certainty", "string", "CT certain, PR probable, PS possible, U open (FactBank)",
               "claim.attribution.certainty"),
        Column("attribution_via", "list", "through whom the report has it, nearest first", "claim.attribution.via"),
        Column("figure_outcome", "string", "killed, injured, missing, abducted, ...", "claim.figure.outcome"),
        Column("figure_form", "string", "exact, at_least, more_than, about, range, vague, ...", "claim.figure.form"),
        Column("figure_low", "integer", "least that the words can mean, in persons", "claim.figure.low"),
        Column("figure_high", "integer", "most that they can mean; empty: open", "claim.figure.high"),
        Column("figure_point", "integer", "the one value that stands for it, where one does", "claim.figure.point"),
        Column("figure_unit", "string", "what is counted, where not persons (families, households)", "claim.figure.unit"),
        Column("figure_measure", "string", "stock (toll to date) or increment (so many more)", "claim.figure.measure"),
        Column("figure_scope", "string", "incident or period (a total)", "claim.figure.scope"),
        Column("figure_who", "string", "the report's words for the persons", "claim.figure.who"),
        Column("figure_status", "string", "civilian, combatant, security_force, attacker or unstated, as said",
               "claim.figure.status"),
        Column("figure_subgroup", "string", "child, woman, journalist, ... as said", "claim.figure.subgroup"),
        Column("figure_side", "string", "whose they are, as said", "claim.figure.side"),
        Column("figure_subset_of", "string", "id of the claim whose total includes this one", "claim.subset_of"),
        Column("figure_as_of", "string", "the moment that the count is of, where said", "claim.figure.as_of"),
        Column("figure_period_from", "date", "first day of a total's period", "claim.figure.period_from"),
        Column("figure_period_to", "date", "last day of a total's period", "claim.figure.period_to"),
        Column("figure_area", "string", "where a total is of, as said", "claim.figure.area"),
        Column("origin", "string", "id of the origin: who knows it", lambda row: row.claim.origin or None),
        Column("origin_speaker", "string", "name of the speaker or agency", "origin.speaker"),
        Column("origin_basis", "string", "what makes it one: speaker, outlet, agency, copied_text, unknown", "origin.basis"),
        Column("origin_independence", "string", "established, assumed or unknown; unknown never raises a level",
               "origin.independence"),
        Column("status", "string", "current, superseded (its origin told newer) or excluded", "claim.status", True),
        Column("reason", "string", "why it is not current, or enters no figure", "claim.reason"),
        Column("rule", "string", "what read it", "claim.rule"),
        Column("human_status", "string", "machine, or what people made of it: accepted, edited, rejected or added",
               "claim.human_status", True),
        Column("decisions", "list", "ids of the decisions of people that touch it", "claim.decisions"),
        Column("corroboration", "list", MEANINGS["corroboration"], lambda row: [one.corroboration for one in row.events]),
        Column("responsibility", "list", MEANINGS["responsibility"], lambda row: [one.responsibility for one in row.events]),
        Column("agreement", "list", MEANINGS["agreement"], _agreements),
        Column("review", "list", MEANINGS["review"], _reviews, True),
    ),
    claim_rows,
)  # fmt: skip

_ALONE = ("claim", "report")
EARLIER_CLAIMS = Table(
    "earlier_claims",
    "One row a claim of a version of a report that counts no more: replaced by a newer version, or withdrawn.",
    ("claim", "version"),
    (
        *(one for one in CLAIMS.columns if one.name in _ALONE),
        Column("version", "string", "hash of the version of the report; the spans point into it", "version", True),
        Column("published", "string", "when that version was published", "published"),
        Column("replaced_by", "string", "id of the claim that the current version makes in its place", "replaced_by"),
        Column("change", "string", "what that one is to it: update_up, update_down, transfer, ...", "change"),
        Column("why", "string", "the arithmetic, in words", "why"),
        *(one for one in CLAIMS.columns if (one.where if isinstance(one.where, str) else "").startswith("claim.")
          and one.name not in _ALONE),
        Column("spans", "list", "where its words stand in that version", lambda row: spans(row.claim.spans)),
        Column("review", "string", MEANINGS["review"], lambda _: UNREVIEWED, True),
    ),
    _earlier,
)  # fmt: skip
