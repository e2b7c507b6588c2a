"""Addresses and numbers in site.toml: what may be a fact, and where it leads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import SplitResult, quote, urlsplit

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.facts import NAME, Fact
from generator.text.lazy_regex import late

_ODD_IN_URL = late(r"[。，；：（）“”、！？【】《》／．\s]")
_NARROW = str.maketrans("。，；：／．", ".,;:/.")
_FACT_FORMS = {"tel": "tel:", "url": "", "email": "mailto:"}
_TEL = late(r"\+?[0-9](?:[0-9 -]*[0-9])?")
_EMAIL = late(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_STRAY_PERCENT = late(r"%(?![0-9A-Fa-f]{2})")
_HOST = late(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*", re.IGNORECASE)


def base_url(text: str) -> str:
    """An absolute address that ends in a slash, as links and machines want it: RFC 3986.

    What has to be percent-encoded is so afterwards, once: `/警告` and `/%E8%AD%A6%E5%91%8A/` come
    to the same. Raises `ValueError`, in words, where `text` is no address.
    """
    if re.search(r"[\s\x00-\x1f\x7f]", text):
        raise ValueError(said("“{text}” has a space in it", text=text))
    parts = _split(text)
    if parts is None:
        raise ValueError(said("“{text}” is not an address that begins with https://", text=text))
    if parts.query or parts.fragment or parts.username is not None:
        raise ValueError(said("“{text}” has a ?, a # or an @ in it", text=text))
    if re.search(r"\.html?/?$", parts.path):
        raise ValueError(said("“{text}” is a page, and no folder", text=text))
    path = quote(_STRAY_PERCENT.sub("%25", parts.path), safe="/%:@!$&'()*+,;=~")
    return f"{parts.scheme}://{parts.netloc}{path.removesuffix('/')}/"


def _split(url: str) -> SplitResult | None:
    """A web address in its parts; None for what is none."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    sound = parts.scheme in ("http", "https") and _HOST.fullmatch(parts.hostname or "")
    return parts if sound and port != 0 else None


def is_fact(value: object) -> bool:
    """True for a group that can be nothing else than a fact."""
    return isinstance(value, dict) and bool({*_FACT_FORMS, "text"} & set(value))


def fact_wrong(name: str, value: object) -> Fault | None:
    """What is wrong with a fact, and what to do."""
    if not re.fullmatch(NAME, name):
        wrong = said("“{name}” cannot be a fact's name", name=name)
        return Fault(wrong, said("use small letters, digits and _"))
    texts = value.values() if isinstance(value, dict) else [value]
    if value == {} or any(isinstance(text, str) and not text.strip() for text in texts):
        return Fault(said("{name} is empty", name=name), said("write between the quotation marks"))
    if isinstance(value, str):
        return _shown_wrong(name, value, "", "")
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in texts):
        return Fault(said("{name} is not a text", name=name), _as_text(name, value))
    return _parts_wrong(name, value)


def _parts_wrong(name: str, value: Mapping[str, str]) -> Fault | None:
    """What is wrong with a fact that is a group of texts."""
    if unknown := set(value) - {*_FACT_FORMS, "text", "lang"}:
        wrong = said("{name} has “{key}”", name=name, key=min(unknown))
        return Fault(wrong, said("its parts are text, tel, url, email and lang"))
    forms = [form for form in _FACT_FORMS if form in value]
    if len(forms) > 1 or not (forms or "text" in value):
        wrong = said("{name} has {count} of tel, url and email", name=name, count=len(forms))
        return Fault(wrong, said("give one of them, or a text"))
    form = forms[0] if forms else ""
    target = value.get(form, "")
    shown = value.get("text", "")
    return _shown_wrong(name, shown, form, target) or _target_wrong(name, form, target)


def _as_text(name: str, value: object) -> str:
    """What to do about a fact that is no text: the line to write, where it is a bare number."""
    number = value.get("tel") if isinstance(value, dict) and len(value) == 1 else value
    if isinstance(number, int) and not isinstance(number, bool):
        return said('write {name} = {{ tel = "{number}" }}', name=name, number=number)
    return said('write {name} = "…", in quotation marks, or {{ tel = "…" }}', name=name)


def _shown_wrong(name: str, shown: str, form: str, target: str) -> Fault | None:
    """A fact may not show one number or address and lead to another, nor hide characters."""
    if any(unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs") for char in shown + target):
        wrong = said("{name} has an invisible character in it", name=name)
        return Fault(wrong, said("type it anew"))
    digits = [re.sub(r"[^0-9]", "", text) for text in (shown, target)]
    if form == "tel" and digits[0] and digits[0] != digits[1]:
        wrong = said(
            "{name} shows “{shown}” and calls {target}", name=name, shown=shown, target=target
        )
        return Fault(wrong, said("make the two the same number"))
    hosts = re.findall(r"[\w-]+(?:\.[\w-]+)+", shown)
    if form in ("url", "email") and any(host not in target for host in hosts):
        wrong = said(
            "{name} shows “{shown}” and leads to {target}", name=name, shown=shown, target=target
        )
        return Fault(wrong, said("make the two the same address"))
    return None


def _target_wrong(name: str, form: str, target: str) -> Fault | None:
    if form == "tel" and not _TEL.fullmatch(target):
        wrong = said("{name}: “{target}” cannot be called", name=name, target=target)
        return Fault(wrong, said("write digits, with spaces or hyphens"))
    if form == "email" and not _EMAIL.fullmatch(target):
        wrong = said("{name}: “{target}” is not an e-mail address", name=name, target=target)
        return Fault(wrong, said("write name@host"))
    if form == "url" and (odd := _ODD_IN_URL.search(target)):
        wrong = said("{name}: “{target}” has “{odd}” in it", name=name, target=target, odd=odd[0])
        right = target.translate(_NARROW).rstrip(".,;")
        is_right = not _ODD_IN_URL.search(right) and _split(right) is not None
        return Fault(
            wrong,
            said("write {meant}", meant=right) if is_right else said("take it out of the address"),
        )
    if form == "url" and _split(target) is None:
        wrong = said("{name}: “{target}” is not a web address", name=name, target=target)
        return Fault(wrong, said("begin it with https://"))
    return None


def _bare(url: str) -> str:
    """An address as it is shown: without its scheme and a last slash."""
    return re.sub(r"^https?://", "", url).removesuffix("/")


def _href(form: str, target: str) -> str:
    return (
        _FACT_FORMS[form] + (re.sub(r"[ -]", "", target) if form == "tel" else target)
        if form
        else ""
    )


def fact(name: str, value: str | Mapping[str, str], lang: str) -> Fact:
    """The fact of a value that is sound; `lang` is the canonical tag of its language."""
    if isinstance(value, str):
        return Fact(name, value)
    form = next((form for form in _FACT_FORMS if form in value), "")
    target = value.get(form, "")
    shown = value.get("text") or (_bare(target) if form == "url" else target)
    return Fact(name, shown, _href(form, target), lang)
