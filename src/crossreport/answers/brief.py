"""The brief of a story: the dead first, totals apart from incidents, then what all tell, where they differ, who is alone."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from crossreport.answers.briefed import Brief, Count, Line, Total
from crossreport.answers.told_apart import are_told_apart
from crossreport.answers.words import (
    NO_YEAR,
    claims_give,
    count,
    labels,
    low_best_high,
    named,
    of_reports,
    period,
    relabelled,
    short_day,
    spoken,
    when,
    where,
    who_say,
)
from crossreport.errors import NotFound
from crossreport.linking.claims import JOINT
from crossreport.model.happened import Event
from crossreport.model.judged import Estimate, Story, StoryRow, Tally
from crossreport.model.record import Derived
from crossreport.model.report import Report, first_told
from crossreport.model.said import OUTCOMES, Claim, Figure, Origin, Outcome
from crossreport.reconcile.disputes import OWN_WORDS
from crossreport.reconcile.scope import stems_of

# A brief is a page: of what reports tell alike, the lines that most of them tell; the record and its exports hold them all.
MOST_ALIKE = 18
# Those who affirm what others deny, as many; who denies or does not confirm is never left out.
MOST_AFFIRMED = 5
# Sources of one number that are named.
MOST_SOURCES = 3
# What is done to suspects and prisoners, by others than those who killed.
AUTHORITIES = ("detained", "freed")
DOUBTED = ("denied", "not confirmed", "retracted")


def find_story(derived: Derived, story: str | None) -> Story:
    """The story of that id, or the one with most reports, of as many one that tells of an event.

    NotFound, with the ids there are, where there is none such."""
    if not derived.stories:
        raise NotFound("The record has no story yet: build it from reports first.")
    if story is None:
        return max(derived.stories, key=lambda one: (len(one.reports), bool(one.events), one.to or "", one.id))
    for one in derived.stories:
        if one.id == story:
            return one
    known = ", ".join(one.id for one in derived.stories[:5])
    more = f" and {len(derived.stories) - 5} more" if len(derived.stories) > 5 else ""
    raise NotFound(f"The record has no story {story!r}. Its stories are {known}{more}.")


def brief(derived: Derived, reports: Iterable[Report], story: str | None = None, unread: int = 0) -> Brief:
    """The brief of one story of a record (the largest where none is named)."""
    return _Writer(derived, reports, find_story(derived, story)).write(unread)


class _Writer:
    """Writes one brief: numbers the evidence in the order in which it is named."""

    def __init__(self, derived: Derived, reports: Iterable[Report], story: Story) -> None:
        self.derived, self.story = derived, story
        mine = set(story.reports)
        self.reports = [one for one in reports if one.id in mine]
        self.label = labels(self.reports)
        self.copy_of = {row.report: row.copy_of for row in derived.rows if row.copy_of and row.report in mine}
        self.claims: dict[str, Claim] = {one.id: one for one in derived.claims}
        self.events: dict[str, Event] = {one.id: one for one in derived.events}
        self.origins: dict[str, Origin] = {one.id: one for one in derived.origins}
        self.numbers: dict[str, int] = {}
        self.published = {one.id: one.published for one in self.reports}
        self.done_by: set[str] = set()  # events of which it is told already who did it
        self.said: set[str] = set()  # differences told already: a pair of totals shares one
        years = [one.published[:4] for one in self.reports if one.published]
        self.year = int(max(years)) if years else NO_YEAR

    def write(self, unread: int) -> Brief:
        counts: dict[str, tuple[Count, ...]] = {}
        events = [self.events[one] for one in self.story.events if one in self.events]
        for outcome in OUTCOMES:
            lines = [self.count(one, outcome) for one in self.ordered(events, outcome)]
            if lines:
                counts[outcome] = tuple(lines)
        totals = tuple(self.total(one, claims) for one, claims in self.stated_totals())
        rows = sorted(self.story.rows, key=lambda row: -row.weight)
        shown = [row for row in rows if row.topic not in ("figure", "tally") or self.is_split(row)]
        disputed = [row for row in shown if row.topic in ("disputed", "stance")]
        rest = [row for row in shown if row not in disputed]
        alike = [row for row in rest if row.kind == "agree"]
        agree = [self.line(row) for row in alike[:MOST_ALIKE]]
        if len(alike) > MOST_ALIKE:
            agree.append(Line(f"and {count(len(alike) - MOST_ALIKE, 'more thing')} that they tell alike", "", ()))
        differ = [self.line(row) for row in rest if row.kind == "differ"]
        doubted = [self.line(row) for row in disputed]
        alone = [self.line(row) for row in rest if row.kind == "alone"]
        return Brief(
            story=self.story.id,
            title=self.story.title,
            head=self.head(),
            profile=self.derived.profile,
            counts=counts,
            totals=totals,
            agree=tuple(agree),
            differ=tuple(differ),
            disputed=tuple(doubted),
            alone=tuple(sorted(alone, key=lambda one: one.says)),
            evidence=tuple(self.numbers),
            reports=len(self.reports),
            unread=unread,
        )

    def is_split(self, row: StoryRow) -> bool:
        """Do two reports give one count different numbers? Such a row stands with the differences as well."""
        told: dict[str, set[int | None]] = {}
        for claim in (self.claims[one] for one in row.claims if one in self.claims):
            if claim.figure is not None and not claim.subset_of:
                told.setdefault(claim.report, set()).add(claim.figure.point)
        values = list(told.values())
        return row.topic == "figure" and any(not a & b for a, b in combinations(values, 2))

    def head(self) -> str:
        """Days, place, reports, outlets, and what is known of their independence."""
        main = self.events.get(self.story.main_event or "")
        days = sorted({one.published[:10] for one in self.reports if one.published})
        span = "publication day not given"
        if days:
            span = short_day(days[0], weekday=True) + f" {days[0][:4]}"
            if days[-1] != days[0]:
                first = "" if days[0][:4] == days[-1][:4] else f" {days[0][:4]}"
                span = f"{short_day(days[0])}{first} – {short_day(days[-1])} {days[-1][:4]}"
        inferred = any(one.published_inferred for one in self.reports)
        outlets = {one.outlet for one in self.reports if one.outlet}
        copies = sum(row.copy_of is not None for row in self.derived.rows if row.report in self.label)
        taken = {one.report for one in self.derived.copies if one.report in self.label and one.of in self.label}
        taken -= set(self.copy_of)
        parts = [span + (" (inferred)" if inferred else "")]
        if main and main.place:
            parts.append(where(main.place))
        parts.append(count(len(self.reports), "report"))
        if outlets:
            parts.append(count(len(outlets), "outlet"))
        if copies:
            parts.append(f"{count(copies, 'report')} {'is a copy' if copies == 1 else 'are copies'}")
        if taken:
            parts.append(f"{count(len(taken), 'report')} {'takes' if len(taken) == 1 else 'take'} passages from others")
        elif not copies and len(outlets) > 1:
            parts.append("no copies found")
        if not outlets:
            parts.append("outlets not given, independence unknown")
        return " · ".join(parts)

    def ordered(self, events: list[Event], outcome: str) -> list[Event]:
        """The events with a figure of this outcome: the newest first, of one day the deadlier first."""
        having = [one for one in events if outcome in one.figures]
        if outcome == "killed_or_injured":
            having = [one for one in having if not are_told_apart(one)]
        return sorted(having, key=lambda e: (e.date.to or "", self.size(e.figures[outcome]), e.id), reverse=True)

    @staticmethod
    def size(figure: Estimate) -> int:
        return next((value for value in (figure.best, figure.low, figure.high) if value is not None), 0)

    def cite(self, claims: Iterable[str]) -> tuple[int, ...]:
        """The evidence numbers of claims, given out in the order in which they are first named."""
        return tuple(self.numbers.setdefault(one, len(self.numbers) + 1) for one in claims if one in self.claims)

    def says(self, claims: Iterable[str]) -> str:
        """Who says it: the reports of the claims, and how many are copies of others; 'alone' where the story has others that
        do not."""
        told = {self.claims[one].report for one in claims if one in self.claims}
        text = self.listed(told)
        return f"{text} alone" if len(of_reports(self.label, told)) == 1 and len(self.reports) > 1 else text

    def listed(self, told: Iterable[str]) -> str:
        """Reports by their labels, and how many of them are copies of others: no copy is a second source."""
        return who_say(told, self.label, len(self.reports), self.copy_of)

    def count(self, event: Event, outcome: Outcome) -> Count:
        figure = event.figures[outcome]
        low, best, high = low_best_high(figure)
        told = {self.claims[one].report for one in figure.claims if one in self.claims}
        return Count(
            event=event.id,
            when=when(event.date, self.year),
            what=named(event),
            low=low,
            best=best,
            high=high,
            agreement=figure.agreement,
            says=spoken(figure, told, self.origins, self.says(figure.claims)),
            evidence=self.cite(self.shortest(figure.claims)),
            notes=(*self.doers(event, outcome), *self.notes(event, figure)),
        )

    def shortest(self, claims: tuple[str, ...]) -> list[str]:
        """One claim a report, the first by its place in the text: a brief cites, the record keeps them all."""
        chosen: dict[str, Claim] = {}
        for claim in sorted((self.claims[one] for one in claims if one in self.claims), key=lambda c: (c.spans, c.id)):
            chosen.setdefault(claim.report, claim)
        return [chosen[one].id for one in sorted(chosen, key=lambda r: self.label.get(r, r))]

    def doers(self, event: Event, outcome: Outcome) -> Iterable[str]:
        """Who did it as said, once an event; who shot five has not detained the two."""
        if event.id in self.done_by or (outcome in AUTHORITIES and event.plover not in (None, "COERCE")):
            return
        self.done_by.add(event.id)
        doers = [one for one in event.actors if one.role == "actor"]
        if doers:
            yield "by " + ", ".join(dict.fromkeys(one.name for one in doers))
        for role, word in (("accused", "accused"), ("claimed", "claims it")):
            for one in (a for a in event.actors if a.role == role):
                yield f"{word}: {one.name} ({self.says(one.claims)})"

    def notes(self, event: Event, figure: Estimate) -> Iterable[str]:
        """What it is a part of, who is among them, how it is disputed, what the arithmetic was."""
        if event.part_of in self.events:
            yield f"part of: {named(self.events[event.part_of])}"
        if any(one.part_of == event.id for one in self.events.values()):
            yield "several incidents in sum; a tally counts those that are told apart, and not this"
        rested = [(c.report, c.figure) for c in (self.claims[one] for one in figure.claims) if c.figure]
        outcomes = {one.outcome for _, one in rested}
        yield from dict.fromkeys(self.parts(event, outcomes))
        yield from self.taken_back(event, outcomes)
        for report, told in self.once(sorted({(report, one.composition or "") for report, one in rested})):
            if told:
                yield f"“{told}” ({self.label.get(report, report)})"
        if figure.agreement not in ("single", "unanimous"):
            yield figure.agreement.replace("_", " ")
        if figure.party_only:
            yield "only a party to the conflict says so"
        if figure.perpetrators:
            yield f"{figure.perpetrators} of them attackers"
        yield from self.sources(figure)
        yield from self.arithmetic(figure)
        yield from (f"! {alarm}" for alarm in figure.alarms)

    def parts(self, event: Event, outcomes: set[Outcome]) -> Iterable[str]:
        """Who is among those counted, as each report says."""
        told: dict[str, list[str]] = {}
        for claim in self.claims.values():
            part = claim.figure
            if part and event.id in claim.events and claim.subset_of and part.outcome in outcomes:
                where = f" in {part.area}" if part.area else ""
                told.setdefault(claim.report, []).append(self.counted(claim, part) + where)
        for report, counted in self.once((one, ", ".join(dict.fromkeys(parts))) for one, parts in told.items()):
            yield f"among them: {counted} ({self.label.get(report, report)})"

    def taken_back(self, event: Event, outcomes: set[Outcome]) -> Iterable[str]:
        """Numbers that a report's own notice of correction took back; nothing rests on them."""
        for claim in self.claims.values():
            said, part = claim.attribution, claim.figure
            is_of_it = event.id in claim.events and part is not None and part.outcome in outcomes
            if is_of_it and part is not None and said is not None and said.stance == "retracted":
                yield f"{self.label.get(claim.report, claim.report)} takes back: {self.counted(claim, part)}"

    def arithmetic(self, figure: Estimate) -> Iterable[str]:
        """Who says which number, in one note, and by which rule the best was chosen, or by whom and why it was set."""
        *told, result = figure.arithmetic or ("",)
        why = f"best: {result.partition(': best is ')[2]}" if len(told) > 1 and figure.best is not None else ""
        if figure.override is not None:  # told behind what the claims give
            told, why = told[:-1], f"{result}; {claims_give(figure.override)}"
        if told:
            yield ", ".join(self.relabel(one) for one in told)
        if why:
            yield why

    def sources(self, figure: Estimate) -> Iterable[str]:
        """Of a number that several reports tell alike, who knows it: many reports of one source are one source."""
        told = {self.claims[one].report for one in figure.claims if one in self.claims}
        origins = [self.origins[one] for one in figure.origins if one in self.origins]
        if len(told) < 2 or not origins or len(figure.arithmetic) > 2:
            return
        known = [one for one in origins if one.independence != "unknown"]
        names = list(dict.fromkeys(self.source(one) for one in known))
        if len(known) < len(origins):
            names.append("others of unknown independence" if known else "independence unknown")
        if len(origins) == 1 and known:
            yield f"one source: {names[0]}"
        elif known:
            more = ["…"] if len(names) > MOST_SOURCES else []
            yield f"{count(len(known), 'source')}: {'; '.join([*names[:MOST_SOURCES], *more])}"

    def source(self, origin: Origin) -> str:
        """What an origin is called: its speaker, else the outlet whose own report it is."""
        name = origin.speaker or next((self.label[one] for one in origin.reports if one in self.label), "")
        return name if origin.speaker else f"{name}, own report".strip(", ")

    def relabel(self, text: str) -> str:
        """The text with reports called by their labels."""
        return relabelled(text, self.label)

    @staticmethod
    def counted(claim: Claim, figure: Figure) -> str:
        """The number and its noun alone, out of the claim's quoted words."""
        parts = claim.quote.split(JOINT)
        alone = len(parts) == len(claim.spans) > 1 and figure.span in claim.spans
        return " ".join((parts[claim.spans.index(figure.span)] if alone else claim.quote).split())

    def stated_totals(self) -> list[tuple[Tally, list[str]]]:
        """The totals that the story's reports state, the largest period's newest first, with the claims that state each.

        What a copy repeats in the same words is no further total; of the two the one whose period is known stands.
        """
        mine = [
            one for one in self.derived.tallies if one.claim in self.claims and self.claims[one.claim].report in self.label
        ]
        once: dict[tuple[object, ...], list[Tally]] = {}
        for one in sorted(mine, key=lambda t: (t.period_to is None, self.claims[t.claim].report in self.copy_of)):
            claim = self.claims[one.claim]
            words = " ".join(claim.quote.casefold().split())
            once.setdefault(
                (first_told(claim.report, self.copy_of), one.outcome, one.low, one.point, one.high, words), []
            ).append(one)
        return sorted(
            ((first, [one.claim for one in (first, *again)]) for first, *again in once.values()),
            key=lambda t: (OUTCOMES.index(t[0].outcome), t[0].period_to or "", t[0].point or t[0].low or 0),
            reverse=True,
        )

    def total(self, tally: Tally, claims: Sequence[str]) -> Total:
        told = self.published.get(self.claims[tally.claim].report)
        scope = [f"counted by {tally.by}" if tally.by else "no counter named"]
        scope.append(tally.area if tally.area else "area not stated")
        held = tally.found
        if held.events:
            scope.append(f"this record holds {held.best:,} of them, in {count(len(held.events), 'event')}")
        notes = ["; ".join(scope)]
        if tally.difference and tally.difference.text not in self.said:
            self.said.add(tally.difference.text)
            notes.append(self.relabel(tally.difference.text))
        when_ = period(tally.period_from, tally.period_to, told)
        # "Deaths", "lives" and the like are counted, not killed.
        who = tally.who if tally.who and stems_of(tally.who) else "people"
        what = f"{who} {tally.outcome.replace('_', ' ')} {when_}".strip()
        return Total(
            what=what,
            value=self.shown(tally, self.claims[tally.claim].figure),
            says=self.says(claims),
            evidence=self.cite(claims),
            notes=tuple(notes),
        )

    @staticmethod
    def shown(tally: Tally, figure: Figure | None) -> str:
        """A stated total's number: 34, 212+ for "at least 212", 200+ for "more than 200", 1,000–9,999 for "thousands"."""
        form = figure.form if figure else "exact"
        if form == "vague" and tally.low is not None:
            return f"{tally.low:,}–{tally.high:,}" if tally.high is not None else f"{tally.low:,}+"
        value = next((one for one in (tally.point, tally.low, tally.high) if one is not None), None)
        if value is None:
            return "–"
        return f"{value - (form == 'more_than'):,}{'+' if form in ('at_least', 'more_than') else ''}"

    def line(self, row: StoryRow) -> Line:
        """A row of the story; what each report says follows where they do not say the same."""
        apart = row.kind != "alone" or len(row.details) > 1
        details: tuple[str, ...] = ()
        if row.topic in ("disputed", "stance"):
            details = tuple(self.stances(row.details))
        elif apart:
            details = tuple(f"{self.label.get(report, report)}: {text}" for report, text in self.once(row.details))
        tellers = (self.claims[one].report for one in row.claims if one in self.claims)
        names = list(tellers)
        if row.kind == "alone" and row.details:
            # Those with which it is at odds are among its claims; copies of its text tell the same.
            own = first_told(row.details[0][0], self.copy_of)
            names = [row.details[0][0], *(one for one in names if first_told(one, self.copy_of) == own)]
        return Line(self.relabel(row.text), self.listed(names), self.cite(row.claims), details)

    def once(self, told: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
        """(report, its words) without what copies of a report repeat."""
        said: dict[tuple[str, str], str] = {}
        for report, text in told:
            said.setdefault((first_told(report, self.copy_of), text), report)
        return ((report, text) for (_, text), report in said.items())

    def stances(self, told: Iterable[tuple[str, str]]) -> Iterable[str]:
        """Who takes which stance by which reports, a line a stance: those who affirm, the first few, then all who do not."""
        by: dict[str, list[str]] = {}
        for report, stance in told:
            by.setdefault(stance, []).append(report)
        affirmed = [one for one in by if not one.startswith(DOUBTED)]
        for stance, names in by.items():
            if stance in affirmed[MOST_AFFIRMED:]:
                continue
            own = stance == OWN_WORDS and len(set(names)) > 1
            who = self.listed(names)
            yield f"{who}: {'told by the reports themselves' if own else stance}"
            if stance in affirmed[MOST_AFFIRMED - 1 : MOST_AFFIRMED] and len(affirmed) > MOST_AFFIRMED:
                yield f"and {len(affirmed) - MOST_AFFIRMED} more to the same effect"
