"""Which PLOVER type and mode the words of an act have, by vocabulary/actions.yaml."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from crossreport.reading.parsed import Token
from crossreport.reading.said.modality import children
from crossreport.vocabulary.load import vocabulary, words


@dataclass(frozen=True)
class Pattern:
    """A verb with its particles and, where it needs one, the nouns its object must be among."""

    particles: tuple[str, ...]
    objects: frozenset[str]
    plover: str
    mode: str | None
    order: int


@dataclass(frozen=True)
class Match:
    """A pattern found: the type, the mode and the tokens that bear it out."""

    plover: str
    mode: str | None
    tokens: tuple[Token, ...]
    thing: Token | None = None


@lru_cache(maxsize=1)
def patterns() -> dict[str, tuple[Pattern, ...]]:
    """{verb lemma: patterns, those that ask for most first}."""
    made: dict[str, list[Pattern]] = {}
    sets = vocabulary("actions")["sets"]
    for plover, mode, entries in vocabulary("actions")["verbs"]:
        for entry in entries:
            verb, _, noun = str(entry).partition("/")
            lemma, *particles = verb.split("+")
            objects = frozenset(sets[noun[1:]]) if noun.startswith("@") else frozenset({noun} - {""})
            made.setdefault(lemma, []).append(Pattern(tuple(particles), objects, plover, mode, len(made.get(lemma, ()))))
    return {
        lemma: tuple(sorted(found, key=lambda one: (-bool(one.objects), -len(one.particles), one.order)))
        for lemma, found in made.items()
    }


@lru_cache(maxsize=1)
def nouns() -> dict[str, tuple[str, str | None]]:
    """{noun: (type, mode)} of the nouns that are acts."""
    return {noun: (plover, mode) for plover, mode, some in vocabulary("actions")["nouns"] for noun in some}


def match_verb(verb: Token) -> Match | None:
    """The first pattern that a verb with its particles and objects fits, or None."""
    for pattern in patterns().get(verb.lemma_.lower(), ()):
        extra = _particles(verb, pattern.particles)
        if extra is None:
            continue
        if pattern.plover == "NONE" and not pattern.objects:
            return None
        if not pattern.objects:
            return Match(pattern.plover, pattern.mode, (verb, *extra))
        thing = next(
            (
                noun
                for noun in objects(verb, extra)
                if noun.lemma_.lower() in pattern.objects or noun.lower_ in pattern.objects
            ),
            None,
        )
        if thing is not None and pattern.plover == "NONE":
            return None
        if thing is not None:
            return Match(pattern.plover, pattern.mode, (verb, *extra, thing), thing)
    return None


def _particles(verb: Token, wanted: tuple[str, ...]) -> list[Token] | None:
    found: list[Token] = []
    here = verb
    for part in wanted:
        near = [
            c
            for c in (*here.children, *verb.children)
            if c.lower_ == part and c.i > here.i and c.i - verb.i < 7 and c.dep_ not in ("mark", "conj")
        ]
        if not near:
            return None
        here = near[0]
        found.append(here)
    return found


def objects(verb: Token, extra: list[Token]) -> Iterator[Token]:
    """Nouns that the verb acts on: objects, subjects of its passive, objects of its particles, and what is in them."""
    heads = children(verb, "dobj", "obj", "nsubjpass", "oprd", "attr", "dative", "acomp")
    if verb.tag_ == "VBN" and not heads:  # "the suspects sought", "suspects sought in blast"
        heads += [verb.head] if verb.dep_ == "acl" else children(verb, "nsubj")
    for one in (verb, *extra):
        heads += [
            p
            for c in (children(one, "prep", "prt", "dative") if one == verb else [one])
            for p in children(c, "pobj")
            if one != verb or c.lower_ in ("under", "into", "on", "to")
        ]
    for head in heads:
        yield head
        yield from children(head, "compound", "conj", "amod", "nmod")
        for prep in children(head, "prep"):
            if prep.lower_ == "of":
                yield from children(prep, "pobj")


def is_speech(verb: Token) -> bool:
    """Does the verb only pass on what its clause says?"""
    return verb.lemma_.lower() in words("actions", "speech")


def words_upper(key: str) -> frozenset[str]:
    """A list of types in actions.yaml as they are written there."""
    return frozenset(word.upper() for word in words("actions", key))
