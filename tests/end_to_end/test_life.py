"""A notice's life from the command line to the page, in both languages; and no address dies."""

from __future__ import annotations

import json
import re
from datetime import datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import support
from tests.support import LOCALES, SMALL_SITE, pages_of, tree, write_tree

ZH = {
    "site": {"Warnings": "提醒", "Police": "警方", "Hotline": "热线"},
    "refund": {
        ("bulletin", "Refund scams"): "退款骗局",
        ("bulletin", "Call {hotline} first."): "先拨打{hotline}。",
        ("bulletin", "It is Block 7."): "是7号楼。",
        ("bulletin", "The pipe is mended."): "水管修好了。",
        ("routines/parcel", "A lost parcel"): "丢失的包裹",
        ("routines/parcel", "Your parcel is lost."): "您的包裹丢了。",
        ("routines/parcel", "They want a transfer."): "对方要您转账。",
        ("routines/parcel", "Nobody says that now."): "现在没有人这样说了。",
        ("routines/loan", "A loan"): "贷款",
        ("routines/loan", "Take a loan."): "去贷款。",
        ("routines/loan", "They keep it."): "钱归了对方。",
        ("reminders/check", "Check"): "核实",
        ("reminders/check", "Ask the shop itself."): "问店家本人。",
    },
    "pipe": {
        ("bulletin", "The new pipe"): "新水管",
        ("bulletin", "All is well."): "一切都好。",
        ("bulletin", "It is mended."): "修好了。",
    },
}
"""Every wording that these tests need, by catalogue."""
HEAD = "content/refund/bulletin.md"
_OTHERS = ("verdict", "routines")
"""Remarks on what these small notices have not."""
PARCEL = "content/refund/routines/01-parcel.md"


def _catalogue(domain):
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    keys = (
        (key if isinstance(key, tuple) else ("site", key), zh) for key, zh in ZH[domain].items()
    )
    return head + "".join(
        f'\nmsgctxt "{context}"\nmsgid "{en}"\nmsgstr "{zh}"\n' for (context, en), zh in keys
    )


@pytest.fixture
def site(tmp_path):
    """Two notices in two languages, the first with two scams."""
    return a_site(tmp_path / "site")


def a_site(folder):
    toml = 'base_url = "https://a.test-site.cn/x/"\ntime_zone = "Asia/Shanghai"\n'
    pairs = '[posters]\npairs = [["zh-Hans", "en"]]\n'
    files = {
        **SMALL_SITE,
        "content/site.toml": toml + SMALL_SITE["content/site.toml"] + pairs,
        "content/refund/routines/02-loan.md": "---\ntitle: A loan\n---\n\n> Take a loan.\n\n"
        "They keep it.\n",
        "content/pipe/bulletin.md": "---\ntitle: The new pipe\ndate: 2026-11-30\n---\n\n"
        "All is well.\n",
        **{f"locales/zh_Hans/LC_MESSAGES/{name}.po": _catalogue(name) for name in ZH},
    }
    return write_tree(folder, files)


def with_keys(site, lines, path=HEAD):
    """Write more lines into a file's front matter."""
    place = site / path
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace("---\n", f"---\n{lines}\n", 1), encoding="utf-8")


def built(site, day="2026-11-30", **options):
    """Build with the pages of posters; give the output by path, and what was told."""
    output = site.parent / "output"
    now = datetime.fromisoformat(day)
    made = support.build_unprinted(site, output, now=now, **options)
    return tree(output), [str(one) for one in made.warnings if one.rule not in _OTHERS]


def addresses(output):
    """The pages, texts and sheets of notices, which printed codes and links lead to."""
    ends = (".html", ".txt", ".pdf", ".svg", ".png")
    return {path for path in output if path.endswith(ends) and "/" in path}


def text_of(output, path):
    return " ".join(pages_of(output)[path].text().split())


def links_of(output, path):
    return pages_of(output)[path].links


# Coming, in force, ended.

PERIOD = "starts: 2026-12-25 08:30\nends: 2026-12-26"
STATES = {
    "2026-12-24": ("Coming", "即将开始", "coming"),
    "2026-12-25T08:29": ("Coming", "即将开始", "coming"),
    "2026-12-25T08:30": ("In force", "进行中", "in-force"),
    "2026-12-26T23:59": ("In force", "进行中", "in-force"),
    "2026-12-27": ("Over", "已结束", "ended"),
}


