"""What every step of reconciling looks up: reports, readings and origins by id, moments, sides, the profile's numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property

import msgspec

from crossreport.linking.shelf import Changed, keyed
from crossreport.linking.voices import voice_parts
from crossreport.model.happened import Event, Person, Reading
from crossreport.model.judged import Tally
from crossreport.model.record import Linked
from crossreport.model.report import Report, first_told
from crossreport.model.said import Claim, Figure, Origin
from crossreport.profiles.load import Profile, vague_table
from crossreport.vocabulary.load import words


@dataclass(frozen=True, order=True)
class Moment:
    """When something was said: the day (UTC), and the second of that day where an hour is known."""

    day: date
    second: int | None = None

    def is_after(self, other: "Moment") -> bool:
        """Is this surely later? On one day only where both have an hour."""
        if self.day != other.day or self.second is None or other.second is None:
            return self.day > other.day
        return self.second > other.second

    @property
    def key(self) -> tuple[date, int]:
        """For ordering; a day without an hour stands at its start."""
        return self.day, self.second or 0

    def __str__(self) -> str:
        if self.second is None:
            return self.day.isoformat()
        return f"{self.day}T{self.second // 3600:02}:{self.second // 60 % 60:02}:{self.second % 60:02}"

    def hours_since(self, other: "Moment") -> float:
        """Hours from the other moment to this one; days without an hour count whole."""
        if self.second is None or other.second is None:
            return (self.day - other.day).days * 24.0
        return (self.day - other.day).days * 24.0 + (self.second - other.second) / 3600


def moment(text: str | None) -> Moment | None:
    """The moment of an ISO date or date-time; None where there is none or it cannot be read."""
    if not text:
        return None
    try:
        if len(text) <= 10:
            return Moment(date.fromisoformat(text))
        at = datetime.fromisoformat(text.replace("Z", "+00:00"))
        at = at.astimezone(UTC) if at.tzinfo else at
    except (ValueError, OverflowError):
        return None
    return Moment(at.date(), at.hour * 3600 + at.minute * 60 + at.second)


def newest_of(told: Iterable[str | None]) -> str | None:
    """The latest of these moments of publication, the same in whatever order; a day stands before all hours of it."""
    known = [(*at.key, at.second is not None, text) for text in told if text and (at := moment(text)) is not None]
    return max(known)[-1] if known else None


@dataclass(frozen=True)
class Beyond:
    """What of the rest of a record bears on a neighbourhood that is weighed alone: when the newest report came, the stated
    totals that are of a like scope with those of the neighbourhood, and the events within their scopes or told of by the
    reports that state them; with the claims and reports of both."""

    newest: str | None = None
    tallies: tuple[Tally, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    reports: tuple[Report, ...] = ()
    readings: tuple[Reading, ...] = ()
    story_of: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Context:
    """One build as reconciling sees it: what linking gave, and the profile."""

    linked: Linked
    profile: Profile
    beyond: Beyond | None = None
    _vague: dict[str, tuple[int | None, int | None, int | None] | None] = field(repr=False, default_factory=dict)

    @classmethod
    def of(cls, linked: Linked, profile: Profile, beyond: Beyond | None = None) -> "Context":
        """The context of a build by a profile."""
        return cls(linked, profile, beyond, vague_table(profile.vague, profile.vague_options))

    @cached_property
    def reports(self) -> Mapping[str, Report]:
        """Reports by id, those that give no day with the one that linking inferred."""
        days = {row.report: row.inferred_day for row in self.linked.rows if row.inferred_day}
        own = keyed(self.linked.reports, lambda one: one.id)
        dated = {
            ident: msgspec.structs.replace(own[ident], published=day, published_inferred=True) for ident, day in days.items()
        }
        if self.beyond is not None:
            return {**{one.id: one for one in self.beyond.reports}, **own, **dated}
        return Changed(own, dated) if dated else own

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        """Readings by the id of their report."""
        own = keyed(self.linked.readings, lambda one: one.report)
        return {**{one.report: one for one in self.beyond.readings}, **own} if self.beyond is not None else own

    @cached_property
    def events(self) -> dict[str, Event]:
        """Events by id, as linking made them."""
        return {event.id: event for event in self.linked.events}

    @cached_property
    def origins(self) -> dict[str, Origin]:
        """Origins by id."""
        return {origin.id: origin for origin in self.linked.origins}

    @cached_property
    def story_of(self) -> dict[str, str | None]:
        """The story of each report."""
        beyond = self.beyond.story_of if self.beyond else {}
        return {**beyond, **{row.report: row.story for row in self.linked.rows}}

    @cached_property
    def texts(self) -> dict[str, str]:
        """By report, the one whose text it prints: itself, where it is no copy."""
        copied = {row.report: row.copy_of for row in self.linked.rows if row.copy_of}
        return {row.report: first_told(row.report, copied) for row in self.linked.rows}

    @cached_property
    def reports_of(self) -> dict[str, tuple[str, ...]]:
        """The reports of each story."""
        return {story.id: story.reports for story in self.linked.stories}

    @cached_property
    def newest(self) -> Moment | None:
        """The record's newest moment of publication: the clock by which a figure is still developing."""
        if self.beyond is not None:
            return moment(self.beyond.newest)
        return moment(newest_of(report.published for report in self.reports.values()))

    def said_at(self, claim: Claim) -> Moment | None:
        """The moment that a claim's figure refers to: its own `as_of`, else the report's publication."""
        report = self.reports.get(claim.report)
        published = moment(report.published) if report else None
        as_of = moment(claim.figure.as_of) if claim.figure else None
        if as_of and published and as_of.day == published.day:
            return published
        return as_of or published

    def persons(self, claim: Claim) -> Sequence[Person]:
        """The persons that a claim's figure counts, as the report's reading has them."""
        reading = self.readings.get(claim.report)
        people = reading.people if reading else ()
        return [people[i] for i in (claim.figure.people if claim.figure else ()) if 0 <= i < len(people)]

    def valued(self, figure: Figure) -> Figure | None:
        """The figure with a vague word valued by the profile's table; None where the profile gives it no number."""
        if figure.vague is None or figure.vague not in self._vague:
            return figure
        values = self._vague[figure.vague]
        if values is None:
            return None
        low, point, high = values
        return msgspec.structs.replace(figure, low=low, point=point, high=high)

    def is_known(self, origin: str) -> bool:
        """Is the origin's independence known? An unknown one never raises a level."""
        found = self.origins.get(origin)
        return found is not None and found.independence != "unknown"

    def kind_of(self, claim: Claim) -> str:
        """The kind of who says a claim: a speaker's kind, or "own" for the report's own words."""
        if claim.attribution and claim.attribution.source:
            return claim.attribution.source_kind or "unknown"
        return "own"


