"""Catalogues are kept in step with the source, and nothing is guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import merging, po, po_reading
from generator.extraction import Message
from generator.locales import locale
from generator.merging import merge
from generator.po import Catalogue, Entry, Previous

ZH = locale("zh-Hans")


def message(msgid: str, msgctxt: str | None = "routines/a", path: str = "a.md") -> Message:
    return Message(msgctxt, msgid, path, 1, (path,))


def translated(*pairs: tuple[str, str], msgctxt: str = "routines/a") -> Catalogue:
    """A catalogue as an update would have left it, then translated and saved."""
    made = merge(merging.empty(ZH, "2022-07-25"), [message(msgid, msgctxt) for msgid, _ in pairs])
    done = dict(pairs)
    entries = tuple(entry.changed(msgstr=(done[entry.msgid],)) for entry in made.entries)
    return saved(po.Catalogue(made.header, entries))


def saved(catalogue: Catalogue) -> Catalogue:
    """The catalogue as it is read back from its file."""
    return po_reading.read(po.write(catalogue), "x.po")


def entry_of(catalogue: Catalogue, msgid: str) -> Entry:
    return next(entry for entry in catalogue.entries if entry.msgid == msgid)


FIRST = "The caller says that there is a problem with your account."
SECOND = "They ask you to share your screen and to transfer money."
THIRD = "Hang up and call the number on the back of your card."


def three() -> Catalogue:
    return translated((FIRST, "一"), (SECOND, "二"), (THIRD, "三"))


def test_an_update_with_nothing_new_changes_no_byte():
    before = po.write(three())
    after = po.write(
        merge(po_reading.read(before, "x.po"), list(map(message, (FIRST, SECOND, THIRD))))
    )
    assert after == before


def test_a_one_word_edit_touches_one_entry_and_asks_for_review():
    edited = SECOND.replace("share", "show")
    after = merge(three(), list(map(message, (FIRST, edited, THIRD))))
    changed = entry_of(after, edited)
    assert changed.fuzzy
    assert changed.msgstr == ("二",)
    assert changed.previous == Previous(SECOND)
    assert [entry.raw is None for entry in after.entries] == [False, True, False]


def test_a_second_edit_keeps_the_text_that_the_translation_was_made_for():
    once = saved(merge(three(), list(map(message, (FIRST, SECOND + " Now.", THIRD)))))
    twice = merge(once, list(map(message, (FIRST, SECOND + " Now or never.", THIRD))))
    assert entry_of(twice, SECOND + " Now or never.").previous == Previous(SECOND)


def test_a_restored_paragraph_regains_its_translation():
    without = saved(merge(three(), [message(FIRST), message(THIRD)]))
    assert entry_of(without, SECOND).obsolete
    back = saved(merge(without, list(map(message, (FIRST, SECOND, THIRD)))))
    assert entry_of(back, SECOND).translated
    assert entry_of(back, SECOND).msgstr == ("二",)
    assert not any(entry.obsolete for entry in back.entries)


def test_an_edit_that_is_taken_back_finishes_the_translation_again():
    edited = list(map(message, (FIRST, SECOND + " Now.", THIRD)))
    once = saved(merge(three(), edited))
    back = merge(once, list(map(message, (FIRST, SECOND, THIRD))))
    assert po.write(back) == po.write(three())


def test_an_edit_taken_back_is_not_finished_where_somebody_touched_the_translation():
    once = saved(merge(three(), list(map(message, (FIRST, SECOND + " Now.", THIRD)))))
    entries = tuple(
        entry.changed(msgstr=("二，现在",)) if entry.fuzzy else entry for entry in once.entries
    )
    touched = saved(po.Catalogue(once.header, entries))
    back = merge(touched, list(map(message, (FIRST, SECOND, THIRD))))
    assert entry_of(back, SECOND).fuzzy


def test_a_reordered_paragraph_keeps_its_translation():
    after = saved(merge(three(), list(map(message, (THIRD, FIRST, SECOND)))))
    assert [(entry.msgid, entry.msgstr[0]) for entry in after.entries] == [
        (THIRD, "三"),
        (FIRST, "一"),
        (SECOND, "二"),
    ]
    assert all(entry.translated for entry in after.entries)


def test_a_renamed_routine_keeps_its_translations():
    after = saved(
        merge(three(), [message(text, "routines/b", "b.md") for text in (FIRST, SECOND, THIRD)])
    )
    assert [entry.translated for entry in after.entries] == [True] * 3
    assert {entry.msgctxt for entry in after.entries} == {"routines/b"}
    assert {entry.references for entry in after.entries} == {("b.md",)}


def test_a_renamed_routine_with_one_edit_keeps_the_others_and_asks_about_that_one():
    edited = SECOND.replace("share", "show")
    after = merge(three(), [message(text, "routines/b") for text in (FIRST, edited, THIRD)])
    assert entry_of(after, FIRST).translated
    assert entry_of(after, edited).fuzzy
    assert entry_of(after, edited).msgstr == ("二",)


def test_another_document_s_translation_is_offered_and_never_done():
    other = Entry(FIRST, ("一",), "routines/z")
    offered = merge(three_of_another_kind(), [message(FIRST)], {FIRST: other}.get).entries[0]
    assert offered.fuzzy
    assert offered.msgstr == ("一",)
    assert offered.previous == Previous(FIRST, "routines/z")


def three_of_another_kind() -> Catalogue:
    return translated((THIRD, "三"), msgctxt="reminders/z")


def test_an_unlike_text_is_not_paired():
    after = merge(three(), list(map(message, (FIRST, "Nothing of the kind at all.", THIRD))))
    new = entry_of(after, "Nothing of the kind at all.")
    assert new.msgstr == ("",)
    assert not new.fuzzy
    assert entry_of(after, SECOND).obsolete


def test_texts_are_not_paired_across_documents():
    edited = SECOND.replace("share", "show")
    messages = [message(FIRST), message(THIRD), message(edited, "reminders/z")]
    assert entry_of(merge(three(), messages), edited).msgstr == ("",)


def test_an_untranslated_message_that_is_edited_stays_untranslated():
    catalogue = translated((FIRST, ""), (SECOND, "二"))
    after = merge(catalogue, [message(FIRST + " Now."), message(SECOND)])
    assert not entry_of(after, FIRST + " Now.").fuzzy
    assert not any(entry.obsolete for entry in after.entries)


def test_a_mend_of_the_source_waits_for_review_when_its_text_changes():
    english = translated((FIRST, "The caller says that your account has a problem."))
    after = merge(english, [message(FIRST.replace("problem", "big problem"))])
    assert after.entries[0].fuzzy


def test_comments_flags_and_unknown_headers_stay():
    text = po.write(three()).decode()
    text = text.replace("msgctxt", "# a translator's word\n#, ignore-same\nmsgctxt", 1)
    text = text.replace(
        'msgctxt "routines/a"\nmsgid "They', '# note\nmsgctxt "routines/a"\nmsgid "They'
    )
    catalogue = po_reading.read(text.encode(), "x.po").with_header("X-Generator", "Poedit 3.4")
    after = merge(catalogue, list(map(message, (FIRST, SECOND.replace("share", "show"), THIRD))))
    assert after.headers["X-Generator"] == "Poedit 3.4"
    assert "note" in entry_of(after, SECOND.replace("share", "show")).comments


def test_moved_references_are_brought_up_to_date():
    after = merge(three(), [message(text, path="02-a.md") for text in (FIRST, SECOND, THIRD)])
    assert {entry.references for entry in after.entries} == {("02-a.md",)}
    assert all(entry.translated for entry in after.entries)


WORDS = st.sampled_from(
    [
        "call",
        "hang",
        "up",
        "now",
        "share",
        "screen",
        "money",
        "never",
        "bank",
        "card",
        "code",
        "您",
        "不",
        "转账",
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
DOCUMENTS = st.lists(
    st.tuples(st.sampled_from(["routines/a", "routines/b", "bulletin"]), TEXTS),
    max_size=12,
    unique=True,
)


def from_pairs(pairs: list[tuple[str, str]]) -> list[Message]:
    return [message(msgid, msgctxt) for msgctxt, msgid in pairs]


def all_translated(pairs: list[tuple[str, str]]) -> Catalogue:
    made = merge(merging.empty(ZH, "2022-07-25"), from_pairs(pairs))
    entries = tuple(
        entry.changed(msgstr=(f"{entry.msgctxt}/{entry.msgid}!",)) for entry in made.entries
    )
    return saved(po.Catalogue(made.header, entries))


@given(DOCUMENTS, DOCUMENTS)
def test_nothing_is_done_that_a_person_has_not_done(before, after):
    merged = saved(merge(all_translated(before), from_pairs(after)))
    for entry in merged.entries:
        if entry.translated:
            assert entry.msgstr[0].split("/", 2)[-1] == f"{entry.msgid}!" or entry.msgstr[
                0
            ].endswith(f"/{entry.msgid}!")


@given(DOCUMENTS, DOCUMENTS)
def test_no_translation_is_lost(before, after):
    old = all_translated(before)
    merged = saved(merge(old, from_pairs(after)))
    kept = {entry.msgstr for entry in merged.entries}
    assert {entry.msgstr for entry in old.entries} <= kept


@given(DOCUMENTS, DOCUMENTS)
def test_the_messages_are_the_sources_in_its_order(before, after):
    merged = merge(all_translated(before), from_pairs(after))
    live = [(entry.msgctxt, entry.msgid) for entry in merged.entries if not entry.obsolete]
    assert live == after


@given(DOCUMENTS, DOCUMENTS)
def test_a_second_update_changes_nothing(before, after):
    once = po.write(merge(all_translated(before), from_pairs(after)))
    assert po.write(merge(po_reading.read(once, "x.po"), from_pairs(after))) == once


@pytest.mark.parametrize("tag", ["en", "zh-Hans", "ar", "pl"])
def test_a_new_catalogue_has_its_languages_headers(tag):
    headers = merging.empty(locale(tag), "2022-07-25").headers
    assert headers["Language"] == tag.replace("-", "_")
    assert headers["Plural-Forms"].startswith("nplurals=")
