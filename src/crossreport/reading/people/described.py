"""What the words of a figure of one person say of who that is, and whether two such tellings may be of one person."""

import re
from dataclasses import dataclass
from typing import Literal

from crossreport.model.said import Figure
from crossreport.reading.figures.numbers import YEARS_OLD
from crossreport.reading.layout import Document
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import vocabulary, words

ADULT = 18
AGE = re.compile(rf"\b(\d{{1,3}}|[a-z]+)(?:{YEARS_OLD}|\s*-?\s*(months?|weeks?|days?)\s*-?\s*old)", re.I)
# "Ana Vost, 23,": an age behind who is meant, and no number of anything else, nor the age of who comes next
# ("Ana Vost, 39-year-old Tom Brill").
AGED = re.compile(
    r"(?:, \(?| \(|,? aged? )(?:aged? )?(\d{1,3})\b"
    r"(?!-years?-old\s+(?:[a-z][\w'-]*\s+){0,2}[A-Z])"
    r"(?!\s*[-–:/.,]?\d|-(?!years?\b)[a-z]|\s*%|\s+(?!years?\b|and\b|of\b|were\b|was\b|is\b|who\b)\w)"
)
# "His friend, a 12-year-old girl,": what a person is, said behind.
APPOSED = re.compile(r",\s+(?:who (?:is|was) )?(an? [^,.;:]{3,60})(?=[,.;])")
SELVES = frozenset({"himself", "herself", "self"})
Sex = Literal["female", "male"]


@dataclass(frozen=True)
class Described:
    """A person by some words: age in years (a baby's is 0), sex, child or adult, attacker or not; None where unsaid.

    `stage` holds the ages that a word for a stage of life ("toddler") may be said of.
    """

    age: int | None = None
    sex: Sex | None = None
    child: bool | None = None
    attacker: bool = False
    stage: tuple[int, int] | None = None

    @property
    def says(self) -> bool:
        """Is anything said that tells this person from others?"""
        return self.age is not None or self.sex is not None or self.child is not None

    def may_be(self, other: "Described") -> bool:
        """Could both be one person: does nothing that both say differ?"""
        pairs = ((self.age, other.age), (self.sex, other.sex), (self.child, other.child))
        of_age = self._is_of_age(other) and other._is_of_age(self)
        return of_age and all(a is None or b is None or a == b for a, b in pairs)

    def _is_of_age(self, other: "Described") -> bool:
        """May this person's stage of life be said of the other's age?"""
        return self.stage is None or other.age is None or self.stage[0] <= other.age <= self.stage[1]

    def shared(self, other: "Described") -> int:
        """How many things both say alike."""
        pairs = ((self.age, other.age), (self.sex, other.sex), (self.child, other.child))
        return sum(a is not None and a == b for a, b in pairs)

    def joined(self, other: "Described") -> "Described":
        """What both say."""
        return Described(
            self.age if self.age is not None else other.age,
            self.sex or other.sex,
            self.child if self.child is not None else other.child,
            self.attacker or other.attacker,
            self.stage or other.stage,
        )


def described(document: Document, figure: Figure) -> Described:
    """What the words of a figure say of its one person; of "himself" what those of the verb's subject say."""
    start, end = document.range(figure.span)
    told = document.plain[start:end]
    if told.lower() in SELVES and (subject := subject_of(document, start)) is not None:
        start, end = subject.left_edge.idx, subject.idx + len(subject)
        told = f"{document.plain[start:end]} {told}"
    elif apposed := APPOSED.match(document.plain, end):
        told = f"{told} {apposed[1]}"
    age = age_told(document, told, end)
    child = age < ADULT if age is not None else _child(told)
    return Described(age, sex_told(told), child, figure.status == "attacker", _stage(told) if age is None else None)


def subject_of(document: Document, offset: int) -> Token | None:
    """The persons' noun that is the subject of the verb whose object ("himself") stands at an offset; None without one."""
    span = document.doc.char_span(offset, offset + 1, alignment_mode="expand")
    at = span[0].head if span is not None and len(span) else None
    for _ in range(4):
        if at is None:
            return None
        subject = next((one for one in at.children if one.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None and subject.pos_ in ("NOUN", "PROPN", "ADJ", "NUM"):
            return subject
        if subject is not None and subject.lower_ == "who" and at.dep_ in ("relcl", "acl"):
            return at.head
        at = at.head if at.head.i != at.i else None
    return None


def age_told(document: Document, told: str, end: int) -> int | None:
    """The age in whole years in some words, or right behind them at an offset; 0 for months, weeks and days."""
    found = AGE.search(told)
    if found is not None and found[2]:
        return 0
    behind = AGED.match(document.plain, end) if found is None else None
    word = found[1].lower() if found is not None else behind[1] if behind is not None else ""
    years = int(word) if word.isdigit() else vocabulary("numbers")["units"].get(word)
    return years if years is not None and 0 < years <= 115 else None


def sex_told(told: str) -> Sex | None:
    """He or she, by the first word that says so."""
    found = re.findall(r"[\w-]+", told.lower())
    for word in found:
        if word in ("his", "her") and len(found) > 1:
            continue  # "his friend": whose, not who
        if word in words("people", "he"):
            return "male"
        if word in words("people", "she"):
            return "female"
    return None


def _stage(told: str) -> tuple[int, int] | None:
    """The ages of the one word for a stage of life among some words."""
    listed = vocabulary("people")["stages"]
    found = {(int(listed[word][0]), int(listed[word][1])) for word in re.findall(r"[\w-]+", told.lower()) if word in listed}
    return found.pop() if len(found) == 1 else None


def _child(told: str) -> bool | None:
    """A child, an adult, or neither by the words; a teenager may be either."""
    found = set(re.findall(r"[\w-]+", told.lower()))
    if found & words("people", "teenager"):
        return None
    if found & words("people", "minor"):
        return True
    return False if found & words("people", "adult") else None
