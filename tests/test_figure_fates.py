"""Who is one person and what became of them: constructions in which a count goes wrong by one or two."""

from collections.abc import Callable

import pytest

from crossreport.model.said import Figure
from crossreport.reading.figures.read import read_figures
from crossreport.reading.layout import Document

Told = Callable[..., Document]


def brief(figure: Figure) -> str:
    """A figure in a few words: "killed 3", with what sets it apart."""
    number = "-".join("?" if value is None else str(value) for value in dict.fromkeys((figure.low, figure.high)))
    marks = [figure.scope if figure.scope == "period" else "", figure.measure if figure.measure == "increment" else ""]
    marks += [figure.aux if figure.aux != "none" else "", "again" if "same_victims" in figure.defaulted else ""]
    return " ".join([figure.outcome, number, *(mark for mark in marks if mark)])


def whole(told: Told, text: str, **fields: object) -> list[str]:
    """The figures of a text, parts of others left out."""
    return [brief(one) for one in read_figures(told(text, **fields)) if one.subset_of is None]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Dorin Karn, 66 and Mara Karn, 64 were found dead inside a home.", ["killed 2"]),
        ("Dorin Karn, 66 and his wife Mara Karn, 64 were found dead inside a home.", ["killed 2"]),
        ("A boy younger than 12 was shot in the leg.", ["injured 1"]),
        ("Three children under five were killed.", ["killed 3"]),
        ("Under 12 people were killed.", ["killed 0-11"]),
        ("We know more about two people found dead in the hills.", ["killed 2"]),
        ("About two people in three were killed.", ["killed 2"]),
        ("A man is recovering after being shot in Velmora on Monday.", ["injured 1"]),
        ("Two people are recovering after a shooting in Velmora on Monday.", ["injured 2"]),
        ("The town is still recovering after a shooting.", []),
        ("A fight in Velmora left a man dead and two others shot.", ["killed 1", "killed_or_injured 2"]),
    ],
)
def test_an_age_counts_nobody(told: Told, text: str, figures: list[str]) -> None:
    found = whole(told, text)
    assert found == figures if not text.startswith("About") else "killed" in found[0]


@pytest.mark.parametrize(
    ("title", "figures"),
    [
        ("1 killed 3 injured in weekend shooting in Zelin", ["killed 1", "injured 3"]),
        ("Deputies: 14-year-old accidentally shot, killed at motel", ["killed 1"]),
    ],
)
def test_headlines(told: Told, title: str, figures: list[str]) -> None:
    found = read_figures(told("Officials met on Monday.", title=title))
    assert [brief(one) for one in found if one.span.title] == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Three other victims, two women and a man arrived at hospitals with injuries.", ["injured 3"]),
        ("Three people, two women and a man were killed.", ["killed 3"]),
        ("Two men, a woman and a child were killed.", ["killed 4"]),
        ("The dead man is identified as Dorin Karn, 23, an aspiring singer known as Nightjar.", ["killed 1"]),
        ("The dead were identified as Dorin Karn, 23, and a man known as Olen Vost.", ["killed 2"]),
    ],
)
def test_who_the_counted_are(told: Told, text: str, figures: list[str]) -> None:
    assert whole(told, text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("A 16-year-old boy shot and killed another boy.", ["killed 1"]),
        ("An 18-year-old was charged in the death of another teen.", ["killed 1"]),
        # One more: the doer is an attacker, or nobody like the victim.
        ("A man was killed on Monday. A gunman then shot dead another man.", ["killed 1", "killed 1 increment"]),
        ("Two people were killed. He was also charged in the death of another man.", ["killed 2", "killed 1 increment"]),
    ],
)
def test_another_than_the_one_who_did_it(told: Told, text: str, figures: list[str]) -> None:
    assert whole(told, text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ('"This girl almost lost her life," her mother said.', []),
        ("He nearly died on Monday.", []),
        ("Nearly 20 people died.", ["killed 15-20"]),
        ("Investigators executed three search warrants.", []),
        ("Rebels executed three villagers.", ["killed 3"]),
        ("Dorin Karn, 71, died of cancer.", []),
        ("Dorin Karn, 71, died of natural causes.", []),
        ("Dorin Karn, 71, died of a gunshot wound.", ["killed 1"]),
    ],
)
def test_what_was_nobodys_deed_or_did_not_happen(told: Told, text: str, figures: list[str]) -> None:
    assert [one for one in whole(told, text) if "negated" not in one] == figures


