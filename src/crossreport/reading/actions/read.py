"""Reads who did what to whom in the types and modes of PLOVER 2.0 (STANDARDS 5.1), with its auxiliary modes.

An act promised is AGREE where it would help and THREATEN where it would harm, refused REJECT, demanded REQUEST.
"""

import re

from spacy.tokens import Token

from crossreport.model.happened import Action, Party
from crossreport.model.said import Attribution, Aux
from crossreport.reading.actions.words import Match, is_speech, match_verb, nouns
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.said.modality import children, hold, is_cut_off, is_modifier, is_negated, is_passive, subject
from crossreport.reading.said.speakers import PRONOUNS, Speakers, phrase, short_name
from crossreport.vocabulary.load import words

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# After these stands where an attack was, not who made it.
SITED = ("at", "in", "on", "near", "outside", "against", "inside")
AUX: dict[str, Aux] = {
    "real": "none",
    "negated": "negated",
    "unreal": "hypothetical",
    "possible": "hypothetical",
    "future": "future",
}


def read_actions(
    document: Document, parties: tuple[Party, ...], attributions: tuple[Attribution, ...]
) -> tuple[Action, ...]:
    """The actions of a report in order of their first words. Those inside somebody's words carry that attribution's id."""
    reader = _Reader(document, parties, attributions)
    found: list[Action] = []
    for sentence in document.sentences:
        if sentence.is_read:
            found += reader.sentence(sentence)
    return tuple(sorted(found, key=lambda one: (document.range(one.span), one.plover)))


