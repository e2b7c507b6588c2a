"""Who is let in to the desk: each row of what has happened to tools of its kind, as a request."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.desk.web.guard import MOST_BYTES, UPLOAD, Guard, Request

GUARD = Guard(8000, "http://127.0.0.1:8001", "s3cret")
IN = {"host": ("127.0.0.1:8000",), "cookie": ("desk-8000=s3cret",)}
FORM = {
    **IN,
    "sec-fetch-site": ("same-origin",),
    "content-type": ("application/x-www-form-urlencoded",),
    "content-length": ("5",),
}
LOOK = Request("GET", "/", "", IN)
WRITE = Request("POST", "/notice/x/", "", FORM)


def _with(request, **fields):
    named = {name.replace("_", "-"): values for name, values in fields.items()}
    kept = {name: one for name, one in {**request.headers, **named}.items() if one is not None}
    return replace(request, headers=kept)


def test_the_desks_own_pages_look_and_write():
    assert GUARD.refusal(LOOK) is None
    assert GUARD.refusal(replace(LOOK, method="HEAD")) is None
    assert GUARD.refusal(WRITE) is None
    assert GUARD.refusal(_with(WRITE, host=("LOCALHOST:8000",))) is None


@pytest.mark.parametrize(
    "hosts",
    [
        *(("evil.example:8000",), ("127.0.0.1",), ("127.0.0.1:8001",), ("127.0.0.1.evil:8000",)),
        *(("127.0.0.1:8000", "evil.example"), ("127.0.0.1:8000", "127.0.0.1:8000"), None, ("",)),
        *(("[::1]:8000",), ("0.0.0.0:8000",), ("127.1:8000",), ("127.0.0.1:8000@evil",)),
    ],
)
@pytest.mark.parametrize("request_", [LOOK, WRITE])
def test_a_name_that_leads_here_is_not_ours(hosts, request_):
    assert GUARD.refusal(_with(request_, host=hosts)) == HTTPStatus.MISDIRECTED_REQUEST


FILE = replace(_with(WRITE, content_type=("application/octet-stream",)), method="PUT", path=UPLOAD)


def test_a_file_is_put_in_one_place_alone_and_only_by_the_desk():
    assert GUARD.refusal(_with(FILE, content_length=(str(20 << 20),))) is None
    assert GUARD.refusal(replace(FILE, path="/import")) == HTTPStatus.METHOD_NOT_ALLOWED
    large = _with(FILE, content_length=(str((20 << 20) + 1),))
    assert GUARD.refusal(large) == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert GUARD.refusal(_with(FILE, content_length=None)) == HTTPStatus.LENGTH_REQUIRED
    assert GUARD.refusal(_with(FILE, sec_fetch_site=("same-site",))) == HTTPStatus.FORBIDDEN
    assert GUARD.refusal(_with(FILE, cookie=None)) == HTTPStatus.UNAUTHORIZED
    form = _with(FILE, content_type=("application/x-www-form-urlencoded",))
    assert GUARD.refusal(form) == HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    posted = replace(FILE, method="POST")
    assert GUARD.refusal(posted) == HTTPStatus.UNSUPPORTED_MEDIA_TYPE


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "post", ""])
def test_other_methods_do_nothing(method):
    assert GUARD.refusal(replace(WRITE, method=method)) == HTTPStatus.METHOD_NOT_ALLOWED


@pytest.mark.parametrize(
    "cookies",
    [
        *(None, ("",), ("desk-8000=",), ("desk-8000=s3cre",), ("desk-8000=s3cret2",)),
        *(("desk-8001=s3cret",), ("desk-8000=é",), ("=;=",), ("desk-8000",)),
        ("desk-8000=s3cret", "desk-8000=s3cret"),
    ],
)
@pytest.mark.parametrize("request_", [LOOK, WRITE])
def test_without_the_runs_secret_nothing_is_shown(cookies, request_):
    assert GUARD.refusal(_with(request_, cookie=cookies)) == HTTPStatus.UNAUTHORIZED


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", "", "Same-Origin"])
def test_another_page_cannot_write(site):
    """Another port is the same site: so `same-site` is none of ours."""
    told = _with(WRITE, sec_fetch_site=(site,), origin=("http://127.0.0.1:8000",))
    assert GUARD.refusal(told) == HTTPStatus.FORBIDDEN


def test_a_browser_that_does_not_name_its_site_names_its_origin():
    old = _with(WRITE, sec_fetch_site=None)
    assert GUARD.refusal(_with(old, origin=("http://127.0.0.1:8000",))) is None
    for origin in (
        *(("http://127.0.0.1:8001",), ("null",), ("http://evil.example",), ("",), None),
        *(("https://127.0.0.1:8000",), ("http://127.0.0.1:8000", "http://127.0.0.1:8000")),
    ):
        assert GUARD.refusal(_with(old, origin=origin)) == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"content_type": ("text/plain",)}, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        ({"content_type": ("multipart/form-data",)}, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        ({"content_type": None}, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        ({"content_length": None}, HTTPStatus.LENGTH_REQUIRED),
        ({"content_length": ("-1",)}, HTTPStatus.LENGTH_REQUIRED),
        ({"content_length": ("５",)}, HTTPStatus.LENGTH_REQUIRED),
        ({"content_length": (str(MOST_BYTES),)}, None),
        ({"content_length": (str(MOST_BYTES + 1),)}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    ],
)
def test_a_body_is_a_form_of_bounded_size(fields, status):
    assert GUARD.refusal(_with(WRITE, **fields)) == status


def test_the_printed_address_lets_in_once_and_only_at_the_door():
    door = Request("GET", "/", "key=s3cret", {"host": ("127.0.0.1:8000",)})
    assert GUARD.address == "http://127.0.0.1:8000/?key=s3cret"
    assert GUARD.enters(door)
    for other in (
        *(replace(door, query=query) for query in ("", "key=", "key=S3cret", "key=a&key=s3cret")),
        *(replace(door, path="/new"), replace(door, method="POST")),
        _with(door, host=("evil.example:8000",)),
    ):
        assert not GUARD.enters(other)
    assert GUARD.set_cookie == "desk-8000=s3cret; Path=/; HttpOnly; SameSite=Strict"


@given(st.text(), st.text(), st.text())
def test_whatever_is_sent_is_judged(host, cookie, origin):
    told = _with(WRITE, host=(host,), cookie=(cookie,), origin=(origin,))
    assert GUARD.refusal(told) is not None


def test_no_other_origin_is_named_but_the_preview_that_is_framed():
    policy = GUARD.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert policy.count("http") == 1
    assert "frame-src http://127.0.0.1:8001" in policy
    assert not any(name.startswith("Access-Control") for name in GUARD.headers)
