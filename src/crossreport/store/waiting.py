"""What is looked at to say what waits for people: of every event its figures and levels, of every link its score."""

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import select

from crossreport.store import schema
from crossreport.store.codec import decode
from crossreport.store.lists import Lists


class FigureSeen(msgspec.Struct, frozen=True):
    """As much of an estimate as says whether it waits."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    agreement: str = "single"
    alarms: tuple[str, ...] = ()
    override: dict[str, Any] | None = None


class EventSeen(msgspec.Struct, frozen=True):
    """As much of an event as says whether it waits; its alarms are those of the record, names not masked."""

    id: str
    mentions: tuple[tuple[str, str], ...] = ()
    figures: dict[str, FigureSeen] = {}
    corroboration: str = "unassessed"
    responsibility: str = "none"
    review: str = "machine"


class _Link(msgspec.Struct):
    a: tuple[str, str]
    b: tuple[str, str]
    score: float


class Waiting(Lists):
    """A record that tells what waits."""

    def events_seen(self) -> Iterator[EventSeen]:
        """Every event, in the order of the record."""
        for row in self._rows(select(schema.events.c.body).order_by(schema.events.c.n)):
            yield decode(row.body, EventSeen)

    def best_links(self) -> dict[tuple[str, str], float]:
        """{mention: the score of the best link that joins it to another}, for the mentions that are joined."""
        best: dict[tuple[str, str], float] = {}
        for row in self._rows(select(schema.links.c.body)):
            link = decode(row.body, _Link)
            for end in (link.a, link.b):
                best[end] = max(link.score, best.get(end, link.score))
        return best
