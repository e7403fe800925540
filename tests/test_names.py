from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossreport.model.happened import Party
from crossreport.model.report import Report
from crossreport.reading.layout import Document, document
from crossreport.reading.parties.read import read_parties
from crossreport.reading.parties.words import distance, person_key, sector_of_role
from crossreport.reading.places.read import read_places

Told = Callable[..., Document]


def _parties(told: Told, text: str) -> list[tuple[str, Party]]:
    page = told(text)
    return [(page.words(one.span), one) for one in read_parties(page, read_places(page)) if one.span is not None]


def _by_words(told: Told, text: str) -> dict[str, Party]:
    return dict(_parties(told, text))


def test_a_person_has_name_office_country_and_sector(told: Told) -> None:
    found = _by_words(told, "Kenyan Foreign Minister Tobias Marwick met President Ilse Brandt in Nairobi.")
    one = found["Kenyan Foreign Minister Tobias Marwick"]
    assert (one.name, one.key, one.kind) == ("Tobias Marwick", "marwick", "person")
    assert (one.role, one.country, one.sector) == ("Kenyan Foreign Minister", "KE", "GOV")


def test_a_bare_surname_is_the_same_person(told: Told) -> None:
    found = _parties(
        told,
        "US Secretary of State Anthony Varnell arrived on Monday. Varnell said talks went on. Antony Varnell left later.",
    )
    people = [one for _, one in found if one.kind == "person"]
    assert {one.key for one in people} == {"varnell"}
    assert {one.role for one in people} == {"US Secretary of State"}
    assert {one.country for one in people} == {"US"}
    assert len(people) == 3


def test_a_misspelt_surname_is_the_same_person(told: Told) -> None:
    found = _parties(told, "Jonah Middlewick was shot on Friday. Police said that Middelwick had been at home.")
    assert {one.key for _, one in found if one.kind == "person"} == {"middlewick"}


def test_a_street_or_hospital_is_no_person(told: Told) -> None:
    found = _parties(told, "He was taken to Corwin Hospital from Ashby Street on Friday.")
    assert not [one for _, one in found if one.kind == "person"]


KESSIK = (
    "Rebels freed 21 Kessik girls on Monday. The first Kessik student to be found was Amina Talver. "
    "The girls were kidnapped from a school in Kessik in April. Talver said that they had walked for days."
)


def test_a_town_is_no_person_though_it_says_whose_people_are(told: Told) -> None:
    found = _parties(told, KESSIK)
    assert {one.name for _, one in found if one.kind == "person"} == {"Amina Talver"}


def test_who_is_called_like_a_town_is_a_person_where_the_full_name_says_so(told: Told) -> None:
    found = _parties(told, "Petra Kessik was shot in Kessik on Friday. Kessik said that she had seen nobody.")
    assert {one.name for _, one in found if one.kind == "person"} == {"Petra Kessik"}


def test_two_persons_of_one_surname_keep_apart(told: Told) -> None:
    found = _parties(told, "Olga Tarrant and her husband Peter Tarrant were at home. Peter Tarrant called the police.")
    keys = {one.name: one.key for _, one in found if one.kind == "person"}
    assert keys["Olga Tarrant"] != keys["Peter Tarrant"]


def test_an_office_may_follow_the_name(told: Told) -> None:
    found = _by_words(told, "Dana Ruskin, a spokeswoman for the Kenyan army, said that nobody was hurt.")
    assert found["Dana Ruskin"].role is not None
    assert (found["Dana Ruskin"].sector, found["Dana Ruskin"].country) == ("MIL", "KE")


def test_governments_have_one_key_by_any_name(told: Told) -> None:
    found = _by_words(
        told, "Tehran denies it. Iran has accused Turkey. The Iranian government said so, and the White House replied."
    )
    assert found["Tehran"].key == found["Iran"].key == found["The Iranian government"].key == "gov:IR"
    assert found["the White House"].key == "gov:US"
    assert found["Tehran"].kind == "government"


def test_a_place_of_events_is_no_actor(told: Told) -> None:
    assert all(one.kind != "government" for _, one in _parties(told, "Three people were killed in Kenya on Monday."))


def test_forces_belong_to_the_state_that_is_named(told: Told) -> None:
    found = _by_words(told, "Turkish forces entered the town. The army said two soldiers were hurt.")
    assert found["Turkish forces"].key == found["The army"].key == "mil:TR"
    assert found["The army"].sector == "MIL"


def test_an_unnamed_government_is_not_guessed(told: Told) -> None:
    found = _by_words(told, "The Kenyan government met on Monday. He said that the regime sends drones to rebels.")
    assert found["the regime"].country is None


def test_peoples_and_groups(told: Told) -> None:
    found = _by_words(told, "A Kenyan wounded four Ethiopians. Gunmen fled, and Kenyan militants claimed the attack.")
    assert (found["A Kenyan"].key, found["A Kenyan"].kind) == ("people:KE", "group")
    assert found["four Ethiopians"].key == "people:ET"
    assert found["Gunmen"].sector == "UAF"
    assert (found["Kenyan militants"].sector, found["Kenyan militants"].country) == ("REB", "KE")


def test_named_bodies(told: Told) -> None:
    found = _by_words(told, "The US embassy did not confirm this to Reuters. The United Nations called for calm.")
    assert (found["The US embassy"].country, found["The US embassy"].sector) == ("US", "GOV")
    assert found["The US embassy"].key != "gov:US"
    assert found["Reuters"].sector == "JRN"
    assert found["The United Nations"].sector == "IGO"


def test_police_of_a_town_keep_their_name(told: Told) -> None:
    found = _by_words(told, "The Omaha Police Department is looking for a man. Police said he was armed.")
    assert found["The Omaha Police Department"].sector == "COP"
    assert found["Police"].key == found["The Omaha Police Department"].key


def test_offices_have_sectors() -> None:
    assert sector_of_role("US Secretary of State") == "GOV"
    assert sector_of_role("police spokesman") == "COP"
    assert sector_of_role("State Department spokesman") == "GOV"
    assert sector_of_role("Sgt.") == "COP"
    assert sector_of_role("dancer") is None


def test_surnames_fold_articles_and_suffixes() -> None:
    assert person_key("Karim El-Tazi") == person_key("Karim al Tazi") == "tazi"
    assert person_key("John Marwick Jr.") == "marwick"
    assert (distance("anthony", "antony"), distance("a", "")) == (1, 1)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.text(alphabet=st.sampled_from("President Ada El-Tazi, Kenya army said. ’s\n“” the US police\u200f\x00"), max_size=90)
)
def test_any_text_is_read_and_parties_do_not_overlap(text: str) -> None:
    page = document(Report("r", text))
    last = 0
    for one in read_parties(page, read_places(page)):
        assert one.span is not None
        assert one.key
        start, end = page.range(one.span)
        assert last <= start < end
        last = end
