"""What a page for publication says of a story or an event: numbers with their words, who says so, sources, method.

A page is a value that HTML and Markdown only set. Whatever stands in it has its evidence: a number that leads to the claim,
its words, who says so, and the report.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from crossreport.answers.brief import brief, find_story
from crossreport.answers.briefed import Brief, Count, Line, Total
from crossreport.answers.render import HEADINGS
from crossreport.answers.words import count, labels, low_best_high, named, relabelled, spoken, when, where, who_say
from crossreport.errors import NotFound
from crossreport.export.levels import CREDIT, UNREVIEWED, review
from crossreport.export.source import Scope, Source
from crossreport.model.happened import Event
from crossreport.model.judged import Cell
from crossreport.model.report import Report, first_told
from crossreport.model.said import OUTCOMES, Claim

OUTSIDE = ("http", "https")  # what a link may lead to; any other address stands as plain words
ROLES = {"actor": "did it", "claimed": "claims it", "accused": "is accused of it", "recipient": "it was done to"}
# What somebody's name alone says, where the claim is that it was they.
RESPONSIBLE = {"claimed": "claims it", "confirmed": "admits it", "denied": "denies it", "alleged": "is accused of it"}


class Number(NamedTuple):
    """One count of one event, with the levels of the event and the numbers of its evidence."""

    event: str
    when: str
    what: str
    low: str
    best: str
    high: str
    agreement: str
    corroboration: str
    responsibility: str
    review: str
    says: str
    evidence: tuple[int, ...]
    notes: tuple[str, ...]


class Evidence(NamedTuple):
    """A claim: its number on the page, its words, who says so, the report that has it, and what became of it."""

    number: int
    claim: str
    quote: str
    says: str
    report: str
    label: str
    note: str


class Cited(NamedTuple):
    """A report that the page rests on. `link` is its address where that is one to follow, `copies` the label it copies."""

    report: str
    label: str
    title: str
    published: str
    link: str | None
    copies: str | None


class Section(NamedTuple):
    """A heading with lines."""

    heading: str
    lines: tuple[Line, ...]


class Page(NamedTuple):
    """A page, ready to be set. `numbers` are (heading, counts) by outcome."""

    ident: str
    title: str
    head: str
    review: str
    numbers: tuple[tuple[str, tuple[Number, ...]], ...]
    totals: tuple[Total, ...]
    sections: tuple[Section, ...]
    evidence: tuple[Evidence, ...]
    sources: tuple[Cited, ...]
    method: tuple[str, ...]

    @property
    def anchors(self) -> dict[str, str]:
        """{report: the name by which the page points at it}: a number, for its id may hold anything."""
        return {one.report: f"s{number}" for number, one in enumerate(self.sources, start=1)}


def page(source: Source, scope: Scope) -> Page:
    """The page of a story (the largest where none is named) or of an event. NotFound where there is none such."""
    return _EventPage(source, scope.event).page() if scope.event else _of_story(source, scope.story)


def _of_story(source: Source, ident: str | None) -> Page:
    story = find_story(source.derived, ident)
    reports = [source.head(one) for one in story.reports]
    told = brief(source.derived, reports, story.id)
    numbers = (
        (heading(outcome), tuple(_number(one, source.events[one.event]) for one in counts))
        for outcome, counts in told.counts.items()
    )
    return Page(
        ident=story.id,
        title=told.title,
        head=told.head,
        review=_reviewed(source.events[one] for one in story.events if one in source.events),
        numbers=tuple(numbers),
        totals=told.totals,
        sections=_sections(told),
        evidence=_evidence(told.evidence, source, labels(reports)),
        sources=_cited(reports, source),
        method=method(source, len(reports)),
    )


def heading(outcome: str) -> str:
    """The heading of an outcome: 'Killed', 'Killed or injured (not told apart)'."""
    return HEADINGS[outcome].capitalize()


def _plain(level: str) -> str:
    return level.replace("_", " ")


def _number(one: Count, event: Event) -> Number:
    return Number(
        event=one.event,
        when=one.when,
        what=one.what,
        low=one.low,
        best=one.best,
        high=one.high,
        agreement=_plain(one.agreement),
        corroboration=_plain(event.corroboration),
        responsibility=_plain(event.responsibility),
        review=_plain(review(event.review)),
        says=one.says,
        evidence=one.evidence,
        notes=one.notes,
    )


def _sections(told: Brief) -> tuple[Section, ...]:
    each = (
        Section(told.together.capitalize(), told.agree),
        Section("They differ", told.differ),
        Section("Said, denied, not confirmed", told.disputed),
        Section("One report alone", told.alone),
    )
    return tuple(one for one in each if one.lines)


def _reviewed(events: Iterable[Event]) -> str:
    """The level of review of all events together: unreviewed while one of them is."""
    levels = list(dict.fromkeys(review(one.review) for one in events))
    return UNREVIEWED if UNREVIEWED in levels or not levels else ", ".join(map(_plain, levels))


def _evidence(claims: Iterable[str], source: Source, label: Mapping[str, str]) -> tuple[Evidence, ...]:
    return tuple(
        _cite(number, source.claims[one], label) for number, one in enumerate(claims, start=1) if one in source.claims
    )


def _cite(number: int, claim: Claim, label: Mapping[str, str]) -> Evidence:
    said = claim.attribution
    who = said.source or "the report itself" if said else "the report itself"
    via = f" (via {', '.join(said.via)})" if said and said.via else ""
    stance = f": {_plain(said.stance)}" if said else ": stated"
    standing = claim.status if claim.status != "current" else ""
    return Evidence(
        number=number,
        claim=claim.id,
        quote=claim.quote,
        says=f"{who}{via}{stance}",
        report=claim.report,
        label=label.get(claim.report, claim.report),
        note="; ".join(part for part in (standing, claim.reason or "") if part),
    )


def link(url: str | None) -> str | None:
    """The address where it is one that may be followed; None for anything else (javascript:, data:, files, no host)."""
    if not url or any(sign.isspace() or not sign.isprintable() for sign in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in OUTSIDE and parts.netloc else None


def _cited(reports: Iterable[Report], source: Source) -> tuple[Cited, ...]:
    ordered = sorted(reports, key=lambda one: (one.published or "", one.id))
    label = labels(ordered)
    made = []
    for one in ordered:
        row = source.rows.get(one.id)
        copied = row.copy_of if row else None
        day = (one.published or "day not given") + (" (inferred)" if one.published_inferred else "")
        copies = label.get(copied, copied) if copied else None
        made.append(Cited(one.id, label[one.id], one.title or "no headline", day, link(one.url), copies))
    return tuple(made)


def method(source: Source, reports: int) -> tuple[str, ...]:
    """How the page came about, in sentences; what is left out is said."""
    profile, made = source.profile, source.made_with
    sealed = "Names are shown: this page is unsealed." if source.unsealed else "They are masked as •••."
    return (
        f"Read by a program from {count(reports, 'report')}; no report outside of these was used. What they do not tell is"
        " not here, and silence is not zero.",
        "Low is the least and high the most that current statements of different origins allow; a high that nothing bounds"
        " is open. A range is no confidence interval, and nothing is averaged.",
        f"Best follows the profile {profile.name} (version {profile.version}): {profile.title}. It follows {profile.cites}.",
        "Corroboration counts origins, those who know, not reports: a copy of an agency's text adds none. Corroboration,"
        " responsibility, agreement and review are separate levels, and none is a probability.",
        "A number in brackets leads to the words that a value rests on, who says them, and the report that has them.",
        f"Names of minors, of victims of sexual violence and of persons accused are protected. {sealed}",
        f"Crossreport {made.get('code', '')}, rules {made.get('rules', '')}, parser {made.get('model', '')}"
        + (f"; record of {source.made}." if source.made else "."),
        CREDIT,
    )


def _is_doubted(claim: Claim) -> bool:
    said = claim.attribution
    return said is not None and (said.stance in ("denied", "not_confirmed", "retracted") or said.polarity == "-")


def _in_a_line(claim: Claim) -> str:
    words = " ".join(claim.quote.split()).rstrip(".,;:")
    stance = "alleged" if claim.rule == "person" else claim.attribution.stance if claim.attribution else ""
    return f"{words}: {RESPONSIBLE[stance]}" if claim.type == "responsibility" and stance in RESPONSIBLE else words


class _EventPage:
    """Writes the page of one event: numbers its evidence in the order in which it is named."""

    def __init__(self, source: Source, ident: str | None) -> None:
        found = [one for one in source.derived.events if ident in (one.id, *one.formerly)]
        if not found:
            raise NotFound(f"The record has no event {ident!r}.")
        self.source, self.event = source, found[0]
        self.reports = [source.head(one) for one in self.event.reports]
        self.label = labels(self.reports)
        self.copy_of = {one: row.copy_of for one in self.event.reports if (row := source.rows.get(one)) and row.copy_of}
        self.cited: dict[str, int] = {}

    def page(self) -> Page:
        """The page."""
        event = self.event
        numbers = tuple((heading(outcome), tuple(self.counts(outcome))) for outcome in OUTCOMES if outcome in event.figures)
        sections = tuple(one for one in (self.actors(), self.disputed(), self.told()) if one.lines)
        parts = [when(event.date), where(event.place), count(len(self.reports), "report")]
        if copies := len(event.reports) - len({first_told(one, self.copy_of) for one in event.reports}):
            parts.append(f"{count(copies, 'report')} {'is a copy' if copies == 1 else 'are copies'}")
        return Page(
            ident=event.id,
            title=event.title,
            head=" · ".join((*parts, _plain(event.corroboration))),
            review=_reviewed([event]),
            numbers=numbers,
            totals=(),
            sections=sections,
            evidence=_evidence(self.cited, self.source, self.label),
            sources=_cited(self.reports, self.source),
            method=method(self.source, len(self.reports)),
        )

    def cite(self, claims: Iterable[str]) -> tuple[int, ...]:
        """The evidence numbers of claims, given out in the order in which they are first named."""
        return tuple(self.cited.setdefault(one, len(self.cited) + 1) for one in claims if one in self.source.claims)

    def says(self, claims: Iterable[str]) -> str:
        """The reports of these claims, and how many of them are copies of others."""
        return who_say(self.reports_of(claims), self.label, len(self.reports), self.copy_of)

    def reports_of(self, claims: Iterable[str]) -> set[str]:
        """The reports that make these claims."""
        return {self.source.claims[one].report for one in claims if one in self.source.claims}

    def counts(self, outcome: str) -> Iterator[Number]:
        """The count of all, then those of the parts that reports tell apart."""
        whole = Cell(outcome, self.event.figures[outcome])
        for cell in (whole, *(one for one in self.event.cells if one.outcome == outcome)):
            kinds = [_plain(part) for part in (cell.status, cell.subgroup, cell.side) if part]
            figure = cell.estimate
            low, best, high = low_best_high(figure)
            yield Number(
                event=self.event.id,
                when=when(self.event.date),
                what=f"of them: {', '.join(kinds)}" if kinds else named(self.event),
                low=low,
                best=best,
                high=high,
                agreement=_plain(figure.agreement),
                corroboration=_plain(self.event.corroboration),
                responsibility=_plain(self.event.responsibility),
                review=_plain(review(self.event.review)),
                says=spoken(figure, self.reports_of(figure.claims), self.source.origins, self.says(figure.claims)),
                evidence=self.cite(figure.claims),
                notes=tuple(relabelled(one, self.label) for one in (*figure.arithmetic, *(f"! {a}" for a in figure.alarms))),
            )

    def actors(self) -> Section:
        """Who did it, claims it, is accused of it, and to whom it was done."""
        lines = (
            Line(f"{one.name}: {ROLES[one.role]}", self.says(one.claims), self.cite(one.claims)) for one in self.event.actors
        )
        return Section("Who is said to have acted", tuple(lines))

    def disputed(self) -> Section:
        """What is denied or not confirmed."""
        return Section("Denied, not confirmed", tuple(self.lines(_is_doubted)))

    def told(self) -> Section:
        """What else reports tell of it."""
        return Section("What else is told of it", tuple(self.lines(lambda claim: claim.id not in self.cited)))

    def lines(self, wanted: Callable[[Claim], bool]) -> Iterator[Line]:
        """A line for the current claims that are wanted; one for all that say it in the same words, as copies do."""
        told: dict[str, list[str]] = {}
        for claim in self.source.claims_of(self.event):
            if claim.status == "current" and wanted(claim):
                told.setdefault(_in_a_line(claim), []).append(claim.id)
        for text, claims in told.items():
            yield Line(text, self.says(claims), self.cite(claims))


PARTS = {
    "head": "days, place, how many reports and outlets, and how many are copies",
    "review": "who has looked at it; unreviewed while one of its events is",
    "Killed, Injured, ...": "by outcome and event: low, best and high, who says so with the numbers of the evidence, the"
    " levels, and how the number came about",
    "Totals that the reports state": "for a period or an area, beside what the record holds (stories)",
    "More than one report tells, They differ, One report alone": "what reports tell alike, where they differ, and what one"
    " tells alone (stories)",
    "Said, denied, not confirmed": "statements that are disputed (stories)",
    "Who is said to have acted": "actors and their roles, with the evidence (events)",
    "Denied, not confirmed": "what is denied of it (events)",
    "What else is told of it": "its other claims (events)",
    "Evidence": "each claim by its number: the words, who says them, the report, what became of it, its id",
    "Sources": "the reports: outlet, headline, day, address where it is one to follow, what it copies",
    "Method": "profile, levels, what is masked, versions, credit",
}
