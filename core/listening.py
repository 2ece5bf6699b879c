"""Servers of this process that send what they have at once."""

import os
import socket
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_OPEN_FILES = Path("/dev/fd")


def send_at_once() -> None:
    """Let no small packet wait until the one before it was confirmed, which takes 40 ms again and again.

    asyncio sees to it for sockets that were made as TCP by name; Streamlit's own is not. What is set on a listening
    socket holds for every connection it accepts. On a system that does not list open files (Windows) nothing is set.
    """
    for number in _open_sockets():
        with suppress(OSError), socket.socket(fileno=os.dup(number)) as one:
            if one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _open_sockets() -> Iterator[int]:
    for file in _OPEN_FILES.iterdir() if _OPEN_FILES.is_dir() else ():
        with suppress(OSError):
            if stat.S_ISSOCK(os.fstat(int(file.name)).st_mode):
                yield int(file.name)
