"""Whom a pronoun of a figure means that no figure names: "Tom Brill was walking home when he was shot", "both were shot".

By the grammar of the sentence: the subject of the nearest clause above that can be a person; where none is in the sentence,
the subject of the sentence before. Where a person without a name stands there ("the man"), where another may be meant, or
where the names are more or fewer than the figure counts, nobody is named.
"""

from collections.abc import Iterator, Mapping, Sequence

from crossreport.model.said import Figure
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.parsed import Token
from crossreport.reading.parties.words import last_words
from crossreport.reading.people.counted import HARMED
from crossreport.reading.people.names import Name
from crossreport.reading.people.roles import Role, speaks
from crossreport.vocabulary.load import words

ONE = frozenset({"he", "she", "him", "her"})
# "Both were shot", "all three were taken to a hospital".
SEVERAL = frozenset({"both", "they", "them", "all"})
# A pronoun reaches back this many sentences, each of which tells of the same person.
REACH = 2
MOST = 6
SUBJECTS = ("nsubj", "nsubjpass")


def roles_by_pronouns(document: Document, figures: Sequence[Figure], names: Sequence[Name]) -> Iterator[tuple[Name, Role]]:
    """Each name that a pronoun stands for which a figure counts, with the role that this gives it."""
    at = {token: name for name in names for token in range(name.first, name.last + 1)}
    for figure in figures:
        if figure.aux not in ("none", "historical") or figure.scope != "incident" or figure.outcome not in HARMED:
            continue
        if "named_one" in figure.defaulted and figure.rule != "re-mention":
            continue
        pronoun = _pronoun(document, figure)
        if pronoun is None:
            continue
        for name in _meant(document, pronoun, figure.point or 0, at):
            yield name, Role("victim", 1.5, "killed" if "died_later" in figure.defaulted else figure.outcome)


def _pronoun(document: Document, figure: Figure) -> Token | None:
    """The pronoun that a figure's words are; None where they are more or other words."""
    start, end = document.range(figure.span)
    span = document.doc.char_span(start, end, alignment_mode="contract")
    if span is None or not len(span):
        return None
    first = span[0]
    if first.lower_ not in (ONE if figure.point == 1 else SEVERAL):
        return None
    return first if first.i == span[-1].i or first.lower_ == "all" else None


def _meant(document: Document, pronoun: Token, count: int, at: Mapping[int, Name]) -> tuple[Name, ...]:
    """The names that a pronoun stands for, as many as `count`; none where they are more or fewer, or may be others."""
    if not 1 <= count <= MOST:
        return ()
    sentence = document.sentence_at(pronoun.idx)
    above = _above(pronoun)
    for _ in range(REACH + 1):
        if sentence is None:
            return ()
        for subject in above:
            found = _row(subject, at) or _whose(subject, at)
            if found:
                sure = len(found) == count and not _is_rivalled(document, pronoun, sentence, found, above)
                return found if sure and _may_be(document, pronoun, found, sentence) else ()
            if subject.lower_ != pronoun.lower_ and _is_somebody(subject):
                return ()
        sentence = _before(document, sentence)
        above = _subjects(sentence) if sentence is not None else []
        if sentence is not None and not above and any(_is_somebody(token) for token in sentence.tokens):
            return ()  # "There was a young man shot. He was taken to a hospital."
    return ()


def _above(pronoun: Token) -> list[Token]:
    """The subjects of the clauses that a pronoun's own stands in, the nearest first; its own where it is an object."""
    found: list[Token] = []
    verb, is_own = pronoun.head, pronoun.dep_ in SUBJECTS
    while True:
        if verb.pos_ in ("VERB", "AUX") and not is_own:
            subjects = [one for one in verb.children if one.dep_ in SUBJECTS and one.i < pronoun.i]
            # Who kills "him" is not he.
            found += [*_objects(verb), *subjects] if pronoun.dep_ not in SUBJECTS else subjects
        is_own = False
        if verb.head.i == verb.i:
            return [one for one in found if one.i < pronoun.i]
        verb = verb.head


def _objects(verb: Token) -> list[Token]:
    """Whom a verb is turned on, who may be meant behind it ("opened fire on Ivo Karn, killing him")."""
    turned = (child for child in verb.children if child.dep_ == "prep" and child.lower_ in ("on", "at"))
    return [one for child in turned for one in child.children]


def _subjects(sentence: Sentence) -> list[Token]:
    """The subjects of a sentence's main clause, and of what is told to be said there."""
    root = sentence.tokens.root
    found = [child for child in root.children if child.dep_ in SUBJECTS]
    for clause in (child for child in root.children if child.dep_ == "ccomp"):
        found = [*(child for child in clause.children if child.dep_ in SUBJECTS), *found]
    return found


