"""Find what stands around a notice's text: its title, who issues it, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.exchange.blocks import Block
from generator.exchange.outline import is_short, quoted
from generator.exchange.words import dated
from generator.text.lazy_regex import late
from generator.text.unicode import HAN, cells

_HEAD_LINES, _FOOT_LINES = 7, 5
_TITLE = late(
    r"关于|通知|通告|公告|提醒|提示|警惕|当心|谨防|预警|骗|一封信|手册|倡议|通报|问答|告知"
    r"|(?i:notice|warning|beware|alert|scam|fraud)"
)
_ORGANISATION = late(
    r"(?:[公分]局|[支大]队|派出所|警务室|[居村业]委会|委员会|中心|街道|办事处|公司|政府|社区|银行"
    r"|学校|医院|救援站|网警|物业|(?<!骗)局|[处所院]|协会|管理处|服务[站处部]|发布"
    r"|(?i:cent(?:er|re)|bureau|committee|office|police|department|desk|council|station|company"
    r"|association|authority|ministry))"
)
_NUMBER = late(r"[^，。]{0,20}[〔\[（(][12][0-9]{3}[〕\]）)]\s?第?[0-9]{1,5}号")
_SALUTATION = late(r".{1,24}[：:]|(?:Dear|To:?) .{1,60}")
_LABELS: Mapping[str, str] = {
    "title": "标题|主题|事项名称|Title|Subject",
    "issuer": "发布单位|发布机构|发文单位|发文机关|发布人|单位|落款|Issued by|From",
    "publisher": "作者|来源|供稿|转自|Author|Source",
    "date": "发布时间|发布日期|发文日期|成文日期|时间|日期|Published|Issued|Date|Time",
    "area": "地点|地址|范围|区域|位置|Place|Where|Area|Location",
    "audience": "对象|适用对象|For whom|Audience|To",
}
_LABEL = late(
    r"(?:^|(?<=[\s,，;；|]))(?:"
    + "|".join(f"(?P<{key}>{words})" for key, words in _LABELS.items())
    + ")\\s?[:：]\\s*"
)
_END = late(r"[\W_]*(?:END|完|特此(?:通知|通告|公告|告知|说明))[\W_]*", 2)
_SPACED = late(rf"[{HAN}](?:\s+[{HAN}])+")
"""How a title of few characters is spread over a line."""
_DASHES = "—–-~ "
_CAMPAIGN = late(
    r"[【\[](?P<name>[^【】\[\]]{2,40}(?:行动|专项|(?i:action|campaign|operation)))[】\]]\s*(?=\S)"
)
_SPEAKER = late(
    r"(?P<name>[^，。：:]{2,40}?)\s?(?:提醒|提示|预警|reminds|warns)(?:您|你|you)?[:：]"
)


@dataclass(slots=True)
class Around:
    """What was found around a text, and where."""

    values: dict[str, str] = field(default_factory=dict)
    """By the keys of front matter."""
    places: dict[int, str] = field(default_factory=dict)
    """The keys by the numbers of their blocks; empty for what has no place."""
    left: list[tuple[int, str]] = field(default_factory=list)
    """Parts of lines that have no place, with their blocks' numbers."""

    def take(self, number: int, key: str, value: str) -> bool:
        """Take a value, unless there is one already."""
        if not value or self.values.get(key, value) != value:
            return False
        self.values[key] = value
        self.places.setdefault(number, key)
        return True


def around(blocks: Sequence[Block]) -> Around:
    """Find the title and all else that is said of a notice above and below its text."""
    found = Around()
    head = _head(blocks)
    title = _title([blocks[at] for at in head])
    for at in head:
        if at == head[title]:
            _entitle(found, at, blocks[at].whole)
        elif at > head[title] or not _is_of_text(blocks[at]):
            _describe(found, at, blocks[at].whole, is_above=True)
    _below(found, blocks, first=head[title] + 1)
    speaker = _SPEAKER.match(found.values["title"])
    if speaker and _org(speaker["name"].strip()):
        found.values.setdefault("issuer", speaker["name"].strip())
    return found


def announced(found: Around, blocks: Sequence[Block]) -> None:
    """Take where something happens, and for whom, wherever a line of the text says it."""
    for at, block in enumerate(blocks):
        if at not in found.places and block.kind == "text":
            _labelled(found, at, block.whole, is_above=False)


def _head(blocks: Sequence[Block]) -> list[int]:
    """List the lines above the text."""
    head: list[int] = []
    for at, block in enumerate(blocks[:_HEAD_LINES]):
        is_meta = _LABEL.match(block.whole) or _signature(block.whole)
        is_line = block.kind in ("text", "heading", "item") or block.style == "labelled"
        if (
            head
            and not is_meta
            and (
                not is_line
                or block.kind == "item"
                or quoted(block.text)
                or _SALUTATION.fullmatch(block.text)
                or cells(block.whole) > 90
            )
        ):
            break
        if not (head and _SALUTATION.fullmatch(block.text) and not is_meta):
            head.append(at)
    return head or [0]


