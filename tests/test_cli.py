"""The command line: what each command prints, where it writes, and the exit code that says how it went."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import click
import msgspec
import pytest
from click.testing import CliRunner, Result
from record_fixtures import simple_reader, told

from crossreport import open_record
from crossreport.cli import main
from crossreport.cli.group import SECTIONS
from crossreport.cli.terminal import progress_bar
from crossreport.export.formats import FORMATS
from crossreport.model.report import Report

pytestmark = pytest.mark.usefixtures(simple_reader.__name__)
COMMANDS = [
    "agreement",
    "audit",
    "backup",
    "brief",
    "build",
    "changes",
    "check",
    "compare",
    "coverage",
    "decide",
    "decisions",
    "doors",
    "explain",
    "export",
    "fetch",
    "join",
    "read",
    "redact",
    "serve",
    "show",
    "tally",
    "unread",
    "withdraw",
]

SIGNED = ["--by", "Ada", "--why", "x", "--yes"]


def run(*arguments: Any, **settings: Any) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], **settings)


def reports(path: Path, *given: Report) -> Path:
    path.write_bytes(b"".join(msgspec.json.encode(report) + b"\n" for report in given))
    return path


@pytest.fixture
def record(tmp_path: Path) -> Path:
    text = "The night watch held Teo Brask, accused of murder, after 3 people were killed in Velmora. Brask said nothing."
    path = reports(tmp_path / "r.jsonl", told("a", text=text, title="Teo Brask held"), told("b", 2, place="Kestry"))
    assert run("build", path, "--record", tmp_path / "my.record").exit_code == 0
    return tmp_path / "my.record"


def test_help_names_every_command_and_the_exit_codes() -> None:
    found = run("--help")
    assert found.exit_code == 0
    assert all(f"\n  {name}" in found.output for name in COMMANDS)
    assert "130 stopped by Ctrl-C" in " ".join(found.output.split())
    assert sorted(main.commands) == COMMANDS


def test_help_lists_every_command_once_in_a_line_that_is_not_cut() -> None:
    assert sorted(name for names in SECTIONS.values() for name in names) == COMMANDS
    output = run("--help", terminal_width=80).output
    assert "..." not in output.split("Read reports:")[1]
    for name in COMMANDS:
        assert len(re.findall(rf"^  {name} +\S", output, re.M)) == 1, name


def every_command(group: click.Group = main, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, one in group.commands.items():
        yield (*before, name)
        if isinstance(one, click.Group):
            yield from every_command(one, (*before, name, *(["RECORD"] if one.params and name == "decide" else [])))


@pytest.mark.parametrize("command", [(), *every_command()], ids=" ".join)
def test_every_help_fits_80_columns_and_says_what_each_option_is(command: tuple[str, ...]) -> None:
    output = run(*command, "--help", terminal_width=80).output
    assert output.startswith("Usage: ")
    assert [line for line in output.splitlines() if len(line) > 80] == []
    assert "RANGE" not in output


def test_help_is_quick_and_imports_nothing_heavy() -> None:
    code = (
        "import sys; from crossreport.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'spacy', 'sqlalchemy', 'rich', 'numpy'} & set(sys.modules)))"
    )
    start = time.perf_counter()
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.splitlines()[-1] == "[]"
    assert time.perf_counter() - start < 3  # 0.2 s where the machine is idle


START = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.{handler})
class Press:
    def find_spec(self, name, *of):
        if name == "{module}":
            os.kill(os.getpid(), 2)
sys.meta_path.insert(0, Press())
sys.modules.pop("signal")
from crossreport.__main__ import start
sys.argv = ["crossreport", "--version"]
start()
"""


@pytest.mark.parametrize(
    ("module", "handler", "code"),
    [("signal", "default_int_handler", 130), ("click", "default_int_handler", -signal.SIGINT), ("click", "SIG_IGN", 0)],
)
def test_ctrl_c_while_the_command_line_is_loaded_ends_it_without_a_traceback(module: str, handler: str, code: int) -> None:
    start = START.format(module=module, handler=handler)
    found = subprocess.run([sys.executable, "-c", start], capture_output=True, text=True)
    assert found.returncode == code
    assert found.stderr == ""
    assert bool(found.stdout) == (code == 0)


