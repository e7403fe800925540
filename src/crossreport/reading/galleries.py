"""Galleries run into a text: "Photo: A. Vost Image 1 of / 4 Caption Close Image 1 of 4 A girl was shot. A girl was shot."

Each caption is a paragraph of its own and stands once: who took the picture, its number and the caption told again are the
page's. Read as one run of words, the last picture's number became a number of the hurt, and who took it one of them.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from crossreport.vocabulary.load import vocabulary

# A caption is told again where as many of its first words come again.
AGAIN = 6


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What numbers a picture, who took it, and what ends the gallery."""
    known = vocabulary("furniture")["gallery"]
    numbered, taken, ended = (f"(?:{'|'.join(known[key])})" for key in ("number", "credit", "end"))
    return re.compile(rf"(?:{numbered}\s*)+"), re.compile(taken), re.compile(ended)


def without_galleries(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """(start, end, is it the page's own) of what a paragraph falls into: one piece, unless it holds numbered pictures."""
    number, _, ended = _patterns()
    marks = list(number.finditer(text, start, end))
    if not marks:
        yield start, end, False
        return
    at = start
    for mark, after in zip([None, *marks], [*marks, None], strict=True):
        if mark is not None:
            yield mark.start(), _rtrim(text, mark.start(), mark.end()), True
            at = mark.end()
        stop = after.start() if after is not None else end
        told = _told(text, at, stop)
        over = ended.search(text, told, stop)
        rest = stop if over is None else over.end()
        for a, b, own in ((at, told, False), (told, rest, True), (rest, stop, False)):
            a = min(a + len(text[a:b]) - len(text[a:b].lstrip()), b)
            if text[a:b].strip():
                yield a, _rtrim(text, a, b), own


def _told(text: str, start: int, end: int) -> int:
    """Where a caption ends: before it is told again, before who took the picture, before the gallery's end."""
    _, taken, ended = _patterns()
    words = list(re.finditer(r"\S+", text[start:end]))
    said = [word[0] for word in words]
    again = next(
        (
            start + words[at].start()
            for at in range(3, len(said))
            if said[at : at + min(AGAIN, at)] == said[: min(AGAIN, at)]
        ),
        end,
    )
    if again > start and (less := re.search(r"\sless\s+$", text[start:again])):
        again = start + less.start()
    found = [one.start() for one in (taken.search(text, start, end), ended.search(text, start, end)) if one is not None]
    return min([again, *found])


def _rtrim(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())
