"""Persons as actors: their names with the offices that the text gives them, and one key for every naming of each.

The register grows from the report itself: whoever is once named in full, or under a title, is known by the surname after.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set

from crossreport.reading.layout import Document, Sentence
from crossreport.reading.parsed import Doc, Token, Tokens
from crossreport.reading.parties.offices import OF_TITLES, with_office
from crossreport.reading.parties.register import Known, Naming, Spellings, register
from crossreport.reading.parties.words import before_titles, last_words, named_in, person_key
from crossreport.reading.places.peoples import peoples
from crossreport.vocabulary.compile_gazetteer import fold_name
from crossreport.vocabulary.load import words

LINKS = words("names", "links")
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


def find_persons(document: Document, places: frozenset[int], toponyms: frozenset[str] = frozenset()) -> list[Known]:
    """The persons that a report names, each with its namings. `places` are the tokens of its toponyms, which `toponyms`
    are by their folded words."""
    namings: list[Naming] = []
    taken: set[int] = set()
    bodies: set[int] = set()
    told = Counter(token.text for token in document.doc)
    for sentence in document.sentences:
        if not sentence.is_read:
            continue
        of_bodies = _of_bodies(document, sentence)
        bodies |= of_bodies
        for one in _full_names(document.doc, sentence, places, told):
            if of_bodies.issuperset(range(one.first, one.end)):
                continue
            if not taken.intersection(range(one.first, one.end)):
                taken.update(range(one.start, one.end))
                namings.append(one)
    namings = [one for one in namings if not _is_no_person(document.doc, one, namings, toponyms)]
    taken = bodies | {i for one in namings for i in range(one.start, one.end)}
    surnames = {
        person_key(one.name) for one in namings
        if len(one.name.split()) > 1 or one.role or (one.labelled and one.first not in places)
    }  # fmt: skip
    spellings = Spellings(surnames)
    for sentence in document.sentences:
        if sentence.is_read:
            namings += _bare_names(document.doc, sentence, spellings, taken, places)
    namings.sort(key=lambda one: one.start)
    return register(namings)


def armed_groups(document: Document) -> frozenset[str]:
    """The names that the report itself shows to be an armed group's, whatever the parser labels them: "the militant group
    Red Dawn", "Red Dawn fighters"."""
    known: frozenset[str] | None = document.made.get("armed_groups")
    if known is None:
        found = (one for one in document.entities if one.label_ in ("PERSON", "ORG", "NORP", "GPE"))
        known = frozenset(one.text for one in found if _is_shown_as_armed(document.doc, one))
        document.made["armed_groups"] = known
    return known


def _of_bodies(document: Document, sentence: Sentence) -> frozenset[int]:
    """The tokens of a sentence that name a body which the vocabulary, or the report itself, shows to be one."""
    found = set(named_in(sentence.tokens.text))
    for name in armed_groups(document):
        found |= {(one.start(), one.end()) for one in re.finditer(re.escape(name), sentence.tokens.text)}
    spans = (document.doc.char_span(sentence.start + a, sentence.start + b) for a, b in found)
    return frozenset(token.i for span in spans if span is not None for token in span)


def _is_shown_as_armed(doc: Doc, name: Tokens) -> bool:
    """Does a word for such a group stand right before a name of several words, or one for its members right behind it?"""
    if len(name) < 2:
        return False
    before = doc[name.start - 1] if name.start > name.sent.start else None
    if before is not None and before.pos_ == "NOUN" and before.lower_ in words("sectors", "armed"):
        return True
    after = doc[name.end] if name.end < name.sent.end else None
    of_it = after is not None and after.pos_ == "NOUN" and name.root.dep_ in ("compound", "amod", "nmod")
    return of_it and after is not None and after.lemma_.lower() in words("sectors", "armed_members")


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
        token = doc.tokens[i]
        if not token.text[:1].isupper():
            i += 1
            continue
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
        with_office(doc, naming, sentence)
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


def _bare_names(
    doc: Doc, sentence: Sentence, spellings: Spellings, taken: set[int], places: frozenset[int]
) -> Iterator[Naming]:
    """Single words that are a known surname, or one letter off it, whatever the parser took them for."""
    for token in sentence.tokens:
        text = token.text
        if token.i in taken or not text[:1].isupper() or len(text) < 3 or text in peoples():
            continue
        folded = person_key(text)
        if folded in spellings.known or (token.pos_ == "PROPN" and spellings.has_variant(folded)):
            if token.pos_ not in ("PROPN", "NOUN") or _inside_other_name(doc, token):
                continue
            first = token.i - _is_of_another(doc, sentence, token, taken | places)
            naming = Naming(first, first, token.i + 1, doc[first : token.i + 1].text, sentence.index)
            with_office(doc, naming, sentence)
            taken.update(range(naming.start, naming.end))
            yield naming


def _is_of_another(doc: Doc, sentence: Sentence, surname: Token, others: Set[int]) -> bool:
    """Does a first name that no list knows stand before a surname ("Tarvell Vost" beside "Ana Vost")? It is another's."""
    given = doc[surname.i - 1] if surname.i > sentence.tokens.start else None
    return (
        given is not None
        and given.i not in others
        and (given.pos_, given.dep_, given.head) == ("PROPN", "compound", surname)
        and given.text.istitle()
        and given.ent_type_ not in ("DATE", "TIME", "NORP")
        and sentence.paragraph.kind == "text"
        and _begins_name(given)
        and given.lower_ not in before_titles()
        and not _is_title(given)
    )


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