def test_the_library_loads_a_name_when_it_is_asked_for() -> None:
    code = (
        "import sys, crossreport\n"
        "print({'msgspec', 'sqlalchemy'} & set(sys.modules))\n"
        "print(set(crossreport.__all__) - set(dir(crossreport)), hasattr(crossreport, 'nothing'), crossreport.Report)\n"
        "import crossreport.pipeline, crossreport.api as api\n"
        "print([crossreport.build, crossreport.open_record] == [api.build, api.open_record])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.splitlines() == ["set()", "set() False <class 'crossreport.model.report.Report'>", "True"]


def test_a_brief_of_a_record_loads_no_parser(record: Path) -> None:
    code = (
        "import sys; from crossreport.cli import main\n"
        "try: main(['brief', sys.argv[1]])\n"
        "except SystemExit: pass\n"
        "print(sorted({'spacy', 'numpy', 'fastapi', 'vl_convert', 'pyarrow'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code, record], capture_output=True, text=True, check=True)
    assert found.stdout.splitlines()[-1] == "[]"


def test_what_comes_after_reading_loads_no_parser() -> None:
    code = "import sys, crossreport.growing.make; print('spacy' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["False"]


def test_a_build_reads_in_one_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    assert run("build", reports(tmp_path / "r.jsonl", told("a")), "--record", tmp_path / "my.record").exit_code == 0
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_is_told_how_much_is_done_how_fast_and_the_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(sys, "stderr", screen := Terminal())
    with progress_bar() as tell:
        assert tell is not None
        for done in range(0, 41, 10):
            tell("reading", done, 100)
            time.sleep(0.05)
    assert re.search(r"reading .*40/100.* [\d,.]+/s .*\d:\d\d", screen.getvalue())
    monkeypatch.setattr(sys, "stderr", StringIO())
    with progress_bar() as tell:
        assert tell is None, "what is no terminal is told nothing"


def test_version_is_told() -> None:
    assert run("--version").output.startswith("crossreport ")


def test_build_says_what_was_taken_and_what_the_record_holds(tmp_path: Path) -> None:
    found = run("build", reports(tmp_path / "r.jsonl", told("a")), "--record", tmp_path / "my.record")
    assert found.exit_code == 0
    assert f"{tmp_path / 'my.record'}: 1 report, 1 event, 2 claims, 1 story." in found.output
    assert "Taken 1, read 1, passed over 0, refused 0, not read 0." in found.output
    again = run("build", tmp_path / "r.jsonl", "--record", tmp_path / "my.record")
    assert "Nothing was new." in again.output
    assert "passed over 1" in again.output


def test_build_lists_what_it_refused_or_could_not_read_and_the_exit_code_says_so(tmp_path: Path) -> None:
    path = reports(tmp_path / "r.jsonl", told("a"), Report("b", "crash the reader"), Report("c", "x", published="tomorrow"))
    found = run("build", path, "--record", tmp_path / "my.record")
    assert found.exit_code == 1
    assert f"{path}, line 3, report c: published is 'tomorrow'" in found.stderr
    assert "b: reading failed: ValueError" in found.stderr
    assert "1 report" not in found.stdout
    assert "2 reports" in found.stdout


def test_a_build_that_finds_no_report_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found = run("build", tmp_path / "empty", "--record", tmp_path / "my.record")
    assert found.exit_code == 2
    assert "There was no report" in found.stderr
    assert not (tmp_path / "my.record").exists()


def test_a_build_that_finds_no_report_leaves_a_record_as_it_was(tmp_path: Path, record: Path) -> None:
    (tmp_path / "empty").mkdir()
    found = run("build", tmp_path / "empty", "--record", record)
    assert found.exit_code == 1, "a wrong path is told in a nightly build too"
    assert "There was no report" in found.stderr
    assert "Nothing was new" in found.stdout


def test_a_record_of_refusals_alone_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text("nonsense\n")
    found = run("build", tmp_path / "r.jsonl", "--record", tmp_path / "my.record")
    assert found.exit_code == 1
    assert "holds no report" in found.stderr
    assert "no valid JSON" in run("unread", tmp_path / "my.record").output


def test_an_origin_is_explained_by_who_knows_and_by_its_claims(record: Path) -> None:
    with open_record(record) as opened:
        origin = opened.derived().origins[0]
        claim = next(one for one in opened.derived().claims if one.origin == origin.id)
    found = run("explain", record, origin.id)
    assert found.exit_code == 0
    assert "names nobody who says so: its outlet does" in " ".join(found.stdout.split())
    assert claim.id in found.stdout


def test_a_place_that_no_event_lies_in_is_told_apart_from_silence(record: Path) -> None:
    assert "No event of this record lies in “Atlantis”" in run("tally", record, "--place", "Atlantis").stdout
    silent = run("tally", record, "--place", "Velmora", "--since", "1999-01-01", "--until", "1999-12-31").stdout
    assert "silence, not a count of zero" in silent
    assert "is it spelled so?" not in silent


def test_a_long_list_is_cut_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text("nonsense\n" * 50)
    found = run("build", tmp_path / "r.jsonl", "--record", tmp_path / "my.record")
    assert found.exit_code == 1
    assert "and 30 more" in found.stderr
    assert run("unread", tmp_path / "my.record").output.count("no valid JSON") == 50


def test_export_writes_the_contracts_files(tmp_path: Path, record: Path) -> None:
    assert run("export", record, "--format", "jsonl", "--to", tmp_path / "new" / "out").exit_code == 0
    lines = [json.loads(line) for line in (tmp_path / "new" / "out" / "claims.jsonl").read_text().splitlines()]
    assert {claim["report"] for claim in lines} == {"a", "b"}
    names = {path.name for path in (tmp_path / "new" / "out").iterdir()}
    contract = {f"{name}.jsonl" for name in ("reports", "events", "claims", "origins", "relations", "stories", "tallies")}
    assert names == contract | {"actors.jsonl", "decisions.jsonl", "interactions.jsonl", "victims.jsonl"}


def test_export_lists_its_formats_a_line_each(record: Path) -> None:
    listed = run("export", "--format", "list").output.splitlines()
    assert [line.split()[0] for line in listed if not line.startswith(" ")] == list(FORMATS)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["export", "RECORD", "--format", "papyrus"], "There is no format 'papyrus'"),
        (["export", "RECORD"], "--to"),
        (["export", "RECORD", "--profile", "nobody", "--to", "out"], "There is no profile 'nobody'"),
        (["show", "RECORD", "zzz"], "nothing with the id 'zzz'"),
        (["explain", "RECORD", "zzz"], "'zzz'"),
        (["brief", "RECORD", "--story", "zzz"], "no story 'zzz'"),
        (["tally", "RECORD", "--since", "yesterday"], "'yesterday' is no day"),
        (["tally", "RECORD", "--outcome", "annoyed"], "annoyed"),
        (["brief", "nowhere.record"], "There is no record nowhere.record"),
        (["build", "nowhere.txt", "--record", "x.record"], "There is no such file or folder: nowhere.txt"),
        (["build", "--record", "x.record"], "Missing argument"),
        (["export", "RECORD", "--format", "csv", "--to", "RECORD"], "is a file: give a folder to write into"),
        (["read", "RECORD", "--to", "."], "is a folder: give the name of a file"),
        (["decide", "RECORD", "import", "RECORD"], "cannot be taken over: Line 1 is no decision"),
        (["dance"], "There is no command 'dance'. These there are: "),
        (["exprot", "RECORD"], "Is 'export' meant?"),
        (["decide", "accept", "RECORD"], "decide [OPTIONS] RECORD COMMAND"),
        (["brief", "RECORD", "--stories", "--story", "S-1"], "--stories lists all stories"),
        (["brief", "RECORD", "--as-of", "999"], "The log has no step 999: its last is 2"),
        (
            ["decide", "RECORD", "add-source", "--medium", "call", "--taken-by", "A", "--taken-at", "2024-05-31", *SIGNED],
            "Say with --text what was said",
        ),
        (["decide", "RECORD", "add-claim", "a", "were killed", *SIGNED], "number of persons"),
    ],
)
def test_wrong_usage_is_told_in_a_line_with_exit_code_2(record: Path, arguments: list[str], message: str) -> None:
    found = run(*(str(record) if one == "RECORD" else one for one in arguments))
    assert found.exit_code == 2
    assert message in found.stderr
    assert "Traceback" not in found.output
    assert found.stdout == ""


