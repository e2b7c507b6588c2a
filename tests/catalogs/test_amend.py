"""One entry of a PO file is changed, and every other line of the file stays, to the byte."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalogs import amend, reader
from generator.catalogs.po import write
from tests import support
from tests.strategies import TEXTS

CATALOGS = {
    path.relative_to(support.ROOT).as_posix(): path.read_bytes()
    for folder in (support.ROOT / "locales", *sorted(support.SITES.glob("*/source/locales")))
    for path in sorted(folder.rglob("*.po"))
}
"""Every catalog of the shipped site and of the examples."""
WRAPPED = b"""msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

# by hand
#. a note
#. Translation before the edit: old words
#: content/a.md
#, fuzzy, no-wrap
#| msgctxt "bulletin"
#| msgid "Old"
msgctxt "bulletin"
msgid "New"
msgstr ""
"a text that is broken over two lines, since it was far too long for the one "
"on which it stood"

msgid "%(count)s scam"
msgid_plural "%(count)s scams"
msgstr[0] "one"
msgstr[1]   "many"

#, fuzzy
msgid "Last"
msgstr "last"
"""


def _with(data, at, change):
    """The file after a change of one of its entries."""
    catalog = reader.read(data, "x.po")
    entries = list(catalog.entries)
    entries[at] = change(entries[at], catalog)
    written = write(replace(catalog, entries=tuple(entries)))
    assert reader.read(written, "x.po").entries[at] == entries[at]
    return written


def _changed(before, after):
    old, new = before.decode().split("\n"), after.decode().split("\n")
    return [line for line in old if line not in new], [line for line in new if line not in old]


def _texts(*texts):
    return lambda entry, catalog: amend.with_texts(
        entry, texts, catalog.newline, amend.width(catalog)
    )


# Texts.


def test_a_short_text_stands_on_one_line():
    after = _with(WRAPPED, 0, _texts('Say "no".'))
    gone, new = _changed(WRAPPED, after)
    assert len(gone) == 3
    assert new == ['msgstr "Say \\"no\\"."']


def test_a_long_text_is_broken_where_the_file_breaks_its_texts():
    text = "They ask for your password, " * 4 + "钱已转出，马上打电话；拿不准，先问一问。" * 3
    after = _with(WRAPPED, 0, _texts(text))
    assert all(amend.cells(line) <= 79 for line in after.decode().split("\n"))
    _, new = _changed(WRAPPED, after)
    assert len(new) > 3
    assert not any(line.startswith(('"，', '"。', '"；', '" ')) for line in new)
    plain = WRAPPED.replace(b'""\n"a text', b'"a text').replace(b'one "\n"on', b"one on")
    assert amend.width(reader.read(plain, "x.po")) == 0
    assert len(_changed(plain, _with(plain, 0, _texts(text)))[1]) == 1


def test_a_plural_form_that_stays_keeps_its_line():
    gone, new = _changed(WRAPPED, _with(WRAPPED, 1, _texts("two", "many")))
    assert (gone, new) == (['msgstr[0] "one"'], ['msgstr[0] "two"'])
    gone, new = _changed(WRAPPED, _with(WRAPPED, 1, _texts("one", "lots")))
    assert (gone, new) == (['msgstr[1]   "many"'], ['msgstr[1] "lots"'])


@pytest.mark.parametrize("end", [b"\n", b""])
def test_a_file_ends_as_it_did(end):
    data = (b"\xef\xbb\xbf" + WRAPPED.rstrip() + end).replace(b"\n", b"\r\n")
    after = _with(data, 2, _texts("words"))
    assert after == data.replace(b'"last"', b'"words"')


@settings(max_examples=support.examples(200), deadline=None)
@given(st.sampled_from([*CATALOGS.values(), WRAPPED]), st.data())
def test_any_text_is_read_again_and_changes_no_other_entry(data, draws):
    catalog = reader.read(data, "x.po")
    live = [at for at, one in enumerate(catalog.entries) if not one.obsolete]
    at = draws.draw(st.sampled_from(live))
    texts = [draws.draw(TEXTS).replace("\0", "") for _ in catalog.entries[at].msgstr]
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    after = reader.read(_with(data, at, _texts(*texts)), "x.po")
    assert after.entries[at].msgstr == tuple(texts)
    for number, (one, other) in enumerate(zip(catalog.entries, after.entries, strict=True)):
        assert number == at or one.raw == other.raw
    assert _with(data, at, _texts(*catalog.entries[at].msgstr)) == data


# Marks for review.


def test_what_is_reviewed_loses_its_mark_and_the_text_before():
    after = _with(WRAPPED, 0, lambda entry, _: amend.reviewed(entry))
    gone, new = _changed(WRAPPED, after)
    assert gone == [
        *("#. Translation before the edit: old words", "#, fuzzy, no-wrap"),
        *('#| msgctxt "bulletin"', '#| msgid "Old"'),
    ]
    assert new == ["#, no-wrap"]
    assert _with(WRAPPED, 2, lambda entry, _: amend.reviewed(entry)) == WRAPPED.replace(
        b'#, fuzzy\nmsgid "Last"', b'msgid "Last"'
    )


def test_what_waits_for_review_is_marked_above_its_text():
    def mark(entry, catalog):
        return amend.for_review(entry, catalog.newline)

    after = _with(WRAPPED, 1, mark)
    assert after == WRAPPED.replace(b'msgid "%', b'#, fuzzy\nmsgid "%')
    assert _with(after, 1, lambda entry, _: amend.reviewed(entry)) == WRAPPED
    assert _with(WRAPPED, 0, mark) == WRAPPED
    flagged = WRAPPED.replace(b"#, fuzzy, no-wrap", b"#, no-wrap")
    assert _with(flagged, 0, mark) == WRAPPED


@pytest.mark.parametrize("path", CATALOGS)
def test_a_mark_that_is_set_and_taken_away_again_leaves_no_trace(path):
    data = CATALOGS[path]
    for at, entry in [*enumerate(reader.read(data, path).entries)][::9]:
        if entry.fuzzy or entry.obsolete or entry.previous:
            continue
        marked = _with(data, at, lambda one, catalog: amend.for_review(one, catalog.newline))
        assert marked != data
        assert _with(marked, at, lambda one, _: amend.reviewed(one)) == data


def test_a_comment_is_taken_out():
    after = _with(WRAPPED, 0, lambda entry, _: amend.without_comment(entry, "by hand"))
    assert after == WRAPPED.replace(b"# by hand\n", b"")
    assert _with(WRAPPED, 0, lambda entry, _: amend.without_comment(entry, "a note")) == WRAPPED


def test_an_entry_that_was_not_read_is_changed_too():
    entry = reader.read(WRAPPED, "x.po").entries[0].changed()
    assert amend.with_texts(entry, ["x"], "\n").msgstr == ("x",)
    assert amend.for_review(amend.reviewed(entry), "\n").flags == ("fuzzy", "no-wrap")
    assert amend.reviewed(entry).extracted == ("a note",)
    assert amend.without_comment(entry, "by hand").comments == ()
