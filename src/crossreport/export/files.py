"""Writing files whole or not at all: what was there before stays until all that takes its place is on the disk."""

import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from crossreport.errors import ExportError


def write_files(folder: Path, contents: Mapping[str, Iterable[bytes]]) -> None:
    """Writes files into a folder, which is made where it is not there; files of these names are replaced together.

    ExportError where that fails (a full disk, no permission); what was there before is whole then.
    """
    made: dict[Path, Path] = {}
    if folder.exists() and not folder.is_dir():
        raise ExportError(f"{folder} is a file: give a folder to write into. Nothing was written.")
    if taken := [folder / name for name in contents if (folder / name).is_dir()]:
        raise ExportError(f"{taken[0]} is a folder: give the name of a file. Nothing was written.")
    new = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, pieces in contents.items():
            made[_written(folder, pieces)] = folder / name
        for temporary in list(made):
            os.replace(temporary, made[temporary])
            del made[temporary]
    except OSError as error:
        raise ExportError(
            f"{folder} cannot be written to: {error.strerror or error}. What was there before was left as it is."
        ) from error
    finally:
        for temporary in made:
            temporary.unlink(missing_ok=True)
        for one in new:
            with suppress(OSError):  # it holds what was written
                one.rmdir()


def _written(folder: Path, pieces: Iterable[bytes]) -> Path:
    """A new file in the folder with these contents, on the disk."""
    handle, name = tempfile.mkstemp(prefix=".crossreport-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o666 & ~_umask())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
