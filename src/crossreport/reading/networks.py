"""The model's networks as reading runs them: the same weights and sums, without what only training needs.

Two things make the model's own way dear: a form is embedded for every time that it stands in a batch, and its finder of
names asks for the interpreter's lock at each of its 74 moves at each word. Here a form is embedded once, and names are
sought in all texts of a batch at once. Relations are found in moves.py.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc as Piece
from thinc.api import Model

from crossreport.errors import SetupError
from crossreport.reading.language import pipeline
from crossreport.reading.moves import Relations
from crossreport.reading.products import FEWEST, Flags, Floats, Indices, product

# Forms whose vectors are held; when there are more, they are made anew.
MOST_HELD = 30_000
# Words that a layer looks at together: what they need lies in the processor's cache.
BLOCK = 512


class _Layer(NamedTuple):
    """Maxout and layer normalization: weights with the pieces one behind the other, their bias, gain and shift."""

    weights: Floats
    bias: Floats
    gain: Floats
    shift: Floats

    def __call__(self, rows: Floats) -> Floats:
        raised = rows @ self.weights
        raised += self.bias
        return self.best_of(raised)

    def best_of(self, raised: Floats) -> Floats:
        """The greatest of the pieces of each number, normalized: of products with the bias added."""
        width = len(self.gain)
        best = raised[:, :width]
        for at in range(width, raised.shape[1], width):
            best = np.maximum(best, raised[:, at : at + width])
        best -= best.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", best, best) / np.float32(width) + np.float32(1e-8)
        best *= (spread ** np.float32(-0.5))[:, None]
        best *= self.gain
        best += self.shift
        return best


def _layer(maxout: "Model[Any, Any]", norm: "Model[Any, Any]") -> _Layer:
    weights = np.asarray(maxout.get_param("W"))
    by_piece = weights.transpose(1, 0, 2).reshape(-1, weights.shape[2])
    bias = np.asarray(maxout.get_param("b")).T.reshape(-1)
    return _Layer(np.ascontiguousarray(by_piece.T), bias, np.asarray(norm.get_param("G")), np.asarray(norm.get_param("b")))


class Encoder:
    """A network that gives each word of a text a vector, by its form and its neighbours (spaCy's MultiHashEmbed and
    MaxoutWindowEncoder)."""

    def __init__(self, model: "Model[Any, Any]") -> None:
        nodes = list(model.walk(order="dfs_pre"))
        self.attributes = next(node for node in nodes if node.name == "extract_features").attrs["columns"]
        self.tables = [node for node in nodes if node.name == "hashembed"]
        maxouts = (node for node in nodes if node.name == "maxout")
        norms = (node for node in nodes if node.name == "layernorm")
        # What forms gave, and in which row it stands.
        self.known: dict[int, int] = {}
        self.mixer, *self.layers = [_layer(one, two) for one, two in zip(maxouts, norms, strict=True)]
        self.held: Floats = np.empty((0, len(self.mixer.gain)), dtype=np.float32)

    def __call__(self, pieces: Sequence[Piece]) -> list[Floats]:
        """A row for each word, a matrix for each piece. A piece's rows do not depend on the others."""
        forms, again = self._forms(pieces)
        # As many rows of nothing around each piece as there are layers, each of which looks one word to either side.
        pad, nothing = len(self.layers), len(forms) - 1
        starts, at = [], pad
        for piece in pieces:
            starts.append(at)
            at += len(piece) + pad
        which = np.full(max(at, FEWEST), nothing)
        taken = 0
        for start, piece in zip(starts, pieces, strict=True):
            which[start : start + len(piece)] = again[taken : taken + len(piece)]
            taken += len(piece)
        first, *others = self.layers
        rows = _look_at_forms(first, forms, which)
        for layer in others:
            _look_around(layer, rows)
        return [rows[start : start + len(piece)] for start, piece in zip(starts, pieces, strict=True)]

    def _forms(self, pieces: Sequence[Piece]) -> tuple[Floats, Indices]:
        """What each form gives, apart from where it stands, made once and held, and last nothing; the form of each word."""
        forms = np.concatenate([piece.to_array(self.attributes) for piece in pieces])
        numbers, first, again = np.unique(_mixed(forms), return_index=True, return_inverse=True)
        known = [self.known.get(number, -1) for number in numbers.tolist()]
        if -1 in known:
            if len(self.known) > MOST_HELD:
                self.known, known = {}, [-1] * len(known)
            new = [at for at, held in enumerate(known) if held < 0]
            made = self._made(forms[first[new]])
            begin, end = len(self.known), len(self.known) + len(new)
            if end > len(self.held):
                self.held = np.concatenate([self.held[:begin], np.empty((end, made.shape[1]), dtype=np.float32)])
            self.held[begin:end] = made
            self.known.update(zip(numbers[new].tolist(), range(begin, end), strict=True))
            for at, held in zip(new, range(begin, end), strict=True):
                known[at] = held
        found = np.zeros((max(len(known) + 1, FEWEST), self.held.shape[1]), dtype=np.float32)
        found[: len(known)] = self.held[known]
        return found, again

    def _made(self, forms: npt.NDArray[np.uint64]) -> Floats:
        if len(forms) < FEWEST:
            padded = np.concatenate([forms, np.zeros((FEWEST - len(forms), forms.shape[1]), dtype=forms.dtype)])
        else:
            padded = forms
        embedded = [table.predict(np.ascontiguousarray(padded[:, at])) for at, table in enumerate(self.tables)]
        return self.mixer(np.concatenate(embedded, axis=1))[: len(forms)]


