"""A record made of another one several times over, each time in years and under ids of its own: large, and quick to make.

Linking and reconciling are left out of it, so it shows how keeping, opening and asking grow, and not how these do.
"""

import re
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from kept import BATCH, fill

import crossreport
from crossreport.model.happened import Reading
from crossreport.model.record import Derived, Linked
from crossreport.model.report import Report
from crossreport.store.writer import Writer

T = TypeVar("T")
# Ids as they stand in JSON: those of generated reports, of claims, events, stories, origins, actors and acts; and years.
ID = re.compile(rb'"((?:r\d{7})|(?:[A-Z]+-[0-9a-f]{6,}[0-9a-z-]*))')
YEAR = re.compile(rb'"(20\d\d)-')
PARTS = ("rows", "claims", "events", "origins", "stories", "copies", "links", "actors", "interactions")


def again(value: T, number: int) -> T:
    """The same value the so-and-so-manieth time."""
    told = ID.sub(lambda found: found[0] + f"x{number}".encode(), msgspec.json.encode(value))
    told = YEAR.sub(lambda found: f'"{int(found[1]) + 3 * number}-'.encode(), told)
    made: T = msgspec.json.decode(told, type=type(value))
    return made


def multiply(source: Path, made: Path, times: int) -> float:
    """Writes the record in `made` of that in `source`, so many times; the seconds that keeping what is derived takes."""
    with crossreport.open_record(source, unsealed=True) as record:
        pairs = zip(record.reports(), record.readings(), strict=True)
        every = (one for pair in pairs for one in _pairs(pair, times))
        while batch := list(islice(every, BATCH)):
            fill(made, batch)
        derived, linked, meta = record.derived(), record.linked(), record.meta()
        names = [again(name, number) for name in record.seals().every() for number in range(times)]
    many = {part: _many(getattr(derived, part), times) for part in (*PARTS, "relations", "tallies")}
    before = {part: _many(getattr(linked, part), times) for part in PARTS}
    writer = Writer(made)
    start = time.process_time()
    writer.replace(
        Linked(reports=(), readings=(), **before), Derived(profile=derived.profile, **many), names,
        {**meta, "made_of": writer.fingerprint()},
    )  # fmt: skip
    taken = time.process_time() - start
    writer.close()
    return taken


def _pairs(pair: tuple[Report, Reading], times: int) -> Iterator[tuple[Report, Reading]]:
    for number in range(times):
        yield again(pair[0], number), again(pair[1], number)


def _many(values: tuple[Any, ...], times: int) -> tuple[Any, ...]:
    return tuple(again(value, number) for number in range(times) for value in values)
