"""What one outlet has from another, or from the same speaker, is no second source: stories read, linked and weighed."""

import pytest

from crossreport.linking.link import link
from crossreport.model.judged import Estimate
from crossreport.model.record import Derived
from crossreport.model.report import Report
from crossreport.model.said import Origin
from crossreport.profiles.load import load_profile
from crossreport.reading.read import read_all
from crossreport.reconcile.reconcile import reconcile


def weighed(*told: tuple[str, str, str]) -> tuple[Derived, Estimate]:
    """The record of reports given as (outlet, title, text), and its one estimate of the killed."""
    reports = [
        Report(id=f"r{n}", outlet=outlet, title=title, text=text, published=f"2024-03-0{2 + n // 2}")
        for n, (outlet, title, text) in enumerate(told)
    ]
    readings = [one for one in read_all(reports) if not isinstance(one, Exception)]
    derived = reconcile(link(reports, readings), load_profile("recent_majority"))
    (event,) = [one for one in derived.events if "killed" in one.figures]
    return derived, event.figures["killed"]


def sources(derived: Derived, figure: Estimate) -> list[Origin]:
    return [one for one in derived.origins if one.id in figure.origins]


def test_an_outlet_that_another_cites_knows_from_whom_it_has_it() -> None:
    derived, killed = weighed(
        (
            "Orlen Gazette",
            "Five killed in Marrow bus attack",
            "Gunmen killed five people on a bus near Marrow on Saturday, police spokesman Odo Varn said.",
        ),
        (
            "North Star",
            "Bus attack leaves five dead",
            "Five people died when gunmen attacked a bus near Marrow on Saturday, the Orlen Gazette reported.",
        ),
    )
    assert [one.speaker for one in sources(derived, killed)] == ["Odo Varn, police spokesman"]


def test_media_reports_may_be_those_of_this_story() -> None:
    derived, killed = weighed(
        (
            "Orlen Gazette",
            "Five killed in Marrow bus attack",
            "Gunmen killed five people on a bus near Marrow on Saturday, police spokesman Odo Varn said.",
        ),
        (
            "Coast Radio",
            "Five dead in Marrow",
            "Five passengers were shot dead on a bus near the town of Marrow on Saturday, according to media reports.",
        ),
    )
    found = {one.speaker: one.independence for one in sources(derived, killed)}
    assert found == {"Odo Varn, police spokesman": "established", "media reports": "unknown"}


def test_an_agencys_hospital_official_is_one_source_however_it_is_relayed() -> None:
    derived, killed = weighed(
        (
            "Daily Bell",
            "Blast kills nine in Kelvin",
            "KELVIN, March 2 (Orvel News Agency) - A bomb killed nine people at a bus station in Kelvin on Saturday, a "
            "hospital official said.",
        ),
        (
            "Morning Sun",
            "Nine die in bus station bombing in Kelvin",
            "Nine people were killed when a bomb went off at a bus station in Kelvin on Saturday, Orvel News Agency "
            "reported, quoting a hospital official.",
        ),
        (
            "Free Word",
            "Kelvin bombing toll",
            "The bomb at the bus station in Kelvin on Saturday killed nine people, according to Orvel.",
        ),
    )
    assert [one.speaker for one in sources(derived, killed)] == ["hospital official"]


def test_what_an_army_alone_says_of_its_raid_is_a_partys_word() -> None:
    derived, killed = weighed(
        (
            "Daily Bell",
            "Troops kill 12 fighters",
            "Soldiers killed 12 fighters in a raid near Dorn on Thursday, the army said in a statement.",
        ),
        (
            "Morning Sun",
            "12 rebels dead in Dorn raid",
            "Twelve rebels were killed in an army raid near Dorn on Thursday, according to a military statement.",
        ),
    )
    assert len(sources(derived, killed)) == 1
    assert killed.party_only


@pytest.mark.parametrize(
    ("sentence", "speaker", "via"),
    [
        ("Five people died, the Orlen Gazette reported, citing police.", "police", "Orlen Gazette"),
        (
            "Orvel News Agency, quoting a hospital official, reported that nine people had died.",
            "hospital official",
            "Orvel News Agency",
        ),
        ("Five people died, state television said, citing a statement by the army.", "army", "state television"),
        ("Local media, citing witnesses, said five people died.", "witnesses", "Local media"),
    ],
)
def test_whom_an_outlet_cites_knows(sentence: str, speaker: str, via: str) -> None:
    (reading,) = read_all([Report(id="r", outlet="Coast Daily", published="2024-03-02", text=sentence)])
    assert not isinstance(reading, Exception)
    assert (speaker, (via,)) in [(one.speaker, one.via) for one in reading.attributions]


def test_a_minister_who_cites_a_report_tells_himself() -> None:
    text = "The minister said, citing a police report, that five people died."
    (reading,) = read_all([Report(id="r", outlet="Coast Daily", published="2024-03-02", text=text)])
    assert not isinstance(reading, Exception)
    assert reading.attributions[0].speaker == "minister"


def test_what_an_army_denies_is_one_strike_with_those_who_tell_of_its_dead() -> None:
    derived, killed = weighed(
        (
            "Morning Sun",
            "Harn market hit",
            "Ismat Oru, who heads the hospital in Harn, told Morning Sun by phone that 14 people had been killed in "
            "Friday's air strike on the market.",
        ),
        (
            "The Lamp",
            "Army denies Harn strike",
            "The army denied that its planes had struck the market in Harn on Friday and said no civilians were killed. "
            "Residents said 14 people died.",
        ),
    )
    assert (killed.best, len(sources(derived, killed))) == (14, 2)


def test_a_headline_has_its_number_from_whom_its_text_has_it() -> None:
    rest = (
        "two work trains have collided in a tunnel in Orlen on Saturday, injuring one person who was taken to a hospital, "
        "while the line between Tarv and Kestry stayed closed until noon and buses carried the passengers of both stations."
    )
    told = (
        ("A", "Trains collide in Orlen tunnel", f"ORLEN (AP) - Authorities say {rest}"),
        ("B", "Collision under Orlen: one worker injured", f"{rest[0].upper()}{rest[1:]}"),
    )
    reports = [
        Report(id=f"r{n}", outlet=outlet, title=title, text=text, published="2024-03-02")
        for n, (outlet, title, text) in enumerate(told)
    ]
    readings = [one for one in read_all(reports) if not isinstance(one, Exception)]
    derived = reconcile(link(reports, readings), load_profile("recent_majority"))
    (event,) = [one for one in derived.events if "injured" in one.figures]
    assert [one.speaker for one in sources(derived, event.figures["injured"])] == ["Authorities"]
