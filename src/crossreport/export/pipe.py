"""A file to write to whose contents are sent on in pieces, for libraries that want a file."""


class Pipe:
    """Takes what is written and gives it out again; it cannot be gone back in, so nothing is held longer than needed."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._sent = 0
        self.closed = False

    def write(self, data: bytes) -> int:
        """Takes these bytes."""
        self._pieces.append(bytes(data))
        self._sent += len(data)
        return len(data)

    def tell(self) -> int:
        """How many bytes were written."""
        return self._sent

    def flush(self) -> None:
        """Nothing waits to be flushed."""

    def close(self) -> None:
        """Nothing needs closing."""
        self.closed = True

    def take(self) -> bytes:
        """What was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
