"""Show a notice's texts beside their translations, check one as it is typed, and write it.

A catalog is shown as `update` would leave it, and written so only where a text is not in it yet:
else nothing but the lines of the entry that was edited changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from typing import Literal

from generator.catalogs import lookup, po, reader, records
from generator.catalogs.extract import Message, room
from generator.catalogs.glossary_notes import finder
from generator.catalogs.lookup import State, Vocabulary
from generator.catalogs.po import FUZZY, Entry
from generator.catalogs.records import Records
from generator.checks import rules
from generator.commands.translate import updated
from generator.config.glossary import in_language
from generator.desk import fields
from generator.desk.held import Held
from generator.diagnostics.errors import Misused, Problem
from generator.diagnostics.messages import Said, said
from generator.layout import SITE_DOMAIN, catalog_path
from generator.locales import Locale
from generator.markdown.forbidden import SIGN
from generator.markdown.lines import joined
from generator.model import Bulletin
from generator.site import check
from generator.text.chinese_spacing import spaced

RowState = Literal[
    "translated",
    "approved",
    "refused",
    "needs approval",
    "needs review",
    "missing",
    "source",
    "to be filled in",
]
"""How far a text is. `source`: in the language that it is written in, as it stands there;
`to be filled in`: its writer is not done, and there is nothing to translate yet."""


@dataclass(frozen=True, slots=True)
class TermHint:
    """A term of a text, and what the glossary wants it to be."""

    word: str
    wanted: tuple[str, ...]
    never: tuple[str, ...]
    is_advice: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Row:
    """A text, its translation, and all that a translator has to know of both."""

    id: str
    """The same as long as its text and its document are: 16 hexadecimal digits."""
    domain: str
    locale: Locale
    message: Message
    entry: Entry
    """As `update` would leave it."""
    source_locale: Locale
    state: RowState
    given: tuple[str, ...] = ()
    """What the package says here already, for a word of the pages that the site leaves empty."""
    title: str = ""
    """That of its document; empty for the words of the pages."""
    heading: str = ""
    """The heading that it stands below."""
    terms: tuple[TermHint, ...] = ()
    beside: str = ""
    """Its wording in another language that was asked for; empty where it has none."""
    problems: tuple[Problem, ...] = ()
    """What `check` says of the translation, if that is finished."""

    @property
    def source(self) -> str:
        """The text to translate."""
        return self.message.msgid

    @property
    def texts(self) -> tuple[str, ...]:
        """The translation: one text, or one for each form of a plural."""
        return self.entry.msgstr

    @property
    def document(self) -> str:
        """The name of its document, `routines/fake-refund`; of the pages' words, where they are."""
        return self.message.msgctxt or ", ".join(self.message.references)

    @property
    def notes(self) -> tuple[str, ...]:
        """What translators are told of it."""
        return self.message.comments

    @property
    def records(self) -> Records:
        """Who translated and approved it, what is waived, and what somebody noted on it."""
        return records.read(self.entry)

    @property
    def room(self) -> tuple[int, int] | None:
        """About how many letters or Chinese characters fit; None where nobody knows."""
        return next(filter(None, map(room, self.notes)), None)

    @property
    def before(self) -> str:
        """The text that the translation was made for, where that has changed since."""
        before = self.entry.previous if self.entry.fuzzy else None
        return before.msgid if before and before.msgid != self.source else ""


@lru_cache(maxsize=8)
def rows(held: Held, domain: str, locale: Locale, beside: Locale | None = None) -> tuple[Row, ...]:
    """List the texts of a notice, or of the pages (`site`), in reading order.

    Raise `Misused` for no notice that can be read, `Refused` for a catalog that cannot.
    """
    path = catalog_path(locale.folder, domain)
    catalog = reader.read(updated(held.files, held.site, locale, _known(held, domain)), path)
    lexicon = lookup.lexicon(catalog, path)
    found = finder(held.site.glossary, held.site.settings.facts)
    headings = dict(_headings(held.bulletin(domain)))
    made = []
    for message in _messages(held, domain):
        vocabulary = _vocabulary(held, domain, message, locale)
        own = replace(vocabulary, lexicons=(lexicon, *vocabulary.lexicons[1:]))
        entry = lexicon.entries[message.key]
        title, heading = headings.get(message.key, headings.get((message.msgctxt, ""), ("", "")))
        row = Row(
            id=sha256("\0".join((message.msgctxt or "", message.msgid)).encode()).hexdigest()[:16],
            domain=domain,
            locale=locale,
            message=message,
            entry=entry,
            source_locale=vocabulary.source_locale,
            state="missing",
            given=() if entry.has_words else own.forms(message.key),
            title=title,
            heading=heading,
            terms=tuple(
                TermHint(word, wanted, in_language(term.never, locale), term.advice)
                for word, term in found(message.msgid, vocabulary.source_locale)
                if (wanted := in_language(term.words, locale))
            ),
            beside=_beside(held, domain, message, beside),
        )
        problems = _judged(held, row, entry) if entry.translated else ()
        made.append(replace(row, state=_state(held, row, own, problems), problems=problems))
    return tuple(made)


