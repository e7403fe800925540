"""Nobody dead, told by the living or by no life lost: "everyone survived", "no lives were lost", "left no dead"."""

from collections.abc import Iterator

from crossreport.model.said import Outcome
from crossreport.reading.figures.numbers import exact
from crossreport.reading.figures.patients import OBJECTS, Harm, outcome_of
from crossreport.reading.figures.phrase import Victims
from crossreport.reading.figures.scene import Scene, lemma
from crossreport.reading.figures.spared import is_of_some
from crossreport.reading.figures.unreal import aux_of
from crossreport.reading.parsed import Token
from crossreport.reading.said.modality import children
from crossreport.vocabulary.load import words

EVERYBODY = frozenset({"everyone", "everybody", "all"})
ABOARD = (("on", "board"), ("aboard",))
BODILY = frozenset({"killed", "injured"})


def find_all_alive(page: Scene) -> Iterator[Harm]:
    """Every claim of the sentence that nobody died, by these words."""
    for token in page.tokens():
        if token.lower_ in EVERYBODY:
            verb = _survived(page, token)
            if verb is not None:
                yield _zero(page, "killed", token.i, token.i, verb)
        elif lemma(token) == "life":
            yield from _no_life(page, token)
        elif _is_no_dead(page, token):
            outcome = outcome_of("state", token.lower_)
            if outcome in BODILY:
                yield _zero(page, outcome, token.i - 1, token.i, token)


def _zero(page: Scene, outcome: Outcome, first: int, last: int, said: Token) -> Harm:
    """The claim that these tokens make, with the word that tells what did not befall anybody."""
    number = exact(0, page.doc[first].idx, page.doc[last].idx + len(page.doc[last]))
    return Harm(outcome, Victims(first, last, last, "none", number), said.i, said.i, "spared")


def _survived(page: Scene, everybody: Token) -> Token | None:
    """The verb of "everyone survived", "all on board survived the crash"; "everyone but the driver survived" is none."""
    behind = [one.lower_ for one in page.doc[everybody.i + 1 : everybody.i + 3]]
    aboard = next((len(one) for one in ABOARD if tuple(behind[: len(one)]) == one), 0)
    at = everybody.i + aboard + 1
    if everybody.lower_ == "all" and not aboard:
        return None
    before = page.doc[everybody.i - 1].lower_ if everybody.i > page.first else ""
    while at < page.end and page.doc[at].lower_ in ("has", "had", "have", "reportedly", "miraculously"):
        at += 1
    verb = page.doc[at] if at < page.end else everybody
    if lemma(verb) != "survive" or verb.tag_ not in ("VBD", "VBN") or aux_of(page, verb) != "none":
        return None
    excepted = {one.lower_ for one in page.doc[at : page.end]} & words("harm", "excepting")
    nearly = before in words("harm", "nearly") | words("harm", "negated") | words("harm", "excepting")
    return None if nearly or excepted else verb


def _no_life(page: Scene, life: Token) -> Iterator[Harm]:
    """ "No lives were lost", "claimed no lives", "without loss of life"."""
    loss = life.head.head if life.dep_ == "pobj" and life.head.lower_ == "of" else None
    denied = any(child.lower_ == "no" for child in children(loss or life, "det", "neg"))
    if loss is not None and lemma(loss) == "loss":
        denied = denied or (loss.dep_ == "pobj" and loss.head.lower_ == "without")
        if denied and (loss.dep_ == "pobj" or lemma(loss.head) == "be"):
            yield _zero(page, "killed", loss.left_edge.i, life.i, loss)
        return
    verb = life.head
    lost = life.dep_ == "nsubjpass" and lemma(verb) in words("harm", "lose_verbs")
    taken = life.dep_ in OBJECTS and lemma(verb) in words("harm", "take_verbs")
    whose = any(one.i < life.i for one in children(verb, "dative", *OBJECTS) if one is not life)  # "cost the army no lives"
    if denied and (lost or taken) and not whose and not is_of_some(verb) and aux_of(page, verb) == "none":
        yield _zero(page, "killed", life.left_edge.i, life.i, verb)


def _is_no_dead(page: Scene, token: Token) -> bool:
    """ "Left four wounded but no dead": the adjective alone, for "no dead soldiers" are none of these only."""
    no = token.i > page.first and page.doc[token.i - 1].lower_ == "no"
    after = page.doc[token.i + 1] if token.i + 1 < page.end else None
    alone = after is None or after.pos_ not in ("NOUN", "PROPN", "ADJ") or after.is_space
    return no and alone and token.pos_ in ("ADJ", "VERB", "NOUN") and outcome_of("state", token.lower_) in BODILY
