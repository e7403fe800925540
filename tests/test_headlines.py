"""Headlines leave out words: whom a word of harm befell must not be read as who did it, nor the other way round."""

import pytest

from crossreport.model.happened import Reading
from crossreport.model.report import Report
from crossreport.reading.read import read


def reading(headline: str, text: str = "It happened near Fresno.") -> Reading:
    return read(Report(id="r", title=headline, text=text, published="2020-05-06"))


def counts(found: Reading) -> list[str]:
    return [f"{one.outcome} {one.point}" for one in found.figures if one.scope == "incident"]


def doers(found: Reading) -> set[str]:
    acts = {one.actor.name for one in found.actions if one.plover == "ASSAULT" and one.actor}
    return acts | {one.party.name for mention in found.mentions for one in mention.actors if one.role == "actor"}


@pytest.mark.parametrize(
    ("headline", "figures"),
    [
        ("Man killed, 6-year-old girl wounded in Park shooting", ["killed 1", "injured 1"]),
        ("Man killed, woman wounded in Drell shooting", ["killed 1", "injured 1"]),
        ("Teen killed, 3 others hurt in shooting", ["killed 1", "injured 3"]),
        ("Officer killed, suspect hurt in Fresno", ["killed 1", "injured 1"]),
        ("Officer killed, suspect wounded in shootout", ["killed 1", "injured 1"]),
        ("Driver killed, passenger hurt in Fresno crash", ["killed 1", "injured 1"]),
    ],
)
def test_a_passive_without_its_was_has_no_doer(headline: str, figures: list[str]) -> None:
    found = reading(headline)
    assert counts(found) == figures
    assert not doers(found)


@pytest.mark.parametrize(
    ("headline", "doer", "figures"),
    [
        ("Gunman kills man, wounds girl in Fresno", "Gunman", ["killed 1", "injured 1"]),
        ("Man kills woman, wounds child", "Man", ["killed 1", "injured 1"]),
        ("Rebels kill 3 soldiers, wound 5", "Rebels", ["killed 3", "injured 5"]),
        ("Bomber kills 12, injures 30 at mosque", "Bomber", ["killed 12", "injured 30"]),
        ("Rebels killed 3 soldiers, witness says", "Rebels", ["killed 3"]),
    ],
)
def test_who_does_it_stays_the_doer_for_every_verb(headline: str, doer: str, figures: list[str]) -> None:
    found = reading(headline)
    assert counts(found) == figures
    assert doer in doers(found)


def test_wounds_that_are_treated_are_no_second_verb() -> None:
    assert counts(reading("Gunman kills man, wounds of victim treated")) == ["killed 1"]


def test_a_crash_that_kills_is_no_violence() -> None:
    (mention,) = reading("Woman killed, two men injured in Fresno crash").mentions
    assert mention.cause == "accident"


def test_who_treats_the_wounded_did_not_wound_them() -> None:
    text = "A fourth man was shot in the leg. He was treated by paramedics and taken to a hospital."
    assert not doers(reading("Man shot in Fresno", text))
    assert "gunmen" in doers(reading("Man shot in Fresno", "A man was shot by gunmen on Monday."))


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Three children have been killed in shootings.", "period"),
        ("Dozens of people have been killed in bombings.", "period"),
        ("Three people were killed in attacks in Fresno on Monday.", "incident"),
        ("Two men have been killed in a shooting in Fresno.", "incident"),
    ],
)
def test_deaths_in_deeds_that_nobody_names_are_no_one_incidents(text: str, scope: str) -> None:
    assert [one.scope for one in read(Report(id="r", text=text, published="2020-05-06")).figures] == [scope]


def test_he_stays_a_man_where_his_name_is_known() -> None:
    text = (
        "A man was killed and a 6-year-old girl was wounded in Fresno. Brusk was taken to a hospital, where he died. "
        "The girl was taken to another hospital."
    )
    assert counts(reading("Man killed, girl wounded", text)).count("killed_or_injured 1") <= 1
    assert not [one for one in reading("", text).people if one.sex == "female" and one.outcome == "killed"]


@pytest.mark.parametrize(
    "headline", ["Bloody Fourth of July: 20 shot in Fresno", "Deadly Memorial Day: Three killed in Fresno"]
)
def test_a_day_before_the_colon_tells_when_and_neither_side_speaks(headline: str) -> None:
    assert not reading(headline).attributions


@pytest.mark.parametrize(
    ("headline", "figures", "who"),
    [
        ("Man shot at motel", ["injured 1"], set()),
        ("Teen shot at house party in Fresno", ["injured 1"], set()),
        ("Accused thief shot at Elm Street garage", ["injured 1"], set()),
        ("Woman shot at Walmart", ["injured 1"], set()),
        ("4 federal officers shot at Hillside motel", ["injured 4"], set()),
        ("Man shot at Fresno police", [], {"Man"}),
        ("Man shot at store clerk", [], {"Man"}),
        ("Man shot at his neighbor", [], {"Man"}),
        ("Gunman shot at school", [], {"Gunman"}),
        ("Two masked gunmen shot at Fresno police", [], {"gunmen"}),
    ],
)
def test_shot_at_a_place_is_hit_and_shot_at_somebody_fired(headline: str, figures: list[str], who: set[str]) -> None:
    found = reading(headline)
    assert counts(found) == figures
    assert doers(found) == who
