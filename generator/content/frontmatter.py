"""Read front matter: the `key: value` lines between two `---` at the head of a Markdown file.

The only module that names PyYAML. Every value is read as the text that is there: YAML's own
guesses make `no` False, a phone number octal and a date a date. A key has one text, or a list of
them. Aliases (which can explode), tags, what is nested deeper and duplicate keys are refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

import yaml

from generator.diagnostics.errors import Fault, Problem, Problems, Refused, refused
from generator.diagnostics.messages import in_turn, said
from generator.diagnostics.suggest import as_line, as_list
from generator.model import CROSS, KNOWN, LIST_KEYS, Label
from generator.repair.frontmatter import (
    item_line,
    item_slip,
    key_line,
    listed,
    slips,
)

# The C loader reads the same language about ten times as fast; wheels without it are rare.
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
RULE = "front-matter"
_MOST_CHARACTERS = 20_000
# What YAML takes for a line break, and what it does not read at all.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_FENCE = re.compile(r"---[ \t]*")
_LIKE_A_FENCE = re.compile(r"\s*(?!---\s*$)[-\u2010-\u2015\u2212\u2500\u30fc\uff0d_=]{1,12}\s*")
"""Dashes that a word processor makes of three hyphens, or somebody types for them."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A key's list of texts, each with its own line."""

    items: tuple[Label, ...]
    line: int
    """Of the key."""


@dataclass(frozen=True, slots=True)
class Parted:
    """A file's front matter and what follows it."""

    values: Mapping[str, Label]
    """Of the keys that have one text."""
    lists: Mapping[str, Listed]
    body: str
    body_line: int

    def items(self, key: str) -> tuple[Label, ...]:
        """List the texts of a key; none where it is not given."""
        return self.lists[key].items if key in self.lists else ()

    @property
    def lines(self) -> Mapping[str, int]:
        """The lines of all keys, from 1."""
        found = {key: value.line for key, value in self.values.items()}
        return found | {key: items.line for key, items in self.lists.items()}


def part(text: str, path: str, problems: Problems) -> Parted:
    """Part a file's text (lines ending in LF) into front matter and body.

    What is wrong with the front matter goes into `problems`, and it has no values then; the body is
    there all the same. Raises `Refused` where it has no beginning or no end.
    """
    lines = text.split("\n")
    if not _FENCE.fullmatch(lines[0]):
        first = next((number for number, line in enumerate(lines) if line.strip()), 0)
        fault = _EMPTY_ABOVE if _FENCE.fullmatch(lines[first]) else _MISSING
        raise _unfenced(path, lines, [first], fault)
    end = next((n for n, line in enumerate(lines[1:], 1) if _FENCE.fullmatch(line)), 0)
    if not end:
        raise _unfenced(path, lines, range(1, len(lines)), _NO_END)
    values: Mapping[str, Label | Listed] = {}
    with problems.gathered():
        values = _values("\n".join(lines[1:end]), path)
    texts = {key: value for key, value in values.items() if isinstance(value, Label)}
    lists = {key: value for key, value in values.items() if isinstance(value, Listed)}
    return Parted(texts, lists, "\n".join(lines[end + 1 :]), end + 2)


def _values(head: str, path: str) -> dict[str, Label | Listed]:
    if len(head) > _MOST_CHARACTERS:
        too_long = Fault(said("the front matter is far too long"), said("move text below it"))
        raise refused(path, 1, RULE, too_long)
    if found := UNSEEN.search(head):
        line = head.count("\n", 0, found.start()) + 2
        wrong = said(
            "there is the invisible character U+{char} in it", char=f"{ord(found.group()):04X}"
        )
        remedy = said("delete it, and type the words around it anew")
        raise refused(path, line, RULE, Fault(wrong, remedy))
    try:
        node = yaml.compose(head, Loader=_Loader)
    except yaml.YAMLError as error:
        raise Refused(_unreadable(path, head, error)) from None
    except RecursionError:
        nested = Fault(said("its values are nested"), _ONE_LINE_EACH)
        raise refused(path, 1, RULE, nested) from None
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        no_list = Fault(said("it is not a list of keys and values"), _ONE_LINE_EACH)
        raise Refused(_problems(path, slips(head) or {0: no_list}))
    return _checked(node, head, path)


@dataclass(frozen=True, slots=True)
class Span:
    """Where something of a file's front matter stands: lines from 0 in the file, and columns."""

    first: int
    column: int
    last: int
    end: int
    """The column behind it, on its last line."""
    key: int = 0
    """The line of its key, or its own for an item of a list."""
    items: tuple[Span, ...] = ()
    """Those of a list that has a line for each, in order."""


