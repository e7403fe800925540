"""What commands print with: progress, summaries, safe text, the width of the paper."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crossreport.answers.plain import COMMANDS, plain

if TYPE_CHECKING:
    from crossreport.api import Record
    from crossreport.pipeline import Progress, Summary

# What a summary lists before it only counts; the record keeps them all.
MOST_LISTED = 20
WIDEST = 120
WIDTH_OF_FILES = 80


@contextmanager
def opened_record(path: Path, unsealed: bool, as_of: str | None = None) -> Iterator[Record]:
    """The record in a file, as it is or was at a moment, while a command asks it. RecordError where there is none."""
    from crossreport.api import open_record

    with open_record(path, unsealed) as record:
        if as_of is None:
            yield record
            return
        with record.as_of(as_of) as then:
            yield then


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """A progress bar on standard error, where that is a terminal: how much is done, how fast, and the time left."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.fields[rate]}")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def tell(step: str, done: int, of: int | None) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=of, rate="")
            bar.update(tasks[step], completed=done, total=of)
            speed = bar.tasks[tasks[step]].speed
            bar.update(tasks[step], rate=f"{speed:,.1f}/s" if speed else "")

        yield tell


NO_REPORT = "There was no report in what was given: `crossreport doors` lists what can be read."


def tell_summary(summary: Summary) -> None:
    """Says what was taken, and what was not and why."""
    click.echo(
        f"Taken {summary.taken}, read {summary.read - len(summary.failed)}, passed over {summary.ignored},"
        f" refused {summary.refused_count}, not read {len(summary.failed) + len(summary.not_read)}."
    )
    if summary.found_nothing:
        click.echo(NO_REPORT, err=True)
    _list("To know:", (f"{at(one.source, one.line, one.report)}: {one.reason}" for one in summary.noted), len(summary.noted))
    refused = (f"{at(one.source, one.line, one.report)}: {one.reason}" for one in summary.refused)
    _list("Refused:", refused, summary.refused_count)
    unread = [*summary.failed, *summary.not_read]
    _list("Kept, but not read:", (f"{ident}: {reason}" for ident, reason in unread), len(unread))


def _list(heading: str, lines: Iterable[str], count: int) -> None:
    if not count:
        return
    click.echo(heading, err=True)
    for _, line in zip(range(MOST_LISTED), lines, strict=False):
        click.echo(f"  {_in_one(line)}", err=True)
    if count > MOST_LISTED:
        click.echo(
            f"  and {count - MOST_LISTED} more; `crossreport unread RECORD` lists all that a record knows of.", err=True
        )


def at(source: str, line: int | None, report: str | None) -> str:
    """Where something stood in what was given: file, line, report."""
    return source + (f", line {line}" if line else "") + (f", report {report}" if report else "")


def number(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: "1 report", "1,200 stories"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _in_one(line: str) -> str:
    """The line without what a terminal would obey, a line end within its words included."""
    return plain(line).replace("\n", " ")


def say(line: str) -> None:
    """Prints a line that holds words of reports: in one piece in a file, broken at the width of a terminal."""
    if sys.stdout.isatty():
        say_broken(line)
    else:
        click.echo(_in_one(line))


def say_broken(line: str) -> None:
    """Prints a line that holds words of reports, broken at the width of the paper; what follows stands further in."""
    import textwrap

    inset = " " * (len(line) - len(line.lstrip()) + 4)
    kept = textwrap.wrap(plain(line), paper()[0], subsequent_indent=inset, break_long_words=False, break_on_hyphens=False)
    click.echo("\n".join(kept))


def complain(message: str) -> None:
    """Says on standard error what was wrong."""
    click.echo(f"crossreport: {_in_one(message)}", err=True)


def paper() -> tuple[int, bool]:
    """(width in columns, colours) for what is printed: the terminal's, or those of a file."""
    if not sys.stdout.isatty():
        return WIDTH_OF_FILES, False
    import shutil

    return min(shutil.get_terminal_size().columns, WIDEST), "NO_COLOR" not in os.environ


def to_json(value: Any) -> str:
    """An answer as JSON that no terminal takes for commands."""
    import msgspec

    # JSON escapes a terminal's commands up to 0x1f; those above can only stand within its strings.
    escapes = {code: f"\\u{code:04x}" for code in COMMANDS if code > 0x1F}
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode().translate(escapes)
