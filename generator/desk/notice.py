"""Read a document as a form, and write what was edited in it: no other line changes.

Nobody has to know Markdown or YAML for it; whoever does can edit the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from generator.content import frontmatter
from generator.content.frontmatter import Parted, Span
from generator.content.identity import Identity, identify
from generator.content.unfilled import is_left
from generator.desk import blocks, fields
from generator.desk.blocks import Lines, Region
from generator.desk.fields import HEARD, NONE, TEXT, Field
from generator.desk.held import Held, problems_of
from generator.diagnostics.errors import Misused, Problem, Problems, Refused
from generator.diagnostics.messages import said
from generator.markdown.forbidden import SIGN
from generator.model import LIST_KEYS, NO_LABEL
from generator.repair.frontmatter import quoted
from generator.text.chinese_spacing import spaced
from generator.text.encoding import unified

_BROWSERS_HOUR = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2})(?::[0-9]{2})?")
_SIGNS = re.compile(f"{SIGN} ?")
_ID = re.compile("[A-Za-z0-9_-]+")
_IDS = ("contacts", "moved_from")
"""Lists of ids, which stand on one line."""
_BY_RULE = {"empty": TEXT, "heard": HEARD, "verdict": "verdict"}
"""The rules that miss something, which has no line."""
_Edit = tuple[int, int, Sequence[str]]
"""Lines to take out, the first and the one below the last, and what to write in their place."""


@dataclass(frozen=True, slots=True)
class Form:
    """A document as people fill it in."""

    path: str
    identity: Identity
    fields: tuple[Field, ...]
    """In reading order; none where the front matter cannot be read."""
    problems: tuple[Problem, ...]
    """What is wrong with the document, and at none of its fields."""
    text: str
    """The whole file, for `with_text`."""

    @property
    def every_problem(self) -> tuple[Problem, ...]:
        """What is wrong with the document, and at its fields."""
        return (*self.problems, *(one for field in self.fields for one in field.problems))

    @property
    def is_readable(self) -> bool:
        """False where only the whole text can be edited."""
        return bool(self.fields)


def form(data: bytes, path: str, held: Held) -> Form:
    """Make a document's form, with what `check` says of it at each field.

    Raise `Refused` for a file that is no text.
    """
    file, identity = blocks.lines_of(data, path), identify(path)
    text = unified("".join(file.lines))
    found = tuple(one for one in problems_of(held, identity.bulletin) if one.path == path)
    read = _read(file, identity)
    if read is None:
        return Form(path, identity, (), found, text)
    made = tuple(_with_problems(read.fields(held), found))
    told = {problem for field in made for problem in field.problems}
    return Form(path, identity, made, tuple(one for one in found if one not in told), text)


def _with_problems(made: Iterable[Field], found: Sequence[Problem]) -> Iterator[Field]:
    """Put each problem at the field that has its line, or whose key it says is missing."""
    for field in made:
        own = tuple(one for one in found if _is_at(one, field))
        yield replace(field, problems=own, is_rare=field.is_rare and not own)


def _is_at(problem: Problem, field: Field) -> bool:
    if problem.line == 1:  # of the whole file; some of these ask for a key, or for a text
        asked = getattr(problem.wrong, "values", {}).get("key")
        return field.key == (asked or _BY_RULE.get(problem.rule))
    return field.first <= problem.line <= field.last


with_text = blocks.with_text
"""Put a whole text in a document's place."""


def edited(
    data: bytes,
    path: str,
    values: Mapping[str, str],
    *,
    left_out: Collection[str] = (),
    spacing: str = "any",
) -> bytes:
    """Write the values of a form, by their keys: only the lines of those that changed are others.

    A key without a value is taken out, as are those `left_out` that are still to be filled in.
    `spacing` is the site's choice for Chinese. Raise `Refused` for a file whose form cannot be
    read, `Misused` for a key that it cannot have.
    """
    file, identity = blocks.lines_of(data, path), identify(path)
    read = _read(file, identity)
    if read is None:
        raise Misused(said("{path} can only be edited as a whole text", path=path))
    shown = {field.key: field for field in read.fields(None)}
    if unknown := sorted((values.keys() | {*left_out}) - shown.keys()):
        raise Misused(said("there is no key “{key}”", key=unknown[0]))
    new = {key: _typed(key, value) for key, value in values.items()}
    new = {key: spaced(one, spacing) for key, one in new.items() if one != shown[key].value}
    new |= {key: "" for key in left_out if shown[key].placeholder and not new.get(key)}
    if not new:
        return data
    written = file.with_lines(_applied(file.lines, sorted(read.edits(new), key=_start)))
    _check_written(blocks.lines_of(written, path), read, new)
    return written


def _start(edit: _Edit) -> int:
    return edit[0]


def _applied(lines: Sequence[str], edits: Iterable[_Edit]) -> Iterator[str]:
    at = 0
    for first, end, new in edits:
        yield from lines[at:first]
        yield from new
        at = max(at, end)
    yield from lines[at:]


