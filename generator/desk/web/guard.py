"""Let in to the desk only whoever was given its address, from a page of the desk itself.

The desk writes to the disk, so what other pages in the same browser could ask of it matters more
than what it shows. Each rule answers something that has happened to tools of this kind: names that
lead to this machine (DNS rebinding), forms of other pages (CSRF), pages of another port.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

_LOOPBACK = "127.0.0.1"
_NAMES = (_LOOPBACK, "localhost")
MOST_BYTES = 1 << 20
"""Of the body of a request."""
UPLOAD, MOST_BYTES_OF_A_FILE = "/import/file", 20 << 20
"""Where a file is put, as the body of a request; nowhere else is that done."""
_FORM, _FILE = "application/x-www-form-urlencoded", "application/octet-stream"
TOKEN = "key"
"""The name of the address's part that lets somebody in."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is judged of a request, with its header fields' names in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, tuple[str, ...]]
    """Each field's values, as often as it was sent."""

    def one(self, name: str) -> str:
        """Return the only value of a field; empty where there is none, or more than one."""
        values = self.headers.get(name, ())
        return values[0].strip() if len(values) == 1 else ""


@dataclass(frozen=True, slots=True)
class Guard:
    """Judge requests to the desk on a port."""

    port: int
    preview: str
    """The origin of the site's preview, which the desk's pages may frame; empty for none yet."""
    token: str
    """The secret of this run."""

    @property
    def cookie(self) -> str:
        """Name the cookie; cookies have no port, so the name has it."""
        return f"desk-{self.port}"

    @property
    def origins(self) -> str:
        """Give the desk's origins, by each of its names."""
        return " ".join(f"http://{name}:{self.port}" for name in _NAMES)

    @property
    def address(self) -> str:
        """Give the address that lets somebody in."""
        return f"http://{_LOOPBACK}:{self.port}/?{TOKEN}={self.token}"

    def refusal(self, request: Request) -> HTTPStatus | None:
        """Say with which status a request is refused; None where it is let in.

        https://www.w3.org/TR/fetch-metadata/ names who asks. Browsers that do not send it send
        `Origin` with each POST (https://fetch.spec.whatwg.org/#origin-header).
        """
        if not self._is_own_name(request):
            return HTTPStatus.MISDIRECTED_REQUEST
        is_upload = request.method == "PUT" and request.path == UPLOAD
        if request.method not in ("GET", "HEAD", "POST") and not is_upload:
            return HTTPStatus.METHOD_NOT_ALLOWED
        if not self._has_cookie(request):
            return HTTPStatus.UNAUTHORIZED
        writes = is_upload or request.method == "POST"
        if writes and not self._is_from_the_desk(request):
            return HTTPStatus.FORBIDDEN
        return self._of_the_body(request, is_upload=is_upload) if writes else None

    def enters(self, request: Request) -> bool:
        """Tell whether a request brings the secret of the address that was printed."""
        given = parse_qs(request.query).get(TOKEN, [])
        asks = request.method == "GET" and request.path == "/" and self._is_own_name(request)
        return asks and len(given) == 1 and self._is_token(given[0])

    @property
    def set_cookie(self) -> str:
        """Give the header field that lets a browser in from now on, until it is closed."""
        return f"{self.cookie}={self.token}; Path=/; HttpOnly; SameSite=Strict"

    @property
    def headers(self) -> dict[str, str]:
        """List what is sent with every response."""
        frames = self.preview or "'none'"
        return {
            "Content-Security-Policy": "; ".join(
                (
                    "default-src 'none'",
                    *(f"{name} 'self'" for name in ("script-src", "style-src", "img-src")),
                    *("connect-src 'self'", "form-action 'self'", f"frame-src {frames}"),
                    *("base-uri 'none'", "frame-ancestors 'none'"),
                )
            ),
            "Cache-Control": "no-store",
            # Without any referrer, a form's `Origin` would be `null`.
            "Referrer-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    def _is_own_name(self, request: Request) -> bool:
        own = {f"{name}:{self.port}" for name in _NAMES}
        own |= set(_NAMES) if self.port == 80 else set()  # browsers leave that port out
        return request.one("host").lower() in own

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self.token.encode())

    def _has_cookie(self, request: Request) -> bool:
        found: SimpleCookie = SimpleCookie()
        try:
            found.load(request.one("cookie"))
        except CookieError:
            return False
        return self.cookie in found and self._is_token(found[self.cookie].value)

    def _is_from_the_desk(self, request: Request) -> bool:
        if "sec-fetch-site" in request.headers:
            return request.one("sec-fetch-site") == "same-origin"
        return request.one("origin") == f"http://{request.one('host').lower()}"

    def _of_the_body(self, request: Request, *, is_upload: bool) -> HTTPStatus | None:
        kind = request.one("content-type").partition(";")[0].strip().lower()
        if kind != (_FILE if is_upload else _FORM):
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        length = request.one("content-length")
        if not (length.isascii() and length.isdecimal()):
            return HTTPStatus.LENGTH_REQUIRED
        most = MOST_BYTES_OF_A_FILE if is_upload else MOST_BYTES
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if int(length) > most else None
