"""A value of TOML as it was meant: a text, a list, a group, and the note behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.diagnostics.messages import Said, said
from generator.markdown.lines import joined
from generator.repair.quotes import BACKSLASH, MARKS, NOT_WHOLE, curled, family, unwrapped
from generator.text.lazy_regex import late

ODD_MARKS = said("marks in this line are curly or full-width, or a colon stands for =")
NO_QUOTES = said("the text has no quotation marks around it")
LIST = said("the list has no end, or a text in it no quotation marks, or a comma is missing")
GROUP = said("the group in { } has no end")
BRACKETS = said("lists stand in [ ], and groups of keys in { }")
KEY = said("keys are in English")
BEHIND = said("something stands behind the value")

OPEN_LIST = "[［【(（"
_CLOSE_LIST, _CLOSE_GROUP = "]］】)）", "}｝)）"
COMMAS = ",，、"
ENDS = ";；。，,、"
"""Marks that people end a line with."""
LISTS = ("locales", "variants", "pairs")
"""The keys of lists of words without a space."""
_TEXTS = ("title", "tagline", "issuer", "base_url", "source_locale", "fact", "label", "note")
"""Keys that never have a list."""
_WHOLE = r"[\"“'‘][^\"“”'‘’]{1,200}[\"”'’]"
_SEVERAL = late(rf"(?:{_WHOLE}(?:\s*[,，、/]\s*|\s+))+{_WHOLE}")
"""Texts with commas between."""
_DEEPEST = 4
"""Lists in one another."""
_INNER_KEY = late(r"\s*(?P<key>[^\s=＝:：{}｛｝\"“”,，、#]{1,40})\s*(?P<equals>[=＝:：])\s*")
_PART = late(r"(?:tel|url|email|text|lang|电话|号码|网址|邮箱|文字)\s*[=＝:：]")
"""A part of a fact, without the braces around it."""
_BARE_ADDRESS = late(r"https?://[^\s\"'#{}]{1,200}")
_ALONE = late(
    r"[{｛]\s*(?:[\"“](?P<text>[^\"“”{}｛｝]{1,100})[\"”]|(?P<name>[a-z][a-z0-9_]*))\s*[}｝]"
)
_DIALLED = late(r"[+0-9][0-9 -]{2,}")
_FOLLOWED = late(r"(?P<text>\"[^\"“”\\]*+\")\s++(?P<rest>[^\s#＃\"“”；;。，,、][^\"“”#＃]*)")
"""A text that is whole, and what somebody wrote behind it."""
_REMARK = late(r"(?://+|--+)\s*(?P<note>.*)|(?P<bracketed>[（(【][^{}0-9]*[）)】])")
_NOTE_BEGINS = late(r"(?<!\s)\s++[#＃](?![0-9A-Za-z])")
"""Not "the #1 scam"."""
_BARE = late(r"[^,，、\[\]［］【】{}｛｝()（）\"“”'‘’=＝#]+")
_BARE_WORD = late(r"[^\s,，、\[\]［］【】{}｛｝()（）\"“”'‘’=＝#]+")
NOT_BARE = late("[^A-Za-z0-9_.-]")
_GROUP_BEGINS = late(r"[{｛]|[(（]\s*[^\s=＝:：()（）\"“”]{1,40}\s*[=＝:：]")
_INNER_KEYS = {"电话": "tel", "号码": "tel", "网址": "url", "邮箱": "email", "文字": "text"}
"""What they take for keys inside of { }."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A line as it was meant, and the first thing that is wrong with it."""

    line: str
    wrong: Said


def value(key: str, written: str) -> Meant | None:
    """A value as it was meant, with the note behind it; None where that does not show."""
    written = _completed(key, written.lstrip("=＝ \t\u3000") or written)
    if found := _gathered(key, written):
        return found
    is_quoted = any(mark in written for mark in MARKS)
    return None if written[0] in "{｛" or (written[0] in "[［" and is_quoted) else _text(written)


