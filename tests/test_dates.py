"""Time expressions: their extent, TIMEX3 type and value, and the first and last day that they can mean.

Reports of the fixture are published on Wednesday 2024-05-15 unless they say otherwise.
"""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossreport.model.happened import TimeExpression
from crossreport.model.report import Report
from crossreport.reading.dates.read import read_dates, report_day
from crossreport.reading.layout import Document, document

Told = Callable[..., Document]


def read(doc: Document) -> dict[str, TimeExpression]:
    return {doc.words(one.span): one for one in read_dates(doc)}


def only(doc: Document) -> TimeExpression:
    found = read_dates(doc)
    assert len(found) == 1, [doc.words(one.span) for one in found]
    return found[0]


def days(one: TimeExpression) -> tuple[str | None, str | None]:
    return one.from_, one.to


@pytest.mark.parametrize(
    ("words", "value", "first", "last"),
    [
        ("January 5, 2016", "2016-01-05", "2016-01-05", "2016-01-05"),
        ("5 January 2016", "2016-01-05", "2016-01-05", "2016-01-05"),
        ("Jan. 5, 2016", "2016-01-05", "2016-01-05", "2016-01-05"),
        ("2016-01-05", "2016-01-05", "2016-01-05", "2016-01-05"),
        ("1/15/2016", "2016-01-15", "2016-01-15", "2016-01-15"),
        ("15.01.2016", "2016-01-15", "2016-01-15", "2016-01-15"),
        ("January 5-7, 2016", "2016-01-05/2016-01-07", "2016-01-05", "2016-01-07"),
        ("March 2015", "2015-03", "2015-03-01", "2015-03-31"),
        ("early March 2015", "2015-03", "2015-03-01", "2015-03-15"),
        ("2011", "2011", "2011-01-01", "2011-12-31"),
        ("the 1990s", "199", "1990-01-01", "1999-12-31"),
        ("the summer of 2014", "2014-SU", "2014-06-01", "2014-09-30"),
        ("the third quarter of 2015", "2015-Q3", "2015-07-01", "2015-09-30"),
        ("May 3", "2024-05-03", "2024-05-03", "2024-05-03"),
        ("June 3", "2023-06-03", "2023-06-03", "2023-06-03"),
        ("November", "2023-11", "2023-11-01", "2023-11-30"),
        ("Friday", "2024-05-10", "2024-05-10", "2024-05-10"),
        ("Wednesday", "2024-05-15", "2024-05-15", "2024-05-15"),
        ("Friday, May 10", "2024-05-10", "2024-05-10", "2024-05-10"),
        ("Christmas Eve", "2023-12-24", "2023-12-24", "2023-12-24"),
    ],
)
def test_a_date_of_what_has_happened(told: Told, words: str, value: str, first: str, last: str) -> None:
    doc = told(f"Two guards were killed in Ostrava on {words}, police said.".replace("on the", "in the"))
    one = only(doc)
    assert (doc.words(one.span), one.type, one.value, *days(one)) == (words, "DATE", value, first, last)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The minister wants to meet the rebels in Lunda on Friday.", "Friday", "2024-05-17"),
        ("The two sides will sign the treaty on Monday.", "Monday", "2024-05-20"),
        ("The judge is to rule on Friday.", "Friday", "2024-05-17"),
        ("A hearing is scheduled for Tuesday.", "Tuesday", "2024-05-21"),
        ("The president is expected to visit the town in July.", "July", "2024-07"),
        ("Some speak of a possible visit of the envoy in February.", "February", "2025-02"),
        ("The deadline was extended to June 3.", "June 3", "2024-06-03"),
    ],
)
def test_a_date_of_what_is_to_come(told: Told, text: str, words: str, value: str) -> None:
    assert read(told(text))[words].value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A man opens fire outside a club in Lunda Friday night.", "2024-05-10TNI"),
        ("Police investigate a blast in Lunda Friday night.", "2024-05-10TNI"),
        ("A judge opens the trial in Lunda Friday night.", "2024-05-17TNI"),
    ],
)
def test_what_nobody_sets_beforehand_has_been_though_a_caption_tells_it_in_the_present(
    told: Told, text: str, value: str
) -> None:
    assert read(told(text))["Friday night"].value == value


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The coroner is expected to name the five people killed in the shooting on Thursday, and no more.", "2024-05-16"),
        ("The coroner is expected to name the five people killed in the shooting on Monday.", "2024-05-13"),
        ("The coroner has named the five people killed in the shooting on Thursday.", "2024-05-09"),
    ],
)
def test_a_day_that_ends_what_is_to_come_may_be_that_of_the_coming(told: Told, text: str, first: str) -> None:
    assert only(told(text)).from_ == first


