"""A notice's pictures on its sheets: in the reader's language, heard, in every program's view."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader

from generator.build.build import Options, check
from generator.build.sheets import drawing
from tests import support
from tests.end_to_end.test_notice_links import BASE, PO_HEAD, SITE_PO
from tests.posters import reading
from tests.render.test_pictures import encoded
from tests.support import SMALL_SITE, tree

RED, BLUE = (200, 0, 0), (0, 0, 200)
"""The halves of every picture here: no ink of the sheets."""
HEAD = "---\ntitle: A water cut\nsummary: Bring water.\narea: Lane 12\ndate: 2026-11-24\n---\n\n"
SAYS = "Where the truck stands: “east” & south #x"
TEXT = f"Bring water from the truck.\n\n![{SAYS}](map.png)\n\nAsk at the gate.\n"
IN_CHINESE = "送水车的位置"
PO = PO_HEAD + "".join(
    f'msgctxt "bulletin"\nmsgid "{text}"\nmsgstr "{wording}"\n\n'
    for text, wording in (
        ("A water cut", "停水通知"),
        ("Bring water.", "请带水桶。"),
        ("Lane 12", "12弄"),
        ("Bring water from the truck.", "请到送水车取水。"),
        (f"![{SAYS}](map.png)", f"![{IN_CHINESE}](map.png)"),
        ("Ask at the gate.", "请到门岗咨询。"),
    )
)
PLACE = "content/water"
TOML = SMALL_SITE["content/site.toml"] + (
    '[posters]\npairs = [["zh-Hans", "en"]]\nvariants = ["mono", "strips", "large"]\n'
)
SITE = {
    "content/site.toml": TOML,
    f"{PLACE}/bulletin.md": HEAD + TEXT,
    f"{PLACE}/map.png": encoded((400, 300)),
    "locales/zh_Hans/LC_MESSAGES/site.po": SITE_PO,
    "locales/zh_Hans/LC_MESSAGES/water.po": PO,
}
SHOWING = {
    **{f"en/water/poster{end}.pdf": 1 for end in ("", ".mono", ".strips", ".large")},
    **{f"zh-Hans/water/poster{end}.pdf": 1 for end in ("", ".mono", ".strips", ".large")},
    "posters/water.zh-Hans.en.pdf": 1,
    "posters/water.zh-Hans.en.large.pdf": 2,
}
"""How many pictures each sheet shows: both languages on one sheet have theirs in common."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with its sheets, printed once."""
    folder = tmp_path_factory.mktemp("pictures")
    support.build(support.write_tree(folder / "site", SITE), folder / "o", pdf=True, base_url=BASE)
    return folder


@pytest.fixture
def copy(made, tmp_path):
    for name in ("site", "o"):
        shutil.copytree(made / name, tmp_path / name)
    return tmp_path


def _again(folder, output="o"):
    return support.build(folder / "site", folder / output, pdf=True, base_url=BASE)


def _apart(picture: Image.Image, colour: tuple[int, int, int]) -> Image.Image:
    """How far each dot is from a colour."""
    unlike = ImageChops.difference(picture.convert("RGB"), Image.new("RGB", picture.size, colour))
    red, green, blue = unlike.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _near(picture: Image.Image, colour: tuple[int, int, int]) -> int:
    """How many dots have about a colour."""
    return sum(_apart(picture, colour).histogram()[:24])


def _shown(pdf: Path) -> list[tuple[str, str]]:
    """The words and languages of a sheet's pictures, but for its code's."""
    figures = reading.tags(pdf).of_kind("Figure")
    return [(one.alt, one.lang) for one in figures if "QR" not in one.alt and "码" not in one.alt]


def test_who_listens_is_told_what_a_picture_shows_in_the_sheets_language(made):
    assert _shown(made / "o/en/water/poster.pdf") == [(SAYS, "en")]
    assert _shown(made / "o/zh-Hans/water/poster.pdf") == [(IN_CHINESE, "zh")]


def test_it_is_heard_where_the_text_has_it(made):
    kinds = [
        "picture" if one.kind == "Figure" else one.text
        for one in reading.tags(made / "o/en/water/poster.pdf").walk()
        if one.text or one.kind == "Figure"
    ]
    heard = reading.compact("".join(kinds))
    assert "Bringwaterfromthetruck.pictureAskatthegate." in heard


@pytest.mark.parametrize(("name", "number"), SHOWING.items())
def test_each_sheet_that_shows_the_text_shows_its_picture(name, number, made):
    assert len(_shown(made / "o" / name)) == number


def test_saved_ink_is_not_spent_on_a_picture(made):
    (page,) = PdfReader(made / "o/en/water/poster.mono.pdf").pages
    spaces = [image.image.mode for image in page.images if image.image.size == (400, 300)]
    assert spaces == ["L"]
    (page,) = PdfReader(made / "o/en/water/poster.pdf").pages
    assert [i.image.mode for i in page.images if i.image.size == (400, 300)] == ["RGB"]


