"""What a sentence makes of a figure besides its number: taken back by who gave it, or background of another year."""

import re
from collections.abc import Iterable
from functools import partial

from crossreport.model.said import Figure
from crossreport.reading.figures.scene import Scene
from crossreport.reading.layout import Document

# "Police had first said that seven were shot, but amended that to four": taken back by who said it. What is said later takes
# it back where it is another number of the same ("but later said it was nine"), not where it tells more ("that the gunman").
PUT_RIGHT = r"(?:amended|revised|corrected|lowered|reduced|retracted|withdrawn|changed|cut)\b"
LIVES = (
    r"(?:(?:he|she|they|the|that|this|his|her|one)\b(?: [\w-]+){0,3}? (?:had|have|has|was|were|is|are|remained)\b"
    r"(?: (?:still|in fact|actually|been))?"
    r" (?:in (?:[\w-]+ ){0,4}condition\b|alive\b|on life support\b|hospitali[sz]ed\b|fighting for (?:his|her|their) li))"
)
ANEW = (
    r"(?:later|now) sa(?:id|ys?)\b(?= (?:that )?(?:it was|there (?:were|had been)|the (?:number|toll|figure|count|total)"
    rf"|only|no one|nobody|none|(?:they|all|he|she) (?:had |have |has )?survived|{LIVES}"
    r"|(?!(?:\w+ of|the|an?|another|his|her|their)\b)[\w-]+(?: \w+)? (?:had |have |were |was )?(?:died|dead|killed)\b))"
)
AMENDED = re.compile(
    r"\b(?:originally|initially|(?:at )?first|earlier|previously) "
    r"(?:said|told|reported|stated|announced|put|gave|believed)\b"
    rf"[^.]{{0,120}}?(?:\bbut\b[^.]{{0,30}}?\b(?:{PUT_RIGHT}|{ANEW})"
    rf"|\b(?:figure|number|toll|count|which)\b(?: \w+){{0,3}} {PUT_RIGHT})",
    re.I,
)
# "Police had earlier said that four were dead", where the report has another number of its own before.
HAD_SAID = re.compile(
    r"\bhad (?:earlier|initially|first|previously|originally|at first|mistakenly|wrongly) "
    r"(?:said|reported|told|put|stated|announced|given|counted|believed)\b",
    re.I,
)
# "Authorities said earlier that four were hurt", "initial reports indicated four": so too, where as many of the same kind of
# people are counted before. "Said earlier on Friday" tells when they spoke; what "we earlier reported" is a notice's to take
# back, and an earlier report by another outlet gives up nothing.
SAID_EARLIER = re.compile(
    r"\b(?:said|reported|announced|stated|believed) (?:earlier|initially|previously|originally|at first)\b"
    r"(?! (?:on|in|at|that (?:day|week|month)|the same|today|this|\w+day)\b)"
    r"|\b(?<!\bwe )(?:earlier|initially|originally|previously|at first|first)"
    r" (?:said|reported|announced|stated|believed|put)\b"
    r"|\b(?:earlier|initial|first|previous|preliminary|early) (?:reports?|accounts?|statements?|figures?|estimates?|counts?)"
    r"(?: (?:from|of) (?:[\w'’-]+ ){1,4}?| )(?:said|put|spoke|told|gave|suggested|indicated|mentioned)\b",
    re.I,
)
# "Earlier reports had spoken of nine dead", "it had been thought that nine had died", likewise.
HAD_BEEN_SAID = re.compile(
    r"\b(?:(?:earlier|initial|first|previous|preliminary|early) "
    r"(?:reports?|accounts?|statements?|figures?|estimates?|tolls?|counts?) had "
    r"(?:said|put|spoken|spoke|told|given|gave|suggested|indicated|counted|mentioned)"
    r"|it had (?:(?:first|earlier|initially|previously) )?been (?:said|reported|thought|believed|feared|announced))\b",
    re.I,
)
# "Said that nine were killed, but later corrected himself".
CORRECTED = re.compile(
    r"\b(?:but|and) (?:\w+ )?(?:later|then|since|soon|subsequently|quickly) "
    r"(?:corrected|retracted|took back|walked back|withdrew) (?:him|her|it|them|this|that|the (?:\w+ )?statement)",
    re.I,
)
# "An earlier count of 19 dead was wrong", "the first figure of 19 was a mistake".
WRONG = re.compile(
    r"\b(?:earlier|previous|initial|first|original|preliminary) (?:[a-z]+ )?"
    r"(?:counts?|tolls?|figures?|tall(?:y|ies)|numbers?|reports?|estimates?)\b"
    r"[^.;]{0,60}?\b(?:was|were|is|had been|proved|turned out to be)\s+(?:an? )?"
    r"(?:wrong|incorrect|mistaken|inaccurate|false|erroneous|untrue|too (?:high|low)|exaggerated|inflated|mistake|error)\b",
    re.I,
)
# "Three of those reported dead are in fact alive".
ALIVE_AFTER = re.compile(
    r"\b(?:reported|declared|listed|thought|believed|presumed|counted)(?: (?:as|to be|to have been))? (?:dead|killed)\b"
    r"(?:(?:(?!\b(?:and|but|while|a|an|another|others?)\b)[^.;,]){0,40}?\b(?:alive|safe and well|safe and sound)\b"
    r"|, (?:is|are|was|were)(?: in fact| actually| still| later found)? (?:alive|safe and well)\b"
    # "Five were reported killed, but police later said all had survived".
    r"|[^.;]{0,60}?\bbut\b[^.;]{0,50}?\b(?:all|both|they|everyone|everybody)(?: (?:had|have|has|of them))* "
    r"(?:survived|(?:were|are|was|is) (?:in fact |actually )?(?:alive|safe|unhurt|well)\b))",
    re.I,
)
# "It was the second such attack in a week; the first killed eight."
SUCH = re.compile(r"\b(?:second|third|fourth|fifth|sixth|latest|\d+(?:nd|rd|th)) such\b", re.I)
# "A third suspect committed suicide at the county jail", "was found hanged in his cell": no death of the deed.
IN_JAIL = re.compile(
    r"\b(?:in|at|inside|from) (?:(?:his|her) (?:\w+ )?cell\b|(?:[\w'-]+ ){0,5}?(?:jail|prison|penitentiary|cell)\b)", re.I
)
OWN_CELL = re.compile(r"\b(?:his|her) (?:\w+ )?cell\b", re.I)
YEAR = re.compile(r"\b(?:19|20)\d\d\b(?!-)")
BACK_IN = re.compile(r"(?:back )?in (?:19|20)\d\d\b", re.I)
LONG_AGO = re.compile(r"\b(?:years|decades) (?:ago|earlier|before|prior)\b", re.I)


