"""Harm told in set phrases: lost his life, did not survive, passed away, turned the gun on himself, went to hospital."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from crossreport.model.said import Outcome
from crossreport.reading.figures.numbers import exact
from crossreport.reading.figures.patients import (
    OBJECTS,
    SUBJECTS,
    Harm,
    doer_of,
    is_patient,
    outcome_of,
    said,
    subjects,
)
from crossreport.reading.figures.phrase import Victims, category_of
from crossreport.reading.figures.scene import Scene, is_name, lemma
from crossreport.reading.figures.unreal import aux_of
from crossreport.reading.figures.victims import read_victims
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import vocabulary, words


def fate_of(page: Scene, token: Token, base: str) -> Iterator[Harm]:
    """Every harm that a verb tells of together with words beside it, though it means none by itself."""
    yield from _gun_on_self(page, token, base)
    yield from _lives(page, token, base)
    yield from _suicide(page, token, base)
    yield from _care(page, token, base)
    yield from _struggle(page, token, base)
    yield from _dying(page, token, base)
    if base == "survive":
        yield from _none_survived(page, token)
    if _is_death(page, token, base):
        for persons in _who_died(page, token):
            # "Did not survive": the "not" is part of the death.
            yield from (replace(harm, aux="none") for harm in said(page, token, persons, "killed", "subject"))


def _who_died(page: Scene, token: Token) -> Iterator[Token]:
    """The subject, or the persons nearest on the left: "Four were hit and one of them, Ana Poe, did not survive"."""
    own = [child for child in token.children if child.dep_ in SUBJECTS and child.i < token.i]
    if not own and token.dep_ not in ("relcl", "acl"):
        for i in range(token.i - 1, page.first - 1, -1):
            at = page.doc[i]
            if is_patient(page, at):
                yield at
                return
            if at.pos_ not in ("AUX", "PART", "ADV", "PUNCT") and i not in page.passed:
                break
    yield from list(subjects(page, token))[:1]


def _is_death(page: Scene, token: Token, base: str) -> bool:
    """ "Passed away", "he has passed", "did not survive", "didn't make it", "was pronounced at the scene"; really so."""
    unreal = (child for child in token.children if child.tag_ == "MD" or (child.dep_ == "mark" and child.lower_ != "that"))
    if token.pos_ != "VERB" or any(unreal):
        return False
    after = page.doc[token.i + 1] if token.i + 1 < page.end else None
    denied = any(child.dep_ == "neg" for child in token.children)
    if base == "pass" and not denied:
        ends = after is None or (after.is_punct and not after.is_quote)
        passed = ends and token.tag_ in ("VBD", "VBN") and _of_person(page, token)
        return passed or (after is not None and after.lower_ == "away")
    if base == "survive" and denied:
        return True
    if base == "make" and denied and after is not None and after.lower_ == "it":
        behind = page.doc[after.i + 1] if after.i + 1 < page.end else None
        return behind is None or behind.is_punct or behind.lower_ in ("out", "through")
    if base == "pronounce" and not denied and any(child.dep_ == "auxpass" for child in token.children):
        below = {one.lower_ for child in token.children if child.lower_ in ("at", "on") for one in child.children}
        return bool(below & words("harm", "pronounced_at"))
    return False


def _none_survived(page: Scene, token: Token) -> Iterator[Harm]:
    """ "Neither victim survived", "none of the six survived": all died, two of "neither", else as many as are named."""
    own = next((child for child in token.children if child.dep_ == "nsubj" and child.i < token.i), None)
    if own is None or token.tag_ not in ("VBD", "VBN") or any(child.tag_ == "MD" for child in token.children):
        return
    first = own.left_edge
    if first.lower_ not in ("neither", "none"):
        return
    if any(child.lower_ in words("harm", "living") for child in token.children):
        return  # "none survived unhurt"
    number = next((one for i, one in page.number_at.items() if first.i < i < token.i), None)
    if number is None and first.lower_ != "neither":
        return  # "none of the crew survived": nobody said how many they were
    last = own.right_edge if own.right_edge.i < token.i else own
    count = replace(number, start=first.idx) if number is not None else exact(2, first.idx, last.idx + len(last))
    yield Harm("killed", Victims(first.i, last.i, own.i, "again", count, "both"), token.i, token.i, "subject")


def _of_person(page: Scene, token: Token) -> bool:
    """Has the verb one person for a subject, and no object?"""
    if any(child.dep_ in (*OBJECTS, "auxpass", "prt") for child in token.children):
        return False
    own = [child for child in token.children if child.dep_ == "nsubj"]
    return bool(own) and (
        own[0].lower_ in words("persons", "pronoun_one") or (own[0].pos_ != "PRON" and is_patient(page, own[0]))
    )


def _gun_on_self(page: Scene, token: Token, base: str) -> Iterator[Harm]:
    """ "Before turning the gun on himself"."""
    if base != "turn" or not any(
        child.dep_ in OBJECTS and lemma(child) in words("harm", "guns") for child in token.children
    ):
        return
    for child in token.subtree:
        if child.lower_ in ("himself", "herself", "self"):
            yield from said(page, token, child, "killed_or_injured", "active", child.i)
            return


def _lives(page: Scene, token: Token, base: str) -> Iterator[Harm]:
    """ "Lost their lives", "claimed 12 lives", "the army lost 20 soldiers"."""
    if base in words("harm", "lose_verbs"):
        yield from _lost_men(page, token)
        yield from _lost_kin(page, token)
    if base not in words("harm", "lose_verbs", "take_verbs"):
        return
    for child in token.children:
        if child.dep_ not in OBJECTS or lemma(child) != "life":
            continue
        own = [one for one in child.children if one.dep_ == "poss"]
        if any(one.lower_ == "own" for one in child.children):
            return  # "took his own life" is his own deed
        if base in words("harm", "lose_verbs"):
            for persons in subjects(page, token):
                yield from said(page, token, persons, "killed", "lives", child.i)
            return
        of = next((one for kid in child.children if kid.lower_ == "of" for one in kid.children if one.dep_ == "pobj"), None)
        if of is not None:
            yield from said(page, token, of, "killed", "lives", child.i)
        elif not own:
            yield from said(page, token, child, "killed", "lives")
        elif base == "cost":
            before = (one for one in token.children if token.i < one.i < child.i and one.dep_ in OBJECTS)
            for persons in (one for one in before if is_patient(page, one)):
                yield from said(page, token, persons, "killed", "lives", child.i)  # "cost five men their lives"


def _suicide(page: Scene, token: Token, base: str) -> Iterator[Harm]:
    """ "Took his own life", "committed suicide": the doer, by his own hand."""
    for thing in token.children:
        if thing.dep_ not in OBJECTS:
            continue
        own = [one for one in thing.children if one.dep_ == "poss"]
        life = lemma(thing) == "life" and bool(own) and any(one.lower_ == "own" for one in thing.children)
        taken = life and base in words("harm", "take_verbs", "lose_verbs")
        if not (taken or (token.lower_.startswith("commit") and lemma(thing) == "suicide")):
            continue
        doer = doer_of(page, token)
        who = read_victims(page, doer, deep=False) if doer is not None else None
        if who is None:
            named = own[0] if own else doer  # a name in running text: "his" stands for him
            one = exact(1, named.idx, named.idx + len(named)) if named is not None and _is_one(page, named) else None
            who = Victims(named.i, named.i, named.i, "self", one) if named is not None and one is not None else None
        if who is not None and who.kind not in ("none", "plural") and who.last < thing.i:
            alone = replace(who, kind="self", more=False) if who.number.is_one else who
            yield Harm("killed", alone, token.i, thing.i, "self", aux_of(page, token))


def _is_one(page: Scene, named: Token) -> bool:
    """Is it one person: "his", "her", a name?"""
    return named.lower_ in ("his", "her") or (named.pos_ == "PROPN" and is_name(page, named))


def _lost_men(page: Scene, token: Token) -> Iterator[Harm]:
    """ "The army lost 20 soldiers", "lost three of their own": a force that loses a count of its own."""
    for child in token.children:
        counted = is_patient(page, child) or child.i in page.number_at
        if child.dep_ in OBJECTS and child.i > token.i and counted:
            own = any(one.lower_ == "own" for one in child.subtree)
            for harm in said(page, token, child, "killed", "active"):
                armed = harm.victims.status in ("security_force", "combatant")
                if child.i in page.number_at and harm.victims.number.is_one:
                    continue  # "the party lost one of its best cadres" mourns him who is known
                if harm.victims.kind == "counted" and (armed or own):
                    yield from (harm,) if armed else _of_the_loser(page, token, harm)


def _of_the_loser(page: Scene, token: Token, harm: Harm) -> Iterator[Harm]:
    """ "The rebels lost three of their own": the three are what the side is; a club's own are none who died."""
    doer = doer_of(page, token)
    if doer is not None and doer.lower_ in ("it", "they") and doer.head.dep_ == "ccomp":
        doer = doer_of(page, doer.head.head)  # "the army said it lost seven of its own"
    status = category_of(page, doer.i, doer.i)[1] if doer is not None else "unstated"
    bodies = vocabulary("sectors")["bodies"]
    if doer is not None and doer.lower_ in (*bodies["MIL"], *bodies["COP"]):
        status = "security_force"
    if status in ("security_force", "combatant"):
        yield replace(harm, victims=replace(harm.victims, status=status))


