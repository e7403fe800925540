"""The commands by which people correct a record."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from crossreport.cli.group import EPILOG, Group, confirmed, main
from crossreport.cli.options import filled, record_argument, unsealed_option, why_option
from crossreport.cli.terminal import number, opened_record, say
from crossreport.errors import InputError
from crossreport.model.decided import DOES, LEVELS, MEDIA
from crossreport.model.said import OUTCOMES, Aux, Certainty, Form, Polarity, Stance, Status

if TYPE_CHECKING:
    from crossreport.api import Record
    from crossreport.model.decided import Decision

MOST_SHOWN = 60
# Claims that add-claim adds; an event is added by add-event.
KINDS = ("figure", "tally", "statement", "responsibility")
by_option = click.option(
    "--by",
    required=True,
    metavar="NAME",
    callback=filled,
    help="Who decides. The record keeps it; its log does not tell it.",
)
yes_option = click.option("--yes", is_flag=True, help="Keep it without asking.")
# What every decision is given with, beside what it decides.
GIVEN = ("by", "why", "yes", "unsealed")
outcome_option = click.option(
    "--outcome", type=click.Choice(OUTCOMES), metavar="OUTCOME", help="What befell them: " + ", ".join(OUTCOMES) + "."
)
form_option = click.option(
    "--form",
    type=click.Choice(get_args(Form)),
    metavar="FORM",
    help="How the number is put: " + ", ".join(get_args(Form)) + ".",
)
stance_option = click.option(
    "--stance", type=click.Choice(get_args(Stance)), metavar="STANCE", help=", ".join(get_args(Stance)) + "."
)
cause_option = click.option(
    "--cause", type=click.Choice(["violence", "accident", "disaster", "unknown"]), help="What a tally asks before it counts."
)
here_option = click.option("--here-only", is_flag=True, help="Not for copies of the passage in other reports.")


@main.group(epilog=EPILOG, cls=Group)
@record_argument
@click.pass_context
def decide(context: click.Context, record: Path) -> None:
    """Correct a record: who decides, why, on which words.

    Every command shows first what would change, and asks. Decisions outlive builds, new reports and better rules;
    `undo` is one too. `crossreport decisions RECORD` lists them; `crossreport decide RECORD edit --help` tells how one
    is given.
    """
    context.obj = record


def people(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every decision: who, why, --yes, --unsealed; and the record."""
    for option in (unsealed_option, yes_option, why_option, by_option):
        command = option(command)
    return click.pass_obj(command)


def run(record: Path, do: str, given: dict[str, Any], **what: Any) -> None:
    """Shows what a decision would change, asks, and keeps it."""
    by, why, yes, unsealed = (given[name] for name in GIVEN)
    what = {name: value for name, value in what.items() if value not in (None, (), "", False)}
    with opened_record(record, unsealed) as opened:
        made = opened.propose(do, by=by, why=why, **what)
        keep(opened, [made], yes)
    say(f'Kept as {made.id}. To take it back: crossreport decide {record} undo {made.id} --by NAME --why "REASON"')


def keep(opened: Record, decisions: list[Decision], yes: bool, taken_over: bool = False) -> None:
    """Shows what decisions change and keeps them, if whoever gave the command says so."""
    from crossreport.deciding.words import lines_of_effect

    effect = opened.preview(decisions, taken_over)
    if yes:  # before anything is printed: whoever reads the output may stop reading
        opened.decide(decisions, taken_over)
    for line in lines_of_effect(effect, MOST_SHOWN):
        say(line)
    if not yes:
        confirmed("Keep this?", yes)
        opened.decide(decisions, taken_over)


@decide.command(epilog=EPILOG)
@click.argument("claim")
@here_option
@people
def accept(record: Path, claim: str, here_only: bool, **given: Any) -> None:
    """CLAIM is right as it stands, whatever is read there later."""
    run(record, "accept", given, claim=claim, here_only=here_only)


@decide.command(epilog=EPILOG)
@click.argument("claim")
@here_option
@people
def reject(record: Path, claim: str, here_only: bool, **given: Any) -> None:
    """CLAIM is wrong: it is kept, and supports nothing."""
    run(record, "reject", given, claim=claim, here_only=here_only)


