"""Writes the generated pages of docs/: commands.md from the command line's own help, doors.md and formats/ from what
each format's module says of its fields, what commands print in the tutorial, and the pictures. `make docs` runs it; a test
fails where a page is not what the code would give."""

import inspect
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import ModuleType

import click
import pictures
import shown

from crossreport.cli import main
from crossreport.export.formats import FORMATS, module
from crossreport.export.levels import CREDIT, UNREVIEWED
from crossreport.ingest import archive, fetch, ninjs
from crossreport.ingest.doors import DOORS, FOREIGN
from crossreport.ingest.items import FIRST_YEAR, LAST_YEAR, MAX_CHARACTERS, MAX_ID
from crossreport.vocabulary.load import vocabulary

FOLDER = Path(__file__).parent
WIDTH = 80


def commands() -> str:
    """commands.md: the help of each command, as the terminal shows it."""
    pages = ["# Commands", "", "Generated from the program's own help by `make docs`.", ""]
    pages += ["```", _help(main, "crossreport"), "```", ""]
    for name in sorted(main.commands):
        command = main.commands[name]
        pages += [f"## {name}", "", "```", _help(command, f"crossreport {name}"), "```", ""]
        parts = command.commands if isinstance(command, click.Group) else {}
        for inner, part in sorted(parts.items()):
            pages += [f"### {name} {inner}", "", "```", _help(part, f"crossreport {name}{_of(command)} {inner}"), "```", ""]
    return "\n".join(pages)


def _of(group: click.Command) -> str:
    """What a group takes before the names of its commands."""
    return "".join(f" {one.make_metavar(click.Context(group))}" for one in group.params if isinstance(one, click.Argument))


def _help(command: click.Command, name: str) -> str:
    settings = {**main.context_settings, "max_content_width": WIDTH, "terminal_width": WIDTH}
    context = click.Context(command, info_name=name, **settings)
    return command.get_help(context).strip()


def formats() -> str:
    """formats/README.md: the formats, a line each."""
    rows = [f"| [{one.name}]({one.name}.md) | {one.line} |" for one in FORMATS.values()]
    return "\n".join([
        "# Formats that go out", "", "Generated from the code by `make docs`.", "",
        "    crossreport export my.record --format NAME --to PATH", "",
        "| format | what it is |", "|---|---|", *rows, "",
        "What holds for all of them:", "",
        "- Every row carries the levels (corroboration, responsibility, agreement, review); what no person has looked at"
        f" says “{UNREVIEWED}”. Every estimate carries the profile that made it.",
        "- What no report tells is empty or absent, never 0 and never guessed.",
        "- Names of minors, of victims of sexual violence and of accused persons are masked as •••, unless `--unsealed` is"
        " given.",
        "- The same record gives the same bytes. Files are replaced together, or none is.",
        "- PATH is a folder, which is made; for a format of one file it may be that file, by its suffix.",
        f"- {CREDIT}", "",
    ])  # fmt: skip


def format_page(name: str) -> str:
    """formats/NAME.md: what a format is and every field of its files."""
    form = FORMATS[name]
    made = module(form)
    about = inspect.cleandoc(made.__doc__ or "")
    profile = f"`{form.profile}`, as its codebook asks, unless `--profile` names another" if form.profile else "the record's"
    lines = [f"# {name}", "", "Generated from the code by `make docs`.", "", about, ""]
    to = f"{form.file}" if form.file else "FOLDER/"
    more = " --story ID" if form.paged else ""
    lines += [f"    crossreport export my.record --format {name} --to {to}{more}", "", f"Profile: {profile}.", ""]
    rules = getattr(made, "RULES", ())
    lines += [*(f"- {rule}" for rule in rules), ""] if rules else []
    for file, described in made.DOCS.items():
        lines += [f"## {file}", ""]
        if isinstance(described, dict):
            lines += [
                "| field | what it holds |",
                "|---|---|",
                *(f"| {key} | {_cell(text)} |" for key, text in described.items()),
            ]
        else:
            lines += [described.about, ""] if described.about else []
            lines += ["| column | type | what it holds |", "|---|---|---|"]
            lines += [f"| {one.name} | {one.type} | {_cell(one.about)} |" for one in described.columns]
        lines.append("")
    return "\n".join(lines)


