"""Who did what to whom, in PLOVER's types."""

from collections.abc import Callable

import pytest

from crossreport.model.happened import Action
from crossreport.reading.actions.read import read_actions
from crossreport.reading.actions.words import nouns, patterns
from crossreport.reading.layout import Document
from crossreport.reading.parties.read import read_parties
from crossreport.reading.places.read import read_places
from crossreport.reading.said.read import read_attributions
from crossreport.vocabulary.load import vocabulary

Told = Callable[..., Document]


def acts(document: Document) -> tuple[Action, ...]:
    parties = read_parties(document, read_places(document))
    return read_actions(document, parties, read_attributions(document, parties))


def test_every_type_and_mode_given_out_is_one_of_today() -> None:
    types = vocabulary("actions")["types"]
    given_out = {(one.plover, one.mode) for some in patterns().values() for one in some} | set(nouns().values())
    for plover, mode in given_out - {("NONE", None)}:
        assert plover in types
        assert mode is None or mode in types[plover], (plover, mode)


def test_retired_modes_are_not_in_use() -> None:
    modes = {mode for some in vocabulary("actions")["types"].values() for mode in some}
    assert not modes & {"assassinate", "massacre", "cleansing", "ban", "ease", "return", "political"}


@pytest.mark.parametrize(
    ("line", "plover"),
    [
        ("Norway and Chad agreed to a truce.", "AGREE"),
        ("Norway's president met the king of Jordan.", "CONSULT"),
        ("The minister visited Chad.", "CONSULT"),
        ("Norway praised Chad.", "SUPPORT"),
        ("Chad lifted the curfew.", "CONCEDE"),
        ("Norway shared intelligence with Chad.", "COOPERATE"),
        ("Norway gave Chad 3 million dollars of aid.", "AID"),
        ("Chad supplies Norway with drones.", "AID"),
        ("Chad withdrew its troops from Niger.", "RETREAT"),
        ("Rebels released two hostages.", "RETREAT"),
        ("The minister resigned.", "RETREAT"),
        ("Norway called for calm.", "REQUEST"),
        ("Norway demanded the release of the sailors.", "REQUEST"),
        ("Norway accuses Chad of supplying the rebels.", "ACCUSE"),
        ("Norway condemned the raid.", "ACCUSE"),
        ("A judge is investigating the mayor.", "ACCUSE"),
        ("Chad rejected the offer.", "REJECT"),
        ("Chad refused to meet the envoy.", "REJECT"),
        ("Chad denies the accusation.", "REJECT"),
        ("Rebels threatened to bomb the port.", "THREATEN"),
        ("Students protested against the law.", "PROTEST"),
        ("Workers began a hunger strike.", "PROTEST"),
        ("Norway imposed sanctions on Chad.", "SANCTION"),
        ("Norway expelled two diplomats.", "SANCTION"),
        ("Chad deployed troops to the border.", "MOBILIZE"),
        ("Police arrested two men.", "COERCE"),
        ("The government imposed a curfew.", "COERCE"),
        ("Gunmen shot a farmer.", "ASSAULT"),
        ("Two farmers were killed by gunmen.", "ASSAULT"),
        ("Jets bombed the camp.", "ASSAULT"),
        ("Norway will give aid to Chad.", "AGREE"),
        ("Chad says it will not release the sailors.", "REJECT"),
        ("Norway said that Chad must release the sailors.", "REQUEST"),
    ],
)
def test_types(told: Told, line: str, plover: str) -> None:
    assert plover in {one.plover for one in acts(told(line))}


