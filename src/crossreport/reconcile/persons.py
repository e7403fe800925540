"""Telling the dead (or hurt) of one report apart who are told of one by one: by name, age, sex, child or adult, attacker."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from crossreport.linking.words import fold
from crossreport.model.happened import Person
from crossreport.model.said import Claim
from crossreport.reconcile.context import Context
from crossreport.reconcile.told import figure_of
from crossreport.vocabulary.load import words

AGE = re.compile(r"\b(\d{1,3})[- ]years?[- ]old\b|,\s(\d{1,2})(?=,|$)")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

# Ages of whom reports call a teenager, in whole years: twelve is near enough for some.
TEENS = range(12, 20)


@dataclass(frozen=True)
class Described:
    """One person as some words tell of him. What the words leave open is None; `claims` are theirs, in order of text."""

    name: frozenset[str] = frozenset()
    age: int | None = None
    sex: str | None = None
    child: bool | None = None
    attacker: bool = False
    # Died by his own hand; struck by another's ("killed his daughter, then himself").
    own_hand: bool = False
    struck: bool = False
    claims: tuple[Claim, ...] = ()
    # Ids of claims that tell of somebody else for sure ("another man").
    apart_from: frozenset[str] = frozenset()
    # Called a teenager, who may be a child or of age.
    teenager: bool = False

    def may_be(self, other: "Described") -> bool:
        """Could both be one person? One's name must hold the other's, and nothing else that both say may differ."""
        ids = {claim.id for claim in other.claims}
        mine = {claim.id for claim in self.claims}
        if self.apart_from & ids or other.apart_from & mine:
            return False
        if _are_of_two_hands(self, other) or _are_of_two_hands(other, self):
            return False
        if _is_doer_of(self, other) or _is_doer_of(other, self):
            return False
        if self.name and other.name and not (self.name <= other.name or other.name <= self.name):
            return False
        if any(one.teenager and two.age is not None and two.age not in TEENS for one, two in ((self, other), (other, self))):
            return False
        pairs = ((self.age, other.age), (self.sex, other.sex), (self.child, other.child))
        return all(a is None or b is None or a == b for a, b in pairs)

    def joined(self, other: "Described") -> "Described":
        """Both descriptions as one."""
        return Described(
            self.name | other.name,
            self.age if self.age is not None else other.age,
            self.sex or other.sex,
            self.child if self.child is not None else other.child,
            self.attacker or other.attacker,
            self.own_hand or other.own_hand,
            self.struck or other.struck,
            self.claims + other.claims,
            self.apart_from | other.apart_from,
            self.teenager or other.teenager,
        )

    @property
    def detail(self) -> int:
        """How much is known, for joining the best described first."""
        return 4 * bool(self.name) + 2 * (self.age is not None) + (self.sex is not None) + (self.child is not None)


def tokens(text: str) -> list[str]:
    """The words of a text, folded."""
    return [fold(word) for word in WORD.findall(text)]


def describe(claim: Claim, context: Context) -> tuple[Described, ...]:
    """The persons that a claim of one person, or of some that it names, tells of."""
    figure = figure_of(claim)
    said = set(tokens(figure.who or "")) | set(tokens(figure.subgroup or "")) | set(tokens(claim.quote))
    if said & words("people", "teenager"):
        said -= words("reconciling", "child")  # A teenager of 18 or 19 is no child.
    attacker = figure.status == "attacker"
    known = context.persons(claim)[: figure.point]
    if known:
        return tuple(_of_person(person, claim, attacker, said if len(known) == 1 else set()) for person in known)
    age = AGE.search(claim.quote)
    years = int(age[1] or age[2]) if age else None
    own_hand, struck = _hand(claim)
    teenager = years is None and bool(said & words("people", "teenager"))
    sex, child = _sex(said), _child(said, years)
    return (Described(frozenset(), years, sex, child, attacker, own_hand, struck, (claim,), teenager=teenager),)


def _of_person(person: Person, claim: Claim, attacker: bool, said: set[str]) -> Described:
    name = frozenset(word for word in tokens(person.name or "") if len(word) > 1)
    sex = person.sex or _sex(said)
    own_hand, struck = _hand(claim)
    return Described(name, person.age, sex, _child(said, person.age), attacker, own_hand, struck, (claim,))


def _hand(claim: Claim) -> tuple[bool, bool]:
    own = bool(set(tokens(claim.quote)) & words("reconciling", "reflexive"))
    return own, not own and is_struck(claim)


def _are_of_two_hands(one: Described, other: Described) -> bool:
    """Did one die by his own hand, the other by another's?

    "The fatal shooting of a boy of nine" says of nobody that he did it: a boy of nine who shot himself may be he.
    """
    if not one.own_hand or not other.struck:
        return False
    nameless_hand = all(figure_of(claim).rule == "noun" for claim in other.claims if is_struck(claim))
    return one.age is None or one.age != other.age or not nameless_hand


def _is_doer_of(one: Described, other: Described) -> bool:
    """ "The suspect in the murder of a girl dies": the attacker is not the victim of the same breath."""
    if not one.attacker or other.attacker or not other.struck:
        return False
    places = {(claim.report, claim.spans[0].title, figure_of(claim).sentence) for claim in one.claims}
    return any((c.report, c.spans[0].title, figure_of(c).sentence) in places for c in other.claims)


def is_struck(claim: Claim) -> bool:
    """Are the persons the object of a verb of killing or hurting ("killed four people"), done to them by somebody?"""
    figure = claim.figure
    if figure is None or figure.predicate is None or figure.predicate.title != figure.span.title:
        return False
    first = tokens(claim.quote)[:1]
    stated = bool(first) and first[0] in words("reconciling", "states")
    return figure.predicate.start < figure.span.start and not stated


def is_of_victims(claim: Claim) -> bool:
    """ "A third victim dies", "four victims": a number of those to whom it was done, and of nobody who did it."""
    last = tokens((claim.figure.who if claim.figure else None) or "")[-1:]
    return bool(last) and last[0] in ("victim", "victims")


def _sex(said: set[str]) -> str | None:
    female, male = bool(said & words("reconciling", "female")), bool(said & words("reconciling", "male"))
    return None if female == male else "female" if female else "male"


def _child(said: set[str], years: int | None) -> bool | None:
    if years is not None:
        return years < 18
    return True if said & words("reconciling", "child") else None


def tell_apart(described: Iterable[Described]) -> tuple[Described, ...]:
    """The different persons among descriptions in order of text; what may be one person is one."""
    ordered = list(described)
    ranked = sorted(range(len(ordered)), key=lambda i: (-ordered[i].detail, i))
    found: list[tuple[int, Described]] = []
    for i in ranked:
        one = ordered[i]
        for k, (first, other) in enumerate(found):
            if one.may_be(other):
                found[k] = (min(first, i), other.joined(one))
                break
        else:
            found.append((i, one))
    return tuple(replace(one) for _, one in sorted(found, key=lambda pair: pair[0]))
