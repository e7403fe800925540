"""Agree, differ, alone: for each story what its reports tell alike, where they differ and how, and what one alone says.

Rows are ordered by weight: the dead first, then disputes, differences, what most reports tell, and last what one alone
says. A row says what the reports say; it explains nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import msgspec

from crossreport.linking.evidence import kilometres
from crossreport.model.happened import Event, Mention, Place
from crossreport.model.judged import Estimate, Relation, Story, StoryRow, Tally
from crossreport.model.report import Span
from crossreport.model.said import Claim
from crossreport.reconcile.context import Context
from crossreport.reconcile.disputes import Dispute, at_odds, denials, find_disputes, told_as
from crossreport.reconcile.labels import label_rows
from crossreport.reconcile.lining import LOOSE, Line, countries_of, likeness, line, line_up
from crossreport.reconcile.persons import tokens
from crossreport.reconcile.rows import LONGEST, called, day, either, is_plain, numbers, short, with_head

WEIGHTS = {
    "killed": 100.0,
    "injured": 90.0,
    "figure": 80.0,
    "tally": 70.0,
    "disputed": 60.0,
    "differ": 50.0,
    "agree": 30.0,
    "alone": 10.0,
}
# A brief is a page: of what one report alone says the weightiest few are shown, the rest stay claims of the record.
ALONE_EACH, ALONE_IN_ALL = 8, 24
# Whose words each report gives is told of so many reports; of more it would fill the page.
FEW = 3
ALIKE = ("unanimous", "compatible", "single")
# Where a mention has its day or place from (Mention.evidence), if its own sentences tell them.
OWN_SENTENCES = ("the clause", "the sentence")
# PLOVER's types of what takes place somewhere.
PLACED = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SEIZE", "CONSULT"})
# Two names nearer to each other may be a town and its quarter.
NEAR_KM = 15.0
KINDS = {"quotation": 1.0, "action": 3.0, "position": 2.0, "background": 0.0}


@dataclass(frozen=True)
class Known:
    """What the rows of a story are made from."""

    context: Context
    events: dict[str, Event]
    claims: dict[str, Claim]
    tallies: tuple[Tally, ...]

    @cached_property
    def by_report(self) -> dict[str, list[Claim]]:
        """Claims by report."""
        found: dict[str, list[Claim]] = {}
        for claim in self.claims.values():
            found.setdefault(claim.report, []).append(claim)
        return found

    @cached_property
    def tallies_of(self) -> dict[str, list[Tally]]:
        """Stated totals by the report that states them."""
        found: dict[str, list[Tally]] = {}
        for tally in self.tallies:
            if tally.claim in self.claims:
                found.setdefault(self.claims[tally.claim].report, []).append(tally)
        return found

    @cached_property
    def counted(self) -> dict[str, list[Span]]:
        """By report, where the claims begin on which the figures of events rest."""
        used = {claim for event in self.events.values() for figure in event.figures.values() for claim in figure.claims}
        found: dict[str, list[Span]] = {}
        for claim in (self.claims[ident] for ident in sorted(used) if ident in self.claims):
            found.setdefault(claim.report, []).extend(claim.spans[:1])
        return found

    def of(self, story: Story) -> Iterable[Claim]:
        """The claims of a story's reports."""
        return (claim for report in story.reports for claim in self.by_report.get(report, ()))


def compare(story: Story, known: Known) -> tuple[Story, tuple[Relation, ...]]:
    """The story with its rows, and the denials found in its statements."""
    lines = _lines(story, known)
    disputes = find_disputes(lines)
    settled = {claim.id for dispute in disputes for claim in dispute.claims}
    labels = list(label_rows([one for one in lines if one.claim.id not in settled], WEIGHTS["disputed"] + 2))
    settled |= {claim for row in labels for claim in row.claims}
    rows = [
        *labels,
        *_figure_rows(story, known),
        *_event_rows(story, known),
        *_tally_rows(story, known),
        *_dispute_rows(disputes),
        *_denial_rows(story, known, settled),
        *_statement_rows(story, known, lines, settled),
    ]
    ordered = sorted(rows, key=lambda row: (-row.weight, row.text, row.claims))
    return msgspec.structs.replace(story, rows=tuple(ordered)), denials(disputes)


def _lines(story: Story, known: Known) -> list[Line]:
    found = []
    for ident in story.reports:
        reading, report = known.context.readings.get(ident), known.context.reports.get(ident)
        if reading is None:
            continue
        told, countries = (report.published or "") if report else "", countries_of(reading)
        for claim in known.by_report.get(ident, ()):
            if claim.status == "current" and claim.statement is not None and 0 <= claim.statement < len(reading.statements):
                found.append(line(claim, reading.statements[claim.statement], reading, told, countries))
    return sorted(found, key=lambda one: one.order)


