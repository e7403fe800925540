"""The record's log: who did what when, each entry chained to the one before by its hash, so that none can be changed unseen.

An entry is hashed as RFC 8785 JSON with SHA-256. What may have to be forgotten (which reports came in) stands in it as a
salted commitment alone; the salt and the value lie apart, and deleting them leaves the chain whole. A chain by itself cannot
tell what was cut from its end: a checkpoint that is kept elsewhere can.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
import rfc8785
from sqlalchemy import Connection, insert, select

from crossreport.errors import InputError
from crossreport.store import schema

GENESIS = "0" * 64
MACHINE = "machine"
CHECKPOINT = "crossreport-checkpoint-1"


class Entry(msgspec.Struct, frozen=True):
    """One step: its number from 1, when (UTC, ISO 8601), by whom, which, what it says of it, and the chain."""

    seq: int
    at: str
    who: str
    step: str
    body: dict[str, Any]
    prev: str
    hash: str


class Opening(msgspec.Struct, frozen=True):
    """What the n-th commitment of an entry stands for."""

    seq: int
    n: int
    salt: str
    value: str


class Checkpoint(msgspec.Struct, frozen=True):
    """How far the log had come: to be kept where whoever could cut the log cannot reach."""

    kind: str
    seq: int
    at: str
    hash: str


def hash_of(seq: int, at: str, who: str, step: str, body: dict[str, Any], prev: str) -> str:
    """The hash of an entry, hexadecimal."""
    value: dict[str, Any] = {"at": at, "body": body, "prev": prev, "seq": seq, "step": step, "who": who}
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()


def commitment(salt: str, value: str) -> str:
    """What stands in the log for a value that it does not tell."""
    return hashlib.sha256(f"{salt}:{value}".encode()).hexdigest()


def now() -> str:
    """The present second (UTC, ISO 8601)."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def append(
    connection: Connection,
    step: str,
    body: dict[str, Any],
    values: Sequence[str] = (),
    who: str = MACHINE,
    at: str | None = None,
) -> Entry:
    """Adds a step to the log, in the caller's transaction; `values` are committed to and not told."""
    last = connection.execute(select(schema.log.c.seq, schema.log.c.hash).order_by(schema.log.c.seq.desc()).limit(1)).first()
    seq, prev = (last.seq + 1, last.hash) if last else (1, GENESIS)
    opened = [Opening(seq, n, secrets.token_hex(32), value) for n, value in enumerate(values)]
    if opened:
        body = {**body, "commitments": [commitment(one.salt, one.value) for one in opened]}
    at = at or now()
    made = Entry(seq, at, who, step, body, prev, hash_of(seq, at, who, step, body, prev))
    row = {**msgspec.structs.asdict(made), "body": rfc8785.dumps(body).decode()}
    connection.execute(insert(schema.log), row)
    if opened:
        connection.execute(insert(schema.openings), [msgspec.structs.asdict(one) for one in opened])
    return made


def faults(entries: Iterable[Entry], openings: Iterable[Opening], checkpoint: Checkpoint | None = None) -> Iterator[str]:
    """What is wrong with a log, in words; nothing where every entry is as it was written and none is missing.

    A commitment without its opening is no fault: it was redacted. With a checkpoint the log must still hold that entry.
    """
    before, expected = GENESIS, 1
    seen: dict[int, str] = {}
    committed: dict[int, list[str]] = {}
    for one in entries:
        if one.seq != expected:
            yield f"entry {expected} is missing"
        if one.prev != before:
            yield f"entry {one.seq} does not follow the one before it"
        if hash_of(one.seq, one.at, one.who, one.step, one.body, one.prev) != one.hash:
            yield f"entry {one.seq} ({one.step}, {one.at}) is not as it was written"
        before, expected = one.hash, one.seq + 1
        seen[one.seq] = one.hash
        committed[one.seq] = one.body.get("commitments", [])
    for opening in openings:
        held = committed.get(opening.seq, [])
        if opening.n >= len(held) or held[opening.n] != commitment(opening.salt, opening.value):
            yield f"what entry {opening.seq} committed to as number {opening.n} is not what is kept for it"
    if checkpoint is not None and seen.get(checkpoint.seq) != checkpoint.hash:
        cut = checkpoint.seq not in seen
        yield f"the checkpoint's entry {checkpoint.seq} {'was cut off' if cut else 'was rewritten'}"


class Stated(msgspec.Struct):
    """What a log states of the derived tables: their digest (None: nothing yet), and that of what each step changed."""

    derived: str | None = None
    changes: dict[int, str] = {}


def stated(entries: Iterable[Entry]) -> Stated:
    """What the log states last: an entry that had to change what was kept (an upgrade, a redaction) states it anew.

    A build that made some neighbourhoods anew states what it changed, and not what all tables hold then.
    """
    found = Stated()
    for one in entries:
        found.derived = one.body.get("derived", None if "changes" in one.body else found.derived)
        if "changes" in one.body:
            found.changes[one.seq] = one.body["changes"]
        found.changes.update({int(step): digest for step, digest in one.body.get("restated", {}).items()})
    return found


def entries(connection: Connection) -> Iterator[Entry]:
    """All steps of a log, the first first."""
    rows = connection.execute(select(schema.log).order_by(schema.log.c.seq), execution_options={"yield_per": 500})
    for row in rows:
        yield Entry(row.seq, row.at, row.who, row.step, msgspec.json.decode(row.body), row.prev, row.hash)


def checkpoint_from(text: str | bytes) -> Checkpoint:
    """The checkpoint in a file's text. InputError where it holds none."""
    try:
        found = msgspec.json.decode(text, type=Checkpoint)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(
            f"That is no checkpoint of a log ({error}); `crossreport audit checkpoint RECORD` makes one."
        ) from None
    if found.kind != CHECKPOINT:
        raise InputError(f"That is a checkpoint of kind {found.kind!r}; this version knows {CHECKPOINT!r}.")
    return found
