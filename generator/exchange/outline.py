"""Tell headings, points and quoted lines of a text by how they are typed, and how they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from generator.exchange.blocks import Block
from generator.text.lazy_regex import late
from generator.text.unicode import cells

HAN = "一二三四五六七八九十"
"""The figures from one to ten, in their order."""
_MARKS = (
    ("ul", late(r"[●•·▪■◆◇★☆※○◎▶►➢➤✓✔☑√∙\ue000-\uf8ff]\s*|[-–*＊]\s+|[-–—]{2}\s*(?=[\w“])")),
    ("keycap", late(r"[0-9#]\ufe0f?\u20e3\s*|[①-⑳❶-❿]\s*")),
    ("1.", late(r"[0-9]{1,2}(?:[、．]|[.)）](?![0-9]))\s*")),
    ("(1)", late(r"[（(][0-9]{1,2}[)）]\s*")),
    ("一、", late(rf"[{HAN}]{{1,3}}[、．]\s*")),
    ("（一）", late(rf"[（(][{HAN}]{{1,3}}[)）]\s*")),
    (
        "第一",
        late(
            rf"第[{HAN}0-9]{{1,3}}(?:步|招|种|类|条|点|个|章|节)?(?:[：:、]\s*|\s+)"
            rf"|(?:骗术|套路|手法|骗局|案例|类型|陷阱|话术|[Ss]cam|[Tt]rick|[Cc]ase|[Ss]tep)"
            rf"\s?[{HAN}0-9]{{1,3}}(?:[：:、.．]\s*|\s+)"
        ),
    ),
)
_BRACKETS = late(r"【([^【】]{1,40})】")
_DECORATED = late(
    r"[=＝~～—–\-*＊★☆◆■]{2,12}\s*(?P<words>[^=＝~～*＊★☆◆■]{1,60}?)\s*"
    r"[=＝~～—–\-*＊★☆◆■]{2,12}"
)
_LETTER = late(r"[^\W_]")
_LABELLED = late(r".{1,16}(?:：|: )\S")
_ENDS = "。！!；;，,.…：:、"
_LONGEST = 52
"""Columns of a heading: 26 Chinese characters."""
_LONGEST_LABEL = 28
_SHORTEST_QUOTATION = 16
"""Columns of what somebody says before other words; less is a name, as in “AI” scams."""
_OPEN, _CLOSE = '“"「『', '”"」』'


def outlined(blocks: Sequence[Block]) -> list[Block]:
    """Give each line its kind and mark; headings are told from points by what follows them."""
    found = [_marked(one) for one in blocks]
    bold = sum(one.style == "bold" for one in found) * 2 < len(found)
    return list(_with_headings(found, bold_is_rare=bold))


def _marked(block: Block) -> Block:
    text = block.text
    if block.kind == "heading":
        return _without_mark(block)
    if block.kind != "text":
        return block
    if (found := _BRACKETS.fullmatch(text)) and _LETTER.search(found[1]):
        return Block(found[1], "heading", "【】", "【")
    if (found := _DECORATED.fullmatch(text)) and _LETTER.search(found["words"]):
        return Block(found["words"], "heading", "==")
    for style, pattern in _MARKS:
        found = pattern.match(text)
        if found and _LETTER.search(text[found.end() :]):
            return replace(block, text=text[found.end() :], kind="item", style=style, mark=found[0])
    return block


def _without_mark(heading: Block) -> Block:
    text = heading.text
    for found in filter(None, (pattern.match(text) for _, pattern in _MARKS)):
        if _LETTER.search(text[found.end() :]):
            return replace(heading, text=text[found.end() :], mark=found[0])
    return heading


def _with_headings(found: Sequence[Block], *, bold_is_rare: bool) -> Iterator[Block]:
    above: Block | None = None
    for block, below in pairwise((*found, None)):
        assert block is not None  # only the last one is
        made = block
        if block.kind == "item" and block.style != "ul":
            is_list = _is_like(above, block) or _is_like(below, block)
            if below and not is_list and is_short(block.text):
                made = replace(block, kind="heading")
        elif block.kind == "text" and _heads(above, block, below, bold_is_rare=bold_is_rare):
            made = replace(block, kind="heading", style=block.style or "short")
        above = made if made.kind == "item" else block if block.kind == "item" else made
        yield made


def _is_like(one: Block | None, other: Block) -> bool:
    return one is not None and one.kind == "item" and one.style == other.style


def _heads(above: Block | None, block: Block, below: Block | None, *, bold_is_rare: bool) -> bool:
    """Tell whether a line is the heading of the one below it."""
    is_labelled = above is not None and above.kind == "heading" and above.style in ("【】", "==")
    if below is None or is_labelled or quoted(block.text) or _LABELLED.match(block.text):
        return False
    if block.text.endswith(("：", ":")):
        return below.kind == "item" and cells(block.text) <= _LONGEST_LABEL
    if not is_short(block.text):
        return False
    if block.style == "bold" and bold_is_rare:
        return below.style != "bold"
    heads_label = below.kind == "heading" and below.style == "【】"
    return bool(quoted(below.text)) or below.kind == "item" or heads_label


def is_short(text: str) -> bool:
    """Tell whether a line can be a heading: a few words, and no sentence."""
    return cells(text) <= _LONGEST and text[-1:] not in _ENDS


def quoted(text: str) -> tuple[str, str] | None:
    """Part a line that begins with what somebody says: the words, and what follows them.

    A quotation that is not closed goes to the end of the line. None for any other line.
    """
    if not text or text[0] not in _OPEN:
        return None
    end = text.find(_CLOSE[_OPEN.index(text[0])], 1)
    if end < 0:
        return text[1:].strip(), ""
    words, rest = text[1:end].strip(), text[end + 1 :].strip()
    is_sentence = words[-1:] in tuple("。！？!?.…") or rest[:1] == "。"
    is_name = rest and (cells(words) < _SHORTEST_QUOTATION or not is_sentence)
    return None if is_name or not _LETTER.search(words) else (words, rest)


_SENTENCE = late(r"[。！？；!?;：]|[.:](?=\s)")
_CLAUSE = late("[，,]")
_LONGEST_POINT = 44


def point(text: str) -> tuple[str, str]:
    """Part a piece of advice into what it is in a few words, and the rest."""
    for ends in (_SENTENCE, _CLAUSE):
        found = ends.search(text)
        rest = text[found.end() :].strip() if found else ""
        is_long = cells(text) > _LONGEST_POINT
        if found and _LETTER.search(rest) and (ends is _SENTENCE or is_long):
            return text[: found.start()].strip(), rest
    return text.rstrip("。.；;，,！! ") or text, ""