# --- figures and events --------------------------------------------------------------------------------------------------


def _figure_rows(story: Story, known: Known) -> Iterable[StoryRow]:
    mine = set(story.reports)
    for event in (known.events[e] for e in story.events if e in known.events):
        for outcome, figure in sorted(event.figures.items()):
            claims = [known.claims[c] for c in figure.claims if c in known.claims and known.claims[c].report in mine]
            if claims:
                yield _figure_row(event, outcome, figure, claims, len(mine))


def _figure_row(event: Event, outcome: str, figure: Estimate, claims: Sequence[Claim], all_: int) -> StoryRow:
    reports = sorted({claim.report for claim in claims})
    tail = f"{numbers(figure)} {outcome.replace('_', ' ')}"
    kind: str = "differ" if figure.agreement not in ALIKE else "agree" if len(reports) > 1 else "alone"
    if kind == "differ":
        tail += f" ({figure.agreement.replace('_', ' ')})"
    elif kind == "alone" and all_ > 1:
        tail += f" ({reports[0]} alone)" if len(reports[0]) < 30 else " (one report alone)"
    details = tuple(
        (report, " / ".join(dict.fromkeys(short(c.quote) for c in claims if c.report == report))) for report in reports
    )
    weight = (
        WEIGHTS.get(outcome, WEIGHTS["figure"]) + min(len(reports), 9) * 0.5 + min(figure.best or figure.low or 0, 400) / 100
    )
    text = with_head(called(event), tail)
    return StoryRow(kind, tuple(c.id for c in claims), text, "figure", details, weight)  # type: ignore[arg-type]


def _event_rows(story: Story, known: Known) -> Iterable[StoryRow]:
    """Where the reports set one event on different days, in different places, or lay it to different causes."""
    for event in (known.events[e] for e in story.events if e in known.events):
        told = _mentions(event, story, known)
        for topic, values in (("date", _days(told)), ("place", _places(told, known)), ("cause", _causes(told))):
            if len(set(values.values())) < 2:
                continue
            claims = tuple(_claim_of(event, report, known) for report in values)
            if not all(claims):
                continue
            tail = either(list(values.items()))
            text = with_head(f"{called(event)}, {topic}", tail)
            yield StoryRow("differ", tuple(filter(None, claims)), text, topic, tuple(values.items()), WEIGHTS["differ"] + 5)  # type: ignore[arg-type]


def _mentions(event: Event, story: Story, known: Known) -> list[tuple[str, Mention]]:
    mine = set(story.reports)
    found: list[tuple[str, Mention]] = []
    for report, ident in sorted(event.mentions):
        reading = known.context.readings.get(report)
        if report in mine and reading:
            found.extend((report, one) for one in reading.mentions if one.id == ident and not one.background)
    return found


def _says(mention: Mention, what: str) -> bool:
    """Do the very sentences that tell of it say when or where it was, and not the head or a dateline of its report?"""
    return any(row.what == what and row.found.startswith(OWN_SENTENCES) for row in mention.evidence)


def _days(told: Sequence[tuple[str, Mention]]) -> dict[str, str]:
    """{report: the day that it states}, where two reports state days that exclude each other."""
    stated = ((r, m) for r, m in told if m.date.basis == "stated" and m.date.precision == "day" and _says(m, "date"))
    days = {r: m.date for r, m in stated if m.date.from_ and m.date.to}
    apart = any((a.to or "") < (b.from_ or "") or (b.to or "") < (a.from_ or "") for a, b in combinations(days.values(), 2))
    if not apart:
        return {}
    return {r: day(d.from_) if d.from_ == d.to else f"{day(d.from_)} to {day(d.to)}" for r, d in days.items()}


def _places(told: Sequence[tuple[str, Mention]], known: Known) -> dict[str, str]:
    """{report: the place that it names}, where two reports name towns that are not one.

    A report that names the other's town as well does not say that it was elsewhere; nor does a place of words alone, which
    a promise or a charge has from who is spoken of.
    """
    happened = ((r, m) for r, m in told if m.plover in PLACED and _says(m, "place"))
    places = {r: m.place for r, m in happened if m.place and (m.place.precision or 9) <= 2 and m.place.geonameid is not None}
    pairs = combinations(places.items(), 2)
    apart = any(_are_apart(a, b) and not (_names(r, b, known) or _names(q, a, known)) for (r, a), (q, b) in pairs)
    return {r: p.name for r, p in places.items()} if apart else {}


def _are_apart(a: Place, b: Place) -> bool:
    parts = ({part.strip().lower() for part in place.name.split(",")} for place in (a, b))
    distance = kilometres(a, b)
    return not set.intersection(*parts) and (distance is None or distance > NEAR_KM)


