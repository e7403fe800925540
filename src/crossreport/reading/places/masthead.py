"""The outlet's own name in a report's title ("Two hurt in Sarn - KXYZ 5 - Marrow, Ohio"): its home, and nobody's event."""

import re
from functools import lru_cache

from crossreport.reading.layout import Document
from crossreport.vocabulary.load import vocabulary, words

# What parts a title from the name of the page: a dash between blanks or after a host, a bar, an arrow, two colons.
PARTS = re.compile(r"\s+[-–—]+\s+|\s*(?:\||»|\"|«|::)\s+|(?<=\.com)\s?-\s?|(?<=\.com),\s")
HOST = re.compile(r"\b[\w-]+\.(?:com|org|net|tv|co\.uk|news)\b", re.I)
# Call signs of stations in North America ("WXYZ-TV", "KABC").
STATION = re.compile(r"\b[KW][A-Z]{2,3}(?:-?(?:TV|FM|AM|DT))?\b")
# How surely so many different words of a country speak for it; more are sure.
SURE = {1: 0.7}
TOWN_AND_STATE = re.compile(r"[A-Z][\w.' -]{2,30},\s(?:[A-Z]{2}|[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s*")


def masthead(document: Document) -> tuple[tuple[int, int], ...]:
    """The ranges of the title (offsets of the document) that name the outlet and its home, at its end or else its start."""
    if not document.shift:
        return ()
    parts = _parts(document.text[: document.shift - 2])
    if len(parts) < 2:
        return ()
    told = [_is_name(document.text[start:end], opens=start == parts[0][0]) for start, end in parts]
    outlet = _key(document.report.outlet or "")
    told = [each or _is_outlet(document.text[a:b], outlet) for each, (a, b) in zip(told, parts, strict=True)]
    if all(told):
        return ()
    first = next((at for at in range(1, len(parts)) if all(told[at:])), None)
    if first is not None:
        return tuple(parts[first:])
    return (parts[0],) if told[0] else ()


def _parts(title: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for cut in [*PARTS.finditer(title), None]:
        end = cut.start() if cut else len(title)
        if title[start:end].strip():
            found.append((start, end))
        start = cut.end() if cut else end
    return found


def _is_name(part: str, opens: bool) -> bool:
    """A host, a call sign, words that only outlets are called by; or, behind the headline, a town and its state alone."""
    if HOST.search(part) or (STATION.search(part) and len(part) < 60):
        return True
    if not opens and TOWN_AND_STATE.fullmatch(part.strip()):
        return True
    named = re.findall(r"[A-Za-z]+", part)
    told = sum(each.lower() in words("place_words", "outlets") for each in named)
    titled = all(each[:1].isupper() or each in ("and", "for", "of", "on", "the", "in") for each in named)
    return titled and (told >= 2 or (told == 1 and len(named) <= 4))


def _is_outlet(part: str, outlet: str) -> bool:
    """Is it the outlet's own name, as its host runs it together?"""
    key = _key(part)
    return len(key) >= 5 and (key in outlet or (len(outlet) >= 5 and outlet in key and len(key) < 2 * len(outlet)))


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", re.sub(r"\.\w+$", "", name.lower()))


def cued_countries(text: str) -> dict[str, float]:
    """{country: 0 to 1} by words that reports from that country alone use of its police, courts and telephones."""
    found: dict[str, set[str]] = {code: set() for code in vocabulary("place_words")["country_cues"]}
    america: set[str] = set()
    pattern, countries = _cues()
    for one in pattern.finditer(text):
        found.get(countries[(one.lastindex or 0) - 1], america).add(one[0].lower())
    for code in ("US", "CA") if america else ():
        found[code] |= america
    return {code: SURE.get(len(told), 1.0) for code, told in found.items() if told}


@lru_cache(maxsize=1)
def _cues() -> tuple[re.Pattern[str], list[str]]:
    """One pattern of them all, so that a text is looked through once, and the country of each of its groups: those that
    begin where a word does are tried there alone."""
    rows = {**vocabulary("place_words")["country_cues"], "": vocabulary("place_words")["american_cues"]}
    begun = {code: [one.removeprefix(r"\b") for one in row if one.startswith(r"\b")] for code, row in rows.items()}
    inside = {code: [one for one in row if not one.startswith(r"\b")] for code, row in rows.items()}
    groups = [{code: f"({'|'.join(row)})" for code, row in each.items() if row} for each in (begun, inside)]
    pattern = "|".join([rf"\b(?:{'|'.join(groups[0].values())})", *groups[1].values()])
    return re.compile(pattern), [code for each in groups for code in each]