def test_a_bullet_in_a_body_is_no_death(told: Told) -> None:
    assert "killed 1 again" not in whole(told, "A girl was shot. The bullet is still in her body.")
    assert whole(told, "A girl was shot. They took a bullet out of her body.") == ["injured 1"]
    assert "killed 1 again" in whole(told, "A girl was missing. Her body was found on Monday.")


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("A woman and her child were taken to a hospital in Zelin, where they died.", ["killed 2"]),
        ("A woman and her child were taken to a hospital in Zelin.", ["injured 2"]),
        (
            "A woman in her 50s and a teenage girl died Monday. "
            "Mara Karn, 53, and Ilse Vost, 15, were found in a room with apparent gunshot wounds.",
            ["killed 2", "killed_or_injured 2"],
        ),
        # Somebody else is told of as hurt: the two who are named need not be the dead.
        (
            "A man and a girl died Monday and two women were wounded. "
            "Mara Karn, 53, and Ilse Vost, 35, were found in a room with apparent gunshot wounds.",
            ["killed 2", "injured 2", "injured 2"],
        ),
    ],
)
def test_several_who_were_hurt_are_the_dead(told: Told, text: str, figures: list[str]) -> None:
    assert whole(told, text) == figures


def test_others_hurt_beside_a_dead_one_hold_no_dead(told: Told) -> None:
    text = "A man was killed and three others were hurt. One of the victims, Dorin Karn, 47, later died in hospital."
    assert "injured 3" in whole(told, text)
    text = (
        "A man died after he and four others were shot. "
        "Police found Dorin Karn, 18, and four others suffering from gunshot wounds. Karn died soon after."
    )
    assert "injured 4" in whole(told, text)
    assert not [one for one in whole(told, text) if one.startswith("injured") and one != "injured 4"]


def test_one_more_clause_is_no_part(told: Told) -> None:
    assert whole(told, "Three people were killed and one critically wounded in Zelin.") == ["killed 3", "injured 1"]
    assert whole(told, "Four people were shot, one critically.") == ["injured 4"]


def test_others_left_in_hospital_beside_the_dead(told: Told) -> None:
    text = "A shooting left one person dead and three others in the hospital."
    assert whole(told, text) == ["killed 1", "injured 3"]


def test_others_do_not_come_on_top_of_a_bare_plural(told: Told) -> None:
    text = "Multiple people were shot in Zelin. Officials said that five others were injured."
    assert "injured 5 increment" not in whole(told, text)


def test_those_found_beside_the_dead_are_not_dead(told: Told) -> None:
    assert whole(told, "A man was found dead along with two wounded men.")[0] == "killed 1"
    assert whole(told, "A man was found dead along with his wife.") == ["killed 2"]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Hani Orlen was killed in the strike with his three sons.", "killed 4"),
        ("Hani Orlen was killed with his wife and their son.", "killed 3"),
        ("The strike killed Hani Orlen, as well as his wife and three children.", "killed 5"),
        ("Hani Orlen was killed with his wife at his side.", "killed 1"),
        ("Hani Orlen was killed with his wife watching.", "killed 1"),
        ("Hani Orlen was killed with his brother's gun.", "killed 1"),
    ],
)
def test_who_was_killed_with_his_kin_was_not_killed_alone(told: Told, text: str, figure: str) -> None:
    assert whole(told, text) == [figure]


def test_who_shot_from_a_car_was_not_shot(told: Told) -> None:
    assert whole(told, "The gunman shot from a moving car.") == []
    assert whole(told, "Three pupils were shot. The offender shot from a car with tinted windows.") == ["injured 3"]
    assert whole(told, "The gunman was shot from a helicopter.")[0].startswith("injured 1")


def test_what_somebody_wrote_about_is_no_rough_number(told: Told) -> None:
    assert whole(told, "A neighbour wrote about five people killed in the bombing.") == ["killed 5"]
    assert whole(told, "About 14 people were killed in the bombing.") == ["killed 13-15"]


def test_one_of_the_named_has_died(told: Told) -> None:
    text = (
        "One of five people who were shot has died. The victims were identified as Dorin Karn, 31, Olen Vost, 22, "
        "Ivo Lund, 38, Tam Reyl, 22, and Jon Brandt, 28. Police said Karn died on Thursday."
    )
    assert "killed 5" not in whole(told, text)


