"""Read a line of TOML whatever marks it was typed with, and write it again as it was meant.

Outside of texts, brackets, commas and signs may be full-width, quotation marks curly, and what
closes may be missing; what is inside a text stays as it is.
"""

from __future__ import annotations

from generator.diagnostics.messages import said
from generator.markdown.lines import joined
from generator.repair.aliases import GROUPS, SETTINGS
from generator.repair.quotes import MARKS, NOT_WHOLE, unwrapped
from generator.repair.toml_tokens import (
    ENDS,
    KEY,
    NO_QUOTES,
    NOT_BARE,
    ODD_MARKS,
    WORD_KEYS,
    Rewritten,
    Writer,
    as_note,
    first_kind,
    quoted,
)
from generator.text.lazy_regex import late

BEHIND = said("there is something after the value")
_NO_EQUALS = said("there is no = after the key")
_HEADS = said("the square brackets around a group's name do not come in pairs")
_NAME = said("names of groups are in English")
_NOTE = said("the # before this note is the full-width one")
_DOUBLE_HEAD = said("this group may stand more than once, so its head has two brackets")

_TEXT_KEYS = (
    *("title", "tagline", "issuer", "base_url", "source_locale"),
    *("fact", "label", "note", "call", "hours", "emblem", "colour", "accent", "icons"),
)
"""Keys whose value is one text."""
_REPEATED, _LONE = ("contacts", "terms"), ("facts", "posters", "look")
"""Groups that there may be several of, and those that there is one of."""
_OPEN_LIST = "[［【(（"
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
_WHOLE = r"[\"“'‘][^\"“”'‘’]{1,200}[\"”'’]"
_COMPLETED = (
    (late(rf"^(?=(?:{_WHOLE}(?:\s*[,，、/]\s*|\s+))+{_WHOLE})"), "["),
    (late(r"^(?=(?:tel|url|email|text|lang|ext|电话|号码|网址|邮箱|文字|分机)\s*[=＝:：])"), "{"),
    (late(r"^https?://[^\s\"'#{}]{1,200}$"), r"{ url = \g<0> }"),
    (late(r"^[{｛]\s*[\"“]([+0-9][0-9 -]{2,})[\"”]\s*[}｝]$"), r'{ tel = "\1" }'),
)
"""What is missing around several texts, or in a fact, and what to write there."""
_NAMED = late(r"^[{｛]\s*[\"“]?([a-z][a-z0-9_]*)[\"”]?\s*[}｝]$")
"""A fact's name, in braces as in a text."""
_FOLLOWED = late(r"\"([^\"“”\\]*+)\"\s++([^\s#＃\"“”；;。，,、][^\"“”#＃]*)")
"""A text that is whole, and what somebody wrote behind it."""
_REMARK = late(r"(?://+|--+)\s*(.*)|([（(【][^{}0-9]*[）)】])")
_NOTE_BEGINS = late(r"(?<!\s)\s++[#＃](?![0-9A-Za-z])")
"""Not "the #1 scam"."""


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
    """Recognize a comment, and for an empty line."""
    return line[:1] in ("", "#", "＃")


def value_of(line: str) -> str:
    """Find what is behind a key and its sign; empty for other lines."""
    found = _PAIR.fullmatch(line)
    return found["value"] if found else ""


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
    if value is None or NOT_BARE.search(key):
        return None
    wrong = value.wrong if found["equals"] == "=" else ODD_MARKS
    wrong = wrong if found["equals"] else _NO_EQUALS
    return Rewritten(f"{key} = {value.line}", wrong if key == found["key"] else KEY)


def _value(key: str, written: str) -> Rewritten | None:
    """Rewrite a value and the note behind it, by the kind of value that its key has."""
    if key in WORD_KEYS:
        written = written if written[0] in _OPEN_LIST else f"[{written}"
    elif key == "fact":
        written = _NAMED.sub(r'"\1"', written)
    elif key not in _TEXT_KEYS:
        for pattern, right in _COMPLETED:
            written = pattern.sub(right, written)
    kind = first_kind(written)
    is_list = kind == "list" and (key in WORD_KEYS or written[0] in "[［")
    if is_list or (kind == "group" and key not in _TEXT_KEYS):
        found = Writer(key).whole(written)
        return found if found or any(mark in written for mark in MARKS + "{｛") else _text(written)
    return _text(written)


def _text(value: str) -> Rewritten | None:
    """Rewrite a text: the marks inside it stay, but for those that TOML could not hold."""
    if followed := _FOLLOWED.fullmatch(value):
        text, rest = followed.groups()
        if remark := _REMARK.fullmatch(rest):
            return Rewritten(f'"{text}" # {remark[1] or remark[2]}', BEHIND)
        return Rewritten(quoted(joined(f"{text}\n{rest}")), NOT_WHOLE)
    behind = max(map(value.rfind, MARKS)) + 1 if value[0] in MARKS else 0
    begin = _NOTE_BEGINS.search(value, behind)
    text, note = (value[: begin.start()], value[begin.start() :]) if begin else (value, "")
    has_end = text[0] in MARKS and text[-1] in ENDS and text[:-1].rstrip()[-1] in MARKS
    text = text[:-1].rstrip() if has_end else text
    right = quoted(unwrapped(text.replace('\\"', '"') if text[0] == '"' else text))
    wrong = NOT_WHOLE if text[0] in "\"'" and right != text else ODD_MARKS
    wrong = NO_QUOTES if text[0] not in MARKS else BEHIND if has_end else wrong
    return Rewritten(right + as_note(note), wrong) if right else None