def side_of(claim: Claim, event: Event) -> str | None:
    """The side that a claim's speaker stands on in an event, or None where he is no party to it."""
    said = claim.attribution
    return side_of_speaker(said.source, said.source_kind, event) if said is not None and said.source else None


def side_of_speaker(name: str, kind: str | None, event: Event) -> str | None:
    """The side of a speaker by name and kind.

    Fighting forces are always a party; governments and police only where an actor of the event bears their name, or is the
    same body without one ("soldiers" did it, "the army" says so). What both sides say ("both Orielan and Tarnish officials")
    is said by neither alone.
    """
    if name.lower().startswith(("both ", "the two ")):
        return None
    speaker, body = frozenset(_names(name)), voice_parts(name)
    for actor in event.actors:
        if actor.role == "actor" and (speaker & frozenset(_names(actor.name)) or body == voice_parts(actor.name)):
            return actor.country or " ".join(voice_parts(actor.name))
        if actor.role not in ("actor", "accused") and speaker & frozenset(_names(actor.name)):
            return actor.country or actor.name.lower()
    if kind in words("reconciling", "fighting"):
        return " ".join(body)
    return None


def _names(text: str) -> list[str]:
    plain = "".join(c if c.isalnum() else " " for c in text)
    return [word.lower() for word in plain.split() if word[:1].isupper() and len(word) > 2]
