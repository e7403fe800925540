"""A record made by hand that has one of everything an export must carry, all of it invented, and some of it hostile."""

import msgspec

from crossreport.deciding.listing import Listed
from crossreport.export.source import Source
from crossreport.model.acting import Actor, Interaction
from crossreport.model.decided import Decision, Undo
from crossreport.model.happened import Event, EventActor, EventDate, EventPerson, Place, Victim
from crossreport.model.judged import Cell, Difference, Estimate, Found, Mark, Relation, Story, StoryRow, Tally
from crossreport.model.record import Derived, EarlierClaim, ReportRow
from crossreport.model.report import Capture, Report, Span
from crossreport.model.said import AsRead, Claim, Figure, Origin, Said
from crossreport.store.protection import SealedName, Seals, Shown, seal

SECRET = "Teo Brask"
SCRIPT = "<script>alert(1)</script>"
FORMULA = '=HYPERLINK("http://x.example")'

WIRE = Report(
    "wire-1",
    "VELMORA, May 15. At least 12 people were killed when the Ostrand army shelled a market in Velmora on Tuesday, a doctor"
    f" said. Three of them were children. {SECRET}, 29, who is accused of firing the gun, was held. The army denied it.",
    title=f"Shells kill a dozen in Velmora; {SECRET} held",
    outlet="Northern Wire",
    url="https://wire.example/velmora/teo-brask-held?a=1&b=2",
    published="2024-05-15T08:00:00Z",
    language="en",
)
TIDE = Report(
    "tide-1",
    f"Fourteen people died in the shelling of Velmora, the mayor said. {FORMULA} {SCRIPT} was painted on a wall."
    " Since January, 40 people have been killed in Ostrand.",
    title=f"{SCRIPT} [press](javascript:alert(2)) | **14** dead in Velmora",
    outlet="+Kestry Tide",
    url="javascript:alert(3)",
    published="2024-05-16",
)
HILLS = Report(
    "hills-1",
    "Nine soldiers and 5 fighters of the Free Hills Front were killed near Kestry on 20 May. The Front abducted a nurse.",
    title="Clash near Kestry",
    outlet="Hill Post",
    published="2024-05-21",
    credit=("Northern Wire",),
)
REPORTS = (WIRE, TIDE, HILLS)
MARKET = Place("Market, Velmora", "Ostrand", "AQ", 7, -70.5, 12.25, 1)
KESTRY = Place("Kestry", "Ostrand", "AQ", 8, -71.123456, -0.5, 2)
COUNTRY = Place("Antarctica", None, "AQ", 9, -75.0, 0.0, 6)


def at(report: Report, *words: str) -> tuple[Span, ...]:
    """Where these words stand in the report; in its title where they begin with 'title:'."""
    found = []
    for one in words:
        in_title, plain = one.startswith("title:"), one.removeprefix("title:")
        start = ((report.title or "") if in_title else report.text).index(plain)
        found.append(Span(start, start + len(plain), in_title))
    return tuple(found)


def claim(ident: str, report: Report, *words: str, **fields: object) -> Claim:
    """A claim of the report with these words."""
    spans = at(report, *words)
    quote = " … ".join(span.words(report) for span in spans)
    given = {"type": "statement", "origin": "O-1", "rule": "test", **fields}
    return Claim(ident, report.id, spans=spans, quote=quote, **given)  # type: ignore[arg-type]


def figure(outcome: str, number: int, form: str = "exact", **fields: object) -> Figure:
    """A figure of that many persons."""
    high = None if form == "at_least" else number
    return Figure(Span(0, 1), outcome, form, low=number, high=high, point=number, **fields)  # type: ignore[arg-type]


def estimate(low: int | None, best: int | None, high: int | None, claims: tuple[str, ...], **fields: object) -> Estimate:
    """An estimate that rests on these claims; without a high it is open."""
    given: dict[str, object] = {"agreement": "single", "origins": ("O-1",), "profile": "recent_majority", **fields}
    return Estimate(low, best, high, high is None, claims=claims, **given)  # type: ignore[arg-type]


