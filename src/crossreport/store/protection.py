"""Sealed names: those of minors, of victims of sexual violence and of accused persons, masked in all that is shown.

A full name is masked in what is shown of every report of the stories and events that it occurs in; a family name alone,
and the given name alone of a minor or a victim of sexual violence, in the reports that hold the full name or seal it.
Masking is erring on the side of the person: a stranger of the same family name in the same report may be masked with them,
but not where the report tells of that stranger by full name as a victim whose name is not sealed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import msgspec

from crossreport.model.acting import Actor, Deed
from crossreport.model.decided import AddClaim, Anchor, Applied, Changes, Decision, Exclude, Quote, Set
from crossreport.model.happened import (
    Event,
    EventActor,
    EventPerson,
    Mention,
    Party,
    Person,
    Place,
    Statement,
    Victim,
)
from crossreport.model.judged import (
    Cell,
    Difference,
    Estimate,
    Evidence,
    Mark,
    Override,
    Relation,
    Story,
    StoryRow,
    Tally,
)
from crossreport.model.record import Derived, EarlierClaim
from crossreport.model.report import Report, Span
from crossreport.model.said import Attribution, Claim, Figure, Origin, Said
from crossreport.store import names as spelling
from crossreport.store.names import MASK, parts, telling

# Whose given name is masked as well where it stands alone: the press calls children and such victims by it.
BY_GIVEN_NAME = ("minor", "sexual_violence")
# The fields that hold words of reports, or words made of them. All other strings are ids and fixed terms.
WORDS: dict[type, tuple[str, ...]] = {
    Event: ("title",),
    EventPerson: ("name",),
    Victim: ("name", "words"),
    EventActor: ("name",),
    Actor: ("name", "names", "roles"),
    Deed: ("text",),
    Place: ("name", "ambiguous"),
    Claim: ("quote", "reason", "subject", "terms"),
    Said: ("source", "cue", "via"),
    Figure: ("who", "subgroup", "side", "area", "composition"),
    Origin: ("speaker",),
    Story: ("title",),
    StoryRow: ("text", "details"),
    Relation: ("why",),
    Tally: ("who", "area", "by"),
    Difference: ("text",),
    Estimate: ("arithmetic", "alarms"),
    Cell: ("side", "subgroup"),
    Evidence: ("what", "found"),
    EarlierClaim: ("why",),
    Mark: ("was", "why"),
    Quote: ("exact", "prefix", "suffix"),
    Anchor: ("source",),
    Changes: ("who", "subgroup", "side", "source"),
    Set: ("title",),
    Exclude: ("name",),
    AddClaim: ("who", "source", "title", "area", "actor"),
    Decision: ("why",),
    Applied: ("why",),
    Report: ("text", "title", "outlet"),
    Override: ("why",),
    Mention: ("words", "terms"),
    Party: ("name", "key"),
    Person: ("name",),
    Statement: ("text", "terms", "actor", "deeds"),
    Attribution: ("speaker", "via"),
}
# Of these, the ones that hold words in lower case or as keys.
FOLDED = ("terms", "deeds", "key", "actor")
T = TypeVar("T")


class SealedName(msgspec.Struct, frozen=True, omit_defaults=True, order=True):
    """A name as it concerns one report: masked for `reason`, or shown where there is none though it shares a word."""

    report: str
    name: str
    reason: str = ""


class Seals:
    """The names to mask, by report. `mask` is what every output passes its words through."""

    def __init__(self, names: Iterable[SealedName]):
        self._by_report: dict[str, list[SealedName]] = defaultdict(list)
        self._sets: dict[tuple[str, ...], tuple[frozenset[str], frozenset[str], frozenset[str]]] = {}
        self._last: tuple[tuple[str, ...] | None, tuple[frozenset[str], frozenset[str], frozenset[str]]]
        self._last = (None, (frozenset(), frozenset(), frozenset()))
        for name in names:
            self._by_report[name.report].append(name)

    def every(self) -> tuple[SealedName, ...]:
        """All names that it knows, report by report."""
        return tuple(name for names in self._by_report.values() for name in names)

    def concerns(self, reports: Iterable[str]) -> bool:
        """Is any name masked in these reports?"""
        return any(one.reason for report in reports for one in self._by_report.get(report, ()))

    def mask(self, text: str, reports: Iterable[str], any_case: bool = False) -> str:
        """The text with the names masked that are sealed in these reports."""
        return spelling.masked(text, spelling.find(text, *self.sets(reports), any_case=any_case))

    def mask_full(self, text: str, reports: Iterable[str]) -> str:
        """The same for full names only: in the name of a place, a family name alone is the place's."""
        names, _, shown = self.sets(reports)
        return spelling.masked(text, spelling.find(text, names, frozenset(), shown))

    def may_hold(self, text: str, reports: Iterable[str]) -> bool:
        """Could a name that is sealed in these reports stand in this text? False is certain, true is not."""
        names, words, _ = self.sets(reports)
        return spelling.may_hold(spelling.fold(text), names, words)

    def reports(self) -> frozenset[str]:
        """The reports in which a name is masked."""
        return frozenset(report for report in self._by_report if self.concerns([report]))

    def sets(self, reports: Iterable[str]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """(full names to mask, words to mask alone, names to show) in these reports."""
        # All words of one value are masked by the very same reports, which for an actor may be thousands.
        if reports is self._last[0]:
            return self._last[1]
        concerned = tuple(sorted({report for report in reports if report in self._by_report}))
        if concerned not in self._sets:
            self._sets[concerned] = self._of(concerned)
        if isinstance(reports, tuple):
            self._last = (reports, self._sets[concerned])
        return self._sets[concerned]

    def _of(self, reports: Iterable[str]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        names: set[str] = set()
        words: set[str] = set()
        shown: set[str] = set()
        for report in reports:
            for one in self._by_report.get(report, ()):
                words.update(_alone(one))
                if len(parts(one.name)) > 1:
                    (names if one.reason else shown).add(one.name)
        return frozenset(names), frozenset(words), frozenset(shown)


def _alone(name: SealedName) -> tuple[str, ...]:
    """The words of a sealed name that are masked where they stand alone."""
    known = telling(name.name) or parts(name.name)
    if not name.reason or not known:
        return ()
    return (known[0], known[-1]) if name.reason in BY_GIVEN_NAME else known[-1:]


def seal(derived: Derived, seals: Seals) -> Derived:
    """The same record with the sealed names masked wherever it holds words."""
    changes = {
        field: tuple(masked(value, seals, about(value)) for value in getattr(derived, field))
        for field, about in _about(derived).items()
    }
    return msgspec.structs.replace(derived, **changes)


def reports_behind(derived: Derived) -> frozenset[str]:
    """The reports whose sealed names may stand in these parts of a record."""
    return frozenset(
        report for field, about in _about(derived).items() for value in getattr(derived, field) for report in about(value)
    )


def _about(derived: Derived) -> dict[str, Callable[[Any], tuple[str, ...]]]:
    """By field, which reports a value of it holds words of. Rows hold none, and acts between actors only their ids."""
    of_claim = {claim.id: claim.report for claim in derived.claims}
    return {
        "claims": lambda claim: (claim.report,),
        "events": lambda event: event.reports,
        "origins": lambda origin: origin.reports,
        "stories": lambda story: story.reports,
        "relations": lambda one: (of_claim.get(one.a, ""), of_claim.get(one.b, "")),
        "tallies": lambda tally: tuple(of_claim.get(claim, "") for claim in _claims_of(tally)),
        "copies": lambda copy: (copy.report, copy.of),
        "links": lambda link: (link.a[0], link.b[0]),
        "actors": lambda actor: actor.reports,
        "earlier": lambda one: (one.claim.report,),
        "decided": lambda one: (*one.reports, *(of_claim[claim] for claim in one.claims if claim in of_claim)),
    }


def _claims_of(tally: Tally) -> tuple[str, ...]:
    return (tally.claim, *(tally.difference.claims if tally.difference else ()))


def masked(value: T, seals: Seals, reports: Iterable[str]) -> T:
    """One value of the record with the names masked that are sealed in these reports, and with its sealed persons."""
    where = tuple(reports)
    if isinstance(value, Event) and (any(one.sealed for one in value.people) or any(one.sealed for one in value.victims)):
        people, victims = tuple(map(_person, value.people)), tuple(map(_victim, value.victims))
        value = msgspec.structs.replace(value, people=people, victims=victims)
    # Most reports seal no name, and most values of the others hold none: a look at their text says so at once.
    if not seals.concerns(where) or not seals.may_hold(msgspec.json.encode(value).decode(), where):
        return value
    made: T = _masked(value, seals, where)
    return made


def _person(value: EventPerson) -> EventPerson:
    return msgspec.structs.replace(value, name=MASK) if value.sealed else value


def _victim(value: Victim) -> Victim:
    if not value.sealed or value.name is None:
        return value
    return msgspec.structs.replace(value, name=MASK, words=MASK)


def _masked(value: Any, seals: Seals, reports: tuple[str, ...]) -> Any:
    if not isinstance(value, msgspec.Struct):
        return value
    words = WORDS.get(type(value), ())
    changes: dict[str, Any] = {}
    for field in value.__struct_fields__:
        old = getattr(value, field)
        new = _words(old, seals, reports, value, field) if field in words else _nested(old, seals, reports)
        if new is not old:
            changes[field] = new
    return msgspec.structs.replace(value, **changes) if changes else value


def _nested(value: Any, seals: Seals, reports: tuple[str, ...]) -> Any:
    if isinstance(value, msgspec.Struct):
        return _masked(value, seals, reports)
    if isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct):
        return tuple(_masked(one, seals, reports) for one in value)
    if isinstance(value, dict):
        return {key: _nested(one, seals, reports) for key, one in value.items()}
    return value


def _words(value: Any, seals: Seals, reports: tuple[str, ...], owner: Any, field: str) -> Any:
    if isinstance(value, tuple):
        return tuple(_words(one, seals, reports, owner, field) for one in value)
    if not isinstance(value, str):
        return value
    if isinstance(owner, Place):
        return seals.mask_full(value, reports)
    return seals.mask(value, reports, any_case=field in FOLDED)


class Shown:
    """Reports with the sealed names masked, and values about them moved so that their spans point at the same words."""

    def __init__(self, reports: Iterable[Report], seals: Seals):
        self._seals = seals
        self._cuts: dict[str, tuple[list[tuple[int, int]], list[tuple[int, int]]]] = {}
        self.reports = tuple(self._report(report) for report in reports)
        self._by_id = {report.id: report for report in self.reports}

    def _report(self, report: Report) -> Report:
        if not self._seals.concerns([report.id]):
            return report
        sets = self._seals.sets([report.id])
        text, title = spelling.find(report.text, *sets), spelling.find(report.title or "", *sets)
        self._cuts[report.id] = (text, title)
        return msgspec.structs.replace(
            report,
            text=spelling.masked(report.text, text),
            title=spelling.masked(report.title, title) if report.title else report.title,
            url=self._seals.mask(report.url, [report.id], any_case=True) if report.url else report.url,
        )

    def quoted(self, claim: Claim) -> Claim:
        """A claim with its words as the masked report has them: a name that is cut by the claim's span is masked too."""
        report = self._by_id.get(claim.report)
        if report is None or claim.report not in self._cuts:
            return claim
        moved = self.moved(claim, claim.report)
        return msgspec.structs.replace(claim, quote=" … ".join(span.words(report) for span in moved.spans))

    def given(self, report: str, start: int, end: int) -> tuple[int, int]:
        """Where words of a report's text as it is shown stand in the text as it was given; a mask stands for the name."""
        text, _ = self._cuts.get(report, ([], []))
        return spelling.unmoved(start, end, text)

    def moved(self, value: T, report: str) -> T:
        """A value about one report, every span in it moved."""
        made: T = self._moved(value, *self._cuts[report]) if report in self._cuts else value
        return made

    def _moved(self, value: Any, text: list[tuple[int, int]], title: list[tuple[int, int]]) -> Any:
        if isinstance(value, Span):
            return Span(*spelling.moved(value.start, value.end, title if value.title else text), title=value.title)
        if isinstance(value, tuple):
            return tuple(self._moved(one, text, title) for one in value)
        if isinstance(value, msgspec.Struct):
            fields = {name: getattr(value, name) for name in value.__struct_fields__}
            new = {name: self._moved(one, text, title) for name, one in fields.items()}
            return msgspec.structs.replace(value, **new)
        return value
