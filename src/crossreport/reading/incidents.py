"""Sorts the groups of anchors of a report into incidents: a group joins the incident it fits best, or opens a new one."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import asin, cos, radians, sin, sqrt

from spacy.tokens import Token

from crossreport.model.happened import Place, TimeExpression
from crossreport.model.judged import Evidence
from crossreport.model.said import Aux, Figure
from crossreport.reading.anchors import Kind, fit_together
from crossreport.reading.clauses import Group, days_of
from crossreport.reading.layout import Document
from crossreport.reading.roundups import is_other_street, opens_several

Days = tuple[date, date]
# Places farther apart than this are two places; a town's outskirts and its centre are not.
APART_KM = 40.0
NEAR = 20


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
    evidence: list[Evidence] = field(default_factory=list)
    aux: Aux = "none"
    episode: bool = False
    equal: bool = False
    heading: bool = True
    crowded: frozenset[int] = frozenset()

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


def gather(
    document: Document,
    groups: Sequence[Group],
    figures: Sequence[Figure],
    names: Callable[[Group], frozenset[str]],
) -> tuple[list[Incident], Mapping[int, Incident]]:
    """The incidents of a report in the order in which they are told, and each group's (by its index) where it has one."""
    several = opens_several(document, groups)
    incidents, of = _gather(document, groups, figures, names, several)
    if several and sum(bool(one.totals) for one in incidents if not one.episode) < 2:
        incidents, of = _gather(document, groups, figures, names, frozenset())
    _mark_crowded(document, incidents)
    return incidents, of


def _mark_crowded(document: Document, incidents: Sequence[Incident]) -> None:
    """Notes for each incident the paragraphs that tell of others too: what stands there beside it may be theirs."""
    told = [{document.sentences[group.sentence].paragraph.index for group in one.groups} for one in incidents]
    count = Counter(
        index for one, paragraphs in zip(incidents, told, strict=True) if not one.episode for index in paragraphs
    )
    for incident, paragraphs in zip(incidents, told, strict=True):
        own = 0 if incident.episode else 1
        incident.crowded = frozenset(index for index in paragraphs if count[index] > own)


def _gather(
    document: Document,
    groups: Sequence[Group],
    figures: Sequence[Figure],
    names: Callable[[Group], frozenset[str]],
    several: Set[int],
) -> tuple[list[Incident], Mapping[int, Incident]]:
    """`several` are groups that sum up incidents: they make an episode, and the groups after them tell of its parts."""
    incidents: list[Incident] = []
    of: dict[int, Incident] = {}
    episode = Incident(episode=True)
    periods = {figure.sentence for figure in figures if figure.scope == "period"}
    for index, group in enumerate(groups):
        if not is_telling(document, group, periods):
            continue
        if index in several:
            _add(episode, group, figures, names(group), ())
            of[index] = episode
            incidents = incidents or [episode]
            continue
        found = _derived(index, group, of)
        chosen, rows, loose = _choose(document, group, incidents, figures, names(group), found, of.get(index - 1))
        if chosen is None:
            if (loose and not group.figures) or not can_open(document, group, figures):
                continue
            chosen = Incident(aux=aux_of(group, figures), derived=found, equal=bool(several))
            incidents.append(chosen)
        _add(chosen, group, figures, names(group), rows)
        chosen.heading &= document.sentences[group.sentence].paragraph.kind in ("title", "heading")
        of[index] = chosen
    return incidents, of


def _derived(index: int, group: Group, of: Mapping[int, Incident]) -> Days | None:
    """The days of a group that its sentence dates by another ("a day after the raid")."""
    if group.shift is None or group.apart is None:
        return None
    other = of.get(index - 1)
    if other is None or other.when is None:
        return None
    shift = timedelta(days=group.shift)
    return other.when[0] + shift, other.when[1] + shift


def aux_of(group: Group, figures: Sequence[Figure]) -> Aux:
    """The reality of a group: told as fact where one of its words is; a count of nobody is a fact told."""
    found = [anchor.aux for anchor in group.anchors if all(figures[i].form != "zero" for i in anchor.figures)]
    return next((aux for aux in found if aux in ("none", "historical")), found[0] if found else "none")


def is_telling(document: Document, group: Group, periods: Set[int]) -> bool:
    """Does a group tell of something that was, and not of violence in general or of what befell nobody in particular?

    `periods` are the sentences that count over a period: their words without a number of their own tell of no incident.
    """
    if group.figures:
        return True
    if group.sentence in periods:
        return False
    kept = [anchor for anchor in group.anchors if not anchor.bare and (anchor.reference or not anchor.plural)]
    if document.sentences[group.sentence].paragraph.kind in ("title", "heading"):
        return True
    return any(anchor.noun or anchor.kind.name != "death" for anchor in kept)


