"""The translators' commands, on real folders and with gettext's own tools."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from generator.build import load
from generator.catalogs import po, reader
from generator.commands import translate
from generator.config.edit import with_locale
from generator.diagnostics.errors import Misused, Problems, Refused, Unable
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
    row = next(r for r in load.status(site).rows if (r.domain, r.locale) == (BULLETIN, tag))
    return row.standing, row.why


def test_the_projects_catalogs_are_up_to_date(site):
    assert translate.update(site).changed == ()


def test_the_projects_templates_of_catalogs_are_up_to_date(site):
    assert translate.extract(site).changed == ()


def _notes(site, tag, domain, msgid):
    path = site / f"locales/{tag}/LC_MESSAGES/{domain}.po"
    (entry,) = (e for e in reader.read(path.read_bytes(), "x").entries if e.msgid == msgid)
    return entry.extracted


def test_translators_are_told_the_glossarys_words_for_the_terms_of_a_text(small_site):
    terms = (
        '[[terms]]\nen = ["parcel", "packet"]\nzh-Hans = ["包裹", "快递"]\n'
        '[[terms]]\nen = "lost"\n[[terms]]\nen = "police"\nzh-Hans = "警方"\n'
    )
    support.write_tree(small_site, {"content/glossary.toml": terms})
    translate.update(small_site)
    told = "glossary: “parcel” = “包裹” or “快递”"
    assert _notes(small_site, "zh_Hans", "refund", "A lost parcel") == ("Title", told)
    assert _notes(small_site, "en", "refund", "A lost parcel") == ("Title",)
    assert translate.update(small_site).changed == ()
    support.write_tree(small_site, {"content/glossary.toml": terms.replace("包裹", "邮包")})
    (changed,) = translate.update(small_site).changed
    assert "zh_Hans" in changed
    assert translate.extract(small_site).changed
    pot = (small_site / "locales/refund.pot").read_text(encoding="utf-8")
    assert "glossary" not in pot, "a template is for every language"


def test_terms_of_the_sites_own_words_are_told_too(small_site):
    terms = '[[terms]]\nen = "hotline"\nzh-Hans = ["""热\n线""", "二", "三", "四"]\n'
    support.write_tree(small_site, {"content/glossary.toml": terms})
    translate.update(small_site)
    told = "glossary: “hotline” = “热 线” or “二” or “三” or …"
    assert _notes(small_site, "zh_Hans", "site", "Hotline") == (told,)
    assert translate.update(small_site).changed == ()


def test_a_one_word_edit_touches_one_entry_a_locale(site):
    before = (site / ZH).read_text(encoding="utf-8")
    edit(site, f"content/{BULLETIN}/reminders/04-no-transfers.md", "do not do it", "never do it")
    assert sorted(translate.update(site).changed) == sorted(
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
    translate.update(site)
    edit(site, path, "Something quite different stands here for a day.", text)
    translate.update(site)
    assert standing(site, "zh-Hans") == ("published", "")


def test_an_edit_that_was_reviewed_for_and_taken_back_is_as_it_was(site):
    before = (site / ZH).read_bytes()
    path = f"content/{BULLETIN}/reminders/04-no-transfers.md"
    edit(site, path, "do not do it", "never do it")
    translate.update(site)
    edit(site, path, "never do it", "do not do it")
    translate.update(site)
    assert (site / ZH).read_bytes() == before


def test_a_renamed_routine_keeps_its_translations(site):
    folder = site / f"content/{BULLETIN}/routines"
    (folder / "04-vip-agent.md").rename(folder / "01-membership.md")
    translate.update(site)
    assert standing(site, "zh-Hans") == ("published", "")


def test_reordered_routines_change_only_their_place_in_the_file(site):
    folder = site / f"content/{BULLETIN}/routines"
    (folder / "01-baitiao-account.md").rename(folder / "09-baitiao-account.md")
    translate.update(site)
    assert standing(site, "zh-Hans") == ("published", "")


def test_a_mend_of_the_source_makes_no_language_stale(site):
    path = site / f"locales/en/LC_MESSAGES/{BULLETIN}.po"
    text = path.read_text(encoding="utf-8")
    msgid = 'msgid "Keep personal information to yourself"\nmsgstr "'
    assert msgid in text
    path.write_text(text.replace(msgid, f"{msgid}Keep your details to yourself"), encoding="utf-8")
    assert translate.update(site).changed == ()
    assert standing(site, "zh-Hans") == ("published", "")
    support.build(site, site / "output")
    page = (site / f"output/en/{BULLETIN}/index.html").read_text(encoding="utf-8")
    assert "Keep your details to yourself" in page
    assert "Keep personal information to yourself" not in page


def test_init_adds_a_language_that_is_withheld_until_it_is_right(site):
    toml = (site / "content/site.toml").read_text(encoding="utf-8")
    written = translate.init(site, "fr")
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
        translate.init(site, tag)


def test_a_broken_catalog_stops_an_update_and_changes_nothing(site):
    edit(site, f"content/{BULLETIN}/reminders/04-no-transfers.md", "do not do it", "never do it")
    (site / "locales/zh_Hans/LC_MESSAGES/site.po").write_text('msgid "cut off', encoding="utf-8")
    before = support.tree(site)
    with pytest.raises(Refused):
        translate.update(site)
    assert support.tree(site) == before


def test_the_catalog_template_of_a_bulletin_that_is_gone_goes(site):
    shutil.rmtree(site / f"content/{BULLETIN}")
    assert translate.extract(site).removed == (f"locales/{BULLETIN}.pot",)
    assert (site / ZH).exists()


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, capture_output=True, text=True, check=False)


@needs_gettext
def test_msgfmt_passes_every_file_that_is_written(site):
    for tag in ("fr", "pl", "ar"):
        translate.init(site, tag)
    edit(site, f"content/{BULLETIN}/reminders/04-no-transfers.md", "do not do it", "never do it")
    (site / f"content/{BULLETIN}/routines/04-vip-agent.md").unlink()
    translate.update(site)
    translate.extract(site)
    files = sorted((site / "locales").rglob("*.po*"))
    assert len(files) == 6 * (1 + len(support.NOTICES))  # five languages and the templates
    for file in files:
        done = run(MSGFMT, "-c", "-o", str(site / "x.mo"), str(file))
        assert done.returncode == 0, done.stderr


@needs_gettext
def test_a_catalog_comes_back_from_msgmerge_without_loss(site):
    """What msgmerge makes of our catalog and template, an update leaves as it is."""
    edit(site, f"content/{BULLETIN}/reminders/04-no-transfers.md", "do not do it", "never do it")
    translate.extract(site)
    pot = site / f"locales/{BULLETIN}.pot"
    merged = run(MSGMERGE, "--previous", "--quiet", str(site / ZH), str(pot))
    assert merged.returncode == 0, merged.stderr
    (site / ZH).write_text(merged.stdout, encoding="utf-8")
    before = reader.read((site / ZH).read_bytes(), ZH)
    translate.update(site)
    after = reader.read((site / ZH).read_bytes(), ZH)
    assert {(e.key, e.msgstr, e.fuzzy, e.previous) for e in before.entries} == {
        (e.key, e.msgstr, e.fuzzy, e.previous) for e in after.entries
    }


LIST = """{% extends "base.html" %}
{% block main %}
{{ _("Date") }}
{% trans num=3 %}{{ num }} notice{% pluralize num %}{{ num }} notices{% endtrans %}
{% endblock %}
"""


@pytest.fixture
def plural_site(small_site: Path) -> Path:
    """A small site with templates of its own, one of which counts."""
    shutil.copytree(support.ROOT / "templates", small_site / "templates")
    (small_site / "templates/list.html").write_text(LIST, encoding="utf-8")
    for tag in ("pl", "ar"):
        translate.init(small_site, tag)
    translate.update(small_site)
    return small_site


def site_po(site: Path, folder: str = "zh_Hans") -> Path:
    return site / f"locales/{folder}/LC_MESSAGES/site.po"


def fill(path: Path, msgid: str, **fields: object) -> None:
    """Change one entry of a catalog, as a translator would."""
    catalog = reader.read(path.read_bytes(), path.name)
    entries = tuple(e.changed(**fields) if e.msgid == msgid else e for e in catalog.entries)
    path.write_bytes(po.write(replace(catalog, entries=entries)))


NOTICES = "%(num)s notice"
FOLDERS = {"zh_Hans": 1, "en": 2, "pl": 3, "ar": 6}


@needs_gettext
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_plural_has_its_languages_forms_and_gettext_takes_them(plural_site, folder):
    path = site_po(plural_site, folder)
    forms = tuple(f"%(num)s {n}" for n in range(FOLDERS[folder]))
    empty = {e.msgid: e.msgstr for e in reader.read(path.read_bytes(), "x").entries}[NOTICES]
    assert empty == ("",) * FOLDERS[folder]
    fill(path, NOTICES, msgstr=forms)
    for edited in (LIST, LIST.replace("} notices", "} new dangers")):
        (plural_site / "templates/list.html").write_text(edited, encoding="utf-8")
        translate.update(plural_site)
        translate.extract(plural_site)
        for file in (path, plural_site / "locales/site.pot"):
            done = run(MSGFMT, "-c", "-o", str(plural_site / "x.mo"), str(file))
            assert done.returncode == 0, done.stderr
    assert b'#| msgid_plural "%(num)s notices"' in path.read_bytes()


@needs_gettext
def test_an_update_brings_a_wrong_number_of_forms_right(plural_site):
    path = site_po(plural_site, "pl")
    catalog = reader.read(path.read_bytes(), "x")
    path.write_bytes(po.write(catalog.with_header("Plural-Forms", "nplurals=4; plural=0;")))
    fill(path, NOTICES, msgstr=("a %(num)s", "b %(num)s", "c %(num)s", "d %(num)s"))
    assert "locales/pl/LC_MESSAGES/site.po" in translate.update(plural_site).changed
    (entry,) = [e for e in reader.read(path.read_bytes(), "x").entries if e.msgid == NOTICES]
    assert (len(entry.msgstr), entry.fuzzy) == (3, True)
    assert run(MSGFMT, "-c", "-o", str(plural_site / "x.mo"), str(path)).returncode == 0
    assert translate.update(plural_site).changed == ()


@pytest.mark.parametrize(
    ("msgid", "plural", "form"),
    [
        ("Date", "%(evil)s", "%(evil)s"),
        (NOTICES, "%(num)s %(evil)s", "%(evil)s"),
        ("Refund scams", "Refund", "退款诈骗"),
    ],
)
def test_a_plural_that_the_source_has_not_is_refused(plural_site, msgid, plural, form):
    path = (
        site_po(plural_site)
        if msgid != "Refund scams"
        else site_po(plural_site).with_name("refund.po")
    )
    fill(path, msgid, msgid_plural=plural, msgstr=(form,))
    found = [line for line in support.problems(plural_site) if ": format: " in line]
    assert any(line.endswith("plural is not the source's; run update") for line in found), found
    if "evil" in form:
        assert any("“%(evil)s” is no value" in line for line in found)
    translate.update(plural_site)
    assert not [line for line in support.problems(plural_site) if ": format: " in line]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_init_keeps_line_breaks_and_byte_order_mark_of_the_settings(small_site, end, bom):
    path = small_site / "content/site.toml"
    before = bom + path.read_bytes().replace(b"\n", end.encode())
    path.write_bytes(before)
    translate.init(small_site, "fr")
    assert path.read_bytes() == before.replace(b'"zh-Hans"]', b'"zh-Hans", "fr"]')


def test_init_keeps_mixed_line_breaks_where_locales_has_several_lines():
    before = '\ufeffa = 1\r\nlocales = [\n  "en",  # first\r\n  "pl", # second\n]\r\nb = 2\n'
    after = with_locale(before, "fr")
    assert after == before.replace("# second\n", '# second\n  "fr",\r\n')


def test_extract_removes_no_template_of_another_program(small_site):
    foreign = b'msgid ""\nmsgstr "Project-Id-Version: other\\n"\n'
    own = foreign.replace(b"other", b"bulletins")
    kept = {"other.pot": foreign, "broken.pot": own + b'msgid "cut', "empty.pot": b""}
    support.write_tree(small_site / "locales", {**kept, "gone.pot": own, "zz.pot/x": b""})
    assert translate.extract(small_site).removed == ("locales/gone.pot",)
    assert (small_site / "locales/zz.pot").is_dir()
    assert all((small_site / "locales" / name).read_bytes() == kept[name] for name in kept)


def test_what_the_disk_refuses_is_told_with_the_path(small_site, monkeypatch):
    support.write_tree(small_site / "locales", {"site.pot/x": b""})
    with pytest.raises(Unable, match=r"^locales/site\.pot: cannot be written: Is a directory$"):
        translate.extract(small_site)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(translate, "replace_file", full)
    with pytest.raises(Unable, match=r"^locales/.*: cannot be written: No space left on device$"):
        translate.init(small_site, "fr")


def test_a_stale_template_that_cannot_be_removed_is_told(small_site, monkeypatch):
    translate.extract(small_site)
    shutil.rmtree(small_site / "content/refund")

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refused)
    with pytest.raises(
        Unable, match=r"^locales/refund\.pot: cannot be removed: Permission denied$"
    ):
        translate.extract(small_site)


def test_status_counts_what_is_left(site):
    edit(site, f"content/{BULLETIN}/reminders/04-no-transfers.md", "do not do it", "never do it")
    translate.update(site)
    rows = [row.as_json() for row in load.status(site).rows]
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


@pytest.mark.parametrize(
    ("choice", "set_so"), [("any", "一个 A 包裹"), ("none", "一个A包裹"), ("always", "一个 A 包裹")]
)
def test_update_sets_the_spaces_of_chinese_as_the_site_chose(small_site, choice, set_so):
    translate.update(small_site)
    path = small_site / "locales/zh_Hans/LC_MESSAGES/refund.po"
    catalog = reader.read(path.read_bytes(), "x")
    entries = tuple(
        entry.changed(msgstr=("一个 A 包裹",)) if entry.msgid == "A lost parcel" else entry
        for entry in catalog.entries
    )
    path.write_bytes(po.write(replace(catalog, entries=entries)))
    toml = small_site / "content/site.toml"
    head, _, rest = toml.read_text(encoding="utf-8").partition("[facts]")
    style = f'[style]\nchinese_spacing = "{choice}"\n'
    toml.write_text(f"{head}{style}[facts]{rest}", encoding="utf-8")
    translate.update(small_site)
    (entry,) = (
        one for one in reader.read(path.read_bytes(), "x").entries if one.msgid == "A lost parcel"
    )
    assert entry.msgstr == (set_so,)
    assert translate.update(small_site).changed == ()


def _of_languages(site: Path) -> list[str]:
    """What is told of the languages that catalogues' headers name."""
    problems = Problems()
    support.read_site(site, problems)
    return [str(one) for one in problems.warnings if "Language:" in one.wrong]


