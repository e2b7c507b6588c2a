"""Whether each word of a source is in a field of the notice, or listed as without a place."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from generator.exchange.notices import Draft
from generator.facts import Fact, with_facts

FACTS = {
    one.name: one
    for one in (
        Fact("hotline", "96110", "tel:96110"),
        Fact("police", "110", "tel:110"),
        Fact("city_line", "12345", "tel:12345"),
        Fact("site", "city.example", "https://city.example/"),
    )
}
_MARK = re.compile(
    r"^\W*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[、.．)）]|[0-9#]\ufe0f?\u20e3|[①-⑳❶-❿]"
    r"|[第骗套手案类陷话STCsc][^：:、\s]{1,6}(?:[：:、.．]|\s)|[\ue000-\uf8ff])"
)


def letters(text: str) -> str:
    """Its letters and digits, which no field leaves out."""
    return "".join(one for one in text if one.isalnum())


def runs(data: bytes) -> Iterator[str]:
    """The words of each run of each XML part of a Word file, read without the program."""
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        for name in found.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                for one in ElementTree.fromstring(found.read(name)).iter():
                    if one.tag.endswith("}t") and (one.text or "").strip():
                        yield one.text or ""


def said_by(draft: Draft) -> str:
    """All that the fields and the list say, as readers see it."""
    parts = (draft.head, *draft.scams, *draft.reminders)
    fields = [value for part in parts for value in part.values()]
    shown = (re.sub(r"\\(?=[^\w\s])", "", with_facts(one, FACTS)) for one in fields)
    return letters(
        "\n".join(
            (
                *(re.sub("&(?:amp|lt);", lambda one: html.unescape(one[0]), one) for one in shown),
                *(one.text for one in draft.left),
            )
        )
    )


_LABEL = re.compile(
    r"(?:^|[\s,，\u3000])(?:标题|发布单位|发布时间|发布日期|来源|作者|时间|日期|地点|范围|对象"
    r"|Issued by|Issued|Date|Author|Time)\s?(?:[:：]|$)"
)
"""The words that a field's own label says."""
_DAY = re.compile(
    r"[0-9〇○零一二三四五六七八九]{4}[年.-][0-9一二三四五六七八九十]{1,2}[月.-]"
    r"[0-9一二三四五六七八九十]{1,3}日?(?: \d\d:\d\d)?"
    r"|\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{1,2}, \d{4}"
)
"""A day, which its field has in another form."""


def lost(words: Iterable[str], draft: Draft) -> list[str]:
    """The words that are nowhere.

    But for the signs and numbers that only began a point, the labels of fields, and one day, if
    the notice has it.
    """
    there, days = said_by(draft), 1 if "date" in draft.head else 0
    found = []
    for one in words:
        unmarked = _MARK.sub("", one, count=1)
        bare = _DAY.sub("\n", _LABEL.sub("\n", unmarked), count=days)
        pieces = (one, unmarked)
        if any(letters(piece) in there for piece in pieces):
            continue
        found += [piece for piece in re.split(r"[\s“”\"：:]+", bare) if letters(piece) not in there]
    return found
