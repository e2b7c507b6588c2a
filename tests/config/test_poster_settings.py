"""The group [posters] of site.toml; what can be wrong with it is in tests/cases/refusals."""

from __future__ import annotations

from generator.config.settings import settings

HEAD = 'title = "W"\nissuer = "P"\nlocales = ["en", "zh-Hans", "ar"]\n'


def posters(text):
    return settings(f"{HEAD}[posters]\n{text}")


def test_a_site_wants_nothing_of_its_posters_unless_it_says_so():
    for made in (settings(HEAD), posters(""), posters("pairs = []\nvariants = []\nfonts = []\n")):
        assert (made.pairs, made.variants, made.fonts) == ((), (), ())


def test_variants_are_in_the_order_in_which_they_are_given_and_each_once():
    made = posters('variants = ["strips", "mono", "strips", "bleed"]\n')
    assert made.variants == ("strips", "mono", "bleed")


def test_a_pair_may_be_turned_around_and_none_stands_twice():
    made = posters('pairs = [["ar", "en"], ["en", "ar"], ["AR", "en"]]\n')
    assert [(one.tag, other.tag) for one, other in made.pairs] == [("ar", "en"), ("en", "ar")]


def test_a_font_has_two_weights_each_in_a_file_below_content():
    made = posters(
        "fonts = [\n"
        '  { locale = "ja", regular = "_fonts/A-1.otf", bold = "_fonts/B_2.ttf" },\n'
        '  { locale = "zh_TW", regular = "_F-1_x/C.otf", bold = "_/D.otf" },\n'
        "]\n"
    )
    assert [(font.locale.tag, font.weight, font.path, font.line) for font in made.fonts] == [
        ("ja", 400, "content/_fonts/A-1.otf", 5),
        ("ja", 700, "content/_fonts/B_2.ttf", 5),
        ("zh-Hant", 400, "content/_F-1_x/C.otf", 5),
        ("zh-Hant", 700, "content/_/D.otf", 5),
    ]


def test_a_font_may_be_of_a_language_that_the_site_has_not():
    """As of one in which a fact is given."""
    made = posters('fonts = [{ locale = "ko", regular = "_f/A.otf", bold = "_f/B.otf" }]\n')
    assert {font.locale.tag for font in made.fonts} == {"ko"}
