"""Nobody, told by denying that it was anybody: "without killing anyone", "failed to hurt anybody", "caused no deaths"."""

from collections.abc import Iterator

from crossreport.model.said import Outcome
from crossreport.reading.figures.numbers import exact
from crossreport.reading.figures.patients import OBJECTS, Harm, outcome_of
from crossreport.reading.figures.phrase import Victims
from crossreport.reading.figures.scene import Scene, is_person, lemma
from crossreport.reading.figures.unreal import aux_of
from crossreport.reading.parsed import Token
from crossreport.reading.said.modality import children, denies_all, subject
from crossreport.reading.said.source_words import kind_of_words
from crossreport.vocabulary.load import words

ANYBODY = frozenset({"anyone", "anybody"})
OTHERS = frozenset({"else", "other", "besides", "but", "except", "apart", "who", "in"})
DENYING = frozenset({"not", "n't", "nt", "never", "neither", "nor"})
BODILY = frozenset({"killed", "injured", "killed_or_injured"})


def find_spared(page: Scene) -> Iterator[Harm]:
    """Every harm that the sentence denies of anybody at all: a claim that nobody was killed or hurt."""
    for token in page.tokens():
        if token.pos_ != "NOUN" and token.lower_ not in ANYBODY:
            continue
        for outcome, first, said in _told_of_anybody(page, token):
            number = exact(0, page.doc[first].idx, token.idx + len(token))
            yield Harm(outcome, Victims(first, token.i, token.i, "none", number), said.i, said.i, "spared")


def _told_of_anybody(page: Scene, token: Token) -> Iterator[tuple[Outcome, int, Token]]:
    """The outcome that is denied of anybody by a word, with where its phrase begins and the word that tells the harm."""
    after = page.doc[token.i + 1].lower_ if token.i + 1 < page.end else ""
    if after in OTHERS:
        return  # "without hurting anyone else": some were
    if token.lower_ in ANYBODY and token.dep_ in OBJECTS:
        for verb in _and_before(token.head):
            outcome = outcome_of("object", lemma(verb))
            if outcome in BODILY and _is_denied(page, token.head):
                yield outcome, token.i, verb
        return
    outcome = outcome_of("counted", lemma(token)) if token.pos_ == "NOUN" else None
    first = _any(page, token)
    if outcome not in BODILY or first is None or is_of_some(token):
        return  # "without any deaths among the guards"
    under = token.head
    if under.lower_ == "without" and token.dep_ == "pobj":
        denied = _is_done(page, under.head)
    else:
        verb = under.head if under.dep_ == "prep" else under
        denied = lemma(verb) in words("harm", "brings_harm") and _is_denied(page, verb)
    if denied:
        yield outcome, first, token


def _any(page: Scene, noun: Token) -> int | None:
    """Where the phrase "any deaths", "a single death" or bare "casualties" begins; None for one that names somebody's."""
    mark = next((child for child in noun.children if child.i < noun.i and child.dep_ in ("det", "amod", "nummod")), None)
    if mark is None:
        return noun.i if noun.tag_ == "NNS" and noun.i - 1 not in page.number_at else None
    single = any(child.lower_ == "single" for child in noun.children)
    return mark.i if mark.lower_ == "any" or (mark.lower_ in ("a", "one") and single) else None


def _and_before(verb: Token) -> list[Token]:
    """The verb and those before it that share its object: "killing or wounding anyone"."""
    found = [verb]
    while found[-1].dep_ == "conj" and outcome_of("object", lemma(found[-1].head)) in BODILY:
        if children(found[-1], "aux") or children(found[-1].head, *OBJECTS):
            break
        found.append(found[-1].head)
    return found


def _is_denied(page: Scene, verb: Token) -> bool:
    """Does the sentence tell that it was not done, and not that somebody says he did not mean to or did not do it?"""
    first = _and_before(verb)[-1]
    above = first.head
    if first.dep_ == "pcomp":
        return above.lower_ == "without" and _is_done(page, above.head)
    if first.dep_ == "xcomp":
        return lemma(above) in words("harm", "missing_its_mark") and _is_done(page, above)
    if (doer := children(first, "nsubj")) and denies_all(doer[0]):
        return _is_thing(page, doer[0])
    if not any(child.lower_ in DENYING for one in (first, verb) for child in one.children):
        return False
    if verb.tag_ == "VBG":
        return _is_done(page, first.head)
    whose = subject(first)
    past = any(child.lower_ in ("did", "had", "has", "have") for child in children(first, "aux"))
    return past and whose is not None and _is_thing(page, whose)


def _is_thing(page: Scene, noun: Token) -> bool:
    """Is what is told of no person and no body of persons? Who denies that he killed anyone speaks of himself."""
    if noun.lower_ == "it":
        return noun.i == page.tokens()[0].i
    if noun.lower_ == "none":
        return not any(is_person(page, one) for of in children(noun, "prep") for one in children(of, "pobj"))
    return noun.pos_ == "NOUN" and not noun.ent_type_ and not is_person(page, noun) and kind_of_words(noun.text) is None


def _is_done(page: Scene, verb: Token) -> bool:
    """Is that beside which it did not happen itself told as done, in the past?"""
    helped = [child.lower_ for child in children(verb, "aux", "auxpass")]
    past = verb.tag_ in ("VBD", "VBN", "VBG") or any(one in ("did", "had", "was", "were") for one in helped)
    return verb.pos_ in ("VERB", "AUX") and past and aux_of(page, verb) == "none" and "to" not in helped


def is_of_some(noun: Token) -> bool:
    """ "No casualties among the guards", "no deaths on the army's side": none of these, whoever else died."""
    if lemma(noun.head) in words("harm", "suffering") and noun.dep_ in ("dobj", "nsubjpass"):
        return True  # "the army suffered no casualties"
    after = noun.doc[noun.i + 1 : noun.i + 7]
    if not len(after) or after[0].lower_ not in words("harm", "of_some"):
        return False
    sides = any(one.lower_ in ("side", "sides", "part", "ranks") for one in after)
    every = any(one.lower_ in ("both", "either", "any") for one in after[1:3])
    return (sides and not every) if after[0].lower_ in ("on", "in", "from") else not every
