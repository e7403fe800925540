"""Reads the time expressions of a report: TIMEX3 type and value, first and last possible day.

What is relative hangs on the day of publication and the tense of its clause, or on the date told before or after it. The
extents, types and values follow TIMEX3 of ISO-TimeML (ISO 24617-1) as TimeBank applies it.
"""

import re
from dataclasses import replace
from datetime import date

from crossreport.model.happened import TimeExpression
from crossreport.reading.datelines import is_before_dash
from crossreport.reading.dates.anchor import meaning
from crossreport.reading.dates.calendar import Days, around
from crossreport.reading.dates.events import other_event
from crossreport.reading.dates.join import join
from crossreport.reading.dates.named import Meaning, Setting
from crossreport.reading.dates.phrase import Phrase
from crossreport.reading.dates.phrases import find_phrases
from crossreport.reading.dates.tense import Tense, is_aside, is_reported, same_actor, tense_at
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.parsed import Tokens
from crossreport.vocabulary.load import words

# What these lead to may still be to come, though the verb is in the past ("extended to 16 November").
ENDPOINT = re.compile(r"\b(?:until|till|by|to|through|for)\s+$", re.I)
SIGNAL = re.compile(r"\b(since|until|till|by|before|after|from|between)\s+(?:(?:at\s+least|about|around|on|in)\s+)?$", re.I)
UNIT_DAYS = {"week": 7, "month": 31, "quarter": 92, "year": 366}
# A date told so many sentences before can still be what "the next day" follows.
REACH = 4
# An hour or "in the evening" hangs on what was told just before, or on nothing told.
LOOSE_REACH = 2
TENSELESS = ("set", "reference", "duration", "clock", "part", "years", "year")


def report_day(document: Document) -> date | None:
    """The day that relative dates hang on: that of publication, else the one that a dateline states in full, else None."""
    if document.published:
        return document.published
    plain, raw = _texts(document)
    start = document.shift
    for phrase in find_phrases(plain[start : start + 200], raw[start : start + 200]):
        if phrase.kind == "day" and phrase.year is not None and is_before_dash(plain, start + phrase.end):
            return meaning(phrase, Setting(None, "unclear")).day
    return None


def read_dates(document: Document) -> tuple[TimeExpression, ...]:
    """Every time expression of the report, title included, in the order of its words."""
    plain, raw = _texts(document)
    read = _Reader(document, plain)
    for phrase in join(plain, find_phrases(plain, raw)):
        read.take(phrase)
    return read.expressions()


def _texts(document: Document) -> tuple[str, str]:
    """The straightened and the raw text, both with a sign at paragraph ends that no pattern runs across."""
    lines, own, at = document.doc.text.split("\n"), [], 0
    for line in lines:
        own.append(document.text[at : at + len(line)])
        at += len(line) + 1
    return "¶".join(lines), "¶".join(own)


