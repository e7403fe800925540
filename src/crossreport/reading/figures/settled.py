"""What the whole report settles: who of the shot survived, who of the hurt died, who "he" is, and how many were left."""

import re

import msgspec

from crossreport.model.said import Figure, Outcome
from crossreport.reading.figures.identity import ALIVE, FEMALE, MALE, chains_of, is_one, is_somebody_else, only_victim
from crossreport.reading.figures.own_hand import own_hand
from crossreport.reading.figures.rules import DIED_OF_HURT
from crossreport.reading.figures.shot_back import shot_back
from crossreport.reading.layout import Document
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import words

DEADLY = re.compile(
    r"\b(?:dead|deceased|dea(?:th|ths)|die[sd]?|dying|kill(?!er)\w*|fatal\w*|homicide|murder\w*|slain|slaying"
    r"|lost (?:his|her|their) li\w+)\b",
    re.I,
)
MOURNED = re.compile(
    r"\b(?:martyr\w*|mourn\w*|funerals?(?! home)|deceased|condolences?|obituar\w*|buried|burial|passed away|died|killed)\b",
    re.I,
)
ATTEMPTED = re.compile(r"\b(?:attempted|attempt to commit)[\w\s,-]{0,30}?murder\w*|non-?\s?fatal\w*", re.I)
SURVIVED = re.compile(
    r"hospital|non-?\s?life|critical|stable|serious(?:ly)? |surviv|recover|wound|injur|surgery|treated|to be ok", re.I
)
NONE_DIED = re.compile(
    r"\bnone\b[^.;]{0,60}\blife[- ]threatening"
    r"|\b(?:all|both|everyone|they)\b[^.;]{0,60}\b(?:expected|likely|going) to (?:survive|recover|live|make|be ok)"
    r"|\b(?:all|both|their)\b[^.;]{0,60}\b(?:non-?\s?life|not (?:\w+ ){0,3}life)[- ]threatening"
    r"|\b(?:all|both)\b[^.;]{0,40}\bin (?:stable|good|fair|satisfactory) condition"
    r"|\bno(?: one|body)\b[^.;]{0,20}\bkilled|\bno (?:deaths|fatalities)\b",
    re.I,
)
THEY_DIED = re.compile(
    r"\b(?:where|and|but|before|until)\b[^.;]{0,30}?\b(?:they|both|all (?:of them|two|three|four|five))\s+"
    r"(?:both |all |later |were )*(?:died|succumbed|pronounced (?:dead|deceased)|declared dead)\b",
    re.I,
)
OTHERS = re.compile(r"\bothers?\b", re.I)
FEW = 6
# Figures behind one among which "neither survived" may speak of it.
MANY = 30
OF_THE_HURT = re.compile(r"[\w-]+ of th(?:e|ose|eir) (?:[\w-]+ )?(?:wounded|injured|hurt)\b", re.I)
# Rules that read "the victims", of whom the whole report says whether they are dead.
OF_VICTIMS = ("named", "identified")


def settle(document: Document, figures: list[Figure]) -> list[Figure]:
    """The figures with what later sentences say of the same persons: died after all, or survived."""
    made = [_of_the_dead(_by_name(document, one), figures) for one in figures]
    made = _ends_told(document, made)
    made = shot_back(document, own_hand(document, made))
    chains = chains_of(document, made)
    for chain in chains:
        made[chain[0]] = _first_of(made[chain[0]], is_somebody_else(document, made, chain, chains))
    for chain in [*chains, *only_victim(document, made, chains)]:
        _settle_one(made, chain)
    return _less_who_died(document, _settle_shot(document, [_with_the_dead(made, i) for i in range(len(made))]))


