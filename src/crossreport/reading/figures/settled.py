"""What the whole report settles: who of the shot survived, who of the hurt died, who "he" is, and how many were left."""

import re

import msgspec

from crossreport.model.said import Figure, Outcome
from crossreport.reading.layout import Document

DEADLY = re.compile(
    r"\b(?:dead|dea(?:th|ths)|die[sd]?|dying|kill(?!er)\w*|fatal\w*|homicide|murder\w*|slain|slaying"
    r"|lost (?:his|her|their) li\w+)\b",
    re.I,
)
ATTEMPTED = re.compile(r"\b(?:attempted|attempt to commit)[\w\s,-]{0,30}?murder\w*|non-?\s?fatal\w*", re.I)
SURVIVED = re.compile(
    r"hospital|non-?\s?life|critical|stable|serious(?:ly)? |surviv|recover|wound|injur|surgery|treated|to be ok", re.I
)
ALIVE: tuple[Outcome, ...] = ("injured", "killed_or_injured")
SELVES = frozenset({"himself", "herself", "self"})
SUICIDE = re.compile(
    r"\b(?:murder|homicide)[- ]suicide|\b(?:committed|by|apparent) suicide|\bkill(?:s|ed|ing) (?:him|her)self"
    r"|\bt(?:ook|aking) (?:his|her) own life",
    re.I,
)
FEMALE = frozenset({"she", "her", "herself"})
MALE = frozenset({"he", "him", "his", "himself"})
AGE = re.compile(r"\b(\d{1,3}|[a-z]+)[- ](?:year|month)", re.I)


def settle(document: Document, figures: list[Figure]) -> list[Figure]:
    """The figures with what later sentences say of the same persons: died after all, or survived."""
    made = [_of_the_dead(_by_name(document, one), figures) for one in figures]
    made = [_self(document, one, made) for one in made]
    for chain in _chains(document, made):
        _settle_one(made, chain)
    return _settle_shot(document, made)


def _by_name(document: Document, figure: Figure) -> Figure:
    """ "He was later pronounced dead": he is who the sentence before, or this one so far, is about, where that is a name."""
    who = (figure.who or "").lower()
    if not _is_one(figure) or who not in FEMALE | MALE or figure.status == "attacker":
        return figure
    start = document.range(figure.span)[0]
    sentence = document.sentences[figure.sentence]
    about = [token for token in sentence.tokens if token.dep_ in ("nsubj", "nsubjpass") and token.idx < start]
    if len(about) != 1 or about[0].ent_type_ != "PERSON":
        return figure
    name = next((ent.text for ent in document.doc.ents if ent.start <= about[0].i < ent.end), about[0].text)
    full = max(
        (ent.text for ent in document.doc.ents if ent.text.endswith(f" {name}") and "\n" not in ent.text),
        key=len,
        default=name,
    )
    return msgspec.structs.replace(figure, who=full, defaulted=(*figure.defaulted, "named_one"))


def _of_the_dead(figure: Figure, figures: list[Figure]) -> Figure:
    """ "All five had gunshot wounds", of five who are dead: no hurt ones beside them."""
    if figure.rule != "re-mention" or figure.outcome not in ALIVE or (figure.point or 0) < 2:
        return figure
    if not any(one.outcome == "killed" and one.point == figure.point and one.aux == "none" for one in figures):
        return figure
    return msgspec.structs.replace(figure, outcome="killed_or_injured", defaulted=(*figure.defaulted, "died_later"))


def _self(document: Document, figure: Figure, figures: list[Figure]) -> Figure:
    """Who shot himself beside others is an attacker; he is dead where the report speaks of a suicide."""
    if (figure.who or "").lower() not in SELVES or figure.aux != "none":
        return figure
    if figure.outcome == "killed_or_injured" and SUICIDE.search(document.text):
        figure = msgspec.structs.replace(figure, outcome="killed", defaulted=(*figure.defaulted, "outcome"))
    harmed = ("killed", *ALIVE)
    others = [
        one for one in figures if one.sentence == figure.sentence and one.outcome in harmed and one.span != figure.span
    ]
    return msgspec.structs.replace(figure, status="attacker") if others else figure


