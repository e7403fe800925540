"""The formats that go out: one registry of their names, what each is, and the module that writes it."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from crossreport.errors import InputError
from crossreport.export.files import write_files
from crossreport.export.source import Scope, Source
from crossreport.export.table import Table
from crossreport.store.record import Record


class Format(NamedTuple):
    """A format: its name, what it is in a line, the module that writes it.

    `file` is the name of its main file, None where it is a folder of files. `profile` are the rules that its own codebook
    asks for, where none are named. `paged` formats are about one story or event.
    """

    name: str
    line: str
    module: str
    file: str | None = None
    profile: str | None = None
    paged: bool = False


FORMATS = {
    one.name: one
    for one in (
        Format("jsonl", "JSON Lines, a file a kind of thing: the interchange format", "jsonl"),
        Format("csv", "CSV for spreadsheets: the ledger of claims, the events, and the tables between them", "ledger"),
        Format("parquet", "the same tables as typed Parquet files (needs pyarrow)", "parquet"),
        Format("ged", "CSV with the 49 columns of UCDP GED, then the levels; what it leaves out is listed", "ged",
               "ged_like.csv", "reliable_first"),
        Format("acled", "CSV with the 31 columns of ACLED, then the levels; what it leaves out is listed", "acled",
               "acled_like.csv", "conservative"),
        Format("plover", "JSON Lines of PLOVER: events, and acts between actors", "plover", "events.plover.jsonl"),
        Format("hxl", "CSV with a row of HXL hashtags, for humanitarian data platforms", "hxl", "events.hxl.csv"),
        Format("geojson", "GeoJSON for maps; no point where only a country is known", "geojson", "events.geojson"),
        Format("annotation", "W3C Web Annotations (JSON-LD): each claim tied to its words", "annotation",
               "evidence.jsonld"),
        Format("lists", "CSV of capture histories for multiple-systems estimation: victims by origin", "lists", "lists.csv"),
        Format("package", "the same tables as a Frictionless data package, with schemas and hashes; also as one .zip",
               "package"),
        Format("html", "a story or event as one HTML file for publication, with its words, sources and method", "html_page",
               "report.html", paged=True),
        Format("markdown", "the same as Markdown", "markdown", "report.md", paged=True),
    )
}  # fmt: skip


# A path that ends so is meant as a file.
SUFFIXES = frozenset({
    ".csv", ".tsv", ".txt", ".json", ".jsonl", ".jsonld", ".geojson", ".parquet", ".zip", ".html", ".htm", ".md",
    ".markdown",
})  # fmt: skip


class Module(Protocol):
    """What a module of a format has: it writes, and says what it writes."""

    DOCS: Mapping[str, Table | dict[str, str]]

    def files(self, source: Source, scope: Scope) -> dict[str, Iterator[bytes]]:
        """{name of the file: its contents}."""


class Written(NamedTuple):
    """What an export wrote, and what there is to tell about it (what the format has no place for)."""

    files: tuple[Path, ...]
    told: tuple[str, ...] = ()


def find_format(name: str) -> Format:
    """The format of that name. InputError, with the names there are, where there is none."""
    if name not in FORMATS:
        raise InputError(f"There is no format {name!r}. These there are: {', '.join(FORMATS)}.")
    return FORMATS[name]


def contents(form: Format, source: Source, scope: Scope | None = None) -> dict[str, Iterator[bytes]]:
    """{name of the file: its contents} of a record in a format. InputError where a page is asked of what has none."""
    scope = scope or Scope()
    if (scope.story or scope.event) and not form.paged:
        paged = " and ".join(one.name for one in FORMATS.values() if one.paged)
        raise InputError(f"The format {form.name} holds the whole record; a story or event can be asked of {paged}.")
    return module(form).files(source, scope)


def module(form: Format) -> Module:
    """The module that writes a format."""
    return cast(Module, import_module(f"crossreport.export.{form.module}"))


def write(record: Record, name: str, to: Path, profile: str | None = None, scope: Scope | None = None) -> Written:
    """Writes a record in a format; files that are there are replaced together, or none is.

    `to` is a folder, which is made; or, for a format of one main file, that file, where it has the suffix of one: what goes
    with it comes to lie beside it. ExportError where that cannot be written.
    """
    form = find_format(name)
    source = Source.of(record, profile or form.profile)
    made = contents(form, source, scope)
    folder, made = _placed(form, made, to)
    write_files(folder, made)
    return Written(tuple(folder / one for one in made), _told(form, source))


def main_file(
    record: Record, name: str, profile: str | None = None, scope: Scope | None = None
) -> tuple[Iterator[bytes], tuple[str, ...]]:
    """(the main file of a format, piece by piece, what there is to tell). InputError for a format of several files."""
    form = find_format(name)
    if form.file is None:
        raise InputError(f"The format {form.name} is several files: give a folder to write them into.")
    source = Source.of(record, profile or form.profile)
    return contents(form, source, scope)[form.file], _told(form, source)


def _told(form: Format, source: Source) -> tuple[str, ...]:
    return tuple(getattr(module(form), "told", lambda _: ())(source))


def _placed(form: Format, made: dict[str, Iterator[bytes]], to: Path) -> tuple[Path, dict[str, Iterator[bytes]]]:
    """(the folder, the files by their names in it). InputError where a file is named for a format of several."""
    if to.is_dir() or to.suffix.lower() not in SUFFIXES:
        return to, made
    if form.name == "package" and to.suffix.lower() == ".zip":
        from crossreport.export.package import zipped

        return to.parent, {to.name: zipped(made)}
    if form.file is None:
        raise InputError(f"The format {form.name} is several files: give a folder, not the name of a file, {to.name}.")
    stem = Path(form.file).stem
    names = {one: to.name if one == form.file else one.replace(stem, to.stem, 1) for one in made}
    return to.parent, {names[one]: pieces for one, pieces in made.items()}