CLAIMS = (
    claim(
        "C-1", WIRE, "title:a dozen in Velmora", "At least 12 people were killed", type="figure", events=("E-1",),
        figure=figure("killed", 12, "at_least", who="people"),
        attribution=Said("stated", "+", "CT", "a doctor", "medic", via=("Northern Wire",)),
    ),
    claim("C-2", WIRE, "Three of them were children", type="figure", events=("E-1",), subset_of="C-1",
          figure=figure("killed", 3, who="children", subgroup="child", status="civilian")),
    claim("C-3", WIRE, f"{SECRET}, 29, who is accused", type="responsibility", events=("E-1",), reason=f"as {SECRET} says",
          attribution=Said("alleged", "u", source=f"{SECRET}'s lawyer")),
    claim("C-4", WIRE, "The army denied it", type="denial", events=("E-1",),
          attribution=Said("denied", "-", source="The army")),
    claim("C-5", TIDE, "Fourteen people died", type="figure", events=("E-1",), origin="O-2",
          figure=figure("killed", 14, who="people"), attribution=Said("stated", "+", source="the mayor")),
    claim("C-6", TIDE, FORMULA, events=("E-1",), origin="O-2"),
    claim("C-7", TIDE, SCRIPT, events=("E-1", "E-2"), origin="O-2"),
    claim("C-8", TIDE, "40 people have been killed in Ostrand", type="tally", origin="O-2",
          figure=figure("killed", 40, scope="period", period_from="2024-01-01", period_to="2024-05-16", area="Ostrand")),
    claim("C-9", HILLS, "Nine soldiers", "were killed", type="figure", events=("E-2",), origin="O-3",
          figure=figure("killed", 9, status="security_force")),
    claim("C-10", HILLS, "5 fighters of the Free Hills Front", "were killed", type="figure", events=("E-2",), origin="O-3",
          figure=figure("killed", 5, status="combatant", side="Free Hills Front")),
    claim("C-11", HILLS, "The Front abducted a nurse", type="occurrence", events=("E-3",), origin="O-3"),
    claim("C-13", WIRE, "shelled a market", type="figure", events=("E-6",), figure=figure("killed", 20, "at_least")),
    claim("C-12", HILLS, ["Clash", "near", "Kestry"][2], type="occurrence", events=("E-4",), origin="O-3"),
)  # fmt: skip
EVENTS = (
    Event(
        "E-1", f"Shelling in Velmora, {SECRET} held", "incident", ("tide-1", "wire-1"),
        ("C-1", "C-2", "C-3", "C-4", "C-5", "C-6", "C-7"), formerly=("E-9",), part_of="E-6", plover="ASSAULT",
        mode="heavy-weapons", cause="violence", date=EventDate("2024-05-14", "2024-05-14", "day", "stated"), place=MARKET,
        actors=(
            EventActor("Ostrand army", "actor", ("C-1",), "AQ", "MIL"),
            EventActor(SECRET, "accused", ("C-3",)),
            EventActor("people", "recipient", ("C-1",), sector="CVL"),
        ),
        people=(
            EventPerson(SECRET, "accused", ("C-3",), age=29, sealed="accused"),
            EventPerson("Mira Holt", "victim", ("C-2",), "killed", 8, "female", "minor"),
            EventPerson("Jana Orlen", "victim", ("C-1",), "killed", 34, "female"),
        ),
        victims=(
            Victim("V-1", "Jana Orlen", ("C-1", "C-5"), ("tide-1", "wire-1"), "Jana Orlen", "killed", 34, "female"),
            Victim("V-2", "Mira Holt", ("C-2",), ("wire-1",), "Mira Holt", "killed", 8, "female", "minor"),
            Victim("V-3", "a 12-year-old boy", ("C-2",), ("wire-1",), None, "killed", 12, "male", "minor"),
        ),
        figures={
            "killed": estimate(12, 14, 14, ("C-1", "C-5"), agreement="compatible", origins=("O-1", "O-2"),
                               arithmetic=("at least 12 (wire-1)", "14 (tide-1)"), alarms=("look at it",)),
            "injured": estimate(2, 2, None, ("C-1",)),
        },
        cells=(
            Cell("killed", estimate(3, 3, 3, ("C-2",)), "civilian", subgroup="child"),
            Cell("killed", estimate(12, 12, 12, ("C-1",)), "civilian"),
        ),
        corroboration="corroborated", responsibility="denied",
    ),
    Event(
        "E-2", "clash", "incident", ("hills-1",), ("C-9", "C-10", "C-7"), plover="ASSAULT", mode="firearms",
        cause="violence", date=EventDate("2024-05-20", "2024-05-22", "day", "stated"), place=KESTRY,
        actors=(
            EventActor("Free Hills Front", "actor", ("C-10",), "AQ", "REB"),
            EventActor("soldiers", "recipient", ("C-9",), "AQ", "MIL"),
        ),
        figures={"killed": estimate(14, 14, 14, ("C-9", "C-10"), perpetrators=5, party_only=True)},
        cells=(
            Cell("killed", estimate(9, 9, 9, ("C-9",)), "security_force"),
            Cell("killed", estimate(5, 5, 5, ("C-10",)), "combatant", "Free Hills Front"),
        ),
        corroboration="single_origin", responsibility="single_accusation",
    ),
    Event("E-3", "abduction of a nurse", "incident", ("hills-1",), ("C-11",), plover="ASSAULT", mode="abduct",
          cause="violence", date=EventDate("2024-05-01", "2024-05-31", "month", "stated"), place=COUNTRY,
          actors=(EventActor("Free Hills Front", "actor", ("C-11",), "AQ", "REB"),
                  EventActor("a nurse", "recipient", ("C-11",), None, "MED"))),
    Event("E-4", "bus crash", "incident", ("hills-1",), ("C-12",), cause="accident",
          figures={"killed": estimate(2, 2, 2, ("C-12",))}),
    Event("E-6", "a week of shelling", "episode", ("wire-1",), ("C-13",), plover="ASSAULT", cause="violence",
          date=EventDate("2024-05-10", "2024-05-16", "week"), place=MARKET,
          figures={"killed": estimate(20, None, None, ("C-13",))}),
)  # fmt: skip
SET = Mark("title", "shelling", "D-1", "Ada Berg", f"{SECRET} says so")
DECIDED = Listed(
    Decision("D-1", "Ada Berg", "2024-06-01T00:00:00+00:00", "heard the tape", Undo("D-0")), "undone", "its words are gone",
    ("C-1",), ("E-1",), ("wire-1",), ("D-2",), "D-3",
)  # fmt: skip


