"""Which of the places of one name a report means: by what contains it, by its other places, by its kind, by size last."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from crossreport.reading.places.gazetteer import Entry, find, is_capital
from crossreport.reading.places.spotting import Found, is_within
from crossreport.vocabulary.compile_gazetteer import CONTINENT, COUNTRY, COUNTY, DIVISION, ENGLISH_NAMES, REGION, TOWN

# What a name of each kind starts from; a town adds to it by its people. A country outranks a division of its name, and a
# division a small town; the report's own words outweigh all three.
BASE = {COUNTRY: 3.6, CONTINENT: 3.6, REGION: 3.4, DIVISION: 2.3, COUNTY: 1.8, TOWN: 0.0}
CLOSE = 0.6
BESIDE = 1.2
# How many times smaller than its namesake a town must be to need more than its country.
DWARFED, DWARFED_SHARE = 20, 0.3
# What the words of a country's reports ("the sheriff's office") speak for its towns.
CUED = 0.7
# What the outlet's home counts beside a place of the report's own.
HOME = 0.6
SLOPE = 0.4
Cell = tuple[int, int]


class Scene:
    """The places that a report speaks of, as far as known: support for one more place among them."""

    def __init__(self, found: Iterable[Found], hints: Sequence[Entry] = (), cued: Mapping[str, float] | None = None) -> None:
        self.cued = cued or {}
        self.countries: Counter[str] = Counter()
        self.divisions: Counter[tuple[str, str]] = Counter()
        self.cells: dict[Cell, dict[str, float]] = defaultdict(dict)
        self.by_division: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
        self.by_country: dict[str, dict[str, float]] = defaultdict(dict)
        self.total = 0
        for hint in hints:
            self._add(hint, f"hint {hint.name}", 0.7)
        for one in found:
            self.total += 1
            for entry, weight in _weights(one):
                self._add(entry, one.key, weight)
                if one.home:
                    continue
                if one.chosen is entry and entry.kind == DIVISION:
                    self.divisions[entry.country or "", entry.admin1 or ""] += 1
                if one.chosen is entry and entry.kind == COUNTRY:
                    self.countries[entry.country or ""] += 1

    def _add(self, entry: Entry, key: str, weight: float) -> None:
        if entry.kind in (TOWN, COUNTY) and entry.lat is not None and entry.lon is not None:
            _raise(self.cells[_cell(entry)], key, weight)
        if entry.country:
            _raise(self.by_country[entry.country], key, weight)
            if entry.admin1:
                _raise(self.by_division[entry.country, entry.admin1], key, weight)

    def support(self, entry: Entry, key: str) -> float:
        """How well a place fits with the others: close by, in the same division."""
        score = 0.0
        if entry.kind in (TOWN, COUNTY) and entry.lat is not None and entry.lon is not None:
            near: dict[str, float] = {}
            row, column = _cell(entry)
            for a in (row - 1, row, row + 1):
                for b in (column - 1, column, column + 1):
                    for name, weight in self.cells.get((a, b), {}).items():
                        _raise(near, name, weight)
            score += 1.1 * _saturated(near, key, 2.0)
        if entry.country and entry.admin1:
            score += 0.9 * _saturated(self.by_division.get((entry.country, entry.admin1), {}), key, 2.0)
            named = self.divisions[entry.country, entry.admin1]
            if named and entry.kind != DIVISION:
                score += 1.2 + 0.8 * named / sum(self.divisions.values())
        return score

    def country_support(self, entry: Entry, key: str) -> float:
        """How well a place fits with the countries of the others."""
        if not entry.country:
            return 0.0
        score = 0.6 * _saturated(self.by_country.get(entry.country, {}), key, 2.5)
        named = self.countries[entry.country]
        if named:
            score += (0.8 if entry.kind != COUNTRY else 0.3) * named / sum(self.countries.values())
        return score


def _weights(one: Found) -> Iterable[tuple[Entry, float]]:
    if one.chosen is not None:
        yield one.chosen, (1.0 if not one.rivals else 0.6) * (HOME if one.home else 1.0)
        return
    # A small namesake of a country or a large town is hardly a place that the report speaks of.
    most = max(map(_prior, one.entries))
    for entry in one.entries[:40]:
        yield entry, math.exp(1.5 * (_prior(entry) - most)) / math.sqrt(min(len(one.entries), 4))


def _raise(table: dict[str, float], key: str, weight: float) -> None:
    if weight > table.get(key, 0.0):
        table[key] = weight


def _saturated(table: dict[str, float], key: str, most: float) -> float:
    return min(sum(weight for name, weight in table.items() if name != key), most)


def _cell(entry: Entry) -> Cell:
    return int((entry.lat or 0) // 1), int((entry.lon or 0) // 1.25)


def _prior(entry: Entry) -> float:
    if entry.kind != TOWN:
        return BASE[entry.kind]
    seat = 0.5 if is_capital(entry) else 0.3 if entry.country in ENGLISH_NAMES else 0.0
    return seat + SLOPE * math.log10(entry.population + 1) + (0.5 if entry.own or entry.population >= 20_000 else 0.0)


def resolve_all(found: Sequence[Found], outlet: str | None = None, cued: Mapping[str, float] | None = None) -> None:
    """Choose an entry for each name, twice over: first against all readings of the others, then against the chosen ones.

    `cued` are the countries whose own words the report uses, each with how surely (0 to 1).
    """
    hints = outlet_places(outlet)
    names = [one for one in found if one.entries]
    coordinated = {one.key: one for one in reversed(names) if one.beside}
    for _ in range(2):
        scene = Scene(names, hints, cued)
        senses: dict[tuple[str, bool], tuple[Entry, tuple[Entry, ...]]] = {}
        chosen = []
        for one in names:
            if one.held_by or one.holds:
                chosen.append((one, *_held(one, scene)))
                continue
            sense = (one.key, "wide" in one.marks)
            if sense not in senses:
                senses[sense] = best(coordinated.get(one.key, one) if not sense[1] else one, scene)
            chosen.append((one, *senses[sense]))
        for one, entry, rivals in chosen:
            one.chosen, one.rivals = entry, rivals
        _one_sense(found)
        names = [one for one in names if one.entries]


def best(one: Found, scene: Scene) -> tuple[Entry, tuple[Entry, ...]]:
    """The likeliest entry of a name, and those that are hardly less likely and lie elsewhere."""
    return _ranked(one, one.entries, scene)


def _ranked(one: Found, entries: Sequence[Entry], scene: Scene) -> tuple[Entry, tuple[Entry, ...]]:
    largest = max((entry.population for entry in entries if entry.kind == TOWN), default=0)
    scored = []
    for entry in entries[:80]:
        score = _prior(entry) + _fit(one, entry) + _like(one, entry) + CUED * scene.cued.get(entry.country or "", 0.0)
        local = scene.support(entry, one.key)
        # A country alone, which may only act in the report, makes no village of its own of a city's name.
        small = entry.kind == TOWN and entry.population * DWARFED < largest and not local
        scored.append((score + local + scene.country_support(entry, one.key) * (DWARFED_SHARE if small else 1.0), entry))
    scored.sort(key=lambda pair: (-pair[0], pair[1].id))
    top, winner = scored[0]
    rivals = tuple(entry for score, entry in scored[1:6] if top - score < CLOSE and not _is_same(entry, winner))
    return winner, rivals


def _is_same(a: Entry, b: Entry) -> bool:
    if (a.kind == DIVISION and is_within(b, a)) or (b.kind == DIVISION and is_within(a, b)):
        return True
    return (a.lat is not None and b.lat is not None and a.country == b.country
            and abs(a.lat - b.lat) < 0.3 and abs((a.lon or 0) - (b.lon or 0)) < 0.4)  # fmt: skip


def _fit(one: Found, entry: Entry) -> float:
    """What the words about a name say of its kind: a town stands in a place's list with its own division."""
    if entry.kind == DIVISION and any(
        other.kind == TOWN and other.own and is_within(other, entry) and other.population > 200_000 for other in one.entries
    ):
        # New York, Aleppo: the town is meant unless the name holds another. (Not Oklahoma, a by-name of its city.)
        return -4.0 if "wide" not in one.marks and one.holds is None else 1.0
    if entry.kind != DIVISION and "wide" in one.marks:
        return -9.0  # "Upstate New York" is not the city, however near the city the report's other places lie.
    if entry.kind == TOWN and not entry.own and any(other.kind in (COUNTRY, DIVISION) for other in one.entries):
        return -6.0 if any(other.kind == DIVISION for other in one.entries) else -3.0
    if (
        entry.kind == TOWN
        and entry.population < 50_000
        and any(other.kind in (COUNTRY, CONTINENT, REGION) for other in one.entries)
    ):
        # A small namesake of a country or region is meant where the report's other places say so strongly.
        return -1.5
    if (
        entry.kind == TOWN
        and entry.population < 50_000
        and any(other.kind == DIVISION and other.population > 500_000 for other in one.entries)
    ):
        return -1.0
    if entry.kind == TOWN and not entry.own and any(other.own for other in one.entries):
        return -0.7
    return 0.0


