"""Headlines in title case, which are parsed again with their common words in lower case.

The parser takes "Man Shot, Killed In Home Invasion" for one long name.
"""

from spacy.tokens import Doc as Piece

from crossreport.reading.language import pipeline
from crossreport.reading.parsed import Doc, Tokens
from crossreport.vocabulary.load import vocabulary, words

# The names that keep their capitals.
NAMES = ("PERSON", "GPE", "NORP")


def lowered(headline: Tokens) -> Piece | None:
    """A headline in title case with its common words in lower case, to be parsed; its offsets stay. None for any other."""
    long = [token for token in headline if token.is_alpha and len(token) > 3]
    if len(long) <= 2 or sum(token.text[0].isupper() for token in long) <= 0.7 * len(long):
        return None
    persons = words("persons", *vocabulary("persons")["nouns"])
    text = "".join(
        (token.text if token.ent_type_ in NAMES and token.lower_ not in persons else token.lower_) + token.whitespace_
        for token in headline
    )
    start, size = headline.start_char, headline.end_char - headline.start_char
    if len(text) < size:
        return None
    piece = pipeline().make_doc(" " * start + text[:size])
    for token in piece[_first([token.is_space for token in piece]) + 1 :]:
        token.is_sent_start = False
    return piece


def words_of(parsed: Doc) -> Tokens:
    """The words of a headline that was parsed again, without the blanks that hold its place."""
    return parsed[_first([token.is_space for token in parsed]) :]


def _first(blank: list[bool]) -> int:
    return blank.index(False) if False in blank else 0
