"""Shut in the engine that lays posters out: it reads what it is given, and nothing else.

No file, no network, no font of the machine. The only module that names it, WeasyPrint.
"""

from __future__ import annotations

import ctypes.util
import logging
import os
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator.diagnostics.errors import Unable, reason_of
from generator.diagnostics.messages import said

if TYPE_CHECKING:
    from weasyprint import CSS, HTML
    from weasyprint.document import Document
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

__all__ = ["CSS", "HTML", "ORIGIN", "Document", "Engine"]

ORIGIN = "https://bulletin.invalid/"
"""Put before every path, so that relative links resolve; nothing is ever fetched from it."""
_NO_FONTS = (
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
    "<fontconfig></fontconfig>"
)
_LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class Engine:
    """The engine with the files that it may read."""

    def __init__(self, given: Mapping[str, bytes]) -> None:
        """`given` are these files, by their paths in the output.

        Raises `Unable` where the engine or one of its libraries is missing.
        """
        self.refused: list[str] = []
        """What else it asked for, by path; for whoever lets it work to look at, and to empty."""
        self._fonts = _font_configuration()
        self._fetcher = _fetcher(given, self.refused)

    def css(self, text: str) -> CSS:
        """Parse a style sheet, and make its faces known."""
        from weasyprint import CSS

        return CSS(string=text, font_config=self._fonts, url_fetcher=self._fetcher, base_url=ORIGIN)

    def html(self, text: str, path: str) -> HTML:
        """Read a page, as if from a path of the output."""
        from weasyprint import HTML

        base = f"{ORIGIN}{path}"
        return HTML(string=text, base_url=base, url_fetcher=self._fetcher, media_type="print")

    def rendered(self, page: HTML, styles: Sequence[CSS]) -> Document:
        """Lay out a page with some style sheets besides its own."""
        return page.render(font_config=self._fonts, stylesheets=[*styles])


def _fetcher(given: Mapping[str, bytes], refused: list[str]) -> URLFetcher:
    """Give the engine these files by their path; note what else it asks for, and do not give it.

    A `data:` address has what it leads to in itself.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Given(URLFetcher):  # type: ignore[misc]  # the engine has no types
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            path = url.partition("#")[0].removeprefix(ORIGIN)
            if path not in given:
                refused.append(url.removeprefix(ORIGIN))
                raise ValueError(f"a poster may not read {url}")
            return URLFetcherResponse(url, given[path])

    return Given(allowed_protocols=("data",))


def _font_configuration() -> FontConfiguration:
    """Give the engine its fonts: none of the machine's.

    Fontconfig reads its configuration when this is made; one without a folder has no fonts at all,
    so nothing but the given faces can ever be embedded. It has to be a real file: for a missing or
    empty one, fontconfig takes all fonts of the machine.
    """
    try:
        with warnings.catch_warnings(), tempfile.NamedTemporaryFile("w", suffix=".conf") as config:
            warnings.simplefilter("ignore")  # of having no fonts, which is what is wanted
            config.write(_NO_FONTS)
            config.flush()
            with _shut_in(config.name):
                from weasyprint.text.fonts import FontConfiguration

                made: FontConfiguration = FontConfiguration()
    except (ImportError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            reason = said("a temporary file cannot be written: {reason}", reason=reason_of(error))
            raise Unable(
                said("posters cannot be printed ({reason}); make room for it", reason=reason)
            ) from error
        raise Unable(
            said(
                "posters cannot be printed ({reason}); install the libraries with: "
                "apt-get install {libraries}; or give --no-pdf",
                reason=str(error).splitlines()[0],
                libraries=_LIBRARIES,
            )
        ) from error
    # It warns of each rule that is for browsers only.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    return made


@contextmanager
def _shut_in(config: str) -> Iterator[None]:
    """Give fontconfig this configuration within the block, and keep Python from a long search.

    Python would run ldconfig, gcc and ld to find a library; the engine asks for each by the name
    that the system's own loader finds, too.
    """
    found, search = os.environ.get("FONTCONFIG_FILE"), ctypes.util.find_library
    os.environ["FONTCONFIG_FILE"] = config
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search
        if found is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = found
