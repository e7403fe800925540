"""Addresses: of these pages, and of pages of the web that may be led to."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import quote, quote_plus, urlsplit


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
