"""Reads the things told that can be lined up across reports: what somebody says, does, wants, or is said to be.

One statement is one main assertion: a quotation or reported clause sentence by sentence, a clause of the report's own with
an actor in it. Figures of the dead and hurt are no statements, nor are headings, furniture and repeats.
"""

from collections.abc import Sequence
from typing import Literal

from crossreport.model.happened import Action, Party, Place, Statement, TimeExpression, Toponym
from crossreport.model.report import Span
from crossreport.model.said import Attribution, Aux
from crossreport.reading.actions.judging import AUX
from crossreport.reading.layout import Document
from crossreport.reading.parsed import Token
from crossreport.reading.said.headlines import is_heading
from crossreport.reading.said.modality import children, hold, subject
from crossreport.reading.said.silence import accuses_nobody, is_silence
from crossreport.reading.said.speakers import speakers_of
from crossreport.reading.statements.pieces import Cutter, Piece
from crossreport.reading.statements.terms import Terms, class_of, party_term
from crossreport.reading.statements.wordings import clause_text, occasion_text, said_text
from crossreport.vocabulary.load import words

Range = tuple[int, int]
Kind = Literal["quotation", "action", "position", "background"]
OBLIGED = frozenset({"must", "should", "ought"})
FEWEST = 3
# What words of a speaker say something with, in whatever form but a participle's of the passive.
VERBAL = frozenset({"VBD", "VBZ", "VBP", "MD", "VB", "VBG"})
ASKING = frozenset({"whether", "if", "how", "why", "what", "who", "where", "when"})


def read_statements(
    document: Document,
    actions: tuple[Action, ...],
    attributions: tuple[Attribution, ...],
    parties: tuple[Party, ...],
    dates: tuple[TimeExpression, ...],
    places: tuple[Toponym, ...],
) -> tuple[Statement, ...]:
    """The statements of a report in order of their words, each thing told once."""
    reader = _Reader(document, actions, attributions, parties, dates, places)
    found: list[Statement] = []
    for piece in Cutter(document, attributions, reader.terms).pieces():
        made = reader.statement(piece, found)
        if made is not None:
            found.append(made)
    found.sort(key=lambda one: (one.sentence, document.range(one.spans[0])))
    return tuple(_once(document, found))


