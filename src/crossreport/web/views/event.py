"""An event: the estimate with its arithmetic, the ledger of claims, victims, evidence, the rules of each profile."""

from collections.abc import Mapping

import msgspec

from crossreport.answers.explain import Section, explain
from crossreport.answers.words import low_best_high, named, when, where
from crossreport.model.happened import Event, Reading
from crossreport.model.judged import Estimate
from crossreport.web.views.overview import EventLine, event_line
from crossreport.web.views.scene import ClaimView, Scene
from crossreport.web.views.story import PlaceView, PointView, places, points

# Of the claims without a number, in this order: what happened, who did it, who denies it, what else is said.
OTHERS = ("occurrence", "responsibility", "denial", "statement", "tally")


class EstimateView(msgspec.Struct, frozen=True, omit_defaults=True):
    """An estimate as shown: the three numbers, how they came about, and the ledger of its claims.

    Of its `origins`, the independence of `unknown` is not known: these never make two sources.
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


class PartView(msgspec.Struct, frozen=True, omit_defaults=True):
    """The estimate for a part of the dead or hurt that reports tell apart."""

    outcome: str
    of: str
    low: str
    best: str
    high: str
    claims: tuple[str, ...]


class PersonView(msgspec.Struct, frozen=True, omit_defaults=True):
    """A person of the event: a row of the register of victims, or somebody accused. Sealed names stand masked."""

    words: str
    role: str
    claims: tuple[str, ...]
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
    country: str | None = None
    sector: str | None = None


class RelationView(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one claim of the event is to another, and why."""

    a: str
    b: str
    type: str
    why: str


class EventView(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that the page of an event shows. `claims` holds every claim that some part of it names."""

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
    others: dict[str, tuple[ClaimView, ...]]
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
    part_of: str | None = None
    holds: tuple[EventLine, ...] = ()
    plover: str | None = None
    mode: str | None = None


def event_view(scene: Scene, ident: str, readings: Mapping[str, Reading]) -> EventView:
    """An event as its page shows it; `ident` is its id of today."""
    event = scene.events[ident]
    stories = [one for one in scene.stories.values() if ident in one.events]
    ours = {claim: scene.view(scene.claims[claim]) for claim in event.claims if claim in scene.claims}
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
        tuple(_estimate(scene, event, outcome, figure, ours) for outcome, figure in event.figures.items()),
        tuple(_parts(event)),
        {kind: found for kind in OTHERS if (found := tuple(one for one in ours.values() if one.type == kind))},
        tuple(_people(event)),
        tuple(DoerView(one.name, one.role, one.claims, one.country, one.sector) for one in event.actors),
        tuple(
            RelationView(one.a, one.b, one.type, scene.told(one.why))
            for one in scene.derived.relations
            if one.a in ours and one.b in ours
        ),
        tuple(_evidence(scene, ident, readings)),
        tuple((one.id, one.title) for one in stories),
        tuple((one, scene.named(one)) for one in event.reports),
        tuple(places([event])),
        tuple(points(scene, [ident])),
        ours,
        event.formerly,
        event.part_of,
        tuple(event_line(one) for one in scene.events.values() if one.part_of == ident),
        event.plover,
        event.mode,
    )


def _estimate(scene: Scene, event: Event, outcome: str, figure: Estimate, ours: Mapping[str, ClaimView]) -> EstimateView:
    low, best, high = low_best_high(figure)
    ledger = [one for one in ours.values() if one.outcome == outcome or outcome in (one.outcome or "")]
    resting = set(figure.claims)
    # Those that the estimate rests on first, each part in the order of publication.
    ledger.sort(key=lambda one: (one.id not in resting, one.published or "9", one.report, one.words[:1] == (), one.id))
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
        tuple(msgspec.structs.replace(one, used=one.id in resting) for one in ledger),
        figure.perpetrators,
        figure.party_only,
    )


def _parts(event: Event) -> list[PartView]:
    made = []
    for cell in event.cells:
        of = " ".join(str(one).replace("_", " ") for one in (cell.side, cell.status, cell.subgroup) if one)
        made.append(PartView(cell.outcome, of, *low_best_high(cell.estimate), cell.estimate.claims))
    return made


def _people(event: Event) -> list[PersonView]:
    made = [
        PersonView(one.words, "victim", one.claims, one.name, one.outcome, one.age, one.sex, one.sealed)
        for one in event.victims
    ]
    registered = {one.name for one in event.victims if one.name}
    for one in event.people:
        if one.role == "accused" or (one.name not in registered and not event.victims):
            made.append(PersonView(one.name, one.role, one.claims, one.name, one.outcome, one.age, one.sex, one.sealed))
    return made


def _evidence(scene: Scene, ident: str, readings: Mapping[str, Reading]) -> list[Section]:
    """Why the mentions are one event; how each estimate came about stands with the estimate."""
    found = explain(scene.derived, scene.reports.values(), readings, ident, label=scene.label)
    about_figures = ("How ", "Claims ")
    return [
        Section(
            one.heading,
            tuple(msgspec.structs.replace(row, found=scene.told(row.found)) for row in one.rows),
            one.score,
        )
        for one in found.sections
        if not one.heading.startswith(about_figures)
    ]
