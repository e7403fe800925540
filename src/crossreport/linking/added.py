"""What a person adds to a report's reading: a claim on marked words, in the form in which a reader would have given it."""

from dataclasses import dataclass
from typing import Literal

import msgspec

from crossreport.linking.claims import BY_HAND, words_as_is
from crossreport.linking.words import tokens
from crossreport.model.decided import AddClaim, Decision, Does
from crossreport.model.happened import EventDate, Mention, MentionActor, Party, Person, Reading, Statement
from crossreport.model.report import Report, Span
from crossreport.model.said import Attribution, Figure

RULE = "added by hand"
ROLES: dict[Does | None, Literal["accused", "claimed"]] = {"claims": "claimed", "admits": "claimed"}


@dataclass(frozen=True)
class _Place:
    """Where an addition stands: its words, the mention that it is of, the attribution that it stands in."""

    spans: tuple[Span, ...]
    mention: str | None
    attribution: str | None


def add_to(
    reading: Reading, report: Report, decision: Decision, action: AddClaim, spans: tuple[Span, ...], mention: str | None
) -> tuple[Reading, str | None]:
    """(the reading with the claim added, the id of the mention that was made for it, if one was).

    A figure or statement is of the mention given. An occurrence makes a mention, and so does what has none to belong to, but
    for a stated total or a statement of no event.
    """
    mention = None if action.type == "occurrence" else mention
    said = _attribution(decision, action, spans)
    if action.type == "responsibility" and not _did_harm(reading, mention):
        mention = None
    own = mention is None and action.type != "tally" and (action.type != "statement" or action.event is not None)
    name = mention or (f"{BY_HAND}{decision.id}" if own else None)
    at = _Place(spans, name, said.id if said else None)
    changes: dict[str, object] = {}
    if said is not None:
        changes["attributions"] = (*reading.attributions, said)
    if own and name is not None:
        changes["mentions"] = (*reading.mentions, _mention(name, report, action, at))
    if action.type in ("figure", "tally"):
        changes["figures"] = (*reading.figures, _figure(action, at))
    elif action.type == "statement":
        changes["statements"] = (*reading.statements, _statement(report, at))
    elif action.type == "responsibility":
        changes |= _responsible(msgspec.structs.replace(reading, **changes), action, at)
    return msgspec.structs.replace(reading, **changes), name if own else None


def _attribution(decision: Decision, action: AddClaim, spans: tuple[Span, ...]) -> Attribution | None:
    is_plain = action.source is None and action.stance == "stated" and action.polarity == "+"
    if is_plain and action.type != "responsibility":  # who is accused is accused by somebody, if only by the report
        return None
    certainty = "CT" if action.polarity != "u" else "U"
    ident = f"{BY_HAND}{decision.id}"
    return Attribution(ident, spans, action.stance, action.polarity, certainty, speaker=action.source)  # type: ignore[arg-type]


def _mention(name: str, report: Report, action: AddClaim, at: _Place) -> Mention:
    words = action.title or " ".join(at.spans[0].words(report).split())
    return Mention(
        id=name,
        spans=at.spans,
        date=action.date or EventDate(),
        place=action.place,
        plover=action.plover,
        mode=action.mode,
        cause=action.cause or ("violence" if action.type == "responsibility" else "unknown"),
        terms=_terms(words),
        words=words,
        attribution=at.attribution,
    )


def _figure(action: AddClaim, at: _Place) -> Figure:
    return Figure(
        span=at.spans[0],
        outcome=action.outcome or "other",
        form=action.form,
        scope="period" if action.type == "tally" else "incident",
        low=action.low,
        high=action.high,
        point=action.point,
        who=action.who,
        status=action.status,
        period_from=action.period_from,
        period_to=action.period_to,
        area=action.area,
        mention=at.mention,
        attribution=at.attribution,
        predicate=at.spans[1] if len(at.spans) > 1 else None,
        rule=RULE,
    )


def _did_harm(reading: Reading, mention: str | None) -> bool:
    """Is the mention of something that somebody can be held responsible for?"""
    return any(
        one.id == mention and (one.plover in words_as_is("harmful") or one.cause == "violence") for one in reading.mentions
    )


def _responsible(reading: Reading, action: AddClaim, at: _Place) -> dict[str, object]:
    """The fields of a reading with the actor held responsible; a natural person is one of its people, sealed."""
    name = action.actor or ""
    changes: dict[str, object] = {}
    is_accused_person = action.person and action.does == "accused"
    if action.person:
        person = Person(at.spans[0], "accused", name, mention=at.mention if is_accused_person else None, sealed="accused")
        changes["people"] = (*reading.people, person)
    known = next((one.key for one in reading.parties if one.name.casefold() == name.casefold()), name.casefold())
    party = Party(name, known, at.spans[0], "person" if action.person else "group")
    part = MentionActor(party, ROLES.get(action.does, "accused"), at.attribution)
    if not is_accused_person:
        changes["mentions"] = tuple(
            msgspec.structs.replace(one, actors=(*one.actors, part)) if one.id == at.mention else one
            for one in reading.mentions
        )
    return changes


def _statement(report: Report, at: _Place) -> Statement:
    text = " ".join(" ".join(span.words(report) for span in at.spans).split())
    return Statement(at.spans, text, _terms(text), -1, "position", attribution=at.attribution, mention=at.mention)


def _terms(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for term, _ in tokens(text)))
