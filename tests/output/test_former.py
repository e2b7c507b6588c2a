"""A publication can be taken back, to the byte, whatever ended the program meanwhile."""

from __future__ import annotations

import shutil
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import system
from generator.diagnostics.errors import Misused
from generator.output import change, former
from generator.output import publish as publication
from generator.output.checksums import SUMS
from generator.output.stage import Stage
from tests import support
from tests.support import examples, publish, tree

_PATHS = ("index.html", "en/index.html", "en/a/index.html", "en/a/poster.pdf", "zh/b/index.html")
_SITES = st.dictionaries(st.sampled_from(_PATHS), st.binary(max_size=3)).map(
    lambda files: {"index.html": b"home", **files}
)


@pytest.fixture
def places(tmp_path):
    """The folder of the former output, the output, and the file that remembers its build."""
    return tmp_path / "former", tmp_path / "output", tmp_path / "memory.json"


def _published(places, files, *, is_settled=True):
    kept, output, memory = places
    former.keep(kept, output, memory)
    publish(files, output)
    if is_settled:
        former.settle(kept, output)


@given(st.lists(_SITES, min_size=2, max_size=4), st.booleans())
@settings(max_examples=examples(60), deadline=None)
def test_what_is_taken_back_is_what_was_there_to_the_byte(tmp_path_factory, sites, is_settled):
    folder = tmp_path_factory.mktemp("site")
    places = folder / "former", folder / "output", folder / "memory.json"
    try:
        for files in sites[:-1]:
            _published(places, files)
        before = tree(places[1])
        (places[1] / "own.txt").write_text("somebody's own", encoding="utf-8")
        _published(places, sites[-1], is_settled=is_settled)
        if sites[-1] == sites[-2]:
            return
        former.put_back(*places)
        assert tree(places[1]) == {**before, "own.txt": b"somebody's own"}
    finally:
        shutil.rmtree(folder)


def test_only_the_last_publication_can_be_taken_back_and_once(places):
    for number in range(3):
        _published(places, {"index.html": b"%d" % number})
    former.put_back(*places)
    assert (places[1] / "index.html").read_bytes() == b"1"
    with pytest.raises(Misused):
        former.put_back(*places)
    assert (places[1] / "index.html").read_bytes() == b"1"


def test_the_first_publication_has_nothing_before_it(places):
    _published(places, {"index.html": b"1"})
    assert former.find(*places[:2]) is None


def test_where_nothing_changed_the_publication_before_stays_the_last(places):
    _published(places, {"index.html": b"1"})
    _published(places, {"index.html": b"2"})
    _published(places, {"index.html": b"2"})
    former.put_back(*places)
    assert (places[1] / "index.html").read_bytes() == b"1"


def test_what_was_ended_before_it_was_published_is_no_publication(places):
    _published(places, {"index.html": b"1"})
    _published(places, {"index.html": b"2"})
    former.keep(*places)  # and then the program was ended
    former.put_back(*places)
    assert (places[1] / "index.html").read_bytes() == b"1"


def test_another_build_since_cannot_be_taken_back_with_it(places):
    _published(places, {"index.html": b"1"})
    _published(places, {"index.html": b"2"})
    publish({"index.html": b"3"}, places[1])
    assert former.find(*places[:2]) is None


def test_what_is_kept_in_part_is_not_taken_for_the_whole(places, monkeypatch):
    _published(places, {"index.html": b"1", "en/index.html": b"1"})
    keep = system.keep

    def failing(place, kept):
        if place.name == "SHA256SUMS":
            raise OSError(28, "No space left on device")
        keep(place, kept)

    with monkeypatch.context() as full:
        full.setattr(system, "keep", failing)
        with pytest.raises(OSError, match="space"):
            former.keep(*places)
    publish({"index.html": b"2"}, places[1])
    assert former.find(*places[:2]) is None


def test_what_was_remembered_comes_back_with_its_time(places):
    _published(places, {"index.html": b"1"})
    places[2].write_bytes(b"of the first")
    at = places[2].stat().st_mtime_ns
    former.keep(*places)
    publish({"index.html": b"2"}, places[1])
    places[2].unlink()
    places[2].write_bytes(b"of the second")
    former.settle(*places[:2])
    former.put_back(*places)
    assert places[2].read_bytes() == b"of the first"
    assert places[2].stat().st_mtime_ns == at


def test_it_is_kept_beside_the_output_and_never_in_it(places):
    _published(places, {"index.html": b"1"})
    _published(places, {"index.html": b"2"})
    assert set(tree(places[1])) == {"index.html", "SHA256SUMS"}
    assert support.tree(places[0])


class _Ended(BaseException):
    """Ends the program, as somebody who kills it does."""


def _ending(monkeypatch, name, after):
    """End the program at a call of `system`, before it is carried out; nothing is put back."""
    real, calls = getattr(system, name), []

    def called(*given):
        calls.append(given)
        if len(calls) > after:
            raise _Ended
        return real(*given)

    monkeypatch.setattr(system, name, called)
    monkeypatch.setattr(change, "undo", lambda *_: None)
    monkeypatch.setattr(Stage, "clear", lambda _: None)


@pytest.mark.parametrize("after", range(12))
@pytest.mark.parametrize("name", ["replace", "keep", "flush"])
def test_wherever_the_program_is_ended_the_right_publication_is_taken_back(
    name, after, places, monkeypatch
):
    first, second, third = (
        {"index.html": b"%d" % one, f"en/{one}/index.html": b"new"} for one in (1, 2, 3)
    )
    _published(places, first)
    _published(places, second)
    with monkeypatch.context() as killed:
        _ending(killed, name, after)
        with suppress(_Ended):
            _published(places, third)
    publication.heal(places[1])
    now = (places[1] / "index.html").read_bytes()
    assert now in (b"2", b"3")
    former.put_back(*places)
    found = {path: data for path, data in tree(places[1]).items() if path != SUMS}
    assert found == (first if now == b"2" else second)
