"""Those who share the verb of others: "six died in Orlen and four in Karn", "and two men as well", "as did four gunmen"."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from crossreport.reading.figures.elided import counted_at
from crossreport.reading.figures.patients import Harm, is_patient
from crossreport.reading.figures.persons import read_single
from crossreport.reading.figures.phrase import Victims
from crossreport.reading.figures.scene import Scene, is_plural, lemma
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import vocabulary, words

JOINTS = (",", ";", "and", "while", "then")
# The last of a row stands behind one of these; behind a comma alone stand as often those who make up the number before it.
LAST = (";", "and", "while")
ENDS = (",", ";", ".", "and", "but", "while", "when", "after", "before")
TOO = (("too",), ("also",), ("as", "well"))
# Prepositions that set one part of a deed against the other. "In" is one beside names alone: "two in critical condition".
PARALLEL = ("in", "at", "near", "outside", "inside", "by", "with")


def find_gapped(page: Scene, found: Iterable[Harm]) -> Iterator[Harm]:
    """The further counts behind each harm that take their verb from it."""
    kept = tuple(found)
    for harm in kept:
        if harm.rule in ("subject", "passive", "active") and harm.aux == "none" and _is_count(harm.victims):
            last = all(one.last <= harm.last for one in kept)
            others = [*_behind(page, harm), *(_likewise(page, harm) if last else ())]
            yield from (replace(harm, victims=one, rule="elided", assumed=("outcome",)) for one in others)


def _is_count(victims: Victims) -> bool:
    return victims.kind in ("counted", "one", "named", "again")


def _behind(page: Scene, harm: Harm) -> list[Victims]:
    """The counts behind a harm, each one more; none where they only make up its own number."""
    alone: list[Victims] = []
    row: list[Victims] = []
    closed = False
    at = max(harm.last, harm.victims.last) + 1
    clause = page.end
    while at < page.end and page.doc[at].pos_ not in ("VERB", "AUX"):
        first = _behind_joints(page, at)
        if first == at:
            at += 1
            continue
        clause = min(clause, at)
        joints = {one.lower_ for one in page.doc[at:first]}
        end = _end(page, first)
        number = next((i for i in range(first, end) if counted_at(page, i) is not None), None)
        who = counted_at(page, number) if number is not None else None
        at = first
        if number is None or who is None or any(one.pos_ in ("VERB", "AUX") for one in page.doc[first:end]):
            continue
        behind = who.last + 1
        while behind < end and page.doc[behind].lower_ in ("more", "others", "other"):
            behind += 1
        tail = page.doc[behind:end]
        said = tuple(one.lower_ for one in tail)
        begins = number == first
        if begins and (said in TOO or ("then" in joints and harm.rule == "active" and is_patient(page, page.doc[who.head]))):
            alone.append(replace(who, more=True))
        elif (said or not begins) and _is_set_against(page, tail[0] if begins else page.doc[first], clause):
            row.append(replace(who, more=True))
            closed = bool(joints & set(LAST))
        at = max(end, who.last + 1)
    whole = len(row) > 1 and sum(one.number.point or 0 for one in row) == harm.victims.number.point
    return alone + (row if closed and not whole else [])


def _likewise(page: Scene, harm: Harm) -> Iterator[Victims]:
    """ "Two hostages died, as did all four gunmen", "so were their drivers": whom the bare verb behind it tells of."""
    for i in range(max(harm.last, harm.victims.last) + 1, page.end - 2):
        if page.doc[i].lower_ not in ("as", "so") or page.doc[i + 1].lower_ not in words("harm", "bare_verbs"):
            continue
        first = i + 2 + (page.doc[i + 2].lower_ == "all")
        who = counted_at(page, first) or _told_of(page, first)
        if who is not None and not any(one.pos_ in ("VERB", "AUX") for one in page.doc[who.last + 1 : _end(page, first)]):
            yield replace(who, kind="counted" if first in page.number_at else "one", more=True)


def _told_of(page: Scene, first: int) -> Victims | None:
    """The person whom the words from a token on name in the singular ("the gunman", "his driver")."""
    noun = next((one for one in page.doc[first : min(first + 4, page.end)] if one.pos_ == "NOUN"), None)
    who = read_single(page, noun) if noun is not None and not is_plural(noun) else None
    return who if who is not None and who.first <= first else None


def _behind_joints(page: Scene, at: int) -> int:
    while at < page.end and page.doc[at].lower_ in JOINTS:
        at += 1
    return at


def _end(page: Scene, first: int) -> int:
    """Where the words that begin with a token end: before a comma, a conjunction or the end of the sentence."""
    return next((i for i in range(first + 1, page.end) if page.doc[i].lower_ in ENDS), page.end)


def _is_set_against(page: Scene, preposition: Token, clause: int) -> bool:
    """ "Died at the market, three at the mosque": is it a preposition of the clause before, with a noun of its kind?"""
    if preposition.lower_ not in PARALLEL:
        return False
    mine = _led_to(page, preposition)
    theirs = [_led_to(page, one) for one in page.doc[page.first : clause] if one.lower_ == preposition.lower_]
    if mine is None or (preposition.lower_ == "in" and mine.pos_ != "PROPN"):
        return False
    return any(one is not None and one.i != mine.i and one.pos_ == mine.pos_ and not _is_deed(one) for one in theirs)


def _led_to(page: Scene, preposition: Token) -> Token | None:
    """The noun that a preposition leads to."""
    for token in page.doc[preposition.i + 1 : page.end]:
        if token.pos_ in ("NOUN", "PROPN"):
            return token
        if token.pos_ not in ("DET", "ADJ", "PRON"):
            return None
    return None


def _is_deed(noun: Token) -> bool:
    """Is it the deed itself ("in the attack")?"""
    return any(lemma(noun) in listed.get("nouns", ()) for listed in vocabulary("incidents")["kinds"].values())
