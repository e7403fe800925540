"""Relative clauses that the parser hangs on the wrong word, so that what is told stands under another's name.

"The names of the girls which showed that one had a child" is parsed as if the girls had shown it, "31 men, most of whom are
miners, which supports the claim" as if the miners did, and "a medic who saw the men after their release said" as if the
release had said it. The tree is mended before anything is read of it.
"""

from crossreport.reading.parsed import Doc, Token
from crossreport.reading.said.modality import children
from crossreport.vocabulary.load import vocabulary, words

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# Words that open a clause, or stand before a noun that only says when.
WHEN = frozenset({"after", "before", "since", "until"})
HELPERS = frozenset({"was", "were", "is", "are", "has", "have", "had"})


def mend_antecedents(doc: Doc) -> None:
    """Hangs relative clauses on what they tell of, and gives a telling back to whom such a clause describes."""
    for token in doc:
        if token.lower_ == "which" and token.tag_ == "WDT" and token.dep_ in SUBJECTS and token.head.dep_ == "relcl":
            _of_a_thing(token.head)
        elif token.lower_ == "whom" and token.dep_ == "pobj" and token.head.lower_ == "of":
            _of_some(token.head.head)
        elif token.dep_ == "relcl" and any(child.lower_ == "who" for child in children(token, *SUBJECTS)):
            _who_tells(token)


def _of_a_thing(clause: Token) -> None:
    """ "Which" is no person, and with a singular verb no plural: it is what they are of, or all that stands before."""
    noun = clause.head
    if not _cannot_be(noun, clause):
        return
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    if above is not None and above.pos_ == "NOUN" and not _cannot_be(above, clause):
        clause.hang(above, "relcl")
        return
    root = noun.sent.root
    if clause.left_edge.i and clause.left_edge.nbor(-1).text == "," and root.pos_ in ("VERB", "AUX") and root.i < clause.i:
        clause.hang(root, "advcl")


def _cannot_be(noun: Token, clause: Token) -> bool:
    finite = next((child for child in children(clause, "aux", "auxpass")), clause)
    other_number = (noun.tag_ == "NNS" and finite.tag_ == "VBZ") or (noun.tag_ == "NN" and finite.lower_ in ("are", "were"))
    return noun.pos_ == "NOUN" and (other_number or noun.lemma_.lower() in words("persons", *vocabulary("persons")["nouns"]))


def _of_some(some: Token) -> None:
    """ "Nine men, three of whom -- two of them brothers -- were freed": the parser makes those who were freed the subject
    of the sentence."""
    noun, tokens = some.head, some.doc
    if some.dep_ != "appos" or noun.i > some.i:
        return
    behind = (token for token in tokens[some.i + 1 : some.sent.end] if token.lower_ in HELPERS)
    helper = next((token for token in behind if token.dep_ in ("aux", "auxpass")), None)
    verb = helper.head if helper is not None else None
    if helper is None or verb is None or noun.i > verb.i:
        return
    clause = noun.head
    if verb.head is verb and clause.dep_ == "ccomp" and clause.head is verb and clause.i < noun.i:
        clause.hang(clause, "ROOT")  # "The raid killed nine men, three of whom were brothers": the killing is told
    elif verb.dep_ not in ("conj", "ccomp") or verb.head.i > noun.i:
        return
    joined = any(child.dep_ == "cc" and some.i < child.i < verb.i for child in verb.head.children)
    if joined or any(child.dep_ in SUBJECTS for child in verb.children):
        return
    verb.hang(noun, "relcl")
    some.hang(verb, "nsubjpass" if helper.dep_ == "auxpass" else "nsubj")


def _who_tells(clause: Token) -> None:
    """ "A medic who saw the men after their release said": not the release said it, the medic did."""
    teller = clause.head
    if teller.dep_ != "ROOT" or teller.pos_ not in ("NOUN", "PROPN"):
        return
    for verb in children(clause, "advcl"):
        marks = [child for child in children(verb, "mark") if child.lower_ in WHEN]
        nouns = [child for child in children(verb, *SUBJECTS) if child.i < verb.i]
        tells = verb.lemma_ in words("actions", "speech") and verb.tag_ in ("VBD", "VBZ", "VBP")
        if tells and len(marks) == len(nouns) == 1 and nouns[0].pos_ == "NOUN" and nouns[0].right_edge.i == verb.i - 1:
            marks[0].hang(clause, "prep")
            nouns[0].hang(marks[0], "pobj")
            verb.hang(verb, "ROOT")
            teller.hang(verb, "nsubj")
            return
