"""Case for text that is written all in capitals, as telex and radio monitors write: names get their capitals back.

Every word is judged by what is known of it (the English model's own dictionary, the gazetteer, peoples, months, first names,
titles) and by what the text itself shows: a name beside a name, a word after a title, an abbreviation beside what it stands
for, a name that stands elsewhere in the text. A word that English does not have is a name. The length never changes.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from crossreport.reading.capitals.words import (
    closed,
    is_abbreviation,
    is_name_beside_name,
    is_office,
    is_part_of_body,
    is_place_or_people,
    is_shortened,
    is_surely_name,
    is_unknown,
    known_names,
    ranks,
)
from crossreport.reading.datelines import first_letter
from crossreport.reading.parties.words import before_titles
from crossreport.reading.places.gazetteer import find
from crossreport.vocabulary.load import vocabulary, words

# A text counts as written in capitals from this many letters and this share of them.
LEAST_LETTERS = 200
LEAST_SHARE = 0.8
LONGEST_NAME = 4
LONGEST_BODY = 5
LONGEST_TITLE = 3
# So far back and on a bracket's words are looked for.
NEAR_BRACKET = 12
WORD = re.compile(r"[^\W\d_]+")
SPELLED = re.compile(r"\b(?:[A-Z]\.\s?)+[A-Z]\.|\b[A-Z]\.(?=\s+[A-Z]{2})|\b[A-Z]-(?=\d)")
BRACKET = re.compile(r"[(\[]\s*([A-Z][A-Z -]*[A-Z])\s*[)\]]")
# First letters: of the text, of a paragraph, after a full stop that is no abbreviation's.
STARTS = re.compile(r"(?:\A|(?<![ .][A-Z])[.!?][\"')\]]*\s+|\n\s*\n\s*)[\"'(\[]*([^\W\d_])")


@dataclass
class _Word:
    """A word of the text: `form` is how it is to be written, None while that is open."""

    start: int
    end: int
    low: str
    form: str | None = None

    @property
    def is_name(self) -> bool:
        return self.form is not None and self.form != self.low

    @property
    def is_short(self) -> bool:
        """Is this an abbreviation?"""
        return self.form is not None and len(self.form) > 1 and self.form.isupper()

    @property
    def is_persons(self) -> bool:
        """May this be a part of a person's name?"""
        return self.is_name and not self.is_short and not is_place_or_people(self.low)

    def capitalise(self) -> None:
        """Write this word with a capital, unless its form is known; small words within names stay small."""
        if self.form is None:
            small = self.low in words("names", "within") or self.low in closed() - words("names", "bodies")
            self.form = self.low if small else self.low.capitalize()


def is_capitals(text: str) -> bool:
    """Is a text written all in capitals?"""
    letters = "".join(filter(str.isalpha, text))
    return len(letters) > LEAST_LETTERS and sum(map(str.isupper, letters)) / len(letters) > LEAST_SHARE


def recased(text: str) -> str:
    """A text in capitals in lower case, with capitals for its names and its sentences' first letters; of the same length."""
    found = [_Word(m.start(), m.end(), m[0].lower()) for m in WORD.finditer(text) if _keeps_its_length(m[0])]
    _spelled(text, found)
    _phrases(text, found)
    _brackets(text, found)
    for word in found:
        if word.form is None and is_abbreviation(word.low):
            word.form = word.low.upper()
        elif word.form is None and is_surely_name(word.low):
            word.form = word.low.capitalize()
    for before, word in pairwise(found):
        _month(text, before, word)
    for after in (_opened, _after_names, _before_names, _again, _towns, _bodies, _titles):
        after(text, found)
    return _written(text, found)


def _written(text: str, found: list[_Word]) -> str:
    chars = [c.lower() if len(c.lower()) == 1 else c for c in text]
    for at in [*(start.start(1) for start in STARTS.finditer(text)), first_letter(text)]:
        if at is not None:
            chars[at] = text[at]
    for word in found:
        if word.is_name and word.form is not None:
            chars[word.start : word.end] = word.form
        elif word.low == "i":
            chars[word.start] = "I"
    return "".join(chars)


def _keeps_its_length(word: str) -> bool:
    return len(word) == len(word.lower()) == len(word.lower().upper())