def _like(one: Found, entry: Entry) -> float:
    """What the names beside it say ("Sarn and Tolm"): those of one kind and country fit, as far as they are likely."""
    score = 0.0
    for other in one.beside:
        most = max(map(_prior, other.entries), default=0.0)
        fits = [math.exp(1.5 * (_prior(each) - most)) for each in other.entries[:40]
                if each.kind == entry.kind and each.country == entry.country]  # fmt: skip
        score = max(score, BESIDE * max(fits, default=0.0))
    return score


def _held(one: Found, scene: Scene) -> tuple[Entry, tuple[Entry, ...]]:
    """For names tied by a comma: only entries that fit into each other, where there are any."""
    entries = one.entries
    if one.held_by is not None and one.held_by.entries:
        larger = one.held_by.entries if one.held_by.chosen is None else (one.held_by.chosen,)
        entries = tuple(small for small in entries if any(is_within(small, large) for large in larger)) or entries
        if one.held_by.holds is one:
            entries = (
                tuple(small for small in entries if any(is_within(small, large) for large in one.held_by.entries)) or entries
            )
    if one.holds is not None and one.holds.entries:
        entries = tuple(large for large in entries if any(is_within(small, large) for small in one.holds.entries)) or entries
    return _ranked(one, entries, scene)


