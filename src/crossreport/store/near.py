"""What a record keeps to find what lies near a report that is added (near_tables.py), written and looked up."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from math import isnan, nan
from typing import Any

import msgspec
import numpy as np
from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, select

from crossreport.linking.addresses import outlet_host
from crossreport.linking.copies import Copies
from crossreport.linking.identity import kin_of, namings
from crossreport.linking.near import Trace
from crossreport.linking.pairs import HASH, NEVER, Days, Flags, Ints, Lists, Marked, whole
from crossreport.linking.sides import Key, weights
from crossreport.model.happened import Party, Reading
from crossreport.model.report import Report
from crossreport.store.codec import TO_LINK, encode
from crossreport.store.near_tables import (
    NEAR,
    near_bands,
    near_developing,
    near_homes,
    near_marks,
    near_outlets,
    near_parties,
    near_state,
    near_texts,
    near_things,
)
from crossreport.store.schema import reports

CHUNK = 500
# Marks that are made into rows at once; reports whose texts are; parts in which the hashes of all keys are gone through.
PART, TEXTS, RANGES = 100_000, 2_000, 16
_parties = msgspec.json.Decoder(list[Party])


def forget(connection: Connection) -> None:
    """Empties all of it: the next build makes it anew with the whole record."""
    for table in NEAR:
        connection.execute(delete(table))


def state(connection: Connection) -> dict[str, str]:
    """What the tables were made for; empty where they were not."""
    return {row.key: row.value for row in connection.execute(select(near_state))}


def set_state(connection: Connection, values: Mapping[str, str]) -> None:
    """Says what the tables are made for now."""
    connection.execute(delete(near_state).where(near_state.c.key.in_(list(values))))
    connection.execute(insert(near_state), [{"key": key, "value": values[key]} for key in sorted(values)])


class Near:
    """The tables of a record in a transaction of the caller's."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    # ------------------------------------------------------------------ kept

    def keep(
        self,
        trace: Trace,
        homes: Mapping[str, str],
        versions: Mapping[str, str | None],
        fresh: Iterable[str],
    ) -> None:
        """Puts these reports into these neighbourhoods; of the `fresh` ones the marks too."""
        self._clear(near_homes, sorted(homes))
        rows = ({"report": one, "home": homes[one], "version": versions[one]} for one in sorted(homes))
        _insert(self.connection, near_homes, rows)
        self._put_marks(trace, frozenset(fresh))

    def drop(self, reports: Sequence[str]) -> None:
        """Takes out all that is kept of these reports."""
        for table in (near_homes, near_things, near_texts, near_parties):
            self._clear(table, reports)

    def keep_texts(self, copies: Copies, reports: Sequence[str]) -> None:
        """Puts the texts of these reports in the place of those that were kept."""
        self._clear(near_texts, reports)
        self._put_texts(copies, reports)

    def keep_parties(self, readings: Mapping[str, Reading], who: Mapping[Key, str]) -> None:
        """Puts how these reports name parties, with the actor that each is, in the place of what was kept of them."""
        self._clear(near_parties, sorted(readings))
        rows = (
            {"report": node[0], "party": node[1], "kin": kin, "actor": who.get(node, ""), "body": encode(parties)}
            for node, parties in namings(readings).items()
            for kin in sorted(kin_of(parties))
        )
        _insert(self.connection, near_parties, rows)

    def rename_parties(self, actors: Mapping[Key, str]) -> None:
        """Says of these parties who they are now."""
        for (report, party), actor in actors.items():
            table = near_parties
            at = (table.c.report == report, table.c.party == party)
            self.connection.execute(table.update().where(*at).values(actor=actor))

    def keep_outlets(self, reports: Iterable[Report]) -> None:
        """Adds the outlets of these reports."""
        known = self.outlets()
        new = {(one.outlet, outlet_host(one.url) or "") for one in reports if one.outlet} - known
        _insert(self.connection, near_outlets, ({"outlet": outlet, "host": host} for outlet, host in sorted(new)))

    def keep_developing(self, events: Mapping[str, str], gone: Iterable[str] = ()) -> None:
        """These events develop still, {event: when it was updated}; those that are gone do so no more."""
        table = near_developing
        for part in _parts(sorted({*events, *gone})):
            self.connection.execute(delete(table).where(table.c.event.in_(part)))
        _insert(self.connection, table, ({"event": one, "updated": events[one]} for one in sorted(events)))

    def _clear(self, table: Table, reports: Sequence[str]) -> None:
        for part in _parts(reports):
            self.connection.execute(delete(table).where(table.c.report.in_(part)))

    def _put_marks(self, trace: Trace, fresh: frozenset[str]) -> None:
        first = int(state(self.connection).get("next", "1"))
        for marked in (trace.mentions, trace.reports):
            own = np.array([key[0] in fresh for key in marked.keys], dtype=bool)
            numbers = first + np.cumsum(own) - 1
            things = (
                {"n": n, "report": key[0], "mention": key[1], "published": when[0], "first": when[1], "last": when[2]}
                for key, n, is_own, when in zip(marked.keys, numbers.tolist(), own.tolist(), _days(marked), strict=True)
                if is_own
            )
            _insert(self.connection, near_things, things)
            _insert(self.connection, near_marks, _mark_rows(marked, own, numbers))
            first += int(own.sum())
        set_state(self.connection, {"next": str(first)})

    def _put_texts(self, copies: Copies, fresh: Sequence[str]) -> None:
        for start in range(0, len(fresh), TEXTS):
            self._put_texts_of(copies, fresh[start : start + TEXTS])

    def _put_texts_of(self, copies: Copies, part: Sequence[str]) -> None:
        rows: dict[tuple[str, str], str] = {}
        for ident in part:
            rows.update({(ident, block.name): alike for block, alike in copies.texts.get(ident, ())})
        keys = sorted({(key, text) for text in {text for _, text in rows} for key in copies.bands[text]})
        _insert(self.connection, near_texts, ({"report": r, "text": t, "alike": rows[r, t]} for r, t in sorted(rows)))
        # Other reports may hold the same texts.
        _insert(self.connection, near_bands, ({"key": key, "text": text} for key, text in keys), "OR IGNORE")

    # ------------------------------------------------------------------ looked up

    def home_of(self, reports: Iterable[str]) -> dict[str, str]:
        """The neighbourhoods of those of these reports that are known."""
        found = self._where(near_homes, near_homes.c.report, reports)
        return {row.report: row.home for row in found}

    def in_homes(self, homes: Iterable[str]) -> list[str]:
        """The reports of these neighbourhoods, in order."""
        return sorted(row.report for row in self._where(near_homes, near_homes.c.home, homes))

    def versions_of(self, reports: Iterable[str]) -> dict[str, str | None]:
        """The version of each of these reports that is kept here; none where it could not be read."""
        return {row.report: row.version for row in self._where(near_homes, near_homes.c.report, reports)}

    def unread(self) -> list[str]:
        """The reports of which there was no reading."""
        return list(self.connection.execute(select(near_homes.c.report).where(near_homes.c.version.is_(None))).scalars())

    def count(self) -> int:
        """How many reports have a neighbourhood."""
        return int(self.connection.execute(select(func.count()).select_from(near_homes)).scalar_one())

    def outlets(self) -> set[tuple[str, str]]:
        """(outlet, host of one of its reports or "") of all reports."""
        return {(row.outlet, row.host) for row in self.connection.execute(select(near_outlets))}

    def has_outlet(self, outlet: str, host: str | None) -> bool:
        """Does any report that counts give this outlet, with an address of that host?"""
        urls = TO_LINK.where(reports.c.outlet == outlet).with_only_columns(reports.c.url).order_by(None)
        return any(outlet_host(url) == host for url in self.connection.execute(urls).scalars())

    def developing(self) -> dict[str, str | None]:
        """{an event that develops still: when it was updated}."""
        return {row.event: row.updated for row in self.connection.execute(select(near_developing))}

    def sharing(self, marked: Marked) -> Iterator[tuple[Key, list[Key], list[bool]]]:
        """(a thing, those that share marks enough with it for the days between, which of them share a name).

        Those are other things of `marked`, behind it in their order, and all that are kept.
        """
        held = self._holding(marked)
        things = sorted(self._where(near_things, near_things.c.n, _likely(held)), key=lambda row: row.n)
        numbers = np.array([row.n for row in things], dtype=np.int64)
        held = held[np.isin(held[:, 2], numbers)]
        held[:, 2] = len(marked.keys) + np.searchsorted(numbers, held[:, 2])
        lists = Lists(marked, held)
        every: list[Key] = [*marked.keys, *((row.report, row.mention) for row in things)]
        when = [[nan if day is None else day for day in (row.published, row.first, row.last)] for row in things]
        days = Days(np.concatenate([marked.when, np.array(when, dtype=np.float64).reshape(-1, 3)]))
        for at, key in enumerate(marked.keys):
            others, named = lists.sharing(at, days)
            found = [(every[other], is_named) for other, is_named in zip(others.tolist(), named.tolist(), strict=True)]
            found = [one for one in found if one[0][0] != key[0]]
            if found:
                yield key, [other for other, _ in found], [is_named for _, is_named in found]

    def _holding(self, marked: Marked) -> Ints:
        """Rows of key, day, thing and weight of what is kept of these keys: all within the marks' reach, and more."""
        within: dict[int, tuple[int, int]] = {}
        for key, day, reach in zip(marked.hashes.tolist(), marked.days.tolist(), marked.reach.tolist(), strict=True):
            low, high = (-NEVER, NEVER) if day == NEVER else (day - reach, day + reach)
            before = within.get(key, (low, high))
            within[key] = (min(low, before[0]), max(high, before[1]))
        found, table = array("q"), near_marks
        marks = select(table.c.key, table.c.day, table.c.thing, table.c.weight)
        for part in _of_like_reach(within):
            low, high = min(within[key][0] for key in part), max(within[key][1] for key in part)
            # What has no day counts on all of them; asked for by itself, as either is one walk through the index.
            ranges = [(low, high)] if high >= NEVER else [(low, high), (NEVER, NEVER)]
            for first, last in ranges:
                query = marks.where(table.c.key.in_(part), table.c.day.between(first, last))
                # The driver's own rows: there are many, and nothing else is asked of them.
                rows: Any = self.connection.execute(query).cursor
                found.extend(chain.from_iterable(rows))
        return np.array(found, dtype=np.int64).reshape(-1, 4)

    def alike(self, reports: Iterable[str]) -> dict[str, dict[str, str]]:
        """{report: {a text of it: the first that it is like}} of these reports."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for row in self._where(near_texts, near_texts.c.report, reports):
            found[row.report][row.text] = row.alike
        return found

    def sharing_text(self, reports: Iterable[str], likes: Iterable[str] = ()) -> set[str]:
        """These reports and all that chains of texts that are alike tie to them, or to the texts like these."""
        found, waiting, seen = set(reports), set(reports), set[str]()
        todo = set(likes)
        while waiting or todo:
            todo |= {like for told in self.alike(waiting).values() for like in told.values()}
            todo -= seen
            seen |= todo
            met = {row.report for row in self._where(near_texts, near_texts.c.alike, todo)}
            waiting, todo = met - found, set()
            found |= waiting
        return found

    def likely_alike(self, bands: Mapping[str, Sequence[int]]) -> dict[str, dict[str, str]]:
        """{text: {a text that has one of its keys: a report that holds it}}, itself where it is kept already."""
        by_key: dict[int, list[str]] = defaultdict(list)
        for text, keys in bands.items():
            for key in keys:
                by_key[key].append(text)
        found: dict[str, dict[str, str]] = defaultdict(dict)
        met: dict[str, set[str]] = defaultdict(set)
        for row in self._where(near_bands, near_bands.c.key, by_key):
            met[row.text].update(by_key[row.key])
        for row in self._where(near_texts, near_texts.c.text, met):
            for text in met[row.text]:
                found[text].setdefault(row.text, row.report)
        return found

    def likes_of(self, texts: Iterable[str]) -> set[str]:
        """The first texts that these are like."""
        return {row.alike for row in self._where(near_texts, near_texts.c.text, texts)}

    def parties_kin(self, kin: Iterable[str]) -> dict[Key, tuple[list[Party], str]]:
        """{(report, party): (its namings, the actor)} of all that chains of `kin` tie to these."""
        found: dict[Key, tuple[list[Party], str]] = {}
        waiting, seen = set(kin), set[str]()
        while waiting:
            seen |= waiting
            new: dict[Key, tuple[list[Party], str]] = {}
            for row in self._where(near_parties, near_parties.c.kin, waiting):
                if (row.report, row.party) not in found:
                    new[row.report, row.party] = (_parties.decode(row.body), row.actor)
            found |= new
            waiting = {one for parties, _ in new.values() for one in kin_of(parties)} - seen
        return found

    def parties_of(self, reports: Iterable[str]) -> dict[Key, str]:
        """{(report, party): the actor} of these reports."""
        return {(row.report, row.party): row.actor for row in self._where(near_parties, near_parties.c.report, reports)}

    def kin_of_actors(self, actors: Iterable[str]) -> set[str]:
        """What ties the namings of these actors to others."""
        return {row.kin for row in self._where(near_parties, near_parties.c.actor, actors)}

    def _where(self, table: Table, column: ColumnElement[Any], values: Iterable[Any]) -> Iterator[Any]:
        for part in _parts(sorted(values)):
            yield from self.connection.execute(select(table).where(column.in_(part))).all()


def _days(marked: Marked) -> Iterator[list[int | None]]:
    """The days of each thing."""
    return ([None if isnan(day) else int(day) for day in when] for when in marked.when.tolist())


def _mark_rows(marked: Marked, own: Flags, numbers: Ints) -> Iterator[dict[str, Any]]:
    """The lasting marks of these things, in the order of their table; of one key and day the heaviest."""
    hashes, days, things, weighs = marked.hashes, marked.days, marked.things, marked.weighs
    is_kept = marked.lasting & own[things]
    ranges = (hashes // ((HASH + 1) // RANGES)).astype(np.int8)
    before = (-1, -1, -1)
    for at in range(RANGES):
        kept = np.flatnonzero(is_kept & (ranges == at))
        kept = kept[np.lexsort((-weighs[kept], things[kept], days[kept], hashes[kept]))]
        for start in range(0, len(kept), PART):
            part = kept[start : start + PART]
            columns = (hashes[part], days[part], numbers[things[part]], weighs[part])
            for key, day, thing, weight in zip(*(column.tolist() for column in columns), strict=True):
                if (key, day, thing) != before:
                    before = (key, day, thing)
                    yield {"key": key, "day": day, "thing": thing, "weight": weight}


def _of_like_reach(within: Mapping[int, tuple[int, int]]) -> Iterator[list[int]]:
    """The keys in parts in which the first and last days are near each other: asking for them at once finds little more."""
    part: list[int] = []
    for key in sorted(within, key=lambda key: (within[key][1] - within[key][0], within[key][0], key)):
        if part:
            low, high = within[part[0]]
            is_like = within[key][1] - within[key][0] <= 2 * (high - low) and within[key][0] - low <= high - low
            if not is_like or len(part) >= CHUNK:
                yield part
                part = []
        part.append(key)
    if part:
        yield part


def _likely(held: Ints) -> list[int]:
    """The things whose keys may weigh enough together: most share one common word, and are looked into no further."""
    things, at = np.unique(held[:, 2], return_inverse=True)
    weighs = np.bincount(at, weights=held[:, 3].astype(np.float64), minlength=len(things))
    likely: list[int] = things[weighs >= whole(weights()["blocks"]["least"])].tolist()
    return likely


def _parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for at in range(0, len(values), CHUNK):
        yield values[at : at + CHUNK]


def _insert(connection: Connection, table: Table, rows: Iterable[dict[str, Any]], how: str = "") -> None:
    statement = insert(table).prefix_with(how) if how else insert(table)
    every = iter(rows)
    while batch := list(islice(every, 20 * CHUNK)):
        connection.execute(statement, batch)
