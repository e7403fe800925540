"""What a date or a place hangs on: which of its sentence's words for an incident it belongs to."""

from collections.abc import Set

from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import words


def owner_of(token: Token | None, owner: Set[int]) -> int | None:
    """The anchor that a word hangs on: the first above it in the tree, or None where another verb stands between."""
    if token is None:
        return None
    at = token
    for above in token.ancestors:
        if above.i in owner and _is_outside(token, above):
            continue  # "five were shot, one of whom died, Friday": the day is that of the shots
        if above.i in owner:
            return above.i if not _stands_before(token, above) else max((i for i in owner if i < token.i), default=above.i)
        if _is_of_the_telling(token, above):
            return None
        told = _of_what_is_said(token, above, owner) or _of_what_there_was(token, above, owner)
        if told is not None or (told := _of_its_time(above, owner)) is not None:
            return told
        # "Including" and "following" are prepositions in the garb of verbs.
        if above.pos_ == "VERB" and above.dep_ != "prep" and above.lemma_.lower() not in words("incidents", "happen"):
            return _between(token, above, owner) or _of_one_time(above, owner) or _of_belief(above, owner)
        at = above
        if is_of_a_follow_up(at):
            return None
        if at.dep_ == "ROOT" or at.pos_ in ("VERB", "AUX"):
            below = [child.i for child in at.subtree if child.i in owner and _reaches(child, at)]
            if below:
                return min(below, key=lambda i: abs(i - token.i))
    return None


def is_of_a_follow_up(verb: Token) -> bool:
    """Is what comes after an incident the subject of a verb ("an investigation was under way Wednesday into it")?"""
    subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
    return any(child.pos_ == "NOUN" and child.lemma_.lower() in words("incidents", "follow_ups") for child in subjects)


def _is_of_the_telling(token: Token, verb: Token) -> bool:
    """ "The paper reported on Tuesday that ten were killed", "claimed on Tuesday it killed ten": the day before what is told
    is of the telling."""
    if verb.i > token.i or verb.lemma_.lower() not in words("times", "reporting_verbs"):
        return False
    opens = verb.doc[token.i + 1 : token.i + 2]
    if opens.text.lower() == "that":
        return True
    told = (child for child in verb.children if child.dep_ == "ccomp")
    return any(len(opens) and one.left_edge is opens[0] and _has_subject(one) for one in told)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)


def _of_what_is_said(token: Token, verb: Token, owner: Set[int]) -> int | None:
    """The anchor of what somebody says today: the day of "last week, police say gunmen killed two" is not that of saying."""
    says = verb.tag_ in ("VBP", "VBZ") and verb.lemma_.lower() in words("times", "reporting_verbs")
    subject = next((one for one in verb.children if one.dep_ == "nsubj" and token.i < one.left_edge.i), None)
    if not says or subject is None or subject.i > verb.i:
        return None
    said = [one for one in verb.children if one.dep_ == "ccomp" and one.i > verb.i]
    return next((one.i for clause in said for one in clause.subtree if one.i in owner and _is_in_clause(one, clause)), None)


def _of_what_there_was(token: Token, verb: Token, owner: Set[int]) -> int | None:
    """The anchor of "a month ago there was a similar case, when a girl found a gun and shot herself"."""
    if token.i > verb.i or not any(one.dep_ == "expl" for one in verb.children):
        return None
    clauses = [one for one in verb.subtree if one.dep_ in ("advcl", "relcl")]
    when = (one for one in clauses if any(child.lower_ == "when" for child in one.children))
    return next((i for clause in when for i in sorted(owner) if _row_of(clause.doc[i]) is clause), None)


def _row_of(verb: Token) -> Token:
    """The first of the verbs that "and" joins to this one."""
    while verb.dep_ == "conj":
        verb = verb.head
    return verb


def _is_in_clause(token: Token, verb: Token) -> bool:
    return token.i == verb.i or _reaches(token, verb)


def _stands_before(token: Token, verb: Token) -> bool:
    """Does a word stand before the "after" that opens the clause of its verb ("on Sunday, after ten were killed")?"""
    sequence = words("incidents", "sequence")
    return any(one.dep_ == "mark" and token.i < one.i < verb.i and one.lower_ in sequence for one in verb.children)


def _between(token: Token, verb: Token, owner: Set[int]) -> int | None:
    """The anchor between a verb of what came after and a date or place: it is the nearer one ("condemned the attack on
    Friday"), unless a comma parts them."""
    near: int | None = None
    for one in token.doc[verb.i + 1 : token.i]:
        if one.i in owner:
            near = one.i
        elif one.text == "," or one.pos_ == "VERB":
            near = None
    return near


