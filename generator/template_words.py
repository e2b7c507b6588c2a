"""The words of templates, as Babel's own extraction finds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from babel.messages.extract import DEFAULT_KEYWORDS, extract


@dataclass(frozen=True, slots=True)
class Extracted:
    """A message that Babel found in a template."""

    line: int
    msgctxt: str | None
    msgid: str
    msgid_plural: str | None
    comments: tuple[str, ...]


def extracted(
    method: str, text: str, options: Mapping[str, str], function: str = ""
) -> Iterator[Extracted]:
    """What Babel's extraction `method` finds in a file's text, in its order.

    It looks for calls of gettext's functions, or of the one that is named. Raises whatever the
    method raises for a file that it cannot parse.
    """
    keywords = {function: None} if function else dict(DEFAULT_KEYWORDS)
    for line, messages, comments, msgctxt in extract(
        method, BytesIO(text.encode()), keywords, ["Translators:"], dict(options)
    ):
        msgid, plural = (messages, None) if isinstance(messages, str) else messages[:2]
        yield Extracted(line, msgctxt, msgid, plural, tuple(comments))
