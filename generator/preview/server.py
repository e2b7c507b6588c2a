"""The preview's server: a built site on the loopback address, for this machine's own browser only.

It hands requests to a `Desk`, and answers GET and HEAD alone.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socket import SO_REUSEADDR, SOL_SOCKET, socket
from socketserver import TCPServer, ThreadingMixIn

from generator.diagnostics.errors import Unable, reason_of
from generator.diagnostics.messages import said
from generator.preview import overlay
from generator.preview.responses import HEADERS, Answer, Board, Desk

_LOOPBACK = "127.0.0.1"
_FIRST, _LAST = 8000, 8019
"""The ports that are tried where none is asked for."""
_ALIVE = 15.0
"""Seconds between two signs of life, by which a closed browser is noticed."""
_WAITING = 64
"""Requests that may wait to be taken up."""
_PATIENCE = 30.0
"""Seconds for a request to come in, and for an answer to be taken."""


class _Server(ThreadingMixIn, TCPServer):
    daemon_threads = True

    def __init__(self, listening: socket, desk: Desk) -> None:
        super().__init__(listening.getsockname(), _Handler, bind_and_activate=False)
        self.socket.close()  # its own, which is bound to nothing
        self.socket = listening
        self.desk = desk

    def handle_error(self, *_: object) -> None:
        """Say nothing: a browser that went away is no error, and the page shows the others."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = _PATIENCE
    server_version = "preview"
    sys_version = ""

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _refuse(self) -> None:
        self._send(
            Answer(
                HTTPStatus.METHOD_NOT_ALLOWED,
                body=b"Only GET and HEAD are answered here.\n",
                headers={"Allow": "GET, HEAD"},
            )
        )

    do_POST = do_PUT = do_PATCH = do_DELETE = _refuse  # noqa: N815 - the base class's names
    do_OPTIONS = do_TRACE = do_CONNECT = _refuse  # noqa: N815

    def _answer(self, *, with_body: bool) -> None:
        desk = self.server.desk
        if not desk.is_own_name(self.headers.get_all("Host", [])):
            body = b"This address is not one of the preview's.\n"
            self._send(Answer(HTTPStatus.FORBIDDEN, body=body), with_body=with_body)
        elif with_body and self.path.partition("?")[0] == overlay.EVENTS:
            self._events(desk.board, self.path.partition("?")[2])
        else:
            self._send(desk.answer(self.path), with_body=with_body)

    def _send(self, answer: Answer, *, with_body: bool = True) -> None:
        self.send_response(answer.status)
        for name, value in answer.all_headers.items():
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(answer.body)

    def _events(self, board: Board, version: str) -> None:
        """Tell a page that another version is there, as server-sent events.

        https://html.spec.whatwg.org/multipage/server-sent-events.html
        """
        self.send_response(HTTPStatus.OK)
        for name, value in {"Content-Type": "text/event-stream", **HEADERS}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(b"retry: 500\n\n")
        while not board.differs(version, _ALIVE):
            if board.is_closed:
                return
            self.wfile.write(b": the same still\n\n")
        self.wfile.write(b"event: changed\ndata:\n\n")

    def log_message(self, *_: object) -> None:
        """Say nothing: what matters is on the page."""


def opened(port: int | None) -> socket:
    """A port of the loopback address, taken; not yet answered.

    Raises `Unable` where the one that is asked for is taken, or all that are tried without one.
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
    """A port that connections may come to.

    Not by `socket.create_server`, which adds words of its own to the system's reason.
    """
    listening = socket()
    try:
        if os.name != "nt":  # there it would let two programs have one port
            listening.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        listening.bind((_LOOPBACK, port))
        listening.listen(_WAITING)
    except OSError:
        listening.close()
        raise
    return listening


@contextmanager
def answered(listening: socket, output: Path, board: Board) -> Iterator[str]:
    """Within the block, requests for the pages in `output` are answered; gives the address."""
    port = listening.getsockname()[1]
    server = _Server(listening, Desk(output, board, port))
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
    thread.start()
    try:
        yield f"http://{_LOOPBACK}:{port}/"
    finally:
        board.close()
        server.shutdown()
        thread.join()