def test_brief_in_its_formats(record: Path) -> None:
    text, markdown, as_json = (run("brief", record, "--format", form) for form in ("text", "markdown", "json"))
    assert "KILLED" in text.output
    assert markdown.output.startswith("#")
    assert json.loads(as_json.output)["counts"]["killed"]


def test_a_brief_names_the_other_stories_so_that_one_can_go_on_to_them(record: Path) -> None:
    with open_record(record) as opened:
        stories = {one.id for one in opened.stories().items}
    printed = run("brief", record).output
    (other,) = (one for one in stories if f"  {one}  " in printed)
    assert "1 other story in this record" in printed
    assert "other stor" not in run("brief", record, "--story", other).output
    listed = run("brief", record, "--stories").output
    assert [line[:2] for line in listed.splitlines()] == ["S-", "S-"]
    assert f"{other}  " in listed
    assert [set(one) for one in json.loads(run("brief", record, "--stories", "--format", "json").output)] == [
        {"id", "title", "reports", "events"}
    ] * 2


def test_show_and_explain_take_the_numbers_of_the_brief(record: Path) -> None:
    assert "were killed in" in " ".join(run("show", record, "1").output.split())
    assert run("explain", record, "1").exit_code == 0


def test_a_record_that_tells_of_nothing_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "quiet.record"
    (tmp_path / "quiet.txt").write_text("The market in Orlen opened again.")
    assert run("build", tmp_path / "quiet.txt", "--record", path).exit_code == 0
    assert "no evidence [1]: it cites no claim" in run("show", path, "1").output
    assert "COVERAGE  days not given: 0 reports" in run("coverage", path).output


