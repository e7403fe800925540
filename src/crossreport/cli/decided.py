"""The commands that tell what people decided, and how far they agree."""

from __future__ import annotations

from pathlib import Path

import click

from crossreport.cli.group import EPILOG, main
from crossreport.cli.options import record_argument, unsealed_option
from crossreport.cli.terminal import number, opened_record, say, to_json


@main.command(epilog=EPILOG)
@record_argument
@click.option("--orphaned", is_flag=True, help="Those whose words are not in the record any more.")
@click.option("--conflicts", is_flag=True, help="Those on which another person decided otherwise.")
@click.option("--by", metavar="NAME", help="Those of one person.")
@click.option("--about", metavar="ID", help="Those that touch a claim, event, report or other thing.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@unsealed_option
def decisions(
    record: Path, orphaned: bool, conflicts: bool, by: str | None, about: str | None, form: str, unsealed: bool
) -> None:
    """What people decided, and what became of it.

    Each with the step of the log that took it: `crossreport audit log RECORD` has all steps.
    """
    from crossreport.deciding.words import lines_of

    with opened_record(record, unsealed) as opened:
        found = opened.decisions(orphaned, conflicts, by, about)
    if form == "json":
        click.echo(to_json(found))
        return
    for row in found:
        for line in lines_of(row):
            say(line)
    if not found:
        say("No decisions of these." if orphaned or conflicts or by or about else "No decisions.")


@main.command(epilog=EPILOG)
@record_argument
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def agreement(record: Path, form: str) -> None:
    """How far reviewers agree over claims that several judged.

    Per cent, Cohen's kappa for each pair, Krippendorff's alpha for all.
    """
    with opened_record(record, unsealed=False) as opened:
        found = opened.agreement()
    if form == "json":
        click.echo(to_json(found))
        return
    for pair in found.pairs:
        kappa = "undefined" if pair.kappa is None else f"{pair.kappa:.2f}"
        claims = number(pair.claims, "claim")
        say(f"{pair.a} and {pair.b}: {pair.share:.0%} alike ({pair.alike} of {claims}), kappa {kappa}")
    alpha = "undefined" if found.alpha is None else f"{found.alpha:.2f}"
    say(f"{number(found.claims, 'claim')} judged by two or more; Krippendorff's alpha {alpha}.")
    if found.differing:
        say(f"Judged differently: {', '.join(found.differing)}")
