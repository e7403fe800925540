"""Who knows: copies add no origin, and a report of unknown making leaves independence unknown."""

import msgspec
import pytest
from linked_story import SHOT, at, dead, mention, report, said, shot, shot_again

from crossreport.linking.credits import agency, agency_of, credits
from crossreport.linking.link import link
from crossreport.linking.origins import _independence, is_short_for, outlet_keys
from crossreport.linking.voices import same_voice
from crossreport.model.happened import Reading
from crossreport.model.record import Linked
from crossreport.model.report import Report
from crossreport.model.said import Origin


def own_voice(ident: str, text: str = SHOT, published: str = "2024-05-15", **fields: object) -> tuple[Report, Reading]:
    """A report that tells of a death in its own voice."""
    one = report(ident, text, published, **fields)
    words = "was shot dead" if "was shot dead" in text else text.split(".")[0]
    return one, Reading(one.id, mentions=(mention(one, words),), figures=(dead(one, words),))


def linked(*pairs: tuple[Report, Reading]) -> Linked:
    return link([one for one, _ in pairs], [reading for _, reading in pairs])


def figure_origins(record: Linked) -> list[Origin]:
    ids = {claim.origin for claim in record.claims if claim.type == "figure"}
    return [origin for origin in record.origins if origin.id in ids]


def test_the_police_of_one_story_are_one_origin_whoever_quotes_them() -> None:
    (origin,) = figure_origins(linked(shot(), shot_again()))
    assert (origin.basis, origin.independence) == ("speaker", "established")
    assert origin.reports == ("courier-1", "mail-1")


def test_two_outlets_own_reporting_are_two_origins() -> None:
    second = (
        "Marcus Orlen, a welder, lies dead after a van drew up at the Copper Lantern in Tannery Row, where he was shot dead."
    )
    record = linked(own_voice("a"), own_voice("b", second, outlet="Velmora Mail"))
    assert [(origin.basis, origin.independence) for origin in figure_origins(record)] == [("outlet", "assumed")] * 2


def test_text_taken_over_keeps_the_origin_it_was_taken_from() -> None:
    record = linked(own_voice("a"), own_voice("b", outlet="Velmora Mail", published="2024-05-16"))
    (origin,) = figure_origins(record)
    assert (origin.basis, origin.reports) == ("outlet", ("a", "b"))
    assert {row.report: row.copy_of for row in record.rows} == {"a": None, "b": "a"}


def test_ten_outlets_that_credit_one_agency_are_one_origin() -> None:
    texts = [SHOT.replace("grey van", f"{colour} van") for colour in ("red", "blue", "green")]
    record = linked(*(own_voice(str(n), text, outlet=f"Paper {n}", credit=("AFP",)) for n, text in enumerate(texts)))
    (origin,) = figure_origins(record)
    assert (origin.basis, origin.speaker, len(origin.reports)) == ("agency", "AFP", 3)


def test_a_report_without_outlet_and_credit_has_unknown_independence_even_with_a_speaker() -> None:
    one, reading = shot(outlet=None)
    record = linked((one, reading))
    assert {origin.independence for origin in record.origins} == {"unknown"}
    assert {origin.basis for origin in figure_origins(record)} == {"speaker"}


def test_witnesses_are_assumed_and_named_speakers_established() -> None:
    one = report("a", "A man was shot dead, witnesses said. Two were hurt, Tara Venn said.")
    reading = Reading(
        one.id,
        mentions=(mention(one, "A man was shot dead"),),
        figures=(dead(one, "A man", attribution="a1"), dead(one, "Two", 2, outcome="injured", attribution="a2")),
        attributions=(said(one, "A man was shot dead", "witnesses"), said(one, "Two were hurt", "Tara Venn", ident="a2")),
    )
    found = {origin.speaker: origin.independence for origin in figure_origins(linked((one, reading)))}
    assert found == {"witnesses": "assumed", "Tara Venn": "established"}


def test_an_agency_is_known_by_its_names_as_written() -> None:
    assert agency("the Associated Press") == agency("AP") == "AP"
    assert agency("Agence France-Presse") == "AFP"
    assert agency("Sana") is None
    assert credits(Report("a", "VELMORA (Reuters) - A man was shot.")) == ("Reuters",)
    assert credits(Report("a", "VELMORA (north) - A man was shot.")) == ()


def test_origins_and_claims_name_each_other() -> None:
    record = linked(shot(), shot_again(), own_voice("c", outlet=None, credit=("AP",)))
    for origin in record.origins:
        assert origin.reports == tuple(sorted({claim.report for claim in record.claims if claim.origin == origin.id}))
    assert {claim.origin for claim in record.claims} == {origin.id for origin in record.origins}


def test_a_shorter_name_is_the_same_speaker_where_it_fits_one() -> None:
    one = report("a", "The bridge is safe, Tara Venn said. It will open on Monday, Venn said. It shook, Jon Hale said.")
    says = [("The bridge is safe", "Tara Venn"), ("It will open on Monday", "Venn"), ("It shook", "Jon Hale")]
    reading = Reading(
        one.id,
        mentions=(mention(one, "The bridge is safe"),),
        figures=tuple(msgspec.structs.replace(dead(one, words), attribution=f"a{n}") for n, (words, _) in enumerate(says)),
        attributions=tuple(said(one, words, name, ident=f"a{n}") for n, (words, name) in enumerate(says)),
    )
    assert sorted(filter(None, (origin.speaker for origin in figure_origins(linked((one, reading)))))) == [
        "Jon Hale",
        "Tara Venn",
    ]
    assert at(one, "Venn").start > 0


