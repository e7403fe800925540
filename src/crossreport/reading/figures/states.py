"""What persons are, and what they have: dead, wounded, in critical condition, a death, a gunshot wound."""

from collections.abc import Iterator

from crossreport.model.said import Outcome
from crossreport.reading.figures.numbers import exact
from crossreport.reading.figures.patients import (
    OBJECTS,
    SUBJECTS,
    Harm,
    inverted,
    is_patient,
    left_of,
    members_of,
    outcome_of,
    said,
    subjects,
)
from crossreport.reading.figures.persons import read_counted, state_words
from crossreport.reading.figures.phrase import Kind, Victims
from crossreport.reading.figures.scene import Scene, is_person, lemma
from crossreport.reading.figures.unreal import aux_of
from crossreport.reading.parsed import Token
from crossreport.reading.said.modality import children
from crossreport.vocabulary.load import vocabulary, words

# How many words may stand between a verb of leaving and the state in which it leaves somebody.
FAR = 16


def state_of(page: Scene, token: Token, base: str) -> Iterator[Harm]:
    """What persons are said to be: dead, wounded, missing, in critical condition."""
    yield from _condition(page, token, base)
    yield from _in_hospital(page, token, base)
    outcome = outcome_of("state", token.lower_)
    if outcome is None and page.heading and token.lower_ == "critical" and page.doc[token.i + 1 : token.i + 2].text != "of":
        outcome = "injured"  # "Man killed, woman critical"
    verbal = token.pos_ == "VERB" and token.dep_ not in ("oprd", "acomp", "ccomp") and token.lower_ != "missing"
    if outcome is None or verbal or token.lower_ == "shot":
        return
    if outcome_of("object", base) and token.pos_ == "VERB" and token.dep_ == "ccomp":
        return
    if token.lower_ == "dead" and token.i > page.first and lemma(page.doc[token.i - 1]) in ("shoot", "shot"):
        return
    if token.i > page.first and page.doc[token.i - 1].lower_ == "no":
        return  # "left four wounded but no dead"
    if base == "homeless" and token.dep_ == "amod" and token.head.i > token.i:
        return  # "two homeless men": what they were before
    for persons in _bearers(page, token):
        # "Four dead men were found": counted with the word, which stands among those that name them.
        within = token.dep_ == "amod" and persons.i == token.head.i and is_counted(page, persons) and not page.heading
        yield from said(page, token, persons, outcome, "amod" if within else "state")
        return


def _bearers(page: Scene, token: Token) -> Iterator[Token]:
    """Of whom a state is said: "three are dead", "left three people dead", "3 dead", "was found dead", "the dead man"."""
    behind = inverted(page, token)
    if behind is not None:
        yield behind
        return
    left = token.i - 1
    first = _first(page.doc[left]) if left >= page.first else token
    apart = any(one.lower_ in state_words() for one in page.doc[first.i : left])  # "12 wounded and five dead"
    joined = left >= page.first and not page.heading and first.i != left and not apart
    # "Three people dead east of Merrin": what the adjective is parsed with is no person, and those before it are.
    other = page.heading and token.head.i > token.i and not is_person(page, token.head)
    theirs = token.dep_ != "amod" or other
    named = token.dep_ == "amod" and token.head.i > token.i and is_person(page, token.head) and not page.heading
    beside = left >= page.first and not named and (left in page.number_at or (is_person(page, page.doc[left]) and theirs))
    if (left_so := _left_so(page, token)) is not None:
        yield left_so
        return
    if beside and not joined and (members := members_of(page, page.doc[left])) is not None:
        yield _first(members)  # "left two members of the family dead"
        return
    if beside and not joined:
        yield page.doc[left]
        return
    if token.dep_ == "amod" and token.head.i < token.i and _is_found(token.head):
        yield _first(token.head)  # "found a man and a toddler dead"
        return
    if token.dep_ == "amod" and token.head.i > token.i:
        if is_person(page, token.head):
            yield token.head
        return
    helpers = [child for child in token.children if child.pos_ == "AUX"]
    own = [child for one in (token, *helpers) for child in one.children if child.dep_ in SUBJECTS]
    if own:
        yield own[0]
        return
    verb = token.head
    for _ in range(3):
        if (
            token.dep_ == "conj"
            and verb.dep_ in ("acomp", "oprd", "attr", "conj")
            and verb.pos_ in ("ADJ", "VERB")
            and verb.head.i != verb.i
        ):
            verb = verb.head
    if verb.pos_ in ("VERB", "AUX"):
        objects = [one for one in verb.children if one.dep_ in OBJECTS and one.i < token.i and is_patient(page, one)]
        if objects and lemma(verb) in words("harm", "leave_verbs"):
            yield objects[-1]
            return
        if any(one.dep_ in OBJECTS and one.i < token.i for one in verb.children):
            return  # "deputies found it dead": not the deputies
        if lemma(verb) in words("harm", "leave_verbs") | {"be", "get", "lie", "appear", "seem", "go", "remain"}:
            yield from subjects(page, verb)
            return
    if page.heading:
        found = left_of(page, left)
        if found is not None:
            yield found


