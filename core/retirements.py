"""Retiring the External IDs of former seasons: one task of a season, approved for all at once, and taken back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine

from core.db import Actor, transaction
from core.etl_run import lock_etl, run_etl
from core.jobs import defer_deliveries
from core.store import deliveries, retirements, seasons


@dataclass(frozen=True, slots=True)
class Retiring:
    """What an approval, or taking it back, did: how many contacts, and how many were left as they are."""

    contacts: int
    left_alone: int


def retire_ids(engine: Engine, year: int, retirement_ids: Sequence[int], *, by: str) -> Retiring:
    """Have External IDs of former seasons taken from their contacts, those that were shown and still stand there."""
    with transaction(engine, Actor("person", by)) as conn:
        lock_etl(conn, year)
        contacts = retirements.approve(conn, year, retirement_ids, by=by)
        return _sent_for(conn, contacts, retirement_ids)


def give_ids_back(engine: Engine, year: int, retirement_ids: Sequence[int], *, by: str) -> Retiring:
    """Take the approval back: what was not sent is not sent, what was sent is given back, and those waiting wait."""
    with transaction(engine, Actor("person", by)) as conn:
        lock_etl(conn, year)
        contacts = retirements.give_back(conn, year, retirement_ids, by=by)
        run_etl(conn, seasons.load_season(conn, year), datetime.now(UTC))
        return _sent_for(conn, contacts, retirement_ids)


def _sent_for(conn: Connection, contacts: Collection[int], wanted: Collection[int]) -> Retiring:
    if deliveries.are_queued(conn):
        defer_deliveries(conn)
    return Retiring(len(contacts), len(wanted) - len(contacts))
