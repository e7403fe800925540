"""Lists of persons in a stretch of words: by name, by kinship, by number; each person once, whatever stands beside a name.

"Ana Poe, 61, and her husband Omar; their three sons: Ali (12), Edo and Ivo; and the cook" are six: what a bracket, an age or
"who ..." says is about the one before it, whoever a name follows is that person, and names after a number are those counted.
"""

from dataclasses import dataclass, replace

from crossreport.reading.figures.names import name_end
from crossreport.reading.figures.numbers import exact
from crossreport.reading.figures.of_whom import is_of_others
from crossreport.reading.figures.phrase import POSSESSIVE, Victims, made_of
from crossreport.reading.figures.scene import Scene, is_person, is_plural, lemma
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import vocabulary, words

BRACKETS = {"(": ")", "[": "]"}
STOPS = frozenset({",", ";", ":", "-", "--", "–", "—", "and", "&", "\n"})
ANNOUNCING = frozenset({":", "--", "–", "—"})
JOINING = frozenset({"with", "as", "alongside", "including", "namely", "plus", "also", "well", "along", "together"})
RELATIVE = frozenset({"who", "whom", "which", "whose", "where", "that"})
NAMING = frozenset({"name", "call", "identify", "age", "know"})


@dataclass
class Group:
    """A counted group of a list: where it stands, and how many of it no name was given for yet.

    `announced` by a colon or a dash, its members may stand between semicolons.
    """

    victims: Victims
    rest: int
    open: bool
    young: bool
    announced: bool = False


