"""Verbs of denial that the parser takes for nouns: "the army disputes that five died", "dismissing talk of five dead".

It makes "the army disputes" a thing that five died in, and the talk that is dismissed one of its own: the denial would be
lost, and the five counted. The tree is mended before anything is read of it.
"""

from crossreport.reading.parsed import Doc, Token
from crossreport.vocabulary.load import vocabulary, words

NOUN_BEFORE = frozenset({"compound", "amod", "nmod"})
CLAUSES = frozenset({"relcl", "acl", "ccomp"})
FINITE = {"": "VBP", "s": "VBZ"}


def mend_deniers(doc: Doc) -> None:
    """Gives each such denial its verb back, with whoever denies and what is denied."""
    for token in doc:
        lemma = vocabulary("cues")["denying"].get(token.lower_)
        if lemma is None or token.i + 1 >= len(doc):
            continue
        told = _told(token.nbor())
        if token.lower_.endswith("ing"):
            if told is not None and token.head is told and token.dep_ in NOUN_BEFORE and _opens(token):
                _put_above(token, lemma, told)
        elif token.nbor().lower_ == "that":
            _with_clause(token, lemma)
        elif told is not None:
            _with_report(token, lemma, told)


def _told(token: Token) -> Token | None:
    """A word of telling right behind the denial, whatever it was taken for."""
    return token if token.lemma_.lower() in words("cues", "report") and token.pos_ in ("NOUN", "VERB") else None


def _opens(token: Token) -> bool:
    """Does it open its sentence or stand behind a mark?"""
    return token.i == token.sent.start or token.nbor(-1).is_punct or token.nbor(-1).is_space


def _make(token: Token, tag: str, lemma: str) -> None:
    token.tag_, token.pos_, token.lemma_ = tag, "NOUN" if tag == "NNS" else "VERB", lemma


def _put_above(verb: Token, lemma: str, told: Token) -> None:
    """ "Dismissing reports of five dead, the mayor said": the reports are what is dismissed."""
    above = told.head
    _make(verb, "VBG", lemma)
    verb.hang(verb if above is told else above, "ROOT" if above is told else "advcl")
    told.hang(verb, "dobj")
    _make_noun(told)


def _make_noun(told: Token) -> None:
    if told.pos_ == "VERB":
        _make(told, "NNS", told.lemma_)


def _with_clause(verb: Token, lemma: str) -> None:
    """ "The army disputes that five died"."""
    clause = next((one for one in verb.children if one.dep_ in CLAUSES and one.i > verb.i), None)
    if clause is None or not any(one.dep_ == "mark" and one.lower_ == "that" for one in clause.children):
        return
    if verb.dep_ not in ("ROOT", "ccomp", "conj", "advcl") or not _take_subject(verb, verb):
        return
    _make(verb, FINITE["s" if verb.lower_.endswith("s") else ""], lemma)
    clause.hang(verb, "ccomp")


def _with_report(verb: Token, lemma: str, told: Token) -> None:
    """ "The army disputes reports that five died", where the parser has the disputes report."""
    if told.head is verb and told.dep_ == "dobj" and verb.pos_ == "VERB":
        _make_noun(told)
        return
    if verb.head is not told or verb.dep_ not in ("nsubj", "compound") or not told.lower_.endswith("s"):
        return
    has_subject = any(one.dep_ == "nsubj" for one in verb.children)
    many = verb.i > verb.sent.start and verb.nbor(-1).tag_ == "NNS" and told.dep_ == "ROOT"  # "residents dispute reports"
    if told.tag_ != "VBZ" and not has_subject and not many:
        return
    if not any(one.dep_ in CLAUSES or one.lower_ in ("of", "about") for one in told.rights):
        return
    above, dep = told.head, told.dep_
    if not _take_subject(verb, told):
        return
    _make(verb, FINITE["s" if verb.lower_.endswith("s") else ""], lemma)
    verb.hang(verb if above is told else above, dep)
    told.hang(verb, "dobj")
    _make_noun(told)
    for clause in [one for one in told.rights if one.dep_ == "ccomp"]:
        clause.hang(told, "acl")


def _take_subject(verb: Token, above: Token) -> bool:
    """Hangs the noun before the verb on it as its subject, with what stands before that; False where there is none."""
    if any(one.dep_ == "nsubj" for one in verb.children):
        return True
    who = verb.nbor(-1) if verb.i > verb.sent.start else None
    if who is None or who.dep_ not in NOUN_BEFORE or who.head not in (verb, above) or who.pos_ not in ("NOUN", "PROPN"):
        return False
    for one in [one for one in (*verb.lefts, *(above.lefts if above is not verb else ())) if one.i < who.i]:
        one.hang(who, one.dep_)
    who.hang(verb, "nsubj")
    return True
