"""The contacts export that a coordinator uploads: looked at first, then taken in whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from core.errors import UploadRefusedError
from core.records import Issue
from core.store import raw
from core.store.earlier import with_earlier_values
from core.store.raw import NO_YEAR, Cursor
from core.store.raw_table import RawTable, opened
from core.streams import CONTACTS
from core.streams.contacts_csv import CONTACTS_CSV, ID, told_by, with_known_tags
from core.upload_doubts import FileAge, find_doubts
from core.upload_rows import HOW_TO_EXPORT, READ_FROM, UploadRows, read_file


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
        if seen.gone:
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
    headings, cells = read_file(path)
    with opened(RawTable(conn, CONTACTS_CSV, NO_YEAR, told_by(headings))) as table:
        reader = UploadRows(headings, with_known_tags(raw.load_tags_with_comma(conn)))
        table.stage(reader.rows(cells))
        reader.refuse_spreadsheet()
        table.stage(with_earlier_values(table, reader.doubtful).values())
        table.unread.remember(
            {key: reader.doubtful[key].unread if key in reader.doubtful else {} for key in reader.keys}
        )
        table.mark_seen(reader.keys)
        if reader.malformed == reader.total:
            raise UploadRefusedError(f"The file holds no contact that can be read. {HOW_TO_EXPORT}")
        yield table, _preview(table, reader, headings)


def _preview(table: RawTable, reader: UploadRows, headings: tuple[str, ...]) -> UploadPreview:
    age = FileAge(table.staged_until(), table.known_until(), reader.precision)
    table.as_of = age.file_until
    found, known = table.compare(), table.count_present()
    gone = 0 if reader.unread[ID] else found.gone  # who stands in a row without an id is not known to be gone
    return UploadPreview(
        total=reader.total,
        new=found.new,
        changed=found.changed,
        unchanged=found.unchanged,
        gone=gone,
        headings=headings,
        issues=tuple(reader.issues),
        as_of=age.file_until,
        doubts=tuple(find_doubts(rows=reader.total, gone=gone, known=known, age=age)),
    )
