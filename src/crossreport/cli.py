"""The command line: reads options, calls the library, prints. What takes time to import is imported when it is needed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crossreport.errors import CrossreportError

if TYPE_CHECKING:
    from crossreport.api import Record
    from crossreport.build import Progress, Summary

WELL, SOME_REFUSED, FAILED, STOPPED = 0, 1, 2, 130
EPILOG = (
    "Exit codes: 0 all is well; 1 done, but some reports were refused or left unread (each is listed with its reason);"
    " 2 wrong usage, or nothing could be done; 130 stopped by Ctrl-C."
)
# What a summary lists before it only counts; the record keeps them all.
MOST_LISTED = 20
WIDEST = 120
WIDTH_OF_FILES = 80

OUTCOMES = ("killed", "injured", "killed_or_injured", "missing", "abducted", "detained", "displaced", "other")

profile_option = click.option(
    "--profile", metavar="NAME", help="The rules for low, best and high; see docs. Default: those of the record."
)
unsealed_option = click.option(
    "--unsealed", is_flag=True, help="Show the names of minors, victims of sexual violence and accused persons."
)
story_option = click.option(
    "--story", metavar="ID", help="The story whose evidence numbers are meant. Default: the largest."
)
record_argument = click.argument("record", type=click.Path(path_type=Path))


def day(_: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """A day of the calendar, as it was given. UsageError for anything else."""
    if value is not None:
        from datetime import date

        try:
            date.fromisoformat(value)
        except ValueError:
            raise click.BadParameter(f"{value!r} is no day; write it as 2023-01-31.", param=option) from None
    return value


def version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    """Prints the version and ends."""
    if asked:
        from crossreport.store.provenance import code

        click.echo(f"crossreport {code()}")
        context.exit()


class Commands(click.Group):
    """Commands whose errors are told in a line, without a traceback, and shown by the exit code."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Runs a command; ends the process with its exit code, unless that is for the caller to do."""

        def command() -> Any:
            return super(Commands, self).main(args, prog_name, complete_var, standalone_mode=False, **extra)

        if not standalone_mode:
            return command()
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")
        sys.exit(_flushed(_ended(command)))


def _ended(command: Callable[[], Any]) -> int:
    """The exit code of a command."""
    try:
        return command() or WELL
    except click.ClickException as error:
        error.show()
        return FAILED
    except (click.Abort, KeyboardInterrupt):
        _complain("Stopped. What was kept until now is whole; the same command goes on from there.")
        return STOPPED
    except (BrokenPipeError, SystemExit):
        return WELL  # whoever read the output has had enough (`| head`), for which click leaves the process
    except CrossreportError as error:
        _complain(str(error))
        return FAILED
    except OSError as error:
        _complain(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}.")
        return FAILED
    except Exception as error:
        if os.environ.get("CROSSREPORT_DEBUG"):
            raise
        _complain(
            f"An error that should not be: {type(error).__name__}: {error}. The record was left whole."
            " With CROSSREPORT_DEBUG=1 in the environment the same command says where it arose."
        )
        return FAILED


def _flushed(code: int) -> int:
    """The exit code when all output has gone out."""
    try:
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        pass  # whoever read the output has had enough (`| head`)
    except OSError as error:
        _complain(f"The output cannot be written: {error.strerror}.")
        code = FAILED
    # Python flushes once more when it ends, and must not fail again.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


@click.group(
    cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": WIDEST}
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=version, help="Print the version.")
def main() -> None:
    """One sourced record of what many reports tell of the same events: what happened, who says so, do they agree."""


@main.command(epilog=EPILOG)
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--record", required=True, type=click.Path(path_type=Path), help="The record: made, or added to.")
@profile_option
@click.option("--workers", type=click.IntRange(1), help="Processes that read. Default: one a core.")
def build(inputs: tuple[Path, ...], record: Path, profile: str | None, workers: int | None) -> int:
    """Read reports (folders, .txt, .jsonl) into a record.

    The same report again changes nothing; a later version of a report takes its place. What is stopped goes on where it was
    when the same command is given again.
    """
    from crossreport.build import build as run
    from crossreport.engines.processes import cores

    _place_names_ready()
    with _progress() as progress:
        made, summary = run(inputs, record, profile, workers or cores(), progress)
    made.close()
    click.echo(
        f"{record}: {_number(summary.reports, 'report')}, {_number(summary.events, 'event')},"
        f" {_number(summary.claims, 'claim')}, {_number(summary.stories, 'story', 'stories')}"
        + (". Nothing was new." if summary.is_unchanged else ".")
    )
    return _report(summary)


