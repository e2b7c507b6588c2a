"""Write words that somebody typed elsewhere as a notice has them: as Markdown, numbers as facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.facts import Fact, touching, typed_out
from generator.repair.dates import meant
from generator.text.lazy_regex import late

_SIGNS = late(r"[\\`*\[\]{}<|]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w{1,31};)")
"""What Markdown would take for a mark of its own."""
_LINE_BEGINS = late(r"(?P<number>[0-9]{1,9}(?=\.(?:\s|$)))|[-+#>]")
"""What would make a list, a heading or a quotation of a line."""
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DAY = late(
    r"(?<![0-9])[0-9]{4}\s?(?:年|[-./])\s?[0-9]{1,2}\s?(?:月|[-./])\s?[0-9]{1,2}(?:\s?日)?(?![0-9])"
    r"|[二〇○零一三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
    rf"|(?<![0-9])[0-9]{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})[a-z]*\.?,? [0-9]{{4}}(?![0-9])"
    rf"|\b(?:{_MONTHS})[a-z]*\.? [0-9]{{1,2}}(?:st|nd|rd|th)?, [0-9]{{4}}(?![0-9])"
)
_HOUR = late(r"\s*(?P<hour>[01]?[0-9]|2[0-3])[:：](?P<minute>[0-5][0-9])(?![0-9])(?!\s?[-–—至到~])")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Dated:
    """A day, with its hour if one is there, found in a line, and what else is in the line."""

    moment: str
    before: str
    behind: str

    @property
    def rest(self) -> str:
        """What else is in the line, without the marks around it."""
        return " ".join(filter(None, (one.strip(" ,，、；;|/()（）") for one in self._both)))

    @property
    def _both(self) -> tuple[str, str]:
        return self.before, self.behind


def dated(line: str) -> Dated | None:
    """Find the first day of a line; None where there is none, and in a line that is a text."""
    for found in _DAY.finditer(line) if len(line) <= _LONGEST else ():
        day = _day(found[0])
        if day is None:
            continue
        hour = _HOUR.match(line, found.end())
        end = hour.end() if hour else found.end()
        at = f" {int(hour['hour']):02}:{hour['minute']}" if hour else ""
        return Dated(f"{day}{at}", line[: found.start()], line[end:])
    return None


def _day(text: str) -> date | None:
    return meant(re.sub(r"\s|(?<=[0-9])(?:st|nd|rd|th)", "", text) if "年" in text else text)


def escaped(text: str) -> str:
    """Write a line so that Markdown shows it as it is."""
    plain = _SIGNS.sub(lambda found: _harmless(found[0]), text)
    begins = _LINE_BEGINS.match(plain)
    if begins is None:
        return plain
    at = begins.end("number") if begins["number"] else 0
    return f"{plain[:at]}\\{plain[at:]}"


def _harmless(sign: str) -> str:
    return "&amp;" if sign == "&" else "&lt;" if sign == "<" else f"\\{sign}"


def as_markdown(text: str, facts: Iterable[Fact]) -> str:
    """Write a line as Markdown; numbers and addresses that are facts are named."""
    known = {fact.name: fact for fact in facts}
    made = escaped(text)
    for fact in sorted(known.values(), key=lambda one: -len(one.text)):
        made = _with_fact(made, fact, known)
    return made


def _with_fact(text: str, fact: Fact, known: Mapping[str, Fact]) -> str:
    """Name a fact where it is typed, unless that would make another number or address of it."""
    is_kept = fact.ext or not fact.href
    shown = () if is_kept else dict.fromkeys((fact.text, fact.number))
    for typed in filter(None, shown):
        named = typed_out(typed).sub(lambda _: f"{{{fact.name}}}", text)
        if named != text and [*touching(named, known)] == [*touching(text, known)]:
            text = named
    return text
