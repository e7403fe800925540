"""Which reports have to be linked again where some came or went: those in the neighbourhoods that these touch."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from crossreport.linking.alike import Compared
from crossreport.linking.copies import Copies, find_copies
from crossreport.linking.paragraphs import blocks, is_alike, shingles
from crossreport.linking.sides import Key
from crossreport.model.happened import Reading
from crossreport.model.judged import Copy
from crossreport.model.report import Report
from crossreport.store.near import Near
from crossreport.store.standing import Standing, as_kept, came_since_made, standing_of
from crossreport.vocabulary.load import vocabulary

NO_DAY = "a report gives no day, and any other may tell which it was"


class Whole(Exception):
    """What came or went bears on more than neighbourhoods can tell: all has to be made anew; the message says why."""


@dataclass
class Loaded:
    """Reports as they stand with their readings, each loaded once; the copies among some are found once."""

    connection: Connection
    held: dict[str, Standing] = field(default_factory=dict)
    compared: dict[frozenset[str], Copies] = field(default_factory=dict)

    def of(self, idents: Iterable[str]) -> dict[str, Standing]:
        """Those of these reports that stand, by id."""
        wanted = sorted(set(idents))
        missing = [ident for ident in wanted if ident not in self.held]
        self.held.update({one.report.id: one for one in standing_of(self.connection, missing)})
        return {ident: self.held[ident] for ident in wanted if ident in self.held}

    def reports(self, idents: Iterable[str]) -> dict[str, Report]:
        """The reports alone."""
        return {ident: one.report for ident, one in self.of(idents).items()}

    def readings(self, idents: Iterable[str]) -> dict[str, Reading]:
        """The readings alone."""
        return {ident: one.reading for ident, one in self.of(idents).items()}

    def copies(self, idents: Iterable[str]) -> Copies:
        """The copies among these reports."""
        among = frozenset(idents)
        if among not in self.compared:
            self.compared[among] = copies_of(self.of(among))
        return self.compared[among]

    def paragraphs(self, idents: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The words of the paragraphs of these reports, by their names."""
        least: int = vocabulary("linking")["copies"]["words"]
        found = (blocks(one.report, least, one.reading.furniture) for one in self.of(idents).values())
        return {block.name: words for told in found for block, words in told}


@dataclass(frozen=True)
class Touched:
    """What came or went.

    Of all that `came` the `fresh` reports are new or stand by another version now; the `gone` ones were known by another,
    `old`, with the actors that they named in `parties`. `texts` are all that share text with either, `taken` those of them
    of whose text another is the source now, or that are the source of others' as they were not; `near` those that a fresh
    one is alike, `homes` the neighbourhoods of what came, where it was known before.
    """

    came: frozenset[str]
    fresh: frozenset[str]
    gone: frozenset[str]
    texts: frozenset[str]
    taken: frozenset[str]
    near: frozenset[str]
    homes: frozenset[str]
    old: Mapping[str, Standing]
    parties: Mapping[Key, str]


def touched(connection: Connection, near: Near, loaded: Loaded, most: int) -> Touched:
    """What came or went since the record was made, and what lies near it. What is kept of what went is taken out.

    Whole, where more than `most` reports came or went.
    """
    came = came_since_made(connection)
    if len(came) > most:
        raise Whole("much came at once")
    known = near.versions_of(came)
    unread = near.unread()
    stand = loaded.of({*came, *unread})
    fresh = {
        ident
        for ident, one in stand.items()
        if (ident in unread and one.is_read) or (ident in came and known.get(ident) != one.version)
    }
    gone = {ident for ident in known if ident in fresh or ident not in stand} | (fresh & set(unread))
    # What came and does not count is told of what counts in its place.
    homes, parties = frozenset(near.home_of({*came, *gone}).values()), near.parties_of(gone)
    old = as_kept(connection, (version for ident, version in known.items() if ident in gone and version))
    shared = near.sharing_text(gone)
    near.drop(sorted(gone))
    texts = (shared | _sharing(near, loaded, loaded.copies(fresh), copies_of(old))) - gone - fresh
    taken = _taken_otherwise(copies_of({**loaded.of(texts), **old}), loaded.copies({*texts, *fresh}), texts)
    return Touched(
        frozenset(came), frozenset(fresh), frozenset(gone), frozenset(texts), taken,
        frozenset(_alike(near, loaded, fresh, texts)), homes, old, parties,
    )  # fmt: skip


