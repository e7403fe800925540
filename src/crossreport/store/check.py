"""Whether a record is whole: every span at its words, every estimate as its claims give it, nothing that dangles."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from crossreport.errors import CrossreportError
from crossreport.ingest.items import digest
from crossreport.linking.claims import JOINT
from crossreport.model.happened import Event, Reading
from crossreport.model.judged import Estimate
from crossreport.model.record import Derived
from crossreport.model.report import Report, Span
from crossreport.profiles.load import load_profile
from crossreport.reconcile.reconcile import reconcile
from crossreport.store import decisions, kept_out, provenance
from crossreport.store.audit import Checkpoint, faults, stated
from crossreport.store.codec import version_of
from crossreport.store.history import Changes
from crossreport.store.record import Record


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with a record: what it is about ("claim C-1"), and what is wrong, in words."""

    about: str
    what: str


def check(record: Record) -> Iterator[Fault]:
    """Everything that is wrong with a record that was opened unsealed; nothing where all is well.

    The file, the reports against their hashes, spans against words, ids against what they name, the order of low, best and
    high, parts against wholes, and all figures against what the record's own claims give by its profile.
    """
    yield from (Fault("file", what) for what in record.file_faults())
    try:
        yield from log_faults(record)
        yield from _reports(record)
        reports = {report.id: report for report in record.reports()}
        for reading in record.readings():
            yield from _reading(reading, reports[reading.report])
        if not record.profile:
            yield Fault("record", "no build of it has come to its end; give the same build command again: it goes on")
            return
        derived = record.derived()
    except CrossreportError as error:
        yield Fault("record", str(error))
        return
    yield from _claims(derived, reports)
    yield from _references(derived, reports)
    yield from _earlier(derived, {kept.version: kept.report for kept in record.kept()})
    for event in derived.events:
        yield from _figures(event)
    yield from (Fault("columns", what) for what in record.column_faults())
    yield from weighed_again(record)


def log_faults(record: Record, checkpoint: Checkpoint | None = None) -> Iterator[Fault]:
    """What is wrong with a record's log, and where the record is not what the log says was done to it."""
    entries, openings = list(record.log()), list(record.openings())
    yield from (Fault("log", what) for what in faults(entries, openings, checkpoint))
    bodies = (one.body for one in entries)
    yield from (Fault("log", what) for what in kept_out.faults(record.kept_out(), bodies))
    came_in = {opening.value for opening in openings}
    for about, what in decisions.faults(record.decision_rows(), entries, openings):
        yield Fault(f"decision {about}", what)
    for kept in record.kept():
        if kept.version not in came_in:
            yield Fault(f"report {kept.report.id}", "no step of the log took in this version")
    said, changes = stated(entries), record.changed_by_step()
    for one in entries:
        if said.changes.get(one.seq, now := changes.get(one.seq, Changes(one.seq)).digest) != now:
            yield Fault("record", f"its past is not what step {one.seq} ({one.step}, {one.at}) made")
    if said.derived is not None and said.derived != record.derived_digest():
        yield Fault("record", "what was made of its reports is not what the log's last build made")


def _reports(record: Record) -> Iterator[Fault]:
    """Each kept version against its hashes; and of each report one version, the one that stands, unless it is withdrawn."""
    current: dict[str, int] = {}
    withdrawn, is_made = record.withdrawn(), record.meta().get("made_of") == record.fingerprint()
    for report, version, text_sha256, is_current in record.kept():
        if digest(report.text) != text_sha256 or version_of(report) != version:
            yield Fault(f"report {report.id}", "its words or fields are not those that were taken in: the hash differs")
        current[report.id] = current.get(report.id, 0) + is_current
    undone = decisions.undone_sources(record.decided_by_people())
    for ident, count in sorted(current.items()):
        standing = 0 if ident in withdrawn else 1
        if is_made and count != standing and not (ident in undone and count == 0):
            yield Fault(f"report {ident}", f"{count} of its versions are current; {standing} must be")


def _reading(reading: Reading, report: Report) -> Iterator[Fault]:
    outside = [span for span in spans_in(reading) if not _lies_in(span, report)]
    for span in outside:
        where = "title" if span.title else "text"
        yield Fault(f"report {report.id}", f"its reading points at {span.start}-{span.end}, outside of its {where}")


