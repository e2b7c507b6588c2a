"""What search engines, chat programs and feed readers are told of whole sites."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from base64 import b64encode
from collections import defaultdict
from itertools import product
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import feedparser
import pytest

from generator.listings.feeds import LENGTH
from generator.render import templates
from generator.site.metadata import PICTURE_SIZE
from tests import support
from tests.support import ROOT, Page, pages_of, tree

BASE = "https://warnings.example/"
SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
ATOM = "{http://www.w3.org/2005/Atom}"


def a_long_list(folder, count):
    """A site of many bulletins in two languages; of every seventh the Chinese is not finished."""
    files = {**support.SMALL_SITE}
    files["content/site.toml"] = f'base_url = "{BASE}"\n' + files["content/site.toml"]
    heads = '\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    site_words = {"Warnings": "提醒", "Police": "警方", "Hotline": "热线"}
    files["locales/zh_Hans/LC_MESSAGES/site.po"] = heads + "".join(
        f'\nmsgctxt "site"\nmsgid "{en}"\nmsgstr "{zh}"\n' for en, zh in site_words.items()
    )
    for number in range(count):
        slug, month = f"n{number:04}", number % 12 + 1
        day = f"{2000 + number // 40}-{month:02}-{number % 28 + 1:02}"
        summary = f"This is what number {number} is about, and what to do when somebody calls."
        files[f"content/{slug}/bulletin.md"] = (
            f"---\ntitle: Notice number {number} of a long list\nsummary: {summary}\n"
            f"date: {day}\n---\n\nHang up. Call {{hotline}}.\n"
        )
        done = {
            f"Notice number {number} of a long list": f"长长的列表中的第{number}号提醒",
            summary: f"第{number}号提醒说的是什么，接到来电应该怎么办。",
            "Hang up. Call {hotline}.": "挂断电话，拨打{hotline}。" if number % 7 else "",
        }
        files[f"locales/zh_Hans/LC_MESSAGES/{slug}.po"] = heads + "".join(
            f'\nmsgctxt "bulletin"\nmsgid "{en}"\nmsgstr "{zh}"\n' for en, zh in done.items()
        )
    return support.write_tree(folder, files)


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    """A site of 130 bulletins, built."""
    folder = tmp_path_factory.mktemp("long")
    built = support.build(a_long_list(folder / "site", 130), folder / "output")
    assert built.published.files
    return tree(folder / "output")


@pytest.fixture(params=["own_site", "long"])
def output(request):
    return request.getfixturevalue(request.param)


def heads(page, tag, **attributes):
    """The elements of a page's head with these attributes."""
    wanted = attributes.items()
    return [found for name, found in page.tags if name == tag and wanted <= found.items()]


def file_of(address, output):
    """The file in the output that an absolute address of the site leads to."""
    assert address.startswith(BASE), address
    path = unquote(urlsplit(address).path).removeprefix("/")
    file = path + "index.html" if path.endswith("/") or not path else path
    assert file in output, address
    return file


def test_every_page_lets_nothing_in_but_its_own_styles(output):
    inline = 0
    for name, page in pages_of(output).items():
        policies = [
            found["content"]
            for found in heads(page, "meta", **{"http-equiv": "Content-Security-Policy"})
        ]
        assert len(policies) == 1, name
        own = "'unsafe-inline'" if _is_article(name) else "'self'"
        assert policies[0].startswith(f"default-src 'none'; style-src {own}"), name
        html = output[name].decode()
        for style in re.findall(r"<style>(.*?)</style>", html, re.S):
            digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policies[0], name
            inline += 1
    assert inline, "no page has a style of its own"


def _is_article(name):
    """Its styles are written into its tags, for the editors of official accounts."""
    return name.endswith("/wechat.html")


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_a_style_sheet_with_any_line_ends_is_let_in(tmp_path, end):
    """A browser takes every line end for LF before it compares an inline style with its sum."""
    site = support.write_tree(tmp_path / "site", support.SMALL_SITE)
    shutil.copytree(ROOT / "templates", site / "templates")
    css = site / "templates/assets/site.css"
    css.write_bytes(css.read_bytes().replace(b"\n", end.encode()))
    support.build(site, tmp_path / "output")
    html = (tmp_path / "output/404.html").read_bytes().decode()
    read = html.replace("\r\n", "\n").replace("\r", "\n")
    (style,) = re.findall(r"<style>(.*?)</style>", read, re.S)
    assert b64encode(hashlib.sha256(style.encode()).digest()).decode() in html


def test_no_page_has_a_script_or_an_attribute_that_acts(output):
    for name, page in pages_of(output).items():
        for tag, attributes in page.tags:
            assert not any(key.startswith("on") for key in attributes), name
            assert "style" not in attributes or _is_article(name), name
            if tag == "script":
                assert attributes == {"type": "application/ld+json"}, name
            assert tag not in ("iframe", "object", "embed", "form", "base"), name


