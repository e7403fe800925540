"""What one report says of one outcome of one event: its own total, from all the words in which it tells of the same dead.

The same dead are told of many times: in headline, lead and text, one by one, by name, as parts, as one more. Stated totals
stand before sums, one more adds to the total before it, the text stands before the headline, attackers are kept apart.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from crossreport.model.said import Claim
from crossreport.reconcile.callings import are_apart
from crossreport.reconcile.context import Context, Moment
from crossreport.reconcile.parts_told import Parts, from_parts, of_headline, parts_of, unique, with_attackers
from crossreport.reconcile.persons import is_of_victims, is_struck, tokens
from crossreport.reconcile.rolls import Roll, call_roll, name_of, roll_told
from crossreport.reconcile.sorting import Sorted, is_one, sort_claims
from crossreport.reconcile.told import Chain, Told, agreed, category_of, figure_of, meets, newer, number, position
from crossreport.vocabulary.load import words

Reasons = dict[str, str]
ALL_TOLD = re.compile(r"(?:only|just|merely)\b", re.I)
ONE_ALONE = re.compile(r"(?:1|one)\b(?! of\b)", re.I)


def tell(
    claims: Sequence[Claim], context: Context, in_cell: bool = False, dead: int = 0
) -> tuple[tuple[Told, ...], Reasons]:
    """The report's statements (more than one only where it quotes origins that differ) and why other claims are unused.

    `in_cell`: all claims are of one kind of persons (status, side, subgroup), whose own total is wanted.
    `dead`: how many dead the report tells of, where the injured are asked for: a count of the hurt may hold them.
    """
    if not claims:
        return (), {}
    if dead and all(_may_be_of_the_dead(claim) for claim in claims):
        return (), {claim.id: f"points back at somebody, as the {dead} dead may be" for claim in claims}
    sorted_ = sort_claims(sorted(claims, key=position), context)
    found = _tell(sorted_, claims[0].report, in_cell, dead)
    told = tuple(
        replace(
            _holding(one, claims), at=_moment(one, context), origin=_origin(one),
            kinds=_kinds(one.claims if len(found) > 1 and one.is_floor else claims), placed=_placed(claims),
        )
        for one in found
    )  # fmt: skip
    used = {claim.id for one in told for claim in one.claims}
    return told, {claim.id: _reason(claim, told) for claim in claims if claim.id not in used}


def _kinds(claims: Sequence[Claim]) -> frozenset[tuple[str, str, int]]:
    """Whom the claims count apart: subgroup, status, how many."""
    return frozenset((*category_of(f), f.point) for claim in claims if (f := figure_of(claim)).point)


def _placed(claims: Sequence[Claim]) -> frozenset[int]:
    """How many the claims count apart by a place of their own ("120 people, 50 of them in Karn")."""
    told = (figure_of(claim) for claim in claims if claim.subset_of)
    return frozenset(figure.point for figure in told if figure.area and figure.point)


def _holding(told: Told, claims: Sequence[Claim]) -> Told:
    """The statement with the attackers whom its own words count among them ("twelve people, including the bomber")."""
    if told.attackers or told.unclear or told.outcome != "killed":
        return told
    ids = {claim.id for claim in told.claims}
    within = [figure_of(claim) for claim in claims if claim.subset_of in ids and figure_of(claim).status == "attacker"]
    return replace(told, attackers=min(sum(one.point or 0 for one in within), told.low or 0))


def _may_be_of_the_dead(claim: Claim) -> bool:
    """ "The victim was taken to a hospital", of whom nothing else says that he is hurt: who died after all, it may be."""
    figure = figure_of(claim)
    noun = (figure.who or "").lower().rpartition(" ")[2]
    known = noun == "victim" or noun in words("persons", "pronoun_one")
    return "same_victims" in figure.defaulted and is_one(claim) and known


def _origin(told: Told) -> str:
    return told.claims[0].origin


def _moment(told: Told, context: Context) -> Moment | None:
    found = [at for claim in told.claims if (at := context.said_at(claim))]
    return max(found, key=lambda at: at.key) if found else None


def _reason(claim: Claim, told: tuple[Told, ...]) -> str:
    whole = told[0].words if told else "nothing"
    if claim.subset_of:
        return f"a part of what the report counts ({whole})"
    if claim.spans[0].title:
        return f"headline; the text holds ({whole})"
    return f"tells of some of those whom the report counts already ({whole})"


def _tell(found: Sorted, report: str, in_cell: bool, dead: int) -> list[Told]:
    if not found.chains and not found.persons:
        return _bounds(found, report)
    identified = [chain for chain in found.chains if chain.figure.rule == "identified" and not chain.in_title]
    if identified and not in_cell:
        return _with_identified(identified, found, report, dead)
    others = _are_others_told(found)
    plain = [chain for chain in found.chains if in_cell or not _is_limited(chain, others)]
    plain = plain if in_cell else _without_callings(plain, found.chains)
    plain += [chain for chain in found.chains if chain not in plain and _is_above_all(chain, plain)]
    limited = [chain for chain in found.chains if chain not in plain]
    if not plain and any(map(_is_told_again, limited)) and len({chain.category for chain in limited}) == 1:
        plain, limited = limited, []  # "claimed 40 soldiers, but the army admitted six": two counts of them all
    plain = agreed(_totals(newer(plain), found))
    body = [chain for chain in plain if not chain.in_title]
    whole = _without_dead(_by_origin(_in_headline(plain, body) or body or plain), plain, dead)
    parts = parts_of(limited, found.persons)
    if whole and not body and not _holds(whole[0][0], parts):
        whole = []  # The headline's total is below what the text tells of one by one.
    if not whole and not parts.claims:
        # Nothing but bare plurals, or counts that only repeat the dead: they are all that the report says.
        whole = _by_origin(list(found.chains))
    pointed = None if in_cell else _pointed_at(found, whole, parts, others, report)
    if pointed is not None:
        return [with_attackers(pointed, None, parts)]
    roll = None if in_cell else _roll(found, whole, parts)
    if roll is not None:
        return [with_attackers(roll_told(roll, report), None, parts)]
    if not whole and len(sides := _by_side(limited)) > 1:
        return [from_parts(parts_of(own, ()), report) for own in sides]
    if not whole:
        return [from_parts(of_headline(parts, found), report)]
    return [_from_total(chains, parts, report) for chains in whole]


def _pointed_at(found: Sorted, whole: list[list[Chain]], parts: Parts, others: bool, report: str) -> Told | None:
    """ "The nine civilians": how many they were, where the report tells of fewer one by one and counts them nowhere."""
    chains = [chain for one in whole for chain in one]
    if any(chain.claims[0].id not in found.lists and chain.figure.rule != "identified" for chain in chains):
        return None
    told = max([parts.victims, *(chain.size for chain in chains)])
    pointing = [c for c in found.again if figure_of(c).form == "exact" and not _is_limited(Chain((c,)), others)]
    most = max(pointing, key=lambda claim: figure_of(claim).point or 0, default=None)
    figure = None if most is None else figure_of(most)
    if most is None or figure is None or (figure.point or 0) <= told:
        return None
    return Told(report, figure.outcome, figure.low, figure.point, figure.high, (most,), number(figure))


def _with_identified(identified: list[Chain], found: Sorted, report: str, dead: int) -> list[Told]:
    """What a report says that also tells how many of the dead were identified: as many at the least.

    What its own words count beside that holds them. Another's count is another statement; one that is lower cannot be.
    """
    most = max(identified, key=lambda chain: chain.size)
    rest = replace(found, chains=tuple(chain for chain in found.chains if chain not in identified))
    told = _tell(rest, report, in_cell=False, dead=dead) if rest.chains or rest.persons else []
    pointed = None if told else _pointed_at(found, [identified], Parts(), _are_others_told(found), report)
    if pointed is not None:
        return [pointed]
    high = None if told else most.ends[1]
    least = Told(report, most.figure.outcome, most.size, most.size, high, most.claims, f"at least {most.size} identified")
    higher = [one for one in told if one.high is None or one.high >= most.size]
    # Two names of the 25 whom somebody counts say nothing of how many there were; most of them by name are a count.
    few = any(2 * most.size <= (one.point or 0) for one in higher)
    held = few or any(one.is_floor or not _is_anothers(one, most) for one in higher)
    return higher if held else [*higher, least]


def _is_anothers(told: Told, identified: Chain) -> bool:
    """Is a count that of a source who is named, and not who tells of the identified?"""
    said = told.claims[0].attribution
    return said is not None and bool(said.source) and told.claims[0].origin != identified.claims[0].origin


def _roll(found: Sorted, whole: list[list[Chain]], parts: Parts) -> Roll | None:
    """The roll of the report's lists, where it holds more than every count that the report states, and than its parts."""
    listing = {claim.subset_of for claim in found.members}
    # "He lost his mother, his wife and six siblings": kin of whom others tell by name too, so that nobody is added up.
    told = [chain for chain in found.chains if chain.figure.rule != "bereaved" and chain.point is not None]
    # "A fifth man, Ivo Karn, was killed" names one of the five.
    ranked = {chain.claims[0].id for chain in told if chain.figure.rule == "ordinal"}
    lists = [chain for chain in told if chain.claims[0].id in listing - ranked]
    singles = [claim for one in found.persons if not one.attacker for claim in one.claims]
    singles += [claim for claim in found.members if claim.subset_of in ranked]
    called = {one.subset_of for one in found.members if name_of(one)}
    counts = [chain for chain in found.chains if chain.claims[0].id not in called]
    roll = call_roll(lists, singles, found.members, counts)
    most = max((chain.size for chains in whole for chain in chains), default=0)
    return roll if roll is not None and roll.size > max(most, parts.victims) else None


