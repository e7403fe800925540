"""A report: its text with every claim's words set off, what was left unread, copies and credit."""

import itertools
from collections.abc import Callable, Iterable, Mapping

import msgspec

from crossreport.model.happened import Reading
from crossreport.model.report import Capture, Report
from crossreport.web.slices import reports_of
from crossreport.web.views.lines import ReportLine, headline, report_line
from crossreport.web.views.scene import ClaimView, Scene


class PieceView(msgspec.Struct, frozen=True, omit_defaults=True):
    """Words of the text that hang together: the claims whose words they are, the kinds of these, and why unread.

    `start` is the offset of the first character, in code points of the text as shown. `first` are the claims whose first
    words these are.
    """

    text: str
    start: int
    claims: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    unread: str | None = None
    furniture: bool = False


class UnreadView(msgspec.Struct, frozen=True, omit_defaults=True):
    """A sentence with a word or number of harm that gave no claim, and why."""

    start: int
    text: str
    reason: str


class CaptureView(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a report's source was captured: when (UTC), by what, from where, and the SHA-256 of the bytes as they came."""

    sha256: str
    at: str | None = None
    method: str | None = None
    tool: str | None = None
    url: str | None = None
    final_url: str | None = None
    status: int | None = None
    record: str | None = None


class ReportView(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that the page of a report shows; offsets are into the text as shown, in which sealed names are masked."""

    id: str
    label: str
    title: str
    head: tuple[PieceView, ...]
    paragraphs: tuple[tuple[PieceView, ...], ...]
    claims: tuple[ClaimView, ...]
    unread: tuple[UnreadView, ...]
    line: ReportLine
    events: tuple[tuple[str, str], ...]
    copied_by: tuple[tuple[str, str], ...] = ()
    copies: tuple[str, str] | None = None
    language: str | None = None
    note: str | None = None
    story: tuple[str, str] | None = None
    main_event: str | None = None
    captures: tuple[CaptureView, ...] = ()


def capture_view(one: Capture, mask: Callable[[str], str] | None) -> CaptureView:
    """A capture as it is shown: an address may hold a sealed name too."""
    url, final = (mask(text) if mask and text else text for text in (one.url, one.final_url))
    return CaptureView(one.sha256, one.at, one.method, one.tool, url, final, one.status, one.record)


def report_view(scene: Scene, ident: str, reading: Reading, captures: Iterable[CaptureView] = ()) -> ReportView:
    """A report as its page shows it."""
    report = scene.reports[ident]
    mine = sorted(
        (one for one in scene.claims.values() if one.report == ident),
        key=lambda one: (not one.spans[0].title, one.spans, one.id),
    )
    row = next((one for one in scene.derived.rows if one.report == ident), None)
    story = scene.stories.get(row.story or "") if row else None
    text = _pieces(scene, report, reading, title=False)
    line = report_line(scene, report)
    return ReportView(
        report.id,
        scene.named(ident),
        headline(report),
        tuple(_pieces(scene, report, reading, title=True)),
        tuple(_paragraphs(text)),
        tuple(scene.view(one) for one in mine),
        tuple(UnreadView(one.span.start, " ".join(one.span.words(report).split()), one.reason) for one in reading.unread),
        line,
        tuple((one.id, one.title) for one in scene.events.values() if ident in one.reports),
        tuple((one.report, scene.named(one.report)) for one in scene.copies.values() if one.of == ident),
        (line.copy_of, scene.named(line.copy_of)) if line.copy_of else None,
        report.language,
        reading.note,
        (story.id, story.title) if story else None,
        row.main_event if row else None,
        tuple(captures),
    )


def _pieces(scene: Scene, report: Report, reading: Reading, title: bool) -> list[PieceView]:
    """The text cut wherever a claim's words, an unread sentence or the page's own furniture begins or ends."""
    source = (report.title or "") if title else report.text
    claims = [one for one in scene.claims.values() if one.report == report.id]
    marks = [(s.start, s.end, one.id, one.type) for one in claims for s in one.spans if s.title == title]
    unread = [(one.span.start, one.span.end, one.reason) for one in reading.unread if one.span.title == title]
    page = [(one.start, one.end) for one in reading.furniture if one.title == title]
    breaks = [at for at, char in enumerate(source) if char == "\n"]
    ends = {edge for one in (*marks, *unread, *page) for edge in (int(one[0]), int(one[1]))}
    edges = sorted({0, len(source), *breaks, *(at + 1 for at in breaks), *ends})
    starts: dict[str, int] = {}
    for start, _, ident, _ in marks:
        starts[ident] = min(start, starts.get(ident, start))
    if not title:
        # A claim whose first words stand in the title leads there.
        headed = {one.id for one in claims if any(s.title for s in one.spans)}
        starts = {ident: at for ident, at in starts.items() if ident not in headed}
    made = []
    opened = _Sweep(marks)
    for start, end in itertools.pairwise(edges):
        if start >= len(source):
            break
        here = opened.at(start)
        made.append(
            PieceView(
                source[start:end],
                start,
                tuple(dict.fromkeys(ident for ident, _ in here)),
                tuple(sorted({kind for _, kind in here})),
                tuple(dict.fromkeys(ident for ident, _ in here if starts.get(ident) == start)),
                next((reason for a, b, reason in unread if a <= start < b), None),
                any(a <= start < b for a, b in page),
            )
        )
    return made


class _Sweep:
    """Which claims' words hold a place, asked from the left to the right."""

    def __init__(self, marks: Iterable[tuple[int, int, str, str]]):
        self._waiting = sorted(marks, reverse=True)
        self._open: list[tuple[int, int, str, str]] = []

    def at(self, place: int) -> list[tuple[str, str]]:
        """(claim, kind) of all whose words hold this place, the narrowest words first."""
        while self._waiting and self._waiting[-1][0] <= place:
            self._open.append(self._waiting.pop())
        self._open = [one for one in self._open if one[1] > place]
        return [(ident, kind) for _, _, ident, kind in sorted(self._open, key=lambda one: (one[1] - one[0], one[2]))]


def _paragraphs(pieces: Iterable[PieceView]) -> Iterable[tuple[PieceView, ...]]:
    """The pieces by paragraph; the line ends between them stand in none."""
    paragraph: list[PieceView] = []
    for one in pieces:
        if one.text == "\n":
            if paragraph:
                yield tuple(paragraph)
            paragraph = []
        else:
            paragraph.append(one)
    if paragraph:
        yield tuple(paragraph)


class SideView(msgspec.Struct, frozen=True, omit_defaults=True):
    """Two reports of a story beside each other; `rows` are the lines of the story's table that a claim stands in."""

    story: str
    title: str
    choices: tuple[tuple[str, str], ...]
    reports: tuple[ReportView, ReportView]
    rows: dict[str, tuple[int, ...]]


def side_view(scene: Scene, ident: str, chosen: tuple[str, str], readings: Mapping[str, Reading]) -> SideView:
    """Two reports of a story as their page shows them."""
    story = scene.stories[ident]
    rows: dict[str, tuple[int, ...]] = {}
    for number, row in enumerate(story.rows):
        for claim in row.claims:
            rows[claim] = (*rows.get(claim, ()), number)
    left, right = (report_view(scene, one, readings[one]) for one in chosen)
    choices = tuple(
        (one.id, f"{scene.named(one.id)}: {headline(one)}") for one in reports_of(scene) if one.id in story.reports
    )
    return SideView(story.id, story.title, choices, (left, right), rows)
