"""A new bulletin's files: what to write where, said in the language that it is written in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - a bulletin has a field named date

from generator.locales import Locale
from generator.markdown.forbidden import SIGN

_ENGLISH = {
    "bulletin.md": """\
---
# The notice’s own page. Lines that begin with # are notes for you, the writer: readers never see
# them, and you may delete them. {sign} marks what is to be filled in: write your own words over it
# and over the words behind it. As long as one is left, the notice is not published.
{facts}
# What the scam is, in a few words.
title: {sign} The title of the notice
# One or two sentences, for lists and search engines.
summary: {sign} What happens to people, and what to do about it
# The day on which the notice is issued: year-month-day.
date: {date}
{source}# You may take the # away from these lines and fill them in:
# campaign: {sign} The campaign that the notice belongs to
# issuer: {sign} Who issues it, if that is not the site’s own issuer
# publisher: {sign} Where it was published first
---

{sign} Say what kind of scam this is, whom it is aimed at, and what the caller is after.

{sign} Say what to do at once.
""",
    "routines/01-first-scam.md": """\
---
# One way in which the scam goes. Give each way a file of its own: 02-…, 03-… and so on.
# The file’s name becomes an address. Rename it to say what the scam is: 01-fake-refund.md.
# The title: what the victim is told, or what the scam is called.
title: {sign} The name of this scam
# The one thing to know, short enough for a poster.
poster: {sign} One sentence for the poster
---

> {sign} The line that the victim hears, word for word, as the caller says it.

{sign} Say how the scam works, step by step: who calls, what they claim, what they ask for, and
where the money goes.
""",
    "reminders/01-first-reminder.md": """\
---
# One piece of advice. Give each a file of its own: 02-…, 03-… and so on.
# The file’s name becomes an address. Rename it to say what the advice is: 01-hang-up.md.
# The title: the advice in a few words.
title: {sign} What to do
---

{sign} Say what to do, and why it helps.
""",
}
_CHINESE = {
    "bulletin.md": """\
---
# 这是公告的主页。以 # 开头的行是写给您的说明，读者看不到，可以删去。
# {sign} 表示需要填写：请用您自己的话替换它和它后面的文字。只要还有一处没有填写，公告就不会发布。
{facts}
# 标题：用几个字说明是什么骗局。
title: {sign}公告的标题
# 摘要：一两句话，用于列表和搜索引擎。
summary: {sign}骗局怎样害人，应当怎么办
# 发布日期：年-月-日。
date: {date}
{source}# 以下各行需要时去掉 # 再填写：
# campaign: {sign}公告所属的专项行动
# issuer: {sign}发布单位（与网站的发布单位不同时才写）
# publisher: {sign}最先发布公告的平台
---

{sign}说明这是什么骗局，针对哪些人，骗子想要什么。

{sign}说明应当马上做什么。
""",
    "routines/01-first-scam.md": """\
---
# 骗局的一种套路。每种套路单独写一个文件：02-…、03-…，依此类推。
# 文件名会成为网址的一部分，请改成能说明套路的英文小写名称，例如 01-fake-refund.md。
# 标题：骗子的说法，或套路的名称。
title: {sign}这种套路的名称
# 最要紧的一句话，要短，能印在海报上。
poster: {sign}印在海报上的一句话
---

> {sign}受害人听到的原话，照骗子说的写。

{sign}一步一步说明骗局怎样进行：谁打来电话，怎么说，要求做什么，钱转到哪里。
""",
    "reminders/01-first-reminder.md": """\
---
# 一条提醒。每条提醒单独写一个文件：02-…、03-…，依此类推。
# 文件名会成为网址的一部分，请改成能说明提醒内容的英文小写名称，例如 01-hang-up.md。
# 标题：用几个字写出提醒。
title: {sign}应当怎么做
---

{sign}说明怎么做，为什么有用。
""",
}
_FACTS = {
    "en": "# Numbers, addresses and names that must not change stand in site.toml. Write them so:\n"
    "# {names}\n",
    "zh-Hans": "# 不能改动的号码、网址和名称都在 site.toml 里，正文中这样写：\n# {names}\n",
}
"""How a text names a fact, and which facts there are."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a new bulletin's files hang on."""

    locale: Locale
    """The language that it is written in."""
    is_default: bool
    """True where that is the site's own source language."""
    date: Day
    facts: Sequence[str]
    """The names of the site's facts."""


def files(order: Order) -> dict[str, str]:
    """The files of a new bulletin, by their paths in its folder; all texts end in a line break.

    In Chinese (simplified) for a bulletin that is written in it, else in English.
    """
    tag = "zh-Hans" if order.locale.tag == "zh-Hans" else "en"
    texts = _CHINESE if tag == "zh-Hans" else _ENGLISH
    between = "、" if tag == "zh-Hans" else ", "
    names = between.join(f"{{{name}}}" for name in order.facts)
    return {
        path: text.format(
            sign=SIGN,
            date=order.date.isoformat(),
            source="" if order.is_default else f"source_locale: {order.locale.tag}\n",
            facts=_FACTS[tag].format(names=names) if names else "",
        )
        for path, text in texts.items()
    }
