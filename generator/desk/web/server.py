"""Answer the desk's requests. The only module that names Starlette and uvicorn.

Imported by `serve` alone: it takes a tenth of a second, which no build should wait for.
"""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from http import HTTPStatus
from socket import socket
from urllib.parse import parse_qsl

import uvicorn
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from generator.desk.web import guard
from generator.desk.web.guard import Guard
from generator.preview.responses import LatestReport

_HEARTBEAT = 15.0
"""Seconds between two comments in a stream; writing one shows whether the browser is gone."""
_STREAMS = 64
"""Pages that may wait for news at once."""
_MOST_FIELDS = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page of the desk was asked for."""

    names: Mapping[str, str]
    """The names in its address: of a notice, a document, a language."""
    query: Mapping[str, str]
    form: tuple[tuple[str, str], ...]
    """What was sent, in its order; a name may be there more than once."""
    languages: str
    """Those that the browser prefers, as `Accept-Language` lists them."""
    is_part: bool
    """True where a script asks for a part of a page."""
    file: bytes = b""
    """What was put as a file, and is no form."""

    def value(self, name: str) -> str:
        """Return what was sent by this name, the last of several; empty where nothing was."""
        return dict(self.form).get(name, "")

    def values(self, name: str) -> list[str]:
        """List all that was sent by this name."""
        return [value for one, value in self.form if one == name]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the desk answers."""

    body: str | bytes = ""
    status: HTTPStatus = HTTPStatus.OK
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    stream: Iterator[bytes] | None = None
    """Sent in place of the body, piece by piece, as it is made."""


def see(address: str) -> Answer:
    """Send the browser to another page of the desk, after something was done."""
    return Answer(status=HTTPStatus.SEE_OTHER, headers={"Location": address})


Handler = Callable[[Asked], Answer]
Routes = Mapping[tuple[str, str], Handler]
"""Handlers by method and path, as Starlette writes paths: `/notices/{slug}/`."""
Refuse = Callable[[HTTPStatus, str], str]
"""Makes the page that says why a request was refused, in the browser's languages."""


Application = ASGIApp
"""What answers requests."""


class Door:
    """An application in whose place another one can come, at the same address."""

    def __init__(self, leads_to: Application) -> None:
        self.leads_to = leads_to

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        await self.leads_to(scope, receive, send)


class _Guarded:
    """Let through what the guard lets in, and send its header fields with every response."""

    def __init__(self, app: ASGIApp, guard: Guard, refuse: Refuse) -> None:
        self.app, self.guard, self.refuse = app, guard, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = _judged(scope)
        if self.guard.enters(request):
            headers = {"Location": "/", "Set-Cookie": self.guard.set_cookie}
            response: ASGIApp = Response(
                status_code=HTTPStatus.SEE_OTHER, headers={**headers, **self.guard.headers}
            )
        elif refused := self.guard.refusal(request):
            page = self.refuse(refused, request.one("accept-language"))
            response = Response(page, refused, self.guard.headers, "text/html")
        else:
            response = self.app
        await response(scope, receive, send)


def _judged(scope: Scope) -> guard.Request:
    fields: dict[str, tuple[str, ...]] = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1").lower()
        fields[key] = (*fields.get(key, ()), value.decode("latin-1"))
    query = scope["query_string"].decode("latin-1")
    return guard.Request(scope["method"], scope["path"], query, fields)


def app(
    routes: Routes,
    guard: Guard,
    latest: LatestReport,
    refuse: Refuse,
    static: Collection[tuple[str, str]] = (),
) -> Application:
    """Make the desk's application from its handlers; what is `static` waits for no other."""
    lock = threading.Lock()  # whatever writes is done one after the other

    def route(method: str, path: str, handler: Handler) -> Route:
        own = nullcontext() if (method, path) in static else lock

        async def endpoint(request: Request) -> Response:
            asked = _asked(request, await request.body())
            answer = await run_in_threadpool(_locked, own, handler, asked)
            headers = {**guard.headers, **answer.headers}
            if answer.stream:
                return StreamingResponse(answer.stream, answer.status, headers, answer.content_type)
            return Response(answer.body, answer.status, headers, answer.content_type)

        return Route(path, endpoint, methods=[method])

    async def events(request: Request) -> Response:
        stream = _news(latest, request.query_params.get("version", ""))
        return StreamingResponse(stream, 200, guard.headers, "text/event-stream")

    made = [route(method, path, handler) for (method, path), handler in routes.items()]
    missing = {404: _missing(guard, refuse), 405: _missing(guard, refuse)}
    return _Guarded(
        Starlette(routes=[Route("/news", events), *made], exception_handlers=missing),
        guard,
        refuse,
    )


def _locked(lock: AbstractContextManager[object], handler: Handler, asked: Asked) -> Answer:
    with lock:
        return handler(asked)


def _missing(guard: Guard, refuse: Refuse) -> Callable[[Request, Exception], Response]:
    def missing(request: Request, _: Exception) -> Response:
        page = refuse(HTTPStatus.NOT_FOUND, request.headers.get("accept-language", ""))
        return Response(page, HTTPStatus.NOT_FOUND, guard.headers, "text/html")

    return missing


def _asked(request: Request, body: bytes) -> Asked:
    is_file = request.method == "PUT"
    try:
        form = parse_qsl(
            "" if is_file else body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS
        )
    except ValueError:  # no UTF-8, or far too many fields: nothing that a page of ours would send
        form = []
    # A browser ends each line of a text in CRLF: https://html.spec.whatwg.org/#multipart-form-data
    lines = tuple((name, value.replace("\r\n", "\n")) for name, value in form)
    return Asked(
        {name: str(value) for name, value in request.path_params.items()},
        dict(request.query_params),
        lines,
        request.headers.get("accept-language", ""),
        request.headers.get("hx-request") == "true",
        body if is_file else b"",
    )


async def _news(latest: LatestReport, seen: str) -> AsyncIterator[bytes]:
    """Send an event as soon as there is something else to show.

    https://html.spec.whatwg.org/multipage/server-sent-events.html
    """
    limiter = CapacityLimiter(_STREAMS)
    yield b"retry: 500\n\n"
    while not await run_sync(latest.has_news, seen, _HEARTBEAT, limiter=limiter):
        if latest.is_closed:
            return
        yield b": the same still\n\n"
    yield b"event: changed\ndata:\n\n"


class _Uvicorn(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the command line, which ends the server."""
        yield


@contextmanager
def serving(listening: socket, app: Application, latest: LatestReport) -> Iterator[None]:
    """Serve an application on a socket that listens, in the block; open streams are ended first."""
    config = uvicorn.Config(
        app,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
        proxy_headers=False,
        ws="none",
    )
    server = _Uvicorn(config)
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        yield
    finally:
        latest.close()
        server.should_exit = True
        thread.join()
