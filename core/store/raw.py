"""What the sources said, as it is stored: present records, and up to when they are known."""

from collections.abc import Collection
from dataclasses import dataclass, field
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
    """Where the next read of a stream starts; `read_from` is what the stored state depends on.

    `known_at`: as of when what is stored is whole (`None` of a complete read: its own moment). `is_complete`: the
    last listing gave all that it announced.
    """

    cursor: datetime | None = None
    last_read_at: datetime | None = None
    last_listed_at: datetime | None = None
    read_from: str | None = None
    known_at: datetime | None = field(default=None, compare=False)
    is_complete: bool = True

    @property
    def source_id(self) -> str | None:
        """The form id or campaign code that the stored records came from; `api` or `file` for contacts."""
        return self.read_from.split()[0] if self.read_from else None


def load(conn: Connection, record: type[R], year: int) -> tuple[R, ...]:
    """All present records of a kind in a season, by id."""
    stream = next(stream for stream in STREAMS if stream.record is record)
    return tuple(record(*row) for row in conn.execute(text(statement("load", stream)), {"year": year}))


def load_contacts(conn: Connection, contact_ids: Collection[int]) -> dict[int, Contact]:
    """Those of these contacts that are present and not archived."""
    rows = conn.execute(query("raw.contacts"), {"contact_ids": list(contact_ids)}).mappings()
    return {row["contact_id"]: _contact(row) for row in rows}


def load_tags_with_comma(conn: Connection) -> frozenset[str]:
    """Tags of contacts that a file, which parts tags by commas, cannot tell from two others."""
    return frozenset(conn.execute(query("raw.tags_with_comma")).scalars())


def contacts_known_at(conn: Connection) -> datetime | None:
    """As of when the contacts are known, or `None` when they never were read completely."""
    return load_cursor(conn, CONTACTS, NO_YEAR).known_at


def are_contacts_complete(conn: Connection) -> bool:
    """Whether a contact that we do not know is one that Givebutter does not have."""
    cursor = load_cursor(conn, CONTACTS, NO_YEAR)
    return cursor.is_complete and cursor.known_at is not None


def is_listing_due(conn: Connection, stream: Stream, season: Season, now: datetime) -> bool:
    """Whether everything should be listed again, so that deletions are noticed."""
    listed_at = load_cursor(conn, stream, season.year).last_listed_at
    return listed_at is None or now - listed_at >= timedelta(hours=season.full_listing_hours)


def load_cursor(conn: Connection, stream: Stream, year: int) -> Cursor:
    """The stream's cursor; an empty one when it was never read."""
    row = conn.execute(query("raw.cursor"), {"stream": stream.name, "year": year_of(stream, year)}).one_or_none()
    return Cursor(*row) if row else Cursor()


def move_cursor(conn: Connection, stream: Stream, year: int, cursor: Cursor) -> None:
    """A read ended here. `last_listed_at` and `read_from` stay as they are where they are `None`."""
    values = {"now": cursor.last_read_at, "cursor": cursor.cursor, "listed_at": cursor.last_listed_at}
    state = {"read_from": cursor.read_from, "known_at": cursor.known_at, "is_complete": cursor.is_complete}
    conn.execute(query("raw.move_cursor"), {"stream": stream.name, "year": year_of(stream, year), **values, **state})


def lock(conn: Connection, stream: Stream) -> None:
    """Wait until nobody else writes what this stream writes; a season's own records are guarded by its run."""
    if not stream.has_year:
        conn.execute(query("raw.lock_contacts"))


def try_lock_contacts(conn: Connection) -> bool:
    """Keep others from writing contacts until the transaction ends. False: somebody is writing them."""
    return bool(conn.execute(query("raw.try_lock_contacts")).scalar_one())


def add_upload(conn: Connection, **upload: Any) -> int:
    """Note that a contacts export was applied (columns of `contact_uploads`). Returns its id."""
    return int(conn.execute(query("raw.add_upload"), upload).scalar_one())


def year_of(stream: Stream, year: int) -> int:
    """The season under which a stream's state is kept; 0 for contacts."""
    return year if stream.has_year else NO_YEAR


def _contact(row: RowMapping) -> Contact:
    return Contact(**{**row, **{name: tuple(row[name]) for name in ("emails", "phones", "tags")}})
