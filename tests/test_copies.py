"""Which text was taken over, from whom."""

from hypothesis import given
from hypothesis import strategies as st
from linked_story import OTHER, SHOT, report

from crossreport.linking.copies import find_copies
from crossreport.linking.overlaps import Overlaps
from crossreport.linking.paragraphs import is_alike
from crossreport.model.report import Report, Span

PARAGRAPH = (
    "Rescue crews from three valleys worked through the night to clear the tunnel at Harrow, where a lorry had caught fire, "
    "and the road will stay shut until the vault has been looked at."
)


def test_a_report_with_the_same_text_is_a_copy_of_the_earlier_one() -> None:
    first, later = report("z", SHOT, "2024-05-15"), report("a", SHOT, "2024-05-16", outlet="Velmora Mail")
    assert find_copies([later, first]).copy_of == {"a": "z"}


def test_of_copies_of_one_day_the_first_id_counts_as_the_earlier() -> None:
    assert find_copies([report("b", SHOT), report("a", SHOT)]).copy_of == {"b": "a"}


def test_of_copies_of_one_day_the_shorter_is_the_copy() -> None:
    found = find_copies([report("a", SHOT, outlet="Kestry Tide"), report("b", f"{SHOT}\n\n{PARAGRAPH}")])
    assert found.copy_of == {"a": "b"}


def test_a_dateline_makes_no_text_another() -> None:
    line = "KESTRY, May 16 (Orlo News) — "
    short = "A lorry caught fire in the long tunnel at Harrow, and nobody was hurt."
    found = find_copies([report("a", line + short), report("b", short, "2024-05-17", outlet="Kestry Tide")])
    assert found.copy_of == {"b": "a"}


def test_a_copy_of_a_copy_goes_back_to_the_first() -> None:
    three = [report(ident, SHOT, f"2024-05-{day}") for ident, day in (("a", 17), ("b", 16), ("c", 15))]
    assert find_copies(three).copy_of == {"a": "c", "b": "c"}


def test_a_report_without_a_word_of_its_own_is_a_copy_though_another_had_part_of_its_text_first() -> None:
    first = report("a", f"{OTHER}\n\nA quiet evening followed.", "2024-05-15", outlet="Kestry Tide")
    second = report("b", f"{OTHER}\n\n{SHOT}", "2024-05-16", outlet="Velmora Mail")
    found = find_copies([first, second, report("c", f"{OTHER}\n\n{SHOT}", "2024-05-17", outlet="Lake Times")])
    assert found.copy_of["c"] in ("a", "b")


def test_a_paragraph_with_a_word_changed_is_still_taken_over() -> None:
    changed = PARAGRAPH.replace("three valleys", "four valleys")
    later = report("b", f"{OTHER}\n\n{changed}", "2024-05-17", outlet="Kestry Tide")
    found = find_copies([report("a", PARAGRAPH), later])
    (copy,) = found.copies
    assert (copy.report, copy.of, copy.whole) == ("b", "a", False)
    assert 0.3 < copy.share < 0.6
    start = len(OTHER) + 2
    assert found.taken_from("b", start + 5, start + 20) == "a"
    assert found.taken_from("b", 5, 20) == "b"


def test_short_paragraphs_say_nothing_of_copying() -> None:
    line = "Police are still investigating."
    assert (
        find_copies([report("a", f"{SHOT}\n\n{line}"), report("b", f"{OTHER}\n\n{line}", outlet="Kestry Tide")]).copies == ()
    )


def test_unlike_reports_are_no_copies() -> None:
    assert find_copies([report("a", SHOT), report("b", OTHER)]).copies == ()


@given(
    st.permutations(
        [report("a", SHOT), report("b", SHOT, "2024-05-17"), report("c", f"{PARAGRAPH}\n\n{OTHER}"), report("d", PARAGRAPH)]
    )
)
def test_the_order_of_reports_does_not_matter(reports: list[Report]) -> None:
    assert find_copies(reports) == find_copies(sorted(reports, key=lambda one: one.id))


def test_a_form_of_words_filled_in_twice_is_no_copy() -> None:
    form = "Police said {} people were killed in {} on Wednesday night when a lorry ran into a bus near the old mill road."
    two = [report("a", form.format(3, "Velmora")), report("b", form.format(5, "Kestry"), "2024-05-16", outlet="Tide")]
    assert find_copies(two).copies == ()
    raised = [report("a", form.format(3, "Velmora")), report("b", form.format(4, "Velmora"), "2024-05-16", outlet="Tide")]
    assert find_copies(raised).copy_of == {"b": "a"}


