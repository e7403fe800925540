"""Parts of a record as scenes: a story, an event, a report, each with what belongs to it and nothing else."""

from collections.abc import Iterable

from crossreport.api import Record
from crossreport.errors import no_report
from crossreport.model.happened import Reading
from crossreport.model.report import Report
from crossreport.store.slices import Slice
from crossreport.web.views.scene import Scene


def of_story(record: Record, ident: str, profile: str | None = None) -> Scene:
    """A story with its reports, events and claims. NotFound where there is none."""
    return _scene(record, record.slice(story=ident, profile=profile, acting=False))


def of_event(record: Record, ident: str, profile: str | None = None) -> Scene:
    """An event with all that its reports tell. NotFound where there is none, by today's id or a former one."""
    event = record.event(ident)
    return _scene(record, record.slice(events=[event.id], profile=profile, acting=False))


def of_numbers(record: Record, events: Iterable[str]) -> Scene:
    """What reports count of these events, and nothing else that they tell."""
    return _scene(record, record.numbers(events))


def of_report(record: Record, ident: str, profile: str | None = None) -> tuple[Scene, Reading]:
    """A report with what was made of it, and its reading moved to the words as shown. NotFound where there is none."""
    found = readings_of(record, [ident])
    if ident not in found:
        raise no_report(ident)
    return _scene(record, record.slice(reports=[ident], profile=profile, acting=False)), found[ident]


def readings_of(record: Record, reports: Iterable[str]) -> dict[str, Reading]:
    """What was read in these reports, moved to the words as shown."""
    return {report.id: reading for report, reading in record.shown_readings(reports)}


def reports_of(scene: Scene) -> tuple[Report, ...]:
    """The reports of a scene, the earliest first."""
    return tuple(sorted(scene.reports.values(), key=lambda one: (one.published or "9", one.id)))


def _scene(record: Record, found: Slice) -> Scene:
    return Scene(found.derived, found.reports, record.labels(found.reports))
