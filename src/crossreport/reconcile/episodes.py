"""Which incidents are parts of an episode: a report that sums up several ("seven killed in three shootings") tells of them.

No sum holds an episode beside its incidents, or their dead were counted twice. An incident is a part where a report that
sums up tells of it too, as of the same days and the same country or division. Where the incidents that are known hold less
than half of the episode's dead (or hurt), the sum keeps the episode: the smaller error of the two.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

import msgspec

from crossreport.model.happened import Event, EventDate, Mention, Place
from crossreport.model.report import Report
from crossreport.reconcile.context import Context

# What a report sums up lies at most a month back; its days and those of a part may be told with a day or two between.
NEWS_DAYS = 31
NEAR_DAYS = 2
HARM = ("killed", "injured", "killed_or_injured")


def with_episodes(events: Iterable[Event], context: Context) -> tuple[Event, ...]:
    """The events, each incident with the episode that most reports tell it as a part of; what is known already stays."""
    by_id = {event.id: event for event in events}
    told = _told(by_id, context)
    parts: dict[str, list[str]] = defaultdict(list)
    for part, found in sorted(told.items()):
        parts[min(found, key=lambda whole: (-found[whole], whole))].append(part)
    held = {
        part: whole for whole, own in parts.items() if _holds(by_id[whole], [by_id[part] for part in own]) for part in own
    }
    return tuple(
        msgspec.structs.replace(event, part_of=held[event.id]) if event.id in held and not event.part_of else event
        for event in by_id.values()
    )


def _told(by_id: dict[str, Event], context: Context) -> dict[str, Counter[str]]:
    """{incident: {episode: how many reports tell it as a part of that}}."""
    of = {key: event.id for event in by_id.values() for key in event.mentions}
    summing = sorted({report for event in by_id.values() if event.kind == "episode" for report in event.reports})
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for ident in summing:
        reading, report = context.readings.get(ident), context.reports.get(ident)
        if reading is None or report is None:
            continue
        mentions = [(one, by_id[of[ident, one.id]]) for one in reading.mentions if (ident, one.id) in of]
        for episode, whole in mentions:
            for one, part in mentions:
                both = episode.kind == whole.kind == "episode" and one.kind == part.kind == "incident"
                if both and _is_part(one, episode, report):
                    told[part.id][whole.id] += 1
    return told


def _holds(whole: Event, parts: Iterable[Event]) -> bool:
    """Do the parts hold half of those whom the whole counts, or does it count nobody?"""
    outcome = next((one for one in HARM if one in whole.figures), None)
    if outcome is None:
        return True
    known = sum(_number(part, outcome) for part in parts)
    return 2 * known >= _number(whole, outcome)


def _number(event: Event, outcome: str) -> int:
    figure = event.figures.get(outcome)
    return next((n for n in (figure.best, figure.low) if n is not None), 0) if figure is not None else 0


def _is_part(one: Mention, episode: Mention, report: Report) -> bool:
    return (
        one.kind == "incident"
        and _is_of_its_days(one.date, episode.date, report)
        and not _is_apart(one.place, episode.place)
    )


def _is_of_its_days(one: EventDate, whole: EventDate, report: Report) -> bool:
    told = _day(report.published)
    if told is not None and _is_old(one, told):
        return False
    if told is not None and _is_old(whole, told):
        return True  # "Last year, shootings have ...": what the parts are of is told by their own days alone
    first, last, own_first, own_last = (_day(day) for day in (whole.from_, whole.to, one.from_, one.to))
    if first is None or last is None or own_first is None or own_last is None:
        return True
    return max((own_first - last).days, (first - own_last).days) <= NEAR_DAYS


def _is_old(when: EventDate, told: date) -> bool:
    last = _day(when.to)
    return last is not None and (told - last).days > NEWS_DAYS


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def _is_apart(one: Place | None, whole: Place | None) -> bool:
    """Does the part lie in another country or first-order division than the whole?"""
    if one is None or whole is None or one.country is None or whole.country is None:
        return False
    return one.country != whole.country or bool(one.admin1 and whole.admin1 and one.admin1 != whole.admin1)
