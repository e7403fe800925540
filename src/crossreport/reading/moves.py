"""The parser's moves (spaCy's arc-eager transitions, the best at each state), of all sentences of many texts side by side.

The model's own way goes through a text word by word, and asks for the interpreter's lock a dozen times at each move. Here a
text is cut where a sentence may start, and each stretch is parsed as one that starts with nothing open. What the moves
before it could tell it is little: whether they end just before it, and whether they break a sentence behind its first word.
Where they go on into it they take it over, and where they break one there it is parsed anew; so what is found is what one
pass over the text would find (tests/test_parsing.py).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from spacy.tokens import Doc as Piece

from crossreport.errors import SetupError
from crossreport.reading.products import Flags, Floats, Held, Indices, product

SHIFT, REDUCE, LEFT, RIGHT, BREAK = range(5)
KINDS = "SDLRB"
# What a move looks at: the first two words to come, the last three open, and a child of each of these and those.
FEATURES = 8
# What is known of a word to come, and of the one behind it.
IS, BEGINS, PUT_BACK, BARRED, APART = 1, 2, 4, 8, 16
MAY_BEGIN, IS_SECOND = 32, 64
OPEN = 128
# Marks that a sentence ends with, and those that may follow within it.
ENDS = (".", "!", "?")
CLOSES = ('"', "'", "''", ")")


class Relations:
    """Which word hangs on which, and how, as the model's parser finds it."""

    def __init__(self, parser: Any) -> None:
        words, lower, upper = parser.model.layers
        narrow = words.layers[-1]
        self.narrow = np.ascontiguousarray(narrow.get_param("W").T), narrow.get_param("b")
        features = lower.get_param("W")
        count, self.hidden, pieces, width = features.shape
        names = [parser.moves.get_class_name(at) for at in range(parser.moves.n_moves)]
        attrs = parser.model.attrs
        known = attrs["has_upper"] and not attrs["unseen_classes"] and parser.cfg["beam_width"] == 1
        if (count, pieces) != (FEATURES, 2) or not known or any(name.endswith("-subtok") for name in names):
            raise SetupError("The English model parses in another way than is known here: install the locked requirements.")
        # The two pieces of each feature one behind the other, so that the greater of each two is found at once.
        self.lower = np.ascontiguousarray(features.transpose(0, 2, 1, 3).reshape(-1, width).T)
        self.nothing = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(FEATURES, -1)
        self.bias = lower.get_param("b").T.reshape(-1)
        self.upper = np.ascontiguousarray(upper.get_param("W").T)
        self.kinds = np.array([KINDS.index(name[0]) for name in names])
        strings = parser.vocab.strings
        self.labels = np.array([strings[name[2:]] if name[1:] else 0 for name in names], dtype=np.uint64)
        self.root = np.uint64(strings["ROOT"])
        self.ends, self.closes = (
            np.array([strings.add(mark) for mark in marks], dtype=np.uint64) for marks in (ENDS, CLOSES)
        )
        self.goes_on = ~np.isin(self.kinds, (REDUCE, BREAK))
        self.pushes = np.isin(self.kinds, (SHIFT, RIGHT))
        # Labels of words that hang higher than they should, and what hangs these where they belong.
        self.lowers = parser.postprocesses
        self.lifted = np.array([label for label, name in zip(self.labels, names, strict=True) if "||" in name])
        self.held = Held()
        # What is added to the scores: minus infinity to those of moves that cannot be made, by what is known of the words.
        may = np.array([_may(code) for code in range(3 * OPEN)])[:, self.kinds]
        self.offsets = np.where(may, upper.get_param("b"), -np.inf).astype(np.float32)

    def __call__(self, pieces: Sequence[Piece]) -> None:
        """Gives pieces that have vectors their relations and sentences."""
        told = np.concatenate([piece.to_array("SENT_START").astype(np.int64) for piece in pieces])
        borders = np.cumsum([0, *map(len, pieces)])
        starts = (told == 1) | (self._likely(pieces) & (told == 0))
        starts[borders[:-1]] = True
        rows = product(np.concatenate([np.asarray(piece.tensor) for piece in pieces]), self.narrow[0]) + self.narrow[1]
        heads, moves = _Parse(self, rows, told, np.flatnonzero(starts), borders).done()
        own = np.arange(len(heads))
        labels = np.where(heads == own, self.root, self.labels[moves])
        found = np.stack([(heads - own).astype(np.uint64), labels], axis=1)
        lifted = np.isin(labels, self.lifted)
        for piece, start, end in zip(pieces, borders.tolist(), borders[1:].tolist(), strict=False):
            piece.from_array(["HEAD", "DEP"], found[start:end])  # type: ignore[arg-type]
            if lifted[start:end].any():
                for lower in self.lowers:
                    lower(piece)

    def _likely(self, pieces: Sequence[Piece]) -> Flags:
        """Where a sentence is likely to start: behind a mark that ends one. It costs time where none does, and no more."""
        forms = np.concatenate([piece.to_array(["ORTH", "IS_SPACE"]) for piece in pieces])
        is_end = np.isin(forms[:, 0], self.ends)
        is_word = ~(is_end | np.isin(forms[:, 0], self.closes) | (forms[:, 1] == 1))
        at = np.arange(len(forms))
        end, word = (np.maximum.accumulate(np.where(one, at, -1)) for one in (is_end, is_word))
        found: Flags = is_word & np.append(False, end[:-1] > word[:-1])
        return found


