"""Whatever a contributor or a translator writes, nothing active reaches a page, and no stranger."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from contextlib import nullcontext, suppress
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.diagnostics.errors import Problems, Refused
from generator.markdown import validate
from generator.markdown.walk import Walk
from generator.model import CROSS
from generator.text.unicode import FORBIDDEN
from tests import support
from tests.support import SMALL_SITE, read_site

FRAGMENTS = (
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>"),
    *('<meta http-equiv="refresh" content="0;url=//evil.example">', "<iframe src=//evil.example>"),
    *("[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java\tscript:alert(1))"),
    *("[x](&#106;avascript:alert(1))", "[x](javascript&colon;alert(1))", "[x](&#x6A;s:1)"),
    *("[x](data:text/html,1)", "[x](vbscript:1)", "[x](javascript%3Aalert(1))"),
    *("[x](ｊａｖａｓｃｒｉｐｔ:1)", "[x](java\u200bscript:1)", "[x](\x01javascript:1)"),
    *(
        "[x](//evil.example)",
        "[x](\\\\evil.example)",
        "[x](https:evil.example)",
        "[x](/\\evil.example)",
    ),
    *(
        "<javascript:alert(1)>",
        "<https://evil.example/>",
        "<a@evil.example>",
        "[x][e]",
        "[e]: //e.vil",
    ),
    *("![x](https://evil.example/x.png)", '[x](https://evil.example "a\\" onclick=\\"b")'),
    *("{{ 7777*7777 }}", "{% for x in y %}", "{{ site.__class__ }}", "{{config}}", "{# x #}"),
    *("%(name)s", "{0.__class__}", "%n%s%d", "{hotline}", "{hotline.__class__}", "{no}", "%", "{"),
    *("</script><script>alert(1)</script>", '"}</script>', "]]>", "<!--", "--><b>", "<![CDATA["),
    *(
        '" onmouseover="alert(1)',
        "' onfocus='x",
        "&lt;script&gt;",
        "&quot; onclick=&quot;",
        "\\<b>",
    ),
    *("; script-src *", "</title><script>", "</textarea>", "<base href=//evil.example>", "`<b>`"),
    *(
        "<style>*{background:url(//evil.example)}</style>",
        "&amp;lt;b&amp;gt;",
        "\\",
        "*",
        "#",
        "> ",
    ),
)
HOSTILE = st.lists(st.sampled_from((*FRAGMENTS, " word ", "。")), min_size=1, max_size=3).map(
    "".join
)
PLACES = (
    *("title", "summary", "issuer", "body", "heard", "tagline", "site", "contact", "fact"),
    *("headline", "verdict", "short", "chat"),
)
WORDINGS = (
    "Skip to the text",
    "Where to get help",
    "Some of this page is not yet translated. Those parts are in %(language)s.",
)
"""Words of the package's own templates: in a link, in text, and with a value in it."""
UNSEEN = re.compile(f"[^\\S \n\u3000]|(?![\u2066\u2069\n\ufe0e])(?:{FORBIDDEN.pattern})")
"""What no plain text may have: controls, escapes, marks of direction; but those that the program
itself puts around what runs from left to right."""
WORDS = {
    **{name: f"{name} words" for name in PLACES if name != "fact"},
    "fact": "1234",
}
ACTIVE = {"script", "iframe", "object", "embed", "svg", "base", "form", "applet", "frame", "math"}
STRANGER = re.compile(r"(?:https?:)?//[^/]*evil|mailto:[^?]*evil")
OWN_STYLE = re.compile(r"[a-z0-9#:;.% -]*")
"""What an article's styles are made of: no address can be."""
SAFE = re.compile(r"https?://|mailto:|tel:|#|(?![a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)


def written(words, translated):
    """A site that says these words, in both of its languages or in the first alone."""
    quoted = {name: json.dumps(text) for name, text in words.items()}
    sheets = f"headline: {quoted['headline']}\nverdict: {quoted['verdict']}\n"
    chat = json.dumps(f"{words['chat']} {CROSS} {words['chat']}")
    bulletin = [(words[name], translated) for name in ("title", "summary", "issuer", "body")]
    site = [
        (words["site"], "网站"),
        (words["contact"], "热线"),
        ("Police", "警方"),
        (words["tagline"], translated or "口号"),
    ]
    return SMALL_SITE | {
        "content/site.toml": f"title = {quoted['site']}\ntagline = {quoted['tagline']}\n"
        'issuer = "Police"\nlocales = ["en", "zh-Hans"]\nbase_url = "https://a.example/"\n'
        'incomplete = "fallback"\n'
        f'[facts]\nhotline = {{ tel = "96110" }}\nextra = {quoted["fact"]}\n'
        f'[[contacts]]\nfact = "hotline"\nlabel = {quoted["contact"]}\n'
        f"call = {quoted['contact']}\nhours = {quoted['contact']}\n",
        "content/refund/bulletin.md": f"---\ntitle: {quoted['title']}\n"
        f"summary: {quoted['summary']}\nissuer: {quoted['issuer']}\ndate: 2022-07-25\n"
        f"{sheets}short: {quoted['short']}\n---\n\n"
        f"{words['body']}\n\nSay {{extra}}.\n",
        "content/refund/routines/01-parcel.md": "---\ntitle: A lost parcel\n"
        f"{sheets}chat:\n- {chat}\n- {chat}\n---\n\n"
        f"> {words['heard']}\n\nThey want a transfer.\n",
        "locales/zh_Hans/LC_MESSAGES/refund.po": entries("bulletin", bulletin),
        "locales/zh_Hans/LC_MESSAGES/site.po": entries("site", site),
    }


def entries(context, texts):
    return "".join(
        f"msgctxt {json.dumps(context)}\nmsgid {json.dumps(msgid)}\n"
        f"msgstr {json.dumps(msgstr, ensure_ascii=False)}\n\n"
        for msgid, msgstr in texts
    )


def faults(output, *, may_link=False):
    """What is active in an output, or leads to somewhere that no source names."""
    for path, data in support.tree(output).items():
        text = data.decode(errors="replace")
        if "60481729" in text or "__class__ of" in text or "<class '" in text:
            yield path, "template code was run"
        if path.endswith(".html"):
            yield from (
                (path, fault) for fault in page_faults(support.Page(text), may_link=may_link)
            )
        elif path.endswith(".txt"):
            yield from ((path, f"U+{ord(char):04X}") for char in UNSEEN.findall(text))
        elif path.endswith(".xml"):
            root = ElementTree.fromstring(data)
            links = [element.get("href", "") for element in root.iter()]
            yield from ((path, link) for link in links if not SAFE.match(link))


def page_faults(page, *, may_link=False):
    for tag, attributes in page.tags:
        linked_data = tag == "script" and attributes == {"type": "application/ld+json"}
        if tag in ACTIVE and not linked_data:
            yield f"<{tag} {attributes}>"
        if tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
            yield "refresh"
        yield from (f"{tag} {name}" for name in attributes if name.startswith("on"))
        if not OWN_STYLE.fullmatch(attributes.get("style", "")):
            yield f"{tag} style={attributes['style']}"
    for found in re.findall(r"<script[^>]*>(.*?)</script>", page.html, re.DOTALL):
        with suppress(ValueError):
            json.loads(found)
            continue
        yield f"structured data {found}"
    for link in page.links:
        if not SAFE.match(link.strip()) or (STRANGER.match(link) and not may_link):
            yield f"link {link}"


def test_what_is_looked_for_is_found():
    html = '<a href="javascript:1" onclick="x"></a><svg></svg><a href="//evil.example"></a>'
    html += '<p style="background:url(//evil.example)">'
    assert len(list(page_faults(support.Page(html)))) == 5


@pytest.mark.parametrize("char", "\x07\x1b\x7f\x85\u200b\u202e\u2028\ue000\ufeff\r\t")
def test_what_a_plain_text_may_not_have_is_found(char, tmp_path):
    support.write_tree(tmp_path, {"en/refund/bulletin.txt": f"Call{char} 96110.\n"})
    assert list(faults(tmp_path)) == [("en/refund/bulletin.txt", f"U+{ord(char):04X}")]


@cache
def own_pictures():
    """What the templates have themselves: their icon, their signs and the QR codes."""
    with tempfile.TemporaryDirectory() as folder:
        site = support.write_tree(Path(folder), written(WORDS, ""))
        support.build_unprinted(site, site / "output")
        assert "body words" in (site / "output/en/refund/index.html").read_text(encoding="utf-8")
        return frozenset(fault for _, fault in faults(site / "output"))


def test_a_translation_is_published():
    """So that the tests of hostile ones look at a page that would have them."""
    assert "说话" in chinese_page(written(WORDS, "说话"))


def chinese_page(files):
    with tempfile.TemporaryDirectory() as folder:
        site = support.write_tree(Path(folder), files)
        support.build_unprinted(site, site / "output")
        return (site / "output/zh-Hans/refund/index.html").read_text(encoding="utf-8")


def test_a_site_of_plain_words_has_only_its_own_pictures():
    """So that a page is not sound for want of its words."""
    assert all(fault.startswith(("<svg ", "link data:image/svg+xml,")) for fault in own_pictures())


_PLAIN = r"replace('\\u003c', '<')|replace('\\u003e', '>')"
"""Takes back what Jinja's `tojson` does so that no text ends the element."""


@pytest.mark.parametrize(
    ("template", "sound", "broken"),
    [
        ("bulletin.html", "{{ bulletin.title.text }}", "{{ bulletin.title.text|safe }}"),
        ("base.html", "|tojson }}", f"|tojson|list|join|{_PLAIN}|safe }}}}"),
    ],
)
def test_a_template_that_does_not_escape_would_be_found(template, sound, broken, tmp_path):
    script = "\\<script>alert()\\</script>"
    site = support.write_tree(tmp_path, written(WORDS | {"title": script}, ""))
    shutil.copytree(support.ROOT / "templates", site / "templates")
    support.build_unprinted(site, site / "output")
    assert strange(site / "output") == []
    path = site / "templates" / template
    text = path.read_text(encoding="utf-8")
    assert sound in text
    path.write_text(text.replace(sound, broken), encoding="utf-8")
    support.build_unprinted(site, site / "output")
    assert strange(site / "output") != []


@pytest.mark.parametrize("words", ["[x](javascript:alert(1))", "[x](//evil.example)"])
def test_a_walk_that_lets_links_through_would_be_found(words, tmp_path, monkeypatch):
    site = support.write_tree(tmp_path, written(WORDS | {"body": words}, ""))
    monkeypatch.setattr(validate, "faults", lambda *_, **__: ())
    support.build_unprinted(site, site / "output")
    assert strange(site / "output") == [], "it is plain text, if the rule should fail"
    monkeypatch.setattr(Walk, "_settle", lambda *_, **__: None)
    shutil.rmtree(site / ".cache")
    support.build_unprinted(site, site / "output")
    assert strange(site / "output") != []


@pytest.mark.thorough
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(PLACES), HOSTILE)
@example("body", "{{ 7777*7777 }}")
@example("title", "\\{\\{ 7777*7777 \\}\\}")
def test_hostile_words_of_a_source_are_refused_or_shown_as_text(place, words):
    survives(written(WORDS | {place: words}, ""), may_link=True)


