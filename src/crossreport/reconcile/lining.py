"""Lines statements of several reports up: the same thing told in other words, by the terms that both have.

Names and words weigh by kind and by the fixed background table, never by the record. Who and where alone join nothing:
two statements about one minister are two statements. What is done must be shared.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from crossreport.linking.words import fold, stem, weigh
from crossreport.model.happened import Reading, Statement
from crossreport.model.said import Claim
from crossreport.reconcile.persons import tokens
from crossreport.vocabulary.load import vocabulary, words

# Two statements are one where they share this much of the lighter one's weight and of both together.
SHARE_OF_LIGHTER, SHARE_OF_BOTH, SHARE_BESIDE_NAMES = 0.6, 0.3, 0.45
# Where one of the two has nearly nothing that the other has not, less of both together will do.
NEARLY_ALL, SHARE_OF_LONGER = 0.75, 0.35
NAME, CLASS, COUNTRY = 1.2, 1.5, 0.7
# What is done must be shared: this weight of words, or less beside three shared names.
DEEDS, DEEDS_BESIDE_NAMES, NAMES = 2.5, 1.2, 3
# What a number of two digits or more adds where both count the same by it.
COUNTED = 1.5
# Words told as they were said, which are lined up by all of them.
QUOTED = re.compile(r"[\"“”]")
# Below this likeness two statements are told side by side, for a reader to judge.
LOOSE = 0.75
# What opens a question, or what somebody is said to know nothing of.
ASKING = re.compile(r"\b(?:whether|if|who|whom|whose|what|which|how|why|where|when|of|about|any)\b", re.I)
QUESTION = re.compile(r"\b(?:whether|if|who|whom|whose|what|which|how|why|where|when)\b", re.I)
# Behind a cue that asks: the reason is asked for, of what itself is taken as given.
WHY = re.compile(r"\W+(?:\w+ )?why\b", re.I)
# A term told in more statements of a story than this does not bring two together by itself.
COMMON = 60


@dataclass(frozen=True)
class Line:
    """A statement claim as it is lined up: the weights of its words, its names with the country of each, its place."""

    claim: Claim
    statement: Statement
    words: dict[str, float]
    names: dict[str, str | None]
    order: tuple[str, int, str]
    # The day on which it was told, and who rejects it in the very words that tell it ("an accusation that Oriel rejects").
    told: str = ""
    denier: str | None = None
    persons: frozenset[str] = frozenset()

    @property
    def report(self) -> str:
        """The report that tells it."""
        return self.claim.report

    @cached_property
    def weight(self) -> float:
        """Of all its terms together."""
        return sum(self.words.values()) + NAME * len(self.names)

    @cached_property
    def is_affirmed(self) -> bool:
        """Is it told as so: neither denied nor left unconfirmed?"""
        said = self.claim.attribution
        doubted = said is not None and (said.stance in ("denied", "not_confirmed", "retracted") or said.polarity == "-")
        return self.claim.type != "denial" and not doubted and self.denier is None

    @cached_property
    def is_doubt(self) -> bool:
        """Does somebody deny it, take it back, or not confirm it? A plain "not" is no doubt of what others say."""
        said = self.claim.attribution
        doubts = said is not None and said.stance in ("denied", "not_confirmed", "retracted")
        if said is not None and said.stance == "not_confirmed" and _asks_why(self.statement.text, said.cue):
            return False
        cue = set(tokens(said.cue or "")) if said is not None and said.stance == "not_confirmed" else set()
        if cue & words("reconciling", "debating"):
            return False
        if said is not None and (said.stance, said.certainty, said.source) == ("denied", "PR", None):
            return False  # "Not believed to be life-threatening": nobody denies what others say.
        if cue & words("reconciling", "unaware") and not ASKING.search(self.statement.text):
            return False  # Who did not notice that it was so does not doubt that it was.
        return self.claim.type == "denial" or doubts or self.denier is not None

    @cached_property
    def asks(self) -> bool:
        """Is it a question of its own that is left open ("it was unclear whether an adult was home")?"""
        said = self.claim.attribution
        return said is not None and said.stance == "not_confirmed" and QUESTION.search(self.statement.text) is not None

    @property
    def is_question(self) -> bool:
        """Is it put as a question, which tells nothing as so?"""
        return self.statement.text.rstrip("\"”'’ ").endswith("?")

    @cached_property
    def counted(self) -> frozenset[tuple[str, str]]:
        """The numbers that it tells, in digits, each with the term behind it: what is counted."""
        listed = vocabulary("numbers")
        terms = tuple(self.claim.terms or self.statement.terms)
        told = [(term[2:], what) for term, what in pairwise((*terms, "")) if term.startswith("n:")]
        return frozenset((str(listed["units"].get(n, n)), what) for n, what in told if n not in listed["scales"])

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers that it tells, in digits; words of scale and "one", which is often none, left out."""
        return frozenset(number for number, _ in self.counted) - {"1"}

    @cached_property
    def is_real(self) -> bool:
        """Has it happened as told, or is it so: nothing planned, supposed or negated? An announcement is itself real."""
        if self.statement.aux in ("future", "hypothetical") and self.is_announced:
            return True
        ahead = self.statement.kind != "quotation" and bool(self.told) and (self.statement.date_from or "") > self.told
        return self.statement.aux in ("none", "historical") and not ahead

    @property
    def is_announced(self) -> bool:
        """Does somebody announce it, so that the announcing is what took place?"""
        said = self.claim.attribution
        return said is not None and bool(set(tokens(said.cue or "")) & words("reconciling", "announcing"))

    @property
    def speaker(self) -> str | None:
        """Who says it, None for the report itself."""
        if self.denier is not None:
            return self.denier
        return self.claim.attribution.source if self.claim.attribution else None


