"""Which wording stands for a message in a language."""

from __future__ import annotations

import pytest

from generator.catalogs.extract import Message
from generator.catalogs.lookup import Lexicon, State, Vocabulary, coverage, lexicon
from generator.catalogs.po import Entry, Previous, new_catalog
from generator.catalogs.records import Approvals
from generator.locales import Locale
from generator.text.unicode import person

EN, ZH = Locale("en"), Locale("zh-Hans")
KEY = ("bulletin", "Hang up")


def _lexicon(*msgstr, **fields):
    entry = Entry("Hang up", msgstr or ("",), "bulletin", **fields)
    return lexicon(new_catalog({}, [entry]), "x.po")


EMPTY = Lexicon("x.po")


@pytest.mark.parametrize(
    ("made", "state", "text", "locale"),
    [
        (_lexicon("挂断"), State.TRANSLATED, "挂断", ZH),
        (_lexicon("挂断", flags=("fuzzy",)), State.NEEDS_REVIEW, "Hang up", EN),
        (_lexicon(""), State.MISSING, "Hang up", EN),
        (_lexicon("挂断", obsolete=True), State.MISSING, "Hang up", EN),
        (EMPTY, State.MISSING, "Hang up", EN),
    ],
)
def test_a_wording_in_another_language(made, state, text, locale):
    worded = Vocabulary(ZH, EN, (made,), (EMPTY,)).worded(KEY)
    assert (worded.state, worded.text, worded.locale) == (state, text, locale)


@pytest.mark.parametrize(
    ("made", "state", "text"),
    [
        (EMPTY, State.SOURCE, "Hang up"),
        (_lexicon(""), State.SOURCE, "Hang up"),
        (_lexicon("Hang up now"), State.TRANSLATED, "Hang up now"),
        (_lexicon("Hang up now", flags=("fuzzy",)), State.SOURCE, "Hang up"),
    ],
)
def test_a_wording_in_the_sources_own_language(made, state, text):
    worded = Vocabulary(EN, EN, (made,), (made,)).worded(KEY)
    assert (worded.state, worded.text, worded.locale) == (state, text, EN)


@pytest.mark.parametrize(
    ("locale", "names", "state", "text"),
    [
        (ZH, (), State.UNAPPROVED, "Hang up"),
        (ZH, ("Bob",), State.UNAPPROVED, "Hang up"),
        (ZH, ("Li Wei",), State.TRANSLATED, "挂断"),
        (EN, (), State.TRANSLATED, "挂断"),
    ],
)
def test_what_needs_approval_is_not_shown_before_it_has_it(locale, names, state, text):
    asked = Approvals(locale.tag, "refund", frozenset({person("Li Wei")}), 1)
    entry = Entry("Hang up", ("挂断",), "bulletin")
    for name in names:
        entry = asked.signed(entry, name, "2026-11-30", "\n")
    words = Vocabulary(locale, EN, (lexicon(new_catalog({}, [entry]), "x.po"),), (EMPTY,), asked)
    assert (words.worded(KEY).state, words.worded(KEY).text) == (state, text)
    assert words.waiting(KEY).text == "挂断"
    message = Message("bulletin", "Hang up", "content/x.md", 1, ())
    counted = coverage([message], words)
    assert (len(counted.unapproved), counted.done) == ((1, 0) if text == "Hang up" else (0, 1))
    assert counted.complete is not bool(counted.unapproved)


def test_what_is_missing_shows_the_mended_source():
    worded = Vocabulary(ZH, EN, (EMPTY,), (_lexicon("Hang up now"),)).worded(KEY)
    assert (worded.text, worded.locale) == ("Hang up now", EN)


def test_the_first_catalog_with_a_translation_counts():
    found = Vocabulary(ZH, EN, (_lexicon("甲"), _lexicon("乙")), ()).worded(KEY)
    assert found.text == "甲"
    found = Vocabulary(ZH, EN, (_lexicon(""), _lexicon("乙")), ()).worded(KEY)
    assert found.text == "乙"
    guessed = _lexicon("甲", flags=("fuzzy",), previous=Previous("Hang on"))
    assert Vocabulary(ZH, EN, (guessed, _lexicon("乙")), ()).worded(KEY).text == "乙"


def test_a_translation_that_a_person_doubts_is_not_replaced_by_the_packages():
    doubted = _lexicon("甲", flags=("fuzzy",))
    found = Vocabulary(ZH, EN, (doubted, _lexicon("乙")), ()).worded(KEY)
    assert (found.state, found.text) == (State.NEEDS_REVIEW, "Hang up")


@pytest.mark.parametrize(
    ("locale", "forms", "state", "shown"),
    [
        (ZH, ("挂断",), State.TRANSLATED, ("挂断",)),
        (ZH, ("挂断", "挂断"), State.NEEDS_REVIEW, ()),
        (Locale("pl"), ("a", "b", "c"), State.TRANSLATED, ("a", "b", "c")),
        (Locale("pl"), ("a", "b"), State.NEEDS_REVIEW, ()),
        (Locale("pl"), ("a", "b", ""), State.NEEDS_REVIEW, ()),
        (EN, ("a",), State.SOURCE, ()),
    ],
)
def test_a_plural_is_finished_with_all_forms_of_its_language_and_no_others(
    locale, forms, state, shown
):
    words = Vocabulary(locale, EN, (_lexicon(*forms, msgid_plural="Hang ups"),), ())
    assert (words.state(KEY), words.forms(KEY)) == (state, shown)


def test_coverage_counts_each_message_once():
    message = Message("bulletin", "Hang up", "x.md", 1, ("x.md",))
    waiting = Vocabulary(ZH, EN, (_lexicon("挂断", flags=("fuzzy",)),), ())
    assert coverage([message], waiting).needs_review == (message,)
    assert not coverage([message], waiting).complete
    missing = Vocabulary(ZH, EN, (EMPTY,), ())
    assert coverage([message], missing).missing == (message,)
    done = Vocabulary(ZH, EN, (_lexicon("挂断"),), ())
    assert (coverage([message], done).done, coverage([message], done).complete) == (1, True)


def test_a_text_that_is_to_be_filled_in_is_not_done_yet():
    message = Message("bulletin", "✎ The title", "x.md", 1, ("x.md",))
    own = coverage([message], Vocabulary(EN, EN, (EMPTY,), ()))
    assert (own.done, own.unfilled, own.missing) == (0, (message,), ())
    assert coverage([message], Vocabulary(ZH, EN, (EMPTY,), ())).missing == (message,)
