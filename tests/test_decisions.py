"""Decisions of people: what each does to the record, and what it survives."""

import msgspec
import pytest
from decided_story import HARBOUR, MILL, REPORTS, Story
from hypothesis import given, settings
from hypothesis import strategies as st
from record_fixtures import told

from crossreport.errors import InputError, NotFound
from crossreport.model.happened import Place

COPY = told("copy", 3, "Velmora", outlet="Other Outlet")


# --- claims --------------------------------------------------------------------------------------------------------------


def test_a_rejected_claim_supports_nothing_and_says_why() -> None:
    story = Story()
    after = story.decide("reject", claim=story.claim("mill").id, why="a misprint")
    claim = after.claim("mill")
    assert (claim.status, claim.human_status) == ("excluded", "rejected")
    assert claim.reason == "rejected by Ada Berg, 2024-06-01: a misprint"
    assert after.killed("mill") is None
    assert after.event("mill").review == "triaged"


def test_an_event_all_of_whose_claims_are_rejected_is_no_event_and_its_claims_stay() -> None:
    story = Story()
    for kind in ("figure", "occurrence"):
        story = story.decide("reject", claim=story.claim("mill", kind).id)
    assert all("mill" not in event.reports for event in story.derived.events)
    assert {claim.reason is not None for claim in story.derived.claims if claim.report == "mill"} == {True}
    assert all(row.main_event is None for row in story.derived.rows if row.report == "mill")


def test_a_rejected_report_lends_its_event_neither_day_nor_place() -> None:
    late = told("late", 3, "Velmora", published="2024-05-16")
    story = Story([MILL, late])
    story = (
        story.decide("merge", ids=[story.event("mill").id, story.event("late").id])
        if len(story.derived.events) > 1
        else story
    )
    for kind in ("figure", "occurrence"):
        story = story.decide("reject", claim=story.claim("mill", kind).id, here_only=True)
    assert story.event("late").date.from_ == "2024-05-16"


def test_an_edited_figure_counts_and_what_the_machine_read_stays_beside_it() -> None:
    story = Story()
    after = story.decide("edit", claim=story.claim("mill").id, changes={"point": 4})
    assert after.killed("mill") == (4, 4, 4)
    claim = after.claim("mill")
    assert claim.human_status == "edited"
    assert claim.as_read is not None
    assert claim.as_read.figure is not None
    assert claim.as_read.figure.point == 3


def test_an_edit_to_another_outcome_moves_the_number_there() -> None:
    story = Story()
    after = story.decide("edit", claim=story.claim("mill").id, changes={"outcome": "injured"})
    assert after.killed("mill") is None
    assert after.event("mill").figures["injured"].best == 3


def test_a_claim_that_its_speaker_turns_out_to_deny_counts_no_more() -> None:
    story = Story()
    after = story.decide(
        "edit", claim=story.claim("mill").id, changes={"stance": "denied", "polarity": "-", "source": "Police"}
    )
    assert after.killed("mill") is None
    assert after.claim("mill").reason == "the speaker denies it"


def test_at_least_leaves_the_high_end_open_when_it_is_edited_in() -> None:
    story = Story()
    after = story.decide("edit", claim=story.claim("mill").id, changes={"form": "at_least"})
    assert after.killed("mill") == (3, 3, None)


def test_an_accepted_claim_stays_as_it_was_seen() -> None:
    story = Story()
    after = story.decide("accept", claim=story.claim("mill").id)
    assert after.claim("mill").human_status == "accepted"
    assert after.killed("mill") == (3, 3, 3)


# --- copies --------------------------------------------------------------------------------------------------------------


def test_a_decision_holds_for_verbatim_copies_of_the_passage() -> None:
    story = Story([*REPORTS, COPY])
    after = story.decide("edit", claim=story.claim("mill").id, changes={"point": 4})
    assert after.killed("mill") == (4, 4, 4)
    assert after.claim("copy").human_status == "edited"


def test_here_only_leaves_the_copies_as_they_are() -> None:
    story = Story([*REPORTS, COPY])
    after = story.decide("reject", claim=story.claim("mill").id, here_only=True)
    assert after.claim("copy").human_status == "machine"
    assert after.killed("mill") == (3, 3, 3)


def test_a_copy_that_comes_later_is_under_the_decision_too() -> None:
    story = Story()
    after = story.decide("reject", claim=story.claim("mill").id).given(COPY)
    assert after.claim("copy").human_status == "rejected"
    assert "on the same words in another report" in (after.claim("copy").reason or "")


# --- what a decision survives ----------------------------------------------------------------------------------------------


