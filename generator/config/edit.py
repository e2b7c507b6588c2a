"""Edit site.toml and the glossary: what is changed is written, and every other byte stays.

Whatever is written is read again, and has to say just what it was to say.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any

import tomlkit
from tomlkit.container import Container
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Comment, Table

from generator.diagnostics.errors import Misused
from generator.diagnostics.messages import said

_BOM = "\ufeff"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LINE_BREAK = re.compile(r"\r\n?|\n")


def edited(text: str, wanted: Mapping[str, Any]) -> str:
    """Write what a file is to say: only what says something else now is written anew.

    `text` has lines that end in LF. Raise `Misused` for what is better edited by hand.
    """
    old = tomllib.loads(text)
    if old == wanted:
        return text
    try:
        document = tomlkit.parse(text)
        _change(document, old, wanted)
        made = tomlkit.dumps(document)
        if tomllib.loads(made) == wanted:
            return made
    except (TOMLKitError, ValueError, TypeError, LookupError, AttributeError):
        pass  # it is written in a way that the library cannot edit
    raise Misused(said("this can only be changed in the whole text of the file"))


def _change(
    group: MutableMapping[str, Any], old: Mapping[str, Any], new: Mapping[str, Any]
) -> None:
    """Change a group: keys that go, that come, and whose value is another."""
    for key in old.keys() - new.keys():
        del group[key]
    above = ""
    for key, value in new.items():
        was = old.get(key)
        if isinstance(was, dict) and isinstance(value, Mapping):
            _change(group[key], was, value)
        elif isinstance(was, list) and isinstance(value, list) and (was and value):
            _change_list(group, key, was, value)
        elif key not in old:
            _add(group, key, value, above)
        elif was != value or type(was) is not type(value):
            group[key] = _item(value)
        above = key if not _has_groups(value) else above


def _add(group: MutableMapping[str, Any], key: str, value: object, above: str) -> None:
    """Add a key below another one, or below the last: what follows may belong to what is next."""
    own = group.value if isinstance(group, Table) else group
    rows = [name for name, one in group.items() if not isinstance(one, Table | AoT)]
    if isinstance(own, Container) and not _has_groups(value) and (above or rows):
        own._insert_after(above or rows[-1], key, _item(value))
    else:
        group[key] = _item(
            value, is_inner=not isinstance(group, Container) or not _has_groups(value)
        )


def _has_groups(value: object) -> bool:
    rows = value if isinstance(value, list) else [value]
    return bool(rows) and all(isinstance(one, Mapping) for one in rows)


def _change_list(
    group: MutableMapping[str, Any], key: str, old: Sequence[Any], new: Sequence[Any]
) -> None:
    """Change items of a list, add some at its end, or take some out: the others' comments stay."""
    items, gone = group[key], _left_out(old, new)
    if isinstance(items, AoT) and (gone or sorted(map(repr, old)) == sorted(map(repr, new))):
        _arrange(items, old, new)
    elif len(new) == len(old):
        for number, (was, is_) in enumerate(zip(old, new, strict=True)):
            if isinstance(was, dict) and isinstance(is_, Mapping):
                _change(items[number], was, is_)
            elif was != is_:
                items[number] = _item(is_)
    elif gone:
        for number in reversed(gone):
            del items[number]
    elif [*new[: len(old)]] == [*old]:
        for one in new[len(old) :]:
            items.append(_item(one, is_inner=not isinstance(items, AoT)))
    else:
        group[key] = _item(new)


def _item(value: Any, *, is_inner: bool = True) -> Any:  # noqa: ANN401 - whatever TOML can hold
    """Write a value; a group inside of something else goes on its line."""
    if isinstance(value, Mapping):
        made: Any = tomlkit.inline_table() if is_inner else tomlkit.table()
        made.update({key: _item(one) for key, one in value.items()})
        return made
    if isinstance(value, list) and is_inner:
        inner = tomlkit.array()
        inner.extend(map(_item, value))
        return inner
    return tomlkit.item(value)


def _arrange(rows: AoT, old: Sequence[Any], new: Sequence[Any]) -> None:
    """Put rows in another order, or take some out; what stands below a row stays in its place."""
    tails = [_tail(row.value.body) for row in rows]
    left, kept = [*range(len(old))], []
    for one in new:
        number = next(n for n in left if old[n] == one)
        left.remove(number)
        kept.append(rows[number])
    said_below = [line for tail in tails[len(kept) - 1 : -1] for line in tail if _is_note(line)]
    below = [*tails[: len(kept) - 1], [*said_below, *tails[-1]]]
    del rows[:]
    for row, tail in zip(kept, below, strict=True):
        row.value.body.extend(tail)
        rows.append(row)


def _tail(body: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Take out what stands below the last key of a row: empty lines and notes on what follows."""
    last = max(number for number, (key, _) in enumerate(body) if key is not None)
    tail = body[last + 1 :]
    del body[last + 1 :]
    return tail


def _is_note(line: tuple[Any, Any]) -> bool:
    return isinstance(line[1], Comment)


def _left_out(old: Sequence[Any], new: Sequence[Any]) -> list[int]:
    """List which items are gone; none where anything else has changed."""
    gone, at = [], 0
    for number, one in enumerate(old):
        if at < len(new) and new[at] == one:
            at += 1
        else:
            gone.append(number)
    return gone if at == len(new) and gone else []


def with_locale(text: str, tag: str) -> str:
    """Add a locale at the end of `locales` in site.toml; the rest stays as it is.

    `text` has the file's byte order mark and line breaks: only lines that the edit changes are
    written anew, and they end as the first line does.

    Raise `Misused` for a file that is better edited by hand.
    """
    body = text.removeprefix(_BOM)
    lines = _LINE.findall(body)
    old = [_LINE_BREAK.sub("\n", line) for line in lines]
    new = _LINE.findall(_edited("".join(old), tag))
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    first = _LINE_BREAK.search(body)
    changed = "".join(new[head : len(new) - tail])
    return "".join(
        (
            _BOM if text.startswith(_BOM) else "",
            *lines[:head],
            changed.replace("\n", first.group() if first else "\n"),
            *lines[len(lines) - tail :],
        )
    )


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the lines that are the same in both, from the first on."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, pair in pairs if pair[0] != pair[1]), min(len(one), len(other)))


def _edited(text: str, tag: str) -> str:
    try:
        data = tomllib.loads(text)
        had = data.get("locales", [data.get("source_locale", "en")])
        return edited(text, {**data, "locales": [*had, tag]})
    except (ValueError, TypeError, Misused) as error:
        raise Misused(
            said('add "{tag}" to locales in site.toml by hand, and run update', tag=tag)
        ) from error
