"""The plain text of a notice, `bulletin.txt`, as it is read out and pasted into chats."""

from __future__ import annotations

import re

import pytest

from generator.commands import translate
from tests import support
from tests.support import LOCALES, NOTICES

TOML = """base_url = "https://notices.riverside.test/"
locales = ["en"]
title = "Warnings"
issuer = "Riverside Police"
[facts]
hotline = { tel = "96110" }
police = { tel = "110" }
office = { tel = "021-55550123", ext = "801" }
[[contacts]]
fact = "hotline"
label = "Hotline"
call = "Not sure? Call"
[[contacts]]
fact = "police"
label = "Police"
call = "Already paid? Call now"
note = "At once, if you have sent money."
[[contacts]]
fact = "office"
label = "Office"
hours = "9 to 17"
"""
REFUND = {
    "content/site.toml": TOML,
    "content/refund/bulletin.md": """---
title: Refunds that cost you money
headline: A refund by phone?
verdict: It’s a scam.
date: 2026-11-30
example: true
steps:
  - Call {police}.
---

Someone calls about a refund.
""",
    "content/refund/routines/01-parcel.md": """---
title: The lost package
headline: A refund for a lost package?
verdict: It’s a scam.
poster: The shop pays back by itself.
chat:
  - Your package is lost. ✗ It is on its way.
  - Add us for a refund. ✗ That is not the shop.
---

> Your package is lost.

1. They call.
2. They ask for your code.
""",
    "content/refund/routines/02-account.md": """---
title: The safe account
---

> Move your money to safety.

Nobody gives it back.
""",
    "content/refund/reminders/01-check.md": "---\ntitle: Check\n---\n\nAsk the shop.\n",
}
SAID = """Example, not a real notice
Hello. Here is a scam warning.

Refunds that cost you money
Riverside Police, November 30, 2026

A refund by phone? It’s a scam.
Hang up. Stop replying. Get help:
Not sure? Call: 96110
Already paid? Call now: 110

If you have paid
1. Call 110.

Someone calls about a refund.


The scams

1. A refund for a lost package? It’s a scam.
They say: “Your package is lost.” It is on its way.
They say: “Add us for a refund.” That is not the shop.
How the scam works
1. They call.
2. They ask for your code.
Remember: The shop pays back by itself.

2. The safe account
They say: “Move your money to safety.”
How the scam works
Nobody gives it back.


How to stay safe

1. Check
Ask the shop.


Where to get help
Hotline: 96110, that is 9 6 1 1 0

Police: 110, that is 1 1 0
At once, if you have sent money.

Office: 021-55550123 ext. 801
9 to 17

Notice refund · November 30, 2026
Read it here: https://notices.riverside.test/en/refund/
"""


def aloud(folder, **changed):
    """The plain text of the notice, with other files."""
    site = support.write_tree(folder / "site", {**REFUND, **changed})
    support.build_unprinted(site, folder / "output")
    return (folder / "output/en/refund/bulletin.txt").read_text(encoding="utf-8")


def test_a_warning_is_read_out_from_the_greeting_to_the_address(tmp_path):
    assert aloud(tmp_path) == SAID


def test_who_answers_tells_whether_a_notice_is_genuine_but_knows_of_no_example(tmp_path):
    real = REFUND["content/refund/bulletin.md"].replace("example: true\n", "")
    text = aloud(tmp_path, **{"content/refund/bulletin.md": real})
    asked = "Is this notice real? Call 96110 or see https://notices.riverside.test/\n"
    assert text == SAID.partition("\n")[2].replace("Notice refund", f"{asked}Notice refund")


def test_without_an_address_the_number_alone_tells_whether_a_notice_is_genuine(tmp_path):
    real = REFUND["content/refund/bulletin.md"].replace("example: true\n", "")
    without = {"content/site.toml": TOML.partition("\n")[2], "content/refund/bulletin.md": real}
    text = aloud(tmp_path, **without)
    end = "\nIs this notice real? Call 96110\nNotice refund · November 30, 2026\n"
    assert text.endswith(end)


def test_a_service_notice_speaks_of_no_scam(tmp_path):
    pipe = "---\ntitle: A new pipe\ndate: 2026-11-30\ncontacts: [office]\n---\n\nNo water.\n"
    site = {"content/site.toml": TOML, "content/refund/bulletin.md": pipe}
    support.write_tree(tmp_path / "site", site)
    support.build_unprinted(tmp_path / "site", tmp_path / "output")
    text = (tmp_path / "output/en/refund/bulletin.txt").read_text(encoding="utf-8")
    assert text == (
        "Hello. Here is a notice.\n\nA new pipe\nRiverside Police, November 30, 2026\n\n"
        "No water.\n\n\nQuestions? Ask here\nOffice: 021-55550123 ext. 801\n9 to 17\n\n"
        "Is this notice real? Call 021-55550123 ext. 801 or see https://notices.riverside.test/\n"
        "Notice refund · November 30, 2026\n"
        "Read it here: https://notices.riverside.test/en/refund/\n"
    )


LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابتثجحخدذرزسشصضطظعغفقكلمنه")


def _in_letters(entry):
    kept = re.compile(r"(%\(\w+\)s|\{\w+\}|\w*\d\w*)")
    words = [
        part if kept.fullmatch(part) else part.lower().translate(LETTERS)
        for part in kept.split(entry[1])
    ]
    return f'msgid "{entry[1]}"\nmsgstr "{"".join(words)}"'


def test_the_digits_of_a_number_keep_their_order_in_text_from_right_to_left(tmp_path):
    """Each letter is put as an Arabic one, which is enough to be published."""
    toml = TOML.replace('["en"]', '["en", "ar"]')
    site = support.write_tree(tmp_path / "site", {**REFUND, "content/site.toml": toml})
    translate.update(site)
    for path in site.glob("locales/ar/LC_MESSAGES/*.po"):
        text = path.read_text(encoding="utf-8")
        filled = re.sub(r'(?m)^msgid "(.+)"\nmsgstr ""$', _in_letters, text)
        path.write_text(filled, encoding="utf-8")
    support.build_unprinted(site, tmp_path / "output")
    text = (tmp_path / "output/ar/refund/bulletin.txt").read_text(encoding="utf-8")
    assert "\u20669 6 1 1 0\u2069" in text


GREETING = {"en": "Hello. Here is a ", "zh-Hans": "大家好！"}
NUMBERS = {
    "en": ("Not sure? Anti-fraud hotline: 96110", "Paid? Call the police now: 110"),
    "zh-Hans": ("拿不准？问反诈专线：96110", "钱已转出？马上报警：110"),
}


@pytest.mark.parametrize("tag", LOCALES)
@pytest.mark.parametrize("slug", NOTICES)
def test_our_own_notices_begin_with_a_greeting_and_end_with_their_address(own_site, tag, slug):
    lines = own_site[f"{tag}/{slug}/bulletin.txt"].decode().splitlines()
    assert any(line.startswith(GREETING[tag]) for line in lines[:2])
    assert lines[-1].endswith(f"https://warnings.example/{tag}/{slug}/")
    if NOTICES[slug]:
        first = lines[:12]
        assert [one for one in NUMBERS[tag] if one not in first] == []
        assert sum(bool(re.search(r"\b9 6 1 1 0\b", line)) for line in lines) == 1