def test_a_crowd_is_assumed_to_know_whatever_country_it_is_of() -> None:
    assert [
        _independence("speaker", name, None) for name in ("Ostrand officials", "Some Ostrand lawmakers", "her father")
    ] == ["assumed"] * 3
    assert [_independence("speaker", name, None) for name in ("Ostrand army", "Tara Venn, mayor")] == ["established"] * 2


def test_two_holders_of_one_office_are_two_speakers_and_two_spellings_one() -> None:
    assert not same_voice("Tara Venn, Minister of Health", "Jon Hale, Minister of Health")
    assert same_voice("Antony Halem, Minister of Health", "Anthony Halem")
    assert same_voice("army", "Ostrand army")
    assert not same_voice("Ostrand army", "Ostrand police")


def given(outlet: str, url: str | None = None) -> Report:
    return Report(id="r", text="Two died.", outlet=outlet, url=url)


def test_one_outlet_given_by_its_name_and_by_its_host_is_one() -> None:
    keys = outlet_keys(
        [given("Ostrand Courier", "https://www.courier.example/a"), given("courier.example"), given("www.courier.example")]
    )
    assert len(set(keys.values())) == 1


def test_outlets_that_a_site_carries_are_not_the_site() -> None:
    site = "https://carrier.example/a"
    keys = outlet_keys([given("Ostrand Courier", site), given("Velmora Post", site), given("carrier.example")])
    assert len(set(keys.values())) == 3
    assert set(outlet_keys([given("Ostrand Courier", site), given("Velmora Post")]).values()) == {
        "ostrand courier",
        "velmora post",
    }


def test_a_name_and_a_host_of_one_outlet_corroborate_nothing() -> None:
    first = own_voice("a", outlet="Ostrand Courier", url="https://courier.example/1")
    second = own_voice("b", "Gunmen shot four people dead in Velmora, a reporter saw.", outlet="courier.example")
    assert len(figure_origins(linked(first, second))) == 1
    other = own_voice("b", "Gunmen shot four people dead in Velmora, a reporter saw.", outlet="post.example")
    assert len(figure_origins(linked(first, other))) == 2


def test_the_same_long_headline_is_text_taken_over() -> None:
    head = "Marcus Orlen shot dead outside tavern in Velmora"
    first = own_voice("a", title=head)
    one = report("b", "Look back at the paper's hundred years.", outlet="Velmora Mail", title=f"{head} | Velmora Mail")
    told = mention(one, "shot dead outside tavern")
    page = one, Reading("b", mentions=(told,), figures=(dead(one, "Marcus Orlen shot dead"),))
    (origin,) = figure_origins(linked(first, page))
    assert origin.reports == ("a", "b")


def test_who_holds_the_rights_to_a_text_is_credited() -> None:
    assert credits(Report("a", f"{SHOT}\n\nCopyright 2024 The Associated Press. All rights reserved.")) == ("AP",)
    assert credits(Report("a", f"{SHOT}\n\n(c) 2024 Velmora Mail. The Associated Press contributed.")) == ()
    assert credits(Report("a", f"{SHOT}\n\nPhoto © Ana Poe. COPYRIGHT © 2024 by Reuters.")) == ("Reuters",)
    assert credits(Report("a", f"{SHOT}\n\nThe uncopyright AP is a band.")) == ()


@pytest.mark.parametrize("end", [" (Reuters)", "\n\nReuters", " — Reuters", "\n\nSource: Reuters", "\n\nReuters/AFP"])
def test_an_agency_at_the_end_of_a_text_is_credited(end: str) -> None:
    assert credits(Report("a", SHOT + end)) == ("Reuters",)


@pytest.mark.parametrize("end", [" He wrote for Reuters.", " Photo: Reuters", "\n\nMore on Reuters", " He told Reuters"])
def test_an_agency_of_which_the_last_words_tell_is_not_credited(end: str) -> None:
    assert credits(Report("a", SHOT + end)) == ()


def test_an_agency_is_known_with_what_it_is_behind_a_comma() -> None:
    assert agency("Xinhua News Agency, China's official") == "Xinhua"


@pytest.mark.parametrize("outlet", ["Velmora Post", "www.velmorapost.example", "news.vpost.co.example", "vp.example"])
def test_an_outlet_is_called_by_its_name_or_the_end_of_it_and_an_address_by_its_letters(outlet: str) -> None:
    assert is_short_for(["velmora", "post"], outlet)
    assert is_short_for(["post"], outlet) == (outlet == "Velmora Post")
    assert not is_short_for(["lake", "post"], outlet)


def test_an_agency_that_is_given_by_its_address_is_that_agency() -> None:
    assert [agency_of(one) for one in ("www.reuters.com", "https://apnews.com/a", "afp.com", "AP")] == [
        "Reuters",
        "AP",
        "AFP",
        "AP",
    ]
    assert agency_of("velmorapost.example") is None


def test_an_outlets_article_makes_no_other_of_it() -> None:
    assert len(set(outlet_keys([given("The Velmora Post"), given("Velmora Post")]).values())) == 1


def test_the_army_is_no_part_of_whoever_else_has_troops() -> None:
    assert same_voice("military", "army spokesman")
    for other in ("rebel troops", "armed men", "Northern Democratic Forces", "military court"):
        assert not same_voice("army", other), other