@pytest.mark.parametrize(
    ("line", "plover", "aux"),
    [
        ("Police arrested two men.", "COERCE", "none"),
        ("Police did not arrest the men.", "COERCE", "negated"),
        ("No one attacked the village.", "ASSAULT", "negated"),
        ("Not one villager was killed in Talim.", "ASSAULT", "negated"),
        ("The army killed not a single rebel in Talim.", "ASSAULT", "negated"),
        ("Not one but two men were killed in Talim.", "ASSAULT", "none"),
        ("In no case did soldiers shoot at protesters.", "ASSAULT", "negated"),
        ("In one case soldiers shot at protesters.", "ASSAULT", "none"),
        ("The envoy wants to meet the rebels.", "CONSULT", "hypothetical"),
        ("Norway may deploy troops.", "MOBILIZE", "hypothetical"),
        ("The envoy will meet the rebels on Friday.", "CONSULT", "future"),
        ("If rebels attack the port, the ships will leave.", "ASSAULT", "hypothetical"),
        ("Rebels attacked the port in 1998.", "ASSAULT", "historical"),
        ("The planes would be deployed if the talks failed.", "MOBILIZE", "hypothetical"),
        ("The army failed to arrest the general.", "COERCE", "negated"),
        ("They left without attacking the village.", "ASSAULT", "negated"),
        ("There is talk of a possible visit by the king to Peru.", "CONSULT", "hypothetical"),
    ],
)
def test_did_it_happen(told: Told, line: str, plover: str, aux: str) -> None:
    assert (plover, aux) in {(one.plover, one.aux) for one in acts(told(line))}


def test_actor_and_recipient(told: Told) -> None:
    found = next(
        one for one in acts(told("Norway accused Chad of supplying the rebels with arms.")) if one.plover == "ACCUSE"
    )
    assert (found.actor and found.actor.country, found.recipient and found.recipient.country) == ("NO", "TD")


def test_the_accused_is_the_actor_of_what_it_is_accused_of(told: Told) -> None:
    found = next(one for one in acts(told("Norway accused Chad of supplying the rebels with arms.")) if one.plover == "AID")
    assert found.actor is not None
    assert found.actor.country == "TD"


@pytest.mark.parametrize(
    "line",
    [
        "The Norway police are investigating the Sunday afternoon shooting death of a child.",
        "The Norway army announced the killing of two rebels.",
    ],
)
def test_who_looks_into_a_deed_or_makes_it_known_has_not_done_it(told: Told, line: str) -> None:
    deeds = [one for one in acts(told(line)) if one.plover == "ASSAULT"]
    assert deeds
    assert all(one.actor is None for one in deeds)


def test_a_passive_names_its_agent(told: Told) -> None:
    found = acts(told("Peru was condemned by Norway."))[0]
    assert (found.actor and found.actor.country, found.recipient and found.recipient.country) == ("NO", "PE")


def test_a_headline_leaves_out_the_auxiliary_of_a_passive(told: Told) -> None:
    (act,) = acts(told("The rain had stopped.", title="Trains collide in tunnel, one guard injured"))
    assert act.actor is None
    assert act.recipient is not None
    assert act.recipient.name == "guard"


def test_who_speaks_is_not_the_he_of_his_own_words(told: Told) -> None:
    document = told("Joran Kell wept in court. “I waited for a year,” Kell said. “He killed three people for nothing.”")
    killing = next(one for one in acts(document) if one.plover == "ASSAULT")
    assert killing.actor is None
    document = told("General Orban Tesk led the raid. “He killed nine of our soldiers,” said the minister, Ila Vorn.")
    killing = next(one for one in acts(document) if one.plover == "ASSAULT" and one.recipient)
    assert killing.actor is not None
    assert killing.actor.name.endswith("Tesk")


def test_both_sides_of_a_meeting(told: Told) -> None:
    found = acts(told("Norway and Chad held talks."))[0]
    assert {found.actor and found.actor.country, found.recipient and found.recipient.country} == {"NO", "TD"}


def test_an_act_in_somebodys_words_carries_them(told: Told) -> None:
    document = told("Witnesses said that gunmen attacked the village.")
    assert [one.attribution for one in acts(document) if one.plover == "ASSAULT"] == ["a1"]


@pytest.mark.parametrize(
    "line",
    [
        "The king was sworn in on Monday.",
        "Peace talk has come to the fore.",
        "They lived on occupied land.",
        "He is trying to sleep.",
    ],
)
def test_words_that_are_no_acts(told: Told, line: str) -> None:
    assert not acts(told(line))


