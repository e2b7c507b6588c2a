"""Translate a domain's messages to the words of its pages, each as HTML and as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from functools import partial

from generator.catalogs.lookup import Vocabulary, Worded
from generator.markdown.blocks import Prose, Segment, Wording
from generator.markdown.forbidden import SIGN, is_too_long
from generator.markdown.plain import plain
from generator.model import Bulletin, Label
from generator.render import notices, pictures
from generator.site.site import Site
from generator.views import Rich

NOTHING = Rich("", "")


class Translator:
    """Translates one domain's messages to one language: each as `Rich`."""

    def __init__(
        self, site: Site, vocabulary: Vocabulary, bulletin: Bulletin | None = None
    ) -> None:
        """Take the domain's vocabulary in that language, and the bulletin that it is of."""
        self._bulletin = bulletin
        self._walk = site.walks[vocabulary.locale.before_extension]
        self._vocabulary = vocabulary
        self._is_preview = site.is_preview
        self._base_url = site.settings.base_url
        self._quoted = False
        self.locale = vocabulary.locale

    def of_scammers(self) -> Translator:
        """Return one for the texts of a scam: no address that is typed into them is a link."""
        other = copy(self)
        other._quoted = True
        return other

    def _wording(self, msgctxt: str | None, msgid: str) -> Wording:
        key = (msgctxt, msgid)
        worded = self._vocabulary.worded(key)
        if self._is_preview:
            waiting = self._vocabulary.waiting(key)
            # Nobody has checked it: one that would take Markdown too long is not shown.
            worded = worded if is_too_long(waiting.text) else waiting
        foreign = worded.locale != self.locale
        return Wording(worded.text, worded.locale.tag if foreign else "", self._mark(worded))

    def _mark(self, worded: Worded) -> str:
        if not self._is_preview:
            return ""
        if SIGN in worded.text:
            return "unfilled"
        return "" if worded.state.done else worded.state.value

    def _rich(self, html: str) -> Rich:
        html = notices.addressed(html, self._base_url, self.locale.tag)
        html = pictures.placed(html, self._bulletin, self.locale)
        return Rich(html, self._plain(html))

    def _plain(self, html: str) -> str:
        chinese, english = self.locale.chinese, self.locale.language == "en"
        return plain(html, chinese=chinese, english=english)

    def label(self, msgctxt: str, label: Label) -> Rich:
        """Return a label in this language; empty where it is not given."""
        return self.inline(msgctxt, label.text) if label else NOTHING

    def title(self, msgctxt: str, label: Label) -> Rich:
        """Return a label without links, which can be put inside one."""
        return self.inline(msgctxt, label.text, links=False) if label else NOTHING

    def inline(self, msgctxt: str, msgid: str, *, links: bool = True) -> Rich:
        """Return a message in this language, without a block around it."""
        wording = self._wording(msgctxt, msgid)
        html = self._walk.inline(wording, links=links, quoted=self._quoted)
        return self._rich(html)

    def fact(self, name: str) -> Rich:
        """Return a fact, which is the same in every language but for the words by an extension."""
        return self._rich(self._walk.inline(Wording(f"{{{name}}}")))

    def lines(self, msgctxt: str, segments: Iterable[Segment], between: str = "<br>") -> Rich:
        """Return messages one after another."""
        html = between.join(self.inline(msgctxt, segment.msgid).html for segment in segments)
        return self._rich(html)

    def prose(self, msgctxt: str, prose: Prose) -> Rich:
        """Return a text's blocks in this language."""
        say = partial(self._wording, msgctxt)
        return self._rich(self._walk.html(prose, say, quoted=self._quoted))
