"""Datelines: the place, day and agency that a report opens with ("ORLEN, Marrow, June 3 (KSR) — Two men ...").

They say where and whence a text came, not what happened: each function finds one part of them for those who need it.
"""

import re

DASH = r"(?:--|-|–|—)"
_STATE = r"(?:\s?,\s?[A-Z][\w.]{0,20}(?:\s[A-Z][\w.]{0,20})?){0,2}"
_DAY = r"(?:,\s(?:\w{1,12}\.?\s\d{1,4}(?:,\s\d{4})?|\d{1,2}\s[A-Z][a-z]{2,8}\s\d{4})\s{0,3})?"
_REMARK = r"(?:\s?\([^)\n]{1,30}\))?"
# Behind the place: its state or a remark, the day, the agency, then a dash or a colon.
_BEHIND_PLACE = re.compile(rf"{_REMARK}{_STATE}\s{{0,3}}{_DAY}{_REMARK}\s{{0,3}}(?:{DASH}|:)\s")
# Behind a day: remarks in brackets of both kinds, then a dash.
_BEHIND_DAY = re.compile(rf"\s*(?:\([^)\n]{{1,60}}\)\s*)?(?:\[[^\]\n]{{1,60}}\]\s*)*{DASH}")
# A text's first words up to a dash with blanks around it, or up to an agency in brackets.
_OPENING = re.compile(r"\s*[A-Z][^\n—–]{0,70}?\s(?:[—–]|--)\s|\s*[A-Z][^\n]{0,50}\([^()\n]{2,30}\)\s*[-:]\s")
_AGENCY = re.compile(rf"^[^\n(]{{0,60}}\(([^)\n]{{2,30}})\)\s*(?:{DASH}{{1,2}}|:)")
# What no sentence opens with: a place (or a label) in capitals, or one with its agency in brackets, then a dash or colon; or
# the agency in brackets alone ("(KSR) The army said").
_STATES = r"(?:,\s?[A-Z][\w.]{1,20}(?:\s[A-Z][\w.]{1,20})?){0,2}"
_AGENCY_IN = r"\s?\([A-Z][^()\n]{1,29}\)"
_CAPITAL_PLACE = r"[A-Z][A-Z.']{2,20}(?:[\s-][A-Z][A-Z.']{0,20}){0,3}"
_PLACE = r"[A-Z][\w.'-]{1,20}(?:\s[A-Z][\w.'-]{1,20}){0,3}"
_SURE_DAY = r"(?:,?\s(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,?\s\d{4})?|\d{1,2}\s[A-Z][a-z]{2,8}\s\d{4}))?"
_SURE = re.compile(
    rf"\s*(?:{_CAPITAL_PLACE}{_STATES}{_SURE_DAY}(?:{_AGENCY_IN})?\s{{0,3}}(?:--|[—–]|-\s)"
    rf"|{_PLACE}{_STATES}{_SURE_DAY}{_AGENCY_IN}\s{{0,3}}(?:--|[-—–:])"
    rf"|\([A-Z]{{2,6}}\)\s{{0,3}}(?:--|[-—–:])?\s(?=[A-Z\"“]))\s*"
)
# In texts all in capitals a dateline may take two lines.
_CAPITALS = re.compile(r"\A[^\n]{0,90}?(?:\n[^\n]{0,90}?)?--\s+(?:[\[(][^\])]{0,80}[\])]\s+)*[\"']?([^\W\d_])")


def behind_place(text: str, end: int) -> str:
    """What stands between a place that ends at `end` and the words of the report; empty where that is no dateline."""
    found = _BEHIND_PLACE.match(text, end)
    return found[0] if found else ""


def is_before_dash(text: str, end: int) -> bool:
    """Is a day that ends at `end` the last of a dateline's?"""
    return _BEHIND_DAY.match(text, end) is not None


def opening_end(text: str) -> int:
    """Where the words of a text begin behind its dateline; 0 where it has none."""
    found = _OPENING.match(text)
    return found.end() if found else 0


def sure_end(text: str) -> int:
    """Where the words of a paragraph begin behind what is surely its dateline; 0 where it has none."""
    found = _SURE.match(text)
    return found.end() if found else 0


def agency_named(text: str) -> str | None:
    """The agency in a dateline's brackets ("ORLEN (KSR) -"), as it is written; None where there is none."""
    found = _AGENCY.match(text.lstrip()[:140])
    return found[1] if found else None


def first_letter(text: str) -> int | None:
    """The offset of the first letter behind the dateline of a text in capitals; None where it has none."""
    found = _CAPITALS.match(text)
    return found.start(1) if found else None
