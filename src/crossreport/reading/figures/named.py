"""Victims given by name in a sentence that tells of no harm itself: "The victims were identified as Ana Poe, 23"."""

import re
from collections.abc import Iterator

from crossreport.model.said import Outcome
from crossreport.reading.figures.patients import Harm
from crossreport.reading.figures.rolls import listed
from crossreport.reading.figures.scene import Scene
from crossreport.reading.figures.victims import sum_of
from crossreport.reading.small import small, small_pattern

WHO = r"(?:victims?|dead|deceased|killed|slain|martyrs?|casualties|wounded|injured|bod(?:y|ies))"
# What all patterns below have in them: most sentences are passed over by it.
VICTIMS = small_pattern(WHO)
TRIGGER = re.compile(
    rf"\b(?:{WHO}\b(?:(?! (?:said|says|told))[^.;:\"]){{0,60}}?\b(?:identified|named)\b[^.;:\"]{{0,60}}?\bas\b:?"
    rf"|(?:identified|identifies|named|names) (?:the |both |all )?(?:[\w-]+ ){{0,3}}?{WHO}\b[^.;:\"]{{0,30}}?\bas\b:?"
    rf"|{WHO} (?:were|was|are|is|included?)(?: as follows)?:"
    rf"|{WHO}(?: (?:men|women|people|persons|officers|students|teens))? (?:(?:are|were)(?= (?-i:[A-Z\d]))|include[sd]?\b))",
    re.I,
)
# "Posted the names of those killed: ...", "the names of the victims – ...": what follows is a list, or it is nothing.
LISTING = re.compile(
    rf"\b(?:names?|list)\b[^.;]{{0,60}}?\b{WHO}\b[^.;:]{{0,60}}?(?:[:–—]| - |\bas\b:?|\b(?:are|were)\b:?)"
    rf"|\b{WHO}\b[^.;:]{{0,80}}?:"
    rf"|\b{WHO} (?:in|at|on|by|during)\b[^.;:,]{{0,40}}? (?:were|are)(?= (?-i:[A-Z\d]))"
    r"|\b(?:killed|dead) (?:(?:along|together) )?(?:with|alongside) (?:them|him|her) (?:were|was)\b(?: also)?"
    rf"|\b(?:other|among (?:the |those )?)(?:[\w-]+ )?{WHO}\b[^.;:]{{0,40}}?\b(?:included?|were|was|are|is)\b(?: also)?",
    re.I,
)
KILLED = re.compile(r"\b(?:dead|deceased|killed|slain|martyr|bod(?:y|ies)|coroner|medical examiner|autops)", re.I)
HURT = re.compile(r"\b(?:wounded|injured|survivors?|surviving|hospital)", re.I)


# "Identified Ana Poe as killed", "named Omar Zel and Ali Zel as among the dead".
AS_DEAD = re.compile(
    rf"\b(?:identified|named|listed|reported) (?P<who>[^.;:]{{4,160}}?)"
    rf" as (?:being |having been |also )?(?:among |one of |some of )?(?:the |those )?(?:{WHO})\b",
    re.I,
)


def find_named(page: Scene) -> Iterator[Harm]:
    """The victims that a sentence of naming lists. Where it says "victims" alone, the report settles whether they died."""
    text = page.text[page.sentence.start : page.sentence.end]
    if not VICTIMS.search(small(text)):
        return
    found = TRIGGER.search(text) or LISTING.search(text)
    if found is None:
        yield from _as_dead(page, text)
    if found is None or re.search(r"\bnot\b|n't\b|\byet to be\b", found[0]):
        return
    before = text[: found.end()]
    outcome = outcome_of_naming(before)
    cue = page.doc.char_span(page.sentence.start + found.start(), page.sentence.start + found.end(), alignment_mode="expand")
    persons = listed(page, cue.end, page.end) if cue is not None else []
    named = sum(one.kind == "named" for one in persons)
    if cue is None or not named or (named < 2 and found.re is LISTING):
        return
    whole = sum_of(page, persons[0], persons[1:]) if len(persons) > 1 else persons[0]
    yield Harm(outcome, whole, cue.start, cue.end - 1, "named")


def outcome_of_naming(text: str) -> Outcome:
    """What befell those of whom words of naming tell; open where they say "victims" alone."""
    return "killed" if KILLED.search(text) else "injured" if HURT.search(text) else "killed_or_injured"


def _as_dead(page: Scene, text: str) -> Iterator[Harm]:
    for found in AS_DEAD.finditer(text):
        start = page.sentence.start
        who = page.doc.char_span(start + found.start("who"), start + found.end("who"), alignment_mode="expand")
        persons = listed(page, who.start, who.end) if who is not None else []
        if who is None or not any(one.kind == "named" for one in persons):
            continue
        outcome: Outcome = (
            "killed" if KILLED.search(found[0]) else "injured" if HURT.search(found[0]) else "killed_or_injured"
        )
        whole = sum_of(page, persons[0], persons[1:]) if len(persons) > 1 else persons[0]
        cue = page.doc.char_span(start + found.end("who"), start + found.end(), alignment_mode="expand")
        if cue is not None:
            yield Harm(outcome, whole, cue.start, cue.end - 1, "named")
