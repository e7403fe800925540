"""Finds the words by which a report names what happened: an incident's nouns and verbs, and the predicates of figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from crossreport.model.happened import Cause
from crossreport.model.report import Span
from crossreport.model.said import Aux, Figure
from crossreport.reading.figures.belied import replaced
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.mentions.reality import reality
from crossreport.reading.parsed import Token
from crossreport.reading.places.peoples import peoples
from crossreport.reading.said.modality import is_cut_off
from crossreport.vocabulary.load import vocabulary, words

# Arrests and flights come after an incident as often as they are one: they open none.
HARMED = ("killed", "injured", "killed_or_injured", "abducted", "missing")


@dataclass(frozen=True)
class Kind:
    """A kind of incident of vocabulary/incidents.yaml. A generic one fits any other."""

    name: str
    plover: str | None
    mode: str | None
    cause: Cause
    generic: bool


@dataclass(frozen=True)
class Anchor:
    """A word that tells of an incident. `token` is its index in the parse; `figures` the figures that hang on it.

    `reference` is true for a noun that points back ("the attack"), `other` for one set apart ("a separate shooting"),
    `plural` for several at once, `bare` for a noun without article, number or name: violence in general; `charge` for what
    somebody is charged with; `town` the place that its figures are told with, of several ("six in Orlen, two in Karn");
    `sums` is true for what counts those of several incidents at once ("31 across the country, 12 of them in Orlen").
    """

    token: int
    sentence: int
    kind: Kind
    noun: bool
    figures: tuple[int, ...] = ()
    reference: bool = False
    other: bool = False
    plural: bool = False
    bare: bool = False
    charge: bool = False
    aux: Aux = "none"
    town: Span | None = None
    sums: bool = False


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """Every kind of incident by its name."""
    return {
        name: Kind(name, row.get("plover"), row.get("mode"), row["cause"], bool(row.get("generic")))
        for name, row in vocabulary("incidents")["kinds"].items()
    }


@lru_cache(maxsize=2)
def _lexicon(part: str) -> Mapping[str, str]:
    """Lemma (or two lemmas) to the name of its kind, of the nouns or the verbs."""
    rows: dict[str, Any] = vocabulary("incidents")["kinds"]
    return {lemma: name for name, row in rows.items() for lemma in row.get(part, ())}


@lru_cache(maxsize=1)
def _together() -> frozenset[frozenset[str]]:
    rows = vocabulary("incidents")["together"]
    return frozenset(frozenset((a, b)) for row in rows for a in row for b in row if a != b)


def fit_together(a: Kind, b: Kind) -> bool:
    """May both words tell of one incident?"""
    if frozenset((a.name, b.name)) in _together():
        return True
    causes = {a.cause, b.cause} - {"unknown"}
    return a.name == b.name or ((a.generic or b.generic) and len(causes) < 2)


def find_anchors(document: Document, figures: Sequence[Figure]) -> tuple[Anchor, ...]:
    """Every anchor of the sentences that are read, in order; each incident figure hangs on exactly one of them."""
    found: dict[int, Anchor] = {}
    for sentence in document.sentences:
        if sentence.is_read:
            found |= {anchor.token: anchor for anchor in _of_sentence(sentence)}
    for index, figure in enumerate(figures):
        if figure.scope == "period" or figure.outcome not in HARMED:
            continue
        # The right number is of the same deed as the wrong one, whenever it was told.
        token = predicate_of(document, replaced(figures, index) or figure)
        if token is None:
            continue
        anchor = _near(found, token) or _plain(token, document, figure)
        # "Were not killed by soldiers but by police": the figure weighs what a negation is about.
        done = anchor.aux == "negated" and figure.aux == "none" and figure.form != "zero"
        aux = figure.aux if anchor.aux == "none" or done else anchor.aux
        found[anchor.token] = replace(anchor, figures=(*anchor.figures, index), bare=False, aux=aux)
    return tuple(found[at] for at in sorted(found))


def predicate_of(document: Document, figure: Figure) -> Token | None:
    """The token that says what befell a figure's people (its predicate's head, else the figure's own head)."""
    for span in (figure.predicate, figure.span):
        if span is None:
            continue
        tokens = document.doc.char_span(*document.range(span), alignment_mode="expand")
        if tokens is not None and len(tokens):
            return tokens.root
    return None