def _in_headline(plain: list[Chain], body: list[Chain]) -> list[Chain]:
    """The headline's exact total, where every total of the text is an exact one below it: the text counts some of them."""
    heads = [chain for chain in plain if chain.in_title and chain.figure.form == "exact"]
    most = max((chain.size for chain in body), default=0)
    fewer = bool(body) and all(chain.figure.form == "exact" for chain in body)
    return heads if fewer and heads and min(chain.size for chain in heads) > most else []


def _by_side(limited: list[Chain]) -> list[list[Chain]]:
    """The counts of kinds of persons by who gives them, where two speakers count one kind otherwise; else all as one.

    "The army said it killed 15 rebels and lost two soldiers; the rebels said they killed seven soldiers and lost three."
    """
    spoken = [one for one in limited if (said := one.claims[0].attribution) is not None and said.source and not one.in_title]
    differ = any(
        one.claims[0].origin != other.claims[0].origin
        and ((one.category == other.category and not meets(one.ends, other.ends)) or _are_of_two_labels(one, other))
        for one in spoken
        for other in spoken
    )
    by_origin: dict[str, list[Chain]] = {}
    for one in spoken:
        by_origin.setdefault(one.claims[0].origin, []).append(one)
    return [by_origin[origin] for origin in sorted(by_origin)] if differ else [limited]


