"""Who is who among the persons that single figures tell of: one slot for each, with all the words about them.

"A 19-year-old man was shot", "the teen died", "Ivo Karn, 19": a name or an age is nearly an identity; an indefinite
description introduces a person, or tells again of one who fits in all that both say; a definite one ("the woman", "she")
is the last one told of who fits. What fits nobody and says neither age nor sex is left to the counts.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from crossreport.model.happened import Person
from crossreport.model.said import Figure, Outcome
from crossreport.reading.figures.numbers import YEARS_OLD
from crossreport.reading.layout import Document
from crossreport.reading.people.counted import is_of_one
from crossreport.reading.people.described import ADULT, SELVES, Described, described, subject_of
from crossreport.vocabulary.load import words

CALLED = re.compile(
    r",?\s+(?:who )?(?:(?:was|were|has|been|have|later|since|recently|now|only) )*(?:identified|named)"
    r"(?: [^,.;]{1,40}?)? as:? "
    rf"(?:\d{{1,3}}{YEARS_OLD} )?",
    re.I,
)
PRONOUNS = frozenset({"he", "she", "him", "her", "it"}) | SELVES
# A definite description reaches back this many sentences.
REACH = 5
# A report that tells of more persons than these is a list: names and ages alone say there who is who.
MANY = 60


@dataclass
class Slot:
    """One person: what is known of them, where they are told of, and the figures that count them.

    `named` is the index of the person by name, None where no name is told. `suspected`: other words accuse this one;
    `grown`: words beside the name show that this is no child.
    """

    is_: Described
    named: int | None = None
    outcome: Outcome | None = None
    figures: list[int] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    suspected: bool = False
    grown: bool = False

    def may_be(self, other: Described) -> bool:
        """Could some words be of this person?"""
        return self.is_.may_be(other) and not (self.grown and other.child)


@dataclass(frozen=True)
class Namings:
    """Where a report names its persons: the namings' ends in order, each with the index of the person, and last names."""

    starts: tuple[int, ...]
    ends: tuple[tuple[int, int], ...]
    last: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, document: Document, named: Sequence[Person]) -> "Namings":
        """The namings of these persons."""
        found = sorted((*document.range(span), index) for index, person in enumerate(named) for span in person.spans)
        last: dict[str, tuple[int, ...]] = {}
        for index, person in enumerate(named):
            for word in (person.name or "").lower().split()[-1:]:
                last[word] = (*last.get(word, ()), index)
        return cls(tuple(start for start, _, _ in found), tuple((end, index) for _, end, index in found), last)

    def find(self, document: Document, figure: Figure) -> int | None:
        """Whom a figure counts by name, in its words, right behind them ("a man identified as ...") or as whose they are."""
        start, end = document.range(figure.span)
        if document.plain[start:end].lower() in SELVES:
            subject = subject_of(document, start)
            return self.at(subject.idx, subject.idx + len(subject)) if subject is not None else None
        if "named_one" not in figure.defaulted:
            at = bisect_right(self.starts, end)
            while at < len(self.starts) and self.starts[at] < end + 90:
                if CALLED.fullmatch(document.plain, end, self.starts[at]):
                    return self.ends[at][1]
                at += 1
            return None
        found = self.at(start, end)
        if found is not None:
            return found
        fits = self.last.get((figure.who or "-").lower().split()[-1], ())
        return fits[0] if len(fits) == 1 and figure.rule == "re-mention" else None

    def at(self, start: int, end: int) -> int | None:
        """The person whose naming these offsets touch."""
        at = max(bisect_right(self.starts, start) - 1, 0)
        for begin, (stop, index) in zip(self.starts[at : at + 3], self.ends[at : at + 3], strict=True):
            if begin < end and start < stop:
                return index
        return None


def seat(
    document: Document, figures: Sequence[Figure], named: Sequence[Person], grown: frozenset[int] = frozenset()
) -> list[Slot]:
    """The slots of a report, those of its named persons first and in their order; `grown` are known to be no children."""
    slots = [_of_person(document, index, person, index in grown) for index, person in enumerate(named)]
    told = Namings.of(document, named)
    for index, figure in enumerate(figures):
        if is_of_one(figure):
            one = described(document, figure)
            by_name = told.find(document, figure)
            home = slots[by_name] if by_name is not None else None
            if home is None and len(slots) <= MANY:
                home = _fitting(document, figure, one, slots, figures)
            if home is None and one.says and "named_one" not in figure.defaulted:
                home = Slot(one)
                slots.append(home)
            if home is not None:
                _join(home, one, index, figure)
    if len(slots) > MANY:
        return slots
    return _attacker_named(_named_at_last(slots, figures, len(named)), figures, len(named))


