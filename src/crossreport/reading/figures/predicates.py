"""What befell whom: verbs of harm in a sentence, each with the persons that it is said of."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from crossreport.model.said import Outcome
from crossreport.reading.figures.doers import (
    SELVES,
    death_of,
    is_done_by_authority,
    is_done_by_many,
    is_done_to_things,
    is_either,
    is_left_dead,
    is_taking,
    is_told_of_thing,
    selves_of,
    takes_hostage,
    whom_it_takes,
)
from crossreport.reading.figures.fates import fate_of
from crossreport.reading.figures.patients import (
    OBJECTS,
    SUBJECTS,
    Harm,
    inverted,
    is_patient,
    is_share,
    left_of,
    outcome_of,
    right_of,
    said,
    subjects,
)
from crossreport.reading.figures.persons import state_words
from crossreport.reading.figures.scene import Scene, is_person, is_second_verb, lemma
from crossreport.reading.figures.shot_at import is_shot_where
from crossreport.reading.figures.states import noun_of, state_of
from crossreport.reading.figures.unreal import is_generic
from crossreport.reading.figures.wounds import wound_of
from crossreport.reading.parsed import Token
from crossreport.reading.said.modality import is_cut_off
from crossreport.vocabulary.load import vocabulary, words

# "Shot at", "shot into": what a gun was aimed at, and whom it may have missed.
AIMED = frozenset({"at", "back", "toward", "towards", "into", "up"})
# The groups of vocabulary/harm.yaml that give a word's outcome, and the words that a rule of their own begins with.
OF_A_WORD = ("object", "subject", "state", "noun", "counted")
BY_THEMSELVES = (
    "condition", "critical", "dies", "hospital", "make", "pass", "pronounce", "survive", "turn", "victim",
)  # fmt: skip


def find_harm(page: Scene) -> Iterator[Harm]:
    """Every harm that a word of the sentence says of persons, in text order; one person may be told of twice."""
    for token in page.tokens():
        if not may_tell(token) or _is_surname(page, token):
            continue
        base = _base(page, token)
        for found in (
            *_verb(page, token, base),
            *state_of(page, token, base),
            *noun_of(page, token, base),
            *wound_of(page, token, base),
        ):
            if not is_generic(page, token, found.victims) and not _is_of_another(page, token, found):
                yield _or_hurt(page, found)


def _is_of_another(page: Scene, token: Token, harm: Harm) -> bool:
    """ "Sharing a video of the deceased, Ana Poe wrote", "a neighbour of the deceased named Ana Poe": she is not dead."""
    if token.i - 2 <= page.first or harm.victims.first <= token.i or token.nbor(-1).lower_ != "the":
        return False
    after, before = token.nbor().lower_, page.doc[token.i - 2]
    kin = before.lower_ == "of" and is_person(page, page.doc[token.i - 3])
    return token.lower_ in state_words() and ((after == "," and before.pos_ == "ADP") or (after == "named" and kin))


def may_tell(token: Token) -> bool:
    """Is it one of the words that any rule for a word of harm begins with? Most words of a sentence are not."""
    low = token.lower_
    return lemma(token) in _begin() or low in _begin() or low.removesuffix("s") in _begin() or low.startswith("commit")


@cache
def _begin() -> frozenset[str]:
    """Those words: of the lists in vocabulary/harm.yaml that are looked up by the word itself, and of the rules for one."""
    listed = (one for group in OF_A_WORD for forms in vocabulary("harm")[group].values() for one in forms)
    named = words("harm", "to_death", "lose_verbs", "take_verbs", "care_verbs", "support_verbs", "taking", "wound", "dying")
    return frozenset([*listed, *named, *vocabulary("harm")["participles"], *vocabulary("harm")["struggle"], *BY_THEMSELVES])


def _is_surname(page: Scene, token: Token) -> bool:
    """ "Judge Ivo Hurt", "Mr. Slaughter": a name, in running text, that is a word of harm too."""
    return token.ent_type_ == "PERSON" and token.pos_ == "PROPN" and token.text[:1].isupper() and not page.heading


def _or_hurt(page: Scene, harm: Harm) -> Harm:
    """ "Ten were killed or wounded", "killing or wounding ten", "100 dead and wounded": a number of both."""
    after = page.doc[harm.last + 1 : min(harm.last + 4, page.end)]
    both = len(after) > 1 and after[0].lower_ in ("or", "and", "and/or") and after[1].lower_ in _hurt_states()
    several = harm.victims.number.low != 1 and harm.victims.last < harm.last
    ends = len(after) < 3 or (after[2].i not in page.number_at and after[2].pos_ not in ("DET", "NOUN", "PROPN", "NUM"))
    either = harm.outcome == "killed" and both and several and ends
    return replace(harm, outcome="killed_or_injured", rule="either") if either or is_either(page, harm) else harm


@cache
def _hurt_states() -> frozenset[str]:
    return frozenset(vocabulary("harm")["of_the"]["injured"])


def _base(page: Scene, token: Token) -> str:
    """The lemma; "14 shot" and "Man slain" are verbs whatever the tagger says."""
    counted = token.i > page.first and (token.i - 1 in page.number_at or token.i - 1 in page.age_at)
    if is_second_verb(page, token):
        return token.lower_.removesuffix("s")  # no verb of harm ends in s
    if token.lower_ == "shot" and token.tag_ == "VBP":
        return "shoot"  # "left two others shot"
    listed = vocabulary("harm")["participles"]
    hit = page.heading or counted or _is_shot_dead(page, token)
    if token.lower_ in listed and token.pos_ != "VERB" and hit and not _is_gunshot(page, token):
        return str(listed[token.lower_])
    base = lemma(token)
    return "abduct" if base in words("harm", "taking") and takes_hostage(token) else base


def _is_gunshot(page: Scene, token: Token) -> bool:
    """ "One shot was fired", "fired two shots": the shot of a gun, and nobody who was shot."""
    if token.lower_ != "shot" or token.pos_ != "NOUN":
        return False
    after = page.doc[token.i + 1 : min(token.i + 4, page.end)]
    at = token.head if token.dep_ in (*SUBJECTS, *OBJECTS, "pobj", "conj") else token
    return lemma(at) in words("harm", "gunshot_verbs") or any(lemma(one) in words("harm", "gunshot_verbs") for one in after)


def _is_shot_dead(page: Scene, token: Token) -> bool:
    """ "A Zelian shot dead nine people": a verb, whatever the parser makes of the adjective between it and its object."""
    return token.lower_ == "shot" and token.i + 1 < page.end and page.doc[token.i + 1].lower_ == "dead"


def _verb(page: Scene, token: Token, base: str) -> Iterator[Harm]:
    if token.pos_ not in ("VERB", "AUX", "PROPN", "NOUN", "ADJ"):
        return
    outcome = outcome_of("object", base)
    if outcome == "abducted" and base in words("harm", "authority_does") and is_done_by_authority(token):
        outcome = "detained"
    if outcome is None and base in words("harm", "to_death") and death_of(token) is not None:
        outcome = "killed"
    if outcome and _is_verb(page, token, base) and _holds(page, token, base):
        outcome, last = _deadly(page, token, outcome)
        for persons, rule in (*_patients(page, token), *_further(page, token)):
            yield from said(page, token, persons, "injured" if rule == "own_limb" else outcome, rule, last)
    outcome = outcome_of("subject", base)
    dies = page.heading and token.lower_ == "dies"  # whatever the tagger takes it for
    if outcome and not _is_natural(token) and (token.pos_ in ("VERB", "AUX") or base != lemma(token) or dies):
        for persons in subjects(page, token):
            yield from said(page, token, persons, outcome, "subject")
    yield from fate_of(page, token, base)


def _is_natural(token: Token) -> bool:
    """ "Died from cancer", "died of natural causes": nobody's deed, and no accident."""
    causes = [
        one for child in token.children if child.lower_ in ("of", "from") for one in child.children if one.dep_ == "pobj"
    ]
    listed = words("harm", "natural_causes")
    return any(
        lemma(one) in listed and (lemma(one) != "cause" or any(kid.lower_ == "natural" for kid in one.children))
        for one in causes
    )


