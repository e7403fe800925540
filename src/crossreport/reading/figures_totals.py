"""Totals: tolls that rise, stand or are brought to a number; and which figures are of a period and not of an incident."""

import re
from collections.abc import Iterator
from functools import lru_cache

from crossreport.model.happened import TimeExpression, Toponym
from crossreport.model.said import Outcome
from crossreport.reading.figures_patients import Harm
from crossreport.reading.figures_scene import Scene, lemma
from crossreport.reading.figures_unreal import aux_of
from crossreport.reading.figures_victims import Victims
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.numbers import AGE, Quantity
from crossreport.vocabulary.load import vocabulary, words

HURT = re.compile(r"\b(?:injur|wound|hurt|casualt)\w*", re.I)
DEAD = re.compile(
    r"\b(?:dea(?:d|th|ths)|die|died|kill\w*|fatalit\w+|murder\w*|homicid\w*|martyr\w*|slain|lives lost|victims?)\b", re.I
)
SERIES = re.compile(
    r"(?P<number>\b\d+(?:st|nd|rd|th)|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth))\s+"
    r"(?P<what>(?:[\w-]+\s+){0,2}?(?:homicide|murder|killing|slaying|fatality|death"
    r"|person (?:to be )?(?:killed|shot dead)|murder victim|homicide victim))\b",
    re.I,
)


@lru_cache(maxsize=2)
def _periods(key: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{one})" for one in vocabulary("harm")[key]), re.I)


def find_toll(page: Scene) -> Iterator[Harm]:
    """ "The death toll rose to 35", "the number of people killed has reached 40", "bringing the toll to 15"."""
    for token in page.tokens():
        if lemma(token) not in words("harm", "toll") or token.pos_ not in ("NOUN", "PROPN") or token.i in page.number_at:
            continue
        outcome = _toll_outcome(page, token.i)
        number = _toll_number(page, token.i) if outcome else None
        if outcome is None or number is None:
            continue
        inside = [i for i, one in page.number_at.items() if one is number]
        who = _toll_who(page, token.i, min(inside))
        victims = Victims(min(inside), max(inside), max(inside), "counted", number, who)
        yield Harm(outcome, victims, token.i, token.i, "toll", aux_of(page, token))


def _toll_outcome(page: Scene, i: int) -> Outcome | None:
    doc = page.doc
    before = doc[max(i - 2, page.first) : i].text
    after = doc[i + 1 : min(i + 12, page.end)].text
    if lemma(doc[i]) == "toll":
        return "injured" if re.search(r"injur|wound", before, re.I) else "killed"
    if DEAD.search(before) or DEAD.search(after):
        return (
            "killed_or_injured" if HURT.search(before + after) and re.search(r"casualt", before + after, re.I) else "killed"
        )
    return "injured" if HURT.search(before) or HURT.search(after) else None


def _toll_number(page: Scene, i: int) -> Quantity | None:
    """The number after the toll's verb ("rose to 35", "is now 12"), or after "of" or a colon; of two, the one it came to."""
    doc, verb, found = page.doc, False, None
    for at in range(i + 1, page.end):
        token = doc[at]
        if at in page.number_at:
            before = next((doc[j].lower_ for j in range(page_start(page, at) - 1, i, -1) if not doc[j].is_space), "")
            if before in ("from", "since", "in", "after", "before", "between", "until", "during"):
                continue
            direct = page_start(page, at) - i <= 3 and before in ("of", ":", "to", "at")
            if verb or direct:
                return page.number_at[at]
            if before not in ("of", "in", "the", "from", "to"):
                return None
        elif lemma(token) in words("harm", "toll_verbs") and token.pos_ in ("VERB", "AUX"):
            verb = True
        elif token.text in (";", ".") or (verb and token.text == "," and found is None and at - i > 30):
            return None
    return None


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
    for found in SERIES.finditer(text):
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


def is_period(text: str) -> bool:
    """Do the words speak of a period and not of one day?"""
    return bool(_periods("period").search(AGE.sub(lambda found: "x" * len(found[0]), text)))


def period_of(
    document: Document, page: Scene, harm: Harm, dates: tuple[TimeExpression, ...]
) -> tuple[str, str | None, str | None] | None:
    """(words, first day, last day) of the period that a figure totals; None where it is one incident's.

    A weak cue ("in 2012") makes a total only of what is counted in the plural with no deed to tell of, or beside a word of
    counting: one killing of 2012 is an incident.
    """
    plain = page.text[page.sentence.start : page.sentence.end]
    text = AGE.sub(lambda found: "x" * len(found[0]), plain)
    victims = harm.victims
    if harm.rule != "series" and (
        victims.kind in ("again", "named", "self", "none")
        or (victims.number.point in (0, 1) and harm.rule not in ("toll", "ellipsis"))
    ):
        return None
    if harm.rule == "multiple":
        return None  # "a 2013 double homicide" is one incident
    low, high = _clause(page, harm)
    found = next((one for one in _periods("period").finditer(text) if low <= one.start() + page.sentence.start < high), None)
    if found is None:
        return None
    counting = harm.rule in ("toll", "series", "ellipsis") or bool(
        {lemma(one) for one in page.tokens()} & words("harm", "counting")
    )
    if _periods("weak_period").fullmatch(found[0]) and not (counting or harm.rule == "noun-number" or _starts(text, found)):
        return None
    start, end = found.start() + page.sentence.start, found.end() + page.sentence.start
    from_, to = _days(document, dates, start, end, page)
    return found[0], from_, to


def _starts(text: str, found: re.Match[str]) -> bool:
    return found.start() <= 3


def _clause(page: Scene, harm: Harm) -> tuple[int, int]:
    """Document offsets of the clause of a harm: from the last semicolon or coordinated clause to the next one."""
    doc = page.doc
    a, b = page.first, page.end
    for i in range(min(harm.first, harm.victims.first) - 1, page.first, -1):
        if doc[i].text in (";", "--", "–", "—"):
            a = i
            break
    for i in range(max(harm.last, harm.victims.last) + 1, page.end):
        if doc[i].text in (";", "--", "–", "—") or (
            doc[i].lower_ == "after"
            and i + 3 < page.end
            and any(one.pos_ == "VERB" for one in doc[i : min(i + 8, page.end)])
        ):
            b = i
            break
    return doc[a].idx, doc[b - 1].idx + len(doc[b - 1])


def _days(
    document: Document, dates: tuple[TimeExpression, ...], start: int, end: int, page: Scene
) -> tuple[str | None, str | None]:
    """First and last day of the period that starts at these words; a "since" lasts to the day of publication."""
    found = [
        one
        for one in dates
        if (at := document.range(one.span))[0] < end + 25 and at[1] > start and at[0] < page.sentence.end
    ]
    if not found:
        return None, None
    words_ = document.text[start:end].lower()
    first = found[0]
    open_ended = re.match(r"since|so far|to date|this|of the year|for the year|in the year", words_)
    to = document.published.isoformat() if open_ended and document.published else first.to
    return first.from_, to


def area_of(document: Document, sentence: Sentence, places: tuple[Toponym, ...]) -> str | None:
    """The words for the area that a total of the sentence covers: its places, where they stand as one list."""
    found = [document.range(one.span) for one in places if one.role in ("event", "other")]
    found = sorted(one for one in found if sentence.start <= one[0] < sentence.end)
    if not found:
        return None
    start, end = found[0]
    for a, b in found[1:]:
        if not re.fullmatch(r",? (?:and )?(?:in )?(?:the )?", document.text[end:a]):
            break
        end = b
    return " ".join(document.text[start:end].split())
