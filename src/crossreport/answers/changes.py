"""`changes`: what became different between two times of a record, for people; and notices that a publisher can print."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from crossreport.answers.words import count, named, short_day, when, where
from crossreport.deciding.listing import Listed
from crossreport.deciding.words import told as in_words
from crossreport.model.decided import Decision
from crossreport.model.happened import Event
from crossreport.model.judged import Estimate
from crossreport.model.record import Derived, EarlierClaim
from crossreport.model.said import Claim
from crossreport.reconcile.rows import in_short
from crossreport.store.audit import Entry

Kind = Literal["new", "gone", "merged", "split", "figure", "date", "place", "cause", "level", "origin"]
MOST_REASONS = 4
# What people do to a record by other commands than `decide`.
DEEDS = {
    "withdraw": "a report withdrawn",
    "reinstate": "a withdrawn report counts again",
    "redact": "a report redacted",
    "lift": "a redacted report may come in again",
    "keep out": "reports kept out that another record redacted",
}


class Moment(msgspec.Struct, frozen=True):
    """A step of the log, and when it ended (UTC, ISO 8601)."""

    step: int
    at: str


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that is different: of which event, what, from what to what, and because of which claims and reports."""

    kind: Kind
    event: str
    text: str
    because: tuple[str, ...] = ()
    outcome: str | None = None
    before: str = ""
    after: str = ""


class Gone(msgspec.Struct, frozen=True):
    """A claim that counted and does so no more, with the reason; `replaced_by` is the one in its place."""

    claim: str
    report: str
    words: str
    status: str
    reason: str
    replaced_by: str | None = None


class Done(msgspec.Struct, frozen=True):
    """What a person did, at which step of the log."""

    step: int
    at: str
    who: str
    what: str


class Changed(msgspec.Struct, frozen=True):
    """All that became different between two times; `names` and `days` are of the events told of, `labels` of the reports."""

    since: Moment | None
    until: Moment
    reports: tuple[str, ...]
    versions: tuple[str, ...]
    withdrawn: tuple[str, ...]
    changes: tuple[Change, ...]
    claims: tuple[Gone, ...]
    people: tuple[Done, ...]
    names: dict[str, str]
    days: dict[str, str]
    labels: dict[str, str]


class Known(msgspec.Struct, frozen=True):
    """A record as it was known at a time: what was made of it, the version of each report, and names for these."""

    derived: Derived
    versions: dict[str, str]
    label: dict[str, str]


def deeds(steps: Iterable[Entry], decisions: Iterable[Listed]) -> tuple[Done, ...]:
    """What people did at these steps. The log keeps silent of who decided what: that stands with the decisions."""
    decided: dict[int, list[Decision]] = defaultdict(list)
    for row in decisions:
        decided[row.step].append(row.decision)
    return tuple(
        done
        for one in steps
        for done in (
            [Done(one.seq, one.at, each.by, in_words(each)) for each in decided[one.seq]]
            or [Done(one.seq, one.at, one.who, DEEDS.get(one.step, one.step))]
        )
    )


def changes(
    then: Known, now: Known, since: Moment | None, until: Moment, people: Sequence[Done], only: frozenset[str] | None = None
) -> Changed:
    """What is different between two times of one record; of these events alone, where some are named."""
    pairs = _Pairs(then.derived, now.derived)
    compare = _Comparison(then, now)
    found: list[Change] = []
    for event in now.derived.events:
        if only is None or only & {event.id, *event.formerly}:
            found += compare.event(event, pairs.before.get(event.id, ()))
    for event in then.derived.events:
        if event.id not in pairs.after and (only is None or event.id in only):
            found.append(Change("gone", event.id, "no report that counts tells of it any more", compare.lost(event.claims)))
        elif len(pairs.after.get(event.id, ())) > 1 and (only is None or event.id in only):
            found.append(Change("split", event.id, f"is now {count(len(pairs.after[event.id]), 'event')}", ()))
    changed = {one.event for one in found}
    every = {event.id: event for event in (*then.derived.events, *now.derived.events)}
    both = then.versions.keys() & now.versions.keys()
    return Changed(
        since,
        until,
        reports=tuple(sorted(now.versions.keys() - then.versions.keys())),
        versions=tuple(sorted(one for one in both if then.versions[one] != now.versions[one])),
        withdrawn=tuple(sorted(then.versions.keys() - now.versions.keys())),
        changes=tuple(found),
        claims=tuple(compare.gone(only)),
        people=tuple(people),
        names={ident: named(event) for ident, event in every.items() if ident in changed},
        days={ident: when(event.date) for ident, event in every.items() if ident in changed},
        labels={**then.label, **now.label},
    )


class _Pairs:
    """Which events of before are which of now: by their ids, former ids and claims."""

    def __init__(self, then: Derived, now: Derived) -> None:
        self.before: dict[str, list[Event]] = defaultdict(list)
        self.after: dict[str, list[str]] = defaultdict(list)
        today = {old: event.id for event in now.events for old in (event.id, *event.formerly)}
        of_claim = {claim: event.id for event in now.events for claim in event.claims}
        for event in then.events:
            told = [of_claim[claim] for claim in event.claims if claim in of_claim]
            own = [today[event.id]] if event.id in today else []
            heirs = dict.fromkeys([*own, *sorted(set(told), key=lambda one: (-told.count(one), one))])
            for heir in heirs:
                self.after[event.id].append(heir)
            if heirs:
                self.before[next(iter(heirs))].append(event)


