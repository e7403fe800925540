"""Which words of a report may name a place: gazetteer names, peoples, states by their abbreviations, and roads.

Everything here is about finding; which of the places of one name is meant is decided in `place_resolution`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from crossreport.reading.layout import Sentence
from crossreport.reading.parsed import Doc, Token
from crossreport.reading.places.gazetteer import Entry, division_name, find, find_country, is_capital
from crossreport.reading.places.peoples import peoples
from crossreport.reading.places.roads import is_quarter, road_spans
from crossreport.vocabulary.compile_gazetteer import CONTINENT, COUNTRY, COUNTY, DIVISION, REGION, TOWN, fold_name
from crossreport.vocabulary.load import vocabulary, words

LONGEST = 6
# Countries whose towns are written with their state or province: "Kelsby, Ohio".
WITH_STATES = frozenset({"US", "CA", "AU"})
# "Mason county": some papers write what a place is in small letters.
DIVISIONS = frozenset({"county", "parish"})
PARTICLES = frozenset(
    {"of", "the", "de", "la", "le", "los", "las", "del", "du", "da", "do", "al", "el", "and", "on", "upon", "-", "'s", "'"}
)
Kind = Literal["name", "people", "road"]
Role = Literal["event", "actor", "origin", "authority", "outlet", "other"]


@dataclass
class Found:
    """Words that may name a place, with what speaks for and against it. `start` and `end` are tokens of the document.

    `unlisted` is the precision of a place that the gazetteer does not have, 0 for all others; `home` is true for the
    outlet's own place, in its name; `role` is that of the toponym, once it is known; `part_of` is the town whose quarter it
    is."""

    start: int
    end: int
    text: str
    sentence: int
    entries: tuple[Entry, ...]
    kind: Kind = "name"
    score: float = 0.0
    dateline: bool = False
    held_by: "Found | None" = None
    holds: "Found | None" = None
    beside: "list[Found]" = field(default_factory=list)
    institution: bool = False
    home: bool = False
    role: Role = "other"
    detail: str | None = None
    chosen: Entry | None = None
    unlisted: int = 0
    part_of: Entry | None = None
    rivals: tuple[Entry, ...] = ()
    marks: frozenset[str] = field(default_factory=frozenset)

    @property
    def key(self) -> str:
        """The folded name."""
        return fold_name(self.text)


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, str]:
    """{"N.C." or "NC" or "Calif.": postal code}."""
    forms = {code: code for code in vocabulary("countries")["us_states"]}
    forms |= {"HI": "HI", "AK": "AK", "IA": "IA", "UT": "UT"}
    for code, names in vocabulary("countries")["us_states"].items():
        forms |= {form: code for form in names if form.endswith(".")}
    return forms


@lru_cache(maxsize=1)
def _state_pattern() -> re.Pattern[str]:
    forms = sorted(_abbreviations(), key=len, reverse=True)
    spaced = [
        re.escape(form).replace(r"\.", r"\.\s?", form.count(".") - 1) if form.count(".") > 1 else re.escape(form)
        for form in forms
    ]
    return re.compile(rf"(?<![A-Za-z.])(?:{'|'.join(spaced)})(?![A-Za-z])")


def find_names(doc: Doc, sentence: Sentence) -> list[Found]:
    """All words of a sentence that may name a place, in order, none inside another, tied where one holds another."""
    row = list(_road_names(doc, sentence))
    states = dict(_states(doc, sentence))
    taken = {i for road in row for i in range(road.start, road.end)}
    i, stop, tokens = sentence.tokens.start, sentence.tokens.end, doc.tokens
    while i < stop:
        one = None if i in taken else states.get(i) or (_at(doc, i, sentence, taken) if may_begin(tokens[i]) else None)
        if one is None:
            i += 1
            continue
        row.append(one)
        i = one.end
    row += _unlisted(doc, row)
    row.sort(key=lambda one: one.start)
    _contain(doc, row)
    row = [one for one in row if not _is_namesake_of_a_township(doc, one)]
    _coordinate(doc, row)
    return row


def _coordinate(doc: Doc, row: list[Found]) -> None:
    """Set the names of "Sarn, Tolm and Marrow" beside each other: they are mostly of one kind and country."""
    chain: list[Found] = []
    for one, other in pairwise(row):
        between = doc[one.end : other.start].text.strip()
        apart = one.kind != "name" or other.kind != "name" or one.holds or one.held_by or other.holds or other.held_by
        chain = [*chain, one] if chain else [one]
        if apart or between not in ("and", ",", ", and", "or"):
            chain = []
        elif between != ",":
            for each in chain:
                each.beside.append(other)
                other.beside.append(each)
            chain = []


def _road_names(doc: Doc, sentence: Sentence) -> Iterator[Found]:
    for span in road_spans(doc, sentence):
        detail = " ".join(span.text.split()).rstrip(".")
        marks = frozenset({"quarter"} if is_quarter(span) else ())
        yield Found(span.start, span.end, span.text, sentence.index, (), kind="road", detail=detail, marks=marks)


def _states(doc: Doc, sentence: Sentence) -> Iterator[tuple[int, Found]]:
    text = sentence.tokens.text
    for match in _state_pattern().finditer(text):
        form = re.sub(r"\s", "", match[0])
        before = text[: match.start()]
        after_comma = bool(re.search(r"[A-Za-z.]\s?,\s?$", before))
        dotted = form.count(".") > 1 or _is_alone(form, before, text[match.end() :])
        if not (after_comma or dotted) or (len(form) == 2 and not after_comma):
            continue
        span = doc.char_span(sentence.start + match.start(), sentence.start + match.end(), alignment_mode="expand")
        entry = state(_abbreviations()[form])
        if form == "D.C." and not after_comma:
            entry = _capital_district() or entry
        if span is not None and entry is not None:
            yield span.start, Found(span.start, span.end, match[0], sentence.index, (entry,), marks=frozenset({"state"}))


def _is_alone(form: str, before: str, after: str) -> bool:
    """Does a state's short form stand by itself ("a Kan. teen", "Fla. - Two men")? Not "Miss. Alder", nor a name's part."""
    if not form.endswith(".") or len(form) < 4 or form.lower() in words("place_words", "unsure_states"):
        return False
    return not re.search(r"[A-Z][\w.'-]+\s$", before) and not re.match(r"\s?[A-Z]", after)


@lru_cache(maxsize=1)
def _capital_district() -> Entry | None:
    """The town that "D.C." alone means: the district is all its own."""
    return next((one for one in find("Washington") if one.kind == TOWN and one.admin1 == "DC"), None)


@lru_cache(maxsize=64)
def state(code: str) -> Entry | None:
    """The division of the USA with this postal code, or None."""
    name = division_name("US", code)
    return next((one for one in find(name or "") if one.kind == DIVISION and one.country == "US"), None)


def _at(doc: Doc, i: int, sentence: Sentence, taken: set[int]) -> Found | None:
    """The longest name that begins at this token, which has a capital, or None."""
    tokens = doc.tokens
    first = tokens[i]
    people = peoples()
    for end in range(_reach(doc, i, sentence, taken), i, -1):
        last = tokens[end - 1]
        if not (may_begin(last) or (end - 1 > i and last.text in DIVISIONS)):
            continue
        text = doc.text[first.idx : last.idx + len(last.text)]
        if "\n" in text:
            continue
        if text in people or (text.isupper() and len(text) > 4 and text.title() in people):
            return _people(i, end, text, sentence)
        entries = _named(text, end - i)
        if first.lower_ == "the":
            # "The Hague" has its article; "The US" begins at "US".
            entries = tuple(one for one in entries if one.name.startswith("The "))
        if entries:
            return Found(i, end, text, sentence.index, entries)
    return None


def _reach(doc: Doc, i: int, sentence: Sentence, taken: set[int]) -> int:
    """The token after the longest run of words that a name which begins here may have."""
    tokens = doc.tokens
    end, stop = i + 1, min(i + LONGEST, sentence.tokens.end)
    while end < stop and end not in taken and (may_begin(tokens[end]) or tokens[end].lower_ in PARTICLES):
        end += 1
    return end + 1 if end < stop and end not in taken and tokens[end].text in DIVISIONS else end


def _people(i: int, end: int, text: str, sentence: Sentence) -> Found | None:
    place = peoples().get(text) or peoples()[text.title()]
    entry = find_country(place) if len(place) == 2 else next((one for one in find(place) if one.kind != TOWN), None)
    return Found(i, end, text, sentence.index, (entry,), kind="people") if entry else None


def may_begin(token: Token) -> bool:
    """Does a word begin with a capital, after an apostrophe perhaps?"""
    text = token.text
    return text[:1].isupper() or (text[:1] in "'‘" and len(text) > 2 and text[1].isupper())


@lru_cache(maxsize=20_000)
def _named(text: str, length: int) -> tuple[Entry, ...]:
    if len(text) < 2 or (length == 1 and len(text) < 3 and text not in ("US", "UK")):
        return ()
    entries = find(text)
    if text.isupper() and len(text) <= 4 and length == 1:
        # A short word in capitals is an abbreviation, of a country if of anything, or of a town that goes by one.
        towns = entries if text in vocabulary("countries")["exonyms"] else ()
        return tuple(one for one in entries if one.kind == COUNTRY) or towns
    if length == 1 and text == "Us":
        return ()
    if fold_name(text) in ("us", "uk", "uae", "usa", "car", "prc", "drc") and not text.replace(".", "").isupper():
        return tuple(one for one in entries if one.kind != COUNTRY)
    return entries


def _unlisted(doc: Doc, row: list[Found]) -> list[Found]:
    """Names before a state's abbreviation that the gazetteer does not have: "Kelsby, La."."""
    taken = {i for one in row for i in range(one.start, one.end)}
    made = []
    for state in row:
        end = state.start - 1
        if "state" not in state.marks or end < 1 or doc[end].text != "," or end - 1 in taken:
            continue
        start = end
        while (
            start > 0
            and end - start < 3
            and doc[start - 1].pos_ == "PROPN"
            and doc[start - 1].is_title
            and start - 1 not in taken
        ):
            start -= 1
        if start < end and doc[start - 1 if start else 0].lower_ in words("place_words", "locative") | words(
            "place_words", "relating"
        ):
            made.append(Found(start, end, doc[start:end].text, state.sentence, ()))
    return made


