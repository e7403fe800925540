"""How far a group of words tells of an incident of its report: rows of evidence for and against, that add up."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from crossreport.model.happened import Place, TimeExpression
from crossreport.model.judged import Evidence
from crossreport.model.said import Aux, Figure
from crossreport.reading.layout import Document
from crossreport.reading.mentions.anchors import Kind, fit_together
from crossreport.reading.mentions.beside import is_told_beside_another
from crossreport.reading.mentions.clauses import Group
from crossreport.reading.mentions.days import is_hour, names_no_day, span_of
from crossreport.reading.mentions.hanging import landmark
from crossreport.reading.mentions.misdated import is_misdated
from crossreport.reading.mentions.outcomes import tells_outcome
from crossreport.reading.mentions.somebody import heads_of, points_back, tells_of_kin, tells_of_somebody_new
from crossreport.reading.places.distances import is_apart, is_known, is_near
from crossreport.vocabulary.load import words

Days = tuple[date, date]
NAMED_DAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d|day (?:before|after|earlier|later)|yesterday", re.I)
# "Shortly before ..." opens a sentence within these words.
OPENING = 3


@dataclass
class Incident:
    """An incident while it is being gathered."""

    groups: list[Group] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    days: list[tuple[Days, TimeExpression]] = field(default_factory=list)
    derived: Days | None = None
    places: list[Place] = field(default_factory=list)
    totals: dict[str, int] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    # Indices of the report's persons whom its figures count one by one.
    people: set[int] = field(default_factory=set)
    evidence: list[Evidence] = field(default_factory=list)
    aux: Aux = "none"
    episode: bool = False
    equal: bool = False
    heading: bool = True
    crowded: frozenset[int] = frozenset()

    @property
    def other(self) -> bool:
        """Was it set apart from what had been told before?"""
        return bool(self.groups) and any(anchor.other for anchor in self.groups[0].anchors)

    @property
    def first(self) -> int:
        """The sentence in which the report first tells of it."""
        return self.groups[0].sentence

    @property
    def last(self) -> int:
        """The sentence in which the report last told of it."""
        return self.groups[-1].sentence

    @property
    def told(self) -> list[Group]:
        """Its groups, those of the headline last: the text below says when and where with more care."""
        return sorted(self.groups, key=lambda group: group.heading)

    @property
    def when(self) -> Days | None:
        """The days that it is dated by so far."""
        return self.days[0][0] if self.days else self.derived


def aux_of(group: Group, figures: Sequence[Figure]) -> Aux:
    """The reality of a group: told as fact where one of its words is; a count of nobody is a fact told."""
    found = [anchor.aux for anchor in group.anchors if all(figures[i].form != "zero" for i in anchor.figures)]
    return next((aux for aux in found if aux in ("none", "historical")), found[0] if found else "none")


class Alone(NamedTuple):
    """What a group says by itself, whichever incident it may tell of: all whom it counts are pointed back at; it tells of
    what came before, and of somebody new; it tells what became of the victims alone; it is told as fact; it is told by its
    distance from another."""

    points_back: bool
    comes_before: bool
    tells_outcome: bool
    is_fact: bool
    is_near_another: bool


def alone(document: Document, group: Group, figures: Sequence[Figure]) -> Alone:
    """What this group says by itself."""
    return Alone(
        points_back(document, group, figures),
        _comes_before(document, group) and tells_of_somebody_new(document, group, figures),
        all(tells_outcome(document.doc, anchor) for anchor in group.anchors),
        aux_of(group, figures) in ("none", "historical"),
        _is_near_another(document, group),
    )


def _is_near_another(document: Document, group: Group) -> bool:
    """ "A mile from where Karn was shot, a boy shot himself": what happened at a distance from it is another deed."""
    told = {anchor.token for anchor in group.anchors}
    near = [mark for i in told if (mark := landmark(document.doc[i])) is not None]
    return any(landmark(document.doc[i]) is None for i in told) and bool(near)


def weigh(
    document: Document,
    group: Group,
    incident: Incident,
    figures: Sequence[Figure],
    names: frozenset[str],
    derived: Days | None,
    alone: Alone,
) -> list[Evidence]:
    """The rows that speak for and against a group's telling of an incident."""
    back = alone.points_back
    rows = [*_weigh_kind(group, incident), *_weigh_when(document, group, incident, figures, derived)]
    if alone.is_near_another:
        rows.append(Evidence("place", "a place told by its distance from another", -2.0))
    if names and incident.names and not names & incident.names:
        if _is_day_apart(document, group, incident):
            rows.append(Evidence("names", "other names, a day apart", -3.0))
        elif _is_month_apart(group, incident):
            rows.append(Evidence("names", "other names, of another month", -3.0))
        elif incident.when is None and is_dated_long_before(document, group):
            rows.append(Evidence("names", "other names, long before the report", -3.0))
    if not alone.tells_outcome:
        rows += _weigh_where(group, incident, back)
    rows += _weigh_figures(group, incident, figures)
    if back and (incident.totals or incident.names):
        rows.append(Evidence("persons", "the persons told of before", 1.5))
    if back and people_of(group, figures) & incident.people:
        rows.append(Evidence("persons", "the person told of before", 3.0))
    if names & incident.names:
        rows.append(Evidence("names", f"the same name: {', '.join(sorted(names & incident.names))}", 3.0))
    if alone.comes_before:
        rows.append(Evidence("words", "before what was told, of somebody new", -5.0))
    if not alone.tells_outcome and _is_told_beside(document, group, incident, figures):
        rows.append(Evidence("words", "another time or place, of somebody new", -7.0))
    if any(anchor.other for anchor in group.anchors) or is_set_apart(document, group):
        # What was set apart once may be told of again in the same way.
        again = incident.other and any(row.weight >= 1 and row.what in ("date", "place", "names", "figures") for row in rows)
        rows.append(Evidence("words", "set apart as another", 0.0 if again else -5.0))
    return rows


