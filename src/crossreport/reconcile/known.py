"""What the rows of a story are made from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from crossreport.linking.pile import ById
from crossreport.model.happened import Event
from crossreport.model.judged import Story, Tally
from crossreport.model.report import Span
from crossreport.model.said import Claim
from crossreport.reconcile.context import Context
from crossreport.reconcile.course import Course


@dataclass(frozen=True)
class Known:
    """What the rows of a story are made from."""

    context: Context
    events: dict[str, Event]
    course: Course
    tallies: tuple[Tally, ...]
    lost: frozenset[str] = frozenset()

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Claims by id; those that support nothing by a person's decision are left out."""
        return ById(self.course.claims, self.lost)

    def told_in(self, report: str) -> list[Claim]:
        """The claims of a report."""
        return [claim for claim in self.course.told_in(report) if claim.id not in self.lost]

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
        used |= set(self.course.judged)
        found: dict[str, list[Span]] = {}
        for claim in (self.claims.get(ident) for ident in sorted(used)):
            if claim is not None:
                found.setdefault(claim.report, []).extend(claim.spans[:1])
        return found

    def of(self, story: Story) -> Iterable[Claim]:
        """The claims of a story's reports."""
        return (claim for report in story.reports for claim in self.told_in(report))
