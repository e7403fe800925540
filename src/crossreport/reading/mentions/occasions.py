"""Finds what a report's headline and lead are about where that is no incident: talks, a visit, a protest, an agreement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from crossreport.model.happened import Action, TimeExpression
from crossreport.reading.captions import is_caption
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.mentions.days import days_of
from crossreport.reading.mentions.reality import reality
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import vocabulary, words

# An occasion is looked for in the title and in this many sentences after it.
HEAD = 3
STATE_SECTORS = frozenset({"GOV", "MIL", "LEG", "EXE", "OPP", "REB", "PTY", "SPY", "JUD", "UAF", "IGO"})


@dataclass(frozen=True)
class Occasion:
    """The non-violent main event: its token and sentence, PLOVER type, and the action that tells of it, if one does."""

    token: int
    sentence: int
    plover: str
    mode: str | None = None
    action: int | None = None


@lru_cache(maxsize=1)
def _lexicon() -> Mapping[str, tuple[str, bool]]:
    """Lemma to PLOVER type and whether it is a noun."""
    rows: dict[str, dict[str, list[str]]] = vocabulary("incidents")["occasions"]
    return {
        lemma: (plover, part == "nouns") for plover, row in rows.items() for part, lemmas in row.items() for lemma in lemmas
    }


def head_of(document: Document) -> list[Sentence]:
    """The title's sentences and the first of the text below its picture: where a report says what it is about."""
    read = [one for one in document.sentences if one.is_read]
    titles = [one for one in read if one.paragraph.kind == "title"]
    texts = [one for one in read if one.paragraph.kind == "text"]
    below = [one for one in texts if not is_caption(document, one.paragraph)]  # A picture above the text is not its news.
    return titles + (below or texts)[:HEAD]


def find_occasion(document: Document, actions: Sequence[Action], dates: Sequence[TimeExpression]) -> Occasion | None:
    """What headline and lead are about, done and not only said where they have both; None where they tell of neither."""
    head = head_of(document)
    spoken: Occasion | None = None
    for sentence in head:
        if _is_old(document, sentence, dates):
            continue
        for token in sentence.tokens:
            found = _occasion(document, token, sentence, actions)
            if found is not None:
                return found
        spoken = spoken or _spoken(document, sentence, actions)
    return spoken


def _is_old(document: Document, sentence: Sentence, dates: Sequence[TimeExpression]) -> bool:
    """Is all that a sentence dates older than a fortnight: a caption, a look back?"""
    days = [found for one in dates if document.sentence_of(one.span) == sentence.index and (found := days_of(one))]
    published = document.published
    return bool(days) and published is not None and all((published - end).days > 14 for _, end in days)


def _occasion(document: Document, token: Token, sentence: Sentence, actions: Sequence[Action]) -> Occasion | None:
    plover, noun = _lexicon().get(token.lemma_.lower(), (None, False))
    if plover is None or noun != (token.pos_ in ("NOUN", "PROPN")) or token.pos_ not in ("NOUN", "PROPN", "VERB"):
        return None
    # "Footage released by the army", "who had met the envoy": said of something else, not told as news.
    if token.dep_ in ("acl", "relcl") or _is_published(token):
        return None
    if reality(token) != "none" or (noun and token.dep_ == "compound") or not _is_held(token):
        return None
    at = _action_at(document, token, sentence, actions)
    if at is not None and actions[at].aux != "none" and not _is_done(token):
        return None
    mode = actions[at].mode if at is not None and actions[at].plover == plover else None
    return Occasion(token.i, sentence.index, plover, mode, at)


def _is_done(token: Token) -> bool:
    """Is its own verb a finite past ("held talks", "met"), or does it stand after "after" ("after meeting the minister")?"""
    verb = token if token.pos_ == "VERB" else token.head
    after = verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.lower_ in ("after", "following")
    return verb.tag_ == "VBD" or after


def _is_published(token: Token) -> bool:
    """Is it a text or a picture that is released?"""
    told = words("incidents", "published")
    return any(child.dep_ in ("dobj", "nsubjpass") and child.lemma_.lower() in told for child in token.children)


def _is_held(token: Token) -> bool:
    """Is it told as something that took place, not as an aim ("wants to meet") or a topic ("about a possible visit")?"""
    verb = next((one for one in (token, *token.ancestors) if one.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return True
    if any(child.dep_ == "aux" and child.lower_ in ("to", "had", "'d") for child in verb.children):
        return False
    return reality(verb) == "none"


def _action_at(document: Document, token: Token, sentence: Sentence, actions: Sequence[Action]) -> int | None:
    for index, action in enumerate(actions):
        start, end = document.range(action.span)
        if start <= token.idx < end and document.sentence_of(action.span) == sentence.index:
            return index
    return None


def _spoken(document: Document, sentence: Sentence, actions: Sequence[Action]) -> Occasion | None:
    """An action of words by a state's or an armed actor, where the sentence's main verb is one."""
    for index, action in enumerate(actions):
        if document.sentence_of(action.span) != sentence.index or action.aux != "none" or action.plover == "ASSAULT":
            continue
        actor = action.actor
        if actor is None or not (actor.country or actor.kind == "government" or actor.sector in STATE_SECTORS):
            continue
        tokens = document.doc.char_span(*document.range(action.span), alignment_mode="expand")
        if tokens is not None and tokens.root.dep_ in ("ROOT", "ccomp", "conj"):
            return Occasion(tokens.root.i, sentence.index, action.plover, action.mode, index)
    return None


def is_spoken(occasion: Occasion) -> bool:
    """Is it an act of words alone (a call, an accusation)? Such a one yields to the incident that it is about."""
    return occasion.plover.lower() in words("incidents", "verbal")
