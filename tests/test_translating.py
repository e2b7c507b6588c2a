"""The translators' commands, on real folders and with gettext's own tools."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from generator import loading, po_reading, translating
from generator.errors import Misused, Refused
from tests import support
from tests.benchmarks import updating

MSGFMT, MSGMERGE = shutil.which("msgfmt"), shutil.which("msgmerge")
needs_gettext = pytest.mark.skipif(
    not (MSGFMT and MSGMERGE), reason="GNU gettext is not installed (Debian: gettext)"
)
BULLETIN = "customer-service-fraud"
ZH = f"locales/zh_Hans/LC_MESSAGES/{BULLETIN}.po"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The project's own site, to be changed."""
    for name in ("content", "locales", "templates"):
        shutil.copytree(support.ROOT / name, tmp_path / name)
    return tmp_path


def edit(site: Path, path: str, old: str, new: str) -> None:
    file = site / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def standing(site: Path, tag: str) -> tuple[str, str]:
    row = next(r for r in loading.status(site) if (r.domain, r.locale) == (BULLETIN, tag))
    return row.standing, row.why


def test_the_projects_catalogues_are_up_to_date(site):
    assert translating.update(site).changed == ()


def test_the_projects_templates_of_catalogues_are_up_to_date(site):
    assert translating.extract(site).changed == ()


def test_a_one_word_edit_touches_one_entry_a_locale(site):
    before = (site / ZH).read_text(encoding="utf-8")
    edit(site, f"content/{BULLETIN}/reminders/04-no-transfers.md", "do not do it", "never do it")
    assert sorted(translating.update(site).changed) == sorted(
        [ZH, f"locales/en/LC_MESSAGES/{BULLETIN}.po"]
    )
    after = (site / ZH).read_text(encoding="utf-8")
    assert len(set(after.split("\n\n")) - set(before.split("\n\n"))) == 1
    assert standing(site, "zh-Hans") == ("withheld", "1 to review")
    assert standing(site, "en") == ("published", "")


def test_an_edit_taken_back_brings_the_translation_back(site):
    path = f"content/{BULLETIN}/reminders/04-no-transfers.md"
    text = "If a caller asks you to transfer money or take out a loan, do not do it. It is a scam."
    edit(site, path, text, "Something quite different stands here for a day.")
    translating.update(site)
    edit(site, path, "Something quite different stands here for a day.", text)
    translating.update(site)
    assert standing(site, "zh-Hans") == ("published", "")


def test_an_edit_that_was_reviewed_for_and_taken_back_is_as_it_was(site):
    before = (site / ZH).read_bytes()
    path = f"content/{BULLETIN}/reminders/04-no-transfers.md"
    edit(site, path, "do not do it", "never do it")
    translating.update(site)
    edit(site, path, "never do it", "do not do it")
    translating.update(site)
    assert (site / ZH).read_bytes() == before


def test_a_renamed_routine_keeps_its_translations(site):
    folder = site / f"content/{BULLETIN}/routines"
    (folder / "04-vip-agent.md").rename(folder / "01-membership.md")
    translating.update(site)
    assert standing(site, "zh-Hans") == ("published", "")


def test_reordered_routines_change_only_their_place_in_the_file(site):
    folder = site / f"content/{BULLETIN}/routines"
    (folder / "01-baitiao-account.md").rename(folder / "09-baitiao-account.md")
    translating.update(site)
    assert standing(site, "zh-Hans") == ("published", "")


def test_a_mend_of_the_source_makes_no_language_stale(site):
    path = site / f"locales/en/LC_MESSAGES/{BULLETIN}.po"
    text = path.read_text(encoding="utf-8")
    msgid = 'msgid "Keep personal information to yourself"\nmsgstr "'
    assert msgid in text
    path.write_text(text.replace(msgid, f"{msgid}Keep your details to yourself"), encoding="utf-8")
    assert translating.update(site).changed == ()
    assert standing(site, "zh-Hans") == ("published", "")
    support.build(site, site / "output")
    page = (site / f"output/en/{BULLETIN}/index.html").read_text(encoding="utf-8")
    assert "Keep your details to yourself" in page
    assert "Keep personal information to yourself" not in page


