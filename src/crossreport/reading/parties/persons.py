"""Persons as actors: their names with the offices that the text gives them, and one key for every naming of each.

The register grows from the report itself: whoever is once named in full, or under a title, is known by the surname after.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from crossreport.reading.layout import Document, Sentence
from crossreport.reading.parties.words import before_titles, distance, last_words, person_key, titles
from crossreport.reading.places.peoples import peoples
from crossreport.vocabulary.compile_gazetteer import fold_name
from crossreport.vocabulary.load import words

LINKS = words("names", "links")
# Last words of titles that are titles only after "of": "secretary of state", "chief of staff".
OF_TITLES = frozenset({"state", "staff", "schools", "office"})
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
ROLE_WORDS = 9
SHORTEST_VARIANT = 6


@dataclass
class Naming:
    """One naming of a person: tokens `start` to `end` with the office before the name, `first` where the name begins."""

    start: int
    first: int
    end: int
    name: str
    sentence: int
    role: str | None = None
    role_span: tuple[int, int] | None = None
    key: str = ""
    labelled: bool = False


@dataclass
class Known:
    """A person of the register: all forms of the name, the fullest first name, the office."""

    key: str
    surname: str
    given: str = ""
    full: str = ""
    role: str | None = None
    role_span: tuple[int, int] | None = None
    namings: list[Naming] = field(default_factory=list)


def find_persons(document: Document, places: frozenset[int], toponyms: frozenset[str] = frozenset()) -> list[Known]:
    """The persons that a report names, each with its namings. `places` are the tokens of its toponyms, which `toponyms`
    are by their folded words."""
    namings: list[Naming] = []
    taken: set[int] = set()
    told = Counter(token.text for token in document.doc)
    for sentence in document.sentences:
        if not sentence.is_read:
            continue
        for one in _full_names(document.doc, sentence, places, told):
            if not taken.intersection(range(one.first, one.end)):
                taken.update(range(one.start, one.end))
                namings.append(one)
    namings = [one for one in namings if not _is_no_person(document.doc, one, namings, toponyms)]
    taken = {i for one in namings for i in range(one.start, one.end)}
    surnames = {
        person_key(one.name) for one in namings
        if len(one.name.split()) > 1 or one.role or (one.labelled and one.first not in places)
    }  # fmt: skip
    spellings = _Spellings(surnames)
    for sentence in document.sentences:
        if sentence.is_read:
            namings += _bare_names(document.doc, sentence, spellings, taken)
    namings.sort(key=lambda one: one.start)
    return _register(namings)


def _is_no_person(doc: Doc, one: Naming, namings: Sequence[Naming], toponyms: frozenset[str]) -> bool:
    """Is it a place of the report that the parser takes for a person, or a name that says of where or what people are
    ("Kessik said", "the Kessik girls")? A title or a full name that ends so makes it a person's."""
    if one.role is not None or one.start < one.first:
        return False
    words_of = fold_name(one.name)
    is_place = words_of in toponyms
    tells_of_others = " " not in words_of and is_beside_people(doc, one.first, one.end)
    if not (is_place or tells_of_others):
        return False
    return not any(fold_name(each.name).endswith(f" {words_of}") for each in namings)


def is_beside_people(doc: Doc, first: int, end: int) -> bool:
    """Do these words directly modify a noun for people that is no word of kin ("Kessik girls", "a Kessik student")?"""
    if end >= len(doc) or doc[end].pos_ != "NOUN" or doc[end - 1].dep_ not in ("compound", "amod", "nmod"):
        return False
    lemma = doc[end].lemma_.lower()
    people = any(lemma in words("persons", kind) for kind in ("person", "child", "woman", "man", "security_force", "group"))
    return people and lemma not in words("persons", "unit") and doc[end - 1].head.i >= end