def _near(found: Mapping[int, Anchor], token: Token) -> Anchor | None:
    """The anchor that a predicate is, or that its words belong to ("shot to death", "left two dead in an attack")."""
    if token.i in found:
        return found[token.i]
    below = [child for child in token.children if not _follows(child)]
    near = [token.head, *below] if token.head.dep_ != "ROOT" or token.head.i in found else below
    for one in near:
        anchor = found.get(one.i)
        if anchor is not None and not anchor.noun and one.sent.start == token.sent.start:
            return anchor
    return None


def _follows(token: Token) -> bool:
    """Does a word open a clause of what went before or after ("nine dead, after ten were killed")?"""
    sequence = words("incidents", "sequence")
    return token.dep_ == "advcl" and any(one.dep_ == "mark" and one.lower_ in sequence for one in token.children)


def _plain(token: Token, document: Document, figure: Figure) -> Anchor:
    sentence, aux = document.sentence_at(token.idx), reality(token)
    if aux == "negated" and figure.aux == "none":
        aux = "none"  # "did not survive"
    return Anchor(token.i, sentence.index if sentence else 0, kinds()["death"], noun=False, aux=aux)


def _of_sentence(sentence: Sentence) -> Iterator[Anchor]:
    for token in sentence.tokens:
        if token.pos_ in ("NOUN", "PROPN"):
            anchor = _noun(token, sentence)
        elif token.pos_ in ("VERB", "AUX", "ADJ"):
            anchor = _verb(token, sentence)
        else:
            anchor = None
        if anchor is not None:
            yield anchor


def _begins_a_place(token: Token, after: Token) -> bool:
    """The "Drowning" of "a Drowning Creek family", the "Crash" of "near Crash Creek": a name, and nothing that happened."""
    named = token.pos_ == "PROPN" and after.pos_ == "PROPN" and token.dep_ == "compound"
    return named and bool({after.lower_, f"{after.lower_}s"} & words("place_words", "features"))


def _lemma(token: Token) -> str:
    return token.lemma_.lower()


def _noun(token: Token, sentence: Sentence) -> Anchor | None:
    lemma = _lemma(token)
    before = token.nbor(-1) if token.i > sentence.tokens.start else None
    after = token.nbor(1) if token.i + 1 < sentence.tokens.end else None
    pair = f"{_lemma(before)} {lemma}" if before is not None else ""
    lexicon = _lexicon("nouns")
    name = lexicon.get(pair) or ("shooting" if _is_gunfire(token) else lexicon.get(lemma)) or _by_weapon(token)
    if name is None or (token.pos_ == "PROPN" and token.ent_type_ in ("PERSON", "GPE", "LOC", "FAC")):
        return None
    if (
        after is not None
        and after.pos_ not in ("VERB", "AUX")
        and _lemma(after) in words("incidents", "not_before") | _heads()
    ):
        return None
    if after is not None and sentence.paragraph.kind == "text" and _begins_a_place(token, after):
        return None
    if before is not None and pair not in lexicon and _lemma(before) in words("incidents", "not_after"):
        return None
    if _is_service(token, lemma):
        return None
    left = {word for child in token.children if child.i < token.i for word in (_lemma(child), child.lower_)}
    determined = any(child.dep_ in ("det", "poss", "nummod") for child in token.children)
    plural = token.tag_ in ("NNS", "NNPS")
    apart = words("incidents", "other_several" if plural else "other")
    if lemma in words("harm", "single") and not any(one.ent_type_ in ("GPE", "LOC") for one in sentence.tokens):
        apart = frozenset()  # "another body was found": one more of the dead, where no other place is named
    return Anchor(
        token.i,
        sentence.index,
        kinds()[name],
        noun=True,
        reference=bool(left & words("incidents", "definite")) and not left & words("incidents", "other"),
        other=bool(left & apart) or is_compared(token),
        plural=plural,
        bare=not determined and sentence.paragraph.kind not in ("title", "heading") and not _is_told(token),
        charge=_is_charge(token),
        aux=reality(token),
    )


