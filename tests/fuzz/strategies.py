"""Files as nobody should write them, and some as people do."""

from __future__ import annotations

from io import BytesIO
from struct import pack
from zlib import crc32

from hypothesis import strategies as st
from PIL import Image

from tests.strategies import TEXTS, documents
from tests.support import CASES, SMALL_SITE

HOSTILE = (
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>"),
    *("</script><script>x", "<!--", "-->", "]]>", "<meta http-equiv=refresh content=0>"),
    *("[a](javascript:alert(1))", "[a](JaVa&#x53;cript:x)", "[a](java\tscript:x)", "[a](//b.c)"),
    *("[a](data:text/html,x)", "![a](x)", "<javascript:x>", "<https://a.b/?\"onclick='x>"),
    *('[a](https://a.b "x\\" onclick=y")', "[a](/\\b.c)", "[{hotline}]({hotline})", "[a]: b"),
    *("{{ 7*7 }}", "{% include 'x' %}", "{0.__class__}", "%(x)s %n", "{hotline", "\\{hotline}"),
    *("\u202e", "\u200b", "\x00", "\x02", "\x03klzzwxh:0000", "\x02amp\x03", "\ufeff", "\ufffd"),
    *(
        "&lt;script&gt;",
        "&#60;script&#62;",
        "&colon;",
        "`",
        "``<b>`",
        "\\",
        "\u2028",
        "𝕏",
        "\U0010ffff",
    ),
)
_REPEATED = (
    *(
        "[",
        "](",
        "![",
        "*",
        "**",
        "_",
        "***a",
        "`",
        "<",
        "&",
        "{",
        "\\",
        "(",
        "> ",
        "- ",
        "  ",
        "1. ",
    ),
    *(
        "[a](",
        "a*",
        "_a",
        "* a\n",
        "> a\n",
        "| a ",
        "    ",
        "\n",
        "é",
        "中",
        "{hotline}",
        "<a ",
        "--",
    ),
    *(
        '"',
        "'",
        "= ",
        "[[",
        "a.",
        "a = [",
        "msgid ",
        '"\\',
        "#",
        "1",
        " 1,",
        "%",
        "-1 ",
        "0x",
        "\t",
    ),
)
LONG = st.tuples(st.sampled_from(_REPEATED), st.integers(1, 4000)).map(lambda p: p[0] * p[1])
"""One piece over and over: what takes a careless reader for ever, or too deep."""
_PIECES = st.sampled_from(HOSTILE) | st.text(max_size=8)


def _of(*pieces: str, most: int = 30) -> st.SearchStrategy[str]:
    """Texts of these pieces, with hostile ones in between."""
    one = st.sampled_from(pieces)
    return st.lists(one | one | one | _PIECES | LONG, max_size=most).map("".join)


def _joined(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map("".join)


MARKDOWN = st.one_of(
    TEXTS,
    documents(soft_breaks=True),
    _of("a ", "\n\n", "\n", "- ", "> ", "    ", "*", "**", "`", "[", "](https://a.b)", "| - |\n"),
    _joined(documents(), LONG, TEXTS),
)

_HEADS = _of(
    *(
        "---\n",
        "title: ",
        "chat:",
        " ✗ ",
        "a",
        ": ",
        "\n",
        "  ",
        "- ",
        "&x ",
        "*x",
        "!!int ",
        "! ",
        "{",
        "}",
        "[",
    ),
    *("]", '"', "'", "|\n", ">\n", "? ", "#", "%YAML 1.1\n", "...\n", "\t", "<<: ", "@", "x: y\n"),
)
_ROWS = st.tuples(
    st.sampled_from(("title", "date", "chat", "icon", "no", "1", "~", "é")) | _PIECES,
    _PIECES
    | LONG
    | st.sampled_from(("\n- a ✗ b", "\n  - a\n  - - b", "[a ✗ b, c]", "[[a]]", "[{a: b}]"))
    | st.sampled_from(("no", "010", "2022-02-30", "1e3", "|", ">", "'a'", '"a"')),
).map(lambda pair: f"{pair[0]}: {pair[1]}\n")
FRONT_MATTER = st.one_of(
    st.text(),
    _HEADS.map(lambda text: f"---\n{text}"),
    (st.lists(_ROWS, max_size=4).map("".join) | _HEADS).map(lambda text: f"---\n{text}\n---\nx"),
)

PO = st.one_of(
    _of(
        *(
            "\n",
            "\r\n",
            "\r",
            'msgid ""\n',
            'msgstr ""\n',
            "msgid ",
            "msgstr ",
            "msgctxt ",
            '"a"\n',
        ),
        *("msgid_plural ", "msgstr[0] ", "msgstr[1] ", "msgstr[99999999999] ", "#~ ", "#| ", "#, "),
        *("fuzzy", "#: a:1\n", "# \n", "#. ", '"\\n"', '"\\x41"', '"\\', '"charset=UTF-7\\n"\n'),
        *('"Plural-Forms: nplurals=9999999; plural=n;\\n"\n', "<<<<<<< x\n", "=======\n", "#~| "),
    ).map(str.encode),
    st.binary(max_size=200),
)


@st.composite
def _spoiled(draw: st.DrawFn, files: tuple[bytes, ...]) -> bytes:
    """A sound file with some bytes taken out and others put in."""
    data = draw(st.sampled_from(files))
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(data)))
        end = at + draw(st.sampled_from((0, 0, 1, 2, 40, 400)))
        data = data[:at] + draw(st.binary(max_size=4) | _PIECES.map(_bytes)) + data[end:]
    return data


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


