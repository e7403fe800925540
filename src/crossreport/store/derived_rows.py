"""What was made of the reports, as the rows that it is kept in: each value as JSON, with the columns that it is found by."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Table

from crossreport.linking.pile import by_id
from crossreport.model.record import Derived, Linked
from crossreport.store import decisions, schema
from crossreport.store.codec import encode


def _former(derived: Derived) -> Iterator[dict[str, Any]]:
    pairs = sorted((old, event.id) for event in derived.events for old in event.formerly)
    return ({"id": old, "event": event} for old, event in pairs)


def derived_rows(linked: Linked, derived: Derived) -> Iterator[tuple[Table, Iterator[dict[str, Any]]]]:
    """Each derived table but `names` with its rows, in the order in which the values stand."""

    def before(values: Iterable[Any], key: str) -> dict[str, Any]:
        return {getattr(value, key): value for value in values}

    def with_linked(now: Iterable[Any], was: Mapping[str, Any], key: str, *columns: str) -> Iterator[dict[str, Any]]:
        for value in now:
            ident = getattr(value, key)
            known = was.get(ident)
            row = {key: ident, **{column: getattr(value, column) for column in columns}, "body": encode(value)}
            # Empty: linking did not know it, reconciling made it.
            yield {**row, "linked": None if known == value else encode(known) if known is not None else ""}

    yield schema.rows, with_linked(derived.rows, before(linked.rows, "report"), "report", "story")
    yield schema.claims, with_linked(derived.claims, by_id(linked.claims), "id", "report", "type", "origin")
    yield schema.events, with_linked(derived.events, before(linked.events, "id"), "id", "kind")
    yield schema.origins, with_linked(derived.origins, before(linked.origins, "id"), "id")
    yield schema.stories, with_linked(derived.stories, before(linked.stories, "id"), "id")
    yield schema.formerly, _former(derived)
    yield schema.relations, ({"a": one.a, "b": one.b, "body": encode(one)} for one in derived.relations)
    yield schema.tallies, ({"claim": one.claim, "body": encode(one)} for one in derived.tallies)
    yield schema.copies, ({"report": one.report, "body": encode(one)} for one in derived.copies)
    yield schema.links, ({"a": one.a[0], "b": one.b[0], "body": encode(one)} for one in derived.links)
    yield schema.actors, ({"id": one.id, "body": encode(one)} for one in derived.actors)
    yield (
        schema.earlier,
        (
            {"id": one.claim.id, "report": one.claim.report, "replaced_by": one.replaced_by, "body": encode(one)}
            for one in derived.earlier
        ),
    )
    yield (
        schema.interactions,
        ({"actor": one.actor, "recipient": one.recipient, "body": encode(one)} for one in derived.interactions),
    )
    yield schema.decided, ({"decision": one.decision, "body": encode(one)} for one in derived.decided)
    yield schema.set_aside, decisions.set_aside(linked, derived)
