"""Files in memory -> the output folder."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
import subprocess
from contextlib import nullcontext
from pathlib import Path

import pytest

from generator import system
from generator.diagnostics.errors import Misused, Unable
from generator.output import checksums
from generator.output import publish as publication
from generator.output.checksums import SUMS
from generator.output.publish import check_folder
from generator.output.stage import JOURNAL, STAGE, Stage
from tests.support import bound_by_permissions, publish, tree, write_tree

FIRST = {"index.html": b"one", "en/index.html": b"two", "en/old/page.html": b"three"}
SECOND = {"index.html": b"one", "en/index.html": b"changed", "en/new/page.html": b"four"}


FORMER_JOURNAL = ".building-journal"
"""What a build by version 0.1 left that was cut short, so that the next one can complete it."""


def _without_sums(folder):
    found = tree(folder)
    found.pop(SUMS, None)
    return found


def test_a_new_folder_holds_the_files_and_their_sums(tmp_path):
    done = publish(FIRST, tmp_path / "output")
    assert _without_sums(tmp_path / "output") == FIRST
    assert (done.files, done.written, done.removed, done.foreign) == (4, 4, 0, ())
    assert done.pages == sum(path.endswith(".html") for path in FIRST)


def test_the_sums_are_those_of_every_other_file(tmp_path):
    publish(FIRST, tmp_path)
    rows = (tmp_path / SUMS).read_text(encoding="utf-8").splitlines()
    assert rows == [f"{hashlib.sha256(FIRST[name]).hexdigest()}  {name}" for name in sorted(FIRST)]


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="there is no sha256sum here")
def test_sha256sum_reads_the_sums(tmp_path):
    publish(FIRST, tmp_path)
    command = ["sha256sum", "--check", "--strict", "--quiet", SUMS]
    assert subprocess.run(command, cwd=tmp_path, check=False).returncode == 0
    (tmp_path / "index.html").write_bytes(b"altered")
    done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True)
    assert done.returncode == 1


def test_what_is_the_same_is_not_written(tmp_path):
    publish(FIRST, tmp_path)
    for path in tmp_path.rglob("*"):
        os.utime(path, ns=(10**18, 10**18))
    done = publish(FIRST, tmp_path)
    assert (done.written, done.removed) == (0, 0)
    assert {path.stat().st_mtime_ns for path in tmp_path.rglob("*.html")} == {10**18}
    assert (tmp_path / SUMS).stat().st_mtime_ns == 10**18


def test_a_change_writes_what_changed_and_removes_what_is_gone(tmp_path):
    publish(FIRST, tmp_path)
    os.utime(tmp_path / "index.html", ns=(10**18, 10**18))
    done = publish(SECOND, tmp_path)
    assert _without_sums(tmp_path) == SECOND
    assert (done.written, done.removed) == (3, 1)
    assert (tmp_path / "index.html").stat().st_mtime_ns == 10**18
    assert not (tmp_path / "en/old").exists(), "an empty folder goes too"


def test_a_file_that_no_build_made_is_left_alone_and_named(tmp_path):
    publish(FIRST, tmp_path)
    write_tree(tmp_path, {"notes.txt": "mine", "en/old/mine.html": "mine"})
    done = publish(SECOND, tmp_path)
    assert done.foreign == ("en/old/mine.html", "notes.txt")
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "en/old/mine.html").exists()


def test_gitignore_is_left_alone(tmp_path):
    write_tree(tmp_path, {".gitignore": "*\n"})
    check_folder(tmp_path, tmp_path.parent / "site")
    done = publish(FIRST, tmp_path)
    publish({"index.html": b"x"}, tmp_path)
    assert done.foreign == ()
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert ".gitignore" not in (tmp_path / SUMS).read_text(encoding="utf-8")


def test_an_altered_file_is_mended(tmp_path):
    publish(FIRST, tmp_path)
    (tmp_path / "index.html").write_bytes(b"altered")
    assert publish(FIRST, tmp_path).written == 1
    assert _without_sums(tmp_path) == FIRST


@pytest.mark.parametrize("data", [b"one", b"two"])
def test_a_link_to_a_file_elsewhere_is_replaced_and_not_followed(data, tmp_path):
    elsewhere = write_tree(tmp_path, {"elsewhere": "one"}) / "elsewhere"
    output = tmp_path / "output"
    publish({"index.html": b"one"}, output)
    (output / "index.html").unlink()
    (output / "index.html").symlink_to(elsewhere)
    publish({"index.html": data}, output)
    assert elsewhere.read_bytes() == b"one"
    assert (output / "index.html").read_bytes() == data
    assert not (output / "index.html").is_symlink()


@pytest.mark.parametrize("line", ["../outside", "/etc/outside", "a/../../outside", "..\\outside"])
def test_a_list_of_sums_removes_nothing_outside_its_folder(line, tmp_path):
    outside = write_tree(tmp_path, {"outside": "keep"}) / "outside"
    output = write_tree(tmp_path / "output", {SUMS: f"{'0' * 64}  {line}\n"})
    publish(FIRST, output)
    assert outside.exists()


@pytest.mark.parametrize("path", ["C:/outside", "c:outside", "C:"])
def test_a_list_of_sums_names_no_drive_of_windows(path):
    """There, a path that begins with a drive leads out of any folder."""
    assert checksums.row(f"{'0' * 64}  {path}") is None
    assert checksums.row(f"{'0' * 64}  en/{path}") is not None


@pytest.mark.parametrize("data", [b"one", b"another"])
def test_a_disk_that_tells_capitals_has_two_files_of_names_that_differ_in_them(data, tmp_path):
    publish({**FIRST, "en/Refund.html": b"one"}, tmp_path)
    files = {**FIRST, "en/refund.html": data}
    publish(files, tmp_path)
    assert tree(tmp_path) == listed(files)


def listed(files):
    """An output that holds these files and their list of sums; None is none."""
    if files is None:
        return {}
    return {**files, SUMS: checksums.listing((p, sum_of(d)) for p, d in files.items())}


def sum_of(data):
    return hashlib.sha256(data).hexdigest()


class Failing:
    """Does what a function does, but fails at its `at`th call."""

    def __init__(self, function, at):
        self._function, self._left = function, at

    def __call__(self, *arguments, **named):
        self._left -= 1
        if self._left == 0:
            raise OSError(28, "No space left on device")
        return self._function(*arguments, **named)


def test_pages_come_before_the_pages_that_link_to_them(tmp_path, monkeypatch):
    publish(FIRST, tmp_path)
    order = _order(monkeypatch)
    publish(SECOND, tmp_path)
    assert _places(order) == ["page.html", "index.html", SUMS]


def test_the_front_page_of_a_new_site_comes_after_all_that_it_shows(tmp_path, monkeypatch):
    order = _order(monkeypatch)
    names = ("404.html", "en/page.html", "index.html", "z/site.css")
    publish(dict.fromkeys(names, b"x"), tmp_path / "output")
    assert _places(order) == ["site.css", "page.html", "404.html", "index.html", SUMS]


def _order(monkeypatch):
    """What is done from now on: `replace`, `removal` and `fsync` with names, `sync` alone.

    What is removed moves to the stage, as the journal does at the end.
    """
    order, real = [], {name: getattr(os, name) for name in ("replace", "fsync", "sync")}

    def flush(descriptor):
        order.append(("fsync", os.fstat(descriptor).st_ino))
        real["fsync"](descriptor)

    def replace(old, new):
        is_removal = Path(new).suffix in (".kept", ".done")
        order.append(("removal", Path(old).name) if is_removal else ("replace", Path(new).name))
        real["replace"](old, new)

    monkeypatch.setattr(os, "fsync", flush)
    monkeypatch.setattr(os, "sync", lambda: (order.append(("sync", "")), real["sync"]()))
    monkeypatch.setattr(os, "replace", replace)
    return order


def test_the_disk_holds_the_new_names_before_the_journal_that_lists_them_goes(
    tmp_path, monkeypatch
):
    publish({**FIRST, "old/a.html": b"a", "old/b.html": b"b"}, tmp_path)
    order = _order(monkeypatch)
    publish({**FIRST, "new/a.html": b"a", "old/b.html": b"b"}, tmp_path)
    moved = order.index(("replace", "journal")), order.index(("replace", "a.html"))
    gone = order.index(("removal", "a.html")), order.index(("removal", "journal"))
    top, new, old = (("fsync", (tmp_path / name).stat().st_ino) for name in (".", "new", "old"))
    assert top in order[: moved[0]]  # the stage, in which the journal waits
    assert order[moved[0] + 1][0] == "fsync"
    assert {top, new, old} <= set(order[slice(*gone)])


def test_of_many_folders_all_are_flushed_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(system, "_MANY", 1)
    order = _order(monkeypatch)
    publish(FIRST, tmp_path)
    ends = [at for at, event in enumerate(order) if event == ("sync", "")]
    assert len(ends) == 2
    assert ends[0] < order.index(("replace", SUMS)) < ends[1] < order.index(("removal", "journal"))


def test_nothing_is_flushed_where_nothing_changes(tmp_path, monkeypatch):
    publish(FIRST, tmp_path)
    order = _order(monkeypatch)
    publish(FIRST, tmp_path)
    assert not {"fsync", "sync", "replace"} & {call for call, _ in order}


@pytest.mark.parametrize(("number", "held"), [(errno.EINVAL, True), (errno.EIO, False)])
def test_a_file_system_that_flushes_no_folders_is_no_failure(number, held, tmp_path, monkeypatch):
    real = os.fsync

    def flush(descriptor):
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, os.strerror(number))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", flush)
    with nullcontext() if held else pytest.raises(Unable):
        publish(FIRST, tmp_path)
    monkeypatch.undo()
    publish(FIRST, tmp_path)
    assert _without_sums(tmp_path) == FIRST


def test_removals_that_fail_are_taken_back(tmp_path, monkeypatch):
    files = {**FIRST, "a/a.html": b"a", "b.html": b"b"}
    publish(files, tmp_path)
    monkeypatch.setattr(os, "replace", Failing(os.replace, 4))  # the journal, the list, a.html
    with pytest.raises(Unable):
        publish(FIRST, tmp_path)
    assert tree(tmp_path) == listed(files)


def test_what_a_build_by_version_0_1_had_begun_goes_when_it_is_made_no_more(tmp_path):
    """Its journal listed what was new and what was to go, and no sum of the list of sums."""
    publish(FIRST, tmp_path)
    rows = "".join(f"{sum_of(data)}  {path}\n" for path, data in sorted(SECOND.items()))
    write_tree(tmp_path, {FORMER_JOURNAL: f"  {SUMS}\n{rows}", "en/new/page.html": "four"})
    check_folder(tmp_path, tmp_path.parent / "site")
    assert publication.is_cut_short(tmp_path)
    assert publish(FIRST, tmp_path).foreign == ()
    assert tree(tmp_path) == listed(FIRST)
    assert not publication.is_cut_short(tmp_path)


def test_a_first_build_that_died_before_anything_was_written_can_be_repeated(tmp_path):
    write_tree(tmp_path, {f".building-{FORMER_JOURNAL}": "half", f"{STAGE}/x": "half"})
    check_folder(tmp_path, tmp_path.parent / "site")
    publish(FIRST, tmp_path)
    assert _without_sums(tmp_path) == FIRST


def test_a_leftover_of_an_interrupted_build_goes(tmp_path):
    publish(FIRST, tmp_path)
    write_tree(tmp_path, {"en/.building-index.html": "half"})
    publish(FIRST, tmp_path)
    assert _without_sums(tmp_path) == FIRST


def test_the_sites_own_folders_are_refused(tmp_path):
    site = write_tree(tmp_path / "site", {"content/site.toml": ""})
    for output in (site, tmp_path, site / "content", site / "content/new", site / "templates"):
        with pytest.raises(Misused):
            check_folder(output, site)
    check_folder(site / "output", site)


def test_a_folder_with_other_files_is_refused(tmp_path):
    output = write_tree(tmp_path / "output", {"thesis.doc": "mine"})
    with pytest.raises(Misused, match="no build made"):
        check_folder(output, tmp_path / "site")
    with pytest.raises(Misused, match="not a folder"):
        check_folder(output / "thesis.doc", tmp_path / "site")


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with bound_by_permissions(), pytest.raises(Unable, match="cannot be written"):
            publish(FIRST, tmp_path / "output")
    finally:
        tmp_path.chmod(0o700)


def test_a_folder_that_is_a_file_is_told(tmp_path):
    write_tree(tmp_path, {"output": "a file"})
    with pytest.raises(Unable):
        publish({"output/index.html": b"x"}, tmp_path)


def test_a_hidden_folder_in_the_output_is_not_looked_into(tmp_path):
    """A checkout of gh-pages keeps its .git, empty folders and all."""
    publish(FIRST, tmp_path)
    (tmp_path / ".git/refs/heads").mkdir(parents=True)
    write_tree(tmp_path, {".git/.building-x": "not ours"})
    publish(SECOND, tmp_path)
    assert (tmp_path / ".git/refs/heads").is_dir()
    assert (tmp_path / ".git/.building-x").exists()


def test_another_programs_list_of_sums_makes_no_folder_ours(tmp_path):
    data = b"an image"
    row = f"{hashlib.sha256(data).hexdigest()}  a.iso\n"
    output = write_tree(tmp_path / "iso", {"a.iso": data.decode(), SUMS: row})
    with pytest.raises(Misused, match="no build made"):
        check_folder(output, tmp_path / "site")


def test_a_file_that_somebody_changed_is_not_removed(tmp_path):
    publish(FIRST, tmp_path)
    (tmp_path / "en/old/page.html").write_text("mine now")
    assert publish(SECOND, tmp_path).foreign == ("en/old/page.html",)


def test_a_linked_folder_in_the_output_is_refused(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    output = tmp_path / "output"
    output.mkdir()
    (output / "en").symlink_to(elsewhere)
    with pytest.raises(Unable, match="link"):
        publish(FIRST, output)
    assert not list(elsewhere.iterdir())


def test_a_linked_folder_in_the_output_is_refused_where_nothing_changed_too(tmp_path):
    """What would be tidied up there is not ours."""
    output = tmp_path / "output"
    publish(FIRST, output)
    (output / "en").rename(tmp_path / "elsewhere")
    write_tree(tmp_path, {"elsewhere/.building-x": "not ours"})
    (output / "en").symlink_to(tmp_path / "elsewhere")
    before = tree(tmp_path / "elsewhere")
    with pytest.raises(Unable, match="link"):
        publish(FIRST, output)
    assert tree(tmp_path / "elsewhere") == before


def test_a_build_writes_through_no_link_that_bears_the_name_of_its_own_files(tmp_path):
    from generator.output.stage import Stage

    elsewhere = write_tree(tmp_path, {"elsewhere/mine": "mine"}) / "elsewhere"
    output = tmp_path / "output"
    publish(FIRST, output)
    (output / ".building-stage").symlink_to(elsewhere)
    (output / FORMER_JOURNAL).symlink_to(elsewhere / "mine")
    Stage(output).clear()
    publish(SECOND, output)
    assert tree(elsewhere) == {"mine": b"mine"}
    assert _without_sums(output) == SECOND


# What is told of what was done.


def test_where_nothing_was_published_nothing_is_counted():
    done = publication.Published(3, 0, 0, ())
    assert (done.sum, done.pages) == ("", 0)


def test_pages_and_sheets_are_counted_apart(tmp_path):
    files = {"index.html": b"1", "poster.pdf": b"2", "other.pdf": b"3", "site.css": b"4"}
    done = publish(files, tmp_path)
    assert (done.files, done.written, done.pages) == (5, 5, 1)
    listing = (tmp_path / SUMS).read_bytes()
    assert done.sum == hashlib.sha256(listing).hexdigest()
    done = publish({"index.html": b"5"}, tmp_path)
    assert (done.files, done.written, done.pages, done.removed) == (2, 2, 1, 3)


def test_what_had_gone_already_is_not_counted_as_removed(tmp_path):
    publish({**FIRST, "a.html": b"a", "b/c.html": b"c", "d.html": b"d", "e.html": b"e"}, tmp_path)
    (tmp_path / "a.html").unlink()
    shutil.rmtree(tmp_path / "b")
    (tmp_path / "d.html").unlink()
    (tmp_path / "d.html").mkdir()
    done = publish(FIRST, tmp_path)
    assert done.removed == 1
    write_tree(tmp_path, {"b": "a file where a folder was"})
    assert publish(FIRST, tmp_path).removed == 0


def test_a_link_where_a_file_was_is_somebody_elses_and_stays(tmp_path):
    output = tmp_path / "output"
    publish({**FIRST, "a.html": b"same"}, output)
    outside = write_tree(tmp_path, {"outside": "same"}) / "outside"
    (output / "a.html").unlink()
    (output / "a.html").symlink_to(outside)
    done = publish(FIRST, output)
    assert (done.removed, done.foreign) == (0, ("a.html",))
    assert (output / "a.html").is_symlink()


def test_without_a_look_at_the_rest_only_what_is_no_longer_made_is_named(tmp_path):
    """As where nothing in the folders has changed since the last build."""
    publish({**FIRST, "a.html": b"a", "b.html": b"b"}, tmp_path)
    write_tree(tmp_path, {"mine.txt": "x", "a.html": "changed"})
    sums_of = {path: hashlib.sha256(data).hexdigest() for path, data in FIRST.items()}
    done = publication.commit(Stage(tmp_path), sums_of, [], find_foreign=False)
    assert (done.foreign, done.removed) == (("a.html",), 1)


def test_without_a_look_a_link_in_the_way_of_what_is_written_is_refused_all_the_same(tmp_path):
    output = tmp_path / "output"
    publish(FIRST, output)
    (output / "new").symlink_to(tmp_path)
    stage = Stage(output)
    staged = stage.put("new/page.html", b"x")
    complete = {staged.path: staged.sum}
    with pytest.raises(Unable, match="output/new is a link to another place; remove it"):
        publication.commit(stage, complete, [staged.path], find_foreign=False)
    assert not (tmp_path / "page.html").exists()


def test_the_disk_that_fails_is_told_with_its_file_or_else_with_the_output(tmp_path, monkeypatch):
    publish(FIRST, tmp_path)
    real = os.fsync
    monkeypatch.setattr(os, "fsync", Failing(os.fsync, 1))
    with pytest.raises(Unable, match=f"^{tmp_path}: cannot be written: No space left on device$"):
        publish(SECOND, tmp_path)
    monkeypatch.setattr(os, "fsync", real)

    def refused(old, new):
        raise PermissionError(13, "Permission denied", str(new))

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(
        Unable, match=f"^{tmp_path}/.*journal: cannot be written: Permission denied"
    ):
        publish(SECOND, tmp_path)


def test_the_list_of_sums_that_a_journal_names_is_no_strange_file(tmp_path):
    """A build that was cut short was about to write it; the next one makes it again."""
    publish(FIRST, tmp_path)
    write_tree(tmp_path, {FORMER_JOURNAL: f"  {SUMS}\n{'0' * 64}  {SUMS}\n"})
    sums_of = {path: hashlib.sha256(data).hexdigest() for path, data in FIRST.items()}
    done = publication.commit(Stage(tmp_path), sums_of, [], find_foreign=False)
    assert (done.foreign, done.removed) == ((), 0)
    assert (tmp_path / SUMS).exists()


def test_an_output_that_is_itself_a_link_is_the_folder_that_it_leads_to(tmp_path):
    """As where the web server's folder is linked to; only links inside it would lead out."""
    (tmp_path / "served").mkdir()
    (tmp_path / "output").symlink_to(tmp_path / "served")
    publish(FIRST, tmp_path / "output")
    publish(SECOND, tmp_path / "output")
    assert _without_sums(tmp_path / "served") == SECOND


