"""Lists of persons that the parser breaks up: "a farmer, his wife, and their children", "the mayor, Ivo Karn, and a guard".

It takes "his wife" for what the farmer is, or the children for a subject of their own, and who is left out is counted by
nobody. Where commas and "and" show such a list, each member is hung on the one before, and a name on the office before it.
"""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from crossreport.reading.namings import is_one_person
from crossreport.reading.parsed import Doc, Token
from crossreport.vocabulary.load import vocabulary, words

FIRST = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "npadvmod"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
POSSESSIVE = frozenset({"his", "her", "their", "its", "my", "our"})
INSIDE = frozenset({"DET", "NUM", "ADJ", "NOUN", "PROPN", "PART"})
SELVES = frozenset({"himself", "herself", "themselves"})
SINGULAR = frozenset({"was", "is", "has"})
NO_PERSON = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME", "NORP", "EVENT", "PRODUCT", "MONEY", "QUANTITY"})
# Words within which a phrase and what is said of it end ("a farmer from the village of Sarn").
LONGEST = 12


@dataclass(frozen=True)
class _Phrase:
    """A phrase for persons: its first and its last word, what is said behind its noun included, and that noun or number."""

    first: Token
    last: int
    noun: Token
    is_name: bool

    @property
    def is_whose(self) -> bool:
        """Is it somebody's kin, told of by whose ("his wife", "three of their children", "the mother")?"""
        within = self.noun.doc[self.first.i : self.noun.i + 1]
        own = any(one.lower_ in POSSESSIVE or one.tag_ == "POS" for one in within)
        behind = any(one.dep_ == "poss" and one.lower_ in POSSESSIVE for kid in self.noun.children for one in kid.subtree)
        kin = self.first.lower_ == "the" and self.noun.lemma_.lower() in words("persons", "kin")
        return own or kin or (self.noun.pos_ == "NUM" and behind) or self.noun.lower_ in SELVES

    @property
    def begins(self) -> bool:
        """Does it begin as one more: by whose it is, a number, a name or an article?"""
        return self.is_whose or self.is_name or self.first.pos_ in ("DET", "NUM")

    @property
    def is_bare_kin(self) -> bool:
        """Is it kin without a word of whose ("his mother, father and ...")?"""
        return self.first is self.noun and self.last == self.noun.i and self.noun.lemma_.lower() in words("persons", "kin")

    @property
    def is_one(self) -> bool:
        """Is it a noun for one person?"""
        return self.noun.tag_ == "NN" and not self.is_name

    def names(self, other: "_Phrase") -> bool:
        """Do the two tell of one person, by office and by name ("the mayor, Odo Varn", "Odo Varn, mayor of Sarn")?"""
        closed = other.first.pos_ != "DET" or self.noun.doc[other.last + 1].text == ","
        return (self.is_one and other.is_name) or (self.is_name and other.is_one and not other.is_whose and closed)


def mend_rows(doc: Doc) -> None:
    """Hangs the members of each such list of a text on the one before them, as the row that they are."""
    beyond = 0
    for token in doc:
        if token.i >= beyond and token.dep_ in FIRST and (token.pos_ in ("NOUN", "PROPN", "NUM")):
            row = _row(token)
            if row and _hang(row):
                beyond = row[-1].last + 1
        if token.dep_ in SUBJECTS:
            _join(token)
        elif token.dep_ == "appos":
            _give_row(token)
        elif token.lower_ in SELVES and token.head.dep_ == "relcl" and token.i + 1 < token.sent.end:
            _join_to_self(token, token.nbor())


def _join(subject: Token) -> None:
    """ "A doctor, Odo Varn, and his wife were killed": the second of two subjects that "and" joins is one of the row."""
    first, verb = subject.left_edge, subject.head
    if first.i == subject.sent.start or first.nbor(-1).lower_ != "and" or first.nbor(-1).dep_ != "cc":
        return
    joined = first.nbor(-1).head
    before = [one for one in verb.children if one.dep_ == subject.dep_ and one.i < first.i]
    if before and (joined is before[-1] or joined.head is before[-1]):
        if _is_one(before[-1]):
            subject.hang(before[-1], "conj")
    elif verb.dep_ == "conj" and verb.head is joined and _is_one(joined) and _is_named(joined, first):
        # The doctor stands without a verb, and "were killed" beside him.
        above, dep = joined.head, joined.dep_
        verb.hang(verb if above is joined else above, dep)
        joined.hang(verb, subject.dep_)
        subject.hang(joined, "conj")


def _join_to_self(self: Token, joint: Token) -> None:
    """ "Killed a man who had locked up himself and two children": the children were locked up with him, not killed."""
    whole = self.head.head
    if joint.dep_ == "cc" and joint.head is whole:
        second = next((one for one in whole.children if one.dep_ == "conj" and one.i > joint.i), None)
        if second is not None and second.left_edge.i == joint.i + 1:
            joint.hang(self, "cc")
            second.hang(self, "conj")


def _is_one(noun: Token) -> bool:
    """Is it a name, or a noun for one person?"""
    return noun.ent_type_ == "PERSON" or is_one_person(noun)


def _is_named(noun: Token, before: Token) -> bool:
    """Does a name, or an age, stand between commas behind the noun for a person?"""
    behind = [one for one in noun.children if one.dep_ == "appos" and noun.i < one.i < before.i]
    return bool(behind) and (behind[-1].pos_ in ("PROPN", "NUM") or behind[-1].ent_type_ == "DATE")


