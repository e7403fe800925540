"""What a web page says of itself: JSON-LD of schema.org first, then <meta>, then <time>, <h1> and <title>."""

import json
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from crossreport.vocabulary.load import vocabulary

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# What is read of JSON-LD: blocks, characters of each, and objects in all.
MOST_BLOCKS, MOST_CHARACTERS, MOST_OBJECTS = 20, 1_000_000, 2000
LONGEST_TITLE = 500


class Head(NamedTuple):
    """What a page states: dates in the order in which they are to be tried."""

    title: str | None
    outlet: str | None
    published: tuple[str, ...]
    language: str | None
    url: str | None


def read_head(tree: "HtmlElement") -> Head:
    """What the page states of itself; what it does not state is None."""
    linked = [one for one in _linked(tree) if _types(one) & _names("articles")]
    # An article before the page that it stands on.
    linked.sort(key=lambda one: "webpage" in _types(one))
    metas = _metas(tree)

    def meta(field: str) -> str | None:
        return next((metas[name] for name in vocabulary("pages")[field] if name in metas), None)

    outlet = meta("outlet") or next(filter(None, (_name(one.get("publisher")) for one in linked)), None)
    title = next(filter(None, (_words(one.get("headline")) for one in linked)), None) or meta("title") or _headline(tree)
    dates = [_words(one.get("datePublished")) for one in linked]
    dates += [metas.get(name) for name in vocabulary("pages")["published"]]
    dates += [_words(one.get("datetime") or one.get("content")) for one in tree.iterfind(".//*[@itemprop='datePublished']")]
    dates += [_words(one.get("datetime")) for one in tree.iterfind(".//time[@pubdate]")]
    urls = [one.get("href") for one in tree.iterfind(".//link[@rel='canonical']")]
    url = next((one for one in [*urls, meta("url")] if one and _is_web(one)), None)
    return Head(_without(title, outlet), outlet, tuple(filter(None, dates)), _language(tree, meta("language")), url)


@cache
def _names(key: str) -> frozenset[str]:
    return frozenset(vocabulary("pages")[key])


def _words(value: Any) -> str | None:
    """A value as one line of text, or None."""
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _metas(tree: "HtmlElement") -> dict[str, str]:
    """{name of a <meta>, in small letters: its content}, the first of each."""
    found: dict[str, str] = {}
    for one in tree.iter("meta"):
        name = one.get("property") or one.get("name") or one.get("itemprop") or one.get("http-equiv")
        content = _words(one.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _linked(tree: "HtmlElement") -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD, within its graphs and lists too."""
    blocks = [one.text for one in tree.iter("script") if (one.get("type") or "").strip().lower() == "application/ld+json"]
    left: list[Any] = []
    for block in blocks[:MOST_BLOCKS]:
        if block and len(block) <= MOST_CHARACTERS:
            try:
                left.append(json.loads(block, strict=False))
            except (ValueError, RecursionError):
                continue  # many pages' JSON-LD is broken; the page says the same elsewhere
    left.reverse()
    for _ in range(MOST_OBJECTS):
        if not left:
            return
        one = left.pop()
        if isinstance(one, list):
            left += reversed(one)
        elif isinstance(one, dict):
            yield one
            left += [one[key] for key in ("mainEntity", "@graph") if key in one]


def _types(one: dict[str, Any]) -> set[str]:
    value = one.get("@type")
    return {str(name).lower().rsplit("/", 1)[-1] for name in (value if isinstance(value, list) else [value])}


def _name(value: Any) -> str | None:
    first = value[0] if isinstance(value, list) and value else value
    return _words(first.get("name")) if isinstance(first, dict) else _words(first)


def _headline(tree: "HtmlElement") -> str | None:
    heads = [_words("".join(one.itertext())) for one in tree.iter("h1")]
    if len(heads) == 1 and heads[0]:
        return heads[0]
    return next((_words("".join(one.itertext())) for one in tree.iter("title")), None)


def _without(title: str | None, outlet: str | None) -> str | None:
    """A title without the name of its outlet at its end."""
    if not title:
        return None
    for mark in vocabulary("pages")["separators"] if outlet else ():
        cut = title.rpartition(mark)
        if cut[0] and cut[2].strip().casefold() == (outlet or "").casefold():
            return str(cut[0].strip())
    return title[:LONGEST_TITLE]


def _language(tree: "HtmlElement", stated: str | None) -> str | None:
    """A tag as BCP 47 has it, where the page gives one."""
    root = tree.getroottree().getroot()
    value = (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or stated or "").strip()
    tag = value.split(",")[0].replace("_", "-")
    return tag if tag and len(tag) <= 35 and tag.replace("-", "").isalnum() and tag.isascii() else None


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
