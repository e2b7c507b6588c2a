"""Keep the site's lists at the desk: facts and contacts, languages, terms, topics."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from generator.commands import translate
from generator.desk import parts, settings
from generator.desk.files import GLOSSARY, SETTINGS
from generator.desk.settings import TomlForm
from generator.desk.web import look, looking, settling
from generator.desk.web.server import Answer, Asked
from generator.desk.web.state import Desk, Gone
from generator.diagnostics.errors import Misused
from generator.diagnostics.messages import said
from generator.layout import SITE_DOMAIN
from generator.locales import is_locale, locale
from generator.site.status import progress

_COMMON = (
    *("en", "zh-Hans", "zh-Hant", "es", "fr", "de", "it", "pt", "pl", "uk", "ru", "tr", "ar", "fa"),
    *("ur", "hi", "bn", "ne", "vi", "th", "id", "fil", "ms", "my", "km", "ja", "ko", "mn"),
)
"""Languages to choose from; any other is typed by its tag."""
_FORMS = {
    "tel": said("a number to call"),
    "url": said("a web address"),
    "email": said("an e-mail address"),
    "text": said("a name, or other words"),
}
"""What a fact can be."""


# Facts and contacts.


def contacts(desk: Desk, asked: Asked) -> Answer:
    """List whom to call, in its order, and the other facts."""
    teller, site = look.language_of(asked.languages), desk.held.site.settings
    given = {one.fact.name: one for one in site.contacts}
    context = {
        "contacts": [(name, one.label.text, site.values[name]) for name, one in given.items()],
        "facts": [(name, site.values[name]) for name in site.facts if name not in given],
        "forms": [(name, teller(words)) for name, words in _FORMS.items()],
        "digest": settling.digest_of(desk),
    }
    return desk.page("site_contacts.html", asked, context)


def add_fact(desk: Desk, asked: Asked) -> Answer:
    """Add a fact; with a label, it is somebody to call as well."""
    address, file = "/site/contacts/", settling.file_of(desk, SETTINGS)
    name, form_ = asked.value("name").strip(), asked.value("form")
    value, label = asked.value("value").strip(), asked.value("label").strip()
    if not name or not value or form_ not in _FORMS:
        return desk.saved(address, said("Nothing was added: it needs a name and a value."))
    if file.value(f"facts.{name}") is not None or "." in name:
        return desk.saved(address, said("Nothing was added: there is one of this name already."))
    values = {f"facts.{name}.{form_}": value}
    if label:
        at = len(file.data.get("contacts", []))
        values |= {f"contacts.{at}.fact": name, f"contacts.{at}.label": label}
    return settling.pressed(desk, asked, file.edited(values), f"/site/contacts/{name}/", address)


def _fact(desk: Desk, asked: Asked) -> settling.Task:
    name, teller = asked.names["name"], look.language_of(asked.languages)
    file = settling.file_of(desk, SETTINGS)
    if name not in desk.held.site.settings.facts:
        raise Gone
    at = settings.contact_at(file, name)
    keys = settings.fact_keys(file, name)
    used = settings.uses(desk.held, name)
    extra = {
        "fact": name,
        "is_contact": at is not None,
        "uses": [
            (f"/write/{one}/bulletin/", desk.name_of(one, teller))
            for one in used
            if one != SITE_DOMAIN
        ],
        "may_go": at is None and not used,
    }
    return settling.Task(
        f"/site/contacts/{name}/",
        looking.name_of(desk, name),
        keys + (settings.contact_keys(at) if at is not None else ()),
        path=(("/site/contacts/", settling.CONTACTS),),
        extra=extra,
    )


def fact(desk: Desk, asked: Asked) -> Answer:
    """Show a number, an address or a name, with its words in all languages."""
    return settling.shown(desk, asked, _fact(desk, asked), settling.file_of(desk, SETTINGS))


def save_fact(desk: Desk, asked: Asked) -> Answer:
    """Save it; where the fact itself has changed, after a second look."""
    return settling.saved(desk, asked, _fact(desk, asked))


def change_fact(desk: Desk, asked: Asked) -> Answer:
    """Move a contact, take it from the contacts or put it there, or remove a fact."""
    task, file, do = _fact(desk, asked), settling.file_of(desk, SETTINGS), asked.value("do")
    name, address = asked.names["name"], "/site/contacts/"
    if asked.value("digest") != settling.digest_of(desk):
        return desk.overtaken(address)
    rows, at = [*file.data.get("contacts", [])], settings.contact_at(file, name)
    if do == "remove" and not task.extra["may_go"]:
        return desk.saved(task.address, said("It is still used, so it stays."))
    facts = {key: one for key, one in file.data["facts"].items() if do != "remove" or key != name}
    if do == "call" and at is None:
        rows.append({"fact": name, "label": asked.value("label").strip()})
    elif do == "uncall" and at is not None:
        del rows[at]
    elif do in ("up", "down") and at is not None:
        to = min(max(at + (1 if do == "down" else -1), 0), len(rows) - 1)
        rows.insert(to, rows.pop(at))
    data = {**file.data, "facts": facts, "contacts": rows}
    if not rows:
        del data["contacts"]
    there = address if do in ("remove", "up", "down") else task.address
    return settling.pressed(desk, asked, file.with_data(data), there, task.address)


# Languages.


def languages(desk: Desk, asked: Asked) -> Answer:
    """List the languages, and what is left to translate in each, what readers meet first first."""
    teller, held = look.language_of(asked.languages), desk.held
    left: dict[str, list[tuple[str, str, int, int]]] = {}
    for row in progress(held.site, held.standings(), {}):
        if open_ := row.missing + row.needs_review:
            place = f"/translate/{row.domain}/{row.locale}/"
            name = desk.name_of(row.domain, teller)
            left.setdefault(row.locale, []).append((place, name, open_, row.words_left))
    own = held.site.settings.source_locale
    known = held.site.settings.locales
    context = {
        "languages": [(one.tag, one.name, one == own, left.get(one.tag, [])) for one in known],
        "choices": [
            (one.tag, f"{one.name} ({one.tag})") for one in map(locale, _COMMON) if one not in known
        ],
        "digest": settling.digest_of(desk),
    }
    return desk.page("site_languages.html", asked, context)


def add_language(desk: Desk, asked: Asked) -> Answer:
    """Add a language, as the command `init` does."""
    tag, address = asked.value("tag").strip() or asked.value("chosen"), "/site/languages/"
    if not is_locale(tag):
        return desk.saved(
            address, said("Choose a language, or type its tag, such as fr or zh-Hant.")
        )
    try:
        done = translate.init(desk.folder, tag)
    except Misused as error:
        return desk.saved(address, str(error))
    added = said(
        "{language} is added. Translate what readers meet first.", language=locale(tag).name
    )
    return desk.saved(address, done.advice or added)


# Terms.


def terms(desk: Desk, asked: Asked) -> Answer:
    """List the terms, each by its best words."""
    file = settling.file_of(desk, GLOSSARY)
    found = []
    for number in range(len(_terms(file))):
        keys = settings.term_keys(file, number, desk.held)
        words = [(tag, file.shown(key)) for key, tag, avoid in settings.parted(keys) if not avoid]
        found.append((number, [(tag, text.split("\n")[0]) for tag, text in words if text]))
    known = desk.held.site.settings.locales
    context = {
        "terms": found,
        "languages": [(one.tag, one.name, one.direction) for one in known],
        "digest": settling.digest_of(desk),
    }
    return desk.page("site_terms.html", asked, context)


def _terms(file: TomlForm) -> list[dict[str, Any]]:
    found = file.data.get("terms", [])
    return found if isinstance(found, list) else []


def _term(desk: Desk, asked: Asked) -> settling.Task:
    file, number = settling.file_of(desk, GLOSSARY), asked.names["number"]
    if not number.isascii() or not number.isdecimal() or int(number) >= len(_terms(file)):
        raise Gone
    keys = settings.term_keys(file, int(number), desk.held)
    names = {one.tag: one.name for one in desk.held.site.settings.locales}
    teller = look.language_of(asked.languages)
    labels = {
        key: teller(_avoided(names.get(tag, tag)) if avoid else _to_say(names.get(tag, tag)))
        for key, tag, avoid in settings.parted(keys)
    }
    title = next((file.shown(key).split("\n")[0] for key in keys if file.shown(key)), "")
    return settling.Task(
        f"/site/terms/{number}/",
        title or settling.TERMS,
        keys,
        GLOSSARY,
        (("/site/terms/", settling.TERMS),),
        {"labels": labels, "term": number},
    )


def _to_say(language: str) -> str:
    return said("In {language}, the best word first", language=language)


def _avoided(language: str) -> str:
    return said("Never, in {language}", language=language)


def term(desk: Desk, asked: Asked) -> Answer:
    """Show a term: its words in each language, and those that it must not be."""
    return settling.shown(desk, asked, _term(desk, asked), settling.file_of(desk, GLOSSARY))


def save_term(desk: Desk, asked: Asked) -> Answer:
    """Save a term."""
    return settling.saved(desk, asked, _term(desk, asked))


def add_term(desk: Desk, asked: Asked) -> Answer:
    """Add a term, and open its form."""
    file, address = settling.file_of(desk, GLOSSARY), "/site/terms/"
    number = len(_terms(file))
    known = desk.held.site.settings.locales
    values = {f"terms.{number}.{one.tag}": asked.value(f"term-{one.tag}").strip() for one in known}
    values = {key: text for key, text in values.items() if text}
    if not values:
        return desk.saved(address, said("Nothing was added: type the term in a language."))
    return settling.pressed(desk, asked, file.edited(values), f"{address}{number}/", address)


def remove_term(desk: Desk, asked: Asked) -> Answer:
    """Remove a term."""
    file, number = settling.file_of(desk, GLOSSARY), int(_term(desk, asked).extra["term"])
    if asked.value("digest") != settling.digest_of(desk):
        return desk.overtaken("/site/terms/")
    left = [one for at, one in enumerate(_terms(file)) if at != number]
    data = {**file.data, "terms": left} if left else {}
    return settling.pressed(
        desk, asked, file.with_data(data), "/site/terms/", "/site/terms/", said("Removed.")
    )


# Topics.


def _topics(desk: Desk) -> settling.Task:
    known = desk.held.site.settings.topics
    used = {one.topic.text for one in desk.held.site.bulletins}
    extra = {"topics": [(id_, id_ not in used) for id_ in known]}
    return settling.Task(
        "/site/topics/", settling.TOPICS, tuple(f"topics.{id_}" for id_ in known), extra=extra
    )


def topics(desk: Desk, asked: Asked) -> Answer:
    """Show the topics with their words in all languages."""
    return settling.shown(desk, asked, _topics(desk), settling.file_of(desk, SETTINGS))


def save_topics(desk: Desk, asked: Asked) -> Answer:
    """Save the words of the topics."""
    return settling.saved(desk, asked, _topics(desk))


def add_topic(desk: Desk, asked: Asked) -> Answer:
    """Add a topic; its id comes from its Latin letters, or from what somebody typed for it."""
    file, address = settling.file_of(desk, SETTINGS), "/site/topics/"
    if not (words := asked.value("words").strip()):
        return desk.saved(address, said("Nothing was added: say what the topic is."))
    known = file.data.get("topics", {})
    id_ = parts.new_id(asked.value("id").strip() or words, "topic", known)
    return settling.pressed(desk, asked, file.edited({f"topics.{id_}": words}), address, address)


def remove_topic(desk: Desk, asked: Asked) -> Answer:
    """Remove a topic that no notice has."""
    file, id_, address = settling.file_of(desk, SETTINGS), asked.value("topic"), "/site/topics/"
    if asked.value("digest") != settling.digest_of(desk):
        return desk.overtaken(address)
    if (id_, True) not in _topics(desk).extra["topics"]:
        return desk.saved(address, said("Notices still have this topic, so it stays."))
    return settling.pressed(
        desk, asked, file.edited({f"topics.{id_}": ""}), address, address, said("Removed.")
    )


ROUTES: Mapping[tuple[str, str], Callable[[Desk, Asked], Answer]] = {
    ("GET", "/site/contacts/"): contacts,
    ("POST", "/site/contacts/add"): add_fact,
    ("GET", "/site/contacts/{name}/"): fact,
    ("POST", "/site/contacts/{name}/"): save_fact,
    ("POST", "/site/contacts/{name}/change"): change_fact,
    ("GET", "/site/languages/"): languages,
    ("POST", "/site/languages/add"): add_language,
    ("GET", "/site/terms/"): terms,
    ("POST", "/site/terms/add"): add_term,
    ("GET", "/site/terms/{number}/"): term,
    ("POST", "/site/terms/{number}/"): save_term,
    ("POST", "/site/terms/{number}/remove"): remove_term,
    ("GET", "/site/topics/"): topics,
    ("POST", "/site/topics/"): save_topics,
    ("POST", "/site/topics/add"): add_topic,
    ("POST", "/site/topics/remove"): remove_topic,
}
"""What these pages answer, by method and path."""
