"""One verb for the dead of several towns: "shelling killed three in Orlen and two in Karn" tells of two incidents."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import msgspec

from crossreport.model.happened import Toponym
from crossreport.model.report import Span
from crossreport.model.said import Figure
from crossreport.reading.layout import Document
from crossreport.reading.mentions.anchors import HARMED, Anchor
from crossreport.reading.parsed import Token
from crossreport.reading.places.distances import is_apart, is_near

IN = ("in", "at", "near", "outside", "around")
# As many words stand between a preposition and the name of its town at most ("in the northern town of Karn").
REACH = 5
# The precision of a town, or of a spot in one or near it, and of a province (UCDP where_prec).
TOWN, DIVISION = 2, 4
# What is told with one of these was done in several places.
WIDELY = ("across", "throughout", "nationwide", "countrywide")


def part_by_town(
    document: Document, anchors: Sequence[Anchor], figures: Sequence[Figure], places: Sequence[Toponym]
) -> tuple[tuple[Anchor, ...], tuple[Figure, ...], tuple[Toponym, ...]]:
    """The anchors, one for each number of a row where each is told with a town of its own, the figures, and the places.

    A number that was read as added to the first of such a row, or as a part of one, stands for itself then. The towns where
    some of one incident's victims were are left out: they are not where it was.
    """
    parted: list[Anchor] = []
    given = list(figures)
    elsewhere: set[Span] = set()
    for anchor in anchors:
        row = _row(document, anchor, figures, places)
        later = {index for index, _, _ in row[1:]}
        some = _parts(document, anchor, figures, places) if not row else []
        # A sum rests on parts that are half of it (reconcile/episodes.py): with less, the number stays one incident's.
        known = sum(figures[index].point or 0 for index, _, _ in some)
        whole = figures[figures[some[0][0]].subset_of or 0].point or 0 if some else 0
        sums = bool(some) and 2 * known >= whole and _are_several(document, anchor, anchors, some[0][1])
        for index, _, town in some if not sums else ():
            elsewhere.add(town)
            given[index] = msgspec.structs.replace(figures[index], area=document.words(town))
        later |= {index for index, _, _ in some} if sums else set()
        kept = tuple(index for index in anchor.figures if index not in later)
        parted.append(replace(anchor, figures=kept, town=row[0][2] if row else None, sums=sums))
        for index, head, town in [*row[1:], *(some if sums else [])]:
            parted.append(replace(anchor, token=head, noun=False, reference=False, figures=(index,), town=town))
            given[index] = msgspec.structs.replace(figures[index], measure="stock", subset_of=None)
    told = tuple(one for one in places if one.span not in elsewhere)
    return tuple(sorted(parted, key=lambda one: one.token)), tuple(given), told


def _parts(
    document: Document, anchor: Anchor, figures: Sequence[Figure], places: Sequence[Toponym]
) -> list[tuple[int, int, Span]]:
    """(figure, token of its head, town) for each part of an anchor's number that has one ("12 of them in Orlen")."""
    parts = [i for i in anchor.figures if figures[i].subset_of in anchor.figures and figures[i].rule == "part"]
    parts.sort(key=lambda i: figures[i].span.start)
    heads = [one.i for i in parts if (one := _root(document, figures[i].span)) is not None]
    if not parts or len(set(heads)) < len(parts):
        return []
    ends = [*heads[1:], document.doc[anchor.token].sent.end]
    return [
        (index, head, town.span)
        for index, head, end in zip(parts, heads, ends, strict=True)
        if (town := _town(document, places, head, end, verb=False, widest=DIVISION)) is not None
    ]