def _left_so(page: Scene, token: Token) -> Token | None:
    """ "Left 14 of the hostages dead", "left five students from a nearby college dead": the object, whatever hangs on it.

    What stands between the two may be parsed with the verb, and the state with the last noun.
    """
    if token.head.i > token.i:
        return None
    if token.dep_ == "oprd" and lemma(token.head) == "leave":
        return _object_of(page, token.head, token)
    for at in range(token.i - 1, max(page.first, token.i - FAR), -1):
        one = page.doc[at]
        if one.lower_ in state_words() or one.pos_ == "SCONJ" or one.text in (";", ":"):
            return None
        if lemma(one) in words("harm", "leave_verbs") and one.pos_ == "VERB":
            return _object_of(page, one, token)
        if one.tag_ in ("VBD", "VBZ", "VBP", "MD", "WP", "WDT") and one.dep_ not in OBJECTS:
            return None
    return None


def _object_of(page: Scene, verb: Token, state: Token) -> Token | None:
    """The persons whom a verb has as its object, where more words stand between them and the state."""
    objects = [one for one in children(verb, "dobj") if verb.i < one.i < state.i - 1]
    return objects[0] if objects and is_patient(page, objects[0]) else None


def _first(token: Token) -> Token:
    while token.dep_ == "conj" and token.head.i < token.i:
        token = token.head
    return token


def _is_found(noun: Token) -> bool:
    """Is the noun the object of finding or leaving, or the last of several?"""
    first = _first(noun)
    return first.dep_ in OBJECTS and lemma(first.head) in words("harm", "leave_verbs")


def _condition(page: Scene, token: Token, base: str) -> Iterator[Harm]:
    if base != "condition" or not any(child.lower_ in words("harm", "condition") for child in token.children):
        return
    prep = token.head
    if prep.lower_ != "in":
        return
    verb = prep.head
    if verb.pos_ in ("VERB", "AUX"):
        if lemma(verb) in ("be", "remain", "list", "stay", "lie"):
            for persons in subjects(page, verb):
                yield from said(page, token, persons, "injured", "condition")
        elif lemma(verb) == "leave":
            objects = [one for one in verb.children if one.dep_ in OBJECTS and is_patient(page, one)]
            for one in objects[:1]:
                yield from said(page, token, one, "injured", "condition")
    elif is_patient(page, verb):
        yield from said(page, token, verb, "injured", "condition")


def _in_hospital(page: Scene, token: Token, base: str) -> Iterator[Harm]:
    """ "Two men are in the hospital", "Four in hospital after shooting"."""
    prep = token.head
    if base != "hospital" or prep.lower_ != "in" or token.dep_ != "pobj":
        return
    bearer = prep.head
    if bearer.pos_ == "AUX" and lemma(bearer) in ("be", "remain"):
        for persons in list(subjects(page, bearer))[:1]:
            yield from said(page, token, persons, "injured", "care")
    elif (page.heading and bearer.i in page.number_at) or _is_left(page, bearer):
        yield from said(page, token, bearer, "injured", "care")


def _is_left(page: Scene, bearer: Token) -> bool:
    """ "Left one person dead and three others in the hospital": the second of those who were left so."""
    first = _first(bearer)
    verb = first if first.pos_ == "VERB" else first.head
    return bearer.dep_ == "conj" and lemma(verb) == "leave" and is_patient(page, bearer)


def noun_of(page: Scene, token: Token, base: str) -> Iterator[Harm]:
    """ "The killing of a youth", "her death", "five deaths", "a double murder"."""
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB") or token.tag_ in ("VBN", "VBD", "VBZ", "VBP", "VB"):
        return
    outcome = outcome_of("noun", base)
    counted = outcome_of("counted", base)
    if base == "victim":
        yield from _victims_of(page, token)
    if outcome is None and counted is None:
        return
    if _is_law(page, token):
        return
    if counted is not None:
        if _is_record(token, counted):
            return
        counts = is_counted(page, token) or _is_single(token, base)
        number = read_counted(page, token) if token.pos_ != "VERB" and counts else None
        if number is not None and (number.kind in ("counted", "none", "one") or _is_again(number)):
            yield Harm(counted, number, token.i, token.i, "noun-number", aux_of(page, token))
            return
    yield from _multiple(page, token, outcome)
    if outcome is None:
        return
    of = [one for kid in token.children if kid.lower_ == "of" for one in kid.children if one.dep_ == "pobj"]
    of = of or _of_after_place(page, token)
    owner = [one for one in token.children if one.dep_ == "poss"]
    if token.pos_ == "VERB" or (base == "body" and _is_where(token)):
        return
    for persons in (of or owner)[:1]:
        if is_patient(page, persons):
            fatal = any(lemma(one) in ("fatal", "deadly", "death") for one in token.children)
            yield from said(page, token, persons, "killed" if fatal else outcome, "noun")


