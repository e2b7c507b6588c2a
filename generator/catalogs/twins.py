"""One entry for each message: gettext's tools refuse a file that has two, obsolete ones counted.

Two come about where branches of translations are merged, or where a message left the source, came
back without its translation, and leaves again. One of them is kept, and what another one says is
kept beside it as a translator's comment, so that no translation is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.catalogs.po import FUZZY, Entry, Key

ANOTHER = "Another translation: "
"""How the comment begins that keeps a translation for which there is no place."""
_LINE_BREAKS = {"\n": "␊", "\r": "␍"}


def one_line(text: str) -> str:
    """A translation as it stands in a comment: a line break would end that."""
    for line_break, sign in _LINE_BREAKS.items():
        text = text.replace(line_break, sign)
    return text


def in_full(line: str) -> str:
    """The translation that `one_line` made a line of."""
    for line_break, sign in _LINE_BREAKS.items():
        line = line.replace(sign, line_break)
    return line


def united(entries: Iterable[Entry]) -> list[Entry]:
    """Each key's one entry, in order of first place; the same object where it stands alone."""
    by_key: dict[Key, list[Entry]] = {}
    for entry in entries:
        by_key.setdefault(entry.key, []).append(entry)
    return [group[0] if len(group) == 1 else _united(group) for group in by_key.values()]


def _united(twins: list[Entry]) -> Entry:
    """The best of them, live if one of them is, with everything that only the others say."""
    best = max(twins, key=_rank)  # of equals the first: the newest, as msgmerge orders them
    place = min(twins, key=lambda entry: entry.obsolete)
    others = [entry for entry in twins if entry is not best]
    comments = list(best.comments)
    for line in (line for other in others for line in (*other.comments, *_said(other, best))):
        if line not in comments:
            comments.append(line)
    # What another translation was marked with says nothing of this one; unless it had no text.
    flags = [flag for entry in others if not entry.has_words for flag in entry.flags]
    return best.changed(
        obsolete=place.obsolete,
        references=place.references,
        extracted=tuple(dict.fromkeys((*place.extracted, *best.extracted))),
        comments=tuple(comments),
        flags=tuple(dict.fromkeys((*best.flags, *(flag for flag in flags if flag != FUZZY)))),
    )


def _rank(entry: Entry) -> tuple[bool, bool, bool]:
    """Anything before nothing, what is in use before what is not, finished before unfinished."""
    return entry.has_words, not entry.obsolete, entry.complete


def _said(other: Entry, best: Entry) -> Iterator[str]:
    """The comment that keeps a translation; none where the best one says the same."""
    if other.has_words and other.msgstr != best.msgstr:
        yield ANOTHER + " / ".join(map(one_line, other.msgstr))
