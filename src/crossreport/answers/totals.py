"""What does it add up to? A total of the record's events, read without more of the record than it needs."""

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from crossreport.answers.asked import known, period
from crossreport.model.judged import CORROBORATION, TallyResult
from crossreport.model.said import OUTCOMES, STATUSES
from crossreport.reconcile.scope import stems_of
from crossreport.reconcile.tallies import likely, tally
from crossreport.store.protection import seal
from crossreport.store.record import Record


class Asked(NamedTuple):
    """What a total is asked of; the fields are those of `tally`."""

    outcome: str = "killed"
    who: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    status: str | None = None
    side: str | None = None
    actor: str | None = None
    corroboration: tuple[str, ...] = ()


def total(record: Record, asked: Asked, profile: str | None, tell: Callable[[int, int], None] | None) -> TallyResult:
    """The total, by a profile. InputError where there is no such outcome, status, level or day."""
    asked = _checked(asked)
    profile = record.asked(profile)
    counted = record.countable(acting=asked.actor is not None, parts=bool(asked.status or asked.side))
    if profile != record.profile:
        # What it leaves of the record is weighed; the rest tells whether the filters are spelled as anything is.
        within = likely(counted, asked.place, asked.since, asked.until, asked.actor)
        weighed = record.events_weighed(within, profile, tell)
        weighed = weighed if record.unsealed else seal(weighed, record.seals())
        now = {event.id: event for event in weighed.events}
        every = tuple(now.get(event.id, event) for event in counted.events)
        return tally(msgspec.structs.replace(weighed, events=every), *asked)
    if asked.who and stems_of(asked.who):
        if asked.status or asked.side or record.is_past:
            # Whom a part of a figure counts stands in its claims alone: they are read of the events that are left.
            left = tally(counted, *asked._replace(who=None))
            named = {row.event for row in left.rows} | set(left.outside)
            own = named if record.is_past else named & record.named_by(asked.who, asked.outcome)
            counted = record.with_words(counted, own)
        else:
            counted = record.of_words(counted, asked.who, asked.outcome)
    return tally(counted, *asked)


def _checked(asked: Asked) -> Asked:
    known("outcome", asked.outcome, OUTCOMES)
    known("status", asked.status, STATUSES)
    for level in asked.corroboration:
        known("level of corroboration", level, CORROBORATION)
    first, last = period(asked.since, asked.until)
    return asked._replace(since=first, until=last)