@pytest.mark.parametrize("named", ["zh", "fr", "zh_TW"])
def test_a_catalogue_of_another_language_is_told_and_update_names_its_own(small_site, named):
    """Poedit writes zh."""
    path = small_site / "locales/zh_Hans/LC_MESSAGES/refund.po"
    translate.update(small_site)
    right = path.read_bytes()
    path.write_bytes(right.replace(b'"Language: zh_Hans\\n', f'"Language: {named}\\n'.encode()))
    line = right[: right.index(b'"Language:')].count(b"\n") + 1
    told = _of_languages(small_site)
    assert [one.partition(": the header")[0] for one in told] == [
        f"locales/zh_Hans/LC_MESSAGES/refund.po:{line}: catalogue"
    ]
    assert f"“Language: {named}”, and the folder is zh_Hans" in told[0]
    translate.update(small_site)
    assert path.read_bytes() == right
    assert _of_languages(small_site) == []


def test_a_catalogue_without_a_header_is_read_and_update_gives_it_one(small_site):
    path = small_site / "locales/zh_Hans/LC_MESSAGES/refund.po"
    support.write_tree(
        small_site,
        {
            "locales/zh_Hans/LC_MESSAGES/refund.po": (
                'msgctxt "bulletin"\nmsgid "Refund scams"\nmsgstr "退款诈骗"\n'
            )
        },
    )
    assert not support.problems(small_site)
    translate.update(small_site)
    catalog = reader.read(path.read_bytes(), path.name)
    assert catalog.headers["Language"] == "zh_Hans"
    assert catalog.headers["Content-Type"] == "text/plain; charset=UTF-8"
    assert next(one for one in catalog.entries if one.translated).msgstr == ("退款诈骗",)
    assert translate.update(small_site).changed == ()
