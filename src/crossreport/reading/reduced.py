"""Participles taken for the verb of a clause: "denied that the five people killed on Monday were civilians".

The parser makes "killed" what is told and hangs "were" beside the telling, so that the deaths themselves would be denied.
It makes whoever was "found shot dead" the finder, and "a motorcycle shot" in "gunmen on a motorcycle shot dead two" a thing.
"""

from crossreport.reading.parsed import Doc, Token
from crossreport.reading.said.modality import children

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
FOUND = ("found", "discovered")
HELPERS = frozenset({"aux", "auxpass", "dobj", "obj", "cop"})


def mend_reduced(doc: Doc) -> None:
    """Hangs the participle on its noun and the verb behind it on the telling, as the clause that is told."""
    for token in doc:
        if token.lower_ in FOUND and (noun := _found_so(token)) is not None:
            if noun.head is token:
                noun.hang(token, "nsubjpass")
            else:
                token.hang(noun, "acl")
        if token.lower_ == "shot" and token.pos_ == "NOUN":
            _mend_shot_dead(token)
        if token.dep_ == "ccomp" and token.tag_ in ("VBN", "VBD") and token.head.i < token.i:
            verb = _real_verb(token)
            subjects = [child for child in token.children if child.dep_ in SUBJECTS and child.i < token.i]
            if verb is None or not subjects or any(child.dep_ in HELPERS for child in token.children):
                continue
            noun, above = subjects[-1], token.head
            for mark in [child for child in children(token, "mark") if child.i < noun.i]:
                mark.hang(verb, "mark")
            noun.hang(verb, "nsubj")
            token.hang(noun, "acl")
            verb.hang(above, "ccomp")


def _found_so(verb: Token) -> Token | None:
    """ "Police identified the woman found shot dead": who was found, whom the parser makes the finder."""
    behind = [child for child in verb.children if child.i > verb.i]
    so = (c for c in behind if c.dep_ in ("xcomp", "oprd", "acomp") and (c.tag_ == "VBN" or c.lower_ == "dead"))
    how = next(so, None)
    if how is None or any(child.dep_ in HELPERS and child.i < how.i for child in verb.children):
        return None
    beside = verb.head.children if verb.dep_ in ("oprd", "ccomp") else ()
    near = (one for one in (*verb.children, *beside) if one.i == verb.i - 1)
    return next((one for one in near if one.dep_ == ("nsubj" if one.head is verb else "dobj")), None)


def _mend_shot_dead(shot: Token) -> None:
    """ "Gunmen on a motorcycle shot dead two policemen": the parser has gunmen on policemen, dead by a motorcycle's shot."""
    before = next((child for child in shot.children if child.dep_ == "compound" and child.i == shot.i - 1), None)
    dead = shot.nbor(1) if shot.i + 1 < len(shot.doc.tokens) else shot
    killed = dead.head
    if before is None or dead.lower_ != "dead" or dead.dep_ != "amod" or killed.i < dead.i or killed.dep_ != "pobj":
        return
    on, doer = killed.head, killed.head.head
    if not doer.i < on.i < before.i or doer.pos_ not in ("NOUN", "PROPN"):
        return
    above, relation = (doer.head, doer.dep_) if doer.head is not doer else (shot, "ROOT")
    shot.tag_, shot.pos_, shot.lemma_ = "VBD", "VERB", "shoot"
    shot.hang(above, relation)
    for child in [one for one in doer.children if one.i > killed.i or one.dep_ in ("punct", "npadvmod", "advmod")]:
        child.hang(shot, child.dep_)
    for child in [one for one in killed.children if one.i < before.i]:
        child.hang(before, child.dep_)
    doer.hang(shot, "nsubj")
    before.hang(on, "pobj")
    killed.hang(shot, "dobj")


def _real_verb(participle: Token) -> Token | None:
    """The finite verb behind it that the parser joined to the telling, without a subject and without "and"."""
    above = participle.head
    for verb in children(above, "conj"):
        linked = any(child.dep_ == "cc" and participle.i < child.i < verb.i for child in above.children)
        bare = not any(child.dep_ in SUBJECTS for child in verb.children)
        first = min((child for child in children(verb, "aux", "auxpass")), key=lambda one: one.i, default=verb)
        finite = first.pos_ == "AUX" and first.tag_ in ("VBD", "VBZ", "VBP", "MD")
        if verb.i > participle.i and bare and finite and not linked and first.nbor(-1).text not in (",", ";"):
            return verb
    return None