def _full_names(doc: Doc, sentence: Sentence, places: frozenset[int], told: Counter[str]) -> Iterator[Naming]:
    i = sentence.tokens.start
    while i < sentence.tokens.end:
        token = doc[i]
        titled = i > sentence.tokens.start and _is_title(doc[i - 1]) and _begins_name(token)
        given = _is_given(doc, i, sentence, places)
        if not (titled or given or (token.ent_type_ == "PERSON" and _begins_name(token))):
            i += 1
            continue
        end = _name_end(doc, i, sentence.tokens.end, token.ent_type_ == "PERSON")
        given = given and end - i > 1 and not _goes_on(doc, end)
        titled = titled or given
        if not titled and token.ent_type_ != "PERSON":
            i += 1
            continue
        first = i
        while first < end and _is_title(doc[first]) and first + 1 < end and doc[first].ent_type_ != "PERSON":
            first += 1
        i = max(end, i + 1)
        text = doc[first:end].text
        if end <= first or "\n" in text or text in peoples() or text.lower() in last_words() | before_titles():
            continue
        alone = end - first == 1
        if alone and not titled and (first in places or not _likely_alone(doc[first])):
            continue
        if not titled and (all(k in places for k in range(first, end)) or _names_a_thing(doc, sentence, end, told)):
            continue
        naming = Naming(first, first, end, " ".join(text.split()), sentence.index, labelled=doc[first].ent_type_ == "PERSON")
        _with_office(doc, naming, sentence)
        yield naming


def _is_given(doc: Doc, i: int, sentence: Sentence, places: frozenset[int]) -> bool:
    """Is this a first name with a name behind it, neither of them a place's?"""
    token = doc[i]
    if token.lower_ not in words("names", "first") or not token.text[:1].isupper() or i in places:
        return False
    opens = i > sentence.tokens.start and doc[i - 1].text[:1].isupper() and doc[i - 1].lower_ in words("names", "opening")
    after = doc[i + 1] if i + 1 < sentence.tokens.end else None
    return not opens and after is not None and after.pos_ == "PROPN" and after.text.istitle() and after.i not in places


def _goes_on(doc: Doc, end: int) -> bool:
    """ "Ana Vost street", "the Ana Vost battalion": the name of a place or a body that is called after somebody."""
    after = doc[end].lower_ if end < len(doc) else ""
    kinds = (words("place_words", key) for key in ("after", "features", "roads", "sites"))
    return after in words("names", "bodies") or any(after in each for each in kinds)


def _names_a_thing(doc: Doc, sentence: Sentence, end: int, told: Counter[str]) -> bool:
    """Does the name end like a road's or building's, or stand in a heading alone, where every word has a capital?"""
    last = doc[end - 1]
    if last.lower_ in words("names", "bodies"):
        return True
    if last.lower_ in words("place_words", "features") or last.lower_ in words("place_words", "roads"):
        return True
    if sentence.paragraph.kind == "text":
        return False
    return told[last.text] == sum(token.text == last.text for token in sentence.tokens)


