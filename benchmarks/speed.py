"""`make bench-speed`: a whole build beside one plain pass of the same model over the same reports, and where its time goes.

Both read with two processes: the plain pass is `nlp.pipe` with all pipes of the model (`n_process=2`), the build is
`crossreport build --workers 2` into a new record. Times are processor time, start-up and all processes taken together, which
other work on the machine lengthens less than time on the wall. Reports come from files that are named, else the sets of
the folder CROSSREPORT_GOLD (see quality.py), else the examples. Writes its section of docs/performance.md; `--gate` writes
another instead: how much of the text could be left unparsed because it gives nothing.
"""

import argparse
import json
import os
import platform
import random
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "performance.md"
HEADING = "## Reading, beside the parser alone"
GATE = "## What need not be parsed"
SEED, MANY = 20240611, 1000
# What a sentence may give, from what holds the most: {row of the table: fields of a reading}.
GIVES = {
    "a figure, an action, a mention, a statement, a person or an attribution": (
        "figures", "actions", "mentions", "statements", "people", "attributions",
    ),
    "none of these, but stands in the list of what gave nothing": ("unread",),
    "none of these, but a date": ("dates",),
    "none of these, but a place or a party": ("places", "parties"),
}  # fmt: skip
PLAIN = """
import sys, msgspec
from crossreport.reading.models import MODELS
from importlib import import_module
from importlib.util import find_spec
nlp = import_module(next(name for name in MODELS if find_spec(name))).load()
texts = (f"{one.get('title') or ''}\\n\\n{one['text']}" for one in map(msgspec.json.decode, open(sys.argv[1], "rb")))
print(sum(len(doc) for doc in nlp.pipe(texts, n_process=2)))
"""
# What a build may take at most beside one plain pass.
GOAL = 0.5
# The sets to sample, each with its file.
SETS = {
    "gva": "gva/reports.jsonl", "clusters": "clusters/g5w.jsonl", "muc4": "muc4/dev.reports.jsonl",
    "airwars": "airwars/incidents.jsonl",
}  # fmt: skip
TRIED = """\
Tried, and of little use: other kernels of NumPy's library change the networks' products by less than a tenth; a way past
the tokenizer's rules for words of letters alone would spare at most a quarter of a second of 250 reports, and more of what
it has cut held (its own limit is ten thousand) nothing.

The networks' first layer is a sum over a word and its two neighbours: each of its three parts is multiplied once for each
form of a chunk. It and the other layers go through the words by blocks of 512, whose sums stay in the processor's cache:
both encoders together take 16 microseconds a word, beside 23 to 25 with all words of a chunk at once.

The parser's moves are made for all sentences of a chunk side by side, so that larger chunks are cheaper: relations take 15
microseconds a word with five reports at once, 12 with ten and 11 with twenty, beside 22 to 29 the model's own way.

Reading's own modules compiled with mypyc 2.4, all but three of them, gave the same readings byte for byte, but what follows
the parse ran 1.4 times as fast and no more (98.8 and 71.9 microseconds a word, both at once), for five minutes of compiling
and 25 MB. Five constructions of plain Python do not compile, or fail when they run (a generator within a function, a sum of
fractions, `in` over a tuple with a star, `reversed` of a class of ours, the hash of a class that can be ordered): too many
to be met by chance one day, so it is left out."""
# What the stages of reading.read are called in the table.
STAGES = {
    "documents": "laid out and parsed", "read_dates": "dates", "read_places": "places", "read_parties": "parties",
    "read_attributions": "who says what", "read_figures": "figures", "identify": "people", "read_actions": "actions",
    "read_statements": "statements", "read_mentions": "events as told", "find_unread": "what gave nothing",
}  # fmt: skip


