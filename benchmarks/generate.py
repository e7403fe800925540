"""Reports with their readings, made up at linking's door: seeded, unparsed, in any number, of an invented world.

A happening has a day, a town, dead and hurt, doers, victims; reports tell of it within days, each in its own words or as a
copy of an agency's; later ones raise the toll, some follow up months after, some round up a week and state a total.
Shares are those of news at large (see SHARES), and no data set's. A hundred reports come a day, so that ten times the
reports are ten times the days.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from crossreport.model.happened import (
    Action,
    EventDate,
    Mention,
    MentionActor,
    Party,
    Person,
    Place,
    Reading,
    Statement,
    TimeExpression,
    Toponym,
)  # fmt: skip
from crossreport.model.report import Report, Span
from crossreport.model.said import Attribution, Figure, Outcome
from crossreport.vocabulary.load import vocabulary

SHARES = {"copy": 0.3, "follow_up": 0.07, "round_up": 0.05, "named": 0.3, "minor": 0.12, "accused": 0.12, "denied": 0.1}
# How many reports tell of a happening: (share, fewest, most).
SIZES = ((0.55, 1, 1), (0.3, 2, 5), (0.12, 6, 20), (0.03, 21, 60))
A_DAY = 100
FIRST = date(2019, 1, 1)
TOWNS, OUTLETS, WORDS = 1500, 80, 40_000
# How common the words of running text are, by the bands of vocabulary/background.yaml: the rest are a happening's own.
BANDS = {"nothing": 0.55, "common": 0.2, "usual": 0.15, "topical": 0.07, "known": 0.03}
COUNTRIES = tuple(f"X{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVW")
ONSETS = (
    "b",
    "d",
    "dr",
    "f",
    "g",
    "gr",
    "h",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "sk",
    "st",
    "t",
    "tr",
    "v",
    "z",
)
VOWELS, ENDS = ("a", "e", "i", "o", "u"), ("l", "m", "n", "r", "s", "t")
DEEDS = (("shelling", "ASSAULT"), ("shooting", "ASSAULT"), ("bombing", "ASSAULT"), ("raid", "ASSAULT"), ("clash", "ASSAULT"))
SPEAKERS = (("police", "police"), ("health officials", "medic"), ("the army", "military"), ("residents", "witness"))


def _word(rng: Random, syllables: int) -> str:
    return "".join(rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(syllables)) + rng.choice(ENDS)


@dataclass
class World:
    """Towns, outlets, groups and words that all reports share, however many there are."""

    rng: Random
    towns: list[Place] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    groups: dict[str, list[str]] = field(default_factory=dict)
    bands: list[list[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        names = iter(dict.fromkeys(_word(self.rng, 2).title() for _ in range(4 * TOWNS)))
        for ident in range(1, TOWNS + 1):
            country = COUNTRIES[ident % len(COUNTRIES)]
            lat, lon = self.rng.uniform(-40, 60), self.rng.uniform(-20, 140)
            division = f"{country} Province {ident % 9}"
            self.towns.append(Place(next(names), division, country, ident, round(lat, 3), round(lon, 3), 1))
        self.outlets = [f"{_word(self.rng, 2).title()} {kind}" for kind in ("Post", "Times", "Herald", "Mail")
                        for _ in range(OUTLETS // 4)]  # fmt: skip
        self.words = list(dict.fromkeys(_word(self.rng, self.rng.randint(2, 3)) for _ in range(2 * WORDS)))[:WORDS]
        self.bands = [str(vocabulary("background")[band]).split() for band in BANDS]
        for country in COUNTRIES:
            self.groups[country] = [f"{_word(self.rng, 2).title()} {kind}" for kind in ("Front", "Brigade", "Movement")]

    def filler(self, rng: Random, count: int) -> str:
        """That many words of running text, common ones more often than rare ones."""
        bands = rng.choices(self.bands, tuple(BANDS.values()), k=count)
        return " ".join(map(rng.choice, bands))

    def person(self, rng: Random) -> str:
        """A first and a last name."""
        return f"{_word(rng, 1).title()} {_word(rng, 2).title()}"


@dataclass
class Happening:
    """What happened, as the world knows it."""

    day: date
    place: Place
    deed: str
    plover: str
    killed: int
    injured: int
    group: str
    words: tuple[str, ...]
    victims: tuple[tuple[str, int], ...]
    accused: str | None


@dataclass
class Text:
    """A report's text as it grows, with the places of the words that matter."""

    parts: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, words: str) -> Span:
        """Adds words; where they stand."""
        start, self.length = self.length, self.length + len(words)
        self.parts.append(words)
        return Span(start, self.length)


