"""Harms whose sentence lists more persons than its parse found, and counts whose persons are given by name at once."""

from dataclasses import replace

from crossreport.reading.figures.names import name_end
from crossreport.reading.figures.patients import Harm
from crossreport.reading.figures.persons import state_words
from crossreport.reading.figures.phrase import Victims
from crossreport.reading.figures.rolls import JOINING, NAMING, listed
from crossreport.reading.figures.scene import Scene, lemma
from crossreport.reading.figures.victims import sum_of


def with_list(page: Scene, harm: Harm) -> Harm:
    """The harm with all whom its sentence lists, where the parse found fewer; a number that is stated stays as it is."""
    one = harm.victims
    apposed = one.kind == "plural" and _is_followed_by_names(page, one)
    stated = (one.kind in ("none", "self", "again", "plural") and not apposed) or (one.kind == "counted" and not one.parts)
    if page.heading or harm.aux != "none" or harm.outcome not in ("killed", "injured"):
        return harm
    if stated:
        return replace(harm, victims=replace(one, called=_called(page, harm)))
    verb = page.doc[harm.first]
    if one.number.is_one and verb.dep_ == "relcl" and {"was", "is", "has"} & {child.lower_ for child in verb.children}:
        return harm  # said of one: "..., who replaced Bo Karn, who was killed"
    found = _of_harm(page, harm)
    known = one.number.point or one.number.low or 0
    many = sum(person.number.point or 0 for person in found)
    named = sum(person.kind == "named" for person in found)
    before = sum(part.kind == "named" for part in one.parts)
    # A group that the parse counts beside its own members is no argument against fewer.
    grouped = any(1 < (part.number.point or 0) <= named for part in one.parts) and named >= before
    if named < 2 or ((many, named) <= (known, before) and not grouped):
        return harm
    return replace(harm, victims=sum_of(page, found[0], found[1:]), rule="bereaved" if harm.rule == "bereaved" else "listed")


def _called(page: Scene, harm: Harm) -> tuple[Victims, ...]:
    """ "Her two sons, Ali Poe and Edo Poe, were killed": by name all whom a number counts, or none."""
    one = harm.victims
    if one.kind != "counted" or (one.number.point or 0) < 2 or not _is_followed_by_names(page, one):
        return ()
    found = listed(page, one.last + 1, harm.first if harm.first > one.last else page.end)
    alike = all(person.kind == "named" for person in found) and len(found) == one.number.point
    return tuple(found) if alike else ()


def _is_followed_by_names(page: Scene, one: Victims) -> bool:
    """ "Her sons, Ali Poe and Edo Poe, were killed": is a plural without a number told of by name at once?"""
    at = one.last + 1
    if at >= page.end or page.doc[at].text not in (",", ":", "–", "—", "("):
        return False
    at += 1
    while at < page.end and (
        at in page.age_at
        or page.doc[at].lower_ in ("a", "an", "as", "namely")
        or lemma(page.doc[at]) in NAMING
        or page.doc[at].is_space
    ):
        at += 1
    return at < page.end and name_end(page, at, page.end) is not None


def _of_harm(page: Scene, harm: Harm) -> list[Victims]:
    """Those listed before a verb of harm and, after it, "with" them; or else those after it, as its objects."""
    if harm.victims.first > harm.last:
        start = harm.last + 1
        if harm.rule == "noun" and page.doc[start].lower_ in ("in", "at", "near"):
            of = (i for i in range(start, harm.victims.first) if page.doc[i].lower_ == "of")
            start = next(of, start)  # "the death in Talim of Ana Poe"
        stop = next((i for i in range(start + 1, page.end) if harm.rule == "noun" and _tells_how(page, i)), page.end)
        return listed(page, start, stop)
    if harm.rule == "noun":
        return []
    before = listed(page, _clause(page, harm), harm.first)
    beside = _beside(page, harm.last + 1)
    return before + (listed(page, beside, page.end) if beside is not None else [])


def _tells_how(page: Scene, i: int) -> bool:
    """Does a preposition follow "the death of Ana Poe" that leads on to how or where, and to no more persons?"""
    return page.doc[i].pos_ == "ADP" and page.doc[i].lower_ not in {"of", "as", "among"} | JOINING


def _beside(page: Scene, start: int) -> int | None:
    """Where those begin who share the fate of the ones before: "killed along with ...", "killed, as were ..."."""
    for i in range(start, page.end - 1):
        low, after = page.doc[i].lower_, page.doc[i + 1].lower_
        if low in ("alongside", "with") and (
            i < start + 3 or low == "alongside" or page.doc[i - 1].lower_ in ("along", "together")
        ):
            if after in ("them", "him", "her") and i + 2 < page.end and page.doc[i + 2].text == ":":
                return None  # "four children were killed with them: Ali Poe, ...": the four, by name
            return i
        if low == "as" and after in ("was", "were"):
            return i + 2
        if page.doc[i].text == ";":
            return None
    return None


def _clause(page: Scene, harm: Harm) -> int:
    """The first token of the clause: after the last finite verb before it that is not about one of the listed."""
    start = page.first
    for i in range(page.first, harm.first):
        token = page.doc[i]
        if token.is_quote and page.doc[i - 1].text in (",", ":"):
            start = i + 1  # 'users Ali Poe and Omar Zel, "Edo Karn was killed"': who say so, and he
        finite = token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ == "ROOT")
        if (
            token.text == ";"
            or token.lower_ in state_words()
            or (finite and token.tag_ in ("VBD", "VBZ", "VBP") and token.dep_ not in ("relcl", "acl"))
        ):
            start = i + 1
    return start


def holds(harm: Harm, named: Harm) -> bool:
    """Does a list that a verb of harm is said of hold those whom the sentence names?"""
    many = harm.victims.number.point or 0
    return harm.rule == "listed" and harm.outcome == named.outcome and many >= (named.victims.number.point or 0)
