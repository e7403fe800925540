"""Tells a report of several equal incidents ("three separate shootings left five dead") from a report of one; its parts."""

from collections.abc import Sequence
from typing import NamedTuple

from crossreport.model.said import Figure
from crossreport.reading.layout import Document
from crossreport.reading.mentions.anchors import Anchor
from crossreport.reading.mentions.clauses import Group
from crossreport.reading.mentions.outcomes import tells_outcome
from crossreport.reading.mentions.same_incident import Days, Incident, is_between, totals_of
from crossreport.reading.mentions.somebody import heads_of, is_new, tells_of_somebody_new
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import vocabulary, words

# "About three hours earlier, ..." opens a sentence with no more words than these.
OPENING = 6
# A round-up of incidents looks back on weeks, not on what is further ago, in days.
LONG_AGO = 90


class Several(NamedTuple):
    """The groups of title and first sentence that sum up several incidents, if any.

    `sure` says that they are no shots of one incident, whatever the text goes on to tell of.
    """

    groups: frozenset[int] = frozenset()
    sure: bool = False


def opens_several(document: Document, groups: Sequence[Group], figures: Sequence[Figure]) -> Several:
    """Whether title and first sentence sum up several incidents, and by which of their groups."""
    text = [one for one in document.sentences if one.paragraph.kind == "text" and one.is_read]
    # A dateline alone is no sentence.
    first = next((one.index for one in text if any(token.pos_ in ("VERB", "AUX") for token in one.tokens)), -1)
    heads = {one.index for one in document.sentences if one.paragraph.kind == "title"} | {first}
    at_head = [index for index, group in enumerate(groups) if group.sentence in heads]
    anchors = [anchor for index in at_head for anchor in groups[index].anchors]
    if summing := [index for index, group in enumerate(groups) if any(anchor.sums for anchor in group.anchors)]:
        whole = totals_of(groups[summing[0]], figures)
        as_many = [index for index in at_head if groups[index].heading and totals_of(groups[index], figures) == whole]
        return Several(frozenset([*summing, *as_many]), sure=True)
    sums = [word for anchor in anchors if (word := _is_sum(document, anchor))]
    if sums:
        surely = any(word in vocabulary("numbers")["units"] or word in words("incidents", "surely_several") for word in sums)
        return Several(frozenset(one for one in at_head if not _is_first_part(document, groups, one, figures)), sure=surely)
    if added := _added_up(groups, at_head, figures):
        return Several(added, sure=True)
    # "Shootings" alone may be the shots of one incident: then the text does not go on from one place to the next.
    told = {document.sentences[one.sentence].paragraph.index for one in groups if opens_part(document, one, figures)}
    several = any(
        anchor.noun and anchor.plural and not anchor.reference and anchor.kind.cause == "violence" for anchor in anchors
    )
    return Several(frozenset(at_head)) if several and len(told) > 2 else Several()


def _is_first_part(document: Document, groups: Sequence[Group], index: int, figures: Sequence[Figure]) -> bool:
    """Below "Two attacks on Orlen": does the text begin with the first of them ("Gunmen killed three in the morning")?"""
    group = groups[index]
    plural = any(anchor.noun and anchor.plural for anchor in group.anchors)
    there = any(one.role == "event" for one in (*group.places, *group.nearby))
    heads = [one for one in groups if one.heading]
    summed = any(_is_sum(document, anchor) for one in heads for anchor in one.anchors)
    mine = totals_of(group, figures)
    # A headline that counts as many sums up what its first sentence tells of: both are of all of them.
    as_many = any(mine.get(outcome) == low for one in heads for outcome, low in totals_of(one, figures).items())
    own = (bool(group.days) and there) or ((bool(group.days) or there) and not as_many)
    return summed and own and bool(group.figures) and not group.heading and not plural


