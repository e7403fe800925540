"""`explain`: why a claim was read so, why mentions are one event, how an estimate came about: rows of evidence."""

from collections.abc import Iterable, Mapping

import msgspec
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from crossreport.answers.render import to_text
from crossreport.answers.show import Finder, claim_title, estimate_words, figure_words, said_by
from crossreport.answers.words import named, relabeller
from crossreport.errors import NotFound
from crossreport.model.happened import Event, Mention, Reading
from crossreport.model.judged import Estimate, Evidence
from crossreport.model.record import Derived
from crossreport.model.report import Report
from crossreport.model.said import Claim, Origin


class Section(msgspec.Struct, frozen=True):
    """Rows of evidence under one heading; `score` is their sum where they add up to a decision: above 0 for it."""

    heading: str
    rows: tuple[Evidence, ...]
    score: float | None = None


class Explained(msgspec.Struct, frozen=True):
    """Why one thing of the record is as it is."""

    id: str
    title: str
    sections: tuple[Section, ...]


def explain(
    derived: Derived,
    reports: Iterable[Report],
    readings: Mapping[str, Reading],
    ident: str,
    story: str | None = None,
    label: Mapping[str, str] | None = None,
) -> Explained:
    """The evidence for a claim, event, estimate (EVENT/killed), origin or report; NotFound where there is none such."""
    find = Finder(derived, reports, label)
    ident = find.resolve(ident, story)
    name, _, outcome = ident.partition("/")
    if ident in find.claims:
        return _claim(find, find.claims[ident], readings)
    event = find.events.get(find.former.get(name, name))
    if event is not None:
        if not outcome:
            return _event(find, event, readings)
        if outcome in event.figures:
            return Explained(ident, f"{outcome}: {named(event)}", _estimate(find, event, outcome, event.figures[outcome]))
        raise NotFound(f"The event {event.id} has no figure for {outcome!r}; it has {', '.join(event.figures) or 'none'}.")
    if ident in find.origins:
        return _origin(find, find.origins[ident])
    if ident in find.reports:
        return _report(find, ident, readings)
    raise NotFound(
        f"The record has no claim, event, estimate, origin or report with the id {ident!r}. Ids stand in `show`, in `tally`"
        " and in the export; a number such as 3 is the evidence [3] of the brief. Of a story or an actor, `show` tells all."
    )


def _claim(find: Finder, claim: Claim, readings: Mapping[str, Reading]) -> Explained:
    rows = [
        Evidence("words", " ".join(claim.quote.split())),
        Evidence("says so", said_by(claim)),
        Evidence("rule", claim.rule),
    ]
    if claim.figure:
        rows.append(Evidence("figure", figure_words(claim)))
        rows += [Evidence("assumed, not read", one.replace("_", " ")) for one in claim.figure.defaulted]
    if claim.aux != "none":
        rows.append(Evidence("told as", claim.aux))
    rows.append(Evidence("status", claim.status + (f": {claim.reason}" if claim.reason else "")))
    sections = [Section("How it was read", tuple(rows))]
    mention = _mention(readings.get(claim.report), claim.mention)
    if mention and mention.evidence:
        sections.append(Section("Which event it belongs to, within its report", mention.evidence))
    related = [
        Evidence(one.type.replace("_", " "), f"{other}: {one.why}")
        for one in find.derived.relations
        for other in ([one.b] if one.a == claim.id else [one.a] if one.b == claim.id else [])
    ]
    if related:
        sections.append(Section("What it is to other claims", tuple(related)))
    return Explained(claim.id, claim_title(claim), tuple(sections))


def _mention(reading: Reading | None, ident: str | None) -> Mention | None:
    return next((one for one in reading.mentions if one.id == ident), None) if reading else None


def _event(find: Finder, event: Event, readings: Mapping[str, Reading]) -> Explained:
    mine = set(event.mentions)
    sections = []
    for report, ident in event.mentions:
        mention = _mention(readings.get(report), ident)
        if mention:
            sections.append(Section(f"{find.label.get(report, report)} tells of: {mention.words}", mention.evidence))
    for link in find.derived.links:
        if link.a in mine and link.b in mine:
            heading = f"{find.label.get(link.a[0], link.a[0])} and {find.label.get(link.b[0], link.b[0])} tell of one event"
            sections.append(Section(heading, link.evidence, link.score))
    if event.marks:
        rows = (Evidence(one.field, f"set by {one.by}: {one.why} (it was {one.was or 'not given'})") for one in event.marks)
        sections.append(Section("What people set", tuple(rows)))
    for outcome, figure in event.figures.items():
        sections += _estimate(find, event, outcome, figure)
    return Explained(event.id, named(event), tuple(sections))


