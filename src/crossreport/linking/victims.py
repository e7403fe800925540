"""Persons across reports: when two names are one person's, and each person of an event once with every claim about them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from crossreport.linking.words import fold
from crossreport.model.happened import EventPerson, Person
from crossreport.model.said import Outcome
from crossreport.vocabulary.load import words

Likeness = Literal["full", "spelling", "last"]
ADULT = 18
GRAVITY: tuple[Outcome, ...] = (
    "killed",
    "injured",
    "missing",
    "abducted",
    "detained",
    "displaced",
    "killed_or_injured",
    "other",
)


@lru_cache(maxsize=100_000)
def parts(name: str) -> tuple[str, ...]:
    """The folded parts of a person's name without titles, suffixes and quoted nicknames."""
    bare = re.sub(r"[\"“(][^\"”)]*[\"”)]", " ", fold(name))
    found = re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", re.sub(r"'s\b", "", bare))
    kept = [part for part in found if part not in words("linking", "titles") and part not in words("linking", "suffixes")]
    return tuple(kept)


@lru_cache(maxsize=100_000)
def whole_parts(name: str) -> tuple[str, ...]:
    """The parts of a name, what opens a part in one with the next: "Abdul Karim" and "Abu Shadi" are one part each."""
    found: list[str] = []
    opened = ""
    for part in parts(name):
        first, _, rest = part.partition("-")
        if first in words("linking", "openers"):
            part = first + rest
        opened += part
        if part not in words("linking", "openers"):
            found.append(opened)
            opened = ""
    return (*found, opened) if opened else tuple(found)


def distance(a: str, b: str, most: int = 2) -> int:
    """Edits between two words, two letters that change places being one edit; `most` + 1 where they are more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    rows = [list(range(len(b) + 1))]
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            least = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                least = min(least, rows[-2][j - 2] + 1)
            row.append(least)
        rows.append(row)
    return min(rows[-1][-1], most + 1)


def near(a: str, b: str) -> bool:
    """Two spellings of one word: one edit from four letters on, two from eight."""
    short = min(len(a), len(b))
    return a == b or (short >= 4 and distance(a, b) <= (2 if short >= 8 else 1))


def _is_short(a: str, b: str) -> bool:
    """Is one given name the other's first syllables ("Chris" of "Christopher")?"""
    short, long = sorted((a, b), key=len)
    return len(short) > 2 and long.startswith(short)


def _suffix(name: str) -> frozenset[str]:
    """What tells a father from his son of the same name ("jr", "sr"); empty without it."""
    return words("linking", "suffixes").intersection(re.findall(r"[^\W\d_]+", fold(name))[-1:])


