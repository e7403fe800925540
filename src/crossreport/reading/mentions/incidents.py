"""Sorts the groups of anchors of a report into incidents: a group joins the incident it fits best, or opens a new one."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from datetime import timedelta

from crossreport.model.judged import Evidence
from crossreport.model.said import Figure
from crossreport.reading.layout import Document
from crossreport.reading.mentions.anchors import fit_together
from crossreport.reading.mentions.clauses import Group, sequel_shift
from crossreport.reading.mentions.outcomes import tells_outcome
from crossreport.reading.mentions.roundups import long_ago, opens_several, part_of, sums_up
from crossreport.reading.mentions.same_incident import (
    Days,
    Incident,
    alone,
    aux_of,
    is_between,
    is_dated_long_before,
    is_set_apart,
    people_of,
    some_time_before,
    totals_of,
    weigh,
)
from crossreport.reading.mentions.somebody import is_told_by_pronoun, tells_of_somebody_new
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import vocabulary, words

# "The 10th anniversary", and how far from the day itself one is kept.
ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
AROUND = timedelta(days=2)
# In a very long report these many incidents, told first or of late, are looked at.
NEAR = 20
# A look back to another incident seldom goes on after this many sentences without a word of it.
LOOK_BACK = 2


def gather(
    document: Document,
    groups: Sequence[Group],
    figures: Sequence[Figure],
    names: Callable[[Group], frozenset[str]],
) -> tuple[list[Incident], Mapping[int, Incident]]:
    """The incidents of a report in the order in which they are told, and each group's (by its index) where it has one."""
    several, sure = opens_several(document, groups, figures)
    incidents, of = _gather(document, groups, figures, names, several)
    parts = [one for one in incidents if not one.episode]
    if several and (not parts if sure else sum(bool(one.totals) for one in parts) < 2):
        incidents, of = _gather(document, groups, figures, names, frozenset())
    _mark_crowded(document, incidents)
    return incidents, of


def _mark_crowded(document: Document, incidents: Sequence[Incident]) -> None:
    """Notes for each incident the paragraphs that tell of others too: what stands there beside it may be theirs."""
    told = [{document.sentences[group.sentence].paragraph.index for group in one.groups} for one in incidents]
    count = Counter(
        index for one, paragraphs in zip(incidents, told, strict=True) if not one.episode for index in paragraphs
    )
    for incident, paragraphs in zip(incidents, told, strict=True):
        own = 0 if incident.episode else 1
        incident.crowded = frozenset(index for index in paragraphs if count[index] > own)


def _gather(
    document: Document,
    groups: Sequence[Group],
    figures: Sequence[Figure],
    names: Callable[[Group], frozenset[str]],
    several: Set[int],
) -> tuple[list[Incident], Mapping[int, Incident]]:
    """`several` are groups that sum up incidents: they make an episode, and the groups after them tell of its parts."""
    incidents: list[Incident] = []
    of: dict[int, Incident] = {}
    episode = Incident(episode=True)
    periods = {figure.sentence for figure in figures if figure.scope == "period"}
    for index, group in enumerate(groups):
        if index not in several and not is_telling(document, group, periods):
            continue
        if index in several or (several and sums_up(document, group)):
            _add(document, episode, group, figures, names(group), ())
            of[index] = episode
            if not any(one is episode for one in incidents):
                incidents.append(episode)
            continue
        if several:
            _part(document, index, group, incidents, of, figures, names(group))
            continue
        if incidents and group.figures and _sums_others(document, group):
            continue
        found = _derived(document, index, group, of) or _of_anniversary(document, group)
        chosen, rows, loose = _choose(document, group, incidents, figures, names(group), found, of.get(index - 1))
        if chosen is None:
            if (loose and not group.figures) or not can_open(document, group, figures):
                continue
            chosen = _first_if_nothing_else(document, group, incidents, figures, names(group))
        if chosen is None:
            chosen = Incident(aux=aux_of(group, figures), derived=found)
            incidents.append(chosen)
        elif chosen.derived is None and not chosen.days:
            chosen.derived = group.counted
        _add(document, chosen, group, figures, names(group), rows)
        chosen.heading &= document.sentences[group.sentence].paragraph.kind in ("title", "heading")
        of[index] = chosen
    return incidents, of


