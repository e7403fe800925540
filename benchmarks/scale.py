"""`make bench-scale`: what a report costs at each stage, in processor seconds and bytes, and what follows for many; writes
docs/scale.md.

Reading is measured on a seeded sample of real reports (`--reports FILE.jsonl`, or CROSSREPORT_GOLD's `gva`; the repository's
own few without either), all after it on generated readings (generate.py) at two sizes, each in a process of its own.
"""

import argparse
import json
import math
import os
import pickle
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

HOME = Path(__file__).parents[1]
PAGE = HOME / "docs" / "scale.md"
SAMPLE, SEED = 100, 20240611
SIZES = (1_000, 4_000)
BILLION = 1_000_000_000
DAY = 86_400
# What is reckoned with, and is not measured: a machine of a cluster, and the one that holds the record.
CORES_OF_A_MACHINE, MEMORY_OF_THE_HEAD = 64, 256e9
Found = dict[str, float]


def sample(given: Path | None, folder: Path) -> Path:
    """A file of reports to read: a seeded sample of those given."""
    home = os.environ.get("CROSSREPORT_GOLD")
    path = given or (Path(home) / "data" / "gva" / "reports.jsonl" if home else HOME / "examples" / "reports.jsonl")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    kept = random.Random(SEED).sample(rows, min(SAMPLE, len(rows)))
    names = ("id", "text", "title", "outlet", "url", "published")
    to = folder / "sample.jsonl"
    to.write_text(
        "".join(json.dumps({key: row[key] for key in names if row.get(key)}) + "\n" for row in kept), encoding="utf-8"
    )
    return to


def reading(path: Path) -> Found:
    """What reading costs: for a process once, and for each report; and the bytes that go out to be read and come back."""
    import crossreport
    from crossreport import pipeline
    from crossreport.ingest.items import Item
    from crossreport.ingest.sources import ingest

    start = time.process_time()
    warm = crossreport.Report("warm", "Police said on Monday that two people were killed in Paris.")
    pipeline.read_chunk([("warm", warm)])
    loaded = time.process_time()
    reports = [item.report for item in ingest(path) if isinstance(item, Item)]
    chunks = list(pipeline._chunks(((report.id, report), len(report.text)) for report in reports))
    taken = time.process_time()
    rows = [pipeline.read_chunk(chunk) for chunk in chunks]
    done = time.process_time()
    count = len(reports)
    return {
        "reports": count,
        "load": loaded - start,
        "taking in": (taken - loaded) / count,
        "reading": (done - taken) / count,
        "text": sum(len(report.text.encode()) for report in reports) / count,
        "out": sum(len(pickle.dumps(chunk)) for chunk in chunks) / count,
        "back": sum(len(pickle.dumps(row)) for row in rows) / count,
        "in a piece": count / len(chunks),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024.0,
    }


def after_reading(count: int, folder: Path) -> Found:
    """What everything else costs for each of so many reports, on one core, and the memory and the record's size."""
    from generate import generate
    from growth import steps
    from kept import BATCH, fill

    path, made = folder / f"{count}.record", generate(count)
    start = time.process_time()
    making, left = 0.0, count
    while left:
        before = time.process_time()
        batch = list(islice(made, min(BATCH, left)))
        making += time.process_time() - before
        fill(path, batch)
        left -= len(batch)
    kept = time.process_time() - start - making
    found = {"readings kept": kept / count, **{name: seconds / count for name, seconds in steps(path).items()}}
    found["record"] = path.stat().st_size / count
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024.0
    return found


def alone(*given: object) -> Found:
    """What this script finds in a process of its own."""
    run = [sys.executable, __file__, *map(str, given)]
    found: Found = json.loads(subprocess.run(run, check=True, stdout=subprocess.PIPE).stdout.splitlines()[-1])
    print(given, {name: round(value, 6) for name, value in found.items()}, file=sys.stderr)
    return found


