"""The victim register: each person dead or hurt in an event of whom reports tell one by one, once, with every claim.

A name is nearly an identity, and so is an age: "a 12-year-old boy" of one report is the boy of 12 whom another one names,
where nothing else that both say differs. Two persons of one report are never one, for that report tells them apart.
"""

from collections.abc import Mapping, Sequence

from crossreport.linking.claims import short_hash
from crossreport.linking.rulings import Rulings
from crossreport.linking.victims import Sighting, age_of, gather, name_of, outcome_of, sex_of, why_sealed
from crossreport.model.happened import Victim
from crossreport.model.said import Claim

HARMED = ("killed", "injured", "killed_or_injured")


def register(
    sightings: Sequence[Sighting], claims: Mapping[str, Claim], rulings: Rulings | None = None
) -> tuple[Victim, ...]:
    """The rows of an event's victims, by their earliest sighting. `claims` are all of the event, by id.

    Whom people found to be one person or several (`rulings`, by report and number) are so, whatever their names and ages.
    """
    told = [one for one in sightings if one.person.role == "victim" and one.claims and one.person.outcome in HARMED]
    groups = gather([one for one in told if one.person.name])
    for one in sorted((one for one in told if not one.person.name), key=lambda one: (one.when, one.person.span)):
        home = _home(one, groups)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    if rulings is not None:
        by_key = {(one.report, one.number): one for group in groups for one in group}
        ruled = rulings.grouped([[(one.report, one.number) for one in group] for group in groups])
        groups = [[by_key[key] for key in keys] for keys in ruled]
    rows = [
        _row(group, claims) for group in sorted(groups, key=lambda group: min((one.when, one.person.span) for one in group))
    ]
    return tuple({row.id: row for row in rows}.values())


def _home(one: Sighting, groups: Sequence[list[Sighting]]) -> list[Sighting] | None:
    """The person of other reports whom a description without a name may be: by age, or as the only one there is."""
    fits = [group for group in groups if _may_be(one, group)]
    aged = [group for group in fits if one.person.age is not None and age_of(group) == one.person.age]
    if len(aged) == 1:
        return aged[0]
    alone = len(groups) == 1 and len(fits) == 1 and (one.person.age is None or age_of(fits[0]) is None)
    return fits[0] if alone else None


def _may_be(one: Sighting, group: Sequence[Sighting]) -> bool:
    if any(other.report == one.report for other in group):
        return False
    age, sex = age_of(group), sex_of(group)
    same_age = age is None or one.person.age is None or age == one.person.age
    return same_age and (sex is None or one.person.sex is None or sex == one.person.sex)


def _row(group: Sequence[Sighting], claims: Mapping[str, Claim]) -> Victim:
    ids = sorted({ident for one in group for ident in one.claims})
    first = min(group, key=lambda one: (one.when, one.person.span))
    named = [one for one in group if one.person.name]
    name = name_of(named) if named else None
    return Victim(
        id=short_hash("V", first.claims[0], str(first.person.span.start), first.report),
        words=name or max((one.words for one in group), key=lambda words: (len(words), words)),
        claims=tuple(ids),
        reports=tuple(sorted({claims[ident].report for ident in ids if ident in claims})),
        name=name,
        outcome=outcome_of(group),
        age=age_of(group),
        sex=sex_of(group),
        sealed=why_sealed(group),
    )
