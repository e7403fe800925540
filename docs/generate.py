"""Writes the generated pages of docs/: commands.md from the command line's own help, formats/ from what each format's module
says of its fields. `make docs` runs it; a test fails where a page is not what the code would give."""

import inspect
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from crossreport.cli import main
from crossreport.export.formats import FORMATS, module
from crossreport.export.levels import CREDIT, UNREVIEWED

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
            pages += [f"### {name} {inner}", "", "```", _help(part, f"crossreport {name} {inner}"), "```", ""]
    return "\n".join(pages)


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


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "formats/README.md": formats,
    **{f"formats/{name}.md": partial(format_page, name) for name in FORMATS},
}

if __name__ == "__main__":
    (FOLDER / "formats").mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