def test_tally_adds_up(record: Path) -> None:
    found = run("tally", record, "--outcome", "killed", "--since", "2024-01-01", "--until", "2024-12-31")
    assert found.exit_code == 0
    assert "3 + 2 = 5" in found.output


def test_a_tally_of_nothing_is_told_as_silence_not_as_zero(record: Path) -> None:
    printed = run("tally", record, "--place", "Nowhere at all").output
    assert "silence, not a count of zero" in printed
    assert "best 0" not in printed


@pytest.mark.parametrize("filter_", ["--place", "--who", "--side", "--actor"])
def test_an_empty_filter_is_refused_as_it_would_let_all_pass(record: Path, filter_: str) -> None:
    found = run("tally", record, filter_, " ")
    assert found.exit_code == 2
    assert "it must say something" in found.stderr


def test_a_tally_as_json_carries_its_scope_and_its_rows(record: Path) -> None:
    found = json.loads(run("tally", record, "--corroboration", "single_origin", "--format", "json").output)
    assert found["corroboration"] == ["single_origin"]
    assert found["best"] == sum(row["best"] for row in found["rows"])


def test_a_day_is_a_day_however_it_is_written(record: Path) -> None:
    assert "3 + 2 = 5" in run("tally", record, "--since", "20240101", "--until", "2024-12-31").output
    found = run("tally", record, "--since", "2024-12-31", "--until", "2024-01-01")
    assert found.exit_code == 2
    assert "lies after" in found.stderr


