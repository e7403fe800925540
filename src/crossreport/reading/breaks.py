"""Where the parser begins a sentence within one: behind a first name that it does not know, or a title cut short."""

from collections.abc import Iterator, Mapping

from spacy.tokens import Doc as Piece
from spacy.tokens import Token

from crossreport.vocabulary.load import vocabulary


def given_starts(piece: Piece) -> dict[int, int]:
    """Of a piece that is not parsed yet, the words at which a sentence was said to start (1) or not to (-1)."""
    return {token.i: 1 if token.is_sent_start else -1 for token in piece if token.is_sent_start is not None}


def false_starts(piece: Piece, given: Mapping[int, int]) -> Iterator[int]:
    """The words of a parsed piece at which a sentence begins where none does.

    That is behind one or two words of the same line that no mark ends ("Chanda | Foreman spent the day"), and behind a title
    cut short ("said Sgt. | Ana Vost"); not where a start was `given`.
    """
    titles = vocabulary("furniture")["short_titles"]
    before: list[Token] = []
    for sentence in piece.sents:
        first = sentence[0]
        if before and first.i not in given and "\n" not in piece[before[-1].i : first.i].text_with_ws:
            stem = (before[-2] if before[-1].text == "." and len(before) > 1 else before[-1]).lower_
            titled = before[-1].text.endswith(".") and stem.removesuffix(".") in titles
            short = len(before) <= 2 and all(token.is_alpha for token in before)
            if short or (titled and first.text[:1].isupper()):
                yield first.i
        before = [token for token in sentence if not token.is_space]


def unparsed(piece: Piece, given: Mapping[int, int]) -> Piece:
    """The words of a piece anew, with these starts of sentences given and nothing else known."""
    return Piece(
        piece.vocab,
        words=[token.text for token in piece],
        spaces=[bool(token.whitespace_) for token in piece],
        sent_starts=[given.get(i, 0) for i in range(len(piece))],
    )
