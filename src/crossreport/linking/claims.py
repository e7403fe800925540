"""From readings to claims: one thing said each, with its words, its speaker, and the reason where it does not count.

Pure report by report: a claim's id hangs on its own report alone. Events and origins are filled in later.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from crossreport.model.happened import Mention, MentionActor, Person, Reading, Statement
from crossreport.model.report import Report, Span
from crossreport.model.said import Attribution, Aux, Claim, ClaimType, Figure, Said
from crossreport.vocabulary.load import vocabulary, words

JOINT = " … "
# How the ids begin of what people added to a reading.
BY_HAND = "by hand "
UNTRUE: dict[Aux, str] = {
    "future": "planned or expected, not done",
    "hypothetical": "supposed, not said to have happened",
    "negated": "said not to have happened",
}
# What a claim of responsibility says of its actor, by his role and the stance of who says it.
DOES = {
    ("claimed", ""): "claims it",
    ("claimed", "confirmed"): "admits it",
    ("accused", ""): "is accused",
    ("accused", "denied"): "denies it",
}
UNSURE = {
    "denied": "the speaker denies it",
    "not_confirmed": "the speaker does not confirm it",
    "feared": "only feared",
    "intended": "only intended",
    "expected": "only expected",
    "asked": "only asked for",
}


@dataclass(frozen=True)
class Told:
    """The claims of one report. `of_mention` gives each mention's claims, `of_person` those about a person (by index)."""

    claims: tuple[Claim, ...]
    of_mention: dict[str, tuple[str, ...]]
    of_person: dict[int, tuple[str, ...]]
    of_actor: dict[tuple[str, int], tuple[str, ...]]

    def without(self, lost: frozenset[str]) -> "Told":
        """The same without these claims; a mention keeps them where it has no others, for its place in time."""

        def left(ids: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(ident for ident in ids if ident not in lost)

        return Told(
            self.claims,
            {key: left(ids) or ids for key, ids in self.of_mention.items()},
            {key: left(ids) for key, ids in self.of_person.items()},
            {key: left(ids) for key, ids in self.of_actor.items()},
        )


def short_hash(kind: str, *parts: object) -> str:
    """An id: the kind, a dash and ten hexadecimal digits that depend on the parts alone."""
    return f"{kind}-{hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:10]}"


def tidy(spans: Iterable[Span], report: Report) -> tuple[Span, ...]:
    """Spans in order (title first), cut to the report, merged where they overlap or touch, empty ones left out."""
    sizes = {True: len(report.title or ""), False: len(report.text)}
    cut = (Span(max(s.start, 0), min(s.end, sizes[s.title]), s.title) for s in spans)
    made: list[Span] = []
    for span in sorted((s for s in cut if s.start < s.end), key=lambda s: (not s.title, s.start, s.end)):
        if made and made[-1].title == span.title and span.start <= made[-1].end:
            made[-1] = Span(made[-1].start, max(made[-1].end, span.end), span.title)
        else:
            made.append(span)
    return tuple(made)


def quote(spans: Iterable[Span], report: Report) -> str:
    """The words at the spans, exactly, joined with " … "."""
    return JOINT.join(span.words(report) for span in spans)


def in_text(claim: Claim) -> tuple[str, bool, Span, str]:
    """Sorts claims by report and by where they stand in it."""
    return claim.report, not claim.spans[0].title, claim.spans[0], claim.id


def happened(mention: Mention, attributions: dict[str, Attribution]) -> bool:
    """Is the mention told as something that took place, even if only to be denied?"""
    if mention.aux in UNTRUE:
        return False
    said = attributions.get(mention.attribution or "")
    return said is None or said.stance not in ("feared", "intended", "expected", "asked")


class Claims:
    """Collects the claims of one report."""

    def __init__(self, report: Report, reading: Reading) -> None:
        self.report = report
        self.reading = reading
        self.attributions = {one.id: one for one in reading.attributions}
        self.mentions = {one.id: one for one in reading.mentions}
        self.claims: list[Claim] = []
        self.taken: set[str] = set()
        self.of_person: dict[int, list[str]] = {}
        self.of_actor: dict[tuple[str, int], list[str]] = {}

    def said(self, ident: str | None) -> Said | None:
        """Who says it, by the attribution's id: the fullest name that the report gives, or none for its own voice."""
        one = self.attributions.get(ident or "")
        if one is None:
            return None
        outer: list[str] = []
        seen = {one.id}
        above = self.attributions.get(one.parent or "")
        while above is not None and above.id not in seen:
            seen.add(above.id)
            if above.stance not in UNSURE:  # who denies what another says does not pass it on
                outer[:0] = [*above.via, *filter(None, [self.speaker(above)])]
            above = self.attributions.get(above.parent or "")
        source = self.speaker(one)
        via = tuple(dict.fromkeys(name for name in [*outer, *one.via] if name != source))
        cue = one.cue.words(self.report) if one.cue else None
        return Said(one.stance, one.polarity, one.certainty, source, one.speaker_kind, cue, via)

    def speaker(self, one: Attribution) -> str | None:
        """The speaker's fullest name; words that are a pronoun alone name nobody."""
        name = one.speaker or (" ".join(one.source.words(self.report).split()) if one.source else None)
        return None if not name or name.lower() in words("linking", "pronouns") else name

    def add(
        self,
        kind: ClaimType,
        spans: Iterable[Span],
        *,
        attribution: str | None = None,
        mention: str | None = None,
        reason: str | None = None,
        excluded: bool = False,
        figure: Figure | None = None,
        statement: int | None = None,
        rule: str = "",
        subject: str = "",
        aux: Aux = "none",
        terms: tuple[str, ...] = (),
    ) -> str | None:
        """Adds a claim and returns its id; none where no words are left to show for it."""
        kept = tidy(spans, self.report)
        if not kept:
            return None
        said = self.said(attribution)
        outcome = figure.outcome if figure else None
        where = [[s.start, s.end, s.title] for s in kept]
        ident, again = "", 0
        while not ident or ident in self.taken:
            more = (again,) if again else ()
            ident = short_hash("C", self.report.id, kind, where, outcome, said.source if said else None, *more)
            again += 1
        self.taken.add(ident)
        self.claims.append(
            Claim(
                ident,
                self.report.id,
                kind,
                kept,
                quote(kept, self.report),
                mention=mention,
                attribution=said,
                figure=figure,
                status="excluded" if excluded else "current",
                reason=reason,
                rule=rule,
                subject=subject,
                statement=statement,
                aux=aux,
                terms=terms,
            )
        )
        return ident

    def figures(self) -> None:
        """A claim for each figure: a tally where it adds up a period, else a figure of its mention."""
        ids: dict[int, str] = {}
        for index, figure in enumerate(self.reading.figures):
            reason, out = self.why_not(figure.aux, figure.attribution)
            if not out and figure.unit not in (None, "persons"):
                reason = f"counts {figure.unit}, not persons"
            elif not out and figure.scope == "incident" and figure.mention not in self.mentions:
                reason = "tied to no event"
            ident = self.add(
                "tally" if figure.scope == "period" else "figure",
                [figure.span, *filter(None, [figure.predicate, figure.composition_span])],
                attribution=figure.attribution, mention=figure.mention, reason=reason, excluded=out, figure=figure,
                rule=figure.rule, subject=figure.who or "", aux=figure.aux,
            )  # fmt: skip
            if ident:
                ids[index] = ident
                for person in figure.people if figure.scope == "incident" else ():
                    self.of_person.setdefault(person, []).append(ident)
        for index, ident in ids.items():
            above = self.reading.figures[index].subset_of
            total = ids.get(above) if above is not None else None
            if total and total != ident:
                at = next(n for n, claim in enumerate(self.claims) if claim.id == ident)
                self.claims[at] = msgspec.structs.replace(self.claims[at], subset_of=total)

    def why_not(self, aux: Aux, attribution: str | None) -> tuple[str | None, bool]:
        """(reason, True) where a number or an occurrence is not told as a fact; (None, False) where it is."""
        if aux in UNTRUE:
            return UNTRUE[aux], True
        said = self.attributions.get(attribution or "")
        if said is not None and said.stance in UNSURE:
            return UNSURE[said.stance], True
        return None, False

    def occurrences(self) -> None:
        """What each mention says to have happened, unless its figures say it already; a denial where that is denied."""
        counted = {claim.mention for claim in self.claims if claim.type == "figure"}
        for mention in self.reading.mentions:
            alone = [
                index
                for index, person in enumerate(self.reading.people)
                if person.mention == mention.id and person.role == "victim" and not self.of_person.get(index)
            ]
            if mention.id in counted and not mention.main and not mention.actors and not alone:
                continue
            if mention.id.startswith(BY_HAND) and any(one.role in ("accused", "claimed") for one in mention.actors):
                continue  # a person added who is held responsible, and nothing more
            said = self.attributions.get(mention.attribution or "") or self.doubt_of(mention)
            denied = said is not None and said.stance in ("denied", "not_confirmed")
            held = said.id if said is not None else None
            reason, out = self.why_not(mention.aux, None if denied else held)
            ident = self.add(
                "denial" if denied else "occurrence",
                [*mention.spans, *(span for index in alone for span in person_spans(self.reading.people[index]))],
                attribution=held, mention=mention.id, reason=reason, excluded=out, rule="mention",
                subject=mention.words, aux=mention.aux, terms=mention.terms,
            )  # fmt: skip
            if ident:
                for index in alone:
                    self.of_person.setdefault(index, []).append(ident)
                for index, actor in enumerate(mention.actors):
                    if actor.role in ("actor", "recipient"):
                        self.of_actor.setdefault((mention.id, index), []).append(ident)

    def doubt_of(self, mention: Mention) -> Attribution | None:
        """Who denies or cannot confirm it, where all that the text says of it is what he does not: "reports of a blast that
        killed five were a hoax". A headline sums the text up."""
        counted = [one for one in self.reading.figures if one.mention == mention.id and not one.span.title]
        if not counted or any(not self.why_not(one.aux, one.attribution)[1] for one in counted):
            return None
        told = [span for span in mention.spans if not span.title]
        doubts = [one for one in self.reading.attributions if one.stance in ("denied", "not_confirmed")]
        found = [next((one for one in doubts if _holds_most(one, span)), None) for span in told]
        return found[0] if found and all(found) else None

    def responsibilities(self) -> None:
        """Who is accused of, or claims, a mention that did harm; and the persons accused in it."""
        for mention in self.reading.mentions:
            for index, actor in enumerate(mention.actors):
                if actor.role in ("accused", "claimed"):
                    ident = self.responsibility(mention, actor)
                    if ident:
                        self.of_actor.setdefault((mention.id, index), []).append(ident)
        for index, person in enumerate(self.reading.people):
            if person.role == "accused" and person.mention in self.mentions:
                ident = self.add(
                    "responsibility", person_spans(person), mention=person.mention, rule="person",
                    subject=f"{person.name or 'a person'} is accused",
                    attribution=self.mentions[person.mention].attribution, aux=self.mentions[person.mention].aux,
                )  # fmt: skip
                if ident:
                    self.of_person.setdefault(index, []).append(ident)

    def responsibility(self, mention: Mention, actor: MentionActor) -> str | None:
        """The claim that an actor did it; None where the mention did no harm."""
        if mention.plover not in words_as_is("harmful") and mention.cause != "violence":
            return None
        said = self.attributions.get(actor.attribution or "")
        does = DOES.get((actor.role, said.stance if said else ""), DOES[actor.role, ""])
        return self.add(
            "responsibility", [actor.party.span] if actor.party.span else mention.spans, mention=mention.id, rule="actor",
            attribution=actor.attribution or mention.attribution, subject=f"{actor.party.name} {does}", aux=mention.aux,
        )  # fmt: skip

    def statements(self) -> None:
        """A claim for each statement; a denial where its speaker denies or does not confirm it."""
        for index, one in enumerate(self.reading.statements):
            said = self.attributions.get(one.attribution or "")
            denied = said is not None and said.stance in ("denied", "not_confirmed")
            self.add(
                "denial" if denied else "statement", one.spans, attribution=one.attribution, mention=one.mention,
                statement=index, rule=statement_rule(one), subject=one.text, aux=one.aux, terms=one.terms,
            )  # fmt: skip

    def told(self) -> Told:
        """The claims, and which are about which mention, person and actor."""
        of_mention: dict[str, list[str]] = {}
        for claim in self.claims:
            if claim.mention and claim.type != "tally":
                of_mention.setdefault(claim.mention, []).append(claim.id)
        return Told(
            tuple(self.claims),
            {key: tuple(ids) for key, ids in of_mention.items()},
            {key: tuple(ids) for key, ids in self.of_person.items()},
            {key: tuple(ids) for key, ids in self.of_actor.items()},
        )


def _holds_most(said: Attribution, sentence: Span) -> bool:
    """Is what is said more than half of the sentence?"""
    inside = sum(
        max(min(part.end, sentence.end) - max(part.start, sentence.start), 0) for part in said.content if not part.title
    )
    return 2 * inside > sentence.end - sentence.start


def words_as_is(key: str) -> frozenset[str]:
    """The list under `key` of the linking vocabulary, its capitals kept."""
    return frozenset(vocabulary("linking")[key])


def statement_rule(one: Statement) -> str:
    """What read a statement."""
    return f"statement {one.kind}"


def person_spans(person: Person) -> Iterator[Span]:
    """Where a report names a person."""
    yield person.span
    yield from person.spans[:2]


def claims_of(report: Report, reading: Reading) -> Told:
    """The claims of one report, in the order figures, occurrences, responsibilities, statements."""
    made = Claims(report, reading)
    made.figures()
    made.occurrences()
    made.responsibilities()
    made.statements()
    return made.told()
