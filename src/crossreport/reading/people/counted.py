"""Persons whom a figure counts by name: who is counted among the dead or hurt is a victim, however the words say so."""

from collections.abc import Iterator, Sequence

from crossreport.model.said import Figure, Outcome
from crossreport.reading.layout import Document
from crossreport.reading.people.names import Name
from crossreport.reading.people.roles import Role, says_whose

HARMED: tuple[Outcome, ...] = ("killed", "injured", "killed_or_injured", "abducted", "missing")


def is_of_one(figure: Figure) -> bool:
    """Does a figure count one person, harmed in what is told as real?"""
    real = figure.aux in ("none", "historical") and figure.scope == "incident"
    return real and figure.low == figure.high == 1 and figure.outcome in HARMED


def roles_by_figures(document: Document, figures: Sequence[Figure], names: Sequence[Name]) -> Iterator[tuple[Name, Role]]:
    """Each name that a figure of one named person counts, with the role that this gives it.

    The name stands in the figure's words; or these are a pronoun or "the victim", and the figure says whose.
    """
    of_sentence: dict[int, list[Name]] = {}
    of_words: dict[str, Name] = {}
    for name in names:
        of_sentence.setdefault(name.sentence, []).append(name)
        of_words.setdefault(name.words, name)
    for figure in figures:
        if not is_of_one(figure) or "named_one" not in figure.defaulted:
            continue
        start, end = document.range(figure.span)
        near = of_sentence.get(figure.sentence, [])
        within = [name for name in near if start < name.end and name.start < end and not says_whose(document, name)]
        if not within:  # "her father, Omar Zel": the words are the noun, the name stands beside
            within = [name for name in near if name.words == figure.who][:1]
        if not within and figure.rule == "re-mention" and figure.who in of_words:
            within = [of_words[figure.who]]
        meant = [name for name in within if name.words in (figure.who or "")]
        for name in meant or within:
            yield name, Role("victim", 2.0, _outcome(figure))


def _outcome(figure: Figure) -> Outcome:
    """ "Hurt, and dead in the end" is dead."""
    return "killed" if "died_later" in figure.defaulted else figure.outcome
