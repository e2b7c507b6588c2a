"""Keep the output as it was before a publication, so that this one can be taken back.

It is kept beside the output, never in it: each file under a second name, which stays when another
takes its place. What was kept before goes only when the new publication is done; and whatever ends
the program meanwhile, the sums tell which of both is the one to take back.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from generator import system
from generator.diagnostics.errors import Misused
from generator.diagnostics.messages import said
from generator.output import checksums, publish
from generator.output.atomic import replace_file
from generator.output.checksums import SUMS
from generator.output.publish import Published
from generator.output.stage import Stage

_BEGUN, _DONE = "begun", "done"
"""The folders of a publication that is under way, and of the last one."""
_SITE, _MEMORY, _AFTER = "site", "memory", "after"
"""In each of them: the output as it was, what was remembered of its build, and the digest of the
list of sums that the publication left."""


def keep(folder: Path, output: Path, memory: Path) -> None:
    """Keep what is in the output, and the file in which its build is remembered.

    Raises `OSError` where the disk fails.
    """
    begun = folder / _BEGUN
    _remove(begun)
    sums = checksums.of(output)
    if not sums:
        return  # this is the first publication
    for path in sorted(path for path, _ in sums):
        if (output / path).is_file():
            _keep(output / path, begun / _SITE / path)
    if memory.is_file():
        _keep(memory, begun / _MEMORY)
    folders = [Path(place) for place, _, _ in os.walk(begun)]
    system.flush(folders)
    # The list comes last: with it, all is there.
    _keep(output / SUMS, begun / _SITE / SUMS)
    system.flush([begun / _SITE])


def _keep(place: Path, kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    system.keep(place, kept)


def settle(folder: Path, output: Path) -> None:
    """Note that the publication is done, and let go of what was kept before.

    Where it has changed nothing, it is what was kept before that stays.
    """
    begun, done = folder / _BEGUN, folder / _DONE
    if checksums.digest(begun / _SITE) == checksums.digest(output):
        _remove(begun)
        return
    _remove(done)  # as a first publication has nothing before it, either
    with suppress(OSError):  # it counts where it is, too
        if _is_whole(begun):
            replace_file(begun / _AFTER, checksums.digest(output).encode())
            system.replace(begun, done)


def find(folder: Path, output: Path) -> Path | None:
    """Find the output as it was before the last publication; None where that is not known.

    One that another build has changed since cannot be taken back.
    """
    now = checksums.digest(output)
    for place in (folder / _BEGUN, folder / _DONE):
        is_other = _is_whole(place) and checksums.digest(place / _SITE) != now
        # A program that was ended before it could note the sums has published nothing since.
        if is_other and _after(place) in ("", now):
            return place / _SITE
    return None


def put_back(folder: Path, output: Path, memory: Path) -> Published:
    """Make the output what it was before the last publication; all of it, or nothing.

    Raises `Misused` where that is not known, `Unable` where the disk fails.
    """
    site = find(folder, output)
    if site is None:
        raise Misused(said("there is no publication that can be taken back"))
    sums = dict(checksums.of(site))
    complete = {path: sum_ for path, sum_ in sums.items() if (site / path).is_file()}
    with Stage(output) as stage:
        staged = [stage.put(path, (site / path).read_bytes()) for path in sorted(complete)]
        done = publish.commit(stage, complete, [one.path for one in staged if one.waits])
    _recall(site.parent / _MEMORY, memory)
    _remove(site.parent)
    return done


def _recall(kept: Path, memory: Path) -> None:
    """Put back what was remembered, with the time by which its stamps are believed."""
    with suppress(OSError):  # without it, the next build is slow
        at = kept.stat()
        replace_file(memory, kept.read_bytes())
        os.utime(memory, ns=(at.st_atime_ns, at.st_mtime_ns))


def _is_whole(place: Path) -> bool:
    return (place / _SITE / SUMS).is_file()


def _after(place: Path) -> str:
    try:
        return (place / _AFTER).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return ""


def _remove(place: Path) -> None:
    """Remove what is kept, its list first: without it, nothing of it counts."""
    with suppress(OSError):
        (place / _SITE / SUMS).unlink()
    shutil.rmtree(place, ignore_errors=True)
