"""Read a line of TOML whatever marks it was typed with, and write it again as it was meant.

Outside of texts, brackets, commas and signs may be full-width, quotation marks curly, and what
closes may be missing; what is inside a text stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.diagnostics.messages import Said, said
from generator.markdown.lines import joined
from generator.repair.aliases import GROUPS, PARTS, SETTINGS
from generator.repair.quotes import MARKS, NOT_WHOLE, curled, unwrapped
from generator.text.lazy_regex import late

ODD_MARKS = said("marks in this line are curly or full-width, or a colon stands for =")
BEHIND = said("something stands behind the value")
_NO_QUOTES = said("the text has no quotation marks around it")
_LIST = said("the list has no end, or a text in it no quotation marks, or a comma is missing")
_GROUP = said("the group in { } has no end")
_KEY = said("keys are in English")
_NO_EQUALS = said("there is no = after the key")
_HEADS = said("the square brackets around a group's name do not come in pairs")
_NAME = said("names of groups are in English")
_NOTE = said("the # before this note is the full-width one")
_NO_COMMA = said("a comma is missing after this text")
_DOUBLE_HEAD = said("this group may stand more than once, so its head has two brackets")

_TEXT_KEYS = ("title", "tagline", "issuer", "base_url", "source_locale", "fact", "label", "note")
"""Keys whose value is one text."""
_WORD_KEYS = ("locales", "variants", "pairs")
"""Keys of lists of words without a space; the value of any other is a fact, or a list of texts."""
_REPEATED, _LONE = ("contacts", "terms"), ("facts", "posters")
"""Groups that there may be several of, and those that there is one of."""
ENDS = ";；。，,、"
"""Marks that people end a line with."""
_OPEN_LIST, _CLOSING = "[［【(（", r"\]］】)）}｝"
_HEAD = late(
    r"(?P<open>[\[［【]{0,2})\s*(?P<key>[^\s\[\]［］【】=＝:：#\"“]{1,40})\s*[\]］】]{0,2}"
)
_PAIR = late(
    r"[\"'“”]?(?P<key>[^\s=＝:：#＃\[\]［］【】{}｛｝\"'“”‘’,，、]{1,60})[\"'“”]?"
    r"(?:\s*(?P<equals>[=＝:：])\s*|\s+(?=[\"'“‘]))(?P<value>\S.*)"
)
_VALUE = r"(?:[\"“][^\"“”]*+[\"”]|[{｛][^{}｛｝]*+[}｝])"
_TWO = late(
    rf"(?P<first>[A-Za-z0-9_.-]+\s*+[=＝:：]\s*+{_VALUE})\s*+[,，;；、]?\s*+"
    rf"(?P<second>[A-Za-z_][A-Za-z0-9_.-]*+\s*+[=＝:：]\s*+{_VALUE}\s*+(?:#.*)?)"
)
_NOT_BARE = late("[^A-Za-z0-9_.-]")
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
_WHOLE = r"[\"“'‘][^\"“”'‘’]{1,200}[\"”'’]"
_SEVERAL = late(rf"(?:{_WHOLE}(?:\s*[,，、/]\s*|\s+))+{_WHOLE}")
"""Texts with commas between, without the brackets around them."""
_FACT = late(r"(?:tel|url|email|text|lang|电话|号码|网址|邮箱|文字)\s*[=＝:：]")
"""How a fact begins that has no braces around it."""
_ADDRESS = late(r"https?://[^\s\"'#{}]{1,200}")
_ALONE = late(r"[{｛]\s*(?:[\"“]([^\"“”{}｛｝]{1,100})[\"”]|([a-z][a-z0-9_]*))\s*[}｝]")
"""A text alone in braces."""
_DIALLED = late(r"[+0-9][0-9 -]{2,}")
_FOLLOWED = late(r"\"([^\"“”\\]*+)\"\s++([^\s#＃\"“”；;。，,、][^\"“”#＃]*)")
"""A text that is whole, and what somebody wrote behind it."""
_REMARK = late(r"(?://+|--+)\s*(.*)|([（(【][^{}0-9]*[）)】])")
_NOTE_BEGINS = late(r"(?<!\s)\s++[#＃](?![0-9A-Za-z])")
"""Not "the #1 scam"."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A line as it was meant, and what is wrong with it as it is."""

    line: str
    wrong: Said