def _sums_others(document: Document, group: Group) -> bool:
    """Does a sentence of a report of one incident count the victims of several ("13 were hurt in separate shootings")?"""
    nouns = [document.doc[one.token] for one in group.anchors if one.noun and one.plural and not one.reference]
    return any(child.lower_ in words("incidents", "surely_several") for noun in nouns for child in noun.children)


def _part(
    document: Document,
    index: int,
    group: Group,
    incidents: list[Incident],
    of: dict[int, Incident],
    figures: Sequence[Figure],
    names: frozenset[str],
) -> None:
    """Adds a group of a round-up to the incident that it goes on telling of, or opens the next one with it."""
    chosen = part_of(document, group, incidents, figures, names)
    if chosen is None and not group.figures and long_ago(document, group) is not None:
        return
    if chosen is None:
        announced = any(anchor.noun and not anchor.plural for anchor in group.anchors)
        if not (group.figures or group.dates or group.places or announced) or aux_of(group, figures) not in (
            "none",
            "historical",
        ):
            return
        chosen = Incident(aux=aux_of(group, figures), equal=True, heading=group.heading)
        incidents.append(chosen)
    _add(document, chosen, group, figures, names, ())
    of[index] = chosen


def _first_if_nothing_else(
    document: Document, group: Group, incidents: Sequence[Incident], figures: Sequence[Figure], names: frozenset[str]
) -> Incident | None:
    """The incident told first, for a group with nothing of its own that could tell it apart: no day, place, name, number."""
    first = next((one for one in incidents if not one.episode), None)
    if first is None or group.apart is not None or group.places or group.days or names - first.names:
        return None
    if some_time_before(document, group, first.when) is not None:
        return None
    larger = any(low > first.totals.get(outcome, 0) for outcome, low in totals_of(group, figures).items())
    apart = any(anchor.other for anchor in group.anchors) or is_told_beside(document, group, figures)
    apart = apart or is_set_apart(document, group)
    fits = any(fit_together(a, b) for a in group.kinds for b in first.kinds)
    real = (aux_of(group, figures) in ("none", "historical")) == (first.aux in ("none", "historical"))
    return first if fits and real and not larger and not apart else None


def is_told_beside(document: Document, group: Group, figures: Sequence[Figure]) -> bool:
    """Does a group tell of something that hurt nobody and how that came about ("unhurt when shells hit a school")?"""
    zero = [anchor for anchor in group.anchors if any(figures[i].form == "zero" for i in anchor.figures)]
    if not zero or any(figures[i].form != "zero" for i in group.figures):
        return False
    if document.sentences[group.sentence].lead or group.heading:
        return False
    others = [anchor for anchor in group.anchors if not anchor.figures]
    tells = any(child.dep_ == "advcl" for anchor in zero for child in document.doc[anchor.token].children)
    return bool(others) and tells and not any(anchor.reference for anchor in group.anchors)


def _derived(document: Document, index: int, group: Group, of: Mapping[int, Incident]) -> Days | None:
    """The days of a group that its sentence dates by another ("a day after the raid")."""
    days = group.shift if group.apart is not None else None if group.days else sequel_shift(document, group)
    if days is None:
        return group.counted
    other = of.get(index - 1)
    if other is None or other.when is None:
        return None
    return other.when[0] + timedelta(days=days[0]), other.when[1] + timedelta(days=days[1])


def _of_anniversary(document: Document, group: Group) -> Days | None:
    """ "On Monday Orlen marked the second anniversary of the bombing": about the day that lies so many years before.

    It is kept on the nearest Sunday or when all can come, so that a few days on either side are possible.
    """
    above = [one for anchor in group.anchors for one in document.doc[anchor.token].ancestors]
    day = next((one for one in above if one.lemma_.lower() in words("incidents", "anniversaries")), None)
    named = [one.lower_ for one in day.children if one.i < day.i] if day is not None else []
    ordinals = vocabulary("numbers")["ordinals"]
    years = next((int(ordinals.get(one) or one[:-2]) for one in named if one in ordinals or ORDINAL.fullmatch(one)), None)
    kept = group.days[0][0][0] if group.days else document.published
    if years is None or kept is None:
        return None
    then = kept.replace(year=kept.year - years, day=min(kept.day, 28) if kept.month == 2 else kept.day)
    return then - AROUND, then + AROUND


