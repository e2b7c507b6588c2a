"""Lead the links from one notice to another, `notice:fake-refund`, to its page in a language.

A page's link is relative, so that it works below any folder and from disk; a plain text, a feed and
a sheet are read elsewhere, and have the whole address.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.locales import Locale
from generator.site import pages

_TARGET = re.compile(r'<a href="notice:([a-z0-9-]+)"')
_MARKED = re.compile(r'<a data-notice="([^"/]*)/([^"/]*)" href="[^"]*"')
"""No text of a reader's has these: its `<` is escaped."""


def addressed(html: str, base_url: str, tag: str) -> str:
    """Give links to notices their whole addresses, in the language of this tag."""
    if ' href="notice:' not in html:
        return html

    def link(found: re.Match[str]) -> str:
        path = _path(tag, found[1])
        page = base_url + path.removesuffix("index.html") if base_url else path
        return f'<a data-notice="{tag}/{found[1]}" href="{page}"'

    return _TARGET.sub(link, html)


def linked(html: str, tag: str, href: Callable[[str], str]) -> str:
    """Make links to notices relative, by a function from a page's path to a link to it."""
    if "notice" not in html:
        return html
    html = _MARKED.sub(lambda found: f'<a href="{href(_path(found[1], found[2]))}"', html)
    return _TARGET.sub(lambda found: f'<a href="{href(_path(tag, found[1]))}"', html)


def _path(tag: str, slug: str) -> str:
    return pages.path_of("bulletin", Locale(tag), slug)
