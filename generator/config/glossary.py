"""Read content/glossary.toml: what each term must be, and must not be, in each locale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from hashlib import blake2b
from typing import Any

from generator.config.schema import Entry, Group, Setting, each
from generator.config.toml_file import TomlFile
from generator.diagnostics.errors import Problems
from generator.diagnostics.messages import said
from generator.layout import GLOSSARY_PATH
from generator.locales import Locale, locale
from generator.text.lazy_regex import late
from generator.text.unicode import HAN, invisible, lowered, shown

_APART = late("[\\s\u2010-\u2013-]+")
_HIDDEN = late(lambda: f"[{invisible()}]")
_SCRIPT = 4
"""Letters of a script's subtag, as in zh-Hant; a region's are fewer."""
_CHARACTER = late(rf"[\u3040-\u30ff{HAN}]")


@dataclass(frozen=True, slots=True)
class Term:
    """One term, by locale tag."""

    words: Mapping[str, tuple[str, ...]]
    """What it may be; the first is the preferred one."""
    never: Mapping[str, tuple[str, ...]]
    """What it must not be."""
    sources: frozenset[str] = frozenset()
    """The languages from which it is translated in this way; empty for every one."""
    advice: bool = False
    """True where another word may be right: what it asks for is only told."""

    def found_in(self, text: str, where: Locale) -> str:
        """Find the first of its words that is in a source text, which `read` gave; else nothing."""
        if self.sources and not in_language(dict.fromkeys(self.sources, ("",)), where):
            return ""
        words = in_language(self.words, where)
        return next((word for word in words if has(text, word)), "")


@dataclass(frozen=True)
class Glossary:
    """Every term, in the order of the file."""

    terms: tuple[Term, ...] = field(default=())

    @cached_property
    def digest(self) -> str:
        """Fingerprint the terms; the same ones have the same, whatever the order of a set."""
        rows = [(dict(t.words), dict(t.never), sorted(t.sources), t.advice) for t in self.terms]
        return blake2b(repr(rows).encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()


def in_language(by_tag: Mapping[str, tuple[str, ...]], where: Locale) -> tuple[str, ...]:
    """Find a locale's words; those of its language where it has none itself: en for en-GB.

    Never across scripts: zh-Hant-HK may take zh-Hant's, not zh-Hans's.
    """
    tag = where.tag
    while tag not in by_tag and "-" in tag and len(tag.rpartition("-")[2]) < _SCRIPT:
        tag = tag.rpartition("-")[0]
    return by_tag.get(tag, ())


def read(text: str) -> str:
    """Make a text with its facts as readers see it, which is where terms are looked for."""
    read = shown(text)
    return read if read.isascii() else _HIDDEN.sub("", read)


def has(text: str, word: str) -> bool:
    """Return True where a text has a word: whole, whatever its case, also in the plural.

    Hyphens or other spaces may be in between. In Chinese and Japanese, which have no spaces,
    anywhere in the text.
    """
    if _bare(word) not in _bare(text):  # far quicker, and nearly every word is in no text
        return False
    spaced = _APART.sub(" ", text), _APART.sub(" ", word)
    pairs = (text, word), spaced
    return any(_pattern(one).search(whole.replace("’", "'")) for whole, one in pairs)


@lru_cache(maxsize=1024)
def _bare(text: str) -> str:
    """Read a text without what a term's place in it does not depend on."""
    return lowered(_APART.sub(" ", text.replace("’", "'")))


@cache
def _pattern(word: str) -> re.Pattern[str]:
    escaped = re.escape(word.replace("’", "'"))
    if _CHARACTER.search(word):
        return late(escaped, re.IGNORECASE)
    return late(rf"(?<!\w){escaped}(?:e?s)?(?!\w)", re.IGNORECASE)


def glossary(text: str, problems: Problems) -> Glossary:
    """Read the glossary from a file's text, without the terms that are wrong.

    What is wrong goes into `problems`.
    """
    with problems.gathered():
        file = TomlFile(text, GLOSSARY_PATH, "glossary")
        terms = file.data.setdefault("terms", [])
        if not isinstance(terms, list):
            file.data["terms"] = [terms]
        values = _GLOSSARY(Entry(file, "", file.data, 1))
        problems.add(*file.problems.errors)
        return Glossary(values["terms"])
    return Glossary()


def _term(entry: Entry) -> Term | None:
    """Parse a term; None, and noted, for one that both asks for a word and rules it out."""
    if not isinstance(entry.value, dict):
        raise ValueError(said("a term is not a group"))
    never = entry.value.get("never", {})
    if not isinstance(never, dict):
        raise ValueError(said("never is not given by language"))
    words = {tag: value for tag, value in entry.value.items() if tag not in _SETTINGS}
    sources = entry.value.get("from", [])
    if isinstance(sources, str):
        sources = [sources]
    if not isinstance(sources, list) or not all(isinstance(tag, str) for tag in sources):
        raise ValueError(said("from is neither a language nor a list of them"))
    advice = entry.value.get("advice", False)
    if not isinstance(advice, bool):
        raise ValueError(said("advice is neither true nor false"))
    tags = frozenset(locale(tag).tag for tag in sources)
    term = Term(dict(_by_tag(words)), dict(_by_tag(never)), tags, advice)
    both = [
        word
        for tag, wanted in term.words.items()
        for word in {*wanted} & {*term.never.get(tag, ())}
    ]
    for word in both:
        wrong = said("“{word}” is what to say, and never to be said", word=word)
        entry.wrong(wrong, said("take it out of one of the two lists"))
    return None if both else term


_SETTINGS = frozenset({"never", "from", "advice"})
"""What a term says besides its words; all else is a language."""


def _by_tag(values: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for tag, value in values.items():
        words = [value] if isinstance(value, str) else value
        if not isinstance(words, list) or not all(isinstance(w, str) and w.strip() for w in words):
            raise ValueError(said("“{tag}” is neither a text nor a list of texts", tag=tag))
        yield locale(tag).tag, tuple(word.strip() for word in words)


_REMEDY = said(
    'write [[terms]], then a line a language: en = "credit record", and never.en '
    '= ["credit reporting"]'
)
_GLOSSARY = Group(
    {"terms": Setting(each(Setting(_term, _REMEDY)))},
    unknown=lambda key: (said("there is no key “{key}”", key=key), _REMEDY),
)
