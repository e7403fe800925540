"""What a number counts by the words around it: persons, or an age, a time, money, a measure, a thing."""

import re
from functools import lru_cache

from crossreport.reading.figures.numbers import LAST_DAY, Quantity, value_of
from crossreport.vocabulary.load import vocabulary, words

# How nouns for those who do something end, in the plural.
AGENTS = ("ers", "ors", "ists", "ees", "men")
# A noun that stands before another ("bank" of "bank guards"): no word of these ends it.
COMPOUND = re.compile(r"[\s-]*([a-z][a-z-]*)(?=[\s-]+([a-z-]+)(?:[\s-]+([a-z-]+))?)", re.I)

# After a plural and a noun for persons, the verb of a clause whose subject they are: "two weapons suspects had hidden".
OF_OTHERS = ("said", "say", "had", "have", "believe", "believed")

# "One in five protesters": a rate.
ONE_IN = re.compile(r"\s+(?:in|out of) (?:every )?(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,4})\s+([a-z]+)", re.I)
# "A boy younger than 12 was shot", "children under five": the bound of an age.
AGE_BOUND = re.compile(
    r"(?:\b(?:young|old)er than|\b(?P<who>[a-z]+)(?:,? aged)? (?:under|over|below|above)(?: the age of)?)\s*$", re.I
)
# One of these stands in each of them.
BOUNDS = (" under", " over", " below", " above", "er than")
# The word before a number, which is no longer than so.
PRECEDING = re.compile(r"([\w.#$€£¥]+)[\s-]*$")
LONGEST = 60
# "Image 7 of 8", "Photo: 21 Pro Video": the place of a picture among others, and who took it.
OF_PICTURES = re.compile(
    r"\b(?:image|photo|picture|slide|video)s?(?:\s+\d{1,3}\s*(?:of|/)\s*|:\s*(?=\d+ (?-i:[A-Z])))", re.I
)
# An age in years, in digits or in a word below a hundred.
YEARS = (
    r"(?:\d{1,3}|(?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty-?)?(?:one|two|three|four|five|six|seven|eight|nine)"
    r"|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)"
)
# "Children aged between 3 and 9 were", "girls ages 12 and 14 were": several ages. Before a noun a number is none of them
# ("two boys, ages 7 and 10, and two adults", "aged 15 to 60, 12 of them women").
AGES_SPANNED = re.compile(
    r"\b(?:aged|ages|in age|the ages of)(?: (?:just|only|about|around|between|from|as young as))?"
    rf" {YEARS}(?:, {YEARS})*(?:,? and |,? or | to | through | ?[-–] ?){YEARS}\b"
    r"(?=\s*(?:$|[,.;:)])| (?:was|were|is|are|has|have|had|who|whose|in|at|on|from|near|when|while|as|after|by"
    r"|inside|outside|during|died|dead|killed|shot|wounded|injured|missing)\b)",
    re.I,
)


def counts_no_person(text: str, number: Quantity, offset: int = 0) -> bool:
    """Is the number, by the words around it, an age, time, date, address, money, measure, score or count of things?"""
    a, b = number.core - offset, number.end - offset
    behind = text[b:]
    if re.match(
        r"(?:st|nd|rd|th)\b|[:%/°]|\.\d|-(?:second|minute|hour|day|week|month|year|mile|foot|inch|man|story|round)", behind
    ):
        return True
    following = _next(behind)
    if {_stem(following), following.lower()} & words("numbers", "counted_things", "measures"):
        return not _goes_on_to_persons(behind, number.point == 1)
    if (number.point or 0) <= LAST_DAY and following[:1].isupper() and following.lower() in words("numbers", "months"):
        return True  # "the 19 April movement"
    if any(found.end() == a for found in OF_PICTURES.finditer(text, max(a - 30, 0), b + 3)):
        return True
    if value_of(text[a:b]) == 1 and is_share(text, b):
        return True
    low = text.lower()
    if "age" in low and any(one.start() < a and b <= one.end() for one in AGES_SPANNED.finditer(text)):
        return True
    bound = AGE_BOUND.search(text[:a]) if any(one in low for one in BOUNDS) else None
    if bound and (bound["who"] is None or _is_of_persons(bound["who"])):
        return True
    preceding = PRECEDING.search(text, max(a - LONGEST, 0), a)
    if preceding and preceding[1].lower() in _dated() and not _is_day(text, a, b):
        return False
    return bool(preceding and preceding[1].lower() in words("numbers", "naming") and not re.search(r"\bof\s*$", text[:a]))


def _goes_on_to_persons(after: str, is_one: bool) -> bool:
    """Does the thing only say which persons are counted ("three bus passengers", "two school bus drivers")?

    It is in the singular but for a few ("two weapons inspectors"), and those who are counted agree with the number ("one
    night gunmen came" counts no gunmen).
    """
    found = COMPOUND.match(after)
    if found is None or found[1].lower() not in words("numbers", "counted_things", "plural_before_persons"):
        return False
    if found[1].lower() in words("numbers", "plural_before_persons") and (found[3] or "").lower() in OF_OTHERS:
        return False  # "seized two weapons police said were his"
    for word in (one.lower() for one in found.groups()[1:] if one):
        several = _stem(word) != word or word.endswith("men") or word in vocabulary("persons")["plurals"]
        if several or word in words("function_words"):
            return several != is_one and (_is_of_persons(word) or word.endswith(AGENTS))
        if is_one and _is_of_persons(word):
            return True
    return False


@lru_cache(maxsize=1)
def _dated() -> frozenset[str]:
    return words("numbers", "months", "weekdays")


def is_share(text: str, end: int) -> bool:
    """Is the "one" that ends here one in so many persons ("at least one in five residents")?"""
    share = ONE_IN.match(text, end)
    return share is not None and _stem(share[1]) not in words("numbers", "counted_things", "measures")


def _is_day(text: str, a: int, b: int) -> bool:
    """Is a number after a month or weekday a day: "On May 12", "Friday 12 May"; not "on Friday 12 men", "in May 12 men"?"""
    if not text[a:b].strip().isdigit():
        return False  # "on the 12th of May two men"
    found = re.search(r"(\w+)\W+(\w+)\W*$", text[:a])
    before, last = (found[1].lower(), found[2].lower()) if found else ("", "")
    if last in words("numbers", "weekdays"):
        return _next(text[b:]).lower() in words("numbers", "months")
    if before.isdigit() and int(before) <= LAST_DAY:
        return not _is_of_persons(_next(text[b:]))  # "on 23 September 12 people died", "on 23 September 88"
    return before not in ("in", "during", "throughout", "last", "since")


def _is_of_persons(word: str) -> bool:
    """Is a word after a number a noun for persons or for the dead?"""
    return word.lower() in _nouns_of_persons() or _stem(word) in _nouns_of_persons()


@lru_cache(maxsize=1)
def _nouns_of_persons() -> frozenset[str]:
    listed = vocabulary("persons")
    dead = (noun for each in vocabulary("harm")["counted"].values() for noun in each)
    return words("persons", *listed["nouns"]) | frozenset(listed["plurals"]) | frozenset(dead)


def _next(text: str) -> str:
    found = re.match(r"[\s-]*([\w%]+(?:\.[a-z])?)", text)
    return found[1] if found else ""


def _stem(word: str) -> str:
    low = word.lower()
    for end, put in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("xes", "x"), ("s", "")):
        if low.endswith(end) and len(low) > 3:
            return low[: -len(end)] + put
    return low
