"""Publish from the desk: what would change, the publication itself, and taking it back.

Each takes its time, so it is done in the background, one after the other; a page asks how far it
is. It is the build that the command runs, with what it says, of a site that somebody has looked at.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from generator.build import ahead
from generator.build.ahead import Rehearsed
from generator.build.build import Built, build
from generator.desk import carriers
from generator.desk.held import Held
from generator.diagnostics.errors import Misused, Problem, Refused, Unable
from generator.diagnostics.messages import said
from generator.incremental.manifest import REHEARSED
from generator.model import VARIANTS, Variant
from generator.options import Options
from generator.output import checksums, publish
from generator.output.checksums import SUMS
from generator.posters import sheets
from generator.preview.app import said_of

Deed = Literal["look", "publish", "take back"]
Start = Callable[[Callable[[], None]], None]
"""Begins something that takes its time."""
_PACKED = (".pdf", ".png", ".jpg", ".jpeg")
"""Files that no archive makes smaller."""
_SINCE = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive, which so is the same for the same site."""


def in_background(job: Callable[[], None]) -> None:
    """Do something beside all else; it does not keep the program from ending."""
    threading.Thread(target=job, daemon=True).start()


@dataclass(frozen=True, slots=True)
class Work:
    """What is being done, and how many of how many notices are."""

    deed: Deed
    done: int = 0
    of: int = 0


class Publisher:
    """Publishes one site, one thing after the other; `tell` is called as soon as one is done."""

    def __init__(
        self,
        site: Path,
        now: Callable[[], datetime],
        tell: Callable[[], None],
        start: Start = in_background,
    ) -> None:
        self.output = site / "output"
        """Where the site is published."""
        self.work: Work | None = None
        """What is being done; None for nothing."""
        self.coming: Rehearsed | None = None
        """What would change, once that is known."""
        self.built: Built | None = None
        """What the last publication of this run did; None for none."""
        self.reprint: tuple[str, ...] = ()
        """The sheets that say something else than those that this run found published."""
        self.dropped: tuple[str, ...] = ()
        """The sheets that this run has taken away, and that are not back."""
        self.last: Deed | None = None
        """What was done last, other than to look; None for nothing."""
        self.problems: tuple[Problem, ...] = ()
        """Why the last thing that was begun came to nothing, as is the next."""
        self.failure = ""
        self._site, self._now, self._tell, self._start = site, now, tell, start
        self._hung: set[str] = set()
        """The sheets that may hang somewhere: they were published before what is now."""
        self._seen: tuple[Held, str] | None = None
        self._lock = threading.Lock()

    def look(self, held: Held) -> None:
        """Begin to find what would change, unless that is known of this very site."""
        seen = (held, checksums.digest(self.output))
        # What is in force depends on the hour, so a site that was read anew is looked at anew.
        is_known = self._seen and self._seen[0] is held and self._seen[1] == seen[1]
        if self.work is None and not is_known:
            self._seen, self.coming = seen, None
            self._begin("look", self._looked)

    def forget(self) -> None:
        """Forget what is known of what would change, so that it is looked for again."""
        self._seen = None

    def publish(self, held: Held, digest: str) -> str:
        """Begin to publish the changes of a digest; return why not, where it is not begun."""
        if self.work is not None:
            return said("Something is being done already. Wait until it is finished.")
        if carriers.unlooked(held, self.output):
            return said("A fact has changed, and nobody has looked at it a second time yet.")
        if not (self._is_seen(held) and self.coming and self.coming.digest == digest):
            return said("The site has changed meanwhile. See first what would change now.")
        self._begin("publish", self._published)
        return ""

    def take_back(self) -> str:
        """Begin to take the last publication back; return why not, where it is not begun."""
        if self.work is not None:
            return said("Something is being done already. Wait until it is finished.")
        if self.before is None:
            return said("There is no publication that can be taken back.")
        self._begin("take back", self._taken_back)
        return ""

    @property
    def before(self) -> Path | None:
        """The output as it was before the last publication; None where that is not known."""
        return ahead.before(self._options())

    def file(self, path: str, *, is_coming: bool) -> bytes:
        """Read a file as it is published, or as it would be; empty where there is none."""
        return publish.former(self._site / REHEARSED if is_coming else self.output)(path)

    def _is_seen(self, held: Held) -> bool:
        """Tell whether somebody has looked at these very files, and at what is published."""
        if self._seen is None:
            return False
        seen, digest = self._seen
        is_same = seen is held or (seen.files, seen.unread) == (held.files, held.unread)
        return is_same and digest == checksums.digest(self.output)

    def _begin(self, deed: Deed, job: Callable[[], None]) -> None:
        with self._lock:
            if self.work is not None:
                return
            self.work, self.problems, self.failure = Work(deed), (), ""
        self._start(lambda: self._do(job))

    def _do(self, job: Callable[[], None]) -> None:
        try:
            job()
        except Refused as refused:
            self.problems = refused.problems
        except Exception as error:  # whatever it is, the page says it
            self.failure = said_of(error)
        self.work = None
        self._tell()

    def _looked(self) -> None:
        self.coming = ahead.rehearse(self._options())

    def _published(self) -> None:
        for folder in filter(None, (self.output, self.before)):
            self._hung.update(_plain(folder))
        self.built = build(self._options())
        there, again = {*_plain(self.output)}, {*self.reprint, *self.built.reprint}
        self.reprint = tuple(sorted(again & self._hung & there))
        self.dropped = tuple(sorted({*self.dropped, *self.built.dropped} - there))
        self._seen, self.last = None, "publish"

    def _taken_back(self) -> None:
        ahead.take_back(self._options())
        self.built, self._seen, self.last = None, None, "take back"
        self.reprint, self.dropped = (), ()

    def _options(self) -> Options:
        # One process: no other is forked beside threads, since it would inherit their locks.
        return Options(
            self._site,
            self.output,
            keep_going=True,
            can_be_taken_back=True,
            now=self._now(),
            progress=self._progress,
            notify=_refuse,
        )

    def _progress(self, done: int, of: int) -> None:
        if self.work:
            self.work = Work(self.work.deed, done, of)
            self._tell()