def _completed(key: str, written: str) -> str:
    """A fact's part without its braces, or a text alone between them, as a fact has it."""
    if alone := _ALONE.fullmatch(written):
        return _as_fact(key, alone["text"] or alone["name"])
    if key not in _TEXTS and _BARE_ADDRESS.fullmatch(written):
        return f'{{ url = "{written}" }}'
    return f"{{{written}" if _PART.match(written) else written


def _gathered(key: str, written: str) -> Meant | None:
    """A group, or a list: in its brackets, or several texts, or words of a key that has a list."""
    as_group = _GROUP_BEGINS.match(written)
    are_texts = key not in _TEXTS and _SEVERAL.match(written)
    if not (as_group or are_texts or written[0] in "[［" or key in LISTS):
        return None
    has_mark = as_group or written[0] in ("[［" if are_texts else OPEN_LIST)
    reader = Reader(written if has_mark else f"[{written}", by_words=key in LISTS)
    inner = reader.group() if as_group else reader.whole_list()
    behind = reader.rest.lstrip(ENDS)
    if inner is None or not is_note(behind):
        return None
    return Meant(inner + as_note(behind), BRACKETS if written[0] in "(（" else reader.wrong)


def _as_fact(key: str, text: str) -> str:
    """A group with a text alone in it as the value that was meant: a fact, or the name of one."""
    if key in _TEXTS:
        return f'"{text}"' if key == "fact" else f'"{{{text}}}"'
    form = "tel" if _DIALLED.fullmatch(text) else "url" if text.startswith("http") else "text"
    return f'{{ {form} = "{text}" }}'


def _text(value: str) -> Meant | None:
    """A text as it was meant: its inner marks stay, but for what TOML could not hold."""
    if followed := _FOLLOWED.fullmatch(value):
        return _joined(followed["text"], followed["rest"])
    behind = max(map(value.rfind, MARKS)) + 1 if value[0] in MARKS else 0
    begins = _NOTE_BEGINS.search(value, behind)
    text = value[: begins.start()] if begins else value
    wrong = _text_wrong(text)
    if text[0] in MARKS and text[-1] in ENDS and text[:-1].rstrip()[-1] in MARKS:
        text, wrong = text[:-1].rstrip(), BEHIND
    if text[0] == '"':
        text = text.replace('\\"', '"')
    right = quoted(unwrapped(text))
    wrong = ODD_MARKS if right == text and wrong == NOT_WHOLE else wrong
    return (
        Meant(right + (as_note(value[begins.start() :]) if begins else ""), wrong)
        if right
        else None
    )


def _joined(text: str, rest: str) -> Meant:
    """A text with what stands behind it: as a note if it can be nothing else, or as its end."""
    if remark := _REMARK.fullmatch(rest):
        return Meant(f"{text} # {remark['note'] or remark['bracketed']}", BEHIND)
    return Meant(quoted(joined(f"{text[1:-1]}\n{rest}")), NOT_WHOLE)


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


def is_note(rest: str) -> bool:
    """True where there is a note, or nothing."""
    return rest.strip()[:1] in ("", "#", "＃")


def as_note(rest: str) -> str:
    """A note as TOML has it, with a space before it; empty where there is none."""
    bare = rest.strip()
    return f" #{bare[1:]}" if bare else ""


class Reader:
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
            if self._is_at(f"{COMMAS}/"):
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
            if key is None or NOT_BARE.search(name):
                return None
            self._at = key.end()
            self.wrong = self.wrong if name == key["key"] else KEY
            value = self._value()
            if value is None:
                return None
            pairs.append(f"{name} = {value}")
            if self._is_at(COMMAS):
                self._at += 1
        if self._next():
            self._at += 1
        else:
            self.wrong = GROUP
        return f"{{ {', '.join(pairs)} }}" if pairs else None

    def _value(self) -> str | None:
        sign = self._next()
        if sign in OPEN_LIST:
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
        stop = re.compile(rf"[{re.escape(COMMAS + _CLOSE_LIST + _CLOSE_GROUP)}]|$")
        found = stop.search(self._text, start)
        self._at = found.start() if found else len(self._text)
        self.wrong = NOT_WHOLE
        return self._text[start : self._at].strip().strip(MARKS)
