"""Reads the attributions of one sentence off its cues: source, cue and content as ranges, not yet tied to quotations."""

from dataclasses import dataclass, field

from crossreport.reading.layout import Document, Sentence
from crossreport.reading.parsed import Token
from crossreport.reading.said.cues import find_cues
from crossreport.reading.said.entries import Cue, Verdict
from crossreport.reading.said.gaps import gaps_in
from crossreport.reading.said.headlines import headline_parts, is_heading
from crossreport.reading.said.modality import children, is_passive, subject
from crossreport.reading.said.quotes import Quotation
from crossreport.reading.said.source_words import is_media, kind_of_words, phrase, short_name
from crossreport.reading.said.stance import judge
from crossreport.reading.said.verbs import is_bare_participle
from crossreport.vocabulary.load import words

Range = tuple[int, int]
STATED: Verdict = ("stated", "+", "CT")
UNSAID = frozenset({"denied", "not_confirmed", "retracted"})


@dataclass
class Draft:
    """An attribution being read; all ranges are document offsets."""

    verdict: Verdict
    cue: Range | None
    content: list[Range]
    source: Range | None
    noun: Token | None
    sentence: Sentence
    found: Cue | None = None
    via: list[str] = field(default_factory=list)
    speaker: str | None = None
    kind: str | None = None
    parent: "Draft | None" = None

    @property
    def at(self) -> int:
        """Where it starts, for the order of attributions."""
        return min([start for start, _ in self.content] + ([self.cue[0]] if self.cue else []))


def read_sentence(document: Document, sentence: Sentence, quotations: tuple[Quotation, ...]) -> list[Draft]:
    """The attributions that a sentence's own words make; a bare cue has no content yet."""
    if is_heading(document, sentence.paragraph):
        parts = headline_parts(document, sentence, quotations)
        if parts is not None and parts.source is None:
            return []
        if parts is not None:
            # "Police: reports of five dead are false": what the speaker denies or leaves open stands within what he says.
            inside = (one for one in _found(document, sentence) if one.verdict[0] in UNSAID and one.cue)
            start, end = parts.content
            held = [one for one in inside if one.cue and start <= one.cue[0] and one.cue[1] <= end]
            return [Draft(STATED, parts.cue, [parts.content], parts.source, parts.noun, sentence), *held]
    return _with_gaps(document, sentence, _found(document, sentence))


def _found(document: Document, sentence: Sentence) -> list[Draft]:
    return [draft for cue in find_cues(iter(sentence.tokens)) if (draft := _draft(document, cue, sentence))]


def _with_gaps(document: Document, sentence: Sentence, found: list[Draft]) -> list[Draft]:
    """The attributions; of "the army said ten were killed, the UN 30" each with its own number, and none with both."""
    gaps = gaps_in(document, sentence)
    if not gaps:
        return found
    start = gaps[0].start
    kept = [draft for draft in found if not draft.cue or draft.cue[0] < start]
    for draft in kept:
        cut = [(a, stripped(document.text, a, min(b, start))) for a, b in draft.content if a < start]
        draft.content = [(a, b) for a, b in cut if b > a]
    first = gaps[0].first
    holding = [one for one in kept if any(a <= first.start and first.end <= b for a, b in one.content)]
    told = min(holding, key=lambda one: sum(b - a for a, b in one.content), default=None)
    if told is not None:  # "One source reported 11 dead while another reported 14": all up to the second is the first's
        told.content = [
            (a, stripped(document.text, a, start) if a <= first.start and first.end <= b else b) for a, b in told.content
        ]
    whole = told.content if told is not None else [(sentence.start, stripped(document.text, sentence.start, start))]
    for gap in gaps:
        parts = [(a, min(b, gap.first.start)) for a, b in whole] + [(max(a, gap.first.end), b) for a, b in whole]
        content = [(a, stripped(document.text, a, b)) for a, b in parts if b > a and document.text[a:b].strip(" ,;")]
        verdict = told.verdict if told is not None else STATED
        who = (gap.words.start_char, gap.words.end_char)
        content = [*sorted(content), (gap.number.start, gap.number.end)]
        kept.append(Draft(verdict, who, content, who, gap.who, sentence, speaker=gap.name))
    return kept


def _draft(document: Document, cue: Cue, sentence: Sentence) -> Draft | None:
    noun = _source_noun(cue)
    if noun is not None and _is_the_reports_own(cue, noun):
        return None
    source = _source_range(noun, cue) if noun is not None else None
    content = _content(cue, sentence)
    draft = Draft(judge(cue), _cue_range(cue), content, source, noun, sentence, cue)
    _relay(draft)
    return draft


