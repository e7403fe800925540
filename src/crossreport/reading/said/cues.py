"""Finds the words that put something in somebody's mouth: verbs, nouns, adjectives and set phrases of telling.

Words come from vocabulary/cues.yaml; here is only the grammar by which a cue takes its source and its content.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from spacy.tokens import Token

from crossreport.model.said import Certainty, Polarity, Stance
from crossreport.reading.said.modality import children, is_passive
from crossreport.vocabulary.load import vocabulary, words

Verdict = tuple[Stance, Polarity, Certainty]
CLAUSE = frozenset({"ccomp", "parataxis"})
PARTICLES = frozenset({"prt", "prep", "advmod", "dative", "agent"})
PERSONS = frozenset({"me", "him", "her", "them", "us", "you", "himself", "herself", "themselves"})
DISCOURSE = frozenset({"say", "speak", "see", "know", "think", "tell", "find", "hear", "understand", "mean", "guess"})


@dataclass(frozen=True)
class Entry:
    """A line of cues.yaml for one word: what it makes of its content, and what its negation makes of it."""

    plain: Verdict
    negated: Verdict
    frames: str = "c"
    objects: str | None = None
    not_objects: str | None = None
    of: bool = False
    negative_only: bool = False
    infinitive: bool = False


@dataclass
class Cue:
    """A cue found: the word that governs, all words of the cue, the entry, and the heads of what it takes as content.

    `who` is the noun to look for the source at, where that is not the subject of `word`; `whole` is true where the content
    is the clause around the cue ("according to", "reportedly") rather than something below it.
    """

    word: Token
    entry: Entry
    tokens: list[Token]
    content: list[Token] = field(default_factory=list)
    who: Token | None = None
    whole: bool = False
    cut: list[Token] = field(default_factory=list)
    subject_is_content: bool = False


def _verdict(item: dict[str, Any]) -> Verdict:
    return item["stance"], item.get("polarity", "-" if item["stance"] == "denied" else "+"), item.get("certainty", "CT")


@lru_cache(maxsize=1)
def verbs() -> dict[str, dict[str, list[Entry]]]:
    """{lemma: {particles ("" or "for" or "out of"): entries, first ones first}}."""
    made: dict[str, dict[str, list[Entry]]] = {}
    for item in vocabulary("cues")["verbs"]:
        negated = tuple(item["negated"])
        for word in item["words"]:
            lemma, _, particle = str(word).partition("+")
            entry = Entry(_verdict(item), negated, item["frames"], item.get("objects"), item.get("not_objects"))
            made.setdefault(lemma, {}).setdefault(particle.replace("+", " "), []).append(entry)
    return made


@cache
def simple(key: str) -> dict[str, Entry]:
    """{word: entry} of the nouns, adjectives or adverbs of telling."""
    made: dict[str, Entry] = {}
    for item in vocabulary("cues")[key]:
        plain = _verdict(item)
        against: Verdict = (
            ("not_confirmed", "u", "U")
            if plain[0] in ("stated", "confirmed", "denied", "claimed", "alleged")
            else (plain[0], "-" if plain[1] != "u" else "u", plain[2])
        )
        for word in item["words"]:
            special = vocabulary("cues")["negated_nouns"].get(word) if key == "nouns" else None
            entry = Entry(
                plain,
                tuple(special) if special else against,
                of=item.get("of", False),
                negative_only=item.get("negative_only", False),
                infinitive=item.get("infinitive", False),
            )
            if word not in made or entry.negative_only is False:
                made.setdefault(word, entry)
    return made


def find_cues(tokens: Iterator[Token]) -> Iterator[Cue]:
    """Every cue among these tokens with the heads of its content; cues that take none are given with an empty list, for
    a quotation may be theirs."""
    for token in tokens:
        lemma = token.lemma_.lower()
        if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
            cue = _verb(token, lemma)
            if cue:
                yield cue
        elif token.pos_ == "NOUN":
            cue = _noun(token, lemma)
            if cue:
                yield cue
        elif token.pos_ == "ADJ" and lemma in simple("adjectives"):
            cue = _adjective(token, simple("adjectives")[lemma])
            if cue:
                yield cue
        elif token.pos_ == "ADV" and lemma in simple("adverbs"):
            clause = clause_of(token)
            if clause is not None:
                yield Cue(token, simple("adverbs")[lemma], [token], [clause], whole=True, cut=[token])
        if token.lower_ == "according" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "to":
            yield from _according(token)


def clause_of(token: Token) -> Token | None:
    """The verb of the clause in which a token stands; the head of its sentence where there is no verb."""
    here = token.head
    while here.head != here:
        if here.pos_ in ("VERB", "AUX") and here.dep_ not in ("aux", "auxpass"):
            return here
        here = here.head
    return here if here != token else None


def _verb(verb: Token, lemma: str) -> Cue | None:
    table = verbs().get(lemma)
    if table is None or verb.dep_ in ("aux", "auxpass") or _is_filler(verb, lemma):
        return None
    beside = _as_somebody_said(verb, table.get("", []))
    if beside is not None:
        return beside
    for particle, entries in sorted(table.items(), key=lambda pair: -len(pair[0])):
        extra = _particles(verb, particle)
        if extra is None:
            continue
        for entry in sorted(entries, key=lambda one: "a" not in one.frames):
            cue = _take(verb, entry, extra)
            if cue:
                return cue
    plain = [entry for entry in table.get("", []) if "c" in entry.frames]
    return Cue(verb, plain[0], [verb]) if plain else None


def _as_somebody_said(verb: Token, entries: list[Entry]) -> Cue | None:
    """ "As the mayor said, ...", "..., as confirmed by both sides": the content is the clause that it stands beside."""
    plain = [entry for entry in entries if "c" in entry.frames]
    marked = any(c.lower_ == "as" and c.i < verb.i and c.dep_ in ("mark", "prep", "advmod") for c in verb.children)
    if not plain or not marked or verb.dep_ not in ("advcl", "acl") or (_follows_as(verb) and not _by(verb)):
        return None
    told_of = clause_of(verb)
    who = next(iter(_by(verb) or children(verb, "nsubj")), None)
    return Cue(verb, plain[0], [verb], [told_of], who=who, whole=True) if told_of is not None and who is not None else None


def _by(verb: Token) -> list[Token]:
    return [p for c in children(verb, "agent", "prep") if c.lower_ == "by" for p in children(c, "pobj", "pcomp", "amod")]


def _is_filler(verb: Token, lemma: str) -> bool:
    """ "that is to say", "let's say", "as you know", "you see": nobody is reported."""
    if lemma not in DISCOURSE:
        return False
    before = [token.lower_ for token in verb.doc[max(verb.i - 2, verb.sent.start) : verb.i]]
    return before[-1:] == ["you"] or before in (["is", "to"], ["let", "'s"], ["let", "us"], ["needless", "to"])


def _particles(verb: Token, particle: str) -> list[Token] | None:
    """The tokens of a verb's particles, or None where they are not there."""
    if not particle:
        return []
    found: list[Token] = []
    here = verb
    for part in particle.split():
        after = [c for c in here.children if c.lower_ == part and c.i > verb.i and c.dep_ not in ("punct", "mark")]
        if not after and found:
            after = [c for c in verb.children if c.lower_ == part and c.i > found[-1].i]
        if not after or after[0].i - verb.i > 6:
            return None
        found.append(after[0])
        here = after[0]
    return found


