"""The victims of a harm: which words name them, one phrase or several, and how many persons these words stand for."""

from dataclasses import replace

from crossreport.model.said import Form
from crossreport.reading.figures.along import is_known, joined_to
from crossreport.reading.figures.numbers import bounded, exact
from crossreport.reading.figures.persons import read_single, state_words
from crossreport.reading.figures.phrase import DEFINITE, INDEFINITE, POSSESSIVE, Kind, Victims
from crossreport.reading.figures.scene import Scene, is_name, is_person, is_plural, lemma
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import vocabulary, words

SUBJECT = ("nsubj", "nsubjpass")
JOINING = frozenset({"and", "&", "plus"})


def read_victims(page: Scene, head: Token, deep: bool = True) -> Victims | None:
    """The persons that a noun phrase stands for; None where it stands for none, or for nobody knows how many of a group."""
    if not page.first <= head.i < page.end:
        return None
    if head.lower_ in ("who", "that", "which", "whom"):
        return _antecedent(page, head)
    one = read_single(page, head)
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
    at, both = head, page.heading
    while True:
        joined = [child for child in at.children if child.dep_ == "conj" and child.i > at.i] or _siblings(page, at)
        joined = [_whole_word(page, _before_ages(page, one)) for one in joined]
        if joined and _is_whose_parent(page, at, joined[0]):
            return members if both else []
        if joined and "not" in {page.doc[i - 1].lower_ for i in (joined[0].i, joined[0].left_edge.i)}:
            return members if both else []  # "twelve, and not 14, were killed"
        if joined and any(page.doc[i].lower_ in state_words() for i in range(at.i + 1, joined[0].i)):
            joined = []
        if not joined and (behind := _behind_phrase(page, at)) is not None:
            joined, both = [behind], True
        if not joined and not members and (one := _kin_after(page, at) or _list_after(page, at) or _among_bodies(page, at)):
            joined = [one]
        if not joined and members and (kin := _kin_joined(page, at)):
            joined, both = [kin], True
        if not joined and (added := joined_to(page, at)) is not None and not is_known(page, added):
            joined, both = [added], True
        if not joined and page.heading and (comma := _after_comma(page, at)):
            joined = [comma]
        if not joined:
            return members if both else []
        both = both or any(child.dep_ == "cc" for child in at.children) or _is_joined(page, joined[0])
        if any(child.dep_ == "cc" and not _is_and(page, child) for child in at.children):
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
            if not after or told or not _is_joined(page, after[0]):
                continue
            own = any(one.dep_ in ("det", "poss", "nummod") for one in after[0].children) or after[0].i in page.number_at
            return after[0] if own and after[0].tag_ in ("NN", "NNS", "CD") else None
    return None


def _is_parent_of(page: Scene, parent: Token, number: Token) -> bool:
    """ "A mother of three and one of her sons": how many children she has, and not who is told of."""
    return number.i in page.number_at and lemma(parent) in words("persons", "kin") and not is_person(page, number)


def _is_and(page: Scene, joining: Token) -> bool:
    """Does a word join persons of one fate ("and", "as well as")?"""
    before = page.doc[joining.i - 1].lower_ if joining.i > page.first else ""
    return joining.lower_ in JOINING or (joining.lower_ == "as" and before == "well")


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
            if ends or (token.pos_ == "NOUN" and lemma(token) in _deeds()):
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


def _deeds() -> frozenset[str]:
    """The nouns of harm, with which another saying begins ("the killing of Ana Poe, 17, and the shooting of Ivo Karn")."""
    return frozenset(word for listed in vocabulary("harm")["noun"].values() for word in listed)


def _siblings(page: Scene, at: Token) -> list[Token]:
    """ "Six monks, their cook and her daughter were": the parser may make two subjects of one list."""
    twins = [
        one for one in at.head.children if one.dep_ == at.dep_ and one.i > at.i and at.dep_ in ("nsubjpass", "nsubj", "dobj")
    ]
    joined = (twins and page.doc[at.i + 1].text == ",") or any(
        one.dep_ == "cc" and _is_and(page, one) for one in at.children
    )
    return [one for one in twins[:1] if joined and is_person(page, one)]