def counted(_: click.Context, option: click.Parameter, value: str | None) -> int | str | None:
    """A count of persons, or `none` for a field that is to be left empty. UsageError for anything else."""
    if value is None or value == "none":
        return value
    if not value.isdecimal():
        raise click.BadParameter(f"{value!r} is no number of persons; write a whole one, or none.", param=option)
    return int(value)


@decide.command(epilog=EPILOG)
@click.argument("claim")
@outcome_option
@click.option("--number", "point", metavar="N", callback=counted, help="How many persons.")
@form_option
@click.option("--low", metavar="N", callback=counted, help="The fewest, where it is not one number.")
@click.option("--high", metavar="N", callback=counted, help="The most.")
@click.option(
    "--measure", type=click.Choice(["stock", "increment"]), help="All until then, or more than were counted before."
)
@click.option("--scope", type=click.Choice(["incident", "period"]), help="Of one event, or over a time.")
@click.option("--unit", metavar="WORD", help="What is counted where it is not persons, as families.")
@click.option("--who", metavar="WORDS", help="The words for the persons.")
@click.option("--status", type=click.Choice(get_args(Status)), metavar="STATUS", help=", ".join(get_args(Status)) + ".")
@click.option("--subgroup", metavar="WORD", help="Those of one group alone, as children.")
@click.option("--side", metavar="NAME", help="Whose they are: a country or organisation.")
@click.option("--as-of", metavar="DAY", help="The day by which so many were counted.")
@click.option("--includes-attackers", type=click.Choice(["yes", "no", "none"]), help="Are the attackers among them?")
@click.option(
    "--aux",
    type=click.Choice(get_args(Aux)),
    metavar="WORD",
    help=f"Where it is nothing that happened: {', '.join(get_args(Aux))}.",
)
@click.option("--source", metavar="NAME", help="Who says it.")
@stance_option
@click.option("--polarity", type=click.Choice(get_args(Polarity)), help="That it is so (+), is not (-), or may be (u).")
@click.option("--certainty", type=click.Choice(get_args(Certainty)), help="How firmly: certain, probable, possible, unsaid.")
@here_option
@people
def edit(record: Path, claim: str, here_only: bool, **given: Any) -> None:
    """CLAIM is right with changes, such as --number 5.

    As: --number 5 --form at_least, or --stance denied --source "the mayor". Give the number, and low and high follow
    from it and the form. `none` empties a field. What the machine read stays beside it.
    """
    changes = {name: given.pop(name) for name in list(given) if name not in GIVEN}
    changes = {name: _emptied(name, value) for name, value in changes.items() if value is not None}
    if not changes:
        raise click.UsageError("Nothing is to be changed: say what, as --number 5.")
    run(record, "edit", given, claim=claim, changes=changes, here_only=here_only)


def _emptied(name: str, value: Any) -> Any:
    """The value that a field gets; `none` leaves it without one, but of what is real, where that is a value."""
    if name == "includes_attackers":
        return {"yes": True, "no": False}.get(value)
    return None if value == "none" and name != "aux" else value


@decide.command(epilog=EPILOG)
@click.argument("ids", metavar="ID ID...", nargs=-1, required=True)
@people
def merge(record: Path, ids: tuple[str, ...], **given: Any) -> None:
    """These events (or stories, actors, victims) are one. The ids of all of them go on naming it."""
    run(record, "merge", given, ids=ids)


@decide.command(epilog=EPILOG)
@click.argument("ident", metavar="ID")
@click.argument("apart", metavar="PART...", nargs=-1, required=True)
@click.option(
    "--alone", is_flag=True, help="Only these claims of an event, not all that their reports tell as one incident."
)
@here_option
@people
def split(record: Path, ident: str, apart: tuple[str, ...], alone: bool, here_only: bool, **given: Any) -> None:
    """PART is not of ID but a thing of its own.

    The parts of an event are claims or reports, of a story or victim reports, of an actor names. A claim takes along all
    that its report tells as the same incident. Where that telling itself holds two incidents, --alone takes the named
    claims out of it.
    """
    run(record, "split", given, id=ident, apart=apart, alone=alone, here_only=here_only)