def _take(verb: Token, entry: Entry, extra: list[Token]) -> Cue | None:
    """The cue with its content, by the first frame of the entry that the parse bears out."""
    frames, passive = entry.frames, is_passive(verb)
    cue = Cue(verb, entry, [verb, *extra])
    clauses = [c for c in verb.children if c.dep_ in CLAUSE]
    objects = [c for c in verb.children if c.dep_ in ("dobj", "obj")] or _shared_objects(verb, clauses)
    infinitives = [c for c in verb.children if c.dep_ == "xcomp"]
    under = [c for c in extra[-1].children if c.dep_ in ("pobj", "pcomp")] if extra else []
    if extra and under and passive and "g" in frames:
        return None
    if extra and under and not _may_be_object(under[0], entry):
        return None
    if extra and under:
        after = [c for c in infinitives if "i" in frames]
        cue.content = under + after
        return cue
    if "c" in frames and clauses:
        cue.content = clauses
        return cue
    if "f" in frames:
        through = [c for c in children(verb, "prep") if c.lower_ in ("of", "for", "over", "with")]
        held = [c for c in through if children(c, "pobj", "pcomp")]
        patients = children(verb, "nsubjpass") if passive else objects
        if held and patients and held[0].lower_ != "with":
            cue.content, cue.subject_is_content = [*patients, held[0]], passive
            return cue
    if "a" in frames:
        how = [c for c in verb.children if (c.dep_ == "prep" and c.lower_ == "as") or c.dep_ == "oprd" or _follows_as(c)]
        patients = children(verb, "nsubjpass") if passive else objects
        if how and patients:
            cue.content, cue.subject_is_content = [*patients, *how], passive
            return cue
        return None
    infinitive = [c for c in infinitives if c.tag_ == "VB" or c.tag_ == "VBG" or c.pos_ in ("ADJ", "AUX", "VERB")]
    if infinitive and (passive or "i" in frames or ("g" in frames and _is_gerund(infinitive[0]))):
        if passive:
            cue.content, cue.subject_is_content = [*children(verb, "nsubjpass"), *infinitive], True
        else:
            cue.content = [*objects, *infinitive]
        return cue
    patients = children(verb, "nsubjpass") if passive else objects
    if "o" in frames and patients:
        if not _may_be_object(patients[0], entry):
            return None
        cue.content, cue.subject_is_content = list(patients), passive
        return cue
    return None


