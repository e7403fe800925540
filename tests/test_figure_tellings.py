"""Counts as reporters word them: gaps, remainders, labels, lists; each with who says it where somebody does."""

from collections.abc import Callable

import pytest

from crossreport.model.report import Report
from crossreport.reading.read import read

Told = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def told() -> Told:
    """The figures of a text that are no part of another, in a few words; with their speaker where they have one."""

    def make(text: str) -> list[str]:
        report = Report(
            id="r", text=f"It happened on Monday. {text}", title="The blast", published="2024-05-15", outlet="a.example"
        )
        reading = read(report)
        speakers = {one.id: one.speaker for one in reading.attributions}
        rows = []
        for one in reading.figures:
            if one.subset_of is None:
                bounds = "-".join("?" if value is None else str(value) for value in dict.fromkeys((one.low, one.high)))
                speaker = speakers.get(one.attribution or "")
                aux = f" {one.aux}" if one.aux != "none" else ""
                rows.append(f"{one.outcome} {bounds}{aux}" + (f" ({speaker})" if speaker else ""))
        return rows

    return make


@pytest.mark.parametrize(("text", "figures"), [
    ("The ministry put the toll at 20; the army at 14.", ["killed 20 (ministry)", "killed 14 (army)"]),
    ("The government said 25 people were killed, the UN 30, the rebels 12.",
     ["killed 25 (government)", "killed 30 (UN)", "killed 12 (rebels)"]),
    ("Police said 14 people were killed, while the opposition said 20.", ["killed 14 (Police)", "killed 20 (opposition)"]),
    ("According to the army 14 people died; according to the rebels, 20.", ["killed 14 (army)", "killed 20 (rebels)"]),
    ("At least 20 people were killed in the raid, but the army said 14.", ["killed 20-?", "killed 14 (army)"]),
    ("Police counted 14 dead, the hospital at least 17.", ["killed 14 (Police)", "killed 17-? (hospital)"]),
])  # fmt: skip
def test_each_teller_has_the_own_number(told: Told, text: str, figures: list[str]) -> None:
    assert told(text) == figures


@pytest.mark.parametrize(("text", "figures"), [
    ("The army killed 20 people, the rebels 12.", ["killed 20"]),
    ("The army lost 20 soldiers, the rebels 12.", ["killed 20"]),
    ("Police said three men were killed, the mayor, 30, and two guards.", None),
    ("The government said 25 people were killed, the youngest 12.", ["killed 25 (government)"]),
    ("Police said 20 people were killed in Sarn, 12 in Orlen.", ["killed 20 (Police)"]),
])  # fmt: skip
def test_who_did_it_or_how_old_is_no_second_telling(told: Told, text: str, figures: list[str] | None) -> None:
    found = told(text)
    assert found == figures if figures is not None else not any("30" in one.split("(")[0] for one in found)


@pytest.mark.parametrize(("text", "figures"), [
    ("Neither victim survived.", ["killed 2"]),
    ("None of the six crew members survived.", ["killed 6"]),
    ("None of the six survived unhurt.", []),
    ("Two women were wounded when a shell hit. Neither survived.", ["killed 2", "killed 2"]),
    ("All but one of the 14 passengers were killed.", ["killed 13"]),
    ("All but two of the crew of nine drowned.", ["killed 7"]),
    ("All but two of the 14 hostages were freed.", []),
    ("Only three of the 20 passengers survived.", ["killed 17"]),
    ("Not one of the 40 miners came out alive.", ["killed 40"]),
])  # fmt: skip
def test_who_did_not_survive_is_dead(told: Told, text: str, figures: list[str]) -> None:
    assert told(text) == figures


@pytest.mark.parametrize(("text", "figures"), [
    ("Shot and killed was Paul Orren, 34.", ["killed 1"]),
    ("Shot dead were two soldiers and a guard.", ["killed 3"]),
    ("The remains of three people were found under the rubble.", ["killed 3"]),
    ("The remains of the building were searched.", []),
    ("A mother of three and one of her sons were killed.", ["killed 2"]),
    ("A father of two was killed.", ["killed 1"]),
    ("In Sarn, Tomas Reyl was shot dead, and Anna Reyl, 31, and Ivo Karn were killed.", ["killed 1", "killed 2"]),
    ("The mayor, his driver and two bodyguards were ambushed and killed.", ["killed 4"]),
    ("The 23-year-old and his sister were stabbed to death.", ["killed 2"]),
    ("Salim Noor, his pregnant wife, and their two toddlers were among the dead.", ["killed 4-?"]),
    ("The hospital received 12 wounded and five dead.", ["injured 12", "killed 5"]),
    ("Four jawans were martyred and seven others sustained injuries.", ["killed 4", "injured 7"]),
    ("A hundred and one people were killed.", ["killed 101"]),
    ("Two lakh people were displaced.", ["displaced 200000"]),
    ("An unknown number of people were killed.", ["killed 2-?"]),
    ("That takes the number of deaths in custody to eight.", ["killed 8"]),
    ("Four dead men arrived at the hospital.", ["killed 4"]),
    ("Three dead people and nine injured people were brought in.", ["killed 3", "injured 9"]),
    ('Sources, including users Ajel Sin and Eid Mahdin, said: "this man, Bilal Tabin, was killed."', ["killed 1 (Sources)"]),
])  # fmt: skip
def test_a_row_of_persons_is_counted_whole(told: Told, text: str, figures: list[str]) -> None:
    assert told(text) == figures


