"""What both sides of a conflict confirm is told by no party alone, from the words to the estimate."""

import crossreport
from crossreport.model.report import Report

TEXT = "A youth was killed by Israeli army bullets in Jenin on Monday, as confirmed by {} officials."


def test_what_both_sides_confirm_is_no_partys_word() -> None:
    report = Report(id="r", text=TEXT.format("both Palestinian and Israeli"), published="2023-01-30")
    (event,) = crossreport.build([report]).derived().events
    assert (event.figures["killed"].best, event.figures["killed"].party_only) == (1, False)
