"""What a place name does in its sentence: it sets something there, acts, tells where someone is from, or neither."""

from crossreport.reading.layout import Document
from crossreport.reading.parsed import Token
from crossreport.reading.places.gazetteer import is_capital
from crossreport.reading.places.spotting import Found, Role
from crossreport.vocabulary.compile_gazetteer import CONTINENT, COUNTRY
from crossreport.vocabulary.load import vocabulary, words

ACTING = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "poss", "agent", "conj"})


def role_of(document: Document, one: Found) -> Role:
    """The role of a found name. A dateline is where a report was filed: whether it is the place too, the caller decides."""
    if one.kind == "people":
        return "actor"
    if one.home:
        return "outlet"
    doc = document.doc
    before = doc[one.start - 1] if one.start else None
    head = doc[one.start : one.end].root
    if one.holds is None and "authority" in one.marks and not (one.chosen and one.chosen.kind in (COUNTRY, CONTINENT)):
        return "authority"
    if one.holds is not None or one.institution or one.dateline or _is_of_a_hospital(head):
        return "other"
    preposition = _preposition(doc[one.start], head)
    if preposition is not None:
        return _after_preposition(one, preposition)
    if one.kind == "road":
        return "event" if before is not None and before.lower_ in words("place_words", "locative") else "other"
    after = doc[one.end] if one.end < len(doc) else None
    if after is not None and after.lower_ in words("place_words", "inhabitants") and after.is_lower:
        return "origin"
    if head.dep_ in ACTING and stands_for_government(one):
        return "actor"
    if head.dep_ in ("dobj", "nsubjpass") and head.head.lemma_.lower() in words("place_words", "struck"):
        return "event"
    if one.held_by is not None and before is not None and before.i and before.text == "," and before.nbor(-1).like_num:
        return "origin"
    if head.dep_ in ("compound", "nmod", "amod", "npadvmod", "ROOT", "appos") and (
        one.unlisted or (one.chosen and one.chosen.kind not in (COUNTRY, CONTINENT))
    ):
        return "event"
    return "other"


def _is_of_a_hospital(head: Token) -> bool:
    """Is it the first part of where people are brought ("an Alder area hospital")?"""
    above = head
    while above.dep_ in ("compound", "nmod", "amod", "poss") and above.head.i > above.i and above.head.i - head.i < 4:
        above = above.head
    return above.i != head.i and above.lemma_.lower() in words("place_words", "brought_to")


def stands_for_government(one: Found) -> bool:
    """A country, or a capital whose name stands for its government."""
    entry = one.chosen
    if entry is None or entry.country is None:
        return False
    seat = vocabulary("countries")["countries"].get(entry.country, {}).get("seat", True)
    return entry.kind == COUNTRY or (is_capital(entry) and bool(seat))


def _preposition(first: Token, head: Token) -> Token | None:
    """The preposition that governs a name, across articles, directions and coordination ("in Sarn and Tolm")."""
    token = head
    for _ in range(4):
        if token.dep_ == "pobj" and token.head.pos_ in ("ADP", "SCONJ", "VERB"):
            return token.head
        if token.dep_ not in ("conj", "appos", "compound", "nmod", "amod", "poss") or token.head is token:
            break
        if token.dep_ in ("compound", "nmod", "amod", "poss") and token.head.pos_ != "PROPN":
            break
        token = token.head
    before = first.nbor(-1) if first.i else None
    while (
        before is not None
        and before.i
        and (before.lower_ in ("the", "a", "-") or before.lower_ in words("place_words", "directions"))
    ):
        before = before.nbor(-1)
    known = words("place_words", "locative", "relating")
    return before if before is not None and before.lower_ in known and before.lower_ not in ("and", "with") else None


def _after_preposition(one: Found, preposition: Token) -> Role:
    word = preposition.lower_
    governor = preposition.head
    if word == "by":
        return "actor" if stands_for_government(one) else "event"
    if word in words("place_words", "locative"):
        # "taken to a hospital in Sarn": where someone was brought, not where it happened.
        if governor.lemma_.lower() not in words("place_words", "brought_to"):
            return "event"
        one.marks |= {"hospital"}
        return "other"
    if word == "of":
        if governor.lower_ in words("place_words", "before") or governor.lower_ in words("place_words", "directions"):
            return "event"
        if (
            governor.ent_type_ == "PERSON"
            or governor.like_num
            or governor.lemma_.lower() in words("place_words", "inhabitants")
        ):
            return "origin"
        return "event" if one.kind == "road" else "other"
    if word == "from":
        return "origin" if governor.pos_ in ("NOUN", "PROPN", "NUM") else "other"
    if word == "to" and one.kind == "road" and governor.lemma_.lower() in words("place_words", "sent_to"):
        return "event"
    if word in ("to", "against", "between", "with") and stands_for_government(one):
        return "actor" if word != "to" else "other"
    return "other"
