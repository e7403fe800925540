"""The command that writes a record in the formats that others work with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crossreport.cli.group import EPILOG, main
from crossreport.cli.options import as_of_option, profile_option, record_argument, unsealed_option
from crossreport.cli.terminal import number, opened_record, say_broken

if TYPE_CHECKING:
    from crossreport.api import Record
    from crossreport.export.source import Scope

OUTPUT = "-"


class Export(click.Command):
    """The command with the formats listed in its help, which are looked up only when it is asked for."""

    def format_epilog(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the formats, a line each, and the exit codes."""
        from crossreport.export.formats import FORMATS

        with formatter.section("Formats"):
            formatter.write_dl([(one.name, one.line) for one in FORMATS.values()])
        super().format_epilog(context, formatter)


def _format(context: click.Context, parameter: click.Parameter, name: str) -> str:
    """The format that was asked for; `list` prints all, a line each, and needs no record. UsageError for no format."""
    from crossreport.export.formats import FORMATS

    if name == "list" and not context.resilient_parsing:
        for one in FORMATS.values():
            say_broken(f"{one.name:<{max(map(len, FORMATS))}}  {one.line}")
        context.exit()
    if name not in FORMATS:
        raise click.UsageError(f"There is no format {name!r}. These there are: {', '.join(FORMATS)}.")
    return name


@main.command(epilog=EPILOG, cls=Export)
@record_argument
@click.option(
    "--format",
    "form",
    metavar="NAME",
    default="jsonl",
    show_default=True,
    callback=_format,
    is_eager=True,
    help="The format; `list` lists them all.",
)
@click.option("--to", type=click.Path(path_type=Path), help="The folder; of one file its name, or - for standard output.")
@as_of_option
@profile_option
@unsealed_option
@click.option("--story", metavar="ID", help="The story that an html or markdown page is about. Default: the largest.")
@click.option("--event", metavar="ID", help="The event that it is about.")
def export(
    record: Path,
    form: str,
    to: Path | None,
    profile: str | None,
    unsealed: bool,
    as_of: str | None,
    story: str | None,
    event: str | None,
) -> None:
    """Write a record in the formats that others work with.

    Levels, and that no person has reviewed them, stand in every row. A folder is made where it is not there; files of
    the same names are replaced together. For a format of one file --to may name the file.
    """
    from crossreport.export.source import Scope

    if to is None:
        raise click.UsageError("Say with --to where to write.")
    with opened_record(record, unsealed, as_of) as opened:
        for line in _write(opened, form, to, profile, Scope(story, event)):
            click.echo(line, err=True)


def _write(record: Record, form: str, to: Path, profile: str | None, scope: Scope) -> tuple[str, ...]:
    """Writes it, and gives what there is to tell."""
    from crossreport.export.formats import main_file, write

    if str(to) != OUTPUT:
        written = write(record, form, to, profile, scope)
        first, *more = written.files
        return (
            f"Wrote {number(len(written.files), 'file')} into {first.parent}." if more else f"Wrote {first}.",
            *written.told,
        )
    pieces, told = main_file(record, form, profile, scope)
    for piece in pieces:
        click.echo(piece, nl=False)
    return told
