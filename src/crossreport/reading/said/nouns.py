"""How a noun of telling takes its content: "the claim that", "allegations of", "no evidence that", "a vow to"."""

from dataclasses import replace

from crossreport.reading.parsed import Token
from crossreport.reading.said.entries import OPEN, REFUTED, Cue, Entry, simple, verbs
from crossreport.reading.said.modality import children, denies_all, hold
from crossreport.vocabulary.load import words

# What a clause says of a telling that is false, by whether the clause is denied.
NAMING = frozenset({"NOUN", "PROPN", "NUM", "VERB", "ADJ", "ADV"})
JUDGED = {"real": "falsehood", "negated": "truth"}


def noun_cue(noun: Token, lemma: str) -> Cue | None:
    """The cue that a noun makes; None where it is no noun of telling, or tells of nothing here."""
    entry = simple("nouns").get(lemma)
    if is_called_false(noun):
        told_of = frozenset({"of", "about"})
        entry = replace(entry, of=entry.of | told_of, objects=None) if entry else Entry(REFUTED, OPEN, of=told_of)
    if entry is None:
        return None
    if entry.negative_only and not _is_negative(noun):
        return None
    clauses = [c for c in noun.children if c.dep_ in ("acl", "ccomp", "relcl") and c.i > noun.i and has_that(c)]
    infinitives = [c for c in noun.children if c.dep_ in ("acl", "relcl") and is_to_infinitive(c)]
    preps = [] if clauses or infinitives else _preps(noun, entry)
    content = clauses or infinitives or [p for c in preps for p in children(c, "pobj", "pcomp")]
    if preps and content:
        # "Reports of five killed are false", "of five dead", where the last word hangs on the reports.
        content += [c for c in children(noun, "acl", "amod", "npadvmod") if c.left_edge.i == content[-1].right_edge.i + 1]
    if not content:
        return None
    light = _light_verb(noun)
    return Cue(noun, entry, [*([light] if light is not None else []), noun, *preps], content)


def base_of(noun: Token) -> str:
    """The lemma of a noun; a plural that opens a sentence keeps its ending where the tagger took it for a name."""
    base = noun.lemma_.lower()
    if base[-1:] != "s":
        return base
    opens = noun.pos_ == "PROPN" and noun.left_edge == noun and not noun.ent_type_
    one = base.removesuffix("s")
    return one if opens and (one in words("cues", "report") or one in simple("nouns")) else base


def is_called_false(noun: Token) -> bool:
    """ "Reports of deaths are false", "the story that he died was a hoax", "claims proved untrue", "no truth to reports",
    "despite earlier reports that he had died"."""
    verb = noun.head
    if base_of(noun) not in words("cues", "report"):
        return False
    if is_forged(noun):
        return True
    if noun.dep_ == "pobj" and verb.lower_ == "despite":
        return any(child.lower_ in words("cues", "overtaken") for child in noun.children)
    if noun.dep_ == "pobj" and verb.lower_ == "to" and verb.head.lower_ == "contrary":
        return True
    if noun.dep_ == "pobj" and verb.lower_ in ("to", "in"):
        return verb.head.lemma_.lower() == "truth" and denies_all(verb.head)
    if noun.dep_ == "pobj" and verb.lower_ == "as" and verb.i + 1 < noun.i:
        between = noun.doc[verb.i + 1 : noun.i]  # "dismissed as baseless reports that"
        return _is_branded(verb.head) and any(one.lemma_.lower() in words("cues", "falsehood") for one in between)
    if noun.dep_ == "dobj" and _is_branded(verb):
        return _is_named_false(noun)
    if _ends_falsely(noun):
        return True
    beside = noun.dep_ == "appos" and verb.dep_ == "nsubj" and noun.left_edge.i > 0 and noun.left_edge.nbor(-1).text == ":"
    if beside:
        verb = verb.head  # "Police: reports of five dead are false"
    elif noun.dep_ not in ("nsubj", "nsubjpass"):
        return False
    if verb.pos_ not in ("VERB", "AUX"):
        return False
    how = hold(verb)
    named = children(verb, "acomp", "attr", "oprd", "xcomp")
    named += [c for one in named if one.dep_ == "xcomp" for c in children(one, "acomp", "attr", "oprd")]
    named += [c for one in children(verb, "prep") if one.lower_ == "as" for c in children(one, "amod", "pobj", "pcomp")]
    verdicts = {form for one in named for form in (one.lemma_.lower(), one.lower_)}
    return how in JUDGED and bool(verdicts & words("cues", JUDGED[how]))


