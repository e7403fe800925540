"""The victims of a harm: which words name them, one phrase or several, and how many persons these words stand for."""

from dataclasses import replace

from crossreport.model.said import Form
from crossreport.reading.figures.along import is_known, joined_to
from crossreport.reading.figures.numbers import bounded, exact
from crossreport.reading.figures.persons import read_single, state_words
from crossreport.reading.figures.phrase import DEFINITE, INDEFINITE, Kind, Victims
from crossreport.reading.figures.row_members import (
    SUBJECT,
    after_comma,
    deeds,
    further_of_row,
    is_and,
    is_joined,
    kin_joined,
    siblings,
)
from crossreport.reading.figures.scene import Scene, is_name, is_person, is_plural, lemma
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import words


def read_victims(page: Scene, head: Token, deep: bool = True) -> Victims | None:
    """The persons that a noun phrase stands for; None where it stands for none, or for nobody knows how many of a group."""
    if not page.first <= head.i < page.end:
        return None
    if head.lower_ in ("who", "that", "which", "whom"):
        return _antecedent(page, head)
    one = read_single(page, head)
    if deep and one is None and (told := _spelled_out(page, head)) is not None:
        return told
    listed = _apposed_names(page, head) if deep else []
    if listed and (one is None or one.kind == "plural"):
        return sum_of(page, listed[0], listed[1:])
    if one is None:
        return None
    members = _coordinated(page, head) if deep and one.kind not in ("none", "self") else []
    before = _before_comma(page, one) if deep and page.heading and not members else None
    if before is not None:
        return sum_of(page, before, [one])
    while members and (earlier := _age_before(page, one)) is not None:
        one, members = earlier, [one, *members]
    if deep and (aged := _aged_and(page, one)) is not None:
        one, members = aged, [one, *members]
    return sum_of(page, one, members) if members and not _says_who(page, one, members) else one


def _age_before(page: Scene, one: Victims) -> Victims | None:
    """ "A 14-year-old, 15-year-old and 17-year-old were shot": an age that stands for a person before another's comma."""
    comma = one.first - 1
    if comma - 1 not in page.age_at or page.doc[comma].text != "," or one.head not in page.age_at:
        return None
    first = page.age_at[comma - 1][0]
    before = page.doc[first - 1] if first > page.first else None
    opens = before is None or before.lower_ in INDEFINITE or before.text in (",", ":")
    return read_single(page, page.doc[comma - 1]) if opens else None


def _aged_and(page: Scene, one: Victims) -> Victims | None:
    """ "A 23-year-old and his sister were": who is told of by age alone, whom the parser leaves out of the row."""
    joint = one.first - 1
    if one.kind in ("none", "self", "plural") or joint - 1 not in page.age_at or page.doc[joint].lower_ != "and":
        return None
    first = page.age_at[joint - 1][0]
    opens = first == page.first or page.doc[first - 1].lower_ in INDEFINITE | DEFINITE
    return read_single(page, page.doc[joint - 1]) if opens and _is_row(page.doc[one.head]) else None


def _is_row(last: Token) -> bool:
    """Is the verb whose subject this is in the plural ("were killed"), so that the subject is a row of persons?"""
    helpers = {child.lower_ for child in last.head.children if child.dep_ in ("aux", "auxpass")}
    return last.dep_ in SUBJECT and bool(helpers & {"were", "are", "have"})


def _says_who(page: Scene, one: Victims, members: list[Victims]) -> bool:
    """ "Two teens, a girl and a boy, were hurt": who the two are, and no further two."""
    if _is_set_off(page, one, members):
        return True
    counts = [member.number.point for member in members]
    if one.kind not in ("counted", "again") or None in counts or sum(n or 0 for n in counts) != one.number.point:
        return False
    after = page.doc[one.last + 1].text if one.last + 1 < page.end else ""
    noun = lemma(page.doc[one.last])
    sexes = [key for key in ("man", "woman") if noun in words("persons", key)]
    differ = (
        any(member.subgroup in ("man", "woman") and member.subgroup not in sexes for member in members) if sexes else False
    )
    last = members[-1].last + 1
    closed = noun in words("harm", "anybody") or (last < page.end and page.doc[last].text in (",", "-", "–", "—", ")"))
    return len(members) > 1 and after in (",", "-", "–", "—", "(", ":") and closed and not differ


