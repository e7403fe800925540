"""Finds the files in what was given: files, folders with all below them, zip files, uploads; always in the same order."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from crossreport.errors import ReportError
from crossreport.ingest.archive import Archive
from crossreport.ingest.custody import ENDING, is_capture
from crossreport.ingest.doors import is_bundle
from crossreport.ingest.given import Given, Upload, of_path, of_upload, shown
from crossreport.ingest.items import Ignored, Refused
from crossreport.vocabulary.load import vocabulary

PAGES = (".html", ".htm", ".xhtml", ".shtml", ".php", ".aspx")
HIDDEN = "hidden (its name starts with a dot)"
PARTS = "the parts of a saved page beside it"
LONELY = "the capture record of a page that is not here"
# What the archive program of a Mac adds to each file.
MAC = "__MACOSX"


class Found(NamedTuple):
    """A file to be read, and the zip file that it lies in."""

    given: Given
    archive: Archive | None = None


class Finder:
    """Walks what was given, names in order, every file and folder once however many ways lead to it."""

    def __init__(self) -> None:
        self.files: list[Found] = []
        self.notes: list[Refused | Ignored] = []
        self._seen: set[str] = set()

    def find(self, paths: Iterable[Path]) -> None:
        """Takes note of all files that are named or lie below folders that are."""
        left = [(path, True) for path in reversed(list(paths))]
        while left:
            path, is_named = left.pop()
            try:
                left += [(inside, False) for inside in reversed(self._visit(path, is_named))]
            except OSError as error:
                self.notes.append(Refused(shown(path), f"cannot be read: {error.strerror or error}"))

    def upload(self, upload: Upload) -> None:
        """Takes note of a file in memory, and of what lies in it where it is a zip file."""
        try:
            self.take(of_upload(upload))
        except ReportError as error:
            self.notes.append(Refused(upload.name, str(error)))

    def take(self, given: Given) -> None:
        """Takes note of one file; a zip file is opened. OSError where it cannot be read."""
        if not is_bundle(given):
            self.files.append(Found(given))
            return
        archive = Archive(given)
        try:
            self._members(archive)
        except ReportError as error:
            self.notes.append(Refused(given.source, str(error)))
        finally:
            archive.close()

    def _visit(self, path: Path, is_named: bool) -> list[Path]:
        """What lies in it, where it is a folder; else it is taken or noted."""
        source = shown(path)
        if path.name.startswith(".") and not is_named:
            self.notes.append(Ignored(source, HIDDEN))
            return []
        real = os.path.realpath(path, strict=True)
        mode = os.stat(real).st_mode
        if real in self._seen:
            self.notes.append(Ignored(source, "the same file or folder was met before, by another path"))
        elif stat.S_ISDIR(mode):
            self._seen.add(real)
            return self._inside(path)
        elif not stat.S_ISREG(mode):
            self.notes.append(Refused(source, "no plain file (a pipe, socket or device)"))
        elif is_capture(path.name):
            self._seen.add(real)
            if not path.with_name(path.name.removesuffix(ENDING)).exists():
                self.notes.append(Ignored(source, LONELY))
        else:
            self._seen.add(real)
            self.take(of_path(path, is_named))
        return []

    def _inside(self, folder: Path) -> list[Path]:
        names = sorted(os.listdir(folder))
        pages = _pages(names)
        for name in names:
            if _is_parts(name, pages):
                self.notes.append(Ignored(shown(folder / name), PARTS))
        return [folder / name for name in names if not _is_parts(name, pages)]

    def _members(self, archive: Archive) -> None:
        members = list(archive.files())
        there = {one.source for one in members}
        pages = _pages([one.source for one in members])
        for one in members:
            if isinstance(one, Refused):
                self.notes.append(one)
                continue
            parts = PurePosixPath(one.source.removeprefix(f"{archive.given.source}: ")).parts
            above = one.source[: -len(one.name)].split("/")
            if one.name.startswith(".") or MAC in parts:
                self.notes.append(Ignored(one.source, HIDDEN))
            elif any(_is_parts("/".join(above[: at + 1]), pages) for at in range(len(above))):
                self.notes.append(Ignored(one.source, PARTS))
            elif is_capture(one.name):
                if one.source.removesuffix(ENDING) not in there:
                    self.notes.append(Ignored(one.source, LONELY))
            else:
                self.files.append(Found(one, archive))


def _pages(names: Iterable[str]) -> set[str]:
    """The names of web pages, without their suffixes."""
    return {stem for stem, suffix in map(os.path.splitext, names) if suffix.lower() in PAGES}


def _is_parts(folder: str, pages: set[str]) -> bool:
    """Does a folder of this name hold the parts of a page that lies beside it, as browsers save them?"""
    low = folder.lower()
    return any(low.endswith(end) and folder[: -len(end)] in pages for end in vocabulary("pages")["parts"])


def closing(found: Iterable[Found]) -> Iterator[Given]:
    """The files, each zip file open while its own are read."""
    last: Archive | None = None
    try:
        for one in found:
            if last is not None and one.archive is not last:
                last.close()
            last = one.archive
            yield one.given
    finally:
        if last is not None:
            last.close()