def is_telling(document: Document, group: Group, periods: Set[int]) -> bool:
    """Does a group tell of something that was, and not of violence in general or of what befell nobody in particular?

    `periods` are the sentences that count over a period: their words without a number of their own tell of no incident.
    """
    if group.figures:
        return True
    if group.sentence in periods:
        return False
    kept = [anchor for anchor in group.anchors if not anchor.bare and (anchor.reference or not anchor.plural)]
    if document.sentences[group.sentence].paragraph.kind in ("title", "heading"):
        return True
    return any(anchor.noun or anchor.kind.name != "death" for anchor in kept)


def can_open(document: Document, group: Group, figures: Sequence[Figure]) -> bool:
    """May a group stand for an incident of its own: one that harmed somebody, or that headline or lead name?"""
    counted = [figures[i] for i in group.figures if figures[i].form != "zero"]
    real = aux_of(group, figures) in ("none", "historical")
    if not real and not (group.dates or group.places):
        return False
    if counted:
        return True
    named = [anchor for anchor in group.anchors if (anchor.noun and not anchor.bare) or not anchor.noun]
    if not real or not named:
        return False
    sentence = document.sentences[group.sentence]
    there = any(place.role == "event" for place in (*group.places, *group.nearby))
    if sentence.lead and group.figures and group.days and there:
        return True  # "nobody was killed in Monday's protest in Karn": what others may tell the dead of
    if any(anchor.other and anchor.noun for anchor in named) and group.days:
        return True
    if sentence.lead or sentence.paragraph.kind == "title":
        return any(anchor.kind.name not in ("death", "incident") or anchor.reference for anchor in named)
    if is_told_beside(document, group, figures):
        return bool(group.days or group.places)
    violent = [anchor for anchor in named if anchor.kind.cause == "violence" and not anchor.plural]
    past = any(
        document.doc[anchor.token].tag_ in ("VBD", "VBN") or _is_past(document.doc[anchor.token]) for anchor in violent
    )
    own = any(place.role == "event" for place in group.places)
    return bool(violent) and (bool(group.days) or (past and own))


def _is_past(token: Token) -> bool:
    """Is it a verb in the past, or a noun beside one?"""
    return token.tag_ in ("VBD", "VBN") or (token.pos_ in ("NOUN", "PROPN") and token.head.tag_ == "VBD")


def _choose(
    document: Document,
    group: Group,
    incidents: Sequence[Incident],
    figures: Sequence[Figure],
    names: frozenset[str],
    derived: Days | None,
    before: Incident | None,
) -> tuple[Incident | None, list[Evidence], bool]:
    """The incident that a group fits best, why, and whether it might loosely fit some: it then opens none of its own."""
    best: tuple[float, Incident | None, list[Evidence]] = (0.0, None, [])
    latest = max((one.last for one in incidents), default=-1)
    loose = False
    # In a very long report a word refers to what was told first or of late: the cost must not grow with its square.
    near = [one for one in enumerate(incidents) if one[0] < NEAR or one[0] >= len(incidents) - 2 * NEAR]
    own, beside = alone(document, group, figures), is_told_beside(document, group, figures)
    for position, incident in near:
        if incident.episode or (group.apart is not None and incident is before and group.sentence == incident.last):
            continue
        rows = [*weigh(document, group, incident, figures, names, derived, own)]
        if beside:
            rows.append(Evidence("words", "hurt nobody, and is told with its own course", -5.0))
        if position and _is_told_anew(document, group, incident, figures):
            rows.append(Evidence("words", "told anew, with doer and place", -2.5))
        rows.append(
            Evidence("order", "the one it told of first", 0.5) if position == 0 else Evidence("order", "told of later", 0.0)
        )
        if _says_that(document, group):
            if group.sentence - latest <= 1 and incident.last != latest:
                rows.append(Evidence("words", "“that” is the one it told of just before", -2.0))
            elif not _is_that_one(incident, group) and is_dated_long_before(document, group):
                rows.append(Evidence("words", "“that”, of long ago, is what the sentence before tells of", -5.0))
        if _is_announced(incident, group) and tells_of_somebody_new(document, group, figures):
            rows.append(Evidence("words", "announced just before", 3.0))
        if incident.last == latest == group.sentence - 1 and is_told_by_pronoun(document, group, figures):
            rows.append(Evidence("persons", "a pronoun for whom the sentence before tells of", 1.0))
        if group.heading and is_between(document, group):
            rows.append(Evidence("words", "a headline between the paragraphs", -2.5))
        if incident.last == latest and (not position or group.heading or not incident.heading):
            # What a report looks back to it soon leaves again.
            near_by = not position or group.sentence - incident.last <= LOOK_BACK
            rows.append(Evidence("order", "the one it told of just before", 1.0 if near_by else 0.3))
        if own.is_fact != (incident.aux in ("none", "historical")):
            rows.append(Evidence("reality", "one told as fact, the other not", -4.0))
        score = sum(row.weight for row in rows)
        # Words without a number need a sign that they tell of this very incident.
        tied = bool(group.figures) or any(row.weight >= 1 for row in rows if row.what != "order")
        loose = loose or (score > 0 and not tied)
        if score > best[0] and tied:
            best = (score, incident, rows)
    return best[1], best[2], loose