def _by_name(document: Document, figure: Figure) -> Figure:
    """ "He was later pronounced dead": he is who the sentence before, or this one so far, is about, where that is a name."""
    who = (figure.who or "").lower()
    if not is_one(figure) or who not in FEMALE | MALE or figure.status == "attacker":
        return figure
    start = document.range(figure.span)[0]
    sentence = document.sentences[figure.sentence]
    about = [token for token in sentence.tokens if token.dep_ in ("nsubj", "nsubjpass") and token.idx < start]
    if len(about) != 1 or about[0].ent_type_ != "PERSON" or _does_it(document, start, about[0]):
        return figure
    name = next((ent.text for ent in document.entities if ent.start <= about[0].i < ent.end), about[0].text)
    full = max(
        (ent.text for ent in document.entities if ent.text.endswith(f" {name}") and "\n" not in ent.text),
        key=len,
        default=name,
    )
    return msgspec.structs.replace(figure, who=full, defaulted=(*figure.defaulted, "named_one"))


def _does_it(document: Document, start: int, subject: Token) -> bool:
    """ "Roe fired at Poe, killing him": whom the subject's own deed befalls is not the subject."""
    found = document.doc.char_span(start, start + 1, alignment_mode="expand")
    him = found[0] if found is not None and len(found) else None
    if him is None or him.dep_ not in ("dobj", "dative"):
        return False
    verb = him.head
    for _ in range(4):
        if any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children):
            return verb.i == subject.head.i and subject.dep_ == "nsubj"
        if verb.dep_ not in ("advcl", "conj", "xcomp", "prep", "pcomp"):
            return False
        verb = verb.head
    return False


def _of_the_dead(figure: Figure, figures: list[Figure]) -> Figure:
    """ "All five had gunshot wounds", of five who are dead: no hurt ones beside them."""
    if figure.rule != "re-mention" or figure.outcome not in ALIVE or (figure.point or 0) < 2:
        return figure
    dead: dict[int, int] = {}
    for one in figures:
        if one.outcome == "killed" and one.aux == "none" and one.subset_of is None and one.rule != "re-mention":
            dead[one.sentence] = dead.get(one.sentence, 0) + (one.point or 0)
    again = any(one.outcome == "killed" and one.point == figure.point and one.aux == "none" for one in figures)
    if not again and figure.point not in dead.values():
        return figure
    return msgspec.structs.replace(figure, outcome="killed_or_injured", defaulted=(*figure.defaulted, "died_later"))


def _ends_told(document: Document, figures: list[Figure]) -> list[Figure]:
    """The figures; of several hurt of whom their sentence, or another list of as many, says that they died: dead."""
    made = list(figures)
    for i, figure in enumerate(figures):
        if figure.outcome not in ALIVE or (figure.point or 0) < 2 or figure.aux != "none" or figure.scope != "incident":
            continue
        members = [j for j, one in enumerate(figures) if one.subset_of == i]
        if _they_died(document, figure) or any(_died_again(figure, one) for one in figures[i + 1 : i + MANY]):
            outcome: Outcome = "killed"
        elif _are_the_dead(figures, i, members):
            outcome = "killed_or_injured"
        else:
            continue
        for j in (i, *members):
            told = (*made[j].defaulted, "died_later")
            made[j] = msgspec.structs.replace(made[j], outcome=outcome, defaulted=told)
    return made


def _died_again(figure: Figure, later: Figure) -> bool:
    """ "Two women were wounded. Neither survived": all of whom the sentence before told are dead."""
    all_ = later.rule == "re-mention" and (later.who or "").lower() == "both" and later.point == figure.point
    near = 0 < later.sentence - figure.sentence <= 2 and later.span.title == figure.span.title
    return later.outcome == "killed" and later.aux == "none" and all_ and near


def _they_died(document: Document, figure: Figure) -> bool:
    """ "The woman and her child were taken to a hospital, where they died"."""
    end = document.sentences[figure.sentence].end
    return bool(THEY_DIED.search(document.text[document.range(figure.span)[1] : end]))


