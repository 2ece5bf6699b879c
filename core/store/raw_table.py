"""One raw table during one read: records come in by COPY, are written in one go, and what left is marked."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Any, cast

import psycopg
from sqlalchemy import Connection, CursorResult, text

from core.database_errors import naming_nobody
from core.store.raw_sql import WRITTEN, columns_of, statement
from core.store.unread import Key, UnreadCells
from core.streams import Record, Stream

_MANY_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """A record to be written, with its source record as JSON text and the hash by which it is recognised.

    `unread` are its fields whose cells could not be read, with the source's names of them.
    """

    record: Record
    written: str
    row_hash: bytes
    unread: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How incoming records compare with the stored ones, in records."""

    new: int
    changed: int
    unchanged: int
    gone: int


class RawTable:
    """A raw table of one season while a stream is read into it. Use it within `opened`.

    `told` are the columns to compare and to update, if not all that the stream fills.
    """

    def __init__(self, conn: Connection, stream: Stream, year: int, told: tuple[str, ...] | None = None) -> None:
        self._conn = conn
        self._stream = stream
        self._year = year
        self._told = told
        self.as_of: datetime | None = None  # up to when the incoming records tell, if their source is of the past
        self.unread = UnreadCells(conn, stream, year)
        self._fields = attrgetter(*(name for name in columns_of(stream) if name not in WRITTEN))

    def open(self) -> None:
        """Make the temporary tables."""
        self._run("open_incoming")
        self._run("open_seen")

    def close(self) -> None:
        """Drop the temporary tables."""
        self._run("close")

    def load_hashes(self, keys: Collection[Key]) -> dict[Key, bytes]:
        """The hashes of the present rows among these keys."""
        return {row.key: bytes(row.row_hash) for row in self._run("hashes", keys=list(keys))}

    def write(self, rows: Mapping[Key, Row], replaced: Collection[Key]) -> None:
        """Write new and changed rows; `replaced` are the keys of those that were present."""
        if rows:
            self.stage(rows.values())
            self._forget_contact_keys(replaced)
            self._run("upsert", self._told)
            self._add_contact_keys(rows.keys())
            self._run("forget_incoming")
            self.unread.remember({key: row.unread for key, row in rows.items()})

    def stage(self, rows: Iterable[Row]) -> None:
        """Copy rows into the temporary table, each key once."""
        values = ([*map(_copied, self._fields(row.record)), row.written, row.row_hash] for row in rows)
        self._copy("copy_incoming", values)

    def compare(self) -> Comparison:
        """What writing the staged rows and removing the unseen would do."""
        return Comparison(**self._run("compare", self._told).mappings().one())

    def staged_until(self) -> datetime | None:
        """The newest instant among the staged rows: how old their source is."""
        return self._run("staged_until").scalar_one()  # type: ignore[no-any-return]

    def known_until(self) -> datetime | None:
        """The newest instant among the present rows."""
        return self._run("known_until").scalar_one()  # type: ignore[no-any-return]

    def write_staged(self) -> None:
        """Write those staged rows that differ from the stored ones."""
        self._run("drop_unchanged", self._told)
        keys = self._run("staged_keys").scalars().all()
        self._forget_contact_keys(keys)
        self._run("upsert", self._told)
        self._add_contact_keys(keys)

    def mark_seen(self, keys: Iterable[Key]) -> None:
        """Note that the source still has these."""
        self._copy("copy_seen", ((key,) for key in keys))

    def forget_seen(self) -> None:
        """A listing starts again."""
        self._run("forget_seen")

    def count_seen(self) -> int:
        """How many different records the source had."""
        return int(self._run("count_seen").scalar_one())

    def count_present(self) -> int:
        """How many rows are present."""
        return int(self._run("count_present").scalar_one())

    def remove(self, keys: Collection[Key], now: datetime) -> int:
        """Mark these rows as deleted. Returns how many were present."""
        return self._removed(self._run("remove", keys=list(keys), now=now)) if keys else 0

    def remove_unseen(self, now: datetime) -> int:
        """Mark every row as deleted that the source no longer has. Returns how many were present."""
        return self._removed(self._run("remove_unseen", now=now))

    def latest_instant(self) -> datetime | None:
        """When the latest of the rows just seen was made or changed, by the source's clock."""
        return self._run("latest").scalar_one()  # type: ignore[no-any-return]

    def refresh_statistics(self, written: int) -> None:
        """After a large write, tell the planner, since whoever reads next may be in the same transaction."""
        if written >= _MANY_ROWS:
            self._run("analyze")
            if self._has_keys:
                self._run("analyze_keys")

    @property
    def _has_keys(self) -> bool:
        return self._stream.table == "raw_gb_full_contacts"

    def _removed(self, result: CursorResult[Any]) -> int:
        rows = result.all()
        self._forget_contact_keys([row[0] for row in rows])
        return sum(not row.was_gone for row in rows)

    def _forget_contact_keys(self, keys: Collection[Key]) -> None:
        if keys and self._has_keys:
            self._run("forget_keys", keys=list(keys))

    def _add_contact_keys(self, keys: Collection[Key]) -> None:
        if keys and self._has_keys:
            self._run("add_keys", keys=list(keys))

    def _run(self, name: str, told: tuple[str, ...] | None = None, **values: Any) -> CursorResult[Any]:
        scope = {"year": self._year, "as_of": self.as_of}
        return self._conn.execute(text(statement(name, self._stream, told)), {**scope, **values})

    def _copy(self, name: str, rows: Iterable[Sequence[Any]]) -> None:
        driver = cast("psycopg.Connection", self._conn.connection.driver_connection)
        with naming_nobody(), driver.cursor() as cursor, cursor.copy(statement(name, self._stream).encode()) as copy:
            for row in rows:
                copy.write_row(row)


@contextmanager
def opened(table: RawTable) -> Iterator[RawTable]:
    """The table with its temporary tables. After an error they go with the caller's savepoint."""
    table.open()
    yield table
    table.close()


def _copied(value: Any) -> Any:
    """A value as COPY takes it. Array texts are made here because the driver's way is many times slower."""
    if not isinstance(value, tuple):
        return value
    quoted = (item.replace("\\", "\\\\").replace('"', '\\"') for item in value)
    return '{"' + '","'.join(quoted) + '"}' if value else "{}"