def test_a_raid_told_aside_is_past_although_the_clause_is_not(told: Told) -> None:
    assert (
        read(told("Police are looking for two men after a shooting on Saturday night."))["Saturday night"].from_
        == "2024-05-11"
    )
    assert read(told("Officials condemn Friday's attack."))["Friday"].value == "2024-05-10"


@pytest.mark.parametrize(
    ("words", "value", "first", "last"),
    [
        ("Friday night", "2024-05-10TNI", "2024-05-10", "2024-05-10"),
        ("2:30 a.m. Saturday", "2024-05-11T02:30", "2024-05-11", "2024-05-11"),
        ("about 6 p.m. Monday evening", "2024-05-13T18:00", "2024-05-13", "2024-05-13"),
        ("six o'clock on Monday evening", "2024-05-13T18:00", "2024-05-13", "2024-05-13"),
        ("10:30 p.m. on May 3", "2024-05-03T22:30", "2024-05-03", "2024-05-03"),
        ("Sunday at 14:30", "2024-05-12T14:30", "2024-05-12", "2024-05-12"),
        ("last night", "2024-05-14TNI", "2024-05-14", "2024-05-14"),
        ("yesterday evening", "2024-05-14TEV", "2024-05-14", "2024-05-14"),
    ],
)
def test_a_time_of_day(told: Told, words: str, value: str, first: str, last: str) -> None:
    doc = told(f"Gunmen attacked the checkpoint {words}.")
    one = only(doc)
    assert (doc.words(one.span), one.type, one.value, *days(one)) == (words, "TIME", value, first, last)


@pytest.mark.parametrize(
    ("words", "value", "first", "last"),
    [
        ("yesterday", "2024-05-14", "2024-05-14", "2024-05-14"),
        ("today", "2024-05-15", "2024-05-15", "2024-05-15"),
        ("last Monday", "2024-05-13", "2024-05-13", "2024-05-13"),
        ("last Wednesday", "2024-05-08", "2024-05-08", "2024-05-08"),
        ("last week", "2024-W19", "2024-05-06", "2024-05-12"),
        ("the past week", "2024-W19", "2024-05-08", "2024-05-15"),
        ("the last month", "2024-04", "2024-04-14", "2024-05-15"),
        ("this week", "2024-W20", "2024-05-13", "2024-05-15"),
        ("last month", "2024-04", "2024-04-01", "2024-04-30"),
        ("earlier this month", "2024-05", "2024-05-01", "2024-05-15"),
        ("last year", "2023", "2023-01-01", "2023-12-31"),
        ("late last year", "2023", "2023-07-03", "2023-12-31"),
        ("two days ago", "2024-05-13", "2024-05-13", "2024-05-13"),
        ("Friday last week", "2024-05-10", "2024-05-10", "2024-05-10"),
        ("March last year", "2023-03", "2023-03-01", "2023-03-31"),
    ],
)
def test_a_date_that_hangs_on_the_publication(told: Told, words: str, value: str, first: str, last: str) -> None:
    one = read(told(f"The army shelled the village {words}."))[words]
    assert (one.value, *days(one), one.anchor) == (value, first, last, "published")


def test_since_the_beginning_of_the_year_runs_to_the_publication(told: Told) -> None:
    text = "Since the beginning of the year, 34 villagers have been killed in the valley occupied since 1967."
    found = read(told(text))
    assert days(found["the beginning of the year"]) == ("2024-01-01", "2024-05-15")
    assert found["the beginning of the year"].signal == "since"
    assert found["1967"].from_ == "1967-01-01"


def test_what_hangs_on_the_date_before(told: Told) -> None:
    text = (
        "A bomb killed three on May 3. The next day, police arrested a man. Two days later he was freed. That night he fled."
    )
    found = read(told(text))
    assert found["The next day"].value == "2024-05-04"
    assert found["Two days later"].value == "2024-05-06"
    assert found["That night"].value == "2024-05-06TNI"
    assert found["The next day"].anchor == "previous date"


