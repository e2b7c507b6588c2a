"""Read the facts of site.toml, and the address of the site: what they show, and where they lead."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import SplitResult, quote, urlsplit

from generator.config.schema import Entry, Invalid, Setting, its_parts, language
from generator.diagnostics.messages import listed, said
from generator.facts import NAME, Fact
from generator.markdown.forbidden import SIGN
from generator.text.lazy_regex import late
from generator.text.unicode import FORBIDDEN, is_ordinary

_ODD_IN_URL = late(r"[。，；：（）“”、！？【】《》／．\s]")
_NARROW = str.maketrans("。，；：／．", ".,;:/.")
_MOST_FACTS = 500
"""Each name in braces that is none of them is compared with all of them."""
_TEL = late(r"(?=\+?[0-9(])(?=.*[0-9]$)\+?(?:[0-9 -]|\([0-9]{1,6}\))+")
_EXTENDED = late(
    r"(?P<tel>.*[0-9])\s*(?:[,;，；]\s*)?"
    r"(?:转分机|轉分機|转|轉|分机|分機|extension|ext\.?|x|#|[,，；;])\s*(?P<ext>[0-9]+)",
    re.IGNORECASE,
)
"""A number with its extension behind it."""
_EXT = late(r"[0-9]{1,6}")
_EMAIL = late(r"[A-Za-z0-9._%+-]+@(?:[^\W_]|-)+(?:\.(?:[^\W_]|-)+)+")
_SCHEMES = {"tel": "tel:", "url": "", "email": "mailto:"}
"""What the link of a fact begins with, by the part that says where it leads."""
_PARTS = ("text", *_SCHEMES, "ext", "lang")
_STRAY_PERCENT = late(r"%(?![0-9A-Fa-f]{2})")
_USER = late(r"[A-Za-z]+://[^/?#]*@")
_HOST = late(r"(?:[^\W_]|-)+(?:\.(?:[^\W_]|-)+)*")
"""Letters of every script: 求助.中国 is a host."""


def base_url(text: str) -> str:
    """Make an absolute address that ends in a slash and is percent-encoded once: RFC 3986.

    `/警告` and `/%E8%AD%A6%E5%91%8A/` come to the same, and a host in another script than Latin is
    written as machines do, in Punycode. Raise `Invalid` where `text` is no address.
    """
    if re.search(r"[\s\x00-\x1f\x7f]", text):
        raise Invalid(said("“{text}” has a space in it", text=text))
    parts = _split(text)
    if parts is None:
        raise Invalid(said("“{text}” is not an address that begins with https://", text=text))
    if parts.query or parts.fragment or parts.username is not None:
        raise Invalid(said("“{text}” has a ?, a # or an @ in it", text=text))
    if re.search(r"\.html?/?$", parts.path):
        raise Invalid(said("“{text}” is a page, and no folder", text=text))
    path = quote(_STRAY_PERCENT.sub("%25", parts.path), safe="/%:@!$&'()*+,;=~")
    return f"{parts.scheme}://{_ascii(parts.netloc, text)}{path.removesuffix('/')}/"


def _ascii(place: str, address: str) -> str:
    host, colon, port = place.partition(":")
    try:
        return place if host.isascii() else host.encode("idna").decode() + colon + port
    except UnicodeError:
        raise Invalid(said("“{text}” is not a web address", text=address)) from None


def _split(url: str) -> SplitResult | None:
    """Split a web address into its parts; return None for what is none."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    sound = parts.scheme in ("http", "https") and _HOST.fullmatch(parts.hostname or "")
    return parts if sound and port != 0 else None


def is_fact(value: object) -> bool:
    """Return True for a group that can be nothing else than a fact."""
    return isinstance(value, dict) and bool({*_SCHEMES, "text"} & set(value))


def _facts(entry: Entry) -> dict[str, Fact]:
    """Parse the facts, without those that are wrong."""
    if not isinstance(entry.value, dict):
        raise Invalid(said("facts is not a table"))
    stray = [key for key in ("fact", "label", "note") if key in entry.value]
    if stray:
        wrong = said("what belongs to a contact is under [facts]: {names}", names=listed(stray))
        line = min(entry.inner(key).line for key in stray)
        replace(entry, line=line).wrong(wrong, said("write a line with [[contacts]] above it"))
    names = [name for name in entry.value if name not in stray]
    if len(names) > _MOST_FACTS:
        wrong = said("there are more than {most} facts", most=_MOST_FACTS)
        raise Invalid(wrong, said("take out those that no text names"))
    # Those that were found outside of [facts] have a line of their own there.
    lines = {name: entry.file.line(name, default=entry.line) for name in names}
    found = (entry.inner(name, lines[name]).read(_FACT) for name in names)
    return {fact.name: fact for fact in found if fact}