# The order in which files take their places.


def _places(order):
    """The paths, in the order in which files took their places."""
    return [name for call, name in order if call == "replace" and name != "journal"]


def test_new_files_take_their_places_before_those_that_may_link_to_them(tmp_path, monkeypatch):
    """Below folders and at the top alike; pictures before pages, and the front page last."""
    old = {"index.html": b"1", "en/list.html": b"1", "z.css": b"1"}
    publish(old, tmp_path)
    order = _order(monkeypatch)
    new = {"404.html": b"n", "en/new.html": b"n", "en/b.png": b"n", "zz.css": b"n"}
    publish({**dict.fromkeys(old, b"2"), **new}, tmp_path)
    assert _places(order) == [
        *("b.png", "zz.css", "new.html", "404.html"),
        *("z.css", "list.html", "index.html"),
        SUMS,
    ]


def test_a_link_that_leads_nowhere_is_no_new_file(tmp_path, monkeypatch):
    publish({"a.html": b"1"}, tmp_path)
    (tmp_path / "a.html").unlink()
    (tmp_path / "a.html").symlink_to(tmp_path / "nowhere")
    order = _order(monkeypatch)
    publish({"a.html": b"1", "b.html": b"2"}, tmp_path)
    assert _places(order)[:2] == ["b.html", "a.html"]