def _is_gunfire(token: Token) -> bool:
    """ "Killed by Israeli fire", "troops exchanged fire": no blaze, which has an article ("an army fire" apart)."""
    if _lemma(token) != "fire" or any(child.dep_ in ("det", "nummod") for child in token.children):
        return False
    of = words("persons", "security_force") | words("persons", "combatant") | set(vocabulary("incidents")["gunfire"]["of"])
    left = [child for child in token.children if child.i < token.i and child.dep_ in ("amod", "compound", "nmod")]
    exchanged = token.dep_ == "dobj" and _lemma(token.head) in vocabulary("incidents")["gunfire"]["verbs"]
    return exchanged or any(one.text in peoples() or _lemma(one) in of for one in left)


def _is_service(token: Token, lemma: str) -> bool:
    """ "Police, fire and emergency responders were called": those who came, and nothing that happened."""
    beside = vocabulary("incidents")["services"].get(lemma)
    if beside is None or any(child.dep_ in ("det", "poss", "amod", "nummod") for child in token.children):
        return False
    listed = {token.head, *token.conjuncts} if token.dep_ == "conj" else set(token.conjuncts)
    return any(_lemma(one) in beside for one in listed)


def is_compared(token: Token) -> bool:
    """Is it what another incident is tied to, like, or comes after ("the shooting is linked to an attack on Sunday")?"""
    below = token
    for above in token.ancestors:
        lemma = _lemma(above)
        # What a clause tells of an incident belongs to that incident.
        if below.dep_ in ("relcl", "acl") and token.pos_ not in ("NOUN", "PROPN"):
            return False
        if below.dep_ == "pobj":
            if above.lower_ in words("incidents", "likeness"):
                return _has_incident(above.head)
        elif above.pos_ in ("VERB", "AUX", "ADJ"):
            tied = (
                below.dep_ == "prep" and below.lower_ in ("to", "with", "of", "from") and lemma in words("incidents", "ties")
            )
            after = lemma in words("incidents", "come_after") and _is_sequel(below)
            follows = lemma in words("incidents", "follow") and below.dep_ == "dobj"
            if tied or after or follows:
                return _has_incident(above)
            # "Follows a violent month that includes a shooting": what it includes is followed with it.
            if above.pos_ == "VERB" and below.dep_ not in ("relcl", "acl") and lemma != "include":
                return False
        below = above
    return False


def _is_sequel(token: Token) -> bool:
    sequence = words("incidents", "sequence")
    marked = token.dep_ == "advcl" and any(one.dep_ == "mark" and one.lower_ in sequence for one in token.children)
    return marked or (token.dep_ == "prep" and token.lower_ in sequence)


def _has_incident(predicate: Token) -> bool:
    """Is the subject of a predicate an incident, named or pointed at?"""
    verb = predicate.head if predicate.pos_ == "ADJ" and predicate.head.pos_ in ("VERB", "AUX") else predicate
    for one in verb.children:
        if one.dep_ in ("nsubj", "nsubjpass"):
            named = _lexicon("nouns").get(_lemma(one))
            return named is not None or one.lower_ in ("it", "this", "that", "they", "both")
    return False


def _is_charge(token: Token) -> bool:
    """Does a noun only name a charge or a finding ("charged with murder", "ruled a homicide")?"""
    one = token
    while one.dep_ == "conj":
        one = one.head
    above = one.head.head if one.dep_ == "pobj" and one.head.lower_ in ("of", "with", "to", "for", "as") else one.head
    if above.i == one.i or _lemma(above) not in words("incidents", "charging"):
        return False
    return not any(child.dep_ == "poss" or child.lower_ in words("incidents", "definite") for child in token.children)


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    """Last words of the nouns of two words: their first word is no incident of its own ("car" of "bomb blast")."""
    return frozenset(lemma.split()[1] for lemma in _lexicon("nouns") if " " in lemma)


