"""The stance that a cue gives its content: what its word says, turned by negation, wishes, futures and hedges."""

from crossreport.model.said import Certainty, Stance
from crossreport.reading.parsed import Token
from crossreport.reading.said.entries import OPEN, REFUTED, TAKEN_BACK, Cue, Verdict, simple
from crossreport.reading.said.modality import children, denies_all, hold, is_negated, is_passive, subject
from crossreport.reading.said.nouns import is_called_false, is_forged
from crossreport.reading.said.part_in_it import own_part
from crossreport.reading.said.regrets import is_regretted
from crossreport.vocabulary.load import words

FACTIVE = frozenset({"stated", "confirmed", "denied", "claimed", "alleged", "estimated", "corrected", "retracted"})
# Whose opposite, said of one who told something, is that what he told is not so.
TELLINGS = frozenset({"stated", "confirmed", "claimed", "estimated"})
MAYBE = frozenset({"may", "might", "could"})
RUMOURS = frozenset({"rumor", "rumour", "gossip", "speculation"})
LIKELY = frozenset({"likely", "probably", "presumably", "apparently", "possibly", "perhaps", "maybe"})


def judge(cue: Cue) -> Verdict:
    """Stance, polarity and certainty of what a cue reports. A negation is never lost: what is not plainly asserted comes
    out as not_confirmed, with polarity u."""
    if cue.whole:
        negated = cue.word.pos_ == "VERB" and cue.word.lower_ != "according" and is_negated(cue.word)
        return cue.entry.negated if negated else _hedged(cue, cue.entry.plain)
    if cue.word.pos_ == "NOUN":
        return _noun(cue)
    verdict = _verb(cue)
    about = _verdict_on_report(cue) or own_part(cue)
    if about and verdict[0] in ("stated", "claimed", "confirmed"):
        return about
    if verdict[0] == "stated" and verdict[1] == "+":
        verdict = _put_right(cue) or verdict
    return _hedged(cue, verdict)


def _verb(cue: Cue) -> Verdict:
    if is_called_false(cue.word):
        return REFUTED  # "Reports that ... are false", where the parser takes the noun for a verb
    if cue.word.pos_ == "VERB" and is_regretted(cue.word):
        return TAKEN_BACK
    verb = cue.word if cue.word.pos_ != "ADJ" else cue.word.head
    if cue.entry.plain[0] in (*TELLINGS, "alleged") and any(
        c.lower_ in words("cues", "falsely") for c in children(verb, "advmod")
    ):
        # Who is accused wrongly may still have been told of a death that was one.
        refuted = cue.entry.plain[0] != "alleged" and is_passive(verb) and not children(verb, "agent")
        return REFUTED if refuted else OPEN
    told = subject(verb) if cue.entry.plain[0] in TELLINGS else None
    if told is not None and told.pos_ == "NOUN" and is_forged(told):
        return OPEN
    how = hold(verb)
    stance = cue.entry.plain[0]
    within = any(c.dep_ == "neg" for token in cue.tokens if token is not verb for c in token.children)
    if how == "negated" and _is_judgement(cue):
        return ("stated", "u", "U")
    if (how == "negated" or within) and _is_forecast(cue):
        return ("expected", "-", "PR")
    if how == "negated" or within or (cue.word.pos_ == "ADJ" and is_negated(cue.word)):
        return cue.entry.negated
    if how == "unreal":
        return (_wished(verb), "u", "U") if stance in FACTIVE else (stance, "u", "U")
    if how == "future":
        return ("expected", "u", "PS") if stance in FACTIVE else (stance, "u", "PS")
    if how == "possible":
        return OPEN if stance in ("confirmed", "denied", "retracted") else (stance, cue.entry.plain[1], "PS")
    if stance == "stated" and _open_question(cue):
        return OPEN
    return cue.entry.plain


