"""The first day: four questions in the language of who asks, then the desk at the same address."""

from __future__ import annotations

import contextlib
import http.client
import re
import threading
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit

import pytest

from generator.desk.web import app
from generator.desk.web.first import FirstDay
from generator.desk.web.server import Answer, Asked
from generator.diagnostics.errors import Misused
from generator.preview.app import preview_options
from tests.desk.web.visitor import PEOPLE, Page, Visitor, at_once
from tests.support import tree

NOW = datetime(2026, 11, 30, 4, tzinfo=UTC)
_WAIT = 60


@pytest.fixture
def first(tmp_path):
    return FirstDay(tmp_path, lambda: NOW)


def _ask(first, method="GET", form=(), language="en-GB,en;q=0.8") -> Answer:
    return first.routes[method, "/"](Asked({}, {}, tuple(form), language, is_part=False))


def _form(first, language="en-GB,en;q=0.8", **changes):
    page = Page("/", _ask(first, language=language))
    return list({**dict(page.form("/").fields), **changes}.items())


@pytest.mark.parametrize(
    ("language", "source", "region"),
    [
        ("en-GB,en;q=0.8", "en", "GB Europe/London"),
        ("zh-CN,zh;q=0.9", "zh-Hans", "CN Asia/Shanghai"),
        ("zh,en;q=0.5", "zh-Hans", "CN Asia/Shanghai"),
        ("zh-Hans-SG", "zh-Hans", "SG Asia/Singapore"),
        ("de-AT", "en", "AT Europe/Vienna"),
        ("", "en", None),
    ],
)
def test_who_asks_is_asked_in_their_language_about_their_region(language, source, region, first):
    page = Page("/", _ask(first, language=language))
    assert page.tags[0] == ("html", {"lang": source})
    assert page.form("/")["source"] == source
    assert region is None or page.form("/")["region"] == region
    offered = page.html[page.html.index('name="region"') :]
    assert region is None or re.search(r'<option value="([A-Z]+)', offered)[1] == region[:2]


@pytest.mark.parametrize(
    ("language", "name"), [(PEOPLE["en"], "Riverside"), (PEOPLE["zh-Hans"], "滨江派出所")]
)
def test_four_answers_make_a_site(language, name, first, tmp_path):
    form = _form(first, language, name=name, hotline="101")
    answer = _ask(first, "POST", [*form, ("others", "ja"), ("others", "fr")], language)
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    assert first.made.is_set()
    assert f'title = "{name}"' in (tmp_path / "content/site.toml").read_text(encoding="utf-8")
    assert (tmp_path / "locales/ja/LC_MESSAGES/site.po").is_file()
    page = Page("/", _ask(first, language=language))
    refresh = [found["content"] for _, found in page.tags if found.get("http-equiv") == "refresh"]
    assert refresh == ["1"]
    assert _ask(first, "POST", form, language).status == 303


@pytest.mark.parametrize(
    "changes",
    [
        {"name": " "},
        {"hotline": ""},
        {"region": "CN"},
        {"region": "../.. UTC"},
        {"source": "../en"},
        {"source": ""},
        {"others": "klingon"},
    ],
)
def test_what_is_missing_or_was_never_offered_makes_nothing(changes, first, tmp_path):
    form = _form(first, **{"name": "Riverside", "hotline": "96110", **changes})
    page = Page("/", _ask(first, "POST", form))
    assert page.status == 422
    assert "Answer each of the four questions." in page.words
    assert page.form("/")["name"] == dict(form)["name"]
    assert not tree(tmp_path)
    assert not first.made.is_set()


def test_an_answer_that_is_refused_says_why_and_keeps_what_was_typed(first, tmp_path):
    form = _form(first, name="{nobody} & <b>", hotline="96110")
    page = Page("/", _ask(first, "POST", form))
    assert page.words.count("there is no fact {nobody}") == 1
    assert page.form("/")["name"] == "{nobody} & <b>"
    assert not tree(tmp_path)


_DOUBTFUL = "0571-8765432"
"""A number with a digit too few."""


