"""Joins records: one takes over the reports, withdrawals and decisions of others, which are left as they are.

What was redacted here stays out, and decisions on it with it. What another record redacted is kept out here from then on,
unless it is here: then it is named, for a person to redact it here too.

What is made of the reports is made anew, so the events, figures and origins are those of one build of all of them, whichever
record took over the other. Decisions come after those that the record has; where people disagree both are shown.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import msgspec

from crossreport.deciding.decide import keep
from crossreport.errors import InputError, RecordError
from crossreport.ingest.items import Item, Refused
from crossreport.model.decided import AddSource, Decision
from crossreport.pipeline import add_from
from crossreport.store.check import log_faults
from crossreport.store.kept_out import KeptOut, redacted_in
from crossreport.store.record import Record
from crossreport.store.writer import Writer

BATCH = 200


class Joined(msgspec.Struct, frozen=True):
    """What one other record brought that was new, by number, and what did not come in.

    `refused` are the reports that could not be taken; `left_out` counts decisions on reports that were redacted here;
    `still_here` are reports that the other record has redacted and this one holds.
    """

    path: str
    versions: int
    withdrawals: int
    decisions: int
    refused: tuple[Refused, ...]
    redactions: int = 0
    left_out: int = 0
    still_here: tuple[str, ...] = ()


def join(path: str | Path, others: Sequence[str | Path]) -> tuple[Joined, ...]:
    """Takes over what other records have into the record in that file, and makes it anew; what each of them brought.

    Every record is proved by its log first: RecordError where one is none, or is not as its log says, and nothing is
    changed. InputError where a record is to be joined with itself. A kill in between leaves what was taken over; the same
    command goes on from there.
    """
    home = Path(path)
    _apart(home, [Path(other) for other in others])
    with ExitStack() as opened:
        with Record.open(home, unsealed=True) as own:
            _proved(own, home)
        given = [opened.enter_context(Record.open(other, unsealed=True)) for other in others]
        for record, other in zip(given, others, strict=True):
            _proved(record, Path(other))
        came = add_from(home, lambda writer: [_take_over(writer, record) for record in given])
        return tuple(_decide(home, record, brought) for record, brought in zip(given, came, strict=True))


def _apart(home: Path, others: Sequence[Path]) -> None:
    paths = [home.resolve(), *(other.resolve() for other in others)]
    twice = next((one for n, one in enumerate(paths) if one in paths[:n]), None)
    if twice is not None:
        raise InputError(f"{twice.name} is named twice: name the record that takes over first, then each other one once.")


def _proved(record: Record, path: Path) -> None:
    faults = [*record.file_faults(), *(fault.what for fault in log_faults(record))]
    if faults:
        raise RecordError(
            f"{path} is not as its log says, so nothing was joined: {faults[0]}. `crossreport check` says more."
        )


def _take_over(writer: Writer, other: Record) -> Joined:
    """Adds every version of every report of another record, with its captures and withdrawals, in a step of the log."""
    decisions = _wanted(writer.kept_out(), other)
    # Sources that people added come with the decisions that added them.
    added = {one.action.report.id for one in decisions if isinstance(one.action, AddSource)}
    before = writer.count_versions()
    refused = [one for batch in _batches(other, added) for one in writer.add(batch) if isinstance(one, Refused)]
    versions = writer.count_versions() - before
    redacted = writer.take_kept_out(other.kept_out(), f"joined record {other.checkpoint().hash[:12]}")
    withdrawn = sum(writer.take_withdrawal(one) for one in other.withdrawn_by_people())
    known = {one.id for one in writer.decisions()}
    new = sum(one.id not in known for one in decisions)
    still = tuple(one for one in writer.report_ids() if any(out.has(one) for out in other.kept_out()))
    if versions or withdrawn or new:
        writer.note_join(other.checkpoint(), {"decisions": new, "versions": versions, "withdrawals": withdrawn})
    return Joined(
        str(other.path), versions, withdrawn, 0, tuple(refused), redacted,
        len(other.decided_by_people()) - len(decisions), still,
    )  # fmt: skip


def _wanted(out: Sequence[KeptOut], other: Record) -> list[Decision]:
    """The decisions of another record but for those on reports that were redacted here, whose words they hold."""
    return [one for one in other.decided_by_people() if redacted_in(out, one) is None]


def _batches(other: Record, left_out: set[str]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    for kept in other.kept():
        if kept.report.id in left_out:
            continue
        captures = other.captures_of(kept.report.id, kept.report.text) or (None,)
        batch += [Item(kept.report, str(other.path), capture=capture) for capture in captures]
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _decide(home: Path, other: Record, brought: Joined) -> Joined:
    with Record.open(home, unsealed=True) as record:
        known = {one.id for one in record.decided_by_people()}
        new = [one for one in _wanted(record.kept_out(), other) if one.id not in known]
        if new:
            keep(record, new, taken_over=True)
    return msgspec.structs.replace(brought, decisions=len(new))