def _are_the_dead(figures: list[Figure], i: int, members: list[int]) -> bool:
    """ "A woman and a girl died. (...) Ana Poe, 53, and Bea Poe, 15, were found with wounds": the two again, by name.

    So it is where as many died, nobody of them is named with it, and the report tells of nobody else who was hurt.
    """
    figure = figures[i]
    if figure.rule != "wound" or len(members) != figure.point:
        return False
    if any("named_one" not in figures[j].defaulted for j in members):
        return False
    others = [one for j, one in enumerate(figures) if j != i and j not in members and one.aux == "none"]
    dead = {one.point for one in others if one.outcome == "killed" and one.subset_of is None and one.point != 1}
    named = any("named_one" in one.defaulted for one in others)
    return not named and dead == {figure.point} and not any(one.outcome in ALIVE for one in others)


def _first_of(figure: Figure, is_other: bool) -> Figure:
    """ "The mother was shot", where nobody was told of before who can be she: a first mention, whatever the article."""
    noun = (figure.who or "").lower().rpartition(" ")[2]
    known = noun not in words("persons", "kin") and not is_other
    if figure.rule != "re-mention" or known or "same_victims" not in figure.defaulted:
        return figure
    return msgspec.structs.replace(figure, defaulted=tuple(one for one in figure.defaulted if one != "same_victims"))


def _settle_one(figures: list[Figure], chain: list[int]) -> None:
    outcomes = {figures[i].outcome for i in chain}
    name = next((figures[i].who for i in chain if "named_one" in figures[i].defaulted), None)
    for i in chain:
        one = figures[i]
        if "killed" in outcomes and one.outcome in ALIVE and "died_later" not in one.defaulted:
            # Hurt first, dead in the end: this one belongs to the dead, and is counted with the hurt nowhere.
            one = msgspec.structs.replace(one, outcome="killed_or_injured", defaulted=(*one.defaulted, "died_later"))
        elif "killed" not in outcomes and "injured" in outcomes and one.outcome == "killed_or_injured":
            one = msgspec.structs.replace(one, outcome="injured", defaulted=(*one.defaulted, "survived"))
        if name and one.rule == "re-mention" and "named_one" not in one.defaulted and one.subset_of is None:
            one = msgspec.structs.replace(one, who=name, defaulted=(*one.defaulted, "named_one"))
        figures[i] = one


def _with_the_dead(figures: list[Figure], i: int) -> Figure:
    """A count of the hurt among whom one died after all, or that holds the dead ("all four were taken to hospital")."""
    total = figures[i]
    if total.outcome != "injured" or total.aux != "none" or total.form != "exact" or (total.point or 0) < 2:
        return total
    parts = [one for one in figures if one.subset_of == i]
    died = any(one.outcome == "killed" or (one.rule == "sum-part" and "died_later" in one.defaulted) for one in parts)
    if died or (total.rule in ("care", "wound") and total.point in _all_told(figures)):
        return msgspec.structs.replace(total, outcome="killed_or_injured", defaulted=(*total.defaulted, "dead_included"))
    return total


def _all_told(figures: list[Figure]) -> set[int]:
    """The sums of the dead and the hurt told of in one sentence: "one was killed and three were hurt" makes four."""
    real = [one for one in figures if one.aux == "none" and one.scope == "incident" and one.subset_of is None]
    dead = {(one.sentence, one.span.title): one.point for one in real if one.outcome == "killed" and one.point}
    hurt = [one for one in real if one.outcome == "injured" and one.point and (one.sentence, one.span.title) in dead]
    return {(one.point or 0) + (dead[one.sentence, one.span.title] or 0) for one in hurt}


