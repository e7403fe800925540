"""The pictures of docs/ that are drawn from the code: the rooms with what each imports, a brief as a terminal shows it."""

import tomllib
from html import escape
from io import StringIO
from pathlib import Path

import grimp
from rich.console import Console
from rich.text import Text

import crossreport
from crossreport.answers.render import brief_text

ROOT = Path(__file__).parent.parent
PACKAGE = "crossreport"
# Columns and lines of the brief that the picture shows.
WIDTH, LINES = 80, 34
CELL, TOP, NAMES = 24, 96, 120
FONT = "font-family='ui-monospace, Menlo, Consolas, monospace'"


def rooms() -> list[list[str]]:
    """The rooms from top to bottom, those of one height together, as the contract of import-linter has them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [contract] = [one for one in settings["tool"]["importlinter"]["contracts"] if one["type"] == "layers"]
    parts = [layer.replace("|", ":").split(":") for layer in contract["layers"]]
    return [[one.strip().removeprefix(f"{PACKAGE}.") for one in layer] for layer in parts]


def imports(names: list[str]) -> set[tuple[str, str]]:
    """(room, room that it imports from): what the code has, in functions too."""
    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    found = set()
    for module in graph.modules:
        for other in graph.find_modules_directly_imported_by(module):
            pair = (_room(module), _room(other))
            if pair[0] != pair[1] and set(pair) <= set(names):
                found.add(pair)
    return found


def _room(module: str) -> str:
    return module.partition(".")[2].partition(".")[0]


def about(room: str) -> str:
    """What a room is for: the first sentence of its docstring."""
    place = ROOT / "src" / PACKAGE / room
    source = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    first = source.read_text(encoding="utf-8").split('"""')[1].split("\n")[0]
    return first.split(". ")[0].split(": ")[0].rstrip(".:")


def architecture() -> str:
    """The rooms as an SVG: a line each, top to bottom, with a dot under each room that it imports from.

    Every dot lies right of the diagonal: no room imports from one above it.
    """
    names = [name for layer in rooms() for name in layer]
    pairs = imports(names)
    left, width = NAMES + 8, NAMES + 8 + CELL * len(names)
    height = TOP + CELL * len(names) + 12
    drawn = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width + 470} {height}' font-size='13' {FONT} role='img'>",
        "<title>The rooms of Crossreport, and which imports from which</title>",
        f"<rect width='{width + 470}' height='{height}' fill='#fdfcf8'/>",
    ]
    for row, name in enumerate(names):
        y, x = TOP + CELL * row, left + CELL * row
        if row % 2 == 0:
            drawn.append(f"<rect x='0' y='{y}' width='{width + 470}' height='{CELL}' fill='#f1eee6'/>")
        drawn.append(f"<text x='{NAMES}' y='{y + 16}' text-anchor='end' fill='#1c1a17' font-weight='bold'>{name}</text>")
        drawn.append(f"<text x='{width + 14}' y='{y + 16}' fill='#55504a'>{escape(about(name))}</text>")
        drawn.append(f"<text transform='translate({x + 16} {TOP - 8}) rotate(-60)' fill='#55504a'>{name}</text>")
        drawn.append(f"<rect x='{x + 4}' y='{y + 4}' width='{CELL - 8}' height='{CELL - 8}' fill='#c9c3b8'/>")
        for column, other in enumerate(names):
            if (name, other) in pairs:
                drawn.append(f"<circle cx='{left + CELL * column + CELL // 2}' cy='{y + CELL // 2}' r='6' fill='#1a4f72'/>")
    return "\n".join([*drawn, "</svg>", ""])


def brief(record: Path) -> str:
    """The beginning of the brief of a record as an SVG, in the colours of a terminal."""
    with crossreport.open_record(record) as opened:
        text = brief_text(opened.brief(), WIDTH, color=True)
    lines = text.splitlines()[:LINES]
    console = Console(file=StringIO(), width=WIDTH, record=True, force_terminal=True, color_system="standard")
    for line in [f"$ crossreport brief {record.name}", *lines, "..."]:
        console.print(Text.from_ansi(line), highlight=False)
    return console.export_svg(title="crossreport", unique_id="brief", code_format=TERMINAL) + "\n"


# A terminal without a font from the network: rich's own frame asks for one.
TERMINAL = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<title>A brief in the terminal</title>
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, Menlo, Consolas, monospace; font-size: {char_height}px; line-height: {line_height}px;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>"""
