"""Reads the word lists: YAML files of this folder, each a mapping; `words` gives a plain list as a set."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from crossreport.errors import SetupError


class Words(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML whose only truth values are true and false (1.2's core schema): the words no, yes, on and off stay words."""


Words.yaml_implicit_resolvers = {
    first: [(tag, found) for tag, found in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in Words.yaml_implicit_resolvers.items()
}
Words.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), ["t", "f"])


def from_yaml(text: str) -> Any:
    """What a YAML text holds, "no" and "on" as the words that they are. yaml.YAMLError where it is malformed."""
    return yaml.load(text, Loader=Words)


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """The mapping in vocabulary/NAME.yaml. SetupError where the file is missing or holds no mapping."""
    path = files("crossreport.vocabulary") / f"{name}.yaml"
    try:
        content = from_yaml(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SetupError(f"The vocabulary {name}.yaml is missing from the installation.") from error
    except yaml.YAMLError as error:
        raise SetupError(f"The vocabulary {name}.yaml is not valid YAML: {error}") from error
    if not isinstance(content, dict):
        raise SetupError(f"The vocabulary {name}.yaml must be a mapping, not {type(content).__name__}.")
    return content


@cache
def words(name: str, *keys: str) -> frozenset[str]:
    """The words of the lists under these keys ("words" where none is given) of vocabulary/NAME.yaml, lower case."""
    return frozenset(str(word).lower() for key in keys or ("words",) for word in vocabulary(name)[key])
