"""What one affirms and another denies or does not confirm, and what one report says that other words of the story belie."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crossreport.linking.words import fold
from crossreport.model.happened import Party, Reading
from crossreport.model.judged import Relation, StoryRow
from crossreport.model.said import Claim
from crossreport.reconcile.lining import NAME, SHARE_OF_LIGHTER, Line, is_after, likeness, line_up
from crossreport.reconcile.persons import tokens
from crossreport.reconcile.rows import LONGEST, short
from crossreport.vocabulary.load import words

# A denial follows what it denies: in the same sentence or within the next two, with most of the denial's own words.
NEAR_SENTENCES, NEAR_SHARE = 2, 0.6
# A question is left open of what has nearly all its words. Names alone bring nothing together: half of the deeds are needed.
OPEN_SHARE, OF_DEEDS = 0.85, 0.5
# An admission is of the matter that its speaker denies where the two have this many words and names in common.
ADMITTED = 3
# The stance of what nobody is named for.
OWN_WORDS = "told by the report itself"


@dataclass(frozen=True)
class Dispute:
    """A thing affirmed and denied (or not confirmed); `affirmed` is empty where only the denial is told."""

    affirmed: tuple[Line, ...]
    doubted: tuple[Line, ...]
    # What a denier admits elsewhere of the same matter.
    conceded: tuple[Line, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All its claims."""
        return tuple({one.claim.id: one.claim for one in (*self.affirmed, *self.doubted, *self.conceded)}.values())


def find_disputes(lines: Sequence[Line]) -> tuple[Dispute, ...]:
    """Each denial or refusal to confirm with what it doubts, in the order of the reports."""
    made: dict[str, list[Line]] = {}
    affirmed: dict[str, tuple[Line, ...]] = {}
    # The same denial told by several reports is one dispute.
    for group in line_up([one for one in lines if one.is_doubt]):
        met = tuple({one.claim.id: one for doubt in group for one in _met(doubt, lines)}.values())
        if not met and not any(one.speaker for one in group):
            continue
        key = met[0].claim.id if met else group[0].claim.id
        made.setdefault(key, []).extend(group)
        affirmed[key] = tuple({one.claim.id: one for one in (*affirmed.get(key, ()), *met)}.values())
    return tuple(Dispute(affirmed[key], tuple(doubted), _conceded(doubted, lines)) for key, doubted in made.items())


def _conceded(doubted: Sequence[Line], lines: Sequence[Line]) -> tuple[Line, ...]:
    found = {}
    for doubt in doubted:
        for one in lines:
            said = one.claim.attribution
            same = one.report == doubt.report and one.statement.actor == doubt.statement.actor is not None
            admits = said is not None and said.stance == "confirmed" and one.is_affirmed
            if (
                same
                and admits
                and len(set(one.words) & set(doubt.words)) + len(set(one.names) & set(doubt.names)) >= ADMITTED
            ):
                found[one.claim.id] = one
    return tuple(found.values())


def _met(doubt: Line, lines: Sequence[Line]) -> Iterable[Line]:
    """What the denial is about: the best of what its own report says just before, then what other reports affirm of it."""
    near = [one for one in lines if one.report == doubt.report and one.is_affirmed and _is_near(one, doubt)]
    scored = sorted(((_share(one, doubt), one) for one in near), key=lambda pair: (-pair[0], pair[1].order))
    first = [one for share, one in scored[:1] if share >= (OPEN_SHARE if doubt.asks else NEAR_SHARE)]
    yield from first
    about = first[0] if first else doubt
    own = [one for one in lines if one.report == doubt.report and one.is_affirmed]
    for one in lines:
        if one.report == doubt.report or not one.is_affirmed or one.is_real != about.is_real or is_after(one, doubt):
            continue
        score = likeness(one, about)
        # What is told elsewhere is met only where it is not rather another statement of the denial's own report.
        if score >= SHARE_OF_LIGHTER and all(likeness(one, other) <= score for other in own):
            yield one


def _is_near(one: Line, doubt: Line) -> bool:
    behind = doubt.statement.sentence - one.statement.sentence
    return 0 <= behind <= NEAR_SENTENCES and one.speaker != doubt.speaker