def _age(document: Document, figure: Figure) -> str | None:
    start, end = document.range(figure.span)
    found = AGE.search(document.text[start:end]) or re.match(r",? \(?(?:aged? )?(\d{1,2})\b", document.text[end : end + 12])
    return found[1].lower() if found else None


def _is_one(figure: Figure) -> bool:
    return (
        figure.low == figure.high == 1
        and figure.aux == "none"
        and figure.scope == "incident"
        and figure.outcome in ("killed", *ALIVE)
    )


def _chains(document: Document, figures: list[Figure]) -> list[list[int]]:
    """Indices of figures of one and the same person: by last name or age, or by a pronoun or "the victim" soon after."""
    chains: list[list[int]] = []
    ages = [_age(document, one) if _is_one(one) else None for one in figures]
    for i, figure in enumerate(figures):
        if not _is_one(figure):
            continue
        found = None
        if "named_one" in figure.defaulted:
            found = next((c for c in chains if any(_same_name(figures[j], figure) for j in c)), None)
        elif figure.rule == "re-mention" or (figure.who or "").lower() in SELVES:
            found = next((c for c in reversed(chains) if _may_be(figures[c[-1]], figure)), None)
        if found is None and ages[i]:
            found = next(
                (c for c in chains if any(ages[j] == ages[i] and _may_be_of_age(figures[j], figure) for j in c)), None
            )
        if found is None:
            chains.append([i])
        else:
            found.append(i)
            chains.remove(found)
            chains.append(found)
    return chains


def _same_name(one: Figure, other: Figure) -> bool:
    return "named_one" in one.defaulted and _last_name(one) == _last_name(other)


def _last_name(figure: Figure) -> list[str]:
    return re.sub(r",? (?:[JS]r\.?|I{2,3}|IV)$", "", figure.who or "").split()[-1:]


def _may_be_of_age(one: Figure, other: Figure) -> bool:
    both = {one.subgroup, other.subgroup}
    named = "named_one" in one.defaulted and "named_one" in other.defaulted
    return one.sentence != other.sentence and both != {"man", "woman"} and not named


def _may_be(one: Figure, again: Figure) -> bool:
    if not 0 <= again.sentence - one.sentence <= 4 or one.rule in ("sum-part", "including"):
        return False
    if one.span.title and not again.span.title:
        return False
    who, of = (again.who or "").lower(), one.subgroup
    pronoun = who in FEMALE | MALE | SELVES
    if "named_one" in one.defaulted and one.sentence == again.sentence and not pronoun and one.outcome != again.outcome:
        return False  # "wounded Ana Poe, whose father fired back, killing the teen": somebody else
    if (who in FEMALE and of == "man") or (who in MALE and of == "woman"):
        return False
    ages = [AGE.search(named) for named in (one.who or "", who)]
    if ages[0] and ages[1] and ages[0][1].lower() != ages[1][1].lower():
        return False
    return (again.status == "attacker") == (one.status == "attacker")


def _settle_one(figures: list[Figure], chain: list[int]) -> None:
    outcomes = {figures[i].outcome for i in chain}
    name = next((figures[i].who for i in chain if "named_one" in figures[i].defaulted), None)
    for i in chain:
        one = figures[i]
        if "killed" in outcomes and one.outcome == "injured":
            # Hurt first, dead in the end: this one belongs to the dead, and is counted with the hurt nowhere.
            one = msgspec.structs.replace(one, outcome="killed_or_injured", defaulted=(*one.defaulted, "died_later"))
        elif "killed" not in outcomes and "injured" in outcomes and one.outcome == "killed_or_injured":
            one = msgspec.structs.replace(one, outcome="injured", defaulted=(*one.defaulted, "survived"))
        if name and one.rule == "re-mention" and "named_one" not in one.defaulted and one.subset_of is None:
            one = msgspec.structs.replace(one, who=name, defaulted=(*one.defaulted, "named_one"))
        figures[i] = one


