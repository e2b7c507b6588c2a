"""Make a notice's pictures fit to be published, and put them on its pages and sheets.

Each is drawn anew, so that nothing but what is seen goes out: no place or name that a camera wrote
into the file, nothing hidden behind its end. The only module that names Pillow, and only inside a
function, since few notices have pictures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING
from warnings import catch_warnings

from generator.diagnostics.errors import Fault, Problem
from generator.diagnostics.messages import said
from generator.layout import picture_name
from generator.locales import Locale
from generator.model import Bulletin, Picture
from generator.site import pages

if TYPE_CHECKING:
    from PIL.Image import Image

_WIDEST = 1600
"""Pixels of the longer side that a page has use for."""
_HEAVIEST = 400_000
"""Bytes: a page with a picture opens within seconds on a slow line."""
_MOST_PIXELS = 50_000_000
"""More take gigabytes to unpack: a bomb, or a scan that was meant for a print shop."""
_QUALITIES = (85, 75, 65, 50, 35)
"""Of a JPEG; the first that is light enough is taken."""
_COLOURS = 256

_TAG = re.compile(r'<img ([^>]*?)src="picture:([^"]*)"[^>]*>')
_PLACED = re.compile(r'data-picture="([^"/]*)/([^"/]*)/([^"/]*)"')
"""No text of a reader's has these: its `<` and `>` are escaped."""
_ALT = re.compile(r'alt="([^"]*)"')


class Unfit(ValueError):
    """A file that is no picture to publish; `fault` says why, and what to do."""

    def __init__(self, wrong: str, remedy: str) -> None:
        """Say what is wrong with it, and what to do."""
        super().__init__(wrong)
        self.fault = Fault(wrong, remedy)


def made(files: Mapping[str, bytes], folder: str) -> Iterator[Picture | Problem]:
    """Make a notice's pictures, or say what is wrong with one; `folder` is theirs."""
    for name, data in sorted(files.items()):
        try:
            yield redrawn(name, data)
        except Unfit as unfit:
            yield Problem(f"{folder}/{name}", 1, "picture", *unfit.fault)


def redrawn(name: str, data: bytes) -> Picture:
    """Draw a picture anew: upright, within bounds, with its colours and nothing else.

    Raises `Unfit` for what is no PNG or JPEG, is broken, or is far too large.
    """
    from PIL import ImageOps
    from PIL.Image import open as picture_of  # bytes in memory: no file is opened

    kind = "PNG" if name.endswith(".png") else "JPEG"
    try:
        with (
            catch_warnings(action="ignore"),  # what Pillow would print of a file that is odd
            picture_of(BytesIO(data), formats=(kind,)) as opened,
        ):
            if opened.width * opened.height > _MOST_PIXELS:
                wrong = said(
                    "the picture has {width} × {height} pixels",
                    width=opened.width,
                    height=opened.height,
                )
                raise Unfit(wrong, said("make it smaller; 1600 pixels are enough"))
            opened.load()
            drawn = ImageOps.exif_transpose(opened)
    except Unfit:
        raise
    # A broken file can fail anywhere in the reader, and does: with OSError, SyntaxError …
    except Exception:
        wrong = said("this is no sound {kind} picture", kind=kind)
        raise Unfit(wrong, said("save it as .png or .jpg, under the ending of its kind")) from None
    drawn.thumbnail((_WIDEST, _WIDEST))
    has_holes = kind == "PNG" and drawn.has_transparency_data
    bare = drawn.convert("RGBA" if has_holes else "RGB")
    bare.info.clear()
    return Picture(name, _encoded(bare, kind), bare.width, bare.height)


def _encoded(image: Image, kind: str) -> bytes:
    """Encode a picture, light enough for a page if that is possible."""
    if kind == "PNG":
        whole = _saved(image, "PNG", optimize=True)
        if len(whole) <= _HEAVIEST:
            return whole
        fewer = _saved(image.quantize(_COLOURS), "PNG", optimize=True)
        return min(whole, fewer, key=len)
    tries = (_saved(image, "JPEG", quality=one, optimize=True) for one in _QUALITIES)
    best = b""
    for best in tries:
        if len(best) <= _HEAVIEST:
            break
    return best


def _saved(image: Image, kind: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def placed(html: str, bulletin: Bulletin | None, locale: Locale) -> str:
    """Put a notice's pictures into its texts, each as the language has it.

    One that is not there, or that stands in no notice's text, becomes its words.
    """

    def tag(found: re.Match[str]) -> str:
        alt = _ALT.search(found[1])
        words = alt[1] if alt else ""
        if bulletin is None or found[2] not in bulletin.pictures:
            return words
        shown = bulletin.pictures[in_language(bulletin, found[2], locale)]
        place = f"{locale.tag}/{bulletin.slug}/{shown.name}"
        size = f'width="{shown.width}" height="{shown.height}"'
        return f'<img alt="{words}" data-picture="{place}" {size} loading="lazy">'

    return _TAG.sub(tag, html) if 'src="picture:' in html else html


def linked(html: str, href: Callable[[str], str]) -> str:
    """Give placed pictures their files, by a function from a path to a link to it."""
    if "picture" not in html:
        return html

    def source(found: re.Match[str]) -> str:
        return f'src="{href(pages.shown_picture_path(Locale(found[1]), found[2], found[3]))}"'

    return _PLACED.sub(source, placed(html, None, Locale("en")))


def in_language(bulletin: Bulletin, name: str, locale: Locale) -> str:
    """Name the picture that stands for another one in a language: `map.zh-Hans.png`, if there."""
    stem, _, ending = name.rpartition(".")
    twin = f"{stem}.{locale.tag}.{ending}"
    return twin if twin in bulletin.pictures else name


def files(bulletin: Bulletin, locale: Locale) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a notice's pictures in a language, by their paths in the output."""
    for name in bulletin.pictures:
        if not (picture_name(name) or ("", ""))[1]:
            shown = bulletin.pictures[in_language(bulletin, name, locale)]
            yield pages.shown_picture_path(locale, bulletin.slug, shown.name), shown.data


def on_sheet(html: str, bulletin: Bulletin) -> dict[str, str]:
    """Name the files of placed pictures by their places, as a sheet's code asks for them.

    Another picture has another name.
    """
    return {"/".join(found): _file(bulletin.pictures[found[2]]) for found in _PLACED.findall(html)}


def held(bulletin: Bulletin, code: str, *, grey: bool) -> tuple[tuple[str, bytes], ...]:
    """List the pictures that a sheet's code names, in colour or in grey."""
    named = [(_file(one), one.data) for one in bulletin.pictures.values()]
    found = [(file, data) for file, data in named if file in code]
    return tuple((f"grey-{file}", _greyed(data)) if grey else (file, data) for file, data in found)


def _file(picture: Picture) -> str:
    return f"{sha256(picture.data).hexdigest()[:32]}.{picture.name.rpartition('.')[2]}"


@lru_cache(maxsize=8)
def _greyed(data: bytes) -> bytes:
    """Draw a picture in grey, for a sheet that no coloured ink is spent on."""
    from PIL.Image import open as picture_of

    with picture_of(BytesIO(data)) as opened:
        grey = opened.convert("LA" if opened.has_transparency_data else "L")
        kind = str(opened.format)
    return _saved(grey, kind, optimize=True, quality=_QUALITIES[0])
