"""The posters' fonts: what they hold, what is refused, and what a language is set in."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest

from generator.model import CROSS
from generator.text import fonts
from generator.text.fonts import Face, Unfit, describe
from tests.support import ROOT, TESTS

PACKAGED = ROOT / "templates" / "fonts"
OWN = TESTS / "fonts"

FACES = fonts.packaged(lambda name: (PACKAGED / name).read_bytes())
LATIN, _, CHINESE, _ = FACES


def _own(family, name, lang):
    return tuple(
        Face(family, weight, path.name, path.read_bytes(), lang)
        for weight, style in ((400, "Regular"), (700, "Bold"))
        for path in OWN.glob(f"{name}-{style}.*")
    )


JAPANESE = _own("Noto Sans JP", "NotoSansJP", "ja")
ARABIC = _own("Noto Naskh Arabic", "NotoNaskhArabic", "ar")


@cache
def _opened(data):
    from fontTools.ttLib import TTFont

    return TTFont(BytesIO(data))


def _uncovered(text, faces):
    """The characters of a text that faces of a weight lack; it is no matter of controls."""
    wanted = {ord(char) for char in text if char.isprintable() or char > "\uffff"} - {0xFEFF}
    by_weight = {}
    for face in faces:
        by_weight.setdefault(face.weight, set()).update(_opened(face.data).getBestCmap())
    return {chr(code) for had in by_weight.values() for code in wanted - had}


def _read(face):
    return fonts.own(face.weight, face.name, face.data, face.lang)


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
    assert sum(len(face.data) for face in FACES) < 4_400_000
    assert sum(len(face.data) for face in FACES if face.lang) < 4_050_000


def test_the_licence_stands_beside_them():
    for folder in (PACKAGED, OWN):
        licence = (folder / "OFL.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence
        files = {(path.name.partition("-")[0], path.suffix) for path in folder.glob("*.?tf")}
        assert len(files) == 2
        for family, suffix in files:
            assert f"{family}-*{suffix}: Copyright" in licence


@pytest.mark.parametrize("face", [*FACES, *JAPANESE, *ARABIC], ids=lambda face: face.name)
def test_a_face_is_what_its_name_says(face):
    font = _opened(face.data)
    name, _, suffix = face.name.rpartition(".")
    assert suffix == ("otf" if face.data.startswith(b"OTTO") else "ttf")
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
    assert not _uncovered(han + _gb2312(range(0xA1, 0xAA)), FACES)


@pytest.mark.parametrize("weight", [400, 700])
def test_every_character_of_the_general_standard_table_is_in_each_weight(weight):
    """Names of people and places are written in it: 浉, 垟, 甪, 旻."""
    text = (ROOT / "tools/general_standard_characters.txt").read_text(encoding="utf-8")
    table = re.sub(r"(?m)^#.*\n|\n", "", text)
    assert (len(table), len(set(table))) == (8105, 8105)
    assert set("浉垟甪旻𫚭") < set(table)
    alone = [face for face in FACES if face.lang == "zh-Hans" and face.weight == weight]
    assert len(alone) == 1
    assert not _uncovered(table, alone)


@pytest.mark.parametrize("weight", [400, 700])
def test_chinese_stands_without_the_latin_face(weight):
    alone = [face for face in FACES if face.lang == "zh-Hans" and face.weight == weight]
    text = "接到“客服”电话——请拨打 96110……《反诈》、‘转账’·￥1,000（①）〇！？；：【】～％"
    assert not _uncovered(text + "APP ABCxyz 啰", alone)


@pytest.mark.parametrize("weight", [400, 700])
def test_latin_stands_without_the_chinese_face(weight):
    alone = [face for face in FACES if face.family == fonts.LATIN and face.weight == weight]
    text = "“Don’t” – pay — €5 £6 ¥7 $8 • … naïve ǎ ş ő Ελληνικά Кириллица Tiếng Việt e\u0301"
    assert not _uncovered(text, alone)


def test_the_published_texts_are_covered():
    written, translated = (ROOT / "content").rglob("*.md"), (ROOT / "locales").rglob("*.po")
    texts = sorted(written), sorted(translated)
    assert all(texts)
    for path in (*texts[0], *texts[1]):
        text = path.read_text(encoding="utf-8").replace(CROSS, "")  # sheets draw it
        assert not _uncovered(text, FACES), path


# Characters.


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


def _without_outlines(font):
    del font["glyf"], font["loca"]


def _forbidden(font):
    font["OS/2"].fsType = 2


@pytest.mark.parametrize("data", [b"", b"OTTO", b"<html>404</html>", b"\0\1\0\0" + bytes(99)])
def test_what_is_no_font_is_refused_by_name(data):
    with pytest.raises(Unfit, match=r"^own\.otf is broken, or not a font") as told:
        _read(Face("Own", 400, "own.otf", data))
    assert told.value.fault.remedy == "put a sound font there"


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.99])
@pytest.mark.parametrize("face", [LATIN, CHINESE], ids=["ttf", "otf"])
def test_a_cut_file_is_refused(keep, face):
    assert _read(face) == face
    with pytest.raises(Unfit, match="is broken, or not a font"):
        _read(replace(face, data=face.data[: int(len(face.data) * keep)]))


def test_a_collection_is_refused():
    with pytest.raises(Unfit, match=r"^own\.ttc is a collection of fonts") as told:
        _read(_collection())
    assert told.value.fault.remedy == "give each face as a file of its own"


@pytest.mark.parametrize("start", [b"wOFF", b"wOF2", b"wOF2ttcf"])
def test_a_font_for_the_web_is_refused_whatever_it_is_called(start):
    with pytest.raises(Unfit, match=r"^own\.otf is compressed for the web$") as told:
        _read(Face("Own", 400, "own.otf", start + bytes(80)))
    assert told.value.fault.remedy == "convert it to .otf or .ttf"


@pytest.mark.parametrize(
    ("change", "wrong", "remedy"),
    [
        (_variable, "is a variable font", "give each weight as a file of its own"),
        (_without_outlines, "has no outlines that can be printed", "use a font that is not made"),
        (_forbidden, "says that it may not be embedded", "use a font whose licence allows it"),
    ],
)
def test_an_unfit_font_is_refused(change, wrong, remedy):
    with pytest.raises(Unfit, match=f"^own.ttf {wrong}$") as told:
        _read(_changed(LATIN, change))
    assert told.value.fault.remedy.startswith(remedy)


@pytest.mark.parametrize("face", [*JAPANESE, *ARABIC], ids=lambda face: face.name)
def test_a_sites_own_face_is_called_by_the_name_that_it_gives_itself(face):
    """The engine knows a family by no other."""
    assert _read(face).family == face.family


# The faces.


def test_a_language_is_set_in_its_own_face_first():
    every = (*FACES, *JAPANESE, *ARABIC)
    assert fonts.families(every, "en") == (fonts.LATIN, fonts.CHINESE)
    assert fonts.families(every, "zh-Hans") == (fonts.CHINESE, fonts.LATIN)
    assert fonts.families(every, "zh-Hant-HK") == (fonts.CHINESE, fonts.LATIN)
    assert fonts.families(every, "ja") == ("Noto Sans JP", fonts.LATIN, fonts.CHINESE)
    assert fonts.families(FACES, "ar") == (fonts.LATIN, fonts.CHINESE)


def test_importing_it_does_not_load_the_font_library():
    code = "import sys, generator.text.fonts; sys.exit('fontTools' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_a_face_does_not_print_its_bytes():
    assert len(repr(LATIN)) < 200
