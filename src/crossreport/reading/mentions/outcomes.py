"""Words that tell what became of the victims ("died", "was found dead"): later than the deed, or of its own day."""

from collections.abc import Sequence

from crossreport.model.happened import TimeExpression
from crossreport.reading.layout import Document
from crossreport.reading.mentions.anchors import Anchor
from crossreport.reading.parsed import Doc, Token
from crossreport.vocabulary.load import vocabulary, words


def tells_outcome(doc: Doc, anchor: Anchor) -> bool:
    """Does a word tell only what became of the victims ("died", "was in critical condition"): later, and elsewhere?"""
    if anchor.kind.name != "death":
        return False
    verb = _verb_of(doc[anchor.token])
    return verb.lemma_.lower() in words("incidents", "outcomes") or _is_found_too(verb) or _is_recovered(doc[anchor.token])


def _is_found_too(found: Token) -> bool:
    """ "Two were killed on Monday and a third was found dead on Tuesday", "two missing men": the day is the finding's."""
    is_body = found.dep_ == "nsubjpass" and found.lemma_.lower() in words("harm", "single")
    verb = found.head if is_body else found
    who = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    ranks, more = vocabulary("numbers")["ordinals"], words("incidents", "more")
    told = () if who is None else who.subtree if is_body else (who, *who.children)
    missing = who is not None and any(one.lower_ == "missing" for one in who.subtree)
    counted = any(ranks.get(one.lower_, 1) > 1 or one.lower_ in more for one in told)
    return (counted or missing) and verb.lemma_.lower() in words("harm", "unfound")


def _is_recovered(token: Token) -> bool:
    """ "Pulled five more bodies from the rubble on Tuesday": the day is that of the finding, and not of the deed."""
    verb = token if token.pos_ == "VERB" else token.head
    if verb.lemma_.lower() not in words("incidents", "recovering"):
        return False
    bodies = [
        one for one in verb.children if one.dep_ in ("dobj", "nsubjpass") and one.lemma_.lower() in words("harm", "single")
    ]
    return any(below.lower_ in words("incidents", "further") for one in bodies for below in one.subtree)


def _verb_of(token: Token) -> Token:
    """A word, or the verb that it completes ("pronounced dead")."""
    return token.head if token.dep_ in ("acomp", "oprd") else token


def is_late(doc: Doc, token: int, anchors: Sequence[Anchor]) -> bool:
    """Does a word tell of a death that came after what the others tell of ("died Tuesday after he was shot")?"""
    verb = _verb_of(doc[token])
    late = verb.lemma_.lower() in words("incidents", "ends") or _is_found_too(verb) or _is_recovered(doc[token])
    if not late:
        return False
    return any(not tells_outcome(doc, one) and not _is_at_once(doc[one.token], verb) for one in anchors)


def _is_at_once(deed: Token, verb: Token) -> bool:
    """ "Six died on Sunday when a shell hit a bus", "in shelling": the day of the deaths is the day of the deed."""
    if deed.dep_ == "pobj" and deed.head.head == verb:
        return deed.head.lower_ in ("in", "during")
    opened = next((one for one in (deed, *deed.ancestors) if one.dep_ == "advcl" and one.head == verb), None)
    return opened is not None and any(one.lower_ in words("incidents", "at_once") for one in opened.children)


def stands_before_death(document: Document, death: int, time: TimeExpression, anchors: Sequence[Anchor]) -> bool:
    """ "A man shot in Orlen last week died on Monday": a day between the deed and the verb of death is the deed's."""
    at = document.doc.char_span(*document.range(time.span), alignment_mode="expand")
    deeds = (one.token for one in anchors if not tells_outcome(document.doc, one))
    return at is not None and at.end <= death and any(deed < at.start for deed in deeds)


def is_of_wounds(document: Document, time: TimeExpression) -> bool:
    """ "Died on Wednesday of wounds suffered the day before": the day that hangs on the wounds is that of the deed."""
    at = document.doc.char_span(*document.range(time.span), alignment_mode="expand")
    if at is None:
        return False
    above = (one for one in (at.root, *at.root.ancestors) if one.dep_ in ("acl", "relcl"))
    verb = next(above, None)
    return verb is not None and verb.head.lemma_.lower() in words("incidents", "wounds") and _dies_of(verb.head)


def _dies_of(wounds: Token) -> bool:
    """ "Died of wounds", "succumbed to injuries"."""
    above = next((one for one in wounds.ancestors if one.pos_ in ("VERB", "AUX")), None)
    return above is not None and above.lemma_.lower() in words("incidents", "ends")
