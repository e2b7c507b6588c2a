"""What a page is made from, as fingerprints: the same, the same bytes.

A fingerprint covers everything: the texts, the catalogues, the templates and the site's settings,
the options, the program and its libraries.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from generator.layout import Files, Source


def fingerprint(*parts: str | bytes) -> str:
    """64 hexadecimal digits that stand for some parts, in their order."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        # The length says where a part ends, so that no other parts can come out the same.
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()


def of_inputs(files: Files, program: str, options: Iterable[object]) -> str:
    """Fingerprint what every page is made from; `program` is the code's own."""
    return fingerprint(
        program,
        repr(tuple(options)),
        files.site_toml,
        files.glossary_toml,
        repr(files.own_templates),
        *_named(files.templates),
        *_named(files.assets),
        *_named(files.fonts),
        *_named({"/".join(key): data for key, data in files.catalogues.items()}),
        *_named({"/".join(key): data for key, data in files.default_catalogues.items()}),
    )


def of_bulletin(
    inputs: str, documents: Iterable[Source], catalogues: Iterable[tuple[tuple[str, str], bytes]]
) -> str:
    """Fingerprint what a bulletin's pages are made from; `inputs` is that of what all share."""
    return fingerprint(
        inputs,
        *(part for document in documents for part in (document.path, document.text)),
        *(part for key, data in catalogues for part in ("/".join(key), data)),
    )


def _named(files: Mapping[str, str | bytes]) -> Iterator[str | bytes]:
    """Files by name, each name before its content."""
    for name, data in sorted(files.items()):
        yield name
        yield data


_LIBRARIES = ("jinja2", "markdown", "markupsafe", "babel", "pyyaml", "segno")
"""Those that make the pages. The posters' engines are in the posters' own fingerprints."""


def program() -> str:
    """The fingerprint of the package's code, its libraries' versions and Python's."""
    package = Path(__file__).parents[1]
    # Its own sentences, too: the review sheets have them in their languages.
    own = (*package.rglob("*.py"), *package.rglob("*.po"))
    code = {path.relative_to(package).as_posix(): path for path in own}
    found = list(_installed())
    return fingerprint(
        sys.version,
        *found,
        *(_version(name) for name in _LIBRARIES if not any(_is_of(name, one) for one in found)),
        *(part for name in sorted(code) for part in (name, code[name].read_bytes())),
    )


def _installed() -> Iterator[str]:
    """The folders that tell of installed libraries' versions by their names.

    https://packaging.python.org/en/latest/specifications/recording-installed-packages/
    """
    for place in sys.path:
        with suppress(OSError):
            names = sorted(os.listdir(place or "."))  # noqa: PTH208 - ten times as quick
            yield from (one for one in names if any(_is_of(name, one) for name in _LIBRARIES))


def _is_of(library: str, name: str) -> bool:
    return name.endswith(".dist-info") and name.lower().startswith(f"{library}-")


def _version(library: str) -> str:
    """A library's version by other means, which take longer; empty where nothing tells it."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(library) or ""
    except PackageNotFoundError:
        return ""