def doors() -> str:
    """doors.md: the formats that come in, where each field of a report comes from, and the limits."""
    lines = [
        "# Formats that come in", "", "Generated from the code by `make docs`.", "",
        "    crossreport build INPUT... --record my.record", "    crossreport doors INPUT...", "",
        "INPUT is a file, a folder with all below it, a zip file, or `-` for standard input. A file is told by its"
        " content first,"
        " then by its name. What cannot be taken is refused with its reason, the rest is built, and the exit code is 1.",
        "`crossreport doors` shows what would be taken and refused, and how a table's columns are understood; nothing"
        " is built.",
        "", "What holds for all of them:", "",
        f"- A report has at most {MAX_CHARACTERS:,} characters of text and title, an id {MAX_ID:,}.",
        "- Where the format brings no id, a report is named after its file; where two files of one stem, or several"
        " reports of"
        " one file meet, eight digits of a hash are added.",
        "- The same article gives the same text, title, outlet and date through every door, as far as the format"
        " carries them.",
        f"- Dates of publication lie between {FIRST_YEAR} and {LAST_YEAR}. A date with two readings is never guessed.",
        "- Pages, feeds, web archives and HTML in other formats need `pip install 'crossreport[articles]'`, `fetch` needs"
        " `pip install 'crossreport[fetch]'`.", "",
    ]  # fmt: skip
    for door in DOORS:
        module = sys.modules[door.read.__module__]
        lines += _door(f"{door.name}: {door.what}", ", ".join(door.suffixes), module)
        if door.name == "jsonl":
            lines += _door("ninjs: the IPTC's news in JSON", ".json, .jsonl", ninjs)
        if door.name == "csv":
            lines += _columns()
    lines += _door("zip: a zip file of any of these", ".zip", archive) + _door("fetch: from the network", "", fetch)
    known = ", ".join(dict.fromkeys(one.what for one in FOREIGN))
    return "\n".join([*lines, "## What is not read", "", f"Refused with what to do: {known}, and office documents.", ""])


def _door(title: str, suffixes: str, module: ModuleType) -> list[str]:
    about = inspect.cleandoc(module.__doc__ or "")
    lines = [f"## {title}", "", about, "", *([f"By name: {suffixes}.", ""] if suffixes else [])]
    fields = getattr(module, "DOCS", {})
    if fields:
        lines += ["| field | where it comes from |", "|---|---|"]
        lines += [f"| {key} | {_cell(text)} |" for key, text in fields.items()] + [""]
    return [*lines, *(f"- {rule}" for rule in module.RULES), ""]


def _columns() -> list[str]:
    """What a mapping file may say, and the headings that are known."""
    known = vocabulary("columns")
    return [
        "A mapping file, given with `--mapping FILE.yaml`, corrects what is guessed; all of it may be left out:", "",
        "    columns: {text: Story, outlet: Paper, url: null}   # null: no column holds it",
        "    values: {language: en}                             # the same in every row",
        "    date_order: dmy                                    # or mdy, ymd",
        '    delimiter: ";"', "    encoding: cp1252", "",
        "| field | headings that are known, compared without case, blanks and punctuation |", "|---|---|",
        *(f"| {name} | {', '.join(map(str, known['fields'][name]))} |" for name in known["fields"]), "",
        f"Never taken for a date of publication: {', '.join(known['never'])}.", "",
    ]  # fmt: skip


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "doors.md": doors,
    "formats/README.md": formats,
    **{f"formats/{name}.md": partial(format_page, name) for name in FORMATS},
}

# Pages that show commands with what they print. Each has a record of the sample reports, `my.record`, to begin with.
TRIED = ("tutorial.md", "howto/analyse.md")
RECORD = "my.record"


def tried(work: Path) -> dict[str, str]:
    """These pages, and the pictures, with what the commands print now; `work` is an empty folder to work in.

    What a page wrote stays there, in a folder of the page's name. ValueError where a page shows what is no more.
    """
    made = {"pictures/architecture.svg": pictures.architecture()}
    sample = work / "sample.record"
    with shown.beside_the_examples(work):
        shown.run(f"crossreport build examples/reports.jsonl --record {sample}")
        made["pictures/brief.svg"] = pictures.brief(sample)
    for name in TRIED:
        folder = work / name.replace("/", "-")
        folder.mkdir()
        shutil.copy(sample, folder / RECORD)
        with shown.beside_the_examples(folder):
            made[name] = shown.renewed((FOLDER / name).read_text(encoding="utf-8"))
    return made


if __name__ == "__main__":
    (FOLDER / "formats").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        texts = {name: page() for name, page in PAGES.items()} | tried(Path(work))
    for name, text in texts.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
