"""The SQLite file that holds the state of the demo, so that it survives restarts and costs little memory."""

import re
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import RLock

_SQL = Path(__file__).parent.parent.parent / "sql" / "demo" / "demo.sql"
_HEADER = re.compile(r"^-- name: (\w+)\s*$", re.MULTILINE)
Parameters = Mapping[str, object]


class Database:
    """One connection, used by one thread at a time. Statements go by their name in `sql/demo/demo.sql`."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._lock = RLock()
        self._depth = 0
        self._conn = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._conn.row_factory = sqlite3.Row
        self._conn.execute("PRAGMA journal_mode = WAL")
        # An invented season lost in a power cut is invented again; waiting for the disk is not worth it.
        self._conn.execute("PRAGMA synchronous = OFF")
        self.script("schema")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._conn.close()

    def script(self, name: str) -> None:
        """Run a block of several statements."""
        with self._lock:
            for statement in _statements()[name].split(";"):
                self._conn.execute(statement)

    def execute(self, name: str, parameters: Parameters) -> None:
        """Run one statement."""
        with self._lock:
            self._conn.execute(_statements()[name], parameters)

    def execute_many(self, name: str, rows: Iterable[Parameters]) -> None:
        """Run one statement for many rows."""
        with self._lock:
            self._conn.executemany(_statements()[name], rows)

    def rows(self, name: str, parameters: Parameters) -> list[sqlite3.Row]:
        """All rows of a query."""
        with self._lock:
            return self._conn.execute(_statements()[name], parameters).fetchall()

    def row(self, name: str, parameters: Parameters) -> sqlite3.Row | None:
        """The first row of a query, if there is one."""
        with self._lock:
            first: sqlite3.Row | None = self._conn.execute(_statements()[name], parameters).fetchone()
            return first

    def number(self, name: str, parameters: Parameters) -> int:
        """The single number of a query; 0 when it has none."""
        row = self.row(name, parameters)
        return int(row[0] or 0) if row else 0

    def ids(self, name: str, parameters: Parameters) -> "array[int]":
        """The first column of all rows, 8 bytes each."""
        with self._lock:
            return array("q", (row[0] for row in self._conn.execute(_statements()[name], parameters)))

    def fact(self, key: str) -> str | None:
        """A remembered value."""
        row = self.row("read_fact", {"key": key})
        return str(row["value"]) if row else None

    def remember(self, key: str, value: str) -> None:
        """Remember a value under a key."""
        self.execute("write_fact", {"key": key, "value": value})

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; may be nested, the outermost one decides."""
        with self._lock:
            self._depth += 1
            try:
                if self._depth == 1:
                    self._conn.execute("BEGIN")
                yield
            except BaseException:
                if self._depth == 1:
                    self._conn.execute("ROLLBACK")
                raise
            else:
                if self._depth == 1:
                    self._conn.execute("COMMIT")
            finally:
                self._depth -= 1


@cache
def _statements() -> dict[str, str]:
    parts = _HEADER.split(_SQL.read_text(encoding="utf-8"))
    return {name: body.strip() for name, body in zip(parts[1::2], parts[2::2], strict=True)}