def _likely_alone(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[0].isupper() and len(token) > 2 and not token.text.isupper()


def _is_title(token: Token) -> bool:
    lower = token.lower_
    if lower in words("titles", "address"):
        return True
    if lower in OF_TITLES and (token.i < 2 or token.nbor(-1).lower_ != "of"):
        return False
    return lower in last_words() and not (token.is_sent_start and token.pos_ == "VERB")


def _begins_name(token: Token) -> bool:
    text = token.text
    if not text[:1].isupper() or text.lower() in last_words() or text in peoples():
        return False
    return (
        token.pos_ in ("PROPN", "NOUN", "ADJ", "X")
        and token.ent_type_ not in ("DATE", "TIME", "CARDINAL", "ORDINAL")
        and not token.is_stop
    )


def _name_end(doc: Doc, start: int, stop: int, labelled: bool) -> int:
    """Where a name ends: capitalised words, initials, and small words that link two of them ("Abu", "van der", "El-")."""
    end = start + 1
    while end < stop and end - start < 7:
        token = doc[end]
        text = token.text
        if text.lower() in SUFFIXES or (
            text == "," and end + 1 < stop and doc[end + 1].lower_ in ("jr", "jr.", "sr", "sr.")
        ):
            end += 1
        elif text[:1].isupper() and (
            token.ent_type_ == "PERSON" or (not labelled and token.pos_ == "PROPN" and text not in peoples())
        ):
            if token.ent_iob_ == "B" and labelled and token.ent_type_ == "PERSON" and doc[end - 1].text != "-":
                break
            end += 1
        elif (
            text.lower() in LINKS
            and end + 1 < stop
            and doc[end + 1].text[:1].isupper()
            and (doc[end + 1].ent_type_ in ("PERSON", "") or doc[end - 1].text == "-")
        ):
            end += 2
        else:
            break
    while end > start + 1 and (doc[end - 1].text in ("-", "'", "'s", ",") or doc[end - 1].pos_ in ("VERB", "AUX", "DET")):
        end -= 1
    return end


def _with_office(doc: Doc, naming: Naming, sentence: Sentence) -> None:
    """Add the office that stands before or after the name."""
    low = naming.first
    while low > sentence.tokens.start and doc[low - 1].lower_ in words("titles", "address"):
        low -= 1
    naming.start = low
    span = _before(doc, low, sentence)
    if span is not None:
        naming.start = span[0]
    else:
        span = _before_comma(doc, low, sentence) or _after(doc, naming.end, sentence)
    if span is not None:
        naming.role_span = span
        naming.role = " ".join(doc[span[0] : span[1]].text.split())


def _before(doc: Doc, low: int, sentence: Sentence) -> tuple[int, int] | None:
    if low == sentence.tokens.start or doc[low - 1].lower_ not in last_words():
        return None
    start = low - 1
    while start > sentence.tokens.start and low - start < ROLE_WORDS:
        token = doc[start - 1]
        lower = token.lower_
        people = token.text in peoples()
        linked = (
            lower in ("of", "for", "and", "-", "&", "'s")
            and start - 1 > sentence.tokens.start
            and _in_office(doc[start - 2])
        )
        if not (_in_office(token) or people or linked):
            break
        start -= 1
    while start < low and (
        doc[start].lower_ in ("of", "for", "and", "-", "'s") or (doc[start].is_stop and not doc[start].text.isupper())
    ):
        start += 1
    return (start, low) if start < low else None


def _in_office(token: Token) -> bool:
    if token.lower_ in before_titles() or token.lower_ in last_words():
        return token.pos_ not in ("VERB", "AUX", "ADV")
    if token.ent_type_ in ("DATE", "TIME", "PERSON", "CARDINAL") or (token.is_stop and not token.text.isupper()):
        return False
    return token.pos_ == "PROPN" or (token.pos_ in ("NOUN", "ADJ") and token.dep_ in ("compound", "amod", "nmod"))


def _before_comma(doc: Doc, low: int, sentence: Sentence) -> tuple[int, int] | None:
    """ "his Marrish counterpart, Olan Tesk"."""
    if low - 2 < sentence.tokens.start or doc[low - 1].text != ",":
        return None
    head = doc[low - 2]
    if head.lower_ not in last_words() or head.pos_ not in ("NOUN", "PROPN"):
        return None
    start = low - 2
    while start > sentence.tokens.start and (_in_office(doc[start - 1]) or doc[start - 1].text in peoples()):
        start -= 1
    return (start, low - 1)


def _after(doc: Doc, end: int, sentence: Sentence) -> tuple[int, int] | None:
    """ "Olan Tesk, a spokesman for the Marrish army," """
    if end + 1 >= sentence.tokens.end or doc[end].text != ",":
        return None
    start = stop = end + 1
    while stop < sentence.tokens.end and stop - start < 12:
        token = doc[stop]
        if (
            token.text in (",", ";", ".", ":", "(", ")", '"')
            or token.lower_ in ("who", "which", "whose", "that")
            or token.pos_ in ("AUX",)
        ):
            break
        if token.pos_ == "VERB" and token.dep_ not in ("amod", "compound"):
            break
        stop += 1
    while start < stop and doc[start].pos_ in ("DET", "PRON", "SPACE"):
        start += 1
    parts = doc[start:stop]
    if not parts or doc[start].like_num or (stop >= sentence.tokens.end and doc[stop - 1].text not in (".", ",")):
        return None
    before_of = [token.lower_ for token in parts][
        : next((k for k, token in enumerate(parts) if token.lower_ in ("of", "for", "at", "in", "with")), len(parts))
    ]
    if not before_of or not (before_of[-1] in last_words() or " ".join(token.lower_ for token in parts[:3]) in titles()):
        return None
    return (start, stop)


class _Spellings:
    """Known surnames, and whether a word is a spelling of one: only long ones of the same first letter are compared."""

    def __init__(self, surnames: Iterable[str] = ()) -> None:
        self.known: set[str] = set()
        self.long: dict[str, list[str]] = {}
        self.asked: dict[str, bool] = {}
        for surname in sorted(surnames):
            self.add(surname)

    def add(self, surname: str) -> None:
        """Take a surname into the register."""
        if surname not in self.known:
            self.known.add(surname)
            if len(surname) >= SHORTEST_VARIANT:
                self.long.setdefault(surname[0], []).append(surname)

    def variants(self, word: str) -> list[str]:
        """The known surnames that a word may be a spelling of, in the order of the register."""
        if len(word) < SHORTEST_VARIANT:
            return []
        return [surname for surname in self.long.get(word[0], ()) if _is_variant(word, surname)]

    def has_variant(self, word: str) -> bool:
        """Is a word one of the surnames, or a spelling of one?"""
        if word not in self.asked:
            self.asked[word] = word in self.known or bool(self.variants(word))
        return self.asked[word]


def _bare_names(doc: Doc, sentence: Sentence, spellings: _Spellings, taken: set[int]) -> Iterator[Naming]:
    """Single words that are a known surname, or one letter off it, whatever the parser took them for."""
    for token in sentence.tokens:
        text = token.text
        if token.i in taken or not text[:1].isupper() or len(text) < 3 or text in peoples():
            continue
        folded = person_key(text)
        if folded in spellings.known or (token.pos_ == "PROPN" and spellings.has_variant(folded)):
            if token.pos_ not in ("PROPN", "NOUN") or _inside_other_name(doc, token):
                continue
            naming = Naming(token.i, token.i, token.i + 1, text, sentence.index)
            _with_office(doc, naming, sentence)
            taken.update(range(naming.start, naming.end))
            yield naming


def _inside_other_name(doc: Doc, token: Token) -> bool:
    """Part of a longer capitalised name that is not this person's: "Tesk Street", "the Tesk Foundation"."""
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    return bool(
        after is not None
        and after.text[:1].isupper()
        and after.pos_ == "PROPN"
        and token.dep_ == "compound"
        and after.ent_type_ != "PERSON"
    )


def _register(namings: Sequence[Naming]) -> list[Known]:
    known: list[Known] = []
    by_surname: dict[str, list[Known]] = {}
    spellings = _Spellings()
    for one in sorted(namings, key=lambda each: (-len(each.name.split()), each.start)):
        surname = person_key(one.name)
        given = _given(one.name)
        like = by_surname.get(surname) or [each for other in spellings.variants(surname) for each in by_surname[other]]
        fitting = [each for each in like if _fits(given, each.given)]
        if not fitting:
            person = Known(surname, surname, given, one.name)
            if by_surname.get(surname):
                person.key = f"{surname} {given[:1]}".strip()
            known.append(person)
            by_surname.setdefault(surname, []).append(person)
            spellings.add(surname)
        else:
            person = fitting[0] if len(fitting) == 1 else _latest(fitting, one)
        person.namings.append(one)
    for person in known:
        person.namings.sort(key=lambda each: each.start)
        offices = [each for each in person.namings if each.role]
        if offices:
            best = max(offices, key=lambda each: (len((each.role or "").split()), -each.start))
            person.role, person.role_span = best.role, best.role_span
        for one in person.namings:
            one.key = person.key
    return known


def _given(name: str) -> str:
    parts = re.sub(r"[.,]", "", fold_name(name)).split()
    return parts[0] if len(parts) > 1 else ""


def _is_variant(a: str, b: str) -> bool:
    """Are two surnames spellings of one: one letter apart, two where they are long?"""
    if a == b:
        return True
    if min(len(a), len(b)) < SHORTEST_VARIANT or a[0] != b[0] or abs(len(a) - len(b)) > 2:
        return False
    return distance(a, b) <= (2 if min(len(a), len(b)) >= 8 and a[-1] == b[-1] else 1)


def _fits(given: str, other: str) -> bool:
    if not given or not other or given == other:
        return True
    if len(given) == 1 or len(other) == 1:
        return given[0] == other[0]
    return given[0] == other[0] and distance(given, other) <= 2


def _latest(fitting: list[Known], one: Naming) -> Known:
    """Of several persons of one surname, the one named last before."""

    def last(person: Known) -> int:
        return max((each.start for each in person.namings if each.start < one.start), default=-1)

    return max(fitting, key=lambda person: (last(person), -fitting.index(person)))
