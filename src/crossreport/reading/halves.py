"""Two clauses that "and" joins and the parser took for one: "three migrants drowned and two were missing".

Where the first verb looks like a participle, it makes a row of the two subjects, and all five would be missing.
"""

from crossreport.reading.parsed import Doc, Token

SUBJECTS = ("nsubj", "nsubjpass")


def mend_halves(doc: Doc) -> None:
    """Gives the first of two such clauses its verb back."""
    for cc in doc:
        if cc.dep_ == "cc" and cc.lower_ in ("and", "but", "while") and (verb := _second_verb(cc)) is not None:
            first = _participle(cc)
            if first is not None and first.head.dep_ in SUBJECTS and first.head.head is verb:
                _part(first, cc, verb)


def _second_verb(cc: Token) -> Token | None:
    """The verb of the number behind "and", where it follows at once ("two were missing")."""
    if cc.i + 2 >= len(cc.doc) or not (cc.nbor().pos_ == "NUM" or cc.nbor().lower_ in ("another", "others")):
        return None
    follows = cc.nbor(2)
    if follows.tag_ not in ("VBD", "VBP", "VBZ"):
        return None
    return follows.head if follows.dep_ in ("aux", "auxpass") else follows


def _participle(cc: Token) -> Token | None:
    """The participle before "and", with all that hangs on it, and nothing between it and its noun."""
    at = cc.nbor(-1) if cc.i > cc.sent.start else None
    while at is not None and at.dep_ != "acl" and at.head.i < at.i and at.head is not at:
        at = at.head
    return at if at is not None and at.dep_ == "acl" and at.tag_ in ("VBN", "VBD") and at.head.i == at.i - 1 else None


def _part(first: Token, cc: Token, verb: Token) -> None:
    """Makes the participle the verb of its noun, and the second verb one beside it with the number as its subject."""
    noun, subject = first.head, _subject_of(verb)
    above, dep = verb.head, verb.dep_
    first.hang(first if above is verb else above, dep)
    verb.hang(first, "conj")
    noun.hang(first, "nsubj")
    cc.hang(first, "cc")
    cc.nbor().hang(verb, subject)


def _subject_of(verb: Token) -> str:
    """How the subject hangs on a verb: of the passive where it has its auxiliary."""
    return "nsubjpass" if any(child.dep_ == "auxpass" for child in verb.children) else "nsubj"
