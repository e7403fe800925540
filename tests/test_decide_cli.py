"""`crossreport decide`, `decisions` and `agreement`, as people use them."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from record_fixtures import simple_reader, told

from crossreport.api import build, open_record
from crossreport.cli import main

__all__ = ["simple_reader"]
pytestmark = pytest.mark.usefixtures("simple_reader")
ADA = ["--by", "Ada Berg", "--why", "seen the film", "--yes"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    reports = [told("mill", 3, "Velmora"), told("harbour", 5, "Kestry", published="2024-05-20")]
    build(reports, tmp_path / "two.record").close()
    return tmp_path / "two.record"


def run(*words: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert "Traceback" not in result.output
    return result


def ids(path: Path) -> tuple[str, str, str]:
    """(a claim, its event, another event)."""
    with open_record(path) as record:
        derived = record.derived()
        claim = next(one for one in derived.claims if one.report == "mill" and one.type == "figure")
        other = next(one.id for one in derived.events if "harbour" in one.reports)
        return claim.id, claim.events[0], other


def test_a_decision_shows_its_effect_and_is_listed(path: Path) -> None:
    claim, event, _ = ids(path)
    done = run("decide", path, "edit", claim, "--number", "4", "--form", "at_least", *ADA)
    assert done.exit_code == 0
    assert f"event {event}  Shooting in Velmora\n  killed: 3 -> at least 4" in done.output
    listed = run("decisions", path)
    assert "Ada Berg: edit claim" in listed.output
    assert "why: seen the film" in listed.output
    step = json.loads(run("decisions", path, "--format", "json").output)[0]["step"]
    assert f"  step {step}  Ada Berg" in listed.output
    assert next(line for line in run("audit", "log", path).output.splitlines() if "decide" in line).split()[0] == str(step)


def test_an_edit_sets_each_field_that_is_named_and_none_empties_one(path: Path) -> None:
    claim, _, _ = ids(path)
    words = ["--who", "none", "--includes-attackers", "no", "--aux", "none", "--low", "2", "--high", "none"]
    assert run("decide", path, "edit", claim, *words, *ADA).exit_code == 0
    with open_record(path) as record:
        made = record.claim(claim)
    assert made.figure is not None
    assert (made.figure.who, made.figure.includes_attackers, made.aux) == (None, False, "none")
    assert (made.figure.low, made.figure.high, made.figure.form) == (2, None, "at_least")


def test_who_says_that_nobody_was_killed_says_zero(path: Path) -> None:
    claim, _, _ = ids(path)
    for words in (["--form", "zero"], ["--form", "zero", "--number", "0"]):
        assert run("decide", path, "edit", claim, *words, *ADA).exit_code == 0
        with open_record(path) as record:
            figure = record.claim(claim).figure
        assert figure is not None
        assert (figure.form, figure.low, figure.point, figure.high) == ("zero", 0, 0, 0)


def test_a_place_that_no_gazetteer_knows_is_kept_and_told_to_be_so(path: Path) -> None:
    _, event, _ = ids(path)
    done = run("decide", path, "set", event, "--place", "Nowhereville", *ADA)
    assert done.exit_code == 0
    assert "Nowhereville (not in the gazetteer: without coordinates" in " ".join(done.output.split())


@pytest.mark.parametrize("numbers", ["none 7 none", "none none 7", "2 none none", "none 7 9", "2 7 none"])
def test_a_figure_whose_ends_are_left_open_is_told_everywhere(path: Path, tmp_path: Path, numbers: str) -> None:
    _, event, _ = ids(path)
    assert run("decide", path, "set", event, "--figure", "killed", *numbers.split(), *ADA).exit_code == 0
    assert run("check", path).exit_code == 0
    for command, *about in (["brief"], ["tally"], ["show", event], ["explain", f"{event}/killed"]):
        assert run(command, path, *about).exit_code == 0, command
    for form in ("jsonl", "csv", "ged", "acled", "plover", "hxl", "geojson", "lists", "html", "markdown"):
        assert run("export", path, "--format", form, "--to", tmp_path / form).exit_code == 0, form


def test_a_figure_that_a_person_set_is_told_as_hers_in_the_brief_and_not_as_the_reports(path: Path, tmp_path: Path) -> None:
    build([told("mill2", 4, "Velmora", outlet="Other")], path).close()
    _, event, _ = ids(path)
    assert run("decide", path, "set", event, "--figure", "killed", "9", "9", "9", *ADA).exit_code == 0
    shown = " ".join(run("brief", path).output.split())
    assert "9 9 9 set by Ada Berg [1][2]" in shown
    assert "seen the film; its claims give low 3, best " in shown
    assert "best:" not in shown
    run("export", path, "--format", "markdown", "--event", event, "--to", tmp_path / "event.md")
    assert "| 9 | 9 | 9 | set by Ada Berg [1]" in (tmp_path / "event.md").read_text(encoding="utf-8")


def test_without_yes_and_nobody_to_ask_nothing_is_kept(path: Path) -> None:
    claim, _, _ = ids(path)
    before = path.read_bytes()
    done = run("decide", path, "reject", claim, "--by", "A", "--why", "w")
    assert done.exit_code != 0
    assert "Nothing was done" in done.output
    assert path.read_bytes() == before


def test_every_kind_of_decision_is_kept_and_the_record_stays_whole(path: Path) -> None:
    claim, event, other = ids(path)
    commands: list[list[str]] = [
        ["accept", claim],
        ["note", event],
        ["set", event, "--figure", "killed", "2", "3", "none", "--date", "2024-05-14..2024-05-15", "--title", "At the mill"],
        ["level", event, "verified"],
        ["merge", event, other],
        ["split", event, "harbour"],
        ["exclude", "--outlet", "Outlet harbour"],
        ["add-claim", "mill", "near the old mill", "--outcome", "injured", "--number", "2", "--event", event],
        ["add-event", "mill", "on Wednesday night", "--title", "Fire at the mill", "--date", "2024-05-15"],
        ["add-source", "--text", "A nurse rang: 2 men were killed in Tarn.", "--medium", "call",
         "--taken-by", "Ada Berg", "--taken-at", "2024-05-21"],
    ]  # fmt: skip
    for words in commands:
        done = run("decide", path, *words, *ADA)
        assert done.exit_code == 0, (words, done.output, done.exception)
        assert "Kept as D-" in done.output
    assert run("check", path).exit_code == 0
    assert len([line for line in run("decisions", path).output.splitlines() if line.startswith("D-")]) == len(commands)


def test_undo_takes_a_decision_back(path: Path) -> None:
    claim, _, _ = ids(path)
    kept = run("decide", path, "reject", claim, *ADA).output.split("Kept as ")[1].split(".")[0]
    assert run("decide", path, "undo", kept, *ADA).exit_code == 0
    assert "undone by D-" in run("decisions", path).output
    with open_record(path) as record:
        assert record.claim(claim).human_status == "machine"


def test_two_reviewers_and_their_agreement(path: Path) -> None:
    claim, _, _ = ids(path)
    run("decide", path, "accept", claim, *ADA)
    run("decide", path, "reject", claim, "--by", "Bo Lind", "--why", "no", "--yes")
    assert run("decisions", path, "--conflicts").output.count("another person decided otherwise") == 2
    assert "Ada Berg and Bo Lind: 0% alike (0 of 1 claim)" in run("agreement", path).output
    assert json.loads(run("agreement", path, "--format", "json").output)["differing"] == [claim]


def test_decisions_are_exported_and_taken_over_by_another_record(path: Path, tmp_path: Path) -> None:
    claim, event, _ = ids(path)
    run("decide", path, "edit", claim, "--number", "4", *ADA)
    run("decide", path, "set", event, "--figure", "killed", "4", "4", "6", *ADA)
    folder = tmp_path / "out"
    assert run("export", path, "--to", folder, "--unsealed").exit_code == 0
    lines = [json.loads(line) for line in (folder / "decisions.jsonl").read_text().splitlines()]
    assert [(line["action"]["do"], line["state"]) for line in lines] == [("edit", "applied"), ("set", "applied")]
    claims: list[dict[str, Any]] = [json.loads(line) for line in (folder / "claims.jsonl").read_text().splitlines()]
    edited = next(one for one in claims if one["id"] == claim)
    assert (edited["human_status"], edited["as_read"]["figure"]["point"], edited["figure"]["point"]) == ("edited", 3, 4)
    events = [json.loads(line) for line in (folder / "events.jsonl").read_text().splitlines()]
    figure = next(one for one in events if one["id"] == event)["figures"]["killed"]
    assert (figure["override"]["by"], figure["override"]["best"], figure["best"]) == ("Ada Berg", 4, 4)
    other = tmp_path / "other.record"
    build(told("mill", 3, "Velmora"), other).close()
    for taken in ("2 decisions taken over, 0 known", "0 decisions taken over, 2 known"):
        found = run("decide", other, "import", folder / "decisions.jsonl", "--yes").output
        assert taken in " ".join(found.split())
    assert run("check", other).exit_code == 0


def test_show_tells_what_people_did(path: Path) -> None:
    claim, event, _ = ids(path)
    assert "machine, unreviewed" in run("show", path, claim).output
    run("decide", path, "edit", claim, "--number", "4", *ADA)
    run("decide", path, "set", event, "--figure", "killed", "1", "2", "3", "--title", "At the mill", *ADA)
    assert "edited by a person" in run("show", path, claim).output
    assert "machine read  3 killed" in run("show", path, claim).output
    shown = run("show", path, event).output
    assert "title set" in shown
    assert "machine, unreviewed" not in shown
    assert "set by" in run("show", path, f"{event}/killed").output


def test_a_discounted_event_is_in_no_sum_and_named_beside_it(path: Path) -> None:
    _, event, _ = ids(path)
    run("decide", path, "level", event, "discounted", *ADA)
    found = json.loads(run("tally", path, "--format", "json").output)
    assert (found["best"], found["outside"]) == (5, [event])
    assert json.loads(run("tally", path, "--corroboration", "discounted", "--format", "json").output)["best"] == 3


@pytest.mark.parametrize(
    "words",
    [
        ["reject", "C-none"],
        ["edit", "{claim}"],
        ["edit", "{claim}", "--form", "round"],
        ["edit", "{claim}", "--number", "many"],
        ["edit", "{claim}", "--number", "2", "--form", "zero"],
        ["edit", "{claim}", "--high", "2", "--form", "zero"],
        ["edit", "{claim}", "--number", "2", "--form", "range"],
        ["set", "{event}", "--figure", "killed", "4", "2", "1"],
        ["set", "{event}", "--figure", "sad", "1", "2", "3"],
        ["set", "{event}"],
        ["set", "{event}", "--lat", "3"],
        ["set", "{event}", "--date", "tomorrow"],
        ["split", "{event}", "mill"],
        ["merge", "{event}"],
        ["add-claim", "mill", "not in it", "--outcome", "killed", "--number", "1"],
        ["undo", "D-none"],
    ],
)
def test_bad_decisions_are_refused_in_words_and_nothing_is_changed(path: Path, words: list[str]) -> None:
    claim, event, _ = ids(path)
    before = path.read_bytes()
    done = run("decide", path, *(word.format(claim=claim, event=event) for word in words), *ADA)
    assert done.exit_code != 0
    assert path.read_bytes() == before
