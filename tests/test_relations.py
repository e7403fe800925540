"""What two claims are to each other: each type with a small story of its own; scope comes before any word of conflict."""

from linked_by_hand import Hand, actor


def types(story: Hand) -> list[str]:
    return [found.type for found in story.relations()]


def why(story: Hand) -> str:
    return " | ".join(found.why for found in story.relations())


def test_agree() -> None:
    story = Hand()
    story.says("north", "six dead", 6)
    story.says("south", "six killed", 6)
    assert types(story) == ["agree"]


def test_compatible() -> None:
    story = Hand()
    story.says("north", "at least five dead", 5, form="at_least", high=None)
    story.says("south", "six killed", 6)
    assert types(story) == ["compatible"]


def test_update_up_between_origins_has_its_arithmetic() -> None:
    story = Hand()
    story.report("north", "2024-05-14")
    story.report("south", "2024-05-15")
    story.says("north", "six dead", 6)
    story.says("south", "eight dead", 8)
    assert types(story) == ["update_up"]
    assert "6 + 2 = 8" in why(story)


def test_lower_later_figure_of_another_origin_is_a_contradiction() -> None:
    story = Hand()
    story.report("north", "2024-05-14")
    story.report("south", "2024-05-15")
    story.says("north", "eight dead", 8)
    story.says("south", "six dead", 6)
    assert types(story) == ["contradiction"]


def test_same_origin_change_is_never_a_contradiction() -> None:
    story = Hand()
    for name, day, number in (("north", "2024-05-14", 8), ("south", "2024-05-15", 6)):
        story.report(name, day)
        story.says(name, f"{number} dead, police said", number, by="police", kind="police")
    assert types(story) == ["update_down"]
    assert "reviewed" in why(story)


def test_transfer_of_the_injured_who_died() -> None:
    story = Hand()
    story.report("north", "2024-05-14")
    story.report("south", "2024-05-15")
    for name, dead, hurt in (("north", 3, 9), ("south", 4, 8)):
        story.says(name, f"{dead} dead", dead, by="the hospital", kind="hospital")
        story.says(name, f"{hurt} hurt", hurt, "injured", by="the hospital", kind="hospital")
    assert types(story) == ["transfer", "transfer"]
    assert "3 → 4 (+1)" in why(story)
    assert "9 → 8 (-1)" in why(story)


def test_scope_difference_by_the_dead_attackers() -> None:
    story = Hand()
    story.says("north", "Twelve died", 12, includes_attackers=True)
    story.says("north", "the bomber died", 1, status="attacker")
    story.says("south", "Eleven died", 11)
    assert types(story) == ["scope_difference"]
    assert "12 - 1" in why(story)
    assert story.figure().agreement == "scope_unclear"


def test_partisan_dispute_is_between_opposing_sides() -> None:
    story = Hand()
    story.event(actors=(actor("Red Front", "recipient"), actor("Blue Guard")))
    story.says("north", "forty dead, the Blue Guard said", 40, by="Blue Guard", kind="military")
    story.says("south", "five dead, the Red Front said", 5, by="Red Front", kind="armed_group")
    assert types(story) == ["partisan_dispute"]
    assert story.figure().agreement == "partisan_dispute"
    assert story.range() == (5, 5, 40)


def test_contradiction_is_what_nothing_explains() -> None:
    story = Hand()
    story.says("north", "six dead", 6)
    story.says("south", "nine dead", 9)
    assert types(story) == ["contradiction"]
    assert story.figure().agreement == "disputed"


def test_denial_leads_to_what_is_denied() -> None:
    story = Hand()
    a = story.tells("north", "The envoy met the rebels in Orvel", "envoy met rebel orvel", by="the ministry", sentence=3)
    b = story.tells("north", "that the envoy met rebels", "envoy met rebel", by="the embassy", stance="denied", sentence=4)
    found = [r for r in story.relations() if r.type == "denial"]
    assert [(r.a, r.b) for r in found] == [(b, a)]


def test_retracted_by_the_same_origin() -> None:
    story = Hand()
    old = story.says("north", "six dead, police said", 6, by="police", kind="police")
    new = story.says("south", "police withdrew the six", 6, by="police", kind="police", stance="retracted")
    assert [(r.a, r.b, r.type) for r in story.relations()] == [(new, old, "retracted")]
    assert story.judged().events[0].figures == {}
    assert story.claim(old).status == "excluded"


def test_responsibility_levels() -> None:
    for roles, level in ((("actor",), "single_accusation"), (("claimed",), "claimed_by_actor"), ((), "none")):
        story = Hand()
        claim = story.says("north", "six dead", 6, type="responsibility" if roles else "figure")
        story.event(actors=tuple(actor("Red Front", role, claims=(claim,)) for role in roles))
        assert story.judged().events[0].responsibility == level


def test_review_is_the_machines_until_somebody_looks() -> None:
    story = Hand()
    story.says("north", "six dead", 6)
    assert story.judged().events[0].review == "machine"
