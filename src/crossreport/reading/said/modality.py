"""Did it happen? Negation, futures, conditions and wishes around a verb, read off the parse; and the subject of a verb."""

import re
from typing import Literal

from crossreport.reading.parsed import Token, Tokens
from crossreport.vocabulary.load import words

Hold = Literal["real", "negated", "unreal", "future", "possible"]
NEGATIVE = frozenset({"not", "n't", "never", "nor", "neither", "no", "hardly", "scarcely", "barely", "nt"})
NOBODY = frozenset({"nobody", "none", "neither", "nothing", "no-one"})
ONLY = frozenset({"only", "just", "merely", "simply"})
EXCEPTING = frozenset({"but", "except", "besides", "save"})
PAST = frozenset({"did", "was", "were", "had"})
INVERTED = frozenset({"had", "were", "should"})
CONDITIONS = frozenset({"if", "unless", "whether", "until", "lest"})
MAYBE = frozenset({"possibly", "perhaps", "maybe", "potentially"})
# A phrase that denies all that is told behind it, where it opens the clause or stands in it; "in no time" is soon.
RULED_OUT = re.compile(
    r"\b(?:by no means|in no (?:way|case|instance|event)|at no (?:time|point|stage|moment)|under no circumstances?"
    r"|on no (?:account|occasion)|not once)\b"
    r"|\b(?:nowhere(?: \w+){0,4}|never) (?:was|were|had|has|have|did|do|does|is|are)\b"
)
CLAUSE_ENDS = frozenset(
    {
        "who",
        "which",
        "that",
        "and",
        "but",
        "or",
        "when",
        "where",
        "before",
        "after",
        "because",
        "since",
        "as",
        "until",
        "if",
        "whether",
        "than",
        "while",
    }
)
BELOW = frozenset({"xcomp", "ccomp", "pcomp", "advcl", "acl", "conj"})
# "promised Israel to stop", "met Burns after visiting": the one who does it is the subject, not the object before it.
SUBJECT_CONTROL = frozenset(
    {"promise", "threaten", "vow", "pledge", "meet", "use", "visit", "leave", "kill", "make", "take", "have"}
)


def children(token: Token, *deps: str) -> list[Token]:
    """The children of a token in these dependencies, in order."""
    below = token.children
    return [child for child in below if child.dep_ in deps] if below else []


def is_cut_off(verb: Token, noun: Token) -> bool:
    """Does a comma part a noun from the verb before it, so that it opens a clause of its own ("Man killed, girl hurt")?"""
    return noun.left_edge.i == verb.i + 2 and verb.nbor(1).text == ","


def is_passive(verb: Token) -> bool:
    """Is the verb a passive ("was told", "reported to have")?"""
    return any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)


def is_negated(verb: Token) -> bool:
    """Is the verb itself denied: "not", "never", "no longer", "no official said", "neither side"?"""
    for child in verb.children:
        negates = (child.dep_ == "neg" and not is_of_noun(child) and not is_of_time(child)) or (
            child.dep_ in ("advmod", "preconj", "cc") and child.lower_ in NEGATIVE
        )
        if negates:
            # "not only confirmed" confirms.
            after = child.doc[child.i + 1].lower_ if child.i + 1 < len(child.doc) else ""
            if not (child.lower_ in ("not", "n't") and after in ONLY):
                return True
        if child.dep_ == "advmod" and child.lower_ == "longer":
            return True
        if child.dep_ in ("nsubj", "nsubjpass", "agent") and denies_all(child):
            return True
    return is_never(verb) or _shares_negation(verb)


def is_asked(sentence: Tokens) -> bool:
    """Is it a question whether something happened ("Did soldiers kill ten?", "Ten killed?"); not why or by whom it did."""
    last = next((token for token in reversed(sentence) if not token.is_space and not token.is_quote), None)
    if last is None or last.text != "?":
        return False
    words_of = [token for token in sentence if not token.is_space and not token.is_quote]
    return words_of[0].pos_ == "AUX" or not any(token.tag_ in ("WDT", "WP", "WP$", "WRB") for token in words_of)


def is_cleft(verb: Token) -> bool:
    """ "It was (not) the army that killed them": the clause that tells what was done, without who did it."""
    below = verb.dep_ == "relcl" and verb.head.dep_ == "attr"
    beside = verb.dep_ in ("ccomp", "advcl") and any(child.lower_ in ("that", "who") for child in children(verb, "nsubj"))
    said = verb.head.head if below else verb.head
    return (below or beside) and said.lemma_ == "be" and any(child.lower_ == "it" for child in children(said, "nsubj"))


