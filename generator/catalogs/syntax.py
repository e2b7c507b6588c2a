"""Read the strings of PO files, and say in plain words what is wrong with a line.

For `reader` only. Who reads the words is a translator who may never have seen a PO file from the
inside, since Poedit or Weblate wrote it.
"""

from __future__ import annotations

import re

from generator.catalogs.po import ESCAPES
from generator.diagnostics.errors import Fault, Problem, Refused
from generator.diagnostics.messages import said
from generator.diagnostics.suggest import nearest

RULE = "catalogue"
"""The id of the one rule of PO files: that they can be read."""
MOST_PROBLEMS = 1000
"""After so many of one file, reading stops: more help nobody, and may be an attack."""
MOST_FORMS = 20
"""More plural forms than any language has (Arabic has six); the header's nplurals is not asked."""
SPACE = " \t\r\f\v"
"""Gettext's white space inside a line; Chinese spaces, and whatever else Python knows, are text."""
CUT_OFF = said("the file may have been cut off: take the whole file from where it came")

_ORDER = said(
    "write each entry as msgctxt if it has one, msgid, msgid_plural if it has one, msgstr"
)
_WORDS = said("the words are msgctxt, msgid, msgid_plural, msgstr, and msgstr[0], msgstr[1] …")
_FOLLOWS = {
    "msgctxt": ("",),
    "msgid": ("", "msgctxt"),
    "msgid_plural": ("msgid",),
    "msgstr": ("msgid",),
}
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?:[ \r]|$)", re.MULTILINE)
_NUMERIC = r"\\(?:[0-7]{1,3}|x[0-9A-Fa-f]{1,2}(?![0-9A-Fa-f]))"
# A run of numeric escapes is one token: in gettext they are bytes, and only together a character.
_ESCAPE = re.compile(rf'(?:{_NUMERIC})++|\\.|["\\]')
_MEANT = {escape: character for character, escape in ESCAPES.items()}
_ESCAPES = said(
    'write \\n for a new line, \\t for a tab, \\" for a quotation mark, \\\\ for a backslash'
)
_ENDS = {
    '"': Fault(
        said("a quotation mark inside the text ends it too early"),
        said('write \\" for a quotation mark inside the text, and put each text on its own line'),
    ),
    "\\": Fault(
        said("the text has no closing quotation mark"),
        said('end it with "; if it is to end with a backslash, write \\\\"'),
    ),
}
"""What is wrong where a text ends before its line does, or does not end."""
_CLOSED = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"')


class LineError(Exception):
    """Something is wrong with a line of a PO file: its only argument is the `Fault`."""


def refuse_conflicts(lines: list[str], text: str, path: str) -> None:
    """Refuse a file with conflicts for these alone: what else is wrong may come from them."""
    if not _CONFLICT.search(text):
        return
    begin = [number for number, line in enumerate(lines, 1) if line.startswith("<<<<<<<")]
    end = [number for number, line in enumerate(lines, 1) if line.startswith(">>>>>>>")]
    wrong = said("the file has an unresolved merge conflict here")
    remedy = said(
        "keep one of the two versions, and delete the lines with <<<<<<<, ======= and >>>>>>>"
    )
    numbers = (begin or end)[:MOST_PROBLEMS]
    raise Refused(Problem(path, number, RULE, wrong, remedy) for number in numbers)


def excerpt(text: str) -> str:
    """Cut the file's text to what a problem may quote."""
    return text if len(text) <= 40 else f"{text[:40]}…"


def unescaped(text: str) -> str:
    """Read the escapes in a string; raises LineError where gettext would not know one either."""
    return _ESCAPE.sub(_meant, text)


def _meant(match: re.Match[str]) -> str:
    """Read one escape, or a run of numeric ones, as gettext's own reader does (po-lex.c)."""
    escape = match[0]
    if (character := _MEANT.get(escape)) is not None:
        return character
    if escape in _ENDS:
        raise LineError(_ENDS[escape])
    if escape[1] in "01234567" or len(escape) > 2:
        return _numeric(escape)
    wrong = said("{escape} is not an escape that a PO file knows", escape=excerpt(escape))
    raise LineError(Fault(wrong, _ESCAPES))


