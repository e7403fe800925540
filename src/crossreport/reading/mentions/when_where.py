"""The date and the place of a mention: from its clause, its sentence, its paragraph, the report's head, in that order."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

from crossreport.model.happened import EventDate, Place, TimeExpression, Toponym
from crossreport.model.judged import Evidence
from crossreport.reading.captions import is_caption
from crossreport.reading.dates.tense import told_verb
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.mentions.clauses import Group
from crossreport.reading.mentions.days import days_of, is_hour, span_of
from crossreport.reading.mentions.hanging import is_buried_alive, is_of_a_follow_up
from crossreport.reading.mentions.outcomes import is_of_wounds, tells_outcome
from crossreport.reading.mentions.reality import reality
from crossreport.reading.mentions.same_incident import Incident
from crossreport.reading.parsed import Token
from crossreport.reading.places.distances import is_apart, kilometres
from crossreport.vocabulary.load import words

# UCDP's where_prec of a county or district, and how far from its middle its places lie, roughly.
DISTRICT, DISTRICT_KM = 3, 50.0
# Where a date comes from that says when somebody died of what had happened before.
DEATH = "the day of the death"
REPORT = "the report"
Precision = Literal["day", "week", "month", "year", "unknown"]


def precision_of(start: date, end: date) -> Precision:
    """How exactly a first and last day date something; a night has two days, and is dated by the day."""
    length = (end - start).days
    return "day" if length <= 1 else "week" if length <= 7 else "month" if length <= 31 else "year"


def _stated(start: date, end: date) -> EventDate:
    return EventDate(start.isoformat(), end.isoformat(), precision_of(start, end), "stated")


def _inferred(start: date, end: date) -> EventDate:
    return EventDate(start.isoformat(), end.isoformat(), precision_of(start, end), "inferred")


def date_of(
    document: Document, incident: Incident, dates: Sequence[TimeExpression], main: bool, old: bool
) -> tuple[EventDate, Evidence]:
    """The date of an incident and where it comes from. `old` marks one that the report does not tell as news."""
    if incident.derived is not None:
        start, end = incident.derived
        if end - start > timedelta(days=1):
            return _inferred(start, end), Evidence("date", "the sentence: counted back from the anniversary that it names")
        return _stated(start, end), Evidence("date", "the sentence: counted from the other incident that it names")
    found = [
        (source, time, days)
        for source, time in _times(document, incident, dates, main)
        if (days := days_of(time)) is not None and not _is_after(document, days)
    ]
    if found:
        # A time of day alone leaves its day to be guessed: any other date goes first.
        dated = [one for one in found if not is_hour(document, one[1])]
        source, time, days = _finest(dated or found)
        evidence = Evidence("date", f"{source}: {document.words(time.span)}")
        return _stated(*days) if dated else _inferred(*days), evidence
    published = document.published
    wide = next((time for group in incident.told for time in group.dates if _is_long_over(document, time)), None)
    if wide is not None:
        return EventDate(), Evidence("date", f"no day is given: {document.words(wide.span)}")
    if published is None or old:
        return EventDate(), Evidence("date", "no date is given")
    return _inferred(published - timedelta(days=1), published), Evidence("date", "no date: around publication")


def _is_long_over(document: Document, time: TimeExpression) -> bool:
    """ "Years ago", "months before": over before the report, and nobody can say when it began."""
    span = span_of(time)
    return span is not None and document.published is not None and span[1] < document.published - timedelta(days=7)


Told = tuple[str, TimeExpression, tuple[date, date]]


def _finest(found: Sequence[Told]) -> Told:
    """The first of the dates found; where that is no single day, the first single day within it."""
    first = found[0]
    start, end = first[2]
    if start == end:
        return first
    slack = timedelta(days=1 if (end - start).days > 1 else 0)
    within = [one for one in found if start - slack <= one[2][0] and one[2][1] <= end + slack]
    own = [one for one in within if one[0] != DEATH or first[0] == DEATH]
    best = min(own, key=lambda one: (one[2][1] - one[2][0]).days)
    # "Earlier this month": the day on which he died of it is nearer to it than a day of which anything is told.
    died = [one for one in within if one[0] == DEATH and start <= one[2][0] <= end]
    return died[0] if died and best[0] == REPORT else best


def _is_after(document: Document, days: tuple[date, date]) -> bool:
    return document.published is not None and days[0] > document.published


def _times(
    document: Document, incident: Incident, dates: Sequence[TimeExpression], main: bool
) -> Iterator[tuple[str, TimeExpression]]:
    """Time expressions that may date an incident, the nearest first, each with where it stands."""
    deaths: list[TimeExpression] = []
    for group in incident.told:
        dies = all(tells_outcome(document.doc, anchor) for anchor in group.anchors)
        deaths += group.late
        for days, time in group.days:
            if _is_stamp(document, time, days):
                continue
            if dies and not is_of_wounds(document, time):
                deaths.append(time)
            else:
                yield "the clause", time
    by_sentence = _by_sentence(document, dates)
    sentences = list(dict.fromkeys(group.sentence for group in incident.told))
    for index in sentences:
        if not any(one.sentence == index and one.shared for one in incident.groups):
            near = (time for time in by_sentence.get(index, ()) if time not in deaths)
            yield from (("the sentence", time) for time in near if not _is_later(document, time))
    for index in sentences:
        paragraph = document.sentences[index].paragraph.index
        if paragraph in incident.crowded:
            continue
        beside = (one.index for one in document.sentences if one.paragraph.index == paragraph and one.index != index)
        for other in beside:
            yield from (("the paragraph", time) for time in by_sentence.get(other, ()) if not _is_later(document, time))
    yield from ((DEATH, time) for time in deaths)
    if main:
        head = [one.index for one in document.sentences if one.is_read][:5]
        for index in head:
            yield from (("the report's head", time) for time in by_sentence.get(index, ()) if not _is_later(document, time))
        for index in sorted(by_sentence):
            yield from ((REPORT, time) for time in by_sentence[index] if _is_fresh(document, time))


def _is_fresh(document: Document, time: TimeExpression) -> bool:
    """Is it one of the three days before publication, and not the day of what came after?"""
    days = days_of(time)
    if days is None or document.published is None or _is_later(document, time):
        return False
    return timedelta(0) <= document.published - days[0] <= timedelta(days=3)


def _by_sentence(document: Document, dates: Sequence[TimeExpression]) -> dict[int, list[TimeExpression]]:
    """Time expressions of a week at most, by the sentence in which they stand; made once for all incidents of a report."""
    known: tuple[Sequence[TimeExpression], dict[int, list[TimeExpression]]] | None = document.made.get("dates_by_sentence")
    if known is not None and known[0] is dates:
        return known[1]
    found: dict[int, list[TimeExpression]] = {}
    for time in dates:
        days = days_of(time)
        if days is not None and (days[1] - days[0]).days <= 7 and not _is_stamp(document, time, days):
            found.setdefault(document.sentence_of(time.span), []).append(time)
    document.made["dates_by_sentence"] = dates, found
    return found


def _is_stamp(document: Document, time: TimeExpression, days: tuple[date, date]) -> bool:
    """Is it the page's own stamp: a full date of the day of publication, or with a time of day in an update's line?"""
    return time.anchor == "itself" and (time.type == "TIME" or days[1] == document.published)


def _is_later(document: Document, time: TimeExpression) -> bool:
    """Does a time expression hang on what came after the incident (an arrest, a court day), or on what is yet to come?"""
    tokens = document.doc.char_span(*document.range(time.span), alignment_mode="expand")
    if tokens is None:
        return True
    told = told_verb(tokens)
    for above in tokens.root.ancestors:
        if above.pos_ in ("VERB", "AUX"):
            # A day between two clauses of which the parse has one: nothing says that it is a later one.
            verb = told if told is not None else above
            if told is None and above.lemma_.lower() in words("times", "reporting_verbs"):
                return False
            later = verb.lemma_.lower() in words("incidents", "afterwards") and not is_buried_alive(verb)
            later = later or is_of_a_follow_up(verb)
            before = document.doc[verb.left_edge.i : tokens.start] if tokens.end <= verb.i else ()
            if later and any(one.dep_ in ("acl", "relcl") for one in before):
                return False  # "pupils abducted last week were freed": a day between the two is the deed's
            return later or reality(verb) not in ("none", "historical")
        if above.lemma_.lower() in words("incidents", "follow_ups"):
            return True
    return False


def place_of(document: Document, incident: Incident, places: Sequence[Toponym], main: bool) -> tuple[Place | None, Evidence]:
    """The place of an incident, as fine as the report has it, and where it comes from."""
    ranked = list(_toponyms(document, incident, places, main))
    for source, one in ranked:
        if (one.place.precision or 9) <= 3:
            finest = _refined(one.place, (other.place for where, other in ranked if where in ("the clause", "the sentence")))
            is_district = finest.precision == DISTRICT and ", " not in finest.name
            within = _town_within(finest, ranked) if is_district else None
            if within is not None:
                source, one = within
                finest = one.place
            return finest, Evidence("place", f"{source}: {document.words(one.span)}")
    for source, one in ranked:
        return one.place, Evidence("place", f"{source}: {document.words(one.span)}")
    return None, Evidence("place", "no place is given")


def _refined(town: Place, others: Iterable[Place]) -> Place:
    """A finer place within the town, where the incident's own sentences name one; the town itself else."""
    finer = [
        one
        for one in others
        if (one.precision or 9) < (town.precision or 9) and not is_apart(one, town) and town.name in one.name
    ]
    return min(finer, key=lambda one: one.precision or 9) if finer else town