def _added_up(groups: Sequence[Group], at_head: Sequence[int], figures: Sequence[Figure]) -> frozenset[int]:
    """The groups of the head that count all the dead of deeds in several towns, told of one by one after it: 4 + 6 = 10."""
    parts: list[tuple[int, frozenset[str]]] = []
    for group in groups:
        towns = frozenset(one.place.name for one in group.places if one.role == "event")
        killed = totals_of(group, figures).get("killed", 0)
        if killed and towns and not any(towns & other for _, other in parts):
            parts.append((killed, towns))
    for first in range(len(parts) - 1):
        whole = sum(killed for killed, _ in parts[first:])
        heads = [index for index in at_head if totals_of(groups[index], figures).get("killed") == whole]
        if heads and all(killed < whole for killed, _ in parts[first:]):
            return frozenset(heads)
    return frozenset()


def _is_sum(document: Document, anchor: Anchor) -> str:
    """The word that makes several incidents of a plural; empty where none does."""
    token = document.doc[anchor.token]
    if not (anchor.noun and anchor.plural) or anchor.reference or anchor.charge or anchor.aux != "none":
        return ""
    if anchor.kind.cause != "violence" and anchor.kind.name != "incident":
        return ""
    # "Four murders" count the murdered.
    beside = [
        child.lemma_.lower()
        for child in token.children
        if _says_several(child) and not (child.dep_ == "nummod" and anchor.kind.name == "killing")
    ]
    above = token.head.head.lemma_.lower() if token.dep_ == "pobj" and token.head.lower_ == "of" else ""
    beside += [above] if above in words("incidents", "several") else []
    return min(beside, key=lambda word: word not in words("incidents", "surely_several"), default="")


def _says_several(word: Token) -> bool:
    return (word.dep_ == "nummod" and word.lower_ not in ("one", "1")) or word.lemma_.lower() in words(
        "incidents", "several"
    )


def sums_up(document: Document, group: Group) -> bool:
    """Does a group count the victims of several incidents at once ("others were hurt in shootings since Friday")?"""
    several = [one for one in group.anchors if one.noun and one.plural and one.kind.cause == "violence"]
    if any(one.town is not None for one in group.anchors):
        return False  # "air strikes killed three in Orlen and two in Karn": it is one of them
    return bool(group.figures) and bool(several) and not any(_is_street(place.place.name) for place in group.places)


def opens_part(document: Document, group: Group, figures: Sequence[Figure]) -> bool:
    """Does a group open the next incident of a round-up: one numbered off, or somebody new at a time or place of its own?"""
    if is_numbered(document, group):
        return True
    there = [one for one in (*group.places, *group.nearby) if one.role == "event"]
    if _comes_then(document, group.sentence) and not all(tells_outcome(document.doc, one) for one in group.anchors):
        return any(is_new(head) or head.pos_ == "PROPN" for head in heads_of(document, group, figures))
    return bool(there or group.dates) and tells_of_somebody_new(document, group, figures)


def _comes_then(document: Document, index: int) -> bool:
    """Does its paragraph open with a time counted from the incident before ("About an hour earlier, ...")?"""
    sentences = document.sentences
    while index > 0 and sentences[index - 1].paragraph.index == sentences[index].paragraph.index:
        index -= 1
    return any(token.lower_ in ("earlier", "later") for token in sentences[index].tokens[:OPENING])


def _is_next(noun: Token) -> bool:
    """Is an incident's noun numbered off ("the first shooting", "the most recent attack", "another shooting")?"""
    return any(child.i < noun.i and child.lower_ in words("incidents", "numbered") for child in noun.children)


