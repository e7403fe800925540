"""What all routes share: the record's desk, tokens, templates, and one way to give a view as a page and as JSON."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, FastAPI, Request
from starlette.responses import HTMLResponse, Response

from crossreport.errors import CrossreportError
from crossreport.web.addresses import address
from crossreport.web.desk import Desk
from crossreport.web.guard import COOKIE, Tokens
from crossreport.web.openapi import answers
from crossreport.web.render import Json, environment


class Refused(CrossreportError):
    """What was sent cannot be done; nothing was."""


class Site:
    """One server: its record and what it knows of its visitors."""

    def __init__(self, path: Path, unsealed: bool = False):
        self.desk = Desk(path, unsealed)
        self.tokens = Tokens()
        self.unsealed = unsealed

    @property
    def name(self) -> str:
        """The record's name for people."""
        return self.desk.path.name

    def page(
        self, request: Request, template: str, status: int = 200, headers: Mapping[str, str] | None = None, **values: Any
    ) -> HTMLResponse:
        """A template, with what every page needs; it gives the visitor the cookie that forms are held against."""
        visitor = self.tokens.visitor(request)
        shared = {"token": self.tokens.of(visitor), "site": self, "path": request.url.path, "request": request}
        asked = [one for one in request.query_params.multi_items() if one[0] != "done"]
        shared["here"] = address(request.url.path) + (f"?{urlencode(asked)}" if asked else "")
        made = HTMLResponse(environment().get_template(template).render(**shared, **values), status, headers)
        if request.cookies.get(COOKIE) != visitor:
            made.set_cookie(COOKIE, visitor, httponly=True, samesite="strict", secure=request.url.scheme == "https")
        return made

    async def checked(self, request: Request) -> None:
        """Refuses a form or call without the token of a page of this server."""
        token = request.headers.get("x-csrf-token")
        if token is None and request.headers.get("content-type", "").startswith(
            ("application/x-www-form-urlencoded", "multipart/form-data")
        ):
            found = (await request.form()).get("token")
            token = found if isinstance(found, str) else None
        if not self.tokens.is_right(request, token or ""):
            raise Refused(
                "This form is out of date, or comes from elsewhere. Nothing was done. Load the page again, then send it."
            )

    def shows(
        self,
        app: FastAPI,
        address: str,
        template: str,
        view: Callable[..., Any],
        kind: type,
        what: str,
        tag: str,
        **more: Any,
    ) -> None:
        """Serves a view as a page, and under /api as JSON with its description."""

        def page(request: Request, found: Annotated[Any, Depends(view)]) -> Response:
            return self.page(request, template, view=found, **more)

        def api(found: Annotated[Any, Depends(view)]) -> Response:
            return Json(found)

        app.get(address, include_in_schema=False)(page)
        app.get(
            f"/api{address}".rstrip("/"),
            summary=what,
            tags=[tag],
            responses=answers(kind),
            response_class=Json,
            operation_id="get_" + "_".join(part for part in address.split("/") if part and "{" not in part),
        )(api)
