"""Find what is written to be taken for something else: 96l10 for 96110, 九、六、一 for 961.

The pairs are the ones that scammers and careless keyboards use, after Unicode's confusables
(UTS 39); all are brought to one skeleton, in which a look-alike equals what it imitates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import name

from generator.entities.normalize import HIDDEN, fold
from generator.text.lazy_regex import late
from generator.text.unicode import HAN

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


_HAN = enumerate(
    ["零〇", "一壹幺么", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"]
)
_HAN_DIGITS = {char: str(digit) for digit, chars in _HAN for char in chars}
_DIGIT = f"[{''.join(_HAN_DIGITS)}]"
_SPELLED = late(
    rf"(?<![什怎那这多要])(?<!{_DIGIT}){_DIGIT}"
    rf"(?:(?:[、，,./ ·—-]{{1,2}}{_DIGIT}){{2,24}}(?!{_DIGIT})|{_DIGIT}{{2,24}})(?![十百千万亿])"
)
_CALLED = late(r"[打拨撥电電话話线線码碼]\W{0,2}$")
_ROMAN_DIGIT = "(?:IX|IV|V?I{1,3}|V|O)"
_ROMAN = late(
    rf"(?<![A-Za-z0-9]){_ROMAN_DIGIT}(?:[ ,.、·-]{{1,2}}{_ROMAN_DIGIT}){{3,24}}(?![A-Za-z0-9])"
)
_ROMANS = ("O", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_POINT = late(
    r"[A-Za-z0-9][A-Za-z0-9-]{0,62}(?: ?[点點丶] ?|。| dot )"
    r"(?:me|io|ly|cc|co|gg|tv|ru|hk|tw|top|xyz|vip|app|com|cn|net|org|info|link|shop|site|club)"
    r"(?![A-Za-z0-9])"
    rf"|(?:^(?!.{{0,7}}[问問登开開看录錄址站是到])|(?<=[访問问登开開看击擊录錄址站是到：:“ ]))"
    rf"[{HAN}]{{2,8}}?[点點丶。]"
    rf"(?:中国|中國|公司|网络|網絡)(?![{HAN}])"
)
_ACCOUNT = late(
    r"(?:微信|QQ|电报|電報|飞机|支付宝|抖音|WhatsApp|Telegram)"
    r"(?:账号|帐号|帳號|号码|号|號|ID)[:： ]?(?P<name>[A-Za-z][A-Za-z0-9_-]*)",
    re.IGNORECASE,
)
_FEWEST = 5
"""Digits apart from each other from which they are a number, and no list."""


def disguises(text: str) -> Iterator[tuple[str, str]]:
    """Find numbers digit by digit, addresses without dots and accounts; each with what it means."""
    for found in _SPELLED.finditer(text):
        digits = "".join(_HAN_DIGITS.get(char, "") for char in found[0])
        is_apart = len(found[0]) > len(digits)
        is_called = is_apart and _CALLED.search(text, max(0, found.start() - 4), found.start())
        if is_called or (("么" in found[0] or is_apart) and _is_dialled(digits, is_apart=is_apart)):
            yield found[0], digits
    for found in _ROMAN.finditer(text):
        digits = "".join(str(_ROMANS.index(one)) for one in re.findall("[IVXO]+", found[0]))
        if _is_dialled(digits, is_apart=True):
            yield found[0], digits
    for found in _POINT.finditer(text):
        yield found[0], re.sub(" ?[点點丶] ?|。| dot ", ".", found[0])
    for found in _ACCOUNT.finditer(text):
        yield found[0], found["name"]


def _is_dialled(digits: str, *, is_apart: bool) -> bool:
    """Tell a number from a list, which goes up or down, or is short and names nothing twice."""
    is_list = [*digits] in (sorted({*digits}), sorted({*digits}, reverse=True))
    if len(digits) < _FEWEST and is_apart:
        is_list |= len(set(digits)) == len(digits)
    return not is_list