def _town_within(district: Place, ranked: Sequence[tuple[str, Toponym]]) -> tuple[str, Toponym] | None:
    """The one town of a county or district where the report sets something, in the words nearest to the incident."""
    found: list[tuple[str, Toponym]] = []
    for source, one in ranked:
        place = one.place
        if one.role != "event" or (place.precision or 9) >= DISTRICT:
            continue
        km = kilometres(district, place)
        if km is not None and km <= DISTRICT_KM and (place.country, place.admin1) == (district.country, district.admin1):
            found.append((source, one))
    towns = {one.place.name.rsplit(", ", 1)[-1] for _, one in found}
    return found[0] if len(towns) == 1 else None


def _toponyms(
    document: Document, incident: Incident, places: Sequence[Toponym], main: bool
) -> Iterator[tuple[str, Toponym]]:
    # Where somebody was treated or died is not where it happened.
    ends = [group for group in incident.told if all(tells_outcome(document.doc, anchor) for anchor in group.anchors)]
    told_there = [group for group in incident.told if group not in ends] or ends
    named = {id(group): _named_by(document, group, places) for group in told_there}
    for group in told_there:
        set_there = named[id(group)] or [one for one in group.places if one.role == "event"]
        yield from (("the clause", one) for one in set_there)
    for group in told_there:
        yield from (("the sentence", one) for one in group.nearby if not named[id(group)])
    for group in told_there:
        yield from (("where it was told to be before", one) for one in _there(document, group, places))
    for group in incident.told:
        yield from (("the dateline", one) for one in group.filed)
    paragraphs = {document.sentences[group.sentence].paragraph.index for group in incident.groups} - incident.crowded
    told = [one for one in places if one.role == "event"]
    for one in told:
        if document.sentences[document.sentence_of(one.span)].paragraph.index in paragraphs:
            yield "the paragraph", one
    if main:
        police = [one for one in places if one.role == "authority"]
        yield from (("the report's head", one) for one in (*told, *police) if _is_in_head(document, one))
        yield from (("the report", one) for one in (*told, *police))
        yield from (("the report", one) for one in places if one.role == "other")
        yield from (("the outlet's home", one) for one in places if one.role == "outlet")


