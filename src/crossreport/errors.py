"""Every error that Crossreport raises on purpose. Each message says what was wrong, what was got, and what to do.

CrossreportError
├── InputError          a report, file or folder that cannot be read
│   └── ReportError     one report that is refused; the rest is built
├── RecordError         a file that is no record, a newer record, a damaged one
├── ExportError         a file or folder that cannot be written
├── NotFound            an id, story or event that the record does not have
└── SetupError          a model, vocabulary or profile that is missing or malformed
"""


class CrossreportError(Exception):
    """The root: catch this to catch all of them."""


class InputError(CrossreportError):
    """Input that cannot be read at all."""


class ReportError(InputError):
    """One report that cannot be read; it is listed with its reason, and the rest is built."""


class RecordError(CrossreportError):
    """A record file that cannot be opened, is no record, or is of a newer version."""


class ExportError(CrossreportError):
    """A file or folder that cannot be written; what was there before stays."""


class NotFound(CrossreportError):
    """An id that the record does not have."""


def no_report(ident: str) -> NotFound:
    """The error for a report that the record does not have."""
    return NotFound(
        f"The record has no report {ident!r}. The ids of its reports stand in `show` of a claim, and in the export."
    )


class SetupError(CrossreportError):
    """Something that the installation should bring is missing or malformed."""
