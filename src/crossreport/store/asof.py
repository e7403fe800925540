"""Moments at which a record can be asked what was known: days, times and steps of its log."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection, select

from crossreport.errors import InputError, NotFound
from crossreport.store import schema

MADE = "make"
DAY = timedelta(days=1)


def step_at(connection: Connection, moment: str | int) -> int:
    """The last step, no later than the moment, with which a build ended: the record as it was known then.

    A moment is a step's number, a day (all of it) or a date-time (ISO 8601; without a zone, UTC). InputError for anything
    else, NotFound where no build had ended by then.
    """
    log = schema.log
    made = select(log.c.seq, log.c.at).where(log.c.step == MADE).order_by(log.c.seq)
    if isinstance(moment, int) or (moment.isdecimal() and len(moment) < 8):
        end = connection.execute(select(log.c.seq).order_by(log.c.seq.desc()).limit(1)).scalar() or 0
        if int(moment) > end:
            raise NotFound(f"The log has no step {moment}: its last is {end}.")
        found = connection.execute(made.where(log.c.seq <= int(moment)).order_by(None).order_by(log.c.seq.desc())).first()
    else:
        last = _end_of(moment)
        found = next(
            (row for row in reversed(connection.execute(made).all()) if datetime.fromisoformat(row.at) <= last), None
        )
    if found is None:
        first = connection.execute(made.limit(1)).first()
        known = f"its first build ended with step {first.seq}, on {first.at}" if first else "none has ended yet"
        raise NotFound(f"No build of the record had ended by {moment}: {known}.")
    return int(found.seq)


def refuse_to_come(moment: str | int) -> None:
    """InputError where a moment is a day or time that is still to come (a day on which it has begun anywhere is not)."""
    if isinstance(moment, str) and not moment.isdecimal() and _end_of(moment) > datetime.now(UTC) + 2 * DAY:
        raise InputError(f"{moment} is still to come: what became different since then nobody can know yet.")


def _end_of(moment: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(moment), time.max, UTC)
    except ValueError:
        pass
    try:
        at = datetime.fromisoformat(moment)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at
    except ValueError:
        raise InputError(
            f"{moment!r} is no moment: give a day (2024-05-31), a date-time (2024-05-31T18:30:00Z), or the number of a step"
            " of `crossreport audit log`."
        ) from None
