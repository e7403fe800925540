"""`make quality`: builds and reads the development data, runs its scorers, and holds the figures against pinned floors.

The data and the scorers lie outside the project, in the folder that CROSSREPORT_GOLD names (sets in data/, scorers in
score/). Each figure stands in floors.json with the floor below which this script fails; `--pin` raises floors to what was
measured, less a margin, and never lowers one. `--only SET` runs one set; `--quick` takes a sample of the large ones.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_name("floors.json")
BATCHES = Path(__file__).with_name("batches.py")
MARGIN = 0.005  # what a floor leaves for changes that move single answers only
SEED = 20240611


@dataclass(frozen=True)
class Set:
    """One development set: how its reports are made, what is run on them, which scorer reads the result."""

    name: str
    gold: str
    form: str | None  # to_reports.py's name for it; None: a set for `read`
    scorer: str
    metrics: dict[str, str]  # our name -> path in the scorer's JSON
    quick: int | None = None  # rows (or, for gva, incidents) of the sample
    rows: int | None = None  # rows that are always sampled, where the whole takes too long
    batches: bool = False  # whether the record is made again, its reports in another order and in two batches
    evidence: bool = True  # evidence.py runs on the export; its time grows with the square of a record's claims


SETS = (
    Set("gva", "gva", "gva", "incidents", {
        "correct_exact": "correct_exact", "correct": "correct", "bcubed": "bcubed.f1", "killed": "killed",
        "injured": "injured", "date_exact": "date_exact", "place_25km": "place_25km",
        "people_precision": "people.precision", "people_recall_shown": "people.recall_shown",
    }, quick=250, batches=True, evidence=False),
    Set("gva_sample", "gva", "gva", "incidents", {}, quick=60, rows=150),
    Set("clusters", "clusters/g5w.jsonl", "clusters", "clusters", {"bcubed": "bcubed.f1", "exact": "exact"}),
    Set("airwars", "airwars/incidents.jsonl", "airwars", "figures", {
        "killed_both": "killed.all.both", "killed_overlap": "killed.all.iou",
    }, quick=80),
    Set("muc4", "muc4/dev", "muc4", "templates", {"victims": "victims.f1"}, quick=100, rows=300),
    Set("polnear", "polnear/dev.jsonl", None, "attributions", {
        "attributions": "attribution.f", "source": "source.exact.f", "cue": "cue.exact.f", "content": "content.exact.f",
    }, quick=20),
    Set("timebank", "timebank/timebank.jsonl", None, "dates", {"strict": "strict.f", "value": "value.f"}, quick=40),
    Set("lgl", "places/lgl.jsonl", None, "places", {"end_to_end": "end_to_end.f"}, quick=60, rows=250),
    Set("plover", "plover/gold.jsonl", None, "actions", {"first": "first"}),
)  # fmt: skip


def main() -> int:
    """Exit code 0 where every figure is at its floor or above, 1 where one is below or the evidence has a hole."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", choices=[one.name for one in SETS], action="append", help="this set alone")
    options.add_argument("--quick", action="store_true", help="samples of the large sets; floors are shown, not enforced")
    options.add_argument("--pin", action="store_true", help="raise the floors to what is measured")
    options.add_argument("--keep", type=Path, help="keep what was built in this folder")
    args = options.parse_args()
    home = os.environ.get("CROSSREPORT_GOLD")
    if not home:
        print("quality: skipped: CROSSREPORT_GOLD names no folder with data/ and score/", file=sys.stderr)
        return 0
    floors: dict[str, float] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    measured: dict[str, float] = {}
    failed = False
    with tempfile.TemporaryDirectory() as scratch:
        for one in SETS:
            if args.only and one.name not in args.only:
                continue
            folder = (args.keep or Path(scratch)) / one.name
            folder.mkdir(parents=True, exist_ok=True)
            bench = Bench(one, Path(home), folder, args.quick)
            started = time.monotonic()
            found, whole = bench.run()
            failed |= not whole
            measured |= found
            failed |= show(one, found, floors, time.monotonic() - started, enforce=not args.quick)
    if args.pin and not args.quick:
        raised = {key: max(floors.get(key, 0.0), round(value - MARGIN, 3)) for key, value in measured.items()}
        FLOORS.write_text(json.dumps(dict(sorted((floors | raised).items())), indent=2) + "\n")
    return int(failed)


