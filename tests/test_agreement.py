"""Double coding: the figures against worked examples, and against what must hold for any judgements."""

import pytest
from decided_story import Story
from hypothesis import given
from hypothesis import strategies as st

from crossreport.answers.agreement import agreement, alpha, kappa
from crossreport.reconcile.judgements import judge, lookup
from crossreport.reconcile.quarrels import labels


def test_cohens_kappa_of_a_worked_example() -> None:
    # 20 both yes, 15 both no, 5 and 10 apart: observed 0.7, by chance 0.5.
    pairs = [("y", "y")] * 20 + [("n", "n")] * 15 + [("y", "n")] * 5 + [("n", "y")] * 10
    assert kappa(pairs) == pytest.approx(0.4)


def test_krippendorffs_alpha_of_his_own_example_of_two_coders_and_two_values() -> None:
    # Krippendorff 2011, part A: ten units, binary, no missing data; alpha = 0.095.
    one, two = "0100000010", "1110010000"
    assert alpha(list(zip(one, two, strict=True))) == pytest.approx(0.095, abs=0.001)


def test_where_chance_alone_would_agree_nothing_is_said() -> None:
    assert kappa([("y", "y")] * 3) is None
    assert alpha([("y", "y")] * 3) is None


judgements = st.dictionaries(
    st.text("abc", min_size=1, max_size=2),
    st.dictionaries(st.sampled_from(["Ada", "Bo", "Cy"]), st.sampled_from(["accepted", "rejected", "point 4"])),
)


@given(judgements)
def test_who_agrees_on_everything_has_one_and_nobody_has_more(judged: dict[str, dict[str, str]]) -> None:
    found = agreement(judged)
    for pair in found.pairs:
        assert 0 <= pair.share <= 1
        assert pair.kappa is None or pair.kappa <= 1
        assert pair.share == 1 or pair.kappa is None or pair.kappa < 1
    assert found.alpha is None or found.alpha <= 1 + 1e-9
    assert (found.alpha is None or found.alpha == pytest.approx(1)) == (not found.differing)


def test_the_claims_that_two_reviewers_judged_are_compared() -> None:
    story = Story()
    mill, harbour = story.claim("mill").id, story.claim("harbour").id
    story = story.decide("accept", claim=mill).decide("accept", by="Bo Lind", claim=mill)
    story = story.decide("edit", claim=harbour, changes={"point": 6}).decide("reject", by="Bo Lind", claim=harbour)
    judged = judge(story.linked, story.decisions, lookup(story.linked))
    found = agreement(labels(judged, {one.id: one for one in story.linked.claims}))
    (pair,) = found.pairs
    assert (pair.claims, pair.alike, found.differing) == (2, 1, (harbour,))
