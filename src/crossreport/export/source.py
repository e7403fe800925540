"""What an export is made from: a record by one profile, as it may be shown, with its things by id."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

import msgspec

from crossreport.deciding.listing import Listed, of_record
from crossreport.errors import InputError, RecordError
from crossreport.model.happened import Event
from crossreport.model.record import Derived, ReportRow
from crossreport.model.report import Capture, Report
from crossreport.model.said import Claim, Origin
from crossreport.profiles.load import Profile, load_profile
from crossreport.reconcile.tallies import added_up
from crossreport.store.protection import Seals, Shown
from crossreport.store.record import Record

Texts = Callable[[], Iterator[tuple[Report, Shown]]]
Captures = Callable[[], Iterator[tuple[str, Capture]]]


class Source:
    """A record as an export sees it. Names are masked, unless the record was opened unsealed.

    `derived` is the record by `profile`; `heads` are its reports without their texts, by id; `texts` goes through the
    reports with their texts, one at a time, each as it was given and as it may be shown. `made_with` are the versions of
    code, rules and model, `captures` goes through (report, how its source was captured), `decisions` gives what people
    decided, `made` the moment of the last build (ISO 8601).
    """

    def __init__(
        self,
        derived: Derived,
        reports: Iterable[Report] = (),
        profile: Profile | None = None,
        texts: Texts | None = None,
        made_with: Mapping[str, str] | None = None,
        made: str | None = None,
        unsealed: bool = False,
        captures: Captures | None = None,
        decisions: Callable[[], tuple[Listed, ...]] = tuple,
    ) -> None:
        self.derived, self.unsealed = derived, unsealed
        self.profile = profile or load_profile()
        self.heads = {one.id: msgspec.structs.replace(one, text="") for one in reports}
        self.texts: Texts = texts or (lambda: iter(()))
        self.captures: Captures = captures or (lambda: iter(()))
        self.decisions = decisions
        self.made_with, self.made = dict(made_with or {}), made

    @classmethod
    def of(cls, record: Record, profile: str | None = None) -> "Source":
        """What there is of an open record, by a profile (the record's own, where none is named)."""
        derived = record.derived(profile)
        seals = Seals(()) if record.unsealed else record.seals()

        def texts() -> Iterator[tuple[Report, Shown]]:
            for report in record.reports():
                yield report, Shown([report], seals)

        return cls(
            derived=derived,
            reports=(shown.reports[0] for _, shown in texts()),
            profile=load_profile(derived.profile),
            texts=texts,
            made_with=record.meta(),
            made=_last_step(record),
            unsealed=record.unsealed,
            captures=lambda: _captures(record, seals),
            decisions=lambda: of_record(record, Record(record.connection, record.path, unsealed=True)),
        )

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """All claims, by id."""
        return {one.id: one for one in self.derived.claims}

    @cached_property
    def events(self) -> dict[str, Event]:
        """All events, by id."""
        return {one.id: one for one in self.derived.events}

    @cached_property
    def origins(self) -> dict[str, Origin]:
        """All origins, by id."""
        return {one.id: one for one in self.derived.origins}

    @cached_property
    def rows(self) -> dict[str, ReportRow]:
        """Where each report stands, by its id."""
        return {one.report: one for one in self.derived.rows}

    @cached_property
    def added_up(self) -> frozenset[str]:
        """The events that a tally by this profile adds up."""
        return added_up(self.derived.events, self.profile.causes)

    @cached_property
    def episodes(self) -> frozenset[str]:
        """The events that have incidents of their own."""
        return frozenset(one.part_of for one in self.derived.events if one.part_of)

    def head(self, report: str) -> Report:
        """A report without its text; an empty one where the record does not have it."""
        return self.heads.get(report) or Report(report, "")

    def claims_of(self, event: Event) -> list[Claim]:
        """The claims of an event, in its order."""
        return [self.claims[one] for one in event.claims if one in self.claims]

    def origins_of(self, event: Event) -> list[str]:
        """The ids of the origins that the event's current claims have."""
        return sorted({one.origin for one in self.claims_of(event) if one.status == "current" and one.origin})


def _captures(record: Record, seals: Seals) -> Iterator[tuple[str, Capture]]:
    """How each report's source was captured, with the names masked that its addresses hold."""
    for report in record.reports():
        for one in record.captures(report.id):
            urls = [seals.mask(url, [report.id], any_case=True) if url else url for url in (one.url, one.final_url)]
            yield report.id, msgspec.structs.replace(one, url=urls[0], final_url=urls[1])


def _last_step(record: Record) -> str | None:
    try:
        return record.checkpoint().at
    except RecordError:
        return None


class Scope(msgspec.Struct, frozen=True):
    """The part of the record that a page is about: a story, or an event. Neither: the largest story."""

    story: str | None = None
    event: str | None = None

    def __post_init__(self) -> None:
        if self.story and self.event:
            raise InputError("What is written is about a story or about an event, not both: give one of them.")
