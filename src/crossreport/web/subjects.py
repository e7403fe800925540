"""What a decision is about, as its form shows it: an event, a story, an actor, a victim; and what it may be one with."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from crossreport.answers.words import NO_YEAR, named, number_words, short_day, when, where
from crossreport.api import Record
from crossreport.errors import NotFound
from crossreport.linking.taken_apart import can_move
from crossreport.model.happened import Event, Victim
from crossreport.model.said import Claim

Choice = tuple[str, str]
# Others that a form offers as likely to be the same; any other is named by its id.
MOST_OTHERS = 30
# Words of an actor's name that say which actor it is, for finding others of a like name.
LONG = 3


class Subject(msgspec.Struct, frozen=True):
    """The thing that a merge, a split, a figure, a level or a note is about.

    `others` are what it may be one with, `parts` what it may be split by (reports, claims, an actor's names), each with its
    name for people.
    """

    kind: str
    id: str
    title: str
    where: str
    review: str | None = None
    others: tuple[Choice, ...] = ()
    parts: tuple[Choice, ...] = ()
    when: str = ""
    place: str = ""


def subject(record: Record, ident: str, given: Mapping[str, Any], for_merge: bool = False) -> Subject:
    """What an id names; a victim's needs its event beside it (`event`). NotFound where it names nothing here."""
    if ident.startswith("V-"):
        return _victim(record, ident, record.event(str(given.get("event", ""))))
    kind = record.kind(ident)
    if kind == "event":
        return _event(record, record.event(ident), for_merge, bool(given.get("alone")))
    if kind == "story":
        return _story(record, ident, for_merge)
    if kind == "actor":
        return _actor(record, ident, for_merge)
    return Subject(kind, ident, ident, "/report" if kind == "report" else "/")


def _event(record: Record, event: Event, for_merge: bool, alone: bool) -> Subject:
    """The others are the events that its reports tell of beside it: what it is likeliest to be one with.

    Its parts are its reports or, where claims are to leave it alone, the claims that can.
    """
    others: tuple[Choice, ...] = ()
    if for_merge:
        cut = record.slice(reports=event.reports[:MOST_OTHERS], acting=False)
        beside = (one for one in cut.derived.events if one.id != event.id)
        others = tuple((one.id, _told(one)) for one in beside)[:MOST_OTHERS]
    parts = _claims(record, event) if alone else _labelled(record, event.reports)
    return Subject(
        "event",
        event.id,
        named(event),
        f"/event/{event.id}",
        event.review,
        others,
        parts,
        when(event.date),
        where(event.place),
    )


def _claims(record: Record, event: Event) -> tuple[Choice, ...]:
    """The claims that can leave an event while what else their reports tell of it stays: numbers, deeds, statements."""
    own = set(event.mentions)
    found = [one for one in record.claims_of(event.claims) if (one.report, one.mention) in own and can_move(one)]
    label = record.labels(record.reports_of(one.report for one in found))
    found.sort(key=lambda one: (one.figure is None, label[one.report], one.spans))
    return tuple((one.id, f"{_said(one)} ({label[one.report]})") for one in found)


def _said(claim: Claim) -> str:
    quote = f"“{' '.join(claim.quote.split())}”"
    figure = claim.figure
    return f"{number_words(figure)} {figure.outcome.replace('_', ' ')}: {quote}" if figure else f"{claim.type}: {quote}"


def _told(event: Event) -> str:
    return f"{named(event)} ({when(event.date) or 'no day'})"


def _story(record: Record, ident: str, for_merge: bool) -> Subject:
    """The others are the stories of the events that it tells of."""
    story = record.story(ident)
    others: tuple[Choice, ...] = ()
    if for_merge:
        reports = {report for one in record.events_of(story.events) for report in one.reports}
        beside = (record.story(one) for one in record.stories_with(reports)[: MOST_OTHERS + 1] if one != ident)
        others = tuple((one.id, one.title) for one in beside)
    return Subject("story", story.id, story.title, f"/story/{story.id}", None, others, _labelled(record, story.reports))


def _actor(record: Record, ident: str, for_merge: bool) -> Subject:
    """The others bear a word of its name."""
    actor = record.actor(ident)
    others: dict[str, str] = {}
    for word in actor.name.split() if for_merge else ():
        if len(word) > LONG and word.isalnum():
            others |= {one.id: one.name for one in record.actor_list(word, MOST_OTHERS).items if one.id != ident}
    found = tuple(others.items())[:MOST_OTHERS]
    return Subject(
        "actor", actor.id, actor.name, f"/actor/{actor.id}", None, found, tuple((one, one) for one in actor.names)
    )


def _victim(record: Record, ident: str, event: Event) -> Subject:
    """The others are the other victims of the event."""
    for one in event.victims:
        if one.id == ident:
            others = tuple((other.id, called(other)) for other in event.victims if other.id != ident)
            parts = _labelled(record, one.reports)
            return Subject("victim", ident, called(one), f"/event/{event.id}", None, others, parts)
    raise NotFound(f"The event {event.id} has no victim {ident!r}.")


def called(victim: Victim) -> str:
    """A victim for people: 'Ana Brok, 12, killed'; a sealed one is named by none of it but what befell it."""
    name = victim.name or victim.words
    age = str(victim.age) if victim.age is not None and str(victim.age) not in victim.words else ""
    outcome = victim.outcome.replace("_", " ") if victim.outcome else ""
    return ", ".join(one for one in (name, age, outcome) if one)


def _labelled(record: Record, reports: Iterable[str]) -> tuple[Choice, ...]:
    ids = tuple(reports)
    found = {one.id: one for one in record.reports_of(ids)}
    label = record.labels(found.values())
    return tuple((one, _with_day(label.get(one, one), found[one].published) if one in found else one) for one in ids)


def _with_day(label: str, published: str | None) -> str:
    """A report's short name with its day, where the name does not end with that already."""
    day = short_day(published, year=NO_YEAR) if published else "no day"
    return label if label.endswith(day) else f"{label}, {day}"
