"""The program's own sentences: in English as they stand, and ready to be told in another language.

A sentence is made where it is known what is wrong; in which language it is told is decided where
somebody reads it (`telling`). In between it is a text like any other: it can be compared, sorted,
joined to another, remembered and sent to another process.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from types import MappingProxyType
from typing import Any, Protocol

_NONE: Mapping[str, str] = MappingProxyType({})


class Said(str):
    """A sentence in English, which knows the message it came from and the values put into it."""

    __slots__ = ("msgid", "values")

    msgid: str
    """The message, as catalogues have it."""
    values: Mapping[str, str]
    """What stands for its {names}; each may be such a sentence itself. Without any, braces in the
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
    """Whoever tells sentences in a language."""

    @property
    def tag(self) -> str:
        """The language, in BCP 47."""

    def __call__(self, text: str) -> str:
        """A sentence in the language; a text that is none of the program's as it is."""


class _English:
    tag = "en"

    def __call__(self, text: str) -> str:
        return text


ENGLISH: Tell = _English()
"""Tells each sentence as it stands."""


def said(msgid: str, /, **values: object) -> Said:
    """A sentence from its message, which Babel finds by this function's name."""
    return Said(msgid, {name: _text(value) for name, value in values.items()} or _NONE)


def sentence(error: BaseException) -> str:
    """What an error says, as it was said."""
    first = error.args[0] if error.args else ""
    return first if isinstance(first, str) else str(error)


def _text(value: object) -> str:
    if isinstance(value, BaseException):
        return sentence(value)
    return value if isinstance(value, str) else str(value)


def listed(items: Iterable[str]) -> str:
    """One thing, or several with commas between, as sentences list names."""
    return _joined(items, "{one}, {other}")


def together(items: Iterable[str]) -> str:
    """One thing, or several with “and” between."""
    return _joined(items, "{one} and {other}")


def either(items: Iterable[str]) -> str:
    """One thing, or several with “or” between."""
    return _joined(items, "{one} or {other}")


def in_turn(items: Iterable[str]) -> str:
    """One thing to do, or several one after the other."""
    return _joined(items, "{one}, then {other}")


def apart(items: Iterable[str]) -> str:
    """One remark, or several that stand beside each other."""
    return _joined(items, "{one}; {other}")


def _joined(items: Iterable[str], msgid: str) -> str:
    every = list(items)
    if not every:
        return ""
    return reduce(lambda one, other: Said(msgid, {"one": one, "other": other}), every)


JOINING = (
    said("{one}, {other}"),
    said("{one} and {other}"),
    said("{one} or {other}"),
    said("{one}, then {other}"),
    said("{one}; {other}"),
)
"""The messages that lists are made of, said here so that they are found."""


def outcome(errors: int, warnings: int) -> str:
    """How many things are wrong, in words that suit every number in every language."""
    worst = said("errors: {number}", number=errors) if errors else said("no errors")
    if warnings:
        more = said("warnings: {number}", number=warnings)
        return said("{worst}, {more}", worst=worst, more=more)
    return worst if errors else said("everything is right")


def packed(text: str) -> Any:  # noqa: ANN401 - what JSON holds
    """A text as JSON can keep it: a sentence with what it was made from."""
    if not isinstance(text, Said):
        return text
    return [text.msgid, {name: packed(value) for name, value in text.values.items()}]


def unpacked(kept: Any) -> str:  # noqa: ANN401 - what JSON holds
    """What `packed` made, as it was."""
    if isinstance(kept, str):
        return kept
    msgid, values = kept
    return Said(str(msgid), {name: unpacked(value) for name, value in values.items()} or _NONE)
