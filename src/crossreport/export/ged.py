"""UCDP-GED-like rows: the 49 columns of the UCDP Georeferenced Event Dataset 23.1 to 25.1 in their order, then the levels.

What only UCDP can give (its ids, its lists of conflicts and dyads, the Gleditsch-Ward numbers) and what no report tells is
left empty. Columns after Sundberg and Melander, UCDP GED Codebook.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from crossreport.export import choice
from crossreport.export.choice import Choice
from crossreport.export.codes import name_of
from crossreport.export.levels import MEANINGS, review
from crossreport.export.sides import Deaths, Sides, deaths_of, sides_of
from crossreport.export.source import Scope, Source
from crossreport.export.table import Column, Table, csv_lines
from crossreport.model.happened import Event, EventDate
from crossreport.model.judged import Estimate
from crossreport.model.report import Report

NAME = "ged_like"
PREFIX = "crossreport-"
COUNTRY = 6  # where_prec of a whole country, which has no place on a map
RULES = (
    "Like UCDP GED, not of UCDP: an event is here if a report says that it killed somebody, that a state's force or an"
    " organised group did it, and in which month or year and country or finer it was.",
    "deaths_a, deaths_b, deaths_civilians and deaths_unknown sum to best; whom no report puts on a side is unknown.",
    "high is empty where nothing bounds it (high_open), best where the profile sets none. A range is no confidence"
    " interval.",
    "An episode is here only where none of its incidents is in the record, or its dead would be counted twice.",
)


class GedRow(NamedTuple):
    """An event with all that its row is made of."""

    event: Event
    figure: Estimate
    sides: Sides
    deaths: Deaths
    reports: tuple[Report, ...]
    speakers: tuple[str, ...]
    origins: int


def files(source: Source, _: Scope) -> dict[str, Iterator[bytes]]:
    """{name of the file: its contents}: the rows, and what is left out of them."""
    chosen = choose(source)
    return {
        f"{NAME}.csv": csv_lines(GED, source),
        f"{NAME}.notes.md": choice.notes(source, chosen, "UCDP-GED-like events", RULES),
    }


def told(source: Source) -> tuple[str, ...]:
    """How many events are in, how many are left out, and why."""
    return choice.told(choose(source), NAME)


def choose(source: Source) -> Choice:
    """The events that UCDP's definition counts, as far as reports tell it."""

    def reason(event: Event) -> str | None:
        killed = event.figures.get("killed")
        if event.review == "withdrawn":
            return "a person withdrew it"
        if event.cause in ("accident", "disaster"):
            return f"its cause is {event.cause}, no use of armed force"
        if killed is None:
            return "no report tells how many it killed"
        if not killed.high_open and max(killed.low or 0, killed.best or 0, killed.high or 0) < 1:
            return "nobody is told to have died"
        if event.id in source.episodes:
            return "its incidents are counted one by one"
        if sides_of(event) is None:
            return "no state's force or organised group is named as its doer"
        if event.date.from_ is None or event.date.to is None:
            return "when it was is not known"
        if event.place is None:
            return "where it was is not known"
        return None

    return choice.choose(source, reason)


def ged_rows(source: Source) -> Iterator[GedRow]:
    """A row for each event that is kept."""
    for event in choose(source).kept:
        sides = sides_of(event)
        figure = event.figures["killed"]
        assert sides is not None  # else it was left out
        own = {one: source.origins[one] for one in source.origins_of(event) if one in source.origins}
        yield GedRow(
            event=event,
            figure=figure,
            sides=sides,
            deaths=deaths_of(event, figure, sides),
            reports=tuple(source.head(one) for one in event.reports),
            speakers=tuple(dict.fromkeys(one.speaker for one in own.values() if one.speaker)),
            origins=len(own),
        )


def days(when: EventDate) -> int:
    """How many days the event's date spans."""
    if when.from_ is None or when.to is None:
        return 0
    return (date.fromisoformat(when.to) - date.fromisoformat(when.from_)).days + 1


