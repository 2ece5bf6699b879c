"""Logs for machines: one JSON object a line, ids only."""

import logging
import sys
import traceback
from typing import Any

import structlog

from core.errors import MentorSyncError


def configure() -> None:
    """Write structured lines to standard error, and the warnings of libraries with them."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(message)s")
    hide_what_errors_say()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def hide_what_errors_say() -> None:
    """Have every log of this process, those of libraries too, tell where an error arose, not what it says.

    Any error may quote a person's data; our own name ids only and are kept.
    """
    logging.setLogRecordFactory(_record)


def _record(*args: Any, **kwargs: Any) -> logging.LogRecord:
    record = logging.LogRecord(*args, **kwargs)
    if record.exc_info and record.exc_info[1]:
        record.exc_text = _told(record.exc_info[1])  # formatters take it as it is
    return record


def _told(error: BaseException) -> str:
    """The error and what it came from, the first cause first."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n".join(line for link in reversed(chain) for line in (*_frames(link), _named(link)))


def _frames(error: BaseException) -> list[str]:
    return [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]


def _named(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{kind}: {error}" if isinstance(error, MentorSyncError) else kind
