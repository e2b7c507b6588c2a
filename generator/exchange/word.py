"""Read a Word file into blocks of text. The only module that names mammoth.

A .docx is a zip, and may be anybody's: it is looked at before mammoth sees it, which gets a new
zip of nothing but the parts that hold words. What mammoth leaves out, such as headers and text
boxes, is found in the parts themselves, so that no word is lost.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import mammoth

from generator.diagnostics.messages import said
from generator.exchange import hypertext
from generator.exchange.blocks import (
    MOST_LETTERS,
    MOST_LINES,
    Block,
    Extra,
    Received,
    clean,
    key,
    refusal,
)
from generator.exchange.parts import Part, Unsafe, part_of

_OLD = b"\xd0\xcf\x11\xe0"
"""How a .doc begins, and a .docx that has a password."""
_MOST_FILES = 1000
_MOST_BYTES_OF_XML = 12_000_000
_MOST_BYTES = 200_000_000
"""Of all files, unpacked; pictures are not."""
_DAMAGED = (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, ValueError, EOFError)
"""What is raised of bytes that are no zip, or of one with a password."""
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How offices pack; other ways are slow to undo."""
_ENTRY = b"PK\x01\x02"
_BODY = "word/document.xml"
_STYLE_MAP = "p[style-name='Title'] => h1:fresh"
_KEPT = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|word/_rels/[\w.-]+\.rels"
    r"|word/(?:document|styles|numbering|footnotes|endnotes|comments)\w*\.xml"
)
"""What mammoth reads."""
_WORDS = re.compile(r"word/(?!theme/|styles|fontTable|settings|webSettings|numbering).+\.xml")
_ORIGINS = (
    (re.compile("header"), said("the head of the pages")),
    (re.compile("footer"), said("the foot of the pages")),
    (re.compile("footnotes|endnotes"), said("a footnote")),
    (re.compile("comments"), said("a comment")),
    (re.compile("document"), said("a text box")),
    (re.compile(""), said("a drawing")),
)


def received(data: bytes, name: str) -> Received:
    """Read a Word file; raise `Refused` by its name where it must not be opened."""
    if data.startswith(_OLD):
        wrong = said("the file is in the old form of Word, or has a password")
        raise refusal(name, wrong, said("save it as .docx, without a password"))
    try:
        kept, parts = _looked_at(data)
    except Unsafe as unsafe:
        raise refusal(name, *unsafe.fault) from None
    except _DAMAGED:
        wrong = said("the file is damaged, or no Word file")
        raise refusal(name, wrong, said("open it in Word and save it as .docx again")) from None
    made = _converted(kept)
    if made is None:
        lines = tuple(filter(None, map(clean, parts[_BODY].lines)))
        made = Received(tuple(map(Block, lines)), (), lines)
    return Received(made.blocks, (*made.extras, *_left(made, parts)))


def _looked_at(data: bytes) -> tuple[bytes, Mapping[str, Part]]:
    """Check a zip; give one of the parts that mammoth reads, and the words of every part."""
    if data.count(_ENTRY) > _MOST_FILES:
        raise Unsafe(said("the file holds far too many files"), said("save it as .docx again"))
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        infos = {one.filename.lstrip("/").replace("\\", "/"): one for one in found.infolist()}
        _check(infos)
        texts = {
            path: found.read(info)
            for path, info in sorted(infos.items())
            if path.endswith((".xml", ".rels"))
        }
    parts = {path: part_of(text, path) for path, text in texts.items()}
    if _BODY not in parts:
        raise zipfile.BadZipFile
    lines = [line for one in parts.values() for line in one.lines]
    if len(lines) > MOST_LINES or sum(map(len, lines)) > MOST_LETTERS:
        wrong = said("the text is longer than any notice: {lines} lines", lines=len(lines))
        raise Unsafe(wrong, said("import the notice alone"))
    return _repacked(texts), {path: one for path, one in parts.items() if _WORDS.fullmatch(path)}


def _check(infos: Mapping[str, zipfile.ZipInfo]) -> None:
    """Raise `Unsafe` for what no notice has: macros, and more than a text with its pictures."""
    if any(path.lower().endswith(("vbaproject.bin", "vbadata.xml")) for path in infos):
        raise Unsafe(
            said("the file holds macros, programs that run when it is opened"),
            said("save it as .docx without macros, if you trust whoever sent it"),
        )
    if any(one.compress_type not in _PACKED for one in infos.values()):
        raise zipfile.BadZipFile
    xml = sum(one.file_size for path, one in infos.items() if path.endswith((".xml", ".rels")))
    if xml > _MOST_BYTES_OF_XML or sum(one.file_size for one in infos.values()) > _MOST_BYTES:
        raise Unsafe(
            said("unpacked, the file is far larger than any notice"),
            said("do not open it, unless you trust whoever sent it; import the notice alone"),
        )


def _repacked(texts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for path, text in texts.items():
            if _KEPT.fullmatch(path):
                made.writestr(path, text)
    return out.getvalue()


def _converted(data: bytes) -> Received | None:
    """Read what mammoth makes of a file; None where it cannot, such as of one that lacks a part."""
    with suppress(Exception):  # it raises whatever a missing name or number leads to
        found = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLE_MAP,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(lambda _: {}),
            transform_document=_without_notes,
        )
        return hypertext.received(found.value)
    return None


def _without_notes(document: Any) -> Any:  # noqa: ANN401 - mammoth has no types
    """Leave out references to footnotes, whose words are listed apart."""
    children = getattr(document, "children", None)
    if children is None:
        return document
    kept = [_without_notes(one) for one in children if not hasattr(one, "note_id")]
    return document.copy(children=kept)


def _left(made: Received, parts: Mapping[str, Part]) -> Iterator[Extra]:
    """List the words of the parts that are in no block."""
    there = Counter(map(key, made.lines))
    for path, part in sorted(parts.items(), key=lambda one: one[0] != _BODY):
        origin = next(words for pattern, words in _ORIGINS if pattern.search(path))
        for line in part.lines:
            own = key(line)
            if path == _BODY and there[own]:
                there[own] -= 1
            elif words := clean(line):
                yield Extra(words, origin)
