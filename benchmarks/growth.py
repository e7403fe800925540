"""How the work after reading, the record's size and its answers grow with the reports: linked, weighed, kept and asked.

`python benchmarks/growth.py` measures 1k, 10k and 100k reports, each linked whole in a process of its own, and writes
docs/performance.md with its plot; `--sizes` measures others; `--small` measures few reports and fails where time grows
faster than it may. The reports and their readings are made up (generate.py): reading itself is not measured here. Times are
processor time of one core; much other work on the machine lengthens them all the same, by a third and more.
"""

import argparse
import json
import math
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice, pairwise
from pathlib import Path
from statistics import median
from typing import Any

from generate import A_DAY, generate
from kept import BATCH, fill

import crossreport
from crossreport.model.happened import Reading
from crossreport.model.report import Report
from crossreport.pipeline import build

SIZES = (1_000, 10_000, 100_000)
# So few reports are told on few days, and what is compared grows until the windows of days are full: they come slower.
SMALL, SMALL_A_DAY = (300, 1_200), 5
# Time may grow with this power of the number of reports; on few reports, which a moment's disturbance can double, with more.
MOST, MOST_SMALL = 1.1, 1.3
MEMORY = 1.5 * 2**30
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
PLOT = PAGE.with_name("growth.svg")
MADE = (
    ("linking", "copies, events, stories, origins, actors"),
    ("reconciling", "figures, relations, stated totals, what stories agree on"),
    ("keeping", "the record written, with its columns and the words to search"),
    ("make", "all after reading"),
    ("one more", "one report added: taken in, linked and weighed with what lies near it (middle of 24 and more)"),
    ("one more at most", "the longest of these"),
)
# Reports that are added one by one; the first loads words, patterns and tables, and is left out.
MORE = 25
ASKED = (
    ("open", "opening it, and how much it holds"),
    ("tally", "tally of everything"),
    ("tally of a place", "tally of a province since a day"),
    ("brief", "brief of the largest story"),
    ("brief of two", "brief of a story of two reports"),
    ("show", "the words behind a claim"),
    ("story list", "the newest 50 stories"),
    ("event list", "the 50 deadliest events"),
    ("search", "search for two words"),
)


# What the figures are to be read by.
MAKING = """\
The reports of 10,000 are those of a hundred days, and names are compared within four years: more days, more to compare.
Linking holds twelve thousand reports and reads the others from temporary files again and again: beyond twelve thousand
each report takes half as long again and more.

What a report takes that is added hangs on what lies near it: the reports that chains of likeness tie to it are linked and
weighed with it. Most have few. A round-up that tells of several places is near to hundreds, and is the longest of these.
A newer clock makes those figures anew that settle by it, and no others; a total that comes nearer to others changes what
is said of these, and links none of their neighbours. Where people have decided something, or where any report gives no
day, a report that is added makes the whole anew, and takes as long as that.\
"""
SIZE = """\
Claims, links, deeds, the rows of stories and who shares whose text lie in temporary files where they are many. Held for all
reports are the events, what finds pairs, and where each thing lies in these files: memory is not bounded yet.\
"""


def steps(path: Path) -> dict[str, float]:
    """Makes the record of what it holds; the seconds of each step."""
    marks: list[tuple[str, float]] = []
    start = time.process_time()
    build([], record=path, progress=lambda step, done, of: marks.append((step, time.process_time())))[0].close()
    end = time.process_time()
    ends = [at for _, at in marks[1:]] + [end]
    found = {"make": end - start}
    for (step, at), to in zip(marks, ends, strict=True):
        found[step] = found.get(step, 0.0) + to - at
    return found


def timed(do: Callable[[], Any], times: int = 3) -> float:
    """The middle of some runs, in seconds."""
    found = []
    for _ in range(times):
        start = time.process_time()
        do()
        found.append(time.process_time() - start)
    return median(found)


def asked(path: Path) -> dict[str, float]:
    """Seconds that each question takes on a record that was just opened."""
    with crossreport.open_record(path) as record:
        two = next((one.id for one in record.stories(limit=5000).items if one.reports == 2), None)
        claim = record.claims(type="figure", limit=1).items[0].id
        words = record.search("people killed", kinds=["report"], limit=1).items[0].title

    def ask(question: Callable[[Any], Any]) -> float:
        def run() -> None:
            with crossreport.open_record(path) as record:
                question(record)

        return timed(run)

    return {
        "open": ask(lambda record: record.counts()),
        "tally": ask(lambda record: record.tally()),
        "tally of a place": ask(lambda record: record.tally(place="XC Province 2", since="2019-01-03")),
        "brief": ask(lambda record: record.brief()),
        "brief of two": ask(lambda record: record.brief(two)),
        "show": ask(lambda record: record.show(claim)),
        "story list": ask(lambda record: record.stories()),
        "event list": ask(lambda record: record.events(order="deadliest")),
        "search": ask(lambda record: record.search(" ".join(words.split()[-2:]))),
    }


