"""A pattern in small letters finds in small text what the pattern that ignores case finds in the text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossreport.reading.small import small, small_pattern

LETTERS = st.text(st.sampled_from("abKILkil EeéÉİß7.-\n"), max_size=30)


@given(st.text(max_size=50) | LETTERS)
def test_small_text_is_as_long_as_the_text(text: str) -> None:
    assert len(small(text)) == len(text)
    assert small(small(text)) == small(text)


@pytest.mark.parametrize(
    "pattern", [r"\b(?:Kill|K[Ie]|leb)", r"(?P<word>\S+)\s(?P=word)", r"\W7|\Be|É\b", r"(?<!\w)ki(?=L)|[A-L]{2}\D"]
)
@given(text=LETTERS)
def test_what_is_found_is_the_same(pattern: str, text: str) -> None:
    # A letter whose small form is two has no small letter of its own here.
    text = text.replace("İ", "i")
    expected = [one.span() for one in re.finditer(pattern, text, re.I)]
    assert [one.span() for one in small_pattern(pattern).finditer(small(text))] == expected
