"""Reads the persons harmed or accused in a report's violent events, each once, with age, sex and what befell them.

Precision goes first: a name with no word beside it that makes it a victim's or an accused person's is nobody here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from crossreport.model.happened import Person
from crossreport.model.said import Figure, Outcome
from crossreport.reading.datelines import behind_place
from crossreport.reading.layout import Document
from crossreport.reading.parsed import Token
from crossreport.reading.parties.words import distance
from crossreport.reading.people.counted import roles_by_figures
from crossreport.reading.people.described import ADULT
from crossreport.reading.people.names import Name, names_in
from crossreport.reading.people.patterns import roles_by_pattern
from crossreport.reading.people.pronouns import roles_by_pronouns
from crossreport.reading.people.roles import Role, role_of, speaks, told_of_self
from crossreport.reading.people.sealing import (
    beside_child,
    grown_lists,
    is_adult,
    last_grown,
    may_be_minor,
    nameless_minors,
    outlived,
    sexual,
    told_age,
    told_apart,
)
from crossreport.reading.people.slots import Slot, seat, tied, unnamed
from crossreport.vocabulary.load import words

Sex = Literal["female", "male"]


@dataclass
class Draft:
    """A person while their names are gathered. `parts` are the words of the fullest name so far.

    `roles` are the signs around the names, `counted` those that figures of this one person give.
    """

    names: list[Name]
    parts: tuple[str, ...]
    roles: list[Role] = field(default_factory=list)
    counted: list[Role] = field(default_factory=list)

    @property
    def suffix(self) -> str | None:
        """The suffix that one of the names has."""
        return next((name.suffix for name in self.names if name.suffix), None)


def identify(document: Document, figures: Sequence[Figure]) -> tuple[tuple[Person, ...], tuple[Figure, ...]]:
    """The persons harmed or accused, and the figures with the indices (`people`) of those whom they count one by one.

    Named persons come once each, and unnamed single victims whose age or sex is told.
    """
    found = [name for sentence in document.sentences if sentence.is_read for name in names_in(document, sentence)]
    aged = {name.words.lower() for name in found if name.age is not None and len(name.parts) > 1}
    places = _no_persons(document) - aged
    # A family name alone that the parser takes for a place is the person's whom the report names in full.
    families = {name.parts[-1] for name in found if len(name.parts) > 1 and name.words.lower() not in places}
    places -= families
    # A caption may open like a dateline ("Ivo Karn - booking photo"); a place has no age.
    places |= {name.words.lower() for name in found if _is_dateline(document, name)} - aged
    found = [name for name in found if name.words.lower() not in places and not _is_family(document, name)]
    violent = any(figure.outcome in ("killed", "injured", "killed_or_injured") for figure in figures)
    counted: dict[Name, list[Role]] = {}
    for name, role in roles_by_figures(document, figures, [name for name in found if not speaks(document, name)]):
        counted.setdefault(name, []).append(role)
    for name, role in roles_by_pronouns(document, figures, found):
        counted.setdefault(name, []).append(role)
    drafts = _gather(document, found, violent, counted)
    pairs = [(draft, person) for draft in drafts if (person := _person(document, draft)) is not None]
    named = [person for _, person in pairs]
    grown = frozenset(index for index, (draft, _) in enumerate(pairs) if is_adult(document, draft))
    slots = seat(document, figures, named, grown)
    named = _sealed(document, figures, pairs, slots, grown)
    others = list(unnamed(document, figures, slots, bool(named)))
    made = [*named, *(person for person, _ in others)]
    order = sorted(range(len(made)), key=lambda i: document.range(made[i].span))
    place = {old: new for new, old in enumerate(order)}
    at = {id(slot): place[len(named) + i] for i, (_, slot) in enumerate(others)}
    where = [place[slot.named] if slot.named is not None else at.get(id(slot), -1) for slot in slots]
    people = tuple(made[i] for i in order)
    return people, tied(figures, people, slots, where)


def _is_family(document: Document, name: Name) -> bool:
    """ "Victims of the Karn family", "Sons of the Karn and Poe Families": a family's name, and no person's."""
    kind = words("persons", "families")
    after = document.doc[name.last + 1] if name.last + 1 < len(document.doc) else None
    return name.parts[-1:] != () and (
        name.parts[-1].lower() in kind or (len(name.parts) == 1 and after is not None and after.lower_ in kind)
    )


def _is_dateline(document: Document, name: Name) -> bool:
    """Does a paragraph open with the name and a dash ("NEWTON – ...", "NEWTON, Ill. (AP) -- ...")?"""
    opens = document.sentences[name.sentence].paragraph.start == name.start
    behind = behind_place(document.plain, name.end)
    # Behind a colon a name speaks.
    return opens and bool(behind) and not behind.rstrip().endswith(":")


def _no_persons(document: Document) -> set[str]:
    """Names that the report uses for places and bodies more often than for persons, lower case."""
    seen: dict[str, int] = {}
    for entity in document.entities:
        sign = {"PERSON": -1, "GPE": 1, "LOC": 1, "FAC": 1}.get(entity.label_, 0)
        key = " ".join(entity.text.lower().split())
        seen[key] = seen.get(key, 0) + sign
    return {name for name, balance in seen.items() if balance > 0}


def _gather(document: Document, names: Sequence[Name], violent: bool, counted: Mapping[Name, list[Role]]) -> list[Draft]:
    """Names of one person joined: a last name alone, or fewer words of a fuller name, are the person named so."""
    drafts: list[Draft] = []
    known: dict[str, list[Draft]] = {}
    for name in sorted(names, key=lambda one: (-len(one.parts), one.start)):
        if not name.parts:
            continue
        fits = [draft for draft in known.get(name.parts[-1], ()) if _is_same(name.parts, draft.parts)]
        # Father and son: "Ivo Karn Jr." is not "Ivo Karn Sr.".
        fits = [draft for draft in fits if not name.suffix or draft.suffix in (None, name.suffix)]
        # A last name alone is that of whom the report introduced first; later relatives go by their first names.
        alone = len(name.parts) == 1
        if alone:
            fits = [draft for draft in fits if draft.parts[-1] == name.parts[-1] or not _only_tells(document, draft)]
        home = (
            min(fits, key=lambda draft: min(one.start for one in draft.names)) if alone and fits else next(iter(fits), None)
        )
        if home is None:
            home = Draft([], name.parts)
            drafts.append(home)
            for part in {*name.parts, *name.parts[-1].split("-")}:
                known.setdefault(part, []).append(home)
        home.names.append(name)
    for draft in drafts:
        draft.names.sort(key=lambda one: one.start)
        draft.roles = [role for name in draft.names for role in _roles(document, name, violent)]
        draft.counted = [role for name in draft.names for role in counted.get(name, ())]
        if any(role.outcome == "killed" for role in draft.counted):
            # "Charged in the killing of A, B and C": a row of the dead that the parser ties to the charge is not accused.
            draft.roles = [role for role in draft.roles if role.direct or role.role == "victim"]
        if not any(role.role == "victim" for role in draft.roles):
            draft.roles += draft.counted[:1]
    return drafts


def _only_tells(document: Document, draft: Draft) -> bool:
    """ "Ahmed Abed posted (...) Her son Ahmed was killed": who only posts or mourns is not meant by a first name alone."""
    full = [name for name in draft.names if len(name.parts) > 1]
    heads = [document.doc[name.first : name.last + 1].root for name in full]
    return bool(full) and all(one.dep_ == "nsubj" and one.head.lemma_.lower() in words("people", "mourns") for one in heads)


def _is_same(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    if short == full:
        return True
    if len(short) == 1:
        # A hyphened last name is shortened to either half, a two-word one to its last.
        # Of two family names the first may stand alone ("Vela" of "Ana Vela Soto").
        middle = len(full) > 2 and short[0] == full[-2] and len(short[0]) > 2
        return middle or short[0] in (full[-1], *full[-1].split("-")) or (len(full) > 1 and short[0] == full[0])
    if short in (full[-len(short) :], full[: len(short)]):
        return True  # "Vela Soto" of "Ana Maria Vela Soto", "Ana Vela" of "Ana Vela Soto"
    same = short[0] == full[0] or _is_spelt_alike(short[0], full[0])
    return short[-1] == full[-1] and same and _may_be_one(short[1:-1], full[1:-1])


def _is_spelt_alike(a: str, b: str) -> bool:
    """One given name in two spellings, or short and in full ("Ivonn", "Ivon"; "Chris", "Christopher")?"""
    short, long = sorted((a, b), key=len)
    return len(short) > 2 and (long.startswith(short) or (len(short) > 3 and distance(a, b) == 1))


def _may_be_one(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Can the names between first and last be one person's? "Ana Jo" and "Ana Lou" are two, "Ana J." may be both."""
    if not some or not others:
        return True
    return any(a.startswith(b) or b.startswith(a) for a in some for b in others)


