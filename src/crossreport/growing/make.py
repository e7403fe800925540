"""Makes a record of the reports that it holds: anew near what came, or all at once."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

from crossreport.engines.collector import uncollected
from crossreport.growing.grow import grow
from crossreport.growing.whole import keep_near
from crossreport.linking.link import link
from crossreport.linking.near import Trace
from crossreport.linking.shelf import shelf_of
from crossreport.linking.undated import ReadAgain
from crossreport.linking.versions import with_earlier
from crossreport.model.decided import Decision
from crossreport.model.happened import Reading
from crossreport.model.report import Report
from crossreport.profiles.load import DEFAULT, Profile, load_profile
from crossreport.reconcile.context import Moment
from crossreport.reconcile.reconcile import reconcile
from crossreport.store import provenance
from crossreport.store.decisions import fingerprint
from crossreport.store.sealing import sealed_names
from crossreport.store.writer import Writer

Tell = Callable[[str, int, int | None], None]


class Made(NamedTuple):
    """What making it came to: how many reports were linked, and `why` all of them were where the record was there."""

    is_unchanged: bool = False
    linked: int = 0
    why: str | None = None


def make(writer: Writer, profile: str | None, again: ReadAgain, tell: Tell) -> Made:
    """Makes the record by the profile, or by its own, unless it was made of the very same before.

    `again` reads reports by the days that linking infers for them.
    """
    before, decisions = writer.meta(), writer.decisions()
    profile = profile or before.get("profile") or DEFAULT
    meta = {
        "code": provenance.code(),
        "model": provenance.model(),
        "profile": profile,
        "reader": provenance.reader(),
        "rules": provenance.rules(),
        "made_of": writer.fingerprint(),
        **fingerprint(decisions),
    }
    if meta == before:
        return Made(is_unchanged=True)
    with uncollected():
        tell("linking", 0, None)
        grown = grow(writer, load_profile(profile), meta, before)
        if grown.why is None:
            return Made(linked=grown.linked)
        linked = _whole(writer, load_profile(profile), meta, decisions, again, tell)
        return Made(linked=linked, why=grown.why if "made_of" in before else None)


def _whole(
    writer: Writer, profile: Profile, meta: dict[str, str], decisions: Sequence[Decision], again: ReadAgain, tell: Tell
) -> int:
    """Makes all of it anew; how many reports that were."""
    reports, readings = shelf_of(Report), shelf_of(Reading)
    for report, reading in writer.standing():
        reports.put(report.id, report)
        readings.put(report.id, reading)
    older, trace, developing = writer.older(), Trace(), dict[str, Moment]()
    linked, earlier = with_earlier(link(reports, readings, decisions, again, trace), older)
    tell("reconciling", 0, None)
    derived = msgspec.structs.replace(reconcile(linked, profile, decisions, developing=developing), earlier=earlier)
    tell("keeping", 0, None)
    with writer.at_once():
        writer.replace(linked, derived, sealed_names(derived, linked.reports, linked.readings, older), meta)
        keep_near(writer.connection, linked, trace, developing, meta)
    return len(reports)