def _fact(entry: Entry) -> Fact:
    name, value = entry.key, entry.value
    if not re.fullmatch(NAME, name):
        wrong = said("“{name}” cannot be a fact's name", name=name)
        raise Invalid(wrong, said("use small letters, digits and _"))
    parts = value if isinstance(value, dict) else {"text": value}
    if not parts or any(isinstance(text, str) and not text.strip() for text in parts.values()):
        raise Invalid(said("{name} is empty", name=name), said("write between the quotation marks"))
    if not all(isinstance(text, str) for text in parts.values()):
        raise Invalid(said("{name} is not a text", name=name), _as_text(name, value))
    if unknown := parts.keys() - {*_PARTS}:
        wrong = said("{name} has “{key}”", name=name, key=min(unknown))
        raise Invalid(wrong, its_parts(_PARTS))
    forms = [form for form in _SCHEMES if form in parts]
    if len(forms) > 1 or not (forms or "text" in parts):
        wrong = said("{name} has {count} of tel, url and email", name=name, count=len(forms))
        raise Invalid(wrong, said("give one of them, or a text"))
    form = forms[0] if forms else ""
    whole, parts = parts, _with_extension(name, parts)
    target, shown, ext = (parts.get(part, "") for part in (form, "text", "ext"))
    typed = "" if shown or "ext" in whole else whole.get("tel", "")
    _check_shown(name, shown, form, target)
    _check_target(name, form, target)
    lang = language(replace(entry, value=parts["lang"])).tag if "lang" in parts else ""
    bare = re.sub(r"^https?://", "", target).removesuffix("/") if form == "url" else target
    href = _SCHEMES[form] + target if form else ""
    if form == "tel":
        href = f"tel:{_dialled(target, ext)}"
    return Fact(name, shown or bare, href, lang, ext, typed if ext else "")


def _dialled(number: str, ext: str) -> str:
    """Write what a telephone dials: a comma is a pause, after which it dials the extension.

    RFC 3966 has another form for extensions, which most telephones do not dial.
    """
    return re.sub("[^0-9+-]", "", number) + f",{ext}" if ext else re.sub("[^0-9+]", "", number)


def _with_extension(name: str, parts: dict[str, str]) -> dict[str, str]:
    """Part a number from an extension that stands behind it; raise `Invalid` for a wrong one."""
    found = _EXTENDED.fullmatch(parts.get("tel", ""))
    if found and "ext" not in parts:
        parts = parts | found.groupdict()
    ext = parts.get("ext")
    if ext is not None and not parts.get("tel"):
        wrong = said("{name} has an extension and no number", name=name)
        raise Invalid(wrong, said('write {name} = {{ tel = "…", ext = "…" }}', name=name))
    if ext is not None and not _EXT.fullmatch(ext):
        wrong = said("{name}: “{ext}” is no extension", name=name, ext=ext)
        raise Invalid(wrong, said("write its digits, six at most"))
    return parts


_FACT = Setting(_fact)
FACTS = Setting(_facts, said("write [facts], then a fact a line"), default={})


def _as_text(name: str, value: object) -> str:
    """Say what to do about a fact that is no text: the line to write, where it is a bare number."""
    if isinstance(value, dict) and isinstance(ext := value.get("ext"), int):
        return said('write ext = "{number}"', number=ext)
    number = value.get("tel") if isinstance(value, dict) and len(value) == 1 else value
    if isinstance(number, int) and not isinstance(number, bool):
        return said('write {name} = {{ tel = "{number}" }}', name=name, number=number)
    return said('write {name} = "…", in quotation marks, or {{ tel = "…" }}', name=name)


def _check_shown(name: str, shown: str, form: str, target: str) -> None:
    """Raise `Invalid` for a fact that shows one number and calls another, or hides characters."""
    seen = (shown + target).replace("\ufe0f", "")  # it makes ☎️ of ☎
    if not is_ordinary(seen) and FORBIDDEN.search(seen):
        wrong = said("{name} has an invisible or unknown character in it", name=name)
        raise Invalid(wrong, said("type it anew"))
    digits = [re.sub(r"[^0-9]", "", text) for text in (shown, target)]
    if form == "tel" and digits[0] and digits[0] != digits[1]:
        wrong = said(
            "{name} shows “{shown}” and calls {target}", name=name, shown=shown, target=target
        )
        raise Invalid(wrong, said("make the two the same number"))
    hosts = re.findall(r"[\w-]+(?:\.[\w-]+)+", shown)
    if form in ("url", "email") and any(host not in target for host in hosts):
        wrong = said(
            "{name} shows “{shown}” and leads to {target}", name=name, shown=shown, target=target
        )
        raise Invalid(wrong, said("make the two the same address"))


def _check_target(name: str, form: str, target: str) -> None:
    """Raise `Invalid` for a number or an address that leads nowhere."""
    if form == "url" and (odd := _ODD_IN_URL.search(target)):
        wrong = said("{name}: “{target}” has “{odd}” in it", name=name, target=target, odd=odd[0])
        right = target.translate(_NARROW).rstrip(".,;")
        if not _ODD_IN_URL.search(right) and _split(right):
            raise Invalid(wrong, said("write {meant}", meant=right))
        raise Invalid(wrong, said("take it out of the address"))
    if SIGN in target:
        return  # still to be filled in, which is told as such
    if form == "tel" and not _TEL.fullmatch(target):
        wrong = said("{name}: “{target}” cannot be called", name=name, target=target)
        raise Invalid(wrong, said("write digits, with spaces or hyphens"))
    if form == "email" and not _EMAIL.fullmatch(target):
        wrong = said("{name}: “{target}” is not an e-mail address", name=name, target=target)
        raise Invalid(wrong, said("write name@host"))
    if form == "url" and _USER.match(target):
        wrong = said("{name}: “{target}” has an @ before its host", name=name, target=target)
        raise Invalid(wrong, said("begin it with the host, which readers would else misread"))
    if form == "url" and not _split(target):
        wrong = said("{name}: “{target}” is not a web address", name=name, target=target)
        raise Invalid(wrong, said("begin it with https://"))
