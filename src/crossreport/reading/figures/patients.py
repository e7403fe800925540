"""Whom a word of harm is said of: the subject, the object, or the persons that stand beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from crossreport.model.said import Aux, Outcome
from crossreport.reading.figures.accused import is_accused, killer_meant
from crossreport.reading.figures.companions import with_companions
from crossreport.reading.figures.phrase import Victims
from crossreport.reading.figures.scene import Scene, is_name, is_person, is_plural, lemma
from crossreport.reading.figures.unreal import aux_for, aux_of, is_told
from crossreport.reading.figures.victims import read_victims
from crossreport.reading.parsed import Token
from crossreport.reading.said.modality import children, denies_all
from crossreport.vocabulary.load import vocabulary, words

SUBJECTS = ("nsubj", "nsubjpass")
OBJECTS = ("dobj", "obj", "dative", "oprd")
INVERTED = ("nsubj", "nsubjpass", "attr")
AGES = ("and", "age", "ages", "aged")
PHRASE = ("ADP", "DET", "ADJ", "NOUN", "PROPN", "NUM")


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


def outcome_of(group: str, base: str) -> Outcome | None:
    """The outcome that a group of vocabulary/harm.yaml gives a word; None where it is in none of its lists."""
    return _outcomes(group).get(base)


@cache
def _outcomes(group: str) -> dict[str, Outcome]:
    """{word: outcome}; of two lists that hold a word the first counts."""
    return {word: outcome for outcome, listed in reversed(vocabulary("harm")[group].items()) for word in listed}


def said(page: Scene, token: Token, persons: Token, outcome: Outcome, rule: str, last: int | None = None) -> Iterator[Harm]:
    """The harm that a word says of persons, where these words stand for persons at all."""
    persons = (killer := killer_meant(page, persons)) or _meant(page, persons)
    if children(persons, "preconj") and denies_all(persons):
        return  # "neither the driver nor the guard was hurt"
    # "Injured people and 14 civilians": the adjective is said of the people alone.
    victims = read_victims(page, persons, deep=rule != "amod")
    if victims is None or (victims.first <= token.i <= victims.last and rule not in ("amod", "noun-number")):
        return
    if outcome != "detained" and outcome_of("counted", lemma(page.doc[victims.head])) == "detained":
        return  # "Arrests made after man killed"
    if victims.kind == "none" and (excepted := _excepting(page, token, victims)) is not None:
        noun = right_of(page, excepted + 1)
        found = read_victims(page, noun, deep=False) if noun is not None else None
        if found is None:
            return  # it befell somebody, nobody knows whom
        victims = found
    before = [one.lower_ for one in page.doc[max(victims.first - 2, page.first) : victims.first]]
    if len(before) == 2 and before[0] in ("all", "everyone", "everybody") and before[1] in words("harm", "excepting"):
        return  # "all but Roe were hurt"
    if victims.kind == "self" and (token.pos_ == "NOUN" or lemma(token) in words("harm", "care_verbs")):
        victims = replace(victims, kind="again")  # "drove himself to a hospital with a wound": he is hurt, by whomever
    if victims.kind == "self":
        between = page.doc[token.i + 1 : persons.i]
        if persons.i > token.i and not any(is_patient(page, one) for one in between):
            # "Shot himself": the words say that it was by his own hand, whatever the span of the person.
            victims, last = _oneself(page, token, victims), persons.i
        yield Harm(outcome, victims, token.i, token.i if last is None else last, "self", aux_of(page, token))
        return
    if token.pos_ == "VERB" or (token.dep_ in ("oprd", "acomp") and token.head.pos_ == "VERB"):
        victims = with_companions(page, victims, token if token.pos_ == "VERB" else token.head, outcome == "killed")
    if killer is not None and victims.kind in ("one", "named", "again"):
        victims = replace(victims, status="attacker", more=False)
    if victims.status == "unstated" and rule in ("subject", "state", "passive") and is_accused(page, victims, token):
        victims = replace(victims, status="attacker")
    if rule in ("active", "noun") and victims.more and _is_other_than_doer(page, token, victims):
        first = victims.first + 1
        victims = replace(victims, more=False, first=first, number=replace(victims.number, start=page.doc[first].idx))
    yield Harm(outcome, victims, token.i, token.i if last is None else last, rule, aux_for(page, token, victims))


def _excepting(page: Scene, token: Token, nobody: Victims) -> int | None:
    """The word before those to whom it did happen: "nobody but the driver", "no one was hurt except two guards"."""
    at = nobody.last + 1
    if at + 1 < page.end and page.doc[at].lower_ == "other" and page.doc[at + 1].lower_ == "than":
        return at + 1
    if at < page.end and page.doc[at].lower_ in words("harm", "excepting"):
        done = at + 1 < page.end and page.doc[at + 1].pos_ in ("VERB", "AUX")
        return None if done else at  # "killed no one but wounded four"
    later = [one.i for one in children(token, "prep") if one.i > token.i and one.lower_ in words("harm", "excepting")]
    return later[0] if later else None


def _is_other_than_doer(page: Scene, token: Token, victims: Victims) -> bool:
    """ "A boy shot another boy", "is charged in the death of another teen": other than who did it, and not one more."""
    if page.doc[victims.first].lower_ != "another" or victims.first == victims.last or victims.parts:
        return False
    verb = token
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    doer = doer_of(page, verb)
    found = read_victims(page, doer, deep=False) if doer is not None and doer.i < victims.first else None
    if found is None or found.kind == "none" or found.more or found.status == "attacker":
        return False
    if token.pos_ != "VERB" and lemma(verb) not in words("harm", "charged_verbs"):
        return False
    if any(child.lower_ in ("also", "then") for child in verb.children):
        return False
    same = lemma(page.doc[found.head]) == lemma(page.doc[victims.head]) or _is_age_of(page, found, victims)
    return same or (found.subgroup is not None and found.subgroup == victims.subgroup)


def _is_age_of(page: Scene, one: Victims, other: Victims) -> bool:
    """ "An 18-year-old" and "another teen": told of by age alone."""
    return one.head in page.age_at and other.subgroup == "child"


def _meant(page: Scene, persons: Token) -> Token:
    """ "Two men fled when they were hit": where "they" is said, the counted subject of the clause above; else the word.

    "Dragged 11 farmers from their homes and shot them": those to whom the verb before did something.
    """
    verb = persons.head
    if (known_as := _named_as(page, persons)) is not None:
        return known_as
    if persons.lower_ in ("them", "him", "her") and (done_to := _done_to_before(page, persons)) is not None:
        return done_to
    if persons.lower_ not in ("they", "them") or verb.dep_ not in ("advcl", "conj"):
        return persons
    if persons.dep_ in OBJECTS and not any(child.dep_ in SUBJECTS for child in verb.children):
        return persons  # "Two officers came and shot them": the doers are not those who were shot
    doer = doer_of(page, verb.head)
    found = read_victims(page, doer) if doer is not None and doer.i < persons.i else None
    several = found is not None and found.kind in ("counted", "again", "named") and (found.number.low or 0) > 1
    return doer if doer is not None and several else persons


def _named_as(page: Scene, persons: Token) -> Token | None:
    """ "Identified Ana Poe as a relative who was killed": who is named, of whom the words behind "as" are said."""
    at = persons.left_edge.i - 1
    if at <= page.first or page.doc[at].lower_ != "as" or persons.pos_ != "NOUN" or is_plural(persons):
        return None
    if any(one.dep_ == "conj" for one in persons.children):
        return None  # "as the man in a shooting that left him and his daughters dead"
    named = page.doc[at - 1]
    verb = named.head
    identifies = verb.i < named.i and named.dep_ == "dobj" and lemma(verb) in words("harm", "naming_verbs")
    return named if identifies and is_name(page, named) else None


def _done_to_before(page: Scene, persons: Token) -> Token | None:
    """Of "abducted a farmer and shot him" the farmer: the object of the verb that a verb without a subject is joined to."""
    verb = persons.head
    own = any(child.dep_ in SUBJECTS for child in verb.children)
    if persons.dep_ not in OBJECTS or own or verb.dep_ not in ("conj", "advcl", "pcomp") or verb.head.i > verb.i:
        return None
    above = verb.head.head if verb.head.dep_ == "prep" else verb.head
    done_to = next((one for one in above.children if one.dep_ == "dobj" and above.i < one.i < verb.i), None)
    found = read_victims(page, done_to) if done_to is not None and done_to.pos_ != "PRON" else None
    if found is None or found.kind not in ("counted", "one", "named") or found.number.low is None:
        return None
    several = persons.lower_ == "them"
    other_sex = words("persons", "woman" if persons.lower_ == "him" else "man")
    return done_to if several == (found.number.low > 1) and lemma(page.doc[found.head]) not in other_sex else None


def _oneself(page: Scene, verb: Token, himself: Victims) -> Victims:
    """Who "himself" is: the doer, where the sentence names him otherwise than by a pronoun; he is one person in any case."""
    own = any(child.dep_ in SUBJECTS for child in verb.children)
    doer = doer_of(page, verb) if own else left_of(page, verb.i - 1) or doer_of(page, verb)
    found = read_victims(page, doer, deep=False) if doer is not None and doer.i < verb.i else None
    if found is None or not found.number.is_one or found.kind not in ("one", "named", "again"):
        return himself
    other_sex = "woman" if page.doc[himself.head].lower_ == "himself" else "man"
    if page.doc[found.head].pos_ == "PRON" or lemma(page.doc[found.head]) in words("persons", other_sex):
        return himself
    if not own and any(one.dep_ in SUBJECTS and is_patient(page, one) for one in page.doc[found.last + 1 : verb.i]):
        return himself  # "a boy called to say that his brother fell and shot himself"
    return himself if found.first <= verb.i <= found.last else replace(found, kind="self", more=False, rank=None)


def doer_of(page: Scene, verb: Token) -> Token | None:
    """The subject of a verb, its own or that of the clause it hangs on ("was hurt after shooting himself")."""
    at = verb
    for _ in range(8):
        own = [child for child in at.children if child.dep_ in SUBJECTS and child.i < verb.i]
        if own:
            return own[-1]
        if at.dep_ in ("acl", "relcl") and is_patient(page, at.head):
            return at.head
        if at.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "acl", "dep") or at.head.i == at.i:
            return None
        at = at.head
    return None


def is_patient(page: Scene, token: Token) -> bool:
    """Can the word stand for the persons that something is done to?"""
    if token.i in page.number_at or token.pos_ == "PRON" or is_person(page, token):
        return True
    return token.lower_ in vocabulary("numbers")["ordinals"] and read_victims(page, token, deep=False) is not None


def subjects(page: Scene, token: Token, passive_only: bool = False) -> Iterator[Token]:
    """The subject, the verb's own or the one that it shares with the verb it is joined to."""
    at = token
    if (cut := _told_of_first(page, token)) is not None:
        yield cut
        return
    for _ in range(6):
        own = [child for child in at.children if child.dep_ in SUBJECTS and child.i < token.i]
        if len(own) > 1:
            own = own[:1] if _is_listed(page, own) else [one for one in own if is_patient(page, one)][-1:] or own
        if own and own[0].lower_ in ("age", "ages"):
            own = [one for one in (left_of(page, own[0].i - 1),) if one is not None]  # "eight boys ages 15 and under were"
        if own:
            if not (passive_only and own[0].dep_ == "nsubj" and at.i != token.i and not page.heading):
                yield own[0]
            return
        if at.dep_ in ("conj", "xcomp", "advcl", "ccomp") and at.head.i != at.i and at.head.pos_ in ("VERB", "AUX"):
            if at.dep_ in ("advcl", "ccomp") and at.tag_ not in ("VBN", "VBG"):
                return
            if is_told(at):
                yield from (one for one in at.head.children if one.dep_ == "dobj" and at.head.i < one.i < at.i)
                return
            at = _what_is_said(at) or at.head
        elif at.dep_ == "conj" and at.head.pos_ == "ADJ" and at.head.dep_ in ("acomp", "oprd") and at.head.i < at.i:
            at = at.head.head  # "was found unresponsive and pronounced dead"
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


