"""The record as JSON Lines, a file a kind of thing: the interchange format, out."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

import msgspec

from crossreport.deciding.listing import Listed
from crossreport.export import fields
from crossreport.export.fields import Fields, some
from crossreport.export.jsonl_fields import FILES
from crossreport.export.source import Scope, Source
from crossreport.model.acting import Actor, Interaction
from crossreport.model.happened import Event, EventActor, EventPerson, Victim
from crossreport.model.judged import Cell, Relation, Story, Tally
from crossreport.model.record import EarlierClaim, ReportRow
from crossreport.model.said import AsRead, Claim, Origin, Said


def files(source: Source, _: Scope) -> dict[str, Iterator[bytes]]:
    """{name of the file: its lines}."""
    derived = source.derived
    register = ((event, one) for event in derived.events for one in event.victims)

    def each(values: Iterable[Any], made: Callable[[Any], Fields]) -> Iterator[bytes]:
        return (fields.line(made(value)) for value in values)

    made = {
        "reports": each(derived.rows, report),
        "events": each(derived.events, event),
        "claims": chain(each(derived.claims, claim), each(derived.earlier, earlier_claim)),
        "origins": each(derived.origins, origin),
        "relations": chain(
            each(derived.relations, relation), each((one for one in derived.earlier if one.change), change_of)
        ),
        "stories": each(derived.stories, story),
        "tallies": each(derived.tallies, tally),
        "actors": each(derived.actors, actor_across_reports),
        "interactions": each(derived.interactions, interaction),
        "victims": (fields.line(victim(event, one)) for event, one in register),
    }
    made["decisions"] = each(source.decisions(), decision)
    return {f"{name}.jsonl": lines for name, lines in made.items()}


def report(row: ReportRow) -> Fields:
    """A line of reports.jsonl."""
    return some(
        report=row.report,
        story=row.story,
        main_event=row.main_event,
        copy_of=row.copy_of,
        published=row.inferred_day,
        published_inferred=True if row.inferred_day else None,
    )


def event(value: Event) -> Fields:
    """A line of events.jsonl."""
    return some(
        id=value.id,
        title=value.title,
        formerly=value.formerly,
        kind=value.kind,
        part_of=value.part_of,
        plover=value.plover,
        mode=value.mode,
        cause=value.cause,
        date=fields.date(value.date),
        place=fields.place(value.place),
        actors=[_actor(one) for one in value.actors],
        people=[_person(one) for one in value.people],
        figures={outcome: fields.estimate(one) for outcome, one in value.figures.items()},
        cells=[_cell(one) for one in value.cells],
        reports=value.reports,
        claims=value.claims,
        corroboration=value.corroboration,
        responsibility=value.responsibility,
        review=value.review,
        marks=[some(field=one.field, was=one.was, by=one.by, why=one.why, decision=one.decision) for one in value.marks]
        or None,
        decisions=value.decisions or None,
        unseen=value.unseen or None,
    )


def decision(value: Listed) -> Fields:
    """A line of decisions.jsonl: the decision as it was made, and what became of it."""
    made: Fields = msgspec.to_builtins(value.decision)
    return made | some(
        state=value.state,
        reason=value.why or None,
        claims=value.claims,
        events=value.events,
        reports=value.reports,
        against=value.against or None,
        undone_by=value.undone_by,
    )


def _actor(value: EventActor) -> Fields:
    return some(name=value.name, role=value.role, country=value.country, sector=value.sector, claims=value.claims)


def _person(value: EventPerson) -> Fields:
    return some(name=value.name, role=value.role, outcome=value.outcome, age=value.age, sex=value.sex, claims=value.claims)


def _cell(value: Cell) -> Fields:
    kind = some(outcome=value.outcome, status=value.status, side=value.side, subgroup=value.subgroup)
    return {**kind, **fields.estimate(value.estimate)}


def claim(value: Claim) -> Fields:
    """A line of claims.jsonl."""
    return some(
        id=value.id,
        report=value.report,
        events=value.events,
        type=value.type,
        spans=[fields.span(one) for one in value.spans],
        quote=value.quote,
        attribution=_said(value.attribution) if value.attribution else None,
        figure={**fields.figure(value.figure), **some(subset_of=value.subset_of)} if value.figure else None,
        origin=value.origin,
        status=value.status,
        reason=value.reason,
        rule=value.rule,
        human_status=value.human_status,
        as_read=_as_read(value.as_read) if value.as_read else None,
        decisions=value.decisions or None,
    )


def _as_read(value: AsRead) -> Fields:
    """What the machine read of a claim that a person edited."""
    said = _said(value.attribution) if value.attribution else None
    return some(figure=fields.figure(value.figure) if value.figure else None, attribution=said, aux=value.aux)


def earlier_claim(value: EarlierClaim) -> Fields:
    """A line of claims.jsonl for a claim of a version of a report that counts no more; its spans point into that version."""
    return {**claim(value.claim), **some(version=value.version, published=value.published, replaced_by=value.replaced_by)}


def change_of(value: EarlierClaim) -> Fields:
    """A line of relations.jsonl: what the claim that counts is to the one that it replaced."""
    return {"a": value.claim.id, "b": value.replaced_by, "type": value.change, "why": value.why}


def _said(value: Said) -> Fields:
    return some(source=value.source, stance=value.stance, polarity=value.polarity, certainty=value.certainty, via=value.via)


def origin(value: Origin) -> Fields:
    """A line of origins.jsonl."""
    return some(
        id=value.id,
        speaker=value.speaker,
        basis=value.basis,
        reports=value.reports,
        independence=value.independence,
    )


def relation(value: Relation) -> Fields:
    """A line of relations.jsonl."""
    return {"a": value.a, "b": value.b, "type": value.type, "why": value.why}


def story(value: Story) -> Fields:
    """A line of stories.jsonl."""
    return some(
        id=value.id,
        title=value.title,
        **{"from": value.from_, "to": value.to},
        reports=value.reports,
        events=value.events,
        rows=[{"kind": row.kind, "claims": row.claims, "text": row.text} for row in value.rows],
    )


def actor_across_reports(value: Actor) -> Fields:
    """A line of actors.jsonl: an actor with all that reports tell of it, each with the claim behind it."""
    deeds = [
        some(kind=one.kind, claim=one.claim, text=one.text, other=one.other, event=one.event, plover=one.plover,
             **{"from": one.from_, "to": one.to})
        for one in value.deeds
    ]  # fmt: skip
    return some(
        id=value.id,
        name=value.name,
        kind=value.kind,
        names=value.names,
        country=value.country,
        sector=value.sector,
        roles=value.roles,
        reports=value.reports,
        deeds=deeds,
    )


def interaction(value: Interaction) -> Fields:
    """A line of interactions.jsonl: an act of one actor towards another, with its days and claims."""
    return some(
        id=value.id,
        actor=value.actor,
        recipient=value.recipient,
        plover=value.plover,
        mode=value.mode,
        **{"from": value.from_, "to": value.to},
        claims=value.claims,
        reports=value.reports,
    )


def victim(of: Event, value: Victim) -> Fields:
    """A line of victims.jsonl: a person dead or hurt of whom reports tell singly, with the event."""
    return some(
        id=value.id,
        event=of.id,
        name=value.name,
        words=value.words,
        outcome=value.outcome,
        age=value.age,
        sex=value.sex,
        reports=value.reports,
        claims=value.claims,
    )


def tally(value: Tally) -> Fields:
    """A line of tallies.jsonl."""
    found, difference = value.found, value.difference
    return some(
        claim=value.claim,
        outcome=value.outcome,
        who=value.who,
        low=value.low,
        high=value.high,
        point=value.point,
        period=fields.period(value.period_from, value.period_to) or {},
        area=value.area,
        by=value.by,
        found={"low": found.low, "best": found.best, "high": found.high, "events": found.events},
        difference={"claims": difference.claims, "text": difference.text, "certain": difference.certain}
        if difference
        else None,
    )


DOCS = FILES
