"""Numbers that one tells and another denies: "the militia said five were killed. The army denied this."

A number stands once in a text and belongs to who tells it. Who denies it makes a second claim of the same words, with the
stance "denied": it counts nowhere, and the number that it stands against is disputed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from crossreport.model.said import Attribution, Figure
from crossreport.reading.figures.sources import ASSERTED, is_said_in
from crossreport.reading.layout import Document
from crossreport.reading.parsed import Token
from crossreport.vocabulary.load import words

POINTING = frozenset({"this", "that", "it", "these", "those", "which"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "both", "all", "any"})


def with_denials(document: Document, figures: Sequence[Figure], attributions: Sequence[Attribution]) -> tuple[Figure, ...]:
    """The figures, and behind them each that somebody else denies once more, as what he denies."""
    denials = [one for one in attributions if one.stance == "denied" and one.polarity == "-" and one.source]
    if not denials:
        return tuple(figures)
    page = _Page(document, figures, attributions)
    found = [made for denial in denials for made in page.denied_by(denial)]
    return (*figures, *found)


@dataclass(frozen=True)
class _Page:
    """What a report tells and who says it."""

    document: Document
    figures: Sequence[Figure]
    attributions: Sequence[Attribution]

    def denied_by(self, denial: Attribution) -> Iterator[Figure]:
        """What its own words hold, or what the words before it told, where it points back to them ("denied this")."""
        told = self._told_before(denial) if _points_back(self.document, denial) else self._told_within(denial)
        for figure in told:
            yield msgspec.structs.replace(
                figure,
                attribution=denial.id,
                predicate=denial.cue,
                subset_of=None,
                people=(),
                rule="denied",
                composition=None,
                composition_span=None,
            )

    def _is_told(self, figure: Figure, denial: Attribution) -> bool:
        """Is it told as so, in the report's own voice or by another speaker?"""
        if figure.aux != "none" or figure.scope != "incident" or figure.span.title:
            return False
        charges = [one for one in self.attributions if one.stance == "alleged" and not one.speaker]
        if any(is_said_in(self.document, figure, one) for one in charges):
            return False  # "is accused of killing two, which he denies": he denies that it was he
        said = next((one for one in self.attributions if one.id == figure.attribution), None)
        return said is None or (said.stance in ASSERTED and not _is_same(said, denial))

    def _told_within(self, denial: Attribution) -> list[Figure]:
        return [one for one in self.figures if self._is_told(one, denial) and is_said_in(self.document, one, denial)]

    def _told_before(self, denial: Attribution) -> list[Figure]:
        """The numbers of what was last said before it, or of the sentence before where nobody is said to tell it."""
        start = self._cue(denial)
        sentence = self.document.sentence_at(start)
        if sentence is None or denial.cue is None or denial.cue.title:
            return []
        last = self._last_said(sentence.start, start, denial)
        if last is None and sentence.index > 0:
            before = self.document.sentences[sentence.index - 1]
            last = self._last_said(before.start, before.end, denial)
            if last is None:
                own = [one for one in self.figures if one.sentence == before.index and one.attribution is None]
                return [one for one in own if self._is_told(one, denial)]
        if last is None or last.stance == "alleged":
            return []  # who is accused denies that it was he
        return [one for one in self.figures if one.attribution == last.id and self._is_told(one, denial)]

    def _last_said(self, start: int, end: int, denial: Attribution) -> Attribution | None:
        """Who was the last to tell something between two offsets."""
        found = [
            one
            for one in self.attributions
            if one is not denial and one.cue and not one.cue.title and start <= self._cue(one) < end
        ]
        return max(found, key=self._cue, default=None)

    def _cue(self, one: Attribution) -> int:
        return self.document.range(one.cue)[0] if one.cue else -1


def _is_same(one: Attribution, other: Attribution) -> bool:
    return one.id == other.id or (one.speaker is not None and one.speaker == other.speaker)


def _points_back(document: Document, denial: Attribution) -> bool:
    """Is all that is denied "this", or "the report" and that it is false?"""
    content: list[Token] = []
    for span in denial.content:
        found = document.doc.char_span(*document.range(span), alignment_mode="contract")
        content += [token for token in found or () if not token.is_punct and not token.is_space]
    if content and content[0].lower_ == "that" and len(content) > 1:
        content = content[1:]
    if not content:
        return False
    named = content[:3]
    at = next((i for i, one in enumerate(named) if one.lemma_.lower() in words("cues", "told_before")), None)
    if at is not None and content[0].lower_ in DEFINITE:
        rest = content[at + 1 :]
    elif content[0].lower_ in POINTING:
        rest = content[1:]
    else:
        return False
    return all(_judges(one) for one in rest)


def _judges(token: Token) -> bool:
    """Is it one of the words that only say that something is not so ("was", "not", "a", "lie")?"""
    return (
        token.pos_ in ("AUX", "DET", "ADV", "PART")
        or token.lower_ in ("as", "to", "be")
        or token.lemma_.lower() in words("cues", "falsehood", "truth")
        or token.lower_ in words("cues", "falsehood", "truth")
    )
