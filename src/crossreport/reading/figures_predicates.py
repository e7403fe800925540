"""What befell whom: verbs, states and nouns of harm in a sentence, each with the persons that it is said of."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from crossreport.model.said import Aux, Outcome
from crossreport.reading.figures_unreal import aux_of, is_generic
from crossreport.reading.figures_victims import Kind, Scene, Victims, is_person, lemma, read_victims
from crossreport.reading.numbers import exact
from crossreport.vocabulary.load import vocabulary, words

# What headlines say of victims, and what the tagger takes for nouns and names there.
PARTICIPLES = {"shot": "shoot", "killed": "kill", "injured": "injure", "wounded": "wound", "hurt": "hurt", "stabbed": "stab", "slain": "slay",
  "murdered": "murder", "kills": "kill", "injures": "injure", "wounds": "wound", "shoots": "shoot", "arrested": "arrest"}  # fmt: skip
SUBJECTS = ("nsubj", "nsubjpass")
OBJECTS = ("dobj", "obj", "dative", "oprd")


@dataclass(frozen=True)
class Harm:
    """One saying of harm: the outcome, whose, the tokens `first` to `last` that say it, and the construction."""

    outcome: Outcome
    victims: Victims
    first: int
    last: int
    rule: str
    aux: Aux = "none"
    assumed: tuple[str, ...] = ()


def find_harm(page: Scene) -> Iterator[Harm]:
    """Every harm that a word of the sentence says of persons, in text order; one person may be told of twice."""
    for token in page.tokens():
        base = _base(page, token)
        for found in (
            *_verb(page, token, base),
            *_state(page, token, base),
            *_noun(page, token, base),
            *_wound(page, token, base),
        ):
            if not is_generic(page, token, found.victims):
                yield found


def _base(page: Scene, token: Token) -> str:
    """The lemma; "14 shot" and "Man slain" are verbs whatever the tagger says."""
    counted = token.i > page.first and (token.i - 1 in page.number_at or token.i - 1 in page.age_at)
    if token.lower_ in PARTICIPLES and token.pos_ != "VERB" and (page.heading or counted):
        return PARTICIPLES[token.lower_]
    return lemma(token)


def _outcome_of(group: str, base: str) -> Outcome | None:
    return next((outcome for outcome, listed in vocabulary("harm")[group].items() if base in listed), None)


def _said(page: Scene, token: Token, persons: Token, outcome: Outcome, rule: str, last: int | None = None) -> Iterator[Harm]:
    victims = read_victims(page, persons)
    if victims is None or (victims.first <= token.i <= victims.last and rule not in ("amod", "noun-number")):
        return
    yield Harm(outcome, victims, token.i, token.i if last is None else last, rule, aux_of(page, token))


# Verbs


def _verb(page: Scene, token: Token, base: str) -> Iterator[Harm]:
    if token.pos_ not in ("VERB", "AUX", "PROPN", "NOUN", "ADJ"):
        return
    outcome = _outcome_of("object", base)
    if outcome and _is_verb(page, token, base) and _holds(page, token, base):
        outcome, last = _deadly(page, token, outcome)
        for persons, rule in _patients(page, token):
            yield from _said(page, token, persons, outcome, rule, last)
    outcome = _outcome_of("subject", base)
    if outcome and token.pos_ in ("VERB", "AUX"):
        for persons in _subjects(page, token):
            yield from _said(page, token, persons, outcome, "subject")
    yield from _lives(page, token, base)
    yield from _care(page, token, base)


def _is_verb(page: Scene, token: Token, base: str) -> bool:
    after = page.doc[token.i + 1] if token.i + 1 < page.end else None
    if token.tag_ == "VBG" and after is not None and lemma(after) in words("harm", "law"):
        return False  # "the shooting victims"
    if token.pos_ == "VERB":
        return True
    return token.lower_ in PARTICIPLES and base != lemma(token) or page.heading and token.lower_ in PARTICIPLES


def _holds(page: Scene, token: Token, base: str) -> bool:
    """Does a word of many senses mean harm here: "hit" by bullets, "gun" down?"""
    if token.lower_ == "shot" and page.doc[token.i + 1 : token.i + 2].text.lower() in (
        "at",
        "back",
        "toward",
        "towards",
        "into",
        "up",
    ):
        return False
    needed = vocabulary("harm")["needs"].get(base)
    if needed is None:
        return True
    near = {lemma(one) for one in page.doc[max(token.i - 8, page.first) : min(token.i + 9, page.end)]}
    return bool(near & set(needed))


def _deadly(page: Scene, token: Token, outcome: Outcome) -> tuple[Outcome, int]:
    """A shooting, stabbing or burning is deadly where a word beside it says so: "shot dead", "fatally stabbed"."""
    last = token.i
    if outcome == "killed":
        return outcome, last
    around = page.doc[max(token.i - 2, page.first) : min(token.i + 4, page.end)]
    for one in around:
        if one.i > token.i and (one.lower_ in (",", "and", "by") or one.pos_ == "VERB"):
            break
        if (
            one.lower_ in words("harm", "deadly")
            and (one.lower_ != "dead" or one.i > token.i)
            and one.i not in range(token.i - 2, token.i - 1)
        ):
            return "killed", max(one.i, last)
    if token.lemma_ == "gun":
        return "killed", last
    return outcome, last


def _patients(page: Scene, token: Token) -> Iterator[tuple[Token, str]]:
    """Whom the verb is done to, with the construction by which it is said."""
    objects = [child for child in token.children if child.dep_ in OBJECTS and child.i > token.i]
    objects = [one for one in objects if is_patient(page, one)]
    if objects:
        yield objects[0], "active"
        return
    shared = next(
        (one for one in token.children if one.dep_ == "conj" and one.pos_ == "VERB" and one.i - token.i <= 4), None
    )
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
    if (
        token.dep_ in ("acl", "relcl", "amod")
        and token.head.i < token.i
        and token.tag_ == "VBN"
        and is_patient(page, token.head)
    ):
        if token.dep_ == "relcl":
            yield from ((one, "passive") for one in _subjects(page, token))
        else:
            yield token.head, "participle"
        return
    left = left_of(page, token.i - 1)
    after = token.i + 1
    while after < page.end and page.doc[after].lower_ in ("dead", "fatally", "to", "death", "down"):
        after += 1
    right = right_of(page, after)
    passive = any(
        child.dep_ == "auxpass" or (child.lemma_ in ("be", "get") and child.dep_ == "aux") for child in token.children
    )
    own = next(
        (child for child in token.children if child.dep_ in SUBJECTS and child.i < token.i and is_patient(page, child)), None
    )
    if right is not None and not passive and (left is None or after > token.i + 1):
        yield right, "active"
    elif passive and own is not None:
        yield own, "passive"
    elif left is not None and (left.i in page.number_at or passive or page.heading):
        yield left, "passive"
    else:
        yield from ((one, "passive") for one in _subjects(page, token, passive_only=not passive))


def is_patient(page: Scene, token: Token) -> bool:
    """Can the word stand for the persons that something is done to?"""
    return token.i in page.number_at or token.pos_ == "PRON" or is_person(page, token)


def _subjects(page: Scene, token: Token, passive_only: bool = False) -> Iterator[Token]:
    """The subject, the verb's own or the one that it shares with the verb it is joined to."""
    at = token
    for _ in range(6):
        own = [child for child in at.children if child.dep_ in SUBJECTS and child.i < token.i]
        if own:
            if not (passive_only and own[0].dep_ == "nsubj" and at.i != token.i and not page.heading):
                yield own[0]
            return
        if at.dep_ in ("conj", "xcomp", "advcl", "ccomp") and at.head.i != at.i and at.head.pos_ in ("VERB", "AUX"):
            if at.dep_ in ("advcl", "ccomp") and at.tag_ not in ("VBN", "VBG"):
                return
            at = at.head
        elif at.dep_ in ("relcl", "acl") and at.head.i < at.i:
            yield at.head
            return
        elif at.dep_ == "conj" and is_patient(page, at.head):
            return
        else:
            break
    left = left_of(page, token.i - 1)
    if left is not None:
        yield left


