"""The pages that build: reports are pasted or uploaded, and the build is watched."""

from collections.abc import Mapping

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from crossreport.errors import InputError, NotFound
from crossreport.ingest.given import Upload
from crossreport.ingest.pasted import pasted
from crossreport.model.report import Report
from crossreport.web.desk import Busy
from crossreport.web.jobs import Jobs, JobView
from crossreport.web.openapi import answers
from crossreport.web.render import Json
from crossreport.web.site import Site

PATH = "/build"
MOST_FILES = 2000
FIELDS = ("title", "outlet", "published", "url")


def add(app: FastAPI, site: Site) -> None:
    """Adds the routes."""
    jobs = Jobs(site.desk)

    def job(ident: str) -> JobView:
        found = jobs.get(ident)
        if found is None:
            raise NotFound("There is no such build: it was forgotten when the server was started anew.")
        return found

    @app.get(PATH, include_in_schema=False)
    def form(request: Request) -> Response:
        return shown(request)

    def shown(request: Request, typed: Mapping[str, str] | None = None, error: str = "", status: int = 200) -> Response:
        """The form, with what was typed where it could not be taken: nobody types a report twice."""
        return site.page(request, "build.html", status, running=jobs.running(), typed=typed or {}, error=error)

    def begun(given: list[Upload | Report], text: str, fields: Mapping[str, str]) -> JobView:
        if text.strip():
            given = [*given, pasted(text, fields)]
        if not given:
            raise InputError("Nothing was given to read: paste a report's text, or choose files.")
        return jobs.start(given)

    @app.post(PATH, include_in_schema=False)
    async def start(request: Request) -> Response:
        async with request.form(max_files=MOST_FILES, max_fields=50, max_part_size=8 * 1024 * 1024) as sent:
            await site.checked(request)
            uploads = [one for one in sent.getlist("files") if isinstance(one, UploadFile) and one.filename]
            given: list[Upload | Report] = [Upload(one.filename or "", await one.read()) for one in uploads]
            fields = {name: str(sent.get(name) or "").strip() for name in FIELDS}
            text = str(sent.get("text") or "")
        try:
            started = await run_in_threadpool(begun, given, text, fields)
        except (InputError, Busy) as error:
            status = 409 if isinstance(error, Busy) else 400
            return await run_in_threadpool(shown, request, {"text": text, **fields}, str(error), status)
        return RedirectResponse(f"{PATH}/{started.id}", 303)

    @app.get(f"{PATH}/{{ident}}", include_in_schema=False)
    def watch(request: Request, ident: str) -> Response:
        return site.page(request, "building.html", job=job(ident))

    @app.get(f"/api{PATH}/{{ident}}", summary="How far a build has come", tags=["record"], responses=answers(JobView))
    def watch_json(ident: str) -> Response:
        return Json(job(ident))
