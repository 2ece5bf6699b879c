"""Database errors that name nobody: PostgreSQL quotes rows and values in them, and errors end in logs."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

_VALUES_IN_THE_MESSAGE = "22"  # the class "data exception": `invalid input syntax for type bigint: "..."`


def name_nobody(engine: Engine) -> None:
    """Clean every error of the engine's connections before anybody sees it."""
    event.listen(engine, "handle_error", _clean_both)


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
