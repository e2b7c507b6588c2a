"""Remember what the pages of a notice are made of, so that other templates only fill it in again.

That is data: the values that templates see, and what a build knows of the notice besides. It is
found again by all that it is made by: the notice's files, the site's settings and words as far as a
notice shows them, the program. Neither templates nor styles are among these.
"""

from __future__ import annotations

import zlib
from collections.abc import Container, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.diagnostics.errors import Problem, Refused
from generator.incremental import fingerprint, manifest
from generator.incremental.manifest import Unit
from generator.layout import Files
from generator.locales import Locale
from generator.model import NO_LABEL
from generator.moments import is_between
from generator.options import Options
from generator.render.renderer import Renderer
from generator.site import pages
from generator.site.pages import Standings
from generator.site.site import Site
from generator.source.reader import BulletinFiles
from generator.views import BulletinView, GoneView, ListedView, PageData, PageView

if TYPE_CHECKING:
    import msgspec

_SENT = ("text", "short")
"""The pages by which a message is looked at: whether it says what the page says."""
_Made = tuple[str, bytes]
"""The path of a page, and the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page, as it is kept: a notice's view is named by its language."""

    template: str
    page: PageView
    bulletin: str = ""
    bulletins: tuple[str, ...] | None = None
    gone: GoneView | None = None
    withheld: ListedView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """What is kept of a notice."""

    summary: str
    span: tuple[str, str]
    warnings: tuple[Any, ...]
    """Each as `Problem.as_row` writes it."""
    judged: str
    sent: str
    """The sum of all texts by which its message was looked at."""
    views: dict[str, BulletinView]
    pages: tuple[_Page, ...]


@dataclass(frozen=True, slots=True)
class Again:
    """A notice whose pages are filled in again."""

    unit: Unit
    """Without its files, and what they are made from."""
    pages: tuple[_Made, ...]


def made_by(
    site: Site,
    known: tuple[Locale, ...],
    locales: tuple[Locale, ...],
    files: Files,
    program: str,
    options: Options,
) -> str:
    """Fingerprint what the pages of all notices are made by; empty where nothing is remembered.

    `known` are all of the site's languages, `locales` those that pages are made in: what is
    withheld in one is named in another.

    A check judges everything anew. Sheets are set from a notice itself, and previews and reviews
    show what is found in it.
    """
    if options.pdf or options.preview or options.review or options.review_of:
        return ""
    shown = Renderer(site, Standings(locales, {}), {}, pictures=False).presenter
    # No notice shows these; only whether there is something to be filled in, which is below.
    settings = replace(site.settings, title=NO_LABEL, tagline=NO_LABEL)
    seen = [shown.of_site(one) for one in known]
    names = sorted(site.templates), sorted(site.icons), known, locales, bool(site.settings.unfilled)
    asked = repr((options.pages, settings, names, seen))
    return fingerprint.fingerprint(program, asked, files.glossary_toml)