def is_set_apart(document: Document, group: Group) -> bool:
    """ "Elsewhere, ...", "Separately, ..."."""
    return document.sentences[group.sentence].tokens[0].lower_ in words("incidents", "elsewhere")


def _is_told_beside(document: Document, group: Group, incident: Incident, figures: Sequence[Figure]) -> bool:
    """Is it set beside the incident as another? What the headline counts is told of below as if it were new."""
    if incident.heading and totals_of(group, figures) == incident.totals:
        return False
    return is_told_beside_another(document, group, figures, incident.kinds, incident.places)


def people_of(group: Group, figures: Sequence[Figure]) -> set[int]:
    """The indices of the persons whom a group's figures count one by one."""
    return {person for index in group.figures for person in figures[index].people}


def _comes_before(document: Document, group: Group) -> bool:
    """Does the sentence open with what came before ("Shortly before they were shot, a man ...", "Earlier, ...")?"""
    opening = document.sentences[group.sentence].tokens[:OPENING]
    told = [document.doc[anchor.token] for anchor in group.anchors]
    for word in opening:
        if word.lower_ == "before" and word.dep_ == "mark":
            # What the clause of "before" tells of is the known one.
            return not any(word.head == one or word.head.is_ancestor(one) for one in told)
        if word.lower_ == "before" and word.dep_ == "prep":
            # "Before the shooting", not "just before 4 p.m.".
            after = [one for one in word.children if one.dep_ == "pobj"]
            return any(c.lower_ in words("incidents", "definite") for one in after for c in one.children)
    return opening[0].lower_ == "earlier" and len(opening) > 1 and opening[1].text == ","


def _weigh_kind(group: Group, incident: Incident) -> list[Evidence]:
    nouns = [anchor for anchor in group.anchors if anchor.reference]
    same = {kind.name for kind in group.kinds if not kind.generic} & {kind.name for kind in incident.kinds}
    # A death that was told of fits anything; what it was told to come of does not.
    known = [kind for kind in incident.kinds if not kind.generic] or incident.kinds
    own = [kind for kind in group.kinds if not kind.generic] or group.kinds
    if not any(fit_together(a, b) for a in own for b in known):
        return [Evidence("kind", "another kind of incident", -4.0)]
    rows = [Evidence("kind", f"both {', '.join(sorted(same))}" if same else "kinds that may be one", 1.0 if same else 0.3)]
    if nouns:
        rows.append(Evidence("words", "words that look back to it", 1.5))
    return rows