def is_taken_back(document: Document, page: Scene, figure: Figure) -> bool:
    """Does the sentence say that its speaker put the number right?"""
    at = document.range(figure.span)[0]
    every = (one.search(document.text, page.sentence.start, page.sentence.end) for one in (AMENDED, WRONG))
    if any(found is not None and found.start() <= at < found.end() for found in every):
        return True
    told = document.range(figure.predicate or figure.span)[0]
    corrected = CORRECTED.search(document.text, max(at, page.sentence.start), page.sentence.end)
    if corrected is not None and not page.heading:
        return True
    alive = ALIVE_AFTER.search(document.text, page.sentence.start, page.sentence.end)
    return figure.outcome == "killed" and alive is not None and alive.start() <= told < alive.end()


def was_said_before(document: Document, page: Scene, figure: Figure, told: Iterable[Figure]) -> bool:
    """ "Three were killed. (...) Police had earlier said that four were dead": the number of before, given up since."""
    given = (one.search(document.text, page.sentence.start, page.sentence.end) for one in (HAD_SAID, HAD_BEEN_SAID))
    found = next((one for one in given if one is not None), None)
    alike = None if found is not None else SAID_EARLIER.search(document.text, page.sentence.start, page.sentence.end)
    found = found or alike
    if found is None or document.range(figure.span)[0] < found.end() or figure.aux != "none":
        return False
    same = (one for one in told if one.outcome == figure.outcome and one.aux == "none" and not one.span.title)
    if alike is not None:
        same = (one for one in same if one.subgroup == figure.subgroup)
    return any(
        one.point != figure.point and one.subset_of is None and (one.status, one.scope) == (figure.status, figure.scope)
        for one in same
    )


def is_background(document: Document, page: Scene, figure: Figure) -> bool:
    """Is the deed set in a year before the report's, or years ago, outside of headline and lead: background, not news?"""
    text = document.text[page.sentence.start : page.sentence.end]
    if SUCH.search(text) and _is_of_the_first(page, document.range(figure.predicate or figure.span)[0]):
        return True
    news = page.heading or (page.sentence.lead and not BACK_IN.match(text))
    if figure.aux != "none" or figure.scope == "period" or news:
        return False
    if LONG_AGO.search(text):
        return True
    beside = partial(_is_of_another_clause, document, page, figure)
    years = [int(found[0]) for found in YEAR.finditer(text) if not beside(page.sentence.start + found.start())]
    day = document.published
    return bool(years and day and max(years) < day.year - (day.month <= 3))


def is_in_jail(document: Document, page: Scene, figure: Figure) -> bool:
    """Did one who was held die by his own hand, or in his cell, and is that not the news itself?"""
    if page.heading or page.sentence.lead:
        return False
    _, told = document.range(figure.predicate or figure.span)
    where = IN_JAIL.search(document.plain, told, min(told + 60, page.sentence.end))
    if figure.outcome != "killed" or figure.point != 1 or where is None or "." in document.plain[told : where.start()]:
        return False
    return figure.rule == "self" or OWN_CELL.search(where[0]) is not None


def _is_of_the_first(page: Scene, at: int) -> bool:
    """ "The first killed eight", "the other left four dead": is the doer an attack before the one told of?"""
    verb = next((one for one in page.tokens() if one.idx <= at < one.idx + len(one)), None)
    for _ in range(3):
        if verb is None or verb.pos_ in ("VERB", "AUX"):
            break
        verb = verb.head
    doers = (one for one in verb.children if one.dep_ == "nsubj") if verb is not None else ()
    before = ("first", "previous", "last", "other", "earlier")
    return any(
        one.lower_ in before or (one.lower_ == "the" and one.doc[one.i + 1 : one.i + 2].text in before) for one in doers
    )


def _is_of_another_clause(document: Document, page: Scene, figure: Figure, at: int) -> bool:
    """Does a year stand in a clause beside the deed: "killed Ana Poe, who founded the firm in 1980"?"""
    token = next((one for one in page.tokens() if one.idx <= at < one.idx + len(one)), None)
    deed = document.range(figure.predicate or figure.span)[0]
    for _ in range(6):
        if token is None or token.head.i == token.i:
            return False
        if token.dep_ in ("relcl", "acl"):
            return not any(one.idx <= deed < one.idx + len(one) for one in token.subtree)
        token = token.head
    return False
