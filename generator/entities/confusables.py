"""Find characters that look like others: 96l10 for 96110, Cyrillic а for a, rn for m.

The pairs are the ones that scammers and careless keyboards use, after Unicode's confusables
(UTS 39); all are brought to one skeleton, in which a look-alike equals what it imitates.
"""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import name

from generator.entities.normalize import HIDDEN, fold
from generator.text.lazy_regex import late

_IMITATED = dict(
    zip(
        "аеорсухіјѕһԁԛԝкмнтвзАВЕКМНОРСТХІЈЅУαοειυνρκτχγΑΒΕΖΗΙΚΜΝΟΡΤΥΧıɡɑＩ|ℓ∕",
        "aeopcyxijshdqwkmhtb3abekmhopctxijsyaoeiuvpktxyabezhikmnoptyxigallL/",
        strict=True,
    )
)
_SAME = str.maketrans(
    {**_IMITATED, "0": "o", "O": "o", "1": "l", "I": "l", "5": "s", "8": "b", "S": "s", "B": "b"}
)
_SKIPPED = late("[\\s\u2010-\u2015.,·_*`'\"()（），。．-]")


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A text as it looks, with a map back to the text."""

    shape: str
    origin: tuple[int, ...]

    def find(self, wanted: Skeleton) -> list[tuple[int, int]]:
        """Find the spans that look like `wanted` and are no part of something longer."""
        spans = []
        place = self.shape.find(wanted.shape) if wanted.shape else -1
        while place >= 0:
            end = place + len(wanted.shape)
            if not (_joined(self.shape, place) or _joined(self.shape, end)):
                spans.append((self.origin[place], self.origin[end - 1] + 1))
            place = self.shape.find(wanted.shape, end)
        return spans


def _joined(shape: str, place: int) -> bool:
    """Tell whether an ASCII token goes on across `place`."""
    return (
        0 < place < len(shape)
        and (shape[place - 1] + shape[place]).isalnum()
        and (shape[place - 1] + shape[place]).isascii()
    )


def skeleton(text: str, *, loose: bool) -> Skeleton:
    """Give a text's look; `loose` also leaves out what may be between digits."""
    shapes: list[str] = []
    origin: list[int] = []
    for place, char in enumerate(fold(text)):
        if HIDDEN.match(char) or (loose and _SKIPPED.match(char)):
            continue
        shape = char.translate(_SAME).lower()
        if shapes and shapes[-1] + shape in ("rn", "vv"):
            shapes[-1] = {"r": "m", "v": "w"}[shapes[-1]]
            continue
        shapes.append(shape[:1])
        origin.append(place)
    return Skeleton("".join(shapes), tuple(origin))


def odd_characters(written: str, meant: str) -> str:
    """Name the characters of `written` that `meant` does not have, for a person."""
    odd = sorted(set(written) - set(meant))
    return ", ".join(f"{_shown(char)} ({name(char, 'unnamed').lower()})" for char in odd)


def _shown(char: str) -> str:
    return f"U+{ord(char):04X}" if HIDDEN.match(char) or char.isspace() else char
