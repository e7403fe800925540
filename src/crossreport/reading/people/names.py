"""Finds persons' names in the parsed text: runs of capitalised words that name no place and no body, with age beside."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from crossreport.reading.figures.numbers import YEARS_OLD
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.parsed import Token
from crossreport.reading.parties.persons import is_beside_people
from crossreport.vocabulary.load import vocabulary, words

NICKNAME = re.compile(r"[\"“”‘(][^\"“”’)]{1,30}[\"“”’)]")
BABY = r"\d{1,2}\s*-?\s*(?:months?|weeks?|days?)"
BABY_BEFORE = re.compile(rf"{BABY}\s*-?\s*old(?:\s+[\w'-]+){{0,3}}?\s*,?\s*$", re.I)
BABY_AFTER = re.compile(rf"\s*,\s*(?:aged?\s+)?{BABY}\b(?!\s+(?:ago|before|after|later|earlier|in)\b)", re.I)
AFTER = re.compile(
    r"\s*,?\s*(?:(?:aged?|who was|both)\s+)?\(?(\d{1,3})\b"
    r"(?!\s*[-–:/.,]?\d|-[a-z]|\s*%|\s+(?!years?\b|and\b|of\b|were\b|was\b|is\b|who\b)\w)"
)
BEFORE = re.compile(rf"(\d{{1,3}}){YEARS_OLD}(?:\s+[\w'-]+){{0,5}}?\s*,?\s*$", re.I)
# Behind a name: "Ana Vost 34 years old", but no "Ana Vost, 39-year-old Tom Brill", whose age it is.
BEHIND = re.compile(rf"\s*,?\s*(\d{{1,3}})(?i:{YEARS_OLD})(?!\s+(?:[a-z][\w'-]*\s+){{0,2}}[A-Z])")
MARKS_BEHIND = re.compile(r"\W+$")
INITIAL = re.compile(r"[A-Z]\.")
SUFFIX = re.compile(r",?\s+(Jr|Sr|II|III|IV)\b\.?")


@dataclass(frozen=True)
class Name:
    """A name as a sentence has it: document offsets, its tokens' first and last index, its age where one stands beside."""

    words: str
    start: int
    end: int
    first: int
    last: int
    sentence: int
    age: int | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        """The words of the name, lower case, without suffixes such as "Jr." and nicknames in quotation marks."""
        return _parts_of(self.words)

    @property
    def suffix(self) -> str | None:
        """ "jr", "sr" or "iii", which tells a father from his son; None without one."""
        last = re.sub(r"\W+", "", self.words.split()[-1]).lower()
        return last if last in words("people", "suffixes") else None


@lru_cache(maxsize=10_000)
def _parts_of(name: str) -> tuple[str, ...]:
    found = [MARKS_BEHIND.sub("", part).lower() for part in NICKNAME.sub(" ", name).split()]
    return tuple(part for part in found if part and part not in words("people", "suffixes"))


def names_in(document: Document, sentence: Sentence) -> tuple[Name, ...]:
    """The persons' names of a sentence, in order. Single words are among them: they are known by a fuller name elsewhere."""
    return tuple(_named(document, sentence, run) for run in _runs(sentence) if run)


def _runs(sentence: Sentence) -> Iterator[list[Token]]:
    run: list[Token] = []
    within = -1
    for token in sentence.tokens:
        if token.i <= within:
            continue
        if run and token.text == '"' and (after := _after_nickname(token, sentence)):
            within = after
        elif _is_part(token, run):
            run.append(token)
        elif run:
            yield from _cut(run, sentence)
            run = []
    yield from _cut(run, sentence)


def _after_nickname(quote: Token, sentence: Sentence) -> int:
    """The closing mark of a nickname within a name ("Ana "Nan" Vost"), by its index; 0 where a quotation opens."""
    doc, end = quote.doc, sentence.tokens.end
    for i in range(quote.i + 2, min(quote.i + 5, end - 1)):
        if doc[i].text == '"':
            inside = doc[quote.i + 1 : i]
            around = (doc[quote.i - 1], doc[i + 1])
            named = all(one.text[:1].isupper() and one.pos_ in ("PROPN", "NOUN", "ADJ", "X") for one in around)
            return i if named and all(one.text[:1].isupper() for one in inside) else 0
    return 0


