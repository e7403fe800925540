"""How a verb of telling takes its content: clauses, objects, infinitives, participles, and the voices of each."""

from crossreport.reading.parsed import Token
from crossreport.reading.said.entries import Cue, Entry, verbs
from crossreport.reading.said.modality import children, is_modifier, is_passive, subject
from crossreport.reading.said.nouns import clause_of, is_to_infinitive
from crossreport.vocabulary.load import vocabulary, words

CLAUSE = frozenset({"ccomp", "parataxis"})
PERSONS = frozenset({"me", "him", "her", "them", "us", "you", "himself", "herself", "themselves"})
DISCOURSE = frozenset({"say", "speak", "see", "know", "think", "tell", "find", "hear", "understand", "mean", "guess"})


def verb_cue(verb: Token, lemma: str) -> Cue | None:
    """The cue that a verb makes, without content where none is below it; None where it is no verb of telling here."""
    table = verbs().get(lemma)
    if table is None or verb.dep_ in ("aux", "auxpass") or _is_filler(verb, lemma):
        return None
    if _settles(verb, lemma) or _wonders(verb, lemma) or _drops_in_court(verb, table.get("", [])):
        return None
    if lemma in words("cues", "to_blame") and verb.dep_ == "xcomp" and verb.head.lemma_ == "be" and is_to_infinitive(verb):
        return _to_blame(verb, table[""][0])
    beside = _beside_its_clause(verb, [entry for entry in table.get("", []) if "c" in entry.frames])
    if beside is not None:
        return beside
    for particle, entries in sorted(table.items(), key=lambda pair: -len(pair[0])):
        extra = _particles(verb, particle)
        if extra is None:
            continue
        for entry in sorted(entries, key=lambda one: _rank(verb, one)) if len(entries) > 1 else entries:
            cue = _take(verb, entry, extra)
            if cue:
                return cue
    plain = [entry for entry in table.get("", []) if "c" in entry.frames]
    return Cue(verb, plain[0], [verb]) if plain else None


def _rank(verb: Token, entry: Entry) -> tuple[bool, bool]:
    """Of a verb's entries that with "as" first; before an infinitive the one that asks or intends ("told X to leave")."""
    wished = any(is_to_infinitive(c) for c in children(verb, "xcomp", "ccomp"))
    asks = entry.plain[0] == "asked" if is_passive(verb) else "i" in entry.frames
    return "a" not in entry.frames, wished and not asks


def _to_blame(verb: Token, entry: Entry) -> Cue:
    """ "the rebels were to blame for it": nobody is the one who blames, and the subject is blamed."""
    held = [c for c in children(verb, "prep") if c.lower_ == "for"]
    return Cue(verb, entry, [verb.head, verb], [*children(verb.head, "nsubj"), *held], subject_is_content=True)


def _beside_its_clause(verb: Token, plain: list[Entry]) -> Cue | None:
    """ "As the mayor said, ...", "..., as confirmed by both sides", "..., prosecutors allege": beside what it tells of."""
    if not plain:
        return None
    marked = any(c.lower_ == "as" and c.i < verb.i and c.dep_ in ("mark", "prep", "advmod") for c in verb.children)
    said_as = marked and verb.dep_ in ("advcl", "acl") and (not follows_as(verb) or bool(_by(verb))) and not _acts_on(verb)
    if (not said_as and not _trails(verb)) or (marked and plain[0].plain[0] == "intended"):
        return None  # "two were killed, as they had threatened": what was threatened was done
    if verb.dep_ == "advcl" and any(c.dep_ == "neg" for c in verb.head.children) and verb.head.pos_ in ("NUM", "NOUN"):
        return Cue(verb, plain[0], [verb], [verb.head])  # "ten were killed, not 20 as they claim": they claim the 20 alone
    told_of = clause_of(verb)
    while told_of is not None and is_modifier(told_of):
        told_of = clause_of(told_of)  # "in the occupied hills, as confirmed by both"
    who = next(iter(_by(verb) or children(verb, "nsubj")), None)
    return Cue(verb, plain[0], [verb], [told_of], who=who, whole=True) if told_of is not None and who is not None else None


def _acts_on(verb: Token) -> bool:
    """Has the verb an object of its own that nobody is told by ("as he held her brother"): who says so says the clause."""
    things = [c for c in children(verb, "dobj", "obj") if c.lower_ not in ("it", "what", "so")]
    return bool(things) and verb.lemma_.lower() not in words("cues", "hearing")