@decide.command("set", epilog=EPILOG)
@click.argument("event")
@click.option(
    "--figure", nargs=4, metavar="OUTCOME LOW BEST HIGH", help="As: --figure killed 3 4 6. `none` leaves one open."
)
@click.option("--title", metavar="WORDS", help="What it is called.")
@cause_option
@click.option("--plover", metavar="TYPE", help="A PLOVER type, as ASSAULT.")
@click.option("--mode", metavar="MODE", help="A mode of that type.")
@click.option("--date", metavar="DAY[..DAY]", help="The day, or the first and the last that it may have been.")
@click.option("--place", metavar="NAME", help="Where; the gazetteer gives the rest where it has just one of that name.")
@click.option("--country", metavar="XX", help="ISO 3166, two letters.")
@click.option("--geonameid", type=int, help="Which of several places of that name.")
@click.option("--lat", type=float, help="For a place that no gazetteer has.")
@click.option("--lon", type=float, help="West of Greenwich below 0.")
@click.option("--precision", type=click.IntRange(1, 6), metavar="1..6", help="1 exact place ... 6 country.")
@people
def set_(record: Path, event: str, figure: tuple[str, ...] | None, place: str | None, **given: Any) -> None:
    """What a person found out of EVENT, whatever its claims give.

    What they give stays beside it.
    """
    where = {name: given.pop(name) for name in ("country", "geonameid", "lat", "lon", "precision")}
    if any(value is not None for value in where.values()) and not place:
        raise click.UsageError("A place needs its name: --place.")
    at = {"name": place, **{name: value for name, value in where.items() if value is not None}} if place else None
    plain = {name: given.pop(name) for name in ("title", "cause", "plover", "mode", "date")}
    run(record, "set", given, event=event, figure=_figure(figure), place=at, **plain)


def _figure(given: tuple[str, ...] | None) -> dict[str, Any] | None:
    if not given:
        return None
    outcome, *values = given
    numbers = [None if value == "none" else int(value) if value.isdecimal() else value for value in values]
    wrong = [value for value in numbers if isinstance(value, str)]
    if outcome not in OUTCOMES or wrong:
        raise click.BadParameter(
            f"{' '.join(given)!r} is no figure; write as: killed 3 4 6. Outcomes: {', '.join(OUTCOMES)}."
        )
    return {"outcome": outcome, **dict(zip(("low", "best", "high"), numbers, strict=True))}


@decide.command(epilog=EPILOG)
@click.option("--report", metavar="ID")
@click.option("--outlet", metavar="NAME")
@click.option("--origin", metavar="ID")
@people
def exclude(record: Path, report: str | None, outlet: str | None, origin: str | None, **given: Any) -> None:
    """A source supports nothing: a report, outlet or origin.

    One report, all of an outlet, or all that one origin says in a story.
    """
    run(record, "exclude", given, report=report, outlet=outlet, origin=origin)


@decide.command(epilog=EPILOG)
@click.argument("event")
@click.argument("level", type=click.Choice(LEVELS), metavar="LEVEL")
@people
def level(record: Path, event: str, level: str, **given: Any) -> None:
    """EVENT has a level that people alone set.

    Of corroboration: verified, discounted. Of responsibility: judicially_established. Of review: triaged, reviewed,
    second_reviewed (by another person), published, corrected, withdrawn; machine takes it back to the start.
    """
    run(record, "level", given, event=event, level=level)


@decide.command(epilog=EPILOG)
@click.argument("ident", metavar="ID")
@people
def note(record: Path, ident: str, **given: Any) -> None:
    """A note on a claim, event, report or other thing.

    ID is that of a claim, event, story, actor, victim or report; --why is the text of the note.
    """
    run(record, "note", given, id=ident)


@decide.command("add-claim", epilog=EPILOG)
@click.argument("report")
@click.argument("words", nargs=-1, required=True)
@click.option("--in-title", is_flag=True, help="The words stand in the title.")
@click.option(
    "--type",
    "kind",
    type=click.Choice(KINDS),
    metavar="TYPE",
    default="figure",
    show_default=True,
    help="What it says: " + ", ".join(KINDS) + ".",
)
@click.option("--event", metavar="ID", help="The event that it is of.")
@outcome_option
@click.option("--number", "point", type=int, metavar="N", help="How many persons.")
@form_option
@click.option("--low", type=int, metavar="N", help="The fewest, where it is not one number.")
@click.option("--high", type=int, metavar="N", help="The most.")
@click.option("--who", help="The words for the persons.")
@click.option("--source", metavar="NAME", help="Who says it, where it is not the report itself.")
@stance_option
@click.option("--actor", metavar="NAME", help="Of responsibility: who.")
@click.option("--does", type=click.Choice(DOES), help="Of responsibility: what the actor does or is of it.")
@click.option("--person", is_flag=True, help="The actor is a natural person: the name is sealed as an accused one's.")
@click.option("--since", "period_from", metavar="DAY", help="Of a stated total: its first day.")
@click.option("--until", "period_to", metavar="DAY", help="Of a stated total: its last day.")
@click.option("--area", help="Of a stated total: where.")
@here_option
@people
def add_claim(record: Path, report: str, words: tuple[str, ...], kind: str, **given: Any) -> None:
    """A claim that the machine missed, on words of a report.

    WORDS stand in REPORT exactly so; several, each in quotation marks, are parts of one claim.
    """
    own = {name: given.pop(name) for name in list(given) if name not in GIVEN}
    run(record, "add_claim", given, report=report, words=words, type=kind, **own)


