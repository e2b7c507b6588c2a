"""Publishing at the desk: what would change, the button, the folder, the sheets, and back again."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from hashlib import sha256

import pytest

from generator.build import lock
from generator.commands.translate import update
from generator.desk import publication
from generator.desk.web import publishing
from generator.desk.web.server import Answer
from generator.diagnostics.errors import Unable
from generator.output.checksums import SUMS
from generator.posters import jobs, sheets
from tests.desk.test_approval import WORDS
from tests.desk.web.visitor import NOW, PEOPLE, Visitor, at_once
from tests.support import tree

_WRONG = "content/refund/bulletin.md"


@pytest.fixture(autouse=True)
def unprinted(monkeypatch):
    """Let each sheet be a few bytes, which say what it is made of."""

    def made(wanted, press, _):
        for job in wanted:
            words = press.renderer.sheet_words(job.page)
            yield from ((path, f"{path}: {words}".encode()) for path in job.paths)

    monkeypatch.setattr(jobs, "printed", made)


@pytest.fixture
def marked(unprinted, monkeypatch):
    """Let each sheet be its mark: the day of its notice's last change, and its words."""

    def made(wanted, press, _):
        for job in wanted:
            words = sheets.sum_of(press.renderer.sheet_words(job.page))
            mark = f"{job.bulletin.updated.day:%Y%m%d}{words}{'A' * 24}"
            yield from ((path, f"{path} /ID [({mark})]".encode()) for path in job.paths)

    monkeypatch.setattr(jobs, "printed", made)


@pytest.fixture
def visitor(small_site):
    return Visitor(small_site, start=at_once)


def _published(visitor):
    page = visitor.get("/publish/")
    return visitor.send(page, page.form("/publish/"), "Publish")


def _edit(site, old, new):
    path = site / _WRONG
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_what_is_done_while_its_page_is_made_is_news_to_whoever_looks_at_it(
    small_site, monkeypatch
):
    """Or the page would say for ever that it is being done."""
    jobs = []
    visitor = Visitor(small_site, start=jobs.append)
    numbered = publishing._published

    def published(desk, teller):
        jobs.pop()()
        return numbered(desk, teller)

    monkeypatch.setattr(publishing, "_published", published)
    page = visitor.get("/publish/")
    assert "Finding out what would change" in page.words
    seen = next(found["data-version"] for _, found in page.tags if "data-version" in found)
    assert visitor.latest.has_news(seen, 0)


@pytest.fixture
def signed(visitor, small_site):
    """A site that is published in Chinese, too, which one person has signed."""
    _sign(visitor, small_site)
    _published(visitor)
    return visitor


