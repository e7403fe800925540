"""Matrices multiplied so that a row's numbers do not depend on how many others are multiplied with it."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.int64]
# Rows that are multiplied at once, at least: of fewer, NumPy's library adds up in another order, so that a word's numbers
# would depend on how many others are read with it.
FEWEST = 32


class Held:
    """Memory for large matrices that are made again and again: new memory is dearer than what is written there."""

    def __init__(self) -> None:
        self._free: list[Floats] = []

    def take(self, shape: tuple[int, int]) -> Floats:
        """A matrix of this shape, with anything in it."""
        size = shape[0] * shape[1]
        flat = self._free.pop() if self._free else np.empty(0, dtype=np.float32)
        if len(flat) < size:
            flat = np.empty(size + size // 4, dtype=np.float32)
        found: Floats = flat[:size].reshape(shape)
        return found

    def give_back(self, matrix: Floats) -> None:
        """Says that a matrix is in use no more."""
        flat = matrix.base
        assert isinstance(flat, np.ndarray)
        self._free.append(flat)


def product(rows: Floats, weights: Floats, out: Floats | None = None) -> Floats:
    """Rows multiplied with weights, each as it would be among any others."""
    if len(rows) >= FEWEST:
        return np.matmul(rows, weights, out=out)
    padded = np.zeros((FEWEST, rows.shape[1]), dtype=np.float32)
    padded[: len(rows)] = rows
    found = (padded @ weights)[: len(rows)]
    if out is not None:
        out[:] = found
    return found
