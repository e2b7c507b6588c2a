"""Let one build at a time work in an output folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.diagnostics.errors import Misused, Unable, reason_of
from generator.diagnostics.messages import said
from generator.incremental import manifest
from generator.system import Lock

_PATIENCE = 600.0
"""Seconds to wait for another build: more than one of some hundred bulletins with posters needs."""


@contextmanager
def held(site: Path, output: Path, tell: Callable[[str], None]) -> Iterator[None]:
    """Keep other builds out of `output` within the block; call `tell` where it waits for one.

    The operating system holds the lock: it ends with its process, however that ends, and the empty
    file that stays means nothing. Raises `Misused` where another site's build is at work there,
    `Unable` where the other build takes too long, and where no lock can be written.
    """
    lock, is_ours = _lock(site, output)
    if not is_ours:
        tell(said("another build is at work in {output}; waiting", output=output))
        if not lock.take(_PATIENCE):
            raise Unable(
                said(
                    "{output}: another build is at work there still, after {seconds} "
                    "seconds; wait for its end, or end it, and build again",
                    output=output,
                    seconds=f"{_PATIENCE:.0f}",
                )
            )
    try:
        with _kept_from_other_sites(lock, site, output):
            yield
    finally:
        lock.release()


def _lock(site: Path, output: Path) -> tuple[Lock, bool]:
    """Find the lock of an output folder, and tell whether it could be taken at once.

    It lies beside the folder's manifest; where the site cannot be written, among the
    user's temporary files.
    """
    beside = manifest.path(site, output).with_suffix(".lock")
    for path in (beside, _of_all_sites(site, output)):
        # Never a file whose mere presence is the lock: that would outlive a killed build.
        lock = Lock(path)
        try:
            path.parent.mkdir(exist_ok=True)
            return lock, lock.take()
        except OSError as error:
            failed = error
    raise Unable(
        said(
            "{path}: cannot be written: {reason}; make room, or the site writable",
            path=beside,
            reason=reason_of(failed),
        )
    )


def _of_all_sites(site: Path, output: Path) -> Path:
    """Name the lock of a folder that any of the user's builds may take."""
    user = os.geteuid() if hasattr(os, "geteuid") else ""
    name = manifest.path(site, output).with_suffix(".lock").name
    return Path(tempfile.gettempdir(), f"bulletin-generator-{user}-{name}")


@contextmanager
def _kept_from_other_sites(own: Lock, site: Path, output: Path) -> Iterator[None]:
    """Refuse to build where another site's build is at work: one would remove the other's pages."""
    path = _of_all_sites(site, output)
    if path == own.path:
        yield
        return
    lock, is_free = Lock(path), True
    with suppress(OSError):  # without a place for it, the site's own lock has to do
        is_free = lock.take()
    if not is_free:
        raise Misused(
            said(
                "{output}: a build of another site is at work there; name another folder with "
                "--output",
                output=output,
            )
        )
    try:
        yield
    finally:
        with suppress(OSError):
            lock.release(remove=True)
