"""What of a harm did not happen, or not yet: denied, foretold, feared, threatened; and what is said of no event at all."""

import re

from crossreport.model.said import Aux
from crossreport.reading.figures.phrase import DEFINITE, Victims
from crossreport.reading.figures.scene import Scene, lemma
from crossreport.reading.parsed import Token
from crossreport.reading.said.modality import (
    ONLY,
    children,
    hold,
    is_inverted,
    is_not_said_to_be,
    is_of_how,
    is_of_noun,
    is_of_time,
    is_passed_over,
    is_ruled_out,
)
from crossreport.reading.said.nouns import base_of
from crossreport.vocabulary.load import words

# "No proof that", "little evidence", "no truth to reports of": right before whom it is said of.
UNPROVEN = re.compile(
    r"\b(?:no|little|scant|without|lacks?|lack of)\s+(?:(?:clear|hard|any|independent|immediate|real)\s+)?"
    r"(?:evidence|proof|signs?|indications?|confirmation|truth)"
    r"(?:\s+(?:that|of|to|in|for|the|a|claims?|reports?|rumou?rs?|suggestions?))*\s*$"
    # "No information on reports of", "no word on whether"; "no word on the five dead" takes them as given.
    r"|\bno\s+(?:(?:immediate|further|independent|official|reliable)\s+)?"
    r"(?:information|knowledge|word|records?|reports?|news|basis)"
    r"(?:\s+(?:that|of|to|on|about|for|whether|if|any|claims?|reports?|rumou?rs?|suggestions?|allegations?))+\s*$",
    re.I,
)
# Right before whom it is denied of: "it was not five men who", "not all ten". "Not five but six" is read before.
NEITHER = re.compile(r"\bneither (?:the |any )?$", re.I)
NOT_THESE = re.compile(r"(?<!if )\bnot (?:all )?(?:of )?(?:(?:the|these|those) )?$", re.I)


def aux_for(page: Scene, token: Token, victims: Victims) -> Aux:
    """What makes the deed unreal, by the word that names it and by what stands before those whom it befell."""
    found = aux_of(page, token)
    if found != "none":
        return found
    before = page.text[max(page.sentence.start, page.doc[victims.first].idx - 90) : page.doc[victims.first].idx]
    several = victims.kind in ("counted", "again") and not victims.number.is_one
    if (several and page.doc[victims.first].lower_ not in ONLY and NOT_THESE.search(before)) or NEITHER.search(before):
        return "negated"
    return "hypothetical" if UNPROVEN.search(before) else found


def is_told(verb: Token) -> bool:
    """ "Ali Poe posted that his uncle and son were killed": not the teller was, though the parser has no other subject."""
    finite = any(one.lower_ in ("was", "were", "is", "are") for one in children(verb, "auxpass"))
    tells = lemma(verb.head) in words("actions", "speech") | words("people", "mourns")
    return finite and verb.dep_ == "ccomp" and tells and verb.head.i < verb.i


def _is_to_be(verb: Token) -> bool:
    """ "Six men are to be hanged on Sunday". "He was to be killed a year later" tells what came."""
    to = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
    return to and verb.dep_ in ("xcomp", "ccomp") and verb.head.lower_ in ("is", "are", "'s", "'re")


