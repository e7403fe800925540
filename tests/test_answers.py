"""Brief, show and explain on a small record made by hand: every number leads back to its words."""

import re

import msgspec
import pytest

from crossreport.answers.brief import brief, find_story
from crossreport.answers.briefed import Brief, Line
from crossreport.answers.explain import explain, explain_text
from crossreport.answers.render import brief_markdown, brief_text
from crossreport.answers.show import passages, sentence_around, show, show_text
from crossreport.answers.tally import tally_text
from crossreport.answers.words import labels, listing, relabelled, short_day, spoken, when
from crossreport.errors import NotFound
from crossreport.model.acting import Actor, Deed
from crossreport.model.happened import Event, EventDate, Mention, Place, Reading, Victim
from crossreport.model.judged import (
    Copy,
    Difference,
    Estimate,
    Evidence,
    Found,
    Link,
    Story,
    StoryRow,
    Tally,
    TallyResult,
    TallyRow,
)
from crossreport.model.record import Derived, ReportRow
from crossreport.model.report import Report, Span
from crossreport.model.said import Claim, Figure, Origin, Said

A = Report(
    "a",
    "Gunmen killed three men in Orlen on Friday. One was a child. The army denied it.",
    "Three killed",
    "Post",
    None,
    "2024-05-04",
)
B = Report("b", "At least three people died in Orlen. Since January, 40 have been killed.", None, "Wire", None, "2024-05-05")


def claim(ident: str, report: Report, words: str, **fields: object) -> Claim:
    at = report.text.index(words)
    return Claim(ident, report.id, fields.pop("type", "figure"), (Span(at, at + len(words)),), words, **fields)  # type: ignore[arg-type]


def killed(number: int, **fields: object) -> Figure:
    return Figure(Span(0, 1), "killed", "exact", low=number, high=number, point=number, **fields)  # type: ignore[arg-type]


CLAIMS = (
    claim("C-1", A, "three men", events=("E-1",), figure=killed(3, who="men"), origin="O-1", rule="active"),
    claim("C-2", B, "three people", events=("E-1",), figure=killed(3), origin="O-2"),
    claim("C-3", A, "One was a child", events=("E-1",), figure=killed(1, subgroup="child"), subset_of="C-1", origin="O-1"),
    claim("C-4", A, "The army denied it", type="denial", events=("E-1",), origin="O-1",
          attribution=Said("denied", "-", source="the army", via=("Wire",))),
    claim("C-5", B, "40 have been killed", type="tally", figure=killed(40, scope="period"), origin="O-2"),
)  # fmt: skip
FIGURE = Estimate(3, 3, None, True, ("O-1", "O-2"), "compatible", "recent_majority", ("C-1", "C-2"), arithmetic=("3 = 3",))
EVENT = Event(
    "E-1", "shooting in Orlen", "incident", ("a", "b"), ("C-1", "C-2", "C-3", "C-4"), (("a", "m1"), ("b", "m1")), ("E-0",),
    date=EventDate("2024-05-03", "2024-05-03", "day", "stated"), place=Place("Orlen", admin1="Norland"),
    figures={"killed": FIGURE},
)  # fmt: skip
STORY = Story("S-1", "Three killed in Orlen", ("a", "b"), ("E-1",), "2024-05-04", "2024-05-05", "E-1", rows=(
    StoryRow("alone", ("C-4",), "The army denies it", topic="disputed", details=(("a", "denied"),), weight=1.0),
))  # fmt: skip
RECORD = Derived(
    "recent_majority",
    rows=(ReportRow("a", "S-1", "E-1"), ReportRow("b", "S-1", "E-1", copy_of="a")),
    claims=CLAIMS, events=(EVENT,), stories=(STORY,),
    origins=(Origin("O-1", "outlet", "assumed", ("a",)), Origin("O-2", "speaker", "assumed", ("b",), speaker="police")),
    links=(Link(("a", "m1"), ("b", "m1"), 1.5, (Evidence("place", "both Orlen", 1.0), Evidence("day", "one apart", 0.5))),),
    tallies=(Tally("C-5", "killed", "2024-01-01", "2024-05-05", Found(3, 3, None, ("E-1",)), point=40,
                   difference=Difference((), "nothing here accounts for it")),),
)  # fmt: skip
REPORTS = (A, B)


