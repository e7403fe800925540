"""Who is held responsible for what: accused by another, claiming it, admitting it, denying it; an axis of its own.

A role is accused or claimed; the attribution says by whom and with which stance: a denial is the accused party's own, an
admission the claimant's in the stance confirmed (docs/method.md, five axes).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from crossreport.model.happened import Action, Party
from crossreport.model.said import Attribution
from crossreport.reading.actions.words import nouns
from crossreport.reading.layout import Document
from crossreport.reading.parsed import Token
from crossreport.reading.said.modality import children, hold, is_passive, subject
from crossreport.reading.said.part_in_it import part_told, takes_part
from crossreport.reading.said.speakers import PRONOUNS, speakers_of
from crossreport.reading.said.verbs import is_bare_participle
from crossreport.vocabulary.load import words

Role = Literal["actor", "accused", "claimed"]
OWN = frozenset({"its", "their", "our"})
SELVES = frozenset({"himself", "herself", "themselves", "itself"})
# An accusation is answered in its own sentence or in one of the next two.
ANSWERED_WITHIN = 2


@dataclass(frozen=True)
class Held:
    """A party held, or holding itself, responsible; `acts` are the document ranges in which the act is told, empty where
    nothing but "responsibility" is, and the act stands just before."""

    party: Party
    role: Literal["accused", "claimed"]
    attribution: Attribution
    acts: tuple[tuple[int, int], ...]
    sentence: int


class Responsibility:
    """Reads who is held responsible in one report."""

    def __init__(self, document: Document, parties: Sequence[Party], attributions: Sequence[Attribution]) -> None:
        self._document = document
        self._speakers = speakers_of(document, parties)
        self._attributions = {one.id: one for one in attributions}
        self.held: tuple[Held, ...] = self._read(attributions)

    def doer_of(self, action: Action) -> tuple[Party, Role] | None:
        """Who did an act by its words, and what these make of him; None where they do not say that anybody did it."""
        if action.actor is None or action.aux in ("negated", "hypothetical", "future"):
            return None
        said = self._attributions.get(action.attribution or "")
        if said is None:
            return action.actor, "actor"
        if said.stance in ("denied", "alleged") and self._is_to_oneself(action):
            return None  # "police ruled out that he had shot himself" holds him responsible for nothing
        own = self._himself(action.actor, said)
        if own is not None and self._only_tells(action, said):
            return None
        if said.stance == "denied":
            return own or action.actor, "accused"
        if own is not None and said.stance in ("stated", "claimed", "confirmed"):
            return own, "claimed"
        if said.stance in ("alleged", "claimed"):
            return action.actor, "accused"
        return (action.actor, "actor") if said.stance in ("stated", "confirmed", "estimated", "corrected") else None

    def _is_to_oneself(self, action: Action) -> bool:
        """Is the act done by somebody to himself?"""
        told = self._document.doc.char_span(*self._document.range(action.span), alignment_mode="expand")
        return told is not None and any(one.lower_ in SELVES for one in children(told.root, "dobj"))

    def _only_tells(self, action: Action, said: Attribution) -> bool:
        """Is the doer the speaker only because he stands before what he tells ("Police: 4 opened fire at park")? Who says
        it of himself says "we" or "they", admits it, or tells of doing it."""
        told = self._document.doc.char_span(*self._document.range(action.span), alignment_mode="expand")
        if said.stance != "stated" or told is None or told.root.dep_ in ("xcomp", "pcomp"):
            return False
        done_by = subject(told.root)
        if done_by is not None and done_by.lower_ in PRONOUNS:
            return False
        span, source = action.actor.span if action.actor else None, said.source
        return span is not None and source is not None and span.start < source.end and source.start < span.end

    def _read(self, attributions: Sequence[Attribution]) -> tuple[Held, ...]:
        found: list[Held] = []
        for one in attributions:
            verb = self._cue(one)
            if verb is None:
                continue
            held = (
                self._accused(one, verb)
                if one.stance == "alleged"
                else self._own(one, verb) or self._names_another(one, verb) or self._answer(one, verb, found)
            )
            found += [held] if held is not None else []
        return tuple(found)

    def _accused(self, one: Attribution, verb: Token) -> Held | None:
        """ "X accused Y of it", "Y is blamed for it", "X blamed it on Y"."""
        passive = is_passive(verb) or is_bare_participle(verb)
        on = [p for c in children(verb, "prep") if c.lower_ == "on" for p in children(c, "pobj")]
        if verb.lemma_.lower() == "blame" and on:
            whom: list[Token] = on
        elif passive:
            whom = children(verb, "nsubjpass", "nsubj") or ([verb.head] if verb.dep_ == "acl" else [])
        else:
            whom = children(verb, "dobj", "obj")
        if whom and whom[0].lower_ in ("who", "that", "which") and verb.dep_ == "relcl":
            whom = [verb.head]
        party = self._party(whom[0]) if whom else None
        by = self._speaker(one)
        if party is None or (by is not None and by.key == party.key):  # nobody accuses himself as "him"
            return None
        return self._made(party, "accused", one, without=whom[0])

    def _names_another(self, one: Attribution, verb: Token) -> Held | None:
        """ "the army said that the rebels were behind it": an accusation in plain words."""
        if one.stance not in ("stated", "claimed", "confirmed"):
            return None
        for clause in children(verb, "ccomp", "parataxis"):
            named = [c for c in children(clause, "nsubj") if takes_part(clause) and hold(clause) == "real"]
            party, by = (self._party(named[0]), self._speaker(one)) if named else (None, None)
            if party is not None and (by is None or by.key != party.key):
                return self._made(party, "accused", one, without=named[0])
        return None

    def _own(self, one: Attribution, verb: Token) -> Held | None:
        """ "claimed the bombing", "admitted a role in it", "denied any involvement", "said it was not behind it"."""
        if one.stance not in ("claimed", "confirmed", "denied"):
            return None
        things = [c.lemma_.lower() for c in children(verb, "dobj", "nsubjpass", "obj")]
        admits = bool(set(things) & (words("cues", "part_in_it", "responsibility")))
        says_so = part_told(verb, children(verb, "ccomp", "parataxis")) is not None
        claims = one.stance == "claimed" and bool(set(things) & nouns().keys())
        gerund = one.stance in ("confirmed", "denied") and any(c.tag_ == "VBG" for c in children(verb, "xcomp"))
        if not (admits or says_so or claims or gerund):
            return None
        party = self._speaker(one)
        role: Literal["accused", "claimed"] = "accused" if one.stance == "denied" else "claimed"
        return self._made(party, role, one) if party is not None else None

    def _answer(self, one: Attribution, verb: Token, found: Sequence[Held]) -> Held | None:
        """ "Y denies the charge": of what Y was accused just before."""
        things = {c.lemma_.lower() for c in children(verb, "dobj", "nsubjpass", "obj")}
        if one.stance != "denied" or not things & (words("cues", "report", "wrongs")):
            return None
        party, here = self._speaker(one), self._document.sentence_of(one.content[0])
        for held in reversed(found):
            near = 0 <= here - held.sentence <= ANSWERED_WITHIN
            if party is not None and near and held.role == "accused" and held.party.key == party.key:
                return Held(party, "accused", one, held.acts, here)
        return None

    def _made(
        self, party: Party, role: Literal["accused", "claimed"], one: Attribution, without: Token | None = None
    ) -> Held:
        cut = (without.left_edge.idx, without.right_edge.idx) if without is not None else (-1, -1)
        acts = tuple((start, end) for start, end in map(self._document.range, one.content) if not cut[0] <= start <= cut[1])
        inside = acts or tuple(self._document.range(span) for span in one.content)
        plain = words("cues", "part_in_it", "responsibility")
        told = [t for start, end in inside for t in self._tokens(start, end) if t.pos_ in ("NOUN", "PROPN", "VERB")]
        bare = bool(told) and all(t.lemma_.lower() in plain for t in told)
        return Held(party, role, one, () if bare else inside, self._document.sentence_of(one.content[0]))

    def _tokens(self, start: int, end: int) -> Sequence[Token]:
        return tuple(self._document.doc.char_span(start, end, alignment_mode="expand") or ())

    def _cue(self, one: Attribution) -> Token | None:
        found = self._document.doc.char_span(*self._document.range(one.cue), alignment_mode="expand") if one.cue else None
        told = [token for token in found or () if token.pos_ == "VERB" or token.tag_.startswith("VB")]
        main = [token for token in told if token.dep_ not in ("aux", "auxpass")]
        return main[0] if main else None

    def _speaker(self, one: Attribution) -> Party | None:
        if one.source is None:
            return None
        found = self._document.doc.char_span(*self._document.range(one.source), alignment_mode="expand")
        return self._party(found.root) if found is not None and len(found) else None

    def _party(self, noun: Token) -> Party | None:
        if noun.lower_ in PRONOUNS:
            meant = self._speakers.antecedent(noun)
            return self._speakers.party_of(meant) if meant is not None else None
        return self._speakers.party_of(noun)

    def _himself(self, actor: Party, said: Attribution) -> Party | None:
        """The speaker, where the actor is he or his own forces ("the army admitted that its planes had bombed")."""
        speaker = self._speaker(said)
        if actor.span is None or speaker is None:
            return None
        found = self._document.doc.char_span(*self._document.range(actor.span), alignment_mode="expand")
        forces = found is not None and found.root.lemma_.lower() in words("cues", "own_forces")
        own = forces and found is not None and any(c.lower_ in OWN and c.dep_ == "poss" for c in found.root.children)
        return speaker if own or actor.key == speaker.key else None
