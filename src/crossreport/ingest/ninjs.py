"""ninjs, the IPTC's news in JSON (1.x to 3.x): one item an object; the names of 1.x and 2.x are in small letters."""

from typing import Any, get_args

from crossreport.errors import ReportError
from crossreport.ingest.items import Ingested, Item
from crossreport.ingest.published import published
from crossreport.model.report import WITHDRAWN, PubStatus, Report

# Besides `uri`, which the standard requires, one of these tells an item from other JSON that has an address.
MARKS = frozenset(
    (
        "versioncreated",
        "pubstatus",
        "headlines",
        "bodies",
        "body_text",
        "body_xhtml",
        "body_html",
        "copyrightholder",
        "located",
    )
)
# What an item may be; some spell it so.
STATUSES: dict[str, PubStatus] = {status: status for status in get_args(PubStatus)} | {"cancelled": "canceled"}
HTML = ("html", "xhtml")


DOCS = {
    "id": "uri: versions of an item are versions of one report",
    "text": "body_xhtml, body_html or a body in HTML, which have their paragraphs, else the plain one",
    "title": "headline, or the one with the role main; else title",
    "outlet": "source, provider or the first of infoSources, else copyrightHolder",
    "url": "url or link, or the uri where it is an address",
    "published": "versionCreated, else contentCreated or firstCreated",
    "language": "language",
    "pubstatus": "pubStatus: withheld and canceled withdraw the report",
}
RULES = (
    "Versions 1.x to 3.x, one item a file, a line, or an array of items; usage terms are yours to keep to and are not read.",
    "An item without a text (a picture, an event) is refused.",
)


def is_item(row: dict[str, Any]) -> bool:
    """Is this JSON object a ninjs item?"""
    names = {key.lower() for key in row}
    return "uri" in names and bool(names & MARKS) and "text" not in names


def item(row: dict[str, Any], source: str, line: int | None = None) -> Ingested:
    """The report of an item: its `uri` is the id, so that versions of it are versions of one report.

    One that its publisher withheld or canceled needs no text, and withdraws the report. ReportError where any other holds no
    text of its own (a picture, a graphic, an event).
    """
    named = {key.lower(): value for key, value in row.items()}
    status = STATUSES.get(str(named.get("pubstatus")).lower(), "usable")
    text = _text(named)
    if not text and status not in WITHDRAWN:
        raise ReportError(f"the item holds no text (its type is {str(named.get('type') or 'not given')[:40]})")
    day = _string(named.get("versioncreated")) or _string(named.get("contentcreated")) or _string(named.get("firstcreated"))
    uri = _string(named.get("uri"))
    report = Report(
        id=uri or "",
        text=text,
        title=_title(named),
        outlet=_outlet(named),
        url=_url(named, uri),
        published=published(day) if day else None,
        language=_string(named.get("language")),
        pubstatus=status,
    )
    return Item(report, source, line)


def _string(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _values(value: Any) -> list[dict[str, Any]]:
    """The objects of a list, their names in small letters: the role `main` first, else as they stand."""
    found = [{key.lower(): inner for key, inner in one.items()} for one in value or () if isinstance(one, dict)]
    return sorted(found, key=lambda one: str(one.get("role") or "main").lower() != "main")


def _title(named: dict[str, Any]) -> str | None:
    headlines = _values(named.get("headlines")) if isinstance(named.get("headlines"), list) else []
    return (
        _string(named.get("headline"))
        or next(filter(None, (_string(one.get("value")) for one in headlines)), None)
        or (_string(named.get("title")))
    )


def _text(named: dict[str, Any]) -> str:
    """The body: marked up before plain, for it has its paragraphs."""
    from crossreport.ingest.markup import plain

    bodies = _values(named.get("bodies")) if isinstance(named.get("bodies"), list) else []
    bodies += [
        {"contenttype": key, "value": value} for key, value in sorted(named.items()) if key.startswith("body_") and value
    ]
    is_html = {
        index: any(mark in str(one.get("contenttype") or one.get("role") or "").lower() for mark in HTML)
        for index, one in enumerate(bodies)
    }
    for index in sorted(is_html, key=lambda index: not is_html[index]):
        value = _string(bodies[index].get("value"))
        text = plain(value) if value and is_html[index] else value
        if text:
            return text
    return ""


def _outlet(named: dict[str, Any]) -> str | None:
    """Whose item it is: its source or provider, else who holds its copyright."""
    for key in ("source", "provider", "infosources"):
        value = named.get(key)
        if isinstance(value, list):
            names = [_string(one.get("name")) for one in _values(value)]
            value = next(filter(None, names), None)
        elif isinstance(value, dict):
            value = value.get("name")
        if found := _string(value):
            return found
    return _string(named.get("copyrightholder"))


def _url(named: dict[str, Any], uri: str | None) -> str | None:
    for value in (named.get("url"), named.get("link"), uri):
        found = _string(value)
        if found and found.startswith(("http://", "https://")):
            return found
    return None
