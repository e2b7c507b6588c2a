"""A notice is written in Chinese and translated at the desk, and no file is touched by hand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from generator.build.build import check
from generator.commands.translate import init
from generator.desk import files, held, notice, overview, parts, translation, wording
from generator.desk.files import Store
from generator.desk.wording import Edit
from generator.locales import Locale
from tests import support

NOW = datetime(2026, 11, 30, 2, tzinfo=UTC)
ENGLISH = Locale("en")
HEAD = {
    "title": "冒充公检法",
    "headline": "“警官”要您转账？",
    "verdict": "就是诈骗！",
    "summary": "骗子自称警察，要您把钱转到“安全账户”。",
    "short": "有人自称警察，要您转账？就是诈骗，请马上挂断。拿不准，先问{hotline}。",
    "body": "骗子打来电话，自称是公安局、检察院或法院的人。\n他们说您涉嫌犯罪：\n"
    "- 要您保密\n- 要您转账\n\n公检法机关没有“安全账户”。",
}
SCAM = {
    "title": "“您涉嫌洗钱”",
    "headline": "“警官”叫您保密？",
    "verdict": "就是诈骗！",
    "heard": "我是公安局的。您涉嫌洗钱。\n请不要告诉任何人。",
    "chat": "您涉嫌洗钱。 ✗ 警察不会在电话里办案。\n请把钱转到安全账户。 ✗ 没有这种账户，别转。",
    "poster": "警察不会要您转账。",
    "body": "骗子先让您害怕，再要您转账。",
}
ADVICE = {"title": "先挂断，再核实", "short": "先挂断", "body": "请自己打{hotline}问清楚。"}
ENGLISH_WORDS = {
    "冒充公检法": "Fake police, prosecutors and courts",
    "“警官”要您转账？": "An “officer” wants a transfer?",
    "“警官”叫您保密？": "An “officer” says keep quiet?",
    "就是诈骗！": "It’s a scam.",
    "先挂断，再核实": "Hang up, then check",
    "先挂断": "Hang up",
    "要您保密": "to keep it a secret",
    "要您转账": "to transfer money",
}


def _save(store, place, whole, values, left_out=()):
    seen = store.read(place)
    made = notice.form(seen.data, place.path, whole)
    posted = {field.key: field.value for field in made.fields} | values
    data = notice.edited(seen.data, place.path, posted, left_out=left_out)
    store.save(place, data, seen.digest, NOW)
    return held.hold(store.folder, NOW, whole)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """An empty folder, in which a site and its first notice are begun and written."""
    store = Store(tmp_path_factory.mktemp("site"))
    slug = parts.new_notice(store, "冒充公检法", NOW, tag="zh-Hans")
    toml = store.read(files.SETTINGS)
    text = toml.data.decode().replace("✎电话号码", "021-55550123")
    for line in text.splitlines():
        if "✎" in line and not line.startswith("#"):
            text = text.replace(line, line.replace("✎", ""))
    store.save(files.SETTINGS, notice.with_text(toml.data, text, "x"), toml.digest, NOW)
    whole = held.hold(store.folder, NOW)
    whole = _save(store, files.document(store.folder, slug, "bulletin"), whole, HEAD)
    for group, values in (("routines", SCAM), ("reminders", ADVICE)):
        old = next(p for p in files.documents(store.folder, slug) if f"/{group}/" in p.path)
        name = old.key.removeprefix(f"content/{slug}/")
        parts.removed(store, slug, name, store.read(old).digest, NOW)
        place = parts.added(store, whole, slug, group, values["title"], NOW)
        whole = _save(store, place, held.hold(store.folder, NOW, whole), values)
    init(store.folder, "en")
    return store


def test_the_notice_is_right_as_it_was_typed(store):
    whole = held.hold(store.folder, NOW)
    (made,) = whole.site.bulletins
    assert made.slug == "notice-2026-11-30"
    found = held.problems_of(whole, made.slug)
    assert [one for one in found if not one.warning] == []
    assert {one.rule for one in found} <= {"incomplete", "same"}
    (scam,) = made.routines
    assert [one.msgid for one in scam.heard] == ["我是公安局的。您涉嫌洗钱。", "请不要告诉任何人。"]
    (row,) = overview.notices(whole)[:1]
    assert [(one.whom, one.locale) for one in row.waiting] == [("translator", "en")]


def test_it_is_translated_text_by_text_and_published(store):
    whole = held.hold(store.folder, NOW)
    slug = "notice-2026-11-30"
    place = files.catalog(ENGLISH, slug)
    for row in translation.rows(whole, slug, ENGLISH):
        words = ENGLISH_WORDS.get(row.source, f"Words of {row.id.translate(_LETTERS)}.")
        facts = " ".join(name for name in ("{hotline}",) if name in row.source)
        text = f"{words} {facts}".strip()
        seen = store.read(place)
        edit = Edit(texts=(text,), review=False, name="Ann Lee", day="2026-11-30")
        assert not [one for one in translation.checked(whole, row, [text]) if not one.warning]
        store.save(place, wording.edited(whole, row, seen.data, edit), seen.digest, NOW)
        whole = held.hold(store.folder, NOW, whole)
    states = {row.state for row in translation.rows(whole, slug, ENGLISH)}
    assert states == {"translated"}
    assert [one for one in check(store.folder, now=NOW) if not one.warning] == []
    built = support.build(store.folder, store.folder / "output")
    assert built.published.pages
    page = (store.folder / f"output/en/{slug}/index.html").read_text()
    assert "Fake police, prosecutors and courts" in page


_LETTERS = str.maketrans("0123456789", "ghijklmnop")
