"""Chooses the event that a report's headline and lead are about; a follow-up's is the incident that it follows."""

from collections.abc import Sequence

from crossreport.model.happened import Action, Party
from crossreport.model.said import Figure
from crossreport.reading.layout import Document
from crossreport.reading.mentions.hanging import is_buried_alive
from crossreport.reading.mentions.occasions import STATE_SECTORS, Occasion, head_of, is_spoken
from crossreport.reading.mentions.same_incident import Incident
from crossreport.reading.parsed import Token
from crossreport.reading.said.entries import verbs
from crossreport.vocabulary.load import words

# An incident first told of after this many sentences of the text is not what the report is about.
EARLY = 12


def choose_main(
    document: Document,
    incidents: Sequence[Incident],
    occasion: Occasion | None,
    parties: Sequence[Party],
    actions: Sequence[Action],
    figures: Sequence[Figure],
) -> Incident | Occasion | None:
    """The incident or the occasion that is the report's main event; None where it has neither, or several equal ones."""
    real = [one for one in incidents if one.aux in ("none", "historical") and not one.episode]
    episode = next((one for one in incidents if one.episode), None)
    if episode is not None:
        return _singled_out(episode, real, figures)
    head = {one.index for one in head_of(document)}
    opening = next((one for one in real if one.first in head), None)
    if occasion is None:
        return opening or _early(document, real)
    if opening is None:
        early = None if _is_political(document, occasion, parties, actions) else _early(document, real)
        return early or occasion
    if not _is_political(document, occasion, parties, actions):
        return opening
    if is_spoken(occasion) and opening.first <= _lead(document):
        return opening
    if _denies_violence(document, occasion, actions):
        return opening
    return occasion if _comes_first(document, occasion, opening) else opening


def _singled_out(episode: Incident, parts: Sequence[Incident], figures: Sequence[Figure]) -> Incident | None:
    """The one incident of a round-up that its head counts by itself ("20 were hurt, including seven at a barbecue")."""
    counted = {figures[i].low for group in episode.groups for i in group.figures if figures[i].subset_of is not None}
    found = [one for one in parts if {low for low in one.totals.values() if low > 1} & counted]
    return found[0] if len(found) == 1 else None


def _lead(document: Document) -> int:
    """The first sentence of the text."""
    return next((one.index for one in document.sentences if one.lead), 0)


def _is_political(document: Document, occasion: Occasion, parties: Sequence[Party], actions: Sequence[Action]) -> bool:
    """Does a state, a party or an armed group take part in it?"""
    named = [actions[occasion.action].actor, actions[occasion.action].recipient] if occasion.action is not None else []
    taking = [one for one in named if one is not None]
    taking += [one for one in parties if one.span is not None and document.sentence_of(one.span) == occasion.sentence]
    return any(one.kind == "government" or one.sector in STATE_SECTORS for one in taking)


def _denies_violence(document: Document, occasion: Occasion, actions: Sequence[Action]) -> bool:
    """ "Army denies the strike": what is denied is the news, with the dead whom others tell of, and not the denial."""
    verb = document.doc[occasion.token]
    denies = any(one.plain[0] == "denied" for one in verbs().get(verb.lemma_.lower(), {}).get("", ()))
    told = (document.sentence_of(one.span) for one in actions if one.plover == "ASSAULT")
    return denies and occasion.sentence in told


def _comes_first(document: Document, occasion: Occasion, incident: Incident) -> bool:
    """Is the occasion the news, and the incident what it comes after?"""
    group = incident.groups[0]
    below = next((one.sentence for one in incident.groups if not one.heading), None)
    if group.heading and group.sentence != occasion.sentence and (below is None or below > occasion.sentence):
        # The headline names it as what came before ("talks end with a plea after the killings"), the lead does not.
        return all(_is_after(document.doc[anchor.token]) for anchor in group.anchors)
    if group.sentence != occasion.sentence:
        return occasion.sentence < group.sentence
    tokens = [document.doc[anchor.token] for anchor in group.anchors]
    act = document.doc[occasion.token]
    return all(_is_after(token) or (act.is_ancestor(token) and _is_told_of(token, act)) for token in tokens)


def _is_told_of(token: Token, act: Token) -> bool:
    """Does it only say of whom or what the act is ("the girls kidnapped in May were released")?"""
    chain = [token, *token.ancestors]
    return any(one.dep_ in ("acl", "relcl") for one in chain[: chain.index(act)])


def _early(document: Document, incidents: Sequence[Incident]) -> Incident | None:
    """The first incident told, where it is told in the report's first part: a report of an incident comes to it soon."""
    body = [one.index for one in document.sentences if one.paragraph.kind == "text" and one.is_read]
    last = body[EARLY - 1] if len(body) >= EARLY else len(document.sentences)
    return next((one for one in incidents if one.first <= last), None)


def _is_after(token: Token) -> bool:
    sequence = words("incidents", "sequence") | {"over", "on", "about"}
    return any(
        above.lower_ in sequence or any(child.dep_ == "mark" and child.lower_ in sequence for child in above.children)
        for above in (token, *token.ancestors)
    )


def is_follow_up(document: Document) -> bool:
    """Are headline or first sentence about what came after: an arrest, a court day, mourning?"""
    head = head_of(document)
    titles = [one for one in head if one.paragraph.kind == "title"]
    bodies = [one for one in head if one.paragraph.kind == "text"][:1]
    later = words("incidents", "follow_ups")
    return any(
        token.lemma_.lower() in later and not is_buried_alive(token) for one in (*titles, *bodies) for token in one.tokens
    )