def _adjoin(text: str, one: _Word, other: _Word) -> bool:
    """Do two words stand in one phrase: nothing but blanks, a hyphen or an abbreviation's point between them?"""
    between = text[one.end : other.start]
    bare = between.strip(" \n")
    return not bare or between in ("-", "'") or (bare == "." and (one.end - one.start == 1 or is_shortened(one.low)))


def _all_adjoin(text: str, row: list[_Word]) -> bool:
    return all(_adjoin(text, one, other) for one, other in pairwise(row))


def _spelled(text: str, found: list[_Word]) -> None:
    """Abbreviations with points keep their capitals ("U.S."), and so do initials before a name."""
    inside = {at for spelled in SPELLED.finditer(text) for at in range(*spelled.span())}
    for word in found:
        if word.end - word.start == 1 and word.start in inside:
            word.form = text[word.start]


def _phrases(text: str, found: list[_Word]) -> None:
    """Names of countries, peoples, regions and known bodies, as they are written."""
    i = 0
    while i < len(found):
        size = 1
        for parts in known_names().get(found[i].low, ()):
            row = found[i : i + len(parts)]
            if [one.low for one in row] == [part.lower() for part in parts] and _all_adjoin(text, row):
                for one, part in zip(row, parts, strict=True):
                    one.form = part
                size = len(parts)
                break
        i += size


def _brackets(text: str, found: list[_Word]) -> None:
    """An abbreviation in brackets after its name, or its name in brackets after it: both keep their capitals."""
    at = {word.start: i for i, word in enumerate(found)}
    short: set[str] = set()
    for bracket in BRACKET.finditer(text):
        first = at.get(bracket.start(1))
        if first is None:
            continue
        inside = [word for word in found[first : first + NEAR_BRACKET] if word.end <= bracket.end(1)]
        if len(inside) == 1:
            before = _spelled_out(found, first)
            # A name alone in brackets at the start of a paragraph is who speaks.
            speaks = text[: bracket.start()].rstrip(" ")[-1:] in ("", "\n", "]")
            if before or (is_unknown(inside[0].low) and not speaks):
                short.add(inside[0].low)
                inside[0].form = inside[0].low.upper()
            for word in before:
                word.capitalise()
        elif (
            first
            and not text[found[first - 1].end : bracket.start()].strip()
            and _is_short_for(found[first - 1].low, inside)
        ):
            short.add(found[first - 1].low)
            for word in inside:
                word.capitalise()
    for word in found:
        if word.low in short and is_unknown(word.low):
            word.form = word.low.upper()


def _is_small(low: str) -> bool:
    return low in closed() or low in words("names", "within")


def _spelled_out(found: list[_Word], at: int) -> list[_Word]:
    """The words before a bracket whose first letters it gives, small words aside; empty where they do not."""
    letters = list(found[at].low)
    row: list[_Word] = []
    for word in reversed(found[max(at - NEAR_BRACKET, 0) : at]):
        if not letters:
            break
        if word.low[0] == letters[-1]:
            letters.pop()
            row.append(word)
        elif not _is_small(word.low):
            return []
    return [] if letters or len(row) < 2 else row


def _is_short_for(low: str, inside: list[_Word]) -> bool:
    """Are these words what an abbreviation stands for, by their first letters or at least their number?"""
    return is_unknown(low) and (
        len(low) == len(inside) or "".join(word.low[0] for word in inside if not _is_small(word.low)) == low
    )


def _month(text: str, before: _Word, word: _Word) -> None:
    """ "9 Jan 90", "3 May", "in March": months that are verbs or short, by the number or the word beside them."""
    times = vocabulary("times")
    is_verb = word.low in times["months_verbs"]
    if not is_verb and word.low not in times["months_short"]:
        return
    numbered = re.search(r"\d(?:ST|ND|RD|TH)?[ \n]+$", text[max(word.start - 8, 0) : word.start]) or re.match(
        r"\.?[ \n]+\d", text[word.end : word.end + 4]
    )
    if numbered or (is_verb and before.low in words("names", "before_months") and _adjoin(text, before, word)):
        word.form = word.low.capitalize()