class _Comparison:
    def __init__(self, then: Known, now: Known) -> None:
        self.then, self.now = then, now
        self.was: dict[str, Claim] = {claim.id: claim for claim in then.derived.claims}
        self.claims: dict[str, Claim] = {claim.id: claim for claim in now.derived.claims}
        self.earlier: dict[tuple[str, str], EarlierClaim] = {
            (one.claim.report, one.claim.quote): one for one in now.derived.earlier
        }
        self.origins = {one.id: one for one in (*then.derived.origins, *now.derived.origins)}

    def event(self, now: Event, before: Sequence[Event]) -> list[Change]:
        """What is different of one event."""
        if not before:
            figures = ", ".join(f"{outcome.replace('_', ' ')} {in_short(one)}" for outcome, one in now.figures.items())
            text = f"{when(now.date)}, {where(now.place)}" + (f": {figures}" if figures else "")
            return [Change("new", now.id, text, self.told_by(now.claims))]
        then = max(before, key=lambda one: (one.id == now.id, len(one.claims), one.id))
        found = [
            Change("merged", now.id, f"{named(one)} ({one.id}) is the same event", (), before=one.id, after=now.id)
            for one in before
            if one is not then
        ]
        found += self._figures(then, now)
        for kind, a, b in (
            ("date", when(then.date), when(now.date)),
            ("place", where(then.place), where(now.place)),
            ("cause", then.cause, now.cause),
            ("level", then.corroboration, now.corroboration),
            ("level", f"responsibility {then.responsibility}", f"responsibility {now.responsibility}"),
            ("level", f"review {then.review}", f"review {now.review}"),
        ):
            if a != b:
                text = f"{kind + ' ' if kind != 'level' else ''}{a} → {b}".replace("_", " ")
                found.append(Change(kind, now.id, text, (), before=a, after=b))  # type: ignore[arg-type]
        new = set(self._origins(now)) - set(self._origins(then))
        names = sorted({self.origins[one].speaker or self.origins[one].basis.replace("_", " ") for one in new})
        if names:
            found.append(Change("origin", now.id, f"new origin of a figure: {', '.join(names)}", ()))
        return found

    def _origins(self, event: Event) -> list[str]:
        return [origin for one in event.figures.values() for origin in one.origins if origin in self.origins]

    def _figures(self, then: Event, now: Event) -> list[Change]:
        found = []
        for outcome in dict.fromkeys((*then.figures, *now.figures)):
            a, b = then.figures.get(outcome), now.figures.get(outcome)
            before, after = (in_short(a) if a else "not stated"), (in_short(b) if b else "not stated")
            if before == after:
                continue
            old, new = self._words(self.was, a), self._words(self.claims, b)
            because = (*self.told_by(ident for ident, words in new.items() if old.get(ident) != words),
                       *self.lost(ident for ident, words in old.items() if new.get(ident) != words),
                       *self.taken_back(now, outcome))  # fmt: skip
            text = f"{outcome.replace('_', ' ')} {before} → {after}"
            found.append(Change("figure", now.id, text, tuple(dict.fromkeys(because)), outcome, before, after))
        return found

    def _words(self, claims: Mapping[str, Claim], estimate: Estimate | None) -> dict[str, str]:
        return {one: claims[one].quote for one in estimate.claims if one in claims} if estimate else {}

    def told_by(self, claims: Iterable[str]) -> tuple[str, ...]:
        """Who tells these claims: 'The Post, 3 Feb (police)'."""
        made = []
        for claim in (self.claims[one] for one in claims if one in self.claims):
            said = f" ({claim.attribution.source})" if claim.attribution and claim.attribution.source else ""
            made.append(f"{self.now.label.get(claim.report, claim.report)}{said}")
        return tuple(dict.fromkeys(made))

    def lost(self, claims: Iterable[str]) -> tuple[str, ...]:
        """Why these claims of before count no more; nothing of those that still do."""
        made = []
        for claim in (self.was[one] for one in claims if one in self.was):
            if reason := self._why_lost(claim):
                label = self.then.label.get(claim.report, claim.report)
                made.append(f"“{' '.join(claim.quote.split())}” of {label} counts no more: {reason}")
        return tuple(dict.fromkeys(made))

    def taken_back(self, event: Event, outcome: str) -> Iterable[str]:
        """What reports have taken back since, in their own notices of correction."""
        for claim in self.claims.values():
            said, figure = claim.attribution, claim.figure
            is_of_it = event.id in claim.events and figure is not None and figure.outcome == outcome
            if is_of_it and claim.id not in self.was and said is not None and said.stance == "retracted":
                label = self.now.label.get(claim.report, claim.report)
                yield f"“{' '.join(claim.quote.split())}” is taken back by {label}: it counts no more"

    def _why_lost(self, claim: Claim) -> str:
        now = self.claims.get(claim.id)
        if now is not None and now.quote == claim.quote:
            return now.reason or "" if now.status != "current" else ""
        earlier = self.earlier.get((claim.report, claim.quote))
        return earlier.claim.reason or "" if earlier else ""

    def gone(self, only: frozenset[str] | None) -> Iterable[Gone]:
        """Figures and stated totals that counted then and do so no more."""
        known = {(one.claim.report, one.claim.quote) for one in self.then.derived.earlier}
        for claim in self.then.derived.claims:
            if claim.status != "current" or claim.figure is None or (only is not None and not only & set(claim.events)):
                continue
            now, earlier = self.claims.get(claim.id), self.earlier.get((claim.report, claim.quote))
            words = " ".join(claim.quote.split())
            if now is not None and now.quote == claim.quote:
                if now.status != "current":
                    yield Gone(claim.id, claim.report, words, now.status, now.reason or "")
            elif earlier is not None and (claim.report, claim.quote) not in known and _is_changed(earlier, self.claims):
                yield Gone(earlier.claim.id, claim.report, words, earlier.claim.status, earlier.claim.reason or "",
                           earlier.replaced_by)  # fmt: skip


