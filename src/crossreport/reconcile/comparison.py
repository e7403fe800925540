"""Agree, differ, alone: for each story what its reports tell alike, where they differ and how, and what one alone says.

Rows are ordered by weight: the dead first, then disputes, differences, what most reports tell, and last what one alone
says. A row says what the reports say; it explains nothing.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations

import msgspec

from crossreport.model.happened import Event, Mention, Place
from crossreport.model.judged import Estimate, Relation, Story, StoryRow
from crossreport.model.said import Claim
from crossreport.reading.places.distances import kilometres
from crossreport.reconcile.disputes import denials, find_disputes
from crossreport.reconcile.known import Known
from crossreport.reconcile.labels import label_rows
from crossreport.reconcile.lining import Line, countries_of, line
from crossreport.reconcile.rows import WEIGHTS, called, day, either, numbers, short, with_head
from crossreport.reconcile.statement_rows import denial_rows, dispute_rows, statement_rows
from crossreport.reconcile.told import figure_of, number

ALIKE = ("unanimous", "compatible", "single")
# Where a mention has its day or place from (Mention.evidence), if its own sentences tell them.
OWN_SENTENCES = ("the clause", "the sentence")
# PLOVER's types of what takes place somewhere.
PLACED = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SEIZE", "CONSULT"})
# Two names nearer to each other may be a town and its quarter.
NEAR_KM = 15.0


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
        *dispute_rows(disputes),
        *denial_rows(story, known, settled),
        *statement_rows(story, known, lines, settled),
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
        for claim in known.told_in(ident):
            if claim.status == "current" and claim.statement is not None and 0 <= claim.statement < len(reading.statements):
                found.append(line(claim, reading.statements[claim.statement], reading, told, countries))
    return sorted(found, key=lambda one: one.order)


def _figure_rows(story: Story, known: Known) -> Iterable[StoryRow]:
    mine = set(story.reports)
    for event in (known.events[e] for e in story.events if e in known.events):
        for outcome, figure in sorted(event.figures.items()):
            claims = [known.claims[c] for c in figure.claims if c in known.claims and known.claims[c].report in mine]
            if claims:
                texts = {known.context.texts.get(one.report, one.report) for one in claims}
                yield _figure_row(event, outcome, figure, claims, len(texts), len(mine))


def _figure_row(event: Event, outcome: str, figure: Estimate, claims: Sequence[Claim], texts: int, all_: int) -> StoryRow:
    """`texts` counts the reports that are no copies of each other, `all_` those of the story."""
    reports = sorted({claim.report for claim in claims})
    tail = f"{numbers(figure)} {outcome.replace('_', ' ')}"
    kind: str = "differ" if figure.agreement not in ALIKE else "agree" if texts > 1 else "alone"
    if kind == "differ":
        tail += f" ({figure.agreement.replace('_', ' ')})"
    elif kind == "alone" and len(reports) == 1 < all_:
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
        others = [known.claims[c] for c in one.difference.claims if c in known.claims] if one.difference else []
        others = [other for other in others if other.report in mine]
        pair = frozenset((claim.id, *(other.id for other in others)))
        if others and one.difference and pair not in done:
            done.add(pair)
            figures = [c.figure for c in (claim, *others) if c.figure]
            tail = " against ".join(f"{number(f)} ({c.report})" for f, c in zip(figures, (claim, *others), strict=False))
            details = tuple((c.report, short(c.quote)) for c in (claim, *others))
            yield StoryRow(
                "differ", tuple(c.id for c in (claim, *others)), with_head(what, tail), "tally", details, WEIGHTS["tally"]
            )
        elif not others:
            yield StoryRow("alone", (claim.id,), with_head(what, f"{number(figure_of(claim))} ({claim.report})"), "tally",
                           ((claim.report, short(claim.quote)),), WEIGHTS["tally"] - 5)  # fmt: skip
