"""Make the program's own sentences: in English, and ready to be translated.

A sentence is made where it is known what is wrong; its language is decided where somebody reads
it (`catalogs.interface`). In between it is a text like any other: it can be compared, sorted,
joined to another, remembered and sent to another process.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial, reduce
from types import MappingProxyType
from typing import Any, Protocol

_NONE: Mapping[str, str] = MappingProxyType({})
LANGUAGE = "{language}"
"""The message of a language's name, with its `tag`; no catalog has it, but CLDR."""


class Said(str):
    """A sentence in English, which knows the message it came from and the values put into it."""

    __slots__ = ("msgid", "values")

    msgid: str
    """The message, as catalogs have it."""
    values: Mapping[str, str]
    """The values of its {names}; each may be a sentence itself. Without any, braces in the
    message are only braces."""

    def __new__(cls, msgid: str, values: Mapping[str, str] = _NONE) -> Said:
        """Put the values into the message."""
        made = super().__new__(cls, msgid.format_map(values) if values else msgid)
        made.msgid = msgid
        made.values = values
        return made

    def __reduce__(self) -> tuple[type[Said], tuple[str, dict[str, str]]]:
        return Said, (self.msgid, dict(self.values))


class Tell(Protocol):
    """What translates sentences into a language."""

    @property
    def tag(self) -> str:
        """The language, in BCP 47."""

    def __call__(self, text: str) -> str:
        """Translate a sentence; a text that is none of the program's stays as it is."""


class _English:
    tag = "en"

    def __call__(self, text: str) -> str:
        return text


ENGLISH: Tell = _English()
"""Leaves each sentence as it is."""


def said(msgid: str, /, **values: object) -> Said:
    """Make a sentence from its message, which Babel finds by this function's name."""
    return Said(msgid, {name: _text(value) for name, value in values.items()} or _NONE)


def sentence(error: BaseException) -> str:
    """Return what an error says, as the sentence that it was made with."""
    first = error.args[0] if error.args else ""
    return first if isinstance(first, str) else str(error)


def _text(value: object) -> str:
    if isinstance(value, BaseException):
        return sentence(value)
    return value if isinstance(value, str) else str(value)


def _joined(joining: Said, items: Iterable[str]) -> str:
    """Join things, two at a time, by a message of `one` and `other`."""
    every = list(items)
    if not every:
        return ""
    return reduce(lambda one, other: Said(joining.msgid, {"one": one, "other": other}), every)


listed = partial(_joined, said("{one}, {other}"))
"""Join things with commas, as sentences list names."""
together = partial(_joined, said("{one} and {other}"))
"""Join things with “and”."""
either = partial(_joined, said("{one} or {other}"))
"""Join things with “or”."""
in_turn = partial(_joined, said("{one}, then {other}"))
"""Join things to do one after the other."""
apart = partial(_joined, said("{one}; {other}"))
"""Join remarks that are beside each other."""


def outcome(errors: int, warnings: int) -> str:
    """Say how many things are wrong, in words that suit every number in every language."""
    worst = said("errors: {number}", number=errors) if errors else said("no errors")
    if warnings:
        more = said("warnings: {number}", number=warnings)
        return said("{worst}, {more}", worst=worst, more=more)
    return worst if errors else said("everything is right")


def packed(text: str) -> Any:  # noqa: ANN401 - what JSON holds
    """Convert a text to what JSON can keep: a sentence with what it was made from."""
    if not isinstance(text, Said):
        return text
    return [text.msgid, {name: packed(value) for name, value in text.values.items()}]


def unpacked(kept: Any) -> str:  # noqa: ANN401 - what JSON holds
    """Restore the text that `packed` made."""
    if isinstance(kept, str):
        return kept
    msgid, values = kept
    return Said(str(msgid), {name: unpacked(value) for name, value in values.items()} or _NONE)
