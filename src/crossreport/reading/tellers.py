"""Who tells: the name before a closing verb of telling, which the parser hangs on the words that are told.

"The blast killed 14 people, Odo Varn, the mayor, told reporters" is parsed as if Varn were one of the 14. Whoever reads on
would count the mayor among the dead and lose who says so, so the tree is mended before anything is read of it.
"""

from crossreport.reading.parsed import Doc, Token, Tokens
from crossreport.reading.said.modality import children
from crossreport.reading.said.source_words import kind_of_words
from crossreport.vocabulary.load import words

NO_PERSON = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME", "EVENT", "PRODUCT", "MONEY", "QUANTITY", "CARDINAL"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def mend_tellers(doc: Doc) -> None:
    """Hangs the tellers of a text on their verbs, and what they tell below it."""
    speech = words("actions", "speech")
    for sentence in doc.sents:
        for verb in sentence:
            if verb.tag_ in FINITE and verb.dep_ in ("ROOT", "conj") and verb.lemma_ in speech:
                _mend(sentence, verb)
                _lift(verb)
            if verb.tag_ in FINITE and verb.lemma_ in speech:
                _give_day(verb)
                _give_subject(verb)


def _mend(sentence: Tokens, verb: Token) -> None:
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
    before = [child for child in subjects if child.i < verb.i]
    if not subjects:
        teller = _teller(sentence, verb)
        if teller is not None:
            teller.hang(verb, "nsubj")
            _tell(verb, teller)
    elif len(before) > 1 and _behind_comma(sentence, before[-1]):
        for told in before[:-1]:
            _rehang(sentence, verb, told)
        _tell(verb, before[-1])
    elif len(subjects) == len(before) == 1 and _closes(sentence, verb, before[0]):
        _tell(verb, before[0])


def _give_subject(verb: Token) -> None:
    """ "Police say a man in his 30s, about six feet tall, fired at them": nobody says a man; he is who fired."""
    for clause in [one for one in children(verb, "ccomp") if one.i > verb.i and one.tag_ in FINITE]:
        bare = not any(child.dep_ in (*SUBJECTS, "expl", "csubj") for child in clause.children)
        said = [one for one in children(verb, "dobj") if verb.i < one.i < clause.i and one.pos_ in ("NOUN", "PROPN")]
        if bare and len(said) == 1 and verb.lemma_ == "say" and _may_tell(said[0]):
            said[0].hang(clause, "nsubjpass" if children(clause, "auxpass") else "nsubj")


def _give_day(verb: Token) -> None:
    """ "The army said on Tuesday it had struck on Monday": the day behind the verb is that of the telling."""
    for clause in [child for child in verb.children if child.dep_ == "ccomp" and child.i > verb.i]:
        begins = min((child.left_edge.i for child in clause.children if child.dep_ in SUBJECTS), default=clause.i)
        for when in [child for child in clause.children if child.dep_ in ("prep", "npadvmod") and child.i < begins]:
            is_day = any(child.ent_type_ in ("DATE", "TIME") for child in (when, *children(when, "pobj")))
            if is_day and when.right_edge.i == begins - 1 and when.left_edge.i == _ends_with_hearer(verb) + 1:
                when.hang(verb, when.dep_)


def _ends_with_hearer(verb: Token) -> int:
    """Where a verb of telling and its hearer end ("told reporters")."""
    return max((child.right_edge.i for child in children(verb, "dobj", "dative")), default=verb.i)


def _closes(sentence: Tokens, verb: Token, teller: Token) -> bool:
    """ "..., Odo Varn, a doctor, told the Bell.": is it a second verb of which only what came before says what is told?"""
    own = {child.dep_ for child in verb.children if child.i > verb.i}
    tells = not own & {"ccomp", "parataxis", "xcomp"} and (verb.lemma_ == "tell" or "dobj" not in own)
    return verb.dep_ == "conj" and tells and _behind_comma(sentence, teller) and _may_tell(teller)


