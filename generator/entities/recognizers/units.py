"""The currency or measure that follows a number."""

from __future__ import annotations

import re
from functools import cache

from generator.entities.languages import SYMBOLS, Language
from generator.entities.languages import language as by_locale
from generator.entities.normalize import TAKEN, WORD
from generator.text.lazy_regex import late

_QUALIFIED = (
    r"(?:de\s|d['’]|"
    r"(?:full|whole|working|business|calendar|consecutive|Chinese|or more|plus)[\s-])?"
)
_NOT_BEFORE = {
    "年": "级級代龄", "天": "津猫气", "周": "末边", "日": "元圆圓本", "秒": "杀",
    "块": "内", "元": "旦宵复化论素气老帅凶月", "欧": "洲美盟姆",
}  # fmt: skip
"""What makes another word of a unit: 3年级 is a grade, not three years."""
_SPACES = " -+\u00a0\u202f"
_NEVER = frozenset(",.;:!?()[]{}，。；：、！？" + TAKEN)
"""No unit begins with one of these; a look that saves most of the time on long lists."""


def unit_at(rest: str, place: int, language: Language) -> tuple[str, int]:
    """The unit whose words begin at `place`, and where they end; empty where there is none."""
    first = rest[place : place + 4].lstrip(_SPACES)[:1]
    if not first or first.isdigit() or first in _NEVER:
        return "", place
    pattern, units = _latin(language) if first.isascii() else _others(language)
    found = pattern.match(rest, place)
    return (units[(found.lastindex or 1) - 1], found.end()) if found else ("", place)


_Forms = tuple[re.Pattern[str], tuple[str, ...]]


@cache
def _latin(language: Language) -> _Forms:
    """Units in Latin letters; English ones where a language writes none of its own."""
    own = [form for form in _spelled(language) if form[0].isascii()]
    return _pattern((own or _spelled(by_locale("en"))) + _symbols())


@cache
def _others(language: Language) -> _Forms:
    spelled = [form for form in _spelled(language) if not form[0].isascii()]
    han = [
        (form + (f"(?![{_NOT_BEFORE[form]}])" if form in _NOT_BEFORE else ""), unit)
        for unit, words in language.han_units.items()
        for form in words.split()
    ]
    return _pattern(spelled + han + _symbols())


def _symbols() -> list[tuple[str, str]]:
    """Signs of currencies after a number, unless they are those of the next one."""
    return [(rf"{form}(?!\s?[0-9])(?!LETTER)", unit) for form, unit in SYMBOLS.items()]


def _spelled(language: Language) -> list[tuple[str, str]]:
    """Each word of an alphabet, or each group of words that share a stem."""
    return [
        (f"{form}(?!LETTER)", unit)
        for unit, words in language.units.items()
        for form in ([words] if "(" in words else words.split("|"))
    ]


def _pattern(forms: list[tuple[str, str]]) -> _Forms:
    """One pattern, a group for each form, longest first; and the unit of each."""
    forms = sorted(forms, key=lambda form: len(form[0].partition("(?!")[0]), reverse=True)
    alternatives = "|".join(f"({form})" for form, _ in forms).replace("LETTER", f"[{WORD}]")
    pattern = rf"[\s-]{{0,2}}(?:[+多余餘来來]\s?)?{_QUALIFIED}(?:{alternatives})"
    return late(pattern), tuple(unit for _, unit in forms)
