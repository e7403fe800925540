"""Words that can tell nothing are passed over before their grammar is looked at: that must lose nothing."""

from pathlib import Path

import pytest

from crossreport.ingest.items import Item
from crossreport.ingest.sources import ingest
from crossreport.model.report import Report
from crossreport.reading.figures import predicates
from crossreport.reading.figures.read import read_figures
from crossreport.reading.layout import documents
from crossreport.reading.parsed import Token

EXAMPLES = Path(__file__).parent.parent / "examples" / "reports.jsonl"
TOLD = """Two men died of wounds in Kelm on Monday. A girl is in critical condition, and a boy is in the hospital.
The blaze claimed three lives. Ivo Karn committed suicide. He turned the gun on himself. Four guards were taken to a clinic.
Ana Vost is fighting for her life. She passed away. He did not survive. One was pronounced dead. The army lost 20 soldiers.
The killing of a youth, five deaths and a double murder were told of.
A man with a gunshot wound was found. Ten were shot at."""


def test_words_passed_over_tell_of_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    reports = [one.report for one in ingest([EXAMPLES]) if isinstance(one, Item)]
    pages = list(documents([*reports, Report("told", TOLD)]))
    found = [read_figures(page) for page in pages]

    def always(token: Token) -> bool:
        return True

    monkeypatch.setattr(predicates, "may_tell", always)

    assert found == [read_figures(page) for page in pages]
    assert len(found[-1]) > 8
