"""A report's text in the characters that are parsed: as long as its own, so that every offset holds."""

import re
from functools import lru_cache

from crossreport.reading.capitals.read import is_capitals, recased
from crossreport.vocabulary.load import vocabulary

STRAIGHT = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "`": "'", "´": "'"}
    | dict.fromkeys("\xa0\u2007\u202f\u2009\u200a\u2002\u2003\ufeff\u200b\u200e\u200f\u2028\u2029\t\r\x0b\x0c", " ")
)
# A terminal's command, as a copied console page may hold: its letters and digits are nobody's words.
COMMAND = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b\n]*\x07")
# Runs of marks, and words, so long that they are nobody's: the tokenizer's time grows with the square of their length.
ENDLESS = re.compile(r"(?<![^\w\s])[^\w\s]{50,}|(?<!\S)\S{1000,}")
ENDLESS_FROM = 50
# Brackets as the parser knows them.
ROUND = str.maketrans("[]", "()")


@lru_cache(maxsize=1)
def _editor() -> re.Pattern[str]:
    return re.compile(rf"\[(?:{'|'.join(vocabulary('furniture')['editor'])})\]", re.I)


def straighten(text: str) -> str:
    """The same text, of the same length, with straight quotation marks and plain blanks; text in capitals is recased."""
    plain = COMMAND.sub(_blank, text).translate(STRAIGHT)
    if not plain.replace("\n", "").isprintable():
        plain = "".join(c if c.isprintable() or c == "\n" else " " for c in plain)
    if any(len(word) >= ENDLESS_FROM for word in plain.split()):
        plain = ENDLESS.sub(_blank, plain)
    plain = _editor().sub(_blank, plain)
    return recased(plain).translate(ROUND) if is_capitals(plain) else plain


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
