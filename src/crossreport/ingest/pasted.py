"""A text that somebody pasted into a form, with what they know of it."""

from collections.abc import Mapping as Fields

import msgspec

from crossreport.errors import ReportError
from crossreport.ingest.items import checked, digest
from crossreport.ingest.mapping import Field
from crossreport.ingest.text import head, headed
from crossreport.model.report import Report

KNOWN: tuple[Field, ...] = ("title", "outlet", "url", "published", "language", "credit")


def pasted(text: str, fields: Fields[str, str | None]) -> Report:
    """The report, its text without the blanks at its ends; what the form says goes before what the text's head says.

    ReportError where the text is empty or too long, a date is none, or there is no such field.
    """
    unknown = sorted(set(fields) - set(KNOWN))
    if unknown:
        raise ReportError(f"there is no field {unknown[0]!r}; these there are: {', '.join(KNOWN)}")
    plain = text.replace("\r\n", "\n").strip()
    stated, start = head(plain)
    value: dict[Field, str | None] = {name: (fields.get(name) or "").strip() or stated.get(name) for name in KNOWN}
    report = checked(msgspec.structs.replace(headed(value, plain[start:]), id="pasted"))
    return msgspec.structs.replace(report, id=f"pasted-{digest(report.text)[:8]}")
