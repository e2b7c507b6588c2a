"""The site is set up by forms: each saves what was edited, and a changed fact after a look."""

from __future__ import annotations

import tomllib

import pytest

from generator.desk import carriers
from generator.desk.files import digest
from tests import support
from tests.desk.web.visitor import PEOPLE, SITES, Visitor
from tests.support import tree

TOML, TERMS = "content/site.toml", "content/glossary.toml"
ZH = "locales/zh_Hans/LC_MESSAGES/site.po"
PARTS = ("name", "look", "languages", "posters", "people")


def _text(site, path=TOML):
    return (site / path).read_text(encoding="utf-8")


def _data(site, path=TOML):
    return tomllib.loads(_text(site, path))


def _kept(before, after):
    """The lines that a file has lost, and those that it has got."""
    old, new = before.split("\n"), after.split("\n")
    return [one for one in old if one not in new], [one for one in new if one not in old]


def _filled(visitor, address, changes, button="Save"):
    page = visitor.get(address)
    return visitor.fill(page, page.form(address), {f"f-{k}": v for k, v in changes.items()}, button)


@pytest.mark.parametrize("name", [*SITES])
def test_a_form_that_is_sent_as_it_is_changes_no_byte(name, tmp_path):
    site = support.example_site(name, tmp_path / name)
    visitor, before = Visitor(site), tree(site)
    facts = _data(site).get("facts", {})
    addresses = [f"/site/part/{part}/" for part in PARTS]
    addresses += [f"/site/contacts/{fact}/" for fact in facts]
    addresses += ["/site/topics/", *(["/site/terms/0/"] if TERMS in before else [])]
    for address in addresses:
        page = visitor.get(address)
        found = [one for one in page.forms if one.action == address]
        for form in found:
            after = visitor.send(page, form, "Save")
            assert (after.status, after.address) == (200, address)
    assert tree(site) == before


def test_the_name_is_saved_with_its_translation_and_no_other_line_is_another(small_site):
    visitor, before = Visitor(small_site), _text(small_site)
    page = _filled(visitor, "/site/part/name/", {"title": "New name", "title@zh-Hans": "新名称"})
    assert "Saved." in page.words
    assert _kept(before, _text(small_site))[1] == ['title = "New name"']
    entry = _text(small_site, ZH).partition('msgid "New name"\n')[2]
    assert entry.startswith('msgstr "新名称"')


def test_a_translation_whose_text_has_changed_waits_to_be_read_again(small_site):
    visitor = Visitor(small_site)
    _filled(visitor, "/site/part/name/", {"title@zh-Hans": "旧名称"})
    _filled(visitor, "/site/part/name/", {"title": "Quite another name"})
    words = visitor.get("/site/part/name/").words
    assert "needs review" in words
    page = visitor.get("/site/part/name/")
    assert page.form("name/")["f-title@zh-Hans"] == "旧名称"


def test_what_is_wrong_is_told_at_its_field_and_not_saved(small_site):
    visitor, before = Visitor(small_site), tree(small_site)
    page = _filled(visitor, "/site/part/look/", {"look.colour": "#ffff00"})
    assert page.status == 422
    assert "has a contrast of 1.0:1, and needs 7:1" in page.words
    assert page.form("look/")["f-look.colour"] == "#ffff00"
    assert tree(small_site) == before
    after = visitor.send(page, page.form("look/"), "Save", **{"f-look.colour": "#102030"})
    assert "Saved." in after.words
    assert _data(small_site)["look"] == {"colour": "#102030"}
    assert "its contrast is" in after.words


def test_a_changed_hotline_is_saved_by_the_second_button_alone(small_site):
    support.build(small_site, small_site / "output")
    visitor, before = Visitor(small_site), tree(small_site)
    page = _filled(visitor, "/site/contacts/hotline/", {"facts.hotline.tel": "96111"})
    assert "Nothing is saved yet." in page.words
    assert "96110" in page.words
    assert "96111" in page.words
    assert tree(small_site) == before
    found = carriers.carriers(
        visitor.desk.held,
        small_site / "output",
        visitor.desk.held.site.settings,
        carriers.Change("hotline", "96110", "96111"),
    )
    assert found.pages
    for path in (*found.pages, *found.texts, *found.sheets, *found.named):
        assert path not in page.words
    assert "English: the page" in page.words
    assert "English: the text message" in page.words
    assert "a file of the site" not in page.words
    after = visitor.send(page, page.form("hotline/"), "It is right: change it")
    assert "Saved." in after.words
    assert _data(small_site)["facts"]["hotline"] == {"tel": "96111"}
    assert len(_kept(before[TOML].decode(), _text(small_site))[1]) == 1
    assert carriers.unlooked(visitor.desk.held, small_site / "output") == ()


