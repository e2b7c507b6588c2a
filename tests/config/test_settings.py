"""site.toml -> Settings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.config.contact_facts import base_url
from generator.config.settings import settings
from generator.diagnostics.errors import Refused
from generator.model import NO_LABEL

_KEYS = st.sampled_from(
    (
        *("base_url", "source_locale", "locales", "incomplete", "title", "tagline", "issuer"),
        *("facts", "contacts", "posters", "look", "region", "x"),
    )
)
_VALUES = st.sampled_from(
    (
        *('""', '"en"', '"x"', '"https://a.example"', '"http://[::1"', "3", "true", "1979-05-27"),
        *('["en"]', "[3]", "[[]]", '[["en", "zh-Hans"]]', "[{}]", '[{fact = "h", label = "x"}]'),
        *('{h = "1"}', '{h = {tel = "1"}}', "{h = {}}", "{h = {url = 3}}", "{pairs = [3]}"),
        *(
            '{pairs = [["en", 3]]}',
            '{h = {url = "https://["}}',
            '{colour = "#777777"}',
            '{h = {text = "x", lang = "no"}}',
        ),
    )
)
_TOMLS = st.dictionaries(_KEYS, _VALUES).map(
    lambda found: "".join(f"{key} = {value}\n" for key, value in found.items())
)
_RIGHT = {
    "base_url": ('"https://a.example/b/"', '""'),
    "source_locale": ('"en"', '"zh-Hans"'),
    "locales": ('["en", "zh-Hans"]', '["zh-Hans", "en", "ar"]'),
    "incomplete": ('"withhold"', '"fallback"'),
    "tagline": ('"Stop"', '""'),
    "contacts": ('[{fact = "h", label = "x"}]', '[{fact = "h", label = "x", note = "y"}]'),
    "posters": ('{pairs = [["zh-Hans", "en"]]}', '{variants = ["mono"]}'),
}
"""Values that are right whatever the others are, once a fact h is there."""
_ACCEPTED = st.fixed_dictionaries(
    {
        "title": st.just('"W"'),
        "issuer": st.just('"P"'),
        "facts": st.sampled_from(('{h = "1"}', '{h = {tel = "110"}, i = "2"}')),
        "locales": st.sampled_from(_RIGHT["locales"]),
    },
    optional={key: st.sampled_from(values) for key, values in _RIGHT.items() if key != "locales"},
).map(lambda found: "".join(f"{key} = {value}\n" for key, value in found.items()))


@given(_ACCEPTED)
def test_right_values_in_any_order_and_number_give_settings(text):
    _are_sound(settings(text))


def _are_sound(made):
    assert made.source_locale in made.locales
    assert len(set(made.locales)) == len(made.locales)
    assert made.title.text
    assert made.issuer.text
    assert all(contact.fact in made.facts.values() for contact in made.contacts)
    assert all({*pair} <= {*made.locales} for pair in made.pairs)
    assert made.base_url.removesuffix("/") + "/" == made.base_url or not made.base_url


_HEAD = 'title = "W"\nissuer = "P"\n'
_SOUND_VALUES = {
    "base_url": ['""', '"https://a.example"', '"https://a.example/x/"'],
    "incomplete": ['"withhold"', '"fallback"'],
    "locales": ['["en"]', '["zh-Hans", "en"]', '["en", "ar", "zh_CN"]'],
    "tagline": ['""', '"x"', '" a  b "'],
    "facts": ["{}", '{h = "1"}', '{h = {tel = "1"}, i = {text = "x", lang = "fr"}}'],
    "posters": ["{}", '{variants = ["mono", "mono"]}', "{pairs = [], fonts = []}"],
}
_SOUND = st.fixed_dictionaries(
    {}, optional={key: st.sampled_from(values) for key, values in _SOUND_VALUES.items()}
).map(lambda found: _HEAD + "".join(f"{key} = {value}\n" for key, value in found.items()))


@given(_SOUND)
def test_sound_settings_are_taken_as_they_stand(text):
    made = settings(text)
    assert made.source_locale in made.locales
    assert len(set(made.locales)) == len(made.locales)
    assert (made.title.text, made.issuer.text) == ("W", "P")
    assert ("fallback" in text) == (made.incomplete == "fallback")
    assert made.base_url == ("https://a.example/" if "example" in text else "") + (
        "x/" if "/x/" in text else ""
    )
    assert made.tagline.text == (
        "a b" if "a  b" in text else "x" if 'tagline = "x"' in text else ""
    )
    assert set(made.facts) == {
        name for name in "hi" if f"{name} = {{" in text or f'{name} = "' in text
    }
    assert made.variants == (("mono",) if "mono" in text else ())


@given(_TOMLS | _TOMLS.map(lambda text: _HEAD + text) | _ACCEPTED | st.text())
def test_any_text_gives_settings_or_is_refused(text):
    try:
        made = settings(text)
    except Refused as error:
        refused = error
    else:
        _are_sound(made)
        return
    lines = text.count("\n") + 1
    assert all(1 <= problem.line <= lines for problem in refused.problems)
    assert all(problem.wrong and problem.remedy for problem in refused.problems)


def test_nesting_without_end_is_refused():
    with pytest.raises(Refused):
        settings("a = " + "[" * 5000)


def test_the_least_that_is_needed():
    made = settings('title = "W"\nissuer = "P"\n')
    assert [locale.tag for locale in made.locales] == ["en"]
    assert (made.base_url, made.incomplete, made.contacts, made.pairs) == ("", "withhold", (), ())


def test_what_is_not_given_is_as_little_as_can_be():
    made = settings(_HEAD)
    assert (made.tagline.text, made.facts, made.variants, made.fonts) == ("", {}, (), ())
    assert made.source_locale.tag == "en"
    assert (made.title.line, made.issuer.line, made.line("source_locale")) == (1, 2, 1)
    assert settings(f'{_HEAD}tagline = " "\n').tagline == made.tagline == NO_LABEL


def test_lines_are_kept_for_what_is_told_later():
    made = settings(
        f'{_HEAD}tagline = "x"\nsource_locale = "zh-Hans"\nlocales = ["zh-Hans"]\n[facts]\n'
        'h = "1"\n[[contacts]]\nfact = "h"\nlabel = "one"\n[[contacts]]\nfact = " h "\n'
        'label = " two  words "\nnote = "n"\n'
    )
    assert (made.tagline.line, made.line("source_locale")) == (3, 4)
    found = [
        (one.fact.name, one.label.text, one.label.line, one.note.text) for one in made.contacts
    ]
    assert found == [("h", "one", 10, ""), ("h", "two words", 13, "n")]
    assert made.contacts[1].note.line == 14
    assert made.contacts[0].note == NO_LABEL


def test_a_fact_is_in_its_language_by_that_ones_own_tag():
    facts = 'a = { text = "x", lang = "zh_CN" }\nb = "y"\nc = { text = "z" }\n'
    made = settings(f"{_HEAD}[facts]\n{facts}")
    assert [fact.lang for fact in made.facts.values()] == ["zh-Hans", "", ""]


def test_what_is_meant_by_a_mistyped_key_is_judged_too_and_what_is_missing_not_told():
    text = 'titel = "W"\nissuer = "P"\nlocale = ["zh-Hans"]\n'
    assert told(text) == [
        "content/site.toml:1: site: there is no key “titel”; did you mean title?",
        'content/site.toml:3: site: the source locale en is not in it; add "en"',
        "content/site.toml:3: site: there is no key “locale”; did you mean locales?",
    ]


def test_so_many_facts_are_read_and_no_more():
    facts = [f'f{number} = "{number}"\n' for number in range(501)]
    head = f"{_HEAD}[facts]\n"
    assert len(settings(head + "".join(facts[:500])).facts) == 500
    (line,) = told(head + "".join(facts))
    assert line.startswith("content/site.toml:3: site: there are more than 500 facts; take out")


def test_of_very_many_mistyped_keys_each_is_told():
    """Though only the first ones are taken for what they may mean."""
    text = _HEAD + "".join(f"locale{number} = 3\n" for number in range(30))
    assert sum("there is no key “locale" in line for line in told(text)) == 30


def told(text, path="content/site.toml"):
    """What a file is refused with."""
    with pytest.raises(Refused) as refused:
        settings(text, path)
    return [str(problem) for problem in refused.value.problems]


def test_another_path_is_told_where_the_file_has_one():
    assert told("title = 3", "x.toml")[0].startswith("x.toml:1: site: ")


def test_locales_are_canonical():
    made = settings('title = "W"\nissuer = "P"\nsource_locale = "EN"\nlocales = ["en", "zh_CN"]')
    assert [locale.tag for locale in made.locales] == ["en", "zh-Hans"]


def test_pairs_of_a_sheet_are_canonical_and_each_once():
    made = settings(
        'title = "W"\nissuer = "P"\nlocales = ["en", "zh-Hans"]\n[posters]\n'
        'pairs = [["zh-Hans", "en"], ["en", "zh-Hans"], ["zh_CN", "EN"], ["zh-Hans", "en"]]\n'
    )
    pairs = [(one.tag, other.tag) for one, other in made.pairs]
    assert pairs == [("zh-Hans", "en"), ("en", "zh-Hans")]


@pytest.mark.parametrize(
    ("given_", "text", "href"),
    [
        ('"5,000"', "5,000", ""),
        ('{ tel = "021-961 10" }', "021-961 10", "tel:02196110"),
        ('{ tel = "021-961 10", text = "(021) 96110" }', "(021) 96110", "tel:02196110"),
        ('{ tel = "+86 21 96110" }', "+86 21 96110", "tel:+862196110"),
        ('{ text = "5,000" }', "5,000", ""),
        ('{ url = "http://a.example/b/", text = "a.example" }', "a.example", "http://a.example/b/"),
        ('{ url = "http://a.example/b/", text = "the page" }', "the page", "http://a.example/b/"),
        ('{ url = "http://a.example/b/" }', "a.example/b", "http://a.example/b/"),
        (
            '{ url = "https://a.example:8080/b?c#d" }',
            "a.example:8080/b?c#d",
            "https://a.example:8080/b?c#d",
        ),
        ('{ email = "a@b.example", text = "b.example" }', "b.example", "mailto:a@b.example"),
        ('{ tel = "110", text = "one-one-zero" }', "one-one-zero", "tel:110"),
        ('{ url = "https://www.a.example/" }', "www.a.example", "https://www.a.example/"),
        ('{ email = "a@b.example" }', "a@b.example", "mailto:a@b.example"),
    ],
)
def test_a_fact_shows_and_leads(given_, text, href):
    made = settings(f'title = "W"\nissuer = "P"\n[facts]\nx = {given_}\n')
    assert (made.facts["x"].text, made.facts["x"].href) == (text, href)


@pytest.mark.parametrize(
    "given_",
    [
        '{ tel = "021-55550123", ext = "801" }',
        '{ tel = "021-55550123转801" }',
        '{ tel = "021-55550123 转 801" }',
        '{ tel = "021-55550123轉801" }',
        '{ tel = "021-55550123转分机801" }',
        '{ tel = "021-55550123 ext. 801" }',
        '{ tel = "021-55550123 Ext 801" }',
        '{ tel = "021-55550123, ext. 801" }',
        '{ tel = "021-55550123 x801" }',
        '{ tel = "021-55550123,801" }',
        '{ tel = "021-55550123#801" }',
    ],
)
def test_an_extension_is_a_part_of_its_own_however_it_is_written(given_):
    fact = settings(f"{_HEAD}[facts]\nx = {given_}\n").facts["x"]
    assert (fact.text, fact.ext) == ("021-55550123", "801")
    assert (fact.href, fact.number) == ("tel:021-55550123,801", "02155550123")


@pytest.mark.parametrize("text", ["021-55550123转801", "021-55550123 ext. 801"])
def test_a_number_and_its_extension_are_shown_as_they_are_typed(text):
    facts = settings(f'{_HEAD}[facts]\nx = {{ tel = "{text}" }}\n').facts
    assert facts["x"].with_extension(" ext. ").text == text


@pytest.mark.parametrize("text", ["(021) 5555-0123", "021 (5555) 0123", "+86 (21) 5555 0123"])
def test_a_number_may_have_brackets_in_it(text):
    fact = settings(f'{_HEAD}[facts]\nx = {{ tel = "{text}" }}\n').facts["x"]
    assert fact.text == text
    assert fact.number == "".join(char for char in text if char in "+0123456789")


@given(st.from_regex(r"[0-9]{3,4}-[0-9]{7,8}", fullmatch=True), st.integers(0, 999_999))
def test_a_number_and_its_extension_are_never_mixed_up(tel, ext):
    made = settings(f'{_HEAD}[facts]\nx = {{ tel = "{tel}", ext = "{ext}" }}\n').facts["x"]
    assert (made.text, made.ext) == (tel, str(ext))
    assert made.number == tel.replace("-", "")
    assert made.with_extension(" ext. ").text == f"{tel} ext. {ext}"


def test_a_contact_has_the_words_to_call_by_and_the_hours_when_somebody_answers():
    made = settings(
        f'{_HEAD}[facts]\nh = {{ tel = "1" }}\n[[contacts]]\nfact = "h"\nlabel = "L"\n'
        'call = "Not sure?  Call"\nhours = "24 hours"\nnote = "N"\n'
        '[[contacts]]\nfact = "h"\nlabel = "M"\n'
    )
    first, second = made.contacts
    assert (first.call.text, first.call.line, first.hours.text) == ("Not sure? Call", 8, "24 hours")
    assert (second.call, second.hours) == (NO_LABEL, NO_LABEL)
    texts = [segment.msgid for segment in made.messages]
    assert texts == ["W", "P", "L", "Not sure? Call", "24 hours", "N", "M"]


def test_a_fact_keeps_the_language_of_its_words():
    made = settings(
        'title = "W"\nissuer = "P"\n[facts]\nx = { text = "白条", lang = "zh_CN" }\ny = "1"\n'
    )
    assert (made.facts["x"].lang, made.facts["y"].lang) == ("zh-Hans", "")


def test_a_sites_own_fonts_are_a_file_for_each_weight():
    made = settings(
        'title = "W"\nissuer = "P"\n[posters]\nvariants = ["mono", "strips", "mono"]\nfonts = [\n'
        '  { locale = "ja", regular = "_fonts/Own-1.otf", bold = "_fonts/Own_2.ttf" },\n'
        '  { locale = "zh_TW", regular = "_my-fonts/R.otf", bold = "_my-fonts/B.ttf" },\n]\n'
    )
    assert [(one.locale.tag, one.weight, one.path) for one in made.fonts] == [
        ("ja", 400, "content/_fonts/Own-1.otf"),
        ("ja", 700, "content/_fonts/Own_2.ttf"),
        ("zh-Hant", 400, "content/_my-fonts/R.otf"),
        ("zh-Hant", 700, "content/_my-fonts/B.ttf"),
    ]
    assert {one.line for one in made.fonts} == {5}
    assert made.variants == ("mono", "strips")


def test_a_site_that_says_nothing_of_posters_has_no_fonts_and_no_variants():
    made = settings('title = "W"\nissuer = "P"\n')
    assert (made.fonts, made.variants, made.pairs) == ((), (), ())


@pytest.mark.parametrize("text", ["https://a.example", "https://a.example/b/", "http://a:8000/"])
def test_an_address_ends_in_a_slash(text):
    assert base_url(text).removesuffix("/") == text.removesuffix("/")
    assert base_url(text).endswith("/")


@pytest.mark.parametrize(
    ("path", "encoded"),
    [
        ("警告", "%E8%AD%A6%E5%91%8A/"),
        ("%E8%AD%A6%E5%91%8A/", "%E8%AD%A6%E5%91%8A/"),
        ("%e8%ad%a6/警告", "%e8%ad%a6/%E8%AD%A6%E5%91%8A/"),
        ("100%/x", "100%25/x/"),
        ("a%20b/~c/(d)/", "a%20b/~c/(d)/"),
        ('a"b', "a%22b/"),
    ],
)
def test_an_address_is_percent_encoded_once(path, encoded):
    found = base_url(f"https://a.example/{path}")
    assert found == f"https://a.example/{encoded}"
    assert base_url(found) == found


@given(st.text(max_size=20))
def test_an_address_stays_as_it_is_once_it_is_one(path):
    try:
        found = base_url(f"https://a.example/{path}")
    except ValueError:
        return
    assert found.isascii()
    assert base_url(found) == found


@pytest.mark.parametrize(
    "text", ["https://a.example/my warnings/", " https://a.example", "https://a.example/\n"]
)
def test_a_space_in_an_address_is_told(text):
    with pytest.raises(ValueError, match="has a space in it"):
        base_url(text)


@pytest.mark.parametrize(
    "text", ["", "a.example", "//a.example", "ftp://a.example", "https://", "https://u@a.example"]
)
def test_what_is_no_address_is_told(text):
    with pytest.raises(ValueError, match="“"):
        base_url(text)


@pytest.mark.parametrize("choice", ["any", "none", "always"])
def test_a_site_chooses_the_spaces_of_its_chinese(choice):
    text = f'title = "W"\nissuer = "P"\n[style]\nchinese_spacing = "{choice}"\n'
    assert settings(text).chinese_spacing == choice


@pytest.mark.parametrize(
    ("style", "told"),
    [
        ('[style]\nchinese_spacing = "some"\n', 'write "any", "none" or "always"'),
        ("[style]\nspacing = 1\n", "style has “spacing”"),
        ("style = 1\n", "style is not a group"),
    ],
)
def test_a_style_that_is_none_is_refused(style, told):
    with pytest.raises(Refused) as refused:
        settings(f'title = "W"\nissuer = "P"\n{style}')
    assert told in str(refused.value.problems[0])


def test_spaces_are_left_as_they_are_unless_a_site_chooses():
    assert settings('title = "W"\nissuer = "P"\n').chinese_spacing == "any"


_SITE = 'title = "x"\nissuer = "y"\n'


def test_topics_and_an_example_are_read():
    made = settings(f'{_SITE}example = true\n[topics]\nphones = "Phones"\n')
    assert made.is_example
    assert {id_: name.text for id_, name in made.topics.items()} == {"phones": "Phones"}
    assert not settings(_SITE).is_example


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('example = "yes"', "example is neither true nor false; write example = true"),
        ('topics = "x"', "topics is not a group; write \\[topics\\]"),
        ('[topics]\n"手机" = "x"', "“手机” cannot be part of an address; use small letters"),
    ],
)
def test_what_is_no_topic_and_no_example_is_told(text, told):
    with pytest.raises(Refused, match=told):
        settings(f"{_SITE}{text}\n")


def test_a_host_may_be_in_chinese():
    facts = '[facts]\na = { url = "https://求助.中国/" }\nb = { email = "jw@滨江.中国" }\n'
    made = settings(f'{_SITE}base_url = "https://滨江.中国/a"\n{facts}').facts
    assert (made["a"].text, made["a"].href) == ("求助.中国", "https://求助.中国/")
    assert (made["b"].text, made["b"].href) == ("jw@滨江.中国", "mailto:jw@滨江.中国")


def test_the_address_of_a_site_in_chinese_is_one_that_machines_know():
    assert base_url("https://滨江.中国/a") == "https://xn--9swz7c.xn--fiqs8s/a/"
    with pytest.raises(ValueError, match="is not a web address"):
        base_url(f"https://{'滨' * 80}.中国/")
