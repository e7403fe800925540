"""The claims of a record in the course of weighing it: as linking gave them, with what weighing changed so far."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from sys import maxsize

import msgspec

from crossreport.linking.claims import in_text
from crossreport.linking.pile import ById, Pile, Revised
from crossreport.model.said import Claim
from crossreport.reconcile.context import Context
from crossreport.reconcile.standing import counts_alone, stood


class Course:
    """Claims in the order of the text, those added in weighing behind them; a large record's are not held in memory."""

    def __init__(self, given: Sequence[Claim]) -> None:
        self._given = given if isinstance(given, Pile) else Pile(Claim, maxsize).add_all(sorted(given, key=in_text))
        self.claims = Revised(self._given, Claim)
        self.by_id: Mapping[str, Claim] = ById(self.claims)
        self._of_event: dict[str, array[int]] = defaultdict(lambda: array("i"))
        # The first claim of each report and the number behind its last; those that were added.
        self._of_report: dict[str, tuple[int, int]] = {}
        self._added: dict[str, list[int]] = defaultdict(list)
        self._retractions, self._totals = array("i"), array("i")
        self._denials: dict[str, array[int]] = defaultdict(lambda: array("i"))
        # Those with a figure that a person judged.
        self.judged: list[str] = []

    def begun(self, context: Context) -> Iterator[Claim]:
        """The claims as they stand by the profile; to be gone through once, before all else."""
        for at, given in enumerate(self._given):
            claim = stood(given, context)
            if claim is not given:
                self.claims.put(at, claim)
            self._note(at, claim)
            self._of_report[claim.report] = (self._of_report.get(claim.report, (at, at))[0], at + 1)
            if claim.attribution is not None and claim.attribution.stance == "retracted" and claim.events:
                self._retractions.append(at)
            yield claim

    def add(self, claims: Iterable[Claim]) -> None:
        """Puts claims that weighing makes behind the others."""
        for claim in claims:
            at = len(self.claims)
            self.claims.add(claim)
            self._note(at, claim)
            self._added[claim.report].append(at)

    def _note(self, at: int, claim: Claim) -> None:
        if counts_alone(claim):
            self._of_event[claim.events[0]].append(at)
        if claim.type == "tally":
            self._totals.append(at)
        if claim.figure is not None and claim.attribution is not None and claim.attribution.stance == "denied":
            for event in claim.events:
                self._denials[event].append(at)
        if claim.figure is not None and claim.decisions:
            self.judged.append(claim.id)

    def revise(self, of: Callable[[Claim], Claim]) -> None:
        """Puts in the place of each claim what it comes to."""
        for at, claim in enumerate(self.claims):
            made = of(claim)
            if made is not claim:
                self.claims.put(at, made)

    def exclude(self, why: Mapping[str, str]) -> None:
        """Marks the claims of these ids excluded, with the reason."""
        for ident, reason in why.items():
            at = self.claims.find(ident)
            if at is not None:
                self.claims.put(at, msgspec.structs.replace(self.claims[at], status="excluded", reason=reason))

    def counting(self, event: str) -> list[Claim]:
        """The claims that belong into the estimates of this event alone."""
        return [claim for claim in self._at(self._of_event.get(event, ())) if counts_alone(claim)]

    def denials(self, event: str) -> list[Claim]:
        """The numbers of this event that their speakers deny."""
        return [*self._at(self._denials.get(event, ()))]

    def of(self, ids: Iterable[str]) -> list[Claim]:
        """The claims of these ids that there are."""
        return [claim for claim in map(self.by_id.get, ids) if claim is not None]

    def told_in(self, report: str) -> list[Claim]:
        """The claims of a report."""
        return [*self._at(range(*self._of_report.get(report, (0, 0)))), *self._at(self._added.get(report, ()))]

    def retractions(self) -> list[Claim]:
        """Those by which somebody takes back what he said of an event."""
        return [*self._at(self._retractions)]

    def totals(self) -> list[Claim]:
        """Those that state a total."""
        return [*self._at(self._totals)]

    def in_order(self) -> Sequence[Claim]:
        """All of them in the order of the text, those that were added among them."""
        before: dict[int, list[int]] = defaultdict(list)
        for report, added in self._added.items():
            own = range(*self._of_report[report])
            for key, one in sorted((in_text(self.claims[one]), one) for one in added):
                before[bisect_left(own, key, key=lambda at: in_text(self.claims[at])) + own.start].append(one)
        return self.claims.plain(before)

    def _at(self, numbers: Iterable[int]) -> Iterator[Claim]:
        return (self.claims[at] for at in numbers)
