"""What was translated elsewhere helps here, with this text's own facts and numbers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from generator.desk import alike, held, translation
from generator.locales import Locale
from tests import support

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
CHINESE = Locale("zh-Hans")
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'


def _site(folder, here, **elsewhere):
    """A site with a text to translate, and one that is translated in another notice."""
    files = {**support.SMALL_SITE}
    files["content/refund/bulletin.md"] = f"---\ntitle: A\ndate: 2022-07-25\n---\n\n{here}\n"
    texts = "\n\n".join(text.replace("_", " ") for text in elsewhere)
    files["content/loan/bulletin.md"] = f"---\ntitle: B\ndate: 2022-07-25\n---\n\n{texts}\n"
    entries = [
        f'\nmsgctxt "bulletin"\nmsgid "{source.replace("_", " ")}"\nmsgstr "{text}"\n'
        for source, text in elsewhere.items()
    ]
    files["locales/zh_Hans/LC_MESSAGES/loan.po"] = HEADER + "".join(entries)
    return support.write_tree(folder, files)


def _found(folder, here):
    whole = held.hold(folder, NOW)
    rows = translation.rows(whole, "refund", CHINESE)
    return alike.alike(whole, next(row for row in rows if row.source == here))


@pytest.mark.parametrize(
    ("here", "there", "text", "wanted"),
    [
        ("Call {police} now.", "Call {police} now.", "马上打{police}。", "马上打{police}。"),
        ("Call {hotline} now.", "Call {police} now.", "马上打{police}。", "马上打{hotline}。"),
        (
            "From 8:30 to 16 it is off.",
            "From 9 to 17:00 it is off.",
            "9至17:00停水。",
            "8:30至16停水。",
        ),
        ("At 8 and 9 it is off.", "At 9 and 8 it is off.", "9时和8时停水。", "8时和9时停水。"),
        # Nothing is put where it is not certain where it belongs.
        (
            "At 8 in 2 lanes it is off.",
            "At 8 in 3 lanes it is off.",
            "8时三条弄停水。",
            "8时三条弄停水。",
        ),
        ("Pay 5 or 5 at once.", "Pay 7 or 7 at once.", "马上付7或7。", "马上付7或7。"),
        ("Pay 5 now, then wait.", "Pay 5 now, then go.", "先付5，再走。", "先付5，再走。"),
    ],
)
def test_what_is_alike_comes_with_this_texts_facts(tmp_path, here, there, text, wanted):
    folder = _site(tmp_path, here, **{there: text})
    (one,) = _found(folder, here)
    assert (one.source, one.text, one.domain) == (there, wanted, "loan")
    assert one.is_adapted is (wanted != text)
    assert one.likeness <= 1


def test_what_is_another_text_is_not_shown(tmp_path):
    folder = _site(tmp_path, "Call the police.", Never_share_your_screen="不要共享屏幕")
    assert _found(folder, "Call the police.") == ()


def test_the_likest_come_first_each_once(tmp_path):
    texts = {
        "Call the police at once.": "马上报警。",
        "Call the police at noon.": "中午报警。",
        "Call the police at last.": "马上报警。",
        "Call the police at once or never.": "马上报警，不然就不报。",
        "Call the shop at once.": "马上打给店家。",
    }
    folder = _site(tmp_path, "Call the police at once!", **texts)
    found = _found(folder, "Call the police at once!")
    assert [one.text for one in found][:1] == ["马上报警。"]
    assert found[0].source == "Call the police at once."
    assert len(found) == 3
    assert len({one.text for one in found}) == 3


def test_what_changed_in_the_source_is_told(tmp_path):
    folder = _site(tmp_path, "Call {police} now.")
    head = folder / "content/refund/bulletin.md"
    path = folder / "locales/zh_Hans/LC_MESSAGES/refund.po"
    path.write_text(f'{HEADER}\nmsgctxt "bulletin"\nmsgid "Call {{police}} now."\nmsgstr "报警"\n')
    whole = held.hold(folder, NOW)
    rows = {row.source: row for row in translation.rows(whole, "refund", CHINESE)}
    assert alike.changes(rows["Call {police} now."]) == ()
    head.write_text(head.read_text().replace("{police} now", "{hotline} right now"))
    whole = held.hold(folder, NOW)
    rows = {row.source: row for row in translation.rows(whole, "refund", CHINESE)}
    assert alike.changes(rows["Call {hotline} right now."]) == (
        ("same", "Call "),
        ("gone", "{police}"),
        ("new", "{hotline} right"),
        ("same", " now."),
    )


def test_its_own_earlier_translation_is_no_help(tmp_path):
    here = "They want a transfer at once."
    site = _site(tmp_path, here, They_want_a_transfer="对方要转账。")
    own = site / "locales/zh_Hans/LC_MESSAGES/refund.po"
    entry = '\nmsgctxt "bulletin"\nmsgid "They want a transfer now."\nmsgstr "对方马上要钱。"\n'
    own.write_text(HEADER + entry)
    found = _found(site, here)
    assert [(one.text, one.is_same) for one in found] == [("对方要转账。", False)]
