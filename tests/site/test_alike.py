"""Texts that a site translates in two ways, and two that it translates as one."""

from __future__ import annotations

from contextlib import suppress

import pytest

from generator.diagnostics.errors import Problems, Refused
from tests import support

LONG, OTHER = "Hang up and call us at once, please.", "Never share your screen with a stranger."


def _told(site, *pairs):
    """What is told of notices that each have one text and its translation."""
    files = {}
    for number, (source, text) in enumerate(pairs):
        files[f"content/n{number}/bulletin.md"] = (
            f"---\ntitle: x\ndate: 2022-07-25\n---\n\n{source}\n"
        )
        files[f"locales/zh_Hans/LC_MESSAGES/n{number}.po"] = (
            'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
            f'msgctxt "bulletin"\nmsgid "{source}"\nmsgstr "{text}"\n'
        )
    support.write_tree(site, files)
    problems = Problems()
    with suppress(Refused):
        support.read_site(site, problems)
    return [str(one) for one in problems.warnings if "-translation" in one.rule]


def test_a_text_with_two_translations_is_remarked_at_the_later_one(small_site):
    (told,) = _told(small_site, (LONG, "请马上挂断并联系我们。"), (LONG, "请立即挂断并致电我们。"))
    assert "two-translations" in told
    assert "has another translation in locales/zh_Hans/LC_MESSAGES/n" in told


def test_two_texts_with_one_translation_are_remarked(small_site):
    (told,) = _told(small_site, (LONG, "请马上挂断并联系我们。"), (OTHER, "请马上挂断并联系我们。"))
    assert "one-translation" in told


@pytest.mark.parametrize(
    "pairs",
    [
        [(LONG, "请马上挂断并联系我们。"), (LONG, "请马上挂断并联系我们。")],
        [(LONG, "请马上挂断并联系我们。"), (LONG, "请马上挂断，并联系我们！")],
        [(LONG, "请马上挂断并联系我们。"), (OTHER, "不要与陌生人共享屏幕。")],
        [
            ("Hang up now.", "请挂断。"),
            ("Hang up now.", "挂断电话。"),
            ("Ring off now.", "请挂断。"),
        ],
    ],
)
def test_what_is_said_alike_and_what_is_short_are_not_remarked(small_site, pairs):
    assert _told(small_site, *pairs) == []
