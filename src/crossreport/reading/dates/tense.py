"""When a clause is told to happen: before publication, after it, or unclear; from the tags and heads of the parse."""

from typing import Literal

from crossreport.reading.parsed import Token, Tokens
from crossreport.vocabulary.load import vocabulary, words

# "ongoing" is the present with -ing: "is meeting him on Tuesday" is to come, "is searching Tuesday" is today.
Tense = Literal["past", "present", "ongoing", "future", "unclear"]
VERBS = ("VERB", "AUX")
CLAUSE_MARKS = frozenset({"that", "if", "whether", "because", "although", "though", "while"})
# A clause has no more words than these before the day that it tells.
CLAUSE = 60
ASIDE = frozenset({"after", "before", "since", "following"})
MODALS = frozenset({"will", "'ll", "wo", "shall", "would", "'d", "should", "could", "can", "may", "might", "must"})


def tense_at(expression: Tokens, title: bool = False) -> Tense:
    """The tense in which a time expression's clause is told.

    A noun that it only marks ("Friday's raid") lies in the past unless the noun is one for something set beforehand. In a
    headline the present tells what has happened, and a bare "to" what will.
    """
    root = expression.root
    marked = _marked_noun(root)
    if marked is not None and not _is_scheduled(marked):
        return "past"
    verb = _own_verb(expression)
    if verb is None:
        return "future" if _has_future_word(root) else "unclear"
    if _has_future_word(root) or (marked is not None and _has_future_word(marked)):
        return "future"
    found = _tense_of(verb, title, leads=root.head.lower_ == "for")
    if found == "past" and _may_be_of_what_is_to_come(expression, verb, title):
        return "ongoing"
    return "past" if found != "past" and _is_told_aside(root, verb, found, title) else found


def _may_be_of_what_is_to_come(expression: Tokens, verb: Token, title: bool) -> bool:
    """ "Is to name the five killed in the shooting on Tuesday": a day that ends the clause may be that of the naming."""
    if verb.tag_ != "VBN" or verb.dep_ != "acl" or expression.start < verb.i or not _ends_a_clause(expression):
        return False
    above = _verb_over(verb.head)
    return above is not None and above.i < verb.i and _tense_of(above, title) == "future"


def _ends_a_clause(expression: Tokens) -> bool:
    return expression.end >= len(expression.doc) or expression.doc[expression.end].is_punct


def _is_told_aside(root: Token, verb: Token, found: Tense, title: bool) -> bool:
    """Is the day that of a thing which has happened, though the clause is in the present or the future?

    So it is in "police seek a man after a shooting on Saturday", and for every present of a headline.
    """
    if title and found == "present":
        return True
    following = root.doc[root.i + 1 : root.i + 2]
    noun, at = None, root
    while at.i != verb.i and at.head.i != at.i:
        at = at.head
        if at.lower_ in ("after", "following", "since") and at.pos_ not in VERBS:
            return True
        if noun is None and at.pos_ == "NOUN":
            noun = at
    if noun is not None and following and following[0].lower_ in ("that", "which", "who"):
        return not _is_scheduled(noun)
    return noun is not None and found in ("present", "ongoing", "unclear") and not _is_scheduled(noun)


def _marked_noun(root: Token) -> Token | None:
    """The noun that an expression marks as its possessive or its first part, if it is no adverbial."""
    if root.dep_ in ("poss", "compound", "nmod", "amod", "nummod") and root.head.pos_ in ("NOUN", "PROPN"):
        return root.head
    return None


def _is_scheduled(noun: Token) -> bool:
    return noun.lemma_.lower() in words("times", "scheduled_nouns") or _has_future_word(noun)


def _has_future_word(token: Token) -> bool:
    """Is a noun between the expression and its verb called possible, planned, due?"""
    at = token
    for _ in range(6):
        if any(child.lower_ in words("times", "future_words") for child in at.lefts):
            return True
        if at.pos_ in VERBS or at.head.i == at.i:
            return False
        at = at.head
        if at.lower_ in words("times", "future_words") and at.pos_ in ("ADJ", "VERB"):
            return True
    return False


def _verb_over(token: Token) -> Token | None:
    at = token
    for _ in range(12):
        if at.pos_ in VERBS:
            return at
        if at.head.i == at.i:
            return None
        at = at.head
    return None


def _own_verb(expression: Tokens) -> Token | None:
    """The verb of an expression's clause; not that of a "that" or "if" clause which only begins after it."""
    verb = told_verb(expression)
    if verb is None or verb.i < expression.end:
        return verb
    marks = [token for token in verb.doc[expression.end : verb.i] if token.lower_ in CLAUSE_MARKS]
    if not marks:
        return verb
    earlier = [token for token in verb.doc[expression.root.sent.start : expression.start] if token.pos_ in VERBS]
    return earlier[-1] if earlier else verb