def _lost_kin(page: Scene, token: Token) -> Iterator[Harm]:
    """ "Lost his wife and two sons in the strike": those of one's own whom an incident took; not "to cancer", "in 2014"."""
    happened = any(
        lemma(noun) in _incidents() and noun.left_edge.lower_ != "a"
        for prep in (one for one in page.doc[token.i + 1 : page.end] if one.lower_ in ("in", "during"))
        for noun in prep.children
        if noun.dep_ == "pobj"
    )
    for child in token.children if happened else ():
        kin = child.dep_ in OBJECTS and child.i > token.i and lemma(child) in words("persons", "kin", "child")
        for harm in said(page, token, child, "killed", "bereaved") if kin else ():
            if harm.victims.kind in ("counted", "one", "named"):
                yield harm


@cache
def _incidents() -> frozenset[str]:
    """The nouns for what befalls people: strike, bombing, crash."""
    return frozenset(word for listed in vocabulary("incidents")["kinds"].values() for word in listed.get("nouns", ()))


def _struggle(page: Scene, token: Token, base: str) -> Iterator[Harm]:
    """ "Is fighting for his life", "clinging to life", "underwent surgery", "is on life support": hurt, and alive so far."""
    means = vocabulary("harm")["struggle"].get(base, ())
    kids = [*token.children, *(one for child in token.children if child.dep_ == "prep" for one in child.children)]
    support = base in words("harm", "support_verbs") and any(
        one.lower_ == "support" and any(child.lower_ == "life" for child in one.children) for one in kids
    )
    now = token.tag_ == "VBG" or base == "undergo"  # "fought for his life" may be long ago
    if support or (now and any(lemma(one) in means and one.i > token.i for one in kids)):
        for persons in list(subjects(page, token))[:1]:
            for harm in said(page, token, persons, "injured", "care"):
                # "Another man underwent surgery": how one of those told of fares, and not one more.
                yield replace(harm, victims=replace(harm.victims, more=False))


