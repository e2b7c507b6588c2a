"""Find web and e-mail addresses, in every way that a reader, or a browser, takes for one.

A known ending makes an address of anything before it; any other name with a dot in it may be one
too, so it has to be on both sides or on neither. Every pattern is bounded, so that hostile text
takes linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.entities.languages import TABLES, Language
from generator.entities.links import page
from generator.entities.model import Entity, EntityKind, Value, meanings
from generator.entities.normalize import WORD, Text
from generator.entities.prefilter import may_have
from generator.entities.recognizers.forms import filled
from generator.text.lazy_regex import late
from generator.text.unicode import HAN

_TLDS, _LINKED_TLDS, _HAN_TLDS, _OTHER_TLDS = (
    "|".join(TABLES["endings"][kind].split()) for kind in ("latin", "linked", "han", "other")
)
_LABEL = f"[{WORD}](?:[{WORD}-]{{0,62}}[{WORD}])?"
_PATH = rf"[{WORD}%._~:/?#@!$&'()*+,;={{}}-]*"
_URL = late(
    rf"(?<![A-Za-z])[A-Za-z][A-Za-z0-9+.-]{{1,15}}://{_PATH}"
    rf"|(?<![{WORD}@._-])(?:(?i:www)\.(?:{_LABEL}\.){{0,6}}[{WORD}]{{2,24}}"
    rf"|(?:{_LABEL}\.){{1,6}}(?:{_TLDS}))(?![{WORD}-]|\.[{WORD}])(?::\d{{1,5}}(?!\d))?(?:[/?#\\]{_PATH})?",
)
_LETTER = WORD.replace("0-9", "")
_ABBREVIATED = "(?:Mr|Mrs|Ms|Dr|St|No|Prof|vs|Nr|Tel|Inc|Ltd)"
_LIKE_DOTS = "。˙·•‧・∙⋅点點"
_HOSTS = tuple(
    map(
        late,
        filled(
            "hosts",
            {
                **{"WORD": WORD, "HAN": HAN, "LETTER": _LETTER, "LABEL": _LABEL, "PATH": _PATH},
                **{"ABBREVIATED": _ABBREVIATED, "LIKE_DOTS": _LIKE_DOTS, "TLDS": _TLDS},
                **{"LINKED_TLDS": _LINKED_TLDS, "HAN_TLDS": _HAN_TLDS, "OTHER_TLDS": _OTHER_TLDS},
            },
        ),
    )
)
_DOTS = late(r"[。˙·•‧・∙⋅]|[点點](?=[a-z])|\s?\\?[\[(](?:\.|dot)\\?[\])]\s?|\sdot\s|\s?\.\s?")
_VERB = late(
    "^.*(?:访问|訪問|登录|登錄|登陆|打开|打開|点击|點擊|浏览|使用|网址|网站|官网|[见見在至到是为])"
)
_BRAND = late(r"[A-Z][A-Za-z]+\.com")
_JOINED = late(
    rf"[A-Za-z0-9.-]*[a-z0-9]\.(?!(?i:{_TLDS})(?![^\W\d_]))[A-Z][^\W\d_A-Z]*"
    r"|[a-z]+\.In(?= [A-Za-z0-9])"
)
"""The end of an English sentence and the beginning of the next, which lack their space."""
_BRANDS: Mapping[str, str] = TABLES["brands"]
_BRAND_WORDS = tuple((late(names), brand) for brand, names in _BRANDS.items())
MAY_HAVE_URLS = may_have(
    late(
        rf"[.:{_LIKE_DOTS}](?:(?<=\.)(?:[^\W\d]|[\])]|\s(?:com|cn|org))|(?<=:)//"
        rf"|(?<=[{_LIKE_DOTS}])(?:{_LINKED_TLDS})|(?<=。)(?:{_HAN_TLDS})[/?#])"
    ),
    late("|".join(_BRANDS.values())),
    words=frozenset({"dot"}),
)
"""What joins the parts of an address, or names a brand.

A scheme ends in `://`. Hosts have a dot with no space after it, or with `com`, `cn` or `org` after
the space; the word "dot"; or a sign like a dot before one of the endings that are read there.
"""
_HANDLE = late(rf"(?<![{WORD}.@])@[A-Za-z0-9_](?:[A-Za-z0-9_.-]{{0,62}}[A-Za-z0-9_])")
_LOCAL = "[A-Za-z0-9\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff_.+%-]"
_EMAIL = late(rf"(?<!{_LOCAL}){_LOCAL}{{1,64}}@{_LABEL}(?:\.{_LABEL}){{0,6}}")


def find_urls(text: Text, language: Language) -> Iterator[Entity]:
    """Find addresses with a scheme, and bare hosts; JD.com is a name, which Chinese writes 京东."""
    for form in (_URL, *_HOSTS):
        found = [_address(one) for one in form.finditer(text.rest)]
        if language.name == "en":
            found = [
                (start, address) for start, address in found if not _is_joined(text, start, address)
            ]
        for start, address in found:
            yield text.entity(
                EntityKind.URL, (start, start + len(address)), _meant(address, language)
            )
        text = text.without((start, start + len(address)) for start, address in found)
    for names, brand in _BRAND_WORDS:
        for one in names.finditer(text.rest):
            yield text.entity(EntityKind.URL, one.span(), meanings(("brand", brand)), firm=False)


def _is_joined(text: Text, start: int, address: str) -> bool:
    """Recognize two English sentences without a space between them, which are no address."""
    one = _JOINED.match(text.rest, start)
    return (
        one is not None and one.end() == start + len(address) and text.rest[one.end() :][:1] != "@"
    )


def _address(found: re.Match[str]) -> tuple[int, str]:
    """Part an address from the sentence around it: where it starts, and itself."""
    address = _trimmed(found[0])
    verb = _VERB.match(address.partition(".")[0])
    skipped = verb.end() if verb else 0
    return found.start() + skipped, address[skipped:]


def _meant(address: str, language: Language) -> frozenset[Value]:
    url = _comparable(address)
    brand = [("brand", address.lower())] if _BRAND.fullmatch(address) else []
    return meanings(("url", url), ("page", page(url, language.name)), *brand)


def _trimmed(address: str) -> str:
    """Cut the punctuation of the sentence off; a closing bracket only where it opens before."""
    while address[-1] in ".,;:!?'*_" or (address[-1] == ")" and "(" not in address):
        address = address[:-1]
    return address


def _comparable(address: str) -> str:
    """Write scheme and host in lower case (RFC 3986, 6.2.2.1), everything else exact."""
    scheme, mark, rest = address.rpartition("://") if "://" in address else ("", "", address)
    rest = rest if mark else _DOTS.sub(".", rest)
    host = re.match(r"[^/?#]*", rest)
    assert host is not None
    return f"{scheme}{mark}{host[0]}".lower() + rest[host.end() :]


def find_emails(text: Text, language: Language) -> Iterator[Entity]:
    """Find e-mail addresses, and names such as @host.

    The part before the @ is kept to the letter (RFC 5321, 2.4).
    """
    written = list(_EMAIL.finditer(text.rest))
    for found in written:
        name, _, host = found[0].partition("@")
        yield text.entity(
            EntityKind.EMAIL, found.span(), meanings(("email", f"{name}@{host.lower()}"))
        )
    text = text.without(found.span() for found in written)
    for found in _HANDLE.finditer(text.rest):
        yield text.entity(EntityKind.CODE, found.span(), meanings(("handle", found[0].lower())))
