"""ACLED-like rows: the 31 columns of ACLED's current codebook in their order, then the levels.

What only ACLED can give (its regions, its scales of sources, its upload) and what no report tells is left empty; an event
type is set only where mode and actors leave no doubt. `fatalities` follows the profile `conservative`, as ACLED's codebook
asks for the lowest figure, unless another profile is named.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from crossreport.export import choice
from crossreport.export.choice import Choice
from crossreport.export.codes import country
from crossreport.export.levels import MEANINGS, agreement, review
from crossreport.export.sides import CIVIL, DOERS, GROUP, STATE, of_two_states
from crossreport.export.source import Scope, Source
from crossreport.export.table import Column, Table, csv_lines
from crossreport.model.happened import Event, EventActor
from crossreport.model.judged import Estimate
from crossreport.model.report import Report
from crossreport.reading.places.gazetteer import Country

NAME = "acled_like"
LONGEST_MONTH = 31
WEEK = 7
COUNTRY = 6
# PLOVER modes whose kind of violence is the same whoever does it: ACLED's event type and sub-event type.
REMOTE = "Explosions/Remote violence"
OF_MODE: dict[str | None, tuple[str, str | None]] = {
    "aerial": (REMOTE, "Air/drone strike"),
    "drone": (REMOTE, "Air/drone strike"),
    "suicide-attack": (REMOTE, "Suicide bomb"),
    "heavy-weapons": (REMOTE, "Shelling/artillery/missile attack"),
    "explosives": (REMOTE, None),  # a planted bomb or a thrown grenade
    "sexual": ("Violence against civilians", "Sexual violence"),
    "abduct": ("Violence against civilians", "Abduction/forced disappearance"),
}
ONLY_AGAINST_CIVILIANS = ("sexual", "abduct")
POLITICAL = "Political violence"
DEMONSTRATIONS = "Demonstrations"
DEMONSTRATORS = frozenset({"OPP"})
PARTIES = frozenset({"PTY", "LEG", "JUD", "IGO"})
RULES = (
    "Like ACLED, not of ACLED: violence and demonstrations in which a state, rebel, political or protesting actor is named,"
    " on a day, in a week or in a month that is known, in a place finer than a country.",
    "fatalities is 0 where no report tells a number, as the codebook has it: it means none or unknown. fatalities_basis says"
    " which rows these are. Do not read them as events without deaths.",
    "fatalities are of all together; they are not of civilians alone, and not of one side.",
    "The order of actor1 and actor2 means nothing, but for violence against civilians, where actor2 is the target.",
)


class AcledRow(NamedTuple):
    """An event with all that its row is made of."""

    event: Event
    figure: Estimate | None
    day: date
    precision: int
    type: str | None
    sub_type: str | None
    first: tuple[EventActor, ...]
    second: tuple[EventActor, ...]
    country: Country | None
    reports: tuple[Report, ...]
    origins: int
    profile: str


def files(source: Source, _: Scope) -> dict[str, Iterator[bytes]]:
    """{name of the file: its contents}: the rows, and what is left out of them."""
    chosen = choose(source)
    return {
        f"{NAME}.csv": csv_lines(ACLED, source),
        f"{NAME}.notes.md": choice.notes(source, chosen, "ACLED-like events", RULES),
    }


def told(source: Source) -> tuple[str, ...]:
    """How many events are in, how many are left out, and why."""
    return choice.told(choose(source), NAME)


def choose(source: Source) -> Choice:
    """The events that ACLED's codebook counts, as far as reports tell it."""

    def reason(event: Event) -> str | None:
        if event.review == "withdrawn":
            return "a person withdrew it"
        if event.cause in ("accident", "disaster"):
            return f"its cause is {event.cause}"
        if event.plover not in ("ASSAULT", "PROTEST"):
            return "it is told as no violence and no demonstration"
        if event.kind != "incident":
            return "it is several incidents told in sum; ACLED counts single events"
        if event.plover != "PROTEST" and not _is_political(event):
            return "no state, rebel, political or protesting actor is named: it may be crime"
        if dated(event) is None:
            return "neither its day nor its week nor its month is known"
        if event.place is None or event.place.precision is None or event.place.precision >= COUNTRY:
            return "no place finer than a country is known"
        return None

    return choice.choose(source, reason)


def _is_political(event: Event) -> bool:
    return any((one.sector or "") in STATE | GROUP | DEMONSTRATORS | PARTIES for one in event.actors)


