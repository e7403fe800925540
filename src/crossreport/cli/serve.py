"""The command that opens the pages."""

from __future__ import annotations

import os
from pathlib import Path

import click

from crossreport.cli.group import EPILOG, main
from crossreport.cli.options import record_argument, unsealed_option
from crossreport.cli.terminal import complain

PASSWORD = "CROSSREPORT_PASSWORD"


@main.command(epilog=EPILOG)
@record_argument
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="PORT",
    default=8480,
    show_default=True,
    help="The port; 0: any free one.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="The address. Any but this machine's needs a password.",
)
@click.option(
    "--password-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=f"Ask for the password in this file (its first line). Or set {PASSWORD} in the environment.",
)
@unsealed_option
def serve(record: Path, port: int, host: str, password_file: Path | None, unsealed: bool) -> None:
    """Serve the pages: read, review and build in your browser.

    Open the address that it prints. A record that is not there yet is made by the first build from its pages. The
    server answers to this machine alone; other addresses need a password. It sends nothing anywhere.
    """
    from crossreport.web.serve import run

    password = _password(password_file)
    if not record.exists():
        complain(f"There is no record {record} yet: the page Build makes it. If there should be one, look at its path.")
    run(record, host, port, password, unsealed, lambda address: click.echo(f"{record}: {address}   (Ctrl-C ends it)"))


def _password(file: Path | None) -> str | None:
    found = os.environ.get(PASSWORD)
    if file is not None:
        found = (file.read_text(encoding="utf-8").splitlines() or [""])[0]
        if not found.strip():
            raise click.BadParameter(f"{file} holds no password in its first line.", param_hint="--password-file")
    return found or None
