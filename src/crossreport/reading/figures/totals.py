"""Totals: tolls that rise, stand or are brought to a number, and the place of a death in a series."""

import re
from collections.abc import Iterator

from crossreport.model.said import Aux, Outcome
from crossreport.reading.figures.numbers import Quantity
from crossreport.reading.figures.patients import Harm
from crossreport.reading.figures.periods import is_period
from crossreport.reading.figures.phrase import Victims
from crossreport.reading.figures.scene import Scene, lemma
from crossreport.reading.figures.unreal import aux_of
from crossreport.reading.parsed import Token
from crossreport.reading.small import small
from crossreport.vocabulary.load import vocabulary, words

HURT = re.compile(r"\b(?:injur|wound|hurt|casualt)\w*", re.I)
DEAD = re.compile(
    r"\b(?:dea(?:d|th|ths)|die|died|kill\w*|fatalit\w+|murder\w*|homicid\w*|martyr\w*|slain|lives lost|victims?"
    r"|bod(?:y|ies))\b",
    re.I,
)
COUNTED = re.compile(r"of\b|who\b|killed|dead|injured|wounded|hurt", re.I)
SERIES = re.compile(
    r"(?P<number>\b\d+(?:st|nd|rd|th)|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth))\s+"
    r"(?P<what>(?:[\w-]+\s+){0,2}?(?:homicide|murder|killing|slaying|fatality|death"
    r"|person (?:to be )?(?:killed|shot dead)|murder victim|homicide victim))\b",
    re.I,
)

# One of these stands in each of them.
OF_A_SERIES = ("homicide", "murder", "killing", "slaying", "fatality", "death", "person ")


def find_toll(page: Scene) -> Iterator[Harm]:
    """ "The death toll rose to 35", "the number of people killed has reached 40", "bringing the toll to 15"."""
    for token in page.tokens():
        if token.pos_ not in ("NOUN", "PROPN") or lemma(token) not in words("harm", "toll") or token.i in page.number_at:
            continue
        outcome = _toll_outcome(page, token.i)
        number = _toll_number(page, token.i) if outcome else None
        if outcome is None or number is None:
            continue
        inside = [i for i, one in page.number_at.items() if one is number]
        who = _toll_who(page, token.i, min(inside))
        victims = Victims(min(inside), max(inside), max(inside), "counted", number, who)
        yield Harm(outcome, victims, token.i, token.i, "toll", _aux_of_toll(page, token, min(inside)))


def _verbs(page: Scene, first: int, end: int) -> list[Token]:
    """The verbs of a toll ("rose", "stands at") between two tokens."""
    run = page.doc[first:end]
    return [one for one in run if one.pos_ in ("VERB", "AUX") and lemma(one) in words("harm", "toll_verbs")]


def _aux_of_toll(page: Scene, token: Token, number: int) -> Aux:
    """What makes a toll unreal is said of its verb: "could reach 100", "is expected to rise to 30"."""
    verbs = [one for one in _verbs(page, token.i + 1, number) if one.pos_ == "VERB"] or _verbs(page, token.i + 1, number)
    if token.dep_ in ("dobj", "nsubj", "nsubjpass") and token.head.pos_ in ("VERB", "AUX") and token.head.i < number:
        verbs = [token.head, *verbs]
    for verb in verbs:
        if lemma(verb) in words("harm", "awaited") - {"set"} or (
            verb.dep_ in ("xcomp", "ccomp") and lemma(verb.head) in words("harm", "awaited")
        ):
            return "future"
        negated = any(child.dep_ == "neg" and page.doc[number - 1].lower_ != "but" for child in verb.children)
        found = aux_of(page, verb)
        if found != "none" and (found != "negated" or negated):
            return found
    return aux_of(page, token)


def _toll_outcome(page: Scene, i: int) -> Outcome | None:
    doc = page.doc
    before = doc[max(i - 2, page.first) : i].text
    number = next((at for at in range(i + 1, page.end) if at in page.number_at), page.end)
    verb = next((one.i for one in _verbs(page, i + 1, number)), number)
    after = doc[i + 1 : min(i + 12, number, verb)].text  # what is counted stands before the verb and the number
    if lemma(doc[i]) == "toll":
        return "injured" if re.search(r"injur|wound", before, re.I) else "killed"
    told = doc[page.first : i].text
    if lemma(doc[i - 1]) in words("harm", "set_right") and DEAD.search(told) and not HURT.search(told):
        return "killed"  # "the count of 19 dead was wrong; the correct figure is 17"
    if not (DEAD.search(before) or HURT.search(before) or COUNTED.match(after)):
        return None  # "his number was the last one in a dead man's phone"
    if DEAD.search(before) or DEAD.search(after):
        return (
            "killed_or_injured" if HURT.search(before + after) and re.search(r"casualt", before + after, re.I) else "killed"
        )
    return "injured" if HURT.search(before) or HURT.search(after) else None


