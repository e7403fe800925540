"""Profiles: one coder's rules each, as YAML files of this folder (which events count, vague numbers, best, attackers)."""

from functools import cache
from importlib.resources import files
from typing import Any, Literal

import msgspec
import yaml

from crossreport.errors import SetupError

DEFAULT = "recent_majority"
Values = tuple[int | None, int | None, int | None]


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rules of one profile file. `cites` names the codebook or method that the rules follow.

    `best`: the rule that picks the best figure; `none` for profiles that publish only a range. `vague`: a table of
    profiles/vague.yaml, `vague_options` what it takes beside that table. `causes`: which events its tallies count.
    `attackers`: whether killed attackers count where the reports tell them apart. `speakers`: for `reliable` the kinds of
    speakers, the most reliable first; for `official_latest` the authorities.
    """

    name: str
    title: str
    cites: str
    version: str
    best: Literal["lowest", "recent_majority", "reliable", "none", "official_latest", "exact_only"]
    vague: str
    causes: tuple[Literal["violence", "accident", "disaster", "unknown"], ...]
    attackers: Literal["include", "exclude"]
    speakers: tuple[str, ...] = ()
    vague_options: tuple[str, ...] = ()


def _read(name: str) -> Any:
    path = files("crossreport.profiles") / f"{name}.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def profile_names() -> tuple[str, ...]:
    """The names of the profiles that are installed, in alphabetical order."""
    found = (path.name for path in files("crossreport.profiles").iterdir())
    return tuple(sorted(name[:-5] for name in found if name.endswith(".yaml") and name != "vague.yaml"))


@cache
def load_profile(name: str = DEFAULT) -> Profile:
    """The profile of that name. SetupError, with the names there are, where it is unknown or malformed."""
    if name not in profile_names():
        raise SetupError(f"There is no profile {name!r}. Choose one of: {', '.join(profile_names())}.")
    try:
        found = msgspec.convert(_read(name), Profile)
        _check(found, name)
    except (yaml.YAMLError, msgspec.ValidationError, SetupError) as error:
        raise SetupError(f"The profile {name}.yaml is malformed: {str(error).rstrip('.')}.") from error
    return found


def _check(found: Profile, name: str) -> None:
    """SetupError where a profile calls itself otherwise than its file, or names what there is not."""
    if found.name != name:
        raise SetupError(f"its name is {found.name!r}, and must be that of the file")
    vague_table(found.vague, found.vague_options)


@cache
def vague_table(table: str = "interval", options: tuple[str, ...] = ()) -> dict[str, Values | None]:
    """{vague word: (low, point, high) or None where the table gives no number}, of one table of vague.yaml.

    `options` put other values in the table's place (`dozens_literal`); a word to which the table gives no number keeps none.
    """
    listed = _read("vague")
    for name, kind, known in ((table, "table", "tables"), *((one, "option", "options") for one in options)):
        if name not in listed[known]:
            raise SetupError(f"There is no {kind} {name!r} of vague numbers. Choose one of: {', '.join(listed[known])}.")
    values = dict(listed["tables"][table])
    for option in options:
        values |= {word: given for word, given in listed["options"][option].items() if values[word] is not None}
    return {word: tuple(given) if given is not None else None for word, given in values.items()}
