"""What comes in: a report as an outlet published it, and the spans that point into it."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec

PubStatus = Literal["usable", "corrected", "withheld", "canceled"]
WITHDRAWN: tuple[PubStatus, ...] = ("withheld", "canceled")


class Span(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """Words of a report: code points `start` to `end` (exclusive) of its text, or of its title where `title` is true."""

    start: int
    end: int
    title: bool = False

    def words(self, report: "Report") -> str:
        """The words themselves, exactly as the report has them."""
        source = (report.title or "") if self.title else report.text
        return source[self.start : self.end]


class Capture(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the bytes of a source came to be kept, as a chain of custody needs it.

    `sha256` is of the bytes as they came, `at` the time in UTC, `url` the address that was asked for, `final_url` the one
    that answered after redirects, `method` what caught it (fetch, warc, mhtml), `tool` the program with its version,
    `record` the id of a web archive's record, `payload_digest` what that says of its bytes, `headers` those of the answer.
    """

    sha256: str
    at: str | None = None
    url: str | None = None
    final_url: str | None = None
    method: str | None = None
    tool: str | None = None
    status: int | None = None
    record: str | None = None
    payload_digest: str | None = None
    headers: dict[str, str] = {}


class Report(msgspec.Struct, frozen=True, omit_defaults=True):
    """One published item, as given: nothing in it is cleaned, so that offsets hold.

    `published` is an ISO 8601 date or date-time; `language` a BCP 47 tag; `credit` the agencies that the outlet credits.
    `pubstatus` is what the outlet says of it (after IPTC ninjs): one that is withheld or canceled is withdrawn, and nothing
    of it counts.
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
    pubstatus: PubStatus = "usable"

    @property
    def day(self) -> date | None:
        """The day of publication, or None where none is given."""
        return date.fromisoformat(self.published[:10]) if self.published else None

    @property
    def is_withdrawn(self) -> bool:
        """Does its outlet say that it must not be used?"""
        return self.pubstatus in WITHDRAWN


def first_told(report: str, copy_of: Mapping[str, str]) -> str:
    """The report that it is a copy of, or a copy of a copy; itself, where it is none."""
    seen = {report}
    while (of := copy_of.get(report)) is not None and of not in seen:
        seen.add(of)
        report = of
    return report