def _is_set_off(page: Scene, one: Victims, members: list[Victims]) -> bool:
    """ "Three people - a couple and their daughter - were": who they are between dashes, the first of whom is set beside."""
    after = page.doc[one.last + 1].text if one.last + 1 < page.end else ""
    if one.kind != "counted" or after not in ("-", "–", "—", "--", "(", ":"):
        return False
    beside = [kid for kid in page.doc[one.head].children if kid.dep_ == "appos" and kid.i > one.last]
    first = read_single(page, beside[0]) if beside else None
    counts = [member.number.point for member in members] + [first.number.point if first is not None else None]
    return None not in counts and sum(count or 0 for count in counts) == one.number.point


def _spelled_out(page: Scene, head: Token) -> Victims | None:
    """ "The whole family: the father, the mother and their four children": who they all were, behind a colon or a dash."""
    first = next((one for one in head.children if one.dep_ == "appos" and one.i > head.i and is_person(page, one)), None)
    if first is None or page.doc[first.left_edge.i - 1].text not in (":", "–", "—", "--", "("):
        return None
    if not is_person(page, head) and lemma(head) not in words("persons", "group"):
        return None
    members: list[Victims] = []
    at: Token | None = first
    while at is not None:
        one = read_single(page, at)
        if one is None or not is_person(page, at) or one.kind in ("none", "self", "plural"):
            return None
        members.append(one)
        at = next((kid for kid in at.children if kid.dep_ in ("conj", "appos") and kid.i > one.last), None)
    return replace(sum_of(page, members[0], members[1:]), kind="counted") if len(members) > 1 else None


def _apposed_names(page: Scene, head: Token) -> list[Victims]:
    """ "Reporters Ana Vost and Ilo Tesk", "the deputies Vost, Tesk and Karn": as many as are named, two or more."""
    first = next((one for one in head.children if one.dep_ == "appos" and is_name(page, one)), None)
    if first is None or not is_plural(head) or not is_person(page, head):
        return []
    found = []
    at: Token | None = first
    while at is not None and is_name(page, at):
        one = read_single(page, at)
        if one is None or one.kind != "named":
            return []
        found.append(one)
        at = next((kid for kid in at.children if kid.dep_ == "conj" and kid.i > at.i), None)
    return found if len(found) > 1 else []


def _coordinated(page: Scene, head: Token) -> list[Victims]:
    """The further members of "a man, his wife and two children"; none where one of them is no person, or "or" joins them."""
    if aged := _aged(page, head):
        return aged
    members: list[Victims] = []
    at, both = _called(page, head), page.heading
    while True:
        joined = [child for child in at.children if child.dep_ == "conj" and child.i > at.i] or siblings(page, at)
        joined = [_whole_word(page, _before_ages(page, one)) for one in joined]
        if joined and _is_whose_parent(page, at, joined[0]):
            return members if both else []
        if joined and "not" in {page.doc[i - 1].lower_ for i in (joined[0].i, joined[0].left_edge.i)}:
            return members if both else []  # "twelve, and not 14, were killed"
        if joined and any(page.doc[i].lower_ in state_words() for i in range(at.i + 1, joined[0].i)):
            joined = []
        if not joined and (behind := _behind_phrase(page, at)) is not None:
            joined, both = [behind], True
        if not joined and not members and (one := further_of_row(page, at)) is not None:
            joined = [one]
        if not joined and members and (kin := kin_joined(page, at)):
            joined, both = [kin], True
        if not joined and (added := joined_to(page, at)) is not None and not is_known(page, added):
            joined, both = [added], True
        if not joined and page.heading and (comma := after_comma(page, at)):
            joined = [comma]
        if not joined:
            return members if both else []
        both = both or any(child.dep_ == "cc" for child in at.children) or is_joined(page, joined[0])
        if any(child.dep_ == "cc" and not is_and(page, child) for child in at.children):
            return []
        found = read_single(page, joined[0])
        if found is None or found.kind in ("none", "self") or found.first <= at.i:
            return members if both else []
        if found.kind == "plural":
            # "His wife and children" are two or more beside her; "200 soldiers and rebels" are no more than 200.
            if lemma(joined[0]) not in words("persons", "kin") or is_plural(head):
                return members if both else []
            found = replace(found, number=bounded(exact(2, found.number.start, found.number.end), "at_least"))
        members.append(found)
        at = joined[0]


def _called(page: Scene, head: Token) -> Token:
    """ "Teacher Ana Poe, 64, her husband and her son": the name behind what she is, on which the row hangs."""
    name = next((one for one in head.children if one.dep_ == "appos" and one.left_edge.i == head.i + 1), None)
    joined = any(one.dep_ in ("conj", "cc") for one in head.children)
    return name if name is not None and not joined and is_name(page, name) and not is_plural(head) else head


