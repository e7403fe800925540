"""Places that the gazetteer does not have, found by what the report says around their names: "in the village of Kelmar".

A construction that only places take proves a name; a bare "in Kelmar" proves one that nothing speaks against. A name once
proved is that place wherever the report has it alone. Where the text gives distance and direction from a known place, they
give its position; else it has none.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from crossreport.reading.layout import Document, Sentence
from crossreport.reading.parsed import Doc, Token
from crossreport.reading.parties.words import last_words, named
from crossreport.reading.places.gazetteer import find
from crossreport.reading.places.peoples import peoples
from crossreport.reading.places.spotting import Found, may_begin
from crossreport.reading.places.weighing import dateline, is_titled
from crossreport.vocabulary.compile_gazetteer import fold_name
from crossreport.vocabulary.load import vocabulary, words

LONGEST = 4
NO_PLACE = frozenset(
    {"DATE", "TIME", "LANGUAGE", "PRODUCT", "LAW", "WORK_OF_ART", "EVENT", "NORP", "MONEY", "PERCENT", "QUANTITY"}
    | {"CARDINAL", "ORDINAL"}
)
JOINED = frozenset({"-", "'", "al", "el", "de", "la", "du", "bin", "abu"})
# How sure a construction makes it that a name is a place's: sure by itself; by its label or said twice; a hint.
SURE, LIKELY, HINT = 4, 2, 1
NEEDED = 3


@dataclass
class _Run:
    """A run of capitalised words that the gazetteer does not have, and how sure its words make that it names a place."""

    start: int
    end: int
    text: str
    sentence: int
    sure: int = 0
    precision: int = 1
    quarter: bool = False
    dateline: bool = False
    speaks_against: bool = False

    @property
    def key(self) -> str:
        return fold_name(self.text)


@dataclass
class _Report:
    """What the report tells of its names: words of persons' names, words that it also writes small."""

    common: set[str] = field(default_factory=set)
    persons: set[str] = field(default_factory=set)


def find_unlisted(document: Document, found: Sequence[Found]) -> list[Found]:
    """Places without an entry of the gazetteer, each with its precision, none on the tokens of those found already."""
    taken = {i for one in found for i in range(one.start, one.end)}
    runs = [
        run
        for sentence in document.sentences
        if sentence.is_read
        for run in _runs(document.doc, sentence, taken)
    ]  # fmt: skip
    if not runs:
        return []
    report = _report(document)
    sure: Counter[str] = Counter()
    most: dict[str, int] = defaultdict(int)
    for run in runs:
        _judge(document, run, report)
        sure[run.key] += run.sure
        most[run.key] = max(most[run.key], run.sure)
    against = {run.key for run in runs if run.speaks_against}
    quarters = {run.key for run in runs if run.quarter}
    precision: dict[str, int] = {}
    for run in runs:
        if run.sure >= SURE:
            precision[run.key] = min(run.precision, precision.get(run.key, run.precision))
    made = []
    for run in runs:
        proved = most[run.key] >= SURE or (sure[run.key] >= NEEDED and run.key not in against)
        if proved and not run.speaks_against and not _is_longer(document.doc, run, taken):
            level = run.precision if run.sure >= SURE else precision.get(run.key, 1)
            one = Found(run.start, run.end, run.text, run.sentence, (), dateline=run.dateline, unlisted=level)
            one.detail = run.text if run.key in quarters else None
            made.append(one)
    return made


def _report(document: Document) -> _Report:
    doc, told = document.doc, _Report()
    told.common = {token.lower_ for token in doc if token.is_lower and len(token) > 3}
    for entity in document.entities:
        # What stands "in" something is no person, whatever the parser took it for.
        if entity.label_ == "PERSON" and doc[max(entity.start - 1, 0)].lower_ not in words("place_words", "bare"):
            parts = [token.text for token in entity if token.text[:1].isupper()]
            if len(parts) > 1:
                told.persons.update(parts)
    return told


