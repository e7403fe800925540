"""Double coding: how far reviewers agree who judged the same claims, each without regard to chance and with it.

Per cent agreement and Cohen's kappa of each two reviewers (Cohen 1960, Educational and Psychological Measurement 20:37-46),
Krippendorff's alpha for nominal data over all (Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, part C).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import msgspec


class Pair(msgspec.Struct, frozen=True):
    """Two reviewers: claims that both judged, how many alike, the share (0 to 1), and Cohen's kappa (None: undefined)."""

    a: str
    b: str
    claims: int
    alike: int
    share: float
    kappa: float | None


class Agreement(msgspec.Struct, frozen=True):
    """Every two reviewers who judged some of the same claims, and Krippendorff's alpha over all (None: undefined).

    `claims` were judged by two or more; `differing` are those that they judged differently.
    """

    claims: int
    pairs: tuple[Pair, ...]
    alpha: float | None
    differing: tuple[str, ...]


def agreement(judged: Mapping[str, Mapping[str, str]]) -> Agreement:
    """The agreement over {claim: {reviewer: what they made of it}}."""
    double = {claim: dict(by) for claim, by in judged.items() if len(by) > 1}
    shared: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for _, by in sorted(double.items()):
        for a, b in combinations(sorted(by), 2):
            shared[a, b].append((by[a], by[b]))
    return Agreement(
        claims=len(double),
        pairs=tuple(_pair(a, b, labels) for (a, b), labels in sorted(shared.items())),
        alpha=alpha(list(by.values()) for by in double.values()),
        differing=tuple(sorted(claim for claim, by in double.items() if len(set(by.values())) > 1)),
    )


def _pair(a: str, b: str, labels: Sequence[tuple[str, str]]) -> Pair:
    alike = sum(one == two for one, two in labels)
    return Pair(a, b, len(labels), alike, alike / len(labels), kappa(labels))


def kappa(labels: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two coders' labels of the same units; None where chance alone would make them agree always."""
    n = len(labels)
    one, two = Counter(a for a, _ in labels), Counter(b for _, b in labels)
    observed = sum(a == b for a, b in labels) / n
    by_chance = sum(one[label] * two[label] for label in one) / (n * n)
    return None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)


def alpha(units: Iterable[Sequence[str]]) -> float | None:
    """Krippendorff's alpha, nominal, of units with two or more labels each; None where all labels are one."""
    totals: Counter[str] = Counter()
    differing = 0.0
    for labels in units:
        if len(labels) < 2:
            continue
        counts = Counter(labels)
        totals.update(counts)
        differing += sum(n * (len(labels) - n) for n in counts.values()) / (len(labels) - 1)
    n = sum(totals.values())
    expected = n * n - sum(count * count for count in totals.values())
    return None if not expected else 1 - (n - 1) * differing / expected
