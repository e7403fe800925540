"""What linking compares of a mention: its day, place, persons, numbers and words, made from one report's reading alone."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache, partial
from typing import Any

import msgspec

from crossreport.linking.shelf import Shelf, Values
from crossreport.linking.victims import parts
from crossreport.linking.words import NOTHING, Bag, bag_of, fold, stem, tokens
from crossreport.model.happened import Mention, Person, Place, Reading
from crossreport.model.report import Report
from crossreport.model.said import Figure
from crossreport.vocabulary.load import vocabulary

SENTENCE = re.compile(r"[.!?][\"')”]*\s|\n")
VAGUE = frozenset(
    {"vague", "indefinite_plural", "range"}
)  # forms whose bounds are ours or wide: that they agree says nothing
Key = tuple[str, str]
# Reports of which the sides are held, as many as a shelf holds (shelf.py).
HELD = 12_000


@dataclass(frozen=True)
class Named:
    """A person of a mention: name, age, and whether dead."""

    name: str
    age: int | None
    killed: bool


@dataclass(frozen=True)
class Side:
    """A mention with all that linking compares. `whole` are its report's words, `own` those of its own sentences."""

    key: Key
    mention: Mention
    published: int | None
    days: tuple[int, int] | None
    stated: bool
    groups: frozenset[str]
    whole: Bag
    own: Bag
    victims: tuple[Named, ...]
    accused: tuple[Named, ...]
    ages: frozenset[int]
    numbers: dict[str, tuple[int, bool]]
    actors: frozenset[str]
    towns: frozenset[str]
    # How many of its dead its report has in a place of their own ("31 across the country, 12 of them in Orlen").
    placed: frozenset[int]
    told: tuple[tuple[int, int], ...]

    @cached_property
    def persons(self) -> tuple[tuple[Named, frozenset[str]], ...]:
        """Its victims, then those accused, each with the parts of the name."""
        return tuple((one, frozenset(parts(one.name))) for one in (*self.victims, *self.accused))

    @cached_property
    def name_parts(self) -> frozenset[str]:
        """The parts of the names of all its persons."""
        return frozenset[str]().union(*(own for _, own in self.persons))

    @cached_property
    def full_names(self) -> tuple[tuple[str, str], ...]:
        """(name, the term that its first and last part are side by side in a text) of each person named in full."""
        told = ((one.name, [stem(part) for part in parts(one.name)]) for one, _ in self.persons)
        return tuple((name, f"{terms[0]} {terms[-1]}") for name, terms in told if len(terms) > 1)

    @property
    def killed(self) -> int:
        """How many were killed, where the report gives a number above one; 0 else."""
        low, is_number = self.numbers.get("killed", (0, False))
        return low if is_number and low > 1 else 0

    @property
    def is_news(self) -> bool:
        """Is it what its report is about?"""
        return self.mention.main


def are_kinds_apart(a: Side, b: Side) -> bool:
    """Is one an incident, the other a sum of several? Where both count as many dead, one report only goes into parts."""
    return a.mention.kind != b.mention.kind and not (a.killed and a.killed == b.killed)


class Sides(Mapping[Key, Side]):
    """The sides of all mentions, added report by report; most lie on a shelf. `bags` has the words of each report."""

    def __init__(self, bags: Mapping[str, Bag]) -> None:
        self._keys = list[Key]()
        self._of: Shelf[dict[str, Side]] = Shelf(_packed, partial(_unpacked, bags), HELD)

    def add(self, ident: str, sides: Iterable[Side]) -> None:
        """Puts those of a report behind the others."""
        own = {side.key[1]: side for side in sides}
        if own:
            self._keys += (side.key for side in own.values())
            self._of.put(ident, own)

    def in_order(self) -> Sequence[Side]:
        """All of them, by their keys."""
        return Values(self, sorted(self._keys))

    def __getitem__(self, key: Key) -> Side:
        return self._of[key[0]][key[1]]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def _packed(sides: dict[str, Side]) -> bytes:
    return msgspec.msgpack.encode([replace(side, whole=NOTHING) for side in sides.values()])


def _unpacked(bags: Mapping[str, Bag], body: bytes) -> dict[str, Side]:
    sides = _sides.decode(body)
    whole = bags[sides[0].key[0]]
    return {side.key[1]: replace(side, whole=whole) for side in sides}


_sides = msgspec.msgpack.Decoder(list[Side])


def ordinal(day: str | None) -> int | None:
    """The number of an ISO day, None where it is none."""
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None