def test_hreflang_is_reciprocal_and_leads_to_pages_that_are_known_by_it(output):
    told = {
        name: {
            found["hreflang"]: found["href"]
            for found in heads(page, "link", rel="alternate")
            if "hreflang" in found
        }
        for name, page in pages_of(output).items()
    }
    assert any(told.values())
    for name, alternates in told.items():
        if not alternates:
            continue
        assert "x-default" in alternates, name
        for tag, address in alternates.items():
            there = file_of(address, output)
            assert told[there] == alternates, f"{name} -> {there}"
            if tag != "x-default":
                assert f'<html lang="{tag}"' in output[there].decode(), there


def test_a_page_that_is_not_published_is_told_to_nobody(long):
    withheld = {
        name
        for name, data in long.items()
        if name.endswith(".html") and b'<meta name="robots" content="noindex">' in data
    }
    assert "zh-Hans/n0007/index.html" in withheld
    for name in withheld:
        head = long[name].decode().partition("</head>")[0]
        for word in ("canonical", "hreflang", "og:", "ld+json", "application/atom+xml"):
            assert word not in head, name
    told = "".join(long[name].decode() for name in long if name.endswith(".xml")) + "".join(
        found["href"]
        for page in pages_of(long).values()
        for found in heads(page, "link", rel="alternate")
    )
    assert "zh-Hans/n0006/" in told
    assert "zh-Hans/n0007/" not in told


def test_every_canonical_address_is_a_page_that_says_so_itself(output):
    pages = pages_of(output)
    canonical = [
        (name, found)
        for name, page in pages.items()
        for found in heads(page, "link", rel="canonical")
    ]
    assert canonical
    for name, found in canonical:
        there = pages[file_of(found["href"], output)]
        assert heads(there, "link", rel="canonical") == [found], name


def sitemap(output):
    root = ElementTree.fromstring(output["sitemap.xml"])
    assert root.tag == f"{SITEMAPS}urlset"
    return {
        entry.findtext(f"{SITEMAPS}loc"): {
            link.get("hreflang"): link.get("href") for link in entry.findall(f"{XHTML}link")
        }
        for entry in root
    }


def test_the_sitemap_has_every_page_to_read_and_its_languages(output):
    entries, pages = sitemap(output), pages_of(output)
    wanted = {
        found["href"]: name
        for name, page in pages.items()
        for found in heads(page, "link", rel="canonical")
        if "poster" not in name
    }
    assert set(entries) == set(wanted)
    for address, alternates in entries.items():
        page = pages[wanted[address]]
        told = [f for f in heads(page, "link", rel="alternate") if "hreflang" in f]
        assert {f["hreflang"]: f["href"] for f in told} == alternates


def test_the_sitemap_is_of_its_schemas_form(output):
    """The order and the forms of https://www.sitemaps.org/schemas/sitemap/0.9/sitemap.xsd."""
    for entry in ElementTree.fromstring(output["sitemap.xml"]):
        names = [child.tag for child in entry if child.tag.startswith(SITEMAPS)]
        assert names in ([f"{SITEMAPS}loc"], [f"{SITEMAPS}loc", f"{SITEMAPS}lastmod"])
        for day in entry.findall(f"{SITEMAPS}lastmod"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", day.text)


def test_a_site_of_very_many_pages_has_an_index_of_sitemaps(tmp_path):
    from generator.diagnostics.errors import Problems
    from generator.listings.archive import archive
    from generator.listings.sitemap import sitemaps
    from generator.model import newest_first
    from generator.render.presenter import Presenter
    from generator.site.pages import standings
    from tests.support import read_site

    site = read_site(a_long_list(tmp_path, 30), Problems())
    presenter = Presenter(site, standings(site))
    order = archive(newest_first(map(presenter.summary, site.bulletins)))
    whole = dict(sitemaps(site, site.settings.locales, order))["sitemap.xml"]
    files = dict(sitemaps(site, site.settings.locales, order, most=10))
    index = ElementTree.fromstring(files.pop("sitemap.xml"))
    assert index.tag == f"{SITEMAPS}sitemapindex"
    places = [entry.findtext(f"{SITEMAPS}loc") for entry in index]
    assert places == [BASE + name for name in files]
    parts = [entry for data in files.values() for entry in ElementTree.fromstring(data)]
    assert all(len(ElementTree.fromstring(data)) <= 10 for data in files.values())
    assert [ElementTree.tostring(e) for e in parts] == [
        ElementTree.tostring(e) for e in ElementTree.fromstring(whole)
    ]


@pytest.mark.parametrize("tag", ["en", "zh-Hans"])
def test_a_feed_reader_understands_the_feed(output, tag):
    feed = feedparser.parse(output[f"{tag}/feed.xml"])
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    assert feed.feed.language == tag
    assert 0 < len(feed.entries) <= LENGTH
    assert feed.entries == sorted(feed.entries, key=lambda e: e.published, reverse=True)
    for entry in feed.entries:
        page = output[file_of(entry.link, output)].decode()
        assert f'<html lang="{tag}"' in page
        assert entry.title in page
        assert "noindex" not in page


@pytest.mark.parametrize("tag", ["en", "zh-Hans"])
def test_the_feed_is_of_atoms_grammar(output, tag):
    """RFC 4287, 4.1.1 and 4.1.2: how often each element stands in a feed and in an entry."""
    root = ElementTree.fromstring(output[f"{tag}/feed.xml"])
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1, name
        assert len(element.findall(f"{ATOM}subtitle") + element.findall(f"{ATOM}summary")) <= 1
        alternates = [
            (link.get("type"), link.get("hreflang"))
            for link in element.findall(f"{ATOM}link")
            if link.get("rel") == "alternate"
        ]
        assert len(alternates) == len(set(alternates)) == 1
        for when in (*element.findall(f"{ATOM}updated"), *element.findall(f"{ATOM}published")):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:00(?:Z|[+-]\d\d:\d\d)", when.text)
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))


