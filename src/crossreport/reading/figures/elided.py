"""Deaths told of without their verb: "two died on the spot and a third en route to hospital", "and three later"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from crossreport.reading.figures.patients import Harm
from crossreport.reading.figures.persons import read_single
from crossreport.reading.figures.phrase import Victims, made_of
from crossreport.reading.figures.scene import Scene
from crossreport.vocabulary.load import vocabulary

# Where and when the first of them died, which sets the clause that follows against it.
THERE = re.compile(
    r"\b(?:at the (?:scene|site)|on the spot|instantly|immediately|outright|at once|on impact|inside|at home|there"
    r"|in the (?:attack|blast|crash|shooting|strike|explosion|house|car))\b",
    re.I,
)
# Where and when others died: no word of this says where anybody was hurt.
SOON = (
    r"(?:a few |some |several |two |three )?(?:minutes|hours|days|weeks|shortly|soon|a (?:day|week|month)"
    r"|the (?:next|following) day)"
)
LATER = re.compile(
    rf"(?:{SOON} )?(?:later|after(?:wards?)?|en route|on the way|on (?:the|their|his|her) way"
    r"|(?:in|at) (?:an? |the )?(?:\w+ )?(?:hospital|clinic|ambulance)|during (?:surgery|an operation)"
    r"|of (?:his|her|their) (?:wounds|injuries))\b",
    re.I,
)


def find_elided(page: Scene, found: Iterable[Harm]) -> Iterator[Harm]:
    """Those of whom only the place or the time of their death is told, behind others who are said to have died."""
    for harm in found:
        verb = page.doc[harm.last]
        dies = harm.outcome == "killed" and harm.rule in ("subject", "passive") and harm.victims.last < harm.first
        if not dies or harm.aux != "none" or harm.victims.kind not in ("counted", "one", "named", "again"):
            continue
        joint = next((i for i in range(verb.i + 1, page.end) if _joins(page, i)), None)
        if joint is None or not THERE.search(page.text, verb.idx, page.doc[joint].idx):
            continue
        who = counted_at(page, joint + 1)
        if who is not None and _ends(page, who.last + 1):
            yield replace(harm, victims=replace(who, more=True), rule="elided", assumed=("outcome",))


def _joins(page: Scene, i: int) -> bool:
    """Does a further count begin behind a word: "and", "while", a comma or a semicolon?"""
    return page.doc[i].lower_ in ("and", "while", ",", ";") and counted_at(page, i + 1) is not None


def counted_at(page: Scene, i: int) -> Victims | None:
    """The count that begins with a token: "three", "two more", "a third", "another"."""
    if i >= page.end:
        return None
    if page.doc[i].lower_ == "a" and i + 1 < page.end and page.doc[i + 1].lower_ in vocabulary("numbers")["ordinals"]:
        return made_of(page, i, i + 1, page.doc[i + 1], "one", 1)
    if page.doc[i].lower_ == "another" and i not in page.number_at:
        return made_of(page, i, i, page.doc[i], "one", 1)
    return read_single(page, page.doc[i]) if i in page.number_at else None


def _ends(page: Scene, i: int) -> bool:
    """Is all that follows, to the end of the clause, where or when they died?"""
    while i < page.end and page.doc[i].lower_ in ("more", "others", "other", "people", "victim", "victims", "person"):
        i += 1
    if i >= page.end or not LATER.match(page.text, page.doc[i].idx, page.sentence.end):
        return False
    for token in page.doc[i : page.end]:
        if token.text in (",", ";", ".") or token.lower_ in ("and", "but", "while", "when"):
            return True
        if token.pos_ in ("VERB", "AUX"):
            return False
    return True