@pytest.mark.parametrize("day", STATES)
def test_a_notice_says_everywhere_whether_it_holds(site, day):
    with_keys(site, PERIOD)
    output, _ = built(site, day)
    en, zh, term = STATES[day]
    for tag, word in zip(LOCALES, (en, zh), strict=True):
        assert word in text_of(output, f"{tag}/refund/index.html")
        assert word in text_of(output, f"{tag}/index.html")
        assert word in output[f"{tag}/refund/bulletin.txt"].decode()
        entries = ElementTree.fromstring(output[f"{tag}/feed.xml"]).iter(
            "{http://www.w3.org/2005/Atom}category"
        )
        assert [(one.get("term"), one.get("label")) for one in entries] == [(term, word)]
    for tag, word, period in (
        ("en", en, "From Friday, December 25, 8:30 AM to Saturday, December 26, 2026"),
        ("zh-Hans", zh, "2026年12月25日星期五 08:30至12月26日星期六"),
    ):
        assert f"{word} {period}" in text_of(output, f"{tag}/index.html")
        assert period in text_of(output, f"{tag}/refund/index.html")
        text = output[f"{tag}/refund/bulletin.txt"].decode()
        assert period in text.replace("\u00a0", " ")


def test_an_example_neither_comes_nor_holds_but_may_be_over(site):
    with_keys(site, f"{PERIOD}\nexample: true")
    paths = ("en/index.html", "en/refund/index.html", "en/notices.html", "en/refund/bulletin.txt")
    for day, (word, _, term) in STATES.items():
        output, _ = built(site, day)
        for path in paths[:2]:
            assert (f'class="state {term}"' in output[path].decode()) is (term == "ended")
        entry = output[paths[2]].decode().partition('<li id="refund"')[2].partition("</li>")[0]
        assert (f"· {word} ·" in entry) is (term == "ended")
        assert (f"\n{word}\n" in output[paths[3]].decode()) is (term == "ended")
        assert "Not sure? Ask" not in text_of(output, paths[1])


def test_search_engines_are_told_when_it_holds_and_what_was_wrong(site):
    with_keys(site, f"{PERIOD}\ncorrections:\n  - 2026-12-25 17:00 It is Block 7.")
    output, _ = built(site, "2026-12-25")
    page = output["zh-Hans/refund/index.html"].decode()
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])
    assert data["temporalCoverage"] == "2026-12-25T08:30:00+08:00/2026-12-26"
    assert data["expires"] == "2026-12-26"
    assert data["datePublished"] == "2022-07-25"
    assert data["dateModified"] == "2026-12-25T17:00:00+08:00"
    assert data["correction"] == [
        {
            "@type": "CorrectionComment",
            "datePublished": "2026-12-25T17:00:00+08:00",
            "text": "是7号楼。",
        }
    ]


def test_four_days_change_only_the_files_that_must_change(site):
    """The state is on the notice's page and in its text, in the lists and the feeds."""
    with_keys(site, PERIOD)
    days = ["2026-12-24", "2026-12-25", "2026-12-26", "2026-12-27"]
    outputs = [built(site, f"{day}T12:00")[0] for day in days]
    of_state = {
        f"{tag}/{name}" for tag in LOCALES for name in ("index.html", "feed.xml", "notices.html")
    }
    of_state.add("index.html")
    of_state |= {
        f"{tag}/refund/{name}"
        for tag in LOCALES
        for name in ("index.html", "bulletin.txt", "wechat.html")
    }
    of_end = of_state | {f"{tag}/refund/short.txt" for tag in LOCALES}
    for before, after, changed in zip(
        outputs[:-1], outputs[1:], (of_state, set(), of_end), strict=True
    ):
        assert before.keys() == after.keys()
        found = {path for path in before if before[path] != after[path]}
        assert found - {"SHA256SUMS"} == changed