def in_template(wording, words):
    """The small site with its own words for one of the package's templates'."""
    files = written(WORDS, "说话")
    translation = f"{words}%(language)s" if "%" in wording else words
    row = f"msgid {json.dumps(wording)}\nmsgstr {json.dumps(translation, ensure_ascii=False)}\n"
    files["locales/zh_Hans/LC_MESSAGES/site.po"] += row
    return files


@pytest.mark.parametrize("wording", WORDINGS)
def test_a_word_of_the_templates_is_published_as_the_site_translates_it(wording):
    """So that the tests of hostile ones look at pages that would have them."""
    with tempfile.TemporaryDirectory() as folder:
        site = support.write_tree(Path(folder), in_template(wording, "说话&问话"))
        support.build_unprinted(site, site / "output")
        made = support.tree(site / "output/zh-Hans")
    assert any("说话&amp;问话" in data.decode() for data in made.values())


@pytest.mark.thorough
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(WORDINGS), HOSTILE)
def test_hostile_words_of_a_template_are_refused_or_shown_as_text(wording, words):
    survives(in_template(wording, words))


@pytest.mark.thorough
@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_each_fragment_in_a_template_and_in_the_glossary(fragment):
    survives(in_template("Skip to the text", f"跳到{fragment}"))
    term = json.dumps(fragment)
    rows = f'en = {term}\nzh-Hans = {term}\n[[terms]]\nen = "transfer"\nzh-Hans = {term}\n'
    glossary = {"content/glossary.toml": f"[[terms]]\n{rows}never.en = {term}\n"}
    survives(written(WORDS, "说话") | glossary, review=True)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/refund/x\n\x1b[31m\u202e.txt", "x"),
        ("content/refund/routines/x\n\x1b[31m.md", "x"),
        ("content/glossary.toml", '[[terms]]\n"\\u001b[31m" = "a"\n"\\n" = "b"\n'),
        ("content/site.toml", '"\\u001b[31m" = 1\n'),
        ("content/refund/routines/01-parcel.md", "---\n\x9b31m: x\ntitle: x\n---\nx\n"),
        ("content/refund/bulletin.md", "---\ntitle: x\ndate: 2022-07-25\n---\n\n[a](x:\x1b[31m)\n"),
        ("locales/zh_Hans/LC_MESSAGES/refund.po", 'msgid "a"\nmsgstr "b"\n\x1b]0;x\x07\x85\n'),
    ],
)
def test_what_is_told_is_one_line_that_no_terminal_obeys(path, text, small_site):
    support.write_tree(small_site, {path: text})
    problems = Problems()
    with pytest.raises(Refused) if "x\n" not in path or "routines" in path else nullcontext():
        read_site(small_site, problems)
    told = [str(problem) for problem in (*problems.errors, *problems.warnings)]
    assert told
    assert all(line.isprintable() for line in told)


