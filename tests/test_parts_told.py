"""How a report's own parts add up in words."""

import pytest

from crossreport.reconcile.parts_told import Parts, with_attackers
from crossreport.reconcile.told import Told


@pytest.mark.parametrize(("outcome", "who"), [("killed", "1 dead"), ("injured", "1 hurt"), ("detained", "1")])
def test_attackers_who_may_be_among_those_counted_are_called_what_befell_them(outcome: str, who: str) -> None:
    """A wounded gunman was "1 dead of the attackers" in the row of the hurt."""
    told = with_attackers(Told("a", outcome, 2, 2, 2, (), "2"), None, Parts(attackers=1))
    assert told.words == f"2; whether {who} of the attackers is among them is not said"
    assert (told.low, told.high) == (2, 3)