def _runs(doc: Doc, sentence: Sentence, taken: set[int]) -> Iterator[_Run]:
    """The runs of capitalised words of a sentence that may name a place, as long as they go."""
    tokens = doc.tokens
    i, stop = sentence.tokens.start, sentence.tokens.end
    while i < stop:
        if i in taken or not _is_part(tokens[i]):
            i += 1
            continue
        end = i + 1
        while end < stop and end not in taken:
            if _is_part(tokens[end]):
                end += 1
            elif (joined := _joined(doc, end, stop)) and joined not in taken:
                end = joined + 1
            else:
                break
        start = i
        i = end
        last = doc[end - 1].lower_
        precision, sure = 1, 0
        named = doc[start].lower_ not in words("place_words", "never")
        if end - start > 1 and last in _kinds() and (named or end - start > 2):
            # "in Kelmar District": the name is the district's.
            precision, end = _kinds()[last], end - 1
            low = start - (doc[start - 1].lower_ == "the") if start else start
            sure = SURE if low and doc[low - 1].lower_ in words("place_words", "bare") else 0
        if end - start <= LONGEST and _may_name(doc, start, end):
            yield _Run(start, end, " ".join(doc[start:end].text.split()), sentence.index, sure, precision)


def _joined(doc: Doc, at: int, stop: int) -> int:
    """The part of a name after the small words that join it to the part before ("Zuwarat al-Kelm"); 0 for none."""
    small = at
    while small < min(at + 3, stop) and doc[small].lower_ in JOINED:
        small += 1
    return small if at < small < stop and _is_part(doc[small]) else 0


def _is_part(token: Token) -> bool:
    if not may_begin(token) or token.pos_ in ("DET", "PRON", "ADP", "AUX"):
        return False
    return token.text.replace("'", "").replace("-", "").isalpha()


def _may_name(doc: Doc, start: int, end: int) -> bool:
    """Has a run the form of a place's name: no title, body, people, site or plain word in it?"""
    tokens = doc[start:end]
    text = tokens.text
    if "\n" in text or len(text) < 3 or text in named() or find(text):
        return False
    never, opening = words("place_words", "never"), words("place_words", "opening")
    for at, token in enumerate(tokens):
        lower = token.lower_
        if (
            token.text in peoples()
            or lower in last_words()
            or lower in words("titles", "address")
            or lower in words("place_words", "no_unlisted")
        ):
            return False
        if at and lower in JOINED:
            continue
        if lower in never and not (at == 0 and end - start > 1 and lower in opening) and not (at and lower in _kinds()):
            return False
    last = tokens[-1].lower_
    return not (last in words("place_words", "features") or last in words("place_words", "institutions"))


@lru_cache(maxsize=1)
def _kinds() -> dict[str, int]:
    """{noun of a kind of place: UCDP's precision}."""
    return dict(vocabulary("place_words")["kinds"])


def _judge(document: Document, run: _Run, report: _Report) -> None:
    """Weigh the words around one run."""
    doc, sentence = document.doc, document.sentences[run.sentence]
    first, stop = doc[run.start], sentence.tokens.end
    before = doc[run.start - 1] if run.start > sentence.tokens.start else None
    after = doc[run.end] if run.end < stop else None
    told = dateline(document, sentence, run.start, run.end)
    if told and ":" not in told and (run.text.isupper() or re.search(r"[\d(]", told)):
        run.sure, run.dateline = SURE if re.search(r"[\d(,]", told) else HINT, True
        return
    if run.text.isupper():
        return
    if run.sure >= SURE or _of_kind(doc, run, sentence) or _at_distance(doc, run, sentence):
        run.sure = SURE
        return
    label = first.ent_type_
    is_person = any(token.text in report.persons for token in doc[run.start : run.end]) or (
        before is not None and (before.lower_ in last_words() or before.lower_ in words("titles", "address"))
    )
    speaks = first.dep_ == "nsubj" and first.head.lemma_.lower() in words("place_words", "saying")
    run.speaks_against = is_person or speaks or label in NO_PLACE
    if run.speaks_against or before is None or before.lower_ not in words("place_words", "bare") or is_titled(sentence):
        return
    if run.end - run.start == 1 and (first.lower_ in report.common or first.pos_ != "PROPN"):
        return
    if after is not None and (after.text == "'s" or after.like_num or _goes_on(after)):
        return
    if before.head.lemma_.lower() in words("place_words", "in_whom"):
        return
    run.sure = LIKELY + HINT if label in ("GPE", "LOC", "FAC") else LIKELY if label != "ORG" else HINT
    if run.sure == LIKELY and before.dep_ == "prep" and before.lower_ in ("in", "near"):
        run.sure = LIKELY + HINT


