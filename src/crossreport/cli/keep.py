"""The commands that keep a record: withdrawing a report, what changed between two times, coverage, backup and joining."""

from __future__ import annotations

from pathlib import Path

import click

from crossreport.cli.group import EPILOG, main
from crossreport.cli.options import by_option, record_argument, why_option
from crossreport.cli.terminal import say


@main.command(epilog=EPILOG)
@record_argument
@click.argument("report", metavar="REPORT")
@by_option
@why_option
@click.option("--undo", is_flag=True, help="Take a withdrawal back.")
def withdraw(record: Path, report: str, by: str, why: str, undo: bool) -> None:
    """Withdraw a report: its outlet took it back, or it is no report. Nothing of it counts from then on.

    Its claims are excluded with the reason, not erased: `show` still tells them, and `--as-of` the record of before.
    """
    from crossreport.build import change

    change(record, lambda writer: (writer.reinstate if undo else writer.withdraw)(report, by, why))
    say(f"{record}: {report} {'counts again' if undo else 'is withdrawn'}.")
