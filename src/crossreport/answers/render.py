"""Briefs and other answers as text for a terminal and as Markdown. Rendering decides nothing: it sets what answers give."""

import re
from io import StringIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.segment import Segment, Segments
from rich.table import Table
from rich.text import Text

from crossreport.answers.briefed import Brief, Count, Line, Total
from crossreport.answers.plain import plain
from crossreport.answers.words import count

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
# What Markdown or the HTML that it may hold would take for markup, anywhere or at a line's start.
MARKUP = re.compile(r"[\\`*_\[\]<>|~]|&(?=#?\w+;)|^[#+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")


def to_text(parts: RenderableType, width: int, color: bool = False) -> str:
    """Renderables as text of at most `width` columns; with terminal colours where asked, and no other commands in it."""
    out = StringIO()
    console = Console(
        file=out, width=width, force_terminal=color, color_system="standard" if color else None, highlight=False
    )
    clean = (Segment(plain(one.text), one.style) for one in console.render(parts))
    console.print(Segments(clean), end="", crop=False)
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
    silent = f"{count(brief.unread, 'sentence')} with a word of harm gave no claim: crossreport unread RECORD."
    unread = f" {silent}" if brief.unread else ""
    return f"{MACHINE} Figures by profile {brief.profile}.{unread}"


def _heading(text: str) -> Text:
    return Text(text, style="bold")


def _row(width: int, digits: int, *cells: str | Text) -> Table:
    """One line of the counts; its columns stand where those of the other lines stand, and hold numbers of `digits` signs."""
    wide = width >= 70
    table = Table.grid(padding=(0, 1, 0, 0), expand=True)
    table.add_column(width=15 if wide else 11)
    table.add_column(ratio=5)
    for _ in range(3):
        table.add_column(justify="right", no_wrap=True, min_width=digits)
    table.add_column(ratio=4)
    # A plain string would be read as rich's own markup, and a title may hold "[bold]".
    table.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in cells))
    return table


def _counts(heading: str, counts: tuple[Count, ...], width: int, numbered: bool) -> list[RenderableType]:
    # A number that is cut is another number: where the columns cannot hold the widest, each line of numbers stands alone.
    digits = max(5, *(len(number) for one in counts for number in (one.low, one.best, one.high)))
    fits = width >= 3 * digits + (47 if width >= 70 else 25)
    names = ("low", "best", "high", "who says") if numbered and fits else ("", "", "", "")
    head = _row(width, digits, _heading(heading), "", *(Text(name, style="dim") for name in names))
    parts: list[RenderableType] = [head if fits else _heading(heading)]
    for one in counts:
        says = Text(f"{one.says} {marks(one.evidence)}")
        if fits:
            parts.append(_row(width, digits, one.when, one.what, one.low, Text(one.best, style="bold"), one.high, says))
        else:
            parts.append(Text(f"{one.when} {one.what}"))
            parts += [Padding(line, (0, 0, 0, 2)) for line in (Text(_in_words(one)), says)]
        if one.notes:
            parts.append(Padding(Text("; ".join(one.notes), style="dim"), (0, 0, 0, 4)))
    return parts


def _in_words(one: Count) -> str:
    return f"low {one.low}, best {one.best}, high {one.high}"


def _total(total: Total) -> list[RenderableType]:
    table = Table.grid(padding=(0, 1, 0, 2), expand=True)
    table.add_column(ratio=3)
    table.add_column(justify="right", no_wrap=True, width=max(7, len(total.value) + 3))  # with its padding
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
    """The brief as Markdown; the reports' words stand in it as words, whatever markup they hold."""
    out = [f"# {in_markdown(brief.title)}", "", in_markdown(brief.head), ""]
    for outcome, counts in brief.counts.items():
        out += [
            f"## {HEADINGS[outcome].capitalize()}",
            "",
            "| when | what | low | best | high | who says |",
            "|---|---|--:|--:|--:|---|",
        ]
        for one in counts:
            what = "; ".join(map(in_markdown, (one.what, *one.notes)))
            numbers = f"{one.low} | {one.best} | {one.high}"
            out.append(f"| {one.when} | {what} | {numbers} | {in_markdown(one.says)} {marks(one.evidence)} |")
        out.append("")
    if brief.totals:
        out += ["## Totals that the reports state", ""]
        for total in brief.totals:
            out.append(f"- **{total.value}** {in_markdown(total.what)} ({in_markdown(total.says)}) {marks(total.evidence)}")
            out += [f"  - {in_markdown(note)}" for note in total.notes]
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
                says = f" ({in_markdown(line.says)})" if line.says else ""
                out.append(f"- {in_markdown(line.text)}{says} {marks(line.evidence)}".rstrip())
                out += [f"  - {in_markdown(detail)}" for detail in line.details]
            out.append("")
    return "\n".join([*out, f"*{_foot(brief)}*", ""])


def in_markdown(text: str) -> str:
    """Words on one line in which Markdown sees no markup."""
    return MARKUP.sub(r"\\\g<0>", plain(" ".join(text.split())))
