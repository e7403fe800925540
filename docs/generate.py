"""Writes the generated pages of docs/: commands.md from the command line's own help. `make docs` runs it; a test fails
where a page is not what the code would give."""

from pathlib import Path

import click

from crossreport.cli import main

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


PAGES = {"commands.md": commands}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
