"""Brings the catalogs of the program's own messages up to the code.

    python -m tools.messages

Writes generator/locales/generator.pot, and merges it into the catalog of each language beside it.
For another language, make its folder there (such as fr/LC_MESSAGES) and run this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.catalogs import merge, po, reader
from generator.catalogs.extract import Message
from generator.catalogs.interface import DOMAIN, FOLDER
from generator.cli.help import Command
from generator.cli.main import cli
from generator.locales import extracted, locale
from generator.output.atomic import replace_file

_PACKAGE = Path(__file__).parent.parent / "generator"
_DAY = "2026-01-01"
"""Stands for the catalogs' creation, since no clock is read."""


def messages() -> tuple[Message, ...]:
    """Every message of the program, each once: of the code and the desk's pages, then the help."""
    found: dict[str, list[str]] = {}
    for path, msgid in (*_said(), *_helps()):
        places = found.setdefault(msgid, [])
        if path not in places:
            places.append(path)
    return tuple(
        Message(None, msgid, places[0], 1, tuple(places)) for msgid, places in found.items()
    )


def _said() -> Iterator[tuple[str, str]]:
    for file in sorted(_PACKAGE.rglob("*.py")):
        path = file.relative_to(_PACKAGE.parent).as_posix()
        for one in extracted("python", file.read_text(encoding="utf-8"), {}, function="said"):
            yield path, one.msgid
    for file in sorted(_PACKAGE.rglob("pages/*.html")):
        path = file.relative_to(_PACKAGE.parent).as_posix()
        text = file.read_text(encoding="utf-8")
        for one in extracted("jinja2", text, {"silent": "false"}, function="said"):
            yield path, one.msgid


def _helps() -> Iterator[tuple[str, str]]:
    for command in (cli, *cli.commands.values()):
        assert isinstance(command, Command)  # or its help would stay English
        yield "generator/cli/main.py", command.message
        for option in command.params:
            if getattr(option, "help", None):
                yield "generator/cli/main.py", option.help


def catalogs() -> Mapping[Path, bytes]:
    """Make the template and every language's catalog, as they should be."""
    every = messages()
    made = {FOLDER / f"{DOMAIN}.pot": po.write(merge.template(every, _DAY))}
    for folder in sorted(path for path in FOLDER.iterdir() if path.is_dir()):
        language = locale(folder.name.replace("_", "-"))
        path = folder / "LC_MESSAGES" / f"{DOMAIN}.po"
        now = (
            reader.read(path.read_bytes(), path.name)
            if path.is_file()
            else merge.empty(language, _DAY)
        )
        counted = merge.in_locale(now, every, language, _DAY)
        made[path] = po.write(merge.merge(counted, every, lambda _: None))
    return made


def main() -> None:
    """Write what has changed."""
    for path, data in catalogs().items():
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, data)
            print(f"{path.relative_to(_PACKAGE.parent)}: written")


if __name__ == "__main__":
    main()
