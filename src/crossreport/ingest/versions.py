"""What a report is to one of the same id that came before: the same, a newer or older version, or a clash."""

from datetime import UTC, datetime
from typing import Literal, NamedTuple


class Known(NamedTuple):
    """What must be known of a version to compare another with it: the hash of its text, when it was published, and whether
    its outlet withdrew the report with it."""

    text: str
    published: str | None
    withdrawn: bool = False


class Verdict(NamedTuple):
    """`kind`, and the reason in words for the kinds that a user should hear of."""

    kind: Literal["new", "same", "newer", "older", "clash"]
    reason: str = ""


def compare(known: Known | None, new: Known) -> Verdict:
    """What `new` is to the version that holds so far. The later `published` wins; where that does not decide, they clash.

    What withdraws a report comes after what it withdraws, unless `published` says otherwise.
    """
    if known is None:
        return Verdict("new")
    if known.text == new.text and known.withdrawn == new.withdrawn:
        return Verdict("same", "a duplicate: the same id and the same text")
    later = is_later(new.published, known.published)
    if later is None and known.withdrawn != new.withdrawn:
        later = new.withdrawn
    if later is None:
        return Verdict(
            "clash",
            "another report has the same id and other text, and `published` does not say which is newer"
            f" ({known.published or 'absent'} there, {new.published or 'absent'} here): the first stays",
        )
    if later and new.withdrawn:
        return Verdict("newer", "withdrawn by its outlet")
    if known.withdrawn and not later:
        return Verdict("older", "its outlet withdrew this report")
    if later:
        return Verdict("newer", f"a new version: published {new.published}, the one before {known.published}")
    return Verdict("older", f"an older version: published {new.published}, and {known.published} is there already")


def is_later(a: str | None, b: str | None) -> bool | None:
    """Was `a` published after `b` (ISO dates or date-times; without a zone, UTC)? None where they do not say."""
    if not a or not b or a == b:
        return None
    if len(a) == 10 or len(b) == 10:
        return None if a[:10] == b[:10] else a[:10] > b[:10]
    one, other = _instant(a), _instant(b)
    return None if one == other else one > other


def _instant(value: str) -> datetime:
    found = datetime.fromisoformat(value)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found
