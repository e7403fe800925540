"""What one phrase for persons says: the record of it, and the kind of persons by its words."""

from dataclasses import dataclass
from typing import Literal

from crossreport.model.said import Status
from crossreport.reading.figures.ages import are_young
from crossreport.reading.figures.numbers import Quantity, exact
from crossreport.reading.figures.scene import Scene, lemma
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import words

Kind = Literal["counted", "one", "named", "again", "plural", "none", "self"]
SUBGROUPS = ("journalist", "medic", "aid_worker", "child", "woman", "man")
INDEFINITE = frozenset({"a", "an", "another", "some", "one"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its"})
POSSESSIVE = frozenset({"his", "her", "their", "my", "our", "your", "whose"})


@dataclass(frozen=True)
class Victims:
    """Persons as words name them: tokens `first` to `last`, `head` the noun, and the interval of their number."""

    first: int
    last: int
    head: int
    kind: Kind
    number: Quantity
    who: str | None = None
    status: Status = "unstated"
    subgroup: str | None = None
    unit: str | None = None
    more: bool = False
    rank: int | None = None  # "a third victim": 3
    of_them: bool = False
    parts: tuple["Victims", ...] = ()
    called: tuple["Victims", ...] = ()  # by name, those whom the number counts
    assumed: tuple[str, ...] = ()


def phrased(page: Scene, first: int, last: int, head: Token, kind: Kind, number: Quantity) -> Victims:
    """The persons that tokens `first` to `last` name, with what these words say of them."""
    subgroup, status = category_of(page, first, last)
    start = first
    while start <= last and (
        page.doc[start].lower_ in ("of", '"')
        or start in page.number_at
        or (page.doc[start].lower_ in INDEFINITE | DEFINITE and start not in page.age_at)
        or page.doc[start].is_space
    ):
        start += 1
    who = page.doc[start : last + 1].text if start <= last else None
    return Victims(first, last, head.i, kind, number, who, status, subgroup)


def made_of(page: Scene, first: int, last: int, head: Token, kind: Kind, number: int) -> Victims:
    """The persons that tokens `first` to `last` name, as many as `number`."""
    return phrased(
        page, first, last, head, kind, exact(number, page.doc[first].idx, page.doc[last].idx + len(page.doc[last]))
    )


def category_of(page: Scene, first: int, last: int) -> tuple[str | None, Status]:
    """The subgroup (child, woman, ...; None where no word tells) and the status of whom some tokens name."""
    bases = {lemma(page.doc[i]) for i in range(first, last + 1)} | {page.doc[last].lower_}
    pair = page.doc[max(first, last - 1) : last + 1].text.lower().rstrip("s")
    subgroup = next((key for key in SUBGROUPS if bases & words("persons", key) or pair in words("persons", key)), None)
    ages = [page.age_at[i][2] for i in range(first, last + 1) if i in page.age_at]
    if ages and subgroup in (None, "man", "woman") and ages[0]["number"].isdigit():
        young = are_young(ages[0])
        subgroup = "child" if young else None if subgroup == "child" or young is None else subgroup
    status: Status = "unstated"
    for key, value in (("attacker", "attacker"), ("combatant", "combatant"), ("security_force", "security_force")):
        if bases & words("persons", key):
            status = value  # type: ignore[assignment]
            break
    if bases & {"civilian", "noncombatant", "non-combatant"}:
        status = "civilian"
    if status == "attacker" and bases & words("persons", "convicted"):
        status = "unstated"  # "two convicted murderers were hanged": what they once did is another matter
    return subgroup, status


def beside_denied(page: Scene, i: int) -> int | None:
    """The number before a denied one: the "two" of "two, not 20, people", whose last comma is token `i`."""
    doc, denied = page.doc, i - 1
    if doc[i].text not in (",", "-", "–", "—") or denied not in page.number_at:
        return None
    first = min(j for j, one in page.number_at.items() if one is page.number_at[denied])
    if first - 3 < page.first or doc[first - 1].lower_ != "not" or doc[first - 2].text not in (",", "-", "–", "—"):
        return None
    return first - 3 if first - 3 in page.number_at else None