def test_what_the_pages_of_a_site_carry_is_no_copy() -> None:
    page = "We are glad that so many of the people of the valley read us every day, and hope that more of them will soon."
    one = Report("a", page, title="Two hurt in crash near Harrow", outlet="Kestry Tide")
    other = Report("b", page, title="Mayor of Velmora opens a school", outlet="Harrow Post")
    assert find_copies([one, other]).copy_of == {}
    marked = {ident: (Span(0, len(page)),) for ident in ("a", "b")}
    assert find_copies([one, other], marked).copies == ()


def test_a_copy_under_another_headline_is_one() -> None:
    one = Report("a", PARAGRAPH, "Lorry fire shuts Harrow tunnel - Kestry Tide", "Tide", published="2024-05-15")
    other = Report("b", PARAGRAPH, "Tunnel crews work through the night | Post", "Post", published="2024-05-16")
    assert find_copies([one, other]).copy_of == {"b": "a"}


AGENCY = (
    "Officials say two harbour ferries have collided in a channel at Velmora, injuring one person.\n\n"
    "The Harbour Authority says the ferries bumped into each other on Wednesday morning and that neither of them sank.\n\n"
    "There were no passengers on the ferries, and the authority says the accident has no impact on the morning's crossings."
)
REWRITTEN = (
    "Two harbour ferries collided in a channel at Velmora early on Wednesday, injuring one person.\n\n"
    "There were no passengers on the ferries, and the authority says the accident has no impact on the morning's crossings."
)


def test_text_that_one_outlet_credits_to_an_agency_was_the_agencys_first() -> None:
    credited = report("z", f"{AGENCY}\n\nCopyright 2024 The Associated Press. All rights reserved.", outlet="Kestry Tide")
    longer = report("a", f"{AGENCY}\n\n{PARAGRAPH}")
    assert find_copies([longer, credited]).taken_from("a", 0, 10) == "z"


def test_a_paragraph_in_other_words_is_taken_over_from_whom_the_rest_is() -> None:
    found = find_copies([report("a", AGENCY), report("b", REWRITTEN, "2024-05-17", outlet="Kestry Tide")])
    assert found.copy_of == {"b": "a"}
    # Another number is another's own count.
    other = REWRITTEN.replace("one person", "three persons")
    found = find_copies([report("a", AGENCY), report("b", other, "2024-05-17", outlet="Kestry Tide")])
    assert found.taken_from("b", 0, 10) == "b"


def test_words_alike_without_text_in_common_are_no_copy() -> None:
    first = REWRITTEN.split("\n\n")[0]
    assert not find_copies([report("a", AGENCY), report("b", first, "2024-05-17", outlet="Kestry Tide")]).copies


WIRED = "Another boat took the 103 passengers and 26 crew members to Kestry. Police say four people were released on Monday."


def of_two_outlets(one: str, two: str) -> bool:
    """Is the second outlet's paragraph the first one's?"""
    first, later = report("a", one, outlet="Velmora Mail"), report("b", two, "2024-05-17", outlet="Kestry Tide")
    return bool(find_copies([first, later]).copies)


def test_an_agencys_short_paragraph_set_in_the_past_and_filled_up_is_its_text() -> None:
    assert of_two_outlets(WIRED, WIRED.replace("passengers", "passengers, most of them Orlenese,").replace("say", "said"))


def test_a_paragraph_of_which_the_end_was_cut_is_its_text() -> None:
    assert of_two_outlets(PARAGRAPH, PARAGRAPH.partition(", and the road")[0] + ".")


def test_what_both_quote_is_no_copy() -> None:
    said = "“We shall not rest until all those who did this are found and brought before a court of our people,”"
    assert not of_two_outlets(f"{said} the mayor told reporters in Velmora.", f"Mayor Odo Varn was angry: {said} he wrote.")


def test_what_a_charge_is_called_is_no_copy() -> None:
    charge = (
        "charged with assault with a deadly weapon with intent to kill inflicting serious injury and firing into a house"
    )
    assert not of_two_outlets(f"Odo Varn was {charge}.", f"Two men of Kestry were arrested at dawn and {charge}.")


def test_stock_phrases_of_one_outlet_are_no_copy() -> None:
    line = "The name of {} has been matched with the list of the dead of the ministry in Kestry released on 26 October"
    first, later = (
        report("a", line.format("the late Odo")),
        report("b", f"Though young, {line.format('Varn')}.", "2024-05-17"),
    )
    assert find_copies([first, later]).copies == ()


