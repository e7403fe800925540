"""The commands that ask a record something."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from crossreport.cli.group import EPILOG, NOT_ALL_WELL, WELL, main
from crossreport.cli.options import as_of_option, day, profile_option, record_argument, story_option, unsealed_option
from crossreport.cli.terminal import at, number, opened_record, paper, say, to_json
from crossreport.model.judged import CORROBORATION
from crossreport.model.said import OUTCOMES, STATUSES


@main.command(epilog=EPILOG)
@record_argument
@click.option("--story", metavar="ID", help="The story. Default: the one with most reports.")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@as_of_option
@profile_option
@unsealed_option
def brief(record: Path, story: str | None, form: str, profile: str | None, unsealed: bool, as_of: str | None) -> None:
    """What a story comes to: the dead first, totals, what reports agree on, where they differ, who stands alone."""
    with opened_record(record, unsealed, as_of) as opened:
        found = opened.brief(story, profile)
    if form == "json":
        click.echo(to_json(found))
        return
    from crossreport.answers.render import brief_markdown, brief_text

    click.echo(brief_markdown(found) if form == "markdown" else brief_text(found, *paper()), nl=False)


@main.command(epilog=EPILOG)
@record_argument
@click.argument("ident", metavar="ID")
@story_option
@as_of_option
@profile_option
@unsealed_option
def show(record: Path, ident: str, story: str | None, profile: str | None, unsealed: bool, as_of: str | None) -> None:
    """The words that a thing rests on, in their sentences.

    ID is that of a report, claim, event, origin, story or actor, EVENT/killed for an estimate, the name of an actor, or a
    number of the brief.
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
@profile_option
@unsealed_option
def explain(record: Path, ident: str, story: str | None, profile: str | None, unsealed: bool) -> None:
    """Why a claim was read so, why mentions are one event, how an estimate came about: rows of evidence."""
    from crossreport.answers.explain import explain_text

    with opened_record(record, unsealed) as opened:
        found = opened.explain(ident, story, profile)
    click.echo(explain_text(found, *paper()), nl=False)


@main.command(epilog=EPILOG)
@record_argument
@click.option("--outcome", type=click.Choice(OUTCOMES), default="killed", show_default=True, help="What befell them.")
@click.option("--who", metavar="WORDS", help="Whose: words that reports use for them, such as Palestinians or children.")
@click.option("--status", type=click.Choice(STATUSES), help="Those whom reports call so, apart from the rest.")
@click.option("--side", metavar="NAME", help="Those of one country or organisation, as reports tell them apart.")
@click.option("--place", metavar="NAME", help="Where: a town, province, country or area, with all that lies in it.")
@click.option("--since", metavar="DAY", callback=day, help="The first day, as 2023-01-01.")
@click.option("--until", metavar="DAY", callback=day, help="The last day.")
@click.option("--actor", metavar="NAME", help="Events in which an actor of this name acts or is accused.")
@click.option(
    "--corroboration", type=click.Choice(CORROBORATION), multiple=True, help="Events of this level alone; may be repeated."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@as_of_option
@profile_option
@unsealed_option
def tally(record: Path, form: str, profile: str | None, unsealed: bool, as_of: str | None, **asked: Any) -> None:
    """What the events of a record add up to, with the events, so that anybody can add them up again.

    Filters narrow each other. An undated event lies in no period; an event without a figure is counted as lacking one, never
    as zero.
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
@unsealed_option
def unread(record: Path, unsealed: bool) -> None:
    """What was refused, which reports were not read, and which sentences of harm gave no claim; each with the reason."""
    with opened_record(record, unsealed) as opened:
        for one in opened.refused():
            say(f"refused  {at(one.source, one.line, one.report)}: {one.reason}")
        for ident, reason, _ in opened.unread_reports():
            say(f"unread   {ident}: {reason}")
        for report, reading in opened.shown_readings():
            for sentence in reading.unread:
                words = " ".join(sentence.span.words(report).split())
                say(f"sentence {report.id}:{sentence.span.start}-{sentence.span.end}: {sentence.reason}: {words}")


@main.command(epilog=EPILOG)
@record_argument
def check(record: Path) -> int:
    """Prove a record whole: every span at its words, every figure as its claims give it, nothing that dangles.

    Exit code 0 where all is well, 1 where something is wrong: each fault is listed. Nothing is changed.
    """
    with opened_record(record, unsealed=True) as opened:
        faults = opened.check()
        for fault in faults:
            say(f"{fault.about}: {fault.what}")
        counts = opened.counts()
    if faults:
        say(f"{record}: {number(len(faults), 'fault')}.")
        return NOT_ALL_WELL
    held = f"{number(counts['reports'], 'report')}, {number(counts['claims'], 'claim')}, {number(counts['events'], 'event')}"
    say(f"{record}: all is well. {held} checked.")
    return WELL
