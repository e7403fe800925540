"""Cuts a report into the words of single assertions: what somebody says, and each clause that the report tells itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from crossreport.model.report import Span
from crossreport.model.said import Attribution
from crossreport.reading.captions import shows_a_picture
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.parsed import Token
from crossreport.reading.said.headlines import is_heading
from crossreport.reading.said.modality import CONDITIONS, children, is_cleft, is_modifier, is_not_said_to_be
from crossreport.reading.statements.terms import Terms

# Stances whose cue is an act of its own ("calls for", "accuses", "denies"): it belongs to what is told.
ACTS = frozenset({
    "asked", "alleged", "denied", "confirmed", "not_confirmed", "intended", "feared", "expected", "corrected", "retracted",
})  # fmt: skip
BESIDE = frozenset({"on", "in", "at", "by", "against", "over", "during", "near", "outside", "after"})
RELATIVES = frozenset({"who", "which", "that", "whose", "where"})
# What is told by the way before a clause: "after a meeting with the premier in the capital, she said ...".
OCCASIONS = frozenset({"after", "following", "during", "at"})


@dataclass
class Piece:
    """Words that become a statement: tokens, the attribution they are content of, and the verb that heads them."""

    tokens: list[Token]
    sentence: Sentence
    attribution: Attribution | None = None
    head: Token | None = None
    cue: Token | None = None
    is_act: bool = False
    antecedent: list[Token] = field(default_factory=list)
    # Whose occasion it is, where the words are a noun's ("a meeting with the premier") and no clause.
    subject: Token | None = None


class Cutter:
    """Cuts one report: what is said by somebody first, then what is left and told by the report itself."""

    def __init__(self, document: Document, attributions: Sequence[Attribution], terms: Terms) -> None:
        self.document = document
        self.attributions = attributions
        self.terms = terms
        self._by_id = {one.id: one for one in attributions}
        self._told = {one.id for one in attributions if self._counts(one)}
        self._inner: dict[str, list[Attribution]] = {}
        for one in attributions:
            if one.parent is not None and one.id in self._told:
                self._inner.setdefault(one.parent, []).append(one)

    def pieces(self) -> Iterable[Piece]:
        """What is said by somebody, then what is left of each sentence and is told by the report itself."""
        taken: set[int] = set()
        told: list[Piece] = []
        for one in self.attributions:
            if one.id not in self._told:
                continue
            for piece in self._said(one):
                told.append(piece)
                taken |= {token.i for token in piece.tokens}
        for one in self.attributions:
            taken |= set(self._indices(span for span in (one.source, one.cue, *one.content) if span is not None))
        cues = {i for one in self.attributions if one.cue is not None for i in self._indices((one.cue,))}
        yield from sorted(told, key=lambda piece: (piece.sentence.index, piece.tokens[0].i))
        for sentence in self.document.sentences:
            asks = sentence.tokens.text.endswith("?")
            is_news = sentence.is_read and not asks and not shows_a_picture(self.document, sentence)
            if is_news and not is_heading(self.document, sentence.paragraph):
                yield from _own(sentence, taken, cues)
                yield from self._occasions(sentence)

    def _counts(self, one: Attribution) -> bool:
        """Is an attribution told for itself: not inside another's words, unless it denies, confirms or passes on?"""
        if one.parent is None:
            return True
        outer = self._by_id.get(one.parent)
        if outer is None:
            return True
        cue = self._cue_token(one)
        own = cue is not None and bool({"confirm", "deny"} & set(self.terms.of([cue])))
        return own and bool(one.speaker) and one.speaker != outer.speaker

    def _indices(self, spans: Iterable[Span]) -> Iterable[int]:
        for span in spans:
            start, end = self.document.range(span)
            found = self.document.doc.char_span(start, end, alignment_mode="contract")
            if found is not None:
                yield from range(found.start, found.end)

    def _said(self, one: Attribution) -> list[Piece]:
        """A statement for each sentence of the content; for an act of speech, the cue is part of it."""
        cue = self._cue_token(one)
        if cue is not None and _is_asked(cue):
            return []
        inside: dict[int, list[Token]] = {}
        for i in sorted(set(self._indices(one.content))):
            token = self.document.doc[i]
            sentence = self.document.sentence_at(token.idx)
            if sentence is not None and sentence.is_read and not shows_a_picture(self.document, sentence):
                inside.setdefault(sentence.index, []).append(token)
        nested = self._inner.get(one.id, [])
        made: list[Piece] = []
        hidden = {i for other in nested for i in self._indices(other.content)}
        for index, tokens in inside.items():
            if hidden and len({t.i for t in tokens} - hidden) < 6:
                continue
            head = _head(tokens)
            act = one.stance in ACTS or (
                cue is not None and cue.pos_ == "VERB" and head is not None and _is_thing(head, cue)
            )
            if act and cue is not None and cue.sent == tokens[0].sent and not quoted(tokens):
                tokens = _with_rest(tokens, cue)
            made.append(Piece(tokens, self.document.sentences[index], one, head, cue, act))
        return made

    def _cue_token(self, one: Attribution) -> Token | None:
        if one.cue is None:
            return None
        found = [self.document.doc[i] for i in self._indices((one.cue,))]
        verbs = [token for token in found if token.pos_ in ("VERB", "NOUN", "ADJ")]
        chosen = verbs or found
        return chosen[0] if chosen else None

    def _occasions(self, sentence: Sentence) -> Iterable[Piece]:
        """Meetings that a sentence tells of by the way, held by the subject of its clause."""
        for verb in sentence.tokens:
            if verb.pos_ not in ("VERB", "AUX") or not (who := children(verb, "nsubj", "nsubjpass")):
                continue
            for prep in children(verb, "prep"):
                held = (self._meeting(prep) or self._met(prep)) if prep.lower_ in OCCASIONS else None
                if held is not None:
                    yield Piece(list(held.subtree), sentence, None, held, subject=who[0])

    def _meeting(self, prep: Token) -> Token | None:
        """The meeting that a preposition governs ("after talks with", "at the end of talks in"), said with whom or where."""
        noun = next(iter(children(prep, "pobj")), None)
        if noun is not None and noun.lower_ in ("end", "close", "start", "beginning", "day", "days", "hours"):
            of = next((c for c in children(noun, "prep") if c.lower_ == "of"), None)
            noun = next(iter(children(of, "pobj")), None) if of is not None else None
        if (
            noun is None
            or noun.pos_ != "NOUN"
            or "meet" not in self.terms.of([noun])
            or noun.lemma_ in ("conference", "session")
        ):
            return None
        told = {c.lower_ for c in noun.children if c.dep_ == "prep"}
        clause = any(c.dep_ in ("relcl", "acl") for c in noun.children)
        return noun if told & {"with", "between", "in"} and not clause else None

    def _met(self, prep: Token) -> Token | None:
        """The verb of "after meeting the premier"."""
        verb = next(iter(children(prep, "pcomp")), None)
        return verb if verb is not None and children(verb, "dobj") and "meet" in self.terms.of([verb]) else None


