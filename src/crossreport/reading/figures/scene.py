"""A sentence laid out for reading figures: its numbers and ages on its tokens, and which nouns stand for persons."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from functools import cache

from crossreport.model.happened import Party, Toponym
from crossreport.reading.figures.as_many import with_told
from crossreport.reading.figures.counted import AGES_SPANNED, counts_no_person
from crossreport.reading.figures.numbers import AGE, Quantity, is_age, may_have_ages, read_numbers
from crossreport.reading.figures.vessels import vessels_named
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.parsed import Doc, Token
from crossreport.reading.parties.words import before_titles, last_words
from crossreport.reading.places.masthead import masthead
from crossreport.reading.said.source_words import kind_of_words
from crossreport.vocabulary.load import vocabulary, words

DIGIT = re.compile(r"\d")
# "Jane Roe, 23, was ...", "a woman (23)": the age behind who is meant.
# Before a verb in the singular, too, a number is the age of the one who is named.
APPOSED_AGE = re.compile(
    r"(?<=[a-z])(?:,\s+(?:aged?\s+)?\d{1,2}(?:,(?!\d)|(?=\s*[.;]?$)|(?= (?:was|is|has|had)\b))|\s\((?:aged?\s+)?\d{1,2}\))"
)
# "Two girls, 7 and 5, were": the ages of all who were named by one noun.
LISTED_AGES = re.compile(
    r"(?<![a-z])(?P<noun>[a-z]+)(?:,? |,)\(?(?:aged? |ages )?"
    r"(?P<ages>\d{1,2}(?:, \d{1,2})*,? and \d{1,2})(?=\)|,(?!\d)|\.? *$)",
    re.I,
)
# "Two juveniles ages 14 and 15 were": no comma closes them where they are called so.
CALLED_AGES = re.compile(
    r"(?<![a-z])(?P<noun>[a-z]+),? (?:aged|ages) (?P<ages>\d{1,2}(?:, \d{1,2})*,? and \d{1,2})"
    r"(?= (?:was|were|are|have|had|who|in|at|from)\b)",
    re.I,
)
# "Ana Poe, 66 and Ivo Poe, 64 were": names whose ages no second comma closes.
NAME = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)+"
PAIRED_AGES = re.compile(
    rf"{NAME}(?P<first>, \d{{1,2}})(?P<between>,? (?:and|&) (?:(?:his|her|their) [a-z -]{{3,30}} )?{NAME})"
    r"(?P<second>, \d{1,2})\b(?![,.]\d)"
)
NOT_NAMES = frozenset({"GPE", "LOC", "FAC", "DATE", "NORP", "TIME", "EVENT", "PRODUCT", "LAW", "MONEY", "WORK_OF_ART"})


@dataclass(frozen=True)
class Known:
    """What is known of the whole document: last words of persons' full names, offsets of the words of persons' names, of
    place names (and vessels', which are no persons either) and of vessels' alone, its text.

    `text` is that of the parse: to put it together from tokens takes too long to do for every sentence.
    """

    text: str = ""
    surnames: frozenset[str] = frozenset()
    placed: frozenset[int] = frozenset()
    persons: frozenset[int] = frozenset()
    vessels: frozenset[int] = frozenset()


@dataclass
class Scene:
    """A sentence with its numbers and ages laid on its tokens (indices of the whole document)."""

    doc: Doc
    sentence: Sentence
    heading: bool
    text: str
    known: Known
    numbers: tuple[Quantity, ...] = ()
    number_at: dict[int, Quantity] = field(default_factory=dict)
    age_at: dict[int, tuple[int, int, re.Match[str]]] = field(default_factory=dict)
    passed: set[int] = field(default_factory=set)

    @property
    def first(self) -> int:
        """The index of the sentence's first token."""
        return self.sentence.tokens.start

    @property
    def end(self) -> int:
        """The index after its last token."""
        return self.sentence.tokens.end

    def tokens(self) -> list[Token]:
        """Its tokens that are no blanks."""
        return [token for token in self.sentence.tokens if not token.is_space]


def scene(doc: Doc, sentence: Sentence, known: Known | None = None) -> Scene:
    """The sentence with what its numbers count left to say: numbers that count no persons are laid aside."""
    known = known or Known(doc.text)
    whole = known.text
    if sentence.lowered is not None:
        doc, sentence = sentence.lowered.doc, replace(sentence, tokens=sentence.lowered)
        whole = doc.text
    text = whole[sentence.start : sentence.end]
    made = Scene(doc, sentence, sentence.paragraph.kind in ("title", "heading"), whole, known)
    starts = [token.idx for token in sentence.tokens]

    def covered(start: int, end: int) -> range:
        first = max(bisect_left(starts, start + 1) - 1, 0)
        return range(first + made.first, max(bisect_left(starts, end), first + 1) + made.first)

    for found in AGE.finditer(text) if may_have_ages(text) else ():
        if is_age(found):
            inside = covered(found.start() + sentence.start, found.end() + sentence.start)
            for i in inside:
                made.age_at[i] = (inside[0], inside[-1], found)
    numbers = [one for one in read_numbers(text, sentence.start) if not counts_no_person(text, one, sentence.start)]
    numbers = [one for one in numbers if not (one.is_one and text[: one.start - sentence.start].lower().endswith("no "))]
    # Ages behind names and nouns are in digits: most sentences have none.
    digits = text if DIGIT.search(text) else ""
    ages_after = [found.span() for found in APPOSED_AGE.finditer(digits)]
    ages_after += [
        found.span(age)
        for found in PAIRED_AGES.finditer(digits)
        for age in ("first", "second")
        if not any(doc[i].idx in known.placed for i in covered(found.start() + sentence.start, found.end() + sentence.start))
    ]
    for start, end in ages_after:
        made.passed |= set(covered(start + sentence.start, end + sentence.start))
    for ages in AGES_SPANNED.finditer(text):
        made.passed |= set(covered(ages.start() + sentence.start, ages.end() + sentence.start))
    numbers = [one for one in numbers if not any(a <= one.start - sentence.start < b for a, b in ages_after)]
    listed = [
        found
        for ages in (LISTED_AGES, CALLED_AGES)
        for found in ages.finditer(digits)
        if _is_of_persons(found["noun"].lower())
    ]
    for found in listed:
        made.passed |= set(covered(found.start("ages") + sentence.start, found.end("ages") + sentence.start))
    numbers = [one for one in numbers if not any(f.start("ages") <= one.start - sentence.start < f.end() for f in listed)]
    numbers = [one for one in numbers if not _is_year(text, one, sentence.start)]
    told = (one for one in with_told(text, numbers, sentence.start) if not counts_no_person(text, one, sentence.start))
    made.numbers = tuple(told)
    for number in made.numbers:
        for i in covered(number.start, number.end):
            if i not in made.age_at:
                made.number_at[i] = number
    return made


def _is_year(text: str, number: Quantity, offset: int) -> bool:
    """ "The 2014 killings": four digits from 1900 to 2099 are a year, but before a plain word for persons."""
    written = text[number.core - offset : number.end - offset]
    if not re.fullmatch(r"(?:19|20)\d\d", written):
        return False
    after = re.match(r"\s+(?:other )?([a-z]+)\b", text[number.end - offset :])
    noun = after[1] if after else ""
    return not (
        noun in person_nouns() or noun in vocabulary("persons")["plurals"] or noun.removesuffix("s") in person_nouns()
    )


def _is_of_persons(noun: str) -> bool:
    """Is a word in small letters a plural for persons?"""
    return noun in vocabulary("persons")["plurals"] or (noun.endswith("s") and noun[:-1] in person_nouns())


def known_names(document: Document, places: tuple[Toponym, ...], parties: tuple[Party, ...] = ()) -> Known:
    """The last words of the full names of persons in a document, and where its persons and places are named."""
    given = (ent[-1].text for ent in document.entities if ent.label_ == "PERSON" and len(ent) > 1 and len(ent[-1]) > 2)
    placed: set[int] = set()
    for place in places:
        start, end = document.range(place.span)
        tokens = document.doc.char_span(start, end, alignment_mode="expand")
        placed |= {token.idx for token in tokens} if tokens is not None else set()
    for start, end in masthead(document):  # "Boy shoots himself - WXYZ Channel 4" names no victim
        outlet = document.doc.char_span(start, end, alignment_mode="expand")
        placed |= {token.idx for token in outlet} if outlet is not None else set()
    ships = [document.doc.char_span(start, end, alignment_mode="expand") for start, end in vessels_named(document)]
    vessels = {token.idx for ship in ships for token in ship or ()}
    persons: set[int] = set()
    for party in parties:
        named = document.doc.char_span(*document.range(party.span)) if party.kind == "person" and party.span else None
        # A surname alone is a person's by the report's full names, below: elsewhere in it the word may be a town's.
        full = [token.idx for token in named or () if token.text[:1].isupper() and not _is_of_office(token.lower_)]
        persons |= set(full) if named is not None and len(named) > 1 else set()
    return Known(document.doc.text, frozenset(given), frozenset(placed | vessels), frozenset(persons), frozenset(vessels))


def _is_of_office(low: str) -> bool:
    return low in last_words() or low in before_titles() or low in words("titles", "address")


def lemma(token: Token) -> str:
    """The token's lemma in lower case; a plural that the tagger took for a name loses its ending too."""
    low = token.lower_
    if (one := vocabulary("persons")["plurals"].get(low)) is not None:
        return str(one)
    base = token.lemma_.lower()
    if token.pos_ == "PROPN" and base == low and low.endswith("s") and len(low) > 3 and low[:-1] in person_nouns():
        return low[:-1]
    return base


def is_second_verb(page: Scene, token: Token) -> bool:
    """ "Gunman kills man, wounds girl": in a headline a verb of harm, whatever the tagger says, in the form of the first."""
    if not page.heading or token.i < page.first + 3 or token.i + 1 >= page.end:
        return False
    before, after = page.doc[token.i - 1], page.doc[token.i + 1]
    if before.lower_ not in (",", "and", "&") or after.pos_ in ("ADP", "PUNCT", "SPACE", "VERB"):
        return False
    verb = next((one for one in reversed(page.doc[page.first : token.i - 1]) if one.pos_ in ("VERB", "AUX")), None)
    third = token.lower_.endswith("s")
    if verb is None or verb.tag_ not in ("VBZ", "VBP") or (verb.tag_ == "VBZ") != third:
        return False
    harms = [word for listed in vocabulary("harm")["object"].values() for word in listed]
    return lemma(verb) in harms and token.lower_.removesuffix("s" if third else "") in harms


def is_plural(token: Token) -> bool:
    """Does the noun stand for more than one?"""
    if token.lower_ in vocabulary("persons")["plurals"]:
        return True
    return token.tag_ in ("NNS", "NNPS") or (token.lower_.endswith("s") and lemma(token) != token.lower_)


@cache
def person_nouns() -> frozenset[str]:
    """All nouns of the vocabulary that stand for persons."""
    return words("persons", *vocabulary("persons")["nouns"])


def is_person(page: Scene, token: Token) -> bool:
    """Can the noun stand for persons?"""
    base = lemma(token)
    if token.pos_ == "AUX" or token.idx in page.known.vessels:
        return False  # "remains hospitalized"; "the Norden Star"
    if token.i in page.age_at or base in person_nouns() or base in vocabulary("persons")["collective"]:
        return True
    if token.pos_ not in ("NOUN", "PROPN", "ADJ") or base in words("persons", "thing"):
        return False
    if token.ent_type_ == "NORP" and (is_plural(token) or token.lower_.endswith(("ese", "ish", "ch", "i"))):
        return True
    if token.ent_type_ == "NORP" and token.lower_.endswith("an") and _has_article(token):
        return True  # "a Zelian died"
    if token.text[:1].isupper() and token.lower_.endswith("s") and token.i - 1 in page.number_at:
        return True  # "12 Zelians": a people that the tagger of names does not know
    if _is_of_a_people(page, token):
        return True
    if is_name(page, token):
        return True
    if token.tag_ == "NN" and base in words("titles", "of_body") and _is_of_a_body(page, token):
        return True
    return token.pos_ == "NOUN" and len(base) >= 6 and base.endswith(tuple(vocabulary("persons")["endings"]))


def _is_of_a_body(page: Scene, office: Token) -> bool:
    """ "The head of the council", but not "the head of the dead man" or "of the statue"."""
    of = next((one for one in office.children if one.lower_ == "of" and one.i == office.i + 1), None)
    whose = next((one for one in of.children if one.dep_ == "pobj"), None) if of is not None else None
    if whose is None or is_name(page, whose):
        return False
    bodies = words("titles", "headed") | words("persons", "group") | words("names", "bodies")
    return whose.pos_ == "PROPN" or lemma(whose) in bodies or kind_of_words(whose.lower_) is not None


def _is_of_a_people(page: Scene, token: Token) -> bool:
    """ "Seven Rohingya": a people's name that is the same for one and for many, counted, with no noun behind it."""
    if not token.text[:1].isupper() or token.lower_ not in words("persons", "peoples"):
        return False
    return token.dep_ not in ("compound", "amod") and (token.i - 1 in page.number_at or _has_article(token))


def _has_article(token: Token) -> bool:
    return token.dep_ not in ("compound", "amod") and any(child.lower_ in ("a", "an", "another") for child in token.children)


def _is_somebody(token: Token) -> bool:
    """ "Ilso Vermone, a member of the party,": said to be a person."""
    if any(one.dep_ == "conj" and _is_his_kin(one) for one in token.children):
        return True  # "Ilso Vermone, his wife and a guard"
    nouns = [one for one in token.children if one.dep_ == "appos" and one.tag_ == "NN" and one.i > token.i + 1]
    return any(lemma(one) in person_nouns() and any(kid.dep_ == "det" for kid in one.children) for one in nouns)


def _is_his_kin(noun: Token) -> bool:
    whose = any(kid.dep_ == "poss" and kid.lower_ in ("his", "her") for kid in noun.children)
    return whose and lemma(noun) in words("persons", "kin")


def _is_struck_down(name: Token) -> bool:
    """ "Ivo Karn was killed": a full name of what is done to persons alone; not "was shot down", as an aircraft is."""
    verb = name.head
    if name.dep_ != "nsubjpass" or any(child.dep_ == "prt" for child in verb.children):
        return False
    base = lemma(verb)
    harms = vocabulary("harm")["object"]
    return base == "shoot" or (base in (*harms["killed"], *harms["injured"]) and base not in vocabulary("harm")["needs"])


def is_name(page: Scene, token: Token) -> bool:
    """Is the token (the last of) a person's name: marked so here, or where the report first gives it in full?"""
    if token.pos_ != "PROPN" or not token.text[:1].isupper():
        return False
    if token.idx in page.known.placed or token.lower_ in words("names", "bodies"):
        return False
    if page.text[token.idx - 1 : token.idx] == "#":
        return False  # a hashtag, whatever it is made of
    if token.idx in page.known.persons:
        return True
    if token.text in page.known.surnames and token.ent_type_ not in ("GPE", "NORP", "DATE"):
        return True
    first = token.i
    while first > page.first and page.doc[first - 1].pos_ == "PROPN":
        first -= 1
    if first - 1 in page.age_at or token.i + 1 in page.passed:
        return True  # "5-year-old Ana Poe", "Ana Poe, 5": whatever the tagger of names made of it
    if token.ent_type_ in NOT_NAMES:
        return False
    if token.ent_type_ == "PERSON" or (token.i - first and _is_somebody(token)):
        return True
    doc = token.doc
    if token.i > first and not token.ent_type_ and _is_struck_down(token):
        return True
    after = doc[token.i + 1 : token.i + 3].text
    return bool(re.match(r",? ?\(?\d\d?\b", after)) and token.i > 0 and doc[token.i - 1].pos_ == "PROPN"