def _sign(visitor, site):
    """Translate the notice, and sign it; the site asks for one signature."""
    toml = site / "content/site.toml"
    toml.write_text(toml.read_text() + '[review]\npeople = ["Ann Lee"]\nneeded = 1\n')
    update(site)
    catalog = site / "locales/zh_Hans/LC_MESSAGES/refund.po"
    text = catalog.read_text(encoding="utf-8")
    for msgid, msgstr in WORDS.items():
        text = text.replace(f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{msgstr}"')
    catalog.write_text(text, encoding="utf-8")
    page = visitor.get("/approve/refund/zh-Hans/")
    visitor.send(page, page.form(), "I have read all of it: sign", by="Ann Lee")


def test_what_loses_its_signatures_is_told_in_the_second_look_and_before_it_is_published(
    signed, small_site
):
    visitor = signed
    page = visitor.get("/site/contacts/hotline/")
    look = visitor.fill(page, page.form("hotline/"), {"f-facts.hotline.tel": "96119"}, "Save")
    told = "In Simplified Chinese, sentences of “Refund scams” have to be approved again: 1."
    assert told in look.words
    assert "the notice is not shown in it" in look.words
    assert "goes from the site" not in visitor.get("/publish/").words
    visitor.send(look, look.form("hotline/"), "It is right: change it")
    page = visitor.get("/publish/")
    assert "“Refund scams” goes from the site in Simplified Chinese: 1 to approve." in page.words
    assert "/approve/refund/zh-Hans/" in page.links()
    page = _published(visitor)
    assert "goes from the site" not in page.words


def test_sheets_and_texts_are_named_as_where_they_are_printed(marked, signed, small_site):
    scam = small_site / "content/refund/routines/01-parcel.md"
    scam.write_text(scam.read_text().replace("They want a", "Call {hotline}. It is a"))
    update(small_site)
    _published(signed)
    page = signed.get("/site/contacts/hotline/")
    look = signed.fill(page, page.form("hotline/"), {"f-facts.hotline.tel": "96119"}, "Save")
    for words in (
        "English · the whole notice",
        "English · A lost parcel",
        "Refund scams › A lost parcel",
        "English: the page of the sheet of a scam: A lost parcel",
    ):
        assert words in look.words
    for path in ("poster", "01-parcel.md", "LC_MESSAGES", "a file of the site"):
        assert path not in look.words
    scam.write_text(scam.read_text().replace("A lost parcel", "Lost"))
    page = signed.get("/publish/")
    assert "English · Lost" in page.words
    assert "(parcel)" not in page.words


def test_a_notice_that_lacks_a_translation_leads_to_it(signed, small_site):
    _edit(small_site, "Call {hotline} first", "Call {hotline} at once")
    page = signed.get("/publish/")
    assert "“Refund scams” goes from the site in Simplified Chinese: 1 missing." in page.words
    assert "/translate/refund/zh-Hans/" in page.links()


def test_a_number_in_no_sentence_takes_no_signature(signed):
    page = signed.get("/site/contacts/police/")
    look = signed.fill(page, page.form("police/"), {"f-facts.police.tel": "112"}, "Save")
    assert "Nothing is saved yet." in look.words
    assert "approved again" not in look.words


@pytest.mark.parametrize("address", ["/publish/", "/publish/print/"])
def test_a_site_without_an_address_is_told_that_its_sheets_have_no_code(
    address, visitor, small_site
):
    _published(visitor)
    page = visitor.get(address)
    assert "so the sheets have no QR code" in page.words
    assert "/site/part/name/" in page.links()
    toml = small_site / "content/site.toml"
    toml.write_text(f'base_url = "https://warnings.gov/"\n{toml.read_text()}')
    assert "no QR code" not in visitor.get(address).words


def _under(page, heading):
    """What stands in the list under a heading; empty where there is no such heading."""
    return page.html.partition(f"<h2>{heading}</h2>")[2].partition("</ul>")[0]


def test_sheets_are_to_be_printed_again_until_their_notice_is_over(marked, visitor, small_site):
    _published(visitor)
    _edit(small_site, "Refund scams", "Refunds")
    page = _published(visitor)
    assert "Refunds: English · the whole notice" in _under(page, "Print these sheets again")
    _edit(small_site, "date: 2022-07-25", "date: 2022-07-25\nwithdrawn: 2026-11-30 A mistake.")
    page = visitor.get("/publish/")
    assert "Print these sheets again" not in page.words
    going = _under(page, "When this is published, take these sheets down where they hang")
    assert "Refunds: English · the whole notice" in going
    assert "A lost parcel" in going
    page = _published(visitor)
    assert "When this is published" not in page.words
    assert "Refunds: English" in _under(page, "Take these sheets down where they hang")
    page = visitor.get("/life/refund/")
    assert "No sheets of it are published" not in page.words
    page = visitor.send(page, page.form("looked/"), "Its sheets are taken down")
    assert "It is noted: all of its sheets were taken down by 2026-11-30." in page.words
    assert "No sheets of it are published" not in page.words
    assert "Take these sheets down" not in visitor.get("/publish/").words


def test_a_sheet_that_never_hung_is_not_to_be_printed_again(marked, visitor, small_site):
    _edit(small_site, "Refund scams", "Refunds")
    _published(visitor)
    _edit(small_site, "Refunds", "Refund scams")
    page = _published(visitor)
    assert "Refund scams: English · the whole notice" in _under(page, "Print these sheets again")
    _sign(visitor, small_site)
    page = _published(visitor)
    assert (small_site / "output/zh-Hans/refund/poster.pdf").is_file()
    told = _under(page, "Print these sheets again")
    assert "Refund scams: English · the whole notice" in told
    assert "简体中文" not in told


def test_what_would_change_is_shown_before_anything_does(visitor, small_site):
    page = visitor.get("/publish/")
    assert "What would change" in page.words
    assert not (small_site / "output").exists()
    assert "http://127.0.0.1:1/en/refund/index.html" in page.links()
    shown = [found["src"] for tag, found in page.tags if tag == "img"]
    assert shown
    for address in shown:
        assert visitor.ask("GET", address).status == 200


def test_one_button_publishes_and_says_where(visitor, small_site):
    page = _published(visitor)
    assert "It is published in the folder below." in page.words
    assert str(small_site / "output") in page.words
    assert (small_site / "output/en/refund/index.html").is_file()
    assert "Nothing: what is published is what you have written." in page.words
    assert not any(form.action == "/publish/" for form in page.forms)


def test_what_was_changed_and_what_goes_is_named(visitor, small_site):
    _published(visitor)
    _edit(small_site, "first", "at once")
    (small_site / "content/refund/routines/01-parcel.md").unlink()
    page = visitor.get("/publish/")
    assert "English: the page" in page.words
    assert "goes" in page.words
    pictures = [found["src"] for tag, found in page.tags if tag == "img"]
    assert any("/now/" in one for one in pictures)
    assert any("/coming/" in one for one in pictures)
    before, after = (
        visitor.ask("GET", next(one for one in pictures if when in one)).body
        for when in ("/now/", "/coming/")
    )
    assert before != after


@pytest.mark.parametrize("language", PEOPLE)
def test_a_notice_that_is_wrong_stays_as_it_is_and_the_others_are_published(language, small_site):
    visitor = Visitor(small_site, language, at_once)
    for path in list(tree(small_site / "content/refund")):
        text = (small_site / "content/refund" / path).read_bytes()
        place = small_site / "content/urgent" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.replace(b"Refund scams", b"Urgent"))
    page = visitor.get("/publish/")
    visitor.send(page, page.form("/publish/"))
    was = (small_site / "output/en/refund/index.html").read_bytes()
    _edit(small_site, "{hotline}", "{hotlin}")
    urgent = small_site / "content/urgent/bulletin.md"
    urgent.write_text(urgent.read_text().replace("first", "at once"))
    page = visitor.get("/publish/")
    assert "{hotlin}" in page.words
    assert "/write/refund/bulletin/" in page.links()
    visitor.send(page, page.form("/publish/"))
    assert (small_site / "output/en/refund/index.html").read_bytes() == was
    assert b"at once" in (small_site / "output/en/urgent/index.html").read_bytes()