def row(held: Held, domain: str, locale: Locale, name: str) -> Row:
    """Find a row by its id; raise `Misused` where there is none."""
    found = next((one for one in rows(held, domain, locale) if one.id == name), None)
    if found is None:
        raise Misused(said("the text is no longer in the notice"))
    return found


def _known(held: Held, domain: str) -> str:
    if domain != SITE_DOMAIN and held.bulletin(domain) is None:
        raise Misused(said("there is no notice “{slug}”", slug=domain))
    return domain


def _messages(held: Held, domain: str) -> tuple[Message, ...]:
    bulletin = held.bulletin(domain)
    return held.site.messages(bulletin) if bulletin else held.site.site_messages


def _vocabulary(held: Held, domain: str, message: Message, locale: Locale) -> Vocabulary:
    bulletin, site = held.bulletin(domain), held.site
    if bulletin:
        return site.vocabulary(bulletin, locale)
    return site.site_vocabulary(locale, site.source_of(message))


def _beside(held: Held, domain: str, message: Message, beside: Locale | None) -> str:
    if beside is None:
        return ""
    worded = _vocabulary(held, domain, message, beside).worded(message.key)
    return worded.text if worded.locale == beside else ""


def _headings(bulletin: Bulletin | None) -> Iterator[tuple[po.Key, tuple[str, str]]]:
    """Yield the title of each document, and for each text of its body the heading above it."""
    for made in bulletin.documents if bulletin else ():
        title, heading = made.labels["title"].text, ""
        yield (made.msgctxt, ""), (title, "")
        for text in made.body.texts:
            for line in text.lines:
                yield (made.msgctxt, line), (title, heading)
            if text.element.tag in ("h4", "h5", "h6"):
                heading = " ".join(text.lines)


def _state(held: Held, row: Row, vocabulary: Vocabulary, problems: Sequence[Problem]) -> RowState:
    state = vocabulary.state(row.message.key)
    if SIGN in row.source:
        return "to be filled in"
    if any(not problem.warning for problem in problems):
        return "refused"
    if state is State.TRANSLATED and not row.given:
        approvals = held.site.approvals(row.locale, row.domain)
        is_approved = len(approvals.approvers(row.entry)) >= max(1, approvals.needed)
        return "approved" if is_approved else "translated"
    named: Mapping[State, RowState] = {
        State.TRANSLATED: "translated",
        State.SOURCE: "source",
        State.NEEDS_REVIEW: "needs review",
        State.MISSING: "missing",
        State.UNAPPROVED: "needs approval",
    }
    return named[state]


# Checks.


def checked(
    held: Held,
    row: Row,
    texts: Sequence[str],
    waivers: Iterable[tuple[str, str]] = (),
    name: str = "",
) -> tuple[Problem, ...]:
    """Find what `check` would say of a translation, if it were this one, and finished.

    `waivers` are rules that `name` sets aside, each with the reason; without one, it counts.
    """
    chosen = dict(waivers)
    kept = (one for one in row.entry.comments if not any(is_waiver(one, rule) for rule in chosen))
    lines = (waiver(rule, reason, name) for rule, reason in chosen.items() if reason.strip())
    new = row.entry.changed(msgstr=cleaned(held, row, texts), comments=(*kept, *lines))
    return _judged(held, row, new)


def _judged(held: Held, row: Row, entry: Entry) -> tuple[Problem, ...]:
    flags = tuple(flag for flag in entry.flags if flag != FUZZY)
    where = row.locale, catalog_path(row.locale.folder, row.domain)
    finished = replace(entry, flags=flags)
    subjects = check.translated_subjects(held.site, row.message, finished, row.source_locale, where)
    return tuple(dict.fromkeys(rules.problems(subjects)))