class Roll:
    """Reads one stretch, token by token; `last` is what stood last that says how the next words belong to the list."""

    def __init__(self, page: Scene, stop: int) -> None:
        self.page, self.doc, self.stop = page, page.doc, stop
        self.found: list[Victims | Group] = []
        self.last, self.owned, self.aside, self.aged = ",", False, False, False
        self.unnamed: list[Victims] = []  # told of before a colon, whose names follow it
        self.whose = False  # within "the son of A and B"
        self.row = False  # behind a noun for several, whose names may follow ("their sons Ali, Omer and Ivo")
        self.kin_of: Victims | None = None  # told of as that, whose name may follow a comma
        self.number: int | None = None
        self.from_: int | None = None

    def read(self, start: int) -> list[Victims]:
        """The persons listed from a token on, up to the next verb that is not about one of them."""
        i = start
        while i < self.stop:
            i = self.step(i)
        made = []
        for one in self.found:
            if isinstance(one, Victims):
                made.append(one)
            elif one.rest:
                whole = one.victims.number.point
                number = one.victims.number if whole == one.rest else exact(one.rest, *self.place(one.victims))
                made.append(replace(one.victims, number=number))
        return made

    def place(self, one: Victims) -> tuple[int, int]:
        """The offsets of the words of some persons."""
        last = self.doc[one.last]
        return self.doc[one.first].idx, last.idx + len(last)

    def step(self, i: int) -> int:
        """Reads the words at token `i`; the index of the next unread one."""
        token = self.doc[i]
        low = token.lower_
        if token.text in BRACKETS:
            return self.closed(i)
        if token.is_quote:
            return i + 1
        if token.text in STOPS or low in JOINING or token.is_space:
            return self.separated(i)
        if i in self.page.age_at:
            self.from_ = self.page.age_at[i][0] if self.from_ is None else self.from_
            self.aged = True
            return self.page.age_at[i][1] + 1
        if i in self.page.passed or self.aside:
            return i + 1
        end = name_end(self.page, i, self.stop)
        if end is None and self.row and self.is_in_row(i):
            end = i
        if end is not None:
            return self.named(i, end)
        if i in self.page.number_at:
            if is_of_others(self.page, i):
                return self.others(i)
            quantity = self.page.number_at[i]
            self.number, self.last = quantity.point, "number" if self.last not in ("kin", "whose") else self.last
            self.from_ = i if self.from_ is None else self.from_
            return max(j for j, one in self.page.number_at.items() if one is quantity) + 1
        return self.plain(i)

    def others(self, i: int) -> int:
        """Past a number and its noun that tell how many children one has, or how many there are beside him; and a second."""
        after = next((at for at in range(i, self.stop) if self.doc[at].text in STOPS), self.stop)
        self.last, self.number, self.from_, self.owned = "noun", None, None, False
        second = after + 1 < self.stop and self.doc[after].lower_ == "and" and after + 1 in self.page.number_at
        return next((at for at in range(after + 1, self.stop) if self.doc[at].text in STOPS), self.stop) if second else after

    def closed(self, i: int) -> int:
        """Past a bracket, which tells of the one before it."""
        end = next((j for j in range(i + 1, self.stop) if self.doc[j].text == BRACKETS[self.doc[i].text]), self.stop)
        return end + 1

    def separated(self, i: int) -> int:
        """Past a comma or "and": what was said of one person ends."""
        token = self.doc[i]
        if (token.is_space and "\n" not in token.text) or (self.aside and token.lower_ in JOINING):
            return i + 1
        if self.whose and token.lower_ in ("and", "&"):
            return i + 1
        self.whose = False
        self.kin_of = self.kin_of if token.text == "," else None
        if token.text == ";" or token.lower_ in ("alongside", "well", "along", "together"):
            for one in self.found:
                if isinstance(one, Group) and not (one.announced and token.text == ";"):
                    one.open = False
        if token.text in ANNOUNCING and not any(isinstance(one, Group) for one in self.found):
            # "His wife and daughter: Ana Poe, 40, and Bea Poe, 2": the names of those just told of.
            self.unnamed = [one for one in self.found if isinstance(one, Victims) and one.kind == "one"]
        self.last = "\n" if token.is_space else token.lower_
        self.owned = self.aside = self.aged = False
        self.number = self.from_ = None
        return i + 1

    def named(self, first: int, end: int) -> int:
        """A name: a person, unless it only says whose or where; one of a counted group that stands before it."""
        after = self.doc[end + 1] if end + 1 < self.stop else None
        if after is not None and after.tag_ == "POS":
            said = self.from_ is not None and self.doc[self.from_].lower_ in ("a", "an")  # "Ana Poe, 52, a Macy's clerk"
            self.owned, self.last = not said, "noun" if said else "whose"
            self.from_ = first if self.from_ is None else self.from_
            return end + 2
        if after is not None and after.text == "/":
            return end + 2  # one of two spellings
        if after is not None and after.pos_ == "VERB" and after.tag_ in ("VBD", "VBZ", "VBP") and after.i < self.stop:
            self.stop = first  # ", Poe said": another clause
            return end + 1
        known = self.last in STOPS | JOINING or self.last in ("kin", "whose", "named")
        long = len([t for t in self.doc[first : end + 1] if t.is_alpha and t.lower_ not in words("people", "joins")]) > 1
        ends = (
            after is None
            or after.is_punct
            or after.is_space
            or after.lower_ in STOPS | RELATIVE
            or after.pos_ in ("AUX", "VERB")
        )
        other = name_end(self.page, end + 2, self.stop) if after is not None and after.lower_ == "and" else None
        paired = other is not None and self.doc[min(other + 1, self.page.end - 1)].tag_ != "POS"
        bare = self.last not in ("kin", "named")
        article = bare and self.from_ is not None and self.doc[self.from_].lower_ in ("a", "an")  # "a 17-year-old Orielan"
        ends = ends and not article and self.doc[first].ent_type_ != "NORP"
        told = ends and self.doc[end].text in self.page.known.surnames  # the last name of whom the report names in full
        given = self.found or self.aged or self.row or self.last in ("kin", "named")
        if known and (long or paired or told or (ends and given)):
            begin = first if self.from_ is None else self.from_
            self.add_named(begin, first, end)
        self.last, self.number, self.from_, self.owned, self.aged = "name", None, None, False, False
        return end + 1

    def add_named(self, begin: int, first: int, end: int) -> None:
        """Adds a person by name, to the group that the words put them in."""
        made = made_of(self.page, begin, end, self.doc[end], "named", 1)
        name = self.doc[first : end + 1].text
        made = replace(made, who=" ".join(name.split()), assumed=("named_one",))
        if self.kin_of is not None:
            self.found.remove(self.kin_of)  # "and the wife of Omar Zel, Ana Poe": one
            self.kin_of = None
        young = {lemma(self.doc[i]) for i in range(begin, first)} & (words("persons", "child") | {"son", "daughter"})
        for one in reversed(self.found):
            if isinstance(one, Group) and one.rest and (one.open or (young and one.young)):
                one.rest -= 1
                break
        else:
            if self.unnamed:
                self.found.remove(self.unnamed.pop(0))
        self.found.append(made)

    def plain(self, i: int) -> int:
        """A word that is no name: a noun for persons, a verb that ends the list or tells of one of them, or nothing."""
        token = self.doc[i]
        low = token.lower_
        self.row = self.row and token.pos_ in ("DET", "PRON")
        if self.found and self.last in STOPS and _begins_harm(token):
            self.stop = i  # "killing Ana Poe and injuring Omar Zel", "the death of Ana Poe and the wounding of Omar Zel"
        elif low == "of" and self.last == "kin":
            self.last, self.whose = low, True
        elif low in POSSESSIVE or (token.tag_ == "POS" and self.is_whose_kin(i)):
            self.owned = True
            self.from_ = i - (token.tag_ == "POS") if self.from_ is None else self.from_
        elif low in RELATIVE:
            self.aside = True
        elif token.pos_ in ("VERB", "AUX") and not (
            token.tag_ in ("VBN", "VBG", "VBD") and token.dep_ in ("amod", "compound")
        ):
            if lemma(token) == "know" and self.found and self.is_apposed(i):
                self.aside = True  # "Ana Poe, a singer known as Nightjar": she again
            elif lemma(token) in NAMING and (self.last in ("kin", "noun") or self.is_called(i)):
                self.last = "named"  # "a girl named Ana"; who is known by another name is named already
            elif token.dep_ in ("acl", "relcl") or token.tag_ in ("VBN", "VBG"):
                self.aside = True
            else:
                self.stop = i
        elif token.pos_ == "NOUN" and is_person(self.page, token):
            return self.noun(i)
        elif low == "by" and self.found:
            self.stop = i  # who did it
        elif token.pos_ == "ADP" and (self.found or low != "of"):
            self.last = low
        elif token.pos_ == "NOUN":
            self.last, self.number = "noun", None
        elif token.pos_ == "DET":
            self.from_ = i if self.from_ is None else self.from_
        return i + 1

    def noun(self, i: int) -> int:
        """A noun for persons: a counted group, somebody's kin, or what the name after it is."""
        token = self.doc[i]
        after = self.doc[i + 1] if i + 1 < self.stop else None
        if after is not None and after.pos_ == "NOUN" and is_person(self.page, after):
            return i + 1
        if after is not None and after.tag_ == "POS":
            self.owned, self.last = True, "whose"  # "her daughter's husband"
            return i + 2
        if self.doc[i : i + 4].text.lower().endswith("-in-"):
            self.last = "kin"
            return i + 5
        known = self.last in STOPS | JOINING or self.last in ("whose", "number")
        if self.number is not None and self.number > 1:
            if known:
                self.counted(i, self.number)
                self.last, self.number, self.from_, self.owned = "kin", None, None, False
                return i + 1
        elif (
            not is_plural(token)
            and known
            and (self.owned or self.is_of(i) or self.is_last(i))
            and not self.is_named_after(i)
            and not self.is_told_of(i)
        ):
            first = self.from_ if self.from_ is not None else i
            self.found.append(made_of(self.page, first, i, token, "one", 1))
            self.kin_of = self.found[-1] if self.is_of(i) and isinstance(self.found[-1], Victims) else None
        elif known:
            self.row = is_plural(token) and lemma(token) in words("persons", "kin", "child")
            self.last = "kin"
            return i + 1
        self.last, self.number, self.from_, self.owned = "noun", None, None, False
        return i + 1

    def is_in_row(self, i: int) -> bool:
        """Is a word in capitals, though places bear that name too, the next first name of a row ("Ali, Salem and Ivo")?"""
        token = self.doc[i]
        after = self.doc[i + 1] if i + 1 < self.stop else None
        ends = after is None or after.text in (",", ")", ".", "and", "&")
        closed = ends or (after is not None and after.pos_ in ("AUX", "VERB"))
        alone = token.is_title and token.is_alpha and token.pos_ == "PROPN"
        return alone and closed and self.last in ("kin", ",", "and", "&") and token.ent_type_ not in ("DATE", "NORP")

    def is_called(self, i: int) -> bool:
        """ "Her sons, named as Ali and Edo": do the names of whom a noun means follow a word of naming behind a comma?"""
        at = i + 2 if i + 1 < self.stop and self.doc[i + 1].lower_ == "as" else i + 1
        return self.last == "," and not self.found and at < self.stop and name_end(self.page, at, self.stop) is not None

    def is_apposed(self, i: int) -> bool:
        """Do the words stand behind a comma alone, so that they say who the one before is?"""
        at = next((j for j in range(i - 1, self.page.first, -1) if self.doc[j].text in STOPS), self.page.first)
        return self.doc[at].text == ","

    def is_of(self, i: int) -> bool:
        """ "And the wife of Omar Zel": somebody else's kin without a name, not who the one before is."""
        after = self.doc[i + 1].lower_ if i + 1 < self.stop else ""
        return (
            self.last in ("and", "as", "with", "alongside")
            and after == "of"
            and lemma(self.doc[i]) in words("persons", "kin")
        )

    def is_whose_kin(self, i: int) -> bool:
        """ "Ana Poe, her son Ivo and Ivo's wife": somebody's kin, though places bear his name too."""
        after = self.doc[i + 1] if i + 1 < self.stop else None
        kin = after is not None and lemma(after) in words("persons", "kin") and self.doc[i - 1].pos_ == "PROPN"
        return kin and self.last in ("and", "&")

    def is_last(self, i: int) -> bool:
        """ "Ana Poe, Omar Zel and an unidentified woman": somebody without a name who ends a list of names."""
        begun = self.from_ is not None and self.doc[self.from_].lower_ in ("a", "an")
        after = self.doc[i + 1] if i + 1 < self.page.end else None
        ends = after is None or after.is_punct or after.lower_ in RELATIVE or after.pos_ in ("ADP", "AUX")
        return begun and ends and self.last == "and" and sum(isinstance(one, Victims) for one in self.found) > 1

    def counted(self, i: int, number: int) -> None:
        """ "Three sons": a group, of which names that follow at once are members; and it may be a part of one before."""
        first = self.from_ if self.from_ is not None else i
        for one in reversed(self.found):
            begun = isinstance(one, Group) and one.rest < (one.victims.number.point or 0)
            anew = self.owned if begun else self.owned_anew(first)
            if isinstance(one, Group) and one.open and one.rest >= number and not anew:
                one.rest -= number
                break
        made = made_of(self.page, first, i, self.doc[i], "counted", number)
        young = lemma(self.doc[i]) in words("persons", "child") | {"son", "daughter"}
        announced = self.doc[min(i + 1, self.page.end - 1)].text in ANNOUNCING
        self.found.append(Group(made, number, self.opens(i), young, announced))

    def owned_anew(self, first: int) -> bool:
        """Does "and" stand before, so that these are others?"""
        return first > self.page.first and self.doc[first - 1].lower_ in ("and", "with")

    def opens(self, i: int) -> bool:
        """Do the members of a group follow at once?"""
        at, told = i + 1, False
        if at + 1 < self.stop and self.doc[at].lower_ == "of":
            whose = name_end(self.page, at + 1, self.stop)  # "two brothers of Omar, Ali and Edo"
            # "Two brothers of his wife, Ali and Omer"
            at = at if whose is None else whose + 1
            if at + 3 < self.stop and self.doc[at + 1].lower_ in POSSESSIVE and is_person(self.page, self.doc[at + 2]):
                at += 3
        while at < self.stop and (
            self.doc[at].text in (",", ":", "-", "--", "–", "—", "\n")
            or self.doc[at].is_quote
            or lemma(self.doc[at]) in NAMING | {"namely", "including", "as", "among", "they", "whom"}
            or at in self.page.age_at
            or (told and self.doc[at].lower_ in POSSESSIVE | {"a", "an"})
        ):
            told = told or self.doc[at].text in ANNOUNCING
            at += 1
        if at >= self.stop:
            return False
        after = self.doc[at]
        own = after.lower_ in POSSESSIVE | {"and"}
        return not own and (
            name_end(self.page, at, self.stop) is not None or is_person(self.page, after) or at in self.page.number_at
        )

    def is_named_after(self, i: int) -> bool:
        """Does the name of whom a noun means follow it ("his wife Ana", "his wife, 34-year-old Ana Poe")?"""
        at = i + 1
        while at < self.stop and (
            self.doc[at].text == ","
            or self.doc[at].is_quote
            or at in self.page.age_at
            or self.doc[at].lower_ in ("a", "an", "the")
            or self.doc[at].pos_ == "ADJ"
            or (self.doc[at].pos_ == "NOUN" and is_person(self.page, self.doc[at]))
        ):
            at += 1
        return at < self.stop and name_end(self.page, at, self.stop) is not None and self.doc[at].lower_ not in STOPS

    def is_told_of(self, i: int) -> bool:
        """Does "Omar Zel, his uncle, ..." only say who the one before is?"""
        before = self.doc[i - 2].text if i - 2 >= self.page.first else ""
        after = self.doc[i + 1].text if i + 1 < self.stop else ""
        begun = i if self.from_ is None else self.from_
        dashes = ANNOUNCING - {":"}
        if self.found and begun > self.page.first and self.doc[begun - 1].text in dashes and after in dashes:
            return True  # "Ali Zel - Omar's son - and"
        return before == "," and after == "," and self.last == ","


