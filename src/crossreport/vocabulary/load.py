"""Reads the word lists: YAML files of this folder, each a mapping; `words` gives a plain list as a set."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from crossreport.errors import SetupError


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """The mapping in vocabulary/NAME.yaml. SetupError where the file is missing or holds no mapping."""
    path = files("crossreport.vocabulary") / f"{name}.yaml"
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except FileNotFoundError as error:
        raise SetupError(f"The vocabulary {name}.yaml is missing from the installation.") from error
    except yaml.YAMLError as error:
        raise SetupError(f"The vocabulary {name}.yaml is not valid YAML: {error}") from error
    if not isinstance(content, dict):
        raise SetupError(f"The vocabulary {name}.yaml must be a mapping, not {type(content).__name__}.")
    return content


@cache
def words(name: str, key: str = "words") -> frozenset[str]:
    """The list under `key` of vocabulary/NAME.yaml as a set, lower case."""
    return frozenset(str(word).lower() for word in vocabulary(name)[key])
