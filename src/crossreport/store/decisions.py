"""The decisions of people as a record keeps them: only ever added to, each committed to in the log.

The log names neither who decided nor what: it holds a salted commitment to each decision's hash. A decision that must be
forgotten can be deleted together with its opening; the chain stays whole, and says that there was one.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select

from crossreport.linking.decisions import Kin, augmented, shapes
from crossreport.model.acting import Actor, Interaction
from crossreport.model.decided import AddClaim, AddSource, Applied, Decision, Split, Undo
from crossreport.model.happened import Event, Reading
from crossreport.model.record import Derived, Linked
from crossreport.store import schema
from crossreport.store.audit import Entry, Opening, append
from crossreport.store.codec import decode, encode

STEP = "decide"
PERSON = "person"
KINDS: dict[str, type[Any]] = {"event": Event, "actor": Actor, "interaction": Interaction}


def kept(connection: Connection) -> tuple[Decision, ...]:
    """The decisions of a record, in the order in which they were made."""
    rows = connection.execute(select(schema.decisions.c.body).order_by(schema.decisions.c.n))
    return tuple(decode(row.body, Decision) for row in rows)


def keep(connection: Connection, new: Sequence[Decision]) -> None:
    """Adds decisions, in the caller's transaction, with a step of the log that commits to them."""
    bodies = [encode(one) for one in new]
    entry = append(connection, STEP, {"decisions": len(new)}, [_hash(body) for body in bodies], PERSON)
    rows = [{"id": one.id, "step": entry.seq, "body": body} for one, body in zip(new, bodies, strict=True)]
    connection.execute(insert(schema.decisions), rows)


def _hash(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def fingerprint(decisions: Iterable[Decision]) -> dict[str, str]:
    """What a record says of the decisions that it was made with: a hash over them; nothing where there are none."""
    ids = "\n".join(one.id for one in decisions)
    return {"decisions": _hash(ids)} if ids else {}


def undone_sources(decisions: Sequence[Decision]) -> set[str]:
    """Ids of the reports that people added as sources where that is undone: they count as if they had never come."""
    counting = {one.action.report.id for one in shapes(decisions) if isinstance(one.action, AddSource)}
    return {one.action.report.id for one in decisions if isinstance(one.action, AddSource)} - counting


def with_added(linked: Linked, decisions: Sequence[Decision]) -> Linked:
    """What linking made, its readings with what people added to them or took apart, which the readings kept do not have."""
    if not any(isinstance(one.action, AddClaim | Split | Undo) for one in decisions):
        return linked
    reports = {one.id: one for one in linked.reports}
    readings: dict[str, Reading] = {one.report: one for one in linked.readings}
    made = augmented(reports, readings, decisions, Kin(linked.copies)).readings
    return msgspec.structs.replace(linked, readings=tuple(made[one.report] for one in linked.readings))


def as_linked(applied: Iterable[Applied], decisions: Sequence[Decision]) -> tuple[Applied, ...]:
    """Of what became of decisions that which linking said, as it said it."""
    linking = {one.id for one in shapes(decisions)}
    return tuple(msgspec.structs.replace(one, events=(), against=()) for one in applied if one.decision in linking)


def set_aside(linked: Linked, derived: Derived) -> Iterator[dict[str, Any]]:
    """Rows of what decisions took from what linking made, or changed in it, where no other table keeps it as it was."""
    for kind, before, now, keeps_all in (
        ("event", linked.events, derived.events, True),
        ("actor", linked.actors, derived.actors, False),
        ("interaction", linked.interactions, derived.interactions, False),
    ):
        held: Mapping[str, Any] = {one.id: one for one in now}
        for one in before:
            ident = one.id
            if ident not in held or (not keeps_all and held[ident] != one):
                yield {"kind": kind, "id": ident, "body": encode(one)}


def restored(kind: str, values: Iterable[Any], rows: Iterable[Any]) -> tuple[Any, ...]:
    """The values of a kind as linking made them, with those that decisions took away or changed, in linking's order."""
    back = {row.id: decode(row.body, KINDS[kind]) for row in rows if row.kind == kind}
    made = {one.id: one for one in values} | back
    if not back:
        return tuple(made.values())

    def place(one: Any) -> Any:
        if kind == "event":
            return (one.date.from_ or "9999", one.id)
        return (one.from_ or "9999", one.id) if kind == "interaction" else one.id

    return tuple(sorted(made.values(), key=place))


def faults(
    rows: Iterable[tuple[str, int, str]], entries: Iterable[Entry], openings: Iterable[Opening]
) -> Iterator[tuple[str, str]]:
    """(decision, what is wrong with it) of those kept as (id, step, body): each must be what its step committed to."""
    opened: dict[int, set[str]] = {}
    for opening in openings:
        opened.setdefault(opening.seq, set()).add(opening.value)
    left = {one.seq: set(opened.get(one.seq, ())) for one in entries if one.step == STEP}
    for ident, step, body in rows:
        if _hash(body) not in opened.get(step, ()):
            yield ident, f"it is not what step {step} of the log took"
        left.get(step, set()).discard(_hash(body))
    for step, missing in sorted(left.items()):
        if missing:
            yield f"of step {step}", f"{len(missing)} of what that step of the log took is kept no more"
