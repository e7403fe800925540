"""Parses with the English model: pieces of many texts at once, and of what it finds plain objects alone are kept.

The model's networks are small, so that calling them costs more than their arithmetic: a batch is parsed in half the time of
its texts alone. What is found in a text does not depend on the others of its batch (tests/test_parsing.py).
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

import numpy as np
from spacy.tokens import Doc as Piece

from crossreport.reading.breaks import false_starts, given_starts, unparsed
from crossreport.reading.inflections import MOST_HELD, inflections
from crossreport.reading.language import pipeline
from crossreport.reading.networks import analyse, name_finder, relate
from crossreport.reading.parsed import Doc, Token, Word, complete

# Characters that are parsed at once: more are no faster, and take more memory.
AT_ONCE = 60_000
# How often a piece is parsed again.
TRIES = 2
KEPT: list[int | str] = ["ORTH", "TAG", "DEP", "SPACY", "SENT_START", "HEAD"]
# A name in a piece: its first word, its end and what kind of name it is.
Name = tuple[int, int, str]


def parse(texts: Iterable[Sequence[Piece]]) -> Iterator[Doc]:
    """Each text, given as its pieces in the tokenizer's words, parsed; some texts are parsed together."""
    waiting = iter(texts)
    while batch := _batch(waiting):
        parsed = iter(_parsed([piece for pieces in batch for piece in pieces if len(piece)]))
        for pieces in batch:
            yield _joined(list(islice(parsed, sum(1 for piece in pieces if len(piece)))))


def _batch(texts: Iterator[Sequence[Piece]]) -> list[Sequence[Piece]]:
    batch: list[Sequence[Piece]] = []
    size = 0
    for pieces in texts:
        batch.append(pieces)
        size += sum(map(_size, pieces))
        if size >= AT_ONCE:
            break
    return batch


def _size(piece: Piece) -> int:
    """How many characters it has: its text itself is put together anew at every look."""
    return piece[-1].idx + len(piece[-1].text_with_ws) if len(piece) else 0


def _parsed(pieces: list[Piece]) -> Iterator[tuple[Piece, list[Name]]]:
    while pieces:
        size, count = 0, 0
        while count < len(pieces) and (not count or size < AT_ONCE):
            size += _size(pieces[count])
            count += 1
        batch, pieces = pieces[:count], pieces[count:]
        mended = _mended(batch)
        yield from zip(mended, name_finder()(mended), strict=True)


def _mended(pieces: list[Piece]) -> list[Piece]:
    """Pieces parsed; those in which the parser broke a sentence off a name are parsed again, told that none starts there."""
    given = [given_starts(piece) for piece in pieces]
    parsed = list(pieces)
    analyse(parsed)
    left = list(range(len(parsed)))
    for _ in range(TRIES):
        broken = {k: found for k in left if (found := list(false_starts(parsed[k], given[k])))}
        for k, found in broken.items():
            given[k].update(dict.fromkeys(found, -1))
            parsed[k] = unparsed(parsed[k], given[k])
        relate([parsed[k] for k in broken])
        left = list(broken)
    return parsed


def _joined(pieces: Sequence[tuple[Piece, list[Name]]]) -> Doc:
    """Pieces of one text, each behind the last, as one."""
    doc = Doc("".join(piece.text for piece, _ in pieces))
    heads: list[int] = []
    names: list[Name] = []
    offset = 0
    for piece, found in pieces:
        first = len(doc.tokens)
        heads += _add(doc, piece, offset)
        for start, end, label in found:
            names.append((first + start, first + end, label))
            for token in doc.tokens[first + start : first + end]:
                token.ent_type_, token.ent_iob_ = label, "I"
            doc.tokens[first + start].ent_iob_ = "B"
        offset += _size(piece)
    return complete(doc, heads, names)


def _add(doc: Doc, piece: Piece, offset: int) -> list[int]:
    """Adds a piece's words to a text; the indices of their heads."""
    rows = piece.to_array(KEPT)
    word, tokens = _words(), doc.tokens
    first = len(tokens)
    held = rows.tolist()
    forms = inflections().of(piece, [(row[0], row[1], row[2]) for row in held])
    for i, ((orth, _, _, space, starts, _), form) in enumerate(zip(held, forms, strict=True), first):
        token = Token()
        token.doc, token.i, token.idx = doc, i, offset
        token.word = written = word[orth]
        token.text, token.lower_, token.is_space = written.text, written.lower_, written.is_space
        token.tag_, token.pos_, token.dep_, token.lemma_ = form
        token.ent_type_, token.ent_iob_ = "", "O"
        token.whitespace_ = " " if space else ""
        token.is_sent_start = starts == 1
        tokens.append(token)
        offset += len(written.text) + space
    above: list[int] = (rows[:, -1].astype(np.int64) + np.arange(first, len(tokens))).tolist()
    return above


class _Words(dict[int, Word]):
    """Forms by the model's numbers for them."""

    def __missing__(self, key: int) -> Word:
        if len(self) > MOST_HELD:
            self.clear()
        known, word = pipeline().vocab[key], Word()
        word.text, word.lower_, word.like_num = known.text, known.lower_, known.like_num
        word.is_alpha, word.is_lower, word.is_upper, word.is_title = (
            known.is_alpha, known.is_lower, known.is_upper, known.is_title,
        )  # fmt: skip
        word.is_punct, word.is_quote, word.is_space, word.is_stop = (
            known.is_punct, known.is_quote, known.is_space, known.is_stop,
        )  # fmt: skip
        self[key] = word
        return word


@lru_cache(maxsize=1)
def _words() -> _Words:
    return _Words()
