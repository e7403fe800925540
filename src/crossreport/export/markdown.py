"""A story or an event as Markdown for publication: numbers with their words, who says so, sources and method."""

from collections.abc import Iterable, Iterator

from crossreport.answers.render import in_markdown
from crossreport.export.page import PARTS, Cited, Evidence, Number, Page, Section, page
from crossreport.export.source import Scope, Source

NAME = "report.md"
COLUMNS = ("When", "What", "Low", "Best", "High", "Who says", "Levels")


def files(source: Source, scope: Scope) -> dict[str, Iterator[bytes]]:
    """{name of the file: its contents}. NotFound where there is no such story or event."""
    made = page(source, scope)
    return {NAME: (f"{line}\n".encode("utf-8", errors="replace") for line in lines(made))}


def lines(made: Page) -> Iterator[str]:
    """The page, line by line."""
    yield from (f"# {in_markdown(made.title)}", "", in_markdown(made.head), "", f"**Review: {made.review}**", "")
    for heading, numbers in made.numbers:
        yield from (f"## {heading}", "", f"| {' | '.join(COLUMNS)} |", "|---|---|--:|--:|--:|---|---|")
        yield from map(_row, numbers)
        yield ""
    if made.totals:
        yield from ("## Totals that the reports state", "")
        for total in made.totals:
            yield f"- **{total.value}** {in_markdown(total.what)} ({in_markdown(total.says)}) {_cite(total.evidence)}"
            yield from (f"  - {in_markdown(note)}" for note in total.notes)
        yield ""
    for section in made.sections:
        yield from _section(section)
    yield from ("## Evidence", "", *map(_evidence, made.evidence), "")
    yield from ("## Sources", "", *map(_source, made.sources), "")
    yield from ("## Method", "", *(f"- {in_markdown(one)}" for one in made.method), "")


def _cite(numbers: Iterable[int]) -> str:
    return " ".join(f"[{n}](#e{n})" for n in numbers)


def _row(one: Number) -> str:
    what = "; ".join(map(in_markdown, (one.what, *one.notes)))
    levels = (
        f"agreement {one.agreement}, corroboration {one.corroboration}, responsibility {one.responsibility}, {one.review}"
    )
    says = f"{in_markdown(one.says)} {_cite(one.evidence)}"
    return f"| {in_markdown(one.when)} | {what} | {one.low} | {one.best} | {one.high} | {says} | {in_markdown(levels)} |"


def _section(section: Section) -> Iterator[str]:
    yield from (f"## {section.heading}", "")
    for line in section.lines:
        says = f" ({in_markdown(line.says)})" if line.says else ""
        yield f"- {in_markdown(line.text)}{says} {_cite(line.evidence)}".rstrip()
        yield from (f"  - {in_markdown(detail)}" for detail in line.details)
    yield ""


def _evidence(one: Evidence) -> str:
    note = f"; {in_markdown(one.note)}" if one.note else ""
    said = f"{in_markdown(one.says)}; in {in_markdown(one.label)}{note}. Claim {in_markdown(one.claim)}."
    return f'- <a id="e{one.number}"></a>[{one.number}] “{in_markdown(one.quote)}” {said}'


def _source(one: Cited) -> str:
    title = in_markdown(one.title)
    # In angle brackets an address may hold what would end a link; those signs themselves are written by their codes.
    address = one.link.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C") if one.link else None
    shown = f"[{title}](<{address}>)" if address else title
    copies = f"; its text is that of {in_markdown(one.copies)}" if one.copies else ""
    return f"- {in_markdown(one.label)}: {shown}, {in_markdown(one.published)}{copies}"


DOCS = {NAME: PARTS}
