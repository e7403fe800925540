"""Reads who says what: source, cue and content of every reported statement, with stance, polarity and certainty.

Spans follow PARC3 and PolNeAR (the content keeps its "that" and its quotation marks, the source its titles and appositions),
certainty and polarity FactBank. Chains are kept: an attribution that stands inside another's content has it as `parent`, and
who passes words on stands in `via`. Where a cue is negated, wished for or conditional, its content is never asserted.
"""

from collections.abc import Iterable, Sequence

from crossreport.model.happened import Party
from crossreport.model.said import Attribution
from crossreport.reading.layout import Document
from crossreport.reading.said.drafts import Draft, read_sentence
from crossreport.reading.said.quoted import tie_quotations
from crossreport.reading.said.relatives import follow_relatives
from crossreport.reading.said.speakers import PRONOUNS, Speakers, speakers_of


def read_attributions(document: Document, parties: tuple[Party, ...]) -> tuple[Attribution, ...]:
    """The attributions of a report in order of their first words, ids a1, a2 ...; empty where nobody is reported."""
    speakers = speakers_of(document, parties)
    quotations = speakers.quotations
    drafts: list[Draft] = []
    for sentence in document.sentences:
        if sentence.is_read:
            drafts += read_sentence(document, sentence, quotations)
    drafts = tie_quotations(document, drafts, quotations)
    follow_relatives(document.text, drafts)
    drafts = [draft for draft in drafts if draft.content]
    drafts = _distinct(document, drafts)
    for draft in drafts:
        _name(draft, speakers)
    _continue_speakers(drafts)
    _nest(document, drafts)
    drafts.sort(key=lambda draft: (draft.at, draft.cue or (0, 0)))
    ids = {id(draft): f"a{number}" for number, draft in enumerate(drafts, 1)}
    return tuple(_finished(document, draft, ids) for draft in drafts)


def _finished(document: Document, draft: Draft, ids: dict[int, str]) -> Attribution:
    stance, polarity, certainty = draft.verdict
    return Attribution(
        id=ids[id(draft)],
        content=tuple(document.span(start, end) for start, end in draft.content),
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


class _Holders:
    """The drafts whose content may hold an offset: those with content in its sentence, so that no text takes all pairs."""

    def __init__(self, document: Document, drafts: Sequence[Draft]) -> None:
        self.document = document
        self.by_sentence: dict[int, dict[int, Draft]] = {}
        for draft in drafts:
            for start, end in draft.content:
                for index in range(self._sentence(start), self._sentence(max(end - 1, start)) + 1):
                    self.by_sentence.setdefault(index, {})[id(draft)] = draft

    def at(self, offset: int) -> Iterable[Draft]:
        """In the order in which they were given."""
        return self.by_sentence.get(self._sentence(offset), {}).values()

    def _sentence(self, offset: int) -> int:
        found = self.document.sentence_at(offset)
        return found.index if found is not None else -1


def _distinct(document: Document, drafts: list[Draft]) -> list[Draft]:
    """One attribution for one cue; a noun of telling under a verb of telling without a source of its own is the verb's."""
    kept: list[Draft] = []
    seen: set[tuple[object, ...]] = set()
    holders = _Holders(document, drafts)
    for draft in drafts:
        holder = _holder(draft, holders)
        if holder is not None:
            if holder.verdict[:2] == ("stated", "+") or draft.verdict[0] == "not_confirmed":
                # "warned of fears that", "repeated its denial that": the verb says no more than that the noun was uttered.
                holder.verdict = draft.verdict
            continue
        key = (draft.cue, *draft.content)
        if key in seen:
            continue
        seen.add(key)
        kept.append(draft)
    return kept


def _holder(draft: Draft, holders: _Holders) -> Draft | None:
    """The verb of telling whose content a noun of telling without a source of its own heads, or None."""
    cue = draft.found
    if cue is None or cue.word.pos_ != "NOUN" or draft.source is not None:
        return None
    for other in holders.at(cue.word.idx):
        verb = other.found.word if other.found is not None and other is not draft and other.cue else None
        if verb is None or other.found is None or verb.pos_ not in ("VERB", "AUX") or not verb.is_ancestor(cue.word):
            continue
        if cue.word in other.found.content and any(a <= cue.word.idx < b for a, b in other.content):
            return other
    return None


def _name(draft: Draft, speakers: Speakers) -> None:
    noun = draft.noun
    if noun is None:
        return
    if draft.speaker is not None:
        draft.kind = speakers.kind(draft.speaker, noun)
        return
    if noun.lower_ in PRONOUNS and noun.pos_ in ("PRON", "DET", "ADV"):
        meant = speakers.antecedent(noun, living=True)
        if meant is None:
            return
        noun = meant
    draft.speaker = _headed(draft, speakers) or speakers.name(noun)
    draft.kind = speakers.kind(draft.speaker, noun)


def _headed(draft: Draft, speakers: Speakers) -> str | None:
    """In a headline no more than the words before the colon name who tells: "Ministry: 14 killed" is not "Ministry 14"."""
    if draft.found is not None or draft.source is None or draft.noun is None:
        return None
    party = speakers.party_of(draft.noun)
    if party is not None and party.kind == "person":
        return None
    return draft.noun.doc.text[slice(*draft.source)].strip()


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


def _nest(document: Document, drafts: list[Draft]) -> None:
    """Parents: the smallest content that holds an attribution's cue or content, and that is not its own."""
    holders = _Holders(document, drafts)
    for draft in drafts:
        anchor = draft.cue or draft.content[0]
        near = [d for d in holders.at(anchor[0]) if d is not draft]
        near = [d for d in near if any(a <= anchor[0] and anchor[1] <= b for a, b in d.content) and not _inside(d, draft)]
        if near:
            draft.parent = min(near, key=lambda d: sum(b - a for a, b in d.content))


def _inside(inner: Draft, outer: Draft) -> bool:
    cue = inner.cue
    return cue is not None and any(a <= cue[0] and cue[1] <= b for a, b in outer.content)
