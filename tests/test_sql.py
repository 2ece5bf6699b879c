"""Every named query says what it is for, and PostgreSQL understands it against the migrated schema."""

import re

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.dialects import postgresql

from core.sql import QUERIES, blocks
from core.store.raw_sql import statement
from core.streams import STREAMS, Stream

RAW = "../templates/raw"  # filled in for each raw table
FILES = [RAW, *sorted(path.stem for path in QUERIES.glob("*.sql"))]
NAMES = [(file, name) for file in FILES for name in blocks(file)]
PLANNED = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "MERGE", "VALUES")
DIALECT = postgresql.dialect(paramstyle="numeric_dollar")


@pytest.mark.parametrize(("file", "name"), [(file, name) for file, name in NAMES if file != RAW])
def test_a_query_is_understood(conn: Connection, file: str, name: str) -> None:
    understand(conn, blocks(file)[name])


@pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.name)
def test_a_template_is_understood_for_each_raw_table(conn: Connection, stream: Stream) -> None:
    names = list(blocks(RAW))
    for name in sorted(names, key=lambda name: (not name.startswith("open_"), name == "close")):
        if not name.startswith("copy_") and (stream.name == "contacts" or not name.endswith("_keys")):
            understand(conn, statement(name, stream))


@pytest.mark.parametrize(("file", "name"), NAMES)
def test_a_query_says_what_it_is_for(file: str, name: str) -> None:
    assert re.match(r"-- \S.{15,}", blocks(file)[name])


@pytest.mark.parametrize(("file", "name"), NAMES)
def test_a_query_names_its_columns(file: str, name: str) -> None:
    assert not re.search(r"SELECT (\w+\.)?\*", blocks(file)[name])


def understand(conn: Connection, sql: str) -> None:
    """Let the server plan the statement without running it; what it does not plan is run, and rolled back."""
    body = re.sub(r"^--.*\n", "", sql, flags=re.MULTILINE).strip()
    if not body.startswith(PLANNED):
        conn.execute(text(sql))
        return
    numbered = str(text(sql).compile(dialect=DIALECT)).replace("%", "%%")
    conn.exec_driver_sql(f"PREPARE understood AS {numbered}")
    conn.exec_driver_sql("DEALLOCATE understood")
