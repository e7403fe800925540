"""Subjects that the parser hangs on a preposition: behind "after" and its like, and behind the bound of a number.

"Police arrested a man after a 14-year-old was shot" is parsed as if the man had been shot, and the 14-year-old were when;
"Between five and eight people were killed", as if nobody were said to be. The tree is mended before anything is read of it.
"""

from crossreport.reading.parsed import Doc, Token

OPENINGS = frozenset({"after", "before", "until", "since", "once", "when", "while", "as", "because"})
BOUNDS = frozenset({"between", "over", "under", "around", "about", "above", "below", "to"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
HELPING = frozenset({"was", "were", "is", "are", "had", "has", "have"})


def mend_openings(doc: Doc) -> None:
    """Gives each such clause its subject, and hangs what "after" opens on the verb of which it says when or why."""
    for opening in doc:
        if opening.dep_ != "prep" or opening.lower_ not in OPENINGS | BOUNDS:
            continue
        for noun in [one for one in opening.children if one.dep_ == "pobj" and one.i > opening.i]:
            if opening.lower_ in OPENINGS:
                _mend(opening, noun)
            else:
                _mend_bound(opening, noun)


def _mend(opening: Token, noun: Token) -> None:
    helping = noun.doc[noun.right_edge.i + 1] if noun.right_edge.i + 1 < noun.sent.end else None
    if helping is None or helping.lower_ not in HELPING or helping.dep_ not in ("aux", "auxpass"):
        return
    verb, above = helping.head, opening.head
    if verb.i < helping.i or any(child.dep_ in SUBJECTS for child in verb.children) or above.i > opening.i:
        return
    if above.head is verb and above.dep_ in ("ccomp", "advcl"):
        above.hang(above if verb.head is verb else verb.head, verb.dep_)
    elif verb is above or verb.is_ancestor(above):
        return
    noun.hang(verb, "nsubjpass" if helping.dep_ == "auxpass" else "nsubj")
    verb.hang(above, "advcl")
    opening.hang(verb, "mark")


def _mend_bound(bound: Token, noun: Token) -> None:
    """ "Between five and eight people were killed": the people are the subject, and the bound is the number's."""
    counted = [one for one in (noun, *noun.children) if one.i == bound.i + 1 and one.pos_ == "NUM"]
    after = noun.doc[noun.right_edge.i + 1] if noun.right_edge.i + 1 < noun.sent.end else None
    if not counted or after is None:
        return
    helping = after.dep_ in ("aux", "auxpass") and after.lower_ in HELPING
    verb = after.head if helping else after
    if not helping and (after.pos_ != "VERB" or after.tag_ != "VBD"):
        return
    if bound.head is not verb or any(child.dep_ in SUBJECTS for child in verb.children):
        return
    noun.hang(verb, "nsubjpass" if after.dep_ == "auxpass" else "nsubj")
    bound.hang(counted[0], "quantmod")
