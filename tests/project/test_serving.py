"""The tests' own static host: the headers it reads, and how it answers."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest

from tests import support
from tests.serving import headers_for, rules_of, serving

TEXT = """\
# What every page has
/*
  X-Content-Type-Options: nosniff
  Content-Security-Policy: default-src 'none'; style-src 'self'

/assets/*
\tCache-Control: max-age=31536000, immutable
/*.txt
  x-content-type-options: really
"""
FILES = {
    "_headers": TEXT,
    "index.html": "home",
    "404.html": "missing",
    "en/index.html": "list",
    "assets/site.css": "a {}",
    "note.txt": "说明",
}


def test_headers_are_read_by_their_path():
    rules = rules_of(TEXT)
    assert [rule.pattern for rule in rules] == ["/*", "/assets/*", "/*.txt"]
    assert headers_for(rules, "/en/") == {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; style-src 'self'",
    }
    assert headers_for(rules, "/assets/site.css")["Cache-Control"] == "max-age=31536000, immutable"
    assert "Cache-Control" not in headers_for(rules, "/en/assets/site.css")


def test_values_of_one_name_are_joined():
    assert headers_for(rules_of(TEXT), "/a.txt")["X-Content-Type-Options"] == "nosniff, really"


def test_an_empty_file_has_no_rules():
    assert rules_of("\n# nothing\n") == ()


@pytest.mark.parametrize("line", ["  Name: before any path", "/*\n  no colon", "/*\nName: value"])
def test_a_line_that_is_neither_is_named(line):
    with pytest.raises(ValueError, match=r"_headers:[12]: neither a path nor a header"):
        rules_of(line)


def fetched(address: str) -> tuple[int, str, dict[str, str]]:
    """Status, text and headers of an address."""
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.status, answer.read().decode(), dict(answer.headers)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(), dict(error.headers)


@pytest.mark.parametrize("prefix", ["/", "/city/alerts/"])
def test_a_folder_is_served_as_hosts_do(tmp_path, prefix):
    (tmp_path / "beside.txt").write_text("not part of the site")
    with serving(support.write_tree(tmp_path / "site", FILES), prefix) as address:
        assert fetched(address)[:2] == (200, "home")
        assert fetched(f"{address}en/")[:2] == (200, "list")
        assert fetched(f"{address}en")[:2] == (200, "list")
        assert fetched(f"{address}en/none.html")[:2] == (404, "missing")
        assert fetched(f"{address}_headers")[:2] == (404, "missing")
        assert fetched(f"{address}../beside.txt")[0] == 404
        status, _, headers = fetched(f"{address}assets/site.css?v=1")
        assert (status, headers["Content-Type"]) == (200, "text/css; charset=utf-8")
        assert headers["Cache-Control"].endswith("immutable")
        assert fetched(f"{address}note.txt")[1] == "说明"


def test_below_a_sub_folder_the_root_has_nothing(tmp_path):
    with serving(support.write_tree(tmp_path, FILES), "/city/") as address:
        assert fetched(address.removesuffix("city/"))[:2] == (404, "missing")


def test_a_folder_without_headers_or_a_404_page_is_served_too(tmp_path):
    with serving(support.write_tree(tmp_path, {"index.html": "home"})) as address:
        assert fetched(address)[:2] == (200, "home")
        assert fetched(f"{address}none")[:2] == (404, "")