@pytest.mark.parametrize(
    "line",
    [
        "Police released pictures of the gunman.",
        "She was released from hospital on Friday.",
        "One of the men pulled out a gun.",
        "Police are seeking a suspect.",
        "Police have pictures of the suspects sought in the shooting.",
        "The council slashed imports of oil.",
        "The station contributed to this report.",
    ],
)
def test_other_senses_are_no_acts_between_actors(told: Told, line: str) -> None:
    assert not [one for one in acts(told(line)) if one.plover in ("RETREAT", "REQUEST", "ASSAULT", "AID")]


@pytest.mark.parametrize(
    ("line", "plover"),
    [
        ("The rebels released two hostages.", "RETREAT"),
        ("Norway pulled out its troops.", "RETREAT"),
        ("Norway sought support in Chad.", "REQUEST"),
        ("A man slashed two guards.", "ASSAULT"),
    ],
)
def test_their_neighbours_are(told: Told, line: str, plover: str) -> None:
    assert plover in {one.plover for one in acts(told(line))}


def test_a_release_befalls_whom_it_names(told: Told) -> None:
    (act,) = acts(told("After President Ada Brun's release, the crowd left."))
    assert (act.actor, act.recipient and act.recipient.name) == (None, "Ada Brun")


def test_the_second_participle_of_a_row_is_passive_too(told: Told) -> None:
    found = acts(told("Tomas Brun was arrested on Monday and charged with murder."))
    assert [(one.actor, one.recipient and one.recipient.name) for one in found] == [
        (None, "Tomas Brun"),
        (None, "Tomas Brun"),
    ]


def test_a_raid_kills_for_him_whose_it_is(told: Told) -> None:
    document = told("Norway's raid on a market killed nine people.")
    found = [one for one in acts(document) if document.words(one.span) == "killed"]
    assert [one.actor and one.actor.country for one in found] == ["NO"]


def test_a_town_before_what_befell_people_is_no_doer(told: Told) -> None:
    page = told("The kidnapping of the Orlek girls by the militants was condemned. The Orlek abduction shocked the world.")
    doers = {one.actor.name for one in acts(page) if one.actor}
    assert "Orlek" not in doers
    assert "militants" in doers


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("It was the army that killed 14 people.", "army"),
        ("It was not the army that killed 14 people.", None),
        ("14 people were killed by the army.", "army"),
        ("14 people were killed, though not by the army.", None),
        ("14 people were killed by the rebels, not the army.", "rebels"),
        ("Soldier cleared of killing 14 people in Sarn.", None),
    ],
)
def test_who_did_not_do_it_is_nobody_who_did(told: Told, text: str, actor: str | None) -> None:
    (killing,) = [one for one in acts(told(text)) if one.plover == "ASSAULT"]
    assert (killing.actor.name if killing.actor else None) == actor


def test_who_only_tells_of_it_is_not_whom_it_befell(told: Told) -> None:
    (shot,) = [
        one
        for one in acts(told("Police said they then got into a struggle over the gun and Cooper was shot."))
        if one.plover == "ASSAULT"
    ]
    assert shot.recipient is None or shot.recipient.name == "Cooper"


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("The coroner released the names of four of the five people found shot to death at a home.", None, None),
        ("The gunman killed himself in front of deputies.", "gunman", None),
        ("A gunman shot a man outside a bar in view of police.", "gunman", "man"),
    ],
)
def test_who_finds_or_sees_it_has_no_part_in_it(told: Told, text: str, actor: str | None, recipient: str | None) -> None:
    (deed,) = [one for one in acts(told(text)) if one.plover == "ASSAULT"]
    assert (deed.actor and deed.actor.name, deed.recipient and deed.recipient.name) == (actor, recipient)


def test_the_words_of_a_headline_in_capitals_are_nobody(told: Told) -> None:
    found = acts(told("Bullets Fly From Church During Funeral Service as Gunfight Erupts in Brooklyn, Killing Two"))
    assert not any("During" in one.actor.name for one in found if one.actor)


