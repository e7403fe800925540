"""How likely words that may name a place do name one, by the parser's labels, the words around them and the whole report."""

import re

from crossreport.reading.datelines import behind_place
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.parsed import Token, Tokens
from crossreport.reading.places.gazetteer import Entry, find, is_capital
from crossreport.reading.places.spotting import Found, find_names
from crossreport.vocabulary.compile_gazetteer import CONTINENT, COUNTRY, COUNTY, DIVISION, REGION, TOWN
from crossreport.vocabulary.load import vocabulary, words

ACCEPTED = 1.0
CALIBRE = re.compile(r"\.\d\d\b|\d+-?(?:mm|caliber|calibre|gauge)\b")


def spot(document: Document) -> list[Found]:
    """All words that may name a place, in order of the text, none inside another; `score` says how likely each does."""
    names = _Names(document)
    rows = [(sentence, find_names(document.doc, sentence)) for sentence in document.sentences if sentence.is_read]
    for _, row in rows:
        for one in row:
            if one.kind == "road":
                names.streets |= _road_words(document.doc[one.start : one.end])
            elif one.end - one.start == 1:
                names.note_site(one)
    for sentence, row in rows:
        for one in row:
            one.score = names.weigh(one, sentence) if one.kind == "name" else 3.0
    return [one for _, row in rows for one in row]


def _road_words(road: Tokens) -> set[str]:
    """The words by which a road goes ("Alder" of "North Alder Street"); of a crossing or a block, those of each road."""
    kinds = words("place_words", "roads", "roads_together", "directions")
    end = len(road) - (road[-1].text == ".")
    if end > 1 and road[end - 1].lower_.rstrip(".") in words("place_words", "roads"):
        return {road[end - 2].text}
    return {token.text for token in road if token.text[:1].isupper() and len(token) > 2 and token.lower_ not in kinds}


def _may_speak(one: Found) -> bool:
    """Countries, divisions and capitals say things; other towns do not, but persons of their names do."""
    return any(entry.kind != TOWN or is_capital(entry) for entry in one.entries)


