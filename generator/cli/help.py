"""Write help and what was misused in the language of whoever reads it.

Click writes English; so the commands of `main` are built from the classes here. A help text is a
message like any other: what the decorator or the docstring gives.
"""

from __future__ import annotations

import inspect
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from typing import Any, TypeVar

import click

from generator.catalogs.interface import tell
from generator.cli.console import say, write
from generator.diagnostics.messages import Said, listed, said
from generator.text.lazy_regex import late

_T = TypeVar("_T", bound=Callable[..., Any] | click.Command)
_HEADINGS = {"Options": said("Options"), "Commands": said("Commands")}
_USAGE = {"[OPTIONS]": said("[OPTIONS]"), "COMMAND [ARGS]...": said("COMMAND [ARGS]...")}
_PIECE = late(r"[（“《]*(?:[\u2e80-\uffef]|[^\s\u2e80-\uffef（“《]+)[。，；：！？、）”》…]*|\s+")
"""What is kept on one line: a word or a wide character, with the marks that belong to it."""
_WORD = late(r"\S+|\s+")
"""The same in ASCII, which has none of these marks."""
_COLUMN = 30
"""The most cells that the column of an option's names takes."""
_GAP = 2


def cells(text: str) -> int:
    """Count the cells of a terminal that a text takes: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def wrapped(text: str, width: int) -> Iterator[str]:
    """Break a paragraph into lines of at most `width` cells, except for what cannot be broken."""
    line, pieces = "", _WORD if text.isascii() else _PIECE
    for piece in pieces.findall(" ".join(text.split())):
        if line and cells(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line = line + piece if line or not piece.isspace() else line
    if line:
        yield line.rstrip()


class _Formatter(click.HelpFormatter):
    """Formats help by the cells that it takes, under headings in the reader's language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or tell(said("Usage: ")))

    def write_heading(self, heading: str) -> None:
        self._write_lines([tell(said("{heading}:", heading=_HEADINGS.get(heading, heading)))])

    def write_text(self, text: str) -> None:
        paragraphs = (wrapped(part, self._room) for part in text.split("\n\n"))
        for number, lines in enumerate(paragraphs):
            if number:
                self.write("\n")
            self._write_lines(lines)

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = _COLUMN, col_spacing: int = _GAP
    ) -> None:
        rows = list(rows)
        column = min(max(cells(name) for name, _ in rows), col_max) + col_spacing
        for name, text in rows:
            first, *more = wrapped(text, self._room - column) or [""]
            beside = cells(name) + col_spacing <= column
            begun = name + " " * (column - cells(name)) + first if beside else name
            rest = more if beside else [first, *more]
            self._write_lines([begun, *(" " * column + line for line in rest)])

    @property
    def _room(self) -> int:
        return self.width - self.current_indent

    def _write_lines(self, lines: Iterable[str]) -> None:
        self.write("".join(f"{' ' * self.current_indent}{line}\n" for line in lines))


class _Context(click.Context):
    formatter_class = _Formatter


class Option(click.Option):
    """An option whose help is in the reader's language."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Give its names, and what it does."""
        translated = copy(self)
        translated.help = tell(Said(self.help or ""))
        return super(Option, translated).get_help_record(ctx)


class Command(click.Command):
    """A command whose help is in the reader's language."""

    context_class = _Context

    @property
    def message(self) -> str:
        """Give its help as catalogs have it."""
        return inspect.cleandoc(self.help or "")

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read its arguments; report too many of them, which Click would do in English."""
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            error.ctx = error.ctx or ctx  # by which its help is found, and what it was
            raise
        if rest and not self.allow_extra_args and not ctx.resilient_parsing:
            ctx.fail(said("too many arguments: {arguments}", arguments=" ".join(rest)))
        return rest

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Give what follows its name in the usage line."""
        return [tell(_USAGE.get(piece, piece)) for piece in super().collect_usage_pieces(ctx)]

    def get_short_help_str(self, limit: int = 45) -> str:
        """Give the first line of its help; the formatter breaks it where it is too long."""
        return tell(Said(self.message)).partition("\n")[0]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what it does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(tell(Said(self.message)))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Make the option --help."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = tell(said("Show this message and exit."))
            option.callback = printed(click.Context.get_help)
        return option


class Group(Command, click.Group):
    """A command with subcommands."""

    command_class = Command


def printed(text: Callable[[click.Context], str]) -> Callable[..., None]:
    """Make what an option does that prints a text and ends the command."""

    def show(context: click.Context, _: click.Parameter, asked: bool) -> None:
        if asked and not context.resilient_parsing:
            write(text(context))
            context.exit()

    return show


def option(*names: str, **settings: Any) -> Callable[[_T], _T]:  # noqa: ANN401 - Click's own
    """Declare an option as `click.option` does."""
    return click.option(*names, cls=Option, **settings)


def show(error: click.ClickException) -> None:
    """Print to stderr what is wrong with a command, how it is used, and where its help is."""
    context = getattr(error, "ctx", None)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        write(error.format_message(), err=True)
        return
    if context is not None:
        write(context.get_usage(), err=True)
        command = f"{context.command_path} --help"
        say(said("Try “{command}” for help.", command=command), err=True)
    say(said("error: {what}", what=misuse(error)), err=True)


def misuse(error: click.ClickException) -> str:
    """Describe what is wrong with a command; what only Click knows stays in its words."""
    match error:
        case click.exceptions.NoSuchCommand():
            wrong = said("there is no command “{name}”", name=error.command_name)
            return _with_nearest(wrong, error.possibilities)
        case click.NoSuchOption():
            wrong = said("there is no option {name}", name=error.option_name)
            return _with_nearest(wrong, error.possibilities)
        case click.MissingParameter():
            return said("{name} is missing in the command", name=_named(error))
        case click.BadParameter():
            return said(
                "{name} cannot be what it is: {reason}", name=_named(error), reason=_reason(error)
            )
        case click.BadOptionUsage():
            return _of_value(error)
        case _:
            return error.format_message()


def _of_value(error: click.BadOptionUsage) -> str:
    """Describe an option without its value, or with one that it does not take."""
    params = error.ctx.command.params if error.ctx is not None else ()
    named = [one for one in params if error.option_name in one.opts]
    if any(isinstance(one, click.Option) and one.is_flag for one in named):
        return said("the option {name} takes no value", name=error.option_name)
    return said("the option {name} needs a value", name=error.option_name)


def _with_nearest(wrong: str, near: Sequence[str] | None) -> str:
    if not near:
        return wrong
    remedy = said("did you mean {near}?", near=listed(near))
    return said("{wrong}; {remedy}", wrong=wrong, remedy=remedy)


def _named(error: click.BadParameter) -> str:
    parameter = error.param
    return "" if parameter is None else parameter.get_error_hint(error.ctx).replace("'", "")


def _reason(error: click.BadParameter) -> str:
    """Describe what is wrong with a value, by the types of values that the commands take."""
    wanted = error.param.type if error.param is not None else None
    match wanted:
        case click.IntRange():
            least, most = wanted.min, wanted.max
            if most is None:
                return said("a whole number from {least} is meant", least=least)
            return said("a whole number from {least} to {most} is meant", least=least, most=most)
        case click.Choice():
            return said("one of {names} is meant", names=listed(map(str, wanted.choices)))
        case click.Path():
            return (
                said("a file or folder that can be read is meant")
                if wanted.file_okay
                else said("a folder that can be read is meant")
            )
        case _:
            return error.message
