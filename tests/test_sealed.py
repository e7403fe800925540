"""Names of minors, of victims of sexual violence and of accused persons are masked in everything that is shown."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossreport.model import happened, judged, said
from crossreport.model.acting import Actor, Deed
from crossreport.model.happened import Event, EventActor, EventPerson, Person, Place, Reading
from crossreport.model.judged import Difference, Estimate, Evidence, Found, Link, Relation, Story, StoryRow, Tally
from crossreport.model.record import Derived
from crossreport.model.report import Report, Span
from crossreport.model.said import Claim, Figure, Origin, Said
from crossreport.store import names as spelling
from crossreport.store import protection
from crossreport.store.names import MASK
from crossreport.store.protection import SealedName, Seals, Shown, seal
from crossreport.store.sealing import sealed_names


def seals(*names: SealedName) -> Seals:
    return Seals(names or (SealedName("a", "Teo Brask", "accused"),))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Teo Brask, 29, was held. Brask's lawyer spoke.", "•••, 29, was held. •••'s lawyer spoke."),
        ("TEO BRASK HELD", "••• HELD"),
        ("teo brask held", "••• held"),
        ("Teo A. Brask and Teo Marek Brask", "••• and •••"),
        ('Teo "Red" Brask', "•••"),
        ("Brask, Teo (29)", "••• (29)"),
        ("Teo\u00a0Brask and Teo\nBrask", "••• and •••"),
        ("Téo Bråsk", "•••"),
        ("Te\u0301o Brask", "•••"),
        ("Brask-Lund and Brasko and McBrask", "•••-Lund and Brasko and McBrask"),
        ("He tried to brask it out.", "He tried to brask it out."),
        ("Teo went to Brask on Monday.", "Teo went to ••• on Monday."),
        ("Teo spoke.", "Teo spoke."),
        ("Teo and Jana Brask", "Teo and Jana •••"),
        ("", ""),
    ],
)
def test_a_name_is_masked_however_it_is_spelt_and_a_word_that_is_none_is_not(text: str, shown: str) -> None:
    assert seals().mask(text, ["a"]) == shown


def test_a_given_name_alone_is_masked_for_children_and_victims_of_sexual_violence() -> None:
    for reason in ("minor", "sexual_violence"):
        assert (
            seals(SealedName("a", "Mira Holt", reason)).mask("Mira Holt was ten. Mira sang.", ["a"])
            == "••• was ten. ••• sang."
        )


def test_what_follows_a_name_need_not_be_there() -> None:
    assert seals(SealedName("a", "Teo Brask Jr.", "accused")).mask("Teo M. Brask ran", ["a"]) == "••• ran"


def test_a_name_of_one_word_is_masked_with_a_capital_only() -> None:
    found = seals(SealedName("a", "Rush", "accused"), SealedName("a", "Rush Orlen", "accused"))
    assert (
        found.mask("Rush and Jana Orlen were held. They rush home.", ["a"]) == "••• and Jana ••• were held. They rush home."
    )


def test_particles_and_initials_are_never_masked_alone() -> None:
    found = seals(SealedName("a", "J. van der Berg Jr.", "accused")).mask(
        "Van Horn and J. R. met Berg, the van driver", ["a"]
    )
    assert found == "Van Horn and J. R. met •••, the van driver"


def test_nothing_is_masked_in_a_report_that_the_name_does_not_concern() -> None:
    assert seals().mask("Teo Brask", ["b"]) == "Teo Brask"


def test_a_victim_of_the_same_family_name_is_shown() -> None:
    text = "Teo Brask, accused of killing Jana Brask, was held. Brask is 29."
    told = Report("a", text)
    reading = Reading(
        "a",
        people=(
            Person(Span(0, 9), "accused", "Teo Brask", sealed="accused"),
            Person(Span(30, 40), "victim", "Jana Brask", outcome="killed"),
        ),
    )
    found = Seals(sealed_names(Derived(""), [told], [reading]))
    assert found.mask(text, ["a"]) == "•••, accused of killing Jana Brask, was held. ••• is 29."


def test_a_victim_whose_name_holds_a_sealed_family_name_behind_a_hyphen_is_shown_whole() -> None:
    told = Report("a", "Teo Brask was held. Jana Holm-Brask died.")
    reading = Reading(
        "a",
        people=(
            Person(Span(0, 9), "accused", "Teo Brask", sealed="accused"),
            Person(Span(20, 35), "victim", "Jana Holm-Brask", outcome="killed"),
        ),
    )
    found = Seals(sealed_names(Derived(""), [told], [reading]))
    assert found.mask(told.text, ["a"]) == "••• was held. Jana Holm-Brask died."


def test_a_victim_whom_another_report_of_the_story_names_is_shown() -> None:
    reports = [Report("a", "Teo Brask is accused."), Report("b", "Jana Brask died.")]
    readings = [
        Reading("a", people=(Person(Span(0, 9), "accused", "Teo Brask", sealed="accused"),)),
        Reading("b", people=(Person(Span(0, 10), "victim", "Jana Brask", outcome="killed"),)),
    ]
    found = Seals(sealed_names(Derived("", stories=(Story("s", "t", ("a", "b"), ()),)), reports, readings))
    assert found.mask("Teo Brask shot Jana Brask", ["a", "b"]) == "••• shot Jana Brask"


def test_a_name_that_one_report_seals_is_sealed_in_every_report_of_its_story_that_holds_it() -> None:
    reports = [
        Report("a", "Teo Brask is accused."),
        Report("b", "Police met Teo Brask. Brask ran."),
        Report("c", "Mr Brask, a baker, saw it."),
        Report("d", "Teo Brask won the race."),
    ]
    readings = [Reading("a", people=(Person(Span(0, 9), "accused", "Teo Brask", sealed="accused"),))]
    derived = Derived("", stories=(Story("s", "t", ("a", "b", "c"), ()),))
    found = Seals(sealed_names(derived, reports, readings))
    assert [found.mask(one.text, [one.id]) for one in reports] == [
        "••• is accused.",
        "Police met •••. ••• ran.",
        "Mr Brask, a baker, saw it.",
        "Teo Brask won the race.",
    ]


def test_a_person_sealed_in_an_event_is_sealed_in_the_events_reports() -> None:
    event = Event(
        "e", "t", "incident", ("a", "b"), ("c",), people=(EventPerson("Mira Holt", "victim", ("c",), sealed="minor"),)
    )
    reports = [Report("a", "Mira Holt, ten, died."), Report("b", "Mira Holt died. Holt was a pupil.")]
    found = Seals(sealed_names(Derived("", events=(event,)), reports, []))
    assert found.mask(reports[1].text, ["b"]) == "••• died. ••• was a pupil."


NAME = "Teo Brask"
EVERYWHERE = Derived(
    "p",
    claims=(
        Claim(
            "c", "a", "figure", (Span(0, 5),), f"{NAME} killed two", ("e",), origin="o", reason=f"as {NAME} says",
            subject=NAME, terms=("brask", "kill"), attribution=Said("stated", "+", source=f"{NAME}'s lawyer", via=(NAME,)),
            figure=Figure(Span(0, 1), "killed", "exact", who=f"friends of {NAME}", side=NAME, area=NAME),
        ),
    ),
    events=(
        Event(
            "e", f"{NAME} shooting", "incident", ("a",), ("c",),
            actors=(EventActor(NAME, "accused", ("c",)),),
            people=(EventPerson(NAME, "accused", ("c",), sealed="accused"),),
            place=Place(f"{NAME} House, Velmora"),
            figures={"killed": Estimate(1, 1, 1, False, ("o",), "single", "p", ("c",), arithmetic=(NAME,), alarms=(NAME,))},
        ),
    ),
    origins=(Origin("o", "speaker", "assumed", ("a",), f"lawyer of {NAME}"),),
    stories=(Story("s", f"{NAME} held", ("a",), ("e",), rows=(StoryRow("alone", ("c",), NAME, details=(("a", NAME),)),)),),
    relations=(Relation("c", "c", "agree", NAME),),
    tallies=(
        Tally("c", "killed", None, None, Found(0, 0, 0, ()), who=NAME, area=NAME, by=NAME, difference=Difference((), NAME)),
    ),
    links=(Link(("a", "m"), ("a", "n"), 1.0, (Evidence("name", NAME),)),),
    actors=(Actor("p", NAME, "person", (NAME,), ("a",), roles=(f"lawyer of {NAME}",), deeds=(Deed("did", "c", NAME),)),),
)  # fmt: skip


def test_no_field_of_the_record_shows_a_sealed_name() -> None:
    assert "Brask" in str(EVERYWHERE)
    masked = msgspec.json.encode(seal(EVERYWHERE, seals())).decode()
    assert "brask" not in masked.lower()
    assert MASK in masked


def test_a_sealed_person_is_masked_though_no_report_is_known_to_hold_the_name() -> None:
    person = EventPerson("Mira Holt", "victim", ("c",), sealed="minor")
    event = Event("e", "t", "incident", ("z",), ("c",), people=(person,))
    assert seal(Derived("", events=(event,)), seals()).events[0].people[0].name == MASK


def test_ids_and_terms_of_the_format_stay_as_they_are() -> None:
    masked = seal(EVERYWHERE, seals())
    assert (masked.claims[0].id, masked.events[0].claims, masked.origins[0].reports) == ("c", ("c",), ("a",))
    assert masked.events[0].people[0].name == MASK


def test_a_quote_that_cuts_a_name_shows_no_half_of_it() -> None:
    report = Report("a", "Police held Teo Brask on Monday.")
    claim = Claim("c", "a", "statement", (Span(7, 15),), "held Teo")
    assert Shown([report], seals()).quoted(claim).quote == "held •••"


def test_the_name_of_a_place_is_not_masked_for_sharing_a_family_name() -> None:
    event = Event("e", "t", "incident", ("a",), ("c",), place=Place("Brask"))
    assert seal(Derived("", events=(event,)), seals()).events[0].place == Place("Brask")


# Strings of the model that are ids, fixed terms, dates or codes: they hold no words of a report.
FIXED = {
    "figures", "signal", "subset_of",
    "a", "actor_key", "admin1", "agreement", "anchor", "as_of", "attribution", "aux", "b", "basis", "cause",
    "by", "certainty", "claim", "claims", "copy_of", "corroboration", "country", "credit", "date_from", "date_to",
    "decision", "decisions", "defaulted", "event", "events", "field", "form", "human_status", "unseen",
    "formerly", "from_", "id", "independence", "kind", "main_event",
    "measure", "mention", "mentions", "mode", "of", "origin", "origins", "outcome", "outcomes", "parent", "part_of",
    "period_from", "period_to", "plover", "polarity", "precision", "profile", "reason", "report", "reports",
    "responsibility", "review", "role", "rule", "scope", "sealed", "sector", "sex", "source_kind", "speaker_kind",
    "stance", "status", "story", "to", "topic", "type", "unit", "vague", "value",
}  # fmt: skip


def test_every_string_of_the_model_is_known_to_be_words_or_not() -> None:
    """A new field that holds words must be masked: whoever adds one says here or in protection.WORDS what it holds."""
    derived_types = {
        kind
        for module in (happened, judged, said)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind is not msgspec.Struct
    }
    not_kept = {judged.TallyResult, judged.TallyRow, happened.Unread, happened.Reading}
    unknown = []
    for kind in sorted(derived_types - not_kept, key=lambda one: one.__name__):
        for field in msgspec.structs.fields(kind):
            holds_strings = "str" in str(field.type) or "Literal" in str(field.type)
            if holds_strings and field.name not in protection.WORDS.get(kind, ()) and field.name not in FIXED:
                unknown.append(f"{kind.__name__}.{field.name}")
    assert unknown == []


def test_shown_reports_are_masked_and_spans_point_at_the_same_words() -> None:
    text = "Teo Brask killed two men in Velmora, and Brask fled to Kestry."
    report = Report("a", text, title="Brask held", url="https://x.example/teo-brask-held")
    shown = Shown([report, Report("b", "Teo Brask")], seals())
    masked = shown.reports[0]
    assert masked.text == "••• killed two men in Velmora, and ••• fled to Kestry."
    assert (masked.title, masked.url) == ("••• held", "https://x.example/•••-held")
    assert shown.reports[1].text == "Teo Brask"
    for words, expected in (("two men", "two men"), ("Kestry", "Kestry"), ("Brask fled", "••• fled"), ("Teo", "•••")):
        start = text.index(words)
        moved = shown.moved(Span(start, start + len(words)), "a")
        assert moved.words(masked) == expected


words = st.sampled_from(
    ["Teo Brask", "Brask", "Mira Holt", "Holt", "Mira", "x", "two men", ", ", ". ", "brask", "é", "\u0301"]
)


@given(st.lists(words, max_size=12), st.data())
def test_what_is_masked_holds_no_full_name_and_spans_stay_within(parts: list[str], data: st.DataObject) -> None:
    report = Report("a", " ".join(parts) or "x")
    mine = seals(SealedName("a", "Teo Brask", "accused"), SealedName("a", "Mira Holt", "minor"))
    shown = Shown([report], mine)
    masked = shown.reports[0].text
    assert not spelling.holds("Teo Brask", spelling.fold(masked))
    assert "Mira" not in masked.split()
    start = data.draw(st.integers(0, len(report.text) - 1))
    end = data.draw(st.integers(start + 1, len(report.text)))
    moved = shown.moved(Span(start, end), "a")
    assert 0 <= moved.start < moved.end <= len(masked)
    kept = report.text[start:end]
    if mine.mask(report.text, ["a"]) == report.text:
        assert moved.words(shown.reports[0]) == kept


@given(st.text(max_size=60), st.text(max_size=12))
def test_no_text_and_no_name_makes_masking_fail_or_changes_what_has_no_name(text: str, name: str) -> None:
    assert len(spelling.fold(text)) == len(text)
    found = Seals([SealedName("a", name, "minor")]).mask(text, ["a"])
    assert found == text or MASK in found
