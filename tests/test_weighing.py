"""A part of a record weighed by itself, by any profile and with decisions of people, is what it is in the whole."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from generate import generate
from kept import fill

import crossreport
from crossreport.api import Record
from crossreport.deciding.decide import attempt, effect, look, world_of
from crossreport.deciding.propose import propose
from crossreport.model.record import Derived
from crossreport.reconcile.tallies import tally
from crossreport.store.slices import cut

SAMPLE = Path(__file__).parents[1] / "examples" / "reports.jsonl"
GENERATED = 50
# Of those that give vague words other numbers, choose otherwise among origins, and leave figures out.
PROFILES = ("conservative", "official_latest", "exact_only")


def decide_much(record: Record) -> None:
    """Every kind of judgement: on claims that are copied, on sources of each kind, on events."""
    figures = record.claims(type="figure", limit=400).items
    step = max(1, len(figures) // 8)
    for do, claim in zip(("reject", "accept", "edit", "reject"), figures[::step], strict=False):
        more = {"changes": {"point": 3}} if do == "edit" else {}
        record.decide(record.propose(do, by="Ada", why="heard the tape", claim=claim.id, **more))
    claim = figures[step // 2]
    record.decide(record.propose("exclude", by="Ben", why="hoaxes", origin=claim.origin))
    record.decide(record.propose("exclude", by="Ben", why="hoaxes", report=figures[-1].report))
    events = record.events(order="deadliest", limit=6).items
    record.decide(record.propose("level", by="Ada", why="read it", event=events[0].id, level="reviewed"))
    record.decide(record.propose("set", by="Ada", why="the mayor", event=events[1].id, place={"name": "Elsewhere"}))
    record.decide(record.propose("merge", by="Ada", why="one", ids=[events[2].id, events[3].id]))


@pytest.fixture(scope="module", params=["sample", "generated", "decided sample", "decided"])
def record(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Record]:
    path = tmp_path_factory.mktemp("weighing") / "my.record"
    if "sample" not in request.param:
        fill(path, list(generate(GENERATED)))
    crossreport.build([SAMPLE] if "sample" in request.param else [], record=path).close()
    with crossreport.open_record(path, unsealed=True) as opened:
        if "decided" in request.param:
            decide_much(opened)
        yield opened


def assert_same(part: Derived, whole: Derived) -> None:
    """The part is what it is in the whole; but stories whose totals it lacks have no rows."""
    assert part.claims == whole.claims
    assert part.events == whole.events
    assert part.relations == whole.relations
    assert part.tallies == whole.tallies
    assert [one.title for one in part.stories] == [one.title for one in whole.stories]
    assert all(not one.rows or one == like for one, like in zip(part.stories, whole.stories, strict=True))


@pytest.mark.parametrize("profile", PROFILES)
def test_a_story_an_event_and_a_report_by_any_profile_are_as_in_the_whole(record: Record, profile: str) -> None:
    whole = record.derived(profile)
    for story in whole.stories:
        own = record.gathered(story.reports, story.events, acting=False)
        part = record.part_weighed(own, profile)
        assert_same(part, cut(whole, own))
        assert story in part.stories, "the story that is asked for has all its rows"
    for event in whole.events[::3]:
        own = record.gathered(events=[event.id], acting=False)
        assert_same(record.part_weighed(own, profile), cut(whole, own))
    for report in list(record.reports())[::4]:
        own = record.gathered([report.id], acting=False)
        assert_same(record.part_weighed(own, profile), cut(whole, own))


@pytest.mark.parametrize("profile", PROFILES)
def test_events_weighed_by_themselves_are_as_in_the_whole(record: Record, profile: str) -> None:
    whole = record.derived(profile)
    told: list[tuple[int, int]] = []
    ids = [one.id for one in whole.events]
    found = record.events_weighed(ids, profile, lambda done, of: told.append((done, of)))
    assert found.events == tuple(sorted(whole.events, key=lambda one: one.id))
    claims = {one.id: one for one in whole.claims}
    assert all(claims[one.id] == one for one in found.claims)
    assert {one for event in whole.events for one in event.claims} <= {one.id for one in found.claims}
    assert told[-1] == (len(ids), len(ids))


@pytest.mark.parametrize("outcome", ["killed", "injured"])
def test_whom_a_sum_counts_is_found_by_columns_as_by_the_claims_themselves(record: Record, outcome: str) -> None:
    derived = record.derived()
    told = sorted({word for claim in derived.claims if claim.type == "figure" for word in claim.quote.split()})
    asked = [*told[:: max(1, len(told) // 40)], "police officers", "people", "nobody else"]
    asked += [actor.name for event in derived.events[:20] for actor in event.actors if actor.role == "recipient"]
    for who in asked:
        assert record.tally(outcome, who) == tally(derived, outcome, who), who
    for who in asked[::9]:
        assert record.tally(outcome, who, status="civilian") == tally(derived, outcome, who, status="civilian"), who
    assert any(record.tally(outcome, who).rows for who in asked)


@pytest.mark.parametrize("profile", PROFILES)
def test_a_tally_by_another_profile_weighs_what_its_filters_leave_and_comes_to_the_same(
    record: Record, profile: str
) -> None:
    derived = record.derived(profile)
    days = sorted(event.date.from_[:10] for event in derived.events if event.date.from_)
    told = [event.place.name for event in derived.events if event.place]
    doers = [actor.name for event in derived.events for actor in event.actors if actor.role == "actor"]
    questions: list[dict[str, Any]] = [
        {}, {"outcome": "injured", "since": days[len(days) // 2]}, {"place": told[0]}, {"status": "civilian"},
        {"corroboration": ("single_origin",), "until": days[-1]}, {"place": "Nowhere at all"}, {"actor": [*doers, "x"][0]},
        {"who": "people killed"},
    ]  # fmt: skip
    for asked in questions:
        assert record.tally(profile=profile, **asked) == tally(derived, **asked), asked
    claims = {one.id: one for one in derived.claims}
    found = record.totals_weighed((one.claim for one in derived.tallies), profile)
    assert found == tuple((one, claims[one.claim]) for one in derived.tallies)


def judgements(record: Record) -> list[tuple[str, dict[str, Any]]]:
    """Decisions of each kind that judges, on claims with and without copies, on sources, on events, and their undoing."""
    claims = record.claims(limit=1000).items
    figures = [one for one in claims if one.type == "figure" and one.status == "current"]
    events = record.events(order="deadliest", limit=4).items
    outlets = [one.outlet for one in record.outlets() if one.outlet]
    made: list[tuple[str, dict[str, Any]]] = []
    for claim in (*figures[:: max(1, len(figures) // 6)], *claims[:: max(1, len(claims) // 6)]):
        made += [("reject", {"claim": claim.id}), ("accept", {"claim": claim.id})]
    made += [("edit", {"claim": one.id, "changes": {"point": 99}}) for one in figures[:: max(1, len(figures) // 4)]]
    made += [("reject", {"claim": figures[0].id, "here_only": True}), ("exclude", {"report": figures[-1].report})]
    made += [("exclude", {"origin": figures[len(figures) // 2].origin}), ("exclude", {"outlet": outlets[0]})]
    made += [("level", {"event": events[0].id, "level": "verified"}), ("note", {"id": claims[0].id})]
    made += [("set", {"event": one.id, "figure": {"outcome": "killed", "low": 1, "best": 70, "high": 90}}) for one in events]
    return made + [("undo", {"decision": one.decision.id}) for one in record.decisions()][:6]


def test_what_a_judgement_would_change_is_seen_on_what_it_bears_on_as_on_the_whole(record: Record) -> None:
    world, seen = world_of(record), 0
    for do, what in judgements(record):
        meant = record.propose(do, by="Cleo", why="two witnesses", **what)
        assert propose(world, do, "Cleo", "two witnesses", what, meant.at) == meant
        if (near := look(record, [meant])) is None:
            assert do == "undo", "what is linked changes with the undoing of a merge alone"
            continue
        found, whole = effect(near, plain), effect(attempt(record, world, [meant]), plain)
        assert found.rows == whole.rows, (do, what)
        assert found.applied == whole.applied
        seen += bool(found.rows)
    assert seen > 10


def plain(text: str, reports: Iterable[str]) -> str:
    return text
