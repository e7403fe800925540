"""The word lists: every word in them is a word."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from crossreport.vocabulary import load
from crossreport.vocabulary.load import from_yaml, vocabulary, words

LISTS = sorted(path.stem for path in Path(load.__file__).parent.glob("*.yaml"))


def truth_values(content: Any, path: str) -> Iterator[str]:
    """Where a truth value stands in a list, or for a key."""
    if isinstance(content, dict):
        for key, value in content.items():
            if isinstance(key, bool):
                yield f"{path}: {key}"
            yield from truth_values(value, f"{path}.{key}")
    elif isinstance(content, list):
        for value in content:
            if isinstance(value, bool):
                yield f"{path}: {value}"
            yield from truth_values(value, path)


@pytest.mark.parametrize("name", LISTS)
def test_no_word_is_taken_for_a_truth_value(name: str) -> None:
    assert list(truth_values(vocabulary(name), name)) == []


def test_no_and_on_are_words() -> None:
    assert from_yaml("[no, on, yes, off, No]") == ["no", "on", "yes", "off", "No"]
    assert from_yaml("{counted: true}") == {"counted": True}
    assert "no" in words("harm", "negated")


@pytest.mark.parametrize("path", sorted(Path(load.__file__).parent.glob("*.yaml")), ids=lambda one: one.stem)
def test_a_word_list_is_the_same_to_the_loader_in_c_and_to_the_one_in_python(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert yaml.load(text, Loader=yaml.SafeLoader) == yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