def page(read: Found, small: Found, large: Found) -> str:
    """docs/scale.md: how it is used, what was measured, and what follows."""
    text = (Path(__file__).with_name("scale.md")).read_text(encoding="utf-8")
    few, many = SIZES
    power = 1 + math.log(large["make"] / small["make"], many / few)
    memory = (large["memory"] - small["memory"]) / (many - few)
    head = read["taking in"] + large["readings kept"]  # taken from its file, put into the record, and what was read too
    whole = head + read["reading"] + large["make"]
    most = MEMORY_OF_THE_HEAD / memory
    million = large["make"] * many * (1_000_000 / many) ** power
    values = {
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "sample": f"{read['reports']:.0f}",
        "few": f"{few:,}",
        "many": f"{many:,}",
        "load": f"{read['load']:.1f}",
        "worker_memory": f"{read['memory'] / 1e6:,.0f}",
        "reading": f"{read['reading'] * 1e3:.0f}",
        "kept": f"{head * 1e3:.2f}",
        **{name: f"{large[name] * 1e3:.2f}" for name in ("linking", "reconciling", "keeping")},
        **{f"{name}_small": f"{small[name] * 1e3:.2f}" for name in ("linking", "reconciling", "keeping")},
        "power": f"{power:.2f}",
        "text": f"{read['text']:,.0f}",
        "out": f"{read['out']:,.0f}",
        "back": f"{read['back']:,.0f}",
        "record": f"{large['record']:,.0f}",
        "memory": f"{memory:,.0f}",
        "piece": f"{read['in a piece']:.1f}",
        "piece_seconds": f"{read['in a piece'] * read['reading']:.1f}",
        "share": f"{read['reading'] / whole:.0%}",
        "cores": f"{read['reading'] / head:,.0f}",
        "network": f"{(read['out'] + read['back']) / head / 1e6:,.1f}",
        "pieces": f"{BILLION / read['in a piece'] / 1e6:,.0f} million",
        "days": f"{BILLION * read['reading'] / DAY:,.0f}",
        "thousand_days": f"{BILLION * read['reading'] / DAY / 1000:,.0f}",
        "machines": f"{1000 / CORES_OF_A_MACHINE:,.0f}",
        "machine_cores": f"{CORES_OF_A_MACHINE}",
        "shuffle_out": f"{BILLION * read['out'] / 1e12:,.1f}",
        "shuffle_back": f"{BILLION * read['back'] / 1e12:,.1f}",
        "head_days": f"{BILLION * head / DAY:,.0f}",
        "million_core_days": f"{1e6 * read['reading'] / DAY:,.1f}",
        "million_pieces": f"{1e6 / read['in a piece']:,.0f}",
        "million_out": f"{1e6 * read['out'] / 1e9:,.1f}",
        "million_back": f"{1e6 * read['back'] / 1e9:,.1f}",
        "million_head_hours": f"{1e6 * head / 3600:,.1f}",
        "million_hours": f"{million / 3600:,.1f}",
        "million_memory": f"{1e6 * memory / 1e9:,.0f}",
        "million_record": f"{1e6 * large['record'] / 1e9:,.0f}",
        "billion_memory": f"{BILLION * memory / 1e12:,.0f}",
        "billion_record": f"{BILLION * large['record'] / 1e12:,.0f}",
        "head_memory": f"{MEMORY_OF_THE_HEAD / 1e9:,.0f}",
        "most": f"{most / 1e6:,.1f} million",
        "records": f"{math.ceil(BILLION / most):,}",
        "record_hours": f"{large['make'] * many * (most / many) ** power / 3600:,.0f}",
        "record_days": f"{BILLION / most * large['make'] * many * (most / many) ** power / DAY:,.0f}",
    }
    return text.format_map(values)


def main() -> int:
    """Exit code 0 where it was measured and the page written."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--reports", type=Path, help="read a sample of these")
    options.add_argument("--reading", type=Path, help=argparse.SUPPRESS)
    options.add_argument("--after", type=int, help=argparse.SUPPRESS)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.reading:
            print(json.dumps(reading(given.reading)))
            return 0
        if given.after:
            print(json.dumps(after_reading(given.after, Path(folder))))
            return 0
        read = alone("--reading", sample(given.reports, Path(folder)))
        small, large = (alone("--after", size) for size in SIZES)
    PAGE.write_text(page(read, small, large), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
