"""A parsed text as plain objects: its words with their tags, heads and children, runs of them, and the names in it.

The parser's own tokens are made anew at every look, and walk its arrays for each child; reading looks at each word some
hundred times. These are made once, answer to the same names, and let go of the parser's memory.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, overload

Alignment = Literal["strict", "contract", "expand"]


class Word:
    """A form as it is written, apart from where it stands: what its letters say."""

    __slots__ = (
        "is_alpha", "is_lower", "is_punct", "is_quote", "is_space", "is_stop", "is_title", "is_upper", "like_num", "lower_",
        "text",
    )  # fmt: skip

    text: str
    lower_: str
    is_alpha: bool
    is_lower: bool
    is_punct: bool
    is_quote: bool
    is_space: bool
    is_stop: bool
    is_title: bool
    is_upper: bool
    like_num: bool


class Token:
    """A word in its place: index `i` and offset `idx`, tag, part of speech, lemma, and its head by the relation `dep_`.

    `children` are those whose head it is, from left to right; the head of a sentence's root is itself. `ent_type_` is the
    kind of the name that it stands in, `ent_iob_` is "B" for the first word of one. There is one object for each word of a
    text, so that two tokens are the same if and only if they are one.
    """

    __slots__ = (
        "_edges", "_whole", "children", "dep_", "doc", "ent_iob_", "ent_type_", "head", "i", "idx", "is_sent_start",
        "is_space", "lemma_", "lower_", "pos_", "sent", "tag_", "text", "whitespace_", "word",
    )  # fmt: skip

    doc: Doc
    i: int
    idx: int
    word: Word
    text: str
    lower_: str
    whitespace_: str
    is_space: bool
    tag_: str
    pos_: str
    lemma_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    is_sent_start: bool
    head: Token
    children: list[Token]
    sent: Tokens

    def __init__(self) -> None:
        self.children = []
        self._edges: tuple[int, int, int] | None = None
        self._whole: list[Token] | None = None

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return True

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text

    def __lt__(self, other: Token) -> bool:
        return self.idx < other.idx

    @property
    def text_with_ws(self) -> str:
        """Its text with the blank behind it, where there is one."""
        return self.text + self.whitespace_

    @property
    def is_alpha(self) -> bool:
        """Letters alone."""
        return self.word.is_alpha

    @property
    def is_lower(self) -> bool:
        """In small letters."""
        return self.word.is_lower

    @property
    def is_upper(self) -> bool:
        """In capitals."""
        return self.word.is_upper

    @property
    def is_title(self) -> bool:
        """With a first capital alone."""
        return self.word.is_title

    @property
    def is_punct(self) -> bool:
        """A mark."""
        return self.word.is_punct

    @property
    def is_quote(self) -> bool:
        """A quotation mark."""
        return self.word.is_quote

    @property
    def is_stop(self) -> bool:
        """One of the commonest words, which hold sentences together."""
        return self.word.is_stop

    @property
    def like_num(self) -> bool:
        """A number, in digits or a word."""
        return self.word.like_num

    @property
    def lefts(self) -> list[Token]:
        """Its children before it."""
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list[Token]:
        """Its children after it."""
        return [child for child in self.children if child.i > self.i]

    @property
    def subtree(self) -> list[Token]:
        """It and all that hangs on it, each word between what hangs on it before and after."""
        if self._whole is None:
            first, last, size = self._extent()
            if last - first + 1 == size:
                self._whole = self.doc.tokens[first : last + 1]
            else:
                self._whole = [one for child in self.lefts for one in child.subtree]
                self._whole.append(self)
                self._whole += [one for child in self.rights for one in child.subtree]
        return self._whole

    @property
    def left_edge(self) -> Token:
        """The first word of its subtree."""
        return self.doc.tokens[self._extent()[0]]

    @property
    def right_edge(self) -> Token:
        """The last word of its subtree."""
        return self.doc.tokens[self._extent()[1]]

    @property
    def ancestors(self) -> Iterator[Token]:
        """Its head, the head of that, and so on up to the root."""
        at = self
        while at.head is not at:
            at = at.head
            yield at

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """The others of its row ("dead, wounded and missing")."""
        start = self
        while start.head is not start and start.dep_ == "conj":
            start = start.head
        row = [start]
        for word in row:
            row += [child for child in word.rights if child.dep_ == "conj"]
        return tuple(word for word in row if word is not self)

    def hang(self, head: Token, dep: str) -> None:
        """Makes it a child of another head by a relation; of itself, the root of its sentence."""
        for one in (self, head):
            for above in (one, *one.ancestors):
                above._edges = above._whole = None
        if self.head is not self:
            self.head.children.remove(self)
        self.head, self.dep_ = head, dep
        if head is not self:
            insort(head.children, self)

    def is_ancestor(self, descendant: Token) -> bool:
        """Does another hang on it, however far below?"""
        at = descendant
        while at.head is not at:
            at = at.head
            if at is self:
                return True
        return False

    def nbor(self, by: int = 1) -> Token:
        """The word so many places further on. IndexError where the text ends before."""
        at = self.i + by
        if at < 0:
            raise IndexError(at)
        return self.doc.tokens[at]

    def _extent(self) -> tuple[int, int, int]:
        """The indices of the first and the last word of its subtree, and how many it has."""
        if self._edges is None:
            first = last = self.i
            size = 1
            for child in self.children:
                a, b, n = child._extent()
                first, last, size = min(first, a), max(last, b), size + n
            self._edges = (first, last, size)
        return self._edges


class Tokens:
    """A run of words, `start` up to `end` of its text's; `label_` says what kind of name it is, where it is one."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, end, label

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Tokens: ...
    def __getitem__(self, at: int | slice) -> Token | Tokens:
        if isinstance(at, slice):
            start, end, _ = at.indices(self.end - self.start)
            return Tokens(self.doc, self.start + start, self.start + max(start, end))
        i = at + (self.end if at < 0 else self.start)
        if not self.start <= i < self.end:
            raise IndexError(at)
        return self.doc.tokens[i]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tokens) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text

    def _key(self) -> tuple[int, int, int, str]:
        return (id(self.doc), self.start_char, self.end_char, self.label_)

    @property
    def start_char(self) -> int:
        """The offset of its first character."""
        tokens = self.doc.tokens
        return tokens[self.start].idx if self.start < len(tokens) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """The offset behind its last word."""
        if self.start == self.end:
            return self.start_char
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """Its characters, without a blank behind them."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def text_with_ws(self) -> str:
        """Its text with the blank behind it, where there is one."""
        return self.text + self.doc.tokens[self.end - 1].whitespace_ if len(self) else ""

    @property
    def sent(self) -> Tokens:
        """The sentence of its first word."""
        return self.doc.tokens[self.start].sent

    @property
    def root(self) -> Token:
        """The word on which the others hang: the first of those nearest to the sentence's root, a mark or blank the last."""
        start, end = self.start, self.end
        if end == start + 1:
            return self.doc.tokens[start]
        inside = self.doc.tokens[start:end]
        for token in inside:
            if token.head is token:
                return token
        tops = [token for token in inside if not start <= token.head.i < end]
        return tops[0] if len(tops) == 1 else min(tops, key=_depth, default=self.doc.tokens[start])