def line(
    claim: Claim, statement: Statement, reading: Reading, told: str = "", countries: Mapping[str, str | None] | None = None
) -> Line:
    """A statement claim ready to be lined up; `told` is the day of its report (ISO), empty where it is not known.

    `countries` are those of the reading (`countries_of`), where many statements of it are made ready.
    """
    countries = countries_of(reading) if countries is None else countries
    weights: dict[str, float] = {}
    names: dict[str, str | None] = {}
    for term in claim.terms or statement.terms:
        if ":" in term and not term.startswith("n:"):
            names[term] = term.split(":", 1)[1].upper()
        elif term in countries:
            names[term] = countries[term]
        elif not term.startswith("n:"):
            weights[term] = _weight(term)
    persons = frozenset(p.key for p in reading.parties if p.kind == "person" and p.key in names)
    order = (claim.report, claim.spans[0].start, claim.id)
    return Line(claim, statement, weights, names, order, told[:10], _denier(claim, statement, reading), persons)


def _asks_why(text: str, cue: str | None) -> bool:
    """ "The family questioned why he was shot": that he was is no question of theirs."""
    found = re.search(rf"\b{re.escape(cue)}", text) if cue else None
    return found is not None and WHY.match(text, found.end()) is not None


def _denier(claim: Claim, statement: Statement, reading: Reading) -> str | None:
    """Who rejects, where the words are "an accusation that Oriel rejects" and nobody is named who accuses."""
    terms = list(claim.terms or statement.terms)
    said = claim.attribution
    if said is None or said.source or terms[:1] != ["accuse"] or "deny" not in terms[:3]:
        return None
    keys = terms[1 : terms.index("deny")]
    name = next((p.name for p in reading.parties if p.key in keys), None)
    return name or (keys[0].split(":")[-1] if keys else None)


def countries_of(reading: Reading) -> dict[str, str | None]:
    """{term: country} of the actors and places of a report."""
    found = {fold(toponym.place.name.split(",")[0]): toponym.place.country for toponym in reading.places}
    # "The government", "the police" are no names: what they are called by is a word as any other.
    named = [p for p in reading.parties if ":" in p.key or any(c.isupper() for c in p.name)]
    return found | {p.key: p.country for p in named}


@cache
def _weight(term: str) -> float:
    if term in vocabulary("synonyms")["classes"]:
        return CLASS
    known = max((weigh(stem(fold(word))) for word in term.replace("-", " ").split()), default=0.0)
    return 2.2 if known > 2 else 1.2 if known > 1 else 0.6 if known > 0 else 0.3


def likeness(a: Line, b: Line) -> float:
    """0 to 1: the share of the lighter statement's weight that both have; 0 where too little of the deed is shared.

    Statements with numbers of which none is in common are one only where nearly all else is.
    """
    if a.words.keys().isdisjoint(b.words):
        return 0.0
    share = _likeness(a, b)
    others = a.numbers and b.numbers and not a.numbers & b.numbers
    return 0.0 if others and share < LOOSE else share


def _likeness(a: Line, b: Line) -> float:
    deeds = sum([weight for term, weight in a.words.items() if term in b.words])
    if deeds < DEEDS_BESIDE_NAMES and not ("visit" in a.words and "visit" in b.words):
        return 0.0
    if _is_done_otherwise(a, b) or _elsewhere(a.statement, b.statement) or is_after(a, b) or is_after(b, a):
        return 0.0
    shared = a.names.keys() & b.names.keys()
    kin = _kindred(a, b, shared)
    number = COUNTED if any(len(told) > 1 for told, _ in a.counted & b.counted) else 0.0
    deeds += number
    light, heavy = (weight + number for weight in sorted((a.weight, b.weight)))
    both = deeds + NAME * len(shared) + COUNTRY * kin
    if _is_one_visit(a, b, shared):
        return max(SHARE_OF_LIGHTER, both / light)
    least = SHARE_OF_BOTH if deeds >= DEEDS else SHARE_BESIDE_NAMES
    if len(shared) >= NAMES and both >= NEARLY_ALL * light:
        least = min(least, SHARE_OF_LONGER)
    union = heavy + light - both
    if deeds < DEEDS and not (deeds >= DEEDS_BESIDE_NAMES and (len(shared) + kin >= NAMES or both >= NEARLY_ALL * union)):
        return 0.0
    if deeds < DEEDS and a.persons - b.persons and b.persons - a.persons:
        return 0.0  # She met one man and met another.
    if both < least * union:
        return 0.0
    return both / light


