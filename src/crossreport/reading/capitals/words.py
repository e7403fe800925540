"""What is known of a single word in capitals: whether it is a name, an abbreviation, or a word of the language."""

from functools import lru_cache

from crossreport.reading.language import dictionary
from crossreport.reading.parties.words import named, titles
from crossreport.reading.places.gazetteer import countries, find
from crossreport.vocabulary.compile_gazetteer import TOWN
from crossreport.vocabulary.load import vocabulary, words

# Shorter words are no coinages, and longer ones without a vowel no abbreviations.
LONG = 9
LONGEST_ABBREVIATION = 5
LARGE_TOWN = 100_000
# What stands between apostrophe and blank: "'s", "n't", "'re".
AFTER_APOSTROPHE = frozenset({"s", "t", "re", "ve", "ll", "d", "m"})
# Sectors whose titles are common nouns beside a name ("leader", "driver"), not offices.
NO_OFFICE = frozenset({"CVL", "JRN", "EDU", "BUS", "PTY", "REB"})


@lru_cache(maxsize=1)
def known_names() -> dict[str, list[tuple[str, ...]]]:
    """{first word, lower case: names of countries, peoples, regions and bodies as written, in words, the longest first}."""
    tables = vocabulary("countries")
    names = {entry.name for entry in countries().values()} | set(named())
    names |= {*tables["governments"], *tables["regions"], *tables["regional"]}
    names |= {name for each in tables["us_states"].values() for name in each if not name.endswith(".")}
    for row in tables["countries"].values():
        adjectives = row.get("adjectives", ())
        names |= {*row.get("names", ()), *adjectives, *row.get("people", ()), *(f"{one}s" for one in adjectives)}
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(name for name in names if not any(c.isdigit() for c in name)):
        parts = tuple("".join(c if c.isalpha() else " " for c in name).split())
        if parts and not (len(parts) == 1 and _is_mostly_a_word(parts[0])):
            found.setdefault(parts[0].lower(), []).append(parts)
    return {first: sorted(each, key=lambda parts: (-len(parts), parts)) for first, each in found.items()}


def _is_mostly_a_word(name: str) -> bool:
    """ "US", "WHO", "Amnesty": a name of one word that in capitals is rather the word."""
    low = name.lower()
    if low in closed() or low in words("names", "not_towns"):
        return True
    return name in named() and not name.isupper() and dictionary().has(low) and low not in words("names", "proper")


@lru_cache(maxsize=1)
def closed() -> frozenset[str]:
    """Words that hold sentences together, and those of no dictionary that are no names."""
    return dictionary().closed | words("names", "common") | words("function_words")


@lru_cache(maxsize=20_000)
def is_unknown(low: str) -> bool:
    """Is this no English word, in any of its forms?"""
    if len(low) < 2 or low in closed() or low in AFTER_APOSTROPHE or dictionary().has(low):
        return False
    if len(low) >= LONG and low.endswith(tuple(words("names", "endings"))):
        return False
    beginnings = (one for one in vocabulary("names")["beginnings"] if low.startswith(one) and len(low) > len(one) + 3)
    stem = next((low[len(one) :] for one in beginnings), "")
    return not (stem and dictionary().has(stem) and not find(low))


@lru_cache(maxsize=20_000)
def is_abbreviation(low: str) -> bool:
    """An abbreviation that is listed, or by its looks: unknown, short, without a vowel."""
    if low in words("names", "upper"):
        return True
    return len(low) <= LONGEST_ABBREVIATION and not set(low) & set("aeiouy") and is_unknown(low)


@lru_cache(maxsize=20_000)
def is_surely_name(low: str) -> bool:
    """Is this a name wherever it stands: listed, a weekday or month, no English word, a large town?"""
    times = vocabulary("times")
    if low in words("names", "proper") or low in times["weekdays"]:
        return True
    if low in times["months"] and low not in times["months_verbs"]:
        return True
    return low not in words("names", "within") and low not in closed() and (is_unknown(low) or _is_large_town(low))


def _is_large_town(low: str) -> bool:
    """A noun that a place of weight has for its name, as "lima"; no verb or adjective, and mostly not another thing."""
    if low in words("place_words", "never") or low in words("names", "not_towns") or not dictionary().is_noun_alone(low):
        return False
    return any(one.own and (one.kind != TOWN or one.population >= LARGE_TOWN) for one in find(low))


@lru_cache(maxsize=20_000)
def is_name_beside_name(low: str) -> bool:
    """A surname that is a word too: listed, or a noun that news hardly uses or that some town has for its name."""
    if low in words("names", "either"):
        return True
    if low in words("place_words", "never") or not dictionary().is_noun_alone(low):
        return False
    return dictionary().is_rare(low) or any(one.own and one.kind == TOWN for one in find(low))


@lru_cache(maxsize=5_000)
def is_place_or_people(low: str) -> bool:
    """Is this word alone a country, a people or a known body?"""
    return any(len(parts) == 1 for parts in known_names().get(low, ()))


@lru_cache(maxsize=1)
def ranks() -> frozenset[str]:
    """Titles of one word that stand before a surname alone."""
    found = (title for title, sector in titles().items() if sector not in NO_OFFICE and " " not in title)
    return (frozenset(found) | words("titles", "address")) - words("names", "no_ranks")


@lru_cache(maxsize=5_000)
def is_office(low: str) -> bool:
    """Does this word take a capital as a title before a name ("President Tolm")?"""
    if low in words("names", "no_office"):
        return False
    return low in words("titles", "address") or titles().get(low, "CVL") not in NO_OFFICE


def is_shortened(low: str) -> bool:
    """Is this a title that is written with a point ("Gen.", "Mr.")?"""
    return f"{low}." in titles() or f"{low}." in words("titles", "address")


@lru_cache(maxsize=5_000)
def is_part_of_body(low: str) -> bool:
    """May a word stand within the name of a body: a noun or an adjective, and no participle?"""
    return low in words("names", "bodies") or (low not in closed() and dictionary().describes(low))
