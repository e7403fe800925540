"""Who is named: the name behind "the governor of Orlen, ...", which the parser hangs on the town and not on the governor.

Left there, the dead have no name, and whoever was killed beside them ("Odo Varn, and three others") is lost.
"""

from crossreport.reading.parsed import Doc, Token, Tokens
from crossreport.vocabulary.load import vocabulary, words


def mend_namings(doc: Doc) -> None:
    """Hangs the names of a text, and the rows that go on behind them, on the nouns for the persons whom they name."""
    for name in doc.ents:
        if name.label_ == "PERSON" and len(name) > 1:
            _mend(name)


def _mend(name: Tokens) -> None:
    noun = name.root
    first = noun.left_edge
    if noun.dep_ not in ("appos", "conj", "npadvmod") or noun.pos_ != "PROPN" or is_one_person(noun.head):
        return  # "the mother of the boy, Ana Vost, said": where it hangs on a person it is hers
    if first.i < noun.sent.start + 2 or first.nbor(-1).text != ",":
        return
    person = _person(first.nbor(-2))
    if person is None or any(child.dep_ == "appos" for child in person.children):
        return
    beside = [noun] if noun.dep_ == "npadvmod" else [noun, noun.head]
    row = [c for one in beside for c in one.children if c.i > noun.i and c.dep_ in ("cc", "conj")]
    noun.hang(person, "appos")
    for one in row:
        one.hang(person, one.dep_)


def _person(last: Token) -> Token | None:
    """The noun for one person whose phrase ends with a word: "the head of the council in Orlen", "a judge"; else None."""
    at = last
    if is_one_person(at):
        return at
    while at.dep_ == "pobj" and at.head.dep_ == "prep" and at.head.head.i < at.head.i:
        at = at.head.head
        if at.pos_ in ("VERB", "AUX"):
            # "Killed a teacher from Orlen", the origin hung on the killing.
            beside = [c for c in at.children if c.dep_ == "dobj" and at.i < c.i < last.i]
            at = beside[-1] if beside else at
        if is_one_person(at):
            return at
    return None


def is_one_person(noun: Token) -> bool:
    """Is it a noun for one person?"""
    nouns = words("persons", *vocabulary("persons")["nouns"]) | words("titles", "of_body")
    return noun.tag_ == "NN" and noun.lemma_.lower() in nouns
