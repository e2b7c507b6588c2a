"""Read [look] of site.toml: the site's emblem, its two colours, and icons of its own."""

from __future__ import annotations

import re
from math import floor
from typing import Any

from generator.config.schema import Entry, Group, Invalid, Parse, Setting, text
from generator.diagnostics.messages import said
from generator.model import Look

_PLACE = r"_[A-Za-z0-9_-]*(?:/[A-Za-z0-9_-]+)*"
_EMBLEM = re.compile(rf"{_PLACE}/[A-Za-z0-9_-]+\.svg")
_ICONS = re.compile(_PLACE)
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")
_WHITE, _INK, _BLACK = "#ffffff", "#10182b", "#000000"
"""White is what is written on the site's colour, ink what is written on its accent."""
_LEAST = 7.0
"""Contrast of text with its ground: WCAG 2.2, success criterion 1.4.6, level AAA."""
_STEPS = 256


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, #rrggbb, from 0 to 1, as WCAG 2.2 defines it."""
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (part / 255 for part in bytes.fromhex(colour[1:]))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def contrast_on(key: str, colour: str) -> tuple[float, float]:
    """Return the contrast of `colour` or `accent` to what is written on it, and the least."""
    return contrast(colour, _WHITE if key == "colour" else _INK), _LEAST


def legible(ground: str, on_it: str, end: str) -> str:
    """Return the colour nearest to `ground`, on the way to `end`, on which `on_it` can be read."""
    parts = tuple(zip(bytes.fromhex(ground[1:]), bytes.fromhex(end[1:]), strict=True))
    mixed = (
        "#" + bytes(part + (last - part) * step // (_STEPS - 1) for part, last in parts).hex()
        for step in range(_STEPS)
    )
    return next(colour for colour in mixed if contrast(colour, on_it) >= _LEAST)


def _ground(on_it: str, end: str) -> Parse:
    """Parse a colour on which something is written; `end` is where contrast is greatest."""

    def parse(entry: Entry) -> str:
        if not (isinstance(entry.value, str) and _COLOUR.fullmatch(entry.value)):
            raise Invalid(said("{key} is not a colour such as #0f2f5f", key=entry.key))
        colour = entry.value.lower()
        ratio = contrast(colour, on_it)
        if ratio >= _LEAST:
            return colour
        wrong = said(
            "{text} on {key} {colour} has a contrast of {ratio}:1, and needs 7:1",
            text=said("white") if on_it == _WHITE else said("black"),
            key=entry.key,
            colour=colour,
            ratio=f"{floor(ratio * 10) / 10:.1f}",
        )
        better = legible(colour, on_it, end)
        if end == _BLACK:
            raise Invalid(wrong, said("take a darker one, such as {colour}", colour=better))
        raise Invalid(wrong, said("take a lighter one, such as {colour}", colour=better))

    return parse


def _below_content(pattern: re.Pattern[str]) -> Parse:
    """Parse a path below content/, in a folder whose name begins with _; empty for none."""

    def parse(entry: Entry) -> str:
        place = text(entry)
        if place and not pattern.fullmatch(place):
            wrong = said("“{row}” is not a folder below content/", row=place)
            if pattern is _EMBLEM:
                wrong = said("“{row}” is not an SVG file below content/", row=place)
            raise Invalid(wrong)
        return f"content/{place}" if place else ""

    return parse


_SHAPE = said('write [look], then parts such as colour = "#0f2f5f"')
_KEYS = Group(
    {
        "emblem": Setting(_below_content(_EMBLEM), said('write emblem = "_look/emblem.svg"'), ""),
        "colour": Setting(_ground(_WHITE, _BLACK), said('write colour = "#0f2f5f"'), "#0f2f5f"),
        "accent": Setting(_ground(_INK, _WHITE), said('write accent = "#ffd21f"'), "#ffd21f"),
        "icons": Setting(_below_content(_ICONS), said('write icons = "_look/icons"'), ""),
    },
    shape=said("look is not a group"),
    unknown=lambda key: (said("look has “{key}”", key=key), ""),
)


def _look(entry: Entry) -> Look:
    values: dict[str, Any] = _KEYS(entry)
    lines = {key: entry.inner(key).line for key in values if key in entry.value}
    return Look(**values, lines=lines)


LOOK = Setting(_look, _SHAPE, Look())
