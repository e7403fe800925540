"""Reads who says what: source, cue and content of every reported statement, with stance, polarity and certainty.

Spans follow PARC3 and PolNeAR (the content keeps its "that" and its quotation marks, the source its titles and appositions),
certainty and polarity FactBank. Chains are kept: an attribution that stands inside another's content has it as `parent`, and
who passes words on stands in `via`. Where a cue is negated, wished for or conditional, its content is never asserted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token

from crossreport.model.happened import Party
from crossreport.model.report import Span
from crossreport.model.said import Attribution
from crossreport.reading.cues import Cue, Entry, Verdict, find_cues
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.modality import children, is_passive, subject
from crossreport.reading.quotes import Quotation, read_quotations
from crossreport.reading.headlines import headline_parts
from crossreport.reading.speakers import PRONOUNS, Speakers, is_media, phrase
from crossreport.reading.stance import judge
from crossreport.vocabulary.load import words

Range = tuple[int, int]
STATED: Verdict = ("stated", "+", "CT")


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


def read_attributions(document: Document, parties: tuple[Party, ...]) -> tuple[Attribution, ...]:
    """The attributions of a report in order of their first words, ids a1, a2 ...; an empty tuple where nobody is reported."""
    quotations = read_quotations(document)
    speakers = Speakers(document, parties)
    drafts: list[Draft] = []
    for sentence in document.sentences:
        if sentence.is_read:
            drafts += _read_sentence(document, sentence, quotations)
    drafts = _with_quotations(document, drafts, quotations)
    _follow_relatives(drafts)
    drafts = [draft for draft in drafts if draft.content]
    drafts = _distinct(drafts)
    for draft in drafts:
        _name(draft, speakers)
    _continue_speakers(drafts)
    _nest(drafts)
    drafts.sort(key=lambda draft: (draft.at, draft.cue or (0, 0)))
    ids = {id(draft): f"a{number}" for number, draft in enumerate(drafts, 1)}
    return tuple(_finished(document, draft, ids) for draft in drafts)


def _finished(document: Document, draft: Draft, ids: dict[int, str]) -> Attribution:
    stance, polarity, certainty = draft.verdict
    return Attribution(
        id=ids[id(draft)],
        content=tuple(_spans(document, draft.content)),
        stance=stance,
        polarity=polarity,
        certainty=certainty,
        source=document.span(*draft.source) if draft.source else None,
        cue=document.span(*draft.cue) if draft.cue else None,
        parent=ids.get(id(draft.parent)) if draft.parent else None,
        speaker=draft.speaker,
        speaker_kind=draft.kind,
        via=tuple(draft.via),
    )


def _spans(document: Document, ranges: Iterable[Range]) -> Iterable[Span]:
    for start, end in ranges:
        yield document.span(start, end)


# --- one sentence -------------------------------------------------------------------------------------------------------


def _read_sentence(document: Document, sentence: Sentence, quotations: tuple[Quotation, ...]) -> list[Draft]:
    if sentence.paragraph.kind in ("title", "heading"):
        parts = headline_parts(document, sentence, quotations)
        if parts is not None:
            return [Draft(STATED, parts.cue, [parts.content], parts.source, parts.noun, sentence)] if parts.source else []
    return [draft for cue in find_cues(iter(sentence.tokens)) if (draft := _draft(document, cue, sentence))]


def _draft(document: Document, cue: Cue, sentence: Sentence) -> Draft | None:
    noun = _source_noun(cue)
    source = _source_range(noun, cue) if noun is not None else None
    content = _content(cue, sentence)
    draft = Draft(judge(cue), _cue_range(cue), content, source, noun, sentence, cue)
    _relay(draft)
    return draft


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
    if is_passive(verb):
        return _agent(verb) if cue.subject_is_content or cue.content else (_agent(verb) or subject(verb))
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return _agent(verb)
    found = subject(verb)
    if found is not None and found.lower_ in ("it", "there") and found.dep_ == "expl":
        return None
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
    if cue.word.dep_ == "advcl":
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
    if cue is None or cue.whole:
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


# --- quotations ---------------------------------------------------------------------------------------------------------


def _with_quotations(document: Document, drafts: list[Draft], quotations: tuple[Quotation, ...]) -> list[Draft]:
    """Ties quotations to cues: those that a content touches, those beside a bare cue, and those that go on from one."""
    open_drafts = [draft for draft in drafts if draft.cue]
    last: Draft | None = None
    before: Quotation | None = None
    for quotation in quotations:
        if document.paragraphs[quotation.paragraph].kind == "heading" and _is_whole_paragraph(document, quotation):
            before, last = None, None
            continue
        owner = _owner(document, quotation, open_drafts)
        if owner is None and quotation.whole and last is not None and _goes_on(document, before, quotation, drafts):
            owner = last
        if owner is None:
            if quotation.goes_on:
                before, last = quotation, None
            continue
        owner.content = _joined(owner.content, quotation)
        last, before = owner, quotation
    inside = [(one.start, one.end) for one in quotations]
    return [draft for draft in drafts if draft.content and not _is_own_voice(draft, inside) and not _is_purpose(draft)]


def _is_purpose(draft: Draft) -> bool:
    """ "measures to deny X its rights", "wants to persuade": an infinitive under a noun or a wish tells of no speech."""
    cue = draft.found
    if cue is None or cue.word.pos_ not in ("VERB", "AUX") or cue.word.tag_ != "VB":
        return False
    if not any(c.dep_ == "aux" and c.lower_ == "to" for c in cue.word.children):
        return False
    purpose = cue.word.dep_ in ("acl", "advcl") and cue.entry.plain[0] in ("denied", "confirmed", "asked", "intended")
    return purpose or (cue.word.dep_ == "xcomp" and draft.verdict[0] in ("asked", "intended", "expected"))


def _is_own_voice(draft: Draft, inside: list[Range]) -> bool:
    """ "I think", "we know" and cues without a subject within a quotation: the same speaker, not another one."""
    cue = draft.cue
    if cue is None or not any(a < cue[0] and cue[1] <= b for a, b in inside):
        return False
    return draft.noun is None or draft.noun.lower_ in ("i", "we", "you", "it", "us", "me", "who", "that", "which", "this")


def _is_whole_paragraph(document: Document, quotation: Quotation) -> bool:
    paragraph = document.paragraphs[quotation.paragraph]
    return quotation.start - paragraph.start <= 2 and paragraph.end - quotation.end <= 2


def _owner(document: Document, quotation: Quotation, drafts: list[Draft]) -> Draft | None:
    """The cue outside a quotation whose content it is or touches, or that stands bare beside it."""
    outside = [d for d in drafts if d.cue and not (quotation.start <= d.cue[0] < quotation.end)]
    touching = [d for d in outside if any(a < quotation.end and b > quotation.start for a, b in d.content)]
    if touching:
        return max(touching, key=lambda d: (_shared(d.content, quotation), -abs((d.cue or (0, 0))[0] - quotation.start)))
    if not quotation.whole and not _ends_like_speech(document, quotation):
        return None
    near = [
        d
        for d in outside
        if d.found is not None
        and "c" in d.found.entry.frames
        and d.found.word.pos_ in ("VERB", "AUX")
        and _beside(document, d, quotation)
    ]
    return min(near, key=lambda d: abs((d.cue or (0, 0))[0] - quotation.start)) if near else None


def _shared(content: list[Range], quotation: Quotation) -> int:
    return sum(max(0, min(b, quotation.end) - max(a, quotation.start)) for a, b in content)


def _ends_like_speech(document: Document, quotation: Quotation) -> bool:
    inner = document.text[quotation.start : quotation.end].strip("\"'“”«»„ ")
    return inner[-1:] in ",.!?…" and quotation.words >= 1


def _beside(document: Document, draft: Draft, quotation: Quotation) -> bool:
    """Does the cue's clause follow the quotation ("...," he said) or lead up to it (he said: "...")?"""
    if draft.cue is None:
        return False
    start, end = draft.cue
    clause = min(start, draft.source[0]) if draft.source else start
    if start >= quotation.end:
        between = document.text[quotation.end : clause]
        return len(between) <= 3 and "\n" not in between
    after = max(end, draft.source[1]) if draft.source else end
    if after <= quotation.start:
        between = document.text[after : quotation.start]
        return (
            len(between) <= 120
            and between.rstrip()[-1:] in (":", ",", "")
            and "\n\n" not in between.strip(":")
            and between.count(".") == 0
        )
    return False


