"""The rows of what reports say beside their numbers: disputes, denials, statements that several make or one alone makes."""

from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import combinations

import msgspec

from crossreport.linking.paragraphs import in_common, words_of
from crossreport.model.judged import Story, StoryRow
from crossreport.reconcile.ages import of_others
from crossreport.reconcile.disputes import Dispute, at_odds, told_as
from crossreport.reconcile.known import Known
from crossreport.reconcile.lining import LOOSE, QUOTED, Line, likeness, line_up
from crossreport.reconcile.persons import tokens
from crossreport.reconcile.rows import LONGEST, WEIGHTS, day, either, is_plain, short, with_head
from crossreport.vocabulary.load import vocabulary

# A brief is a page: of what one report alone says the weightiest few are shown, the rest stay claims of the record.
ALONE_EACH, ALONE_IN_ALL = 8, 24
# Whose words each report gives is told of so many reports; of more it would fill the page.
FEW = 3
# So many words in the order of another's are no chance, where little else is said; and what is said of it.
SAME_WORDS, SAME = 10, "in the same words"
KINDS = {"quotation": 1.0, "action": 3.0, "position": 2.0, "background": 0.0}


def dispute_rows(disputes: Iterable[Dispute]) -> Iterable[StoryRow]:
    """What one side says and another doubts or denies, a row each."""
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


def denial_rows(story: Story, known: Known, settled: set[str]) -> Iterable[StoryRow]:
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


def statement_rows(story: Story, known: Known, lines: Sequence[Line], settled: set[str]) -> Iterable[StoryRow]:
    """What several reports say, alike or not, and of the rest the weightiest that one alone says."""
    free = [one for one in lines if one.claim.id not in settled]
    lone: list[tuple[Line, ...]] = []
    texts = known.context.texts
    for group in line_up(free):
        again = _said_again(group, texts)
        if len({texts.get(one.report, one.report) for one in group if one.claim.id not in again}) > 1:
            yield _group_row(group, again)
        elif not _only_counts(group[0], known):
            # One text, however many printed it: no second report tells it.
            order = sorted(group, key=lambda one: (one.claim.id in again, texts.get(one.report, one.report) != one.report))
            lone.append(tuple(order))
    yield from _alone_rows(story, known, lone, lines)


def _said_again(group: Sequence[Line], texts: Mapping[str, str]) -> set[str]:
    """The claims that say it in the very words of an earlier report: whoever wrote them, he wrote them once.

    What both quote in quotation marks is no such text: each may have heard it.
    """
    if _group_days(group) or _numbers_differ(group) or _group_places(group):
        return set()  # who gives another day, number or place has it from somewhere else
    settings = vocabulary("linking")["copies"]
    wording = {one.claim.id: words_of(one.claim.quote) for one in group if not QUOTED.search(one.statement.text)}
    first: list[Line] = []
    again: set[str] = set()
    for one in sorted((one for one in group if one.claim.id in wording), key=lambda one: one.order):
        for other in first:
            if texts.get(one.report, one.report) == texts.get(other.report, other.report):
                continue
            count, share = in_common(wording[one.claim.id], wording[other.claim.id])
            if count >= SAME_WORDS and share >= settings["in_runs"]:
                again.add(one.claim.id)
                break
        else:
            first.append(one)
    return again


def _only_counts(one: Line, known: Known) -> bool:
    """Does a statement tell of dead or hurt whom a figure of the story counts already?"""
    return any(
        a.title == b.title and a.start <= b.start and b.end <= a.end
        for b in known.counted.get(one.report, ())
        for a in one.claim.spans
    )


def _group_row(group: tuple[Line, ...], again: Set[str]) -> StoryRow:
    head = min(group, key=lambda one: (_alone_counts(one, group), *_readability(one)))
    ids = tuple(one.claim.id for one in group)
    lines = tuple((one.report, short(one.statement.text)) for one in group)
    for topic, says in (("date", _group_days(group)), ("place", _group_places(group))):
        if says:
            text = with_head(head.statement.text.rstrip("."), either(says))
            return StoryRow("differ", ids, text, topic, lines, WEIGHTS["differ"] + len(group))  # type: ignore[arg-type]
    if _numbers_differ(group):
        return StoryRow("differ", ids, short(head.statement.text), "statement", lines, WEIGHTS["differ"] + len(group) - 5)
    weight = WEIGHTS["agree"] + min(len({one.report for one in group}), 15) + KINDS[head.statement.kind] / 2
    return StoryRow("agree", ids, short(head.statement.text), "statement", tuple(_notes(group, head, again)), weight)


