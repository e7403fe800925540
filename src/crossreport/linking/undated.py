"""The day of a report that gives none, from reports that share its text or its story; and what its relative dates then mean.

Such a day is inferred and marked so. It hangs on reports that give a day of their own, never on another inferred one, so
that it is the same whatever came first.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from crossreport.linking.shelf import Changed
from crossreport.linking.sides import weights
from crossreport.model.happened import Mention, Reading
from crossreport.model.judged import Copy, Evidence, Story
from crossreport.model.report import Report

# What is read in reports by their inferred days, in their order.
ReadAgain = Callable[[Sequence[Report]], Sequence[Reading]]


@dataclass(frozen=True)
class Inferred:
    """The day (ISO) on which a report was probably published, and why."""

    day: str
    evidence: tuple[Evidence, ...]


def infer_days(
    reports: Mapping[str, Report], copies: Iterable[Copy], stories: Iterable[Story], main_event: Mapping[str, str]
) -> dict[str, Inferred]:
    """The days of reports that give none: of what shares most of their text, else of their event, else of their story.

    None is inferred where those days lie too far apart to say one, or where too few reports give a day: that one other is on
    the same matter says little of when it came.
    """
    near: dict[str, list[str]] = defaultdict(list)
    for copy in copies:
        if copy.share >= weights()["copies"]["whole"]:
            near[copy.report].append(copy.of)
            near[copy.of].append(copy.report)
    told: dict[str, list[str]] = defaultdict(list)
    for ident, event in main_event.items():
        told[event].append(ident)
    story_of = {ident: story.reports for story in stories for ident in story.reports}
    found = {}
    for ident in sorted(reports):
        if reports[ident].published:
            continue
        groups = (
            ("copy", near[ident]),
            ("event", told.get(main_event.get(ident, ""), ())),
            ("story", story_of.get(ident, ())),
        )
        days = (_day(what, [reports[one] for one in others if one != ident]) for what, others in groups)
        inferred = next((one for one in days if one is not None), None)
        if inferred is not None:
            found[ident] = inferred
    return found


def _day(what: str, others: Sequence[Report]) -> Inferred | None:
    """The day most of these reports give, of several the one in the middle of all."""
    days = sorted(one.day for one in others if one.day is not None and not one.published_inferred)
    least = weights()["anchor"]["story_reports"] if what == "story" else 1
    if len(days) < least or (days[-1] - days[0]).days > weights()["anchor"]["spread_days"]:
        return None
    counts = Counter(days)
    most = [day for day in sorted(counts) if counts[day] == max(counts.values())]
    middle = days[(len(days) - 1) // 2]
    day = min(most, key=lambda one: (abs((one - middle).days), one))
    return Inferred(
        day.isoformat(), (Evidence(what, _words(what, day, counts, len(days)), round(counts[day] / len(days), 3)),)
    )


def _words(what: str, day: date, counts: Counter[date], all_: int) -> str:
    of = {"copy": "that share its text", "event": "of the same event", "story": "of its story"}[what]
    return f"{counts[day]} of {all_} dated reports {of} are of {day.isoformat()}"


def dated(report: Report, inferred: Inferred) -> Report:
    """The report with its inferred day."""
    return msgspec.structs.replace(report, published=inferred.day, published_inferred=True)


def anchored(as_read: Reading, again: Reading) -> Reading:
    """The reading with the days that reading it `again`, with an inferred day of publication, gave its dates.

    Nothing else changes: what was read of a mention, a figure, a date takes the days of the one on the same words. The day
    of a mention that only now has one is inferred, whatever words name it.
    """
    mentions = {one.spans: one for one in again.mentions}
    figures = {(one.span, one.outcome): one for one in again.figures}
    dates = {one.span: one for one in again.dates}
    return msgspec.structs.replace(
        as_read,
        dates=tuple(dates.get(one.span, one) for one in as_read.dates),
        mentions=tuple(_anchored_mention(one, mentions.get(one.spans)) for one in as_read.mentions),
        figures=tuple(
            msgspec.structs.replace(one, as_of=new.as_of, period_from=new.period_from, period_to=new.period_to)
            if (new := figures.get((one.span, one.outcome))) is not None
            else one
            for one in as_read.figures
        ),
    )


def _anchored_mention(one: Mention, new: Mention | None) -> Mention:
    if new is None or not new.date.from_ or (new.date.from_, new.date.to) == (one.date.from_, one.date.to):
        return one
    return msgspec.structs.replace(one, date=msgspec.structs.replace(new.date, basis="inferred"))


def anchor_all(
    reports: Mapping[str, Report],
    readings: Mapping[str, Reading],
    days: Mapping[str, Inferred],
    read_again: ReadAgain | None,
) -> tuple[Mapping[str, Report], Mapping[str, Reading]]:
    """All reports and readings, those with an inferred day dated by it and, with `read_again`, their dates anchored."""
    made = Changed(reports, {ident: dated(reports[ident], one) for ident, one in days.items()})
    if read_again is None:
        return made, readings
    asked = [ident for ident in days if readings[ident].mentions]
    again = read_again([made[ident] for ident in asked])
    fresh = {ident: anchored(readings[ident], one) for ident, one in zip(asked, again, strict=True)}
    return made, Changed(readings, fresh)