def test_a_decision_is_found_again_in_a_new_version_of_the_report() -> None:
    story = Story()
    after = story.decide("edit", claim=story.claim("mill").id, changes={"point": 4})
    longer = told("mill", text=f"New: the road is open again.\n\n{MILL.text} Nobody was held.", published="2024-05-16")
    assert after.given(longer).killed("mill") == (4, 4, 4)


def test_a_decision_on_words_whose_number_changed_is_orphaned() -> None:
    story = Story()
    after = story.decide("edit", claim=story.claim("mill").id, changes={"point": 4})
    newer = told("mill", 6, "Velmora", published="2024-05-16")
    later = after.given(newer)
    assert later.state(after.last) == "orphaned"
    assert later.killed("mill") == (6, 6, 6)


def test_a_decision_on_a_report_that_is_gone_is_orphaned_and_comes_back_with_it() -> None:
    story = Story()
    after = story.decide("reject", claim=story.claim("mill").id)
    without = Story([HARBOUR], after.decisions)
    assert without.state() == "orphaned"
    assert without.given(MILL).state() == "applied"


def test_the_words_that_lost_their_not_are_other_words() -> None:
    report = told("r", text="Officials did not say that 3 people were killed in Velmora on Monday in the fire.")
    story = Story([report])
    after = story.decide("accept", claim=story.claim("r").id)
    other = told("r", text="Officials say that 4 people were killed in Velmora on Monday in the fire.")
    assert after.given(other).state() == "orphaned"


# --- what belongs together -------------------------------------------------------------------------------------------------


def test_merged_events_are_one_and_keep_their_former_ids() -> None:
    story = Story()
    mill, harbour = story.event("mill").id, story.event("harbour").id
    after = story.decide("merge", ids=[mill, harbour], why="one attack, told from two sides")
    assert len(after.derived.events) == 1
    event = after.derived.events[0]
    assert {mill, harbour} <= {event.id, *event.formerly}
    rows = [row for link in after.derived.links for row in link.evidence if row.what == "decision"]
    assert [row.found for row in rows] == ["found to be one by Ada Berg, 2024-06-01: one attack, told from two sides"]


def test_merge_then_split_of_the_same_gives_the_events_of_before() -> None:
    story = Story()
    after = story.decide("merge", ids=[story.event("mill").id, story.event("harbour").id])
    again = after.decide("split", id=after.derived.events[0].id, apart=["harbour"])
    assert again.derived.events == tuple(
        msgspec.structs.replace(event, review="triaged", decisions=again.derived.events[at].decisions)
        for at, event in enumerate(story.derived.events)
    )


def test_split_then_merge_of_the_same_gives_the_events_of_before() -> None:
    story = Story([MILL, COPY])
    assert len(story.derived.events) == 1
    apart = story.decide("split", id=story.event("mill").id, apart=["copy"])
    assert len(apart.derived.events) == 2
    again = apart.decide("merge", ids=[event.id for event in apart.derived.events])
    assert [event.mentions for event in again.derived.events] == [event.mentions for event in story.derived.events]


def test_a_merge_holds_when_a_new_report_comes_and_takes_it_in() -> None:
    story = Story()
    after = story.decide("merge", ids=[story.event("mill").id, story.event("harbour").id]).given(COPY)
    assert {"mill", "harbour", "copy"} == set(after.event("mill").reports)


def test_an_event_cannot_be_split_to_nothing() -> None:
    story = Story()
    with pytest.raises(InputError, match="Nothing would be left"):
        story.decide("split", id=story.event("mill").id, apart=["mill"])


def test_single_claims_are_taken_out_of_what_one_report_tells_as_one_incident() -> None:
    story = Story()
    figure, occurrence = story.claim("mill"), story.claim("mill", "occurrence")
    after = story.decide("split", id=story.event("mill").id, apart=[figure.id], alone=True)
    kept = next(one for one in after.derived.events if occurrence.id in one.claims)
    parted = next(one for one in after.derived.events if figure.id in one.claims)
    assert (kept.id, kept.figures) == (story.event("mill").id, {})
    assert parted.id != kept.id
    assert (parted.figures["killed"].best, parted.date.basis) == (3, "inferred")
    assert after.state() == "applied"
    assert not any(figure.id in event.claims for event in after.decide("undo", decision=after.last).derived.events[1:])


def test_a_claim_that_stands_alone_does_so_in_verbatim_copies_of_the_passage_too() -> None:
    story = Story([MILL, COPY])
    assert len(story.derived.events) == 1
    for here_only, reports in ((False, ("copy", "mill")), (True, ("mill",))):
        after = story.decide(
            "split", id=story.event("mill").id, apart=[story.claim("mill").id], alone=True, here_only=here_only
        )
        parted = next(one for one in after.derived.events if story.claim("mill").id in one.claims)
        assert parted.reports == reports


