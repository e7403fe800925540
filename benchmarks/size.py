"""`make bench-size`: what `pip install crossreport` brings in megabytes, and what each extra adds; writes docs/size.md.

Each is installed from this folder's wheel into a virtual environment of its own that is thrown away, with the versions that
requirements-dev.lock pins. Needs the package index, and some minutes.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from importlib.metadata import distributions
from pathlib import Path

HOME = Path(__file__).parents[1]
PAGE = HOME / "docs" / "size.md"
MEGABYTE = 1_000_000
# A package of less is told with the others.
TELL = 2 * MEGABYTE
NOT_FOR_USERS = {"source", "dev"}


def pins() -> str:
    """The versions of requirements-dev.lock without their hashes, as pip takes them for constraints."""
    lock = (HOME / "requirements-dev.lock").read_text(encoding="utf-8")
    return "\n".join(re.findall(r"^[\w.\-]+==[^\s\\]+(?: ;[^\\\n]+)?", lock, re.M)) + "\n"


def sizes(site: Path) -> Counter[str]:
    """The bytes that each package in a folder of packages takes there, compiled files too."""
    found: Counter[str] = Counter()
    for one in distributions(path=[str(site)]):
        files = {Path(str(one.locate_file(file))).resolve() for file in one.files or ()}
        found[one.metadata["Name"].lower().replace("_", "-")] = sum(file.stat().st_size for file in files if file.is_file())
    return found


def installed(wheel: Path, extra: str | None, folder: Path) -> Counter[str]:
    """The bytes that each package takes which that wheel, with that extra, brings into an empty environment."""
    run = [sys.executable, "-m", "venv", str(folder)]
    subprocess.run(run, check=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip())
    before = sizes(site)
    constraints = folder / "constraints.txt"
    constraints.write_text(pins(), encoding="utf-8")
    wanted = f"{wheel}[{extra}]" if extra else str(wheel)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--constraint", str(constraints)]
    subprocess.run([*pip, wanted], check=True)
    return sizes(site) - before


def builds(folder: Path, record: Path) -> None:
    """Builds the sample with what was installed there and nothing else: CalledProcessError where it lacks something."""
    command = folder / ("Scripts" if sys.platform == "win32" else "bin") / "crossreport"
    subprocess.run([str(command), "build", str(HOME / "examples" / "reports.jsonl"), "--record", str(record)], check=True)


def page(base: Counter[str], extras: dict[str, Counter[str]]) -> str:
    """docs/size.md."""

    def told(bytes_: int) -> str:
        return f"{bytes_ / MEGABYTE:,.0f}"

    def parts(found: Counter[str]) -> list[str]:
        large = [(name, size) for name, size in found.most_common() if size >= TELL]
        rest = sum(found.values()) - sum(size for _, size in large)
        rows = [f"| {name} | {told(size)} |" for name, size in large]
        return [*rows, f"| {len(found) - len(large)} others | {told(rest)} |"]

    lines = [
        "# Its size",
        "",
        "`make bench-size` writes this page: megabytes on disk (a million bytes), Python's compiled files among them,",
        "measured in environments of their own, with the versions of requirements-dev.lock"
        f" (Python {sys.version.split()[0]}, {sys.platform}). The base alone builds the sample.",
        "",
        "| what is installed | megabytes | packages |",
        "|---|---:|---:|",
        f"| `pip install crossreport` | {told(base.total())} | {len(base)} |",
    ]
    for name, found in sorted(extras.items()):
        # Compiled files differ by some bytes from one environment to another: that makes no package new.
        lines.append(
            f"| `pip install 'crossreport[{name}]'` adds | {told((found - base).total())} | {len(set(found) - set(base))} |"
        )
    lines += ["", "What the base consists of:", "", "| package | megabytes |", "|---|---:|", *parts(base)]
    return "\n".join([*lines, ""])


def main() -> int:
    """Exit code 0 where it was measured; 1 where the base is larger than it may be (`--most`, in megabytes)."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--most", type=float, help="measure the base alone, and fail where it is larger")
    given = options.parse_args()
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = sorted(set(project["optional-dependencies"]) - NOT_FOR_USERS)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
        subprocess.run([*build, "--wheel-dir", str(folder), str(HOME)], check=True)
        (wheel,) = folder.glob("*.whl")
        base = installed(wheel, None, folder / "base")
        builds(folder / "base", folder / "sample.record")
        print(f"base: {base.total() / MEGABYTE:,.0f} MB", file=sys.stderr)
        if given.most:
            return int(base.total() > given.most * MEGABYTE)
        found = {}
        for extra in extras:
            found[extra] = installed(wheel, extra, folder / extra)
            print(f"{extra}: {(found[extra] - base).total() / MEGABYTE:,.0f} MB more", file=sys.stderr)
    PAGE.write_text(page(base, found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
