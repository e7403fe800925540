"""What befell somebody, by the verb or noun that a name stands with, after vocabulary/harm.yaml."""

from collections.abc import Sequence
from functools import lru_cache

from crossreport.model.said import Outcome
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import vocabulary, words

DEAD = frozenset({"dead", "deceased", "lifeless", "slain", "fatality", "decedent"})


@lru_cache(maxsize=1)
def _done_to() -> dict[str, Outcome]:
    """Verb to the outcome of whoever it is done to."""
    rows: dict[str, Sequence[str]] = vocabulary("harm")["object"]
    kept: tuple[Outcome, ...] = ("killed", "injured", "killed_or_injured", "abducted")
    return {lemma: outcome for outcome in kept for lemma in rows.get(outcome, ())}


@lru_cache(maxsize=1)
def befalls() -> dict[str, Outcome]:
    """Verb to the outcome of its subject."""
    rows: dict[str, Sequence[str]] = vocabulary("harm")["subject"]
    kept: tuple[Outcome, ...] = ("killed", "missing")
    return {lemma: outcome for outcome in kept for lemma in rows.get(outcome, ())}


def outcome_of(verb: Token) -> Outcome | None:
    """What befalls whoever a verb is done to; None where it does no harm by itself."""
    found = _done_to().get(verb.lemma_.lower())
    if found == "killed_or_injured":
        near = {one.lower_ for one in (*verb.children, *(verb.sent.doc[verb.i + 1 : verb.i + 5]))}
        if near & (words("harm", "deadly") | {"killed", "dead", "died"}):
            return "killed"
        needed = vocabulary("harm")["needs"].get(verb.lemma_.lower())
        around = {one.lemma_.lower() for one in verb.subtree}
        return found if needed is None or around & set(needed) else None
    return found


def noun_outcome(noun: Token) -> Outcome | None:
    """What befell whom a noun tells of ("the killing of")."""
    rows: dict[str, Sequence[str]] = vocabulary("harm")["noun"]
    kept: tuple[Outcome, ...] = ("killed", "injured", "killed_or_injured", "abducted")
    found = next((outcome for outcome in kept if noun.lemma_.lower() in rows.get(outcome, ())), None)
    fatal = any(child.lower_ in ("fatal", "deadly", "death") for child in noun.children)
    return "killed" if fatal else found


def is_sexual(token: Token) -> bool:
    """Does anything below a word tell of sexual violence?"""
    return any(one.lemma_.lower() in words("people", "sexual") for one in token.subtree)