def left_of(page: Scene, i: int) -> Token | None:
    """The persons directly left of a word, past auxiliaries and adverbs; the fallback where the parse has no subject."""
    while i >= page.first:
        token = page.doc[i]
        if i in page.passed:
            i -= 1
            continue
        if token.i in page.number_at or token.i in page.age_at or is_person(page, token):
            return _topmost(page, token)
        skips = token.pos_ in ("AUX", "ADV") or token.lower_ in (
            "critically",
            "seriously",
            "fatally",
            "reportedly",
            "also",
            "be",
            "been",
            "being",
            "were",
            "was",
            "others",
        )
        if not skips and not (page.heading and token.is_punct and token.text == ","):
            return None
        i -= 1
    return None


def _topmost(page: Scene, token: Token) -> Token:
    """The first member of a coordination, or the number of a part ("two of the men"), that a noun belongs to."""
    at = token
    for _ in range(8):
        head = at.head
        joined = at.dep_ == "conj" and head.i < at.i and is_patient(page, head)
        if joined and not any(one.pos_ == "VERB" for one in page.doc[head.i : at.i]):
            at = head
        elif at.dep_ == "pobj" and head.lower_ == "of" and head.head.i in page.number_at and head.head.i < at.i:
            at = head.head
        else:
            break
    return at


