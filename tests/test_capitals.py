"""Text in capitals: names get their capitals back, words stay small, and no offset moves."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossreport.reading.capitals.read import is_capitals, recased
from crossreport.reading.layout import Document

Told = Callable[..., Document]


@pytest.mark.parametrize(
    "text",
    [
        "Orlen, 9 Jan 90 (DPR) -- The mayor was killed near Orlen.",
        "President Aldemaro Vostrano said that Col Tesko was wounded.",
        "The body of Ana Flores was found next to Mark Vostrano in San Torvelo.",
        "The former M-19 group of Orlen said so.",
        "Two U.S. soldiers and a Salvadoran officer died on Monday in May.",
        "The guerrillas may march. He will bush the road.",
        "The Vostran National Liberation Front (VNLF) said so. The VNLF denied it.",
        "The VNLF (Vostran National Liberation Front) denied it.",
        "Peasants of El Torvelo and La Marrisca de Torvelo were kidnapped.",
        "He said: I was not hurt. It's the army's car that burned.",
        "The antidrug police machinegunned a house in Guatemala City, and a Peruvian was hurt.",
        "Deputy Foreign Minister Ilso Vostrano met Orsina y Bravo.",
        "He was a commander. Vostrano was killed, and Gen. Tesko was not.",
        "The ministers agreed to grant it. The bush burned.",
    ],
)
def test_a_text_in_capitals_is_written_as_it_would_be_in_mixed_case(text: str) -> None:
    assert recased(text.upper()) == text


def test_a_word_that_is_a_name_in_the_text_is_one_again_but_not_after_an_article() -> None:
    text = "President Wood spoke. Later Wood left. The wood burned."
    assert recased(text.upper()) == text


def test_a_verb_before_a_body_is_no_part_of_its_name() -> None:
    assert "accused army" in recased("GENERAL VOSTRANO ACCUSED ARMY MEN.")


def test_who_speaks_in_brackets_is_a_name_and_no_abbreviation() -> None:
    assert recased("(VOSTRANO) I KNOW NOTHING.").startswith("(Vostrano) ")


@given(st.text())
def test_recasing_changes_letters_only(text: str) -> None:
    found = recased(text)
    assert len(found) == len(text)
    assert [c.casefold() for c in found] == [c.casefold() for c in text]


def test_a_text_of_mixed_case_is_left_as_it_is(told: Told) -> None:
    text = "The FMLN said that ARENA and the PDC met. " * 12
    assert not is_capitals(text)
    assert told(text).doc.text == text


def test_an_editors_note_is_no_part_of_the_sentence(told: Told) -> None:
    page = told("ORLEN, 9 JAN 90 (DPR) -- [TEXT] THE ARMY SAID [WORDS INDISTINCT] THAT TEN MEN WERE KILLED. " * 4)
    assert "text" not in page.doc.text.lower()
    assert "indistinct" not in page.doc.text
    assert "[TEXT]" in page.text
