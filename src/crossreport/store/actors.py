"""What a record holds of actors, and what came into it after a step of its log; each read without the rest."""

from collections import Counter
from collections.abc import Iterable

import msgspec
from sqlalchemy import func, select

from crossreport.errors import NotFound
from crossreport.model.acting import Actor, Deed, Interaction
from crossreport.model.judged import Tally
from crossreport.model.said import Claim
from crossreport.store import schema
from crossreport.store.codec import decode
from crossreport.store.lists import Lists
from crossreport.store.paged import PAGE, Page
from crossreport.store.protection import Shown, masked


class _Deed(msgspec.Struct):
    kind: str


class _Actor(msgspec.Struct):
    """As much of an actor as a line about it needs: those of whom most is told are long."""

    id: str
    name: str
    kind: str
    reports: tuple[str, ...]
    deeds: tuple[_Deed, ...] = ()
    country: str | None = None
    sector: str | None = None


class StatedScope(msgspec.Struct, frozen=True):
    """What a stated total is about: enough to say whether it is asked for."""

    claim: str
    outcome: str
    who: str | None = None
    period_from: str | None = None
    period_to: str | None = None


class ActorLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """An actor in a list: in how many reports it is named, and how many deeds of each kind these tell of it."""

    id: str
    name: str
    kind: str
    reports: int
    deeds: dict[str, int]
    country: str | None = None
    sector: str | None = None


class Actors(Lists):
    """A record that tells of actors and of what is new."""

    def actor(self, ident: str, most: int | None = None) -> Actor:
        """An actor by its id, with all its deeds or with the latest so many of each kind. NotFound where there is none."""
        for one in self._bodies_where(schema.actors, Actor, schema.actors.c.id, [ident]):
            if most is not None:
                one = msgspec.structs.replace(one, deeds=_latest(one.deeds, most))
            return one if self.unsealed else masked(one, self.seals(), one.reports)
        raise NotFound(f"The record has no actor {ident!r}.")

    def actor_list(self, words: str = "", limit: int = PAGE, offset: int = 0) -> Page[ActorLine]:
        """Actors, those in most reports first; with `words`, those whose names and offices hold them, likeliest first."""
        if words.strip():
            hits = self.search(words, ["actor"], limit, offset)
            return Page(self.actor_lines(one.id for one in hits.items), hits.total, offset)
        table = schema.actor_reports
        query = select(table.c.actor).group_by(table.c.actor)
        page = self._page(query, [func.count().desc(), table.c.actor], limit, offset)
        return Page(self.actor_lines(page.items), page.total, offset)

    def actor_lines(self, ids: Iterable[str]) -> tuple[ActorLine, ...]:
        """The actors of these ids that there are, in their order, each in a line."""
        wanted = list(dict.fromkeys(ids))
        table = schema.actors
        rows = self._rows_where(select(table.c.id, table.c.body), table.c.id, wanted)
        known = {row.id: decode(row.body, _Actor) for row in rows}
        return tuple(
            ActorLine(
                one.id, self.mask(one.name, one.reports), one.kind, len(one.reports),
                dict(Counter(deed.kind for deed in one.deeds)), one.country, one.sector,
            )
            for one in (known[ident] for ident in wanted if ident in known)
        )  # fmt: skip

    def interactions_of(self, actor: str) -> tuple[Interaction, ...]:
        """The acts of an actor towards others and of others towards it, in the order in which they stand in the record."""
        table = schema.interactions
        found: dict[str, Interaction] = {}
        for column in (table.c.actor, table.c.recipient):
            found |= {one.id: one for one in self._bodies_where(table, Interaction, column, [actor])}
        return tuple(sorted(found.values(), key=lambda one: (one.from_ or "9", one.id)))

    def came_in(self, step: int) -> tuple[str, ...]:
        """The reports whose current version was taken in after a step of the log, as far as the log's openings are kept."""
        opened, reports = schema.openings, schema.reports
        query = select(reports.c.id).join(opened, opened.c.value == reports.c.version)
        found = self._rows(query.where(opened.c.seq > step, reports.c.current).distinct().order_by(reports.c.id))
        return tuple(row.id for row in found)

    def stories_with(self, reports: Iterable[str]) -> tuple[str, ...]:
        """The stories that these reports belong to, in order."""
        rows = self._rows_where(select(schema.rows.c.story, schema.rows.c.report), schema.rows.c.report, reports)
        return tuple(sorted({row.story for row in rows if row.story}))

    def stated_scopes(self) -> tuple[StatedScope, ...]:
        """What each total that reports state is about, by the record's own profile; words are not masked."""
        return tuple(decode(row.body, StatedScope) for row in self._rows(select(schema.tallies.c.body)))

    def stated_totals(self, stated: Iterable[str]) -> tuple[tuple[Tally, Claim], ...]:
        """The totals that these claims state, with the claims, by the record's own profile; names are masked."""
        found = self._bodies_where(schema.tallies, Tally, schema.tallies.c.claim, stated)
        claims = {one.id: one for one in self._claims("id", (one.claim for one in found))}
        if self.unsealed:
            return tuple((one, claims[one.claim]) for one in found if one.claim in claims)
        reports = self.reports_of(one.report for one in claims.values())
        seals = self.seals_of(one.id for one in reports)
        shown = Shown(reports, seals)
        made = []
        for one in found:
            if (claim := claims.get(one.claim)) is not None:
                told = masked(one, seals, [claim.report])
                made.append((told, shown.quoted(masked(claim, seals, [claim.report]))))
        return tuple(made)


def _latest(deeds: Iterable[Deed], most: int) -> tuple[Deed, ...]:
    """The latest so many of each kind; those without a day come last."""
    seen: Counter[str] = Counter()
    kept = []
    for one in sorted(deeds, key=lambda deed: deed.from_ or "", reverse=True):
        seen[one.kind] += 1
        if seen[one.kind] <= most:
            kept.append(one)
    return tuple(kept)
