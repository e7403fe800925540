"""The commands that make something: a record, readings, files."""

from __future__ import annotations

from pathlib import Path

import click

from crossreport.cli.group import EPILOG, NOT_ALL_WELL, WELL, main
from crossreport.cli.options import (
    cluster_option,
    inputs_argument,
    loaded_mapping,
    mapping_option,
    profile_option,
    readers,
    unsealed_option,
    workers_option,
)
from crossreport.cli.terminal import complain, number, progress_bar, tell_summary
from crossreport.errors import InputError


@main.command(epilog=EPILOG)
@inputs_argument
@click.option("--record", required=True, type=click.Path(path_type=Path), help="The record: made, or added to.")
@profile_option
@mapping_option
@workers_option
@cluster_option
def build(
    inputs: tuple[Path, ...],
    record: Path,
    profile: str | None,
    mapping: Path | None,
    workers: int | None,
    cluster: str | None,
) -> int:
    """Read reports into a record.

    INPUT is a file, a folder or zip file of them, or - for standard input. `crossreport doors` lists the formats, and
    shows of any input what would be taken of it.

    The same report again changes nothing; a later version of a report takes its place. What is stopped goes on where
    it was when the same command is given again.
    """
    from crossreport.engines.processes import one_thread_each
    from crossreport.pipeline import build as run

    columns, processes = loaded_mapping(mapping), readers(workers, cluster)
    _place_names_ready()
    one_thread_each()
    is_new = not record.exists()
    with progress_bar() as progress:
        made, summary = run(inputs, record, profile, processes, progress, mapping=columns, cluster=cluster)
    made.close()
    if is_new and summary.found_nothing:
        record.unlink()
        raise InputError(
            f"There was no report in what was given, so {record} was not made. `crossreport doors` lists what"
            " can be read, and shows of any input what would be taken of it."
        )
    click.echo(
        f"{record}: {number(summary.reports, 'report')}, {number(summary.events, 'event')},"
        f" {number(summary.claims, 'claim')}, {number(summary.stories, 'story', 'stories')}"
        + (". Nothing was new." if summary.is_unchanged else ".")
    )
    if summary.why_all is not None:
        click.echo(f"All reports were linked again: {summary.why_all}.")
    elif summary.linked < summary.reports and not summary.is_unchanged:
        click.echo(f"Linked again: {number(summary.linked, 'report')} in or near what was new; all else is as it was.")
    tell_summary(summary)
    if not summary.reports:
        complain(f"{record} holds no report: only the list of what was refused, which `crossreport unread` shows.")
    return WELL if summary.is_well and not summary.found_nothing else NOT_ALL_WELL


def _place_names_ready() -> None:
    """Compiles the index of place names where it is not there yet, once for all processes, and says so on standard error."""
    import logging

    from crossreport.vocabulary.compile_gazetteer import index_file

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    index_file()


@main.command(epilog=EPILOG)
@inputs_argument
@click.option("--to", required=True, type=click.Path(path_type=Path), help="The .jsonl file to write; its folder is made.")
@mapping_option
@workers_option
@cluster_option
@unsealed_option
def read(
    inputs: tuple[Path, ...], to: Path, mapping: Path | None, workers: int | None, cluster: str | None, unsealed: bool
) -> int:
    """Read reports one at a time, nothing merged.

    A line a report: dates, places, figures, who says them, actions, and what gave no claim.
    """
    from crossreport.engines.processes import one_thread_each
    from crossreport.export.files import write_files
    from crossreport.export.readings import lines
    from crossreport.pipeline import Summary, read_each

    columns, processes = loaded_mapping(mapping), readers(workers, cluster)
    _place_names_ready()
    summary = Summary()
    one_thread_each()
    with progress_bar() as progress:
        found = read_each(inputs, summary, processes, progress, columns, cluster)
        write_files(to.parent, {to.name: lines(found, unsealed)})
    click.echo(f"{to}: {number(summary.read - len(summary.failed), 'report')} read.")
    tell_summary(summary)
    return WELL if summary.is_well else NOT_ALL_WELL