def spent(command: list[str]) -> tuple[float, float, float, str]:
    """(processor seconds, seconds on the wall, peak memory in MB of all its processes, output) of a command."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with tempfile.TemporaryFile("w+") as printed:
        process = subprocess.Popen(command, stdout=printed)
        peak = [0.0]
        watch = threading.Thread(target=_watch, args=(process, peak), daemon=True)
        watch.start()
        if process.wait():
            raise SystemExit(f"{command} ended with {process.returncode}")
        watch.join()
        printed.seek(0)
        output = printed.read()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.monotonic() - start, peak[0], output


def _watch(process: "subprocess.Popen[str]", peak: list[float]) -> None:
    """The most memory that a process and all below it hold at once; what they share is counted once."""
    while process.poll() is None:
        peak[0] = max(peak[0], sum(map(_proportional, _tree(process.pid))))
        time.sleep(0.3)


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in below:
        yield from _tree(int(child))


def _proportional(pid: int) -> float:
    try:
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0.0
    return int(found[1]) / 1000 if found else 0.0


def stages(path: Path) -> dict[str, float]:
    """Processor seconds of each stage of reading a file's reports, in this process."""
    from crossreport.engines.processes import one_thread_each

    one_thread_each()
    from crossreport.ingest.items import Item
    from crossreport.ingest.sources import ingest
    from crossreport.reading import read as reading

    took: dict[str, float] = defaultdict(float)

    def timed(name: str, stage: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any) -> Any:
            start = time.process_time()
            try:
                found = stage(*given)
                return list(found) if name == "documents" else found
            finally:
                took[name] += time.process_time() - start

        return run

    reports = [one.report for one in ingest([path]) if isinstance(one, Item)]
    reading.read(reports[0])
    kept = {name: getattr(reading, name) for name in STAGES}
    for name, stage in kept.items():
        setattr(reading, name, timed(name, stage))
    try:
        start = time.process_time()
        for at in range(0, len(reports), 8):
            list(reading.read_all(reports[at : at + 8]))
        whole = time.process_time() - start
    finally:
        for name, stage in kept.items():
            setattr(reading, name, stage)
    return {**took, "others": whole - sum(took.values())}


def given(path: Path) -> dict[str, float]:
    """The share of a file's words in sentences that give these things and none of those before; "" is nothing."""
    from crossreport.ingest.items import Item
    from crossreport.ingest.sources import ingest
    from crossreport.reading.layout import document
    from crossreport.reading.read import read

    words: dict[str, int] = defaultdict(int)
    for one in ingest([path]):
        if not isinstance(one, Item):
            continue
        page, found = document(one.report), read(one.report)
        told: dict[int, str] = {}
        for row, fields in GIVES.items():
            for value in (value for field in fields for value in getattr(found, field)):
                for span in spans_of(value):
                    told.setdefault(page.sentence_of(span), row)
        for sentence in page.sentences:
            words[told.get(sentence.index, "")] += len(sentence.tokens)
    return {row: count / sum(words.values()) for row, count in words.items()}


def spans_of(value: Any) -> list[Any]:
    """Where the report has the words of something that was read."""
    found = list(getattr(value, "spans", ()) or getattr(value, "content", ()))
    return found + [one for field in ("span", "cue", "source") if (one := getattr(value, field, None)) is not None]


def gate_section(found: dict[str, dict[str, float]]) -> str:
    """What stands of it in docs/performance.md."""
    rows = [
        GATE,
        "",
        "`python benchmarks/speed.py --gate` writes this section. A sentence that gives nothing need not be parsed. The",
        "words of those that in fact give nothing are all that a test before the parser could spare, were it never wrong;",
        "laying out and parsing all words takes three tenths of a build. So there is no such test, and all are parsed.",
        "",
        f"| words in sentences that give |{''.join(f' {name} |' for name in found)}",
        f"|---|{'---:|' * len(found)}",
    ]
    for row in (*GIVES, ""):
        rows.append(f"| {row or 'nothing at all'} |{''.join(f' {one.get(row, 0):.3f} |' for one in found.values())}")
    return "\n".join([*rows, ""])