def _row(subject: Token, at: Mapping[int, Name]) -> tuple[Name, ...]:
    """The names of a row whose head a subject is, in their order; none where somebody in it has no name."""
    row = [subject, *subject.conjuncts]
    found = [at.get(one.i) for one in row]
    return tuple(one for one in found if one is not None) if all(found) else ()


def _whose(subject: Token, at: Mapping[int, Name]) -> tuple[Name, ...]:
    """Whose mother, family or lawyer a subject is ("Tom Brill's mother said he was shot"); none where it is nobody's."""
    noun = subject.lemma_.lower()
    if noun not in words("persons", "kin") and noun not in words("people", "close"):
        return ()
    return tuple(at[child.i] for child in subject.children if child.dep_ == "poss" and child.i in at)


def _is_somebody(subject: Token) -> bool:
    """May a subject be the person meant: one person by a noun, or whom the parser takes for one?"""
    if subject.pos_ == "PRON":
        return subject.lower_ in ONE | SEVERAL | {"who", "i", "we"}
    if subject.pos_ == "PROPN":
        return subject.ent_type_ == "PERSON"
    persons = words("people", "he", "she", "victim", "accused", "adult", "minor", "anybody", "whoever")
    return subject.tag_ == "NN" and subject.lemma_.lower() in persons


def _is_rivalled(
    document: Document, pronoun: Token, sentence: Sentence, found: Sequence[Name], above: Sequence[Token]
) -> bool:
    """May others be meant: whom the sentence before tells of beside its subject, or a victim who speaks of these?"""
    if sentence.start <= pronoun.idx < sentence.end:
        return any(one.lemma_.lower() in words("people", "victim") for one in above)
    roots = [document.doc[name.first : name.last + 1].root for name in found]
    own = {token.i for root in roots for token in root.subtree} | {root.head.i for root in roots if root.dep_ == "poss"}
    others = (one for one in sentence.tokens if one.i not in own and one.pos_ in ("NOUN", "PROPN") and one.dep_ != "attr")
    return any(_is_somebody(one) for one in others)


def _before(document: Document, sentence: Sentence) -> Sentence | None:
    """The sentence of the text right before one."""
    found = document.sentences[sentence.index - 1] if sentence.index else None
    return found if found is not None and found.is_read and found.paragraph.kind == "text" else None


def _may_be(document: Document, pronoun: Token, names: Sequence[Name], sentence: Sentence) -> bool:
    """Are these names whom a pronoun means? Who speaks for an office tells of others; so does who is somebody's kin."""
    for name in names:
        if (speaks(document, name) or _says(document, name)) and (
            _is_official(document, name) or not sentence.start <= pronoun.idx < sentence.end
        ):
            return False
        if _is_other_sex(document, pronoun, name):
            return False
    return True


def _says(document: Document, name: Name) -> bool:
    """Does a verb of saying stand before who says it ("..., said Ana Vost")?"""
    root = document.doc[name.first : name.last + 1].root
    return root.dep_ == "nsubj" and root.head.lemma_.lower() in words("people", "says")


def _is_official(document: Document, name: Name) -> bool:
    """Does an office, or a word for somebody's kin, stand beside a name ("Chief Bob Karn", "Ana Vost, a neighbor")?"""
    doc = document.doc
    if len(name.parts) < 2:
        return True  # a family name alone, introduced elsewhere
    around = [*doc[max(name.first - 2, 0) : name.first]]
    around += [one for one in doc[name.first : name.last + 1].root.children if one.i > name.last and one.dep_ == "appos"]
    told = {word for one in around for word in (one.lower_, one.lemma_.lower())}
    known = (last_words(), words("people", "speakers"), words("persons", "kin"))
    return "witness" in told or any(not told.isdisjoint(one) for one in known)


def _is_other_sex(document: Document, pronoun: Token, name: Name) -> bool:
    """Is a word of the other sex right before or behind a name ("his sister, Ana Vost")?"""
    other = words("people", "she" if pronoun.lower_ in ("he", "him") else "he")
    if pronoun.lower_ not in ONE:
        return False
    doc = document.doc
    root = doc[name.first : name.last + 1].root
    beside = [doc[i] for i in range(max(name.first - 2, 0), name.first)]
    beside += [one for one in root.children if one.dep_ in ("appos", "amod", "compound", "nmod")] + (
        [root.head] if root.dep_ == "appos" else []
    )
    return any(one.pos_ == "NOUN" and one.lemma_.lower() in other for one in beside)
