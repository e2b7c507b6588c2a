"""What a page is made from, as fingerprints: the same, the same bytes.

A fingerprint covers everything: the texts, the catalogues, the templates and the site's settings,
the options, the program and its libraries.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping

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


def of_ground(files: Files, program: str, options: Iterable[object]) -> str:
    """The fingerprint of what every page stands on; `program` is the code's own."""
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
    ground: str, documents: Iterable[Source], catalogues: Iterable[tuple[tuple[str, str], bytes]]
) -> str:
    """The fingerprint of a bulletin's pages; `ground` is that of what they stand on."""
    return fingerprint(
        ground,
        *(part for document in documents for part in (document.path, document.text)),
        *(part for key, data in catalogues for part in ("/".join(key), data)),
    )


def _named(files: Mapping[str, str | bytes]) -> Iterator[str | bytes]:
    """Files by name, each name before its content."""
    for name, data in sorted(files.items()):
        yield name
        yield data
