"""What people found to be one and what they found to be apart, as constraints on clusters: they go before all evidence.

Of rulings that contradict each other the later one in the log holds. Clusters are made by the evidence first; then what was
found to be one is brought together as it is by then, so that what a ruling does not name stays where the evidence puts it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from crossreport.model.decided import Decision
from crossreport.model.judged import Evidence

# A mention (report, id), a report (id, ""), a party (report, key) or a person (report, number): what is clustered.
Key = tuple[str, str]


@dataclass(frozen=True)
class Ruling:
    """One decision on what is one (`together`) or apart: the things on each of its sides."""

    decision: Decision
    sides: tuple[tuple[Key, ...], ...]
    together: bool

    @cached_property
    def _at(self) -> dict[Key, frozenset[int]]:
        found: dict[Key, set[int]] = defaultdict(set)
        for at, side in enumerate(self.sides):
            for key in side:
                found[key].add(at)
        return {key: frozenset(sides) for key, sides in found.items()}

    def parts(self, a: Key, b: Key) -> bool:
        """Do the two stand on different sides of it?"""
        one, two = self._at.get(a), self._at.get(b)
        return bool(one and two and not one & two)


def reason(decision: Decision) -> str:
    """Who decided it when and why, in words."""
    return f"{decision.by}, {decision.at[:10]}: {decision.why}"


@dataclass
class Rulings:
    """The rulings on one kind of thing, in the order of the log, and what is left of them where later ones overrule.

    `edges` are pairs found to be one, `walls` pairs (who stays, who leaves) found to be apart, each with the decision;
    `overruled` gives for a decision of which nothing is left the later one that decides instead.
    """

    given: Sequence[Ruling]
    edges: dict[tuple[Key, Key], Decision] = field(default_factory=dict)
    walls: dict[tuple[Key, Key], Decision] = field(default_factory=dict)
    overruled: dict[str, Decision] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._root: dict[Key, Key] = {}
        self._among: dict[Key, list[Ruling]] = defaultdict(list)
        self._against: dict[str, Decision] = {}
        for one in reversed(self.given):
            self._take(one)
            for key in {key for side in one.sides for key in side}:
                self._among[key].append(one)

    def _take(self, one: Ruling) -> None:
        first = one.sides[0]
        if one.together:
            for side in one.sides[1:]:
                if side and first:
                    self._join(one, [(a, b) for a in first for b in side])
            return
        apart = one.sides[1]
        for other in apart[1:]:
            self._join(one, [(apart[0], other)])
        held = [self._wall(one, a, b) for a in first for b in apart]
        if not any(held) and one.decision.id in self._against:
            self.overruled.setdefault(one.decision.id, self._against[one.decision.id])

    def _join(self, one: Ruling, pairs: Sequence[tuple[Key, Key]]) -> None:
        """Ties two sides by the first pair that no later ruling parts."""
        against: Decision | None = None
        for a, b in pairs:
            found = None if a == b else self._later(a, b, together=False) or self._walled(a, b)
            if found is None:
                self._unite(a, b)
                if a != b:
                    self.edges.setdefault((a, b), one.decision)
                return
            against = found
        if against is not None:
            self.overruled.setdefault(one.decision.id, against)

    def _wall(self, one: Ruling, a: Key, b: Key) -> bool:
        """Parts the two; False where a later ruling has them together."""
        if a == b:
            return True
        found = self._later(a, b, together=True)
        if found is None and self._find(a) == self._find(b):
            found = next(iter(self.edges.values()))
        if found is not None:
            self._against.setdefault(one.decision.id, found)
            return False
        if (b, a) not in self.walls:
            self.walls.setdefault((a, b), one.decision)
        return True

    def _later(self, a: Key, b: Key, together: bool) -> Decision | None:
        """The latest ruling that names both on different sides, where it says so; those taken before are the later ones."""
        for one in self._among.get(a, ()):
            if one.parts(a, b):
                return one.decision if one.together == together else None
        return None

    def _walled(self, a: Key, b: Key) -> Decision | None:
        pair = {self._find(a), self._find(b)}
        return next((found for (x, y), found in self.walls.items() if {self._find(x), self._find(y)} == pair), None)

    def _find(self, key: Key) -> Key:
        while (above := self._root.get(key, key)) != key:
            key = above
        return key

    def _unite(self, a: Key, b: Key) -> None:
        self._root[self._find(b)] = self._find(a)

    def forbids(self, a: Key, b: Key) -> bool:
        """Did a person find these two to be apart?"""
        return (a, b) in self.walls or (b, a) in self.walls

    def grouped(self, clusters: Iterable[Sequence[Key]]) -> list[list[Key]]:
        """The clusters, with those brought together that people found to be one, and nothing together that they parted."""
        groups: list[list[Key]] = [list(one) for one in clusters]
        home = {key: at for at, group in enumerate(groups) for key in group}
        root = list(range(len(groups)))

        def find(at: int) -> int:
            while root[at] != at:
                at = root[at]
            return at

        for a, b in self.edges:
            if a in home and b in home:
                one, two = sorted((find(home[a]), find(home[b])))
                root[two] = one
        made: dict[int, list[Key]] = defaultdict(list)
        for at, group in enumerate(groups):
            made[find(at)] += group
        kept = [part for at in sorted(made) for part in self.parted(made[at])]
        return sorted(kept, key=lambda group: group[0])

    def parted(self, group: Sequence[Key]) -> list[list[Key]]:
        """A group without those who were found to be no part of it, who make groups of their own."""
        keys: list[Key] = sorted(group)
        leaving: set[Key] = set()
        for stays, leaves in ((a, b) for a in keys for b in keys if (a, b) in self.walls):
            # Who was brought in by a later finding stays; then the other one leaves.
            held = any(
                one != leaves and self._find(one) == self._find(leaves) and not self.forbids(one, stays) for one in keys
            )
            leaving.add(stays if held else leaves)
        if not leaving:
            return [keys]
        apart: dict[Key, list[Key]] = defaultdict(list)
        for key in sorted(leaving):
            apart[self._find(key)].append(key)
        rest = [key for key in keys if key not in leaving]
        return [part for part in (rest, *apart.values()) if part]

    def row(self, a: Key, b: Key) -> Evidence | None:
        """The row of evidence that a ruling made the two one; None where none did so directly."""
        decision = self.edges.get((a, b)) or self.edges.get((b, a))
        return Evidence("decision", f"found to be one by {reason(decision)}") if decision is not None else None

    def within(self, keys: Iterable[Key]) -> Evidence | None:
        """The row of evidence of the first ruling that has any two of these as one; None where there is none."""
        held = set(keys)
        return next((self.row(a, b) for a, b in self.edges if a in held and b in held), None)
