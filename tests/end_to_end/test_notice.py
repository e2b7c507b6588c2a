"""The notices themselves, as a reader meets them in output/."""

from __future__ import annotations

import posixpath
import re
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest

from generator.diagnostics.errors import Problems
from tests import support
from tests.support import LOCALES, NOTICES, ROOT, pages_of, read_site

GARBLED = re.compile(
    r"\b(?:routines?|white (?:strips?|bars?)|illegiters?|illegal elements?|logging out|log out"
    r"|centennial|police ?-? ?people|people through traffic|fragile|dialogue|sesame credit scores?"
    r"|credit scores sesame|business service|service service|package detection|original road"
    r"|work permit|transfer certification|website certification|verification of identity"
    r"|discovers? the discovery|video conference room|impersonally|credit reporting|jingdong"
    r"|careful custody|open the video|borrow loans|as soon as being|municipal|defeat"
    r"|real ?-time|the other party|double compensation so as|derived|has been opened for your"
    r"|scalping|swip(?:e|ing) (?:orders?|singles?)|brush(?:ing)? (?:orders?|singles?|lists?)"
    r"|return(?:ing)? profits?|profit returns?|(?:even|combination|card) singles?"
    r"|company orders?|welfare groups?|thawing|pad(?:ding)? (?:money|funds)|mention now|encash"
    r"|call the alarm|alarm the police|application stores?|account number freezing)\b",
    re.IGNORECASE,
)
"""The received notice's wording, and what machines make of the second one: nothing of it may reach
a reader."""

SCAMS = {slug: routines for slug, routines in NOTICES.items() if routines}
_HAN = r"\u3400-\u9fff"
_HALF_WIDTH = re.compile(rf"(?<=[{_HAN}])[,.:;?!](?![A-Za-z0-9])|(?<=[，。：；？！”）])[,.:;?!]")
_ADDRESS = re.compile(r"https?://\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)+")


@pytest.fixture(scope="module")
def output(own_site):
    """The site of this repository, built; its build's warnings fail the tests."""
    return own_site


@pytest.fixture(scope="module")
def pages(output):
    """Every page by its path."""
    return pages_of(output)


@pytest.fixture(scope="module")
def texts(output, pages):
    """What a reader reads, by path: the pages' words and the plain texts."""
    plain = {name: data.decode() for name, data in output.items() if name.endswith("bulletin.txt")}
    return {**{name: page.text() for name, page in pages.items()}, **plain}


@pytest.mark.parametrize("slug", NOTICES)
def test_each_notice_is_there_in_both_languages(output, slug):
    for locale in LOCALES:
        for name in ("index.html", "bulletin.txt", "poster.html", "card.png", "share.png"):
            assert f"{locale}/{slug}/{name}" in output
        for routine in NOTICES[slug]:
            assert f"{locale}/{slug}/posters/{routine}.html" in output
            assert f"{locale}/{slug}/posters/{routine}.card.png" in output
    assert f"posters/{slug}.zh-Hans.en.html" in output
    assert f"go/{slug}/index.html" in output


def test_one_notice_is_written_in_english_and_the_others_in_chinese():
    site = read_site(ROOT, Problems())
    written_in = {bulletin.slug: bulletin.source_locale.tag for bulletin in site.bulletins}
    assert written_in == {
        "water-cut": "zh-Hans",
        "order-brushing": "zh-Hans",
        "customer-service-fraud": "en",
    }


def test_lists_and_feeds_have_every_notice_the_newest_first(output, pages):
    newest = ["water-cut", "order-brushing", "customer-service-fraud"]
    for locale in LOCALES:
        slugs = [link.split("/")[0] for link in pages[f"{locale}/index.html"].links]
        assert [slug for slug in slugs if slug in NOTICES] == newest
        told = re.findall(r"<entry>.*?</entry>", output[f"{locale}/feed.xml"].decode(), re.S)
        assert [next(slug for slug in NOTICES if slug in entry) for entry in told] == newest


def test_the_sitemap_has_each_notice_in_each_language(output):
    told = re.findall(r"<loc>(.*?)</loc>", output["sitemap.xml"].decode())
    for locale in LOCALES:
        for slug in NOTICES:
            assert f"https://warnings.example/{locale}/{slug}/" in told