def _goes_on(after: Token) -> bool:
    """Is the name only the first part of a longer one ("Fatah members")?"""
    return after.is_alpha and after.dep_ != "appos" and after.pos_ in ("NOUN", "PROPN")


def _of_kind(doc: Doc, run: _Run, sentence: Sentence) -> bool:
    """ "the village of Kelmar", "Kelmar district", "the Kelmar area"; the noun gives the precision."""
    low, kinds = sentence.tokens.start, _kinds()
    if run.start - 2 >= low and doc[run.start - 1].lower_ == "of":
        noun = doc[run.start - 2]
        singular = noun.lemma_.lower()
        if noun.is_lower and singular in kinds:
            run.precision, run.quarter = kinds[singular], singular in words("place_words", "quarters")
            return True
        if noun.is_lower and noun.lower_ in words("place_words", "parts"):
            return True
    after = doc[run.end] if run.end < sentence.tokens.end else None
    if after is None or after.lower_ not in kinds or not after.is_lower:
        return False
    quarter = after.lower_ in words("place_words", "quarters")
    # "a Druze village", "the Druze village of Kelmar" speak of whose it is.
    follows = doc[after.i + 1].lower_ if after.i + 1 < len(doc) else ""
    lead = doc[run.start - 1].lower_ if run.start > low else ""
    if after.lower_ in words("place_words", "also_of_others") or (
        follows == "of" and kinds[after.lower_] == 1 and not quarter
    ):
        return False
    if lead in ("a", "an", "two", "several", "some", "many") or doc[run.end - 1].pos_ == "ADJ":
        return False
    if doc[run.end - 1].ent_type_ == "NORP":
        return False
    run.precision, run.quarter = kinds[after.lower_], quarter
    return True


def _at_distance(doc: Doc, run: _Run, sentence: Sentence) -> bool:
    """ "north of Kelmar", "12 miles from Kelmar", "Kelmar, 40 kilometres north of ..."."""
    low, stop = sentence.tokens.start, sentence.tokens.end
    if run.start - 2 >= low and doc[run.start - 1].lower_ in ("of", "from"):
        word = doc[run.start - 2].lower_
        if word in words("place_words", "compass") and doc[run.start - 1].lower_ == "of":
            return True
        if word in words("place_words", "lengths"):
            return True
    if run.end + 4 >= stop or doc[run.end].text != ",":
        return False
    told = doc[run.end + 1 : run.end + 5]
    if told[0].lower_ in ("a", "the") and any(_is_town_noun(token) for token in told[1:3]):
        return True
    measured = any(token.lower_ in words("place_words", "lengths") for token in told[1:])
    return measured and any(token.like_num for token in told[:3])


def _is_town_noun(token: Token) -> bool:
    """ "Kelmar, a small town in ..."."""
    following = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    is_kind = token.lower_ in _kinds() and token.lower_ not in words("place_words", "also_of_others")
    return is_kind and following in words("place_words", "locative") | {"of", "where", "that", "which", ","}


def _is_longer(doc: Doc, run: _Run, taken: set[int]) -> bool:
    """Is the run only part of a longer name, or the first word of a body's ("Kelmar Rangers")?"""
    if run.sure >= SURE:
        return False
    after = doc[run.end] if run.end < len(doc) else None
    before = doc[run.start - 1] if run.start else None
    if before is not None and run.start - 1 in taken and before.text[:1].isupper():
        return before.text not in peoples()
    if after is None or not after.text[:1].isupper():
        return False
    return after.is_alpha and after.pos_ == "PROPN" and not after.is_sent_start
