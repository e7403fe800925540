"""The commands at the doors: what a build would take of files, and pages fetched from the network."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from pathlib import Path

import click

from crossreport.cli.group import EPILOG, FAILED, NOT_ALL_WELL, WELL, main
from crossreport.cli.options import loaded_mapping, mapping_option
from crossreport.cli.terminal import NO_REPORT, at, number, say, say_broken

# Reports that are shown where nobody asks for all.
MOST_SHOWN = 20


@main.command(epilog=EPILOG)
@click.argument("inputs", metavar="[INPUT...]", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@mapping_option
@click.option("--all", "every", is_flag=True, help="Show every report. Default: the first 20.")
def doors(inputs: tuple[Path, ...], mapping: Path | None, every: bool) -> int:
    """What can be read, and what a build would take of it.

    Of INPUT: reports, columns, and what is refused and why. Without INPUT the formats are listed. Nothing is
    built, and no record is touched.
    """
    if not inputs:
        _list_formats()
        return WELL
    from crossreport.api import look
    from crossreport.ingest.items import Item, Noted

    counts: Counter[str] = Counter()
    first_with: dict[bytes, str] = {}
    for one in look(inputs, loaded_mapping(mapping)):
        where = at(one.source, one.line, None)
        if isinstance(one, Item):
            counts["taken"] += 1
            if every or counts["taken"] <= MOST_SHOWN:
                report = one.report
                told = [report.outlet, report.published and report.published + " (inferred)" * report.published_inferred]
                known = ", ".join([*filter(None, told), number(len(report.text), "character")])
                say_broken(f"report   {report.id}: {report.title or '(no title)'} ({known}) from {where}")
            first = first_with.setdefault(_words(one.report.text), one.report.id)
            if first != one.report.id:
                say_broken(
                    f"note     {where}: {one.report.id} has the same words as {first}; if it is one report, give it once"
                )
        elif isinstance(one, Noted):
            say_broken(f"note     {where}: {one.reason}")
        else:
            kind = type(one).__name__.lower()
            counts[kind] += 1
            say_broken(f"{kind:<8} {at(one.source, one.line, one.report)}: {one.reason}")
    if counts["taken"] > MOST_SHOWN and not every:
        say_broken(f"... and {number(counts['taken'] - MOST_SHOWN, 'report')} more; --all shows them.")
    say_broken(
        f"{number(counts['taken'], 'report')} would be taken, {counts['ignored']} passed over, {counts['refused']} refused."
    )
    if not counts["taken"] and not counts["refused"]:
        click.echo(NO_REPORT, err=True)
        return FAILED
    return NOT_ALL_WELL if counts["refused"] else WELL


@main.command(epilog=EPILOG)
@click.argument("urls", metavar="URL...", nargs=-1, required=True)
@click.option("--to", required=True, type=click.Path(path_type=Path), help="The folder to save into; made if not there.")
@click.option("--contact", metavar="ADDRESS", help="Told to the servers, so that they can write to you.")
@click.option("--again", is_flag=True, help="Fetch what is there already once more, and save it beside the first.")
@click.option("--inside", is_flag=True, help="Allow addresses of this machine and its own network.")
def fetch(urls: tuple[str, ...], to: Path, contact: str | None, again: bool, inside: bool) -> int:
    """Save web pages, and those that feeds lead to.

    No other command uses the network. What robots.txt forbids is not fetched. Beside each page lies a record of its
    capture (time, SHA-256, headers, address), which a build keeps with the report. Then: crossreport build
    FOLDER --record RECORD.
    """
    from crossreport.api import fetch as run
    from crossreport.ingest.fetch import Saved

    counts: Counter[str] = Counter()
    for one in run(urls, to, contact, again, inside):
        kind = type(one).__name__.lower()
        counts[kind] += 1
        if isinstance(one, Saved):
            say(f"saved    {one.path} from {one.capture.final_url}")
        else:
            say(f"{kind:<8} {one.source}: {one.reason}")
    say(f"{number(counts['saved'], 'page')} saved, {counts['ignored']} passed over, {counts['refused']} refused.")
    return NOT_ALL_WELL if counts["refused"] else WELL


def _words(text: str) -> bytes:
    """The same for texts of the same words, however they are spaced."""
    return sha256(" ".join(text.split()).encode()).digest()


def _list_formats() -> None:
    from crossreport.ingest.doors import DOORS

    for door in DOORS:
        say_broken(f"{door.name:<6} {door.what} ({', '.join(door.suffixes)})")
    say_broken("zip    a zip file of any of these, read as a folder (.zip)")
    say_broken(
        "A file is told by its content first, then by its name. A folder is read with all below it; - is standard input."
    )
