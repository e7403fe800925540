"""Makes mentions of incidents and occasions: their words, date, place, actors and terms."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from crossreport.model.happened import (
    Action,
    Mention,
    MentionActor,
    Party,
    Person,
    Place,
    TimeExpression,
    Toponym,
)
from crossreport.model.report import Span
from crossreport.model.said import Attribution, Figure
from crossreport.reading.layout import Document
from crossreport.reading.mentions.anchors import Anchor
from crossreport.reading.mentions.clauses import Group
from crossreport.reading.mentions.occasions import STATE_SECTORS, Occasion
from crossreport.reading.mentions.same_incident import Incident
from crossreport.reading.mentions.when_where import date_of, occasion_date, occasion_place, place_of
from crossreport.reading.parsed import Token, Tokens
from crossreport.reading.said.responsibility import Responsibility
from crossreport.reading.said.silence import takes_as_given
from crossreport.vocabulary.load import vocabulary, words

# More terms than these say no more about which event is told of.
TERMS = 60
FIRM = ("stated", "confirmed")


@dataclass(frozen=True)
class Material:
    """All that was read in a report before its mentions."""

    document: Document
    figures: Sequence[Figure]
    people: Sequence[Person]
    actions: Sequence[Action]
    dates: Sequence[TimeExpression]
    places: Sequence[Toponym]
    parties: Sequence[Party]
    attributions: Sequence[Attribution]
    responsibility: Responsibility

    @cached_property
    def attacks(self) -> list[tuple[Action, Tokens]]:
        """The attacks and arrests that are told, each with its words."""
        told = ((action, self._tokens(action.span)) for action in self.actions if action.plover in ("ASSAULT", "COERCE"))
        return [(action, tokens) for action, tokens in told if tokens is not None]

    @cached_property
    def named(self) -> list[tuple[Party, Token]]:
        """The parties that are named, each with the main word of its name."""
        named = ((party, self._tokens(party.span)) for party in self.parties if party.span is not None)
        return [(party, tokens.root) for party, tokens in named if tokens]

    def _tokens(self, span: Span) -> Tokens | None:
        return self.document.doc.char_span(*self.document.range(span), alignment_mode="expand")


def mention_of(given: Material, incident: Incident, ident: str, main: bool, follow_up: bool) -> Mention:
    """The mention of an incident. `follow_up` says that the report is about what came after it."""
    news = main or incident.equal
    old = _is_old(given.document, incident) or (main and follow_up)
    date, dated = date_of(given.document, incident, given.dates, news, old)
    place, placed = place_of(given.document, incident, given.places, news)
    kinds = [kind for kind in incident.kinds if kind.plover and not kind.generic] or [k for k in incident.kinds if k.plover]
    causes = [kind.cause for kind in incident.kinds if kind.cause != "unknown"]
    attribution = _attribution(given, incident)
    return Mention(
        id=ident,
        spans=tuple(_span(given, incident, group) for group in incident.groups),
        main=main,
        kind="episode" if incident.episode else "incident",
        background=not news,
        follow_up=main and follow_up,
        date=date,
        place=place,
        plover=kinds[0].plover if kinds else None,
        mode=next((kind.mode for kind in kinds if kind.mode), None),
        cause="violence" if "violence" in causes else causes[0] if causes else "unknown",
        aux=incident.aux,
        actors=_actors(given, incident),
        terms=_terms(given, incident),
        words=_words(given, incident, place),
        attribution=attribution,
        evidence=(dated, placed, *incident.evidence),
    )


def _is_old(document: Document, incident: Incident) -> bool:
    """Is an incident told as lying behind others (the pluperfect, "another", "previous")?"""
    tokens = [document.doc[anchor.token] for group in incident.groups for anchor in group.anchors]
    verbs = [next((one for one in (token, *token.ancestors) if one.pos_ in ("VERB", "AUX")), token) for token in tokens[:3]]
    had = any(child.lower_ == "had" and child.dep_ == "aux" for verb in verbs for child in verb.children)
    return had or any(anchor.other for group in incident.groups for anchor in group.anchors)


def mention_of_occasion(given: Material, occasion: Occasion, ident: str) -> Mention:
    """The mention of what a report is about where that harmed nobody."""
    document = given.document
    sentence = document.sentences[occasion.sentence]
    token = document.doc[occasion.token]
    date, dated = occasion_date(document, occasion.token, sentence, given.dates)
    place, placed = occasion_place(document, occasion.token, sentence, given.places)
    beside = [one for one in given.actions if document.sentence_of(one.span) == sentence.index and one.aux == "none"]
    own = [given.actions[occasion.action]] if occasion.action is not None else []
    own += [one for one in beside if one.plover == occasion.plover and one not in own]
    # Where its own words name nobody, who acts first in its sentence takes part.
    said = own if any(one.actor for one in own) else [*own, *beside[:1]]
    actors = [MentionActor(one.actor, "actor") for one in said if one.actor is not None]
    actors += [MentionActor(one.recipient, "recipient") for one in said if one.recipient is not None]
    return Mention(
        id=ident,
        spans=(document.of(sentence.tokens),),
        main=True,
        date=date,
        place=place,
        plover=occasion.plover,
        mode=occasion.mode,
        actors=_once(actors),
        terms=tuple(dict.fromkeys(_content(sentence.tokens)))[:TERMS],
        words=_phrase(token if token.pos_ != "VERB" else None, _noun_for(token), place),
        evidence=(dated, placed),
    )


def _noun_for(verb: Token) -> str:
    """The noun for what a verb tells of ("met": meeting), the verb itself where none is known."""
    lemma = verb.lemma_.lower()
    return str(vocabulary("incidents")["held"].get(lemma, lemma))


def _span(given: Material, incident: Incident, group: Group) -> Span:
    """The words of a group: its sentence, or the part of it where the sentence tells of several incidents."""
    document = given.document
    sentence = document.sentences[group.sentence]
    if not group.shared:
        return document.of(sentence.tokens)
    ranges = [document.range(given.figures[i].span) for i in group.figures]
    ranges += [document.range(one.span) for one in group.dates]
    ranges += [document.range(one.span) for one in group.places]
    tokens = [document.doc[anchor.token] for anchor in group.anchors]
    start = min([_opening(token, tokens) for token in tokens] + [a for a, _ in ranges])
    end = max([token.idx + len(token) for token in tokens] + [b for _, b in ranges])
    return document.span(max(start, sentence.start), min(end, sentence.end))


def _opening(token: Token, anchors: Sequence[Token]) -> int:
    """Where the words of an anchor start: its article and adjectives, or the subject of its verb."""
    heads = [token] if token.pos_ in ("NOUN", "PROPN") else [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")]
    own = {one.i for one in anchors}
    edges = [head.left_edge for head in heads if head.left_edge.i <= token.i]
    kept = [edge.idx for edge in edges if not any(edge.i <= i < token.i for i in own)]
    return min([token.idx, *kept])


def _attribution(given: Material, incident: Incident) -> str | None:
    """The attribution of an incident that the report tells nowhere in its own voice, nor as confirmed."""
    found: list[Attribution] = []
    for group in incident.groups:
        at = given.document.doc[group.anchors[0].token].idx
        inside = [
            one for one in given.attributions if _covers(given.document, one, at) and not takes_as_given(given.document, one)
        ]
        if not inside or any(one.stance in FIRM for one in inside):
            return None
        found.append(inside[0])
    return found[0].id if found else None


def _covers(document: Document, attribution: Attribution, at: int) -> bool:
    return any(start <= at < end for start, end in map(document.range, attribution.content))


def _actors(given: Material, incident: Incident) -> tuple[MentionActor, ...]:
    """Who did it and to whom: from actions told with its words, and from parties beside its nouns ("an army raid")."""
    document = given.document
    tokens = {anchor.token: anchor for group in incident.groups for anchor in group.anchors}
    found: list[MentionActor] = []
    for action, span in given.attacks:
        at = next((token for token in span if token.i in tokens), None)
        if at is None:
            continue
        doer = given.responsibility.doer_of(action)
        speaks = action.actor and action.actor.span and _only_speaks(document, action.actor.span, at)
        # "The Red Dawn said it had carried out the attack": it speaks of the attack, and says that it did it.
        if doer and (doer[1] == "claimed" or not speaks):
            found.append(MentionActor(*doer, action.attribution))
        found += [MentionActor(action.recipient, "recipient", action.attribution)] if action.recipient else []
    found += [MentionActor(party, "actor") for party, root in given.named if _does(party, root, tokens)]
    for held in given.responsibility.held:
        told = any(start <= document.doc[at].idx < end for at in tokens for start, end in held.acts)
        before = not held.acts and any(0 <= held.sentence - group.sentence <= 1 for group in incident.groups)
        if told or before:
            found.append(MentionActor(held.party, held.role, held.attribution.id))
    keys = {party.key for party in given.parties}
    victims = {person.name.lower() for person in given.people if person.role == "victim" and person.name}
    return _once([one for one in found if one.party.key in keys and one.party.name.lower() not in victims])


def _only_speaks(document: Document, span: Span, happening: Token) -> bool:
    """Is a party the subject of a verb that only speaks of a happening ("condemned the attack"), or comes after it?"""
    tokens = document.doc.char_span(*document.range(span), alignment_mode="expand")
    if tokens is None or not len(tokens) or happening.pos_ not in ("NOUN", "PROPN"):
        return False
    verb = tokens.root.head
    if tokens.root.dep_ not in ("nsubj", "nsubjpass") or not verb.is_ancestor(happening):
        return False
    return verb.lemma_.lower() not in words("incidents", "happen")


def _does(party: Party, root: Token, anchors: Mapping[int, Anchor]) -> bool:
    """Is a party, by the main word of its name, the doer of an incident's noun: before it ("Israeli raid"), or after "by"?

    A person or people before a noun of killing is whom it befell ("the man's death", "the Mirell murders").
    """
    head = root.head
    if head.i in anchors and head.pos_ in ("NOUN", "PROPN"):
        armed = party.kind == "government" or party.sector in STATE_SECTORS
        if not armed and (party.kind in ("person", "place") or anchors[head.i].kind.generic):
            return False
        if party.kind != "government" and party.sector in (None, "CVL") and head.lower_ in words("actions", "befalling"):
            return False  # "The Ravenel shooting", "the student's stabbing": where it was, or whom it befell
        return root.dep_ in ("amod", "poss", "nmod", "compound") and root.i < head.i
    if root.dep_ != "pobj" or head.lower_ != "by" or head.head.i not in anchors:
        return False
    # "Treated", "pronounced dead", "found by paramedics": they came after it.
    return head.head.lemma_.lower() not in words("harm", "care_verbs") | words("harm", "leave_verbs")


def _once(actors: Sequence[MentionActor]) -> tuple[MentionActor, ...]:
    found: dict[tuple[str, str, str | None], MentionActor] = {}
    for one in actors:
        # Each accusation and each denial is a claim of its own; that it did it is said once.
        told = one.attribution if one.role in ("accused", "claimed") else None
        found.setdefault((one.party.key, one.role, told), one)
    return tuple(found.values())


def _content(tokens: Tokens) -> Iterator[str]:
    for token in tokens:
        if token.pos_ in ("NOUN", "PROPN", "VERB", "ADJ", "NUM") and not token.is_stop and len(token.text) > 1:
            yield token.lemma_.lower()


def _terms(given: Material, incident: Incident) -> tuple[str, ...]:
    names = [
        word for person in given.people if person.mention is None and person.name for word in person.name.lower().split()
    ]
    told = [given.document.sentences[group.sentence].tokens for group in incident.groups]
    here = list(dict.fromkeys(term for tokens in told for term in _content(tokens)))
    return tuple(dict.fromkeys([*(name for name in names if name in incident.names), *here]))[:TERMS]


def _words(given: Material, incident: Incident, place: Place | None) -> str:
    """A short name for people, of the incident's most telling noun and its place."""
    document = given.document
    nouns = [
        (anchor.kind.generic and not _details(document.doc[anchor.token]), order, anchor)
        for order, anchor in enumerate(one for group in incident.groups for one in group.anchors)
        if anchor.noun and not anchor.charge and anchor.kind.name not in ("death", "incident")
        if not _is_weapon(document.doc[anchor.token])
    ]
    if nouns:
        best = min(nouns, key=lambda one: one[:2])[2]
        return _phrase(document.doc[best.token], "", place)
    kind = incident.kinds[0].name if incident.kinds else "incident"
    called = vocabulary("incidents")["called"]
    for anchor in (one for group in incident.groups for one in group.anchors if one.kind.name == kind and not one.noun):
        if (told := called.get(document.doc[anchor.token].lemma_.lower())) is not None:
            return _phrase(None, told, place)
    whom = _whom(given, incident) if kind in ("death", "killing") else None
    if whom is not None:
        many = "deaths" if incident.totals.get("killed", 1) > 1 else "death"
        return _phrase(None, f"{'killing' if kind == 'killing' else many} of {whom}", place)
    if kind == "death":
        dead = incident.totals.get("killed")
        kind = "death" if dead == 1 else "deaths" if dead else "injuries" if incident.totals.get("injured") else "harm"
    return _phrase(None, vocabulary("incidents")["labels"].get(kind, kind.replace("_", " ")), place)