def test_what_ended_is_listed_below_what_holds(site):
    with_keys(site, "starts: 2026-12-25\nends: 2026-12-26")
    with_keys(site, "date: 2020-01-01", "content/pipe/bulletin.md")
    path = site / "content/pipe/bulletin.md"
    path.write_text(path.read_text().replace("date: 2026-11-30\n", ""), encoding="utf-8")
    for day, first in (("2026-12-26", "refund"), ("2026-12-27", "pipe")):
        output, _ = built(site, day)
        for tag in LOCALES:
            found = [
                link for link in links_of(output, f"{tag}/index.html") if "/index.html" in link
            ]
            notices = [link for link in found if link.startswith(("refund", "pipe"))]
            assert notices[0] == f"{first}/index.html"


def test_no_poster_of_what_is_over_is_offered(site):
    with_keys(site, "ends: 2026-12-26")
    for day, offered in (("2026-12-26", True), ("2026-12-27", False)):
        output, _ = built(site, day)
        for tag in LOCALES:
            links = links_of(output, f"{tag}/refund/index.html")
            assert any("poster" in link for link in links) is offered
            assert f"{tag}/refund/poster.pdf" in output


# The day.


def test_the_day_is_read_off_the_clocks_of_the_site(site, call):
    with_keys(site, "starts: 2026-12-25")
    output = site.parent / "out"

    def state(*options, **variables):
        status, _, err = call(
            *("--site", site, "build", "--no-pdf", "--output", output, *options), **variables
        )
        assert status == 0, err
        page = (output / "en/refund/index.html").read_text(encoding="utf-8")
        return "Coming" if "Coming" in page else "In force"

    # 2026-12-24 15:59 and 16:00 in UTC are a minute before midnight and midnight in Shanghai.
    assert state(SOURCE_DATE_EPOCH="1798127940") == "Coming"
    assert state(SOURCE_DATE_EPOCH="1798128000") == "In force"
    assert state("--today", "2026-12-24 23:59", SOURCE_DATE_EPOCH="1798128000") == "Coming"
    assert state("--today", "2026-12-25") == "In force"


@pytest.mark.parametrize("command", ["build", "check", "status"])
def test_what_is_no_day_is_wrong_usage(site, call, command):
    status, _, err = call("--site", site, command, "--today", "tomorrow")
    assert status == 2
    assert "2026-12-24 16:30" in err


def test_a_clock_that_is_none_is_told(site, call):
    status, _, err = call("--site", site, "build", SOURCE_DATE_EPOCH="soon")
    assert (status, "SOURCE_DATE_EPOCH is “soon”" in err) == (2, True)


def test_a_zone_that_is_none_is_told(site, call):
    toml = site / "content/site.toml"
    toml.write_text(toml.read_text().replace("Asia/Shanghai", "Asia/Peking"), encoding="utf-8")
    status, _, err = call("--site", site, "check")
    assert status == 1
    assert "site.toml:2: site: time_zone cannot be “Asia/Peking”" in err