def _by_weapon(token: Token) -> str | None:
    """The kind of incident that a weapon makes as the doer of a deed ("a bomb went off"), None where it does nothing."""
    does = (
        token.dep_ == "nsubj"
        and _lemma(token.head) in words("incidents", "weapons_do")
        and (
            token.head.tag_ in ("VBD", "VBZ", "VBP")
            or (token.head.tag_ == "VBN" and any(_lemma(child) == "have" for child in token.head.children))
        )
    )
    found: str | None = vocabulary("incidents")["weapons"].get(_lemma(token)) if does else None
    return found


def _is_told(token: Token) -> bool:
    """Does a noun without article name whom it befell, or where ("in fatal shooting of two men", "gunfire in the park")?"""
    return any(
        child.dep_ == "prep" and child.lower_ in ("of", "in", "at", "on", "near", "outside") for child in token.children
    )


def _verb(token: Token, sentence: Sentence) -> Anchor | None:
    lemma = _lemma(token)
    name = _lexicon("verbs").get(lemma)
    doers = ("nsubj", "agent") if _has_object(token) else ("agent",)
    if lemma == "kill" and any(child.dep_ in doers and _is_doer(child) for child in token.children):
        name = "killing"
    opened = [*token.children, *([token.nbor(1)] if token.i + 1 < sentence.tokens.end else [])]
    if name is None and lemma in words("incidents", "vessels_do") and _is_lost(token):
        name = "sinking"
    if name is None and lemma == "open" and any(_lemma(one) == "fire" for one in opened):
        name = "shooting"
    if (
        name is None
        and lemma == "fire"
        and any(_lemma(child) in ("shot", "round", "gun", "bullet") for child in token.children)
    ):
        name = "shooting"
    if name is None or token.dep_ == "compound" or _only_describes(token):
        return None
    if lemma == "gun" and not any(child.dep_ == "prt" for child in token.children):
        return None
    return Anchor(token.i, sentence.index, kinds()[name], noun=False, other=is_compared(token), aux=reality(token))


def _is_lost(verb: Token) -> bool:
    """Is it a vessel that sinks, by itself ("a boat sank")? Who sinks one attacks it."""
    vessel = any(one.dep_ == "nsubj" and _lemma(one) in words("incidents", "vessels") for one in verb.children)
    return vessel and not any(one.dep_ in ("dobj", "obj") for one in verb.children)


def _only_describes(participle: Token) -> bool:
    """Does it only say which persons something else befell ("the bodies of several kidnapped pupils who were killed")?"""
    noun = participle.head
    if participle.dep_ != "amod" or noun.pos_ not in ("NOUN", "PROPN"):
        return False
    lexicon = _lexicon("verbs")
    return any(child.dep_ == "relcl" and _befalls(child, lexicon) for child in noun.children)


def _befalls(verb: Token, lexicon: Mapping[str, str]) -> bool:
    """Is a clause's verb, or the one below its verb of saying, of a harm ("who fighters said were killed")?"""
    told = [verb, *(child for child in verb.children if child.dep_ == "ccomp")]
    return any(_lemma(one) in lexicon for one in told)


def _has_object(verb: Token) -> bool:
    """Does a verb say whom its subject did it to? "Woman killed, two hurt in crash" is a passive that lacks its "was"."""
    objects = [child for child in verb.children if child.dep_ in ("dobj", "obj") and child.i > verb.i]
    return verb.tag_ not in ("VBD", "VBN") or verb.dep_ == "relcl" or any(not is_cut_off(verb, one) for one in objects)


def _is_doer(token: Token) -> bool:
    """Is it a person, a people or an armed body, so that what it kills is killed by violence?"""
    one = next((child for child in token.children if child.dep_ == "pobj"), token)
    groups = ("man", "woman", "person", "security_force", "combatant", "attacker")
    return one.ent_type_ in ("NORP", "PERSON") or any(one.lemma_.lower() in words("persons", kind) for kind in groups)
