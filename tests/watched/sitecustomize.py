"""Put first on a program's path: writes down what it and its workers do to the world outside."""

import json
import os
import sys
from pathlib import Path

_LOG = os.open(os.environ["WATCHED_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
_OUT = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo")
_RUN = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "pty.spawn")
_PATHS = {
    **dict.fromkeys(("os.mkdir", "os.remove", "os.rmdir"), 1),
    **dict.fromkeys(("os.truncate", "os.chmod", "os.utime"), 1),
    **dict.fromkeys(("os.rename", "os.link", "os.symlink"), 2),
}
"""How many of an event's arguments are paths that are changed."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _note(event, *what):
    os.write(_LOG, (json.dumps([event, *map(str, what)]) + "\n").encode())


def _path(path, folder=-1):
    if isinstance(folder, int) and folder >= 0:
        path = Path(f"/proc/self/fd/{folder}").readlink() / os.fsdecode(path)
    return Path(os.fsdecode(path)).absolute()


def _watch(event, arguments):
    if event in _RUN or (event in _OUT and not _between_processes(arguments[0])):
        _note(event, arguments)
    elif event == "open" and not isinstance(arguments[0], int) and arguments[2] & _WRITING:
        _note(event, _path(arguments[0]))
    elif event in _PATHS:
        count = _PATHS[event]
        folders = arguments[-count:] if event not in ("os.truncate", "os.symlink") else ()
        for number, path in enumerate(arguments[:count]):
            _note(event, _path(path, *folders[number : number + 1]))


def _between_processes(connection):
    """True for a socket of the machine's own, by which a program talks with its workers."""
    import socket

    return getattr(connection, "family", None) == getattr(socket, "AF_UNIX", 0)


sys.addaudithook(_watch)