@settings(max_examples=support.examples(12), deadline=None)
@given(data=st.data())
def test_incremental_equals_clean_through_every_state(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("life")
    site = a_site(folder / "site")
    with_keys(site, data.draw(st.sampled_from([PERIOD, "starts: 2026-12-25", "ends: 2026-12-26"])))
    days = data.draw(st.lists(st.sampled_from([*STATES]), min_size=2, max_size=5))
    for number, day in enumerate(days):
        now = datetime.fromisoformat(day)
        support.build(site, folder / "output", now=now)
        support.build(site, folder / f"clean{number}", now=now)
        assert tree(folder / "output") == tree(folder / f"clean{number}")


# Corrected.


def test_a_correction_stands_at_the_top_and_is_the_last_change(site):
    before, _ = built(site)
    with_keys(site, "corrections:\n  - 2026-11-25 17:00 It is Block 7.")
    output, told = built(site)
    assert not told
    for tag, words in (
        ("en", "Corrected on November 25, 2026, 5:00 PM It is Block 7."),
        ("zh-Hans", "2026年11月25日 17:00更正 是7号楼。"),
    ):
        page = text_of(output, f"{tag}/refund/index.html")
        page = page[page.rindex("Refund scams" if tag == "en" else "退款骗局") :]
        assert words in page
        assert page.index(words) < page.index("96110")
        assert words[-5:] in output[f"{tag}/refund/bulletin.txt"].decode()
        feed = output[f"{tag}/feed.xml"].decode()
        assert "<updated>2026-11-25T17:00:00+08:00</updated>" in feed
        assert "<updated>2022-07-25T00:00:00+08:00</updated>" not in feed
    assert addresses(output) == addresses(before)


def test_an_untranslated_correction_keeps_the_notice_from_its_language(site):
    """Else it would stand there as if nothing had been wrong."""
    with_keys(site, "corrections:\n  - 2026-11-25 A new one.")
    output, told = built(site)
    assert any("is withheld in zh-Hans" in line for line in told)
    assert "正在" in text_of(output, "zh-Hans/refund/index.html")


# Withdrawn, replaced, moved.


def _no_advice(output, path):
    words = text_of(output, path)
    return not any(advice in words for advice in ("Ask the shop", "问店家", "They want", "对方要"))


@pytest.mark.parametrize(
    ("keys", "en", "zh"),
    [
        (
            "withdrawn: 2026-11-26 The pipe is mended.",
            "This notice was withdrawn Refund scams November 26, 2026 · The pipe is mended.",
            "这条提醒已撤回 退款骗局 2026年11月26日 · 水管修好了。",
        ),
        (
            "replaced_by: pipe",
            "This notice was replaced Refund scams",
            "这条提醒已由新的代替 退款骗局",
        ),
    ],
)
def test_of_a_notice_that_is_gone_every_address_says_so(site, keys, en, zh):
    before, _ = built(site)
    with_keys(site, keys)
    output, told = built(site)
    assert not told
    assert addresses(before) <= addresses(output)
    own = [path for path in addresses(output) if "refund" in path and path.endswith(".html")]
    assert len(own) == 2 * 5 + 1 + 1  # page, article, poster, two scams' posters; both; the chooser
    for path in own:
        assert _no_advice(output, path)
        is_chooser = path.startswith("go/")
        words = {True: ("Withdrawn", "Replaced"), False: (en, zh)}[is_chooser]
        assert any(word in text_of(output, path) for word in words)
    assert en in text_of(output, "en/refund/posters/loan.html")
    assert "../../index.html" in links_of(output, "en/refund/posters/loan.html")
    assert zh in text_of(output, "posters/refund.zh-Hans.en.html")
    if "replaced" in keys:
        assert "../pipe/index.html" in links_of(output, "en/refund/index.html")
        assert "../zh-Hans/pipe/index.html" in links_of(output, "posters/refund.zh-Hans.en.html")
        address = "https://a.test-site.cn/x/zh-Hans/pipe/"
        assert address in output["zh-Hans/refund/bulletin.txt"].decode()
    assert "Ask the shop" not in output["en/refund/bulletin.txt"].decode()
    assert "refund" not in output["sitemap.xml"].decode()


def test_that_a_notice_is_withdrawn_is_said_at_once_in_every_language(site):
    """In lists and feeds too, also where nobody has translated why."""
    with_keys(site, "withdrawn: 2026-11-26 12:00 A reason in English.")
    output, told = built(site, strict=True)
    assert [line for line in told if "is shown with source text in zh-Hans" in line]
    page = text_of(output, "zh-Hans/refund/index.html")
    assert "这条提醒已撤回" in page
    assert "A reason in English." in page
    for tag, title in (("en", "Withdrawn · Refund scams"), ("zh-Hans", "已撤回 · 退款骗局")):
        feed = ElementTree.fromstring(output[f"{tag}/feed.xml"])
        atom = {"a": "http://www.w3.org/2005/Atom"}
        titles = [one.text for one in feed.findall("a:entry/a:title", atom)]
        assert title in titles
        assert feed.find("a:entry/a:summary", atom).text in (
            "A reason in English.",
            "新水管",
            "The new pipe",
        )
    assert "已经失效" in text_of(output, "zh-Hans/index.html")
    assert "No longer in force" in text_of(output, "en/index.html")


def test_the_addresses_of_a_notice_that_was_renamed_lead_to_it(site):
    before, _ = built(site)
    (site / "content/refund").rename(site / "content/refunds")
    for folder in ("locales/zh_Hans/LC_MESSAGES",):
        (site / folder / "refund.po").rename(site / folder / "refunds.po")
    with_keys(site, "moved_from: [refund]", "content/refunds/bulletin.md")
    output, told = built(site)
    assert not told
    assert addresses(before) <= addresses(output)
    for tag, words in (("en", "This page has moved"), ("zh-Hans", "本页已移到新的网址")):
        assert words in text_of(output, f"{tag}/refund/index.html")
        assert "../refunds/index.html" in links_of(output, f"{tag}/refund/index.html")
        assert words in text_of(output, f"{tag}/refund/poster.html")
        assert words in text_of(output, f"{tag}/refund/posters/parcel.html")
        assert output[f"{tag}/refund/bulletin.txt"] == output[f"{tag}/refunds/bulletin.txt"]
    assert "本页已移到新的网址" in text_of(output, "posters/refund.zh-Hans.en.html")
    choices = links_of(output, "go/refund/index.html")
    assert {"../../en/refunds/index.html", "../../zh-Hans/refunds/index.html"} <= {*choices}


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("withdrawn: 2026-11-30 The pipe is mended.", "This notice was withdrawn"),
        ("replaced_by: pipe", "This notice was replaced"),
    ],
)
def test_the_former_address_of_a_notice_that_is_gone_says_that_it_is(site, keys, words):
    built(site)
    (site / "content/refund").rename(site / "content/refunds")
    for folder in site.glob("locales/*/LC_MESSAGES"):
        (folder / "refund.po").rename(folder / "refunds.po")
    with_keys(site, f"moved_from: [refund]\n{keys}", "content/refunds/bulletin.md")
    output, _ = built(site)
    for path in (
        *("en/refund/index.html", "en/refund/poster.html", "en/refund/posters/parcel.html"),
        "posters/refund.zh-Hans.en.html",
    ):
        assert "This page has moved" not in text_of(output, path)
        assert "本页已移到新的网址" not in text_of(output, path)
    assert words in text_of(output, "en/refund/index.html")


