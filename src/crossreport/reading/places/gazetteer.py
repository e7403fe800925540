"""The places of the world by name: an SQLite index that is comes with the installation."""

import os
import sqlite3
import struct
from functools import lru_cache
from typing import NamedTuple

from crossreport.vocabulary.compile_gazetteer import ALTERNATE, COUNTRY, TOWN, fold_name, index_file


class Entry(NamedTuple):
    """One place of the index. `admin1` is GeoNames' code; `own` is False where the name asked for is a by-name."""

    id: int
    kind: int
    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    population: int
    geonameid: int | None
    precision: int
    own: bool = True


class Country(NamedTuple):
    """A country or territory: GeoNames' English name, and its codes of ISO 3166-1."""

    name: str
    alpha3: str
    numeric: int


@lru_cache(maxsize=1)
def _connection(process: int) -> sqlite3.Connection:
    path = index_file()
    opened = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    # All processes read the one copy that the system holds of the file, without a call for each of its pages.
    opened.execute(f"PRAGMA mmap_size = {path.stat().st_size}")
    return opened


def _base() -> sqlite3.Connection:
    # Keyed by process: a connection must not be carried over a fork.
    return _connection(os.getpid())


def close() -> None:
    """Closes the index until it is next asked; what was found in it stays known."""
    _base().close()
    _connection.cache_clear()


@lru_cache(maxsize=20_000)
def find(name: str) -> tuple[Entry, ...]:
    """The places that have this name, by kind and then population, the largest first."""
    row = _base().execute("SELECT ids FROM name WHERE key = ?", (fold_name(name),)).fetchone()
    if row is None:
        return ()
    ids = struct.unpack(f"<{len(row[0]) // 4}I", row[0])
    found = [_entry(number & ~ALTERNATE, own=number < ALTERNATE) for number in ids]
    return tuple(sorted(found, key=lambda one: (one.kind, not one.own, -one.population, one.id)))


@lru_cache(maxsize=50_000)
def _entry(number: int, own: bool) -> Entry:
    row = _base().execute("SELECT * FROM place WHERE id = ?", (number,)).fetchone()
    return Entry(*row)._replace(own=own)


@lru_cache(maxsize=5_000)
def division_name(country: str | None, admin1: str | None) -> str | None:
    """The English name of a first-order division by its GeoNames code, or None."""
    query = "SELECT name FROM division WHERE country = ? AND admin1 = ?"
    row = _base().execute(query, (country, admin1)).fetchone()
    return row[0] if row else None


@lru_cache(maxsize=1)
def countries() -> dict[str, Entry]:
    """All countries and territories by ISO 3166-1 alpha-2 code."""
    rows = _base().execute("SELECT * FROM place WHERE kind = ? ORDER BY country", (COUNTRY,))
    return {entry.country: entry for entry in (Entry(*row) for row in rows) if entry.country}


@lru_cache(maxsize=1)
def country_codes() -> dict[str, Country]:
    """The names and codes of all countries and territories by ISO 3166-1 alpha-2 code."""
    rows = _base().execute("SELECT alpha2, name, alpha3, numeric FROM country ORDER BY alpha2")
    return {alpha2: Country(*rest) for alpha2, *rest in rows}


def find_country(code: str | None) -> Entry | None:
    """The country of an ISO 3166-1 alpha-2 code, or None."""
    return countries().get(code or "")


@lru_cache(maxsize=2_000)
def has_town_near(country: str, lat: float, lon: float, degrees: float) -> bool:
    """Does a country have a town within so many degrees of a point? (Looks through all places: for few questions.)"""
    query = "SELECT 1 FROM place WHERE country = ? AND kind = ? AND abs(lat - ?) <= ? AND abs(lon - ?) <= ? LIMIT 1"
    return _base().execute(query, (country, TOWN, lat, degrees, lon, 1.4 * degrees)).fetchone() is not None


@lru_cache(maxsize=1)
def capitals() -> dict[str, str]:
    """{country code: folded name of its capital}."""
    return dict(_base().execute("SELECT country, name FROM capital"))


@lru_cache(maxsize=20_000)
def is_capital(entry: Entry) -> bool:
    """Is this town a country's capital?"""
    return entry.kind == TOWN and entry.population > 1_000 and fold_name(entry.name) == capitals().get(entry.country or "")


@lru_cache(maxsize=500)
def towns_within(west: float, south: float, east: float, north: float, most: int) -> tuple[Entry, ...]:
    """The most populous towns in a rectangle of degrees. (Looks through all places: for few questions.)"""
    query = "SELECT * FROM place WHERE kind = ? AND lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?"
    rows = _base().execute(f"{query} ORDER BY population DESC, id LIMIT ?", (TOWN, south, north, west, east, most))
    return tuple(Entry(*row) for row in rows)