def _roles(document: Document, name: Name, violent: bool) -> Iterator[Role]:
    sentence = document.sentences[name.sentence]
    yield from told_of_self(document, name)
    if speaks(document, name):
        return
    yield from roles_by_pattern(document, sentence, name)
    yield from role_of(document, name, violent)


def _age(document: Document, draft: Draft) -> int | None:
    """The age told with one of the names, in years."""
    beside = next((name.age for name in draft.names if name.age is not None), None)
    if beside is not None:
        return beside
    return next((age for name in draft.names if (age := told_age(document, name)) is not None), None)


def _person(document: Document, draft: Draft) -> Person | None:
    """The person of a draft, or None where nothing makes them a victim or an accused person."""
    full = max(draft.names, key=lambda one: (len(one.parts), len(one.parts[0]), -one.start))
    age = _age(document, draft)
    if len(full.parts) < 2 and not any(_has_title(document, name) for name in draft.names):
        return None
    # Headlines write every word with a capital: a name is known from the text below.
    if all(document.sentences[name.sentence].paragraph.kind != "text" for name in draft.names) and age is None:
        return None
    victim = [role for role in draft.roles if role.role == "victim"]
    accused = [role for role in draft.roles if role.role == "accused"]
    if not victim and not accused:
        return None
    if len(full.parts) < 2 and not accused:
        return None  # a victim needs a name that tells them from their relatives; an accused one is masked by any
    is_victim = sum(role.weight for role in victim) >= sum(role.weight for role in accused)
    outcome = _outcome(draft.counted or victim) if is_victim else None
    return Person(
        span=document.span(full.start, full.end),
        role="victim" if is_victim else "accused",
        name=full.words,
        outcome=outcome,
        age=age,
        sex=_sex(document, draft),
        sealed="accused" if accused else None,
        spans=tuple(document.span(name.start, name.end) for name in draft.names),
    )


