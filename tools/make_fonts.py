"""Makes the posters' fonts: the Noto faces of Debian, cut down to what a notice needs.

    apt-get install fonts-noto-cjk fonts-noto-core
    pip install fonttools==4.68.0
    python -m tools.make_fonts            # half a minute; writes the files named in FONTS

The same sources and the same versions of the tools give the same bytes. Not a part of the package.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
DEBIAN = Path("/usr/share/fonts")
TABLE = Path(__file__).with_name("general_standard_characters.txt")
"""通用规范汉字表 of 2013, which Chinese law has names of people and places written in."""
CJK = "opentype/noto/NotoSansCJK-Regular.ttc"

LATIN_FEATURES = ("case", "ccmp", "kern", "liga", "locl", "mark", "mkmk", "pnum", "tnum")
HAN_FEATURES = ("ccmp", "halt", "kern", "liga", "locl", "mark", "palt")
ARABIC_FEATURES = (
    *("calt", "ccmp", "fina", "init", "isol", "kern", "liga", "locl"),
    *("mark", "medi", "mkmk", "rlig"),
)
"""Without init, medi, fina and rlig Arabic letters stand unjoined."""


def _ranges(*pairs: tuple[int, int]) -> frozenset[int]:
    return frozenset(code for first, last in pairs for code in range(first, last + 1))


def _gb2312() -> frozenset[int]:
    """GB/T 2312-1980 whole: 6,763 Han characters and 682 symbols, from its 94 by 94 table."""
    rows = range(0xA1, 0xFF)
    cells = (bytes((row, cell)).decode("gb2312", "ignore") for row in rows for cell in rows)
    return frozenset(ord(char) for char in cells if char)


def general_standard() -> frozenset[int]:
    """List the General Standard Chinese Characters table: 8,105, many of them only in names."""
    rows = TABLE.read_text(encoding="utf-8").splitlines()
    return frozenset(ord(char) for row in rows if not row.startswith("#") for char in row)


ASCII = _ranges((0x20, 0x7E))

SIGNS = _ranges(
    (0xA0, 0xFF),  # Latin-1
    (0x2010, 0x205E),  # general punctuation: dashes, curly quotes, bullets, the ellipsis
    (0x20A0, 0x20BF),  # currency
    (0x2100, 0x214F),  # letter-like: № ℡ ™ ℃
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematics: − ≈ ≤ ≥
    (0x25A0, 0x25FF),  # geometric shapes: ● ■ ▲ ○
)
"""What every script's notices use; a face gives those that it has."""

LATIN = (
    ASCII
    | SIGNS
    | _ranges(
        (0x100, 0x24F),  # Latin Extended-A and -B: the tones of pinyin are in B
        (0x2BC, 0x2DD),  # spacing accents
        (0x300, 0x36F),  # combining accents
        (0x370, 0x3FF),  # Greek
        (0x400, 0x4FF),  # Cyrillic
        (0x1E00, 0x1EFF),  # Latin Extended Additional: Vietnamese
    )
)

BEYOND_TABLES = frozenset(map(ord, "囧"))
"""Of daily use, and yet neither in GB 2312 of 1980 nor in the table of 2013."""

CHINESE = (
    _gb2312()
    | general_standard()
    | BEYOND_TABLES
    | ASCII
    | SIGNS
    | _ranges(
        (0x2150, 0x218F),  # number forms: Ⅰ ⅓
        (0x2460, 0x24FF),  # ① ⑴ Ⓐ
        (0x2600, 0x27BF),  # ★ ☎ ✓ ❶, where the face has them
        (0x3000, 0x303F),  # CJK symbols and punctuation: 、。《》「」〇
        (0x3220, 0x3243),  # ㈠
        (0xFF01, 0xFF5E),  # full-width forms: ！？：
        (0xFFE0, 0xFFE6),  # full-width currency: ￥
    )
)

JAPANESE = (
    ASCII
    | _ranges((0x2010, 0x2027), (0x3000, 0x303F), (0x3041, 0x30FF), (0xFF01, 0xFF5E))
    | frozenset(
        map(
            ord,
            "電話詐欺注意警察官名乗男還付金口座番号暗証教絶対渡切相談窓口家族合言葉決投資"
            "儲必架空請求個人情報不審着信録音機能使確認一二三四五六七八九十百千万円年月日"
            "時分銀行員市役所職員偽者振込急用事故示談弁護士息子孫声変風邪国際支払先送手続"
            "引出現金自宅来受取町内会掲示板発行地域安全課高齢者守被害防止今日本語直骨角海",
        )
    )
)

