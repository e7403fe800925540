"""Where the parser begins a sentence within one: behind a first name that it does not know, or a title cut short."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
from spacy.tokens import Doc as Piece
from spacy.tokens import Token

from crossreport.vocabulary.load import vocabulary


def given_starts(piece: Piece) -> dict[int, int]:
    """Of a piece that is not parsed yet, the words at which a sentence was said to start (1) or not to (-1)."""
    told = piece.to_array("SENT_START").astype(np.int64)
    return {at: int(told[at]) for at in np.flatnonzero(told).tolist()}


def false_starts(piece: Piece, given: Mapping[int, int]) -> Iterator[int]:
    """The words of a parsed piece at which a sentence begins where none does.

    That is behind one or two words of the same line that no mark ends ("Chanda | Foreman spent the day"), behind a number
    alone ("14 | people were killed"), and behind a title cut short ("said Sgt. | Ana Vost"); not where a start was `given`.
    """
    titles = vocabulary("furniture")["short_titles"]
    starts = np.flatnonzero(piece.to_array("SENT_START") == 1).tolist()
    for begin, first in pairwise(starts):
        if first in given:
            continue
        before = _last_words(piece, begin, first)
        if not before or "\n" in piece[before[-1].i : first].text_with_ws:
            continue
        stem = (before[-2] if before[-1].text == "." and len(before) > 1 else before[-1]).lower_
        titled = before[-1].text.endswith(".") and stem.removesuffix(".") in titles
        number = before[-1].like_num and piece[first].text[:1].islower()
        short = len(before) <= 2 and all(token.is_alpha for token in before[: len(before) - number])
        if short or (titled and piece[first].text[:1].isupper()):
            yield first


def _last_words(piece: Piece, begin: int, end: int) -> list[Token]:
    """The last words, three at most, of those from `begin` up to `end`, blanks left out."""
    found: list[Token] = []
    at = end - 1
    while at >= begin and len(found) < 3:
        if not (token := piece[at]).is_space:
            found.insert(0, token)
        at -= 1
    return found


def unparsed(piece: Piece, given: Mapping[int, int]) -> Piece:
    """The words of a parsed piece anew, with their vectors and tags and these starts of sentences."""
    made = Piece(
        piece.vocab,
        words=[token.text for token in piece],
        spaces=[bool(token.whitespace_) for token in piece],
        tags=[token.tag_ for token in piece],
        sent_starts=[given.get(i, 0) for i in range(len(piece))],
    )
    made.tensor = piece.tensor
    return made