def _opened(text: str, found: list[_Word]) -> None:
    """ "San Tolm", "La Sarna", "El Renn": what opens a name takes its capital, save after "de"."""
    for i in range(len(found) - 2, -1, -1):
        word, after = found[i], found[i + 1]
        if word.low not in words("names", "opening") or not _adjoin(text, word, after):
            continue
        size = _listed(text, found, i)
        within = i > 0 and found[i - 1].low in words("names", "within")
        if (after.is_name or size) and not within:
            word.form = word.low.capitalize()
        for one in found[i + 1 : i + size]:
            one.capitalise()


def _listed(text: str, found: list[_Word], i: int) -> int:
    """How many words from here on are one name of the gazetteer, at least two; else 0."""
    for size in range(LONGEST_NAME, 1, -1):
        row = found[i : i + size]
        if len(row) < size or row[-1].low in closed() or not _all_adjoin(text, row):
            continue
        if find(" ".join(one.low for one in row)):
            return size
    return 0


def _after_names(text: str, found: list[_Word]) -> None:
    """A surname that is a word too, after another name or a title ("Ana Flores", "President Wood")."""
    earlier = _Word(0, 0, "")
    for before, word in pairwise(found):
        # "Vost y Bravo", "Ana de Sola": the word before the small word decides.
        within = before.low in words("names", "within") and _adjoin(text, earlier, before)
        beside, earlier = (earlier if within else before), before
        if word.form is not None or not _adjoin(text, before, word):
            continue
        titled = before.low in ranks()
        if (titled and word.low in words("names", "given")) or (
            (titled or beside.is_persons) and is_name_beside_name(word.low)
        ):
            word.form = word.low.capitalize()


def _before_names(text: str, found: list[_Word]) -> None:
    """A first name that is a word too, before another name ("Mark Vost")."""
    for word, after in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        if word.form is None and word.low in words("names", "given") and after.is_persons and _adjoin(text, word, after):
            word.form = word.low.capitalize()


def _again(text: str, found: list[_Word]) -> None:
    """A word that is a name once in the text is one everywhere, where no article or possessive stands before it."""
    told = {word.low for word in found if word.is_name and word.low in words("names", "either")}
    for before, word in zip([None, *found], found, strict=False):
        if word.form is None and word.low in told:
            beside = before.low if before and _adjoin(text, before, word) else ""
            if beside not in words("names", "no_name_after"):
                word.form = word.low.capitalize()


def _towns(text: str, found: list[_Word]) -> None:
    """Names of several words that the gazetteer has and that hold or follow a name ("Renn City", "New Tolm")."""
    for i, (word, after) in enumerate(pairwise(found)):
        opens = after.is_name and word.low in words("place_words", "opening")
        if (word.is_name or opens) and not word.is_short and _adjoin(text, word, after):
            for one in found[i : i + _listed(text, found, i)]:
                one.capitalise()


def _bodies(text: str, found: list[_Word]) -> None:
    """ "Tolm National Liberation Front": from a name to the body's last word every word is the name's."""
    for i, word in enumerate(found):
        if not word.is_name or word.is_short:
            continue
        row = [word]
        for after in found[i + 1 : i + 1 + LONGEST_BODY]:
            if not _adjoin(text, row[-1], after) or not is_part_of_body(after.low):
                break
            row.append(after)
            # A people's army or party is no name ("the Marrish army").
            if after.low in words("names", "bodies") and len(row) > 1 + is_place_or_people(word.low):
                for one in row:
                    one.capitalise()
                break


def _titles(text: str, found: list[_Word]) -> None:
    """Titles before a name take a capital ("President Tolm", "Deputy Interior Minister Sarn")."""
    for i in range(len(found) - 1, 0, -1):
        word, title = found[i], found[i - 1]
        if not word.is_persons or title.form is not None or not is_office(title.low) or not _adjoin(text, title, word):
            continue
        title.form = title.low.capitalize()
        row = found[max(i - 1 - LONGEST_TITLE, 0) : i]
        for one, other in zip(reversed(row[:-1]), reversed(row[1:]), strict=True):
            part = one.low in before_titles() and one.low not in closed()
            if not part or one.form is not None or not _adjoin(text, one, other):
                break
            one.form = one.low.capitalize()