def test_the_brief_sets_the_dead_first_and_totals_apart() -> None:
    made = brief(RECORD, REPORTS)
    (line,) = made.counts["killed"]
    assert (line.low, line.best, line.high, line.when) == ("3", "3", "open", "Fri 3 May")
    assert line.what == "shooting in Orlen"
    assert "among them: One was a child (Post)" in line.notes
    assert [(t.value, t.evidence) for t in made.totals] == [("40", (3,))]
    assert "this record holds 3 of them, in 1 event" in made.totals[0].notes[0]
    assert made.disputed[0].text == "The army denies it"


@pytest.mark.parametrize(
    ("figures", "shown"),
    [
        ({"killed": 2, "injured": 2, "killed_or_injured": 4}, False),  # "four were shot; two of them died, two are hurt"
        ({"killed": 1, "injured": 1, "killed_or_injured": 1}, True),
        ({"killed": 1, "killed_or_injured": 1}, True),  # "a woman died and her brother was shot"
        ({"killed_or_injured": 4}, True),
    ],
)
def test_who_is_counted_among_the_dead_and_the_hurt_is_not_told_again(figures: dict[str, int], shown: bool) -> None:
    made = {one: Estimate(n, n, n, False, ("O-1",), "single", "recent_majority", ("C-1",)) for one, n in figures.items()}
    event = msgspec.structs.replace(EVENT, figures=made)
    counts = brief(msgspec.structs.replace(RECORD, events=(event,)), REPORTS).counts
    assert ("killed_or_injured" in counts) is shown


def test_one_who_was_shot_and_died_is_told_of_once() -> None:
    one = Estimate(1, 1, 1, False, ("O-1",), "single", "recent_majority", ("C-1",))
    dead = Victim("V-1", "a woman", ("C-1", "C-3"), ("a",), outcome="killed")
    figures = {"killed": one, "killed_or_injured": msgspec.structs.replace(one, claims=("C-3",))}
    event = msgspec.structs.replace(EVENT, figures=figures, victims=(dead,))
    assert set(brief(msgspec.structs.replace(RECORD, events=(event,)), REPORTS).counts) == {"killed"}


def test_thousands_are_no_thousand() -> None:
    vague = msgspec.structs.replace(killed(1_000, scope="period"), form="vague", high=9_999, vague="thousands")
    claims = tuple(msgspec.structs.replace(one, figure=vague) if one.id == "C-5" else one for one in RECORD.claims)
    tallies = (msgspec.structs.replace(RECORD.tallies[0], point=1_000, low=1_000, high=9_999),)
    made = brief(msgspec.structs.replace(RECORD, claims=claims, tallies=tallies), REPORTS)
    assert [one.value for one in made.totals] == ["1,000–9,999"]


def test_a_total_that_a_copy_repeats_is_told_once() -> None:
    total = next(one for one in RECORD.claims if one.id == "C-5")
    other = "b" if total.report == "a" else "a"
    copied = msgspec.structs.replace(total, id="C-6", report=other)
    undated = msgspec.structs.replace(RECORD.tallies[0], claim="C-6", period_from=None, period_to=None)
    rows = (ReportRow(total.report), ReportRow(other, copy_of=total.report))
    twice = {"claims": (*RECORD.claims, copied), "tallies": (undated, *RECORD.tallies), "rows": rows}
    [line] = brief(msgspec.structs.replace(RECORD, **twice), REPORTS).totals
    assert (line.value, line.says) == ("40", "Post, Wire, 1 of them a copy")
    assert "since 1 Jan" in line.what
    unlike = {**twice, "rows": (ReportRow("a"), ReportRow("b"))}
    assert len(brief(msgspec.structs.replace(RECORD, **unlike), REPORTS).totals) == 2


