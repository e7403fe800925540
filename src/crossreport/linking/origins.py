"""Origins: who knows what a claim says. A speaker, an agency, an outlet's own reporting, text taken over, or nobody can say.

Corroboration counts these, not articles (docs/method.md, "Counting"). Copies add none: what stands in text taken over has
the origin that it has in the report it was taken from. A report that names neither outlet nor agency leaves independence
unknown, its speakers too.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from crossreport.linking.addresses import label_of, outlet_host
from crossreport.linking.claims import short_hash
from crossreport.linking.copies import MASTHEAD, Copies, order, taking_order
from crossreport.linking.credits import agency, agency_of, credits, is_unknown
from crossreport.linking.events import place_in_text
from crossreport.linking.voices import same_voice, voice_parts
from crossreport.linking.words import fold
from crossreport.model.happened import Reading
from crossreport.model.report import Report
from crossreport.model.said import Claim, Origin
from crossreport.vocabulary.load import words

# A headline of so many words is nobody else's by chance.
LONG_HEADLINE = 6
Basis = Literal["speaker", "outlet", "agency", "copied_text", "unknown"]
# A number of an event: its id, the outcome, low and high, and of whom.
Told = tuple[str, str, int | None, int | None, str | None]


@dataclass(frozen=True)
class Source:
    """Where a claim comes from, before claims of one source are put together."""

    story: str
    basis: Basis
    key: str
    name: str | None = None
    kind: str | None = None


def outlet_keys(reports: Iterable[Report]) -> dict[str, str]:
    """{outlet as given: key} of these reports' outlets; see `keys_of`."""
    return keys_of((one.outlet, outlet_host(one.url)) for one in reports if one.outlet)


