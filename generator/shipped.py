"""Find what was made of the package's templates when it was built: their code, and their words.

To compile a template, and to look for its words, takes longer than to fill it in. Both lie in a
package beside this one, by a digest of the template and of all that makes them. So a template that
differs in a letter has none there, nor has any where pip has installed another Jinja, or where
this program is another: they are compiled as ever. It is a package like any other, found as those
are; no cache holds code.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import CodeType
from typing import Any

PACKAGE = "bulletin_templates"
WORDS = "words.json"
"""The file with the words of every template, by the name of its code."""
_LIBRARIES = ("jinja2", "markupsafe", "babel")
_MAKERS = (
    *("render/templates.py", "render/typst_text.py", "text/phrases.py", "text/unicode.py"),
    *("markdown/plain.py", "views.py", "catalogs/extract.py", "locales.py", "shipped.py"),
)
"""The modules by which code and words come out as they do; Jinja computes some of it beforehand."""

Words = Iterable[tuple[int, str | None, str, str | None, tuple[str, ...]]]
"""A template's words as `Extracted` has them."""


def code(name: str, text: str) -> CodeType | None:
    """Find the code of a template; None for one that did not come with the package as it is."""
    known = name_of(name, text)
    if known not in _every():
        return None
    try:
        spec = find_spec(f"{PACKAGE}.{known}")
        found = getattr(spec.loader, "get_code", lambda _: None)(spec.name) if spec else None
    except (OSError, ImportError, SyntaxError, EOFError, ValueError):
        return None  # a damaged file: it is compiled, which takes longer
    if not isinstance(found, CodeType) or "root" not in found.co_names:
        return None
    # By this name it is known in what is said of errors.
    return found.replace(co_filename=f"templates/{name}")


def is_sound(name: str, text: str) -> bool:
    """Tell whether a template came with the package as it is, so that it can be parsed."""
    return name_of(name, text) in _every()


def words(name: str, text: str) -> Words | None:
    """Find the words of a template; None as for its code."""
    found = _every().get(name_of(name, text))
    return None if found is None else [(*row, tuple(notes)) for *row, notes in found]


def name_of(name: str, text: str) -> str:
    """Name the module with the code of a template."""
    parts = [_makers(), name.encode(), text.encode()]
    return f"t{hashlib.sha256(b''.join(b'%d:%b' % (len(p), p) for p in parts)).hexdigest()}"


@cache
def _every() -> Mapping[str, list[Any]]:
    """Read the words of all templates that came with the package, by the names of their code."""
    try:
        spec = find_spec(PACKAGE)
        if spec is None or spec.origin is None:
            return {}
        found = json.loads(Path(spec.origin).with_name(WORDS).read_bytes())
    except (OSError, ValueError, ImportError):
        return {}  # they are compiled, which takes longer
    return found if isinstance(found, dict) else {}


@cache
def _makers() -> bytes:
    """Digest what code and words are made by."""
    own = Path(__file__).parent
    digest = hashlib.sha256("\n".join(versions(_LIBRARIES)).encode())
    for module in _MAKERS:
        with suppress(OSError):  # of a program without its sources
            digest.update((own / module).read_bytes())
    return digest.digest()


def versions(libraries: Iterable[str]) -> Iterator[str]:
    """Give each library's name with its version, as that of the folder which pip writes for it.

    https://packaging.python.org/en/latest/specifications/recording-installed-packages/
    A library that has no such folder is asked for its version, which takes longer.
    """
    there: list[str] = []
    for place in sys.path:
        with suppress(OSError):
            names = sorted(os.listdir(place or "."))  # noqa: PTH208 - ten times as quick
            there += [name.lower() for name in names if name.endswith(".dist-info")]
    for library in libraries:
        # What an upgrade has left behind may come first.
        found = " ".join(name for name in there if name.startswith(f"{library}-"))
        yield found or f"{library}-{_version(library)}"


def _version(library: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(library) or ""
    except PackageNotFoundError:
        return ""