def test_a_long_paragraph_that_holds_anothers_sentence_is_its_own() -> None:
    own = "Neighbours told the paper that they had heard shots, and that nobody had come for an hour though many had called."
    assert not of_two_outlets(WIRED, f"{WIRED.replace('say', 'said')} {own} {own.replace('Neighbours', 'Fishermen')}")


def test_the_same_words_of_another_day_are_no_copy() -> None:
    told = (
        "The government announced on Tuesday night that the road between Velmora and Kestry would be closed for two weeks."
    )
    assert not of_two_outlets(told, told.replace("Tuesday night", "Wednesday"))


def test_a_desk_that_puts_its_own_spelling_and_figures_copies() -> None:
    told = "Twenty-one labourers were killed and a neighbouring theatre was burnt when a lorry ran into a depot in Velmora."
    assert of_two_outlets(told, "21 laborers were killed and a neighboring theater was burnt when a truck ran into a depot.")


def test_whom_and_when_both_tell_of_is_no_wording_of_eithers() -> None:
    facts = "Marcus Orlen, 34, and Ivo Karn, 29, at the old mill near Velmora on Tuesday night"
    assert not of_two_outlets(f"Gunmen shot dead {facts}.", f"Police of the valley found {facts}, a spokesman said.")


LINES = (
    "Gunmen killed four people near Kestry on Sunday.",
    "The four were passengers of a bus.",
    "The driver escaped into the bush unhurt.",
    "Three more passengers are in hospital.",
)


def test_short_paragraphs_in_a_row_are_taken_over_together() -> None:
    assert of_two_outlets("\n\n".join(LINES), "\n\n".join((*LINES, "Nobody knows who they were.")))
    # One of them alone is told alike by chance.
    assert not of_two_outlets("\n\n".join((LINES[0], PARAGRAPH)), "\n\n".join((LINES[0], OTHER)))


def test_what_a_page_says_again_and_again_is_no_copy() -> None:
    line = "Please turn your telephone around to watch this."
    assert not of_two_outlets(f"{line}\n\n{line}\n\n{PARAGRAPH}", f"{line}\n\n{line}\n\n{OTHER}")


JOINED = (
    "Four people were killed when gunmen opened fire on a bus that was on its way to the market near Kestry on Sunday.",
    "The gunmen, who wore scarves around their faces, fled on motorcycles toward the river and left one of them behind.",
    "Three passengers of the bus were treated for their wounds at the hospital of the town until the next morning.",
)


def test_a_paragraph_that_joins_those_of_another_outlet_is_taken_over() -> None:
    assert of_two_outlets("\n\n".join(JOINED), " ".join(JOINED))
    # Another number is another's own count.
    assert not of_two_outlets("\n\n".join(JOINED), " ".join(JOINED).replace("Three passengers", "Nine passengers"))


def test_a_paragraph_that_says_again_what_two_of_another_outlet_quote_is_its_own() -> None:
    one, two = (
        f"“We {words} until all those who did this are found,”" for words in ("shall not rest", "cannot go home now")
    )
    first = f"{one} the mayor of Velmora told a crowd of people.\n\n{two} a widow of one of the dead called out to them."
    assert not of_two_outlets(first, f"At the square one could hear {one} and {two} and a bell rang.")


# Turns of phrase that many paragraphs have, and words that few do.
TURNS = st.sampled_from(
    (
        "were taken to hospital where",
        "police said in a statement on",
        "the two men who had been",
        "no group has claimed it",
        "gate",
        "seven",
        "orchard",
        "ferry",
        "miners",
        "harrow",
        "rain",
    )
)
PARAGRAPHS = st.lists(TURNS, min_size=4, max_size=12).map(lambda turns: tuple(" ".join(turns).split()))


@given(st.lists(PARAGRAPHS.filter(lambda words: len(words) >= 12), min_size=2, max_size=12))
def test_no_two_paragraphs_that_are_alike_are_passed_over(told: list[tuple[str, ...]]) -> None:
    overlaps = Overlaps(told)
    for at, words in enumerate(told):
        alike = {other for other in range(at) if is_alike(told[other], words)}
        assert alike <= set(overlaps.before(at))


def test_a_turn_of_phrase_that_all_have_brings_no_two_together() -> None:
    turn = "the wounded were taken to the hospital of the district by"
    told = [(*turn.split(), *(f"word{at}x{n}" for n in range(20))) for at in range(50)]
    overlaps = Overlaps([*told, told[7]])
    assert [overlaps.before(at) for at in (49, 50)] == [[], [7]]