def test_pages_of_a_record_that_is_not_there_say_so(tmp_path: Path, record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[Path] = []
    monkeypatch.setattr("crossreport.web.serve.run", lambda path, *rest: served.append(path))
    assert "There is no record" in run("serve", tmp_path / "typo.record").stderr
    assert run("serve", record).stderr == ""
    assert served == [tmp_path / "typo.record", record]


def test_unread_lists_sentences_with_reasons(tmp_path: Path) -> None:
    reports(tmp_path / "r.jsonl", Report("a", "In the war many died. Nobody counted."))
    run("build", tmp_path / "r.jsonl", "--record", tmp_path / "my.record")
    assert "sentence a:11-21: no number: many died." in run("unread", tmp_path / "my.record").output
    found = json.loads(run("unread", tmp_path / "my.record", "--format", "json").output)
    assert (found["refused"], found["reports"]) == ([], [])
    sentence = {"report": "a", "title": False, "start": 11, "end": 21, "reason": "no number", "words": "many died."}
    assert found["sentences"] == [sentence]


def test_an_unread_sentence_that_copies_have_is_listed_once_with_its_places(tmp_path: Path) -> None:
    texts = ["In the war many died. Nobody counted.", "In the\nwar many died."]
    reports(tmp_path / "r.jsonl", *(Report(f"r{n}", texts[n % 2]) for n in range(8)))
    run("build", tmp_path / "r.jsonl", "--record", tmp_path / "my.record")
    printed = " ".join(run("unread", tmp_path / "my.record").output.split())
    assert printed.count("many died") == 1
    assert "sentence r0:11-21 (also r1:11-21, r2:11-21, r3:11-21, r4:11-21, r5:11-21, 2 more): no number" in printed
    assert "1 sentence with a word or number of harm gave no claim of its own (8 with their copies): 1 no number" in printed
    found = json.loads(run("unread", tmp_path / "my.record", "--format", "json").output)
    assert len(found["sentences"]) == 8


def test_what_is_printed_fits_a_page_of_80_columns(tmp_path: Path) -> None:
    ident, title = "the-long-war-in-the-valley-as-one-who-fled-it-told-it", "A war that nobody in the valley had wanted"
    reports(tmp_path / "r.jsonl", Report(ident, "In the war many died.", title=title))
    run("build", tmp_path / "r.jsonl", "--record", tmp_path / "my.record")
    for command in (["unread", tmp_path / "my.record"], ["doors", tmp_path / "r.jsonl"], ["doors"]):
        printed = run(*command).output
        assert len(printed.splitlines()) > 1, printed
        assert [line for line in printed.splitlines() if len(line) > 80 and str(tmp_path) not in line] == []
    assert run("unread", tmp_path / "my.record").output == (
        f"sentence {ident}:11-21: no number:\n    many died.\n"
        "\n1 sentence with a word or number of harm gave no claim of its own:\n     1  no number\n"
    )


@pytest.mark.parametrize(
    "command",
    [
        ["brief"],
        ["brief", "--format", "json"],
        ["brief", "--format", "markdown"],
        ["show", "1"],
        ["show", "a"],
        ["explain", "1"],
    ],
)
def test_sealed_names_are_shown_only_when_asked_for(record: Path, command: list[str]) -> None:
    found = run(command[0], record, *command[1:])
    assert found.exit_code == 0
    assert "Brask" not in found.output
    if command == ["show", "a"]:
        assert "•••" in found.output
        assert "Brask" in run(command[0], record, *command[1:], "--unsealed").output


def test_sealed_names_are_in_no_exported_file(tmp_path: Path, record: Path) -> None:
    for arguments, is_there in (([], False), (["--unsealed"], True)):
        run("export", record, "--to", tmp_path / "out", *arguments)
        content = "".join(path.read_text() for path in sorted((tmp_path / "out").iterdir()))
        assert ("Brask" in content) is is_there


def test_read_writes_a_line_a_report_in_their_order(tmp_path: Path) -> None:
    path = reports(tmp_path / "r.jsonl", told("z", 4), told("y"), told("z", 4))
    found = run("read", path, "--to", tmp_path / "out" / "o.jsonl")
    assert found.exit_code == 0
    lines = [json.loads(line) for line in (tmp_path / "out" / "o.jsonl").read_text().splitlines()]
    assert [line["report"] for line in lines] == ["z", "y"]
    assert lines[0]["figures"][0]["point"] == 4
    assert "passed over 1" in found.output


def test_control_characters_of_an_input_do_not_reach_the_terminal(tmp_path: Path) -> None:
    reports(tmp_path / "r.jsonl", Report("a", "x", published="\x1b[31mred"))
    found = run("build", tmp_path / "r.jsonl", "--record", tmp_path / "my.record")
    assert "\x1b" not in found.output
    assert "red" in found.stderr