def _give_row(name: Token) -> None:
    """ "Teacher Odo Varn and his wife": the row goes on from the teacher, whose name it is."""
    noun = name.head
    if noun.tag_ == "NN" and name.pos_ == "PROPN" and name.left_edge.i == noun.i + 1:
        for one in [child for child in name.children if child.dep_ in ("cc", "conj") and child.i > name.i]:
            one.hang(noun, one.dep_)


def _row(first: Token) -> list[_Phrase]:
    """The phrases of the list that begins with a noun and closes with "and"; empty where there is none."""
    doc, end = first.doc, first.sent.end
    phrase = _phrase(first.left_edge, end)
    row: list[_Phrase] = []
    closed = False
    while phrase is not None and not closed:
        row.append(phrase)
        at = phrase.last + 1
        comma = at < end and doc[at].text == ","
        at += comma
        closed = at < end and doc[at].lower_ in ("and", "&")
        if closed and not comma and row[1:] and doc[phrase.noun.i + 1].lower_ == "of":
            return []  # "a boy, the son of Ivo Karn and Ana Poe"
        at += closed
        phrase = _phrase(doc[at], end) if (comma or closed) and at < end else None
    if phrase is None or row[0].noun is not first:
        return []
    row.append(phrase)
    return row if _is_list(row) else []


def _is_list(row: list[_Phrase]) -> bool:
    """Are these several persons, of whom the parser may make one: kin told of by whose, or a name beside an office?"""
    first, later = row[0].noun, row[1:]
    named = any(two.names(one) for one, two in zip(later, row, strict=False))
    kin = [one.is_whose or (one.is_bare_kin and row[0].is_whose) for one in row]
    if len(row) < 3 or not (named or any(kin[1:])) or _is_subject(row[-1].noun) > _is_subject(first):
        return False
    if not all(of or one.begins or before.names(one) for of, one, before in zip(kin[1:], later, row, strict=False)):
        return False
    after = first.doc[row[-1].last + 1] if row[-1].last + 1 < len(first.doc) else None
    if after is not None and (after.tag_ == "POS" or after.lower_ in SINGULAR):
        return False
    return not any(one.lower_ in SINGULAR and one.i > row[-1].last for one in first.head.children)


def _is_subject(noun: Token) -> bool:
    """Has a noun a verb of its own behind it ("including the guard, Ivo Karn, and nine others were hurt")?"""
    return noun.dep_ in ("nsubj", "nsubjpass") and noun.head.i > noun.i and noun.head.pos_ in ("VERB", "AUX")


@cache
def _persons() -> frozenset[str]:
    return words("persons", *vocabulary("persons")["nouns"]) | frozenset(vocabulary("persons")["plurals"])


def _hang(row: list[_Phrase]) -> bool:
    """Hangs the list's members on one another, unless one of them holds those before it."""
    first = row[0].noun
    if any(one.noun.is_ancestor(first) for one in row[1:]):
        return False
    if first.dep_ == "npadvmod":
        first.hang(first.head, "dobj")  # "shot to death Odo Varn, his wife and two sons"
    member = row[0]
    for before, one in pairwise(row):
        if one.noun.is_ancestor(member.noun):
            return False
        if before is member and before.names(one):
            one.noun.hang(member.noun, "appos")
            continue
        joint = one.first.nbor(-1)
        if joint.lower_ in ("and", "&"):
            joint.hang(member.noun, "cc")
        one.noun.hang(member.noun, "conj")
        member = one
    return True


def _phrase(first: Token, end: int) -> _Phrase | None:
    """The phrase for persons that begins with a word: a noun, a name, or a number of somebody's; None where none does."""
    doc, at = first.doc.tokens, first.i
    if first.lower_ in SELVES:
        return _Phrase(first, at, first, False)
    share = first.pos_ == "NUM" and at + 2 < end and doc[at + 1].lower_ == "of" and doc[at + 2].tag_ == "PRP$"
    at += 2 * share
    while at < min(end, first.i + LONGEST) and (doc[at].pos_ in INSIDE or doc[at].tag_ == "PRP$" or doc[at].text == "-"):
        at += 1
    noun = doc[at - 1]
    if at == first.i or noun.pos_ not in ("NOUN", "PROPN") or noun.tag_ == "POS":
        return None
    start = first
    while start.i < noun.i and start.pos_ != "PROPN":
        start = start.nbor()
    name = noun.pos_ == "PROPN" and noun.i > start.i and noun.ent_type_ not in NO_PERSON
    if not name and not {noun.lower_, noun.lemma_.lower()} & _persons():
        return None
    return _Phrase(first, _last(noun, end), first if share else noun, name)


def _last(noun: Token, end: int) -> int:
    """The last word of what is said right behind a noun: an age, whose it is, or where from."""
    doc, at = noun.doc, noun.i + 1
    if at + 1 < end and doc[at].text in (",", "(") and doc[at + 1].text.isdigit() and len(doc[at + 1].text) < 3:
        closes = at + 2 < end and doc[at + 2].text in (",", ")", "and")
        if closes:
            return at + 2 if doc[at + 2].text == ")" else at + 1
    if at < end and doc[at].lower_ in ("of", "from", "in", "at"):
        at += 1
        while at < min(end, noun.i + LONGEST) and (
            doc[at].pos_ in INSIDE or doc[at].tag_ == "PRP$" or doc[at].lower_ == "of"
        ):
            at += 1
        return at - 1
    return noun.i