def _is_changed(one: EarlierClaim, claims: Mapping[str, Claim]) -> bool:
    now = claims.get(one.replaced_by or "")
    return now is None or now.quote != one.claim.quote


def changes_text(found: Changed) -> str:
    """The changelog, a line a change, under the events in their order."""
    lines = [f"CHANGES  {_moment(found.since)} → {_moment(found.until)}", ""]
    lines.append(
        f"{count(len(found.reports), 'new report')}, {count(len(found.versions), 'new version')},"
        f" {len(found.withdrawn)} withdrawn."
    )
    lines += [f"  new version: {found.labels.get(one, one)}" for one in found.versions]
    lines += [f"  withdrawn: {found.labels.get(one, one)}" for one in found.withdrawn]
    by_event: dict[str, list[Change]] = defaultdict(list)
    for one in found.changes:
        by_event[one.event].append(one)
    for heading, is_one in (("NEW EVENTS", True), ("CHANGED EVENTS", False)):
        chosen = {event: own for event, own in by_event.items() if (own[0].kind == "new") == is_one}
        lines += ["", heading] if chosen else []
        for event, own in chosen.items():
            lines.append(f"{found.names[event]}, {found.days[event]}  {event}")
            lines += [f"  {one.text}{_because(one.because)}" for one in own]
    if found.claims:
        lines += ["", "CLAIMS THAT COUNT NO MORE"]
    for gone in found.claims:
        lines.append(f"“{gone.words}” ({found.labels.get(gone.report, gone.report)})  {gone.claim}")
        lines.append(f"  {gone.status}: {gone.reason}")
    if found.people:
        lines += ["", "WHAT PEOPLE DID"]
        lines += [f"  {one.at[:16].replace('T', ' ')}  {one.who}: {one.what} (step {one.step})" for one in found.people]
    if any(one.what == DEEDS["redact"] for one in found.people):
        lines += ["  With a report goes what was known of its events before: these stand as new."]
    if not (by_event or found.claims):
        lines += ["", "No event and no figure changed."]
    return "\n".join(lines) + "\n"


def _because(reasons: Sequence[str]) -> str:
    if not reasons:
        return ""
    more = f" and {len(reasons) - MOST_REASONS} more" if len(reasons) > MOST_REASONS else ""
    return f": {'; '.join(reasons[:MOST_REASONS])}{more}"


def _moment(one: Moment | None) -> str:
    return f"step {one.step}, {_day(one.at)} {one.at[11:16]} UTC" if one else "nothing"


def _day(at: str) -> str:
    return f"{short_day(at)} {at[:4]}"


def notices(found: Changed) -> str:
    """Text that a publisher can print for each event whose figures changed since.

    It is a correction where a source corrected, withdrew or lowered its figure, an update where a later one told of more.
    """
    made = []
    by_event: dict[str, list[Change]] = defaultdict(list)
    for one in found.changes:
        if one.kind == "figure":
            by_event[one.event].append(one)
    for event, own in by_event.items():
        is_correction = any("counts no more" in reason for one in own for reason in one.because)
        head = "CORRECTION" if is_correction else "UPDATE"
        lines = [f"{head}, {_day(found.until.at)}: {found.names[event]}, {found.days[event]}"]
        day = _day(found.since.at) if found.since else ""
        for one in own:
            noun = (one.outcome or "").replace("_", " ")
            lines.append(f"The number of persons {noun} that was given here on {day} was {one.before}. It is {one.after}.")
            lines += [f"  {_sentence(reason)}" for reason in one.because[:MOST_REASONS]]
        made.append("\n".join(lines))
    return "\n\n".join(made) + "\n" if made else "No figure that was given then has changed.\n"


def _sentence(reason: str) -> str:
    return f"{reason}." if "counts no more" in reason else f"According to: {reason}."
