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
    TemplateRuntimeError,
    TemplateSyntaxError,
    nodes,
)
from jinja2.sandbox import safe_range
from markupsafe import Markup, escape

from generator import shipped
from generator.diagnostics.errors import Fault, Problem, Problems, refused
from generator.diagnostics.messages import said
from generator.render import headers, typst_text
from generator.views import Rich

_RULE = "template"
_MEND = said("mend the Jinja code in this line")
_WRITE = said("write it, or delete the folder templates to use the ones that come with the program")


def safe(text: str) -> str:
    """Escape a text to HTML, which templates insert without change."""
    return escape(text)


def trusted(html: str) -> str:
    """Mark the program's own HTML, which templates insert without change."""
    return Markup(html)


def is_sheet(name: str) -> bool:
    """Tell whether a template makes a sheet, as Typst code, and no page."""
    return name.endswith(".typ")


class Templates:
    """The templates of a site, ready to be filled in."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Take the templates' texts, by their names."""
        self._pages = _environment(texts)
        self._sheets = _sheet_environment(texts)

    def render(self, name: str, context: Mapping[str, Any]) -> str:
        """Fill in a template.

        Raises `Refused`, with the template's file and line, where it fails.
        """
        try:
            environment = self._sheets if is_sheet(name) else self._pages
            environment.turns = 0
            return environment.get_template(name).render(context)
        except TemplateNotFound as error:
            fault = Fault(said("the template is missing"), _WRITE)
            raise refused(f"templates/{error.name or name}", 1, _RULE, fault) from None
        except Exception as error:  # a template may call anything, so anything may be raised
            raise refused(*_place(error, name), _RULE, Fault(_failure(error), _MEND)) from error


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


_MOST_TURNS = 50_000
"""Of all the loops and macros of a page, or of a sheet: many times as many as any has."""


class _Bounded(Environment):
    """An environment whose templates come to an end."""

    turns = 0
    """How often the loops of this page went round, and its macros were called."""

    def turn(self) -> None:
        """Count one turn; raise an error where nobody can have meant so many."""
        self.turns += 1
        if self.turns > _MOST_TURNS:
            raise TemplateRuntimeError(
                said(
                    "the loops of this page go round more than {most} times",
                    most=f"{_MOST_TURNS:,}",
                )
            )


def _environment(texts: Mapping[str, str]) -> _Bounded:
    environment = _Bounded(
        loader=_Texts(texts),
        autoescape=lambda name: not (name or "").endswith((".txt", ".typ")),
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
    # Marks a text for extraction where it is translated later.
    environment.globals["N_"] = lambda msgid: msgid
    environment.globals["range"] = safe_range
    environment.globals["policy"] = lambda *styles, **how: headers.policy(*map(str, styles), **how)
    return environment


def _sheet_environment(texts: Mapping[str, str]) -> _Bounded:
    """Make the environment of sheets: whatever a template prints is a literal of Typst.

    So nothing in a text can be code, and no template can forget to quote it.
    """
    environment = _environment(texts)
    environment.finalize = typst_text.literal
    environment.filters["blocks"] = typst_text.blocks_of
    environment.filters["phrases"] = lambda text: Rich(str(escape(text)), text)
    return environment


@cache
def _compiler(*, sheets: bool) -> Environment:
    return _sheet_environment({}) if sheets else _environment({})


@lru_cache(maxsize=128)
def _parsed(name: str, text: str) -> nodes.Template:
    """Parse a template to its tree, which is kept from the check until the template is used.

    Each turn of a loop or macro is counted. Raises `TemplateSyntaxError`.
    """
    environment = _compiler(sheets=is_sheet(name))
    tree = environment.parse(text, name, f"templates/{name}")
    turning: tuple[type[nodes.For], type[nodes.Macro]] = (nodes.For, nodes.Macro)
    for node in [*tree.find_all(turning)]:
        assert isinstance(node, turning)
        turn = nodes.Call(nodes.EnvironmentAttribute("turn"), [], [], None, None)
        node.body.insert(0, nodes.ExprStmt(turn).set_lineno(node.lineno, override=True))
    tree.set_environment(environment)
    return tree


@lru_cache(maxsize=128)
def _compiled(name: str, text: str) -> CodeType:
    """Compile a template to its code, the same in every site and every build of a process."""
    known = shipped.code(name, text)
    return known or _compiler(sheets=is_sheet(name)).compile(*_to_compile(name, text))


def source(name: str, text: str) -> str:
    """Compile a template to the text of a Python module, for the package; it must be sound."""
    return _compiler(sheets=is_sheet(name)).compile(*_to_compile(name, text), raw=True)


def _to_compile(name: str, text: str) -> tuple[nodes.Template, str, str]:
    return _parsed(name, text), name, f"templates/{name}"


def sound_templates(texts: Mapping[str, str], problems: Problems) -> dict[str, str]:
    """Return the templates that can be parsed; faults of the others go into `problems`."""
    sound = {}
    for name, text in sorted(texts.items()):
        try:
            if not shipped.is_sound(name, text):
                _parsed(name, text)
            sound[name] = text
        except TemplateSyntaxError as error:
            line, wrong = error.lineno, error.message or said("it cannot be parsed")
            problems.add(Problem(f"templates/{name}", line, _RULE, wrong, _MEND))
        except RecursionError:
            wrong = said("it is nested too deep")
            problems.add(Problem(f"templates/{name}", 1, _RULE, wrong, _MEND))
    return sound


def _place(error: Exception, name: str) -> tuple[str, int]:
    """Find the file and line of a template that failed: the innermost one."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [(f.filename, f.lineno or 1) for f in frames if f.filename.startswith("templates/")]
    return places[-1] if places else (f"templates/{name}", 1)


def _failure(error: Exception) -> str:
    if isinstance(error, TemplateError):
        return error.message or said("it failed")
    return f"{type(error).__name__}: {error}"
