"""Low, best and high of each outcome of an event, from what its reports say, by one profile (docs/method.md, "Counting").

Nothing is averaged. Origins are weighed, never reports: within one the newest statement counts; between them a figure that
a later one outgrew is the earlier toll, and the rest make the range. The profile's rule alone picks the best of them.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from crossreport.model.happened import Event
from crossreport.model.judged import Agreement, Estimate
from crossreport.reconcile.persons import is_of_victims, is_struck
from crossreport.reconcile.pooled import Weighed, completed, floors, range_by_kind, wider, without_jumps
from crossreport.reconcile.relations import Scene, develops, relate, replaced
from crossreport.reconcile.sanity import is_jump, jumps
from crossreport.reconcile.told import Told, figure_of, meets


def weigh(told: Sequence[Told], scene: Scene) -> Weighed:
    """The estimate of one outcome of one event from its reports' statements."""
    result = Weighed()
    current = _current(sorted(told, key=_order), scene, result)
    pool = _outgrown(current, scene, result)
    pool = floors(wider(pool, result), result)
    if pool:
        earlier = [one for one in told if any(claim.id in result.superseded for claim in one.claims)]
        result.estimate = _estimate(completed(pool, result), earlier, scene, result)
    used = set(result.estimate.claims) if result.estimate else set()
    for claim_id in used:
        result.unused.pop(claim_id, None)
        result.superseded.pop(claim_id, None)
    return result


def _order(told: Told) -> tuple[object, ...]:
    return (told.at is not None, told.at.key if told.at else (), told.report, told.origin)


# --- within one origin -------------------------------------------------------------------------------------------------


def _current(told: list[Told], scene: Scene, result: Weighed) -> list[Told]:
    """The statements that their origins hold last; the older ones are marked superseded."""
    by_origin: dict[str, list[Told]] = {}
    for one in told:
        by_origin.setdefault(one.origin, []).append(one)
    kept: list[Told] = []
    for _, own in sorted(by_origin.items()):
        kept.extend(_newest(own, scene, result))
    return sorted(kept, key=_order)


def _newest(own: list[Told], scene: Scene, result: Weighed) -> list[Told]:
    stated = [one for one in own if not one.is_floor] or own
    last = max(stated, key=lambda one: (*_order(one)[:2], one.size, one.report))
    kept = []
    for one in own:
        if one is last or one.equals(last) or (one.is_floor and one.meets(last)):
            kept.append(one)
        elif one.at and last.at and not last.at.is_after(one.at):
            # Told at one time: one relay may have it wrong, or have it from before, and nothing says which.
            result.relations.append(replaced(one, last, scene))
            kept.append(one)
        else:
            result.relations.append(replaced(one, last, scene))
            for claim in one.claims:
                result.superseded[claim.id] = f"the same origin later said {last.words}"
    return kept


# --- between origins ---------------------------------------------------------------------------------------------------


def _outgrown(current: list[Told], scene: Scene, result: Weighed) -> list[Told]:
    """Relates the statements of different origins, and leaves out those that a later one made the earlier toll."""
    groups = _grouped(current, scene)
    for group in groups:
        for one in group[1:]:
            if one.origin != group[0].origin:
                result.relations.append(relate(group[0], one, scene))
    stale: set[int] = set()
    for i, a in enumerate(groups):
        for b in groups[i + 1 :]:
            newest_a, newest_b = a[-1], b[-1]
            if newest_a.origin == newest_b.origin:
                continue
            found = relate(newest_a, newest_b, scene)
            result.relations.append(found)
            if found.type in ("update_up", "transfer"):
                older, newer = (a, b) if found.a == newest_a.claims[0].id else (b, a)
                if _is_carried(older, newer, scene) and not newest_a.is_floor and not newest_b.is_floor:
                    stale.add(id(older))
                    _mark(older, newer[-1], result)
    return [one for group in groups if id(group) not in stale for one in group]


def _grouped(current: list[Told], scene: Scene) -> list[list[Told]]:
    groups: dict[tuple[object, ...], list[Told]] = {}
    for one in current:
        key = (one.low, one.point, one.high, one.is_floor, one.side(scene.event, scene.context.origins))
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def _is_carried(older: list[Told], newer: list[Told], scene: Scene) -> bool:
    """Is a newer figure from somebody who is no party, or from two origins? A jump that no toll takes at once needs two."""
    if len({one.origin for one in newer}) > 1:
        return True
    neutral = any(one.side(scene.event, scene.context.origins) is None for one in newer)
    return neutral and not is_jump(older[-1].size, newer[-1].size)


def _mark(older: list[Told], newer: Told, result: Weighed) -> None:
    for one in older:
        for claim in one.claims:
            result.superseded[claim.id] = f"earlier toll; later reports say {newer.words}"


# --- the figures -------------------------------------------------------------------------------------------------------