def can_open(document: Document, group: Group, figures: Sequence[Figure]) -> bool:
    """May a group stand for an incident of its own: one that harmed somebody, or that headline or lead name?"""
    counted = [figures[i] for i in group.figures if figures[i].form != "zero"]
    real = aux_of(group, figures) in ("none", "historical")
    if not real and not (group.dates or group.places):
        return False
    if counted:
        return True
    named = [anchor for anchor in group.anchors if (anchor.noun and not anchor.bare) or not anchor.noun]
    if not real or not named:
        return False
    sentence = document.sentences[group.sentence]
    if sentence.lead or sentence.paragraph.kind == "title":
        return any(anchor.kind.name not in ("death", "incident") or anchor.reference for anchor in named)
    violent = [anchor for anchor in named if anchor.kind.cause == "violence" and not anchor.plural]
    past = any(
        document.doc[anchor.token].tag_ in ("VBD", "VBN") or _is_past(document.doc[anchor.token]) for anchor in violent
    )
    there = any(place.role == "event" for place in group.places)
    return bool(violent) and (bool(own_days(group)) or (past and there))


def _is_past(token: Token) -> bool:
    """Is it a verb in the past, or a noun beside one?"""
    return token.tag_ in ("VBD", "VBN") or (token.pos_ in ("NOUN", "PROPN") and token.head.tag_ == "VBD")


def _choose(
    document: Document,
    group: Group,
    incidents: Sequence[Incident],
    figures: Sequence[Figure],
    names: frozenset[str],
    derived: Days | None,
    before: Incident | None,
) -> tuple[Incident | None, list[Evidence], bool]:
    """The incident that a group fits best, why, and whether it might loosely fit some: it then opens none of its own."""
    best: tuple[float, Incident | None, list[Evidence]] = (0.0, None, [])
    latest = max((one.last for one in incidents), default=-1)
    loose = False
    # In a very long report a word refers to what was told first or of late: the cost must not grow with its square.
    near = [one for one in enumerate(incidents) if one[0] < NEAR or one[0] >= len(incidents) - 2 * NEAR]
    for position, incident in near:
        if incident.episode or (group.apart is not None and incident is before and group.sentence == incident.last):
            continue
        rows = [*_weigh(group, incident, figures, names, derived)]
        if position and _is_told_anew(document, group, incident, figures):
            rows.append(Evidence("words", "told anew, with doer and place", -2.5))
        rows.append(Evidence("order", "first told of", 0.5) if position == 0 else Evidence("order", "told of later", 0.0))
        if incident.last == latest:
            rows.append(Evidence("order", "told of last", 1.0))
        if (aux_of(group, figures) in ("none", "historical")) != (incident.aux in ("none", "historical")):
            rows.append(Evidence("reality", "one told as fact, the other not", -4.0))
        score = sum(row.weight for row in rows)
        # Words without a number need a sign that they tell of this very incident.
        tied = bool(group.figures) or any(row.weight >= 1 for row in rows if row.what != "order")
        loose = loose or (score > 0 and not tied)
        if score > best[0] and tied:
            best = (score, incident, rows)
    return best[1], best[2], loose


def _is_told_anew(document: Document, group: Group, incident: Incident, figures: Sequence[Figure]) -> bool:
    """Does a clause name doer, place and a smaller number of its own, with no word that points back?"""
    totals = totals_of(group, figures)
    smaller = any(low < incident.totals.get(outcome, 0) for outcome, low in totals.items())
    if not smaller or not group.places or any(anchor.reference for anchor in group.anchors):
        return False
    tokens = [document.doc[anchor.token] for anchor in group.anchors]
    return any(child.dep_ == "agent" for token in tokens for child in token.children)


def _weigh(
    group: Group, incident: Incident, figures: Sequence[Figure], names: frozenset[str], derived: Days | None
) -> list[Evidence]:
    """The rows that speak for and against a group's telling of an incident."""
    rows = [*_weigh_kind(group, incident), *_weigh_when(group, incident, derived), *_weigh_where(group, incident)]
    rows += _weigh_figures(group, incident, figures)
    if names & incident.names:
        rows.append(Evidence("names", f"the same: {', '.join(sorted(names & incident.names))}", 3.0))
    if any(anchor.other for anchor in group.anchors):
        rows.append(Evidence("words", "set apart as another", -5.0))
    return rows


def _weigh_kind(group: Group, incident: Incident) -> list[Evidence]:
    nouns = [anchor for anchor in group.anchors if anchor.reference]
    same = {kind.name for kind in group.kinds if not kind.generic} & {kind.name for kind in incident.kinds}
    if not any(fit_together(a, b) for a in group.kinds for b in incident.kinds):
        return [Evidence("kind", "another kind of incident", -4.0)]
    rows = [Evidence("kind", f"both {', '.join(sorted(same))}" if same else "kinds that go together", 1.0 if same else 0.3)]
    if nouns:
        rows.append(Evidence("words", "refers back", 1.5))
    return rows