def dated(event: Event) -> tuple[date, int] | None:
    """(the day, time_precision): 1 the day, 2 the middle of the week, 3 that of the month; None for anything longer."""
    if event.date.from_ is None or event.date.to is None:
        return None
    first, last = date.fromisoformat(event.date.from_), date.fromisoformat(event.date.to)
    days = (last - first).days + 1
    precision = 1 if days == 1 else 2 if days <= WEEK else 3 if days <= LONGEST_MONTH else None
    return (first + timedelta((days - 1) // 2), precision) if precision else None


def _rows(source: Source) -> Iterator[AcledRow]:
    for event in choose(source).kept:
        found = dated(event)
        assert found is not None  # else it was left out
        first = tuple(one for role in DOERS for one in event.actors if one.role == role)
        second = tuple(one for one in event.actors if one.role == "recipient")
        kind, sub_kind = event_type(event, first, second)
        yield AcledRow(
            event=event,
            figure=event.figures.get("killed"),
            day=found[0],
            precision=found[1],
            type=kind,
            sub_type=sub_kind,
            first=first,
            second=second,
            country=country(event.place.country) if event.place else None,
            reports=tuple(source.head(one) for one in event.reports),
            origins=len(source.origins_of(event)),
            profile=source.derived.profile,
        )


def event_type(event: Event, first: tuple[EventActor, ...], second: tuple[EventActor, ...]) -> tuple[str | None, str | None]:
    """(event type, sub-event type) where mode and actors leave no doubt, None where they do."""
    if event.plover == "PROTEST":
        return ("Riots", None) if event.mode == "riot" else ("Protests", None)
    armed = [bool(side) and all((one.sector or "") in STATE | GROUP for one in side) for side in (first, second)]
    civil = bool(second) and all((one.sector or "") in CIVIL for one in second)
    if event.mode in OF_MODE:
        return OF_MODE[event.mode] if civil or event.mode not in ONLY_AGAINST_CIVILIANS else (None, None)
    if all(armed):
        is_battle = any(one.sector in GROUP for one in (*first, *second)) or of_two_states(first, second)
        return ("Battles", "Armed clash") if is_battle else (None, None)
    if armed[0] and civil and not any((one.sector or "") in DEMONSTRATORS for one in second):
        return "Violence against civilians", "Attack"
    return None, None


def inter(actor: EventActor, row: AcledRow) -> str | None:
    """ACLED's kind of actor; None where no report shows it. A state's forces abroad are external ones."""
    if actor.sector in STATE:
        here = row.event.place.country if row.event.place else None
        abroad = actor.country and here and actor.country != here
        return "External/Other forces" if abroad else "State forces"
    if actor.sector in GROUP:
        return "Rebel group"
    if actor.sector in DEMONSTRATORS and row.event.plover == "PROTEST":
        return "Rioters" if row.event.mode == "riot" else "Protesters"
    return "Civilians" if actor.sector in CIVIL else None


def _inter_of(row: AcledRow, side: int) -> str | None:
    actors = (row.first, row.second)[side]
    return inter(actors[0], row) if actors else None


def _interaction(row: AcledRow) -> str | None:
    one, other = _inter_of(row, 0), _inter_of(row, 1)
    if one and other:
        return f"{one}-{other}"
    alone = one if not row.second else other if not row.first else None
    return f"{alone} only" if alone else None


def _name(row: AcledRow, side: int) -> str | None:
    actors = (row.first, row.second)[side]
    return actors[0].name if actors else None


def _others(row: AcledRow, side: int) -> str | None:
    actors = (row.first, row.second)[side]
    return "; ".join(dict.fromkeys(one.name for one in actors[1:] if one.name != actors[0].name)) or None


def _disorder(row: AcledRow) -> str:
    return DEMONSTRATIONS if row.event.plover == "PROTEST" else POLITICAL


def _targeted(row: AcledRow) -> str | None:
    civil = bool(row.second) and all((one.sector or "") in CIVIL for one in row.second)
    return "Civilian targeting" if civil and row.event.plover == "ASSAULT" else None


def _geo_precision(row: AcledRow) -> int | None:
    precision = row.event.place.precision if row.event.place else None
    return None if precision is None else 1 if precision == 1 else 2 if precision <= 3 else 3


def fatalities(row: AcledRow) -> tuple[int, str]:
    """(the number, what it rests on). Where nobody tells a number it is 0, as the codebook has it."""
    figure = row.figure
    if figure is None:
        return 0, "none_reported"
    if figure.best is not None:
        return figure.best, "best"
    if figure.low is not None:
        return figure.low, "low"
    return 0, "upper_bound_only"


def _notes(row: AcledRow) -> str:
    """What the row is about, and how its number came about, in the record's own words."""
    told = row.figure.arithmetic if row.figure else ()
    return ". ".join(" ".join(part.split()) for part in (row.event.title, *told) if part)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _joined(row: AcledRow) -> str | None:
    return "; ".join(dict.fromkeys(one.outlet for one in row.reports if one.outlet)) or None


def _nothing(_: AcledRow) -> None:
    return None


_ACLEDS = "ACLED's own; always empty"
_NOT_TOLD = "not known to the record; always empty"

ACLED = Table(
    NAME,
    "ACLED-like events: the 31 columns of ACLED's current codebook in their order, then the levels of this record.",
    ("event_id_cnty",),
    (
        Column("event_id_cnty", "string", "id of the event, which stays the same across updates", "event.id", True),
        Column("event_date", "date", "day of the event; the middle of its week or month where no more is known", "day",
               True),
        Column("year", "integer", "its year", "day.year", True),
        Column("time_precision", "integer", "1 the day, 2 within the week, 3 within the month", "precision", True),
        Column("disorder_type", "string", f"{POLITICAL} or {DEMONSTRATIONS}", _disorder, True),
        Column("event_type", "string", "ACLED's event type; empty where mode and actors leave it open", "type"),
        Column("sub_event_type", "string", "ACLED's sub-event type; empty where they leave it open", "sub_type"),
        Column("actor1", "string", "the doer, as reports name it: who acts, who claims it, who is accused",
               lambda row: _name(row, 0)),
        Column("assoc_actor_1", "string", "others on that side, joined by ;", lambda row: _others(row, 0)),
        Column("inter1", "string", "kind of actor1; empty where no report shows it", lambda row: _inter_of(row, 0)),
        Column("actor2", "string", "to whom it was done", lambda row: _name(row, 1)),
        Column("assoc_actor_2", "string", "others on that side, joined by ;", lambda row: _others(row, 1)),
        Column("inter2", "string", "kind of actor2", lambda row: _inter_of(row, 1)),
        Column("interaction", "string", "the two kinds; `... only` where there is one side", _interaction),
        Column("civilian_targeting", "string", "`Civilian targeting` where it was done to civilians alone", _targeted),
        Column("iso", "integer", "ISO 3166-1 numeric", "country.numeric"),
        Column("region", "string", _ACLEDS, _nothing),
        Column("country", "string", "English name (GeoNames)", "country.name"),
        Column("admin1", "string", "first-order division", "event.place.admin1"),
        Column("admin2", "string", _NOT_TOLD, _nothing),
        Column("admin3", "string", _NOT_TOLD, _nothing),
        Column("location", "string", "place, finest part first, the town always a part", "event.place.name"),
        Column("latitude", "number", "degrees north, WGS84, four decimals",
               lambda row: _rounded(row.event.place.lat)),
        Column("longitude", "number", "degrees east, four decimals", lambda row: _rounded(row.event.place.lon)),
        Column("geo_precision", "integer", "1 named place, 2 near it or part of a region, 3 larger", _geo_precision),
        Column("source", "string", "outlets that tell of it, joined by ;", _joined),
        Column("source_scale", "string", _ACLEDS, _nothing),
        Column("notes", "string", "what it is called, and how the number came about", _notes),
        Column("fatalities", "integer", "dead, all together; 0 where no report tells a number (see fatalities_basis)",
               lambda row: fatalities(row)[0], True),
        Column("tags", "string", _ACLEDS, _nothing),
        Column("timestamp", "integer", _ACLEDS, _nothing),
        Column("fatalities_basis", "string", "best (the profile's figure), low (it sets no best), upper_bound_only (0) or"
               " none_reported (0: none or unknown)", lambda row: fatalities(row)[1], True),
        Column("fatalities_low", "integer", "least; empty where no number or only an upper bound is told", "figure.low"),
        Column("fatalities_best", "integer", "best by the profile; empty where it sets none", "figure.best"),
        Column("fatalities_high", "integer", "most; empty where it is open", "figure.high"),
        Column("fatalities_high_open", "boolean", "true where no number bounds it above", "figure.high_open"),
        Column("origins", "integer", "independent origins, which is what corroboration counts", "origins", True),
        Column("profile", "string", "the rules that made the numbers", "profile", True),
        Column("corroboration", "string", MEANINGS["corroboration"], "event.corroboration", True),
        Column("responsibility", "string", MEANINGS["responsibility"], "event.responsibility", True),
        Column("agreement", "string", MEANINGS["agreement"], lambda row: agreement(row.event)),
        Column("review", "string", MEANINGS["review"], lambda row: review(row.event.review), True),
    ),
    _rows,
)  # fmt: skip

DOCS = {f"{NAME}.csv": ACLED}
