"""PLOVER as JSON Lines (Open Event Data Alliance): a record an event, and one an act between two actors.

Types and modes are those of PLOVER's current list; contexts are not read, so the list of contexts is empty. Countries have
three letters. Where reports name both sides of a fight as its doers they all are actors and there is no recipient.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from crossreport.export import choice
from crossreport.export.choice import Choice
from crossreport.export.codes import alpha3, name_of
from crossreport.export.fields import line, some
from crossreport.export.levels import CREDIT, review
from crossreport.export.source import Scope, Source
from crossreport.model.acting import Actor, Interaction
from crossreport.model.happened import Event, EventActor, Place
from crossreport.vocabulary.load import vocabulary

NAME = "events.plover"
# The types by quad category (PLOVER's summary of event categories); SANCTION is a material conflict, as its section has it.
QUADS = {
    1: ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    2: ("COOPERATE", "AID", "RETREAT"),
    3: ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    4: ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD_OF = {kind: quad for quad, kinds in QUADS.items() for kind in kinds}
CODER, CODEBOOK = "crossreport", "PLOVER 2.0"
FIELDS = {
    "id": "id of the event, or of the act between two actors",
    "has_event": "always true",
    "date": "first possible day (ISO 8601)",
    "enddate": "last possible day, where it is another one",
    "actor": "who acts: `entity_text`, `code` (ISO 3166-1 alpha-3), `sector`, and `role` (ours: actor, claimed or accused)",
    "recipient": "to whom: the same fields; empty where all participants are actors",
    "event": "the PLOVER type, in a list of one",
    "mode": "the PLOVER mode, in a list of one at most",
    "context": "always empty: contexts are not read",
    "quad_code": "1 verbal and 2 material cooperation, 3 verbal and 4 material conflict",
    "event_loc": "where: `extracted_place`, `resolved_place`, `geonameid`, `lat`, `lon`, `province`, `country`,"
    " `country_code` (alpha-3), and `where_prec` (ours: 1 exact to 6 country, which has no position)",
    "event_text": "what the event is called",
    "size": "`dead` and `injured` (best by the profile), with `dead_low`, `dead_high`, `dead_high_open` and the same of the"
    " injured (ours); what is not told is absent",
    "link": "ids of the events that came to be part of this one",
    "text_info": "ids of the claims behind it (ours: the texts are not ours to give)",
    "cite_info": "one a report: `url`, `title`, `publication`, `language`, `citation` (its id), `published` (ours)",
    "coder": f"always `{CODER}`",
    "codebook": f"always `{CODEBOOK}`",
    "profile": "the rules that made the numbers (ours)",
    "comment": "what it is: an event, or an act between two actors",
    "corroboration": "level (ours), of events",
    "responsibility": "level (ours), of events",
    "agreement": "whether the origins agree on the dead (ours), of events",
    "review": "who has looked at it (ours)",
}
DOCS = {f"{NAME}.jsonl": FIELDS}


@cache
def modes() -> dict[str, list[str]]:
    """{type: its modes} of the current list."""
    found: dict[str, list[str]] = vocabulary("actions")["types"]
    return found


def files(source: Source, _: Scope) -> dict[str, Iterator[bytes]]:
    """{name of the file: its contents}: the records, and the events that have no type of PLOVER's."""
    chosen = choose(source)
    rules = (
        "A record is an event, or an act of one actor towards another (its id begins with I-); an act may be part of an"
        " event.",
        "Events that reports tell of without an act that PLOVER has a type for are left out.",
    )
    return {
        f"{NAME}.jsonl": _lines(source, chosen),
        f"{NAME}.notes.md": choice.notes(source, chosen, "PLOVER records", rules),
    }


def told(source: Source) -> tuple[str, ...]:
    """How many events are in, how many are left out, and why."""
    return choice.told(choose(source), NAME)


