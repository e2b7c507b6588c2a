"""Fingerprint everything that a page is made from: the same fingerprint, the same bytes.

That is the texts, the catalogs, the templates, the site's settings, the options, the program and
its libraries.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator import shipped
from generator.layout import Files, Source


def fingerprint(*parts: str | bytes) -> str:
    """Hash some parts, in their order, to 64 hexadecimal digits."""
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
        *_named(files.sheets),
        *_named(files.assets),
        *_named(files.fonts),
        *_named(files.drawings),
        *_named({"/".join(key): data for key, data in files.catalogs.items()}),
        *_named({"/".join(key): data for key, data in files.default_catalogs.items()}),
    )


def of_bulletin(
    inputs: str,
    documents: Iterable[Source],
    catalogs: Iterable[tuple[tuple[str, str], bytes]],
    pictures: Mapping[str, bytes],
) -> str:
    """Fingerprint what a bulletin's pages are made from; `inputs` is that of what all share."""
    return fingerprint(
        inputs,
        *(part for document in documents for part in (document.path, document.text)),
        *(part for key, data in catalogs for part in ("/".join(key), data)),
        *_named(pictures),
    )


def _named(files: Mapping[str, str | bytes]) -> Iterator[str | bytes]:
    """List files by name, each name before its content."""
    for name, data in sorted(files.items()):
        yield name
        yield data


_LIBRARIES = (
    *("jinja2", "markdown", "markupsafe", "babel", "pyyaml", "segno"),
    *("typst", "rjieba", "fonttools", "tzdata", "pillow"),
)
"""The libraries that make the pages and the posters."""


def program() -> str:
    """Fingerprint the package's code, and the versions of its libraries and of Python."""
    package = Path(__file__).parents[1]
    # Its sentences and tables, too: review sheets have the former, and checks go by the latter, and
    # by what `new` writes.
    own = [path for kind in ("py", "po", "toml", "md") for path in package.rglob(f"*.{kind}")]
    code = {path.relative_to(package).as_posix(): path for path in own}
    return fingerprint(
        sys.version,
        *shipped.versions(_LIBRARIES),
        *(part for name in sorted(code) for part in (name, code[name].read_bytes())),
    )
