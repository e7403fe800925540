"""The commands about a record's log."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from crossreport.cli.group import EPILOG, NOT_ALL_WELL, WELL, Group, main
from crossreport.cli.options import record_argument
from crossreport.cli.terminal import number, opened_record, say, say_broken, to_json


@main.group(epilog=EPILOG, cls=Group)
def audit() -> None:
    """The record's log: a chain in which no change stays unseen."""


@audit.command(epilog=EPILOG)
@record_argument
@click.option(
    "--checkpoint", type=click.Path(path_type=Path), help="A file that `audit checkpoint` made: the log must still hold it."
)
def verify(record: Path, checkpoint: Path | None) -> int:
    """Prove that no step of the log was changed or taken out.

    And that the record is what its steps made. A chain cannot tell what was cut from its end: for that, keep a
    checkpoint elsewhere and give it here. Exit code 0 where all is well, 1 where something is wrong.
    """
    from crossreport.store.audit import checkpoint_from
    from crossreport.store.check import log_faults

    held = checkpoint_from(checkpoint.read_bytes()) if checkpoint else None
    with opened_record(record, unsealed=True) as opened:
        faults = list(log_faults(opened, held))
        steps = sum(1 for _ in opened.log())
    for fault in faults:
        say(f"{fault.about}: {fault.what}")
    if faults:
        say(f"{record}: {number(len(faults), 'fault')}.")
        return NOT_ALL_WELL
    say(
        f"{record}: all is well. {number(steps, 'step')}"
        + (f", the checkpoint's step {held.seq} among them." if held else ".")
    )
    return WELL


@audit.command(epilog=EPILOG)
@record_argument
@click.option("--to", type=click.Path(path_type=Path), help="The file to write. Default: print it.")
def checkpoint(record: Path, to: Path | None) -> None:
    """How far the log has come, to be kept elsewhere.

    Keep it where nobody who could cut the log can reach; `audit verify --checkpoint` holds the log against it.
    """
    from crossreport.export.files import write_files

    with opened_record(record, unsealed=False) as opened:
        found = to_json(opened.checkpoint())
    if to is None:
        click.echo(found)
    else:
        write_files(to.parent, {to.name: [f"{found}\n".encode()]})
        say(f"Wrote {to}. Keep it where nobody who could change the record can reach.")


@audit.command(epilog=EPILOG)
@record_argument
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def log(record: Path, form: str) -> None:
    """Every step: number, time, by whom, what.

    It holds no words or names of reports, and of decisions not who made them: of people only who withdrew or redacted a
    report. Text shows how a digest begins; --format json gives every step whole.
    """
    with opened_record(record, unsealed=False) as opened:
        if form == "json":
            click.echo(to_json(list(opened.log())))
            return
        for entry in opened.log():
            told = ", ".join(f"{key} {_short(value)}" for key, value in sorted(entry.body.items()) if key != "commitments")
            say_broken(f"{entry.seq:>5}  {entry.at}  {entry.who}  {entry.step}: {told}")


def _short(value: Any) -> str:
    """A value of a step in words; of a digest as much as tells it from others."""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_short(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_short, value))
    text = str(value)
    return f"{text[:12]}…" if re.fullmatch(r"[0-9a-f]{64}", text) else text
