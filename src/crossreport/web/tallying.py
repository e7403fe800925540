"""The pages that add up and that follow actors: tallies with their chart and CSV, actors."""

from typing import Annotated, Any, NamedTuple

import msgspec
from fastapi import Depends, FastAPI, Query, Request
from starlette.responses import Response

from crossreport.api import Record
from crossreport.errors import NotFound
from crossreport.model.judged import CORROBORATION, TallyResult
from crossreport.model.said import OUTCOMES, STATUSES
from crossreport.store.actors import StatedScope
from crossreport.web.charts import Kept, Size, Theme, over_time
from crossreport.web.longer import Begun, Longer, Told
from crossreport.web.openapi import answers
from crossreport.web.reading import Day, Page, Profile, Term, Whole, Words
from crossreport.web.render import Json
from crossreport.web.site import Site
from crossreport.web.views.actors import KINDS, ActorsView, ActorView, actor_view, actors_view
from crossreport.web.views.over_time import Bars, Days, bars, starts, steps
from crossreport.web.views.shortened import Shortened
from crossreport.web.views.tallies import (
    TallyAsked,
    TallyView,
    all_rows,
    as_csv,
    asked_of,
    held_against,
    tally_view,
    totals_of,
)

Levels = Annotated[tuple[str, ...], Query(max_length=len(CORROBORATION), description="Events of these levels alone")]
Figures = Annotated[str | None, Query(max_length=60, description="low-best-high, to hold the figures of now against")]

# Seconds that a page waits for a sum by other rules before it tells how far that is, and header that makes it look again.
PATIENCE = 1.5
AGAIN = {"refresh": "3"}


class Weighed(NamedTuple):
    """A sum by rules that are not the record's, and the page of it."""

    found: TallyResult
    view: TallyView


def add(app: FastAPI, site: Site) -> None:
    """Adds the routes."""
    kept = Kept()

    def asked(
        outcome: Annotated[str, Query(max_length=40)] = "killed",
        who: Term = None,
        status: Term = None,
        side: Term = None,
        place: Term = None,
        since: Day = None,
        until: Day = None,
        actor: Term = None,
        corroboration: Levels = (),
        profile: Profile = None,
    ) -> TallyAsked:
        first, last = (one.isoformat() if one else None for one in (since, until))
        levels = tuple(one for one in corroboration if one)
        return TallyAsked(
            outcome,
            who or None,
            status or None,
            side or None,
            place or None,
            first,
            last,
            actor or None,
            levels,
            profile or None,
        )

    def dated(record: Record) -> Days:
        return starts(record.event_days())

    def answered(record: Record, question: TallyAsked) -> TallyResult:
        return record.tally(**msgspec.structs.asdict(question))

    # The first tally of all reads what every other one is made of.
    site.desk.beforehand(("tally", TallyAsked()), lambda record: answered(record, TallyAsked()))
    site.desk.beforehand("days", dated)
    site.desk.beforehand("stated", lambda record: record.stated_scopes())
    # Who acts in events and what parts their figures have is asked for by few, and read for all at once.
    site.desk.beforehand("parts", lambda record: record.countable())

    def added_up(record: Record, question: TallyAsked) -> TallyResult:
        """The sum: the page, its chart and its CSV ask for the same one after the other."""
        return site.desk.once(("tally", question), lambda: answered(record, question))

    def summed(question: TallyAsked) -> TallyResult:
        """The same by whatever rules."""
        if (by_others := weighed(question)) is not None:
            return by_others.answer().found
        with site.desk.record() as record:
            return added_up(record, question)

    def over(question: TallyAsked) -> Bars:
        found = summed(question)
        with site.desk.record() as record:
            days = site.desk.once("days", lambda: dated(record))
            return site.desk.once(("bars", question), lambda: bars(found.rows, days))

    begun = Begun[Weighed]()

    def weighed(question: TallyAsked) -> Longer[Weighed] | None:
        """The sum by rules that are not the record's, which takes long; None where they are."""
        with site.desk.record() as record:
            if question.profile in (None, record.profile):
                return None

        def weigh(tell: Told) -> Weighed:
            with site.desk.another() as record:
                found = record.tally(**msgspec.structs.asdict(question), tell=tell)
                return Weighed(found, tally_view(record, question, found, record.stated_scopes()))

        return begun.of((site.desk.generation(), question), weigh)

    def scopes(record: Record) -> tuple[StatedScope, ...]:
        return site.desk.once("stated", record.stated_scopes)

    def tallied(question: Annotated[TallyAsked, Depends(asked)], then: Figures = None) -> TallyView:
        if (by_others := weighed(question)) is not None:
            return held_against(by_others.answer().view, then)
        with site.desk.record() as record:
            return held_against(tally_view(record, question, added_up(record, question), scopes(record)), then)

    @app.get("/tallies", include_in_schema=False)
    def tallies_page(request: Request, question: Annotated[TallyAsked, Depends(asked)], then: Figures = None) -> Response:
        by_others = weighed(question)
        if by_others is not None and not by_others.is_ready(PATIENCE):
            return site.page(
                request, "weighing.html", headers=AGAIN, done=by_others.done, of=by_others.of, profile=question.profile
            )
        view = tallied(question, then)
        choices: dict[str, Any] = {"outcomes": OUTCOMES, "statuses": STATUSES, "levels": CORROBORATION}
        drawn = over(question)
        has_chart = bool(drawn.bars or steps(view.stated))
        query = asked_of(view.asked)
        return site.page(request, "tallies.html", view=view, drawn=drawn, has_chart=has_chart, query=query, **choices)

    @app.get("/api/tallies", summary="What the events add up to", tags=["tallies"], responses=answers(TallyView))
    def tallies_json(view: Annotated[TallyView, Depends(tallied)]) -> Response:
        return Json(view)

    @app.get("/tallies.csv", include_in_schema=False)
    def tallies_csv(question: Annotated[TallyAsked, Depends(asked)]) -> Response:
        found = summed(question)
        with site.desk.record() as record:
            told = as_csv(all_rows(record, found))
        headers = {"content-disposition": 'attachment; filename="tally.csv"'}
        return Response(told, media_type="text/csv; charset=utf-8", headers=headers)

    @app.get("/tallies.svg", include_in_schema=False)
    def tallies_chart(
        question: Annotated[TallyAsked, Depends(asked)], theme: Theme = "light", size: Size = "wide"
    ) -> Response:
        def draw() -> str:
            drawn, by_others = over(question), weighed(question)
            with site.desk.record() as record:
                if by_others is not None:
                    stated = steps(by_others.answer().view.stated)
                else:
                    stated = steps(totals_of(record, question, scopes(record), Shortened(), most=0))
            if not drawn.bars and not stated:
                raise NotFound("There is nothing with a day to draw.")
            return over_time(drawn, stated, theme, size)

        return Response(kept.picture((site.desk.generation(), question, theme, size), draw), media_type="image/svg+xml")

    def list_actors(q: Words = "", page: Page = 1) -> ActorsView:
        with site.desk.record() as record:
            return actors_view(record, q, page)

    def one_actor(ident: str, whole: Whole = False) -> ActorView:
        with site.desk.record() as record:
            return actor_view(record, ident, whole)

    site.shows(app, "/actors", "actors.html", list_actors, ActorsView, "Actors, those of whom most is told first", "actors")
    site.shows(
        app, "/actor/{ident}", "actor.html", one_actor, ActorView, "What reports tell of an actor", "actors", kinds=KINDS
    )