@pytest.mark.parametrize("language", PEOPLE.values())
def test_a_number_that_nobody_has_is_taken_after_a_second_look(language, first, tmp_path):
    form = _form(first, language, name="Office", hotline=_DOUBTFUL, region="CN Asia/Shanghai")
    page = Page("/", _ask(first, "POST", form, language))
    assert page.status == 422
    assert not tree(tmp_path)
    field = next(found for tag, found in page.tags if found.get("id") == "hotline")
    assert field["aria-invalid"] == "true"
    assert "hotline-doubt" in field["aria-describedby"]
    buttons = [found for tag, found in page.tags if tag == "button"]
    assert [found.get("name") for found in buttons] == [
        None,
        "right",
        None,
    ]  # Enter presses the first
    assert buttons[1]["value"] == _DOUBTFUL
    other = _ask(first, "POST", [*form, ("right", "0571-876543")], language)
    assert other.status == 422
    assert _ask(first, "POST", [*form, ("right", _DOUBTFUL)], language).status == 303
    assert _DOUBTFUL in (tmp_path / "content/site.toml").read_text(encoding="utf-8")


def test_four_questions_have_four_headings(first):
    page = Page("/", _ask(first)).html
    assert len(re.findall(r'class="question"', page)) == 4


def test_a_folder_that_is_not_empty_any_more_is_left_alone(first, tmp_path):
    form = _form(first, name="Riverside", hotline="96110")
    (tmp_path / "own.txt").write_text("mine", encoding="utf-8")
    page = Page("/", _ask(first, "POST", form))
    assert "something is in this folder by now" in page.words
    assert tree(tmp_path) == {"own.txt": b"mine"}


@pytest.mark.parametrize("name", ["own.txt", "output/index.html"])
def test_a_folder_with_other_things_is_refused_at_once(name, tmp_path):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(Misused, match="no folder content"):
        app.serve(preview_options(tmp_path), 0, print, print)
    assert tree(tmp_path) == {name: b"mine"}


def test_a_language_without_words_for_its_pages_has_a_desk_that_says_so(first, tmp_path):
    form = _form(first, name="Police", hotline="17", source="fr", region="FR Europe/Paris")
    _ask(first, "POST", form)
    visitor = Visitor(tmp_path, start=at_once)
    assert "Français" in visitor.get("/").words
    page = visitor.get("/publish/")
    assert "the site's own words are complete in none of its languages" in page.words
    assert not [one for one in page.forms if one.action == "/publish/"]


def test_the_example_has_a_button_until_it_is_thrown_away(first, tmp_path):
    _ask(first, "POST", _form(first, name="Riverside", hotline="96110"))
    visitor = Visitor(tmp_path)
    page = visitor.get("/")
    assert "A call about your bank card" in page.words
    page = visitor.send(page, page.form("throw-away"))
    assert "The example is thrown away." in page.words
    assert not [link for link in page.links() if "example" in link]
    assert not [form for form in page.forms if form.action.endswith("throw-away")]


class _Stop(Exception):
    """Ends the desk, as Ctrl-C does."""


def test_the_desk_goes_on_at_the_same_address_in_the_same_process(tmp_path):
    told, seen, cookies, ready = [], [], [], threading.Event()

    def on_ready(*addresses):
        told.append(addresses)
        ready.set()

    def on_built(_):
        seen.append(_get(told[0][0], "/", cookies[0]))
        raise _Stop

    def run():
        with contextlib.suppress(_Stop):
            app.serve(preview_options(tmp_path), 0, on_ready, on_built)

    thread = threading.Thread(target=run)
    thread.start()
    assert ready.wait(_WAIT)
    key = told[0][0]
    _, _, headers = _get(key, f"/?{urlsplit(key).query}")
    cookies.append(headers["set-cookie"].partition(";")[0])
    status, page, _ = _get(key, "/", cookies[0])
    assert (status, "Who issues the notices?" in page) == (200, True)
    answers = {"name": "Riverside", "hotline": "96110"}
    form = {**dict(Page("/", Answer(page)).form("/").fields), **answers}
    assert _get(key, "/", cookies[0], urlencode(form))[0] == 303
    thread.join(_WAIT)
    assert not thread.is_alive()
    assert [address for address, _ in told] == [key, ""]
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", told[1][1])
    status, page, headers = seen[0]
    assert (status, "A call about your bank card" in page) == (200, True)
    assert f"frame-src {told[1][1].rstrip('/')}" in headers["content-security-policy"]


def _get(address, path, cookie="", body=None):
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=_WAIT)
    headers = {"Cookie": cookie, "Sec-Fetch-Site": "same-origin"}
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connection.request("POST" if body else "GET", path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), dict(answer.getheaders())
    finally:
        connection.close()
