"""A small static host for the tests: a folder over HTTP, served as people's hosts serve it.

It reads the `_headers` file that Netlify and Cloudflare Pages read, answers what is missing with
the folder's own 404.html, and can serve the site below a sub-folder, as a project page does.
"""

from __future__ import annotations

import mimetypes
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

HEADERS = "_headers"
"""The file of the host's headers. A host reads it and does not hand it out."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The headers of every path that a pattern matches."""

    pattern: str
    """A path from the root; `*` stands for anything, slashes too."""
    headers: tuple[tuple[str, str], ...]

    def matches(self, path: str) -> bool:
        """True if the headers are for this path."""
        parts = map(re.escape, self.pattern.split("*"))
        return re.fullmatch(".*".join(parts), path) is not None


def rules_of(text: str) -> tuple[Rule, ...]:
    """The rules of a `_headers` file, in its order.

    Raises `ValueError` with the line's number for one that is neither a path nor a header below it.
    """
    found: list[tuple[str, list[tuple[str, str]]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.strip().startswith("#"):
            continue
        name, colon, value = line.partition(":")
        if line.startswith("/"):
            found.append((line.strip(), []))
        elif line[0] in " \t" and found and colon and re.fullmatch(r"[\w-]+", name.strip()):
            found[-1][1].append((name.strip(), value.strip()))
        else:
            raise ValueError(f"{HEADERS}:{number}: neither a path nor a header below one: {line}")
    return tuple(Rule(pattern, tuple(headers)) for pattern, headers in found)


def headers_for(rules: Sequence[Rule], path: str) -> dict[str, str]:
    """A path's headers; the values of a name that several rules give are joined by commas."""
    joined: dict[str, tuple[str, str]] = {}
    for rule in rules:
        for name, value in rule.headers if rule.matches(path) else ():
            first, former = joined.get(name.lower(), (name, ""))
            joined[name.lower()] = (first, f"{former}, {value}" if former else value)
    return dict(joined.values())


@dataclass(frozen=True, slots=True)
class Answer:
    """What the host says to one request."""

    status: HTTPStatus
    headers: dict[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Host:
    """A folder as a static host answers for it."""

    folder: Path
    prefix: str
    """Where the site begins, such as `/` or `/city/alerts/`."""
    rules: tuple[Rule, ...]

    def answer(self, address: str) -> Answer:
        """The answer to a GET of an address, with the site's own headers."""
        path = unquote(urlsplit(address).path)
        if not path.startswith(self.prefix):
            return self._missing(path)
        inner = path.removeprefix(self.prefix)
        file = (self.folder / inner).resolve()
        if not file.is_relative_to(self.folder.resolve()) or inner == HEADERS:
            return self._missing(f"/{inner}")
        if file.is_dir() and not path.endswith("/"):
            return Answer(HTTPStatus.MOVED_PERMANENTLY, {"Location": f"{path}/"})
        if file.is_dir():
            file /= "index.html"
        if not file.is_file():
            return self._missing(f"/{inner}")
        return self._file(HTTPStatus.OK, file, f"/{inner}")

    def _missing(self, path: str) -> Answer:
        page = self.folder / "404.html"
        if page.is_file():
            return self._file(HTTPStatus.NOT_FOUND, page, path)
        return Answer(HTTPStatus.NOT_FOUND, {})

    def _file(self, status: HTTPStatus, file: Path, path: str) -> Answer:
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        charset = "; charset=utf-8" if kind.startswith("text/") else ""
        headers = {"Content-Type": kind + charset, **headers_for(self.rules, path)}
        return Answer(status, headers, file.read_bytes())


@contextmanager
def serving(folder: Path, prefix: str = "/") -> Iterator[str]:
    """Serve a folder on the loopback address while the context lasts; gives the site's address."""
    file = folder / HEADERS
    rules = rules_of(file.read_text(encoding="utf-8")) if file.is_file() else ()
    host = Host(folder, prefix, rules)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = host.answer(self.path)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """Quiet: a test says itself what went wrong."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
            thread.join()
