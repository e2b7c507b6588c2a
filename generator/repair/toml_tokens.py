"""Write a list or a group of TOML again, token by token, whatever marks it was typed with."""

from __future__ import annotations

from dataclasses import dataclass

from generator.diagnostics.messages import Said, said
from generator.repair.aliases import PARTS, SETTINGS
from generator.repair.quotes import MARKS, NOT_WHOLE, curled
from generator.text.lazy_regex import late

ODD_MARKS = said("marks in this line are curly or full-width, or a colon is in the place of =")
NO_QUOTES = said("the text has no quotation marks around it")
_LIST = said("the list has no end, or a text in it no quotation marks, or a comma is missing")
_GROUP = said("the group in { } has no end")
KEY = said("keys are in English")
_NO_COMMA = said("a comma is missing after this text")

WORD_KEYS = ("locales", "variants", "pairs")
"""Keys of lists of words without a space; the value of any other is a fact, or a list of texts."""
ENDS = ";；。，,、"
"""Marks that people end a line with."""
_CLOSING = r"\]］】)）}｝"
NOT_BARE = late("[^A-Za-z0-9_.-]")
_PART = r"\s*(?P<key>[^\s=＝:：{}｛｝()（）\"“”,，、#]{1,40})\s*[=＝:：]\s*"
"""A part of a group: its key and the sign after it."""
_TOKEN = (
    rf"\s*(?:(?P<comma>[{ENDS}/])|(?P<close>[{_CLOSING}])|(?P<note>[#＃].*)"
    rf"|(?P<group>[{{｛]|[(（](?={_PART.replace('?P<key>', '')}))|(?P<list>[\[［【(（])"
    r"|[\"“”＂](?P<double>[^\"“”＂]*)[\"“”＂]|['‘’＇](?P<single>[^'‘’＇]*)['‘’＇]"
    rf"|[{MARKS}](?P<unclosed>[^{MARKS},，、{_CLOSING}#＃]*)[{MARKS}]?"
    r"|(?P<bare>[^%s,，、\[\]［］【】{}｛｝()（）\"“”'‘’=＝#]+))"
)
_PART_TOKEN, _TEXT_TOKEN, _WORD_TOKEN = late(_PART), late(_TOKEN % ""), late(_TOKEN % r"\s")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A line as it was meant, and what is wrong with it as it is."""

    line: str
    wrong: Said


def first_kind(written: str) -> str:
    """Find the kind of a value's first token: a list, a group, a text; empty for none."""
    found = _TEXT_TOKEN.match(written)
    return str(found.lastgroup) if found else ""


def quoted(text: str) -> str:
    """Put a text in straight quotation marks; empty where TOML has no plain way to write it."""
    text = curled(text)
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "" if "'" in text else f"'{text}'"


def as_note(written: str) -> str:
    """Write a note with its sign and the space before it; empty where there is none."""
    return f" #{written.strip()[1:]}" if written else ""


class Writer:
    """Write a list or a group again in the right marks, token by token, line after line."""

    def __init__(self, key: str) -> None:
        """Take the key whose value it is: between words, a space is as good as a comma."""
        self._key = SETTINGS.get(key, key)
        self._token = _WORD_TOKEN if self._key in WORD_KEYS else _TEXT_TOKEN
        self._before = ""
        """The kind of the last token: open, key, value or comma."""
        self.open: list[str] = []
        """What has to close what is open."""
        self.wrong = ODD_MARKS

    def whole(self, written: str) -> Rewritten | None:
        """Rewrite a value of one line, with the note behind it, and close what is open."""
        found = self._line(written)
        if found is None or not self._before:
            return None
        right, note = found
        if self.open:
            self.wrong = _GROUP if self.open[-1] == " }" else _LIST
        right += "".join(reversed(self.open))
        if self._key == "pairs" and right[:2] != "[[":
            right, self.wrong = f"[{right}]" if right.count(",") == 1 else "", _LIST
        return Rewritten(right + note, self.wrong) if right else None

    def begin(self, written: str) -> Rewritten | None:
        """Rewrite the line in which a list begins that goes on below, given its value there."""
        right = self.item(written, is_last=False)
        return Rewritten(f"{self._key} = {right.line}", right.wrong) if right else None

    def item(self, line: str, *, is_last: bool) -> Rewritten | None:
        """Rewrite a line inside a list; all items but the last have a comma after them."""
        self.wrong = ODD_MARKS
        found = self._line(line)
        if found is None:
            return None
        right, note = found
        if self.open and self._before == "value" and not is_last:
            self._before, self.wrong = "comma", _NO_COMMA
        right += "," if self.open and right and self._before == "comma" else ""
        self._before = "open"
        return Rewritten(right + note, self.wrong)

    def _line(self, text: str) -> tuple[str, str] | None:
        """Write a line's tokens, and its note; None for what is no list or group."""
        at, right, note = 0, "", ""
        text = text.rstrip()
        while at < len(text):
            token = _PART_TOKEN.match(text, at) if self._wants_key() else None
            token = token or self._token.match(text, at)
            if token is None:
                return None
            at, kind = token.end(), str(token.lastgroup)
            if kind == "note":  # it goes on to the line's end
                note = as_note(token[kind])
            elif (piece := self._piece(kind, token[kind])) is None:
                return None
            else:
                right += piece
        return None if self._lacks_part() else (right, note)

    def _wants_key(self) -> bool:
        return self.open[-1:] == [" }"] and self._before != "key"

    def _lacks_part(self) -> bool:
        """Tell whether a group has no part yet, or its last part no value."""
        return self._before == "key" or (self._before == "open" and self._wants_key())

    def _piece(self, kind: str, text: str) -> str | None:
        """Write a token as it follows the one before; None where it cannot."""
        if kind == "comma":
            self._before = "comma" if self._before == "value" else self._before
            return ""
        if kind == "close":
            is_wrong = self._lacks_part() or not self.open
            self._before = "value"
            return None if is_wrong else self.open.pop()
        is_behind = not self.open and (self._before or kind not in ("list", "group"))
        if is_behind or (self._wants_key() and kind != "key"):
            return None
        comma = ", " if self._before in ("value", "comma") else ""
        self.wrong = _LIST if self._before == "value" else self.wrong
        right = self._name(text) if kind == "key" else self._opened_or_text(kind, text)
        return f"{comma}{right}" if right else None

    def _name(self, name: str) -> str:
        """Write the key of a part; empty for what cannot be one."""
        self._before = "key"
        key = PARTS.get(name, name)
        self.wrong = self.wrong if key == name else KEY
        return "" if NOT_BARE.search(key) else f"{key} = "

    def _opened_or_text(self, kind: str, text: str) -> str:
        """Write what opens a list or a group, or a text; empty for a text that TOML cannot hold."""
        if kind in ("list", "group"):
            self._before = "open"
            self.open.append("]" if kind == "list" else " }")
            return "[" if kind == "list" else "{ "
        self._before = "value"
        self.wrong = {"bare": NO_QUOTES, "unclosed": NOT_WHOLE}.get(kind, self.wrong)
        return quoted(text.strip() if kind in ("bare", "unclosed") else text)
