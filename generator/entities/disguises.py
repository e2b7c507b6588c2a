"""Links whose text names one host and whose target another: `[www.bank.cn](http://evil)`."""

from __future__ import annotations

import re

from generator.entities.links import inline_links
from generator.entities.normalize import fold
from generator.text.lazy_regex import late

_SHOWN = late(
    r"(?:https?://)?(?P<host>(?:[\w-]{1,63}\.){1,8}[a-z]{2,24})(?::\d+)?(?:[/?#]\S*)?", re.I
)
_TARGET = late(r"(?:[a-z][a-z0-9+.-]*:)?//(?:[^/?#@]*@)?(?P<host>[^/?#:]+)", re.I)


def disguises(text: str) -> frozenset[tuple[str, str]]:
    """Each pair of shown text and target where the two hosts differ."""
    return frozenset(
        (link.words, link.target)
        for link in inline_links(text)
        if _differ(fold(link.words), fold(link.target))
    )


def _differ(shown: str, target: str) -> bool:
    promised = _SHOWN.fullmatch(shown.strip("*_`~ "))
    goes = _TARGET.match(target)
    if promised is None or goes is None:
        return False
    return _bare(promised["host"]) != _bare(goes["host"])


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")
