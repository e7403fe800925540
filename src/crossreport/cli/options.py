"""Options and arguments that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from crossreport.ingest.mapping import Mapping


def filled(_: click.Context, option: click.Parameter, value: str) -> str:
    """Words that say something. UsageError for blanks alone, and for what no line of a log can hold."""
    if not value.strip() or not value.isprintable():
        raise click.BadParameter("it must say something, in a line.", param=option)
    return value.strip()


def filled_if_given(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Words that say something, or None where the option is not given: an empty filter would let all pass."""
    return None if value is None else filled(context, option, value)


class ProfileOption(click.Option):
    """The option with the names of the profiles in its help, which are looked up only when it is asked for."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The line of the help."""
        from crossreport.profiles.load import profile_names

        self.help = (
            f"The rules for low, best and high, as docs/method.md tells them: {', '.join(profile_names())}."
            " Default: the record's."
        )
        return super().get_help_record(ctx)


profile_option = click.option("--profile", metavar="NAME", cls=ProfileOption)
unsealed_option = click.option(
    "--unsealed", is_flag=True, help="Show the names of minors, victims of sexual violence and accused persons."
)
as_of_option = click.option(
    "--as-of", metavar="TIME", help="The record as it was known on that day, at that time, or after that step of its log."
)
story_option = click.option(
    "--story", metavar="ID", help="The story whose evidence numbers are meant. Default: the largest."
)
inputs_argument = click.argument(
    "inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True)
)
mapping_option = click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    help="A YAML file that says which column of a table is what; see docs/doors.md. Default: guessed, and told.",
)
workers_option = click.option(
    "--workers", type=click.IntRange(1), metavar="N", help="Processes that read. Default: one a core."
)
cluster_option = click.option(
    "--cluster",
    metavar="HOST:PORT",
    help="Read on the machines of that Ray cluster (auto: the one that this machine belongs to); see docs/scale.md.",
)
by_option = click.option("--by", required=True, metavar="NAME", callback=filled, help="Who does this; the log keeps it.")
why_option = click.option("--why", required=True, metavar="TEXT", callback=filled, help="Why; the record keeps it.")
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


def readers(workers: int | None, cluster: str | None) -> int:
    """How many processes read here. UsageError where a cluster is to read: how many it has, it knows."""
    from crossreport.engines.processes import cores

    if workers and cluster:
        raise click.UsageError("--workers are processes here, and --cluster has others read: give one of them.")
    return workers or cores()


def loaded_mapping(path: Path | None) -> Mapping | None:
    """The mapping in that file. InputError where it cannot be used."""
    if path is None:
        return None
    from crossreport.ingest.mapping import load_mapping

    return load_mapping(path)
