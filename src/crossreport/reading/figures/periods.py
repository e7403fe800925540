"""Which figures are totals of a period and not of one incident, and of which days and area."""

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from crossreport.model.happened import TimeExpression, Toponym
from crossreport.model.said import Figure
from crossreport.reading.figures.numbers import AGE, may_have_ages
from crossreport.reading.figures.patients import Harm
from crossreport.reading.figures.scene import Scene, lemma
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.parsed import Token
from crossreport.reading.small import small, small_pattern
from crossreport.vocabulary.load import vocabulary, words

# What stands between the two counts of one total: "14 bodies and 32 injured", "21 killed, and another 54 wounded",
# "killed 30 people and wounded 70", "30 people have been killed and 70 wounded".
JOINED = re.compile(
    r"(?:(?: [a-z]+)?|(?: ha[sd]| have| been| were| was| killed| died)+),? and "
    r"(?:(?:wounded|injured|hurt|injuring|wounding) )?(?:another |some |at least )?",
    re.I,
)
# "Since the group took up arms in 2009": the year is when the count began.
SINCE = re.compile(r"\bsince\b[^,;:()]*$", re.I)
AS_OF = re.compile(r"\bas of\b", re.I)
# "With 100 people killed citywide as of June 15, according to statistics": of all that happened, and of no one deed.
OVERALL = re.compile(r"\b(?:statistics|last year|year[- ]to[- ]date|(?:city|county|state|nation|country)-?wide)\b", re.I)
# So many are seldom harmed in one deed.
MANY = 20
QUOTES = '"“”'


@lru_cache(maxsize=2)
def _periods(key: str) -> re.Pattern[str]:
    return small_pattern("|".join(rf"\b(?:{one})" for one in vocabulary("harm")[key]))


@lru_cache(maxsize=1)
def _compared() -> re.Pattern[str]:
    """ "The deadliest attack there since ...", "the first such killing in five years"."""
    most = "|".join(vocabulary("harm")["superlatives"])
    return re.compile(rf"\b(?:{most})\b[^.;:]{{0,80}}?\b(?:since|in)\b", re.I)


def is_period(text: str) -> bool:
    """Do the words speak of a period and not of one day?"""
    return bool(_cues(text))


def _cues(text: str) -> list[re.Match[str]]:
    """The words for a period in a text; an age is none, nor is the name of a paper ("the Daily Bell", "the weekly Bote")."""
    plain = _without_ages(text)
    return [one for one in _periods("period").finditer(small(plain)) if not _of_a_paper(plain, one)]


@lru_cache(maxsize=256)
def _without_ages(text: str) -> str:
    """The text with each age crossed out."""
    return AGE.sub(lambda found: "x" * len(found[0]), text) if may_have_ages(text) else text


def _of_a_paper(text: str, cue: re.Match[str]) -> bool:
    """Does "daily" or its like name a newspaper or say how often it comes out, and not how often people die?"""
    if cue[0] not in words("harm", "how_often"):
        return False
    before, after = text[: cue.start()].split()[-1:], re.match(r"\W?\s*([\w'’]+)", text[cue.end() :])
    if after and after[1].lower() in words("harm", "coming_out"):
        return True
    if after and after[1].lower() in words("harm", "counting"):
        return False  # "A Daily Average", in a headline
    if text[cue.start()].isupper():
        return bool(after and after[1][0].isupper()) or bool(before and before[0][0].isupper() and before[0].isalpha())
    return bool(after and after[1][0].isupper()) and bool(before) and before[0].lower() in ("the", "a")


