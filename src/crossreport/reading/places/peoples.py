"""The adjectives and nouns of peoples, as the vocabulary and its plurals give them."""

from functools import lru_cache

from crossreport.reading.places.gazetteer import find_country
from crossreport.vocabulary.load import vocabulary

PLURAL = ("n", "i", "o", "t")


@lru_cache(maxsize=1)
def peoples() -> dict[str, str]:
    """{adjective or noun of a people, as written: the name of its place in the gazetteer}."""
    tables = vocabulary("countries")
    named = {code: find_country(code) for code in tables["countries"]}
    found: dict[str, str] = dict(tables["regional"])
    for code, row in tables["countries"].items():
        if named[code] is None:
            continue
        for adjective in row.get("adjectives", ()):
            found[adjective] = code
            if adjective.endswith(PLURAL) and not adjective.isupper() and not adjective.endswith("men"):
                found[f"{adjective}s"] = code
        for noun in row.get("people", ()):
            found[noun] = code
    return {name: place for name, place in found.items() if name not in ("US", "U.S.")}
