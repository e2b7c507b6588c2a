"""The rules for translations: an ordered list, run by `check` and by `build`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator.catalogues import Lexicon
from generator.errors import Problem
from generator.extraction import Message
from generator.facts import PLACEHOLDER
from generator.locales import Locale
from generator.po import Entry
from generator.segments import Fault, Walk

_FORMAT = re.compile(r"%(?:\([A-Za-z_][A-Za-z0-9_]*\))?[#0 +-]*[0-9.]*[a-zA-Z]")
_NAMED = re.compile(r"%\([A-Za-z_][A-Za-z0-9_]*\)s")
_FORBIDDEN = re.compile("[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Pair:
    """A message and one of its finished translations."""

    message: Message
    entry: Entry
    text: str
    """The translation, or one of its plural forms."""
    locale: Locale
    source_locale: Locale
    walk: Walk

    @property
    def is_template_word(self) -> bool:
        """True for a word of a template: plain text, with %(name)s where a value comes in."""
        return self.message.msgctxt is None


Rule = Callable[[Pair], Iterator[Fault]]


def facts_rule(pair: Pair) -> Iterator[Fault]:
    """The facts of site.toml that a message uses are those that its translation uses."""
    wanted = set(PLACEHOLDER.findall(pair.message.msgid))
    given = set(PLACEHOLDER.findall(pair.text))
    for name in sorted(wanted - given):
        yield Fault(f"the translation has lost {{{name}}}", f"put {{{name}}} where it belongs")
    for name in sorted(given - wanted):
        yield Fault(f"the translation has {{{name}}}, which the source has not", "take it out")


def shape_rule(pair: Pair) -> Iterator[Fault]:
    """A translation has the same links, emphasis and code as its source, in any order."""
    if pair.is_template_word:
        return
    wanted = Counter(pair.walk.elements(pair.message.msgid))
    given = Counter(pair.walk.elements(pair.text))
    for tag, target in sorted((wanted - given).elements()):
        yield Fault(
            f"the translation has lost {_named(tag, target)}", "put it back, as the source has it"
        )
    for tag, target in sorted((given - wanted).elements()):
        yield Fault(
            f"the translation has {_named(tag, target)}, which the source has not",
            "take it out, or put \\ before its marks if they are meant as text",
        )


def _named(tag: str, target: str) -> str:
    names = {"em": "emphasis (*…*)", "strong": "strong emphasis (**…**)", "code": "code (`…`)"}
    if tag == "a":
        return f"the link to {target}"
    return names.get(tag, f"a picture ({target})" if tag == "img" else f"a <{tag}>")


def format_rule(pair: Pair) -> Iterator[Fault]:
    """A template word keeps the values that are put into it, and has no other format codes."""
    if not pair.is_template_word:
        return
    wanted = set(_NAMED.findall(pair.message.msgid + (pair.message.msgid_plural or "")))
    given = set(_FORMAT.findall(pair.text.replace("%%", "")))
    for name in sorted(given - wanted):
        yield Fault(f"“{name}” stands for no value of the source", "take it out")
    if pair.message.msgid_plural is None:
        for name in sorted(wanted - given):
            yield Fault(f"the translation has lost {name}", "put it where the value belongs")


def characters_rule(pair: Pair) -> Iterator[Fault]:
    """A translation is one line, without control, direction and zero-width characters."""
    for char in sorted(set(_FORBIDDEN.findall(pair.text))):
        name = "a line break" if char == "\n" else f"the invisible character U+{ord(char):04X}"
        yield Fault(f"the translation has {name}", "take it out, and type the words around it anew")


RULES: tuple[tuple[str, Rule], ...] = (
    ("facts", facts_rule),
    ("shape", shape_rule),
    ("format", format_rule),
    ("characters", characters_rule),
)
"""Every rule with its id, in the order in which they are told."""


def problems(
    messages: Iterable[Message],
    lexicon: Lexicon,
    locale: Locale,
    source_locale: Locale,
    walk: Walk,
) -> Iterator[Problem]:
    """What the rules find in the finished translations of one catalogue."""
    for message in messages:
        entry = lexicon.entries.get(message.key)
        if entry is None or not entry.translated:
            continue
        for text in dict.fromkeys(entry.msgstr):
            pair = Pair(message, entry, text, locale, source_locale, walk)
            for rule_id, rule in RULES:
                for fault in rule(pair):
                    yield Problem(lexicon.path, entry.line, rule_id, fault.wrong, fault.remedy)
