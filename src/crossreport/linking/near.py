"""What bears on what in linking, so that a report that is added is linked with what lies near it and the rest stays.

Mentions and reports come together along pairs alone that blocking proposes and that are alike themselves (cluster.py). Two
reports between which no chain of such pairs runs are linked the same whether the other is there or not: a neighbourhood is
what such chains hold together. Text that is shared tells where a claim comes from, so the reports that share it are looked
at too (`Around`), but they are no neighbours for that alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from crossreport.linking.copies import Copies
from crossreport.linking.pairs import Marked
from crossreport.linking.sides import Key
from crossreport.model.happened import Reading
from crossreport.model.report import Report


@dataclass
class Trace:
    """What a run of linking looked things up by and found near: pairs of reports that have mentions or are themselves alike,
    and the marks and days of each mention and of each report (with an empty mention), by which others are found."""

    pairs: set[tuple[str, str]] = field(default_factory=set)
    mentions: Marked = field(default_factory=Marked)
    reports: Marked = field(default_factory=Marked)
    copies: Copies = field(default_factory=Copies)

    def near(self, pairs: Iterable[tuple[Key, Key]]) -> None:
        """Notes pairs of things that are alike."""
        self.pairs.update((a[0], b[0]) for a, b in pairs)


@dataclass(frozen=True)
class Around:
    """What lies outside of the reports that are linked and bears on them: the copies among these and all that share text
    with them, the reports and readings that text is taken from, and the keys of all outlets of the record."""

    copies: Copies = field(default_factory=Copies)
    reports: Mapping[str, Report] = field(default_factory=dict)
    readings: Mapping[str, Reading] = field(default_factory=dict)
    outlets: Mapping[str, str] = field(default_factory=dict)


def neighbourhoods(reports: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """{report: the first report of its neighbourhood}: what chains of pairs hold together."""
    root = {ident: ident for ident in sorted(reports)}

    def find(ident: str) -> str:
        while root[ident] != ident:
            root[ident] = ident = root[root[ident]]
        return ident

    for a, b in pairs:
        one, two = sorted((find(a), find(b)))
        root[two] = one
    return {ident: find(ident) for ident in root}


def members(homes: Mapping[str, str]) -> dict[str, list[str]]:
    """The reports of each neighbourhood, in order."""
    found: dict[str, list[str]] = defaultdict(list)
    for ident in sorted(homes):
        found[homes[ident]].append(ident)
    return found