def _goes_on(document: Document, before: Quotation | None, quotation: Quotation, drafts: list[Draft]) -> bool:
    """Does a quotation without a cue of its own follow on one: in the same paragraph, or a paragraph that is nothing else?"""
    if before is None:
        return False
    between = document.text[before.end : quotation.start]
    if before.goes_on:
        return not between.strip()
    if before.paragraph == quotation.paragraph:
        return len(between) < 160
    return (
        not between.replace("\n", "").strip(" .,")
        and _is_whole_paragraph(document, quotation)
        or (_is_whole_paragraph(document, quotation) and quotation.paragraph - before.paragraph == 1)
    )


def _joined(content: list[Range], quotation: Quotation) -> list[Range]:
    """The content with the quotation in it: grown where they touch, else as a part of its own."""
    start, end = quotation.start, quotation.end
    rest: list[Range] = []
    for a, b in content:
        if a <= end and b >= start:
            start, end = min(a, start), max(b, end)
        else:
            rest.append((a, b))
    return sorted([*rest, (start, end)])


# --- across attributions ------------------------------------------------------------------------------------------------


def _follow_relatives(drafts: list[Draft]) -> None:
    """ "accuses X of Y, which Z denies": the denial is of what stands before, and takes nothing of the accusation away."""
    for draft in drafts:
        cue = draft.found
        if cue is None or cue.word.dep_ != "relcl" or not draft.content:
            continue
        objects = [c for c in cue.content if c.lower_ in ("which", "that", "what") and c.tag_ in ("WDT", "WP", "IN")]
        if not objects or cue.word.pos_ not in ("VERB", "AUX"):
            continue
        clause_start = cue.word.left_edge.idx
        clause_end = cue.word.right_edge.idx + len(cue.word.right_edge.text)
        hosts = [
            d
            for d in drafts
            if d is not draft
            and any(a < clause_start < b or b + 3 >= clause_start > a for a, b in d.content)
            and d.sentence is draft.sentence
        ]
        for host in hosts:
            host.content = [
                (a, min(b, _stripped(cue.word.doc.text, a, clause_start)) if a < clause_start <= b else b)
                for a, b in host.content
            ]
        comma = cue.word.left_edge.i > cue.word.sent.start and cue.word.left_edge.nbor(-1).text in (",", "-", "–", "—")
        if comma and hosts:
            draft.content = list(hosts[-1].content)
        elif comma:
            start = draft.sentence.start
            draft.content = [(start, _stripped(cue.word.doc.text, start, clause_start))]
        else:
            head = cue.word.head
            draft.content = [(head.left_edge.idx, _stripped(cue.word.doc.text, head.left_edge.idx, clause_start))]
        del clause_end


