"""Commands with what they print, in pages of docs/: each is run on the sample reports, and what it prints now is shown.

A page shows it in a block ```console, commands after "$ ". A line "..." there stands for lines left out: what comes before
it is the beginning of the output, and what comes after it starts at the line that it starts with now. A command under which
nothing is shown is run all the same.
"""

import os
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner

from crossreport.cli import main

EXAMPLES = Path(__file__).parent.parent / "examples"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
LEFT_OUT = "..."
COMMAND = re.compile(r"^\$ (.*)$", re.M)


@contextmanager
def beside_the_examples(folder: Path) -> Iterator[None]:
    """Works in the folder, with the sample reports in `examples` there."""
    shutil.copytree(EXAMPLES, folder / "examples", dirs_exist_ok=True)
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def run(command: str) -> list[str]:
    """The lines that a command of `crossreport` prints. ValueError where it is another's, or breaks down."""
    program, *arguments = shlex.split(command)
    if program != "crossreport":
        raise ValueError(f"{command}: only crossreport is run for the docs")
    result = CliRunner().invoke(main, arguments)
    if result.exit_code not in (0, 1):
        raise ValueError(f"{command}: {result.output or result.exception}")
    return [line.rstrip() for line in result.output.splitlines()]


def renewed(page: str, printed: Callable[[str], list[str]] = run) -> str:
    """The page with every output as it is now. ValueError where a line that parts of it start with is gone."""

    def block(found: re.Match[str]) -> str:
        _, *parts = COMMAND.split(found[1])
        lines = [_one(command, shown.strip("\n"), printed) for command, shown in zip(parts[::2], parts[1::2], strict=True)]
        return "```console\n" + "\n".join(lines) + "\n```"

    return BLOCK.sub(block, page)


def _one(command: str, shown: str, printed: Callable[[str], list[str]]) -> str:
    now = printed(command)
    if not shown:
        return f"$ {command}"
    pieces = [piece.strip("\n").splitlines() for piece in re.split(r"^\.\.\.$", shown, flags=re.M)]
    kept: list[str] = []
    at = 0
    for number, piece in enumerate(pieces):
        if number:
            kept.append(LEFT_OUT)
        if not piece:
            continue
        if number:
            if piece[0] not in now[at:]:
                raise ValueError(f"{command}: prints no line {piece[0]!r} any more: mend the page")
            at = now.index(piece[0], at)
        until = len(now) if number == len(pieces) - 1 else at + len(piece)
        kept += now[at:until]
        at = until
    return "\n".join([f"$ {command}", *kept])
