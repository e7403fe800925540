"""What a decision changes in the record, row by row, before it is kept."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from crossreport.model.decided import Applied, Decision
from crossreport.model.happened import Event
from crossreport.model.record import Derived
from crossreport.model.said import Claim
from crossreport.reconcile.findings import in_words
from crossreport.reconcile.rows import in_short

# Behind a place that a decision sets: a slip of the pen shows before it is kept.
UNKNOWN_PLACE = " (not in the gazetteer: without coordinates; a tally finds it by the words that it was given alone)"

Mask = Callable[[str, Iterable[str]], str]


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """One field of one thing (a claim, event, story or actor): what it was and what it becomes, in words; None: nothing.

    `into` is the id of the event that an event becomes a part of.
    """

    kind: str
    id: str
    title: str
    field: str
    before: str | None = None
    after: str | None = None
    into: str | None = None


class Effect(msgspec.Struct, frozen=True):
    """What decisions do: the rows that change, and what became of each decision."""

    decisions: tuple[Decision, ...]
    rows: tuple[Change, ...]
    applied: tuple[Applied, ...]


def changes(before: Derived, after: Derived, mask: Mask) -> tuple[Change, ...]:
    """Every difference between two states of a record that people look at, events first."""
    return (*_events(before, after, mask), *_claims(before, after, mask), *_groups(before, after, mask))


def _rows(
    kind: str, ident: str, title: str, fields: Sequence[dict[str, str]], reports: Sequence[str], mask: Mask
) -> Iterator[Change]:
    was, now = fields
    for name in dict.fromkeys((*was, *now)):
        if was.get(name) != now.get(name):
            old, new = (mask(text, reports) if text is not None else None for text in (was.get(name), now.get(name)))
            yield Change(kind, ident, mask(title, reports), name, old, new)


def _events(before: Derived, after: Derived, mask: Mask) -> Iterator[Change]:
    was = {one.id: one for one in before.events}
    now = {one.id: one for one in after.events}
    home = {old: one for one in after.events for old in one.formerly}
    for ident in sorted(was.keys() | now.keys()):
        old, new = was.get(ident), now.get(ident)
        shown = new or old
        assert shown is not None
        fields = [_fields(one) if one is not None else {} for one in (old, new)]
        if new is None:
            into = home.get(ident)
            became = f"part of {mask(into.title, into.reports) or into.id}" if into else "no event"
            yield Change("event", ident, mask(shown.title, shown.reports), "event", "an event of its own", became,
                         into.id if into else None)  # fmt: skip
            continue
        if old is None:
            yield Change("event", ident, mask(shown.title, shown.reports), "event", None, "an event of its own")
        if new.place is not None and new.place.lat is None and fields[0].get("place") != fields[1]["place"]:
            fields[1]["place"] += UNKNOWN_PLACE
        yield from _rows("event", ident, shown.title, fields, (*shown.reports,), mask)


def _fields(event: Event) -> dict[str, str]:
    made = {outcome.replace("_", " "): in_short(figure) for outcome, figure in event.figures.items()}
    for outcome, figure in event.figures.items():
        contested = [line for line in figure.alarms if line.startswith("contested by reviewers")]
        if contested:
            made[f"{outcome}: contested"] = "; ".join(contested)
    made |= {name: in_words(getattr(event, name)) or "none" for name in ("title", "date", "place", "cause")}
    made |= {name: str(getattr(event, name)).replace("_", " ") for name in ("corroboration", "responsibility", "review")}
    made["reports"] = ", ".join(event.reports)
    made["victims"] = str(len(event.victims))
    return made


def _claims(before: Derived, after: Derived, mask: Mask) -> Iterator[Change]:
    was, now = ({one.id: one for one in of.claims} for of in (before, after))
    for ident in sorted(was.keys() | now.keys()):
        old, new = was.get(ident), now.get(ident)
        if old == new:
            continue
        shown = new or old
        assert shown is not None
        fields = [_told(one) if one is not None else {} for one in (old, new)]
        yield from _rows("claim", ident, " ".join(shown.quote.split()), fields, (shown.report,), mask)


def _told(claim: Claim) -> dict[str, str]:
    made = {"status": claim.status + (f": {claim.reason}" if claim.reason else ""), "judged": claim.human_status}
    if claim.figure is not None:
        low, high, point = (
            "none" if value is None else f"{value:,}" for value in (claim.figure.low, claim.figure.high, claim.figure.point)
        )
        point = point if claim.figure.point is not None else f"{low} to {high}"
        made["figure"] = f"{point} {claim.figure.outcome.replace('_', ' ')}, {claim.figure.form.replace('_', ' ')}"
    said = claim.attribution
    made["says so"] = f"{said.source or 'unnamed'}: {said.stance}, {said.polarity}" if said is not None else "the report"
    return made


def _groups(before: Derived, after: Derived, mask: Mask) -> Iterator[Change]:
    """Stories, actors and victims: which reports or claims each holds."""
    for kind, old, new in (
        ("story", _stories(before), _stories(after)),
        ("actor", _actors(before), _actors(after)),
        ("victim", _victims(before), _victims(after)),
    ):
        for ident in sorted(old.keys() | new.keys()):
            title, reports, was = old.get(ident, ("", (), None))
            title, reports, now = new.get(ident, (title, reports, None))
            if was != now:
                held = [text and mask(text, reports) for text in (was, now)]
                yield Change(kind, ident, mask(title, reports), "holds", *held)


Held = dict[str, tuple[str, tuple[str, ...], str | None]]


def _stories(derived: Derived) -> Held:
    return {one.id: (one.title, one.reports, ", ".join(one.reports)) for one in derived.stories}


def _actors(derived: Derived) -> Held:
    return {one.id: (one.name, one.reports, ", ".join(one.names)) for one in derived.actors}


def _victims(derived: Derived) -> Held:
    return {
        one.id: ("" if one.sealed else one.words, one.reports, ", ".join(one.claims))
        for event in derived.events
        for one in event.victims
    }