def _taken_otherwise(before: Copies, now: Copies, among: Iterable[str]) -> frozenset[str]:
    """Those of some reports of which it changes what is taken from whom. That others say the same changes nothing by itself:
    a round-up's stock phrase stands in hundreds."""
    was, is_ = _Taken(before), _Taken(now)
    return frozenset(ident for ident in among if was.of(ident) != is_.of(ident))


class _Taken:
    """What is taken from whom, report by report."""

    def __init__(self, copies: Copies) -> None:
        self._copies = copies
        self._sources = {of for own in copies.source.values() for block, of in own if of != block.report}
        self._shown: dict[str, list[Copy]] = defaultdict(list)
        for one in copies.copies:
            self._shown[one.report].append(one)

    def of(self, ident: str) -> tuple[object, ...]:
        """All of it that bears on this report."""
        copies, shown = self._copies, self._shown.get(ident)
        return copies.source.get(ident), copies.texts.get(ident), copies.copy_of.get(ident), ident in self._sources, shown


def _sharing(near: Near, loaded: Loaded, *given: Copies) -> set[str]:
    """All that is kept that shares text with these."""
    return near.sharing_text((), {like for copies in given for like in _likes(near, loaded, copies)})


def copies_of(found: Mapping[str, Standing]) -> Copies:
    """The copies among these reports."""
    furniture = {ident: one.reading.furniture for ident, one in found.items()}
    return find_copies([one.report for one in found.values()], furniture)


def _likes(near: Near, loaded: Loaded, copies: Copies) -> set[str]:
    """The first texts of all kept ones that are these paragraphs or so like them that the order of reports, and how their
    names are written, say which of them are taken from which."""
    likely = near.likely_alike(copies.bands)
    own = copies.words
    met = {other: report for text, found in likely.items() for other, report in found.items() if other != text}
    others = loaded.paragraphs(met.values())
    shingled = {other: shingles(others[other]) for other in met}
    alike: set[str] = set()
    for text, found in likely.items():
        mine = shingles(own[text])
        for other in found:
            if other == text or is_alike(own[text], others[other], (mine, shingled[other])):
                alike.add(other)
    return near.likes_of(alike)


def _alike(near: Near, loaded: Loaded, fresh: Iterable[str], texts: Iterable[str]) -> set[str]:
    """The reports that a fresh one is a neighbour of."""
    idents = set(fresh)
    compared = Compared()
    compared.add(loaded.reports(idents), loaded.readings(idents))
    shared = list(near.sharing(compared.marked()))
    others = {key for _, found, _ in shared for key in found}
    telling = {ident for ident, mention in others if mention}
    met = {ident for ident, _ in others}
    compared.add(loaded.reports(met), loaded.readings(met), telling)
    pairs = compared.neighbours(shared, loaded.copies({*idents, *texts}))
    return {ident for pair in pairs for ident in pair} - idents


def settled_copies(near: Near, loaded: Loaded, idents: Iterable[str], came: Iterable[str]) -> Copies:
    """The copies among these reports and all that share text with them.

    Whole, where a text that others were like is not the first of its kind any more, or one that was like another is the
    first of a kind now: what is like it may lie outside.
    """
    known, new = set(idents), set(came)
    copies = loaded.copies(known)
    now = {block.name: alike for found in copies.texts.values() for block, alike in found}
    for told in near.alike(known - new).values():
        for text, alike in told.items():
            if now.get(alike) != alike or (text != alike and now.get(text) == text):
                raise Whole("a text that other reports repeat was first told otherwise than it was known")
    return copies
