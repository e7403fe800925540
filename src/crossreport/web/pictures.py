"""The charts and maps of the pages, as pictures apart from them."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from fastapi import FastAPI, Query
from starlette.responses import Response

from crossreport.errors import NotFound
from crossreport.model.happened import Event
from crossreport.model.said import Outcome
from crossreport.web import slices
from crossreport.web.charts import Kept, Size, Theme, get_ready, numbers, plotted
from crossreport.web.maps import map_of
from crossreport.web.render import has_map
from crossreport.web.site import Site
from crossreport.web.views.plots import PlaceView, PointView, places, points
from crossreport.web.views.scene import Scene

Of = Annotated[Outcome, Query(description="What befell those who are counted")]


def add(app: FastAPI, site: Site) -> None:
    """Adds the routes."""
    kept = Kept()
    site.desk.beforehand("charts", lambda _: get_ready())

    def picture(key: tuple[Any, ...], draw: Callable[[], str]) -> Response:
        return Response(kept.picture((site.desk.generation(), *key), draw), media_type="image/svg+xml")

    def of_story(ident: str) -> tuple[Scene, tuple[str, ...]]:
        with site.desk.record() as record:
            events = record.story(ident).events
            return slices.of_numbers(record, events), events

    def of_event(ident: str) -> tuple[Scene, tuple[str, ...]]:
        with site.desk.record() as record:
            events = (record.event(ident).id,)
            return slices.of_numbers(record, events), events

    def set_in(story: str | None = None, event: str | None = None) -> tuple[Event, ...]:
        with site.desk.record() as record:
            return (record.event(event),) if event else record.events_of(record.story(story or "").events)

    def drawn_numbers(found: tuple[Scene, tuple[str, ...]], outcome: str, theme: Theme, size: Size) -> str:
        told: Sequence[PointView] = tuple(points(*found, outcome))
        if not plotted(told):
            raise NotFound(f"There is no number of {outcome.replace('_', ' ')} to draw.")
        return numbers(told, theme, size)

    def drawn_map(events: Sequence[Event], theme: Theme, size: Size) -> str:
        at: Sequence[PlaceView] = tuple(places(events))
        if not has_map(at):
            raise NotFound("There is no place with a known position to draw.")
        return map_of(at, theme, size)

    @app.get("/story/{ident}/numbers.svg", include_in_schema=False)
    def story_numbers(ident: str, outcome: Of = "killed", theme: Theme = "light", size: Size = "wide") -> Response:
        return picture((ident, outcome, theme, size), lambda: drawn_numbers(of_story(ident), outcome, theme, size))

    @app.get("/event/{ident}/numbers.svg", include_in_schema=False)
    def event_numbers(ident: str, outcome: Of = "killed", theme: Theme = "light", size: Size = "wide") -> Response:
        return picture((ident, outcome, theme, size), lambda: drawn_numbers(of_event(ident), outcome, theme, size))

    @app.get("/story/{ident}/map.svg", include_in_schema=False)
    def story_map(ident: str, theme: Theme = "light", size: Size = "wide") -> Response:
        return picture((ident, "map", theme, size), lambda: drawn_map(set_in(story=ident), theme, size))

    @app.get("/event/{ident}/map.svg", include_in_schema=False)
    def event_map(ident: str, theme: Theme = "light", size: Size = "wide") -> Response:
        return picture((ident, "map", theme, size), lambda: drawn_map(set_in(event=ident), theme, size))