def changes(before: bytes, after: bytes, path: str) -> tuple[tuple[str, str], ...]:
    """Find the fields in which two versions differ: the name of each, and its former value.

    Nothing where one of them cannot be read as a form.
    """
    try:
        old, new = (_read(blocks.lines_of(data, path), identify(path)) for data in (before, after))
    except Refused:
        return ()
    if old is None or new is None:
        return ()
    there = {field.key: field.value for field in new.fields(None)}
    return tuple(
        (one.label, one.value) for one in old.fields(None) if there.get(one.key) != one.value
    )


def title_of(data: bytes, path: str) -> str:
    """Read a document's title; empty where it has none, or cannot be read."""
    with suppress(Refused):
        read = _read(blocks.lines_of(data, path), identify(path))
        if read is not None:
            return next(field.value for field in read.fields(None) if field.key == "title")
    return ""


def _typed(key: str, value: str) -> str:
    """Bring what somebody typed to the form that it is shown in again."""
    kind = fields.kind_of(key)
    clean = fields.typed(value)
    if kind == "text":
        return (
            "\n".join(line.rstrip() if not line.strip() else line for line in clean.split("\n"))
            .strip("\n")
            .rstrip()
        )
    if kind in ("lines", "pairs", "choices"):
        lines = (" ".join(line.split()) for line in clean.split("\n"))
        return "\n".join(filter(None, lines))
    line = " ".join(clean.split())
    return _BROWSERS_HOUR.sub(r"\1 \2", line) if kind == "day" else line


@dataclass(frozen=True, slots=True)
class _Read:
    """A document's parts, with their places."""

    file: Lines
    identity: Identity
    parted: Parted
    spans: Mapping[str, Span]
    heard: Region
    text: Region

    def fields(self, held: Held | None) -> Iterator[Field]:
        """Yield the fields of the form; without a site, no choices."""
        kind = self.identity.kind
        given = self.parted.values.get("kind", NO_LABEL).text
        for key, is_rare in fields.keys(kind, is_service=given == "service"):
            value, left = self._value(key)
            first, last = self._lines(key)
            yield Field(
                key=key,
                kind=fields.kind_of(key),
                label=fields.label_of(key, kind),
                hint=fields.hint_of(key, kind),
                value="" if left else value,
                placeholder=_SIGNS.sub("", value).strip() if left else "",
                options=fields.options(key, held) if held else (),
                is_rare=is_rare and not value,
                first=first,
                last=last,
            )

    def _value(self, key: str) -> tuple[str, bool]:
        """Read the value of a key; True where all of it is still to be filled in."""
        if key in (HEARD, TEXT):
            region = self.heard if key == HEARD else self.text
            left = [is_left("line", block.shown) for block in region.blocks]
            return region.text, bool(left) and all(left)
        if key in self.parted.lists:
            items = _texts(self.parted, key)
            left = [is_left("item", item) for item in items]
            return "\n".join(items) or NONE, bool(left) and all(left)
        value = self.parted.values.get(key, NO_LABEL).text
        return value, is_left("value", value)

    def _lines(self, key: str) -> tuple[int, int]:
        """Find the lines of a key, from 1; 0 where it has none."""
        if key == HEARD:
            return (self.heard.first + 1, self.heard.end) if self.heard.blocks else (0, 0)
        if key == TEXT:
            first = self.heard.end + 1 if self.heard.blocks else self.parted.body_line
            return first, max(first, len(self.file.lines))
        if key not in self.spans:
            return 0, 0
        return self.spans[key].key + 1, self._last(key) + 1

    def _last(self, key: str) -> int:
        """Find the number of a key's last line, from 0."""
        last = self.spans[key].last
        while not self.file.lines[last].strip():
            last -= 1
        return last

    def edits(self, new: Mapping[str, str]) -> Iterator[_Edit]:
        """Find the lines to change for new values."""
        for key in fields.order(self.identity.kind):
            if key in new:
                yield from self._key_edits(key, new[key])
        yield from self._text_edits(new)

    def _key_edits(self, key: str, value: str) -> Iterator[_Edit]:
        if key not in self.spans:
            if value:
                place = self._usual_place(key)
                yield place, place, self._key_lines(key, value)
        elif not value:
            yield self.spans[key].key, self._last(key) + 1, ()
        elif self.spans[key].items and value != NONE:
            yield from self._item_edits(self.spans[key].items, value.split("\n"), key)
        elif key in LIST_KEYS and key not in _IDS:
            yield self.spans[key].key, self._last(key) + 1, self._key_lines(key, value)
        else:
            yield self._value_edit(key, value)

    def _value_edit(self, key: str, value: str) -> _Edit:
        """Write a value over another one, and leave what else is on its line."""
        span, lines = self.spans[key], self.file.lines
        before = lines[span.first][: span.column]
        behind = lines[span.last][span.end :] if span.first == span.last else ""
        space = "" if before[-1:] in (" ", "\t") else " "
        new = f"{before}{space}{_ids(value) if key in LIST_KEYS else _yaml(key, value)}"
        if behind.lstrip().startswith("#") and key not in LIST_KEYS:  # no note may follow a text
            return span.first, self._last(key) + 1, [behind.lstrip(), new + self.file.newline]
        return span.first, self._last(key) + 1, [new + (behind or self.file.newline)]

    def _item_edits(self, items: Sequence[Span], new: Sequence[str], key: str) -> Iterator[_Edit]:
        """Write the items of a list; those that stay keep their lines."""
        old = _texts(self.parted, key)
        origin = blocks.paired(blocks.origins(old, new), len(old))
        first = self.file.lines[items[0].first]
        indent = first[: len(first) - len(first.lstrip(" "))]
        at = items[0].first
        for number, text in zip(origin, new, strict=True):
            line = f"{indent}- {_yaml(key, text)}{self.file.newline}"
            if number is None:
                yield at, at, [line]
                continue
            span = items[number]
            at = span.last + 1
            if old[number] != text:
                yield span.first, at, [line]
        gone = {*range(len(old))} - {*origin}
        yield from ((items[one].first, items[one].last + 1, ()) for one in gone)

    def _key_lines(self, key: str, value: str) -> list[str]:
        """Write a key that was not there, or a list anew."""
        end = self.file.newline
        if key in _IDS:
            return [f"{key}: {_ids(value)}{end}"]
        if key in LIST_KEYS:
            items = value.split("\n")
            return [f"{key}:{end}", *(f"  - {_yaml(key, item)}{end}" for item in items)]
        return [f"{key}: {_yaml(key, value)}{end}"]

    def _usual_place(self, key: str) -> int:
        """Find the line where a key that was absent belongs: below the last one before it."""
        order = fields.order(self.identity.kind)
        above = [one for one in order[: order.index(key)] if one in self.spans]
        return self._last(above[-1]) + 1 if above else 1

    def _text_edits(self, new: Mapping[str, str]) -> Iterator[_Edit]:
        file, heard, text = self.file, self.heard, self.text
        body = self.parted.body_line - 1
        if HEARD in new:
            quoted = blocks.typed(new[HEARD], (one.shown for one in heard.blocks))
            lines = blocks.woven(file, heard, quoted)
            end = heard.end
            if not lines:
                end = text.first if text.blocks else end
            elif not heard.blocks:
                lines += [file.newline] * bool(text.blocks)
                lines[:0] = [file.newline] * (heard.first == body)
            yield heard.first, end, lines
        if TEXT in new:
            lines = blocks.woven(
                file, text, blocks.typed(new[TEXT], (b.shown for b in text.blocks))
            )
            above = file.lines[text.first - 1]
            if lines and not text.blocks and (above.strip() or new.get(HEARD)):
                lines[:0] = [file.newline]
            yield text.first, text.end, lines


