"""A site of many bulletins, drawn from a seed: what the benchmarks build.

Each bulletin has about 930 words in 49 texts, as a real notice of four scams and five reminders
has: paragraphs, numbered lists, points and a table, with links, facts and strong and slanted words
among them. It is in two languages; the second one's catalog is complete.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

_WORDS = (
    "the caller says that your account has a problem and asks you to join a meeting share screen "
    "send money now before it is closed for ever and nobody else may hear of this at home or work "
    "wait answer check ask hang up lend borrow trust read think bank parcel shop refund loan"
)
_EN = _WORDS.split()
_ZH = (
    "骗子来电说您的账户有问题要求加入会议共享屏幕马上转账否则关闭告诉家人"
    "请挂断电话核实银行包裹退款贷款"
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text and its translation."""

    source: str
    translation: str


@dataclass(frozen=True, slots=True)
class Block:
    """A block of Markdown, with its texts in order."""

    form: str
    """The block with a place for each text."""
    texts: tuple[Text, ...]

    def markdown(self, tag: str) -> str:
        """The block as it is written: the `source`, or the `translation`."""
        return self.form.format(*(getattr(text, tag) for text in self.texts))


class Corpus:
    """Draws the bulletins of a site, each from its own seed."""

    def __init__(self, bulletins: int, seed: int = 1) -> None:
        self._bulletins = bulletins
        self._seed = seed

    def slugs(self) -> list[str]:
        """The bulletins' folders."""
        return [f"notice-{number:05}" for number in range(self._bulletins)]

    def texts(self, slug: str) -> dict[str, tuple[dict[str, Text], list[Block]]]:
        """The documents of a bulletin: their labels by name, and their blocks."""
        drawn = random.Random(f"{self._seed} {slug}")
        documents = {"bulletin": (self._labels(drawn, "title", "summary"), _opening(drawn))}
        for number in range(1, 5):
            name = f"routines/{number:02}-scam-{number}"
            documents[name] = (self._labels(drawn, "title", "poster"), _scam(drawn))
        for number in range(1, 6):
            name = f"reminders/{number:02}-advice-{number}"
            documents[name] = (self._labels(drawn, "title"), _advice(drawn, number))
        return documents

    @staticmethod
    def _labels(drawn: random.Random, *names: str) -> dict[str, Text]:
        return {name: _sentence(drawn, 7, stop=name != "title") for name in names}

    def day(self, slug: str) -> date:
        """The day of a bulletin."""
        return date(2000, 1, 1) + timedelta(2 * int(slug.rpartition("-")[2]))

    def files(self) -> Iterator[tuple[str, str]]:
        """Every file of the site."""
        yield "content/site.toml", _SITE
        words = {"Warnings": "提醒", "Police": "警方", "Hotline": "热线"}
        yield (
            "locales/zh_Hans/LC_MESSAGES/site.po",
            _HEADER + "".join(_entry("site", Text(en, zh)) for en, zh in words.items()),
        )
        for slug in self.slugs():
            yield from self._bulletin(slug)

    def _bulletin(self, slug: str) -> Iterator[tuple[str, str]]:
        entries = [_HEADER]
        for name, (labels, blocks) in self.texts(slug).items():
            head = "".join(f"{key}: {text.source}\n" for key, text in labels.items())
            if name == "bulletin":
                head += f"date: {self.day(slug)}\n"
            body = "\n\n".join(block.markdown("source") for block in blocks)
            yield f"content/{slug}/{name}.md", f"---\n{head}---\n\n{body}\n"
            folder, _, file = name.rpartition("/")
            context = f"{folder}/{file[3:]}" if folder else file
            texts = (text for block in blocks for text in block.texts)
            entries += [_entry(context, text) for text in (*labels.values(), *texts)]
        yield f"locales/zh_Hans/LC_MESSAGES/{slug}.po", "".join(entries)

    def write(self, folder: Path) -> Path:
        """Write the site into a folder; gives the folder."""
        for name, text in self.files():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return folder


def _opening(drawn: random.Random) -> list[Block]:
    """Two paragraphs, and a table of what callers say and what is true."""
    cells = tuple(_sentence(drawn, 4, stop=False) for _ in range(6))
    return [
        _paragraph(_sentence(drawn, 23)),
        _paragraph(_sentence(drawn, 23, mark=_FACT)),
        Block("| {} | {} |\n|---|---|\n| {} | {} |\n| {} | {} |", cells),
    ]


def _scam(drawn: random.Random) -> list[Block]:
    """What a caller says, three steps in their order, a paragraph with a link, and one without."""
    steps = tuple(_sentence(drawn, 20, mark=mark) for mark in (None, _FACT, _SLANTED))
    return [
        Block("> {}", (_sentence(drawn, 23),)),
        Block("1. {}\n2. {}\n3. {}", steps),
        _paragraph(_sentence(drawn, 23, mark=_LINK)),
        _paragraph(_sentence(drawn, 23)),
    ]


def _advice(drawn: random.Random, number: int) -> list[Block]:
    """One paragraph; every other one has a link."""
    return [_paragraph(_sentence(drawn, 23, mark=_LINK if number % 2 else None))]


def _paragraph(text: Text) -> Block:
    return Block("{}", (text,))


_FACT = Text("please dial {{hotline}}, then **{}**", "请拨打{{hotline}}，**{}**")
_LINK = Text(
    "see [{} here](https://www.police.example/advice)",
    "请看[{}说明](https://www.police.example/advice)",
)
_SLANTED = Text("say *{}* today", "说*{}*今天")
"""What may stand in the place of a word, beside it."""


def _sentence(
    drawn: random.Random, words: int, *, mark: Text | None = None, stop: bool = True
) -> Text:
    """Some words, one of them marked."""
    source = _no_word_twice(drawn.choices(_EN, k=words))
    translation = drawn.choices(_ZH, k=words * 3 // 2)
    if mark:
        source[3] = mark.source.format(source[3])
        translation[3] = mark.translation.format("".join(translation[3:5]))
    text = " ".join(source)
    ends = (".", "。") if stop else ("", "")
    return Text(text[0].upper() + text[1:] + ends[0], "".join(translation) + ends[1])


def _no_word_twice(words: list[str]) -> list[str]:
    """The same words, but those that follow themselves: a rule would warn of each."""
    return [word for at, word in enumerate(words) if not at or word != words[at - 1]]


_SITE = """\
base_url = "https://warnings.example/"
locales = ["en", "zh-Hans"]
title = "Warnings"
issuer = "Police"

[facts]
hotline = { tel = "96110" }

[[contacts]]
fact = "hotline"
label = "Hotline"
"""

_HEADER = (
    'msgid ""\nmsgstr ""\n"Project-Id-Version: bulletin-generator\\n"\n'
    '"Language: zh_Hans\\n"\n"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: nplurals=1; plural=0;\\n"\n'
)


def _entry(context: str, text: Text) -> str:
    return f'\nmsgctxt "{context}"\nmsgid "{text.source}"\nmsgstr "{text.translation}"\n'
