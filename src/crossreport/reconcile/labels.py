"""Who the dead were, where one speaker calls them fighters and another calls them anything else."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain, combinations

from crossreport.model.judged import StoryRow
from crossreport.reconcile.lining import Line
from crossreport.reconcile.persons import tokens
from crossreport.reconcile.rows import LONGEST, short
from crossreport.vocabulary.load import words

# Two speakers of one report answer each other within this many sentences.
NEAR_SENTENCES = 3


def label_rows(lines: Sequence[Line], weight: float) -> Iterable[StoryRow]:
    """A row for each pair of speakers of one report who call the same dead fighters and something else."""
    told: dict[str, list[tuple[Line, str]]] = {}
    for one in lines:
        if one.is_affirmed and one.speaker and (label := _label(one)):
            told.setdefault(one.report, []).append((one, label))
    for (a, says), (b, other) in chain.from_iterable(combinations(own, 2) for own in told.values()):
        near = abs(a.statement.sentence - b.statement.sentence) <= NEAR_SENTENCES
        if not near or a.speaker == b.speaker or _is_fighting(says) == _is_fighting(other):
            continue
        who = [(one.speaker or "").split(",")[0] for one in (a, b)]
        room = max((LONGEST - 27 - len(who[0]) - len(who[1])) // 2, 12)
        text = f"Who the dead were: {short(says, room)} ({who[0]}) or {short(other, room)} ({who[1]})"
        details = tuple((one.report, short(one.statement.text)) for one in (a, b))
        yield StoryRow("alone", (a.claim.id, b.claim.id), short(text), "disputed", details, weight)


def _label(one: Line) -> str | None:
    """What the words call the dead: "the dead were farmers" gives "farmers"; None where they call them nothing."""
    said = one.statement.text.partition(": ")[2]
    found = _pattern().match(said)
    return found[1].strip(" ,;.“”\"'") if found else None


@cache
def _pattern() -> re.Pattern[str]:
    dead = "|".join(sorted(words("reconciling", "called_dead")))
    some = rf"(?:all|both|most)(?: of (?:them|those killed|the (?:{dead})))?(?: \w+)?"
    subject = rf"(?:that )?(?:{some}|the (?:\w+ )?(?:{dead})|those killed)"
    return re.compile(rf"{subject} (?:were|was|are|had been) ((?!killed|shot|not\b)[^,;]+?)(?= and that\b|[,;.]|$)", re.I)


def _is_fighting(label: str) -> bool:
    return bool(set(tokens(label)) & words("reconciling", "combatants"))