class _Reader:
    """What every statement of one report needs, looked up by offset."""

    def __init__(
        self,
        document: Document,
        actions: Sequence[Action],
        attributions: Sequence[Attribution],
        parties: Sequence[Party],
        dates: Sequence[TimeExpression],
        places: Sequence[Toponym],
    ) -> None:
        self.document = document
        self.speakers = speakers_of(document, parties)
        self.terms = Terms(document, parties, places, dates, self.speakers)
        self._names = {party_term(one) for one in parties}
        self.actions = [(document.range(one.span), one) for one in actions]
        self.dates = [(document.range(one.span), one) for one in dates]
        self.places = [(document.range(one.span), one) for one in places]
        self._governs = {
            party_term(one): one.country
            for one in reversed(parties)
            if one.span is not None and one.kind == "person" and one.sector == "GOV" and one.country
        }

    def statement(self, piece: Piece, before: Sequence[Statement]) -> Statement | None:
        """The statement of a piece, or None where it says too little or only counts the dead and hurt."""
        one = piece.attribution
        tokens = [token for token in piece.tokens if not token.is_space]
        if not tokens or (one is not None and (is_silence(self.document, one) or _is_yet_to_come(piece.cue))):
            return None
        terms = list(self.terms.of([*tokens, *piece.antecedent]))
        actor_noun, actor = self._actor(piece)
        act = piece.is_act
        if one is None and actor_noun is not None and (own := self._key(actor_noun)) and own not in terms:
            terms.insert(0, own)
        if act and one is not None:
            who = self._speaker_key(one)
            terms = [*([who] if who else []), *self._cue_terms(piece), *terms]
            terms += self._anaphora(piece, terms, before)
        if actor is not None and (piece.attribution is None or act):
            terms += self._behind(actor)
        terms = list(dict.fromkeys(term for term in terms if term))
        if not self._tells(piece, terms, actor, act) or not (text := self._text(piece, actor_noun)):
            return None
        action = self._action(piece)
        # That nobody has been charged is the report's own word, and denies nothing.
        uncharged = one is not None and accuses_nobody(self.document, one)
        start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1].text)
        date = self._date_in(tokens) or self._date_beside(piece)
        return Statement(
            spans=self._spans(piece),
            text=text,
            terms=tuple(terms),
            sentence=piece.sentence.index,
            kind=self._kind(piece, action) if not uncharged else "background",
            actor=actor,
            deeds=self._deeds(piece),
            plover=action.plover if action else None,
            aux=self._aux(piece, action) if not uncharged else "negated",
            attribution=one.id if one is not None and not uncharged else None,
            date_from=date.from_ if date else None,
            date_to=date.to if date else None,
            date_span=date.span if date else None,
            place=self._place(start, end),
        )

    def _date_in(self, tokens: Sequence[Token]) -> TimeExpression | None:
        """The first time that these words themselves tell, not what stands between them."""
        starts = {token.idx for token in tokens}
        return next((d for (a, _), d in self.dates if a in starts and d.from_), None)

    def _date_beside(self, piece: Piece) -> TimeExpression | None:
        """For an act of speech, an announcement too, the time at its cue ("on Monday called for ...")."""
        one = piece.attribution
        if one is None or one.cue is None or not (piece.is_act or "announce" in self._cue_terms(piece)):
            return None
        near = (piece.sentence.start, piece.sentence.end)
        cue = piece.cue
        found = [
            d
            for (a, b), d in self.dates
            if near[0] <= a and b <= near[1] and d.from_ and cue is not None and abs(a - cue.idx) < 40
        ]
        return found[0] if found else None

    def _place(self, start: int, end: int) -> Place | None:
        return next((one.place for (a, b), one in self.places if start <= a and b <= end and one.role == "event"), None)

    def _spans(self, piece: Piece) -> tuple[Span, ...]:
        made: list[Range] = []
        extra = (
            [self.document.range(s) for s in (piece.attribution.source, piece.attribution.cue) if s is not None]
            if piece.attribution
            else []
        )
        whole = [one for one in extra if piece.sentence.start <= one[0] < piece.sentence.end]
        for token in piece.tokens:
            if token.is_space:
                continue
            start, end = token.idx, token.idx + len(token.text)
            if made and not self.document.text[made[-1][1] : start].strip():
                made[-1] = (made[-1][0], end)
            else:
                made.append((start, end))
        for start, end in whole:
            made.append((start, end))
        merged: list[Range] = []
        for start, end in sorted(made):
            if merged and (start <= merged[-1][1] or not self.document.text[merged[-1][1] : start].strip()):
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        kept = [(a, b) for a, b in merged if any(c.isalnum() for c in self.document.text[a:b])]
        return tuple(self.document.span(a, b) for a, b in kept or merged)

    def _text(self, piece: Piece, actor: Token | None) -> str:
        if piece.attribution is not None:
            return said_text(self.document, piece.attribution, piece.tokens, piece.cue, self.speakers)
        if piece.subject is not None:
            return occasion_text(self.document, piece.tokens, piece.subject, self.speakers)
        return clause_text(self.document, piece.tokens, piece.head, actor, piece.antecedent, self.speakers)

    def _actor(self, piece: Piece) -> tuple[Token | None, str | None]:
        one = piece.attribution
        if one is not None:
            return None, self._speaker_key(one)
        noun = piece.subject or (subject(piece.head) if piece.head is not None else None)
        if noun is None:
            return None, None
        noun = self.speakers.appositive(noun) or noun
        return noun, self._key(noun)

    def _speaker_key(self, one: Attribution) -> str | None:
        """The term of who speaks: an actor's key where the source names one, else the speaker's words."""
        if one.source is not None:
            start, end = self.document.range(one.source)
            found = self.document.doc.char_span(start, end, alignment_mode="expand")
            if found is not None and (key := self.speakers.person(found.root)):
                return key
            if found is not None and (named := self.speakers.appositive(found.root)) is not None:
                return self.speakers.party_key(named)
            party = self.speakers.party_of(found.root) if found is not None else None
            party = party or self.speakers.party_at(start, end)
            if party is not None:
                return party_term(party)
            if found is not None and (meant := self.terms.meant(found.root) or self.speakers.person(found.root)):
                return meant
        return one.speaker.lower() if one.speaker else None

    def _key(self, noun: Token) -> str | None:
        party = self.speakers.party_of(noun)
        if party is not None:
            return party_term(party)
        meant = self.terms.meant(noun)
        if meant:
            return meant
        near = [
            t
            for t in noun.subtree
            if (t.dep_ in ("poss", "compound", "amod", "nmod", "pobj") and t.head in (noun, noun.head)) or t.head == noun
        ]
        return next(
            (key for t in near if (found := self.speakers.party_of(t)) is not None and (key := party_term(found))), None
        )

    def _behind(self, actor: str) -> list[str]:
        """The government that a person in office acts for: "Washington condemned" and its minister did are one."""
        return [f"gov:{self._governs[actor]}"] if actor in self._governs else []

    def _cue_terms(self, piece: Piece) -> list[str]:
        cue, one = piece.cue, piece.attribution
        if cue is None or one is None:
            return []
        return list(self.terms.of([cue])) or [class_of(cue.lemma_.lower())]

    def _deeds(self, piece: Piece) -> tuple[str, ...]:
        """What is done: the terms of the verb at the head and of what it leads to ("agreed to meet", "held talks")."""
        head, one = piece.head, piece.attribution
        # Of "called for calm" the call is the deed; who confirms or denies does so of what was done.
        asked = one is not None and one.stance == "asked"
        noun = head is None or head.pos_ not in ("VERB", "AUX")
        spoken = one is not None and one.stance in ("confirmed", "denied", "not_confirmed")
        cue = self._cue_terms(piece) if piece.is_act and (asked or noun) and not spoken else []
        if head is None or cue:
            return tuple(cue)
        led = children(head, "xcomp", "attr", "acomp", "prt", "conj")
        # A verb that says little by itself says it with its object.
        if not self.terms.of([head]) or head.lemma_.lower() in words("synonyms", "light"):
            led += children(head, "dobj", "oprd")
        found = tuple(term for term in self.terms.of([head, *led]) if not self._is_name(term))
        # "There were 84 people on board" and "it had 84 people on board" say alike how things were.
        return found or (("be",) if head.lemma_.lower() in ("be", "have") else ())

    def _anaphora(self, piece: Piece, terms: Sequence[str], before: Sequence[Statement]) -> list[str]:
        """For "denied the accusation", "did not confirm that the meeting took place": what was told just before."""
        near = [one for one in before if 0 <= piece.sentence.index - one.sentence <= 2]
        content = [
            t
            for t in piece.tokens
            if t.lower_ in words("synonyms", "anaphors") or t.lemma_.lower() in words("synonyms", "anaphors")
        ]
        bare = [t for t in piece.tokens if not t.is_punct and not t.is_stop]
        # "Whether that is so" is of what was told before; "whether he was among those freed" asks something of its own.
        asks = any(t.lower_ in ASKING for t in piece.tokens[:1])
        points = not asks or any(t.dep_ in ("nsubj", "nsubjpass") for t in content)
        if near and content and len(bare) <= 2 and points:
            return list(near[-1].terms)
        definite = [
            t
            for t in piece.tokens
            if t.pos_ == "NOUN" and any(c.lower_ in ("the", "this", "that", "such") for c in t.children)
        ]
        for noun in definite:
            term = class_of(noun.lemma_.lower())
            held = [one for one in near if term in one.terms]
            if held and not [p for p in terms if ":" in p and p != terms[0]]:
                return [t for t in held[-1].terms if self._is_name(t) and t != held[-1].actor]
        return []

    def _tells(self, piece: Piece, terms: Sequence[str], actor: str | None, act: bool) -> bool:
        """Is there something that another report could tell as well: an actor, and content enough?"""
        if piece.head is not None and self._only_counts(piece):
            return False
        named = any(self._is_name(term) for term in terms)
        if piece.attribution is None:
            return named and len(terms) >= FEWEST
        if not act and not any(t.is_quote or t.tag_ in VERBAL for t in piece.tokens):
            return False  # "These are the freed girls, according to the ministry": a list, of which nothing is said
        return len(terms) >= FEWEST + act and (named or actor is not None)

    def _is_name(self, term: str) -> bool:
        return term in self._names

    def _only_counts(self, piece: Piece) -> bool:
        """Is the main clause one of killing, hurting or counting?"""
        head = piece.head
        if head is None or piece.is_act:
            return False
        harm = words("synonyms", "harm")
        if head.lemma_.lower() in harm:
            return True
        subjects = children(head, "nsubj", "nsubjpass")
        return any(s.lemma_.lower() in ("number", "toll", "figure", "count") for s in subjects)

    def _action(self, piece: Piece) -> Action | None:
        """The action at the head of the piece, or at its cue for an act of speech, or the first within it."""
        if piece.is_act and piece.cue is not None:
            at = piece.cue.idx
            found = [one for (a, b), one in self.actions if a <= at < b]
            if found:
                return found[0]
        starts = {token.idx for token in piece.tokens}
        head = piece.head
        if head is not None:
            found = [one for (a, b), one in self.actions if a <= head.idx < b]
            if found:
                return found[0]
        inside = [one for (a, _), one in self.actions if a in starts and self._is_of_clause(a, head)]
        return inside[0] if inside else None

    def _is_of_clause(self, at: int, head: Token | None) -> bool:
        """Does a word at this offset belong to the clause of the piece's head, and to none within it?"""
        found = self.document.doc.char_span(at, at + 1, alignment_mode="expand")
        here: Token | None = found.root if found is not None else None
        while here is not None and here != head and here.head != here:
            if here.dep_ in ("relcl", "acl", "advcl", "ccomp", "appos", "parataxis"):
                return False
            here = here.head
        return True

    def _kind(self, piece: Piece, action: Action | None) -> Kind:
        one = piece.attribution
        if one is not None:
            if one.stance in ("asked", "intended", "expected", "feared") or self._obliges(piece):
                return "position"
            return "action" if piece.is_act and action is not None and one.stance == "stated" else "quotation"
        return "action" if action is not None and action.actor is not None else "background"

    def _obliges(self, piece: Piece) -> bool:
        head = piece.head
        return head is not None and any(c.dep_ == "aux" and c.lower_ in OBLIGED for c in head.children)

    def _aux(self, piece: Piece, action: Action | None) -> Aux:
        one = piece.attribution
        if one is not None and one.stance == "intended":
            return "hypothetical"
        if one is not None and piece.is_act:
            if one.stance != "stated" or piece.cue is None:
                return "none"
            told: Aux = AUX[hold(piece.cue)]
            return action.aux if action is not None and told == "none" and action.aux != "historical" else told
        if piece.head is None or piece.head.pos_ not in ("VERB", "AUX"):
            return action.aux if action is not None else "none"
        how = hold(piece.head)
        if action is not None and action.aux == "historical" and how == "real":
            return "historical"
        governed = [
            c
            for c in children(piece.head, "ccomp", "xcomp")
            if hold(c) in ("unreal", "negated", "possible") and c.pos_ in ("VERB", "AUX")
        ]
        if how == "real" and governed and one is not None:
            return "hypothetical"
        return AUX[how]


def _is_yet_to_come(cue: Token | None) -> bool:
    """Does it stand in a clause of what had not been said yet ("rejoiced before they knew whether", "until he says so")?"""
    return cue is not None and any(c.dep_ == "mark" and c.lower_ in ("before", "until") for c in cue.children)


def _once(document: Document, found: Sequence[Statement]) -> list[Statement]:
    """Each thing told once: a headline gives way to the text that says the same, a later repeat to the first."""
    kept: dict[tuple[frozenset[str], str, str | None], Statement] = {}
    terms = [frozenset(one.terms) for one in found]
    heads = [is_heading(document, document.sentences[one.sentence].paragraph) for one in found]
    for number, (one, mine) in enumerate(zip(found, terms, strict=True)):
        later = range(number + 1, len(found)) if heads[number] else ()
        if any(not heads[at] and len(mine & terms[at]) >= 0.6 * len(mine) for at in later):
            continue
        kept.setdefault((mine, one.aux, one.attribution), one)
    return list(kept.values())