def _are_of_two_labels(one: Chain, other: Chain) -> bool:
    """ "The hospital said 12 civilians died, the army that five militants did": neither says that both did."""
    return {one.figure.status, other.figure.status} == {"civilian", "combatant"}


def _are_others_told(found: Sorted) -> bool:
    """Does the report tell of dead who are no civilians: fighters, police, attackers?"""
    told = [chain.figure for chain in found.chains] + [figure_of(c) for one in found.persons for c in one.claims]
    return any(figure.status not in ("unstated", "civilian") for figure in told)


def _is_limited(chain: Chain, others: bool) -> bool:
    """Is a count one of some kind of persons only? "Four civilians" are all, where nobody else is told of.

    "Only four fighters" says that nobody else was.
    """
    subgroup, status = chain.category
    if status and ALL_TOLD.match(chain.claims[0].quote):
        return False
    return bool(subgroup or (status and (others or status != "civilian")))


def _without_callings(plain: list[Chain], chains: Sequence[Chain]) -> list[Chain]:
    """Leaves out counts of some ("six inmates"), where the text counts others beside them ("two guards") and all nowhere."""
    some = [chain for chain in plain if any(are_apart(chain, other) for other in chains)]
    return [chain for chain in plain if chain not in some] if len(some) == len([c for c in plain if c.point]) else plain


def _totals(plain: list[Chain], found: Sorted) -> list[Chain]:
    """Leaves out lists of some of the dead and bare plurals, where a total is stated or single persons are told of."""
    lists = [chain for chain in plain if chain.claims[0].id in found.lists]
    bare = [chain for chain in plain if chain.point is None and chain.ends[1] is None]
    stated = [chain for chain in plain if chain not in lists and chain not in bare]
    body = [chain for chain in stated if not chain.in_title]
    # Of a headline's six "three men and three women" are not some, though "four are in hospital" is said below.
    most = max((chain.size for chain in body or stated), default=0)
    if stated:
        return [c for c in plain if c in stated or (c in lists and c.size > most) or (c in bare and c.size > most)]
    most = max((chain.size for chain in lists), default=0)
    # "One person died" counts; "people were getting killed around me" does not.
    if any(ONE_ALONE.match(claim.quote) for one in found.persons for claim in one.claims):
        return [c for c in plain if c not in bare]
    return [c for c in plain if c not in bare or c.size > max(most, len(found.persons))]


def _is_above_all(chain: Chain, plain: list[Chain]) -> bool:
    """Is a count of some ("twenty civilians") more than every count of all, so that it cannot be a part of them?"""
    # A headline's number that it repeats ("Four wounded": "four men were shot") is its own, and no count of others.
    others = [o for o in plain if not any(o.category) and not (o.in_title and o.size == chain.size)]
    low = chain.ends[0]
    if low is None or chain.figure.status == "attacker":
        return False
    # The open end of "at least 21" holds no 276 schoolgirls; that of a bare plural may hold anybody.
    tops = [o.ends[1] if o.ends[1] is not None else o.point for o in others]
    return bool(tops) and all(top is not None and top < low for top in tops)