def period_of(
    document: Document, page: Scene, harm: Harm, dates: tuple[TimeExpression, ...]
) -> tuple[str, str | None, str | None] | None:
    """(words, first day, last day) of the period that a figure totals; None where it is one incident's.

    One killing of 2012 is an incident, whatever the cue.
    """
    victims = harm.victims
    if harm.rule != "series" and (
        victims.kind in ("named", "self", "none")
        or (victims.kind == "again" and not _counts_deeds(page, harm))
        or (victims.number.point in (0, 1) and harm.rule not in ("toll", "ellipsis"))
    ):
        return None
    if harm.rule == "multiple":
        return None  # "a 2013 double homicide" is one incident
    plain = page.text[page.sentence.start : page.sentence.end]
    text = _without_ages(plain)
    low, high = _clause(page, harm)
    cues = [one for one in _cues(plain) if low <= one.start() + page.sentence.start < high]
    if (compared := _compared().search(text)) and page.doc[harm.first].idx - page.sentence.start < compared.start():
        # "Killed two, the deadliest attack since 40 died in 2014": what it is compared with is no period of the two.
        cues = [one for one in cues if one.start() < compared.start()]
    # "Which formed in 2002, has killed 900 in the past seven years": a year may date something else in the clause.
    cues.sort(key=lambda one: bool(_periods("weak_period").fullmatch(one[0])))
    found = next((one for one in cues if _sums(page, harm, text, one)), None)
    if found is None and (tallied := _tallied(page, harm)) is not None:
        return (tallied.text, *_days_of_clause(document, dates, low, high))
    if found is None:
        lasting = _in_war(page, harm)
        if lasting is None and not _names_a_day(document, page, dates):
            lasting = _war(page, harm) or _spate(page, harm) or _of_the_weapon(page, harm)
        if lasting is None and _goes_on(document, page, harm):
            lasting = page.doc[harm.first]
        return (lasting.text, None, None) if lasting is not None else None
    start, end = found.start() + page.sentence.start, found.end() + page.sentence.start
    from_, to = _days(document, dates, start, end, page)
    if from_ and document.published and SINCE.search(text[: found.start()]):
        to = document.published.isoformat()
    return text[found.start() : found.end()], from_, to


def _counts_deeds(page: Scene, harm: Harm) -> bool:
    """Is it a definite count of killings ("the 85 homicides recorded last year"), and not of the persons told of before?"""
    noun = page.doc[harm.victims.head]
    many = noun.tag_ == "NNS" and (harm.victims.number.point or 0) >= 2
    return many and lemma(noun) in vocabulary("harm")["counted_deeds"]


