"""What is built is looked at and tried as a user would get it: `make package` runs it on the folder with both archives.

The wheel must have all data that the program reads and nothing else, the source archive what is needed to test it; then
the wheel goes into an empty environment, beside it only what it asks for itself, and makes a record there.
"""

import os
import re
import subprocess
import sys
import tarfile
import tempfile
import urllib.request
import venv
import zipfile
from pathlib import Path

from packaging.metadata import Metadata

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "crossreport"
SHIPPED = {
    "crossreport/shipped/gazetteer.sqlite", "crossreport/web/shipped/floors.json", "crossreport/web/shipped/method.md",
}  # fmt: skip
IN_SOURCE = (
    "README.md", "LICENSE", "NOTICE", "CHANGELOG.md", "CITATION.cff", "SECURITY.md", "Makefile", "pyproject.toml",
    "requirements.lock", "requirements-dev.lock", "hatch_build.py", "mkdocs.yml", "examples/reports.jsonl",
    "tests/package.py", "tests/test_cli.py",
    "docs/tutorial.md", "docs/make_docs.py", "docs/pictures/story.png", "benchmarks/floors.json", "src/crossreport/py.typed",
)  # fmt: skip
JUNK = re.compile(r"__pycache__|\.pyc$|\.record$|\.egg-info|/\.(?!gitignore)|\.(?:orig|rej|swp|log)$")


def main(folder: Path) -> None:
    """Looks at the wheel and the source archive in the folder, and tries the wheel."""
    [wheel], [source] = folder.glob("*.whl"), folder.glob("*.tar.gz")
    check_wheel(wheel)
    check_source(source)
    with tempfile.TemporaryDirectory() as place:
        try_wheel(wheel, Path(place))
    print(f"{wheel.name} and {source.name}: all is well.")


def check_wheel(wheel: Path) -> None:
    """Every file of the package is in it, byte for byte, nothing else is, and its metadata are valid."""
    with zipfile.ZipFile(wheel) as archive:
        names = {one for one in archive.namelist() if not one.split("/")[0].endswith(".dist-info")}
        wanted = {
            f"crossreport/{path.relative_to(SOURCE).as_posix()}"
            for path in SOURCE.rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        expect(names == wanted | SHIPPED, f"the wheel's files differ: {sorted(names ^ (wanted | SHIPPED))}")
        for name in wanted:
            same = archive.read(name) == (SOURCE.parent / name).read_bytes()
            expect(same, f"{name} is not as it is in src/")
        [about] = [one for one in archive.namelist() if one.endswith(".dist-info/METADATA")]
        told = Metadata.from_email(archive.read(about), validate=True)
        licences = {one.rsplit("/", 1)[-1] for one in archive.namelist() if "/licenses/" in one}
    expect(licences == {"LICENSE", "NOTICE"}, f"the wheel's licences are {licences}")
    expect(told.license_expression == "Apache-2.0", f"its licence is said to be {told.license_expression}")
    expect((told.description or "").startswith("# Crossreport"), "its description is not the README")


def check_source(source: Path) -> None:
    """The source archive has the code, tests, docs and examples, and nothing that a build or a run left behind."""
    with tarfile.open(source) as archive:
        names = {one.split("/", 1)[1] for one in archive.getnames() if "/" in one}
    missing = [one for one in IN_SOURCE if one not in names]
    expect(not missing, f"the source archive lacks {missing}")
    junk = sorted(one for one in names if JUNK.search(f"/{one}") and one != ".gitignore")
    expect(not junk, f"the source archive has {junk}")


def try_wheel(wheel: Path, place: Path) -> None:
    """The wheel alone, in an empty environment, with nothing kept from an earlier run: builds, shows, serves, exports."""
    venv.create(place / "env", with_pip=True)
    environment = {"PATH": os.environ["PATH"], "HOME": str(place), "NO_COLOR": "1"}
    pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([str(place / "env" / "bin" / "python"), *pip, str(wheel)], check=True, cwd=place)
    command, record = place / "env" / "bin" / "crossreport", place / "my.record"

    def run(*arguments: str | Path) -> str:
        done = subprocess.run([command, *arguments], env=environment, cwd=place, capture_output=True, text=True, check=False)
        expect(done.returncode == 0, f"crossreport {' '.join(map(str, arguments))}: {done.stdout}{done.stderr}")
        return done.stdout

    expect(run("--version").strip() == f"crossreport {wheel.name.split('-')[1]}", "the version is another")
    expect(
        "9 reports" in run("build", ROOT / "examples" / "reports.jsonl", "--record", record), "the build read no 9 reports"
    )
    expect("KILLED" in run("brief", record), "the brief has no dead")
    expect("all is well" in run("check", record), "the record is not whole")
    for form in ("jsonl", "csv", "ged", "geojson", "html"):
        run("export", record, "--format", form, "--to", place / form)
    expect("--port" in run("serve", "--help"), "serve has no help")
    serve(command, record, environment)


def serve(command: Path, record: Path, environment: dict[str, str]) -> None:
    """The pages answer, without the extras that draw charts."""
    with subprocess.Popen(
        [command, "serve", record, "--port", "0"], env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            found = re.search(r"http://\S+", server.stdout.readline())
            expect(found is not None, "serve told no address")
            assert found is not None
            with urllib.request.urlopen(found[0], timeout=60) as answer:
                page = answer.read().decode()
            expect("Tarsova" in page, "the first page does not name the story")
        finally:
            server.terminate()


def expect(holds: bool, otherwise: str) -> None:
    """Ends the run with what is wrong, where something is."""
    if not holds:
        sys.exit(f"package: {otherwise}")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