def test_a_day_after_a_raid_dates_the_raid_by_the_attack_already_told(told: Told) -> None:
    text = "A gunman killed four on Friday evening. The attack came a day after an army raid in Koro that killed six."
    one = read(told(text))["a day"]
    assert (days(one), one.of_complement) == (("2024-05-09", "2024-05-09"), True)


def test_a_death_a_day_after_the_attack_is_dated_by_the_attack(told: Told) -> None:
    one = read(told("Gunmen attacked the market on Friday. A guard died two days after the attack."))["two days"]
    assert (days(one), one.of_complement) == (("2024-05-12", "2024-05-12"), False)


def test_two_days_after_a_dated_thing(told: Told) -> None:
    one = read(told("The town fell two days after Friday's landing."))["two days"]
    assert (days(one), one.anchor) == (("2024-05-12", "2024-05-12"), "following date")


def test_a_day_before_something_undated_has_no_day(told: Told) -> None:
    assert days(read(told("The envoy resigned a week before an election."))["a week"]) == (None, None)


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("It was the worst attack in 15 years.", "15 years", "DURATION", "P15Y"),
        ("The siege went on for three days.", "three days", "DURATION", "P3D"),
        ("They talked for two and a half hours, then for half an hour.", "half an hour", "DURATION", "PT30M"),
        ("The cabinet has been in office for just a month.", "a month", "DURATION", "P1M"),
        ("Protests are held every week.", "every week", "SET", "P1W"),
        ("Patrols pass daily.", "daily", "SET", "P1D"),
        ("They march each Thursday.", "each Thursday", "SET", "XXXX-WXX-4"),
        ("Buses pass three times a day.", "three times a day", "SET", "P1D"),
        ("The talks have recently stalled.", "recently", "DATE", "PAST_REF"),
    ],
)
def test_durations_sets_and_vague_times_have_no_day(told: Told, text: str, words: str, kind: str, value: str) -> None:
    one = read(told(text))[words]
    assert (one.type, one.value, *days(one)) == (kind, value, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "A 19-year-old was shot.",
        "The boy was 12 years old.",
        "Some 2000 people fled.",
        "The shooting was in the 1900 block of Elm Street.",
        "They met at 1950 North Elm Avenue.",
        "April Jones may appeal.",
        "The Sunday Times reported it.",
        "He was born on January 30 Street.",
        "The bomb killed 14 people near October Bridge in Orlen.",
        "The April 6 Youth Movement said three people were shot.",
        "Three-quarters of the town burned.",
        "They were said to march.",
        "At least 12 may have died.",
        'The minister told "This Week" so.',
    ],
)
def test_no_time_expression(told: Told, text: str) -> None:
    assert read_dates(told(text)) == ()


def test_later_than_nothing_told_has_no_day(told: Told) -> None:
    assert days(only(told("The guards fled and two hours later the gate burned."))) == (None, None)


def test_a_suspect_booked_for_murder_was_booked_in_the_past(told: Told) -> None:
    assert only(told("The suspect was booked Saturday for murder.")).value == "2024-05-11"
    assert only(told("The trial is set for Saturday.")).value == "2024-05-18"


def test_a_number_of_people_after_a_month_is_no_day(told: Told) -> None:
    assert only(told("In May 20 people were killed in the valley.")).value == "2024-05"


def test_last_monday_in_a_monday_report_may_be_today_where_the_same_actor_acts_on_monday(told: Told) -> None:
    trip = "Envoy Marlow on Monday called for calm in Pelta. Last Monday in Orta, Marlow met the king."
    one = read(told(trip, published="2024-05-13"))["Last Monday"]
    assert (one.value, *days(one)) == ("XXXX-WXX-1", "2024-05-06", "2024-05-13")
    roles = (
        "The foreign minister arrived in Lorva on Monday after a visit to Tessen. Last Monday in Tessen, he met the king."
    )
    assert days(read(told(roles, published="2024-05-13"))["Last Monday"]) == ("2024-05-06", "2024-05-13")
    apart = "Police shot a man on Monday. Last Monday in Orta, Marlow met the king."
    assert days(read(told(apart, published="2024-05-13"))["Last Monday"]) == ("2024-05-06", "2024-05-06")


def test_an_hour_hangs_on_the_day_told_just_before(told: Told) -> None:
    found = read(told("Three men were shot Monday night. The shooting was reported around 11:15 p.m."))
    assert found["around 11:15 p.m."].value == "2024-05-13T23:15"
    small = read(told("Three men were shot Monday night. The shooting was reported at 1:15 a.m."))["1:15 a.m."]
    assert days(small) == ("2024-05-13", "2024-05-14")


