"""A linked record made by hand, claim by claim: `story.says("north", "Two men were killed", 2)`. All names are invented."""

from dataclasses import dataclass, field
from typing import Any

import msgspec

from crossreport.model.happened import Event, EventActor, EventDate, Party, Person, Place, Reading, Statement
from crossreport.model.judged import Estimate, Relation, Story
from crossreport.model.record import Derived, Linked, ReportRow
from crossreport.model.report import Report, Span
from crossreport.model.said import Claim, Figure, Origin, Said
from crossreport.profiles.load import load_profile
from crossreport.reconcile.reconcile import reconcile


@dataclass
class Hand:
    """Collects reports, claims and events; the first event is "E1" unless another is named."""

    published: dict[str, str | None] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    people: dict[str, list[Person]] = field(default_factory=dict)
    parties: dict[str, list[Party]] = field(default_factory=dict)
    statements: dict[str, list[Statement]] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    events: dict[str, Event] = field(default_factory=dict)
    independence: str = "assumed"

    def report(self, name: str, published: str | None = "2024-05-15") -> str:
        """A report with that id, outlet and day of publication."""
        self.published.setdefault(name, published)
        self.texts.setdefault(name, "")
        return name

    def event(self, name: str = "E1", **fields: Any) -> str:
        """An event; "E1" on 2024-05-14 where nothing is said."""
        fields.setdefault("date", EventDate("2024-05-14", "2024-05-14", "day", "stated"))
        self.events[name] = Event(name, fields.pop("title", name), fields.pop("kind", "incident"), (), (), **fields)
        return name

    def _span(self, report: str, quote: str, title: bool) -> Span:
        store = self.titles if title else self.texts
        text = store.get(report, "")
        start = len(text) + 2 if text else 0
        store[report] = f"{text}. {quote}" if text else quote
        return Span(start, start + len(quote), title)

    def says(self, report: str, quote: str, number: int | None = None, outcome: str = "killed", **given: Any) -> str:
        """A figure claim of a report; returns its id. `by` is a speaker of a `kind`, `verb` opens the
        quote where the persons are its object, the rest are a figure's fields."""
        self.report(report)
        span = self._span(report, quote, given.pop("title", False))
        by, kind, stance, polarity = (
            given.pop(k, d) for k, d in (("by", None), ("kind", None), ("stance", "stated"), ("polarity", "+"))
        )
        said = Said(stance, polarity, source=by, source_kind=kind) if by or stance != "stated" else None
        events = given.pop("events", ("E1",))
        claim_type = given.pop("type", "figure")
        part = given.pop("part_of", None)
        origin = given.pop("origin", None) or (by if by else f"own {report}")
        named = [given.pop("person")] if "person" in given else []
        known = self.people.setdefault(report, [])
        at = tuple(range(len(known), len(known) + len(named)))
        known.extend(Person(span, "victim", **person) for person in named)
        ends = {"low": number, "high": number, "point": number}
        ends.update({k: given.pop(k) for k in ("low", "high", "point") if k in given})
        form = given.pop("form", "exact")
        counted = span
        if verb := given.pop("verb", None):
            given["predicate"] = Span(span.start, span.start + len(verb), span.title)
            counted = Span(span.start + len(verb) + 1, span.end, span.title)
        figure = Figure(counted, outcome, form, people=at, **ends, **given)  # type: ignore[arg-type]
        ident = f"{report}/{len(self.claims)}"
        self.claims.append(
            Claim(
                ident,
                report,
                claim_type,
                (span,),
                quote,
                events,
                attribution=said,
                figure=figure,
                subset_of=part,
                origin=origin,
            )
        )
        return ident

    def tells(self, report: str, text: str, terms: str, **given: Any) -> str:
        """A statement claim of a report: its line and its terms."""
        self.report(report)
        span = self._span(report, text, False)
        by, stance, polarity = given.pop("by", None), given.pop("stance", "stated"), given.pop("polarity", "+")
        cue, via = given.pop("cue", None), given.pop("via", ())
        said = Said(stance, polarity, source=by or None, cue=cue, via=via) if by is not None else None
        own = self.statements.setdefault(report, [])
        sentence = given.pop("sentence", len(own))
        own.append(Statement((span,), text, tuple(terms.split()), sentence, **given))
        ident = f"{report}/{len(self.claims)}"
        kind: Any = "denial" if stance in ("denied", "not_confirmed") else "statement"
        self.claims.append(
            Claim(ident, report, kind, (span,), text, attribution=said, origin=by or f"own {report}", statement=len(own) - 1,
                  terms=tuple(terms.split()), subject=text)
        )  # fmt: skip
        return ident

    def linked(self, *, backwards: bool = False) -> Linked:
        """The record so far; `backwards` turns every list round."""
        if not self.events:
            self.event()
        names = sorted(self.published, reverse=backwards)
        events = []
        for event in self.events.values():
            own = tuple(c for c in self.claims if event.id in c.events)
            reports = tuple(sorted({c.report for c in own}))
            events.append(msgspec.structs.replace(event, claims=tuple(c.id for c in own), reports=reports))
        origins = [
            Origin(o, "speaker" if any(c.attribution for c in self.claims if c.origin == o) else "outlet", self.independence,  # type: ignore[arg-type]
                   tuple(sorted({c.report for c in self.claims if c.origin == o})))
            for o in sorted({c.origin for c in self.claims}, reverse=backwards)
        ]  # fmt: skip
        ordered = list(reversed(self.claims)) if backwards else self.claims
        return Linked(
            reports=tuple(Report(n, self.texts[n], self.titles.get(n), n, published=self.published[n]) for n in names),
            readings=tuple(
                Reading(n, people=tuple(self.people.get(n, ())), parties=tuple(self.parties.get(n, ())),
                        statements=tuple(self.statements.get(n, ())))
                for n in names
            ),
            rows=tuple(ReportRow(n, "S1") for n in names),
            claims=tuple(ordered),
            events=tuple(events),
            origins=tuple(origins),
            stories=(Story("S1", "the story", tuple(sorted(names)), tuple(sorted(self.events))),),
        )  # fmt: skip

    def judged(self, profile: str = "recent_majority", *, backwards: bool = False) -> Derived:
        """The reconciled record."""
        return reconcile(self.linked(backwards=backwards), load_profile(profile))

    def figure(self, outcome: str = "killed", profile: str = "recent_majority", event: str = "E1") -> Estimate:
        """The estimate of one outcome of one event."""
        return next(e for e in self.judged(profile).events if e.id == event).figures[outcome]

    def range(self, outcome: str = "killed", profile: str = "recent_majority") -> tuple[int | None, int | None, int | None]:
        """(low, best, high) of an outcome of the first event."""
        found = self.figure(outcome, profile)
        return found.low, found.best, found.high

    def relations(self) -> list[Relation]:
        """The relations between claims."""
        return list(self.judged().relations)

    def claim(self, ident: str, profile: str = "recent_majority") -> Claim:
        """A claim as it stands after reconciling."""
        return next(c for c in self.judged(profile).claims if c.id == ident)


def place(name: str, country: str = "XA", admin1: str | None = None, precision: int = 1) -> Place:
    """A place in an invented country."""
    return Place(name, admin1, country, precision=precision)


def actor(name: str, role: str = "actor", country: str | None = None, claims: tuple[str, ...] = ()) -> EventActor:
    """An actor of an event."""
    return EventActor(name, role, claims, country)  # type: ignore[arg-type]