def test_someone_in_a_car_is_not_the_car(told: Told) -> None:
    (shot,) = [one for one in acts(told("Someone in a black Jeep shot a man in Orlen.")) if one.plover == "ASSAULT"]
    assert shot.actor is None


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("The army shelled not Talim but Orlen.", "Orlen"),
        ("The army shelled Orlen, not Talim.", "Orlen"),
        ("No one but the gunman was killed.", "gunman"),
        ("No one except the driver was hurt in the crash.", "driver"),
    ],
)
def test_who_is_excepted_or_meant_instead_is_who_it_befell(told: Told, text: str, recipient: str) -> None:
    (deed,) = [one for one in acts(told(text)) if one.plover == "ASSAULT"]
    assert (deed.recipient and deed.recipient.name, deed.aux) == (recipient, "none")


@pytest.mark.parametrize(
    ("text", "aux"),
    [
        ("Did the army kill 14 people?", "hypothetical"),
        ("Why did the army kill 14 people?", "none"),
        ("The army killed 14 people.", "none"),
    ],
)
def test_what_is_asked_is_not_done_yet_why_it_was_done_takes_it_as_done(told: Told, text: str, aux: str) -> None:
    (killing,) = [one for one in acts(told(text)) if one.plover == "ASSAULT"]
    assert killing.aux == aux


@pytest.mark.parametrize(
    ("text", "aux"),
    [
        ("The army launched no attack.", "negated"),
        ("The army did not launch an attack.", "negated"),
        ("The attack on the village did not take place.", "negated"),
        ("The council did not condemn the attack on the village.", "none"),
        ("The police did not investigate the killing of 14 people.", "none"),
        ("Had the bomb exploded, the market would be gone.", "hypothetical"),
    ],
)
def test_whether_an_attack_was_done_is_told_by_its_own_verb(told: Told, text: str, aux: str) -> None:
    (attack,) = [one for one in acts(told(text)) if one.plover == "ASSAULT"]
    assert attack.aux == aux


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Olan Tesk, 30, came home on Monday. He shot his wife and fled.", "Olan Tesk"),
        ("Olan Tesk told police he shot his wife on Monday.", "Olan Tesk"),
        # The chief only tells of it, and the actress only played in the film.
        (
            "Police Chief Jim Crane said shells were found where John Hauser opened fire. He fired three shots at guards.",
            None,
        ),
        ("It was a comedy starring Amy Shoal. “The two people he shot were sitting in front,” the guard said.", None),
    ],
)
def test_he_who_did_violence_is_named_where_nobody_else_can_be_meant(told: Told, text: str, doer: str | None) -> None:
    done = [one for one in acts(told(text)) if one.plover == "ASSAULT" and one.actor is not None]
    assert {one.actor.name for one in done if one.actor} - {"John Hauser"} == ({doer} if doer else set())


def test_who_suspects_somebody_has_not_done_it(told: Told) -> None:
    found = [one for one in acts(told("Police also suspect them of shooting Dan Orr in Kalden.")) if one.plover == "ASSAULT"]
    assert [one.actor for one in found] == [None]


def test_an_officer_involved_shooting_does_not_say_who_shot(told: Told) -> None:
    found = acts(told("This was the first officer-involved shooting of the year in Kalden."))
    assert not [one for one in found if one.actor is not None]


def doers(document: Document) -> list[str]:
    return [one.actor.name for one in acts(document) if one.plover == "ASSAULT" and one.actor is not None]


@pytest.mark.parametrize(
    "line",
    [
        "Four people were struck by gunshots in Kalden.",
        "One man was hit by a stray bullet in Kalden.",
        "One woman was struck by glass fragments.",
        "The Kalden Police Department has released video capturing an early morning drive-by shooting in Orlen on camera.",
    ],
)
def test_a_thing_the_place_or_who_shows_it_is_no_doer(told: Told, line: str) -> None:
    assert doers(told(line)) == []


def test_a_name_before_a_man_says_where_he_is_from(told: Told) -> None:
    (who,) = doers(told("A 26-year-old Killdale man shot two people in a parking lot."))
    assert who.endswith("Killdale man")