def spans(text: str) -> Mapping[str, Span]:
    """Find where the value of each key stands in a text that `part` can read, for who edits it.

    Empty where the keys have no lines of their own.
    """
    head = "\n".join(takewhile(lambda line: not _FENCE.fullmatch(line), text.split("\n")[1:]))
    node = yaml.compose(head, Loader=_Loader)
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        return {}
    return {key.value: _span(value, key.start_mark.line) for key, value in node.value}


def _span(node: yaml.Node, line: int) -> Span:
    is_list = isinstance(node, yaml.SequenceNode) and not node.flow_style
    items = tuple(_span(item, item.start_mark.line) for item in (node.value if is_list else ()))
    start, end = node.start_mark, node.end_mark
    last, column = (end.line + 1, end.column)
    if items:
        last, column = items[-1].last, items[-1].end
    elif column == 0 and end.line > start.line:  # a text of several lines ends below its last one
        last, column = end.line, -1
    return Span(start.line + 1, start.column, last, column, line + 1, items)


_ONE_LINE_EACH = said(
    "write one “key: value” a line, and put a value that begins with { or [ in quotation marks"
)


def _checked(node: yaml.MappingNode, head: str, path: str) -> dict[str, Label | Listed]:
    values: dict[str, Label | Listed] = {}
    faults: dict[int, Fault] = {}
    lines = head.split("\n")
    for key, value in node.value:
        number = key.start_mark.line
        if fault := _wrong(key, value, values, lines):
            faults[number] = slips(lines[number]).get(0, fault)
        elif isinstance(value, yaml.SequenceNode) or key.value in LIST_KEYS:
            items = value.value if isinstance(value, yaml.SequenceNode) else ()
            faults |= _item_faults(key.value, items, lines)
            values[key.value] = Listed(tuple(map(_label, items)), number + 2)
        else:
            values[key.value] = _label(value, number)
    if faults:
        raise Refused(_problems(path, faults))
    return values


def _label(value: yaml.Node, number: int | None = None) -> Label:
    """Read a text, on one line; its number is from 0, and its own where none is given."""
    number = value.start_mark.line if number is None else number
    return Label(" ".join(value.value.split()) if _is_text(value) else "", number + 2)


def _is_text(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode)


def _wrong(
    key: yaml.Node, value: yaml.Node, values: Collection[str], lines: list[str]
) -> Fault | None:
    """Find what is wrong with one key and its value, but for the items of a list."""
    if not _is_text(key):
        return Fault(said("{name} has a list or a group as its value", name=_A_KEY), _ONE_LINE_EACH)
    if fault := _another_shape(key.value, value, lines):
        return fault
    if key.value in values:
        return Fault(said("“{value}” is given twice", value=key.value), said("keep one of them"))
    return _misread((key, value), lines)


_A_KEY = said("a key")


def _another_shape(key: str, value: yaml.Node, lines: list[str]) -> Fault | None:
    """Find a list where one text belongs, one text where a list does, and a group in any place."""
    if isinstance(value, yaml.ScalarNode):
        if key == "contacts" and not value.value:
            wrong = said("contacts is empty")
            return Fault(wrong, said("write contacts: [] for none, or take the line out"))
        is_wrong = key in LIST_KEYS and value.value
        return _unlisted(key, value, lines) if is_wrong else None
    if isinstance(value, yaml.SequenceNode):
        is_flat = all(map(_is_text, value.value))
        if key in LIST_KEYS or (is_flat and key not in KNOWN):
            return None  # each item that is nested is told at its own line
        if is_flat:
            texts = " ".join(_label(item).text for item in value.value)
            wrong = said("“{key}” takes one text, and has a list", key=key)
            return as_line(wrong, key_line(key, texts))
    wrong = said("{name} has a list or a group as its value", name=f"“{key}”")
    is_group = key in LIST_KEYS
    return (
        as_list(wrong, key, _flat(key, value, lines)) if is_group else Fault(wrong, _ONE_LINE_EACH)
    )


def _unlisted(key: str, value: yaml.ScalarNode, lines: list[str]) -> Fault:
    """Say how the text is written that stands in a list's place, or its lines, if all are below."""
    first = value.start_mark.line
    there = [_label(value).text]
    if _at(value.start_mark, lines).strip() == lines[first].strip():
        there = lines[first : value.end_mark.line + 1]
    return listed(key, there)


