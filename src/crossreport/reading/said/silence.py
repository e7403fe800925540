"""Attributions by which nobody doubts anything: who keeps silent ("did not elaborate"), whom nobody has accused yet."""

from collections.abc import Sequence

from crossreport.model.said import Attribution
from crossreport.reading.layout import Document
from crossreport.reading.parsed import Token
from crossreport.reading.said.entries import verbs
from crossreport.reading.said.modality import subject
from crossreport.reading.said.nouns import is_forged
from crossreport.vocabulary.load import words

# Where a question or a clause opens in what is not spoken of.
OPENING = 4


def is_silence(document: Document, one: Attribution) -> bool:
    """Does somebody only say no more ("did not elaborate on the deaths", "declined to say who was killed")?"""
    if one.stance != "not_confirmed" and not (one.stance == "intended" and one.polarity == "-"):
        return False
    told = _content(document, one)
    if one.stance == "intended":
        silent = [token for token in told[:OPENING] if token.pos_ == "VERB"][:1]
    else:
        silent = list(_cue(document, one))
    idle = [token for token in silent if token.lemma_.lower() in words("cues", "idle")]
    if not idle or any(_is_forged(subject(token)) for token in idle):
        return False  # "false reports said that ten died" are not silent
    asked = {token.lower_ for token in told[:OPENING]} & words("cues", "open")
    reports = [token for token in told if token.pos_ == "NOUN" and token.lemma_.lower() in words("cues", "report")]
    return not asked and not reports


def _is_forged(teller: Token | None) -> bool:
    return teller is not None and is_forged(teller)


def accuses_nobody(document: Document, one: Attribution) -> bool:
    """Has nobody been accused ("has not been charged in the killing")? That the deed was done is not in doubt."""
    if one.stance != "not_confirmed":
        return False
    entries = [entry for token in _cue(document, one) for entry in verbs().get(token.lemma_.lower(), {}).get("", ())]
    return any(entry.plain[0] == "alleged" for entry in entries)


def denies_nothing(document: Document, one: Attribution) -> bool:
    """ "Did not deny that five died": what is told of stands as told; not "would neither confirm nor deny"."""
    verbs_ = [token for token in _cue(document, one) if token.pos_ == "VERB"]
    if one.stance != "not_confirmed" or not verbs_ or verbs_[-1].lemma_.lower() not in words("cues", "contradicting"):
        return False
    denial = verbs_[-1]
    either = any(child.lower_ in ("neither", "nor", "or") for child in denial.children)
    return denial.dep_ != "conj" and not either and any(child.dep_ == "neg" for child in denial.children)


def takes_as_given(document: Document, one: Attribution) -> bool:
    """Does an attribution leave what its content tells of untouched, though it confirms nothing?"""
    return is_silence(document, one) or accuses_nobody(document, one) or denies_nothing(document, one)


def _cue(document: Document, one: Attribution) -> Sequence[Token]:
    found = document.doc.char_span(*document.range(one.cue), alignment_mode="expand") if one.cue is not None else None
    return [token for token in found or () if token.pos_ in ("VERB", "NOUN", "AUX")]


def _content(document: Document, one: Attribution) -> list[Token]:
    told: list[Token] = []
    for span in one.content:
        found = document.doc.char_span(*document.range(span), alignment_mode="contract")
        told += list(found or ())
    return told
