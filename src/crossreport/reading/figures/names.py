"""Where a person's name runs, by capitals and particles alone: in lists the tagger of names misses too many."""

from crossreport.reading.figures.scene import Scene, is_person
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import words


def name_end(page: Scene, i: int, stop: int) -> int | None:
    """The last token of the person's name that starts at token `i`; None where none does."""
    if not _is_capital(page.doc[i]):
        return None
    end = i
    while (more := _more_of_name(page, end, stop)) is not None:
        end = more
    run = [token for token in page.doc[i : end + 1] if token.is_alpha]
    if not run or len(run) > 10 or any(token.lower_ in words("people", "not_names") for token in run):
        return None
    if run[-1].lower_ in words("people", "titles") | words("names", "bodies") or all(
        token.lower_ in words("people", "suffixes") for token in run
    ):
        return None
    if all(token.idx in page.known.placed for token in run) and not _is_person_here(page, i, end):
        return None
    return end if any(token.pos_ == "PROPN" for token in run) or i > page.first + 1 else None


def _more_of_name(page: Scene, end: int, stop: int) -> int | None:
    """The next capital word that belongs to a name which ends at a token so far: "Ana | al-Poe", "Ana | van der | Poe"."""
    at = end + 1
    tight = not page.doc[end].whitespace_
    while at < stop and at <= end + 4:
        token = page.doc[at]
        if _is_capital(token):
            return at
        hyphen = token.text in ("-", "'") and (tight or not page.doc[at - 1].whitespace_) and not token.whitespace_
        if not hyphen and token.lower_ not in words("people", "joins"):
            return None
        at += 1
    return None


def _is_person_here(page: Scene, first: int, last: int) -> bool:
    """Is a name that places bear too a person's by the age or kin beside it?"""
    after = page.doc[last + 1].text if last + 1 < page.end else ""
    before = page.doc[first - 1] if first > page.first else None
    return (
        after == "("
        or last + 2 in page.age_at
        or (before is not None and (before.i in page.age_at or is_person(page, before)))
    )


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() and (token.is_alpha or "'" in token.text or "." in token.text) and token.pos_ != "PRON"
