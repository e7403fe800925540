"""Actors: every naming of a person, organisation, government or group of people, each actor under one key.

Keys: "gov:IL" for governments, "mil:IL", "police:IL" for arms of a state, "people:PS" for peoples, a folded surname for
persons, a folded name or noun for the rest. Sectors are PLOVER's.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from crossreport.model.happened import Party, Toponym
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.parsed import Doc, Token
from crossreport.reading.parties.persons import armed_groups, find_persons
from crossreport.reading.parties.register import Known
from crossreport.reading.parties.words import before_titles, bodies, groups, last_words, named, named_in, sector_of_role
from crossreport.reading.places.gazetteer import find_country
from crossreport.reading.places.peoples import peoples
from crossreport.vocabulary.compile_gazetteer import fold_name
from crossreport.vocabulary.load import vocabulary, words

MODIFIERS = frozenset({"compound", "amod", "nmod", "det", "poss", "nummod"})
LONGEST_BODY = 4
# Abbreviations that stand for an adjective ("US State Department").
STATES = {"US": "US", "U.S.": "US", "UK": "GB", "U.K.": "GB", "UAE": "AE"}


@dataclass
class Naming:
    """One naming of an actor that is no person: tokens `start` to `end`, and what is known of it so far."""

    start: int
    end: int
    kind: Literal["organisation", "government", "group"]
    name: str
    key: str
    sector: str | None
    country: str | None
    sentence: int
    proper: bool = False
    bare: bool = False


def read_parties(document: Document, places: Sequence[Toponym]) -> tuple[Party, ...]:
    """Every naming of an actor in a report, in the order of its text; none lies inside another."""
    at = _place_tokens(document, places)
    named_places = frozenset(fold_name(document.words(one.span)) for one in places)
    persons = find_persons(document, frozenset(at), named_places)
    taken = {i for person in persons for one in person.namings for i in range(one.start, one.end)}
    found: list[Naming] = []
    for sentence in document.sentences:
        if sentence.is_read:
            for source in (_named, _bodies, _governments, _groups):
                _add(found, taken, source(document.doc, sentence, at))
    _add(found, taken, _leftover(document, at))
    _infer(document, found)
    countries = _offices(document, persons, at)
    made = [_person(document, person, countries.get(person.key)) for person in persons]
    parties = [party for each in made for party in each]
    parties += [_party(document, one) for one in found]
    return tuple(sorted(parties, key=lambda party: (document.range(party.span)[0] if party.span else 0, party.key)))


def _add(found: list[Naming], taken: set[int], more: Iterable[Naming]) -> None:
    for one in more:
        if not taken.intersection(range(one.start, one.end)):
            taken.update(range(one.start, one.end))
            found.append(one)


def _place_tokens(document: Document, places: Sequence[Toponym]) -> dict[int, Toponym]:
    found = {}
    for toponym in places:
        span = document.doc.char_span(*document.range(toponym.span), alignment_mode="expand")
        if span is not None:
            found.update(dict.fromkeys(range(span.start, span.end), toponym))
    return found


def _offices(document: Document, persons: Sequence[Known], at: dict[int, Toponym]) -> dict[str, str]:
    """{person's key: country of the office}; "Marrish President A and Foreign Minister B": one adjective for both."""
    found: dict[str, str] = {}
    namings = [(one.start, one, person) for person in persons for one in person.namings]
    namings.sort(key=lambda each: each[0])
    for person in persons:
        country = _country(document.doc, *person.role_span, at) if person.role_span else None
        if country:
            found[person.key] = country
    for (_, left, first), (_, right, second) in itertools.pairwise(namings):
        between = document.doc[left.end : right.start].text.strip().lower()
        office = sector_of_role(right.role) if right.role else None
        if (
            between in ("and", ", and", "and his", "and her", "and their")
            and office in ("GOV", "MIL")
            and second.key not in found
            and first.key in found
        ):
            found[second.key] = found[first.key]
    return found


def _person(document: Document, person: Known, country: str | None) -> Iterator[Party]:
    for one in person.namings:
        yield Party(
            name=person.full, key=person.key, span=document.of(document.doc[one.start : one.end]), kind="person",
            role=person.role,
            country=country, sector=sector_of_role(person.role or ""), sentence=one.sentence,
        )  # fmt: skip


def _party(document: Document, one: Naming) -> Party:
    return Party(
        name=one.name, key=one.key, span=document.of(document.doc[one.start : one.end]), kind=one.kind, country=one.country,
        sector=one.sector, sentence=one.sentence,
    )  # fmt: skip


def _country(doc: Doc, start: int, end: int, at: dict[int, Toponym]) -> str | None:
    """The country that words name: by a people's adjective, a country or one of its towns."""
    for i in range(start, end):
        if i in at and at[i].place.country:
            return at[i].place.country
        if doc[i].text in STATES:
            return STATES[doc[i].text]
    return None


def _named(doc: Doc, sentence: Sentence, at: dict[int, Toponym]) -> Iterator[Naming]:
    text = sentence.tokens.text
    for start, end in named_in(text):
        tokens = doc.char_span(sentence.start + start, sentence.start + end)
        if tokens is None:
            continue
        name = text[start:end]
        known = named()[name]
        kind: Literal["organisation", "government"] = "government" if known.key.startswith("gov:") else "organisation"
        low = (
            tokens.start - 1
            if tokens.start > sentence.tokens.start and doc[tokens.start - 1].lower_ == "the"
            else tokens.start
        )
        yield Naming(low, tokens.end, kind, name, known.key, known.sector, known.country, sentence.index, True)


def _bodies(doc: Doc, sentence: Sentence, at: dict[int, Toponym]) -> Iterator[Naming]:
    for token in sentence.tokens:
        if token.pos_ not in ("NOUN", "PROPN", "ADJ") or token.dep_ in ("amod",):
            continue
        if token.lower_ not in _last_words_of_bodies() or token.i in at:
            continue
        phrase = _phrase(doc, token, sentence, bodies())
        if phrase is None or _goes_on(token) or _is_site(token):
            continue
        start, sector = phrase
        low = _left(doc, start, sentence)
        proper = any(
            doc[i].text[:1].isupper() and doc[i].text not in peoples() and not doc[i].is_sent_start
            for i in range(low, token.i + 1)
        )
        country = _country(doc, low, token.i + 1, at) or _of_country(token, at)
        yield _body(doc, low, start, token, sector, country, proper, sentence.index)


@lru_cache(maxsize=1)
def _last_words_of_bodies() -> frozenset[str]:
    return frozenset(body.split()[-1] for body in bodies())


def _is_site(token: Token) -> bool:
    """Is the body only where something is ("at the police station", "outside a synagogue")?"""
    if token.lower_ in words("sectors", "sites"):
        return token.dep_ != "nsubj" and not (token.dep_ == "pobj" and token.head.lower_ in ("to", "by"))
    return token.dep_ == "pobj" and token.head.lower_ in words("place_words", "locative") and token.head.lower_ != "by"


def _body(
    doc: Doc, low: int, start: int, token: Token, sector: str, country: str | None, proper: bool, index: int
) -> Naming:
    noun = doc[start : token.i + 1].text.lower()
    name = _bare_name(doc, low, token.i + 1)
    prefix = vocabulary("sectors")["state_keys"].get(sector)
    own = noun in words("sectors", "own_key")
    of_state = prefix and country and not own and not _is_local(doc, low, start)
    key = f"{prefix}:{country}" if of_state else fold_name(name)
    kind: Literal["organisation", "government"] = (
        "government" if sector == "GOV" and not own and prefix and country else "organisation"
    )
    return Naming(low, token.i + 1, kind, name, key, sector, country, index, proper, bare=name.lower() == noun)


def _bare_name(doc: Doc, start: int, end: int) -> str:
    """The words without the article or pronoun before them."""
    while start < end - 1 and (doc[start].pos_ in ("DET", "PRON") or doc[start].lower_ in ("the", "a", "an")):
        start += 1
    return " ".join(doc[start:end].text.split())


def _is_local(doc: Doc, low: int, start: int) -> bool:
    """Does a name stand before the body that is not its people's or country's ("the Sarn police")?"""
    return any(
        doc[i].pos_ == "PROPN" and doc[i].text not in peoples() and doc[i].text not in STATES for i in range(low, start)
    )


def _phrase(doc: Doc, token: Token, sentence: Sentence, table: dict[str, str]) -> tuple[int, str] | None:
    """The longest phrase of a table that ends at this token: (first token, sector)."""
    for n in range(min(LONGEST_BODY, token.i - sentence.tokens.start + 1), 0, -1):
        start = token.i - n + 1
        text = "".join(part.text_with_ws for part in doc[start : token.i + 1]).strip().lower()
        if text in table:
            return start, table[text]
    return None


def _goes_on(token: Token) -> bool:
    """Is this only the first part of a longer name of a thing or body ("police car", "army chief")?"""
    return token.dep_ in ("compound", "nmod", "amod") and token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN")


def _left(doc: Doc, start: int, sentence: Sentence) -> int:
    """Where the noun phrase begins: adjectives, names and the article before the head."""
    low = start
    while low > sentence.tokens.start:
        token = doc[low - 1]
        fits = token.dep_ in MODIFIERS and token.head.i >= start - 6 and token.pos_ in ("PROPN", "ADJ", "NOUN", "DET")
        if token.text == "-" and low - 2 >= sentence.tokens.start and doc[low - 2].dep_ in MODIFIERS:
            fits = True
        if not fits or token.ent_type_ in ("DATE", "TIME"):
            break
        low -= 1
        if token.pos_ == "DET":
            break
    return low


def _of_country(token: Token, at: dict[int, Toponym]) -> str | None:
    """ "the government of Marrow"."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "in"):
            for inner in child.children:
                if inner.i in at and at[inner.i].place.country:
                    return at[inner.i].place.country
    return None


def _governments(doc: Doc, sentence: Sentence, at: dict[int, Toponym]) -> Iterator[Naming]:
    """Countries and capitals that act, and peoples' nouns."""
    done: set[int] = set()
    for i in range(sentence.tokens.start, sentence.tokens.end):
        toponym = at.get(i)
        if toponym is None or id(toponym) in done:
            continue
        done.add(id(toponym))
        end = i + 1
        while at.get(end) is toponym:
            end += 1
        text = doc[i:end].text
        country = toponym.place.country
        if text in peoples():
            head = doc[i:end].root
            if country and _is_noun(head) and toponym.place.precision == 6:
                low = i - 1 if i > sentence.tokens.start and doc[i - 1].pos_ in ("DET", "NUM") else i
                yield Naming(low, end, "group", text, f"people:{country}", "CVL", country, sentence.index)
        elif toponym.role == "actor" and country:
            yield Naming(i, end, "government", text, f"gov:{country}", "GOV", country, sentence.index, True)


def _is_noun(token: Token) -> bool:
    if token.dep_ in ("amod", "compound", "nmod"):
        return token.head.i < token.i
    return (
        token.pos_ in ("NOUN", "PROPN") or token.text.endswith("s") or token.dep_ in ("nsubj", "dobj", "pobj", "nsubjpass")
    )


def _groups(doc: Doc, sentence: Sentence, at: dict[int, Toponym]) -> Iterator[Naming]:
    table = groups()
    for token in sentence.tokens:
        if token.pos_ not in ("NOUN", "PROPN") or _goes_on(token):
            continue
        sector = table.get(token.lemma_.lower()) or table.get(token.lower_)
        start = token.i
        if token.i > sentence.tokens.start:
            two = f"{doc[token.i - 1].lower_} {token.lemma_.lower()}"
            if two in table:
                start, sector = token.i - 1, table[two]
        if sector is None:
            continue
        low = _left(doc, start, sentence)
        country = _country(doc, low, start, at)
        noun = "".join(part.text_with_ws for part in doc[start : token.i]).lower() + token.lemma_.lower()
        key = (
            f"{sector.lower()}:{country}"
            if country and sector not in ("CVL", "UAF", "CRM")
            else f"people:{country}"
            if country
            else noun
        )
        name = _bare_name(doc, low, token.i + 1)
        prefix = vocabulary("sectors")["state_keys"].get(sector)
        if prefix and country:
            key = f"{prefix}:{country}"
        yield Naming(low, token.i + 1, "group", name, key, sector, country, sentence.index, bare=low == start)


# "Church During Funeral Service": words of a headline in capitals; nobody's name has these in it.
CLAUSAL = frozenset({"during", "from", "amid", "while", "when", "as", "into", "following", "after", "before", "until"})


def _leftover(document: Document, at: dict[int, Toponym]) -> Iterator[Naming]:
    """Organisations that the parser's names show and no word list knows."""
    armed = armed_groups(document)
    for entity in document.entities:
        if entity.label_ != "ORG" and entity.text not in armed:
            continue
        if "\n" in entity.text or not any(token.pos_ == "PROPN" for token in entity):
            continue
        sentence = document.sentence_at(entity.start_char)
        if sentence is None or not sentence.is_read:
            continue
        tokens = entity[1:] if entity[0].lower_ == "the" and len(entity) > 1 else entity
        if tokens.text in peoples() or all(token.i in at for token in tokens) or not tokens.text[:1].isupper():
            continue
        if all(token.lower_ in before_titles() or token.lower_ in last_words() for token in tokens):
            continue
        if any(token.lower_ in CLAUSAL for token in tokens):
            continue
        yield Naming(
            entity.start, entity.end, "organisation", " ".join(tokens.text.split()), fold_name(tokens.text), None,
            _country(document.doc, entity.start, entity.end, at), sentence.index, True,
        )  # fmt: skip


def _infer(document: Document, found: list[Naming]) -> None:
    """Give a bare "the army", "police" the body that the sentence or, if there is one only, the report names."""
    keys: dict[str, Counter[tuple[str, str | None]]] = {}
    for one in found:
        if one.sector and not one.bare and one.kind != "group" and (one.country or one.proper):
            keys.setdefault(one.sector, Counter())[one.key, one.country] += 1
    arms = _countries_of(document) if any(one.bare and one.sector for one in found) else {}
    for one in found:
        prefix = vocabulary("sectors")["state_keys"].get(one.sector or "")
        if not one.bare or one.country or prefix is None or one.kind == "group" or one.key in words("sectors", "own_key"):
            continue
        told = arms.get(one.sector or "", {})
        # A report may speak of several governments; the army or the police that it names without their state are mostly one.
        elsewhere = {code for each in told.values() for code in each} if one.sector in ("MIL", "COP") else set()
        countries = told.get(one.sentence) or elsewhere
        known = keys.get(one.sector or "", Counter())
        if one.sentence not in told and len(known) == 1 and one.sector != "GOV":
            (one.key, one.country), _ = known.most_common(1)[0]
        elif len(countries) == 1:
            one.country = next(iter(countries))
            one.key = f"{prefix}:{one.country}"
        if one.sector == "GOV" and one.country and one.key.startswith("gov:"):
            one.kind = "government"


def _countries_of(document: Document) -> dict[str, dict[int, set[str]]]:
    """{sector: {sentence: countries whose adjective stands there with a word of it ("an Israeli military raid")}}."""
    found: dict[str, dict[int, set[str]]] = {}
    for sentence in document.sentences:
        for token in sentence.tokens:
            if not token.text[:1].isupper():
                continue
            code = peoples().get(token.text) or STATES.get(token.text)
            if code and find_country(code):
                for other in (token.head, *token.head.children):
                    if other.lower_ in bodies():
                        found.setdefault(bodies()[other.lower_], {}).setdefault(sentence.index, set()).add(code)
    return found
