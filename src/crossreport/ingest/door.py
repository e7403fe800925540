"""A door: one format, how it is recognised, what it is called, and the function that reads it."""

from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from crossreport.errors import ReportError
from crossreport.ingest.given import Given
from crossreport.ingest.items import Ingested
from crossreport.ingest.mapping import Mapping


class Door(NamedTuple):
    """A format. `is_it` tells it by the first bytes; `suffixes` are asked where no content decides.

    `read` gives the reports of a file one by one, those without an id of their own with an empty one; what it cannot take it
    gives as Refused, or raises ReportError for the whole file.
    """

    name: str
    what: str
    suffixes: tuple[str, ...]
    is_it: Callable[[bytes], bool]
    read: Callable[[Given, Mapping], Iterator[Ingested]]


def library(name: str, wanted_for: str) -> ModuleType:
    """A library of the extra `articles`, imported when it is needed. ReportError, with what to install, without it."""
    try:
        return import_module(name)
    except ImportError:
        raise ReportError(
            f"{wanted_for} need a library that is not installed: pip install 'crossreport[articles]'"
        ) from None
