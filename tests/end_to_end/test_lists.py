"""The pages that list notices: the first page, topics, all notices by id; and a missing page."""

from __future__ import annotations

import re
import shutil

import pytest

from tests import support
from tests.end_to_end.test_life import PARCEL, a_site, built, text_of, with_keys
from tests.support import LOCALES, ROOT, pages_of, tree

TOPICS = '[topics]\nfakes = "Fakes"\ngas = "Gas"\nidle = "Idle"\n'
WORDS = {"Fakes": "冒充", "Gas": "燃气", "Idle": "闲置"}
PIPE = "content/pipe/bulletin.md"
SITE = "https://a.test-site.cn/x/"


@pytest.fixture
def site(tmp_path):
    """A warning and a service notice in two languages, each with a topic; a third topic is idle."""
    folder = a_site(tmp_path / "site")
    toml = folder / "content/site.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + TOPICS, encoding="utf-8")
    with_keys(folder, "topic: fakes")
    with_keys(folder, "topic: gas", PIPE)
    catalog = folder / "locales/zh_Hans/LC_MESSAGES/site.po"
    words = "".join(f'\nmsgctxt "site"\nmsgid "{en}"\nmsgstr "{zh}"\n' for en, zh in WORDS.items())
    catalog.write_text(catalog.read_text(encoding="utf-8") + words, encoding="utf-8")
    return folder


def _html(output, path):
    return output[path].decode()


def _links(output, path):
    return pages_of(output)[path].links


def _entries(html):
    """The ids of the notices that a list has, in its order, by their links."""
    return re.findall(r'<h3><a href="(?:\.\./)*(?:en/|zh-Hans/)?([a-z0-9]+)/index\.html"', html)


@pytest.mark.parametrize(
    ("tag", "fakes", "gas"), [("en", "Fakes", "Gas"), ("zh-Hans", "冒充", "燃气")]
)
def test_each_topic_with_notices_has_a_page_with_them_in_each_language(site, tag, fakes, gas):
    output, warnings = built(site)
    assert warnings == []
    assert {path for path in output if f"{tag}/topics/" in path} == {
        f"{tag}/topics/fakes/index.html",
        f"{tag}/topics/gas/index.html",
    }
    for topic, name, slug in (("fakes", fakes, "refund"), ("gas", gas, "pipe")):
        html = _html(output, f"{tag}/topics/{topic}/index.html")
        assert f"<h1>{name}</h1>" in html
        assert _entries(html) == [slug]
        assert f"topics/{topic}/index.html" in _links(output, f"{tag}/index.html")
        assert f"../topics/{topic}/index.html" in _links(output, f"{tag}/{slug}/index.html")
        assert f"<loc>{SITE}{tag}/topics/{topic}/</loc>" in _html(output, "sitemap.xml")
        assert f" {tag}/topics/{topic}/index.html\n" in _html(output, "SHA256SUMS")
        for other in LOCALES:
            address = f"{SITE}{other}/topics/{topic}/"
            assert f'<link rel="alternate" hreflang="{other}" href="{address}">' in html
        assert f'<link rel="canonical" href="{SITE}{tag}/topics/{topic}/">' in html


def test_a_topic_that_is_not_translated_is_named_in_its_source(site):
    catalog = site / "locales/zh_Hans/LC_MESSAGES/site.po"
    catalog.write_text(
        catalog.read_text(encoding="utf-8").replace('"冒充"', '""'), encoding="utf-8"
    )
    output, warnings = built(site)
    assert any("incomplete" in warning for warning in warnings)
    assert '<h1><span lang="en">Fakes</span></h1>' in _html(
        output, "zh-Hans/topics/fakes/index.html"
    )


def test_a_notice_of_another_topic_leaves_the_first_ones_page(site):
    """And what is made again is what a build from nothing makes."""
    built(site)
    pipe = site / PIPE
    pipe.write_text(pipe.read_text(encoding="utf-8").replace("gas", "fakes"), encoding="utf-8")
    output, _ = built(site)
    assert "en/topics/gas/index.html" not in output
    assert _entries(_html(output, "en/topics/fakes/index.html")) == ["pipe", "refund"]
    assert "topics/gas/index.html" not in _links(output, "en/index.html")
    support.build_unprinted(site, site.parent / "anew")
    lists = {path for path in output if path.count("/") < 2 or "/topics/" in path}
    anew = tree(site.parent / "anew")
    assert {path: anew.get(path) for path in lists} == {path: output[path] for path in lists}


def test_a_list_says_first_what_comes_then_what_holds_then_what_is_over(site):
    with_keys(site, "starts: 2026-12-25\nends: 2026-12-26", PIPE)
    headings = {
        "2026-12-24": ["Coming", "In force"],
        "2026-12-25": ["Notices"],
        "2026-12-27": ["Notices", "No longer in force"],
    }
    for day, expected in headings.items():
        html = _html(built(site, day)[0], "en/index.html")
        found = re.findall(r'<h2 id="(?:coming|notices|over)">(.*?)</h2>', html)
        assert found == expected
        assert _entries(html) == (["refund", "pipe"] if day > "2026-12-26" else ["pipe", "refund"])


