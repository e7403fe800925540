"""Fixtures that read like examples: `told("Two men were killed.")` is a parsed document."""

from collections.abc import Callable

import pytest
from hypothesis import settings

from crossreport.model.report import Report
from crossreport.reading.layout import Document, document

# How long one example takes says more of the machine than of the code.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def told() -> Callable[..., Document]:
    """A function from text (and any field of a report) to its parsed document; published on Wednesday 2024-05-15."""

    def make(text: str, published: str | None = "2024-05-15", **fields: object) -> Document:
        return document(Report(id="r1", text=text, published=published, **fields))  # type: ignore[arg-type]

    return make
