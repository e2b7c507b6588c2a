"""Fill in templates through Jinja. The only module that names Jinja."""

from __future__ import annotations

import traceback
from collections.abc import Mapping, MutableMapping
from functools import cache, lru_cache
from types import CodeType
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from markupsafe import Markup, escape

from generator.diagnostics.errors import Problem, Problems, Refused
from generator.diagnostics.messages import said
from generator.render import headers
from generator.text import typography


def safe(text: str) -> str:
    """Escape a text to HTML, which templates insert without change."""
    return escape(text)


def trusted(html: str) -> str:
    """Mark the program's own HTML, which templates insert without change."""
    return Markup(html)


class Templates:
    """The templates of a site, ready to be filled in."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Take the templates' texts, by their names."""
        self._environment = _environment(texts)

    def render(self, name: str, context: Mapping[str, Any]) -> str:
        """Fill in a template.

        Raises `Refused`, with the template's file and line, where it fails.
        """
        try:
            return self._environment.get_template(name).render(context)
        except TemplateNotFound as error:
            raise Refused([_missing(str(error.name or name))]) from None
        except Exception as error:  # a template may call anything, so anything may be raised
            raise Refused([_failed(error, name)]) from error


class _Texts(BaseLoader):
    """The site's templates by name; their file names show up in errors."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def load(
        self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        if name not in self._texts:
            raise TemplateNotFound(name)
        code = _compiled(name, self._texts[name])
        return Template.from_code(environment, code, globals if globals is not None else {})


def _environment(texts: Mapping[str, str]) -> Environment:
    environment = Environment(
        loader=_Texts(texts),
        autoescape=lambda name: not (name or "").endswith(".txt"),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        # The texts are in memory and never change: each template is compiled once.
        auto_reload=False,
        cache_size=-1,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    # What `{% trans %}` does to white space; Babel's extraction has the same option.
    environment.policies["ext.i18n.trimmed"] = True
    # Readable in any script; what could end the element around it is escaped all the same.
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}
    environment.globals["N_"] = _untranslated
    environment.globals["policy"] = lambda *styles: headers.policy(*map(str, styles))
    environment.tests["wide"] = typography.is_wide
    environment.filters["units"] = typography.units
    environment.filters["lines"] = typography.lines
    environment.filters["kept"] = lambda words: Markup(typography.kept(str(escape(words))))
    environment.filters["kept_in_blocks"] = lambda words: Markup(
        typography.kept_in_blocks(str(escape(words)))
    )
    return environment


@cache
def _compiler() -> Environment:
    return _environment({})


@lru_cache(maxsize=128)
def _parsed(name: str, text: str) -> nodes.Template:
    """Parse a template to its tree, which is kept from the check until the template is used.

    Raises `TemplateSyntaxError`.
    """
    return _compiler().parse(text, name, f"templates/{name}")


@lru_cache(maxsize=128)
def _compiled(name: str, text: str) -> CodeType:
    """Compile a template to its code, the same in every site and every build of a process."""
    return _compiler().compile(_parsed(name, text), name, f"templates/{name}")


def _untranslated(msgid: str) -> str:
    """Mark a text for extraction where it is translated later."""
    return msgid


def sound_templates(texts: Mapping[str, str], problems: Problems) -> dict[str, str]:
    """Return the templates that can be parsed; faults of the others go into `problems`."""
    sound = {}
    for name, text in sorted(texts.items()):
        try:
            _parsed(name, text)
            sound[name] = text
        except TemplateSyntaxError as error:
            problems.add(
                _unparsed(name, error.lineno, error.message or said("it cannot be parsed"))
            )
        except RecursionError:
            problems.add(_unparsed(name, 1, said("it is nested too deep")))
    return sound


def _unparsed(name: str, line: int, wrong: str) -> Problem:
    return Problem(
        f"templates/{name}", line, "template", wrong, said("mend the Jinja code in this line")
    )


def _missing(name: str) -> Problem:
    return Problem(
        f"templates/{name}",
        1,
        "template",
        said("the template is missing"),
        said("write it, or delete the folder templates to use the ones that come with the program"),
    )


def _failed(error: Exception, name: str) -> Problem:
    frames = [
        f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith("templates/")
    ]
    path, line = (
        (frames[-1].filename, frames[-1].lineno or 1) if frames else (f"templates/{name}", 1)
    )
    what = error.message if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"
    return Problem(
        path, line, "template", what or said("it failed"), said("mend the Jinja code in this line")
    )
