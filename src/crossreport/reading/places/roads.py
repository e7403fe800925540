"""Parts of a town that are told by their form: roads, crossings of roads, blocks of a road, the sides of a city."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from crossreport.reading.layout import Sentence
from crossreport.reading.parsed import Doc, Tokens
from crossreport.reading.places.gazetteer import find
from crossreport.reading.places.peoples import peoples
from crossreport.reading.small import small, small_pattern
from crossreport.vocabulary.compile_gazetteer import TOWN
from crossreport.vocabulary.load import vocabulary, words

COMPASS = r"(?:[NSEW]\.?W?\.?\s|(?:North|South|East|West)(?:east|west)?\s)?"
# One or two capitalised words, no weekday and no month: "on Sunday near ..." is no crossing.
NAME = rf"{COMPASS}(?!%not%)(?:[A-Z][\w'-]+(?:\s(?!%not%)[A-Z][\w'-]+)?|\d+(?:st|nd|rd|th))(?![\w'-])"
NUMBERED = r"(?:\d+(?:st|nd|rd|th))"
# A place with so many people is hardly a street that "at" sets something on.
LARGE = 30_000
SIDE = re.compile(r"[\s-](?:side|end)\b")
BLOCK = r"(?:\d+00|\d+-hundred)(?:\s|-)block\sof\s"


def road_spans(doc: Doc, sentence: Sentence) -> Iterator[Tokens]:
    """The words of a sentence that name a road or a part of a town by their form, in order, none inside another."""
    text = sentence.tokens.text
    # Most sentences hold no word without which none is told: a look at small letters is quick.
    low = small(text)
    roads = list(_roads_in(text)) if _road_words().search(low) else []
    others = list(_by_pattern(_crossings(), text)) if _links().search(low) else []
    others += _by_pattern(_sides(), text) if SIDE.search(low) else ()
    others += (*_at_crossings(text), *_on_crossings(doc, sentence, text))
    others += _quarters_in(doc, sentence, text) if _quarter_words().search(low) else ()
    # Of "Alder Street and Main Avenue" each road has its own word, and its own place.
    found = roads + [one for one in others if not any(one[0] < end and start < one[1] for start, end in roads)]
    last = -1
    for start, end in sorted(found, key=lambda one: (one[0], -one[1])):
        if start < last:
            continue
        span = doc.char_span(sentence.start + start, sentence.start + end, alignment_mode="contract")
        if span is not None and (len(span) > 1 or span.text[:1].isupper()):
            last = end
            yield span


def is_quarter(span: Tokens) -> bool:
    """Does a noun of a part of a town follow ("the Alder Hill neighborhood")?"""
    after = span.doc[span.end] if span.end < len(span.doc) else None
    return after is not None and after.lower_ in words("place_words", "parts_of_towns")


def _roads_in(text: str) -> Iterator[tuple[int, int]]:
    for match in _roads().finditer(text):
        road = match["road"]
        # "Saint" before a town's name looks like the street's "St." after one.
        if re.match(r"St\.?\s[A-Z]", road) or (
            re.search(r"\bSt\.?$", road) and re.match(r"\s[A-Z][a-z]", text[match.end() :])
        ):
            continue
        marked = match["block"] or match["house"] or re.search(r"\b(?:on|along|off)\s(?:the\s)?$", text[: match.start()])
        if not marked and road.split()[-1].lower().rstrip(".") in words("place_words", "unsure_roads"):
            continue
        yield match.span()


def _by_pattern(patterns: Iterable[re.Pattern[str]], text: str) -> Iterator[tuple[int, int]]:
    for pattern in patterns:
        for match in pattern.finditer(text):
            # "Kelm Hills and Alder roads": a known place of two words names its road, and stays a place.
            names = [name for key, name in match.groupdict().items() if key in ("a", "b")]
            if not any(" " in name and find(name) for name in names):
                yield match.span("road")


def _at_crossings(text: str) -> Iterator[tuple[int, int]]:
    """ "at Alder and Main", unless one of the two is a larger place."""
    for match in _at_two().finditer(text):
        known = [find(name) for name in match.group("a", "b")]
        large = any(one.kind != TOWN or one.population >= LARGE for entries in known for one in entries)
        if not large and not all(known):
            yield match.span("road")


def _on_crossings(doc: Doc, sentence: Sentence, text: str) -> Iterator[tuple[int, int]]:
    """ "A home on Alder near Main": where what stands on it is a building or a happening, no target of a raid."""
    for match in _on_near().finditer(text):
        word = doc.char_span(sentence.start + match.start(), sentence.start + match.start() + 2)
        if word is not None and word[0].head.lemma_.lower() in words("place_words", "stands_on"):
            yield match.span("road")


def _quarters_in(doc: Doc, sentence: Sentence, text: str) -> Iterator[tuple[int, int]]:
    """ "The Alder Hill neighborhood", but not whose it is ("a Druze neighborhood")."""
    for match in _quarter().finditer(text):
        span = doc.char_span(sentence.start + match.start("road"), sentence.start + match.end("road"))
        if span is not None and span[-1].ent_type_ != "NORP" and span[-1].pos_ != "ADJ" and span.text not in peoples():
            yield match.span("road")


@lru_cache(maxsize=1)
def _quarter() -> re.Pattern[str]:
    word = r"(?!The\b|A\b|An\b|This\b|That\b|Our\b)[A-Z][\w-]*(?:'[A-Z]\w+)?"
    part = "|".join(sorted(words("place_words", "parts_of_towns")))
    return re.compile(rf"\b(?P<road>(?:(?:Mt|St)\.?\s)?{word}(?:\s{word}){{0,2}})\s(?:{part})\b")


@lru_cache(maxsize=1)
def _on_near() -> re.Pattern[str]:
    return re.compile(rf"\bon\s(?P<road>{_name()}\s(?:near|at|between)\s{_name()})(?![\w-])")


@lru_cache(maxsize=1)
def _at_two() -> re.Pattern[str]:
    return re.compile(rf"\bat\s(?P<road>(?P<a>{_name()})\s(?:and|&)\s(?P<b>{_name()}))(?!\s[A-Za-z])")


@lru_cache(maxsize=1)
def _name() -> str:
    times = vocabulary("times")
    no_names = [one.title() for one in (*times["weekdays"], *times["months"])] + [
        "The",
        "She",
        "He",
        "It",
        "They",
        "We",
        "I",
    ]
    return NAME.replace("%not%", rf"(?:{'|'.join(no_names)})\b")


@lru_cache(maxsize=1)
def _roads() -> re.Pattern[str]:
    kinds = sorted(words("place_words", "roads"), key=len, reverse=True)
    numbered = sorted(words("place_words", "numbered_roads"), key=len, reverse=True)
    kind = "|".join(f"(?:{one[0].upper()}|{one[0]}){re.escape(one[1:])}" for one in kinds)
    number = "|".join("".join(f"[{c.upper()}{c}]" if c.isalpha() else re.escape(c) for c in one) for one in numbered)
    word = r"(?:(?!(?:The|In|On|At|Near)\s)[A-Z][\w'.-]*|\d+(?:st|nd|rd|th))(?:\s[A-Z][\w'-]*){0,2}"
    name = rf"(?:[NSEW]\.?\s|(?:North|South|East|West)\s)?{word}"
    return re.compile(
        rf"(?P<block>(?:\d+00|\d+-hundred)(?:\s|-)block\s(?:of\s)?)?(?P<house>\b\d{{1,5}}\s)?"
        rf"(?P<road>\b{name}\s(?:{kind})\b\.?(?:\s[NSEW]\.?W?\.?(?![\w]))?|\b(?:{number})\s\d+\b)"
    )


@lru_cache(maxsize=1)
def _road_words() -> re.Pattern[str]:
    kinds = "|".join(re.escape(one.lower()) for one in sorted(words("place_words", "roads")))
    numbered = "|".join(re.escape(one.lower()) for one in sorted(words("place_words", "numbered_roads")))
    return re.compile(rf"\s(?:{kinds})\b|(?:{numbered})\s\d")


@lru_cache(maxsize=1)
def _quarter_words() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(sorted(words('place_words', 'parts_of_towns')))})\b")


@lru_cache(maxsize=1)
def _links() -> re.Pattern[str]:
    plural = "|".join(sorted(words("place_words", "roads_together")))
    return small_pattern(rf"\s(?:{plural})\b|orner\sof|tersection\sof|unction\sof|block\sof|\d(?:st|nd|rd|th)\b")


@lru_cache(maxsize=1)
def _crossings() -> tuple[re.Pattern[str], ...]:
    """Roads without a word for one of their own: "Alder and Main streets", "the corner of Alder and Main", "5th and Alder",
    "the 400 block of Alder"."""
    name = _name()
    plural = "|".join(sorted(words("place_words", "roads_together"), key=len, reverse=True))
    return (
        re.compile(rf"\b(?P<road>(?P<a>{name})\s(?:and|&)\s(?P<b>{name})\s(?i:{plural})\b)"),
        re.compile(
            rf"\b(?:[Cc]orner|[Ii]ntersection|[Jj]unction)\sof\s(?P<road>(?P<a>{name})\s(?:and|&|at|near)\s(?P<b>{name}))"
        ),
        re.compile(rf"\b(?P<road>{COMPASS}{NUMBERED}\s(?:and|&)\s{name})(?!\s[A-Za-z]+s\b)"),
        re.compile(rf"\b(?P<road>{name}\s(?:and|&)\s{COMPASS}{NUMBERED})(?![\w-]|\s[A-Za-z])"),
        re.compile(rf"\b(?P<road>{BLOCK}{name})"),
    )


@lru_cache(maxsize=1)
def _sides() -> tuple[re.Pattern[str], ...]:
    """The sides of a city: "the Lower East Side", "Northwest Side", "the West End"."""
    way = r"(?:North|South|East|West)(?:[\s-]?(?:[Ee]ast|[Ww]est))?"
    capitals = r"(?:(?:UPPER|LOWER|NEAR|FAR)\s)?(?:NORTH|SOUTH|EAST|WEST)(?:EAST|WEST)?[\s-](?:SIDE|END)"
    return (re.compile(rf"\b(?P<road>(?:(?:Upper|Lower|Near|Far)\s)?{way}[\s-](?:[Ss]ide|End)|{capitals})\b"),)