def _ends_falsely(noun: Token) -> bool:
    """ "Rumours of five deaths untrue": a headline that leaves the "are" out, the adjective behind all that is named."""
    if noun.i > noun.sent.start and noun.nbor(-1).text not in (":", ",", "-", "–", "—"):
        return False
    for token in noun.doc[noun.i + 1 : noun.sent.end]:
        if token.text in (",", ";", ":") or (token.dep_ in ("aux", "auxpass") and token.head is noun.head):
            return False
        if token.lower_ in words("cues", "falsehood") and token.nbor(-1).pos_ in NAMING:
            after = token.nbor() if token.i + 1 < noun.sent.end else None
            return after is None or after.is_punct or after.is_space
    return False


def is_forged(noun: Token) -> bool:
    """ "False claims that", "a fake video", "the story was made up", "a post that was debunked"."""
    if any(child.lower_ in words("cues", "forged") for child in children(noun, "amod", "compound", "nmod")):
        return True
    verb = noun.head
    is_undone = verb.lemma_.lower() in words("cues", "debunking") or (
        verb.lemma_ == "make" and any(child.lower_ == "up" for child in children(verb, "prt"))
    )
    return noun.dep_ == "nsubjpass" and is_undone and hold(verb) == "real"


def _is_branded(verb: Token) -> bool:
    return verb.lemma_.lower() in words("cues", "branding") and hold(verb) == "real"


def _is_named_false(noun: Token) -> bool:
    """ "Called the reports of 14 deaths a fabrication", "branded the claim that ... as propaganda", wherever that hangs."""
    for token in noun.subtree:
        if token.i > noun.i and token.lemma_.lower() in words("cues", "falsehood"):
            under_as = token.head.lower_ == "as" and token.dep_ in ("pobj", "amod", "acomp")
            # "Called reports that five had died on Monday baseless": the last word, whatever it was parsed as.
            ends = token.i == noun.right_edge.i and token.nbor(-1).pos_ not in ("DET", "ADP", "ADJ")
            if under_as or ends or token.dep_ in ("npadvmod", "oprd", "appos", "attr"):
                return True
    return False


def _preps(noun: Token, entry: Entry) -> list[Token]:
    """The prepositions whose phrases are what the noun tells of ("allegations OF torture", "a call FOR calm")."""
    found = [c for c in children(noun, "prep") if c.lower_ in entry.of and children(c, "pobj", "pcomp")]
    if entry.objects is None:
        return found
    known = words("cues", entry.objects)
    return [c for c in found if any(p.lemma_.lower() in known for p in children(c, "pobj"))]


def _light_verb(noun: Token) -> Token | None:
    """The verb that only lends itself to the noun: "ISSUED a statement that"."""
    verb = noun.head
    lends = verb.lemma_.lower() in words("cues", "light_verbs")
    return verb if noun.dep_ in ("dobj", "attr", "obj") and lends else None


def _is_negative(noun: Token) -> bool:
    """ "no evidence", "found neither evidence nor ...", "without any evidence", "did not find evidence"."""
    if denies_all(noun) or any(c.lower_ == "without" for c in noun.children) or noun.head.lower_ == "without":
        return True
    return (
        noun.dep_ in ("dobj", "obj", "attr", "nsubj") and noun.head.pos_ in ("VERB", "AUX") and hold(noun.head) == "negated"
    )


def is_to_infinitive(verb: Token) -> bool:
    """ "to leave", "to have left", also where the parser takes the verb for a noun."""
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def has_that(clause: Token) -> bool:
    """Is the clause under a noun what was told ("that ...", "whether"), not a relative clause of its own?"""
    marks = [c.lower_ for c in clause.children if c.dep_ == "mark"]
    # A clause without "that", as headlines have it ("no evidence 14 killed"), has a subject of its own.
    whole = clause.left_edge.lower_ == "that" or bool(children(clause, "nsubj", "nsubjpass"))
    told = clause.dep_ == "ccomp" or (clause.dep_ == "acl" and whole)
    return told or bool({"that", "whether", "if"} & set(marks)) or _is_mistaken_relative(clause)


def _is_mistaken_relative(clause: Token) -> bool:
    """ "the allegation that troops had fled", where the parser takes the conjunction for what the troops fled.

    A clause whose verb may have the telling itself for its object ("the claim that the army denied") is a true relative.
    """
    if clause.dep_ != "relcl":
        return False
    that = next((c for c in clause.children if c.lower_ == "that" and c.dep_ not in ("nsubj", "nsubjpass")), None)
    if that is None:
        return False
    lemma = clause.lemma_.lower()
    has_subject = bool(children(clause, "nsubj", "nsubjpass"))
    takes_telling = lemma in verbs() or lemma in words("cues", "light_verbs") or lemma in words("cues", "done_to_reports")
    return that.tag_ == "IN" or (has_subject and not takes_telling)


def clause_of(token: Token) -> Token | None:
    """The verb of the clause in which a token stands; the head of its sentence where there is no verb."""
    here = token.head
    while here.head != here:
        if here.pos_ in ("VERB", "AUX") and here.dep_ not in ("aux", "auxpass"):
            return here
        here = here.head
    return here if here != token else None
