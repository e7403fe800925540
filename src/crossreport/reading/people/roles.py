"""Reads from the words around a name whether it is a victim's or an accused person's, and what befell them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from crossreport.model.said import Outcome
from crossreport.reading.layout import Document
from crossreport.reading.mentions.reality import reality
from crossreport.reading.parsed import Token
from crossreport.reading.people.names import Name
from crossreport.reading.people.outcomes import DEAD, befalls, is_sexual, noun_outcome, outcome_of
from crossreport.vocabulary.load import words

BESIDE = ("appos", "compound", "amod", "nmod")
STATED = ("oprd", "acomp", "advmod", "xcomp", "ccomp", "amod", "dobj")


@dataclass(frozen=True)
class Role:
    """One sign that a person was harmed or is accused; heavier signs outweigh lighter ones."""

    role: Literal["victim", "accused"]
    weight: float = 1.0
    outcome: Outcome | None = None
    sexual: bool = False
    # False where the sign is that of another name in the same row of names.
    direct: bool = True


def _row(token: Token, is_aged: bool) -> Iterator[Token]:
    """A name's head and the heads of the row of names that it stands in ("Ana Vost, 34, and Tomas Brill were shot").

    Who has an age (`is_aged`) is no town's neighbour: "Ana Vost, 34, of Brenik and Tomas Brill, 36, were shot".
    """
    seen = 0
    while seen < 12:
        yield token
        if is_aged and (home := _of_home(token)) is not None:
            token, is_aged, seen = home, False, seen + 1
            continue
        if (
            token.dep_ not in ("conj", "appos", "nmod")
            or token.head.i == token.i
            or token.head.pos_ not in ("PROPN", "NOUN", "NUM", "X")
        ):
            return
        token, seen = token.head, seen + 1


def _of_home(token: Token) -> Token | None:
    """The name behind whose home town the parser put another name ("Ana Vost, of Brenik and Tomas Brill"), if it did."""
    town = token.head
    if token.dep_ != "conj" or town.dep_ != "pobj" or town.head.lower_ not in ("of", "from"):
        return None
    return town.head.head if town.head.head.pos_ == "PROPN" else None


def role_of(document: Document, name: Name, violent: bool) -> Iterator[Role]:
    """Signs read off the parse: whose subject or object a name is, and what it stands beside.

    `violent` says that the report counts people killed or hurt: an arrest that names no crime is then one for that.
    """
    root = document.doc[name.first : name.last + 1].root
    direct = True
    for token in _row(root, name.age is not None) if not _is_whose(document, name) else (root,):
        for role in (*_of_noun(token, name, direct, violent), *_of_verb(token, violent)):
            yield role if direct else replace(role, direct=False)
        direct = False


def says_whose(document: Document, name: Name) -> bool:
    """Does a name only say whose kin somebody is ("Ana Karn's brother", "the mother of Ivo Karn, Ana Karn")?"""
    after = document.doc[name.last + 1 : name.last + 3]
    owns = len(after) == 2 and after[0].tag_ == "POS" and after[1].lemma_.lower() in words("persons", "kin")
    return owns or _is_whose(document, name)


def _is_whose(document: Document, name: Name) -> bool:
    """Does the name only say whose kin somebody is ("the son of firefighter Ivo Karn and Ana Karn")?"""
    start = document.sentences[name.sentence].tokens.start
    for i in range(name.first - 1, max(name.first - 8, start), -1):
        token = document.doc[i]
        if token.lower_ == "of":
            return document.doc[i - 1].lemma_.lower() in words("persons", "kin")
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "DET", "CCONJ"):
            return False
    return False


def speaks(document: Document, name: Name) -> bool:
    """Is it the name of who says something, or of an office that speaks of others?"""
    doc = document.doc
    root = doc[name.first : name.last + 1].root
    after = doc[name.last + 1].lemma_.lower() if name.last + 1 < len(doc) else ""
    before = doc[name.first - 1].lemma_.lower() if name.first else ""
    if after in words("people", "says") or before in words("people", "speakers") or _is_source(document, name):
        return True
    return root.dep_ == "nsubj" and root.head.i > root.i and root.head.lemma_.lower() in words("people", "says")


def told_of_self(document: Document, name: Name) -> Iterator[Role]:
    """What befell who says so of himself: "I was shot twice," Ana Vost said."""
    root = document.doc[name.first : name.last + 1].root
    if root.dep_ != "nsubj" or root.head.lemma_.lower() not in words("people", "says"):
        return
    within = 0
    for token in document.sentences[name.sentence].tokens:
        within += token.text == '"'
        verb = token.head
        if token.lower_ == "i" and within % 2 and token.dep_ == "nsubjpass" and reality(verb) in ("none", "historical"):
            outcome = outcome_of(verb)
            if outcome is not None:
                yield Role("victim", 2.0, "injured" if outcome == "killed_or_injured" else outcome)


def _is_source(document: Document, name: Name) -> bool:
    """ "According to Police Chief Bob Karn, one of the victims ...": does only an office stand between?"""
    start = document.sentences[name.sentence].tokens.start
    for i in range(name.first - 1, max(name.first - 9, start), -1):
        token = document.doc[i]
        if token.lower_ == "to":
            return document.doc[i - 1].lower_ == "according"
        if token.pos_ not in ("PROPN", "NOUN", "ADJ", "DET", "PUNCT") or token.text in (",", ";", '"'):
            return False
    return False


def _of_noun(token: Token, name: Name, direct: bool, violent: bool) -> Iterator[Role]:
    """Signs by nouns: "the victim, Ana Vost", "the killing of Ana Vost", "Ana Vost's death", "suspect Ivo Karn"."""
    # "Suspect Ivo Karn was shot": at the head of a sentence the tagger takes the noun for a name.
    beside = [child for child in token.children if child.dep_ in BESIDE and child.pos_ in ("NOUN", "PROPN")]
    if not name.first <= token.i <= name.last:
        beside.append(token)
    if token.dep_ == "attr" and token.head.lemma_ == "be":
        subjects = [child for child in token.head.children if child.dep_ == "nsubj"]
        beside += subjects
        yield from _told_of(subjects)
    for one in beside:
        lemmas = {one.lemma_.lower(), *(child.lower_ for child in one.children if child.dep_ == "amod")}
        if lemmas & words("people", "victim"):
            yield Role("victim", 2.0, "killed" if lemmas & DEAD else None)
        if lemmas & words("people", "accused"):
            yield Role("accused", 2.0)
    if not direct and token.pos_ != "PROPN":
        return
    head = token.head
    if token.dep_ == "poss" and head.i - token.i <= 5:
        if head.lemma_.lower() in words("people", "victim_of_noun"):
            yield Role("victim", 1.5, noun_outcome(head), is_sexual(head))
        elif head.lemma_.lower() in words("people", "accused_noun") and (violent or _is_violent(head)):
            yield Role("accused", 1.5)
    if token.dep_ == "pobj" and head.lower_ == "of":
        if head.head.lemma_.lower() in words("people", "victim_of_noun"):
            yield Role("victim", 2.0, noun_outcome(head.head), is_sexual(head.head))
        elif head.head.lower_ in ("body", "bodies") or (head.head.lower_ in ("life", "lives") and _takes(head.head)):
            yield Role("victim", 2.0, "killed")


def _told_of(subjects: Sequence[Token]) -> Iterator[Role]:
    """ "The couple killed in the house was Ana and Ivo Karn", "among those shot was Ana Vost": by what befell them."""
    for subject in subjects:
        for verb in subject.children:
            if verb.dep_ == "acl" and verb.tag_ == "VBN" and (outcome := outcome_of(verb)) is not None:
                yield Role("victim", 2.0, outcome, is_sexual(verb))


def _takes(life: Token) -> bool:
    return life.head.lemma_.lower() in words("harm", "take_verbs")


def _of_verb(token: Token, violent: bool) -> Iterator[Role]:
    """Signs by verbs: done to (object, passive subject, "who was"), or done by."""
    for verb in _governors(token):
        passive, patient = _patient(token, verb)
        if not patient and token.dep_ == "conj" and token.i > verb.i:
            continue  # "charged in the killing of A and B, 33, and C": what follows a verb is not its subject
        for one in (verb, *_rows_of_verbs(verb)):
            if reality(one) not in ("none", "historical") or _has_other_subject(token, one):
                continue
            own = one.i == verb.i
            if (passive if own else is_passive(one)) or (patient and own):
                yield from _done(one, violent)
            elif not patient:
                yield from _does(one, violent)
        if not patient:
            yield from _told_after(verb)


def _has_other_subject(token: Token, verb: Token) -> bool:
    """Does another name stand right before the verb ("..., after gunman Ivo Karn, 40, shot"), whatever the parse says?"""
    own = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass") and child.i > token.i]
    if verb.dep_ in ("relcl", "acl") and verb.head.i == token.i and any(one.pos_ in ("PROPN", "NOUN") for one in own):
        return True  # "Ana Vost, the friend whom Karn is accused of killing"
    at = verb.i - 1
    while at > token.i and (verb.doc[at].is_punct or verb.doc[at].pos_ in ("NUM", "ADV") or verb.doc[at].text == "Jr."):
        at -= 1
    before = verb.doc[at]
    return token.i < at < verb.i and before.pos_ == "PROPN" and before.ent_type_ == "PERSON" and not _is_one_run(token, at)


def _is_one_run(token: Token, at: int) -> bool:
    """Are the tokens from a name's head to another one all of that name ("Ana Vost Soto")?"""
    return all(one.pos_ == "PROPN" for one in token.doc[token.i : at + 1])


