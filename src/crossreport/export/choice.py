"""Which events a codebook counts: those that it leaves out are listed with the reason, in a file beside the rows."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from crossreport.answers.render import in_markdown
from crossreport.export.levels import CREDIT, UNREVIEWED
from crossreport.export.source import Source
from crossreport.model.happened import Event


class Choice(NamedTuple):
    """The events that are kept, and those that are left out with the reason."""

    kept: tuple[Event, ...]
    left_out: tuple[tuple[Event, str], ...]


def choose(source: Source, reason: Callable[[Event], str | None]) -> Choice:
    """The record's events by a rule that gives the reason for leaving one out, None to keep it."""
    reasons = [(event, reason(event)) for event in source.derived.events]
    return Choice(
        tuple(event for event, why in reasons if why is None),
        tuple((event, why) for event, why in reasons if why is not None),
    )


def told(choice: Choice, name: str) -> tuple[str, ...]:
    """What to tell whoever exports: how many events are in, how many are not, and why."""
    counts = Counter(why for _, why in choice.left_out)
    head = f"{name}: {len(choice.kept)} of {len(choice.kept) + len(choice.left_out)} events."
    return (
        head,
        *(f"  {number} left out: {why}" for why, number in sorted(counts.items(), key=lambda one: (-one[1], one[0]))),
    )


def notes(source: Source, choice: Choice, title: str, rules: Iterable[str]) -> Iterator[bytes]:
    """The file beside the rows: what they follow, by which profile, and each event that is left out."""
    yield f"# {title}\n\n".encode()
    for rule in (
        f"Review: {UNREVIEWED}, unless the column `review` of a row says otherwise.",
        f"Figures by the profile {source.profile.name}: {source.profile.title}. It follows {source.profile.cites}.",
        f"Made with Crossreport {source.made_with.get('code', '')}, rules {source.made_with.get('rules', '')}.",
        *rules,
        CREDIT,
    ):
        yield f"- {rule}\n".encode()
    yield f"\n## Left out: {len(choice.left_out)} of {len(choice.kept) + len(choice.left_out)} events\n\n".encode()
    for event, why in choice.left_out:
        yield f"- {event.id} ({in_markdown(event.title)}): {why}\n".encode("utf-8", errors="replace")
