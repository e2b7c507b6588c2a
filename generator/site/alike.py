"""Find texts that one site translates in two ways, and two texts that it translates as one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import said
from generator.layout import SITE_DOMAIN
from generator.locales import Locale
from generator.site.site import Site
from generator.text.lazy_regex import late
from generator.text.unicode import HAN

_FEW = 5
"""Words, or Chinese characters, up to which a text may be a label that is said in two ways."""
_WORD = late(rf"[{HAN}]|[^\W\d_{HAN}]+")
_SAME = late(rf"[^\w{HAN}]+")
"""What may differ between two texts that say the same: marks and spaces."""


@dataclass(frozen=True, slots=True)
class _Translated:
    source: str
    text: str
    path: str
    line: int


def problems(site: Site) -> Iterator[Problem]:
    """Find them in each of the site's locales, as warnings at the later text."""
    for locale in site.settings.locales:
        texts: dict[str, _Translated] = {}
        sources: dict[str, _Translated] = {}
        for one in _translations(site, locale):
            first = texts.setdefault(one.source, one)
            if _meant(first.text) != _meant(one.text):
                yield _two_translations(one, first)
            other = sources.setdefault(_meant(one.text), one)
            if _meant(other.source) != _meant(one.source):
                yield _one_translation(one, other)


def _translations(site: Site, locale: Locale) -> Iterator[_Translated]:
    """Yield every finished translation of more than a few words into a locale."""
    domains = [(SITE_DOMAIN, site.site_messages)]
    domains += [(bulletin.slug, site.messages(bulletin)) for bulletin in site.bulletins]
    for name, messages in domains:
        lexicon = site.lexicon(locale, name)
        for message in messages:
            entry = lexicon.entries.get(message.key)
            if entry and entry.translated and len(_WORD.findall(message.msgid)) > _FEW:
                yield _Translated(message.msgid, entry.msgstr[0], lexicon.path, entry.line)


def _meant(text: str) -> str:
    """Give a text without what may differ."""
    return _SAME.sub("", text).casefold()


def _two_translations(one: _Translated, first: _Translated) -> Problem:
    wrong = said("“{source}” has another translation in {path}", source=one.source, path=_at(first))
    remedy = said("if both say the same, write one of them in both places")
    return Problem(one.path, one.line, "two-translations", wrong, remedy, True)


def _one_translation(one: _Translated, other: _Translated) -> Problem:
    wrong = said(
        "“{source}” has the translation of another text in {path}",
        source=one.source,
        path=_at(other),
    )
    remedy = said("look whether it was put into the wrong place")
    return Problem(one.path, one.line, "one-translation", wrong, remedy, True)


def _at(one: _Translated) -> str:
    return f"{one.path}:{one.line}"