def listed(page: Scene, start: int, stop: int) -> list[Victims]:
    """The persons that a stretch of tokens lists, in order; names without number or kin need two words to be persons."""
    return Roll(page, min(stop, _next_clause(page, start, stop))).read(start)


def _next_clause(page: Scene, start: int, stop: int) -> int:
    """Where a clause joined by "and" begins, whose subject is a number: "named as Ana Poe, and 14 others were hurt"."""
    for i in range(start, stop):
        token = page.doc[i]
        first = token.left_edge
        joined = first.i > start and page.doc[first.i - 1].dep_ == "cc"
        own = token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ == "conj" and token.i < token.head.i < stop
        if own and joined and first.i in page.number_at and token.pos_ == "NOUN":
            return first.i - 1
    return stop


def _begins_harm(token: Token) -> bool:
    """Does another saying of harm begin here, with its own persons behind it?"""
    if token.tag_ == "VBG":
        told = vocabulary("harm")["object"]
        return any(lemma(token) in listed for listed in told.values()) and any(one.dep_ == "dobj" for one in token.children)
    of = token.i + 1 < len(token.doc) and token.doc[token.i + 1].lower_ == "of"
    return token.pos_ == "NOUN" and of and any(lemma(token) in listed for listed in vocabulary("harm")["noun"].values())