def show(one: Set, found: dict[str, float], floors: dict[str, float], seconds: float, enforce: bool) -> bool:
    """Print a set's figures beside their floors; True where one is below and that counts."""
    print(f"{one.name} ({seconds:.0f} s)")
    below = False
    for key, value in found.items():
        floor = floors.get(key)
        low = floor is not None and value < floor
        below |= low and enforce
        print(f"  {key:32} {value:7.3f}   floor {'-' if floor is None else f'{floor:.3f}'}{'   BELOW' if low else ''}")
    sys.stdout.flush()
    return below


class Bench:
    """Runs one set in a folder of its own."""

    def __init__(self, one: Set, home: Path, folder: Path, quick: bool) -> None:
        self.one, self.home, self.folder = one, home, folder
        self.rows = one.quick if quick and one.quick else one.rows
        self.reports = folder / "reports.jsonl"

    def run(self) -> tuple[dict[str, float], bool]:
        """({our name: figure}, whether evidence.py found nothing)."""
        gold = self.gold()
        whole = True
        if self.one.form:
            answer, whole = self.build(gold)
            scored = [self.score(extra) for extra in self.arguments(gold, answer)]
        else:
            limit = ["--limit", str(self.rows)] if self.rows else []
            self.tool("read_to_reports", str(gold), "--to", str(self.reports), *limit)
            answer = self.folder / "read.jsonl"
            self.crossreport("read", str(self.reports), "--to", str(answer))
            sample = ["--sample"] if self.rows else []
            scored = [self.score([self.one.scorer, "--gold", str(gold), "--read", str(answer), *sample])]
        found = {f"{self.one.name}.{name}": dig(scored[0], path) for name, path in self.one.metrics.items()}
        if len(scored) > 1:
            found |= {f"gva.counting_{key}": dig(scored[1], f"nonzero.{key}") for key in ("incidents", "people")}
        return found, whole

    def build(self, gold: Path) -> tuple[Path, bool]:
        """Build the record of a set; the export's folder, and whether every value led back to its words."""
        files = sorted(gold.glob("*.reports.jsonl")) if self.one.name == "muc4" else []
        source = gold / "reports.jsonl" if self.one.form == "gva" else gold
        self.tool("to_reports", str(self.one.form), *map(str, files or [source]), "--to", str(self.reports))
        record = self.folder / "set.record"
        record.unlink(missing_ok=True)
        self.crossreport("build", str(self.reports), "--record", str(record))
        open_export, sealed = self.folder / "unsealed", self.folder / "export"
        self.crossreport("export", str(record), "--format", "jsonl", "--to", str(sealed))
        self.crossreport("export", str(record), "--format", "jsonl", "--unsealed", "--to", str(open_export))
        whole = self.crossreport("check", str(record))
        if self.one.batches:
            again = run([sys.executable, str(BATCHES), str(record), str(sealed)], check=False)
            print(f"  the record in another order and in batches: {(again.stdout + again.stderr).strip()}")
            whole &= not again.returncode
        if not self.one.evidence:
            return sealed, whole
        done = self.tool("evidence", "--reports", str(self.reports), "--export", str(open_export), check=False)
        if done.returncode:
            print(done.stdout)
        return sealed, whole and done.returncode == 0

    def arguments(self, gold: Path, answer: Path) -> Iterator[list[str]]:
        """The scorers to run on an export, with their arguments."""
        export = ["--export", str(answer)]
        if self.one.name == "muc4":
            templates = [str(path) for path in sorted(gold.glob("*.templates.jsonl"))]
            reports = [str(path) for path in sorted(gold.glob("*.reports.jsonl"))]
            yield ["templates", "--templates", *templates, "--reports", *reports, *export]
            return
        yield [self.one.scorer, "--gold", str(gold), *export]
        if self.one.name == "gva" and not self.rows:
            yield ["counting", "--questions", str(gold / "questions.jsonl"), *export]

    def gold(self) -> Path:
        """The gold of the set, cut to a seeded sample where one is wanted: whole incidents with all their reports."""
        data = self.home / "data"
        if self.one.name == "muc4":
            return self.cut_muc4(data / "muc4")
        path = data / self.one.gold
        if not self.rows or not self.one.form:
            return path
        if self.one.form == "gva":
            incidents = read_jsonl(path / "incidents.jsonl")
            kept = random.Random(SEED).sample(incidents, min(self.rows, len(incidents)))
            ids = {row["id"] for row in kept}
            cut = self.folder / "gold"
            cut.mkdir(exist_ok=True)
            write_jsonl(cut / "incidents.jsonl", kept)
            write_jsonl(cut / "reports.jsonl", [r for r in read_jsonl(path / "reports.jsonl") if r["incident"] in ids])
            return cut
        rows = read_jsonl(path)
        return write_jsonl(self.folder / "gold.jsonl", random.Random(SEED).sample(rows, min(self.rows, len(rows))))

    def cut_muc4(self, path: Path) -> Path:
        """A sample of MUC-4's development reports with their templates (the two test sets stay out of it)."""
        reports = read_jsonl(path / "dev.reports.jsonl")
        kept = random.Random(SEED).sample(reports, min(self.rows or len(reports), len(reports)))
        ids = {row["id"] for row in kept}
        cut = self.folder / "gold"
        cut.mkdir(exist_ok=True)
        write_jsonl(cut / "dev.reports.jsonl", kept)
        templates = [row for row in read_jsonl(path / "dev.templates.jsonl") if belongs(row, ids)]
        write_jsonl(cut / "dev.templates.jsonl", templates)
        return cut

    def score(self, command: list[str]) -> dict[str, Any]:
        """The JSON object that a scorer prints as its last line."""
        done = self.tool(*command, "--json")
        (self.folder / f"{command[0]}.txt").write_text(done.stdout)
        result: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        return result

    def tool(self, name: str, *args: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
        """Run a scorer or converter."""
        return run([sys.executable, str(self.home / "score" / f"{name}.py"), *args], check)

    def crossreport(self, *args: str) -> bool:
        """Run our own command as a user would; whether all was well. Exit code 1 (a report was left out) is not fatal."""
        done = run([str(Path(sys.executable).with_name("crossreport")), *args], check=False)
        if done.returncode > 1:
            raise SystemExit(f"quality: crossreport {' '.join(args)} failed:\n{done.stdout}{done.stderr}")
        (self.folder / f"{args[0]}.log").write_text(done.stdout + done.stderr)
        if done.returncode and args[0] == "check":
            print(done.stdout[-2000:])
        return not done.returncode


def belongs(template: dict[str, Any], ids: set[str]) -> bool:
    """Does a template tell of one of these reports?"""
    return template["MESSAGE: ID"][0].split()[0] in ids


def run(command: list[str], check: bool) -> "subprocess.CompletedProcess[str]":
    """Run a command, its output kept; where `check` and it fails, stop with what it said."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if check and done.returncode:
        raise SystemExit(f"quality: {' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done


def dig(result: dict[str, Any], path: str) -> float:
    """The number at a dotted path of a scorer's result."""
    value: Any = result
    for key in path.split("."):
        value = value[key]
    return float(value)


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def write_jsonl(path: Path, rows: list[dict[str, Any]]) -> Path:
    """Write objects as JSON Lines; the path."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main())
