"""Catalogs are kept in step with the source, and nothing is guessed."""

from __future__ import annotations

import shutil
import subprocess
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalogs import po, reader
from generator.catalogs.extract import Message
from generator.catalogs.lookup import finished
from generator.catalogs.merge import empty, in_locale, merge, template
from generator.catalogs.po import Catalog, Entry, Previous
from generator.locales import locale

ZH = locale("zh-Hans")
DAY = "2022-07-25"


def message(
    msgid: str, msgctxt: str | None = "routines/a", path: str = "a.md", plural: str | None = None
) -> Message:
    return Message(msgctxt, msgid, path, 1, (path,), msgid_plural=plural)


def holding(*entries: Entry, tag: str = "zh-Hans") -> Catalog:
    """A catalog with these entries, whatever update would say to them."""
    return po.Catalog(empty(locale(tag), "2022-07-25").header, entries)


def live(catalog: Catalog) -> list[Entry]:
    return [entry for entry in catalog.entries if not entry.obsolete]


def translated(*pairs: tuple[str, str], msgctxt: str = "routines/a") -> Catalog:
    """A catalog as an update would have left it, then translated and saved."""
    made = merge(empty(ZH, "2022-07-25"), [message(msgid, msgctxt) for msgid, _ in pairs])
    done = dict(pairs)
    entries = tuple(entry.changed(msgstr=(done[entry.msgid],)) for entry in made.entries)
    return saved(po.Catalog(made.header, entries))


def saved(catalog: Catalog) -> Catalog:
    """The catalog as it is read back from its file."""
    return reader.read(po.write(catalog), "x.po")


def entry_of(catalog: Catalog, msgid: str) -> Entry:
    return next(entry for entry in catalog.entries if entry.msgid == msgid)


FIRST = "The caller says that there is a problem with your account."
SECOND = "They ask you to share your screen and to transfer money."
THIRD = "Hang up and call the number on the back of your card."


def three() -> Catalog:
    return translated((FIRST, "一"), (SECOND, "二"), (THIRD, "三"))


def test_an_update_with_nothing_new_changes_no_byte():
    before = po.write(three())
    after = po.write(merge(reader.read(before, "x.po"), list(map(message, (FIRST, SECOND, THIRD)))))
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
    touched = saved(po.Catalog(once.header, entries))
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


def three_of_another_kind() -> Catalog:
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
    catalog = translated((FIRST, ""), (SECOND, "二"))
    after = merge(catalog, [message(FIRST + " Now."), message(SECOND)])
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
    catalog = reader.read(text.encode(), "x.po").with_header("X-Generator", "Poedit 3.4")
    after = merge(catalog, list(map(message, (FIRST, SECOND.replace("share", "show"), THIRD))))
    assert after.headers["X-Generator"] == "Poedit 3.4"
    assert "note" in entry_of(after, SECOND.replace("share", "show")).comments


def test_moved_references_are_brought_up_to_date():
    after = merge(three(), [message(text, path="02-a.md") for text in (FIRST, SECOND, THIRD)])
    assert {entry.references for entry in after.entries} == {("02-a.md",)}
    assert all(entry.translated for entry in after.entries)


# Twins: one key, a live entry and an obsolete one, or two obsolete ones.

OLD = Entry(FIRST, ("旧",), "routines/a", obsolete=True)
NEW = Entry(FIRST, ("新",), "routines/a")


def test_an_obsolete_translation_fills_an_empty_twin():
    empty = Entry(FIRST, ("",), "routines/a", comments=("note",), flags=("fuzzy", "ignore-same"))
    after = merge(holding(empty, OLD), [message(FIRST)]).entries
    assert [(entry.msgstr, entry.obsolete, entry.translated) for entry in after] == [
        (("旧",), False, True)
    ]
    assert (after[0].comments, after[0].flags) == (("note",), ("ignore-same",))


@pytest.mark.parametrize("messages", [[message(FIRST)], []], ids=["live", "removed"])
def test_the_other_translation_of_twins_stays_as_a_comment(messages):
    (after,) = saved(merge(holding(NEW, OLD), messages)).entries
    assert after.msgstr == ("新",)
    assert after.comments == ("Another translation: 旧",)
    assert after.obsolete is not bool(messages)


