"""Real web servers on the loopback address, with the recipes of docs/publishing as they stand."""

from __future__ import annotations

import http.client
import os
import pwd
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from tests.support import ROOT, Page

RECIPES = ROOT / "docs/publishing"
FOLDER = "warnings"
"""The sub-folder of the page's examples."""

# A server's program lies where an ordinary user's PATH does not always reach.
_PATH = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])
NGINX = shutil.which("nginx", path=_PATH)
_APACHE_MODULES = Path("/usr/lib/apache2/modules")
APACHE = shutil.which("apache2", path=_PATH) if _APACHE_MODULES.is_dir() else None
"""As Debian lays it out."""


@dataclass(frozen=True)
class Answer:
    """What a server said; the names of the headers in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass(frozen=True)
class Served:
    """A running server."""

    port: int
    under: str
    """The path of the site's top folder, with a slash at both ends."""
    output: Path
    """The folder that is served."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.under}"

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a path below the site's top folder; no redirect is followed."""
        return self.get_absolute(f"{self.under}{path}", **headers)

    def get_absolute(self, path: str, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers=sent)
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, found, answer.read())
        finally:
            connection.close()


def free_port() -> int:
    """Find a port that nobody else takes before a server does: the system gives out none of these.

    Tests in other processes find other ones, since each begins at a place of its own.
    """
    for port in range(20_000 + os.getpid() % 1_000 * 10, 32_000):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise LookupError("no port from 20000 to 32000 is free")


@contextmanager
def running(command: Sequence[str], port: int, log: Path) -> Iterator[None]:
    """A server in the foreground, from its first answer to the end of the block."""
    with log.open("wb") as told:
        process = subprocess.Popen(command, stdout=told, stderr=told)
    try:
        limit = time.monotonic() + 20
        while not _answers(port):
            stopped = process.poll() is not None
            if stopped or time.monotonic() > limit:
                raise AssertionError(f"{command[0]} serves nothing: {log.read_text()}")
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


# nginx


def nginx_server(root: Path, port: int, snippet: str = "") -> str:
    """The recipe with another root and port; with `snippet`, as the page puts it into a folder."""
    text = (RECIPES / "nginx.conf").read_text(encoding="utf-8")
    text = re.sub(r"listen \[::\]:80;\n", "", text)
    text = _once(text, "listen 80;", f"listen 127.0.0.1:{port};")
    if not snippet:
        return _once(text, "root /var/www/bulletins;", f"root {root};")
    before, server = text.split("server {\n")
    start, end = server.index("    index "), server.rindex("}")
    mark = re.compile(r"# Here every line of nginx\.conf .*")
    assert len(mark.findall(snippet)) == 1
    inside = mark.sub(lambda _: server[start:end], snippet)
    inside = _once(inside, "alias /var/www/bulletins/;", f"alias {root}/;")
    host = f"listen 127.0.0.1:{port};\nroot {root.parent}/host;\n"
    return f"{before}server {{\n{host}{inside}}}\n"


def _once(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, f"{old} stands {text.count(old)} times"
    return text.replace(old, new)


def nginx(folder: Path, server: str) -> list[str]:
    """Write the whole configuration; gives the command. One process, as the current user."""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"daemon off;\nmaster_process off;\npid {folder}/nginx.pid;\nerror_log stderr;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{temporary}{server}}}\n",
        encoding="utf-8",
    )
    return [str(NGINX), "-p", str(folder), "-c", str(configuration), "-e", "stderr"]


# Apache


def apache(folder: Path, root: Path, port: int) -> list[str]:
    """A plain Apache that reads .htaccess; gives the command."""
    names = (
        *("mpm_event", "authz_core", "dir", "mime", "headers", "filter", "deflate"),
        *("negotiation", "autoindex", "alias"),
    )
    modules = "".join(
        f"LoadModule {name}_module {_APACHE_MODULES}/mod_{name}.so\n" for name in names
    )
    # Apache refuses to serve as the administrator.
    owner = f"User {pwd.getpwnam('nobody').pw_name}\nGroup nogroup\n" * (os.geteuid() == 0)
    configuration = folder / "apache.conf"
    configuration.write_text(
        f'{modules}{owner}ServerName 127.0.0.1\nListen 127.0.0.1:{port}\nServerRoot "{folder}"\n'
        f'PidFile "{folder}/apache.pid"\nErrorLog "{folder}/apache.log"\n'
        f'TypesConfig /etc/mime.types\nDocumentRoot "{root}"\n'
        f'<Directory "{root}">\nAllowOverride All\nRequire all granted\n</Directory>\n',
        encoding="utf-8",
    )
    return [str(APACHE), "-f", str(configuration), "-DFOREGROUND"]


# A reader who follows every link


@dataclass
class Walk:
    """Every address that a site's links lead to, and those that lead nowhere."""

    served: Served
    reached: dict[str, Answer] = field(default_factory=dict)
    """What each path below the site's top folder answers."""
    broken: list[str] = field(default_factory=list)

    def follow(self, path: str) -> Walk:
        """Walk on from a path below the top folder."""
        waiting = [(urljoin(self.served.address, path), "the reader")]
        while waiting:
            address, came_from = waiting.pop()
            place, _, anchor = address.partition("#")
            answer = self._answer(place)
            if answer is None:
                continue
            if answer.status != 200:
                self.broken.append(f"{came_from} -> {address}: {answer.status}")
            elif anchor and anchor not in Page(answer.text).ids:
                self.broken.append(f"{came_from} -> {address}: no such place on the page")
            elif place not in self._seen:
                self._seen.add(place)
                waiting += [(link, place) for link in _links(place, answer)]
        return self

    def __post_init__(self) -> None:
        self._seen: set[str] = set()

    def _answer(self, place: str) -> Answer | None:
        """The answer of this server; nothing for an address elsewhere."""
        here, asked = urlsplit(self.served.address), urlsplit(place)
        if (asked.scheme, asked.netloc) != (here.scheme, here.netloc):
            return None
        inside = asked.path.startswith(here.path)
        name = asked.path.removeprefix(here.path) if inside else asked.path
        if name not in self.reached:
            self.reached[name] = self.served.get_absolute(asked.path)
            if not inside:
                self.broken.append(f"{place}: out of the site's folder")
        return self.reached[name]


def _links(place: str, answer: Answer) -> list[str]:
    kind = answer.headers["content-type"]
    if kind.startswith("text/html"):
        return [urljoin(place, link) for link in Page(answer.text).links]
    if "xml" in kind:
        return re.findall(r"(?:<loc>|href=\")([^<\"]+)", answer.text)
    return []
