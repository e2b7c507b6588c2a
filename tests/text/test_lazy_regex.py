"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re

import pytest

from generator.text.lazy_regex import late


def test_a_late_pattern_finds_what_a_pattern_finds():
    pattern, plain = late("[a-c]+", re.IGNORECASE), re.compile("[a-c]+", re.IGNORECASE)
    for text in ("", "xAbcy", "a b C"):
        assert pattern.findall(text) == plain.findall(text)
        assert pattern.sub("-", text) == plain.sub("-", text)
    assert (pattern.pattern, pattern.flags) == (plain.pattern, plain.flags)


def test_a_pattern_that_takes_time_is_written_when_it_is_used():
    written = []
    pattern = late(lambda: written.append(1) or "[a-c]+", re.IGNORECASE)
    assert not written
    assert pattern.fullmatch("aBc")
    assert written == [1]


def test_it_is_compiled_once_and_not_before_it_is_used(monkeypatch):
    compiled = []
    real = re.compile
    monkeypatch.setattr(re, "compile", lambda *given: compiled.append(given) or real(*given))
    pattern = late("a")
    assert not compiled
    assert [bool(pattern.search(text)) for text in ("a", "b", "ba")] == [True, False, True]
    assert compiled == [("a", 0)]


def test_a_wrong_pattern_is_told_when_it_is_used():
    with pytest.raises(re.error):
        late("(").search("a")
