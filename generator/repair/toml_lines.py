"""A line of TOML as it was meant, whatever marks a Chinese keyboard or a word processor gave it.

Outside of texts, brackets, commas and signs may be full-width, quotation marks curly, and what
closes may be missing; what stands inside a text is left as it is.
"""

from __future__ import annotations

from generator.diagnostics.messages import Said, said
from generator.repair.quotes import MARKS
from generator.repair.toml_values import (
    COMMAS,
    KEY,
    LIST,
    LISTS,
    NOT_BARE,
    ODD_MARKS,
    OPEN_LIST,
    Meant,
    Reader,
    as_note,
    is_note,
    value,
)
from generator.text.lazy_regex import late

NO_EQUALS = said("there is no = after the key")
HEADS = said("the square brackets around a group's name do not come in pairs")
NAME = said("names of groups are in English")
NOTE = said("the # before this note is the full-width one")
INDENT = said("a full-width space stands at an end of the line")
NO_COMMA = said("a comma is missing after this text")
DOUBLE_HEAD = said("this group may stand more than once, so its head has two brackets")

_HEAD = late(
    r"(?P<open>[\[［【]{0,2})\s*(?P<name>[^\s\[\]［］【】=＝:：#\"“]{1,40})\s*[\]］】]{0,2}"
)
_PAIR = late(
    r"[\"'“”]?(?P<key>[^\s=＝:：#＃\[\]［］【】{}｛｝\"'“”‘’,，、]{1,60})[\"'“”]?"
    r"(?:\s*(?P<equals>[=＝:：])\s*|\s+(?=[\"'“‘]))(?P<value>\S.*)"
)
_VALUE = r"(?:[\"“][^\"“”]*+[\"”]|[{｛][^{}｛｝]*+[}｝])"
_TWO = late(
    rf"(?P<first>(?P<key>[A-Za-z0-9_.-]+)\s*+[=＝:：]\s*+{_VALUE})\s*+[,，;；、]?\s*+"
    rf"(?P<second>(?P<other>[A-Za-z_][A-Za-z0-9_.-]*+)\s*+[=＝:：]\s*+{_VALUE}\s*+(?:#.*)?)"
)
_LONGEST_KEY = 40
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
_REPEATED = ("contacts", "terms")
"""Groups that stand more than once."""
_LONE = ("facts", "posters")


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


def parted(line: str) -> tuple[str, str] | None:
    """Two keys with their values on one line, each as a line of its own; None for other lines."""
    found = _TWO.fullmatch(line)
    if not found or any(len(found[name]) > _LONGEST_KEY for name in ("key", "other")):
        return None
    first, second = (found[name].strip() for name in ("first", "second"))
    right, below = meant(first), meant(second)
    return (right.line if right else first), (below.line if below else second)


def is_beginning(line: str) -> bool:
    """True for a line that begins something: a key, a group, a note; or has nothing on it."""
    return not line or line[0] in "#＃" or is_head(line) or is_pair(line)


def is_head(line: str) -> bool:
    """True for a line that can be nothing else than a group's name in brackets."""
    found = _HEAD.fullmatch(line)
    return bool(found and found["open"] and not any(mark in line for mark in COMMAS + MARKS))


def is_pair(line: str) -> bool:
    """True for a line that begins with a key and a sign after it."""
    found = _PAIR.match(line)
    return bool(found and found["equals"])


def item(line: str, key: str, *, is_last: bool) -> Meant | None:
    """A line inside a key's list of several lines as it was meant; None where that does not show.

    All but the last item have a comma after them.
    """
    reader = Reader(f"[{line}", by_words=key in LISTS)
    values = reader.list()
    if values is None or not is_note(reader.rest):
        return None
    has_comma = bool(reader.last)
    end = "]" if reader.closed else "," if values and (has_comma or not is_last) else ""
    wrong = reader.wrong if has_comma or is_last or reader.closed else NO_COMMA
    return Meant(", ".join(values) + end + as_note(reader.rest), wrong)


def beginning(line: str) -> Meant | None:
    """A list's key with its bracket and the first items, as it was meant; they go on below."""
    found = _PAIR.fullmatch(line)
    if not found or found["value"][0] not in OPEN_LIST:
        return None
    key = _KEYS.get(found["key"], found["key"])
    inside = found["value"][1:].strip()
    items = item(inside, key, is_last=False) if inside else Meant("", ODD_MARKS)
    if items is None or NOT_BARE.search(key):
        return None
    return Meant(f"{key} = [{items.line}", items.wrong)


def key_of(line: str) -> str:
    """The key that a line begins with; empty for none."""
    found = _PAIR.match(line)
    return _KEYS.get(found["key"], found["key"]) if found else ""


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
    read = value(key, found["value"])
    if read is None or NOT_BARE.search(key):
        return None
    wrong = read.wrong
    if found["equals"] is None:
        wrong = NO_EQUALS
    elif found["equals"] != "=":
        wrong = ODD_MARKS
    if key == "pairs" and read.line.startswith("[") and not read.line.startswith("[["):
        if read.line.count(",") != 1:
            return None
        read = Meant(f"[{read.line}]", LIST)
    return Meant(f"{key} = {read.line}", KEY if key != found["key"] else wrong)
