"""What type of act a verb tells of in its clause, and whether it was done; a promise, a refusal, a demand of it is another.

An act promised is AGREE where it would help and THREATEN where it would harm, refused REJECT, demanded REQUEST.
"""

import re
from datetime import date

from crossreport.model.said import Aux
from crossreport.reading.actions.words import Match, is_speech, match_verb, words_upper
from crossreport.reading.parsed import Token
from crossreport.reading.said.modality import children, denies_all, hold, is_asked, is_negated, is_passive
from crossreport.reading.said.source_words import phrase
from crossreport.reading.said.speakers import Speakers
from crossreport.vocabulary.load import words

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
AUX: dict[str, Aux] = {
    "real": "none",
    "negated": "negated",
    "unreal": "hypothetical",
    "possible": "hypothetical",
    "future": "future",
}


def judge(verb: Token, speakers: Speakers, published: date | None) -> tuple[Match | None, Aux]:
    """The type and auxiliary mode of a verb in its clause: its own, or what a promise, refusal or demand of it is.

    None where the verb tells of no act. Years before that of `published` make it historical.
    """
    own, inner = match_verb(verb), _inner(verb)
    if own is None and inner is None:
        return None, "none"
    how = hold(verb)
    if how == "real" and is_asked(verb.sent):
        how = "unreal"
    if how == "real" and any(denies_all(one) for one in children(verb, "dobj", "obj")):
        how = "negated"  # "launched no attack", "killed nobody"
    if inner is not None:
        done = match_verb(inner)
        turned = _turned(verb, own, inner, done)
        if turned is not None:
            return Match(turned, None, (*(own.tokens if own else (verb,)), *(done.tokens if done else (inner,)))), AUX[how]
    if own is None or (is_speech(verb) and children(verb, "ccomp")):
        return None, "none"
    turned = _announced(verb, own)
    if turned is not None:
        return Match(turned, None, own.tokens, own.thing), "none"
    if own.mode == "visit" and len(own.tokens) > 1 and own.thing is None and not _goes_somewhere(own, speakers):
        return None, "none"
    if verb.lemma_ == "allow" and is_passive(verb):
        return None, "none"
    return own, _aux(verb, how, published)


def _goes_somewhere(own: Match, speakers: Speakers) -> bool:
    """ "came to Paris" is a visit, "came to the fore" is none."""
    goals = [p for token in own.tokens for p in children(token, "pobj")]
    return any(p.ent_type_ in ("GPE", "LOC", "FAC", "NORP") or speakers.party_of(p) is not None for p in goals)


def _announced(verb: Token, own: Match) -> str | None:
    """ "X says it will not" is a refusal, "Y must" in the mouth of X a demand, "will" a promise or a threat."""
    helpers = {c.lower_ for c in children(verb, "aux", "auxpass")}
    governor = verb.head if verb.dep_ == "ccomp" and is_speech(verb.head) else None
    if governor is not None and helpers & {"must", "should", "ought"} and not is_negated(governor):
        return "REQUEST"
    if (
        helpers & {"will", "wo", "shall", "'ll", "would"}
        and (governor is not None or "would" not in helpers)
        and not _conditional(verb)
    ):
        if is_negated(verb):
            return "REJECT" if own.plover in words_upper("cooperative") or own.plover == "CONSULT" else None
        if own.plover in words_upper("cooperative") and own.plover not in ("RETREAT",):
            return "AGREE"
        if own.plover in words_upper("conflict") and governor is not None:
            return "THREATEN"
    return None


def _aux(verb: Token, how: str, published: date | None) -> Aux:
    if (
        how == "possible"
        and verb.dep_ == "ccomp"
        and not _conditional(verb)
        and any(c.lower_ == "would" for c in children(verb, "aux"))
    ):
        return "future"
    aux = AUX[how]
    if aux == "none" and _is_past(verb, published):
        return "historical"
    return aux


def _is_past(verb: Token, day: date | None) -> bool:
    near = " ".join(
        phrase(p).text if p.pos_ == "NOUN" else p.text
        for c in verb.children
        if c.dep_ in ("prep", "npadvmod", "advmod")
        for p in (c, *children(c, "pobj"))
    )
    near = re.sub(r"\bsince\b.*", "", near)
    years = [int(found) for found in YEAR.findall(near)]
    if day is not None and years:
        return max(years) < day.year
    return bool(re.search(r"\b(?:years?|decades?) (?:ago|earlier)\b|\blast (?:year|century|decade)\b", near))


def _conditional(verb: Token) -> bool:
    return any(
        c.dep_ == "mark" and c.lower_ in ("if", "unless")
        for child in (verb, *children(verb, "advcl"))
        for c in child.children
    )


def _inner(verb: Token) -> Token | None:
    """The infinitive that a verb or "be ready" governs."""
    found = children(verb, "xcomp")
    found += [
        x
        for c in children(verb, "acomp", "oprd", "prep", "dobj")
        for x in children(c, "xcomp", "pcomp", "acl")
        if c.dep_ != "dobj" or x.tag_ == "VB"
    ]
    found = [x for x in found if x.pos_ in ("VERB", "AUX")]
    return found[0] if found else None


def _turned(verb: Token, own: Match | None, inner: Token, done: Match | None) -> str | None:
    """What an act becomes under a verb of promise, refusal, threat or demand; None where it stays itself."""
    lemma = verb.lemma_.lower()
    states = {
        lemma,
        *(c.lower_ for c in children(verb, "acomp", "oprd")),
        *(c.lemma_.lower() for c in children(verb, "dobj")),
    }
    if states & words("actions", "refusing"):
        return "REJECT"
    if states & words("actions", "threatening") and not (done and done.plover in words_upper("cooperative")):
        return "THREATEN"
    if states & words("actions", "willing") and not is_negated(verb):
        if done is not None and done.plover in ("RETREAT",) and lemma not in ("agree", "offer", "be"):
            return "RETREAT"
        return "THREATEN" if done is not None and done.plover in ("SANCTION", "COERCE", "ASSAULT", "PROTEST") else "AGREE"
    if own is not None and own.plover == "REQUEST":
        return "SUPPORT" if done is not None and done.plover == "SUPPORT" and lemma == "urge" else "REQUEST"
    if lemma in ("begin", "start", "continue", "resume", "help", "manage", "proceed", "keep") and done is not None:
        return done.plover
    return None
