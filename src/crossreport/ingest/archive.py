"""Zip files, as folders: what lies in them is read through the same doors, one file at a time, never unpacked to disk."""

import stat
import struct
import zipfile
from collections.abc import Iterator
from typing import IO

from crossreport.errors import ReportError
from crossreport.ingest.given import Given
from crossreport.ingest.items import Refused, megabytes

# The most that one zip file may hold: files, bytes of all of them unpacked, bytes of its directory.
MAX_MEMBERS = 20_000
MAX_UNPACKED = 4 * 1024 * 1024 * 1024
MAX_DIRECTORY = 8 * 1024 * 1024
# Text packs to a fifth, pages full of the same marks to a thirtieth; a thousandth is a bomb. Small files are let be.
MAX_RATIO = 200
SMALL = 1024 * 1024
MAX_DEPTH = 50
SIGNATURE = (b"PK\x03\x04", b"PK\x05\x06")
# The end of a zip file's directory, and the same of large ones, after the specification of the format (PKWARE APPNOTE 4.3).
END, LOCATOR, END64 = b"PK\x05\x06", b"PK\x06\x07", b"PK\x06\x06"
SIZE_END, SIZE_LOCATOR, SIZE_END64, LONGEST_COMMENT = 22, 20, 56, 65_535
UNREADABLE = (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, ValueError, EOFError)


RULES = (
    "Read as a folder, one file at a time; nothing is unpacked to disk.",
    f"At most {MAX_MEMBERS:,} files, {megabytes(MAX_UNPACKED)} unpacked, and {MAX_RATIO} times its size for a file of"
    " more than"
    f" {megabytes(SMALL)}.",
    "Refused: zip files within, encrypted files, links, names with control characters, paths that lead out or lie more than"
    f" {MAX_DEPTH} folders deep.",
)


def is_zip(start: bytes) -> bool:
    """Do these first bytes open a zip file?"""
    return start.startswith(SIGNATURE)


class Archive:
    """A zip file whose files are opened one by one; `close` lets go of it until one is opened again."""

    def __init__(self, given: Given):
        self.given = given
        self._zip: zipfile.ZipFile | None = None
        self._file: IO[bytes] | None = None

    def close(self) -> None:
        """Lets go of the zip file."""
        if self._zip is not None:
            self._zip.close()
        if self._file is not None:
            self._file.close()
        self._zip = self._file = None

    def _opened(self) -> zipfile.ZipFile:
        if self._zip is None:
            self._file = self.given.open()
            try:
                _check_directory(self._file)
                self._zip = zipfile.ZipFile(self._file)
            except UNREADABLE as error:
                self.close()
                raise ReportError(f"the zip file is damaged: {error}") from None
        return self._zip

    def files(self) -> Iterator[Given | Refused]:
        """What lies in it, in the order of names; each file that is not to be touched as Refused.

        ReportError where the zip file as a whole is damaged, or holds more than any collection of reports would.
        """
        members = sorted((one for one in self._opened().infolist() if not one.is_dir()), key=lambda one: one.filename)
        if len(members) > MAX_MEMBERS:
            raise ReportError(f"it holds {len(members):,} files; {MAX_MEMBERS:,} are the most")
        whole = sum(one.file_size for one in members)
        if whole > MAX_UNPACKED:
            raise ReportError(f"it would unpack to {megabytes(whole)}; {megabytes(MAX_UNPACKED)} are the most")
        named = {one.filename: one for one in members}
        for one in members:
            source = f"{self.given.source}: {one.filename}"
            reason = _refusal(one)
            yield Refused(source, reason) if reason else self._member(one, source, named)

    def _member(self, info: zipfile.ZipInfo, source: str, named: dict[str, zipfile.ZipInfo]) -> Given:
        folder, _, name = info.filename.rpartition("/")

        def beside(other: str) -> Given | None:
            found = named.get(f"{folder}/{other}" if folder else other)
            return None if found is None or _refusal(found) else self._member(found, f"{self.given.source}: {other}", named)

        return Given(name, source, lambda: self._open(info), beside, is_named=False)

    def _open(self, info: zipfile.ZipInfo) -> IO[bytes]:
        try:
            return self._opened().open(info)
        except UNREADABLE as error:
            raise ReportError(f"it cannot be unpacked: {error}") from None


def _check_directory(file: IO[bytes]) -> None:
    """ReportError where the directory alone would fill the memory: it is read as a whole by whoever opens a zip file."""
    size = file.seek(0, 2)
    tail_at = max(size - SIZE_END - LONGEST_COMMENT - SIZE_LOCATOR - SIZE_END64, 0)
    file.seek(tail_at)
    tail = file.read()
    file.seek(0)
    at = tail.rfind(END)
    if at < 0 or len(tail) < at + SIZE_END:
        raise ReportError("the zip file is damaged or cut off: it has no directory at its end")
    directory = struct.unpack_from("<L", tail, at + 12)[0]
    at64 = at - SIZE_LOCATOR - SIZE_END64
    if at64 >= 0 and tail.startswith(LOCATOR, at - SIZE_LOCATOR) and tail.startswith(END64, at64):
        directory = struct.unpack_from("<Q", tail, at64 + 40)[0]
    if directory > MAX_DIRECTORY:
        raise ReportError(f"its list of files alone is larger than {megabytes(MAX_DIRECTORY)}")


def _refusal(info: zipfile.ZipInfo) -> str | None:
    """Why a file of a zip file is not to be touched; None where it may be read."""
    parts = info.filename.replace("\\", "/").split("/")
    if info.filename.startswith(("/", "\\")) or ".." in parts or parts[0].endswith(":"):
        return "its path leads out of the zip file"
    if len(parts) > MAX_DEPTH:
        return f"it lies more than {MAX_DEPTH} folders deep"
    if any(ord(char) < 32 or ord(char) == 127 for char in info.filename):
        return "its name holds control characters"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a link, not a file"
    if info.flag_bits & 0x1:
        return "it is encrypted: unpack the zip file and give the folder"
    if info.file_size > SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        return f"it unpacks to more than {MAX_RATIO} times its size, as no text does"
    return None