def test_removals_come_after_everything_that_is_written(tmp_path, monkeypatch):
    publish({**FIRST, "a.html": b"a"}, tmp_path)
    order = _order(monkeypatch)
    publish(SECOND, tmp_path)
    assert order.index(("replace", SUMS)) < order.index(("removal", "a.html"))


def test_up_to_many_files_are_flushed_one_by_one(tmp_path, monkeypatch):
    monkeypatch.setattr(system, "_MANY", 5)  # three files, the list of sums, and the folder
    order = _order(monkeypatch)
    publish(FIRST, tmp_path)
    waited = [
        event for event in order[: order.index(("replace", "journal"))] if event[0] == "fsync"
    ]
    assert len(waited) >= 4
    assert ("sync", "") not in order


# Whose folder it is.


def test_a_folder_is_ours_by_its_list_or_by_what_was_begun_in_it(tmp_path):
    site = tmp_path / "site"
    for name, text in {
        SUMS: f"{'0' * 64}  index.html\n",
        JOURNAL: f"{'0' * 64}  en/index.html\n",
        FORMER_JOURNAL: f"{'0' * 64}  en/index.html\n",
    }.items():
        output = write_tree(
            tmp_path / name.lower().replace("/", "-"), {name: text, "thesis.doc": "x"}
        )
        check_folder(output, site)
    for name, text in {SUMS: f"{'0' * 64}  old/index.htm\n", JOURNAL: "x\n"}.items():
        output = write_tree(
            tmp_path / f"not {name.lower().replace('/', '-')}", {name: text, "thesis.doc": "x"}
        )
        with pytest.raises(Misused, match="no build made"):
            check_folder(output, site)


