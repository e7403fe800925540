"""Which figures of one report tell of one and the same person: by name, age or pronoun, or as the only one it can be."""

import re
from collections.abc import Iterable

import msgspec

from crossreport.model.said import Figure, Outcome
from crossreport.reading.figures.numbers import YEARS_OLD, value_of
from crossreport.reading.layout import Document
from crossreport.vocabulary.load import words

ALIVE: tuple[Outcome, ...] = ("injured", "killed_or_injured")
FEMALE = frozenset({"she", "her", "herself"})
MALE = frozenset({"he", "him", "his", "himself"})
AGE = re.compile(rf"\b(\d{{1,3}}|[a-z]+)(?:[- ](?:year|month)|{YEARS_OLD})", re.I)
YEAR = 12  # months
AGE_BEHIND = re.compile(r",? \(?(?:aged? )?(\d{1,2})\b")
APART = re.compile(r"\b(?:an?other|others?|second|third|fourth|fifth|else)\b", re.I)
GROWN = re.compile(r"\b(?:man|woman|gentleman|lady|(?:grand)?(?:father|mother)|husband|wife|adult)\b", re.I)
OWNED = re.compile(r"['’]s? ?\||\|(?:his|her|their|my|our)\b", re.I)
TEEN = re.compile(r"\b(?:teen\w*|youth|student|juvenile)\b", re.I)
# Sentences within which "he" is the one told of last; sayings beyond which a report tells of more than one person.
NEAR = 4
MANY = 60

Chain = list[int]


def is_one(figure: Figure) -> bool:
    """Does a figure tell of one person, really killed or hurt in an incident?"""
    return (
        figure.low == figure.high == 1
        and figure.aux == "none"
        and figure.scope == "incident"
        and figure.outcome in ("killed", *ALIVE)
    )


def chains_of(document: Document, figures: list[Figure]) -> list[Chain]:
    """Indices of figures of one and the same person: by last name or age, or by a pronoun or "the victim" soon after."""
    chains: list[Chain] = []
    ages = [_age(document, one) if is_one(one) else None for one in figures]
    named: dict[str, list[Chain]] = {}
    aged: dict[str, list[Chain]] = {}
    for i, figure in enumerate(figures):
        if not is_one(figure):
            continue
        found = None
        names = (figure.who or "").split() if "named_one" in figure.defaulted else []
        for chain in _each(named, names):
            if found is None and any(_same_name(figures[j], figure) for j in chain):
                found = chain
        if found is None and (figure.rule == "re-mention" or figure.rule == "self"):
            found = _near(document, figures, chains, figure)
        if found is None and (age := ages[i]) and not _is_apart(document, figure):
            of_age = (c for c in aged.get(age, ()) if any(ages[j] == age and _may_be_of_age(figures[j], figure) for j in c))
            found = next(of_age, None)
        if found is None and figure.rule == "re-mention" and not _is_pronoun(figure):
            found = _known(document, figures, ages, chains, i)
        if found is None:
            found = []
        else:
            chains.remove(found)
        found.append(i)
        chains.append(found)
        for name in names:
            named.setdefault(name, []).append(found)
        if age := ages[i]:
            aged.setdefault(age, []).append(found)
    return chains


def _each(named: dict[str, list[Chain]], names: list[str]) -> list[Chain]:
    """The chains in which one of these names stands, each once, in the order in which they began."""
    found = {chain[0]: chain for name in names for chain in named.get(name, ())}
    return [found[first] for first in sorted(found)]


def _near(document: Document, figures: list[Figure], chains: list[Chain], figure: Figure) -> Chain | None:
    """Who was told of last and can be "he" or "the pilot": the pilot told of before, rather than whoever was last."""
    near: list[Chain] = []
    for chain in reversed(chains):
        last = figures[chain[-1]]
        if figure.sentence - last.sentence > NEAR:
            break
        if _may_be(document, last, figure):
            near.append(chain)
    if not near and _is_pronoun(figure):
        near = [c for c in reversed(chains) if _is_of_own_hand(document, figures[c[-1]], figure)][:1]
    noun = _noun(document, figure)
    same = (c for c in near if any(_noun(document, figures[j]) == noun for j in c))
    return next(same, near[0] if near else None)


