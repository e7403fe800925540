"""The pages to read: overview, story, event, report."""

from datetime import date
from typing import Annotated, Literal

import msgspec
from fastapi import Depends, FastAPI, Query, Request
from pydantic import BeforeValidator
from starlette.responses import Response

from crossreport.errors import NotFound
from crossreport.store.lists import Order
from crossreport.store.search import KINDS
from crossreport.web import slices
from crossreport.web.openapi import answers
from crossreport.web.render import Json
from crossreport.web.site import Site
from crossreport.web.views.event import EventView, event_view
from crossreport.web.views.method import MethodView, method_html, method_view
from crossreport.web.views.overview import Asked, OverviewView, overview, totals
from crossreport.web.views.report import ReportView, SideView, capture_view, report_view, side_view
from crossreport.web.views.story import StoryView, story_view

Profile = Annotated[
    str | None, Query(description="The rules for low, best and high. Default: those of the record.", max_length=64)
]
Words = Annotated[str, Query(description='Words that all have to occur; "together", -not, begin*', max_length=400)]
# A form sends a field that was left empty as well.
Day = Annotated[date | None, BeforeValidator(lambda given: given or None), Query(description="ISO 8601 day")]
Kinds = Annotated[tuple[Literal["report", "event", "story", "actor"], ...], Query(max_length=4, description="What to find")]
Term = Annotated[str | None, Query(max_length=200)]
Whole = Annotated[bool, Query(description="All of each list, and not only what matters most in it")]
Page = Annotated[int, Query(ge=1, le=1_000_000, description="The page, from 1")]
Seen = Annotated[int, Query(ge=0, le=2**53, description="The step of the record's log that was seen last")]
Id = Annotated[str, Query(min_length=1, max_length=1000, description="The id of a report")]
Two = Annotated[tuple[Id, ...], Query(max_length=2, description="The ids of two of its reports")]
# A visit lasts until nothing was looked at for so many seconds; what came in since the last one is told.
VISIT = 1800
A_YEAR = 365 * 24 * 3600


def add(app: FastAPI, site: Site) -> None:
    """Adds the routes."""
    site.desk.beforehand("totals", totals)

    def asked(
        q: Words = "",
        kind: Kinds = (),
        sort: Order = "newest",
        since: Day = None,
        until: Day = None,
        country: Term = None,
        outlet: Term = None,
        page: Page = 1,
    ) -> Asked:
        first, last = (one.isoformat() if one else None for one in (since, until))
        return Asked(q, kind, sort, first, last, country or None, outlet or None, page)

    Question = Annotated[Asked, Depends(asked)]

    def look(question: Asked, seen: int) -> OverviewView:
        with site.desk.record() as record:
            held = site.desk.once("totals", lambda: totals(record))
            return overview(record, question, seen, held)

    @app.get("/", include_in_schema=False)
    def first_page(request: Request, question: Question) -> Response:
        base = request.cookies.get("base") or request.cookies.get("seen") or "0"
        seen = int(base) if base.isdecimal() and base.isascii() and len(base) < 16 else 0
        view = look(question, seen)
        given = {key: value for key, value in msgspec.structs.asdict(question).items() if value and key != "page"}
        made = site.page(request, "overview.html", view=view, asked=question, given=given, kinds=KINDS)
        made.set_cookie("base", str(seen), VISIT, httponly=True, samesite="strict")
        made.set_cookie("seen", str(view.seq), A_YEAR, httponly=True, samesite="strict")
        return made

    @app.get("/api", summary="Stories or what a search finds", tags=["stories"], responses=answers(OverviewView))
    def first_json(question: Question, seen: Seen = 0) -> Response:
        return Json(look(question, seen))

    def story(ident: str, profile: Profile = None, whole: Whole = False) -> StoryView:
        with site.desk.record() as record:
            scene = slices.of_story(record, ident, profile)
            unread = record.unread_in(scene.stories[ident].reports)
        return story_view(scene, ident, unread, whole)

    def event(ident: str, profile: Profile = None, whole: Whole = False) -> EventView:
        with site.desk.record() as record:
            scene = slices.of_event(record, ident, profile)
            ident = record.today(ident)
            return event_view(scene, ident, lambda ids: slices.readings_of(record, ids), whole, record.kin(ident))

    def report(id: Id, profile: Profile = None) -> ReportView:
        with site.desk.record() as record:
            scene, reading = slices.of_report(record, id, profile)
            captures, seals = record.captures(id), record.seals_of([id])
        mask = None if site.unsealed else lambda text: seals.mask(text, [id], any_case=True)
        return report_view(scene, id, reading, [capture_view(one, mask) for one in captures])

    def side(ident: str, id: Two = (), profile: Profile = None) -> SideView:
        with site.desk.record() as record:
            scene = slices.of_story(record, ident, profile)
            own = [one.id for one in slices.reports_of(scene) if one.id in scene.stories[ident].reports]
            chosen = [one for one in id if one in own]
            if len(chosen) < len(id):
                raise NotFound(f"The story {ident} has no such report.")
            chosen = (chosen + [one for one in own if one not in chosen])[:2]
            left, right = chosen[0], chosen[-1]
            return side_view(scene, ident, (left, right), slices.readings_of(record, {left, right}))

    def method() -> MethodView:
        with site.desk.record() as record:
            return method_view(record)

    @app.get("/method", include_in_schema=False)
    def method_page(request: Request, view: Annotated[MethodView, Depends(method)]) -> Response:
        return site.page(request, "method.html", view=view, method=method_html())

    @app.get(
        "/api/method",
        summary="How the record was made, and how often that errs",
        tags=["record"],
        responses=answers(MethodView),
    )
    def method_json(view: Annotated[MethodView, Depends(method)]) -> Response:
        return Json(view)

    site.shows(app, "/story/{ident}/side", "side.html", side, SideView, "Two reports of a story", "stories")
    site.shows(app, "/story/{ident}", "story.html", story, StoryView, "A story with its table, reports, numbers", "stories")
    site.shows(app, "/event/{ident}", "event.html", event, EventView, "An event with its ledger of claims", "events")
    site.shows(app, "/report", "report.html", report, ReportView, "A report with the words of each claim", "reports")
