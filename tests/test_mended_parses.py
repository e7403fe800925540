"""Where the parser hangs a name on the wrong word, who tells is no victim, and who is named is the one killed."""

import pytest

from crossreport.model.happened import Reading
from crossreport.model.report import Report
from crossreport.reading.read import read


def told(text: str, title: str | None = None) -> tuple[Report, Reading]:
    """A report of these words, and what is read of it."""
    report = Report(id="r", outlet="Coast Daily", published="2024-03-02", title=title, text=text)
    return report, read(report)


def tellers(text: str) -> list[tuple[str | None, str]]:
    """(speaker without role, what is told)."""
    report, reading = told(text)
    return [
        ((one.speaker or "").split(",")[0], " … ".join(span.words(report) for span in one.content))
        for one in reading.attributions
    ]


def victims(text: str) -> list[str | None]:
    return [one.name for one in told(text)[1].people if one.role == "victim"]


def counts(text: str) -> list[tuple[str, int | None]]:
    return [(one.outcome, one.point) for one in told(text)[1].figures if one.subset_of is None]


@pytest.mark.parametrize(
    ("sentence", "speaker", "content"),
    [
        (
            "A strike on a market killed 14 people, Odo Varn, director of the hospital, told Reuters.",
            "Odo Varn",
            "A strike on a market killed 14 people",
        ),
        (
            "A strike on a market killed 14 people, Odo Varn, a doctor, said.",
            "Odo Varn",
            "A strike on a market killed 14 people",
        ),
        (
            "An airstrike on a market in Harn killed 14 people on Friday, Dr Ismat Oru, director of the town's hospital, "
            "told the Daily Bell.",
            "Ismat Oru",
            "An airstrike on a market in Harn killed 14 people on Friday",
        ),
        (
            "Gunmen shot dead five farmers, Maria Lopez, the mayor of Santa Rosa, said on Saturday.",
            "Maria Lopez",
            "Gunmen shot dead five farmers",
        ),
        (
            "The attackers killed a pastor, a resident, Musa Ali, told the BBC.",
            "Musa Ali",
            "The attackers killed a pastor",
        ),
        (
            "At least 14 people were killed and 20 injured, Ahmed Hassan, the head of the local health department, "
            "told Reuters by phone.",
            "Ahmed Hassan",
            "At least 14 people were killed and 20 injured",
        ),
    ],
)
def test_who_tells_of_the_dead_is_none_of_them(sentence: str, speaker: str, content: str) -> None:
    assert tellers(sentence) == [(speaker, content)]
    assert speaker not in victims(sentence)


def test_whose_clause_stands_before_the_verb_tells() -> None:
    sentence = "They killed his brother, Musa Ali, who lives in the village, said."
    assert victims(sentence) == [None]
    assert [speaker for speaker, _ in tellers(sentence)] == ["Musa Ali"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The bomb killed the mayor, John Smith, police said.",
        "The bomb killed the mayor, John Smith, 45, said police.",
        "The bomb killed three people, including the mayor, John Smith, the ministry said.",
        "The gunman killed the mayor, John Smith, a neighbour told reporters.",
    ],
)
def test_a_name_before_another_teller_is_still_that_of_the_dead(sentence: str) -> None:
    assert "John Smith" in victims(sentence)


def test_a_second_victim_is_not_who_tells() -> None:
    sentence = "The bomb killed the driver, Musa Ali, and his son, an official told AFP."
    assert counts(sentence) == [("killed", 2)]
    assert [speaker for speaker, _ in tellers(sentence)] == ["official"]


def test_who_is_counted_is_not_who_tells() -> None:
    sentence = "Five were wounded, two of them seriously, Dr. Anna Kern, the hospital's chief surgeon, added."
    assert [speaker for speaker, _ in tellers(sentence)] == ["Anna Kern"]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The army denied that its planes had struck the market and said no civilians were killed.", "army"),
        ("Police said the car had sped off and added that 14 people were killed.", "Police"),
        ("The minister denied that the drones hit the school and insisted that only 14 rebels died.", "minister"),
    ],
)
def test_things_say_nothing(sentence: str, speaker: str) -> None:
    assert [one for one, _ in tellers(sentence)] == [speaker, speaker]


def test_who_is_told_of_may_tell_more() -> None:
    sentence = "The minister said the rebels attacked the town and claimed responsibility for 14 deaths."
    assert [one for one, _ in tellers(sentence)] == ["minister", "rebels"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Militants killed the governor of Orlen province, Musa Ali, police said.",
        "Gunmen killed a former mayor of Orlen, Musa Ali, on Monday.",
        "The former mayor of Orlen, Musa Ali, was killed on Monday.",
        "A bomb killed the head of the local council, Musa Ali.",
    ],
)
def test_a_name_behind_an_office_and_its_town_is_the_officers(sentence: str) -> None:
    assert victims(sentence) == ["Musa Ali"]
    assert counts(sentence) == [("killed", 1)]


def test_the_mother_of_the_dead_is_alive() -> None:
    assert "Anna Kern" not in victims(
        "A policeman shot dead a boy in Orlen. The mother of the boy, Anna Kern, spoke on Monday."
    )


def test_the_lawyer_of_the_dead_is_alive() -> None:
    assert "Anna Kern" not in victims("The lawyer of the dead man, Anna Kern, said 14 people were killed.")


def test_who_was_killed_beside_the_named_is_counted() -> None:
    sentence = "A bomb killed the head of the council in Orlen, Musa Ali, and three others."
    assert counts(sentence) == [("killed", 4)]


@pytest.mark.parametrize("thing", ["the head of the statue", "the head of the column"])
def test_things_have_heads_that_count_for_nobody(thing: str) -> None:
    assert counts(f"A bullet hit {thing}.") == []


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("Orlen strike: 14 killed", None),
        ("Collision under Orlen: one worker injured", None),
        ("Kelvin bomb: nine dead", None),
        ("Ministry: 14 killed in Orlen", "Ministry"),
        ("Orlen police: 14 killed in blast", "Orlen police"),
    ],
)
def test_a_headline_names_before_its_colon_who_tells_or_what_happened(title: str, speaker: str | None) -> None:
    reading = told("It happened on Friday.", title)[1]
    assert [one.speaker for one in reading.attributions] == ([speaker] if speaker else [])


def test_a_fathers_children_are_not_the_dead() -> None:
    _, reading = told("Odo Varn died at the scene.", "Father of 5 killed in shooting that left another six injured")
    assert [(one.outcome, one.point) for one in reading.figures][:2] == [("killed", 1), ("injured", 6)]


@pytest.mark.parametrize(("sentence", "speakers"), [
    ("The office gave out the names of the girls which showed that one of them had a child.", ["names of the girls"]),
    ("Police held 31 men, most of whom are gold miners, which supports the claim that miners did it.", [None]),
    ("A nurse who treated the boy before his transfer told reporters he had been shot twice.", ["nurse"]),
    ("An aid worker who met the hostages after their release said all but three were ill.", ["aid worker"]),
])  # fmt: skip
def test_a_relative_clause_tells_of_what_it_can_tell_of(sentence: str, speakers: list[str | None]) -> None:
    assert [speaker or None for speaker, _ in tellers(sentence)] == speakers


@pytest.mark.parametrize("sentence", [
    "The Maltese-flagged Ana Brun was seized in the port of Adra on Monday.",
    "Soldiers seized a ship. The ship, the Norden Star, was seized on Monday.",
    "The Norden Queen, a small tanker, was seized off Adra on Monday.",
])  # fmt: skip
def test_a_seized_ship_is_nobody(sentence: str) -> None:
    assert counts(sentence) == []
