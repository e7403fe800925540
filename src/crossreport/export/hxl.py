"""Events as HXL CSV: names in the first row, Humanitarian Exchange Language hashtags in the second, as OCHA's own files."""

from collections.abc import Callable, Iterator

from crossreport.export.codes import alpha3, name_of
from crossreport.export.geojson import point
from crossreport.export.levels import CREDIT, MEANINGS, agreement, review
from crossreport.export.sides import DOERS, killed_best
from crossreport.export.source import Scope, Source
from crossreport.export.table import Column, Table, csv_lines
from crossreport.model.happened import Event

NAME = "events.hxl"


def files(source: Source, _: Scope) -> dict[str, Iterator[bytes]]:
    """{name of the file: its contents}."""
    return {f"{NAME}.csv": csv_lines(HXL, source, tags=TAGS)}


def _rows(source: Source) -> Iterator["_Row"]:
    return (_Row(event, source) for event in source.derived.events)


class _Row:
    """An event with what its row needs of the record."""

    def __init__(self, event: Event, source: Source) -> None:
        self.event = event
        self.killed, self.injured = event.figures.get("killed"), event.figures.get("injured")
        self.point = point(event.place)
        self.profile = source.derived.profile
        self.counted = event.id in source.added_up
        self.outlets = list(dict.fromkeys(one.outlet for report in event.reports if (one := source.head(report)).outlet))


def _part(**kind: str) -> Callable[[_Row], int | None]:
    return lambda row: killed_best(row.event, **kind)


def _names(*roles: str) -> Callable[[_Row], list[str]]:
    return lambda row: list(dict.fromkeys(one.name for one in row.event.actors if one.role in roles))


def _coordinate(number: int) -> Callable[[_Row], float | None]:
    return lambda row: row.point["coordinates"][number] if row.point else None


def _country(named: Callable[[str | None], str | None]) -> Callable[[_Row], str | None]:
    return lambda row: named(row.event.place.country) if row.event.place else None


# (hashtag, column)
_TAGGED: tuple[tuple[str, Column], ...] = (
    ("#event+code", Column("event", "string", "id of the event", "event.id", True)),
    ("#event+name", Column("title", "string", "what it is called", "event.title")),
    ("#event+kind", Column("kind", "string", "incident, episode or aggregate", "event.kind", True)),
    ("#event+counted", Column("counted", "boolean", "true where a sum may hold it: add up these alone", "counted", True)),
    ("#event+type", Column("type", "string", "PLOVER event type", "event.plover")),
    ("#event+type+sub", Column("sub_type", "string", "PLOVER mode", "event.mode")),
    ("#event+cause", Column("cause", "string", "violence, accident, disaster or unknown", "event.cause", True)),
    ("#date+start", Column("date_from", "date", "first possible day", "event.date.from_")),
    ("#date+end", Column("date_to", "date", "last possible day", "event.date.to")),
    (
        "#group+name+first",
        Column("actors", "list", "who did, claims or is accused of it", _names(*DOERS)),
    ),
    ("#group+name+second", Column("recipients", "list", "to whom it was done", _names("recipient"))),
    ("#country+name", Column("country", "string", "English name (GeoNames)", _country(name_of))),
    ("#country+code+v_iso3", Column("country_code", "string", "ISO 3166-1 alpha-3", _country(alpha3))),
    ("#adm1+name", Column("admin1", "string", "first-order division", "event.place.admin1")),
    ("#loc+name", Column("location", "string", "place, finest part first", "event.place.name")),
    ("#geo+lat", Column("lat", "number", "degrees north; empty where only the country is known", _coordinate(1))),
    ("#geo+lon", Column("lon", "number", "degrees east", _coordinate(0))),
    ("#geo+precision", Column("where_prec", "integer", "1 exact place to 6 country", "event.place.precision")),
    ("#affected+killed", Column("killed", "integer", "best by the profile; empty where none is set or told", "killed.best")),
    ("#affected+killed+min", Column("killed_low", "integer", "least", "killed.low")),
    ("#affected+killed+max", Column("killed_high", "integer", "most; empty where it is open", "killed.high")),
    ("#affected+killed+open", Column("killed_high_open", "boolean", "true where nothing bounds it", "killed.high_open")),
    ("#affected+killed+civilians", Column("killed_civilians", "integer", "as reports tell", _part(status="civilian"))),
    ("#affected+killed+children", Column("killed_children", "integer", "as reports tell", _part(subgroup="child"))),
    ("#affected+killed+f", Column("killed_women", "integer", "as reports tell", _part(subgroup="woman"))),
    ("#affected+killed+m", Column("killed_men", "integer", "as reports tell", _part(subgroup="man"))),
    ("#affected+injured", Column("injured", "integer", "best by the profile", "injured.best")),
    ("#affected+injured+min", Column("injured_low", "integer", "least", "injured.low")),
    ("#affected+injured+max", Column("injured_high", "integer", "most; empty where it is open", "injured.high")),
    ("#meta+source", Column("sources", "list", "outlets that tell of it", lambda row: row.outlets)),
    ("#meta+profile", Column("profile", "string", "the rules that made the numbers", "profile", True)),
    ("#status+corroboration", Column("corroboration", "string", MEANINGS["corroboration"], "event.corroboration", True)),
    ("#status+responsibility", Column("responsibility", "string", MEANINGS["responsibility"], "event.responsibility", True)),
    ("#status+agreement", Column("agreement", "string", MEANINGS["agreement"], lambda row: agreement(row.event))),
    ("#status+review", Column("review", "string", MEANINGS["review"], lambda row: review(row.event.review), True)),
    (
        "#meta+attribution",
        Column("attribution", "string", "credit for the places", lambda _: CREDIT, True),
    ),
)
TAGS = tuple(tag for tag, _ in _TAGGED)
HXL = Table(
    NAME,
    "Events for humanitarian data platforms: one row an event, HXL hashtags in the second row.",
    ("event",),
    tuple(column for _, column in _TAGGED),
    _rows,
)

DOCS = {
    f"{NAME}.csv": HXL._replace(
        columns=tuple(one._replace(about=f"`{tag}` {one.about}") for tag, one in zip(TAGS, HXL.columns, strict=True))
    )
}