def _toll_number(page: Scene, i: int) -> Quantity | None:
    """The number after the toll's verb ("rose to 35", "is now 12"), or after "of" or a colon; of two, the one it came to."""
    doc, verb = page.doc, False
    if (brought := _brought_to(page, doc[i])) is not None:
        return brought
    told = (
        doc[i].head if doc[i].dep_ in ("nsubj", "nsubjpass") and lemma(doc[i].head) in words("harm", "toll_verbs") else None
    )
    came_to = told is not None and any(at in page.number_at for kid in told.rights for at in _at_or_to(kid))
    # "Puts the number of wounded at 11", "revised the toll from 12 to nine": the verb stands before.
    done_to = doc[i].dep_ == "dobj" and doc[i].head.i < i and lemma(doc[i].head) in words("harm", "toll_verbs")
    for at in range(i + 1, page.end):
        token = doc[at]
        if came_to and told is not None and at < told.i:
            continue  # "the toll, put at 11 on Monday, rose to 14"
        if at in page.number_at:
            before = next((doc[j].lower_ for j in range(page_start(page, at) - 1, i, -1) if not _is_silent(doc[j])), "")
            if before in ("from", "since", "in", "after", "before", "between", "until", "during", "as", "by", "not"):
                continue
            if done_to and before in ("at", "to"):
                return page.number_at[at]
            direct = page_start(page, at) - i <= 3 and before in ("of", ":", "to", "at")
            if before == "of" and any(child.lower_ in words("harm", "earlier") for child in doc[i].children):
                continue  # "an earlier toll of 22 was revised to 19"
            if verb or direct:
                return page.number_at[at]
            if before not in ("of", "in", "the", "from", "to") and not done_to:
                return None
        elif lemma(token) in words("harm", "toll_verbs") and (
            token.pos_ in ("VERB", "AUX") or token.lower_ in words("numbers", "spans")
        ):
            verb = verb or not _does_another_thing(page, token)
        elif token.text in (";", ".") or (verb and token.text == "," and at - i > 30):
            return None
    return None


def _does_another_thing(page: Scene, verb: Token) -> bool:
    """ "To cut the number of deaths by raising awareness of three dangers": has the verb an object that is no number?"""
    objects = [child for child in verb.children if child.dep_ == "dobj" and child.i > verb.i]
    return verb.dep_ == "pcomp" and any(not any(one.i in page.number_at for one in (o, *o.children)) for o in objects)


def _brought_to(page: Scene, toll: Token) -> Quantity | None:
    """ "Brings to 12 the number of those killed": the number stands before the toll."""
    verb = toll.head
    if toll.dep_ != "dobj" or verb.i > toll.i or lemma(verb) not in words("harm", "toll_verbs"):
        return None
    before = (at for kid in verb.rights if kid.i < toll.i for at in _at_or_to(kid))
    return next((page.number_at[at] for at in before if at in page.number_at), None)


def _at_or_to(preposition: Token) -> list[int]:
    """The words that "to" or "at" leads to."""
    if preposition.lower_ not in ("to", "at"):
        return []
    below = [kid for kid in preposition.children if kid.dep_ == "pobj"]
    return [one.i for noun in below for one in (noun, *noun.children)]


def _is_silent(token: Token) -> bool:
    return token.is_space or token.is_quote


def page_start(page: Scene, i: int) -> int:
    """The first token of the number that token `i` is in."""
    number = page.number_at[i]
    return min(j for j, one in page.number_at.items() if one is number)


def _toll_who(page: Scene, toll: int, number: int) -> str | None:
    """ "The number of (Palestinians) killed ..."."""
    doc = page.doc
    if toll + 1 >= page.end or doc[toll + 1].lower_ != "of":
        return None
    run = []
    for i in range(toll + 2, number):
        if doc[i].pos_ not in ("NOUN", "PROPN", "ADJ", "DET") or doc[i].lower_ in words("harm", "counting"):
            break
        if doc[i].pos_ != "DET" and not DEAD.fullmatch(doc[i].text):
            run.append(i)
    return doc[run[0] : run[-1] + 1].text if run else None


def find_series(page: Scene) -> Iterator[tuple[Harm, str]]:
    """ "The city's 15th homicide this year": fifteen in that period, not fifteen at once."""
    text = page.text[page.sentence.start : page.sentence.end]
    low = small(text)
    for found in SERIES.finditer(text) if any(one in low for one in OF_A_SERIES) else ():
        value = _ordinal(found["number"])
        start, end = found.start() + page.sentence.start, found.end() + page.sentence.start
        span = page.doc.char_span(start, end, alignment_mode="expand")
        if value is None or span is None or not is_period(text):
            continue
        number = Quantity(start, start + len(found["number"]), start, "exact", value, value, value)
        victims = Victims(span.start, span.end - 1, span.end - 1, "counted", number)
        yield Harm("killed", victims, span.end - 1, span.end - 1, "series"), text


def _ordinal(word: str) -> int | None:
    listed = vocabulary("numbers")["ordinals"]
    if word.lower() in listed:
        return int(listed[word.lower()])
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits and len(digits[0]) < 7 else None