def _names(report: str, place: Place, known: Known) -> bool:
    """Does a report name a place anywhere?"""
    reading = known.context.readings.get(report)
    return reading is not None and any(one.place.geonameid == place.geonameid for one in reading.places)


def _causes(told: Sequence[tuple[str, Mention]]) -> dict[str, str]:
    return {r: m.cause for r, m in told if m.cause != "unknown"}


def _claim_of(event: Event, report: str, known: Known) -> str | None:
    return next((c for c in event.claims if c in known.claims and known.claims[c].report == report), None)


def _tally_rows(story: Story, known: Known) -> Iterable[StoryRow]:
    mine = set(story.reports)
    done: set[frozenset[str]] = set()
    for one in (tally for report in story.reports for tally in known.tallies_of.get(report, ())):
        claim = known.claims[one.claim]
        what = f"{one.who or 'persons'} {one.outcome.replace('_', ' ')}" + (
            f" since {day(one.period_from)}" if one.period_from else ""
        )
        value = next((n for n in (one.point, one.low, one.high) if n is not None), None)
        others = [known.claims[c] for c in one.difference.claims if c in known.claims] if one.difference else []
        others = [other for other in others if other.report in mine]
        pair = frozenset((claim.id, *(other.id for other in others)))
        if others and one.difference and pair not in done:
            done.add(pair)
            figures = [c.figure for c in (claim, *others) if c.figure]
            tail = " against ".join(
                f"{f.point if f.point is not None else f.low} ({c.report})"
                for f, c in zip(figures, (claim, *others), strict=False)
            )
            details = tuple((c.report, short(c.quote)) for c in (claim, *others))
            yield StoryRow(
                "differ", tuple(c.id for c in (claim, *others)), with_head(what, tail), "tally", details, WEIGHTS["tally"]
            )
        elif not others:
            yield StoryRow("alone", (claim.id,), with_head(what, f"{value} ({claim.report})"), "tally",
                           ((claim.report, short(claim.quote)),), WEIGHTS["tally"] - 5)  # fmt: skip


# --- statements ----------------------------------------------------------------------------------------------------------


def _dispute_rows(disputes: Iterable[Dispute]) -> Iterable[StoryRow]:
    for dispute in disputes:
        head = (dispute.affirmed or dispute.doubted)[0]
        told = dict.fromkeys((one.report, short(told_as(one))) for one in (*dispute.affirmed, *dispute.doubted))
        sides = [
            (r, says) for r, says in told if not any(r == q and says != more and more.startswith(says) for q, more in told)
        ]
        sides += [(one.report, short(one.statement.text)) for one in dispute.conceded]
        ids = tuple(claim.id for claim in dispute.claims)
        reports = {claim.report for claim in dispute.claims}
        kind = "differ" if len(reports) > 1 else "alone"
        weight = WEIGHTS["disputed"] + len(reports) + (2.0 if dispute.affirmed else 0.0)
        text = short(head.statement.text)
        yield StoryRow(kind, ids, text, "disputed", tuple(sides), weight)  # type: ignore[arg-type]


def _denial_rows(story: Story, known: Known, settled: set[str]) -> Iterable[StoryRow]:
    """Denials of whole events and of responsibility, which are no statements."""
    told = [known.claims[i].spans for i in settled if i in known.claims]
    for claim in known.of(story):
        if claim.type != "denial" or claim.statement is not None or claim.id in settled:
            continue
        if any(
            a.title == b.title and a.start < b.end and b.start < a.end for spans in told for a in claim.spans for b in spans
        ):
            continue
        said = claim.attribution
        who = said.source if said and said.source else "somebody unnamed"
        how = "not confirmed" if said and said.stance == "not_confirmed" else "denied"
        detail = ((claim.report, f"{how} by {who}"),)
        text = with_head(claim.subject or claim.quote, f"{how} by {short(who, 40)}")
        yield StoryRow("alone", (claim.id,), text, "disputed", detail, WEIGHTS["disputed"])


def _statement_rows(story: Story, known: Known, lines: Sequence[Line], settled: set[str]) -> Iterable[StoryRow]:
    free = [one for one in lines if one.claim.id not in settled]
    lone: list[Line] = []
    for group in line_up(free):
        if len(group) > 1:
            yield _group_row(group)
        elif not _only_counts(group[0], known):
            lone.append(group[0])
    yield from _alone_rows(story, known, lone, lines)


def _only_counts(one: Line, known: Known) -> bool:
    """Does a statement tell of dead or hurt whom a figure of the story counts already?"""
    return any(
        a.title == b.title and a.start <= b.start and b.end <= a.end
        for b in known.counted.get(one.report, ())
        for a in one.claim.spans
    )