_AT_DESK: Mapping[str, str] = {
    "the rule “{id}” is waived without a reason": said("the reason is missing, or too short"),
    "say why in the translator's comment of this message, in two words or more": said(
        "say why below, in two words or more"
    ),
    "the rule “{id}” is waived, and nobody says who did it": said("nobody says whose reason it is"),
    "write it as “ignore-{id}: why; your name”": said("write your name below, and save"),
    "have one of the people in {path} read and approve it: python -m generator approve": said(
        "have one of the people who approve read it"
    ),
    "the rule “{id}” is waived without somebody else's approval": said(
        "the reason counts when somebody else has approved"
    ),
    "write it where the source has it; if it is clear without, write “ignore-fewer-facts:” and why "
    "into the translator's comment": said(
        "write it where the source has it; if it is clear without, save it and say why below"
    ),
    "translate it; if it is the same in both languages, write “ignore-same:” and why into the "
    "translator's comment": said(
        "translate it; if it is the same in both languages, save it and say why below"
    ),
    "translate it; if it is quoted, write “ignore-same:” and why into the translator's comment": (
        said("translate it; if it is quoted, save it and say why below")
    ),
    "or, if both say the same, write “ignore-facts: why; your name” into the translator's comment, "
    "and have somebody else approve": said(
        "or, if both say the same, save it, say why below with your name, and have somebody else "
        "approve"
    ),
}
"""What the rules say of a file's comments, as it is done at the desk."""


def at_desk(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Say what `check` says of comments in a file as somebody does it who sees a form."""
    return tuple(
        replace(one, wrong=_worded(one.wrong), remedy=_worded(one.remedy)) for one in problems
    )


def _worded(text: str) -> str:
    if not isinstance(text, Said):
        return text
    if text.msgid in _AT_DESK:
        return _AT_DESK[text.msgid]
    return Said(text.msgid, {name: _worded(value) for name, value in text.values.items()})


_PLAIN: Mapping[str, str] = {
    "by-hand": said("numbers typed by hand"),
    "chinese": said("Chinese punctuation and quotation marks"),
    "chinese-spacing": said("spaces between Chinese and other letters"),
    "chinese-style": said("Chinese brackets and dashes"),
    "counts": said("how many of a thing there are"),
    "english": said("Chinese left over, and marks in pairs"),
    "english-style": said("doubled words and stray spaces"),
    "facts": said("numbers, dates and addresses of the original"),
    "fewer-facts": said("each number as often as in the original"),
    "foreign": said("a sentence in another language"),
    "left-over": said("notes and marks left over"),
    "same": said("words that are not translated"),
    "stray-letters": said("letters that nobody meant"),
    "terms": said("the words of the glossary"),
    "terms-advice": said("the words that the glossary advises"),
}


def plain_name(rule: str) -> str:
    """Say in plain words what a rule that may be set aside looks at."""
    return _PLAIN[rule]


def waivable(rule: str) -> bool:
    """Tell whether a person may set a rule aside, with a reason."""
    return any(one.id == rule and one.waivable for one in rules.RULES)


def needs_name(rule: str) -> bool:
    """Tell whether who sets a rule aside has to say so, and another person to approve of it."""
    return any(one.id == rule and one.readings_only for one in rules.RULES)


def cleaned(held: Held, row: Row, texts: Sequence[str]) -> tuple[str, ...]:
    """Bring what somebody typed to the form of the source: on one line where that is."""
    found = (fields.typed(text).strip() for text in texts)
    lined = tuple(text if "\n" in row.source else joined(text) for text in found)
    spacing = held.site.settings.chinese_spacing if row.locale.chinese else "any"
    return tuple(spaced(text, spacing) for text in lined)


def signed_name(name: str) -> str:
    """Bring a person's name to what stands in a record."""
    return " ".join(re.sub("[;；]", " ", fields.typed(name)).split())


def is_waiver(line: str, rule: str) -> bool:
    """Recognize a line of a comment that sets a rule aside."""
    return line.lstrip().lower().startswith((f"ignore-{rule}:", f"ignore-{rule}："))


def waiver(rule: str, reason: str, name: str) -> str:
    """Write the line of a comment that sets a rule aside."""
    by = f"; {signed_name(name)}" if needs_name(rule) and signed_name(name) else ""
    return f"ignore-{rule}: {' '.join(fields.typed(reason).split())}{by}"
