"""What one report says of one outcome of one event, as a value; and the stated totals that it is made from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crossreport.model.happened import Event
from crossreport.model.said import Claim, Figure, Origin
from crossreport.reconcile.context import Moment, side_of, side_of_speaker


@dataclass(frozen=True)
class Told:
    """One report's statement: its interval, the value that stands for it, the claims it rests on, its arithmetic in words.

    `is_floor` is true where no total is stated, so that the report does not say that there were no others. `attackers` of
    its persons are attackers; `unclear` attackers are told of, and the total does not say whether it includes them. `kinds`
    are those whom its report counts apart ("including seven civilians"): subgroup, status, how many; `placed` how many of
    them it has in a place of their own ("50 of them in Karn").
    """

    report: str
    outcome: str
    low: int | None
    point: int | None
    high: int | None
    claims: tuple[Claim, ...]
    words: str
    is_floor: bool = False
    attackers: int = 0
    unclear: int = 0
    origin: str = ""
    at: Moment | None = None
    kinds: frozenset[tuple[str, str, int]] = frozenset()
    placed: frozenset[int] = frozenset()

    def side(self, event: Event, origins: Mapping[str, Origin]) -> str | None:
        """The side of whoever the report has it from; a headline that says the same is nobody else's word."""
        named = [claim for claim in self.claims if claim.attribution and claim.attribution.source]
        if named:
            return side_of(named[0], event)
        origin = origins.get(self.origin)
        return side_of_speaker(origin.speaker, origin.speaker_kind, event) if origin and origin.speaker else None

    @property
    def size(self) -> int:
        """For comparing: point, else low, else high."""
        return next((n for n in (self.point, self.low, self.high) if n is not None), 0)

    def meets(self, other: "Told") -> bool:
        """Do the two intervals share a number? A floor has no upper end here, unless one kind is counted otherwise."""
        return not self.differs_by_kind(other) and meets(
            (self.low, None if self.is_floor else self.high), (other.low, None if other.is_floor else other.high)
        )

    @property
    def statuses(self) -> dict[str, int]:
        """How many of each status ("15 rebels", "two soldiers"), where the statement is the sum of just these; else none."""
        counted: dict[str, int] = {}
        for kind, status, many in self.kinds if self.is_floor else ():
            if status and not kind:
                counted[status] = max(many, counted.get(status, 0))
        return counted if sum(counted.values()) == self.point else {}

    def differs_by_kind(self, other: "Told") -> bool:
        """Do both add up kinds of persons, and count one kind otherwise (15 rebels and 2 soldiers; 3 and 7)?"""
        mine, theirs = self.statuses, other.statuses
        return any(mine[one] != theirs[one] for one in mine.keys() & theirs.keys())

    def equals(self, other: "Told") -> bool:
        """Do both say the same number in the same form?"""
        return (self.low, self.point, self.high) == (other.low, other.point, other.high)


def meets(a: tuple[int | None, int | None], b: tuple[int | None, int | None]) -> bool:
    """Do two closed intervals share a number? None is an open end."""
    return (a[1] is None or b[0] is None or b[0] <= a[1]) and (b[1] is None or a[0] is None or a[0] <= b[1])


@dataclass(frozen=True)
class Chain:
    """A stated total and what the text adds to it after."""

    claims: tuple[Claim, ...]

    @property
    def figure(self) -> Figure:
        """The stated total's figure."""
        return figure_of(self.claims[0])

    @property
    def ends(self) -> tuple[int | None, int | None]:
        """Low and high of the whole."""
        return _sum(figure_of(c).low for c in self.claims), _sum(figure_of(c).high for c in self.claims)

    @property
    def point(self) -> int | None:
        """The value of the whole: the stated ones, low ends where none stands for a figure."""
        return _sum(figure_of(c).point for c in self.claims)

    @property
    def size(self) -> int:
        """For comparing: point, else low, else high."""
        return next((n for n in (self.point, *self.ends) if n is not None), 0)

    @property
    def in_title(self) -> bool:
        """Does the total stand in the headline?"""
        return self.claims[0].spans[0].title

    @property
    def category(self) -> tuple[str, str]:
        """Whom the total is limited to: subgroup, status; empty strings where it is not. All the dead may be of one side."""
        return category_of(self.figure)

    @property
    def words(self) -> str:
        """The arithmetic: "2 + 1"."""
        return " + ".join(number(figure_of(claim)) for claim in self.claims)


def figure_of(claim: Claim) -> Figure:
    """The claim's figure, which the caller knows to be there."""
    assert claim.figure is not None
    return claim.figure


def number(figure: Figure) -> str:
    """A figure's number in words of arithmetic: 3, at least 3, more than 3, 3 to 5."""
    if figure.form == "at_least" and figure.low is not None:
        return f"at least {figure.low:,}"
    if figure.form == "more_than" and figure.low is not None:
        return f"more than {figure.low - 1:,}"
    if figure.point is not None:
        return f"{figure.point:,}"
    if figure.low is not None and figure.high is not None:
        return f"{figure.low:,} to {figure.high:,}"
    return f"{figure.low:,} or more" if figure.low is not None else f"at most {figure.high:,}"


def category_of(figure: Figure) -> tuple[str, str]:
    """Whom a count is limited to: subgroup, status; empty strings where it is not."""
    return figure.subgroup or "", "" if figure.status == "unstated" else figure.status


def _sum(numbers: Iterable[int | None]) -> int | None:
    found = list(numbers)
    known = [n for n in found if n is not None]
    return sum(known) if len(known) == len(found) and found else None


def position(claim: Claim) -> tuple[bool, int, int, str]:
    """Where a claim stands: headline first, then by the first word of those whom it counts."""
    span = claim.figure.span if claim.figure is not None else claim.spans[0]
    return not span.title, span.start, span.end, claim.id


def newer(chains: list[Chain]) -> list[Chain]:
    """Leaves out what the report calls a first count, where it goes on to a higher one, or its speaker to another."""
    later = [chain for chain in chains if not chain.figure.earlier]
    return [
        chain
        for chain in chains
        if not chain.figure.earlier or not any(other.size > chain.size or _is_anew(other, chain) for other in later)
    ]


def agreed(chains: list[Chain]) -> list[Chain]:
    """Leaves out numbers above the one that headline and text both state, not as a rest: they are of other incidents."""
    exact = [chain for chain in chains if chain.figure.form == "exact" and chain.figure.rule != "rest"]
    heads = {chain.size for chain in exact if chain.in_title}
    if len(heads) != 1 or not any(chain.size in heads for chain in exact if not chain.in_title):
        return chains
    mine = {chain.claims[0].origin for chain in exact if chain.size in heads}
    return [one for one in chains if one.point is None or one.size <= max(heads) or _is_counted_by_another(one, mine)]


def _is_counted_by_another(chain: Chain, origins: set[str]) -> bool:
    """ "Five died, the mayor said. A Herald reporter counted six bodies": an exact number by somebody who is named."""
    said = chain.claims[0].attribution
    named = said is not None and said.source is not None and chain.claims[0].origin not in origins
    return named and chain.figure.form == "exact" and chain.figure.measure == "stock" and len(chain.claims) == 1


def _is_anew(other: Chain, chain: Chain) -> bool:
    said = chain.claims[0].attribution
    return said is not None and said.source is not None and other.claims[0].origin == chain.claims[0].origin
