"""The docs say what the code does: generated pages are fresh, commands and options in the text exist, links resolve."""

import doctest
import os
import re
import shlex
import tomllib
from pathlib import Path

import click
import make_docs
import pytest
import shown
import yaml

from crossreport.cli import main
from crossreport.profiles.load import load_profile, profile_names

ROOT = Path(__file__).parent.parent
TEXTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")])
COMMAND = re.compile(r"(?:^|`|\s)crossreport ([a-z][^`\n#|]*)", re.M)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


@pytest.mark.parametrize("name", make_docs.PAGES)
def test_generated_pages_are_what_the_code_gives(name: str) -> None:
    kept = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert kept == make_docs.PAGES[name](), f"docs/{name} is stale: run `make docs`"


def test_what_commands_print_in_the_docs_is_what_they_print_now(tmp_path: Path) -> None:
    for name, text in make_docs.tried(tmp_path).items():
        assert (ROOT / "docs" / name).read_text(encoding="utf-8") == text, f"docs/{name} is stale: run `make docs`"
    page = "howto/analyse.md"
    blocks = re.findall(r"^```pycon\n(.*?)^```$", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.M | re.S)
    assert len(blocks) > 2
    trial = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, page, page, 0)
    before = Path.cwd()
    os.chdir(tmp_path / page.replace("/", "-"))
    try:
        assert doctest.DocTestRunner().run(trial).failed == 0
    finally:
        os.chdir(before)


def test_what_a_page_leaves_out_stays_out_and_a_line_that_is_gone_is_told() -> None:
    page = "```console\n$ crossreport x\nold\n...\nEND\nold\n$ crossreport y\n```\n"
    lines = ["one", "two", "END", "three"]
    assert shown.renewed(page, lambda _: lines) == page.replace("old", "one", 1).replace("old", "three", 1)
    with pytest.raises(ValueError, match="no line 'END' any more"):
        shown.renewed(page, lambda _: ["one"])


def test_the_method_names_every_profile_as_its_file_does() -> None:
    method = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    for profile in map(load_profile, profile_names()):
        assert f"| `{profile.name}` | {profile.title} | {profile.cites} |" in method


def test_the_version_is_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert newest
    assert (cited["version"], newest[1]) == (project["version"], project["version"])
    assert (cited["license"], cited["title"].lower()) == (project["license"], project["name"])


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.name)
def test_commands_and_options_in_the_docs_exist(path: Path) -> None:
    for found in COMMAND.finditer(path.read_text(encoding="utf-8")):
        words = shlex.split(found[1].replace("'", ""), comments=True)
        command = main.commands.get(words[0])
        if command is None:
            assert not any(word.startswith("--") for word in words), f"{path.name}: no command {words[0]!r}: {found[0]!r}"
            continue
        parts = command.commands.values() if isinstance(command, click.Group) else ()
        options = [one for part in (command, *parts) for one in part.params if isinstance(one, click.Option)]
        known = {option for one in options for option in one.opts}
        for word in words:
            option = word.strip("[]").split("=")[0]
            assert not option.startswith("--") or option in known | {"--help"}, f"{path.name}: {words[0]} has no {option}"


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in main.commands if f"crossreport {name}" not in readme] == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.name)
def test_links_lead_to_files_that_are_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [link for link in LINK.findall(text) if not (path.parent / link).exists()] == []


def test_every_promise_names_a_test_that_is_there() -> None:
    rows = re.findall(
        r"^\| .+ \| `(tests/\w+\.py)::(\w+)` \|$", (ROOT / "docs/promises.md").read_text(encoding="utf-8"), re.M
    )
    assert len(rows) > 20
    missing = [name for path, name in rows if f"def {name}(" not in (ROOT / path).read_text(encoding="utf-8")]
    assert missing == []