def _named_by(document: Document, group: Group, places: Sequence[Toponym]) -> list[Toponym]:
    """ "The Orlen shooting" was in Orlen, whatever else its sentence is set in ("in Karn, police asked about it")."""
    nouns = {document.doc[anchor.token].idx for anchor in group.anchors if anchor.noun}
    towns = [one for one in places if one.place.geonameid is not None and (one.place.precision or 9) <= 1]
    ends = {document.range(one.span)[1] + 1: one for one in towns}
    return [ends[at] for at in sorted(nouns) if at in ends]


def _there(document: Document, group: Group, places: Sequence[Toponym]) -> Iterator[Toponym]:
    """ "Six people died there on Sunday", "in the city": the place that was told of last before the sentence."""
    if group.shared:
        return
    sentence = document.sentences[group.sentence]
    back = any(
        (one.lower_ == "there" and one.dep_ == "advmod")
        or (one.lemma_.lower() in words("incidents", "where_nouns") and _is_pointed_at(one))
        for one in sentence.tokens
    )
    if back and not group.heading:
        before = [one for one in places if one.role == "event" and document.range(one.span)[1] <= sentence.start]
        yield from before[-1:]


def _is_pointed_at(noun: Token) -> bool:
    """ "In the city", "at the town's market": known by its article alone, and not by a name beside it."""
    left = [one for one in noun.children if one.i < noun.i]
    known = any(one.lower_ in ("the", "this", "that") for one in left) and not any(one.pos_ == "PROPN" for one in left)
    right = [one for one in noun.children if one.i > noun.i and one.lower_ == "of"]
    return (
        known and not right and (noun.dep_ == "poss" or (noun.dep_ == "pobj" and noun.head.lower_ in ("in", "at", "near")))
    )


