"""Write what hosts and robots read: the Content-Security-Policy, `_headers`, robots.txt.

Pages have no script, so that whatever a browser would run was brought in by someone else: the
policy lets nothing in but the site's own style sheets and pictures. https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

import hashlib
from base64 import b64encode

# "connect-src" is for tools that measure a page and read robots.txt from within it: no script may
# run, so that nothing in the page itself can connect to anything.
_CLOSED = "connect-src 'self'; base-uri 'none'; form-action 'none'"
_HEADERS = {
    # The pages' own policies name their inline styles one by one; a browser goes by both.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        f"{_CLOSED}; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_FOR_EVER = "public, max-age=31536000, immutable"
"""An asset's name changes with its content."""


def policy(*inline_styles: str, written_in: bool = False) -> str:
    """Return the Content-Security-Policy of a page with these `<style>` elements.

    With `written_in`, its styles are in its tags, where no sum can name them.
    """
    # From a disk, "self" is nothing to some browsers; no page of a host can read "file:".
    sources = ["'self'", "file:", *map(_source, filter(None, inline_styles))]
    sources = ["'unsafe-inline'"] if written_in else sources
    return (
        f"default-src 'none'; style-src {' '.join(sources)}; img-src 'self' data: file:; {_CLOSED}"
    )


def _source(style: str) -> str:
    digest = hashlib.sha256(style.encode()).digest()
    return f"'sha256-{b64encode(digest).decode()}'"


def headers() -> bytes:
    """Write `_headers`, which some hosts read (Netlify, Cloudflare Pages)."""
    rows = ["/*", *(f"  {name}: {value}" for name, value in _HEADERS.items())]
    return "\n".join([*rows, "/assets/*", f"  Cache-Control: {_FOR_EVER}", ""]).encode()


def robots(sitemap: str) -> bytes:
    """Write robots.txt; `sitemap` is the absolute address of the sitemap, or empty."""
    rows = ["User-agent: *", "Allow: /", *([f"Sitemap: {sitemap}"] if sitemap else [])]
    return "\n".join([*rows, ""]).encode()