def _is_verb(page: Scene, token: Token, base: str) -> bool:
    after = page.doc[token.i + 1] if token.i + 1 < page.end else None
    if token.tag_ == "VBG" and after is not None and lemma(after) in words("harm", "law"):
        return False  # "the shooting victims"
    if token.pos_ == "VERB" or is_second_verb(page, token):
        return True
    return (token.lower_ in vocabulary("harm")["participles"] and base != lemma(token)) or (
        page.heading and token.lower_ in vocabulary("harm")["participles"]
    )


def _holds(page: Scene, token: Token, base: str) -> bool:
    """Does a word of many senses mean harm here: "hit" by bullets, "gun" down?"""
    after = page.doc[token.i + 1 : min(token.i + 3, page.end)]
    if token.lower_ == "shot" and len(after) == 2 and after[0].lower_ == "at" and is_shot_where(page, token, after[1]):
        return True
    if token.lower_ == "shot" and page.doc[token.i + 1 : token.i + 2].text.lower() in AIMED:
        return False
    if token.lower_ == "shot" and _is_firing(page, token):
        return False
    if base in ("hit", "strike") and page.doc[token.i + 1 : token.i + 2].text.lower() in ("back", "out"):
        return False  # "she hit back at the reports", "he hit out at his critics": words
    if base == "seize" and not is_taking(page, token):
        return False
    needed = vocabulary("harm")["needs"].get(base)
    if needed is None or death_of(token) is not None:
        return True
    near = {lemma(one) for one in page.doc[max(token.i - 8, page.first) : min(token.i + 9, page.end)]}
    return token.lower_ in needed or bool(near & set(needed))


