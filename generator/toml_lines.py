"""A line of TOML as it was meant, whatever marks a Chinese keyboard or a word processor gave it.

Outside of texts, brackets, commas and signs may be full-width, quotation marks curly, and what
closes may be missing; what stands inside a text is left as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.patterns import late
from generator.quotes import BACKSLASH, MARKS, NOT_WHOLE, curled, family, unwrapped
from generator.wording import Said, said

ODD_MARKS = said("marks in this line are curly or full-width, or a colon stands for =")
NO_QUOTES = said("the text has no quotation marks around it")
LIST = said("the list has no end, or a text in it no quotation marks, or a comma is missing")
GROUP = said("the group in { } has no end")
BRACKETS = said("lists stand in [ ], and groups of keys in { }")
BEHIND = said("something stands behind the value")
NO_EQUALS = said("there is no = after the key")
KEY = said("keys are in English")
HEADS = said("the square brackets around a group's name do not come in pairs")
NAME = said("names of groups are in English")
NOTE = said("the # before this note is the full-width one")
INDENT = said("the line begins with a full-width space")
NO_COMMA = said("a comma is missing after this text")
DOUBLE_HEAD = said("this group may stand more than once, so its head has two brackets")

_OPEN_LIST, _OPEN_GROUP = "[［【(（", "{｛(（"
_CLOSE_LIST, _CLOSE_GROUP = "]］】)）", "}｝)）"
_COMMAS = ",，、"
ENDS = ";；。，,、"
"""Marks that people end a line with."""
_LISTS = ("locales", "variants", "pairs")
"""The keys of lists of words without a space."""
_TEXTS = ("title", "tagline", "issuer", "base_url", "source_locale", "fact", "label", "note")
"""Keys that never have a list."""
_SEVERAL = late(r"(?:[\"“'‘][^\"“”'‘’]{1,200}[\"”'’]\s*[,，、]\s*)+[\"“'‘][^\"“”'‘’]{1,200}[\"”'’]")
"""Texts with commas between."""
_DEEPEST = 4
"""Lists in one another."""
_HEAD = late(
    r"(?P<open>[\[［【]{0,2})\s*(?P<name>[^\s\[\]［］【】=＝:：#\"“]{1,40})\s*[\]］】]{0,2}"
)
_PAIR = late(
    r"[\"'“”]?(?P<key>[^\s=＝:：#＃\[\]［］【】{}｛｝\"'“”‘’,，、]{1,60})[\"'“”]?"
    r"(?:\s*(?P<equals>[=＝:：])\s*|\s+(?=[\"'“‘]))(?P<value>\S.*)"
)
_INNER_KEY = late(r"\s*(?P<key>[^\s=＝:：{}｛｝\"“”,，、#]{1,40})\s*(?P<equals>[=＝:：])\s*")
_PART = late(r"(?:tel|url|email|text|lang|电话|号码|网址|邮箱|文字)\s*[=＝:：]")
"""A part of a fact, without the braces around it."""
_ALONE = late(
    r"[{｛]\s*(?:[\"“](?P<text>[^\"“”{}｛｝]{1,100})[\"”]|(?P<name>[a-z][a-z0-9_]*))\s*[}｝]"
)
_DIALLED = late(r"[+0-9][0-9 -]{2,}")
_REMARKED = late(r"(?P<text>\"[^\"“”\\]*+\")\s++(?://\s*|-+\s*)?(?P<note>[^\s#＃\"“”；;。，,、].*)")
"""A text that is whole, and what somebody wrote behind it."""
_NOTE_BEGINS = late(r"(?<!\s)\s++[#＃]")
_BARE = late(r"[^,，、\[\]［］【】{}｛｝()（）\"“”'‘’=＝#]+")
_BARE_WORD = late(r"[^\s,，、\[\]［］【】{}｛｝()（）\"“”'‘’=＝#]+")
_NOT_BARE = late("[^A-Za-z0-9_.-]")
_GROUP_BEGINS = late(r"[{｛]|[(（]\s*[^\s=＝:：()（）\"“”]{1,40}\s*[=＝:：]")
_NAMES = {
    "固定信息": "facts",
    "联系方式": "contacts",
    "联系人": "contacts",
    "海报": "posters",
    "术语": "terms",
}
"""What Chinese writers take for names of groups."""
_KEYS = {
    "标题": "title",
    "副标题": "tagline",
    "发布单位": "issuer",
    "网站地址": "base_url",
    "语言": "locales",
    "原文语言": "source_locale",
    "固定信息": "fact",
    "名称": "label",
    "标签": "label",
    "说明": "note",
    "备注": "note",
    "中文": "zh-Hans",
    "英文": "en",
    "禁用": "never",
}
"""What they take for keys."""
_INNER_KEYS = {"电话": "tel", "号码": "tel", "网址": "url", "邮箱": "email", "文字": "text"}
"""What they take for keys inside of { }."""
_REPEATED = ("contacts", "terms")
"""Groups that stand more than once."""
_LONE = ("facts", "posters")


@dataclass(frozen=True, slots=True)
class Meant:
    """A line as it was meant, and the first thing that is wrong with it."""

    line: str
    wrong: Said


def meant(line: str) -> Meant | None:
    """What was meant by a line that is a note, a group's head, or a key with its whole value.

    None where that does not show. `line` has no space or tab at its ends.
    """
    stripped = line.strip()
    if stripped[:1] == "＃":
        return Meant(f"#{stripped[1:]}", NOTE)
    found = _head(stripped) or _pair(stripped)
    if found and found.line == stripped != line:
        return Meant(stripped, INDENT)
    return found


def is_beginning(line: str) -> bool:
    """True for a line that begins something: a key, a group, a note; or has nothing on it."""
    return not line or line[0] in "#＃" or is_head(line) or is_pair(line)


def is_head(line: str) -> bool:
    """True for a line that can be nothing else than a group's name in brackets."""
    found = _HEAD.fullmatch(line)
    return bool(found and found["open"] and not any(mark in line for mark in _COMMAS + MARKS))


