"""Finds the files to read in what was given (files and folders) and reads each by its format, always in the same order."""

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from crossreport.errors import InputError, ReportError
from crossreport.ingest.items import Ignored, Ingested, Item, Refused, digest, validated
from crossreport.ingest.jsonl import read_jsonl
from crossreport.ingest.text import read_text
from crossreport.ingest.versions import Known, compare
from crossreport.model.report import Report

Source = str | Path
TEXT, JSONL = (".txt",), (".jsonl", ".ndjson")
FORMATS = ", ".join((*TEXT, *JSONL))


def shown(path: Path) -> str:
    """A path for people: bytes of its name that are no UTF-8 are written as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def ingest(inputs: Iterable[Source | Report] | Source | Report) -> Iterator[Ingested]:
    """Everything that was given, one report at a time: files, folders (with all folders below) and reports as values.

    What cannot be taken comes as Refused and what need not be as Ignored; neither stops the rest. InputError, before the
    first report, where a path that was named does not exist.
    """
    given = (inputs,) if isinstance(inputs, str | Path | Report) else tuple(inputs)  # a string holds strings too
    paths = [Path(one) for one in given if not isinstance(one, Report)]
    missing = [shown(path) for path in paths if not os.path.lexists(path)]
    if missing:
        raise InputError(f"There is no file or folder {', '.join(missing)}. Nothing was read.")
    return _read((one for one in given if isinstance(one, Report)), paths)


def distinct(items: Iterable[Ingested]) -> Iterator[Ingested]:
    """The same, each report once: one that came before is ignored, a later version of it passes, a clash is refused."""
    known: dict[str, Known] = {}
    for item in items:
        if not isinstance(item, Item):
            yield item
            continue
        report = item.report
        new = Known(digest(report.text), report.published)
        verdict = compare(known.get(report.id), new)
        if verdict.kind in ("new", "newer"):
            known[report.id] = new
            yield item
        elif verdict.kind == "clash":
            yield Refused(item.source, verdict.reason, item.line, report.id)
        else:
            yield Ignored(item.source, verdict.reason, item.line, report.id)


def _read(reports: Iterable[Report], paths: Iterable[Path]) -> Iterator[Ingested]:
    for number, report in enumerate(reports, 1):
        try:
            yield Item(validated(report), "reports given", number)
        except ReportError as error:
            yield Refused("reports given", str(error), number, report.id)
    finder = _Finder()
    finder.find(paths)
    yield from finder.notes
    stems = Counter(path.stem for path in finder.files if path.suffix.lower() in TEXT)
    for path in finder.files:
        yield from _of_file(path, stems[path.stem] > 1)


def _of_file(path: Path, stem_clashes: bool) -> Iterator[Ingested]:
    source = shown(path)
    try:
        if path.suffix.lower() in JSONL:
            yield from read_jsonl(path, source)
        else:
            yield Item(read_text(path, stem_clashes), source)
    except ReportError as error:
        yield Refused(source, str(error))
    except OSError as error:
        yield Refused(source, f"cannot be read: {error.strerror or error}")


class _Finder:
    """Walks what was given, names in order, every file and folder once however many ways lead to it."""

    def __init__(self) -> None:
        self.files: list[Path] = []
        self.notes: list[Refused | Ignored] = []
        self._seen: set[str] = set()

    def find(self, paths: Iterable[Path]) -> None:
        named = list(paths)
        left = [(path, True) for path in reversed(named)]
        while left:
            path, is_named = left.pop()
            try:
                left += [(inside, False) for inside in reversed(self._visit(path, is_named))]
            except OSError as error:
                self.notes.append(Refused(shown(path), f"cannot be read: {error.strerror or error}"))

    def _visit(self, path: Path, is_named: bool) -> list[Path]:
        """What lies in it, where it is a folder; else it is taken or noted."""
        source = shown(path)
        if path.name.startswith(".") and not is_named:
            self.notes.append(Ignored(source, "hidden (its name starts with a dot)"))
            return []
        real = os.path.realpath(path, strict=True)
        mode = os.stat(real).st_mode
        is_known = path.suffix.lower() in (*TEXT, *JSONL)
        if real in self._seen:
            self.notes.append(Ignored(source, "the same file or folder was met before, by another path"))
        elif stat.S_ISDIR(mode):
            self._seen.add(real)
            return [path / name for name in sorted(os.listdir(path))]
        elif not stat.S_ISREG(mode):
            self.notes.append(Refused(source, "no plain file (a pipe, socket or device)"))
        elif is_known:
            self._seen.add(real)
            self.files.append(path)
        else:
            note = Refused if is_named else Ignored
            self.notes.append(note(source, f"no format that can be read; these can: {FORMATS}"))
        return []