def test_a_look_that_was_at_another_change_confirms_nothing(small_site):
    visitor = Visitor(small_site)
    page = _filled(visitor, "/site/contacts/hotline/", {"facts.hotline.tel": "96111"})
    form, before = page.form("hotline/"), tree(small_site)
    again = visitor.send(page, form, **{"f-facts.hotline.tel": "96112"})
    assert "Nothing is saved yet." in again.words
    assert tree(small_site) == before


def test_words_of_a_contact_are_saved_without_a_look(small_site):
    visitor = Visitor(small_site)
    changes = {"contacts.0.call": "Not sure? Call", "contacts.0.call@zh-Hans": "拿不准？请打"}
    page = _filled(visitor, "/site/contacts/hotline/", changes)
    assert "Saved." in page.words
    assert _data(small_site)["contacts"][0]["call"] == "Not sure? Call"
    assert "拿不准？请打" in _text(small_site, ZH)


def test_a_fact_that_was_changed_by_hand_is_looked_at_before_it_is_published(small_site):
    support.build(small_site, small_site / "output")
    visitor = Visitor(small_site)
    assert "nobody has looked" not in visitor.get("/site/").words
    toml = small_site / TOML
    toml.write_text(_text(small_site).replace("96110", "96112"), encoding="utf-8")
    assert "nobody has looked" in visitor.get("/site/").words
    page = visitor.get("/site/changed/")
    assert "96112" in page.words
    after = visitor.send(page, page.form("changed/"), "It is right: I have looked at it")
    assert "nobody has looked" not in after.words
    assert carriers.unlooked(visitor.desk.held, small_site / "output") == ()
    assert "No fact has changed" in visitor.get("/site/changed/").words


def test_a_fact_comes_and_becomes_a_contact_and_goes(small_site):
    visitor, before = Visitor(small_site), _text(small_site)
    page = visitor.get("/site/contacts/")
    typed = {"form": "tel", "name": "station", "value": "021-55550123"}
    page = visitor.fill(page, page.form("add"), typed, "Add")
    assert _data(small_site)["facts"]["station"] == {"tel": "021-55550123"}
    change = page.form("change")
    page = visitor.send(page, change, "Make it a contact", label="The station")
    assert _data(small_site)["contacts"][-1] == {"fact": "station", "label": "The station"}
    names = [one["fact"] for one in _data(small_site)["contacts"]]
    page = visitor.send(page, page.form("change"), "Move up")
    assert [one["fact"] for one in _data(small_site)["contacts"]] == names
    page = visitor.send(page, page.form("change"), "It is right: change it")
    moved = [one["fact"] for one in _data(small_site)["contacts"]]
    assert sorted(moved) == sorted(names)
    assert moved.index("station") == max(len(names) - 2, 0)
    page = visitor.get("/site/contacts/station/")
    page = visitor.send(page, page.form("change"), "Take it from the contacts")
    page = visitor.send(page, page.form("change"), "It is right: change it")
    page = visitor.send(page, page.form("change"), "Remove")
    assert "It is gone." in page.words
    visitor.send(page, page.form("change"), "It is right: change it")
    assert _text(small_site) == before


@pytest.mark.parametrize(
    ("name", "value"),
    [("Station", "1"), ("hotline", "1"), ("x", "no number"), ("a.b", "1"), ("", "")],
)
def test_a_fact_that_cannot_be_is_not_added(small_site, name, value):
    visitor, before = Visitor(small_site), tree(small_site)
    page = visitor.get("/site/contacts/")
    typed = {"form": "tel", "name": name, "value": value}
    after = visitor.fill(page, page.form("add"), typed, "Add")
    assert "Nothing was added" in after.words or after.status == 422
    assert tree(small_site) == before


def test_a_fact_that_a_text_names_stays(small_site):
    visitor = Visitor(small_site)
    page = visitor.get("/site/contacts/hotline/")
    page = visitor.send(page, page.form("change"), "Take it from the contacts")
    if page.status == 422:  # the pages have to say whom to call
        return
    assert "Remove" not in [words for words, _, _ in page.form("change").buttons]


