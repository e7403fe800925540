"""Parts of a total: "including two children", "one of them a woman", "one fatally", "three of the dead were soldiers"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from crossreport.model.said import Figure, Outcome
from crossreport.reading.figures.in_places import placed_parts
from crossreport.reading.figures.patients import Harm, is_patient, left_of, right_of, subjects
from crossreport.reading.figures.rolls import listed
from crossreport.reading.figures.scene import Scene, is_person
from crossreport.reading.figures.victims import read_victims, sum_of
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import vocabulary, words

EXCLUDING = re.compile(
    r"\b(?:not (?:including|counting)|excluding|not to include|besides|in addition to|apart from|aside from)\b", re.I
)
ALL = r"dead|died|killed|slain|deceased|murdered|wounded|injured|hurt|casualties|victims"
WHO = r"(?:the |those (?:who )?(?:were )?|its )"
WHERE = r"(?: (?:of|in|from) (?:the |this |that )?[\w-]+(?: [\w-]+)?)"
INCLUDED = re.compile(
    rf"(?:\b{WHO}(?P<these>{ALL}) (?:also )?includ(?:es?|ed)"
    rf"|\bamong {WHO}(?P<of>{ALL}){WHERE}? (?:were|was|are|is)(?: also)?"
    rf"|(?P<with>\b(?:were|was|are|is|being)) (?:also )?among {WHO}(?P<among>{ALL}))\b",
    re.I,
)

# "Of the 12 wounded, three are in critical condition".
OF_THOSE = re.compile(
    r"(?:out )?of (?:the|those) (?:[\w,-]+ ){0,3}?(?:wounded|injured|hurt|dead|killed|victims|survivors)\b[^.;]{0,30}?,",
    re.I,
)
MADE_UP = re.compile(
    rf"\b{WHO}(?P<all>dead|died|killed|slain|deceased|murdered|wounded|injured|hurt)"
    rf"{WHERE}?(?:,? (?:were|are|comprised?|consist(?:ed)? of"
    r"|(?:who )?(?:numbered|totall?ed|amounted to|came to))| ?:)(?= \w)",
    re.I,
)


@dataclass(frozen=True)
class Part:
    """A part of the total that was told last: the harm, and whether attackers are said to be within or without it."""

    harm: Harm | None
    attackers: bool | None = None


def find_parts(page: Scene, total: Harm, stop: int) -> Iterator[Part]:
    """The parts of a total that follow it within its sentence, up to token `stop`, where the next total starts."""
    doc = page.doc
    start = (
        max(total.victims.last, min(total.last, total.victims.last + 8)) + 1
        if total.last < total.victims.first
        else total.victims.last + 1
    )
    for i in range(start, stop):
        token = doc[i]
        if token.text in (";", ".") or (
            token.lower_ in ("while", "after", "before", "when") and token.dep_ in ("mark", "advmod")
        ):
            return
        if token.lower_ in ("including", "include", "among") or (token.lower_ == "includes"):
            yield from _listed(page, total, i)
            return
        how = token.lower_ in vocabulary("harm")["how"] and not _is_clause(page, i) and not _is_of_a_noun(token)
        at = i - 3 if doc[i - 2].lower_ == "of" and doc[i - 1].lower_ in ("them", "whom", "those") else i - 1
        if how and at in page.number_at and at > total.victims.last:
            number = read_victims(page, doc[at], deep=False)
            if number is not None and total.victims.number.low != number.number.low:
                yield Part(
                    Harm(vocabulary("harm")["how"][token.lower_], replace(number, of_them=True), i, i, "part", total.aux)
                )


def _is_clause(page: Scene, how: int) -> bool:
    """ "Three were killed and one critically wounded": one more clause, and no part of the three."""
    before = page.doc[how - 2].lower_ if how - 2 > page.first else ""
    after = page.doc[how + 1].lower_ if how + 1 < page.end else ""
    return before in ("and", "while", "but") and after in vocabulary("harm")["of_the"]["injured"]


def _is_of_a_noun(how: Token) -> bool:
    """ "One fatal shooting": said of the deed."""
    return how.dep_ in ("amod", "compound") and how.head.i > how.i


def _listed(page: Scene, total: Harm, i: int) -> Iterator[Part]:
    doc = page.doc
    excluded = bool(EXCLUDING.search(doc[max(i - 1, page.first) : i + 1].text))
    head = next((one for one in doc[i].children if one.i > i and one.dep_ in ("pobj", "dobj")), None)
    if head is not None and head.lower_ in ("them", "whom", "those"):
        verb = head.i + 1 < page.end and doc[head.i + 1].lower_ in ("were", "was", "are", "is")
        i, head = head.i + verb, None  # "among them a girl", "among whom were two women"
    if head is None or not is_patient(page, head):
        head = right_of(page, i + 1)
    if head is None:
        return
    whole = read_victims(page, head)
    if whole is None or whole.first <= i:
        return
    for one in whole.parts or (whole,):
        if one.kind == "self" or one.status == "attacker":
            yield Part(None, not excluded)
        if (
            excluded
            or one.kind in ("plural", "self", "none")
            or (one.number.low or 0) > (total.victims.number.high or 10**12)
        ):
            continue
        yield Part(Harm(total.outcome, one, total.first, total.last, "including", total.aux))


def find_in_places(page: Scene, total: Harm, stop: int) -> Iterator[Part]:
    """ "31 people, 12 of them in Orlen and nine in Karn": the parts by where they were, told of the same persons."""
    for number, last in placed_parts(page, total.victims.last, total.victims.number.point):
        if number < stop and (page.number_at[number].low or 0) < (total.victims.number.low or 0):
            some = replace(total.victims, number=page.number_at[number], first=number, last=last, kind="counted", parts=())
            yield Part(Harm(total.outcome, replace(some, called=()), total.first, total.last, "part", total.aux))


def find_apposed(page: Scene, total: Harm, stop: int) -> Iterator[Part]:
    """ "Seven people, one of them a child": the part by what it is."""
    doc = page.doc
    for i in range(total.victims.last + 1, min(stop, page.end - 3)):
        if i in page.number_at and doc[i + 1].lower_ == "of" and doc[i + 2].lower_ in ("them", "whom", "those"):
            near = list(takewhile(lambda one: one.pos_ != "ADP" and one.text != ",", doc[i + 3 : min(i + 8, page.end)]))
            noun = next((one for one in near if is_person(page, one) and one.dep_ not in ("compound", "amod")), None)
            verb = any(doc[j].pos_ == "VERB" for j in range(i + 3, min(i + 5, page.end)))
            if noun is None or verb:
                continue
            kind = read_victims(page, noun, deep=False)
            if kind is not None:
                made = replace(kind, number=page.number_at[i], first=i, last=noun.i, kind="counted")
                yield Part(Harm(total.outcome, made, total.first, total.last, "part", total.aux))


def of_those(page: Scene, harm: Harm) -> Harm:
    """ "Of the 12 wounded, three are in critical condition": the three are a part."""
    opening = OF_THOSE.match(page.text[page.sentence.start : page.sentence.end])
    if opening is None or page.doc[harm.victims.first].idx < page.sentence.start + opening.end():
        return harm
    return replace(harm, victims=replace(harm.victims, of_them=True))


def find_of_the_dead(page: Scene) -> Iterator[Harm]:
    """ "Three of the dead were children": a part of a total by what they were."""
    doc = page.doc
    for i in sorted(page.number_at):
        if i + 5 >= page.end or doc[i + 1].lower_ != "of" or doc[i + 2].lower_ not in ("the", "those"):
            continue
        outcome = next((one for one, listed in vocabulary("harm")["of_the"].items() if doc[i + 3].lower_ in listed), None)
        noun = right_of(page, i + 5) if outcome and doc[i + 4].lower_ in ("were", "was", "are", "is") else None
        kind = read_victims(page, noun, deep=False) if noun is not None else None
        if outcome is None or noun is None or kind is None:
            continue
        first = min(j for j, one in page.number_at.items() if one is page.number_at[i])
        made = replace(kind, number=page.number_at[i], first=first, last=noun.i, kind="counted", of_them=True)
        yield Harm(outcome, made, i + 3, i + 3, "part")


def find_included(page: Scene, told: list[Figure]) -> Iterator[Harm]:
    """ "The dead included two children", "among those killed were two children", "two children were among the dead"."""
    doc = page.doc
    for found in INCLUDED.finditer(page.text, page.sentence.start, page.sentence.end):
        span = doc.char_span(found.start(), found.end(), alignment_mode="expand")
        outcome = _outcome_of_all(found["these"] or found["of"] or found["among"], told)
        if span is None or outcome is None:
            continue
        if found["with"] and (several := _named_before(page, span.start, outcome, span.end - 1)) is not None:
            yield several
            continue
        if found["with"]:
            left = left_of(page, span.start - 1)
            persons = next(iter(subjects(page, doc[span.start])), left)
        else:
            persons = right_of(page, span.end)
        whole = read_victims(page, persons) if persons is not None else None
        if whole is None or whole.first <= span.start <= whole.last:
            continue
        if found["with"] and len(whole.parts) > 1:
            yield Harm(
                outcome, whole, span.start, span.end - 1, "included"
            )  # "Ana Poe and her two sons were among the dead"
            continue
        for one in whole.parts or (whole,):
            if one.kind in ("counted", "one", "named") and not one.of_them:
                yield Harm(outcome, one, span.start, span.end - 1, "included")


def find_made_up(page: Scene, told: list[Figure]) -> Iterator[Harm]:
    """ "The dead are two women, a man and a child", "the dead: 11 civilians and seven guards": all of them, added up."""
    for found in MADE_UP.finditer(page.text, page.sentence.start, page.sentence.end):
        span = page.doc.char_span(found.start(), found.end(), alignment_mode="expand")
        outcome = _outcome_of_all(found["all"], told)
        persons = right_of(page, span.end) if span is not None and outcome is not None else None
        whole = read_victims(page, persons) if persons is not None else None
        if span is None or outcome is None or whole is None or whole.first != span.end:
            continue
        if any(one.kind == "named" for one in whole.parts or (whole,)):
            continue  # who is told of by name is read by the names
        after = page.doc[whole.last + 1] if whole.last + 1 < page.end else None
        if (len(whole.parts) > 1 or whole.kind == "counted") and (after is None or after.is_punct):
            yield Harm(outcome, whole, span.start, span.end - 1, "made-up")


def _named_before(page: Scene, stop: int, outcome: Outcome, last: int) -> Harm | None:
    """ "Ana Poe and her son Edo Poe were also among those killed": the persons named, where they are two or more."""
    found = listed(page, page.first, stop)
    if sum(one.kind == "named" for one in found) < 2:
        return None
    return Harm(outcome, sum_of(page, found[0], found[1:]), stop, last, "named")


def _outcome_of_all(word: str, told: list[Figure]) -> Outcome | None:
    """What befell "the dead", "those injured"; "the victims" are those of the total told last."""
    low = word.lower()
    found = next((one for one, listed in vocabulary("harm")["of_the"].items() if low in listed), None)
    if found is not None or not low.startswith("victim"):
        return "killed" if low == "died" else found
    return next((one.outcome for one in reversed(told) if one.aux == "none" and one.subset_of is None), None)


def whole_of(part: Figure, told: list[Figure], far: bool = False) -> int | None:
    """The index of the total that a part belongs to: the last large enough, two sentences off at most unless `far`.

    "One of the victims has died": a part of those hurt, where no dead are told of.
    """
    for i in range(len(told) - 1, -1, -1):
        one = told[i]
        if part.sentence - one.sentence > 2 and not far:
            break
        if _holds(one, part) and one.outcome in (part.outcome, "killed_or_injured"):
            return i
    if part.outcome != "killed" or part.status == "attacker":
        return None
    near = [
        i
        for i, one in enumerate(told)
        if one.outcome == "injured" and _holds(one, part) and _is_of(part, one) and not _is_beside_the_dead(one, told)
    ]
    return near[-1] if near else None


def _is_beside_the_dead(figure: Figure, told: list[Figure]) -> bool:
    """ "One dead, three hurt": the dead one is told of beside the three, and is none of them."""
    return any(one.sentence == figure.sentence and one.outcome == "killed" and one.aux == "none" for one in told)


def _holds(whole: Figure, part: Figure) -> bool:
    """Is it large enough to be the whole of a part?"""
    large = (whole.high or whole.low or 0) > (part.low or 0) or whole.high is None
    return large and whole.subset_of is None and whole.aux == part.aux


def _is_of(part: Figure, whole: Figure) -> bool:
    """Does "one of the victims", "two of the teens" speak of those of whom a total tells?"""
    if part.scope != whole.scope:
        return False
    noun = (part.who or "").split()[-1:]
    return bool(noun) and (noun[0].lower() in words("harm", "whoever") or noun == (whole.who or "").split()[-1:])


def is_part(harm: Harm) -> bool:
    """Is this harm told of a part of those told of before ("two of them died", "one fatally")?"""
    return harm.rule in ("including", "part", "included") or harm.victims.of_them


def is_beside_list(figure: Figure, whole: int, before: list[Figure]) -> bool:
    """ "Ana Poe and her son were killed. One of the victims, Ivo Karn, died later": a list that has his name nowhere."""
    members = [one for one in before if one.subset_of == whole and one.rule == "sum-part"]
    names = [set((one.who or "").split()) for one in members if "named_one" in one.defaulted]
    mine = set((figure.who or "").split())
    return "named_one" in figure.defaulted and bool(names) and not any(mine <= name or name <= mine for name in names)
