"""Which reader reads a report: by its language; what nobody reads is kept with a word about it."""

from collections.abc import Callable

import pytest

from crossreport.model.happened import Mention, Reading
from crossreport.model.report import Report
from crossreport.model.said import Figure
from crossreport.reading.language import is_english, is_foreign
from crossreport.reading.layout import Document
from crossreport.reading.read import READERS, read, read_english
from crossreport.reading.readers import Reader, Readers

ENGLISH = "Three people were killed in Orlen on Monday, and the police said that two others had been hurt in the attack."
SPANISH = (
    "Tres personas murieron el lunes en la ciudad de Orlen y otras dos resultaron heridas en el ataque, "
    "según informó la policía."
)


def _toy(report: Report) -> Reading:
    """Reads a language of one word: each "bum" is an explosion."""
    return Reading(report.id, mentions=tuple(Mention(f"m{at}", (), words="bum") for at in range(report.text.count("bum"))))


TOY = Reader("toy", "Toy", lambda text: set(text.split()) == {"bum"}, _toy)


@pytest.fixture
def readers() -> Readers:
    return Readers(Reader("en", "English", is_english, read_english))


def test_a_report_that_no_reader_knows_is_kept_with_a_word_about_it() -> None:
    assert read(Report("r", SPANISH)) == Reading("r", note="the report is not in English: it is kept, and left unread")
    assert read(Report("r", ENGLISH)).note is None


@pytest.mark.parametrize(
    ("language", "is_read"),
    [
        ("en", True),
        ("en-GB", True),
        ("EN_us", True),
        ("eng", True),
        ("und", True),
        (None, True),
        ("fr", False),
        ("es-MX", False),
    ],
)
def test_a_declared_language_decides(readers: Readers, language: str | None, is_read: bool) -> None:
    assert (readers.of(Report("r", ENGLISH, language=language)) is not None) == is_read


def test_a_reader_of_another_language_joins(readers: Readers) -> None:
    report = Report("r", "bum bum")
    readers.join(TOY)
    assert [one.words for one in readers.read(Report("r", "bum bum", language="toy")).mentions] == ["bum", "bum"]
    assert readers.of(Report("r", ENGLISH)).name == "English"  # type: ignore[union-attr]
    assert readers.read(Report("r", SPANISH)).note == "the report is not in English or Toy: it is kept, and left unread"
    assert READERS.of(Report("r", "x", language="toy")) is None, "who joins here, joins nowhere else"
    assert readers.of(report) is not None


def test_a_foreign_paragraph_of_an_english_page_is_not_read(told: Callable[..., Document]) -> None:
    page = told(f"{ENGLISH}\n\n{SPANISH}\n\nThe army said that it was looking for those who fired.")
    assert [paragraph.kind for paragraph in page.paragraphs] == ["text", "foreign", "text"]
    assert [one.is_read for one in page.sentences] == [one.paragraph.kind == "text" for one in page.sentences]
    figures: tuple[Figure, ...] = read(Report("r", f"{ENGLISH}\n\n{SPANISH}")).figures
    assert sorted(one.low or 0 for one in figures) == [2, 3]


@pytest.mark.parametrize(
    "text",
    [
        "Killed: Maria de la Cruz, 34; Juan Perez, 12; Anna van der Berg, 60; Luis Romero, 41; Pedro Alvarez, 23.",
        "Orlen FC 3, Tarv United 2; Merrin City 1, Sarn Rovers 0; Kelm Town 4, Alder Athletic 4; Marrow 0, Tolm 0",
        "Al Qelmi",
        ENGLISH,
    ],
)
def test_lists_of_names_are_not_foreign(text: str) -> None:
    assert not is_foreign(text)


@pytest.mark.parametrize(
    "text", [SPANISH, "قتل ثلاثة أشخاص في مدينة أورلن يوم الاثنين", "Трое человек погибли в городе Орлен"]
)
def test_a_text_in_another_language_is_foreign(text: str) -> None:
    assert is_foreign(text)