def test_without_a_publication_date_relative_ones_keep_a_value_that_needs_no_anchor(told: Told) -> None:
    found = read(told("He fled on Friday, a week ago, and returned yesterday at noon and on May 3.", published=None))
    assert {words: one.value for words, one in found.items()} == {
        "Friday": "XXXX-WXX-5", "a week ago": "PAST_REF", "yesterday at noon": "XXXX-XX-XXT12:00", "May 3": "XXXX-05-03",
    }  # fmt: skip
    assert all(days(one) == (None, None) for one in found.values())


def test_a_dateline_anchors_a_report_without_a_publication_date(told: Told) -> None:
    doc = told("PORTO VELA, 3 APR 90 (ANP) -- A bomb killed two soldiers yesterday.", published=None)
    assert str(report_day(doc)) == "1990-04-03"
    assert (read(doc)["yesterday"].value, read(doc)["yesterday"].anchor) == ("1990-04-02", "dateline")


def test_a_date_in_figures_that_reads_two_ways_is_both_unless_one_is_just_past(told: Told) -> None:
    assert days(only(told("Filed 05/06/2019 by the court."))) == ("2019-05-06", "2019-06-05")
    assert days(only(told("Filed 12/5/2024 by the court."))) == ("2024-05-12", "2024-05-12")


def test_the_title_is_read_too(told: Told) -> None:
    doc = told("Nobody was hurt.", title="Envoy to visit Lunda on Friday")
    one = only(doc)
    assert (one.span.title, doc.words(one.span), one.value) == (True, "Friday", "2024-05-17")


def test_dates_of_one_sentence(told: Told) -> None:
    found = read_dates(told("It began on May 3 and ended on May 6. Nobody knows why."))
    assert [one.sentence for one in found] == [0, 0]


PIECES = [
    "last week", "next year", "two days ago", "the day before", "Friday night", "Last Monday", "in 1967", "May 3",
    "0000-13-45", "3 APR 90", "ten thousand years ago", "the 99th century", "31 June", "last decade", "tomorrow",
    "at 25:61", "12 p.m.", "the next day", "since 9999", "\n\n", "9999999 years later", "the end of the year", ", ",
    " after ", "2/30/2020", "overnight", "this winter", "the previous century", "Labor Day", "the fourth quarter",
    "next weekend",
]  # fmt: skip


def test_an_hour_before_the_date_that_it_hangs_on_is_resolved_after_it(told: Told) -> None:
    assert read(told("It was 12 p.m., and two days ago nobody knew."))["12 p.m."].value == "2024-05-13T12:00"


def test_a_day_before_the_clause_that_only_reports_is_that_of_what_it_reports(told: Told) -> None:
    found = read(told("A man was shot Monday, police announced in a release Tuesday.\n\nHe was shot just before 7 p.m."))
    assert days(found["Monday"]) == ("2024-05-13", "2024-05-13")
    assert days(found["just before 7 p.m."]) == ("2024-05-13", "2024-05-13")


def test_a_day_after_the_verb_that_only_reports_is_past_where_what_it_reports_is(told: Told) -> None:
    found = read(told("The sheriff says around 2 p.m. on Sunday, deputies were sent to a farm."))
    assert {days(one) for one in found.values()} == {("2024-05-12", "2024-05-12")}
    found = read(told("The sheriff says the hearing will be held on Sunday."))
    assert days(found["Sunday"]) == ("2024-05-19", "2024-05-19")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    parts=st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=9),
    published=st.sampled_from([None, "0001-01-01", "0001-12-31", "9999-01-01", "9999-12-31", "2024-02-29"]),
)
def test_any_text_at_any_date_is_read_and_every_span_points_at_its_words(parts: list[str], published: str | None) -> None:
    doc = document(Report(id="r", text=" ".join(parts) or "x", published=published))
    found = read_dates(doc)
    at = [doc.range(one.span) for one in found]
    assert at == sorted(at)
    assert all(a[1] <= b[0] for a, b in pairwise(at))
    for one, (start, end) in zip(found, at, strict=True):
        assert 0 <= start < end <= len(doc.text)
        assert (one.from_ is None) == (one.to is None)
        assert one.from_ is None or one.to is None or one.from_ <= one.to
