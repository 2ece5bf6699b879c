"""The brake of every listing: many records that seem to be gone at once are a person's to confirm."""

from dataclasses import dataclass

from sqlalchemy import Connection

from core.errors import ListingStoppedError
from core.rules.removals import is_too_many
from core.store import stopped_listings
from core.store.raw import Cursor
from core.streams import Stream


@dataclass(frozen=True, slots=True)
class Removals:
    """What a read of a stream removed: how many of the `known` records; `source_id` is what was read."""

    stream: Stream
    year: int
    source_id: str
    number: int
    known: int


def brake(conn: Connection, removals: Removals, before: Cursor) -> None:
    """Let removals pass that are few, or that somebody accepted. Raises `ListingStoppedError` for the others.

    `before` is how far the stream was read until now. An acceptance holds for this source and this number.
    """
    stream, year = removals.stream, removals.year
    is_other = _is_other_source(removals, before)
    if not is_too_many(removals.number, removals.known, is_other_source=is_other):
        stopped_listings.settle(conn, stream, year)
        return
    if stopped_listings.use(conn, stream, year, source_id=removals.source_id, removals=removals.number):
        return
    raise ListingStoppedError(
        _sentence(removals, before.source_id if is_other else None),
        source_id=removals.source_id,
        removals=removals.number,
        known=removals.known,
    )


def _is_other_source(removals: Removals, before: Cursor) -> bool:
    """The season names another form or campaign than the one that the known records came from."""
    return bool(removals.stream.season_key) and before.source_id not in (None, removals.source_id)


def _sentence(removals: Removals, former_id: str | None) -> str:
    stream = removals.stream
    first = (
        f"{stream.title}: {removals.number:,} of the {removals.known:,} records known until now are missing in what "
        f"{stream.source.capitalize()} lists. Nothing was removed, and the mentors are as they were."
    )
    return f"{first} {_remedy(removals, former_id)}"


def _remedy(removals: Removals, former_id: str | None) -> str:
    stream = removals.stream
    accept = (
        'If they are really gone, say so with the button under this run ("take it over"), '
        f"or with: python -m core sync --accept-removals {stream.name}"
    )
    if stream.season_key is None:
        return accept
    before = f", before {former_id}" if former_id else ""
    return (
        f"Check the season's setting {stream.season_key}, which now names {removals.source_id}{before}; "
        f"if it is wrong, correct it and run again. {accept}"
    )
