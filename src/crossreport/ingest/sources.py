"""Everything that was given as reports, one at a time: files found, each read through its door, named and checked."""

import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

import msgspec

from crossreport.errors import InputError, ReportError
from crossreport.ingest.doors import NoReport, door_of
from crossreport.ingest.find import Finder, closing
from crossreport.ingest.given import Given, Upload, shown
from crossreport.ingest.items import (
    MAX_BYTES,
    MAX_ID,
    Ignored,
    Ingested,
    Item,
    Refused,
    checked,
    digest,
    megabytes,
    validated,
)
from crossreport.ingest.mapping import GUESSED, Mapping
from crossreport.ingest.versions import Known, compare
from crossreport.model.report import Report

Source = str | Path | Upload
STDIN = "-"
MAX_STDIN = 4 * 1024 * 1024 * 1024
BLOCK = 1 << 20
# Files that folders hold about themselves.
ABOUT = ("readme", "license", "licence", "copying")
# An address for a file; as a path it has lost one of its slashes.
ADDRESS = re.compile(r"https?:/|www\.")
ADDRESS_ADVICE = (
    " The network is used only when asked: `crossreport fetch ADDRESS --to FOLDER` saves the page, then give the folder."
)


def ingest(inputs: Iterable[Source | Report] | Source | Report, mapping: Mapping | None = None) -> Iterator[Ingested]:
    """Everything that was given, one report at a time: files, folders, zip files, "-" for standard input, uploads, reports.

    What cannot be taken comes as Refused and what need not be as Ignored; neither stops the rest. InputError, before the
    first report, where a path that was named does not exist.
    """
    single = isinstance(inputs, str | Path | Upload | Report)  # a string holds strings too
    given = (inputs,) if single else tuple(inputs)  # type: ignore[arg-type]
    paths = [str(one) for one in given if isinstance(one, str | Path)]
    missing = [shown(path) for path in paths if path != STDIN and not os.path.lexists(path)]
    if missing:
        fetched = "" if not any(map(ADDRESS.match, missing)) else ADDRESS_ADVICE
        raise InputError(f"There is no such file or folder: {', '.join(missing)}. Nothing was read.{fetched}")
    return _read(given, mapping or GUESSED)  # type: ignore[arg-type]


def distinct(items: Iterable[Ingested]) -> Iterator[Ingested]:
    """The same, each report once: one that came before is ignored, a later version of it passes, a clash is refused."""
    known: dict[str, Known] = {}
    for item in items:
        if not isinstance(item, Item):
            yield item
            continue
        report = item.report
        new = Known(digest(report.text), report.published, report.is_withdrawn)
        verdict = compare(known.get(report.id), new)
        if verdict.kind in ("new", "newer"):
            known[report.id] = new
            yield Ignored(item.source, "withdrawn by its outlet", item.line, report.id) if report.is_withdrawn else item
        elif verdict.kind == "clash":
            yield Refused(item.source, verdict.reason, item.line, report.id)
        else:
            yield Ignored(item.source, verdict.reason, item.line, report.id)


def _read(given: Iterable[Source | Report], mapping: Mapping) -> Iterator[Ingested]:
    finder = _found(given)
    number = 0
    for one in given:
        if isinstance(one, Report):
            number += 1
            try:
                yield Item(validated(one), "reports given", number)
            except ReportError as error:
                yield Refused("reports given", str(error), number, one.id)
    yield from finder.notes
    stems = Counter(os.path.splitext(one.given.name)[0] for one in finder.files if not _carries_ids(one.given))
    for file in closing(finder.files):
        yield from _of_file(file, stems[os.path.splitext(file.name)[0]] > 1, mapping)


def _found(given: Iterable[Source | Report]) -> Finder:
    finder = Finder()
    for one in given:
        if isinstance(one, Upload):
            finder.upload(one)
        elif isinstance(one, str | Path):
            if str(one) == STDIN:
                finder.take(_stdin())
            else:
                finder.find([Path(one)])
    return finder


def _stdin() -> Given:
    """Standard input, read to its end: kept in memory, in a file of its own where it is large."""
    source = "standard input"
    start = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(start) <= MAX_BYTES:
        return Given("stdin.txt", source, lambda: BytesIO(start))
    kept = NamedTemporaryFile(prefix="crossreport-")  # noqa: SIM115 - it goes when nobody can open it any more
    kept.write(start)
    size = len(start)
    while block := sys.stdin.buffer.read(BLOCK):
        size += len(block)
        if size > MAX_STDIN:
            raise InputError(f"Standard input is larger than {megabytes(MAX_STDIN)}. Nothing was read.")
        kept.write(block)
    kept.flush()
    return Given("stdin.txt", source, lambda: open(kept.name, "rb"))


def _carries_ids(given: Given) -> bool:
    return given.suffix in (".jsonl", ".ndjson", ".json")


def _of_file(given: Given, clashes: bool, mapping: Mapping) -> Iterator[Ingested]:
    """What a file gives: each report named and checked, what goes wrong told."""
    if not given.is_named and os.path.splitext(given.name)[0].lower() in ABOUT:
        yield Ignored(given.source, "it tells of the folder, not of events; name the file itself to have it read")
        return
    first: Item | None = None
    several = False
    for one in _through_door(given, mapping):
        if not isinstance(one, Item) or one.report.id:
            yield _whole(one)
        elif first is None:
            first = one
        else:
            if not several:
                several = True
                yield _whole(_named(first, given, True, clashes))
            yield _whole(_named(one, given, True, clashes))
    if first is not None and not several:
        yield _whole(_named(first, given, False, clashes))


def _through_door(given: Given, mapping: Mapping) -> Iterator[Ingested]:
    """What a file's door gives; whatever a broken file leads to costs that file alone."""
    try:
        yield from door_of(given).read(given, mapping)
    except NoReport as error:
        yield (Refused if given.is_named else Ignored)(given.source, str(error))
    except ReportError as error:
        yield Refused(given.source, str(error))
    except OSError as error:
        yield Refused(given.source, f"cannot be read: {error.strerror or error}")
    except Exception as error:  # the libraries that read these formats raise what they please on broken files
        if os.environ.get("CROSSREPORT_DEBUG"):
            raise
        yield Refused(given.source, f"it is broken: {type(error).__name__}: {error}"[:300])


def _named(item: Item, given: Given, several: bool, clashes: bool) -> Ingested:
    """The report with its file's stem for an id, and eight digits of a hash where that is not the only one."""
    report = item.report
    try:
        ident = given.stem
    except ReportError as error:
        return Refused(item.source, str(error), item.line)
    if several:
        fields = (report.text, report.title or "", report.outlet or "", report.url or "")
        ident += f"-{_digest(chr(0).join(fields))[:8]}"
    elif clashes:
        ident += f"-{_digest(report.text)[:8]}"
    return msgspec.structs.replace(item, report=msgspec.structs.replace(report, id=ident))


def _digest(text: str) -> str:
    """As `digest`; half a surrogate pair, for which the report is refused later, does no harm."""
    return digest(text.encode("utf-8", "replace").decode())


def _whole(item: Ingested) -> Ingested:
    """The same, refused where its report cannot be used."""
    if not isinstance(item, Item):
        return item
    try:
        checked(item.report)
    except ReportError as error:
        return Refused(
            item.source, str(error), item.line, item.report.id.encode("utf-8", "replace").decode()[:MAX_ID] or None
        )
    return item