def test_evidence_numbers_lead_to_claims_and_their_words() -> None:
    made = brief(RECORD, REPORTS)
    assert made.evidence == ("C-1", "C-2", "C-5", "C-4")
    shown = show(RECORD, REPORTS, "[3]")
    assert shown.id == "C-5"
    (passage,) = shown.passages
    assert passage.text == "Since January, 40 have been killed."
    assert [passage.text[a:b] for a, b in passage.marks] == ["40 have been killed"]


def test_the_head_says_days_place_outlets_and_copies() -> None:
    assert brief(RECORD, REPORTS).head == "4 May – 5 May 2024 · Orlen (Norland) · 2 reports · 2 outlets · 1 report is a copy"
    rows = (ReportRow("a", "S-1", "E-1"), ReportRow("b", "S-1", "E-1"))
    apart = msgspec.structs.replace(RECORD, rows=rows)
    assert brief(apart, REPORTS).head.endswith("2 outlets · no copies found")
    partly = msgspec.structs.replace(apart, copies=(Copy("b", "a", 0.4),))
    assert brief(partly, REPORTS).head.endswith("2 outlets · 1 report takes passages from others")
    bare = tuple(msgspec.structs.replace(one, outlet=None) for one in REPORTS)
    head = brief(RECORD, bare).head
    assert head.endswith("2 reports · 1 report is a copy · outlets not given, independence unknown")


def test_who_says_so_tells_how_many_of_the_reports_are_copies_of_others_of_them() -> None:
    def says(*copied: tuple[str, str]) -> str:
        rows = (ReportRow(one.id, copy_of=dict(copied).get(one.id)) for one in REPORTS)
        [line] = brief(msgspec.structs.replace(RECORD, rows=tuple(rows)), REPORTS).counts["killed"]
        return line.says

    assert says() == "Post, Wire"
    assert says(("b", "a")) == "Post, Wire, 1 of them a copy"
    assert says(("a", "elsewhere"), ("b", "elsewhere")) == "Post, Wire, 1 of them a copy"


def test_a_copy_is_no_second_report_that_says_the_same() -> None:
    told = StoryRow("agree", ("C-1", "C-2"), "The envoy came", details=(("a", "The envoy came"), ("b", "The envoy came")))
    story = msgspec.structs.replace(STORY, rows=(told,))
    [line] = brief(msgspec.structs.replace(RECORD, stories=(story,)), REPORTS).agree
    assert line.says == "Post, Wire, 1 of them a copy"


def test_what_one_text_alone_tells_names_its_copies_and_none_that_it_is_at_odds_with() -> None:
    told = StoryRow("alone", ("C-1", "C-2"), "The envoy came", details=(("a", "The envoy came"),))
    story = msgspec.structs.replace(STORY, rows=(told,))
    [line] = brief(msgspec.structs.replace(RECORD, stories=(story,)), REPORTS).alone
    assert line.says == "Post, Wire, 1 of them a copy"
    apart = (ReportRow("a", "S-1", "E-1"), ReportRow("b", "S-1", "E-1"))
    [line] = brief(msgspec.structs.replace(RECORD, stories=(story,), rows=apart), REPORTS).alone
    assert line.says == "Post"


def test_what_a_copy_repeats_is_not_told_again_below_a_line() -> None:
    told = StoryRow("differ", ("C-1", "C-2"), "Who came?", details=(("a", "The envoy came"), ("b", "The envoy came")))
    story = msgspec.structs.replace(STORY, rows=(told,))
    [line] = brief(msgspec.structs.replace(RECORD, stories=(story,)), REPORTS).differ
    assert line.details == ("Post: The envoy came",)


def test_the_head_gives_the_year_of_both_days_where_they_differ() -> None:
    early = msgspec.structs.replace(A, published="2023-10-13")
    assert brief(RECORD, [early, B]).head.startswith("13 Oct 2023 – 5 May 2024")


