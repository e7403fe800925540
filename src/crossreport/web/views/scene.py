"""A part of a record with everything at hand that a page about it needs, and its claims as they are shown."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

import msgspec

from crossreport.answers.show import passages
from crossreport.answers.words import number_words, relabeller
from crossreport.model.happened import Event
from crossreport.model.judged import Copy, Story
from crossreport.model.record import Derived
from crossreport.model.report import Report
from crossreport.model.said import Claim, Origin
from crossreport.reconcile.judgements import is_set_aside

MACHINE = "machine"
TRIAGED = "triaged"


class WordsView(msgspec.Struct, frozen=True, omit_defaults=True):
    """A sentence of a report; `marks` are the (start, end) of the words that count, within `text`."""

    text: str
    marks: tuple[tuple[int, int], ...]
    title: bool = False


class ClaimView(msgspec.Struct, frozen=True, omit_defaults=True):
    """A claim as it is shown: who says what in which words, and what became of it.

    `label` is the report's short name; `who` is None where the report itself says it; `number` says the figure in words;
    `used` is None where the claim has no figure; `reason` says why it is not used or not current; `struck` claims people set
    aside, or their source.
    """

    id: str
    report: str
    label: str
    type: str
    quote: str
    subject: str
    words: tuple[WordsView, ...]
    stance: str
    polarity: str
    status: str
    origin: str
    independence: str
    events: tuple[str, ...] = ()
    published: str | None = None
    who: str | None = None
    who_kind: str | None = None
    via: tuple[str, ...] = ()
    outcome: str | None = None
    number: str | None = None
    low: int | None = None
    point: int | None = None
    high: int | None = None
    form: str | None = None
    of_whom: str | None = None
    as_of: str | None = None
    used: bool | None = None
    reason: str | None = None
    aux: str = "none"
    rule: str = ""
    judged: str = MACHINE
    struck: bool = False


class Scene:
    """What a story, an event or a report needs of the record: its reports as they may be shown, and all made of them."""

    def __init__(self, derived: Derived, reports: Iterable[Report], label: Mapping[str, str]):
        self.derived, self.label = derived, label
        self.reports: dict[str, Report] = {one.id: one for one in reports}
        self.claims: dict[str, Claim] = {one.id: one for one in derived.claims}
        self.events: dict[str, Event] = {one.id: one for one in derived.events}
        self.origins: dict[str, Origin] = {one.id: one for one in derived.origins}
        self.stories: dict[str, Story] = {one.id: one for one in derived.stories}
        self.copies: dict[str, Copy] = {one.report: one for one in derived.copies}

    @cached_property
    def used(self) -> frozenset[str]:
        """The claims that a figure or a tally rests on."""
        figures = (figure for event in self.events.values() for figure in event.figures.values())
        cells = (cell.estimate for event in self.events.values() for cell in event.cells)
        found = {claim for figure in (*figures, *cells) for claim in figure.claims}
        return frozenset(found | {one.claim for one in self.derived.tallies})

    def named(self, report: str) -> str:
        """A report's short name."""
        return self.label.get(report, report)

    def published(self, claim: Claim) -> str | None:
        """When a claim's report was published."""
        report = self.reports.get(claim.report)
        return report.published if report else None

    @cached_property
    def told_by(self) -> Counter[str]:
        """How many claims each report has here."""
        return Counter(one.report for one in self.claims.values())

    @cached_property
    def _relabelled(self) -> Callable[[str], str]:
        return relabeller(self.label)

    def told(self, text: str) -> str:
        """Words that name reports by their ids, with their short names instead."""
        return self._relabelled(text)

    def view(self, claim: Claim) -> ClaimView:
        """A claim as it is shown."""
        report, said, figure = self.reports.get(claim.report), claim.attribution, claim.figure
        origin = self.origins.get(claim.origin)
        is_figure = figure is not None
        used = claim.id in self.used if is_figure else None
        reason = claim.reason if claim.status != "current" or used is False else None
        return ClaimView(
            id=claim.id,
            report=claim.report,
            label=self.named(claim.report),
            type=claim.type,
            quote=" ".join(claim.quote.split()),
            subject=claim.subject,
            words=tuple(WordsView(one.text, one.marks, one.title) for one in passages(claim, report)) if report else (),
            stance=said.stance if said else "stated",
            polarity=said.polarity if said else "+",
            status=claim.status,
            origin=claim.origin,
            independence=origin.independence if origin else "unknown",
            events=claim.events,
            published=report.published if report else None,
            who=(said.source or "an unnamed source") if said else None,
            who_kind=said.source_kind if said else None,
            via=said.via if said else (),
            outcome=figure.outcome if figure else None,
            number=number_words(figure) if figure else None,
            low=figure.low if figure else None,
            point=figure.point if figure else None,
            high=figure.high if figure else None,
            form=figure.form if figure else None,
            of_whom=figure.who if figure else None,
            as_of=figure.as_of if figure else None,
            used=used,
            reason=self._reason(claim, reason) if reason else None,
            aux=claim.aux,
            rule=claim.rule,
            judged=claim.human_status,
            struck=is_set_aside(claim),
        )

    def _reason(self, claim: Claim, reason: str) -> str:
        """Why it counts no more: in what a person wrote, no word is a report's id."""
        if not claim.decisions:
            return self.told(reason)
        what, by, who = reason.partition(" by ")
        return f"{self.told(what)}{by}{who}"

    def views(self, idents: Iterable[str]) -> tuple[ClaimView, ...]:
        """Claims by id as they are shown; ids that this part of the record does not hold are left out."""
        return tuple(self.view(self.claims[one]) for one in idents if one in self.claims)