def keys_of(given: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """{outlet as given: key}: one key for an outlet that is given by its name here and by its host there.

    A name is a host's where every report of that host which names its outlet otherwise gives this name: sites that carry
    the reports of many outlets are none of them.
    """
    given = sorted(set(given), key=str)
    hosts = {host for outlet, _ in given if (host := outlet_host(outlet))}
    names: dict[str, set[str]] = defaultdict(set)
    for outlet, at in given:
        if at in hosts and outlet_host(outlet) is None:
            names[at].add(_plain(outlet))
    host_of = {min(named): host for host, named in sorted(names.items(), reverse=True) if len(named) == 1}
    return {outlet: outlet_host(outlet) or host_of.get(_plain(outlet)) or _plain(outlet) for outlet, _ in given}


def _plain(outlet: str) -> str:
    return fold(outlet).removeprefix("the ")


class _Sources:
    """Finds each claim's source."""

    def __init__(
        self,
        reports: Mapping[str, Report],
        readings: Mapping[str, Reading],
        story_of: Mapping[str, str],
        copies: Copies,
        outlets: Mapping[str, str] | None = None,
    ) -> None:
        self.reports, self.readings, self.story_of, self.copies = reports, readings, story_of, copies
        self.copied = {of for blocks in copies.source.values() for block, of in blocks if of != block.report}
        self.voices: dict[tuple[str, str], str] = {}
        self.outlets = outlet_keys(reports.values()) if outlets is None else outlets
        self._heads = self._headlines()
        self.told_by: dict[str, set[str]] = defaultdict(set)  # the outlets of each story
        for ident, story in story_of.items():
            if ident in reports and (outlet := reports[ident].outlet):
                self.told_by[story].add(outlet)
        self.by_name = {bare(name): key for name, key in sorted(self.outlets.items())}
        self._credits: dict[str, tuple[str, ...]] = {}
        self.heard: dict[tuple[str, str, Told], tuple[Source, str]] = {}
        self.texts: dict[tuple[str, Told], Source] = {}

    def learn(self, claims: Iterable[Claim]) -> None:
        """Puts the names of one speaker within a story under one key."""
        names: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for claim in claims:
            if claim.attribution and claim.attribution.source:
                names[self.story_of[claim.report]].add((self.party(claim), claim.attribution.source))
        for story in sorted(names):
            groups: list[list[str]] = []
            for key, name in sorted(names[story], key=lambda one: (-len(voice_parts(one[0])), one)):
                fits = [group for group in groups if same_voice(key, group[0])]
                exact = [group for group in fits if voice_parts(key) == voice_parts(group[0])]
                best = exact or fits
                if len(best) == 1:
                    best[0].append(key)
                else:
                    groups.append([key])
                self.voices[story, name] = (best[0] if len(best) == 1 else groups[-1])[0]

    def listen(self, claims: Callable[[], Iterable[Claim]], events: Mapping[tuple[str, str], str]) -> None:
        """Keeps which speaker an outlet or agency has a number of an event from: through it, nobody else knows."""
        for claim in claims():
            said, number = claim.attribution, _number(claim, events)
            if number is None or said is None or not said.source or said.source_kind == "media" or agency(said.source):
                continue
            report, story = self.reports[self.home(claim)], self.story_of[claim.report]
            makers = [self.outlets[report.outlet], self.medium(report.outlet, story)] if report.outlet else []
            for maker in (*makers, *(self.medium(one, story) for one in (*self.credited(report), *said.via))):
                self.heard.setdefault((story, maker, number), (self.of(claim), claim.report))
        for claim in claims():
            number = _number(claim, events)
            if number is not None and not any(span.title for span in claim.spans):
                self.texts.setdefault((claim.report, number), self.knower(claim, events))

    def credited(self, report: Report) -> tuple[str, ...]:
        """The agencies that a report credits, looked up once for all of its claims."""
        if report.id not in self._credits:
            self._credits[report.id] = credits(report, self.readings.get(report.id))
        return self._credits[report.id]

    def medium(self, name: str, story: str) -> str:
        """The key of an agency or outlet by the name that a report calls it."""
        return agency(name) or self.outlet(name, story) or bare(name)

    def outlet(self, name: str, story: str) -> str | None:
        """The key of an outlet of these reports by the name that another calls it ("the newspaper Orlen Post").

        In one story a short name means one of its outlets ("the Post"), and where two are called so it is no third one.
        """
        parts = fold(name.partition(",")[0]).removeprefix("the ").split()
        while parts and bare(" ".join(parts)) not in self.by_name and parts[0] in words("linking", "outlet_words"):
            parts = parts[1:]
        if parts and (found := self.by_name.get(bare(" ".join(parts)))):
            return found
        meant = {self.outlets[one] for one in self.told_by[story] if parts and is_short_for(parts, one)}
        return min(meant, default=None)

    def medium_named(self, name: str, story: str, kind: str | None) -> tuple[Basis, str] | None:
        """Whose report a name means, an agency's or an outlet's; of several ("the Post and the Tide") the first's."""
        parts = re.split(r",? and (?:the )?|, (?=the\b|[A-Z])", name)
        for one in (name, *(parts if len(parts) > 1 and all(self._is_medium(part, story) for part in parts) else ())):
            if wire := agency(one):
                return "agency", wire
            if kind == "media" and (outlet := self.outlet(one, story)):
                return "outlet", outlet
        return None

    def _is_medium(self, name: str, story: str) -> bool:
        return bool(agency(name) or self.outlet(name, story))

    def knower(self, claim: Claim, events: Mapping[tuple[str, str], str]) -> Source:
        """A claim's source; of a number that an outlet or agency tells, the speaker it has it from, if a report says.

        Its headline has a number from whom its text has it; its text may tell of others beside its speaker's number.
        """
        source, number, said = self.of(claim), _number(claim, events), claim.attribution
        if number is None:
            return source
        name = said.source if said and said.source else source.key if source.basis == "agency" else None
        maker = source.key if source.basis == "outlet" or not name else self.medium(name, source.story)
        known, report = self.heard.get((source.story, maker, number), (source, ""))
        if said and said.source:
            return known
        if any(span.title for span in claim.spans):
            return self.texts.get((claim.report, number), known)
        return source if report == claim.report else known

    def party(self, claim: Claim) -> str:
        """The speaker by the key of the actor it is, where the report has one by that name; else by name."""
        name = claim.attribution.source if claim.attribution and claim.attribution.source else ""
        reading = self.readings.get(claim.report)
        for party in reading.parties if reading else ():
            if party.name == name and party.kind == "government":
                return party.key
        return name

    def of(self, claim: Claim) -> Source:
        """The source of a claim."""
        story, said = self.story_of[claim.report], claim.attribution
        if said and said.source:
            if medium := self.medium_named(said.source, story, said.source_kind):
                basis, key = medium
                is_wire = basis == "agency"
                return Source(story, basis, key, key if is_wire else said.source, said.source_kind if is_wire else None)
            if said.source_kind in words("linking", "one_voice"):
                return Source(story, "speaker", f"kind {said.source_kind}", said.source, said.source_kind)
            if _is_of_the_place(said.source):
                return Source(story, "speaker", "people of the place", said.source, said.source_kind)
            if _is_unnamed_medic(said.source):
                return Source(story, "speaker", "medics of the place", said.source, said.source_kind)
            return Source(story, "speaker", self.voices[story, said.source], said.source, said.source_kind)
        home = self.home(claim)
        report = self.reports[home]
        for credit in self.credited(report):
            return Source(story, "agency", credit, credit)
        if report.outlet and (wire := agency_of(report.outlet)):
            return Source(story, "agency", wire, wire)  # its own report, and what others say that it said
        if report.outlet:
            return Source(story, "outlet", self.outlets[report.outlet], report.outlet)
        return Source(story, "copied_text" if home != claim.report or home in self.copied else "unknown", home)

    def home(self, claim: Claim) -> str:
        """The report whose text a claim's words are."""
        for span in claim.spans:
            if not span.title:
                return self.copies.taken_from(claim.report, span.start, span.end)
        head = self._heads.get((self.story_of[claim.report], _headline(self.reports[claim.report])), claim.report)
        return self.copies.copy_of.get(claim.report) or self.copies.copy_of.get(head, head)

    def _headlines(self) -> dict[tuple[str, str], str]:
        """{story and headline: the report that has it first, of one day one that credits an agency}: the same words for
        headline are text taken over as well, on a page that holds no more of the story too."""
        first: dict[tuple[str, str], str] = {}
        ordered = sorted(self.story_of, key=lambda one: taking_order(self.reports[one]) if one in self.reports else ("~",))
        for ident in ordered:
            head = _headline(self.reports[ident]) if ident in self.reports else ""
            if len(head.split()) >= LONG_HEADLINE:
                first.setdefault((self.story_of[ident], head), ident)
        return first


def _headline(report: Report) -> str:
    """The words of a report's headline without its outlet's name, folded."""
    return " ".join(re.findall(r"\w+", fold(MASTHEAD.split(report.title or "")[0])))


def _is_of_the_place(name: str) -> bool:
    """Are they unnamed people of the place ("residents", "a witness", "villagers of Karn")? One may be the other: nobody can
    say that they are two who know."""
    head = re.split(r",| (?:of|in|near|from|at|who) ", fold(name))[0].split()
    return bool(head) and head[-1] in words("linking", "people_of_the_place")


def _is_unnamed_medic(name: str) -> bool:
    """Are they medics of no named hospital ("medics", "doctors", "hospital sources")? One may be the other, likewise."""
    said = fold(name).removeprefix("the ").split()
    alone = len(said) == 1 and said[0] in words("linking", "medics")
    theirs = len(said) == 2 and said[0] in words("linking", "medical") and said[1] in words("linking", "medical_people")
    return alone or theirs


@lru_cache(maxsize=20_000)
def bare(name: str) -> str:
    """The name of an outlet without its article and what it is ("the Orlen News Agency": "orlen"), folded."""
    parts = fold(name).removeprefix("the ").split()
    while len(parts) > 1 and parts[-1] in words("linking", "outlet_words"):
        parts.pop()
    return " ".join(parts)


def is_short_for(parts: Sequence[str], outlet: str) -> bool:
    """Do these folded words call an outlet: the last of its name ("herald" the Coastal Herald), or, of an address, all of
    them or the initials of all or of all but the last ("coastalherald.example", "ch.example", "cherald.example")?"""
    host = outlet_host(outlet)
    if host is None:
        own = bare(outlet).split()
        return list(parts) == own[-len(parts) :] or "".join(parts) == "".join(own)
    initials = "".join(part[0] for part in parts[:-1])
    return label_of(host) in ("".join(parts), initials + parts[-1], initials + parts[-1][0])


def _number(claim: Claim, events: Mapping[tuple[str, str], str]) -> Told | None:
    """Which number of which event a claim tells; None where it tells none."""
    event, figure = events.get((claim.report, claim.mention or "")), claim.figure
    if event is None or figure is None:
        return None
    return event, figure.outcome, figure.low, figure.high, figure.subgroup


@dataclass
class _Group:
    """The claims of one source, of which the first was `first`: what of them tells which origin it is."""

    first: str
    ids: list[str] = field(default_factory=list)
    reports: dict[str, None] = field(default_factory=dict)
    names: Counter[str] = field(default_factory=Counter)
    kind: str | None = None

    def add(self, claim: Claim, source: Source) -> None:
        """Takes in one more, in the order in which they were told."""
        self.ids.append(claim.id)
        self.reports[claim.report] = None
        if source.name:
            self.names[source.name] += 1
        self.kind = self.kind or source.kind


def find_origins(
    claims: Mapping[str, Sequence[Claim]],
    reports: Mapping[str, Report],
    readings: Mapping[str, Reading],
    story_of: Mapping[str, str],
    copies: Copies,
    events: Mapping[tuple[str, str], str],
    outlets: Mapping[str, str] | None = None,
) -> tuple[tuple[Origin, ...], dict[str, str]]:
    """(the origins, the origin of each claim). `claims` are those of each report; `events` has the event of each mention of
    a report; `outlets` are the keys of all outlets, where these are not all reports."""
    sources = _Sources(reports, readings, story_of, copies, outlets)
    sources.learn(claim for own in claims.values() for claim in own)
    told = sorted(claims, key={ident: order(reports[ident]) for ident in claims}.__getitem__)

    def ordered() -> Iterator[Claim]:
        """All claims as they were told; they are not held."""
        return (claim for ident in told for claim in sorted(claims[ident], key=place_in_text))

    sources.listen(ordered, events)
    groups: dict[tuple[str, Basis, str], _Group] = {}
    for claim in ordered():
        source = sources.knower(claim, events)
        key = (source.story, source.basis, source.key)
        if key not in groups:
            groups[key] = _Group(claim.id)
        groups[key].add(claim, source)
    origins, of = [], {}
    for (_, basis, _), group in sorted(groups.items(), key=lambda one: one[0]):
        origin = _origin(basis, group, reports)
        origins.append(origin)
        of.update(dict.fromkeys(group.ids, origin.id))
    return tuple(origins), of


def _origin(basis: Basis, group: _Group, reports: Mapping[str, Report]) -> Origin:
    places = {name: at for at, name in enumerate(group.names)}
    name = min(places, key=lambda one: (-group.names[one], -len(voice_parts(one)), places[one]), default=None)
    open_ = all(is_unknown(reports[report]) for report in group.reports)
    return Origin(
        id=short_hash("O", group.first, basis),
        basis=basis,
        independence="unknown" if open_ or basis in ("unknown", "copied_text") else _independence(basis, name, group.kind),
        reports=tuple(sorted(group.reports)),
        speaker=name if basis in ("speaker", "agency") else None,
        speaker_kind=group.kind,
    )


def _independence(basis: Basis, name: str | None, kind: str | None) -> Literal["established", "assumed", "unknown"]:
    """A named speaker and a named agency are known; an outlet's own voice, and "witnesses", are assumed to know.

    What "media reports" say, some other report of the story may have said.
    """
    said = fold(name or "").split(", ")[0].split()
    plain = words("linking", "nameless")
    capital = re.findall(r"\b[A-Z][^\W_]*", name or "")
    is_named = any(fold(part) not in plain | words("linking", "small") for part in capital)
    is_named = is_named and said[0] not in words("linking", "unnamed") and said[-1] not in words("linking", "crowd")
    if basis == "speaker" and kind == "media" and not is_named:
        return "unknown"
    return "established" if basis == "agency" or (basis == "speaker" and is_named) else "assumed"