def measure(count: int, folder: Path, a_day: int) -> dict[str, float]:
    """All that is measured of a record of so many reports."""
    path = folder / f"{count}.record"
    made = generate(count + MORE, a_day=a_day)
    start = time.process_time()
    while batch := list(islice(made, min(BATCH, count))):
        count -= len(batch)
        fill(path, batch)
        if not count:
            break
    kept = time.process_time() - start
    found = {"kept": kept, **steps(path)}
    found["bytes"] = float(path.stat().st_size)
    found |= asked(path)
    more = [_one_more(path, pair) for pair in made][1:]
    found["one more"], found["one more at most"] = median(more), max(more)
    found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024.0
    with crossreport.open_record(path) as record:
        found |= {name: float(value) for name, value in record.counts().items()}
    return found


def _one_more(path: Path, pair: tuple[Report, Reading]) -> float:
    start = time.process_time()
    fill(path, [pair])
    build([], record=path)[0].close()
    return time.process_time() - start


def exponent(small: float, large: float, growth: float) -> float:
    """The power of its size with which a time grows."""
    return math.log(large / small) / math.log(growth)


def measured(sizes: tuple[int, ...], a_day: int) -> dict[int, dict[str, float]]:
    """What is found at each size, each in a process of its own for its memory's sake."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            found[size] = _alone("--one", size, "--folder", folder, "--a-day", a_day)
            Path(folder, f"{size}.record").unlink()
    return found


def _alone(*given: object) -> dict[str, float]:
    run = [sys.executable, __file__, *map(str, given)]
    found: dict[str, float] = json.loads(subprocess.run(run, check=True, stdout=subprocess.PIPE).stdout)
    print(given, {name: round(value, 3) for name, value in found.items()}, file=sys.stderr)
    return found


def help_time() -> float:
    """Processor seconds of `crossreport --help`."""
    run, found = [sys.executable, "-m", "crossreport", "--help"], []
    for _ in range(7):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(run, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return median(found)


def page(found: dict[int, dict[str, float]], help_seconds: float) -> str:
    """docs/performance.md: what was measured, and under which conditions."""
    sizes = sorted(found)
    last = found[sizes[-1]]

    def table(rows: tuple[tuple[str, str], ...], cell: Callable[[dict[str, float], str], str]) -> list[str]:
        head = ["| |" + "".join(f" {size:,} reports |" for size in sizes) + " grows with |"]
        head.append("|---|" + "---:|" * (len(sizes) + 1))
        for name, told in rows:
            known = [size for size in sizes if found[size].get(name)]
            power = ""
            if len(known) > 1:
                small, large = known[-2:]
                power = f"n^{exponent(found[small][name], found[large][name], large / small):.2f}"
            cells = (cell(found[size], name) if size in known else "" for size in sizes)
            head.append(f"| {told} |" + "".join(f" {one} |" for one in cells) + f" {power} |")
        return head

    size = (("kilobytes", "kilobytes on disk per 1,000 reports"), ("megabytes", "memory at its highest, megabytes"))
    for one in found.values():
        one["kilobytes"], one["megabytes"] = one["bytes"] / one["reports"], one["peak"] / 1e6
    held = f"{last['claims']:,.0f} claims, {last['events']:,.0f} events and {last['stories']:,.0f} stories"
    return "\n".join(
        [
            "# How it grows",
            "",
            "`make bench` writes this page. Reports and readings are made up, of an invented world, with copies,",
            f"follow-ups, round-ups and stated totals (benchmarks/generate.py); {sizes[-1]:,} of them make {held}.",
            "Reading is not part of it. Times are seconds of one processor core"
            f" ({platform.machine()}, Python {platform.python_version()}); the last column says how",
            "they grow between the two largest sizes: n^1 is ten times the time for ten times the reports.",
            "",
            "![Seconds by the number of reports, both logarithmic](growth.svg)",
            "",
            "## Making the record",
            "",
            *table(MADE, lambda one, name: f"{one[name]:,.2f}"),
            "",
            MAKING,
            "",
            "## Asking it",
            "",
            "The record is opened, asked and closed; the middle of three.",
            "",
            *table(ASKED, lambda one, name: f"{one[name]:.3f}"),
            "",
            "## Its size",
            "",
            *table(size, lambda one, name: f"{one[name]:,.0f}"),
            "",
            SIZE,
            "",
            "## What it is to be",
            "",
            *_goals(found, help_seconds),
            "",
        ]
    )


def plot(found: dict[int, dict[str, float]]) -> str:
    """An SVG of how the times of making and asking grow: a line that rises as steeply as the grey one grows with n."""
    from vl_convert import vegalite_to_svg

    told = dict((*MADE, *ASKED))
    shown = ("make", "one more", "open", "tally", "brief", "search")
    values = [
        {"reports": size, "seconds": one[name], "what": told[name].split(":")[0]}
        for size, one in sorted(found.items()) for name in shown if name in one
    ]  # fmt: skip
    first, last = min(found), max(found)
    start = found[first]["make"]
    with_n = [{"reports": first, "seconds": start}, {"reports": last, "seconds": start * last / first}]
    x = {"field": "reports", "type": "quantitative", "scale": {"type": "log"}, "title": "reports"}
    y = {"field": "seconds", "type": "quantitative", "scale": {"type": "log"}, "title": "seconds"}
    legend = {"field": "what", "type": "nominal", "title": None, "sort": None, "legend": {"labelLimit": 400}}
    grey = {"data": {"values": with_n}, "mark": {"type": "line", "color": "#bbb", "strokeDash": [4, 4]}}
    lines = {"data": {"values": values}, "mark": {"type": "line", "point": True}, "encoding": {"color": legend}}
    spec = {"width": 420, "height": 300, "encoding": {"x": x, "y": y}, "layer": [grey, lines]}
    made: str = vegalite_to_svg(json.dumps(spec))
    return made


def _goals(found: dict[int, dict[str, float]], help_seconds: float) -> list[str]:
    """Each goal with what was reached."""
    sizes = sorted(found)
    last, most = found[sizes[-1]], sizes[-1]
    power = exponent(found[sizes[0]]["make"], last["make"], most / sizes[0]) if len(sizes) > 1 else math.nan
    rows = [
        (f"the work after reading grows with n^{MOST} at most", f"n^{power:.2f} from {sizes[0]:,} to {most:,} reports",
         power <= MOST),
        (f"memory of at most {MEMORY / 2**30:.1f} GiB", f"{last['peak'] / 2**30:.2f} GiB at {most:,} reports",
         last["peak"] <= MEMORY),
    ]  # fmt: skip
    added, longest = last["one more"], last["one more at most"]
    told_of = f"{added:.2f} s in the middle and {longest:.2f} s at most, at {most:,} reports"
    rows.append(("one report added in less than 1 s", told_of, longest < 1))
    timed_ = (("open", "opening"), ("tally", "a tally"), ("brief", "a brief"))
    rows += [
        (f"{told} in less than 1 s", f"{last[name]:.2f} s at {most:,} reports", last[name] < 1) for name, told in timed_
    ]
    rows.append(("`crossreport --help` in less than 0.3 s", f"{help_seconds:.2f} s", help_seconds < 0.3))
    told = [f"| {goal} | {reached} | {'yes' if is_well else 'no'} |" for goal, reached, is_well in rows]
    return ["| goal | measured | reached |", "|---|---|---|", *told]


def main() -> int:
    """Exit code 0 where no time grows faster than it may."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--one", type=int)
    options.add_argument("--folder", type=Path)
    options.add_argument("--a-day", type=int, default=A_DAY)
    options.add_argument("--small", action="store_true")
    options.add_argument("--sizes", type=int, nargs="+")
    given = options.parse_args()
    if given.one:
        print(json.dumps(measure(given.one, given.folder, given.a_day)))
        return 0
    sizes = SMALL if given.small else tuple(given.sizes or SIZES)
    found = measured(sizes, SMALL_A_DAY if given.small else given.a_day)
    worst = max(exponent(found[a]["make"], found[b]["make"], b / a) for a, b in pairwise(sizes))
    if given.small:
        print(f"After reading, time grows with the reports to the power of {worst:.2f}; at most {MOST_SMALL} it may.")
        return int(worst > MOST_SMALL)
    # What pages.py wrote at the page's end stays.
    _, heading, rest = PAGE.read_text(encoding="utf-8").partition("\n## The pages\n")
    PAGE.write_text(page(found, help_time()) + heading + rest, encoding="utf-8")
    PLOT.write_text(plot(found), encoding="utf-8")
    print(f"After reading, time grows with the reports to the power of {worst:.2f} (goal: {MOST}); see {PAGE.name}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