@pytest.mark.parametrize("language", PEOPLE)
def test_a_number_that_nobody_has_is_told_above_the_button(language, small_site):
    settings = small_site / "content/site.toml"
    text = settings.read_text(encoding="utf-8")
    assert (
        "/site/contacts/hotline/" not in Visitor(small_site, start=at_once).get("/publish/").links()
    )
    settings.write_text(text.replace('"96110"', '"+86 571 876543"'), encoding="utf-8")
    page = Visitor(small_site, language, at_once).get("/publish/")
    told = page.html.index('href="/site/contacts/hotline/"')
    assert "+86 571 876543" in page.html[:told]
    assert told < page.html.index('action="/publish/"')


def test_a_site_that_is_wrong_as_a_whole_has_no_button(visitor, small_site):
    (small_site / "content/refund/bulletin.md").write_text("---\ntitle: x\n", encoding="utf-8")
    page = visitor.get("/publish/")
    assert not any(form.action == "/publish/" for form in page.forms)
    assert "Nothing can be published before this is mended" in page.words
    again = visitor.send(page, page.form("/publish/again"))
    assert again.status == 200
    assert not (small_site / "output").exists()


def test_what_was_not_looked_at_is_not_published(visitor, small_site):
    page = visitor.get("/publish/")
    _edit(small_site, "first", "at once")
    after = visitor.send(page, page.form("/publish/"))
    assert "The site has changed meanwhile." in after.words
    assert not (small_site / "output").exists()
    assert visitor.send(after, after.form("/publish/")).status == 200
    assert b"at once" in (small_site / "output/en/refund/index.html").read_bytes()