def test_a_list_shows_a_notices_picture_and_what_to_think_of_it(site):
    with_keys(site, "headline: A refund?\nverdict: It is a lie.")
    with_keys(site, "icon: parcel", PARCEL)
    output, _ = built(site)
    html = _html(output, "en/index.html")
    assert '<p class="answer">A refund? <b>It is a lie.</b></p>' in html
    drawing = (ROOT / "templates/icons/parcel.svg").read_text(encoding="utf-8")
    assert re.search(r' d="([^"]+)"', drawing)[1] in html
    assert html.count('<span class="picture') == 2


def test_the_first_page_has_the_newest_notices_that_hold_in_each_language(site):
    for number in range(5):
        words = (
            f"---\ntitle: Number {number}\ndate: 2026-11-0{number + 1}\nkind: service\n---\n\nX.\n"
        )
        place = site / f"content/n{number}/bulletin.md"
        place.parent.mkdir()
        place.write_text(words, encoding="utf-8")
    with_keys(site, "ends: 2026-11-10", "content/n3/bulletin.md")
    html = _html(built(site)[0], "index.html")
    newest = {
        tag: re.search(rf'<section lang="{tag}".*?</section>', html, re.S)[0] for tag in LOCALES
    }
    assert _entries(newest["en"]) == ["pipe", "n4", "n2"]
    assert _entries(newest["zh-Hans"]) == ["pipe", "refund"]
    assert "新水管" in newest["zh-Hans"]


STATES = {
    "coming": ("starts: 2027-01-01", "Coming"),
    "holds": ("starts: 2026-01-01", "In force"),
    "ended": ("ends: 2026-11-29", "Over"),
    "gone": ("withdrawn: 2026-11-29 It was wrong.", "Withdrawn"),
    "old": ("replaced_by: holds", "Replaced"),
    "warns": ("updated: 2026-11-20\nmoved_from: [warned]", "In force"),
}


def test_every_notice_stands_by_its_id_with_its_state_and_version(site):
    for slug, (keys, _) in STATES.items():
        words = f"---\ntitle: About {slug}\ndate: 2026-11-01\nkind: service\n{keys}\n---\n\nX.\n"
        place = site / f"content/{slug}/bulletin.md"
        place.parent.mkdir()
        place.write_text(words, encoding="utf-8")
    output, _ = built(site)
    html = _html(output, "en/notices.html")
    entries = dict(re.findall(r'<li id="([a-z]+)"[^>]*>(.*?)</li>', html, re.S))
    assert entries.keys() == {*STATES, "refund", "pipe"}
    for slug, (_, state) in STATES.items():
        assert f">About {slug}</a>" in entries[slug]
        assert f"<code>{slug}</code>" in entries[slug]
        assert f"· {state} ·" in entries[slug]
    assert "version of November 20, 2026" in entries["warns"]
    assert '<code id="warned">(warned)</code>' in entries["warns"]
    assert "A lost parcel · A loan" in entries["refund"]


@pytest.mark.parametrize("tag", LOCALES)
def test_a_notice_says_how_to_know_that_it_is_real(site, tag):
    output, _ = built(site)
    html = _html(output, f"{tag}/refund/index.html")
    own = re.search(r'<section class="real".*?</section>', html, re.S)[0]
    assert '<bdi dir="ltr" class="whole">a.test-site.cn/x</bdi>' in own
    assert 'href="tel:96110"' in own
    assert '<a href="../notices.html#refund">refund</a>' in own
    assert '<time datetime="2022-07-25">' in own
    assert 'id="refund"' in _html(output, f"{tag}/notices.html")
    for path in ("index.html", f"{tag}/index.html", f"{tag}/topics/gas/index.html"):
        assert any("notices.html#is_real" in link for link in _links(output, path)), path
    assert 'id="is_real"' in _html(output, f"{tag}/notices.html")


def test_without_an_address_nobody_is_told_to_type_one(site):
    toml = site / "content/site.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(re.sub(r"base_url = .*\n", "", text), encoding="utf-8")
    output, _ = built(site)
    assert "Type " not in text_of(output, "en/refund/index.html")
    assert "Type " not in text_of(output, "en/notices.html")


def test_a_missing_page_leads_to_the_lists_and_the_numbers_in_every_language(site):
    output, _ = built(site)
    links = _links(output, "404.html")
    for tag in LOCALES:
        assert f"/x/{tag}/" in links
        assert f"/x/{tag}/notices.html" in links
    assert "tel:96110" in links


def test_templates_without_these_pages_have_none_and_no_link_to_them(site):
    shutil.copytree(ROOT / "templates", site / "templates")
    for name in ("topic.html", "notices.html"):
        (site / "templates" / name).unlink()
    output, _ = built(site)
    assert not [path for path in output if "/topics/" in path or path.endswith("notices.html")]
    for path, page in pages_of(output).items():
        assert not [link for link in page.links if "topics/" in link or "notices.html" in link], (
            path
        )
