"""What a door is given: named bytes that can be opened as often as needed, from a file, an archive or memory."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO

import msgspec

from crossreport.errors import ReportError
from crossreport.ingest.items import MAX_BYTES, megabytes

# Bytes by which a format is told.
START = 4096
# Two suffixes that are one: the stem of "crawl.warc.gz" is "crawl".
DOUBLE = (".gz",)


class Upload(msgspec.Struct, frozen=True):
    """A file in memory, as a form or another program hands it over: its name, of which only the last part counts."""

    name: str
    content: bytes


def _nothing(name: str) -> "Given | None":
    return None


@dataclass(frozen=True)
class Given:
    """Named bytes. `source` is where they lie, for people; `beside` finds another file of the same folder or archive."""

    name: str
    source: str
    opener: Callable[[], IO[bytes]]
    beside: Callable[[str], "Given | None"] = field(default=_nothing, compare=False)
    is_named: bool = True

    @property
    def suffix(self) -> str:
        """The last part of the name, from its dot on, in small letters."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """The name without its suffix: the id of the report in it. ReportError where it cannot be written."""
        path = PurePosixPath(self.name)
        while path.suffix.lower() in DOUBLE and PurePosixPath(path.stem).suffix:
            path = PurePosixPath(path.stem)
        try:
            path.stem.encode("utf-8")
        except UnicodeEncodeError:
            raise ReportError("the file's name, which is the report's id, is no UTF-8: rename the file") from None
        return path.stem

    def open(self) -> IO[bytes]:
        """The bytes from their start. OSError where they cannot be read."""
        return self.opener()

    def start(self) -> bytes:
        """The first bytes, by which the format is told."""
        with self.open() as file:
            return file.read(START)

    def all(self, most: int = MAX_BYTES) -> bytes:
        """All bytes. ReportError where there are none, or more than `most`."""
        with self.open() as file:
            raw = file.read(most + 1)
        if not raw:
            raise ReportError("the file is empty")
        if len(raw) > most:
            raise ReportError(f"the file is larger than {megabytes(most)}, the most for one report")
        return raw


def shown(path: Path | str) -> str:
    """A path for people: bytes of its name that are no UTF-8 are written as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def of_path(path: Path, is_named: bool) -> Given:
    """A file on disk."""

    def beside(name: str) -> Given | None:
        other = path.with_name(name)
        return of_path(other, False) if other.is_file() else None

    return Given(path.name, shown(path), lambda: path.open("rb"), beside, is_named)


def of_upload(upload: Upload) -> Given:
    """A file in memory. ReportError where its name is none."""
    name = upload.name.replace("\\", "/").rsplit("/", 1)[-1]
    if not name.strip(" ."):
        raise ReportError(f"{upload.name!r} is no name of a file")
    return Given(name, upload.name, lambda: BytesIO(upload.content))