def _is_listed(page: Scene, subjects_: list[Token]) -> bool:
    """ "Two boys, ages 7 and 10, and two adults were found": one list, though parsed as two subjects."""
    first, last = subjects_[0], subjects_[-1]
    # "A man in his 20s and a woman in her 30s were"
    ands = [one for one in first.children if one.dep_ == "cc" and one.lower_ == "and" and one.i + 1 == last.left_edge.i]
    if len(subjects_) == 2 and ands:
        return all(is_patient(page, one) for one in subjects_)
    # "The mayor, his driver and two guards were": the last of the list hangs on the second.
    helpers = {one.lower_ for one in last.head.children if one.dep_ in ("aux", "auxpass")}
    more = bool(helpers & {"were", "are", "have"}) and any(one.dep_ == "conj" for one in last.children)
    joined = last.left_edge.i > page.first and (page.doc[last.left_edge.i - 1].lower_ == "and" or more)
    between = page.doc[first.i + 1 : last.left_edge.i]
    # "A cook, Ana Poe, and her son were"
    called = {one.i for kid in first.children if kid.dep_ == "appos" for one in kid.subtree}
    plain = all(one.is_punct or one.i in page.passed | called or one.lower_ in AGES for one in between)
    return len(subjects_) == 2 and joined and plain and all(is_patient(page, one) for one in subjects_)


