"""Views as pages and as JSON. Rendering decides nothing; whatever reports hold is escaped, wherever it is set."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import JSONResponse

from crossreport.answers.plain import plain
from crossreport.answers.words import NONE, OPEN, count, short_day, where
from crossreport.profiles.load import profile_names
from crossreport.reading.places.gazetteer import country_codes
from crossreport.web.addresses import address, web_address
from crossreport.web.charts import are_there

PAGES = (
    ("/", "Overview"),
    ("/tallies", "Tallies"),
    ("/actors", "Actors"),
    ("/review", "Review"),
    ("/build", "Build"),
    ("/export", "Export"),
    ("/method", "Method"),
)


class Json(JSONResponse):
    """A view as JSON."""

    def render(self, content: Any) -> bytes:
        """The bytes of a typed value."""
        return msgspec.json.encode(content)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates, with escaping always on and no name unknown."""
    made = Environment(
        loader=PackageLoader("crossreport.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=lambda value: plain(value) if type(value) is str else value,
    )
    made.filters |= {
        "words": lambda text: str(text).replace("_", " "),
        "number": number,
        "day": lambda iso, year=None: short_day(iso, weekday=True) + f" {iso[:4]}" if iso else "",
        "date": lambda iso: short_day(iso, year=0) if iso else "",
        "web": web_address,
        "address": address,
        "counted": count,
        "where": where,
        "marked": marked,
        "breaking": breaking,
        "country": country,
    }
    made.globals |= {
        "address": address,
        "profile_names": profile_names,
        "pages": PAGES,
        "has_map": has_map,
        "has_charts": are_there,
    }
    return made


def load_all() -> None:
    """Compiles all templates."""
    for name in environment().list_templates(extensions=["html"]):
        environment().get_template(name)


def has_map(places: Iterable[Any]) -> bool:
    """Is the position of any of these places known?"""
    return any(one.lat is not None and one.lon is not None for one in places)


def number(value: int | None, is_open: bool = False) -> str:
    """A number of persons: '–' where none is set, 'open' where nothing bounds it."""
    if value is None:
        return OPEN if is_open else NONE
    return f"{value:,}"


def breaking(name: str) -> Markup:
    """A name that may go on in the next line after a dot of it, as an outlet's domain may."""
    return Markup(".<wbr>").join(escape(plain(part)) for part in name.split("."))


def country(code: str) -> str:
    """A country's name by its ISO 3166-1 alpha-2 code; any other words as they are."""
    found = country_codes().get(code)
    return found.name if found else code


def marked(text: str, marks: Iterable[tuple[int, int]]) -> Markup:
    """A passage with the words that a value rests on marked."""
    made, at = Markup(), 0
    for start, end in marks:
        made += escape(plain(text[at:start])) + Markup("<mark>") + escape(plain(text[start:end])) + Markup("</mark>")
        at = end
    return made + escape(plain(text[at:]))