_SAMPLES = tuple(path.read_bytes() for path in sorted((CASES / "po").glob("*.po")))
PO_FILES = PO | _spoiled(_SAMPLES)

_QUOTED = _PIECES.map(lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"')
_VALUES = st.one_of(
    st.sampled_from(
        (
            *(
                '""',
                '"en"',
                '"zh-Hans"',
                '"https://a.example"',
                '"http://[::1"',
                "3",
                "true",
                "nan",
            ),
            *('["en"]', "[3]", "[[]]", '[["en", "zh-Hans"]]', "[{}]", '{h = {tel = "1"}}', "1e999"),
            *(
                '[{fact = "h", label = "x"}]',
                '{h = {url = "https://["}}',
                '"2022-01-01"',
                "07:32:00",
            ),
            *('{h = {text = "x", lang = "no"}}', '{variants = ["mono"]}', '"x-"', '"i-klingon"'),
            *(
                '{fonts = [{locale = "ja", regular = "_f/a.otf", bold = "_f/b.otf"}]}',
                '"ar-u-nu-x"',
                '{colour = "#777777", icons = "_look", emblem = "_look/e.svg"}',
                '{h = {tel = "021-1转2"}}',
                '{h = {tel = "1", ext = "2"}}',
            ),
        )
    ),
    _QUOTED,
    _QUOTED.map(lambda text: f"[{text}]"),
    _QUOTED.map(lambda text: f"{{h = {text}}}"),
    _QUOTED.map(lambda text: f"{{h = {{url = {text}}}}}"),
    LONG,
)


def _toml(*keys: str) -> st.SearchStrategy[str]:
    rows = st.tuples(st.sampled_from(keys) | _QUOTED, _VALUES).map(lambda p: f"{p[0]} = {p[1]}\n")
    heads = st.sampled_from(
        ("[facts]\n", "[[contacts]]\n", "[posters]\n", "[look]\n", "[[terms]]\n", "[a.b]\n")
    )
    return st.lists(rows | rows | heads, max_size=12).map("".join) | _of("a", *keys, "=", "[", "\n")


_SOUND_SITE = """title = "Warnings"
issuer = "Police"
locales = ["en", "zh-Hans", "ar"]
facts = { h = { tel = "1" }, x = { url = "https://a.example/", text = "a.example" } }
contacts = [{ fact = "h", label = "Hotline" }]
posters = { pairs = [["en", "zh-Hans"]], variants = ["mono"] }
"""
_SETTINGS = _toml(
    *("base_url", "source_locale", "locales", "incomplete", "title", "tagline", "issuer", "facts"),
    *("contacts", "posters", "fact", "label", "note", "pairs", "variants", "fonts", "x"),
    *("look", "emblem", "colour", "accent", "icons", "call", "hours"),
)


@st.composite
def _replaced(draw: st.DrawFn) -> str:
    """A sound site.toml in which the values of some keys are others."""
    rows = dict(line.split(" = ", 1) for line in _SOUND_SITE.splitlines())
    keys = st.sampled_from((*rows, "tagline", "base_url", "incomplete", "source_locale"))
    for key in draw(st.lists(keys, min_size=1, max_size=2)):
        rows[key] = draw(_VALUES)
    return "".join(f"{key} = {value}\n" for key, value in rows.items())


SITE_TOML = _SETTINGS | _replaced()

_TERMS = st.dictionaries(
    st.sampled_from(("en", "zh-Hans", "never.en", "never.ar", "x")), _QUOTED | _VALUES, max_size=3
).map(lambda rows: "[[terms]]\n" + "".join(f"{key} = {value}\n" for key, value in rows.items()))
GLOSSARY = st.lists(_TERMS, min_size=1, max_size=3).map("".join) | _toml(
    "terms", "en", "never", "en.a"
)


def _line(text: str) -> str:
    return " ".join(text.split())


_SPOILED = {
    "content/refund/bulletin.md": ("Refund scams", "Call {hotline} first.", "2022-07-25"),
    "content/refund/routines/01-parcel.md": ("A lost", "Your parcel", "They want a transfer."),
    "content/refund/reminders/01-check.md": ("Check", "Ask the shop itself."),
    "content/site.toml": ("Warnings", "Police", "96110", "Hotline", '"zh-Hans"'),
}
"""The words of the small site beside which something else is put."""


@st.composite
def site_files(draw: st.DrawFn) -> dict[str, bytes]:
    """The small site with a few pieces in it that should not be there.

    `translations` is no file of it: its first line names a catalog, the others are what stands
    after the translations of its messages, in order.
    """
    files = dict(SMALL_SITE)
    for path in draw(st.lists(st.sampled_from(tuple(_SPOILED)), max_size=2)):
        word = draw(st.sampled_from(_SPOILED[path]))
        piece = draw(st.sampled_from(HOSTILE) | _PIECES.map(_line) | LONG.map(_line))
        files[path] = files[path].replace(word, f"{word} {piece}", 1)
    if draw(st.integers(0, 3)) == 0:
        files["content/refund/routines/01-parcel.md"] += draw(MARKDOWN)
    if draw(st.integers(0, 5)) == 0:
        files["content/glossary.toml"] = draw(GLOSSARY)
    if draw(st.integers(0, 3)) == 0:
        files["content/site.toml"] = 'incomplete = "fallback"\n' + files["content/site.toml"]
    if draw(st.integers(0, 5)) == 0:
        path = "locales/zh_Hans/LC_MESSAGES/refund.po"
        return {name: _bytes(text) for name, text in files.items()} | {path: draw(PO_FILES)}
    catalog = draw(
        st.sampled_from(("en refund", "zh_Hans refund", "zh_Hans refund", "zh_Hans site"))
    )
    before = draw(st.integers(0, 8))
    words = draw(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=9), max_size=2))
    files["translations"] = "\n".join((catalog, *[""] * before, *map(_line, words)))
    return {name: _bytes(text) for name, text in files.items()}


