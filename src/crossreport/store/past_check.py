"""Whether what a record was at earlier steps can be weighed again from what it held then."""

from collections.abc import Iterator

import msgspec

from crossreport.store import provenance
from crossreport.store.asof import MADE
from crossreport.store.check import Fault, weighed_again
from crossreport.store.record import Record

# Steps that change what earlier ones left: what they took out or read anew cannot be weighed any more.
CHANGING = ("redact", "upgrade", "adopt")


class PastChecked(msgspec.Struct, frozen=True):
    """The steps whose outcome was weighed again, those of which it cannot be, with the reason, and what is wrong."""

    again: tuple[int, ...]
    not_again: dict[int, str]
    faults: tuple[Fault, ...]


def check_past(record: Record) -> PastChecked:
    """Weighs the outcome of every earlier build and decision again that today's rules made; the record must be unsealed.

    The log's digests prove each past row to be as it was written (`log_faults`); this shows that it was rightly made.
    """
    entries = list(record.log())
    last = max((one.seq for one in entries if one.step in CHANGING), default=0)
    made = [one for one in entries if one.step == MADE]
    again, not_again, faults = list[int](), dict[int, str](), list[Fault]()
    for one in made[:-1]:
        why = _why_not(one.seq, one.body, last)
        if why:
            not_again[one.seq] = why
            continue
        with record.as_of(one.seq) as then:
            faults += _named(one.seq, weighed_again(then))
        again.append(one.seq)
    return PastChecked(tuple(again), not_again, tuple(faults))


def _why_not(step: int, body: dict[str, object], last: int) -> str:
    if step < last:
        return "a redaction or an upgrade since took out or changed what it rested on"
    if body.get("reader") != provenance.reader():
        return "another version read its reports, whose readings are not kept"
    return "" if body.get("rules") == provenance.rules() else "other rules made it, which this version does not have"


def _named(step: int, faults: Iterator[Fault]) -> Iterator[Fault]:
    return (Fault(f"step {step}, {one.about}", one.what) for one in faults)