def test_init_adds_a_language_that_is_withheld_until_it_is_right(site):
    toml = (site / "content/site.toml").read_text(encoding="utf-8")
    written = translating.init(site, "fr")
    assert "locales/fr/LC_MESSAGES/site.po" in written.changed
    after = (site / "content/site.toml").read_text(encoding="utf-8")
    assert after.replace(', "fr"]', "]") == toml
    assert standing(site, "fr")[0] == "withheld"
    built = support.build(site, site / "output")
    assert any("fr" in warning.wrong for warning in built.warnings)
    assert not (site / "output/fr").exists()


@pytest.mark.parametrize("tag", ["en", "zh_CN", "klingon", "../x", ""])
def test_init_refuses_what_is_no_new_language(site, tag):
    with pytest.raises(Misused):
        translating.init(site, tag)


def test_a_broken_catalogue_stops_an_update_and_changes_nothing(site):
    edit(site, f"content/{BULLETIN}/reminders/04-no-transfers.md", "do not do it", "never do it")
    (site / "locales/zh_Hans/LC_MESSAGES/site.po").write_text('msgid "cut off', encoding="utf-8")
    before = support.tree(site)
    with pytest.raises(Refused):
        translating.update(site)
    assert support.tree(site) == before


def test_the_catalogue_template_of_a_bulletin_that_is_gone_goes(site):
    shutil.rmtree(site / f"content/{BULLETIN}")
    assert translating.extract(site).removed == (f"locales/{BULLETIN}.pot",)
    assert (site / ZH).exists()


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, capture_output=True, text=True, check=False)


@needs_gettext
def test_msgfmt_passes_every_file_that_is_written(site):
    for tag in ("fr", "pl", "ar"):
        translating.init(site, tag)
    edit(site, f"content/{BULLETIN}/reminders/04-no-transfers.md", "do not do it", "never do it")
    (site / f"content/{BULLETIN}/routines/04-vip-agent.md").unlink()
    translating.update(site)
    translating.extract(site)
    files = sorted((site / "locales").rglob("*.po*"))
    assert len(files) == 12
    for file in files:
        done = run(MSGFMT, "-c", "-o", str(site / "x.mo"), str(file))
        assert done.returncode == 0, done.stderr


@needs_gettext
def test_a_catalogue_comes_back_from_msgmerge_without_loss(site):
    """What msgmerge makes of our catalogue and template, an update leaves as it is."""
    edit(site, f"content/{BULLETIN}/reminders/04-no-transfers.md", "do not do it", "never do it")
    translating.extract(site)
    pot = site / f"locales/{BULLETIN}.pot"
    merged = run(MSGMERGE, "--previous", "--quiet", str(site / ZH), str(pot))
    assert merged.returncode == 0, merged.stderr
    (site / ZH).write_text(merged.stdout, encoding="utf-8")
    before = po_reading.read((site / ZH).read_bytes(), ZH)
    translating.update(site)
    after = po_reading.read((site / ZH).read_bytes(), ZH)
    assert {(e.key, e.msgstr, e.fuzzy, e.previous) for e in before.entries} == {
        (e.key, e.msgstr, e.fuzzy, e.previous) for e in after.entries
    }


def test_status_counts_what_is_left(site):
    edit(site, f"content/{BULLETIN}/reminders/04-no-transfers.md", "do not do it", "never do it")
    translating.update(site)
    rows = [row.as_json() for row in loading.status(site)]
    row = next(r for r in rows if (r["domain"], r["locale"]) == (BULLETIN, "zh-Hans"))
    assert row["needs_review"] == 1
    assert row["missing"] == 0
    assert row["words_left"] == 20
    assert row["translated"] == row["total"] - 1
    assert str(row["first_waiting"]).startswith("If a caller asks")
    json.dumps(rows)


def test_a_large_update_touches_what_was_edited_and_nothing_else():
    touched = {name: count for name, (_, count) in updating.measure(1000, 50, 1).items()}
    assert touched == {"no-op": 0, "one word": 1, "50 texts": 50}
