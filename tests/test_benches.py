"""What the benchmarks reckon from what they measured, and what they write of it."""

from collections import Counter

import errors
import peers
import pytest
import scale
import size
from peer_tools import _dateparser, _paragraphs

MEASURED = {"text": 2000.0, "out": 2000.0, "back": 4000.0, "in a piece": 5.0, "memory": 2e8, "load": 2.0, "reports": 10.0}
READ = {**MEASURED, "taking in": 0.0005, "reading": 0.2}
SMALL = {"readings kept": 0.0015, "make": 0.004, "linking": 0.002, "reconciling": 0.001, "keeping": 0.001}
LARGE = {**SMALL, "make": 0.008}


def row(page: str, start: str) -> str:
    (found,) = [line for line in page.splitlines() if line.startswith(start)]
    return found


def test_the_page_on_many_machines_reckons_from_what_was_measured() -> None:
    few, many = scale.SIZES
    memory = {"record": 20_000.0, "memory": 1e9}
    page = scale.page(READ, {**SMALL, **memory}, {**LARGE, **memory, "memory": 1e9 + 64_000.0 * (many - few)})
    assert "100 cores at most" in page  # 0.2 s of reading to 0.002 s of the head
    assert "| 2,315 core days: 2 days on a thousand cores" in row(page, "| reading: 200 ms each")
    assert "| 2.0 GB and 4.0 GB | 2.0 TB and 4.0 TB |" in row(page, "| out and back")
    assert "links 4.0 million at once" in page  # 256 GB, 64 kB for each report
    assert "A billion is 250 such records" in page
    assert "n^1.50" in page  # twice the time a report for four times as many: 2 is the square root of 4


def test_a_page_that_lacks_a_figure_is_not_written() -> None:
    with pytest.raises(KeyError):
        scale.page({**READ}, SMALL, LARGE)


def test_the_page_on_size_tells_what_an_extra_adds_to_the_base() -> None:
    base = Counter({"parser": 100_000_000, "small": 1_000_000})
    page = size.page(base, {"charts": base + Counter({"drawing": 40_000_000})})
    assert row(page, "| `pip install crossreport`") == "| `pip install crossreport` | 101 | 2 |"
    assert row(page, "| `pip install 'crossreport[charts]'`").endswith("| 40 | 1 |")
    assert row(page, "| parser") == "| parser | 100 |"
    assert row(page, "| 1 others") == "| 1 others | 1 |"


def test_the_errors_of_the_method_are_counted_once_each_and_put_in_their_place() -> None:
    right = {"killed": 1, "injured": 2}
    pairs = [
        errors.Pair(True, 1.0, right, right),
        errors.Pair(True, 0.5, right, right),
        errors.Pair(False, 0.0, {"killed": 0, "injured": 0}, {"killed": 0, "injured": 0}),
        errors.Pair(True, 0.5, right, {"killed": 3, "injured": 2}),
        errors.Pair(True, 1.0, right, {"killed": 1, "injured": 3}),
        errors.Pair(True, 1.0, right, {"killed": 0, "injured": 2}),
        errors.Pair(True, 1.0, right, {"killed": 2, "injured": 1}),
    ]
    assert [errors.kind(pair) for pair in pairs] == [None, None, "nobody", "linked", "injured+", "killed-", "both"]
    page = errors.PAGE.read_text(encoding="utf-8")
    made = errors.put(page, errors.section(pairs))
    assert "7 of its incidents (both counts are right in 2;" in made
    assert row(made, "| One or more hurt too many") == "| One or more hurt too many | 1 |"
    assert errors.put(made, page[page.index(errors.START) : page.index(errors.END)]) == page


def test_constraints_are_the_versions_of_the_lock_without_hashes() -> None:
    pins = size.pins().splitlines()
    assert "sha256" not in size.pins()
    assert any(pin.startswith("spacy==3.8") for pin in pins)
    assert all("==" in pin for pin in pins)


def test_the_page_on_peers_has_a_row_for_each_who_tried() -> None:
    task = peers.TASKS[1]
    figures = {"seconds": 0.25, "load": 2.0, "reports": 7.0}
    measured = {**figures, **dict.fromkeys(task.figures, 0.5)}
    page = peers.page([(task, [(one, figures if one is peers.PLAIN else measured) for one in task.peers])])
    assert row(page, "| Crossreport") == "| Crossreport | 0.50 | 0.50 | 0.50 | 0.250 | 2.0 |"
    assert row(page, "| spaCy, a plain pass").count("| |") == 2
    assert "7 reports." in page
    assert "Not measured in this run: Who says what, Where." in page
    assert "textacy" not in page.split("##")[0]


def test_values_of_dates_are_as_exact_as_their_words() -> None:
    value = _dateparser()
    assert value("March 2020", "2024-05-15") == {"type": "DATE", "value": "2020-03"}
    assert value("yesterday", "2024-05-15") == {"type": "DATE", "value": "2024-05-14"}
    assert value("no date at all", "2024-05-15")["value"] == ""


def test_paragraphs_keep_their_places() -> None:
    text = "One.\n\nTwo."
    assert [(at, text[at : at + len(part)]) for at, part in _paragraphs(text)] == [(0, "One."), (6, "Two.")]