def test_what_cannot_stand_alone_is_told() -> None:
    story = Story()
    event, occurrence = story.event("mill").id, story.claim("mill", "occurrence").id
    for apart, why in (
        ([occurrence], "it is the telling itself"), (["mill"], "is a report"),
        ([story.claim("harbour").id], "not part of event"),
    ):  # fmt: skip
        with pytest.raises(InputError, match=why):
            story.decide("split", id=event, apart=apart, alone=True)
    with pytest.raises(InputError, match="Only a split of single claims"):
        story.decide("split", id=event, apart=["mill"], here_only=True)


def test_stories_are_merged_and_split() -> None:
    story = Story()
    first, second = (one.id for one in story.derived.stories)
    after = story.decide("merge", ids=[first, second])
    assert len(after.derived.stories) == 1
    assert set(after.derived.stories[0].formerly) | {after.derived.stories[0].id} == {first, second}
    again = after.decide("split", id=after.derived.stories[0].id, apart=["harbour"])
    assert {one.reports for one in again.derived.stories} == {("mill",), ("harbour",)}


# --- events ----------------------------------------------------------------------------------------------------------------


def test_a_set_figure_holds_and_shows_what_it_overrides() -> None:
    story = Story()
    figure = {"outcome": "killed", "low": 2, "best": 2, "high": 3}
    after = story.decide("set", event=story.event("mill").id, figure=figure, why="graves counted")
    assert after.killed("mill") == (2, 2, 3)
    override = after.event("mill").figures["killed"].override
    assert override is not None
    assert (override.by, override.why, override.low, override.best, override.high) == ("Ada Berg", "graves counted", 3, 3, 3)
    assert after.claim("mill").id in after.event("mill").figures["killed"].claims


def test_a_figure_out_of_order_is_refused() -> None:
    story = Story()
    with pytest.raises(InputError, match="low is 4, above best, which is 2"):
        story.decide("set", event=story.event("mill").id, figure={"outcome": "killed", "low": 4, "best": 2, "high": 5})


def test_set_fields_stand_beside_what_the_machine_had() -> None:
    story = Story()
    place = {"name": "Velmora Mill", "country": "ZZ", "precision": 1}
    after = story.decide(
        "set", event=story.event("mill").id, date="2024-05-14", place=place, title="The shooting at the mill"
    )
    event = after.event("mill")
    assert (event.date.from_, event.title, event.place) == (
        "2024-05-14", "The shooting at the mill", Place("Velmora Mill", country="ZZ", precision=1),
    )  # fmt: skip
    assert {mark.field: mark.was for mark in event.marks} == {
        "date": "2024-05-15", "place": "Velmora", "title": "Shooting in Velmora",
    }  # fmt: skip


def test_levels_that_people_alone_set() -> None:
    story = Story()
    ident = story.event("mill").id
    after = story.decide("level", event=ident, level="verified").decide("level", event=ident, level="reviewed")
    event = after.event("mill")
    assert (event.corroboration, event.review) == ("verified", "reviewed")
    assert next(mark.was for mark in event.marks if mark.field == "corroboration") == "single_origin"
    assert after.given(COPY).event("mill").unseen == ("copy",)


def test_a_second_review_needs_a_first() -> None:
    story = Story()
    with pytest.raises(InputError, match="no first review"):
        story.decide("level", event=story.event("mill").id, level="second_reviewed")


def test_a_level_that_is_computed_is_nobodys_to_set() -> None:
    story = Story()
    with pytest.raises(InputError, match="no level 'corroborated'"):
        story.decide("level", event=story.event("mill").id, level="corroborated")


# --- sources ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", [{"report": "mill"}, {"outlet": "outlet MILL"}])
def test_an_excluded_source_supports_nothing(what: dict[str, str]) -> None:
    story = Story()
    after = story.decide("exclude", why="known for hoaxes", **what)
    assert [event.reports for event in after.derived.events] == [("harbour",)]
    assert all("is excluded by Ada Berg" in (c.reason or "") for c in after.derived.claims if c.report == "mill")


def test_an_excluded_origin_takes_its_claims_with_it() -> None:
    story = Story([MILL, COPY, HARBOUR])
    after = story.decide("exclude", origin=story.claim("mill").origin)
    assert after.claim("copy").status == "excluded"
    assert after.killed("harbour") == (5, 5, 5)


# --- what is added ---------------------------------------------------------------------------------------------------------