def test_a_language_is_added_as_by_init_and_what_is_left_leads_to_its_place(small_site):
    visitor = Visitor(small_site)
    page = visitor.get("/site/languages/")
    page = visitor.send(page, page.form("add"), "Add", chosen="fr")
    assert _data(small_site)["locales"][-1] == "fr"
    assert (small_site / "locales/fr/LC_MESSAGES/refund.po").is_file()
    links = [one for one in page.links() if one.endswith("/fr/")]
    assert links[0] == "/translate/site/fr/"
    assert "/translate/refund/fr/" in links
    assert visitor.get(links[0]).status == 200
    for wrong in ("", "no language", "../x", "fr"):
        before = tree(small_site)
        visitor.send(page, page.form("add"), "Add", tag=wrong)
        assert tree(small_site) == before


def test_terms_come_change_and_go(small_site):
    visitor = Visitor(small_site)
    page = visitor.get("/site/terms/")
    page = visitor.fill(
        page, page.form("add"), {"term-en": "credit record", "term-zh-Hans": "征信"}, "Add"
    )
    number = page.address.rstrip("/").rpartition("/")[2]
    changes = {
        f"f-terms.{number}.never.en": "credit reporting\ncredit investigation",
        f"f-terms.{number}.advice": "true",
        f"f-terms.{number}.from": ["zh-Hans"],
    }
    page = visitor.fill(page, page.form(page.address), changes, "Save")
    assert "Saved." in page.words
    made = _data(small_site, TERMS)["terms"][int(number)]
    assert made == {
        "en": "credit record",
        "zh-Hans": "征信",
        "never": {"en": ["credit reporting", "credit investigation"]},
        "from": "zh-Hans",
        "advice": True,
    }
    page = visitor.fill(page, page.form(page.address), {f"f-terms.{number}.never.en": ""}, "Save")
    assert "never" not in _data(small_site, TERMS)["terms"][int(number)]
    wrong = {f"f-terms.{number}.never.en": "credit record"}
    refused = visitor.fill(page, page.form(page.address), wrong, "Save")
    assert refused.status == 422
    visitor.send(page, page.form("remove"), "Remove this term")
    assert len(_data(small_site, TERMS).get("terms", [])) == int(number)


def test_topics_come_change_and_go(small_site):
    visitor = Visitor(small_site)
    page = visitor.get("/site/topics/")
    page = visitor.send(page, page.form("add"), "Add", words="Fake callers")
    assert _data(small_site)["topics"] == {"fake-callers": "Fake callers"}
    page = _filled(visitor, "/site/topics/", {"topics.fake-callers@zh-Hans": "假冒来电"})
    assert "假冒来电" in _text(small_site, ZH)
    visitor.send(page, page.form("remove"), "Remove “fake-callers”")
    assert _data(small_site).get("topics", {}) == {}


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'


def test_a_drawing_that_is_pasted_is_the_emblem(small_site):
    visitor = Visitor(small_site)
    page = visitor.get("/site/part/look/")
    page = visitor.send(page, page.form("emblem"), "Make it the emblem", drawing=SVG)
    assert "Saved." in page.words
    assert (small_site / "content/_look/emblem.svg").read_text(encoding="utf-8") == f"{SVG}\n"
    assert _data(small_site)["look"] == {"emblem": "_look/emblem.svg"}
    assert page.form("look/")["f-look.emblem"] == "_look/emblem.svg"


@pytest.mark.parametrize("drawing", ["", "a", SVG.replace("<path", "<script/><path"), SVG[:-3]])
def test_a_drawing_that_no_page_may_have_is_not_saved(small_site, drawing):
    visitor, before = Visitor(small_site), tree(small_site)
    page = visitor.get("/site/part/look/")
    page = visitor.send(page, page.form("emblem"), "Make it the emblem", drawing=drawing)
    assert page.status == 422
    assert tree(small_site) == before


def test_pairs_and_variants_are_chosen(small_site):
    chosen = {"posters.pairs": ["zh-Hans en"], "posters.variants": ["mono", "large"]}
    page = _filled(Visitor(small_site), "/site/part/posters/", chosen)
    assert "Saved." in page.words
    found = _data(small_site)["posters"]
    assert (found["pairs"], found["variants"]) == ([["zh-Hans", "en"]], ["mono", "large"])


def test_a_file_that_was_changed_meanwhile_is_a_conflict_and_nothing_is_lost(small_site):
    visitor = Visitor(small_site)
    page = visitor.get("/site/part/name/")
    toml = small_site / TOML
    toml.write_text(f"# a note\n{_text(small_site)}", encoding="utf-8")
    told = visitor.send(page, page.form("name/"), "Save", **{"f-title": "Mine"})
    assert told.status == 412
    assert "Mine" in told.words
    assert "Mine" not in _text(small_site)
    visitor.send(told, told.form("name/"), "Save mine")
    assert _data(small_site)["title"] == "Mine"
    assert _text(small_site).startswith("# a note\n")


