"""Agree, differ, alone: each kind of row with a small story of its own."""

from linked_by_hand import Hand

from crossreport.model.happened import EventDate, Party
from crossreport.model.judged import StoryRow


def rows(story: Hand, **wanted: str) -> list[StoryRow]:
    found = story.judged().stories[0].rows
    return [row for row in found if all(getattr(row, key) == value for key, value in wanted.items())]


def test_two_translations_of_one_quotation_are_one() -> None:
    story = Hand()
    a = story.tells(
        "north", "Vint: we must stop the arms that kill our farmers", "stop weapon kill farmer", by="Vint", kind="quotation"
    )
    b = story.tells(
        "south",
        "Vint: the weapons killing farmers here must be stopped",
        "weapon kill farmer stop",
        by="Vint",
        kind="quotation",
    )
    assert [row.claims for row in rows(story, kind="agree")] == [(a, b)]


def test_one_minister_in_two_statements_is_not_one_statement() -> None:
    story = Hand()
    story.parties = {name: [Party("Dara Vint", "vint"), Party("Oriel", "oriel")] for name in ("north", "south")}
    story.tells("north", "Vint arrived in Oriel", "vint arrive oriel")
    story.tells("south", "Vint criticised Oriel", "vint criticise oriel")
    assert not rows(story, kind="agree")
    assert len(rows(story, kind="alone")) == 2


def test_the_same_thing_on_two_days_differs_by_date() -> None:
    story = Hand()
    story.tells(
        "north",
        "Oriel announced curfew measures",
        "oriel announce curfew measure",
        date_from="2024-05-11",
        date_to="2024-05-11",
    )
    story.tells(
        "south",
        "Vint announced curfew measures",
        "vint announce curfew measure",
        date_from="2024-05-12",
        date_to="2024-05-12",
    )
    (row,) = rows(story, topic="date")
    assert row.kind == "differ"
    assert "Sat 11 May 2024 (north) or Sun 12 May 2024 (south)" in row.text


def test_the_same_thing_with_another_number_differs() -> None:
    story = Hand()
    story.tells("north", "The court fined Vint 3 marks", "court fine vint n:3 mark")
    story.tells("south", "Vint was fined two marks by a court", "court fine vint n:two mark")
    (row,) = rows(story, kind="differ")
    assert row.details[1] == ("south", "Vint was fined two marks by a court")


def test_a_plain_not_is_no_dispute() -> None:
    story = Hand()
    story.tells("north", "Farmers did not block the bridge", "farmer block bridge", by="Vint", polarity="-")
    story.tells("south", "Schools stayed shut", "school stay shut")
    assert not rows(story, topic="disputed")


def test_planned_and_done_are_kept_apart() -> None:
    story = Hand()
    story.tells("north", "Vint met farmers in the square", "meet farmer square")
    story.tells("south", "Vint wants to meet farmers in the square", "meet farmer square", aux="future")
    assert not rows(story, kind="agree")


def test_accused_and_denied_in_one_report_is_a_dispute() -> None:
    story = Hand()
    a = story.tells("north", "Oriel accuses Maren of selling rockets", "sell rocket", by="Oriel", stance="alleged")
    b = story.tells("north", "Maren denies selling rockets", "sell rocket", by="Maren", stance="denied", polarity="-")
    (row,) = rows(story, topic="disputed")
    assert row.claims == (a, b)
    assert row.details == (("north", "alleged by Oriel"), ("north", "denied by Maren"))


def test_confirmed_by_one_and_not_by_another_keeps_both_stances() -> None:
    story = Hand()
    story.tells(
        "north", "The agency confirmed the envoy's meeting", "envoy meeting agency", by="the agency", stance="confirmed"
    )
    story.tells(
        "north", "the embassy did not confirm the meeting", "meeting", by="the embassy", stance="not_confirmed", polarity="u"
    )
    (row,) = rows(story, topic="disputed")
    assert ("north", "not confirmed by the embassy") in row.details


def test_one_denial_told_by_two_reports_is_one_row() -> None:
    story = Hand()
    for name in ("north", "south"):
        story.tells(
            name, "the Front denied responsibility for the attack", "responsibility attack", by="the Front", stance="denied"
        )
    (row,) = rows(story, topic="disputed")
    assert len(row.claims) == 2


def test_leaving_an_office_that_others_give_him_is_at_odds() -> None:
    story = Hand()
    story.parties = {
        "north": [Party("Dara Vint", "vint", kind="person", role="President", sentence=0)],
        "south": [Party("Vint", "vint", kind="person")],
    }
    told = story.tells("north", "President Dara Vint opened a bridge", "vint open bridge")
    left = story.tells("south", "Vint resigned after the raid", "vint resign raid", actor="vint")
    (row,) = [row for row in rows(story, kind="alone") if "at odds" in row.text]
    assert row.claims == (left, told)
    assert "President" in row.text


def test_a_former_office_is_not_at_odds() -> None:
    story = Hand()
    story.parties = {"north": [Party("Dara Vint", "vint", kind="person", role="former President")]}
    story.tells("north", "Former President Dara Vint opened a bridge", "vint open bridge")
    story.tells("south", "Vint resigned after the raid", "vint resign raid", actor="vint")
    assert not [row for row in rows(story) if "at odds" in row.text]


def test_the_dead_come_first_then_disputes_then_what_all_tell() -> None:
    story = Hand()
    story.says("north", "six dead", 6)
    story.says("south", "six killed", 6)
    story.tells("north", "Oriel accuses Maren of selling rockets", "sell rocket", by="Oriel", stance="alleged")
    story.tells("north", "Maren denies selling rockets", "sell rocket", by="Maren", stance="denied", polarity="-")
    for name in ("north", "south"):
        story.tells(name, "Farmers blocked the bridge at noon", "farmer block bridge noon", sentence=9)
    story.tells("south", "Schools stayed shut", "school stay shut", sentence=12)
    found = rows(story)
    assert [row.topic for row in found] == ["figure", "disputed", "statement", "statement"]
    assert [row.kind for row in found] == ["agree", "alone", "agree", "alone"]
    assert all(len(row.text) <= 100 for row in found)


def test_a_figure_that_differs_says_how() -> None:
    story = Hand()
    story.event(title="Attack on the market", date=EventDate("2024-05-14", "2024-05-14", "day", "stated"))
    story.says("north", "five dead", 5)
    story.says("south", "nine dead", 9)
    (row,) = rows(story, topic="figure")
    assert row.kind == "differ"
    assert row.text == "Attack on the market: 5–9 killed (disputed)"


def test_every_row_names_claims_that_exist() -> None:
    story = Hand()
    for name in ("east", "north", "south"):
        story.says(name, "six dead", 6)
        story.tells(name, "Farmers blocked the bridge at noon", "farmer block bridge noon")
    judged = story.judged()
    known = {claim.id for claim in judged.claims}
    for row in judged.stories[0].rows:
        assert row.claims
        assert set(row.claims) <= known
        assert len(set(row.claims)) == len(row.claims)