SECRET = b"where the camera was"
"""What a file has in it that nobody sees."""


def _picture(kind: str, size: tuple[int, int], mode: str) -> bytes:
    file, exif = BytesIO(), Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x0112] = 6
    Image.effect_noise(size, 90).convert(mode).save(file, kind, exif=exif)
    return file.getvalue()


def _claimed(size: tuple[int, int]) -> bytes:
    """A PNG that says that it is so large, and has next to nothing in it."""
    head = b"IHDR" + pack(">IIBBBBB", *size, 8, 2, 0, 0, 0)
    empty = _picture("PNG", (8, 8), "RGB")
    return empty[:8] + pack(">I", 13) + head + pack(">I", crc32(head)) + empty[33:]


_SOUND = st.sampled_from(
    [
        *(_picture("PNG", (40, 30), mode) for mode in ("RGB", "RGBA", "L", "P", "1")),
        *(_picture("JPEG", (40, 30), mode) for mode in ("RGB", "L", "CMYK")),
    ]
)


@st.composite
def _damaged(draw: st.DrawFn) -> bytes:
    """A picture with some of its bytes changed, cut off, doubled or put in."""
    data = bytearray(draw(_SOUND))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        piece = draw(st.binary(max_size=4) | st.just(SECRET) | st.just(bytes(data[at : at + 40])))
        data[at : at + draw(st.sampled_from((0, 1, 2, 4, 400)))] = piece
    return bytes(data)


PICTURES = st.one_of(
    _damaged(),
    st.tuples(st.integers(0, 2**31), st.integers(0, 2**31)).map(_claimed),
    st.sampled_from(((7000, 7000), (50_000_000, 1), (65500, 700))).map(_claimed),
    st.tuples(st.sampled_from((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")), st.binary()).map(b"".join),
)