def aux_of(page: Scene, token: Token) -> Aux:
    """What makes the deed that this word names unreal (PLOVER's auxiliary modes); "none" where it is told as done."""
    if token.pos_ == "NOUN" and any(child.lower_ == "of" or child.dep_ == "poss" for child in token.children):
        # "Gathered to mourn the deaths of": what is done about a death leaves it real; a fear or a threat of it does not.
        unreal = words("harm", "unreal_heads", "unreal_nouns")
        heads = {lemma(token.head), lemma(token.head.head)} if token.head.pos_ == "ADP" else {lemma(token.head)}
        if token.head.pos_ == "ADP" and any(
            lemma(one) in words("harm", "mourning") for one in children(token.head.head, "dobj")
        ):
            return _own(token)  # "offered condolences on the death of"
        if lemma(token) in words("harm", "single") | {"remain"} and _is_unfound(token):
            return "hypothetical"
        wished = heads & unreal - {"call", "ask", "order", "use"} and token.dep_ in ("dobj", "pobj")
        if wished and lemma(token.head) in words("harm", "averting") and hold(token.head) == "negated":
            return _own(token)  # "failed to prevent the killing of"
        return "hypothetical" if wished or _is_averted(token) else _own(token)
    if _is_make_believe(token):
        return "hypothetical"
    at, below, steps = token, token, 0
    while steps < 6:
        at = _used(at) or at
        found = _own(at)
        if found == "negated" and at.i != token.i and _is_taken_as_given(below, at):
            return "none"
        if found != "none":
            return found
        if (at.head.lower_ == "going" and at.tag_ == "VB" and at.dep_ in ("xcomp", "ccomp")) or _is_to_be(at):
            return "future"
        if _purpose(at) or _is_kept_from(at):
            return "hypothetical"
        head = at.head
        passive = head.tag_ == "VBN" or (at.dep_ == "oprd" and not children(head, "dobj", "obj"))
        if at.dep_ in ("oprd", "acomp", "advcl") and head.lower_ in words("harm", "feared") and passive:
            return "hypothetical"  # "feared dead", "presumed dead"
        if head.i == at.i or (at.dep_ in ("relcl", "advcl", "parataxis", "ROOT") and at.i != token.i):
            break
        if at.dep_ in ("relcl", "acl") and head.pos_ in ("NOUN", "PROPN") and base_of(head) in words("harm", "unreal_nouns"):
            return "hypothetical"
        if is_not_said_to_be(at):
            return "hypothetical"
        if at.dep_ in ("relcl", "acl") and any(c.dep_ == "det" and c.lower_ == "any" for c in head.children):
            return "hypothetical"  # "unaware of any strike that killed five"
        if at.dep_ == "ccomp" and any(base_of(c) in words("harm", "unreal_nouns") for c in children(head, "nsubj")):
            return "hypothetical"  # "fears grew that five had died"
        if at.dep_ in ("relcl", "acl", "amod") and any(c.dep_ == "det" and c.lower_ in DEFINITE for c in head.children):
            break  # "was not among the 14 killed": that they were is taken as given
        if at.dep_ == "conj" and any(c.lower_ == "but" for c in children(head, "cc")):
            break  # "not killed but wounded"
        if at.dep_ == "ccomp" and any(c.dep_ == "acomp" and c.lower_ in words("harm", "unreal_talk") for c in head.children):
            return "hypothetical"  # "it is possible that"
        if at.dep_ == "ccomp" and lemma(head) not in words("harm", "unreal_talk"):
            break
        if at.dep_ == "prep" and at.lower_ in words("incidents", "sequence"):
            break  # "offered a reward after the killing of a boy"
        if at.dep_ in ("ccomp", "xcomp", "pcomp", "dobj", "pobj", "prep", "acl") and lemma(head) in words(
            "harm", "unreal_heads"
        ) | words("harm", "unreal_nouns"):
            if lemma(head) in words("harm", "purpose_heads") and token.tag_ == "VBN" and at.i != token.i:
                break
            return "hypothetical" if at.dep_ != "dobj" or at.pos_ == "NOUN" else "none"
        if at.dep_ not in (
            "xcomp",
            "conj",
            "prep",
            "pcomp",
            "pobj",
            "dobj",
            "attr",
            "acomp",
            "oprd",
            "ccomp",
            "nsubj",
            "nsubjpass",
            "acl",
        ):
            break
        if at.dep_ in ("nsubj", "nsubjpass", "ccomp") and (head.pos_ == "VERB" or at.dep_ != "ccomp"):
            break  # "whether a shooting that left two dead was planned": the subject is taken as given
        if at.dep_ in ("pobj", "prep") and token.pos_ == "NOUN":
            break  # "his role in the death of": what is said of the role is not said of the death
        at, below = head, at if at.pos_ in ("VERB", "AUX") else below
        steps += 1
    return "none"