def test_of_two_obsolete_twins_the_finished_one_is_kept():
    fuzzy = Entry(FIRST, ("疑",), "routines/a", flags=("fuzzy",), obsolete=True)
    (after,) = merge(holding(fuzzy, OLD), []).entries
    assert (after.msgstr, after.flags) == (("旧",), ())
    assert after.comments == ("Another translation: 疑",)


blanks = pytest.mark.parametrize("blank", [" ", "\n", "\u00a0 ", "\u3000"])


@blanks
def test_a_live_twin_of_blanks_gives_way_to_a_finished_one(blank):
    """Which would else stay as a comment alone."""
    (after,) = merge(holding(NEW.changed(msgstr=(blank,)), OLD), [message(FIRST)]).entries
    assert (after.msgstr, after.obsolete, after.comments) == (("旧",), False, ())


@blanks
def test_blanks_under_an_edited_text_leave_nothing_to_review(blank):
    before = holding(NEW.changed(msgstr=(blank,)))
    (after,) = merge(before, [message(FIRST.replace(".", "!"))]).entries
    assert (after.fuzzy, after.comments, after.extracted) == (False, (), ())


@blanks
def test_of_two_obsolete_twins_one_of_blanks_is_not_kept(blank):
    """Though it stands first, as the newer one does."""
    (after,) = merge(holding(OLD.changed(msgstr=(blank,)), OLD), []).entries
    assert after.msgstr == ("旧",)


@blanks
@pytest.mark.parametrize(
    ("elsewhere", "offered"), [((), ("",)), (("routines/c",), ("挂断。",))], ids=["", "another"]
)
def test_blanks_are_no_translation_that_is_offered_elsewhere(blank, elsewhere, offered):
    finished = [Entry("Hang up.", ("挂断。",), name) for name in elsewhere]
    old = holding(Entry("Hang up.", (blank,), "routines/a"), *finished)
    new = [message("Hang up.", name) for name in ("routines/a", *elsewhere, "routines/b")]
    after = merge(old, new).entries[-1]
    assert (after.msgctxt, after.msgstr) == ("routines/b", offered)
    assert after.fuzzy is bool(elsewhere)


def test_a_removed_live_entry_without_a_translation_leaves_the_obsolete_one():
    (after,) = merge(holding(Entry(FIRST, ("",), "routines/a"), OLD), []).entries
    assert (after.msgstr, after.comments) == (("旧",), ())


# Documents under another name.


def test_one_sentence_in_common_makes_no_renamed_document():
    old = translated(("Hang up.", "挂断。"), msgctxt="routines/a")
    new = [message(text, "routines/b") for text in ("Title", "Body one", "Hang up.")]
    after = merge(old, new)
    offered = live(after)[2]
    assert offered.fuzzy
    assert offered.msgstr == ("挂断。",)
    assert offered.previous == Previous("Hang up.", "routines/a")
    assert after.entries[3].obsolete
    assert after.entries[3].msgstr == ("挂断。",)


def test_a_large_document_that_holds_a_small_one_is_not_that_one_renamed():
    new = [message(text, "routines/b") for text in (FIRST, SECOND, "A", "B", "C", "D")]
    old = translated((FIRST, "一"), (SECOND, "二"))
    assert not any(entry.translated for entry in live(merge(old, new)))


def test_a_document_of_one_message_is_renamed_with_that_message_alone():
    old = translated(("Hang up.", "挂断。"), msgctxt="routines/a")
    assert merge(old, [message("Hang up.", "routines/b")]).entries[0].translated


# Plurals.

NOTICES = message("%(num)s notice", None, plural="%(num)s notices")
DANGERS = message("%(num)s notice", None, plural="%(num)s new dangers")
NOTICE = message("%(num)s notice", None)


def plural(*forms: str, tag: str = "en", **fields: object) -> Catalog:
    entry = Entry(NOTICES.msgid, forms, None, NOTICES.msgid_plural, **fields)
    return saved(merge(holding(entry, tag=tag), [NOTICES]))


@pytest.mark.parametrize(("tag", "count"), [("zh-Hans", 1), ("en", 2), ("pl", 3), ("ar", 6)])
def test_a_new_plural_has_its_languages_forms(tag, count):
    catalog = merge(empty(locale(tag), "2022-07-25"), [NOTICES, NOTICE])
    assert [len(entry.msgstr) for entry in catalog.entries] == [count, 1]