def rewritten(line: str) -> Rewritten | None:
    """Rewrite a line that is a note, a group's head, or a key with its whole value.

    None where it does not show what was meant. `line` has no space or tab at its ends.
    """
    bare = line.strip()
    if bare[:1] == "＃":
        return Rewritten(f"#{bare[1:]}", _NOTE)
    return _head(bare) or _pair(bare)


def parted(line: str) -> tuple[str, str] | None:
    """Rewrite two keys with their values on one line as two lines; None for other lines."""
    found = _TWO.fullmatch(line)
    if not found:
        return None
    first, second = (found[name].strip() for name in ("first", "second"))
    right, below = rewritten(first), rewritten(second)
    return (right.line if right else first), (below.line if below else second)


def is_note(line: str) -> bool:
    """True for a comment, and for an empty line."""
    return line[:1] in ("", "#", "＃")


def name_of(line: str) -> str:
    """Find the key or the group's name that a line begins with; empty for other lines."""
    pair, head = _PAIR.match(line), _HEAD.fullmatch(line)
    if pair and pair["equals"]:
        return pair["key"]
    is_head = head and head["open"] and not any(mark in line for mark in ",，、" + MARKS)
    return head["key"] if head and is_head else ""


def _head(line: str) -> Rewritten | None:
    found = _HEAD.fullmatch(line)
    if not found or (line[0] not in "[［【" and line[-1] not in "]］】"):
        return None
    name = GROUPS.get(found["key"], found["key"])
    count = 2 if name in _REPEATED else 1 if name in _LONE else max(len(found["open"]), 1)
    right = "[" * count + name + "]" * count
    narrow = line.translate(str.maketrans("［］【】", "[][]"))
    wrong = _DOUBLE_HEAD if narrow == f"[{name}]" else _HEADS
    wrong = ODD_MARKS if narrow == right else wrong
    return Rewritten(right, wrong if name == found["key"] else _NAME)


def _pair(line: str) -> Rewritten | None:
    found = _PAIR.fullmatch(line)
    if not found:
        return None
    key = SETTINGS.get(found["key"], found["key"])
    value = _value(key, found["value"].lstrip("=＝ \t\u3000") or found["value"])
    if value is None or _NOT_BARE.search(key):
        return None
    wrong = value.wrong if found["equals"] == "=" else ODD_MARKS
    wrong = wrong if found["equals"] else _NO_EQUALS
    return Rewritten(f"{key} = {value.line}", wrong if key == found["key"] else _KEY)


def _value(key: str, written: str) -> Rewritten | None:
    """Rewrite a value and the note behind it, by the kind of value that its key has."""
    if alone := _ALONE.fullmatch(written):
        written = _alone(key, alone[1] or alone[2])
    if key in _WORD_KEYS:
        written = written if written[0] in _OPEN_LIST else f"[{written}"
    elif key not in _TEXT_KEYS:
        written = f"[{written}" if _SEVERAL.match(written) else written
        written = f"{{{written}" if _FACT.match(written) else written
        written = f"{{ url = {written} }}" if _ADDRESS.fullmatch(written) else written
    first = _TEXT_TOKEN.match(written)
    kind = first.lastgroup if first else ""
    if kind == "group" or (kind == "list" and (key in _WORD_KEYS or written[0] in "[［")):
        found = Writer(key).whole(written)
        return found if found or any(mark in written for mark in MARKS + "{｛") else _text(written)
    return _text(written)


def _alone(key: str, text: str) -> str:
    """Write a text alone in braces as a fact, or as the name of one."""
    if key in _TEXT_KEYS:
        return f'"{text}"' if key == "fact" else f'"{{{text}}}"'
    form = "tel" if _DIALLED.fullmatch(text) else "url" if text.startswith("http") else "text"
    return f'{{ {form} = "{text}" }}'


def _text(value: str) -> Rewritten | None:
    """Rewrite a text: the marks inside it stay, but for those that TOML could not hold."""
    if followed := _FOLLOWED.fullmatch(value):
        text, rest = followed.groups()
        if remark := _REMARK.fullmatch(rest):
            return Rewritten(f'"{text}" # {remark[1] or remark[2]}', BEHIND)
        return Rewritten(_quoted(joined(f"{text}\n{rest}")), NOT_WHOLE)
    behind = max(map(value.rfind, MARKS)) + 1 if value[0] in MARKS else 0
    begin = _NOTE_BEGINS.search(value, behind)
    text, note = (value[: begin.start()], value[begin.start() :]) if begin else (value, "")
    has_end = text[0] in MARKS and text[-1] in ENDS and text[:-1].rstrip()[-1] in MARKS
    text = text[:-1].rstrip() if has_end else text
    right = _quoted(unwrapped(text.replace('\\"', '"') if text[0] == '"' else text))
    wrong = NOT_WHOLE if text[0] in "\"'" and right != text else ODD_MARKS
    wrong = _NO_QUOTES if text[0] not in MARKS else BEHIND if has_end else wrong
    return Rewritten(right + _as_note(note), wrong) if right else None


