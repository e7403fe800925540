"""The commands that ask a record something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crossreport.cli.group import EPILOG, NOT_ALL_WELL, WELL, main
from crossreport.cli.options import (
    as_of_option,
    day,
    filled_if_given,
    profile_option,
    record_argument,
    story_option,
    unsealed_option,
)
from crossreport.cli.terminal import at, number, opened_record, paper, say, say_broken, to_json
from crossreport.model.judged import CORROBORATION
from crossreport.model.said import OUTCOMES, STATUSES

if TYPE_CHECKING:
    from crossreport.answers.unread import UnreadSentence
    from crossreport.api import Record
    from crossreport.store.lists import StoryLine

# The largest other stories that a brief names, so that one can go on to them.
OTHERS = 5
# Other places of an unread sentence that are named; `--format json` has them all.
MOST_PLACES = 5
# Stories that are read at once where all are listed.
AT_ONCE = 500


@main.command(epilog=EPILOG)
@record_argument
@click.option("--story", metavar="ID", help="The story. Default: the one with most reports.")
@click.option("--stories", is_flag=True, help="List all stories with their ids instead, the largest first.")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@as_of_option
@profile_option
@unsealed_option
def brief(
    record: Path, story: str | None, stories: bool, form: str, profile: str | None, unsealed: bool, as_of: str | None
) -> None:
    """What a story comes to: the dead first, agree, differ, alone.

    Every row has the numbers of its evidence; `crossreport show RECORD 3` prints the words behind [3]. Totals that
    reports state for a period stand by themselves, and are added to nothing.
    """
    if stories and (story or form == "markdown"):
        raise click.UsageError("--stories lists all stories, as text or json: give it without --story and markdown.")
    with opened_record(record, unsealed, as_of) as opened:
        if stories:
            _say_stories(opened, form)
            return
        found = opened.brief(story, profile)
        others = [] if story or form != "text" else _other_stories(opened, found.story)
    if form == "json":
        click.echo(to_json(found))
        return
    from crossreport.answers.render import brief_markdown, brief_text

    click.echo(brief_markdown(found) if form == "markdown" else brief_text(found, *paper()), nl=False)
    for line in others:
        say_broken(line)


def _other_stories(record: Record, shown: str) -> list[str]:
    """How many stories a record has beside the one that is shown, and the largest of them with their ids."""
    page = record.stories(order="largest", limit=OTHERS + 1)
    if page.total < 2:
        return []
    more = page.total - 1
    lines = ["", f"{number(more, 'other story', 'other stories')} in this record. One of them: --story ID"]
    others = [one for one in page.items if one.id != shown][:OTHERS]
    lines += [f"  {one.id}  {one.title} ({number(one.reports, 'report')})" for one in others]
    return lines + ([f"  ... and {number(more - OTHERS, 'smaller one')}; --stories lists all"] if more > OTHERS else [])


def _say_stories(record: Record, form: str) -> None:
    """All stories with their ids, the largest first."""
    found: list[StoryLine] = []
    while part := record.stories(order="largest", limit=AT_ONCE, offset=len(found)).items:
        found += part
    if form == "json":
        click.echo(
            to_json([{"id": one.id, "title": one.title, "reports": one.reports, "events": one.events} for one in found])
        )
    for one in found if form != "json" else ():
        say_broken(f"{one.id}  {one.title} ({number(one.reports, 'report')}, {number(one.events, 'event')})")


@main.command(epilog=EPILOG)
@record_argument
@click.argument("ident", metavar="ID")
@story_option
@as_of_option
@profile_option
@unsealed_option
def show(record: Path, ident: str, story: str | None, profile: str | None, unsealed: bool, as_of: str | None) -> None:
    """The words that a thing rests on, in their sentences.

    ID is that of a report, claim, event, origin, story or actor, EVENT/killed for an estimate, the name of an actor,
    or a number of the brief.
    """
    from crossreport.answers.show import show_text

    with opened_record(record, unsealed, as_of) as opened:
        found = opened.show(ident, story, profile)
        label = opened.labels(opened.reports_of(passage.report for passage in found.passages))
    click.echo(show_text(found, label, *paper()), nl=False)


@main.command(epilog=EPILOG)
@record_argument
@click.argument("ident", metavar="ID")
@story_option
@as_of_option
@profile_option
@unsealed_option
def explain(record: Path, ident: str, story: str | None, profile: str | None, unsealed: bool, as_of: str | None) -> None:
    """Why it was read, linked or counted so.

    ID is that of a claim (the rule that read it), an event (why its mentions are one), an estimate (EVENT/killed: how
    it came about), an origin (why its reports are one source), a report, or a number of the brief. Rows of evidence add
    up to what was decided.
    """
    from crossreport.answers.explain import explain_text

    with opened_record(record, unsealed, as_of) as opened:
        found = opened.explain(ident, story, profile)
    click.echo(explain_text(found, *paper()), nl=False)


@main.command(epilog=EPILOG)
@record_argument
@click.option(
    "--outcome",
    type=click.Choice(OUTCOMES),
    metavar="OUTCOME",
    default="killed",
    show_default=True,
    help=f"What befell them: {', '.join(OUTCOMES)}.",
)
@click.option(
    "--who",
    metavar="WORDS",
    callback=filled_if_given,
    help="Whose: words that reports use for them, such as Palestinians or children.",
)
@click.option(
    "--status",
    type=click.Choice(STATUSES),
    metavar="STATUS",
    help=f"Those whom reports call so, apart from the rest: {', '.join(STATUSES)}.",
)
@click.option(
    "--side",
    metavar="NAME",
    callback=filled_if_given,
    help="Those of one country or organisation, as reports tell them apart.",
)
@click.option(
    "--place",
    metavar="NAME",
    callback=filled_if_given,
    help="Where: a town, province, country or area, with all that lies in it.",
)
@click.option("--since", metavar="DAY", callback=day, help="The first day, as 2023-01-01.")
@click.option("--until", metavar="DAY", callback=day, help="The last day.")
@click.option(
    "--actor", metavar="NAME", callback=filled_if_given, help="Events in which an actor of this name acts or is accused."
)
@click.option(
    "--corroboration",
    type=click.Choice(CORROBORATION),
    metavar="LEVEL",
    multiple=True,
    help=f"Events of this level alone; may be repeated: {', '.join(CORROBORATION)}.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@as_of_option
@profile_option
@unsealed_option
def tally(record: Path, form: str, profile: str | None, unsealed: bool, as_of: str | None, **asked: Any) -> None:
    """What events add up to, with the events.

    Anybody can add them up again. Filters narrow each other. An undated event lies in no period; an event without a
    figure is counted as lacking one, never as zero.
    """
    from crossreport.answers.coverage import uncovered
    from crossreport.answers.tally import MOST_ROWS, most_first, tally_text

    with opened_record(record, unsealed, as_of) as opened:
        found = opened.tally(**asked, profile=profile)
        shown = [row.event for row in most_first(found)[:MOST_ROWS]] + list(found.outside)
        events = opened.events_of(shown)
        is_of_period = asked["since"] is not None or asked["until"] is not None
        gaps = uncovered(opened.coverage(asked["since"], asked["until"])) if is_of_period and form == "text" else None
    click.echo(to_json(found) if form == "json" else tally_text(found, events, *paper()).rstrip("\n"))
    if gaps:
        say(gaps)


@main.command(epilog=EPILOG)
@record_argument
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@unsealed_option
def unread(record: Path, form: str, unsealed: bool) -> None:
    """What was refused, not read, or gave no claim, and why.

    A sentence is listed where it has a word or number of harm and no claim came of it: once, with the other places
    where the same words stand.
    """
    from crossreport.answers.unread import told_once

    with opened_record(record, unsealed) as opened:
        found = opened.unread()
        if form == "json":
            click.echo(to_json(found))
            return
        for one in found.refused:
            say_broken(f"refused  {at(one.source, one.line, one.report)}: {one.reason}")
        for report in found.reports:
            say_broken(f"unread   {report.report}: {report.reason}")
        different = told_once(found.sentences)
        for same in different:
            say_broken(f"sentence {_places(same)}: {same[0].reason}: {' '.join(same[0].words.split())}")
    reasons = Counter(same[0].reason for same in different)
    if reasons:
        click.echo()
        copied = f" ({len(found.sentences):,} with their copies)" if len(found.sentences) > len(different) else ""
        listed = number(len(different), "sentence")
        say_broken(f"{listed} with a word or number of harm gave no claim of its own{copied}:")
    for reason, count in reasons.most_common():
        say_broken(f"{count:>6}  {reason}")
    if not (found.refused or found.reports or found.sentences):
        say("Nothing was refused, every report was read, and every sentence with a word or number of harm gave a claim.")


def _places(same: Sequence[UnreadSentence]) -> str:
    """Where sentences of the same words stand, the first few by name."""
    first, *others = (f"{one.report}:{one.start}-{one.end}" for one in same)
    rest = [f"{len(others) - MOST_PLACES:,} more"] if len(others) > MOST_PLACES else []
    return f"{first} (also {', '.join([*others[:MOST_PLACES], *rest])})" if others else first


@main.command(epilog=EPILOG)
@record_argument
@click.option("--past", is_flag=True, help="Weigh what it was at each earlier step again too; slow.")
def check(record: Path, past: bool) -> int:
    """Prove a record whole: words, figures, ids.

    Every span lies at its words, every figure is as its claims give it, and nothing dangles. Exit code 0 where all is
    well, 1 where something is wrong: each fault is listed. Nothing is changed.

    What it was before is proved by its log, row by row. With --past it is weighed again as well, as far as the rules that
    made it are those of today and no redaction took out what it rested on; the other steps are named.
    """
    from crossreport.store.past_check import check_past

    with opened_record(record, unsealed=True) as opened:
        faults = opened.check()
        earlier = check_past(opened) if past and opened.profile else None
        faults += earlier.faults if earlier is not None else ()
        for fault in faults:
            say(f"{fault.about}: {fault.what}")
        counts = opened.counts()
    if earlier is not None:
        say(f"{number(len(earlier.again), 'earlier step')} weighed again.")
        for step, why in earlier.not_again.items():
            say(f"step {step} not weighed again: {why}. Its rows are proved by the log.")
    if faults:
        say(f"{record}: {number(len(faults), 'fault')}.")
        return NOT_ALL_WELL
    held = f"{number(counts['reports'], 'report')}, {number(counts['claims'], 'claim')}, {number(counts['events'], 'event')}"
    say(f"{record}: all is well. {held} checked.")
    return WELL