def _numeric(escapes: str) -> str:
    codes = [part for part in escapes.split("\\") if part]
    values = [int(code[1:], 16) if code[0] == "x" else int(code, 8) for code in codes]
    try:
        text = bytes(values).decode()
    except ValueError:  # a value past 255, or bytes that are no UTF-8
        text = "\0"
    if "\0" in text:
        wrong = said("{escapes} does not stand for a character", escapes=excerpt(escapes))
        raise LineError(Fault(wrong, said("write the character itself")))
    return text


def continues(word: str, last: str) -> bool:
    """Tell whether a keyword goes on with the entry whose last keyword is given ("" for none)."""
    return last in _FOLLOWS[word]


def misplaced(word: str, last: str, forms: int) -> Fault | None:
    """Find what is wrong with a keyword after the last one and so many plural forms, if any."""
    if word.endswith("]"):
        return _misnumbered(word, last, forms)
    if continues(word, last):
        return None
    if not last:
        wrong = said("this {word} has no msgid above it", word=word)
        return Fault(wrong, said("{order}, with no comment between", order=_ORDER))
    if word == last:
        return Fault(said("{word} is there twice", word=word), said("keep one of the two lines"))
    if word == "msgstr" and last == "msgid_plural":
        wrong = said("the translation of a message with msgid_plural has no number")
        return Fault(wrong, said("write msgstr[0], msgstr[1] … for its forms"))
    return Fault(said("{word} cannot stand after {last}", word=word, last=last), _ORDER)


def _misnumbered(word: str, last: str, forms: int) -> Fault | None:
    """Find the same for a plural's form. The number stays text: it may have a million digits."""
    expected = f"msgstr[{forms}]"
    if last != "msgid_plural" and not last.endswith("]"):
        wrong = said("{word} needs a msgid_plural above it", word=excerpt(word))
        return Fault(wrong, said("write msgstr without a number for a message that has no plural"))
    if forms >= MOST_FORMS:
        wrong = said(
            "there are more than {most} plural forms, more than any language has",
            most=MOST_FORMS,
        )
        return Fault(wrong, said("keep as many as nplurals in the header says"))
    if word != expected:
        wrong = said("{word} is where {expected} has to be", word=excerpt(word), expected=expected)
        return Fault(wrong, said("number the forms from msgstr[0] on, without a gap"))
    return None


def explained(word: str, rest: str, *, known: bool) -> Fault:
    """Explain what is wrong with a line, from its first word and the rest, and what to do."""
    if known or (not word and rest.startswith('"')):
        return _unquoted(word, rest)
    unknown = said("{word} is not a word that a PO file knows", word=excerpt(word))
    if word.startswith("msg") and (meant := nearest(word, _FOLLOWS)):
        return Fault(unknown, said("did you mean {near}?", near=meant))
    if rest.startswith('"') or word.startswith("msg"):
        return Fault(unknown, _WORDS)
    return Fault(
        said("this line is not part of any entry: {line}", line=excerpt(f"{word} {rest}")),
        said("delete it, put # before it if it is a comment, or put text in quotation marks"),
    )


def _unquoted(word: str, rest: str) -> Fault:
    """Explain what is wrong with a text that isn't in quotation marks from end to end."""
    if not rest:
        return Fault(
            said("{word} has no text", word=excerpt(word)),
            said('write {word} "…"; or {otherwise}', word=excerpt(word), otherwise=CUT_OFF),
        )
    if rest[0] != '"':
        wrong = said(
            "the text after {word} does not stand in straight quotation marks", word=excerpt(word)
        )
        return Fault(wrong, said('put it between two "'))
    if _CLOSED.match(rest):
        return Fault(
            said("there is something after the closing quotation mark"),
            said('end the line with it; write \\" for a quotation mark inside the text'),
        )
    return Fault(
        said("the text has no closing quotation mark"),
        said('end it with "; or {otherwise}', otherwise=CUT_OFF),
    )