def _outcome(roles: Sequence[Role]) -> Outcome | None:
    found = {role.outcome for role in roles if role.outcome is not None}
    order: tuple[Outcome, ...] = ("killed", "injured", "abducted", "missing", "killed_or_injured")
    return next((one for one in order if one in found), None)


def _sex(document: Document, draft: Draft) -> Sex | None:
    """He or she: by the noun before the name, then by the pronoun after it, before any other name."""
    for name in draft.names:
        found = _before(document, name) or _after(document, name)
        if found is not None:
            return found
    return None


def _before(document: Document, name: Name) -> Sex | None:
    """By "his wife, 34-year-old Ana Vost" or "a man named Ivo Karn": back to the last comma, verb or "and"."""
    first = document.sentences[name.sentence].tokens.start
    for at in range(name.first - 1, max(name.first - 10, first) - 1, -1):
        token = document.doc[at]
        if token.lower_ in ("and", "or", ";", "with", "of", "by") or token.pos_ in ("VERB", "PROPN"):
            return None
        if token.pos_ == "NOUN" and (found := _gender(token)) is not None:
            return found
    return None


def _after(document: Document, name: Name) -> Sex | None:
    end = document.sentences[name.sentence].tokens.end
    for token in document.doc[name.last + 1 : min(name.last + 16, end)]:
        if token.pos_ == "PROPN" and token.ent_type_ == "PERSON":
            return None
        if token.pos_ == "PRON" and (found := _gender(token)) is not None:
            return found
    return None


def _gender(token: Token) -> Sex | None:
    if token.lower_ in words("people", "he"):
        return "male"
    return "female" if token.lower_ in words("people", "she") else None


def _has_title(document: Document, name: Name) -> bool:
    before = document.doc[name.first - 1].lower_.rstrip(".") if name.first else ""
    return before in ("mr", "mrs", "ms", "miss", "dr")


def _sealed(
    document: Document,
    figures: Sequence[Figure],
    pairs: Sequence[tuple[Draft, Person]],
    slots: Sequence[Slot],
    grown: frozenset[int],
) -> list[Person]:
    """The named persons with the reasons why names are masked, from all that the report tells of who is who.

    `grown` are those whom words beside their names show to be no children.
    """
    named = [_aged(person, slot) for (_, person), slot in zip(pairs, slots, strict=False)]
    killer = last_grown(document, named)
    minors = nameless_minors(document, figures, slots, named)
    lists = grown_lists(document, figures)
    violated = sexual(document)
    survivors = outlived(document, figures, minors)
    made = []
    for index, ((draft, _), person) in enumerate(zip(pairs, named, strict=True)):
        # Who "killed her daughters, then herself" is accused, though the name stands elsewhere among the dead.
        why = person.sealed or ("accused" if slots[index].is_.attacker or index == killer else None)
        if why is None and person.age is not None and person.age < ADULT:
            why = "minor"
        is_grown = index in grown or (person.age or 0) >= ADULT
        if why is None and (violated == "any" or (violated and not is_grown) or any(role.sexual for role in draft.roles)):
            why = "sexual_violence"
        if why is None and person.age is None:
            child = any(beside_child(document, name) for name in draft.names)
            listed = any(a <= name.start < b for a, b in lists for name in draft.names)
            dead = slots[index].outcome == "killed" and survivors
            apart = listed or dead or index in grown or told_apart(document, draft, minors)
            doubt = may_be_minor(index, slots[index].is_.sex, minors) and not apart
            why = "minor" if child or doubt else None
        made.append(msgspec.structs.replace(person, sealed=why))
    return made


def _aged(person: Person, slot: Slot) -> Person:
    """The person with the age, sex and outcome that other words about them tell."""
    age = person.age if person.age is not None else slot.is_.age
    outcome = (
        slot.outcome if person.role == "victim" and (slot.outcome == "killed" or not person.outcome) else person.outcome
    )
    return msgspec.structs.replace(person, age=age, sex=person.sex or slot.is_.sex, outcome=outcome)
