"""Put what was read of a file into the fields of a notice, and list what found no place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from generator.diagnostics.messages import said
from generator.exchange.blocks import Block, Extra, Received
from generator.exchange.outline import HAN, outlined, point, quoted
from generator.exchange.top import Around, announced, around
from generator.exchange.words import as_markdown
from generator.facts import Fact
from generator.markdown.lines import joined
from generator.model import BulletinKind
from generator.text.lazy_regex import late

_FRAUD = late("[诈欺]骗|骗[子局术]|反诈|杀猪盘|(?i:scam|fraud|swindl)")
_LABELLED = late(r"(?P<label>[^：:]{2,12})[：:]\s*(?P<rest>.*)")
_ORDER = late(
    r"请|别|不[要点信转听扫接]|勿|切[勿莫]|拨打|打\s?[0-9]|凡是"
    r"|(?i:never|don['’]t|do not|hang up|call|report)\b"
)
_WARY = late("警惕|当心|谨防|小心|冒充|假|(?i:beware|fake|false)")
_ADVICE = late(
    "提醒|提示|防范|防骗|防诈|注意|建议|怎么防|怎么办|如何防|要点|牢记|记住|三不|温馨|对策"
    r"|(?i:remind|advice|tips|protect|stay safe|what (?:you (?:should|can)|to) do|remember|how to)"
)
_HOW = late(
    "(?:诈骗|行骗|作案|骗子)?(?:套路|手法|手段|过程)(?:解析|揭秘)?|骗子怎么做|(?:套路|骗术)解析|揭秘"
    r"|(?i:fraud routine|how (?:it|the scam) works|the trick)"
)
_SAYS = late("(?:骗子|诈骗|常用)?话术|骗子(?:怎么|会)说|他们(?:怎么|会)说|(?i:what they say)")
_SCAM = late("骗|诈|案例|套路|话术|陷阱|(?i:scam|fraud|trick|case)")
_ORDINAL = late(r"第|[^\W\d]{2}|[A-Za-z]")
_HEARD, _BODY, _TITLE = "heard", "body", "title"


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice as it can be made of what was read."""

    kind: BulletinKind
    head: Mapping[str, str]
    """What bulletin.md says, by the keys of the desk's form."""
    scams: tuple[Mapping[str, str], ...]
    reminders: tuple[Mapping[str, str], ...]
    left: tuple[Extra, ...]
    """What found no place, each piece once."""
    blocks: tuple[Block, ...]
    """What was read, in its order."""
    places: tuple[str, ...]
    """Where each block went; empty for what found no place."""


def draft(read: Received, facts: Iterable[Fact]) -> Draft:
    """Make a notice of what was read; numbers that are facts of the site are named."""
    blocks = outlined(_labelled(read.blocks))
    found = around(blocks)
    maker = _Maker(blocks, found, tuple(facts), is_scam=_is_scam(blocks))
    maker.make()
    return maker.made(read.extras)


def _is_scam(blocks: Sequence[Block]) -> bool:
    """Tell whether a notice warns of a scam: by its words, or by what somebody says in it."""
    every = "\n".join(one.text for one in blocks)
    speaks = any(quoted(one.text) or _label_of(one.text) for one in blocks if one.kind != "row")
    return bool(_FRAUD.search(every) or (speaks and _WARY.search(every)))


def _labelled(blocks: Sequence[Block]) -> list[Block]:
    """Read the rows of a table that is all of a notice, “Title | …”, as lines with their labels."""
    rows = [one for one in blocks if one.kind == "row" and len(one.cells) == 2]
    is_form = rows and rows[0].cells[0].strip("：: ") in ("标题", "主题", "Title", "Subject")
    return list(_lines(blocks) if is_form else blocks)


