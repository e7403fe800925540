"""Values to what a column holds, and back: JSON, compressed for readings.

Processes that read import this: it needs no database.
"""

import zlib
from typing import Any, NamedTuple, TypeVar

import msgspec

from crossreport.errors import RecordError
from crossreport.model.happened import Reading

T = TypeVar("T")
_decoders: dict[type, msgspec.json.Decoder[Any]] = {}


class ReadRow(NamedTuple):
    """What became of reading one version of a report: the packed reading, or why there is none."""

    version: str
    body: bytes | None
    note: str | None = None
    failed: str | None = None


def encode(value: Any) -> str:
    """A value as JSON."""
    return msgspec.json.encode(value).decode()


def decode(body: str | bytes, kind: type[T]) -> T:
    """The value of that type in a body. RecordError where it holds none."""
    if kind not in _decoders:
        _decoders[kind] = msgspec.json.Decoder(kind)
    try:
        found: T = _decoders[kind].decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RecordError(
            f"The record holds a {kind.__name__} that this Crossreport cannot read ({error}): it is damaged, or was made"
            " by another version. Build its reports into a new record, or restore it from a copy."
        ) from None
    return found


def pack(reading: Reading) -> bytes:
    """A reading as compressed JSON."""
    return zlib.compress(msgspec.json.encode(reading), 6)


def unpack(body: bytes) -> Reading:
    """The reading in a compressed body."""
    return unpacked(body, Reading)


def unpacked(body: bytes, kind: type[T]) -> T:
    """The value of that type in a compressed body. RecordError where it holds none."""
    try:
        return decode(zlib.decompress(body), kind)
    except zlib.error as error:
        raise RecordError(
            f"The record is damaged: a reading in it cannot be unpacked ({error}). Restore it from a copy, or build its"
            " reports into a new record."
        ) from None