def test_a_dispute_has_a_line_for_each_stance_and_never_leaves_out_who_denies() -> None:
    told = (
        *((report, "told by the report itself") for report in ("a", "b")),
        *(("a", f"stated by speaker {n}") for n in range(6)),
        *(("b", f"denied by speaker {n}") for n in range(7)),
        ("a", "denied by speaker 0"),
    )
    story = msgspec.structs.replace(
        RECORD.stories[0], rows=(StoryRow("alone", ("C-4",), "The army did it", "disputed", told, 1.0),)
    )
    (line,) = brief(msgspec.structs.replace(RECORD, stories=(story,)), REPORTS).disputed
    assert line.details == (
        "Post, Wire, 1 of them a copy: told by the reports themselves",
        *(f"Post: stated by speaker {n}" for n in range(4)),
        "and 2 more to the same effect",
        "Post, Wire, 1 of them a copy: denied by speaker 0",
        *(f"Wire: denied by speaker {n}" for n in range(1, 7)),
    )


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_brief_keeps_within_the_terminals_width(width: int) -> None:
    text = brief_text(brief(RECORD, REPORTS, unread=2), width)
    assert max(map(len, text.splitlines())) <= width
    assert "KILLED" in text
    assert "2 sentences with a word of harm" in " ".join(text.split())


@pytest.mark.parametrize("width", [40, 80])
def test_a_number_is_never_cut(width: int) -> None:
    found = brief(RECORD, REPORTS)
    count = msgspec.structs.replace(found.counts["killed"][0], low="1,200,000", best="1,300,000", high="12,300,000")
    total = msgspec.structs.replace(found.totals[0], value="12,400,000+")
    text = brief_text(msgspec.structs.replace(found, counts={"killed": (count,)}, totals=(total,)), width)
    assert all(number in text.replace(",\n", ", ") for number in ("1,200,000", "1,300,000", "12,300,000", "12,400,000+"))


def test_the_brief_as_markdown_holds_the_same() -> None:
    text = brief_markdown(brief(RECORD, REPORTS))
    assert "| Fri 3 May |" in text
    assert "**40** people killed" in text


HOSTILE = "[bold]A[/i] <b>x</b> | # \x1b[2J\x9b31m \u202ed &lt; `c` _d_ *e*"


def hostile() -> Brief:
    """A brief whose every word is somebody's markup, or a command to a terminal."""
    told = brief(RECORD, REPORTS)
    line = Line(f"1. {HOSTILE}", HOSTILE, (1,), (HOSTILE,))
    counts = {"killed": tuple(msgspec.structs.replace(one, what=HOSTILE, says=HOSTILE) for one in told.counts["killed"])}
    return msgspec.structs.replace(told, title=f"# {HOSTILE}", counts=counts, agree=(line,), alone=(line,))


@pytest.mark.parametrize("color", [False, True])
def test_words_of_reports_are_no_markup_and_no_commands_of_a_terminal(color: bool) -> None:
    text = brief_text(hostile(), 120, color)
    assert "[bold]A[/i]" in text
    assert not re.search("\x1b(?!\\[[0-9;]*m)|[\x9b\u202e]|\x1b\\[2J", text)


def test_words_of_reports_are_no_markup_in_markdown() -> None:
    text = brief_markdown(hostile())
    words = r"\[bold\]A\[/i\] \<b\>x\</b\> \| # " + "\ufffd" + r"\[2J" + "\ufffd31m \ufffdd " + r"\&lt; \`c\` \_d\_ \*e\*"
    assert text.startswith(rf"# \# {words}")
    assert rf"- 1\. {words} ({words}) [1]" in text


@pytest.mark.parametrize(("ident", "kind"), [
    ("C-1", "claim (figure)"), ("E-1", "event (incident)"), ("E-0", "event (incident)"), ("E-1/killed", "estimate"),
    ("O-2", "origin"), ("S-1", "story"), ("a", "report"),
])  # fmt: skip
def test_everything_can_be_shown(ident: str, kind: str) -> None:
    shown = show(RECORD, REPORTS, ident)
    assert shown.kind == kind
    text = show_text(shown, labels(REPORTS))
    assert max(map(len, text.splitlines())) <= 80
    assert kind == "story" or "›" in text