def test_a_template_has_two_forms_as_xgettext_writes_them():
    assert template([NOTICES], "2022-07-25").entries[0].msgstr == ("", "")


def test_a_changed_plural_needs_review_and_is_finished_again_when_taken_back():
    before = plural("one", "many")
    assert before.entries[0].translated
    after = saved(merge(before, [DANGERS]))
    assert after.entries[0].fuzzy
    assert after.entries[0].previous == Previous(NOTICES.msgid, None, NOTICES.msgid_plural)
    assert po.write(merge(after, [NOTICES])) == po.write(before)


def test_a_plural_that_becomes_singular_needs_review_and_comes_back_whole():
    before = plural("one", "many")
    after = saved(merge(before, [NOTICE]))
    assert (after.entries[0].msgstr, after.entries[0].fuzzy) == (("one",), True)
    assert after.entries[0].previous == Previous(NOTICES.msgid, None, NOTICES.msgid_plural)
    assert "many" in po.write(after).decode()
    assert po.write(merge(after, [NOTICES])) == po.write(before)


@pytest.mark.parametrize(("tag", "count"), [("zh-Hans", 1), ("pl", 3)])
def test_a_singular_that_becomes_a_plural_needs_review_in_every_form(tag, count):
    before = saved(
        merge(holding(Entry(NOTICE.msgid, ("x",), references=("a.md",)), tag=tag), [NOTICE])
    )
    after = saved(merge(before, [NOTICES]))
    assert after.entries[0].msgstr == ("x", "", "")[:count]
    assert after.entries[0].previous == Previous(NOTICE.msgid)
    assert po.write(merge(after, [NOTICE])) == po.write(before)


def test_a_wrong_number_of_forms_is_brought_right_and_needs_review():
    (entry,) = plural("甲", "乙", tag="zh-Hans").entries
    assert (entry.msgstr, entry.fuzzy, entry.previous) == (("甲",), True, None)
    assert any("乙" in line for line in entry.extracted)
    (entry,) = plural("甲", "乙", tag="zh-Hans", flags=("fuzzy",)).entries
    assert entry.comments == ("Another translation: 乙",)
    (entry,) = plural("a", "b", tag="pl").entries
    assert (entry.msgstr, entry.fuzzy) == (("a", "b", ""), True)


@pytest.mark.parametrize("header", ["nplurals=4; plural=0;", "nplurals=999999; plural=0;", "", "x"])
def test_the_header_counts_as_the_language_does_where_there_is_a_plural(header):
    catalog = holding(tag="pl").with_header("Plural-Forms", header)
    assert in_locale(catalog, [NOTICE], locale("pl"), DAY) == catalog
    right = in_locale(catalog, [NOTICES], locale("pl"), DAY)
    assert right.headers["Plural-Forms"] == locale("pl").plural_forms
    assert in_locale(right, [NOTICES], locale("pl"), DAY) is right


@pytest.mark.parametrize("text", ["", '# Anne\nmsgid ""\nmsgstr ""\n'])
def test_a_catalog_without_a_header_is_given_one_and_keeps_its_texts(text):
    entry = 'msgid "a"\nmsgstr "b"\n'
    catalog = reader.read(f"{text}\n{entry}".encode(), "x.po")
    made = saved(in_locale(catalog, [NOTICE], locale("pl"), DAY))
    assert made.headers == empty(locale("pl"), DAY).headers
    assert made.entries == catalog.entries
    assert made.header.comments == catalog.header.comments
    assert po.write(made).decode().endswith(f"\n\n{entry}")


def test_a_header_says_that_the_file_is_in_utf_8():
    """Else gettext's own tools take it for ASCII."""
    catalog = reader.read(b'msgid ""\nmsgstr "Language: pl\\n"\n', "x.po")
    made = in_locale(catalog, [NOTICE], locale("pl"), DAY)
    assert dict(made.headers) == {"Language": "pl", "Content-Type": "text/plain; charset=UTF-8"}
    assert in_locale(made, [NOTICE], locale("pl"), DAY) is made


