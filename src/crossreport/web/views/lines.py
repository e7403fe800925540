"""Things in a line, as several pages list them: an event, a report, who knows."""

from collections.abc import Iterable
from textwrap import shorten

import msgspec

from crossreport.answers.words import low_best_high, named, where
from crossreport.model.happened import Event
from crossreport.model.judged import Estimate
from crossreport.model.report import Report
from crossreport.web.views.scene import Scene

# Characters of a line of text that stands for a headline.
LONGEST = 90


class EventLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """An event in a line."""

    id: str
    title: str
    kind: str
    corroboration: str
    review: str
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    precision: str = "unknown"
    basis: str = "inferred"
    place: str | None = None
    killed: tuple[str, str, str] | None = None
    injured: tuple[str, str, str] | None = None


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


def event_line(event: Event) -> EventLine:
    """An event in a line."""
    return EventLine(
        event.id,
        named(event),
        event.kind,
        event.corroboration,
        event.review,
        event.date.from_,
        event.date.to,
        event.date.precision,
        event.date.basis,
        where(event.place) if event.place else None,
        three(event.figures.get("killed")),
        three(event.figures.get("injured")),
    )


def three(figure: Estimate | None) -> tuple[str, str, str] | None:
    """Low, best and high as shown."""
    return low_best_high(figure) if figure else None


def headline(report: Report) -> str:
    """A report's title or, where it has none, the first words of its first line."""
    if report.title:
        return report.title
    first = next((line for line in report.text.splitlines() if line.strip()), report.id)
    return shorten(first, LONGEST, placeholder=" …")


def report_line(scene: Scene, report: Report) -> ReportLine:
    """A report in a line."""
    copy = scene.copies.get(report.id)
    return ReportLine(
        report.id,
        scene.named(report.id),
        headline(report),
        scene.told_by[report.id],
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
