"""What two reports hold word for word and neither tells its event with: notes on method, a page's standing lines.

Such text says nothing of whether they tell of one event. Which paragraphs it is lies in the two reports alone, so no other
report of the record has a say.
"""

from collections.abc import Mapping

from crossreport.linking.copies import Copies
from crossreport.linking.sides import Side
from crossreport.linking.words import Bag, bag
from crossreport.model.happened import Reading
from crossreport.model.report import Report, Span

# Mentions of which it is held what does not tell of them.
HELD = 20_000


class StandingText:
    """The reports' words without what two of them share beside their events."""

    def __init__(self, reports: Mapping[str, Report], readings: Mapping[str, Reading], copies: Copies) -> None:
        self._reports = reports
        self._readings = readings
        self._copies = copies
        self._beside: dict[tuple[str, str], frozenset[str]] = {}
        self._left: dict[tuple[str, frozenset[str]], Bag] = {}

    def without(self, a: Side, b: Side) -> tuple[Bag, Bag]:
        """The words of both mentions' reports, without the paragraphs that both hold and neither mention stands in."""
        both = self._texts_beside(a) & self._texts_beside(b)
        return (self._words_left(a, both), self._words_left(b, both)) if both else (a.whole, b.whole)

    def _texts_beside(self, side: Side) -> frozenset[str]:
        """The texts of the report's paragraphs in which nothing tells of the mention."""
        if side.key not in self._beside:
            if len(self._beside) >= HELD:
                self._beside.clear()
            telling = self._copies.holding(side.key[0], side.mention.spans)
            texts = (text for _, text in self._copies.texts.get(side.key[0], ()))
            self._beside[side.key] = frozenset(text for text in texts if text not in telling)
        return self._beside[side.key]

    def _words_left(self, side: Side, apart: frozenset[str]) -> Bag:
        ident = side.key[0]
        if (ident, apart) not in self._left:
            if len(self._left) >= HELD // 10:
                self._left.clear()
            left_out = [Span(block.start, block.end) for block, text in self._copies.texts[ident] if text in apart]
            furniture = [*self._readings[ident].furniture, *left_out]
            self._left[ident, apart] = bag(self._reports[ident], furniture)
        return self._left[ident, apart]
