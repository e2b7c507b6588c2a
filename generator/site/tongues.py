"""Whether a notice is written in the language that it says, as far as its script shows.

One slip, a missing `source_locale:`, would otherwise be told as a fault of every sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import said
from generator.locales import Locale
from generator.model import Bulletin
from generator.text.lazy_regex import late
from generator.text.unicode import HAN_SIGN

_LETTER = late(r"[A-Za-z]+")
_FEWEST = 20
"""Words and characters from which a text shows its script."""
_FEW = 10
"""So many words in Latin letters to a Chinese character are no Chinese."""
_OTHERS = frozenset({"ja", "ko"})
"""Languages that are written with Chinese characters too."""


def slip(bulletin: Bulletin, texts: Iterable[str], locales: Sequence[Locale]) -> Problem | None:
    """What is wrong where most of a notice is in another script than its language has.

    `texts` are its own, `locales` the site's languages.
    """
    source = bulletin.source_locale
    meant = other_tongue(texts, source, locales)
    if meant is None:
        return None
    wrong = said(
        "the notice is written in {meant}, and its language is given as {tag}",
        meant=meant.tag,
        tag=source.tag,
    )
    remedy = said("write source_locale: {meant} between the --- lines", meant=meant.tag)
    line = bulletin.line("source_locale")
    return Problem(bulletin.head.path, line, "front-matter", wrong, remedy)


def other_tongue(texts: Iterable[str], source: Locale, locales: Sequence[Locale]) -> Locale | None:
    """The one of some languages that texts are in, where that is not the one that they should be.

    Told of Chinese and what is in Latin letters, one taken for the other; None where the script is
    right, or does not tell.
    """
    whole = "\n".join(texts)
    han, latin = len(HAN_SIGN.findall(whole)), len(_LETTER.findall(whole))
    if han + latin < _FEWEST or source.language in _OTHERS:
        return None
    is_slip = han * _FEW < latin if source.chinese else han > latin
    return next((one for one in locales if is_slip and one.chinese != source.chinese), None)
