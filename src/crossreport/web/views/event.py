"""An event: the estimate with its arithmetic, the ledger of claims, victims, evidence, the rules of each profile."""

from collections.abc import Callable, Iterable, Mapping

import msgspec

from crossreport.answers.explain import Section, explain
from crossreport.answers.words import low_best_high, named, when, where
from crossreport.model.happened import Event, Reading
from crossreport.model.judged import Estimate
from crossreport.model.said import OUTCOMES, Claim
from crossreport.reconcile.judgements import is_set_aside
from crossreport.store.lists import Kin
from crossreport.web.views.lines import EventLine, event_line
from crossreport.web.views.plots import PlaceView, PointView, places, points
from crossreport.web.views.scene import ClaimView, Scene
from crossreport.web.views.shortened import Shortened

# Of the claims without a number, in this order: what happened, who did it, who denies it, what else is said.
OTHERS = ("occurrence", "responsibility", "denial", "statement", "tally")
# What the page shows at once, each list's most important things first; `whole` shows all.
MOST_LEDGER, MOST_OTHERS, MOST_PEOPLE, MOST_RELATIONS, MOST_EVIDENCE, MOST_REPORTS = 40, 15, 60, 20, 12, 24
A_PART = "a part of another number, told apart"
OF_SOME = "a number of some of them alone, which stands among the parts"
# Claims that one line about a person, an actor or a part names.
MOST_CITED = 6
Readings = Callable[[Iterable[str]], Mapping[str, Reading]]


class EstimateView(msgspec.Struct, frozen=True, omit_defaults=True):
    """An estimate as shown: the three numbers, how they came about, and the ledger of its claims.

    Of its `origins`, the independence of `unknown` is not known: these never make two sources. `set_by` is who set the three
    numbers in the place of what the claims give.
    """

    outcome: str
    low: str
    best: str
    high: str
    agreement: str
    profile: str
    origins: int
    unknown: int
    arithmetic: tuple[str, ...]
    alarms: tuple[str, ...]
    ledger: tuple[ClaimView, ...]
    perpetrators: int | None = None
    party_only: bool = False
    set_by: str | None = None


class PartView(msgspec.Struct, frozen=True, omit_defaults=True):
    """The estimate for a part of the dead or hurt that reports tell apart."""

    outcome: str
    of: str
    low: str
    best: str
    high: str
    claims: tuple[str, ...]


class ToldView(msgspec.Struct, frozen=True, omit_defaults=True):
    """A claim without a number, with the (report, its name) of all others that say the same in the same words."""

    claim: ClaimView
    also: tuple[tuple[str, str], ...] = ()


class PersonView(msgspec.Struct, frozen=True, omit_defaults=True):
    """A person of the event: a row of the register of victims, with its id, or somebody accused. Sealed names are masked."""

    words: str
    role: str
    claims: tuple[str, ...]
    of: int
    id: str | None = None
    name: str | None = None
    outcome: str | None = None
    age: int | None = None
    sex: str | None = None
    sealed: str | None = None