def _is_judgement(cue: Cue) -> bool:
    """ "do not think that he should have been shot": what ought to have been is judged, and nothing that was is denied; nor
    is what somebody "could not believe"."""
    if cue.entry.plain[0] != "stated" or cue.entry.plain[2] == "CT":
        return False
    if cue.word.lemma_ == "believe" and any(c.lower_ in ("can", "ca", "could") for c in children(cue.word, "aux")):
        return True
    return any(c.lower_ in ("should", "ought") for one in cue.content for c in children(one, "aux"))


def _is_forecast(cue: Cue) -> bool:
    """Is what somebody "did not think" still to come ("that she would live")? Who expects otherwise denies nothing."""
    if cue.entry.plain[:1] != ("stated",) or cue.entry.plain[2] == "CT":
        return False
    coming = ("will", "would", "'ll", "'d", "wo")
    return any(c.lower_.replace("\u2019", "'") in coming for one in cue.content for c in children(one, "aux"))


def _wished(verb: Token) -> Stance:
    """What "must remember", "should confirm" ask for; what is conditional or awaited is only expected."""
    helpers = {c.lower_ for c in children(verb, "aux")}
    return "asked" if helpers & {"must", "should", "ought"} else "expected"


def _open_question(cue: Cue) -> bool:
    """ "asked whether", "wondered if", "said whether": the clause is a question, not an assertion.

    "Knows if he dies somebody waits" asks nothing: what is known stands behind the condition.
    """
    if sum(child.dep_ == "ccomp" and child.i > cue.word.i for child in cue.word.children) > 1:
        return False
    marks = {c.lower_ for one in cue.content for c in one.children if c.dep_ in ("mark", "advmod")}
    return bool(marks & {"whether", "if"}) and not any(
        c.dep_ == "mark" and c.lower_ == "if" and one.dep_ == "advcl" for one in cue.content for c in one.children
    )


def _noun(cue: Cue) -> Verdict:
    noun, entry = cue.word, cue.entry
    if is_called_false(noun):
        # Whose telling it is stands by it: that it is false is the report's own word, or that of who is quoted with it.
        return OPEN if _is_somebodys(noun) else REFUTED
    if is_regretted(noun):
        return TAKEN_BACK
    if denies_all(noun) or _is_unreal(cue):
        return entry.negated if not entry.negative_only else OPEN
    if any(c.lower_ in words("cues", "unconfirmed") for c in noun.children) or _is_looked_into(noun):
        return OPEN
    return entry.plain


def _is_looked_into(noun: Token) -> bool:
    """ "Was looking into reports that seven had died", "is aware of claims": who does so tells none of it himself."""
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    known = noun.lemma_.lower() in words("cues", "report") and noun.dep_ in ("dobj", "pobj")
    return known and above.lemma_.lower() in words("cues", "inquiring")


def _is_somebodys(noun: Token) -> bool:
    """ "The ministry's claim", "a report by the agency"."""
    of = [c for c in children(noun, "prep") if c.lower_ in ("by", "from")]
    return bool(children(noun, "poss") or of)


def _is_unreal(cue: Cue) -> bool:
    """Does what governs a noun of telling say that the telling is not there: "without confirmation", "awaits confirmation"?

    A denial of something else about it ("the accusations are not new") takes nothing from what is told.
    """
    noun = cue.word
    light = next((token for token in cue.tokens if token.pos_ in ("VERB", "AUX")), None)
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in ("for", "on") else noun.head
    governor = light if light is not None else above
    if noun.dep_ == "pobj" and noun.head.lower_ in ("without", "pending"):
        return True
    if governor.pos_ not in ("VERB", "AUX"):
        return False
    awaited = governor.lemma_.lower() in words("cues", "not_yet", "not_done")
    if noun.dep_ in ("dobj", "pobj") and awaited and cue.entry.plain[0] in ("confirmed", "denied"):
        return True
    if noun.dep_ in ("nsubj", "nsubjpass") and light is None:
        states = words("cues", "truth", "forthcoming")
        truth = [c for c in children(governor, "acomp", "attr") if c.lemma_.lower() in states]
        shown = governor.lemma_.lower() in words("cues", "shown")
        return bool(truth or shown) and hold(governor) in ("negated", "unreal")
    return hold(governor) in ("negated", "unreal")