def _is_part(token: Token, run: list[Token]) -> bool:
    text = token.text
    if text[:1].isupper() and (
        text[1:2].islower()
        or "." in text
        or len(text) == 1
        or (text.isupper() and len(text) <= 3)
        or "'" in text
        or text[1:].isalpha()
    ):
        return token.is_alpha or bool(re.fullmatch(r"[^\W\d_][\w.'’]*\.?", text))
    if not run:
        return False
    if text == "-" or (text.lower() in words("people", "joins") and _is_before_capital(token)):
        return not token.is_sent_start and (text != "-" or not token.nbor(-1).whitespace_)
    # "Jr" after a comma belongs to the name; so do nicknames in quotes, which are left to the words around them.
    return text in ("Jr.", "Sr.", "jr.")


def _is_before_capital(joining: Token) -> bool:
    """Does a capital follow a particle, at once or behind its hyphen ("van Vost", "al-Karn")?"""
    at, end = joining.i + 1, joining.sent.end
    if at + 1 < end and joining.doc[at].text == "-" and not joining.whitespace_ and not joining.doc[at].whitespace_:
        at += 1
    return at < end and joining.doc[at].text[:1].isupper()


def _cut(run: list[Token], sentence: Sentence) -> Iterator[list[Token]]:
    """The name within a run of capitals: titles before it and what follows it are cut; nothing where none is left."""
    run = list(run)
    while run and (_plain(run[0]) in words("people", "titles", "joins") or run[0].text == "-"):
        run.pop(0)
    while len(run) > 1 and (_plain(run[0]) in words("people", "before_names", "accused", "victim") or run[0].tag_ == "IN"):
        run.pop(0)  # "Since Ana left", "Advertisement Ana Vost, 27, was shot", "Gunman Ivo Karn"
    while len(run) > 1 and _is_shouted(run[0]) and not all(_is_shouted(token) for token in run):
        run.pop(0)  # "JUST WATCHED Ana Vost": a word in capitals before others that are not
    while len(run) > 2 and run[0].tag_ in ("VBG", "VBN", "VBD", "IN", "RB"):
        run.pop(0)  # "Remembering Ana Vost"
    office = max((at for at, token in enumerate(run[:-1]) if _plain(token) in words("people", "titles")), default=-1)
    run = run[office + 1 :]
    while run and (run[-1].text == "-" or _plain(run[-1]) in words("people", "joins")):
        run.pop()
    if not run or len(run) > 8:
        return
    if any(_is_no_name(run, at) or _is_slogan(token) for at, token in enumerate(run)):
        return
    if run[0].i == sentence.tokens.start and len(run) == 1 and run[0].pos_ != "PROPN":
        return
    if _is_aside(run) or (not _is_first(run[0]) and is_beside_people(run[0].doc, run[0].i, run[-1].i + 1)):
        return
    if len(run) == 1 and (run[0].ent_type_ in ("GPE", "LOC", "DATE", "NORP", "FAC") or run[0].pos_ != "PROPN"):
        return
    is_person = _has_age(run) or any(INITIAL.fullmatch(token.text) for token in run[1:-1])
    if all(token.ent_type_ in ("GPE", "LOC", "NORP", "DATE", "TIME", "FAC") for token in run) and not is_person:
        return
    yield run


def _is_no_name(run: list[Token], at: int) -> bool:
    """Is this a word that no name has? A middle initial is part of one ("A."), and some such words are family names
    too: behind a known first name, or where an age stands beside ("Aaron Cross, 41")."""
    word = _plain(run[at])
    if word not in words("people", "not_names") or (at and INITIAL.fullmatch(run[at].text)):
        return False
    if 0 < at == len(run) - 1 and word in words("people", "family_names"):
        return not (_has_age(run) or (_is_first(run[0]) and run[at].ent_type_ == "PERSON"))
    if 0 == at < len(run) - 1 and word in words("people", "first_names"):
        return not _has_age(run)
    return True


def _is_shouted(token: Token) -> bool:
    return len(token) > 3 and token.is_upper and not _is_first(token)