def is_not_said_to_be(verb: Token) -> bool:
    """ "It does not mean that ten were killed", "it is not the case that": what such a denial leaves open."""
    above = verb.head
    if verb.dep_ not in ("ccomp", "acl") or verb.i < above.i:
        return False
    if above.lemma_ == "case" and above.dep_ == "attr":
        return is_negated(above.head)
    case = any(child.lemma_ == "case" for child in children(above, "attr"))
    return (case or above.lemma_ in ("mean", "imply", "follow")) and is_negated(above)


def is_of_noun(negation: Token) -> bool:
    """ "Twelve people, but not the driver, were killed": the "not" is said of the driver, wherever the parser hangs it."""
    doc, i = negation.doc, negation.i
    noun = i + 1 < len(doc) and doc[i + 1].pos_ in ("DET", "NUM", "NOUN", "PROPN")
    return negation.lower_ == "not" and noun and i > 0 and doc[i - 1].lower_ in ("but", "and", ",")


def is_of_time(negation: Token) -> bool:
    """ "Not until Tuesday did they confirm it", "they did not confirm it until Tuesday": the "not" says when."""
    verb = negation.head
    if not any(child.lower_ in PAST for child in children(verb, "aux", "auxpass")):
        return False
    after = [child for child in verb.children if child.i > negation.i and child.dep_ in ("prep", "advcl")]
    return any(one.lower_ == "until" or any(c.lower_ == "until" for c in children(one, "mark")) for one in after)


def is_of_how(negation: Token) -> bool:
    """ "Did not die in vain", "was not shot by soldiers but by police", "not because": it was done, but not so."""
    verb = negation.head
    preps = [child for child in children(verb, "prep", "agent") if child.i > verb.i]
    others = [*preps, *(child for one in preps for child in children(one, "conj", "prep"))]
    for other in others:
        but = other.i > 0 and other.nbor(-1).lower_ == "but"
        if but and any(one.lower_ == other.lower_ and one.i < other.i for one in preps):
            return True
    if any(child.lower_ == "because" for one in children(verb, "advcl") for child in children(one, "mark")):
        return True
    behind = " ".join(token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 6])
    return any(f" {phrase} " in f" {behind} " for phrase in words("cues", "manner"))


def is_passed_over(verb: Token) -> bool:
    """ "Instead of killing", "rather than killing", "far from killing", "short of killing": what was not done."""
    link = verb.head
    return (
        verb.dep_ == "pcomp" and link.i > 0 and link.dep_ == "prep" and link.nbor(-1).lower_ in words("cues", "passed_over")
    )


def is_inverted(verb: Token) -> bool:
    """ "Had the bomb exploded, ...", "were the dam to burst": a condition without "if"."""
    own = children(verb, "nsubj", "nsubjpass")
    first = verb.left_edge
    return verb.dep_ == "advcl" and bool(own) and first.lower_ in INVERTED and first.head == verb and first.i < own[0].i


def _shares_negation(verb: Token) -> bool:
    """ "did not confirm or deny", "neither confirmed nor denied": a negation reaches over "or" and "nor"."""
    if verb.dep_ != "conj" or children(verb, "nsubj", "nsubjpass") or verb.head.pos_ not in ("VERB", "AUX"):
        return False
    links = {child.lower_ for child in verb.head.children if child.dep_ == "cc" and child.i < verb.i}
    return "nor" in links or ("or" in links and is_negated(verb.head))


def exception(noun: Token) -> Token | None:
    """Who is meant by "no one but police", "nobody except the driver"; None where nobody is excepted."""
    links = [
        child for child in noun.children if child.lower_ in EXCEPTING and child.dep_ in ("prep", "cc") and child.i > noun.i
    ]
    if not links:
        return None
    # The parser makes the exception an object, a second head or a second subject.
    beside = [*children(noun, "conj"), *children(noun.head, noun.dep_)]
    named = [one for link in links for one in (*children(link, "pobj"), *beside) if one.i > link.i]
    return named[0] if named else None


def denies_all(noun: Token) -> bool:
    """Does a noun phrase name nobody or nothing ("no one", "neither side", "none of them", "no evidence")?

    "No one but the gunman" names him.
    """
    if exception(noun) is not None:
        return False
    if noun.lower_ in NOBODY or _is_not_one(noun):
        return True
    return any(
        child.lower_ in ("no", "neither")
        and child.dep_ in ("det", "neg", "preconj", "nummod", "amod")
        and child.doc[child.i + 1 : child.i + 2].text not in ("fewer", "less", "more")  # "no fewer than nine" are nine
        for child in noun.children
    )


