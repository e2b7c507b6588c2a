"""The fields of site.toml and the glossary: an edit says what it is to say, and nothing else."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from generator.build.build import check
from generator.config.settings import SITE
from generator.desk import held, settings
from generator.desk.files import GLOSSARY, SETTINGS
from generator.desk.settings import PARTS, TomlForm
from generator.diagnostics.errors import Misused
from generator.model import Contact
from tests import support
from tests.support import ROOT

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
TOML = {
    **{path.parents[2].name: path for path in support.SITES.glob("*/source/content/site.toml")},
    "the project’s own": ROOT / "content/site.toml",
}
"""The settings of every site."""
TERMS = ROOT / "content/glossary.toml"
ENDS = st.sampled_from([b"\n", b"\r\n", b"\r"])
MARKS = st.sampled_from([b"", b"\xef\xbb\xbf"])
TYPED = st.text(max_size=12) | st.sampled_from(
    ["en\nzh-Hans", "mono\nlarge", "true", "1", "#123456"]
)


def _keys(file):
    """Every field that the desk has of some settings."""
    yield from (key for _, keys in PARTS.values() for key in keys)
    for name in file.data.get("facts", {}):
        yield from settings.fact_keys(file, name)
        if (at := settings.contact_at(file, name)) is not None:
            yield from settings.contact_keys(at)
    yield from (f"topics.{name}" for name in file.data.get("topics", {}))


@pytest.mark.parametrize("name", sorted(TOML))
def test_fields_that_are_as_they_were_change_no_byte(name):
    file = TomlForm(SETTINGS, TOML[name].read_bytes())
    assert file.edited({key: file.shown(key) for key in _keys(file)}).raw == file.raw


@given(name=st.sampled_from(sorted(TOML)), end=ENDS, mark=MARKS, typed=TYPED, data=st.data())
@tried(max_examples=support.examples(120))
def test_an_edited_field_is_what_was_typed_and_no_other_line_is_another(
    name, end, mark, typed, data
):
    raw = mark + TOML[name].read_bytes().replace(b"\n", end)
    file = TomlForm(SETTINGS, raw)
    key = data.draw(st.sampled_from(sorted(_keys(file))))
    try:
        made = file.edited({key: typed})
    except Misused:  # the settings of another site have this key in another way
        return
    _check_others(file, made, key)
    again = made.edited({key: made.shown(key)})
    assert again.raw == made.raw
    back = made.edited({key: file.shown(key)})
    if file.value(key) is not None and made.value(key) is not None:
        assert back.data == file.data


def _check_others(file, made, key):
    """Whatever is not edited says the same, in the same bytes."""
    for other in _keys(file):
        if other != key:
            assert made.value(other) == file.value(other), other
    parts = key.split(".")
    ways = [".".join(parts[: size + 1]) for size in range(len(parts))]
    # A group that has nothing in it any more goes with its head.
    gone = next((way for way in ways if made.value(way) is None), key)
    first, last = file.lines(gone)
    old, new = (one.raw.removeprefix(b"\xef\xbb\xbf").splitlines(True) for one in (file, made))
    kept = [line for at, line in enumerate(old, 1) if not first <= at <= last]
    at = 0
    for line in kept:  # each is there still, in its order
        at = new.index(line, at) + 1


@given(st.integers(0, 40), TYPED, st.data())
@tried(max_examples=support.examples(60))
def test_an_edited_term_is_what_was_typed(number, typed, data):
    file = TomlForm(GLOSSARY, TERMS.read_bytes())
    keys = settings.term_keys(file, number, _held())
    key = data.draw(st.sampled_from(keys))
    made = file.edited({key: typed})
    terms, was = made.data["terms"], file.data["terms"]
    assert [one for at, one in enumerate(terms) if at != number] == [
        one for at, one in enumerate(was) if at != number
    ]
    for other in keys:
        if other != key:
            assert made.value(other) == file.value(other)


@cache
def _held():
    folder = support.example_site("shipped", Path(mkdtemp()) / "site")
    return held.hold(folder, NOW)


WRONG = {
    "base_url": ("warnings.example", "begins with https://"),
    "region": ("XX", "region cannot be"),
    "time_zone": ("Mars/Base", "time_zone cannot be"),
    "title": ("", "title is missing"),
    "issuer": ("", "issuer is missing"),
    "look.colour": ("#ffffff", "has a contrast of"),
    "look.accent": ("red", "is not a colour"),
    "review.needed": ("two", "is not a whole number"),
    "review.people": ("Li; Wei", "is no name"),
    "posters.pairs": ("fr en", "is not one of the site's languages"),
    "facts.hotline.tel": ("call us", "cannot be called"),
    "contacts.0.label": ("", "a contact has no label"),
    "topics.x": ("Call **the police", "has no partner"),
}


@pytest.mark.parametrize("key", WRONG)
def test_what_is_wrong_is_told_in_the_words_of_check_and_at_its_field(small_site, key):
    typed, words = WRONG[key]
    now = held.hold(small_site, NOW)
    file = TomlForm(SETTINGS, (small_site / SETTINGS.path).read_bytes()).edited({key: typed})
    errors = settings.new_errors(now, file)
    assert any(words in one.sentence for one in errors), [one.sentence for one in errors]
    (small_site / SETTINGS.path).write_bytes(file.raw)
    told = [one.sentence for one in check(small_site, posters=False, now=NOW)]
    assert all(one.sentence in told for one in errors)
    made = settings.form(file, [key], now, errors)
    assert typed == "" or made[0].problems


def test_what_was_wrong_before_keeps_nobody_from_saving(small_site):
    path = small_site / SETTINGS.path
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('title = "', 'title = "**'), encoding="utf-8")
    now = held.hold(small_site, NOW)
    file = TomlForm(SETTINGS, path.read_bytes())
    assert settings.new_errors(now, file) == ()
    assert settings.new_errors(now, file.edited({"issuer": "Somebody"})) == ()


def test_the_uses_of_a_fact_are_texts_and_lists_of_contacts(small_site):
    support.write_tree(
        small_site,
        {"content/refund/bulletin.md": (small_site / "content/refund/bulletin.md").read_bytes()},
    )
    now = held.hold(small_site, NOW)
    assert "refund" in settings.uses(now, "hotline")
    assert settings.uses(now, "nowhere") == ()


def test_every_setting_has_a_field_or_a_page_of_its_own():
    named = {key.partition(".")[0] for _, keys in PARTS.values() for key in keys}
    pages = {"facts", "contacts", "topics", "locales"}
    left = {"source_locale"}  # every text would have to be another: the whole file has it
    assert named | pages | left == {*SITE.settings}
    words = {key.rpartition(".")[2] for key in settings.contact_keys(0)}
    assert words | {"fact"} == {one.name for one in fields(Contact)}


def test_contrasts_are_those_that_the_look_is_judged_by():
    found = {key: ratio for key, _, ratio, _ in settings.contrasts(_held().site.settings)}
    assert found["colour"] > 12
    assert found["accent"] > 10


def test_the_settings_of_the_scaffold_can_be_edited():
    text = "title = '''\na\nb'''\n[look]\n# none yet\n"
    file = TomlForm(SETTINGS, text.encode())
    assert file.shown("title") == "a b"
    made = file.edited({"title": "c", "look.colour": "#000000"})
    assert tomllib.loads(made.text) == {"title": "c", "look": {"colour": "#000000"}}
    assert "# none yet" in made.text