def _estimate(pool: list[Told], earlier: list[Told], scene: Scene, result: Weighed) -> Estimate:
    """The figures of what stands; `earlier` tolls are the steps by which they rose."""
    perpetrators = _perpetrators(pool)
    if scene.context.profile.attackers == "exclude":
        pool = [_victims(one, scene) for one in pool]
    sides = {id(one): one.side(scene.event, scene.context.origins) for one in pool}
    neutral = [one for one in pool if sides[id(one)] is None]
    low, high = _range(pool, scene)
    likely = without_jumps(neutral or pool, earlier)
    best, why = _best(likely, scene)
    if best is not None and len(likely) < len(neutral or pool):
        why = f"{why}, a jump that one origin alone tells left out"
    if best is not None:
        best = best if low is None else max(best, low)
        best = best if high is None else min(best, high)
    claims = tuple(dict.fromkeys(claim.id for one in pool for claim in one.claims))
    by_id = {claim.id: claim for one in pool for claim in one.claims}
    return Estimate(
        low=low,
        best=best,
        high=high,
        high_open=high is None,
        origins=tuple(sorted({by_id[c].origin for c in claims})),
        agreement=_agreement(pool, scene, result),
        profile=scene.context.profile.name,
        claims=claims,
        perpetrators=perpetrators,
        party_only=not neutral,
        arithmetic=_arithmetic(pool, low, best, high, why, scene),
        alarms=jumps([*pool, *earlier]),
    )


def _perpetrators(pool: list[Told]) -> int | None:
    if any(one.unclear for one in pool):
        return None
    found = [one.attackers for one in pool if one.attackers]
    return max(found) if found else None


def _victims(told: Told, scene: Scene) -> Told:
    """The statement as a count of victims: without the attackers that it holds; where nobody says whether it does, a range.

    A suicide attack that nobody's death but the victims' is told of may have its one attacker in their number.
    """
    k = told.attackers or told.unclear or (1 if _may_hold_the_bearer(told, scene.event) else 0)
    if not k or told.low is None or told.low < k:
        return told
    low, point, high = told.low - k, told.point, told.high
    if told.attackers:
        point = None if point is None else point - k
        words = f"{told.words}; without {k} of the attackers: {low if point is None else point}"
    else:
        words = told.words if told.unclear else f"{told.words}; whether the attacker is among them is not said"
    if high is not None and (told.attackers or told.unclear):  # An unclear statement's high end has them on top already.
        high -= k
    return replace(told, low=low, point=point, high=high, words=words, unclear=0 if told.attackers else k)


def _may_hold_the_bearer(told: Told, event: Event) -> bool:
    if told.outcome != "killed" or event.mode != "suicide-attack" or told.point == 0:
        return False
    first = told.claims[0]
    return figure_of(first).includes_attackers is None and not is_struck(first) and not is_of_victims(first)


def _range(pool: list[Told], scene: Scene) -> tuple[int | None, int | None]:
    if by_kind := range_by_kind(pool):
        return by_kind
    pool = [one for one in pool if not _is_bare(one, pool)]
    lows = [n for one in pool if (n := one.low if one.low is not None else one.point) is not None]
    closed = [one.high for one in pool if one.high is not None]
    opened = [one for one in pool if one.high is None]
    low = min(lows) if lows else None
    at_least = [one.low for one in pool if one.low is not None and _is_at_least(one)]
    if scene.context.profile.best in ("reliable", "official_latest") and lows and len(at_least) == len(pool):
        low = max(at_least)
    caps = [one.high for one in pool if one.low is None and one.high is not None]
    if low is None or not opened:
        return low, max(closed) if closed else None
    # An open end is bounded by a stated number that it can reach; by nothing else.
    bounds = [one.high for one in pool if one.high is not None and all((o.low or 0) <= one.high for o in opened)]
    if bounds:
        return low, max(closed)
    return (low, min(caps)) if caps and min(caps) >= low else (low, None)


def _is_bare(told: Told, pool: list[Told]) -> bool:
    """Is it a plural or a "many" without a number, where somebody states a number that it can mean?"""
    stated = [one for one in pool if one.point is not None and one.high is not None]
    return told.point is None and told.high is None and any((told.low or 0) <= (one.high or 0) for one in stated)


def _is_at_least(told: Told) -> bool:
    return figure_of(told.claims[0]).form in ("at_least", "more_than")


def _value(told: Told) -> int | None:
    """The one value that stands for a statement; of a stated range the lower end, of an open or vague one nothing."""
    if told.point is not None:
        return told.point
    return told.low if told.low is not None and told.high is not None else None


