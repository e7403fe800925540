"""Fields that several files of the interchange format share: spans, places, dates, figures. What is absent is left out."""

from typing import Any

import msgspec

from crossreport.model.happened import EventDate, Place
from crossreport.model.judged import Estimate, Override
from crossreport.model.report import Span
from crossreport.model.said import Figure

Fields = dict[str, Any]


def some(**fields: Any) -> Fields:
    """These fields, without those that are None."""
    return {name: value for name, value in fields.items() if value is not None}


def line(fields: Fields) -> bytes:
    """One line of a JSON Lines file."""
    return msgspec.json.encode(fields) + b"\n"


def span(value: Span) -> Fields:
    """A span: code points from `start` to `end`, and that it lies in the title where it does."""
    return {"start": value.start, "end": value.end, **({"in": "title"} if value.title else {})}


def place(value: Place | None) -> Fields | None:
    """A place, or None where there is none."""
    if value is None:
        return None
    return some(
        name=value.name,
        admin1=value.admin1,
        country=value.country,
        geonameid=value.geonameid,
        lat=value.lat,
        lon=value.lon,
        precision=value.precision,
    )


def date(value: EventDate) -> Fields:
    """The days within which something happened, how precisely they are known, and on what basis."""
    return {**some(**{"from": value.from_, "to": value.to}), "precision": value.precision, "basis": value.basis}


def period(start: str | None, end: str | None) -> Fields | None:
    """A period, or None where neither end is known."""
    return some(**{"from": start, "to": end}) or None


def figure(value: Figure) -> Fields:
    """A figure's own fields, without where it stands and what it hangs on."""
    return some(
        outcome=value.outcome,
        form=value.form,
        low=value.low,
        high=value.high,
        point=value.point,
        unit=value.unit,
        measure=value.measure,
        scope=value.scope,
        who=value.who,
        status=value.status,
        subgroup=value.subgroup,
        side=value.side,
        as_of=value.as_of,
        period=period(value.period_from, value.period_to),
        area=value.area,
    )


def estimate(value: Estimate) -> Fields:
    """Low, best and high, null where there is none, with what they rest on and how they came about."""
    return {
        "low": value.low,
        "best": value.best,
        "high": value.high,
        "high_open": value.high_open,
        "origins": value.origins,
        "agreement": value.agreement,
        **some(perpetrators=value.perpetrators, party_only=value.party_only or None),
        "profile": value.profile,
        "claims": value.claims,
        **some(arithmetic=value.arithmetic or None, alarms=value.alarms or None),
        **some(override=override(value.override) if value.override else None),
    }


def override(value: Override) -> Fields:
    """Who set a figure and why, with what the claims give without that."""
    return {
        **some(decision=value.decision, by=value.by, why=value.why, agreement=value.agreement),
        "low": value.low,
        "best": value.best,
        "high": value.high,
    }