def right_of(page: Scene, i: int) -> Token | None:
    """The persons directly right of a word: the noun at the end of the run that starts there, or its number."""
    found: Token | None = None
    for at in range(i, min(i + 9, page.end)):
        token = page.doc[at]
        if at in page.number_at or at in page.age_at or (token.pos_ in ("NOUN", "PROPN") and is_person(page, token)):
            found = token
        elif token.pos_ in ("NOUN", "PROPN") and at + 1 < page.end and page.doc[at + 1].pos_ in ("NOUN", "PROPN"):
            continue
        elif token.pos_ not in ("DET", "ADJ", "PRON", "PART", "NUM") and token.text != "-" and not (token.lower_ == "of" and found is not None):
            break
        elif token.pos_ == "PRON" and found is None and token.lower_ in ("himself", "herself", "him", "her"):
            found = token
    return found


def _lives(page: Scene, token: Token, base: str) -> Iterator[Harm]:
    """ "Lost their lives", "claimed 12 lives", "claimed the lives of three people", "took his own life"."""
    if base not in words("harm", "lose_verbs") | words("harm", "take_verbs"):
        return
    for child in token.children:
        if child.dep_ not in OBJECTS or lemma(child) != "life":
            continue
        own = [one for one in child.children if one.dep_ == "poss"]
        if base in words("harm", "lose_verbs") or any(one.lower_ == "own" for one in child.children):
            for persons in _subjects(page, token):
                yield from _said(page, token, persons, "killed", "lives", child.i)
            return
        of = next((one for kid in child.children if kid.lower_ == "of" for one in kid.children if one.dep_ == "pobj"), None)
        if of is not None:
            yield from _said(page, token, of, "killed", "lives", child.i)
        elif not own:
            yield from _said(page, token, child, "killed", "lives")


def _care(page: Scene, token: Token, base: str) -> Iterator[Harm]:
    """Taken to hospital, treated for wounds, in critical condition: hurt, and alive as far as this says."""
    if base not in words("harm", "care_verbs") or token.pos_ not in ("VERB", "AUX"):
        return
    below = {lemma(one): one for one in token.subtree if one.i > token.i and one.i < token.i + 14}
    place = next((below[word] for word in sorted(below) if word in words("harm", "care")), None)
    wound = next((below[word] for word in sorted(below) if word in words("harm", "wound")), None)
    if (place is None and (wound is None or base != "treat")) and token.lower_ not in (
        "airlifted",
        "hospitalized",
        "medevaced",
    ):
        return
    if any(word in below for word in ("die", "dead", "death", "morgue", "succumb")):
        return
    objects = [child for child in token.children if child.dep_ in OBJECTS and is_patient(page, child)]
    passive = token.tag_ == "VBN" or token.lower_ in ("remain", "remains", "remained", "recovering", "recuperating")
    for persons in objects or (list(_subjects(page, token)) if passive else []):
        yield from _said(page, token, persons, "injured", "care", (place or wound or token).i)


# States


def _state(page: Scene, token: Token, base: str) -> Iterator[Harm]:
    yield from _condition(page, token, base)
    outcome = _outcome_of("state", token.lower_)
    if outcome is None or (token.pos_ == "VERB" and token.dep_ not in ("oprd", "acomp", "ccomp")) or token.lower_ == "shot":
        return
    if _outcome_of("object", base) and token.pos_ == "VERB" and token.dep_ == "ccomp":
        return
    if token.lower_ == "dead" and token.i > page.first and page.doc[token.i - 1].lower_ in ("shot", "found_"):
        return
    for persons in _bearers(page, token):
        yield from _said(page, token, persons, outcome, "state")
        return


