"""Which counts of 'killed or injured' a brief need not show: those whose people stand among the dead and the hurt."""

from crossreport.model.happened import Event


def are_told_apart(event: Event) -> bool:
    """Is everybody whom an event counts as killed or injured among its dead and its injured?

    "Four were shot" beside two dead and two injured; "she was shot" of a woman who died. One who "was shot" beside another
    who died is not: nobody says how it went with them.
    """
    both = event.figures.get("killed_or_injured")
    if both is None or both.override is not None or both.alarms:
        return False
    apart = [event.figures[one] for one in ("killed", "injured") if one in event.figures]
    numbers = {both.low, both.best, both.high}
    if len(apart) == 2 and not both.high_open and numbers == {sum(one.best or 0 for one in apart)}:
        return True
    known = {claim for one in event.victims if one.outcome in ("killed", "injured") for claim in one.claims}
    return bool(apart) and bool(both.claims) and known.issuperset(both.claims)
