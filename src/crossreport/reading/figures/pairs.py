"""Dead and hurt told of in one breath without a number: "deaths and injuries", "martyrs and wounded", "people were killed
and wounded". Each is a plural of its own: some died, and some were hurt."""

from collections.abc import Iterator
from dataclasses import replace

from crossreport.model.said import Outcome
from crossreport.reading.figures.numbers import vague
from crossreport.reading.figures.patients import Harm, outcome_of
from crossreport.reading.figures.phrase import Victims
from crossreport.reading.figures.scene import Scene, is_plural, lemma
from crossreport.reading.figures.unreal import aux_of
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import words


def both(harm: Harm) -> Iterator[Harm]:
    """The harm; of a bare plural "killed and wounded" the dead and the hurt apart, for no number counts them together; of
    "nobody was killed or hurt" and "no casualties" that none died and that none was hurt."""
    nobody = harm.victims.kind == "none" and harm.outcome == "killed_or_injured"
    casualties = harm.rule in ("noun-number", "spared") and harm.victims.last == harm.last
    if (harm.rule == "either" and (nobody or harm.victims.kind == "plural")) or (nobody and casualties):
        yield replace(harm, outcome="killed", rule="pair")
        yield replace(harm, outcome="injured", rule="pair")
    else:
        yield harm


def find_pairs(page: Scene) -> Iterator[Harm]:
    """ "Reported deaths and injuries", "dead and wounded arrived": two plurals that nothing before them counts or denies."""
    doc = page.doc
    for i in range(page.first, page.end - 2):
        if doc.tokens[i + 1].lower_ != "and" or _means(doc[i]) != "killed":
            continue
        second = i + 3 if doc[i + 2].is_quote and i + 3 < page.end else i + 2
        if _means(doc[second]) != "injured":
            continue
        after = doc[second + 1] if second + 1 < page.end else None
        if not _is_bare(page, i) or (after is not None and after.pos_ in ("NOUN", "PROPN", "NUM", "AUX")):
            continue
        aux = aux_of(page, doc[i])
        for at in (i, second):
            token = doc[at]
            many = vague("plural", token.idx, token.idx + len(token))
            yield Harm(_means(token) or "killed", Victims(at, at, at, "plural", many), at, at, "pair", aux)


def _means(token: Token) -> Outcome | None:
    """What a plural noun or a word of state stands for when it stands for persons by itself."""
    if token.pos_ in ("NOUN", "PROPN") and is_plural(token):
        found = outcome_of("counted", lemma(token))
    else:
        found = outcome_of("of_the", token.lower_)
    return found if found in ("killed", "injured") else None


def _is_bare(page: Scene, i: int) -> bool:
    """Does nothing before the pair count it, deny it, or make it a matter of number, and is it said of no subject?"""
    if any(one.pos_ in ("NOUN", "PROPN") for one in page.doc.tokens[max(page.first, page.doc[i].left_edge.i) : i]):
        return False  # "road-related deaths and injuries": of a kind, as "traffic deaths" are
    at = i - 1
    while at >= page.first and (page.doc[at].is_quote or page.doc[at].pos_ == "ADJ" or page.doc[at].text == "#"):
        at -= 1
    if at < page.first:
        return True
    before = page.doc[at]
    if at in page.number_at or before.pos_ in ("AUX", "DET", "NOUN", "PROPN", "PRON", "PART"):
        return False
    above = page.doc[at - 1] if at > page.first else before
    return not (before.lower_ in ("of", "for", "on") and lemma(above) not in words("harm", "telling"))
