"""Reads the events that a report tells of, and which of them each figure, person, action and statement belongs to."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import msgspec

from crossreport.model.happened import Action, Mention, Party, Person, Statement, TimeExpression, Toponym
from crossreport.model.said import Attribution, Figure
from crossreport.reading.captions import is_of_a_picture
from crossreport.reading.layout import Document
from crossreport.reading.mentions.anchors import Anchor, find_anchors
from crossreport.reading.mentions.assign import Owners
from crossreport.reading.mentions.clauses import Group, group_sentence
from crossreport.reading.mentions.days import names_an_occasion
from crossreport.reading.mentions.hanging import landmark
from crossreport.reading.mentions.in_towns import part_by_town
from crossreport.reading.mentions.incidents import gather
from crossreport.reading.mentions.main_event import choose_main, is_follow_up
from crossreport.reading.mentions.occasions import Occasion, find_occasion, head_of
from crossreport.reading.mentions.same_incident import Incident
from crossreport.reading.mentions.somebody import is_whose_kin
from crossreport.reading.mentions.telling import Material, mention_of, mention_of_occasion
from crossreport.reading.said.responsibility import Responsibility

_Thing = TypeVar("_Thing", Figure, Person, Action, Statement)


class Assigned(msgspec.Struct, frozen=True):
    """The mentions of a report, and its figures, people, actions and statements with the `mention` they belong to."""

    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]
    people: tuple[Person, ...]
    actions: tuple[Action, ...]
    statements: tuple[Statement, ...]


def read_mentions(
    document: Document,
    figures: Sequence[Figure],
    people: Sequence[Person],
    actions: Sequence[Action],
    statements: Sequence[Statement],
    dates: Sequence[TimeExpression],
    places: Sequence[Toponym],
    parties: Sequence[Party],
    attributions: Sequence[Attribution],
) -> Assigned:
    """The events of one report: incidents with harm, and what its headline and lead are about; `main` is one at most."""
    dates = [one for one in dates if not names_an_occasion(document, one) and not is_of_a_picture(document, one)]
    anchors, figures, places = part_by_town(document, find_anchors(document, figures), figures, places)
    groups = _groups(document, anchors, figures, dates, places)
    incidents, of = gather(document, groups, figures, _names(document, people))
    occasion = find_occasion(document, actions, dates)
    main = choose_main(document, incidents, occasion, parties, actions, figures)
    responsibility = Responsibility(document, parties, attributions)
    material = Material(document, figures, people, actions, dates, places, parties, attributions, responsibility)
    ids, mentions = _mentions(material, incidents, main)
    owners = Owners(document, groups, {index: ids[id(one)] for index, one in of.items()}, figures)
    home = ids.get(id(main)) if main is not None else None
    return Assigned(
        mentions,
        tuple(
            _placed(one, owners.of_figure(index) or (home if _is_of_occasion(document, one, main, incidents) else None))
            for index, one in enumerate(figures)
        ),
        tuple(_placed(one, owners.of_person(one, home)) for one in people),
        tuple(_placed(one, _of_action(owners, index, one, main, home)) for index, one in enumerate(actions)),
        tuple(_placed(one, _of_statement(owners, one, main, home)) for one in statements),
    )


def _placed(one: _Thing, mention: str | None) -> _Thing:
    return msgspec.structs.replace(one, mention=mention)


def _groups(
    document: Document,
    found: Sequence[Anchor],
    figures: Sequence[Figure],
    dates: Sequence[TimeExpression],
    places: Sequence[Toponym],
) -> list[Group]:
    anchors: dict[int, list[Anchor]] = {}
    whens: dict[int, list[TimeExpression]] = {}
    wheres: dict[int, list[Toponym]] = {}
    for anchor in found:
        anchors.setdefault(anchor.sentence, []).append(anchor)
    for time in dates:
        whens.setdefault(document.sentence_of(time.span), []).append(time)
    for place in places:
        wheres.setdefault(document.sentence_of(place.span), []).append(place)
    return [
        group
        for index in sorted(anchors)
        for group in group_sentence(
            document, document.sentences[index], anchors[index], figures, whens.get(index, ()), wheres.get(index, ())
        )
    ]


def _names(document: Document, people: Sequence[Person]) -> Callable[[Group], frozenset[str]]:
    """A function from a group to the last names of the persons harmed or accused that its sentence names.

    Who was harmed near by ("a mile from where Karn was shot") is not among them, nor he whose kin was ("Karn's brother").
    """
    named: dict[int, set[str]] = {}
    for person in people:
        if person.name:
            for span in (person.span, *person.spans):
                tokens = document.doc.char_span(*document.range(span), alignment_mode="expand")
                if tokens is not None and (landmark(tokens.root) is not None or is_whose_kin(tokens.root)):
                    continue
                named.setdefault(document.sentence_of(span), set()).add(person.name.split()[-1].lower())
    return lambda group: frozenset(named.get(group.sentence, ())) if not group.shared else frozenset()


def _mentions(
    given: Material, incidents: Sequence[Incident], main: Incident | Occasion | None
) -> tuple[Mapping[int, str], tuple[Mention, ...]]:
    """The mentions in the order in which they are told, and the id of each incident or occasion by its identity."""
    follow_up = is_follow_up(given.document)
    told: list[tuple[int, Incident | Occasion]] = [(one.first, one) for one in incidents]
    if isinstance(main, Occasion):
        told.append((main.sentence, main))
    ids: dict[int, str] = {}
    mentions: list[Mention] = []
    for number, (_, one) in enumerate(sorted(told, key=lambda pair: pair[0]), start=1):
        ids[id(one)] = f"m{number}"
        if isinstance(one, Occasion):
            mentions.append(mention_of_occasion(given, one, ids[id(one)]))
        else:
            mentions.append(mention_of(given, one, ids[id(one)], one is main, follow_up))
    return ids, tuple(mentions)


def _is_of_occasion(
    document: Document, figure: Figure, main: Incident | Occasion | None, incidents: Sequence[Incident]
) -> bool:
    """ "Police arrested 45 at a protest. Nobody was hurt": those arrested, where this is the news, and nobody."""
    nobody = figure.form == "zero" and not incidents
    if not isinstance(main, Occasion) or figure.aux != "none" or figure.scope != "incident":
        return False
    if not nobody and figure.outcome != "detained":
        return False
    head = [one.index for one in head_of(document)]
    return figure.sentence in head and (nobody or main.sentence in (figure.sentence, head[0]))


def _of_action(owners: Owners, index: int, action: Action, main: Incident | Occasion | None, home: str | None) -> str | None:
    if isinstance(main, Occasion) and main.action == index:
        return home
    return owners.of_action(action)


def _of_statement(owners: Owners, statement: Statement, main: Incident | Occasion | None, home: str | None) -> str | None:
    if isinstance(main, Occasion) and statement.sentence == main.sentence:
        return home
    return owners.of_statement(statement)
