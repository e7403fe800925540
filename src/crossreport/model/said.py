"""What is said: attributions, figures, and claims, each with its words; and the origins that know."""

from typing import Literal, get_args

import msgspec

from crossreport.model.report import Span

Stance = Literal[
    "stated", "claimed", "alleged", "confirmed", "denied", "not_confirmed", "estimated", "feared", "intended", "expected",
    "asked", "corrected", "retracted",
]  # fmt: skip
Polarity = Literal["+", "-", "u"]
Certainty = Literal["CT", "PR", "PS", "U"]
Outcome = Literal[
    "killed", "injured", "killed_or_injured", "missing", "abducted", "detained", "displaced", "other"
]  # fmt: skip
Form = Literal[
    "exact", "at_least", "more_than", "at_most", "fewer_than", "about", "range", "vague", "indefinite_plural", "zero"
]  # fmt: skip
Status = Literal["civilian", "combatant", "security_force", "attacker", "unstated"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
# What a count may be asked for; unstated is what no report says.
STATUSES: tuple[Status, ...] = tuple(status for status in get_args(Status) if status != "unstated")
Aux = Literal["none", "historical", "future", "hypothetical", "negated"]
HumanStatus = Literal["machine", "accepted", "edited", "rejected", "added"]
ClaimType = Literal["occurrence", "figure", "responsibility", "denial", "statement", "tally"]


class Attribution(msgspec.Struct, frozen=True, omit_defaults=True):
    """A reported statement: who (source) says (cue) what (content), and how firmly.

    Spans are those of PARC3 and PolNeAR; certainty and polarity those of FactBank. `parent` is the attribution that this
    one stands inside. `speaker` is the source's fullest name and role in the report, never a pronoun; `speaker_kind` a key
    of vocabulary/speakers.yaml (police, medic, government, ...); `via` the relayers between the report and the speaker,
    nearest the report first ("an official told Reuters": via Reuters).
    """

    id: str
    content: tuple[Span, ...]
    stance: Stance
    polarity: Polarity
    certainty: Certainty
    source: Span | None = None
    cue: Span | None = None
    parent: str | None = None
    speaker: str | None = None
    speaker_kind: str | None = None
    via: tuple[str, ...] = ()


class Figure(msgspec.Struct, frozen=True, omit_defaults=True):
    """A number of persons killed, hurt or otherwise harmed, as the report words it.

    `span` covers the number and its noun, `predicate` the words that say what befell them. `low` and `high` are whole
    persons, None where open; `point` is the one value that stands for the figure (None where none does); for a vague word,
    `vague` keeps its key in profiles/vague.yaml, and low, high and point are those of the default table, for a profile to
    replace. `subset_of` is the
    index in the report's figures of the total that includes this one. `includes_attackers` is None where unsaid.
    `earlier` is true where the report calls it a first or initial count, which later ones may replace.
    `composition` are the report's words for who the persons were where it gives no number ("most of them fighters").
    `rule` names the construction that was read, `defaulted` what was assumed rather than read.
    """

    span: Span
    outcome: Outcome
    form: Form
    measure: Literal["stock", "increment"] = "stock"
    scope: Literal["incident", "period"] = "incident"
    low: int | None = None
    high: int | None = None
    point: int | None = None
    vague: str | None = None
    unit: str | None = None
    who: str | None = None
    status: Status = "unstated"
    subgroup: str | None = None
    side: str | None = None
    subset_of: int | None = None
    as_of: str | None = None
    period_from: str | None = None
    period_to: str | None = None
    area: str | None = None
    aux: Aux = "none"
    mention: str | None = None
    attribution: str | None = None
    includes_attackers: bool | None = None
    predicate: Span | None = None
    composition: str | None = None
    composition_span: Span | None = None
    earlier: bool = False
    sentence: int = -1
    people: tuple[int, ...] = ()
    rule: str = ""
    defaulted: tuple[str, ...] = ()


class Said(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who says a claim, with which stance and polarity, and through whom (nearest first)."""

    stance: Stance
    polarity: Polarity
    certainty: Certainty = "CT"
    source: str | None = None
    source_kind: str | None = None
    cue: str | None = None
    via: tuple[str, ...] = ()


class AsRead(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the machine read of a claim that a person edited since."""

    figure: Figure | None = None
    attribution: Said | None = None
    aux: Aux = "none"


class Claim(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that one report says, with its words. On several events it is added to none of them alone.

    `subset_of` is the id of the claim whose total includes this one. `terms` are the normalised words of a statement, by
    which statements of several reports are lined up; `subject` says in a few plain words what the claim is about.
    `human_status` is what people made of it, by the `decisions` of these ids; `as_read` is the machine's reading of one that
    they edited.
    """

    id: str
    report: str
    type: ClaimType
    spans: tuple[Span, ...]
    quote: str
    events: tuple[str, ...] = ()
    mention: str | None = None
    attribution: Said | None = None
    figure: Figure | None = None
    subset_of: str | None = None
    origin: str = ""
    status: Literal["current", "superseded", "excluded"] = "current"
    reason: str | None = None
    rule: str = ""
    subject: str = ""
    statement: int | None = None
    aux: Aux = "none"
    terms: tuple[str, ...] = ()
    human_status: HumanStatus = "machine"
    as_read: AsRead | None = None
    decisions: tuple[str, ...] = ()


class Origin(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who knows: a speaker, an agency, or an outlet's own reporting (docs/method.md, "Counting")."""

    id: str
    basis: Literal["speaker", "outlet", "agency", "copied_text", "unknown"]
    independence: Literal["established", "assumed", "unknown"]
    reports: tuple[str, ...]
    speaker: str | None = None
    speaker_kind: str | None = None