def _lines(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind == "row" and len(block.cells) == 2:
            label, value = block.cells
            for number, line in enumerate(value.split("\n")):
                yield Block(line if number else f"{label}：{line}", style="labelled")
        else:
            yield block


@dataclass(slots=True)
class _Words:
    """A field's lines as they come."""

    lines: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)

    def add(self, line: str, kind: str = "text") -> None:
        self.lines.append(line)
        self.kinds.append(kind)

    @property
    def text(self) -> str:
        """The lines: points and rows that follow one another stand together."""
        made: list[str] = []
        for at, (line, kind) in enumerate(zip(self.lines, self.kinds, strict=True)):
            is_inside = at and kind == self.kinds[at - 1] and kind not in ("text", "heading")
            made.append(("\n" if is_inside else "\n\n" if at else "") + line)
            if kind == "row" and not is_inside:
                made.append("\n|" + "---|" * (line.count(" | ") + 1))
        return "".join(made)


class _Maker:
    """Goes through the lines, and knows in which part of the notice they are."""

    def __init__(
        self, blocks: Sequence[Block], found: Around, facts: Sequence[Fact], *, is_scam: bool
    ) -> None:
        self.blocks, self.facts, self.is_scam = blocks, facts, is_scam
        self.places: list[str] = [""] * len(blocks)
        self.left: list[Extra] = []
        self.head = {_BODY: _Words()}
        self.scams: list[dict[str, _Words]] = []
        self.reminders: list[dict[str, _Words]] = []
        self.values: dict[str, str] = {}
        self._where: Literal["above", "text", "scam", "advice"] = "above"
        self._part = _BODY
        self._waiting: list[int] = []
        """Headings of which it is not known yet what they head."""
        self._advice_style = ""
        self._is_titled = False
        self._own_texts = _own_texts(blocks)
        self._found = found

    def make(self) -> None:
        """Put every block where it belongs."""
        if not self.is_scam:
            announced(self._found, self.blocks)
        self._take(self._found)
        for at, block in enumerate(self.blocks):
            if at in self._found.places:
                continue
            if block.kind == "heading" and self.is_scam:
                self._heading(at, block)
            elif self.is_scam:
                self._line(at, block)
            else:
                self._into_body(at, block)
        self._settle()

    def _take(self, found: Around) -> None:
        for key, value in found.values.items():
            self.values[key] = value if key == "date" else self._words(value)
        for at, key in found.places.items():
            self.places[at] = _NAMES[key] if key else ""
            if not key:
                self._leave(at)
        self.left += [
            Extra(text, said("in “{line}”", line=self.blocks[at].whole)) for at, text in found.left
        ]

    def _words(self, text: str) -> str:
        return as_markdown(text, self.facts)

    def _leave(self, at: int) -> None:
        self.left.append(Extra(self.blocks[at].whole, said("the text")))

    def _heading(self, at: int, block: Block) -> None:
        text = block.text.rstrip("：: ")
        if quoted(block.text):
            self._line(at, Block(block.text, mark=block.mark))
        elif _SAYS.fullmatch(text) or _HOW.fullmatch(text):
            self._open_scam(at)
            self._part = _HEARD if _SAYS.fullmatch(text) else _BODY
            self._leave(at)
        elif self._where == "advice" and self._is_deeper(block) and not self._speaks(at):
            self._advice(at, replace(block, kind="item"))
            self._is_titled = True
        elif self._is_labelled_scam(at):
            self._settle()
            self._waiting.append(at)
            self._open_scam(at)
        elif _ADVICE.search(text) and not self._speaks(at):
            self._settle()
            self._where, self._advice_style, self._is_titled = "advice", block.style, False
            self._name_once("reminders_heading", at, text)
        else:
            self._where = "text"
            self._waiting.append(at)

    def _is_deeper(self, block: Block) -> bool:
        """Tell whether a heading is a point of the advice, and not the end of it."""
        is_below = block.style[:1] == "h" == self._advice_style[:1]
        if is_below:
            return block.style > self._advice_style
        return bool(block.mark) and block.mark != "【" and block.style != self._advice_style

    def _is_labelled_scam(self, at: int) -> bool:
        block = self.blocks[at]
        is_counted = len(block.mark) > 1 and _SCAM.search(block.mark + block.text)
        return bool(is_counted and _ORDINAL.match(block.mark)) or self._speaks(at)

    def _speaks(self, at: int) -> bool:
        """Tell whether what scammers say stands right below a heading."""
        below = self.blocks[at + 1 : at + 2]
        return any(
            quoted(one.text) is not None
            if one.kind != "heading"
            else bool(_SAYS.fullmatch(one.text)) or bool(_HOW.fullmatch(one.text))
            for one in below
        )

    def _name_once(self, key: str, at: int, text: str) -> None:
        if key in self.values:
            self._leave(at)
        else:
            self.values[key] = self._words(text)
            self.places[at] = _NAMES[key]

    def _open_scam(self, at: int) -> None:
        """Begin a scam, named by the last heading that waits; else go on with the one before."""
        if not self._waiting and self._where == "scam":
            return
        title = _Words()
        if self._waiting:
            last = self._waiting.pop()
            block = self.blocks[last]
            says = quoted(block.text)
            title.add(self._words(block.mark.rstrip("：: ") if says else block.text))
            self.places[last] = said("Scam {number}: title", number=len(self.scams) + 1)
        else:
            title.add(self.values.get(_TITLE, ""))
        self._settle()
        self.scams.append({_TITLE: title, _HEARD: _Words(), _BODY: _Words()})
        self._where, self._part = "scam", _BODY

    def _settle(self) -> None:
        """Put headings that headed nothing into the text, or above the scams."""
        for at in self._waiting:
            if not self.scams and "routines_heading" not in self.values and self.is_scam:
                self._name_once("routines_heading", at, self.blocks[at].text.rstrip("：: "))
            else:
                self._into_body(at, self.blocks[at])
        self._waiting = []

    def _line(self, at: int, block: Block) -> None:
        says = quoted(block.text) if block.kind != "row" else None
        if says and _ORDINAL.match(block.mark):  # “Scam 1: ‘Your parcel is lost’”
            self._settle()
            self._waiting.append(at)
            self._open_scam(at)
            self._says(at, *says)
        elif self._where == "advice":
            self._advice(at, block)
        elif block.kind == "text" and (label := _label_of(block.text)):
            self._below_label(at, *label)
        elif says and (self._waiting or not self.scams or self._is_silent()):
            self._open_scam(at)
            self._says(at, *says)
        elif self._waiting:
            self._settle_into_text()
            self._into_body(at, block)
        elif block.kind == "item" and (self._where == "above" or self._orders(block)):
            self._where = "advice" if self._where == "scam" else self._where
            self._advice(at, block)
        elif self._where == "scam":
            self._in_scam(at, block)
        else:
            self._into_body(at, block)

    def _orders(self, block: Block) -> bool:
        """Tell whether a point below a scam is advice, and no step of it."""
        return self._where == "scam" and _ORDER.match(block.text) is not None

    def _below_label(self, at: int, label: str, part: str, rest: str) -> None:
        """Take a line such as “What they say: …”: its label is no word of the scam."""
        self._open_scam(at)
        self._part = part
        self.left.append(Extra(label, said("the text")))
        says = quoted(rest) if part == _HEARD else None
        if says:
            self._says(at, *says)
        elif rest:
            self.scams[-1][part].add(self._words(rest))
            self.places[at] = self._scam_place(part)

    def _settle_into_text(self) -> None:
        for at in self._waiting:
            self._into_body(at, self.blocks[at])
        self._waiting = []

    def _is_silent(self) -> bool:
        """Tell whether the scam that is begun still lacks what they say."""
        there = self.scams[-1]
        return self._where == "scam" and not (there[_HEARD].lines or there[_BODY].lines)

    def _says(self, at: int, words: str, rest: str) -> None:
        self.scams[-1][_HEARD].add(self._words(words))
        self.places[at] = self._scam_place(_HEARD)
        self._part = _BODY
        if rest:
            self.scams[-1][_BODY].add(self._words(rest))
            self.places[at] = self._scam_place(_BODY)

    def _scam_place(self, key: str) -> str:
        words = {
            _HEARD: said("Scam {number}: what they say", number=len(self.scams)),
            _BODY: said("Scam {number}: how it works", number=len(self.scams)),
        }
        return words[key]

    def _in_scam(self, at: int, block: Block) -> None:
        scam = self.scams[-1]
        if self._part == _HEARD and block.kind == "text":
            scam[_HEARD].add(self._words(block.text))
        else:
            self._part = _BODY
            scam[_BODY].add(*self._markdown(block))
        self.places[at] = self._scam_place(self._part)

    def _advice(self, at: int, block: Block) -> None:
        """Begin a reminder, or go on with the one before."""
        if block.kind == "item":
            title, rest = point(block.text)
            self.reminders.append({_TITLE: _Words(), _BODY: _Words()})
            self.reminders[-1][_TITLE].add(self._words(title))
            if rest:
                self.reminders[-1][_BODY].add(self._words(rest))
            self._is_titled = False
        elif self.reminders and (self._is_titled or self._own_texts[at]):
            self.reminders[-1][_BODY].add(*self._markdown(block))
        else:
            self._into_body(at, block)
            return
        self.places[at] = said("Reminder {number}", number=len(self.reminders))

    def _into_body(self, at: int, block: Block) -> None:
        self.head[_BODY].add(*self._markdown(block))
        self.places[at] = said("Text of the notice")

    def _markdown(self, block: Block) -> tuple[str, str]:
        """Write a block as a line of Markdown, with its kind."""
        if block.kind == "row":
            cells = (self._words(joined(one)) or " " for one in block.cells)
            return f"| {' | '.join(cells)} |", "row"
        words = self._words(block.text)
        if block.kind == "heading":
            return f"#### {words}", "heading"
        if block.kind == "item":
            return f"{_sign(block)} {words}", "item"
        return self._words(block.whole), "text"

    def made(self, extras: Sequence[Extra]) -> Draft:
        """Give what was made; what found no place is listed once."""
        left = dict.fromkeys((*self.left, *extras))
        head = {**self.values, **{key: words.text for key, words in self.head.items()}}
        return Draft(
            "scam" if self.is_scam else "service",
            {key: value for key, value in head.items() if value},
            tuple(map(_texts, self.scams)),
            tuple(map(_texts, self.reminders)),
            tuple(left),
            tuple(self.blocks),
            tuple(self.places),
        )