def _bearers(page: Scene, token: Token) -> Iterator[Token]:
    """Of whom a state is said: "three are dead", "left three people dead", "3 dead", "was found dead", "the dead man"."""
    left = token.i - 1
    if left >= page.first and (left in page.number_at or (is_person(page, page.doc[left]) and token.dep_ != "amod")):
        yield page.doc[left]
        return
    if token.dep_ == "amod" and token.head.i > token.i:
        if is_person(page, token.head):
            yield token.head
        return
    own = [child for child in token.children if child.dep_ in SUBJECTS]
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
        if lemma(verb) in words("harm", "leave_verbs") | {"be", "get", "lie", "appear", "seem", "go", "remain"}:
            yield from _subjects(page, verb)
            return
    if page.heading:
        found = left_of(page, left)
        if found is not None:
            yield found


def _condition(page: Scene, token: Token, base: str) -> Iterator[Harm]:
    if base != "condition" or not any(child.lower_ in words("harm", "condition") for child in token.children):
        return
    prep = token.head
    if prep.lower_ != "in":
        return
    verb = prep.head
    if verb.pos_ in ("VERB", "AUX"):
        if lemma(verb) in ("be", "remain", "list", "stay", "lie"):
            for persons in _subjects(page, verb):
                yield from _said(page, token, persons, "injured", "condition")
        elif lemma(verb) == "leave":
            objects = [one for one in verb.children if one.dep_ in OBJECTS and is_patient(page, one)]
            for one in objects[:1]:
                yield from _said(page, token, one, "injured", "condition")
    elif is_patient(page, verb):
        yield from _said(page, token, verb, "injured", "condition")


# Nouns


def _noun(page: Scene, token: Token, base: str) -> Iterator[Harm]:
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB") or token.tag_ in ("VBN", "VBD", "VBZ", "VBP", "VB"):
        return
    outcome = _outcome_of("noun", base)
    counted = _outcome_of("counted", base)
    if outcome is None and counted is None:
        return
    if _is_law(page, token):
        return
    if counted is not None:
        number = read_victims(page, token, deep=False) if token.pos_ != "VERB" and is_counted(page, token) else None
        if number is not None and number.kind in ("counted", "none"):
            yield Harm(counted, number, token.i, token.i, "noun-number", aux_of(page, token))
            return
    yield from _multiple(page, token, outcome)
    if outcome is None:
        return
    of = [one for kid in token.children if kid.lower_ == "of" for one in kid.children if one.dep_ == "pobj"]
    owner = [one for one in token.children if one.dep_ == "poss"]
    if token.pos_ == "VERB":
        return
    for persons in (of or owner)[:1]:
        if is_patient(page, persons):
            fatal = any(lemma(one) in ("fatal", "deadly", "death") for one in token.children)
            yield from _said(page, token, persons, "killed" if fatal else outcome, "noun")


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


def _wound(page: Scene, token: Token, base: str) -> Iterator[Harm]:
    """ "Suffered burns", "a man with a gunshot wound", "left five with injuries"."""
    if base not in words("harm", "wound") or token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("compound", "amod"):
        return
    deadly = any(
        child.lower_ in words("harm", "deadly_wound") and "non" not in page.doc[max(child.i - 2, 0) : child.i].text.lower()
        for child in token.children
    )
    outcome: Outcome = "killed" if deadly else "injured"
    head = token.head
    while head.dep_ == "conj":
        head = head.head
    if head.pos_ == "VERB" and lemma(head) in words("harm", "wound_verbs") and token.dep_ in (*OBJECTS, "conj"):
        for persons in _subjects(page, head):
            yield from _said(page, head, persons, outcome, "wound", token.i)
    elif head.lower_ in ("with", "from", "of", "for"):
        bearer = head.head
        if lemma(bearer) == "suffer" and bearer.dep_ in ("acl", "advcl", "relcl", "ROOT", "conj", "ccomp"):
            for persons in [bearer.head] if bearer.dep_ == "acl" else list(_subjects(page, bearer)):
                yield from _said(page, bearer, persons, outcome, "wound", token.i)
        elif head.lower_ == "with" and is_patient(page, bearer):
            yield from _said(page, token, bearer, outcome, "wound")
        elif head.lower_ == "with" and lemma(bearer) in ("leave", "find"):
            objects = [one for one in bearer.children if one.dep_ in OBJECTS and is_patient(page, one)]
            for one in objects[:1]:
                yield from _said(page, token, one, outcome, "wound")