def date_prec(when: EventDate) -> int:
    """UCDP's date_prec: 1 one day, 2 two to six days, 3 a week, 4 a month, 5 up to a year."""
    span = days(when)
    return next((code for code, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if span <= most), 5)


def priogrid(lat: float, lon: float) -> int:
    """The PRIO-GRID cell: half a degree wide, numbered from the south-west, 720 to a row."""
    row, column = min(int((lat + 90) * 2), 359), min(int((lon + 180) * 2), 719)
    return row * 720 + column + 1


def _year(row: GedRow) -> int | None:
    first, last = (row.event.date.from_ or "")[:4], (row.event.date.to or "")[:4]
    return int(first) if first and first == last else None


def _point(row: GedRow) -> tuple[float, float] | None:
    place = row.event.place
    if place is None or place.lat is None or place.lon is None or place.precision == COUNTRY:
        return None
    return place.lat, place.lon


def _latitude(row: GedRow) -> float | None:
    point = _point(row)
    return point[0] if point else None


def _longitude(row: GedRow) -> float | None:
    point = _point(row)
    return point[1] if point else None


def _wkt(row: GedRow) -> str | None:
    point = _point(row)
    return f"POINT ({point[1]:.6f} {point[0]:.6f})" if point else None


def _gid(row: GedRow) -> int | None:
    point = _point(row)
    return priogrid(*point) if point else None


def _articles(row: GedRow) -> str:
    return ";".join(",".join(part for part in (one.outlet, _day(one), one.title) if part) or one.id for one in row.reports)


def _day(report: Report) -> str:
    return (report.published or "")[:10]


def _sources(row: GedRow, field: str) -> str | None:
    found = dict.fromkeys(str(value) for one in row.reports if (value := getattr(one, field)))
    return ";".join(found) or None


def _dates(row: GedRow) -> str | None:
    return ";".join(dict.fromkeys(day for one in row.reports if (day := _day(one)))) or None


def _country(row: GedRow) -> str | None:
    return name_of(row.event.place.country) if row.event.place else None


def _town(row: GedRow) -> str | None:
    """The name that the position is of: the last part, for finer parts have none of their own."""
    return row.event.place.name.split(", ")[-1] if row.event.place else None


def _nothing(_: GedRow) -> None:
    return None


_UCDPS = "UCDP's own; always empty"
_NOT_TOLD = "not known to the record; always empty"

