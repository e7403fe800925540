"""Who died and is said in the same breath to have done the killing: an attacker among the dead, not one more victim."""

import re
from functools import lru_cache

from crossreport.reading.figures.phrase import Victims
from crossreport.reading.figures.scene import Scene, lemma
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import words

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