def _share(one: Line, doubt: Line) -> float:
    deeds = sum(weight for term, weight in doubt.words.items() if term in one.words)
    shared = deeds + NAME * len(set(one.names) & set(doubt.names))
    same = any(a.start < b.end and b.start < a.end for a in one.claim.spans for b in doubt.claim.spans)
    if not same and deeds < OF_DEEDS * sum(doubt.words.values()):
        return 0.0  # "Doctors did not think that she would live" is not of her being home.
    whole = doubt.weight  # "She was treated for wounds" is not what the police cannot say: whether the wounds were shots.
    closer = 0.01 * (NEAR_SENTENCES - (doubt.statement.sentence - one.statement.sentence))
    return (shared / whole if whole and deeds else 0.0) + (0.5 if same else 0.0) + (closer if deeds or same else 0.0)


def stance_of(line: Line) -> str:
    """Which stance is whose, in words: "denied by the ministry", "not confirmed by the embassy, to an agency"."""
    said = line.claim.attribution
    if said is None:
        return OWN_WORDS
    how = said.stance.replace("_", " ")
    if not line.is_affirmed and said.stance not in ("denied", "not_confirmed", "retracted"):
        how = "denied"
    via = f", to {said.via[0]}" if said.via else ""
    return f"{how} by {line.speaker or 'somebody unnamed'}{via}"


def told_as(line: Line) -> str:
    """The same in a row of a story: of what is taken back with its words, for they say how much of it is, and by whom."""
    said = line.claim.attribution
    return f"retracted: {line.claim.quote}" if said is not None and said.stance == "retracted" else stance_of(line)


def denials(disputes: Iterable[Dispute]) -> tuple[Relation, ...]:
    """The relation of each denial to what it denies."""
    found = []
    for dispute in disputes:
        for doubt in dispute.doubted:
            for one in dispute.affirmed:
                if doubt.claim.id != one.claim.id:
                    why = (
                        f"{stance_of(doubt)} what {stance_of(one)}"
                        if one.speaker
                        else f"{stance_of(doubt)} what the report says"
                    )
                    found.append(Relation(doubt.claim.id, one.claim.id, "denial", why))
    return tuple(found)


# --- offices -------------------------------------------------------------------------------------------------------------


def leaves_office(line: Line) -> bool:
    """Does the statement say that somebody has left an office?"""
    said = {fold(term).split(":")[-1] for term in line.claim.terms or line.statement.terms}
    return line.is_affirmed and line.is_real and bool(said & words("reconciling", "leaving"))


def office_holders(name: str, readings: Mapping[str, Reading], reports: Iterable[str]) -> tuple[tuple[str, Party], ...]:
    """(report, naming) where reports of a story give a person of that name an office in the present."""
    last = tokens(name)[-1:] if name else []
    found = []
    for report in sorted(reports):
        reading = readings.get(report)
        for party in reading.parties if reading else ():
            if party.role and last and last == tokens(party.name)[-1:] and _is_office(party.role):
                found.append((report, party))
                break
    return tuple(found)


def _is_office(role: str) -> bool:
    said = set(tokens(role))
    return bool(said & words("reconciling", "offices")) and not said & words("reconciling", "past_titles")


def at_odds(line: Line, lines: Sequence[Line], readings: Mapping[str, Reading], reports: Sequence[str]) -> StoryRow | None:
    """The row for a departure from office that other words of the story belie; None where nothing does."""
    if not leaves_office(line):
        return None
    reading = readings.get(line.report)
    name = line.statement.actor or ""
    known = next((party.name for party in (reading.parties if reading else ()) if party.key == name), name)
    holders = [(r, p) for r, p in office_holders(known, readings, reports) if known]
    if not holders:
        return None
    said = [one.claim.id for r, p in holders for one in lines if one.report == r and one.statement.sentence == p.sentence]
    claims = tuple(dict.fromkeys((line.claim.id, *said[:6])))
    details = ((line.report, line.statement.text), *((r, f"calls {p.name} {p.role}") for r, p in holders))
    told = ", ".join(r for r, _ in holders)
    tail = f" ! at odds with {told}: {holders[0][1].role}"
    text = short(line.statement.text.rstrip("."), max(LONGEST - len(tail), LONGEST // 2)) + tail
    return StoryRow("alone", claims, text, "statement", details)