def _is_the_reports_own(cue: Cue, noun: Token) -> bool:
    """ "As we have reported", "as you mentioned", "..., which supports the claim": no source of what stands beside it."""
    aside = cue.word.dep_ == "advcl"
    addressed = noun.lower_ in ("we", "you", "i") and any(one.lower_ == "as" for one in children(cue.word, "mark"))
    return aside and (addressed or noun.lower_ == "which")


def _source_noun(cue: Cue) -> Token | None:
    word = cue.word
    if cue.who is not None:
        return cue.who
    if word.lower_ == "according" or cue.whole:
        return None
    if word.pos_ == "NOUN":
        own = children(word, "poss") or [
            p for c in children(word, "prep") if c.lower_ in ("by", "from") for p in children(c, "pobj")
        ]
        if own:
            return own[0]
        light = next((t for t in cue.tokens if t.pos_ in ("VERB", "AUX")), None)
        if light is not None and light.lemma_ != "be":
            return _agent(light) if is_passive(light) else subject(light)
        compounds = [
            c
            for c in children(word, "compound", "amod")
            if c.ent_type_ in ("ORG", "GPE", "NORP", "PERSON") or c.lower_ in ("police", "army", "government", "official")
        ]
        return compounds[0] if compounds else None
    verb = word if word.pos_ != "ADJ" else word.head
    if is_bare_participle(verb):
        return _agent(verb)
    if is_passive(verb):
        return _agent(verb) if cue.subject_is_content or cue.content else (_agent(verb) or subject(verb))
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return _agent(verb)
    found = subject(verb)
    if found is not None and found.lower_ in ("it", "there") and (found.dep_ == "expl" or word != verb):
        return None  # "it is unclear whether": "it" is nobody
    return found


def _agent(verb: Token) -> Token | None:
    found = [p for c in children(verb, "agent", "prep") if c.lower_ == "by" for p in children(c, "pobj")]
    return found[0] if found else None


def _source_range(noun: Token, cue: Cue) -> Range:
    """The whole phrase of the source, cut before the cue or its content where the parse puts these inside it."""
    span = phrase(noun)
    start, end = span.start, span.end
    inside = [t.i for t in cue.tokens if start <= t.i < end] + [
        c.left_edge.i for c in cue.content if start <= c.left_edge.i < end
    ]
    if inside:
        if min(inside) > noun.i:
            end = min(inside)
        else:
            start, end = noun.left_edge.i if noun.left_edge.i > max(inside) else noun.i, noun.i + 1
    doc = noun.doc
    while (
        end - 1 > start
        and (doc[end - 1].is_punct or doc[end - 1].lower_ in ("who", "that", "which", "'s"))
        and doc[end - 1].text not in (")",)
    ):
        end -= 1
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1].text)