def _is_slogan(token: Token) -> bool:
    """A small word in capitals ("GET HELP FOR YOUR WEEKEND"): part of a banner, of no name. Initials are none."""
    return len(token) > 1 and token.is_upper and token.is_stop and _plain(token) not in words("people", "joins")


def _is_first(token: Token) -> bool:
    return token.lower_ in words("names", "first")


def _has_age(run: list[Token]) -> bool:
    """Does an age stand beside two words or more? Then they name a person, whatever the tagger of names made of them."""
    if len(run) < 2:
        return False
    doc, first, last = run[0].doc, run[0].i, run[-1].i
    lead = doc[max(first - 9, run[0].sent.start) : first]
    after = doc[last : min(last + 5, run[-1].sent.end)].text
    told = BEFORE.search(lead.text_with_ws)
    # "A 20-year-old woman, Ana Vost", but not the town in "19-year-old Ana Vost of Sarn".
    is_lead = told is not None and not any(
        token.pos_ in ("PROPN", "ADP") and token.idx - lead.start_char > told.start() for token in lead
    )
    return is_lead or bool(re.match(r"\S+,? \(?\d{1,2}\)?(?:[,).;]|$)", after))


def _is_aside(run: list[Token]) -> bool:
    """A nickname ("aka Rambo") or the credit of a photograph ("Ana Vost/The Times")?"""
    doc, first, last = run[0].doc, run[0].i, run[-1].i
    before = doc[first - 1].lower_ if first else ""
    after = doc[last + 1].text if last + 1 < len(doc) else ""
    # "— Ana Vost (@anavost)": who sent the message that is shown.
    sends = after == "(" and last + 2 < len(doc) and doc[last + 2].text.startswith("@")
    return before in ("aka", "a.k.a.", "alias", "/") or after == "/" or sends


@lru_cache(maxsize=20_000)
def _fold(text: str) -> str:
    return re.sub(r"\W+$", "", text).lower()


def _plain(token: Token) -> str:
    return _fold(token.text)


def _named(document: Document, sentence: Sentence, run: list[Token]) -> Name:
    start, end = run[0].idx, run[-1].idx + len(run[-1])
    text = document.plain
    if text[end - 2 : end] == "'s":
        end -= 2
    if suffix := SUFFIX.match(text, end, sentence.end):
        end = suffix.end()
    found = " ".join(document.text[start:end].split())
    return Name(found, start, end, run[0].i, run[-1].i, sentence.index, _age_beside(document, sentence, start, end))


def _age_beside(document: Document, sentence: Sentence, start: int, end: int) -> int | None:
    """The age in whole years that stands just before or after a name ("34-year-old Ana Vost", "Ana Vost, 34,")."""
    text = document.plain
    if BABY_BEFORE.search(text, max(sentence.start, start - 60), start) or BABY_AFTER.match(text, end, sentence.end):
        return 0
    after = AFTER.match(text, end, min(sentence.end + 1, end + 40))
    before = BEFORE.search(text, max(sentence.start, start - 60), start)
    if before is not None and not _leads_to_name(document, before.end(1), start):
        before = None
    behind = BEHIND.match(text, end, min(sentence.end + 1, end + 60))
    for found in (after, before, behind):
        if found is not None and 0 < int(found[1]) <= 115:
            return int(found[1])
    return None


def _leads_to_name(document: Document, start: int, end: int) -> bool:
    """Is an age before a name that name's, for all words between ("the 6-year-old nephew shot Ana Vost")?"""
    between = document.doc.char_span(start, end, alignment_mode="contract")
    for token in between if between is not None else ():
        if token.i and token.nbor(-1).text == "-":
            continue  # "sister-in-law"
        if token.pos_ in ("CCONJ", "SCONJ") or (token.pos_ == "ADP" and token.lower_ not in ("of", "from", "as")):
            return False
        if token.pos_ == "VERB" and token.lemma_.lower() not in words("people", "identify"):
            return False
        if token.pos_ == "NOUN" and token.lower_ in vocabulary("harm")["participles"]:
            return False  # "the 7-year-old shot Ana Vost", taken for a noun
    return True