@pytest.mark.parametrize("ident", ["C-99", "E-1/injured", "[9]", "0", ""])
def test_an_id_that_is_not_there_is_said_to_be_so(ident: str) -> None:
    with pytest.raises(NotFound):
        show(RECORD, REPORTS, ident)
    with pytest.raises(NotFound):
        explain(RECORD, REPORTS, {}, ident)


def test_a_story_that_is_not_there_is_said_to_be_so() -> None:
    with pytest.raises(NotFound, match="S-1"):
        find_story(RECORD, "S-9")
    with pytest.raises(NotFound, match="no story yet"):
        find_story(Derived("recent_majority"), None)


def test_of_stories_of_as_many_reports_the_brief_is_of_one_that_tells_of_an_event() -> None:
    told, roster = (
        Story("S-1", "Five killed", ("a",), ("E-1",), to="2024-05-14"),
        Story("S-2", "Roster", ("b",), (), to="2024-05-15"),
    )
    assert find_story(Derived("recent_majority", stories=(told, roster)), None) is told


def test_a_link_is_explained_by_rows_that_add_up() -> None:
    readings = {
        "a": Reading("a", mentions=(Mention("m1", (Span(0, 5),), words="shooting", evidence=(Evidence("day", "Friday"),)),))
    }
    found = explain(RECORD, REPORTS, readings, "E-1")
    (link,) = [s for s in found.sections if s.score is not None]
    assert sum(row.weight for row in link.rows) == pytest.approx(link.score)
    left = next(s for s in found.sections if s.heading == "Claims not used, and why")
    assert "C-3" in left.rows[0].found
    assert "+1.00" in explain_text(found)


def test_a_claim_is_explained_by_its_words_speaker_and_status() -> None:
    rows = {row.what: row.found for row in explain(RECORD, REPORTS, {}, "C-4").sections[0].rows}
    assert rows["says so"] == "the army (denied, polarity -, via Wire)"
    assert rows["status"] == "current"


def test_words_in_a_title_are_shown_in_the_title() -> None:
    titled = msgspec.structs.replace(CLAIMS[0], spans=(Span(0, 5, title=True), CLAIMS[0].spans[0]))
    assert [(p.title, p.text) for p in passages(titled, A)] == [
        (True, "Three killed"), (False, "Gunmen killed three men in Orlen on Friday."),
    ]  # fmt: skip


def test_the_sentence_around_words_is_found() -> None:
    text = "He went to town. Mr. Orlen was hurt in No. 3 road.\nShe stayed."
    start, end = sentence_around(text, text.index("hurt"), text.index("hurt") + 4)
    assert text[start:end].endswith("No. 3 road.")


def test_reports_are_called_by_their_labels_and_no_number_is_taken_for_a_report() -> None:
    label = {"3": "Courier", "north-1": "Post", "12": "12", "b": "Echo (b)"}
    assert relabelled("3 killed (3, north-1) against 5 (12)", label) == "3 killed (Courier, Post) against 5 (12)"
    assert relabelled("35 of north-1, 3 to 12; 3 apart", label) == "35 of Post, 3 to 12; 3 apart"
    assert relabelled("as b has it (b)", label) == "as Echo (b) has it (Echo (b))"
    assert relabelled("3 killed (3)", {"3": "3"}) == "3 killed (3)"
    assert relabelled("at least 3 (3 of them children)", label) == "at least 3 (3 of them children)"


def test_labels_tell_reports_apart() -> None:
    again = msgspec.structs.replace(A, id="c", published="2024-05-06")
    assert labels([A, B, again]) == {"a": "Post, 4 May", "b": "Wire", "c": "Post, 6 May"}
    assert labels([msgspec.structs.replace(A, outlet=None)]) == {"a": "a"}


