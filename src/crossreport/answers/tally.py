"""A tally for a terminal: the sum, the events it adds up, and what was left out of it."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from crossreport.answers.render import to_text
from crossreport.answers.words import NONE, OPEN, count, when, where
from crossreport.model.happened import Event
from crossreport.model.judged import TallyResult, TallyRow
from crossreport.reconcile.scope import is_set_aside

# A table is to be read: of more events, those with most.
MOST_ROWS = 300


def most_first(result: TallyResult) -> list[TallyRow]:
    """The tally's rows, the largest first."""
    return sorted(result.rows, key=lambda row: (-(row.low if row.best is None else row.best), row.event))


def scope_words(result: TallyResult) -> str:
    """What was asked for, in words: 'Palestinians killed, West Bank, since 2023-01-01'."""
    parts = [f"{result.who or 'persons'} {result.outcome.replace('_', ' ')}"]
    parts += [x.replace("_", " ") for x in (result.status, result.side, result.place) if x]
    parts += [f"by {result.actor}"] if result.actor else []
    parts += [f"{word} {day}" for word, day in (("since", result.since), ("until", result.until)) if day]
    parts += [" or ".join(result.corroboration).replace("_", " ")] if result.corroboration else []
    return ", ".join(parts)


def tally_text(result: TallyResult, events: Iterable[Event], width: int = 80, color: bool = False) -> str:
    """The tally with its events, so that anybody can add it up again."""
    known = {one.id: one for one in events}
    parts: list[RenderableType] = [Text(scope_words(result), style="bold")]
    if result.rows:
        high = OPEN if result.high is None else f"{result.high:,}"
        parts.append(Text(f"low {result.low:,}   best {result.best:,}   high {high}   profile {result.profile}"))
        parts.append(Text(f"best: {result.arithmetic}", style="dim"))
        parts += [Text(), _table(result, known)]
    else:
        parts.append(Text("No event here has a figure for that: silence, not a count of zero."))
        parts += [Text(line) for line in fits_nothing(result)]
    if len(result.rows) > MOST_ROWS:
        rest = most_first(result)[MOST_ROWS:]
        more = sum(row.low if row.best is None else row.best for row in rest)
        told = f"and {count(len(rest), 'more event')} with fewer, best {more:,} together; --format json lists them all"
        parts.append(Text(told, style="dim"))
    notes = []
    if result.lacking:
        notes.append(f"{count(len(result.lacking), 'event')} in this scope without a figure for it: silence is not zero.")
    if result.without_best:
        notes.append(f"{count(result.without_best, 'event')} without a best figure by this profile: the low is added.")
    if result.outside:
        causes = sorted({_why_outside(known[one]) for one in result.outside if one in known})
        left_out = f"{count(len(result.outside), 'event')} ({', '.join(causes)})"
        notes.append(f"{left_out} left out: the profile's case definition, or a person, does not count them.")
    notes += [f"Choice about a contested area: {choice}" for choice in result.choices]
    unread = sum(known[row.event].review == "machine" for row in result.rows if row.event in known)
    reviewed = "" if unread == len(result.rows) else f" but for {len(result.rows) - unread} of {len(result.rows)} events"
    notes.append(f"Machine reading, unreviewed{reviewed}. What these reports do not tell is not here.")
    parts += [Text(), *(Text(note, style="dim") for note in notes)]
    return to_text(Group(*parts), width, color)


def fits_nothing(result: TallyResult) -> list[str]:
    """A line for each filter that fits no event of the whole record: a slip of the pen must not pass for silence."""
    lines = {
        "place": f"No event of this record lies in “{result.place}”, at any time: is it spelled so?",
        "side": f"No figure of this record tells of the side “{result.side}”: is it spelled so?",
        "actor": f"Nobody called “{result.actor}” acts or is accused in any event of this record: is it spelled so?",
    }
    return [lines[name] for name in result.unmatched]


def _table(result: TallyResult, known: dict[str, Event]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(max_width=20)
    table.add_column(ratio=1)
    for _ in range(3):
        table.add_column(justify="right", no_wrap=True, min_width=4)
    table.add_column(no_wrap=True)
    table.add_row("", "", *(Text(word, style="dim") for word in ("low", "best", "high", "event")))
    largest = most_first(result)[:MOST_ROWS]
    for row in sorted(largest, key=lambda r: (known[r.event].date.from_ or "" if r.event in known else "", r.event)):
        event = known.get(row.event)
        shown = [
            f"{row.low:,}",
            NONE if row.best is None else f"{row.best:,}",
            OPEN if row.high is None else f"{row.high:,}",
        ]
        place = where(event.place) if event else ""
        what = "" if event is None else event.title if place in event.title else f"{event.title} · {place}"
        table.add_row(when(event.date) if event else "", Text(what), *shown, Text(row.event, style="dim"))
    return table


def _why_outside(event: Event) -> str:
    return "set aside by a person" if is_set_aside(event) else event.cause