def _is_of_own_hand(document: Document, one: Figure, again: Figure) -> bool:
    """ "She turned the gun on herself. (...) She was treated": who did it, where nobody else told of can be "she"."""
    sexes = {_sex(document, one), _sex(document, again)}
    return one.rule == "self" and 0 <= again.sentence - one.sentence <= NEAR and len(sexes) == 1 and None not in sexes


def _known(document: Document, figures: list[Figure], ages: list[str | None], chains: list[Chain], i: int) -> Chain | None:
    """ "The boy", long after he was told of: the only one told of so far who can be he."""
    again = figures[i]
    if len(chains) > MANY:
        return None
    apart = [c for c in chains if any(_beside(figures[j], again) or _are_two_of_kin(document, figures[j], again) for j in c)]
    fitting = [c for c in chains if c not in apart and all(_fits(document, figures[j], again, ages[j], ages[i]) for j in c)]
    return fitting[0] if len(fitting) == 1 else None


def is_somebody_else(document: Document, figures: list[Figure], chain: Chain, chains: list[Chain]) -> bool:
    """Is "the woman" somebody whom no words told of as harmed before, and no count can hold?

    "A man and a woman were inside. The man was dead, the woman was taken to a hospital": she is told of as hurt here first.
    """
    first = figures[chain[0]]
    noun = _noun(document, first)
    if any(_is_whose_kin(document, one, first) for one in figures[max(chain[0] - 8, 0) : chain[0]]):
        return True
    if first.rule != "re-mention" or _is_pronoun(first) or first.span.title or noun not in words("persons", "told_apart"):
        return False
    counted = (one for one in figures if one.aux == "none" and one.outcome in ALIVE and not is_one(one))
    if any(one.form != "zero" and one.subset_of is None for one in counted):
        return False
    others = [other for other in chains if other is not chain]
    ages = _age(document, first)
    return bool(others) and not any(
        _fits(document, figures[i], first, _age(document, figures[i]), ages) for other in others for i in other
    )


def only_victim(document: Document, figures: list[Figure], chains: list[Chain]) -> Iterable[Chain]:
    """One chain of the dead person told of first and of all who are told of as hurt, where nobody is hurt beside the dead.

    "A boy has died. (...) Deputies had found a child with a wound": the child is the boy. Where one of the hurt cannot be
    the dead one, or a number of persons is told of, nothing is joined.
    """
    real = [one for one in figures if one.aux == "none" and one.scope == "incident" and one.outcome in ("killed", *ALIVE)]
    if any(not is_one(one) and one.form != "zero" for one in real):
        return
    dead = [c for c in chains if any(figures[i].outcome == "killed" for i in c)]
    hurt = [c for c in chains if c not in dead]
    ages = [_age(document, one) if is_one(one) else None for one in figures]
    if not dead or not hurt or sum(map(len, hurt)) > MANY:
        return
    first = min(dead)
    everyone = [*first, *(i for chain in hurt for i in chain)]
    if any(figures[i].status == "attacker" or _is_apart(document, figures[i]) for i in everyone):
        return
    kin = {_noun(document, figures[i]) for i in everyone if _is_kin(document, figures[i])}
    of_first = {word for i in first for word in (figures[i].who or "").lower().split()}
    kin -= {_noun(document, figures[i]) for i in everyone if _is_of_doer(document, figures[i], of_first)}
    if not kin <= {_noun(document, figures[i]) for i in first}:
        return  # "The banker was killed and the attackers wounded his son"
    callings = {noun for i in everyone if (noun := _calling(document, figures[i]))}
    if len(callings) > 1:
        return  # "The suspect shot himself. An officer was injured."
    pairs = [(i, j) for i in first for chain in hurt for j in chain]
    if any(_is_whose_kin(document, figures[i], figures[j]) for i, j in pairs):
        return
    if any(_beside(figures[i], figures[j]) or _are_two_of_kin(document, figures[i], figures[j]) for i, j in pairs):
        return
    if all(_fits(document, figures[i], figures[j], ages[i], ages[j]) for i, j in pairs):
        yield sorted(everyone)