def _named_at_last(slots: list[Slot], figures: Sequence[Figure], named: int) -> list[Slot]:
    """ "A 19-year-old died ... The victim was identified as Ivo Karn": one person, where only one told of before fits.

    A name without an age, after one person of some age without a name, is that person's: another one would be told apart.
    """
    for slot in [one for one in slots[:named] if one.is_.age is None and one.figures]:
        first = min(slot.sentences, default=0)
        before = [one for one in slots[named:] if one.sentences[0] < first and slot.may_be(one.is_)]
        if slot.outcome == "killed" and _is_other_dead(slots, figures, first):
            # "A man was killed and a child was hurt ... the victim was identified as Ivo Karn": the one who was killed.
            before = [one for one in before if one.outcome == "killed"]
        is_told = any(figures[index].rule == "named" for index in slot.figures)
        fits = [one for one in before if one.is_.age is not None or (is_told and one.outcome in ("killed", slot.outcome))]
        rivals = [one for one in slots[:named] if one is not slot and one.figures and one.is_.age is None]
        dead = [one for one in fits if one.outcome == "killed"] or fits
        if len(dead) == 1 and (is_told or (len(before) == 1 and not rivals)) and not dead[0].is_.attacker:
            slot.is_ = slot.is_.joined(dead[0].is_)
            slot.outcome = min((slot.outcome, dead[0].outcome), key=_gravity)
            slot.figures = sorted({*slot.figures, *dead[0].figures})
            slot.sentences = sorted({*slot.sentences, *dead[0].sentences})
            slots.remove(dead[0])
    return slots


def _is_other_dead(slots: Sequence[Slot], figures: Sequence[Figure], sentence: int) -> bool:
    """Is one person told of as killed before a sentence of whom neither age nor sex is said, and who has no slot?"""
    seated = {index for slot in slots for index in slot.figures}
    return any(
        one.outcome == "killed" and is_of_one(one) and one.sentence < sentence and index not in seated
        for index, one in enumerate(figures)
    )


def _is_killed_by_another(slot: Slot, figures: Sequence[Figure]) -> bool:
    """ "He killed Ivo Karn": whom somebody else is said to have killed did not do it."""
    return any(
        figures[i].rule == "active" and figures[i].outcome == "killed" and "named_one" in figures[i].defaulted
        for i in slot.figures
    )


def _attacker_named(slots: list[Slot], figures: Sequence[Figure], named: int) -> list[Slot]:
    """ "A woman killed two girls, then herself ... Ana Vost, 34, and the girls were found dead": the only one who fits."""
    for one in [slot for slot in slots[named:] if slot.is_.attacker]:
        fits = [slot for slot in slots[:named] if slot.is_.may_be(one.is_) and slot.is_.shared(one.is_)]
        fits = [slot for slot in fits if slot.suspected or slot.outcome in (None, "killed")]
        fits = [slot for slot in fits if slot.suspected or not _is_killed_by_another(slot, figures)]
        if len(fits) == 1:
            fits[0].is_ = fits[0].is_.joined(one.is_)
            fits[0].figures = sorted({*fits[0].figures, *one.figures})
            slots.remove(one)
    return slots


def _gravity(outcome: Outcome | None) -> int:
    order: tuple[Outcome | None, ...] = ("killed", "injured", "killed_or_injured")
    return order.index(outcome) if outcome in order else len(order)


def _of_person(document: Document, index: int, person: Person, grown: bool) -> Slot:
    child = None if person.age is None else person.age < ADULT
    known = Described(person.age, person.sex, child, person.role == "accused")
    told = [document.sentence_of(span) for span in person.spans]
    return Slot(known, index, person.outcome, [], told, person.sealed == "accused", grown)


def _fitting(
    document: Document, figure: Figure, one: Described, slots: Sequence[Slot], figures: Sequence[Figure]
) -> Slot | None:
    """The slot that the words tell of again: by age, by a definite description soon after, or by all that both say."""
    if "named_one" in figure.defaulted:
        return None
    fits = [slot for slot in slots if slot.may_be(one) and not (slot.is_.attacker and not one.attacker)]
    accused = one.attacker or not words("people", "accused").isdisjoint((figure.who or "").lower().split())
    if accused and figure.outcome != "killed":
        # "A man was shot dead ... The suspect was taken to a hospital": whom others killed lives in no hospital.
        fits = [slot for slot in fits if slot.is_.attacker or not _is_victim(document, slot, figures)]
    if one.age is not None:
        aged = [slot for slot in fits if slot.is_.age == one.age and not _is_beside(figure, slot, figures)]
        if len(aged) == 1:
            return aged[0]
    if one.attacker:
        # "He shot Ana Vost. The gunman killed himself": of those who are named, whom other words accuse.
        fits = [slot for slot in fits if slot.named is None or slot.suspected]
    if figure.rule == "re-mention" or _is_definite(document, figure):
        near = [slot for slot in fits if any(0 <= figure.sentence - at <= REACH for at in slot.sentences)]
        pronoun = document.words(figure.span).lower() in PRONOUNS
        return max(
            near,
            key=lambda slot: (
                0 if pronoun else slot.is_.shared(one),
                max(at for at in slot.sentences if at <= figure.sentence),
            ),
            default=None,
        )
    alike = [slot for slot in fits if _is_alike(slot.outcome, figure.outcome) and not _is_beside(figure, slot, figures)]
    shared = [slot for slot in alike if slot.is_.shared(one)]
    return shared[0] if len(shared) == 1 and figure.measure == "stock" else None