@dataclass
class Draft:
    """A report on its way, and what is read in it."""

    text: Text = field(default_factory=Text)
    dates: list[TimeExpression] = field(default_factory=list)
    places: list[Toponym] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    sentence: int = 0

    def reading(self, ident: str, credit: tuple[str, ...]) -> Reading:
        """All that was read."""
        return Reading(
            ident, tuple(self.dates), tuple(self.places), tuple(self.parties), tuple(self.attributions), tuple(self.figures),
            tuple(self.actions), tuple(self.people), tuple(self.statements), tuple(self.mentions), credit=credit,
        )  # fmt: skip


def generate(count: int, seed: int = 20240611, a_day: int = A_DAY) -> Iterator[tuple[Report, Reading]]:
    """That many reports, in order of their ids, each with its reading; the same for the same seed."""
    world = World(Random(seed))
    rng = Random(seed + 1)
    made = 0
    while made < count:
        day = FIRST + timedelta(made // a_day)
        happening = _happening(world, rng, day)
        drafts: list[tuple[Draft, date]] = []
        for at in range(_size(rng)):
            if made >= count:
                return
            ident, outlet = f"r{made:07}", rng.choice(world.outlets)
            credit: tuple[str, ...] = ()
            if drafts and rng.random() < SHARES["copy"]:
                draft, when = drafts[0]
                credit = ("Northern Wire",)
            else:
                draft, when = _draft(world, rng, happening, at)
                drafts.append((draft, when))
            text = "".join(draft.text.parts)
            title = f"{happening.killed} killed in {happening.place.name} {happening.deed}"
            report = Report(ident, text, title, outlet, published=when.isoformat(), language="en", credit=credit)
            yield report, draft.reading(ident, credit)
            made += 1


def _size(rng: Random) -> int:
    at = rng.random()
    for share, fewest, most in SIZES:
        if at < share:
            return rng.randint(fewest, most)
        at -= share
    return 1


def _happening(world: World, rng: Random, day: date) -> Happening:
    place = world.towns[int(TOWNS * rng.random() ** 2)]
    deed, plover = rng.choice(DEEDS)
    killed = max(1, int(rng.paretovariate(1.2)))
    named = range(min(killed, 4)) if rng.random() < SHARES["named"] else ()
    victims = tuple((world.person(rng), rng.randint(4, 17) if rng.random() < SHARES["minor"] else rng.randint(19, 80))
                    for _ in named)  # fmt: skip
    own = tuple(world.words[int(WORDS * rng.random())] for _ in range(14))
    accused = world.person(rng) if rng.random() < SHARES["accused"] else None
    group = rng.choice(world.groups[str(place.country)])
    return Happening(day, place, deed, plover, min(killed, 400), rng.randint(0, 30), group, own, victims, accused)


def _draft(world: World, rng: Random, one: Happening, at: int) -> tuple[Draft, date]:
    """One report in its own words, and the day that it comes out on."""
    kind = rng.random() if at else 1.0
    if kind < SHARES["follow_up"]:
        when = one.day + timedelta(rng.randint(20, 200))
    else:
        when = one.day + timedelta(min(6, int(rng.expovariate(0.9))))
    draft = Draft()
    risen = one.killed + (rng.randint(1, 3) if (when - one.day).days > 1 and rng.random() < 0.4 else 0)
    _tell(draft, world, rng, one, risen, "m1", is_main=True, is_later=kind < SHARES["follow_up"])
    if SHARES["follow_up"] <= kind < SHARES["follow_up"] + SHARES["round_up"]:
        for n in range(2, rng.randint(3, 5)):
            past = _happening(world, rng, one.day - timedelta(rng.randint(1, 6)))
            _tell(draft, world, rng, past, past.killed, f"m{n}", is_main=False, is_later=False)
        _total(draft, rng, one, when)
    for _ in range(rng.randint(3, 7)):
        _statement(draft, world, rng, one, when)
    return draft, when


def _tell(
    draft: Draft, world: World, rng: Random, one: Happening, killed: int, ident: str, *, is_main: bool, is_later: bool
) -> None:
    """A paragraph that tells of a happening: its dead with who says so, its hurt, its victims, who did it."""
    text, start = draft.text, draft.text.length
    speaker, kind = rng.choice(SPEAKERS)
    attribution = f"a{len(draft.attributions) + 1}"
    number = text.add(f"{killed} people")
    predicate = text.add(" were killed")
    text.add(f" in a {one.deed} in ")
    where = text.add(one.place.name)
    text.add(" on ")
    said_day = text.add(f"{one.day:%-d %B %Y}")
    content = Span(start, text.length)
    text.add(", ")
    source = text.add(speaker)
    cue = text.add(" said")
    text.add(f". {' '.join(one.words[:7]).capitalize()} {world.filler(rng, 18)}. ")
    date_ = EventDate(one.day.isoformat(), one.day.isoformat(), "day", "stated")
    draft.dates.append(
        TimeExpression(said_day, "DATE", one.day.isoformat(), date_.from_, date_.to, "itself", draft.sentence)
    )
    draft.places.append(Toponym(where, one.place, "event", draft.sentence))
    draft.attributions.append(
        Attribution(attribution, (content,), "stated", "+", "CT", source, cue, speaker=speaker, speaker_kind=kind)
    )
    _count(draft, number, "killed", killed, ident, attribution, predicate)
    if one.injured:
        hurt = text.add(f"{one.injured} people")
        _count(draft, hurt, "injured", one.injured, ident, attribution, text.add(" were injured"))
        text.add(f" {world.filler(rng, 12)}. ")
    _people(draft, rng, one, ident)
    doer_span = text.add(one.group)
    act = text.add(" fired on")
    text.add(f" {' '.join(one.words[7:])} {world.filler(rng, 14)}.\n\n")
    doer = Party(one.group, one.group.lower(), doer_span, "organisation", country=one.place.country, sector="UAF")
    draft.parties.append(doer)
    draft.actions.append(
        Action(act, one.plover, actor=doer, mention=ident, attribution=attribution, sentence=draft.sentence)
    )
    draft.mentions.append(
        Mention(
            ident, (content,), main=is_main, background=not is_main, follow_up=is_later, date=date_, place=one.place,
            plover=one.plover, cause="violence", actors=(MentionActor(doer, "actor", attribution),),
            terms=(*one.words, one.deed, "kill"), words=f"{one.deed} in {one.place.name}", attribution=attribution,
        )
    )  # fmt: skip
    draft.sentence += 1


def _count(draft: Draft, span: Span, outcome: Outcome, number: int, mention: str, attribution: str, predicate: Span) -> None:
    draft.figures.append(
        Figure(span, outcome, "exact", low=number, high=number, point=number, who="people", mention=mention,
               attribution=attribution, predicate=predicate, sentence=draft.sentence, rule="passive")
    )  # fmt: skip


def _people(draft: Draft, rng: Random, one: Happening, mention: str) -> None:
    """The victims whom this report names, and the accused."""
    for name, age in one.victims:
        if rng.random() < 0.7:
            span = draft.text.add(name)
            draft.text.add(f", {age}, was among the dead. ")
            sealed = "minor" if age < 18 else None
            draft.people.append(Person(span, "victim", name, "killed", age, mention=mention, sealed=sealed))
    if one.accused and rng.random() < 0.5:
        span = draft.text.add(one.accused)
        draft.text.add(" is accused of it. ")
        draft.people.append(Person(span, "accused", one.accused, mention=mention, sealed="accused"))


def _total(draft: Draft, rng: Random, one: Happening, when: date) -> None:
    """A stated total of the year."""
    number = rng.randint(200, 4000)
    span = draft.text.add(f"{number} people")
    predicate = draft.text.add(" have been killed")
    draft.text.add(f" in {one.place.admin1} since 1 January, a count by monitors says.\n\n")
    draft.figures.append(
        Figure(span, "killed", "exact", scope="period", low=number, high=number, point=number, who="people",
               period_from=f"{when.year}-01-01", period_to=when.isoformat(), area=one.place.admin1, predicate=predicate,
               sentence=draft.sentence, rule="passive")
    )  # fmt: skip
    draft.sentence += 1


def _statement(draft: Draft, world: World, rng: Random, one: Happening, when: date) -> None:
    """A sentence that others may tell too."""
    shared = rng.sample(one.words, 4)
    draft.text.add(f"{' '.join(shared).capitalize()} {world.filler(rng, 16)}. ")
    end = draft.text.length - 1
    start = end - 1 - len(draft.text.parts[-1].strip()) + 1
    words = draft.text.parts[-1].strip()
    span = Span(start, start + len(words))
    draft.statements.append(
        Statement((span,), words, tuple(sorted({*shared, *words.split()[4:8]})), draft.sentence, "action",
                  one.group.lower(), mention="m1", date_from=when.isoformat(), date_to=when.isoformat())
    )  # fmt: skip
    draft.sentence += 1
