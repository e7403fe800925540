"""Maps: the outlines of land and the larger towns as context, the events' places on them. No borders: they take sides."""

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from crossreport.reading.places.gazetteer import towns_within
from crossreport.web.charts import COLORS, WIDTH, Size, Theme, svg
from crossreport.web.render import plain
from crossreport.web.views.plots import PlaceView

# Degrees: no map shows less, or a single place would stand on nothing.
LEAST = 1.2
TOWNS: dict[Size, int] = {"wide": 9, "narrow": 5}
SHAPE: dict[Size, float] = {"wide": 0.5, "narrow": 0.8}

Point = tuple[float, float]


class Frame(NamedTuple):
    """The part of the world that a map shows, in degrees."""

    west: float
    south: float
    east: float
    north: float


def framed(places: Iterable[PlaceView], shape: float) -> Frame:
    """A frame around places, `shape` times as high as wide on the ground, with room at its edges."""
    at = [(one.lat, one.lon) for one in places if one.lat is not None and one.lon is not None]
    south, north = min(lat for lat, _ in at), max(lat for lat, _ in at)
    west, east = min(lon for _, lon in at), max(lon for _, lon in at)
    squeeze = max(0.2, math.cos(math.radians((south + north) / 2)))
    high = max(LEAST, (north - south) * 1.5, (east - west) * squeeze * 1.4 * shape)
    wide = high / shape / squeeze
    middle, level = (west + east) / 2, (south + north) / 2
    return Frame(middle - wide / 2, max(-85.0, level - high / 2), middle + wide / 2, min(85.0, level + high / 2))


def map_of(places: Sequence[PlaceView], theme: Theme, size: Size) -> str:
    """The map of places as SVG."""
    import altair as alt

    color, frame = COLORS[theme], framed(places, SHAPE[size])
    width = WIDTH[size]
    height = int(width * SHAPE[size])
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[frame.west, frame.east], nice=False, zero=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[frame.south, frame.north], nice=False, zero=False))
    ground = [
        {"x": px, "y": py, "ring": number, "n": n}
        for number, ring in enumerate(land_in(frame))
        for n, (px, py) in enumerate(ring)
    ]
    marks = list(_marks(places, frame))
    towns = list(_towns(frame, marks, TOWNS[size]))
    line = alt.Chart(alt.InlineData(values=ground)).mark_line(
        filled=True, fill=color["land"], stroke=color["rule"], strokeWidth=0.8
    )
    layers = [line.encode(x=x, y=y, detail="ring:N", order="n:Q")]
    context = alt.Chart(alt.InlineData(values=towns)).encode(x=x, y=y)
    layers += [
        context.mark_point(filled=True, size=9, color=color["dim"], opacity=1),
        context.mark_text(align="left", dx=5, fontSize=11, color=color["dim"]).encode(text="name:N"),
    ]
    events = alt.Chart(alt.InlineData(values=marks)).encode(x=x, y=y)
    exact, rough = events.transform_filter("datum.exact"), events.transform_filter("!datum.exact")
    layers += [
        exact.mark_point(filled=True, size=90, color=color["second"], opacity=1),
        rough.mark_point(filled=False, size=500, color=color["second"], strokeDash=[3, 3], opacity=1),
        events.mark_text(align="left", dx=9, fontSize=12, fontWeight="bold", color=color["ink"]).encode(text="name:N"),
    ]
    chart = alt.layer(*layers).properties(width=width, height=height, view={"stroke": color["rule"]})
    return svg(chart, theme)


def _marks(places: Iterable[PlaceView], frame: Frame) -> Iterator[dict[str, Any]]:
    """A mark for each position, with its place's name; names of marks that all but touch stand in one line."""
    near = 0.035 * (frame.north - frame.south)
    made: list[dict[str, Any]] = []
    for one in places:
        if one.lat is None or one.lon is None:
            continue
        name, exact = plain(one.name).partition(",")[0].partition(" (")[0], (one.precision or 1) <= 2
        beside = [mark for mark in made if math.hypot(one.lat - mark["y"], one.lon - mark["x"]) < near]
        if any(name in mark["names"] and exact == mark["exact"] for mark in beside):
            continue
        made.append({"x": one.lon, "y": one.lat, "exact": exact, "names": [] if beside else [name]})
        if beside and name not in beside[0]["names"]:
            beside[0]["names"].append(name)
    for mark in made:
        yield {**mark, "name": ", ".join(mark["names"])}


def _towns(frame: Frame, marks: Sequence[dict[str, Any]], most: int) -> Iterator[dict[str, Any]]:
    """The largest towns, as context, where they stand clear of the marks, of each other and of the right edge."""
    wide, high = frame.east - frame.west, frame.north - frame.south
    taken = [(one["x"], one["y"]) for one in marks]
    for town in towns_within(*frame, 4 * most):
        if town.lon is None or town.lat is None or len(taken) >= len(marks) + most:
            continue
        x, y = town.lon, town.lat
        is_clear = all(abs(x - a) > 0.17 * wide or abs(y - b) > 0.06 * high for a, b in taken)
        if is_clear and x < frame.east - 0.14 * wide:
            taken.append((x, y))
            yield {"x": x, "y": y, "name": town.name}


@lru_cache(maxsize=1)
def _land() -> list[list[Point]]:
    path = files("crossreport.web") / "static" / "land.json"
    polygons: list[list[list[Point]]] = json.loads(path.read_text(encoding="utf-8"))["coordinates"]
    return [polygon[0] for polygon in polygons]


def land_in(frame: Frame) -> Iterator[list[Point]]:
    """The outlines of the land within a frame, cut at its edges."""
    for ring in _land():
        if cut := _cut(ring, frame):
            yield cut


def _cut(ring: list[Point], frame: Frame) -> list[Point]:
    """A ring cut at the four edges of a frame, one after the other (Sutherland and Hodgman)."""
    for axis, limit, sign in ((0, frame.west, 1), (0, frame.east, -1), (1, frame.south, 1), (1, frame.north, -1)):
        kept: list[Point] = []
        for before, here in zip([ring[-1], *ring[:-1]], ring, strict=True) if ring else ():
            was_in, is_in = ((p[axis] - limit) * sign >= 0 for p in (before, here))
            if was_in != is_in:
                share = (limit - before[axis]) / (here[axis] - before[axis])
                kept.append((before[0] + share * (here[0] - before[0]), before[1] + share * (here[1] - before[1])))
            if is_in:
                kept.append((here[0], here[1]))
        ring = kept
    return ring
