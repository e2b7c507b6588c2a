"""Find the exact line of a problem in a paragraph or a catalog's entry of several lines.

A message knows only the line at which it begins, since Markdown and gettext join lines. So the text
that a problem quotes is searched from there on, in the file as it was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import islice, pairwise, takewhile
from unicodedata import normalize

from generator.checks import rules
from generator.diagnostics.errors import Problem, Problems
from generator.diagnostics.messages import Said
from generator.layout import Source, catalog_path

_OF_TEXTS = frozenset({"text", "glyph", *(rule.id for rule in rules.RULES)})
"""The rules that look at a message; the others know the line."""
_MOST = 200
"""Lines that are searched; a problem beyond them keeps its paragraph's first line."""


def refine(
    problems: Problems, documents: Iterable[Source], catalogs: Mapping[tuple[str, str], bytes]
) -> None:
    """Move each problem of these files to the line that has what it quotes.

    It stays within its paragraph or its entry: there, in the translation rather than the source.
    Catalogs are by locale folder and domain.
    """
    if not (problems.errors or problems.warnings):
        return
    texts = {source.path: source.text for source in documents}
    for key, data in catalogs.items():
        texts[catalog_path(*key)] = normalize("NFC", data.decode("utf-8", "replace"))
    problems.relocate(partial(_exact, texts=texts))


def _exact(problem: Problem, texts: Mapping[str, str]) -> Problem:
    text = texts.get(problem.path)
    if text is None or problem.rule not in _OF_TEXTS:
        return problem
    lines = islice(enumerate(text.split("\n"), 1), problem.line - 1, problem.line - 1 + _MOST)
    paragraph = list(takewhile(lambda line: line[1].strip(), lines))
    if problem.path.endswith(".po"):
        paragraph = _translation(paragraph)
    for quoted in _quoted(problem.wrong):
        if number := _place(quoted, paragraph):
            return replace(problem, line=number)
    return replace(problem, line=paragraph[0][0]) if paragraph else problem


def _place(quoted: str, paragraph: list[tuple[int, str]]) -> int:
    """Return the line that has what is quoted, or most of it; 0 where none has."""
    for number, line in paragraph:
        if quoted in line:
            return number
    for (number, line), (following, below) in pairwise(paragraph):
        for between in ("", " "):
            above = line.rstrip() + between
            at = (above + below.lstrip()).find(quoted)
            if at >= 0:
                return number if 2 * (len(above) - at) > len(quoted) else following
    return 0


def _translation(entry: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the lines of an entry from its msgstr on; none where it has none."""
    at = next((at for at, (_, line) in enumerate(entry) if line.startswith("msgstr")), len(entry))
    return entry[at:]


def _quoted(sentence: str) -> Iterator[str]:
    """Yield what a sentence quotes, the longest first."""
    values = sentence.values.values() if isinstance(sentence, Said) else ()
    own = (value for value in values if value and not isinstance(value, Said))
    yield from sorted(own, key=len, reverse=True)