GED = Table(
    NAME,
    "UCDP-GED-like events: the 49 columns of GED 23.1 to 25.1 in their order, then the levels of this record.",
    ("id",),
    (
        Column("id", "string", f"id of the event, after `{PREFIX}` so that it meets no id of UCDP's",
               lambda row: PREFIX + row.event.id, True),
        Column("relid", "string", _UCDPS, _nothing),
        Column("year", "integer", "year of the event; empty where it may have been in either of two", _year),
        Column("active_year", "integer", _UCDPS, _nothing),
        Column("code_status", "string", _UCDPS, _nothing),
        Column("type_of_violence", "integer", "1 state-based, 2 non-state, 3 one-sided; empty where no report tells who was"
               " on the other side", "sides.violence"),
        Column("conflict_dset_id", "string", _UCDPS, _nothing),
        Column("conflict_new_id", "string", _UCDPS, _nothing),
        Column("conflict_name", "string", _UCDPS, _nothing),
        Column("dyad_dset_id", "string", _UCDPS, _nothing),
        Column("dyad_new_id", "string", _UCDPS, _nothing),
        Column("dyad_name", "string", _UCDPS, _nothing),
        Column("side_a_dset_id", "string", _UCDPS, _nothing),
        Column("side_a_new_id", "string", _UCDPS, _nothing),
        Column("side_a", "string", "the state's force where one fights, else the doer, as reports name it", "sides.name_a"),
        Column("side_b_dset_id", "string", _UCDPS, _nothing),
        Column("side_b_new_id", "string", _UCDPS, _nothing),
        Column("side_b", "string", "the other side; `Civilians` in one-sided violence", "sides.name_b"),
        Column("number_of_sources", "integer", "reports that tell of it, copies included", lambda row: len(row.reports)),
        Column("source_article", "string", "outlet, day and headline of each report, joined by ;", _articles),
        Column("source_office", "string", "outlets, joined by ;", lambda row: _sources(row, "outlet")),
        Column("source_date", "string", "days of publication, joined by ;", _dates),
        Column("source_headline", "string", "headlines, joined by ;", lambda row: _sources(row, "title")),
        Column("source_original", "string", "who knows: speakers and agencies that reports name, joined by ;",
               lambda row: ";".join(row.speakers) or None),
        Column("where_prec", "integer", "1 exact place, 2 near it, 3 second-order and 4 first-order division, 5 larger or"
               " fuzzy, 6 country", "event.place.precision"),
        Column("where_coordinates", "string", "the place that the position is of", _town),
        Column("where_description", "string", "the place as told, finest part first", "event.place.name"),
        Column("adm_1", "string", "first-order division", "event.place.admin1"),
        Column("adm_2", "string", _NOT_TOLD, _nothing),
        Column("latitude", "number", "degrees north, WGS84; empty where only the country is known", _latitude),
        Column("longitude", "number", "degrees east", _longitude),
        Column("geom_wkt", "string", "the position as well-known text", _wkt),
        Column("priogrid_gid", "integer", "the PRIO-GRID cell of the position", _gid),
        Column("country", "string", "English name (GeoNames)", _country),
        Column("country_id", "integer", _UCDPS, _nothing),
        Column("region", "string", _UCDPS, _nothing),
        Column("event_clarity", "integer", "1 a single incident, 2 known only in sum with others",
               lambda row: 1 if row.event.kind == "incident" else 2, True),
        Column("date_prec", "integer", "1 one day, 2 two to six days, 3 a week, 4 a month, 5 a year",
               lambda row: date_prec(row.event.date), True),
        Column("date_start", "date", "first possible day", "event.date.from_", True),
        Column("date_end", "date", "last possible day", "event.date.to", True),
        Column("deaths_a", "integer", "dead of side A; empty where there is no best", "deaths.a"),
        Column("deaths_b", "integer", "dead of side B", "deaths.b"),
        Column("deaths_civilians", "integer", "dead civilians", "deaths.civilians"),
        Column("deaths_unknown", "integer", "dead whom no report puts on a side", "deaths.unknown"),
        Column("best", "integer", "best by the profile; the four before it sum to it", "figure.best"),
        Column("high", "integer", "most; empty where it is open", "figure.high"),
        Column("low", "integer", "least; empty where only an upper bound is told", "figure.low"),
        Column("gwnoa", "integer", _UCDPS, _nothing),
        Column("gwnob", "integer", _UCDPS, _nothing),
        Column("high_open", "boolean", "true where no number bounds the dead above", "figure.high_open", True),
        Column("side_a_basis", "string", "on whose word the doer is named: actor (reports tell it), claimed or accused",
               "sides.basis", True),
        Column("origins", "integer", "independent origins, which is what corroboration counts", "origins", True),
        Column("country_alpha2", "string", "ISO 3166-1 alpha-2", "event.place.country"),
        Column("note", "string", "what does not add up", lambda row: row.deaths.note or None),
        Column("profile", "string", "the rules that made low, best and high", "figure.profile", True),
        Column("corroboration", "string", MEANINGS["corroboration"], "event.corroboration", True),
        Column("responsibility", "string", MEANINGS["responsibility"], "event.responsibility", True),
        Column("agreement", "string", MEANINGS["agreement"], "figure.agreement", True),
        Column("review", "string", MEANINGS["review"], lambda row: review(row.event.review), True),
    ),
    ged_rows,
)  # fmt: skip

DOCS = {f"{NAME}.csv": GED}
