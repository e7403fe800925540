"""Which words of a report may name a place: gazetteer names, peoples, states by their abbreviations, and roads.

Everything here is about finding; which of the places of one name is meant is decided in `place_resolution`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from spacy.tokens import Doc, Token

from crossreport.reading.gazetteer import (
    CONTINENT,
    COUNTRY,
    COUNTY,
    DIVISION,
    REGION,
    TOWN,
    Entry,
    division_name,
    find,
    find_country,
    fold_name,
    is_capital,
)  # fmt: skip
from crossreport.reading.layout import Document, Sentence
from crossreport.vocabulary.load import vocabulary, words

LONGEST = 6
PARTICLES = frozenset(
    {"of", "the", "de", "la", "le", "los", "las", "del", "du", "da", "do", "al", "el", "and", "on", "upon", "-", "'s", "'"}
)
PLURAL = ("n", "i", "o", "t")
ACCEPTED = 1.0
Kind = Literal["name", "people", "road"]


@dataclass
class Found:
    """Words that may name a place, with what speaks for and against it. `start` and `end` are tokens of the document."""

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
    institution: bool = False
    detail: str | None = None
    chosen: Entry | None = None
    rivals: tuple[Entry, ...] = ()
    marks: frozenset[str] = field(default_factory=frozenset)

    @property
    def key(self) -> str:
        """The folded name."""
        return fold_name(self.text)


@lru_cache(maxsize=1)
def peoples() -> dict[str, str]:
    """{adjective or noun of a people, as written: the name of its place in the gazetteer}."""
    tables = vocabulary("countries")
    named = {code: find_country(code) for code in tables["countries"]}
    found: dict[str, str] = dict(tables["regional"])
    for code, row in tables["countries"].items():
        if named[code] is None:
            continue
        for adjective in row.get("adjectives", ()):
            found[adjective] = code
            if adjective.endswith(PLURAL) and not adjective.isupper() and not adjective.endswith("men"):
                found[f"{adjective}s"] = code
        for noun in row.get("people", ()):
            found[noun] = code
    return {name: place for name, place in found.items() if name not in ("US", "U.S.")}


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


@lru_cache(maxsize=1)
def _roads() -> re.Pattern[str]:
    kinds = sorted(words("place_words", "roads"), key=len, reverse=True)
    numbered = sorted(words("place_words", "numbered_roads"), key=len, reverse=True)
    kind = "|".join(f"(?:{one[0].upper()}|{one[0]}){re.escape(one[1:])}" for one in kinds)
    number = "|".join("".join(f"[{c.upper()}{c}]" if c.isalpha() else re.escape(c) for c in one) for one in numbered)
    name = r"(?:[NSEW]\.?\s|(?:North|South|East|West)\s)?(?:(?!(?:The|In|On|At|Near)\s)[A-Z][\w'.-]*|\d+(?:st|nd|rd|th))(?:\s[A-Z][\w'-]*){0,2}"
    return re.compile(
        rf"(?P<block>(?:\d+00|\d+-hundred)(?:\s|-)block\s(?:of\s)?)?(?P<house>\b\d{{1,5}}\s)?"
        rf"(?P<road>\b{name}\s(?:{kind})\b\.?(?:\s[NSEW]\.?W?\.?(?![\w]))?|\b(?:{number})\s\d+\b)"
    )


def spot(document: Document) -> list[Found]:
    """All words that may name a place, in order of the text, none inside another; `score` says how likely each does."""
    doc = document.doc
    names = _Names(document)
    found: list[Found] = []
    rows: list[tuple[Sentence, list[Found]]] = []
    for sentence in document.sentences:
        if not sentence.is_read:
            continue
        roads = list(_road_names(doc, sentence))
        states = dict(_states(doc, sentence))
        taken = {i for road in roads for i in range(road.start, road.end)}
        row = roads
        i = sentence.tokens.start
        while i < sentence.tokens.end:
            one = None if i in taken else states.get(i) or _at(doc, i, sentence, taken)
            if one is None:
                i += 1
                continue
            row.append(one)
            i = one.end
        row += _unlisted(doc, row)
        row.sort(key=lambda one: one.start)
        _contain(doc, row)
        names.streets.update(doc[one.end - 2].text for one in row if one.kind == "road" and one.end - one.start > 1)
        rows.append((sentence, row))
    for sentence, row in rows:
        for one in row:
            one.score = names.weigh(one, sentence) if one.kind == "name" else 3.0
        found += row
    return found


def _may_speak(one: Found) -> bool:
    """Countries, divisions and capitals say things; other towns do not, but persons of their names do."""
    return any(entry.kind != TOWN or is_capital(entry) for entry in one.entries)


def _road_names(doc: Doc, sentence: Sentence) -> Iterator[Found]:
    text = sentence.tokens.text
    for match in _roads().finditer(text):
        span = doc.char_span(sentence.start + match.start(), sentence.start + match.end(), alignment_mode="contract")
        if span is None or len(span) < 2:
            continue
        road = match["road"]
        # "Saint" before a town's name looks like the street's "St." after one.
        if re.match(r"St\.?\s[A-Z]", road) or (
            re.search(r"\bSt\.?$", road) and re.match(r"\s[A-Z][a-z]", text[match.end() :])
        ):
            continue
        marked = match["block"] or match["house"] or re.search(r"\b(?:on|along|off)\s(?:the\s)?$", text[: match.start()])
        if not marked and road.split()[-1].lower().rstrip(".") in words("place_words", "unsure_roads"):
            continue
        detail = " ".join(span.text.split()).rstrip(".")
        yield Found(span.start, span.end, span.text, sentence.index, (), kind="road", detail=detail)


def _states(doc: Doc, sentence: Sentence) -> Iterator[tuple[int, Found]]:
    text = sentence.tokens.text
    for match in _state_pattern().finditer(text):
        form = re.sub(r"\s", "", match[0])
        before = text[: match.start()]
        after_comma = bool(re.search(r"[A-Za-z.]\s?,\s?$", before))
        dotted = form.count(".") > 1
        if not (after_comma or dotted) or (len(form) == 2 and not after_comma):
            continue
        span = doc.char_span(sentence.start + match.start(), sentence.start + match.end(), alignment_mode="expand")
        entry = state(_abbreviations()[form])
        if span is not None and entry is not None:
            yield span.start, Found(span.start, span.end, match[0], sentence.index, (entry,), marks=frozenset({"state"}))


@lru_cache(maxsize=64)
def state(code: str) -> Entry | None:
    """The division of the USA with this postal code, or None."""
    name = division_name("US", code)
    return next((one for one in find(name or "") if one.kind == DIVISION and one.country == "US"), None)


def _at(doc: Doc, i: int, sentence: Sentence, taken: set[int]) -> Found | None:
    """The longest name that begins at this token, or None."""
    first = doc[i]
    if not _may_begin(first):
        return None
    people = peoples()
    for end in range(min(i + LONGEST, sentence.tokens.end), i, -1):
        last = doc[end - 1]
        if any(k in taken for k in range(i, end)) or not (_may_begin(last) or last.lower_ in ("city", "county", "parish")):
            continue
        if any(not (_may_begin(token) or token.lower_ in PARTICLES) for token in doc[i:end]):
            continue
        text = doc[i:end].text
        if "\n" in text:
            continue
        if text in people or (text.isupper() and len(text) > 4 and text.title() in people):
            return _people(i, end, text, sentence)
        entries = _named(text, end - i)
        if entries:
            return Found(i, end, text, sentence.index, entries)
    return None


def _people(i: int, end: int, text: str, sentence: Sentence) -> Found | None:
    place = peoples().get(text) or peoples()[text.title()]
    entry = find_country(place) if len(place) == 2 else next((one for one in find(place) if one.kind != TOWN), None)
    return Found(i, end, text, sentence.index, (entry,), kind="people") if entry else None


def _may_begin(token: Token) -> bool:
    return token.text[:1].isupper() or (token.text[:1] in "'‘" and len(token.text) > 2 and token.text[1].isupper())


def _named(text: str, length: int) -> tuple[Entry, ...]:
    if len(text) < 2 or (length == 1 and len(text) < 3 and text not in ("US", "UK")):
        return ()
    entries = find(text)
    if text.isupper() and len(text) <= 4 and length == 1:
        # A short word in capitals is an abbreviation, of a country if of anything.
        return tuple(one for one in entries if one.kind == COUNTRY)
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
        while start > 0 and end - start < 3 and doc[start - 1].pos_ == "PROPN" and doc[start - 1].is_title and start - 1 not in taken:
            start -= 1
        if start < end and doc[start - 1 if start else 0].lower_ in words("place_words", "locative") | words("place_words", "relating"):
            made.append(Found(start, end, doc[start:end].text, state.sentence, ()))
    return made


def _contain(doc: Doc, row: list[Found]) -> None:
    """Tie "Sarn, Marrow County, Ohio" together: each name is held by the larger one after its comma."""
    for one, larger in zip(row, row[1:], strict=False):
        between = doc[one.end : larger.start].text.strip()
        wide = [entry for entry in larger.entries if entry.kind != TOWN]
        if larger.kind == "road" or not (between in (",", "(", ", in", ", the") or (between in ("in", "in the") and wide)):
            continue
        if larger.kind == "people":
            continue
        fits = any(is_within(small, large) for small in one.entries for large in larger.entries)
        if one.kind == "road" or fits:
            one.held_by, larger.holds = larger, one
        elif "state" in larger.marks and between == "," and one.kind == "name" and all(each.kind == TOWN for each in one.entries):
            # A town that the gazetteer does not have in that state: none of its namesakes elsewhere is meant.
            one.entries, one.held_by, larger.holds = (), larger, one


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


class _Names:
    """What the whole report tells about its names: persons' surnames, words that it also writes in lower case, headings."""

    def __init__(self, document: Document) -> None:
        self.doc = document.doc
        self.surnames: set[str] = set()
        self.common = {token.lower_ for token in self.doc if token.is_lower and len(token) > 3}
        for entity in self.doc.ents:
            if entity.label_ == "PERSON":
                parts = [token.text for token in entity if token.is_alpha and token.text[0].isupper()]
                if len(parts) > 1:
                    self.surnames.update(parts)
        self.streets: set[str] = set()
        self.titled = {one.index for one in document.sentences if _is_titled(one)}

    def weigh(self, one: Found, sentence: Sentence) -> float:
        """How likely these words name a place; `ACCEPTED` or more says yes."""
        doc = self.doc
        first, last = doc[one.start], doc[one.end - 1]
        before = doc[one.start - 1] if one.start > sentence.tokens.start else None
        after = doc[one.end] if one.end < sentence.tokens.end else None
        if not one.entries:
            return 3.0
        best = one.entries[0]
        located = before is not None and before.lower_ in words("place_words", "locative") and before.text != "Over"
        score = 3.0 if "state" in one.marks else 0.0
        score += self._entity(one)
        score += _size(one.entries)
        if any(map(is_capital, one.entries[:3])) and first.text not in self.surnames:
            score += 1.5
        if best.kind in (COUNTRY, CONTINENT, REGION):
            score += 1.5
        elif best.kind == DIVISION:
            score += 1.0
        elif best.kind == COUNTY:
            score += 3.0
        if before is not None:
            score += self._before(one, before, located)
        if after is not None:
            score += self._after(one, after)
        if one.held_by or one.holds:
            score += 2.0
        score += self._dateline(one, sentence)
        if one.end - one.start == 1:
            lower = first.lower_
            if lower in words("place_words", "never") and best.kind != COUNTRY and not (located and lower in words("place_words", "unless_located")):
                score -= 9.0 if not one.held_by else 2.0
            if first.text in self.surnames:
                score -= 1.5 if located or one.held_by or best.kind != TOWN else 4.0
            if lower in self.common:
                score -= 2.0
            if first.pos_ != "PROPN":
                score -= 1.0
            if first.text in self.streets and not one.held_by:
                score -= 2.0
            if first.dep_ == "nsubj" and first.head.lemma_.lower() in words("place_words", "saying") and not _may_speak(one):
                score -= 2.5
        elif last.lower_ in words("place_words", "never") and len(one.entries) < 3:
            score -= 0.5
        if sentence.index in self.titled and not one.held_by:
            score -= 0.0 if located else 1.0
        return score

    def _entity(self, one: Found) -> float:
        tokens = self.doc[one.start : one.end]
        labels = [token.ent_type_ for token in tokens]
        label = max(set(labels), key=lambda each: (labels.count(each), each))
        if label in ("GPE", "LOC"):
            return 2.0
        if label == "PERSON":
            return -2.0
        if label == "ORG":
            return -0.5
        if label in ("FAC", "NORP"):
            return 0.3
        return -0.3 if label else 0.0

    def _before(self, one: Found, before: Token, located: bool) -> float:
        if located:
            return 1.5
        if before.lower_ in words("place_words", "relating"):
            prior = before.nbor(-1).lower_ if before.i else ""
            return 2.0 if before.lower_ == "of" and prior in words("place_words", "before") else 0.7
        if before.lower_ in words("place_words", "directions"):
            return 1.0
        if before.text[:1].isupper() and before.is_alpha and before.pos_ == "PROPN":
            if one.end - one.start == 1 and before.lower_ not in words("place_words", "before") and not before.is_sent_start:
                return -3.0
            return (
                -2.5
                if before.ent_type_ in ("PERSON", "ORG", "") and before.ent_type_ == self.doc[one.start].ent_type_
                else -1.0
            )
        return 0.0

    def _after(self, one: Found, after: Token) -> float:
        lower = after.lower_
        if lower in words("place_words", "after") and (after.is_lower or lower in ("county", "parish", "township", "city")):
            return 1.0
        if lower in words("place_words", "institutions"):
            one.institution = True
            return 1.2 if after.is_lower or lower not in words("place_words", "features") else -0.5
        if lower in words("place_words", "inhabitants") and after.is_lower:
            return 1.0
        if after.text[:1].isupper() and after.is_alpha:
            if lower in words("place_words", "features") or lower in words("place_words", "roads"):
                return -2.5
            return -2.0 if after.pos_ == "PROPN" and not find(after.text) else -1.0
        if lower == "-" or (lower == "'s" and one.entries[0].kind == TOWN and self.doc[one.start].ent_type_ == "PERSON"):
            return -0.5
        return 0.0

    def _dateline(self, one: Found, sentence: Sentence) -> float:
        """The place that opens a paragraph before a dash, or a bracket with an agency: "SARN, Ohio (AP) —"."""
        start = sentence.paragraph.start
        opening = self.doc.text[start : self.doc[one.start].idx]
        if sentence.paragraph.kind == "title" or len(opening) > 40 or re.search(r"[a-z]{3,}\s", opening):
            return 0.0
        rest = self.doc.text[self.doc[one.end - 1].idx + len(self.doc[one.end - 1]) :][:60]
        pattern = (
            r"(?:\s?,\s?[A-Z][\w.]*(?:\s[A-Z][\w.]*)?){0,2}\s*(?:,\s\w+\.?\s\d+\s*)?(?:\([^)]{1,30}\)\s*)?(?:--?|–|—|:)\s"
        )
        if re.match(pattern, rest):
            one.dateline = True
            return 3.0
        return 0.0


def _size(entries: tuple[Entry, ...]) -> float:
    towns = [one for one in entries if one.kind == TOWN]
    if not towns:
        return 0.0
    own = max((one.population for one in towns if one.own), default=-1)
    other = max((one.population for one in towns if not one.own), default=-1)
    people = max(own, other)
    score = (
        1.5
        if people >= 1_000_000
        else 1.0
        if people >= 200_000
        else 0.5
        if people >= 30_000
        else 0.0
        if people >= 2_000
        else -0.5
    )
    return score - (0.75 if own < 0 and people < 200_000 else 0.0)


def _is_titled(sentence: Sentence) -> bool:
    long = [token for token in sentence.tokens if token.is_alpha and len(token) > 3]
    return len(long) >= 4 and sum(token.text[0].isupper() for token in long) > 0.6 * len(long)