class _Reader:
    """One report's actions: holds what every sentence needs."""

    def __init__(self, document: Document, parties: tuple[Party, ...], attributions: tuple[Attribution, ...]) -> None:
        self.document = document
        self.speakers = Speakers(document, parties)
        self.contents = [(*document.range(span), one) for one in attributions for span in one.content]

    def sentence(self, sentence: Sentence) -> list[Action]:
        """The actions of one sentence, verbs first, then nouns that no verb has used."""
        made: list[Action] = []
        used: set[int] = set()
        for verb in sentence.tokens:
            if (
                (verb.pos_ not in ("VERB", "AUX") and not _is_verbal(verb))
                or verb.i in used
                or verb.dep_ in ("aux", "auxpass", "amod", "compound", "nmod")
                or is_modifier(verb)
            ):
                continue
            match, aux = self.judge(verb)
            if match is None:
                continue
            used |= {token.i for token in match.tokens}
            act = self._action(verb, match, aux, sentence)
            if not _only_reports(act):
                made.append(act)
        for noun in sentence.tokens:
            if noun.i not in used and noun.pos_ == "NOUN" and noun.lemma_.lower() in nouns() and self._stands(noun):
                made.append(self._nominal(noun, sentence))
        return made

    def judge(self, verb: Token) -> tuple[Match | None, Aux]:
        """The type of a verb in its clause: its own, or what a promise, refusal, threat or demand of it is."""
        own = match_verb(verb)
        how = hold(verb)
        inner = _inner(verb)
        if inner is not None:
            done = match_verb(inner)
            turned = _turned(verb, own, inner, done)
            if turned is not None:
                return Match(turned, None, (*(own.tokens if own else (verb,)), *(done.tokens if done else (inner,)))), AUX[
                    how
                ]
        if own is None or (is_speech(verb) and children(verb, "ccomp")):
            return None, "none"
        turned = self._announced(verb, own)
        if turned is not None:
            return Match(turned, None, own.tokens, own.thing), "none"
        if own.mode == "visit" and len(own.tokens) > 1 and own.thing is None and not self._goes_somewhere(own):
            return None, "none"
        if verb.lemma_ == "allow" and is_passive(verb):
            return None, "none"
        return own, self._aux(verb, how)

    def _goes_somewhere(self, own: Match) -> bool:
        """ "came to Paris" is a visit, "came to the fore" is none."""
        goals = [p for token in own.tokens for p in children(token, "pobj")]
        return any(p.ent_type_ in ("GPE", "LOC", "FAC", "NORP") or self.speakers.party_of(p) is not None for p in goals)

    def _announced(self, verb: Token, own: Match) -> str | None:
        """ "X says it will not" is a refusal, "Y must" in the mouth of X a demand, "will" a promise or a threat."""
        helpers = {c.lower_ for c in children(verb, "aux", "auxpass")}
        governor = verb.head if verb.dep_ == "ccomp" and is_speech(verb.head) else None
        if governor is not None and helpers & {"must", "should", "ought"} and not is_negated(governor):
            return "REQUEST"
        if (
            helpers & {"will", "wo", "shall", "'ll", "would"}
            and (governor is not None or "would" not in helpers)
            and not _conditional(verb)
        ):
            if is_negated(verb):
                return "REJECT" if own.plover in words_upper("cooperative") or own.plover == "CONSULT" else None
            if own.plover in words_upper("cooperative") and own.plover not in ("RETREAT",):
                return "AGREE"
            if own.plover in words_upper("conflict") and governor is not None:
                return "THREATEN"
        return None

    def _aux(self, verb: Token, how: str) -> Aux:
        if (
            how == "possible"
            and verb.dep_ == "ccomp"
            and not _conditional(verb)
            and any(c.lower_ == "would" for c in children(verb, "aux"))
        ):
            return "future"
        aux = AUX[how]
        if aux == "none" and self._is_past(verb):
            return "historical"
        return aux

    def _is_past(self, verb: Token) -> bool:
        near = " ".join(
            phrase(p).text if p.pos_ == "NOUN" else p.text
            for c in verb.children
            if c.dep_ in ("prep", "npadvmod", "advmod")
            for p in (c, *children(c, "pobj"))
        )
        day = self.document.published
        near = re.sub(r"\bsince\b.*", "", near)
        years = [int(found) for found in YEAR.findall(near)]
        if day is not None and years:
            return max(years) < day.year
        return bool(re.search(r"\b(?:years?|decades?) (?:ago|earlier)\b|\blast (?:year|century|decade)\b", near))

    def _stands(self, noun: Token) -> bool:
        """Is an act's noun told as an act of its own: with an actor or a victim, or as subject or object of a light verb?"""
        if noun.dep_ in ("compound", "amod"):
            return False
        light = noun.head.lemma_.lower() in words("actions", "light") and noun.dep_ in ("dobj", "nsubj", "nsubjpass")
        actor, recipient = self._nominal_parties(noun)
        return light or (
            noun.dep_ in ("dobj", "nsubj", "nsubjpass", "pobj", "attr", "conj", "appos", "ROOT")
            and (actor is not None or recipient is not None)
        )

    def _nominal_parties(self, noun: Token) -> tuple[Party | None, Party | None]:
        owners = [c for c in noun.children if c.dep_ in ("poss", "compound", "amod", "nmod")]
        by = [p for c in children(noun, "prep", "agent") if c.lower_ in ("by", "between") for p in children(c, "pobj")]
        of = any(c.lower_ == "of" for c in children(noun, "prep"))
        befalls = noun.lemma_.lower() in words("actions", "befalling") and not of
        struck = [c for c in owners if c.dep_ == "poss"] if befalls else []
        owners = [c for c in owners if c not in struck]
        onto = [
            p
            for c in children(noun, "prep")
            if c.lower_ in ("on", "against", "with", "of", "to")
            for p in children(c, "pobj")
        ]
        actor = next((party for one in by if (party := self._party(one))), None)
        actor = actor or next((party for one in owners if (party := self._party(one, strict=True))), None)
        recipient = next((party for one in [*struck, *onto] if (party := self._party(one, strict=True))), None)
        if recipient is None and by:
            recipient = next((party for c in children(by[0], "conj") if (party := self._party(c, strict=True))), None)
        return actor, recipient

    def _doer(self, noun: Token, verb: Token) -> Party | None:
        """The actor at a subject; whose an act is that does it ("a Varland raid killed two", "the attack by X on a market,
        which killed two")."""
        site = verb.dep_ == "relcl" and noun.dep_ == "pobj" and noun.head.lower_ in SITED
        for one in [noun, *(noun.ancestors if site else ())]:
            if one.pos_ in ("VERB", "AUX"):
                break
            violent = nouns().get(one.lemma_.lower(), ("", None))[0] == "ASSAULT"
            if violent and self.speakers.party_of(one) is None:
                return self._nominal_parties(one)[0]
        return self._party(noun)

    def _nominal(self, noun: Token, sentence: Sentence) -> Action:
        plover, mode = nouns()[noun.lemma_.lower()]
        actor, recipient = self._nominal_parties(noun)
        governor = noun.head if noun.head.pos_ in ("VERB", "AUX") else None
        if governor is not None and actor is None and noun.dep_ in ("dobj", "obj") and _carries_out(governor):
            found = subject(governor)
            actor = self._party(found) if found is not None else None
        how: Aux = AUX[hold(governor)] if governor is not None and noun.dep_ in ("dobj", "nsubj", "nsubjpass") else "none"
        if any(c.lower_ in ("no", "possible", "potential", "any", "planned", "future", "alleged") for c in noun.children):
            how = "negated" if any(c.lower_ == "no" for c in noun.children) else "hypothetical" if how == "none" else how
        return self._finish(sentence, (noun,), plover, mode, how, actor, recipient)

    def _action(self, verb: Token, match: Match, aux: Aux, sentence: Sentence) -> Action:
        actor_noun, recipients = _roles(verb, match)
        actor = self._doer(actor_noun, verb) if actor_noun is not None else None
        if actor is not None and match.plover == "ASSAULT" and (actor.kind, actor.sector) == ("organisation", "JRN"):
            actor = None  # A photo's credit beside "it killed": outlets tell of violence, they do none.
        recipient = next(
            (
                party
                for one in recipients
                if (party := self._party(one, strict=True)) and (actor is None or party.key != actor.key)
            ),
            None,
        )
        if recipient is None and match.plover in words_upper("mutual") and actor_noun is not None:
            recipient = next((party for one in children(actor_noun, "conj") if (party := self._party(one))), None)
        if recipient is None and match.plover in ("ASSAULT", "COERCE", "RETREAT"):
            recipient = next(
                (
                    party
                    for one in recipients
                    if one.pos_ in ("NOUN", "PROPN")
                    and one.dep_ in ("dobj", "nsubjpass")
                    and one != match.thing
                    and (party := self._party(one))
                    and party.span != (actor.span if actor else None)
                ),
                None,
            )
        tokens = match.tokens
        return self._finish(sentence, tokens, match.plover, match.mode, aux, actor, recipient)

    def _finish(
        self,
        sentence: Sentence,
        tokens: tuple[Token, ...],
        plover: str,
        mode: str | None,
        aux: Aux,
        actor: Party | None,
        recipient: Party | None,
    ) -> Action:
        first, last = min(t.i for t in tokens), max(t.i for t in tokens)
        if last - first > 8:
            first = last = tokens[0].i
        span = self.document.of(tokens[0].doc[first : last + 1])
        attribution = self._attribution(tokens[0])
        if attribution is not None and aux == "none":
            if attribution.stance in ("asked", "feared"):
                aux = "hypothetical"
            elif attribution.stance in ("intended", "expected"):
                aux = "future"
        return Action(
            span=span, plover=plover, mode=mode, aux=aux, actor=actor, recipient=recipient,
            attribution=attribution.id if attribution else None, sentence=sentence.index,
        )  # fmt: skip

    def _attribution(self, token: Token) -> Attribution | None:
        """The innermost attribution in whose content a word stands."""
        start, end = token.idx, token.idx + len(token.text)
        held = [(b - a, one) for a, b, one in self.contents if a <= start and end <= b]
        return min(held, key=lambda item: item[0])[1] if held else None

    def _party(self, noun: Token, strict: bool = False) -> Party | None:
        """The actor that a noun names: itself, whoever a pronoun means, or the body within its phrase ("X's cabinet")."""
        if noun.lower_ in ("who", "that", "which", "what"):
            return None
        if noun.lower_ in PRONOUNS:
            meant = self.speakers.antecedent(noun)
            return self._party(meant, strict) if meant is not None else None
        found = self.speakers.party_of(noun)
        if found is not None:
            return found
        within = [
            c
            for c in noun.subtree
            if c.dep_ in ("poss", "compound", "amod", "nmod", "pobj", "appos", "det") and c.i - noun.i < 8
        ]
        inner = [party for c in within if _is_near(c, noun) and (party := self.speakers.party_of(c)) is not None]
        if inner:
            return inner[0]
        if strict or noun.pos_ not in ("NOUN", "PROPN"):
            return None
        name = short_name(noun)
        return Party(
            name=name,
            key=name.lower(),
            span=self.document.of(phrase(noun)),
            sentence=self.document.sentence_of(self.document.of(phrase(noun))),
        )