def _own(sentence: Sentence, taken: set[int], cues: set[int]) -> Iterable[Piece]:
    """The clauses of a sentence that the report tells in its own voice, each finite clause with a subject by itself."""
    verbs = [token for token in sentence.tokens if _is_clause(token) or (token.pos_ == "VERB" and token.i in cues)]
    for head in (token for token in verbs if token.i not in taken and token.i not in cues):
        others = {t.i for other in verbs if other != head and head.is_ancestor(other) for t in other.subtree}
        tokens = [t for t in head.subtree if t.i not in others and t.i not in taken and t.i < sentence.tokens.end]
        yield Piece(tokens, sentence, None, head, antecedent=_antecedent(head))


def _head(tokens: Sequence[Token]) -> Token | None:
    """The highest verb among these tokens, or the highest word."""
    inside = {token.i for token in tokens}
    tops = [t for t in tokens if t.head.i not in inside or t.head == t]
    verbs = [t for t in tops if t.pos_ in ("VERB", "AUX")]
    chosen = verbs or tops
    return chosen[0] if chosen else None


def _is_clause(token: Token) -> bool:
    """Is it the verb of a finite clause with a subject, or of a row of such?"""
    if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass") or is_modifier(token):
        return False
    if token.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in CONDITIONS for c in token.children):
        return False  # What holds under a condition is told with it.
    if is_cleft(token) or is_not_said_to_be(token):
        return False  # "it was not the army that shelled the town" is told whole
    if token.dep_ == "ccomp" and any(c.dep_ == "mark" and c.lower_ in ("if", "whether") for c in token.children):
        return False  # "to see if the shot was an accident" says of nothing that it was so.
    finite = token.tag_ in ("VBD", "VBZ", "VBP", "MD") or any(
        c.dep_ in ("aux", "auxpass") and c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in token.children
    )
    subjects = children(token, "nsubj", "nsubjpass", "expl")
    own = bool(subjects)
    if token.dep_ == "relcl" and any(c.lower_ == "whose" for noun in subjects for c in noun.children):
        return True
    if token.dep_ == "ROOT":
        return finite or own
    if token.dep_ == "conj":
        return finite and token.head.pos_ in ("VERB", "AUX")
    return finite and own and token.dep_ in ("relcl", "advcl", "ccomp", "parataxis")


