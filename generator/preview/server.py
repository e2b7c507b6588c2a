"""Serve a built site on the loopback address, for this machine's own browser only.

GET and HEAD requests go to a `Responder`; others are refused.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socket import socket
from socketserver import TCPServer, ThreadingMixIn

from generator import system
from generator.diagnostics.errors import Unable, reason_of
from generator.diagnostics.messages import said
from generator.preview import overlay
from generator.preview.responses import (
    HEADERS,
    Draw,
    LatestReport,
    Responder,
    Response,
    framed,
    no_drawing,
)

_LOOPBACK = "127.0.0.1"
_FIRST, _LAST = 8000, 8019
"""The ports that are tried if none is given."""
_HEARTBEAT = 15.0
"""Seconds between two comments in an event stream; writing one shows if the browser is gone."""
_BACKLOG = 64
"""Connections that may wait to be accepted."""
_TIMEOUT = 30.0
"""Seconds for reading a request, and for writing a response."""


class _Server(ThreadingMixIn, TCPServer):
    daemon_threads = True

    def __init__(self, listening: socket, responder: Responder, framed_by: str) -> None:
        super().__init__(listening.getsockname(), _Handler, bind_and_activate=False)
        self.socket.close()  # the one of the base class, which is not bound
        self.socket = listening
        self.responder = responder
        self.framed_by = framed_by

    def handle_error(self, *_: object) -> None:
        """Print nothing: a closed browser is no error, and others are shown in the page."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = _TIMEOUT
    server_version = "preview"
    sys_version = ""

    def do_GET(self) -> None:
        responder = self.server.responder
        path, _, version = self.path.partition("?")
        if not responder.is_own_name(self.headers.get_all("Host", [])):
            body = b"This address is not one of the preview's.\n"
            self._send(Response(HTTPStatus.FORBIDDEN, body=body))
        elif self.command == "GET" and path == overlay.EVENTS:
            self._events(responder.latest, version)
        else:
            self._send(responder.respond(self.path))

    do_HEAD = do_GET  # noqa: N815 - the base class's name

    def _refuse(self) -> None:
        self._send(
            Response(
                HTTPStatus.METHOD_NOT_ALLOWED,
                body=b"Only GET and HEAD are answered here.\n",
                headers={"Allow": "GET, HEAD"},
            )
        )

    do_POST = do_PUT = do_PATCH = do_DELETE = _refuse  # noqa: N815 - the base class's names
    do_OPTIONS = do_TRACE = do_CONNECT = _refuse  # noqa: N815

    def _send(self, answer: Response) -> None:
        self._begin(answer.status, answer.all_headers)
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _begin(self, status: HTTPStatus, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in framed(headers, self.server.framed_by).items():
            self.send_header(name, value)
        self.end_headers()

    def _events(self, latest: LatestReport, version: str) -> None:
        """Send an event as soon as the page has another version.

        https://html.spec.whatwg.org/multipage/server-sent-events.html
        """
        self._begin(HTTPStatus.OK, {"Content-Type": "text/event-stream", **HEADERS})
        self.wfile.write(b"retry: 500\n\n")
        while not latest.differs(version, _HEARTBEAT):
            if latest.is_closed:
                return
            self.wfile.write(b": the same still\n\n")
        self.wfile.write(b"event: changed\ndata:\n\n")

    def log_message(self, *_: object) -> None:
        """Print nothing: what matters is in the page."""


def listen(port: int | None) -> socket:
    """Listen on a port of the loopback address: on `port`, or on the first free one of a few.

    Raises `Unable` where `port` is taken; without one, where all that are tried are.
    """
    ports = range(_FIRST, _LAST + 1) if port is None else (port,)
    for one in ports:
        try:
            return _listening(one)
        except OSError as error:
            failed = error
    asked = (
        said("port {port}", port=port)
        if port is not None
        else said("each of the ports {first} to {last}", first=_FIRST, last=_LAST)
    )
    raise Unable(
        said(
            "{asked} cannot be used: {reason}; end the program that has it, or name "
            "another one with --port",
            asked=asked,
            reason=reason_of(failed),
        )
    )


def _listening(port: int) -> socket:
    """Bind and listen; `socket.create_server` would add English words to the system's reason."""
    listening = socket()
    try:
        system.keep_port(listening)
        listening.bind((_LOOPBACK, port))
        listening.listen(_BACKLOG)
    except OSError:
        listening.close()
        raise
    return listening


@contextmanager
def serve(
    listening: socket,
    output: Path,
    latest: LatestReport,
    draw: Draw = no_drawing,
    framed_by: str = "",
) -> Iterator[str]:
    """Serve the files in `output`, and what `draw` draws, in the block; gives the address.

    Pages of the origin `framed_by` may frame them.
    """
    port = listening.getsockname()[1]
    server = _Server(listening, Responder(output, latest, port, draw), framed_by)
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
    thread.start()
    try:
        yield f"http://{_LOOPBACK}:{port}/"
    finally:
        latest.close()
        server.shutdown()
        thread.join()