def _is_not_one(noun: Token) -> bool:
    """ "Not one person", "not a single villager"; "not one but three" are three."""
    first = noun.left_edge
    if first.lower_ != "not" or noun.doc[first.i + 1 : first.i + 2].text.lower() not in ("one", "a", "an"):
        return False
    return not any(token.lower_ == "but" for token in noun.doc[first.i : noun.i + 2])


def is_never(verb: Token) -> bool:
    """ "In no case did soldiers shoot", "at no time will they": a negative phrase in front turns verb and subject round."""
    helpers = children(verb, "aux", "auxpass")
    subjects = children(verb, "nsubj", "nsubjpass") if helpers else []
    if not subjects or helpers[0].i > subjects[0].i:
        return False
    front = [child for child in children(verb, "prep") if child.i < helpers[0].i]
    return any(denies_all(noun) for prep in front for noun in children(prep, "pobj"))


def is_ruled_out(verb: Token) -> bool:
    """ "At no time were five people killed", "by no means had they died": by the words before it, for the parse of verb and
    subject turned round takes the helping verb for the clause's own."""
    start = verb.i
    while start > verb.sent.start and not _ends_clause(verb.doc[start - 1]):
        start -= 1
    return RULED_OUT.search(" ".join(token.lower_ for token in verb.doc[start : verb.i])) is not None


def _ends_clause(token: Token) -> bool:
    helps = token.lemma_ in ("have", "be", "do")
    return (
        (token.pos_ == "VERB" and not helps)
        or token.lower_ in CLAUSE_ENDS
        or token.text in (",", ";", ":", "-", "–", "—", "(", ")")
    )


def hold(verb: Token) -> Hold:
    """Whether what the verb says is told as done: real, negated, unreal (wished, conditional), future or only possible."""
    modals = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    kinds = {child.lower_ for child in modals}
    if is_negated(verb):
        return "negated"
    above = _above(verb)
    if above != "real":
        return above
    if is_inverted(verb) or any(child.dep_ in ("mark", "advmod") and child.lower_ in CONDITIONS for child in verb.children):
        return "unreal"
    if kinds & {"should", "must", "ought"}:
        return "unreal"
    if kinds & {"will", "shall", "'ll", "wo"} or _is_going_to(verb):
        return "future"
    hedges = {child.lower_ for child in children(verb, "advmod")} & MAYBE
    if hedges or kinds & {"may", "might", "could", "would"}:
        return "possible"
    return "real"


def _is_going_to(verb: Token) -> bool:
    head = verb.head
    return verb.dep_ == "xcomp" and head.lower_ == "going" and any(child.lower_ == "to" for child in verb.children)


def _above(verb: Token) -> Hold:
    """What governs the verb: "failed to confirm", "without confirming", "wants to meet", "has yet to say"."""
    head, before = verb.head, verb
    steps = 0
    while head != before and (before.dep_ in BELOW or (before.dep_ == "relcl" and _is_infinitive(before))) and steps < 4:
        steps += 1
        if before.dep_ == "conj":
            # A later verb of a row shares what stands above the first, unless it has a subject of its own.
            if children(before, "nsubj", "nsubjpass"):
                break
        elif (
            (before.dep_ == "advcl" and before.tag_ != "VB")
            or (before.dep_ == "ccomp" and not _is_infinitive(before))
            or (before.dep_ == "acl" and not _is_infinitive(before))
        ):
            break
        else:
            found = _governs(head, before)
            if found != "real":
                return found
        before, head = head, head.head
    return "real"


def _is_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def _governs(head: Token, verb: Token) -> Hold:
    lemma = head.lemma_.lower()
    infinitive = _is_infinitive(verb)
    gerund = verb.tag_ == "VBG"
    if verb.dep_ == "pcomp":
        if lemma in words("cues", "without") or is_passed_over(verb):
            return "negated" if lemma != "before" else "real"
        return "negated" if head.head.lemma_.lower() in words("cues", "not_done") else "real"
    if infinitive and (denies_all(head) or any(denies_all(child) for child in children(head, "nsubj", "nsubjpass"))):
        # "nothing to suggest", "no reason to believe", "no one came forward to claim"
        return "negated"
    states = {child.lemma_.lower() for child in children(head, "acomp")} if lemma == "be" else set()
    if infinitive and states & words("cues", "not_done"):
        return "real" if is_negated(head) else "negated"
    if infinitive and states & words("cues", "not_yet"):
        return "negated" if is_negated(head) else "unreal"
    if lemma in words("cues", "not_done") and (infinitive or gerund):
        return "real" if is_negated(head) else "negated"
    if infinitive and any(child.lower_ == "yet" for child in head.children):
        return "negated"
    if infinitive and lemma in words("cues", "not_yet"):
        # "was not able to say": the denial stands with the verb of the adjective.
        return "negated" if is_negated(head.head if head.dep_ == "acomp" else head) else "unreal"
    if infinitive and is_negated(head) and lemma in ("be", "have", "manage", "able", "get", "dare", "appear", "seem"):
        return "negated"
    return "real"