def judged(claim: Claim) -> Claim:
    """The first claim as a person edited it."""
    if claim.id != "C-1":
        return claim
    was = AsRead(claim.figure, claim.attribution)
    return msgspec.structs.replace(claim, human_status="edited", as_read=was, decisions=("D-1",))


RAW = Derived(
    "recent_majority",
    rows=(
        ReportRow("hills-1", "S-2", "E-2", "wire-1"), ReportRow("tide-1", "S-1", "E-1"), ReportRow("wire-1", "S-1", "E-1"),
    ),
    claims=tuple(map(judged, CLAIMS)),
    events=tuple(
        msgspec.structs.replace(one, marks=(SET,), decisions=("D-1",), unseen=("wire-1",)) if one.id == "E-1" else one
        for one in EVENTS
    ),
    origins=(
        Origin("O-1", "speaker", "established", ("wire-1",), f"doctor of {SECRET}", "medic"),
        Origin("O-2", "outlet", "assumed", ("tide-1",)),
        Origin("O-3", "agency", "established", ("hills-1",), "Northern Wire", "media"),
    ),
    stories=(
        Story("S-1", f"{SCRIPT} {SECRET} and the shelling", ("tide-1", "wire-1"), ("E-1", "E-6"), "2024-05-15", "2024-05-16",
              "E-1", (StoryRow("differ", ("C-1", "C-5"), "12 or 14 killed", "figure", (("wire-1", "at least 12"),)),
                      StoryRow("agree", ("C-1", "C-5"), f"shells fell, {SECRET}", weight=2.0),
                      StoryRow("alone", ("C-4",), "the army denied it", "stance"))),
        Story("S-2", "clash near Kestry", ("hills-1",), ("E-2", "E-3", "E-4"), "2024-05-21", "2024-05-21", "E-2"),
    ),
    relations=(Relation("C-1", "C-5", "compatible", f"12 is a floor, says {SECRET}"),),
    tallies=(
        Tally("C-8", "killed", "2024-01-01", "2024-05-16", Found(28, 28, None, ("E-1", "E-2")), "people", 40, 40, 40,
              "Ostrand", SECRET, Difference(("C-8",), f"40 - 28 = 12, says {SECRET}")),
    ),
    earlier=(
        EarlierClaim(claim("C-0", WIRE, "Three of them"), "ab12", "2024-05-14", "C-2", "update_up", f"2, says {SECRET}"),
    ),
    actors=(
        Actor("A-1", "Ostrand army", "organisation", ("Ostrand army",), ("wire-1",), "AQ", "MIL"),
        Actor("A-2", "Free Hills Front", "organisation", ("Free Hills Front", SECRET), ("wire-1",), "AQ", "REB"),
    ),
    interactions=(
        Interaction("I-1", "A-1", "A-2", "THREATEN", ("C-4",), ("wire-1",), "violence", "2024-05-14", "2024-05-14"),
    ),
)  # fmt: skip
SEALS = Seals((
    SealedName("wire-1", SECRET, "accused"), SealedName("tide-1", SECRET, "accused"),
    SealedName("hills-1", SECRET, "accused"), SealedName("wire-1", "Mira Holt", "minor"),
    SealedName("tide-1", "Mira Holt", "minor"),
))  # fmt: skip
MADE_WITH = {"code": "0.1.0", "rules": "abc", "model": "small 1.0", "profile": "recent_majority"}


def source(unsealed: bool = False, derived: Derived = RAW, reports: tuple[Report, ...] = REPORTS) -> Source:
    """The record as an export sees it."""
    seals = Seals(()) if unsealed else SEALS
    shown = Shown(reports, seals)
    masked = seal(derived, seals) if not unsealed else derived
    quoted = msgspec.structs.replace(masked, claims=tuple(map(shown.quoted, masked.claims)))
    return Source(
        derived=quoted,
        reports=shown.reports,
        texts=lambda: ((one, Shown([one], seals)) for one in reports),
        made_with=MADE_WITH,
        made="2024-06-01T00:00:00Z",
        captures=lambda: iter([("wire-1", Capture("ab" * 32, "2024-05-15T09:00:00Z", method="fetch", status=200))]),
        unsealed=unsealed,
        decisions=lambda: (DECIDED,),
    )
