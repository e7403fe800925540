"""The command that sets a spreadsheet beside a record."""

from __future__ import annotations

from pathlib import Path

import click

from crossreport.cli.group import EPILOG, NOT_ALL_WELL, WELL, main
from crossreport.cli.options import as_of_option, record_argument, unsealed_option
from crossreport.cli.terminal import opened_record, say, to_json


@main.command(epilog=EPILOG)
@record_argument
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--mapping", type=click.Path(path_type=Path), help="A YAML file that says which column holds what.")
@click.option(
    "--to", type=click.Path(path_type=Path), help="A folder for differences.csv, differences.json and mapping.yaml."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@as_of_option
@unsealed_option
def compare(
    record: Path, file: Path, mapping: Path | None, to: Path | None, form: str, as_of: str | None, unsealed: bool
) -> int:
    """Set a spreadsheet of events beside a record.

    What is in the sheet only, in the record only, and in both with other figures. FILE is a sheet saved as CSV, in the
    columns of UCDP GED or ACLED or in any others. How its columns were taken is shown; --to writes that as
    mapping.yaml, which can be corrected and given with --mapping. The record is not changed.
    """
    from crossreport.compare.columns import load_mapping
    from crossreport.compare.write import text, write

    given = load_mapping(mapping) if mapping else None
    with opened_record(record, unsealed, as_of) as opened:
        found = opened.compare(file, given)
    if to is not None:
        names = write(found, to)
    if form == "json":
        click.echo(to_json(found))
    else:
        for line in text(found):
            say(line)
        if to is not None:
            say(f"{to}: {', '.join(names)}")
    return NOT_ALL_WELL if found.refused else WELL