def test_each_notice_says_and_explains_each_step(pages):
    """What the caller says beside what is true, how it works, what to remember: for every scam."""
    for slug, routines in SCAMS.items():
        assert 3 <= len(routines) <= 5
        for locale in LOCALES:
            page = pages[f"{locale}/{slug}/index.html"]
            classes = [found.get("class") for _, found in page.tags]
            for name in ("scam", "chat", "know"):
                assert classes.count(name) == len(routines), (slug, locale, name)


IN_ORDER = (
    *("<h1>", 'class="verdict"', 'class="aside now"', "tel:96110", "tel:110", 'id="if_paid"'),
    *("<ol", 'class="prose introduction"', 'id="contents"', 'id="scams"', 'class="chat"'),
    *('class="says"', 'class="truth"', 'class="know"', 'id="reminders"', 'id="contacts"'),
    *('id="share"', 'class="facts"', "</article>"),
)
"""What is first on the page of a warning, and what is last."""


@pytest.mark.parametrize("slug", SCAMS)
@pytest.mark.parametrize("tag", LOCALES)
def test_a_warning_says_first_whom_to_call_and_last_who_issued_it(pages, slug, tag):
    html = pages[f"{tag}/{slug}/index.html"].html.partition("<main")[2]
    places = [html.index(part) for part in IN_ORDER]
    assert places == sorted(places)
    before = html[: places[IN_ORDER.index('id="if_paid"')]]
    assert (before.count("96110"), before.count('"tel:110"')) == (2, 1)  # a link, and its words


@pytest.mark.parametrize("slug", SCAMS)
def test_a_link_to_a_scams_poster_is_named_for_the_scam(pages, slug):
    html = pages[f"en/{slug}/index.html"].html
    names = re.findall(r'<p class="more"><a href="posters/[^"]*">(.*?)</a>', html)
    assert len(set(names)) == len(SCAMS[slug])
    assert all(name.startswith("Poster: ") for name in names)


def test_nothing_in_quotation_marks_is_quoted_by_the_same_marks_again(pages, output):
    """The pages set what is heard in marks of their own; within them ‘’ would be due."""
    every = [
        (name, heard)
        for name, page in pages.items()
        for heard in re.findall(r"<q>(.*?)</q>", page.html, re.S)
    ]
    assert every
    for name, heard in every:
        assert not set("“”") & set(heard), f"{name}: {heard}"
    for name, data in output.items():
        if name.endswith("bulletin.txt"):
            for line in data.decode().splitlines():
                assert not re.search("“[^”]*“", line), f"{name}: {line}"


def test_no_garbled_word_reaches_a_reader(texts):
    found = {name: GARBLED.findall(text) for name, text in texts.items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_the_received_notice_itself_would_be_caught():
    received = (
        "There are many routines. Illegiter and illegal elements, Centennial Action. Police -people"
        " through traffic; fragile fraud; white strip, white bars; Logging out; sesame credit score"
    )
    assert len(GARBLED.findall(received)) >= 9


def test_what_a_machine_makes_of_the_second_notice_would_be_caught():
    machine = (
        "Swiping orders and returning profits is fraud. Scalping: welfare groups, brush orders,"
        " even singles, combination singles, card single; thawing gold; mention now; call the alarm"
    )
    assert len(GARBLED.findall(machine)) >= 10


def test_english_pages_have_chinese_only_where_it_is_marked(pages):
    for name, page in pages.items():
        unmarked = [w.text for w in page.words if w.lang != "zh-Hans" and _chinese(w.text)]
        assert unmarked == [], name


def _chinese(text):
    return re.search(f"[{_HAN}]", text) is not None


def test_chinese_text_has_full_width_punctuation(pages, output):
    for name, page in pages.items():
        assert not _HALF_WIDTH.findall(_ADDRESS.sub("", page.text("zh-Hans"))), name
    for name in output:
        if name.startswith("zh-Hans/") and name.endswith(".txt"):
            assert not _HALF_WIDTH.findall(_ADDRESS.sub("", output[name].decode())), name


@pytest.mark.parametrize("text", ["好,", "好.", "吗?", "好;", "“好”,", "好: ", "好!"])
def test_half_width_punctuation_would_be_caught(text):
    assert _HALF_WIDTH.search(text)


def test_every_link_leads_somewhere(pages, output):
    for name, page in pages.items():
        for link in page.links:
            assert _leads(link, name, pages, output), f"{name}: {link}"


def _leads(link, name, pages, output):
    parts = urlsplit(link)
    if parts.scheme:
        return parts.scheme in ("https", "tel", "mailto", "data")
    if name == "404.html":  # it is shown at any depth: its links begin at the host
        path = parts.path.lstrip("/")
        path += "index.html" * (path.endswith("/") or not path)
    else:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), parts.path or name))
        path = name if not parts.path else path
    path = unquote(path)
    return path in output and (not parts.fragment or parts.fragment in pages[path].ids)