def _settle_shot(document: Document, figures: list[Figure]) -> list[Figure]:
    """ "Three people were shot": hurt, where the report has no word of death; less the dead, where one is said to be."""
    real = [one for one in figures if one.aux == "none" and one.scope == "incident"]
    is_open = any(one.outcome == "killed_or_injured" for one in figures)
    # "Five were shot. Only one survived"
    few_left = any(one.rule == "remainder" and one.outcome == "killed" for one in real)
    deadly = few_left or (is_open and bool(DEADLY.search(ATTEMPTED.sub("", _told_as_done(document, figures)))))
    made: list[Figure] = []
    left: list[Figure] = []
    for i, one in enumerate(figures):
        if one.rule in OF_VICTIMS and one.outcome == "killed_or_injured":
            one = _victims_named(one, real, bool(MOURNED.search(document.text)))
        if _is_of_named(one, figures):
            made.append(msgspec.structs.replace(one, outcome=made[one.subset_of or 0].outcome))
            continue
        open_ = (
            one.outcome == "killed_or_injured"
            and one.rule not in ("noun-number", "toll")
            and "died_later" not in one.defaulted
        )
        open_to = open_ and "dead_included" not in one.defaulted
        alive = (
            open_to
            and not _has_dead(figures, i)
            and (not deadly or (not few_left and _survived_here(document, one)) or _all_survived(document, one, real))
        )
        if alive and one.aux == "none":
            one = msgspec.structs.replace(one, outcome="injured", defaulted=(*one.defaulted, "survived"))
        made.append(one)
        rest = (_rest(figures, i, one, real) or (_rest_of_report(one, real) if not alive else None)) if open_ else None
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


def _less_who_died(document: Document, figures: list[Figure]) -> list[Figure]:
    """ "Five were wounded. One of the five wounded died": of the five four live, whatever the first sentence called them."""
    made = list(figures)
    died: dict[int, int] = {}
    for figure in figures:
        if figure.outcome != "killed" or figure.aux != "none" or figure.form != "exact" or figure.span.title:
            continue
        if figure.rule == DIED_OF_HURT or OF_THE_HURT.match(document.text, document.range(figure.span)[0]):
            hurt = [i for i, one in enumerate(made) if _is_whole_of(one, figure)]
            if hurt:
                first = next(i for i in hurt if made[i].point == made[hurt[-1]].point)
                died[first] = died.get(first, 0) + (figure.point or 0)
    for i, dead in died.items():
        left = (made[i].point or 0) - dead
        if left > 0:
            rest = msgspec.structs.replace(made[i], low=left, high=left, point=left, rule="rest", defaulted=("survived",))
            again = [j for j, one in enumerate(made) if one.point == made[i].point and one.outcome == "injured"]
            for j in again:
                told = (*made[j].defaulted, "dead_included")
                made[j] = msgspec.structs.replace(made[j], outcome="killed_or_injured", defaulted=told)
            made.append(rest)
    return made


def _is_whole_of(total: Figure, dead: Figure) -> bool:
    """Does a count of the hurt stand before words on some of them who died?"""
    real = total.outcome == "injured" and total.aux == "none" and total.scope == "incident" and total.subset_of is None
    more = total.form == "exact" and (total.point or 0) > (dead.point or 0) and total.rule != "rest"
    return real and more and not total.span.title and total.sentence <= dead.sentence


def _told_as_done(document: Document, figures: list[Figure]) -> str:
    """The text without the words of deaths that did not happen, or not yet ("until somebody is killed")."""
    text = document.text
    for one in figures:
        if one.aux in ("hypothetical", "future", "negated") and one.predicate is not None:
            start, end = document.range(one.predicate)
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _has_dead(figures: list[Figure], i: int) -> bool:
    """Is one of those whom a total counts dead after all ("struck Poe and three others", where Poe died; "one fatally")?"""
    parts = [one for one in figures if one.subset_of == i and one.aux == "none"]
    return any(one.outcome == "killed" or (one.rule == "sum-part" and "died_later" in one.defaulted) for one in parts)


def _is_of_named(figure: Figure, figures: list[Figure]) -> bool:
    """Is it one of those whom a sentence of naming lists, so that what befell them befell him?"""
    if figure.rule != "sum-part" or figure.subset_of is None or figure.outcome != "killed_or_injured":
        return False
    return figures[figure.subset_of].rule == "named"


