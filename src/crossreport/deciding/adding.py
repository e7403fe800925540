"""Decisions that add what the machine missed: claims and events on marked words, sources without a text."""

import re

import msgspec

from crossreport.deciding.fields import What, converted, date_of, numbers_of, place_of
from crossreport.deciding.world import World, needed
from crossreport.errors import InputError, no_report
from crossreport.ingest.items import digest
from crossreport.linking.anchoring import quote_of
from crossreport.model.decided import Action, AddClaim, AddSource, Quote
from crossreport.model.report import Report, Span

OF_CLAIM = (
    "outcome", "form", "low", "high", "point", "who", "status", "source", "stance", "polarity", "title", "plover", "mode",
    "cause", "period_from", "period_to", "area", "here_only", "actor", "does", "person",
)  # fmt: skip
# Of what somebody does about an act he is held responsible for: the stance and polarity of who says it, and that he does.
SAYS: dict[str, What] = {
    "claims": {"stance": "claimed", "polarity": "+"},
    "admits": {"stance": "confirmed", "polarity": "+"},
    "denies": {"stance": "denied", "polarity": "-"},
}


def add_claim(world: World, what: What) -> Action:
    """That a report says something on marked words. InputError, NotFound as `propose` says."""
    ident = str(needed(what, "report"))
    if ident not in world.reports:
        raise no_report(ident)
    words = _marked(world.reports[ident], what)
    given = {name: what[name] for name in OF_CLAIM if what.get(name) is not None}
    kind = what.get("type", "figure")
    if kind in ("figure", "tally") and not {"low", "high"} & given.keys():
        given |= numbers_of(given.get("form", "exact"), given.get("point"))
    if kind in ("figure", "tally") and "form" not in given:
        low, high = given.get("low"), given.get("high")
        given["form"] = "exact" if low == high else "at_least" if high is None else "at_most" if low is None else "range"
    if kind == "responsibility":
        given = _responsible(given)
    event = world.target(world.event(str(what["event"])).id) if what.get("event") else None
    base = {"do": "add_claim", "type": kind, "words": [], **given}
    made: AddClaim = converted(base, AddClaim, "The claim")
    return msgspec.structs.replace(
        made, words=words, event=event, date=date_of(what.get("date")), place=place_of(what.get("place"))
    )


def _responsible(given: What) -> What:
    """The fields of a claim of responsibility with those that follow from what its actor does."""
    does = given.get("does")
    own = SAYS.get(str(does), {})
    if clash := next((name for name, value in own.items() if given.get(name, value) != value), None):
        raise InputError(f"Who {does} it is not {given[clash]}: leave out {clash}.")
    source = given.get("source") or (given.get("actor") if own else None)
    said = {} if own or source is None else {"stance": "alleged"}
    return said | given | own | ({"source": source} if source else {})


def _marked(report: Report, what: What) -> tuple[Quote, ...]:
    """The words as they stand in the report: as they were typed (once only there), or from their first character to their
    last."""
    title = bool(what.get("in_title"))
    source = (report.title or "") if title else report.text
    if what.get("start") is not None:
        start, end = (converted(what.get(name), int, name) for name in ("start", "end"))
        if not 0 <= start < end <= len(source) or not source[start:end].strip():
            raise InputError(f"{start}-{end} marks no words: report {report.id} has {len(source)} characters there.")
        return (quote_of(report, Span(start, end, title)),)
    pieces = what.get("words") or ()
    made = []
    for piece in [pieces] if isinstance(pieces, str) else pieces:
        pattern = r"\s+".join(re.escape(word) for word in str(piece).split())
        found = [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", source)] if pattern else []
        if len(found) != 1:
            often = (
                "not there as they are typed: copy them from its text"
                if not found
                else f"there {len(found)} times: mark more of them"
            )
            raise InputError(f"The words {piece!r} of report {report.id} are {often}.")
        made.append(quote_of(report, Span(*found[0], title)))
    if not made:
        raise InputError("Mark the words of the report that say it (words, or start and end).")
    return tuple(made)


def add_source(world: World, what: What) -> Action:
    """That there is a source with this description. InputError as `propose` says."""
    text = str(needed(what, "text"))
    ident = str(what.get("id") or f"source-{digest(text)[:8]}")
    if ident in world.reports:
        raise InputError(f"The record has a report {ident!r} already: give the source another id.")
    report = {
        "id": ident,
        "text": text,
        "title": what.get("title"),
        "outlet": what.get("source"),
        "published": what.get("published"),
        "language": "en",
    }
    base = {
        "do": "add_source",
        "report": report,
        "medium": needed(what, "medium"),
        "taken_by": needed(what, "taken_by"),
        "taken_at": needed(what, "taken_at"),
        "language": what.get("language"),
    }
    made: AddSource = converted(base, AddSource, "The source")
    return made
