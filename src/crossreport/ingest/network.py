"""One request at a time to the outside, within limits: size, time, redirects, no address on the inside unless allowed."""

import ipaddress
import re
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from crossreport.errors import ReportError, SetupError
from crossreport.ingest.items import megabytes

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

MAX_BODY = 8 * 1024 * 1024
MAX_REDIRECTS = 5
MAX_URL = 2000
# Seconds: to connect, without a byte, and for one answer in all, waiting for a busy server included.
CONNECT, SILENCE, WHOLE = 10.0, 20.0, 120.0
# A server that is busy is asked three times more, after 1, 2 and 4 seconds or when it says, if that is soon.
RETRIES, BACKOFF, LONGEST_WAIT = 3, 1.0, 30
BUSY = (429, 500, 502, 503, 504)
REDIRECTS = (301, 302, 303, 307, 308)
BLOCK = 1 << 16
# How the library's errors name its own objects.
NAMED = re.compile(r"^\w+\([^)]*\): ")
ACCEPTED = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5"


class Unreachable(ReportError):
    """No answer came: of robots.txt this says that nothing may be fetched."""


@dataclass(frozen=True)
class Answer:
    """What a server answered: its bytes as they were sent, headers in small letters."""

    url: str
    final_url: str
    status: int
    headers: dict[str, str] = field(repr=False)
    body: bytes = field(repr=False)


class Network:
    """Sends requests. With `inside` the addresses of this machine and its own network are allowed."""

    def __init__(self, agent: str, inside: bool = False, whole: float = WHOLE, backoff: float = BACKOFF):
        urllib3 = _urllib3()
        self._inside, self._whole, self._ends = inside, whole, 0.0
        self._connections: list[Any] = []
        retries = urllib3.Retry(
            total=RETRIES,
            read=0,
            redirect=0,
            status_forcelist=BUSY,
            allowed_methods=("GET",),
            backoff_factor=backoff,
            backoff_max=LONGEST_WAIT,
            retry_after_max=LONGEST_WAIT,
            raise_on_redirect=False,
            raise_on_status=False,
        )
        self._pools = urllib3.PoolManager(
            headers={"User-Agent": agent, "Accept-Encoding": "identity", "Accept": ACCEPTED},
            retries=retries,
            timeout=urllib3.Timeout(connect=min(CONNECT, whole), read=min(SILENCE, whole)),
        )
        self._pools.pool_classes_by_scheme = _pools_of(self)

    def get(self, url: str, most: int = MAX_BODY, allowed: Any = None) -> Answer:
        """The answer to a request, redirects followed; `allowed` is asked of each address on the way.

        ReportError where there is none within the limits, or an address is none that may be asked.
        """
        asked = url
        for _ in range(MAX_REDIRECTS + 1):
            check_address(url)
            if allowed is not None:
                allowed(url)
            answer = self._once(asked, url, most)
            onward = answer.headers.get("location")
            if answer.status not in REDIRECTS or not onward:
                return answer
            url = urljoin(url, onward)
        raise ReportError(f"it leads on and on: {MAX_REDIRECTS} redirects are the most")

    def _once(self, asked: str, url: str, most: int) -> Answer:
        errors = _urllib3().exceptions
        self._ends = time.monotonic() + self._whole
        timer = threading.Timer(self._whole, self._cut_off)
        timer.daemon = True
        timer.start()
        try:
            response = self._pools.request("GET", url, redirect=False, preload_content=False)
            try:
                body = self._body(response, most)
            finally:
                response.close()
        except (errors.HTTPError, OSError, ValueError) as error:
            self._in_time()
            raise Unreachable(f"no answer: {_reason(error)}") from None
        finally:
            timer.cancel()
        self._in_time()
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(asked, url, response.status, headers, body)

    def _body(self, response: "BaseHTTPResponse", most: int) -> bytes:
        body = bytearray()
        while block := response.read1(BLOCK):
            body += block
            if len(body) > most:
                raise ReportError(f"the answer is larger than {megabytes(most)}")
            self._in_time()
        stated = response.headers.get("content-length", "")
        if stated.isdigit() and "content-encoding" not in response.headers and len(body) < int(stated):
            raise ReportError(f"the answer is cut off: {len(body):,} of {int(stated):,} bytes came")
        return bytes(body)

    def _in_time(self) -> None:
        if time.monotonic() >= self._ends:
            raise ReportError(f"the answer took longer than {self._whole:g} seconds")

    def _cut_off(self) -> None:
        """Ends what a server draws out, a byte now and then."""
        for connection in self._connections:
            try:
                connection.sock.shutdown(socket.SHUT_RDWR)
            except (OSError, AttributeError):
                continue  # closed before

    def reached(self, connection: Any, sock: socket.socket) -> socket.socket:
        """The same socket. ReportError, and not a word sent, where it has reached an address on the inside.

        The address is looked at when it is connected, not when the name is looked up: a name may mean another one by then.
        """
        address = ipaddress.ip_address(sock.getpeername()[0].split("%")[0])
        known = getattr(address, "ipv4_mapped", None) or address
        try:
            self._in_time()
            if not self._inside and (not known.is_global or known.is_multicast):
                raise ReportError(f"{connection.host} is an address on the inside ({address}), which --inside allows")
        except ReportError:
            sock.close()
            raise
        self._connections.append(connection)
        return sock


def check_address(url: str) -> None:
    """ReportError unless this is an address of the web that can be asked."""
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_web = False
    if not is_web or len(url) > MAX_URL or any(ord(char) <= 32 or ord(char) == 127 for char in url):
        raise ReportError("it is no address of the web (http:// or https://)")
    if parts.username or parts.password:
        raise ReportError("the address holds a name or password, which would end up in the capture record")


def _reason(error: BaseException) -> str:
    """What went wrong, without the objects that the library names."""
    inner = getattr(error, "reason", None)
    text = str(inner if isinstance(inner, BaseException) else error)
    return NAMED.sub("", text) or type(error).__name__


def _pools_of(network: Network) -> dict[str, Any]:
    """urllib3's pools, whose connections tell the network whom they have reached."""
    urllib3 = _urllib3()
    plain, secure = urllib3.connection.HTTPConnection, urllib3.connection.HTTPSConnection

    class Plain(plain):  # type: ignore[misc,valid-type]
        def _new_conn(self) -> socket.socket:
            return network.reached(self, super()._new_conn())

    class Secure(secure):  # type: ignore[misc,valid-type]
        def _new_conn(self) -> socket.socket:
            return network.reached(self, super()._new_conn())

    class PlainPool(urllib3.HTTPConnectionPool):  # type: ignore[name-defined,misc]
        ConnectionCls = Plain

    class SecurePool(urllib3.HTTPSConnectionPool):  # type: ignore[name-defined,misc]
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _urllib3() -> Any:
    try:
        import urllib3
        import urllib3.connection
    except ImportError:
        raise SetupError("Fetching needs libraries that are not installed: pip install 'crossreport[fetch]'") from None
    return urllib3