def told_verb(expression: Tokens) -> Token | None:
    """The verb that an expression dates. The parse may hang a day between two clauses on the one that only reports.

    "Was shot Saturday, police said" dates the shooting, "police say around noon on Sunday two men were shot" too.
    """
    verb = _verb_over(expression.root)
    if verb is None or verb.lemma_.lower() not in words("times", "reporting_verbs"):
        return verb
    if expression.end <= verb.i:
        subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is None or subject.i < expression.end:
            return verb
        first = max(verb.sent.start, expression.start - CLAUSE)
        told = [token for token in verb.doc[first : expression.start] if token.pos_ == "VERB"]
        finite = [token for token in told if token.tag_ in ("VBD", "VBN", "VBZ", "VBP")]
        return finite[-1] if finite else None
    if verb.tag_ not in ("VBZ", "VBP", "VBD"):
        return verb
    between = verb.doc[verb.i + 1 : expression.start]
    if any(not (token.is_punct or token.pos_ in ("ADP", "ADV", "SCONJ", "DET")) for token in between):
        return verb
    told = [token for token in verb.children if token.dep_ == "ccomp" and token.i > expression.end]
    return told[0] if told else verb


def _tense_of(verb: Token, title: bool, depth: int = 0, leads: bool = False) -> Tense:
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    modal = any(helper.tag_ == "MD" or helper.lower_ in MODALS for helper in helpers)
    perfect = any(helper.lemma_.lower() == "have" for helper in helpers)
    if modal:
        return "past" if perfect else "future"
    if verb.tag_ == "VBN" and any(helper.lower_ == "be" for helper in helpers):
        governor = _verb_over(verb.head) if verb.head.i != verb.i else None
        return _infinitive(governor, title, depth)
    if verb.tag_ == "VBN" and _sets_beforehand(verb, leads):
        return "future"
    if verb.tag_ == "VBD" or perfect or any(helper.tag_ == "VBD" for helper in helpers):
        return "past"
    return _unmarked(verb, helpers, title, depth)


def _sets_beforehand(verb: Token, leads: bool) -> bool:
    """A participle that sets something for a later time: "planned Tuesday", and with "for" (`leads`) "set for Tuesday"."""
    lemma = verb.lemma_.lower()
    return lemma in words("times", "future_participles") or (leads and lemma in words("times", "future_verbs"))


def _unmarked(verb: Token, helpers: list[Token], title: bool, depth: int) -> Tense:
    """The tense of a verb that shows none itself: infinitives and participles take that of what governs them."""
    if verb.tag_ == "VBN":
        return "past"
    governor = _verb_over(verb.head) if verb.head.i != verb.i else None
    if verb.tag_ == "VB":
        return _infinitive(governor, title, depth)
    if verb.tag_ == "VBG" and helpers:
        return "ongoing"
    if verb.tag_ == "VBG":
        return _tense_of(governor, title, depth + 1) if governor is not None and depth < 4 else "unclear"
    return "past" if _is_never_scheduled(verb) else "present"


def _is_never_scheduled(verb: Token) -> bool:
    """ "A man opens fire Saturday night": nobody sets that for a day to come; a caption tells of what has been."""
    needs = vocabulary("times")["befalling"].get(verb.lemma_.lower(), ())
    return needs is None or any(child.lemma_.lower() in needs for child in verb.children)


def _infinitive(governor: Token | None, title: bool, depth: int) -> Tense:
    if governor is None:
        return "future"
    if governor.lemma_.lower() in words("times", "future_verbs"):
        return "future"
    if governor.lemma_.lower() == "be" and governor.tag_ in ("VBZ", "VBP"):
        return "future"
    if depth >= 4:
        return "unclear"
    found = _tense_of(governor, title, depth + 1)
    return "future" if found == "present" else found


def is_reported(expression: Tokens) -> bool:
    """Does an expression say when something was said ("police announced Monday"), and not when what they tell happened?"""
    verb = told_verb(expression)
    return verb is not None and verb.lemma_.lower() in words("times", "reporting_verbs")


def is_aside(expression: Tokens) -> bool:
    """Does an expression stand in what only tells since or after when: "after ten were killed Thursday"?"""
    at = expression.root
    for _ in range(8):
        if at.lower_ in ASIDE and at.dep_ in ("prep", "pcomp", "mark"):
            return True
        if at.pos_ in VERBS and any(child.lower_ in ASIDE and child.dep_ in ("mark", "advmod") for child in at.lefts):
            return True
        if at.head.i == at.i:
            return False
        at = at.head
    return False


def same_actor(expression: Tokens, other: Tokens) -> bool:
    """Does the subject of an expression's clause act in another sentence too?

    By a name in it; or, as a pronoun or a common noun ("he", "the minister"), if both sentences share another name.
    """
    verb = _verb_over(expression.root)
    subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")] if verb is not None else []
    names = {token.lower_ for token in other if token.pos_ == "PROPN" and token.ent_type_ not in ("DATE", "TIME")}
    if any(token.lower_ in names for subject in subjects for token in subject.subtree if token.pos_ == "PROPN"):
        return True
    nouns = {token.lemma_.lower() for token in other if token.pos_ == "NOUN"}
    alike = any(subject.pos_ == "PRON" or subject.lemma_.lower() in nouns for subject in subjects)
    inside = range(expression.start, expression.end)
    return alike and any(token.lower_ in names for token in expression.root.sent if token.i not in inside)