def _trails(verb: Token) -> bool:
    """Is it a clause after a comma that the parser hangs on the noun before, with nothing but its speaker in it?"""
    first = verb.left_edge
    if first.tag_ in ("WDT", "WP", "WP$"):
        return False  # "in Orlen, which they call the gate": of the town alone
    alone = {c.dep_ for c in verb.children} <= {"nsubj", "advmod", "npadvmod", "aux", "punct"}
    whose = [c for c in children(verb, "nsubj") if c.pos_ in ("NOUN", "PROPN") or c.tag_ == "PRP"]
    comma = first.i > verb.sent.start and first.nbor(-1).text == ","
    if verb.dep_ == "parataxis":  # "Eight people, police say, have died"
        closed = verb.i + 1 < len(verb.doc) and verb.nbor(1).text == ","
        return verb.i < verb.head.i and (comma or first.text == ",") and closed and alone and bool(whose)
    return verb.dep_ == "relcl" and comma and alone and bool(whose) and verb.head.dep_ != "appos"


def _by(verb: Token) -> list[Token]:
    return [p for c in children(verb, "agent", "prep") if c.lower_ == "by" for p in children(c, "pobj", "pcomp", "amod")]


def _is_filler(verb: Token, lemma: str) -> bool:
    """ "that is to say", "let's say", "as you know", "not counting the gunman": nobody is reported."""
    if verb.tag_ == "VBG" and lemma == "count" and verb.i > verb.sent.start and verb.nbor(-1).lower_ == "not":
        return True
    if lemma not in DISCOURSE:
        return False
    before = [token.lower_ for token in verb.doc[max(verb.i - 2, verb.sent.start) : verb.i]]
    return before[-1:] == ["you"] or before in (["is", "to"], ["let", "'s"], ["let", "us"], ["needless", "to"])


def _settles(verb: Token, lemma: str) -> bool:
    """ "Will decide whether he is tried", "consider whether": a question that is before somebody."""
    asked = (m.lower_ for c in children(verb, "ccomp", "advcl") for m in children(c, "mark"))
    return lemma in words("cues", "settles") and "whether" in asked


def _wonders(verb: Token, lemma: str) -> bool:
    """ "The town wonders how this could happen again": that it happened is no question, and nobody's word."""
    asked = [m.lower_ for c in children(verb, "ccomp", "advcl") for m in c.children if m.i > verb.i]
    return lemma in words("cues", "wondering") and bool(asked) and asked[0] in words("cues", "of_a_fact")


def _drops_in_court(verb: Token, plain: list[Entry]) -> bool:
    """ "Prosecutors dismissed the charges": not "the army dismissed the charges as lies"."""
    if not plain or plain[0].plain[0] != "denied" or any(c.lower_ == "as" for c in verb.children):
        return False
    things = _patients(verb) if is_passive(verb) else children(verb, "dobj", "obj")
    who = next(iter(_by(verb)), None) if is_passive(verb) else subject(verb)
    by_court = who is None or who.lemma_.lower() in words("cues", "courts")
    return by_court and any(thing.lemma_.lower() in words("cues", "in_court") for thing in things)


def _particles(verb: Token, particle: str) -> list[Token] | None:
    """The tokens of a verb's particles, or None where they are not there."""
    if not particle:
        return []
    found: list[Token] = []
    here = verb
    for part in particle.split():
        near = [*here.children, *(c for o in children(here, "dobj") for c in o.children if c.i > o.i)]
        after = [c for c in near if c.lower_ == part and c.i > verb.i and c.dep_ not in ("punct", "mark")]
        # "Is charged with attacking them as well as for a theft": the "for" of the charge, and no attack in words.
        after = [c for c in after if c.nbor(-1).dep_ != "cc"]
        if not after and found:
            after = [c for c in verb.children if c.lower_ == part and c.i > found[-1].i]
        if not after or after[0].i - verb.i > 9:
            return None
        found.append(after[0])
        here = after[0]
    return found


def _take(verb: Token, entry: Entry, extra: list[Token]) -> Cue | None:
    """The cue with its content, by the first frame of the entry that the parse bears out."""
    passive = is_passive(verb) or is_bare_participle(verb)
    cue = Cue(verb, entry, [verb, *extra])
    clauses = [c for c in verb.children if c.dep_ in CLAUSE and not stands_aside(c)] or _strayed_clause(verb)
    objects = children(verb, "dobj", "obj") or _shared_objects(verb, clauses)
    patients = _patients(verb) if passive else objects
    if extra and passive and clauses and all(one.lower_ == "it" for one in patients):
        cue.content = clauses  # "it cannot be ruled out that ..."
        return cue
    if extra:
        return _with_particle(cue, patients, extra, passive)
    if "c" in entry.frames and clauses:
        cue.content = clauses
        return cue
    for frame, taker in (("f", _accused_of), ("a", _taken_as), ("i", _infinitive), ("o", _object)):
        if (frame in entry.frames or frame == "i") and taker(cue, patients, passive):
            return cue
        if frame == "a" and "a" in entry.frames:
            return None
    return None


