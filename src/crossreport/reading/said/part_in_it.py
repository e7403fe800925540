"""Whether a speaker says of himself that he did it, or had no part in it: "said it was behind the blast"."""

from collections.abc import Sequence

from crossreport.reading.parsed import Token
from crossreport.reading.said.entries import Cue, Verdict
from crossreport.reading.said.modality import children, hold
from crossreport.reading.said.source_words import kind_of_words, phrase
from crossreport.reading.said.speakers import PRONOUNS
from crossreport.vocabulary.load import words

OURS = frozenset({"i", "we"})
# They tell of others: "police said he was behind the blast" is no claim of their own.
TELLERS = frozenset({"police", "court", "witness", "media", "medic", "hospital", "relative", "un", "expert", "ngo"})


def own_part(cue: Cue) -> Verdict | None:
    """The claim or the denial of a part in it that a speaker makes for himself, or None."""
    return part_told(cue.word, cue.content)


def part_told(verb: Token, content: Sequence[Token]) -> Verdict | None:
    """The same of a verb of telling and the heads of what it tells."""
    teller = next(iter(children(verb, "nsubj")), None)
    for clause in content:
        own = next(iter(children(clause, "nsubj", "nsubjpass")), None) if clause.dep_ in ("ccomp", "parataxis") else None
        if own is None or teller is None or not _is_himself(own, teller):
            continue
        if has_no_part(clause) or (takes_part(clause) and hold(clause) == "negated"):
            return ("denied", "-", "CT")
        if takes_part(clause) and hold(clause) == "real":
            return ("claimed", "+", "PR")
    return None


def _is_himself(own: Token, teller: Token) -> bool:
    kind = PRONOUNS.get(own.lower_)
    if own.lower_ in OURS:
        return True
    if kind is None or teller.lower_ in PRONOUNS:
        return kind is not None and own.lower_ == teller.lower_
    if kind_of_words(phrase(teller).text) in TELLERS:
        return False
    return (kind in ("body", "one") and teller.tag_ in ("NN", "NNP")) or (kind == "many" and teller.tag_ in ("NNS", "NNPS"))


def has_no_part(clause: Token) -> bool:
    """ "Had nothing to do with it", "played no part in it"."""
    nothing = [c for c in children(clause, "dobj", "obj") if c.lower_ == "nothing"]
    done = [c for one in nothing for c in one.children if c.lemma_ == "do"]
    none = any(c.lower_ == "no" for one in children(clause, "dobj") for c in one.children)
    part = any(one.lemma_.lower() in words("cues", "part_in_it") for one in children(clause, "dobj"))
    return clause.lemma_ in ("have", "play", "take") and bool(done or (none and part))


def takes_part(clause: Token) -> bool:
    """ "was behind it", "was responsible for it", "was not involved"."""
    if any(c.lower_ == "behind" for c in children(clause, "prep")) and clause.lemma_ == "be":
        return True
    states = children(clause, "acomp", "attr") if clause.lemma_ == "be" else [clause]
    return any(one.lower_ in words("cues", "part_taken") for one in states)
