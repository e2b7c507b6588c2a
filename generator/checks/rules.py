"""Run the rules for texts: an ordered list, for `check` and for `build`.

A rule sees nothing but its subject. So what was found in the texts of a document can be remembered
by what they were judged by, and is found again where nothing of that has changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import groupby
from typing import Any

from generator.checks import (
    characters,
    chinese,
    english,
    facts,
    hardcoded_facts,
    length,
    links,
    markup,
    terms,
    unfilled,
    untranslated,
    waivers,
)
from generator.checks.rule import Rule, Subject
from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import packed, unpacked

RULES: tuple[Rule, ...] = (
    length.size,
    facts.facts,
    facts.fewer_facts,
    facts.counts,
    hardcoded_facts.by_hand,
    links.links,
    markup.shape,
    markup.format_values,
    unfilled.unfilled,
    unfilled.left_over,
    characters.characters,
    terms.terms,
    terms.terms_advice,
    untranslated.same,
    untranslated.foreign,
    chinese.chinese,
    chinese.chinese_style,
    chinese.chinese_spacing,
    chinese.stray_letters,
    english.english,
    english.english_style,
)
"""Every rule, in the order in which its findings are reported."""


OF_WORDLESS: tuple[Rule, ...] = (hardcoded_facts.by_hand, characters.characters)
"""The rules for a source's lines without a word, which go out in every language as they are."""


_RULE = "waiver"
"""That of what is wrong with the waivers themselves."""
_Row = tuple[int, str, str, str, bool]
"""Of which of some subjects a finding is, or in which line of a file; its rule, what is wrong, what
to do, and if it warns."""


def problems(subjects: Iterable[Subject], rules: Sequence[Rule] = RULES) -> Iterator[Problem]:
    """Find what is wrong with texts; a finding that is waived with a reason is left out."""
    for subject in subjects:
        yield from (_problem(subject, row) for row in _rows(0, subject, rules))


def _problem(subject: Subject, row: _Row) -> Problem:
    return Problem(subject.path, subject.line, *row[1:])


def _rows(number: int, subject: Subject, rules: Sequence[Rule]) -> Iterator[_Row]:
    for wrong, remedy in waivers.faults(subject, RULES):
        yield number, _RULE, wrong, remedy, False
    waived = waivers.waived(subject, RULES)
    # A text that is too long is not looked at any further: that would take too long.
    if any(True for _ in length.size.find(subject)):
        rules = [length.size]
    for rule in rules:
        for found in rule.find(subject):
            if not waivers.lets_pass(rule, found, waived):
                yield number, rule.id, found.wrong, found.remedy, rule.warning


class Memory:
    """Finds what is wrong with texts by every rule, or recalls what was found in the same ones."""

    def __init__(self, program: str = "", known: str = "") -> None:
        """Take the fingerprint of the program, and what an earlier memory `kept`."""
        self._program = program
        self._known: dict[str, list[_Row]] = _recalled(known)
        self._used: dict[str, list[_Row]] = {}

    def problems(self, subjects: Iterable[Subject]) -> Iterator[Problem]:
        """Find what `problems` finds, in the same order; the texts of a document are judged as one.

        Without a program's fingerprint nothing is recalled or kept.
        """
        if not self._program:
            yield from problems(subjects)
            return
        for _, part in groupby(subjects, _document):
            texts = list(part)
            key = judged_by(self._program, texts)
            rows = self._known.get(key)
            if rows is None:
                rows = [row for at, one in enumerate(texts) for row in _rows(at, one, RULES)]
            self._used[key] = rows
            yield from (_problem(texts[row[0]], row) for row in rows)

    def recall(
        self, path: str, seen: tuple[object, ...], find: Callable[[], Iterable[Problem]]
    ) -> Iterable[Problem]:
        """Find what is wrong in a file, or recall what was found there by the same values.

        `seen` is all that finding it depends on, but for the program: plain values.
        """
        if not self._program:
            return find()
        key = _digest((self._program, path, *seen))
        rows = self._known.get(key)
        if rows is None:
            rows = [(one.line, one.rule, one.wrong, one.remedy, one.warning) for one in find()]
        self._used[key] = rows
        return (Problem(path, *row) for row in rows)

    @property
    def kept(self) -> str:
        """What was found so far, as text in ASCII without tabs."""
        rows = {
            key: [
                (at, rule, packed(wrong), packed(remedy), warns)
                for at, rule, wrong, remedy, warns in found
            ]
            for key, found in self._used.items()
        }
        return json.dumps(rows, separators=(",", ":")) if rows else ""


def _recalled(known: str) -> dict[str, list[_Row]]:
    """Read what was kept; nothing of what another version of the program has written."""
    try:
        return {
            key: [
                (int(at), str(rule), unpacked(wrong), unpacked(remedy), bool(warns))
                for at, rule, wrong, remedy, warns in rows
            ]
            for key, rows in json.loads(known or "{}").items()
        }
    except (ValueError, TypeError, AttributeError):
        return {}


def _document(subject: Subject) -> tuple[str, str | None]:
    """Name the document whose text, or whose translation, a subject is."""
    entry = subject.entry
    return subject.locale.tag, subject.path if entry is None else entry.msgctxt


def judged_by(program: str, texts: Sequence[Subject]) -> str:
    """Fingerprint all that the rules see of texts of one site, but for the place of each."""
    first = texts[0]
    shared = (program, dict(first.facts), first.walk.knows_facts, first.spacing)
    return _digest((shared, first.glossary.digest, [_seen(one) for one in texts]))


def _digest(seen: tuple[object, ...]) -> str:
    data = repr(seen).encode("utf-8", "backslashreplace")
    return blake2b(data, digest_size=16).hexdigest()


def _seen(subject: Subject) -> tuple[Any, ...]:
    entry = subject.entry
    recorded = entry and (
        *(entry.msgctxt, entry.msgid, entry.msgid_plural, entry.msgstr),
        *(entry.comments, entry.flags, entry.sticky, entry.previous),
    )
    languages = subject.locale.tag, subject.source_locale.tag
    source = subject.source, subject.plural, subject.is_template_word
    return subject.text, languages, source, recorded, sorted(subject.approvers)
