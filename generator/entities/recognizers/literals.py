"""Find what is kept to the letter: links, placeholders, phone numbers, codes, what is quoted.

A recognizer takes a text and its language, and yields the entities of one kind. Every pattern here
either begins where a token begins or is bounded, so that hostile text takes linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.entities.languages import CODES, Language, language
from generator.entities.links import inline_links, page
from generator.entities.model import Entity, EntityKind, Value, meanings
from generator.entities.normalize import TAKEN, WORD, Text
from generator.entities.prefilter import may_have
from generator.text.lazy_regex import late
from generator.text.unicode import code_spans

_PLACEHOLDER = late(r"(?<!\\)\{[^{}\s]{1,64}\}")

_SEPARATOR = "[ \u00a0\u2010\u2011.-]"
_PHONE = late(
    rf"(?<![{WORD}.,+])(?:"
    rf"\+\d{{1,4}}(?:{_SEPARATOR}?\(?\d{{1,11}}\)?){{0,6}}"
    rf"|\(0\d{{1,4}}\) ?\d{{3,4}}(?:{_SEPARATOR}?\d{{3,4}}){{1,2}}"
    rf"|0\d{{1,4}}{_SEPARATOR}\d{{3,8}}(?:{_SEPARATOR}\d{{2,4}}){{0,4}}"
    rf"|[48]00{_SEPARATOR}?\d{{3,4}}{_SEPARATOR}?\d{{3,4}}"
    rf"|\d{{1,4}}(?:[ \u00a0\u2010\u2011-]\d{{2,4}}){{2,6}}"
    rf")(?!\d|[.,]\d)"
)
_GROUPED = late(r"\d{1,3}(?:[ \u00a0]\d{3})+")
_KNOWN = (
    "110|96110|12(?:300|306|308|315|321|329|333|337|339|345|348|355|366|378|381|386|388)|"
    r"10(?:086|010)|95\d{3}|1[3-9]\d{9}"
)
_COUNTED = "(?:[万萬亿億%多余元人名件个次起条户]|hundred|thousand|[mb]illion|trillion)"
_HOTLINE = late(rf"(?<![{WORD}.,:+-])(?:{_KNOWN})(?![{WORD}%]|[.,:]\d|-\d|\s?{_COUNTED})")
_DIALLED = late(
    r"(?:\b(?:[Cc]all|[Dd]ial|[Rr]ing|[Pp]hone|[Tt]ext|[Hh]otline|[Tt]el\.?)|拨打|撥打|致电|致電|"
    r"热线|熱線|电话|電話)[ :：“\"'*`(（]{0,3}(?P<number>\d{3,24})"
    r"(?![\d%]|[.,:]\d|-\d|\s?(?:[万萬亿億多余]|hundred|thousand|[mb]illion|trillion))"
)
_PLUS = late(rf"(?<![{WORD}+)])\+(?![{WORD}+(])")
_PLUS_IN_WORDS = late(r"加号|加號|\bplus(?:[ -]sign)?\b")

_TOKEN = late(rf"(?<![{WORD}])(?=[{WORD}_-]*[0-9])[{WORD}]+(?:[-_][{WORD}]+)*")
"""What may be a code; looked at only where a digit follows."""
_UNITS = "|".join(sorted(word for word in language("en").unit_words if word.isalpha()))
_MIXED = late(rf"[{WORD.replace('0-9', '')}_-][0-9]|[0-9][{WORD.replace('0-9', '')}_-]")
"""A digit beside a letter, or what joins two."""
_TAILED = late(
    rf"\d+(?:st|nd|rd|th|er|re|e|ème|s|k|m|bn|w|h|hrs?|mins?|secs?|v|p|x|am|pm|yuan|rmb|ooo|(?:{_UNITS})s?)"
    rf"|(?:rmb|us|hk|nt|{'|'.join(CODES)})\d+",
    re.IGNORECASE,
)
_DOTTED = late(r"(?<![\d.])\d{1,5}(?:\.\d{1,5}){2,6}(?!\d)")
_THOUSANDS = late(r"[0-9]{1,3}(?:\.[0-9]{3})+")
_JOINED_WORDS = late(
    r"^(?:[Aa]nti|[Nn]on|[Pp]re|[Pp]ost|[Pp]ro|[a-z]+(?=[A-Z]))-?(?=.*\d)"
    r"|-(?:[a-z]{2,}(?:ed|ing|ive|ic|al|able|ant)|like|free|type|style|only|era|proof|wide)$"
)


def find_code_spans(text: Text, where: Language) -> Iterator[Entity]:
    """Find what is in code spans: typed as it is, so the same in every language."""
    for start, end, content in code_spans(text.rest):
        yield text.entity(EntityKind.CODE, (start, end), meanings(("quoted", content.strip())))


def find_link_targets(text: Text, where: Language) -> Iterator[Entity]:
    """Find the targets of `[text](target "title")`; text and title stay for the others."""
    for link in inline_links(text.rest):
        if link.target:
            span = link.start, link.start + len(link.target)
            yield text.entity(EntityKind.LINK, span, _goes_to("link", link.target, where))


def _goes_to(sort: str, target: str, where: Language) -> frozenset[Value]:
    return meanings((sort, target), ("page", page(target, where.name)))


def find_placeholders(text: Text, where: Language) -> Iterator[Entity]:
    """Find each `{name}`: a fact that is kept in one place."""
    for found in _PLACEHOLDER.finditer(text.rest):
        yield text.entity(EntityKind.PLACEHOLDER, found.span(), meanings(("placeholder", found[0])))


def find_phones(text: Text, where: Language) -> Iterator[Entity]:
    """Find numbers to dial: by their shape, as known hotlines, or because a text says so."""
    spans = [found.span() for found in _PHONE.finditer(text.rest) if _dialable(text.rest, found)]
    rest = text.without(spans).rest
    spans += [found.span() for found in _HOTLINE.finditer(rest)]
    rest = text.without(spans).rest
    spans += [found.span("number") for found in _DIALLED.finditer(rest)]
    for start, end in spans:
        number = re.sub(r"[^\d+]", "", text.rest[start:end])
        yield text.entity(EntityKind.PHONE, (start, end), meanings(("dial", number)))


def _dialable(rest: str, found: re.Match[str]) -> bool:
    """Recognize digits in groups that are a phone number, and no amount such as 1 000 000."""
    number = found[0]
    if number.startswith(("+", "(", "0")):
        return True
    return len(re.sub(r"\D", "", number)) >= 7 and not _GROUPED.fullmatch(number)


MAY_HAVE_SIGNS = may_have(words=frozenset({"plus"}), signs="+号號")


def find_signs(text: Text, where: Language) -> Iterator[Entity]:
    """Find a "+" without a number: how the numbers of calls from abroad begin."""
    for found in _PLUS.finditer(text.rest):
        # After a fact it says “or more”: {age}+.
        firm = text.rest[found.start() - 1 : found.start()] != TAKEN
        yield text.entity(EntityKind.SIGN, found.span(), meanings(("sign", "+")), firm=firm)
    for found in _PLUS_IN_WORDS.finditer(text.rest):
        yield text.entity(EntityKind.SIGN, found.span(), meanings(("sign", "+")), firm=False)


def find_codes(text: Text, where: Language) -> Iterator[Entity]:
    """Find tokens of letters and digits, such as A1B2-33, and dotted ones, such as 10.0.2.15."""
    for found in _TOKEN.finditer(text.rest) if _MIXED.search(text.rest) else ():
        if not found[0].isalpha() and _is_code(found[0]):
            yield text.entity(EntityKind.CODE, found.span(), _code(found[0]))
    for found in _DOTTED.finditer(text.rest):
        if where.decimal == "," and _THOUSANDS.fullmatch(found[0]):
            continue
        yield text.entity(EntityKind.CODE, found.span(), meanings(("code", found[0])))


def _code(token: str) -> frozenset[Value]:
    """Mean a code; without the words that are joined to it: anti-IL6, SARS-CoV-2-like."""
    core = _JOINED_WORDS.sub("", token)
    return meanings(("code", token), *([("code", core)] if _is_code(core) else []))


def _is_code(token: str) -> bool:
    """Recognize a token that is a code; 24-hour, 25th and 50k are numbers with a tail."""
    if token.isdigit() or not any(char.isdigit() for char in token):
        return False
    parts = re.split("[-_]", token)
    if any(not (part.isdigit() or part.isalpha() or _TAILED.fullmatch(part)) for part in parts):
        return True
    return any(part.isalpha() and part.isupper() for part in parts)
