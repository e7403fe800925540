"""Maps: the outlines of land and the larger towns as context, the events' places on them. No borders: they take sides."""

import itertools
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from crossreport.answers.plain import plain
from crossreport.reading.places.gazetteer import towns_within
from crossreport.web.charts import COLORS, MEASURED, WIDTH, Size, Theme, in_font
from crossreport.web.views.plots import PlaceView

# Pixels: points of a coast that lie nearer to each other are one.
FINEST = 0.7
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
    import vl_convert

    color, frame, width = COLORS[theme], framed(places, SHAPE[size]), WIDTH[size]
    height = int(width * SHAPE[size])
    marks = list(_marks(places, frame))
    towns = list(_towns(frame, marks, TOWNS[size]))
    at = {
        "x": {"scale": "x", "field": "x"},
        "y": {"scale": "y", "field": "y"},
    }
    ground = {"fill": {"value": color["land"]}, "stroke": {"value": color["rule"]}, "strokeWidth": {"value": 0.8}}
    name = {"text": {"field": "name"}, "baseline": {"value": "middle"}, "font": {"value": MEASURED}}
    town = name | {"dx": {"value": 5}, "fontSize": {"value": 11}, "fill": {"value": color["dim"]}}
    event = name | {"dx": {"value": 9}, "fontSize": {"value": 12}, "fontWeight": {"value": "bold"}}
    spot, ring = (
        {"fill": {"value": color["second"]}},
        {"stroke": {"value": color["second"]}, "fill": {"value": "transparent"}},
    )
    spec = {
        "width": width,
        "height": height,
        "padding": 5,
        "autosize": "none",
        "encode": {"enter": {"stroke": {"value": color["rule"]}}},
        "data": [
            {"name": "land", "values": [{"path": one} for one in outlines(frame, width, height)]},
            {"name": "towns", "values": towns},
            {"name": "exact", "values": [one for one in marks if one["exact"]]},
            {"name": "rough", "values": [one for one in marks if not one["exact"]]},
            {"name": "events", "values": marks},
        ],
        "scales": [
            {"name": "x", "domain": [frame.west, frame.east], "range": [0, width], "zero": False},
            {"name": "y", "domain": [frame.south, frame.north], "range": [height, 0], "zero": False},
        ],
        "marks": [
            _mark("path", "land", ground | {"path": {"field": "path"}}),
            _mark("symbol", "towns", at | {"size": {"value": 9}, "fill": {"value": color["dim"]}}),
            _mark("text", "towns", at | town),
            _mark("symbol", "exact", at | spot | {"size": {"value": 90}}),
            _mark("symbol", "rough", at | ring | {"size": {"value": 500}, "strokeDash": {"value": [3, 3]}}),
            _mark("text", "events", at | event | {"fill": {"value": color["ink"]}}),
        ],
    }
    return in_font(str(vl_convert.vega_to_svg(spec)))


def _mark(kind: str, of: str, told: dict[str, Any]) -> dict[str, Any]:
    return {"type": kind, "from": {"data": of}, "encode": {"enter": told}, "clip": kind == "path"}


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


def outlines(frame: Frame, width: int, height: int) -> Iterator[str]:
    """The land within a frame as paths of a picture of so many pixels; what a pixel would not show is left out."""
    across, down = width / (frame.east - frame.west), height / (frame.north - frame.south)
    for ring in land_in(frame):
        at: list[Point] = []
        for x, y in ring:
            here = ((x - frame.west) * across, (frame.north - y) * down)
            if not at or abs(here[0] - at[-1][0]) >= FINEST or abs(here[1] - at[-1][1]) >= FINEST:
                at.append(here)
        if len(at) > 2:
            yield "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in at) + "Z"


class _Ring(NamedTuple):
    """An outline of land, with the part of the world that it lies in."""

    points: list[Point]
    frame: Frame


@lru_cache(maxsize=1)
def _land() -> list[_Ring]:
    path = files("crossreport.web") / "static" / "land.json"
    polygons: list[list[list[Point]]] = json.loads(path.read_text(encoding="utf-8"))["coordinates"]
    made = []
    for ring in (part for polygon in polygons for part in _unrolled(polygon[0])):
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        made.append(_Ring(ring, Frame(min(xs), min(ys), max(xs), max(ys))))
    return made


def _unrolled(ring: list[Point]) -> Iterator[list[Point]]:
    """A ring as it is or, where it crosses the line of the date, as it lies at either end of the map: whole, no streak."""
    if all(abs(a[0] - b[0]) <= 180 for a, b in itertools.pairwise(ring)):
        yield ring
        return
    turns, made = 0, [ring[0]]
    for (before, _), (x, y) in itertools.pairwise(ring):
        turns += (before - x > 180) - (x - before > 180)
        made.append((x + 360 * turns, y))
    if turns:  # it goes around a pole
        yield ring
        return
    for shift in (-360, 0, 360):
        yield [(x + shift, y) for x, y in made]


def land_in(frame: Frame) -> Iterator[list[Point]]:
    """The outlines of the land within a frame, cut at its edges."""
    for ring, own in _land():
        if own.west > frame.east or own.east < frame.west or own.south > frame.north or own.north < frame.south:
            continue
        is_within = own.west >= frame.west and own.east <= frame.east
        if is_within and own.south >= frame.south and own.north <= frame.north:
            yield ring
        elif cut := _cut(ring, frame):
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
