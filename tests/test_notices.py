"""Notices of correction in a report's own text: what they take back counts nowhere, what they put right counts."""

from pathlib import Path

import pytest
from click.testing import CliRunner

import crossreport
from crossreport.cli import main
from crossreport.model.report import Report
from crossreport.reading.read import read

LEAD = (
    "ORLEN - Eight people were killed when gunmen opened fire in a market in Kestry on Tuesday, police said."
    " Two others were wounded.\n\nThe attack happened at noon.\n\n"
)


def report(notice: str, lead: str = LEAD, published: str = "2024-05-15") -> Report:
    return Report("a", lead + notice, published=published, outlet="Kestry Post")


def told(notice: str) -> list[str]:
    """The figures of the notice: number, who says it how, what was read to be so."""
    given = report(notice)
    reading = read(given)
    said = {one.id: one for one in reading.attributions}
    made = []
    for figure in reading.figures:
        if figure.span.start >= len(LEAD):
            stance = said[figure.attribution].stance if figure.attribution in said else "stated"
            number = figure.point if figure.point is not None else "some"
            made.append(f"{number} {stance}" + (f" {figure.aux}" if figure.aux != "none" else ""))
    return made


@pytest.mark.parametrize(
    ("notice", "expected"),
    [
        # Taken back.
        ("Correction: An earlier version of this article said nine people were killed.", ["9 retracted"]),
        ("An earlier version of this story incorrectly stated that nine people were killed.", ["9 retracted"]),
        ("Editor's note: We earlier reported that nine people had been killed. It was eight.", ["9 retracted"]),
        ("A headline on an earlier version of this article said that nine people had died, when in fact eight did.",
         ["9 retracted"]),
        ("An earlier version of this story, citing police, said four were wounded.", ["4 retracted"]),
        ("Correction: A story on Tuesday about a shooting in Kestry said that nine people were killed.", ["9 retracted"]),
        ("CORRECTION: In a story Tuesday about a shooting that left eight people dead, the Kestry Post reported erroneously"
         " that nine people were wounded.", ["8 stated", "9 retracted"]),
        ("This article was amended on 15 May. An earlier version said that nine people, rather than eight, were killed.",
         ["9 retracted"]),
        ("CORRECTION: Nine people were not killed in the attack, as was stated in an earlier version of this report.",
         ["9 retracted"]),
        ("Correction: We reported on Tuesday that nine people were killed.", ["9 retracted"]),
        ("Our report of 3 May stated wrongly that nine people had been killed.", ["9 retracted"]),
        ("We wrongly reported on Tuesday that nine people had been killed.", ["9 retracted"]),
        # Put right.
        ("This story has been corrected to show that eight people were killed, not nine.", ["8 corrected"]),
        ("This version corrects the death toll to eight, instead of nine.", ["8 corrected"]),
        ("Eight people were killed, not nine, as an earlier version of this story said.", ["8 corrected"]),
        # No notices, but given up, as the report counts eight.
        ("An initial report said nine people were killed, police said.", ["9 stated negated"]),
        ("Initial reports said nine people had been killed.", ["9 stated negated"]),
        ("Police initially said nine people were killed.", ["9 stated negated"]),
        # No notices.
        ("An earlier report by the Kestry Echo said nine people were killed.", ["9 stated"]),
        ("The original version of the bill said that nine people had been killed in the camps.", ["9 stated"]),
        ("This story has been updated to include that a third man was wounded.", ["1 stated"]),
        ("This story has been corrected to show that the sheriff is called Ravel.", []),
        ("“We initially reported nine dead and that was wrong,” the chief, Ann Brask, said.", ["9 stated"]),
    ],
)  # fmt: skip
def test_what_a_notice_makes_of_a_number(notice: str, expected: list[str]) -> None:
    assert told(notice) == expected


def test_a_number_that_is_taken_back_is_a_claim_and_counts_nowhere() -> None:
    notice = "Correction: An earlier version of this article said nine people were killed."
    with crossreport.build([report(notice)], unsealed=True) as made:
        (event,) = (one for one in made.derived().events if "killed" in one.figures)
        assert (event.figures["killed"].low, event.figures["killed"].high) == (8, 8)
        (claim,) = (one for one in made.derived().claims if one.figure is not None and one.figure.point == 9)
        assert (claim.status, claim.reason, claim.events) == ("excluded", "retracted by who said it", (event.id,))
        (count,) = made.brief().counts["killed"]
        assert "Kestry Post takes back: nine people" in " ".join(count.notes)
        assert "retracted by earlier version" not in str(made.brief())
        assert made.check() == ()


def test_a_notice_in_a_new_version_makes_the_change_a_correction(tmp_path: Path) -> None:
    path = tmp_path / "my.record"
    crossreport.build([report("", LEAD.replace("Eight", "Nine"))], record=path).close()
    notice = "Correction: An earlier version of this article said nine people were killed."
    crossreport.build([report(notice, published="2024-05-16")], record=path).close()
    found = " ".join(CliRunner().invoke(main, ["changes", str(path), "--notices"]).output.split())
    assert found.startswith("CORRECTION")
    assert "was 9. It is 8." in found
    assert "is taken back by" in found
