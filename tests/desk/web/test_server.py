"""The desk's server: what reaches a page of it, and that it ends at once."""

from __future__ import annotations

import contextlib
import http.client
import threading
import time
from urllib.parse import urlencode

import pytest

from generator.desk.web import look
from generator.desk.web.guard import MOST_BYTES, UPLOAD, Guard
from generator.desk.web.server import Answer, Asked, app, see, serving
from generator.preview import server as preview
from generator.preview.overlay import Report
from generator.preview.responses import LatestReport

_WAIT = 30


@pytest.fixture
def seen():
    return []


@pytest.fixture
def latest():
    return LatestReport(Report("v1"))


@pytest.fixture
def desk(seen, latest):
    def keep(asked: Asked) -> Answer:
        seen.append(asked)
        return see("/done")

    routes = {
        ("GET", "/"): lambda asked: Answer(f"<p>{asked.languages}</p>"),
        ("POST", "/notes/{slug}/"): keep,
        ("PUT", UPLOAD): keep,
    }
    with contextlib.ExitStack() as stack:
        listening = stack.enter_context(preview.listen(0))
        guard = Guard(listening.getsockname()[1], "http://127.0.0.1:1", "s3cret")
        made = app(routes, guard, latest, look.refused)
        stack.enter_context(serving(listening, made, latest))
        yield guard


def _ask(guard, method, path, body=None, **fields):
    connection = http.client.HTTPConnection("127.0.0.1", guard.port, timeout=_WAIT)
    headers = {"Cookie": f"{guard.cookie}=s3cret", "Sec-Fetch-Site": "same-origin"}
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    headers |= {name.replace("_", "-"): value for name, value in fields.items()}
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()
    finally:
        connection.close()


def test_the_printed_address_gives_a_cookie_and_is_cleaned(desk):
    path = desk.address.partition(str(desk.port))[2]
    status, headers, _ = _ask(desk, "GET", path, Cookie="", Sec_Fetch_Site="none")
    assert (status, headers["location"]) == (303, "/")
    assert headers["set-cookie"] == desk.set_cookie
    assert _ask(desk, "GET", "/")[0] == 200


def test_every_answer_has_the_desks_header_fields_and_no_other_origin_may_read_it(desk):
    asks = [("GET", "/", {}), ("GET", "/x", {}), ("GET", "/", {"Cookie": ""}), ("PUT", "/", {})]
    for method, path, fields in asks:
        _, headers, _ = _ask(desk, method, path, Origin="http://evil.example", **fields)
        for name, value in desk.headers.items():
            assert headers[name.lower()] == value
        assert not any(name.startswith("access-control") for name in headers)
        assert "server" not in headers


def test_a_form_comes_as_it_was_typed(desk, seen):
    form = [("text", "冒充公检法\r\n & +"), ("tick", "a"), ("tick", "b"), ("empty", "")]
    status, headers, _ = _ask(desk, "POST", "/notes/x/", urlencode(form), HX_Request="true")
    assert (status, headers["location"]) == (303, "/done")
    (asked,) = seen
    assert asked.names == {"slug": "x"}
    assert asked.value("text") == "冒充公检法\n & +"
    assert (asked.values("tick"), asked.value("empty"), asked.is_part) == (["a", "b"], "", True)


def test_a_file_comes_to_the_byte(desk, seen):
    data = bytes(range(256)) * 5000
    address = f"{UPLOAD}?name=%E5%81%9C%E6%B0%B4.docx"
    status, *_ = _ask(desk, "PUT", address, data, Content_Type="application/octet-stream")
    assert status == 303
    (asked,) = seen
    assert (asked.file, asked.form, asked.query) == (data, (), {"name": "停水.docx"})


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Cookie": ""}, 401),
        ({"Host": "evil.example"}, 421),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Length": str(MOST_BYTES + 1)}, 413),
    ],
)
def test_what_is_refused_reaches_no_page(fields, status, desk, seen):
    assert _ask(desk, "POST", "/notes/x/", "a=1", **fields)[0] == status
    assert not seen


@pytest.mark.parametrize("body", [b"\xff=1", b"a=%ff", "&".join("a" * 5000).encode()])
def test_what_no_page_of_the_desk_would_send_is_nothing(body, desk, seen):
    assert _ask(desk, "POST", "/notes/x/", body)[0] == 303
    assert all(not asked.form or "\ufffd" in asked.value("a") for asked in seen)


def test_a_refusal_is_said_in_the_browsers_language(desk):
    _, _, page = _ask(desk, "GET", "/", Cookie="", Accept_Language="zh-CN,zh;q=0.9,en;q=0.8")
    assert '<html lang="zh-Hans">' in page
    assert '<html lang="en">' in _ask(desk, "GET", "/x", Accept_Language="de")[2]


@contextlib.contextmanager
def _news(guard):
    """A page that waits for news."""
    with contextlib.closing(
        http.client.HTTPConnection("127.0.0.1", guard.port, timeout=_WAIT)
    ) as connection:
        fields = {"Cookie": f"{guard.cookie}=s3cret"}
        connection.request("GET", "/news?version=v1.0", headers=fields)
        with connection.getresponse() as answer:
            assert answer.getheader("Content-Type", "").startswith("text/event-stream")
            assert answer.readline() == b"retry: 500\n"
            yield answer


def test_news_comes_when_the_site_is_another(desk, latest):
    with _news(desk) as answer:
        latest.post(Report("v2"))
        assert b"event: changed\n" in answer.read()


def test_it_ends_at_once_with_open_streams(latest):
    with contextlib.ExitStack() as pages:
        listening = pages.enter_context(preview.listen(0))
        guard = Guard(listening.getsockname()[1], "http://127.0.0.1:1", "s3cret")
        with serving(listening, app({}, guard, latest, look.refused), latest):
            for _ in range(5):
                pages.enter_context(_news(guard))
            began = time.monotonic()
        assert time.monotonic() - began < 5


def test_what_is_static_waits_for_no_other(latest):
    begun, done = threading.Event(), threading.Event()

    def slow(_: Asked) -> Answer:
        begun.set()
        assert done.wait(_WAIT)
        return Answer("slow")

    routes = {("GET", "/slow"): slow, ("GET", "/static"): lambda _: Answer("static")}
    with contextlib.ExitStack() as pages:
        listening = pages.enter_context(preview.listen(0))
        guard = Guard(listening.getsockname()[1], "http://127.0.0.1:1", "s3cret")
        made = app(routes, guard, latest, look.refused, {("GET", "/static")})
        pages.enter_context(serving(listening, made, latest))
        waiting = threading.Thread(target=_ask, args=[guard, "GET", "/slow"])
        waiting.start()
        assert begun.wait(_WAIT)
        assert _ask(guard, "GET", "/static")[2] == "static"
        done.set()
        waiting.join()