class _Reader:
    """Takes the phrases of one document in order and resolves each where it stands."""

    def __init__(self, document: Document, plain: str) -> None:
        self.document = document
        self.plain = plain
        self.published = report_day(document)
        self.by_dateline = document.published is None
        self.phrases: list[Phrase] = []
        self.sentences: list[Sentence] = []
        self.tokens: list[Tokens] = []
        self.meanings: dict[int, Meaning] = {}

    def take(self, phrase: Phrase) -> None:
        """Keep a phrase if its sentence is read and it is no name."""
        sentence = self.document.sentence_at(phrase.start)
        tokens = self.document.doc.char_span(phrase.start, phrase.end, alignment_mode="expand")
        if sentence is None or not sentence.is_read or tokens is None or _is_no_time(phrase, tokens):
            return
        self.phrases.append(phrase)
        self.sentences.append(sentence)
        self.tokens.append(tokens)

    def expressions(self) -> tuple[TimeExpression, ...]:
        """All phrases taken, as time expressions."""
        for i in range(len(self.phrases)):
            self._resolve(i)
        return tuple(self._expression(i) for i in range(len(self.phrases)))

    def _resolve(self, i: int) -> Meaning:
        if i not in self.meanings:
            phrase = self.phrases[i]
            setting = Setting(
                self.published, self._tense(i), self._told(i), self._governed(i) if phrase.relative == "after" else None,
                self._quarter(i) if phrase.kind == "shift" else None,
            )  # fmt: skip
            self.meanings[i] = meaning(phrase, setting)
        return self.meanings[i]

    def _signal(self, i: int) -> str:
        found = SIGNAL.search(self.plain, max(self.phrases[i].start - 24, 0), self.phrases[i].start)
        return found[1].lower() if found else ""

    def _tense(self, i: int) -> Tense:
        if self._signal(i) == "since":
            return "past"
        if self.phrases[i].kind in TENSELESS:
            return "unclear"
        phrase = self.phrases[i]
        if phrase.kind in ("day", "month") and ENDPOINT.search(self.plain, max(phrase.start - 12, 0), phrase.start):
            return "unclear"
        return tense_at(self.tokens[i], title=self.sentences[i].paragraph.kind in ("title", "heading"))

    def _told(self, i: int) -> Meaning | None:
        """The day told last before a phrase; for an hour or a part of the day, the next one of its own sentence too.

        Of an earlier sentence that tells several, the day of its main clause comes before one told aside ("after ...").
        """
        phrase, here = self.phrases[i], self.sentences[i].index
        if phrase.relative == "published":
            return None
        loose = phrase.kind in ("clock", "part") and phrase.shift is None
        reach = LOOSE_REACH if loose else REACH
        near = [
            j
            for j in range(i - 1, -1, -1)
            if here - self.sentences[j].index <= reach and self._is_told(j, phrase.unit or "day")
        ]
        # "Police announced Monday" tells the day of the announcement, not that of what happened "just before 7 p.m.".
        near = [j for j in near if not is_reported(self.tokens[j])] or near
        if near and self.sentences[near[0]].index == here:
            return self.meanings[near[0]]
        after = i + 1
        if (
            loose
            and after < len(self.phrases)
            and self.sentences[after].index == here
            and self.phrases[after].relative == "published"
        ):
            ahead = self._resolve(after)
            if ahead.day:
                return ahead
        if not near:
            return None
        together = [j for j in near if self.sentences[j] is self.sentences[near[0]]]
        return self.meanings[next((j for j in together if not is_aside(self.tokens[j])), near[0])]

    def _is_told(self, j: int, unit: str) -> bool:
        """Can "that day", "the following month" hang on this earlier expression: is it no longer than such a unit?"""
        found = self.meanings[j]
        if found.type not in ("DATE", "TIME") or found.days is None or self._signal(j) == "since":
            return False
        return (found.days[1] - found.days[0]).days < UNIT_DAYS.get(unit, 1)

    def _governed(self, i: int) -> Meaning | None:
        """The date within the words that "before" or "after" governs ("a day after Friday's raid")."""
        j = i + 1
        if j >= len(self.phrases) or self.sentences[j] is not self.sentences[i]:
            return None
        between = self.plain[self.phrases[i].end : self.phrases[j].start]
        if len(between) > 60 or re.search(r"[,;:.\"]", between) or self.phrases[j].relative != "published":
            return None
        found = self._resolve(j)
        return found if found.day else None

    def _quarter(self, i: int) -> str | None:
        """The quarter told just before, with which "a year earlier" compares."""
        for j in range(i - 1, -1, -1):
            if self.sentences[i].index - self.sentences[j].index > 1:
                return None
            # One that hangs on this very expression is not resolved yet.
            found = self.meanings.get(j)
            if found and re.fullmatch(r"\d{4}-Q\d", found.value):
                return found.value
        return None

    def _expression(self, i: int) -> TimeExpression:
        phrase, found, signal = self.phrases[i], self.meanings[i], self._signal(i)
        of_complement = False
        if phrase.relative == "after" and found.anchor == "previous date":
            found, of_complement = self._beside_event(i, found)
        days, value, anchor = found.days, found.value, found.anchor
        either = self._last_or_today(i)
        if either:
            days, value, anchor = either, f"XXXX-WXX-{phrase.weekday}", "published, or the week before"
        if signal == "since" and days and self.published and days[0] <= self.published and found.type != "DURATION":
            days = (days[0], self.published)
        if anchor.startswith("published") and self.by_dateline:
            anchor = anchor.replace("published", "dateline")
        return TimeExpression(
            span=self.document.span(phrase.start, phrase.end), type=found.type, value=value,
            from_=days[0].isoformat() if days else None, to=days[1].isoformat() if days else None,
            anchor=anchor, sentence=self.sentences[i].index, signal=signal, of_complement=of_complement,
        )  # fmt: skip

    def _beside_event(self, i: int, found: Meaning) -> tuple[Meaning, bool]:
        """For "a day after" an event without a date: whose day the day told before is, and so whose day this makes."""
        whose = other_event(self.tokens[i])
        if whose == "clause":
            return found, False
        if whose is None:
            return replace(found, days=None, anchor=""), False
        phrase, told = self.phrases[i], self._told(i)
        turned = replace(phrase, shift=-(phrase.shift or 0))
        moved = meaning(turned, Setting(self.published, "past", told))
        return replace(moved, value=found.value if found.type == "DURATION" else moved.value), True

    def _last_or_today(self, i: int) -> Days | None:
        """The days of a "last Monday" in a Monday's report that elsewhere has the same actor act "on Monday".

        House styles and translations write "last Monday" for the Monday just past, so it may be either.
        """
        phrase, published = self.phrases[i], self.published
        if phrase.kind != "weekday" or phrase.shift != -1 or published is None or phrase.unit:
            return None
        if phrase.weekday != published.isoweekday():
            return None
        for j, other in enumerate(self.phrases):
            if other.kind != "weekday" or other.shift is not None or self.meanings[j].day != published:
                continue
            if same_actor(self.tokens[i], self.sentences[j].tokens):
                return around(published, 7, 0)
        return None


