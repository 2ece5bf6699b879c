"""Makes a database on a server that has none of that name yet."""

import psycopg
from psycopg import errors, sql

from core.errors import DatabaseUnusableError


def create_database(server_url: str, name: str, *, template: str = "template1") -> None:
    """Make the database `name` on the server of `server_url`, unless it is there; any number may ask at once."""
    url = server_url.replace("postgresql+psycopg://", "postgresql://", 1)  # libpq knows no drivers
    with psycopg.connect(url, autocommit=True, connect_timeout=10) as conn:
        if conn.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            return
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        try:
            conn.execute(statement)
        except (errors.DuplicateDatabase, errors.UniqueViolation):
            return
        except errors.InsufficientPrivilege as error:
            raise DatabaseUnusableError(
                f"The database {name} is missing and this user may not make it. Make it with: createdb {name}"
            ) from error
