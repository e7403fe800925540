"""Reads who did what to whom in the types and modes of PLOVER 2.0, with its auxiliary modes."""

from crossreport.model.happened import Action, Party
from crossreport.model.said import Attribution, Aux
from crossreport.reading.actions.judging import AUX, judge
from crossreport.reading.actions.roles import Roles, carries_out, is_its_name, is_looked_into, roles_of
from crossreport.reading.actions.words import Match, nouns, words_upper
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.parsed import Token
from crossreport.reading.said.modality import children, hold, is_modifier, subject
from crossreport.reading.said.speakers import speakers_of
from crossreport.vocabulary.load import words


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
        self.speakers = speakers_of(document, parties)
        self.roles = Roles(document, self.speakers)
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
            match, aux = judge(verb, self.speakers, self.document.published)
            if match is None:
                continue
            used |= {token.i for token in match.tokens}
            act = self._action(verb, match, aux, sentence)
            if not _only_reports(act):
                made.append(act)
        for noun in sentence.tokens:
            if noun.pos_ == "NOUN" and noun.i not in used and noun.lemma_.lower() in nouns() and self._stands(noun):
                made.append(self._nominal(noun, sentence))
        return made

    def _stands(self, noun: Token) -> bool:
        """Is an act's noun told as an act of its own: with an actor or a victim, or as subject or object of a light verb?"""
        if noun.dep_ in ("compound", "amod"):
            return False
        light = noun.head.lemma_.lower() in words("actions", "light") and noun.dep_ in ("dobj", "nsubj", "nsubjpass")
        actor, recipient = self.roles.of_noun(noun)
        return light or (
            noun.dep_ in ("dobj", "nsubj", "nsubjpass", "pobj", "attr", "conj", "appos", "ROOT")
            and (actor is not None or recipient is not None)
        )

    def _nominal(self, noun: Token, sentence: Sentence) -> Action:
        plover, mode = nouns()[noun.lemma_.lower()]
        actor, recipient = self.roles.of_noun(noun)
        governor = noun.head if noun.head.pos_ in ("VERB", "AUX") else None
        if governor is not None and actor is None and noun.dep_ in ("dobj", "obj") and carries_out(governor, plover):
            found = subject(governor)
            actor = self.roles.party(found) if found is not None else None
        how: Aux = AUX[hold(governor)] if governor is not None and _bears_on(governor, noun) else "none"
        if any(c.lower_ in ("no", "possible", "potential", "any", "planned", "future", "alleged") for c in noun.children):
            how = "negated" if any(c.lower_ == "no" for c in noun.children) else "hypothetical" if how == "none" else how
        return self._finish(sentence, (noun,), plover, mode, how, actor, recipient)

    def _action(self, verb: Token, match: Match, aux: Aux, sentence: Sentence) -> Action:
        actor_noun, recipients = roles_of(verb, match)
        if match.plover == "ASSAULT" and (
            is_looked_into(verb)
            or (actor_noun is not None and (is_its_name(verb, actor_noun) or not self.roles.sure(actor_noun)))
        ):
            actor_noun = None
        actor = self.roles.doer(actor_noun, verb) if actor_noun is not None else None
        if actor is not None and match.plover == "ASSAULT" and (actor.kind, actor.sector) == ("organisation", "JRN"):
            actor = None  # A photo's credit beside "it killed": outlets tell of violence, they do none.
        recipient = next(
            (
                party
                for one in recipients
                if (party := self.roles.party(one, strict=True)) and (actor is None or party.key != actor.key)
            ),
            None,
        )
        if recipient is None and match.plover in words_upper("mutual") and actor_noun is not None:
            recipient = next((party for one in children(actor_noun, "conj") if (party := self.roles.party(one))), None)
        if recipient is None and match.plover in ("ASSAULT", "COERCE", "RETREAT"):
            recipient = next(
                (
                    party
                    for one in recipients
                    if one.pos_ in ("NOUN", "PROPN")
                    and one.dep_ in ("dobj", "nsubjpass")
                    and one != match.thing
                    and (party := self.roles.party(one))
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


def _bears_on(governor: Token, noun: Token) -> bool:
    """Does a verb say whether the act was done ("launched no attack", "the talks will not take place")?

    What is condemned, investigated or mourned is done, whether or not that is.
    """
    if noun.dep_ in ("dobj", "nsubjpass"):
        return governor.lemma_.lower() in words("actions", "carries_out")
    return noun.dep_ == "nsubj" and governor.lemma_.lower() in words("actions", "takes_place")


def _is_verbal(token: Token) -> bool:
    return (
        token.tag_.startswith("VB")
        and token.pos_ in ("NOUN", "PROPN", "ADJ")
        and token.dep_ in ("ROOT", "conj", "advcl", "ccomp", "xcomp", "relcl")
    )


def _only_reports(act: Action) -> bool:
    """Is the actor an outlet that spoke with somebody or had a share in a report?"""
    outlet = act.actor is not None and act.actor.sector == "JRN" and act.actor.kind == "organisation"
    return outlet and act.plover in words_upper("reporting")
