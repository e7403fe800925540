"""Single claims that a person took out of what one report tells as one incident: they tell of another one."""

from collections.abc import Sequence

import msgspec

from crossreport.linking.claims import person_spans, tidy
from crossreport.linking.words import tokens
from crossreport.model.decided import Decision
from crossreport.model.happened import Mention, MentionActor, Reading
from crossreport.model.report import Report
from crossreport.model.said import Claim

# What a claim must be to stand apart; an occurrence or its denial is the telling itself, a total belongs to none.
MOVABLE = ("figure", "responsibility", "statement")


def can_move(claim: Claim) -> bool:
    """Can it be taken out of the incident that its report tells, so that others are left there?"""
    return claim.type in MOVABLE or claim.statement is not None


def take_apart(reading: Reading, report: Report, decision: Decision, claims: Sequence[Claim]) -> tuple[Reading, str]:
    """(the reading with a mention of its own for these claims of it, that mention's id).

    Day and place are those of the telling that they leave, as inferred ones: no words say them of what stands apart.
    """
    name = f"apart {decision.id}"
    told = next(one for one in reading.mentions if one.id == claims[0].mention)
    figures = {at for at, one in enumerate(reading.figures) if any(one is claim.figure for claim in claims)}
    persons = {at for figure in figures for at in reading.figures[figure].people} | {
        at
        for at, person in enumerate(reading.people)
        if any(claim.rule == "person" and claim.spans == tidy(person_spans(person), report) for claim in claims)
    }
    moving = [(one.id, actor) for one in reading.mentions for actor in one.actors if _is_told(actor, claims)]
    statements = {claim.statement for claim in claims}
    mentions = [
        msgspec.structs.replace(one, actors=tuple(actor for actor in one.actors if (one.id, actor) not in moving))
        for one in reading.mentions
    ]
    changed = msgspec.structs.replace(
        reading,
        figures=tuple(
            msgspec.structs.replace(
                one,
                mention=name if at in figures else one.mention,
                # A part and its whole are of one incident.
                subset_of=one.subset_of if (at in figures) == (one.subset_of in figures) else None,
            )
            for at, one in enumerate(reading.figures)
        ),
        people=tuple(
            msgspec.structs.replace(one, mention=name) if at in persons else one for at, one in enumerate(reading.people)
        ),
        statements=tuple(
            msgspec.structs.replace(one, mention=name) if at in statements else one
            for at, one in enumerate(reading.statements)
        ),
        mentions=(*mentions, _mention(name, told, report, claims, [actor for _, actor in moving])),
    )
    return changed, name


def _is_told(actor: MentionActor, claims: Sequence[Claim]) -> bool:
    span = actor.party.span
    return actor.role in ("accused", "claimed") and any(claim.rule == "actor" and span in claim.spans for claim in claims)


def _mention(name: str, told: Mention, report: Report, claims: Sequence[Claim], actors: Sequence[MentionActor]) -> Mention:
    words = " ".join(claims[0].quote.split())
    return msgspec.structs.replace(
        told,
        id=name,
        spans=tidy([span for claim in claims for span in claim.spans], report),
        main=False,
        follow_up=False,
        date=msgspec.structs.replace(told.date, basis="inferred"),
        actors=tuple(actors),
        terms=tuple(dict.fromkeys(term for term, _ in tokens(words))),
        words=words,
        evidence=(),
    )