def _stripped(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(" ,;-–—"))


def _distinct(drafts: list[Draft]) -> list[Draft]:
    """One attribution for one cue; a noun of telling under a verb of telling without a source of its own is the verb's."""
    kept: list[Draft] = []
    for draft in drafts:
        cue = draft.found
        if cue is not None and cue.word.pos_ == "NOUN" and draft.source is None:
            holders = [d for d in drafts if d is not draft and d.cue and any(a <= cue.word.idx < b for a, b in d.content)]
            if any(
                h.found is not None
                and h.found.word.is_ancestor(cue.word)
                and h.found.word.pos_ in ("VERB", "AUX")
                and cue.word in h.found.content
                for h in holders
            ):
                continue
        if any(draft.cue == other.cue and draft.content == other.content for other in kept):
            continue
        kept.append(draft)
    return kept


def _name(draft: Draft, speakers: Speakers) -> None:
    noun = draft.noun
    if noun is None:
        return
    if noun.lower_ in PRONOUNS and noun.pos_ in ("PRON", "DET", "ADV"):
        meant = speakers.antecedent(noun)
        if meant is None:
            return
        noun = meant
    draft.speaker = speakers.name(noun)
    draft.kind = speakers.kind(draft.speaker, noun)


def _continue_speakers(drafts: list[Draft]) -> None:
    """A pronoun that found nobody speaks for the last speaker before it."""
    last: Draft | None = None
    for draft in sorted(drafts, key=lambda one: one.at):
        if (
            draft.speaker is None
            and draft.noun is not None
            and last is not None
            and draft.noun.lower_ in ("he", "she", "they")
        ):
            draft.speaker, draft.kind = last.speaker, last.kind
        if draft.speaker:
            last = draft


def _nest(drafts: list[Draft]) -> None:
    """Parents: the smallest content that holds an attribution's cue or content, and that is not its own."""
    for draft in drafts:
        anchor = draft.cue or draft.content[0]
        holders = [d for d in drafts if d is not draft and any(a <= anchor[0] and anchor[1] <= b for a, b in d.content)]
        holders = [d for d in holders if not _inside(d, draft)]
        if holders:
            draft.parent = min(holders, key=lambda d: sum(b - a for a, b in d.content))


def _inside(inner: Draft, outer: Draft) -> bool:
    cue = inner.cue
    return cue is not None and any(a <= cue[0] and cue[1] <= b for a, b in outer.content)


__all__ = ["Entry", "read_attributions", "runs"]
