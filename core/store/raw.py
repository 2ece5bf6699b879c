"""What the sources said, as it is stored: present records, and up to when they are known."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection, RowMapping, text

from core.records import Contact, Member, PartnerPreference, SetupForm, Signup, TrainingSignup
from core.seasons import Season
from core.sql import query
from core.store.raw_sql import statement
from core.streams import CONTACTS, STREAMS, Stream

NO_YEAR = 0  # contacts belong to no season
R = TypeVar("R", Signup, SetupForm, TrainingSignup, PartnerPreference, Member)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the next read of a stream starts; `read_from` is what the stored state depends on."""

    cursor: datetime | None = None
    last_read_at: datetime | None = None
    last_listed_at: datetime | None = None
    read_from: str | None = None


def load(conn: Connection, record: type[R], year: int) -> tuple[R, ...]:
    """All present records of a kind in a season, by id."""
    stream = next(stream for stream in STREAMS if stream.record is record)
    return tuple(record(*row) for row in conn.execute(text(statement("load", stream)), {"year": year}))


def load_contacts(conn: Connection, contact_ids: Collection[int]) -> dict[int, Contact]:
    """Those of these contacts that are present and not archived."""
    rows = conn.execute(query("raw.contacts"), {"contact_ids": list(contact_ids)}).mappings()
    return {row["contact_id"]: _contact(row) for row in rows}


def contacts_known_at(conn: Connection) -> datetime | None:
    """As of when the contacts are known, or `None` when they never were read."""
    return load_cursor(conn, CONTACTS, NO_YEAR).last_read_at


def is_listing_due(conn: Connection, stream: Stream, season: Season, now: datetime) -> bool:
    """Whether everything should be listed again, so that deletions are noticed."""
    listed_at = load_cursor(conn, stream, season.year).last_listed_at
    return listed_at is None or now - listed_at >= timedelta(hours=season.full_listing_hours)


def load_cursor(conn: Connection, stream: Stream, year: int) -> Cursor:
    """The stream's cursor; an empty one when it was never read."""
    row = conn.execute(query("raw.cursor"), {"stream": stream.name, "year": _year(stream, year)}).one_or_none()
    return Cursor(*row) if row else Cursor()


def move_cursor(conn: Connection, stream: Stream, year: int, cursor: Cursor) -> None:
    """A read ended here. `last_listed_at` and `read_from` stay as they are where they are `None`."""
    values = {"now": cursor.last_read_at, "cursor": cursor.cursor, "listed_at": cursor.last_listed_at}
    scope = {"stream": stream.name, "year": _year(stream, year), "read_from": cursor.read_from}
    conn.execute(query("raw.move_cursor"), {**scope, **values})


def add_upload(conn: Connection, **upload: Any) -> int:
    """Note that a contacts export was applied (columns of `contact_uploads`). Returns its id."""
    return int(conn.execute(query("raw.add_upload"), upload).scalar_one())


def _year(stream: Stream, year: int) -> int:
    return year if stream.has_year else NO_YEAR


def _contact(row: RowMapping) -> Contact:
    return Contact(**{**row, **{name: tuple(row[name]) for name in ("emails", "phones", "tags")}})