class Drawn:
    """Holds the files with what the pages of notices are made of, of one output."""

    def __init__(
        self, options: Options, made_by: str, now: datetime, slugs: Container[str]
    ) -> None:
        """Take the fingerprint of `made_by`, and when it is by the site's clocks.

        Only of these bulletins anything is remembered: those with nothing to tell of their files.
        """
        self._folder = folder_of(options.site, options.output)
        self._output, self._made_by, self._now = options.output, made_by, now
        self._slugs = slugs if made_by else ()

    def again(self, slug: str, files: BulletinFiles, renderer: Renderer) -> Again | None:
        """Fill in the pages of a notice that is what it was; None where it has to be read.

        Also where a template fails, which is then told with all else that is wrong, where it says
        other things of the notice's message, and where sheets of the notice are published.
        """
        kept = self._read(slug, files)
        if kept is None or not is_between(kept.span, self._now) or self._has_sheets(slug, kept):
            return None
        data = [_page_data(one, kept.views) for one in kept.pages]
        try:
            made = [(one, renderer.filled(one)) for one in data]
        except Refused:
            return None
        if _sum_of_sent(made) != kept.sent:
            return None
        unit = Unit(
            *(slug, "", (), (), files.seen),
            summary=kept.summary,
            span=kept.span,
            warnings=tuple(Problem.from_row(one) for one in kept.warnings),
            judged=kept.judged,
        )
        return Again(unit, tuple((one.page.path, text.encode()) for one, text in made))

    def keep(self, unit: Unit, files: BulletinFiles, made: Sequence[tuple[PageData, str]]) -> None:
        """Keep what a notice's pages are made of, if nothing else was made of it.

        Where that fails, the next build is slow, and that is all.
        """
        paths = [data.page.path for data, _ in made]
        if unit.name not in self._slugs or paths != [*unit.paths]:
            return
        views = {
            view.locale.tag: view
            for data, _ in made
            for name, value in data.subject.items()
            for view in (value if name == "bulletins" else [value])
            if isinstance(view, BulletinView)
        }
        kept = _Kept(
            summary=unit.summary,
            span=unit.span,
            warnings=tuple(one.as_row() for one in unit.warnings),
            judged=unit.judged,
            sent=_sum_of_sent(made),
            views=views,
            pages=tuple(_kept_page(data) for data, _ in made),
        )
        text = _coder().encode(kept)
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._place(unit.name).write_bytes(_seal(self._key(files), text) + b"\n" + text)

    def _read(self, slug: str, files: BulletinFiles) -> _Kept | None:
        if slug not in self._slugs:
            return None
        try:
            seal, _, text = self._place(slug).read_bytes().partition(b"\n")
            if seal != _seal(self._key(files), text):
                return None
            return _decoder().decode(text)
        except (OSError, ValueError):
            return None

    def _key(self, files: BulletinFiles) -> str:
        catalogs = sorted(files.catalogs.items())
        return fingerprint.of_bulletin(self._made_by, files.documents, catalogs, files.pictures)

    def _place(self, slug: str) -> Path:
        return self._folder / f"{slug}.json"

    def _has_sheets(self, slug: str, kept: _Kept) -> bool:
        """Tell whether sheets of a notice are there, which stay while they are right.

        Some stand at addresses where only a page is made that says what has become of them.
        """
        places = {pages.sheet_path(slug, view.locale) for view in kept.views.values()}
        stems = [one.page.path.rpartition(".html") for one in kept.pages]
        places |= {f"{stem}.pdf" for stem, ending, _ in stems if ending}
        return any((self._output / place).exists() for place in sorted(places))


def folder_of(site: Path, output: Path) -> Path:
    """Find the folder with what is remembered of the pages in an output."""
    return manifest.path(site, output).with_suffix("")


def forget(site: Path, output: Path, names: Iterable[str]) -> None:
    """Take away what is remembered of notices that are not among these."""
    left = {f"{name}.json" for name in names}
    with suppress(OSError):
        for path in sorted(folder_of(site, output).iterdir()):
            if path.name not in left:
                path.unlink()


def _kept_page(data: PageData) -> _Page:
    values = data.subject
    notice, every = values.get("bulletin"), values.get("bulletins")
    return _Page(
        template=data.template,
        page=data.page,
        bulletin=notice.locale.tag if notice else "",
        bulletins=None if every is None else tuple(one.locale.tag for one in every),
        gone=values.get("gone"),
        withheld=values.get("withheld"),
    )


def _page_data(kept: _Page, views: Mapping[str, BulletinView]) -> PageData:
    subject: dict[str, object] = {}
    if kept.bulletin:
        subject["bulletin"] = views[kept.bulletin]
    if kept.bulletins is not None:
        subject["bulletins"] = tuple(views[tag] for tag in kept.bulletins)
    if kept.gone:
        subject["gone"] = kept.gone
    if kept.withheld:
        subject["withheld"] = kept.withheld
    return PageData(kept.template, kept.page, subject)


def _sum_of_sent(made: Iterable[tuple[PageData, str]]) -> str:
    texts = [text for data, text in made if data.page.kind in _SENT]
    return sha256("\0".join(texts).encode()).hexdigest()


def _seal(key: str, text: bytes) -> bytes:
    """Make a file's first line: by what it was made, and a sum that shows damage."""
    return f"{key} {zlib.crc32(text):08x}".encode()


@cache
def _coder() -> msgspec.json.Encoder:
    import msgspec

    return msgspec.json.Encoder()


@cache
def _decoder() -> msgspec.json.Decoder[_Kept]:
    import msgspec

    return msgspec.json.Decoder(_Kept)