def test_the_whole_file_is_edited_where_it_is_broken(small_site):
    visitor = Visitor(small_site)
    sound = _text(small_site)
    (small_site / TOML).write_text(f"{sound}x = [", encoding="utf-8")
    broken = visitor.get("/site/")
    assert broken.status == 503
    assert "/site/whole/settings/" in broken.links()
    page = visitor.get("/site/whole/settings/")
    refused = visitor.send(page, page.form("settings/"), "Save", whole=f"{sound}y = [")
    assert refused.status == 422
    assert "y = [" in refused.form("settings/")["whole"]
    visitor.send(page, page.form("settings/"), "Save", whole=sound)
    assert _text(small_site) == sound
    assert visitor.get("/site/").status == 200


def test_terms_that_cannot_be_read_lead_to_the_whole_file(small_site):
    support.write_tree(small_site, {TERMS: "[[terms]\n"})
    visitor = Visitor(small_site)
    page = visitor.get("/site/terms/")
    assert page.status == 503
    assert "/site/whole/terms/" in page.links()
    page = visitor.get("/site/whole/terms/")
    refused = visitor.send(page, page.form("terms/"), "Save", whole="[[terms]")
    assert refused.status == 422
    visitor.send(page, page.form("terms/"), "Save", whole='[[terms]]\nen = "scam"\n')
    assert visitor.get("/site/terms/0/").status == 200


def test_only_the_fields_of_a_form_are_written(small_site):
    visitor, before = Visitor(small_site), tree(small_site)
    page = visitor.get("/site/part/look/")
    form = page.form("look/")
    form.fields += [
        *(("was-title", "Warnings"), ("f-title", "Mine")),
        *(("was-contacts.0.fact", ""), ("f-contacts.0.fact", "police")),
        *(("was-title@zh-Hans", ""), ("f-title@zh-Hans", "x")),
        *(("was-terms.99.en", ""), ("f-terms.99.en", "x"), ("was-", ""), ("f-", "x")),
    ]
    assert "Saved." in visitor.send(page, form, "Save").words
    assert tree(small_site) == before


_TYPED = ("\x00", '"', "'''", "a\nb", "# no note", "\\", "}", "=", "é" * 2000, "{x}", '"""', "]]")


@pytest.mark.parametrize("typed", _TYPED)
def test_whatever_is_typed_is_a_text_and_no_other_key(small_site, typed):
    visitor, before = Visitor(small_site), _data(small_site)
    page = _filled(visitor, "/site/part/name/", {"tagline": typed, "tagline@zh-Hans": typed})
    assert page.status in (200, 422)
    after = _data(small_site)
    for found in (before, after):
        found.pop("tagline", None)
    assert after == before


def test_the_whole_file_asks_for_the_look_too_and_an_earlier_version_does(small_site):
    visitor = Visitor(small_site)
    page = visitor.get("/site/whole/settings/")
    new = _text(small_site).replace("96110", "96119")
    look = visitor.send(page, page.form("settings/"), "Save", whole=new)
    assert "96119" not in _text(small_site)
    page = visitor.send(look, look.form("settings/"), "It is right: change it")
    assert _text(small_site) == new
    earlier = next(one for one in page.links() if "version=" in one)
    page = visitor.get(earlier)
    assert "96110" in page.form("settings/")["whole"]
    look = visitor.send(page, page.form("settings/"), "Save")
    assert "Nothing is saved yet." in look.words
    assert _text(small_site) == new


def test_a_whole_text_is_checked_while_it_is_typed(small_site):
    visitor, before = Visitor(small_site), tree(small_site)
    form = [("whole", _text(small_site).replace("[facts]", '[look]\ncolour = "red"\n[facts]'))]
    part = visitor.ask("POST", "/site/whole/settings/check", form, is_part=True)
    assert "#0f2f5f" in part.body
    assert tree(small_site) == before


@pytest.mark.parametrize("language", PEOPLE)
def test_no_page_of_the_site_speaks_another_language_than_its_reader(small_site, language):
    visitor = Visitor(small_site, language)
    page = visitor.get("/site/")
    assert page.status == 200
    assert ("设置" in page.words) is (language == "zh-Hans")


@pytest.mark.parametrize(
    "address",
    [
        *("/site/part/none/", "/site/contacts/none/", "/site/terms/99/", "/site/terms/x/"),
        *("/site/terms/²/", "/site/whole/none/", "/site/contacts/../"),
    ],
)
def test_what_is_not_there_is_said(small_site, address):
    page = Visitor(small_site).get(address)
    assert page.status == 404
    assert digest(b"")
