"""Fields of decisions as people give them (numbers, days, places, lists of ids), as the values that they mean."""

from typing import Any, get_args

import msgspec

from crossreport.errors import InputError
from crossreport.model.happened import EventDate, Place
from crossreport.model.said import Form
from crossreport.reading.figures.numbers import bounded, exact
from crossreport.reading.places.gazetteer import find
from crossreport.reading.places.read import as_place

What = dict[str, Any]
FORMS: tuple[Form, ...] = get_args(Form)
# Forms that no one number is of.
OF_BOUNDS: tuple[Form, ...] = ("range", "vague", "indefinite_plural")


def converted(value: Any, kind: Any, what: str) -> Any:
    """A value as this type. InputError where it is none."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise InputError(f"{what}: {error}.") from None


def ids_of(value: Any) -> list[str]:
    """Ids, each once. InputError where they are none."""
    made: list[str] = converted(list(value) if isinstance(value, tuple) else value, list[str], "The ids")
    return list(dict.fromkeys(made))


def numbers_of(form: Any, stated: Any) -> What:
    """{form, low, high, point} of a stated number with this form ("at least 10"), by the rules by which words are read."""
    if stated is None:
        raise InputError("A figure needs its number of persons (number), or its bounds (low, high).")
    if not isinstance(stated, int) or isinstance(stated, bool) or stated < 0:
        raise InputError(f"The number of persons is {stated!r}; give a whole one, 0 or more.")
    if form not in FORMS:
        raise InputError(f"The form is {form!r}; give one of {', '.join(FORMS)}.")
    if form in OF_BOUNDS:
        raise InputError(f"One number is no {form.replace('_', ' ')}: give its bounds (low, high).")
    if form == "zero":
        if stated:
            raise InputError(f"The form zero counts nobody, and the number of persons is {stated:,}: give one or the other.")
        return {"form": form, "low": 0, "high": 0, "point": 0}
    quantity = bounded(exact(stated, 0, 1), form)
    return {"form": quantity.form, "low": quantity.low, "high": quantity.high, "point": quantity.point}


def date_of(value: Any) -> EventDate | None:
    """A day, a first and a last day ({"from", "to"}), or an EventDate."""
    if value is None or isinstance(value, EventDate):
        return value
    if isinstance(value, str):
        first, _, last = value.partition("..")
        value = {"from": first.strip(), "to": last.strip() or first.strip()}
    given = {"precision": "day" if value.get("from") == value.get("to", value.get("from")) else "unknown", **value}
    made: EventDate = converted({"basis": "stated", "to": value.get("from"), **given}, EventDate, "The date")
    return made


def place_of(value: Any) -> Place | None:
    """A place by its fields or, by its name alone, the one of that name that the gazetteer has."""
    if value is None or isinstance(value, Place):
        return value
    if isinstance(value, str):
        value = {"name": value}
    if value.keys() <= {"name", "country", "admin1", "geonameid"}:
        return _looked_up(value)
    made: Place = converted(value, Place, "The place")
    return made


def _looked_up(value: What) -> Place:
    name = str(value.get("name") or "").strip()
    if not name:
        raise InputError("A place needs its name.")
    known = [(one, as_place(one, name, one.precision)) for one in find(name.split(",")[-1].strip()) if one.own]
    fits = [
        place
        for _, place in known
        if all(value.get(field) in (None, getattr(place, field)) for field in ("country", "admin1", "geonameid"))
    ]
    if len(fits) > 1:
        listed = "; ".join(f"{one.geonameid} ({one.admin1 or '?'}, {one.country})" for one in fits[:8])
        raise InputError(f"Several places are called {name!r}: say which by its geonameid: {listed}.")
    if not fits and known:
        raise InputError(f"No place {name!r} is known there; the gazetteer has {len(known)} of that name elsewhere.")
    if not fits:
        return Place(name, value.get("admin1"), value.get("country"), value.get("geonameid"))
    return msgspec.structs.replace(fits[0], name=name, precision=1 if "," in name else fits[0].precision)
