"""Which names are sealed in which report: found in readings and events, and spread over stories."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from crossreport.linking.shelf import keyed
from crossreport.model.happened import Event, Person, Reading
from crossreport.model.record import Derived, Older
from crossreport.model.report import Report
from crossreport.store.names import bare, fold, holds, is_name, telling
from crossreport.store.protection import SealedName

ADULT = 18


def sealed_names(
    derived: Derived, reports: Sequence[Report], readings: Sequence[Reading], older: Sequence[Older] = ()
) -> tuple[SealedName, ...]:
    """Every name that is masked in some report, in order: found in readings and events, spread over stories.

    A name that an older version of a report told is masked in all its versions.
    """
    raw = keyed(reports, lambda one: one.id)
    current = ((raw[reading.report], reading) for reading in readings if reading.report in raw)
    versions = chain(current, ((one.report, one.reading) for one in older))
    texts = _Texts(raw, older)
    sealed: dict[str, dict[str, str]] = defaultdict(dict)
    shown: dict[str, set[str]] = defaultdict(set)
    grown = _grown(derived.events)
    for version, reading in versions:
        for person in reading.people:
            doubt = person.sealed == "minor" and person.age is None and person.name is not None
            if doubt and fold(person.name or "") in grown.get(reading.report, ()):
                continue  # it may have been the nameless child of this report, but for the age that another one tells
            if person.sealed:
                for name in _namings(person, version):
                    sealed[reading.report].setdefault(name, person.sealed)
            elif person.name and len(telling(person.name)) > 1:
                shown[reading.report].add(person.name)
    for event in derived.events:
        for one in event.people:
            for report in event.reports if is_name(one.name) else ():
                if one.sealed and holds(one.name, texts.of(report)):
                    sealed[report].setdefault(one.name, one.sealed)
                elif not one.sealed and len(telling(one.name)) > 1:
                    shown[report].add(one.name)
    _spread(derived, texts, sealed, shown)
    return tuple(sorted(_rows(sealed, shown)))


class _Texts:
    """What each report says in all of its versions, bare."""

    def __init__(self, reports: Mapping[str, Report], older: Iterable[Older]) -> None:
        self._reports = reports
        self._older: dict[str, list[Report]] = defaultdict(list)
        for one in older:
            self._older[one.report.id].append(one.report)
        self.of = lru_cache(maxsize=1000)(self._of)

    def _of(self, ident: str) -> str:
        known = (self._reports[ident],) if ident in self._reports else ()
        every = (*known, *self._older.get(ident, ()))
        return "".join(f"\n{bare(one.title or '')}\n{bare(one.text)}" for one in every)


def _grown(events: Iterable[Event]) -> dict[str, set[str]]:
    """By report, the folded names of its events' persons who are shown because reports tell of a grown person's age."""
    found: dict[str, set[str]] = defaultdict(set)
    for event in events:
        for one in event.people:
            if not one.sealed and one.age is not None and one.age >= ADULT:
                for report in event.reports:
                    found[report].add(fold(one.name))
    return found


def _namings(person: Person, report: Report) -> Iterator[str]:
    """The names by which a report calls a person: the fullest, and those of its namings that share a part with it."""
    if not person.name or not is_name(person.name):
        return
    yield person.name
    known = set(telling(person.name))
    for span in (person.span, *person.spans):
        words = span.words(report)
        if is_name(words) and known.intersection(telling(words)):
            yield words


def _spread(derived: Derived, texts: _Texts, sealed: dict[str, dict[str, str]], shown: dict[str, set[str]]) -> None:
    """A full name that one report seals is sealed in every report of the same story or event that holds it.

    Names that are shown are known to all reports of a story too, so that none is masked for a word that it shares.
    """
    groups = {(*story.reports,) for story in derived.stories} | {(*event.reports,) for event in derived.events}
    for group in sorted(groups):
        names: dict[str, str] = {}
        for report in group:
            for name, reason in sealed.get(report, {}).items():
                if len(telling(name)) > 1:
                    names.setdefault(name, reason)
        if not names:
            continue
        told = set[str]().union(*(shown.get(report, ()) for report in group))
        for report in group:
            shown[report] |= told
            for name, reason in names.items():
                if name not in sealed.get(report, {}) and holds(name, texts.of(report)):
                    sealed[report][name] = reason


def _rows(sealed: dict[str, dict[str, str]], shown: dict[str, set[str]]) -> Iterator[SealedName]:
    for report, names in sealed.items():
        yield from (SealedName(report, name, reason) for name, reason in names.items())
        words = {word for name in names for word in telling(name)}
        for name in shown.get(report, ()):
            others = [one for one in names if len(telling(one)) > 1]
            is_other = not any(holds(one, bare(name)) or telling(one)[0] == telling(name)[0] for one in others)
            own = {part for word in telling(name) for part in (word, *word.split("-"))}
            if is_other and words.intersection(own):
                yield SealedName(report, name)