def _read(file: Lines, identity: Identity) -> _Read | None:
    """Read a document's parts; None where its front matter cannot be read as a form."""
    text = "\n".join(map(blocks.bare, file.lines)) + "\n"
    problems = Problems()
    try:
        parted = frontmatter.part(text, "", problems)
    except Refused:
        return None
    spans = {} if problems.errors else frontmatter.spans(text)
    if problems.errors or spans.keys() != parted.lines.keys():
        return None
    heard, own = blocks.regions(file, parted.body_line - 1)
    if identity.kind != "routine":
        own = blocks.whole(file, parted.body_line - 1)
        heard = Region((), own.first, own.first)
    return _Read(file, identity, parted, spans, heard, own)


def _ids(value: str) -> str:
    """Write a list on one line; of what is no id, and is in quotation marks, `check` tells."""
    items = () if value == NONE else value.split("\n")
    return f"[{', '.join(one if _ID.fullmatch(one) else _quoted(one) for one in items)}]"


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _yaml(key: str, value: str) -> str:
    """Write a text as YAML reads it back: in quotation marks only where it needs them."""
    forms = (value, quoted(value), _quoted(value))
    return next((form for form in forms if _read_back(key, form) == value), forms[-1])


def _read_back(key: str, form: str) -> str | None:
    line = f"{key}:\n  - {form}" if key in LIST_KEYS else f"{key}: {form}"
    problems = Problems()
    parted = frontmatter.part(f"---\n{line}\n---\n", "", problems)
    found = parted.items(key) if key in LIST_KEYS else tuple(parted.values.values())
    return found[0].text if len(found) == 1 and not problems.errors else None


def _check_written(file: Lines, before: _Read, new: Mapping[str, str]) -> None:
    """Raise `Misused` where a file would not say what it is to say: its whole text is edited."""
    wanted = {**_front(before.parted), **new}
    after = _read(file, before.identity)
    wanted = {key: value for key, value in wanted.items() if value and key not in (HEARD, TEXT)}
    if after is None or _front(after.parted) != wanted:
        path = before.identity.msgctxt
        raise Misused(said("{path} can only be edited as a whole text", path=path))


def _front(parted: Parted) -> dict[str, str]:
    """List what front matter says, by its keys; of a list, a line each."""
    texts = {key: value.text for key, value in parted.values.items()}
    lists = {key: "\n".join(_texts(parted, key)) or NONE for key in parted.lists}
    return {key: value for key, value in {**texts, **lists}.items() if value}


def _texts(parted: Parted, key: str) -> list[str]:
    return [item.text for item in parted.items(key)]