def _is_firing(page: Scene, token: Token) -> bool:
    """ "The gunman shot from a moving car": who does that fires. A headline may leave the "was" out, a sentence does not."""
    after = page.doc[token.i + 1].lower_ if token.i + 1 < page.end else ""
    if page.heading or after not in ("from", "through", "out") or any(one.dep_ == "auxpass" for one in token.children):
        return False
    return any(one.dep_ == "nsubj" and lemma(one) in words("persons", "attacker") for one in token.children)


def _deadly(page: Scene, token: Token, outcome: Outcome) -> tuple[Outcome, int]:
    """A shooting, stabbing or burning is deadly where a word of its own says so: "shot dead", "shot her to death"."""
    if outcome == "killed" or token.lemma_ in ("gun", "mow"):
        return "killed", token.i
    if lemma(token) in words("harm", "killed_alive") and page.doc[token.i + 1 : token.i + 2].text.lower() == "alive":
        return "killed", token.i + 1
    death = death_of(token)
    if death is not None:
        return "killed", death.i if death.i - token.i <= 2 else token.i
    for child in token.children:
        apart = any(one.text in ",;:" for one in page.doc[token.i + 1 : child.i])  # "five shot, one dead"
        if child.dep_ in OBJECTS and child.i > token.i and not apart and is_left_dead(child):
            return "killed", token.i  # "shot a man dead"
        denied = page.doc[child.i - 1].lower_ in ("no", "not", "none")  # "left four wounded but no dead"
        near = not denied and abs(child.i - token.i) < 4
        found = child if child.lower_ in words("harm", "deadly") and near else None
        cut = any(one.text in ",;:" or one.i in page.number_at for one in page.doc[token.i + 1 : child.i])
        if found is not None and not cut and (found.lower_ != "dead" or found.i > token.i):
            return "killed", max(token.i, found.i) if found.i - token.i <= 2 else token.i
    beside = page.doc[token.i + 1 : min(token.i + 3, page.end)].text.lower()
    before = page.doc[token.i - 1].lower_ if token.i > page.first else ""
    if beside in ("and killed", ", killed"):
        return "killed", token.i + 2
    if beside.startswith(("dead", "to death", "fatally")) or before in ("fatally", "mortally", "lethally"):
        return "killed", token.i + (1 if beside.startswith(("dead", "fatally")) else 2 if beside == "to death" else 0)
    return outcome, token.i


def _is_own(limb: Token) -> bool:
    """ "Shot his own leg", "shoots own hand"."""
    return any(child.lower_ == "own" for child in limb.children)