def is_passive(verb: Token) -> bool:
    """Is a verb in the passive, or a participle joined to one?"""
    return any(child.dep_ == "auxpass" for child in verb.children) or (verb.tag_ == "VBN" and verb.dep_ == "conj")


def _done(verb: Token, violent: bool) -> Iterator[Role]:
    lemma = verb.lemma_.lower()
    outcome = outcome_of(verb)
    if outcome is not None:
        yield Role("victim", 2.0, outcome, is_sexual(verb))
    if lemma in ("rape", "molest"):
        yield Role("victim", 2.0, None, sexual=True)
    states = {child.lower_ for child in verb.children if child.dep_ in STATED}
    if lemma in words("people", "victim_of") | {"find", "leave"} and states & words("people", "states"):
        yield Role("victim", 2.0, "killed" if states & DEAD else "injured")
    around = {one.lower_ for one in verb.subtree}
    if lemma in words("harm", "care_verbs") and around & words("harm", "care"):
        yield Role("victim", 1.0, "injured")
    if lemma in words("people", "accused_of"):
        if (violent and not _names_crime(verb)) or _is_violent(verb):
            yield Role("accused", 2.0)
        elif violent:
            yield Role("accused", 1.0)  # for something beside the violence; the name is an accused person's all the same
    if lemma == "find" and "guilty" in around:
        yield Role("accused", 2.0)
    if lemma in words("people", "kept") and (violent or _is_violent(verb)) and around & words("people", "kept_for"):
        yield Role("accused", 2.0)
    if lemma == "take" and "custody" in around and violent:
        yield Role("accused", 2.0)
    if lemma == "want" and violent:
        yield Role("accused", 1.5)