@pytest.mark.thorough
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(HOSTILE)
def test_hostile_words_of_a_translation_are_refused_or_shown_as_text(words):
    survives(written(WORDS, words))


@pytest.mark.thorough
@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_each_fragment_in_every_place_of_its_own(fragment):
    survives(written(WORDS | {"body": f"Say {fragment} now"}, ""), may_link=True)
    survives(written(WORDS, f"说{fragment}。"))


@pytest.mark.parametrize(
    "plurals",
    [
        "nplurals=10000000; plural=n;",
        "nplurals=2; plural=exit(1);",
        "nplurals=2; ",
    ],
)
def test_what_a_header_says_of_plurals_is_never_reckoned(plurals):
    header = f'msgid ""\nmsgstr "Plural-Forms: {plurals}\\n"\n\n'
    files = written(WORDS, "")
    path = "locales/zh_Hans/LC_MESSAGES/refund.po"
    with tempfile.TemporaryDirectory() as folder:
        site = support.write_tree(Path(folder), files | {path: header + files[path]})
        assert support.problems(site) == []


@pytest.mark.thorough
@pytest.mark.parametrize("char", "\u200b\u00ad\ufeff\u2066\u3164")
def test_a_msgid_that_only_looks_like_the_source_translates_nothing(char):
    files = written(WORDS, "说话")
    path = "locales/zh_Hans/LC_MESSAGES/refund.po"
    files[path] = files[path].replace('msgid "', f'msgid "{char}')
    # The tagline, from another catalog, is translated still.
    assert chinese_page(files).count("<p>说话</p>") == 1
    assert chinese_page(written(WORDS, "说话")).count("<p>说话</p>") > 1


def strange(output, *, may_link=False):
    """What an output has that the package's own templates have not."""
    found = faults(output, may_link=may_link)
    return [told for told in found if told[1] not in own_pictures()]


def survives(files, *, may_link=False, review=False):
    """Refused in plain words, or published with nothing active in it."""
    with tempfile.TemporaryDirectory() as folder:
        site = support.write_tree(Path(folder), files)
        try:
            support.build_unprinted(site, site / "output", review=review)
        except Refused:
            return
        assert strange(site / "output", may_link=may_link) == []
        assert not review or strange(site / "review", may_link=may_link) == []
