"""Full-text search over reports, events, stories and actors, in which a masked name cannot be found.

Each thing's words are indexed as they may be shown; where a name in them is sealed, the words as they are stand in a row of
their own, which only a record that was opened unsealed looks at. So it is the index that does not hold the name, and no
question can get at it.

SQLite's FTS5 indexes the view below and keeps no text of its own. On PostgreSQL the same view takes a `tsvector` over title
and body with a GIN index, and `CREATE`, `question` and the query of `Lists.search` are what is said otherwise there.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, delete, func, insert, select

from crossreport.errors import InputError
from crossreport.model.acting import Actor
from crossreport.model.happened import Event
from crossreport.model.judged import Story
from crossreport.store import schema
from crossreport.store.codec import report_of
from crossreport.store.protection import Seals, Shown, masked

KINDS = ("report", "event", "story", "actor")
CHUNK = 500
# Case and accents do not matter, nor what stands between words.
CREATE = (
    "CREATE VIEW searched_words AS SELECT s.n AS n, coalesce(s.title, r.title) AS title,"
    " coalesce(s.body, r.text) AS body FROM searched s LEFT JOIN reports r ON r.version = s.version",
    "CREATE VIRTUAL TABLE searched_text USING fts5(title, body, content='searched_words', content_rowid='n',"
    " tokenize='unicode61 remove_diacritics 2')",
)
TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
OPENS, CLOSES = "\x02", "\x03"
# A word in a title says more of what a thing is about than one in its text.
RANK = "bm25(searched_text, 4.0, 1.0)"


class Hit(NamedTuple):
    """Something that was found: what it is, its title, and words of it; `marks` are the (start, end) of the words found."""

    kind: str
    id: str
    title: str
    text: str
    marks: tuple[tuple[int, int], ...]


def create(connection: Connection) -> None:
    """Makes the index, in the caller's transaction, where there is none. Without SQLite's FTS5 none can be, and searching
    says so."""
    if not has_index(connection) and has_index(connection, "pragma_module_list WHERE name = 'fts5'"):
        connection.execute(delete(schema.searched))
        for line in CREATE:
            connection.exec_driver_sql(line)


def has_index(connection: Connection, where: str = "sqlite_master WHERE name = 'searched_text'") -> bool:
    """Is there an index to search in?"""
    return connection.exec_driver_sql(f"SELECT 1 FROM {where}").first() is not None


def renew(
    connection: Connection, events: Iterable[Event], stories: Iterable[Story], actors: Iterable[Actor], seals: Seals
) -> None:
    """Brings the index up to date with the current reports and with these, in the caller's transaction.

    What has not changed since is not indexed again.
    """
    if not has_index(connection):
        return
    table = schema.searched
    query = select(table.c.kind, table.c.id, table.c.stamp).where(table.c.shown)
    gone = {(row.kind, row.id, row.stamp) for row in connection.execute(query)}
    _renew(connection, gone, chain(_of_reports(connection, seals), _of_values(events, stories, actors, seals)))


def renew_part(
    connection: Connection,
    ids: Mapping[str, Iterable[str]],
    values: tuple[Iterable[Event], Iterable[Story], Iterable[Actor]],
    seals: Seals,
) -> None:
    """The same for the things of these ids alone, by kind: the current ones of these reports, and these values."""
    if not has_index(connection):
        return
    table = schema.searched
    gone: set[tuple[str, str, str]] = set()
    for kind, wanted in ids.items():
        query = select(table.c.kind, table.c.id, table.c.stamp).where(table.c.shown, table.c.kind == kind)
        for part in _parts(sorted(wanted)):
            gone.update((row.kind, row.id, row.stamp) for row in connection.execute(query.where(table.c.id.in_(part))))
    _renew(connection, gone, chain(_of_reports(connection, seals, ids["report"]), _of_values(*values, seals)))


def _renew(connection: Connection, gone: set[tuple[str, str, str]], things: Iterable[_Thing]) -> None:
    """Indexes these things; `gone` are those that were indexed of them, which go where they are not as they were."""
    table = schema.searched
    last = connection.execute(select(func.coalesce(func.max(table.c.n), 0))).scalar_one()
    new: list[dict[str, Any]] = []
    for thing in things:
        if thing.key in gone:
            gone.remove(thing.key)
            continue
        new += thing.rows()
        if len(new) >= CHUNK:
            connection.execute(insert(table), new)
            new = []
    if new:
        connection.execute(insert(table), new)
    connection.exec_driver_sql(
        "INSERT INTO searched_text(rowid, title, body) SELECT n, title, body FROM searched_words WHERE n > ?", (last,)
    )
    take_out(connection, sorted(gone))


def faults(
    connection: Connection, events: Iterable[Event], stories: Iterable[Story], actors: Iterable[Actor], seals: Seals
) -> Iterator[str]:
    """What the index does not hold as it must, or holds and must not."""
    if not has_index(connection):
        return
    table = schema.searched
    held = {(row.kind, row.id, row.stamp) for row in connection.execute(select(table.c.kind, table.c.id, table.c.stamp))}
    for thing in chain(_of_reports(connection, seals), _of_values(events, stories, actors, seals)):
        if thing.key not in held:
            yield f"the search does not hold the words of {thing.kind} {thing.id!r} as they are"
        held.discard(thing.key)
    yield from (f"the search holds words of {kind} {ident!r} that are not in the record" for kind, ident, _ in sorted(held))


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(values), CHUNK):
        yield values[at : at + CHUNK]


def take_out(connection: Connection, keys: Sequence[tuple[str, str, str]]) -> None:
    """An index that keeps no text must be told the words that go."""
    for key in keys:
        found = "SELECT n FROM searched WHERE kind = ? AND id = ? AND stamp = ?"
        words = f"SELECT 'delete', n, title, body FROM searched_words WHERE n IN ({found})"
        connection.exec_driver_sql(f"INSERT INTO searched_text(searched_text, rowid, title, body) {words}", key)
        connection.exec_driver_sql(f"DELETE FROM searched WHERE n IN ({found})", key)


class _Thing(NamedTuple):
    """What is to be indexed: words as they may be shown and as they are; None: those of the report's version."""

    kind: str
    id: str
    shown: tuple[str, str] | None
    whole: tuple[str, str] | None
    version: str | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """Kind, id and a hash of all that is indexed of it."""
        told = f"{self.version}\0{self.shown}\0{self.whole if self.version is None else ''}"
        return self.kind, self.id, hashlib.sha256(told.encode()).hexdigest()

    def rows(self) -> Iterator[dict[str, Any]]:
        """One row, or two where a name is masked."""
        is_one = self.shown == self.whole
        stamp = self.key[2]
        for words, is_shown in ((self.shown, True),) if is_one else ((self.shown, True), (self.whole, False)):
            title, body = words or (None, None)
            yield {
                "kind": self.kind, "id": self.id, "version": self.version, "title": title, "body": body,
                "shown": is_shown, "whole": is_one or not is_shown, "stamp": stamp,
            }  # fmt: skip


