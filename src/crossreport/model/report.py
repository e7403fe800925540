"""What comes in: a report as an outlet published it, and the spans that point into it."""

from datetime import date

import msgspec


class Span(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """Words of a report: code points `start` to `end` (exclusive) of its text, or of its title where `title` is true."""

    start: int
    end: int
    title: bool = False

    def words(self, report: "Report") -> str:
        """The words themselves, exactly as the report has them."""
        source = (report.title or "") if self.title else report.text
        return source[self.start : self.end]


class Report(msgspec.Struct, frozen=True, omit_defaults=True):
    """One published item, as given: nothing in it is cleaned, so that offsets hold.

    `published` is an ISO 8601 date or date-time; `language` a BCP 47 tag; `credit` the agencies that the outlet credits.
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    published_inferred: bool = False
    language: str | None = None
    credit: tuple[str, ...] = ()

    @property
    def day(self) -> date | None:
        """The day of publication, or None where none is given."""
        return date.fromisoformat(self.published[:10]) if self.published else None
