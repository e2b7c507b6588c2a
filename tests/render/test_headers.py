"""What hosts and robots are told."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode

from generator.render import headers


def test_the_policy_lets_nothing_in_that_is_not_named():
    policy = dict(part.split(" ", 1) for part in headers.policy().split("; "))
    assert policy["default-src"] == "'none'"
    assert "script-src" not in policy
    assert policy["base-uri"] == policy["form-action"] == "'none'"
    assert "unsafe" not in headers.policy("a")


def test_an_inline_style_is_named_by_its_sum():
    digest = b64encode(hashlib.sha256(b".a{}").digest()).decode()
    assert f"'sha256-{digest}'" in headers.policy(".a{}")
    assert "sha256" not in headers.policy("", "")


def test_the_headers_are_as_hosts_read_them():
    lines = headers.headers().decode().splitlines()
    assert lines[0] == "/*"
    assert all(re.fullmatch(r"/\S*|  [A-Za-z-]+: \S.*", line) for line in lines)
    text = headers.headers().decode()
    for wanted in ("nosniff", "frame-ancestors 'none'", "max-age=31536000", "no-referrer"):
        assert wanted in text
    assert text.index("/assets/*") < text.index("immutable")


def test_robots_are_shown_the_sitemap_where_there_is_one():
    assert headers.robots("") == b"User-agent: *\nAllow: /\n"
    assert headers.robots("https://a.b/sitemap.xml").endswith(b"Sitemap: https://a.b/sitemap.xml\n")
