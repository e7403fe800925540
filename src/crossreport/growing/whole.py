"""What a build of the whole record leaves for those after it, that they may link what came alone."""

from collections.abc import Mapping

from sqlalchemy import Connection

from crossreport.growing.found import NO_DAY
from crossreport.linking.identity import identities
from crossreport.linking.near import Trace
from crossreport.linking.shelf import keyed
from crossreport.model.record import Linked
from crossreport.reconcile.context import Moment, newest_of
from crossreport.store.near import Near, set_state
from crossreport.store.standing import standing_versions


def keep_near(
    connection: Connection, linked: Linked, trace: Trace, developing: Mapping[str, Moment], meta: dict[str, str]
) -> None:
    """Keeps what lies near what, and who is who, in the caller's transaction, which has put all of the record in anew.

    Nothing but the reason where people decided, or where a report gives no day: the next build makes the whole again.
    """
    if "decisions" in meta:
        return
    if not all(report.published for report in linked.reports):
        set_state(connection, {"why": NO_DAY})
        return
    near = Near(connection)
    idents = [report.id for report in linked.reports]
    versions = standing_versions(connection)
    near.keep(trace, trace.homes(idents), {ident: versions.get(ident) for ident in idents}, idents)
    near.keep_texts(trace.copies, idents)
    readings = keyed(linked.readings, lambda one: one.report)
    near.keep_parties(readings, {node: one.id for node, one in identities(readings).items()})
    near.keep_outlets(linked.reports)
    near.keep_developing({event: str(at) for event, at in developing.items()})
    newest = newest_of(report.published for report in linked.reports)
    set_state(connection, {"made_of": meta["made_of"], **({"newest": newest} if newest else {})})
