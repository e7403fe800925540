"""Whether a happening is told as a fact, by the words around it."""

from crossreport.model.said import Aux
from crossreport.reading.parsed import Token
from crossreport.reading.said.modality import hold, is_of_noun
from crossreport.vocabulary.load import words


def reality(token: Token) -> Aux:
    """Whether the words around a happening make it planned, possible or denied; none where it is told as a fact."""
    children = {_lemma(child) for child in token.children if child.dep_ in ("det", "amod", "neg")}
    if token.pos_ in ("NOUN", "PROPN"):
        if "no" in children:
            return "negated"
        counted = any(child.dep_ == "nummod" for child in token.children)  # "a further three bodies"
        if children & {"possible", "potential", "future", "planned"} or ("further" in children and not counted):
            return "hypothetical"
    verb = _verb_of(token)
    if verb is not None and (mood := _mood(verb)) != "none":
        return "none" if mood == "negated" and _is_taken_as_given(token, verb) else mood
    return "hypothetical" if _is_unreal(token) else "none"


def _is_taken_as_given(noun: Token, verb: Token) -> bool:
    """ "The blast did not hurt anyone", and not "the attack did not take place": there was one, whatever it did not do."""
    definite = any(child.lower_ in words("incidents", "definite") for child in noun.children)
    does = any(child.dep_ == "dobj" for child in verb.children) and _lemma(verb) not in words("harm", "happening")
    return definite and does and noun.dep_ == "nsubj" and noun is not verb


def _verb_of(token: Token) -> Token | None:
    """The verb that says whether it happened: the happening itself, or the verb whose subject it is."""
    if token.pos_ in ("VERB", "AUX", "ADJ"):
        return token
    return token.head if token.dep_ in ("nsubj", "nsubjpass") and token.head.pos_ in ("VERB", "AUX") else None


def _mood(verb: Token) -> Aux:
    children = {_lemma(child) for child in verb.children if child.dep_ in ("aux", "mark", "neg")}
    if any(child.dep_ == "neg" and not is_of_noun(child) for child in verb.children):
        return "negated"
    if children & words("incidents", "future"):
        return "future"
    if (children & words("incidents", "modal") and "have" not in children) or children & {"if", "unless"}:
        return "hypothetical"
    own = any("subj" in child.dep_ for child in verb.children) or any(_lemma(child) == "but" for child in verb.head.children)
    shares = verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not own  # "not killed but wounded"
    return _mood(verb.head) if shares else "none"


def _is_unreal(token: Token) -> bool:
    """Does it hang on a word that makes it planned or feared ("threatened to kill", "a plot to bomb", "fear of attacks")?"""
    above = token.head
    if token.dep_ == "pobj":
        if above.lower_ not in ("of", "to", "from", "against", "for"):
            return False
        above = above.head
    elif token.dep_ not in ("xcomp", "dobj", "acl", "ccomp", "pcomp"):
        return False
    if _lemma(above) in words("harm", "averting") and hold(above) == "negated":
        return False  # "failed to prevent the killing of"
    return above.i < token.i and _lemma(above) in words("incidents", "unreal")


def _lemma(token: Token) -> str:
    return token.lemma_.lower()