def _place_names_ready() -> None:
    """Compiles the index of place names where it is not there yet, once for all processes, and says so on standard error."""
    import logging

    from crossreport.vocabulary.compile_gazetteer import index_file

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    index_file()


@main.command(epilog=EPILOG)
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--to", required=True, type=click.Path(path_type=Path), help="The .jsonl file to write.")
@click.option("--workers", type=click.IntRange(1), help="Processes that read. Default: one a core.")
@unsealed_option
def read(inputs: tuple[Path, ...], to: Path, workers: int | None, unsealed: bool) -> int:
    """Read reports one at a time into FILE.jsonl, nothing merged: dates, places, figures, who says them, actions."""
    from crossreport.build import Summary, read_each
    from crossreport.engines.processes import cores
    from crossreport.export.files import write_files
    from crossreport.export.readings import lines

    _place_names_ready()
    summary = Summary()
    with _progress() as progress:
        found = read_each(inputs, summary, workers or cores(), progress)
        write_files(to.parent, {to.name: lines(found, unsealed)})
    click.echo(f"{to}: {_number(summary.read - len(summary.failed), 'report')} read.")
    return _report(summary)


@main.command(epilog=EPILOG)
@record_argument
@click.option("--format", "form", default="jsonl", show_default=True, help="The format, or `list` for the names of all.")
@click.option("--to", type=click.Path(path_type=Path), help="The folder to write into; it is made where it is not there.")
@profile_option
@unsealed_option
def export(record: Path, form: str, to: Path | None, profile: str | None, unsealed: bool) -> None:
    """Write a record in an interchange format."""
    from crossreport.export.names import FORMATS

    with _opened(record, unsealed) as opened:
        if form == "list":
            click.echo("\n".join(FORMATS))
            return
        if form not in FORMATS:
            raise click.UsageError(f"There is no format {form!r}. These there are: {', '.join(FORMATS)}.")
        if to is None:
            raise click.UsageError("Say with --to into which folder to write.")
        opened.export(to, profile)


@main.command(epilog=EPILOG)
@record_argument
@click.option("--story", metavar="ID", help="The story. Default: the one with most reports.")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@profile_option
@unsealed_option
def brief(record: Path, story: str | None, form: str, profile: str | None, unsealed: bool) -> None:
    """What a story comes to: the dead first, totals, what reports agree on, where they differ, who stands alone."""
    with _opened(record, unsealed) as opened:
        found = opened.brief(story, profile)
    if form == "json":
        click.echo(_json(found))
        return
    from crossreport.answers.render import brief_markdown, brief_text

    click.echo(brief_markdown(found) if form == "markdown" else brief_text(found, *_paper()), nl=False)


@main.command(epilog=EPILOG)
@record_argument
@click.argument("ident", metavar="ID")
@story_option
@profile_option
@unsealed_option
def show(record: Path, ident: str, story: str | None, profile: str | None, unsealed: bool) -> None:
    """The words that a thing rests on, in their sentences.

    ID is that of a report, claim, event, origin or story, EVENT/killed for an estimate, or a number of the brief.
    """
    from crossreport.answers.show import show_text
    from crossreport.answers.words import labels

    with _opened(record, unsealed) as opened:
        found, label = opened.show(ident, story, profile), labels(opened.reports())
    click.echo(show_text(found, label, *_paper()), nl=False)


@main.command(epilog=EPILOG)
@record_argument
@click.argument("ident", metavar="ID")
@story_option
@profile_option
@unsealed_option
def explain(record: Path, ident: str, story: str | None, profile: str | None, unsealed: bool) -> None:
    """Why a claim was read so, why mentions are one event, how an estimate came about: rows of evidence."""
    from crossreport.answers.explain import explain_text

    with _opened(record, unsealed) as opened:
        found = opened.explain(ident, story, profile)
    click.echo(explain_text(found, *_paper()), nl=False)