def _weigh_when(
    document: Document, group: Group, incident: Incident, figures: Sequence[Figure], derived: Days | None
) -> list[Evidence]:
    # A bare time of day has its day from elsewhere: from the publication it contradicts nothing, from another date little.
    times = [one for one in group.days if not is_hour(document, one[1])]
    own = [one for one in times if not names_no_day(document, one[1])]
    mine = own[0][0] if own else times[0][0] if times else derived or some_time_before(document, group, incident.when)
    theirs = incident.when
    long_before = mine is not None and theirs is None and _is_long_before(document, group, mine)
    if long_before and _is_of_others(group, incident, figures):
        return [Evidence("date", "long before the report, of somebody else", -4.0)]
    if long_before and not incident.heading and _is_named_by_its_year(document, group):
        return [Evidence("date", "known by the year in which it was", -4.0)]
    if mine is None or theirs is None:
        return []
    gap = max((mine[0] - theirs[1]).days, (theirs[0] - mine[1]).days)
    refers = any(anchor.reference for anchor in group.anchors)
    if gap <= 0:
        # "Last week, gunmen shot two teachers" is not said again of what was said of a day of that week.
        wider = (mine[1] - mine[0]).days > 3 and theirs[0] == theirs[1] and not refers
        # Nor is "earlier this year, a girl was gunned down" of those who were hurt this week.
        long = (mine[1] - mine[0]).days > 7 and not group.heading and not document.sentences[group.sentence].lead
        fewer = _counts_fewer(group, incident, figures) or (long and bool(heads_of(document, group, figures)))
        if wider and fewer and tells_of_somebody_new(document, group, figures):
            return [Evidence("date", "a week or a month, of somebody new", -3.5)]
        return [Evidence("date", "the same day", 2.0 if (mine[1] - mine[0]).days <= 3 else 0.5)]
    if times and not own:
        return [Evidence("date", f"{gap} days apart, by a time of day", -1.5)]
    # "In July" is of a year to be guessed, "last week" of days to be guessed: they contradict less.
    if max((mine[1] - mine[0]).days, (theirs[1] - theirs[0]).days) > 3 and gap < 400:
        # Yet "last month, three were killed in an ambush" introduces another incident.
        introduced = bool(heads_of(document, group, figures)) and not refers and not incident.heading
        if (
            introduced
            and gap > 7
            and (tells_of_somebody_new(document, group, figures) or tells_of_kin(document, group, figures))
        ):
            return [Evidence("date", f"{gap} days apart, of somebody new", -5.0)]
        return [Evidence("date", f"{gap} days apart, roughly dated", -3.0 if introduced else -1.5)]
    if all(tells_outcome(document.doc, anchor) for anchor in group.anchors):
        # Nobody dies of what is yet to come.
        sooner = mine[1] < theirs[0] and _is_day_apart(document, group, incident)
        if sooner and tells_of_somebody_new(document, group, figures):
            return [Evidence("date", f"died {gap} days before it", -5.0)]
        return [Evidence("date", f"{gap} days apart", -1.0)]
    if gap == 1:
        larger = any(low > incident.totals.get(outcome, low) for outcome, low in totals_of(group, figures).items())
        new = not refers or _names_its_target(document, group)
        if larger and new and _is_day_apart(document, group, incident):
            return [Evidence("date", "the day before or after, and more were harmed", -5.0)]
        times = sorted([own[0], incident.days[0]], key=lambda one: one[0]) if own and incident.days else []
        return [Evidence("date", "the next day", -1.0 if is_night(document, [time for _, time in times]) else -2.5)]
    if is_misdated(group, [days for days, _ in incident.days], incident.groups, figures, mine):
        return [Evidence("date", "the same day of another year, and the same count", -0.5)]
    # One that a word refers back to, a few days apart, is as often misdated.
    return [Evidence("date", f"{gap} days apart", -3.0 if refers and gap <= 3 else -5.0)]


def some_time_before(document: Document, group: Group, when: Days | None) -> Days | None:
    """ "Years ago, a woman was killed in the same house": of a time that is over before the incident's, if not how long."""
    spans = [span for time in group.dates if (span := span_of(time)) is not None]
    return next((span for span in spans if when is not None and span[1] < when[0]), None)


def is_dated_long_before(document: Document, group: Group) -> bool:
    """Is a group dated, by its own words, a week and more before the report?"""
    return bool(group.days) and _is_long_before(document, group, group.days[0][0])


def _is_long_before(document: Document, group: Group, days: Days) -> bool:
    """Are the days of a sentence below the lead over, a week and more ago ("Last year, ...", "In November 2012, ...")?"""
    if document.published is None or group.heading or document.sentences[group.sentence].lead:
        return False
    return (document.published - days[0]).days > 7 and days[1] < document.published


def _is_named_by_its_year(document: Document, group: Group) -> bool:
    """ "A report like that on the 2012 theatre shooting": one that is known by it, and not the news."""
    told = {anchor.token for anchor in group.anchors if anchor.noun}
    spans = (document.doc.char_span(*document.range(time.span), alignment_mode="expand") for time in group.dates)
    return any(len(span) == 1 and span.root.head.i in told and span.root.i < span.root.head.i for span in spans if span)


def _is_of_others(group: Group, incident: Incident, figures: Sequence[Figure]) -> bool:
    """Does a group count as many as are all the incident's, and each of them somebody else?"""
    people, totals = people_of(group, figures), totals_of(group, figures)
    known = {outcome: incident.totals[outcome] for outcome in totals.keys() & incident.totals.keys()}
    as_many = bool(known) and all(low >= known[outcome] for outcome, low in totals.items() if outcome in known)
    return as_many and bool(people) and bool(incident.people) and not people & incident.people


