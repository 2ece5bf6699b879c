"""Database errors that name nobody: PostgreSQL quotes rows and values in them, and errors end in logs."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import psycopg
import structlog
from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from core.errors import DatabaseFailedError, DatabaseUnreachableError, MentorSyncError

# Whatever can go wrong between us and the database.
DATABASE_ERRORS = (SQLAlchemyError, psycopg.Error)

_STOPPED = "The database stopped answering."
_BUSY = "The database is too busy: all its connections are in use. Wait a moment, then try again."
_UNKNOWN = (
    "The database could not do it ({}). Try again; if it happens again, show this to whoever looks after Mentor Sync."
)
_CLASHED = "Somebody else changed the same thing in the same moment, so this was not done. Try again."
# By the beginning of PostgreSQL's code; the longest one that fits counts.
_BY_CODE: Mapping[str, str] = {
    "08": _STOPPED,
    "57": _STOPPED,
    "57014": "The database took too long and gave up.",
    "53": _BUSY,
    "53100": "The disk of the database is full. Make room there, then try again.",
    "40": _CLASHED,
    "55P03": _CLASHED,
    "42501": "The database refused it: this may not be done in its name. Ask whoever looks after Mentor Sync.",
    "42": "The database is not the one that this Mentor Sync needs. Start Mentor Sync anew: it says what is wrong.",
}
_log = structlog.get_logger()
_VALUES_IN_THE_MESSAGE = "22"  # the class "data exception": `invalid input syntax for type bigint: "..."`


def name_nobody(engine: Engine) -> None:
    """Clean every error of the engine's connections before anybody sees it."""
    event.listen(engine, "handle_error", _clean_both)


def in_words(error: SQLAlchemyError | psycopg.Error) -> MentorSyncError:
    """What went wrong, for whoever looks at the screen: nothing of what the database quotes, only its code."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = (cause.sqlstate if isinstance(cause, psycopg.Error) else None) or ""
    words = _words(error, code)
    if words == _STOPPED:
        return DatabaseUnreachableError(words)
    _log.error("database_failed", code=code, error=type(cause).__name__)
    return DatabaseFailedError(words or _UNKNOWN.format(code or type(cause).__name__))


def _words(error: SQLAlchemyError | psycopg.Error, code: str) -> str | None:
    fitting = [start for start in _BY_CODE if code.startswith(start)]
    if fitting:
        return _BY_CODE[max(fitting, key=len)]
    if isinstance(error, NoConnectionError):
        return _BUSY
    lost = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
    return _STOPPED if isinstance(error, lost) and not code else None


@contextmanager
def naming_nobody() -> Iterator[None]:
    """Clean the errors of what is done past SQLAlchemy, on the driver's own connection."""
    try:
        yield
    except psycopg.Error as error:
        _clean(error)
        raise


def _clean_both(context: ExceptionContext) -> None:
    original, wrapped = context.original_exception, context.sqlalchemy_exception
    if isinstance(original, psycopg.Error):
        _clean(original)
        if wrapped is not None:
            wrapped.args = (f"({type(original).__name__}) {original}",)


def _clean(error: psycopg.Error) -> None:
    """Keep the code and what PostgreSQL says of tables and constraints; drop DETAIL, CONTEXT, HINT and values.

    What it says without a code is about the connection and stays as it is.
    """
    if error.sqlstate is None:
        return
    quotes = error.sqlstate.startswith(_VALUES_IN_THE_MESSAGE)
    said = type(error).__name__ if quotes else error.diag.message_primary or type(error).__name__
    where = ".".join(part for part in (error.diag.table_name, error.diag.column_name) if part)
    error.args = (f"{error.sqlstate}: {said}" + (f" ({where})" if where else ""),)