def _is_done_otherwise(a: Line, b: Line) -> bool:
    """Is what the one says was done nowhere in the other, nor the other way round ("taken to", "released from" a hospital)?

    Who asks for a thing does not tell that it was done.
    """
    one, two = a.statement.deeds, b.statement.deeds
    if not one or not two or one == two or all(QUOTED.search(line.statement.text) for line in (a, b)):
        return False
    there, back = not b.words.keys().isdisjoint(one), not a.words.keys().isdisjoint(two)
    wished = [found for line, found in ((a, there), (b, back)) if line.statement.kind == "position" and line.is_real]
    return not (there or back) or (len(wished) == 1 and not wished[0])


def _is_one_visit(a: Line, b: Line, shared: set[str]) -> bool:
    """Do both tell that one person was in one country, by its name, its capital or its people, and not his own?"""
    if "visit" not in a.words or "visit" not in b.words:
        return False
    own = {a.names[name] for name in shared if ":" not in name and a.names[name]}
    persons = [name for name in shared if ":" not in name]
    there = ({c for n, c in one.names.items() if c and n not in persons} - own for one in (a, b))
    return bool(persons) and bool(set.intersection(*there))


def is_after(one: Line, other: Line) -> bool:
    """Does the one tell of a day that came after the other was told? Nobody tells or denies what has not happened yet."""
    return bool(other.told) and one.is_real and (one.statement.date_from or "")[:10] > other.told


def _elsewhere(a: Statement, b: Statement) -> bool:
    """Do the two statements stand in different countries?"""
    one, two = a.place, b.place
    return bool(one and two and one.country and two.country and one.country != two.country)


def _kindred(a: Line, b: Line, shared: set[str]) -> int:
    """How many other names stand for one country: its capital, its government, its minister."""
    left = {country for name, country in a.names.items() if name not in shared and country}
    if not left:
        return 0
    right = {country for name, country in b.names.items() if name not in shared and country}
    return len(left & right)


def line_up(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """Groups of statements that tell the same, each from another report; two are joined where each is the other's best.

    What is planned, supposed or negated never joins what happened; what is denied never joins what is affirmed.
    """
    best: dict[tuple[int, str], tuple[float, int]] = {}
    for i, j in _candidates(lines):
        score = likeness(lines[i], lines[j])
        if score < SHARE_OF_LIGHTER:
            continue
        for one, other in ((i, j), (j, i)):
            key = (one, lines[other].report)
            if key not in best or (score, -other) > (best[key][0], -best[key][1]):
                best[key] = (score, other)
    links = [(s, i, j) for (i, _), (s, j) in best.items() if i < j and best.get((j, lines[i].report), (0.0, -1))[1] == i]
    return _joined(lines, sorted(links, key=lambda link: (-link[0], link[1], link[2])))


def _joined(lines: Sequence[Line], links: Iterable[tuple[float, int, int]]) -> tuple[tuple[Line, ...], ...]:
    group = {i: {i} for i in range(len(lines))}
    for _, i, j in links:
        one, other = group[i], group[j]
        if one is other or {lines[k].report for k in one} & {lines[k].report for k in other}:
            continue
        # Each must tell what every other tells, or a long row drifts from one thing to the next.
        if any(likeness(lines[k], lines[m]) == 0.0 for k in one for m in other):
            continue
        one |= other
        for k in other:
            group[k] = one
    seen: dict[int, set[int]] = {id(members): members for members in group.values()}
    made = [tuple(lines[k] for k in sorted(members)) for members in seen.values()]
    return tuple(sorted(made, key=lambda members: members[0].order))


def _candidates(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Pairs of statements of different reports that share a word which few have, both told as so, or neither."""
    holders: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(lines):
        for term, weight in one.words.items():
            if weight > 1:
                holders[term].append(i)
    kinds = [(one.is_affirmed, one.is_real, one.is_question) for one in lines]
    pairs = {
        (i, j)
        for members in holders.values()
        if len(members) <= COMMON
        for n, i in enumerate(members)
        for j in members[n + 1 :]
        if kinds[i] == kinds[j] and lines[i].report != lines[j].report
    }
    return sorted(pairs)