def _is_record(noun: Token, outcome: Outcome) -> bool:
    """ "He has at least six arrests", "12 prior arrests": how often one man was held, and not how many were."""
    had = [one for one in children(noun.head, "nsubj") if noun.dep_ == "dobj" and lemma(noun.head) == "have"]
    one_man = any(one.tag_ in ("NN", "NNP") or one.lower_ in ("he", "she", "who") for one in had)
    before = any(child.lower_ in words("harm", "on_record") for child in noun.children)
    return outcome == "detained" and (one_man or before)


def _is_where(body: Token) -> bool:
    """ "A bullet in his body", "took it out of her body", "protects the life and the bodies of": where, and no death."""
    beside = [*children(body, "conj"), *([body.head] if body.dep_ == "conj" else [])]
    if any(lemma(one) in words("harm", "beside_body") for one in beside):
        return True
    before = body.head.head if body.head.lower_ == "of" else body.head
    return before.lower_ in words("harm", "body_parts_of")


def _victims_of(page: Scene, token: Token) -> Iterator[Harm]:
    """ "Three shooting victims walked in", "police found a gunshot victim": counted by what befell them."""
    kind = page.doc[token.i - 1].lower_ if token.i > page.first else ""
    outcome = outcome_of("victims_of", kind)
    found = read_counted(page, token) if outcome is not None and token.dep_ not in ("compound", "nmod") else None
    # A bare "shooting victim" in a headline speaks of somebody who is known, and counts nobody.
    bare = found is not None and found.first >= token.i - 1
    if outcome is not None and found is not None and not bare and found.kind in ("counted", "one", "again"):
        yield Harm(outcome, found, token.i, token.i, "noun", aux_of(page, token))


def _is_again(victims: Victims) -> bool:
    """ "The two deaths": those told of before, or in a headline that is not there."""
    return victims.kind == "again" and (victims.number.point or 0) > 1


def _of_after_place(page: Scene, token: Token) -> list[Token]:
    """ "The murder in Sarn of two leaders": what is said of the deed, though it stands behind its place or day."""
    where = [one for one in page.doc[token.i + 1 : min(token.i + 2, page.end)] if one.lower_ in ("in", "at", "near", "on")]
    places = [one for kid in where for one in kid.children if one.dep_ == "pobj" and one.pos_ == "PROPN"]
    return [
        persons
        for place in places
        for kid in (*place.children, *where[0].children)
        if kid.lower_ == "of" and kid.i == place.i + 1
        for persons in kid.children
        if persons.dep_ == "pobj"
    ]


def _multiple(page: Scene, token: Token, outcome: Outcome | None) -> Iterator[Harm]:
    """ "A double murder", "a quadruple shooting": the word says how many."""
    times = vocabulary("harm")["multiple"]
    mark = next((page.doc[i] for i in range(max(token.i - 2, page.first), token.i) if page.doc[i].lower_ in times), None)
    if mark is None or outcome is None:
        return
    number = exact(times[mark.lower_], mark.idx, mark.idx + len(mark))
    first = mark.i - 1 if mark.i > page.first and page.doc[mark.i - 1].lower_ in ("a", "the") else mark.i
    kind: Kind = "again" if page.doc[first].lower_ == "the" else "counted"
    fatal = any(one.lower_ in ("fatal", "deadly") for one in page.doc[first : token.i])
    victims = Victims(first, token.i, token.i, kind, number)
    yield Harm("killed" if fatal else outcome, victims, token.i, token.i, "multiple", aux_of(page, token))


def is_counted(page: Scene, token: Token) -> bool:
    """Has a noun of harm a number of its own before it?"""
    i = token.i - 1
    while (
        i >= page.first
        and page.doc[i].pos_ in ("ADJ", "NOUN", "PROPN", "ADV")
        and i not in page.number_at
        and token.i - i < 5
    ):
        i -= 1
    return i >= page.first and (i in page.number_at or page.doc[i].lower_ == "no")


def _is_single(token: Token, base: str) -> bool:
    """ "A body was found", "another body", "a martyr and three wounded": one; not "a body of laws"."""
    article = any(child.lower_ in ("a", "an", "another") for child in token.children)
    return base in words("harm", "single") and article and not any(child.lower_ == "of" for child in token.children)


def _is_law(page: Scene, token: Token) -> bool:
    """A charge, a trial, a rate: the noun before another noun, or after one, is no deed of its own."""
    law = words("harm", "law")
    after = page.doc[token.i + 1] if token.i + 1 < page.end else None
    if token.dep_ in ("compound", "nmod") and token.head.i > token.i and lemma(token.head) not in words("harm", "wound"):
        return True
    if after is not None and lemma(after) in law:
        return True
    head = token.head
    if head.lower_ in ("of", "with", "for") and lemma(head.head) in law | {
        "charge",
        "accuse",
        "convict",
        "acquit",
        "indict",
        "book",
        "face",
    }:
        return not any(child.lower_ in ("of", "in") or child.dep_ == "poss" for child in token.children)
    return any(child.lower_ in ("attempted", "attempt") for child in token.children)