@main.command(epilog=EPILOG)
@record_argument
@click.option("--outcome", type=click.Choice(OUTCOMES), default="killed", show_default=True, help="What befell them.")
@click.option("--who", metavar="WORDS", help="Whose: words that reports use for them, such as Palestinians or children.")
@click.option("--place", metavar="NAME", help="Where: a town, province, country or area, with all that lies in it.")
@click.option("--since", metavar="DAY", callback=day, help="The first day, as 2023-01-01.")
@click.option("--until", metavar="DAY", callback=day, help="The last day.")
@profile_option
@unsealed_option
def tally(
    record: Path,
    outcome: str,
    who: str | None,
    place: str | None,
    since: str | None,
    until: str | None,
    profile: str | None,
    unsealed: bool,
) -> None:
    """What the events of a record add up to, with the events, so that anybody can add them up again."""
    from crossreport.answers.tally import tally_text

    with _opened(record, unsealed) as opened:
        found = opened.tally(outcome, who, place, since, until, profile)
        click.echo(tally_text(found, opened.derived(profile).events, *_paper()), nl=False)


@main.command(epilog=EPILOG)
@record_argument
@unsealed_option
def unread(record: Path, unsealed: bool) -> None:
    """What was refused, which reports were not read, and which sentences of harm gave no claim; each with the reason."""
    with _opened(record, unsealed) as opened:
        for one in opened.refused():
            _print(f"refused  {_at(one.source, one.line, one.report)}: {one.reason}")
        for ident, reason, _ in opened.unread_reports():
            _print(f"unread   {ident}: {reason}")
        for report, reading in opened.shown_readings():
            for sentence in reading.unread:
                words = " ".join(sentence.span.words(report).split())
                _print(f"sentence {report.id}:{sentence.span.start}-{sentence.span.end}: {sentence.reason}: {words}")


@contextmanager
def _opened(path: Path, unsealed: bool) -> Iterator[Record]:
    from crossreport.api import open_record

    with open_record(path, unsealed) as record:
        yield record


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A progress bar on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def tell(step: str, done: int, of: int | None) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=of)
            bar.update(tasks[step], completed=done, total=of)

        yield tell


def _report(summary: Summary) -> int:
    """Says what was taken, what was not and why; the exit code that this makes."""
    click.echo(
        f"Taken {summary.taken}, read {summary.read - len(summary.failed)}, passed over {summary.ignored},"
        f" refused {summary.refused_count}, not read {len(summary.failed) + len(summary.not_read)}."
    )
    refused = (f"{_at(one.source, one.line, one.report)}: {one.reason}" for one in summary.refused)
    _list("Refused:", refused, summary.refused_count)
    unread = [*summary.failed, *summary.not_read]
    _list("Kept, but not read:", (f"{ident}: {reason}" for ident, reason in unread), len(unread))
    return WELL if summary.is_well else SOME_REFUSED


def _list(heading: str, lines: Iterable[str], count: int) -> None:
    if not count:
        return
    click.echo(heading, err=True)
    for _, line in zip(range(MOST_LISTED), lines, strict=False):
        click.echo(f"  {_plain(line)}", err=True)
    if count > MOST_LISTED:
        click.echo(
            f"  and {count - MOST_LISTED} more; `crossreport unread RECORD` lists all that a record knows of.", err=True
        )


def _at(source: str, line: int | None, report: str | None) -> str:
    return source + (f", line {line}" if line else "") + (f", report {report}" if report else "")


def _number(count: int, one: str, many: str | None = None) -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _plain(text: str) -> str:
    """Text that no terminal takes for commands: control characters as escapes."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def _print(line: str) -> None:
    click.echo(_plain(line))


def _complain(message: str) -> None:
    click.echo(f"crossreport: {_plain(message)}", err=True)


def _paper() -> tuple[int, bool]:
    """(width in columns, colours) for what is printed: the terminal's, or those of a file."""
    if not sys.stdout.isatty():
        return WIDTH_OF_FILES, False
    import shutil

    return min(shutil.get_terminal_size().columns, WIDEST), "NO_COLOR" not in os.environ


def _json(value: Any) -> str:
    import msgspec

    from crossreport.answers.render import COMMANDS

    # JSON escapes a terminal's commands up to 0x1f; those above can only stand within its strings.
    escapes = {code: f"\\u{code:04x}" for code in COMMANDS if code > 0x1F}
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode().translate(escapes)