def _names_crime(verb: Token) -> bool:
    """Does a charge or an arrest say for what?"""
    return any(child.dep_ == "prep" and child.lower_ in ("with", "for", "on", "of") for child in verb.children)


def _does(verb: Token, violent: bool) -> Iterator[Role]:
    lemma = verb.lemma_.lower()
    children = list(verb.children)
    objects = {child.lemma_.lower() for child in children if child.dep_ == "dobj"}
    if lemma in befalls() and not objects:
        yield Role("victim", 2.0, befalls()[lemma])
    if lemma in ("suffer", "sustain", "receive") and (objects & words("harm", "wound") or _suffers_from(verb)):
        yield Role("victim", 2.0, "injured")
    if lemma == "be" and _is_home(verb):
        yield Role("victim", 1.0, "injured")
    if lemma == "lose" and "life" in objects:
        yield Role("victim", 2.0, "killed")
    if lemma in ("be", "remain"):
        yield from _is_in_state(children)
    if lemma in ("be", "remain") and verb.tag_ == "VBZ" and _is_in_care(children):
        yield Role("victim", 1.0, "injured")
    within = {one.lower_ for child in children if child.lower_ in ("in", "behind") for one in child.children}
    if lemma in ("be", "remain") and (violent or _is_violent(verb)) and within & words("people", "kept_in"):
        yield Role("accused", 2.0)
    faces = lemma == "face" and objects & {"charge", "count", "allegation", "trial"}
    surrenders = violent and (
        lemma == "surrender" or (lemma == "turn" and objects & {"himself", "herself", "themselves", "themself"})
    )
    asks = lemma == "plead" and any(child.lower_ in ("for", "with") for child in verb.children)
    if ((faces or (lemma in ("plead", "confess") and not asks)) and (violent or _is_violent(verb))) or surrenders:
        yield Role("accused", 2.0)
    nouns = words("people", "victim", "accused")
    if verb.tag_ == "VBG" and verb.i + 1 < len(verb.doc) and verb.nbor(1).lemma_.lower() in nouns:
        return  # "and shooting victim Ana Vost": a noun
    if lemma in ("shoot", "kill", "stab", "murder", "gun") and any(child.dep_ == "dobj" for child in children):
        harmed = [one for child in children if child.dep_ == "dobj" for one in (child, *child.conjuncts)]
        if any(one.lower_ in ("himself", "herself") for one in (*children, *harmed)):
            yield Role("victim", 0.5, "killed" if lemma in ("kill", "murder") else "killed_or_injured")
        if any(one.lower_ not in ("himself", "herself") for one in harmed):
            yield Role("accused", 1.5)