def _look_at_forms(layer: _Layer, forms: Floats, which: Indices) -> Floats:
    """The rows of words of these forms, and what the first layer adds: of the sums that it makes of a word and those beside
    it, the three parts are made once for each form."""
    width = forms.shape[1]
    before, own, behind = (product(forms, layer.weights[at : at + width]) for at in range(0, 3 * width, width))
    own += layer.bias
    rows, count = forms[which], len(which)
    around = np.pad(which, 1, constant_values=len(forms) - 1)
    for at in range(0, count, BLOCK):
        end = min(at + BLOCK, count)
        raised = before[around[at:end]]
        raised += own[which[at:end]]
        raised += behind[around[at + 2 : end + 2]]
        rows[at:end] += layer.best_of(raised)
    return rows


def _look_around(layer: _Layer, rows: Floats) -> None:
    """Adds to each row what a layer makes of it and of those beside it: of a block of rows at a time, none too small."""
    count, width = rows.shape
    window = np.empty((BLOCK + FEWEST, 3 * width), dtype=np.float32)
    before = np.zeros(width, dtype=np.float32)
    at = 0
    while at < count:
        end = at + BLOCK if at + BLOCK + FEWEST <= count else count
        seen = window[: end - at]
        seen[0, :width] = before
        seen[1:, :width] = rows[at : end - 1]
        seen[:, width : 2 * width] = rows[at:end]
        behind = rows[at + 1 : end + 1]
        seen[: len(behind), 2 * width :] = behind
        seen[len(behind) :, 2 * width :] = 0
        before = rows[end - 1].copy()
        rows[at:end] += layer(seen)
        at = end


