"""Reports that were redacted and may not come back unseen: by a join, a build or a decision of another record.

What would name them is not kept. A row holds a salt and the hashes of the id and of the texts under it: whoever comes with
the id or the very text can be told, and nobody can read from it what was taken out.
"""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select

from crossreport.errors import NotFound
from crossreport.model.decided import Decision, named_reports
from crossreport.model.report import Report
from crossreport.store.audit import append
from crossreport.store.schema import kept_out, log

STEP = "lift"


class KeptOut(NamedTuple):
    """A report that is kept out: the log's step that redacted it, and what it is known by."""

    step: int
    salt: str
    id_hash: str
    text_hashes: tuple[str, ...]

    @property
    def digest(self) -> str:
        """What the log holds of it, so that no row can go unseen."""
        return _hash(self.salt, "row", f"{self.id_hash} {' '.join(self.text_hashes)}")

    def has(self, report: str, text: str | None = None) -> bool:
        """Is it the report of this id, or is this its text?"""
        known = text is not None and _hash(self.salt, "text", text) in self.text_hashes
        return known or _hash(self.salt, "id", report) == self.id_hash


def _hash(salt: str, kind: str, value: str) -> str:
    return hashlib.sha256(f"{salt}\0{kind}\0{value}".encode("utf-8", "surrogatepass")).hexdigest()


def all_kept_out(connection: Connection) -> tuple[KeptOut, ...]:
    """Every report that is kept out, in the order in which they were redacted."""
    rows = connection.execute(select(kept_out).order_by(kept_out.c.n))
    return tuple(KeptOut(row.step, row.salt, row.id_hash, tuple(row.text_hashes.split())) for row in rows)


def known_by(report: str, texts: Iterable[str], step: int) -> KeptOut:
    """What a report that the step redacts will be known by."""
    salt = secrets.token_hex(32)
    return KeptOut(step, salt, _hash(salt, "id", report), tuple(sorted({_hash(salt, "text", text) for text in texts})))


def keep(connection: Connection, rows: Sequence[KeptOut]) -> None:
    """Keeps reports out from now on, in the caller's transaction."""
    values = [{**row._asdict(), "text_hashes": " ".join(row.text_hashes)} for row in rows]
    if values:
        connection.execute(insert(kept_out), values)


def refusal(connection: Connection, found: KeptOut) -> str:
    """Why a report is not taken, in words."""
    entry = connection.execute(select(log.c.at, log.c.who).where(log.c.seq == found.step)).one()
    return (
        f"it was redacted here on {entry.at[:10]} by {entry.who} and is kept out;"
        " `crossreport redact RECORD REPORT --lift` lets it in again"
    )


def redacted_in(rows: Sequence[KeptOut], decision: Decision) -> str | None:
    """The id of a report that is kept out and in a decision, whose words it may hold; None where there is none."""
    named: list[tuple[str, str | None]] = [(ident, None) for ident in named_reports(decision.action)]
    named += [(one.id, one.text) for one in [getattr(decision.action, "report", None)] if isinstance(one, Report)]
    return next((ident for ident, text in named if any(row.has(ident, text) for row in rows)), None)


def lift(connection: Connection, report: str, who: str, why: str) -> int:
    """Lets a report in again, in the caller's transaction; how many redactions of it there were. NotFound where none was."""
    found = [row for row in all_kept_out(connection) if row.has(report)]
    if not found:
        raise NotFound(f"No report {report!r} was redacted here.")
    for row in found:
        connection.execute(delete(kept_out).where(kept_out.c.salt == row.salt))
    append(connection, STEP, {"let_in": [row.digest for row in found]}, [why], who)
    return len(found)


def faults(rows: Sequence[KeptOut], bodies: Iterable[dict[str, Any]]) -> Iterable[str]:
    """What is not as the log says of the reports that are kept out, in words."""
    expected: list[str] = []
    for body in bodies:
        expected += body.get("kept_out", [])
        for digest in body.get("let_in", []):
            if digest in expected:
                expected.remove(digest)
    held = [row.digest for row in rows]
    if missing := len([one for one in expected if one not in held]):
        yield f"{missing} redacted reports are kept out no more, and no step of the log let them in"
    if added := len([one for one in held if one not in expected]):
        yield f"{added} reports are kept out, and no step of the log says so"