def _is_make_believe(deed: Token) -> bool:
    """ "In the film a gunman kills 12", "simulated an attack in which 30 died"; whom a drill killed, it killed."""
    told = [noun for one in children(deed, "prep") if one.lower_ == "in" for noun in children(one, "pobj")]
    if _is_present(deed) and any(lemma(noun) in words("harm", "fiction") for noun in told):
        return True
    noun = deed.head if deed.dep_ in ("relcl", "acl") else deed
    return noun.dep_ == "dobj" and lemma(noun.head) in words("harm", "simulating")


def _is_taken_as_given(deed: Token, denied: Token) -> bool:
    """ "Did not regret killing 14 people", "was not charged with killing them": what is denied is not the deed, nor is it
    by who "was not involved in killing them" and "did not deny that they died"."""
    if lemma(denied) in words("cues", "contradicting"):
        return True
    a_part = denied.lower_ == "involved" and denied.tag_ == "VBN"
    return deed.tag_ == "VBG" and (a_part or lemma(denied) not in words("harm", "bringing_about"))


def _is_unfound(body: Token) -> bool:
    """ "The body of a third man has yet to be found", "has not been recovered": nobody has seen him dead."""
    verb = body.head
    if lemma(verb) == "have" and (later := children(verb, "xcomp", "ccomp")):
        verb = later[0]  # "has yet to be found"
    if body.dep_ not in ("nsubj", "nsubjpass", "dobj") or lemma(verb) not in words("harm", "unfound"):
        return False
    if any(child.dep_ == "neg" for child in verb.children):
        return True
    yet = any(child.lower_ == "yet" for child in (*verb.children, *verb.head.children))
    return yet and any(child.lower_ == "to" for one in (verb, *verb.children) for child in one.children)


def _is_averted(deed: Token) -> bool:
    """ "The killing of 14 people was averted", "the massacre never happened": it did not come to that."""
    verb = deed.head
    if deed.dep_ == "nsubjpass" and lemma(verb) in words("harm", "averting"):
        return _own(verb) != "negated"
    return deed.dep_ == "nsubj" and lemma(verb) in words("harm", "happening") and _own(verb) == "negated"


def _used(token: Token) -> Token | None:
    """The "used" of "used a rifle to shoot three people", "..., using a rifle to shoot": a means that did its work."""
    marked = token.tag_ == "VB" and any(child.lower_ == "to" and child.i < token.i for child in token.children)
    head = token.head if lemma(token.head) == "use" else token.head.head
    means = token.dep_ in ("xcomp", "advcl", "relcl", "acl") and (head is token.head or token.head.dep_ == "dobj")
    if not marked or not means or lemma(head) != "use" or head.tag_ not in ("VBD", "VBG"):
        return None
    bare = head.tag_ == "VBD" or not any(child.dep_ in ("aux", "auxpass") for child in head.children)
    return head if bare and head.dep_ in ("ROOT", "conj", "advcl", "relcl", "ccomp", "acl") else None