def _what_is_said(verb: Token) -> Token | None:
    """ "Police say the boy was shot but died later": the clause of what is said, to which a verb after "and" belongs."""
    if verb.dep_ != "conj" or lemma(verb.head) not in words("actions", "speech"):
        return None
    clauses = [one for one in verb.head.children if one.dep_ == "ccomp" and verb.head.i < one.i < verb.i]
    return clauses[-1] if clauses else None


def _told_of_first(page: Scene, verb: Token) -> Token | None:
    """ "Man shot in Merrin on Monday dies": in a headline, whom a participle before a verb of death tells of.

    The parser takes the participle for the verb, and finds no subject for the death.
    """
    said_so = verb.tag_ in ("VBZ", "VBD", "VBN") and outcome_of("subject", lemma(verb)) == "killed"
    dies = page.heading and (said_so or verb.lower_ == "dies")
    ends = words("incidents", "sequence") | {"when", "as", "while", "who", "that", "whose", "if"}
    harmed = vocabulary("harm")["participles"]
    for i in range(verb.i - 1, page.first, -1) if dies else ():
        one = page.doc[i]
        joins = one.lower_ == "and" and page.doc[i + 1].lower_ in harmed  # "shot and wounded"
        if (one.is_punct and one.text != "-") or (one.dep_ == "cc" and not joins) or one.lower_ in ends:
            return None
        if one.lower_ in harmed and (left := left_of(page, i - 1)) is not None:
            return left
    return None