def _is_joined(page: Scene, member: Token) -> bool:
    """Does "and" stand right before a member of a list?"""
    first = member.left_edge.i
    return first > page.first and page.doc[first - 1].lower_ in JOINING


def _kin_joined(page: Scene, at: Token) -> Token | None:
    """ "Of the six monks, a cook, and her daughter was": the parser may make the last member a subject of what follows."""
    words_ = [one for one in page.doc[at.i + 1 : min(at.i + 6, page.end)] if one.text != ","]
    if len(words_) < 3 or words_[0].lower_ not in ("and", "&") or words_[1].lower_ not in POSSESSIVE:
        return None
    kin = next((one for one in words_[2:4] if one.dep_ in SUBJECT and is_person(page, one)), None)
    subjects = [one for one in kin.head.children if one.dep_ in SUBJECT] if kin is not None else []
    return kin if len(subjects) > 1 else None


def _kin_after(page: Scene, at: Token) -> Token | None:
    """ "Omar Zel, his son Ali and two grandchildren were killed": a list, though parsed as what Omar Zel is.

    "Killed his wife, their two sons and himself" is one too.
    "Ana Poe, his wife and the mother of two, was killed" is one person: the verb says so, or the second has no number.
    """
    kin = next((one for one in at.children if one.dep_ == "appos" and one.i > at.i), None)
    own = kin is not None and any(one.dep_ == "poss" and one.lower_ in POSSESSIVE for one in kin.children)
    more = [one for one in kin.children if one.dep_ == "conj"] if kin is not None and own else []
    if kin is None or not more or not is_person(page, kin):
        return None
    helpers = {one.lower_ for one in at.head.children if one.dep_ in ("aux", "auxpass")} if at.dep_ in SUBJECT else set()
    if helpers & {"was", "is", "has"}:
        return None
    counted = any(one.dep_ == "nummod" or (one.dep_ == "poss" and one.lower_ in POSSESSIVE) for one in more[0].children)
    counted = counted or more[0].lower_ in ("himself", "herself", "themselves")
    return kin if helpers & {"were", "are", "have"} or counted else None


def _list_after(page: Scene, at: Token) -> Token | None:
    """ "Two men, a woman and a child were killed": a list, parsed as who the two are; not "two people, a man and a boy"."""
    second = next((one for one in at.children if one.dep_ == "appos" and one.i > at.i), None)
    if second is None or not is_person(page, second) or not any(one.dep_ == "conj" for one in second.children):
        return None
    counted = at.i in page.number_at or any(one.i in page.number_at for one in at.children)
    number = any(one.lower_ in ("a", "an") or one.i in page.number_at for one in second.children)
    general = lemma(at) in words("harm", "anybody") or at.i in page.number_at
    among = any(one.lower_ in ("among", "including") for one in second.subtree)
    return second if counted and number and not general and not among else None


def _among_bodies(page: Scene, at: Token) -> Token | None:
    """ "The bodies of a man and two women were found": the women's too, though the parser joins them to the bodies."""
    of = at.head
    if at.dep_ != "pobj" or of.lower_ != "of" or of.head.tag_ != "NNS" or lemma(of.head) not in _deeds():
        return None
    behind = [one for one in of.head.children if one.dep_ == "conj" and one.i > at.i and is_person(page, one)]
    return behind[0] if behind and _is_joined(page, behind[0]) and behind[0].left_edge.i == at.right_edge.i + 2 else None


def _after_comma(page: Scene, at: Token) -> Token | None:
    """In a headline a comma stands for "and": "kills friend, neighbor"."""
    after = page.doc[at.i + 1 : min(at.i + 3, page.end)]
    alone = len(after) == 2 and (at.i + 3 >= page.end or page.doc[at.i + 3].is_punct)
    return after[1] if alone and after[0].text == "," and is_person(page, after[1]) else None


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
    if any(part.number.low is None for part in parts):
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
        return read_victims(page, _of_whom(page, _kin_of(page, verb.head, head)))
    before = head.i - 1
    while before > page.first and (page.doc[before].is_punct or before in page.passed):
        before -= 1
    return read_victims(page, page.doc[before]) if before >= page.first and is_person(page, page.doc[before]) else None
