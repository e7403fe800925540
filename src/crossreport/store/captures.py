"""How the sources of reports were captured: kept with the text that each gave, any number for one text."""

from collections.abc import Sequence

from sqlalchemy import Connection, and_, insert, select

from crossreport.ingest.items import Ingested, Item, Refused, digest
from crossreport.model.report import Capture
from crossreport.store.codec import decode, encode
from crossreport.store.schema import captures


def keep_captures(connection: Connection, given: Sequence[Ingested], done: Sequence[Ingested], step: int) -> None:
    """Keeps the captures of what was taken, and of what was there already; those of a refused report stay out."""
    rows = [
        {
            "report": one.report.id,
            "text_sha256": digest(one.report.text),
            "sha256": one.capture.sha256,
            "body": encode(one.capture),
            "since": step,
        }
        for one, became in zip(given, done, strict=True)
        if isinstance(one, Item) and one.capture is not None and not isinstance(became, Refused)
    ]
    for row in rows:
        is_same = and_(*(captures.c[name] == row[name] for name in ("report", "text_sha256", "sha256", "body")))
        if connection.execute(select(captures.c.n).where(is_same)).first() is None:
            connection.execute(insert(captures), row)


def captures_of(connection: Connection, report: str, text: str) -> tuple[Capture, ...]:
    """The captures that gave a report this text; the first first."""
    is_same = and_(captures.c.report == report, captures.c.text_sha256 == digest(text))
    query = select(captures.c.body).where(is_same).order_by(captures.c.n)
    return tuple(decode(row.body, Capture) for row in connection.execute(query))