def test_labels_tell_reports_of_one_outlet_and_day_apart_by_letters_in_the_order_of_publication() -> None:
    noon, night = (msgspec.structs.replace(A, id=f"x{hour}", published=f"2024-05-04T{hour}:00:00Z") for hour in (12, 22))
    assert labels([night, noon, B]) == {"x12": "Post, 4 May (a)", "x22": "Post, 4 May (b)", "b": "Wire"}
    later = msgspec.structs.replace(A, id="y", published="2025-05-04")
    assert labels([noon, later]) == {"x12": "Post, 4 May 2024", "y": "Post, 4 May 2025"}
    undated = [msgspec.structs.replace(A, id=one, published=None) for one in "qp"]
    assert labels([*undated, later]) == {"p": "Post (a)", "q": "Post (b)", "y": "Post, 4 May"}
    assert labels([msgspec.structs.replace(A, id=f"{n:02}") for n in range(28)])["27"] == "Post, 4 May (ab)"


@pytest.mark.parametrize(("day", "text"), [
    (EventDate(), "day not known"),
    (EventDate("2024-05-03", "2024-05-04", "day", "inferred"), "~3 May–4 May 2024"),
    (EventDate("2023-12-31", "2024-01-01", "day", "stated"), "31 Dec 2023–1 Jan 2024"),
    (EventDate("2019-01-01", "2019-12-31", "year", "stated"), "2019"),
    (EventDate("2019-03-01", "2019-03-31", "month", "stated"), "Mar 2019"),
])  # fmt: skip
def test_days_are_said_as_well_as_they_are_known(day: EventDate, text: str) -> None:
    assert when(day) == text


def test_small_words() -> None:
    assert listing(["a", "b", "a"], every=5) == "a, b"
    assert listing(["Post, 12 Jun", "Wire"], every=5) == "Post, 12 Jun; Wire", "a comma parts no name from its day"
    assert listing("abc", every=3) == "all 3 reports"
    assert short_day("not a day") == "not a day"


@pytest.mark.parametrize(
    ("speaker", "told", "arithmetic", "says"),
    [
        ("fighters", {"a"}, ("",), "fighters, in Post alone"),
        (None, {"a"}, ("",), "Post alone"),
        ("fighters", {"a", "b"}, ("",), "Post alone"),
        ("fighters", {"a"}, ("4 + 1 = 5 (fighters)", "low 5, high 5: best is 5"), "Post alone"),
    ],
)
def test_a_number_that_one_report_tells_names_who_says_it_there(
    speaker: str | None, told: set[str], arithmetic: tuple[str, ...], says: str
) -> None:
    origin = Origin("O-1", "speaker", "assumed", ("a",), speaker)
    figure = Estimate(5, 5, 5, False, ("O-1",), "single", "recent_majority", ("C-1",), arithmetic=arithmetic)
    assert spoken(figure, told, {"O-1": origin}, "Post alone") == says


def test_a_tally_shows_the_events_that_it_adds_up() -> None:
    result = TallyResult("killed", "recent_majority", 3, 3, None, (TallyRow("E-1", 3, 3, None),), ("E-9",), "3", who="men")
    text = tally_text(result, RECORD.events)
    assert "men killed" in text
    assert "low 3   best 3   high open" in text
    assert "1 event in this scope without a figure" in text
    assert "E-1" in text


def test_an_actor_is_shown_by_name_with_all_that_is_told_of_it() -> None:
    army = Actor("A-1", "Northern Army", "organisation", ("Northern Army", "the army"), ("a",), country="ZZ",
                 deeds=(Deed("denies", "C-4", "killed three"),
                        Deed("accused_of", "C-1", "killed three", other="A-2"),
                        Deed("accused_of", "C-3", "killed three", other="A-2")))  # fmt: skip
    accuser = Actor("A-2", "Ila Vorn", "person", ("Ila Vorn",), ("a",))
    record = msgspec.structs.replace(RECORD, actors=(army, accuser))
    for ident in ("A-1", "northern army"):
        found = show(record, REPORTS, ident)
        assert (found.kind, found.title) == ("actor", "Northern Army")
        assert ("denies", "killed three") in found.fields
        assert found.fields.count(("accused of", "killed three (by Ila Vorn)")) == 1
        assert [one.claim for one in found.passages] == ["C-4", "C-1", "C-3"]