@decide.command("add-event", epilog=EPILOG)
@click.argument("report")
@click.argument("words", nargs=-1, required=True)
@click.option("--title", required=True, callback=filled, help="What it is, in a few words.")
@click.option("--date", metavar="DAY[..DAY]", help="The day, or the first and the last that it may have been.")
@click.option("--place", metavar="NAME", help="Where; a name that the gazetteer has once.")
@click.option("--plover", metavar="TYPE", help="A PLOVER type, as ASSAULT.")
@click.option("--mode", metavar="MODE", help="A mode of that type.")
@cause_option
@here_option
@people
def add_event(record: Path, report: str, words: tuple[str, ...], **given: Any) -> None:
    """An event that the machine missed, on words of a report.

    WORDS of REPORT tell of it. Add its figures with add-claim --event.
    """
    own = {name: given.pop(name) for name in list(given) if name not in GIVEN}
    run(record, "add_claim", given, report=report, words=words, type="occurrence", **own)


@decide.command("add-source", epilog=EPILOG)
@click.option("--text", help="What was said or is seen, in the words of who took it down; - reads it from the input.")
@click.option("--source", metavar="NAME", help="Who told or made it. Without one its independence is unknown.")
@click.option("--medium", type=click.Choice(MEDIA), required=True, metavar="MEDIUM", help=", ".join(MEDIA) + ".")
@click.option("--taken-by", required=True, metavar="NAME", callback=filled, help="Who took it down.")
@click.option("--taken-at", required=True, metavar="TIME", callback=filled, help="When: ISO 8601, as 2024-05-31T18:30:00Z.")
@click.option("--published", metavar="TIME", help="When it was told or published; relative days hang on it.")
@click.option("--title", metavar="WORDS", help="A headline for it.")
@click.option("--language", metavar="TAG", help="Of the source itself, as ar or uk; the description is in English.")
@click.option("--id", "ident", help="Default: made from the text.")
@people
def add_source(record: Path, text: str | None, ident: str | None, **given: Any) -> None:
    """A source without a text: a call, a photo, a post.

    What is not published as a text, or in another language: its description is read instead.
    """
    if text == "-":
        text = sys.stdin.read()
    if not text or not text.strip():
        raise click.UsageError("Say with --text what was said or is seen.")
    own = {name: given.pop(name) for name in list(given) if name not in GIVEN}
    run(record, "add_source", given, text=text, id=ident, **own)


@decide.command(epilog=EPILOG)
@click.argument("decision")
@people
def undo(record: Path, decision: str, **given: Any) -> None:
    """DECISION counts no more. It stays in the list; an undoing can be undone too."""
    run(record, "undo", given, decision=decision)


@decide.command("import", epilog=EPILOG)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@yes_option
@unsealed_option
@click.pass_obj
def import_(record: Path, file: Path, yes: bool, unsealed: bool) -> None:
    """Take over the decisions of another record.

    FILE is the decisions.jsonl that it exported with --unsealed. Those that are here already are passed over; those
    whose words are not in this record wait for them as orphaned.
    """
    from crossreport.deciding.parse import parsed

    try:
        with file.open("rb") as lines:
            decisions = parsed(lines)
    except InputError as error:
        raise InputError(f"{file} cannot be taken over: {error}") from None
    with opened_record(record, unsealed) as opened:
        known = {one.id for one in opened.decided_by_people()}
        new = [one for one in decisions if one.id not in known]
        if new:
            keep(opened, new, yes, taken_over=True)
    say(f"{record}: {number(len(new), 'decision')} taken over, {len(decisions) - len(new)} known already.")
