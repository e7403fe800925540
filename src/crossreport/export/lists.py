"""Capture histories for multiple-systems estimation: a row a victim of the register, a column a list, 1 where it has them.

A list is one who keeps knowing: an agency or an outlet through the whole record, or a speaker of one story. Outlets that
share an agency's text are no lists of their own, for text taken over has the origin that it was taken from. No estimate is
made here: lists from the press depend on each other, and the notes say how.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from crossreport.answers.render import in_markdown
from crossreport.answers.words import count
from crossreport.export.codes import alpha3
from crossreport.export.levels import CREDIT, MEANINGS, UNREVIEWED, agreement, review
from crossreport.export.source import Scope, Source
from crossreport.export.table import Column, Table, csv_lines
from crossreport.linking.words import fold
from crossreport.model.happened import Event, Victim
from crossreport.model.said import Origin

NAME = "lists"
FEWEST = 3  # lists that an estimate needs at least
MOST_OVERLAPS = 40  # pairs that the notes show, the largest first
# Of a large record most lists have one event's victims alone. Beyond so many cells the smallest lists share one column, and
# only the file of captures has them singly.
MOST_CELLS = 2_000_000
OTHERS = "in_others"


class Captured(NamedTuple):
    """A victim with the lists that have them."""

    victim: Victim
    event: Event
    lists: frozenset[str]


class Captures(NamedTuple):
    """All victims that some list has, the columns of lists with what they are, and how many victims no origin has."""

    rows: tuple[Captured, ...]
    lists: dict[str, str]
    without: int


def files(source: Source, _: Scope) -> dict[str, Iterator[bytes]]:
    """{name of the file: its contents}: the rows, and what to know before estimating anything from them."""
    found = captures(source)
    return {
        f"{NAME}.csv": csv_lines(table(found), source),
        f"{NAME}.captures.csv": csv_lines(CAPTURES._replace(rows=lambda _: _singly(found)), source),
        f"{NAME}.notes.md": _notes(source, found),
    }


def told(source: Source) -> tuple[str, ...]:
    """How many victims and lists there are."""
    found = captures(source)
    more = f"; {found.without} left out, whom no origin has" if found.without else ""
    held = f"{count(len(found.rows), 'victim')} in {count(len(found.lists), 'list')}"
    return (f"{NAME}: {held}{more}. Read {NAME}.notes.md before estimating.",)


def captures(source: Source) -> Captures:
    """Who has whom: the origins of each victim's claims, agencies and outlets being one list through all stories."""
    names: dict[str, str] = {}
    columns: dict[str, str] = {}
    rows, without = [], 0
    for event in source.derived.events:
        for victim in event.victims:
            claims = [source.claims[one] for one in victim.claims if one in source.claims]
            origins = {claim.origin for claim in claims if claim.status == "current" and claim.origin in source.origins}
            if not origins:
                without += 1
                continue
            keys = {_key(source.origins[one], source): one for one in sorted(origins)}
            for key, origin in keys.items():
                if key not in names:
                    names[key] = _column(key, columns)
                    columns[names[key]] = _about(source.origins[origin], source)
            rows.append(Captured(victim, event, frozenset(names[key] for key in keys)))
    return Captures(tuple(rows), dict(sorted(columns.items())), without)


def _outlet(origin: Origin, source: Source) -> str | None:
    return next((outlet for one in origin.reports if (outlet := source.head(one).outlet)), None)


def _key(origin: Origin, source: Source) -> str:
    """What makes two origins one list."""
    if origin.basis == "agency" and origin.speaker:
        return f"agency {fold(origin.speaker)}"
    outlet = _outlet(origin, source)
    if origin.basis == "outlet" and outlet:
        return f"outlet {fold(outlet)}"
    name = f" {fold(origin.speaker)}" if origin.speaker else ""
    return f"{origin.basis}{name} {origin.id}"


def _column(key: str, taken: dict[str, str]) -> str:
    """in_NAME, of letters and digits, as the readers of such tables want it; numbered where it is taken."""
    name = "in_" + (re.sub(r"[^a-z0-9]+", "_", key.casefold()).strip("_") or "list")
    number = 2
    made = name
    while made in taken:
        made, number = f"{name}_{number}", number + 1
    return made


def _about(origin: Origin, source: Source) -> str:
    who = origin.speaker or _outlet(origin, source) or "nobody named"
    return f"{origin.basis}: {' '.join(who.split())}; independence {origin.independence}"


def _age_group(row: Captured) -> str | None:
    age = row.victim.age
    return None if age is None else "child" if age < 18 else "adult"


def _month(row: Captured) -> str | None:
    first, last = (row.event.date.from_ or "")[:7], (row.event.date.to or "")[:7]
    return first if first and first == last else None


def _is_in(name: str) -> Column:
    return Column(name, "integer", "1 where the list has them, else 0", lambda row: int(name in row.lists), True)