def test_who_thinks_it_over_for_an_hour_publishes_what_they_saw(visitor, small_site):
    page = visitor.get("/publish/")
    visitor.desk.now = lambda: NOW + timedelta(hours=1)
    assert "It is published" in visitor.send(page, page.form("/publish/")).words
    assert (small_site / "output/index.html").is_file()


@pytest.mark.parametrize("digest", ["", "0" * 64])
def test_another_digest_publishes_nothing(digest, visitor, small_site):
    page = visitor.get("/publish/")
    after = visitor.send(page, page.form("/publish/"), digest=digest)
    assert "The site has changed meanwhile." in after.words
    assert not (small_site / "output").exists()


def test_two_at_once_are_refused_in_plain_words(small_site):
    jobs = []
    visitor = Visitor(small_site, start=jobs.append)
    page = visitor.get("/publish/")
    assert "Finding out what would change" in page.words
    assert not page.forms
    jobs.pop()()
    page = visitor.get("/publish/")
    form = page.form("/publish/")
    assert "Publishing …" in visitor.send(page, form).words
    assert "Something is being done already." in visitor.send(page, form).words
    assert len(jobs) == 1
    assert not (small_site / "output").exists()
    jobs.pop()()
    assert (small_site / "output/index.html").exists()


def test_a_page_that_waits_asks_again_without_a_script(small_site):
    page = Visitor(small_site).get("/publish/")
    tags = [tag for tag, _ in page.tags]
    refresh = next(found for tag, found in page.tags if found.get("http-equiv") == "refresh")
    assert refresh["content"] == "2"
    assert tags[tags.index("noscript") + 1] == "meta"
    assert "/publish/" in page.links()


def test_another_build_in_the_same_folder_is_not_waited_for(visitor, small_site):
    with lock.held(small_site, small_site / "output", print):
        page = visitor.get("/publish/")
    assert "another build is at work in this folder" in page.words
    page = visitor.send(page, page.form("/publish/again"))
    assert page.form("/publish/")["digest"]


def test_how_far_it_is_is_told_to_whoever_waits(small_site):
    jobs, seen = [], []
    visitor = Visitor(small_site, start=jobs.append)
    publisher, tell = visitor.desk.publisher, visitor.latest.advance

    def advance():
        if publisher.work:
            seen.append((publisher.work.done, publisher.work.of))
        tell()

    publisher._tell = advance
    news = visitor.latest.news
    visitor.get("/publish/")
    jobs.pop()()
    assert seen == [(1, 1)]
    assert visitor.latest.has_news(news, 0)


def test_a_fact_that_nobody_looked_at_twice_keeps_all_from_being_published(visitor, small_site):
    _published(visitor)
    before = tree(small_site / "output")
    toml = small_site / "content/site.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("96110", "96119"), encoding="utf-8")
    page = visitor.get("/publish/")
    assert "hotline: 96110 → 96119" in page.words
    assert not any(form.action == "/publish/" for form in page.forms)
    digest = visitor.desk.publisher.coming.digest
    visitor.ask("POST", "/publish/", [("digest", digest)])
    assert tree(small_site / "output") == before
    look = visitor.get("/site/changed/")
    visitor.send(look, look.form("changed/"), "It is right: I have looked at it")
    assert "It is published" in _published(visitor).words
    assert b"96119" in tree(small_site / "output")["en/refund/index.html"]