def _with_particle(cue: Cue, patients: list[Token], extra: list[Token], passive: bool) -> Cue | None:
    """ "warned of floods", "put the toll at 40", "took responsibility for the blast"."""
    entry, verb = cue.entry, cue.word
    under = [c for c in extra[-1].children if c.dep_ in ("pobj", "pcomp")]
    if under and passive and "g" in entry.frames:
        return None
    if "b" in entry.frames:
        if not under or not patients or not _may_be_object(patients[0], entry):
            return None
        cue.tokens, cue.content, cue.subject_is_content = [verb], [*patients, extra[-1]], passive
        return cue
    if under and not _may_be_object(under[0], entry):
        return None
    if under:
        # "Backtracked on its statement that nine died", where the clause hangs on the verb.
        astray = [c for c in children(verb, "ccomp") if _is_told_by(under[0], c)]
        cue.content = under + astray + [c for c in children(verb, "xcomp") if "i" in entry.frames]
        return cue
    told = patients or [c for c in verb.children if c.dep_ in CLAUSE]
    if "o" in entry.frames and told and _may_be_object(told[0], entry):
        cue.content, cue.subject_is_content = told, passive and bool(patients)
        return cue
    clauses = [c for c in verb.children if c.dep_ in CLAUSE]
    if "c" in entry.frames and clauses:
        cue.content = clauses
        return cue
    return None


def _accused_of(cue: Cue, patients: list[Token], passive: bool) -> bool:
    """ "accused the army of torture", "was blamed for the blast", "charged with killing two"."""
    verb = cue.word
    takes = ["of", "for", "over", *vocabulary("cues")["accused_preps"].get(verb.lemma_.lower(), ())]
    # "accused by the police of lying": what follows hangs on the accuser.
    astray = [c for by in _by(verb) for c in children(by, "prep")] if cue.entry.plain[0] == "alleged" else []
    beside = [*children(verb, "prep"), *astray]
    held = [c for c in beside if c.lower_ in takes and children(c, "pobj", "pcomp")]
    if not held or not (patients or passive):
        return False
    of = min(held, key=lambda c: takes.index(c.lower_))
    # What the man is "accused of" stands in his own clause: his whole phrase is no content.
    whom = [] if _stands_with_noun(verb) else patients
    cue.content, cue.subject_is_content = [*whom, of], passive
    return True


def _taken_as(cue: Cue, patients: list[Token], passive: bool) -> bool:
    """ "described the report as false", "called the story a lie"."""
    verb = cue.word
    how = [c for c in verb.children if (c.dep_ == "prep" and c.lower_ == "as") or c.dep_ == "oprd" or follows_as(c)]
    second = patients[1:] if not passive else []
    how = how or [c for c in second if c.lemma_.lower() in words("cues", "falsehood", "truth")]
    named = (
        _stands_with_noun(verb) and not _by(verb) and not any(c.lower_ == "as" for one in how for c in (one, *one.children))
    )
    if not how or not patients or named:  # "a group called X" is only named
        return False
    cue.content, cue.subject_is_content = list(dict.fromkeys([*patients, *how])), passive
    return True


def _infinitive(cue: Cue, patients: list[Token], passive: bool) -> bool:
    """ "vowed to leave", "urged the rebels to leave", "is said to have left", "denied having left"."""
    verb, frames = cue.word, cue.entry.frames
    wished = [c for c in children(verb, "advcl") if cue.entry.plain[0] == "asked" and is_to_infinitive(c)]
    found = [c for c in children(verb, "xcomp") or wished if c.pos_ in ("VERB", "AUX", "ADJ") or is_to_infinitive(c)]
    if not found or not (passive or "i" in frames or ("g" in frames and _is_gerund(found[0]))):
        return False
    whom = [] if _stands_with_noun(verb) else patients
    cue.content, cue.subject_is_content = [*whom, *found], passive
    return True


def _object(cue: Cue, patients: list[Token], passive: bool) -> bool:
    """ "confirmed the deaths", "the deaths were confirmed", "thirty were feared dead", "cut the toll to nine"."""
    verb, stance = cue.word, cue.entry.plain[0]
    if not patients or not _may_be_object(patients[0], cue.entry):
        return False
    if _stands_with_noun(verb) and not _by(verb) and stance not in ("feared", "confirmed"):
        return False
    how = [c for c in verb.children if c.dep_ in ("oprd", "acomp") and c.i > verb.i]
    changed = [c for c in children(verb, "prep") if stance == "corrected" and c.lower_ in ("to", "from", "at")]
    cue.content, cue.subject_is_content = [*patients, *how, *changed], passive
    return True


def _patients(verb: Token) -> list[Token]:
    """Who or what a passive is about: its subject, or the noun that a participle stands with."""
    own = children(verb, "nsubjpass") or (children(verb, "nsubj") if is_bare_participle(verb) else [])
    return own or ([verb.head] if verb.dep_ == "acl" and verb.head.pos_ in ("NOUN", "PROPN", "PRON", "NUM") else [])