def _before_ages(page: Scene, member: Token) -> Token:
    """ "Three adults and 2 juveniles ages 14 and 15": the juveniles, where the parser takes the ages."""
    before = page.doc[member.i - 1]
    return before if member.lower_ in ("age", "ages") and is_person(page, before) else member


def _whole_word(page: Scene, member: Token) -> Token:
    """ "The pilot and co-pilot": the pilot of a word that the parser cuts at its hyphen."""
    cut = member.i + 2 < page.end and not member.whitespace_ and member.nbor().text == "-" and not member.nbor().whitespace_
    return member.nbor(2) if cut and not is_person(page, member) and is_person(page, member.nbor(2)) else member


def _is_whose_parent(page: Scene, at: Token, member: Token) -> bool:
    """ "The father of a girl and a boy was killed": both are whose father he is, as the verb in the singular says."""
    of = (one for one in at.children if one.lower_ == "of" and at.i < one.i < member.i)
    whose = any(is_person(page, noun) for one in of for noun in one.children if noun.dep_ == "pobj")
    return whose and _is_of_one(at) and lemma(at) in words("persons", "kin")


def _is_of_one(subject: Token) -> bool:
    """Is a subject's verb in the singular ("was killed")?"""
    helpers = {one.lower_ for one in subject.head.children if one.dep_ in ("aux", "auxpass")}
    return subject.dep_ in SUBJECT and bool(helpers & {"was", "is", "has"})


def _behind_phrase(page: Scene, at: Token) -> Token | None:
    """ "A man in his 20s and two women were killed": joined to what is said of the first."""
    for prep in (one for one in at.children if one.dep_ == "prep" and one.i > at.i and not _is_of_one(at)):
        for noun in (one for one in prep.children if one.dep_ == "pobj"):
            after = [one for one in noun.children if one.dep_ == "conj" and is_person(page, one) and not is_name(page, one)]
            parent = _is_parent_of(page, at, noun)
            told = is_person(page, noun) or (noun.i in page.number_at and not parent)
            if not after or told or not is_joined(page, after[0]):
                continue
            own = any(one.dep_ in ("det", "poss", "nummod") for one in after[0].children) or after[0].i in page.number_at
            return after[0] if own and after[0].tag_ in ("NN", "NNS", "CD") else None
    return None


def _is_parent_of(page: Scene, parent: Token, number: Token) -> bool:
    """ "A mother of three and one of her sons": how many children she has, and not who is told of."""
    return number.i in page.number_at and lemma(parent) in words("persons", "kin") and not is_person(page, number)


def _aged(page: Scene, head: Token) -> list[Victims]:
    """The further members of a list of names with ages ("Ana Vost, 43, Ivo Karn, 48, and their mother, Mara Lund, 73").

    The parser seldom joins them; the ages between commas do.
    """
    members: list[Victims] = []
    at, closed = head, False
    while is_name(page, at) and at.i + 1 in page.passed:
        i, run, before = at.i + 1, False, closed
        while i < page.end and i - at.i < 16:
            token = page.doc[i]
            run = token.pos_ == "PROPN" and page.doc[i - 1].lower_ not in ("of", "from")
            if run and is_name(page, token) and i + 1 in page.passed and i not in page.passed:
                break
            closed = closed or token.lower_ == "and"
            ends = token.pos_ in ("VERB", "AUX") or token.text in (";", ".", "(") or token.lower_ in ("by", "or", "who")
            if ends or (token.pos_ == "NOUN" and lemma(token) in deeds()):
                return members if before else []
            i += 1
        else:
            return members if before else []
        one = read_single(page, page.doc[i])
        if one is None or one.kind != "named":
            return members if before else []
        members.append(one)
        at = page.doc[i]
    return members if closed else []


def _before_comma(page: Scene, one: Victims) -> Victims | None:
    """ "Man, child found dead": the first of two with whom a headline begins; not "Mayor, father of two, shot"."""
    doc, comma = page.doc, one.first - 1
    closed = one.last + 1 < page.end and doc[one.last + 1].text == ","
    if not page.first < comma <= page.first + 4 or doc[comma].text != "," or closed or one.kind not in ("one", "counted"):
        return None
    found = read_single(page, doc[comma - 1]) if is_person(page, doc[comma - 1]) else None
    return found if found is not None and found.first == page.first and found.kind in ("one", "counted") else None


