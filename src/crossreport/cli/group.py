"""The group of all commands: how a command ends, with which exit code, and how errors are told."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from typing import Any

import click

from crossreport.cli.terminal import WIDEST, complain
from crossreport.errors import CrossreportError

WELL, NOT_ALL_WELL, FAILED, STOPPED = 0, 1, 2, 130
EPILOG = (
    "Exit codes: 0 all is well; 1 done, but what was refused, left unread or found wrong is listed with its reason;"
    " 2 wrong usage, or nothing could be done; 130 stopped by Ctrl-C."
)


# The commands as the help lists them, by what one wants to do.
SECTIONS = {
    "Read reports": ("build", "doors", "fetch", "read"),
    "Ask a record": ("serve", "brief", "show", "explain", "tally", "changes", "coverage", "compare", "unread"),
    "Correct it": ("decide", "decisions", "agreement", "withdraw", "redact"),
    "Give it out, keep it": ("export", "check", "audit", "backup", "join"),
}


def version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    """Prints the version and ends."""
    if asked:
        from crossreport.store.provenance import code

        click.echo(f"crossreport {code()}")
        context.exit()


class Group(click.Group):
    """Commands of which a wrong name is told with the right ones."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant. UsageError where there is none of that name."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.commands, n=1)
            meant = f" Is {near[0]!r} meant?" if near else ""
            raise click.UsageError(
                f"There is no command {args[0]!r}.{meant} These there are: {', '.join(self.commands)}.", ctx
            )
        return super().resolve_command(ctx, args)


class Commands(Group):
    """Commands whose errors are told in a line, without a traceback, and shown by the exit code."""

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the commands, a line each, in their sections."""
        widest = max(map(len, self.commands))
        for heading, names in SECTIONS.items():
            with formatter.section(heading):
                told = [(f"{name:<{widest}}", self.commands[name].get_short_help_str(formatter.width)) for name in names]
                formatter.write_dl(told)

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
        complain("Stopped. What was kept until now is whole; the same command goes on from there.")
        return STOPPED
    except (BrokenPipeError, SystemExit):
        return WELL  # whoever read the output has had enough (`| head`), for which click leaves the process
    except CrossreportError as error:
        complain(str(error))
        return FAILED
    except OSError as error:
        complain(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}.")
        return FAILED
    except Exception as error:
        if os.environ.get("CROSSREPORT_DEBUG"):
            raise
        complain(
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
        complain(f"The output cannot be written: {error.strerror}.")
        code = FAILED
    # Python flushes once more when it ends, and must not fail again.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def confirmed(question: str, yes: bool) -> None:
    """Goes on where whoever gave the command says so; ends it with nothing done where they do not."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise click.UsageError("Nothing was done: nobody is here to be asked. With --yes it goes on without asking.")
    if not click.confirm(question):
        complain("Nothing was done.")
        raise click.exceptions.Exit(STOPPED)


@click.group(
    cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": WIDEST}
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=version, help="Print the version.")
def main() -> None:
    """One sourced record of what many reports tell of the same events: what happened, who says so, do they agree."""