def _may_be_object(noun: Token, entry: Entry) -> bool:
    """Is the object one that the verb can speak of, rather than somebody it acts on or something it withholds?"""
    if noun.pos_ == "VERB":
        return True
    lemma = noun.lemma_.lower()
    if entry.plain[0] in ("denied", "confirmed", "not_confirmed") and noun.lower_ in PERSONS:
        return False
    if entry.not_objects and (lemma in words("cues", entry.not_objects) or children(noun.head, "dative")):
        return False
    return entry.objects is None or lemma in words("cues", entry.objects) or noun.lower_ in words("cues", entry.objects)


def _follows_as(clause: Token) -> bool:
    """ "described as fabricated", which the parser takes for a clause of its own."""
    return clause.dep_ == "advcl" and clause.tag_ in ("VBN", "VBG") and any(c.lower_ == "as" for c in clause.children)


def _is_gerund(verb: Token) -> bool:
    return verb.tag_ == "VBG" or any(c.dep_ in ("aux", "auxpass") and c.tag_ == "VBG" for c in verb.children)


def _shared_objects(verb: Token, clauses: list[Token]) -> list[Token]:
    """ "neither confirmed nor denied the strike": the object of the last verb of a row is that of the first."""
    row = [c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB" and c.i - verb.i <= 3]
    return [] if clauses or not row else [c for c in row[0].children if c.dep_ in ("dobj", "obj")]


def _noun(noun: Token, lemma: str) -> Cue | None:
    """ "the claim that", "allegations of", "no evidence that", "an X tally based on"."""
    entry = simple("nouns").get(lemma)
    if entry:
        clauses = [c for c in noun.children if c.dep_ in ("acl", "ccomp", "relcl") and c.i > noun.i and _has_that(c)]
        infinitives = [c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VB"]
        of = [c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("of", "about") and children(c, "pobj", "pcomp")]
        negated = any(c.lower_ in ("no", "any", "without") for c in noun.children)
        content = clauses or infinitives or ([p for c in of for p in children(c, "pobj", "pcomp")] if entry.of else [])
        if entry.negative_only and not negated and not _governed_negative(noun):
            return None
        if content:
            tokens = [noun, *(of if not clauses and not infinitives else [])]
            light = (
                noun.head
                if noun.dep_ in ("dobj", "attr", "nsubj", "obj") and noun.head.lemma_.lower() in words("cues", "light_verbs")
                else None
            )
            tokens = [*([light] if light is not None and noun.dep_ != "nsubj" else []), *tokens]
            return Cue(noun, entry, tokens, content)
    return None


def _governed_negative(noun: Token) -> bool:
    return noun.dep_ in ("dobj", "obj", "attr") and any(c.dep_ == "neg" for c in noun.head.children)


def _has_that(clause: Token) -> bool:
    """Is the clause under a noun what was told ("that ...", "whether"), not a relative clause of its own?"""
    marks = [c.lower_ for c in clause.children if c.dep_ == "mark"]
    return bool({"that", "whether", "if"} & set(marks)) or clause.dep_ == "ccomp" or _is_mistaken_relative(clause)


def _is_mistaken_relative(clause: Token) -> bool:
    """ "the allegation that troops had fled", where the parser takes a conjunction for a relative word."""
    return clause.dep_ == "relcl" and any(
        c.lower_ == "that" and c.tag_ == "IN" and c.dep_ != "nsubj" for c in clause.children
    )


def _adjective(word: Token, entry: Entry) -> Cue | None:
    verb = word.head
    if word.dep_ not in ("acomp", "oprd", "attr", "ccomp") or verb.pos_ not in ("AUX", "VERB"):
        return None
    content = [c for c in word.children if c.dep_ in ("ccomp", "xcomp") and (entry.infinitive or c.dep_ == "ccomp")]
    content = content or [c for c in verb.children if c.dep_ in ("ccomp", "advcl") and c.i > word.i and _has_that(c)]
    return Cue(word, entry, [verb, word], content) if content else None


def _according(word: Token) -> Iterator[Cue]:
    to = word.nbor(1)
    sources = children(to, "pobj") or children(word, "pobj")
    clause = clause_of(word)
    if not sources or clause is None:
        return
    entry = Entry(("stated", "+", "CT"), ("not_confirmed", "u", "U"))
    while clause.dep_ == "conj" and clause.head.pos_ in ("VERB", "AUX") and clause.head.i > clause.sent.start:
        clause = clause.head
    yield Cue(word, entry, [word, to], [clause], who=sources[0], whole=True, cut=[word, to])