def test_a_page_that_is_shared_shows_its_poster(tmp_path, own_site):
    """The picture is named, and offered to readers to pass on, only where posters are printed."""
    support.build(ROOT, tmp_path / "output")
    without = tree(tmp_path / "output")
    for tag, slug in product(support.LOCALES, support.NOTICES):
        name = f"{tag}/{slug}/index.html"
        page = Page(own_site[name].decode())
        told = {f["property"]: f["content"] for _, f in page.tags if "property" in f}
        assert told["og:image"] == f"{BASE}{tag}/{slug}/share.png"
        assert (told["og:image:width"], told["og:image:height"]) == tuple(map(str, PICTURE_SIZE))
        assert told["og:locale"] == {"en": "en_US", "zh-Hans": "zh_CN"}[tag]
        assert told["og:title"] in page.text()
        assert b"og:image" not in without[name]
        assert "card.png" in page.links
        assert b"card.png" not in without[name]


def linked_data(page):
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return [json.loads(text) for text in found]


@pytest.mark.parametrize(
    ("slug", "tags", "headline", "day", "author"),
    [
        (
            "customer-service-fraud",
            ("en", "zh-Hans"),
            "上海市反诈中心提醒：冒充客服诈骗套路多",
            "2022-07-25",
            "上海市反诈中心（据原文改写）",
        ),
        (
            "order-brushing",
            ("zh-Hans", "en"),
            "Online tasks with cash back are a scam",
            "2026-11-26",
            "Neighborhood notice board (example)",
        ),
    ],
)
def test_linked_data_tells_the_work_and_its_translation(
    own_site, slug, tags, headline, day, author
):
    source, translation = (
        linked_data(own_site[f"{tag}/{slug}/index.html"].decode())[0] for tag in tags
    )
    assert [work["inLanguage"] for work in (source, translation)] == list(tags)
    assert [work["@id"] for work in source["workTranslation"]] == [translation["@id"]]
    assert translation["translationOfWork"]["@id"] == source["@id"] == f"{BASE}{tags[0]}/{slug}/"
    assert translation["headline"] == headline
    assert translation["datePublished"] == day
    assert translation["author"]["name"] == author


def test_words_of_any_kind_come_back_from_the_linked_data(small_site, tmp_path):
    """Those that the rules let through; a tag they refuse, and then nothing is built."""
    toml = small_site / "content/site.toml"
    toml.write_text(f'base_url = "{BASE}"\n' + toml.read_text(encoding="utf-8"), encoding="utf-8")
    head = small_site / "content/refund/bulletin.md"
    words = "Say \"no\" & hang up: a 'friend' asks 3 < 5, 5 > 3, \\u003c and Straße"
    title = words.replace("'", "''")
    head.write_text(f"---\ntitle: '{title}'\ndate: 2022-07-25\n---\n\nText.\n", encoding="utf-8")
    assert support.problems(small_site) == []
    support.build(small_site, tmp_path / "output")
    page = (tmp_path / "output/en/refund/index.html").read_text(encoding="utf-8")
    assert page.count("<script") == 1
    assert linked_data(page)[0]["headline"] == words


