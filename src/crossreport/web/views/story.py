"""A story: the brief, the agree / differ / alone table, its reports side by side, timeline, places, copies, numbers."""

from collections.abc import Iterable
from textwrap import shorten

import msgspec

from crossreport.answers.brief import Brief, brief
from crossreport.answers.words import when, where
from crossreport.model.happened import Event
from crossreport.model.judged import StoryRow
from crossreport.model.report import Report
from crossreport.web.slices import reports_of
from crossreport.web.views.overview import EventLine, event_line
from crossreport.web.views.scene import ClaimView, Scene

# So many reports fit side by side as columns; more are told as a list.
COLUMNS = 4


class CellView(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one report says in a row, with the claim that its words lead to."""

    report: str
    label: str
    text: str
    claim: str | None = None


class RowView(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of agree / differ / alone."""

    kind: str
    topic: str
    text: str
    cells: tuple[CellView, ...]


class ReportLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """A report in a line; `copy_of` is the report whose text it takes over, `share` (0 to 1) how much of it."""

    id: str
    label: str
    title: str
    claims: int
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    credit: tuple[str, ...] = ()
    copy_of: str | None = None
    share: float | None = None
    evidence: tuple[str, ...] = ()
    is_inferred: bool = False


class OriginLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who knows: a speaker, an agency, an outlet, with the reports that pass it on."""

    id: str
    name: str
    basis: str
    independence: str
    reports: tuple[str, ...]


class PointView(msgspec.Struct, frozen=True, omit_defaults=True):
    """One number on the plot: who says it when, from `low` to `high`, and the claim behind it."""

    claim: str
    event: str
    outcome: str
    origin: str
    at: str
    number: str
    status: str
    label: str
    low: int | None = None
    point: int | None = None
    high: int | None = None


class PlaceView(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place of the map; `lat` and `lon` are None where the gazetteer has no position for it."""

    event: str
    title: str
    name: str
    lat: float | None = None
    lon: float | None = None
    precision: int | None = None


class MomentView(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of the timeline: an event or the publication of reports."""

    day: str
    when: str
    kind: str
    text: str
    ident: str


class StoryView(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that the page of a story shows. `brief.evidence` holds the claim behind each number in brackets."""

    id: str
    title: str
    profile: str
    review: str
    brief: Brief
    reports: tuple[ReportLine, ...]
    events: tuple[EventLine, ...]
    rows: tuple[RowView, ...]
    origins: tuple[OriginLine, ...]
    timeline: tuple[MomentView, ...]
    places: tuple[PlaceView, ...]
    points: tuple[PointView, ...]
    claims: dict[str, ClaimView]
    main_event: str | None = None

    @property
    def has_columns(self) -> bool:
        """Do all reports fit side by side?"""
        return 1 < len(self.reports) <= COLUMNS


def story_view(scene: Scene, ident: str, unread: int) -> StoryView:
    """A story as its page shows it."""
    story = scene.stories[ident]
    mine = Scene(scene.derived, [one for one in scene.reports.values() if one.id in story.reports], scene.label)
    told = brief(scene.derived, mine.reports.values(), ident, unread)
    rows = tuple(row_view(mine, row) for row in sorted(story.rows, key=lambda row: -row.weight))
    events = [scene.events[one] for one in story.events if one in scene.events]
    cited = {*told.evidence, *(cell.claim for row in rows for cell in row.cells if cell.claim)}
    return StoryView(
        story.id,
        story.title,
        scene.derived.profile,
        "machine" if any(one.review == "machine" for one in events) or not events else "reviewed",
        told,
        tuple(report_line(mine, one) for one in reports_of(mine)),
        tuple(event_line(one) for one in sorted(events, key=lambda one: (one.date.from_ or "", one.id))),
        rows,
        tuple(origin_lines(mine)),
        timeline(mine, events),
        tuple(places(events)),
        tuple(points(mine, [one.id for one in events])),
        {one.id: one for one in mine.views(sorted(cited))},
        story.main_event,
    )


def row_view(scene: Scene, row: StoryRow) -> RowView:
    """A row with what each report says in it; a cell leads to the claim of its report."""
    claims = [scene.claims[one] for one in row.claims if one in scene.claims]
    by_report = {one.report: one for one in reversed(claims)}
    told = row.details or tuple((one.report, one.subject or one.quote) for one in by_report.values())
    cells = tuple(
        CellView(report, scene.named(report), " ".join(text.split()), by_report[report].id if report in by_report else None)
        for report, text in told
        if report in scene.reports
    )
    return RowView(row.kind, row.topic, scene.told(row.text), cells)


def report_line(scene: Scene, report: Report) -> ReportLine:
    """A report in a line."""
    copy = scene.copies.get(report.id)
    return ReportLine(
        report.id,
        scene.named(report.id),
        report.title or shorten(report.text, 90, placeholder=" …"),
        sum(one.report == report.id for one in scene.claims.values()),
        report.published,
        report.outlet,
        report.url,
        report.credit,
        copy.of if copy else None,
        copy.share if copy else None,
        tuple(scene.told(one.found) for one in copy.evidence) if copy else (),
        report.published_inferred,
    )


def origin_lines(scene: Scene) -> Iterable[OriginLine]:
    """Who knows, those with most reports first."""
    told = {one.origin for one in scene.claims.values() if one.report in scene.reports}
    for one in sorted(scene.origins.values(), key=lambda one: (-len(one.reports), one.speaker or "", one.id)):
        reports = tuple(scene.named(report) for report in one.reports if report in scene.reports)
        if one.id in told and reports:
            yield OriginLine(one.id, origin_name(scene, one.id), one.basis, one.independence, reports)


def origin_name(scene: Scene, ident: str) -> str:
    """A name for an origin: its speaker, else the outlet's own reporting."""
    origin = scene.origins.get(ident)
    if origin is None:
        return "unknown"
    if origin.speaker:
        return origin.speaker
    label = scene.named(origin.reports[0]) if origin.reports else "unknown"
    return f"{label}, own report" if origin.basis == "outlet" else label


def timeline(scene: Scene, events: Iterable[Event]) -> tuple[MomentView, ...]:
    """Events by their first possible day and reports by publication, the earliest first; what has no day comes last."""
    made = [MomentView(one.date.from_ or "", when(one.date), "event", event_line(one).title, one.id) for one in events]
    for one in scene.reports.values():
        day = (one.published or "")[:10]
        made.append(MomentView(day, day, "report", one.title or scene.named(one.id), one.id))
    return tuple(sorted(made, key=lambda one: (one.day or "9", one.kind, one.text)))


def places(events: Iterable[Event]) -> Iterable[PlaceView]:
    """Where the events are set."""
    for one in events:
        if one.place:
            at = one.place
            yield PlaceView(one.id, event_line(one).title, where(at), at.lat, at.lon, at.precision)


def points(scene: Scene, events: Iterable[str], outcome: str | None = None) -> Iterable[PointView]:
    """The numbers that reports give for these events, by origin and time of telling."""
    wanted = set(events)
    for one in scene.claims.values():
        figure = one.figure
        if figure is None or one.type != "figure" or not wanted & set(one.events) or one.subset_of:
            continue
        report = scene.reports.get(one.report)
        if outcome in (None, figure.outcome) and report is not None:
            view = scene.view(one)
            yield PointView(
                one.id,
                next(event for event in one.events if event in wanted),
                figure.outcome,
                origin_name(scene, one.origin),
                (figure.as_of or report.published or "")[:16],
                view.number or "",
                one.status if view.used or one.status != "current" else "not used",
                view.label,
                figure.low,
                figure.point,
                figure.high,
            )