def subject(verb: Token) -> Token | None:
    """Who does what the verb says, shared subjects and relative pronouns followed; None where nobody is named."""
    seen = 0
    here = verb
    while seen < 6:
        seen += 1
        own = [child for child in here.children if child.dep_ in ("nsubj", "nsubjpass")]
        if own:
            found = own[-1] if len(own) > 1 and own[0].lower_ in ("who", "that", "which") else own[0]
            if found.lower_ in ("who", "that", "which") and found.tag_ in ("WP", "WDT", "DT", "IN") and here.dep_ == "relcl":
                return here.head
            return found
        if here.dep_ == "acl" and here.tag_ != "VB":
            return here.head if here.tag_ == "VBG" else None
        if here.dep_ == "relcl":
            return None
        if here.dep_ in ("xcomp", "pcomp"):
            link = here.head
            here = link if here.dep_ == "xcomp" else link.head
            if here.pos_ == "ADV" and here.lower_ in words("cues", "passed_over"):
                here = here.head  # "stopped short of confirming"
            if link.dep_ == "prep" and link.lower_ not in ("of", "from", "for", "into"):
                continue
            controlled = children(here, "dobj", "dative")
            if controlled and here.lemma_ not in SUBJECT_CONTROL and not is_passive(here):
                return controlled[0]
        elif _tells_again(here):
            here = here.head.head
        elif here.dep_ == "ccomp" and (first := _finite(here)) is not None:
            return first.nbor(-1) if first.i > 0 and first.nbor(-1).pos_ in ("NOUN", "PROPN", "PRON") else None
        elif (joined := _joined_clause(here)) is not None:
            return joined
        elif here.dep_ in ("conj", "advcl", "ccomp", "dep"):
            here = here.head
        elif here.dep_ == "acl":
            here = here.head.head
        else:
            return None
        if here.pos_ not in ("VERB", "AUX"):
            return None
    return None


def _finite(verb: Token) -> Token | None:
    """The first helping verb of a clause of its own ("and Karn was shot"), whose subject the parser hung elsewhere."""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass") and child.i < verb.i]
    return helpers[0] if helpers and helpers[0].tag_ in ("VBD", "VBZ", "VBP", "MD") else None


def _joined_clause(verb: Token) -> Token | None:
    """The subject of a clause after "and" that the parser joined to a noun before ("no one is in custody and police do not
    expect arrests"): the noun right before the clause's own helping verb."""
    first = _finite(verb)
    noun = first.nbor(-1) if first is not None and first.i > 0 else None
    if noun is None or noun.dep_ != "conj" or noun.pos_ not in ("NOUN", "PROPN", "PRON") or noun.head.i >= noun.left_edge.i:
        return None
    before = noun.left_edge.i - 1
    return noun if verb.head.i < before and noun.doc[before].dep_ == "cc" else None


def _tells_again(verb: Token) -> bool:
    """ "Officials said ten were killed but later said": the parser joins the second telling to what befell the ten."""
    first = verb.head
    told = first.dep_ == "ccomp" and first.head.lemma_ == verb.lemma_
    return verb.dep_ == "conj" and told and is_passive(first) and not is_passive(verb)


def is_modifier(verb: Token) -> bool:
    """Is a participle only a modifier that the parser took for a verb: "on occupied land", "the southern occupied zone"?"""
    if verb.tag_ == "VBN" and verb.dep_ in ("pcomp", "pobj", "prep", "dep", "appos", "dobj", "advmod"):
        return True
    if verb.tag_ not in ("VBN", "VBD") or not 0 < verb.i < len(verb.doc) - 1:
        return False
    return (
        verb.nbor(-1).pos_ in ("DET", "ADJ")
        and verb.nbor(1).pos_ in ("PROPN", "NOUN")
        and not children(verb, "aux", "auxpass")
    )
