"""Persons across reports: when two names are one person's, and each person of an event once with every claim about them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from crossreport.linking.words import fold
from crossreport.model.happened import EventPerson, Person
from crossreport.vocabulary.load import words

Likeness = Literal["full", "spelling", "last"]
GRAVITY = ("killed", "injured", "missing", "abducted", "detained", "displaced", "killed_or_injured", "other")


@lru_cache(maxsize=100_000)
def parts(name: str) -> tuple[str, ...]:
    """The folded parts of a person's name without titles, suffixes and quoted nicknames."""
    bare = re.sub(r"[\"“(][^\"”)]*[\"”)]", " ", fold(name))
    found = re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", re.sub(r"'s\b", "", bare))
    kept = [part for part in found if part not in words("linking", "titles") and part not in words("linking", "suffixes")]
    return tuple(kept)


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


@lru_cache(maxsize=200_000)
def likeness(a: str, b: str) -> Likeness | None:
    """How far two names may be one person's: in full, in another spelling, by the last name alone, or not (None)."""
    one, two = parts(a), parts(b)
    if not one or not two:
        return None
    if len(one) == 1 or len(two) == 1:
        return "last" if one[-1] == two[-1] else None
    few, many = (one, two) if len(one) <= len(two) else (two, one)
    if one[-1] == two[-1]:
        if one[0] == two[0] or set(few) <= set(many):
            return "full"
        if one[0][0] == two[0][0] and 1 in (len(one[0]), len(two[0])):
            return "full"
        return "spelling" if near(one[0], two[0]) or _is_short(one[0], two[0]) else None
    if set(few) <= set(many):
        return "full"
    return "spelling" if one[0] == two[0] and near(one[-1], two[-1]) else None


@dataclass(frozen=True)
class Sighting:
    """A person as one report tells of them, with the claims about them and the report's place in time."""

    person: Person
    claims: tuple[str, ...]
    when: tuple[str, str]


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
        if one.person.sealed and one.person.name:
            sealed.setdefault(one.person.name, one.person.sealed)
    for role in ("victim", "accused"):
        for group in gather([one for one in sightings if one.person.role == role and one.claims]):
            made.append(_merged(group, sealed))
    return tuple(sorted(made, key=lambda one: (one.role != "victim", fold(one.name), one.claims)))


def _merged(group: list[Sighting], sealed: dict[str, str]) -> EventPerson:
    names = Counter(" ".join((one.person.name or "").split()) for one in group)
    name = min(names, key=lambda one: (-len(parts(one)), -names[one], len(one), one))
    newest = sorted(group, key=lambda one: one.when, reverse=True)
    told = [one.person.outcome for one in newest if one.person.outcome]
    # Who was hurt and has died since is dead: among what was said on the newest day, the gravest counts.
    days = [one.when[0][:10] for one in newest if one.person.outcome]
    outcome = min((o for o, day in zip(told, days, strict=True) if day == days[0]), key=GRAVITY.index) if told else None
    ages = Counter(one.person.age for one in group if one.person.age is not None)
    sexes: list[Literal["female", "male"] | None] = [one.person.sex for one in group if one.person.sex]
    why = next((one.person.sealed for one in newest if one.person.sealed), None)
    why = why or next(
        (reason for other, reason in sorted(sealed.items()) if likeness(other, name) in ("full", "spelling")), None
    )
    return EventPerson(
        name=name,
        role=group[0].person.role,
        claims=tuple(sorted({claim for one in group for claim in one.claims})),
        outcome=outcome,
        age=min(ages, key=lambda age: (-ages[age], age)) if ages else None,
        sex=min(sexes, key=lambda sex: (-sexes.count(sex), sex)) if sexes else None,
        sealed=why,
    )