def _contain(doc: Doc, row: list[Found]) -> None:
    """Tie "Sarn, Marrow County, Ohio" together: each name is held by the larger one after its comma."""
    for one, larger in pairwise(row):
        township = _is_township(doc, one)
        between = doc[one.end + township : larger.start].text.strip()
        wide = [entry for entry in larger.entries if entry.kind != TOWN]
        area = between in ("area of", "section of") and any(entry.kind == COUNTY for entry in wide)
        tied = area or between in (",", "(", ", in", ", the") or (between in ("in", "in the") and wide)
        if larger.kind == "road" or not tied:
            continue
        if larger.kind == "people":
            continue
        if township:
            one.entries = tuple(entry for entry in one.entries if _is_small_town(entry))
        fits = any(is_within(small, large) for small in one.entries for large in larger.entries)
        if one.kind == "road" or fits:
            one.held_by, larger.holds = larger, one
        elif (
            ("state" in larger.marks or area or _is_state_behind(doc, larger))
            and (between == "," or area)
            and one.kind == "name"
            and all(each.kind == TOWN for each in one.entries)
            and not (area and any(_are_of_one_state(small, large) for small in one.entries for large in larger.entries))
        ):
            # A town that the gazetteer does not have in that state or county: none of its namesakes elsewhere is meant.
            one.end += township
            one.text = doc[one.start : one.end].text
            one.entries, one.held_by, larger.holds = (), larger, one


