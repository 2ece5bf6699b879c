"""A person's word on a listing that was stopped: its records are really gone."""

from collections.abc import Callable

from sqlalchemy import Engine

from core.db import Actor, transaction
from core.errors import NothingStoppedError
from core.store import stopped_listings
from core.store.stopped_listings import StoppedListing


def accept_removals(engine: Engine, year: int, stream: str, *, by: str) -> StoppedListing:
    """Let the next listing remove what the stopped one would have removed: so many records of this source, no more.

    Raises `NothingStoppedError` when no listing of the stream waits.
    """
    return _accept(engine, year, lambda one: one.stream == stream, by=by)


def accept_removal(engine: Engine, year: int, listing_id: int, *, by: str) -> StoppedListing:
    """The same for exactly the listing that somebody looked at. Raises `NothingStoppedError` when it is outdated."""
    return _accept(engine, year, lambda one: one.listing_id == listing_id, by=by)


def _accept(engine: Engine, year: int, is_meant: Callable[[StoppedListing], bool], *, by: str) -> StoppedListing:
    with transaction(engine, Actor("person", by)) as conn:
        waiting = stopped_listings.load_waiting(conn, year)
        for one in filter(is_meant, waiting):
            if stopped_listings.accept(conn, one.listing_id, by=by):
                return one
    names = ", ".join(one.stream for one in waiting) or "none"
    raise NothingStoppedError(
        f"That listing does not wait for a word (any more); nothing was accepted. Waiting in season {year}: {names}."
    )
