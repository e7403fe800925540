"""What a record holds that gave no claim: what was refused, reports that were not read, sentences of harm; each with why."""

from collections.abc import Iterable, Iterator

import msgspec

from crossreport.ingest.items import Refused
from crossreport.model.happened import Reading
from crossreport.model.report import Report


class UnreadReport(msgspec.Struct, frozen=True):
    """A report of which nothing was read. `failed`: its reading broke down; else it is left unread for the reason."""

    report: str
    reason: str
    failed: bool


class UnreadSentence(msgspec.Struct, frozen=True):
    """A sentence with a word or number of harm that gave no claim; offsets into its text, or its `title`."""

    report: str
    title: bool
    start: int
    end: int
    reason: str
    words: str


class LeftUnread(msgspec.Struct, frozen=True):
    """All of it."""

    refused: tuple[Refused, ...]
    reports: tuple[UnreadReport, ...]
    sentences: tuple[UnreadSentence, ...]


def left_unread(
    refused: Iterable[Refused], reports: Iterable[tuple[str, str, bool]], readings: Iterable[tuple[Report, Reading]]
) -> LeftUnread:
    """What builds refused, the reports that they left unread, and what the readings of the rest list."""
    return LeftUnread(tuple(refused), tuple(UnreadReport(*one) for one in reports), tuple(_sentences(readings)))


def told_once(sentences: Iterable[UnreadSentence]) -> tuple[tuple[UnreadSentence, ...], ...]:
    """The sentences, those of the same words and reason together: a copy has them too. In order of the first of each."""
    found: dict[tuple[str, str], list[UnreadSentence]] = {}
    for one in sentences:
        found.setdefault((one.reason, " ".join(one.words.split())), []).append(one)
    return tuple(map(tuple, found.values()))


def _sentences(readings: Iterable[tuple[Report, Reading]]) -> Iterator[UnreadSentence]:
    for report, reading in readings:
        for one in reading.unread:
            span = one.span
            yield UnreadSentence(report.id, span.title, span.start, span.end, one.reason, span.words(report))
