"""Who did it, told of beside those to whom: troops who killed somebody, a man who killed his wife and himself."""

from crossreport.reading.figures.patients import OBJECTS, Harm, is_patient, outcome_of
from crossreport.reading.figures.scene import Scene, is_person, is_plural, lemma
from crossreport.reading.figures.states import is_counted
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import vocabulary, words

SELVES = ("himself", "herself", "self")


def is_done_to_things(page: Scene, token: Token, things: list[Token]) -> bool:
    """ "Investigators executed three warrants": an active clause, whose object is a thing and no limb of theirs."""
    own = any(child.dep_ == "nsubj" and child.i < token.i for child in token.children)
    passive = any(child.dep_ == "auxpass" for child in token.children)
    plain = all(one.dep_ == "dobj" and one.pos_ == "NOUN" and one.i > token.i for one in things)
    limbs = words("harm", "limbs", "wound")
    return own and plain and not passive and not page.heading and not any(lemma(one) in limbs for one in things)


def selves_of(verb: Token, done_to: Token) -> list[Token]:
    """Who did it, told of with those to whom: "killed his wife and himself", "killed his wife, then himself"."""
    joined = [one for one in done_to.subtree if one.dep_ in ("conj", "appos")]
    later = [one for one in verb.children if one.i > done_to.i and one.dep_ in ("npadvmod", "dobj", "dep", "conj")]
    later += [one for beside in (done_to, *later) for one in beside.children if one.dep_ == "npadvmod"]
    said = [one for one in later if one.nbor(-1).lower_ == "then"]
    return [one for one in (*joined, *said) if one.lower_ in SELVES]


def is_done_by_many(page: Scene, token: Token) -> bool:
    """ "Troops killed Odo Varn": who do it, whatever the object is taken for; "ten people killed in a raid" are whom."""
    own = next((one for one in token.children if one.dep_ == "nsubj" and one.i < token.i), None)
    helped = any(one.dep_ in ("aux", "auxpass") for one in token.children)
    if own is None or helped or page.heading or token.tag_ != "VBD" or not is_plural(own) or not is_person(page, own):
        return False
    if is_counted(page, own) or own.i in page.number_at:
        return False
    done_to = (*OBJECTS, "npadvmod")  # "shot to death Odo Varn"
    return any(one.dep_ in done_to and one.i > token.i and one.pos_ in ("NOUN", "PROPN") for one in token.children)


def is_either(page: Scene, harm: Harm) -> bool:
    """ "A bomb killed or wounded 20", "kills, wounds 20": two deeds with one object, which counts the dead and the hurt."""
    at = harm.first
    if harm.outcome != "injured" or harm.victims.first < at or at - 2 < page.first:
        return False
    deed, joint, hurts = page.doc[at - 2 : at + 1]
    base = str(vocabulary("harm")["participles"].get(deed.lower_, lemma(deed)))
    alike = deed.lower_[-2:] == hurts.lower_[-2:] or deed.tag_ == hurts.tag_ or deed.lower_[-1] == hurts.lower_[-1] == "s"
    passive = any(one.dep_ == "auxpass" for one in deed.children)
    joined = joint.lower_ in ("or", "and", "and/or", "/") or (page.heading and joint.text in (",", "&"))
    return outcome_of("object", base) == "killed" and alike and joined and not passive


def is_told_of_thing(page: Scene, verb: Token, persons: Token) -> bool:
    """ "A helicopter that carried five soldiers was shot down": persons in a clause on the thing to which it was done."""
    thing = next((one for one in verb.children if one.dep_ == "nsubjpass" and not is_patient(page, one)), None)
    above = [one for one in persons.ancestors if thing is not None and thing.is_ancestor(one)]
    return any(one.dep_ in ("relcl", "acl") for one in above)


def is_left_dead(persons: Token) -> bool:
    """ "Shot a man dead", "shot his wife and two daughters dead"."""
    edge = persons.right_edge
    after = edge.doc[edge.i + 1 : edge.i + 2].text.lower()
    return after == "dead" or any(
        one.lower_ == "dead" and one.dep_ == "amod" and one.head.i < one.i for one in persons.subtree
    )


def death_of(token: Token) -> Token | None:
    """The "death" of "stabbed three women to death"."""
    to = [child for child in token.children if child.lower_ == "to" and child.i > token.i]
    return next((one for child in to for one in child.children if one.lower_ == "death"), None)


def is_done_by_authority(verb: Token) -> bool:
    """ "Police seized five men", "two were seized by soldiers": by those who detain and do not kidnap."""
    agents = [one for child in verb.children if child.dep_ == "agent" for one in child.children]
    doers = [*(child for child in verb.children if child.dep_ == "nsubj"), *agents]
    return any(lemma(one) in words("persons", "security_force") | words("harm", "authorities") for one in doers)


def takes_hostage(verb: Token) -> bool:
    """ "Took 12 villagers hostage", "12 were taken hostage", "held six hostages"."""
    behind = [child for child in verb.children if child.i > verb.i and child.dep_ in ("dobj", "oprd", "acomp", "xcomp")]
    return any(child.lower_ in ("hostage", "hostages") for child in behind)


def whom_it_takes(objects: list[Token]) -> list[Token]:
    """The objects, for "hostage" those who are taken: the villagers of "took 12 villagers hostage"."""
    taken = [one for word in objects if word.lower_ == "hostage" for one in word.children if one.tag_ in ("NNS", "NNPS")]
    return [*taken, *(one for one in objects if one.lower_ != "hostage" or any(c.dep_ == "det" for c in one.children))]


def is_taking(page: Scene, verb: Token) -> bool:
    """ "Gunmen seized 30 girls", "30 were seized by gunmen": by persons; not "seized on the news", "seized by fear"."""
    agents = [one for child in verb.children if child.dep_ == "agent" for one in child.children if one.dep_ == "pobj"]
    doers = [*(child for child in verb.children if child.dep_ == "nsubj"), *agents]
    if any(child.lower_ in ("on", "upon", "with") and child.i == verb.i + 1 for child in verb.children):
        return False
    group = words("persons", "group")
    return all(
        one.pos_ in ("PRON", "PROPN") or one.ent_type_ or is_person(page, one) or lemma(one) in group for one in doers
    )