def test_a_claim_is_added_by_marking_its_words() -> None:
    text = f"{MILL.text} Two more had been carried off, a nurse said."
    story = Story([told("mill", text=text)])
    after = story.decide(
        "add_claim", report="mill", words="Two more had been carried off", event=story.event("mill").id,
        outcome="abducted", point=2, source="a nurse",
    )  # fmt: skip
    claim = next(one for one in after.derived.claims if one.human_status == "added")
    assert (claim.quote, claim.attribution and claim.attribution.source) == ("Two more had been carried off", "a nurse")
    assert after.event("mill").figures["abducted"].best == 2


def test_an_event_is_added_with_its_words_its_day_and_place() -> None:
    report = told("r", text="The bridge at Orlen fell at dawn, and nobody has told why.")
    story = Story([report])
    assert not story.derived.events
    after = story.decide(
        "add_claim", report="r", words="The bridge at Orlen fell", type="occurrence", title="Fall of the Orlen bridge",
        date="2024-05-14", place={"name": "Orlen", "country": "ZZ", "precision": 1}, cause="unknown",
    )  # fmt: skip
    (event,) = after.derived.events
    assert (event.date.from_, event.place and event.place.name, event.claims) == (
        "2024-05-14",
        "Orlen",
        (after.derived.claims[0].id,),
    )


@pytest.mark.parametrize(
    ("does", "level", "told"),
    [("accused", "single_accusation", "is accused"), ("claims", "claimed_by_actor", "claims it"),
     ("admits", "accepted", "admits it"), ("denies", "denied", "denies it")],
)  # fmt: skip
def test_who_claims_admits_or_denies_it_or_is_accused_is_added_by_hand(does: str, level: str, told: str) -> None:
    text = MILL.text + " The Orlen Front spoke to this paper of it."
    story = Story([msgspec.structs.replace(MILL, text=text), HARBOUR])
    event = story.event("mill")
    after = story.decide(
        "add_claim", report="mill", words="The Orlen Front spoke to this paper of it", type="responsibility",
        event=event.id, actor="Orlen Front", does=does,
    )  # fmt: skip
    claim = after.claim("mill", "responsibility")
    assert (claim.subject, claim.human_status) == (f"Orlen Front {told}", "added")
    assert after.event("mill").responsibility == level
    assert "Orlen Front" in {one.name for one in after.event("mill").actors}
    assert after.killed("mill") == story.killed("mill")
    assert {one.id for one in after.derived.claims} - {one.id for one in story.derived.claims} == {claim.id}


def test_a_report_that_does_not_tell_of_the_event_can_say_who_is_accused_of_it() -> None:
    radio = told("radio", text="The court named the Orlen Front yesterday.", published="2024-06-02")
    story = Story([*REPORTS, radio])
    after = story.decide(
        "add_claim", report="radio", words="The court named the Orlen Front", type="responsibility",
        event=story.event("mill").id, actor="Orlen Front", does="accused", source="the court",
    )  # fmt: skip
    event = after.event("mill")
    assert (event.reports, event.responsibility) == (("mill", "radio"), "single_accusation")
    assert (event.date, event.place) == (story.event("mill").date, story.event("mill").place)
    claim = after.claim("radio", "responsibility")
    assert claim.attribution is not None
    assert (claim.attribution.source, claim.attribution.stance) == ("the court", "alleged")


@pytest.mark.parametrize(
    ("what", "why"),
    [({}, "needs its actor"), ({"actor": "X"}, "needs its actor"), ({"actor": "X", "does": "did"}, "does"),
     ({"actor": "X", "does": "denies", "stance": "confirmed"}, "leave out stance"),
     ({"actor": "X", "does": "claims", "outcome": "killed"}, "has no number")],
)  # fmt: skip
def test_a_claim_of_responsibility_that_cannot_be_is_refused(what: dict[str, str], why: str) -> None:
    story = Story()
    with pytest.raises(InputError, match=why):
        story.decide("add_claim", report="mill", words="Police said", type="responsibility", **what)


def test_words_that_are_not_there_or_there_twice_are_refused() -> None:
    story = Story()
    with pytest.raises(InputError, match="not there"):
        story.decide("add_claim", report="mill", words="nobody wrote this", outcome="killed", point=1)
    twice = Story([told("r", text="Two fell. Two fell again.")])
    with pytest.raises(InputError, match="there 2 times"):
        twice.decide("add_claim", report="r", words="Two", outcome="killed", point=2)


# --- undo ------------------------------------------------------------------------------------------------------------------

STEPS = st.sampled_from(["accept", "reject", "edit", "merge", "set", "level", "note", "exclude", "add", "alone", "held"])