def _one_sense(found: Sequence[Found]) -> None:
    """A name that the report once writes with its state keeps that sense wherever it stands alone.

    A name that the gazetteer lacks in that state is none of its namesakes elsewhere either.
    """
    lacking = {one.key: one.held_by for one in found if one.kind == "name" and not one.entries and one.held_by is not None}
    for one in found:
        if one.key in lacking and one.held_by is None and one.holds is None and one.kind == "name":
            one.entries, one.held_by, one.chosen, one.rivals = (), lacking[one.key], None, ()
    names = [one for one in found if one.entries]
    told: dict[str, Counter[Entry]] = defaultdict(Counter)
    for one in names:
        if one.held_by is not None and one.chosen is not None and one.chosen.kind == TOWN:
            told[one.key][one.chosen] += 1
    for one in names:
        if one.held_by is None and one.holds is None and one.key in told and one.chosen is not None:
            entry = max(told[one.key], key=lambda each: (told[one.key][each], -each.id))
            if one.chosen.kind == TOWN or (one.chosen.kind == DIVISION and "wide" not in one.marks):
                one.chosen, one.rivals = entry, ()


@lru_cache(maxsize=2_000)
def outlet_places(outlet: str | None) -> tuple[Entry, ...]:
    """Places in an outlet's name or host ("Sarn Herald", "sarnherald.com"): where it reports from, perhaps."""
    if not outlet:
        return ()
    try:
        host = urlsplit(outlet if "//" in outlet else f"//{outlet}").netloc or outlet
    except ValueError:  # a bracket in a name, which an address may only hold around numbers
        host = outlet
    label = host.lower().rsplit(".", 1)[0].rsplit(".", 1)[-1] if "." in host else host
    parts = re.findall(r"[A-Za-z]+", label)
    tries = [" ".join(parts[i : i + n]) for n in (3, 2, 1) for i in range(len(parts) - n + 1)]
    # A host runs its words together: any stretch of it may be the name, the longest first, of large towns only.
    run = [label[i : i + n] for n in range(len(label), 5, -1) for i in range(len(label) - n + 1)] if len(parts) == 1 else []
    for name in (*tries, *run):
        entries = [one for one in find(name) if one.own and (one.kind in (COUNTRY, DIVISION) or one.population >= 30_000)]
        if len(name) > 4 and entries:
            return tuple(entries[:3])
    return ()
