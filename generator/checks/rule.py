"""Define what a rule looks at, and what a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from generator.catalogs.po import Entry
from generator.config.glossary import Glossary
from generator.diagnostics.errors import Fault
from generator.facts import PLACEHOLDER, Fact, with_facts
from generator.locales import Locale
from generator.markdown.fullwidth import narrowed
from generator.markdown.walk import Walk
from generator.text.lazy_regex import late
from generator.text.unicode import shown, without_code

_TARGET = late(r"(?<=\])\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_ADDRESS = late(
    r"<?(?:https?://|mailto:|tel:)[^\s<>（）()“”‘’\"，。；]+>?|[\w.+-]+@[\w-]+\.[\w.-]+"
)
_DOT = late("[.][A-Za-z0-9-]")
"""What joins two parts of a host."""
STAND_IN = "\ue000"
"""For what is not language: a private character, which no text may have (rule *characters*)."""
_HOST = late(r"(?<![A-Za-z0-9.-])(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?:/[^\s<>（），。；]*)?")

LEFT_OVER = late(
    r"(?<![A-Za-z0-9_.@/%-])[a-z]+(?:[ \u00a0,;:'’-]{1,3}[a-z]+){3,}(?![A-Za-z0-9_@/])"
)
"""Names, codes and addresses have capitals, digits or dots; four words without are a sentence."""
VALUE = late(
    r"[%％][ \u3000]?[(（][^()（）%％]{0,40}[)）]"
    r"(?:s|[ \u3000]?[sS](?![A-Za-z])|[diouxXeEfFgGcra](?![A-Za-z]))?"
)
"""Where a value comes into a template's word, %(name)s, in whatever way that is typed."""

NAMED_VALUE = late(r"%\(([A-Za-z_][A-Za-z0-9_]*)\)s")
"""The same, as it should be."""


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """A text that is shown to readers: a source's message, or a finished translation of one.

    Compared by identity, so that what is worked out of it can be cached by it.
    """

    text: str
    locale: Locale
    """The language that `text` should be in."""
    path: str
    line: int
    source: str | None
    """The message that it translates; None for the source's own text."""
    source_locale: Locale
    is_template_word: bool
    """True for a template's word: plain text, with %(name)s where a value comes in."""
    entry: Entry | None
    """The catalog's entry; None for the source's own text."""
    walk: Walk
    facts: Mapping[str, Fact]
    glossary: Glossary
    plural: str | None = None
    """The source's own plural of the message; None where it has none."""
    approvers: frozenset[str] = frozenset()
    """Who has approved of the translation as it is, as `person` folds a name."""
    spacing: str = "any"
    """Whether Chinese has spaces beside other letters: any, none or always."""

    def with_facts(self, text: str) -> str:
        """Fill in the facts of a text as they are shown."""
        return with_facts(text, self.facts)

    @property
    def words(self) -> str:
        """The text as it is shown, without what is not language: code, addresses, facts.

        Each is replaced by `STAND_IN`, so that what is around it keeps its neighbour.
        """
        return _words(VALUE.sub(STAND_IN, self.text) if self.is_template_word else self.text)


@lru_cache(maxsize=64)
def _words(text: str) -> str:
    """Read `Subject.words`; cached, since five rules ask for it one after the other."""
    # Another rule looks at marks that are typed full-width.
    text = narrowed(shown(text))
    if "`" in text:
        text = without_code(text, STAND_IN)
    if "](" in text:
        text = _TARGET.sub("", text)
    if "@" in text or ":" in text:
        text = _ADDRESS.sub(STAND_IN, text)
    if _DOT.search(text):
        text = _HOST.sub(STAND_IN, text)
    return PLACEHOLDER.sub(STAND_IN, text) if "{" in text else text


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule for texts."""

    id: str
    """As it is reported, and as `ignore-<id>` waives it."""
    reason: str
    """Why it exists, in a sentence."""
    find: Callable[[Subject], Iterable[Fault]]
    warning: bool = False
    """True where a finding is reported but refuses nothing."""
    waivable: bool = True
    """True where a person may waive it for one message, with a reason."""
    readings_only: bool = False
    """True where what may be waived is `Reading`s alone, and with somebody else's approval."""


def rule(
    name: str,
    reason: str,
    *,
    warning: bool = False,
    waivable: bool = True,
    readings_only: bool = False,
) -> Callable[[Callable[[Subject], Iterable[Fault]]], Rule]:
    """Make a rule of the function below it, which finds what breaks it in a text."""
    return lambda find: Rule(name, reason, find, warning, waivable, readings_only)