def _of_one_time(verb: Token, owner: Set[int]) -> int | None:
    """The anchor of one time with a verb: "was driving home on Sunday when he was shot", "fell on Sunday, killing two"."""
    if verb.lemma_.lower() in words("incidents", "afterwards"):
        return None
    clauses = [one for one in verb.children if one.dep_ == "advcl" and one.i in owner]
    when = next((one.i for one in clauses if any(child.lower_ == "when" for child in one.children)), None)
    return when if when is not None else next((one.i for one in clauses if _is_effect(one)), None)


def _of_its_time(verb: Token, owner: Set[int]) -> int | None:
    """The anchor whose time a verb tells: in "died when a house was hit in Orlen" they died there."""
    opens = any(child.lower_ in ("when", "as") and child.dep_ in ("advmod", "mark") for child in verb.children)
    return verb.head.i if verb.dep_ == "advcl" and opens and verb.head.i in owner else None


def _is_outside(token: Token, verb: Token) -> bool:
    """Does a comma close the relative clause of a verb before a word that the parser hangs on it?"""
    relative = any(c.dep_ in ("nsubj", "nsubjpass") and _is_relative(c) for c in verb.children)
    if token.i < verb.i or not (verb.dep_ == "relcl" or (verb.dep_ == "advcl" and relative)):
        return False
    first = min((one.i for one in (token, *token.lefts)), default=token.i)
    return first > verb.i + 1 and token.doc[first - 1].text == "," and verb.head.i < verb.i


def _is_relative(subject: Token) -> bool:
    """ "one of whom", "all of which"."""
    return any(one.lower_ in ("whom", "which") for one in subject.subtree)


def _of_belief(verb: Token, owner: Set[int]) -> int | None:
    """The anchor of what somebody is believed to have done, at the time that stands with the belief ("On Friday the rebels
    were believed to be behind an attack")."""
    if verb.lemma_.lower() not in words("incidents", "beliefs") or not any(c.dep_ == "auxpass" for c in verb.children):
        return None
    held = [one for one in verb.children if one.dep_ == "xcomp"]
    below = [one.i for clause in held for one in clause.subtree if one.i in owner and _reaches(one, clause)]
    return min(below, default=None)


def _is_effect(verb: Token) -> bool:
    """Is it a participle that tells what came of its verb ("opened fire, wounding five")?"""
    return verb.tag_ == "VBG" and verb.i > verb.head.i and not any(one.dep_ in ("mark", "nsubj") for one in verb.children)


def _reaches(token: Token, verb: Token) -> bool:
    """Does an anchor belong to this verb's own clause (subject, object, or in one of its phrases)?"""
    if token.pos_ == "VERB" and token.dep_ in ("advcl", "relcl"):
        return token.dep_ == "advcl" and token.head.i == verb.i and _is_effect(token)
    for above in token.ancestors:
        if above.i == verb.i:
            return True
        if (
            above.pos_ == "VERB"
            or above.dep_ in ("advcl", "relcl", "mark")
            or above.lower_ in words("incidents", "sequence")
        ):
            return False
    return False


def landmark(token: Token) -> Token | None:
    """The verb of the clause that a token stands in, where it only says near what ("a mile from where Karn was shot")."""
    while token.dep_ != "ROOT":
        if token.dep_ == "pcomp" and any(child.lower_ == "where" and child.i < token.i for child in token.children):
            return token
        token = token.head
    return None


def is_buried_alive(verb: Token) -> bool:
    """ "A landslide buried 12 homes", "was buried under rubble": what happened, and no funeral."""
    if verb.lemma_.lower() != "bury":
        return False
    means = [child for child in verb.children if child.dep_ == "nsubj" and child.pos_ in ("NOUN", "PROPN")]
    # The parser takes "a landslide buried 12 homes" for a landslide that was buried.
    means += [verb.head] if verb.dep_ == "acl" and any(child.dep_ == "dobj" for child in verb.children) else []
    over = any(child.dep_ == "agent" or child.lower_ in words("incidents", "covered") for child in verb.children)
    return over or any(one.lemma_.lower() in words("incidents", "burying") for one in means)


def is_bearing(token: Token | None) -> bool:
    """Does a place only say where another lies ("in Ostel, 40 kilometres north of Merrin")?"""
    if token is None or token.dep_ != "pobj" or token.head.lower_ not in ("of", "from"):
        return False
    return token.head.head.lemma_.lower() in words("incidents", "bearings")


def is_since(token: Token) -> bool:
    """Does "since" or "until" stand above it?"""
    return any(
        above.lower_ in ("since", "until") for above in (token, *list(token.ancestors)[:3]) if above.pos_ in ("ADP", "SCONJ")
    )