def _bounds(found: Sorted, report: str) -> list[Told]:
    outcome = figure_of((*found.zeros, *found.caps)[0]).outcome
    if found.zeros:
        return [Told(report, outcome, 0, 0, 0, found.zeros, "none")]
    high = min(figure_of(claim).high or 0 for claim in found.caps)
    claims = tuple(claim for claim in found.caps if figure_of(claim).high == high)
    return [Told(report, outcome, None, None, high, claims, f"at most {high}")]


def _holds(chain: Chain, parts: Parts) -> bool:
    high = chain.ends[1]
    return high is None or parts.victims + parts.attackers <= high


def _by_origin(chains: list[Chain]) -> list[list[Chain]]:
    """Stated totals that agree together; apart only where different named speakers state different ones."""
    if not chains:
        return []
    speakers = {c.claims[0].origin for c in chains if c.claims[0].attribution and c.claims[0].attribution.source}
    differ = any(not meets(a.ends, b.ends) for a in chains for b in chains)
    again = any(_is_told_again(chain) for chain in chains)
    if not again and not (differ and (len(speakers) > 1 or _is_set_against(chains))):
        return [_lined_up(chains)]
    groups: dict[str, list[Chain]] = {}
    for chain in chains:
        groups.setdefault(chain.claims[0].origin, []).append(chain)
    own = [groups.pop(origin) for origin in sorted(groups) if origin not in speakers]
    made = [_lined_up(group) for _, group in sorted(groups.items())]
    # The report's own words repeat a speaker's, unless no speaker's number fits them.
    for group in map(_lined_up, own):
        if again or not any(meets(group[0].ends, other[0].ends) for other in made):
            made.append(group)
    return made


def _is_told_again(chain: Chain) -> bool:
    """ "At least five died, with some sources putting it at eight": a number that somebody gives in another's place."""
    return chain.figure.rule == "told-again"


def _is_set_against(chains: list[Chain]) -> bool:
    """ "Twelve people were killed, but residents said 40 died": two totals of one sentence, its own and a speaker's."""
    told = [chain for chain in chains if not chain.in_title and len(chain.claims) == 1 and chain.figure.measure == "stock"]
    spoken = [one for one in told if one.claims[0].attribution and one.claims[0].attribution.source]
    return any(
        one.figure.sentence == other.figure.sentence and not meets(one.ends, other.ends)
        for one in spoken
        for other in told
        if one is not other and other not in spoken
    )


def _lined_up(chains: list[Chain]) -> list[Chain]:
    """The total that holds, first, and those that agree with it: of different ones the largest, its parts being smaller."""
    chief = max(chains, key=lambda chain: (chain.size, -chains.index(chain)))
    return [chief, *(c for c in chains if c is not chief and meets(c.ends, chief.ends))]


def _without_dead(whole: list[list[Chain]], plain: list[Chain], dead: int) -> list[list[Chain]]:
    """Of "four injured" and "one dead, three injured" the three: the larger number counts the dead among the hurt."""
    if len(whole) != 1 or not dead:
        return whole
    larger = [chain for chain in plain if chain.size == whole[0][0].size]
    fewer = [
        chain for chain in plain if chain.size + dead == larger[0].size and (chain.in_title or is_of_others(chain.claims[0]))
    ]
    holds_dead = not any(chain.in_title or is_of_others(chain.claims[0]) for chain in larger)
    return [fewer] if fewer and holds_dead else whole


def is_of_others(claim: Claim) -> bool:
    """Does a count speak of others than those told of before?"""
    return bool(set(tokens(claim.quote)) & words("reconciling", "others"))


def _from_total(chains: list[Chain], parts: Parts, report: str) -> Told:
    low, high = chains[0].ends
    point = chains[0].point
    for chain in chains[1:]:
        low = max((n for n in (low, chain.ends[0]) if n is not None), default=None)
        high = min((n for n in (high, chain.ends[1]) if n is not None), default=None)
        if chain.point is not None and (point is None or chain.figure.form == "exact"):
            point = chain.point
    point = _within(point, low, high)
    claims = [claim for chain in chains for claim in chain.claims]
    says = chains[0].words + (f" = {chains[0].point}" if len(chains[0].claims) > 1 and chains[0].point is not None else "")
    base = Told(report, chains[0].figure.outcome, low, point, high, unique(claims), says)
    included = chains[0].figure.includes_attackers
    apart = any(is_struck(chain.claims[0]) or is_of_victims(chain.claims[0]) for chain in chains)
    if included is None and parts.is_known_apart and apart:
        included = False
    return with_attackers(base, included, parts)


def _within(point: int | None, low: int | None, high: int | None) -> int | None:
    if point is None:
        return None
    point = point if low is None else max(point, low)
    return point if high is None else min(point, high)
