"""Holds the actions of a report against its figures: whom a word of harm befell did not do what the word says.

Headlines leave out the "was" of a passive ("Man killed, woman wounded in Drell shooting"), and a parser then takes whom it
befell for the doer. The figures read such lines by what can be said of persons, so they decide.
"""

from collections.abc import Sequence

import msgspec

from crossreport.model.happened import Action
from crossreport.model.report import Span
from crossreport.model.said import Figure
from crossreport.reading.layout import Document

HARMED = ("killed", "injured", "killed_or_injured")
# Constructions in which the persons counted may have done it themselves.
BY_THEMSELVES = ("self",)
# Constructions whose subject is whom it befell: who did it can only stand behind a "by".
PASSIVE = ("passive", "participle", "state")
# "Wounded in Drell shooting": before the act that it happened in.
DURING = ("in", "at", "during", "after", "near")


def told_of_sufferers(document: Document, actions: Sequence[Action], figures: Sequence[Figure]) -> tuple[Action, ...]:
    """The actions, without an actor where a figure says that the act befell those words; they are its recipient then."""
    harms = [one for one in figures if one.outcome in HARMED and one.predicate is not None and one.rule not in BY_THEMSELVES]
    return tuple(_turned(document, action, harms) for action in actions)


def _turned(document: Document, action: Action, harms: Sequence[Figure]) -> Action:
    if action.plover != "ASSAULT" or action.actor is None or action.actor.span is None:
        return action
    actor = action.actor.span
    for harm in harms:
        if harm.predicate is None:
            continue
        told_by_it = _overlap(harm.predicate, action.span)
        if not _overlap(harm.span, actor):
            if told_by_it and harm.rule in PASSIVE and document.range(actor) < document.range(harm.span):
                return msgspec.structs.replace(action, actor=None)
            continue
        if told_by_it:
            return msgspec.structs.replace(action, actor=None, recipient=action.recipient or action.actor)
        if _happened_in(document, harm.predicate, action.span):
            return msgspec.structs.replace(action, actor=None)
    return action


def _happened_in(document: Document, predicate: Span, act: Span) -> bool:
    """Does the act come right behind the word of harm, as what it happened in?"""
    (_, end), (start, _) = document.range(predicate), document.range(act)
    between = document.doc.char_span(end, start, alignment_mode="contract") if end < start else None
    if between is None or not any(one.lower_ in DURING for one in between):
        return False
    return not any(one.pos_ in ("VERB", "AUX") or one.text in ",;" for one in between)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end and one.title == other.title