def _depth(token: Token) -> int:
    """How far below its sentence's root a word hangs; more than any for marks and blanks that nothing hangs on."""
    if (token.is_punct or token.is_space) and not token.children:
        return len(token.doc.tokens)
    return sum(1 for _ in token.ancestors)


class Doc:
    """A parsed text: its words, its sentences and the names that the parser labels, in their order."""

    __slots__ = ("_starts", "ents", "sents", "text", "tokens")

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = []
        self.sents: tuple[Tokens, ...] = ()
        self.ents: tuple[Tokens, ...] = ()
        self._starts: list[int] | None = None

    def __len__(self) -> int:
        return len(self.tokens)

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Tokens: ...
    def __getitem__(self, at: int | slice) -> Token | Tokens:
        if at.__class__ is slice:
            start, end, _ = at.indices(len(self.tokens))
            return Tokens(self, start, max(start, end))
        return self.tokens[at]  # type: ignore[return-value]

    def char_span(self, start: int, end: int, alignment_mode: Alignment = "strict") -> Tokens | None:
        """The words at these offsets; None where there are none.

        "strict" where words begin and end just there, "contract" those that lie within, "expand" those that it touches.
        """
        first, last = self._at(start), self._at(end - 1)
        if first is None or last is None:
            return None
        begin, close = first.i, last.i
        if alignment_mode == "strict":
            if start != first.idx or end != last.idx + len(last.text):
                return None
        elif alignment_mode == "contract":
            begin += first.idx < start
            close -= end < last.idx + len(last.text)
            if close < begin:
                return None
        elif start == first.idx + len(first.text):
            begin += 1
        return Tokens(self, begin, close + 1) if begin <= close + 1 else None

    def _at(self, offset: int) -> Token | None:
        """The word at an offset, the blank behind it counted in."""
        if self._starts is None:
            self._starts = [token.idx for token in self.tokens]
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        token = self.tokens[index]
        return token if offset < token.idx + len(token.text) + len(token.whitespace_) else None


def complete(doc: Doc, heads: Sequence[int], names: Sequence[tuple[int, int, str]]) -> Doc:
    """A text whose words are made: their heads (an index each), children, sentences and names set."""
    tokens = doc.tokens
    for token, at in zip(tokens, heads, strict=True):
        token.head = head = tokens[at]
        if head is not token:
            head.children.append(token)
    borders = [token.i for token in tokens if token.is_sent_start or not token.i] + [len(tokens)]
    doc.sents = tuple(Tokens(doc, a, b) for a, b in pairwise(borders))
    for sentence in doc.sents:
        for token in tokens[sentence.start : sentence.end]:
            token.sent = sentence
    doc.ents = tuple(Tokens(doc, start, end, label) for start, end, label in names)
    return doc