def inverted(page: Scene, token: Token) -> Token | None:
    """The persons after "Killed were", "Also dead was", "Killed in the blast was", with which a sentence begins."""
    before = page.doc[token.i - 1] if token.i > page.first else None
    if before is not None and before.lower_ == "and" and token.i - 2 >= page.first:
        first = page.doc[token.i - 2]  # "Shot and killed was": the first of the two opens the sentence
        either = outcome_of("of_the", first.lower_) == "killed" and outcome_of("of_the", token.lower_) == "injured"
        opens_so = first.lower_ in vocabulary("harm")["participles"] and first.is_sent_start and not either
        before = None if opens_so else before
    opens = before is None or before.is_punct or before.is_space or before.lower_ == "also"
    verb = next((one for one in page.doc[token.i + 1 : min(token.i + 8, page.end)] if one.pos_ not in PHRASE), None)
    if not opens or verb is None or verb.lower_ not in ("was", "were", "is", "are"):
        return None
    found = next((one for one in page.doc[verb.i + 1 : page.end] if one.dep_ in INVERTED and is_patient(page, one)), None)
    return found or (right_of(page, verb.i + 1) if token.is_sent_start else None)  # "Shot dead were two soldiers"


def left_of(page: Scene, i: int) -> Token | None:
    """The persons directly left of a word, past auxiliaries and adverbs; the fallback where the parse has no subject."""
    while i >= page.first:
        token = page.doc[i]
        if i in page.passed or (
            token.lower_.endswith("ly") and token.pos_ in ("ADV", "PROPN") and token.ent_type_ != "PERSON"
        ):
            i -= 1
            continue
        if token.i in page.age_at or (token.pos_ != "PRON" and is_patient(page, token)):
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
    """The first member of a coordination, or the number or share of a part ("two of the men"), that a noun belongs to."""
    at = token
    for _ in range(8):
        head = at.head
        joined = at.dep_ == "conj" and head.i < at.i and is_patient(page, head)
        if joined and any(lemma(head) in listed for listed in vocabulary("harm")["counted"].values()):
            break  # "a martyr and three wounded"
        if joined and not any(one.pos_ == "VERB" for one in page.doc[head.i : at.i]):
            at = head
        elif at.dep_ == "pobj" and head.lower_ == "of" and head.head.i < at.i and _is_part_of(page, head.head):
            at = head.head
        elif at.i in page.number_at and at.i - 2 in page.number_at and page.doc[at.i - 1].lower_ == "of":
            at = page.doc[at.i - 2]  # "One of 5 shot in Orlen dies", whatever the parser makes of the five
        elif (members := members_of(page, at)) is not None:
            at = members
        else:
            break
    return at


