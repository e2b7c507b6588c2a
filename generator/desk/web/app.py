"""Run the command `serve`: the desk on one port, the site's preview on another."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from socket import socket

from generator.desk import firstday
from generator.desk.web import (
    approving,
    first,
    importing,
    lists,
    living,
    look,
    notices,
    publishing,
    settling,
    sharing,
    translating,
    writing,
)
from generator.desk.web.first import FirstDay
from generator.desk.web.guard import UPLOAD, Guard
from generator.desk.web.server import (
    Answer,
    Application,
    Asked,
    Door,
    Handler,
    Routes,
    app,
    serving,
)
from generator.desk.web.state import Desk, Gone
from generator.diagnostics.errors import Refused
from generator.options import Options, now, silent
from generator.preview import server
from generator.preview.app import OnBuilt, previewing, rebuild_on_changes, said_of
from generator.preview.overlay import Report
from generator.preview.responses import LatestReport
from generator.source import reader

OnReady = Callable[[str, str], None]
"""Called with the desk's address, which holds its key, and that of the preview, as soon as both are
there; for a new site first with the one, then with the other, and an empty text for what is not."""
_TURN = 0.5
"""Seconds between two looks whether there is a site."""

_HANDLERS: dict[tuple[str, str], Callable[[Desk, Asked], Answer]] = {
    ("GET", "/"): notices.overview,
    ("GET", "/problems"): notices.problems,
    ("GET", "/new"): notices.new,
    ("POST", "/new"): notices.begin,
    ("GET", "/share/{slug}/{tag}/"): sharing.share,
    ("GET", "/import"): importing.ask,
    ("POST", "/import"): importing.take_text,
    ("PUT", UPLOAD): importing.take_file,
    ("GET", "/import/{id}/"): importing.preview,
    ("POST", "/import/{id}/"): importing.make,
    ("GET", "/write/{slug}/{part}/"): writing.form,
    ("POST", "/write/{slug}/{part}/"): writing.save,
    ("POST", "/write/{slug}/{part}/check"): writing.check,
    ("POST", "/write/{slug}/{part}/undo"): writing.undo,
    ("POST", "/write/{slug}/{part}/move"): writing.move,
    ("POST", "/write/{slug}/{part}/remove"): writing.remove,
    ("POST", "/write/{slug}/add"): writing.add,
    ("POST", "/write/{slug}/restore"): writing.restore,
    ("POST", "/write/{slug}/discard"): writing.discard,
    ("POST", "/restore"): writing.bring_back,
    ("GET", "/translate/{domain}/{tag}/"): translating.overview,
    ("GET", "/translate/{domain}/{tag}/{row}/"): translating.message,
    ("POST", "/translate/{domain}/{tag}/{row}/"): translating.save,
    ("POST", "/translate/{domain}/{tag}/{row}/check"): translating.check,
    ("POST", "/translate/{domain}/{tag}/{row}/undo"): translating.undo,
    ("GET", "/approve/{slug}/{tag}/"): approving.sheet,
    ("POST", "/approve/{slug}/{tag}/"): approving.sign,
    ("POST", "/approve/{slug}/{tag}/undo"): approving.undo,
    ("GET", "/approve/{slug}/{tag}/{row}/"): approving.remark,
    ("POST", "/approve/{slug}/{tag}/{row}/"): approving.send_back,
    ("GET", "/life/{slug}/"): living.overview,
    ("POST", "/life/{slug}/undo"): living.undo,
    ("GET", "/life/{slug}/{deed}/"): living.deed,
    ("POST", "/life/{slug}/{deed}/"): living.do,
    ("POST", "/life/{slug}/{deed}/check"): living.deed,
    ("GET", "/publish/"): publishing.show,
    ("POST", "/publish/"): publishing.publish,
    ("POST", "/first/throw-away"): first.throw_away,
    ("POST", "/publish/again"): publishing.again,
    ("POST", "/publish/back"): publishing.take_back,
    ("GET", "/publish/site.zip"): publishing.archive,
    ("GET", "/publish/picture/{when}/{key}"): publishing.picture,
    ("GET", "/publish/print/"): publishing.sheets,
    ("GET", "/publish/sheet/{key}"): publishing.sheet,
    **settling.ROUTES,
    **lists.ROUTES,
}
"""What the desk answers, by method and path."""


def serve(options: Options, port: int | None, on_ready: OnReady, on_built: OnBuilt) -> None:
    """Open a site's desk on the loopback address, and rebuild the preview, until interrupted.

    In an empty folder, four questions come first, and a site is made of the answers.
    `options` are those of `preview.app.preview_options`; their `jobs` count for the first build
    only. Raises `Misused` where the folder is no site, `Unable` where the port is taken or the
    first build fails on the disk.
    """
    is_first = firstday.is_empty(options.site)
    if not is_first:
        reader.check_site(options.site)
    with server.listen(port) as listening:
        guard = Guard(listening.getsockname()[1], "", secrets.token_urlsafe(24))
        if is_first:
            _from_the_first_day(options, listening, guard, on_ready, on_built)
            return
        with previewing(options, guard.origins) as (address, latest):
            made = _desk(options, guard, address, latest)
            with serving(listening, made, latest):
                on_ready(guard.address, address)
                rebuild_on_changes(options, latest, on_built)


def _desk(options: Options, guard: Guard, address: str, latest: LatestReport) -> Application:
    """Make the application of a site's desk, whose preview is at an address."""
    preview = address.rstrip("/")
    desk = Desk(options.site, preview, latest, now)
    return app(routes(desk), replace(guard, preview=preview), latest, look.refused, STATIC.keys())


def _from_the_first_day(
    options: Options, listening: socket, guard: Guard, on_ready: OnReady, on_built: OnBuilt
) -> None:
    """Ask for a site in an empty folder, and go on with its desk at the same address."""
    first, nothing = FirstDay(options.site, now), LatestReport(Report(""))
    door = Door(app(first.routes, guard, nothing, look.refused))
    with serving(listening, door, nothing):
        on_ready(guard.address, "")
        while not first.made.wait(_TURN):  # a wait without an end is not interrupted everywhere
            pass
        # No process is forked beside threads, and nobody looks at the terminal by now.
        quiet = replace(options, jobs=1, progress=silent)
        with previewing(quiet, guard.origins) as (address, latest):
            door.leads_to = _desk(quiet, guard, address, latest)
            on_ready("", address)
            rebuild_on_changes(quiet, latest, on_built)


def routes(desk: Desk) -> Routes:
    """Give the handlers of a desk."""
    made: dict[tuple[str, str], Handler] = {
        place: partial(_answered, desk, handler) for place, handler in _HANDLERS.items()
    }
    return {**made, **STATIC}


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


STATIC: Routes = {("GET", "/static/{name}"): look.part, ("GET", "/favicon.ico"): look.no_icon}
"""What is the same at every desk: nobody has to wait for it."""
