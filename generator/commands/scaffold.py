"""Make a new bulletin's files, which say what to write where in the language of the bulletin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - a bulletin has a field named date
from pathlib import Path

from generator.locales import Locale
from generator.markdown.forbidden import SIGN

_FILES = Path(__file__).with_name("scaffold_files")
"""What the files of a new bulletin say, in a folder for each language."""
_PATHS = ("bulletin.md", "routines/01-first-scam.md", "reminders/01-first-reminder.md")
_FACTS = {
    "en": "# Numbers, addresses and names that must not change stand in site.toml. Write them so:\n"
    "# {names}\n",
    "zh-Hans": "# 不能改动的号码、网址和名称都在 site.toml 里，正文中这样写：\n# {names}\n",
}
"""How a text names a fact, and which facts there are."""


@dataclass(frozen=True, slots=True)
class NewBulletin:
    """What a new bulletin's files are filled in with."""

    locale: Locale
    """The language that it is written in."""
    is_default: bool
    """True where that is the site's own source language."""
    date: Day
    facts: Sequence[str]
    """The names of the site's facts."""


def files(new: NewBulletin) -> dict[str, str]:
    """Fill in the files of a new bulletin, by their paths in its folder.

    They are in simplified Chinese for a bulletin that is written in it, else in English.
    """
    tag = "zh-Hans" if new.locale.tag == "zh-Hans" else "en"
    between = "、" if tag == "zh-Hans" else ", "
    names = between.join(f"{{{name}}}" for name in new.facts)
    return {
        path: (_FILES / tag / path)
        .read_text(encoding="utf-8")
        .format(
            sign=SIGN,
            date=new.date.isoformat(),
            source="" if new.is_default else f"source_locale: {new.locale.tag}\n",
            facts=_FACTS[tag].format(names=names) if names else "",
        )
        for path in _PATHS
    }
