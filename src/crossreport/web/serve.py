"""Running the server: where it listens, and what must be so before it does."""

import gc
import ipaddress
import logging
import socket
from collections.abc import Callable
from pathlib import Path

from crossreport.errors import InputError, RecordError
from crossreport.store.file import close, connect
from crossreport.web.app import create_app

SHORTEST = 8


def run(record: Path, host: str, port: int, password: str | None, unsealed: bool, ready: Callable[[str], object]) -> None:
    """Serves the record until it is stopped. `ready` gets the address as soon as it is answered to.

    InputError for another address than this machine's without a password, and for one that cannot be listened on;
    RecordError where the file is no record, or where it is not there and cannot be made.
    """
    import uvicorn

    if not is_here(host) and password is None:
        raise InputError(
            f"{host} can be reached from other machines, so a password is needed: set CROSSREPORT_PASSWORD or give"
            " --password-file. Without one, leave --host at 127.0.0.1."
        )
    if password is not None and len(password) < SHORTEST:
        raise InputError(f"The password has {len(password)} characters; {SHORTEST} are the fewest.")
    _check(record)
    bound = _bound(host, port)
    at, used = bound.getsockname()[:2]
    # uvicorn's own log would hold every address that is asked, with the words that are searched for in it.
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    app = create_app(record, unsealed, password, ahead=True)
    collect_less()
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off", workers=1)
    )
    ready(f"http://{f'[{at}]' if ':' in at else at}:{used}/")
    server.run(sockets=[bound])


def collect_less() -> None:
    """Has Python look for cycles of unused values less often: over all that is held of a large record, it took most of the
    time of a page that adds up many events."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def is_here(host: str) -> bool:
    """Can only this machine reach this address?"""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check(record: Path) -> None:
    if record.exists():
        close(connect(record))
    elif not record.absolute().parent.is_dir():
        raise RecordError(f"The folder {record.parent} for the record does not exist. Make it first.")


def _bound(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, kind, protocol)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen()  # who follows the address as soon as it is told waits, and is not refused
    except OSError as error:
        raise InputError(
            f"{host}, port {port}, cannot be listened on: {error.strerror or error}. Try another --port."
        ) from None
    return made