def _stands_in(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    """Does a longer name hold a shorter one's parts in their order, or both the same parts with the family's first?

    Where names go by father and grandfather, the parts in another order are another person's ("Hamid Salim", "Salim Nader
    Hamid Orlani").
    """
    if sorted(few) == sorted(many):
        return True
    rest = iter(many)
    return (few[0] == many[0] or few[-1] == many[-1]) and all(part in rest for part in few)


def _differ_between(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Have both names other parts between first and last, written out: a father's, or a second given name?"""
    middle, other = ([part for part in name[1:-1] if len(part) > 2] for name in (one, two))
    return bool(middle and other) and not set(middle) & set(other)


@lru_cache(maxsize=200_000)
def likeness(a: str, b: str) -> Likeness | None:
    """How far two names may be one person's: in full, in another spelling, by the last name alone, or not (None)."""
    one, two = whole_parts(a), whole_parts(b)
    if not one or not two or len({*_suffix(a), *_suffix(b)}) > 1:
        return None
    if len(one) == 1 or len(two) == 1:
        return "last" if one[-1] == two[-1] else None
    few, many = (one, two) if len(one) <= len(two) else (two, one)
    held = _stands_in(few, many)
    if one[-1] == two[-1]:
        if held or (one[0] == two[0] and not _differ_between(one, two)):
            return "full"
        if one[0] == two[0]:
            return "spelling"
        if one[0][0] == two[0][0] and 1 in (len(one[0]), len(two[0])):
            return "full"
        return "spelling" if near(one[0], two[0]) or _is_short(one[0], two[0]) else None
    if held:
        return "full"
    return "spelling" if one[0] == two[0] and near(one[-1], two[-1]) else None


@dataclass(frozen=True)
class Sighting:
    """A person as one report tells of them: the claims about them, the report's place in time, and its words for them.

    `number` is the person's among those of the report's reading.
    """

    person: Person
    claims: tuple[str, ...]
    when: tuple[str, str]
    report: str = ""
    words: str = ""
    number: str = ""


def gather(sightings: Sequence[Sighting]) -> list[list[Sighting]]:
    """Sightings by person. A bare last name goes to the one fuller name that it fits; where it fits several, to none."""
    named = sorted(
        (one for one in sightings if one.person.name and parts(one.person.name)),
        key=lambda one: (-len(parts(one.person.name or "")), one.when, one.person.span),
    )
    groups: list[list[Sighting]] = []
    for one in named:
        fits = [group for group in groups if _same(one, group)]
        best = [group for group in fits if likeness(one.person.name or "", group[0].person.name or "") == "full"] or fits
        if len(best) == 1:
            best[0].append(one)
        else:
            groups.append([one])
    return groups


def _same(one: Sighting, group: list[Sighting]) -> bool:
    alike = [likeness(one.person.name or "", other.person.name or "") for other in group]
    if any(how == "full" for how in alike):
        return True
    ages = {other.person.age for other in group if other.person.age is not None}
    if one.person.age is not None and ages and min(abs(one.person.age - age) for age in ages) > 1:
        return False
    return any(alike)


def people_of(sightings: Sequence[Sighting]) -> tuple[EventPerson, ...]:
    """Each named person harmed or accused in an event, once a role, by role and name."""
    made = []
    sealed: dict[str, str] = {}
    for one in sorted(sightings, key=lambda one: one.when):
        doubt = one.person.sealed == "minor" and one.person.age is None
        if one.person.sealed and one.person.name and not doubt:
            sealed.setdefault(one.person.name, one.person.sealed)
    for role in ("victim", "accused"):
        for group in gather([one for one in sightings if one.person.role == role and one.claims]):
            made.append(_merged(group, sealed))
    return tuple(sorted(made, key=lambda one: (one.role != "victim", fold(one.name), one.claims)))


def _merged(group: list[Sighting], sealed: dict[str, str]) -> EventPerson:
    name = name_of(group)
    return EventPerson(
        name=name,
        role=group[0].person.role,
        claims=tuple(sorted({claim for one in group for claim in one.claims})),
        outcome=outcome_of(group),
        age=age_of(group),
        sex=sex_of(group),
        sealed=why_sealed(group)
        or next((reason for other, reason in sorted(sealed.items()) if likeness(other, name) in ("full", "spelling")), None),
    )


def name_of(group: Sequence[Sighting]) -> str:
    """The fullest name that reports give a person, of several the commonest."""
    names = Counter(" ".join((one.person.name or "").split()) for one in group if one.person.name)
    return min(names, key=lambda one: (-len(parts(one)), -names[one], len(one), one))


def outcome_of(group: Sequence[Sighting]) -> Outcome | None:
    """What befell a person: who was hurt and has died since is dead; of what was said on the newest day the gravest."""
    newest = sorted(group, key=lambda one: one.when, reverse=True)
    told = [(one.person.outcome, one.when[0][:10]) for one in newest if one.person.outcome]
    if any(outcome == "killed" for outcome, _ in told):
        return "killed"
    return min((outcome for outcome, day in told if day == told[0][1]), key=GRAVITY.index) if told else None


def age_of(group: Sequence[Sighting]) -> int | None:
    """The age that most reports tell."""
    ages = Counter(one.person.age for one in group if one.person.age is not None)
    return min(ages, key=lambda age: (-ages[age], age)) if ages else None


def sex_of(group: Sequence[Sighting]) -> Literal["female", "male"] | None:
    """The sex that most reports tell."""
    sexes: list[Literal["female", "male"]] = [one.person.sex for one in group if one.person.sex]
    told = Counter(sexes)
    return next((sex for sex in sorted(told) if told[sex] == max(told.values())), None)


def why_sealed(group: Sequence[Sighting]) -> str | None:
    """Why a name is masked. Who may be a child by one report is none where others tell the age of a grown person."""
    ages = {one.person.age for one in group if one.person.age is not None}
    grown = bool(ages) and min(ages) >= ADULT
    newest = sorted(group, key=lambda one: one.when, reverse=True)
    reasons = [one.person.sealed for one in newest if one.person.sealed]
    return next((why for why in reasons if not (grown and why == "minor")), None)
