"""The commands that keep a record: withdrawing a report, what changed between two times, coverage, backup and joining."""

from __future__ import annotations

from pathlib import Path

import click

from crossreport.cli.group import EPILOG, main
from crossreport.cli.options import by_option, record_argument, unsealed_option, why_option
from crossreport.cli.terminal import opened_record, say, to_json


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


@main.command(epilog=EPILOG)
@record_argument
@click.option(
    "--since", metavar="TIME", help="From when: a day, a time, a step of the log. Default: the build before the last."
)
@click.option("--until", metavar="TIME", help="Until when. Default: now.")
@click.option("--story", metavar="ID", help="Of this story alone.")
@click.option("--event", metavar="ID", help="Of this event alone.")
@click.option("--notices", "as_notices", is_flag=True, help="Correction notices: text to print for figures that changed.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@unsealed_option
def changes(
    record: Path,
    since: str | None,
    until: str | None,
    story: str | None,
    event: str | None,
    as_notices: bool,
    form: str,
    unsealed: bool,
) -> None:
    """What became different between two times: events, figures, dates, places, origins, claims; each with the reports.

    A day as --since is the record as that day ended.
    """
    from crossreport.answers.changes import changes_text, notices

    if story is not None and event is not None:
        raise click.UsageError("Ask for a story or for an event, not for both.")
    with opened_record(record, unsealed) as opened:
        found = opened.changes(since, until, story, event)
    if form == "json":
        click.echo(to_json(found))
        return
    for line in (notices(found) if as_notices else changes_text(found)).splitlines():
        say(line)
