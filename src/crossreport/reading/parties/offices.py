"""The office that stands before or after a person's name."""

from crossreport.reading.layout import Sentence
from crossreport.reading.parsed import Doc, Token
from crossreport.reading.parties.register import Naming
from crossreport.reading.parties.words import before_titles, last_words, titles
from crossreport.reading.places.peoples import peoples
from crossreport.vocabulary.load import words

ROLE_WORDS = 9
# Last words of titles that are titles only after "of" or "for": "secretary of state", "minister for schools".
OF_TITLES = frozenset({"state", "staff", "schools", "office"})


def with_office(doc: Doc, naming: Naming, sentence: Sentence) -> None:
    """Add the office that stands before or after the name."""
    low = naming.first
    while low > sentence.tokens.start and doc[low - 1].lower_ in words("titles", "address"):
        low -= 1
    naming.start = low
    span = _before(doc, low, sentence)
    if span is not None:
        naming.start = span[0]
    else:
        span = _before_comma(doc, low, sentence) or _after(doc, naming.end, sentence)
    if span is not None:
        naming.role_span = span
        naming.role = " ".join(doc[span[0] : span[1]].text.split())


def _before(doc: Doc, low: int, sentence: Sentence) -> tuple[int, int] | None:
    if low == sentence.tokens.start or doc[low - 1].lower_ not in last_words():
        return None
    start = low - 1
    while start > sentence.tokens.start and low - start < ROLE_WORDS:
        token = doc[start - 1]
        lower = token.lower_
        people = token.text in peoples()
        linked = (
            lower in ("of", "for", "and", "-", "&", "'s")
            and start - 1 > sentence.tokens.start
            and _in_office(doc[start - 2])
            and not (lower == "for" and _serves(doc, start - 2, low))
        )
        if not (_in_office(token) or people or linked):
            break
        start -= 1
    while start < low and (
        doc[start].lower_ in ("of", "for", "and", "-", "'s") or (doc[start].is_stop and not doc[start].text.isupper())
    ):
        start += 1
    return (start, low) if start < low else None


def _serves(doc: Doc, servant: int, low: int) -> bool:
    """ "The spokesman for President Orr": the first office is held by somebody else, who serves the one that is named."""
    title = doc[low - 1].lower_
    return doc[servant].lower_ in last_words() and title in words("titles", "address") | last_words() - OF_TITLES


def _in_office(token: Token) -> bool:
    if token.lower_ in before_titles() or token.lower_ in last_words():
        return token.pos_ not in ("VERB", "AUX", "ADV")
    if token.ent_type_ in ("DATE", "TIME", "PERSON", "CARDINAL") or (token.is_stop and not token.text.isupper()):
        return False
    return token.pos_ == "PROPN" or (token.pos_ in ("NOUN", "ADJ") and token.dep_ in ("compound", "amod", "nmod"))


def _before_comma(doc: Doc, low: int, sentence: Sentence) -> tuple[int, int] | None:
    """ "his Marrish counterpart, Olan Tesk"."""
    if low - 2 < sentence.tokens.start or doc[low - 1].text != ",":
        return None
    head = doc[low - 2]
    if head.lower_ not in last_words() or head.pos_ not in ("NOUN", "PROPN"):
        return None
    start = low - 2
    while start > sentence.tokens.start and (_in_office(doc[start - 1]) or doc[start - 1].text in peoples()):
        start -= 1
    return (start, low - 1)


def _after(doc: Doc, end: int, sentence: Sentence) -> tuple[int, int] | None:
    """ "Olan Tesk, a spokesman for the Marrish army," """
    if end + 1 >= sentence.tokens.end or doc[end].text != ",":
        return None
    start = stop = end + 1
    while stop < sentence.tokens.end and stop - start < 12:
        token = doc[stop]
        if (
            token.text in (",", ";", ".", ":", "(", ")", '"')
            or token.lower_ in ("who", "which", "whose", "that")
            or token.pos_ in ("AUX",)
        ):
            break
        if token.pos_ == "VERB" and token.dep_ not in ("amod", "compound"):
            break
        stop += 1
    while start < stop and doc[start].pos_ in ("DET", "PRON", "SPACE"):
        start += 1
    parts = doc[start:stop]
    if not parts or doc[start].like_num or (stop >= sentence.tokens.end and doc[stop - 1].text not in (".", ",")):
        return None
    before_of = [token.lower_ for token in parts][
        : next((k for k, token in enumerate(parts) if token.lower_ in ("of", "for", "at", "in", "with")), len(parts))
    ]
    if not before_of or not (before_of[-1] in last_words() or " ".join(token.lower_ for token in parts[:3]) in titles()):
        return None
    return (start, stop)
