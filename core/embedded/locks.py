"""A lock between processes that dies with its holder."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def file_lock(path: Path, *, timeout_seconds: float) -> Iterator[None]:
    """Hold the lock `path`; the kernel frees it when this process ends. Raises `TimeoutError` if it stays held."""
    deadline = time.monotonic() + timeout_seconds
    with path.open("ab") as file:
        while not _is_taken(file.fileno()):
            if time.monotonic() >= deadline:
                raise TimeoutError(f"another process holds {path}")
            time.sleep(0.05)
        yield


def _is_taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