def _is_part_of(page: Scene, token: Token) -> bool:
    """ "Two of the men", "none of the 14", "fewer than half of them": what is said is said of these, and not of all."""
    return token.i in page.number_at or is_share(token)


def is_share(token: Token) -> bool:
    """ "None of the 14", "most of the guards": a share of some, whose number nobody says."""
    return lemma(token) in words("harm", "shares") and any(child.lower_ == "of" for child in token.children)


def members_of(page: Scene, group: Token) -> Token | None:
    """The "members" of "three members of the family": who are counted, where a word of harm stands behind the group."""
    of = group.head
    if lemma(group) not in words("persons", "group") or group.dep_ != "pobj" or of.lower_ != "of" or of.head.i >= of.i:
        return None
    return of.head if lemma(of.head) == "member" else None


def right_of(page: Scene, i: int) -> Token | None:
    """The persons directly right of a word: the noun at the end of the run that starts there, or its number."""
    found: Token | None = None
    for at in range(i, min(i + 9, page.end)):
        token = page.doc[at]
        if token.tag_ == "POS" and not any(lemma(one) in words("harm", "limbs") for one in page.doc[at + 1 : at + 5]):
            found = None  # "Children's Hospital": who owns is not who is meant, but for "the boy's left arm"
            continue
        if at in page.number_at or at in page.age_at or (token.pos_ in ("NOUN", "PROPN") and is_person(page, token)):
            found = token
        elif token.pos_ in ("NOUN", "PROPN") and at + 1 < page.end and page.doc[at + 1].pos_ in ("NOUN", "PROPN"):
            continue
        elif (
            token.pos_ not in ("DET", "ADJ", "PRON", "PART", "NUM")
            and token.text != "-"
            and not (token.lower_ == "of" and found is not None)
        ):
            break
        elif token.pos_ == "PRON" and found is None and token.lower_ in ("himself", "herself", "him", "her"):
            found = token
    return found