def _suffers_from(verb: Token) -> bool:
    """ "Suffered from what appeared to be gunshot wounds"."""
    within = [one for child in verb.children if child.dep_ == "prep" and child.lower_ == "from" for one in child.subtree]
    return any(one.lemma_.lower() in words("harm", "wound") for one in within)


def _is_home(verb: Token) -> bool:
    """ "Is home from the hospital", "is out of the hospital"."""
    behind = verb.doc[verb.i + 1 : verb.i + 6]
    states = {one.lower_ for one in behind}
    return bool(states & {"home", "out"}) and bool(states & {"from", "of"}) and bool(states & words("harm", "care"))


def _is_in_care(children: Sequence[Token]) -> bool:
    """ "Is in a hospital bed", "remains at a hospital"."""
    inside = [one for child in children if child.dep_ == "prep" and child.lower_ in ("in", "at") for one in child.children]
    return any({one.lower_, *(child.lower_ for child in one.children)} & words("harm", "care") for one in inside)


def _is_in_state(children: Sequence[Token]) -> Iterator[Role]:
    for child in children:
        found = child.lemma_.lower()
        if child.dep_ in ("attr", "acomp", "oprd"):
            if found in words("people", "victim", "states"):
                yield Role("victim", 2.0, "killed" if found in DEAD else None)
            if found in words("people", "accused"):
                yield Role("accused", 2.0)
            if found in words("people", "hospital"):
                yield Role("victim", 1.5, "injured")
            if found == "wanted" or (found == "person" and any(one.lower_ == "interest" for one in child.subtree)):
                yield Role("accused", 1.5)
        if child.dep_ == "prep" and child.lower_ == "in":
            condition = next((one for one in child.children if one.lemma_.lower() == "condition"), None)
            if condition is not None and {one.lower_ for one in condition.children} & words("harm", "condition"):
                yield Role("victim", 2.0, "injured")


def _told_after(verb: Token) -> Iterator[Role]:
    """Signs in a clause below whose "he" or "she" is this verb's subject ("was taken to hospital, where she died")."""
    for one in verb.subtree:
        if one.pos_ != "VERB" or one.dep_ not in ("relcl", "advcl"):
            continue
        subjects = [child for child in one.children if child.dep_ in ("nsubj", "nsubjpass")]
        if any(child.lower_ in ("he", "she", "both", "they") for child in subjects):
            states = {child.lower_ for child in one.children if child.dep_ in STATED}
            if one.lemma_.lower() in befalls() or (one.lemma_.lower() in words("people", "victim_of") and states & DEAD):
                yield Role("victim", 2.0, "killed")


def _is_violent(verb: Token) -> bool:
    """Does a charge or an arrest name violence, in its own words or its sentence's?"""
    return any(one.lemma_.lower() in words("people", "violent_charge") for one in verb.sent)


def _governors(token: Token) -> Iterator[Token]:
    """The verbs that a name is subject or object of, and those of "X, who was shot"."""
    for child in token.children:
        if child.dep_ in ("relcl", "acl") and child.pos_ in ("VERB", "AUX"):
            yield child
    if token.dep_ in ("nsubj", "nsubjpass", "dobj", "oprd", "attr", "conj") and token.head.pos_ in ("VERB", "AUX"):
        yield token.head


def _patient(token: Token, verb: Token) -> tuple[bool, bool]:
    """(a passive's subject, an object) of this verb?"""
    if verb.head.i == token.i:
        who = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)
        who = who or (verb.dep_ == "acl" and verb.tag_ == "VBN")
        return who, who
    passive = token.dep_ == "nsubjpass" or any(child.dep_ == "auxpass" for child in verb.children)
    # "The two are charged in the killings of A, B": what the parser hangs on a passive is no object of it.
    is_object = token.dep_ == "oprd" or (token.dep_ == "dobj" and not any(one.dep_ == "nsubjpass" for one in verb.children))
    return passive and token.dep_ in ("nsubjpass", "nsubj", "conj"), is_object


def _rows_of_verbs(verb: Token) -> Iterator[Token]:
    """Verbs that share this one's subject ("was taken to hospital and died", "was arrested and charged")."""
    for child in verb.children:
        shares = not any("subj" in one.dep_ for one in child.children)
        if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX") and shares:
            yield child
            yield from _rows_of_verbs(child)
        if child.dep_ == "xcomp" and verb.lemma_.lower() in ("remain", "appear"):
            yield child