def test_the_addresses_of_a_scam_that_was_renamed_lead_to_it(site):
    before, _ = built(site)
    (site / PARCEL).rename(site / "content/refund/routines/01-package.md")
    po = site / "locales/zh_Hans/LC_MESSAGES/refund.po"
    po.write_text(po.read_text().replace("routines/parcel", "routines/package"), encoding="utf-8")
    with_keys(site, "moved_from: [parcel]", "content/refund/routines/01-package.md")
    output, told = built(site)
    assert not told
    assert addresses(before) <= addresses(output)
    for tag, words in (("en", "This page has moved"), ("zh-Hans", "本页已移到新的网址")):
        assert {"parcel", "package"} <= {*pages_of(output)[f"{tag}/refund/index.html"].ids}
        assert words in text_of(output, f"{tag}/refund/posters/parcel.html")
        assert "package.html" in links_of(output, f"{tag}/refund/posters/parcel.html")


def test_of_a_scam_that_was_withdrawn_its_place_and_its_poster_say_so(site):
    before, _ = built(site)
    with_keys(site, "withdrawn: 2026-11-26 Nobody says that now.", PARCEL)
    output, told = built(site)
    assert not told
    assert addresses(output) == addresses(before)
    for tag, head, why in (
        ("en", "This warning was withdrawn", "Nobody says that now."),
        ("zh-Hans", "这条提醒已撤回", "现在没有人这样说了。"),
    ):
        page = f"{tag}/refund/index.html"
        assert "parcel" in pages_of(output)[page].ids
        assert why in text_of(output, page)
        assert _no_advice(output, f"{tag}/refund/posters/parcel.html")
        assert not any(words in text_of(output, page) for words in ("They want", "对方要"))
        poster = text_of(output, f"{tag}/refund/posters/parcel.html")
        assert head in poster
        assert why in poster
        assert "../index.html" in links_of(output, f"{tag}/refund/posters/parcel.html")
    assert "<updated>2026-11-26T00:00:00+08:00</updated>" in output["en/feed.xml"].decode()


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("replaced_by: pip", "2: address: there is no notice pip; did you mean pipe?"),
        ("replaced_by: refund", "2: address: the notice would be replaced by itself"),
        ("moved_from: [pipe]", "2: address: there is a notice pipe, so no other has moved"),
    ],
)
def test_an_id_that_leads_nowhere_or_to_two_places_is_refused(site, call, keys, told):
    with_keys(site, keys)
    for command in (("check", "--no-pdf"), ("build", "--no-pdf")):
        status, _, err = call("--site", site, *command)
        assert status == 1
        assert f"{HEAD}:{told}" in err


