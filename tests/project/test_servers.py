"""The site on real web servers, set up by the recipes of docs/publishing as they stand.

Not in the fast suite: `python -m pytest -m hosting` runs them. Where a server is missing they are
skipped; with CI set in the environment they fail then: nothing passes there unseen.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from tests import servers, support
from tests.project.test_recipes import fenced, header_rules
from tests.servers import Served, Walk
from tests.support import Page

pytestmark = pytest.mark.hosting

KINDS = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "": "text/plain; charset=utf-8",
}
"""What each ending is served as."""

NAMED = {
    "x-content-type-options",
    "content-security-policy",
    "referrer-policy",
    "strict-transport-security",
}
"""The headers that every answer must have, whatever the build writes into _headers."""

SERVERS = ["nginx", "nginx in a folder", "apache"]


@pytest.fixture(scope="module", params=SERVERS)
def served(request: pytest.FixtureRequest) -> Iterator[Served]:
    """A real server with a real build."""
    kind = request.param
    name, program = ("apache2", servers.APACHE) if kind == "apache" else ("nginx", servers.NGINX)
    if not program:
        reason = f"{name} is not installed (Debian: {name})"
        if os.environ.get("CI"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    # Not pytest's own folder: that is closed to the user that Apache serves as.
    with tempfile.TemporaryDirectory(prefix="hosting-") as made:
        folder = Path(made).resolve()
        folder.chmod(0o755)
        under = f"/{servers.FOLDER}/" if kind.endswith("folder") else "/"
        one = Served(servers.free_port(), under, folder / "output")
        _build(one, folder)
        with servers.running(_command(kind, one, folder), one.port, folder / "told.log"):
            yield one


def _build(one: Served, folder: Path) -> None:
    site = folder / "site"
    for part in ("content", "locales", "templates"):
        shutil.copytree(support.ROOT / part, site / part)
    # The sheets, which take long to print, are empty files: only their names and kinds count.
    support.build_unprinted(site, one.output, base_url=one.address)
    assert sorted(one.output.rglob("*poster*.html"))


def _command(kind: str, one: Served, folder: Path) -> list[str]:
    if kind == "apache":
        shutil.copy(servers.RECIPES / "htaccess", one.output / ".htaccess")
        return servers.apache(folder, one.output, one.port)
    snippet = fenced("nginx")[0] if kind.endswith("folder") else ""
    return servers.nginx(folder, servers.nginx_server(one.output, one.port, snippet))


def _files(one: Served) -> list[str]:
    return [name for name in support.tree(one.output) if not Path(name).name.startswith(".")]


def test_every_file_is_served_whole_and_as_what_it_is(served):
    for name, data in support.tree(served.output).items():
        if not Path(name).name.startswith("."):
            answer = served.get(name)
            assert (answer.status, answer.body == data) == (200, True), name
            assert answer.headers["content-type"].lower() == KINDS[_ending(name)], name


def _ending(name: str) -> str:
    return Path(name).suffix.removeprefix(".")


def test_a_page_is_served_in_its_language(served):
    for tag in ("en", "zh-Hans"):
        html = served.get(f"{tag}/").text
        root = next(attributes for name, attributes in Page(html).tags if name == "html")
        assert root["lang"] == tag
        assert html.encode() == (served.output / tag / "index.html").read_bytes()


def test_the_first_page_is_the_language_chooser_whatever_a_browser_asks_for(served):
    chooser = (served.output / "index.html").read_bytes()
    for wish in ("zh-CN,zh;q=0.9", "en", "fr"):
        answer = served.get("", Accept_Language=wish)
        assert (answer.status, answer.body) == (200, chooser)


@pytest.mark.parametrize(
    "path", ["missing", "en/missing/page.html", "assets/missing.css", "zh-Hans/x"]
)
def test_a_missing_page_says_so_in_every_language_and_is_not_kept(path, served):
    answer = served.get(path)
    assert answer.status == 404
    assert answer.headers["content-type"].lower() == KINDS["html"]
    page = Page(answer.text)
    assert "Page not found" in page.text("en")
    assert "找不到网页" in page.text("zh-Hans")
    assert set(answer.headers) >= NAMED
    assert "immutable" not in answer.headers["cache-control"]


def test_each_header_of_the_builds_own_list_is_sent(served):
    rules = header_rules((served.output / "_headers").read_text(encoding="utf-8"))
    assert rules
    for name in _files(served):
        sent = served.get(name).headers
        assert set(sent) >= NAMED, name
        listed_here: dict[str, str] = {}
        for pattern, headers in rules.items():
            if fnmatchcase(f"/{name}", pattern):
                listed_here.update(headers)
        assert {key: sent.get(key) for key in listed_here} == listed_here, name


def test_what_has_its_content_in_its_name_is_kept_and_nothing_else(served):
    for name in _files(served):
        kept = "immutable" in served.get(name).headers["cache-control"]
        assert kept == name.startswith("assets/"), name


def test_a_folder_leads_to_its_first_page(served):
    for folder in ("en", "zh-Hans", "en/customer-service-fraud"):
        answer = served.get(folder)
        assert answer.status == 301
        location = answer.headers["location"].removeprefix(f"http://127.0.0.1:{served.port}")
        assert location == f"{served.under}{folder}/"
        page = (served.output / folder / "index.html").read_bytes()
        assert served.get(f"{folder}/").body == page


def test_the_sites_folder_itself_leads_to_its_first_page(served):
    if served.under != "/":
        answer = served.get_absolute(served.under.rstrip("/"))
        assert (answer.status, answer.headers["location"]) == (301, served.under)


def test_no_folder_is_listed(served):
    for folder in ("assets/", "posters/"):
        assert (served.output / folder).is_dir()  # or it would be missing, and so not listed
        assert served.get(folder).status in (403, 404)


def test_text_is_sent_small_to_who_can_read_that(served):
    for name in _files(served):
        plain = (served.output / name).read_bytes()
        answer = served.get(name, Accept_Encoding="gzip")
        if _ending(name) in ("html", "css") or (
            _ending(name) in ("txt", "xml") and len(plain) > 512
        ):
            assert answer.headers["content-encoding"] == "gzip", name
            assert answer.headers["vary"].lower() == "accept-encoding", name
            assert gzip.decompress(answer.body) == plain, name
            assert len(answer.body) < len(plain), name
        assert "content-encoding" not in served.get(name).headers, name


def test_a_page_that_did_not_change_is_not_sent_again(served):
    tag = served.get("en/").headers["etag"]
    again = served.get("en/", If_None_Match=tag)
    assert (again.status, again.body) == (304, b"")


def test_every_link_leads_somewhere_and_every_page_is_reached(served):
    walk = Walk(served).follow("")
    for name in _files(served):
        if name == "404.html" or name.startswith(("posters/", "go/")) or name.endswith(".xml"):
            walk.follow(name)
    assert not walk.broken, "\n".join(walk.broken)
    reached = {name + "index.html" * (not name or name.endswith("/")) for name in walk.reached}
    pages = {name for name in _files(served) if re.search(r"\.(html|txt|css)$", name)}
    # For machines; for the review sheets; for paper only, with no link from a page.
    aside = re.compile(r"robots\.txt|assets/review\..*|posters/.*|go/.*")
    assert [name for name in sorted(pages - reached) if not aside.fullmatch(name)] == []