@pytest.mark.parametrize("name", [".DS_Store", ".gitignore", ".git/HEAD"])
def test_a_folder_with_nothing_but_hidden_files_may_be_built_into(name, tmp_path):
    """As macOS leaves one at which somebody has looked."""
    output = write_tree(tmp_path / "output", {name: "theirs"})
    check_folder(output, tmp_path / "site")
    publish(FIRST, output)
    publish({"index.html": b"1"}, output)
    assert (output / name).read_bytes() == b"theirs"


def test_an_empty_folder_or_none_may_be_built_into(tmp_path):
    check_folder(tmp_path / "none", tmp_path / "site")
    (tmp_path / "empty").mkdir()
    check_folder(tmp_path / "empty", tmp_path / "site")


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("site", "holds the site itself"),
        (".", "holds the site itself"),
        *(
            (f"site/{name}", "is one of the site's source folders")
            for name in ("content", "templates", "locales")
        ),
        *(
            (f"site/{name}/x", "is one of the site's source folders")
            for name in ("generator", "tests", "locales")
        ),
        ("file", "is not a folder"),
        ("file/below", "is not a folder"),
    ],
)
def test_a_folder_that_is_refused_is_told_with_the_reason(output, told, tmp_path):
    write_tree(tmp_path, {"file": "x", "site/content/site.toml": ""})
    with pytest.raises(Misused, match=f"^{tmp_path / output} {told}.*name another"):
        check_folder(tmp_path / output, tmp_path / "site")


