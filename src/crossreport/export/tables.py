"""The tables of a record: the ledger of claims, and what was made of them. CSV, Parquet and the package write the same."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from crossreport.export.claim_tables import CLAIMS, EARLIER_CLAIMS
from crossreport.export.levels import MEANINGS, UNREVIEWED, agreement, review
from crossreport.export.source import Source
from crossreport.export.table import Column, Table
from crossreport.model.happened import Event
from crossreport.model.judged import Cell, Tally
from crossreport.model.record import ReportRow
from crossreport.model.report import Capture, Report


class FigureRow(NamedTuple):
    """An estimate of an event: of all of one outcome, or of a part of them."""

    event: Event
    cell: Cell
    counted: bool


class OfEvent(NamedTuple):
    """Something that belongs to an event, with it."""

    event: Event
    one: Any


class ReportWithRow(NamedTuple):
    """A report with its place in the record."""

    row: ReportRow
    report: Report


class Captured(NamedTuple):
    """A capture with the id of its report."""

    report: str
    capture: Capture


def figure_rows(source: Source) -> Iterator[FigureRow]:
    """A row for each estimate: first that of the whole, then those of its parts."""
    for event in source.derived.events:
        for outcome, estimate in event.figures.items():
            yield FigureRow(event, Cell(outcome, estimate), event.id in source.added_up)
        for cell in event.cells:
            yield FigureRow(event, cell, event.id in source.added_up)


def _each(kind: str, source: Source) -> Iterator[OfEvent]:
    return (OfEvent(event, one) for event in source.derived.events for one in getattr(event, kind))


def _report_rows(source: Source) -> Iterator[ReportWithRow]:
    return (ReportWithRow(row, source.head(row.report)) for row in source.derived.rows)


def _capture_rows(source: Source) -> Iterator[Captured]:
    return (Captured(*one) for one in source.captures())


def _derived(kind: str, source: Source) -> Iterable[Any]:
    found: Iterable[Any] = getattr(source.derived, kind)
    return found


def _held(part: str) -> Callable[[Tally], int | None]:
    """What the record holds beside a stated total: nothing where it has no event of that scope, for silence is no zero."""
    return lambda tally: getattr(tally.found, part) if tally.found.events else None


def _levels(event: str, agreed: str | Callable[[Any], Any]) -> tuple[Column, ...]:
    """The columns of levels of a row that belongs to one event, found by this path ("" for the row itself)."""
    path = f"{event}." if event else ""

    def reviewed(row: Any) -> str:
        return review((getattr(row, event) if event else row).review)

    return (
        Column("corroboration", "string", MEANINGS["corroboration"], f"{path}corroboration", True),
        Column("responsibility", "string", MEANINGS["responsibility"], f"{path}responsibility", True),
        Column("agreement", "string", MEANINGS["agreement"], agreed),
        Column("review", "string", MEANINGS["review"], reviewed, True),
    )


def _outcome_agreement(row: OfEvent) -> str | None:
    return agreement(row.event, row.one.outcome or "killed")


_UNREVIEWED = Column("review", "string", MEANINGS["review"], lambda _: UNREVIEWED, True)


def _numbers(path: str, prefix: str = "") -> tuple[Column, ...]:
    """The columns of the estimate that is found by this path."""

    def origins(row: Any) -> int | None:
        found = Column("", "list", "", f"{path}.origins").value(row)
        return None if found is None else len(found)

    what = f"{prefix[:-1]}: " if prefix else ""
    return (
        Column(f"{prefix}low", "integer", f"{what}least, over current statements; empty where only an upper bound is told",
               f"{path}.low"),
        Column(f"{prefix}best", "integer", f"{what}best by the profile's rule; empty where it sets none", f"{path}.best"),
        Column(f"{prefix}high", "integer", f"{what}most; empty where it is open", f"{path}.high"),
        Column(f"{prefix}high_open", "boolean", f"{what}true where no number bounds it above", f"{path}.high_open"),
        Column(f"{prefix}origins", "integer", f"{what}how many origins the count rests on", origins),
    )  # fmt: skip


class EventRow(NamedTuple):
    """An event with its two counts that stand in its own row."""

    event: Event
    killed: Any
    injured: Any
    counted: bool


def _event_rows(source: Source) -> Iterator[EventRow]:
    for event in source.derived.events:
        is_counted = event.id in source.added_up
        yield EventRow(event, event.figures.get("killed"), event.figures.get("injured"), is_counted)


def _actors(role: str) -> Callable[[EventRow], list[str]]:
    return lambda row: list(dict.fromkeys(one.name for one in row.event.actors if one.role == role))


_COUNTED = Column(
    "counted", "boolean",
    "true where a tally adds it up; the others would count persons twice, or such as the profile or a reviewer leaves out",
    "counted", True,
)  # fmt: skip

EVENTS = Table(
    "events",
    "One row an event: what is said to have happened, when, where, who, and how many were killed and injured.",
    ("event",),
    (
        Column("event", "string", "id of the event", "event.id", True),
        Column("title", "string", "what it is called", "event.title"),
        Column("formerly", "list", "ids that it had before events were merged", "event.formerly"),
        Column("kind", "string", "incident, episode (several incidents), aggregate (known in sum)", "event.kind", True),
        Column("part_of", "string", "id of the episode that it is part of", "event.part_of"),
        _COUNTED,
        Column("plover", "string", "PLOVER event type", "event.plover"),
        Column("mode", "string", "PLOVER mode", "event.mode"),
        Column("cause", "string", "violence, accident, disaster or unknown", "event.cause", True),
        Column("date_from", "date", "first possible day", "event.date.from_"),
        Column("date_to", "date", "last possible day", "event.date.to"),
        Column("date_precision", "string", "day, week, month, year or unknown", "event.date.precision", True),
        Column("date_basis", "string", "stated in a text, or inferred", "event.date.basis", True),
        Column("place_name", "string", "place, finest part first, the town always a part", "event.place.name"),
        Column("place_admin1", "string", "first-order division, English name", "event.place.admin1"),
        Column("place_country", "string", "ISO 3166-1 alpha-2", "event.place.country"),
        Column("place_geonameid", "integer", "id in GeoNames", "event.place.geonameid"),
        Column("place_lat", "number", "degrees north, WGS84", "event.place.lat"),
        Column("place_lon", "number", "degrees east, WGS84", "event.place.lon"),
        Column("place_precision", "integer", "1 exact to 6 country, as UCDP's where_prec", "event.place.precision"),
        Column("actors_actor", "list", "who did it, as reports tell it themselves", _actors("actor")),
        Column("actors_claimed", "list", "who claims it", _actors("claimed")),
        Column("actors_accused", "list", "who is accused of it", _actors("accused")),
        Column("actors_recipient", "list", "to whom it was done", _actors("recipient")),
        *_numbers("killed", "killed_"),
        *_numbers("injured", "injured_"),
        Column("injured_agreement", "string", "whether the origins agree on the injured", "injured.agreement"),
        Column("profile", "string", "the rules that made low, best and high",
               lambda row: row.killed.profile if row.killed else row.injured.profile if row.injured else None),
        Column("reports", "list", "ids of the reports that tell of it", "event.reports"),
        Column("claims", "integer", "how many claims are about it", lambda row: len(row.event.claims)),
        Column("decisions", "list", "ids of the decisions of people that touch it or its claims", "event.decisions"),
        *_levels("event", "killed.agreement"),
    ),
    _event_rows,
)  # fmt: skip

EVENT_FIGURES = Table(
    "event_figures",
    "One row an estimate: low, best and high of one outcome of an event, whole or for a part that reports tell apart.",
    ("event", "outcome", "status", "side", "subgroup"),
    (
        Column("event", "string", "id of the event", "event.id", True),
        Column("outcome", "string", "killed, injured, missing, abducted, ...", "cell.outcome", True),
        Column("status", "string", "civilian, combatant, ...; empty: of any status", "cell.status"),
        Column("side", "string", "whose; empty: of any side", "cell.side"),
        Column("subgroup", "string", "child, woman, ...; empty: all", "cell.subgroup"),
        _COUNTED,
        *_numbers("cell.estimate"),
        Column("perpetrators", "integer", "dead attackers among them, where told", "cell.estimate.perpetrators"),
        Column("party_only", "boolean", "true where only a party to the conflict says so", "cell.estimate.party_only"),
        Column("profile", "string", "the rules that made low, best and high", "cell.estimate.profile", True),
        Column("claims", "list", "ids of the claims that it rests on", "cell.estimate.claims"),
        Column("arithmetic", "list", "how it came about, in words", "cell.estimate.arithmetic"),
        Column("alarms", "list", "what a person should look at before believing it", "cell.estimate.alarms"),
        *_levels("event", "cell.estimate.agreement"),
    ),
    figure_rows,
)

_ITS_EVENT = Column("event", "string", "id of the event", "event.id", True)
_PERSON = (
    Column("outcome", "string", "killed, injured, ...", "one.outcome"),
    Column("age", "integer", "whole years; 0 for babies", "one.age"),
    Column("sex", "string", "female or male, where told", "one.sex"),
    Column("claims", "list", "ids of the claims about them", "one.claims"),
)
EVENT_ACTORS = Table(
    "event_actors",
    "One row an actor of an event, in one role.",
    ("event", "role", "name", "claims"),
    (
        _ITS_EVENT,
        Column("name", "string", "as reports name it", "one.name", True),
        Column("role", "string", "actor (reports tell it themselves), claimed, accused or recipient", "one.role", True),
        Column("country", "string", "ISO 3166-1 alpha-2", "one.country"),
        Column("sector", "string", "PLOVER sector: GOV, MIL, REB, CVL, ...", "one.sector"),
        Column("claims", "list", "ids of the claims that name it", "one.claims"),
        *_levels("event", lambda row: agreement(row.event)),
    ),
    partial(_each, "actors"),
)
EVENT_PEOPLE = Table(
    "event_people",
    "One row a named person harmed or accused in an event. Sealed names are masked as •••.",
    ("event", "role", "name", "claims"),
    (
        _ITS_EVENT,
        Column("name", "string", "name, or •••", "one.name", True),
        Column("role", "string", "victim or accused", "one.role", True),
        *_PERSON,
        *_levels("event", _outcome_agreement),
    ),
    partial(_each, "people"),
)
VICTIMS = Table(
    "victims",
    "The register: one row a person dead or hurt of whom reports tell singly. Sealed names are masked as •••.",
    ("victim",),
    (
        Column("victim", "string", "id in the register", "one.id", True),
        _ITS_EVENT,
        Column("name", "string", "name, or •••; empty where none is told", "one.name"),
        Column("words", "string", "the words of the fullest telling", "one.words"),
        *_PERSON,
        Column("reports", "list", "ids of the reports that tell of them", "one.reports"),
        *_levels("event", _outcome_agreement),
    ),
    partial(_each, "victims"),
)
ORIGINS = Table(
    "origins",
    "One row an origin: who knows. Corroboration counts these, not reports.",
    ("origin",),
    (
        Column("origin", "string", "id of the origin", "id", True),
        Column("speaker", "string", "name of the speaker or agency", "speaker"),
        Column("speaker_kind", "string", "police, medic, government, armed_group, ...", "speaker_kind"),
        Column("basis", "string", "speaker, outlet, agency, copied_text or unknown", "basis", True),
        Column("independence", "string", "established, assumed or unknown", "independence", True),
        Column("reports", "list", "ids of the reports that have it from there", "reports"),
        _UNREVIEWED,
    ),
    partial(_derived, "origins"),
)
REPORTS = Table(
    "reports",
    "One row a report, without its text: its publication, its story, its main event, what it copies.",
    ("report",),
    (
        Column("report", "string", "id of the report", "row.report", True),
        Column("outlet", "string", "who published it", "report.outlet"),
        Column("title", "string", "headline", "report.title"),
        Column("url", "string", "address", "report.url"),
        Column("published", "string", "ISO 8601, a day or a moment", "report.published"),
        Column("published_inferred", "boolean", "true where somebody worked that day out", "report.published_inferred"),
        Column("language", "string", "BCP 47", "report.language"),
        Column("credit", "list", "agencies that it credits", "report.credit"),
        Column("story", "string", "id of its story", "row.story"),
        Column("main_event", "string", "id of the event of its headline and lead", "row.main_event"),
        Column("copy_of", "string", "id of the report whose text it takes over", "row.copy_of"),
        _UNREVIEWED,
    ),
    _report_rows,
)
CAPTURES = Table(
    "captures",
    "One row a capture of a report's source: how its bytes came to be kept, for a chain of custody.",
    ("report", "sha256", "at"),
    (
        Column("report", "string", "id of the report", "report", True),
        Column("sha256", "string", "hash of the bytes as they came", "capture.sha256", True),
        Column("at", "string", "when, UTC", "capture.at"),
        Column("url", "string", "the address that was asked for", "capture.url"),
        Column("final_url", "string", "the one that answered after redirects", "capture.final_url"),
        Column("method", "string", "what caught it: fetch, warc, mhtml, ...", "capture.method"),
        Column("tool", "string", "the program with its version", "capture.tool"),
        Column("status", "integer", "status of the answer (HTTP)", "capture.status"),
        Column("record", "string", "id of a web archive's record", "capture.record"),
        Column("payload_digest", "string", "what that record says of its bytes", "capture.payload_digest"),
        _UNREVIEWED,
    ),
    _capture_rows,
)
RELATIONS = Table(
    "relations",
    "One row a pair of claims on one thing: what the one is to the other, with the arithmetic.",
    ("a", "b", "type"),
    (
        Column("a", "string", "id of a claim", "a", True),
        Column("b", "string", "id of another", "b", True),
        Column("type", "string", "agree, compatible, update_up, scope_difference, contradiction, ...", "type", True),
        Column("why", "string", "why, in words", "why"),
        _UNREVIEWED,
    ),
    partial(_derived, "relations"),
)
STORIES = Table(
    "stories",
    "One row a story: a group of reports on one development.",
    ("story",),
    (
        Column("story", "string", "id of the story", "id", True),
        Column("title", "string", "what it is called", "title"),
        Column("from", "date", "first day of publication", lambda one: (one.from_ or "")[:10] or None),
        Column("to", "date", "last day of publication", lambda one: (one.to or "")[:10] or None),
        Column("reports", "list", "ids of its reports", "reports"),
        Column("events", "list", "ids of the events that they tell of", "events"),
        _UNREVIEWED,
    ),
    partial(_derived, "stories"),
)
TALLIES = Table(
    "tallies",
    "One row a total that a report states for a period or an area, beside what the record holds in that scope.",
    ("claim",),
    (
        Column("claim", "string", "id of the claim that states it", "claim", True),
        Column("outcome", "string", "killed, injured, ...", "outcome", True),
        Column("who", "string", "the report's words for the persons", "who"),
        Column("low", "integer", "least that it can mean", "low"),
        Column("high", "integer", "most that it can mean; empty: open", "high"),
        Column("point", "integer", "the one value that stands for it", "point"),
        Column("period_from", "date", "first day", "period_from"),
        Column("period_to", "date", "last day", "period_to"),
        Column("area", "string", "where, as said", "area"),
        Column("by", "string", "who counts, as said", "by"),
        Column("found_low", "integer", "what the record holds in that scope, least; empty: no event of it", _held("low")),
        Column("found_best", "integer", "what it holds, best; empty: no event of it", _held("best")),
        Column("found_high", "integer", "what it holds, most; empty: open, or no event of it", _held("high")),
        Column("found_events", "list", "ids of the events that it adds up", "found.events"),
        Column("difference", "string", "how it differs from the nearest other total of a like scope", "difference.text"),
        Column("difference_certain", "boolean", "true only where a source says that this explains it", "difference.certain"),
        _UNREVIEWED,
    ),
    partial(_derived, "tallies"),
)

TABLES = (
    CLAIMS, EVENTS, EVENT_FIGURES, EVENT_ACTORS, EVENT_PEOPLE, VICTIMS, ORIGINS, REPORTS, RELATIONS, STORIES, TALLIES,
    EARLIER_CLAIMS, CAPTURES,
)  # fmt: skip
