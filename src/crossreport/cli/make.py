"""The commands that make something: a record, readings, files."""

from __future__ import annotations

from pathlib import Path

import click

from crossreport.cli.group import EPILOG, NOT_ALL_WELL, WELL, main
from crossreport.cli.options import (
    as_of_option,
    inputs_argument,
    loaded_mapping,
    mapping_option,
    profile_option,
    record_argument,
    unsealed_option,
)
from crossreport.cli.terminal import number, opened_record, progress_bar, tell_summary


@main.command(epilog=EPILOG)
@inputs_argument
@click.option("--record", required=True, type=click.Path(path_type=Path), help="The record: made, or added to.")
@profile_option
@mapping_option
@click.option("--workers", type=click.IntRange(1), help="Processes that read. Default: one a core.")
def build(inputs: tuple[Path, ...], record: Path, profile: str | None, mapping: Path | None, workers: int | None) -> int:
    """Read reports into a record: files, folders and zip files of them, or standard input (-).

    `crossreport doors` lists the formats, and shows of any input what would be taken of it.

    The same report again changes nothing; a later version of a report takes its place. What is stopped goes on where it was
    when the same command is given again.
    """
    from crossreport.build import build as run
    from crossreport.engines.processes import cores

    columns = loaded_mapping(mapping)
    _place_names_ready()
    with progress_bar() as progress:
        made, summary = run(inputs, record, profile, workers or cores(), progress, mapping=columns)
    made.close()
    click.echo(
        f"{record}: {number(summary.reports, 'report')}, {number(summary.events, 'event')},"
        f" {number(summary.claims, 'claim')}, {number(summary.stories, 'story', 'stories')}"
        + (". Nothing was new." if summary.is_unchanged else ".")
    )
    tell_summary(summary)
    return WELL if summary.is_well else NOT_ALL_WELL


def _place_names_ready() -> None:
    """Compiles the index of place names where it is not there yet, once for all processes, and says so on standard error."""
    import logging

    from crossreport.vocabulary.compile_gazetteer import index_file

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    index_file()


@main.command(epilog=EPILOG)
@inputs_argument
@click.option("--to", required=True, type=click.Path(path_type=Path), help="The .jsonl file to write.")
@mapping_option
@click.option("--workers", type=click.IntRange(1), help="Processes that read. Default: one a core.")
@unsealed_option
def read(inputs: tuple[Path, ...], to: Path, mapping: Path | None, workers: int | None, unsealed: bool) -> int:
    """Read reports one at a time into FILE.jsonl, nothing merged: dates, places, figures, who says them, actions."""
    from crossreport.build import Summary, read_each
    from crossreport.engines.processes import cores
    from crossreport.export.files import write_files
    from crossreport.export.readings import lines

    columns = loaded_mapping(mapping)
    _place_names_ready()
    summary = Summary()
    with progress_bar() as progress:
        found = read_each(inputs, summary, workers or cores(), progress, columns)
        write_files(to.parent, {to.name: lines(found, unsealed)})
    click.echo(f"{to}: {number(summary.read - len(summary.failed), 'report')} read.")
    tell_summary(summary)
    return WELL if summary.is_well else NOT_ALL_WELL


class Export(click.Command):
    """The command with the formats listed in its help, which are looked up only when it is asked for."""

    def format_epilog(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the formats, a line each, and the exit codes."""
        from crossreport.export.formats import FORMATS

        with formatter.section("Formats"):
            formatter.write_dl([(one.name, one.line) for one in FORMATS.values()])
        super().format_epilog(context, formatter)


@main.command(epilog=EPILOG, cls=Export)
@record_argument
@click.option("--format", "form", default="jsonl", show_default=True, help="The format, or `list` for the names of all.")
@click.option("--to", type=click.Path(path_type=Path), help="The folder to write into; for one file, its name.")
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

    Levels, and that no person has reviewed them, stand in every row. A folder is made where it is not there; files of the
    same names are replaced together. For a format of one file --to may name the file.
    """
    from crossreport.export.formats import FORMATS

    with opened_record(record, unsealed, as_of) as opened:
        if form == "list":
            click.echo("\n".join(FORMATS))
            return
        if form not in FORMATS:
            raise click.UsageError(f"There is no format {form!r}. These there are: {', '.join(FORMATS)}.")
        if to is None:
            raise click.UsageError("Say with --to where to write.")
        written = opened.export(to, profile, form, story, event)
    for line in written.told:
        click.echo(line, err=True)
