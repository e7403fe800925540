"""What somebody told and regrets: "apologised for reporting that nine had died", "an apology for its report that"."""

from crossreport.reading.parsed import Token
from crossreport.reading.said.modality import children, hold
from crossreport.vocabulary.load import words

LINKS = frozenset({"for", "over", "about"})
AFTERWARDS = frozenset({"after", "for", "over"})
OWN = frozenset({"its", "their", "his", "her", "our", "my"})


def is_regretted(telling: Token) -> bool:
    """Does who told something, by this verb or noun, say in the same breath that he should not have?"""
    if telling.pos_ == "VERB":
        return (
            _is_gerund(telling)
            and telling.lemma_.lower() in words("cues", "told_wrongly")
            and _is_sorry(telling, AFTERWARDS)
        )
    own = any(one.lower_ in OWN for one in children(telling, "poss"))
    any_one = any(one.lower_ in ("a", "an") for one in children(telling, "det"))
    return (own or any_one) and _is_sorry(telling, LINKS)


def _is_gerund(verb: Token) -> bool:
    return verb.tag_ == "VBG" or any(one.lower_ == "having" for one in children(verb, "aux"))


def _is_sorry(telling: Token, links: frozenset[str]) -> bool:
    """Is it the object of regretting, or behind "for" that of an apology?"""
    above = telling.head
    if telling.dep_ in ("xcomp", "dobj") and above.lemma_.lower() == "regret":
        return hold(above) == "real"
    if telling.dep_ not in ("pcomp", "pobj") or above.lower_ not in links:
        return False
    sorry = above.head
    if sorry.lemma_.lower() in words("cues", "regrets"):
        return True
    return sorry.lemma_.lower() in words("cues", "regretting") and hold(sorry) == "real"
