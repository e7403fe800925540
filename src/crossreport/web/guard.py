"""What stands before every page: who may ask, under which name, how much may be sent, and what browsers may do with it."""

import base64
import hmac
import secrets
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_SENT = 1024 * 1024
MOST_UPLOADED = 64 * 1024 * 1024
# Names of this machine that no name server can give to another: a page elsewhere cannot ask under them (DNS rebinding).
HERE = ("127.0.0.1", "localhost", "::1")
READING = ("GET", "HEAD")
COOKIE = "crossreport"
# Seconds that a wrong password costs.
WRONG_COSTS = 0.5
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # What stands on a page may be sealed tomorrow: no copy of it is kept by browsers or proxies.
    "cache-control": "no-store",
}


class TooMuch(Exception):
    """More was sent than is taken."""


class Guard:
    """The application behind it is asked only by whoever may; every answer carries the headers above.

    `password` is asked for by HTTP basic authentication, under any user name. Without one, only the names of this machine
    are answered to.
    """

    def __init__(self, app: ASGIApp, password: str | None = None, uploads: Iterable[str] = ()):
        self.app, self.password, self.uploads = app, password, tuple(uploads)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        started = False

        async def sent(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = await self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, sent)
            return
        most = MOST_UPLOADED if scope["path"] in self.uploads else MOST_SENT
        try:
            await self.app(scope, _limited(receive, most), sent)
        except TooMuch:
            if not started:
                await _too_much(most)(scope, receive, sent)
        except Exception:
            # The application has told it; what the server would log of it may hold words of reports.
            if not started:
                await _plain(500, "An error that should not be.")(scope, receive, sent)

    async def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        """Why a request is refused before anybody looks at it, or None."""
        headers = Headers(scope=scope)
        if self.password is None and _name(headers.get("host", "")) not in HERE:
            return _plain(421, "This server answers to 127.0.0.1 and localhost only.")
        if self.password is not None and not _knows(headers.get("authorization", ""), self.password):
            import anyio

            if "authorization" in headers:
                await anyio.sleep(WRONG_COSTS)
            return _plain(401, "A password is needed.", {"www-authenticate": 'Basic realm="Crossreport", charset="UTF-8"'})
        if scope["method"] not in READING and not _is_own(headers):
            return _plain(403, "Another site's page sent this. Nothing was done.")
        length = headers.get("content-length", "0")
        most = MOST_UPLOADED if scope["path"] in self.uploads else MOST_SENT
        if not length.isdecimal() or int(length) > most:
            return _too_much(most)
        return None


def _plain(status: int, text: str, headers: dict[str, str] | None = None) -> PlainTextResponse:
    return PlainTextResponse(f"{text}\n", status, headers)


def _too_much(most: int) -> PlainTextResponse:
    return _plain(413, f"More was sent than is taken at once: {most // 1024**2} MiB are the most.")


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _knows(authorization: str, password: str) -> bool:
    kind, _, value = authorization.partition(" ")
    try:
        _, _, given = base64.b64decode(value, validate=True).decode().partition(":")
    except (ValueError, UnicodeDecodeError):
        return False
    return kind.lower() == "basic" and hmac.compare_digest(given.encode(), password.encode())


def _is_own(headers: Headers) -> bool:
    """Does a request that changes something come from a page of this server, or from no page at all?"""
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != headers.get("host", ""):
        return False
    return headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


def _limited(receive: Receive, most: int) -> Receive:
    """The same, refusing to go on past so many bytes, whatever was announced."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise TooMuch
        return message

    return limited


class Tokens:
    """Tokens that a page of this server carries in its forms, tied to a cookie that no other site's page can send."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def visitor(self, request: Request) -> str:
        """The visitor's cookie, or a new one."""
        held = request.cookies.get(COOKIE, "")
        return held if len(held) == 64 and held.isalnum() and held.isascii() else secrets.token_hex(32)

    def of(self, visitor: str) -> str:
        """The token of a visitor."""
        return hmac.digest(self._secret, visitor.encode(), "sha256").hex()

    def is_right(self, request: Request, token: str) -> bool:
        """Is this the token of whoever asks?"""
        visitor = request.cookies.get(COOKIE, "")
        return bool(visitor) and hmac.compare_digest(self.of(visitor).encode(), token.encode())
