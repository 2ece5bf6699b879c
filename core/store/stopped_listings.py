"""Listings that would have removed too many records: stopped, and waiting for a person's word."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from core.sql import query
from core.store.raw import year_of
from core.streams import Stream


@dataclass(frozen=True, slots=True)
class StoppedListing:
    """A listing of a stream that somebody must accept: it would remove so many of the known records."""

    listing_id: int
    run_id: int
    stream: str
    source_id: str
    removals: int
    known: int
    stopped_at: datetime


def load_waiting(conn: Connection, year: int) -> tuple[StoppedListing, ...]:
    """Those that wait for a word, the oldest first; contacts belong to every season."""
    return tuple(StoppedListing(*row) for row in conn.execute(query("stopped_listings.waiting"), {"year": year}))


def add(  # noqa: PLR0913  # the columns of one row
    conn: Connection, run_id: int, stream: Stream, year: int, *, source_id: str, removals: int, known: int
) -> None:
    """A run stopped at this listing; nobody is asked about an earlier one any more."""
    settle(conn, stream, year)
    row = {"run_id": run_id, "source_id": source_id, "removals": removals, "known": known}
    conn.execute(query("stopped_listings.add"), {**_scope(stream, year), **row})


def accept(conn: Connection, listing_id: int, *, by: str) -> bool:
    """Somebody says that its records are really gone. False: it does not wait any more."""
    row = {"listing_id": listing_id, "by": by}
    return conn.execute(query("stopped_listings.accept"), row).first() is not None


def use(conn: Connection, stream: Stream, year: int, *, source_id: str, removals: int) -> bool:
    """Remove so many by somebody's word, which is spent with it. False: nobody accepted that many of this source."""
    row = {"source_id": source_id, "removals": removals}
    return conn.execute(query("stopped_listings.use"), {**_scope(stream, year), **row}).first() is not None


def settle(conn: Connection, stream: Stream, year: int) -> None:
    """A listing needed nobody's word: nothing waits any more."""
    conn.execute(query("stopped_listings.settle"), _scope(stream, year))


def _scope(stream: Stream, year: int) -> dict[str, object]:
    return {"year": year_of(stream, year), "stream": stream.name}
