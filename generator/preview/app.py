"""The command `serve`: build, show, wait for a change, and again. Composition only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from generator.build.build import build
from generator.diagnostics.errors import GeneratorError, Refused
from generator.diagnostics.messages import said, sentence
from generator.incremental import manifest
from generator.incremental.fingerprint import fingerprint
from generator.options import Options
from generator.output.checksums import SUMS
from generator.preview import server, watch
from generator.preview.changes import News
from generator.preview.overlay import Told
from generator.preview.responses import Board
from generator.source import reader

Ready = Callable[[str], None]
"""Is told once, after the first build, at which address the site is shown."""
Say = Callable[[News], None]
"""Is told what the first build said, and what each one says that a change has asked for."""


def as_preview(site: Path) -> Options:
    """What a preview of a site is built with.

    It goes to a folder of its own beside the site, since unpublished texts are in it.
    """
    output = site / manifest.FOLDER / "preview"
    return Options(site, output, pdf=False, review=True, preview=True)


def serve(asked: Options, port: int | None, ready: Ready, say: Say) -> None:
    """Show a site on the loopback address, and build it anew at each change, until interrupted.

    `asked` is what `as_preview` gives; its processes are those of the first build. Raises `Misused`
    where the folder is no site, `Unable` where the port is taken, or where the disk fails already.
    """
    reader.check_site(asked.site)
    with server.opened(port) as listening:
        board = Board(_first(asked))
        with server.answered(listening, asked.output, board) as address:
            ready(address)
            # Processes are not begun beside threads: one may hold a lock that they would inherit.
            _again(replace(asked, jobs=1), board, say)


def _again(options: Options, board: Board, say: Say) -> None:
    news = News(board.told)
    say(news)
    with watch.changes(options.site) as changes:
        is_asked = False  # at first it is looked for what came before the watch began
        while True:
            changes.wait()
            told, pages = _built(options)
            if is_asked or told != board.told:
                news = news.then(told, pages)
                board.post(told)
                say(news)
            is_asked = True


def _first(options: Options) -> Told:
    try:
        return _good(options)[0]
    except Refused as refused:
        return _failed(options, refused)


def _built(options: Options) -> tuple[Told, int]:
    """What a build says, and how many pages it made; whatever goes wrong, the server goes on."""
    try:
        return _good(options)
    except Exception as error:
        return _failed(options, error), 0


def _good(options: Options) -> tuple[Told, int]:
    built = build(options)
    version = _version(options, *map(str, built.warnings))
    return Told(version, warnings=built.warnings), built.published.pages


def _failed(options: Options, error: Exception) -> Told:
    problems = error.problems if isinstance(error, Refused) else ()
    failure = "" if problems else _words(error)
    version = _version(options, failure, *map(str, problems))
    warnings = tuple(problem for problem in problems if problem.warning)
    errors = tuple(problem for problem in problems if not problem.warning)
    return Told(version, errors, failure, warnings)


def _words(error: Exception) -> str:
    if isinstance(error, GeneratorError):
        return sentence(error)
    return said(
        "the program itself failed ({name}: {error}); please report it",
        name=type(error).__name__,
        error=error,
    )


def _version(options: Options, *told: str) -> str:
    """The same for the same pages and words, also after the server was started anew."""
    try:
        pages = (options.output / SUMS).read_text(encoding="utf-8")
    except OSError:
        pages = ""
    return fingerprint(pages, *told)
