"""The application: routes, errors, what stands before them, and what it serves of its own."""

import logging
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from crossreport.errors import CrossreportError, InputError, NotFound, SetupError
from crossreport.store.provenance import code
from crossreport.web import building, exporting, pictures, reading, reviewing, tallying
from crossreport.web.desk import Busy, NothingYet
from crossreport.web.guard import Guard
from crossreport.web.openapi import Problem, described
from crossreport.web.render import Json, load_all
from crossreport.web.site import Refused, Site

LOG = logging.getLogger("crossreport.web")
DESCRIPTION = (
    "What one record of Crossreport holds, as the pages show it: stories, events, claims with their words, tallies. Names of"
    " minors, of victims of sexual violence and of accused persons are masked unless the server was started unsealed."
    " Machine reading, unreviewed, wherever `review` says `machine`."
)


def create_app(record: Path, unsealed: bool = False, password: str | None = None, ahead: bool = False) -> ASGIApp:
    """The application for one record. With a password it answers under any name, to whoever knows it.

    With `ahead` it makes what takes long before a page asks for it, whenever the record has changed.
    """
    site = Site(record, unsealed)
    app = FastAPI(title="Crossreport", version=code(), description=DESCRIPTION, docs_url=None, redoc_url=None)
    app.openapi = lambda: described(app)  # type: ignore[method-assign]
    app.state.site = site
    for part in (reading, tallying, reviewing, building, exporting, pictures):
        part.add(app, site)
    app.mount("/static", StaticFiles(directory=str(files("crossreport.web") / "static")), name="static")
    _errors(app, site)
    site.desk.beforehand("templates", lambda _: load_all())
    if ahead:
        site.desk.work_ahead()
    return Guard(app, password, uploads=(building.PATH,))


def _errors(app: FastAPI, site: Site) -> None:
    def told(request: Request, status: int, message: str) -> Response:
        if request.url.path.startswith("/api"):
            return Json(Problem(message), status)
        return site.page(request, "problem.html", status, code=status, message=message)

    def known(request: Request, error: Exception) -> Response:
        if isinstance(error, NothingYet) and request.method == "GET" and not request.url.path.startswith("/api"):
            return site.page(request, "empty.html", 200 if request.url.path == "/" else 409)
        status = 503
        for kind, number in (
            (NotFound, 404),
            (InputError, 400),
            (SetupError, 400),
            (Refused, 403),
            (NothingYet, 409),
            (Busy, 409),
        ):
            if isinstance(error, kind):
                status = number
        return told(request, status, str(error))

    def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        messages = {404: "There is no such page.", 405: "This address cannot be asked in this way."}
        return told(request, error.status_code, messages.get(error.status_code, str(error.detail)))

    def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        faults = (f"{one['loc'][-1]}: {one['msg'].lower()}" for one in error.errors())
        return told(request, 422, f"That cannot be asked: {'; '.join(faults)}.")

    def unknown(request: Request, error: Exception) -> Response:
        # Neither the message nor the values in it: they may hold words of reports.
        LOG.error("%s in %s", type(error).__name__, _where(error))
        return told(request, 500, f"An error that should not be: {type(error).__name__}. The record was left whole.")

    app.add_exception_handler(CrossreportError, known)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Exception, unknown)


def _where(error: BaseException) -> str:
    """The file and line in which an error arose."""
    trace: Any = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "an unknown place"