def _is_day_apart(document: Document, group: Group, incident: Incident) -> bool:
    """Are group and incident each dated by a day of its own, and not by the two sides of one night?"""
    own = group.days
    if not own or not incident.days or is_hour(document, own[0][1]) or is_hour(document, incident.days[0][1]):
        return False
    mine, theirs = own[0][0], incident.days[0][0]
    times = sorted([own[0], incident.days[0]], key=lambda one: one[0])
    at_night = all(NAMED_DAY.search(document.words(time.span)) for _, time in times) and is_night(
        document, [time for _, time in times]
    )
    return mine[0] == mine[1] and theirs[0] == theirs[1] and mine != theirs and not at_night


def _is_month_apart(group: Group, incident: Incident) -> bool:
    """Are group and incident dated by words of their own, more than a month apart ("last November")?"""
    own = group.days
    if not own or not incident.days:
        return False
    mine, theirs = own[0][0], incident.days[0][0]
    return max((mine[0] - theirs[1]).days, (theirs[0] - mine[1]).days) > 31


def _names_its_target(document: Document, group: Group) -> bool:
    """ "The attack against the mill": though definite, told with what it struck, as what is told for the first time."""
    nouns = [document.doc[anchor.token] for anchor in group.anchors if anchor.reference]
    return any(child.lower_ in ("against", "on") for noun in nouns for child in noun.children if child.dep_ == "prep")


def _counts_fewer(group: Group, incident: Incident, figures: Sequence[Figure]) -> bool:
    totals = totals_of(group, figures)
    return any(low < incident.totals.get(outcome, 0) for outcome, low in totals.items())


def is_night(document: Document, times: Sequence[TimeExpression]) -> bool:
    """May one night lie in two days, the earlier first ("late Saturday", "early Sunday")? True where no days are named."""
    said = [document.words(time.span).lower() for time in times]
    if len(said) < 2 or not all(NAMED_DAY.search(one) for one in said):
        return True
    late = any(word in said[0] for word in words("incidents", "late"))
    return late or any(word in said[1] for word in words("incidents", "early"))


def is_between(document: Document, group: Group) -> bool:
    """Does a group that counts victims stand in a heading below the first paragraph: a teaser, as often as not?"""
    sentence = document.sentences[group.sentence]
    if sentence.paragraph.kind != "heading" or not group.figures:
        return False
    return any(one.lead for one in document.sentences[: group.sentence])


def _weigh_where(group: Group, incident: Incident, back: bool) -> list[Evidence]:
    mine = [one.place for one in group.places if one.role == "event"]
    pairs = [(a, b) for a in mine for b in incident.places]
    if not pairs:
        return []
    if any(is_near(a, b) for a, b in pairs):
        return [Evidence("place", "the same place", 1.5)]
    if not all(is_apart(a, b) for a, b in pairs):
        return []
    if not all(is_known(a) and is_known(b) for a, b in pairs):
        return [Evidence("place", "a place of another name", -1.0 if incident.heading else -2.0)]
    if not (incident.heading or back) and all(a.country and b.country and a.country != b.country for a, b in pairs):
        return [Evidence("place", "another country", -5.0)]
    # A headline's place may be the outlet's own; one of a victim told of before may be misplaced.
    return [Evidence("place", "elsewhere", -1.0 if incident.heading else -2.5 if back else -4.0)]


def _weigh_figures(group: Group, incident: Incident, figures: Sequence[Figure]) -> list[Evidence]:
    rows: list[Evidence] = []
    # A larger number with a day and a place of its own introduces an incident; without them it completes the first number.
    # So it does where nothing has said yet when or where the first was: then it is the day and the place of that one.
    is_set = incident.when is not None or bool(incident.places)
    introduced = bool(group.days and group.places) and not incident.heading and is_set
    for outcome, low in sorted(totals_of(group, figures).items()):
        known = incident.totals.get(outcome)
        if known is None:
            continue
        if known == low:
            rows.append(Evidence("figures", f"{low} {outcome} in both", 1.0))
        elif low > known:
            rows.append(Evidence("figures", f"{low} {outcome} against {known}", -3.0 if introduced else -0.5))
        else:
            rows.append(Evidence("figures", f"{low} of {known} {outcome}", 0.5))
    return rows


def totals_of(group: Group, figures: Sequence[Figure]) -> dict[str, int]:
    """The persons that a group counts by outcome: its figures added up, parts of others left out."""
    found: dict[str, int] = {}
    for index in group.figures:
        figure = figures[index]
        if figure.low is None or figure.subset_of is not None or figure.form == "zero" or figure.measure == "increment":
            continue
        if figure.outcome in ("killed", "injured", "killed_or_injured"):
            found[figure.outcome] = found.get(figure.outcome, 0) + figure.low
    return found
