"""What the persons of a count are called (inmates, guards, villagers, fighters), and whose counts can share nobody."""

from functools import cache

from crossreport.linking.words import fold
from crossreport.model.said import Figure
from crossreport.reconcile.told import Chain
from crossreport.vocabulary.load import vocabulary, words

ARMED = ("security_force", "combatant", "attacker")


def are_apart(one: Chain, other: Chain) -> bool:
    """Can nobody be of both counts: by sex and age, by status, or by what they are called ("six inmates", "two guards")?"""
    (kind, status), (kind_2, status_2) = one.category, other.category
    if status and status_2 and status != status_2:
        return True
    if {kind, kind_2} in [set(pair) for pair in vocabulary("reconciling")["apart"]]:
        return True
    mine, theirs = _callings(one.figure), _callings(other.figure)
    return bool(mine and theirs) and all(frozenset((a, b)) in _pairs() for a in mine for b in theirs)


def _callings(figure: Figure) -> frozenset[str]:
    """What the words of a count call its persons, each of a list; empty where any of its nouns is in none."""
    if figure.status in ARMED:
        return frozenset({figure.status})
    found = {_called().get(word) or _called().get(word.removesuffix("s")) for word in _nouns(figure.who or "")}
    return frozenset(one for one in found if one) if None not in found else frozenset()


def _nouns(who: str) -> list[str]:
    """The last word of each member of a list ("two rebels and two bystanders")."""
    members = fold(who).replace(",", " and ").split(" and ")
    return [named[-1] for one in members if (named := one.split())]


@cache
def _called() -> dict[str, str]:
    armed = {word: status for status in ARMED for word in words("persons", status)}
    return armed | {word: name for name, listed in vocabulary("reconciling")["callings"].items() for word in listed}


@cache
def _pairs() -> frozenset[frozenset[str]]:
    named = vocabulary("reconciling")["callings_apart"]
    return frozenset(frozenset((name, other)) for name, others in named.items() for other in others)