def spans_in(value: Any) -> Iterator[Span]:
    """Every span within a value, however deep."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from spans_in(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from spans_in(one)


def _lies_in(span: Span, report: Report) -> bool:
    return 0 <= span.start < span.end <= len((report.title or "") if span.title else report.text)


def _claims(derived: Derived, reports: dict[str, Report]) -> Iterator[Fault]:
    for claim in derived.claims:
        report = reports.get(claim.report)
        if report is None:
            yield Fault(f"claim {claim.id}", f"its report {claim.report!r} is not in the record")
        elif not claim.spans or any(not _lies_in(span, report) for span in claim.spans):
            yield Fault(f"claim {claim.id}", f"it points outside of report {claim.report}")
        elif claim.quote != JOINT.join(span.words(report) for span in claim.spans):
            yield Fault(f"claim {claim.id}", f"its quote is not what report {claim.report} has there")


def _earlier(derived: Derived, versions: dict[str, Report]) -> Iterator[Fault]:
    """Claims of older versions: their words in those versions, and what replaced them."""
    ids = {claim.id for claim in derived.claims}
    for one in derived.earlier:
        about, claim, version = f"earlier claim {one.claim.id}", one.claim, versions.get(one.version)
        if version is None or version.id != claim.report:
            yield Fault(about, f"the version of report {claim.report} that it is of is not in the record")
        elif claim.quote != JOINT.join(span.words(version) for span in claim.spans):
            yield Fault(about, f"its quote is not what that version of report {claim.report} has there")
        if one.replaced_by is not None and one.replaced_by not in ids:
            yield Fault(about, f"it names the claim {one.replaced_by!r}, which is not in the record")
        if claim.status == "current" or not claim.reason:
            yield Fault(about, "it counts no more, and does not say why")


def _references(derived: Derived, reports: dict[str, Report]) -> Iterator[Fault]:
    """Ids that name nothing."""
    claims = {claim.id for claim in derived.claims}
    events, origins = {event.id for event in derived.events}, {origin.id for origin in derived.origins}
    stories = {story.id for story in derived.stories}

    def missing(about: str, kind: str, ids: Iterable[str | None], known: Iterable[str]) -> Iterator[Fault]:
        for ident in ids:
            if ident is not None and ident not in known:
                yield Fault(about, f"it names {kind} {ident!r}, which is not in the record")

    for claim in derived.claims:
        yield from missing(f"claim {claim.id}", "the event", claim.events, events)
        yield from missing(f"claim {claim.id}", "the origin", [claim.origin], origins)
        yield from missing(f"claim {claim.id}", "the claim", [claim.subset_of], claims)
    for event in derived.events:
        about = f"event {event.id}"
        estimates = [*event.figures.values(), *(cell.estimate for cell in event.cells)]
        named = [*event.claims, *(c for actor in event.actors for c in actor.claims)]
        named += [c for person in event.people for c in person.claims]
        yield from missing(about, "the claim", [*named, *(c for one in estimates for c in one.claims)], claims)
        yield from missing(about, "the report", event.reports, reports)
        yield from missing(about, "the event", [event.part_of], events)
        yield from missing(about, "the origin", (o for one in estimates for o in one.origins), origins)
    for relation in derived.relations:
        yield from missing("a relation", "the claim", (relation.a, relation.b), claims)
    actors = {actor.id for actor in derived.actors}
    for actor in derived.actors:
        about = f"actor {actor.id}"
        yield from missing(about, "the claim", (deed.claim for deed in actor.deeds), claims)
        yield from missing(about, "the actor", (deed.other for deed in actor.deeds), actors)
        yield from missing(about, "the event", (deed.event for deed in actor.deeds), events)
    for act in derived.interactions:
        yield from missing(f"interaction {act.id}", "the actor", (act.actor, act.recipient), actors)
        yield from missing(f"interaction {act.id}", "the claim", act.claims, claims)
    for tally in derived.tallies:
        yield from missing("a stated total", "the claim", [tally.claim], claims)
        yield from missing("a stated total", "the event", tally.found.events, events)
    for story in derived.stories:
        about = f"story {story.id}"
        yield from missing(about, "the report", story.reports, reports)
        yield from missing(about, "the event", [*story.events, story.main_event], events)
        yield from missing(about, "the claim", (c for row in story.rows for c in row.claims), claims)
    for row in derived.rows:
        about = f"report {row.report}"
        yield from missing(about, "the report", [row.report, row.copy_of], reports)
        yield from missing(about, "the event", [row.main_event], events)
        yield from missing(about, "the story", [row.story], stories)


def _figures(event: Event) -> Iterator[Fault]:
    named = [(outcome, one) for outcome, one in event.figures.items()]
    named += [(f"{cell.outcome} ({cell.status or cell.side or cell.subgroup})", cell.estimate) for cell in event.cells]
    for outcome, estimate in named:
        known = [n for n in (estimate.low, estimate.best, estimate.high) if n is not None]
        if known != sorted(known):
            yield Fault(f"event {event.id}/{outcome}", f"low, best and high are out of order: {known}")
        if (estimate.high is None) != estimate.high_open:
            yield Fault(f"event {event.id}/{outcome}", "its high end is both open and closed")
    for cell in event.cells:
        whole = event.figures.get(cell.outcome)
        if whole is not None and _is_more(cell.estimate, whole):
            yield Fault(
                f"event {event.id}/{cell.outcome}", f"a part, {cell.estimate.best}, is more than the whole, {whole.best}"
            )


def _is_more(part: Estimate, whole: Estimate) -> bool:
    return part.best is not None and whole.best is not None and part.best > whole.best


def weighed_again(record: Record) -> Iterator[Fault]:
    """What the record's own linked claims give by its profile must be what it holds."""
    meta, derived = record.meta(), record.derived()
    if meta.get("made_of") != record.fingerprint():
        yield Fault("record", "reports were added after the last build that came to its end; build again to take them in")
        return
    if meta.get("rules") != provenance.rules():
        yield Fault("record", "it was made by other rules than this version's; build again, then check")
        return
    again = reconcile(record.linked(), load_profile(record.profile), record.decided_by_people())
    differing: tuple[tuple[str, Callable[[Derived], Sequence[Any]]], ...] = (
        ("event", lambda one: one.events),
        ("claim", lambda one: one.claims),
        ("story", lambda one: one.stories),
        ("actor", lambda one: one.actors),
        ("interaction", lambda one: one.interactions),
    )
    for kind, of in differing:
        was, now = ({value.id: value for value in of(one)} for one in (derived, again))
        for ident in sorted(was.keys() | now.keys()):
            if was.get(ident) != now.get(ident):
                yield Fault(f"{kind} {ident}", "it is not what the record's claims give: it cannot be recomputed")
    if derived.decided != again.decided:
        yield Fault("record", "what became of the decisions is not what its claims give: it cannot be recomputed")
    if derived.relations != again.relations or derived.tallies != again.tallies:
        yield Fault("record", "its relations or stated totals are not what its claims give: they cannot be recomputed")