def _verdict_on_report(cue: Cue) -> Verdict | None:
    """ "said the reports were false", "called the claims baseless": a denial in other words."""
    for head in cue.content:
        if head.dep_ in ("ccomp", "parataxis") and head.lemma_ == "be":
            judged = [c for c in head.children if c.dep_ in ("acomp", "attr", "oprd")]
            told = [c for c in head.children if c.dep_ in ("nsubj", "nsubjpass")]
            if judged and told and _is_report(told[0]):
                return _truth(judged[0], is_negated(head))
            if judged and judged[0].lemma_ == "truth" and denies_all(judged[0]):
                return REFUTED
    objects = [c for c in cue.content if c.dep_ in ("dobj", "nsubjpass", "nsubj")]
    how = [c for c in cue.content if c.dep_ in ("oprd", "prep", "ccomp", "acomp", "advcl")] or objects[1:]
    if objects and how and _is_report(objects[0]):
        words_of = [how[0], *how[0].children]
        found = [_truth(one, negated=False) for one in words_of]
        return next((one for one in found if one), None)
    return None


def _put_right(cue: Cue) -> Verdict | None:
    """ "in a correction, the paper said", "a correction saying": what is said so is a correction, and what "an earlier
    version" of a story said is taken back."""
    verb = cue.word
    named = [p for c in children(verb, "prep") if c.lower_ == "in" for p in children(c, "pobj")]
    named += [verb.head] if verb.dep_ == "acl" else []
    found = next((entry for one in named if (entry := simple("nouns").get(one.lemma_.lower()))), None)
    if found is not None and found.plain[0] in ("corrected", "retracted"):
        return found.plain
    told = subject(verb)
    if told is not None and told.lemma_.lower() == "version":
        old = any(c.lower_ in ("earlier", "previous", "original", "initial", "prior") for c in told.children)
        of = [p for c in children(told, "prep") if c.lower_ == "of" for p in children(c, "pobj")]
        # An earlier version of a bill is none of this report's own words.
        return ("retracted", "u", "CT") if old and all(_is_piece(one) for one in of) else None
    return None


def _is_piece(noun: Token) -> bool:
    return noun.lemma_.lower() in ("story", "article", "report", "post", "piece", "item", "dispatch", "page", "column")


def _is_report(noun: Token) -> bool:
    return noun.lemma_.lower() in words("cues", "report") or noun.lower_ in words("cues", "report")


def _truth(word: Token, negated: bool) -> Verdict | None:
    for one in (word, *children(word, "conj", "attr", "pobj", "pcomp", "amod")):
        lemma = one.lemma_.lower()
        if lemma in words("cues", "falsehood") or one.lower_ in words("cues", "falsehood") or lemma in RUMOURS:
            return OPEN if negated else REFUTED
        if lemma in words("cues", "truth"):
            return REFUTED if negated else ("confirmed", "+", "CT")
    return None


def _hedged(cue: Cue, verdict: Verdict) -> Verdict:
    """ "said he may have drowned" is possible, "was probably" likely, in whatever stance."""
    stance, polarity, certainty = verdict
    if certainty != "CT" or polarity == "u":
        return verdict
    found: Certainty = "CT"
    for head in cue.content:
        if head.pos_ not in ("VERB", "AUX") and not cue.whole:
            continue
        for child in head.children:
            if child.dep_ == "aux" and child.lower_ in MAYBE:
                found = "PS"
            elif child.lower_ in LIKELY and found == "CT":
                found = "PR"
    return stance, polarity, found