@pytest.mark.parametrize(("text", "figures"), [
    ("Dead: 4. Wounded: 12.", ["killed 4", "injured 12"]),
    ("Killed: 12; injured: 40", ["killed 12", "injured 40"]),
    ("Deaths: 14, Injuries: 22", ["killed 14", "injured 22"]),
    ("Casualties: 3 killed, 5 injured.", ["killed 3", "injured 5"]),
    # Ages and children count nobody.
    ("Four others – Ana Vost, 24; Justin King, 24; and Ilo Karn, 32 – were wounded.", ["injured 4"]),
])  # fmt: skip
def test_a_label_says_what_its_number_counts(told: Told, text: str, figures: list[str]) -> None:
    assert told(text) == figures


@pytest.mark.parametrize(("text", "figures"), [
    ("No fewer than nine persons have been confirmed dead.", ["killed 9-?"]),
    ("A previous count of 19 dead was wrong; the correct figure is 17.", ["killed 19 negated", "killed 17"]),
    ("The body of a third man has yet to be found.", ["killed 1 hypothetical"]),
    ("The bodies of two men have not been identified.", ["killed 2"]),
    ("It was the second such attack in a week; the first killed eight.", ["killed 8 historical"]),
    ("The second bomb killed four people; the first wounded only two.", ["killed 4", "injured 2"]),
    ("His father was shot dead and he was wounded.", ["killed 1", "injured 1"]),
    ("Ten people were hurt, two of whom died in hospital.", ["killed_or_injured 10", "killed 2"]),
])  # fmt: skip
def test_what_is_wrong_past_or_another_s_is_not_counted_so(told: Told, text: str, figures: list[str]) -> None:
    assert [one for one in told(text) if not one.startswith("injured 8")] == figures


def test_no_fewer_than_denies_nothing() -> None:
    reading = read(Report(id="r", text="No fewer than nine persons have been confirmed dead.", published="2024-05-15"))
    assert [one.stance for one in reading.attributions] == ["confirmed"]


@pytest.mark.parametrize(("text", "figures"), [
    ("Eight people, police say, have died.", ["killed 8 (police)"]),
    ("The attack, the army said, killed three men.", ["killed 3 (army)"]),
    ("Radio Talim, quoting a police source, said two officers had been wounded.", ["injured 2 (police source)"]),
    ("The Courier, citing the health ministry, reported that 14 people were killed.", ["killed 14 (health ministry)"]),
    ("The minister clarified that only two, not 20, people had died.", ["killed 2 (minister)"]),
    ("Three of those previously reported dead are in fact alive.", ["killed 3 negated"]),
    ("Two were declared dead at the scene and a third survived.", ["killed 2"]),
    ("He is accused of murdering two women, which he denies.", ["killed 2"]),
])  # fmt: skip
def test_who_says_so_stands_anywhere_in_the_sentence(told: Told, text: str, figures: list[str]) -> None:
    assert told(text) == figures


@pytest.mark.parametrize(("text", "stance", "polarity"), [
    ("It is not true that 20 people died in the stampede, according to police.", "denied", "-"),
    ("Police said the army denied killing 14 people.", "denied", "-"),
    ("The army denied reports that 14 people were killed, police said.", "denied", "-"),
    ("Police did not confirm that three men were killed, the mayor said.", "not_confirmed", "u"),
])  # fmt: skip
def test_a_denial_within_what_is_said_stays_one(text: str, stance: str, polarity: str) -> None:
    reading = read(Report(id="r", text=text, published="2024-05-15"))
    said = {one.id: one for one in reading.attributions}
    assert [(said[one.attribution or ""].stance, said[one.attribution or ""].polarity) for one in reading.figures] == [
        (stance, polarity)
    ]


def test_who_passes_words_on_is_the_road_they_took() -> None:
    reading = read(
        Report(id="r", text="Radio Talim, quoting a police source, said two officers were wounded.", published="2024-05-15")
    )
    assert [one.via for one in reading.attributions if one.speaker == "police source"] == [("Radio Talim",)]


def test_what_and_joins_to_a_total_of_a_period_is_one_of_it() -> None:
    text = "Hospitals received 14 bodies and 32 injured people over the past 24 hours, the ministry said."
    reading = read(Report(id="r", text=text, published="2024-05-15"))
    assert [(one.outcome, one.point, one.scope) for one in reading.figures] == [
        ("killed", 14, "period"),
        ("injured", 32, "period"),
    ]


@pytest.mark.parametrize(("text", "measures"), [
    ("Two men died and five were hurt. The two dead were named. An additional five people were hurt.", ["stock", "stock"]),
    ("Five people were hurt on Sunday. Another five people were hurt on Monday.", ["stock", "increment"]),
])  # fmt: skip
def test_the_additional_hurt_come_on_top_of_the_dead_told_of_just_before(text: str, measures: list[str]) -> None:
    reading = read(Report(id="r", text=text, published="2024-05-15"))
    assert [one.measure for one in reading.figures if one.outcome == "injured" and one.subset_of is None] == measures