@contextmanager
def samples(files: list[Path], many: int) -> Iterator[list[tuple[str, Path]]]:
    """(name, file) of the reports to measure with."""
    gold = os.environ.get("CROSSREPORT_GOLD")
    if files or not gold:
        yield [(file.stem, file) for file in files or [HERE.parent / "examples" / "reports.jsonl"]]
        return
    with tempfile.TemporaryDirectory() as folder:
        rng = random.Random(SEED)
        drawn: dict[str, list[str]] = {}
        for name, source in SETS.items():
            path = Path(folder) / f"{name}.jsonl"
            tool = [sys.executable, f"{gold}/score/to_reports.py", name, f"{gold}/data/{source}", "--to", str(path)]
            subprocess.run(tool, check=True, stdout=subprocess.DEVNULL)
            lines = path.read_text(encoding="utf-8").splitlines()
            drawn[name] = rng.sample(lines, min(len(lines), many if name == "gva" else -(-many // 3)))
        mixed = [line for name in drawn if name != "gva" for line in drawn[name]]
        made: list[tuple[str, Path]] = []
        for name, lines in (("gva", drawn["gva"]), ("clusters, muc4, airwars", mixed)):
            made.append((f"{name}: {len(lines)} reports", Path(folder) / f"{len(made)}.sample.jsonl"))
            made[-1][1].write_text("\n".join(lines) + "\n", encoding="utf-8")
        yield made


def measure(path: Path) -> dict[str, Any]:
    """What is found of one file: the plain pass, the whole build, the stages of reading."""
    plain = spent([sys.executable, "-c", PLAIN, str(path)])
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "made.record"
        built = spent([sys.executable, "-m", "crossreport", "build", str(path), "--record", str(record), "--workers", "2"])
    return {"plain": plain[:3], "build": built[:3], "words": int(plain[3]), "stages": stages(path)}


def section(found: dict[str, dict[str, Any]]) -> str:
    """What stands of it in docs/performance.md."""
    rows = [
        HEADING,
        "",
        "`make bench-speed` writes this section. A whole build (reading, linking, reconciling, storing; two processes)"
        " beside one plain pass",
        f"of the same model with all its pipes (`nlp.pipe`, two processes) over the same reports, one after the other"
        f" ({platform.machine()}, Python {platform.python_version()}).",
        "Seconds are of processor time, all processes and their start taken together; memory is the peak of all processes,",
        "what they share counted once. The goal is half of the plain pass.",
        "",
        "| | words | plain pass, s | whole build, s | build / plain | memory of the build, MB |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, one in found.items():
        plain, built = one["plain"][0], one["build"][0]
        rows.append(
            f"| {name} | {one['words']:,} | {plain:.1f} | {built:.1f} | {built / plain:.2f} | {one['build'][2]:,.0f} |"
        )
    rows += ["", _reached([one["build"][0] / one["plain"][0] for one in found.values()])]
    rows += ["", "Where reading's time goes, in processor microseconds a word, in one process:", ""]
    rows += [f"| |{''.join(f' {name} |' for name in found)}", f"|---|{'---:|' * len(found)}"]
    for stage, told in (*STAGES.items(), ("others", "all else")):
        cells = (f" {one['stages'].get(stage, 0) / one['words'] * 1e6:.1f} |" for one in found.values())
        rows.append(f"| {told} |{''.join(cells)}")
    return "\n".join([*rows, "", TRIED, ""])


def _reached(ratios: list[float]) -> str:
    """Whether the goal is reached on all sets."""
    how = "by all" if max(ratios) <= GOAL else "by some alone" if min(ratios) <= GOAL else "by none"
    return f"The goal of {GOAL:.2f} is reached {how}: {' and '.join(f'{ratio:.2f}' for ratio in ratios)}."


def put(text: str, own: str) -> str:
    """A page with this section in the place of that which it had, or at its end."""
    before, heading, rest = text.partition(own.partition("\n")[0])
    _, following, after = rest.partition("\n## ") if heading else ("", "", "")
    return f"{before.rstrip()}\n\n{own}{following}{after}"


def main() -> int:
    """Exit code 0 where all could be measured."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs="*", type=Path)
    options.add_argument("--many", type=int, default=MANY, help="reports of each sample")
    options.add_argument("--gate", action="store_true", help="how much of the text gives nothing, instead of times")
    asked = options.parse_args()
    with samples(asked.files, asked.many) as files:
        if asked.gate:
            own = gate_section({name: given(path) for name, path in files})
        else:
            found = {name: measure(path) for name, path in files}
            print(json.dumps(found, indent=1))
            own = section(found)
    print(own)
    PAGE.write_text(put(PAGE.read_text(encoding="utf-8"), own), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