# Why a claim that holds is in no figure of its event: "a child" among seven.
OF_A_CELL = "some of those counted: a figure of its own"


def _estimate(find: Finder, event: Event, outcome: str, figure: Estimate) -> tuple[Section, ...]:
    told = relabeller(find.label)
    rows = [Evidence("result", estimate_words(figure)), *(Evidence("arithmetic", told(line)) for line in figure.arithmetic)]
    rows += [Evidence("alarm", told(line)) for line in figure.alarms]
    used, left = [], []
    for ident in event.claims:
        claim = find.claims.get(ident)
        if claim is None or claim.figure is None or claim.figure.outcome != outcome:
            continue
        row = Evidence(find.label.get(claim.report, claim.report), f"{figure_words(claim)} ({ident})")
        if ident in figure.claims:
            used.append(row)
        else:
            why = claim.reason or (OF_A_CELL if any(ident in cell.estimate.claims for cell in event.cells) else claim.status)
            left.append(msgspec.structs.replace(row, found=f"{row.found}: {why}"))
    sections = [
        Section(f"How {outcome.replace('_', ' ')} came about", tuple(rows)),
        Section("Claims it rests on", tuple(used)),
    ]
    if left:
        sections.append(Section("Claims not used, and why", tuple(left)))
    return tuple(sections)


# Why claims are traced to an origin of each basis (docs/method.md, "Counting").
BASIS = {
    "speaker": "the reports name who says so",
    "agency": "the reports credit the agency for their text",
    "outlet": "the report names nobody who says so: its outlet does",
    "copied_text": "the words stand in text taken over from another report",
    "unknown": "neither a speaker, an agency nor an outlet is named",
}
INDEPENDENCE = {
    "established": "a named speaker or agency, told from all others",
    "assumed": "an outlet's own voice, or a speaker without a name: taken to know by itself",
    "unknown": "it may be another's echo, so it never raises a level",
}


def _origin(find: Finder, origin: Origin) -> Explained:
    """Why claims of several reports count as one source: who knows, which claims, and which text was taken over."""
    rows = [
        Evidence("who knows", f"{origin.speaker}: {BASIS[origin.basis]}" if origin.speaker else BASIS[origin.basis]),
        Evidence("independence", f"{origin.independence}: {INDEPENDENCE[origin.independence]}"),
    ]
    told = [one for one in find.derived.claims if one.origin == origin.id]
    claims = [Evidence(find.label.get(one.report, one.report), f"{' '.join(one.quote.split())} ({one.id})") for one in told]
    sections = [Section("One source, however many reports repeat it", tuple(rows)), Section("Its claims", tuple(claims))]
    for copy in find.derived.copies:
        if copy.report in origin.reports and copy.of in origin.reports:
            names = [find.label.get(one, one) for one in (copy.report, copy.of)]
            sections.append(Section(f"{names[0]} took text from {names[1]}", _as_facts(copy.evidence)))
    return Explained(origin.id, origin.speaker or origin.basis.replace("_", " "), tuple(sections))


def _as_facts(rows: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Rows that say something and add up to nothing: of a copy their weight is a share of the text."""
    return tuple(msgspec.structs.replace(row, weight=0.0) for row in rows)


def _report(find: Finder, ident: str, readings: Mapping[str, Reading]) -> Explained:
    reading = readings.get(ident)
    sections = []
    if reading and reading.note:
        sections.append(Section("Left unread", (Evidence("why", reading.note),)))
    for mention in reading.mentions if reading else ():
        sections.append(Section(f"{'Main event' if mention.main else 'Event'}: {mention.words}", mention.evidence))
    for copy in find.derived.copies:
        if copy.report == ident:
            sections.append(Section(f"Text taken from {find.label.get(copy.of, copy.of)}", _as_facts(copy.evidence)))
    report = find.reports[ident]
    return Explained(ident, report.title or report.text[:80], tuple(sections))


def explain_text(explained: Explained, width: int = 80, color: bool = False) -> str:
    """The evidence for a terminal."""
    parts: list[RenderableType] = [Text(explained.id, style="dim"), Text(" ".join(explained.title.split()), style="bold")]
    for section in explained.sections:
        table = Table.grid(padding=(0, 2, 0, 2), expand=True)
        table.add_column(max_width=24)
        table.add_column(ratio=1)
        table.add_column(justify="right", no_wrap=True)
        for row in section.rows:
            table.add_row(
                Text(row.what, style="dim"), Text(" ".join(row.found.split())), f"{row.weight:+.2f}" if row.weight else ""
            )
        if section.score is not None:
            table.add_row("", Text("sum: above 0 speaks for it", style="dim"), Text(f"{section.score:.2f}", style="bold"))
        parts += [Text(), Text(section.heading, style="bold"), table]
    return to_text(Group(*parts), width, color)
