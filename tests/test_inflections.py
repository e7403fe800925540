"""A form has one lemma for each part of speech and its features, whatever its relation and whatever was read before it."""

from crossreport.reading.language import pipeline
from crossreport.reading.parsing import parse


def lemmas(text: str) -> list[tuple[str, str, str]]:
    (doc,) = parse([[pipeline().make_doc(text)]])
    return [(token.text, token.pos_, token.lemma_) for token in doc]


TEXTS = (
    "The leaves fell on the road.",
    "She leaves the town, and leaves of the trees are left.",
    "Two newsmen met the newsmen of Orlen.",
    "The northwest side is the northwest of the town.",
)


def test_what_was_read_before_changes_no_lemma() -> None:
    first = [lemmas(text) for text in TEXTS]
    assert [lemmas(text) for text in reversed(TEXTS)] == first[::-1]


def test_a_form_has_the_lemma_of_its_part_of_speech_in_every_relation() -> None:
    told = {(form, part): lemma for text in TEXTS for form, part, lemma in lemmas(text)}
    assert told["leaves", "VERB"] == "leave"
    assert told["leaves", "NOUN"] == "leaf"
    assert told["newsmen", "NOUN"] == "newsman"
    for text in TEXTS:
        assert all(told[form, part] == lemma for form, part, lemma in lemmas(text))
