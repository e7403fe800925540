"""The record holds together, and hangs neither on the order of reports nor on what else is in it."""

from hypothesis import given, settings
from hypothesis import strategies as st
from linked_story import SHOT, other, report, shot, shot_again, trial

from crossreport.linking.link import link
from crossreport.model.happened import Reading
from crossreport.model.record import Linked
from crossreport.model.report import Report

PAIRS = [
    shot(),
    shot_again(),
    trial(),
    other(),
    shot("copy-1", outlet="Velmora Mail"),
    (report("bare", "Nothing new."), Reading("bare")),
]
WORDS = st.lists(
    st.sampled_from(["Orlen", "Velmora", "shot", "dead", "two", "men", ".", "\n\n", "“", "tavern", "Brask", "é"]),
    max_size=40,
)


def linked(pairs: list[tuple[Report, Reading]]) -> Linked:
    return link([one for one, _ in pairs], [reading for _, reading in pairs])


@settings(max_examples=25, deadline=None)
@given(st.permutations(PAIRS), st.permutations(PAIRS))
def test_order_never_matters(reports: list[tuple[Report, Reading]], readings: list[tuple[Report, Reading]]) -> None:
    assert link([one for one, _ in reports], [reading for _, reading in readings]) == linked(PAIRS)


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4))
def test_any_text_links_and_names_itself_rightly(texts: list[list[str]]) -> None:
    pairs = [(report(f"x{n}", " ".join(words)), Reading(f"x{n}")) for n, words in enumerate(texts)]
    holds_together(linked([*pairs, *PAIRS]))


def test_a_report_of_something_else_moves_no_other_link() -> None:
    few, many = linked([pair for pair in PAIRS if pair[0].id != "tide-1"]), linked(PAIRS)
    assert all(event in many.events for event in few.events)
    assert all(link_ in many.links for link_ in few.links)
    assert all(claim in many.claims for claim in few.claims)
    assert all(origin in many.origins for origin in few.origins)


def test_a_report_without_a_reading_is_kept() -> None:
    record = link([report("a", SHOT)], [])
    assert [(row.report, row.main_event) for row in record.rows] == [("a", None)]
    assert record.claims == ()


def test_an_empty_record_is_a_record() -> None:
    assert link([], []).rows == ()


def test_the_record_holds_together() -> None:
    holds_together(linked(PAIRS))


def holds_together(record: Linked) -> None:
    """What is named exists and says the same the other way round; every quote is its report's words."""
    reports = {one.id: one for one in record.reports}
    claims = {claim.id: claim for claim in record.claims}
    events = {event.id: event for event in record.events}
    assert len(claims) == len(record.claims)
    assert len(events) == len(record.events)
    for claim in record.claims:
        assert claim.spans
        assert claim.quote == " … ".join(span.words(reports[claim.report]) for span in claim.spans)
        assert all(span.start < span.end for span in claim.spans)
        assert all(claim.id in events[event].claims for event in claim.events)
        assert claim.status == "current" or claim.reason
    for event in record.events:
        assert event.reports == tuple(sorted({claims[claim].report for claim in event.claims}))
        assert len(set(event.claims)) == len(event.claims)
        assert all(claims[claim].events == (event.id,) for claim in event.claims)
        for named in (*(one.claims for one in event.people), *(one.claims for one in event.actors)):
            assert named
            assert set(named) <= set(event.claims)
    for origin in record.origins:
        assert origin.reports == tuple(sorted({claim.report for claim in record.claims if claim.origin == origin.id}))
    told = [ident for story in record.stories for ident in story.reports]
    assert sorted(told) == sorted(reports)
    for row in record.rows:
        assert row.main_event is None or row.report in events[row.main_event].reports
        assert row.copy_of is None or row.copy_of in reports