def test_two_notices_do_not_move_from_one_place(site, call):
    with_keys(site, "moved_from: [old]")
    with_keys(site, "moved_from: [older, old]", "content/pipe/bulletin.md")
    status, _, err = call("--site", site, "check", "--no-pdf")
    assert (status, "address: pipe has moved from old, too" in err) == (1, True)


# What vanishes.


def test_a_notice_that_vanishes_is_told_and_refused_with_strict(site, call):
    built(site)
    before = tree(site.parent / "output")
    for path in (site / "content/refund").rglob("*.md"):
        path.unlink()
    for folder in ("routines", "reminders", ""):
        (site / "content/refund" / folder).rmdir()
    build = ("--site", site, "build", "--no-pdf", "--output", site.parent / "output")
    status, _, err = call(*build, "--strict")
    assert status == 1
    line = f"{HEAD}:1: address: the notice refund is published, and its pages would be gone"
    assert line in err
    assert tree(site.parent / "output") == before
    status, _, err = call(*build)
    assert (status, line in err) == (0, True)
    assert line not in call(*build)[2]


def test_a_scam_that_vanishes_is_told(site):
    built(site)
    (site / PARCEL).unlink()
    _, told = built(site)
    assert [line for line in told if "address" in line] == [
        f"{HEAD}:1: address: the scam parcel is published, and its pages would be gone; keep it "
        "with withdrawn: the day and why, or write moved_from: [parcel] in what it is now"
    ]


def test_a_notice_with_a_place_left_to_fill_in_would_vanish(site):
    built(site)
    head = site / HEAD
    head.write_text(head.read_text().replace("first.", "first ✎."), encoding="utf-8")
    _, told = built(site)
    assert any("the notice refund is published" in line and "; fill it in" in line for line in told)


@pytest.mark.parametrize("options", [{"pdf": False}, {"locales": ("en",)}])
def test_a_build_of_less_tells_of_nothing_that_vanishes(site, options):
    built(site)
    made = support.build(site, site.parent / "output", **options)
    assert not [one for one in made.warnings if one.rule == "address"]


# Overdue, and to be printed again.


@pytest.mark.parametrize(
    ("keys", "day", "told"),
    [
        ("ends: 2026-12-26 17:00", "2026-12-26T16:59", ""),
        ("ends: 2026-12-26 17:00", "2026-12-26T17:00", "the notice ended 2026-12-26 17:00"),
        ("ends: 2026-12-26\nchecked: 2026-12-27", "2026-12-28", ""),
        ("ends: 2026-12-26\nchecked: 2026-12-25", "2026-12-28", "the notice ended 2026-12-26"),
        ("checked: 2026-06-01", "2026-11-28", ""),
        ("checked: 2026-06-01", "2026-11-29", "nobody has looked at the notice since 2026-06-01"),
        ("checked: 2026-06-01\nreplaced_by: pipe", "2026-11-29", ""),
    ],
)
def test_what_is_overdue_is_told_by_check_and_status(site, call, keys, day, told):
    with_keys(site, keys)
    today = ("--today", day.replace("T", " "))
    _, _, err = call("--site", site, "check", "--no-pdf", *today)
    assert ("overdue" in err) is bool(told)
    assert told in err
    _, out, _ = call("--site", site, "status", "--format", "json", *today)
    rows = [row for row in json.loads(out) if row["domain"] == "refund"]
    assert all(bool(row["overdue"]) is bool(told) for row in rows)
    assert all(told in row["overdue"][0] for row in rows if told)
    assert ("to do" in call("--site", site, "status", *today)[1]) is bool(told)


@pytest.mark.parametrize("key", ["starts: 2026-12-25", "ends: 2026-12-25", "replaced_by: pipe"])
def test_other_times_without_a_new_day_are_told_by_check(site, call, key):
    support.build(site, site / "output")
    with_keys(site, key)
    told = call("--site", site, "check", "--no-pdf", "--today", "2026-11-30")[2]
    assert "updated: the text has changed since the last build, and updated has not" in told


def test_a_text_that_changed_without_its_day_is_told_by_check(site, call):
    support.build(site, site / "output")
    check = ("--site", site, "check", "--no-pdf", "--today", "2026-11-30")
    assert "updated" not in call(*check)[2]
    loan = site / "content/refund/routines/02-loan.md"
    loan.write_text(loan.read_text().replace("keep it", "keep all"), encoding="utf-8")
    line = f"{HEAD}:3: updated: the text has changed since the last build, and updated has not"
    assert line in call(*check)[2]
    assert "write updated: 2026-11-30" in call(*check)[2]
    with_keys(site, "updated: 2026-11-30")
    assert line not in call(*check)[2]


