"""Read a file that an office sends, by the ending of its name, into the blocks of a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from generator.diagnostics.errors import Misused
from generator.diagnostics.messages import said
from generator.exchange import hypertext, plain, word
from generator.exchange.blocks import MOST_LETTERS, MOST_LINES, Received, refusal
from generator.text.encoding import of_any_encoding

_MIB = 1 << 20
MOST_BYTES = 20 * _MIB
"""Of any file: one from Word with its pictures."""
_IS_HTML = re.compile(
    r"\s*<(?:!doctype|html|head|meta|body|div|section|article|p|span|h[1-6]|table|ul|ol|!--)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\.(?:doc|docm|dot|dotx|dotm|wps|rtf|odt|pdf|pages|pptx?|xlsx?)", re.I)
"""Endings of what offices have, too, and can save in another form."""


@dataclass(frozen=True, slots=True)
class _Form:
    most: int
    """Bytes."""
    read: Callable[[bytes, str], Received]


def _text(data: bytes, name: str) -> Received:
    return plain.received(of_any_encoding(data, name))


def _html(data: bytes, name: str) -> Received:
    return hypertext.received(of_any_encoding(hypertext.without_foreign_charset(data), name))


_FORMS: Mapping[str, _Form] = {
    ".docx": _Form(MOST_BYTES, word.received),
    ".html": _Form(10 * _MIB, _html),
    ".htm": _Form(10 * _MIB, _html),
    ".txt": _Form(_MIB, _text),
}


def received(data: bytes, name: str) -> Received:
    """Read a file; raise `Refused` by its name where it cannot be taken in, or must not be.

    Raise `Misused` for a file of a form that is not read.
    """
    ending = PurePath(name).suffix.lower()
    if (form := _FORMS.get(ending)) is None:
        raise Misused(_not_read(name, ending))
    if len(data) > form.most:
        raise refusal(
            name,
            said("the file is larger than {most} MB", most=form.most // _MIB),
            said("take out what is no part of the notice, such as large pictures"),
        )
    return _bounded(form.read(data, name), name)


def most_bytes(name: str) -> int:
    """Tell how large a file of this name may be; of a form that is not read, no byte is wanted."""
    form = _FORMS.get(PurePath(name).suffix.lower())
    return form.most if form else 0


def pasted(text: str, name: str) -> Received:
    """Read what somebody pasted: plain text, or a page's HTML; raise `Refused` as `received`."""
    made = hypertext.received(text) if _IS_HTML.match(text) else plain.received(text)
    return _bounded(made, name)


def _not_read(name: str, ending: str) -> str:
    if _OTHERS.fullmatch(ending):
        return said("{name}: save it as .docx, and import that", name=name)
    return said("{name}: only .docx, .html and .txt are read", name=name)


def _bounded(made: Received, name: str) -> Received:
    """Refuse what is no notice, so that no later step has too much to do."""
    texts = [*(one.text for one in made.blocks), *(one.text for one in made.extras)]
    if sum(map(len, texts)) > MOST_LETTERS or len(texts) > MOST_LINES:
        wrong = said("the text is longer than any notice: {lines} lines", lines=len(texts))
        raise refusal(name, wrong, said("import the notice alone"))
    if not made.blocks:
        wrong, remedy = said("there is no text in the file"), said("import the file with the words")
        raise refusal(name, wrong, remedy)
    return made
