"""How this record was read, counted and how often that errs: what a publication cites."""

import json
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import msgspec
import yaml

from crossreport.api import Record
from crossreport.profiles.load import Profile, load_profile, profile_names, vague_table

# What each number of floors.json measures: data, kept beside this file.
MEASURES = "measures.yaml"


class VagueView(msgspec.Struct, frozen=True):
    """What a vague word stands for by a profile's table, in persons; None where it gives no number."""

    word: str
    low: int | None
    point: int | None
    high: int | None


class RulesView(msgspec.Struct, frozen=True):
    """A profile: its rules and what they follow."""

    name: str
    title: str
    cites: str
    version: str
    best: str
    causes: tuple[str, ...]
    attackers: str
    vague: tuple[VagueView, ...]
    speakers: tuple[str, ...]
    is_own: bool


class MeasureView(msgspec.Struct, frozen=True):
    """A figure of quality: on which set, what, and the floor under which no release goes (0 to 1)."""

    set: str
    measure: str
    value: float


class MethodView(msgspec.Struct, frozen=True):
    """How the record was made. `log` is the hash of the last step of its log, `seq` that step."""

    profiles: tuple[RulesView, ...]
    measures: tuple[MeasureView, ...]
    made_with: dict[str, str]
    counts: dict[str, int]
    log: str
    seq: int
    at: str


def method_view(record: Record) -> MethodView:
    """The method page of a record."""
    last = record.checkpoint()
    return MethodView(
        tuple(
            _rules(load_profile(name), name == record.profile)
            for name in sorted(profile_names(), key=lambda n: n != record.profile)
        ),
        measures(),
        {key: value for key, value in record.meta().items() if key != "profile"},
        record.counts(),
        last.hash,
        last.seq,
        last.at,
    )


def _rules(profile: Profile, is_own: bool) -> RulesView:
    table = vague_table(profile.vague, profile.vague_options)
    vague = tuple(VagueView(word.replace("_", " "), *(values or (None, None, None))) for word, values in table.items())
    return RulesView(
        profile.name,
        profile.title,
        profile.cites,
        profile.version,
        profile.best,
        profile.causes,
        profile.attackers,
        vague,
        profile.speakers,
        is_own,
    )


def measures() -> tuple[MeasureView, ...]:
    """How well it reads, as the floors say that every release is held against."""
    floors = json.loads(shipped("floors.json", "benchmarks"))
    told = yaml.safe_load((files("crossreport.web") / MEASURES).read_text(encoding="utf-8"))
    return tuple(
        MeasureView(told["sets"][name.partition(".")[0]], told["measures"][name], value)
        for name, value in sorted(floors.items())
        if name in told["measures"]
    )


def shipped(name: str, folder: str) -> str:
    """The text of a file of the repository: from the installed package or, where that runs from its sources, beside them."""
    packed = files("crossreport.web") / "shipped" / name
    source = Path(__file__).parents[4] / folder / name
    return packed.read_text(encoding="utf-8") if packed.is_file() else source.read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def method_html() -> str:
    """docs/method.md as HTML, with no markup of its own let through."""
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False}).enable("table").render(shipped("method.md", "docs"))
    return str(made).replace(' style="text-align:right"', ' class="n"')  # the pages allow no style but their own sheet's