def _misread(nodes: Iterable[yaml.Node], lines: list[str]) -> Fault | None:
    """Find texts that YAML takes for something of its own, or does not read to their end."""
    *_, last = nodes
    signs = (_at(node.start_mark, lines)[:1] for node in nodes)
    if sign := next((sign for sign in signs if sign in ("&", "!")), ""):
        wrong = said("“{sign}” begins a name of YAML's own", sign=sign)
        return Fault(wrong, said("put the value in quotation marks"))
    return _cut_off(last, lines) if _is_text(last) else None


def _item_faults(key: str, items: Iterable[yaml.Node], lines: list[str]) -> dict[int, Fault]:
    """Find what is wrong with the items of a list, by their lines' numbers, from 0."""
    found = {}
    for item in items:
        number = item.start_mark.line
        if not _is_text(item):
            wrong = said("“{key}” has a list or a group inside its list", key=key)
            is_one = item.end_mark.line <= number + 1 and isinstance(item, yaml.MappingNode)
            slip = item_slip(lines[number]) if is_one and len(item.value) == 1 else None
            found[number] = slip or as_line(wrong, in_turn(_flat(key, item, lines)))
        elif not item.value:
            empty = said("there is no text after “-”")
            found[number] = Fault(empty, said("write one, or take the line out"))
        elif fault := _misread((item,), lines):
            found[number] = item_slip(lines[number]) or fault
    return found


def _flat(key: str, node: yaml.Node, lines: list[str]) -> list[str]:
    """Write what is nested as lines of a list."""
    start, end = node.start_mark, node.end_mark
    if isinstance(node, yaml.SequenceNode):
        return list(map(item_line, _leaves(node)))
    if isinstance(node, yaml.MappingNode) and node.flow_style and start.line == end.line:
        return [item_line(lines[start.line][start.column : end.column])]  # a fact: {hotline}
    between = f" {CROSS} " if key == "chat" else " "
    return [item_line(between.join(filter(None, _leaves(node))))]


def _leaves(node: yaml.Node) -> Iterator[str]:
    """Yield the texts in a node, in order; of the keys of groups, none."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, yaml.ScalarNode):
            yield " ".join(one.value.split())
        elif isinstance(one, yaml.MappingNode):
            waiting += [value for _, value in reversed(one.value)]
        else:
            waiting += reversed(one.value)


def _at(mark: yaml.Mark, lines: list[str]) -> str:
    """Read what is behind a place on its line; empty at the end."""
    return lines[mark.line][mark.column :] if mark.line < len(lines) else ""


def _cut_off(value: yaml.Node, lines: list[str]) -> Fault | None:
    """Find a value that YAML ends at a “#”, which begins a comment."""
    rest = _at(value.end_mark, lines).strip()
    is_below = value.end_mark.column == 0  # a text of several lines, and a note of its own line
    if not value.value or is_below or not rest.startswith("#"):
        return None
    return Fault(
        said("“{rest}” is left out, since “#” begins a note", rest=rest),
        said("put the value in quotation marks if it belongs to it, or give the note its own line"),
    )


_EMPTY_ABOVE = Fault(said("there are empty lines above the first ---"), said("delete them"))
_MISSING = Fault(
    said("the file does not begin with front matter"),
    said("begin with a line ---, then title: and the other keys, then a line ---"),
)
_NO_END = Fault(said("the front matter has no end"), said("write a line --- below its last key"))


def _unfenced(path: str, lines: list[str], numbers: Iterable[int], fault: Fault) -> Refused:
    """Refuse a file for what was typed for a fence in some of its lines; else for a fault."""
    number = next((number for number in numbers if _LIKE_A_FENCE.fullmatch(lines[number])), -1)
    if number < 0:
        return refused(path, 1, RULE, fault)
    wrong = said("“{line}” is not three hyphens", line=lines[number].strip())
    return refused(path, number + 1, RULE, Fault(wrong, said("write --- there, and nothing else")))


def _unreadable(path: str, head: str, error: yaml.YAMLError) -> list[Problem]:
    """Find what is wrong where YAML gave up: each mistyped line, or else the place where it did."""
    mark = getattr(error, "problem_mark", None)
    unreadable = Fault(
        said("the front matter cannot be read from here on"),
        said(
            "look at this line and the one above: each is “key: value”, without spaces before "
            "the key, and straight quotation marks come in pairs"
        ),
    )
    return _problems(path, slips(head) or {mark.line if mark else -1: unreadable})


def _problems(path: str, faults: Mapping[int, Fault]) -> list[Problem]:
    """Report faults of front matter, given by their lines' numbers, from 0 below its fence."""
    return [Problem(path, number + 2, RULE, *fault) for number, fault in faults.items()]
