"""Patterns that do not mind capitals, as patterns in small letters for texts in small letters.

Where the engine of patterns is told to ignore case, it tries each of many words at every place of a text; where it is not,
only those that can begin there, which takes a third to a sixth of the time.
"""

import re


def small(text: str) -> str:
    """The text in small letters and of the same length, so that offsets hold."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def small_pattern(pattern: str) -> re.Pattern[str]:
    """The pattern with its letters small, to be looked for in small text; its escapes and named groups stay."""
    return re.compile(re.sub(r"(\\.|\(\?P[<=>])|(\w+)", lambda found: found[1] or found[2].lower(), pattern))
