"""One phrase for persons: what it counts, and what its noun, number, article or name says of them."""

import re
from dataclasses import replace
from functools import cache

from crossreport.reading.figures.ages import ages_listed, ages_told, are_many, behind_ages
from crossreport.reading.figures.counted import is_share
from crossreport.reading.figures.names import name_end
from crossreport.reading.figures.numbers import Quantity, exact, vague
from crossreport.reading.figures.of_whom import is_of_members, is_of_ones_own, part_before, whose
from crossreport.reading.figures.phrase import DEFINITE, INDEFINITE, POSSESSIVE, Victims, beside_denied, category_of, phrased
from crossreport.reading.figures.scene import Scene, is_name, is_person, is_plural, is_second_verb, lemma
from crossreport.reading.parsed import Doc, Token
from crossreport.vocabulary.load import vocabulary, words


def read_counted(page: Scene, head: Token) -> Victims | None:
    """What a number before a noun of harm counts ("five deaths"), whatever the noun itself stands for."""
    return _noun(page, head)


def read_single(page: Scene, head: Token) -> Victims | None:
    """The persons that one noun, number or pronoun stands for, whatever is joined to it; None where it stands for none."""
    found = _corrected(page, _single(page, head))
    if found is None or not found.number.is_one or not _is_not_one(page, found):
        return found
    return None if found.of_them else replace(found, kind="none", number=exact(0, found.number.start, found.number.end))


def _corrected(page: Scene, found: Victims | None) -> Victims | None:
    """ "Not 14 but 12 were killed", "not 14 people but 12": the second number is said; of "12 and not 14" the first."""
    if found is None or found.kind != "counted" or page.doc[max(found.first - 1, page.first)].lower_ != "not":
        return found
    but, number, first = found.last + 1, found.last + 2, found.first - 3
    if first >= page.first and first in page.number_at and page.doc[first + 1].lower_ in ("and", ","):
        return replace(found, first=first, number=page.number_at[first])
    return _single(page, page.doc[number]) if number in page.number_at and page.doc[but].lower_ == "but" else found


def _is_not_one(page: Scene, found: Victims) -> bool:
    """ "Not a single person", "not one civilian": nobody; not "not one but two", nor "not a soldier but a child"."""
    before = page.doc[found.first - 1].lower_ if found.first > page.first else ""
    after = page.doc[found.last + 1].lower_ if found.last + 1 < page.end else ""
    inside = {page.doc[i].lower_ for i in range(found.first, found.last + 1)}
    return before == "not" and after != "but" and bool(inside & {"single", "one"})


def _single(page: Scene, head: Token) -> Victims | None:
    if head.i in page.number_at:
        return _numbered(page, head)
    low = head.lower_
    if low == "one" and is_share(page.text, head.idx + len(head)):
        return None
    if low in ("nobody", "none") or (low == "one" and head.i and head.doc[head.i - 1].lower_ == "no"):
        after = head.doc[head.i + 1].lower_ if head.i + 1 < page.end else ""
        if after in ("else", "of", "other"):
            return None  # "no one else", "none of the children": said of the others, or of a part
        return phrased(page, head.i, head.i, head, "none", exact(0, head.idx, head.idx + len(head)))
    if low in ("himself", "herself", "self"):
        return phrased(page, head.i, head.i, head, "self", _ones(head))
    if low in words("persons", "pronoun_one"):
        return phrased(page, head.i, head.i, head, "again", _ones(head))
    if low in words("harm", "whole") and (every := _of_all(page, head)) is not None:
        return every
    if low in ("both",):
        return phrased(page, head.i, head.i, head, "again", exact(2, head.idx, head.idx + len(head)))
    if _is_ordinal_alone(page, head):
        made = phrased(page, head.i - 1, head.i, head, "one", exact(1, page.doc[head.i - 1].idx, head.idx + len(head)))
        return replace(made, more=True, who=None)
    if low == "another" or (low in ("someone", "somebody")):
        return replace(phrased(page, head.i, head.i, head, "one", _ones(head)), more=low == "another")
    # The tagger takes a bare "Boy" or "Man" at the head of a headline for an interjection.
    if head.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "INTJ") and is_person(page, head):
        return _noun(page, head)
    if page.heading and head.tag_ in ("VB", "VBP") and head.dep_ == "conj" and is_person(page, head):
        return _noun(page, head)  # "Officer killed, suspect wounded": a noun, since a clause opens there
    return None