def _label_of(line: str) -> tuple[str, str, str] | None:
    """Find a line's label of what they say, or of how it works: the label, its part, the rest."""
    found = _LABELLED.fullmatch(line)
    label = found["label"].strip() if found else ""
    if found is None or not (_SAYS.fullmatch(label) or _HOW.fullmatch(label)):
        return None
    return label, _HEARD if _SAYS.fullmatch(label) else _BODY, found["rest"]


def _own_texts(blocks: Sequence[Block]) -> list[bool]:
    """Tell for each block whether the points of its section have texts of their own below them.

    They have not if only the last one has: that text ends the section.
    """
    made: list[bool] = []
    for at, block in enumerate((*blocks, None)):
        if block is not None and block.kind != "heading":
            continue
        begin = len(made)
        points = [one for one in range(begin, at) if blocks[one].kind == "item"]
        is_own = len(points) == 1 or any(b - a > 1 for a, b in pairwise(points))
        made += [is_own] * (min(at + 1, len(blocks)) - begin)
    return made


def _texts(part: Mapping[str, _Words]) -> dict[str, str]:
    return {key: words.text for key, words in part.items() if words.text}


def _sign(block: Block) -> str:
    """Give the sign with which a point begins in Markdown: its number, or a dash."""
    digits = "".join(one for one in block.mark if one.isascii() and one.isdigit())
    if block.style in ("一、", "（一）"):
        digits = _counted(block.mark.strip("（()）、．. "))
    return f"{digits}." if digits else "1." if block.style == "ol" else "-"


def _counted(figures: str) -> str:
    """Read a number to 99 in Chinese: 十二 is 12."""
    tens, ten, ones = figures.rpartition("十")
    first = HAN.find(tens) + 1 or (1 if ten else 0)
    return (
        str(first * 10 + (HAN.find(ones) + 1 if ones else 0)) if ten else str(HAN.find(figures) + 1)
    )


_NAMES: Mapping[str, str] = {
    "title": said("Title"),
    "issuer": said("Issued by"),
    "publisher": said("Published by"),
    "date": said("Date of the notice"),
    "campaign": said("Campaign"),
    "area": said("Where"),
    "audience": said("For whom"),
    "routines_heading": said("Heading of the scams"),
    "reminders_heading": said("Heading of the reminders"),
}