def _further(page: Scene, token: Token) -> Iterator[tuple[Token, str]]:
    """The persons of a second count that shares the verb: "killed two on Monday and three more on Tuesday",
    "resulted in 14 rebels and two soldiers killed"."""
    done_to = any(child.dep_ in OBJECTS and is_patient(page, child) for child in token.children)
    for child in token.children if done_to else ():
        alone = not any(one.pos_ in ("VERB", "AUX") or one.lower_ in state_words() for one in child.subtree)
        after = page.doc[child.right_edge.i + 1] if child.right_edge.i + 1 < page.end else None
        ends = after is None or after.is_punct or after.dep_ == "cc"
        if child.dep_ == "conj" and child.i > token.i and alone and ends and _is_counted_person(page, child):
            yield child, "active"
    own = next((child for child in token.children if child.dep_ in SUBJECTS and child.i < token.i), None)
    joint = page.doc[own.left_edge.i - 1] if own is not None and own.left_edge.i > page.first else None
    if token.tag_ != "VBN" or joint is None or joint.dep_ != "cc" or any(one.dep_ == "auxpass" for one in token.children):
        return
    first = joint.head
    if first.dep_ == "pobj" and lemma(first.head.head) in words("harm", "result_verbs") and _is_counted_person(page, first):
        yield first, "participle"


def _is_slain(page: Scene, token: Token, left: Token) -> bool:
    """ "The names of three men slain": a participle right behind a count of persons, whatever it was parsed as."""
    return token.tag_ == "VBN" and left.i == token.i - 1 and _is_counted_person(page, left)


def _is_of_two_counts(page: Scene, token: Token) -> bool:
    """ "1 killed 3 injured in a shooting": a count and what befell it, twice, without a comma."""
    doc, i = page.doc, token.i
    if token.tag_ not in ("VBN", "VBD") or i - 1 not in page.number_at or i + 1 not in page.number_at:
        return False
    after = max(j for j, one in page.number_at.items() if one is page.number_at[i + 1]) + 1
    return after < page.end and doc[after].lower_ in state_words() and doc[after].dep_ != "amod"


def _is_counted_person(page: Scene, token: Token) -> bool:
    counted = token.i in page.number_at or any(child.i in page.number_at for child in token.children)
    return counted and is_patient(page, token)