class _Names:
    """What the whole report tells about its names: persons' surnames, words that it also writes in lower case, headings."""

    def __init__(self, document: Document) -> None:
        self.document, self.doc = document, document.doc
        self.surnames: set[str] = set()
        self.common = {token.lower_ for token in self.doc if token.is_lower and len(token) > 3}
        for entity in document.entities:
            if entity.label_ == "PERSON":
                parts = [token.text for token in entity if token.is_alpha and token.text[0].isupper()]
                if len(parts) > 1:
                    self.surnames.update(parts)
        self.streets: set[str] = set()
        self.sites: set[str] = set()  # "Alder" of "Alder Mall"
        self.set_in: set[str] = set()  # "in Alder", "Alder police"
        self.titled = {one.index for one in document.sentences if is_titled(one)}

    def note_site(self, one: Found) -> None:
        """Keep whether a name is that of a site ("Alder Mall"), or is told of as a place is ("in Alder", "Alder police")."""
        before = self.doc[one.start - 1].lower_ if one.start else ""
        after = self.doc[one.end] if one.end < len(self.doc) else None
        lower = after.lower_ if after is not None else ""
        if after is not None and after.is_title and lower in words("place_words", "features"):
            self.sites.add(one.text)
            return
        told = before in words("place_words", "locative", "relating") or one.held_by is not None or one.holds is not None
        if told or lower in words("place_words", "institutions", "inhabitants", "after", "quarters"):
            self.set_in.add(one.text)

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
        score += self._entity(one, before)
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
        if best.kind == TOWN and not is_capital(best) and one.text in vocabulary("countries")["governments"]:
            score -= 5.0
        if one.held_by or one.holds:
            score += 2.0
        if dateline(self.document, sentence, one.start, one.end):
            one.dateline = True
            score += 3.0
        if best.kind == TOWN and not one.held_by and all(token.text in self.streets for token in doc[one.start : one.end]):
            # "On Alder near Main": what names a road here is hardly a town as well where it stands like one.
            on_it = before is not None and before.lower_ in words("place_words", "beside_roads")
            score -= 4.0 if on_it else 2.0 if one.end - one.start == 1 else 0.0
        if one.end - one.start == 1:
            lower = first.lower_
            if one.text in self.sites - self.set_in and best.kind == TOWN and not one.dateline:
                score -= 4.0  # "Cascade, all units", where "Cascade Mall" was attacked: the site, by its first word
            if (
                lower in words("place_words", "never")
                and best.kind != COUNTRY
                and not (located and lower in words("place_words", "unless_located"))
            ):
                score -= 9.0 if not one.held_by else 2.0
            if first.text in self.surnames:
                score -= 1.5 if located or one.held_by or best.kind != TOWN else 4.0
            if lower in self.common:
                score -= 2.0
            if first.pos_ != "PROPN":
                score -= 1.0
            if first.dep_ == "nsubj" and first.head.lemma_.lower() in words("place_words", "saying") and not _may_speak(one):
                score -= 2.5
        elif one.text.lower() in words("place_words", "never"):
            score -= 9.0 if not one.held_by else 2.0
        elif last.lower_ in words("place_words", "never") and len(one.entries) < 3:
            score -= 0.5
        if sentence.index in self.titled and not one.held_by:
            score -= 0.0 if located else 1.0
        return score

    def _entity(self, one: Found, before: Token | None) -> float:
        tokens = self.doc[one.start : one.end]
        labels = [token.ent_type_ for token in tokens]
        label = max(set(labels), key=lambda each: (labels.count(each), each))
        if label in ("GPE", "LOC"):
            return 2.0
        if label == "PERSON":
            # "A house in Khan Younis": nobody is in a person, but in whom one believes or trusts.
            inside = before is not None and before.lower_ == "in" and one.end - one.start > 1
            trusted = before is not None and before.head.lemma_.lower() in words("place_words", "in_whom")
            return 0.0 if inside and not trusted else -2.0
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
            lies = words("place_words", "before", "compass")
            return 2.0 if before.lower_ == "of" and prior in lies else 0.7
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
        if lower in words("place_words", "quarters"):
            one.marks |= {"quarter", "part"} if lower in words("place_words", "parts_of_towns") else {"quarter"}
        if lower == "section" and after.i + 1 < len(self.doc) and after.nbor(1).lower_ == "of":
            one.marks |= {"quarter", "part"}  # "the Alder section of Sarn"
        if one.entries[0].kind == TOWN and _names_a_site(after):
            return -2.5
        if one.entries[0].kind == TOWN and _is_made_by(after):
            return -9.0
        if lower in words("place_words", "after") and (after.is_lower or lower in ("county", "parish", "township", "city")):
            return 1.0
        if lower in words("place_words", "institutions"):
            one.institution = True
            one.marks |= {"authority"} if lower in words("place_words", "authorities") else frozenset()
            return 1.2 if after.is_lower or lower not in words("place_words", "features") else -0.5
        if lower in words("place_words", "inhabitants") and after.is_lower:
            return 1.0
        if lower in words("numbers", "weekdays"):
            return 0.0  # "in Kelsby Tuesday afternoon": no more of a name
        if after.text[:1].isupper() and after.is_alpha:
            if lower in words("place_words", "features"):
                return -2.5 if one.entries[0].kind == COUNTRY else -5.5
            if lower in words("place_words", "roads"):
                return -2.5
            return -2.0 if after.pos_ == "PROPN" and not find(after.text) else -1.0
        if lower == "-" or (lower == "'s" and one.entries[0].kind == TOWN and self.doc[one.start].ent_type_ == "PERSON"):
            return -0.5
        return 0.0


def _names_a_site(after: Token) -> bool:
    """Do the capitalised words after a name go on to those of a site ("Arnold Palmer Children's hospital")?

    Not where they begin with those of a body, which is where the name says ("Sarn Regional Medical Center").
    """
    known = words("place_words", "institutions", "features", "after")
    if not after.text[:1].isupper() or after.lower_ in known or after.lower_ in words("place_words", "roads"):
        return False
    for at, token in enumerate(after.doc[after.i : after.i + 5]):
        if at and token.lower_ in words("place_words", "features") and token.text != "'s":
            return True
        if not token.text[:1].isupper() and token.text != "'s":
            return False
    return False


def _is_made_by(after: Token) -> bool:
    """Does a name stand before a gun or its calibre, whose maker it is ("a Sarn .45-caliber handgun", "a Sarn 9mm")?"""
    return after.lower_ in words("place_words", "of_makers") or CALIBRE.match(after.doc.text, after.idx) is not None


def dateline(document: Document, sentence: Sentence, start: int, end: int) -> str:
    """What stands between a name that opens a paragraph and the words there ("SARN, Ohio, June 3 (AP) —"); "" for none."""
    if sentence.paragraph.kind == "title":
        return ""
    doc, plain = document.doc, document.plain
    opening = plain[sentence.paragraph.start : doc[start].idx]
    if len(opening) > 40 or re.search(r"[a-z]{3,}\s", opening):
        return ""
    last = doc[end - 1]
    return behind_place(plain, last.idx + len(last))


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


def is_titled(sentence: Sentence) -> bool:
    """Has a sentence the capitals of a headline, one on most of its words?"""
    long = [token for token in sentence.tokens if token.is_alpha and len(token) > 3]
    return len(long) >= 4 and sum(token.text[0].isupper() for token in long) > 0.6 * len(long)
