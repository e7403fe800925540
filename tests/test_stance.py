"""Every stance, sentence by sentence: a lost "not" is the worst that reading can do."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from crossreport.model.report import Report
from crossreport.model.said import Attribution
from crossreport.reading.layout import Document
from crossreport.reading.read import read
from crossreport.reading.said.read import read_attributions

Told = Callable[..., Document]
TABLE = yaml.safe_load(Path(__file__).with_name("stances.yaml").read_text(encoding="utf-8"))
LINES = [
    (row["stance"], row["polarity"], line) for row in TABLE for line in row["lines"].strip().split("\n")
]  # fmt: skip
AGAINST = [line for stance, _, line in LINES if stance in ("denied", "not_confirmed")]


def judged(told: Told, line: str) -> tuple[Document, list[Attribution], Attribution | None]:
    """The document of a line (without a full stop: a headline), its attributions, and the innermost around the [word]."""
    plain = line.replace("[", "").replace("]", "")
    document = told(plain) if re.search(r'[."]$', plain) else told("It rained in Sarn all day long.", title=plain)
    start = line.index("[")
    end = line.index("]") - 1
    found = list(read_attributions(document, ()))
    held = [
        (high - low, one) for one in found for low, high in map(document.range, one.content) if low <= start and end <= high
    ]
    return document, found, min(held, key=lambda pair: pair[0])[1] if held else None


@pytest.mark.parametrize(("stance", "polarity", "line"), LINES)
def test_the_stance_of_a_word(told: Told, stance: str, polarity: str, line: str) -> None:
    _, found, one = judged(told, line)
    assert one is not None, [(each.stance, each.polarity) for each in found]
    assert (one.stance, one.polarity) == (stance, polarity)


@pytest.mark.parametrize("line", AGAINST)
def test_what_is_denied_or_open_is_never_confirmed(told: Told, line: str) -> None:
    assert "confirmed" not in {one.stance for one in judged(told, line)[1]}


@pytest.mark.parametrize(
    "line",
    [
        "If the ministry confirms the deaths, schools will close.",
        "Reporters asked the army to confirm the strike.",
        "Families are waiting for the hospital to confirm the deaths.",
        "The ministry is expected to confirm the deaths on Monday.",
        "The ministry will confirm the toll on Monday.",
        "He left without confirming the deaths.",
        "The army may confirm the strike.",
        "Unless police confirm the report, the game goes on.",
        "Instead of confirming the report, the general left.",
        "The general avoided confirming the report.",
    ],
)
def test_a_confirmation_that_has_not_come_is_none(told: Told, line: str) -> None:
    assert "confirmed" not in {one.stance for one in read_attributions(told(line), ())}


@pytest.mark.parametrize(
    "text", ["Police said not", "They did not", "The army denied, not", "That he left", ", 5 said that"]
)
def test_a_text_that_breaks_off_is_read(text: str) -> None:
    assert read(Report(id="r", text=text)).report == "r"