def _group_row(group: tuple[Line, ...]) -> StoryRow:
    head = min(group, key=_readability)
    ids = tuple(one.claim.id for one in group)
    lines = tuple((one.report, short(one.statement.text)) for one in group)
    for topic, says in (("date", _group_days(group)), ("place", _group_places(group))):
        if says:
            text = with_head(head.statement.text.rstrip("."), either(says))
            return StoryRow("differ", ids, text, topic, lines, WEIGHTS["differ"] + len(group))  # type: ignore[arg-type]
    if _numbers_differ(group):
        return StoryRow("differ", ids, short(head.statement.text), "statement", lines, WEIGHTS["differ"] + len(group) - 5)
    weight = WEIGHTS["agree"] + min(len({one.report for one in group}), 15) + KINDS[head.statement.kind] / 2
    return StoryRow("agree", ids, short(head.statement.text), "statement", tuple(_notes(group, head)), weight)


def _readability(one: Line) -> tuple[object, ...]:
    """For choosing the line that speaks for a group: one that need not be cut, a speaker's own, the first."""
    text = one.statement.text
    return len(" ".join(text.split())) > LONGEST, "…" in text, one.statement.kind == "background", one.order


def _notes(group: tuple[Line, ...], head: Line) -> Iterable[tuple[str, str]]:
    """(report, what it alone adds): whose words they are, the day of a plan, its own line where the two share less."""
    speakers = {one.claim.id: _quoted(one) for one in group}
    apart = len({frozenset(tokens(name)[-1:]) for name in speakers.values()}) > 1 and len(group) <= FEW
    for one in group:
        notes = []
        if apart:
            name = speakers[one.claim.id]
            notes.append(f"in the words of {name}" if name else "in the report's own words")
        if not one.is_real and one is not head and (first := one.statement.date_from) and first == one.statement.date_to:
            notes.append(day(first))
        if one is not head and likeness(one, head) < LOOSE:
            notes.append(short(one.statement.text))
        if notes:
            yield one.report, "; ".join(notes)


def _quoted(one: Line) -> str:
    """Who is quoted with it; empty where the report says it itself."""
    return (one.speaker or "").split(",")[0] if one.statement.kind == "quotation" else ""


def _group_days(group: tuple[Line, ...]) -> list[tuple[str, str]]:
    dated = [(one.report, one.statement.date_from, one.statement.date_to) for one in group]
    days = [(r, a, b) for r, a, b in dated if a and b and a == b]
    return [(r, day(a)) for r, a, _ in days] if len({a for _, a, _ in days}) > 1 else []


def _numbers_differ(group: tuple[Line, ...]) -> bool:
    """Do two of the reports tell nearly the same with numbers of which none is in common?"""
    told = combinations([one for one in group if one.numbers], 2)
    return any(not a.numbers & b.numbers and likeness(a, b) >= LOOSE for a, b in told)


def _group_places(group: tuple[Line, ...]) -> list[tuple[str, str]]:
    named = [(one.report, one.statement.place) for one in group if one.statement.place]
    towns = [(r, p.name) for r, p in named if p and (p.precision or 9) <= 2 and p.geonameid is not None]
    parts = [{part.strip().lower() for part in name.split(",")} for _, name in towns]
    return towns if any(not a & b for a, b in combinations(parts, 2)) else []


def _alone_rows(story: Story, known: Known, lone: Sequence[Line], lines: Sequence[Line]) -> Iterable[StoryRow]:
    count: dict[str, int] = {}
    made = []
    for one in _told_once(lone):
        row = at_odds(one, lines, known.context.readings, story.reports)
        if row is not None:
            made.append(msgspec.structs.replace(row, weight=WEIGHTS["alone"] + 9))
            continue
        if not is_plain(one.statement.text):
            continue
        made.append(StoryRow("alone", (one.claim.id,), short(one.statement.text), "statement",
                             ((one.report, short(told_as(one))),), _alone_weight(one)))  # fmt: skip
    for row in sorted(made, key=lambda r: (-r.weight, r.claims)):
        report = row.details[0][0]
        count[report] = count.get(report, 0) + 1
        if count[report] <= ALONE_EACH and sum(count.values()) <= ALONE_IN_ALL:
            yield row


def _told_once(lone: Sequence[Line]) -> Iterable[Line]:
    """Without what a report tells a second time."""
    kept: dict[tuple[str, bool], list[Line]] = {}
    for one in lone:
        own = kept.setdefault((one.report, one.is_real), [])
        if not any(likeness(one, two) >= LOOSE for two in own):
            own.append(one)
            yield one


def _alone_weight(one: Line) -> float:
    early = max(0.0, 2.0 - one.statement.sentence / 10)
    return WEIGHTS["alone"] + KINDS[one.statement.kind] + (1.0 if one.claim.events else 0.0) + early
