"""Reports and readings put down by hand, for the tests of linking: invented places, outlets and persons throughout."""

from crossreport.model.happened import EventDate, Mention, MentionActor, Party, Person, Place, Reading, Statement
from crossreport.model.report import Report, Span
from crossreport.model.said import Attribution, Figure, Outcome, Stance

VELMORA = Place("Velmora", admin1="Ostrand", country="ZZ", geonameid=1, lat=10.0, lon=10.0, precision=1)
KESTRY = Place("Kestry", admin1="Ostrand", country="ZZ", geonameid=2, lat=14.0, lon=10.0, precision=1)

SHOT = (
    "VELMORA — Marcus Orlen, 34, was shot dead outside the Copper Lantern tavern on Tannery Row on Tuesday night, police "
    "said.\n\n"
    "A gunman fired five rounds from a grey van and drove off toward the Harrow bridge, according to the night barman.\n\n"
    "Orlen, a welder, had left the tavern minutes before with his cousin, who was not hurt."
)
SHOT_AGAIN = (
    "A welder has been killed outside a tavern in Velmora. Marcus Orlen, 34, was walking home from the Copper Lantern on "
    "Tannery Row when somebody opened fire from a van, the Velmora police told reporters on Wednesday morning."
)
TRIAL = (
    "A jury in Velmora found Teo Brask guilty on Friday of the murder of Marcus Orlen outside the Copper Lantern. "
    "Brask, 29, had denied it. Sentence will be passed in the autumn."
)
OTHER = (
    "Three fishermen were hurt when masked men shot at a boat shed in Kestry on Tuesday night. The harbour watch found "
    "the shed's door torn out and shell cases on the slipway. The men were taken to the infirmary at Lower Quay."
)


def at(report: Report, words: str) -> Span:
    """Where these words stand in the text, or else in the title."""
    start = report.text.find(words)
    if start >= 0:
        return Span(start, start + len(words))
    start = (report.title or "").index(words)
    return Span(start, start + len(words), title=True)


def report(ident: str, text: str, published: str | None = "2024-05-15", **fields: object) -> Report:
    """A report; its outlet is the Ostrand Courier unless said otherwise."""
    given: dict[str, object] = {"outlet": "Ostrand Courier", **fields}
    return Report(id=ident, text=text, published=published, **given)  # type: ignore[arg-type]


def day(iso: str, stated: bool = True) -> EventDate:
    """A day, stated or inferred."""
    return EventDate(from_=iso, to=iso, precision="day", basis="stated" if stated else "inferred")


def mention(one: Report, words: str, /, ident: str = "m1", **fields: object) -> Mention:
    """A mention with these words for its span: a killing in Velmora, the news of its report, unless said otherwise."""
    given: dict[str, object] = {"main": True, "plover": "ASSAULT", "cause": "violence", "place": VELMORA, **fields}
    return Mention(id=ident, spans=(at(one, words),), **given)  # type: ignore[arg-type]


def dead(
    one: Report, words: str, number: int = 1, mention: str = "m1", outcome: Outcome = "killed", **fields: object
) -> Figure:
    """A figure of that many killed at these words."""
    return Figure(at(one, words), outcome, "exact", low=number, high=number, point=number, mention=mention, **fields)  # type: ignore[arg-type]


def victim(one: Report, name: str, age: int | None = None, mention: str = "m1", **fields: object) -> Person:
    """A dead person of that name."""
    given: dict[str, object] = {"role": "victim", "outcome": "killed", **fields}
    return Person(at(one, name), name=name, age=age, mention=mention, **given)  # type: ignore[arg-type]


def said(
    one: Report, words: str, speaker: str | None, stance: Stance = "stated", ident: str = "a1", **fields: object
) -> Attribution:
    """These words by that speaker."""
    return Attribution(
        ident,
        (at(one, words),),
        stance,
        "-" if stance == "denied" else "+",
        "CT",
        speaker=speaker,
        **fields,  # type: ignore[arg-type]
    )


def statement(one: Report, words: str, attribution: str | None = None, mention: str | None = None) -> Statement:
    """A statement of these words."""
    terms = tuple(sorted(words.lower().split()))
    return Statement((at(one, words),), words, terms, 0, attribution=attribution, mention=mention)


def actor(name: str, role: str = "actor", span: Span | None = None, kind: str = "organisation") -> MentionActor:
    """An actor of a mention."""
    return MentionActor(Party(name, name.lower(), span=span, kind=kind), role)  # type: ignore[arg-type]


def shot(ident: str = "courier-1", **fields: object) -> tuple[Report, Reading]:
    """The first report of the shooting, and its reading."""
    one = report(ident, SHOT, "2024-05-15", title="Welder shot dead outside Velmora tavern", **fields)
    return one, Reading(
        one.id,
        mentions=(
            mention(one, "Marcus Orlen, 34, was shot dead", date=day("2024-05-14"), words="shooting at the Copper Lantern"),
        ),
        figures=(dead(one, "Marcus Orlen, 34,", attribution="a1", people=(0,), predicate=at(one, "was shot dead")),),
        people=(victim(one, "Marcus Orlen", 34),),
        attributions=(said(one, "Marcus Orlen, 34, was shot dead", "police", speaker_kind="police"),),
    )


def shot_again(ident: str = "mail-1", **fields: object) -> tuple[Report, Reading]:
    """Another outlet's report of the same shooting."""
    given: dict[str, object] = {"outlet": "Velmora Mail", **fields}
    one = report(ident, SHOT_AGAIN, "2024-05-15", title="Killing on Tannery Row", **given)
    return one, Reading(
        one.id,
        mentions=(mention(one, "A welder has been killed outside a tavern in Velmora", date=day("2024-05-14")),),
        figures=(dead(one, "A welder", attribution="a1", people=(0,)),),
        people=(victim(one, "Marcus Orlen", 34),),
        attributions=(said(one, "A welder has been killed", "the Velmora police", speaker_kind="police"),),
    )


def trial(ident: str = "courier-9") -> tuple[Report, Reading]:
    """A report of the trial, four months later: the shooting is what it follows."""
    one = report(ident, TRIAL, "2024-09-20", title="Guilty verdict in tavern murder")
    return one, Reading(
        one.id,
        mentions=(mention(one, "the murder of Marcus Orlen", follow_up=True, place=VELMORA),),
        people=(
            victim(one, "Marcus Orlen"),
            Person(at(one, "Teo Brask"), "accused", "Teo Brask", age=29, mention="m1", sealed="accused"),
        ),
    )


def other(ident: str = "tide-1") -> tuple[Report, Reading]:
    """Another shooting, of the same day, in another town."""
    one = report(ident, OTHER, "2024-05-15", title="Three hurt in Kestry boat shed", outlet="Kestry Tide")
    return one, Reading(
        one.id,
        mentions=(mention(one, "masked men shot at a boat shed in Kestry", date=day("2024-05-14"), place=KESTRY),),
        figures=(dead(one, "Three fishermen", 3, outcome="injured"),),
    )
