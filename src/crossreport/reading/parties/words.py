"""The words by which actors are known: titles, bodies, groups, named organisations of the vocabulary, ready for look-up."""

import re
from dataclasses import dataclass
from functools import lru_cache

from crossreport.vocabulary.compile_gazetteer import fold_name
from crossreport.vocabulary.load import vocabulary, words


@dataclass(frozen=True)
class Named:
    """A named body: its key, PLOVER sector and country."""

    key: str
    sector: str
    country: str | None


@lru_cache(maxsize=1)
def titles() -> dict[str, str]:
    """{title, lower case: PLOVER sector}."""
    return {title: sector for sector, each in vocabulary("titles")["titles"].items() for title in each}


@lru_cache(maxsize=1)
def last_words() -> frozenset[str]:
    """The last words of titles, those that take their body's sector among them."""
    return frozenset(title.split()[-1] for title in titles()) | frozenset(
        title.split()[-1] for title in vocabulary("titles")["of_body"]
    )


@lru_cache(maxsize=1)
def before_titles() -> frozenset[str]:
    """Words that belong to an office when they stand before its title."""
    return words("titles", "before") | frozenset(word for title in titles() for word in title.split())


@lru_cache(maxsize=1)
def bodies() -> dict[str, str]:
    """{body, lower case: PLOVER sector}."""
    return {body: sector for sector, each in vocabulary("sectors")["bodies"].items() for body in each}


@lru_cache(maxsize=1)
def groups() -> dict[str, str]:
    """{noun for people in a group, lemma: PLOVER sector}."""
    return {noun: sector for sector, each in vocabulary("sectors")["groups"].items() for noun in each}


@lru_cache(maxsize=1)
def named() -> dict[str, Named]:
    """{name of an organisation or government as written: what it is}."""
    found = {name: Named(f"gov:{code}", "GOV", code) for name, code in vocabulary("countries")["governments"].items()}
    for key, row in vocabulary("sectors")["named"].items():
        for name in row["names"]:
            found[name] = Named(row.get("key", key), row["sector"], row.get("country"))
    return found


@lru_cache(maxsize=1)
def named_pattern() -> re.Pattern[str]:
    """Matches the names of `named`, the longest first."""
    names = sorted(named(), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-]|\.\w)")


@lru_cache(maxsize=2_000)
def named_in(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text has names of `named`."""
    return tuple(found.span() for found in named_pattern().finditer(text))


@lru_cache(maxsize=2_000)
def sector_of_role(role: str) -> str | None:
    """The PLOVER sector of an office ("US Secretary of State": GOV; "police spokesman": COP), or None."""
    lower = role.lower()
    parts = lower.replace(",", " ").split()
    head = lower if " of state" in lower else lower.split(" of ")[0].split(" for ")[0]
    ending = head.replace(",", " ").split()
    last = ending[-1] if ending else ""
    body = next((bodies()[phrase] for phrase in _phrases(parts) if phrase in bodies()), None)
    own = next((titles()[phrase] for phrase in (" ".join(ending[-n:]) for n in (4, 3, 2, 1)) if phrase in titles()), None)
    if body and (last in words("titles", "of_body") or own is None):
        return body
    return own or body or next((titles()[phrase] for phrase in _phrases(parts) if phrase in titles()), None)


def _phrases(parts: list[str]) -> list[str]:
    return [" ".join(parts[i : i + n]) for n in (4, 3, 2, 1) for i in range(len(parts) - n + 1)]


def person_key(name: str) -> str:
    """The folded surname of a name: the same for "El-Sisi" and "al Sisi", without "Jr."."""
    parts = [part for part in fold_name(name).split() if part not in ("jr", "sr", "ii", "iii", "iv", "-")]
    return parts[-1] if parts else fold_name(name)


@lru_cache(maxsize=20_000)
def distance(a: str, b: str) -> int:
    """Levenshtein's distance of two short words."""
    if a == b:
        return 0
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, right in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (left != right))
    return row[-1]
