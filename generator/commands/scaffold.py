"""Make a new bulletin's files, which say what to write where in the language of the bulletin."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
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


def files(locale: Locale, default: Locale, day: date, facts: Iterable[str]) -> dict[str, str]:
    """Fill in the files of a new bulletin in `locale`, by their paths in its folder.

    They are in simplified Chinese for a bulletin that is written in it, else in English. `default`
    is the site's own source language, `facts` the names of its facts.
    """
    tag = "zh-Hans" if locale.tag == "zh-Hans" else "en"
    between = "、" if tag == "zh-Hans" else ", "
    names = between.join(f"{{{name}}}" for name in facts)
    return {
        path: (_FILES / tag / path)
        .read_text(encoding="utf-8")
        .format(
            sign=SIGN,
            date=day.isoformat(),
            source="" if locale == default else f"source_locale: {locale.tag}\n",
            facts=_FACTS[tag].format(names=names) if names else "",
        )
        for path in _PATHS
    }