def _mixed(rows: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """A number for each row, the same for rows that are the same, and else another (but once in 2^64)."""
    mixed = np.zeros(len(rows), dtype=np.uint64)
    for column in rows.T:
        mixed = (mixed ^ column) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return mixed


class NameFinder:
    """Finds names as the model's own pipe does (spaCy's BILUO transitions, the best at each word).

    Where no name is open, what a word is depends on its own vector alone, so that all words are weighed at once; those that
    open a name are then followed side by side, word by word, to their ends.
    """

    def __init__(self, ner: Any) -> None:
        self.encode = Encoder(ner.model)
        words, lower, upper = ner.model.layers
        narrow = words.layers[-1]
        self.narrow = np.ascontiguousarray(narrow.get_param("W").T), narrow.get_param("b")
        features = lower.get_param("W")
        count, self.hidden, pieces, width = features.shape
        if (count, pieces) != (3, 2) or not ner.model.attrs["has_upper"]:
            raise SetupError(
                "The English model finds names in another way than is known here: install the locked requirements."
            )
        # The two pieces of each feature one behind the other, so that the greater of each two is found at once.
        self.word, self.opened, self.before = (
            np.ascontiguousarray(one.reshape(-1, width).T) for one in features.transpose(0, 2, 1, 3)
        )
        self.bias = lower.get_param("b").T.reshape(-1)
        _, self.no_opened, self.no_before = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(3, -1)
        self.upper = np.ascontiguousarray(upper.get_param("W").T), upper.get_param("b")
        moves = [ner.moves.get_class_name(at).partition("-") for at in range(upper.get_dim("nO"))]
        self.labels = [label for _, _, label in moves]
        self.begins, self.units, self.outs = (
            np.array([bool(label) == (kind != "O") and move == kind for move, _, label in moves]) for kind in "BUO"
        )
        # What a word may be where no name is open.
        self.firsts = np.flatnonzero(self.begins | self.units | self.outs)
        self.upper_first = np.ascontiguousarray(self.upper[0][:, self.firsts]), self.upper[1][self.firsts]
        at = {(move, label): index for index, (move, _, label) in enumerate(moves)}
        self.goes_on = np.array([at.get(("I", label), 0) for label in self.labels])
        self.ends = np.array([at.get(("L", label), 0) for label in self.labels])

    def __call__(self, pieces: Sequence[Piece]) -> list[list[tuple[int, int, str]]]:
        """Of each piece that has sentences its names: first word, end and label."""
        rows = np.concatenate(self.encode(pieces))
        starts = np.concatenate([piece.to_array("SENT_START") == 1 for piece in pieces])
        blank = np.concatenate([piece.to_array("IS_SPACE") == 1 for piece in pieces])
        borders = np.cumsum([0, *map(len, pieces)])
        starts[borders[:-1][borders[:-1] < len(starts)]] = True
        found = self._names(rows, np.append(starts[1:], True), blank)
        made: list[list[tuple[int, int, str]]] = [[] for _ in pieces]
        owners = np.searchsorted(borders, [start for start, _, _ in found], side="right") - 1
        for (start, end, label), owner in zip(found, owners.tolist(), strict=True):
            first = int(borders[owner])
            made[owner].append((start - first, end - first, label))
        return made

    def _names(self, rows: Floats, is_last: Flags, is_blank: Flags) -> list[tuple[int, int, str]]:
        if not len(rows):
            return []
        rows = product(rows, self.narrow[0]) + self.narrow[1]
        own = product(rows, self.word)
        scores = self._scores(own + self.no_opened + self.no_before, self.upper_first)
        scores[np.ix_(is_blank, ~self.outs[self.firsts])] = -np.inf
        scores[np.ix_(is_last, self.begins[self.firsts])] = -np.inf
        moves = self.firsts[scores.argmax(axis=1)]
        ends = self._followed(rows, own, is_last, np.flatnonzero(self.begins[moves]), moves)
        found: list[tuple[int, int, str]] = []
        behind = 0
        for at in np.flatnonzero(~self.outs[moves]).tolist():
            if at >= behind:
                behind = ends.get(at, at + 1)
                found.append((at, behind, self.labels[moves[at]]))
        return found

    def _followed(self, rows: Floats, own: Floats, is_last: Flags, opening: Indices, moves: Indices) -> dict[int, int]:
        """{where a name would open: where it would then end}."""
        ends: dict[int, int] = {}
        at = opening + 1
        while len(opening):
            raised = own[at] + product(rows[opening], self.opened) + product(rows[at - 1], self.before)
            scores = self._scores(raised, self.upper)
            each, kinds = np.arange(len(at)), moves[opening]
            is_open = (scores[each, self.goes_on[kinds]] > scores[each, self.ends[kinds]]) & ~is_last[at]
            ends.update(zip(opening[~is_open].tolist(), (at[~is_open] + 1).tolist(), strict=True))
            opening, at = opening[is_open], at[is_open] + 1
        return ends

    def _scores(self, raised: Floats, upper: tuple[Floats, Floats]) -> Floats:
        raised += self.bias
        scores = product(np.maximum(raised[:, : self.hidden], raised[:, self.hidden :]), upper[0])
        scores += upper[1]
        return scores


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """That of the words whose tags and relations are told."""
    return Encoder(pipeline().get_pipe("tok2vec").model)  # type: ignore[attr-defined]


@lru_cache(maxsize=1)
def name_finder() -> NameFinder:
    """That of the model in use. SetupError where the model's is of another kind."""
    return NameFinder(pipeline().get_pipe("ner"))


@lru_cache(maxsize=1)
def relations() -> Relations:
    """That of the model in use. SetupError where the model's is of another kind."""
    return Relations(pipeline().get_pipe("parser"))


def analyse(pieces: Sequence[Piece]) -> None:
    """Gives pieces, none of them empty, their words' vectors and tags, relations and sentences."""
    for piece, rows in zip(pieces, encoder()(pieces), strict=True):
        piece.tensor = rows  # type: ignore[assignment]
    tagger: Any = pipeline().get_pipe("tagger")
    tagger.set_annotations(pieces, tagger.predict(pieces))
    relate(pieces)


def relate(pieces: Sequence[Piece]) -> None:
    """Gives pieces that have vectors their relations and sentences."""
    if pieces:
        relations()(pieces)
