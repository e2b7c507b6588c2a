"""Whom to call, on a sheet in two languages: when, until when and at what extension, in both."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import support
from tests.end_to_end.test_notice_links import BASE, PO_HEAD
from tests.posters import reading
from tests.posters.reading import compact
from tests.support import SMALL_SITE

TOML = (
    'title = "Warnings"\nissuer = "Police"\nlocales = ["en", "zh-Hans"]\n'
    '[facts]\nstation = { tel = "021-55550123", ext = "801" }\n'
    'desk = { tel = "021-55550199-12" }\n'
    '[[contacts]]\nfact = "station"\nlabel = "Station"\ncall = "Ask us"\nhours = "Day and night"\n'
    '[[contacts]]\nfact = "desk"\nlabel = "Desk"\ncall = "Paid? Call"\n'
    '[posters]\npairs = [["zh-Hans", "en"]]\nvariants = ["strips", "large"]\n'
)
WORDS = {
    "site": {
        **{"Warnings": "警示", "Police": "警方", "Station": "派出所", "Ask us": "先问一问"},
        **{"Day and night": "全天", "Desk": "前台", "Paid? Call": "已付款请打"},
    },
    "bulletin": {"Refund scams": "退款骗局", "Call {station} first.": "先打{station}。"},
    "routines/parcel": {
        **{"A lost parcel": "快递丢了", "Your parcel is lost.": "您的快递丢了。"},
        "They want a transfer.": "对方要您转账。",
    },
    "reminders/check": {"Check": "先核实", "Ask the shop itself.": "去问商家本身。"},
}


def _po(*contexts: str) -> str:
    return PO_HEAD + "".join(
        f'msgctxt "{context}"\nmsgid "{text}"\nmsgstr "{wording}"\n\n'
        for context in contexts
        for text, wording in WORDS[context].items()
    )


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sheets of a notice whose contacts have extensions, printed once."""
    folder = tmp_path_factory.mktemp("calls")
    head = SMALL_SITE["content/refund/bulletin.md"].replace("{hotline}", "{station}")
    files = {
        **SMALL_SITE,
        "content/site.toml": TOML,
        "content/refund/bulletin.md": head,
        "locales/zh_Hans/LC_MESSAGES/site.po": _po("site"),
        "locales/zh_Hans/LC_MESSAGES/refund.po": _po(*list(WORDS)[1:]),
    }
    support.build(support.write_tree(folder / "site", files), folder / "o", pdf=True, base_url=BASE)
    return folder / "o"


PAIR = "posters/refund.zh-Hans.en"


@pytest.mark.parametrize("variant", ["", ".strips"])
def test_both_languages_say_when_to_call_and_what_to_dial_then(variant, output):
    read = reading.tags(output / f"{PAIR}{variant}.pdf")
    words = compact(read.words)
    assert "先问一问Askus021-55550123转/ext.801全天Dayandnight" in words
    assert "已付款请打Paid?Call021-55550199-12" in words
    langs = {compact(one.text): one.lang for one in read.walk() if one.text}
    assert langs["转/"] == "zh"
    assert langs["ext.801"] == "en"


def test_where_each_language_has_its_own_pages_it_has_its_own_words(output):
    words = compact(reading.tags(output / f"{PAIR}.large.pdf").words)
    assert "转/" not in words
    assert words.index("021-55550123转801") < words.index("021-55550123ext.801")


def test_in_one_language_nothing_is_said_twice(output):
    words = compact(reading.tags(output / "zh-Hans/refund/poster.pdf").words)
    assert "021-55550123转801" in words
    assert "ext" not in words


@pytest.mark.posters
@pytest.mark.parametrize("name", [PAIR, "en/refund/poster", "zh-Hans/refund/poster"])
def test_who_tears_off_a_strip_can_read_the_extension(name, output):
    turned = [one for one in reading.glyphs(output / f"{name}.strips.pdf") if not one.is_level]
    strips = [one for one in turned if one.text in "0123456789"]
    assert strips
    assert min(one.size for one in strips) >= 8
    assert "801" in "".join(one.text for one in strips)
