"""Posters of all sizes and scripts: each gives one full sheet, or a refusal that says how much.

Not in the fast suite: `python -m pytest -m posters` runs them.
"""

from __future__ import annotations

import re
import shutil
import zlib
from pathlib import Path

import pypdfium2
import pytest

from generator.catalogs import po as po_files
from generator.catalogs import reader
from generator.commands import translate
from generator.diagnostics.errors import Problems, Refused
from tests import support

pytestmark = pytest.mark.posters

_SENTENCES = {
    "en": "scammer calls and asks you to share your screen before money goes back",
    "de": "Verbraucherschutzbeauftragte Kundendienstmitarbeiter fordern Kontoschließungsgebühren "
    "und Bildschirmfreigabe wegen Rückerstattungsverfahren",
    "mixed": "QQ 客服 VIP 会员 App 转账 JD.com 京东 验证码 WeChat",
    "ar": "المحتال يتصل بك ويطلب منك مشاركة الشاشة ثم تحويل المال فلا تصدق",
}
_WORDS = {
    **{script: sentence.split() for script, sentence in _SENTENCES.items()},
    "zh-Hans": list("骗子冒充客服打来电话要求您共享屏幕并转账到指定的账户千万不要相信"),
    "ja": list("でんわがきたらすぐにきってけいさつにそうだんしてくださいおかねをおくらない"),
}
_NO_SPACES = ("zh-Hans", "mixed", "ja")
_TRANSLATED = {"de": "Wort", "ja": "ことば", "ar": "كلمة"}
_FONTS = {"ja": "NotoSansJP", "ar": "NotoNaskhArabic"}


def text(script: str, length: int) -> str:
    """Some words of a script, of about `length` characters, without a full stop."""
    words, made = _WORDS[script], ""
    number = 0
    while len(made) < length:
        made += words[number % len(words)] + ("" if script in _NO_SPACES else " ")
        number += 1
    return made[: length + 12].strip()


def site(folder: Path, script: str, scams: int, reminders: int, title: int, words: int) -> Path:
    """A site with one bulletin, written in that script."""
    tag = "zh-Hans" if script == "mixed" else script
    fonts = ""
    if script in _FONTS:
        files = {weight: f"{_FONTS[script]}-{weight}.woff2" for weight in ("Regular", "Bold")}
        (folder / "content/_fonts").mkdir(parents=True)
        for name in files.values():
            shutil.copy(support.TESTS / "fonts" / name, folder / "content/_fonts" / name)
        fonts = (
            f'[posters]\nfonts = [{{ locale = "{tag}", regular = "_fonts/{files["Regular"]}", '
            f'bold = "_fonts/{files["Bold"]}" }}]\n'
        )
    tree = {
        "content/site.toml": f'title = "{text(script, 8)}"\nissuer = "{text(script, 10)}"\n'
        f'base_url = "https://a.example/"\nsource_locale = "{tag}"\nlocales = ["{tag}"]\n'
        f'[facts]\nhotline = {{ tel = "96110" }}\n'
        f'[[contacts]]\nfact = "hotline"\nlabel = "{text(script, 8)}"\n{fonts}',
        "content/x/bulletin.md": f"---\ntitle: {text(script, title)}\ndate: 2026-01-01\n---\n",
    }
    for number in range(1, scams + 1):
        tree[f"content/x/routines/{number:02}-r{number}.md"] = (
            f"---\ntitle: {text(script, title)}\nposter: {text(script, words // 2)}\n---\n\n"
            f"> {text(script, words)}\n\n{text(script, words * 2)}\n"
        )
    for number in range(1, reminders + 1):
        tree[f"content/x/reminders/{number:02}-m{number}.md"] = (
            f"---\ntitle: {text(script, title)}\n---\n\n{text(script, words)}\n"
        )
    support.write_tree(folder, tree)
    if script in _TRANSLATED:
        translate_the_templates(folder, tag, _TRANSLATED[script])
    return folder


def translate_the_templates(folder: Path, tag: str, word: str) -> None:
    """Fill in the catalog of the templates' words, in any words."""
    translate.update(folder)
    path = folder / f"locales/{tag.replace('-', '_')}/LC_MESSAGES/site.po"
    catalog = reader.read(path.read_bytes(), "site.po")
    entries = tuple(
        entry.changed(msgstr=(" ".join([word, *re.findall(r"%\(\w+\)s|A4", entry.msgid)]),))
        if entry.msgctxt is None
        else entry
        for entry in catalog.entries
    )
    path.write_bytes(po_files.write(po_files.Catalog(catalog.header, entries)))


def emptiest_band(pdf: Path) -> float:
    """The tallest band of one colour across the sheet, as a part of its height."""
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=0.5).to_pil().convert("L")
    width, height = image.size
    longest = run = 0
    for row in range(height):
        line = image.crop((0, row, width, row + 1))
        low, high = line.getextrema()
        run = run + 1 if high - low < 12 else 0
        longest = max(longest, run)
    return longest / height


def uncompressed(pdf: Path) -> bytes:
    """The PDF's objects, readable, so that the names of its fonts can be found."""
    data = pdf.read_bytes()
    streams = re.findall(rb"stream\r?\n(.*?)endstream", data, re.S)
    return b"".join(filter(None, map(inflated, streams)))


def inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""


CASES = [
    *[("en", scams, 5, 30, 120) for scams in (1, 2, 3, 4, 6, 8, 12)],
    *[("zh-Hans", scams, 5, 12, 50) for scams in (1, 2, 4, 7, 12)],
    *[("zh-Hans", 4, reminders, 10, 50) for reminders in (0, 1, 10)],
    *[("en", 4, reminders, 20, 120) for reminders in (0, 10)],
    *[("en", 4, 5, title, 100) for title in (4, 60)],
    ("zh-Hans", 4, 5, 4, 40),
    ("de", 4, 5, 40, 100),
    ("mixed", 4, 5, 12, 40),
    ("ja", 4, 5, 12, 40),
    ("ar", 4, 5, 25, 90),
    ("ar", 1, 3, 25, 90),
    ("en", 12, 10, 60, 300),
]


@pytest.mark.parametrize(("script", "scams", "reminders", "title", "words"), CASES)
def test_a_poster_is_one_full_sheet_or_refused(tmp_path, script, scams, reminders, title, words):
    folder = site(tmp_path / "site", script, scams, reminders, title, words)
    try:
        support.build(folder, tmp_path / "output", pdf=True)
    except Refused as refused:
        told = [str(problem) for problem in refused.problems if not problem.warning]
        assert all(": poster: " in line for line in told), told
        assert scams * words > 900, "so little text has to fit"
        return
    tag = "zh-Hans" if script == "mixed" else script
    pdf = tmp_path / f"output/{tag}/x/poster.pdf"
    assert len(pypdfium2.PdfDocument(pdf)) == 1
    assert emptiest_band(pdf) < 0.16, "a large empty band"
    if script in _FONTS:
        assert f"Bulletin-Sans-{tag}".encode() in uncompressed(pdf)


def test_the_stress_texts_are_sound(tmp_path):
    """The cases stand for sites that nothing else is wrong with."""
    folder = site(tmp_path / "site", "ar", 2, 2, 25, 90)
    problems = Problems()
    support.read_site(folder, problems)
    assert not problems.errors
