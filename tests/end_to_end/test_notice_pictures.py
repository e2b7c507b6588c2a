"""Pictures of a notice: from its folder to its page, in the reader's language."""

from __future__ import annotations

import re

import pytest

from generator.build.build import check
from tests import support
from tests.end_to_end.test_notice_links import BASE, PO_HEAD, SITE_PO
from tests.render.test_pictures import encoded
from tests.support import SMALL_SITE, tree, write_tree

HEAD = "---\ntitle: A water cut\ndate: 2026-11-24\n---\n\n"
TEXT = "Bring water from the truck.\n\n![Where the truck stands](map.png)\n"
PO = PO_HEAD + "".join(
    f'msgctxt "bulletin"\nmsgid "{text}"\nmsgstr "{wording}"\n\n'
    for text, wording in (
        ("A water cut", "停水通知"),
        ("Bring water from the truck.", "请到送水车取水。"),
        ("![Where the truck stands](map.png)", "![送水车的位置](map.png)"),
    )
)
PLACE = "content/water"
RULES = ("picture", "text", "shape", "file-name", "links", "characters", "english-style")


@pytest.fixture
def site(tmp_path):
    files = {
        **SMALL_SITE,
        f"{PLACE}/bulletin.md": HEAD + TEXT,
        f"{PLACE}/map.png": encoded(),
        f"{PLACE}/map.zh-Hans.png": encoded((60, 20)),
        "locales/zh_Hans/LC_MESSAGES/site.po": SITE_PO,
        "locales/zh_Hans/LC_MESSAGES/water.po": PO,
    }
    return write_tree(tmp_path / "site", files)


def _told(site):
    return [
        one
        for one in check(site)
        if one.rule in RULES and ("water" in one.path) and "verdict" not in one.rule
    ]


def _build(site, output):
    return support.build_unprinted(site, output, base_url=BASE)


def _images(output, path):
    return re.findall("<img [^>]*>", (output / path).read_text(encoding="utf-8"))


def test_a_sound_notice_with_a_picture_has_nothing_to_tell(site):
    assert _told(site) == []


def test_each_language_shows_its_own_picture_with_its_own_words(site, tmp_path):
    output = tmp_path / "o"
    _build(site, output)
    assert _images(output, "en/water/index.html") == [
        '<img alt="Where the truck stands" src="pictures/map.png" width="40" height="30" '
        'loading="lazy">'
    ]
    assert _images(output, "zh-Hans/water/index.html") == [
        '<img alt="送水车的位置" src="pictures/map.zh-Hans.png" width="60" height="20" '
        'loading="lazy">'
    ]
    assert sorted(path for path in tree(output) if "/pictures/" in path) == [
        "en/water/pictures/map.png",
        "zh-Hans/water/pictures/map.zh-Hans.png",
    ]
    assert "picture:" not in str(tree(output))


def test_plain_texts_say_what_it_shows(site, tmp_path):
    _build(site, tmp_path / "o")
    for path, words in (
        ("en/water/bulletin.txt", "\n(Where the truck stands)\n"),
        ("zh-Hans/water/bulletin.txt", "\n（送水车的位置）\n"),
    ):
        assert words in (tmp_path / "o" / path).read_text(encoding="utf-8")


def test_a_review_sheet_has_its_words(site, tmp_path):
    support.build_unprinted(site, tmp_path / "o", review=True)
    (sheet,) = tmp_path.rglob("review/water.zh-Hans.html")
    text = sheet.read_text(encoding="utf-8")
    assert "送水车的位置" in text
    assert "<img" not in text


def test_only_a_changed_picture_makes_its_notice_anew(site, tmp_path):
    output = tmp_path / "o"
    _build(site, output)
    assert _build(site, output).published.written == 0
    write_tree(site, {f"{PLACE}/map.png": encoded((50, 30))})
    assert _build(site, output).published.written > 0
    assert 'width="50"' in _images(output, "en/water/index.html")[0]
    (site / PLACE / "map.zh-Hans.png").unlink()
    _build(site, output)
    assert 'src="pictures/map.png"' in _images(output, "zh-Hans/water/index.html")[0]
    clean = tmp_path / "clean"
    _build(site, clean)
    assert tree(output) == tree(clean)


@pytest.mark.parametrize(
    ("files", "path", "line", "words"),
    [
        ({"bulletin.md": HEAD + "![](map.png)\n"}, "bulletin.md", 6, "has no words for those"),
        ({"bulletin.md": HEAD + "![A](maps.png)\n"}, "bulletin.md", 6, "did you mean map.png?"),
        ({"bulletin.md": HEAD + "![A](https://a.example/m.png)\n"}, "bulletin.md", 6, "no picture"),
        ({"bulletin.md": HEAD + "![A](../x/map.png)\n"}, "bulletin.md", 6, "no picture"),
        ({"bulletin.md": HEAD.replace("A ", "A ![A](map.png) ")}, "bulletin.md", 2, "stand here"),
        ({"map.png": b"GIF89a"}, "map.png", 1, "this is no sound PNG picture"),
        ({"Map 2.PNG": encoded()}, "Map 2.PNG", 1, "name it in small letters"),
        ({"other.jpg": encoded(kind="JPEG")}, "other.jpg", 1, "no text shows this picture"),
        ({"bulletin.md": HEAD + TEXT + "\n![A](b.png)\n", "b.png": encoded()},
         "bulletin.md", 10, "b.png is the same picture in zh-Hans"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_picture_is_told(files, path, line, words, site):
    write_tree(site, {f"{PLACE}/{name}": data for name, data in files.items()})
    told = [one for one in _told(site) if words in f"{one.wrong}; {one.remedy}"]
    assert [(one.path, one.line) for one in told] == [(f"{PLACE}/{path}", line)]


@pytest.mark.parametrize("wording", ["送水车的位置", "![](map.png)", "![送水车](map.zh-Hans.png)"])
def test_a_translation_keeps_the_picture_and_its_words(wording, site):
    text = PO.replace("![送水车的位置](map.png)", wording)
    write_tree(site, {"locales/zh_Hans/LC_MESSAGES/water.po": text})
    assert {one.path for one in _told(site)} == {"locales/zh_Hans/LC_MESSAGES/water.po"}
