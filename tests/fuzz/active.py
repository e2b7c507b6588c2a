"""What in a page could act: read with a parser that takes HTML as browsers do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import StringIO
from xml.etree.ElementTree import Element, fromstring

import tinyhtml5

_ACTING = frozenset(
    (
        *("applet", "base", "button", "embed", "form", "frame", "frameset", "iframe", "input"),
        *("object", "portal", "select", "textarea", "audio", "video", "source", "track", "math"),
        *("animate", "animateMotion", "animateTransform", "set", "foreignObject", "image", "use"),
    )
)
_ADDRESSES = ("href", "src", "srcset", "action", "formaction", "data", "poster", "background")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SAFE = ("http:", "https:", "mailto:", "tel:")
_POLICY = "Content-Security-Policy"


def active(html: str) -> list[str]:
    """What in a page, or in a piece of one, could act; nothing for what only shows."""
    # As a stream: for a short text, the parser looks whether a file is named so.
    root = tinyhtml5.parse(StringIO(html), namespace_html_elements=False)
    return [what for element in root.iter() for what in _of(element)]


def _of(element: Element) -> Iterator[str]:
    tag = str(element.tag).rpartition("}")[2]
    if tag in _ACTING:
        yield f"<{tag}>"
    if tag == "script":
        yield from _of_script(element)
    if tag == "meta" and element.get("http-equiv", _POLICY) != _POLICY:
        yield f"<meta {element.attrib}>"
    for name, value in element.attrib.items():
        bare = str(name).rpartition("}")[2].rpartition(":")[2].lower()
        if bare.startswith("on") or bare == "srcdoc" or _leads_astray(tag, bare, value):
            yield f"<{tag} {name}={value!r}>"


def _of_script(element: Element) -> Iterator[str]:
    """Structured data is the one script that does nothing."""
    if element.attrib != {"type": "application/ld+json"} or len(element):
        yield "<script>"
    else:
        json.loads(element.text or "")


def _leads_astray(tag: str, name: str, value: str) -> bool:
    """True for an address that acts, or that leads to another host without saying so."""
    if name not in _ADDRESSES:
        return False
    # As browsers read one: without what stands around it, and without breaks within.
    target = re.sub(r"[\t\n\r]", "", value).strip("".join(map(chr, range(33)))).lower()
    if target.startswith(("//", "/\\", "\\")):
        return True
    scheme = _SCHEME.match(target)
    picture = tag in ("img", "link") and target.startswith("data:image/")
    return bool(scheme) and scheme.group() not in _SAFE and not picture


def active_in_feed(xml: str) -> list[str]:
    """The same of a feed: what stands in it as HTML."""
    found = []
    for element in fromstring(xml).iter():
        if element.get("type") == "html":
            found += active(element.text or "")
        href = element.get("href", "")
        found += [href] if _leads_astray("a", "href", href) else []
    return found