@pytest.mark.parametrize(
    ("tag", "named", "kept"),
    [
        ("zh-Hans", "zh", False),
        ("zh-Hans", "fr", False),
        ("zh-Hans", "", False),
        ("zh-Hans", "zh_TW", False),
        ("zh-Hans", "zh_CN", True),
        ("zh-Hans", "zh-Hans", True),
        ("zh-Hant", "zh_TW", True),
        ("en", "en_US", True),
    ],
)
def test_the_header_names_the_locale_of_its_folder(tag, named, kept):
    catalog = holding(tag=tag).with_header("Language", named)
    made = in_locale(catalog, [NOTICE], locale(tag), DAY)
    assert made.headers["Language"] == (named if kept else locale(tag).folder)
    assert list(made.headers) == list(catalog.headers)


def test_an_entry_that_a_mac_wrote_in_parts_is_written_whole():
    """Poedit would take the text in parts for another message than the template has."""
    parts, whole = normalize("NFD", "Café"), "Café"
    old = reader.read(f'msgid ""\nmsgstr ""\n\nmsgid "{parts}"\nmsgstr "{parts}."\n'.encode(), "x")
    assert po.write(old).decode().count(parts) == 2
    made = merge(old, [message(whole, None)])
    assert made.entries[0].translated
    assert po.write(made).decode().endswith(f'msgid "{whole}"\nmsgstr "{whole}."\n')


# What translators note.


def test_a_note_and_a_flag_of_an_untranslated_message_follow_its_edit():
    entry = Entry(FIRST, ("",), "routines/a", comments=("ask Li",), flags=("ignore-same",))
    (after,) = merge(holding(entry), [message(FIRST + " Now.")]).entries
    assert (after.comments, after.flags) == (("ask Li",), ("ignore-same",))
    assert (after.msgid, after.msgstr, after.references) == (FIRST + " Now.", ("",), ("a.md",))


def test_a_note_of_an_untranslated_message_stays_when_it_goes_and_comes_back():
    entry = Entry(FIRST, ("",), "routines/a", comments=("ask Li",))
    gone = saved(merge(holding(entry), []))
    assert gone.entries[0].obsolete
    assert merge(gone, [message(FIRST)]).entries[0].comments == ("ask Li",)
    assert merge(holding(Entry(FIRST, ("",), "routines/a")), []).entries == ()


def test_an_edit_taken_back_finishes_nothing_that_waited_for_review_before():
    entry = Entry(FIRST, ("一",), "routines/a", flags=("fuzzy",), references=("a.md",))
    before = saved(holding(entry))
    once = saved(merge(before, [message(FIRST + " Now.")]))
    assert po.write(merge(once, [message(FIRST)])) == po.write(before)


# Properties.

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


def all_translated(pairs: list[tuple[str, str]]) -> Catalog:
    made = merge(empty(ZH, "2022-07-25"), from_pairs(pairs))
    entries = tuple(
        entry.changed(msgstr=(f"{entry.msgctxt}/{entry.msgid}!",)) for entry in made.entries
    )
    return saved(po.Catalog(made.header, entries))


@st.composite
def sources(draw: st.DrawFn) -> list[Message]:
    """A source's messages, some with a plural."""
    pairs = draw(DOCUMENTS)
    plurals = st.sampled_from([None, None, "many", "%(num)s of them"])
    return [message(msgid, msgctxt, plural=draw(plurals)) for msgctxt, msgid in pairs]


@st.composite
def kept_files(draw: st.DrawFn) -> tuple[str, Catalog]:
    """A language, and what people and their tools may have left in one of its files.

    Live and obsolete twins, fuzzy entries, plurals with too few and too many forms, notes; each
    translation is another one.
    """
    tag = draw(st.sampled_from(["zh-Hans", "en", "pl", "ar"]))
    entries, number = [], 0
    for one in draw(sources()):
        for obsolete in draw(st.sampled_from([[False], [True], [False, True], [True, True]])):
            forms = []
            for _ in range(1 if one.msgid_plural is None else draw(st.integers(1, 6))):
                number += 1
                forms.append(draw(st.sampled_from(["", f"‹{number}›", f"‹{number}›"])))
            fuzzy = draw(st.booleans())
            entries.append(
                Entry(
                    one.msgid,
                    tuple(forms),
                    one.msgctxt,
                    one.msgid_plural,
                    comments=draw(st.sampled_from([(), (f"«{number}»",)])),
                    flags=("fuzzy",) if fuzzy else (),
                    previous=Previous(draw(TEXTS)) if fuzzy and draw(st.booleans()) else None,
                    obsolete=obsolete,
                )
            )
    return tag, saved(holding(*entries, tag=tag))