def _settle_shot(document: Document, figures: list[Figure]) -> list[Figure]:
    """ "Three people were shot": hurt, where the report has no word of death; less the dead, where one is said to be."""
    real = [one for one in figures if one.aux == "none" and one.scope == "incident"]
    deadly = bool(DEADLY.search(ATTEMPTED.sub("", document.text)))
    made: list[Figure] = []
    left: list[Figure] = []
    for i, one in enumerate(figures):
        if one.rule == "named" and one.outcome == "killed_or_injured":
            one = _victims_named(one, real)
        open_ = (
            one.outcome == "killed_or_injured"
            and one.rule not in ("noun-number", "toll")
            and "died_later" not in one.defaulted
        )
        if open_ and one.aux == "none" and (not deadly or _survived_here(document, one)):
            one = msgspec.structs.replace(one, outcome="injured", defaulted=(*one.defaulted, "survived"))
        made.append(one)
        rest = (_rest(figures, i, one, real) or _rest_of_report(one, real)) if open_ else None
        if rest is not None:
            left.append(rest)
    made += left
    # A part of the shot is the whole of the dead: only a part of a total of its own outcome is left out of sums.
    return [
        msgspec.structs.replace(one, subset_of=None)
        if one.subset_of is not None and made[one.subset_of].outcome != one.outcome
        else one
        for one in made
    ]


def _victims_named(figure: Figure, real: list[Figure]) -> Figure:
    """ "The victims were identified as": the dead, where there are as many dead and no hurt; the hurt, where no dead."""
    dead = max((one.point or 0 for one in real if one.outcome == "killed"), default=0)
    hurt = any(one.outcome == "injured" for one in real)
    if dead >= (figure.point or 0) and not hurt:
        return msgspec.structs.replace(figure, outcome="killed", defaulted=(*figure.defaulted, "outcome"))
    if hurt and not dead:
        return msgspec.structs.replace(figure, outcome="injured", defaulted=(*figure.defaulted, "outcome"))
    return figure


def _survived_here(document: Document, figure: Figure) -> bool:
    """Do this sentence and the next tell of hurts and hospitals, and of no death?"""
    near = " ".join(document.text[one.start : one.end] for one in document.sentences[figure.sentence : figure.sentence + 2])
    return bool(SURVIVED.search(near)) and not DEADLY.search(ATTEMPTED.sub("", near))


def _rest_of_report(total: Figure, real: list[Figure]) -> Figure | None:
    """ "Four people were shot", and further on "Ana Poe was killed": three are hurt, where no other number is told."""
    dead = max((one.point or 0 for one in real if one.outcome == "killed" and one.subset_of is None), default=0)
    hurt = max((one.point or 0 for one in real if one.outcome == "injured"), default=0)
    if total.outcome != "killed_or_injured" or total.form != "exact" or total.scope == "period" or total.aux != "none":
        return None
    left = (total.point or 0) - dead
    if (total.point or 0) < 2 or not dead or left < 1 or hurt > 1 or hurt >= left or total.rule == "re-mention":
        return None
    made = msgspec.structs.replace(total, outcome="injured", low=left, high=left, point=left, rule="rest")
    return msgspec.structs.replace(made, defaulted=("survived", "same_incident"))


def _rest(figures: list[Figure], i: int, total: Figure, real: list[Figure]) -> Figure | None:
    """ "Three people were shot, one fatally", "four shot, one killed": the others are hurt."""
    parts = [one for one in figures if one.subset_of == i and one.outcome == "killed"]
    here = [one for one in real if one.sentence == total.sentence and one.subset_of is None]
    if not parts and not any(one.outcome == "injured" for one in here):
        parts = [one for one in here if one.outcome == "killed" and one.rule != "re-mention" and one.measure == "stock"][:1]
    dead = sum(one.point or 0 for one in parts)
    if (
        total.outcome != "killed_or_injured"
        or total.form != "exact"
        or not parts
        or total.point is None
        or total.point <= dead
    ):
        return None
    left = total.point - dead
    return msgspec.structs.replace(
        total, outcome="injured", low=left, high=left, point=left, subset_of=i, rule="rest", defaulted=("survived",)
    )