def test_a_folder_that_cannot_be_looked_into_is_told(tmp_path, monkeypatch):
    def refused(path):
        raise PermissionError(13, "Permission denied", str(path))

    output = tmp_path / "output"
    output.mkdir()
    monkeypatch.setattr(Path, "iterdir", refused)
    with pytest.raises(Unable, match=f"^{output}: cannot be read: Permission denied$"):
        check_folder(output, tmp_path / "site")


def test_a_folder_in_the_place_of_the_list_of_sums_makes_no_folder_ours(tmp_path):
    output = write_tree(tmp_path / "output", {f"{SUMS}/x": "mine"})
    with pytest.raises(Misused, match=f"^{output} has files in it that no build made"):
        check_folder(output, tmp_path / "site")


def test_folders_that_only_sound_like_the_sources_may_be_built_into(tmp_path):
    for output in ("site/contents", "site/public/content", "content", "site2"):
        check_folder(tmp_path / output, tmp_path / "site")


@pytest.mark.parametrize("left", [FORMER_JOURNAL, f"{STAGE}/x", JOURNAL])
def test_a_build_that_was_cut_short_is_known_by_what_it_left(left, tmp_path):
    publish(FIRST, tmp_path)
    assert not publication.is_cut_short(tmp_path)
    write_tree(tmp_path, {left: ""})
    assert publication.is_cut_short(tmp_path)
    publish(FIRST, tmp_path)
    assert not publication.is_cut_short(tmp_path)