def sum_of(page: Scene, one: Victims, members: list[Victims]) -> Victims:
    """Several phrases as one: their numbers added, each kept as a part."""
    parts = (*(one.parts or (one,)), *members)
    if any(part.number.low is None for part in parts) or _are_elsewhere(page, one, parts):
        return one
    numbers = [part.number for part in parts]
    high = None if any(number.high is None for number in numbers) else sum(number.high or 0 for number in numbers)
    low = sum(number.low or 0 for number in numbers)
    point = None if any(number.point is None for number in numbers) else sum(number.point or 0 for number in numbers)
    form: Form = next((number.form for number in numbers if number.form not in ("exact", "zero")), "exact")
    total = replace(exact(low, numbers[0].start, numbers[-1].end), form=form, high=high, point=point)
    last = parts[-1].last
    who = page.doc[one.first : last + 1].text
    status = one.status if len({part.status for part in parts}) == 1 else "unstated"
    kind: Kind = "named" if all(part.kind == "named" for part in parts) else "counted"
    if all(part.kind == "again" for part in parts):
        kind = "again"
    return Victims(one.first, last, one.head, kind, total, who, status, more=one.more, parts=parts)


def _are_elsewhere(page: Scene, one: Victims, parts: tuple[Victims, ...]) -> bool:
    """ "Killed three people in Orlen and two in Karn": each number has a place of its own, and is of another deed."""
    counted = all(any(i in page.number_at for i in range(part.first, part.last + 1)) for part in parts)
    there = counted and all(_is_in_town(page, part.last + 1) for part in parts)
    return there and page.doc[one.head].dep_ == "dobj"


def _is_in_town(page: Scene, at: int) -> bool:
    """ "In Orlen", "more in the town of Karn": do these words stand behind those counted?"""
    while at < page.end and page.doc[at].lower_ in ("more", "others", "other"):
        at += 1
    if at >= page.end or page.doc[at].lower_ != "in":
        return False
    after = page.doc[at + 1 : min(at + 6, page.end)]
    name = next((one for one in after if one.pos_ not in ("DET", "ADJ", "NOUN") and one.lower_ != "of"), None)
    return name is not None and name.pos_ == "PROPN"


def _of_whom(page: Scene, noun: Token) -> Token:
    """ "Six priests, five of them foreigners, who were killed": the six were, of whom the five are said by the way."""
    doc, i = page.doc, noun.i - 2
    if (
        i <= page.first + 2
        or doc[i].lower_ != "of"
        or doc[i + 1].lower_ not in ("them", "whom")
        or i - 1 not in page.number_at
    ):
        return noun
    number = page.number_at[i - 1]
    comma = min(at for at, one in page.number_at.items() if one is number) - 1
    whole = doc[comma - 1] if comma > page.first and doc[comma].text == "," else noun
    return whole if is_person(page, whole) else noun


def _row_before(page: Scene, last: Token, who: Token) -> Token:
    """ "Ana Poe, Ivo Karn and a neighbour, who were killed": the first of the row, where the verb is of several."""
    several = any(one.lower_ in ("were", "are", "have") for one in who.head.children if one.dep_ in ("aux", "auxpass"))
    if is_plural(last) or last.i in page.number_at or not several or page.doc[who.i - 1].text != ",":
        return last
    at = last
    while at.dep_ in ("conj", "appos") and at.head.i < at.i and (is_person(page, at.head) or at.head.pos_ == "PROPN"):
        at = at.head
    return at


def _of_group(page: Scene, noun: Token) -> Token:
    """ "Twelve members of the Poe and Karn families who were killed": the members were."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and lemma(noun) in words("persons", "group"):
        whole = noun.head.head
        return whole if whole.i < noun.i and is_person(page, whole) else noun
    return noun


def _kin_of(page: Scene, noun: Token, who: Token) -> Token:
    """ "A boy, the son of an officer, who was shot": behind a comma the kin is meant, and not whose kin he is."""
    before = page.doc[who.i - 1].text if who.i > page.first else ""
    kin = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    if kin is None or before != "," or lemma(kin) not in words("persons", "kin") or noun.tag_ not in ("NN", "NNP"):
        return noun
    return kin


def _antecedent(page: Scene, head: Token) -> Victims | None:
    verb = head.head
    while verb.dep_ == "conj":
        verb = verb.head
    if verb.dep_ in ("relcl", "acl") and verb.head.i < head.i and verb.head.i not in page.passed:
        noun = _of_group(page, _row_before(page, verb.head, head))
        return read_victims(page, _of_whom(page, _kin_of(page, noun, head)))
    before = head.i - 1
    while before > page.first and (page.doc[before].is_punct or before in page.passed):
        before -= 1
    return read_victims(page, page.doc[before]) if before >= page.first and is_person(page, page.doc[before]) else None
