"""The preview's server: what it answers, to whom, and what it does when the site changes."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import replace

import pytest

from generator.build.build import Built
from generator.diagnostics.errors import Misused, Problem, Refused, Unable
from generator.output.publish import Published
from generator.preview import app, watch
from generator.preview import server as serving
from generator.preview.changes import Changes
from generator.preview.overlay import Report
from generator.preview.responses import LatestReport, Responder
from tests.support import ROOT, SMALL_SITE, tree, write_tree

_WAIT = 30
"""Seconds within which everything must be over; a machine in use elsewhere is slow."""
FILES = {
    "index.html": "<body>chooser</body>",
    "404.html": "<body>missing</body>",
    "en/index.html": "<body>list</body>",
    "en/refund/index.html": "<body>notice</body>",
    "en/refund/bulletin.txt": "告示",
    "en/refund/poster.png": b"\x89PNG",
    "review/refund.en.html": "<body>sheet</body>",
    "assets/style.0123456789.css": "a {}",
    "sitemap.xml": "<x/>",
    "SHA256SUMS": "0  index.html\n",
    "other.bin": b"\x00",
    ".building-stage/secret": "half",
    ".hidden": "x",
}


@pytest.fixture
def output(tmp_path):
    folder = write_tree(tmp_path / "site/.cache/preview", FILES)
    write_tree(tmp_path / "site", {"secret.txt": "secret", ".cache/other.html": "secret"})
    (folder / "link.txt").symlink_to(tmp_path / "site/secret.txt")
    (folder / "inner.txt").symlink_to(folder / "en/refund/bulletin.txt")
    (folder / "up").symlink_to(tmp_path / "site", target_is_directory=True)
    return folder


@pytest.fixture
def responder(output):
    return Responder(output, LatestReport(Report("v1")), 8000)


@pytest.mark.parametrize(
    ("address", "kind", "words"),
    [
        ("/", "text/html; charset=utf-8", "chooser"),
        ("/index.html", "text/html; charset=utf-8", "chooser"),
        ("/en/", "text/html; charset=utf-8", "list"),
        ("/en/?x=1", "text/html; charset=utf-8", "list"),
        ("/en/refund/bulletin.txt", "text/plain; charset=utf-8", "告示"),
        ("/%65n/refund/bulletin.txt", "text/plain; charset=utf-8", "告示"),
        ("/assets/style.0123456789.css", "text/css; charset=utf-8", "a {}"),
        ("/sitemap.xml", "application/xml; charset=utf-8", "<x/>"),
        ("/SHA256SUMS", "text/plain; charset=utf-8", "index.html"),
        ("/_preview/preview.js", "text/javascript; charset=utf-8", "EventSource"),
        ("/_preview/preview.css", "text/css; charset=utf-8", ".preview-bar"),
        ("/other.bin", "application/octet-stream", "\x00"),
    ],
)
def test_a_file_is_answered_with_its_kind(address, kind, words, responder):
    answer = responder.respond(address)
    assert answer.status == 200
    assert answer.all_headers["Content-Type"] == kind
    assert answer.all_headers["Cache-Control"] == "no-store"
    assert words in answer.body.decode()


def test_only_pages_get_the_previews_parts(responder):
    assert b"/_preview/preview.js" in responder.respond("/en/").body
    for address in ("/en/refund/bulletin.txt", "/sitemap.xml", "/en/refund/poster.png"):
        assert b"_preview" not in responder.respond(address).body


def test_a_file_itself_never_has_them(responder, output):
    before = tree(output)
    responder.respond("/en/")
    assert tree(output) == before
    assert not any(b"_preview" in data for data in before.values())


def test_a_notices_page_links_its_review_sheet(responder):
    assert b'href="/review/refund.en.html"' in responder.respond("/en/refund/").body
    assert b"Review sheet" not in responder.respond("/en/").body


@pytest.mark.parametrize(
    "address",
    [
        *("/../secret.txt", "/en/../../../secret.txt", "/%2e%2e/other.html", "/..%2fother.html"),
        *("/..%5cother.html", "/%2e%2e%2f%2e%2e%2fsecret.txt", "//etc/passwd", "/%2fetc/passwd"),
        *("/link.txt", "/inner.txt", "/up/secret.txt", "/.hidden", "/.building-stage/secret"),
        *("/en/./index.html", "/en//index.html", "/C:/x", "/index.html%00.txt", "/%ff", "/%"),
        *("/" + "a" * 5000, "/index.html/", "/_preview/", "/_preview/x", "/no/such/page.html"),
        *("http://evil.example/en/", "http://[x/", "http://evil.example/../secret.txt"),
        *("/en/#", "secret.txt/../../secret.txt", "*"),
    ],
)
def test_what_is_no_file_of_the_output_is_missing(address, responder):
    answer = responder.respond(address)
    assert answer.status == 404
    assert b"missing" in answer.body
    assert b"secret" not in answer.body


def test_a_folder_is_not_listed(responder):
    assert responder.respond("/assets/").status == 404
    assert b"0123456789" not in responder.respond("/assets/").body
    for address in ("/en/refund", "/%65n/refund"):
        moved = responder.respond(address)
        assert (moved.status, moved.all_headers["Location"]) == (301, f"{address}/")


def test_before_a_page_is_built_what_is_wrong_is_a_page(tmp_path):
    problem = Problem("content/x/bulletin.md", 7, "front-matter", "wrong", "mend it")
    responder = Responder(tmp_path / "none", LatestReport(Report("v", (problem,))), 8000)
    answer = responder.respond("/")
    assert answer.status == 503
    assert b"content/x/bulletin.md:7" in answer.body
    assert "script-src 'self'" in answer.all_headers["Content-Security-Policy"]
    assert Responder(tmp_path / "none", LatestReport(Report("v")), 8000).respond("/").status == 404


@pytest.mark.parametrize(
    ("hosts", "is_own"),
    [
        (["127.0.0.1:8000"], True),
        (["localhost:8000"], True),
        (["LOCALHOST:8000"], True),
        (["[::1]:8000"], True),
        (["127.0.0.1"], False),
        (["127.0.0.1:8001"], False),
        (["evil.example:8000"], False),
        (["127.0.0.1.evil.example:8000"], False),
        (["localhost.:8000"], False),
        (["127.0.0.1:8000", "evil.example"], False),
        ([""], False),
        ([], False),
    ],
)
def test_it_answers_to_its_own_names_only(hosts, is_own, responder):
    assert responder.is_own_name(hosts) is is_own


def test_on_the_port_of_the_web_a_browser_leaves_the_number_out(output):
    assert Responder(output, LatestReport(Report("v")), 80).is_own_name(["localhost"])


# Over a real connection.


@pytest.fixture
def served(output):
    """The port, and the latest that the pages are told from."""
    latest = LatestReport(Report("v1"))
    with serving.listen(0) as server, serving.serve(server, output, latest) as address:
        yield int(address.rstrip("/").rpartition(":")[2]), latest


def _asked(port, method, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_WAIT)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def test_a_head_is_answered_without_a_body(served):
    port, _ = served
    status, headers, body = _asked(port, "GET", "/en/")
    head = _asked(port, "HEAD", "/en/")
    assert (status, head[0], head[2]) == (200, 200, b"")
    assert int(headers["Content-Length"]) == int(head[1]["Content-Length"]) == len(body)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(method, served):
    status, headers, _ = _asked(served[0], method, "/")
    assert (status, headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", ["/", "/_preview/events?x", "/_preview/preview.js"])
def test_another_hosts_name_is_refused(path, served):
    status, _, body = _asked(served[0], "GET", path, Host="evil.example")
    assert status == 403
    assert b"chooser" not in body


def test_dots_in_a_raw_request_lead_nowhere(served):
    port, _ = served
    with socket.create_connection(("127.0.0.1", port), timeout=_WAIT) as raw:
        raw.sendall(f"GET /../other.html HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
        with raw.makefile("rb") as answer:
            assert b"404" in answer.readline()
            assert b"secret" not in answer.read()


def test_it_listens_on_the_loopback_address_only(served):
    with serving.listen(0) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"


def _events(port, version):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_WAIT)
    connection.request("GET", f"/_preview/events?{version}")
    answer = connection.getresponse()
    assert answer.getheader("Content-Type") == "text/event-stream"
    assert answer.readline() == b"retry: 500\n"
    return contextlib.closing(connection), answer


def test_a_page_is_told_of_another_version(served):
    port, latest = served
    connection, answer = _events(port, "v1")
    with connection:
        latest.post(Report("v2"))
        assert answer.read() == b"\nevent: changed\ndata:\n\n"


def test_a_page_that_is_old_already_is_told_at_once(served):
    connection, answer = _events(served[0], "v0")
    with connection:
        assert answer.read() == b"\nevent: changed\ndata:\n\n"


def test_the_end_lets_a_waiting_page_go(output):
    latest = LatestReport(Report("v1"))
    with serving.listen(0) as server:
        with serving.serve(server, output, latest):
            connection, answer = _events(server.getsockname()[1], "v1")
        with connection:
            assert answer.read() == b"\n"


def test_a_sign_of_life_is_given_meanwhile(served, monkeypatch):
    monkeypatch.setattr(serving, "_HEARTBEAT", 0.01)
    connection, answer = _events(served[0], "v1")
    with connection:
        assert answer.readline() == b"\n"
        assert answer.readline() == b": the same still\n"


def test_a_port_that_is_taken_is_told(served):
    with pytest.raises(Unable, match=f"port {served[0]} cannot be used"), serving.listen(served[0]):
        pass


def test_without_a_port_the_next_free_one_is_taken(monkeypatch):
    with serving.listen(0) as taken:
        first = taken.getsockname()[1]
        monkeypatch.setattr(serving, "_FIRST", first)
        monkeypatch.setattr(serving, "_LAST", first)
        with pytest.raises(Unable, match="each of the ports"), serving.listen(None):
            pass
        monkeypatch.setattr(serving, "_LAST", first + 50)
        with serving.listen(None) as server:
            assert first < server.getsockname()[1] <= first + 50


# Watching.


def _soon(condition):
    until = time.monotonic() + _WAIT
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)


class _Count:
    """How often a change was waited for and came."""

    def __init__(self, watcher):
        self.number = 0
        self._watcher = watcher
        threading.Thread(target=self._go, daemon=True).start()

    def _go(self):
        with contextlib.suppress(Unable):
            while True:
                self._watcher.wait()
                self.number += 1

    def end(self):
        self._watcher.fail("the test is over")


@pytest.fixture
def counted(small_site):
    """The site, watched; what was before the watch began is counted already."""
    write_tree(small_site, {"templates/list.html": "x", "locales/en/LC_MESSAGES/site.po": ""})
    with watch.watching(small_site) as watcher:
        count = _Count(watcher)
        _soon(lambda: count.number == 1)
        yield small_site, count
        count.end()


@pytest.mark.parametrize(
    "path",
    [
        "content/site.toml",
        "content/refund/bulletin.md",
        "content/new/bulletin.md",
        "templates/list.html",
        "locales/en/LC_MESSAGES/site.po",
    ],
)
def test_a_change_of_any_source_is_noticed(path, counted):
    site, count = counted
    write_tree(site, {path: "changed"})
    _soon(lambda: count.number > 1)


def test_what_is_made_from_the_site_is_no_change(counted):
    site, count = counted
    write_tree(site, {"output/index.html": "x", ".cache/preview/index.html": "x"})
    write_tree(site, {"content/.building-x": "x", "content/refund/bulletin.md~": "x"})
    time.sleep(1)  # far longer than it takes to notice a change
    assert count.number == 1
    write_tree(site, {"content/site.toml": "last"})
    _soon(lambda: count.number > 1)


def test_a_burst_of_changes_is_no_burst_of_builds(counted):
    site, count = counted
    for number in range(100):
        write_tree(site, {f"content/refund/routines/{number}-x.md": "x"})
    _soon(lambda: count.number > 1)
    time.sleep(1)  # for those that a machine in use elsewhere noticed later
    assert count.number < 20


def test_changes_that_came_together_are_one():
    watcher = watch.Watcher()
    for _ in range(3):
        watcher.note()
    watcher.wait()
    assert not watcher._changed.is_set()


def test_a_folder_that_comes_later_is_watched(small_site):
    with watch.watching(small_site) as watcher:
        count = _Count(watcher)
        _soon(lambda: count.number == 1)
        (small_site / "templates").mkdir()
        _soon(lambda: count.number > 1)
        time.sleep(1.2)
        before = count.number
        write_tree(small_site, {"templates/list.html": "x"})
        _soon(lambda: count.number > before)
        count.end()


def test_a_system_that_cannot_watch_is_told(small_site, monkeypatch):
    def failing(*_, **__):
        raise OSError("limit reached")

    monkeypatch.setattr(watch, "watch", failing)
    with watch.watching(small_site) as watcher, pytest.raises(Unable, match="limit reached"):
        watcher.wait()


# What is told of a build.


WRONG = Problem("content/x.md", 1, "text", "wrong", "mend it")
ODD = Problem("content/x.md", 2, "text", "odd", "look", warning=True)
QUEER = Problem("content/y.md", 9, "text", "queer", "look", warning=True)


def test_of_a_build_only_what_is_new_is_told():
    first = Changes(Report("a", warnings=(ODD,)))
    assert first.headline == "built; no errors, warnings: 1"
    assert (first.new, first.remaining, first.is_mended) == ((ODD,), 0, False)
    moved = replace(ODD, line=5)
    second = first.then(Report("b", (WRONG,), warnings=(moved, QUEER)), 0)
    assert second.headline == "not built; errors: 1, warnings: 2"
    assert (second.new, second.remaining, second.is_mended) == ((WRONG, QUEER), 1, False)
    third = second.then(Report("c", warnings=(QUEER,)), 3)
    assert third.headline == "built, pages changed: 3; no errors, warnings: 1"
    assert (third.new, third.remaining, third.is_mended) == ((), 1, True)
    fourth = third.then(Report("d"), 0)
    assert fourth.headline == "built, no page changed; everything is right"
    assert (fourth.new, fourth.remaining, fourth.is_mended) == ((), 0, False)


def test_what_stands_twice_is_new_where_it_stood_once():
    again = replace(ODD, line=7)
    first = Changes(Report("a", warnings=(ODD,)))
    assert first.then(Report("b", warnings=(ODD, again)), 1).new == (again,)


def test_remarks_are_no_news_after_an_error_before_which_they_were_told():
    first = Changes(Report("a", warnings=(ODD, QUEER)))
    broken = first.then(Report("b", (WRONG,)), 0).then(Report("c", failure="the disk failed"), 0)
    assert (broken.headline, broken.new) == ("not built", ())
    mended = broken.then(Report("d", warnings=(ODD, QUEER)), 1)
    assert (mended.new, mended.remaining, mended.is_mended) == ((), 2, True)


# The whole.


class _Ended(Exception):
    """Stands for Ctrl-C."""


def _serve(site, on_built):
    options = app.preview_options(site)
    with app.previewing(options) as (_, latest):
        app.rebuild_on_changes(options, latest, on_built)


def _said(site, monkeypatch, *builds):
    """What is said of these builds, one after the other; the first is the one at the beginning."""
    news, left = [], list(builds)

    class Watcher:
        def wait(self):
            if not left:
                raise _Ended

    def build(options):
        assert options.preview
        found = left.pop(0)
        if isinstance(found, BaseException):
            raise found
        return Built(Published(1, 1, 0, (), pages=2), found)

    monkeypatch.setattr(app, "build", build)
    monkeypatch.setattr(watch, "watching", lambda _: contextlib.nullcontext(Watcher()))
    with pytest.raises(_Ended):
        _serve(site, news.append)
    return news


def test_no_build_ends_the_server(small_site, monkeypatch):
    problem = Problem("content/x.md", 1, "text", "wrong", "mend it")
    remark = Problem("content/x.md", 2, "text", "odd", "look", warning=True)
    news = _said(
        small_site,
        monkeypatch,
        Refused([problem, remark]),
        (),
        Unable("the disk failed"),
        ZeroDivisionError("x"),
        Misused("no folder content"),
        (remark,),
    )
    results = [one.report for one in news]
    assert [report.problems for report in results] == [(problem,), (), (), (), (), ()]
    failures = [report.failure for report in results[2:]]
    assert failures[0] == "the disk failed"
    assert failures[1].startswith("the program itself failed (ZeroDivisionError: x)")
    assert failures[2:] == ["no folder content", ""]
    assert results[-1].warnings == (remark,)
    assert len({report.version for report in results}) == len(results)
    assert [one.pages for one in news] == [None, 2, 0, 0, 0, 2]


def test_the_look_at_what_came_before_the_watch_says_nothing_where_nothing_did(
    small_site, monkeypatch
):
    assert len(_said(small_site, monkeypatch, (), ())) == 1


def test_a_change_is_answered_also_where_no_page_is_another(small_site, monkeypatch):
    assert [one.pages for one in _said(small_site, monkeypatch, (), (), ())] == [None, 2]


@pytest.mark.parametrize("error", [Unable("the disk failed"), Misused("no site")])
def test_what_fails_from_the_beginning_ends_it(error, small_site, monkeypatch):
    def build(_):
        raise error

    monkeypatch.setattr(app, "build", build)
    with pytest.raises(type(error)):
        _serve(small_site, print)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize(("end", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_it_ends_cleanly_and_publishes_nothing(end, status, tmp_path):
    site = write_tree(tmp_path / "site", SMALL_SITE)
    before = tree(site)
    running = subprocess.Popen(
        [sys.executable, "-m", "generator", "--site", site, "serve", "--port", "0", "--no-browser"],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert running.stdout.readline().startswith("http://127.0.0.1:")
        address = running.stderr.readline().strip().partition(": ")[2]
        port = int(address.rstrip("/").rpartition(":")[2])
        connection, answer = _events(port, _version_of(port))
        with connection:
            running.send_signal(end)
            assert b"changed" not in answer.read()
        _, told = running.communicate(timeout=_WAIT)
    finally:
        running.kill()
    assert running.returncode == status
    assert "Traceback" not in told
    assert {path for path in tree(site) if not path.startswith(".cache/")} == set(before)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def _version_of(port):
    _, _, body = _asked(port, "GET", "/")
    return body.decode().partition('data-version="')[2].partition('"')[0]