def _says_that(document: Document, group: Group) -> bool:
    """ "Two were shot in that incident": the one told of just before, and not what the report is about."""
    nouns = (document.doc[anchor.token] for anchor in group.anchors if anchor.noun and not anchor.plural)
    return any(child.lower_ == "that" and child.dep_ == "det" for noun in nouns for child in noun.children)


def _is_that_one(incident: Incident, group: Group) -> bool:
    """Does a group ("that shooting"), or the sentence before it, tell of an incident by a kind that it was told of first?"""
    near = [group, *(one for one in incident.groups if group.sentence - 1 <= one.sentence)]
    return any(set(one.kinds) & set(incident.groups[0].kinds) for one in near)


def _is_announced(incident: Incident, group: Group) -> bool:
    """Was an incident set apart just before, and nobody counted yet ("A similar one occurred last year. A boy ...")?"""
    return incident.other and not incident.totals and group.sentence - incident.last == 1 and not group.days


def _is_told_anew(document: Document, group: Group, incident: Incident, figures: Sequence[Figure]) -> bool:
    """Does a clause name doer, place and a smaller number of its own, with no word that points back?"""
    totals = totals_of(group, figures)
    smaller = any(low < incident.totals.get(outcome, 0) for outcome, low in totals.items())
    if not smaller or not group.places or any(anchor.reference for anchor in group.anchors):
        return False
    tokens = [document.doc[anchor.token] for anchor in group.anchors]
    return any(child.dep_ == "agent" for token in tokens for child in token.children)


def _add(
    document: Document,
    incident: Incident,
    group: Group,
    figures: Sequence[Figure],
    names: frozenset[str],
    rows: Sequence[Evidence],
) -> None:
    incident.groups.append(group)
    incident.kinds += [kind for kind in group.kinds if kind not in incident.kinds]
    # The day of a death is not the day of what led to it.
    dies = all(tells_outcome(document.doc, anchor) for anchor in group.anchors)
    led = any(not tells_outcome(document.doc, anchor) for one in incident.groups for anchor in one.anchors)
    incident.days += [] if dies and led else group.days
    incident.places += [one.place for one in group.places if one.role == "event" and one.place not in incident.places]
    if not incident.places and len(incident.groups) == 1 and not group.shared:
        incident.places += [one.place for one in group.nearby]
    for outcome, low in totals_of(group, figures).items():
        incident.totals[outcome] = max(low, incident.totals.get(outcome, 0))
    incident.names |= names
    incident.people |= people_of(group, figures)
    if rows and len(incident.evidence) < 12:
        found = "; ".join(row.found for row in rows if row.weight)
        words = " … ".join(_words_of(document, group, figures))
        incident.evidence.append(Evidence("joined", f"“{words}”: {found}", sum(row.weight for row in rows)))


def _words_of(document: Document, group: Group, figures: Sequence[Figure]) -> list[str]:
    """The words by which people find what a group tells: "five people … killing"."""
    spans = {document.of(document.doc[anchor.token : anchor.token + 1]) for anchor in group.anchors}
    spans |= {figures[index].span for index in group.figures[:1]}
    return [document.words(span) for span in sorted(spans)]
