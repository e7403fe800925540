"""What the rows of a story are made from."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from crossreport.model.happened import Event
from crossreport.model.judged import Story, Tally
from crossreport.model.report import Span
from crossreport.model.said import Claim
from crossreport.reconcile.context import Context


@dataclass(frozen=True)
class Known:
    """What the rows of a story are made from."""

    context: Context
    events: dict[str, Event]
    claims: dict[str, Claim]
    tallies: tuple[Tally, ...]

    @cached_property
    def by_report(self) -> dict[str, list[Claim]]:
        """Claims by report."""
        found: dict[str, list[Claim]] = {}
        for claim in self.claims.values():
            found.setdefault(claim.report, []).append(claim)
        return found

    @cached_property
    def tallies_of(self) -> dict[str, list[Tally]]:
        """Stated totals by the report that states them."""
        found: dict[str, list[Tally]] = {}
        for tally in self.tallies:
            if tally.claim in self.claims:
                found.setdefault(self.claims[tally.claim].report, []).append(tally)
        return found

    @cached_property
    def counted(self) -> dict[str, list[Span]]:
        """By report, where the claims begin on which the figures of events rest, and counts that a person judged."""
        used = {claim for event in self.events.values() for figure in event.figures.values() for claim in figure.claims}
        # What somebody corrected or rejected must not come back in its old words as a statement.
        used |= {claim.id for claim in self.claims.values() if claim.figure is not None and claim.decisions}
        found: dict[str, list[Span]] = {}
        for claim in (self.claims[ident] for ident in sorted(used) if ident in self.claims):
            found.setdefault(claim.report, []).extend(claim.spans[:1])
        return found

    def of(self, story: Story) -> Iterable[Claim]:
        """The claims of a story's reports."""
        return (claim for report in story.reports for claim in self.by_report.get(report, ()))