def _carries_out(governor: Token) -> bool:
    """Does the verb's subject do what its object names: "launched an attack", not "condemned the attack"?"""
    return governor.lemma_.lower() in words("actions", "carries_out") and not is_passive(governor)


def _is_near(token: Token, noun: Token) -> bool:
    """Does a modifier belong to the noun itself, or to its "of" phrase, not to a clause in it?"""
    here, steps = token, 0
    while here != noun and steps < 4:
        if here.dep_ in ("relcl", "acl", "conj", "advcl") or (
            here.dep_ == "prep" and here.lower_ not in ("of", "from", "in")
        ):
            return False
        here, steps = here.head, steps + 1
    return here == noun


def _is_verbal(token: Token) -> bool:
    return (
        token.tag_.startswith("VB")
        and token.pos_ in ("NOUN", "PROPN", "ADJ")
        and token.dep_ in ("ROOT", "conj", "advcl", "ccomp", "xcomp", "relcl")
    )


def words_upper(key: str) -> frozenset[str]:
    """A list of types in actions.yaml as they are written there."""
    return frozenset(word.upper() for word in words("actions", key))


def _conditional(verb: Token) -> bool:
    return any(
        c.dep_ == "mark" and c.lower_ in ("if", "unless")
        for child in (verb, *children(verb, "advcl"))
        for c in child.children
    )


