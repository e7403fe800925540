"""The pages to review in: the queue, the form of a decision with its effect before it is saved, decisions, undoing."""

from typing import Annotated, Any
from urllib.parse import parse_qs, quote, unquote, urlencode

from fastapi import Depends, FastAPI, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from crossreport.api import Record
from crossreport.errors import InputError
from crossreport.web.deciding import CHOICES, DOES, FIELDS, TITLES, decide_view, fields_of, is_of_links, proposed
from crossreport.web.openapi import answers
from crossreport.web.reading import Page
from crossreport.web.render import Json
from crossreport.web.site import Site
from crossreport.web.views.decisions import DecisionsView, decisions_view, effect_view
from crossreport.web.views.review import MOST_COUNTED, Kind, QueueView, queue_view, ranked
from crossreport.web.views.review import TITLES as WAITING

BY = "by"
A_YEAR = 365 * 24 * 3600
LONGEST = 4000


def add(app: FastAPI, site: Site) -> None:
    """Adds the routes."""
    site.desk.beforehand("ranked", ranked)

    def queue(kind: Annotated[Kind | None, Query()] = None, page: Page = 1) -> QueueView:
        with site.desk.record() as record:
            return queue_view(record, page, kind, site.desk.once("ranked", lambda: ranked(record)))

    Queue = Annotated[QueueView, Depends(queue)]

    @app.get("/review", include_in_schema=False)
    def review(request: Request, view: Queue, kind: Kind | None = None) -> Response:
        return site.page(request, "review.html", view=view, titles=WAITING, kind=kind, most_counted=MOST_COUNTED)

    @app.get("/api/review", summary="What waits for review", tags=["review"], responses=answers(QueueView))
    def review_json(view: Queue) -> Response:
        return Json(view)

    def decisions(about: Annotated[str | None, Query(max_length=1000)] = None) -> DecisionsView:
        with site.desk.record() as record:
            return decisions_view(record, about)

    site.shows(app, "/decisions", "decisions.html", decisions, DecisionsView, "What people decided", "review", titles=TITLES)

    @app.get("/decide", include_in_schema=False)
    def form(request: Request) -> Response:
        asked = parse_qs(request.url.query, max_num_fields=60)
        do = (asked.get("do") or [""])[0]
        given = fields_of(do, asked)
        with site.desk.record() as record:
            view = decide_view(record, do, given)
        return shown(request, view, back=_back(asked))

    @app.post("/decide", include_in_schema=False)
    async def decide(request: Request) -> Response:
        await site.checked(request)
        async with request.form(max_files=0, max_fields=60, max_part_size=LONGEST) as sent:
            fields = {name: [str(one) for one in sent.getlist(name)] for name in sent}
        return await run_in_threadpool(tried, request, fields)

    def tried(request: Request, fields: dict[str, list[str]]) -> Response:
        do = (fields.get("do") or [""])[0]
        given, is_saved = fields_of(do, fields), fields.get("step") == ["save"]
        with site.desk.record() as record:
            if not is_of_links(record, do, given):
                if is_saved:
                    site.desk.writable()
                return answered(request, record, do, given, fields)
        # What takes long is tried and saved beside the pages: nobody waits for it but who asked.
        with site.desk.written() if is_saved else site.desk.another() as record:
            return answered(request, record, do, given, fields)

    def answered(request: Request, record: Record, do: str, given: dict[str, Any], fields: dict[str, list[str]]) -> Response:
        by, why = ((fields.get(name) or [""])[0][:LONGEST] for name in ("by", "why"))
        try:
            decision = proposed(record, do, given, by, why)
            if fields.get("step") == ["save"]:
                record.decide(decision)
                made = RedirectResponse(_with(_back(fields), done=decision.id), 303)
                made.set_cookie(BY, quote(by.strip()), A_YEAR, httponly=True, samesite="strict")
                return made
            effect = effect_view(record, record.preview(decision))
        except InputError as error:
            return shown(request, decide_view(record, do, given), _back(fields), by, why, error=str(error), status=400)
        return shown(request, decide_view(record, do, given), _back(fields), by, why, effect=effect, sent=fields)

    def shown(
        request: Request, view: Any, back: str, by: str = "", why: str = "", status: int = 200, **more: Any
    ) -> Response:
        values = {"error": None, "effect": None, "sent": {}, **more}
        return site.page(
            request,
            "decide.html",
            status,
            view=view,
            back=back,
            by=by or unquote(request.cookies.get(BY, "")),
            why=why,
            choices=CHOICES,
            does=DOES,
            titles=TITLES,
            fields=FIELDS[view.do],
            **values,
        )


def _back(fields: dict[str, list[str]]) -> str:
    """Where to go after a decision: a page of this server, else the queue."""
    where = (fields.get("back") or [""])[0]
    is_own = where.startswith("/") and not where.startswith(("//", "/\\")) and where.isprintable() and len(where) < LONGEST
    return where if is_own else "/review"


def _with(where: str, **query: str) -> str:
    """An address of these pages that may ask for something already, as /report?id=a does, with more asked."""
    return f"{where}{'&' if '?' in where else '?'}{urlencode(query)}"
