"""`make bench-errors`: how the wrong counts of the gun-violence development set divide; writes its table in docs/method.md.

Builds the set as `make quality` does and pairs incidents with events as its scorer does (both outside of the project, in the
folder CROSSREPORT_GOLD; see quality.py). `--built FOLDER` takes what `quality.py --only gva --keep FOLDER` built.
"""

import argparse
import importlib
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "method.md"
OUTCOMES = ("killed", "injured")
START, END = "How the wrong counts of the gun-violence", "\n\nFrom reading some"
KINDS = {
    "nobody": "Nobody is found by the incident: its only reports are round-ups of several incidents, have no story on their"
    " page, or went to another event",
    "linked": "Reports of the incident stand in several events, or share one with another incident's",
    "injured+": "One or more hurt too many",
    "injured-": "One or more hurt too few",
    "killed+": "One or more dead too many",
    "killed-": "One or more dead too few",
    "both": "Both counts wrong, often dead and hurt taken for each other",
}


class Pair(NamedTuple):
    """An incident with the event that is held against it, if any: how far their reports are the same (Jaccard), and by
    outcome the number of persons that is right and the number that was found."""

    has_event: bool
    same_reports: float
    right: dict[str, int]
    found: dict[str, int]


def kind(pair: Pair) -> str | None:
    """The kind of error, None where both counts are right."""
    wrong = [one for one in OUTCOMES if pair.found[one] != pair.right[one]]
    if not pair.has_event:
        return "nobody"
    if not wrong:
        return None
    if pair.same_reports < 1:
        return "linked"
    if len(wrong) > 1:
        return "both"
    return f"{wrong[0]}{'+' if pair.found[wrong[0]] > pair.right[wrong[0]] else '-'}"


def section(pairs: list[Pair]) -> str:
    """What stands of it in docs/method.md."""
    count = Counter(kind(pair) for pair in pairs)
    right = count[None]
    rows = [
        f"{START} development set divide, counted over all",
        f"{len(pairs):,} of its incidents (both counts are right in {right:,}; `make bench-errors` writes this table):",
        "",
        "| kind | incidents |",
        "|---|--:|",
        *(f"| {text} | {count[name]} |" for name, text in KINDS.items()),
    ]
    return "\n".join(rows)


def put(page: str, own: str) -> str:
    """The page with this in the place of what stood there. ValueError where it has no such place."""
    start = page.index(START)
    return page[:start] + own + page[page.index(END, start) :]


def paired(gold: Path, export: Path, score: Path) -> list[Pair]:
    """The incidents that the scorer counts, each with its event as the scorer pairs them."""
    sys.path.insert(0, str(score))
    match: Any = importlib.import_module("_match")
    public_id = importlib.import_module("_ids").public_id
    incidents, reports = (match.read_jsonl(gold / f"{name}.jsonl") for name in ("incidents", "reports"))
    events, main = match.load_events(export), match.load_main_events(export)
    owners: dict[str, set[str]] = {}
    for report in reports:
        owners.setdefault(public_id(report["id"]), set()).add(report["incident"])
    truth = {report: min(owner) for report, owner in owners.items() if len(owner) == 1}
    label = {report: ("event", main[report]) if report in main else ("alone", report) for report in truth}
    known = match.groups(truth)
    pairs = match.assign(known, match.groups(label))
    made = []
    for one in (one for one in incidents if one["id"] in known):
        (what, ident), jaccard = pairs.get(one["id"], ((None, None), 0.0))
        event = events.get(ident) if what == "event" else None
        found = {outcome: match.best(event, outcome) for outcome in OUTCOMES}
        made.append(Pair(event is not None, jaccard, {outcome: one[outcome] for outcome in OUTCOMES}, found))
    return made


def main() -> int:
    """Writes the table; exit code 0, also where there is no data to measure on."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--built", type=Path, help="what `quality.py --only gva --keep FOLDER` built")
    args = options.parse_args()
    if not (home := os.environ.get("CROSSREPORT_GOLD")):
        print("errors: skipped: CROSSREPORT_GOLD names no folder with data/ and score/", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        built = args.built or Path(scratch)
        if args.built is None:
            subprocess.run([sys.executable, HERE / "quality.py", "--only", "gva", "--keep", built], check=True)
        own = section(paired(Path(home) / "data" / "gva", built / "gva" / "export", Path(home) / "score"))
    PAGE.write_text(put(PAGE.read_text(encoding="utf-8"), own), encoding="utf-8")
    print(own)
    return 0


if __name__ == "__main__":
    sys.exit(main())
