"""`show`: any report, claim, event, estimate, origin, story or tally of a record, with the words that it rests on."""

import re
from collections.abc import Iterable, Mapping

import msgspec
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from crossreport.answers.brief import brief
from crossreport.answers.render import to_text
from crossreport.answers.words import (
    claims_give,
    count,
    joined,
    labels,
    low_best_high,
    named,
    number_words,
    relabeller,
    when,
    where,
)
from crossreport.errors import NotFound
from crossreport.model.acting import Actor
from crossreport.model.happened import Event
from crossreport.model.judged import Estimate, Story
from crossreport.model.record import Derived, EarlierClaim
from crossreport.model.report import Capture, Report
from crossreport.model.said import Claim, Origin

END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])|\n+")
ABBREVIATED = re.compile(r"\b[A-Z][a-z]{0,2}\.$")  # "Mr.", "No.", "J.": the sentence goes on
LONGEST = 600  # characters of one passage; words of a claim are never cut


class Passage(msgspec.Struct, frozen=True):
    """A sentence of a report; `marks` are the (start, end) of the words that a value rests on, within `text`."""

    report: str
    claim: str
    text: str
    marks: tuple[tuple[int, int], ...]
    title: bool = False


class Shown(msgspec.Struct, frozen=True):
    """One thing of the record: what it is, its fields in words, and the passages behind it."""

    id: str
    kind: str
    title: str
    fields: tuple[tuple[str, str], ...]
    passages: tuple[Passage, ...]


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """(start, end) of the sentence or sentences that hold these words, at most LONGEST characters beside them."""
    first, last = 0, len(text)
    # What lies farther away is cut off below.
    for found in END.finditer(text, max(0, start - LONGEST), end + LONGEST):
        if ABBREVIATED.search(text, max(0, found.start() - 5), found.start()) and "\n" not in found[0]:
            continue
        if found.end() <= start:
            first = found.end()
        elif found.start() >= end:
            last = found.start()
            break
    return max(first, start - LONGEST // 2), min(last, end + LONGEST // 2)


def passages(claim: Claim, report: Report) -> list[Passage]:
    """The sentences that hold a claim's words, each once, with the words marked."""
    made: dict[tuple[bool, int, int], list[tuple[int, int]]] = {}
    for span in sorted(claim.spans):
        source = (report.title or "") if span.title else report.text
        start, end = sentence_around(source, span.start, span.end)
        made.setdefault((span.title, start, end), []).append((span.start - start, span.end - start))
    return [
        Passage(report.id, claim.id, _source(report, title)[start:end], tuple(marked), title)
        for (title, start, end), marked in made.items()
    ]


def _source(report: Report, title: bool) -> str:
    return (report.title or "") if title else report.text


class Finder:
    """Finds the things of one record by id, for `show` and `explain`."""

    def __init__(self, derived: Derived, reports: Iterable[Report], label: Mapping[str, str] | None = None) -> None:
        self.derived = derived
        self.reports: dict[str, Report] = {one.id: one for one in reports}
        self.label = label if label is not None else labels(self.reports.values())
        self.claims: dict[str, Claim] = {one.id: one for one in derived.claims}
        self.events: dict[str, Event] = {one.id: one for one in derived.events}
        self.origins: dict[str, Origin] = {one.id: one for one in derived.origins}
        self.stories: dict[str, Story] = {one.id: one for one in derived.stories}
        self.actors: dict[str, Actor] = {one.id: one for one in derived.actors}
        self.earlier: tuple[EarlierClaim, ...] = derived.earlier
        self.former = {old: one.id for one in derived.events for old in one.formerly}

    def resolve(self, ident: str, story: str | None = None) -> str:
        """An id as given, a former id's present one, or the claim behind an evidence number of the brief."""
        number = ident.strip("[]")
        if number.isdecimal() and ident not in self.reports:
            evidence = brief(self.derived, self.reports.values(), story).evidence
            if not 1 <= int(number) <= len(evidence):
                run = f"its numbers run from 1 to {len(evidence)}" if evidence else "it cites no claim"
                raise NotFound(f"The brief has no evidence [{number}]: {run}.")
            return evidence[int(number) - 1]
        return self.former.get(ident, ident)

    def actor(self, ident: str) -> Actor | None:
        """The actor of an id or, where just one has it, of a name, however it is cased."""
        named = [one for one in self.derived.actors if ident.casefold() in (name.casefold() for name in one.names)]
        return self.actors.get(ident) or (named[0] if len(named) == 1 else None)

    def passages_of(self, claims: Iterable[str]) -> tuple[Passage, ...]:
        """The passages behind claims, in the order of the claims."""
        chosen = [self.claims[one] for one in claims if one in self.claims]
        return tuple(
            p for claim in chosen if claim.report in self.reports for p in passages(claim, self.reports[claim.report])
        )


def show(
    derived: Derived,
    reports: Iterable[Report],
    ident: str,
    story: str | None = None,
    label: Mapping[str, str] | None = None,
) -> Shown:
    """The thing of that id with the words behind it; NotFound where the record has none such.

    `label` names reports; without one, they are told from each other alone.
    """
    find = Finder(derived, reports, label)
    ident = find.resolve(ident, story)
    name, _, outcome = ident.partition("/")
    if ident in find.claims:
        return _claim(find, find.claims[ident])
    if name in find.events:
        event = find.events[find.former.get(name, name)]
        return _estimate(find, event, outcome) if outcome else _event(find, event)
    if ident in find.origins:
        return _origin(find, find.origins[ident])
    if ident in find.stories:
        return _story(find, find.stories[ident])
    if ident in find.reports:
        return _report(find, find.reports[ident])
    if (actor := find.actor(ident)) is not None:
        return _actor(find, actor)
    raise NotFound(
        f"The record has nothing with the id {ident!r}. Ids stand in `show`, in `tally` and in the export; a number such "
        "as 3 is the evidence [3] of the brief."
    )


def said_by(claim: Claim) -> str:
    """Who says it, how, and through whom: 'police, confirmed (via Reuters)'; the report itself where nobody is named."""
    said = claim.attribution
    if said is None:
        return "the report itself"
    who = said.source or "an unnamed source"
    via = f", via {', then '.join(said.via)}" if said.via else ""
    sign = "" if said.polarity == "+" else f", polarity {said.polarity}"
    return f"{who} ({said.stance.replace('_', ' ')}{sign}{via})"


def claim_title(claim: Claim) -> str:
    """What a claim is about; of a figure its words, as its subject is only who is counted."""
    return " ".join((claim.quote if claim.figure else claim.subject or claim.quote).split())


def figure_words(claim: Claim) -> str:
    """A claim's figure in words: 'at least 7 killed, over a period, civilian; of: farmers'."""
    figure = claim.figure
    if figure is None:
        return ""
    parts = [f"{number_words(figure)} {figure.outcome.replace('_', ' ')}"]
    parts += ["over a period"] if figure.scope == "period" else []
    parts += [x.replace("_", " ") for x in (figure.status if figure.status != "unstated" else None, figure.subgroup) if x]
    return ", ".join(parts) + (f"; of: {figure.who}" if figure.who else "")


def _claim(find: Finder, claim: Claim) -> Shown:
    label = find.label.get(claim.report, claim.report)
    fields = [("report", label if label == claim.report else f"{label} ({claim.report})"), ("says so", said_by(claim))]
    if claim.figure:
        fields.append(("figure", figure_words(claim)))
    fields += [("event", f"{one}  {named(find.events[one])}") for one in claim.events if one in find.events]
    fields.append(("origin", claim.origin))
    fields.append(("status", claim.status + (f": {claim.reason}" if claim.reason else "")))
    fields += judged_words(claim)
    fields += [("in the place of", _earlier(one)) for one in find.earlier if one.replaced_by == claim.id]
    return Shown(claim.id, f"claim ({claim.type})", claim_title(claim), tuple(fields), find.passages_of([claim.id]))


def _actor(find: Finder, actor: Actor) -> Shown:
    """What reports tell of an actor: what it did, said, is accused of, claims, admits and denies, each with its words."""
    fields = [("names", ", ".join(actor.names)), ("kind", actor.kind), ("roles", ", ".join(actor.roles))]
    fields += [("country", actor.country or ""), ("sector", actor.sector or "")]
    for deed in actor.deeds:
        other = find.actors.get(deed.other or "")
        link = {"accused_of": "by", "underwent": "from"}.get(deed.kind, "to")
        told = f"{deed.text}{f' ({link} {other.name})' if other else ''}{f' ({deed.event})' if deed.event else ''}"
        fields.append((deed.kind.replace("_", " "), told))
    fields.append(("reports", joined(find.label.get(one, one) for one in actor.reports)))
    claims = dict.fromkeys(deed.claim for deed in actor.deeds)
    told_once = tuple(one for one in dict.fromkeys(fields) if one[1])  # copies tell the same deed in the same words
    return Shown(actor.id, "actor", actor.name, told_once, find.passages_of(claims))


def _event(find: Finder, event: Event) -> Shown:
    fields = [("when", when(event.date)), ("where", where(event.place)), ("cause", event.cause)]
    for outcome, figure in event.figures.items():
        fields.append((outcome.replace("_", " "), estimate_words(figure)))
    fields += [(one.role, one.name) for one in event.actors]
    fields += [(one.role, person_words(one.name, one.age, one.outcome)) for one in event.people]
    fields.append(("corroboration", event.corroboration.replace("_", " ")))
    fields.append(("responsibility", event.responsibility.replace("_", " ")))
    fields.append(("review", review_words(event)))
    fields += [(f"{one.field} set", f"by {one.by}: {one.why} (it was {one.was or 'not given'})") for one in event.marks]
    fields.append(("reports", joined(find.label.get(one, one) for one in event.reports)))
    return Shown(event.id, f"event ({event.kind})", named(event), tuple(fields), find.passages_of(event.claims))


def judged_words(claim: Claim) -> list[tuple[str, str]]:
    """What people made of a claim, and what the machine read where they changed it."""
    if claim.human_status == "machine":
        return [("review", "machine, unreviewed")]
    found = [("review", f"{claim.human_status} by a person ({', '.join(claim.decisions) or 'see decisions'})")]
    if claim.as_read is not None:
        was = msgspec.structs.replace(claim, figure=claim.as_read.figure, attribution=claim.as_read.attribution)
        found.append(("machine read", "; ".join(filter(None, [figure_words(was), said_by(was)]))))
    return found


def review_words(event: Event) -> str:
    """Who has looked at an event, and whether reports came since."""
    if event.review == "machine":
        return "machine, unreviewed"
    since = f"; since then came {', '.join(event.unseen)}" if event.unseen else ""
    return f"{event.review.replace('_', ' ')}{since}"


def person_words(name: str, age: int | None, outcome: str | None) -> str:
    """A person harmed or accused, in words: 'Ada Orlen, 34, killed'."""
    return ", ".join(str(x) for x in (name, age, outcome) if x is not None)


def estimate_words(figure: Estimate) -> str:
    """'best 7 (low 7, high 9); compatible; profile recent_majority'."""
    low, best, high = low_best_high(figure)
    return f"best {best} (low {low}, high {high}); {figure.agreement.replace('_', ' ')}; profile {figure.profile}"


def _estimate(find: Finder, event: Event, outcome: str) -> Shown:
    figure = event.figures.get(outcome)
    if figure is None:
        raise NotFound(f"The event {event.id} has no figure for {outcome!r}; it has {', '.join(event.figures) or 'none'}.")
    fields = [("event", named(event)), ("estimate", estimate_words(figure)), ("origins", ", ".join(figure.origins))]
    told = relabeller(find.label)
    fields += [("arithmetic", told(line)) for line in figure.arithmetic]
    fields += [("alarm", told(line)) for line in figure.alarms]
    if (set_by := figure.override) is not None:
        fields.append(("set by", f"{set_by.by}: {set_by.why}; {claims_give(set_by)}"))
    return Shown(
        f"{event.id}/{outcome}", "estimate", f"{outcome}: {named(event)}", tuple(fields), find.passages_of(figure.claims)
    )


def _origin(find: Finder, origin: Origin) -> Shown:
    told = [one.id for one in find.derived.claims if one.origin == origin.id]
    fields = [("basis", origin.basis.replace("_", " ")), ("independence", origin.independence)]
    fields.append(("reports", joined(find.label.get(one, one) for one in origin.reports)))
    return Shown(origin.id, "origin", origin.speaker or origin.basis, tuple(fields), find.passages_of(told))


def _story(find: Finder, story: Story) -> Shown:
    fields = [("from", story.from_ or "–"), ("to", story.to or "–")]
    fields += [("event", f"{one}  {named(find.events[one])}") for one in story.events if one in find.events]
    fields += [("report", f"{one}  {find.label.get(one, one)}") for one in story.reports]
    return Shown(story.id, "story", story.title, tuple(fields), ())


def _report(find: Finder, report: Report) -> Shown:
    mine = [one.id for one in find.derived.claims if one.report == report.id]
    fields = [(key, str(getattr(report, key))) for key in ("outlet", "published", "url", "language") if getattr(report, key)]
    if report.credit:
        fields.append(("credit", ", ".join(report.credit)))
    for row in find.derived.rows:
        if row.report == report.id:
            pairs = (("story", row.story), ("main event", row.main_event), ("copy of", row.copy_of))
            fields += [(key, value) for key, value in pairs if value]
    fields.append(("claims", count(len(mine), "claim")))
    fields += [("said earlier", _earlier(one)) for one in find.earlier if one.claim.report == report.id]
    return Shown(report.id, "report", report.title or report.text[:80], tuple(fields), find.passages_of(mine))


def with_captures(found: Shown, captures: Iterable[Capture]) -> Shown:
    """A report with how its source was captured: when, by what, and the hash of the bytes."""
    told = tuple(
        ("captured", f"{one.at or 'at an unknown time'} ({one.method or 'unknown'}), SHA-256 {one.sha256}")
        for one in captures
    )
    return msgspec.structs.replace(found, fields=found.fields + told)


def _earlier(one: EarlierClaim) -> str:
    """A claim that counts no more in a line: 'C-1 “7 people were killed” (2024-05-15): …'."""
    return f"{one.claim.id}  “{' '.join(one.claim.quote.split())}” ({one.published or 'no date'}): {one.claim.reason}"


def show_text(shown: Shown, label: Mapping[str, str], width: int = 80, color: bool = False) -> str:
    """The thing for a terminal: fields, then each sentence with its words set off (in colour, else between › and ‹)."""
    parts: list[RenderableType] = [
        Text(f"{shown.kind}  {shown.id}", style="dim"),
        Text(" ".join(shown.title.split()), style="bold"),
    ]
    wide = max((len(key) for key, _ in shown.fields), default=0)
    fields = Table.grid(padding=(0, 2, 0, 0), expand=True)
    fields.add_column(width=wide)
    fields.add_column(ratio=1)
    for key, value in shown.fields:
        fields.add_row(Text(key, style="dim"), Text(" ".join(value.split())))
    parts += [fields] if shown.fields else []
    if shown.passages:
        parts += [Text(), Text("The words behind it", style="bold")]
    for passage in shown.passages:
        head = f"{label.get(passage.report, passage.report)}{', title' if passage.title else ''}  {passage.claim}"
        parts += [Text(head, style="dim"), Padding(_marked(passage, color), (0, 0, 0, 2))]
    return to_text(Group(*parts), width, color)


def _marked(passage: Passage, color: bool) -> Text:
    text, at = Text(), 0
    for start, end in passage.marks:
        text.append(passage.text[at:start].replace("\n", " "))
        words = passage.text[start:end].replace("\n", " ")
        text.append(words if color else f"›{words}‹", style="bold reverse" if color else "")
        at = end
    text.append(passage.text[at:].replace("\n", " "))
    return text
