"""Links whose text names one host and whose target another: `[www.bank.cn](http://evil)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.correspondence.reading import fold

_SHOWN = re.compile(
    r"(?:https?://)?(?P<host>(?:[\w-]{1,63}\.){1,8}[a-z]{2,24})(?::\d+)?(?:[/?#]\S*)?", re.I
)
_TARGET = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//(?:[^/?#@]*@)?(?P<host>[^/?#:]+)", re.I)
_TARGET_ENDS = re.compile(r"[\s)]")


def disguises(text: str) -> frozenset[tuple[str, str]]:
    """Each pair of shown text and target where the two hosts differ."""
    return frozenset(
        (shown, target) for shown, target in _links(text) if _differ(fold(shown), fold(target))
    )


def _links(text: str) -> Iterator[tuple[str, str]]:
    """Text and target of every inline link, in one pass over the brackets."""
    opened: list[int] = []
    for bracket in re.finditer(r"[\[\]]", text):
        if bracket[0] == "[":
            opened.append(bracket.end())
        elif opened:
            start = opened.pop()
            if text.startswith("(", bracket.end()) and bracket.start() - start < 2000:
                rest = bracket.end() + 1
                end = _TARGET_ENDS.search(text, rest)
                yield text[start : bracket.start()], text[rest : end.start() if end else rest]


def _differ(shown: str, target: str) -> bool:
    said = _SHOWN.fullmatch(shown.strip("*_`~ "))
    goes = _TARGET.match(target)
    return bool(said and goes) and _bare(said["host"]) != _bare(goes["host"])  # type: ignore[index]


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")