def _victims_named(figure: Figure, real: list[Figure], mourned: bool) -> Figure:
    """ "The victims were identified as": the dead, where as many died and fewer were hurt; the hurt, where no dead."""
    many = figure.point or 0
    dead = max((one.point or 0 for one in real if one.outcome == "killed"), default=0)
    hurt = max((one.point or one.low or 0 for one in real if one.outcome == "injured"), default=0)
    sure = not hurt and (mourned or any(one.outcome == "killed" for one in real))
    shot = max(
        (one.point or 0 for one in real if one.outcome == "killed_or_injured" and one.rule not in OF_VICTIMS), default=0
    )
    if many > 1 and dead < many <= shot:
        return figure  # "One of five people who were shot has died. The victims were identified as": all five
    # Of the wounded many a report names some: where more are hurt, words of mourning alone tell that the dead are meant.
    if dead >= many > hurt or (mourned and dead > many != hurt) or (many > 1 and sure):
        return msgspec.structs.replace(figure, outcome="killed", defaulted=(*figure.defaulted, "outcome"))
    if hurt and not dead:
        return msgspec.structs.replace(figure, outcome="injured", defaulted=(*figure.defaulted, "outcome"))
    return figure


def _survived_here(document: Document, figure: Figure) -> bool:
    """Do this sentence and the next tell of hurts and hospitals, and of no death?"""
    near = " ".join(document.text[one.start : one.end] for one in document.sentences[figure.sentence : figure.sentence + 2])
    return bool(SURVIVED.search(near)) and not DEADLY.search(ATTEMPTED.sub("", near))


def _all_survived(document: Document, figure: Figure, real: list[Figure]) -> bool:
    """ "Four people were shot. (...) None of the wounds is life-threatening": said soon after, and no dead told of there."""
    if (figure.point or 0) < 2 or figure.span.title:
        return False
    near = document.sentences[figure.sentence : figure.sentence + FEW]
    dead = any(one.outcome == "killed" and figure.sentence <= one.sentence < figure.sentence + FEW for one in real)
    return not dead and any(NONE_DIED.search(document.text[one.start : one.end]) for one in near)


def _rest_of_report(total: Figure, real: list[Figure]) -> Figure | None:
    """ "Four people were shot", and further on "Ana Poe was killed": three are hurt, where no other number is told."""
    others = [one for one in real if one.rule != "self" and one.status != "attacker"]
    dead = max((one.point or 0 for one in others if one.outcome == "killed" and one.subset_of is None), default=0)
    hurt = max((one.point or 0 for one in real if one.outcome == "injured"), default=0)
    if total.outcome != "killed_or_injured" or total.form != "exact" or total.scope == "period" or total.aux != "none":
        return None
    if _is_of_others(total):
        return None
    left = (total.point or 0) - dead
    if (total.point or 0) < 2 or not dead or left < 1 or hurt > 1 or hurt >= left or total.rule == "re-mention":
        return None
    made = msgspec.structs.replace(total, outcome="injured", low=left, high=left, point=left, rule="rest")
    return msgspec.structs.replace(made, defaulted=("survived", "same_incident"))


def _is_of_others(figure: Figure) -> bool:
    """ "Two other victims", "three others": set apart from the dead, so that none of the dead is among them."""
    return bool(OTHERS.search(figure.who or ""))


def _may_be_of_them(figure: Figure) -> bool:
    """Can a dead one told of beside the shot be one of them? Not who shot himself, nor one more, nor one known before."""
    return figure.rule not in ("re-mention", "self") and figure.status != "attacker" and figure.measure == "stock"


def _rest(figures: list[Figure], i: int, total: Figure, real: list[Figure]) -> Figure | None:
    """ "Three people were shot, one fatally", "four shot, one killed": the others are hurt."""
    parts = [
        one
        for one in figures
        if one.subset_of == i and (one.outcome == "killed" or (one.rule == "sum-part" and "died_later" in one.defaulted))
    ]
    here = [one for one in real if one.sentence == total.sentence and one.subset_of is None]
    if not parts and not _is_of_others(total) and not any(one.outcome == "injured" for one in here):
        parts = [one for one in here if one.outcome == "killed" and _may_be_of_them(one)][:1]
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
