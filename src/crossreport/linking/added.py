"""What a person adds to a report's reading: a claim on marked words, in the form in which a reader would have given it."""

from dataclasses import dataclass

import msgspec

from crossreport.linking.words import tokens
from crossreport.model.decided import AddClaim, Decision
from crossreport.model.happened import EventDate, Mention, Reading, Statement
from crossreport.model.report import Report, Span
from crossreport.model.said import Attribution, Figure

RULE = "added by hand"


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
    own = mention is None and action.type != "tally" and (action.type != "statement" or action.event is not None)
    name = mention or (f"by hand {decision.id}" if own else None)
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
    return msgspec.structs.replace(reading, **changes), name if own else None


def _attribution(decision: Decision, action: AddClaim, spans: tuple[Span, ...]) -> Attribution | None:
    if action.source is None and action.stance == "stated" and action.polarity == "+":
        return None
    certainty = "CT" if action.polarity != "u" else "U"
    ident = f"by hand {decision.id}"
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
        cause=action.cause or "unknown",
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


def _statement(report: Report, at: _Place) -> Statement:
    text = " ".join(" ".join(span.words(report) for span in at.spans).split())
    return Statement(at.spans, text, _terms(text), -1, "position", attribution=at.attribution, mention=at.mention)


def _terms(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for term, _ in tokens(text)))
