"""Which namings of persons and bodies in different reports are one actor's: by spelling and by role."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from crossreport.linking.claims import short_hash
from crossreport.linking.spelling import body_key, consonants, initials, is_same_word, person_sounds
from crossreport.model.happened import Party, Reading
from crossreport.vocabulary.load import words

Kind = Literal["person", "organisation", "government"]
Node = tuple[str, str]


@dataclass
class Identity:
    """One actor being put together: its spellings and what reports say of it."""

    key: str
    kind: Kind
    names: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    sectors: Counter[str] = field(default_factory=Counter)
    nodes: set[Node] = field(default_factory=set)

    @property
    def id(self) -> str:
        """Hangs on its kind and spelling alone."""
        return short_hash("A", self.kind, self.key)


def identities(readings: Mapping[str, Reading]) -> dict[Node, Identity]:
    """{(report, key of a party): the actor that it is}. What names nobody in particular ("residents") is no actor."""
    namings: dict[Node, list[Party]] = defaultdict(list)
    for ident in sorted(readings):
        for party in readings[ident].parties:
            if _is_somebody(party):
                namings[ident, party.key].append(party)
    made: dict[tuple[Kind, str], Identity] = {}
    persons: dict[str, list[Identity]] = defaultdict(list)
    single: list[tuple[Node, list[Party]]] = []
    for node in sorted(namings):
        parties = namings[node]
        if parties[0].kind == "person":
            name = max((person_sounds(party.name) for party in parties), key=lambda told: (len(told), told))
            if len(name) > 1:
                _add_person(persons, name, node, parties)
            else:
                single.append((node, parties))
        else:
            key = _key(parties)
            _add(made.setdefault(key, Identity(key[1], key[0])), node, parties)
    made.update({("person", one.key): one for group in persons.values() for one in group})
    _join_initials(made)
    for node, parties in single:
        _add_surname(made, node, parties)
    return {node: one for one in made.values() for node in one.nodes}


def _is_somebody(party: Party) -> bool:
    """Does the party's name tell whom it means: a person, a government, a body with a name of its own?"""
    if party.kind == "person":
        return bool(person_sounds(party.name))
    if party.kind == "government" or ":" in party.key:
        return party.kind in ("government", "organisation")
    return party.kind == "organisation" and any(word[:1].isupper() for word in party.name.split()[:6])


def _key(parties: list[Party]) -> tuple[Kind, str]:
    """(kind, what all spellings of a government or a body have in common)."""
    first = parties[0]
    kind: Kind = "government" if first.kind == "government" else "organisation"
    if ":" in first.key:
        return kind, first.key
    names = Counter(body_key(party.name) for party in parties)
    return kind, min(names, key=lambda key: (-names[key], -len(key), key))


def _add_person(persons: dict[str, list[Identity]], name: tuple[str, ...], node: Node, parties: list[Party]) -> None:
    """A full name goes to the person of that sound, unless both have a country and it is another."""
    bucket = persons[f"{consonants(name[0])} {consonants(name[-1])}"]
    countries = {party.country for party in parties if party.country}
    for one in bucket:
        first, last = one.key.split(" ")[:2]
        apart = countries and one.countries and not countries & set(one.countries)
        if is_same_word(first, name[0]) and is_same_word(last, name[-1]) and not apart:
            _add(one, node, parties)
            return
    namesakes = sum(one.key.split(" ")[:2] == [name[0], name[-1]] for one in bucket)
    key = f"{name[0]} {name[-1]}" + (f" {namesakes + 1}" if namesakes else "")
    bucket.append(Identity(key, "person"))
    _add(bucket[-1], node, parties)


def _add(one: Identity, node: Node, parties: Iterable[Party]) -> None:
    one.nodes.add(node)
    for party in parties:
        one.names[party.name] += 1
        one.roles.update([party.role] if party.role else [])
        one.countries.update([party.country] if party.country else [])
        one.sectors.update([party.sector] if party.sector else [])


def _add_surname(made: dict[tuple[Kind, str], Identity], node: Node, parties: list[Party]) -> None:
    """A person of whom a report gives the surname alone is the one actor of that surname whose office or country is his."""
    sounds = person_sounds(parties[0].name)
    last = sounds[-1]
    namesakes = [one for (kind, _), one in sorted(made.items()) if kind == "person" and _surname(one) == last]
    fits = [one for one in namesakes if _agree(one, parties)]
    if len(fits) == 1:
        _add(fits[0], node, parties)
        return
    told = any(party.role or party.country for party in parties)
    if told and not fits:
        _add(made.setdefault(("person", last), Identity(last, "person")), node, parties)


def _surname(one: Identity) -> str:
    told = one.key.split(" ")
    return told[1] if len(told) > 1 else told[0]


def _agree(one: Identity, parties: Iterable[Party]) -> bool:
    """Do the two share a word of their offices, or a country?"""
    offices = {word for role in one.roles for word in _office(role)}
    mine = {word for party in parties for word in _office(party.role or "")}
    countries = {party.country for party in parties if party.country}
    return bool(offices & mine) or bool(countries & set(one.countries))


def _office(role: str) -> frozenset[str]:
    return frozenset(word for word in role.lower().replace(",", " ").split() if word not in words("function_words"))


def _join_initials(made: dict[tuple[Kind, str], Identity]) -> None:
    """A body told by its initials is the one body of that country whose name has them."""
    long: dict[str, list[tuple[Kind, str]]] = defaultdict(list)
    for key in sorted(made):
        for short in {initials(name) for name in made[key].names} - {""}:
            long[short].append(key)
    for key in sorted(made):
        kind, name = key
        if kind == "person" or ":" in name or not any(told.isupper() and told.isalpha() for told in made[key].names):
            continue
        others = [other for other in long.get(name, ()) if other != key and other[0] == kind and other in made]
        if len(others) == 1 and _same_country(made[key], made[others[0]]):
            target, short_one = made[others[0]], made.pop(key)
            target.nodes |= short_one.nodes
            for into, new in (
                (target.names, short_one.names),
                (target.roles, short_one.roles),
                (target.countries, short_one.countries),
                (target.sectors, short_one.sectors),
            ):
                into.update(new)


def _same_country(a: Identity, b: Identity) -> bool:
    return not a.countries or not b.countries or bool(set(a.countries) & set(b.countries))
