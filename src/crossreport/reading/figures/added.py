"""Numbers that come on top of what was told before them: "three more", "a second victim"."""

import re
from dataclasses import replace

from crossreport.model.report import Span
from crossreport.model.said import Figure
from crossreport.reading.figures.parts import is_part
from crossreport.reading.figures.patients import SUBJECTS, Harm
from crossreport.reading.figures.scene import Scene, lemma
from crossreport.reading.layout import Document
from crossreport.vocabulary.load import words

OTHERS = re.compile(r"^(?!another\b).*\bothers?\b(?!.*\bmore\b)", re.I | re.S)
# What a sentence begins with that sets its own persons beside those before; not "in addition to the five".
BESIDES = re.compile(r"\W*(?:in addition|additionally|on top of (?:this|that|these|those)|besides (?:this|these)),", re.I)
# Characters within which the persons stand that such words are about.
FAR = 60


def adds(document: Document, page: Scene, harm: Harm, before: list[Figure], told: list[Figure]) -> bool:
    """ "Three more", "a second victim": added to what was told of the same outcome, in the sentence or before it.

    "Two were killed and three others wounded" adds nothing: the three are all the wounded.
    """
    same = [one for one in [*told, *before] if _is_like(harm, one)]
    if not is_part(harm) and _is_set_beside(page, harm, same):
        return True
    if _are_kin_too(page, harm, same) or _is_also(page, harm, same):
        return True
    if not harm.victims.more or is_part(harm):
        return False
    if any(one.rule == "toll" and one.outcome == harm.outcome for one in before) and _is_why(page, harm):
        return False
    if _is_in_title(harm, same):
        return any(one.span.title and one.measure == "increment" for one in same)
    if OTHERS.search(document.words(_span(document, page, harm))):
        # "Others" sets them apart from the dead just told of, or from those hurt before them: the same number is the same.
        dead_here = any(one.outcome != harm.outcome and one.aux == "none" for one in before)
        near = any(
            page.sentence.index - one.sentence <= 2 and not one.span.title and one.form != "indefinite_plural"
            for one in same
        )
        listed = [one for one in [*told, *before] if one.rule == "sum-part" and OTHERS.search(one.who or "")]
        again = [one for one in [*same, *listed] if one.point == harm.victims.number.point]
        return near and not dead_here and all(_was_just_told(page, one) for one in again)
    if _is_beside_the_dead(harm, same, [*told, *before]):
        return False
    here = {one.outcome for one in before if one.subset_of is None}
    if not here and _is_set_against(page, harm):
        return False
    earlier = {one.outcome for one in told if one.subset_of is None and one.aux == "none"}
    if here or earlier:
        shot = harm.outcome == "injured" and "killed_or_injured" in (here or earlier)
        return shot or harm.outcome in (here or earlier)
    return True


def set_beside(page: Scene, harm: Harm, told: list[Figure]) -> Harm:
    """ "Five passengers were killed. The driver also died": one more, of whom nothing was told before."""
    victims, head = harm.victims, page.doc[harm.victims.head]
    verb = page.doc[harm.last]
    also = any(one.lower_ in ("also", "too") for one in (*verb.children, *verb.head.children))
    if victims.kind != "again" or not victims.number.is_one or not also or page.heading or harm.aux != "none":
        return harm
    same = [one for one in told if one.outcome == harm.outcome and one.aux == "none" and not one.span.title]
    known = {word for one in told for word in (one.who or "").lower().split()}
    many = bool(same) and same[-1].form == "exact" and (same[-1].point or 0) > 1 and not _is_anybody(same[-1].who)
    if not many or _is_anybody(head.text) or head.lower_ in known or f"{head.lower_}s" in known:
        return harm
    return replace(harm, victims=replace(victims, kind="one", more=True))


def _is_anybody(who: str | None) -> bool:
    """Do words name persons by nothing that sets them apart ("people", "the man", "he")?"""
    noun = (who or "people").lower().split()[-1]
    return bool(
        {noun, noun.removesuffix("s")} & (words("persons", "anybody", "pronoun_one") | words("reconciling", "anyone"))
    )


def _is_why(page: Scene, harm: Harm) -> bool:
    """ "The toll rose to 14 after five more died": the toll holds them."""
    openers = (one.lower_ for one in page.doc[page.first : harm.victims.first])
    return any(one in ("after", "as", "when", "following", "because") for one in openers)


def _is_set_beside(page: Scene, harm: Harm, same: list[Figure]) -> bool:
    """ "A boy was killed. In addition, three members of another family were": a sentence of further ones, or one by name.

    Whoever is told of again, or by a number that was told already, is no further one.
    """
    text = page.text[page.sentence.start : page.sentence.end]
    victims = harm.victims
    if page.heading or victims.kind not in ("counted", "named") or not BESIDES.match(text) or victims.of_them:
        return False
    far = page.doc[victims.first].idx - page.sentence.start
    told = [one for one in same if not one.span.title]
    many = victims.number.point
    if far >= FAR or not told or many is None:
        return False
    return all((one.point or many) < many or one.point == 1 for one in told)