def _patients(page: Scene, token: Token) -> Iterator[tuple[Token, str]]:
    """Whom the verb is done to, with the construction by which it is said."""
    if _is_of_two_counts(page, token):
        yield page.doc[token.i - 1], "passive"
        return
    opens = token.is_sent_start and token.lower_ in vocabulary("harm")["participles"]  # "Shot dead were": taken for a name
    behind = inverted(page, token) if opens or token.tag_ in ("VBN", "VBD", "JJ") else None
    if behind is not None:
        yield behind, "passive"
        return
    objects = whom_it_takes([child for child in token.children if child.dep_ in OBJECTS and child.i > token.i])
    objects = [one for one in objects if page.doc[one.left_edge.i - 1].lower_ != "by" and one.left_edge.lower_ != "by"]
    objects = [one for one in objects if not is_cut_off(token, one)]
    if any(lemma(one) in vocabulary("harm")["needs"]["hit"] and _is_own(one) for one in objects):
        yield from ((one, "own_limb") for one in subjects(page, token))
        return
    things = [one for one in objects if not is_patient(page, one)]
    objects = [one for one in objects if is_patient(page, one)]
    if things and not objects and (is_done_to_things(page, token, things) or any(map(is_share, things))):
        return
    if objects:
        yield objects[0], "active"
        yield from ((one, "active") for one in selves_of(token, objects[0])[:1])
        if objects[0].lower_ in SELVES:  # "killed himself and four guards"
            yield from ((one, "active") for one in objects[0].children if one.dep_ == "conj" and is_patient(page, one))
        return
    passive = any(
        child.dep_ == "auxpass" or (child.lemma_ in ("be", "get") and child.dep_ == "aux") for child in token.children
    )
    shared = next(
        (one for one in token.children if one.dep_ == "conj" and one.pos_ == "VERB" and one.i - token.i <= 4), None
    )
    # "One was killed and police seek him": another's deed, whose object is not the object of the first verb.
    if shared is not None and (passive or any(child.dep_ in SUBJECTS for child in shared.children)):
        shared = None
    if shared is not None and any(c.dep_ in OBJECTS and is_patient(page, c) for c in shared.children):
        return  # "shot and killed X": the second verb has the object, and says the graver thing.
    if token.tag_ not in ("VBN", "VBD") and not token.lower_.endswith(("ed", "shot", "slain", "hurt")):
        right = right_of(page, token.i + 1)
        if right is not None and token.tag_ in ("VBG", "VBZ", "VBP", "VB", "NN", "NNS", "NNP", "NNPS"):
            yield right, "active"
        return
    if token.dep_ == "amod" and token.head.i > token.i and is_person(page, token.head):
        yield token.head, "amod"
        return
    listed = token.dep_ in ("acl", "relcl") and token.i - 1 in page.number_at and token.head.i < token.i - 1
    if listed and page.doc[token.i - 2].text in (":", ",", ";", "-", "–"):
        yield page.doc[token.i - 1], "passive"  # "Casualties: 3 killed, 5 injured", and not "Father of 5 killed"
        return
    speaker = next((one for one in page.doc[token.head.i + 1 : token.i] if one.text == ":"), None)
    if speaker is not None and token.dep_ in ("acl", "relcl") and page.heading:
        left = left_of(page, token.i - 1)  # "Deputies: boy shot, killed"
        yield from ((one, "passive") for one in (left,) if one is not None and one.i > speaker.i)
        return
    if (
        token.dep_ in ("acl", "relcl", "amod")
        and token.head.i < token.i
        and token.tag_ == "VBN"
        and is_patient(page, token.head)
    ):
        if token.dep_ == "relcl":
            yield from ((one, "passive") for one in subjects(page, token))
        else:
            yield _of_more(page, token.head, token), "participle"
        return
    if token.dep_ in ("xcomp", "oprd", "ccomp") and lemma(token.head) in words("harm", "leave_verbs"):
        left_so = [one for one in token.head.children if one.dep_ in OBJECTS and one.i < token.i and is_patient(page, one)]
        if left_so:
            yield left_so[-1], "state"
            return
    if token.dep_ == "conj" and lemma(token.head) == "leave" and token.tag_ in ("VBD", "VBP"):
        yield from ((one, "state") for one in token.children if one.dep_ == "nsubj" and _is_counted_person(page, one))
        return  # "left one dead and 11 others shot"
    left = left_of(page, token.i - 1)
    left = None if left is not None and passive and is_told_of_thing(page, token, left) else left
    after = token.i + 1
    if page.doc[after : after + 2].text.lower() == "to death":
        after += 2
    while after < page.end and page.doc[after].lower_ in ("dead", "fatally", "down"):
        after += 1
    right = right_of(page, after)
    own = next(
        (child for child in token.children if child.dep_ in SUBJECTS and child.i < token.i and is_patient(page, child)), None
    )
    if right is not None and not passive and (left is None or after > token.i + 1 or token.tag_ == "VBD"):
        yield right, "active"
    elif is_done_by_many(page, token):
        return
    elif passive and own is not None:
        yield own, "passive"
    elif left is not None and (left.i in page.number_at or passive or page.heading or _is_slain(page, token, left)):
        yield left if passive else _of_more(page, left, token), "passive"
    else:
        found = subjects(page, token, passive_only=not passive)
        yield from ((one if passive else _of_more(page, one, token), "passive") for one in found)


def _of_more(page: Scene, counted: Token, participle: Token) -> Token:
    """ "Freed 21 of the 200 girls seized in April": the 200 were seized, whatever the parser has the participle tell of."""
    of = counted.i + 1
    taken = outcome_of("object", lemma(participle)) in ("abducted", "detained", "missing")
    if not taken or counted.i not in page.number_at or of >= participle.i or page.doc[of].lower_ != "of":
        return counted  # "One of two men shot on Monday dies": of the shot the headline tells of one
    noun = page.doc[participle.i - 1]
    more = any(i in page.number_at for i in range(of + 1, noun.i))
    return noun if more and participle.tag_ in ("VBN", "VBD") and is_patient(page, noun) else counted