def _refuse(_: str) -> None:
    """Refuse to wait for another build in the same folder."""
    raise Misused(
        said("another build is at work in this folder; wait until it is done, then try again")
    )


def files(output: Path) -> tuple[str, ...]:
    """List the files of the published site, sorted; none where nothing is published."""
    return tuple(sorted(path for path, _ in checksums.of(output)))


def _plain(output: Path) -> Iterator[str]:
    """List the published sheets, without their variants, that say what their notices say."""
    plain = (path for path in files(output) if sheets.is_plain(path))
    return (path for path in plain if sheets.version_of(_read(output / path)))


def altered(output: Path) -> tuple[str, ...]:
    """List the files that are not as they were published."""
    there = publish.former(output)
    rows = sorted(checksums.of(output))
    return tuple(path for path, sum_ in rows if sum_ != hashlib.sha256(there(path)).hexdigest())


class _Pieces:
    """Take what an archive writes, to be sent on piece by piece."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        """Take some bytes."""
        self._held += data
        return len(data)

    def flush(self) -> None:
        """Do nothing: what is written is there."""

    def close(self) -> None:
        """Do nothing, likewise."""

    def taken(self) -> bytes:
        """Give what was written since the last time."""
        piece = bytes(self._held)
        self._held.clear()
        return piece


def zipped(output: Path) -> Iterator[bytes]:
    """Pack the published site, piece by piece: the same bytes for the same site.

    Raises `Unable` for a file that is not as it was published, so that no archive is half of one
    site and half of another.
    """
    listing = (output / SUMS).read_bytes()
    rows = checksums.rows(listing.decode("utf-8", "replace").splitlines())
    pieces = _Pieces()
    with ZipFile(pieces, "w") as archive:
        for path, sum_ in sorted(rows):
            data = (output / path).read_bytes()
            if hashlib.sha256(data).hexdigest() != sum_:
                raise Unable(not_as_published(path))
            archive.writestr(_entry(path), data)
            yield pieces.taken()
        archive.writestr(_entry(SUMS), listing)
    yield pieces.taken()


def not_as_published(path: str) -> str:
    """Say that somebody has changed a file of the output."""
    return said("{path} is not as it was published; publish again", path=path)


def _entry(path: str) -> ZipInfo:
    entry = ZipInfo(path, _SINCE)
    entry.create_system = 3  # Unix, whose modes are the next line
    entry.external_attr = 0o100644 << 16
    entry.compress_type = ZIP_STORED if path.endswith(_PACKED) else ZIP_DEFLATED
    return entry


@dataclass(frozen=True, slots=True)
class Sheet:
    """A published sheet, to be opened or printed."""

    path: str
    slug: str
    tags: tuple[str, ...]
    """The languages that it is in."""
    routine: str
    """The id of its scam; empty for that of the whole notice."""
    variant: Variant | None
    day: str
    """That of its notice's last change, which stands on it; empty where it has none."""
    is_new: bool
    """True where it says something else than before the last publication: print it again."""


def printable(output: Path, before: Path | None) -> Iterator[Sheet]:
    """List the published sheets, in order; `before` is the output before the last publication."""
    there = publish.former(output)
    for path in files(output):
        if path.endswith(".pdf"):
            plain = path if sheets.is_plain(path) else path.rsplit(".", 2)[0] + ".pdf"
            version = sheets.version_of(there(plain))
            if version is None:
                continue  # it says that its notice is gone, and nobody hangs that up
            was = sheets.version_of(_read(before / plain)) if before else None
            is_new = bool(was and was.words != version.words)
            yield sheet_of(path, version.day.isoformat(), is_new=is_new)


def sheet_of(path: str, day: str = "", *, is_new: bool = False) -> Sheet:
    """Read of its path what a sheet is."""
    stem = path.removesuffix(".pdf")
    first, last = stem.rpartition(".")[::2]
    variant = next((one for one in VARIANTS if one == last), None)
    parts = (first if variant else stem).split("/")
    slug, *tags = parts[1].split(".")
    tags = tags or [parts[0]]
    routine = parts[3] if len(parts) > 3 else ""
    return Sheet(path, slug, tuple(tags), routine, variant, day, is_new)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