def _is_of_text(block: Block) -> bool:
    return not (_signature(block.whole) or _NUMBER.fullmatch(block.whole) or is_short(block.text))


def _title(lines: Sequence[Block]) -> int:
    """Choose the title among the lines above the text."""
    for at, line in enumerate(lines):
        if line.style == "h1":
            return at
        label = _LABEL.match(line.whole)
        if label and label["title"]:
            return at
    ranked = [at for at, line in enumerate(lines) if not _is_about(line.whole)]
    named = [at for at in ranked if _TITLE.search(lines[at].whole) and not _org(lines[at].whole)]
    first = [at for at in ranked if not _org(lines[at].whole)]
    if named and (named[0] == (first or named)[0] or _org(lines[0].whole) or named[0] < 3):
        return named[0]
    return (first or ranked or [0])[0]


def _is_about(line: str) -> bool:
    return bool(_NUMBER.fullmatch(line) or _signature(line) or _LABEL.match(line))


def _org(line: str) -> bool:
    words = line.strip(_DASHES)
    found = _ORGANISATION.search(words)
    ends = any(one.end() == len(words) for one in _ORGANISATION.finditer(words)) if found else False
    return ends and cells(words) <= 60 and not any(sign in words for sign in "，。！？：:；,")


def _entitle(found: Around, at: int, line: str) -> None:
    label = _LABEL.match(line)
    title = line[label.end() :] if label and label["title"] else line
    if campaign := _CAMPAIGN.match(title):
        found.take(at, "campaign", campaign["name"].strip())
        title = title[campaign.end() :]
    title = title.strip()
    found.values["title"] = "".join(title.split()) if _SPACED.fullmatch(title) else title
    found.places[at] = "title"


def _describe(found: Around, at: int, line: str, *, is_above: bool) -> bool:
    """Take what a line says of the notice; False where it says nothing of it."""
    if _NUMBER.fullmatch(line):
        found.places[at] = ""
        return True
    if _labelled(found, at, line, is_above=is_above):
        return True
    if _signature(line):
        return _sign(found, at, line)
    if _org(line):
        return found.take(at, "issuer", line.strip(_DASHES))
    return False


def _labelled(found: Around, at: int, line: str, *, is_above: bool) -> bool:
    """Take what stands behind labels, “Author: … Time: …”; no hours of what is announced."""
    labels = list(_LABEL.finditer(line))
    if not labels or labels[0].start() or len(line) > 200:
        return False
    ends = [*(one.start() for one in labels[1:]), len(line)]
    pairs = [
        (one.lastgroup or "", line[one.end() : end].strip(" ,，;；|"))
        for one, end in zip(labels, ends, strict=True)
    ]
    keys = [key for key, _ in pairs]
    if any(len(value) > 60 or not value for _, value in pairs):
        return False
    if keys[0] in ("area", "audience"):
        return len(keys) == 1 and found.take(at, keys[0], pairs[0][1])
    if not is_above or (keys == ["date"] and not _is_day(pairs[0][1])):
        return False
    for key, value in pairs:
        _take_value(found, at, key, value)
    found.places.setdefault(at, "")
    return True


def _is_day(value: str) -> bool:
    day = dated(value)
    return day is not None and (not day.rest or _org(day.rest))


def _take_value(found: Around, at: int, key: str, value: str) -> None:
    day = dated(value) if key in ("date", "issuer", "publisher") else None
    if day and found.take(at, "date", day.moment):
        key, value = ("issuer" if key == "date" else key), day.rest
    if value and not (key != "date" and found.take(at, key, value)):
        found.left.append((at, value))


def _signature(line: str) -> bool:
    """Tell whether a line is a day alone, or whose notice it is and a day."""
    day = dated(line)
    return day is not None and (not day.rest or _org(day.rest)) and cells(line) <= 70


def _sign(found: Around, at: int, line: str) -> bool:
    day = dated(line)
    if day is None or not found.take(at, "date", day.moment):
        return False
    if day.rest and not found.take(at, "issuer", day.rest.strip(_DASHES)):
        found.left.append((at, day.rest))
    return True


def _below(found: Around, blocks: Sequence[Block], first: int) -> None:
    """Take the lines below the text: who signs it, the day, and what says that it ends."""
    for at in range(len(blocks) - 1, max(first, len(blocks) - _FOOT_LINES) - 1, -1):
        if at in found.places:
            continue
        block = blocks[at]
        line = block.whole.replace("\t", " ")
        if block.kind == "row" and block.style == "table":
            break
        if _END.fullmatch(line):
            found.places[at] = ""
        elif not _describe(found, at, line, is_above=False) and not _short_sign(found, at, line):
            break


def _short_sign(found: Around, at: int, line: str) -> bool:
    """Take “——the committee, 28 November”, a day without a year."""
    parts = line.strip(_DASHES).split(" ")
    is_signed = line[:2] in ("——", "--", "— ") and len(parts) == 2 and _org(parts[0])
    if not (is_signed and found.take(at, "issuer", parts[0])):
        return False
    found.left.append((at, parts[1]))
    return True
