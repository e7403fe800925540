"""Views as pages and as JSON. Rendering decides nothing; whatever reports hold is escaped, wherever it is set."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import quote, quote_plus, urlsplit

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import JSONResponse

from crossreport.answers.render import COMMANDS
from crossreport.answers.words import NONE, OPEN, count, short_day, where
from crossreport.profiles.load import profile_names

PAGES = (
    ("/", "Overview"),
    ("/tallies", "Tallies"),
    ("/actors", "Actors"),
    ("/review", "Review"),
    ("/build", "Build"),
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
    }
    made.globals |= {
        "address": address,
        "profile_names": profile_names,
        "pages": PAGES,
        "has_map": has_map,
        "has_charts": _has_charts,
    }
    return made


def has_map(places: Iterable[Any]) -> bool:
    """Is the position of any of these places known?"""
    return any(one.lat is not None and one.lon is not None for one in places)


def _has_charts() -> bool:
    from crossreport.web.charts import are_there

    return are_there()


def plain(text: object) -> str:
    """Text without the signs that turn its direction or hide: a report may hold them to make words look like others."""
    shown = str(text)
    return shown if shown.isascii() and shown.isprintable() else shown.translate(COMMANDS)


def number(value: int | None, is_open: bool = False) -> str:
    """A number of persons: '–' where none is set, 'open' where nothing bounds it."""
    if value is None:
        return OPEN if is_open else NONE
    return f"{value:,}"


def web_address(url: str | None) -> str | None:
    """The address of a page of the web, None for what is none: `javascript:` is no place to send anybody."""
    try:
        found = urlsplit((url or "").strip())
    except ValueError:
        return None
    return url if found.scheme in ("http", "https") and found.netloc else None


def address(path: str, /, _part: str = "", **query: Any) -> str:
    """The address of one of these pages: `address("/report", id=...)`; what is None or empty is left out."""
    asked = [(key, one) for key, value in query.items() for one in _each(value) if one not in (None, "")]
    told = "&".join(f"{key}={_quoted(str(one), True)}" for key, one in asked)
    return _quoted(path) + (f"?{told}" if told else "") + (f"#{_quoted(_part)}" if _part else "")


@lru_cache(maxsize=4096)
def _quoted(text: str, in_query: bool = False) -> str:
    return quote_plus(text) if in_query else quote(text)


def _each(value: Any) -> Iterable[Any]:
    return value if isinstance(value, tuple | list) else (value,)


def marked(text: str, marks: Iterable[tuple[int, int]]) -> Markup:
    """A passage with the words that a value rests on marked."""
    made, at = Markup(), 0
    for start, end in marks:
        made += escape(plain(text[at:start])) + Markup("<mark>") + escape(plain(text[start:end])) + Markup("</mark>")
        at = end
    return made + escape(plain(text[at:]))