def _is_no_time(phrase: Phrase, tokens: Tokens) -> bool:
    """Is it a name ("April Jones", "Sunday Times"), a modal or a verb ("May I", "they march")?"""
    first, last = tokens[0], tokens[-1]
    if phrase.kind == "reference":
        return last.lower_ in ("past", "present", "moment", "future") and last.dep_ in ("amod", "compound")
    if phrase.kind in ("unit", "deictic") or (phrase.kind == "part" and phrase.shift is not None):
        return _is_show(tokens)
    if phrase.kind == "day" and any(token.tag_ == "MD" for token in tokens):
        return True
    if phrase.kind not in ("month", "weekday", "season") or phrase.year is not None or phrase.day is not None:
        return False
    if all(token.ent_type_ == "PERSON" for token in tokens):
        return True
    if phrase.kind == "month" and len(tokens) == 1 and first.tag_ in ("MD", "VB", "VBP", "VBD"):
        return True
    after = last.nbor() if last.i + 1 < len(last.doc) else None
    return (
        phrase.kind == "weekday" and after is not None and after.text[:1].isupper()
        and after.lower_ in words("times", "weekdays_naming")
    )  # fmt: skip


def _is_show(tokens: Tokens) -> bool:
    """Words of time in capitals that carry on a name or stand in quotation marks ("Radio Today", "This Week")."""
    if not all(token.text[:1].isupper() for token in tokens) or all(token.text.isupper() for token in tokens):
        return False
    before = tokens.doc[tokens.start - 1] if tokens.start > tokens.sent.start else None
    if before is None or (len(tokens) > 1 and before.text != '"' and tokens.doc[tokens.start - 1].pos_ != "PROPN"):
        return False
    return before.pos_ == "PROPN" or (before.text == '"' and len(tokens) > 1)
