"""Makes a record anew where few reports came or went: their neighbourhoods are linked and weighed, the rest stays.

What comes out is what a build of the whole record gives, to the letter. Where that cannot be had so (decisions of people,
reports without a day, other rules or another profile, a copied text whose source changes beyond the neighbourhoods), the
whole is made.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Table, select

from crossreport.growing.acting import acting_again
from crossreport.growing.found import NO_DAY, Loaded, Touched, Whole, settled_copies, touched
from crossreport.growing.totals import Totals
from crossreport.linking.addresses import outlet_host
from crossreport.linking.link import link
from crossreport.linking.near import Around, Trace
from crossreport.linking.origins import bare, keys_of
from crossreport.linking.versions import with_earlier
from crossreport.linking.words import fold
from crossreport.model.happened import Event
from crossreport.model.record import Derived, Linked, Older
from crossreport.model.said import Origin
from crossreport.profiles.load import Profile
from crossreport.reconcile.context import Moment, moment, newest_of
from crossreport.reconcile.reconcile import reconcile
from crossreport.reconcile.relations import develops
from crossreport.store import schema
from crossreport.store.codec import decode, encode
from crossreport.store.derived_rows import derived_rows
from crossreport.store.history import GAP, spread
from crossreport.store.near import Near, set_state, state
from crossreport.store.parts import NoRoom, Ordered, Part, values_of
from crossreport.store.renewal import Renewal, renew
from crossreport.store.sealing import sealed_names
from crossreport.store.standing import older_versions
from crossreport.store.writer import Writer

# Where more than this share of the reports came, or lies near them, all are linked: it costs no more. Few are always worth
# it.
CAME, NEAR_THEM, FEW, FEW_NEAR = 0.1, 0.5, 20, 200


class Grown(NamedTuple):
    """How a record was made anew: the reports near what came, which were linked again, or `why` all have to be."""

    linked: int = 0
    why: str | None = None


def grow(writer: Writer, profile: Profile, meta: dict[str, str], before: dict[str, str]) -> Grown:
    """Makes the record anew where that takes few of its reports; where it cannot be, why, and nothing is changed."""
    with writer.at_once():
        known = state(writer.connection)
        why = _unlike(meta, before, known)
        spread_out = set[str]()
        while why is None:
            try:
                return _tried(writer.connection, profile, known, meta)
            except NoRoom as crowded:
                if crowded.table.name in spread_out:
                    why = f"the rows of {crowded.table.name} stand in another order now"
                spread_out.add(crowded.table.name)
                spread(writer.connection, crowded.table, GAP)
        return Grown(why=why)


def _unlike(meta: Mapping[str, str], before: Mapping[str, str], known: Mapping[str, str]) -> str | None:
    """Why what is kept of the record cannot be gone on from; None where it can."""
    if "made_of" not in before:
        return "nothing was made of it yet"
    if "decisions" in meta:
        return "people decided on it, and what they decided may bear on any report"
    if meta["profile"] != before.get("profile"):
        return f"it is made by the profile {meta['profile']} now"
    if {**meta, "made_of": ""} != {**before, "made_of": ""}:
        return "another version of Crossreport made it"
    if known.get("made_of") != before["made_of"]:
        return known.get("why", "what lies near what was not kept")
    return None


def _tried(connection: Connection, profile: Profile, known: Mapping[str, str], meta: dict[str, str]) -> Grown:
    """What it came to. Where it could not be made so, nothing is changed."""
    try:
        with connection.begin_nested():
            return Grown(linked=_grown(connection, profile, known, meta))
    except Whole as whole:
        return Grown(why=str(whole))


def _grown(connection: Connection, profile: Profile, known: Mapping[str, str], meta: dict[str, str]) -> int:
    growing = Growing(connection, Loaded(connection), profile, known)
    count = growing.near.count()
    came = touched(connection, growing.near, growing.loaded, most=max(FEW, int(CAME * count)))
    made = growing.made_of(came, most=max(FEW_NEAR, NEAR_THEM * count))
    renew(connection, made.renewal, meta)
    growing.keep(came, made)
    set_state(connection, {"made_of": meta["made_of"]})
    return len(made.idents)


class _Made(NamedTuple):
    """What was made anew of some reports: what the record held of them, and what it is to hold."""

    part: Part
    linked: Linked
    trace: Trace
    derived: Derived
    developing: dict[str, Moment]
    older: Sequence[Older]


class Again(NamedTuple):
    """What is made anew of these reports, and what it came to."""

    idents: list[str]
    newest: str | None
    made: _Made
    renewal: Renewal


class Growing:
    """Makes what lies near what came anew. `loaded` gives the reports as they stand."""

    def __init__(self, connection: Connection, loaded: Loaded, profile: Profile, known: Mapping[str, str]) -> None:
        self.connection, self.loaded, self.profile, self.known = connection, loaded, profile, known
        self.near = Near(connection)

    def made_of(self, came: Touched, most: float) -> Again:
        """Links and weighs what has to be. Whole where that cannot be, or where it is more than `most` reports."""
        newest = self._newest(came)
        totals = Totals(self.connection, self.loaded, came, self.profile)
        idents, more = self._idents(came, newest), set[str]()
        while True:
            idents = sorted({*idents, *self.near.in_homes(self.near.home_of(more).values())})
            if len(idents) > most:
                raise Whole("what came is near to most of its reports")
            made = self._made(idents, came, newest, totals)
            more = totals.disturbed(made.part, made.derived) - set(idents)
            if not more:
                break
        names = sealed_names(made.derived, made.linked.reports, made.linked.readings, made.older)
        acting = acting_again(self.connection, self.near, self.loaded, made.part, made.linked, came)
        rows = dict(self._rows(made.linked, made.derived, names))
        ids = frozenset({*idents, *came.came, *came.gone})
        retold = totals.retold(made.part, made.derived)
        renewal = Renewal(made.part, rows, made.derived, acting.actors, acting.interactions, retold, ids)
        return Again(idents, newest, made, renewal)

    def _made(self, idents: Sequence[str], came: Touched, newest: str | None, totals: Totals) -> _Made:
        told_of = {*idents, *came.came, *came.gone}
        part, older = Part(self.connection, told_of), older_versions(self.loaded.connection, told_of)
        linked, trace = self._linked(idents, came)
        linked, earlier = with_earlier(linked, older)
        developing: dict[str, Moment] = {}
        derived = reconcile(linked, self.profile, (), totals.beyond(linked, part, newest), developing)
        return _Made(part, linked, trace, msgspec.structs.replace(derived, earlier=earlier), developing, older)

    # ------------------------------------------------------------------ what has to be made again

    def _newest(self, came: Touched) -> str | None:
        """The newest moment of publication now."""
        before = moment(self.known.get("newest"))
        fresh = [one.published for one in self.loaded.reports(came.fresh).values()]
        gone = [at for one in came.old.values() if (at := moment(one.report.published)) is not None]
        if before is not None and any(at.key >= before.key for at in gone):
            raise Whole("the newest report is no more what it was")
        return newest_of((*fresh, self.known.get("newest")))

    def _idents(self, came: Touched, newest: str | None) -> list[str]:
        touched_too = {*came.near, *came.taken, *self._citing(came)}
        if newest != self.known.get("newest"):
            events = values_of(self.connection, schema.events, Event, self._settling(moment(newest)))
            touched_too |= {report for event in events for report in event.reports}
        homes = {*came.homes, *self.near.home_of(touched_too).values()}
        idents = {*came.fresh, *self.near.in_homes(homes)} - (came.gone - came.fresh)
        stand = self.loaded.reports(idents)
        if len(stand) < len(idents) or not all(one.published for one in stand.values()):
            raise Whole(NO_DAY)
        return sorted(idents)

    def _citing(self, came: Touched) -> set[str]:
        """The reports that cite an outlet of which no report was there: what it says is that outlet's own from now on."""
        before = {outlet for outlet, _ in self.near.outlets()}
        names = {bare(one.outlet) for one in self.loaded.reports(came.fresh).values() if one.outlet} - set(map(bare, before))
        if not names:
            return set()
        bodies = self.connection.execute(select(schema.origins.c.body)).scalars()
        known = (decode(body, Origin) for body in bodies)
        return {
            report
            for one in known
            if one.speaker and any(name in fold(one.speaker) for name in names)
            for report in one.reports
        }

    def _settling(self, newest: Moment | None) -> list[str]:
        """The events that developed until now, and with the newest report there is may do so no more."""
        times = {event: moment(updated) for event, updated in self.near.developing().items()}
        return [event for event, at in times.items() if at is None or newest is None or not develops(at, newest)]

    def _linked(self, idents: Iterable[str], came: Touched) -> tuple[Linked, Trace]:
        own = list(idents)
        texts = self.near.sharing_text({*own} - came.fresh) | came.texts | came.fresh
        copies = settled_copies(
            self.near, self.loaded, texts & set(self.loaded.of(texts)) | set(own), came.fresh | came.gone
        )
        around = Around(copies, self.loaded.reports(copies.source), self.loaded.readings(copies.source), self._outlets(came))
        trace = Trace()
        found = self.loaded.of(own)
        reports, readings = [one.report for one in found.values()], [one.reading for one in found.values()]
        return link(reports, readings, trace=trace, around=around), trace

    def _outlets(self, came: Touched) -> dict[str, str]:
        """The keys of all outlets. Whole, where one that was there has another key now."""
        before = {(outlet, host or None) for outlet, host in self.near.outlets()}
        fresh = self.loaded.reports(came.fresh).values()
        after = before | {(one.outlet, outlet_host(one.url)) for one in fresh if one.outlet}
        gone = {(one.report.outlet, outlet_host(one.report.url)) for one in came.old.values() if one.report.outlet}
        keys, now = keys_of(before), keys_of(after)
        is_less = not all(self.near.has_outlet(*pair) for pair in gone)
        if is_less or any(now[outlet] != key for outlet, key in keys.items()):
            raise Whole("an outlet is known by another name now")
        return now

    # ------------------------------------------------------------------ kept

    def _rows(self, linked: Linked, derived: Derived, names: Iterable[Any]) -> Iterator[tuple[Table, list[Ordered]]]:
        """The rows of all tables but those of actors, each with what its table is in the order of."""
        orders: dict[Table, list[Any]] = {
            schema.rows: [one.report for one in derived.rows],
            schema.claims: [one.report for one in derived.claims],
            schema.events: [(one.date.from_, one.id) for one in derived.events],
            schema.origins: [one.id for one in derived.origins],
            schema.stories: [(one.from_, one.id) for one in derived.stories],
            schema.formerly: sorted(old for event in derived.events for old in event.formerly),
            schema.relations: [one.a for one in derived.relations],
            schema.tallies: [_report_of(derived)[one.claim] for one in derived.tallies] if derived.tallies else [],
            schema.copies: [one.report for one in derived.copies],
            schema.links: [one.a[0] for one in derived.links],
            schema.earlier: [one.claim.report for one in derived.earlier],
        }
        for table, rows in derived_rows(linked, derived):
            if table in orders:
                yield table, list(zip(orders[table], rows, strict=True))
        told = list(names)
        yield schema.names, [(one.report, {"report": one.report, "body": encode(one)}) for one in told]

    def keep(self, came: Touched, again: Again) -> None:
        """Keeps what lies near what now."""
        idents, made = again.idents, again.made
        versions = {ident: one.version if one.is_read else None for ident, one in self.loaded.of(idents).items()}
        self.near.keep(made.trace, made.trace.homes(idents), versions, came.fresh)
        self.near.keep_texts(made.trace.copies, sorted({*idents, *came.texts}))
        self.near.keep_outlets(self.loaded.reports(came.fresh).values())
        developing = {event: str(at) for event, at in made.developing.items()}
        self.near.keep_developing(developing, [event.id for event in made.part.events])
        if again.newest:
            set_state(self.connection, {"newest": again.newest})


def _report_of(derived: Derived) -> dict[str, str]:
    return {claim.id: claim.report for claim in derived.claims}
