"""The pages on the record over time, and those that hand it out: a file or an archive in each of its formats."""

import shutil
import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import FastAPI, Query, Request
from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response

from crossreport.answers.changes import Changed
from crossreport.export.formats import FORMATS, find_format
from crossreport.web.reading import Profile, Term
from crossreport.web.site import Site
from crossreport.web.views.history import HistoryView, history_view

Step = Annotated[
    int | None, Query(ge=1, le=2**53, description="A step of the record's log. Default: that of the last build")
]


def add(app: FastAPI, site: Site) -> None:
    """Adds the routes."""

    @app.get("/export", include_in_schema=False)
    def formats(request: Request, story: Term = None, event: Term = None, profile: Profile = None) -> Response:
        is_part = bool(story or event)
        chosen = [one for one in FORMATS.values() if one.paged or not is_part]
        return site.page(request, "export.html", formats=chosen, story=story, event=event, profile=profile, is_part=is_part)

    @app.get("/export/{name}", include_in_schema=False)
    def export(name: str, story: Term = None, event: Term = None, profile: Profile = None) -> Response:
        form = find_format(name)
        folder = Path(tempfile.mkdtemp(prefix="crossreport-"))
        try:
            with site.desk.another() as record:
                record.export(folder / "made", profile or None, name, story or None, event or None)
            made = sorted(one for one in (folder / "made").rglob("*") if one.is_file())
            if len(made) == 1:
                found = made[0]
            else:
                found = Path(shutil.make_archive(str(folder / f"{site.desk.path.stem}-{form.name}"), "zip", folder / "made"))
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        ended = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
        # Never shown in a tab of these pages: an exported page brings a style of its own, which they do not allow.
        return FileResponse(found, filename=found.name, content_disposition_type="attachment", background=ended)

    def history(ident: str) -> HistoryView:
        with site.desk.record() as record:
            return history_view(record, ident)

    def changed(since: Step = None, until: Step = None) -> Changed:
        with site.desk.another() as record:
            return record.changes(since, until)

    site.shows(app, "/changes", "changes.html", changed, Changed, "What became different between two steps", "record")
    site.shows(
        app, "/event/{ident}/history", "history.html", history, HistoryView, "An event as it was known over time", "events"
    )
