"""Headlines that report speech without a clause for it: "Minister: talks have failed", "Two hurt in blast, police say"."""

import re
from dataclasses import dataclass
from functools import cache

from crossreport.reading.layout import Document, Paragraph, Sentence
from crossreport.reading.parsed import Token
from crossreport.reading.plain import straighten
from crossreport.reading.said.quotes import Quotation
from crossreport.reading.said.source_words import kind_of_words
from crossreport.vocabulary.load import vocabulary

COLON = re.compile(r"^(?P<head>[^:\"]{2,60}):\s+(?P<tail>\S.*)$", re.S)
AFTER = re.compile(r"^(?P<tail>.{12,}?)\s*[,:–—-]\s+(?P<head>[^,:\"]{2,60}?)$", re.S)
SAYS = re.compile(
    r"^(?P<content>.{10,}?)(?:,|(?<=['\"]))\s+(?:(?P<who>[^,:]{2,50}?)\s+(?P<cue>says?|said)|(?P<cue2>says?|said)\s+(?P<who2>[^,:]{2,50}?))$",
    re.S | re.I,
)


ENDED = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")


def is_heading(document: Document, paragraph: Paragraph) -> bool:
    """Is a paragraph a title or heading, and not a short sentence or quotation of the text?"""
    return paragraph.kind in ("title", "heading") and not ENDED.search(document.text[paragraph.start : paragraph.end])


@dataclass(frozen=True)
class Headline:
    """The parts of a headline in document offsets; `source` is None where the headline only quotes and names nobody."""

    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    content: tuple[int, int]
    noun: Token | None


def headline_parts(document: Document, sentence: Sentence, quotations: tuple[Quotation, ...]) -> Headline | None:
    """The speaker, cue and content of a headline that names them without grammar; None where the parse must decide."""
    start, end = sentence.start, sentence.end
    text = straighten(document.text[start:end])
    quote = next((q for q in quotations if q.start - start <= 1 and end - q.end <= 2), None)
    if quote is not None:
        return Headline(None, None, (start, end), None)
    if text.count(":") > 1:
        # "Kicker: topic: headline" names no speaker.
        return None
    if _says_when(text):
        return None
    found = SAYS.match(text.rstrip(" ."))
    if found:
        name, cue = ("who", "cue") if found["who"] else ("who2", "cue2")
        return _made(sentence, found, name, cue, "content")
    found = COLON.match(text)
    if found and _is_speaker(sentence, start + found.start("head"), start + found.end("head")):
        return _made(sentence, found, "head", None, "tail")
    found = AFTER.match(text.rstrip(" ."))
    if (
        found
        and text[found.end("tail") : found.start("head")].strip() == ":"
        and _is_speaker(sentence, start + found.start("head"), start + found.end("head"))
    ):
        return _made(sentence, found, "head", None, "tail")
    return None


def _made(sentence: Sentence, found: re.Match[str], name: str, cue: str | None, content: str) -> Headline | None:
    start = sentence.start
    source = (start + found.start(name), start + found.end(name))
    noun = _noun(sentence, *source)
    if noun is None:
        return None
    said = (start + found.start(cue), start + found.end(cue)) if cue else None
    if said is None:
        colon = found.string.find(":", min(source[1], start + found.end(content)) - start) + start
        said = (colon, colon + 1) if colon >= start else None
    return Headline(source, said, (start + found.start(content), start + found.end(content)), noun)


def _noun(sentence: Sentence, start: int, end: int) -> Token | None:
    inside = [t for t in sentence.tokens if start <= t.idx < end and t.pos_ in ("PROPN", "NOUN", "PRON")]
    return inside[-1] if inside else None


def _is_speaker(sentence: Sentence, start: int, end: int) -> bool:
    """Do these few words name somebody: no verb among them, and a person, a body or a word for a kind of speaker?"""
    inside = [t for t in sentence.tokens if start <= t.idx < end]
    if not inside or len(inside) > 8 or any(t.pos_ in ("VERB", "AUX") and t.tag_ not in ("VBN", "VBG") for t in inside):
        return False
    nouns = [t for t in inside if t.pos_ in ("PROPN", "NOUN")]
    joint = next((t.i for t in inside if t.pos_ == "ADP"), inside[-1].i + 1)
    heads = [*nouns[-1:], *[t for t in nouns if t.i < joint][-1:]]
    if any(one.lower_ in _happenings() for one in heads):
        return False  # "Orlen strike: 14 killed", "Collision in Orlen: one hurt" say what they are about
    named = any(t.ent_type_ in ("PERSON", "ORG") and t.pos_ == "PROPN" for t in nouns) and nouns[-1].text[:1].isupper()
    return named or kind_of_words(" ".join(t.text for t in inside)) is not None


def _says_when(headline: str) -> bool:
    """ "Quiet Fourth of July: two hurt": before the colon stands a day that has a name, and neither side speaks."""
    before, colon, _ = headline.lower().partition(":")
    return bool(colon) and before.strip().endswith(tuple(vocabulary("times")["named_days"]))


@cache
def _happenings() -> frozenset[str]:
    """What headlines have before a colon besides speakers: incidents, weapons and the like."""
    kinds = vocabulary("incidents")["kinds"].values()
    weapons = vocabulary("incidents")["weapons"]
    return frozenset(str(noun).split()[-1] for kind in kinds for noun in kind.get("nouns", ())) | frozenset(weapons)
