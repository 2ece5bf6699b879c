"""Source records on their way into a raw table: known ones pass, new and changed ones are read and written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.records import Issue
from core.store.earlier import with_earlier_values
from core.store.raw_table import RawTable, Row
from core.store.unread import Key
from core.streams import Stream
from core.streams.answers import Names
from core.streams.not_counted import explain_not_counted
from core.streams.stored import row_hash, stored_form


@dataclass(frozen=True, slots=True)
class _Found:
    """A source record with what it is recognised by."""

    key: Key | None
    raw: Any
    written: str
    row_hash: bytes


class Intake:
    """Takes source records in, batch by batch, and counts what became of them."""

    def __init__(self, table: RawTable, stream: Stream, names: Names, reading: str) -> None:
        self._table = table
        self._stream = stream
        self._names = names
        self._reading = reading
        self.inserted = self.updated = self.removed = 0
        self.begin()

    def begin(self) -> None:
        """A listing starts: forget what was seen and found wrong, not what was written."""
        self.processed = self.absent = 0
        self.issues: list[Issue] = []
        self._table.forget_seen()

    def take(self, raws: Iterable[Any], now: datetime) -> None:
        """Take a batch in: write what is new or changed, remove what counts as deleted, note the rest as seen."""
        found = [self._recognise(raw) for raw in raws]
        self.processed += len(found)
        self._refuse_unidentified(found)
        latest = {item.key: item for item in found if item.key is not None}
        known = self._table.load_hashes(latest)
        read, gone = self._read({key: item for key, item in latest.items() if known.get(key) != item.row_hash})
        rows = with_earlier_values(self._table, read)
        self._table.write(rows, replaced := rows.keys() & known.keys())
        self.inserted += len(rows) - len(replaced)
        self.updated += len(replaced)
        self.removed += self._table.remove(gone, now)
        self.absent += len(gone)
        self._table.mark_seen(key for key in latest if key not in gone)

    def _recognise(self, raw: Any) -> _Found:
        storable, written = stored_form(raw)
        return _Found(self._stream.key_of(storable), storable, written, row_hash(written, self._reading))

    def _refuse_unidentified(self, found: Iterable[_Found]) -> None:
        for item in found:
            if item.key is None:
                self.absent += 1
                self.issues.append(self._stream.malformed(item.raw, "it has no usable id"))

    def _read(self, found: Mapping[Key, _Found]) -> tuple[dict[Key, Row], set[Key]]:
        """Rows to write and keys that count as deleted; what cannot be read becomes an issue and stays as it was."""
        rows: dict[Key, Row] = {}
        gone: set[Key] = set()
        for key, item in found.items():
            parsed = self._stream.read_cells(item.raw, self._names)
            if parsed is None:
                gone.add(key)
                explained = explain_not_counted(self._stream, item.raw, self._names)
                self.issues += [explained] if explained else []
            elif isinstance(parsed, Issue):
                self.issues.append(parsed)
            else:
                rows[key] = Row(parsed.record, item.written, item.row_hash, parsed.unread)
        return rows, gone
