"""What to do about the troubles of the embedded server, in sentences."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import EmbeddedServerError

_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


def explain(what: str, output: str, log: Path) -> str:
    """A sentence that says what to do about what PostgreSQL printed."""
    if "No space left" in output or "Disk quota exceeded" in output:
        return _full(log.parent)
    return f"The embedded PostgreSQL is in trouble: {what}. Its log is {log}. It last said:\n{output}"


@contextmanager
def as_sentences(home: Path) -> Iterator[None]:
    """Turn the operating system's errors into `EmbeddedServerError`s."""
    try:
        yield
    except TimeoutError as error:
        raise EmbeddedServerError(f"Another process uses the embedded PostgreSQL in {home}; try again.") from error
    except OSError as error:
        raise EmbeddedServerError(_sentence(error, home)) from error


def _sentence(error: OSError, home: Path) -> str:
    if error.errno in _FULL:
        return _full(home)
    if error.errno in _FORBIDDEN:
        return (
            f"The embedded PostgreSQL may not use {error.filename or home}. Start Mentor Sync as the user who made it, "
            "or set MENTOR_SYNC_HOME to a folder of yours."
        )
    return f"The embedded PostgreSQL in {home} cannot be started: {error}"


def _full(folder: Path) -> str:
    return f"The disk that holds {folder} is full. Make room and start again; nothing was lost."
