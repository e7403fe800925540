"""The days that a time expression names, and whether it names a day at all."""

import re
from datetime import date, timedelta

from crossreport.model.happened import TimeExpression
from crossreport.reading.layout import Document
from crossreport.vocabulary.load import vocabulary

DAY = re.compile(
    r"day|night|morning|evening|noon|weekend|week|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d/\d", re.I
)


def days_of(time: TimeExpression) -> tuple[date, date] | None:
    """First and last day of a time expression that is no longer than a year; None for others and for malformed ones."""
    days = span_of(time)
    return days if days is not None and days[1] - days[0] <= timedelta(days=366) else None


def span_of(time: TimeExpression) -> tuple[date, date] | None:
    """First and last day of a time expression, however long ("years ago"); None for how long or how often, and malformed."""
    if time.from_ is None or time.to is None or time.type in ("DURATION", "SET"):
        return None
    try:
        start, end = date.fromisoformat(time.from_[:10]), date.fromisoformat(time.to[:10])
    except ValueError:
        return None
    return (start, end) if start <= end else None


def is_hour(document: Document, time: TimeExpression) -> bool:
    """Is it a time of day without a day, for which only the day of publication stands ("around 4 a.m.")?"""
    return time.type == "TIME" and time.anchor == "published" and DAY.search(document.words(time.span)) is None


def names_no_day(document: Document, time: TimeExpression) -> bool:
    """Is it a time of day whose day stands elsewhere, if anywhere ("in the 2 a.m. shooting")?"""
    return time.type == "TIME" and time.anchor != "itself" and DAY.search(document.words(time.span)) is None


def names_an_occasion(document: Document, time: TimeExpression) -> bool:
    """Is it a holiday that says of what kind a thing is, and not on which day it was ("a Halloween party")?"""
    words = " ".join(document.words(time.span).lower().split())
    tokens = document.doc.char_span(*document.range(time.span), alignment_mode="expand")
    if words not in vocabulary("times")["named_days"] or tokens is None:
        return False
    root = tokens.root
    if root.head.lower_ in vocabulary("times")["parts_of_day"]:
        return False
    return root.dep_ in ("compound", "nmod", "amod", "poss") and root.head.i >= tokens.end and root.head.pos_ == "NOUN"
