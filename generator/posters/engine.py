"""Shut in the engine that sets sheets: it reads the fonts and pictures that it is given, no more.

No other file, no network, no font of the machine. The only module that names Typst.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any, Literal
from weakref import finalize

from generator.diagnostics.errors import Unable, reason_of
from generator.diagnostics.messages import said
from generator.text.fonts import Face

Format = Literal["pdf", "svg", "png"]

_FAULT = re.compile(r"^error: panicked with: SHEET (\{.*\})$", re.MULTILINE)
_REASON = re.compile(r"^error: (.+)$", re.MULTILINE)
_CODE = re.compile(r"^ *\d+ │ +(.+)$", re.MULTILINE)
"""What the engine says of any other fault, and the line of the sheet's code that it shows."""
_PLACE = re.compile(r" \(searched at .*?\)$")
_NO_GLYPH = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")
"""A sign in a text as the engine names it: https://doc.rust-lang.org/std/primitive.char.html"""
_STRAY_MARK = re.compile(
    r"[^\u0000-\u052f\u1ab0-\u1fff\u2c60-\u2c7f\ua640-\ua69f\ua720-\ua7ff\uab30-\uab6f]"
    r"([\u0300-\u036f])"
)
"""A mark on what is no Latin, Greek or Cyrillic letter: of two faces, the engine takes that with
the mark, and loses the letter without a word."""
_REGISTRY = re.compile(r"""["']@""")
"""How the name of a package in the engine's registry begins, for which it asks the network; no
switch stops that. https://typst.app/docs/reference/scripting/#packages"""
_PAGES = re.compile(rb"/Type\s*/Pages\s*/Count (\d+)")
_ACCESSIBLE, _ARCHIVED = "ua-1", "a-2a"
"""PDF/UA-1 (ISO 14289-1), PDF/A-2a (ISO 19005-2): to be read aloud, and to be kept."""
_SHARED = "\n// ---- the same for every sheet of its kind\n"
"""What parts a sheet's data, which is `d`, from the code that sets it."""
_WHOLE_PPI = 150
_SCREEN_PPI = 96
"""Dots an inch of the pictures: of a sheet of A4, and of what is as large as its pixels."""