class DoerView(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who acts, is acted on, is accused, or claims it."""

    name: str
    role: str
    claims: tuple[str, ...]
    of: int
    country: str | None = None
    sector: str | None = None


class RelationView(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one claim of the event is to another, and why."""

    a: str
    b: str
    type: str
    why: str


class EventView(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that the page of an event shows. `claims` holds every claim that some part of it names.

    `rejected` are those that people took out of it, or whose source they excluded, and that no ledger holds. It is a part of
    one event, and holds others.
    `left` says how many more there are of what is shown in part: by outcome of its ledger, by kind of claim, by section.
    `of` counts the claims of a line that names some of them.
    """

    id: str
    title: str
    kind: str
    when: str
    where: str
    cause: str
    corroboration: str
    responsibility: str
    review: str
    profile: str
    estimates: tuple[EstimateView, ...]
    parts: tuple[PartView, ...]
    others: dict[str, tuple[ToldView, ...]]
    people: tuple[PersonView, ...]
    actors: tuple[DoerView, ...]
    relations: tuple[RelationView, ...]
    evidence: tuple[Section, ...]
    stories: tuple[tuple[str, str], ...]
    reports: tuple[tuple[str, str], ...]
    places: tuple[PlaceView, ...]
    points: tuple[PointView, ...]
    claims: dict[str, ClaimView]
    formerly: tuple[str, ...] = ()
    part_of: EventLine | None = None
    holds: tuple[EventLine, ...] = ()
    plover: str | None = None
    mode: str | None = None
    rejected: tuple[ClaimView, ...] = ()
    left: dict[str, int] = {}


def event_view(scene: Scene, ident: str, readings: Readings, whole: bool = False, kin: Kin | None = None) -> EventView:
    """An event as its page shows it; `ident` is its id of today. `readings` gives those of some reports, `kin` what it is a
    part of and what is of it."""
    event, cut = scene.events[ident], Shortened(whole)
    mine = [found for one in event.claims if (found := scene.claims.get(one)) and not is_set_aside(found)]
    out = tuple(one for one in scene.claims.values() if ident in one.events and is_set_aside(one))
    figures = sorted(event.figures.items(), key=lambda one: OUTCOMES.index(one[0]))  # the dead first
    estimates = tuple(_estimate(scene, (*mine, *out), outcome, figure, cut) for outcome, figure in figures)
    told = {kind: _told(scene, [one for one in mine if one.type == kind], kind, cut) for kind in OTHERS}
    others = {kind: found for kind, found in told.items() if found}
    in_ledgers = {one.id for figure in estimates for one in figure.ledger}
    parts, people, actors = tuple(_parts(event)), _people(event, cut), _actors(event)
    relations = _relations(scene, {one.id for one in mine}, cut)
    stories = [one for one in scene.stories.values() if ident in one.events]
    named_claims = {claim for part in (parts, people, actors) for one in part for claim in one.claims}
    named_claims |= {end for one in relations for end in (one.a, one.b)}
    claims = {one.id: one for figure in estimates for one in figure.ledger}
    claims |= {one.claim.id: one.claim for told in others.values() for one in told}
    claims |= {one.id: one for one in scene.views(sorted(named_claims - claims.keys()))}
    return EventView(
        event.id,
        named(event),
        event.kind,
        when(event.date),
        where(event.place),
        event.cause,
        event.corroboration,
        event.responsibility,
        event.review,
        scene.derived.profile,
        estimates,
        parts,
        others,
        people,
        actors,
        relations,
        _evidence(scene, event, readings, cut),
        tuple((one.id, one.title) for one in stories),
        cut.first("reports", ((one, scene.named(one)) for one in event.reports), MOST_REPORTS),
        tuple(places([event])),
        tuple(points(scene, [ident])),
        claims,
        event.formerly,
        event_line(kin.whole) if kin and kin.whole else None,
        tuple(map(event_line, kin.parts)) if kin else (),
        event.plover,
        event.mode,
        tuple(scene.view(one) for one in out if one.id not in in_ledgers),
        cut.left,
    )


def _estimate(scene: Scene, mine: Iterable[Claim], outcome: str, figure: Estimate, cut: Shortened) -> EstimateView:
    low, best, high = low_best_high(figure)
    resting = set(figure.claims)
    told = [one for one in mine if one.figure is not None and outcome in one.figure.outcome]
    # Those that the estimate rests on first, those that people took out last, each part in the order of publication.
    told.sort(key=lambda one: (one.id not in resting, is_set_aside(one), scene.published(one) or "9", one.report, one.id))
    ledger = cut.first(outcome, told, MOST_LEDGER)
    return EstimateView(
        outcome,
        low,
        best,
        high,
        figure.agreement,
        figure.profile,
        len(figure.origins),
        sum(scene.origins[one].independence == "unknown" for one in figure.origins if one in scene.origins),
        tuple(scene.told(one) for one in figure.arithmetic),
        tuple(scene.told(one) for one in figure.alarms),
        tuple(_row(scene, one, one.id in resting, outcome) for one in ledger),
        figure.perpetrators,
        figure.party_only,
        figure.override.by if figure.override else None,
    )


def _row(scene: Scene, claim: Claim, is_used: bool, outcome: str) -> ClaimView:
    shown = msgspec.structs.replace(scene.view(claim), used=is_used)
    if is_used or claim.reason or claim.status != "current":
        return shown
    if claim.subset_of:
        return msgspec.structs.replace(shown, reason=A_PART)
    if claim.figure is not None and claim.figure.outcome != outcome:
        return msgspec.structs.replace(shown, reason=f"a number of {claim.figure.outcome.replace('_', ' ')} together")
    return msgspec.structs.replace(shown, reason=OF_SOME) if claim.id in scene.used else shown


def _told(scene: Scene, claims: Iterable[Claim], kind: str, cut: Shortened) -> tuple[ToldView, ...]:
    """Claims, each of those that say the same in the same words once, what most reports say first."""
    groups: dict[tuple[str, ...], list[Claim]] = {}
    for one in claims:
        said = one.attribution
        by = ((said.source or "unnamed"), said.stance) if said else ("", "")
        groups.setdefault((" ".join(one.quote.split()), *by, one.reason or ""), []).append(one)
    ordered = sorted(groups.values(), key=lambda told: (-len(told), scene.published(told[0]) or "9", told[0].id))
    return tuple(
        ToldView(scene.view(told[0]), tuple(dict.fromkeys((one.report, scene.named(one.report)) for one in told[1:])))
        for told in cut.first(kind, ordered, MOST_OTHERS)
    )


def _relations(scene: Scene, mine: set[str], cut: Shortened) -> tuple[RelationView, ...]:
    """What the claims of an event are to each other: that two agree comes after what they differ in."""
    found = [one for one in scene.derived.relations if one.a in mine and one.b in mine]
    found.sort(key=lambda one: one.type in ("agree", "compatible"))
    return tuple(
        RelationView(one.a, one.b, one.type, scene.told(one.why)) for one in cut.first("relations", found, MOST_RELATIONS)
    )


def _parts(event: Event) -> list[PartView]:
    made = []
    for cell in event.cells:
        of = " ".join(str(one).replace("_", " ") for one in (cell.side, cell.status, cell.subgroup) if one)
        made.append(PartView(cell.outcome, of, *low_best_high(cell.estimate), cell.estimate.claims))
    return made


def _people(event: Event, cut: Shortened) -> tuple[PersonView, ...]:
    made = [
        PersonView(
            one.words, "victim", one.claims[:MOST_CITED], len(one.claims), one.id, one.name, one.outcome, one.age, one.sex,
            one.sealed,
        )
        for one in event.victims
    ]  # fmt: skip
    registered = {one.name for one in event.victims if one.name}
    made += [
        PersonView(
            one.name, one.role, one.claims[:MOST_CITED], len(one.claims), None, one.name, one.outcome, one.age, one.sex,
            one.sealed,
        )
        for one in event.people
        if one.role == "accused" or (one.name not in registered and not event.victims)
    ]  # fmt: skip
    return cut.first("people", made, MOST_PEOPLE)


def _actors(event: Event) -> tuple[DoerView, ...]:
    return tuple(
        DoerView(one.name, one.role, one.claims[:MOST_CITED], len(one.claims), one.country, one.sector)
        for one in event.actors
    )


def _evidence(scene: Scene, event: Event, readings: Readings, cut: Shortened) -> tuple[Section, ...]:
    """Why the mentions are one event, the weakest links first; how each estimate came about stands with the estimate."""
    own = set(event.mentions)
    joined = (one for one in scene.derived.links if one.a in own and one.b in own)
    links = cut.first("evidence", sorted(joined, key=lambda one: (one.score, one.a, one.b)), MOST_EVIDENCE)
    ends = {end for one in links for end in (one.a, one.b)}
    mentions = tuple(one for one in event.mentions if one in ends) or event.mentions[:MOST_EVIDENCE]
    part = msgspec.structs.replace(
        scene.derived, links=links, events=(msgspec.structs.replace(event, mentions=mentions, figures={}),)
    )
    found = explain(part, scene.reports.values(), readings(one for one, _ in mentions), event.id, label=scene.label)
    return tuple(
        Section(
            one.heading,
            tuple(msgspec.structs.replace(row, found=scene.told(row.found)) for row in one.rows),
            one.score,
        )
        for one in found.sections
    )