def set_apart(document: Document, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures; a definite count of deeds ("half of the 85 homicides") is a total where nothing else counts as many."""
    told = [one.point for one in figures if one.rule != "re-mention"]
    made = tuple(
        msgspec.structs.replace(one, scope="period", defaulted=(*one.defaulted, "not_told_before"))
        if one.rule == "re-mention" and one.scope == "incident" and one.point not in told and _is_of_deeds(document, one)
        else one
        for one in figures
    )
    return tuple(_with_its_other(document, made, i) for i in range(len(made)))


def _with_its_other(document: Document, figures: Sequence[Figure], i: int) -> Figure:
    """ "14 bodies and 32 injured people over the past 24 hours": what "and" joins to a total of a period is one of it."""
    one = figures[i]
    total = figures[i - 1] if i else None
    if total is None or total.scope != "period" or one.scope != "incident" or one.subset_of is not None:
        return one
    joined = one.sentence == total.sentence and one.span.title == total.span.title and (one.low or 0) > 1
    between = document.plain[document.range(total.span)[1] : document.range(one.span)[0]]
    if not joined or one.aux != total.aux or not JOINED.fullmatch(between):
        return one
    period = {"period_from": total.period_from, "period_to": total.period_to, "area": total.area}
    return msgspec.structs.replace(one, scope="period", **period)


def _is_of_deeds(document: Document, figure: Figure) -> bool:
    counted = document.doc.char_span(*document.range(figure.span), alignment_mode="expand")
    if counted is None or (figure.point or 0) < 2:
        return False
    return any(one.tag_ == "NNS" and lemma(one) in vocabulary("harm")["counted_deeds"] for one in counted)


def _war(page: Scene, harm: Harm) -> Token | None:
    """ "The conflict, which has cost 70,000 lives", "the war has left thousands dead": what lasts and does the harm."""
    at = page.doc[harm.first]
    for _ in range(3):
        if at.pos_ in ("VERB", "AUX"):
            break
        at = at.head
    doers = [child for child in at.children if child.dep_ == "nsubj" and child.i < at.i]
    doers += [at.head] if at.dep_ == "relcl" and _relates_to_whole(at) else []
    return next((one for one in doers if one.tag_ in ("NN", "NNP") and lemma(one) in words("harm", "wars")), None)


def _in_war(page: Scene, harm: Harm) -> Token | None:
    """ "More than 500,000 have died in Syria's war": what lasts for years, and in which so many died."""
    if (harm.victims.number.low or 0) < MANY:
        return None
    below = (one for child in page.doc[harm.first].children if child.lower_ in ("in", "during") for one in child.children)
    return next((one for one in below if one.dep_ == "pobj" and lemma(one) in words("harm", "wars")), None)


def _spate(page: Scene, harm: Harm) -> Token | None:
    """ "Three children have been killed in shootings": deeds of a kind, none of them named, told as done until now."""
    verb = page.doc[harm.first]
    if not any(child.lower_ in ("have", "has", "'ve", "’ve") and child.dep_ == "aux" for child in verb.children):
        return None
    deeds = {noun for kind in vocabulary("incidents")["kinds"].values() for noun in kind.get("nouns", ())}
    below = (one for child in verb.children if child.lower_ in ("in", "by") for one in child.children)
    bare = (one for one in below if one.tag_ == "NNS" and not any(c.dep_ in ("det", "poss", "nummod") for c in one.children))
    return next((one for one in bare if lemma(one) in deeds), None)


def _of_the_weapon(page: Scene, harm: Harm) -> Token | None:
    """ "The gun was linked to five homicides", "a pistol tied to two other killings": what else was done with it."""
    noun, tie = page.doc[harm.victims.head], page.doc[harm.victims.head].head.head
    tied = noun.dep_ == "pobj" and lemma(tie) in words("incidents", "ties") and lemma(noun) in words("harm", "counted_deeds")
    return next((one for one in page.tokens() if tied and one.i < tie.i and lemma(one) in words("harm", "guns")), None)


def _tallied(page: Scene, harm: Harm) -> Token | None:
    """ "March saw 46 homicides", "the town recorded nine killings": the verb by which a time or a place counts deeds."""
    noun = page.doc[harm.victims.head]
    verb = noun.head
    as_of = AS_OF.search(page.text, noun.idx, page.sentence.end)
    many = (harm.victims.number.low or 0) >= MANY and harm.rule != "toll"
    if as_of and many and OVERALL.search(page.text, page.sentence.start, page.sentence.end):
        return noun
    if not _counts_deeds(page, harm):
        return None
    if as_of:
        return noun  # "There have been 100 homicides as of June 15"
    if noun.dep_ != "dobj" or lemma(verb) not in words("harm", "tallying"):
        return None
    return verb if any(child.dep_ in ("nsubj", "npadvmod", "nmod") and child.i < verb.i for child in verb.children) else None


def _days_of_clause(
    document: Document, dates: tuple[TimeExpression, ...], low: int, high: int
) -> tuple[str | None, str | None]:
    """First and last day of the first time expression of a clause, given by its offsets."""
    first = next((one for one in dates if one.from_ and low <= document.range(one.span)[0] < high), None)
    return (first.from_, first.to) if first is not None else (None, None)


def _is_one_of(page: Scene, harm: Harm) -> bool:
    """ "He was one of the children who were killed", "among 14 people shot": told as one of them all."""
    head = page.doc[harm.victims.head]
    link = head.head
    if head.dep_ != "pobj" or link.dep_ != "prep":
        return False
    return link.lower_ == "among" or (link.lower_ == "of" and link.head.lower_ == "one" and link.head.dep_ == "attr")


def _goes_on(document: Document, page: Scene, harm: Harm) -> bool:
    """ "She is the latest victim in the past two months. Eight have been killed": a total of the period told just before."""
    before = page.sentence.index - 1
    if (harm.victims.number.low or 0) < 2 or harm.victims.kind != "counted" or before < 0 or page.heading:
        return False
    told, verb = document.sentences[before], page.doc[harm.first]
    verb = verb.head if verb.dep_ == "conj" else verb
    if told.paragraph.index != page.sentence.paragraph.index or not _is_perfect(verb):
        return False
    return is_period(document.plain[told.start : told.end])


def _relates_to_whole(verb: Token) -> bool:
    """ "Which has cost", "in which thousands died": the relative clause says what the noun before it did or held."""
    related = [one for child in verb.children for one in (child, *child.children) if one.i < verb.i]
    return any(one.lower_ in ("which", "that", "where") and one.dep_ in ("nsubj", "pobj", "advmod") for one in related)


def _names_a_day(document: Document, page: Scene, dates: tuple[TimeExpression, ...]) -> bool:
    """Does the sentence name a day, on which it may have happened?"""
    start, end = page.sentence.start, page.sentence.end
    return any(one.from_ and one.from_ == one.to and start <= document.range(one.span)[0] < end for one in dates)


def _sums(page: Scene, harm: Harm, text: str, cue: re.Match[str]) -> bool:
    """Does a cue make a total of the figure? A weak one ("in 2012", "this year") does where nothing tells of one deed."""
    if not _periods("weak_period").fullmatch(cue[0]) or harm.rule in ("toll", "series", "ellipsis"):
        return True
    verb = page.doc[harm.first]
    if SINCE.search(text[: cue.start()]):
        return True
    if _tells_one(verb):
        return False
    counting = bool({lemma(one) for one in page.tokens()} & words("harm", "counting"))
    lasting = cue[0].lower().startswith(("during", "throughout"))
    # "In Orlen last year, 368 people were shot": so many are not shot at once.
    opening = max(text.rfind(mark, 0, cue.start()) for mark in QUOTES) + 1
    fronted = cue.start() - opening <= 3 or ((harm.victims.number.low or 0) >= MANY and _opens(page, opening, cue.start()))
    summed = lasting or counting or harm.rule == "noun-number" or fronted
    return summed or _is_perfect(verb) or _tells_many(verb) or _is_one_of(page, harm)


def _opens(page: Scene, start: int, end: int) -> bool:
    """Is there no verb between two offsets of the sentence?"""
    first = page.sentence.start
    return not any(one.pos_ in ("VERB", "AUX") and first + start <= one.idx < first + end for one in page.tokens())


def _is_perfect(verb: Token) -> bool:
    """ "Have died this year": up to now."""
    return any(child.dep_ == "aux" and child.lower_ in ("have", "has", "'ve") for child in verb.children)


def _tells_one(verb: Token) -> bool:
    """Does the clause tell of one deed: "when a bomb exploded", "in an attack on a shrine", "a crash killed 30"?"""
    if verb.dep_ == "relcl" and is_one_deed(verb.head):
        return True
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass") and child.lower_ in ("which", "that") and is_one_deed(verb.head):
            return True
        if child.dep_ == "nsubj" and is_one_deed(child):
            return True
        if child.dep_ in ("prep", "agent") and any(is_one_deed(one) for one in child.children if one.dep_ == "pobj"):
            return True
        if child.dep_ == "advcl" and child.tag_ in ("VBD", "VBN") and _is_one_clause(child):
            return True
    return False


def is_one_deed(noun: Token) -> bool:
    """A deed in the singular with an article: "an attack", "the bombing", "a roadside bomb"; not "the war"."""
    if noun.tag_ not in ("NN", "NNP") or lemma(noun) in words("harm", "many_deeds") or noun.i < 1:
        return False
    article = next((child.lower_ for child in noun.children if child.dep_ in ("det", "nummod")), "")
    definite = article in ("the", "that", "this") or any(child.dep_ == "poss" for child in noun.children)
    return article in ("a", "an", "one") or (definite and lemma(noun) in _deeds())


@lru_cache(maxsize=1)
def _deeds() -> frozenset[str]:
    """The last words of the nouns for incidents."""
    kinds = vocabulary("incidents")["kinds"].values()
    return frozenset(str(noun).split()[-1] for kind in kinds for noun in kind.get("nouns", ()))


def _is_one_clause(verb: Token) -> bool:
    marks = {child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod")}
    own = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
    return bool(marks & {"when", "after", "as"}) and bool(own) and lemma(own[0]) not in words("harm", "many_deeds")


def _tells_many(verb: Token) -> bool:
    """ "In fighting", "in attacks": many deeds, or one that lasts."""
    # What the parser hangs on the victims ("killed 30 men in raids") tells of the deeds too.
    links = [one for head in (verb, *verb.children) if head is verb or head.dep_ == "dobj" for one in head.children]
    inside = [one for link in links if link.lower_ in ("in", "by") for one in link.children if one.dep_ == "pobj"]
    several = _deeds() | words("harm", "several_deeds")
    return any(lemma(one) in words("harm", "many_deeds") or (one.tag_ == "NNS" and lemma(one) in several) for one in inside)


def _clause(page: Scene, harm: Harm) -> tuple[int, int]:
    """Document offsets of the clause of a harm: from the last semicolon or coordinated clause to the next one."""
    doc = page.doc
    a, b = page.first, page.end
    if (brings := next((one.i for one in page.tokens() if _brings_toll(one)), None)) is not None:
        a, b = (a, brings) if harm.first < brings else (brings, b)
    for i in range(min(harm.first, harm.victims.first) - 1, page.first, -1):
        if doc[i].text in (";", "--", "–", "—") and i > a:
            a = i
            break
    for i in range(max(harm.last, harm.victims.last) + 1, page.end):
        if doc[i].text in (";", "--", "–", "—") or (
            doc[i].lower_ == "after"
            and i + 3 < page.end
            and any(one.pos_ == "VERB" for one in doc[i : min(i + 8, page.end)])
        ):
            b = min(b, i)
            break
    last = max(harm.last, harm.victims.last)
    b = min([b, *(one.left_edge.i for one in page.tokens() if one.i > last and _counts_there(page, one, last))])
    return doc[a].idx, doc[b - 1].idx + len(doc[b - 1])


def _counts_there(page: Scene, verb: Token, last: int) -> bool:
    """ "Five were shot on the block where six more have been wounded since May": does a clause count others of the place?"""
    where = any(one.lower_ == "where" for one in verb.children)
    counted = (one for child in verb.children if child.dep_ in ("nsubj", "nsubjpass") for one in (child, *child.children))
    return verb.dep_ == "relcl" and where and verb.left_edge.i > last and any(one.i in page.number_at for one in counted)


def _brings_toll(verb: Token) -> bool:
    """ "..., bringing the number of people killed this year to 30": a total of its own, set behind a comma."""
    apart = verb.tag_ == "VBG" and verb.nbor(-1).text == "," if verb.i else False
    if not apart or lemma(verb) not in words("harm", "toll_verbs"):
        return False
    return any(one.dep_ in ("dobj", "obj") and lemma(one) in words("harm", "toll") for one in verb.children)


def _days(
    document: Document, dates: tuple[TimeExpression, ...], start: int, end: int, page: Scene
) -> tuple[str | None, str | None]:
    """First and last day of the period that starts at these words; a "since" lasts to the day of publication."""
    found = [
        one
        for one in dates
        if (at := document.range(one.span))[0] < end + 25 and at[1] > start and at[0] < page.sentence.end
    ]
    if not found:
        return None, None
    words_ = document.text[start:end].lower()
    first = found[0]
    open_ended = re.match(r"since|so far|to date|this|of the year|for the year|in the year", words_)
    to = document.published.isoformat() if open_ended and document.published else first.to
    return first.from_, to


def area_of(document: Document, sentence: Sentence, places: tuple[Toponym, ...]) -> str | None:
    """The words for the area that a total of the sentence covers: its places, where they stand as one list."""
    found = [document.range(one.span) for one in places if one.role in ("event", "other")]
    found = sorted(one for one in found if sentence.start <= one[0] < sentence.end)
    if not found:
        return None
    start, end = found[0]
    for a, b in found[1:]:
        if not re.fullmatch(r",? (?:and )?(?:in )?(?:the )?", document.text[end:a]):
            break
        end = b
    return " ".join(document.text[start:end].split())
