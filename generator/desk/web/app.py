"""Run the command `serve`: the desk on one port, the site's preview on another."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import partial
from http import HTTPStatus

from generator.desk.web import look, notices, translating, writing
from generator.desk.web.guard import Guard
from generator.desk.web.server import Answer, Asked, Handler, Routes, app, serving
from generator.desk.web.state import Desk, Gone
from generator.diagnostics.errors import Refused
from generator.options import Options, now
from generator.preview import server
from generator.preview.app import OnBuilt, previewing, rebuild_on_changes, said_of
from generator.source import reader

OnReady = Callable[[str, str], None]
"""Called once, after the first build, with the desk's address, which holds its key, and that of
the preview."""

_HANDLERS: dict[tuple[str, str], Callable[[Desk, Asked], Answer]] = {
    ("GET", "/"): notices.overview,
    ("GET", "/problems"): notices.problems,
    ("GET", "/new"): notices.new,
    ("POST", "/new"): notices.begin,
    ("GET", "/write/{slug}/{part}/"): writing.form,
    ("POST", "/write/{slug}/{part}/"): writing.save,
    ("POST", "/write/{slug}/{part}/check"): writing.check,
    ("POST", "/write/{slug}/{part}/undo"): writing.undo,
    ("POST", "/write/{slug}/{part}/move"): writing.move,
    ("POST", "/write/{slug}/{part}/remove"): writing.remove,
    ("POST", "/write/{slug}/add"): writing.add,
    ("POST", "/write/{slug}/restore"): writing.restore,
    ("GET", "/translate/{domain}/{tag}/"): translating.overview,
    ("GET", "/translate/{domain}/{tag}/{row}/"): translating.message,
    ("POST", "/translate/{domain}/{tag}/{row}/"): translating.save,
    ("POST", "/translate/{domain}/{tag}/{row}/check"): translating.check,
    ("POST", "/translate/{domain}/{tag}/{row}/undo"): translating.undo,
}
"""What the desk answers, by method and path."""


def serve(options: Options, port: int | None, on_ready: OnReady, on_built: OnBuilt) -> None:
    """Open a site's desk on the loopback address, and rebuild the preview, until interrupted.

    `options` are those of `preview.app.preview_options`; their `jobs` count for the first build
    only. Raises `Misused` where the folder is no site, `Unable` where the port is taken or the
    first build fails on the disk.
    """
    reader.check_site(options.site)
    with server.listen(port) as listening:
        own = listening.getsockname()[1]
        origins = " ".join(f"http://{name}:{own}" for name in ("127.0.0.1", "localhost"))
        with previewing(options, origins) as (address, latest):
            preview = address.rstrip("/")
            guard = Guard(own, preview, secrets.token_urlsafe(24))
            desk = Desk(options.site, preview, latest, now)
            made = app(routes(desk), guard, latest, look.refused)
            with serving(listening, made, latest):
                on_ready(guard.address, address)
                rebuild_on_changes(options, latest, on_built)


def routes(desk: Desk) -> Routes:
    """Give the handlers of a desk."""
    made: dict[tuple[str, str], Handler] = {
        place: partial(_answered, desk, handler) for place, handler in _HANDLERS.items()
    }
    return {**made, ("GET", "/static/{name}"): _static, ("GET", "/favicon.ico"): _no_icon}


def _answered(desk: Desk, handler: Callable[[Desk, Asked], Answer], asked: Asked) -> Answer:
    try:
        with desk.answering():
            return handler(desk, asked)
    except Gone:
        return desk.lost(asked)
    except Refused as refused:
        return desk.unreadable(asked, refused.problems)
    except Exception as error:
        return desk.unreadable(asked, (), said_of(error))


def _static(asked: Asked) -> Answer:
    name = asked.names["name"]
    if name not in look.KINDS:
        return _no_page(asked)
    return Answer(look.static(name), content_type=look.KINDS[name])


def _no_icon(_: Asked) -> Answer:
    return Answer(status=HTTPStatus.NO_CONTENT)


def _no_page(asked: Asked) -> Answer:
    return Answer(look.refused(HTTPStatus.NOT_FOUND, asked.languages), HTTPStatus.NOT_FOUND)
