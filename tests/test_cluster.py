"""A cluster reads as this machine does: the same record row for row, whatever dies meanwhile.

`make cluster REPORTS=FILE.jsonl` does it with those reports instead of the few of the sample.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from importlib.util import find_spec
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from same_rows import rows

import crossreport
from crossreport import pipeline
from crossreport.cli import main
from crossreport.errors import InputError, SetupError

HERE = Path(__file__).parent
GIVEN = os.environ.get("CROSSREPORT_CLUSTER")
SAMPLE = Path(GIVEN) if GIVEN else HERE.parent / "examples" / "reports.jsonl"
COUNT = sum(1 for line in SAMPLE.read_text(encoding="utf-8").splitlines() if line.strip())
# So small that the sample makes several pieces of work.
CHUNK = 1_500
OWN_NETWORK = ["unshare", "--user", "--map-root-user", "--net"]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the sample as one process makes it."""
    path = tmp_path_factory.mktemp("here") / "here.record"
    pipeline.build(SAMPLE, path)[0].close()
    return path


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """(folder of the records that a cluster of two nodes made of the sample, what came of it); on the loopback alone."""
    if find_spec("ray") is None:
        pytest.skip("Ray is not installed: pip install 'crossreport[cluster]'")
    if not shutil.which("unshare") or subprocess.run([*OWN_NETWORK, "true"], capture_output=True).returncode:
        pytest.skip("no network namespace can be made here, in which a cluster would have the loopback interface alone")
    folder = tmp_path_factory.mktemp("there")
    path = os.pathsep.join([str(HERE), *filter(None, sys.path)])
    done = subprocess.run(
        [*OWN_NETWORK, sys.executable, str(HERE / "on_a_cluster.py"), str(folder), str(CHUNK), str(SAMPLE)],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=None if GIVEN else 600,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return folder, json.loads(done.stdout.splitlines()[-1])


def test_a_cluster_that_loses_workers_and_a_machine_makes_the_same_record_row_for_row(
    here: Path, there: tuple[Path, dict[str, Any]]
) -> None:
    folder, found = there
    assert (found["killed"] > 0, found["nodes"]) == (True, 1)
    assert (found["read"], found["failed"]) == (COUNT, [])
    assert rows(folder / "there.record") == rows(here)


def test_what_kills_each_worker_of_a_cluster_is_named_and_all_else_is_done(there: tuple[Path, dict[str, Any]]) -> None:
    _, found = there
    assert [item for item, _ in found["lost"]] == ["die"]
    assert "died" in found["lost"][0][1]
    assert found["shouted"] == ["A", "B", "C", "D", "E", "F"]


def test_machines_that_would_read_otherwise_are_not_asked(there: tuple[Path, dict[str, Any]]) -> None:
    assert "another Crossreport" in there[1]["other"]


def test_a_build_here_whose_processes_are_killed_is_the_same_row_for_row(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "CHUNK", CHUNK)
    monkeypatch.setattr(pipeline, "WORTH_PROCESSES", 0)
    killed: list[int] = []

    def kill(step: str, done: int, of: int | None) -> None:
        if step == "reading" and done and not killed:
            for child in active_children():
                assert child.pid is not None
                os.kill(child.pid, signal.SIGKILL)
                killed.append(child.pid)

    made, summary = pipeline.build(SAMPLE, tmp_path / "a.record", workers=2, progress=kill)
    made.close()
    assert killed
    assert (summary.read, summary.failed) == (COUNT, [])
    assert rows(tmp_path / "a.record") == rows(here)


def test_two_records_of_other_reports_are_not_the_same(here: Path, tmp_path: Path) -> None:
    pipeline.build(crossreport.Report("a", "Two people were killed in Tarsova on Monday."), tmp_path / "a.record")[0].close()
    assert rows(tmp_path / "a.record") != rows(here)


@pytest.mark.parametrize("address", ["", "here", "host:", "a b:80", "ray://host:10001", "host:123456"])
def test_what_is_no_address_is_told_before_anything_is_done(tmp_path: Path, address: str) -> None:
    with pytest.raises(InputError, match="HOST:PORT"):
        crossreport.build(SAMPLE, tmp_path / "a.record", cluster=address)
    assert not (tmp_path / "a.record").exists()


def test_without_ray_it_is_told_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crossreport.engines.ray_cluster.find_spec", lambda name: None)
    with pytest.raises(SetupError, match=r"crossreport\[cluster\]"):
        crossreport.build(SAMPLE, tmp_path / "a.record", cluster="auto")
    assert not (tmp_path / "a.record").exists()


@pytest.mark.parametrize("port", ["1", "99999"])
def test_a_cluster_that_does_not_answer_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setattr("crossreport.engines.ray_cluster.find_spec", lambda name: True)
    with pytest.raises(SetupError, match="no Ray cluster answers"):
        crossreport.build(SAMPLE, tmp_path / "a.record", cluster=f"127.0.0.1:{port}")
    assert not (tmp_path / "a.record").exists()


@pytest.mark.parametrize("command", ["build", "read"])
def test_processes_here_and_a_cluster_are_not_asked_for_at_once(tmp_path: Path, command: str) -> None:
    to = ["--record" if command == "build" else "--to", str(tmp_path / "a.jsonl")]
    done = CliRunner().invoke(main, [command, str(SAMPLE), *to, "--workers", "2", "--cluster", "auto"])
    assert done.exit_code == 2
    assert "one of them" in done.output