def _whom(given: Material, incident: Incident) -> str | None:
    """Who was killed, in the report's words, where they say more than "people" and name nobody."""
    names = {word for person in given.people if person.name for word in person.name.split()}
    firm = {one.id for one in given.attributions if one.stance == "confirmed"}
    for index in (i for group in incident.told for i in group.figures):
        figure = given.figures[index]
        who = (figure.who or "").split()
        # What one side alone calls the dead is no name for what happened.
        said = figure.attribution is None or figure.attribution in firm
        named = bool(names & set(who)) or figure.rule == "named_one"
        telling = 0 < len(who) <= 4 and who[-1] not in words("persons", "person")
        telling = telling and who[-1].lower() not in words("persons", "pronoun_one")
        if figure.outcome == "killed" and figure.subset_of is None and said and telling and not named:
            return figure.who
    return None


def _is_weapon(noun: Token) -> bool:
    return noun.lemma_.lower() in vocabulary("incidents")["weapons"]


def _details(noun: Token) -> list[Token]:
    """Whom or what an incident's noun says that it struck ("the attack on a market"): at most four words."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("on", "against", "at"):
            for target in child.children:
                left = [one for one in target.lefts if one.dep_ in ("det", "amod", "compound")]
                if (
                    target.dep_ == "pobj"
                    and target.pos_ == "NOUN"
                    and target.ent_type_ not in ("DATE", "TIME")
                    and len(left) < 3
                ):
                    return [child, *left, target]
    return []


def _is_joined(word: Token) -> bool:
    """Is it the end of a hyphened word, or part of a date?"""
    return word.ent_type_ in ("DATE", "TIME") or (word.i > 0 and word.nbor(-1).text in ("-", "–"))


def _name(word: Token) -> list[Token]:
    """A word with the words of its name before it: "West Palm Beach shooting" is no beach shooting."""
    return [
        one for one in word.doc.tokens[word.left_edge.i : word.i + 1] if one.i == word.i or one.pos_ == word.pos_ == "PROPN"
    ]


def _phrase(noun: Token | None, word: str, place: Place | None) -> str:
    if noun is not None:
        joined = [child for child in noun.lefts if child.dep_ == "compound" and not _is_joined(child)]
        left = [one.text for child in joined for one in _name(child)]
        rest = [one.text for one in _details(noun)]
        word = " ".join([*left, noun.text if noun.pos_ == "PROPN" else noun.text.lower(), *rest])
    told = place is None or any(part.strip().lower() in word.lower() for part in place.name.split(","))
    return word if told or place is None else f"{word} in {place.name.split(',')[0]}"
