"""The review sheet: every message of a notice beside its translation."""

from __future__ import annotations

from datetime import UTC, datetime

from generator.catalogs.interface import teller_in
from generator.commands.translate import update
from generator.desk.held import hold
from generator.render.review import review
from generator.site.pages import standings
from tests import support

PO = "locales/zh_Hans/LC_MESSAGES/refund.po"


def test_a_number_is_shown_with_its_extension_as_each_language_says_it(small_site, tmp_path):
    toml = small_site / "content/site.toml"
    text = toml.read_text(encoding="utf-8")
    text = text.replace('tel = "96110"', 'tel = "021-55550123", ext = "801"')
    toml.write_text(text, encoding="utf-8")
    update(small_site)
    po = (small_site / PO).read_text(encoding="utf-8")
    wording = 'msgid "Call {hotline} first."\nmsgstr "先拨打{hotline}。"'
    po = po.replace('msgid "Call {hotline} first."\nmsgstr ""', wording)
    (small_site / PO).write_text(po, encoding="utf-8")
    support.build(small_site, tmp_path / "output", review=True)
    sheet = tmp_path / "review/refund.zh-Hans.html"
    seen = "".join(one.text for one in support.Page(sheet.read_text(encoding="utf-8")).words)
    assert "Call 021-55550123 ext. 801 first." in seen
    assert "先拨打021-55550123转801。" in seen


def test_a_sheet_says_who_sent_a_sentence_back_and_why(small_site):
    update(small_site)
    po = small_site / PO
    text = po.read_text(encoding="utf-8")
    remark = "# sent-back: 李伟; 2026-11-30; 不够清楚\n"
    po.write_text(text.replace("#. Title\n", f"{remark}#. Title\n", 1), encoding="utf-8")
    site = hold(small_site, datetime(2026, 11, 30, tzinfo=UTC)).site
    shown, locale = standings(site), site.settings.locales[1]
    row = review(site, shown, site.bulletins[0], locale, teller_in("zh-Hans")).rows[0]
    assert (row.signatures, row.comments) == (("2026-11-30由李伟退回：不够清楚",), ())