def _alone_counts(one: Line, group: tuple[Line, ...]) -> int:
    """How many of its numbers it does not share with every report of the group: none of them says them for all."""
    return len(one.numbers - frozenset.intersection(*(other.numbers for other in group)))


def _readability(one: Line) -> tuple[object, ...]:
    """For choosing the line that speaks for a group: one that need not be cut, a speaker's own, the first."""
    text = one.statement.text
    return len(" ".join(text.split())) > LONGEST, "…" in text, one.statement.kind == "background", one.order


def _notes(group: tuple[Line, ...], head: Line, again: Set[str]) -> Iterable[tuple[str, str]]:
    """(report, what it alone adds): whose words they are, the day of a plan, its own line where the two share less, or that
    its words are another's."""
    speakers = {one.claim.id: _quoted(one) for one in group}
    apart = len({frozenset(tokens(name)[-1:]) for name in speakers.values()}) > 1 and len(group) <= FEW
    for one in group:
        notes = []
        if apart:
            name = speakers[one.claim.id]
            notes.append(f"according to {name}" if name else "in the report's own words")
        if not one.is_real and one is not head and (first := one.statement.date_from) and first == one.statement.date_to:
            notes.append(day(first))
        if one is not head and (likeness(one, head) < LOOSE or one.numbers != head.numbers):
            notes.append(short(one.statement.text))
        if one.claim.id in again:
            notes.append(SAME)
        if notes:
            yield one.report, "; ".join(notes)


def _quoted(one: Line) -> str:
    """Who is quoted with it; empty where the report says it itself."""
    return (one.speaker or "").split(",")[0] if one.statement.kind == "quotation" else ""


def _group_days(group: Sequence[Line]) -> list[tuple[str, str]]:
    dated = [(one.report, one.statement.date_from, one.statement.date_to) for one in group]
    days = [(r, a, b) for r, a, b in dated if a and b and a == b]
    return [(r, day(a)) for r, a, _ in days] if len({a for _, a, _ in days}) > 1 else []


def _numbers_differ(group: Sequence[Line]) -> bool:
    """Do two of the reports tell nearly the same with numbers of which none is in common?"""
    told = combinations([one for one in group if one.numbers], 2)
    return any(not a.numbers & b.numbers and likeness(a, b) >= LOOSE and _count_one_thing(a, b) for a, b in told)


def _count_one_thing(a: Line, b: Line) -> bool:
    """Has each a number beside the ages of persons of whom the other tells none?"""
    here, there = a.statement.text, b.statement.text
    return a.numbers > of_others(a.numbers, here, there) and b.numbers > of_others(b.numbers, there, here)


def _group_places(group: Sequence[Line]) -> list[tuple[str, str]]:
    named = [(one.report, one.statement.place) for one in group if one.statement.place]
    towns = [(r, p.name) for r, p in named if p and (p.precision or 9) <= 2 and p.geonameid is not None]
    parts = [{part.strip().lower() for part in name.split(",")} for _, name in towns]
    return towns if any(not a & b for a, b in combinations(parts, 2)) else []


def _alone_rows(story: Story, known: Known, lone: Sequence[tuple[Line, ...]], lines: Sequence[Line]) -> Iterable[StoryRow]:
    """Of what one text alone tells the weightiest; `lone` has with each line those of its copies."""
    count: dict[str, int] = {}
    made = []
    printed = {first.claim.id: tuple(one.claim.id for one in (first, *copies)) for first, *copies in lone}
    texts = known.context.texts
    printed_by = {
        first.claim.id: sorted({one.report for one in more if texts.get(one.report) != texts.get(first.report)})
        for first, *more in lone
    }
    for one in _told_once(first for first, *_ in lone):
        row, ids = at_odds(one, lines, known.context.readings, story.reports), printed[one.claim.id]
        if row is not None:
            claims = tuple(dict.fromkeys((*ids, *row.claims)))
            made.append(msgspec.structs.replace(row, claims=claims, weight=WEIGHTS["alone"] + 9))
            continue
        if not is_plain(one.statement.text):
            continue
        told = ((one.report, short(told_as(one))), *((report, SAME) for report in printed_by[one.claim.id]))
        made.append(StoryRow("alone", ids, short(one.statement.text), "statement", told, _alone_weight(one)))
    for row in sorted(made, key=lambda r: (-r.weight, r.claims)):
        report = row.details[0][0]
        count[report] = count.get(report, 0) + 1
        if count[report] <= ALONE_EACH and sum(count.values()) <= ALONE_IN_ALL:
            yield row


def _told_once(lone: Iterable[Line]) -> Iterable[Line]:
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
