"""Readings as JSON Lines, a report a line: what `read` gives out, one report at a time, nothing merged."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from crossreport.export import fields
from crossreport.export.fields import Fields, some
from crossreport.model.happened import Action, Mention, Party, Reading, TimeExpression, Toponym
from crossreport.model.record import Derived
from crossreport.model.report import Report, Span
from crossreport.model.said import Attribution, Figure
from crossreport.store.protection import Seals
from crossreport.store.sealing import sealed_names

Mask = Callable[[str], str]


def lines(read: Iterable[tuple[Report, Reading]], unsealed: bool) -> Iterator[bytes]:
    """A line for each report and its reading, with the names masked that the reading seals, unless `unsealed`."""
    for report, value in read:
        seals = Seals(() if unsealed else sealed_names(Derived(""), [report], [value]))
        yield fields.line(reading(value, partial(seals.mask, reports=(report.id,))))


def reading(value: Reading, mask: Mask) -> Fields:
    """The line of a report; `mask` is what the names in it pass through. Each list is in the order of the text."""
    figures = value.figures
    return some(
        report=value.report,
        dates=[_date(one) for one in _ordered(value.dates)],
        places=[_place(one) for one in _ordered(value.places)],
        attributions=[_attribution(one) for one in value.attributions],
        # Not put in order: `subset_of` counts in the order in which they were read.
        figures=[_figure(one, mask) for one in figures],
        actions=[_action(one, mask) for one in _ordered(value.actions)],
        mentions=[_mention(one) for one in value.mentions],
        unread=[{**fields.span(one.span), "reason": one.reason} for one in _ordered(value.unread)],
        note=value.note,
    )


def _ordered(values: tuple[Any, ...]) -> list[Any]:
    return sorted(values, key=lambda one: (not one.span.title, one.span.start, one.span.end))


def _date(value: TimeExpression) -> Fields:
    return {
        **fields.span(value.span),
        "type": value.type,
        "value": value.value,
        **some(**{"from": value.from_, "to": value.to}),
    }


def _place(value: Toponym) -> Fields:
    where = fields.place(value.place) or {}
    return {**fields.span(value.span), **{key: found for key, found in where.items() if key != "admin1"}}


def _attribution(value: Attribution) -> Fields:
    return some(
        id=value.id,
        source=_at(value.source),
        cue=_at(value.cue),
        content=[fields.span(one) for one in value.content],
        stance=value.stance,
        polarity=value.polarity,
        certainty=value.certainty,
        parent=value.parent,
    )


def _at(value: Span | None) -> Fields | None:
    return fields.span(value) if value else None


def _figure(value: Figure, mask: Mask) -> Fields:
    made = {**fields.span(value.span), **fields.figure(value)}
    for key in ("who", "side", "subgroup", "area"):
        if key in made:
            made[key] = mask(made[key])
    return {**made, **some(subset_of=value.subset_of, mention=value.mention, attribution=value.attribution)}


def _action(value: Action, mask: Mask) -> Fields:
    return some(
        **fields.span(value.span),
        plover=value.plover,
        mode=value.mode,
        actor=_party(value.actor, mask),
        recipient=_party(value.recipient, mask),
        aux=value.aux,
        mention=value.mention,
        attribution=value.attribution,
    )


def _party(value: Party | None, mask: Mask) -> Fields | None:
    if value is None:
        return None
    where = fields.span(value.span) if value.span else {}
    return {**where, "name": mask(value.name), **some(country=value.country, sector=value.sector)}


def _mention(value: Mention) -> Fields:
    has_date = value.date.from_ is not None or value.date.to is not None
    return some(
        id=value.id,
        spans=[fields.span(one) for one in value.spans],
        main=value.main,
        date=fields.date(value.date) if has_date else None,
        place=fields.place(value.place),
        plover=value.plover,
        aux=value.aux,
    )
