"""Plain text: a file is a report, its stem the id."""

from pathlib import Path

from crossreport.errors import ReportError
from crossreport.ingest.items import MAX_BYTES, checked, decoded, digest
from crossreport.model.report import Report


def read_text(path: Path, stem_clashes: bool = False) -> Report:
    """The report in a .txt file, its text exactly as the file has it (line ends too).

    The id is the file's stem; eight digits of the text's hash are added where another file has the same stem. ReportError
    where the file is empty, binary, too long or no UTF-8; OSError where it cannot be read.
    """
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if not raw:
        raise ReportError("the file is empty")
    if len(raw) > MAX_BYTES:
        raise ReportError(f"the file is larger than {MAX_BYTES // 1024 // 1024} MB, the most for one report")
    text = decoded(raw)
    nul = raw.find(b"\0")
    if nul >= 0:
        raise ReportError(f"the file is binary, not text: a NUL byte at byte {nul + 1}")
    try:
        path.stem.encode("utf-8")
    except UnicodeEncodeError:
        raise ReportError("the file's name, which is the report's id, is no UTF-8: rename the file") from None
    return checked(Report(f"{path.stem}-{digest(text)[:8]}" if stem_clashes else path.stem, text))