@lru_cache(maxsize=1)
def weights() -> dict[str, Any]:
    """The weights of vocabulary/linking.yaml."""
    return vocabulary("linking")


@lru_cache(maxsize=64)
def _groups(plover: str | None) -> frozenset[str]:
    return frozenset(name for name, types in weights()["groups"].items() if plover in types)


def sides(report: Report, reading: Reading, whole: Bag) -> list[Side]:
    """A side for each mention of a report, whose words are `whole`."""
    return [_side(report, reading, mention, whole) for mention in reading.mentions]


def _side(report: Report, reading: Reading, mention: Mention, whole: Bag) -> Side:
    people = [person for person in reading.people if person.mention == mention.id]
    first, last = ordinal(mention.date.from_), ordinal(mention.date.to)
    days = (first, max(first, last if last is not None else first)) if first is not None else None
    return Side(
        key=(report.id, mention.id),
        mention=mention,
        published=report.day.toordinal() if report.day else None,
        days=days,
        stated=mention.date.basis == "stated",
        groups=_groups(mention.plover) or (frozenset({"harm"}) if mention.cause != "unknown" else frozenset()),
        whole=whole,
        own=_own_words(report, mention, people),
        victims=_named(people, "victim"),
        accused=_named(people, "accused"),
        ages=frozenset(person.age for person in people if person.age is not None and person.role == "victim"),
        numbers=_numbers(reading, mention.id),
        actors=frozenset(fold(actor.party.key) for actor in mention.actors if actor.party.kind != "group"),
        towns=town_names(mention.place),
        placed=frozenset(one.point for one in reading.figures if _is_placed(one, mention.id) and one.point),
        told=_told(reading),
    )


def _told(reading: Reading) -> tuple[tuple[int, int], ...]:
    """The days and months that a report names anywhere, each from its first to its last day; wider spans say nothing."""
    found = set()
    for one in reading.dates:
        first, last = ordinal(one.from_), ordinal(one.to or one.from_)
        if first is not None and last is not None and 0 <= last - first < weights()["date"]["told_days"]:
            found.add((first, last))
    return tuple(sorted(found))


def _own_words(report: Report, mention: Mention, people: list[Person]) -> Bag:
    """The words of the sentences that tell of a mention, with the names of its persons and its place."""
    counts: dict[str, float] = {}
    names: set[str] = set()
    extra = [mention.words, mention.place.name if mention.place else "", *(person.name or "" for person in people)]
    for text in [*_sentences(report, mention), *extra]:
        for term, is_name in tokens(text):
            counts[term] = counts.get(term, 0) + 1
            if is_name:
                names.add(term)
    return bag_of(counts, names)


def _sentences(report: Report, mention: Mention) -> Iterator[str]:
    done: set[tuple[bool, int]] = set()
    for span in mention.spans:
        text = (report.title or "") if span.title else report.text
        before = [found.end() for found in SENTENCE.finditer(text, max(0, span.start - 600), span.start)]
        start = before[-1] if before else max(0, span.start - 600)
        after = SENTENCE.search(text, max(span.end - 1, span.start), span.end + 600)
        if (span.title, start) not in done:
            done.add((span.title, start))
            yield text[start : after.end() if after else span.end + 200]


def _named(people: list[Person], role: str) -> tuple[Named, ...]:
    found = {
        person.name: Named(person.name, person.age, person.outcome == "killed")
        for person in people
        if person.role == role and person.name and parts(person.name)
    }
    return tuple(found[name] for name in sorted(found))


def _numbers(reading: Reading, mention: str) -> dict[str, tuple[int, bool]]:
    """Per outcome the largest total that the report gives for a mention, and whether it is a number ("several" is none)."""
    found: dict[str, tuple[int, bool]] = {}
    for figure in reading.figures:
        low = figure.point if figure.point is not None else figure.low
        if figure.mention != mention or figure.scope != "incident" or figure.aux in ("negated", "hypothetical", "future"):
            continue
        if low is not None and low >= found.get(figure.outcome, (-1, False))[0]:
            found[figure.outcome] = (low, figure.form not in VAGUE)
    return found


def _is_placed(figure: Figure, mention: str) -> bool:
    return figure.mention == mention and figure.outcome == "killed" and figure.subset_of is not None and bool(figure.area)


def town_names(place: Place | None) -> frozenset[str]:
    """The parts of a place's name, folded."""
    return frozenset(fold(part.strip()) for part in place.name.split(",") if part.strip()) if place else frozenset()