def _dying(page: Scene, token: Token, base: str) -> Iterator[Harm]:
    """ "Breathed their last", "met his death", "attained martyrdom", "fell martyr"."""
    nouns = vocabulary("harm")["dying"].get(base, ())
    behind = [*token.children, *(one for kid in token.children if kid.lower_ == "as" for one in kid.children)]
    told = next((one for one in behind if one.i > token.i and lemma(one) in nouns), None)
    if token.pos_ != "VERB" or told is None or any(child.dep_ == "auxpass" for child in token.children):
        return
    for persons in list(subjects(page, token))[:1]:
        yield from said(page, token, persons, "killed", "subject", told.i)


def _is_treated(token: Token, wound: Token | None) -> bool:
    """ "Treated for burns", "seven are still being treated"; not "is being treated as a suspect"."""
    if lemma(token) != "treat":
        return False
    likened = any(child.lower_ in ("as", "like", "with") for child in token.children)
    now = any(child.lower_ == "being" or (child.dep_ == "conj" and lemma(child) == "release") for child in token.children)
    return wound is not None or (now and not likened)


def _care(page: Scene, token: Token, base: str) -> Iterator[Harm]:
    """Taken to hospital, treated for wounds, in critical condition: hurt, and alive as far as this says."""
    if base not in words("harm", "care_verbs") or token.pos_ not in ("VERB", "AUX"):
        return
    below = {lemma(one): one for one in token.subtree if one.i > token.i and one.i < token.i + 14}
    place = next((below[word] for word in sorted(below) if word in words("harm", "care")), None)
    if place is not None and base == "leave" and _is_of_other_verb(place, token):
        place = None
    carried = below.get("ambulance")  # "taken by ambulance"; not "rushed along until they met an ambulance"
    if place is None and carried is not None and carried.head.lower_ in ("by", "in", "into"):
        place = carried
    wound = next((below[word] for word in sorted(below) if word in words("harm", "wound")), None)
    place = place or _cause_of(token)
    if (place is None and not _is_treated(token, wound)) and token.lower_ not in (
        "airlifted",
        "hospitalized",
        "medevaced",
    ):
        return
    if base == "receive" and not any(lemma(child) in words("harm", "received") for child in token.children):
        return
    deaths = [below[word] for word in ("die", "dead", "deceased", "death", "morgue", "succumb") if word in below]
    some = bool(deaths) and all(_is_of_some(one, token) for one in deaths)
    they = any(_is_of_them(one) for one in deaths)
    if deaths and not some and not they:
        return
    done_to = any(child.dep_ == "nsubjpass" for child in token.children)
    objects = [child for child in token.children if child.dep_ in OBJECTS and not done_to and is_patient(page, child)]
    if objects and objects[0].lower_ in ("himself", "herself", "themselves"):
        objects = list(subjects(page, token))  # "drove himself to a hospital"
    stays = token.lower_ in ("remain", "remains", "remained", "recovering", "recuperating")
    passive = token.tag_ == "VBN" or stays or base == "receive"
    for persons in objects or (list(subjects(page, token)) if passive else []):
        if _is_on_duty(page, token, persons):
            continue
        outcome: Outcome = "killed_or_injured" if some else "killed" if they else "injured"
        yield from (
            harm
            for harm in said(page, token, persons, outcome, "care", (place or wound or token).i)
            if not they or (harm.victims.number.low or 0) > 1
        )


