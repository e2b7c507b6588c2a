"""Make a new bulletin's files, which say what to write where in the language of the bulletin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from generator.locales import Locale
from generator.markdown.forbidden import SIGN
from generator.model import BulletinKind, Settings

_FILES = Path(__file__).with_name("scaffold_files")
"""What the files of a new bulletin say, in a folder for each language."""
_PATHS: Mapping[BulletinKind, Mapping[str, str]] = {
    "scam": {
        path: path
        for path in ("bulletin.md", "routines/01-first-scam.md", "reminders/01-first-reminder.md")
    },
    "service": {"bulletin.md": "service.md"},
}
"""The files of each kind of notice, and what each is made from."""
_EXAMPLE = ("bulletin.md", "routines/01-safe-account.md", "reminders/01-hang-up.md")
"""The files of the example."""
_FACTS = {
    "en": "# Numbers, addresses and names that must not change stand in site.toml. Write them so:\n"
    "# {names}\n",
    "zh-Hans": "# 不能改动的号码、网址和名称都在 site.toml 里，正文中这样写：\n# {names}\n",
}
"""How a text names a fact, and which facts there are."""


def _language(locale: Locale) -> str:
    """Choose the language of the notes: simplified Chinese where that is written, else English."""
    return "zh-Hans" if locale.tag == "zh-Hans" else "en"


def site(locale: Locale) -> str:
    """Fill in the site.toml of a new site in a language."""
    text = (_FILES / _language(locale) / "site.toml").read_text(encoding="utf-8")
    return text.format(sign=SIGN, tag=locale.tag)


def example(locale: Locale, source: Locale, day: date) -> dict[str, str]:
    """Fill in the files of an example notice in a language, by their paths in its folder.

    It is written in English or simplified Chinese, and says of itself that it is an example.
    """
    folder = _FILES / _language(locale) / "example"
    written_in = "" if locale == source else f"source_locale: {locale.tag}\n"
    return {
        path: (folder / path)
        .read_text(encoding="utf-8")
        .replace("{date}", day.isoformat())
        .replace("{source}", written_in)
        for path in _EXAMPLE
    }


def _contacts(site: Settings, *, is_new: bool) -> Sequence[str]:
    """Name the office of a new site; else all contacts, to choose from: they may be about scams."""
    names = [one.fact.name for one in site.contacts]
    return names[:1] if is_new else [f"{SIGN} {names[0]}", *names[1:]] if names else names


def files(
    kind: BulletinKind, locale: Locale, site: Settings, day: date, *, is_new: bool
) -> dict[str, str]:
    """Fill in the files of a new bulletin of a site in `locale`, by their paths in its folder."""
    tag, facts = _language(locale), site.facts
    between = "、" if tag == "zh-Hans" else ", "
    names = between.join(f"{{{name}}}" for name in facts)
    return {
        path: (_FILES / tag / made_from)
        .read_text(encoding="utf-8")
        .format(
            sign=SIGN,
            date=day.isoformat(),
            source="" if locale == site.source_locale else f"source_locale: {locale.tag}\n",
            facts=_FACTS[tag].format(names=names) if names else "",
            contacts=", ".join(_contacts(site, is_new=is_new)),
        )
        for path, made_from in _PATHS[kind].items()
    }