def test_the_last_publication_is_taken_back_to_the_byte(visitor, small_site):
    _published(visitor)
    before = tree(small_site / "output")
    source = tree(small_site / "content")
    assert not any(form.action == "/publish/back" for form in visitor.get("/publish/").forms)
    _edit(small_site, "first", "at once")
    edited = tree(small_site / "content")
    page = _published(visitor)
    page = visitor.send(page, page.form("/publish/back"))
    assert "again what it was before the last publication" in page.words
    assert tree(small_site / "output") == before
    assert tree(small_site / "content") == edited != source
    answer = visitor.ask("POST", "/publish/back")
    assert answer.status == 303
    assert "no publication that can be taken back" in visitor.get("/publish/").words
    assert b"at once" not in (small_site / "output/en/refund/index.html").read_bytes()


def _zip(visitor):
    answer = visitor.ask("GET", "/publish/site.zip")
    assert isinstance(answer, Answer)
    return b"".join(answer.stream)


def test_the_published_site_is_downloaded_as_one_file_that_is_always_the_same(visitor, small_site):
    _published(visitor)
    packed = _zip(visitor)
    archive = zipfile.ZipFile(io.BytesIO(packed))
    assert archive.testzip() is None
    output = tree(small_site / "output")
    assert {name: archive.read(name) for name in archive.namelist()} == output
    assert archive.namelist() == [*sorted({*output} - {SUMS}), SUMS]
    assert str(small_site).encode() not in packed
    assert _zip(visitor) == packed
    assert all(info.external_attr >> 16 == 0o100644 for info in archive.infolist())


def test_what_is_not_as_it_was_published_is_not_packed(visitor, small_site):
    _published(visitor)
    (small_site / "output/own.txt").write_text("somebody's own", encoding="utf-8")
    assert b"own.txt" not in _zip(visitor)
    begun = publication.zipped(small_site / "output")
    (small_site / "output/en/index.html").write_text("changed", encoding="utf-8")
    page = visitor.ask("GET", "/publish/site.zip")
    assert page.status == 303
    assert "en/index.html is not as it was published" in visitor.get("/publish/").words
    with pytest.raises(Unable, match="not as it was published"):
        list(begun)
    assert "It is published" in _published(visitor).words
    assert b"own.txt" not in _zip(visitor)


def test_before_anything_is_published_there_is_nothing_to_download(visitor):
    assert visitor.get("/publish/site.zip").status == 404
    assert "No sheet is published yet." in visitor.get("/publish/print/").words


@pytest.mark.parametrize("key", ["0" * 16, "..%2Fsite.toml", "content"])
@pytest.mark.parametrize("where", ["sheet", "picture/now", "picture/coming", "picture/x"])
def test_only_files_of_the_site_are_given_by_their_keys(where, key, visitor):
    _published(visitor)
    assert visitor.get(f"/publish/{where}/{key}").status == 404


def test_a_page_is_no_sheet(visitor):
    _published(visitor)
    key = sha256(b"en/refund/index.html").hexdigest()[:16]
    assert visitor.get(f"/publish/sheet/{key}").status == 404


@pytest.mark.posters
def test_sheets_are_downloaded_by_name_and_told_where_they_are_to_be_printed_again(
    visitor, small_site, monkeypatch
):
    monkeypatch.undo()
    _published(visitor)
    page = visitor.get("/publish/print/")
    links = [link for link in page.links() if "/sheet/" in link]
    answers = [visitor.ask("GET", link) for link in links]
    assert all(answer.body.startswith(b"%PDF") for answer in answers)
    names = {answer.headers["Content-Disposition"] for answer in answers}
    assert 'attachment; filename="en-refund-poster.pdf"' in names
    assert len(names) == len(links)
    assert "2022-07-25" in page.words
    assert "A lost parcel" in page.words
    _edit(small_site, "Refund scams", "Refunds")
    visitor.get("/publish/")
    assert "changes with the next publication" in visitor.get("/publish/print/").words
    assert "Print these sheets again" in _published(visitor).words
    page = visitor.get("/publish/print/")
    assert "changed by the last publication: print it again" in page.words