def is_pair(line: str) -> bool:
    """True for a line that begins with a key and a sign after it."""
    found = _PAIR.match(line)
    return bool(found and found["equals"])


def item(line: str, *, is_last: bool) -> Meant | None:
    """A line inside a list of several lines as it was meant; None where that does not show.

    All but the last item have a comma after them.
    """
    reader = _Reader(f"[{line}")
    values = reader.list()
    if values is None or not _note_or_nothing(reader.rest):
        return None
    has_comma = bool(reader.last)
    end = "]" if reader.closed else "," if values and (has_comma or not is_last) else ""
    wrong = reader.wrong if has_comma or is_last or reader.closed else NO_COMMA
    return Meant(", ".join(values) + end + _note(reader.rest), wrong)


def beginning(line: str) -> Meant | None:
    """A list's key with its bracket and the first items, as it was meant; they go on below."""
    found = _PAIR.fullmatch(line)
    if not found or found["value"][0] not in _OPEN_LIST:
        return None
    key = _KEYS.get(found["key"], found["key"])
    inside = found["value"][1:].strip()
    items = item(inside, is_last=False) if inside else Meant("", ODD_MARKS)
    if items is None or _NOT_BARE.search(key):
        return None
    return Meant(f"{key} = [{items.line}", items.wrong)


def name_not_english(line: str) -> str:
    """The key or the group's name in a line that is not in English letters; empty where it is."""
    found = _PAIR.match(line) or _HEAD.fullmatch(line)
    name = (found.groupdict().get("key") or found.groupdict().get("name") or "") if found else ""
    return name if is_beginning(line) and not name.isascii() else ""