def _best(pool: list[Told], scene: Scene) -> tuple[int | None, str]:
    rule = scene.context.profile.best
    valued = [one for one in pool if _value(one) is not None]
    if rule == "none" or not valued:
        return None, "the profile sets no best" if rule == "none" else "no number stands for the words"
    numbers = [_value(one) or 0 for one in valued]
    if len(set(numbers)) == 1:
        return numbers[0], "what all say" if len(valued) > 1 else "the only figure"
    if rule == "lowest":
        return min(numbers), "the lowest"
    if rule == "reliable":
        return _reliable(valued, scene)
    if rule == "official_latest":
        speakers = scene.context.profile.speakers
        official = [one for one in valued if scene.context.kind_of(one.claims[0]) in speakers]
        best, why = _latest(official or valued)
        return best, f"{why}, of the authorities" if official else why
    # "At least four" is met by a stated five: bounds and vague words set the best only where nobody states a number.
    exact = [one for one in valued if figure_of(one.claims[0]).form == "exact"]
    if exact and not any(scene.context.is_known(one.origin) for one in exact):
        # Rumours of two do not outdo the governor's nobody.
        exact += [one for one in valued if figure_of(one.claims[0]).form == "zero" and scene.context.is_known(one.origin)]
    return _latest(_last_of_each(exact or [one for one in valued if figure_of(one.claims[0]).form != "vague"] or valued))


def _last_of_each(valued: list[Told]) -> list[Told]:
    """Of the numbers that one origin tells at one time the largest: tolls rise. A jump is no toll, and settles nothing."""
    most = {one.origin: max(other.size for other in valued if other.origin == one.origin) for one in valued}
    return [one for one in valued if one.size == most[one.origin] or is_jump(one.size, most[one.origin])]


def _reliable(valued: list[Told], scene: Scene) -> tuple[int | None, str]:
    speakers = scene.context.profile.speakers

    def rank(one: Told) -> tuple[int, int]:
        kind = scene.context.kind_of(one.claims[0])
        return (speakers.index(kind) if kind in speakers else len(speakers), _value(one) or 0)

    chosen = min(valued, key=rank)
    return _value(chosen), f"the most reliable kind of speaker ({scene.context.kind_of(chosen.claims[0])})"


def _latest(valued: list[Told]) -> tuple[int | None, str]:
    """GTD: the newest; of several as new the majority of origins; without one the lowest."""
    dated = [one for one in valued if one.at is not None]
    last = max((one.at for one in dated if one.at), key=lambda at: at.key, default=None)
    newest = [one for one in dated if last and one.at and not last.is_after(one.at)] or valued
    votes = Counter(
        {n: len({one.origin for one in newest if _value(one) == n}) for n in {_value(one) or 0 for one in newest}}
    )
    most = max(votes.values())
    winners = sorted(n for n, count in votes.items() if count == most)
    if len(votes) == 1:
        return winners[0], "the newest"
    if len(winners) == 1:
        return winners[0], f"the majority of the newest ({most} of {sum(votes.values())} origins)"
    return winners[0], "the lowest of the newest, without a majority"


def _agreement(pool: list[Told], scene: Scene, result: Weighed) -> Agreement:
    mine = {claim.id for one in pool for claim in one.claims}
    known = [found for found in result.relations if found.a in mine and found.b in mine]
    types = {one.type for one in known if one.type != "scope_difference" or not {one.a, one.b} & result.explained}
    if "partisan_dispute" in types:
        return "partisan_dispute"
    if types & {"contradiction", "denial"}:
        return "disputed"
    if "scope_difference" in types or any(one.unclear for one in pool):
        return "scope_unclear"
    if _is_developing(pool, scene, result):
        return "developing"
    if any(one.low is not None and one.high is not None and one.low < one.high for one in pool):
        return "ranged"
    groups = {(one.low, one.point, one.high) for one in pool}
    if any(not meets((a[0], a[2]), (b[0], b[2])) for a in groups for b in groups):
        return "ranged"
    if len(groups) > 1:
        return "compatible"
    # An origin whose independence is unknown may be the other one's echo: it never makes two of one.
    origins = {one.origin for one in pool if scene.context.is_known(one.origin)}
    return "unanimous" if len(origins) > 1 else "single"


def _is_developing(pool: list[Told], scene: Scene, result: Weighed) -> bool:
    """Did an update change the figure less than 72 hours before the record's newest publication?"""
    changed = {r.b for r in result.relations if r.type in ("update_up", "update_down", "transfer")}
    times = [one.at for one in pool if one.at and any(claim.id in changed for claim in one.claims)]
    newest = scene.context.newest
    if not times or newest is None:
        return False
    last = max(times, key=lambda at: at.key)
    if not develops(last, newest):
        return False
    scene.updates.append(last)
    return True


def _arithmetic(
    pool: list[Told], low: int | None, best: int | None, high: int | None, why: str, scene: Scene
) -> tuple[str, ...]:
    """Who says which number, a row each ("7 (health ministry)", the report where no speaker is named), then the result."""
    said: dict[str, list[str]] = {}
    for one in pool:
        origin = scene.context.origins.get(one.origin)
        who = origin.speaker.split(",")[0] if origin and origin.speaker else one.report
        said.setdefault(one.words, []).append(who)
    if len(said) == 1 and low == best == high and list(said) == [_end(best)]:
        return ()
    rows = [f"{words} ({', '.join(dict.fromkeys(reports))})" for words, reports in said.items()]
    return (*rows, f"low {_end(low)}, best {_end(best)}, high {_end(high, 'open')}: best is {why}")


def _end(value: int | None, nothing: str = "none") -> str:
    return nothing if value is None else f"{value:,}"