def _antecedent(head: Token) -> list[Token]:
    """ "talks he held", "the town where he was born": the noun that a relative clause of another's doing hangs on."""
    own = children(head, "nsubj", "nsubjpass")
    if head.dep_ != "relcl" or not own or own[0].lower_ in RELATIVES or any(t.lower_ == "whom" for t in own[0].subtree):
        return []
    noun = head.head
    cut = {
        t.i
        for c in noun.children
        if c.dep_ in ("relcl", "appos", "cc", "conj") or c.is_punct or c.dep_ == "det"
        for t in c.subtree
    }
    return [t for t in noun.subtree if t.i not in cut and t.i < head.i]


def _is_asked(cue: Token) -> bool:
    """Does what is said stand in a question of somebody's ("asked about whether he meant the raid")?"""
    above = (cue, *cue.ancestors)
    verbs = (one for one in above if one.dep_ in ("pcomp", "ccomp", "acl"))
    return any(child.lower_ == "whether" and child.i < cue.i for verb in verbs for child in children(verb, "mark"))


def _is_thing(head: Token, cue: Token) -> bool:
    """Is the content a thing that the cue acts on ("condemned the attack"), not a clause that it reports?"""
    return head.pos_ in ("NOUN", "PROPN", "PRON") and head != cue


def quoted(tokens: Sequence[Token]) -> bool:
    """Do these words begin and end as a quotation?"""
    return tokens[0].text == '"' or tokens[-1].text == '"'


def _with_rest(tokens: Sequence[Token], cue: Token) -> list[Token]:
    """The content with what else hangs on its cue after it: places, times and means, no further clauses."""
    inside = {token.i for token in tokens}
    for child in cue.children:
        near = child.i > cue.i and child.i not in inside and any(t.i not in inside for t in child.subtree)
        place = child.dep_ == "prep" and child.lower_ in BESIDE
        purpose = child.dep_ == "advcl" and child.tag_ == "VB"
        if near and (place or purpose or child.dep_ in ("npadvmod", "dobj", "oprd")):
            inside |= {t.i for t in child.subtree} - {child.i for _ in [0] if place and child.i == cue.i + 1}
    clauses = {
        t.i
        for i in inside
        for one in [cue.doc[i]]
        if one.dep_ in ("relcl", "advcl") and i > cue.i
        for t in one.subtree
        if one.i not in {x.i for x in tokens}
    }
    kept = inside - clauses
    mine = {t.i for t in cue.subtree}
    gaps = {i for i in range(min(kept), max(kept)) if i > cue.i and i in mine and not _in_clause(cue.doc[i], cue)}
    return [cue.doc[i] for i in sorted((kept | gaps) - {cue.i})]


def _in_clause(token: Token, cue: Token) -> bool:
    """Does a finite clause of its own stand between a word and the cue?"""
    here = token
    while here not in (cue, here.head):
        if here.dep_ in ("relcl", "advcl", "conj", "ccomp"):
            return True
        here = here.head
    return False
