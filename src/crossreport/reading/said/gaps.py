"""Further tellings of one count that say only who tells it and the number: "the UN 30", "the rebels put it at 12"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from crossreport.reading.figures.counted import counts_no_person
from crossreport.reading.figures.numbers import Quantity, read_numbers
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.parsed import Token, Tokens
from crossreport.reading.said.source_words import kind_of_words
from crossreport.vocabulary.load import vocabulary, words

PARTED = r"(?P<sign>[,;–—-]|\b(?:and|while|whereas|but|though|although)\b)\s*"
LINK = r"(?:(?:and|while|whereas|but|though|although|with)\s+)?(?:(?:then|later|meanwhile),?\s+)?"
IT = r"(?:it|them|that|the (?:death )?toll|the (?:number|figure|count)|a (?:death )?toll of|a figure of)"
# Tellers who are set against others: "some sources reported four killed, others six", "while one said seven".
OTHERS = re.compile(
    r"(?:(?:some )?others?|another|one|some|a (?:second|third|further))"
    r"(?: (?:local |media |news |medical )?(?:source|report|account|outlet|agency|witness|resident)s?)?",
    re.I,
)
# Of whom they are the others.
TELLERS = re.compile(
    r"\b(?:sources?|reports?|accounts?|outlets?|media|agenc(?:y|ies)|witness(?:es)?|residents|newspapers?|stations?|activists"
    r"|locals|officials|doctors|versions?|estimates?)\b",
    re.I,
)
# "Several local sources reported five dead": so many tell of it.
COUNTED_TELLERS = re.compile(rf"\s+(?:of (?:the|these) )?(?:\w+ ){{0,2}}?(?:{TELLERS.pattern})", re.I)
ENDS = (
    r"(?=\s*(?:people|persons)?\s*(?:[,;.)]|$"
    r"|\b(?:and|while|whereas|but|though)\b(?!\s+(?:a|an|\d|wounded|injured|hurt)\b)))"
)
NAMED = re.compile(r"(?:the|a|an|its)\s|[A-Z]")


@dataclass(frozen=True)
class Gap:
    """Who tells a further number of what a sentence has told, and the numbers, told first and now, as document offsets."""

    start: int
    who: Token
    words: Tokens
    first: Quantity
    number: Quantity

    @property
    def name(self) -> str:
        """What the speaker is called, without an article."""
        return self.words.text.removeprefix("the ").removeprefix("The ").removeprefix("a ").removeprefix("an ")


def _spelled() -> str:
    table = vocabulary("numbers")
    return "|".join(sorted((*table["units"], *table["scales"], "a dozen"), key=len, reverse=True))


@lru_cache(maxsize=1)
def _number() -> re.Pattern[str]:
    """How a number begins that a further telling may have: a sentence without one is passed over."""
    return re.compile(rf"\s(?:\d|{_spelled()})")


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    verbs = "|".join(sorted(words("cues", "gapped")))
    told = rf"(?P<told>\s+(?:had\s+|have\s+|has\s+)?(?:{verbs})(?:\s+{IT})?)"
    who = r"(?P<by>according to\s+)?(?P<who>[A-Za-z][\w'’.&-]*(?:\s+[A-Za-z][\w'’.&-]*){0,5}?)"
    bound = r"(?:only |just |at least |more than |over |about |around |some |nearly |up to |no more than )?"
    spelled = _spelled()
    number = rf"(?:\d[\d,.]*(?<=\d)|(?:{spelled})(?:[- ](?:{spelled}))*)"
    return re.compile(
        rf"{PARTED}{LINK}{who}{told}?(?P<comma>,)?\s+(?P<at>at |as |of |to )?(?P<number>{bound}{number}){ENDS}"
    )


def gaps_in(document: Document, sentence: Sentence) -> tuple[Gap, ...]:
    """The further tellings of a sentence, in order; none where nothing before them tells a number."""
    made: dict[int, tuple[Gap, ...]] = document.made.setdefault("gaps", {})
    if sentence.index not in made:
        made[sentence.index] = tuple(_gaps(document, sentence))
    return made[sentence.index]


def _gaps(document: Document, sentence: Sentence) -> Iterator[Gap]:
    text = document.plain[sentence.start : sentence.end]
    if sentence.paragraph.kind in ("title", "heading") or _number().search(text) is None:
        return
    found = [
        one for one in _pattern().finditer(text) if kind_of_words(one["who"]) or one["told"] or one["by"] or _is_other(one)
    ]
    if not found:
        return
    numbers = [one for one in read_numbers(text, sentence.start) if not counts_no_person(text, one, sentence.start)]
    told = [one for one in numbers if not COUNTED_TELLERS.match(text, one.end - sentence.start)]
    first: Quantity | None = None
    for one in found:
        first = first or next((n for n in told if n.end <= sentence.start + one.start()), None)
        start, end = one.span("number")
        now = next((n for n in numbers if n.start <= sentence.start + start and n.end >= sentence.start + end), None)
        who = document.doc.char_span(
            sentence.start + one.start("who"), sentence.start + one.end("who"), alignment_mode="contract"
        )
        if first is None or now is None or now.form == "zero" or who is None or not _tells(one, who, text):
            continue
        if not (one["told"] or one["by"]) and _is_of_doer(document, first):
            continue
        yield Gap(sentence.start + one.start(), who.root, who, first, now)


def _is_other(found: re.Match[str]) -> bool:
    """Is who tells "others", where tellers are named before?"""
    return bool(OTHERS.fullmatch(found["who"]) and TELLERS.search(found.string[: found.start()]))


def _tells(found: re.Match[str], who: Tokens, text: str) -> bool:
    """Do the words before the number name who counts, and neither whom, where nor when?"""
    last = who[len(who) - 1]
    if _is_other(found):
        return not found["comma"]
    if last.pos_ not in ("NOUN", "PROPN", "PRON", "ADJ") or any(one.like_num or one.pos_ in ("VERB", "AUX") for one in who):
        return False
    if who[0].pos_ in ("ADP", "SCONJ", "ADV") or last.lower_ in ("who", "which", "that", "it", "what"):
        return False
    if found["by"] or found["told"]:
        return bool(found["by"] or found["at"] or not found["comma"])
    kind = kind_of_words(found["who"])
    if kind in ("relative", "clergy", "expert", "company", "witness", "spokesperson", None):
        return False
    # "Ana King, 24; Ilo Karn, 30" are ages; "; the army, 14" is not.
    aged = found["comma"] and (found["sign"] != ";" or not found["who"].lower().startswith(("the ", "a ", "an ", "its ")))
    listed = ":" in text[: found.start()] or aged
    members = kind in ("military", "police", "armed_group", "court") and not NAMED.match(found["who"])
    return not listed and not members


def _is_of_doer(document: Document, number: Quantity) -> bool:
    """ "The army killed ten people, the rebels 12", "lost ten men, the rebels 12": who did or lost, and nobody tells."""
    found = document.doc.char_span(number.core, number.end, alignment_mode="expand")
    if found is None:
        return True
    at = found.root
    while at.dep_ in ("nummod", "quantmod", "compound", "amod", "nmod") and at.head is not at:
        at = at.head
    if at.dep_ not in ("dobj", "obj"):
        return False
    told = any(child.lower_ in words("cues", "gapped") for child in (at.head, *at.head.children))
    return at.head.lower_ not in words("cues", "gapped") and not told
