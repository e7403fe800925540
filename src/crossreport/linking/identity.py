"""Which namings of persons and bodies in different reports are one actor's: by spelling and by role."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from crossreport.linking.claims import short_hash
from crossreport.linking.rulings import Rulings
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
    formerly: set[str] = field(default_factory=set)

    @property
    def id(self) -> str:
        """Hangs on its kind and spelling alone."""
        return short_hash("A", self.kind, self.key)


def namings(readings: Mapping[str, Reading]) -> dict[Node, list[Party]]:
    """How each report names somebody: its parties by (report, key). Who is nobody in particular is left out."""
    found: dict[Node, list[Party]] = defaultdict(list)
    for ident in sorted(readings):
        for party in readings[ident].parties:
            if _is_somebody(party):
                found[ident, party.key].append(party)
    return found


def kin_of(parties: list[Party]) -> frozenset[str]:
    """What two namings must have one of in common for the one to have a say in who the other is.

    Persons: how the family name sounds. Others: the key, and the initials that a short name of theirs may be.
    """
    if parties[0].kind == "person":
        return frozenset({f"person {consonants(_sounds(parties)[-1])}"})
    own = {_key(parties)[1], *(initials(party.name) for party in parties)}
    return frozenset(f"body {key}" for key in own if key)


def _sounds(parties: list[Party]) -> tuple[str, ...]:
    """The fullest name of a person, by how it sounds."""
    full = max((person_sounds(party.name) for party in parties), key=lambda told: (len(told), told))
    return full if len(full) > 1 else person_sounds(parties[0].name)


def identities(readings: Mapping[str, Reading], rulings: Rulings | None = None) -> dict[Node, Identity]:
    """{(report, key of a party): the actor that it is}. What names nobody in particular ("residents") is no actor.

    Whom people found to be one actor or several (`rulings`) are so, however they are spelt.
    """
    named = namings(readings)
    made: dict[tuple[Kind, str], Identity] = {}
    persons: dict[str, list[Identity]] = defaultdict(list)
    single: list[tuple[Node, list[Party]]] = []
    for node in sorted(named):
        parties = named[node]
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
    surnames = _Surnames(made)
    for node, parties in single:
        surnames.add(node, parties)
    who = {node: one for one in made.values() for node in one.nodes}
    if rulings is None or not (rulings.edges or rulings.walls):
        return who
    return _ruled(who, named, rulings)


def _ruled(who: dict[Node, Identity], namings: Mapping[Node, list[Party]], rulings: Rulings) -> dict[Node, Identity]:
    """The actors as people found them: of several that are one the first named keeps its id; who was parted gets his own."""
    groups: dict[str, list[Node]] = defaultdict(list)
    for node in sorted(who):
        groups[who[node].id].append(node)
    first = {a: who[a] for a, _ in rulings.edges if a in who}
    made: dict[Node, Identity] = {}
    taken: set[str] = set()
    for nodes in sorted(rulings.grouped(groups.values()), key=lambda nodes: (-len(nodes), nodes)):
        given = {who[node].id: who[node] for node in nodes}
        head = next((first[node] for node in nodes if node in first and first[node].id not in taken), None)
        base = head or next((one for ident, one in sorted(given.items()) if ident not in taken), who[nodes[0]])
        key = base.key if base.id not in taken else f"{base.key} in {nodes[0][0]}"
        new = Identity(key, base.kind, formerly=set(given) - {base.id} if base.id not in taken else set())
        taken.add(new.id)
        for node in nodes:
            _add(new, node, namings[node])
            made[node] = new
    return made


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


class _Surnames:
    """The persons of each surname by the words of their offices and by their countries.

    Looking up the surname that a report gives alone costs as much as its own offices and countries, however many bear it.
    """

    def __init__(self, made: dict[tuple[Kind, str], Identity]) -> None:
        self._made = made
        self._holders: dict[tuple[str, str, str], dict[str, Identity]] = defaultdict(dict)
        for (kind, _), one in made.items():
            if kind == "person":
                self._index(one, one.roles, one.countries)

    def add(self, node: Node, parties: list[Party]) -> None:
        """Whom a report gives by surname alone is the one actor of that surname who shares an office or a country."""
        last = person_sounds(parties[0].name)[-1]
        roles = [party.role for party in parties if party.role]
        countries = [party.country for party in parties if party.country]
        fits: dict[str, Identity] = {}
        for key in _traits(last, roles, countries):
            # Each holder is another person, so the first two tell whether more than one fits.
            fits.update(islice(self._holders[key].items(), 2))
        if len(fits) > 1 or not (roles or countries):
            return
        one = next(iter(fits.values()), None) or self._made.setdefault(("person", last), Identity(last, "person"))
        _add(one, node, parties)
        self._index(one, roles, countries)

    def _index(self, one: Identity, roles: Iterable[str], countries: Iterable[str]) -> None:
        for key in _traits(_surname(one), roles, countries):
            self._holders[key][one.key] = one


def _traits(surname: str, roles: Iterable[str], countries: Iterable[str]) -> set[tuple[str, str, str]]:
    """What a person of that surname may share with another: a word of an office, a country."""
    return {(surname, "office", word) for role in roles for word in _office(role)} | {
        (surname, "country", country) for country in countries
    }


def _surname(one: Identity) -> str:
    told = one.key.split(" ")
    return told[1] if len(told) > 1 else told[0]


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
