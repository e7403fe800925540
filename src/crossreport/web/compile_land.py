"""Compiles static/land.json, the outlines of the land that maps are drawn on: run once by hand, the result is kept.

    npm pack world-atlas && tar xzf world-atlas-*.tgz
    python -m crossreport.web.compile_land package/land-50m.json

The outlines are Natural Earth's (public domain) as the npm package world-atlas (ISC) carries them. They hold no borders, on
purpose: every map with borders takes sides. Needs shapely, which the pages themselves do not.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Degrees: what is finer than this is left out, and so is the far south, where nobody lives.
FINENESS = 0.02
SMALLEST = 0.0004
SOUTH = -60.0
TARGET = Path(__file__).parent / "static" / "land.json"

Point = tuple[float, float]


def arcs(atlas: dict[str, Any]) -> list[list[Point]]:
    """The lines of a TopoJSON file in degrees: it keeps them as steps on a grid."""
    (wide, high), (west, south) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    made = []
    for line in atlas["arcs"]:
        x = y = 0
        points = []
        for right, up in line:
            x, y = x + right, y + up
            points.append((x * wide + west, y * high + south))
        made.append(points)
    return made


def rings(lines: list[list[Point]], polygon: list[list[int]]) -> Iterator[list[Point]]:
    """The rings of a polygon, put together from lines; a negative number is a line taken backwards."""
    for ring in polygon:
        points: list[Point] = []
        for number in ring:
            line = lines[number] if number >= 0 else lines[~number][::-1]
            points += line[1:] if points else line
        yield points


def land(atlas: dict[str, Any]) -> list[list[list[Point]]]:
    """The land as polygons, clipped and simplified, the largest first; rings wound as GeoJSON wants them."""
    from shapely import box
    from shapely.geometry import Polygon
    from shapely.geometry.polygon import orient

    polygons = [one for shape in atlas["objects"]["land"]["geometries"] for one in shape["arcs"]]
    world, lines = box(-180, SOUTH, 180, 90), arcs(atlas)
    made = []
    for polygon in polygons:
        outer, *holes = rings(lines, polygon)
        shape = Polygon(outer, holes).buffer(0).intersection(world).simplify(FINENESS)
        made += [one for one in getattr(shape, "geoms", [shape]) if one.geom_type == "Polygon" and one.area > SMALLEST]
    made.sort(key=lambda one: -one.area)
    return [[_rounded(ring) for ring in (one.exterior, *one.interiors)] for one in (orient(shape, -1.0) for shape in made)]


def _rounded(ring: Any) -> list[Point]:
    return [(round(x, 2), round(y, 2)) for x, y in ring.coords]


def main(source: Path) -> None:
    """Writes the outlines of an atlas file of world-atlas."""
    found = land(json.loads(source.read_text(encoding="utf-8")))
    TARGET.write_text(json.dumps({"type": "MultiPolygon", "coordinates": found}, separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