def _head(line: str) -> Meant | None:
    found = _HEAD.fullmatch(line)
    if not found or (line[0] not in "[［【" and line[-1] not in "]］】"):
        return None
    name = _NAMES.get(found["name"], found["name"])
    count = 2 if name in _REPEATED else 1 if name in _LONE else max(len(found["open"]), 1)
    right = "[" * count + name + "]" * count
    if name != found["name"]:
        return Meant(right, NAME)
    narrow = line.translate(str.maketrans("［］【】", "[][]"))
    return Meant(right, ODD_MARKS if narrow == right else _head_wrong(narrow, name))


def _head_wrong(line: str, name: str) -> Said:
    return DOUBLE_HEAD if line == f"[{name}]" else HEADS


def _pair(line: str) -> Meant | None:
    found = _PAIR.fullmatch(line)
    if not found:
        return None
    key = _KEYS.get(found["key"], found["key"])
    read = _value(key, found["value"])
    if read is None or _NOT_BARE.search(key):
        return None
    wrong = read.wrong
    if found["equals"] is None:
        wrong = NO_EQUALS
    elif found["equals"] != "=":
        wrong = ODD_MARKS
    if key == "pairs" and read.line.startswith("[") and not read.line.startswith("[["):
        read = Meant(f"[{read.line}]", LIST)
    return Meant(f"{key} = {read.line}", KEY if key != found["key"] else wrong)


def _value(key: str, value: str) -> Meant | None:
    """A value as it was meant, with the note behind it."""
    value = value.lstrip("=＝ \t\u3000") or value
    if alone := _ALONE.fullmatch(value):
        value = _as_fact(key, alone["text"] or alone["name"])
    elif _PART.match(value):
        value = f"{{{value}"
    as_group = _GROUP_BEGINS.match(value)
    is_several = key not in _TEXTS and _SEVERAL.match(value)
    if as_group or is_several or value[0] in "[［" or key in _LISTS:
        has_mark = as_group or value[0] in ("[［" if is_several else _OPEN_LIST)
        reader = _Reader(value if has_mark else f"[{value}", by_words=key in _LISTS)
        inner = reader.group() if as_group else reader.whole_list()
        if value[0] in "(（":
            reader.wrong = BRACKETS
        if inner is not None and _note_or_nothing(reader.rest.lstrip(ENDS)):
            return Meant(inner + _note(reader.rest.lstrip(ENDS)), reader.wrong)
    is_other = value[0] in "{｛" or (value[0] in "[［" and any(mark in value for mark in MARKS))
    return None if is_other else _text(value)


def _as_fact(key: str, text: str) -> str:
    """A group with a text alone in it as the value that was meant: a fact, or the name of one."""
    if key == "fact":
        return f'"{text}"'
    form = "tel" if _DIALLED.fullmatch(text) else "url" if text.startswith("http") else "text"
    return f'{{ {form} = "{text}" }}'


def _text(value: str) -> Meant | None:
    """A text as it was meant: its inner marks stay, but for what TOML could not hold."""
    if noted := _REMARKED.fullmatch(value):
        return Meant(
            noted["text"] + _note(f"#{' ' * (noted['note'][0] != ' ')}{noted['note']}"), BEHIND
        )
    behind = max(map(value.rfind, MARKS)) + 1 if value[0] in MARKS else 0
    note = _NOTE_BEGINS.search(value, behind)
    text = value[: note.start()] if note else value
    wrong = _text_wrong(text)
    if text[0] in MARKS and text[-1] in ENDS and text[:-1].rstrip()[-1] in MARKS:
        text, wrong = text[:-1].rstrip(), BEHIND
    if text[0] == '"':
        text = text.replace('\\"', '"')
    right = quoted(unwrapped(text))
    return Meant(right + _note(value[len(text) :] if note else ""), wrong) if right else None


def _text_wrong(text: str) -> Said:
    if text[0] not in MARKS:
        return NO_QUOTES
    if "\\" in text and text[0] == text[-1] == '"':
        return BACKSLASH
    return NOT_WHOLE if text[0] in "\"'" else ODD_MARKS


