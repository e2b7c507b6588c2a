"""Decode bytes to text, and say what is wrong with bytes that are not UTF-8.

Files come from everywhere: an old Windows writes GB18030 or Big5, its editor UTF-16.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from generator.diagnostics.errors import Fault, Refused, refused
from generator.diagnostics.messages import said

_MARKED = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_LEGACY = (
    ("gb18030", "gb2312", range(0xB0, 0xD8), "GB18030/GBK"),
    ("big5", "big5", range(0xA4, 0xC7), "Big5"),
)
"""Codec, the codec that sorts its common characters first, their lead bytes, its name."""
_CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)
_BETWEEN = "\n=======\n"
_SAMPLE = 20_000
"""Bytes: enough to decide."""


def text(data: bytes, path: str) -> str:
    """Decode a file's text, its lines ending in LF, without byte order mark, in NFC.

    A Mac may write é as two characters: another word to whoever looks for it. Raises `Refused`
    where the file is not UTF-8, or has an unresolved merge conflict.
    """
    read = normalize("NFC", unified(decoded_file(data, path, "encoding").removeprefix("\ufeff")))
    conflict = _CONFLICT.search(read)
    # Two looks, each of linear time: one pattern for both would look to the end from each start.
    if conflict and _BETWEEN in read[conflict.end() :]:
        line = read.count("\n", 0, conflict.start()) + 1
        wrong = said("the file has an unresolved merge conflict")
        remedy = said(
            "choose one of the two versions between <<<<<<< and >>>>>>>, and delete the marks"
        )
        raise refused(path, line, "conflict", Fault(wrong, remedy))
    return read


def decoded_file(data: bytes, path: str, rule: str) -> str:
    """Decode a file's text, its byte order mark included.

    Raises `Refused`, under `rule` and with the line, where it is not UTF-8, or holds NUL, which no
    text does.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        at, fault = _not_utf8(data, error)
    else:
        if "\0" not in text:
            return text
        at = data.index(b"\0")
        wrong = said(
            "the file holds NUL characters (byte {at}): it is saved as UTF-16, or damaged", at=at
        )
        fault = Fault(wrong, said("save it as UTF-8, or take the last good version of it"))
    raise refused(path, data.count(b"\n", 0, at) + 1, rule, fault)


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> tuple[int, Fault]:
    """Find where the text ends to be UTF-8, and why."""
    start, remedy = error.start, said("save the file as UTF-8")
    for mark, name in _MARKED:
        if data.startswith(mark):
            return 0, Fault(said("the file is saved as {name} (byte 0)", name=name), remedy)
    if error.reason == "unexpected end of data" and error.end == len(data):
        wrong = said(
            "the file ends in the middle of a character, at byte {start}: it was cut off",
            start=start,
        )
        return start, Fault(wrong, said("take the whole file from where it came"))
    wrong = said("the file is not UTF-8 at byte {start}", start=start)
    if guess := _guess(data, start):
        wrong = said("{wrong}, and looks like {guess}", wrong=wrong, guess=guess)
    return start, Fault(wrong, remedy)


def _guess(data: bytes, start: int) -> str:
    """Guess the encoding of bytes; empty where that cannot be known."""
    if b"\0" in data[:_SAMPLE]:
        return "UTF-16"
    # Whole lines, so that no character is cut.
    end = data.find(b"\n", start + _SAMPLE)
    sample = data[start : end if end >= 0 else len(data)][: 2 * _SAMPLE]
    share, name = max((_share(sample, *legacy[:3]), legacy[3]) for legacy in _LEGACY)
    return name if share > 0.5 else ""


def _share(sample: bytes, codec: str, sorter: str, common: range) -> float:
    """Return the share of common ones among characters beyond ASCII, if this is the codec."""
    try:
        signs = [char for char in sample.decode(codec) if not char.isascii()]
    except UnicodeDecodeError:
        return 0.0
    leads = [char.encode(sorter, "ignore")[:1] for char in signs]
    found = sum(bool(lead) and lead[0] in common for lead in leads)
    return found / len(signs) if found > 1 else 0.0


def unified(text: str) -> str:
    """End every line of a text in LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def of_any_encoding(data: bytes, path: str) -> str:
    """Decode a text that comes from elsewhere, in whichever encoding an office's programs write.

    Raise `Refused` where it is in none that can be told.
    """
    codecs = {name: codec for codec, _, _, name in _LEGACY}
    marked = next((name for mark, name in _MARKED if data.startswith(mark)), "")
    try:
        if marked:
            return data.decode(marked)
        return decoded_file(data.removeprefix(b"\xef\xbb\xbf"), path, "encoding")
    except UnicodeDecodeError:
        return decoded_file(data, path, "encoding")  # which says what is wrong
    except Refused:
        codec = codecs.get(_guess(data, 0))
        if codec is None:
            raise
        return data.decode(codec, "strict")