ARABIC = _ranges(
    (0x20, 0x20),  # a space is set in the face of the word before it: without one, a box is drawn
    (0xA0, 0xA0),
    (0x600, 0x61C),
    (0x61E, 0x6FF),
    (0x200C, 0x200F),  # joiners and marks of direction
    (0x2010, 0x2026),
    (0xFDFC, 0xFDFD),
)


@dataclass(frozen=True)
class Font:
    """A file to make: from which face, with which characters and under which name."""

    folder: str
    family: str
    """As people read it: `Noto Sans SC`; without its spaces, the start of the file's name."""
    source: str
    """The file, below Debian's folder of fonts."""
    characters: frozenset[int]
    features: tuple[str, ...]
    languages: tuple[str, ...] = ("*",)
    """OpenType's language systems to keep, `*` for all."""
    number: int = -1
    """The face in a collection; -1 for a file that is none."""
    style: str = "Regular"

    @property
    def name(self) -> str:
        """The PostScript name, which PDF readers show: `NotoSansSC-Regular`."""
        return f"{self.family.replace(' ', '')}-{self.style}"

    @property
    def path(self) -> str:
        """The file's path: OpenType's outlines are in an .otf, TrueType's in a .ttf."""
        return f"{self.folder}/{self.name}.{'otf' if self.source.endswith('.ttc') else 'ttf'}"


def _both(regular: Font) -> Iterator[Font]:
    """Give the regular face, and the bold one made in the same way."""
    yield regular
    yield replace(regular, style="Bold", source=regular.source.replace("Regular", "Bold"))


CJK_SCRIPTS = ("DFLT", "cyrl", "grek", "hani", "kana", "latn")

SIMPLIFIED = tuple(f"{script}.{language}" for script in CJK_SCRIPTS for language in ("dflt", "ZHS"))
"""The other languages' forms of the same characters would double the files."""

JAPANESE_ONLY = tuple(f"{script}.dflt" for script in CJK_SCRIPTS)

FONTS = (
    *_both(
        Font(
            folder="templates/fonts",
            family="Noto Sans",
            source="truetype/noto/NotoSans-Regular.ttf",
            characters=LATIN,
            features=LATIN_FEATURES,
        )
    ),
    *_both(
        Font(
            folder="templates/fonts",
            family="Noto Sans SC",
            source=CJK,
            number=2,
            characters=CHINESE,
            features=HAN_FEATURES,
            languages=SIMPLIFIED,
        )
    ),
    # The tests' own: what a site may add for another script.
    *_both(
        Font(
            folder="tests/fonts",
            family="Noto Sans JP",
            source=CJK,
            number=0,
            characters=JAPANESE,
            features=HAN_FEATURES,
            languages=JAPANESE_ONLY,
        )
    ),
    *_both(
        Font(
            folder="tests/fonts",
            family="Noto Naskh Arabic",
            source="truetype/noto/NotoNaskhArabic-Regular.ttf",
            characters=ARABIC,
            features=ARABIC_FEATURES,
        )
    ),
)


def made(font: Font) -> bytes:
    """Make a face's file: cut down and named, with its source's own dates."""
    path = DEBIAN / font.source
    # Without this the day of making would stand in the `head` table.
    face = TTFont(path, fontNumber=font.number, recalcTimestamp=False)
    _cut(face, font)
    _rename(face, font)
    file = BytesIO()
    face.save(file)
    return file.getvalue()


def _cut(face: TTFont, font: Font) -> None:
    options = subset.Options()
    options.hinting = False  # print needs none
    options.drop_tables += ["VORG", "vhea", "vmtx"]  # nothing is set vertically
    options.layout_features = list(font.features)
    options.layout_scripts = list(font.languages)
    options.name_IDs = [0, 5, 7, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=font.characters)
    subsetter.subset(face)


def _rename(face: TTFont, font: Font) -> None:
    """Name the face as sheets call it; its unique name says that it is a part of Noto's."""
    names = {
        1: font.family,
        2: font.style,
        3: f"{font.name};bulletin subset of {Path(font.source).name}",
        4: f"{font.family} {font.style}",
        6: font.name,
    }
    for number, text in names.items():
        face["name"].setName(text, number, 3, 1, 0x409)
    if "CFF " in face:
        _rename_cff(face, font)


def _rename_cff(face: TTFont, font: Font) -> None:
    """Rename the outlines, which a collection shares under the name of its first face."""
    cff = face["CFF "].cff
    cff.fontNames = [font.name]
    cff.topDictIndex[0].FamilyName = font.family
    cff.topDictIndex[0].FullName = f"{font.family} {font.style}"


def main(wanted: Iterable[str]) -> None:
    """Make the fonts, or those whose names are given."""
    names = frozenset(wanted)
    for font in FONTS:
        if names and font.name not in names:
            continue
        path = ROOT / font.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made(font))
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
