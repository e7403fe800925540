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
    """What a run of linking looked things up by and found near: which reports chains of pairs that are alike hold together,
    and the marks and days of each mention and of each report (with an empty mention), by which others are found."""

    mentions: Marked = field(default_factory=Marked)
    reports: Marked = field(default_factory=Marked)
    copies: Copies = field(default_factory=Copies)
    _root: dict[str, str] = field(default_factory=dict)

    def near(self, pairs: Iterable[tuple[Key, Key]]) -> None:
        """Notes pairs of things that are alike."""
        for a, b in pairs:
            one, two = sorted((self._first(a[0]), self._first(b[0])))
            if one != two:
                self._root[two] = one

    def homes(self, reports: Iterable[str]) -> dict[str, str]:
        """{report: the first report of its neighbourhood}: what chains of pairs hold together."""
        return {ident: self._first(ident) for ident in sorted(reports)}

    def _first(self, ident: str) -> str:
        root = self._root
        while (above := root.get(ident, ident)) != ident:
            root[ident] = root.get(above, above)
            ident = above
        return ident


@dataclass(frozen=True)
class Around:
    """What lies outside of the reports that are linked and bears on them: the copies among these and all that share text
    with them, the reports and readings that text is taken from, and the keys of all outlets of the record."""

    copies: Copies = field(default_factory=Copies)
    reports: Mapping[str, Report] = field(default_factory=dict)
    readings: Mapping[str, Reading] = field(default_factory=dict)
    outlets: Mapping[str, str] = field(default_factory=dict)


def members(homes: Mapping[str, str]) -> dict[str, list[str]]:
    """The reports of each neighbourhood, in order."""
    found: dict[str, list[str]] = defaultdict(list)
    for ident in sorted(homes):
        found[homes[ident]].append(ident)
    return found
