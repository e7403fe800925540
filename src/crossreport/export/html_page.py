"""A story or an event as one HTML file for publication: no script, nothing loaded from anywhere, ready to print.

Words of reports are words, whatever markup they hold: the template escapes everything, and the page forbids scripts and
loading by its own policy besides.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files as resources
from typing import TYPE_CHECKING

from crossreport.answers.plain import plain
from crossreport.export.page import PARTS, page
from crossreport.export.source import Scope, Source

if TYPE_CHECKING:
    from jinja2 import Template

NAME = "report.html"
BUFFERED = 64  # pieces of the template's output that go out at once


def files(source: Source, scope: Scope) -> dict[str, Iterator[bytes]]:
    """{name of the file: its contents}. NotFound where there is no such story or event."""
    stream = _template().stream(page=page(source, scope))
    stream.enable_buffering(BUFFERED)
    return {NAME: (piece.encode("utf-8", errors="replace") for piece in stream)}


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["shown"] = shown
    return environment.from_string((resources("crossreport.export") / "page.html").read_text(encoding="utf-8"))


def shown(text: str) -> str:
    """Words on a line, without control characters and without signs that turn the direction of what follows."""
    return plain(" ".join(text.split()))


DOCS = {NAME: PARTS}
