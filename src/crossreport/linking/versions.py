"""Claims of versions of reports that count no more: each is superseded by what the current version says in its place.

They take part in nothing: no event, estimate or level rests on them. They are kept so that nobody who used one has to wonder
what became of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from crossreport.linking.claims import claims_of, short_hash
from crossreport.linking.events import claim_order
from crossreport.linking.pile import by_id
from crossreport.linking.words import term_of
from crossreport.model.happened import Event
from crossreport.model.judged import RelationType
from crossreport.model.record import EarlierClaim, Linked, Older
from crossreport.model.said import Claim, Figure

# The share of their words that two claims of one kind must have in common for the one to be in the other's place.
ALIKE = 0.3


def with_earlier(linked: Linked, older: Sequence[Older]) -> tuple[Linked, tuple[EarlierClaim, ...]]:
    """The claims of these versions, and the events with the ids that they had while those versions counted."""
    if not older:
        return linked, ()
    current: dict[str, list[Claim]] = defaultdict(list)
    concerned = {one.report.id for one in older}
    for claim in linked.claims:
        if claim.report in concerned:
            current[claim.report].append(claim)
    known = by_id(linked.claims)
    taken: set[str] = set()
    earlier: list[EarlierClaim] = []
    former: dict[str, set[str]] = defaultdict(set)
    for one in older:
        told = claims_of(one.report, one.reading)
        by = _replaced(told.claims, current[one.report.id])
        made = {}
        for claim in told.claims:
            found = by.get(claim.id)
            if found is not None and _is_same(claim, found) and claim.id == found.id:
                continue
            made[claim.id] = _earlier(claim, found, one, current[one.report.id], claim.id in taken or claim.id in known)
            taken.add(made[claim.id].claim.id)
        earlier += made.values()
        for ids in told.of_mention.values():
            claims = [claim for claim in told.claims if claim.id in ids]
            first = min(claims, key=lambda claim: claim_order(claim, {one.report.id: one.report}))
            events = [event for claim in claims if (now := by.get(claim.id)) for event in now.events]
            if events:
                former[max(sorted(set(events)), key=events.count)].add(short_hash("E", first.id))
    return msgspec.structs.replace(linked, events=_renamed(linked.events, former)), tuple(earlier)


def _renamed(events: Iterable[Event], former: Mapping[str, set[str]]) -> tuple[Event, ...]:
    """Events with the ids by which earlier versions of reports knew them; no id leads to two events."""
    events = tuple(events)
    taken = {event.id for event in events} | {old for event in events for old in event.formerly}
    made = []
    for event in events:
        new = former.get(event.id, set()) - taken
        taken |= new
        made.append(msgspec.structs.replace(event, formerly=tuple(sorted({*event.formerly, *new}))) if new else event)
    return tuple(made)


def _earlier(claim: Claim, now: Claim | None, version: Older, current: Sequence[Claim], is_taken: bool) -> EarlierClaim:
    """A claim of an older version; it keeps its id unless another claim has it."""
    ident = claim.id if not is_taken else short_hash("C", version.version, claim.id)
    change, why = _change(claim.figure, now.figure) if now is not None else (None, "")
    kept = msgspec.structs.replace(
        claim,
        id=ident,
        status="excluded" if version.withdrawn else "superseded",
        reason=version.withdrawn or _reason(claim, now, version),
        origin=now.origin if now is not None else _origin(claim, current),
        subset_of=None,
    )
    return EarlierClaim(kept, version.version, version.report.published, now.id if now is not None else None, change, why)


def _reason(claim: Claim, now: Claim | None, version: Older) -> str:
    on = f" of {version.by.published}" if version.by is not None and version.by.published else ""
    if now is None:
        return f"the report's newer version{on} does not say it"
    if _is_same(claim, now):
        return f"the report's newer version{on} says it too"
    return f"the report's newer version{on} says “{' '.join(now.quote.split())}”"


def _origin(claim: Claim, current: Sequence[Claim]) -> str:
    """The origin of what the same speaker says in the current version; none where nothing of theirs is left."""
    source = claim.attribution.source if claim.attribution else None
    return next((one.origin for one in current if (one.attribution.source if one.attribution else None) == source), "")


def _is_same(a: Claim, b: Claim) -> bool:
    return (a.type, a.quote, _numbers(a.figure), a.attribution, a.aux) == (
        b.type, b.quote, _numbers(b.figure), b.attribution, b.aux,
    )  # fmt: skip


def _numbers(figure: Figure | None) -> tuple[object, ...]:
    return (figure.outcome, figure.form, figure.low, figure.high, figure.measure) if figure else ()


def _replaced(older: Sequence[Claim], current: Sequence[Claim]) -> dict[str, Claim]:
    """{older claim: the current one in its place}: the most alike first, each in one place only."""
    words = {claim.id: _words(claim) for claim in current}
    pairs = []
    for a in older:
        own = _words(a)
        for b in current:
            if score := _likeness(a, b, own, words[b.id]):
                pairs.append((score, a, b))
    found: dict[str, Claim] = {}
    used: set[str] = set()
    for _, a, b in sorted(pairs, key=lambda pair: (-pair[0], pair[1].id, pair[2].id)):
        if a.id not in found and b.id not in used:
            found[a.id] = b
            used.add(b.id)
    return found


def _likeness(a: Claim, b: Claim, own: frozenset[str], other: frozenset[str]) -> float:
    """How surely one claim is in the other's place, 0 where it is not: figures of one outcome and scope, or like words."""
    if a.type != b.type or (a.figure is None) != (b.figure is None):
        return 0.0
    if _is_same(a, b):
        return 3.0
    shared = len(own & other) / (len(own | other) or 1)
    if a.figure is not None and b.figure is not None:
        kind = (a.figure.outcome, a.figure.scope, a.figure.status, a.figure.subgroup, a.figure.side)
        if kind != (b.figure.outcome, b.figure.scope, b.figure.status, b.figure.subgroup, b.figure.side):
            return 0.0
        source = (a.attribution.source if a.attribution else None) == (b.attribution.source if b.attribution else None)
        return 0.5 + shared + source if shared >= ALIKE or source else 0.0
    return shared if shared >= ALIKE else 0.0


def _words(claim: Claim) -> frozenset[str]:
    return frozenset(term_of(word) for word in f"{claim.quote} {claim.subject}".split() if not word.isdigit())


def _change(a: Figure | None, b: Figure | None) -> tuple[RelationType | None, str]:
    """What the newer figure is to the older, and the arithmetic; nothing where their number is the same or open."""
    if a is None or b is None:
        return None, ""
    before, after = (next((n for n in (one.point, one.low, one.high) if n is not None), None) for one in (a, b))
    if before is None or after is None or before == after:
        return None, ""
    why = f"{a.outcome} {before} → {after} ({after - before:+d}), by a newer version of the report"
    return ("update_up" if after > before else "update_down"), why
