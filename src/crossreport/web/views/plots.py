"""What plots, maps and timelines show: the numbers by who says them and when, the places, the days."""

from collections.abc import Iterable

import msgspec

from crossreport.answers.words import number_words, when, where
from crossreport.model.happened import Event
from crossreport.reconcile.judgements import is_set_aside
from crossreport.web.views.lines import event_line, headline, origin_name
from crossreport.web.views.scene import Scene


class PointView(msgspec.Struct, frozen=True, omit_defaults=True):
    """One number on the plot: who says it when of which event, from `low` to `high`, and the claim behind it."""

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
    event_title: str = ""


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


def timeline(scene: Scene, events: Iterable[Event]) -> tuple[MomentView, ...]:
    """Events by their first possible day and reports by publication, the earliest first; what has no day comes last."""
    made = [MomentView(one.date.from_ or "", when(one.date), "event", event_line(one).title, one.id) for one in events]
    for one in scene.reports.values():
        day = (one.published or "")[:10]
        made.append(MomentView(day, day, "report", headline(one), one.id))
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
        if figure is None or one.type != "figure" or is_set_aside(one) or not wanted & set(one.events) or one.subset_of:
            continue
        report = scene.reports.get(one.report)
        if outcome in (None, figure.outcome) and report is not None:
            is_used = one.id in scene.used
            event = next(event for event in one.events if event in wanted)
            yield PointView(
                one.id,
                event,
                figure.outcome,
                origin_name(scene, one.origin),
                (figure.as_of or report.published or "")[:16],
                number_words(figure),
                one.status if is_used or one.status != "current" else "not used",
                scene.named(one.report),
                figure.low,
                figure.point,
                figure.high,
                event_line(scene.events[event]).title if event in scene.events else "",
            )
