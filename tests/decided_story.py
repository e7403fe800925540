"""A story that decisions are made on, read by the reader of record_fixtures; all names are invented."""

from collections.abc import Iterable, Sequence
from typing import Any

from record_fixtures import read, told

from crossreport.deciding.propose import propose
from crossreport.deciding.world import World
from crossreport.linking.link import link
from crossreport.model.decided import Decision
from crossreport.model.happened import Event
from crossreport.model.record import Derived
from crossreport.model.report import Report
from crossreport.model.said import Claim
from crossreport.profiles.load import load_profile
from crossreport.reconcile.reconcile import reconcile

MILL = told("mill", 3, "Velmora")
HARBOUR = told(
    "harbour", 5, "Kestry", published="2024-05-20",
    text="A guard at the harbour said that 5 men were killed in Kestry before the ferries came in.",
)  # fmt: skip
REPORTS = (MILL, HARBOUR)


class Story:
    """Reports, the decisions on them in the order of the log, and the record that they make."""

    def __init__(self, reports: Iterable[Report] = REPORTS, decisions: Sequence[Decision] = ()) -> None:
        self.reports = tuple(reports)
        self.decisions = tuple(decisions)
        self.linked = link(self.reports, [read(report) for report in self.reports], self.decisions)
        self.derived: Derived = reconcile(self.linked, load_profile("recent_majority"), self.decisions)

    def decide(self, do: str, by: str = "Ada Berg", why: str = "heard the tape", **what: Any) -> "Story":
        """The story after one more decision."""
        at = f"2024-06-01T12:00:{len(self.decisions):02d}+00:00"
        world = World(self.linked, self.derived, self.decisions)
        return Story(self.reports, (*self.decisions, propose(world, do, by, why, what, at)))

    def given(self, *reports: Report) -> "Story":
        """The story with these reports in the place of those of the same ids, and beside the others."""
        new = {report.id for report in reports}
        return Story((*(one for one in self.reports if one.id not in new), *reports), self.decisions)

    @property
    def last(self) -> str:
        """The id of the last decision."""
        return self.decisions[-1].id

    def claim(self, report: str, kind: str = "figure") -> Claim:
        """The claim of that kind in a report."""
        return next(one for one in self.derived.claims if one.report == report and one.type == kind)

    def event(self, report: str) -> Event:
        """The event that a report tells of."""
        return next(one for one in self.derived.events if report in one.reports)

    def killed(self, report: str) -> tuple[int | None, int | None, int | None] | None:
        """Low, best and high of the dead of that event; None where it has no figure."""
        figure = self.event(report).figures.get("killed")
        return (figure.low, figure.best, figure.high) if figure else None

    def state(self, decision: str | None = None) -> str:
        """What became of a decision (the last one)."""
        return next(one.state for one in self.derived.decided if one.decision == (decision or self.last))