def choose(source: Source) -> Choice:
    """The events that have a type of PLOVER's and a day: the fields that its records require."""

    def reason(event: Event) -> str | None:
        if event.plover not in QUAD_OF:
            return "no act that PLOVER has a type for"
        if event.date.from_ is None:
            return "when it was is not known"
        if event.review == "withdrawn":
            return "a person withdrew it"
        return None

    return choice.choose(source, reason)


def _lines(source: Source, chosen: Choice) -> Iterator[bytes]:
    for event in chosen.kept:
        yield line(_event(event, source))
    actors = {one.id: one for one in source.derived.actors}
    for act in source.derived.interactions:
        if act.plover in QUAD_OF and act.from_ and act.actor in actors and act.recipient in actors:
            yield line(_act(act, actors, source))


def _event(event: Event, source: Source) -> dict[str, Any]:
    doers = [one for one in event.actors if one.role != "recipient"]
    figures = event.figures
    killed = figures.get("killed")
    return {
        **_head(event.id, event.plover or "", event.mode, event.date.from_, event.date.to),
        "actor": [_party(one) for one in doers],
        "recipient": [_party(one) for one in event.actors if one.role == "recipient"],
        **some(event_loc=_place(event.place)),
        "event_text": event.title,
        "size": {**_size(event, "killed", "dead"), **_size(event, "injured", "injured")},
        "link": event.formerly,
        "text_info": event.claims,
        "cite_info": _citations(event.reports, source),
        **_foot(source, "event"),
        "corroboration": event.corroboration,
        "responsibility": event.responsibility,
        **some(agreement=killed.agreement if killed else None),
        "review": review(event.review),
    }


def _act(act: Interaction, actors: dict[str, Actor], source: Source) -> dict[str, Any]:
    def party(ident: str) -> dict[str, Any]:
        one = actors[ident]
        return some(entity_text=one.name, code=alpha3(one.country), sector=one.sector)

    return {
        **_head(act.id, act.plover, act.mode, act.from_, act.to),
        "actor": [party(act.actor)],
        "recipient": [party(act.recipient)],
        "text_info": act.claims,
        "cite_info": _citations(act.reports, source),
        **_foot(source, "act between two actors"),
        "review": review(),
    }


def _head(ident: str, kind: str, mode: str | None, first: str | None, last: str | None) -> dict[str, Any]:
    return {
        "id": ident,
        "has_event": True,
        "date": first,
        **({"enddate": last} if last and last != first else {}),
        "event": [kind],
        "mode": [mode] if mode in modes()[kind] else [],
        "context": [],
        "quad_code": QUAD_OF[kind],
    }


def _foot(source: Source, what: str) -> dict[str, Any]:
    return {"coder": CODER, "codebook": CODEBOOK, "profile": source.derived.profile, "comment": f"{what}. {CREDIT}"}


def _party(one: EventActor) -> dict[str, Any]:
    role = None if one.role == "recipient" else one.role
    return some(entity_text=one.name, code=alpha3(one.country), sector=one.sector, role=role)


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    is_point = place.precision is None or place.precision < 6
    return some(
        extracted_place=place.name,
        resolved_place=place.name.split(", ")[-1],
        geonameid=place.geonameid,
        lat=place.lat if is_point else None,
        lon=place.lon if is_point else None,
        province=place.admin1,
        country=name_of(place.country),
        country_code=alpha3(place.country),
        where_prec=place.precision,
    )


def _size(event: Event, outcome: str, name: str) -> dict[str, Any]:
    figure = event.figures.get(outcome)
    if figure is None:
        return {}
    numbers = some(**{name: figure.best, f"{name}_low": figure.low, f"{name}_high": figure.high})
    return {**numbers, f"{name}_high_open": figure.high_open}


def _citations(reports: Iterable[str], source: Source) -> list[dict[str, Any]]:
    heads = (source.head(one) for one in reports)
    return [
        some(
            citation=one.id,
            title=one.title,
            publication=one.outlet,
            url=one.url,
            language=one.language.split("-")[0] if one.language else None,
            published=one.published,
        )
        for one in heads
    ]