def _inner(verb: Token) -> Token | None:
    """The infinitive that a verb or "be ready" governs."""
    found = children(verb, "xcomp")
    found += [
        x
        for c in children(verb, "acomp", "oprd", "prep", "dobj")
        for x in children(c, "xcomp", "pcomp", "acl")
        if c.dep_ != "dobj" or x.tag_ == "VB"
    ]
    found = [x for x in found if x.pos_ in ("VERB", "AUX")]
    return found[0] if found else None


def _turned(verb: Token, own: Match | None, inner: Token, done: Match | None) -> str | None:
    """What an act becomes under a verb of promise, refusal, threat or demand; None where it stays itself."""
    lemma = verb.lemma_.lower()
    states = {
        lemma,
        *(c.lower_ for c in children(verb, "acomp", "oprd")),
        *(c.lemma_.lower() for c in children(verb, "dobj")),
    }
    if states & words("actions", "refusing"):
        return "REJECT"
    if states & words("actions", "threatening") and not (done and done.plover in words_upper("cooperative")):
        return "THREATEN"
    if states & words("actions", "willing") and not is_negated(verb):
        if done is not None and done.plover in ("RETREAT",) and lemma not in ("agree", "offer", "be"):
            return "RETREAT"
        return "THREATEN" if done is not None and done.plover in ("SANCTION", "COERCE", "ASSAULT", "PROTEST") else "AGREE"
    if own is not None and own.plover == "REQUEST":
        return "SUPPORT" if done is not None and done.plover == "SUPPORT" and lemma == "urge" else "REQUEST"
    if lemma in ("begin", "start", "continue", "resume", "help", "manage", "proceed", "keep") and done is not None:
        return done.plover
    return None


def _only_reports(act: Action) -> bool:
    """Is the actor an outlet that spoke with somebody or had a share in a report?"""
    outlet = act.actor is not None and act.actor.sector == "JRN" and act.actor.kind == "organisation"
    return outlet and act.plover in words_upper("reporting")


def _shares_passive(verb: Token) -> bool:
    """ "was arrested and charged": the second participle of a row is as passive as the first."""
    if verb.dep_ != "conj" or verb.tag_ not in ("VBN", "VBD") or children(verb, "nsubj", "aux", "dobj"):
        return False
    return is_passive(verb.head) or _shares_passive(verb.head)


def _is_clipped(verb: Token) -> bool:
    """ "Trains collide, one worker injured": a passive without its "was", since nobody injures without an object."""
    return (
        verb.tag_ in ("VBN", "VBD")
        and verb.lemma_ in words("actions", "needs_object")
        and not any(
            child.i > verb.i and not is_cut_off(verb, child) for child in children(verb, "dobj", "obj", "dative", "ccomp")
        )
        and not children(verb, "aux")
    )


def _roles(verb: Token, match: Match) -> tuple[Token | None, list[Token]]:
    """The noun of the actor, and the nouns that may be the recipient, nearest first."""
    preps = [
        p
        for token in match.tokens
        for c in (token, *token.children)
        if c.dep_ in ("prep", "dative", "agent") or c.lower_ in ("with", "to")
        for p in children(c, "pobj")
        if c.lower_ in words("actions", "recipient_preps")
    ]
    if is_passive(verb) or (verb.tag_ == "VBN" and verb.dep_ == "acl") or _is_clipped(verb) or _shares_passive(verb):
        by = [p for c in children(verb, "agent", "prep") if c.lower_ == "by" for p in children(c, "pobj")]
        patient = (
            children(verb, "nsubjpass")
            or ([verb.head] if verb.dep_ == "acl" else [])
            or [one for one in [subject(verb)] if one is not None]
        )
        return (by[0] if by else None), [*patient, *preps]
    things = children(verb, "dative", "dobj", "obj")
    clause = [
        s
        for c in children(verb, "ccomp")
        for s in children(c, "nsubj", "nsubjpass")
        if match.plover in ("REQUEST", "ACCUSE", "THREATEN")
    ]
    inside = [
        p
        for one in things
        for c in children(one, "prep")
        for p in children(c, "pobj")
        if c.lower_ in words("actions", "recipient_preps")
    ]
    owners = [p for one in things for p in children(one, "poss", "amod", "compound")]
    people = [one for one in things if one != match.thing]
    return subject(verb), [*people, *clause, *preps, *inside, *owners]