def quoted(text: str) -> str:
    """A text in straight quotation marks; empty where TOML has no plain way to write it."""
    text = curled(text)
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "" if "'" in text else f"'{text}'"


def _note_or_nothing(rest: str) -> bool:
    return rest.strip()[:1] in ("", "#", "＃")


def _note(note: str) -> str:
    bare = note.strip()
    return f" #{bare[1:]}" if bare else ""


class _Reader:
    """Reads lists and groups from a text, mark by mark, and notes the first thing amiss."""

    def __init__(self, text: str, *, by_words: bool = False) -> None:
        """`by_words` where a space parts two values of a list, as a comma does."""
        self._text, self._at, self._depth = text, 0, 0
        self._bare = _BARE_WORD if by_words else _BARE
        self.wrong = ODD_MARKS
        self.closed = False
        self.last = ""
        """The last comma, or empty where something stands behind it."""

    @property
    def rest(self) -> str:
        """What is not read yet."""
        return self._text[self._at :]

    def _next(self) -> str:
        """The next sign that is no space; empty at the end."""
        while self._text[self._at : self._at + 1].isspace():
            self._at += 1
        return self._text[self._at : self._at + 1]

    def _is_at(self, marks: str) -> bool:
        sign = self._next()
        return sign != "" and sign in marks

    def whole_list(self) -> str | None:
        """A list in brackets; None for what is no list."""
        values = self.list()
        if not self.closed:
            self.wrong = LIST
        return None if values is None else f"[{', '.join(values)}]"

    def list(self) -> list[str] | None:
        """The values of a list, up to its end or the text's; None for what is no list."""
        self._at += 1
        self._depth += 1
        values: list[str] = []
        while self._next() and not self._is_at("#＃"):
            if self._is_at(_CLOSE_LIST):
                self._at += 1
                self._depth -= 1
                self.closed, self.last = True, ""
                return values
            value = self._value()
            if value is None:
                return None
            values.append(value)
            self.last = ""
            if self._is_at(_COMMAS):
                self.last = self._next()
                self._at += 1
            elif self._next() and not self._is_at(_CLOSE_LIST):
                self.wrong = LIST
        self.closed = False
        return values

    def group(self) -> str | None:
        """A group in braces; None for what is no group."""
        self._at += 1
        pairs = []
        while self._next() and not self._is_at(_CLOSE_GROUP):
            key = _INNER_KEY.match(self._text, self._at)
            name = _INNER_KEYS.get(key["key"], key["key"]) if key else ""
            if key is None or _NOT_BARE.search(name):
                return None
            self._at = key.end()
            value = self._value()
            if value is None:
                return None
            pairs.append(f"{name} = {value}")
            if self._is_at(_COMMAS):
                self._at += 1
        if self._next():
            self._at += 1
        else:
            self.wrong = GROUP
        return f"{{ {', '.join(pairs)} }}" if pairs else None

    def _value(self) -> str | None:
        sign = self._next()
        if sign in _OPEN_LIST:
            return self.whole_list() if self._depth < _DEEPEST else None
        if sign in MARKS:
            return quoted(self._in_marks(sign)) or None
        bare = self._bare.match(self._text, self._at)
        if not bare:
            return None
        self._at = bare.end()
        self.wrong = NO_QUOTES
        return quoted(bare[0].strip())

    def _in_marks(self, sign: str) -> str:
        """What stands between quotation marks of a kind; up to the next sign where none closes."""
        start = self._at + 1
        ends = [at for mark in family(sign) if (at := self._text.find(mark, start)) >= 0]
        if ends:
            self._at = min(ends) + 1
            return self._text[start : self._at - 1]
        stop = re.compile(rf"[{re.escape(_COMMAS + _CLOSE_LIST + _CLOSE_GROUP)}]|$")
        found = stop.search(self._text, start)
        self._at = found.start() if found else len(self._text)
        self.wrong = NOT_WHOLE
        return self._text[start : self._at].strip().strip(MARKS)
