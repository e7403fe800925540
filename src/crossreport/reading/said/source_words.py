"""What the words of a source say by themselves: its phrase, what it is called in a few words, its kind."""

import re
from functools import lru_cache
from itertools import pairwise

from crossreport.reading.parsed import Doc, Token, Tokens
from crossreport.vocabulary.load import vocabulary, words

MAX_WORDS = 14
DASHES = ("-", "–", "—", "--")


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    made = []
    for item in vocabulary("speakers")["kinds"]:
        parts = sorted((re.escape(str(word).lower()) for word in item["words"]), key=len, reverse=True)
        made.append((item["kind"], re.compile(rf"(?<![\w.])(?:{'|'.join(parts)})(?![\w])")))
    return tuple(made)


@lru_cache(maxsize=1)
def _any_kind() -> re.Pattern[str]:
    """A word of any of them: most words are of none."""
    return re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in _kinds()))


@lru_cache(maxsize=20_000)
def kind_of_words(text: str) -> str | None:
    """The key of speakers.yaml that the words of a source show, or None."""
    low = text.lower()
    if _any_kind().search(low) is None:
        return None
    return next((kind for kind, pattern in _kinds() if pattern.search(low)), None)


def is_media(text: str) -> bool:
    """Do these words name a news outlet or agency?"""
    return kind_of_words(text) == "media"


def phrase(noun: Token) -> Tokens:
    """The noun phrase of a head with its titles, appositions and relative clauses, without commas at its ends."""
    inside = [token for token in noun.subtree if not token.is_space]
    start, end = _after_dateline(noun, inside[0].i), inside[-1].i + 1
    doc = noun.doc
    while end - 1 > noun.i and (doc[end - 1].is_punct and doc[end - 1].text not in (")", '"', "'")):
        end -= 1
    while start < noun.i and doc[start].is_punct and doc[start].text not in ("(", '"', "'"):
        start += 1
    return doc[start:end]


def _after_dateline(noun: Token, start: int) -> int:
    """Where a phrase starts behind a dash with blanks around it: "KALDEN (KSR) - Police" are the police."""
    dashes = [i for i in range(start + 1, noun.i) if noun.doc[i].text in DASHES and noun.doc[i - 1].whitespace_]
    return max((i + 1 for i in dashes if noun.doc[i].whitespace_), default=start)


def short_name(noun: Token) -> str:
    """The phrase without relative clauses and asides: what a speaker is called, in a few words."""
    own = sorted(t for t in noun.subtree if _belongs(t, noun))
    start = _after_dateline(noun, own[0].i)
    # "The militia's claim" is the militia's.
    kept = [one for one in own if one.i >= start and not (one.dep_ == "case" and one.head == noun)]
    # A clause that the parse hangs on other words of the phrase is cut as well: "victim whom the channel".
    kept = kept[: next((i for i, one in enumerate(kept) if i and one.tag_ in ("WP", "WDT", "WP$")), None)]
    # Where a comma is left out, the words beside it stay two words.
    cut = {one.i for one, after in pairwise(kept) if after.i > one.i + 1}
    text = "".join(f"{t.text} " if t.i in cut else t.text_with_ws for t in kept).strip(" ,;:\"'-–—")
    if not text:
        return noun.text
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"^(?:the|a|an)\s+(?=[a-z])", "", text, flags=re.I) if text[0] in "TtAa" else text


def _belongs(token: Token, noun: Token) -> bool:
    here = token
    while here != noun:
        joins_before = (
            here.dep_ in ("conj", "cc") and here.i < noun.i and here.head != noun
        )  # "Egyptian and Libyan officials"
        if joins_before or (here.dep_ == "npadvmod" and here.i < noun.i):
            here = here.head
            continue
        if here.dep_ in ("relcl", "acl", "parataxis", "npadvmod", "ccomp", "advcl", "conj", "cc", "advmod") or (
            here.dep_ == "punct" and here.head == noun and here.text in (",", "(", ")", ";", ":")
        ):
            return False
        by_whom = here.lower_ == "by" and noun.lemma_.lower() in words("synonyms", "counts")
        if (
            here.dep_ == "prep"
            and here.head == noun
            and not by_whom
            and here.lower_ not in ("of", "for", "in", "from", "at", "with", "to")
        ):
            return False
        if here.head == here:
            return False
        here = here.head
    return token.i - noun.i < MAX_WORDS


def short_name_without(noun: Token, cut: Token) -> str:
    """The phrase of a noun up to one of its parts."""
    doc: Doc = noun.doc
    start = min(token.i for token in noun.subtree)
    return doc[start : cut.left_edge.i].text.strip(" ,\"'")
