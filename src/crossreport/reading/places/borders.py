"""Towns that a report sets on a border: a namesake that lies far from it is not the one that is meant."""

from collections.abc import Sequence

from crossreport.reading.layout import Document
from crossreport.reading.places.gazetteer import Entry, has_town_near
from crossreport.reading.places.spotting import Found
from crossreport.vocabulary.compile_gazetteer import COUNTRY, TOWN
from crossreport.vocabulary.load import words

# Degrees within which the other country must have a town, for a place to lie near their border.
NEAR_BORDER = 1.0


def keep_to_borders(document: Document, found: Sequence[Found]) -> dict[str, tuple[Entry, Entry]]:
    """{folded name: the two countries} of towns that are told near a border and whose known namesakes lie far from it.

    Such a name loses its entry: it is a place that the gazetteer lacks, in one of the two countries.
    """
    between: dict[str, tuple[Entry, Entry]] = {}
    by_sentence: dict[int, list[Found]] = {}
    for one in found:
        by_sentence.setdefault(one.sentence, []).append(one)
    for sentence, here in by_sentence.items():
        sides = {one.chosen.id: one.chosen for one in here if one.chosen is not None and one.chosen.kind == COUNTRY}
        tokens = document.sentences[sentence].tokens
        if len(sides) != 2 or not any(token.lemma_.lower() in words("place_words", "borders") for token in tokens):
            continue
        a, b = (sides[key] for key in sorted(sides))
        for one in here:
            entry = one.chosen
            if entry is None or entry.kind != TOWN or one.held_by is not None or entry.lat is None or entry.lon is None:
                continue
            other = {a.country: b, b.country: a}.get(entry.country)
            if other is not None and other.country and not has_town_near(other.country, entry.lat, entry.lon, NEAR_BORDER):
                between[one.key] = (a, b)
    for one in found:
        if one.key in between and one.chosen is not None and one.chosen.kind == TOWN and one.held_by is None:
            one.chosen, one.rivals, one.entries, one.unlisted = None, (), (), 1
    return between