def _own(token: Token) -> Aux:
    """What the word's own negation, modal or conjunction makes of it."""
    for child in token.children:
        low = child.lower_
        if (
            child.dep_ == "neg"
            and low in words("harm", "negated")
            and not any(only(child) for only in (is_of_noun, is_of_time, is_of_how))
        ):
            return "negated"
        if child.dep_ == "advmod" and low in words("harm", "nearly") and _just_before(child, token):
            return "negated"  # "almost lost her life"
        if child.dep_ in ("aux", "advmod", "mark", "auxpass") and child.i < token.i:
            if child.tag_ == "MD" and low in words("harm", "future"):
                return "future"
            if (
                (child.tag_ == "MD" or child.dep_ == "mark")
                and low in words("harm", "hypothetical")
                and not _perfect(token, low)
            ):
                return "hypothetical"
        if (
            child.dep_ in ("mark", "prep")
            and low in ("before", "until", "till")
            and child.i < token.i
            and _is_present(token)
        ):
            return "hypothetical"  # "nothing is done until somebody is killed"; in the past it came to that
        if child.dep_ == "prep" and low == "without" and child.i < token.i and not _has_doer_behind(token, child):
            return "negated"
    if is_ruled_out(token):
        return "negated"
    if (token.head.lower_ == "without" and token.dep_ in ("pcomp", "pobj")) or is_passed_over(token):
        return "negated"
    return "hypothetical" if is_inverted(token) else "none"


def _has_doer_behind(verb: Token, phrase: Token) -> bool:
    """ "Without a word a gunman killed five": what it was done without, not what was not done."""
    return any(one.i > phrase.right_edge.i for one in children(verb, "nsubj", "nsubjpass"))


def _is_kept_from(deed: Token) -> bool:
    """ "Stopped a gunman from killing five"."""
    link = deed.head
    return deed.dep_ == "pcomp" and link.lower_ == "from" and lemma(link.head) in words("harm", "kept_from")


def _is_present(verb: Token) -> bool:
    """Does a clause tell of what is still to come: "is killed", "gets hurt", "kills again"?"""
    helping = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    return (helping[0] if helping else verb).tag_ in ("VBZ", "VBP")


def _just_before(child: Token, token: Token) -> bool:
    """Does an adverb stand before the verb, with no more than helping verbs and adverbs between?"""
    return child.i < token.i and all(one.pos_ in ("AUX", "ADV", "PART") for one in token.doc[child.i + 1 : token.i])


def _perfect(token: Token, modal: str) -> bool:
    """ "Must have been killed" is a conclusion, "could have killed" and "may have" are not."""
    return modal == "must" and any(child.lower_ == "have" for child in token.children)


def _purpose(token: Token) -> bool:
    """An infinitive that tells what something is for ("uses drones to kill"), not what was done ("went on to kill")."""
    marks = {child.lower_ for child in token.children if child.i < token.i and child.dep_ in ("aux", "auxpass")}
    if "to" not in marks or (token.tag_ != "VB" and "be" not in marks) or "have" in marks:
        return False
    head = token.head
    if token.dep_ in ("relcl", "acl") and any(child.tag_ in ("JJ", "JJS", "CD") for child in head.children):
        return False  # "the third person to die"
    return lemma(head) not in words("harm", "real_heads")


def is_generic(page: Scene, token: Token, victims: Victims) -> bool:
    """A statement about a habit, a kind or a duty, not about an event: "drones that kill civilians"."""
    if victims.kind != "plural":
        return False
    if token.tag_ in ("VB", "VBP", "VBZ") and not page.heading:
        return True
    helpers = {child.lower_ for child in token.children if child.dep_ in ("aux", "auxpass")}
    around = {one.lower_ for one in page.tokens()}
    if helpers & {"being", "getting"} and around & {"are", "is", "'re", "’re"} and not around & {"was", "were"}:
        return True  # "our children are being killed", "why are they being killed"
    if "being" in helpers and lemma(_whose_phrase(page.doc[victims.head])) in words("harm", "shown"):
        return True  # "videos of people being killed"
    if around & words("harm", "habitual") or {"for", "years"} <= around or {"for", "decades"} <= around:
        return True
    return token.tag_ in ("VBG", "NN", "NNS") and not page.heading and page.doc[victims.head].ent_type_ != "NORP"


def _whose_phrase(noun: Token) -> Token:
    """The "videos" of "videos of people"; else the noun itself."""
    return noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
