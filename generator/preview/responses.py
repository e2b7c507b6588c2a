"""Respond to a request of the preview: a file of the output; pages with the preview's own parts.

Hidden files and links are not served. Only requests for the server's own names are accepted, so
that no other site can read the preview by a name that leads to this machine (DNS rebinding).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, unquote

from generator.diagnostics.messages import said
from generator.locales import UnknownLocale, locale
from generator.preview import overlay
from generator.preview.overlay import BulletinPage, Report
from generator.site import pages

_CONTENT_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".txt": "text/plain",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".pdf": "application/pdf",
}
"""By file ending; the system's own table differs from machine to machine."""
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
"""Sent with every response."""


def framed(headers: Mapping[str, str], by: str) -> dict[str, str]:
    """Let the pages of an origin frame what is sent, and no other; by none, where it is empty.

    A sandboxed frame has an origin of its own, and would get neither the style sheet nor the
    drawings of its page.
    """
    if not by:
        return dict(headers)
    kept = {name: value for name, value in headers.items() if name != "X-Frame-Options"}
    policy = kept.get("Content-Security-Policy", "")
    kept["Content-Security-Policy"] = "; ".join(filter(None, (policy, f"frame-ancestors {by}")))
    return {**kept, "Cross-Origin-Resource-Policy": "cross-origin"}


Draw = Callable[[str], bytes]
"""Draws the sheet at a path of the output as SVG; empty where there is none."""


def no_drawing(_: str) -> bytes:
    """Draw no sheet."""
    return b""


BARE = "bare"
"""The query that asks for a page as it was built, without the preview's parts."""


class LatestReport:
    """Hold the report of the last build, for many threads at once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        """Read by all, replaced by `post` only."""
        self.is_closed = False
        """True if no report will follow."""
        self._steps = 0
        self._changed = threading.Condition()

    @property
    def news(self) -> str:
        """Another text as soon as the desk has something else to show."""
        return f"{self.report.version}.{self._steps}"

    def advance(self) -> None:
        """Note that the desk has something else to show, though the site is the same."""
        with self._changed:
            self._steps += 1
            self._changed.notify_all()

    def post(self, report: Report) -> None:
        """Replace the report, and wake all who wait."""
        with self._changed:
            self.report = report
            self._changed.notify_all()

    def close(self) -> None:
        """Wake all who wait, for the last time."""
        with self._changed:
            self.is_closed = True
            self._changed.notify_all()

    def differs(self, version: str, seconds: float) -> bool:
        """Wait until the report has another version than this; false if it has not in time."""
        with self._changed:
            self._changed.wait_for(
                lambda: self.is_closed or self.report.version != version, seconds
            )
            return self.report.version != version

    def has_news(self, seen: str, seconds: float) -> bool:
        """Wait until the desk has something else to show; false if it has not in time."""
        with self._changed:
            self._changed.wait_for(lambda: self.is_closed or self.news != seen, seconds)
            return self.news != seen


@dataclass(frozen=True, slots=True)
class Response:
    """A response to a request."""

    status: HTTPStatus
    content_type: str = "text/plain"
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def all_headers(self) -> dict[str, str]:
        """All headers by name."""
        is_text = self.content_type.startswith("text/") or self.content_type == "application/xml"
        return {
            "Content-Type": self.content_type + ("; charset=utf-8" if is_text else ""),
            "Content-Length": str(len(self.body)),
            **HEADERS,
            **self.headers,
        }


@dataclass(frozen=True, slots=True)
class Responder:
    """Respond to requests for the files of an output folder."""

    output: Path
    latest: LatestReport
    port: int
    draw: Draw = no_drawing

    def is_own_name(self, hosts: list[str]) -> bool:
        """Tell whether the request has one Host header, and it names this server."""
        names = ("127.0.0.1", "localhost", "[::1]")
        own = {f"{name}:{self.port}" for name in names}
        own |= set(names) if self.port == 80 else set()  # browsers leave that port out
        return len(hosts) == 1 and hosts[0].strip().lower() in own

    def respond(self, address: str) -> Response:
        """Respond to a GET of an address on this server."""
        path, _, query = address.partition("?")
        if content_type := overlay.PARTS.get(path):
            return Response(HTTPStatus.OK, content_type, overlay.part(path))
        report = self.latest.report  # read before the page, which may be newer, but never older
        file = self._file(path)
        if file is not None and file.is_dir() and not path.endswith("/"):
            return Response(HTTPStatus.MOVED_PERMANENTLY, headers={"Location": f"{path}/"})
        if file is not None and path.endswith("/"):
            file /= "index.html"  # below a file, none exists
        data = _read(file)
        if file is None and path.endswith(".svg") and (drawn := self.draw(unquote(path[1:]))):
            return Response(HTTPStatus.OK, "image/svg+xml", drawn)
        if file is None or data is None:
            return self._missing(report)
        content_type = _CONTENT_TYPES.get(file.suffix, "text/plain" if not file.suffix else "")
        if content_type != "text/html" or query == BARE:
            return Response(HTTPStatus.OK, content_type or "application/octet-stream", data)
        return self._page(HTTPStatus.OK, data, report, self._bulletin(file))

    def _file(self, path: str) -> Path | None:
        """Find a file or folder; None if it is hidden or not in the output."""
        try:
            names = unquote(path, errors="strict").removeprefix("/").removesuffix("/").split("/")
            if any(name.startswith(".") or not _is_name(name) for name in names if names != [""]):
                return None
            root = self.output.resolve()
            file = root.joinpath(*names)
            # They differ for a link, and where the system takes another spelling of a name.
            return file if file.resolve() == file and file.exists() else None
        except (OSError, ValueError):
            return None

    def _bulletin(self, file: Path) -> BulletinPage | None:
        """Tell which bulletin a page is of; None for lists and the like."""
        parts = file.relative_to(self.output.resolve()).parts
        if len(parts) < 3:
            return None
        try:
            language = locale(parts[0])
        except UnknownLocale:
            return None
        sheet = pages.path_of("review", language, parts[1])
        address = f"/{quote(sheet)}" if (self.output / sheet).is_file() else ""
        return BulletinPage(parts[1], language, address)

    def _missing(self, report: Report) -> Response:
        page = _read(self.output / "404.html")
        if page is not None:
            return self._page(HTTPStatus.NOT_FOUND, page, report, None)
        failed = report.has_failed
        title = said("There is no page to show yet.") if failed else said("There is no such page.")
        status = HTTPStatus.SERVICE_UNAVAILABLE if failed else HTTPStatus.NOT_FOUND
        policy = {"Content-Security-Policy": overlay.POLICY}
        page = overlay.standalone(report, title).encode()
        return Response(status, "text/html", page, policy)

    def _page(
        self, status: HTTPStatus, data: bytes, report: Report, bulletin: BulletinPage | None
    ) -> Response:
        html = overlay.page(data.decode(), report, bulletin)
        return Response(status, "text/html", html.encode())


def _is_name(name: str) -> bool:
    """Tell whether every system takes this for the name of one file or folder."""
    return bool(name) and not any(sign in name for sign in "\\:\0")


def _read(path: Path | None) -> bytes | None:
    try:
        return None if path is None or path.is_symlink() else path.read_bytes()
    except OSError:
        return None
