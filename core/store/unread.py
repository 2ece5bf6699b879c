"""Unreadable is not empty: cells that cannot be read, and what was known of their records before."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, CursorResult, text

from core.store.raw_sql import statement
from core.streams import Record, Stream

Key = str | int


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was stored of a record before, its source record, and its fields that could not be read then."""

    record: Record
    raw: Any
    unread: Mapping[str, str]


class UnreadCells:
    """The cells of one raw table that could not be read: our field -> the source's name of its column."""

    def __init__(self, conn: Connection, stream: Stream, year: int) -> None:
        self._conn = conn
        self._stream = stream
        self._year = year if stream.has_year else 0

    def load_earlier(self, keys: Collection[Key]) -> dict[Key, Earlier]:
        """What is stored of these keys, deleted or not."""
        found = (self._earlier(row) for row in self._run("earlier", keys=list(keys)))
        return {getattr(earlier.record, self._stream.key): earlier for earlier in found}

    def remember(self, unread: Mapping[Key, Mapping[str, str]]) -> None:
        """Note what could not be read of these records, instead of what was noted before."""
        self._run("forget_unread", record_ids=[str(key) for key in unread])
        rows = [{"record_id": str(key), "fields": dict(fields)} for key, fields in unread.items() if fields]
        if rows:
            self._run("add_unread", rows=json.dumps(rows))

    def load(self) -> dict[str, Mapping[str, str]]:
        """Present records with such cells, by id."""
        return {row.record_id: row.fields for row in self._run("unread")}

    def _earlier(self, row: Sequence[Any]) -> Earlier:
        *values, raw, unread = row
        fields: Any = (tuple(value) if isinstance(value, list) else value for value in values)
        return Earlier(self._stream.record(*fields), raw, unread)

    def _run(self, name: str, **values: Any) -> CursorResult[Any]:
        scope = {"source_table": self._stream.table, "year": self._year}
        return self._conn.execute(text(statement(name, self._stream)), {**scope, **values})