def test_no_page_has_an_id_twice(pages):
    for name, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), name


def _twins(pages):
    return [(name, name.replace("en/", "zh-Hans/", 1)) for name in pages if name.startswith("en/")]


def test_both_languages_have_the_same_pages_and_ids(pages):
    assert _twins(pages)
    for english, chinese in _twins(pages):
        assert pages[english].ids == pages[chinese].ids


def test_both_languages_have_the_same_facts(pages):
    """The same numbers to call and the same addresses."""
    facts = [tuple(_targets(pages[name]) for name in twins) for twins in _twins(pages)]
    assert any("tel:96110" in english for english, _ in facts)
    for english, chinese in facts:
        assert english == chinese


def _targets(page):
    links = (attributes.get("href", "") for tag, attributes in page.tags if tag == "a")
    return sorted({link for link in links if link.startswith(("tel:", "http", "mailto:"))})


def test_whom_to_call_stands_on_every_page(pages):
    for name, page in pages.items():
        number = "12345" if "water-cut" in name else "96110"
        assert number in page.text(), name


def test_a_number_stands_once_where_it_says_who_answers(output):
    found = {}
    for name, data in output.items():
        if name.endswith(".html"):
            blocks = re.findall(
                r'<section aria-labelledby="contacts">.*?</section>', data.decode(), re.S
            )
            found |= {name: re.findall(r'href="(tel:\d+)"', "".join(blocks))} if blocks else {}
    assert len(found) > 4
    for name, numbers in found.items():
        assert numbers
        assert sorted(set(numbers)) == sorted(numbers), name


def test_no_page_of_a_service_notice_speaks_of_a_scam(texts):
    """But in the name of the site."""
    found = {name: text for name, text in texts.items() if "water-cut" in name}
    assert found
    for name, text in found.items():
        for words in ("asking you for money", "Hang up", "骗子怎么说", "挂断", "They say"):
            assert words not in text, name


def test_the_example_says_that_it_is_one(texts):
    for name, text in texts.items():
        is_said = "Example, not a real notice" in text or "示例，并非正式通知" in text
        is_list = name.endswith(("notices.html", "outages/index.html", "jobs/index.html"))
        is_list |= name in ("index.html", "en/index.html", "zh-Hans/index.html")
        assert is_said is (any(slug in name for slug in EXAMPLES) or is_list), name


EXAMPLES = ("water-cut", "order-brushing")
"""What nobody has sent us: the notice that we received is the other one."""


@pytest.mark.parametrize(
    ("tag", "mark"),
    [("en", "Example, not a real notice"), ("zh-Hans", "示例，并非正式通知")],
)
@pytest.mark.parametrize("slug", EXAMPLES)
def test_every_form_of_an_example_says_in_its_language_that_it_is_one(output, slug, tag, mark):
    """Its sheets are looked at in tests/posters/test_readers.py."""

    def read(path):
        return output[path].decode()

    assert read(f"{tag}/{slug}/bulletin.txt").startswith(f"{mark}\n")
    for path in (f"{tag}/{slug}/index.html", f"{tag}/{slug}/poster.html"):
        html = read(path)
        assert f"<title>{mark} · " in html
        assert f'property="og:title" content="{mark} · ' in html
    (entry,) = [
        one
        for one in re.findall(r"<entry>.*?</entry>", read(f"{tag}/feed.xml"), re.S)
        if slug in one
    ]
    assert f"<title>{mark} · " in entry
    assert f"<span>{mark} · " in read(f"go/{slug}/index.html")


def test_no_example_is_signed_by_a_real_authority(texts, output):
    real = ("Shanghai Anti-Fraud Center", "上海市反诈中心", "Police–Public Express", "警民直通车")
    for name, text in texts.items():
        if any(slug in name for slug in EXAMPLES):
            assert not [authority for authority in real if authority in text], name


