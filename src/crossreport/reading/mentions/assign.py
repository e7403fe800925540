"""Says which mention a figure, a person, an action or a statement belongs to, by the words that it stands beside."""

from collections.abc import Mapping, Sequence

from crossreport.model.happened import Action, Person, Statement
from crossreport.model.report import Span
from crossreport.model.said import Figure
from crossreport.reading.layout import Document
from crossreport.reading.mentions.clauses import Group
from crossreport.reading.parsed import Token


def _counts_more(figures: Sequence[Figure], index: int) -> bool:
    """Is a number of persons taken the number of persons killed or hurt by the same words ("several kidnapped pupils")?"""
    figure = figures[index]
    return "freed_only" in figure.defaulted and any(
        other.span == figure.span and other.outcome != figure.outcome for other in figures
    )


class Owners:
    """The mention ids of a report's groups, looked up by what stands beside their words."""

    def __init__(
        self, document: Document, groups: Sequence[Group], ids: Mapping[int, str], figures: Sequence[Figure]
    ) -> None:
        self._document = document
        self._figures: dict[int, str] = {}
        self._tokens: dict[int, str] = {}
        self._sentences: dict[int, list[str]] = {}
        for index, group in enumerate(groups):
            ident = ids.get(index)
            if ident is None:
                continue
            self._figures |= {figure: ident for figure in group.figures if figures[figure].scope == "incident"}
            self._tokens |= {anchor.token: ident for anchor in group.anchors}
            self._sentences.setdefault(group.sentence, []).append(ident)
        # Who only is told of as taken was not taken in the incident beside whose words he stands.
        self._figures = {
            index: ident for index, ident in self._figures.items()
            if "freed_only" not in figures[index].defaulted or not _counts_more(figures, index)
        }  # fmt: skip
        # Those arrested, driven out and the like belong to the incident beside whose words they stand.
        for index, figure in enumerate(figures):
            if figure.scope == "incident" and index not in self._figures and not _counts_more(figures, index):
                beside = self.of_span(figure.predicate or figure.span)
                self._figures |= {index: beside} if beside is not None else {}

    def of_figure(self, index: int) -> str | None:
        """The mention of a figure, by its index among the report's figures."""
        return self._figures.get(index)

    def of_span(self, span: Span, alone: bool = True) -> str | None:
        """The mention whose word a span holds or hangs on; with `alone`, else the only one that its sentence tells of."""
        tokens = self._document.doc.char_span(*self._document.range(span), alignment_mode="expand")
        if tokens is None or not len(tokens):
            return None
        inside = {self._tokens[token.i] for token in tokens if token.i in self._tokens}
        if len(inside) == 1:
            return inside.pop()
        above = self._above(tokens.root)
        if above is not None:
            return above
        told = set(self._sentences.get(self._document.sentence_of(span), ()))
        return told.pop() if alone and len(told) == 1 else None

    def _above(self, token: Token) -> str | None:
        return next((self._tokens[one.i] for one in (token, *token.ancestors) if one.i in self._tokens), None)

    def of_person(self, person: Person, main: str | None) -> str | None:
        """The mention in which a person was harmed: where a sentence that names them tells of one, else the main one."""
        for span in (person.span, *person.spans):
            found = self.of_span(span)
            if found is not None:
                return found
        return main

    def of_action(self, action: Action) -> str | None:
        """The mention that an action of violence is part of, or whose words the action's own hold."""
        return self.of_span(action.span, alone=action.plover == "ASSAULT")

    def of_statement(self, statement: Statement) -> str | None:
        """The mention that a statement tells of: its words name one and no other."""
        found = [self.of_span(span, alone=False) for span in statement.spans]
        ids = {one for one in found if one is not None}
        return ids.pop() if len(ids) == 1 else None