def _cue_range(cue: Cue) -> Range:
    """From the first auxiliary or negation to the verb and its particles, where nothing but adverbs stands between."""
    doc = cue.word.doc
    first, last = min(t.i for t in cue.tokens), max(t.i for t in cue.tokens)
    verb = next((t for t in cue.tokens if t.pos_ in ("VERB", "AUX")), cue.word)
    helpers = {c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg") or (c.dep_ == "advmod" and c.i < verb.i)}
    while first - 1 >= cue.word.sent.start and first - 1 in helpers:
        first -= 1
    while (
        first < verb.i
        and doc[first].dep_ == "advmod"
        and doc[first].pos_ == "ADV"
        and doc[first].lower_ in ("also", "then", "later", "when", "how", "where", "why", "so", "however")
    ):
        first += 1
    if last - first > 12:
        first, last = cue.word.i, cue.word.i
    return doc[first].idx, doc[last].idx + len(doc[last].text)


def _content(cue: Cue, sentence: Sentence) -> list[Range]:
    if not cue.content:
        return []
    chosen: set[int] = set()
    for head in cue.content:
        chosen |= {token.i for token in head.subtree}
    mine = {token.i for token in cue.tokens}
    if cue.whole:
        chosen -= _aside(cue, sentence)
    else:
        noun = _source_noun(cue)
        if noun is not None and not cue.subject_is_content and noun.i in chosen:
            chosen -= {token.i for token in noun.subtree}
        if cue.word.i in chosen:
            chosen -= {token.i for token in cue.word.subtree} - {
                t.i for h in cue.content if not _above(h, cue.word) for t in h.subtree
            }
    chosen -= mine
    # "what it calls ...": the relative word is no content of its own.
    chosen -= {c.i for c in cue.content if c.lower_ == "what" and c.dep_ == "dobj"}
    return runs(sentence, chosen)


def _above(head: Token, word: Token) -> bool:
    return head.is_ancestor(word)


def _aside(cue: Cue, sentence: Sentence) -> set[int]:
    """The tokens of a phrase like "according to the ministry", with what hangs on it."""
    if cue.who is None:
        return set()
    if cue.word.dep_ in ("advcl", "acl", "parataxis") and cue.word.lower_ != "according":
        return {token.i for token in cue.word.subtree}
    inside = {token.i for token in cue.word.subtree} | {token.i for token in cue.who.subtree}
    return {i for i in inside if i >= cue.word.i}


def runs(sentence: Sentence, chosen: set[int]) -> list[Range]:
    """The chosen tokens as ranges of neighbours, commas and blanks at their ends left out, single signs dropped."""
    doc = sentence.tokens.doc
    found: list[Range] = []
    here: list[int] = []
    for i in [*sorted(i for i in chosen if sentence.tokens.start <= i < sentence.tokens.end), -1]:
        if here and i != here[-1] + 1:
            while here and _is_edge(doc[here[-1]]):
                here.pop()
            while here and _is_edge(doc[here[0]]):
                here.pop(0)
            if here and any(doc[j].is_alpha or doc[j].like_num for j in here):
                found.append((doc[here[0]].idx, doc[here[-1]].idx + len(doc[here[-1]].text)))
            here = []
        here.append(i)
    return found


def _is_edge(token: Token) -> bool:
    return token.is_space or token.text in (",", ";", ":", "-", "–", "—", "--", ".")


def _relay(draft: Draft) -> None:
    """ "told Reuters", "in an interview with CNN", "was quoted by X as saying": who passes the words on."""
    cue = draft.found
    if cue is None:
        return
    _cited(draft, cue)
    if cue.whole:
        return
    verb = cue.word
    for child in verb.children:
        if child.dep_ in ("dobj", "dative") and verb.lemma_ in ("tell", "inform", "brief", "confirm", "deny", "give"):
            draft.via += _media(child)
        elif child.dep_ in ("prep", "dative") and child.lower_ in ("to", "in", "on", "with", "by", "through", "via"):
            for noun in children(child, "pobj"):
                if child.lower_ in ("to", "with", "via", "through") or noun.lemma_ in words("speakers", "relay_nouns"):
                    draft.via += _media(noun)
    head = verb.head
    if verb.dep_ in ("pcomp", "advcl", "xcomp") and (head.lower_ == "as" or head.lemma_ in words("cues", "relays")):
        quoting = head.head if head.lower_ == "as" else head
        if quoting.lemma_ in words("cues", "relays"):
            teller = _agent(quoting) if is_passive(quoting) else subject(quoting)
            said = (children(quoting, "nsubjpass") if is_passive(quoting) else children(quoting, "dobj"))[:1]
            if teller is not None:
                draft.via += _media(teller) or [phrase(teller).text]
            if said:
                draft.noun, draft.source = said[0], _source_range(said[0], cue)


def _cited(draft: Draft, cue: Cue) -> None:
    """ "The Gazette reported, citing police": the police know, the Gazette passes it on, as a monitor does; a minister who
    cites tells."""
    outlet = draft.noun
    name = short_name(outlet) if outlet is not None else ""
    if outlet is None or cue.word.lemma_ in words("cues", "relays"):
        return
    kind = kind_of_words(name)
    is_named = outlet.pos_ == "PROPN" and outlet.ent_type_ != "PERSON" and not kind
    if not is_media(name) and not is_named and kind not in ("ngo", "un"):
        return  # a minister tells what he cites
    doc, first = cue.word.doc, min(cue.word.i, outlet.i)
    for citing in doc[first + 1 : cue.word.sent.end]:
        if citing.tag_ != "VBG" or citing.lemma_ not in words("cues", "relays") or citing.nbor(-1).text != ",":
            continue
        if not cue.whole and any(told == citing or told.is_ancestor(citing) for told in cue.content):
            continue  # who cites is told of
        cited = [_behind(one) for one in children(citing, "dobj")]
        if cited and (is_media(name) or kind_of_words(cited[0].text)) and cited[0].ent_type_ not in ("DATE", "TIME"):
            draft.via.append(name)
            draft.noun, draft.source = cited[0], _source_range(cited[0], cue)
        return


def _behind(noun: Token) -> Token:
    """Whose statement it is: "a statement by the army", "a police report", "the ministry's figures"."""
    if noun.lemma_ not in words("speakers", "relay_nouns"):
        return noun
    by = [p for c in children(noun, "prep") if c.lower_ in ("by", "from") for p in children(c, "pobj")]
    return next(iter([*by, *children(noun, "poss", "compound")]), noun)


def _media(noun: Token) -> list[str]:
    near = [
        noun,
        *[
            p
            for c in children(noun, "prep")
            if c.lower_ in ("with", "by", "to", "on", "from", "of")
            for p in children(c, "pobj")
        ],
    ]
    return [phrase(one).text for one in near if is_media(phrase(one).text) and one.pos_ in ("PROPN", "NOUN")][:1]


def stripped(text: str, start: int, end: int) -> int:
    """The end of a range without the commas and dashes that close it."""
    return start + len(text[start:end].rstrip(" ,;-–—"))
