"""A story: the brief, the agree / differ / alone table, its reports side by side, timeline, places, copies, numbers."""

import msgspec

from crossreport.answers.brief import brief
from crossreport.answers.briefed import Brief, Count
from crossreport.answers.words import number_words
from crossreport.model.judged import StoryRow
from crossreport.model.said import Claim
from crossreport.web.slices import reports_of
from crossreport.web.views.lines import EventLine, OriginLine, ReportLine, event_line, origin_lines, report_line
from crossreport.web.views.plots import MomentView, PlaceView, PointView, places, points, timeline
from crossreport.web.views.scene import ClaimView, Scene
from crossreport.web.views.shortened import Shortened

# So many reports fit side by side as columns; more are told as a list.
COLUMNS = 4
# What the page shows at once of each list; `whole` shows all.
MOST_COUNTS, MOST_ROWS, MOST_POINTS, MOST_REPORTS, MOST_EVENTS, MOST_ORIGINS, MOST_MOMENTS = 25, 25, 40, 40, 40, 25, 60


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


class StoryView(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that the page of a story shows. `brief.evidence` holds the claim behind each number in brackets.

    `of` counts its reports; `left` says how many more there are of what is shown in part, by outcome, kind of line, section.
    """

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
    of: int = 0
    left: dict[str, int] = {}

    @property
    def has_columns(self) -> bool:
        """Do all reports fit side by side?"""
        return 1 < self.of <= COLUMNS


def story_view(scene: Scene, ident: str, unread: int, whole: bool = False) -> StoryView:
    """A story as its page shows it."""
    story, cut = scene.stories[ident], Shortened(whole)
    mine = Scene(scene.derived, [one for one in scene.reports.values() if one.id in story.reports], scene.label)
    told = _shortened(brief(scene.derived, mine.reports.values(), ident, unread), cut)
    rows = _rows(mine, story.rows, cut)
    events = [scene.events[one] for one in story.events if one in scene.events]
    by_day = sorted(map(event_line, events), key=lambda one: (one.from_ or "", one.id))
    numbers = tuple(points(mine, [one.id for one in events]))
    table = cut.first("points", sorted(numbers, key=lambda one: (one.at or "9", one.claim)), MOST_POINTS)
    numbered = {n for counts in told.counts.values() for one in counts for n in one.evidence}
    numbered |= {n for one in told.totals for n in one.evidence}
    cited = {told.evidence[n - 1] for n in numbered} | {cell.claim for row in rows for cell in row.cells if cell.claim}
    cited |= {one.claim for one in table}
    return StoryView(
        story.id,
        story.title,
        scene.derived.profile,
        "machine" if any(one.review == "machine" for one in events) or not events else "reviewed",
        told,
        cut.first("reports", (report_line(mine, one) for one in reports_of(mine)), MOST_REPORTS),
        cut.first("events", by_day, MOST_EVENTS),
        rows,
        cut.first("origins", origin_lines(mine), MOST_ORIGINS),
        cut.first("timeline", timeline(mine, events), MOST_MOMENTS),
        cut.first("places", places(events), MOST_EVENTS),
        table,
        {one.id: one for one in mine.views(sorted(cited))},
        story.main_event,
        len(story.reports),
        cut.left,
    )


def _shortened(told: Brief, cut: Shortened) -> Brief:
    """The brief with as many lines of its counts as a page shows at once."""
    counts: dict[str, tuple[Count, ...]] = {
        outcome: cut.first(outcome, lines, MOST_COUNTS) for outcome, lines in told.counts.items()
    }
    return msgspec.structs.replace(told, counts=counts, totals=cut.first("totals", told.totals, MOST_COUNTS))


def _rows(scene: Scene, rows: tuple[StoryRow, ...], cut: Shortened) -> tuple[RowView, ...]:
    """The lines of agree / differ / alone, what matters most first, so many of each kind."""
    ordered = sorted(rows, key=lambda row: -row.weight)
    return tuple(
        row_view(scene, row)
        for kind in ("differ", "agree", "alone")
        for row in cut.first(kind, (one for one in ordered if one.kind == kind), MOST_ROWS)
    )


def row_view(scene: Scene, row: StoryRow) -> RowView:
    """A row with what each report says in it; a cell leads to the claim of its report."""
    claims = [scene.claims[one] for one in row.claims if one in scene.claims]
    by_report = {one.report: one for one in reversed(claims)}
    said = {report for report, _ in row.details}
    told = (*row.details, *((one.report, _said(one)) for one in by_report.values() if one.report not in said))
    cells = tuple(
        CellView(report, scene.named(report), " ".join(text.split()), by_report[report].id if report in by_report else None)
        for report, text in told
        if report in scene.reports
    )
    return RowView(row.kind, row.topic, scene.told(row.text), cells)


def _said(claim: Claim) -> str:
    """What a claim says, in a cell: a number with those whom it counts, or its words."""
    figure = claim.figure
    if figure is None:
        return claim.subject or claim.quote
    return f"{number_words(figure)} {figure.who or ''} {figure.outcome.replace('_', ' ')}"
