"""What two statements of one thing are to each other: scope first, then time, then sides, and conflict last of all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crossreport.model.happened import Event
from crossreport.model.judged import Relation, RelationType
from crossreport.model.said import Claim
from crossreport.reconcile.context import Context, Moment
from crossreport.reconcile.told import Told, figure_of

# Figures of a running story change for about three days; an exact figure of the first day is a floor for later ones.
DEVELOPING_HOURS = 72.0
EARLY_HOURS = 24.0


@dataclass(frozen=True)
class Scene:
    """What else is told of the event, by which a difference may be explained."""

    event: Event
    context: Context
    # The dead attackers that any report tells of, and the other outcomes' statements by report.
    attackers: int = 0
    others: Mapping[str, Sequence[Told]] = field(default_factory=dict)
    # Of each figure that develops still the newest update: so long as the record's newest report is near it, it does.
    updates: list[Moment] = field(default_factory=list)


def develops(update: Moment, newest: Moment) -> bool:
    """Is a figure that was last updated then a running one still, where the newest report came then?"""
    return newest.hours_since(update) < DEVELOPING_HOURS


def relation(a: Claim, b: Claim, type_: RelationType, why: str) -> Relation:
    """The relation of a to b."""
    return Relation(a.id, b.id, type_, why)


def relate(a: Told, b: Told, scene: Scene) -> Relation:
    """The relation of two current statements of different origins; an update runs from the older to the newer."""
    first, second = a.claims[0], b.claims[0]
    if a.equals(b) and a.point is not None:
        return relation(first, second, "agree", f"both say {a.point:,}")
    if scoped := _scope(a, b, scene):
        return relation(first, second, "scope_difference", scoped)
    if a.meets(b):
        return relation(first, second, "compatible", f"{a.words} and {b.words} can both be true")
    older, newer = (b, a) if _follows(a, b) else (a, b)
    sides = [told.side(scene.event, scene.context.origins) for told in (a, b)]
    opposed = all(sides) and sides[0] != sides[1]
    # What either side says of its own and the other's dead is no toll that runs from the one to the other.
    if _follows(newer, older) and not (opposed and a.differs_by_kind(b)):
        if moved := transfer(older, newer, scene):
            return relation(older.claims[0], newer.claims[0], "transfer", moved)
        if newer.size > older.size and _is_window(older, newer, scene.event):
            return relation(older.claims[0], newer.claims[0], "update_up", _rise(older, newer))
    gap = f"{a.words} against {b.words}, {abs(a.size - b.size):,} apart"
    if opposed:
        return relation(first, second, "partisan_dispute", f"{gap}; the speakers stand on opposing sides")
    when = "at the same time" if not _is_after(newer.at, older.at) else "and the earlier was not a running figure"
    return relation(first, second, "contradiction", f"{gap}, {when}; no difference of scope explains it")


def _is_after(a: Moment | None, b: Moment | None) -> bool:
    return a is not None and b is not None and a.is_after(b)


def _follows(newer: Told, older: Told) -> bool:
    """Was the one said after the other? "An eighth victim died" follows seven, where not said before them."""
    if _is_after(newer.at, older.at):
        return True
    counted_up = any(figure_of(claim).rule == "ordinal" for claim in newer.claims)
    return counted_up and newer.size > older.size and not _is_after(older.at, newer.at)


def _rise(older: Told, newer: Told) -> str:
    before, after = older.size, newer.size
    return f"{before:,} + {after - before:,} = {after:,}, told later{_on(newer)}; {before:,} is the earlier toll"


def _on(told: Told) -> str:
    return f" ({told.at.day.isoformat()})" if told.at else ""


def _is_window(older: Told, newer: Told, event: Event) -> bool:
    """Was the older figure told while the toll was running: close before the newer, or on the event's first day?"""
    if older.at is None or newer.at is None:
        return False
    if newer.at.hours_since(older.at) <= DEVELOPING_HOURS:
        return True
    happened = event.date.to or event.date.from_
    return happened is not None and (older.at.day.isoformat() <= happened or _hours_after(older.at, happened) <= EARLY_HOURS)


def _hours_after(at: Moment, day: str) -> float:
    return at.hours_since(Moment(at.day.fromisoformat(day)))


def _scope(a: Told, b: Told, scene: Scene) -> str | None:
    """The simplest difference of scope that makes two different numbers both true, in words; None where none does."""
    if a.meets(b):
        return None
    small, large = sorted((a, b), key=lambda one: one.size)
    gap = large.size - small.size
    if scene.attackers and gap == scene.attackers and small.attackers == 0:
        less = f"{large.size:,} - {gap:,} dead of the attackers = {small.size:,}"
        return f"{less}: one counts the attackers, the other does not"
    limit = _limit(small, large, scene)
    if limit:
        return f"{small.size:,} counts {limit} alone, {large.size:,} counts more"
    return None


def _limit(small: Told, large: Told, scene: Scene) -> str | None:
    narrow, wide = figure_of(small.claims[0]), figure_of(large.claims[0])
    if narrow.subgroup and not wide.subgroup:
        return f"one group ({narrow.subgroup})"
    if narrow.status != "unstated" and wide.status == "unstated":
        return f"one status ({narrow.status.replace('_', ' ')})"
    if not narrow.side or wide.side:
        return None
    # A people's own name limits nothing where nobody else is told of.
    sides = {figure_of(claim).side for told in scene.others.get(small.outcome, ()) for claim in told.claims}
    return f"one side ({narrow.side})" if sides - {narrow.side, None} else None


def transfer(older: Told, newer: Told, scene: Scene) -> str | None:
    """Killed up by as many as injured are down (or the other way round) between two reports: the arithmetic, else None."""
    other = "injured" if older.outcome == "killed" else "killed" if older.outcome == "injured" else None
    if other is None:
        return None
    k = newer.size - older.size
    before = [told for told in scene.others.get(other, ()) if told.report == older.report]
    after = [told for told in scene.others.get(other, ()) if told.report == newer.report]
    # A report that tells of the hurt alone tells of none dead, where a later one has some of the hurt among the dead.
    earlier = before[0].size if before else 0
    known = bool(before) or other == "killed"
    if not k or not known or not after or after[0].size - earlier != -k:
        return None
    mine = f"{older.outcome} {older.size:,} → {newer.size:,} ({k:+,d})"
    theirs = f"{other} {earlier:,} → {after[0].size:,} ({-k:+,d})"
    return f"{mine}, {theirs}: the same persons"


def replaced(older: Told, newer: Told, scene: Scene) -> Relation:
    """The relation of a superseded statement to the newer one of the same origin."""
    a, b = older.claims[0], newer.claims[0]
    if moved := transfer(older, newer, scene):
        return relation(a, b, "transfer", moved)
    known = "told later" + _on(newer) if _is_after(newer.at, older.at) else "the order of the two is not known"
    if newer.size >= older.size:
        return relation(a, b, "update_up", f"{older.words} → {newer.words}, one origin, {known}")
    return relation(a, b, "update_down", f"{older.words} → {newer.words}, one origin, {known}; to be reviewed")
