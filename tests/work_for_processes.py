"""Work that kills its process on request. Apart from the tests, so that the processes have little to import."""

import os
import signal
import time
from collections.abc import Sequence


def shout(chunk: Sequence[str]) -> list[str]:
    """The words in capitals; "die" kills the process that reads it."""
    if "die" in chunk:
        os.kill(os.getpid(), signal.SIGKILL)
    return [word.upper() for word in chunk]


def sleep(chunk: Sequence[str]) -> list[str]:
    """The same words, the chunk "long" after a minute."""
    if "long" in chunk:
        time.sleep(60)
    return list(chunk)


def tell(chunk: Sequence[str]) -> None:
    """Writes its process's number into the file named, and does not end by itself."""
    with open(chunk[0], "a") as file:
        file.write(f"{os.getpid()}\n")
    time.sleep(300)


def look_around(chunk: Sequence[str]) -> tuple[bool, int, int]:
    """(whether this process has an index of place names open that another opened, the patterns of dates that are made, the
    place names of the chunk that the index has)."""
    from crossreport.reading.dates.grammar import grammar
    from crossreport.reading.places.gazetteer import _connection, find

    is_open = _connection.cache_info().currsize > 0
    return is_open, grammar.cache_info().currsize, sum(bool(find(name)) for name in chunk)