# What is tidied up.


def test_folders_go_from_the_deepest_up_and_never_the_output_itself(tmp_path):
    output = tmp_path / "output"
    publish({"a/b/c/d.html": b"1"}, output)
    done = publish({}, output)
    assert done.removed == 1
    assert sorted(tree(output)) == [SUMS]
    assert not (output / "a").exists()


def test_a_leftover_goes_from_the_output_itself_too(tmp_path):
    publish(FIRST, tmp_path)
    write_tree(tmp_path, {".building-index.html": "half", ".mine": "mine"})
    publish(FIRST, tmp_path)
    assert not (tmp_path / ".building-index.html").exists()
    assert (tmp_path / ".mine").exists()


def test_hidden_files_and_the_journal_are_foreign_to_nobody(tmp_path):
    publish(FIRST, tmp_path)
    names = {"en/.hidden": "", ".git/x.html": "", "en/seen.txt": ""}
    write_tree(tmp_path, names)
    assert set(publication.foreign(tmp_path, {*FIRST, SUMS})) == {"en/seen.txt"}


# The files of the former build.


def test_a_file_of_the_former_build_is_given_as_it_was_made_or_not_at_all(tmp_path):
    publish(FIRST, tmp_path)
    write_tree(tmp_path, {"mine.txt": "x"})
    read = publication.former(tmp_path)
    assert read("en/index.html") == b"two"
    assert read("mine.txt") == b""
    assert read("none.html") == b""
    (tmp_path / "en/index.html").write_bytes(b"altered")
    assert read("en/index.html") == b""
    (tmp_path / "index.html").unlink()
    assert read("index.html") == b""
    assert publication.former(tmp_path / "none")("index.html") == b""