def _is_in_head(document: Document, one: Toponym) -> bool:
    sentence = document.sentence_at(document.range(one.span)[0])
    return sentence is not None and (sentence.lead or sentence.paragraph.kind in ("title", "heading"))


def occasion_date(
    document: Document, token: int, sentence: Sentence, dates: Sequence[TimeExpression]
) -> tuple[EventDate, Evidence]:
    """The date of an occasion at a token: the nearest in its sentence (for a headline's, or the lead's), else inferred."""
    index = sentence.index
    if sentence.paragraph.kind == "title" and not any(document.sentence_of(one.span) == index for one in dates):
        index = next((one.index for one in document.sentences if one.lead), index)
    near: list[tuple[int, TimeExpression, tuple[date, date]]] = []
    for time in dates:
        days = days_of(time)
        if days is None or document.sentence_of(time.span) != index or (days[1] - days[0]).days > 7:
            continue
        if not _is_after(document, days) and not _is_unreal(document, time):
            near.append((abs(document.range(time.span)[0] - document.doc[token].idx), time, days))
    if near:
        _, time, days = min(near, key=lambda one: one[0])
        return _stated(*days), Evidence("date", f"the sentence: {document.words(time.span)}")
    published = document.published
    if published is None:
        return EventDate(), Evidence("date", "no date is given")
    return _inferred(published - timedelta(days=1), published), Evidence("date", "no date: around publication")


def _is_unreal(document: Document, time: TimeExpression) -> bool:
    tokens = document.doc.char_span(*document.range(time.span), alignment_mode="expand")
    verb = next((one for one in tokens.root.ancestors if one.pos_ in ("VERB", "AUX")), None) if tokens is not None else None
    return verb is not None and reality(verb) != "none"


def occasion_place(
    document: Document, token: int, sentence: Sentence, places: Sequence[Toponym]
) -> tuple[Place | None, Evidence]:
    """The place of an occasion at a token: the finest of its sentence, the nearest after it first; else of the head."""
    here = [one for one in places if one.role == "event" and document.sentence_of(one.span) == sentence.index]
    at = document.doc[token].idx
    if here:
        best = min(
            here,
            key=lambda one: (
                (one.place.precision or 9) > 3,
                document.range(one.span)[0] < at,
                abs(document.range(one.span)[0] - at),
            ),
        )
        return best.place, Evidence("place", f"the sentence: {document.words(best.span)}")
    for one in places:
        found = document.sentence_at(document.range(one.span)[0])
        below = found is not None and (found.lead or found.paragraph.kind == "title")
        if one.role == "event" and found is not None and below and not is_caption(document, found.paragraph):
            return one.place, Evidence("place", f"the report's head: {document.words(one.span)}")
    return None, Evidence("place", "no place is given")
