"""An event as it was known after each step that changed it."""

import itertools

import msgspec

from crossreport.answers.words import low_best_high, named
from crossreport.api import Record
from crossreport.errors import NotFound
from crossreport.store.audit import Entry

# What a step of the log that comes before a new making of the record is called.
CAUSES = {"decide": "a decision"}
# Steps that one look goes back.
MOST_STEPS = 30


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
    steps = list(record.log())
    made = [(one, before.step) for before, one in itertools.pairwise(steps) if one.step == "make"]
    found: list[KnownView] = []
    for step, before in made[-MOST_STEPS:]:
        moment = _known(record, event.id, step, CAUSES.get(before, "a build"))
        if moment is not None and (not found or _told(moment) != _told(found[-1])):
            found.append(moment)
    return HistoryView(event.id, named(event), tuple(reversed(found)), len(made) > MOST_STEPS)


def _known(record: Record, ident: str, step: Entry, after: str) -> KnownView | None:
    with record.as_of(step.seq) as then:
        try:
            event = then.event(ident)
        except NotFound:
            return None
    figures = {outcome: low_best_high(figure) for outcome, figure in event.figures.items()}
    told = (named(event), len(event.reports), len(event.claims), figures, event.corroboration, event.review)
    return KnownView(step.seq, step.at, after, *told)


def _told(moment: KnownView) -> tuple[object, ...]:
    return moment.title, moment.reports, moment.claims, tuple(moment.figures.items()), moment.corroboration, moment.review