def _is_township(doc: Doc, one: Found) -> bool:
    after = doc[one.end] if one.kind == "name" and one.end < len(doc) else None
    return after is not None and after.text[:1].isupper() and after.lower_ in words("place_words", "townships")


def _is_small_town(entry: Entry) -> bool:
    return entry.kind == TOWN and not is_capital(entry)


def _is_namesake_of_a_township(doc: Doc, one: Found) -> bool:
    """Is "Jordan" of "Jordan Township" best known as a country, state or capital? Without its own state it is nowhere."""
    return _is_township(doc, one) and one.held_by is None and not (one.entries and _is_small_town(one.entries[0]))


def _are_of_one_state(town: Entry, county: Entry) -> bool:
    return town.own and (town.country, town.admin1) == (county.country, county.admin1)


def _is_state_behind(doc: Doc, one: Found) -> bool:
    """Is a state written in full behind a town ("at a home in Kelsby, West Virginia"), and not the start of other words?

    "In Kelsby, West Virginia troopers said" goes on with another name.
    """
    if one.end < len(doc) and doc[one.end].pos_ in ("NOUN", "PROPN", "PART") and doc[one.end].ent_type_ != "DATE":
        return False
    first = one.entries[0] if one.entries else None
    return (
        first is not None
        and first.kind == DIVISION
        and first.country in WITH_STATES
        and not any(other.kind == TOWN and other.population > first.population // 10 for other in one.entries)
    )


def is_within(small: Entry, large: Entry) -> bool:
    """Does the larger place hold the smaller one, as far as codes and distance tell?"""
    if small.id == large.id or small.kind in (COUNTRY, CONTINENT):
        return False
    if large.kind == COUNTRY:
        return small.country == large.country
    if large.kind == DIVISION:
        return small.kind not in (DIVISION, REGION) and (small.country, small.admin1) == (large.country, large.admin1)
    if large.kind == COUNTY:
        return (
            small.kind == TOWN and (small.country, small.admin1) == (large.country, large.admin1) and near(small, large, 0.8)
        )
    if large.kind == REGION:
        return small.kind == TOWN and near(small, large, 3.0)
    if large.kind == TOWN:
        return small.kind == TOWN and large.population > small.population and near(small, large, 0.5)
    return False


def near(a: Entry, b: Entry, degrees: float) -> bool:
    """Are two places within so many degrees in latitude and (roughly) longitude?"""
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return False
    return abs(a.lat - b.lat) <= degrees and abs(a.lon - b.lon) <= degrees * 1.4