@pytest.mark.parametrize(
    "words",
    ["</script><script>alert(1)</script>", "<!-- <script>", "a & b", "it's", "\u2028\u2029", "]]>"],
)
def test_no_words_end_the_element_that_their_data_stands_in(words):
    """The templates' `tojson`, for words that no rule has seen."""
    environment = templates._environment({"x": "<script>{{ words|tojson }}</script>"})
    page = environment.get_template("x").render(words={"headline": words})
    inside = page.removeprefix("<script>").removesuffix("</script>")
    assert not set(inside) & set("<>&'")
    assert json.loads(inside) == {"headline": words}


def test_without_an_address_nothing_absolute_is_told(small_site, tmp_path):
    support.build(small_site, tmp_path / "output")
    output = tree(tmp_path / "output")
    assert not [name for name in output if name.endswith(".xml")]
    page = output["en/refund/index.html"].decode()
    for word in ("canonical", "og:", "ld+json", 'hreflang="x-default"', "atom+xml"):
        assert word not in page


@pytest.mark.parametrize("folder", ["警告", "%E8%AD%A6%E5%91%8A"])
def test_an_address_with_other_letters_is_encoded_once_everywhere(small_site, tmp_path, folder):
    base = "https://warnings.example/%E8%AD%A6%E5%91%8A/"
    support.build(small_site, tmp_path / "output", base_url=f"https://warnings.example/{folder}")
    output = tree(tmp_path / "output")
    missing = Page(output["404.html"].decode())
    assert "/%E8%AD%A6%E5%91%8A/en/" in missing.links
    assert not [link for link in missing.links if "%25" in link]
    page = Page(output["en/refund/index.html"].decode())
    (canonical,) = heads(page, "link", rel="canonical")
    assert canonical["href"] == f"{base}en/refund/"
    assert f"{base}en/refund/" in sitemap(output)
    assert feedparser.parse(output["en/feed.xml"]).entries[0].link == f"{base}en/refund/"
    assert f"Sitemap: {base}sitemap.xml" in output["robots.txt"].decode()


def test_a_list_of_many_is_in_parts_that_lead_to_one_another(long):
    pages = pages_of(long)
    lists = [name for name in long if re.fullmatch(r"en/(index|archive-\d+)\.html", name)]
    assert len(lists) == 6
    seen = defaultdict(list)
    for name in lists:
        for link in pages[name].links:
            if re.fullmatch(r"n\d{4}/index\.html", link):
                seen[link].append(name)
    assert len(seen) == 130
    assert all(len(places) == 1 for places in seen.values())
    walked, here = [], "index.html"
    while here:
        walked.append(f"en/{here}")
        older = heads(pages[f"en/{here}"], "a", rel="next")
        here = older[0]["href"] if older else ""
    assert sorted(walked) == sorted(lists)


@pytest.mark.parametrize(
    ("tag", "site", "words", "home"),
    [
        ("en", "Warnings", "Older notices, part {}", "Newest notices"),
        ("zh-Hans", "提醒", "较早的提醒（第{}部分）", "最新提醒"),
    ],
)
def test_an_older_part_is_called_by_its_number_and_leads_home(long, tag, site, words, home):
    for number in range(1, 6):
        html = long[f"{tag}/archive-{number}.html"].decode()
        own = words.format(number)
        assert f"<title>{own} · {site}</title>" in html
        assert f"<h1>{own}</h1>" in html
        assert f'<a href="index.html">{home}</a>' in html
    newest = long[f"{tag}/index.html"].decode()
    assert f"<title>{site}</title>" in newest
    assert home not in newest


def test_a_notice_that_was_not_updated_says_nothing_of_it(own_site):
    for name, data in own_site.items():
        assert name.startswith("review/") or b"Updated" not in data, name


def test_a_notice_tells_when_it_was_updated(small_site, tmp_path):
    head = small_site / "content/refund/bulletin.md"
    text = head.read_text(encoding="utf-8")
    head.write_text(text.replace("date: 2022-07-25", "date: 2022-07-25\nupdated: 2022-08-01"))
    toml = small_site / "content/site.toml"
    toml.write_text(f'base_url = "{BASE}"\n' + toml.read_text(encoding="utf-8"), encoding="utf-8")
    support.build_unprinted(small_site, tmp_path / "output")
    output = tree(tmp_path / "output")
    page = output["en/refund/index.html"].decode()
    assert '<time datetime="2022-08-01">August 1, 2022</time>' in page
    text = output["en/refund/bulletin.txt"].decode()
    assert "July 25, 2022\nUpdated August 1, 2022\n\n" in text
    assert linked_data(page)[0]["dateModified"] == "2022-08-01"
    assert b"<updated>2022-08-01T00:00:00Z</updated>" in output["en/feed.xml"]
    assert b"<lastmod>2022-08-01</lastmod>" in output["sitemap.xml"]