def _calling(document: Document, figure: Figure) -> str | None:
    """The noun for what one is ("officer", "vendor"); None for a name, a pronoun and what anybody of the sex or age is."""
    noun = _noun(document, figure)
    said = document.words(figure.span).split()[-1:]
    named = "named_one" in figure.defaulted or bool(said and said[0][:1].isupper() and not figure.span.title)
    is_plain = _is_pronoun(figure) or not noun.isalpha() or noun in words("persons", "anybody")
    return None if named or is_plain else noun


def _is_apart(document: Document, figure: Figure) -> bool:
    """Is the person set apart from one told of before: "another man", "a second victim"?"""
    return figure.measure == "increment" or bool(APART.search(document.words(figure.span)))


def _is_kin(document: Document, figure: Figure) -> bool:
    """Is the person told of as somebody's kin or companion: "his son", "Roe's wife"?"""
    start = document.range(figure.span)[0]
    owned = OWNED.search(f"{document.text[max(start - 3, 0) : start]}|{document.words(figure.span)}")
    return bool(owned) and _noun(document, figure) in words("persons", "kin")


def _is_whose_kin(document: Document, kin: Figure, again: Figure) -> bool:
    """ "His father was shot dead and he was wounded": who is hurt beside the dead is whose father that is."""
    owner = document.words(kin.span).lower().split()[0]
    if not _is_pronoun(again):
        return False
    same = {owner, (again.who or "").lower()} <= MALE or {owner, (again.who or "").lower()} <= FEMALE
    apart = kin.outcome == "killed" and again.outcome != "killed" and kin.sentence == again.sentence
    return same and apart and _noun(document, kin) in words("persons", "kin")


def _is_of_doer(document: Document, figure: Figure, dead: set[str]) -> bool:
    """ "A boy shot his brother", "the father shot his son": kin of who did it, and not of the dead one told of before."""
    if figure.rule != "active" or figure.predicate is None or figure.predicate.title != figure.span.title:
        return False
    told = document.doc.char_span(*document.range(figure.predicate), alignment_mode="expand")
    if told is None:
        return False
    doers = [one for token in told for one in token.children if one.dep_ == "nsubj" and one.i < token.i]
    if len(doers) != 1 or doers[0].tag_ not in ("NN", "NNP"):
        return False
    return doers[0].lower_ not in dead and any(
        one.lower_ in ("his", "her") for one in told.root.subtree if one.dep_ == "poss"
    )


def _beside(one: Figure, other: Figure) -> bool:
    """Are two told of in one breath as two ("a man was killed and a woman was hurt")?"""
    anew = not any(_is_pronoun(figure) or figure.rule == "self" for figure in (one, other))
    return one.sentence == other.sentence and one.span.title == other.span.title and anew and one.outcome != other.outcome


def is_another(document: Document, one: Figure, other: Figure) -> bool:
    """Do name, age or sex show that two figures are of two persons, whoever did it?"""
    alike = msgspec.structs.replace(other, status=one.status)
    return not _fits(document, one, alike, _age(document, one), _age(document, other))


def _fits(document: Document, one: Figure, other: Figure, age: str | None, other_age: str | None) -> bool:
    """Can both be one person, by attacker or not, name, age and sex?"""
    if (one.status == "attacker") != (other.status == "attacker") or (age and other_age and age != other_age):
        return False
    if "named_one" in one.defaulted and "named_one" in other.defaulted and not _same_name(one, other):
        return False
    guards = {one.status, other.status} - {"unstated", "civilian"}
    if guards and (one.status != other.status and "child" in (one.subgroup, other.subgroup)):
        return False
    sexes = {_sex(document, one), _sex(document, other)} - {None}
    grown = any(GROWN.search(figure.who or "") for figure in (one, other))
    young = any(figure.subgroup == "child" and not TEEN.search(figure.who or "") for figure in (one, other))
    return len(sexes) < 2 and not (grown and young)


