"""The pages that hand the record out: a file or an archive in each of its formats, and how an event was known over time."""

import shutil
import tempfile
from pathlib import Path

from fastapi import FastAPI, Request
from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response

from crossreport.export.formats import FORMATS, find_format
from crossreport.web.reading import Profile, Term
from crossreport.web.site import Site
from crossreport.web.views.history import HistoryView, history_view


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
        with site.desk.another() as record:
            return history_view(record, ident)

    site.shows(
        app, "/event/{ident}/history", "history.html", history, HistoryView, "An event as it was known over time", "events"
    )