@st.composite
def updates(draw: st.DrawFn) -> tuple[str, Catalog, list[Message]]:
    """A language, its file, and the source as it is now: much of it as before, some of it not."""
    tag, old = draw(kept_files())
    names = {"routines/a": draw(st.sampled_from(["routines/a", "routines/a", "routines/c"]))}
    after = []
    for entry in old.entries:
        if draw(st.sampled_from([True, True, True, False])):
            text = entry.msgid + draw(st.sampled_from(["", "", " today"]))
            plurals = [entry.msgid_plural, entry.msgid_plural, None, "more"]
            name = names.get(entry.msgctxt, entry.msgctxt)
            after.append(message(text, name, plural=draw(st.sampled_from(plurals))))
    after += draw(sources())
    if draw(st.booleans()):
        after = draw(st.permutations(after))
    return tag, old, list({one.key: one for one in after}.values())


@given(updates())
def test_no_translation_is_lost(update):
    _, old, after = update
    text = po.write(merge(old, after)).decode()
    for entry in old.entries:
        assert all(form in text for form in entry.msgstr)
        assert all(comment in text for comment in entry.comments)


@given(updates())
def test_nothing_is_done_that_a_person_has_not_done(update):
    tag, old, after = update
    done = {
        (entry.msgid, entry.msgid_plural, entry.msgstr)
        for entry in old.entries
        if finished(entry.changed(obsolete=False), locale(tag))
    }
    for entry in merge(old, after).entries:
        if finished(entry, locale(tag)):
            assert (entry.msgid, entry.msgid_plural, entry.msgstr) in done


@given(updates())
def test_the_messages_are_the_sources_in_its_order(update):
    tag, old, after = update
    found = live(merge(old, after))
    assert [(entry.key, entry.msgid_plural) for entry in found] == [
        (one.key, one.msgid_plural) for one in after
    ]
    for entry in found:
        count = 1 if entry.msgid_plural is None else locale(tag).plural_count
        assert len(entry.msgstr) == count


@given(updates())
def test_a_second_update_changes_nothing(update):
    _, old, after = update
    once = po.write(merge(old, after))
    assert po.write(merge(reader.read(once, "x.po"), after)) == once


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext's msgfmt is not installed")
@given(updates())
def test_gettext_takes_every_file(update):
    _, old, after = update
    done = subprocess.run(
        ["msgfmt", "--check", "--output-file=/dev/null", "-"],
        input=po.write(merge(old, after)),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


@given(sources(), st.data())
def test_an_edit_taken_back_gives_the_same_bytes_again(messages, data):
    tag = data.draw(st.sampled_from(["zh-Hans", "en", "pl", "ar"]))
    made = merge(empty(locale(tag), "2022-07-25"), messages)
    entries = tuple(
        entry.changed(msgstr=tuple(f"‹{number}.{form}›" for form in range(len(entry.msgstr))))
        for number, entry in enumerate(made.entries)
    )
    before = po.write(po.Catalog(made.header, entries))
    edits = [
        message(
            one.msgid + data.draw(st.sampled_from(["", "", " today"])),
            one.msgctxt,
            plural=data.draw(st.sampled_from([one.msgid_plural, one.msgid_plural, "more"])),
        )
        for one in messages
    ]
    edited = list({one.key: one for one in edits}.values())
    once = po.write(merge(reader.read(before, "x.po"), edited))
    assert po.write(merge(reader.read(once, "x.po"), messages)) == before


@given(DOCUMENTS, DOCUMENTS)
def test_a_translation_stands_by_its_own_text_or_waits(before, after):
    merged = saved(merge(all_translated(before), from_pairs(after)))
    for entry in merged.entries:
        if entry.translated:
            assert entry.msgstr[0].endswith(f"/{entry.msgid}!")


@pytest.mark.parametrize("tag", ["en", "zh-Hans", "ar", "pl"])
def test_a_new_catalog_has_its_languages_headers(tag):
    headers = empty(locale(tag), "2022-07-25").headers
    assert headers["Language"] == tag.replace("-", "_")
    assert headers["Plural-Forms"].startswith("nplurals=")
