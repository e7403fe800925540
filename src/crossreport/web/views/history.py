"""An event as it was known after each step that changed it."""

import itertools

import msgspec

from crossreport.answers.words import low_best_high, named
from crossreport.api import Record
from crossreport.model.happened import Event

# What a step of the log that comes before a new making of the record is called.
CAUSES = {"decide": "a decision"}
# Moments that the page shows: the latest.
MOST_MOMENTS = 60


class KnownView(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was known of an event from a step of the log on."""

    seq: int
    at: str
    after: str
    title: str
    reports: int
    claims: int
    figures: dict[str, tuple[str, str, str]]
    corroboration: str
    review: str


class HistoryView(msgspec.Struct, frozen=True, omit_defaults=True):
    """The moments at which an event became known otherwise, the newest first; `is_cut` where earlier ones are left out."""

    id: str
    title: str
    moments: tuple[KnownView, ...]
    is_cut: bool = False


def history_view(record: Record, ident: str) -> HistoryView:
    """The history of an event. NotFound where there is none today."""
    event = record.event(ident)
    steps = {one.seq: (one.at, CAUSES.get(before.step, "a build")) for before, one in itertools.pairwise(record.log())}
    found: list[KnownView] = []
    for since, known in record.states_of(event.id):
        at, after = steps.get(since, ("", "a build"))
        moment = _known(known, since, at, after)
        if not found or _told(moment) != _told(found[-1]):
            found.append(moment)
    return HistoryView(event.id, named(event), tuple(reversed(found[-MOST_MOMENTS:])), len(found) > MOST_MOMENTS)


def _known(event: Event, since: int, at: str, after: str) -> KnownView:
    figures = {outcome: low_best_high(figure) for outcome, figure in event.figures.items()}
    told = (named(event), len(event.reports), len(event.claims), figures, event.corroboration, event.review)
    return KnownView(since, at, after, *told)


def _told(moment: KnownView) -> tuple[object, ...]:
    return moment.title, moment.reports, moment.claims, tuple(moment.figures.items()), moment.corroboration, moment.review
