"""Finding a person's name in running text, however it is spelt there, and masking it."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from crossreport.vocabulary.load import words as vocabulary_words

MASK = "•••"
QUOTES = dict.fromkeys("‘’‚‛`´ʼʻ", "'") | dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‐‑‒–", "-")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
MARKS = re.compile("[\u0300-\u036f]+")
# What may stand between a first and a last name: initials, further names, a nickname in quotation marks.
MIDDLE = r"""(?:[\s.]+["'(]?\w[\w'-]*["')]?){0,2}[\s.]+"""
PART = re.compile(r"\w(?:[\w'-]*\w)?")
# What stands between the words of a name; in addresses of pages it is no blank.
BETWEEN = r"(?:[\s.]+|[-_+])"


class _Fold(dict[int, str]):
    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = QUOTES.get(char) or unicodedata.normalize("NFD", char)[0]
        low = base.lower()
        self[code] = low if len(low) == 1 else base
        return self[code]


_fold = _Fold()


def fold(text: str) -> str:
    """The same text, of the same length: lower case, without accents, quotation marks and hyphens plain."""
    return text.translate(_fold)


def bare(text: str) -> str:
    """The same, and without combining accents; it may be shorter."""
    return _bare(fold(text))[0]


@lru_cache(maxsize=10_000)
def parts(name: str) -> tuple[str, ...]:
    """The words of a name, folded, in order, without titles' dots and other marks around them."""
    return tuple(PART.findall(fold(unicodedata.normalize("NFC", name))))


@lru_cache(maxsize=1)
def _particles() -> frozenset[str]:
    return vocabulary_words("name_particles")


def is_name(words: str) -> bool:
    """Do these words look like a name: one to six of them, each but particles with a capital (or of a script without)?"""
    found = re.findall(r"\w[\w'’-]*", words)
    telling = [word for word in found if fold(word) not in _particles()]
    return 0 < len(found) <= 6 and bool(telling) and all(not word[0].islower() and not word[0].isdigit() for word in telling)


@lru_cache(maxsize=10_000)
def telling(name: str) -> tuple[str, ...]:
    """The parts of a name that name somebody: no particles, no initials."""
    return tuple(part for part in parts(name) if part not in _particles() and len(part.strip("'-")) > 1)


def full(name: str, loose: bool = True) -> str:
    """The pattern, for folded text, of a full name; `loose`: also with names between, or with the last name first."""
    words = parts(name)
    if len(words) == 1:
        return re.escape(words[0])
    plain = BETWEEN.join(map(re.escape, words))
    known = telling(name)
    if len(known) < 2 or not loose:
        return plain
    first, last = re.escape(known[0]), re.escape(known[-1])
    return f"{plain}|{first}{MIDDLE}{last}|{last},\\s+{first}"


@lru_cache(maxsize=4096)
def _pattern(
    names: frozenset[str], words: frozenset[str], shown: frozenset[str], loose: bool = True
) -> re.Pattern[str] | None:
    """Full names first, the longest first, then words alone; a shown name is found as a whole, and so left alone."""

    def either(patterns: Iterable[str]) -> str:
        return "|".join(sorted(patterns, key=lambda one: (-len(one), one))) or r"(?!)"

    if not names and not words:
        return None
    kinds = {
        "shown": (full(name, loose) for name in shown),
        "full": (full(name, loose) for name in names),
        "word": map(re.escape, words),
    }
    choice = "|".join(f"(?P<{kind}>{either(patterns)})" for kind, patterns in kinds.items())
    return re.compile(rf"(?<!\w)(?:{choice})(?!\w)")


def holds(name: str, text: str) -> bool:
    """Does a bare text hold this full name?"""
    if not all(part in text for part in telling(name)):
        return False
    pattern = _pattern(frozenset([name]), frozenset(), frozenset())
    return bool(pattern and pattern.search(text))


def _bare(folded: str) -> tuple[str, list[int] | None]:
    """Folded text without combining accents, and where each of its characters and its end stood; None: where they stand."""
    if folded.isascii() or not MARKS.search(folded):
        return folded, None
    kept = [index for index, char in enumerate(folded) if not MARKS.match(char)]
    return "".join(folded[index] for index in kept), [*kept, len(folded)]


def find(
    text: str, names: frozenset[str], words: frozenset[str], shown: frozenset[str], any_case: bool = False
) -> list[tuple[int, int]]:
    """(start, end) of full names, and of these words where they stand with a capital (or in `any_case`), in order."""
    folded = fold(text)
    if not may_hold(folded, names, words):
        return []
    folded, places = _bare(folded)
    pattern = _pattern(names, words, shown)
    cuts: list[tuple[int, int]] = []
    at = 0
    while pattern and (found := pattern.search(folded, at)):
        start, end = found.span() if places is None else (places[found.start()], places[found.end()])
        if found["word"] is None and not _is_one_name(text[start:end], names | shown):
            # "Ann and Bo Lund" is not Ann Lund, but the words in it may be names by themselves.
            strict = _pattern(names, words, shown, loose=False)
            at = found.start() + 1
            found = strict.match(folded, at - 1) if strict else None
            if found is None:
                continue
            start, end = found.span() if places is None else (places[found.start()], places[found.end()])
        at = found.end()
        is_common_word = found["word"] is not None and not any_case and text[start].islower()
        if found["shown"] is None and not is_common_word:
            cuts.append((start, end))
    return cuts


def may_hold(folded: str, names: frozenset[str], words: frozenset[str]) -> bool:
    """Could one of these stand in folded text? A quick look, which may say so where none does."""
    found = _parts_of(names, words)
    if not found:
        return False
    text, _ = _bare(folded)
    return any(part in text for part in found)


@lru_cache(maxsize=4096)
def _parts_of(names: frozenset[str], words: frozenset[str]) -> frozenset[str]:
    """A part of each name and word, without which none of them can stand in a text."""
    return frozenset(found[-1] for name in names if (found := telling(name) or parts(name))) | words


def masked(text: str, cuts: list[tuple[int, int]]) -> str:
    """The text with the mask in the place of each cut."""
    made: list[str] = []
    at = 0
    for start, end in cuts:
        made += (text[at:start], MASK)
        at = end
    return "".join((*made, text[at:]))


def moved(start: int, end: int, cuts: list[tuple[int, int]]) -> tuple[int, int]:
    """Where the words from `start` to `end` stand in the masked text; a mask that they share a letter with is theirs."""
    shift = 0
    new_start, new_end = start, end
    for cut_start, cut_end in cuts:
        if cut_start >= end:
            break
        if cut_end <= start:
            shift += len(MASK) - (cut_end - cut_start)
            new_start, new_end = start + shift, end + shift
            continue
        if cut_start <= start:
            new_start = cut_start + shift
        shift += len(MASK) - (cut_end - cut_start)
        new_end = max(end, cut_end) + shift
    return new_start, new_end


def _is_one_name(told: str, names: frozenset[str]) -> bool:
    """Are the words between a first and a last name names too: is none in lower case but particles and the name's own?"""
    told = unicodedata.normalize("NFC", told)
    own = _words_of(names)
    between = [word for word in WORD.findall(told) if fold(word) not in own]
    return all(not word[0].islower() or fold(word) in _particles() for word in between)


@lru_cache(maxsize=1000)
def _words_of(names: frozenset[str]) -> frozenset[str]:
    return frozenset(word for name in names for part in parts(name) for word in WORD.findall(part))


def unmoved(start: int, end: int, cuts: list[tuple[int, int]]) -> tuple[int, int]:
    """Where the words from `start` to `end` of the masked text stand in the text; what touches a mask is the whole name."""

    def place(at: int, is_end: bool) -> int:
        more = 0
        for cut_start, cut_end in cuts:
            mask_start = cut_start - more
            if at <= mask_start:
                break
            if at < mask_start + len(MASK):
                return cut_end if is_end else cut_start
            more += (cut_end - cut_start) - len(MASK)
        return at + more

    return place(start, False), place(end, True)
