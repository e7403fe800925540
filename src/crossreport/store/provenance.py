"""What a record was made with: hashes of the code and word lists that it depends on, and the model's version.

A reading is kept for as long as the code that made it is the same, to the letter: no number must be raised by hand for a
better rule to take hold.
"""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable

READ_BY = ("model", "reading", "vocabulary", "profiles")
MADE_BY = ("linking", "reconcile", "growing", "store")


@lru_cache(maxsize=1)
def reader() -> str:
    """The version of the reading: everything that a reading depends on but the report itself."""
    return _hash([*(f"{name}\0{content}" for name, content in _contents(READ_BY)), model()])


@lru_cache(maxsize=1)
def rules() -> str:
    """The version of what makes events, estimates and seals of readings."""
    return _hash(f"{name}\0{content}" for name, content in _contents(MADE_BY))


@lru_cache(maxsize=1)
def model() -> str:
    """The parser and its model, with their versions."""
    from crossreport.reading.models import MODELS

    for name in MODELS:
        try:
            return f"{name} {metadata.version(name)}, spacy {metadata.version('spacy')}"
        except metadata.PackageNotFoundError:
            continue
    return "none installed"


def code() -> str:
    """The version of Crossreport."""
    try:
        return metadata.version("crossreport")
    except metadata.PackageNotFoundError:
        return "not installed"


def _hash(parts: Iterator[str] | list[str]) -> str:
    made = hashlib.sha256()
    for part in parts:
        made.update(hashlib.sha256(part.encode()).digest())
    return made.hexdigest()[:16]


def _contents(packages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """(path, hash of the contents) of every file of these packages, in order."""
    root = files("crossreport")
    for package in packages:
        yield from _below(root / package, package)


def _below(place: Traversable, path: str) -> Iterator[tuple[str, str]]:
    for one in sorted(place.iterdir(), key=lambda found: found.name):
        if one.is_dir() and one.name != "__pycache__":
            yield from _below(one, f"{path}/{one.name}")
        elif one.is_file() and not one.name.endswith(".pyc"):
            yield f"{path}/{one.name}", hashlib.sha256(one.read_bytes()).hexdigest()
