"""What the preview answers to a request: files of the output, pages with the preview's own parts.

Nothing but whole files of the output, hidden ones and links left out, and only under its own names,
so that no other site can read it by a name that leads to this machine (DNS rebinding).
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, unquote

from generator.diagnostics.messages import said
from generator.locales import UnknownLocale, locale
from generator.preview import overlay
from generator.preview.overlay import Subject, Told
from generator.site import pages

_KINDS = {
    ".html": "text/html",
    ".css": "text/css",
    ".txt": "text/plain",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".woff2": "font/woff2",
}
"""What the files of a site are; the machine's own table may say otherwise, or nothing."""
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
"""Of every answer."""


class Board:
    """What the last build said, for many readers at once."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._is_closed = False
        self._changed = threading.Condition()

    @property
    def told(self) -> Told:
        """What the last build said."""
        with self._changed:
            return self._told

    def post(self, told: Told) -> None:
        """Put up what another build said."""
        with self._changed:
            self._told = told
            self._changed.notify_all()

    def close(self) -> None:
        """Let go of all who wait."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    @property
    def is_closed(self) -> bool:
        """True where nothing will be put up any more."""
        with self._changed:
            return self._is_closed

    def differs(self, version: str, seconds: float) -> bool:
        """Wait, at most so long, until another version than this is there; true if it is."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._is_closed or self._told.version != version, seconds
            )
            return self._told.version != version


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to a request."""

    status: HTTPStatus
    kind: str = "text/plain"
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def all_headers(self) -> dict[str, str]:
        """Its headers, by name."""
        is_text = self.kind.startswith("text/") or self.kind == "application/xml"
        return {
            "Content-Type": self.kind + ("; charset=utf-8" if is_text else ""),
            "Content-Length": str(len(self.body)),
            **HEADERS,
            **self.headers,
        }


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers requests for the pages of an output folder."""

    output: Path
    board: Board
    port: int

    def is_own_name(self, hosts: list[str]) -> bool:
        """True for a request that names this server, by its one Host header."""
        names = ("127.0.0.1", "localhost", "[::1]")
        own = {f"{name}:{self.port}" for name in names}
        own |= set(names) if self.port == 80 else set()  # then a browser leaves it out
        return len(hosts) == 1 and hosts[0].strip().lower() in own

    def answer(self, address: str) -> Answer:
        """The answer to a GET of an address on this server."""
        path = address.partition("?")[0]
        if kind := overlay.PARTS.get(path):
            return Answer(HTTPStatus.OK, kind, overlay.part(path))
        told = self.board.told  # before the page is read: it may be newer, and never older
        place = self._place(path)
        if place is not None and place.is_dir() and not path.endswith("/"):
            return Answer(HTTPStatus.MOVED_PERMANENTLY, headers={"Location": f"{path}/"})
        if place is not None and path.endswith("/"):
            place /= "index.html"  # below a file, too: there is none
        data = _read(place)
        if place is None or data is None:
            return self._missing(told)
        kind = _KINDS.get(place.suffix, "text/plain" if not place.suffix else "")
        if kind != "text/html":
            return Answer(HTTPStatus.OK, kind or "application/octet-stream", data)
        return self._page(HTTPStatus.OK, data, told, self._subject(place))

    def _place(self, path: str) -> Path | None:
        """Where a file or folder stands; None for what is not in the output, or hidden there."""
        try:
            names = unquote(path, errors="strict").removeprefix("/").removesuffix("/").split("/")
            if any(name.startswith(".") or not _is_name(name) for name in names if names != [""]):
                return None
            root = self.output.resolve()
            place = root.joinpath(*names)
            # Whatever leads elsewhere: a link, or a system's other spelling of a name.
            return place if place.resolve() == place and place.exists() else None
        except (OSError, ValueError):
            return None

    def _subject(self, place: Path) -> Subject | None:
        """What a page is about; None for one that is of no single bulletin."""
        parts = place.relative_to(self.output.resolve()).parts
        if len(parts) < 3:
            return None
        try:
            language = locale(parts[0])
        except UnknownLocale:
            return None
        sheet = pages.review_path(parts[1], language)
        address = f"/{quote(sheet)}" if (self.output / sheet).is_file() else ""
        return Subject(parts[1], language, address)

    def _missing(self, told: Told) -> Answer:
        page = _read(self.output / "404.html")
        if page is not None:
            return self._page(HTTPStatus.NOT_FOUND, page, told, None)
        if told.has_failed:
            page = overlay.alone(told, said("There is no page to show yet.")).encode()
            status = HTTPStatus.SERVICE_UNAVAILABLE
        else:
            page = overlay.alone(told, said("There is no such page.")).encode()
            status = HTTPStatus.NOT_FOUND
        policy = {"Content-Security-Policy": overlay.POLICY}
        return Answer(status, "text/html", page, policy)

    def _page(self, status: HTTPStatus, data: bytes, told: Told, subject: Subject | None) -> Answer:
        return Answer(status, "text/html", overlay.page(data.decode(), told, subject).encode())


def _is_name(name: str) -> bool:
    """True for the name of a file or folder on every system."""
    return bool(name) and not any(sign in name for sign in "\\:\0")


def _read(place: Path | None) -> bytes | None:
    try:
        return None if place is None or place.is_symlink() else place.read_bytes()
    except OSError:
        return None