def _stands_with_noun(verb: Token) -> bool:
    """ "the man ACCUSED of it", "ACCUSED of it, the man ..."."""
    return verb.dep_ in ("acl", "advcl") and is_bare_participle(verb)


def is_bare_participle(verb: Token) -> bool:
    """ "Army ACCUSED of torture", "a man FEARED dead", "ACCUSED of spying, she ...": a passive without its auxiliary."""
    if verb.tag_ != "VBN" or verb.dep_ not in ("acl", "advcl", "ROOT") or children(verb, "aux", "auxpass", "dobj", "obj"):
        return False
    return not any(c.dep_ in CLAUSE for c in verb.children)


def stands_aside(clause: Token) -> bool:
    """ "..., which Y denies", which the parser may take for what is told."""
    first = clause.left_edge
    after = first.i > clause.head.i
    return first.lower_ == "which" and after and first.i > clause.sent.start and first.nbor(-1).text == ","


def _strayed_clause(verb: Token) -> list[Token]:
    """The clause of "confirmed to a paper that ..." and "confirmed only that ...", which the parser hangs elsewhere."""
    nouns = [p for c in children(verb, "prep", "dative") if c.lower_ == "to" for p in children(c, "pobj")]
    near = [*children(verb, "advcl"), *(c for noun in nouns for c in children(noun, "relcl", "acl"))]
    unknown = any(c.lower_ == "it" for c in children(verb, "nsubjpass"))
    asked = [
        c for c in children(verb, "advcl") if unknown and any(m.lower_ in ("if", "whether") for m in children(c, "mark"))
    ]
    strayed = [c for c in near if c.i > verb.i and _is_that_clause(c)][:1]
    return strayed or _told_on_an_occasion(verb)[:1] or asked[:1]


def _told_on_an_occasion(verb: Token) -> list[Token]:
    """The clause of "said during a briefing that ...", which is taken for one on the briefing."""
    preps = [c for c in children(verb, "prep") if c.i > verb.i and c.lower_ != "of"]
    nouns = [p for c in preps for p in children(c, "pobj") if p.lemma_.lower() in words("cues", "occasions")]
    clauses = [c for noun in nouns for c in children(noun, "relcl", "acl") if subject(c) is not None]
    return [c for c in clauses if any(one.lower_ == "that" and one.i < c.i for one in c.children)]


def _is_that_clause(clause: Token) -> bool:
    that = next((c for c in clause.children if c.lower_ == "that" and c.dep_ == "mark"), None)
    return (
        that is not None and that.i > 0 and that.nbor(-1).lower_ not in ("so", "now", "such", "provided", "given", "except")
    )


def _is_told_by(noun: Token, clause: Token) -> bool:
    """Does a clause with "that" stand right behind a noun of telling, whatever it hangs on?"""
    behind = clause.left_edge.i == noun.right_edge.i + 1
    return behind and noun.lemma_.lower() in words("cues", "report") and _is_that_clause(clause)


def _may_be_object(noun: Token, entry: Entry) -> bool:
    """Is the object one that the verb can speak of, rather than somebody it acts on or something it withholds?"""
    lemma = noun.lemma_.lower()
    known = entry.objects is None or lemma in words("cues", entry.objects) or noun.lower_ in words("cues", entry.objects)
    if noun.pos_ in ("VERB", "AUX"):
        return True
    if entry.plain[0] in ("denied", "confirmed", "not_confirmed") and noun.lower_ in PERSONS:
        return False
    if entry.not_objects and (lemma in words("cues", entry.not_objects) or children(noun.head, "dative")):
        return False
    return known


def follows_as(clause: Token) -> bool:
    """ "described as fabricated", which the parser takes for a clause of its own; not "as the ministry informed"."""
    bare = clause.tag_ in ("VBN", "VBG") and not children(clause, "nsubj")
    return clause.dep_ == "advcl" and bare and any(c.lower_ == "as" for c in clause.children)


def _is_gerund(verb: Token) -> bool:
    return verb.tag_ == "VBG" or any(c.dep_ in ("aux", "auxpass") and c.tag_ == "VBG" for c in verb.children)


def _shared_objects(verb: Token, clauses: list[Token]) -> list[Token]:
    """ "neither confirmed nor denied the strike": the object of the last verb of a row is that of the first; and what
    "a claim the army denied" denies is the claim."""
    if clauses:
        return []
    row = [c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB" and c.i - verb.i <= 3]
    if row:
        return [c for c in row[0].children if c.dep_ in ("dobj", "obj")]
    told = verb.dep_ == "relcl" and verb.head.lemma_.lower() in words("cues", "report") and children(verb, "nsubj")
    return [verb.head] if told and not verb.left_edge.lower_.startswith("wh") else []
