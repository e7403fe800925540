"""The commands that keep a record: withdrawing a report, what changed between two times, coverage, backup and joining."""

from __future__ import annotations

from pathlib import Path

import click

from crossreport.cli.group import EPILOG, NOT_ALL_WELL, WELL, confirmed, main
from crossreport.cli.options import as_of_option, by_option, day, record_argument, unsealed_option, why_option
from crossreport.cli.terminal import number, opened_record, paper, say, say_broken, to_json


@main.command(epilog=EPILOG)
@record_argument
@click.argument("report", metavar="REPORT")
@by_option
@why_option
@click.option("--undo", is_flag=True, help="Take a withdrawal back.")
def withdraw(record: Path, report: str, by: str, why: str, undo: bool) -> None:
    """Withdraw a report: nothing of it counts any more.

    For a report that its outlet took back, or that is none. Its claims are excluded with the reason, not erased:
    `show` still tells them, and `--as-of` the record of before.
    """
    from crossreport.pipeline import change

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
    """What became different between two times.

    Events, figures, dates, places, origins, claims; each with the reports. A day as --since is the record as that day
    ended.
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
        say_broken(line)


@main.command(epilog=EPILOG)
@record_argument
@click.option("--since", metavar="DAY", callback=day, help="The first day, as 2023-01-01. Default: the first report's.")
@click.option("--until", metavar="DAY", callback=day, help="The last day. Default: the last report's.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@as_of_option
def coverage(record: Path, since: str | None, until: str | None, form: str, as_of: str | None) -> None:
    """Which outlets and days the record has reports of.

    So that silence can be read: gaps are marked. Up to two months are told by day, more by month. Reports without a
    date or an outlet are counted apart.
    """
    from crossreport.answers.coverage import coverage_text

    with opened_record(record, unsealed=False, as_of=as_of) as opened:
        found = opened.coverage(since, until)
    if form == "json":
        click.echo(to_json(found))
        return
    for line in coverage_text(found, paper()[0]).splitlines():
        say(line)


@main.command(epilog=EPILOG)
@record_argument
@click.argument("to", metavar="FILE", type=click.Path(path_type=Path))
def backup(record: Path, to: Path) -> None:
    """Copy a record, and prove that the copy is the same.

    FILE must not be there yet. The copy holds all that the record holds, sealed names too: keep it as you keep the
    record.
    """
    with opened_record(record, unsealed=False) as opened:
        found = opened.backup(to)
    say(f"{to}: a copy, proved. Its log ends with step {found.seq}, {found.hash}.")


@main.command(epilog=EPILOG)
@record_argument
@click.argument("others", metavar="OTHER...", nargs=-1, required=True, type=click.Path(path_type=Path))
def join(record: Path, others: tuple[Path, ...]) -> int:
    """Take all that other records have into this one.

    Reports, withdrawals and decisions of OTHER go into RECORD, whose events are then worked out anew. The others are
    left as they are. Of two texts under one id the later published counts; where that does not decide, RECORD keeps
    its own and the other is listed. What was redacted here stays out, and is listed.
    """
    from crossreport.joining import join as run

    well = True
    for brought in run(record, others):
        say(
            f"{record}: new from {brought.path}: {number(brought.versions, 'version')} of reports,"
            f" {number(brought.withdrawals, 'withdrawal')}, {number(brought.decisions, 'decision')}."
        )
        if brought.redactions:
            say(f"  {number(brought.redactions, 'report')} redacted there will be kept out here too.")
        if brought.left_out:
            say(f"  {number(brought.left_out, 'decision')} on reports that were redacted here left out.")
        for ident in brought.still_here:
            well = False
            say(f"  {ident}: it was redacted there and is here still; `crossreport redact` takes it out here.")
        for one in brought.refused:
            well = False
            say(f"  {one.report}: {one.reason}")
    return WELL if well else NOT_ALL_WELL


@main.command(epilog=EPILOG)
@record_argument
@click.argument("report", metavar="REPORT")
@by_option
@why_option
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--lift", "lifted", is_flag=True, help="Let a redacted report in again, from whatever holds it still.")
def redact(record: Path, report: str, by: str, why: str, yes: bool, lifted: bool) -> None:
    """Take a report out for good, where the law asks for it.

    Its text goes, and all that was made of it. It cannot be undone. The log stays whole and says that it was done, not
    what it was. A build or a join that brings the report or its very text again is refused it, until --lift lets it in.
    Copies of the record and of its exports, and other outlets' copies of the text, are not touched: see to them
    yourself.
    """
    from crossreport.pipeline import lift
    from crossreport.pipeline import redact as run

    if lifted:
        lift(record, report, by, why)
        say(f"{record}: {report} may come in again with the next build or join that brings it.")
        return
    with opened_record(record, unsealed=False) as opened:
        held = opened.decisions_with(report)
    if held:
        say(f"{number(len(held), 'decision')} of people hold words or claims of {report} and go with it: {', '.join(held)}.")
    confirmed(f"Take {report} out of {record} for good?", yes)
    done = run(record, report, by, why)
    gone = f"{number(done.versions, 'version')}, {number(len(done.decisions), 'decision')}"
    say(f"{record}: {report} is taken out, {gone}. Backups and exports made before hold it still.")