def _of_all(page: Scene, head: Token) -> Victims | None:
    """ "All of the 14", "each of the three men": those that a number counts."""
    of = page.doc[head.i + 1] if head.i + 1 < page.end else None
    before = page.doc[head.i - 1].lower_ if head.i > page.first else ""
    if before in words("harm", "nearly") | words("harm", "negated") | words("harm", "excepting"):
        return None  # "almost all of the 30", "not all of them"
    noun = next((one for one in of.children if one.dep_ == "pobj"), None) if of is not None and of.lower_ == "of" else None
    found = _single(page, noun) if noun is not None else None
    return found if found is not None and found.kind in ("counted", "again") else None


def _is_ordinal_alone(page: Scene, token: Token) -> bool:
    """ "Two were killed and a third wounded": one more; not "a third of them", "a third bomb"."""
    if vocabulary("numbers")["ordinals"].get(token.lower_, 0) < 2 or token.i <= page.first:
        return False
    after = page.doc[token.i + 1] if token.i + 1 < page.end else None
    goes_on = after is not None and (after.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") or after.lower_ == "of")
    return page.doc[token.i - 1].lower_ == "a" and not (goes_on and after is not None and after.lower_ not in state_words())


def _ones(token: Token) -> Quantity:
    return exact(1, token.idx, token.idx + len(token))


def _numbered(page: Scene, head: Token) -> Victims | None:
    """A number that stands for the persons itself: "seven were killed", "two of the men", "dozens of people"."""
    number = page.number_at[head.i]
    inside = [i for i, one in page.number_at.items() if one is number]
    first, last = min(inside), max(inside)
    if (parent := whose(page, first)) is not None:
        return _noun(page, parent)
    noun, of_them = _counted_noun(page, last + 1)
    of_them = of_them or _is_of_so_many(page, last)
    if noun is not None and (lemma(noun) in words("numbers", "animals") or not (of_them or is_person(page, noun))):
        return None
    made = phrased(page, first, noun.i if noun is not None else last, noun if noun is not None else head, "counted", number)
    if noun is None and head.doc[last].lower_ == "one" and number.is_one:
        made = replace(made, kind="one")
    every = head.doc[first].lower_ == "all"
    if not of_them and (
        every or (first > page.first and head.doc[first - 1].lower_ in DEFINITE and head.doc[first - 1].tag_ != "IN")
    ):
        made = replace(made, kind="again", first=first - (not every))
    if of_them and number.is_one and (called := _called_after(page, made.last)) is not None:
        made = replace(made, who=called, assumed=("named_one",))
    return _with_more(page, replace(made, of_them=of_them))


def _is_of_so_many(page: Scene, last: int) -> bool:
    """ "Five were hurt. One of the five died": a part of those who are counted again."""
    of = [one.lower_ for one in page.doc[last + 1 : min(last + 3, page.end)]]
    behind = last + 4 >= page.end or page.doc[last + 4].pos_ not in ("NOUN", "PROPN", "ADJ")
    return of in (["of", "the"], ["of", "those"], ["of", "these"]) and last + 3 in page.number_at and behind


def _called_after(page: Scene, last: int) -> str | None:
    """ "One of the victims, Ana Poe, died": the name between commas of whom the words before them tell."""
    if last + 2 >= page.end or page.doc[last + 1].text != ",":
        return None
    end = name_end(page, last + 2, page.end)
    if end is None or end == last + 2 or end + 1 >= page.end or page.doc[end + 1].text != ",":
        return None
    return page.doc[last + 2 : end + 1].text


def _counted_noun(page: Scene, i: int) -> tuple[Token | None, bool]:
    """The noun that a number counts, right of it, and whether it counts a part of them ("two of the men")."""
    doc, partitive, noun = page.doc, False, None
    while i < page.end and i not in page.number_at:
        token = doc[i]
        low = token.lower_
        if low == "of" and noun is None:
            partitive = True
        elif partitive and low in ("them", "whom", "those", "us"):
            return token, True
        elif partitive and (low in POSSESSIVE or low == "its"):
            pass
        elif partitive and noun is None and low in _of_the() and doc[i - 1].lower_ in DEFINITE:
            return token, True  # "two of the wounded"
        elif low in state_words() and not (i + 1 < page.end and doc[i + 1].pos_ in ("NOUN", "PROPN")):
            break
        elif i in page.age_at or token.pos_ in ("NOUN", "PROPN"):
            noun = token
        elif noun is not None or not _may_precede(token):
            break
        i += 1
    definite = (
        partitive
        and noun is not None
        and any(doc[j].lower_ in DEFINITE | POSSESSIVE for j in range(max(i - 5, page.first), noun.i))
    )
    return noun, definite and noun is not None and not is_of_ones_own(page, noun)


def _may_precede(token: Token) -> bool:
    low = token.lower_
    return (
        (token.pos_ in ("DET", "ADJ", "PUNCT") and low not in ",;.")
        or low in ("more", "other", "'s")
        or token.dep_ == "amod"
    )


@cache
def state_words() -> frozenset[str]:
    """The words for what persons are said to be: dead, wounded, missing."""
    return frozenset(word for kinds in vocabulary("harm")["state"].values() for word in kinds)


@cache
def _of_the() -> frozenset[str]:
    return frozenset(word for kinds in vocabulary("harm")["of_the"].values() for word in kinds)


def _noun(page: Scene, head: Token) -> Victims | None:
    """A noun with what stands left of it: a number, an article, a possessive, nothing."""
    head = behind_ages(page, head)
    doc, i = page.doc, head.i
    if i in page.age_at:
        i = page.age_at[i][0]
    plural, base = is_plural(head), lemma(head)
    first, mark = i, ""
    number: Quantity | None = None
    i -= 1
    while i >= page.first:
        i = i if (stated := beside_denied(page, i)) is None else stated
        token, low = doc[i], doc[i].lower_
        if i in page.number_at:
            number = page.number_at[i]
            first = min(j for j, one in page.number_at.items() if one is number)
            break
        if i in page.age_at:
            i = first = page.age_at[i][0]
        elif (low in INDEFINITE | DEFINITE | POSSESSIVE and token.tag_ != "IN") or low in (
            "no",
            "both",
            "all",
            "each",
            "any",
            "every",
            "such",
        ):
            first, mark = i, low
            break
        elif token.tag_ == "POS":
            mark = "'s"
            break
        elif is_second_verb(page, token) or not _modifies(token, head):
            break
        else:
            first = i
        i -= 1
    if number is not None:
        return _of_number(page, first, head, number)
    return _without_number(page, first, head, mark, plural, base)


def _modifies(token: Token, head: Token) -> bool:
    if token.is_space or token.text in (",", ";", ":", "(", ")", "."):
        return False
    if token.text == '"':
        return head.i - token.i <= 3
    if token.lower_ == "death" and token.i and token.nbor(-1).lower_ == "to":
        return False  # "shot to death Ana Poe"; below, "off-duty guards"
    if token.pos_ in ("ADJ", "NOUN", "PROPN", "NUM") or token.text in ("-", "/") or token.nbor(1).tag_ == "HYPH":
        return True
    if token.pos_ == "VERB" and token.tag_ in ("VBN", "VBG", "VBD"):
        return token.dep_ in ("amod", "compound") and head.is_ancestor(token)
    return token.pos_ == "ADV" and token.dep_ == "advmod" and head.is_ancestor(token)


def _of_number(page: Scene, first: int, head: Token, number: Quantity) -> Victims | None:
    base = lemma(head)
    if (part := part_before(page, first, head)) is not None:
        made = phrased(page, min(i for i, one in page.number_at.items() if one is part), head.i, head, "counted", part)
        return replace(made, of_them=True)
    if (parent := whose(page, first)) is not None:
        return _noun(page, parent)
    if head.ent_type_ == "PERSON" and is_name(page, head) and not is_plural(head) and not number.is_one:
        return None  # "21 Ana Poe": a number of something else before a name
    times = vocabulary("persons")["collective"].get(base, 1)
    made = phrased(page, first, head.i, head, "counted", number)
    if base in vocabulary("persons")["unit"] and not is_of_members(page, number, head):
        made = replace(made, unit=vocabulary("persons")["unit"][base])
    elif times > 1 and is_plural(head) and base not in ("twins", "triplets") and number.point and number.form == "exact":
        made = replace(made, number=exact(number.point * times, number.start, number.end))
    before = page.doc[first - 1].lower_ if first > page.first else ""
    every = page.doc[first].lower_ == "all"
    definite = before in DEFINITE | POSSESSIVE and page.doc[first - 1].tag_ != "IN"
    if every or (definite and base not in words("persons", "kin")):
        made = replace(made, kind="again", first=first - (not every))
    return _with_more(page, made)


def _with_more(page: Scene, made: Victims) -> Victims:
    before = page.doc[made.first - 1].lower_ if made.first > page.first else ""
    inside = {page.doc[i].lower_ for i in range(made.first, made.last + 1) if i not in page.number_at}
    after = page.doc[made.last + 1].lower_ if made.last + 1 < page.end else ""
    more = (
        before in ("another", "additional", "further")
        or bool(inside & {"more", "another", "additional", "others", "other", "further"})
        or after == "more"
    )
    first = made.first - 1 if before == "another" else made.first
    return replace(made, more=more, first=first)


def _without_number(page: Scene, first: int, head: Token, mark: str, plural: bool, base: str) -> Victims | None:
    doc = page.doc
    if mark == "both" and not plural:
        first, mark = first + 1, ""  # "both Poe and Zel": the first of the two, who are counted one by one
    span = (doc[first].idx, head.idx + len(head))
    listed = vocabulary("persons")["collective"]
    count = listed.get(head.lower_, listed.get(base))
    if mark == "no":
        return phrased(page, first, head.i, head, "none", exact(0, *span))
    if base in vocabulary("persons")["unit"] or base in words("persons", "group"):
        return _family(page, first, head, span)
    if mark in ("any", "every", "each", "such"):
        return None
    of_kin = base in words("persons", "kin") and (mark in POSSESSIVE | {"'s"} or _is_of_somebody(page, head))
    again = mark in ("both", "all") or (mark in DEFINITE | POSSESSIVE | {"'s"} and not of_kin)
    if mark == "both":
        return phrased(page, first, head.i, head, "again", exact(2, *span))
    if (several := ages_told(page, first, head)) > 1:
        return phrased(page, first, head.i, head, "again" if again else "counted", exact(several, *span))
    if plural and any(doc[i].lower_ == "twin" for i in range(first, head.i)):
        return phrased(page, first, head.i, head, "again" if again else "counted", exact(2, *span))
    if count and count > 1:
        return phrased(page, first, head.i, head, "again" if again else "counted", exact(count, *span))
    if is_name(page, head) and not mark and head.i not in page.age_at:
        return _named(page, first, head)
    if (plural and head.i not in page.age_at) or (head.i in page.age_at and are_many(page.age_at[head.i][2])):
        listed_ages = ages_listed(page, head)
        if listed_ages:
            return phrased(page, first, head.i, head, "counted", exact(listed_ages, *span))
        if again:
            return None
        return phrased(page, first, head.i, head, "plural", vague("plural", *span))
    appos = next((kid for kid in head.children if kid.dep_ == "appos" and is_name(page, kid)), None)
    if appos is not None and not plural:
        named = _named(page, _name_start(page, appos), appos)
        rank = None if mark in DEFINITE | POSSESSIVE | {"'s"} else _rank(page, first, head)
        subgroup, status = category_of(page, first, head.i)  # "a soldier, Ana Poe": what the noun says of her
        named = replace(named, subgroup=subgroup or named.subgroup, status=named.status if status == "unstated" else status)
        whole = exact(1, span[0], appos.idx + len(appos))
        named = replace(named, first=first, last=max(appos.i, head.i), head=head.i, number=whole)
        return replace(named, rank=rank)
    rank = None if mark in POSSESSIVE | {"'s"} else _rank(page, first, head)
    made = phrased(page, first, head.i, head, "again" if again else "one", exact(1, *span))
    other = mark == "another" or any(doc[i].lower_ in ("other", "another") for i in range(first, head.i))
    more = (bool(rank) and not again) or mark == "another"
    return replace(made, more=more, rank=rank, kind="one" if other else made.kind)


def _is_of_somebody(page: Scene, head: Token) -> bool:
    """ "The husband of Ana Poe": told of by whose kin he is, as "her husband" is."""
    after = page.doc[head.i + 1 : min(head.i + 3, page.end)]
    return len(after) == 2 and after[0].lower_ == "of" and after[1].pos_ == "PROPN"


def _rank(page: Scene, first: int, head: Token) -> int | None:
    """ "A third victim", "a 12th person": the place in a count, two or more; not of "second-degree" or "second floor"."""
    listed = vocabulary("numbers")["ordinals"]
    if lemma(head) in words("persons", "ranked"):
        return None
    for i in range(first, head.i):
        word = page.doc[i].lower_
        digits = re.fullmatch(r"(\d{1,6})(?:st|nd|rd|th)", word)
        rank = int(digits[1]) if digits else int(listed.get(word, 0))
        if rank > 1 and page.doc[i].head.i == head.i:
            return rank
    return None


def _family(page: Scene, first: int, head: Token, span: tuple[int, int]) -> Victims | None:
    """ "A family of five", "its crew of nine" are so many persons; a family alone is a number that nobody said."""
    after = page.doc[head.i + 1 : min(head.i + 3, page.end)]
    if len(after) == 2 and after[0].lower_ == "of" and after[1].i in page.number_at:
        number = page.number_at[after[1].i]
        return phrased(page, first, after[1].i, head, "counted", replace(number, start=span[0]))
    return None


def _named(page: Scene, first: int, head: Token) -> Victims:
    """One person by name; for a last name alone `who` is the name of whom the document introduces first by that name."""
    doc = page.doc
    while first < head.i and first not in page.age_at and doc[first].pos_ not in ("PROPN", "NOUN"):
        first += 1
    start = next((i for i in range(first, head.i + 1) if doc[i].pos_ == "PROPN" and doc[i].ent_type_ == "PERSON"), None)
    if start is None:
        start = next((i for i in range(first, head.i + 1) if doc[i].pos_ == "PROPN"), first)
    if (
        start == head.i > first
        and doc[start - 1].text[:1].isupper()
        and doc[start - 1].pos_ in ("PROPN", "NOUN", "ADJ", "X")
    ):
        start -= 1  # a first name that the tagger does not know
    who = doc[start : head.i + 1].text
    if start == head.i:
        who = _introduced(doc, head) or who
    made = phrased(page, first, head.i, head, "named", exact(1, doc[first].idx, head.idx + len(head)))
    return replace(made, who=who, assumed=("named_one",))


def _introduced(doc: Doc, last: Token) -> str | None:
    """The fullest form of the first full name in the document that ends with a last name; None where there is none."""
    full = [
        ent
        for ent in doc.ents
        if ent.label_ == "PERSON" and len(ent) > 1 and ent[-1].text == last.text and "\n" not in ent.text
    ]
    return max((ent.text for ent in full if ent[0].text == full[0][0].text), key=len, default=None) if full else None


def _name_start(page: Scene, last: Token) -> int:
    first = last.i
    while first > page.first and page.doc[first - 1].pos_ == "PROPN":
        first -= 1
    return first