def one_of(story: Story, step: str) -> Story:
    """The story after a decision of that kind, where one can be made."""
    claim = story.derived.claims[0]
    events = story.derived.events
    try:
        if step == "add":
            return story.decide(
                "add_claim",
                report="harbour",
                words="before the ferries came in",
                outcome="injured",
                point=1,
                why=str(len(story.decisions)),
            )
        if step == "held":
            return story.decide(
                "add_claim", report="harbour", words="A guard at the harbour", type="responsibility", actor="Kestry Guard",
                does="accused", event=story.event("harbour").id, why=str(len(story.decisions)),
            )  # fmt: skip
        if step == "alone":
            return story.decide("split", id=story.event("mill").id, apart=[story.claim("mill").id], alone=True)
        if step in ("accept", "reject"):
            return story.decide(step, claim=claim.id)
        if step == "edit":
            return story.decide("edit", claim=claim.id, changes={"point": 7})
        if step == "exclude":
            return story.decide("exclude", report="harbour")
        if step == "merge":
            return story.decide("merge", ids=[event.id for event in events[:2]])
        if step == "set":
            return story.decide("set", event=events[0].id, title="Another title")
        if step == "level":
            return story.decide("level", event=events[0].id, level="reviewed")
        return story.decide("note", id=claim.id)
    except (InputError, NotFound, IndexError, StopIteration):
        return story


@settings(max_examples=25, deadline=None)
@given(st.lists(STEPS, max_size=4), STEPS)
def test_undo_restores_the_very_same_record_and_its_undo_what_it_undid(before: list[str], step: str) -> None:
    story = Story()
    for one in before:
        story = one_of(story, one)
    after = one_of(story, step)
    if after is story:
        return
    undone = after.decide("undo", decision=after.last)
    assert undone.derived == story.derived
    assert undone.decide("undo", decision=undone.last).derived == after.derived


@settings(max_examples=15, deadline=None)
@given(st.lists(STEPS, min_size=1, max_size=5), st.randoms())
def test_the_same_reports_in_another_order_give_the_same_record(steps: list[str], random: object) -> None:
    story = Story([*REPORTS, COPY])
    for one in steps:
        story = one_of(story, one)
    shuffled = list(story.reports)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert Story(shuffled, story.decisions).derived == story.derived


@settings(max_examples=15, deadline=None)
@given(st.lists(STEPS, min_size=1, max_size=4))
def test_decisions_survive_a_new_report_of_something_else(steps: list[str]) -> None:
    story = Story()
    for one in steps:
        story = one_of(story, one)
    other = told("other", 9, "Tarn", published="2024-08-01", text="9 people were killed in Tarn when the old dam broke.")
    later = story.given(other)
    was = {one.id: one for one in story.derived.claims}
    assert {one.id: one for one in later.derived.claims if one.report != "other"} == was
    assert [(one.decision, one.state) for one in later.derived.decided] == [
        (one.decision, one.state) for one in story.derived.decided
    ]


# --- disagreement ----------------------------------------------------------------------------------------------------------


def test_two_reviewers_who_disagree_are_both_told_and_the_later_holds() -> None:
    story = Story()
    claim = story.claim("mill").id
    after = story.decide("reject", claim=claim).decide("edit", by="Bo Lind", claim=claim, changes={"point": 4})
    assert after.killed("mill") == (4, 4, 4)
    first, second = after.derived.decided
    assert (first.against, second.against) == ((second.decision,), (first.decision,))
    (alarm,) = after.event("mill").figures["killed"].alarms
    assert alarm.startswith("contested by reviewers: Ada Berg")


def test_who_changes_his_own_mind_contests_nobody() -> None:
    story = Story()
    claim = story.claim("mill").id
    after = story.decide("reject", claim=claim).decide("accept", claim=claim)
    assert [one.against for one in after.derived.decided] == [(), ()]
    assert after.event("mill").figures["killed"].alarms == ()


def test_who_accepts_what_another_edited_agrees_with_him() -> None:
    story = Story()
    claim = story.claim("mill").id
    after = story.decide("edit", claim=claim, changes={"point": 4}).decide("accept", by="Bo Lind", claim=claim)
    assert [one.against for one in after.derived.decided] == [(), ()]
    assert after.killed("mill") == (4, 4, 4)


def test_a_split_against_anothers_merge_is_told() -> None:
    story = Story()
    after = story.decide("merge", ids=[story.event("mill").id, story.event("harbour").id])
    again = after.decide("split", by="Bo Lind", id=after.derived.events[0].id, apart=["harbour"])
    merge, split = again.derived.decided
    assert (merge.state, merge.against, split.against) == ("overruled", (split.decision,), (merge.decision,))