def _cause_of(token: Token) -> Token | None:
    """The "shooting" of "two are recovering after a shooting", "shot" of "is recovering after being shot"."""
    if lemma(token) not in words("harm", "wound_from"):
        return None
    after = [one for one in token.children if one.i > token.i and one.lower_ in words("incidents", "sequence")]
    below = [one for word in after for one in word.children if one.dep_ in ("pobj", "pcomp")]
    return next((one for one in below if lemma(one) in _incidents() or outcome_of("object", lemma(one))), None)


def _is_of_other_verb(place: Token, verb: Token) -> bool:
    """ "Leaving the girl to take Poe to the hospital": where Poe went, and not the girl."""
    at = place.head
    while at.i > verb.i:
        if at.pos_ == "VERB":
            return True
        at = at.head
    return False


def _is_on_duty(page: Scene, care: Token, persons: Token) -> bool:
    """ "Deputies were sent to the hospital": officers without a number who are sent somewhere have work there."""
    sent = lemma(care) in words("harm", "sent")
    counted = any(one.i in page.number_at for one in (persons, *persons.children))
    return sent and not counted and lemma(persons) in words("persons", "security_force")


def _is_of_them(death: Token) -> bool:
    """ "Two were taken to a hospital, where they died": all of them did."""
    verb = death
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    return any(child.dep_ in ("nsubj", "nsubjpass") and child.lower_ in ("they", "both") for child in verb.children)


def _is_of_some(death: Token, care: Token) -> bool:
    """Did only a number of those die who were taken to hospital ("two were taken to a hospital, where one died")?"""
    verb = death
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    dead = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
    return verb != care and bool(dead) and (dead[0].lower_ == "one" or dead[0].pos_ == "NUM")
