"""The contacts export that a coordinator uploads: looked at first, then taken in whole or not at all."""

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from core.errors import UploadRefusedError
from core.records import Issue
from core.store import raw
from core.store.raw import NO_YEAR, Cursor
from core.store.raw_table import Key, RawTable, Row, opened
from core.streams import CONTACTS, Record
from core.streams.contacts_csv import CONTACTS_CSV, ID, told_by, unique_headings
from core.streams.stored import row_hash, stored_form
from core.upload_doubts import FileAge, Precision, find_doubts, precision_of

READ_FROM = "file"
_HOW_TO_EXPORT = "In Givebutter, open Contacts, clear all filters and choose Export; upload the CSV file as it comes."


@dataclass(frozen=True, slots=True)
class UploadPreview:
    """What applying a file would do, in contacts. `total` counts all its rows, unreadable ones included.

    `as_of` is the newest instant in the file: how old what it tells is. `doubts` say why it needs a confirmation.
    """

    total: int
    new: int
    changed: int
    unchanged: int
    gone: int
    headings: tuple[str, ...]
    issues: tuple[Issue, ...]
    as_of: datetime | None
    doubts: tuple[str, ...]

    @property
    def needs_confirmation(self) -> bool:
        """Whether a person must say that the file is meant as it is."""
        return bool(self.doubts)


@dataclass(frozen=True, slots=True)
class UploadResult:
    """What an applied file did, in contacts."""

    upload_id: int
    total: int
    new: int
    changed: int
    unchanged: int
    gone: int
    issues: tuple[Issue, ...]


def preview_upload(conn: Connection, path: Path) -> UploadPreview:
    """What the file would change; nothing is written. Raises `UploadRefusedError` when it is no contacts export."""
    savepoint = conn.begin_nested()
    try:
        with _staged(conn, path) as (_, preview):
            return preview
    finally:
        savepoint.rollback()


def apply_upload(
    conn: Connection, path: Path, *, file_name: str, by: str, confirmed: bool, now: datetime
) -> UploadResult:
    """Make the file what we know of the contacts, without committing.

    An empty cell clears an old value; a column that the file lacks leaves it. A row that cannot be read leaves its
    contact as it was. What we know is as old as the newest instant in the file, never as young as the upload.
    Raises `UploadRefusedError`, also when the file is doubtful and nobody confirmed it.
    """
    with conn.begin_nested(), _staged(conn, path) as (table, seen):
        if seen.needs_confirmation and not confirmed:
            raise UploadRefusedError(" ".join((*seen.doubts, "Nothing was changed.")))
        table.write_staged()
        table.remove_unseen(now)
        table.refresh_statistics(seen.new + seen.changed)
        known_at = min(seen.as_of or now, now)
        raw.move_cursor(conn, CONTACTS, NO_YEAR, Cursor(None, now, now, READ_FROM, known_at))
        counts = {"row_count": seen.total, "inserted": seen.new, "updated": seen.changed, "removed": seen.gone}
        upload_id = raw.add_upload(conn, now=now, by=by, file_name=file_name, headings=list(seen.headings), **counts)
    return UploadResult(upload_id, seen.total, seen.new, seen.changed, seen.unchanged, seen.gone, seen.issues)


@contextmanager
def _staged(conn: Connection, path: Path) -> Iterator[tuple[RawTable, UploadPreview]]:
    """The file's rows in the temporary tables, compared with what is stored."""
    headings, cells = _read_file(path)
    with opened(RawTable(conn, CONTACTS_CSV, NO_YEAR, told_by(headings))) as table:
        reader = _Reader(headings)
        table.stage(reader.rows(cells))
        table.mark_seen(reader.keys)
        if not reader.total or len(reader.issues) == reader.total:
            raise UploadRefusedError(f"The file holds no contact that can be read. {_HOW_TO_EXPORT}")
        yield table, _preview(table, reader, headings)


def _preview(table: RawTable, reader: "_Reader", headings: tuple[str, ...]) -> UploadPreview:
    age = FileAge(table.staged_until(), table.known_until(), reader.precision)
    table.as_of = age.file_until
    found, known = table.compare(), table.count_present()
    return UploadPreview(
        total=reader.total,
        new=found.new,
        changed=found.changed,
        unchanged=found.unchanged,
        gone=found.gone,
        headings=headings,
        issues=tuple(reader.issues),
        as_of=age.file_until,
        doubts=tuple(find_doubts(rows=reader.total, gone=found.gone, known=known, age=age)),
    )


class _Reader:
    """Makes records of the file's rows, each contact once; what it cannot read becomes an issue."""

    def __init__(self, headings: tuple[str, ...]) -> None:
        self._headings = headings
        self.total = 0
        self.precision = Precision.DAY
        self.keys: set[Key] = set()
        self.issues: list[Issue] = []

    def rows(self, cells: Iterable[list[str]]) -> Iterator[Row]:
        """The readable rows."""
        for values in cells:
            self.total += 1
            source, written = stored_form(dict(zip(self._headings, values, strict=False)))
            self.precision = max(self.precision, precision_of(source))
            key = CONTACTS_CSV.key_of(source)
            record = self._read(source, len(values), is_repeated=key in self.keys)
            if key is not None:
                self.keys.add(key)
            if isinstance(record, Issue):
                self.issues.append(record)
            elif record is not None:
                yield Row(record, written, row_hash(written, READ_FROM))

    def _read(self, source: dict[str, Any], width: int, *, is_repeated: bool) -> Record | Issue | None:
        if width != len(self._headings):
            return CONTACTS_CSV.malformed(source, f"the row has {width} cells, not {len(self._headings)}")
        if is_repeated:
            return CONTACTS_CSV.malformed(source, "its id stands in an earlier row, too, which counts")
        return CONTACTS_CSV.read(source, {})


def _read_file(path: Path) -> tuple[tuple[str, ...], Iterator[list[str]]]:
    """Headings and rows of a contacts export. Raises `UploadRefusedError` with what is wrong and what to do."""
    rows = _cells(path)
    headings = unique_headings(next(rows, ()))
    if not any(headings):
        raise UploadRefusedError(f"The file is empty. {_HOW_TO_EXPORT}")
    if ID not in headings:
        raise UploadRefusedError(f'This is no contacts export: it has no column "{ID}". {_HOW_TO_EXPORT}')
    if "Primary Phone Number" in headings:
        raise UploadRefusedError(f"This is a file to import into Givebutter, not its contacts export. {_HOW_TO_EXPORT}")
    return headings, rows


def _cells(path: Path) -> Iterator[list[str]]:
    """The rows of a CSV file one by one: notes hold line breaks, and a whole account need not fit into memory."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from (row for row in csv.reader(file, strict=True) if row)
    except OSError:
        raise UploadRefusedError("The file cannot be opened; nothing was changed.") from None
    except UnicodeDecodeError:
        raise UploadRefusedError(
            f"The file is no UTF-8 text; perhaps it is an Excel workbook or was saved by one. {_HOW_TO_EXPORT}"
        ) from None
    except csv.Error:
        raise UploadRefusedError(
            f"The file is damaged or no CSV file: its quotes do not match. {_HOW_TO_EXPORT}"
        ) from None
