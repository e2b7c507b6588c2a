"""The posters' fonts: what they hold, what a text lacks, what is refused, and their CSS."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text import fonts
from generator.text.fonts import Face, characters, describe, font_face_css, uncovered
from tests.support import ROOT, TESTS

PACKAGED = ROOT / "templates" / "fonts"
OWN = TESTS / "fonts"

FACES = fonts.packaged(lambda name: (PACKAGED / name).read_bytes())
LATIN, _, CHINESE, _ = FACES


def _own(family, name, lang):
    return tuple(
        Face(family, weight, f"{name}-{style}.woff2", path.read_bytes(), lang)
        for weight, style in ((400, "Regular"), (700, "Bold"))
        for path in [OWN / f"{name}-{style}.woff2"]
    )


JAPANESE = _own("Test Sans JP", "NotoSansJP", "ja")
ARABIC = _own("Test Naskh", "NotoNaskhArabic", "ar")


@cache
def _opened(data):
    from fontTools.ttLib import TTFont

    return TTFont(BytesIO(data))


def _changed(face, change):
    """A face whose font was changed, as a TTF or OTF file."""
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(face.data))
    change(font)
    font.flavor = None
    out = BytesIO()
    font.save(out)
    return replace(face, name="own.ttf", data=out.getvalue())


# What the package ships.


def test_the_fonts_are_small():
    assert sum(len(face.data) for face in FACES) < 2_500_000
    assert sum(len(face.data) for face in FACES if face.lang) < 2_300_000


def test_the_licence_stands_beside_them():
    for folder in (PACKAGED, OWN):
        licence = (folder / "OFL.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence
        families = {path.name.partition("-")[0] for path in folder.glob("*.woff2")}
        assert families
        for family in families:
            assert f"{family}-*.woff2: Copyright" in licence


@pytest.mark.parametrize("face", [*FACES, *JAPANESE, *ARABIC], ids=lambda face: face.name)
def test_a_face_is_what_its_name_says(face):
    font = _opened(face.data)
    name = face.name.removesuffix(".woff2")
    assert font["name"].getDebugName(6) == name
    assert font["OS/2"].usWeightClass == face.weight
    assert "fpgm" not in font
    assert font["head"].modified <= font["head"].created + 10 * 366 * 86_400, "a clock of today"
    if "CFF " in font:
        assert font["CFF "].cff.fontNames == [name]


def _gb2312(rows):
    cells = (bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF))
    return "".join(cell.decode("gb2312", "ignore") for cell in cells)


def test_all_of_gb_2312_is_covered():
    han = _gb2312(range(0xB0, 0xF8))
    assert len(han) == 6763
    assert not uncovered(han + _gb2312(range(0xA1, 0xAA)), FACES)


@pytest.mark.parametrize("weight", [400, 700])
def test_chinese_stands_without_the_latin_face(weight):
    alone = [face for face in FACES if face.lang == "zh-Hans" and face.weight == weight]
    text = "接到“客服”电话——请拨打 96110……《反诈》、‘转账’·￥1,000（①）〇！？；：【】～％"
    assert not uncovered(text + "APP ABCxyz 啰", alone)


@pytest.mark.parametrize("weight", [400, 700])
def test_latin_stands_without_the_chinese_face(weight):
    alone = [face for face in FACES if face.family == fonts.LATIN and face.weight == weight]
    text = "“Don’t” – pay — €5 £6 ¥7 $8 • … naïve ǎ ş ő Ελληνικά Кириллица Tiếng Việt e\u0301"
    assert not uncovered(text, alone)


def test_the_published_texts_are_covered():
    written, translated = (ROOT / "content").rglob("*.md"), (ROOT / "locales").rglob("*.po")
    texts = sorted(written), sorted(translated)
    assert all(texts)
    for path in (*texts[0], *texts[1]):
        assert not uncovered(path.read_text(encoding="utf-8"), FACES), path


# What a text lacks.


def test_characters_that_no_face_has_are_named_in_order_and_once():
    assert uncovered("a😀𠮷 b𠮷😀", FACES) == ("😀", "𠮷")


def test_spaces_controls_joiners_and_selectors_are_not_missed():
    assert not uncovered(
        "a\t\n\u00a0\u3000\u200b\u200d\u200f\u2060\ufe0f\ufeff\u00ad\U000e0100", FACES
    )


def test_a_visible_format_character_is_missed():
    assert uncovered("\u0601", FACES) == ("\u0601",)


def test_every_weight_must_have_the_character():
    regular, bold = JAPANESE
    assert uncovered("電", [*FACES, regular]) == ("電",)
    assert not uncovered("電", [*FACES, regular, bold])


def test_a_mark_must_be_in_the_face_of_its_letter():
    assert not uncovered("e\u0301", FACES)
    assert uncovered("中\u0301", FACES) == ("\u0301",)
    assert uncovered("𠮷\u0301", FACES) == ("𠮷",)
    assert not uncovered("e\u200d\u0301", FACES), "a joiner between is no letter"


def test_without_faces_everything_visible_is_missed():
    assert uncovered("a b", []) == ("a", "b")


def test_a_site_adds_faces_for_its_scripts():
    japanese, arabic = "電話で「お金」と言われたら詐欺です", "احذر من الاحتيال ولا تحوّل المال"
    assert uncovered(japanese, FACES)
    assert not uncovered(japanese, (*FACES, *JAPANESE))
    assert uncovered(arabic, FACES)
    assert not uncovered(arabic, (*FACES, *ARABIC))


def test_arabic_letters_join():
    features = {
        record.FeatureTag
        for record in _opened(ARABIC[0].data)["GSUB"].table.FeatureList.FeatureRecord
    }
    assert {"init", "medi", "fina", "rlig"} <= features


@given(st.text())
def test_what_is_uncovered_is_in_the_text_and_once(text):
    found = uncovered(text, FACES)
    assert list(found) == sorted(set(found), key=text.index)
    assert not uncovered("".join(char for char in text if ord(char) < 0x7F), FACES)


@pytest.mark.parametrize(
    ("char", "words"),
    [
        ("𠮷", "“𠮷” U+20BB7 CJK UNIFIED IDEOGRAPH-20BB7"),
        ("é", "“é” U+00E9 LATIN SMALL LETTER E WITH ACUTE"),
        ("\u0301", "“◌\u0301” U+0301 COMBINING ACUTE ACCENT"),
        ("\ue000", "U+E000 PRIVATE USE"),
        ("\ud800", "U+D800 SURROGATE"),
        ("\U000e0fff", "U+E0FFF (NO NAME KNOWN)"),
    ],
)
def test_a_character_is_described(char, words):
    assert describe(char) == words


# What is refused.


def _collection():
    from fontTools.ttLib import TTCollection, TTFont

    collection = TTCollection()
    for face in ARABIC:
        font = TTFont(BytesIO(face.data))
        font.flavor = None
        out = BytesIO()
        font.save(out)
        collection.fonts.append(TTFont(BytesIO(out.getvalue())))
    out = BytesIO()
    collection.save(out)
    return replace(ARABIC[0], name="own.ttc", data=out.getvalue())


def _variable(font):
    from fontTools.ttLib import newTable
    from fontTools.ttLib.tables._f_v_a_r import Axis

    font["fvar"] = newTable("fvar")
    axis = Axis()
    axis.axisTag, axis.minValue, axis.defaultValue, axis.maxValue = "wght", 100, 400, 900
    axis.axisNameID = 1
    font["fvar"].axes = [axis]


def _without_space(font):
    for table in font["cmap"].tables:
        table.cmap.pop(ord(" "), None)


def _without_outlines(font):
    del font["glyf"], font["loca"]


def _forbidden(font):
    font["OS/2"].fsType = 2


@pytest.mark.parametrize(
    "data", [b"", b"wOF2", b"OTTO", b"<html>404</html>", b"\0\1\0\0" + bytes(99)]
)
def test_what_is_no_font_is_refused_by_name(data):
    face = Face("Own", 400, "own.woff2", data)
    with pytest.raises(ValueError, match=r"^own\.woff2 is broken, or not a font"):
        characters(face)


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.99])
@pytest.mark.parametrize("form", ["woff2", "ttf"])
def test_a_cut_file_is_refused(keep, form):
    face = LATIN if form == "woff2" else _changed(LATIN, lambda _: None)
    assert characters(face)
    with pytest.raises(ValueError, match="is broken, or not a font"):
        characters(replace(face, data=face.data[: int(len(face.data) * keep)]))


def test_a_collection_is_refused():
    with pytest.raises(ValueError, match=r"^own\.ttc is a collection of fonts; give each"):
        uncovered("a", [_collection()])


def test_a_compressed_collection_is_refused():
    face = Face("Own", 400, "own.woff2", b"wOF2ttcf" + bytes(80))
    with pytest.raises(ValueError, match="is a collection of fonts"):
        characters(face)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_variable, "own.ttf is a variable font; give each weight"),
        (_without_space, "own.ttf has no space"),
        (_without_outlines, "own.ttf has no outlines"),
        (_forbidden, "own.ttf says that it may not be embedded"),
    ],
)
def test_an_unfit_font_is_refused(change, words):
    with pytest.raises(ValueError, match=words):
        characters(_changed(LATIN, change))


# Their CSS.


def test_the_rules_are_in_one_order_and_whole():
    css = font_face_css(reversed(FACES), lambda face: f"fonts/{face.name}")
    assert css == font_face_css(FACES, lambda face: f"fonts/{face.name}")
    assert css.splitlines()[0] == (
        '@font-face { font-family: "Bulletin Sans"; font-weight: 400; font-style: normal; '
        'src: url("fonts/NotoSans-Regular.woff2") format("woff2"); }'
    )
    assert css.count("@font-face") == len(FACES)


def test_a_name_cannot_leave_its_string():
    face = Face('"</style>', 400, "own", b"")
    css = font_face_css([face], lambda _: 'a"\\\n')
    assert css == (
        '@font-face { font-family: "\\22 \\3c /style>"; font-weight: 400; font-style: normal; '
        'src: url("a\\22 \\5c \\a "); }\n'
    )


def test_importing_it_does_not_load_the_font_library():
    code = "import sys, generator.text.fonts; sys.exit('fontTools' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_a_face_does_not_print_its_bytes():
    assert len(repr(LATIN)) < 200
