"""The register of persons that grows from one report: every naming of each under one key."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from crossreport.reading.parties.words import distance, person_key
from crossreport.vocabulary.compile_gazetteer import fold_name

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


class Spellings:
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


def register(namings: Sequence[Naming]) -> list[Known]:
    """The persons named, each once: a surname, or a spelling of it, with a given name that fits, is the person's."""
    known: list[Known] = []
    by_surname: dict[str, list[Known]] = {}
    spellings = Spellings()
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