def test_a_number_that_its_speaker_put_right(told: Told) -> None:
    text = "Four people were injured. Police had first said that seven people were shot, but amended that number to four."
    assert "injured 7" not in whole(told, text)
    assert "injured 4" in whole(told, text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Officials initially said 14 people were killed but later said it was nine.", []),
        ("Officials first said 14 people were killed, a figure later lowered to nine.", []),
        ("The army first said 14 people were killed, but later said nine people had died.", ["killed 9"]),
        ("Police initially said 14 people were killed but later said the gunman was among them.", ["killed 14"]),
        ("Police initially said nine men were killed but later said they were alive.", []),
        ("Police initially said nine men were killed but later said the gunman was in custody.", ["killed 9"]),
    ],
)
def test_another_number_takes_the_first_back_and_more_about_it_does_not(told: Told, text: str, left: list[str]) -> None:
    assert [one for one in ("killed 14", "killed 9") if one in whole(told, text)] == left


def test_many_hours_are_a_period(told: Told) -> None:
    text = "A boy was shot in a home. Twelve people were shot in Zelin in about ten hours."
    assert "injured 12 period" in whole(told, text)


def test_a_part_of_those_who_died_years_ago_is_of_then_too(told: Told) -> None:
    text = (
        "A boy died on Monday. He was ten. His mother wept. The mayor came too. Nobody spoke. "
        "The agency says that more than 500 people died years ago, and 69 of them were children."
    )
    figures = read_figures(told(text))
    assert [one.aux for one in figures if one.point == 69] == ["historical"]


def test_the_kin_of_an_officer_is_meant_and_not_the_officer(told: Told) -> None:
    text = "Police offered a reward for the boy, the son of a Zelin police officer, who was shot in the city."
    assert all("officer" not in (one.who or "").split()[-1:] for one in read_figures(told(text)))


def test_him_whom_the_subject_killed_is_not_the_subject(told: Told) -> None:
    figures = read_figures(told("Olen Karn fired a handgun at Ivo Vost, killing him."))
    assert all(one.who != "Olen Karn" for one in figures)


def test_where_who_was_taken_to_a_hospital_is_said_of_him_alone(told: Told) -> None:
    assert "injured 1 again" not in whole(told, "They fled, leaving the girl to try to take Olen Karn to the hospital.")
    assert whole(told, "The blast left three people in the hospital.") == ["injured 3"]


def test_another_of_the_same_age_is_another(told: Told) -> None:
    text = (
        "A 20-year-old man, Olen Karn, was shot and died at a hospital. "
        "Another 20-year-old man was shot in the back and treated at a hospital."
    )
    assert "injured 1" in [one.removesuffix(" increment") for one in whole(told, text)]


def test_kin_of_the_doer_are_no_kin_of_the_dead(told: Told) -> None:
    text = (
        "A 16-year-old boy died after he was shot by his brother on Monday. "
        "The younger brother accidentally shot his older sibling, deputies said."
    )
    assert not [one for one in whole(told, text) if one.startswith("injured")]
    assert "injured 1" in whole(told, "A banker was killed on Monday. The attackers wounded his son.")


def test_the_woman_of_whom_no_harm_was_told_is_hurt_first_here(told: Told) -> None:
    text = "A man and a woman were inside. The man was shot dead and the woman was taken to a hospital with wounds."
    assert "injured 1" in whole(told, text)


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("The gunman killed two people. He then took his own life.", [2, 1]),
        ("Ivo Roe killed two people before taking his own life.", [2, 1]),
        ("The gunman killed two people, then committed suicide.", [1, 2]),
        ("Three people took their own lives.", [3]),
        ("The guard threatened to commit suicide.", []),
    ],
)
def test_who_takes_his_own_life_is_dead(told: Told, text: str, dead: list[int]) -> None:
    found = [one for one in read_figures(told(text)) if one.outcome == "killed" and one.aux == "none"]
    assert [one.point for one in found] == dead


def test_who_takes_his_own_life_beside_those_whom_he_killed_is_an_attacker(told: Told) -> None:
    found = read_figures(told("The gunman killed two people. He then took his own life."))
    assert [(one.point, one.status) for one in found] == [(2, "unstated"), (1, "attacker")]