def own_days(group: Group) -> list[tuple[Days, TimeExpression]]:
    """The days that a group's own clause gives it, the shortest first."""
    found = [(days, time) for time in group.dates if (days := days_of(time))]
    return sorted(found, key=lambda one: (one[0][1] - one[0][0]).days)


def _weigh_when(group: Group, incident: Incident, derived: Days | None) -> list[Evidence]:
    own = own_days(group)
    mine = own[0][0] if own else derived
    theirs = incident.when
    if mine is None or theirs is None:
        return []
    gap = max((mine[0] - theirs[1]).days, (theirs[0] - mine[1]).days)
    if gap <= 0:
        return [Evidence("date", "the same day", 2.0 if (mine[1] - mine[0]).days <= 3 else 0.5)]
    # "In July" is of a year to be guessed, "last week" of days to be guessed: they contradict less.
    if max((mine[1] - mine[0]).days, (theirs[1] - theirs[0]).days) > 3 and gap < 400:
        return [Evidence("date", f"{gap} days apart, roughly dated", -1.5)]
    # A shooting "late Saturday" is "early Sunday" in the next sentence; a death may come days after.
    dies = all(anchor.kind.name == "death" for anchor in group.anchors)
    return [Evidence("date", f"{gap} days apart", -1.0 if gap == 1 or dies else -5.0)]


def _weigh_where(group: Group, incident: Incident) -> list[Evidence]:
    mine = [one.place for one in group.places if one.role == "event"]
    pairs = [(a, b) for a in mine for b in incident.places]
    if not pairs:
        return []
    if incident.equal and is_other_street(mine, incident.places):
        return [Evidence("place", "another street", -4.0)]
    if any(is_near(a, b) for a, b in pairs):
        return [Evidence("place", "the same place", 1.5)]
    if not all(is_apart(a, b) for a, b in pairs):
        return []
    # A headline's place may be the outlet's own.
    return [Evidence("place", "elsewhere", -1.0 if incident.heading else -4.0)]


def is_near(a: Place, b: Place) -> bool:
    """Are two places the same town, or within its reach?"""
    if a.geonameid is not None and a.geonameid == b.geonameid:
        return True
    km = kilometres(a, b)
    return km is not None and km <= 15 and max(a.precision or 9, b.precision or 9) <= 3


def is_apart(a: Place, b: Place) -> bool:
    """Do two places exclude each other: other countries, other divisions, or towns too far apart?"""
    if a.country and b.country and a.country != b.country:
        return True
    if max(a.precision or 9, b.precision or 9) >= 6:
        return False
    if a.admin1 and b.admin1 and a.admin1 != b.admin1:
        return True
    km = kilometres(a, b)
    return km is not None and km > APART_KM and max(a.precision or 9, b.precision or 9) <= 3


def kilometres(a: Place, b: Place) -> float | None:
    """The distance in kilometres, None where either has no position."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    lat, lon = radians(b.lat - a.lat), radians(b.lon - a.lon)
    h = sin(lat / 2) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(lon / 2) ** 2
    return 12742 * asin(sqrt(min(1.0, h)))


def _weigh_figures(group: Group, incident: Incident, figures: Sequence[Figure]) -> list[Evidence]:
    rows: list[Evidence] = []
    # A larger number with a day and a place of its own introduces an incident; without them it completes the first number.
    introduced = bool(own_days(group) and group.places) and not incident.heading
    for outcome, low in sorted(totals_of(group, figures).items()):
        known = incident.totals.get(outcome)
        if known is None:
            continue
        if known == low:
            rows.append(Evidence("figures", f"{low} {outcome} in both", 1.0))
        elif low > known:
            rows.append(Evidence("figures", f"{low} {outcome} against {known}", -3.0 if introduced else -0.5))
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


def _add(
    incident: Incident, group: Group, figures: Sequence[Figure], names: frozenset[str], rows: Sequence[Evidence]
) -> None:
    incident.groups.append(group)
    incident.kinds += [kind for kind in group.kinds if kind not in incident.kinds]
    dies = all(anchor.kind.name == "death" for anchor in group.anchors) and len(incident.groups) > 1
    incident.days += [] if dies and incident.days else own_days(group)
    incident.places += [one.place for one in group.places if one.role == "event" and one.place not in incident.places]
    if not incident.places and len(incident.groups) == 1 and not group.shared:
        incident.places += [one.place for one in group.nearby]
    for outcome, low in totals_of(group, figures).items():
        incident.totals[outcome] = max(low, incident.totals.get(outcome, 0))
    incident.names |= names
    if rows and len(incident.evidence) < 12:
        found = "; ".join(f"{row.what}: {row.found}" for row in rows if row.weight)
        incident.evidence.append(Evidence("joined", f"sentence {group.sentence}: {found}", sum(row.weight for row in rows)))
