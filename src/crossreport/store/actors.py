"""What a record holds of actors, and what came into it after a step of its log; each read without the rest."""

from collections.abc import Iterable

from sqlalchemy import func, select

from crossreport.errors import NotFound
from crossreport.model.acting import Actor, Interaction
from crossreport.model.judged import Link, Tally
from crossreport.model.said import Claim
from crossreport.store import schema
from crossreport.store.lists import PAGE, Lists, Page
from crossreport.store.protection import Shown, masked


class Actors(Lists):
    """A record that tells of actors and of what is new."""

    def actor(self, ident: str) -> Actor:
        """An actor by its id. NotFound where there is none."""
        for one in self.actors_of([ident]):
            return one
        raise NotFound(f"The record has no actor {ident!r}.")

    def actors_of(self, ids: Iterable[str]) -> tuple[Actor, ...]:
        """The actors of these ids that there are, in their order, as they may be shown."""
        wanted = list(dict.fromkeys(ids))
        found = self._bodies_where(schema.actors, Actor, schema.actors.c.id, wanted)
        if not self.unsealed:
            seals = self.seals_of(report for one in found for report in one.reports)
            found = tuple(masked(one, seals, one.reports) for one in found)
        known = {one.id: one for one in found}
        return tuple(known[one] for one in wanted if one in known)

    def actor_list(self, words: str = "", limit: int = PAGE, offset: int = 0) -> Page[Actor]:
        """Actors, those in most reports first; with `words`, those whose names and offices hold them, likeliest first."""
        if words.strip():
            hits = self.search(words, ["actor"], limit, offset)
            return Page(self.actors_of(one.id for one in hits.items), hits.total, offset)
        table = schema.actor_reports
        size = func.count()
        query = select(table.c.actor).group_by(table.c.actor)
        page = self._page(query, [size.desc(), table.c.actor], limit, offset)
        return Page(self.actors_of(page.items), page.total, offset)

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

    def stated_totals(self, outcome: str) -> tuple[tuple[Tally, Claim], ...]:
        """The totals of an outcome that reports state, with their claims, by the record's own profile; names masked."""
        found = [one for one in self._bodies(schema.tallies, Tally) if one.outcome == outcome]
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

    def links_between(self, reports: Iterable[str]) -> tuple[Link, ...]:
        """The links between mentions of these reports."""
        return self._links(set(reports))