def _may(code: int) -> tuple[bool, ...]:
    """Which kinds of moves may be made (spaCy's rules), by what is known."""
    is_open, is_lone, begins = code >= OPEN, code < 2 * OPEN, bool(code & BEGINS)
    arcs = is_open and bool(code & IS) and not begins
    shift = not is_open or (arcs and bool(code & IS_SECOND) and not code & PUT_BACK)
    reduce = is_open and not (is_lone and code & IS and code & BARRED)
    return shift, reduce, arcs, arcs, bool(code & MAY_BEGIN) and not code & APART


class _Parse:
    """Words while they are parsed, in stretches that each begin with one of `starts`.

    Each stretch is laid out with copies of the two words behind it, at which its moves look. The place behind all words
    stands for none; what is written of none goes to the last.
    """

    def __init__(self, net: Relations, rows: Floats, told: Indices, starts: Indices, borders: Indices) -> None:
        self.net = net
        ends = np.append(starts[1:], len(rows))
        beyond = np.minimum(borders[np.searchsorted(borders, starts, side="right")] - ends, 2)
        sizes = ends - starts + beyond
        self.first = np.cumsum(sizes) - sizes
        self.behind = self.first + sizes
        self.count = count = int(sizes.sum())
        self.stops = np.where(beyond > 0, self.first + ends - starts, count)
        self.words = np.append(np.arange(count) + np.repeat(starts - self.first, sizes), -1)
        self.own = np.ones(count, dtype=bool)
        for at, more in zip(self.behind.tolist(), beyond.tolist(), strict=True):
            self.own[at - more : at] = False
        told = told[self.words[:-1]]
        self.given = np.zeros(count + 2, dtype=np.int64), np.zeros(count + 2, dtype=np.int64), np.arange(1, count + 3)
        coming, second, following = self.given
        coming[:count] = IS + BEGINS * (told == 1) + BARRED * (told == -1)
        second[:count] = IS_SECOND + MAY_BEGIN * (told == 0)
        following[self.behind - 1] = following[count] = count
        self.coming, self.second, self.next = (one.copy() for one in self.given)
        self.left, self.right, self.right_before = (np.full(count + 2, count) for _ in range(3))
        self.heads, self.moves = np.full(count + 2, count + 1), np.zeros(count + 2, dtype=np.int64)
        self.features = net.held.take((count + 1, net.lower.shape[1]))
        product(rows[self.words[:-1]], net.lower, out=self.features[:count])
        self.features[count] = net.nothing.reshape(-1)
        # Of each stretch those that it took over, itself the first, and whether it was told of a break in it.
        self.taken: list[list[int]] = [[at] for at in range(len(starts))]
        self.told = [False] * len(starts)

    def done(self) -> tuple[Indices, Indices]:
        """The head of each word, itself where it has none, and the move that gave it."""
        each, stops = np.arange(len(self.first)), self.stops
        ends = np.stack([self.first, np.full(len(each), self.count)])
        while len(each):
            moves, second, third = self._best(ends)
            kinds = self.net.kinds[moves]
            anew: list[int] = []
            on = (ends[0] == stops) & self.net.goes_on[moves]
            if np.count_nonzero(on):
                stops = stops.copy()
                lost: set[int] = set()
                for at in np.flatnonzero(on).tolist():
                    if int(each[at]) not in lost:
                        taken, *free = self._take_over(int(each[at]))
                        lost.update((taken, *free))
                        anew = [one for one in anew if one != taken] + free
                        ends[0, at] = self.first[taken]
                        second[at], stops[at] = self.next[self.first[taken]], self.stops[taken]
                kept = ~np.isin(each, list(lost))
                ends, each, stops, moves, kinds, second, third = (
                    one[..., kept] for one in (ends, each, stops, moves, kinds, second, third)
                )
            self._make(ends, moves, kinds, second, third)
            ended = (ends[1] == self.count) & (ends[0] == stops)
            if np.count_nonzero(ended):
                told = [one for at in each[ended].tolist() for one in self._tell(at)]
                if told:
                    ended |= np.isin(each, told)
                    anew = list({*anew, *told})
                each, stops, ends = each[~ended], stops[~ended], ends[:, ~ended]
            if anew:
                each, stops = np.append(each, anew), np.append(stops, self.stops[anew])
                ends = np.append(ends, [self.first[anew], [self.count] * len(anew)], axis=1)
        self.net.held.give_back(self.features)
        heads = self.heads[: self.count]
        heads = np.where(heads < self.count, self.words[np.minimum(heads, self.count)], self.words[:-1])
        return heads[self.own], self.moves[: self.count][self.own]

    def _best(self, ends: Indices) -> tuple[Indices, Indices, Indices]:
        """The best of the moves that may be made in each, and the second word to come and the second open."""
        seen = np.empty((FEATURES, ends.shape[1]), dtype=np.int64)
        coming, top = ends
        seen[0:3:2] = ends
        seen[1:4:2] = self.next[ends]
        second, third = seen[1].copy(), seen[3].copy()
        seen[4] = self.next[third]
        seen[5:7] = self.left[ends]
        seen[7] = self.right[top]
        seen *= FEATURES
        seen += _COLUMN
        features = self.features.reshape(-1, self.net.nothing.shape[1])
        raised = np.add.reduce(features.take(seen, axis=0), axis=0)
        raised += self.net.bias
        hidden = self.net.hidden
        scores = product(np.maximum(raised[:, :hidden], raised[:, hidden:]), self.net.upper)
        code = self.coming[coming] + self.second[second]
        code += OPEN * (top < self.count)
        code += OPEN * (third < self.count)
        scores += self.net.offsets[code]
        return scores.argmax(axis=1), second, third

    def _make(self, ends: Indices, moves: Indices, kinds: Indices, second: Indices, third: Indices) -> None:
        """Makes a move in each, so that `ends`, the word to come and the last open, are those after it."""
        count, (coming, top) = self.count, ends
        at = (kinds == LEFT).nonzero()[0]
        if len(at):
            child, head = top[at], coming[at]
            had = self.heads[child]
            self.right[had] = self.right_before[child]
            self.heads[child], self.moves[child], self.left[head] = head, moves[at], child
            self.coming[head] &= ~PUT_BACK
            top[at] = third[at]
        at = (kinds == RIGHT).nonzero()[0]
        if len(at):
            child, head = coming[at], top[at]
            self.right_before[child], self.right[head] = self.right[head], child
            self.heads[child], self.moves[child] = head, moves[at]
        at = self.net.pushes[moves].nonzero()[0]
        if len(at):
            self.next[coming[at]] = top[at]
            top[at], coming[at] = coming[at], second[at]
        at = (kinds == REDUCE).nonzero()[0]
        if len(at):
            word = top[at]
            top[at] = third[at]
            back = (self.heads[word] > count) & (third[at] < count)
            if np.count_nonzero(back):
                at, word = at[back], word[back]
                self.next[word] = coming[at]
                apart = self.words[coming[at]] != self.words[word] + 1
                self.coming[word] = (self.coming[word] & ~APART) | PUT_BACK | np.where(apart, APART, 0)
                coming[at] = word
        at = (kinds == BREAK).nonzero()[0]
        if len(at):
            self._begin(second[at])

    def _begin(self, words: Indices | int) -> None:
        """Says that a sentence begins at these."""
        self.coming[words] |= BEGINS
        self.second[words] &= ~MAY_BEGIN

    def _take_over(self, one: int) -> list[int]:
        """Lets a stretch go on into the next, made what it was; the next, and those that it had taken over."""
        last = self.taken[one][-1]
        taken = self.taken[last + 1]
        for other in taken:
            self._reset(other)
        if self._breaks(last):
            self._begin(int(self.first[taken[0]]) + 1)
        for other in taken[1:]:
            if self.told[other]:
                self._begin(int(self.first[other]) + 1)
        self.taken[one].append(taken[0])
        return taken

    def _tell(self, one: int) -> list[int]:
        """Tells the stretch behind one that is parsed what it is to know; those that are to be parsed anew for it."""
        last = self.taken[one][-1]
        breaks = self._breaks(last)
        if self.stops[last] == self.count or breaks == self.told[last + 1]:
            return []
        self.told[last + 1] = breaks
        taken = self.taken[last + 1]
        for other in taken:
            self._reset(other)
            if self.told[other]:
                self._begin(int(self.first[other]) + 1)
        return taken

    def _breaks(self, one: int) -> bool:
        """Do its moves break a sentence behind the first word behind it?"""
        at = int(self.stops[one]) + 1
        return at < self.behind[one] and bool(self.coming[at] & BEGINS) and not self.given[0][at] & BEGINS

    def _reset(self, one: int) -> None:
        """Makes a stretch what it was."""
        at = slice(self.first[one], self.behind[one])
        for now, given in zip((self.coming, self.second, self.next), self.given, strict=True):
            now[at] = given[at]
        self.left[at] = self.right[at] = self.right_before[at] = self.count
        self.heads[at] = self.count + 1
        self.taken[one] = [one]


_COLUMN = np.arange(FEATURES)[:, None]
