"""The place of a victim in a count: "an eighth victim died" says that the dead are eight, and tells of one of them."""

from collections.abc import Iterator
from dataclasses import replace

from crossreport.model.said import Figure
from crossreport.reading.figures.numbers import exact
from crossreport.reading.figures.patients import Harm
from crossreport.reading.figures.periods import is_period
from crossreport.reading.figures.phrase import Victims
from crossreport.reading.figures.scene import Scene, lemma
from crossreport.reading.figures.unreal import aux_of
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import vocabulary, words

DYING = ("die", "succumb", "perish", "dead")
ALIVE = ("injured", "killed_or_injured")
FEW = 3


def ranked(page: Scene, harm: Harm, told: list[Figure]) -> Harm:
    """The harm with the number that its ordinal gives, where that counts the dead; otherwise as it is: one person more.

    Beside a word for a period the ordinal counts the dead of that period ("the fifth cyclist killed this year").
    """
    rank = harm.victims.rank
    if rank is None or harm.outcome != "killed" or harm.aux != "none":
        return harm
    period = is_period(page.text[page.sentence.start : page.sentence.end])
    if not period and harm.victims.kind == "again":
        return harm  # "the third victim was a nurse": one of those who are known
    if not period and not _counts_the_dead(page, harm, rank, told):
        return harm
    number = exact(rank, harm.victims.number.start, harm.victims.number.end)
    victims = replace(harm.victims, number=number, kind="counted", more=False, who=page.doc[harm.victims.head].text)
    if harm.victims.kind == "named":  # "a third victim, Ana Poe": the number is that of all, the name hers
        victims = replace(victims, assumed=(), called=(replace(harm.victims, rank=None),))
    return replace(harm, victims=victims, rule="series" if period else "ordinal")


def find_nth_death(page: Scene) -> Iterator[Harm]:
    """ "Police confirmed a third death from Monday's shooting": three died in it; of a period the series counts them."""
    deaths = [token for token in page.tokens() if token.tag_ == "NN" and token.lower_ in words("harm", "deaths_counted")]
    if not deaths or is_period(page.text[page.sentence.start : page.sentence.end]):
        return
    for token in deaths:
        rank = next((one for one in token.children if _value(one) > 1 and one.i == token.i - 1), None)
        none = any(one.lower_ in words("harm", "negated") for one in token.children)
        if rank is None or none or aux_of(page, token) != "none":
            continue
        number = exact(_value(rank), rank.idx, rank.idx + len(rank))
        yield Harm("killed", Victims(rank.i, token.i, token.i, "counted", number), token.i, token.i, "ordinal")


def _value(word: Token) -> int:
    return int(vocabulary("numbers")["ordinals"].get(word.lower_, 0))


def _counts_the_dead(page: Scene, harm: Harm, rank: int, told: list[Figure]) -> bool:
    """Does the ordinal count all the dead so far? "A third man" may count men told of one by one, some of them only hurt."""
    doc = page.doc
    if harm.victims.status == "attacker" or lemma(doc[harm.victims.head]) in words("harm", "other_counts"):
        return False
    real = [one for one in told if one.aux == "none" and one.scope == "incident" and one.subset_of is None]
    dead = max((one.point or one.low or 0 for one in real if one.outcome == "killed"), default=0)
    if dead >= rank:
        return False
    if dead == rank - 1 > 1 or rank > FEW:
        return True
    one_by_one = any(one.outcome in ALIVE and one.point == 1 for one in real)
    return not one_by_one and (lemma(doc[harm.first]) in DYING or harm.rule == "lives")
