"""What is told beside an incident of the same day, and is another."""

import re
from collections.abc import Sequence

from crossreport.model.happened import Place
from crossreport.model.said import Figure
from crossreport.reading.layout import Document
from crossreport.reading.mentions.anchors import Kind
from crossreport.reading.mentions.clauses import Group
from crossreport.reading.mentions.somebody import tells_of_somebody_new
from crossreport.reading.places.distances import parts_of
from crossreport.vocabulary.load import words

# "On the same night, ..." opens one within these.
BESIDE = 6
# "Hours later, ...", and "In the evening, ..." with what else says that the day went on.
HOURS = re.compile(r"\bhours? (?:earlier|later|before|afterwards?)$")
LATER = re.compile(
    r"^(?:(?:earlier|later)(?: on)?(?: (?:in|on|during|that|the same|on the same)(?: the)? "
    r"(?:day|morning|afternoon|evening|night))?|(?:in|during) the (?:same )?(?:morning|afternoon|evening|night)|"
    r"(?:on )?(?:that|the same) (?:day|morning|afternoon|evening|night))$"
)


def is_told_beside_another(
    document: Document, group: Group, figures: Sequence[Figure], kinds: Sequence[Kind], places: Sequence[Place]
) -> bool:
    """ "Hours earlier, a boy was killed on Mill Street": somebody new, beside what was told, in another street.

    Hours away, another doer tells of another deed too ("Hours later, gunmen shot dead a judge").
    """
    if group.heading or not tells_of_somebody_new(document, group, figures):
        return False
    opening, has_comma = _opening(document, group)
    hours = HOURS.search(opening) is not None
    if _is_of_another_kind(group, kinds) and LATER.search(opening) is not None:
        return _has_own_doer(document, group)  # "In the evening, gunmen shot dead a judge", after a bomb in the morning
    if not has_comma or not (hours or set(opening.split()) & words("incidents", "beside")):
        return False
    mine = {parts_of(one.place)[0] for one in group.places if one.role == "event" and len(parts_of(one.place)) > 1}
    theirs = {part for one in places for part in parts_of(one)}
    return bool(mine and theirs and not mine & theirs) or (hours and _has_own_doer(document, group))


def _opening(document: Document, group: Group) -> tuple[str, bool]:
    """The words of the sentence before its first comma or the subject of the group's verb, and whether a comma it is."""
    tokens = document.sentences[group.sentence].tokens
    subjects = (child for one in group.anchors for child in document.doc[one.token].children if child.dep_ == "nsubj")
    ends = {subject.left_edge.i for subject in subjects}
    at = next((n for n, one in enumerate(tokens[: BESIDE + 1]) if one.text == "," or one.i in ends), None)
    if at is None:
        return "", False
    return " ".join(one.lower_ for one in tokens[:at]), tokens[at].text == ","


def _is_of_another_kind(group: Group, kinds: Sequence[Kind]) -> bool:
    """Do both say by what, a bomb or a gun, and neither by what the other says? Whom somebody kills, no bomb does."""
    own, known = ({kind.name for kind in said if not kind.generic} for said in (group.kinds, kinds))
    by_hand = any(kind.name == "killing" for kind in group.kinds)
    return bool((own or by_hand) and known and not own & known)


def _has_own_doer(document: Document, group: Group) -> bool:
    """Does a verb of the group tell of doers who are introduced ("gunmen shot dead a judge", "a bomb killed two")?"""
    doers = [
        child
        for anchor in group.anchors
        for child in document.doc[anchor.token].children
        if child.dep_ == "nsubj" and child.pos_ == "NOUN"
    ]
    definite = words("incidents", "definite")
    return any(not any(one.dep_ == "poss" or one.lower_ in definite for one in doer.children) for doer in doers)
