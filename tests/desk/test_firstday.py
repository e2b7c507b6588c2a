"""A site of four answers, never with a mistake, whatever is answered; and its example."""

from __future__ import annotations

import shutil
import tomllib
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.build.build import check
from generator.config import settings as reading
from generator.desk import firstday
from generator.desk.files import Store
from generator.desk.firstday import EXAMPLE, LANGUAGES, Answers
from generator.diagnostics.errors import Misused, Refused, Unable
from generator.locales import locale, regions
from tests import support
from tests.support import examples, tree

NOW = datetime(2026, 11, 30, 4, tzinfo=UTC)
_NAMES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            *('"', "\\", '"""', "'", "a\nb", "a\r\nb", "#", "]", "✎", "\\u0000", "=", "{", "{{x}}"),
            *("{office}", "{nobody}", "<script>alert(1)</script>", "[a](javascript:b)", "\0"),
            *("\u202e", "\ue000", "\ufeff", "\U0010ffff", "a" * 5000, "title = 1\n[facts]"),
        ]
    ),
)
_LANGUAGES = st.sampled_from(sorted(LANGUAGES)).map(locale)
_ANSWERS = st.builds(
    Answers,
    name=_NAMES,
    source=_LANGUAGES,
    others=st.lists(_LANGUAGES, max_size=3).map(tuple),
    hotline=st.one_of(st.sampled_from(["96110", "021-55550123", "+44 20 7946 0123"]), _NAMES),
    region=st.sampled_from(["CN", "GB", "US", "AQ"]),
    zone=st.sampled_from(["Asia/Shanghai", "Europe/London", "UTC"]),
)


def _answers(source="en", *others, name="Riverside Police", hotline="021-55550123", region="CN"):
    own, zone = tuple(map(locale, others)), "Asia/Shanghai"
    return Answers(name, locale(source), own, hotline, region, zone)


@given(_ANSWERS)
@settings(max_examples=examples(300), deadline=None)
def test_answers_become_values_and_never_more_of_the_file(answers):
    """Whatever quotes, brackets and lines are in them."""
    text = firstday.settings_of(answers)
    made = tomllib.loads(text)
    plain = tomllib.loads(firstday.settings_of(_answers()))
    name = " ".join(answers.name.replace("✎", " ").split())
    assert made["title"] == made["issuer"] == made["contacts"][0]["label"] == name
    assert made["facts"]["office"] == {
        "tel": " ".join(answers.hotline.replace("✎", " ").split()),
    }
    assert made["locales"][0] == made["source_locale"] == answers.source.tag
    assert len(made["locales"]) == len({answers.source, *answers.others})
    assert made["time_zone"] == answers.zone
    assert {*made} <= {*plain}
    assert "✎" not in "".join(line for line in text.split("\n") if not line.startswith("#"))


@given(_ANSWERS)
@settings(max_examples=examples(20), deadline=None)
@example(_answers(name="{nobody}"))
@example(_answers(name='"""\\'))
@example(_answers(hotline="<b>"))
def test_a_site_is_made_right_or_not_at_all(tmp_path_factory, answers):
    folder = tmp_path_factory.mktemp("site")
    try:
        with suppress(Refused):
            firstday.make(folder, answers, NOW)
        is_made = (folder / "content/site.toml").is_file()
        assert is_made or not tree(folder)
        found = check(folder, now=NOW) if is_made else ()
        # In some languages nobody has translated the words of the pages yet.
        assert all(one.warning or one.rule == "incomplete" for one in found)
    finally:
        shutil.rmtree(folder)


@pytest.mark.parametrize("other", [(), ("zh-Hans",), ("en",), ("fr", "ar")])
@pytest.mark.parametrize("source", ["en", "zh-Hans"])
def test_nothing_is_wrong_with_a_new_site_but_that_it_is_not_translated(source, other, tmp_path):
    name = "Riverside Police" if source == "en" else "滨江派出所"
    firstday.make(tmp_path, _answers(source, *other, name=name), NOW)
    assert {problem.rule for problem in check(tmp_path, now=NOW)} <= {"incomplete"}
    found = reading.settings((tmp_path / "content/site.toml").read_text(encoding="utf-8"))
    assert [one.tag for one in found.locales] == [*dict.fromkeys((source, *other))]
    support.build(tmp_path, tmp_path / "output")
    page = tmp_path / "output" / source / EXAMPLE / "index.html"
    assert "021-55550123" in page.read_text(encoding="utf-8")


