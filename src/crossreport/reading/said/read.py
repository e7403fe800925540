"""Reads who says what: source, cue and content of every reported statement, with stance, polarity and certainty.

Spans follow PARC3 and PolNeAR (the content keeps its "that" and its quotation marks, the source its titles and appositions),
certainty and polarity FactBank. Chains are kept: an attribution that stands inside another's content has it as `parent`, and
who passes words on stands in `via`. Where a cue is negated, wished for or conditional, its content is never asserted.
"""

from crossreport.model.happened import Party
from crossreport.model.said import Attribution
from crossreport.reading.layout import Document
from crossreport.reading.said.drafts import Draft, read_sentence
from crossreport.reading.said.quoted import tie_quotations
from crossreport.reading.said.quotes import read_quotations
from crossreport.reading.said.relatives import follow_relatives
from crossreport.reading.said.speakers import PRONOUNS, Speakers


def read_attributions(document: Document, parties: tuple[Party, ...]) -> tuple[Attribution, ...]:
    """The attributions of a report in order of their first words, ids a1, a2 ...; empty where nobody is reported."""
    quotations = read_quotations(document)
    speakers = Speakers(document, parties)
    drafts: list[Draft] = []
    for sentence in document.sentences:
        if sentence.is_read:
            drafts += read_sentence(document, sentence, quotations)
    drafts = tie_quotations(document, drafts, quotations)
    follow_relatives(document.text, drafts)
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


def _distinct(drafts: list[Draft]) -> list[Draft]:
    """One attribution for one cue; a noun of telling under a verb of telling without a source of its own is the verb's."""
    kept: list[Draft] = []
    for draft in drafts:
        holder = _holder(draft, drafts)
        if holder is not None:
            if holder.verdict[:2] == ("stated", "+") or draft.verdict[0] == "not_confirmed":
                # "warned of fears that", "repeated its denial that": the verb says no more than that the noun was uttered.
                holder.verdict = draft.verdict
            continue
        if any(draft.cue == other.cue and draft.content == other.content for other in kept):
            continue
        kept.append(draft)
    return kept


def _holder(draft: Draft, drafts: list[Draft]) -> Draft | None:
    """The verb of telling whose content a noun of telling without a source of its own heads, or None."""
    cue = draft.found
    if cue is None or cue.word.pos_ != "NOUN" or draft.source is not None:
        return None
    for other in drafts:
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
