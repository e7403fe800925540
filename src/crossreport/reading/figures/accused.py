"""Who died and is said in the same breath to have done the killing: an attacker among the dead, not one more victim."""

import re
from functools import lru_cache

from crossreport.reading.figures.phrase import Victims
from crossreport.reading.figures.scene import Scene, is_person, is_plural, lemma
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import vocabulary, words

# "A man suspected of killing his wife", "the teenager sought in the murder of Ana Poe", "a man charged with murder".
CHARGED = r"(?:,? who (?:is|was|has been|had been))? ?(?:{charges}) (?:of|with|in|for)\b[^;:]{{0,60}}?\b(?:{deeds})\b"
# "A man who police say shot his son", "the teenager who allegedly killed a clerk".
DID = (
    r",? who (?:(?:\w+ ){{0,3}}(?:say|said|says|believe|believed|allege|alleged) )?(?:he |she )?(?:allegedly |fatally )*"
    r"(?:{done}) (?!himself\b|herself\b|at\b)"
)
# "The suspect in Monday's murder of Ana Poe".
SUSPECT = r" in (?:[\w.'’-]+ ){{0,5}}?(?:{deeds})\b"


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What makes anybody an attacker, and what makes one a "suspect"."""
    listed = {
        "deeds": "|".join(sorted(words("harm", "deeds"), key=lambda one: (-len(one), one))),
        "charges": "|".join(sorted(words("harm", "charges"))),
        "done": "|".join(sorted(words("harm", "deeds_done"))),
    }
    said = re.compile(f"(?:{CHARGED.format(**listed)}|{DID.format(**listed)})", re.I)
    return said, re.compile(SUSPECT.format(**listed), re.I)


def is_accused(page: Scene, victims: Victims, verb: Token) -> bool:
    """Do the words between one person and what befell him say that he killed or shot others?"""
    at = victims.last + 1
    while at < verb.i and (at in page.passed or (page.doc[at].text == "," and at + 1 in page.passed)):
        at += 1  # his age
    if at >= verb.i or not victims.number.is_one:
        return False
    between = page.text[page.doc[at].idx - 1 : verb.idx]
    said, suspect = _patterns()
    return bool(said.match(between) or (lemma(page.doc[victims.last]) == "suspect" and suspect.match(between)))


def killer_meant(page: Scene, persons: Token) -> Token | None:
    """ "A man killed three people before police shot him dead": who "him" is, the subject of the killing before it.

    Not where the killed may be "him" too ("shot his neighbour, whose brother shot him").
    """
    clause = persons.head
    verb = clause.head
    hit_by = next((one for one in clause.children if one.dep_ == "nsubj"), None)
    if persons.lower_ not in ("him", "her") or persons.dep_ != "dobj" or hit_by is None or verb.i >= clause.i:
        return None
    deeds = vocabulary("harm")["object"]
    if clause.dep_ not in ("advcl", "conj") or not any(
        lemma(verb) in deeds[one] for one in ("killed", "injured", "killed_or_injured")
    ):
        return None
    doer = next((one for one in verb.children if one.dep_ == "nsubj" and one.i < verb.i), None)
    done_to = next((one for one in verb.children if one.dep_ == "dobj" and verb.i < one.i < clause.i), None)
    if doer is None or done_to is None or is_plural(doer) or doer.pos_ == "PRON" or not is_person(page, doer):
        return None
    guards = lemma(hit_by) in words("persons", "security_force")
    other_sex = words("persons", "woman" if persons.lower_ == "him" else "man")
    apart = is_plural(done_to) or lemma(done_to) in other_sex or guards
    return doer if apart and lemma(doer) not in other_sex else None
