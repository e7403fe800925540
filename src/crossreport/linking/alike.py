"""Which of some pairs of reports are neighbours: they, or mentions of theirs, are alike. Nothing is put together here."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from crossreport.linking.apart import Apart
from crossreport.linking.blocks import marked_by
from crossreport.linking.claims import claims_of
from crossreport.linking.copies import Copies
from crossreport.linking.events import sides_told
from crossreport.linking.evidence import Judge
from crossreport.linking.pairs import Marked, When
from crossreport.linking.sides import Key, Side, weights
from crossreport.linking.standing_text import StandingText
from crossreport.linking.stories import alike, marks_of
from crossreport.linking.words import Bag, bag
from crossreport.model.happened import Reading
from crossreport.model.report import Report

# A thing, others that share marks enough with it, and which of these share a person's name with it.
Shared = tuple[Key, Sequence[Key], Sequence[bool]]


@dataclass
class Compared:
    """Reports with the words and mentions by which they are compared, each taken apart once."""

    reports: dict[str, Report] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)
    bags: dict[str, Bag] = field(default_factory=dict)
    sides: dict[Key, Side] = field(default_factory=dict)

    def add(
        self, reports: Mapping[str, Report], readings: Mapping[str, Reading], telling: Container[str] | None = None
    ) -> None:
        """Takes these reports in too; where some are `telling`, the mentions of those alone."""
        for ident, report in reports.items():
            if ident in self.reports:
                continue
            reading = readings[ident]
            self.reports[ident], self.readings[ident] = report, reading
            words = self.bags[ident] = bag(report, reading.furniture)
            if telling is None or ident in telling:
                told = claims_of(report, reading)
                self.sides.update((side.key, side) for side in sides_told(report, reading, told, words))

    def marked(self) -> Marked:
        """The mentions, and the reports, with what each is found by."""
        made = marked_by(self.sides[key] for key in sorted(self.sides))
        for ident in sorted(self.bags):
            day = _day(self.reports[ident])
            made.add((ident, ""), marks_of(self.bags[ident], day), When(day))
        return made

    def neighbours(self, shared: Iterable[Shared], copies: Copies) -> set[tuple[str, str]]:
        """The pairs of reports that are neighbours, of those that share so much. `copies` tell what text they share."""
        judge = Judge(copies, StandingText(self.reports, self.readings, copies))
        ordered = sorted(self.sides)
        number = {key: at for at, key in enumerate(ordered)}
        apart = Apart([self.sides[key] for key in ordered], judge)
        join = weights()["join"]
        found: set[tuple[str, str]] = set()
        of_reports: dict[str, set[str]] = defaultdict(set)
        for key, others, named in shared:
            if not key[1]:
                of_reports[key[0]].update(ident for ident, _ in others)
                continue
            numbers = np.array([number[other] for other in others], dtype=np.int64)
            kept = numbers[apart.keep(number[key], numbers, np.array(named, dtype=bool))].tolist()
            found.update(
                (key[0], ordered[at][0]) for at in kept if judge.score(self.sides[key], self.sides[ordered[at]]) > join
            )
        pairs = ((ident, other) for ident, others_ in of_reports.items() for other in sorted(others_))
        return found | alike(self.reports, self.bags, pairs)


def _day(report: Report) -> int | None:
    return report.day.toordinal() if report.day else None
