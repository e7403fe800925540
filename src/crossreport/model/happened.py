"""What is said to have happened: times, places, actors and persons, actions, mentions, readings, and events."""

from typing import Literal

import msgspec

from crossreport.model.judged import Cell, Estimate, Evidence, Mark
from crossreport.model.report import Span
from crossreport.model.said import Attribution, Aux, Figure, Outcome

Cause = Literal["violence", "accident", "disaster", "unknown"]


class TimeExpression(msgspec.Struct, frozen=True, omit_defaults=True):
    """A time expression with its TIMEX3 type and value; `from_` and `to` are its first and last possible day (ISO).

    Where the report has no publication date, a relative one keeps the value that needs no anchor and has no days.
    `anchor` says what it hangs on (published, previous date, itself), in a word or two. `signal` is the word that governs
    it, where there is one (since, until, by, before, after); after "since" the days run to the publication. `of_complement`
    is true where the days are those of what follows ("a day after THE RAID"), not those of the clause.
    """

    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    anchor: str = ""
    sentence: int = -1
    signal: str = ""
    of_complement: bool = False


class Place(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Where: finest part first, comma-separated, the town always a part, no admin1 or country in `name`.

    `precision` is UCDP's where_prec: 1 exact place, 2 near it, 3 second-order and 4 first-order division, 5 larger or
    fuzzy, 6 country. `lat` and `lon` are WGS84 degrees. `ambiguous` lists the places that it might be as well.
    """

    name: str
    admin1: str | None = None
    country: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    precision: int | None = None
    ambiguous: tuple[str, ...] = ()


class Toponym(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place name in a report and the place that it means. `role` is event where the sentence sets something there,
    else actor ("Tehran denies"), origin ("the Cairo native"), authority ("Sarn police"), outlet (its home) or other."""

    span: Span
    place: Place
    role: Literal["event", "actor", "origin", "authority", "outlet", "other"] = "event"
    sentence: int = -1


class Party(msgspec.Struct, frozen=True, omit_defaults=True):
    """An actor as words of the report name it: person, organisation, government, group of people.

    `name` is the fullest name within the report, `country` ISO 3166 alpha-2, `sector` a PLOVER sector. `key` is the same
    for every naming of one actor in the report and, for governments, across reports ("Tehran", "Iran").
    """

    name: str
    key: str
    span: Span | None = None
    kind: Literal["person", "organisation", "government", "group", "place"] = "group"
    role: str | None = None
    country: str | None = None
    sector: str | None = None
    sentence: int = -1


class Person(msgspec.Struct, frozen=True, omit_defaults=True):
    """A person harmed or accused, as one report tells of them. `span` is the fullest name (or the words, where unnamed).

    `age` in whole years; `sealed` says why the name is masked (minor, accused, sexual_violence), None where it is not.
    """

    span: Span
    role: Literal["victim", "accused"]
    name: str | None = None
    outcome: Outcome | None = None
    age: int | None = None
    sex: Literal["female", "male"] | None = None
    mention: str | None = None
    sealed: str | None = None
    spans: tuple[Span, ...] = ()


class Action(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who did what to whom: PLOVER type and mode; `aux` after PLOVER's auxiliary modes."""

    span: Span
    plover: str
    aux: Aux = "none"
    mode: str | None = None
    actor: Party | None = None
    recipient: Party | None = None
    mention: str | None = None
    attribution: str | None = None
    sentence: int = -1


class Statement(msgspec.Struct, frozen=True, omit_defaults=True):
    """A thing told (by the report itself or by a speaker) that can be lined up with what other reports tell.

    `spans` are its words; `text` says it in one short line with pronouns resolved where they could be; `terms` are its
    normalised content words: lemmas after the synonyms of vocabulary/synonyms.yaml, names as actor keys; `actor` is who
    does or says it; `deeds` those of its terms that are what is done; `attribution` the id of the attribution whose
    content it is.
    """

    spans: tuple[Span, ...]
    text: str
    terms: tuple[str, ...]
    sentence: int
    kind: Literal["quotation", "action", "position", "background"] = "action"
    actor: str | None = None
    deeds: tuple[str, ...] = ()
    plover: str | None = None
    aux: Aux = "none"
    attribution: str | None = None
    mention: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    date_span: Span | None = None
    place: Place | None = None


class EventDate(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """First and last possible local day (ISO), the precision with which it is known, and whether a text states it."""

    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    precision: Literal["day", "week", "month", "year", "unknown"] = "unknown"
    basis: Literal["stated", "inferred"] = "inferred"


class MentionActor(msgspec.Struct, frozen=True, omit_defaults=True):
    """An actor of a mention and what the report makes of it."""

    party: Party
    role: Literal["actor", "recipient", "accused", "claimed"]
    attribution: str | None = None


class Mention(msgspec.Struct, frozen=True, omit_defaults=True):
    """An event as one report tells it. At most one is `main`: that of headline and lead.

    `background` is true for one that the report brings up beside its own news (an older incident, a comparison).
    `terms` are normalised content words of its sentences, for linking. `words` names it for people ("attack on a market").
    """

    id: str
    spans: tuple[Span, ...]
    main: bool = False
    kind: Literal["incident", "episode", "aggregate"] = "incident"
    background: bool = False
    follow_up: bool = False
    date: EventDate = EventDate()
    place: Place | None = None
    plover: str | None = None
    mode: str | None = None
    cause: Cause = "unknown"
    aux: Aux = "none"
    actors: tuple[MentionActor, ...] = ()
    terms: tuple[str, ...] = ()
    words: str = ""
    attribution: str | None = None
    evidence: tuple[Evidence, ...] = ()


# Why a sentence gave no claim, where a count of people may stand in it, and where it comes with the page.
NUMBER_LEFT = "a number stands there that was not read as a count of people"
FURNITURE = "furniture of the page or a repeated paragraph"


class Unread(msgspec.Struct, frozen=True, omit_defaults=True):
    """A sentence with a word or number of harm that gave no claim, and why."""

    span: Span
    reason: str


class Reading(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that was read in one report. It depends on nothing but that report, the vocabulary and the profile.

    `furniture` are the paragraphs that are the page's own and no part of what it reports.
    """

    report: str
    dates: tuple[TimeExpression, ...] = ()
    places: tuple[Toponym, ...] = ()
    parties: tuple[Party, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    figures: tuple[Figure, ...] = ()
    actions: tuple[Action, ...] = ()
    people: tuple[Person, ...] = ()
    statements: tuple[Statement, ...] = ()
    mentions: tuple[Mention, ...] = ()
    unread: tuple[Unread, ...] = ()
    furniture: tuple[Span, ...] = ()
    credit: tuple[str, ...] = ()
    note: str | None = None


class EventActor(msgspec.Struct, frozen=True, omit_defaults=True):
    """An actor of an event with the claims that name it."""

    name: str
    role: Literal["actor", "recipient", "accused", "claimed"]
    claims: tuple[str, ...]
    country: str | None = None
    sector: str | None = None


class EventPerson(msgspec.Struct, frozen=True, omit_defaults=True):
    """A person harmed or accused in an event, once, with every claim about them."""

    name: str
    role: Literal["victim", "accused"]
    claims: tuple[str, ...]
    outcome: Outcome | None = None
    age: int | None = None
    sex: Literal["female", "male"] | None = None
    sealed: str | None = None


class Victim(msgspec.Struct, frozen=True, omit_defaults=True):
    """A row of the victim register: a person dead or hurt in an event, told of singly, once, with every claim about them.

    `words` are those of the fullest telling ("a 12-year-old boy"; the name, where one is told); `age` in whole years, 0 for
    babies; `sealed` says why name and words are masked, None where they are not. The id derives from the earliest claim.
    """

    id: str
    words: str
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    name: str | None = None
    outcome: Outcome | None = None
    age: int | None = None
    sex: Literal["female", "male"] | None = None
    sealed: str | None = None


class Event(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is said to have happened: a cluster of mentions. The id derives from its earliest claim.

    `marks` are the fields that people set, `decisions` the ids of the decisions that touch it or its claims; `unseen` the
    reports that came since a person set its level.
    """

    id: str
    title: str
    kind: Literal["incident", "episode", "aggregate"]
    reports: tuple[str, ...]
    claims: tuple[str, ...]
    mentions: tuple[tuple[str, str], ...] = ()
    formerly: tuple[str, ...] = ()
    part_of: str | None = None
    plover: str | None = None
    mode: str | None = None
    cause: Cause = "unknown"
    date: EventDate = EventDate()
    place: Place | None = None
    actors: tuple[EventActor, ...] = ()
    people: tuple[EventPerson, ...] = ()
    victims: tuple[Victim, ...] = ()
    figures: dict[str, Estimate] = {}
    cells: tuple[Cell, ...] = ()
    corroboration: str = "unassessed"
    responsibility: str = "none"
    review: str = "machine"
    marks: tuple[Mark, ...] = ()
    decisions: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
