"""Scams and reminders are added, moved and removed, and notices begun, by their words alone."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.desk import files, held, notice, parts
from generator.desk.files import Conflict, Store
from generator.diagnostics.errors import GeneratorError, Misused
from tests import support
from tests.faults.calls import Counter, counted

NOW = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    return Store(support.write_tree(tmp_path / "site", support.SMALL_SITE))


def _held(store):
    return held.hold(store.folder, NOW)


def _names(store, group="routines"):
    found = files.documents(store.folder, "refund")
    return [one.path.rpartition("/")[2] for one in found if f"/{group}/" in one.path]


def _value(store, place, key="title"):
    made = notice.form(store.read(place).data, place.path, _held(store))
    return next(field.value for field in made.fields if field.key == key)


# Names.


@pytest.mark.parametrize(
    ("words", "taken", "name"),
    [
        ("Fake refunds!", (), "fake-refunds"),
        ("Fake refunds!", ("fake-refunds", "fake-refunds-2"), "fake-refunds-3"),
        ("冒充公检法", (), "notice-1"),
        ("冒充公检法", ("notice-1",), "notice-1-2"),
        ("QQ群里的骗局", (), "qq"),
        ("2026年5G", (), "notice-1"),
        ("Crème brûlée", (), "creme-brulee"),
        ("Contacts", (), "contacts-2"),
        ("con", (), "con-2"),
        ("a word " * 20, (), "a-word-a-word-a-word-a-word-a-word-a"),
        ("x" * 50, (), "notice-1"),
        ("", (), "notice-1"),
    ],
)
def test_a_name_is_made_of_words(words, taken, name):
    assert parts.new_id(words, "notice-1", taken) == name


# New notices.


def test_a_notice_is_begun_with_its_title(store):
    slug = parts.new_notice(store, "冒充公检法", NOW, held=_held(store))
    assert slug == "notice-2026-11-30"
    assert _value(store, files.document(store.folder, slug, "bulletin")) == "冒充公检法"
    assert parts.new_notice(store, "冒充公检法", NOW, held=_held(store)) == "notice-2026-11-30-2"
    english = parts.new_notice(store, "Fake police", NOW, held=_held(store), kind="service")
    assert english == "fake-police"
    assert files.documents(store.folder, english)[-1].path.endswith("bulletin.md")


def test_a_site_begins_with_its_first_notice(tmp_path):
    store = Store(tmp_path / "site")
    store.folder.mkdir()
    slug = parts.new_notice(store, "冒充公检法", NOW, tag="zh-Hans")
    site = _held(store).site
    assert site.settings.source_locale.tag == "zh-Hans"
    assert site.bulletins[0].slug == slug


# Documents.


def test_a_scam_is_added_as_the_last_one_to_be_filled_in(store):
    place = parts.added(store, _held(store), "refund", "routines", "假冒退款", NOW)
    assert _names(store) == ["01-parcel.md", "02-scam-2.md"]
    assert _value(store, place) == "假冒退款"
    other = parts.added(store, _held(store), "refund", "routines", "Check", NOW)
    assert other.path.endswith("03-check-2.md")  # a reminder is named check
    advice = parts.added(store, _held(store), "refund", "reminders", "", NOW)
    assert advice.path.endswith("02-reminder-2.md")
    form = notice.form(store.read(advice).data, advice.path, _held(store))
    assert next(field.placeholder for field in form.fields if field.key == "title")
    assert store.undo(advice, store.read(advice).digest, NOW).data is None


def test_there_is_no_other_group(store):
    for group in ("bulletin", "..", "routines/x"):
        with pytest.raises(Misused):
            parts.added(store, _held(store), "refund", group, "A", NOW)
    with pytest.raises(Misused):
        parts.added(store, _held(store), "..", "routines", "A", NOW)
    with pytest.raises(Misused):
        parts.moved(store, "refund", "bulletin", 0)
    with pytest.raises(Misused):
        parts.removed(store, "refund", "bulletin", "", NOW)


@pytest.mark.parametrize(
    ("names", "which", "to", "wanted"),
    [
        (["01-a", "02-b", "03-c"], "b", 1, ["01-a", "02-b", "03-c"]),
        (["01-a", "02-b", "03-c"], "a", 1, ["00-b", "01-a", "03-c"]),
        (["01-a", "02-b", "03-c"], "c", 0, ["00-c", "01-a", "02-b"]),
        (["01-a", "02-b", "03-c"], "a", 2, ["02-b", "03-c", "04-a"]),
        (["01-a", "05-b", "09-c"], "c", 1, ["01-a", "02-c", "05-b"]),
        (["a", "b"], "b", 0, ["01-b", "02-a"]),
        (["01-a", "01-b"], "b", 1, ["01-a", "02-b"]),
        (["01-a", "02-b"], "a", 99, ["02-b", "03-a"]),
        (["01-a", "02-b"], "b", -3, ["02-b", "03-a"]),
        (["10-a", "2-b"], "a", 0, ["01-a", "2-b"]),
    ],
)
def test_a_scam_is_moved_by_few_new_numbers(store, names, which, to, wanted):
    folder = store.folder / "content/refund/routines"
    (folder / "01-parcel.md").unlink()
    text = "---\ntitle: A\n---\n\n> X\n\nY\n"
    support.write_tree(folder, {f"{name}.md": f"{text}{name[-1]}\n" for name in names})
    before = sorted(support.tree(folder).values())
    there = parts.moved(store, "refund", f"routines/{which}", to)
    assert [one.path.rpartition("/")[2] for one in there] == [f"{name}.md" for name in wanted]
    assert _names(store) == [f"{name}.md" for name in wanted]
    assert sorted(support.tree(folder).values()) == before


def test_no_scam_is_lost_where_a_move_fails(tmp_path):
    """At each file call of a move: every text is there, and the move can be made again."""
    text = "---\ntitle: A\n---\n\n> X\n\n"
    files = {f"content/refund/routines/0{n}-{n}.md": f"{text}{n}\n" for n in range(1, 5)}
    told = tmp_path / "told"

    def fail():
        raise OSError(5, "the disk")

    most, at = 1, 0
    while at < most:
        at += 1
        store = Store(support.write_tree(tmp_path / f"site{at}", {**support.SMALL_SITE, **files}))
        (store.folder / "content/refund/routines/01-parcel.md").unlink()
        before = sorted(support.tree(store.folder / "content").values())
        with counted(Counter(told, at, fail)), contextlib.suppress(GeneratorError):
            parts.moved(store, "refund", "routines/4", 1)
        most = max(most, len(told.read_text().splitlines()))
        assert sorted(support.tree(store.folder / "content").values()) == before
        parts.moved(store, "refund", "routines/4", 1)
        assert [name[3:] for name in _names(store)] == ["1.md", "4.md", "2.md", "3.md"]
    assert at > 10


WHOLE = {
    **support.SMALL_SITE,
    "content/refund/shot.png": "a picture",
    "locales/zh_Hans/LC_MESSAGES/refund.po": 'msgid "a"\nmsgstr "b"\n',
}


def _files(store):
    found = support.tree(store.folder)
    return {path: data for path, data in found.items() if not path.startswith(".cache/")}


def _seen(store):
    return store.read(files.document(store.folder, "refund", "bulletin")).digest


def test_a_notice_is_removed_whole_and_brought_back_whole(tmp_path):
    store = Store(support.write_tree(tmp_path / "site", WHOLE))
    gone = files.document(store.folder, "refund", "reminders/check")
    parts.removed(store, "refund", "reminders/check", store.read(gone).digest, NOW)
    before, later = _files(store), NOW + timedelta(hours=1)
    parts.removed_notice(store, _held(store), "refund", _seen(store), later)
    assert not [path for path in _files(store) if "refund" in path]
    assert not (store.folder / "content/refund").exists()
    parts.restored_notice(store, "refund", later)
    assert _files(store) == before  # what was removed before it stays away
    with pytest.raises(Misused):
        parts.restored_notice(store, "refund", later)


def test_no_published_notice_is_removed_nor_one_that_was_changed_meanwhile(tmp_path):
    store = Store(support.write_tree(tmp_path / "site", WHOLE))
    before = _files(store)
    with pytest.raises(Conflict):
        parts.removed_notice(store, _held(store), "refund", "other", NOW)
    assert not parts.is_known(store, "refund")
    sums = {"output/SHA256SUMS": f"{'0' * 64}  zh-Hans/refund/index.html\n"}
    support.write_tree(store.folder, sums)
    assert parts.is_known(store, "refund")
    with pytest.raises(Misused):
        parts.removed_notice(store, _held(store), "refund", _seen(store), NOW)
    assert _files(store) == {**before, **{path: text.encode() for path, text in sums.items()}}


def test_a_removal_that_is_cut_short_loses_no_word(tmp_path):
    def fail():
        raise OSError("the disk fails")

    told = tmp_path / "told"
    store = Store(support.write_tree(tmp_path / "site", WHOLE))
    held_, seen, before = _held(store), _seen(store), _files(store)
    with counted(Counter(told)):
        parts.removed_notice(store, held_, "refund", seen, NOW)
    calls = len(told.read_text().splitlines())
    assert calls > 10
    for at in range(1, calls + 1, max(1, calls // 40)):  # some of them: each takes its time
        store = Store(support.write_tree(tmp_path / f"site{at}", WHOLE))
        with counted(Counter(told, at, fail)), contextlib.suppress(GeneratorError, OSError):
            parts.removed_notice(store, held_, "refund", seen, NOW)
        if _files(store) != before:
            parts.restored_notice(store, "refund", NOW)
        assert _files(store) == before


@settings(max_examples=support.examples(300), deadline=None)
@given(st.lists(st.none() | st.integers(0, 12), max_size=7))
def test_numbers_rise_and_no_other_choice_keeps_more_of_them(numbers):
    found = parts.renumbered(numbers)
    assert len(found) == len(numbers)
    assert all(one < other for one, other in pairwise(found))
    assert all(number >= 0 for number in found)
    kept = sum(one == other for one, other in zip(numbers, found, strict=True))
    assert kept >= _most_kept(numbers)


def _most_kept(numbers):
    """Try every choice of those that keep their numbers."""
    best = 0
    for choice in range(1 << len(numbers)):
        chosen = [at for at in range(len(numbers)) if choice >> at & 1]
        places = [(-1, -1), *((at, numbers[at]) for at in chosen)]
        if all(n is not None for _, n in places) and all(
            b - a >= at - before for (before, a), (at, b) in pairwise(places)
        ):
            best = max(best, len(chosen))
    return best


def test_what_is_not_published_is_removed_and_comes_back(store):
    place = files.document(store.folder, "refund", "routines/parcel")
    seen = store.read(place)
    gone = parts.removed(store, "refund", "routines/parcel", seen.digest, NOW)
    assert gone.data is None
    assert _names(store) == []
    assert store.gone("refund") == (place,)
    assert store.undo(store.gone("refund")[0], "", NOW) == seen
    assert store.gone("refund") == ()


def test_what_is_published_is_withdrawn(store):
    support.build(store.folder, store.folder / "output")
    assert not parts.is_published(store, "refund", "routines/parcel")  # there is no catalog yet
    sums = store.folder / "output/SHA256SUMS"
    sums.write_text(f"{'0' * 64}  en/refund/posters/parcel.html\n")
    place = files.document(store.folder, "refund", "routines/parcel")
    seen = store.read(place)
    assert parts.is_published(store, "refund", "routines/parcel")
    with pytest.raises(Misused):
        parts.removed(store, "refund", "routines/parcel", seen.digest, NOW)
    data = parts.withdrawn(seen.data, place.path, date(2026, 12, 1), "Nobody does it: any more")
    assert data.count(b'withdrawn: "2026-12-01 Nobody does it: any more"\n') == 1
    assert not parts.is_published(store, "refund", "reminders/parcel")
    with pytest.raises(files.Conflict):
        parts.removed(store, "refund", "reminders/check", seen.digest, NOW)