def _teller(sentence: Tokens, verb: Token) -> Token | None:
    """Who stands between two commas before a verb without a subject, hung on what stands before him; the longest phrase."""
    doc = sentence.doc
    if verb.i - 2 <= sentence.start or doc[verb.i - 1].text != "," or _is_told_by_what_follows(verb):
        return None
    last = doc[verb.i - 2]
    _give_clause(last)
    chain = [last, *last.ancestors]
    found = [
        one
        for one in chain
        if one.dep_ in ("appos", "conj", "npadvmod", "dep")
        and one.head.i < one.left_edge.i
        and one.right_edge.i in (last.i, verb.i - 1)
        and _behind_comma(sentence, one)
    ]
    return next((one for one in reversed(found) if _may_tell(one)), None)


def _give_clause(last: Token) -> None:
    """ "His brother, Odo Varn, who lives there, said": the clause is that of the name, not of the noun before it."""
    clause = next((one for one in (last, *last.ancestors) if one.dep_ == "relcl"), None)
    if clause is None:
        return
    begin = clause.left_edge.i
    near = [c for c in clause.head.children if c.dep_ == "appos" and c.right_edge.i in (begin - 2, begin - 1)]
    if near and near[-1].left_edge.i > clause.head.i:
        clause.hang(near[-1], "relcl")


def _is_told_by_what_follows(verb: Token) -> bool:
    """ "..., said police": who tells stands behind; only "tell" has its hearer there."""
    after = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    near = after is not None and after.dep_ in ("dobj", "nsubj", "det", "compound", "poss", "amod")
    return near and verb.lemma_ != "tell"


def _behind_comma(sentence: Tokens, noun: Token) -> bool:
    first = noun.left_edge
    return first.i > sentence.start and first.nbor(-1).text == ","


def _may_tell(noun: Token) -> bool:
    """Is it somebody: a name that is not a place's or a day's, or a word for one who speaks?"""
    if noun.pos_ == "PROPN":
        return noun.ent_type_ not in NO_PERSON
    if noun.pos_ != "NOUN":
        return False
    plain = noun.lower_ in words("speakers", "person_nouns") or noun.lower_ in words("people", "he", "she")
    return plain or kind_of_words(noun.lower_) is not None


def _tell(verb: Token, teller: Token) -> None:
    """Hangs the clause before the teller below the verb, where the parser made the verb a second one beside it."""
    if verb.dep_ != "conj":
        return
    told = verb.head
    while told.dep_ == "conj" and told.head.pos_ in ("VERB", "AUX"):
        told = told.head
    if (
        told.pos_ not in ("VERB", "AUX")
        or told.i > teller.left_edge.i
        or any(c.dep_ == "cc" and verb.head.i < c.i < verb.i and c.i > teller.left_edge.i for c in verb.head.children)
    ):
        return
    above, dep = told.head, told.dep_
    verb.hang(verb if above is told else above, dep)
    told.hang(verb, "ccomp")


def _lift(verb: Token) -> None:
    """ "The army denied that its planes struck the market and said nobody died": planes say nothing, the army does."""
    told = verb.head
    if verb.dep_ != "conj" or told.dep_ != "ccomp" or any(c.dep_ in SUBJECTS for c in verb.children):
        return
    teller = told.head
    own = [c for c in told.children if c.dep_ in SUBJECTS]
    speaks = teller.tag_ in FINITE and teller.i < told.i and any(c.dep_ == "nsubj" for c in teller.children)
    if speaks and own and own[0].pos_ == "NOUN" and not _may_tell(own[0]):
        for one in [c for c in told.children if c.dep_ == "cc" and told.i < c.i < verb.i]:
            one.hang(teller, "cc")
        verb.hang(teller, "conj")


def _rehang(sentence: Tokens, verb: Token, told: Token) -> None:
    """A second subject belongs to what is told: behind "and" to the row of its last object, else to its clause."""
    doc, first = sentence.doc, told.left_edge
    clauses = [verb.head] if verb.dep_ == "conj" else [c for c in verb.children if c.dep_ == "ccomp" and c.i < told.i]
    clause = clauses[0] if clauses else None
    if clause is None or clause.i > told.i or clause.pos_ not in ("VERB", "AUX"):
        return
    joined = first.i > sentence.start and doc[first.i - 1].lower_ in ("and", "or")
    objects = [c for c in clause.children if c.dep_ in ("dobj", "nsubjpass") and c.i < told.i]
    if joined and objects:
        told.hang(objects[-1], "conj")
    else:
        told.hang(clause, "dep")