def test_every_page_says_its_language_and_direction(pages):
    for name, page in pages.items():
        tag, attributes = page.tags[0]
        assert tag == "html"
        assert attributes["lang"] == ("en" if name in ("index.html", "404.html") else _locale(name))
        assert attributes["dir"] == "ltr"


def _locale(name):
    return "zh-Hans" if name.startswith(("zh-Hans/", "posters/")) else "en"


def test_no_page_runs_a_script_or_loads_from_elsewhere(pages):
    for name, page in pages.items():
        for tag, attributes in page.tags:
            # What is told to search engines is data, which no browser runs.
            runs = tag == "script" and attributes != {"type": "application/ld+json"}
            assert not runs, name
            assert tag not in ("iframe", "object", "embed"), name
            assert not [key for key in attributes if key.startswith("on")], name
            if tag in ("img", "link", "source"):
                address = attributes.get("src") or attributes.get("href", "")
                seen = attributes.get("rel") in ("canonical", "alternate")
                assert seen or not address.startswith(("http", "//")), name


def test_every_tag_is_closed(output):
    for name, data in output.items():
        if name.endswith(".html"):
            _Balance(data.decode(), name)


class _Balance(HTMLParser):
    """Fails where an element is not closed in its place."""

    def __init__(self, html, name):
        super().__init__()
        self._name, self._open = name, []
        self.feed(html)
        self.close()
        assert self._open == [], name

    def handle_starttag(self, tag, attrs):
        if tag not in support.VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self._open.pop() == tag, f"{self._name}:{self.getpos()}"


POSTERS = [
    *(f"{tag}/{slug}/poster.html" for tag in LOCALES for slug in NOTICES),
    *(
        f"{tag}/{slug}/posters/{one}.html"
        for tag in LOCALES
        for slug in NOTICES
        for one in NOTICES[slug]
    ),
    *(f"posters/{slug}.zh-Hans.en.html" for slug in NOTICES),
]


@pytest.mark.parametrize("name", POSTERS)
def test_a_posters_page_has_its_picture_its_files_and_its_whole_text(pages, output, name):
    page, stem = pages[name], name.rpartition("/")[2].removesuffix(".html")
    assert f"{stem}.svg" in page.links
    assert f"{stem}.pdf" in page.links
    assert f"{stem}.mono.pdf" in page.links
    slug = next(slug for slug in NOTICES if slug in name)
    verdicts = [found for tag, found in page.tags if found.get("class") == "verdict"]
    assert bool(verdicts) is (slug in SCAMS)
    rows = page.html.count("<tr><td>")
    assert rows >= (2 if "/posters/" in name[2:] else len(NOTICES[slug]))
    calls = {link for link in page.links if link.startswith("tel:")}
    assert ({"tel:96110", "tel:110"} if slug in SCAMS else {"tel:12345"}) <= calls


@pytest.mark.parametrize("slug", NOTICES)
def test_a_sheet_in_two_languages_says_everything_in_both(pages, slug):
    """Its question, its answer, what is said and what is true; each in its language."""
    both = pages[f"posters/{slug}.zh-Hans.en.html"]
    for tag in LOCALES:
        alone = pages[f"{tag}/{slug}/poster.html"]
        own = alone.html.partition('<section class="said"')[2].partition("</section>")[0]
        words = support.Page(f"<section {own}")
        assert len(words.text(tag)) > 100
        found = both.text(tag)
        assert [w.text for w in words.words if w.text.strip() and w.text not in found] == []


@pytest.mark.parametrize("slug", NOTICES)
def test_the_code_of_a_sheet_in_two_languages_leads_to_where_one_is_chosen(pages, slug):
    page = pages[f"go/{slug}/index.html"]
    for tag in LOCALES:
        assert f"../../{tag}/{slug}/index.html" in page.links
        title = pages[f"{tag}/{slug}/index.html"].html.partition("<h1>")[2].partition("</h1>")[0]
        assert title in page.html


def test_a_scams_own_sheet_without_a_line_for_posters_says_nothing_twice(small_site, tmp_path):
    support.build_unprinted(small_site, tmp_path / "output")
    html = (tmp_path / "output/en/refund/posters/parcel.html").read_text("utf-8")
    assert html.count("They want a transfer.") == 1