def _of_reports(connection: Connection, seals: Seals, ids: Iterable[str] | None = None) -> Iterator[_Thing]:
    table = schema.reports
    query = select(table.c.id, table.c.version).where(table.c.current)
    concerned = seals.reports()
    queries = [query] if ids is None else [query.where(table.c.id.in_(part)) for part in _parts(sorted(ids))]
    for row in (row for one in queries for row in connection.execute(one).all()):
        shown = None
        if row.id in concerned:
            report = report_of(connection.execute(select(table).where(table.c.version == row.version)).one())
            [seen] = Shown([report], seals).reports
            shown = None if seen == report else (seen.title or "", seen.text)
        yield _Thing("report", row.id, shown, None, row.version)


def _of_values(events: Iterable[Event], stories: Iterable[Story], actors: Iterable[Actor], seals: Seals) -> Iterator[_Thing]:
    for event in events:
        yield _Thing("event", event.id, _event_words(masked(event, seals, event.reports)), _event_words(event))
    for story in stories:
        bare: Story = msgspec.structs.replace(story, rows=())
        shown: Story = masked(bare, seals, story.reports)
        yield _Thing("story", story.id, (shown.title, ""), (story.title, ""))
    for actor in actors:
        known: Actor = msgspec.structs.replace(actor, deeds=())
        yield _Thing("actor", actor.id, _actor_words(masked(known, seals, actor.reports)), _actor_words(actor))


def _event_words(event: Event) -> tuple[str, str]:
    """An event's title; its place, and the names of those harmed or accused in it and of its actors."""
    place = event.place
    where = [part for part in (place.name, place.admin1) if part] if place else []
    people = [*(one.name for one in event.people), *(one.name for one in event.actors)]
    return event.title, " \n".join(dict.fromkeys((*where, *people)))


def _actor_words(actor: Actor) -> tuple[str, str]:
    return actor.name, " \n".join((*actor.names, *actor.roles))


def question(words: str) -> str:
    """What to ask the index for: all of these words, "some words" together, -without this one, beginning* so.

    InputError where nothing is asked for.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for without, phrase, word in TERM.findall(words.replace("\0", " ")):
        begins = word.endswith("*")
        told = phrase or word
        if any(char.isalnum() for char in told):
            asked = '"' + told.replace('"', " ") + '"' + ("*" if begins else "")
            (unwanted if without else wanted).append(asked)
    if not wanted:
        raise InputError(f"{words!r} asks for no word: give at least one that is to be found.")
    return " ".join([" AND ".join(wanted), *(f"NOT {one}" for one in unwanted)])


def marked(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Words of the index on one line, and where those that were found stand in them."""
    made, marks, start = "", [], 0
    for piece in re.split(f"([{OPENS}{CLOSES}])", " ".join(text.split(" "))):
        if piece == OPENS:
            start = len(made)
        elif piece == CLOSES:
            marks.append((start, len(made)))
        else:
            made += re.sub(r"\s", " ", piece)
    return made, tuple(marks)
