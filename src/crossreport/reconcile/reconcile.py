"""Reconciling: from linked claims to figures, relations, levels, tallies and rows, by one profile, deterministically."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from crossreport.linking.pile import Pile
from crossreport.model.decided import Decision
from crossreport.model.happened import Event
from crossreport.model.judged import Estimate, Relation, Story
from crossreport.model.record import Derived, Linked
from crossreport.model.said import Claim
from crossreport.profiles.load import Profile
from crossreport.reconcile.cells import cells_of
from crossreport.reconcile.comparison import compare
from crossreport.reconcile.context import Beyond, Context, Moment
from crossreport.reconcile.course import Course
from crossreport.reconcile.denied import denied_figure
from crossreport.reconcile.died import without_who_died
from crossreport.reconcile.episodes import with_episodes
from crossreport.reconcile.estimates import weigh
from crossreport.reconcile.findings import overridden
from crossreport.reconcile.human import Human, apply
from crossreport.reconcile.known import Known
from crossreport.reconcile.levels import corroboration, responsibility
from crossreport.reconcile.more_dead import with_who_died_since
from crossreport.reconcile.relations import Scene
from crossreport.reconcile.sanity import above_crowd, doubts, parts_above_total
from crossreport.reconcile.splits import split_claims
from crossreport.reconcile.standing import why_unused
from crossreport.reconcile.stated import stated
from crossreport.reconcile.tell import tell
from crossreport.reconcile.told import Told

# Rows of what reports tell alike and otherwise that are held with their stories.
ROWS = 20_000


@dataclass
class Judged:
    """What weighing all events came to: relations, and the claims that are superseded or unused, with the reasons."""

    relations: list[Relation] = field(default_factory=list)
    superseded: dict[str, str] = field(default_factory=dict)
    unused: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    developing: dict[str, Moment] = field(default_factory=dict)


def reconcile(
    linked: Linked,
    profile: Profile,
    decisions: Sequence[Decision] = (),
    beyond: Beyond | None = None,
    developing: dict[str, Moment] | None = None,
) -> Derived:
    """The whole record by a profile; the same for the same claims in any order.

    `decisions` come in the order of the log: those on claims, sources and events are applied here, the others when the
    record was linked. Where it is a neighbourhood of a record (linking/near.py), `beyond` is what of the rest bears on it.
    `developing` is told of the events whose figures develop still, each with the update that will first be an old one.
    """
    return weighed(apply(linked, decisions), profile, beyond, developing)


def weighed(
    human: Human, profile: Profile, beyond: Beyond | None = None, developing: dict[str, Moment] | None = None
) -> Derived:
    """The same of what linking gave as people judged it."""
    linked = human.linked
    context = Context.of(linked, profile, beyond)
    course = Course(linked.claims)
    events, rests = split_claims(linked.events, course.begun(context), context)
    course.add(rests)
    judged = Judged()
    _retract(course, context, judged)
    weighed = tuple(_weigh_event(event, course, context, judged, human) for event in events)
    course.revise(lambda claim: _settled(claim, judged))
    levelled = tuple(human.levelled(_level(event, course.of(event.claims), context)) for event in weighed)
    levelled = with_episodes(levelled, context)
    tallies = stated(context, levelled, course.by_id, course.totals())
    known = Known(context, {event.id: event for event in levelled}, course, tallies, human.lost)
    stories: Pile[Story] = Pile(Story, ROWS, size=lambda one: 1 + len(one.rows))
    relations = {(r.a, r.b, r.type): r for r in judged.relations if r.a != r.b}
    for story in linked.stories:
        compared, denied = compare(story, known)
        stories.add(compared)
        relations.update({(r.a, r.b, r.type): r for r in denied if r.a != r.b})
    if developing is not None:
        developing.update(judged.developing)
    return Derived(
        profile=profile.name,
        rows=linked.rows,
        claims=course.in_order(),
        events=levelled,
        origins=linked.origins,
        stories=stories.plain(),
        copies=linked.copies,
        links=linked.links,
        relations=tuple(relations[key] for key in sorted(relations)),
        tallies=tallies,
        actors=linked.actors,
        interactions=linked.interactions,
        decided=human.applied,
    )


def _weigh_event(event: Event, course: Course, context: Context, judged: Judged, human: Human) -> Event:
    claims, denials = course.counting(event.id), course.denials(event.id)
    since = with_who_died_since(_told(claims, context, judged), context)
    moved = without_who_died(since.told, context)
    told = moved.told
    judged.relations.extend((*since.relations, *moved.relations))
    attackers = max((max(one.attackers, one.unclear) for one in told.get("killed", ())), default=0)
    scene = Scene(event, context, attackers, told)
    figures: dict[str, Estimate] = {}
    superseded: dict[str, str] = {**since.superseded, **moved.superseded}
    for outcome, statements in sorted(told.items()):
        weighed = weigh(statements, scene)
        judged.relations.extend(weighed.relations)
        superseded.update(weighed.superseded)
        judged.unused.update(weighed.unused)
        if weighed.estimate is not None:
            denied, relations = denied_figure(weighed.estimate, denials, claims, scene)
            judged.relations.extend(relations)
            figures[outcome] = denied
    judged.superseded.update(superseded)
    figures = overridden(figures, human.findings.figures(event.id), context.profile)
    cells = cells_of([c for c in claims if c.id not in superseded], scene, figures)
    for outcome, figure in figures.items():
        used = [claim for claim in claims if claim.id in figure.claims]
        alarms = (*parts_above_total(figure, cells, outcome), *doubts(used, context.reports))
        if outcome == "killed":
            alarms += above_crowd(figure, used, context.reports)
        alarms += human.alarms(event.id, outcome)
        if alarms:
            figures[outcome] = msgspec.structs.replace(figure, alarms=(*figure.alarms, *alarms))
    if scene.updates:
        judged.developing[event.id] = min(scene.updates, key=lambda at: at.key)
    judged.used.update(c for figure in figures.values() for c in figure.claims)
    judged.used.update(c for cell in cells for c in cell.estimate.claims)
    return msgspec.structs.replace(event, figures=figures, cells=cells)


def _told(claims: Sequence[Claim], context: Context, judged: Judged) -> Mapping[str, tuple[Told, ...]]:
    """{outcome: what each report says of it}."""
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        if claim.figure is not None:
            groups.setdefault((claim.figure.outcome, claim.report), []).append(claim)
    made: dict[str, tuple[Told, ...]] = {}
    dead: dict[str, int] = {}
    for (outcome, report), own in sorted(groups.items(), key=lambda item: (item[0][0] != "killed", item[0])):
        told, unused = tell(own, context, dead=dead.get(report, 0) if outcome == "injured" else 0)
        if outcome == "killed" and len(told) == 1:
            dead[report] = told[0].point or 0
        judged.unused.update(unused)
        made[outcome] = (*made.get(outcome, ()), *told)
    return made


def _retract(course: Course, context: Context, judged: Judged) -> None:
    """Excludes what an origin took back: its claims on the same events with the same number, told no later."""
    taken = course.retractions()
    gone: dict[str, str] = {}
    about = {(one.origin, event) for one in taken for event in one.events}
    told: dict[tuple[str, str], list[Claim]] = {}
    for claim in course.claims if taken else ():
        for event in claim.events:
            if (claim.origin, event) in about:
                told.setdefault((claim.origin, event), []).append(claim)
    for retraction in taken:
        own = {claim.id: claim for event in retraction.events for claim in told.get((retraction.origin, event), ())}
        for claim in own.values():
            if claim.id != retraction.id and claim.status == "current" and _is_taken_back(claim, retraction, context):
                judged.relations.append(Relation(retraction.id, claim.id, "retracted", "the same origin took it back"))
                gone[claim.id] = f"taken back by its origin ({retraction.report})"
    course.exclude(gone)


def _is_taken_back(claim: Claim, retraction: Claim, context: Context) -> bool:
    """Is it the claim, of one origin on one event, that is taken back?"""
    then, now = context.said_at(claim), context.said_at(retraction)
    later = then is not None and now is not None and then.is_after(now)
    return claim.type == retraction.type and not later and _same_number(claim, retraction)


def _same_number(a: Claim, b: Claim) -> bool:
    if a.figure is None or b.figure is None:
        return a.figure is b.figure
    return (a.figure.outcome, a.figure.point) == (b.figure.outcome, b.figure.point)


def _settled(claim: Claim, judged: Judged) -> Claim:
    """A claim's final standing: a used one is current; a figure that is not carries the reason why."""
    if claim.status == "current" and claim.figure is not None and claim.type == "figure" and claim.id not in judged.used:
        if claim.id in judged.superseded:
            return msgspec.structs.replace(claim, status="superseded", reason=judged.superseded[claim.id])
        if not claim.reason:
            return msgspec.structs.replace(claim, reason=judged.unused.get(claim.id) or why_unused(claim))
    elif claim.id in judged.used and claim.reason:
        return msgspec.structs.replace(claim, reason=None)
    return claim


def _level(event: Event, claims: Sequence[Claim], context: Context) -> Event:
    return msgspec.structs.replace(
        event,
        corroboration=corroboration(event, claims, context),
        responsibility=responsibility(event, claims, context),
        review="machine",
    )
