"""The capture record beside a saved page: how its bytes came to be kept, and whether they are still the same."""

import hashlib

import msgspec

from crossreport.errors import ReportError
from crossreport.ingest.given import Given
from crossreport.model.report import Capture

# What is put after the name of the page.
ENDING = ".capture.json"
MOST_BYTES = 1024 * 1024


def is_capture(name: str) -> bool:
    """Is this the name of a capture record?"""
    return name.endswith(ENDING)


def capture_of(given: Given, raw: bytes) -> Capture | None:
    """The capture record that lies beside a file, held against the file's bytes; None where there is none.

    ReportError where the record cannot be read, or the bytes are others than it was made of.
    """
    found = given.beside(given.name + ENDING)
    if found is None:
        return None
    try:
        capture = msgspec.json.decode(found.all(MOST_BYTES), type=Capture)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ReportError) as error:
        raise ReportError(f"its capture record {found.source} cannot be read: {error}") from None
    if hashlib.sha256(raw).hexdigest() != capture.sha256:
        raise ReportError(
            f"it is not as it was captured: its SHA-256 is another than {found.source} has it. Restore the file, or take"
            " the capture record away if it is meant to differ"
        )
    return capture