STRATA = (
    Column("match_group_id", "string", "id of the victim in the register", "victim.id", True),
    Column("event", "string", "id of the event", "event.id", True),
    Column("outcome", "string", "killed, injured, ...", "victim.outcome"),
    Column("sex", "string", "female or male, where told", "victim.sex"),
    Column("age_group", "string", "child (under 18) or adult, where an age is told", _age_group),
    Column("month", "string", "month of the event, where it is known", _month),
    Column("admin1", "string", "first-order division", "event.place.admin1"),
    Column(
        "country", "string", "ISO 3166-1 alpha-3", lambda row: alpha3(row.event.place.country) if row.event.place else None
    ),
    Column("corroboration", "string", MEANINGS["corroboration"], "event.corroboration", True),
    Column("responsibility", "string", MEANINGS["responsibility"], "event.responsibility", True),
    Column("agreement", "string", MEANINGS["agreement"], lambda row: agreement(row.event, row.victim.outcome or "killed")),
    Column("review", "string", MEANINGS["review"], lambda row: review(row.event.review), True),
)


def own_columns(found: Captures, most: int = MOST_CELLS) -> list[str]:
    """The lists that have a column of their own: all, or as many of the largest as so many cells allow."""
    counts = Counter(name for row in found.rows for name in row.lists)
    largest = sorted(found.lists, key=lambda name: (-counts[name], name))[: most // max(1, len(found.rows))]
    kept = set(largest)
    return [name for name in found.lists if name in kept]


def table(found: Captures, most: int = MOST_CELLS) -> Table:
    """The rows with their strata, and a column a list. They hold no names."""
    own = own_columns(found, most)
    kept = frozenset(own)
    others = Column(
        OTHERS,
        "integer",
        "1 where a list without a column has them; no list itself",
        lambda row: int(bool(row.lists - kept)),
    )
    columns = (*STRATA, *map(_is_in, own), *((others,) if len(own) < len(found.lists) else ()))
    return Table(NAME, ABOUT, ("match_group_id",), columns, lambda _: found.rows)


def _singly(found: Captures) -> Iterator[tuple[Captured, str]]:
    return ((row, name) for row in found.rows for name in sorted(row.lists))


ABOUT = "Capture histories: one row a victim of the register, without names; one column `in_...` a list, 0 or 1."
CAPTURES = Table(
    f"{NAME}.captures",
    "The same as pairs: one row a victim and a list that has them.",
    ("match_group_id", "list"),
    (
        Column("match_group_id", "string", "id of the victim in the register", lambda pair: pair[0].victim.id, True),
        Column("list", "string", "the list, as its column is named", lambda pair: pair[1], True),
        Column("review", "string", MEANINGS["review"], lambda pair: review(pair[0].event.review), True),
    ),
    lambda source: _singly(captures(source)),
)


def _notes(source: Source, found: Captures) -> Iterator[bytes]:
    """What to know before estimating anything."""
    counts = Counter(name for row in found.rows for name in row.lists)
    together: Counter[tuple[str, str]] = Counter()
    for row in found.rows:
        together.update(combinations(sorted(row.lists), 2))
    sizes = Counter(len(row.lists) for row in found.rows)
    copies = sum(1 for row in source.derived.rows if row.copy_of)
    yield (
        "# Capture histories\n\n"
        f"- Review: {UNREVIEWED}. {count(len(found.rows), 'victim')}, {count(len(found.lists), 'list')};"
        f" {count(found.without, 'victim')} whom no origin has left out, for a row must have a list.\n"
        "- No names: the rows have none. victims.jsonl (format jsonl) has those that may be shown; sealed stay sealed.\n"
        "- Only victims of whom reports tell singly are here. Those who are only counted are not.\n"
        f"- Lists depend on each other: outlets take over agencies' text ({copies} of {len(source.derived.rows)} reports"
        " are copies; their text counts for the origin that it was taken from), speakers are quoted by several outlets, and"
        " what one outlet tells others follow up. Media lists are positively dependent, and an estimate that takes them for"
        " independent comes out too low. Origins of unknown independence are marked below.\n"
        f"- An estimate needs at least {FEWEST} lists that overlap in each stratum. The linkage of victims is a reading too:"
        " two rows may be one person, or one row two.\n"
        f"- {CREDIT}\n\n"
    ).encode()
    if len(own_columns(found)) < len(found.lists):
        yield (
            f"The smallest lists have no column of their own, for the table would be too large; {OTHERS} is 1 where one"
            f" of them has a victim, and {NAME}.captures.csv has them all. {OTHERS} is no list: do not estimate with it.\n\n"
        ).encode()
    yield b"## Lists\n\n| column | what it is | victims |\n|---|---|--:|\n"
    for name, about in found.lists.items():
        yield f"| `{name}` | {in_markdown(about)} | {counts[name]} |\n".encode("utf-8", errors="replace")
    yield b"\n## Victims by how many lists have them\n\n| lists | victims |\n|--:|--:|\n"
    for size, number in sorted(sizes.items()):
        yield f"| {size} | {number} |\n".encode()
    yield b"\n## Overlaps\n\n| list | list | victims in both |\n|---|---|--:|\n"
    for (one, other), number in sorted(together.items(), key=lambda item: (-item[1], item[0]))[:MOST_OVERLAPS]:
        yield f"| `{one}` | `{other}` | {number} |\n".encode()


DOCS = {
    f"{NAME}.csv": Table(
        NAME,
        ABOUT,
        ("match_group_id",),
        (
            *STRATA,
            Column(
                "in_...",
                "integer",
                "one column a list: 1 where it has the victim, else 0; what each is, the notes say",
                "lists",
            ),
            Column(
                OTHERS, "integer", "of very large records: 1 where a list without a column has the victim; no list", "lists"
            ),
        ),
        captures,
    ),
    f"{NAME}.captures.csv": CAPTURES,
}