def test_the_pictures_of_a_sheet_show_it_too(made):
    for name in ("en/water/poster.png", "en/water/card.png"):
        with Image.open(made / "o" / name) as picture:
            assert min(_near(picture, RED), _near(picture, BLUE)) > 5_000
    svg = (made / "o/en/water/poster.svg").read_text(encoding="utf-8")
    assert "data:image/png;base64," in svg


def test_a_preview_draws_it_too(copy):
    options = Options(copy / "site", copy / "preview", preview=True, base_url=BASE)
    drawn = drawing(options, "zh-Hans/water/poster.svg").decode()
    assert "data:image/png;base64," in drawn


def test_only_a_changed_picture_prints_its_sheets_anew(copy):
    before = tree(copy / "o")
    assert _again(copy).published.written == 0
    support.write_tree(copy / "site", {f"{PLACE}/map.zh-Hans.png": encoded((400, 200))})
    _again(copy)
    after = tree(copy / "o")
    changed = {path for path in after if path.endswith(".pdf") and after[path] != before[path]}
    assert {path for path in changed if path.startswith("en/")} == set()
    assert changed >= {path for path in SHOWING if "zh-Hans" in path}
    _again(copy, "clean")
    assert after == tree(copy / "clean")
    assert len(_shown(copy / "o/posters/water.zh-Hans.en.pdf")) == 2
    support.write_tree(copy / "site", {f"{PLACE}/map.png": encoded((300, 400))})
    _again(copy)
    assert tree(copy / "o")["en/water/poster.mono.pdf"] != after["en/water/poster.mono.pdf"]


def test_a_changed_picture_is_a_sheet_that_says_something_else(copy):
    support.write_tree(copy / "site", {f"{PLACE}/map.png": encoded((300, 400))})
    shutil.move(copy / "o", copy / "site/output")
    found = check(copy / "site", posters=True)
    told = [one for one in found if one.rule == "printed"]
    assert len(told) == 1
    assert "en/water/poster.pdf" in told[0].wrong


def test_a_picture_shrinks_before_the_text_is_refused(copy):
    """The whole text stays, and the picture no lower than it can be made out."""
    heights = []
    for times in (1, 14):
        more = "Bring water from the truck to the gate, and ask there for help. " * times
        notice = HEAD + TEXT + f"\n{more}\n"
        support.write_tree(copy / "site", {f"{PLACE}/bulletin.md": notice})
        _again(copy)
        with Image.open(copy / "o/en/water/poster.png") as picture:
            box = _apart(picture, RED).point(lambda value: 255 * (value < 8)).getbbox()
        assert box is not None
        heights.append((box[3] - box[1]) / 150 * 25.4)
    assert heights[0] > heights[1] > 41


def test_a_text_without_pictures_becomes_smaller_by_itself(copy):
    more = "Bring water from the truck to the gate, and ask there for help. " * 40
    notice = HEAD + f"Bring water from the truck.\n\n{more}\n"
    (copy / "site" / PLACE / "map.png").unlink()
    support.write_tree(copy / "site", {f"{PLACE}/bulletin.md": notice})
    _again(copy)
    sizes = set()
    (page,) = PdfReader(copy / "o/en/water/poster.pdf").pages
    page.extract_text(visitor_text=lambda *found: sizes.add(found[-1]))
    assert any(12 <= size < 14 for size in sizes)


def test_pictures_that_leave_no_room_are_named(copy):
    names = [f"map{number}.png" for number in range(9)]
    text = "Bring water.\n\n" + "\n\n".join(f"![A map]({name})\n\nBeside it." for name in names)
    files = {f"{PLACE}/{name}": encoded((400, 300 + at)) for at, name in enumerate(names)}
    toml = TOML.replace('locales = ["en", "zh-Hans"]', 'locales = ["en"]').partition("[posters]")[0]
    support.write_tree(
        copy / "site",
        {**files, f"{PLACE}/bulletin.md": HEAD + text + "\n", "content/site.toml": toml},
    )
    (told,) = [str(one) for one in check(copy / "site", posters=True) if one.rule == "poster"]
    assert told == (
        f"{PLACE}/bulletin.md:10: poster: the text's pictures (9), small as they are set, leave "
        "too little room for its words on the posters English (plain); leave a picture out, cut "
        "off what nobody needs to see, or shorten the text"
    )


@pytest.mark.posters
@pytest.mark.parametrize("name", SHOWING)
def test_every_program_shows_it_alike(name, made, tmp_path):
    pdf = made / "o" / name
    pages = range(1, len(PdfReader(pdf).pages) + 1)
    for page in pages:
        first, *others = [reading.shown(one, pdf, tmp_path, page) for one in reading.READERS]
        for other in others:
            assert not reading.unlike(reading.grey(first), reading.grey(other))
    if "mono" not in name and "large" not in name:
        for reader in reading.READERS:
            shown = reading.shown(reader, pdf, tmp_path)
            assert min(_near(shown, RED), _near(shown, BLUE)) > 5_000