class SheetFault(Exception):
    """A sheet that cannot be set; just one of its parts says why."""

    def __init__(
        self, *, part: Mapping[str, Any] | None = None, glyphs: Iterable[str] = (), other: str = ""
    ) -> None:
        """Keep why."""
        super().__init__(other)
        self.part = dict(part or {})
        """What the sheet says does not fit: its name as `part`, and figures."""
        self.glyphs = tuple(glyphs)
        """The texts with a character that no face has."""
        self.other = other
        """Anything else, as the engine says it, with the line of the sheet's code."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self.part, self.glyphs, self.other)


def _restored(part: Mapping[str, Any], glyphs: Iterable[str], other: str) -> SheetFault:
    """Restore a fault that another process found."""
    return SheetFault(part=part, glyphs=glyphs, other=other)


def _clear(folder: Path) -> None:
    """Take a temporary folder away, as far as the disk lets it."""
    with suppress(OSError):  # rmtree raises some, whatever it is told to ignore
        shutil.rmtree(folder, ignore_errors=True)


class Engine:
    """The engine with the faces that it may use. One for each thread: two in one break it."""

    def __init__(self, faces: Iterable[Face]) -> None:
        """Take the faces; raise `Unable` where the engine is missing, or their folder fails."""
        try:
            import typst
        except ImportError as error:
            wrong = said(
                "posters cannot be printed ({reason}); install the program again, or give --no-pdf",
                reason=str(error).splitlines()[0],
            )
            raise Unable(wrong) from error
        try:
            folder = Path(tempfile.mkdtemp(prefix="sheets-"))
            self._clear = finalize(self, _clear, folder)
            # A worker process ends without tidying up, but for what is to be done in this way.
            Finalize(self, self._clear, exitpriority=0)
            root, own = folder / "root", folder / "fonts"
            root.mkdir()
            own.mkdir()
            for number, face in enumerate(faces):
                (own / f"{number}-{Path(face.name).name}").write_bytes(face.data)
        except OSError as error:
            raise _no_room(error) from error
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(own)]
        )
        # The root has the code that sheets share and a sheet's own pictures, and no packages.
        self._root, place = root, str(root)
        self._shared: set[str] = set()
        self._compiler = typst.Compiler(
            b"", root=place, font_paths=fonts, package_path=place, package_cache_path=place
        )
        self._error: type[Exception] = typst.TypstError

    @contextmanager
    def holding(self, files: Mapping[str, bytes]) -> Iterator[None]:
        """Let sheets ask for these files by their names; raise `Unable` where the disk fails."""
        paths = [self._root / name for name in files]
        try:
            try:
                for path, data in zip(paths, files.values(), strict=True):
                    path.write_bytes(data)
            except OSError as error:
                raise _no_room(error) from error
            yield
        finally:
            for path in paths:
                with suppress(OSError):
                    path.unlink(missing_ok=True)

    def pdf(self, code: str, timestamp: int, *, pages: int | None, archived: bool = True) -> bytes:
        """Set a sheet as PDF/UA-1, and PDF/A-2a where `archived`; the same code, the same bytes.

        `timestamp` is its date, in seconds since 1970. Raises `SheetFault` where it cannot be set
        or has another number of pages.
        """
        standards = [_ACCESSIBLE, *([_ARCHIVED] if archived else [])]
        made = self._set(code, format="pdf", pdf_standards=standards, timestamp=timestamp)
        found = _PAGES.search(made)
        number = int(found[1]) if found else 0
        if pages is not None and number != pages:
            raise SheetFault(part={"part": "pages", "pages": number})
        return made

    def svg(self, code: str) -> bytes:
        """Draw a sheet of one page as SVG, whose PDF is known to be right."""
        return self._set(code, format="svg")

    def png(self, code: str, *, is_screen: bool) -> bytes:
        """Draw a sheet of one page as PNG: as large as a screen shows it, or to be printed."""
        return self._set(code, format="png", ppi=_SCREEN_PPI if is_screen else _WHOLE_PPI)

    def _set(self, code: str, **options: Any) -> bytes:  # noqa: ANN401 - the engine's own
        if marks := _STRAY_MARK.findall(code):
            raise SheetFault(glyphs=marks)
        if _REGISTRY.search(code):
            raise SheetFault(other=said("it imports a package, which asks the network"))
        whole = self._parted(code).encode()
        try:
            made, warnings = self._compiler.compile_with_warnings(input=whole, **options)
        except self._error as error:
            raise _fault(getattr(error, "diagnostic", str(error))) from None
        # A family that is missing is but a warning, and the text is lost.
        if warnings:
            raise SheetFault(other="; ".join(str(one.message) for one in warnings))
        assert isinstance(made, bytes)  # of one file: several come as a list, from pictures alone
        return made

    def _parted(self, code: str) -> str:
        """Give the code that sheets share as a file, which the engine reads and parses once."""
        data, mark, shared = code.partition(_SHARED)
        if not mark:
            return code
        name = f"{hashlib.sha256(shared.encode()).hexdigest()[:16]}.typ"
        if name not in self._shared:
            try:
                (self._root / name).write_bytes(f"#let sheet(d) = [\n{shared}\n]\n".encode())
            except OSError:  # the temporary folder is full, or gone: it is parsed each time
                return code
            self._shared.add(name)
        return f'{data}\n#import "{name}": sheet\n#sheet(d)\n'


def _no_room(error: OSError) -> Unable:
    reason = said("a temporary file cannot be written: {reason}", reason=reason_of(error))
    return Unable(said("posters cannot be printed ({reason}); make room for it", reason=reason))


def _unescaped(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 16))
    return {"0": "\0", "t": "\t", "r": "\r", "n": "\n"}.get(found[2], found[2])


def _fault(diagnostic: str) -> SheetFault:
    if found := _FAULT.search(diagnostic):
        return SheetFault(part=json.loads(found[1]))
    if glyphs := _NO_GLYPH.findall(diagnostic):
        return SheetFault(glyphs=(_ESCAPE.sub(_unescaped, one) for one in glyphs))
    told = [pattern.search(diagnostic) for pattern in (_REASON, _CODE)]
    reason, code = (one[1] if one else "" for one in told)
    reason = _PLACE.sub("", reason)
    return SheetFault(other=f"{reason}: {code}" if code else reason or diagnostic)
