"""Briefs and other answers as text for a terminal and as Markdown. Rendering decides nothing: it sets what answers give."""

from io import StringIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from crossreport.answers.brief import Brief, Count, Line, Total

HEADINGS = {
    "killed": "KILLED",
    "injured": "INJURED",
    "killed_or_injured": "KILLED OR INJURED (not told apart)",
    "missing": "MISSING",
    "abducted": "ABDUCTED",
    "detained": "DETAINED",
    "displaced": "DISPLACED",
    "other": "OTHERWISE HARMED",
}
MACHINE = "Machine reading, unreviewed. [n]: crossreport show RECORD n prints the words behind it."


def to_text(parts: RenderableType, width: int, color: bool = False) -> str:
    """Renderables as text of at most `width` columns; with terminal colours where asked."""
    out = StringIO()
    console = Console(
        file=out, width=width, force_terminal=color, color_system="standard" if color else None, highlight=False
    )
    console.print(parts)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def marks(numbers: tuple[int, ...]) -> str:
    """Evidence numbers as shown: '[3][4]', the first six."""
    return "".join(f"[{n}]" for n in numbers[:6]) + ("…" if len(numbers) > 6 else "")


def brief_text(brief: Brief, width: int = 80, color: bool = False) -> str:
    """The brief for a terminal."""
    parts: list[RenderableType] = [Text(brief.title, style="bold"), Text(brief.head, style="dim")]
    for index, (outcome, counts) in enumerate(brief.counts.items()):
        parts += [Text(), *_counts(HEADINGS[outcome], counts, width, numbered=index == 0)]
    if brief.totals:
        parts += [Text(), _heading("TOTALS THAT THE REPORTS STATE")]
        parts += [part for one in brief.totals for part in _total(one)]
    both = brief.reports == 2
    for heading, lines, said in (
        (brief.together, brief.agree, not both),
        ("THEY DIFFER", brief.differ, False),
        ("SAID, DENIED, NOT CONFIRMED", brief.disputed, False),
        ("ONE REPORT ALONE", brief.alone, True),
    ):
        if lines:
            parts += [Text(), _heading(heading), *(part for one in lines for part in _line(one, said))]
    parts += [Text(), Text(_foot(brief), style="dim")]
    return to_text(Group(*parts), width, color)


def _foot(brief: Brief) -> str:
    unread = (
        f" {brief.unread} sentences with a word of harm gave no claim: crossreport unread RECORD." if brief.unread else ""
    )
    return f"{MACHINE} Figures by profile {brief.profile}.{unread}"


def _heading(text: str) -> Text:
    return Text(text, style="bold")


def _row(width: int, *cells: RenderableType) -> Table:
    """One line of the counts; its columns stand where those of the other lines stand."""
    wide = width >= 70
    table = Table.grid(padding=(0, 1, 0, 0), expand=True)
    table.add_column(width=15 if wide else 11)
    table.add_column(ratio=5)
    for _ in range(3):
        table.add_column(justify="right", no_wrap=True, width=5)
    table.add_column(ratio=4)
    table.add_row(*cells)
    return table


def _counts(heading: str, counts: tuple[Count, ...], width: int, numbered: bool) -> list[RenderableType]:
    names = ("low", "best", "high", "who says") if numbered else ("", "", "", "")
    parts: list[RenderableType] = [_row(width, _heading(heading), "", *(Text(name, style="dim") for name in names))]
    for one in counts:
        says = Text(f"{one.says} {marks(one.evidence)}")
        parts.append(_row(width, one.when, one.what, one.low, Text(one.best, style="bold"), one.high, says))
        if one.notes:
            parts.append(Padding(Text("; ".join(one.notes), style="dim"), (0, 0, 0, 4)))
    return parts


def _total(total: Total) -> list[RenderableType]:
    table = Table.grid(padding=(0, 1, 0, 2), expand=True)
    table.add_column(ratio=3)
    table.add_column(justify="right", no_wrap=True, width=7)
    table.add_column(ratio=2)
    table.add_row(Text(total.what), Text(total.value, style="bold"), Text(f"{total.says} {marks(total.evidence)}"))
    return [table, *(Padding(Text(note, style="dim"), (0, 0, 0, 4)) for note in total.notes)]


def _line(line: Line, said: bool) -> list[RenderableType]:
    text = Text()
    if said and line.says:
        text.append(f"{line.says}: ", style="dim")
    text.append(line.text)
    if line.evidence:
        text.append(f" {marks(line.evidence)}")
    return [Padding(text, (0, 0, 0, 2)), *(Padding(Text(detail, style="dim"), (0, 0, 0, 6)) for detail in line.details)]


def brief_markdown(brief: Brief) -> str:
    """The brief as Markdown."""
    out = [f"# {brief.title}", "", brief.head, ""]
    for outcome, counts in brief.counts.items():
        out += [
            f"## {HEADINGS[outcome].capitalize()}",
            "",
            "| when | what | low | best | high | who says |",
            "|---|---|--:|--:|--:|---|",
        ]
        for one in counts:
            what = _cell("; ".join((one.what, *one.notes)))
            out.append(
                f"| {one.when} | {what} | {one.low} | {one.best} | {one.high} | {_cell(one.says)} {marks(one.evidence)} |"
            )
        out.append("")
    if brief.totals:
        out += ["## Totals that the reports state", ""]
        for total in brief.totals:
            out.append(f"- **{total.value}** {total.what} ({total.says}) {marks(total.evidence)}")
            out += [f"  - {note}" for note in total.notes]
        out.append("")
    for heading, lines in (
        (brief.together.capitalize(), brief.agree),
        ("They differ", brief.differ),
        ("Said, denied, not confirmed", brief.disputed),
        ("One report alone", brief.alone),
    ):
        if lines:
            out += [f"## {heading}", ""]
            for line in lines:
                out.append(f"- {line.text} ({line.says}) {marks(line.evidence)}")
                out += [f"  - {detail}" for detail in line.details]
            out.append("")
    return "\n".join([*out, f"*{_foot(brief)}*", ""])


def _cell(text: str) -> str:
    """Text that stays inside one cell of a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ")