def _sex(document: Document, figure: Figure) -> str | None:
    # "He" keeps its sex where `who` holds the name that it stands for.
    told = set(re.findall(r"[a-z]+", f"{figure.who or ''} {document.words(figure.span)}".lower()))
    female = figure.subgroup == "woman" or bool(told & (FEMALE | words("persons", "woman")))
    male = figure.subgroup == "man" or bool(told & (MALE | words("persons", "man")))
    return None if female == male else "female" if female else "male"


def _age(document: Document, figure: Figure) -> str | None:
    start, end = document.range(figure.span)
    found = AGE.search(document.text[start:end]) or AGE_BEHIND.match(document.text[end : end + 12])
    if found is None:
        return None
    value = value_of(found[1])
    if value is not None and found[0].lower().endswith("month"):
        # "The 22-month-old" is "the 2-year-old" of the next sentence, and nobody of 22 years.
        return f"{value} months" if value < YEAR else str((value + YEAR // 2) // YEAR)
    return found[1].lower() if value is None else str(value)


def _is_pronoun(figure: Figure) -> bool:
    return (figure.who or "").lower() in FEMALE | MALE


def _same_name(one: Figure, other: Figure) -> bool:
    """Do both have one name: the same last name, or one of them no more than the other's first? Kin are two persons."""
    if "named_one" not in one.defaulted:
        return False
    names = [(figure.who or "").split() for figure in (one, other)]
    short, full = sorted(names, key=len)
    # "Vela Soto", or "Vela" alone, of "Ana Vela Soto": of two family names both may stand, or the first.
    two = 1 <= len(short) < len(full) and len(full) > 2
    if two and (short == full[-len(short) :] or short == full[1:2] or (len(short) > 1 and short == full[: len(short)])):
        return True
    if len(short) > 1 and short[0][:1] != full[0][:1]:
        return False
    return _last_name(one) == _last_name(other) or (len(short) == 1 < len(full) and short[0] == full[0])


def _are_two_of_kin(document: Document, one: Figure, other: Figure) -> bool:
    """ "The mother" and "the daughter": two words for kin are two persons."""
    nouns = {_noun(document, one), _noun(document, other)}
    return len(nouns) == 2 and nouns <= words("persons", "kin") - {"child", "kid", "baby", "infant"}


def _noun(document: Document, figure: Figure) -> str:
    """The last word of those that name the person."""
    return document.words(figure.span).lower().rpartition(" ")[2]


def _last_name(figure: Figure) -> list[str]:
    return re.sub(r",? (?:[JS]r\.?|I{2,3}|IV)$", "", figure.who or "").split()[-1:]


def _may_be_of_age(one: Figure, other: Figure) -> bool:
    both = {one.subgroup, other.subgroup}
    named = "named_one" in one.defaulted and "named_one" in other.defaulted
    return one.sentence != other.sentence and both != {"man", "woman"} and not named


def _may_be(document: Document, one: Figure, again: Figure) -> bool:
    if not 0 <= again.sentence - one.sentence <= NEAR or one.rule in ("sum-part", "including"):
        return False
    if one.span.title and not again.span.title:
        return False
    who, of = (again.who or "").lower(), one.subgroup
    pronoun = who in FEMALE | MALE
    if _is_whose_kin(document, one, again):
        return False
    if "named_one" in one.defaulted and one.sentence == again.sentence and not pronoun and one.outcome != again.outcome:
        return False  # "wounded Ana Poe, whose father fired back, killing the teen": somebody else
    if (who in FEMALE and of == "man") or (who in MALE and of == "woman"):
        return False
    if len({_sex(document, one), _sex(document, again)} - {None}) > 1 or _are_two_of_kin(document, one, again):
        return False
    ages = [AGE.search(named) for named in (one.who or "", who)]
    if ages[0] and ages[1] and ages[0][1].lower() != ages[1][1].lower():
        return False
    return (again.status == "attacker") == (one.status == "attacker")