def test_the_numbers_of_a_country_are_those_of_no_other():
    """In Chinese, `new` writes the police's and the hotline of mainland China."""
    here = tomllib.loads(firstday.settings_of(_answers("zh-Hans", region="CN")))
    there = tomllib.loads(firstday.settings_of(_answers("zh-Hans", region="SG")))
    assert {*here["facts"]} == {"office", "hotline", "police"}
    assert {*there["facts"]} == {"office"}
    assert [one["fact"] for one in there["contacts"]] == ["office"]


def test_keys_stand_where_their_notes_are():
    text = firstday.settings_of(_answers())
    assert "\n# Whose clocks the hours of notices are read off" in text
    assert '\ntime_zone = "Asia/Shanghai"\nregion = "CN"\n' in text
    assert "# time_zone" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_that_is_offered_is_one(language):
    assert locale(language).tag == language


def test_the_example_says_that_it_is_one_in_each_of_its_languages(tmp_path):
    for source in ("en", "zh-Hans"):
        site = tmp_path / source
        site.mkdir()
        firstday.make(site, _answers(source), NOW)
        head = (site / f"content/{EXAMPLE}/bulletin.md").read_text(encoding="utf-8")
        assert "\nexample: true\n" in head
        assert "date: 2026-11-30\n" in head


def test_where_no_language_of_the_site_has_an_example_there_is_none(tmp_path):
    firstday.make(tmp_path, _answers("fr", "ja"), NOW)
    assert [path.name for path in (tmp_path / "content").iterdir()] == ["site.toml"]


def test_a_folder_with_something_in_it_is_not_touched(tmp_path):
    (tmp_path / "own.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Misused, match="nothing was made"):
        firstday.make(tmp_path, _answers(), NOW)
    assert tree(tmp_path) == {"own.txt": b"mine"}


def test_what_is_hidden_stays(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config").write_text("mine", encoding="utf-8")
    assert firstday.is_empty(tmp_path)
    firstday.make(tmp_path, _answers(), NOW)
    assert (tmp_path / ".git/config").read_text(encoding="utf-8") == "mine"
    assert not firstday.is_empty(tmp_path)


def test_a_disk_that_fails_leaves_nothing(tmp_path, monkeypatch):
    real = type(tmp_path).rename

    def failing(path, target):
        if path.name == "content":
            raise OSError(28, "No space left on device")
        return real(path, target)

    monkeypatch.setattr(type(tmp_path), "rename", failing)
    with pytest.raises(Unable, match="No space left"):
        firstday.make(tmp_path, _answers(), NOW)
    assert firstday.is_empty(tmp_path)
    monkeypatch.undo()
    firstday.make(tmp_path, _answers(), NOW)


def _thrown_away(site):
    found = reading.settings((site / "content/site.toml").read_text(encoding="utf-8"))
    firstday.throw_away(Store(site), found.locales, NOW)


def test_the_example_goes_whole_with_its_translations(tmp_path):
    firstday.make(tmp_path, _answers("en", "zh-Hans"), NOW)
    assert firstday.is_example(Store(tmp_path), EXAMPLE)
    _thrown_away(tmp_path)
    left = [path for path in tree(tmp_path) if not path.startswith(".cache/")]
    assert not [path for path in left if EXAMPLE in path]
    assert not (tmp_path / "content" / EXAMPLE).exists()
    assert not [problem for problem in check(tmp_path, now=NOW) if not problem.warning]
    with pytest.raises(Misused):
        _thrown_away(tmp_path)


def test_an_example_that_readers_know_stays(tmp_path):
    firstday.make(tmp_path, _answers(), NOW)
    support.build(tmp_path, tmp_path / "output")
    assert not firstday.is_example(Store(tmp_path), EXAMPLE)
    with pytest.raises(Misused):
        _thrown_away(tmp_path)
    assert (tmp_path / "content" / EXAMPLE / "bulletin.md").is_file()


def test_what_somebody_put_beside_the_example_stays(tmp_path):
    firstday.make(tmp_path, _answers(), NOW)
    own = tmp_path / "content" / EXAMPLE / "notes.txt"
    own.write_text("mine", encoding="utf-8")
    _thrown_away(tmp_path)
    assert own.read_text(encoding="utf-8") == "mine"


def test_every_region_has_its_clocks():
    found = regions("en")
    assert {"CN", "GB", "US", "SG"} <= {one.code for one in found}
    assert all(firstday.offset(one.zone, NOW) is not None for one in found)
