"""Slips of the pen in site.toml and in the glossary, told as the line that was meant.

Writers know no TOML: they see a line, and want to be shown it as it should be.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence

from generator.errors import Fault
from generator.patterns import late
from generator.slips import BACKSLASH, KEYS, LONGEST, NOT_WHOLE, STRAIGHT, bare
from generator.wording import said

_NARROW = str.maketrans("“”＂‘’：＝，［］｛｝【】", '"""\'\'' + ":=,[]{}[]")
"""What a Chinese keyboard or a word processor gives for TOML's own marks."""
_COLON = late(r"^(\s*[A-Za-z_][A-Za-z0-9_]*)\s*:\s*")
_HEAD = late(r"(?P<open>\[{1,2})\s*(?P<name>[A-Za-z0-9_.-]+)\s*\]{0,2}")
_PAIR = late(
    r"(?P<key>[^\s=:#\[\]{}\"']{1,60})(?:\s*(?P<equals>[=:])\s*|\s+(?=[\"']))"
    r"(?P<value>[^\s=#].*?)(?P<note>\s+#.*)?"
)
_LIST_BEGINS = late(r"=\s*\[(?!.*\])")
_ITEM = late(r"\s*[,，、]\s*|(?<=[\"'])\s+(?=[\"'])")
_ENDS = ";；。，,、"
"""Marks that people end a line with."""
_LISTS = ("locales", "variants")
"""The keys of lists."""
_TWICE = ("Cannot overwrite", "Cannot declare", "Duplicate")
"""How the reader begins where a line alone is right."""

_MARKS = said("marks in this line are curly or full-width, or a colon stands for =")
_BARE = said("the text has no quotation marks around it")
_LIST = said("the list has no end, or a text in it no quotation marks, or a comma is missing")
_GROUP = said("the group in { } has no end")
_BEHIND = said("something stands behind the value")
_NO_EQUALS = said("there is no = after the key")
_KEY = said("keys are in English")
_HEADS = said("the square brackets around a group's name do not come in pairs")
_LOOK = said("look at this line: text stands in quotation marks, lists in [ ]")

_NO_COMMA = Fault(
    said("a comma is missing in the list, before this text"),
    said("write it at the end of the line above"),
)
_NO_END = Fault(
    said("this list has no end, or a comma is missing in it"),
    said("put commas between its texts, and ] after the last"),
)
_REASONS = (
    (
        r"Cannot overwrite a value|Duplicate inline table key",
        Fault(said("this key is given twice"), said("keep one of them")),
    ),
    (
        "Cannot declare",
        Fault(said("this group is given twice"), said("put what is in it into the first one")),
    ),
    (
        r"Unterminated string|Illegal character '\\n'|Expected '\"\"\"'|Expected \"'''\"",
        Fault(
            said("the text has no closing quotation mark"),
            said("write it at the text's end, on the same line"),
        ),
    ),
    (
        "Illegal character",
        Fault(
            said("the text has an invisible character in it"),
            said("delete it, and type what is around it anew"),
        ),
    ),
    (
        "Expected newline",
        Fault(
            _BEHIND,
            said("take it out, or, if it is a note, put # before it"),
        ),
    ),
    (
        r"Invalid statement|Invalid initial character|Expected '='",
        Fault(
            said("this line is neither a key with its value nor the head of a group"),
            said('write it like this: key = "text"; if it is a note, put # before it'),
        ),
    ),
    ("Invalid value", Fault(said("a text is missing here, or has no quotation marks"), _LOOK)),
    (
        "Unclosed inline table",
        Fault(said("the group in { } has no end, or a text in it no quotation marks"), _LOOK),
    ),
)
"""What Python's reader says, and what that means for a writer."""


def fault(what: str, lines: Sequence[str], number: int) -> tuple[int, Fault]:
    """What is wrong with a file that cannot be read, what to do, and in which line, from 1.

    `what` is the reader's own reason, `number` the line at which it stopped, or the one after the
    last.
    """
    last = min(number, len(lines))
    line = lines[last - 1].strip()
    # After a comma, the reader takes the key of the next line for a text of the list.
    if what == "Invalid value" and (line.endswith((",", "[")) or _is_toml(line)):
        what = "Unclosed array"
    if meant := _slip(what, line):
        return last, meant
    if what == "Unclosed array":
        return _unclosed(lines, number)
    known = next((known for reason, known in _REASONS if re.match(reason, what)), None)
    return last, known or Fault(said("this is not TOML ({what})", what=what), _LOOK)


def _unclosed(lines: Sequence[str], number: int) -> tuple[int, Fault]:
    """The same of a list of several lines, or of one that has no end and lines below it."""
    if number <= len(lines) and lines[number - 1].strip().startswith(STRAIGHT):
        return number, _NO_COMMA
    last = min(number, len(lines))
    above = range(last, 0, -1)
    begin = next((one for one in above if _LIST_BEGINS.search(lines[one - 1])), last)
    alone = all(line.strip()[:1] in ("", "#") for line in lines[begin : number - 1])
    return begin, (_slip("", lines[begin - 1].strip()) if alone else None) or _NO_END


def _slip(what: str, line: str) -> Fault | None:
    """What is wrong with a line that can be told as it was meant."""
    is_slip = len(line) <= LONGEST and not what.startswith(_TWICE)
    for wrong, meant in _meant(line) if is_slip else ():
        if meant != line and _is_toml(meant):
            told = BACKSLASH if what.startswith("Unescaped") else wrong
            return Fault(told, said("write it so: {line}", line=meant))
    return None


def _meant(line: str) -> Iterator[tuple[str, str]]:
    """What may be wrong with a line, and the line that was meant then."""
    straight = _COLON.sub(r"\1 = ", line.translate(_NARROW))
    yield _MARKS, straight
    if head := _HEAD.fullmatch(straight):
        yield _HEADS, head["open"] + head["name"] + "]" * len(head["open"])
    elif pair := _PAIR.fullmatch(straight):
        key = KEYS.get(pair["key"], pair["key"])
        for wrong, value in _values(key, pair["value"]):
            told = wrong if pair["equals"] else _NO_EQUALS
            yield told if key == pair["key"] else _KEY, f"{key} = {value}{pair['note'] or ''}"


def _values(key: str, value: str) -> Iterator[tuple[str, str]]:
    """What may be wrong with a value, and the one that was meant then."""
    if value.startswith("{"):
        yield _GROUP, f"{value} }}"
    elif value.startswith("[") or key in _LISTS:
        items = value.removeprefix("[").removesuffix("]").strip()
        if "[" not in items and "]" not in items:
            yield _LIST, f"[{', '.join(map(_quoted, filter(None, _ITEM.split(items))))}]"
    else:
        if value.startswith(STRAIGHT) and value[-1] in _ENDS:
            yield _BEHIND, value[:-1].rstrip()
        yield NOT_WHOLE if value.startswith(STRAIGHT) else _BARE, _quoted(value)


def _quoted(text: str) -> str:
    """A text in quotation marks: of the other kind where it has such, or a backslash, in it."""
    text = bare(text)
    mark = "'" if '"' in text or "\\" in text else '"'
    return f"{mark}{text}{mark}"


def _is_toml(line: str) -> bool:
    try:
        tomllib.loads(line)
    except (ValueError, RecursionError):
        return False
    return True
