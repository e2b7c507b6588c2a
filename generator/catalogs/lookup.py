"""Look up the wording of a message in a language, and how far a language is translated.

In the source's own language an empty msgstr means the source as it is, and a filled one mends
its wording; in any other, a message without a finished translation is never shown as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from generator.catalogs.extract import Message
from generator.catalogs.po import Catalog, Entry, Key
from generator.catalogs.records import Approvals
from generator.locales import Locale
from generator.markdown.forbidden import SIGN


class State(Enum):
    """Whether a message is translated in a language."""

    TRANSLATED = "translated"
    SOURCE = "source"
    NEEDS_REVIEW = "needs review"
    MISSING = "missing"
    UNAPPROVED = "needs approval"
    """Finished, and fewer people have approved of it than the site asks for."""

    @property
    def done(self) -> bool:
        """True for a wording that may be published."""
        return self in (State.TRANSLATED, State.SOURCE)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The live entries of one catalog, by key."""

    path: str
    """Relative to the site; also where the catalog is missing, the path it would have."""
    entries: Mapping[Key, Entry] = field(default_factory=dict)


def lexicon(catalog: Catalog, path: str) -> Lexicon:
    """Index the live entries of a catalog."""
    return Lexicon(path, {entry.key: entry for entry in catalog.entries if not entry.obsolete})


@dataclass(frozen=True, slots=True)
class Worded:
    """The wording of a message in a language."""

    text: str
    state: State
    locale: Locale
    """The language that `text` is in: the source's where there is no finished translation."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The wordings of one domain in one locale."""

    locale: Locale
    source_locale: Locale
    lexicons: tuple[Lexicon, ...]
    """The locale's catalogs for the domain; the first that has a translation counts."""
    source_lexicons: tuple[Lexicon, ...]
    """The same of the source's own locale, which mends its wording."""
    approvals: Approvals = field(default_factory=Approvals)
    others: Mapping[Key, Locale] = field(default_factory=dict)
    """The messages that are written in another language than the domain's."""

    def _is_source(self, key: Key) -> bool:
        """Tell whether a message is written in the locale itself."""
        return self.locale == self.others.get(key, self.source_locale)

    def state(self, key: Key) -> State:
        """Find whether a message is translated here."""
        entries = _entries(self.lexicons, key)
        if not entries:  # as of every text in its own language
            return State.SOURCE if self._is_source(key) else State.MISSING
        is_fuzzy = any(map(is_fuzzy_by_hand, entries[:1])) and not self._is_source(key)
        if not is_fuzzy and self.forms(key):
            return State.TRANSLATED if self._is_approved(key, entries) else State.UNAPPROVED
        if self._is_source(key):
            return State.SOURCE
        waiting = any(entry.has_words for entry in entries)
        return State.NEEDS_REVIEW if waiting else State.MISSING

    def _is_approved(self, key: Key, entries: list[Entry]) -> bool:
        """Tell whether the translation may be shown; the source, which mends itself, always may."""
        if not self.approvals.needed or self._is_source(key):
            return True
        shown = next(entry for entry in entries if finished(entry, self.locale))
        return self.approvals.suffice(shown)

    def worded(self, key: Key) -> Worded:
        """Find the wording to show: the translation if it is finished, else the source's own."""
        state = self.state(key)
        if state is State.TRANSLATED:
            return Worded(self.forms(key)[0], state, self.locale)
        if key in self.others:
            return Worded(key[1], state, self.others[key])
        mended = _finished_forms(self.source_lexicons, key, self.source_locale)
        return Worded(next(iter(mended), key[1]), state, self.source_locale)

    def waiting(self, key: Key) -> Worded:
        """Find the wording for those who review it: also one that is fuzzy or not approved yet."""
        worded = self.worded(key)
        if worded.state not in (State.NEEDS_REVIEW, State.UNAPPROVED):
            return worded
        texts = (text for entry in _entries(self.lexicons, key) for text in entry.texts)
        return Worded(next(texts, worded.text), worded.state, self.locale)

    def forms(self, key: Key) -> tuple[str, ...]:
        """Find the forms of a translation, several for a plural; none where it is not finished."""
        return _finished_forms(self.lexicons, key, self.locale)


def _entries(lexicons: tuple[Lexicon, ...], key: Key) -> list[Entry]:
    return [lexicon.entries[key] for lexicon in lexicons if key in lexicon.entries]


def _finished_forms(lexicons: tuple[Lexicon, ...], key: Key, locale: Locale) -> tuple[str, ...]:
    entries = _entries(lexicons, key)
    return next((entry.msgstr for entry in entries if finished(entry, locale)), ())


def finished(entry: Entry, locale: Locale) -> bool:
    """Recognize a translation that may be shown: whole, reviewed, each of the locale's forms there.

    With fewer plural forms, or more, nobody can tell which number each of them was meant for.
    """
    if not entry.translated:
        return False
    return entry.msgid_plural is None or len(entry.msgstr) == locale.plural_count


def is_fuzzy_by_hand(entry: Entry) -> bool:
    """Recognize a translation that a person marked as fuzzy.

    What `update` marks has a previous msgid (`#|`): there the package's own
    translation of a template's new word is the better one.
    """
    return entry.fuzzy and entry.has_words and entry.previous is None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a domain is translated into a locale."""

    needs_review: tuple[Message, ...]
    missing: tuple[Message, ...]
    done: int
    """How many messages may be published."""
    unfilled: tuple[Message, ...] = ()
    """Messages that nobody has to translate, but that the writer has still to fill in."""
    unapproved: tuple[Message, ...] = ()
    """Messages whose translation is finished, and waits for somebody to approve of it."""

    @property
    def complete(self) -> bool:
        """True where no message waits for anybody."""
        return not (self.needs_review or self.missing or self.unapproved)


def coverage(messages: Iterable[Message], vocabulary: Vocabulary) -> Coverage:
    """Count how far `messages` are translated into the vocabulary's locale."""
    states = [(message, vocabulary.state(message.key)) for message in messages]
    done = [message for message, state in states if state.done]
    return Coverage(
        tuple(message for message, state in states if state is State.NEEDS_REVIEW),
        tuple(message for message, state in states if state is State.MISSING),
        sum(SIGN not in message.msgid for message in done),
        tuple(message for message in done if SIGN in message.msgid),
        tuple(message for message, state in states if state is State.UNAPPROVED),
    )
