"""Files are read and saved whole, never over what nobody has seen, and each save can be undone."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest

from generator.desk import files
from generator.desk.files import Conflict, Store
from generator.diagnostics.errors import Misused, Refused, Unable
from generator.locales import Locale
from generator.output.atomic import TEMPORARY
from tests import support
from tests.faults.calls import Counter, counted

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
HEAD = "content/refund/bulletin.md"


class Death(BaseException):
    """The program is ended in the middle of a call."""


@pytest.fixture
def store(tmp_path):
    return Store(support.write_tree(tmp_path / "site", support.SMALL_SITE))


@pytest.fixture
def head(store):
    return files.document(store.folder, "refund", "bulletin")


def _save(store, place, *texts, since=NOW):
    """Save one text after the other, a minute apart."""
    for number, text in enumerate(texts):
        seen = store.read(place).digest
        store.save(place, text, seen, since + timedelta(minutes=number))


# Places.


def test_documents_are_named_by_their_ids_and_come_in_their_order(tmp_path):
    names = ("bulletin.md", "routines/10-last.md", "routines/02-b.md", "reminders/a.md", "x.txt")
    support.write_tree(tmp_path, {f"content/refund/{name}": "" for name in names})
    found = files.documents(tmp_path, "refund")
    assert [place.path.removeprefix("content/refund/") for place in found] == [
        *("bulletin.md", "routines/02-b.md", "routines/10-last.md", "reminders/a.md")
    ]
    assert files.document(tmp_path, "refund", "routines/last").path.endswith("10-last.md")
    assert found[1].key == "content/refund/routines/b"


@pytest.mark.parametrize(
    "slug", ["..", "../..", "/etc", "a/b", "A", "", "site", "con", "refund/", "refund\0", "。"]
)
def test_what_is_no_notice_has_no_place(store, slug):
    with pytest.raises(Misused):
        files.documents(store.folder, slug)
    with pytest.raises(Misused):
        files.document(store.folder, slug, "bulletin")
    if slug != "site":
        with pytest.raises(Misused):
            files.catalog(Locale("en"), slug)


@pytest.mark.parametrize(
    "name", ["", ".", "../bulletin", "routines/../bulletin", "routines/01-parcel", "bulletin.md"]
)
def test_what_is_no_document_has_no_place(store, name):
    with pytest.raises(Misused):
        files.document(store.folder, "refund", name)


def test_a_catalog_has_its_place_before_it_is_there(store):
    place = files.catalog(Locale("zh-Hans"), "refund")
    assert place.path == "locales/zh_Hans/LC_MESSAGES/refund.po"
    assert store.read(place).data is None
    assert store.read(place).digest == ""
    assert files.catalog(Locale("en"), "site").path == "locales/en/LC_MESSAGES/site.po"


# Saving.


def test_what_is_saved_is_there_and_nothing_else_is_touched(store, head):
    before = support.tree(store.folder)
    seen = store.read(head)
    saved = store.save(head, b"new\r\n", seen.digest, NOW)
    assert saved == store.read(head)
    after = support.tree(store.folder)
    assert after.pop(HEAD) == b"new\r\n"
    kept = [path for path in after if path.startswith(".cache/desk/")]
    assert [after.pop(path) for path in kept] == [before.pop(HEAD)]
    assert after == before


def test_the_same_bytes_are_not_saved(store, head):
    before = support.tree(store.folder)
    seen = store.read(head)
    store.save(head, seen.data, seen.digest, NOW)
    store.save(head, seen.data, "another", NOW)  # somebody has saved the same
    assert support.tree(store.folder) == before


def test_the_second_of_two_saves_gets_both_versions(store, head):
    seen = store.read(head).digest
    store.save(head, b"first", seen, NOW)
    before = support.tree(store.folder)
    with pytest.raises(Conflict) as conflict:
        store.save(head, b"second", seen, NOW)
    assert (conflict.value.mine.data, conflict.value.theirs.data) == (b"second", b"first")
    assert conflict.value.mine.place == head
    assert support.tree(store.folder) == before
    store.save(head, b"both", conflict.value.theirs.digest, NOW)
    assert store.read(head).data == b"both"


def test_what_an_editor_saved_meanwhile_is_not_saved_over(store, head):
    seen = store.read(head).digest
    (store.folder / HEAD).write_bytes(b"by an editor")
    with pytest.raises(Conflict):
        store.save(head, b"mine", seen, NOW)
    (store.folder / HEAD).unlink()
    with pytest.raises(Conflict) as conflict:
        store.save(head, b"mine", seen, NOW)
    assert conflict.value.theirs.data is None


def test_a_file_can_be_made_and_taken_away(store):
    place = files.catalog(Locale("zh-Hans"), "refund")
    with pytest.raises(Conflict):
        store.save(place, b"new", "seen", NOW)
    saved = store.save(place, b"new", "", NOW)
    store.save(place, None, saved.digest, NOW)
    assert not (store.folder / place.path).exists()
    assert store.undo(place, "", NOW).data == b"new"


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("linked", [HEAD, "content/refund"])
def test_nothing_is_saved_through_a_link(store, head, linked, tmp_path):
    path = store.folder / linked
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    before = support.tree(tmp_path)
    with pytest.raises(Refused):
        store.save(head, b"new", store.read(head).digest, NOW)
    assert support.tree(tmp_path) == before


# Undoing.


def test_each_save_can_be_undone_and_so_can_that(store, head):
    first = store.read(head).data
    _save(store, head, b"second", b"third")
    assert store.undo(head, store.read(head).digest, NOW).data == b"second"
    assert store.undo(head, store.read(head).digest, NOW).data == b"third"
    oldest = store.history(head)[-1]
    assert store.version(oldest) == first
    assert store.undo(head, store.read(head).digest, NOW, oldest.number).data == first
    assert store.read(head).data == first


def test_the_history_says_when(store, head):
    _save(store, head, b"second", b"third")
    assert [(one.number, one.when) for one in store.history(head)] == [
        (2, NOW + timedelta(minutes=1)),
        (1, NOW),
    ]
    assert {one.name for one in store.history(head)} == {"bulletin.md"}


def test_what_was_never_saved_cannot_be_undone(store, head):
    assert store.history(head) == ()
    with pytest.raises(Misused):
        store.undo(head, store.read(head).digest, NOW)
    _save(store, head, b"second")
    with pytest.raises(Misused):
        store.undo(head, store.read(head).digest, NOW, 7)


def test_an_undo_does_not_go_over_what_nobody_has_seen(store, head):
    _save(store, head, b"second")
    with pytest.raises(Conflict):
        store.undo(head, "another", NOW)
    assert store.read(head).data == b"second"


def test_the_oldest_of_many_versions_go(store, head):
    _save(store, head, *(b"%d" % number for number in range(60)))
    kept = [store.version(one) for one in store.history(head)]
    assert kept == [b"%d" % number for number in range(58, 8, -1)]


def test_a_file_that_is_renamed_keeps_its_history(store):
    place = files.document(store.folder, "refund", "routines/parcel")
    _save(store, place, b"second")
    moved = store.rename(place, "02-parcel.md")
    assert files.document(store.folder, "refund", "routines/parcel") == moved
    assert len(store.history(moved)) == 1
    saved = store.save(moved, None, store.read(moved).digest, NOW)
    assert store.undo(place, saved.digest, NOW).place == moved  # by its last name


def test_no_file_is_renamed_over_another(store):
    support.write_tree(store.folder, {"content/refund/routines/02-parcel.md": "other"})
    place = files.document(store.folder, "refund", "routines/parcel")
    before = support.tree(store.folder)
    with pytest.raises(Misused):
        store.rename(place, "02-parcel.md")
    assert store.rename(place, "01-parcel.md") == place
    assert support.tree(store.folder) == before


# Failures.


def _calls(store, place, told):
    counter = Counter(told)
    with counted(counter):
        store.save(place, b"new words", store.read(place).digest, NOW)
    return len(told.read_text().splitlines())


def _full():
    raise OSError(28, "no space")


def _died():
    raise Death


@pytest.mark.parametrize("fail", [_full, _died])
def test_no_word_is_lost_whichever_call_fails(tmp_path, fail):
    """At each file call of a save: the file is old or new, and the old one is kept."""
    sites = (
        Store(support.write_tree(tmp_path / f"site{number}", support.SMALL_SITE))
        for number in range(1000)
    )
    first = next(sites)
    place = files.document(first.folder, "refund", "bulletin")
    old, seen = first.read(place).data, first.read(place).digest
    most = _calls(first, place, tmp_path / "told")
    assert most > 10
    failed = 0
    for at in range(1, most + 1):
        store = next(sites)
        with counted(Counter(tmp_path / "told", at, fail)):
            try:
                store.save(place, b"new words", seen, NOW)
            except (Unable, Refused, Death):
                failed += 1
        found = store.read(place).data
        assert found in (old, b"new words"), at
        kept = [store.version(one) for one in store.history(place)]
        assert kept == ([old] if found != old else []), at
        saved = store.save(place, b"new words", store.read(place).digest, NOW)
        assert saved.data == b"new words"
        assert store.undo(place, saved.digest, NOW).data == old
        assert [path for path in support.tree(store.folder) if TEMPORARY in path] == []
    assert failed > most // 2


# What was signed.


def test_what_was_signed_is_kept_apart_from_what_was_saved_over(store, head):
    signed = files.signed(head)
    store.keep(signed, NOW)
    store.keep(signed, NOW)
    first = store.read(head).data
    _save(store, head, *(f"{number}".encode() for number in range(60)))
    assert [store.version(one) for one in store.history(signed)] == [first]
    assert len(store.history(head)) == 50
    store.keep(signed, NOW)
    _save(store, head, b"now")
    assert [store.version(one) for one in store.history(signed)] == [b"59", first]
    assert files.documents(store.folder, "refund")[0] == head
    assert not store.gone("refund")