def _is_victim(document: Document, slot: Slot, figures: Sequence[Figure]) -> bool:
    """Was somebody killed by others than police, whom an attacker's death is often laid to?"""
    dead = [figures[i] for i in slot.figures if figures[i].outcome == "killed" and figures[i].rule == "passive"]
    forces = words("persons", "security_force")
    return bool(dead) and not any(
        token.lemma_.lower() in forces or token.lower_ in forces
        for i in slot.figures
        for token in document.sentences[figures[i].sentence].tokens
    )


def _is_definite(document: Document, figure: Figure) -> bool:
    return document.words(figure.span).lower().split()[:1] in (["the"], ["this"], ["that"]) or (
        document.words(figure.span).lower() in PRONOUNS - SELVES
    )


def _is_alike(a: Outcome | None, b: Outcome | None) -> bool:
    return a == b or "killed_or_injured" in (a, b) or a is None or b is None


def _is_beside(figure: Figure, slot: Slot, figures: Sequence[Figure]) -> bool:
    """Does the same sentence tell of the slot's person in other words, so that these are somebody else's?"""
    return any(figures[index].sentence == figure.sentence and figures[index].span != figure.span for index in slot.figures)


def _join(home: Slot, one: Described, index: int, figure: Figure) -> None:
    home.is_ = home.is_.joined(one)
    if home.outcome != "killed" and (home.outcome is None or figure.outcome != "killed_or_injured"):
        home.outcome = figure.outcome
    home.figures.append(index)
    home.sentences.append(figure.sentence)


def unnamed(
    document: Document, figures: Sequence[Figure], slots: Sequence[Slot], named: bool
) -> Iterator[tuple[Person, Slot]]:
    """The persons without a name: of whom an age is told, or a sex where the report names nobody (`named`)."""
    for slot in slots:
        if slot.named is not None or slot.outcome not in ("killed", "injured"):
            continue
        if slot.is_.age is None and (slot.is_.sex is None or named):
            continue
        spans = tuple(figures[index].span for index in slot.figures)
        told = max((document.words(span) for span in spans), key=len)
        yield (
            Person(
                span=spans[0],
                role="victim",
                outcome=slot.outcome,
                age=slot.is_.age,
                sex=slot.is_.sex,
                sealed="minor" if _is_minor(slot, told) else None,
                spans=spans,
            ),
            slot,
        )


def _is_minor(slot: Slot, told: str) -> bool:
    if slot.is_.age is not None:
        return slot.is_.age < ADULT
    return bool(slot.is_.child) or any(word in words("people", "minor") for word in re.findall(r"[\w-]+", told.lower()))


def tied(
    figures: Sequence[Figure], people: Sequence[Person], slots: Sequence[Slot], places: Sequence[int]
) -> tuple[Figure, ...]:
    """The figures with the indices of the persons whom they count; `places`: each slot's index among these, or -1.

    Who is told of as hurt in one place and as dead in another is dead, and counted with the hurt nowhere.
    """
    made = list(figures)
    for slot, place in zip(slots, places, strict=True):
        dead = any(_is_plainly_dead(figures[index]) for index in slot.figures)
        for index in slot.figures:
            one = made[index]
            if 0 <= place < len(people):
                one = msgspec.structs.replace(one, people=(place,))
            if dead and one.outcome == "injured" and one.rule != "re-mention":
                one = msgspec.structs.replace(
                    one, outcome="killed_or_injured", defaulted=(*one.defaulted, "died_later"), subset_of=None
                )
            made[index] = one
    return tuple(made)


def _is_plainly_dead(figure: Figure) -> bool:
    """Is one told of as dead by words of their own, not by a pronoun or "the man", which may mean another?"""
    return figure.outcome == "killed" and figure.aux == "none" and figure.rule != "re-mention"