def _are_several(document: Document, anchor: Anchor, anchors: Sequence[Anchor], first: int) -> bool:
    """Does a headline or lead count the victims of deeds in several places, of whom parts follow from a token on?

    "Strikes killed 31", "31 were killed across the country". A quake that killed 120 in a region is one.
    """
    sentence = next((one for one in document.sentences if one.index == anchor.sentence), None)
    if sentence is None or not (sentence.lead or sentence.paragraph.kind == "title"):
        return False
    before = [one for one in anchors if one.sentence == anchor.sentence and one.token < first]
    plural = any(one.noun and one.plural and one.kind.cause == "violence" for one in before)
    wide = any(one.lower_ in WIDELY for one in document.doc[sentence.tokens.start : first])
    return plural or (wide and not any(one.kind.cause in ("accident", "disaster") for one in before))


def _row(
    document: Document, anchor: Anchor, figures: Sequence[Figure], places: Sequence[Toponym]
) -> list[tuple[int, int, Span]]:
    """(figure, token of its head, town) for each number of an anchor where all have towns of their own; else nothing."""
    counted = [i for i in anchor.figures if figures[i].subset_of is None and figures[i].low and figures[i].outcome in HARMED]
    counted.sort(key=lambda i: figures[i].span.start)
    heads = [one.i for i in counted if (one := _root(document, figures[i].span)) is not None]
    if len(counted) < 2 or len({figures[i].outcome for i in counted}) > 1 or len(set(heads)) < len(counted):
        return []
    ends = [*heads[1:], document.doc[anchor.token].sent.end]
    found = [
        town
        for head, end in zip(heads, ends, strict=True)
        if (town := _town(document, places, head, end, verb=head == heads[0])) is not None
    ]
    if len(found) < len(counted) or any(is_near(a.place, b.place) for a, b in combinations(found, 2)):
        return []
    return [(index, head, town.span) for index, head, town in zip(counted, heads, found, strict=True)]


def are_in_two_towns(
    anchor: Anchor,
    before: Sequence[Anchor],
    places: Sequence[Toponym],
    hung: Mapping[int, int | None],
    figures: Sequence[Figure],
) -> bool:
    """ "A bomb killed three in Orlen, and gunmen killed four in Talim": two deeds with their dead, each in its own town.

    `hung` has the token of the anchor on which each place hangs, by the place's identity.
    """
    if not anchor.figures or not any(one.figures for one in before):
        return False
    if anchor.town is not None and any(one.town is not None or one.sums for one in before):
        return True
    keys = {one.token for one in before}
    mine = [one.place for one in places if hung.get(id(one)) == anchor.token and one.role == "event"]
    theirs = [one.place for one in places if hung.get(id(one)) in keys and one.role == "event"]
    # Dead and dead are of two deeds in towns however near; dead here and hurt there may be of one.
    same = {figures[i].outcome for i in anchor.figures} & {figures[i].outcome for one in before for i in one.figures}
    towns = bool(same) and all((one.precision or 9) <= TOWN for one in (*mine, *theirs))
    apart = all(not is_near(one, other) if towns else is_apart(one, other) for one in mine for other in theirs)
    return bool(mine and theirs) and apart


def _root(document: Document, span: Span) -> Token | None:
    tokens = document.doc.char_span(*document.range(span), alignment_mode="expand")
    return tokens.root if tokens is not None and len(tokens) else None


def _town(
    document: Document, places: Sequence[Toponym], head: int, end: int, verb: bool, widest: int = TOWN
) -> Toponym | None:
    """The first town that those counted at `head` are said to be in, before `end`; `verb`: one may come before."""
    doc = document.doc
    for place in sorted(places, key=lambda one: one.span.start):
        tokens = doc.char_span(*document.range(place.span), alignment_mode="expand")
        if tokens is None or not head < tokens.start < end or (place.place.precision or 9) > widest:
            continue
        led = next(
            (i for i in range(tokens.start - 1, max(head, tokens.start - 1 - REACH), -1) if doc[i].lower_ in IN), None
        )
        if led is None or any(one.pos_ in ("VERB", "AUX", "NUM") or one.text == "," for one in doc[led : tokens.start]):
            continue
        if not verb and any(one.pos_ in ("VERB", "AUX") for one in doc[head:led]):
            return None
        return place
    return None