PRINT = "this sheet says something else now, or was not made last time; print it again"


def test_sheets_that_come_back_are_to_be_printed_again(site, call):
    build = ("--site", site, "build", "--today", "2026-11-30")
    output = site / "output"
    paths = ["zh-Hans/refund/poster.pdf", "posters/refund.zh-Hans.en.pdf", "zh-Hans/new/poster.pdf"]
    assert "print it again" not in call(*build)[1]
    po = site / "locales/zh_Hans/LC_MESSAGES/refund.po"
    whole = po.read_text(encoding="utf-8")
    po.write_text(whole.replace('msgstr "核实"', 'msgstr ""'), encoding="utf-8")
    assert call(*build)[1].count("is made no longer") == 4
    assert not (output / paths[0]).exists()
    po.write_text(whole, encoding="utf-8")
    write_tree(site, {"content/new/bulletin.md": "---\ntitle: New\ndate: 2026-11-30\n---\n\nA.\n"})
    out = call(*build)[1]
    assert [f"{path}: {PRINT}" in out for path in paths] == [True, True, False]
    assert out.count("print it again") == 4, "a new notice's are not printed again"


def test_sheets_of_languages_that_are_left_out_still_hang(site, call):
    build = ("--site", site, "build", "--today", "2026-11-30")
    call(*build)
    out = call(*build, "--locale", "en")[1]
    assert not (site / "output/zh-Hans").exists()
    assert "is made no longer" not in out
    with_keys(site, "withdrawn: 2026-11-30 The pipe is mended.")
    out = call(*build, "--locale", "en")[1]
    assert out.count("is made no longer") == 3


def test_sheets_that_say_something_else_are_to_be_printed_again(site, call):
    """Not those that are only set anew; and `status` knows which version is printed."""
    build = ("--site", site, "build", "--today", "2026-11-30")
    assert call(*build)[0] == 0
    reminder = site / "content/refund/reminders/01-check.md"
    reminder.write_text("---\ntitle: Check it\n---\n\nAsk the shop itself.\n", encoding="utf-8")
    po = site / "locales/zh_Hans/LC_MESSAGES/refund.po"
    po.write_text(po.read_text().replace('msgid "Check"', 'msgid "Check it"'), encoding="utf-8")
    again = ["en/refund/poster.pdf", "en/refund/posters/loan.pdf", "en/refund/posters/parcel.pdf"]
    both = "posters/refund.zh-Hans.en.pdf"
    _, _, err = call("--site", site, "check", "--today", "2026-11-30")
    assert f"printed: these published sheets say what the notice no longer says: {again[0]}" in err
    _, out, _ = call("--site", site, "status", "--format", "json")
    rows = {row["locale"]: row for row in json.loads(out) if row["domain"] == "refund"}
    assert rows["en"]["version"] == "2022-07-25"
    assert sorted(rows["en"]["print_again"]) == again
    assert rows["zh-Hans"]["print_again"] == [both]
    _, out, _ = call(*build)
    for path in (*again, both):
        assert f"{path}: {PRINT}" in out
    assert out.count("print it again") == 4
    with_keys(site, "updated: 2026-11-29")
    assert "print it again" not in call(*build)[1]
    with_keys(site, "withdrawn: 2026-11-30 The pipe is mended.")
    _, out, _ = call(*build)
    assert f"{again[0]}: this sheet is made no longer; take down what hangs of it" in out
    assert out.count("is made no longer") == 7


def test_sheets_that_say_the_same_are_not_to_be_printed_again(site, call):
    """Whatever the pages say besides, and however the sheet is set."""
    build = ("--site", site, "build", "--locale", "en")
    assert call(*build)[0] == 0
    before = (site / "output/en/refund/poster.pdf").read_bytes()
    with_keys(site, "summary: Three calls that are none.\nupdated: 2026-11-29")
    _, out, _ = call(*build)
    assert "print it again" not in out
    assert (site / "output/en/refund/poster.pdf").read_bytes() != before
