"""Who reads which language: a reader for each, English among them; a report that none of them knows is kept and left unread.

Another reader joins with `join(Reader("xx", "Exish", is_exish, read_exish))` before reading begins.
"""

from collections.abc import Callable
from dataclasses import dataclass

from crossreport.model.happened import Reading
from crossreport.model.report import Report

# Tags that say nothing of one language (BCP 47, ISO 639-2): unknown, several.
NO_LANGUAGE = ("und", "mul")


@dataclass(frozen=True)
class Reader:
    """Reads the reports of one language.

    `tag` is its primary subtag of BCP 47, `name` what people call it; `knows` says of a text that declares no language
    whether it is in this one; `read` gives all that is read in one report, and depends on that report alone.
    """

    tag: str
    name: str
    knows: Callable[[str], bool]
    read: Callable[[Report], Reading]


class Readers:
    """The readers that have joined, in the order in which they are asked."""

    def __init__(self, *readers: Reader) -> None:
        self._by_tag = {reader.tag: reader for reader in readers}

    def join(self, reader: Reader) -> None:
        """Let a reader read its language from now on, in the place of one that read it so far."""
        self._by_tag[reader.tag] = reader

    def of(self, report: Report) -> Reader | None:
        """The reader for a report: by the language that it declares, else the first that knows its text; None for none."""
        tag = (report.language or "").lower().replace("_", "-").split("-")[0]
        tag = {"eng": "en"}.get(tag, tag)
        if tag and tag not in NO_LANGUAGE:
            return self._by_tag.get(tag)
        text = f"{report.title or ''}\n{report.text}"
        return next((reader for reader in self._by_tag.values() if reader.knows(text)), None)

    def read(self, report: Report) -> Reading:
        """All that its language's reader reads in a report; nothing but a note where there is no such reader."""
        reader = self.of(report)
        return reader.read(report) if reader is not None else self._unread(report)

    def _unread(self, report: Report) -> Reading:
        names = " or ".join(reader.name for reader in self._by_tag.values())
        return Reading(report.id, credit=report.credit, note=f"the report is not in {names}: it is kept, and left unread")
