"""Files as anyone may leave them: each is read, or told with its name, and none is waited for."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import tracemalloc
from unicodedata import is_normalized, normalize

import pytest

from generator.diagnostics import errors
from generator.diagnostics.errors import Problems, Unable
from generator.source import folder
from generator.text.encoding import decoded_file
from tests import support
from tests.support import read_site

ROUTINE = "content/refund/routines/02-x.md"
TEXT = "---\ntitle: Another\n---\n\nThey call at night.\n"
CHINESE = "---\ntitle: 退款诈骗\n---\n\n请勿转账给陌生人，请拨打电话确认。\n"
TAIWANESE = "---\ntitle: 退款詐騙\n---\n\n請勿轉帳給陌生人，請撥打電話確認。\n"
READ = (
    *(ROUTINE, "content/refund/bulletin.md", "content/site.toml", "content/glossary.toml"),
    *("locales/zh_Hans/LC_MESSAGES/refund.po", "locales/zh_Hans/LC_MESSAGES/site.po"),
    *("templates/list.html", "templates/assets/x.css", "content/_fonts/x.otf"),
)
"""One of each kind of file."""


def _room(site, name):
    """A place for something else than a file."""
    support.write_tree(site, {"templates/list.html": "<p></p>", name: ""})
    (site / name).unlink()
    return site / name


def _pipe(path):
    os.mkfifo(path)


def _socket(path):
    with socket.socket(socket.AF_UNIX) as opened:
        before = os.open(".", os.O_RDONLY)
        os.chdir(path.parent)  # a socket's path may not be long
        try:
            opened.bind(path.name)
        finally:
            os.fchdir(before)
            os.close(before)


def _folder(path):
    path.mkdir()


def _device(path):
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("make", [_pipe, _socket, _folder, _device])
def test_what_is_no_file_of_the_site_is_told_and_not_read(name, make, small_site):
    if make is _folder and name.startswith("templates/"):
        return  # which may have folders of any name
    make(_room(small_site, name))
    told = support.problems(small_site)
    assert [line.split(": ")[:2] for line in told] == [[f"{name}:1", "file"]]


def test_the_other_files_are_checked_all_the_same(small_site):
    _pipe(_room(small_site, ROUTINE))
    support.write_tree(small_site, {"content/refund/routines/03-y.md": "x"})
    assert len(support.problems(small_site)) == 2


@pytest.mark.parametrize(
    ("name", "target", "told"),
    [
        (ROUTINE, "../../../../secret.md", "leads out of the site"),
        (ROUTINE, "nowhere.md", "leads nowhere"),
        (ROUTINE, "02-x.md", "leads nowhere"),
        ("templates/assets/x.css", "../../../secret.md", "leads out of the site"),
        ("locales/zh_Hans/LC_MESSAGES/refund.po", "../../../../secret.md", "leads out of the site"),
        ("content/other", "../..", "link to a folder"),
        ("content/refund/more", "..", "link to a folder"),
        ("templates/more", ".", "link to a folder"),
        ("locales/de", "../..", "link to a folder"),
        ("locales/de/LC_MESSAGES", "../../..", "link to a folder"),
    ],
)
def test_a_link_out_of_the_site_or_in_a_circle_is_refused(name, target, told, small_site):
    support.write_tree(small_site.parent, {"secret.md": TEXT})
    _room(small_site, name).symlink_to(target)
    [line] = support.problems(small_site)
    assert line.startswith(f"{name}:1: file: ")
    assert told in line


def test_a_link_to_a_file_of_the_site_is_followed(small_site):
    support.write_tree(small_site, {"notes/x.md": TEXT})
    _room(small_site, ROUTINE).symlink_to("../../../notes/x.md")
    assert support.problems(small_site) == []


@pytest.mark.parametrize("name", ["con", "nul", "aux", "prn", "com1", "lpt9"])
def test_a_name_that_windows_keeps_is_refused(name, small_site):
    files = {
        f"content/{name}/bulletin.md": "---\ntitle: x\ndate: 2022-07-25\n---\n\nText.\n",
        f"content/refund/routines/02-{name}.md": TEXT,
        "templates/list.html": "",
        f"templates/assets/{name}.css": "",
    }
    support.write_tree(small_site, files)
    assert ["Windows keeps" in line for line in support.problems(small_site)] == [True] * 3


@pytest.mark.parametrize("name", ["con", "aux"])
def test_no_address_or_picture_has_a_name_that_windows_keeps(name, small_site):
    toml = small_site / "content/site.toml"
    toml.write_text(f'{toml.read_text(encoding="utf-8")}[topics]\n{name} = "X"\n')
    bulletin = small_site / "content/refund/bulletin.md"
    text = bulletin.read_text(encoding="utf-8")
    bulletin.write_text(text.replace("date:", f"moved_from: [{name}]\ndate:"))
    told = support.problems(small_site)
    assert ["Windows keeps" in line for line in told] == [True] * 2
    bulletin.write_text(text)
    toml.write_text(toml.read_text(encoding="utf-8").partition("[topics]")[0])
    support.write_tree(small_site, {f"content/refund/{name}.png": "x"})
    warnings = Problems()
    read_site(small_site, warnings)
    assert [one.wrong for one in warnings.warnings if one.path.endswith(f"{name}.png")] == [
        "this file is no part of a notice, and is left out"
    ]


@pytest.mark.parametrize(
    "names", [["a .css"], ["A.css", "a.css"], ["é.css"], ["a:b.css"], ["a..css"], ["a."]]
)
def test_an_asset_that_cannot_be_stored_everywhere_is_refused(names, small_site):
    support.write_tree(small_site, {"templates/list.html": ""})
    support.write_tree(small_site, {f"templates/assets/{name}": "" for name in names})
    [line] = support.problems(small_site)
    assert line.startswith(f"templates/assets/{names[-1]}:1: file-name: ")


def test_bulletins_may_be_called_as_the_trees_own_folders_are(small_site):
    bulletin = "---\ntitle: A note\ndate: 2022-07-25\n---\n\nText.\n"
    names = ("assets", "posters", "review", "en", "zh-hans", "archive-1", "index", "feed", "404")
    support.write_tree(small_site, {f"content/{name}/bulletin.md": bulletin for name in names})
    support.build(small_site, small_site / "output")
    made = support.tree(small_site / "output")
    assert all(f"en/{name}/index.html" in made for name in names)
    assert len({path.lower() for path in made}) == len(made)


def test_a_file_of_fifty_megabytes_is_not_read(small_site):
    for name in READ[:7]:
        path = _room(small_site, name)
        with path.open("wb") as stream:
            stream.truncate(50_000_000)
    tracemalloc.start()
    told = support.problems(small_site)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [line.split(": ")[:2] for line in told] == [
        [f"{name}:1", "size"] for name in sorted(READ[:7])
    ]
    assert most < 20_000_000


def _check(site):
    read_site(site, Problems())


def _refusal(run, site):
    with pytest.raises(support.Refused) as refused:
        run(site)
    return refused.value


def _fail(monkeypatch, call, number, ending):
    """Have a call of the module os fail for paths that end so."""
    real = getattr(os, call)

    def failing(path, *rest, **named):
        if str(path).endswith(ending):
            raise OSError(number, os.strerror(number), path)
        return real(path, *rest, **named)

    monkeypatch.setattr(folder.os, call, failing)


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO])
def test_a_file_that_cannot_be_read_is_told_with_what_is_wrong_in_the_others(
    name, number, small_site, monkeypatch
):
    wrong = "content/other/bulletin.md"
    shutil.copytree(support.SITES / "templates", small_site / "templates")
    support.write_tree(small_site, {name: TEXT, wrong: "x"})
    _fail(monkeypatch, "open", number, name)
    for run in (_check, lambda site: support.build(site, site / "output")):
        told = _refusal(run, small_site)
        assert [problem.path for problem in told.problems if not problem.warning] == sorted(
            [name, wrong]
        )
        assert f"{name}:1: file: this cannot be read ({os.strerror(number)}); " in str(told)
        assert told.status == 3


def test_a_font_of_the_program_that_cannot_be_read_is_told(small_site, monkeypatch):
    shutil.copytree(support.SITES / "templates", small_site / "templates")
    _fail(monkeypatch, "open", errno.EIO, "NotoSansSC-Bold.otf")
    told = _refusal(lambda site: support.build(site, site / "output"), small_site)
    assert {problem.path for problem in told.problems if not problem.warning} == {
        "templates/fonts/NotoSansSC-Bold.otf"
    }
    assert told.status == 3


@pytest.mark.parametrize(
    "name", ["content", "content/refund", "content/refund/routines", "locales", "templates"]
)
def test_a_folder_that_cannot_be_read_is_told(name, small_site, monkeypatch):
    support.write_tree(
        small_site,
        {"templates/list.html": "", "locales/zh_Hans/x": "", "content/glossary.toml": "x"},
    )
    _fail(monkeypatch, "scandir", errno.EACCES, name)
    told = _refusal(_check, small_site)
    assert [problem.path for problem in told.problems if not problem.warning] == sorted(
        [name, "content/glossary.toml"]
    )
    assert told.status == 3


def test_a_folder_that_cannot_be_read_once_never_makes_half_a_site_whichever_time_that_was(
    small_site, tmp_path, monkeypatch
):
    """Each look at locales/ counts: without its catalogs a bulletin is only half there."""
    shutil.copytree(support.SITES / "templates", small_site / "templates")
    support.write_tree(small_site, {"locales/zh_Hans/LC_MESSAGES/refund.po": ""})
    real, looks, bad = os.scandir, 0, 0

    def scan(path):
        nonlocal looks
        is_its_own = str(path) == str(small_site / "locales")
        looks += is_its_own
        if looks == bad and is_its_own:
            raise OSError(errno.EIO, os.strerror(errno.EIO), path)
        return real(path)

    monkeypatch.setattr(folder.os, "scandir", scan)
    support.build(small_site, tmp_path / "sound")
    sound, told = support.tree(tmp_path / "sound"), 0
    for bad in range(1, looks + 1):
        looks, output = 0, tmp_path / f"output-{bad}"
        status = 0
        try:
            support.build(small_site, output)
        except errors.Refused as refused:
            status = refused.status
        told += status == 3
        # A look that only asks whether there is less to do need not be told.
        assert status == 3 or support.tree(output) == sound
    assert told > 1


def test_where_no_file_can_be_opened_that_is_told_once(small_site, monkeypatch):
    _fail(monkeypatch, "open", errno.EMFILE, ".md")
    with pytest.raises(Unable, match=r"bulletin\.md: cannot be read: Too many open"):
        support.problems(small_site)


def test_a_file_that_cannot_be_used_is_told_by_the_next_build_too(small_site, tmp_path):
    support.build(small_site, tmp_path / "output")
    support.write_tree(small_site, {ROUTINE: b"\xff"})
    with pytest.raises(support.Refused):
        support.build(small_site, tmp_path / "output")


@pytest.mark.parametrize(
    ("text", "encoding", "at", "told"),
    [
        (CHINESE, "gb18030", 11, "looks like GB18030"),
        (CHINESE, "gbk", 11, "looks like GB18030"),
        (TAIWANESE, "big5", 11, "looks like Big5"),
        (CHINESE, "utf-16", 0, "saved as UTF-16"),
        (CHINESE, "utf-16-le", 23, "looks like UTF-16"),
        (CHINESE, "utf-16-be", 22, "looks like UTF-16"),
        ("title", "utf-16-le", 1, "NUL"),
        ("title", "utf-16-be", 0, "NUL"),
        (CHINESE, "utf-32", 0, "saved as UTF-32"),
        ("caf\u00e9 au lait", "latin-1", 3, "not UTF-8 at byte 3"),
    ],
)
def test_another_encoding_is_named_with_the_byte(text, encoding, at, told):
    data = text.encode(encoding)
    with pytest.raises(support.Refused, match=told) as found:
        decoded_file(data, "x.md", "encoding")
    (problem,) = found.value.problems
    assert problem.line == 1 + data.count(b"\n", 0, at)
    assert f"byte {at}" in problem.wrong


def test_a_file_of_lone_carriage_returns_is_no_mistake(small_site):
    support.write_tree(small_site, {ROUTINE: TEXT.replace("\n", "\r")})
    assert support.problems(small_site) == []


@pytest.mark.parametrize("char", "\x01\x0b\x1b\x7f\x85\x9b\u2028\u2029\ufffe\u200b\u202e\ue000")
@pytest.mark.parametrize("place", ["Another", "night"])
def test_a_character_that_nobody_sees_is_told_with_its_line(char, place, small_site):
    support.write_tree(small_site, {ROUTINE: TEXT.replace(place, f"An{char}d")})
    [line] = support.problems(small_site)
    assert line.startswith(f"{ROUTINE}:{2 if place == 'Another' else 5}: ")
    assert f"U+{ord(char):04X}" in line


def _accented(form):
    """A site whose texts, catalogues and files' names have accents, in a normal form of Unicode."""
    entry = 'msgctxt "bulletin"\nmsgid "Café à Orléans"\nmsgstr "Le Café à Orléans"\n'
    files = {
        "content/site.toml": support.SMALL_SITE["content/site.toml"]
        .replace('"Police"', '"Préfecture"')
        .replace('{ tel = "110" }', '"Gaël Ôtée"'),
        "content/glossary.toml": '[[terms]]\nen = "Café"\nzh-Hans = "咖啡"\n',
        "templates/été.html": "Été {{ site.title }}",
        "content/refund/bulletin.md": (
            "---\ntitle: Café à Orléans\ndate: 2022-07-25\n---\n\nAsk {police}, à bientôt.\n"
        ),
        "locales/en/LC_MESSAGES/refund.po": f'msgid ""\nmsgstr "Language: en\\n"\n\n{entry}',
    }
    return {normalize(form, name): normalize(form, text) for name, text in files.items()}


def test_what_a_mac_writes_in_parts_is_published_whole(tmp_path):
    trees = []
    for form in ("NFC", "NFD"):
        site = support.write_tree(tmp_path / form, support.SMALL_SITE)
        shutil.copytree(support.ROOT / "templates", site / "templates")
        support.write_tree(site, _accented(form))
        with (site / "templates/list.html").open("a", encoding="utf-8") as template:
            template.write(normalize("NFC", '{% include "été.html" %}'))
        support.build(site, tmp_path / form / "output")
        trees.append(support.tree(tmp_path / form / "output"))
    composed, found = trees
    assert "Le Café à Orléans" in composed["en/refund/index.html"].decode()
    assert "Été Warnings" in composed["en/index.html"].decode()
    assert found == composed
    texts = [name + found[name].decode() for name in found if not name.startswith("assets/")]
    assert all(is_normalized("NFC", text) for text in texts)


@pytest.mark.parametrize("name", ["content/café/bulletin.md", "content/refund/routines/02-été.md"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_no_address_has_an_accent_in_either_form(form, name, small_site):
    support.write_tree(small_site, {normalize(form, name): TEXT})
    assert any(": file-name: " in line for line in support.problems(small_site))