def _are_kin_too(page: Scene, harm: Harm, same: list[Figure]) -> bool:
    """ "A doctor was killed. His wife and two sons also died": kin of one told of alone are others than he."""
    first, verb = page.doc[harm.victims.first], page.doc[harm.first]
    phrase = page.doc[harm.victims.first : harm.victims.last + 1]
    kin = [one for one in phrase if lemma(one) in words("persons", "kin", "child")]
    if page.heading or is_part(harm) or first.lower_ not in ("his", "her", "their") or not kin:
        return False
    also = any(one.lower_ in ("also", "too") for one in (*verb.children, *verb.head.children))
    names = {word for one in same for word in (one.who or "").lower().split()}
    return also and bool(same) and all(one.point == 1 for one in same) and not names & {one.lower_ for one in kin}


def _is_also(page: Scene, harm: Harm, same: list[Figure]) -> bool:
    """ "A doctor was killed. A nurse was also killed", "died too", "in the same strike": not who was just told of.

    Five people may hold the nurse, five soldiers do not.
    """
    victims = harm.victims
    told = victims.kind in ("one", "counted") and not (victims.of_them or victims.called or victims.parts)
    mine = lemma(page.doc[victims.head])
    said = harm.outcome == "killed" and harm.rule in ("passive", "subject", "active") and _says_also(page, harm)
    anybody = mine in words("harm", "anybody") and victims.status == "unstated"
    if page.heading or is_part(harm) or not told or not said or anybody:
        return False
    near = [one for one in same if not one.span.title and 0 <= page.sentence.index - one.sentence <= 2]
    if not near:
        return False
    noun = (near[-1].who or "").lower().split()[-1:]
    general = not noun or bool(
        {noun[0], noun[0].removesuffix("s")} & (words("harm", "anybody") | words("persons", "anybody"))
    )
    return all(one.point == 1 for one in near) or not (general or noun[0].startswith(mine))


def _says_also(page: Scene, harm: Harm) -> bool:
    verb = page.doc[harm.first]
    below = [*verb.children, *(verb.head.children if verb.dep_ in ("acomp", "oprd") else ())]
    also = any(
        one.lower_ in ("also", "too", "likewise") or (one.lower_ == "well" and one.nbor(-1).lower_ == "as") for one in below
    )
    same = any(kid.lower_ == "same" for one in below if one.dep_ == "prep" for noun in one.children for kid in noun.children)
    return also or same


def _was_just_told(page: Scene, figure: Figure) -> bool:
    """ "Two men were shot dead. The bodies of two others were found": a number of the sentence before, that of no others."""
    before = page.sentence.index - figure.sentence == 1 and not figure.span.title
    return before and figure.measure == "stock" and not OTHERS.search(figure.who or "")


def _is_beside_the_dead(harm: Harm, same: list[Figure], every: list[Figure]) -> bool:
    """ "Two died and five were hurt. (...) The two are named. An additional five were hurt": the five, beside the dead."""
    many = harm.victims.number.point or 0
    known = many > 1 and any(one.point == many and one.form == "exact" and not one.span.title for one in same)
    return known and harm.outcome == "injured" and every[-1].outcome == "killed" and every[-1].aux == "none"


def _is_set_against(page: Scene, harm: Harm) -> bool:
    """ "One suspect was caught while another was found dead": another than the one of the same breath, who is unhurt."""
    if page.doc[harm.victims.first].lower_ != "another":
        return False
    ones = (i for i, number in page.number_at.items() if i < harm.victims.first and number.is_one)
    return any(
        page.doc[i].lower_ == "one" and (page.doc[i].dep_ in SUBJECTS or page.doc[i].head.dep_ in SUBJECTS) for i in ones
    )


def _is_in_title(harm: Harm, same: list[Figure]) -> bool:
    """ "Girl shoots another teen. (...) She shot another teen": whom the headline alone told of in the same words."""
    who = (harm.victims.who or "").lower()
    return bool(same) and all(one.span.title and (one.who or "").lower() == who for one in same)


def _is_like(harm: Harm, one: Figure) -> bool:
    """Is a figure a total of the same outcome, told as real?"""
    alike = one.outcome == harm.outcome or (harm.outcome == "injured" and one.outcome == "killed_or_injured")
    return alike and one.subset_of is None and one.aux == "none" and one.scope == "incident"


def _span(document: Document, page: Scene, harm: Harm) -> Span:
    first, last = page.doc[harm.victims.first], page.doc[harm.victims.last]
    return document.span(first.idx, last.idx + len(last))