def is_numbered(document: Document, group: Group) -> bool:
    """Is an incident numbered off: by its noun, or without one in its sentence or the one before ("The second occurred")?"""
    if any(_is_next(document.doc[anchor.token]) for anchor in group.anchors if anchor.noun and not anchor.plural):
        return True
    for index in (group.sentence, group.sentence - 1):
        if index < 0 or document.sentences[index].paragraph.index != document.sentences[group.sentence].paragraph.index:
            continue
        tokens = document.sentences[index].tokens
        verb = tokens.root
        subject = next((one for one in verb.children if one.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is None or verb.lemma_.lower() not in words("incidents", "happen"):
            continue
        if subject.lower_ in words("incidents", "numbered") or (subject.lower_ == "one" and _is_next(subject)):
            return index == group.sentence or verb.lemma_.lower() != "be"
    return False


def part_of(
    document: Document, group: Group, incidents: Sequence[Incident], figures: Sequence[Figure], names: frozenset[str]
) -> Incident | None:
    """The incident of a round-up that a group goes on telling of; None where it opens the next one."""
    parts = [one for one in incidents if not one.episode]
    old = long_ago(document, group)
    if old is not None:
        return next((one for one in parts if one.when and one.when[0] <= old[1] and old[0] <= one.when[1]), None)
    named = next((one for one in parts if names & one.names), None)
    if named is not None:
        return named
    latest = max((one for one in parts if not one.heading), key=lambda one: one.last, default=None)
    if is_between(document, group):
        return None
    if latest is None or not (opens_part(document, group, figures) or _is_elsewhere(group, latest)):
        return latest
    if not is_numbered(document, group) and _tells_more(group, latest, figures):
        return latest
    told = (one for one in reversed(parts) if _is_same_spot(group, one, figures) or _is_headline_of(one, group, figures))
    return next(told, None)


def long_ago(document: Document, group: Group) -> Days | None:
    """The days of a group, below the headline, that are months before the report: no part of a round-up of news."""
    days = next((days for days, _ in group.days), None)
    if days is None or document.published is None or group.heading:
        return None
    return days if (document.published - days[1]).days > LONG_AGO else None


def _is_elsewhere(group: Group, latest: Incident) -> bool:
    """Does a group name a day or an hour, and another street than the incident before, in its own clause?"""
    mine = {one.place.name for one in group.places if one.role == "event" and _is_street(one.place.name)}
    theirs = {one.name for one in latest.places if _is_street(one.name)}
    return bool(group.dates and mine and theirs) and not mine & theirs


def _tells_more(group: Group, latest: Incident, figures: Sequence[Figure]) -> bool:
    """Does a group tell of an incident announced just before: with its victims, or its street and as many victims?"""
    if not latest.totals and not latest.groups[-1].figures:
        return True
    counted = sum(totals_of(group, figures).values())
    street = any(_is_street(one.place.name) for one in (*group.places, *group.nearby))
    known = any(_is_street(one.name) for one in latest.places)
    return street and not known and counted > 1 and counted == sum(latest.totals.values())


def _is_same_spot(group: Group, incident: Incident, figures: Sequence[Figure]) -> bool:
    """Do both name one street or spot of a town, and does the group count no more victims than the incident?"""
    mine = {one.place.name for one in (*group.places, *group.nearby) if one.role == "event" and _is_street(one.place.name)}
    theirs = {one.name for one in incident.places}
    more = any(low > incident.totals.get(outcome, low) for outcome, low in totals_of(group, figures).items())
    return bool(mine & theirs) and not more


def _is_headline_of(incident: Incident, group: Group, figures: Sequence[Figure]) -> bool:
    """Does only the headline tell of the incident so far, with the town and the number of the group?"""
    towns = {one.place.name for one in group.places if one.role == "event"}
    return (
        incident.heading and incident.totals == totals_of(group, figures) and bool(towns & {p.name for p in incident.places})
    )


def _is_street(name: str) -> bool:
    """Does a place's name begin with a street or a house ("300 block of Elm Street, Orlen")?"""
    parts = name.split(",")[0].lower().split()
    return len(parts) > 1 and (parts[-1].rstrip(".") in words("place_words", "roads") or any(c.isdigit() for c in parts[0]))