def _quoted(text: str) -> str:
    """Put a text in straight quotation marks; empty where TOML has no plain way to write it."""
    text = curled(text)
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "" if "'" in text else f"'{text}'"


def _as_note(written: str) -> str:
    """Write a note with its sign and the space before it; empty where there is none."""
    return f" #{written.strip()[1:]}" if written else ""


class Writer:
    """Write a list or a group again in the right marks, token by token, line after line."""

    def __init__(self, key: str) -> None:
        """Take the key whose value it is: between words, a space is as good as a comma."""
        self._key = SETTINGS.get(key, key)
        self._token = _WORD_TOKEN if self._key in _WORD_KEYS else _TEXT_TOKEN
        self._before = ""
        """The kind of the last token: open, key, value or comma."""
        self.open: list[str] = []
        """What has to close what is open."""
        self.wrong = ODD_MARKS

    def whole(self, written: str) -> Rewritten | None:
        """Rewrite a value of one line, with the note behind it, and close what is open."""
        found = self._line(written)
        if found is None or self._before in ("", "key"):
            return None
        right, note = found
        if self.open:
            self.wrong = _GROUP if self.open[-1] == " }" else _LIST
        right += "".join(reversed(self.open))
        if self._key == "pairs" and right[:2] != "[[":
            right, self.wrong = f"[{right}]" if right.count(",") == 1 else "", _LIST
        return Rewritten(right + note, self.wrong) if right else None

    def begin(self, line: str) -> Rewritten | None:
        """Rewrite the line in which a list begins that goes on below."""
        found = _PAIR.fullmatch(line)
        right = self.item(found["value"], is_last=False) if found else None
        return Rewritten(f"{self._key} = {right.line}", right.wrong) if right else None

    def item(self, line: str, *, is_last: bool) -> Rewritten | None:
        """Rewrite a line inside a list; all items but the last have a comma after them."""
        self.wrong = ODD_MARKS
        found = self._line(line)
        if found is None or self._before == "key":
            return None
        right, note = found
        if self.open and self._before == "value" and not is_last:
            self._before, self.wrong = "comma", _NO_COMMA
        right += "," if self.open and right and self._before == "comma" else ""
        self._before = "open"
        return Rewritten(right + note, self.wrong)

    def _line(self, text: str) -> tuple[str, str] | None:
        """Write a line's tokens, and its note; None for what is no list or group."""
        at, right = 0, ""
        text = text.rstrip()
        while at < len(text):
            token = _PART_TOKEN.match(text, at) if self._wants_key() else None
            token = token or self._token.match(text, at)
            if token is None:
                return None
            at, kind = token.end(), str(token.lastgroup)
            if kind == "note":
                return right, _as_note(token[kind])
            piece = self._piece(kind, token[kind])
            if piece is None:
                return None
            right += piece
        return right, ""

    def _wants_key(self) -> bool:
        return self.open[-1:] == [" }"] and self._before != "key"

    def _piece(self, kind: str, text: str) -> str | None:
        """Write a token as it follows the one before; None where it cannot."""
        if kind == "comma":
            self._before = "comma" if self._before == "value" else self._before
            return ""
        if kind == "close":
            is_empty = self._before == "key" or (self._before == "open" and self._wants_key())
            self._before = "value"
            return None if is_empty or not self.open else self.open.pop()
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
        self.wrong = self.wrong if key == name else _KEY
        return "" if _NOT_BARE.search(key) else f"{key} = "

    def _opened_or_text(self, kind: str, text: str) -> str:
        """Write what opens a list or a group, or a text; empty for a text that TOML cannot hold."""
        if kind in ("list", "group"):
            self._before = "open"
            self.open.append("]" if kind == "list" else " }")
            return "[" if kind == "list" else "{ "
        self._before = "value"
        self.wrong = {"bare": _NO_QUOTES, "unclosed": NOT_WHOLE}.get(kind, self.wrong)
        return _quoted(text.strip() if kind in ("bare", "unclosed") else text)
